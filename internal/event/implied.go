package event

import (
	"slices"
	"strings"

	"rapporteur/internal/clause"
	"rapporteur/internal/doc"
	"rapporteur/internal/rule"
)

// reciprocal says whether the phrasing has parties rather than doer and recipient.
func reciprocal(p *rule.Pattern) bool {
	n := b2i(p.Subject.Slot == rule.Actor || p.Subject.Slot == rule.MayActor)
	for _, e := range p.Elems {
		n += b2i(e.Slot == rule.Actor || e.Slot == rule.MayActor)
	}
	return n > 1 || p.Subject.Slot == rule.Recipient
}

// impliedDoer looks for the doer of a passive in the object that the phrasing
// names: "the army's manoeuvres were carried out in May"; forces move themselves:
// "the withdrawal of Syrian troops".
func (m *matcher) impliedDoer(r *match) {
	for _, o := range r.objects {
		if a := m.actorOf(o); a >= 0 && m.force(a) {
			r.actor = []int{a}
			r.actorWhy = "the forces themselves"
			return
		}
		if a := m.actorOf(o); a >= 0 && (m.d.Mentions[a].Person || m.d.Mentions[a].Group) {
			continue // "Iraqi civilians were killed": not by Iraq
		}
		if m.c.isClass("entitled", rule.Lemma(&m.g.S.Tokens[o])) {
			continue // "the prisoners' rights were restricted": not by them
		}
		got, _ := m.fill(rule.Need{Slot: rule.MayActor}, m.g.Noun(o).Doers())
		if slices.ContainsFunc(got.mentions, func(a int) bool { return slices.Contains(r.recipient, a) }) {
			continue // "Ruritania's offer was rejected": not by Ruritania
		}
		if len(got.mentions) > 0 {
			r.actor = got.mentions
			r.actorWhy = "named in the object"
			return
		}
	}
}

// implied looks for a recipient where the phrasing's own slots found none: in
// the object it names ("expelled a Bulgarian diplomat"), in the prepositional
// phrases beside it ("reduced tariffs on Chinese goods"), in the infinitive or
// clause that completes it ("is willing to send arms to Turkey").
func (m *matcher) implied(p *rule.Pattern, f *clause.Frame, r *match) {
	if m.anti(f, r) {
		return
	}
	for _, o := range r.objects {
		if a := m.actorOf(o); a >= 0 && (!m.d.Mentions[a].Person && !m.struckPeople(a) || m.own(r, a) || m.moved(a) || m.prop(a)) {
			// what a protest is made with ("formed a human chain"), who is sent or withdrawn, or of no known country, only where nobody else is named
		} else if a, _ := m.inside(o, 0, "doer_preposition"); a >= 0 && m.ownGovernment(r.actor, a) {
			// "reiterated Ruritania's support for Kiev"
		} else if m.imply(o, r, "named in the object") {
			return
		}
		if m.impliedBy(m.g.Phrases(o, "nmod", "obl"), r) {
			return
		}
		for _, k := range m.g.S.Kids(o) {
			if m.where(k) {
				for _, t := range m.g.Surface(k) {
					if m.imply(t, r, "who is there") {
						return
					}
				}
			}
		}
		if m.imposed(o, r, "recipient_preposition") {
			return
		}
	}
	if f.POS == rule.Noun {
		who, why := m.sufferer(f.Head)
		for _, o := range who {
			if m.imply(o, r, why) {
				return
			}
		}
	}
	own := false
	if f.POS != rule.Noun {
		for _, o := range f.Obj {
			if a := m.actorOf(o); a >= 0 && (m.own(r, a) || m.moved(a) || m.prop(a) && slices.Contains(r.claimed, o)) {
				continue
			}
			if a, _ := m.inside(o, 0, "inside_preposition"); a >= 0 && m.actorOf(o) < 0 && len(m.d.Mentions[a].Actors) == 1 && m.ownGovernment(r.actor, a) {
				r.recipient = m.others(r, a) // "improved relations between Ruritania and its neighbours"
				r.recpWhy = "named in the object"
				if len(r.recipient) > 0 || m.impliedBy(m.g.Phrases(o, "nmod"), r) {
					return
				}
				own = true
				continue
			}
			if m.imply(o, r, "named in the object") || m.impliedBy(m.g.Phrases(o, "nmod"), r) { // "rejected talks with Kiev"
				return
			}
		}
	}
	if m.impliedBy(f.Obl, r) || own {
		return // what the doer's own decision is about is not whom this is directed to
	}
	if m.addressed(f, r) {
		return
	}
	m.completed(p, f, r)
}

