package event

import (
	"slices"
	"strings"

	"rapporteur/internal/clause"
	"rapporteur/internal/doc"
	"rapporteur/internal/rule"
)

// facing gives forces moved or readied that have no recipient, or only the place
// at home to which they go, the one against whom it is done: "dug in facing the
// rebels", "put the army on alert after the rebels took the town", "sent police
// ahead of a march called by the union", "flew bombers in a signal to Kiev".
func (c *Finder) facing(d *doc.Doc) {
	for i := range d.Events {
		ev := &d.Events[i]
		if !c.isClass("moving_type", strings.ToLower(ev.Type)) || len(ev.Actor) == 0 {
			continue
		}
		m := c.matcher(d, ev.Sent)
		if slices.ContainsFunc(ev.Recipient, func(a int) bool {
			men := &d.Mentions[a]
			return !(men.Place && m.ofCountry(ev.Actor, a, true)) && !(c.akin(d, ev.Actor, a) || (men.Pronoun || m.force(a)) && m.ofCountry(ev.Actor, a, false))
		}) {
			continue
		}
		if who, why := c.faced(m, ev, verbOf(m.g.S, ev.Head)); len(who) > 0 {
			ev.Recipient, ev.RecpWhy = who, why
		}
	}
}

// faced looks for whom the forces face in what hangs on the verb, on its objects
// and phrases.
func (c *Finder) faced(m *matcher, ev *doc.Event, v int) ([]int, string) {
	s := m.g.S
	other := func(a int) bool {
		return a >= 0 && !c.akin(m.d, ev.Actor, a) && !(m.d.Mentions[a].Place && m.ofCountry(ev.Actor, a, true)) && len(m.d.Mentions[a].Actors) > 0
	}
	party := func(t int) []int {
		if a := m.actorOf(t); a >= 0 {
			if other(a) {
				return []int{a}
			}
			return nil
		}
		if a, _ := m.inside(t, 1, "inside_preposition"); other(a) {
			return []int{a}
		}
		return nil
	}
	heads := []int{v}
	for _, k := range s.Kids(v) {
		if under(s, k, "obj", "obl") {
			heads = append(heads, k)
			for _, n := range s.Kids(k) {
				if under(s, n, "nmod") {
					heads = append(heads, n)
				}
			}
		}
	}
	var ps []clause.Phrase
	var clauses []int
	for _, h := range heads {
		ps = append(ps, m.g.Phrases(h, "obl", "nmod")...)
		for _, k := range s.Kids(h) {
			if under(s, k, "advcl", "acl", "xcomp") && s.Tokens[k].UPOS == "VERB" {
				clauses = append(clauses, k)
			}
		}
	}
	for _, p := range ps {
		if c.isClass("facing", p.Prep) {
			if who := party(p.Tok); who != nil {
				return who, "whom they face"
			}
		}
	}
	for _, p := range ps {
		if c.isClass("signal", rule.Lemma(&s.Tokens[p.Tok])) {
			for _, q := range m.g.Phrases(p.Tok, "nmod", "obl") {
				if c.isClass("signal_preposition", q.Prep) {
					if who := party(q.Tok); who != nil {
						return who, "to whom it is a signal"
					}
				}
			}
		}
	}
	for _, k := range clauses {
		mark := s.Kid(k, "mark")
		f := m.g.Verb(k)
		var toks []int
		switch {
		case mark >= 0 && m.g.Finite(k) && c.isClass("faced_marker", s.Tokens[mark].Text) && !c.isClass("peaceful", rule.Lemma(&s.Tokens[k])):
			toks = f.Subj
			for _, t := range f.Subj { // "as the quarrel with Kiev grew"
				toks = append(slices.Clone(toks), pick(m.g.Phrases(t, "nmod"), "with", "by")...)
			}
			if f.Passive && len(toks) == 0 {
				toks = f.Obj // "after gunboats were seen"
			}
		case s.Tokens[k].XPOS == "VBG" && c.isClass("face", rule.Lemma(&s.Tokens[k])),
			mark >= 0 && strings.EqualFold(s.Tokens[mark].Text, "to") && c.isClass("confronting", phrasalLemma(s, k)):
			toks = append(slices.Clone(f.Obj), pick(f.Obl, "against", "from", "by", "with")...)
		}
		for _, t := range toks {
			if who := party(t); who != nil {
				return who, "whom they face"
			}
		}
	}
	for _, p := range ps {
		if !c.isClass("trouble_preposition", p.Prep) || !c.isClass("trouble", rule.Lemma(&s.Tokens[p.Tok])) {
			continue
		}
		for _, t := range append(slices.Clone(m.g.Noun(p.Tok).Doers()), pick(m.g.Phrases(p.Tok, "nmod"), "with", "against")...) {
			if who := party(t); who != nil {
				return who, "whose deed it answers"
			}
		}
		if a := m.doerOfAcl(p.Tok); other(a) { // "a march called by the union"
			return []int{a}, "whose deed it answers"
		}
	}
	return nil, ""
}

// phrasalLemma is the verb's lemma, with its particle if it has one: "take_on".
func phrasalLemma(s *doc.Sentence, v int) string {
	w := rule.Lemma(&s.Tokens[v])
	for _, k := range s.Kids(v) {
		if k > v && s.Tokens[k].Deprel == "compound:prt" {
			return w + "_" + strings.ToLower(s.Tokens[k].Text)
		}
	}
	return w
}
