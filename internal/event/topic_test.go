package event_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"rapporteur/internal/doc"
	"rapporteur/internal/event"
	"rapporteur/internal/rule"
)

// Of a report set aside only what one public party does to another is taken; a
// few words of sport in a political report set nothing aside.
func TestReportsSetAside(t *testing.T) {
	book, err := rule.Load(fstest.MapFS{
		"t.rule": {Data: []byte(rules)}, "words.txt": {Data: []byte(words)},
		"grammar.txt":  {Data: []byte("preposition (prep): on to\nprivate_sector (noun): cvl bus\n")},
		"topics.txt":   {Data: []byte("sport (aside): match team goal\npolitics (politics): army\nkept (types): CONSULT\n")},
		"contexts.txt": {Data: []byte("military: army\nsport: match\n")},
		"types.tsv":    {Data: []byte("REQUEST\t\tverbal conflict\t\t\t0\t\tyes\tyes\nASSAULT\t\tmaterial conflict\t\t\t-9\nCONSULT\t\tverbal cooperation\t\t\t2\nREJECT\t\tverbal conflict\t\t\t-2\nACCUSE\t\tverbal conflict\t\t\t-2\nRETREAT\t\tmaterial cooperation\t\t\t6\nSANCTION\t\tmaterial conflict\t\t\t-6\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	finder := event.New(book, nil)
	for _, tt := range []struct {
		name, about        string
		doer, victim       string
		victimIsPlace, got bool
	}{
		{"a government and a state", "match team goal match team", "CHN GOV", "JPN GOV", true, true},
		{"a government and a citizen", "match team goal match team", "CHN GOV", "JPN CVL", false, false},
		{"a few words of sport", "match team", "CHN GOV", "JPN CVL", false, true},
		{"as many of politics", "match team goal match team army army army", "CHN GOV", "JPN CVL", false, true},
	} {
		d := doc.New("x", "", "")
		s := doc.Sentence{}
		add := func(text, lemma, upos string, head int, rel string) {
			s.Tokens = append(s.Tokens, doc.Token{Text: text, Lemma: lemma, UPOS: upos, XPOS: map[string]string{"VERB": "VBD"}[upos], Head: head, Deprel: rel})
		}
		add("China", "China", "PROPN", 1, "nsubj")
		add("attacked", "attack", "VERB", -1, "root")
		add("Japan", "Japan", "PROPN", 1, "obj")
		for _, w := range strings.Fields(tt.about) {
			add(w, w, "NOUN", 1, "dep")
		}
		d.Sents = []doc.Sentence{s}
		d.AddMention(doc.Mention{Actors: []doc.Actor{{Code: tt.doer}}})
		d.AddMention(doc.Mention{Head: 2, First: 2, Last: 2, Place: tt.victimIsPlace, Actors: []doc.Actor{{Code: tt.victim}}})
		finder.Find(d)
		if got := len(d.Events) == 1; got != tt.got {
			t.Errorf("%s: an event %v, want %v", tt.name, got, tt.got)
		}
		for _, ev := range d.Events {
			if got, want := slices.Contains(ev.Contexts, "military"), strings.Contains(tt.about, "army"); got != want {
				t.Errorf("%s: military %v, want %v", tt.name, got, want)
			}
		}
	}
}
