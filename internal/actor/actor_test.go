package actor_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"rapporteur/internal/actor"
	"rapporteur/internal/doc"
	"rapporteur/internal/parse"
	"rapporteur/internal/split"
	"rapporteur/lexicon"
	"rapporteur/model"
)

func resolver(t testing.TB) *actor.Resolver {
	t.Helper()
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	return actor.New(lex)
}

// read parses and resolves a text published on a day.
func read(t testing.TB, text, day string) *doc.Doc {
	t.Helper()
	p, err := parse.New(model.English)
	if err != nil {
		t.Fatal(err)
	}
	d := doc.New("test", "", text)
	if day != "" {
		if d.Published, err = time.Parse("2006-01-02", day); err != nil {
			t.Fatal(err)
		}
	}
	split.Text(d, nil)
	for i := range d.Sents {
		p.Parse(&d.Sents[i])
	}
	resolver(t).Resolve(d)
	return d
}

// codes writes the actors of the mention of these words, the n-th of them:
// "RUR GOV Fritz Tarlenheim, GRK GOV", "none" where no mention has the words.
func codes(d *doc.Doc, words string) string {
	words, n := strings.TrimRight(words, "#"), strings.Count(words, "#")
	for i, m := range d.Mentions {
		if d.Slice(d.MentionSpan(i)) != words {
			continue
		}
		if n--; n >= 0 {
			continue
		}
		var out []string
		for _, a := range m.Actors {
			out = append(out, strings.TrimSpace(a.Code+" "+a.Name))
			if a.Ref == "" {
				return "an actor without a reason"
			}
		}
		return strings.Join(out, ", ")
	}
	return "none"
}

// Each text is followed by what its phrases stand for. A "#" after a phrase
// asks for its second mention.
func TestMentions(t *testing.T) {
	const tarlenheim, lorrik = "RUR GOV Fritz Tarlenheim", "GRK GOV Grenfall Lorrik"
	for _, c := range []struct {
		text string
		want []string
	}{
		{"Ruritanian troops crossed the border.", []string{"Ruritanian troops=RUR MIL"}},
		{"Strelsau police arrested two men.", []string{"Strelsau police=RUR COP"}},
		{"Strelsau warned Edelweiss and Fredville.", []string{"Strelsau=RUR GOV", "Edelweiss=GRK GOV", "Fredville=FRD GOV"}},
		{"Chinese and Russian officials held talks in Geneva.", []string{"Chinese and Russian officials=CHN GOV, RUS GOV"}},
		{"The forces of President Rudolf Elphberg attacked Zenda.", []string{
			"The forces of President Rudolf Elphberg=RUR MIL", "President Rudolf Elphberg=RUR GOV Rudolf Elphberg"}},
		{"Ruritania's foreign minister met his Graustarkian counterpart Grenfall Lorrik on Monday. He said both countries wanted peace. The two ministers signed an agreement.", []string{
			"Ruritania's foreign minister=" + tarlenheim, "his=" + tarlenheim, "his Graustarkian counterpart Grenfall Lorrik=" + lorrik,
			"He=" + tarlenheim, "both countries=GRK GOV, RUR GOV", "The two ministers=" + lorrik + ", " + tarlenheim}},
		{"The Ruritanian government denied the report. The rebels said they had killed ten soldiers. The army said it had lost nobody.", []string{
			"The Ruritanian government=RUR GOV", "The rebels=RUR REB", "they=RUR REB", "The army=RUR MIL", "it=RUR MIL"}},
		{"A spokesman for the Graustark Liberation Army, which controls the border, said the group would not talk. Its leader, Anton Geiern, is in exile. Geiern has asked Freedonia for help.", []string{
			"A spokesman for the Graustark Liberation Army=GRK REB", "which=GRK REB Graustark Liberation Army", "the group=GRK REB Graustark Liberation Army",
			"Its leader, Anton Geiern=GRK REB Anton Geiern", "Geiern=GRK REB Anton Geiern", "Freedonia=FRD GOV"}},
		{"Leaders of the European Union called on Strelsau to withdraw its troops from Graustark.", []string{"its=RUR GOV", "its troops=RUR MIL"}},
		{"\"We will not go,\" Defence Minister Karl Sapten told reporters. His ministry gave no details.", []string{
			"We=RUR GOV Karl Sapten", "reporters=--- JRN", "His ministry=RUR GOV"}},
		{"Thousands of Ruritanians marched against President Rudolf Elphberg. Elphberg's spokeswoman said he would speak.", []string{
			"Thousands of Ruritanians=RUR CVL", "Elphberg=RUR GOV Rudolf Elphberg", "he=RUR GOV Rudolf Elphberg"}},
		{"Former president Karl Steinau criticized the Ruritanian government.", []string{"Former president Karl Steinau=RUR ELI Karl Steinau"}},
		{"Karl Steinau is a spokesman for the Graustark Liberation Army. Steinau said the rebels had left.", []string{
			"Karl Steinau=GRK REB Karl Steinau", "Steinau=GRK REB Karl Steinau", "the rebels=GRK REB"}},
		{"An adviser to President Rudolf Elphberg said Freedonia had broken its promise.", []string{"An adviser=RUR GOV", "its=FRD GOV"}},
		{"Sudan rejected the plan. Foreign ministry spokesman Ali Sadek told reporters so. The spokesman said Khartoum was firm.", []string{
			"Foreign ministry spokesman Ali Sadek=SDN GOV Ali Sadek", "The spokesman=SDN GOV Ali Sadek"}},
		{"Diplomats said Ruritania had lost.", []string{"Diplomats=--- GOV"}},
		{"Western countries condemned Strelsau.", []string{"Strelsau=RUR GOV"}},
		{"Foreign troops landed in Ruritania.", []string{"Foreign troops=--- MIL"}},
		{"Analysts said Ruritania would fall.", []string{"Analysts=---"}},
		{"Edelweiss closed its borders with Jordan and Lebanon. Both countries protested.", []string{"Both countries=JOR GOV, LBN GOV"}},
		{"The Ruritanian Diet passed the bill. Lawmakers from the Blue Party voted against it. The party's leader said so.", []string{
			"The Ruritanian Diet=RUR LEG Ruritanian Diet", "the Blue Party=RUR PTY Blue Party of Ruritania", "The party=RUR PTY Blue Party of Ruritania"}},
	} {
		d := read(t, c.text, "2026-03-11")
		for _, w := range c.want {
			words, code, _ := strings.Cut(w, "=")
			if got := codes(d, words); got != code {
				t.Errorf("%s\n  %s: got %q, want %q", c.text, words, got, code)
			}
		}
	}
}

