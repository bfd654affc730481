package place

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"
	"testing/fstest"

	"rapporteur/internal/doc"
	"rapporteur/lexicon"
)

const (
	countries = "code\tname\taliases\tadjectives\tpeople\tcapital\tseats\tformer\tsource\n" +
		"FRD\tFreedonia\t\tFreedonian\tFreedonian\tFredville\t\t\town\n" +
		"GRK\tGraustark\t\tGraustarkian\tGraustarkian\tEdelweiss\t\t\town\n" +
		"RUR\tRuritania\t\tRuritanian\tRuritanian\tStrelsau\t\t\town\n"
	places = "name\taliases\tcountry\tadmin1\tlat\tlon\tpopulation\tkind\tsource\n" +
		"Edelweiss\t\tGRK\t\t46.00\t16.00\t200000\tcapital\town\n" +
		"Hentzau\t\tGRK\t\t46.10\t16.10\t90000\tcity\town\n" +
		"Hentzau\t\tRUR\tZenda Province\t45.10\t15.10\t3000\tcity\town\n" +
		"Strelsau\t\tRUR\t\t45.00\t15.00\t500000\tcapital\town\n" +
		"Zenda\tZendaburg\tRUR\t\t45.20\t15.20\t40000\tcity\town\n"
)

func gazetteer(t testing.TB) *Gazetteer {
	lex, err := lexicon.LoadFS(fstest.MapFS{"countries.tsv": {Data: []byte(countries)}, "places.tsv": {Data: []byte(places)}})
	if err != nil {
		t.Fatal(err)
	}
	return New(lex)
}

// parse builds a sentence from "word/TAG/head/rel", head counted from 1.
func parse(t testing.TB, d *doc.Doc, lines string) {
	s := doc.Sentence{Index: len(d.Sents), Para: len(d.Sents)}
	at := 0
	for _, f := range strings.Fields(lines) {
		c := strings.Split(f, "/")
		if len(c) != 4 {
			t.Fatalf("token %q", f)
		}
		head := 0
		fmt.Sscan(c[2], &head)
		n := len([]rune(c[0]))
		s.Tokens = append(s.Tokens, doc.Token{Span: doc.Span{Start: at, End: at + n}, Text: c[0], Lemma: lemma(c[0]), UPOS: c[1], Head: head - 1, Deprel: c[3], Space: true})
		at += n + 1
	}
	d.Sents = append(d.Sents, s)
}

func lemma(w string) string {
	if l := map[string]string{"entered": "enter", "held": "hold", "met": "meet", "Troops": "troop", "opened": "open", "dollars": "dollar", "Motors": "motor", "killed": "kill", "came": "come", "left": "leave", "strikes": "strike", "towns": "town", "hosts": "host"}[w]; l != "" {
		return l
	}
	return strings.ToLower(w)
}

func text(lines string) string {
	var w []string
	for _, f := range strings.Fields(lines) {
		w = append(w, f[:strings.Index(f, "/")])
	}
	return strings.Join(w, " ")
}

func TestFind(t *testing.T) {
	g := gazetteer(t)
	for _, c := range []struct{ text, want string }{
		{"Troops entered Zenda , Ruritania .", "Zenda=RUR Ruritania=RUR"},
		{"Troops entered Hentzau .", "Hentzau=GRK"},
		{"Ruritanian troops entered Hentzau .", "Hentzau=GRK"},
		{"Troops entered Hentzau , Ruritania .", "Hentzau=RUR Ruritania=RUR"},
		{"The minister of Freedonia spoke .", "Freedonia=FRD"},
		{"Mr Zenda Smith spoke .", ""},
		{"They came to Zendaburg .", "Zendaburg=RUR"},
	} {
		d := doc.New("x", "", c.text)
		s := doc.Sentence{}
		at := 0
		for _, w := range strings.Fields(c.text) {
			s.Tokens = append(s.Tokens, doc.Token{Span: doc.Span{Start: at, End: at + len(w)}, Text: w, Head: -1, Space: true})
			at += len(w) + 1
		}
		d.Sents = []doc.Sentence{s}
		g.Find(d)
		var got []string
		for _, p := range d.Places {
			got = append(got, d.Slice(p.Span)+"="+p.Country)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s\n  got  %s\n  want %s", c.text, strings.Join(got, " "), c.want)
		}
	}
}

