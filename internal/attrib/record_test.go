package attrib_test

import (
	"strings"
	"testing"

	"rapporteur/codebook"
	"rapporteur/internal/attrib"
	"rapporteur/internal/clause"
	"rapporteur/internal/doc"
	"rapporteur/internal/parse"
	"rapporteur/internal/rule"
	"rapporteur/internal/split"
	"rapporteur/model"
)

// Attributions as "source: content", those within another in brackets.
func TestRecord(t *testing.T) {
	book, err := rule.Load(codebook.Files)
	if err != nil {
		t.Fatal(err)
	}
	parser, err := parse.New(model.English)
	if err != nil {
		t.Fatal(err)
	}
	judge := attrib.New(book, func(*doc.Doc, int, int) (doc.Mention, bool) { return doc.Mention{}, false })
	for _, tt := range []struct{ about, text, want string }{
		{"assertion", "The minister said that rebels had left.", "The minister: that rebels had left"},
		{"a whole quotation", "\"The army is weak. It will lose,\" the minister said.", "the minister: \"The army is weak. It will lose,\""},
		{"set off by a comma", "Rebels left the town and burned a bridge, according to the minister.", "the minister: Rebels left the town and burned a bridge"},
		{"judgement with all its complements", "The minister accused the rebels of lying.", "The minister: the rebels of lying"},
		{"name-calling", "The minister called the attack a mistake.", "The minister: the attack a mistake"},
		{"attitude", "The minister vowed to go on.", "The minister: to go on"},
		{"adjective", "The minister is critical of the plan.", "The minister: of the plan"},
		{"a question quoted", "\"Who will pay?\" the minister asked.", "the minister: \"Who will pay?\""},
		{"nobody's", "The house seemed to burn.", ": to burn"},
		{"one within the other", "The minister said that the rebels praised the plan.", "The minister: that the rebels praised the plan [the rebels: the plan]"},
		{"no attribution", "Rebels attacked the town.", ""},
	} {
		d := doc.New("x", "", tt.text)
		split.Text(d, nil)
		for i := range d.Sents {
			parser.Parse(&d.Sents[i])
			clause.Mend(&d.Sents[i], book)
		}
		judge.Assign(d)
		var got []string
		words := func(spans []doc.Span) string {
			var w []string
			for _, s := range spans {
				w = append(w, d.Slice(s))
			}
			return strings.Join(w, " ")
		}
		for _, a := range d.Attributions {
			s := words(a.Source) + ": " + words(a.Content)
			if a.Inside >= 0 {
				s = "[" + s + "]"
			}
			got = append(got, s)
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%s: %s\n got %s\nwant %s", tt.about, tt.text, s, tt.want)
		}
	}
}