// addressed takes for recipient to whom the words are written: "asked in a letter
// to the minister", "wrote to the minister to ask".
func (m *matcher) addressed(f *clause.Frame, r *match) bool {
	s := m.g.S
	if !m.c.isClass("addressed_type", m.kind) {
		return false
	}
	to := func(ps []clause.Phrase) bool {
		return m.impliedBy(slices.DeleteFunc(slices.Clone(ps), func(q clause.Phrase) bool { return q.Prep != "to" }), r)
	}
	for _, p := range f.Obl {
		if m.c.isClass("letter_preposition", p.Prep) && m.c.isClass("letter_noun", rule.Lemma(&s.Tokens[p.Tok])) && to(m.g.Phrases(p.Tok, "nmod")) {
			return true
		}
	}
	h := s.Tokens[f.Head].Head
	if h >= 0 && s.Is(f.Head, "acl") && s.Tokens[h].Head >= 0 && s.Tokens[h].Head < h { // "wrote to [the minister seeking a reply]"
		h = s.Tokens[h].Head
	}
	if h < 0 || h > f.Head || s.Tokens[h].UPOS != "VERB" {
		return false
	}
	if m.c.isClass("writing", rule.Lemma(&s.Tokens[h])) {
		return to(m.g.Verb(h).Obl)
	}
	return m.c.isClass("calling_on", rule.Lemma(&s.Tokens[h])) && m.c.isClass("asking_type", m.kind) && m.g.Marked(f.Head, "to") && m.calledOn(h, r)
}

// calledOn takes for recipient the place or person that somebody goes to in order
// to ask: "flew to Zenda to seek a loan".
func (m *matcher) calledOn(v int, r *match) bool {
	in := m.g.Verb(v)
	for _, o := range in.Obj {
		if a := m.actorOf(o); a >= 0 && m.d.Mentions[a].Place && m.imply(o, r, "who is called on") {
			return true
		}
	}
	for _, p := range in.Obl {
		if a := m.actorOf(p.Tok); p.Prep == "to" && a >= 0 && m.imply(p.Tok, r, "who is called on") {
			return true
		}
	}
	return false
}

// completed looks for a recipient in the infinitive or clause that completes the
// phrasing.
func (m *matcher) completed(p *rule.Pattern, f *clause.Frame, r *match) {
	for _, c := range f.Comps {
		in := m.g.Verb(c.Tok)
		switch {
		case c.Kind == "to" && f.POS != rule.Noun:
			if m.purposed(in, r, 0) {
				return
			}
		case c.Kind == "ing" && slices.Contains(r.claimed, c.Tok) && f.POS != rule.Noun:
			if m.purposed(in, r, 0) { // "decided against attending the conference of Kiev"
				return
			}
		case c.Kind == "ing" && m.c.isClass("asking_type", m.kind) && f.POS != rule.Noun:
			ps := slices.Clone(in.Obl)
			for _, o := range in.Obj {
				ps = append(ps, m.g.Phrases(o, "nmod")...)
			}
			if m.impliedBy(slices.DeleteFunc(ps, func(q clause.Phrase) bool { return q.Prep != "from" }), r) { // "insists on releasing the prisoners from its jails"
				return
			}
		case c.Kind == "that" && p.Rule.ByContent:
			for _, o := range in.Subj {
				if m.imply(o, r, "the doer of what it is about") {
					return
				}
			}
		}
	}
}