func TestUnknownNamesStay(t *testing.T) {
	d := doc.New("x", "", "They met in Balad yesterday")
	parse(t, d, "They/PRON/2/nsubj met/VERB/0/root in/ADP/4/case Balad/PROPN/2/obl yesterday/NOUN/2/obl:tmod")
	d.Sents[0].Names = []doc.Name{{First: 3, Last: 3, Type: doc.Loc}}
	gazetteer(t).Find(d)
	if len(d.Places) != 1 || d.Places[0].Known || d.Places[0].Name != "Balad" {
		t.Errorf("got %+v", d.Places)
	}
}

// A town's name that the report has for a person is the person's, unless somebody is in it.
func TestSurnames(t *testing.T) {
	d := doc.New("x", "", "Lindsay Zenda won yesterday Zenda served well in Zenda today")
	parse(t, d, "Lindsay/PROPN/3/nsubj Zenda/PROPN/1/flat won/VERB/0/root yesterday/NOUN/3/obl")
	parse(t, d, "Zenda/PROPN/2/nsubj served/VERB/0/root well/ADV/2/advmod in/ADP/5/case Zenda/PROPN/2/obl today/NOUN/2/obl")
	d.Sents[0].Names = []doc.Name{{First: 0, Last: 1, Type: doc.Person}}
	gazetteer(t).Find(d)
	if len(d.Places) != 1 || d.Places[0].Sent != 1 || d.Places[0].First != 4 {
		t.Errorf("got %+v", d.Places)
	}
}

// Adjectives of states and names of firms that the tagger takes for places are none.
func TestNoPlaces(t *testing.T) {
	d := doc.New("x", "", "Ruritanian miners struck at Hentz Motors today Ruritania dollars")
	parse(t, d, "Ruritanian/ADJ/2/amod miners/NOUN/3/nsubj struck/VERB/0/root at/ADP/6/case Hentz/PROPN/6/compound Motors/PROPN/3/obl today/NOUN/3/obl Ruritania/PROPN/9/compound dollars/NOUN/3/obl")
	parse(t, d, "They/PRON/2/nsubj saw/VERB/0/root central/ADJ/4/amod FC/PROPN/5/compound Hentz/PROPN/2/obj B4/PROPN/2/obj ''/PUNCT/2/punct Doll/PROPN/2/obj ''/PUNCT/2/punct BEXC/PROPN/2/obj")
	d.Sents[0].Names = []doc.Name{{First: 0, Last: 0, Type: doc.Loc}, {First: 4, Last: 5, Type: doc.Loc}}
	d.Sents[1].Names = []doc.Name{{First: 2, Last: 2, Type: doc.Loc}, {First: 3, Last: 4, Type: doc.Loc}, {First: 5, Last: 5, Type: doc.Loc}, {First: 7, Last: 7, Type: doc.Loc}, {First: 9, Last: 9, Type: doc.Loc}}
	gazetteer(t).Find(d)
	if len(d.Places) != 0 {
		t.Errorf("got %+v", d.Places)
	}
}

