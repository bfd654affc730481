package event

import (
	"slices"
	"strings"

	"rapporteur/internal/clause"
	"rapporteur/internal/doc"
	"rapporteur/internal/rule"
)

// filled is what a slot took.
type filled struct {
	mentions []int
	why      string
	exact    bool // the phrase itself stands for the actor
}

// actorOf returns the mention that token i stands for by itself, or -1.
func (m *matcher) actorOf(i int) int {
	k := m.d.MentionAt(m.sent, i)
	if k < 0 || len(m.d.Mentions[k].Actors) == 0 {
		if of := m.quantityOf(i); of >= 0 { // "thousands of protesters"
			return m.actorOf(of)
		}
	}
	if k < 0 || strings.HasSuffix(rule.Lemma(&m.g.S.Tokens[i]), "self") || strings.HasSuffix(strings.ToLower(m.g.S.Tokens[i].Text), "selves") {
		return -1
	}
	if kind, _ := m.c.book.Class("kind_adjective"); m.g.S.Is(i, "amod") && kind.Has(rule.Lemma(&m.g.S.Tokens[i])) {
		return -1
	}
	if m.attitude(i) || m.expletive(i) || m.state(i) {
		return -1
	}
	men := &m.d.Mentions[k]
	if len(men.Actors) > 0 || men.Pronoun && men.Person {
		return k
	}
	return -1
}

// expletive says whether a pronoun only holds the place of a clause: "it was
// alleged that".
func (m *matcher) expletive(i int) bool {
	s := m.g.S
	h := s.Tokens[i].Head
	if h < 0 || !strings.EqualFold(s.Tokens[i].Text, "it") || s.Tokens[i].Deprel != "nsubj:pass" {
		return false
	}
	return slices.ContainsFunc(s.Kids(h), func(k int) bool {
		return k > h && (s.Is(k, "ccomp") || s.Is(k, "csubj")) && s.Kid(k, "mark") >= 0
	})
}

// state says whether a word only tells how somebody stays: "stood firm".
func (m *matcher) state(i int) bool {
	s := m.g.S
	h := s.Tokens[i].Head
	return h == i-1 && m.c.isClass("state", rule.Lemma(&s.Tokens[i])) && m.c.isClass("staying", rule.Lemma(&s.Tokens[h])) && s.Kid(i, "det", "nmod:poss") < 0
}

// attitude says whether a word that also names somebody is an attitude here:
// "voiced opposition to the plan".
func (m *matcher) attitude(i int) bool {
	s := m.g.S
	if !m.c.isClass("attitude", rule.Lemma(&s.Tokens[i])) || s.Kid(i, "det", "amod") >= 0 {
		return false
	}
	return i+1 < len(s.Tokens) && s.Tokens[i+1].Text == "to"
}

// titled says whether noun i with k before it is what papers are called: "the
// Zenda Papers".
func (m *matcher) titled(i, k int) bool {
	s := m.g.S
	return s.Tokens[i].UPOS == "PROPN" && k < i && s.Is(k, "compound") && m.c.isClass("paper_title", s.Tokens[i].Text)
}

// quantityOf returns what a noun or number of quantity counts, or -1: "some of
// its troops", "94 percent of the weapons", "a team of experts".
func (m *matcher) quantityOf(i int) int {
	s := m.g.S
	if c, _ := m.c.book.Class("quantity"); !c.Has(rule.Lemma(&s.Tokens[i])) && s.Tokens[i].UPOS != "NUM" && s.Tokens[i].UPOS != "DET" {
		return -1
	}
	for _, p := range m.g.Phrases(i, "nmod", "obl") {
		if p.Prep == "of" {
			return p.Tok
		}
	}
	return -1
}

// ofTeller says whether what stands with "of" behind a noun is whose words it gives.
func (m *matcher) ofTeller(i int) bool {
	return slices.ContainsFunc(m.g.Noun(i).Subj, func(k int) bool { return m.g.Prep(k) == "of" })
}

