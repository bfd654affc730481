package count

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"rapporteur/codebook"
	"rapporteur/internal/doc"
	"rapporteur/internal/rule"
	"rapporteur/lexicon"
)

// sentenceOf splits at blanks; a word with a trailing ~ has no space behind it.
func sentenceOf(text string) *doc.Sentence {
	s := &doc.Sentence{}
	at := 0
	for i, w := range strings.Fields(text) {
		glued := strings.HasSuffix(w, "~")
		w = strings.TrimSuffix(w, "~")
		n := len([]rune(w))
		s.Tokens = append(s.Tokens, doc.Token{Span: doc.Span{Start: at, End: at + n}, Text: w, UPOS: "NOUN", Head: i - 1, Deprel: "dep", Space: !glued})
		at += n + 1
	}
	return s
}

func TestQuantities(t *testing.T) {
	d, err := load()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ text, want string }{
		{"at least 17 people", "at least 17: >=17"},
		{"no fewer than seventeen people", "no fewer than seventeen: >=17"},
		{"a total of 1,500 people", "a total of 1,500: =1500"},
		{"twenty-one people", "twenty-one: =21"},
		{"twenty - one people", "twenty - one: =21"},
		{"two hundred fifty people", "two hundred fifty: =250"},
		{"2.5 million people", "2.5 million: =2500000"},
		{"a dozen people", "a dozen: =12"},
		{"more than a hundred people", "more than a hundred: >=100"},
		{"tens of thousands of people", "tens of thousands: >=20000"},
		{"hundreds of thousands of people", "hundreds of thousands: >=200000"},
		{"several hundred people", "several hundred: >=300"},
		{"between 20 and 30 people", "between 20 and 30: 20..30"},
		{"two or three people", "two or three: 2..3"},
		{"20 to 30 thousand people", "20 to 30 thousand: 20000..30000"},
		{"rose from 17 to 20 people", "17: =17 20: =20"},
		{"17 or more people", "17 or more: >=17"},
		{"up to 50 people", "up to 50: <=50"},
		{"nearly 40 people", "nearly 40: ~40"},
		{"50 million US dollars", "50 million US dollars: =50000000 USD"},
		{"$~ 300,000", "$ 300,000: =300000 USD"},
		{"US~ $~ 2.5 billion", "US $ 2.5 billion: =2500000000 USD"},
		{"$5m", "$5m: =5000000 USD"},
		{"15 million euros ( 20 million dollars )", "15 million euros: =15000000 EUR"},
		{"14,4 million dollars", "14,4 million dollars: =14400000 USD"},
		{"2~ ,~ 5 billion euros", "2 , 5 billion euros: =2500000000 EUR"},
		{"17 percent of voters", ""},
		{"a 17~ -~ year~ -~ old boy", ""},
		{"they won 2~ -~ 1", ""},
		{"the people", ""},
	} {
		s := sentenceOf(tt.text)
		r := newReader(d.words, s)
		var got []string
		for _, q := range r.all(func(int) bool { return false }) {
			var w []string
			for i := q.first; i <= q.last; i++ {
				w = append(w, s.Tokens[i].Text)
			}
			low, high := int64(q.low), int64(q.high)
			if q.noLow {
				low = -1
			}
			if q.noHigh {
				high = -1
			}
			got = append(got, strings.TrimSpace(fmt.Sprintf("%s: %s %s", strings.ToLower(strings.Join(w, " ")), Number(low, high, q.about), q.unit)))
		}
		if g := strings.Join(got, " "); g != strings.ReplaceAll(strings.ToLower(tt.want), "usd", "USD") && !strings.EqualFold(g, tt.want) {
			t.Errorf("%s\n  got  %s\n  want %s", tt.text, g, tt.want)
		}
	}
}

func TestFaults(t *testing.T) {
	for _, tt := range []struct{ quantities, counts, want string }{
		{"head\nnumber\t1\tone\n", "", "quantities.tsv:2: 3 columns"},
		{"head\nnumber\t1\t\tone||two\n", "", "quantities.tsv:2: an empty phrase"},
		{"", "does: die\n", "counts.txt:1: expected"},
		{"", "count: killed\nundone to: kill\n", `counts.txt:2: no field "undone to"`},
	} {
		var err error
		if tt.quantities != "" {
			_, err = readQuantities(tt.quantities)
		} else {
			_, err = readCounts(tt.counts)
		}
		if err == nil || !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("got %v, want %s", err, tt.want)
		}
	}
}

// TestAnyTree gives Assign trees at random.
func TestAnyTree(t *testing.T) {
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	book, err := rule.Load(rule.Folder{FS: codebook.Files, Name: "codebook"})
	if err != nil {
		t.Fatal(err)
	}
	c, err := New(lex, book)
	if err != nil {
		t.Fatal(err)
	}
	rnd := rand.New(rand.NewSource(1))
	words := []string{"17", "people", "killed", "wounded", "and", "dozens", "of", "dead", "at", "least", "$", "5", "million", "dollars", "toll", "death", "rose", "to", "a", "guard", "troops", "sent", "between", "lives", "claimed", "-"}
	rels := []string{"obl", "nmod", "case", "obj", "nsubj", "nummod", "conj", "acl:relcl", "compound", "xcomp", "root", "det", "nsubj:pass", "amod", "advcl"}
	for n := 0; n < 3000; n++ {
		size := rnd.Intn(14)
		var w []string
		for i := 0; i < size; i++ {
			w = append(w, words[rnd.Intn(len(words))])
		}
		text := strings.Join(w, " ")
		s := sentenceOf(text)
		for i := range s.Tokens {
			k := &s.Tokens[i]
			k.UPOS, k.Head, k.Deprel = []string{"VERB", "NOUN", "NUM", "ADJ", "PROPN"}[rnd.Intn(5)], rnd.Intn(i+1)-1, rels[rnd.Intn(len(rels))]
		}
		d := doc.New("x", "", text)
		d.Sents = []doc.Sentence{*s}
		for i := 0; i < size; i++ {
			d.Events = append(d.Events, doc.Event{Head: i, Trigger: []int{i}, Type: []string{"ASSAULT", "AID", "PROTEST", "MOBILIZE"}[rnd.Intn(4)]})
		}
		c.Assign(d)
		for _, ev := range d.Events {
			for _, x := range ev.Counts {
				if d.Slice(x.Span) == "" || x.Min < 0 && x.Max < 0 || x.Max >= 0 && x.Min > x.Max {
					t.Fatalf("%+v in %q", x, text)
				}
			}
		}
	}
}