// purposed takes for recipient whom an infinitive names that tells what is
// promised or refused: "refused to give Kiev arms", "vowed to keep supporting
// the army", "refused to ratify the agreement with Kiev".
func (m *matcher) purposed(in *clause.Frame, r *match, depth int) bool {
	for _, o := range in.IObj {
		if m.imply(o, r, "named in what it is about") {
			return true
		}
	}
	for _, o := range in.Obj {
		if (!m.sends(in) || m.foreign(r, o)) && m.imply(o, r, "named in what it is about") || m.imposed(o, r, "target_preposition") {
			return true
		}
	}
	if m.impliedBy(in.Obl, r) {
		return true
	}
	for _, o := range in.Obj {
		if !m.sends(in) && m.impliedBy(m.g.Phrases(o, "nmod"), r) {
			return true
		}
	}
	if len(in.Obj)+len(in.IObj)+len(in.Obl) > 0 || depth > 1 {
		return false
	}
	return slices.ContainsFunc(in.Comps, func(c clause.Comp) bool {
		return (c.Kind == "ing" || c.Kind == "to") && m.purposed(m.g.Verb(c.Tok), r, depth+1)
	})
}

// itself says whether mention a is of the organisation that acts: "They agreed to
// continue APEC's efforts".
func (m *matcher) itself(r *match, a int) bool {
	code := func(k int) string {
		if as := m.d.Mentions[k].Actors; len(as) == 1 && strings.HasPrefix(as[0].Code, "IGO ") {
			return as[0].Code
		}
		return ""
	}
	return code(a) != "" && slices.ContainsFunc(r.actor, func(k int) bool { return code(k) == code(a) })
}

// foreign says whether phrase o is of people of another country than the doers'.
func (m *matcher) foreign(r *match, o int) bool {
	a := m.actorOf(o)
	return a >= 0 && (m.d.Mentions[a].Person || m.d.Mentions[a].Group) && m.c.oneCountry(m.d, []int{a}) != "" && !m.ofCountry(r.actor, a, false)
}

// anti takes for recipient whom a protest names in front of it: "an
// anti-government rally".
func (m *matcher) anti(f *clause.Frame, r *match) bool {
	if m.c.against == nil || !m.c.isClass("against_type", strings.ToLower(r.pat.Rule.Type)) {
		return false
	}
	for _, n := range append([]int{f.Head}, r.objects...) {
		for _, k := range m.g.S.Kids(n) {
			if k > n || !m.g.S.Is(k, "amod") && !m.g.S.Is(k, "compound") {
				continue
			}
			if men, ok := m.c.against(m.d, m.sent, k); ok {
				r.recipient, r.recpWhy = []int{m.d.AddMention(men)}, "named in the phrase"
				return true
			}
		}
	}
	return false
}

// imposed takes for recipient whom a clause about the object names: "lifted the
// sanctions imposed on Kiev".
func (m *matcher) imposed(o int, r *match, preps string) bool {
	other := func(p clause.Phrase) bool { return !m.c.isClass(preps, p.Prep) }
	return slices.ContainsFunc(m.g.S.Kids(o), func(k int) bool {
		return m.g.S.Is(k, "acl") && !m.where(k) && m.impliedBy(slices.DeleteFunc(m.g.Phrases(k, "obl"), other), r)
	})
}

// others lists who is joined to mention a, the actor's own side, and is not of it.
func (m *matcher) others(r *match, a int) (out []int) {
	for _, b := range append(m.joined(a), m.halves(a)...) {
		if !m.ownGovernment(r.actor, b) {
			out = append(out, b)
		}
	}
	return out
}

