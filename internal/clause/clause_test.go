package clause_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"rapporteur/codebook"
	"rapporteur/internal/clause"
	"rapporteur/internal/doc"
	"rapporteur/internal/parse"
	"rapporteur/internal/rule"
	"rapporteur/internal/split"
	"rapporteur/model"
)

// The frame of the word in braces, whatever the wording: doer > undergoer, then prepositional phrases.
func TestFrames(t *testing.T) {
	words := fstest.MapFS{} // the word lists alone: the rules have tests of their own
	for _, name := range []string{"grammar.txt", "support.txt"} {
		data, err := codebook.Files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		words[name] = &fstest.MapFile{Data: data}
	}
	book, err := rule.Load(words)
	if err != nil {
		t.Fatal(err)
	}
	parser, err := parse.New(model.English)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ text, want string }{
		{"Rebels {attacked} the town.", "rebels > town"},
		{"The town was {attacked} by rebels.", "rebels > town"},
		{"Rebels who {attacked} the town fled.", "rebels > town"},
		{"The town, which was {attacked} by rebels, fell.", "rebels > town"},
		{"The town that rebels {attacked} fell.", "rebels > town"},
		{"Troops {attacking} the town met no resistance.", "troops > town"},
		{"The government agreed to {withdraw} its troops.", "government > troops"},
		{"The president urged the government to {withdraw} its troops.", "government > troops"},
		{"The government and the rebels {met} with the president.", "government rebels >  with:president"},
		{"The minister condemned and {rejected} the plan.", "minister > plan"},
		{"The minister {condemned} and rejected the plan.", "minister > plan"},
		{"The army launched an {attack} on the town.", "army >  on:town"},
		{"An {attack} on the town was launched by the army.", "army >  on:town"},
		{"The army's {attack} on the town failed.", "army >  on:town"},
		{"The minister refused to {meet} the president.", "minister > president"},
		{"The army was the first group to {attack} the town.", "army > town"},
		{"The minister called for {lifting} the ban.", " > ban"},
		{"The minister opposed {sending} troops.", " > troops"},
	}
	for _, tt := range tests {
		plain := strings.NewReplacer("{", "", "}", "").Replace(tt.text)
		word := tt.text[strings.Index(tt.text, "{")+1 : strings.Index(tt.text, "}")]
		d := doc.New("x", "", plain)
		split.Text(d, nil)
		s := &d.Sents[0]
		parser.Parse(s)
		g := clause.New(s, book, nil)
		for i := range s.Tokens {
			if s.Tokens[i].Text != word {
				continue
			}
			f := g.Noun(i)
			if s.Tokens[i].UPOS == "VERB" {
				g = clause.New(s, book, nil)
				f = g.Verb(i)
			}
			if got := show(f); got != tt.want {
				t.Errorf("%s: %q, want %q", tt.text, got, tt.want)
			}
			break
		}
	}
}

func show(f *clause.Frame) string {
	words := func(toks []int) string {
		var out []string
		for _, k := range toks {
			out = append(out, strings.ToLower(f.S.Tokens[k].Text))
		}
		return strings.Join(out, " ")
	}
	s := words(f.Subj) + " > " + words(f.Obj)
	for _, p := range f.Obl {
		s += fmt.Sprintf(" %s:%s", p.Prep, strings.ToLower(f.S.Tokens[p.Tok].Text))
	}
	return s
}
