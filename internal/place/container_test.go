package place

import (
	"strings"
	"testing"
	"testing/fstest"

	"rapporteur/internal/doc"
	"rapporteur/lexicon"
)

const regions = places +
	"Kingsland\t\tRUR\t\t45.50\t15.50\t900000\tregion\town\n" +
	"East Zenda\teast Zenda\tRUR\t\t45.21\t15.22\t4000\tcity\town\n" +
	"Gulf|the Gulf\t\t\t\t10.00\t10.00\t0\tregion\town\n"

// TestContainer gives the event of the last sentence the place that contains or is next to the
// one it names. Unknown places are written in <angle brackets>, what is tagged as a person in {braces}.
func TestContainer(t *testing.T) {
	lex, err := lexicon.LoadFS(fstest.MapFS{"countries.tsv": {Data: []byte(countries)}, "places.tsv": {Data: []byte(regions)}})
	if err != nil {
		t.Fatal(err)
	}
	g := New(lex)
	at := func(place string) string { return "Troops/NOUN/2/nsubj entered/VERB/0/root " + place }
	for _, c := range []struct {
		name, title string
		trees       []string
		actors      map[string]string // by their first word in the last sentence
		want        string
	}{
		{"within a name", "", []string{at("the/DET/6/det <Zenda/PROPN/6/compound Central/PROPN/6/compound Jail>/PROPN/2/obj")}, nil, "Zenda"},
		{"within the phrase, whose name is of a sea", "", []string{"They/PRON/2/nsubj met/VERB/0/root off/ADP/6/case the/DET/6/det <Zenda/PROPN/6/compound Sea>/PROPN/2/obl"}, nil, ""},
		{"within a name that only sounds alike", "", []string{at("<Hentz/PROPN/5/compound Zenda/PROPN/5/flat airport>/PROPN/2/obj")}, nil, ""},
		{"a part written small", "", []string{"They/PRON/2/nsubj met/VERB/0/root in/ADP/5/case east/ADJ/5/amod Zenda/PROPN/2/obl"}, nil, "East Zenda"},
		{"a gulf of another name", "", []string{"They/PRON/2/nsubj met/VERB/0/root in/ADP/5/case the/DET/5/det Gulf/PROPN/2/obl of/ADP/7/case <Hentz>/PROPN/5/nmod"}, nil, ""},
		{"a document", "", []string{at("the/DET/5/det <Zenda/PROPN/5/compound Declaration>/PROPN/2/obj")}, nil, ""},
		{"towns that the tagger takes for people", "", []string{"They/PRON/2/nsubj met/VERB/0/root in/ADP/5/case an/DET/5/det area/NOUN/2/obl between/ADP/8/case the/DET/8/det towns/NOUN/5/nmod of/ADP/10/case {Zenda}/PROPN/8/nmod"}, nil, "Zenda"},
		{"an adjective", "", []string{at("the/DET/5/det Ruritanian/ADJ/5/amod village/NOUN/2/obj of/ADP/7/case <Hentz>/PROPN/5/nmod")}, nil, "Ruritania"},
		{"an embassy is not where it is of", "", []string{at("the/DET/5/det Ruritanian/ADJ/5/amod embassy/NOUN/2/obj")}, nil, ""},
		{"a demonstration at an embassy", "", []string{"Ruritanians/PROPN/2/nsubj rallied/VERB/0/root outside/ADP/6/case the/DET/6/det Graustarkian/ADJ/6/amod embassy/NOUN/2/obl here/ADV/2/advmod"}, map[string]string{"Ruritanians": "RUR CVL"}, "Ruritania"},
		{"a district of the town told of by what it is, too", "", []string{
			"They/PRON/2/nsubj slept/VERB/0/root in/ADP/6/case the/DET/6/det flashpoint/NOUN/6/compound city/NOUN/2/obl of/ADP/8/case Zenda/PROPN/6/nmod",
			at("<Hentz/PROPN/4/compound district>/NOUN/2/obj")}, nil, "Zenda"},
		{"a plane over a town", "", []string{at("a/DET/4/det plane/NOUN/2/obj over/ADP/6/case Zenda/PROPN/4/nmod")}, nil, "Zenda"},
		{"what the article speaks of most", "", []string{
			"Ruritania/PROPN/2/nsubj slept/VERB/0/root", "Graustark/PROPN/2/nsubj slept/VERB/0/root", "Ruritania/PROPN/2/nsubj slept/VERB/0/root",
			at("the/DET/4/det building/NOUN/2/obj")}, nil, "Ruritania"},
		{"a sea before a land", "", []string{at("the/DET/5/det Gulf/PROPN/5/compound territory/NOUN/2/obj of/ADP/7/case Kingsland/PROPN/5/nmod")}, nil, "Kingsland"},
		{"a base abroad", "", []string{"They/PRON/2/nsubj met/VERB/0/root at/ADP/7/case the/DET/7/det Ruritania/PROPN/7/compound naval/ADJ/7/amod base/NOUN/2/obl at/ADP/9/case Edelweiss/PROPN/7/nmod"}, nil, "Edelweiss"},
		{"a border has two sides", "", []string{"They/PRON/2/nsubj met/VERB/0/root at/ADP/5/case a/DET/5/det field/NOUN/2/obl near/ADP/9/case the/DET/9/det Ruritanian/ADJ/9/amod border/NOUN/5/nmod"}, nil, ""},
		{"behind it, by a direction", "", []string{at("<Hentz>/PROPN/2/obj ,/PUNCT/8/punct 15/NUM/6/nummod km/NOUN/7/obl:npmod north/ADV/9/advmod of/ADP/9/case Zenda/PROPN/3/nmod")}, nil, "Zenda"},
		{"behind it, too far off for the town", "", []string{at("<Hentz>/PROPN/2/obj ,/PUNCT/8/punct 200/NUM/6/nummod km/NOUN/7/obl:npmod north/ADV/9/advmod of/ADP/9/case Zenda/PROPN/3/nmod")}, nil, "Ruritania"},
		{"behind it, through an unknown name", "", []string{at("a/DET/4/det street/NOUN/2/obj in/ADP/6/case <Hentz>/PROPN/4/nmod outside/ADP/8/case Zenda/PROPN/6/nmod")}, nil, "Zenda"},
		{"behind it, the nearer of two", "", []string{at("a/DET/4/det camp/NOUN/2/obj in/ADP/7/case the/DET/7/det Ruritania/PROPN/8/compound town/NOUN/4/nmod of/ADP/10/case Zenda/PROPN/8/nmod")}, nil, "Zenda"},
		{"one of two places", "", []string{at("<Hentz>/PROPN/2/obj and/CCONJ/5/cc Zenda/PROPN/3/conj")}, nil, "Zenda"},
		{"named elsewhere", "", []string{
			"They/PRON/2/nsubj met/VERB/0/root in/ADP/4/case <Hentz>/PROPN/2/obl in/ADP/7/case eastern/ADJ/7/amod Ruritania/PROPN/4/nmod",
			"They/PRON/2/nsubj slept/VERB/0/root", "They/PRON/2/nsubj slept/VERB/0/root", "They/PRON/2/nsubj slept/VERB/0/root",
			at("<Hentz>/PROPN/2/obj")}, nil, "Ruritania"},
		{"the sentence before", "", []string{
			"They/PRON/2/nsubj met/VERB/0/root in/ADP/4/case Kingsland/PROPN/2/obl",
			at("a/DET/4/det village/NOUN/2/obj")}, nil, "Kingsland"},
		{"a village told of after a town is not in it", "", []string{
			"They/PRON/2/nsubj met/VERB/0/root in/ADP/4/case Zenda/PROPN/2/obl",
			at("a/DET/4/det village/NOUN/2/obj")}, nil, "Ruritania"},
		{"where it was said is not where it was", "", []string{
			"They/PRON/2/nsubj report/VERB/0/root it/PRON/2/obj in/ADP/5/case Edelweiss/PROPN/2/obl",
			at("a/DET/4/det village/NOUN/2/obj")}, nil, ""},
		{"the island", "", []string{
			"Kingsland/PROPN/2/nsubj voted/VERB/0/root",
			"They/PRON/2/nsubj slept/VERB/0/root", "They/PRON/2/nsubj slept/VERB/0/root", "They/PRON/2/nsubj slept/VERB/0/root",
			"They/PRON/2/nsubj met/VERB/0/root on/ADP/5/case the/DET/5/det island/NOUN/2/obl"}, nil, "Kingsland"},
		{"the battered city", "", []string{
			"They/PRON/2/nsubj met/VERB/0/root in/ADP/4/case Zenda/PROPN/2/obl",
			at("the/DET/5/det besieged/ADJ/5/amod city/NOUN/2/obj")}, nil, "Zenda"},
		{"the war-torn country", "", []string{"Rebels/NOUN/5/nsubj in/ADP/3/case Ruritania/PROPN/1/nmod have/AUX/5/aux entered/VERB/0/root Graustark/PROPN/5/obj and/CCONJ/8/cc met/VERB/5/conj in/ADP/12/case the/DET/12/det war-torn/ADJ/12/amod country/NOUN/8/obl"}, nil, "Ruritania"},
		{"the one town of the article", "Zenda tense", []string{
			"They/PRON/2/nsubj met/VERB/0/root in/ADP/4/case Zenda/PROPN/2/obl",
			"They/PRON/2/nsubj slept/VERB/0/root", "They/PRON/2/nsubj slept/VERB/0/root", "They/PRON/2/nsubj slept/VERB/0/root",
			at("a/DET/4/det restaurant/NOUN/2/obj")}, nil, "Zenda"},
		{"what a stranger tells of", "", []string{
			"They/PRON/2/nsubj met/VERB/0/root in/ADP/4/case Zenda/PROPN/2/obl near/ADP/6/case Strelsau/PROPN/4/nmod",
			"They/PRON/2/nsubj slept/VERB/0/root", "They/PRON/2/nsubj slept/VERB/0/root", "They/PRON/2/nsubj slept/VERB/0/root",
			"Officers/NOUN/2/nsubj entered/VERB/0/root a/DET/4/det camp/NOUN/2/obj"}, map[string]string{"Officers": "FRD MIL"}, ""},
		{"the country of the article", "Ruritania at war", []string{
			"Ruritanian/ADJ/2/amod miners/NOUN/3/nsubj slept/VERB/0/root",
			at("a/DET/4/det village/NOUN/2/obj")}, nil, "Ruritania"},
		{"an article of two countries", "", []string{
			"Ruritanian/ADJ/2/amod miners/NOUN/4/nsubj met/VERB/0/root Graustarkian/ADJ/5/amod miners/NOUN/3/obj",
			at("a/DET/4/det village/NOUN/2/obj")}, nil, ""},
		{"no one country", "Ruritania at war", []string{
			"Ruritanian/ADJ/2/amod miners/NOUN/3/nsubj slept/VERB/0/root",
			at("another/DET/4/det country/NOUN/2/obj")}, nil, ""},
		{"people who are at home", "", []string{
			"Graustarkian/ADJ/2/amod Ruritanian/ADJ/4/amod miners/NOUN/4/nsubj slept/VERB/0/root",
			"Police/NOUN/2/nsubj entered/VERB/0/root a/DET/4/det village/NOUN/2/obj"}, map[string]string{"Police": "RUR COP"}, "Ruritania"},
		{"soldiers may be abroad", "", []string{
			"Graustarkian/ADJ/2/amod Ruritanian/ADJ/4/amod miners/NOUN/4/nsubj slept/VERB/0/root",
			at("a/DET/4/det village/NOUN/2/obj")}, map[string]string{"Troops": "RUR MIL"}, ""},
		{"here, as the title says", "Minister arrives in Zenda", []string{
			"He/PRON/2/nsubj came/VERB/0/root here/ADV/2/advmod"}, nil, "Zenda"},
		{"here, in the country that hosts", "Ruritania hosts talks", []string{
			"They/PRON/2/nsubj met/VERB/0/root here/ADV/2/advmod"}, nil, "Ruritania"},
		{"who arrives here is not at home", "", []string{
			"Ruritanian/ADJ/2/amod and/CCONJ/1/cc Graustarkian/ADJ/1/conj Ruritanian/ADJ/5/amod Graustarkian/ADJ/6/amod miners/NOUN/7/nsubj slept/VERB/0/root",
			"He/PRON/2/nsubj came/VERB/0/root here/ADV/2/advmod"}, map[string]string{"He": "RUR GOV"}, "Graustark"},
		{"the seat of a body", "", []string{at("the/DET/4/det ministry/NOUN/2/obj")}, map[string]string{"the": "GRK GOV"}, "Graustark"},
		{"told of it", "", []string{at("a/DET/4/det compound/NOUN/2/obj serving/VERB/4/acl rebels/NOUN/5/obj in/ADP/8/case Zenda/PROPN/5/obl")}, nil, "Zenda"},
	} {
		var text []string
		d := doc.New("x", "", "")
		for _, tree := range c.trees {
			mark := len(d.Sents)
			parse(t, d, strings.NewReplacer("<", "", ">", "", "{", "", "}", "").Replace(tree))
			s := &d.Sents[mark]
			s.Names = nil
			first := -1
			for i, f := range strings.Fields(tree) {
				word, _, _ := strings.Cut(f, "/")
				if strings.HasPrefix(word, "<") {
					first = i
				}
				if strings.HasSuffix(word, ">") {
					s.Names = append(s.Names, doc.Name{First: first, Last: i, Type: doc.Loc})
				}
				if strings.HasPrefix(word, "{") {
					s.Names = append(s.Names, doc.Name{First: i, Last: i, Type: doc.Person})
				}
				text = append(text, strings.Trim(word, "<>{}"))
			}
			// spans of the whole text
			at := len([]rune(strings.Join(text, " "))) - s.Tokens[len(s.Tokens)-1].End
			for i := range s.Tokens {
				s.Tokens[i].Start, s.Tokens[i].End = s.Tokens[i].Start+at, s.Tokens[i].End+at
			}
		}
		sents := d.Sents
		d = doc.New("x", c.title, strings.Join(text, " "))
		d.Sents = sents
		if c.title != "" {
			var title doc.Doc
			var words []string
			for _, w := range strings.Fields(c.title) {
				pos := "NOUN"
				if strings.ToLower(w) != w {
					pos = "PROPN"
				}
				words = append(words, w+"/"+pos+"/0/dep")
			}
			parse(t, &title, strings.Join(words, " "))
			d.TitleSent = &title.Sents[0]
		}
		last := len(d.Sents) - 1
		ev := doc.Event{Type: kindOf[d.Sents[last].Tokens[1].Text], Sent: last, Trigger: []int{1}, Head: 1, Date: -1, Place: -1}
		if ev.Type == "" {
			ev.Type = "ASSAULT"
		}
		for i, tok := range d.Sents[last].Tokens {
			if code := c.actors[tok.Text]; code != "" {
				m := doc.Mention{Sent: last, First: i, Last: i, Actors: []doc.Actor{{Code: code}}}
				if i > 0 {
					m.Last, m.Head = i+1, i+1
				} else {
					ev.Actor = []int{0}
				}
				d.AddMention(m)
			}
		}
		g.Find(d)
		d.Events = []doc.Event{ev}
		Assign(d)
		got := ""
		if e := d.Events[0]; e.PlaceIn != nil {
			got = e.PlaceIn.Name
		} else if e.Place >= 0 && d.Places[e.Place].Known {
			got = d.Places[e.Place].Name
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q\n  %v", c.name, got, c.want, d.Events[0].Why)
		}
	}
}

