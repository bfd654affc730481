package event

import (
	"slices"
	"strings"

	"rapporteur/internal/clause"
	"rapporteur/internal/doc"
	"rapporteur/internal/rule"
)

// match is a phrasing that fits a predicate.
type match struct {
	pat       *rule.Pattern
	frame     *clause.Frame
	first     int   // first token of the trigger
	words     []int // further tokens that belong to the trigger
	claimed   []int // tokens whose own reading this one replaces
	actor     []int // mentions
	recipient []int
	about     []int // to whom that was done which it is about
	score     int
	mode      string
	inner     *clause.Frame // the infinitive that carries the meaning, if any
	or        int           // the verb that tells what happens otherwise, or 0: "leave or be shot"
	denied    int           // the verb of the negated clause that carries it, or 0: "said that he would not be charged"
	objects   []int         // objects that the phrasing names by their words
	actorWhy  string
	recpWhy   string
}

// matcher tries phrasings on the frames of one sentence.
type matcher struct {
	d    *doc.Doc
	sent int
	g    *clause.Grammar
	c    *Finder
	lack string // what the phrasing tried last does not find
	kind string // the type of the phrasing that is being tried
	done []int  // to whom that was done which it is about
}

// try fits the phrasing to the frame.
func (m *matcher) try(p *rule.Pattern, f *clause.Frame) (*match, bool) {
	s := m.g.S
	m.lack, m.kind, m.done = "", p.Rule.Type, nil
	last := f.Head
	first, ok := p.Trigger.Match(s, f.Head)
	if p.POS == rule.Verb {
		if l, found := p.Trigger.Particle(s, f.Head); found {
			last, ok = l, true
		}
	}
	if !ok {
		return nil, false
	}
	if p.POS == rule.Adj && s.Tokens[f.Head].UPOS == "NOUN" {
		k := s.Kid(f.Head, "case")
		if k < 0 != p.Case.Empty() {
			return nil, false
		}
		if k >= 0 {
			if _, ok := p.Case.Match(s, k); !ok {
				return nil, false
			}
			first = min(first, k)
		}
	}
	if p.POS == rule.Verb && last == f.Head && m.phrasal(p, f) {
		m.lack = "with its particle it is another verb"
		return nil, false
	}
	if p.Not && !f.Neg && (f.Passive || !m.without(f)) {
		m.lack = "it is not negated"
		return nil, false
	}
	if f.POS == rule.Verb && m.c.isClass("outward_type", p.Rule.Type) && m.toOneself(p, f) {
		m.lack = "it is done to its doer himself"
		return nil, false
	}
	if !p.Aux.Empty() && m.auxiliary(f.Head, p.Aux) < 0 {
		m.lack = "a word before it is missing"
		return nil, false
	}
	r := &match{pat: p, frame: f, first: first, mode: p.Rule.Mode}
	r.score = 3 * (f.Head - first)
	if last > f.Head {
		r.words = append(r.words, last)
		r.score += 5
	}
	if !p.Aux.Empty() {
		r.score += 6
	}
	if p.Not {
		r.score += 30 // "would not allow them in" refuses, however well "allow in" is described
	}
	for _, w := range p.Mods {
		k := m.modifiedBy(f.Head, w)
		if k < 0 {
			m.lack = "a word before it is missing"
			return nil, false
		}
		r.words = append(r.words, k)
		r.score += 6
	}
	if !m.subject(p, f, r) {
		m.lack = "its doer is no known actor"
		return nil, false
	}
	if !m.elems(p.Elems, f, r) {
		m.lack = "what should follow it is missing or no known actor"
		return nil, false
	}
	if p.Derived {
		r.score--
	}
	if len(r.actor) == 0 && (p.Subject.Slot == rule.Actor || p.Subject.Slot == rule.MayActor) {
		m.impliedDoer(r)
	}
	m.ownerName(f, r)
	m.undergone(f, r)
	if f.POS == rule.Noun && m.c.isClass("violent_type", p.Rule.Type) && len(r.recipient) == 0 {
		for _, k := range m.g.S.Kids(f.Head) {
			if k < f.Head && m.struckPlace(f.Head, k) {
				got, _ := m.fill(rule.Need{Slot: rule.MayRecipient}, m.g.Fillers(f.Head, []int{k}))
				r.recipient, r.recpWhy = got.mentions, "where it was"
			}
		}
	}
	m.ownLand(r)
	if len(r.recipient) == 0 && (!reciprocal(p) || len(r.actor) == 0) {
		m.implied(p, f, r)
	} else if len(r.recipient) == 0 && m.oneSided(p, r) {
		m.completed(p, f, r)
	}
	if !p.Subject.Named.Empty() && len(r.actor)+len(r.recipient) == 0 && m.c.isClass("two_sided_type", strings.ToLower(p.Rule.Type)) {
		m.lack = "it names no party" // "the flights resumed"
		return nil, false
	}
	if lone, _ := m.c.book.Class("two_sided_type"); p.POS == rule.Noun && f.Support < 0 && len(r.recipient) == 0 && lone.Has(strings.ToLower(p.Rule.Type)) && m.alone(r) {
		m.lack = "it names one party alone"
		return nil, false
	}
	if p.POS == rule.Noun && f.Support < 0 && reciprocal(p) && (f.Weak == nil || len(pick(f.Obl, "with")) == 0) && m.alone(r) {
		m.lack = "it names one party alone"
		return nil, false
	}
	if len(r.recipient) == 0 && len(r.actor) > 0 && !reciprocal(p) {
		m.abroad(f, r)
	}
	if len(r.actor)+len(r.recipient) == 0 && len(r.objects) > 0 && !reciprocal(p) {
		m.there(f, r)
	}
	m.matter(f, r)
	if len(r.actor) == 0 && m.accident(f) {
		m.lack = "it was an accident"
		return nil, false
	}
	if m.empty(p, r) {
		m.lack = "no actor takes part"
		return nil, false
	}
	if f.POS == rule.Noun && len(r.actor) == 0 && !reciprocal(p) && m.c.isClass("deed_of_accused", p.Rule.Type) {
		got, _ := m.fill(rule.Need{Slot: rule.MayActor}, m.g.Accused(f.Head))
		if r.actor = slices.DeleteFunc(got.mentions, func(a int) bool { return m.c.same(m.d, r.recipient, a) }); len(r.actor) > 0 {
			r.actorWhy = "who is accused of it"
		}
	}
	if f.POS == rule.Noun && m.c.isClass("accusing_type", p.Rule.Type) && len(r.recipient) == 0 && m.c.isClass("charged_with", rule.Lemma(&s.Tokens[f.Head])) {
		got, _ := m.fill(rule.Need{Slot: rule.MayRecipient}, m.g.Accused(f.Head))
		if r.recipient = slices.DeleteFunc(got.mentions, func(a int) bool { return m.c.akin(m.d, r.actor, a) }); len(r.recipient) > 0 {
			r.recpWhy = "who answers it"
		}
	}
	r.about = m.done
	return r, true
}

