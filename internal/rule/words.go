package rule

import (
	"strings"

	"rapporteur/internal/doc"
)

// Words is a set of lemmas; entries of several words end in their head.
type Words struct {
	one  map[string]bool
	many map[string][][]string // by head lemma: the words before it
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
	}
}

func (w *Words) merge(o Words) {
	for k := range o.one {
		w.add(k)
	}
	for h, list := range o.many {
		for _, l := range list {
			w.add(strings.Join(l, "_") + "_" + h)
		}
	}
}

// heads lists the lemmas that entries end in.
func (w Words) heads() []string {
	var out []string
	for k := range w.one {
		out = append(out, k)
	}
	for k := range w.many {
		if !w.one[k] {
			out = append(out, k)
		}
	}
	return out
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
	if w.one[lemma] {
		return i, true
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