// The clock of a place and a sea of another name are none.
func TestOtherThings(t *testing.T) {
	d := doc.New("x", "", "It ended at noon Strelsau time")
	parse(t, d, "It/PRON/2/nsubj ended/VERB/0/root at/ADP/4/case noon/NOUN/2/obl Strelsau/PROPN/6/compound time/NOUN/4/dep")
	gazetteer(t).Find(d)
	if len(d.Places) != 0 {
		t.Errorf("got %+v", d.Places)
	}
}

// A summary of several reports is written in several places.
func TestDatelines(t *testing.T) {
	d := doc.New("x", "", "STRELSAU -- They met here EDELWEISS -- He came here")
	parse(t, d, "Strelsau/PROPN/4/dep --/PUNCT/4/punct They/PRON/4/nsubj met/VERB/0/root here/ADV/4/advmod")
	parse(t, d, "Edelweiss/PROPN/4/dep --/PUNCT/4/punct He/PRON/4/nsubj came/VERB/0/root here/ADV/4/advmod")
	d.Sents[0].Line, d.Sents[1].Line = 2, 2
	gazetteer(t).Find(d)
	for i := range d.Sents {
		d.Events = append(d.Events, doc.Event{Type: "CONSULT", Sent: i, Trigger: []int{3}, Head: 3, Date: -1, Place: -1})
	}
	Assign(d)
	var got []string
	for _, ev := range d.Events {
		if ev.Place >= 0 {
			got = append(got, d.Places[ev.Place].Name)
		}
	}
	if strings.Join(got, " ") != "Strelsau Edelweiss" {
		t.Errorf("got %v", got)
	}
}