// inside returns the actor that a phrase which is none itself names in its
// possessor, its adjective or its complement: "China's decision", "Russian
// troops", "the decision of the government".
func (m *matcher) inside(i, depth int, preps string) (int, string) {
	s := m.g.S
	if n := rule.Lemma(&s.Tokens[i]); (m.c.isClass("about_type", m.kind) || m.c.isClass("deed_type", m.kind) && m.c.isClass("harmful", n)) && m.c.isClass("undergone", n) && !(m.c.isClass("asking_type", m.kind) && m.c.isClass("asked_against", n)) {
		return m.doerOf(i) // "condemned the reporter's killing": whom it happened to is accused of nothing
	}
	if preps == "doer_preposition" && m.c.isClass("handing_type", m.kind) && m.c.isClass("occasion_noun", rule.Lemma(&s.Tokens[i])) {
		return -1, "" // "the minister's visit will help exporters": the visit does
	}
	for _, k := range s.Kids(i) {
		if s.Is(k, "appos") && s.Tokens[k].UPOS == "PROPN" { // "accepted African producer Ruritania"
			if first, _ := s.Subtree(k); first == i+1 && s.Tokens[first].UPOS != "PUNCT" {
				if a := m.actorOf(k); a >= 0 && m.c.oneCountry(m.d, []int{a}) != "" {
					return a, "named in the phrase"
				}
			}
		}
	}
	for _, k := range s.Kids(i) {
		d := s.Tokens[k].Deprel
		if d != "nmod:poss" && (m.topic(i, k) || m.titled(i, k)) {
			continue
		}
		if d == "nmod:poss" || s.Is(k, "amod") || s.Is(k, "compound") || d == "nmod:desc" || d == "nmod" && m.g.Prep(k) == "" {
			if a := m.actorOf(k); a >= 0 {
				return a, "named in the phrase"
			}
			if a := m.modifier(k); a >= 0 {
				return a, "named in the phrase"
			}
			for _, c := range s.Kids(k) { // "government spending plans"
				if s.Is(k, "compound") && s.Is(c, "compound") && !m.titled(k, c) {
					if a := m.actorOf(c); a >= 0 {
						return a, "named in the phrase"
					}
					if a := m.modifier(c); a >= 0 {
						return a, "named in the phrase"
					}
				}
			}
		}
	}
	for _, k := range s.Kids(i) {
		if (s.Is(k, "amod") || s.Is(k, "acl")) && m.c.isClass("held_by", strings.ToLower(s.Tokens[k].Text)) { // "a rebel-held area"
			if first, _ := s.Subtree(k); first < k-1 && s.Tokens[k-1].Text == "-" {
				a := m.actorOf(k - 2)
				if a < 0 {
					a = m.modifier(k - 2)
				}
				if a >= 0 {
					return a, "named in the phrase"
				}
			}
		}
		if s.Is(k, "acl") && m.c.isClass("belonging", rule.Lemma(&s.Tokens[k])) { // "property belonging to a minister"
			for _, t := range pick(m.g.Verb(k).Obl, "to") {
				if a := m.actorOf(t); a >= 0 {
					return a, "named in the phrase"
				}
			}
		}
		if s.Tokens[k].Deprel == "acl" && m.c.isClass("carrying", rule.Lemma(&s.Tokens[k])) && s.Tokens[k].XPOS == "VBG" { // "a bus carrying soldiers"
			for _, t := range m.g.Verb(k).Obj {
				if a := m.actorOf(t); a >= 0 {
					return a, "named in the phrase"
				}
			}
		}
		if s.Tokens[k].Deprel == "acl" && s.Tokens[k].XPOS == "VBN" && (s.Kid(k, "mark") < 0 || !m.ofTeller(i)) { // "missiles fired by the army", but not in the "account of the settlers that they were attacked by rebels"
			for _, t := range m.g.Verb(k).Subj {
				if a := m.actorOf(t); a >= 0 {
					return a, "named in the phrase"
				}
				if depth > 0 { // "the budget presented by the bloc's presidency"
					if a, why := m.inside(t, depth-1, preps); a >= 0 {
						return a, why
					}
				}
			}
		}
	}
	within := m.g.Phrases(i, "nmod", "obl")
	slices.SortStableFunc(within, func(a, b clause.Phrase) int { return b2i(a.Prep == "in") - b2i(b.Prep == "in") }) // where it is comes last: "talks in Kiev between"
	for _, p := range within {
		c, _ := m.c.book.Class(preps)
		if c.Has(p.Prep) || p.Prep == "for" && preps == "inside_preposition" && m.c.isClass("backing_type", m.kind) && m.c.isClass("meant_for", rule.Lemma(&s.Tokens[i])) {
			a := m.actorOf(p.Tok)
			if a >= 0 && p.Prep == "in" && m.scenery(i, a) {
				continue
			}
			if a >= 0 && !(p.Prep == "in" && m.chamber(a)) {
				return a, "named in the phrase"
			}
			if depth > 0 && (p.Prep == "of" || p.Prep == "in") {
				if a, why := m.inside(p.Tok, depth-1, preps); a >= 0 {
					return a, why
				}
			}
		}
	}
	return -1, ""
}