// without says whether the word for what a verb is done to is negated: "found
// no evidence".
func (m *matcher) without(f *clause.Frame) bool {
	return f.POS == rule.Verb && slices.ContainsFunc(f.Obj, func(o int) bool {
		k := m.g.S.Kid(o, "det")
		return k >= 0 && m.c.isClass("negation", m.g.S.Tokens[k].Text)
	})
}

// content is the frame of a clause. What there is, "there is no reason", is what
// the clause is about and not who does it.
func (m *matcher) content(v int) *clause.Frame {
	f := m.g.Verb(v)
	if m.g.S.Kid(v, "expl") < 0 || len(f.Obj) > 0 || rule.Lemma(&m.g.S.Tokens[v]) != "be" {
		return f
	}
	there := *f
	there.Subj, there.Obj = nil, f.Subj
	return &there
}

// toOneself says whether the object of a verb is its doer himself, "killed
// himself", and the phrasing does not ask for that word.
func (m *matcher) toOneself(p *rule.Pattern, f *clause.Frame) bool {
	if slices.ContainsFunc(p.Elems, func(e rule.Elem) bool { return isDirect(e) && !e.Head.Empty() }) {
		return false
	}
	w, _ := m.c.book.Class("reflexive")
	return slices.ContainsFunc(m.g.S.Kids(f.Head), func(k int) bool {
		_, ok := w.Match(m.g.S, k)
		return ok && k > f.Head && (m.g.S.Is(k, "obj") || m.g.S.Is(k, "iobj")) && m.g.S.Kid(k, "conj") < 0
	})
}

// unharmed keeps whom a passive tells to have been struck from being who struck:
// "soldiers were killed when their truck hit a mine".
func (m *matcher) unharmed(r *match) {
	f := r.frame
	if !f.Passive || !m.c.isClass("violent_type", r.pat.Rule.Type) {
		return
	}
	for _, o := range f.Obj {
		a := m.actorOf(o)
		if a < 0 || !m.c.same(m.d, r.actor, a) {
			continue
		}
		r.actor = slices.DeleteFunc(slices.Clone(r.actor), func(k int) bool { return m.c.same(m.d, []int{a}, k) })
		if len(r.recipient) == 0 {
			r.recipient, r.recpWhy = []int{a}, "who was struck"
		}
	}
}

// accident says whether a clause beside the verb tells that something that is
// nobody's weapon did it: "were injured when a tree fell on their hut".
func (m *matcher) accident(f *clause.Frame) bool {
	if !m.c.isClass("violent_type", m.kind) || f.POS != rule.Verb {
		return false
	}
	s := m.g.S
	verbs := append([]int{f.Head}, s.Kids(f.Head)...)
	if s.Is(f.Head, "conj") {
		verbs = append(verbs, s.Tokens[f.Head].Head)
	}
	for _, v := range verbs { // "were killed and several injured when"
		if v != f.Head && !(s.Is(v, "conj") || s.Is(f.Head, "conj") && s.Tokens[f.Head].Head == v) {
			continue
		}
		if slices.ContainsFunc(s.Kids(v), m.befell) {
			return true
		}
	}
	return false
}

// befell says whether clause k tells of a thing that had an accident.
func (m *matcher) befell(k int) bool {
	s := m.g.S
	if !s.Is(k, "advcl") || !isVerb(&s.Tokens[k]) || !m.c.isClass("accidental", rule.Lemma(&s.Tokens[k])) {
		return false
	}
	if o := s.Kid(k, "obj"); o >= 0 && m.c.isClass("minefield", rule.Lemma(&s.Tokens[o])) {
		return false // "when their truck hit a mine"
	}
	return slices.ContainsFunc(s.Kids(k), func(n int) bool {
		return s.Is(n, "nsubj") && m.c.isClass("accidental_thing", rule.Lemma(&s.Tokens[n]))
	})
}

// oneSided says whether one party alone agrees to something, which the other
// may be named in: "agreed to free the miners".
func (m *matcher) oneSided(p *rule.Pattern, r *match) bool {
	return p.POS != rule.Noun && len(r.actor) == 1 && m.c.isClass("promising_type", m.kind)
}

// phrasal says whether the verb has a particle that makes another verb of it
// and that the phrasing does not name: "called off the feast".
func (m *matcher) phrasal(p *rule.Pattern, f *clause.Frame) bool {
	s := m.g.S
	for _, k := range s.Kids(f.Head) {
		prt := strings.ToLower(s.Tokens[k].Text)
		if k < f.Head || s.Tokens[k].Deprel != "compound:prt" || !m.c.isClass("phrasal", rule.Lemma(&s.Tokens[f.Head])+"_"+prt) {
			continue
		}
		return !slices.ContainsFunc(p.Elems, func(e rule.Elem) bool { return e.Particle.Has(prt) || e.Prep.Has(prt) })
	}
	return false
}

// ownerName names the doer of a noun by the subject of its verb where the noun has
// only a pronoun for it: "Ruritania repeated its demand".
func (m *matcher) ownerName(f *clause.Frame, r *match) {
	s := m.g.S
	if f.POS != rule.Noun || len(r.actor) != 1 {
		return
	}
	own := &m.d.Mentions[r.actor[0]]
	v := s.Tokens[f.Head].Head
	if !own.Pronoun || own.Sent != m.sent || !s.Is(own.Head, "nmod:poss") || s.Tokens[own.Head].Head != f.Head || v < 0 || s.Tokens[v].UPOS != "VERB" || !s.Is(f.Head, "obj") {
		return
	}
	var named []int
	for _, t := range m.g.Surface(v) {
		if a := m.actorOf(t); a >= 0 && !m.d.Mentions[a].Pronoun {
			named = append(named, a)
		}
	}
	if len(named) > 0 && m.alike(r.actor, named) && m.alike(named, r.actor) {
		r.actor = named
	}
}

