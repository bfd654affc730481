package event_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"rapporteur/codebook"
	"rapporteur/internal/doc"
	"rapporteur/internal/event"
	"rapporteur/internal/parse"
	"rapporteur/internal/rule"
	"rapporteur/internal/split"
	"rapporteur/model"
)

const rules = `rule: t/call-on
says: ACTOR call on|upon RECIPIENT (to ...)
gives: REQUEST
because: a test
yes: A.
no: B.

rule: t/attack
says: ACTOR attack RECIPIENT?
gives: ASSAULT
because: a test
yes: A.
no: B.

rule: t/condemn
says: ACTOR condemn RECIPIENT?
gives: ACCUSE
because: a test
yes: A.
no: B.

rule: t/attack-noun
says: the attack on RECIPIENT? (by ACTOR)
gives: ASSAULT
because: a test
yes: A.
no: B.

rule: t/open-talks
says: ACTOR open|hold <talks> (with ACTOR)
says: the <talks> between ACTOR
gives: CONSULT
because: a test
yes: A.
no: B.

rule: t/refuse
says: ACTOR refuse to <withdraw> (from RECIPIENT)
gives: REJECT
because: a test
yes: A.
no: B.

rule: t/withdraw
says: ACTOR withdraw|pull_out (from RECIPIENT)
gives: RETREAT
because: a test
yes: A.
no: B.

rule: t/collapse
says: <talks> collapse
gives: SANCTION
because: a test
yes: A.
no: B.

rule: t/problem
says: ACTOR attack <problem>
gives: nothing
because: a test
no: B.
`

const words = `talks (noun): talk negotiation
problem (noun): problem task
withdraw (verb): withdraw pull_out
`

// Sentences through split, parse and the rules above; every capitalised name
// that is no first word of a determiner is an actor with its own name as code.
func TestFind(t *testing.T) {
	files := fstest.MapFS{"t.rule": {Data: []byte(rules)}, "words.txt": {Data: []byte(words)}, "nouns.txt": {Data: []byte("attack: attack / on against\ncall: call\n")}}
	for _, name := range []string{"grammar.txt", "support.txt", "types.tsv"} {
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
	finder := event.New(book, nil)
	for _, tt := range []struct{ text, want string }{
		{"China attacked Japan.", "ASSAULT China > Japan"},
		{"Japan was attacked by China.", "ASSAULT China > Japan"},
		{"China launched an attack on Japan.", "ASSAULT China > Japan"},
		{"China's attack on Japan failed.", "ASSAULT China > Japan"},
		{"China attacked the problem.", ""},
		{"China called on Japan to withdraw.", "REQUEST China > Japan, RETREAT Japan > "},
		{"China held talks with Japan.", "CONSULT China Japan > "},
		{"Talks between China and Japan continued.", "CONSULT China Japan > "},
		{"Talks between China and Japan collapsed.", "SANCTION China Japan > "},
		{"China refused to withdraw from Japan.", "REJECT China > Japan"},
		{"China pulled out of Japan.", "RETREAT China > "},
		{"China condemned the attack by Japan on its embassy.", "ACCUSE China > Japan, ASSAULT Japan > "},
		{"China condemned the attack on Japan.", "ACCUSE China > , ASSAULT  > Japan"},
		{"The index attacked the level.", ""},
	} {
		d := doc.New("x", "", tt.text)
		split.Text(d, nil)
		for i := range d.Sents {
			s := &d.Sents[i]
			parser.Parse(s)
			for k, tok := range s.Tokens {
				if tok.Text == "China" || tok.Text == "Japan" {
					d.AddMention(doc.Mention{Sent: i, Head: k, First: k, Last: k, Place: true, Actors: []doc.Actor{{Code: tok.Text + " GOV"}}})
				}
			}
		}
		finder.Find(d)
		if got := show(d); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.text, got, tt.want)
		}
	}
}

func show(d *doc.Doc) string {
	names := func(ms []int) string {
		var out []string
		for _, m := range ms {
			out = append(out, d.Slice(d.MentionSpan(m)))
		}
		return strings.Join(out, " ")
	}
	var out []string
	for _, ev := range d.Events {
		out = append(out, fmt.Sprintf("%s %s > %s", ev.Type, names(ev.Actor), names(ev.Recipient)))
	}
	return strings.Join(out, ", ")
}
