package rule

import (
	"slices"
	"strings"

	"rapporteur/internal/doc"
)

// Vocabulary is which sets of words of the codebook's phrasings a sentence has a
// word of, so that phrasings of other words need not be tried on it.
type Vocabulary []uint64

// Vocabulary looks up the sentence's words, by lemma and as they stand.
func (b *Book) Vocabulary(s *doc.Sentence) Vocabulary {
	v := make(Vocabulary, (b.setCount+len(b.within))/64+1)
	note := func(word string) {
		for _, k := range b.sets[word] {
			if class := int(k) - b.setCount; class >= 0 && v[k/64]&(1<<(k%64)) == 0 {
				for _, set := range b.within[class] {
					v[set/64] |= 1 << (set % 64)
				}
			}
			v[k/64] |= 1 << (k % 64)
		}
	}
	for i := range s.Tokens {
		t := &s.Tokens[i]
		lemma, text := Lemma(t), strings.ToLower(t.Text)
		note(lemma)
		if text != lemma {
			note(text)
		}
	}
	return v
}

// MayFit says whether the sentence has a word of each set that the phrasing
// cannot do without.
func (v Vocabulary) MayFit(p *Pattern) bool {
	return !slices.ContainsFunc(p.asks, func(set int32) bool {
		return v[set/64]&(1<<(set%64)) == 0
	})
}

// asked lists the sets of which the phrasing cannot do without a word.
func (p *Pattern) asked() []int32 {
	var out []int32
	ask := func(w Words) {
		if w.set > 0 {
			out = append(out, w.set)
		}
	}
	for _, w := range append(slices.Clone(p.Mods), p.Case, p.Subject.Named) {
		ask(w)
	}
	var elems func([]Elem)
	elems = func(es []Elem) {
		for _, e := range es {
			if e.Optional {
				continue
			}
			ask(e.Head)
			ask(e.Particle)
			elems(e.Inner)
		}
	}
	elems(p.Elems)
	return out
}