// matter keeps whom a request wants something done to from being asked for it:
// "wanted the envoys to be freed", but not "urged them not to be fooled". Forces are asked through their own state,
// whose they are: "called for Ruritanian troops to be withdrawn".
func (m *matcher) matter(f *clause.Frame, r *match) {
	s := m.g.S
	if !m.c.isClass("asking_type", m.kind) || !m.c.isClass("wanted_done", rule.Lemma(&s.Tokens[f.Head])) || len(r.recipient) == 0 {
		return
	}
	for v := f.Head + 1; v < len(s.Tokens); v++ {
		k := s.Kid(v, "mark")
		if s.Tokens[v].UPOS != "VERB" || k < 0 || rule.Lemma(&s.Tokens[k]) != "to" || m.c.isClass("stative", rule.Lemma(&s.Tokens[v])) {
			continue
		}
		in := m.g.Verb(v)
		if !in.Passive {
			continue
		}
		done := slices.Clone(in.Obj)
		if len(in.IObj) > 0 {
			done = in.IObj // "wanted the envoys to be given visas"
		}
		for _, o := range done {
			a := m.actorOf(o)
			if a >= 0 && o > f.Head && o < v && !(m.force(a) && m.c.oneCountry(m.d, []int{a}) != "") {
				n := len(r.recipient)
				r.recipient = slices.DeleteFunc(slices.Clone(r.recipient), func(k int) bool { return k == a })
				if len(r.recipient) < n {
					by, _ := m.fill(rule.Need{Slot: rule.MayRecipient}, in.Subj)
					r.recipient = appendNew(r.recipient, by.mentions)
				}
			}
		}
	}
}

// undergone gives nouns of what happens to somebody their owner for recipient:
// "his release", "the reporter's arrest". Owners that do such things themselves,
// states and their bodies, stay doers of all but what can only be done to them:
// "the kingdom's destruction".
func (m *matcher) undergone(f *clause.Frame, r *match) {
	s := m.g.S
	if f.POS != rule.Noun || len(r.actor) != 1 || len(r.recipient) > 0 || !m.c.isClass("undergone", rule.Lemma(&s.Tokens[f.Head])) && !m.c.isClass("undergone_by_states", rule.Lemma(&s.Tokens[f.Head])) {
		return
	}
	own := &m.d.Mentions[r.actor[0]]
	front := s.Is(own.Head, "compound") && s.Tokens[own.Head].UPOS == "NOUN" && len(own.Actors) > 0 && !m.c.public(own) // "prisoner abuse"
	if own.Sent != m.sent || s.Tokens[own.Head].Deprel != "nmod:poss" && !front || s.Tokens[own.Head].Head != f.Head || len(pick(f.Obl, "of")) > 0 {
		return
	}
	anybody := m.c.isClass("undergone_by_states", rule.Lemma(&s.Tokens[f.Head]))
	if own.Place && !anybody {
		return
	}
	if anybody || own.Person || own.Pronoun && m.d.Mentions[r.actor[0]].Person || !m.c.public(own) {
		r.recipient, r.recpWhy = r.actor, "to whom it was done"
		r.actor, r.actorWhy = nil, ""
	}
}

// alone says whether a reading of something done together has one party only:
// "the Geneva talks", "the conference of the union".
func (m *matcher) alone(r *match) bool {
	n := 0
	for _, k := range append(slices.Clone(r.actor), r.recipient...) {
		n += len(m.d.Mentions[k].Actors)
	}
	return n == 1 && r.pat.Subject.Slot != rule.Recipient
}

// empty says whether the phrasing has slots for actors but none was filled.
func (m *matcher) empty(p *rule.Pattern, r *match) bool {
	if len(r.actor)+len(r.recipient) > 0 {
		return false
	}
	if p.POS == rule.Noun && r.frame.Support < 0 && m.charge(r.frame.Head) {
		return true
	}
	if p.POS == rule.Verb && r.frame.Passive && len(r.objects) > 0 && len(r.frame.Subj) == 0 && p.Rule.Type != rule.Nothing {
		return false
	}
	if p.POS != rule.Noun {
		return p.Rule.Type != rule.Nothing && p.Subject.Named.Empty() // "talks collapsed" needs nobody
	}
	return p.Derived || p.Subject.Slot != rule.None
}

// charge says whether the noun only tells what sort of thing another noun is:
// "murder charges", "counts of murder".
func (m *matcher) charge(n int) bool {
	s := m.g.S
	h := s.Tokens[n].Head
	if h < 0 || s.Tokens[h].UPOS != "NOUN" && s.Tokens[h].UPOS != "PROPN" {
		return false
	}
	return s.Is(n, "compound") || s.Is(n, "nmod") && m.c.isClass("charged_with", rule.Lemma(&s.Tokens[h]))
}

func (m *matcher) modifiedBy(head int, w rule.Words) int {
	for _, k := range m.g.S.Kids(head) {
		if k < head || m.g.S.Is(k, "advmod") {
			if _, ok := w.Match(m.g.S, k); ok {
				return k
			}
		}
	}
	if head > 0 {
		if _, ok := w.Match(m.g.S, head-1); ok {
			return head - 1
		}
	}
	return -1
}

// journey says whether the noun is a journey on which somebody does what the
// clause says: "said during a visit to Zenda", but not "on the visit of the king".
func (m *matcher) journey(f *clause.Frame) bool {
	return m.c.isClass("journey", rule.Lemma(&m.g.S.Tokens[f.Head])) && m.c.isClass("journey_preposition", m.g.Prep(f.Head)) && len(pick(f.Obl, "of")) == 0
}