// sufferer returns whom the clause around the noun of a deed says it is done to:
// who is under it ("is under house arrest", "fell under attack"), the subject of
// a verb of undergoing ("was subjected to sanctions", "the torture that he
// suffered"), whom it struck ("is not swayed by threats"), and of whom it is asked that he does what is done at somebody's
// invitation.
func (m *matcher) sufferer(n int) ([]int, string) {
	s := m.g.S
	h, prep := s.Tokens[n].Head, m.g.Prep(n)
	switch {
	case m.c.isClass("undergone_preposition", prep) && s.Kid(n, "cop") >= 0:
		return m.g.Surface(n), "who is under it"
	case h < 0:
		return nil, ""
	case m.c.isClass("undergone_preposition", prep) && s.Tokens[h].UPOS == "VERB":
		return m.g.Verb(h).Subj, "who is under it"
	case s.Tokens[h].UPOS == "VERB" && prep == "by" && m.c.isClass("stricken", rule.Lemma(&s.Tokens[h])) && m.g.Verb(h).Passive:
		return m.g.Verb(h).Obj, "whom it struck"
	case s.Tokens[h].UPOS == "VERB" && m.c.isClass("undergoing", rule.Lemma(&s.Tokens[h])) && (s.Is(n, "obj") || s.Is(n, "obl") && prep == "to" && m.g.Verb(h).Passive):
		return m.g.Surface(h), "who undergoes it"
	case m.c.isClass("bidding_preposition", prep) && m.c.isClass("bidding", rule.Lemma(&s.Tokens[n])):
		if s.Is(n, "nmod") && !isVerb(&s.Tokens[h]) { // "came for a visit at the invitation of"
			h = s.Tokens[h].Head
		}
		if h >= 0 && isVerb(&s.Tokens[h]) {
			return m.g.Verb(h).Subj, "who does what is done at it"
		}
	}
	for _, k := range s.Kids(n) {
		if s.Tokens[k].Deprel == "acl:relcl" && s.Kid(k, "nsubj") >= 0 && m.c.isClass("undergoing", rule.Lemma(&s.Tokens[k])) && slices.Contains(m.g.Verb(k).Obj, n) {
			return m.g.Surface(k), "who undergoes it"
		}
	}
	return nil, ""
}

// absolute says whether a phrase with "with" is a clause of its own that tells
// what somebody does meanwhile: "protests continued with thousands marching".
func (m *matcher) absolute(n int) bool {
	s := m.g.S
	return slices.ContainsFunc(s.Kids(n), func(k int) bool {
		return s.Tokens[k].Deprel == "acl" && s.Tokens[k].XPOS == "VBG" && k > n
	})
}

func isVerb(t *doc.Token) bool { return t.UPOS == "VERB" || t.UPOS == "AUX" }

// where says whether verb k is that of a clause that tells who is at a place:
// "stormed the building where rebels held twenty hostages".
func (m *matcher) where(k int) bool {
	s := m.g.S
	return s.Tokens[k].Deprel == "acl:relcl" && s.Kid(k, "nsubj") >= 0 && slices.ContainsFunc(s.Kids(k), func(a int) bool { return m.c.isClass("at_place", s.Tokens[a].Text) })
}

// own says whether mention a is a force of one of the actors' country, or of
// nobody said: "Japan sent soldiers".
func (m *matcher) own(r *match, a int) bool {
	state := func(k int) bool { return !m.c.armed(&m.d.Mentions[k]) }
	return m.force(a) && slices.ContainsFunc(r.actor, state) && (m.ofCountry(r.actor, a, false) || !slices.ContainsFunc(m.d.Mentions[a].Actors, func(x doc.Actor) bool { return country(x.Code) != "---" }))
}

// armed says whether somebody fights for no state: rebels have no soldiers of
// their country's army.
func (c *Finder) armed(men *doc.Mention) bool {
	return !slices.ContainsFunc(men.Actors, func(x doc.Actor) bool {
		f := strings.Fields(x.Code)
		return !c.isClass("armed_sector", strings.ToLower(f[len(f)-1]))
	})
}

// struckPeople says whether mention a is people whom violence that names them by
// its own words is done to: "fired tear gas at demonstrators".
func (m *matcher) struckPeople(a int) bool {
	return m.d.Mentions[a].Group && m.c.isClass("violent_type", m.kind)
}

// prop says whether mention a is what a protest is made with rather than whom it
// is against: "formed a human chain", but not "boycotted the congress".
func (m *matcher) prop(a int) bool {
	return m.c.isClass("grieving_type", m.kind) && !m.c.answerableFor(&m.d.Mentions[a])
}

