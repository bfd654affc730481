package event

import (
	"slices"

	"rapporteur/internal/doc"
	"rapporteur/internal/rule"
)

// refersBack says whether a noun only points at deeds of which the report has
// told: "despite the bombings", after the bombings themselves. What tells more of
// them keeps the noun: when they happened, where, whom they hit, or that somebody
// condemns or denies them.
func (c *Finder) refersBack(d *doc.Doc, sent int, r *match, kept []*match) bool {
	s := &d.Sents[sent]
	n := r.frame.Head
	if r.frame.POS != rule.Noun || r.frame.Support >= 0 || len(r.actor)+len(r.recipient)+len(r.words) > 0 || !c.definite(s, n) {
		return false
	}
	if s.Kid(n, "amod", "nmod", "nmod:poss", "nummod", "compound", "acl", "acl:relcl", "appos", "cop", "conj") >= 0 || s.Is(n, "conj") {
		return false
	}
	if h := s.Tokens[n].Head; h >= 0 {
		verb := rule.Lemma(&s.Tokens[h])
		if (s.Is(n, "nsubj") || s.Is(n, "nsubj:pass")) && c.isClass("happening", verb) {
			return false // "the fighting began on Monday"
		}
		if s.Is(n, "obl") && c.isClass("toll", verb) {
			return false // "were hurt in the fighting"
		}
		if s.Is(n, "obj") && slices.ContainsFunc(kept, func(o *match) bool { return o.frame.Head == h }) {
			return false // "condemned the bombings"
		}
	}
	return slices.ContainsFunc(d.Events, func(e doc.Event) bool { return e.Type == r.pat.Rule.Type })
}