func (m *matcher) subject(p *rule.Pattern, f *clause.Frame, r *match) bool {
	if p.Subject.Slot == rule.None {
		if p.POS == rule.Noun && f.Support >= 0 && !reciprocal(p) && p.Rule.Type != rule.Nothing { // "launched a military attack"
			got, _ := m.fill(rule.Need{Slot: rule.MayActor}, f.Subj)
			r.actor, r.actorWhy = append(r.actor, got.mentions...), got.why
		}
		if p.POS == rule.Noun && len(r.actor) == 0 && p.Rule.Type != rule.Nothing {
			got, _ := m.fill(rule.Need{Slot: rule.MayActor}, m.claimant(f.Head))
			r.actor = got.mentions
		}
		return true
	}
	toks := f.Subj
	if !p.Subject.Named.Empty() {
		return m.namedSubject(p, r, toks)
	}
	if len(toks) == 0 && p.POS == rule.Noun {
		if !slices.ContainsFunc(p.Elems, func(e rule.Elem) bool { return e.Prep.Has("from") }) {
			toks = f.From
		}
		toks = append(slices.Clone(toks), m.ofDoer(p, f)...)
		if len(toks) == 0 && f.Weak != nil && (reciprocal(p) || m.journey(f)) && (!m.c.definite(m.g.S, f.Head) || m.g.Phrases(f.Head, "nmod") != nil) {
			toks = f.Weak
		}
		if len(toks) == 0 && m.c.isClass("done_in", rule.Lemma(&m.g.S.Tokens[f.Head])) && m.g.Prep(f.Head) == "in" {
			toks = m.does(f.Head)
		}
	}
	if h := m.g.S.Tokens[f.Head].Head; !f.Finite && (len(toks) == 0 || len(toks) == 1 && toks[0] == h) {
		if who := m.claimant(f.Head); len(who) > 0 {
			toks = who
		}
	}
	if len(toks) == 0 {
		if p.POS == rule.Noun || f.Passive {
			return len(p.Subject.Sectors) == 0 && !p.Subject.Two
		}
		return !f.Finite && p.Subject.Slot != rule.Something && len(p.Subject.Sectors) == 0 && !p.Subject.Two
	}
	if p.POS == rule.Noun {
		toks = slices.DeleteFunc(slices.Clone(toks), func(t int) bool {
			return m.town(t) || m.c.isClass("violent_type", p.Rule.Type) && m.struckPlace(f.Head, t)
		})
		if slices.ContainsFunc(p.Elems, func(e rule.Elem) bool { return e.Slot == rule.Recipient && e.Prep.Has("between") }) {
			between := pick(f.Obl, "between", "among") // those between whom somebody mediates do not mediate
			toks = slices.DeleteFunc(toks, func(t int) bool { return slices.Contains(between, t) })
			if len(toks) == 0 && f.Support >= 0 {
				toks = m.g.Verb(f.Support).Subj
			}
		}
	}
	got, ok := m.fill(p.Subject, toks)
	if len(got.mentions) == 0 && p.POS == rule.Noun && f.Support >= 0 {
		got, ok = m.fill(p.Subject, m.g.Verb(f.Support).Subj) // "completed its withdrawal", whoever "its" is
	}
	if !ok && p.Subject.Slot == rule.Actor {
		got, ok = m.fill(p.Subject, m.authors(toks))
	}
	if p.Subject.Two && !m.ofTwo(got.mentions) {
		var owners []int // "warships from Ruritania and Graustark"
		for _, t := range toks {
			owners = append(owners, pick(m.g.Phrases(t, "nmod"), "from", "of")...)
			for _, k := range m.g.S.Kids(t) {
				if m.g.S.Is(k, "nmod:poss") {
					owners = append(owners, k)
				}
			}
		}
		if got, ok = m.fill(rule.Need{Slot: rule.Actor}, owners); !ok || !m.ofTwo(got.mentions) {
			return false
		}
	}
	if !ok {
		if p.POS == rule.Noun && p.Subject.Sectors == nil {
			return true
		}
		return false
	}
	r.score += 2 * b2i(len(got.mentions) > 0 && got.exact)
	r.score += b2i(len(got.mentions) > 0) + 2*b2i(len(p.Subject.Sectors) > 0 || p.Subject.Two)
	switch p.Subject.Slot {
	case rule.Actor, rule.MayActor:
		r.actor = append(r.actor, got.mentions...)
		r.actorWhy = got.why
	case rule.Recipient, rule.MayRecipient:
		r.recipient = append(r.recipient, got.mentions...)
		r.recpWhy = got.why
	}
	return true
}

// does returns who does what the clause about a noun says: "arrested two men in
// cooperation with Freedonia".
func (m *matcher) does(n int) []int {
	for h := m.g.S.Tokens[n].Head; h >= 0; h = m.g.S.Tokens[h].Head {
		if isVerb(&m.g.S.Tokens[h]) {
			return m.g.Verb(h).Subj
		}
	}
	return nil
}

// ofTwo says whether the mentions stand for two countries or bodies at least.
func (m *matcher) ofTwo(mentions []int) bool {
	first := ""
	for _, a := range mentions {
		for _, x := range m.d.Mentions[a].Actors {
			side, _, _ := strings.Cut(x.Code, " ")
			if side == "---" {
				continue
			}
			if first != "" && side != first {
				return true
			}
			first = side
		}
	}
	return false
}

// definite says whether the noun only refers back: "during the talks".
func (c *Finder) definite(s *doc.Sentence, n int) bool {
	words, _ := c.book.Class("definite")
	return slices.ContainsFunc(s.Kids(n), func(k int) bool { return s.Is(k, "det") && words.Has(strings.ToLower(s.Tokens[k].Text)) })
}

// town says whether the token names a place that stands for no government:
// "the Bali bombing" was not Bali's doing.
func (m *matcher) town(tok int) bool {
	a := m.actorOf(tok)
	return a >= 0 && m.d.Mentions[a].Place && !slices.ContainsFunc(m.d.Mentions[a].Actors, func(x doc.Actor) bool { return strings.Contains(x.Code, " ") })
}

// struckPlace says whether a place's name right before the noun of an attack says
// where it was: "the Paris attacks", but not "the US attacks".
func (m *matcher) struckPlace(noun, t int) bool {
	s := m.g.S
	a := m.actorOf(t)
	if a < 0 {
		a = m.d.MentionAt(m.sent, t)
	}
	top := t
	for s.Is(top, "conj") && s.Tokens[top].Head >= 0 {
		top = s.Tokens[top].Head
	}
	return s.Is(top, "compound") && s.Tokens[top].Head == noun && s.Tokens[t].UPOS == "PROPN" && strings.ToUpper(s.Tokens[t].Text) != s.Tokens[t].Text &&
		a >= 0 && m.d.Mentions[a].Place && m.c.isClass("aimed", rule.Lemma(&s.Tokens[noun]))
}

