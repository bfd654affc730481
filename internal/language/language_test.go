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