// In a report on sport a town is a club, but where something is in it.
func TestClubs(t *testing.T) {
	d := doc.New("x", "", "Zenda beat Edelweiss in Strelsau yesterday Ruritania lost to Hentzau Zenda will host games")
	parse(t, d, "Zenda/PROPN/2/nsubj beat/VERB/0/root Edelweiss/PROPN/2/obj in/ADP/5/case Strelsau/PROPN/2/obl yesterday/NOUN/2/obl")
	parse(t, d, "Ruritania/PROPN/2/nsubj lost/VERB/0/root to/ADP/4/case Hentzau/PROPN/2/obl")
	parse(t, d, "Zenda/PROPN/3/nsubj will/AUX/3/aux host/VERB/0/root games/NOUN/3/obj")
	d.Aside = "sport"
	gazetteer(t).Find(d)
	var got []string
	for _, p := range d.Places {
		got = append(got, p.Name)
	}
	if strings.Join(got, " ") != "Strelsau Ruritania Zenda" {
		t.Errorf("got %v", got)
	}
}

// finds checks the names of the places of a document.
func finds(t *testing.T, d *doc.Doc, want string) {
	t.Helper()
	gazetteer(t).Find(d)
	var got []string
	for _, p := range d.Places {
		got = append(got, p.Name)
	}
	if strings.Join(got, " ") != want {
		t.Errorf("%s: got %v, want %s", d.Text, got, want)
	}
}

// What the tagger joins: two countries with a hyphen, a small word before a name;
// contests and firms that are named after a place.
func TestJoinedNames(t *testing.T) {
	for _, c := range []struct {
		tree        string
		first, last int
		want        string
	}{
		{"They/PRON/2/nsubj praised/VERB/0/root Ruritania/PROPN/6/compound -/PUNCT/6/punct Graustark/PROPN/6/compound trade/NOUN/2/obj", 2, 4, "Ruritania Graustark"},
		{"They/PRON/2/nsubj want/VERB/0/root a/DET/5/det united/ADJ/5/amod Ruritania/PROPN/2/obj", 3, 4, "Ruritania"},
		{"They/PRON/2/nsubj won/VERB/0/root the/DET/5/det Zenda/PROPN/5/compound Olympics/PROPN/2/obj", 3, 4, ""},
		{"They/PRON/2/nsubj own/VERB/0/root shares/NOUN/2/obj of/ADP/6/case CBT/PROPN/6/compound Ruritania/PROPN/3/nmod", 4, 5, ""},
	} {
		d := doc.New("x", "", text(c.tree))
		parse(t, d, c.tree)
		d.Sents[0].Names = []doc.Name{{First: c.first, Last: c.last, Type: doc.Loc}}
		finds(t, d, c.want)
	}
}

// A name in another spelling is known where the article speaks of its country; words
// for a direction alone and adjectives of large regions are no places.
func TestSpellings(t *testing.T) {
	for _, c := range []struct{ tree, want string }{
		{"They/PRON/2/nsubj met/VERB/0/root in/ADP/4/case Hentzow/PROPN/2/obl", "Hentzow"},
		{"Graustarkian/ADJ/2/amod troops/NOUN/3/nsubj entered/VERB/0/root Hentsau/PROPN/3/obj", "Hentsau"},
		{"Graustarkian/ADJ/2/amod troops/NOUN/3/nsubj entered/VERB/0/root Henttzaou/PROPN/3/obj", "Hentzau"},
		{"They/PRON/2/nsubj went/VERB/0/root to/ADP/5/case the/DET/5/det South/PROPN/2/obl", ""},
		{"Rudolf/PROPN/6/nsubj Rassendyll/PROPN/1/flat (/PUNCT/4/punct Zenda/PROPN/1/appos )/PUNCT/4/punct won/VERB/0/root", ""},
	} {
		d := doc.New("x", "", text(c.tree))
		parse(t, d, c.tree)
		s := &d.Sents[0]
		if s.Tokens[0].Text == "Rudolf" {
			s.Names = []doc.Name{{First: 0, Last: 1, Type: doc.Person}}
		} else {
			n := len(s.Tokens) - 1
			s.Names = []doc.Name{{First: n, Last: n, Type: doc.Loc}}
		}
		finds(t, d, c.want)
	}
}