// namedSubject checks a subject that the phrasing names by its words; its
// parties are the event's: "talks between A and B collapsed".
func (m *matcher) namedSubject(p *rule.Pattern, r *match, toks []int) bool {
	for _, t := range toks {
		if _, ok := p.Subject.Named.Match(m.g.S, t); !ok {
			continue
		}
		r.score += 10
		r.words = append(r.words, t)
		r.claimed = append(r.claimed, t)
		f := m.g.Noun(t)
		doers := slices.DeleteFunc(slices.Clone(f.Doers()), func(k int) bool { return m.titled(t, k) })
		got, _ := m.fill(rule.Need{Slot: rule.MayActor}, doers)
		if a := m.actorOf(t); a >= 0 && m.d.Mentions[a].Person {
			got.mentions = []int{a} // "a suicide bomber"
		}
		if a, _ := m.inside(t, 0, "doer_preposition"); a >= 0 && len(got.mentions) == 0 && !m.town(m.d.Mentions[a].Head) {
			got.mentions = []int{a} // "missiles fired by the army"
		}
		if len(got.mentions) == 0 && m.g.S.Is(t, "conj") && m.g.S.Tokens[t].Head >= 0 { // "the army and its aircraft"
			if a := m.actorOf(m.g.S.Tokens[t].Head); a >= 0 && slices.Contains(toks, m.g.S.Tokens[t].Head) {
				got.mentions = []int{a}
			}
		}
		r.actor = appendNew(r.actor, got.mentions)
		with, _ := m.fill(rule.Need{Slot: rule.MayActor}, pick(f.Obl, "with"))
		r.actor = appendNew(r.actor, with.mentions)
		if len(r.actor) == 0 && m.c.isClass("violent_type", p.Rule.Type) { // "claimed responsibility for a bombing that killed"
			claims, _ := m.fill(rule.Need{Slot: rule.MayActor}, m.claimant(t))
			r.actor = claims.mentions
		}
		if len(r.actor) == 0 { // "protests continued with thousands marching"
			among, _ := m.fill(rule.Need{Slot: rule.MayActor}, slices.DeleteFunc(pick(r.frame.Obl, "with"), func(k int) bool { return !m.absolute(k) }))
			r.actor = among.mentions
		}
		return true
	}
	return false
}

// ofDoer returns the "of" phrases of a noun as its doers, unless the phrasing
// wants them as its object: "the withdrawal of the troops".
func (m *matcher) ofDoer(p *rule.Pattern, f *clause.Frame) []int {
	for _, e := range p.Elems {
		if e.Prep.Has("of") {
			return nil
		}
	}
	var out []int
	for _, ph := range f.Obl {
		if ph.Prep == "of" {
			out = append(out, ph.Tok)
		}
	}
	return out
}

func (m *matcher) elems(elems []rule.Elem, f *clause.Frame, r *match) bool {
	direct := 0
	for _, e := range elems {
		direct += b2i(isDirect(e))
	}
	if (direct == 1 || direct == 0 && len(f.Obj) > 0) && m.names(f) {
		return false
	}
	seen := 0
	var objects []int // objects that the phrasing names by their words
	used := map[int]bool{}
	for _, e := range elems {
		var ok bool
		switch {
		case !e.Particle.Empty():
			ok = m.particle(e, f, r)
		case e.If:
			ok = m.condition(f)
		case e.Or:
			ok = m.orElse(e, f, r)
		case e.That:
			ok = m.that(e, f, r)
		case e.Inf:
			ok = m.infinitive(e, f, r)
		case isDirect(e):
			seen++
			toks := f.Obj
			if direct == 2 && seen == 1 {
				toks = f.IObj
				if len(toks) == 0 {
					toks = pick(f.Obl, "to", "for")
					for _, o := range f.Obj { // "granted [the Portuguese government permission]" taken for one phrase
						for _, k := range m.g.S.Kids(o) {
							if (m.g.S.Is(k, "compound") || m.g.S.Is(k, "amod")) && m.g.S.Tokens[k].UPOS != "ADJ" && m.modifier(k) >= 0 {
								toks = append(toks, k)
							}
						}
					}
				}
			}
			if direct == 1 && len(f.IObj) > 0 && e.Head.Empty() && (e.Slot == rule.Recipient || e.Slot == rule.MayRecipient) {
				if got, _ := m.fillAs(e.Need, f.IObj, false); len(got.mentions) > 0 {
					toks = f.IObj // "was denied a White House meeting"
				}
			}
			if direct == 2 && seen == 1 && len(toks) == 0 && (e.Slot == rule.Something || e.Slot == rule.MayRecipient || e.Slot == rule.Recipient && m.judges(f)) {
				toks = f.Obj // "called the plan a mistake", "held the army responsible"
			}
			ok = m.object(e, f, r, toks, &objects, direct == 2 && seen == 1)
			if direct == 1 && len(f.IObj) > 0 && e.Head.Empty() && e.Slot != rule.Something && (!ok || len(r.recipient) == 0) {
				ok = m.object(e, f, r, f.IObj, &objects, false) || ok // "told Kiev"
			}
		default:
			ok = m.prepositional(e, f, r, &objects, used)
			if !ok && e.Bare {
				ok = m.object(e, f, r, f.Obj, &objects, false)
			}
		}
		if !ok && !e.Optional {
			return false
		}
	}
	return true
}

// names says whether the verb says what its object is called, so that nothing was
// done to the object alone: "called the ambassador a liar" is no telephone call.
func (m *matcher) names(f *clause.Frame) bool {
	s := m.g.S
	if f.POS != rule.Verb || !m.c.isClass("naming", rule.Lemma(&s.Tokens[f.Head])) {
		return false
	}
	return m.g.Names(f.Head) || slices.ContainsFunc(s.Kids(f.Head), func(k int) bool {
		return k > f.Head && s.Is(k, "xcomp") && s.Tokens[k].UPOS != "VERB" && s.Kid(k, "mark", "case") < 0
	})
}

// judges says whether the verb finds its object to be what an adjective says: "held
// the army responsible" gives nobody anything.
func (m *matcher) judges(f *clause.Frame) bool {
	return f.POS == rule.Verb && m.c.isClass("judging", rule.Lemma(&m.g.S.Tokens[f.Head])) &&
		slices.ContainsFunc(f.Comps, func(c clause.Comp) bool { return m.g.S.Tokens[c.Tok].UPOS == "ADJ" })
}

func isDirect(e rule.Elem) bool {
	return e.Prep.Empty() && e.Particle.Empty() && !e.Inf && !e.That && !e.If && !e.Or && e.Slot != rule.None
}

