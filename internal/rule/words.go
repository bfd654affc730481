package rule

import (
	"maps"
	"slices"
	"strings"

	"rapporteur/internal/doc"
)

// Words is a set of lemmas. Entries of several words end in their head
// ("car_bomb"), those of verbs begin with it ("pull_out").
type Words struct {
	set  int32 // number among the sets of the codebook's phrasings, from 1; 0 for others
	one  map[string]bool
	many map[string][][]string // by last word: the words before it
	lead map[string][][]string // by first word: the words after it
}

// Empty says whether there are no words.
func (w Words) Empty() bool { return len(w.one) == 0 && len(w.many) == 0 }

// Has says whether the single lemma is in the set.
func (w Words) Has(lemma string) bool { return w.one[lemma] }

func (w *Words) add(entry string) {
	parts := strings.FieldsFunc(strings.ToLower(entry), func(r rune) bool { return r == '_' || r == '-' })
	switch len(parts) {
	case 0:
	case 1:
		if w.one == nil {
			w.one = map[string]bool{}
		}
		w.one[parts[0]] = true
	default:
		if w.many == nil {
			w.many = map[string][][]string{}
		}
		h := parts[len(parts)-1]
		w.many[h] = append(w.many[h], parts[:len(parts)-1])
		if w.lead == nil {
			w.lead = map[string][][]string{}
		}
		w.lead[parts[0]] = append(w.lead[parts[0]], parts[1:])
		if w.one == nil {
			w.one = map[string]bool{}
		}
		w.one[strings.Join(parts, "-")] = true // a text may write it as one word: "re-establish", "car-bomb"
	}
}

func (w *Words) merge(o Words) {
	for k := range o.one {
		if !strings.Contains(k, "-") { // those come with o.many
			w.add(k)
		}
	}
	for h, list := range o.many {
		for _, l := range list {
			w.add(strings.Join(l, "_") + "_" + h)
		}
	}
}

// heads lists the lemmas that entries end in and, where they are verbs, begin with.
func (w Words) heads(verb bool) []string {
	seen := map[string]bool{}
	for k := range w.one {
		seen[k] = true
	}
	for k := range w.many {
		seen[k] = true
	}
	if verb {
		for k := range w.lead {
			seen[k] = true
		}
	}
	return slices.Collect(maps.Keys(seen))
}

// Match says whether token i is one of the words, and from which token on. An
// entry of several words needs the words before the head, hyphens aside.
func (w Words) Match(s *doc.Sentence, i int) (first int, ok bool) {
	lemma := Lemma(&s.Tokens[i])
	for _, before := range w.many[lemma] {
		j, k := i-1, len(before)-1
		for ; k >= 0 && j >= 0; j-- {
			t := &s.Tokens[j]
			if t.Text == "-" || t.Text == "‑" || t.Text == "–" {
				continue
			}
			if Lemma(t) != before[k] && strings.ToLower(t.Text) != before[k] {
				break
			}
			k--
			if k < 0 {
				return j, true
			}
		}
	}
	if w.one[lemma] || (s.Tokens[i].XPOS == "VBN" || s.Tokens[i].XPOS == "VBG") && w.one[strings.ToLower(s.Tokens[i].Text)] { // "satisfied" is tagged as a verb or not
		return i, true
	}
	return i, false
}

// Particle returns the last word of a verb of several words that begins at
// token i ("pull out", "called the talks off"), and whether there is one.
func (w Words) Particle(s *doc.Sentence, i int) (last int, ok bool) {
	for _, after := range w.lead[Lemma(&s.Tokens[i])] {
		k := 0
		for j := i + 1; j < len(s.Tokens) && j <= i+6; j++ {
			t := &s.Tokens[j]
			if strings.ToLower(t.Text) != after[k] && Lemma(t) != after[k] {
				if k > 0 {
					break
				}
				continue
			}
			h := t.Head
			if strings.EqualFold(t.Text, "not") && h > j {
				h = s.Tokens[h].Head // "found the minister not guilty"
			}
			if k == 0 && j > i+1 && (h != i || strings.EqualFold(s.Tokens[j-1].Text, "not")) { // apart from its verb it must hang on it
				break
			}
			k++
			if k == len(after) {
				return j, true
			}
		}
	}
	return i, false
}

// Lemma is the token's lemma in lower case, or its form where it has none.
func Lemma(t *doc.Token) string {
	if t.Lemma == "" || t.Lemma == "_" {
		return strings.ToLower(t.Text)
	}
	return strings.ToLower(t.Lemma)
}
