package date

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
	"unicode"

	"rapporteur/internal/doc"
)

var published = time.Date(2023, 3, 16, 0, 0, 0, 0, time.UTC) // a Thursday

// tokens cuts a text into one sentence of words and signs, without tags.
func tokens(text string) doc.Sentence {
	s := doc.Sentence{}
	r := []rune(text)
	word := func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }
	for i := 0; i < len(r); {
		j := i + 1
		if unicode.IsSpace(r[i]) {
			i++
			continue
		}
		for word(r[i]) && j < len(r) && word(r[j]) {
			j++
		}
		s.Tokens = append(s.Tokens, doc.Token{Span: doc.Span{Start: i, End: j}, Text: string(r[i:j]), Head: -1})
		i = j
	}
	s.End = len(r)
	return s
}

func find(t testing.TB, f *Finder, text string, on time.Time) *doc.Doc {
	d := doc.New("x", "", text)
	d.Published = on
	d.Sents = []doc.Sentence{tokens(text)}
	f.Find(d)
	return d
}

// TestRules runs the examples of the rule files.
func TestRules(t *testing.T) {
	f, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range f.g.rules {
		if whole[r.makes] && len(r.yes) == 0 {
			t.Errorf("%s: rule %s has no `yes:` example", r.where, r.name)
		}
		for _, ex := range r.yes {
			text, want, _ := strings.Cut(ex, "=>")
			open, end := strings.Index(text, "["), strings.Index(text, "]")
			if open < 0 || end < open {
				t.Errorf("%s: no [ ] in %q", r.where, ex)
				continue
			}
			span := text[open+1 : end]
			text = strings.TrimSpace(text[:open] + span + text[end+1:])
			d := find(t, f, text, published)
			got := []string{}
			ok := false
			for _, x := range d.Dates {
				g := strings.TrimSpace(x.Type + " " + x.Value + " " + x.Day)
				if d.Slice(x.Span) == span && g == strings.TrimSpace(want) && strings.HasPrefix(x.Why, "rule "+r.name) {
					ok = true
				}
				got = append(got, fmt.Sprintf("[%s] %s (%s)", d.Slice(x.Span), g, x.Why))
			}
			if !ok {
				t.Errorf("%s: rule %s\n  yes: %s\n  got: %s", r.where, r.name, ex, strings.Join(got, "; "))
			}
		}
		for _, ex := range r.no {
			d := find(t, f, ex, published)
			for _, x := range d.Dates {
				if x.Why == "rule "+r.name || strings.HasPrefix(x.Why, "rule "+r.name+";") {
					t.Errorf("%s: rule %s\n  no: %s\n  but it found [%s]", r.where, r.name, ex, d.Slice(x.Span))
				}
			}
		}
	}
}

// TestScore measures against a file in the layout of the development data
// named by RAPPORTEUR_TIMEX.
func TestScore(t *testing.T) {
	path := os.Getenv("RAPPORTEUR_TIMEX")
	if path == "" {
		t.Skip("RAPPORTEUR_TIMEX is not set")
	}
	f, err := New()
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var g, p, m, val, exact int
	for _, line := range strings.Split(string(data), "\n") {
		var a struct {
			ID, DCT, Text string
			Timexes       []struct {
				Start, End        int
				Text, Type, Value string
			}
		}
		if line == "" || json.Unmarshal([]byte(line), &a) != nil {
			continue
		}
		d := doc.New(a.ID, "", a.Text)
		d.Published, _ = time.Parse(time.DateOnly, a.DCT[:10])
		d.Sents = sentences(a.Text)
		f.Find(d)
		used := map[int]bool{}
		for _, x := range a.Timexes {
			g++
			hit := false
			for k, q := range d.Dates {
				if !used[k] && q.Start < x.End && x.Start < q.End {
					used[k], hit = true, true
					m++
					if q.Value == x.Value {
						val++
					}
					if q.Start == x.Start && q.End == x.End {
						exact++
					}
					if q.Value != x.Value || os.Getenv("SPANS") != "" && (q.Start != x.Start || q.End != x.End) {
						fmt.Printf("VALUE %s | %q %s %s | got %q %s | %s\n", a.DCT[:10], x.Text, x.Type, x.Value, d.Slice(q.Span), q.Value, q.Why)
					}
					break
				}
			}
			if !hit {
				fmt.Printf("MISS  %s | %q %s %s\n", around(d, x.Start, x.End), x.Text, x.Type, x.Value)
			}
		}
		p += len(d.Dates)
		for k, q := range d.Dates {
			if !used[k] {
				fmt.Printf("EXTRA %s | %s %s | %s\n", around(d, q.Start, q.End), q.Type, q.Value, q.Why)
			}
		}
	}
	f1 := func(tp int) float64 { return 2 * float64(tp) / float64(g+p) }
	fmt.Printf("gold %d found %d: F1 %.3f, value F1 %.3f, exact span %.3f\n", g, p, f1(m), f1(val), float64(exact)/float64(m))
}