// scenery says whether place a is only where something is that a deed is done
// to: "searched a lorry in Zenda", but not "raided a village in Ruritania".
func (m *matcher) scenery(thing, a int) bool {
	if m.d.Mentions[a].Place && m.c.isClass("gathering", rule.Lemma(&m.g.S.Tokens[thing])) && m.c.isClass("welcoming_type", m.kind) {
		return true // "welcomed the resumption of the talks in Zenda"
	}
	return m.d.Mentions[a].Place && m.c.isClass("stopped_type", m.kind) && m.c.isClass("movable", rule.Lemma(&m.g.S.Tokens[thing]))
}

// chamber says whether mention a is a body in which something is dealt with:
// "supports the bill in parliament".
func (m *matcher) chamber(a int) bool {
	rooms, _ := m.c.book.Class("chamber_sector")
	return slices.ContainsFunc(m.d.Mentions[a].Actors, func(x doc.Actor) bool {
		f := strings.Fields(x.Code)
		return len(f) > 1 && rooms.Has(strings.ToLower(f[len(f)-1]))
	})
}

// topic says whether modifier k says of what kind noun i is or what it is about
// rather than whose it is: "Swiss francs", "the Palestinian question", "the Iraq
// war". Whose policy an adjective tells, what it is about a place name: "Israeli
// policy", "Iraq policy".
func (m *matcher) topic(i, k int) bool {
	s := m.g.S
	n := rule.Lemma(&s.Tokens[i])
	name := s.Tokens[k].UPOS == "PROPN" && !s.Is(k, "amod") && strings.ToUpper(s.Tokens[k].Text) != s.Tokens[k].Text
	if a := m.d.MentionAt(m.sent, k); a >= 0 && !m.d.Mentions[a].Place {
		name = false
	}
	return m.c.isClass("currency", n) || m.c.isClass("issue", n) || name && m.c.isClass("about_place", n)
}

// doerOf returns the actor that the noun of a deed names as its doer with "by",
// or in front of it where "of" names the victim.
func (m *matcher) doerOf(i int) (int, string) {
	f := m.g.Noun(i)
	for _, t := range append(slices.Clone(f.Subj), pick(f.Obl, "of")...) {
		if a := m.actorOf(t); a >= 0 {
			m.done = append(m.done, a)
		}
	}
	for _, t := range f.Subj {
		if p := m.g.Prep(t); p != "by" && p != "among" && len(pick(f.Obl, "of")) == 0 {
			continue
		}
		if a := m.actorOf(t); a >= 0 {
			return a, "the doer of what it is about"
		}
	}
	return -1, ""
}

// modifier makes a mention of an adjective or compound that names an actor.
func (m *matcher) modifier(k int) int {
	if m.c.modifier == nil {
		return -1
	}
	if a := m.d.MentionAt(m.sent, k); a >= 0 && len(m.d.Mentions[a].Actors) > 0 {
		return a
	}
	men, ok := m.c.modifier(m.d, m.sent, k)
	if !ok || m.c.isClass("kind_noun", rule.Lemma(&m.g.S.Tokens[k])) {
		return -1
	}
	return m.d.AddMention(men)
}

