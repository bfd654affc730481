package actor_test

import (
	"strings"
	"testing"
)

// What phrases stand for that name nobody themselves, or name somebody in a
// way that leads astray. Notation as in TestMentions.
func TestRelations(t *testing.T) {
	for _, c := range []struct {
		about, text string
		want        []string
	}{
		{"the parties are those joined before, not the one who calls on them",
			"Talks between the Ruritanian government and the rebels resumed in Fredville. The African Union urged the parties to sign. The two sides agreed to a truce.",
			[]string{"the parties=RUR GOV, RUR REB", "The two sides=RUR GOV, RUR REB"}},
		{"the subject and who stands against it",
			"The rebels attacked Ruritanian government troops in Zenda. The fighting went on for a week. The African Union called on the rivals to stop. Both sides refused.",
			[]string{"the rivals=RUR REB, RUR MIL", "Both sides=RUR REB, RUR MIL"}},
		{"the subject and who stands with it, not onlookers",
			"Ruritania held talks with Graustark in Fredville. The mediators urged the two sides to agree.",
			[]string{"the two sides=RUR GOV, GRK GOV"}},
		{"a state and an organisation",
			"At the summit between Ruritania and ASEAN, Freedonia proposed a partnership between both sides.",
			[]string{"both sides=RUR GOV, IGO ASEAN Association of Southeast Asian Nations"}},
		{"parties of a place", "The Security Council urged all parties in Ruritania to stop.", []string{"all parties=RUR"}},
		{"sides of a thing are nobody's", "Both sides of the street were blocked in Strelsau.", []string{"Both sides=---"}},
		{"political parties stay such", "Three political parties protested in Strelsau. The parties demanded elections.", []string{"The parties=RUR PTY"}},
		{"parties to a matter are no political ones", "Ruritania's army left Zenda. All parties concerned agreed to wait.", []string{"All parties=---"}},
		{"nor those to a treaty", "Ruritania's army left Zenda. The parties to the treaty met in Strelsau.", []string{"The parties=---"}},
		{"but those who stand in an election are", "Ruritania's army left Zenda. Before the election all parties must speak clearly.", []string{"all parties=RUR PTY"}},
		{"six are not two", "Ruritania held talks with Graustark. The six parties will meet again.", []string{"The six parties=---"}},
		{"the sides are two peoples", "The minister pleaded for peace between Ruritanians and Graustarkians. The African Union urged the parties to talk.",
			[]string{"the parties=RUR GOV, GRK GOV"}},
		{"and who was called so before", "Ruritania held talks with Graustark. The parties agreed. The press was content. It rained. Rebels fired at Ruritanian government troops. Nothing burnt. It snowed. The summer came. The parties will meet again.",
			[]string{"The parties#=RUR GOV, GRK GOV"}},
		{"mediators are the body that mediates",
			"The Arab League mediated the talks in Fredville between the Ruritanian government and the rebels. The mediators said both sides would meet again.",
			[]string{"The mediators=IGO ARL", "both sides=RUR GOV, RUR REB"}},
		{"who asks for an act is not who is to do it",
			"Ruritania and Graustark froze aid after the rebels took Zenda, demanding that they renounce violence.", []string{"they=RUR REB"}},
		{"nor who asks that somebody be kept from it",
			"Ruritania and Graustark asked Karl Sapten to rein in rebels and prevent them from attacking Zenda.", []string{"them=RUR REB"}},
		{"an object is not who does the act", "Ruritanian guards attacked the prisoners on Monday, firing tear gas and beating them.", []string{"them=RUR CVL"}},
		{"nor what another verb did it to, where that is nobody", "Ruritanian miners collected signatures and sent them to Strelsau.", []string{"them=none"}},
		{"but those to whom that belongs", "Ruritania froze the assets of three judges and banned them from travelling.", []string{"them=RUR JUD"}},
		{"who does it may be told by another's request", "Two rebels were seen in Zenda. Ruritania's minister told the army to arrest them.", []string{"them=RUR REB"}},
		{"our troops are not they", "\"Our troops have beaten the Graustarkian rebels and they are in full retreat,\" Ruritania's minister said.", []string{"they=GRK REB"}},
		{"two nationalities share a noun", "Ruritanian and Freedonian armed forces began an exercise on Monday.",
			[]string{"Ruritanian and Freedonian armed forces=RUR MIL, FRD MIL"}},
		{"forces under a body's command are its", "NATO-led forces killed two people in Zenda.", []string{"NATO-led forces=IGO NATO"}},
		{"who works for a body is the body's", "Ruritanian UN official Jan Oster visited Zenda.", []string{"Ruritanian UN official Jan Oster=UNO Jan Oster"}},
		{"a legislature's common name is that of the report's country",
			"Philippine President Gloria Arroyo urged Congress to pass the law. The House of Representatives in Manila voted.",
			[]string{"Congress=PHL LEG Congress of Philippines", "The House of Representatives=PHL LEG House of Representatives of Philippines"}},
		{"and else the American one", "The House of Representatives approved the bill.", []string{"The House of Representatives=USA LEG House of Representatives"}},
		{"that of the state whose parliament was named before",
			"Japan's lower house adopted a resolution on US military bases on Tuesday. Japan and the United States signed an accord. The House of Representatives urged the government to act.",
			[]string{"The House of Representatives=JPN LEG House of Representatives of Japan"}},
		{"a commonplace name is that of the report's country, unless it names the other",
			"Ruritania's army left Zenda. The National Security Council rejected the plan. Ruritania agreed.", []string{"The National Security Council=RUR GOV The National Security Council"}},
		{"as it does here", "Ruritania's army left Zenda, the United States said. The National Security Council rejected the plan. Ruritania agreed.", []string{"The National Security Council=USA GOV National Security Council"}},
		{"another party of a known name", "Fritz Tarlenheim is leader of the Ruritanian Labour Party.", []string{"the Ruritanian Labour Party=RUR PTY the Ruritanian Labour Party"}},
		{"a party's name that several states have, in a report about one of them",
			"Norway's parliament met in Oslo. The Labour Party rejected the bill.", []string{"The Labour Party=NOR PTY Labour Party (Norway)"}},
		{"and in one that names none of them", "Ruritania's parliament met in Strelsau. The Labour Party rejected the bill.", []string{"The Labour Party=RUR PTY The Labour Party"}},
		{"a state by its region, the nearest of those named", "Sierra Leone accused Germany of theft. Talks with the impoverished West African nation failed.",
			[]string{"the impoverished West African nation=SLE GOV"}},
		{"and none where none is near or only the one who acts on it", "Germany accused the Balkan republic of theft. Germany praised the Central Asian republic.",
			[]string{"the Balkan republic=---", "the Central Asian republic=---"}},
		{"a body's president is of no government", "Ruritania praised NATO's president, Karl Sapten.", []string{"NATO's president, Karl Sapten=IGO NATO Karl Sapten"}},
		{"a wrong spelling in brackets does not hide a known body", "Ruritania left the Common Market for Eastern and Southern African (COMESA). Graustark quit COMESA.", []string{"COMESA=IGO COMESA Common Market for Eastern and Southern Africa"}},
		{"others are more of those counted before", "A bomb in Zenda killed four soldiers and wounded ten others.", []string{"ten others=RUR MIL"}},
		{"but not of those of another sentence", "Four soldiers left Zenda. Ruritania, Graustark and ten others signed the treaty.", []string{"ten others=---"}},
		{"the newspaper is the one named before", "Ruritania and Graustark signed the treaty, The New York Times reported. The newspaper quoted a minister. The Post was silent.",
			[]string{"The newspaper=USA JRN New York Times", "The Post=--- Post"}},
		{"a part of a name that was given before", "The Washington Post said that Ruritania would leave. The Post quoted a minister.", []string{"The Post=USA JRN Washington Post"}},
		{"backed from abroad, but at home", "Ruritania's rebels attacked the Western-backed government.", []string{"the Western-backed government=RUR GOV"}},
		{"what somebody is like", "Ruritanian police shot dead two men. Ruritania stands very firm against it.", []string{"dead=none", "firm=none"}},
		{"a region of many states", "The Balkan states signed the treaty.", []string{"The Balkan states=---"}},
		{"a commissioner need not be European", "Chief Election Commissioner Jan Oster told Ruritania to vote.", []string{"Chief Election Commissioner Jan Oster=--- Jan Oster"}},
		{"land that is occupied is not the occupier's", "Israel annexed east Jerusalem in 1967.", []string{"Israel=ISR GOV", "east Jerusalem=PSE"}},
		{"a hyphen does not cut a name", "Retired general Karl Sapten-Helsing told reporters in Strelsau that he would go.", []string{"Retired general Karl Sapten-Helsing=RUR MIL Karl Sapten-Helsing"}},
		{"the title stands before the complement", "The government instructed the Ruritanian ambassador in Edelweiss, Konrad Seitz, to protest. Seitz said he would.",
			[]string{"Konrad Seitz=RUR GOV Konrad Seitz", "Seitz=RUR GOV Konrad Seitz"}},
		{"a town that talks are called after is nobody", "Ruritania endorsed the Edelweiss peace process. Freedonia quit the Edelweiss round of talks.", []string{"Edelweiss=none", "Edelweiss#=none"}},
		{"but its name alone is its government's", "Ruritania endorsed Edelweiss.", []string{"Edelweiss=GRK GOV"}},
		{"both halves of a compound", "Rebels attacked Ruritanian-Graustarkian forces in Fredville.", []string{"Ruritanian-Graustarkian forces=RUR MIL, GRK MIL"}},
		{"but a person is of the second", "A Ruritanian-Graustarkian journalist left.", []string{"A Ruritanian-Graustarkian journalist=GRK JRN"}},
		{"and half a word is no name elsewhere", "Franco Seitz signed the treaty.", []string{"Franco Seitz=--- Franco Seitz"}},
		{"an adjective is nobody", "An official ceremony was held in Strelsau.", []string{"official=none"}},
		{"what somebody is like is no sector", "A veteran Ruritanian diplomat left. The old guard of the Blue Party protested.", []string{"A veteran Ruritanian diplomat=RUR GOV"}},
		{"a part of a body in a country", "The Ruritanian branch of Al-Qaeda urged the country's Sunni Arabs not to vote.",
			[]string{"The Ruritanian branch of Al-Qaeda=RUR REB", "the country's Sunni Arabs=RUR CVL"}},
		{"the leader of a country governs it", "The Ruritanian leader met leaders of Graustark.", []string{"The Ruritanian leader=RUR GOV", "leaders of Graustark=GRK GOV"}},
		{"people belong where something happens", "Ruritania and Freedonia are at peace; Ruritania is calm. In Graustark, some students threw rocks.", []string{"some students=GRK EDU"}},
		{"governments of the world are no one country's", "Governments around the world praised Ruritania.", []string{"Governments=--- GOV"}},
		{"local media are the report's country's", "Ruritania and Graustark signed the treaty, and Ruritania celebrated. Local media attacked it.", []string{"Local media=RUR JRN"}},
		{"we are the speaker's party", "\"We reject the plan,\" said Blue Party leader Anton Geiern. \"Voters deserve better and we will vote against it,\" he said.",
			[]string{"We=RUR PTY Anton Geiern", "we=RUR PTY Anton Geiern"}},
		{"a quotation goes on", "\"We demand new elections,\" the Blue Party said in a statement. \"We will not give in.\"",
			[]string{"We=RUR PTY Blue Party of Ruritania", "We#=RUR PTY Blue Party of Ruritania"}},
		{"a surname that is a people's name too", "French Finance Minister Thierry Breton left. Breton said so.", []string{"Breton=FRA GOV Thierry Breton"}},
		{"the shorter name of a body named before", "The Hong Kong Democratic Party protested. The Democratic Party leader said so.", []string{"The Democratic Party leader=HKG PTY"}},
		{"two of a people are new, and one is no state", "The two Italians were abducted in Zenda. Ruritanian police found the two Italians. The Swede escaped.",
			[]string{"The two Italians=ITA CVL", "the two Italians=ITA CVL", "The Swede=SWE CVL"}},
		{"a nationality holds for what is joined", "The Ruritanian foreign ministry and embassy in Graustark have expressed concern.", []string{"embassy=RUR GOV"}},
		{"victims are of where it happened", "Graustark's chancellor and the Graustark army met. A bomb exploded in a market in Zenda, killing two people.", []string{"two people=RUR CVL"}},
		{"based somewhere, of there", "Ruritania and the Ruritanian army met. Ruritania accused the Graustark-based rebel group.", []string{"the Graustark-based rebel group=GRK REB"}},
		{"nationality before a name", "Russian Antonia Ostrova beat Helga Strofzin.", []string{"Russian Antonia Ostrova=RUS Antonia Ostrova"}},
		{"those who sit in the body", "The UN Security Council failed to agree on Ruritania. The 15 members gave up.", []string{"The 15 members=UNO"}},
		{"a prime minister is not the deputy", "Deputy Prime Minister Anton Geiern spoke for Graustark. Graustark's prime minister was away. The prime minister will return.",
			[]string{"The prime minister=GRK GOV Yetive Calhoven"}},
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