// condition finds a clause with "if" or the like that has a doer of its own,
// beside the verb, in what it says or beside what says it; "should" before its
// doer is as good as "if".
func (m *matcher) condition(f *clause.Frame) bool {
	s := m.g.S
	v := f.Head
	for n := 0; n < 3 && (s.Is(v, "ccomp") || s.Is(v, "xcomp") || s.Is(v, "conj")) && s.Tokens[v].Head >= 0; n++ {
		v = s.Tokens[v].Head
	}
	for k := range s.Tokens {
		if s.Is(k, "advcl") && s.Under(k, v) && !s.Under(f.Head, k) && s.Kid(k, "nsubj", "nsubj:pass", "expl") >= 0 &&
			(clause.Inverted(s, k) || slices.ContainsFunc(s.Kids(k), func(c int) bool {
				return s.Is(c, "mark") && m.c.isClass("proviso", strings.ToLower(s.Tokens[c].Text))
			})) {
			return true
		}
	}
	return false
}

// orElse finds what happens to who does not do what the verb says: "leave or be
// shot". Its own reading is dropped.
func (m *matcher) orElse(e rule.Elem, f *clause.Frame, r *match) bool {
	s := m.g.S
	for _, k := range s.Kids(f.Head) {
		cc := s.Kid(k, "cc")
		if !s.Is(k, "conj") || k < f.Head || cc < 0 || rule.Lemma(&s.Tokens[cc]) != "or" {
			continue
		}
		if _, ok := e.Head.Match(s, k); !ok && m.auxiliary(k, e.Head) < 0 {
			continue
		}
		r.or = k
		r.words = append(slices.Clone(r.words), k)
		r.claimed = append(slices.Clone(r.claimed), k)
		for _, x := range s.Kids(k) { // "have their tongues cut out", "face expulsion"
			if s.Is(x, "xcomp") || s.Is(x, "ccomp") || s.Is(x, "obj") || s.Is(x, "conj") {
				r.claimed = append(r.claimed, x)
			}
		}
		r.score += 40
		return true
	}
	return false
}

func pick(ps []clause.Phrase, preps ...string) []int {
	var out []int
	for _, p := range ps {
		if slices.Contains(preps, p.Prep) {
			out = append(out, p.Tok)
		}
	}
	return out
}

func (m *matcher) particle(e rule.Elem, f *clause.Frame, r *match) bool {
	s := m.g.S
	for _, k := range f.Particles {
		if e.Particle.Has(strings.ToLower(s.Tokens[k].Text)) {
			r.words = append(r.words, k)
			r.score += 5
			return true
		}
	}
	for k := f.Head + 1; k < len(s.Tokens) && k <= f.Head+2; k++ {
		if e.Particle.Has(strings.ToLower(s.Tokens[k].Text)) {
			r.words = append(r.words, k)
			r.score += 4
			return true
		}
	}
	return false
}

func (m *matcher) that(e rule.Elem, f *clause.Frame, r *match) bool {
	for _, c := range f.Comps {
		if c.Kind != "that" || m.question(f, c.Tok) {
			continue
		}
		if !e.Head.Empty() {
			if _, ok := e.Head.Match(m.g.S, c.Tok); !ok {
				continue
			}
			r.score += 8
		}
		save := *r
		if e.Neg { // "said that no charges would be filed"
			in := m.content(c.Tok)
			if !in.Neg && !m.without(in) {
				continue
			}
			r.score += 25
			r.words = append(slices.Clone(r.words), c.Tok)
			r.claimed = append(slices.Clone(r.claimed), c.Tok)
			r.denied = c.Tok
			if !m.elems(e.Inner, in, r) {
				*r = save
				continue
			}
		}
		if e.Slot != rule.None {
			in := m.g.Verb(c.Tok)
			subj := in.Subj
			if !e.Doer.Empty() {
				if len(subj) == 0 && in.Passive {
					subj = in.Obj // "that help is needed"
				}
				if !slices.ContainsFunc(subj, func(k int) bool { _, ok := e.Doer.Match(m.g.S, k); return ok }) {
					continue
				}
				r.score += 8
			}
			if in.Passive && !e.Head.Empty() && !e.Neg { // "that they would be shot"
				subj = append(slices.Clone(in.Obj), in.IObj...)
			}
			got, ok := m.fillAs(e.Need, subj, false)
			told := e.Slot == rule.Recipient && e.Aux.Has("will") && len(r.recipient) > 0 && len(subj) == 1 && m.g.S.Tokens[subj[0]].UPOS == "PRON"
			if told {
				got, ok = filled{}, true // who is told what will be done: "told the farmers that they would be jailed"
			}
			if !ok && e.Slot != rule.MayRecipient && e.Slot != rule.MayActor {
				*r = save
				continue
			}
			if !e.Aux.Empty() {
				aux := m.auxiliary(c.Tok, e.Aux)
				own := !told && m.alike(r.actor, got.mentions) && (e.Doer.Empty() || len(got.mentions) > 0)
				needs := !e.Doer.Empty() && aux == c.Tok && in.POS == rule.Verb && len(in.Subj) > 0 // "the reform needs time"
				if aux < 0 || own || needs {
					continue // what one must do oneself is asked of nobody
				}
				r.words = append(r.words, aux)
				r.score += 8
			}
			if e.Slot == rule.Recipient && len(r.recipient) > 0 && m.alike(r.recipient, got.mentions) {
				got.mentions = nil // "warned Kiev that Ukraine would pay"
			}
			m.take(e.Need, got, r, 3)
			if !e.Neg && !e.Aux.Empty() && (!e.Head.Empty() || len(e.Inner) > 0) {
				r.words = append(slices.Clone(r.words), c.Tok)
				r.claimed = append(slices.Clone(r.claimed), c.Tok)
				r.score += 8
				if !m.elems(e.Inner, m.content(c.Tok), r) {
					*r = save
					continue
				}
			}
		}
		r.score++
		return true
	}
	return false
}

// question says whether the clause is what a verb of asking wants to know: "asked
// whether Kiev would come", "asked what message Kiev had sent".
func (m *matcher) question(f *clause.Frame, v int) bool {
	s := m.g.S
	if f.POS != rule.Verb || !m.c.isClass("inquiring", rule.Lemma(&s.Tokens[f.Head])) || v < f.Head {
		return false
	}
	first, _ := s.Subtree(v)
	word := s.Tokens[first].Text
	return m.c.isClass("open_question", word) || m.c.isClass("condition", word) || m.c.isClass("asked_how", word)
}

