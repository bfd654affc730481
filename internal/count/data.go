package count

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

//go:embed quantities.tsv
var quantitiesFile string

//go:embed counts.txt
var countsFile string

// phrase is a wording with its numbers; words are in small letters.
type phrase struct {
	words []string
	what  string // the second column, where it isn't a number: min, USD
	value float64
}

// table holds phrases by category and first word, the longest first.
type table map[string]map[string][]phrase

// at returns the longest phrase of the category that stands at token i.
func (t table) at(category string, low []string, i int) (p phrase, ok bool) {
	if i < 0 || i >= len(low) {
		return p, false
	}
	for _, c := range t[category][low[i]] {
		if len(c.words) > len(p.words) && i+len(c.words) <= len(low) && same(low[i:i+len(c.words)], c.words) {
			p, ok = c, true
		}
	}
	return p, ok
}

// before returns the longest phrase of the category that ends before token i.
func (t table) before(category string, low []string, i int) (p phrase, ok bool) {
	for first := max(0, i-4); first < i; first++ {
		for _, c := range t[category][low[first]] {
			if first+len(c.words) == i && len(c.words) > len(p.words) && same(low[first:i], c.words) {
				p, ok = c, true
			}
		}
	}
	return p, ok
}

func (t table) has(category, word string) bool {
	_, ok := t.at(category, []string{word}, 0)
	return ok
}

func same(a, b []string) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// kind is an entry of counts.txt: something that is counted.
type kind struct {
	name     string
	of       []string          // types of event, the likeliest first
	words    map[string][]verb // by field, "done to"
	doerOf   map[string]bool
	people   bool
	held     map[string]bool // kinds that an event of the mode makes this one: "arrested abduct"
	examples []Example
}

// verb is a lemma with the words that must stand behind it, "take hostage".
type verb struct{ lemma, rest string }

// Example is a sentence with the counts of one kind that its record has, as
// Format writes them.
type Example struct {
	Line       int
	What, Text string
	Want       []string
}

type data struct {
	words table
	kinds []*kind
}

var load = sync.OnceValues(func() (*data, error) {
	t, err := readQuantities(quantitiesFile)
	if err != nil {
		return nil, err
	}
	kinds, err := readCounts(countsFile)
	return &data{t, kinds}, err
})

func readQuantities(file string) (table, error) {
	t := table{}
	for n, line := range strings.Split(file, "\n") {
		if n == 0 || line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		c := strings.Split(line, "\t")
		if len(c) != 4 {
			return nil, fmt.Errorf("quantities.tsv:%d: %d columns, expected category, low, high, words", n+1, len(c))
		}
		p := phrase{what: c[1]}
		if v, err := strconv.ParseFloat(c[1], 64); err == nil {
			p.value = v
		}
		if t[c[0]] == nil {
			t[c[0]] = map[string][]phrase{}
		}
		for _, w := range strings.Split(c[3], "|") {
			p.words = strings.Fields(w)
			if len(p.words) == 0 {
				return nil, fmt.Errorf("quantities.tsv:%d: an empty phrase", n+1)
			}
			t[c[0]][p.words[0]] = append(t[c[0]][p.words[0]], p)
		}
	}
	return t, nil
}

// lists are the fields of an entry that hold words.
var lists = map[string]bool{"done to": true, "does": true, "is": true, "noun": true, "lives": true, "toll": true, "things": true, "not behind": true}

func readCounts(file string) ([]*kind, error) {
	var out []*kind
	var k *kind
	for n, line := range strings.Split(file, "\n") {
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		field, v, ok := strings.Cut(line, ":")
		v = strings.TrimSpace(v)
		if !ok || v == "" || k == nil && field != "count" {
			return nil, fmt.Errorf("counts.txt:%d: expected `field: words`, the first one `count:`", n+1)
		}
		switch {
		case field == "count":
			k = &kind{name: v, words: map[string][]verb{}, doerOf: map[string]bool{}, held: map[string]bool{}}
			out = append(out, k)
		case field == "of":
			k.of = strings.Split(v, "|")
		case field == "doer of":
			for _, t := range strings.Split(v, "|") {
				k.doerOf[t] = true
			}
		case field == "instead of":
			for _, w := range strings.Split(v, "|") {
				k.held[w] = true
			}
		case field == "people":
			k.people = v == "yes"
		case field == "because":
		case field == "yes" || field == "no":
			text, want, _ := strings.Cut(v, "=>")
			ex := Example{Line: n + 1, What: k.name, Text: strings.TrimSpace(text)}
			for _, w := range strings.Split(want, ";") {
				if w = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(w), k.name)); w != "" {
					ex.Want = append(ex.Want, w)
				}
			}
			k.examples = append(k.examples, ex)
		case lists[field]:
			for _, w := range strings.Split(v, "|") {
				lemma, rest, _ := strings.Cut(w, "_")
				if field == "toll" { // its head comes last
					if a, b, two := strings.Cut(w, "_"); two {
						lemma, rest = b, a
					}
				}
				k.words[field] = append(k.words[field], verb{lemma, strings.ReplaceAll(rest, "_", " ")})
			}
		default:
			return nil, fmt.Errorf("counts.txt:%d: no field %q", n+1, field)
		}
	}
	return out, nil
}

// has says whether the lemma, with rest behind it where one is asked for, is
// among the words of a field.
func (k *kind) has(field, lemma string, rest func(string) bool) bool {
	for _, v := range k.words[field] {
		if v.lemma == lemma && (v.rest == "" || rest != nil && rest(v.rest)) {
			return true
		}
	}
	return false
}