// A river that bears a town's name is another thing.
func TestFeatures(t *testing.T) {
	d := doc.New("x", "", "They swam the Zenda River today")
	parse(t, d, "They/PRON/2/nsubj swam/VERB/0/root the/DET/5/det Zenda/PROPN/5/compound River/PROPN/2/obj today/NOUN/2/obl")
	gazetteer(t).Find(d)
	if len(d.Places) != 1 || d.Places[0].Known || d.Places[0].Name != "Zenda River" {
		t.Errorf("got %+v", d.Places)
	}
}

func TestAssign(t *testing.T) {
	g := gazetteer(t)
	for _, c := range []struct {
		tree    string
		trigger int // from 1
		want    string
	}{
		{"They/PRON/2/nsubj met/VERB/0/root in/ADP/4/case Zenda/PROPN/2/obl ./PUNCT/2/punct", 2, "Zenda"},
		{"They/PRON/2/nsubj met/VERB/0/root in/ADP/4/case Zenda/PROPN/2/obl ,/PUNCT/6/punct Ruritania/PROPN/4/appos ./PUNCT/2/punct", 2, "Zenda , Ruritania"},
		{"They/PRON/2/nsubj signed/VERB/0/root it/PRON/2/obj in/ADP/8/case the/DET/8/det Ruritanian/ADJ/8/amod capital/NOUN/8/compound Strelsau/PROPN/2/obl", 2, "the Ruritanian capital Strelsau"},
		{"Troops/NOUN/2/nsubj entered/VERB/0/root Zenda/PROPN/2/obj", 2, "Zenda"},
		{"They/PRON/2/nsubj condemned/VERB/0/root the/DET/4/det attack/NOUN/2/obj on/ADP/6/case Graustark/PROPN/4/nmod", 4, "Graustark"},
		{"They/PRON/2/nsubj condemned/VERB/0/root the/DET/4/det attack/NOUN/2/obj on/ADP/6/case Graustark/PROPN/4/nmod", 2, ""},
		{"They/PRON/2/nsubj held/VERB/0/root talks/NOUN/2/obj in/ADP/5/case Zenda/PROPN/2/obl", 3, "Zenda"},
		{"Rebels/NOUN/4/nsubj in/ADP/3/case Zenda/PROPN/1/nmod fired/VERB/0/root", 4, "Zenda"},
		{"The/DET/4/det army/NOUN/4/nsubj of/ADP/3/case Ruritania/PROPN/2/nmod fired/VERB/0/root", 5, ""},
		{"Troops/NOUN/2/nsubj are/VERB/0/root in/ADP/5/case the/DET/5/det town/NOUN/2/obl of/ADP/7/case Zenda/PROPN/5/nmod", 2, "the town of Zenda"},
		{"Zenda/PROPN/2/nsubj fell/VERB/0/root as/SCONJ/5/mark they/PRON/5/nsubj entered/VERB/2/advcl the/DET/7/det town/NOUN/5/obj", 5, "Zenda"},
		{"They/PRON/2/nsubj drove/VERB/0/root towards/ADP/5/case the/DET/5/det capital/NOUN/2/obl Strelsau/PROPN/2/obl", 2, ""},
		{"They/PRON/2/nsubj fought/VERB/0/root in/ADP/5/case the/DET/5/det capital/NOUN/2/obl Strelsau/PROPN/2/obl", 2, "the capital Strelsau"},
		{"They/PRON/2/nsubj fought/VERB/0/root in/ADP/5/case Zenda/PROPN/5/compound province/NOUN/2/obl", 2, "Zenda province"},
		{"The/DET/2/det withdrawal/NOUN/0/root of/ADP/4/case troops/NOUN/2/nmod from/ADP/6/case Zenda/PROPN/4/nmod", 2, "Zenda"},
		{"Fighting/NOUN/0/root as/SCONJ/4/mark they/PRON/4/nsubj entered/VERB/1/acl Zenda/PROPN/4/obj", 1, "Zenda"},
		{"The/DET/2/det town/NOUN/6/nsubj of/ADP/4/case Zenda/PROPN/2/nmod is/AUX/6/aux suffering/VERB/0/root under/ADP/8/case airstrikes/NOUN/6/obl", 8, "The town of Zenda"},
		{"They/PRON/2/nsubj held/VERB/0/root talks/NOUN/2/obj that/PRON/5/nsubj opened/VERB/3/acl:relcl in/ADP/7/case Zenda/PROPN/5/obl", 3, "Zenda"},
		{"Ruritania/PROPN/0/root ,/PUNCT/5/punct where/ADV/5/advmod troops/NOUN/5/nsubj fight/VERB/1/acl:relcl", 5, "Ruritania"},
		{"A/DET/2/det visit/NOUN/0/root to/ADP/4/case Zenda/PROPN/2/nmod in/ADP/6/case which/PRON/8/obl he/PRON/8/nsubj met/VERB/2/acl:relcl", 8, "Zenda"},
		{"They/PRON/2/nsubj killed/VERB/0/root a/DET/4/det man/NOUN/2/obj and/CCONJ/6/cc wounded/VERB/2/conj a/DET/8/det boy/NOUN/6/obj in/ADP/10/case Zenda/PROPN/6/obl", 2, "Zenda"},
		{"They/PRON/2/nsubj killed/VERB/0/root him/PRON/2/obj at/ADP/6/case his/PRON/6/nmod:poss desk/NOUN/2/obl in/ADP/8/case Zenda/PROPN/6/nmod", 2, "Zenda"},
		{"They/PRON/2/nsubj left/VERB/0/root Ruritania/PROPN/2/obj", 2, "Ruritania"},
		{"They/PRON/2/nsubj ended/VERB/0/root Zenda/PROPN/4/compound strikes/NOUN/2/obj", 4, "Zenda"},
		{"The/DET/2/det murder/NOUN/0/root of/ADP/5/case a/DET/5/det girl/NOUN/2/nmod by/ADP/7/case soldiers/NOUN/5/nmod in/ADP/9/case Zenda/PROPN/7/nmod", 2, "Zenda"},
		{"The/DET/2/det murder/NOUN/0/root of/ADP/5/case three/NUM/5/nummod guards/NOUN/2/nmod on/ADP/9/case a/DET/9/det Zenda/PROPN/9/compound street/NOUN/2/nmod", 2, "a Zenda street"},
		{"The/DET/2/det summit/NOUN/6/nsubj of/ADP/4/case missions/NOUN/2/nmod opened/VERB.x/6/dep opened/VERB/0/root in/ADP/8/case Zenda/PROPN/6/obl", 2, "Zenda"},
		{"They/PRON/2/nsubj came/VERB/0/root here/ADV/2/advmod", 2, "here"},
		{"They/PRON/2/nsubj blamed/VERB/0/root the/DET/4/det war/NOUN/2/obj in/ADP/6/case Zenda/PROPN/2/obl", 2, ""},
		{"They/PRON/2/nsubj discuss/VERB/0/root the/DET/4/det violence/NOUN/2/obj in/ADP/6/case Zenda/PROPN/2/obl", 2, ""},
		{"They/PRON/2/nsubj discuss/VERB/0/root the/DET/4/det budget/NOUN/2/obj in/ADP/6/case Zenda/PROPN/2/obl", 2, "Zenda"},
		{"They/PRON/2/nsubj came/VERB/0/root to/ADP/5/case the/DET/5/det village/NOUN/2/obl of/ADP/7/case Hentz/PROPN/5/nmod", 2, "the village of Hentz"},
		{"In/ADP/2/case Ruritania/PROPN/4/obl they/PRON/4/nsubj met/VERB/0/root in/ADP/8/case the/DET/8/det old/ADJ/8/amod Zenda/PROPN/4/obl", 4, "the old Zenda"},
		{"They/PRON/2/nsubj entered/VERB/0/root any/DET/4/det town/NOUN/2/obj", 2, ""},
		{"They/PRON/2/nsubj blamed/VERB/0/root at/ADP/5/case the/DET/5/det presence/NOUN/2/obl in/ADP/7/case Zenda/PROPN/2/obl", 2, ""},
		{"They/PRON/2/nsubj met/VERB/0/root at/ADP/7/case the/DET/7/det Ruritania/PROPN/7/compound naval/ADJ/7/amod base/NOUN/2/obl at/ADP/9/case Hentzau/PROPN/7/nmod", 2, "the Ruritania naval base at Hentzau"},
		{"STRELSAU/PROPN/4/dep --/PUNCT/4/punct They/PRON/4/nsubj met/VERB/0/root", 4, ""},
	} {
		d := doc.New("x", "", text(c.tree))
		parse(t, d, c.tree)
		g.Find(d)
		d.Events = []doc.Event{{Type: kindOf[d.Sents[0].Tokens[c.trigger-1].Text], Trigger: []int{c.trigger - 1}, Head: c.trigger - 1, Date: -1, Place: -1}}
		Assign(d)
		ev := d.Events[0]
		if got := d.Slice(ev.PlacePhrase); got != c.want {
			t.Errorf("%s (%d)\n  got  %q %v\n  want %q", text(c.tree), c.trigger, got, ev.Why, c.want)
		}
	}
}