// auxiliary returns the auxiliary of the verb that is among the words, or -1.
func (m *matcher) auxiliary(v int, w rule.Words) int {
	for _, k := range m.g.S.Kids(v) {
		if m.g.S.Is(k, "aux") || m.g.S.Is(k, "aux:pass") {
			if _, ok := w.Match(m.g.S, k); ok {
				return k
			}
		}
	}
	if _, ok := w.Match(m.g.S, v); ok && m.g.S.Kid(v, "case") < 0 {
		return v // "needs to", "has to", but not "is in need"
	}
	if w.Has("should") && m.subjunctive(v) {
		return v
	}
	return -1
}

// subjunctive says whether the verb of a clause tells what should be without an
// auxiliary: "insisted that Kiev pay".
func (m *matcher) subjunctive(v int) bool {
	s := m.g.S
	if s.Kid(v, "aux", "cop") >= 0 || s.Kid(v, "mark") < 0 || rule.Lemma(&s.Tokens[s.Kid(v, "mark")]) == "to" {
		return false
	}
	n := s.Kid(v, "nsubj", "nsubj:pass")
	if be := s.Kid(v, "aux:pass"); be >= 0 {
		return n >= 0 && strings.EqualFold(s.Tokens[be].Text, "be")
	}
	return n >= 0 && n < v && s.Tokens[v].XPOS == "VB" && strings.EqualFold(s.Tokens[v].Text, rule.Lemma(&s.Tokens[v]))
}

// alike says whether all the mentions have codes that the others have too.
func (m *matcher) alike(as, bs []int) bool {
	for _, b := range bs {
		for _, x := range m.d.Mentions[b].Actors {
			found := false
			for _, a := range as {
				found = found || slices.ContainsFunc(m.d.Mentions[a].Actors, func(y doc.Actor) bool { return x.Code == y.Code })
			}
			if !found {
				return false
			}
		}
	}
	return true
}

func (m *matcher) infinitive(e rule.Elem, f *clause.Frame, r *match) bool {
	comps := f.Comps
	for _, o := range r.objects { // "has no intention of leaving"
		comps = append(slices.Clone(comps), m.g.Noun(o).Comps...)
	}
	for _, c := range comps {
		if c.Kind == "that" || e.Neg && !m.g.Negated(c.Tok) {
			continue
		}
		if e.Head.Empty() {
			if c.Kind != "to" {
				continue
			}
			r.score++
			if len(e.Inner) == 0 {
				return true
			}
		} else if _, ok := e.Head.Match(m.g.S, c.Tok); !ok {
			if _, ok := e.Head.Particle(m.g.S, c.Tok); !ok { // "failed to turn up"
				continue
			}
		}
		in := m.g.Verb(c.Tok)
		save := *r
		if !e.Head.Empty() {
			r.score += 25 // "refused to release" is one refusal, however well the release is described
			r.words = append(r.words, c.Tok)
			r.claimed = append(r.claimed, c.Tok)
		}
		r.inner = in
		if m.elems(e.Inner, in, r) {
			return true
		}
		*r = save
	}
	if e.Head.Empty() {
		return false
	}
	for _, p := range f.Obl { // "took to the streets", "put him to death": no infinitive but a noun
		if first, ok := e.Head.Match(m.g.S, p.Tok); ok && p.Prep == "to" && !e.Neg {
			save := *r
			r.words = append(r.words, p.Tok)
			for k := first; k < p.Tok; k++ {
				r.words = append(r.words, k)
			}
			r.claimed = append(r.claimed, p.Tok)
			r.score += 10
			if m.elems(e.Inner, f, r) {
				return true
			}
			*r = save
		}
	}
	return false
}

func (m *matcher) object(e rule.Elem, f *clause.Frame, r *match, toks []int, objects *[]int, dative bool) bool {
	if !e.Head.Empty() {
		for _, c := range f.Comps { // "found him guilty", "called her a liar"
			if t := &m.g.S.Tokens[c.Tok]; t.UPOS == "ADJ" || t.UPOS == "NOUN" || t.XPOS == "VBN" {
				toks = append(slices.Clone(toks), c.Tok)
			}
		}
		for _, o := range f.Obj { // "shot dead two fishermen"
			if k := m.g.S.Kid(o, "amod"); k == f.Head+1 {
				toks = append(slices.Clone(toks), k)
			}
		}
		return m.named(e, r, toks, objects)
	}
	got, ok := m.fillAs(e.Need, toks, e.Slot != rule.Actor) // who it is done with is named outright
	if e.Slot == rule.MayRecipient && got.why == "" && m.sends(f) {
		got = filled{}
	}
	if !ok && (e.Slot == rule.Something || e.Slot == rule.MayRecipient) && !dative {
		ok = len(f.Comps) > 0
	}
	if !ok {
		return false
	}
	m.take(e.Need, got, r, 3)
	return true
}

// named checks that one of the tokens is among the phrasing's own words.
func (m *matcher) named(e rule.Elem, r *match, toks []int, objects *[]int) bool {
	s := m.g.S
	for _, t := range toks {
		first, ok := e.Head.Match(s, t)
		if !ok {
			if of := m.quantityOf(t); of >= 0 {
				if first, ok = e.Head.Match(s, of); ok {
					t = of
				}
			}
		}
		if !ok {
			continue
		}
		var mods []int
		for _, w := range e.Mods {
			k := m.modifiedBy(first, w)
			if k < 0 && first != t {
				k = m.modifiedBy(t, w)
			}
			if k < 0 {
				ok = false
				break
			}
			mods = append(mods, k)
		}
		if !ok {
			continue
		}
		r.words = append(append(r.words, t), mods...)
		for k := first; k < t; k++ {
			r.words = append(r.words, k)
		}
		r.claimed = append(r.claimed, t)
		r.objects = append(r.objects, t)
		r.score += 10 + 5*len(mods) + 3*(t-first)
		*objects = append(*objects, t)
		return true
	}
	return false
}

// dated says whether the phrase only tells when: "launched a rocket on Monday",
// "on December 12" is at nobody.
func (m *matcher) dated(i int) bool {
	s := m.g.S
	return m.c.isClass("calendar", rule.Lemma(&s.Tokens[i])) && s.Kid(i, "flat") < 0 || // "Mar del Plata" is no month
		s.Tokens[i].UPOS == "NUM" && slices.ContainsFunc(s.Kids(i), func(k int) bool { return m.c.isClass("calendar", rule.Lemma(&s.Tokens[k])) })
}