// moved says whether mention a is of forces that an act of moving them moves.
func (m *matcher) moved(a int) bool {
	return m.c.isClass("moving_type", m.kind) && m.force(a)
}

// ownLand takes what belongs to the doers and is no actor, their border or
// territory, out of the recipients: "closed its borders". Whose border it is
// with is the recipient in its place: "sent troops to its border with Kiev".
func (m *matcher) ownLand(r *match) {
	var rest []int
	for _, k := range r.recipient {
		if !m.landOf(r, k) {
			rest = append(rest, k)
			continue
		}
		for _, q := range m.g.Phrases(m.d.Mentions[k].Head, "nmod", "obl") {
			if a := m.actorOf(q.Tok); a >= 0 && q.Prep == "with" {
				rest = append(rest, a)
			}
		}
	}
	r.recipient = rest
}

// landOf says whether mention k is a border or the like of one of the doers, or
// what they have that stands for nobody else: "warned that his country would respond".
func (m *matcher) landOf(r *match, k int) bool {
	men := &m.d.Mentions[k]
	if men.Sent != m.sent {
		return false
	}
	p := m.g.S.Kid(men.Head, "nmod:poss")
	if p < 0 {
		return false
	}
	owner := m.actorOf(p)
	return owner >= 0 && m.c.akin(m.d, r.actor, owner) && (m.c.isClass("own_land", rule.Lemma(&m.g.S.Tokens[men.Head])) || m.d.Mentions[owner].Pronoun && !men.Person && !men.Group && m.alike(r.actor, []int{k}))
}

// sends says whether the verb's object is what is sent or made, not to whom.
func (m *matcher) sends(f *clause.Frame) bool {
	words, _ := m.c.book.Class("sending")
	return f.POS == rule.Verb && words.Has(rule.Lemma(&m.g.S.Tokens[f.Head]))
}

// ownGovernment says whether mention a is the government that one of the
// doers belongs to or stands for: "the minister reiterated Ruritania's support".
func (m *matcher) ownGovernment(actors []int, a int) bool {
	governs := func(code string) (string, bool) {
		c, sector, _ := strings.Cut(code, " ")
		return c, c != "---" && (sector == "" || sector == "GOV")
	}
	for _, x := range m.d.Mentions[a].Actors {
		c, ok := governs(x.Code)
		if !ok {
			continue
		}
		for _, k := range actors {
			for _, y := range m.d.Mentions[k].Actors {
				if d, ok := governs(y.Code); ok && c == d {
					return true
				}
			}
		}
	}
	return false
}

// ofCountry says whether mention a is of the country of one of the actors; loose
// takes actors whose country is unknown for its own too.
func (m *matcher) ofCountry(actors []int, a int, loose bool) bool {
	for _, k := range actors {
		for _, x := range m.d.Mentions[k].Actors {
			if loose && country(x.Code) == "---" {
				return true
			}
			for _, y := range m.d.Mentions[a].Actors {
				if country(x.Code) == country(y.Code) {
					return true
				}
			}
		}
	}
	return false
}

// force says whether the mention stands for soldiers or police.
func (m *matcher) force(a int) bool {
	forces, _ := m.c.book.Class("force_sector")
	for _, x := range m.d.Mentions[a].Actors {
		if f := strings.Fields(x.Code); len(f) > 1 && forces.Has(strings.ToLower(f[len(f)-1])) {
			return true
		}
	}
	return false
}

// there takes the country where it is done for the recipient of an act that
// names nobody: "a curfew was imposed in Kiev".
func (m *matcher) there(f *clause.Frame, r *match) {
	ps := f.Obl
	for _, o := range r.objects {
		ps = append(slices.Clone(ps), m.g.Phrases(o, "nmod")...)
	}
	for _, p := range ps {
		if a := m.actorOf(p.Tok); p.Prep == "in" && a >= 0 && m.d.Mentions[a].Place && m.imply(p.Tok, r, "where it is done") {
			return
		}
	}
}

