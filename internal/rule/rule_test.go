package rule

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"rapporteur/codebook"
)

const words = `preposition (prep): on upon with for to of off out between
talks (noun): talk negotiation peace_talks
attack (verb): attack storm
`

const types = "type\tmode\tquad\tcameo\tgoldstein\tintensity\tfuture\tspeech\tpublic\n" +
	"REQUEST\t\tverbal conflict\t020\t3\t0\t\tyes\t\n" +
	"REQUEST\tmeet\tverbal conflict\t026\t4.0\t0\t\tyes\t\n"

func load(t *testing.T, rules string) (*Book, error) {
	t.Helper()
	return Load(fstest.MapFS{"words.txt": {Data: []byte(words)}, "types.tsv": {Data: []byte(types)}, "x.rule": {Data: []byte(rules)}})
}

func one(says string) string {
	return "rule: x/y\nsays: " + says + "\ngives: REQUEST\nbecause: a reason\nyes: Yes.\n     => RUR GOV | REQUEST\nno: No.\n"
}

func TestPhrasings(t *testing.T) {
	tests := []struct {
		says string
		pos  POS
		want string
	}{
		{"ACTOR call on|upon RECIPIENT (to ...)", Verb, "on:RECIPIENT inf?"},
		{"ACTOR hold <talks> with ACTOR", Verb, "obj<talk> with:ACTOR"},
		{"ACTOR call off <talks>", Verb, "off<talk>"},
		{"ACTOR pull out", Verb, "particle"},
		{"ACTOR refuse to <attack> RECIPIENT?", Verb, "inf<attack>[obj:RECIPIENT?]"},
		{"ACTOR's peace <talks> (with ACTOR)", Noun, "with:ACTOR?"},
		{"the war between ACTOR", Noun, ""},
		{"ACTOR be ready to ...", Adj, "inf"},
		{"ACTOR say that ...", Verb, "that"},
		{"ACTOR say that <talks> needed", Verb, "that<negotiation>:RECIPIENT?"},
		{"<talks> stop (between ACTOR)", Verb, "between:ACTOR?"},
		{"ACTOR meet (with) ACTOR", Verb, "(with):ACTOR"},
		{"ACTOR accuse RECIPIENT of ...", Verb, "obj:RECIPIENT of:SOMETHING?"},
	}
	for _, tt := range tests {
		rules := one(tt.says)
		rules = strings.Replace(rules, "the war between", "the war with", 1)
		b, err := load(t, rules)
		if err != nil {
			t.Errorf("%s: %v", tt.says, err)
			continue
		}
		p := b.Rules[0].Patterns[0]
		if got := show(p.Elems); got != tt.want && !strings.Contains(tt.says, "war") || p.POS != tt.pos {
			t.Errorf("%s: %q (%v), want %q (%v)", tt.says, got, p.POS, tt.want, tt.pos)
		}
	}
}

