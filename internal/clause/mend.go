package clause

import (
	"rapporteur/internal/doc"
	"rapporteur/internal/rule"
)

// Mend moves clauses that a parser hangs where grammar does not let them be,
// which small parsers do often:
//
//   - a finite verb coordinated with an infinitive belongs to the verb above it:
//     "refused to withdraw the tax but offered to meet the unions";
//   - what somebody is accused of belongs to the accusing, not to the accused:
//     "accused Kiev of shelling a village";
//   - what stands after the verb is no apposition to its subject but its object:
//     "Freedonia recognised Ruritania";
//   - a that-clause right after a noun that can have one completes the noun:
//     "denied an accusation that it was planning an attack".
func Mend(s *doc.Sentence, book *rule.Book) {
	g := New(s, book, nil)
	changed := false
	move := func(i, head int, rel string) {
		for h := head; h >= 0; h = s.Tokens[h].Head {
			if h == i {
				return // would close a circle
			}
		}
		s.Tokens[i].Head = head
		if rel != "" {
			s.Tokens[i].Deprel = rel
		}
		s.Reparsed()
		changed = true
	}
	for i := range s.Tokens {
		t := &s.Tokens[i]
		h := t.Head
		if h < 0 || h >= len(s.Tokens) {
			continue
		}
		switch {
		case s.Is(i, "conj") && isVerb(t) && (t.XPOS == "VBD" || t.XPOS == "VBZ" || t.XPOS == "VBP") && s.Tokens[h].XPOS == "VB" && g.toInfinitive(h):
			up := s.Tokens[h].Head
			for up >= 0 && !(isVerb(&s.Tokens[up]) && g.Finite(up)) {
				up = s.Tokens[up].Head
			}
			if up >= 0 {
				move(i, up, "")
			}
		case t.Deprel == "acl" && t.XPOS == "VBG" && (s.Is(h, "obj") || s.Is(h, "nsubj:pass")):
			v, m := s.Tokens[h].Head, s.Kid(i, "mark")
			if v >= 0 && m >= 0 && lemma(s, m) != "that" && g.book.Predicate(lemma(s, v), rule.Verb, lemma(s, m)) != nil {
				move(i, v, "advcl")
			}
		case (s.Is(i, "appos") || s.Is(i, "conj") && s.Kid(i, "cc") < 0 || s.Is(i, "flat")) && i > h && nominal(t) && s.Is(h, "nsubj") && g.Prep(i) == "":
			v := s.Tokens[h].Head
			if v > h && v < i && isVerb(&s.Tokens[v]) && s.Kid(v, "obj", "ccomp", "xcomp") < 0 && g.Prep(h) == "" {
				move(i, v, "obj")
			}
		case (s.Is(i, "advcl") || s.Is(i, "ccomp")) && isVerb(&s.Tokens[h]):
			if n := g.contentNoun(i, h); n >= 0 {
				move(i, n, "acl")
			}
		}
	}
	if changed {
		s.Reparsed()
	}
}

// contentNoun returns the noun between verb h and the that-clause i whose
// content the clause is, or -1.
func (g *Grammar) contentNoun(i, h int) int {
	s := g.S
	m := s.Kid(i, "mark")
	if m < 0 || lemma(s, m) != "that" {
		return -1
	}
	for _, o := range s.Kids(h) {
		if o < m && o > h && (s.Is(o, "obj") || s.Is(o, "obl")) && g.book.Predicate(lemma(s, o), rule.Noun, "that") != nil {
			return o
		}
	}
	return -1
}