// kindOf gives the triggers whose type matters a type.
var kindOf = map[string]string{"Fighting": "ASSAULT", "murder": "ASSAULT", "killed": "ASSAULT", "airstrikes": "ASSAULT", "blamed": "ACCUSE", "rallied": "PROTEST"}

// TestAnyTree gives Assign and Find trees at random, with cycles too.
func TestAnyTree(t *testing.T) {
	g := gazetteer(t)
	rnd := rand.New(rand.NewSource(1))
	words := []string{"Zenda", "in", "the", "town", "discuss", "at", "attack", "entered", ",", "Ruritania", "of", "--", "Hentzau", "on", "talks"}
	rels := []string{"obl", "nmod", "case", "obj", "nsubj", "appos", "conj", "flat", "compound", "xcomp", "root", "det"}
	for n := 0; n < 3000; n++ {
		var w []string
		s := doc.Sentence{}
		at, size := 0, rnd.Intn(12)
		for i := 0; i < size; i++ {
			x := words[rnd.Intn(len(words))]
			s.Tokens = append(s.Tokens, doc.Token{Span: doc.Span{Start: at, End: at + len(x)}, Text: x, UPOS: []string{"PROPN", "VERB", "NOUN", "ADP", ""}[rnd.Intn(5)], Head: rnd.Intn(size+1) - 1, Deprel: rels[rnd.Intn(len(rels))]})
			w = append(w, x)
			at += len(x) + 1
		}
		if size > 2 {
			a := rnd.Intn(size)
			s.Names = append(s.Names, doc.Name{First: a, Last: min(size-1, a+rnd.Intn(3)), Type: []string{doc.Loc, doc.Org, doc.Person}[rnd.Intn(3)]})
		}
		d := doc.New("x", "", strings.Join(w, " "))
		d.Sents = []doc.Sentence{s}
		g.Find(d)
		for _, p := range d.Places {
			if d.Slice(p.Span) == "" || s.SpanOf(p.First, p.Last) != p.Span {
				t.Fatalf("span of %+v", p)
			}
		}
		for i := 0; i < size; i++ {
			d.Events = append(d.Events, doc.Event{Head: i, Trigger: []int{i}})
		}
		Assign(d)
		for _, ev := range d.Events {
			d.Slice(ev.PlacePhrase)
		}
	}
}