// abroad takes the country in which something is done for its recipient where
// it is not the doer's own, "will set up a base in Spain", or where what stands
// there is struck.
func (m *matcher) abroad(f *clause.Frame, r *match) {
	kind := strings.ToLower(r.pat.Rule.Type)
	if types, _ := m.c.book.Class("abroad_type"); !types.Has(kind) {
		return
	}
	var ps []clause.Phrase
	heads := slices.Clone(r.objects)
	if agreed, _ := m.c.book.Class("agreed_type"); !agreed.Has(kind) {
		ps = append(ps, f.Obl...)
		heads = append(heads, f.Obj...)
	}
	if r.inner != nil {
		ps = append(ps, r.inner.Obl...)
		heads = append(heads, r.inner.Obj...)
	}
	struck := false // "shelled a market in Zenda": its people, whose country ever the doers are of
	for _, o := range heads {
		ps = append(ps, m.g.Phrases(o, "nmod")...)
		struck = struck || m.c.isClass("violent_type", r.pat.Rule.Type) && m.c.isClass("struck_thing", rule.Lemma(&m.g.S.Tokens[o]))
	}
	for _, p := range ps {
		t := p.Tok
		if k := m.g.S.Kid(t, "nmod:poss"); k >= 0 && m.actorOf(t) < 0 { // "in Ruritania's border region"
			t = k
		}
		a := m.actorOf(t)
		if p.Prep != "in" && p.Prep != "into" && !(struck && m.c.isClass("near_preposition", p.Prep)) || a < 0 || !m.d.Mentions[a].Place || !struck && m.ofCountry(r.actor, a, true) {
			continue
		}
		if m.imply(t, r, "where it is done") {
			return
		}
	}
}

func (m *matcher) imply(tok int, r *match, why string) bool {
	a := m.actorOf(tok)
	if a < 0 {
		a, _ = m.inside(tok, 2, "inside_preposition")
		if a >= 0 && !m.d.Mentions[a].Pronoun && m.own(r, a) {
			return false // "ceased military operations"
		}
		if info := m.c.book.TypeOf(m.kind, ""); a >= 0 && info != nil && info.Speech && m.d.Mentions[a].Place && m.g.S.Tokens[m.d.Mentions[a].Head].Deprel != "nmod:poss" && m.ofCountry(r.actor, a, false) {
			return false // "refused to change its position in the province", but "defended the kingdom's policy"
		}
	}
	if a < 0 || m.c.same(m.d, r.actor, a) || m.itself(r, a) || m.landOf(r, a) || m.d.Mentions[a].Pronoun && len(m.d.Mentions[a].Actors) == 0 {
		return false
	}
	if m.d.Mentions[a].Pronoun && m.alike(r.actor, []int{a}) {
		return false // "withdrew their support"
	}
	for _, k := range conjuncts(m.g.S, tok) {
		if b := m.actorOf(k); b >= 0 && b != a && m.actorOf(tok) >= 0 {
			r.recipient = appendNew(r.recipient, []int{b})
		}
	}
	r.recipient = appendNew([]int{a}, r.recipient)
	r.recpWhy = why
	return true
}

func (m *matcher) impliedBy(ps []clause.Phrase, r *match) bool {
	c, _ := m.c.book.Class("recipient_preposition")
	target, _ := m.c.book.Class("target_preposition")
	aimless, _ := m.c.book.Class("aimless_type")
	for _, p := range ps {
		if target.Has(p.Prep) && aimless.Has(strings.ToLower(r.pat.Rule.Type)) {
			continue
		}
		if p.Prep == "with" && m.absolute(p.Tok) {
			continue
		}
		if c.Has(p.Prep) && m.imply(p.Tok, r, "after \""+p.Prep+"\"") {
			return true
		}
	}
	return false
}

// conjuncts returns a phrase's head and the nouns coordinated with it.
func conjuncts(s *doc.Sentence, i int) []int {
	out := []int{i}
	for _, k := range s.Kids(i) {
		if s.Is(k, "conj") && s.Tokens[k].UPOS != "VERB" {
			out = append(out, k)
		}
	}
	return out
}