func (m *matcher) prepositional(e rule.Elem, f *clause.Frame, r *match, objects *[]int, used map[int]bool) bool {
	var toks []int
	collect := func(ps []clause.Phrase) {
		for _, p := range ps {
			if (e.Prep.Has(p.Prep) || m.led(e, p)) && !used[p.Tok] && !slices.Contains(toks, p.Tok) && !((e.Slot == rule.Recipient || e.Slot == rule.MayRecipient) && m.dated(p.Tok)) {
				toks = append(toks, p.Tok)
			}
		}
	}
	if e.Head.Empty() && f.POS == rule.Verb && e.Prep.Has("against") {
		m.against(f, collect)
	}
	collect(f.Obl)
	for _, o := range *objects {
		collect(m.g.Phrases(o, "nmod", "obl"))
	}
	if len(toks) == 0 && !e.Prep.Has("of") { // "fired a barrage of rockets into Ruritania"
		for _, o := range *objects {
			for _, of := range pick(m.g.Phrases(o, "nmod"), "of") {
				collect(slices.DeleteFunc(slices.Clone(m.g.Phrases(of, "nmod")), func(p clause.Phrase) bool { return !m.c.isClass("recipient_preposition", p.Prep) }))
			}
		}
	}
	if len(toks) == 0 && e.Head.Empty() && e.Prep.Has("of") { // "respects Graustark's independence"
		for _, o := range *objects {
			for _, k := range m.g.S.Kids(o) {
				if m.g.S.Is(k, "nmod:poss") && m.g.S.Tokens[k].UPOS != "PRON" {
					toks = append(toks, k)
				}
			}
		}
	}
	if len(toks) == 0 && f.POS == rule.Verb && (!e.Prep.Has("of") || e.Slot == rule.Something) {
		for _, o := range append(slices.Clone(f.Obj), f.IObj...) {
			collect(m.g.Phrases(o, "nmod"))
		}
	}
	if len(toks) == 0 { // a particle with an object: "called off the talks"
		for _, k := range f.Particles {
			if e.Prep.Has(strings.ToLower(m.g.S.Tokens[k].Text)) {
				toks = f.Obj
				r.words = append(r.words, k)
				if len(toks) == 0 && len(f.Comps) > 0 && e.Head.Empty() && (e.Slot == rule.Something || e.Slot == rule.MayRecipient) {
					r.score += 5
					return true // "ruled out holding talks"
				}
			}
		}
	}
	if len(toks) == 0 && f.POS == rule.Noun && e.Prep.Has("of") && len(f.Subj) > 1 {
		return false
	}
	if len(toks) == 0 && e.Slot == rule.Something && e.Head.Empty() {
		for _, c := range f.Comps { // "for condemning the attack"
			if k := m.g.S.Kid(c.Tok, "mark"); k >= 0 && e.Prep.Has(strings.ToLower(m.g.S.Tokens[k].Text)) {
				r.score++
				return true
			}
		}
	}
	if len(toks) == 0 && !e.Head.Empty() {
		for _, c := range f.Comps { // "barred the envoy from entering the country"
			k := m.g.S.Kid(c.Tok, "mark")
			if _, ok := e.Head.Match(m.g.S, c.Tok); ok && k >= 0 && e.Prep.Has(strings.ToLower(m.g.S.Tokens[k].Text)) {
				r.words = append(r.words, c.Tok)
				r.claimed = append(r.claimed, c.Tok)
				r.score += 10
				return true
			}
		}
	}
	if !e.Head.Empty() {
		n := len(*objects)
		if !m.named(e, r, toks, objects) { // what hangs on it may fill later slots: "came under pressure from Kiev"
			return false
		}
		m.preposition(e, f, r, (*objects)[n:])
		return true
	}
	got, ok := m.fillAs(e.Need, toks, e.Slot != rule.Actor)
	if !ok {
		return false
	}
	for _, t := range toks {
		used[t] = true
	}
	m.take(e.Need, got, r, 4)
	m.preposition(e, f, r, toks)
	return true
}

// led says whether the particle that the phrasing names stands with its preposition
// before the noun: "backed [out of the deal]".
func (m *matcher) led(e rule.Elem, p clause.Phrase) bool {
	s := m.g.S
	return e.Led.Has(p.Prep) && slices.ContainsFunc(s.Kids(p.Tok), func(k int) bool {
		return k < p.Tok && s.Is(k, "case") && e.Prep.Has(strings.ToLower(s.Tokens[k].Text))
	})
}

// against collects whom an act is directed against where the phrase hangs lower
// than on the verb or its object: "filed a suit in a court against the minister",
// "mobilized troops for a war against Iraq".
func (m *matcher) against(f *clause.Frame, collect func([]clause.Phrase)) {
	other := func(q clause.Phrase) bool { return q.Prep != "against" }
	if !slices.ContainsFunc(f.Obl, func(p clause.Phrase) bool { return !other(p) }) {
		holds, _ := m.c.book.Class("holds_against")
		ps := slices.Clone(f.Obl)
		for _, o := range f.Obj {
			ps = append(ps, m.g.Phrases(o, "nmod")...)
		}
		for _, p := range ps {
			if holds.Has(p.Prep) && p.Tok > f.Head {
				collect(slices.DeleteFunc(slices.Clone(m.g.Phrases(p.Tok, "nmod")), other))
			}
		}
	}
}

// preposition adds the preposition right after the trigger to its words.
func (m *matcher) preposition(e rule.Elem, f *clause.Frame, r *match, toks []int) {
	if f.POS == rule.Noun {
		return
	}
	next := f.Head + 1
	if next < len(m.g.S.Tokens) && e.Prep.Has(strings.ToLower(m.g.S.Tokens[next].Text)) && !slices.Contains(r.words, next) {
		r.words = append(r.words, next)
	}
}

func (m *matcher) take(n rule.Need, got filled, r *match, worth int) {
	if len(got.mentions) > 0 {
		r.score += worth
	} else {
		r.score++
	}
	if n.Place || len(n.Sectors) > 0 {
		r.score += 2
	}
	switch n.Slot {
	case rule.Actor, rule.MayActor:
		r.actor = appendNew(r.actor, got.mentions)
	case rule.Recipient, rule.MayRecipient:
		r.recipient = appendNew(r.recipient, got.mentions)
		if got.why != "" {
			r.recpWhy = got.why
		}
	}
}

func appendNew(to, from []int) []int {
	for _, x := range from {
		if !slices.Contains(to, x) {
			to = append(to, x)
		}
	}
	return to
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