// fill puts the tokens into a slot; ok says whether the slot's need is met.
func (m *matcher) fill(n rule.Need, toks []int) (filled, bool) { return m.fillAs(n, toks, true) }

func (m *matcher) fillAs(n rule.Need, toks []int, loose bool) (f filled, ok bool) {
	switch n.Slot {
	case rule.None:
		return f, true
	case rule.Something:
		return f, len(toks) > 0
	}
	f.exact = true
	for _, t := range toks {
		a, why := m.actorOf(t), ""
		if a < 0 && m.adjunct(t) {
			a = m.modifier(t)
		}
		if a < 0 && m.g.S.Tokens[t].UPOS != "PRON" && (n.Slot != rule.Recipient && n.Slot != rule.Actor || loose && (n.Slot == rule.Actor || len(n.Sectors) == 0)) {
			preps := "inside_preposition"
			if n.Slot == rule.Actor || n.Slot == rule.MayActor {
				preps = "doer_preposition"
			}
			a, why = m.inside(t, 2, preps)
			f.exact = f.exact && a < 0
		}
		if a < 0 || !m.fits(n, a, t) || n.Slot == rule.MayRecipient && why == "" && m.wanted(t) || len(f.mentions) > 0 && m.someOfThem(t) {
			continue
		}
		if !slices.Contains(f.mentions, a) {
			f.mentions = append(f.mentions, a)
		}
		for _, b := range m.halves(a) {
			if m.fits(n, b, t) && !slices.Contains(f.mentions, b) {
				f.mentions = append(f.mentions, b)
				if i := slices.Index(f.mentions, a); m.d.Mentions[b].First < m.d.Mentions[a].First {
					f.mentions[i], f.mentions[len(f.mentions)-1] = b, a // in the order of the text
				}
			}
		}
		if why != "" {
			f.why = why
			for _, b := range m.joined(a) { // "talks between Ruritania and Graustark"
				if m.fits(n, b, t) && !slices.Contains(f.mentions, b) {
					f.mentions = append(f.mentions, b)
				}
			}
		}
	}
	switch n.Slot {
	case rule.MayActor, rule.MayRecipient:
		return f, len(toks) > 0
	}
	return f, len(f.mentions) > 0
}

// someOfThem says whether a phrase is a part of those named before it: "five
// people were hurt, one of them badly".
func (m *matcher) someOfThem(i int) bool {
	of := m.quantityOf(i)
	return of >= 0 && m.g.S.Tokens[of].UPOS == "PRON"
}

// wanted says whether the phrase of somebody is what is asked for, not who is
// asked: "demanded a new president".
func (m *matcher) wanted(t int) bool {
	det := m.g.S.Kid(t, "det")
	return det >= 0 && m.c.isClass("asking_type", m.kind) && m.c.isClass("indefinite", strings.ToLower(m.g.S.Tokens[det].Text))
}

// halves lists who a hyphen joins to an actor that stands before a noun:
// "Ruritanian-Freedonian relations".
func (m *matcher) halves(a int) (out []int) {
	men, t := m.d.Mentions[a], m.g.S.Tokens
	if men.Sent != m.sent || men.Pronoun || men.First != men.Last && !men.Place {
		return nil
	}
	hyphen := func(k int) bool {
		return k > 0 && k+1 < len(t) && t[k].Text == "-" && !t[k].Space && !t[k-1].Space
	}
	if k := men.First - 1; hyphen(k) {
		if b := m.modifier(k - 1); b >= 0 {
			out = append(out, b)
		}
	}
	if k := men.Last + 1; hyphen(k) && t[k+1].UPOS != "VERB" {
		if b := m.modifier(k + 1); b >= 0 {
			out = append(out, b)
		}
	}
	return out
}

// ownHalf says whether a recipient is the actor's own side of what a hyphen
// joins: Ruritania, where its minister praises "Ruritanian-Freedonian relations".
func (m *matcher) ownHalf(r *match, k int) bool {
	if len(r.recipient) < 2 || len(m.halves(k)) == 0 {
		return false
	}
	side := m.c.oneCountry(m.d, []int{k})
	return side != "" && slices.ContainsFunc(r.actor, func(a int) bool { return m.c.oneCountry(m.d, []int{a}) == side })
}