func around(d *doc.Doc, a, b int) string {
	s := d.Slice(doc.Span{Start: max(0, a-30), End: a}) + "[" + d.Slice(doc.Span{Start: a, End: b}) + "]" + d.Slice(doc.Span{Start: b, End: min(d.Len(), b+15)})
	return strings.Join(strings.Fields(s), " ")
}

// sentences splits roughly, at stops before capitals and at blank lines.
func sentences(text string) []doc.Sentence {
	all := tokens(text)
	r := []rune(text)
	var out []doc.Sentence
	cur := doc.Sentence{}
	for i, t := range all.Tokens {
		cur.Tokens = append(cur.Tokens, t)
		end := i+1 == len(all.Tokens)
		if !end {
			next := all.Tokens[i+1]
			gap := string(r[t.End:next.Start])
			prev := ""
			if i > 0 {
				prev = all.Tokens[i-1].Text
			}
			end = strings.Contains(gap, "\n\n") || (t.Text == "." || t.Text == "''" || t.Text == "?") && gap != "" && unicode.IsUpper(r[next.Start]) && len(prev) > 4
		}
		if end {
			out = append(out, cur)
			cur = doc.Sentence{}
		}
	}
	return out
}

// What the tree tells: a day that had been ahead before something else is past,
// and a person's name is no month.
func TestTree(t *testing.T) {
	f, err := New()
	if err != nil {
		t.Fatal(err)
	}
	tag := func(s *doc.Sentence, rows ...string) {
		for i, r := range rows { // UPOS XPOS head relation
			c := strings.Fields(r)
			tok := &s.Tokens[i]
			tok.UPOS, tok.XPOS, tok.Deprel = c[0], c[1], c[3]
			fmt.Sscan(c[2], &tok.Head)
			tok.Head--
		}
	}
	for _, c := range []struct {
		text string
		rows []string
		want string
	}{
		{"It had planned to end Tuesday", []string{"PRON PRP 3 nsubj", "AUX VBD 3 aux", "VERB VBN 0 root", "PART TO 5 mark", "VERB VB 3 xcomp", "PROPN NNP 5 obl"}, "2023-03-14"},
		{"It has planned to end Tuesday", []string{"PRON PRP 3 nsubj", "AUX VBZ 3 aux", "VERB VBN 0 root", "PART TO 5 mark", "VERB VB 3 xcomp", "PROPN NNP 5 obl"}, "2023-03-21"},
		{"Jan Kavan spoke", []string{"PROPN NNP 3 nsubj", "PROPN NNP 1 flat", "VERB VBD 0 root"}, ""},
	} {
		d := doc.New("x", "", c.text)
		d.Published = published
		s := tokens(c.text)
		tag(&s, c.rows...)
		if s.Tokens[0].Text == "Jan" {
			s.Names = []doc.Name{{First: 0, Last: 1, Type: doc.Person}}
			s.Tokens[0].Name, s.Tokens[1].Name = 1, 1
		}
		d.Sents = []doc.Sentence{s}
		f.Find(d)
		got := ""
		for _, x := range d.Dates {
			got += x.Day
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.text, got, c.want)
		}
	}
}