// Who holds an office depends on the day of the report.
func TestOfficesDependOnTheDate(t *testing.T) {
	const text = "The Chinese foreign minister visited Strelsau. Qin Gang made no statement."
	for day, want := range map[string]string{"2023-03-16": "CHN GOV Qin Gang", "2015-03-16": "CHN GOV Wang Yi", "": "CHN GOV"} {
		if got := codes(read(t, text, day), "The Chinese foreign minister"); got != want {
			t.Errorf("%s: got %q, want %q", day, got, want)
		}
	}
}

func TestChains(t *testing.T) {
	d := read(t, "Ruritania's foreign minister Fritz Tarlenheim arrived in Fredville. Tarlenheim said Strelsau was ready. The minister left on Friday. The Ruritanian government welcomed it.", "2026-03-11")
	chain := func(words string) int {
		for i, m := range d.Mentions {
			if d.Slice(d.MentionSpan(i)) == words {
				return m.Chain
			}
		}
		t.Errorf("no mention %q", words)
		return -1
	}
	m := chain("Ruritania's foreign minister Fritz Tarlenheim")
	if m <= 0 || chain("Tarlenheim") != m || chain("The minister") != m {
		t.Errorf("the minister is one actor: %d %d %d", m, chain("Tarlenheim"), chain("The minister"))
	}
	if s := chain("Strelsau"); s == m || chain("The Ruritanian government") != s {
		t.Error("the capital and the government are one actor")
	}
}

func TestModifierActor(t *testing.T) {
	r := resolver(t)
	for _, c := range []struct{ text, word, want string }{
		{"The Ruritanian war in Graustark goes on.", "Ruritanian", "RUR GOV"},
		{"A UN-sponsored conference opened.", "UN-sponsored", "UNO"},
		{"Strelsau's attack on Graustark failed.", "Strelsau", "RUR GOV"},
		{"The pro-Ruritanian rally was large.", "Ruritanian", ""},
		{"The large rally ended.", "large", ""},
		{"Ruritania praised Sino-Ruritanian relations.", "Sino", "CHN GOV"},
		{"Freedonia rejected the Edelweiss peace process.", "Edelweiss", ""},
		{"Freedonia rejected the Edelweiss government.", "Edelweiss", "GRK GOV"},
		{"NASA put off a Florida landing of the US shuttle.", "Florida", "USA"}, // and not Uruguay's
	} {
		d := read(t, c.text, "2026-03-11")
		for k, tok := range d.Sents[0].Tokens {
			if tok.Text != c.word {
				continue
			}
			m, ok := r.ModifierActor(d, 0, k)
			got := ""
			if ok {
				got = m.Actors[0].Code
			}
			if got != c.want {
				t.Errorf("%s: %s is %q, want %q", c.text, c.word, got, c.want)
			}
		}
	}
	if _, ok := r.ModifierActor(doc.New("", "", ""), 3, 1); ok {
		t.Error("a sentence that is not there")
	}
}

func TestLookup(t *testing.T) {
	r := resolver(t)
	for name, want := range map[string]string{
		"Strelsau":               "capital RUR",
		"Rudolf Elphberg":        "office RUR GOV president true",
		"Ruritanian Diet":        "organisation RUR LEG",
		"nobody of this name":    "",
		"Ruritania and Fredonia": "",
	} {
		got := ""
		var words []lexicon.Word
		for _, w := range strings.Fields(name) {
			words = append(words, lexicon.Word{Text: w, Space: true})
		}
		if f := r.Lookup(words, "2026-03-11"); len(f) > 0 && f[0].Whole {
			got = f[0].Kind + " " + f[0].Code
			if f[0].Kind == "office" {
				got += fmt.Sprint(" ", f[0].Role, " ", f[0].Held)
			}
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

func TestSameInputSameOutput(t *testing.T) {
	const text = "Chinese and Russian officials met in Strelsau. Both sides praised Rudolf Elphberg, who said he was glad. The rebels attacked the police, and the army said it had fought them."
	a := read(t, text, "2026-03-11")
	for range 5 {
		if b := read(t, text, "2026-03-11"); !reflect.DeepEqual(a.Mentions, b.Mentions) {
			t.Fatalf("%v\n%v", a.Mentions, b.Mentions)
		}
	}
}

func BenchmarkResolve(b *testing.B) {
	text := strings.Repeat("Ruritania's foreign minister met his Graustarkian counterpart on Monday. He said both countries wanted peace. The rebels attacked a police station in Strelsau, killing three officers. ", 8)
	d := read(b, text, "2026-03-11")
	r, n := resolver(b), 0
	for _, s := range d.Sents {
		n += len(s.Tokens)
	}
	for b.Loop() {
		e := doc.New("b", "", text)
		e.Published, e.Sents = d.Published, d.Sents
		r.Resolve(e)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/token")
}
