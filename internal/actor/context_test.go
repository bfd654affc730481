package actor_test

import (
	"strings"
	"testing"
)

// What a report tells of somebody elsewhere in it, or as a whole. Notation as
// in TestMentions.
func TestContext(t *testing.T) {
	for _, c := range []struct {
		about, text string
		want        []string
	}{
		{"a day is no part of a name", "Ruritania's defence ministry Sunday dismissed the report.", []string{"Ruritania's defence ministry=RUR GOV", "Sunday=none"}},
		{"a treaty is nobody", "Graustark signed the Strelsau Treaty.", []string{"the Strelsau Treaty=none"}},
		{"he is not who speaks", "Karl Sapten saw Fritz Tarlenheim. \"He is ill,\" Sapten said.", []string{"He=RUR GOV Fritz Tarlenheim"}},
		{"nor is he who speaks the sentence before", "Karl Sapten met Fritz Tarlenheim. \"We wait,\" Sapten said. \"He is ill.\"", []string{"He=RUR GOV Fritz Tarlenheim"}},
		{"he is not whom his own clause names", "Karl Sapten met Fritz Tarlenheim. Sapten left before he answered Sapten.", []string{"he=RUR GOV Fritz Tarlenheim"}},
		{"nor is it the state that it accuses", "Ruritania and Graustark are rivals. It accused Graustark of aggression.", []string{"It=RUR GOV"}},
		{"nor are they the body whose plan they reject", "The UN met Ruritanian rebels in Zenda. They rejected the UN plan.", []string{"They=RUR REB"}},
		{"but they may be in the place named", "Ruritania and Graustark are rivals. It held a vote in Graustark.", []string{"It=GRK GOV"}},
		{"others who are wounded are people", "Ruritania is calm, and so is Ruritania's army. The toll rose and twelve others were wounded when a bomb struck a market.", []string{"twelve others=RUR CVL"}},
		{"and so are dozens of them", "Ruritania is calm, and so is Ruritania's army. Gunmen killed a king and wounded dozens of others.", []string{"dozens of others=RUR CVL"}},
		{"others who sign need not be", "Ruritania is calm, and so is Ruritania's army. Ruritania and twelve others signed the pact.", []string{"twelve others=---"}},
		{"others are like the one before", "A bomb killed one Ruritanian student and wounded two others.", []string{"two others=RUR EDU"}},
		{"a second title tells the country of both", "Ruritania's president met Ruritania's army. He met with Jan Oster, deputy prime minister and minister of science and technology of the Republic of Graustark.", []string{"Jan Oster=GRK GOV Jan Oster"}},
		{"a consul general is one title", "Japan's consul general here called on Graustark to talk.", []string{"Japan's consul general=JPN GOV"}},
		{"rebel forces are not those of who came to fight them", "Ruritania is calm, and Ruritania waits. Graustarkian forces came. Guerrilla forces fled.", []string{"Guerrilla forces=RUR REB"}},
		{"the coalition of the report", "US-led coalition soldiers left Zenda in Ruritania, and Ruritania is calm. Coalition troops killed ten rebels. The coalition said so.", []string{"Coalition troops=IGO COALITION US-led coalition", "The coalition=IGO COALITION US-led coalition"}},
		{"one that the report does not name", "Ruritania is calm, and so is Ruritania's army. Coalition troops killed ten rebels.", []string{"Coalition troops=--- MIL"}},
		{"a coalition of parties", "Ruritania is calm, and so is Ruritania's army. The coalition lost the vote.", []string{"The coalition=RUR PTY"}},
		{"soldiers by another word", "Ruritania is calm, and so is Ruritania's army. NATO troops searched a house. The soldiers arrested two men.", []string{"The soldiers=IGO NATO"}},
		{"of two armies, neither", "Ruritania is calm, and so is Ruritania. NATO troops met Graustarkian troops. The soldiers shook hands.", []string{"The soldiers=RUR MIL"}},
		{"foreign-owned is abroad", "Ruritania is calm, and so is Ruritania's army. The central bank fined foreign-owned banks.", []string{"foreign-owned banks=--- BUS"}},
		{"foreign-backed is at home", "Ruritania is calm, and so is Ruritania's army. Miners praised foreign-backed rebels.", []string{"foreign-backed rebels=RUR REB"}},
		{"a chamber of a court", "A Ruritanian appeals chamber freed Jan Oster.", []string{"A Ruritanian appeals chamber=RUR JUD"}},
		{"leaders of long ago", "Jan Oster praised Menachem Begin and Salvador Allende.", []string{"Menachem Begin=ISR ELI Menachem Begin", "Salvador Allende=CHL ELI Salvador Allende"}},
		{"who spoke speaks on", "Karl Sapten said that Ruritania was calm. The plan was drafted by the ambassador of Graustark, Fritz Tarlenheim, he added.", []string{"he=RUR GOV Karl Sapten"}},
		{"and so does a body", "The Graustarkian foreign ministry announced an inquiry. Ruritania's army shelled Zenda, it said.", []string{"it=GRK GOV"}},
		{"who is spoken of does what he does", "Karl Sapten said that Ruritania was calm. Fritz Tarlenheim left because he was ill.", []string{"he=RUR GOV Fritz Tarlenheim"}},
		{"a medium that the lexicon hasn't, of the country of the report", "Ruritania's army left Zenda. Ruritania's president praised the Ruritanian army, the Zenda Daily News reported.", []string{"the Zenda Daily News=RUR JRN Zenda Daily News"}},
		{"local media", "Ruritania's army left Zenda, and Ruritanian miners met Graustark's envoy, local zendanews.com reported.", []string{"local zendanews.com=RUR JRN zendanews.com"}},
		{"a newspaper with a country in its name", "A fire broke out, the official newspaper New Light of Graustark reported.", []string{"the official newspaper New Light of Graustark=GRK JRN New Light of Graustark"}},
		{"reports of the press", "Graustarkian press reports named the minister.", []string{"Graustarkian press reports=GRK JRN"}},
		{"but not what a medium reports", "Graustarkian television reported a fire.", []string{"Graustarkian television=GRK JRN"}},
		{"what brackets say a pronoun means", "\"The miners are calm, but they (the Graustarkian rebels) attacked us,\" Karl Sapten said.", []string{"they=GRK REB"}},
		{"aides to somebody", "Aides to Karl Sapten rejected the report.", []string{"Aides=RUR GOV"}},
		{"a ministry in a capital", "Ruritania is calm, and so is Ruritania's army. The defence ministry in Edelweiss said so.", []string{"The defence ministry=GRK GOV"}},
		{"government forces are the government's", "Ruritania's army left Zenda, and Ruritania is calm. Graustarkian forces came. Government forces fired.", []string{"Government forces=RUR MIL"}},
		{"the ministry of the state that the report begins with", "Ruritania on Monday mourned the king of Graustark, and Graustark was quiet. \"Graustark is a friend,\" the foreign ministry said.", []string{"the foreign ministry=RUR GOV"}},
		{"rebels whom soldiers fight abroad", "Ruritania sent Ruritanian soldiers, and Ruritania's army praised Ruritania. Shops in Edelweiss closed, and markets in Edelweiss burnt. In Graustark, fires broke out. Ruritanian troops killed ten rebels.", []string{"ten rebels=GRK REB"}},
		{"a given name tells which pronoun", "Karl Sapten met the Graustarkian ambassador Maria Seitz. She thanked him.", []string{"She=GRK GOV Maria Seitz", "him=RUR GOV Karl Sapten"}},
		{"who is spoken of more", "Karl Sapten left. Sapten was tired. Sapten met Fritz Tarlenheim and the ambassador of Graustark, and then he slept.", []string{"he=RUR GOV Karl Sapten"}},
		{"who works for a body is the body's, wherever from", "A UN delegate from Ruritania left.", []string{"A UN delegate=UNO"}},
		{"a title told before the name", "A senior Ruritanian official spoke on Monday. Jan Oster urged Graustark to talk.", []string{"Jan Oster=RUR GOV Jan Oster"}},
		{"but not when somebody is named between", "A senior Ruritanian official met Maria Seitz. Maria Seitz smiled. Jan Oster urged Graustark to talk.", []string{"Jan Oster=--- Jan Oster"}},
		{"a witness told of before the name", "Gunmen in Strelsau attacked a market, a witness said. \"They came at noon,\" Abdul-Karim said.", []string{"Abdul-Karim=RUR CVL Abdul-Karim"}},
		{"a spokesman is who he speaks for", "Graustarkian miners met Ruritanian troops. NATO troops shelled Zenda, a spokesman said.", []string{"a spokesman=IGO NATO"}},
		{"who speaks in a capital", "Ruritania left the talks, and Ruritania's army is calm. In Edelweiss, foreign ministry spokesman Jan Oster said so.", []string{"foreign ministry spokesman Jan Oster=GRK GOV Jan Oster"}},
		{"who heads a body", "Ruritania is calm, said Jan Oster, who heads the southern section of the Arab League.", []string{"Jan Oster=IGO ARL Jan Oster"}},
		{"a post several offices deep", "Ten people died, said Jan Oster, chief of emergency in the Graustarkian Ministry of Health.", []string{"Jan Oster=GRK GOV Jan Oster"}},
		{"a title that tells no country, and a description that does", "Cardinal Jan Oster, head of Graustark's largest church, left.", []string{"Cardinal Jan Oster=GRK REL Jan Oster"}},
		{"who spoke before what he spoke", "Karl Sapten said that Ruritania was calm. \"We won. The rebels are tired. The king is glad. The miners are back. The markets are open. The shops are full,\" he said.", []string{"he=RUR GOV Karl Sapten"}},
		{"who scoffed says what comes next", "Karl Sapten said that Ruritania was calm. Graustarkian ambassador Jan Oster scoffed at the report. \"Nothing is calm,\" he said.", []string{"he=GRK GOV Jan Oster"}},
		{"an official of the body named before", "The Graustark Budget Committee met, and Ruritania is calm, and so is Ruritania's army. A committee official left.", []string{"A committee official=GRK"}},
		{"a medium whose name stands behind its noun", "The magazine Der Spiegel reported that Ruritania sold guns.", []string{"The magazine Der Spiegel=DEU JRN Der Spiegel"}},
		{"a newspaper known only with its noun", "Ruritania is calm, local newspaper Dawn reported.", []string{"local newspaper Dawn=PAK JRN Dawn newspaper"}},
		{"followers are compatriots", "The Ruritanian opposition leader Anton Geiern said that his supporters were attacked.", []string{"his supporters=RUR OPP"}},
		{"a committee in a parliament", "The minister briefed the Budget Committee of the Ruritanian Diet.", []string{"the Budget Committee of the Ruritanian Diet=RUR LEG Budget Committee of the Ruritanian Diet"}},
		{"their summit is that of both", "Ruritania's president met Graustark's prime minister. Miners protested at their summit.", []string{"their=RUR GOV Rudolf Elphberg, GRK GOV Yetive Calhoven"}},
		{"a rank is outranked", "Ruritanian police chief General Jan Oster left.", []string{"Ruritanian police chief General Jan Oster=RUR COP Jan Oster"}},
		{"officials of the place where they are", "Ruritania is calm, and so is Ruritania's army. Officials in Edelweiss said so.", []string{"Officials=GRK GOV"}},
		{"a town of several countries", "Graustark built a base in Valencia, Spain.", []string{"Valencia=ESP"}},
		{"a thing named for somebody", "Soldiers guarded the Rudolf Elphberg Airport in Strelsau.", []string{"the Rudolf Elphberg Airport=none", "Rudolf Elphberg=none"}},
		{"opponents of a government are its people", "Opponents of the Ruritanian government spoke in Edelweiss.", []string{"Opponents of the Ruritanian government=RUR"}},
		{"people belong where a place is hit", "Graustark is calm, and so is Graustark's army. Rebels killed some students at the Strelsau airport.", []string{"some students=RUR EDU"}},
		{"a government that bears a name", "The Elphberg government rejected the plan.", []string{"The Elphberg government=RUR GOV"}},
		{"what belongs to a thing belongs where the thing is", "Ruritania is calm, and so is Ruritania's army. Police arrested the tram's driver.", []string{"the tram's driver=RUR CVL"}},
		{"but not what belongs to somebody unknown", "Ruritania is calm, and so is Ruritania's army. Police arrested Jan Oster's driver.", []string{"Jan Oster's driver=--- CVL"}},
		{"a person with a city's name", "Jan Paris left. Paris claimed that he was ill.", []string{"Paris=--- Paris", "he=--- Paris"}},
		{"two leaders are people", "Rudolf Elphberg met Grenfall Lorrik, but Graustarkian observers in Ruritania expected little. The two leaders shook hands.",
			[]string{"The two leaders=RUR GOV Rudolf Elphberg, GRK GOV Grenfall Lorrik"}},
		{"told of later", "Critics of Anton Geiern protested. Geiern is the leader of the Ruritanian opposition.", []string{"Anton Geiern=RUR OPP Geiern"}},
		{"his party, told of later", "Anton Geiern spoke. His party left. Geiern is the leader of the Ruritanian opposition.", []string{"His party=RUR PTY"}},
		{"unknown people belong to the one country of the report",
			"Ruritania's army left Zenda. Ruritania's president praised the Ruritanian army. The Ruritanian press accused Jan Oster of treason.",
			[]string{"Jan Oster=RUR Jan Oster"}},
		{"gunmen belong where they shoot", "Graustark and Freedonia are at peace; Graustark is calm. Unknown gunmen opened fire at a car in a suburb in southern Ruritania.",
			[]string{"Unknown gunmen=RUR UAF"}},
		{"a delegation is its head's", "A delegation headed by the Graustarkian foreign minister arrived in Strelsau.",
			[]string{"A delegation=GRK GOV"}},
		{"the title outranks our dates", "In the year before, President Rudolf Elphberg had met miners.", []string{"President Rudolf Elphberg=RUR GOV Rudolf Elphberg"}},
		{"the bloc is the organisation named before", "The European Union rejected the plan. The bloc demanded talks.", []string{"The bloc=EUR European Union"}},
		{"who held an office is of the former elite", "Guards led the ousted dictator away.", []string{"the ousted dictator=--- ELI"}},
	} {
		d := read(t, c.text, "2026-03-11")
		for _, w := range c.want {
			words, code, _ := strings.Cut(w, "=")
			if got := codes(d, words); got != code {
				t.Errorf("%s: %s\n  %s: got %q, want %q", c.about, c.text, words, got, code)
			}
		}
	}
}

// Other transliterations and middle names are found by their sound.
func TestSpelling(t *testing.T) {
	for _, c := range []struct{ day, text, words, want string }{
		{"2010-05-05", "Libyan leader Moammer Kadafi spoke.", "Libyan leader Moammer Kadafi", "LBY GOV Muammar Gaddafi"},
		{"2008-05-05", "President Mahmud Ahmadi-Nejad praised Iran.", "President Mahmud Ahmadi-Nejad", "IRN GOV Mahmoud Ahmadinejad"},
		{"2026-03-11", "President Rudolph Karl Elphberg met miners.", "President Rudolph Karl Elphberg", "RUR GOV Rudolf Elphberg"},
		{"2026-03-11", "Graustarkian President Rudolph Elphberg met miners.", "Graustarkian President Rudolph Elphberg", "GRK GOV Rudolph Elphberg"},
	} {
		if got := codes(read(t, c.text, c.day), c.words); got != c.want {
			t.Errorf("%s\n  got %q, want %q", c.text, got, c.want)
		}
	}
}