// joined lists the actors that "and" joins to one.
func (m *matcher) joined(a int) (out []int) {
	men := &m.d.Mentions[a]
	if men.Sent != m.sent {
		return nil
	}
	for _, k := range m.g.S.Kids(men.Head) {
		if m.g.S.Is(k, "conj") {
			if b := m.actorOf(k); b >= 0 {
				out = append(out, b)
			} else if b := m.modifier(k); b >= 0 && m.adjunct(k) {
				out = append(out, b)
			}
		}
	}
	return out
}

// adjunct says whether a word is the second of two that stand before a noun:
// "Graustarkian" in "the Ruritanian and Graustarkian attack".
func (m *matcher) adjunct(k int) bool {
	s := m.g.S
	if !s.Is(k, "conj") || s.Tokens[k].UPOS != "ADJ" && s.Tokens[k].UPOS != "PROPN" {
		return false
	}
	for s.Is(k, "conj") && s.Tokens[k].Head >= 0 {
		k = s.Tokens[k].Head
	}
	return (s.Is(k, "amod") || s.Is(k, "compound")) && s.Tokens[k].Head > k
}

func (m *matcher) fits(n rule.Need, a, tok int) bool {
	men := &m.d.Mentions[a]
	if n.Place && !men.Place {
		return false
	}
	if len(n.Sectors) == 0 {
		return true
	}
	for _, act := range men.Actors {
		f := strings.Fields(act.Code)
		for _, part := range f {
			if slices.Contains(n.Sectors, part) && (part != "---" || len(f) == 1) {
				return true
			}
		}
		bodies, _ := m.c.book.Class("no_country")
		if len(f) == 1 && f[0] != "---" && !bodies.Has(strings.ToLower(f[0])) && !men.Person && !men.Place && slices.Contains(n.Sectors, "GOV") {
			return true // "a Chinese delegation" acts for its country
		}
	}
	return false
}

// authors returns who stands behind documents: "adopted a resolution calling
// for talks", "a statement issued by the opposition demanded".
func (m *matcher) authors(toks []int) []int {
	docs, _ := m.c.book.Class("authored")
	s := m.g.S
	var out []int
	for _, t := range toks {
		if !docs.Has(rule.Lemma(&s.Tokens[t])) {
			continue
		}
		if h := s.Tokens[t].Head; h >= 0 && (s.Is(t, "obj") || s.Is(t, "obl") && m.g.Prep(t) == "for") { // "voted for a resolution"
			out = append(out, m.g.Verb(h).Subj...)
		}
	}
	return out
}

// claimant returns who says that the deed is theirs: "claimed responsibility
// for the attack", "admitted responsibility for killing".
func (m *matcher) claimant(deed int) []int {
	s := m.g.S
	by := m.g.Prep(deed)
	if k := s.Kid(deed, "mark"); by == "" && k >= 0 {
		by = strings.ToLower(s.Tokens[k].Text)
	}
	h := s.Tokens[deed].Head
	if by != "for" || h < 0 {
		return nil
	}
	if s.Tokens[h].UPOS == "ADJ" && m.c.isClass("answerable", rule.Lemma(&s.Tokens[h])) && !m.g.Negated(h) {
		return m.g.Surface(h) // "were responsible for the attack"
	}
	blame, _ := m.c.book.Class("blame")
	if s.Tokens[h].UPOS == "NOUN" {
		if !blame.Has(rule.Lemma(&s.Tokens[h])) {
			return nil
		}
		h = s.Tokens[h].Head
	} else if !slices.ContainsFunc(m.g.Verb(h).Obj, func(o int) bool { return blame.Has(rule.Lemma(&s.Tokens[o])) }) {
		return nil // "claimed responsibility on Thursday for the attack"
	}
	if h < 0 || s.Tokens[h].UPOS != "VERB" {
		return nil
	}
	p := m.c.book.Predicate(rule.Lemma(&s.Tokens[h]), rule.Verb, "that")
	if p == nil || p.Effect != "asserts" { // "bears responsibility for" is said by somebody else
		return nil
	}
	return m.g.Verb(h).Subj
}