func show(elems []Elem) string {
	names := map[Slot]string{Actor: "ACTOR", MayActor: "ACTOR?", Recipient: "RECIPIENT", MayRecipient: "RECIPIENT?", Something: "SOMETHING"}
	first := func(w Words) string {
		best := ""
		w.heads(false, func(h string) {
			if best == "" || h < best {
				best = h
			}
		})
		return best
	}
	var out []string
	for _, e := range elems {
		s := ""
		switch {
		case !e.Particle.Empty():
			s = "particle"
		case e.That:
			s = "that"
			if !e.Doer.Empty() {
				s += "<" + first(e.Doer) + ">:" + names[e.Slot]
			}
		case e.Inf:
			s = "inf"
			if !e.Head.Empty() {
				s += "<" + first(e.Head) + ">"
			}
			if len(e.Inner) > 0 {
				s += "[" + show(e.Inner) + "]"
			}
		default:
			s = first(e.Prep)
			if s == "" {
				s = "obj"
			}
			if e.Bare {
				s = "(" + s + ")"
			}
			if !e.Head.Empty() {
				if first(e.Head) == "negotiation" {
					s += "<talk>"
				} else {
					s += "<" + first(e.Head) + ">"
				}
			} else {
				s += ":" + names[e.Slot]
			}
		}
		if e.Optional {
			s += "?"
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

func TestErrorsPointAtTheFault(t *testing.T) {
	tests := []struct{ rules, want string }{
		{one("ACTOR storm against <tlks>"), "x.rule:2:28: no word class <tlks>\n   2 | says: ACTOR storm against <tlks>\n     |                            ^"},
		{one("ACTOR call on TARGET"), "x.rule:2:21: unknown slot TARGET; known: ACTOR ACTOR? RECIPIENT RECIPIENT? SOMETHING"},
		{one("ACTOR:<tlks> call on RECIPIENT"), "x.rule:2:7: no class <tlks> of sectors"},
		{one("ACTOR call (on RECIPIENT"), "the bracket is not closed"},
		{one("call on RECIPIENT"), "expected the verb; a phrasing of a noun begins with ACTOR's"},
		{"rule: x/y\nsays: ACTOR call\ngives: REQUEST\nyes: A.\nno: B.\n", "has no `because` line"},
		{"rule: x/y\nsays: ACTOR call\ngives: REQUEST\nbecause: r\nyes: A.\n", "has no `no` example"},
		{"rule: x/y\nsais: ACTOR call\n", "unknown key \"sais\""},
		{"says: ACTOR call\n", "`says` outside a rule"},
		{one("ACTOR call") + "\n" + one("ACTOR ask"), "a second rule x/y; the first is in line 1"},
		{strings.Replace(one("ACTOR call"), "gives: REQUEST", "gives: PLEAD", 1), "PLEAD, which types.tsv does not list"},
		{strings.Replace(one("ACTOR call"), "=> RUR GOV | REQUEST", "=> RUR GOV", 1), "expected `=> actors | TYPE mode"},
	}
	for _, tt := range tests {
		_, err := load(t, tt.rules)
		var errs Errors
		if !errors.As(err, &errs) {
			t.Errorf("%q: error %v, want one that says %q", tt.rules, err, tt.want)
			continue
		}
		want := strings.Replace(tt.want, "2:28", "2:27", 1)
		want = strings.Replace(want, "                            ^", "                           ^", 1)
		if !strings.Contains(err.Error(), tt.want) && !strings.Contains(err.Error(), want) {
			t.Errorf("%q:\n%v\nwant\n%s", tt.rules, err, tt.want)
		}
	}
}

// Classes of grammar.txt are asked for by name, so one name is one class there.
func TestGrammarClassesHaveOneName(t *testing.T) {
	book := builtIn()
	book["grammar.txt"] = &fstest.MapFile{Data: []byte("at_talks (prep): during after\nat_talks (noun): chance occasion\n")}
	if _, err := Load(book); err == nil || !strings.Contains(err.Error(), "a second class <at_talks>, which is known by its name alone") {
		t.Errorf("%v", err)
	}
}

func TestLaterFolderReplacesRules(t *testing.T) {
	first := fstest.MapFS{"words.txt": {Data: []byte(words)}, "types.tsv": {Data: []byte(types)}, "x.rule": {Data: []byte(one("ACTOR call on RECIPIENT"))}}
	second := fstest.MapFS{"own.rule": {Data: []byte(one("ACTOR implore RECIPIENT"))}}
	b, err := Load(first, second)
	if err != nil {
		t.Fatal(err)
	}
	if len(b.Rules) != 1 || len(b.Verb("call")) != 0 || len(b.Verb("implore")) != 1 {
		t.Errorf("rules %d, call %d, implore %d", len(b.Rules), len(b.Verb("call")), len(b.Verb("implore")))
	}
}

// builtIn is a codebook for a user's folder to come after.
func builtIn() fstest.MapFS {
	return fstest.MapFS{"words.txt": {Data: []byte(words)}, "types.tsv": {Data: []byte(types)}, "x.rule": {Data: []byte(one("ACTOR call on RECIPIENT"))},
		"modes.txt": {Data: []byte("REQUEST meet: talk\n")}}
}

func TestLaterFolderAdds(t *testing.T) {
	own := strings.Replace(one("ACTOR serenade|<attack> RECIPIENT"), "gives: REQUEST\n", "gives: SALUTE music\n", 1)
	b, err := Load(builtIn(), Folder{fstest.MapFS{
		"a.rule": {Data: []byte("\ufeff" + strings.Replace(own, "x/y", "x/z", 1))},
		// no header, and no tabs at the end, as editors leave it
		"types.tsv": {Data: []byte("SALUTE\t\tverbal cooperation\t\t\t3\nSALUTE\tmusic\tverbal cooperation\t\t\t3.5\n")},
		"words.txt": {Data: []byte("attack (verb): <attack> fluster\n")},
		"modes.txt": {Data: []byte("REQUEST yield: talk\n")},
	}, "own"})
	if err != nil {
		t.Fatal(err)
	}
	if len(b.Rules) != 2 || len(b.Verb("serenade")) != 1 || b.Rules[1].File != "own/a.rule" || b.Rules[1].Folder != 1 {
		t.Errorf("rules %d, serenade %d, from %s of folder %d", len(b.Rules), len(b.Verb("serenade")), b.Rules[1].File, b.Rules[1].Folder)
	}
	for _, v := range []string{"fluster", "storm"} {
		if len(b.Verb(v)) != 1 {
			t.Errorf("a class that includes the one it replaces has no %q", v)
		}
	}
	if p := b.Verb("storm"); len(p) != 1 || p[0].Rule.Folder != 1 {
		t.Errorf("storm: %d phrasings", len(p))
	}
	if info := b.TypeOf("SALUTE", "music"); info == nil || info.Intensity != 3.5 {
		t.Errorf("TypeOf SALUTE music: %+v", info)
	}
	if b.Modes[0].Mode != "yield" {
		t.Errorf("the first mode is %s, want that of the later folder", b.Modes[0].Mode)
	}
}

func TestLaterFolderFaults(t *testing.T) {
	tests := []struct{ file, text, want string }{
		{"a.rule", one("ACTOR call on TARGET"), "own/a.rule:2:21: unknown slot TARGET"},
		{"a.rule", strings.Replace(one("ACTOR call"), "x/y", "x/b", 1), "own/b.rule:1:1: a second rule x/b; the first is in own/a.rule:1"},
		{"types.tsv", "SALUTE  verbal cooperation 3\n", "own/types.tsv:1: expected 9 columns with tabs between them"},
		{"types.tsv", "SALUTE\t\tsong\t\t\t3\n", `own/types.tsv:1: unknown quad "song"; known: verbal cooperation`},
		{"words.txt", "mine (verb): <mine>\n", "own/words.txt:1:1: the class <mine> includes itself"},
	}
	for _, tt := range tests {
		second := strings.Replace(one("ACTOR call"), "x/y", "x/b", 1)
		_, err := Load(builtIn(), Folder{fstest.MapFS{tt.file: {Data: []byte(tt.text)}, "b.rule": {Data: []byte(second)}}, "own/"})
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s %q:\n%v\nwant\n%s", tt.file, tt.text, err, tt.want)
		}
	}
	if _, err := Load(builtIn(), fstest.MapFS{"rules.doc": {}}); err != ErrNoFiles {
		t.Errorf("a folder of no codebook file: %v", err)
	}
}

func TestBuiltInCodebookLoads(t *testing.T) {
	if _, err := Load(codebook.Files); err != nil {
		t.Fatal(err)
	}
}

func FuzzRules(f *testing.F) {
	f.Add(one("ACTOR call on|upon RECIPIENT (to ...)"))
	f.Add("rule: a\nsays: ((ACTOR\n  => x | y\nyes:")
	f.Add("says: |||<<>> to to to (with) (with) ...")
	f.Fuzz(func(t *testing.T, rules string) {
		_, err := Load(fstest.MapFS{"words.txt": {Data: []byte(words)}, "types.tsv": {Data: []byte(types)}, "x.rule": {Data: []byte(rules)}})
		if err != nil && err.Error() == "" {
			t.Error("an empty error")
		}
	})
}
