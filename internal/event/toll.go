package event

import (
	"slices"

	"rapporteur/internal/rule"
)

// struck joins a reading that only tells what an attack cost ("killing ten",
// "and wounded four", "which left two dead") to that of the attack or of the
// first toll, and returns that one: a raid and its victims are one event. The
// victims of several tolls are added up; where the attack names whom it struck
// that stays. nil where the reading stands for itself.
func (m *matcher) struck(in *match, kept []*match, into map[*match]*match) *match {
	if !m.isToll(in) {
		return nil
	}
	out, told := m.attackOf(in, kept)
	for out != nil && into[out] != nil {
		out = into[out]
	}
	if out == nil || out == in || out.pat.Rule.Type != in.pat.Rule.Type {
		return nil
	}
	apart, _ := m.c.book.Class("mode_of_its_own")
	if apart.Has(out.mode) || !told && !m.within(in.actor, out.actor) {
		return nil
	}
	if len(out.actor) == 0 && !told && out.pat.Subject.Slot != rule.Recipient { // "came under fire, killing a guard": the convoy killed nobody
		out.actor, out.actorWhy = in.actor, in.actorWhy
	}
	if len(out.recipient) == 0 || m.isToll(out) {
		out.recipient = appendNew(out.recipient, slices.DeleteFunc(slices.Clone(in.recipient), func(k int) bool { return m.c.same(m.d, out.recipient, k) }))
	}
	if out.mode == "" {
		out.mode = in.mode
	}
	return out
}

// isToll says whether the reading is of a verb that tells what an attack cost.
func (m *matcher) isToll(r *match) bool {
	tolls, _ := m.c.book.Class("toll")
	return r.frame.POS == rule.Verb && tolls.Has(rule.Lemma(&m.g.S.Tokens[r.frame.Head]))
}

// attackOf returns the reading whose toll this one tells: the verb it stands
// beside or hangs on as a participle, or the noun that its relative clause
// belongs to ("bombings of three hotels, which killed ten"); told says that the
// clause has the attack itself for its subject.
func (m *matcher) attackOf(in *match, kept []*match) (out *match, told bool) {
	s := m.g.S
	top := in.frame.Head
	up := s.Tokens[top].Head
	if up < 0 {
		return nil, false
	}
	headed := func(tok int) *match {
		for _, r := range kept {
			if r != in && (r.frame.Head == tok || r.frame.Support == tok) {
				return r
			}
		}
		return nil
	}
	switch {
	case s.Is(top, "conj"), s.Is(top, "advcl") && s.Kid(top, "mark") < 0 && !m.told(top), s.Is(top, "xcomp"):
		if out = headed(up); out != nil && out.frame.POS == rule.Noun && out.frame.Support != up {
			return nil, false
		}
		return out, false
	case s.Is(top, "acl:relcl"):
		subj := s.Kid(top, "nsubj")
		thing, _ := m.c.book.Class("relative_thing")
		if subj < 0 || !thing.Has(rule.Lemma(&s.Tokens[subj])) {
			return nil, false
		}
		for k := up; k >= 0; k = s.Tokens[k].Head {
			if out = headed(k); out != nil && out.frame.POS == rule.Noun {
				return out, true
			}
			if !s.Is(k, "nmod") && !s.Is(k, "compound") && !s.Is(k, "conj") {
				break
			}
		}
	}
	return nil, false
}

// deadly gives a toll without a doer those of the deed that it was the toll of:
// "were killed in a rebel attack", "lost their lives in clashes between the
// rebels and the army". Of two sides at most the one is left that the victims
// do not belong to; with civilians among the victims both are.
func (m *matcher) deadly(r *match) {
	s := m.g.S
	if len(r.actor) > 0 || r.frame.POS != rule.Verb || !m.isToll(r) && r.pat.Subject.Slot != rule.Recipient {
		return
	}
	if m.isToll(r) && !r.frame.Passive {
		return
	}
	deeds, _ := m.c.book.Class("deadly")
	at, _ := m.c.book.Class("deadly_preposition")
	light, _ := m.c.book.Class("light_noun")
	var nouns, by []int
	add := func(n int) {
		for range 2 {
			for _, p := range m.g.Phrases(n, "nmod") {
				if p.Prep == "of" && light.Has(rule.Lemma(&s.Tokens[n])) {
					n = p.Tok
					break
				}
			}
		}
		if _, ok := deeds.Match(s, n); ok {
			nouns = append(nouns, n)
		}
	}
	verbs := []int{r.frame.Head}
	for _, k := range s.Kids(r.frame.Head) { // "one was killed and ten wounded in an attack"
		if s.Is(k, "conj") && k > r.frame.Head && s.Tokens[k].XPOS != "VBG" && m.c.isClass("toll", rule.Lemma(&s.Tokens[k])) && s.Kid(k, "obj") < 0 {
			verbs = append(verbs, k)
		}
	}
	for _, v := range verbs {
		for _, p := range m.g.Phrases(v, "obl", "nmod") {
			switch {
			case at.Has(p.Prep):
				add(p.Tok)
			case p.Prep == "by" && len(nouns) > 0: // "died in air strikes by the army", taken for one of the verb
				by = append(by, p.Tok)
			}
		}
	}
	for k := m.scene(r.frame.Head); k >= 0 && len(nouns) == 0; k = s.Tokens[k].Head {
		add(k)
		if !s.Is(k, "nmod") {
			break
		}
	}
	for _, n := range nouns {
		f := m.g.Noun(n)
		toks := append(slices.Clone(f.Doers()), by...)
		if len(toks) == 0 || !slices.ContainsFunc(toks, func(t int) bool { return m.actorOf(t) >= 0 || m.modifier(t) >= 0 }) {
			toks = append(toks, pick(f.Obl, "with")...)
		}
		toks = slices.DeleteFunc(toks, m.town)
		got, _ := m.fill(rule.Need{Slot: rule.MayActor}, toks)
		if who := slices.DeleteFunc(slices.Clone(got.mentions), func(a int) bool { return m.c.akin(m.d, r.recipient, a) }); len(who) > 0 {
			r.actor, r.actorWhy = who, "the doer of what it happened in"
			return
		}
	}
}

// scene returns the noun whose relative clause with "where" or "in which" verb v
// belongs to: "a raid into Zenda in which ten were killed"; -1 where it is in none.
func (m *matcher) scene(v int) int {
	s := m.g.S
	for s.Is(v, "conj") && s.Tokens[v].Head >= 0 && isVerb(&s.Tokens[s.Tokens[v].Head]) {
		v = s.Tokens[v].Head
	}
	if s.Tokens[v].Deprel != "acl:relcl" {
		return -1
	}
	in := slices.ContainsFunc(s.Kids(v), func(k int) bool {
		p := s.Kid(k, "case")
		return m.c.isClass("at_place", s.Tokens[k].Text) || m.c.isClass("relative_thing", s.Tokens[k].Text) && p >= 0 && m.c.isClass("deadly_preposition", s.Tokens[p].Text)
	})
	if !in {
		return -1
	}
	return s.Tokens[v].Head
}
