package attrib_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"rapporteur/codebook"
	"rapporteur/internal/attrib"
	"rapporteur/internal/clause"
	"rapporteur/internal/doc"
	"rapporteur/internal/parse"
	"rapporteur/internal/rule"
	"rapporteur/internal/split"
	"rapporteur/model"
)

// The event in braces: its status, and its sources from the outermost in.
func TestAssign(t *testing.T) {
	files := fstest.MapFS{}
	for _, name := range []string{"grammar.txt", "support.txt", "types.tsv", "predicates.txt"} {
		data, err := codebook.Files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: data}
	}
	book, err := rule.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	parser, err := parse.New(model.English)
	if err != nil {
		t.Fatal(err)
	}
	judge := attrib.New(book, func(*doc.Doc, int, int) (doc.Mention, bool) { return doc.Mention{}, false })
	for _, tt := range []struct{ text, want string }{
		{"Rebels {attacked} the town.", "actual"},
		{"Rebels will {attack} the town.", "future"},
		{"Rebels did not {attack} the town.", "negated"},
		{"Rebels no longer {attack} the town.", "negated"},
		{"Rebels have waited longer and {attack} the town.", "actual"},
		{"Rebels have yet to {attack} the town.", "negated"},
		{"Rebels have yet again {attacked} the town.", "actual"},
		{"No rebel who {attacked} the town was caught.", "negated"},
		{"The rebel who {attacked} the town was not caught.", "actual"},
		{"Without the {attack} on the town the army would leave.", "actual"},
		{"The army left without an {attack} on the town.", "negated"},
		{"Rebels may {attack} the town.", "hypothetical"},
		{"Rebels failed to {attack} the town.", "negated"},
		{"Rebels plan to {attack} the town.", "future"},
		{"Rebels want to {attack} the town.", "hypothetical"},
		{"Rather than {attacking} the town, rebels left.", "negated"},
		{"Rebels left the town instead of {attacking} it.", "negated"},
		{"The minister said that the army left, while rebels {attacked} the town.", "actual"},
		{"The army left, while rebels {attacked} the town, the minister said.", "actual, minister asserts"},
		{"Rebels will meet in Zenda and likely {attack} the town.", "hypothetical"},
		{"Rebels drove to Zenda to {attack} the town.", "hypothetical"},
		{"If rebels {attack} the town, troops will come.", "hypothetical"},
		{"Rebels planned an {attack} on the town.", "future"},
		{"The minister said rebels had {attacked} the town.", "actual, minister asserts"},
		{"The minister said rebels would {attack} the town.", "future, minister asserts"},
		{"The minister denied that rebels had {attacked} the town.", "actual, minister denies"},
		{"\"Rebels {attacked} the town,\" the minister said.", "actual, minister asserts"},
		{"\"Rebels {attacked} the town,\" said the minister.", "actual, minister asserts"},
		{"Rebels {attacked} the town, according to the minister.", "actual, minister asserts"},
		{"The minister said the governor claimed that rebels {attacked} the town.", "actual, minister asserts, governor asserts"},
		{"The minister accused rebels of {attacking} the town.", "actual, minister asserts"},
		{"The minister condemned the {attack} on the town.", "actual"},
		{"The minister called for an {attack} on the town.", "hypothetical"},
		{"\"The army is weak,\" the minister said. \"Rebels {attacked} the town.\"", "actual, minister asserts"},
		{"Rebels have {attacked} an outpost near Zenda, Ruritanian state-run television reported.", "actual, television asserts"},
		{"The minister did not say that rebels {attacked} the town.", "actual"},
		{"The minister must acknowledge that rebels {attacked} the town.", "actual"},
		{"Experts warned that rebels may {attack} the town.", "hypothetical, Experts asserts"},
		{"The paper quoted the minister as saying that rebels {attacked} the town.", "actual, paper asserts, minister asserts"},
		{"The minister was quoted by the paper as saying that rebels {attacked} the town.", "actual, paper asserts, minister asserts"},
		{"The minister denied an accusation from Graustark that the army {attacked} the town.", "actual, minister denies, Graustark asserts"},
		{"Rebels acknowledged {attacking} the town.", "actual, Rebels asserts"},
		{"Rebels claimed to have {attacked} the town.", "actual, Rebels asserts"},
		{"The embassy reported an {attack} on the town.", "actual, embassy asserts"},
		{"The minister confirmed the {attack} on the town.", "actual, minister asserts"},
		{"The minister refused to confirm an {attack} on the town.", "actual"},
		{"The officers failed to report the {attack} on the town.", "actual"},
		{"Several of the residents said that rebels {attacked} the town.", "actual, residents asserts"},
		{"The governor, quoted by the paper, said that rebels {attacked} the town.", "actual, paper asserts, governor asserts"},
		{"Rebels {attacked} the town and its people fled, according to the minister.", "actual, minister asserts"},
		{"Rebels {attacked} the town, but troops stayed, according to the minister.", "actual"},
		{"A broadcast showed that rebels {attacked} the town.", "actual, broadcast asserts"},
		{"Rebels have {attacked} a village of the kingdom, the World Food Program (WFP) said.", "actual, Program asserts"},
		{"The minister stressed the importance of {attacking} the town.", "hypothetical"},
		{"The parties set a timetable for the {attack} on the town.", "hypothetical"},
		{"Rebels work toward {attacking} the town.", "hypothetical"},
		{"The generals are eyeing an {attack} on the town.", "hypothetical"},
		{"Rebels will leave Zenda and {attacks} on the town go on.", "actual"},
		{"The rebels did not leave but {attacked} the town.", "actual"},
		{"Troops refused to leave until rebels {attacked} the town.", "hypothetical"},
		{"Troops will not leave before the {attack} on the town.", "hypothetical"},
		{"Troops fought until rebels {attacked} the town.", "actual"},
		{"The talks can resume only once rebels {attack} the town.", "hypothetical"},
		{"The king will free the miners only when rebels {attack} the town.", "hypothetical"},
		{"The king will free the miners after rebels {attacked} the town.", "actual"},
		{"The king freed the miners once rebels {attacked} the town.", "actual"},
		{"The verdict would fuel {violence} in the town.", "hypothetical"},
		{"The minister feared that the verdict would fuel {violence} in the town.", "hypothetical"},
		{"The verdict fuelled {violence} in the town.", "actual"},
		{"The trial could result in {attacks} on the town.", "hypothetical"},
		{"The minister warned that rebels had {attacked} the town.", "actual, minister asserts"},
		{"The minister warned that rebels were {attacking} the town.", "actual, minister asserts"},
		{"The minister warned that rebels could {attack} the town.", "hypothetical, minister asserts"},
		{"The officer is accused of failing to prevent the {attack} on the town.", "actual"},
		{"The army prevented an {attack} on the town.", "negated"},
		{"Rebels are due to {attack} the town.", "future"},
		{"Rebels were weak due to {attacks} on the town.", "actual"},
		{"Rebels plan to punish the king by {attacking} the town.", "future"},
		{"Rebels punished the king by {attacking} the town.", "actual"},
		{"Rebels failed to punish the king by {attacking} the town.", "actual"},
		{"Rebels claimed responsibility for an {attack} on the town.", "actual, Rebels asserts"},
		{"Rebels denied responsibility for an {attack} on the town.", "actual, Rebels denies"},
		{"An {attack} could draw in the neighbours.", "hypothetical"},
		{"The parties failed to reach agreement on a statement calling for an {attack}.", "hypothetical"},
		{"The minister said that Ruritania's decision to {attack} the town was a mistake.", "future"},
		{"Earlier Wednesday, the president's son and spokesman Nzanga Mobutu said rebels did not want to {attack} the town.", "negated, spokesman asserts"},
		{"The rise of prices indicated that rebels {attacked} the town.", "actual"},
		{"\"We fear the {attack} on the town will fail,\" the minister said.", "actual, minister asserts"},
		{"The minister said that the governor's claim that rebels {attacked} the town was false.", "actual, minister asserts, governor's asserts"},
		{"The minister would not give details saying that he did not want to {attack} the town.", "negated, minister asserts"},
		{"A poll showed that rebels {attacked} the town.", "actual, poll asserts"},
		{"The rebels did not plan to {attack} the town.", "negated"},
		{"The rebels are not going to {attack} the town.", "negated"},
		{"The rebels will not stop {attacking} the town.", "actual"},
		{"The envoys called on the army to stop the {attack} on the town.", "actual"},
		{"Rebels will cross the river before {attacking} the town.", "future"},
		{"\"I heard that rebels {attacked} the town,\" the minister said.", "actual, minister asserts"},
		{"Rebels {attacked} the town, party official and former deputy Karl Sapten told the radio.", "actual, Sapten asserts"},
		{"Karl Sapten, president and founder of the company, said that rebels {attacked} the town.", "actual, Sapten asserts"},
		{"The minister and the governor said that rebels {attacked} the town.", "actual, minister asserts, governor asserts"},
		{"Rebels {attacked} the town, the paper said, quoting a report.", "actual, paper asserts, report asserts"},
		{"Rebels {attacked} the town, the paper said, citing reasons of security.", "actual, paper asserts"},
		{"\"The governor is a liar,\" the minister said. \"Rebels have said they {attacked} the town.\"", "actual, minister asserts, Rebels asserts"},
		{"\"I am sure of it. Rebels {attacked} the town. The governor told me so,\" the minister said.", "actual, minister asserts"},
		{"The army left Zenda, which rebels {attacked} in March, the minister said.", "actual, minister asserts"},
		{"The minister said he had asked for the help of the governor, whose troops {attacked} the town in March.", "actual"},
	} {
		plain := strings.NewReplacer("{", "", "}", "").Replace(tt.text)
		at := len([]rune(tt.text[:strings.Index(tt.text, "{")]))
		d := doc.New("x", "", plain)
		split.Text(d, nil)
		for i := range d.Sents {
			s := &d.Sents[i]
			parser.Parse(s)
			clause.Mend(s, book)
			for k, tok := range s.Tokens {
				if tok.Start == at {
					d.Events = append(d.Events, doc.Event{Sent: i, Head: k, Trigger: []int{k}, Type: "ASSAULT", Date: -1, Place: -1})
				}
			}
		}
		judge.Assign(d)
		if len(d.Events) != 1 {
			t.Errorf("%s: %d events", tt.text, len(d.Events))
			continue
		}
		got := d.Events[0].Status
		for _, h := range d.Events[0].SaidBy {
			f := strings.Fields(d.Slice(h.Span))
			got += ", " + f[len(f)-1] + " " + h.Stance
		}
		if got != tt.want {
			t.Errorf("%s: %q, want %q", tt.text, got, tt.want)
		}
	}
}
