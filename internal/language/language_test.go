package language

import (
	"strings"
	"testing"
	"unicode"
)

func TestOf(t *testing.T) {
	for _, c := range [][2]string{
		{"en", "Troops left Zenda on Monday, the minister said."},
		{"en", "Troops left."},
		{"en", ""},
		{"en", "Le roi est mort."}, // too short to tell
		{"en", "Elphberg, Sapten, Tarlenheim, Strakencz, Marsac, Hentzau, de Gautet, Bersonin, Detchard, Lauengram and Krafstein."},
		{"en", "Strelsau 2 (Hold 12, Bauer 45) Zenda 1; Ganlook 0 Hofbau 0; Tarlenheim 3 Edelweiss 2."},
		{"en", "Strelsau v Zenda, Ganlook v Hofbau, Tarlenheim v Edelweiss, Hentzau v Marsac, Sapten v Detchard, Bersonin v Krafstein."},
		{"en", "KING TO VISIT GRAUSTARK AGAIN AFTER TALKS IN ZENDA FAIL"},
		{"en", "The minister said: “Nous ne quitterons pas la ville avant la fin de la guerre et nous le disons à tous.” He then left for the capital, where he will meet his colleague and the head of the army."},
		{"fr", "Le ministre de la défense a déclaré lundi que les troupes avaient quitté la ville."},
		{"fr", "LE MINISTRE DE LA DÉFENSE A DÉCLARÉ LUNDI QUE LES TROUPES AVAIENT QUITTÉ LA VILLE."},
		{"de", "Die Truppen haben am Montag die Stadt verlassen, sagte der Minister und fügte hinzu, dass niemand verletzt wurde."},
		{"es", "El ministro de Defensa dijo el lunes que las tropas habían abandonado la ciudad después de la firma del acuerdo."},
		{"it", "Il ministro della Difesa ha detto lunedì che le truppe hanno lasciato la città dopo la firma dell'accordo."},
		{"pt", "O ministro da Defesa disse na segunda-feira que as tropas já deixaram a cidade e que não haverá mais combates."},
		{"nl", "De minister van Defensie zei maandag dat de troepen de stad hebben verlaten en dat er geen gewonden zijn gevallen."},
		{"sv", "Försvarsministern sade på måndagen att trupperna har lämnat staden och att ingen skadades i striderna."},
		{"pl", "Minister obrony powiedział w poniedziałek, że wojska opuściły miasto i nie ma już żadnych walk przed świętami."},
		{"tr", "Savunma bakanı pazartesi günü yaptığı açıklamada birliklerin şehri terk ettiğini ve bir daha dönmeyeceğini söyledi, ancak tarih için bir şey demedi."},
		{"id", "Menteri pertahanan mengatakan pada hari Senin bahwa pasukan telah meninggalkan kota itu dan tidak akan kembali."},
		{"hu", "A védelmi miniszter hétfőn azt mondta, hogy a csapatok elhagyták a várost, és nem is térnek vissza, csak ha kell."},
		{"cs", "Ministr obrany v pondělí řekl, že vojáci opustili město a že se už nevrátí, protože boje jsou podle něj u konce."},
		{"ro", "Ministrul apărării a declarat luni că trupele au părăsit orașul și că nu se vor mai întoarce după semnarea acordului."},
		{"fi", "Puolustusministeri sanoi maanantaina, että joukot ovat jo lähteneet kaupungista, mutta hän ei kertonut minne."},
		{"sw", "Waziri wa ulinzi alisema Jumatatu kuwa wanajeshi wameondoka katika mji huo na kwamba hakuna watu waliojeruhiwa."},
		{"ru", "Министр обороны заявил в понедельник, что войска покинули город и не вернутся."},
		{"uk", "Міністр оборони заявив у понеділок, що війська залишили місто і не повернуться."},
		{"bg", "Министърът на отбраната каза, че войските са напуснали града и няма да се върнат."},
		{"el", "Ο υπουργός Άμυνας είπε τη Δευτέρα ότι τα στρατεύματα έφυγαν από την πόλη."},
		{"ar", "قال وزير الدفاع يوم الاثنين إن القوات غادرت المدينة ولن تعود إليها بعد الاتفاق"},
		{"fa", "وزیر دفاع روز دوشنبه گفت که نیروها این شهر را ترک کرده اند و باز نمی گردند"},
		{"he", "שר הביטחון אמר ביום שני כי הכוחות עזבו את העיר ולא יחזרו אליה לאחר ההסכם"},
		{"zh", "国防部长星期一表示，部队已经离开这座城市，并且不会再返回那里。"},
		{"ja", "国防大臣は月曜日、部隊が町を離れ、もう戻らないと述べた。"},
		{"ko", "국방장관은 월요일 군대가 도시를 떠났으며 돌아오지 않을 것이라고 말했다."},
		{"th", "รัฐมนตรีกลาโหมกล่าวเมื่อวันจันทร์ว่าทหารได้ออกจากเมืองแล้ว"},
		{"af", "Die minister van verdediging het Maandag gesê dat die troepe die stad verlaat het en dat hulle nie sal terugkeer nie."},
		{"no", "Forsvarsministeren sa mandag at soldatene har forlatt byen, og at ingen ble skadet i kampene etter avtalen."},
		{"da", "Forsvarsministeren sagde mandag, at tropperne har forladt byen, og at ingen blev såret under kampene efter aftalen."},
		{"tl", "Sinabi ng kalihim ng tanggulan noong Lunes na umalis na ang mga sundalo sa lungsod at hindi na sila babalik."},
		{"so", "Wasiirka gaashaandhigga ayaa sheegay Isniintii in ciidamadu ay ka baxeen magaalada oo aanay dib ugu soo noqon doonin."},
		{"ha", "Ministan tsaro ya ce a ranar Litinin cewa sojojin sun bar garin kuma ba za su sake komawa ba."},
		{"ca", "El ministre de Defensa va dir dilluns que les tropes han abandonat la ciutat i que no hi tornaran després de l'acord."},
		{"hr", "Ministar obrane rekao je u ponedjeljak da su vojnici napustili grad i da se neće vratiti nakon sporazuma."},
		{"sk", "Minister obrany v pondelok povedal, že vojaci opustili mesto a že sa už nevrátia, pretože boje sa skončili."},
		{"sl", "Obrambni minister je v ponedeljek povedal, da so vojaki zapustili mesto in da se ne bodo vrnili zaradi sporazuma."},
		{"lt", "Gynybos ministras pirmadienį sakė, kad kariai paliko miestą ir kad jie negrįš, nes mūšiai baigėsi po susitarimo."},
		{"lv", "Aizsardzības ministrs pirmdien sacīja, ka karavīri ir pametuši pilsētu un ka viņi neatgriezīsies pēc vienošanās."},
		{"et", "Kaitseminister ütles esmaspäeval, et väed on linnast lahkunud ja et nad ei tule tagasi pärast kokkulepet."},
		{"sq", "Ministri i mbrojtjes tha të hënën se trupat janë larguar nga qyteti dhe se nuk do të kthehen pas marrëveshjes."},
		{"vi", "Bộ trưởng quốc phòng cho biết hôm thứ Hai rằng quân đội đã rời khỏi thành phố và sẽ không quay trở lại."},
		{"ga", "Dúirt an tAire Cosanta Dé Luain go bhfuil na saighdiúirí imithe as an gcathair agus nach bhfillfidh siad."},
		{"is", "Varnarmálaráðherrann sagði á mánudag að hermennirnir hefðu yfirgefið borgina og að þeir kæmu ekki aftur."},
		{"eu", "Defentsa ministroak astelehenean esan zuen tropek hiria utzi dutela eta ez direla itzuliko akordioaren ondoren."},
		{"mt", "Il-Ministru tad-Difiża qal it-Tnejn li t-truppi ħallew il-belt u li mhux se jerġgħu lura wara dan il-ftehim."},
		{"az", "Müdafiə naziri bazar ertəsi bildirib ki, qoşunlar şəhəri tərk edib və bir daha geri qayıtmayacaq."},
		{"uz", "Mudofaa vaziri dushanba kuni qo‘shinlar shaharni tark etganini va ular qaytmasligini aytdi, ammo sana haqida gapirmadi."},
		{"id", "Menteri pertahanan berkata pada hari Isnin bahawa tentera telah meninggalkan bandar itu dan tidak akan kembali."},
		{"fr", "Le président Rudolf Elphberg a rencontré lundi à Strelsau le premier ministre graustarkien Karl Hold."},
		{"cs", "Rudolf Elphberg se v pátek ve Strelsau setkal s prezidentem Graustarku, uvedla agentura RNA s odvoláním na palác."},
		{"nl", "De Ruritaanse president Rudolf Elphberg heeft dinsdag in Strelsau gesproken met de leiders van Graustark."},
		{"de", "Die ruritanische Regierung hat Hentzau, Hold und Sapten am Dienstag aufgefordert, sich zu den Vorwürfen zu äußern."},
		{"mk", "Президентот на Руританија изјави дека не ќе дојде во Зенда по повод празникот."},
		{Unknown, strings.Repeat("mali kotu vesu zorim bata kelo nuvi sate ", 6)},
	} {
		if got := Of(c[1]); got != c[0] {
			t.Errorf("%q is %s, want %s", c[1], got, c[0])
		}
	}
	if got := Of("The minister said that ", "the troops have left the town and ", "that they would not return."); got != English {
		t.Error(got)
	}
}

func TestData(t *testing.T) {
	if len(data.codes) > 64 || data.codes[0] != English {
		t.Fatal(len(data.codes), data.codes[0])
	}
	for i, s := range data.scriptNames {
		if data.tables[i] == nil {
			t.Errorf("no script %q", s)
		}
	}
	for w := range data.words {
		for _, r := range w {
			if !unicode.IsLetter(r) && !unicode.IsMark(r) {
				t.Errorf("%q is never met: it has a character that ends words", w)
			}
		}
	}
	if Name("fr") != "French" || Name("am") != "Amharic" || Name("xx") != "language xx" {
		t.Error(Name("fr"), Name("am"), Name("xx"))
	}
}

func BenchmarkOf(b *testing.B) {
	text := strings.Repeat("The prime minister of Ruritania, who met rebel leaders in Zenda on Nov. 2, said that his government's troops wouldn't leave. ", 20)
	b.ReportAllocs()
	for b.Loop() {
		Of(text)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*20*21), "ns/word")
}
