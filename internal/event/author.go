package event

import (
	"fmt"
	"slices"
	"strings"

	"rapporteur/internal/doc"
	"rapporteur/internal/rule"
)

// authorsOf gives answers without a recipient whom they answer: what is
// rejected, denied or accepted is "the move", "the charges", "a demand that
// Kiev opposes", an act done in words that the sentence has told of, and
// whoever did that is meant.
func (c *Finder) authorsOf(d *doc.Doc) {
	answers, _ := c.book.Class("answer_type")
	words, _ := c.book.Class("answered")
	for i := range d.Events {
		ev := &d.Events[i]
		if len(ev.Actor) == 0 || len(ev.Recipient) > 0 || !answers.Has(strings.ToLower(ev.Type)) || !c.answered(d, ev, words) {
			continue
		}
		for k := i - 1; k >= 0 && d.Events[k].Sent == ev.Sent; k-- {
			o := &d.Events[k]
			info := c.book.TypeOf(o.Type, "")
			if info == nil || !info.Speech || len(o.Actor) == 0 || slices.ContainsFunc(o.Actor, func(a int) bool { return c.akin(d, ev.Actor, a) }) {
				continue
			}
			ev.Recipient = slices.Clone(o.Actor)
			ev.RecpWhy = fmt.Sprintf("whose %s it answers", o.Type)
			break
		}
	}
}

// doersOf gives acts that are about somebody's deed their recipient: a raid is
// condemned in those who made it, not in its victims, and a withdrawal is
// demanded of those who are to withdraw. Only recipients read off the noun are
// replaced, none that the phrasing itself names.
func (c *Finder) doersOf(d *doc.Doc) {
	types, _ := c.book.Class("about_type")
	for i := range d.Events {
		ev := &d.Events[i]
		if !types.Has(strings.ToLower(ev.Type)) || len(ev.Recipient) > 0 && ev.RecpWhy == "" {
			continue
		}
		for k := range d.Events {
			o := &d.Events[k]
			if o.Sent != ev.Sent || k == i || !c.about(d, ev, o.Head) {
				continue
			}
			if who := slices.DeleteFunc(slices.Clone(o.Actor), func(a int) bool { return c.akin(d, ev.Actor, a) }); len(who) > 0 {
				ev.Recipient = who
				ev.RecpWhy = "the doer of what it is about"
			} else if c.isClass("aimed_type", ev.Type) {
				ev.Recipient = slices.DeleteFunc(slices.Clone(ev.Recipient), func(a int) bool { return c.same(d, o.Recipient, a) })
			}
			break
		}
	}
}

// accusedOf gives deeds that somebody is accused of in a noun their doer:
// "accused the rebels of an attack on the town", "a colonel was accused of
// murder", "bombings blamed on the rebels".
func (c *Finder) accusedOf(d *doc.Doc) {
	for i := range d.Events {
		ev := &d.Events[i]
		if ev.Type != "ACCUSE" || len(ev.Recipient) == 0 {
			continue
		}
		for k := range d.Events {
			o := &d.Events[k]
			s := &d.Sents[o.Sent]
			if o.Sent != ev.Sent || k == i || len(o.Actor) > 0 || s.Tokens[o.Head].UPOS != "NOUN" {
				continue
			}
			p := s.Kid(o.Head, "case")
			of := s.Is(o.Head, "obl") && s.Tokens[o.Head].Head == ev.Head && p >= 0 && c.isClass("charge_preposition", s.Tokens[p].Text)
			if !of && !(c.isClass("blaming", rule.Lemma(&s.Tokens[ev.Head])) && c.blamed(s, o.Head, ev.Head)) {
				continue
			}
			o.Actor, o.ActorWhy = ev.Recipient, "who is accused of it"
		}
	}
}

// blamed says whether noun n is what verb v blames on somebody: "blamed the
// raids on the rebels", "raids blamed on the rebels".
func (c *Finder) blamed(s *doc.Sentence, n, v int) bool {
	return s.Tokens[n].Head == v && (s.Is(n, "obj") || s.Is(n, "nsubj:pass")) || s.Tokens[v].Head == n && s.Tokens[v].Deprel == "acl" && s.Tokens[v].XPOS == "VBN"
}

// grievances gives protests without a recipient the one whose deed they answer
// or whom their doers accuse or press beside it: "marched after the king
// left", "blocked the road, accusing the ministry of neglect",
// "went on strike to force the government to pay".
func (c *Finder) grievances(d *doc.Doc) {
	for i := range d.Events {
		ev := &d.Events[i]
		if !c.isClass("grieving_type", ev.Type) || len(ev.Actor) == 0 || len(ev.Recipient) > 0 && (ev.RecpWhy == "" || ev.RecpWhy == "named in the phrase" || slices.ContainsFunc(ev.Recipient, func(a int) bool { return c.answerableFor(&d.Mentions[a]) && !d.Mentions[a].Place })) {
			continue
		}
		if ev.RecpWhy != "" && !slices.ContainsFunc(ev.Recipient, func(a int) bool { return !d.Mentions[a].Place }) && c.oneCountry(d, append(slices.Clone(ev.Actor), ev.Recipient...)) != "" {
			ev.Recipient = nil // "poured into the streets of the capital": only where they are at home
		}
		s := &d.Sents[ev.Sent]
		m := c.matcher(d, ev.Sent)
		v := verbOf(s, ev.Head)
		if s.Tokens[v].UPOS != "VERB" {
			continue
		}
		who, why := c.accusedBeside(d, i, v), "whom its doers accuse"
		beside := s.Kids(v)
		for _, k := range s.Kids(v) {
			if under(s, k, "obj", "obl") { // a parse may hang the purpose on the noun before
				beside = append(beside, s.Kids(k)...)
			}
		}
		for _, k := range beside {
			if len(who) > 0 {
				break
			}
			who, why = c.answeredBy(m, k), "whose deed it answers"
		}
		if len(who) == 0 {
			who, why = c.complainedOf(m, v), "of whom its doers complain"
		}
		for _, t := range append([]int{v, ev.Head}, ev.Trigger...) {
			if len(who) > 0 || len(ev.Recipient) > 0 {
				break
			}
			if who, why = c.rallyPoint(m, t), "before whose door it is"; len(who) == 0 {
				who, why = c.aboutPoint(m, t), "whom it is about"
			}
		}
		if len(who) == 0 && len(ev.Recipient) > 0 {
			who, why = c.harmedBy(d, i), "who did it to those named"
		}
		who = slices.DeleteFunc(slices.Clone(who), func(a int) bool { return c.akin(d, ev.Actor, a) || !c.answerableFor(&d.Mentions[a]) })
		if len(who) > 0 {
			ev.Recipient, ev.RecpWhy = who, why
		}
	}
}

// accusedBeside returns whom another event of the same doers is directed at,
// where the clauses hang together.
func (c *Finder) accusedBeside(d *doc.Doc, i, v int) []int {
	ev := &d.Events[i]
	s := &d.Sents[ev.Sent]
	for k := range d.Events {
		o := &d.Events[k]
		if o.Sent != ev.Sent || k == i || len(o.Recipient) == 0 || !c.isClass("grievance_type", o.Type) || slices.ContainsFunc(o.Actor, func(a int) bool { return !c.akin(d, ev.Actor, a) }) {
			continue
		}
		w := o.Head
		if s.Tokens[w].UPOS == "NOUN" && slices.Contains(o.Trigger, s.Tokens[w].Head) {
			w = s.Tokens[w].Head
		}
		h := s.Tokens[w].Head
		if w == v || h == v && under(s, w, "advcl", "conj", "xcomp", "parataxis") || under(s, v, "conj", "advcl", "ccomp", "parataxis") && s.Tokens[v].Head == w || len(o.Actor) == 0 && h == v && s.Is(w, "obl") && c.isClass("grieved", s.Tokens[w].Text) {
			return o.Recipient
		}
	}
	return nil
}

// under says whether token i stands in one of the relations to its head.
func under(s *doc.Sentence, i int, rels ...string) bool {
	return slices.ContainsFunc(rels, func(r string) bool { return s.Is(i, r) })
}

// verbOf is the verb that a deed's noun stands with: "staged a march"; of a verb
// itself.
func verbOf(s *doc.Sentence, v int) int {
	for n := 0; n < 3 && s.Tokens[v].UPOS != "VERB" && s.Tokens[v].Head >= 0 && under(s, v, "obj", "obl", "nsubj"); n++ {
		v = s.Tokens[v].Head
	}
	return v
}

// answeredBy returns the doers of a clause that tells what is answered, or whom
// a purpose presses: "after the king left", "to force the king to go".
func (c *Finder) answeredBy(m *matcher, k int) (who []int) {
	s := m.g.S
	if s.Tokens[k].UPOS == "ADJ" && c.isClass("aggrieved", rule.Lemma(&s.Tokens[k])) {
		for _, t := range s.Kids(k) { // "angry that the king left"
			if under(s, t, "ccomp", "advcl") && s.Tokens[t].UPOS == "VERB" {
				k = t
				break
			}
		}
	} else if !under(s, k, "advcl", "acl") {
		return nil
	}
	if s.Tokens[k].UPOS != "VERB" {
		return nil
	}
	mark := s.Kid(k, "mark")
	f := m.g.Verb(k)
	var toks []int
	switch {
	case mark >= 0 && strings.EqualFold(s.Tokens[mark].Text, "to"):
		if c.isClass("pressing", rule.Lemma(&s.Tokens[k])) {
			toks = f.Obj
		}
	case mark >= 0 && m.g.Finite(k) && c.isClass("answered_marker", s.Tokens[mark].Text):
		toks = f.Subj
	}
	for _, t := range toks {
		if a := m.actorOf(t); a >= 0 {
			who = append(who, a)
		}
	}
	return who
}

// complainedOf returns the doer of what the doers of verb v say of him beside
// it: "stayed at home, saying the ministry paid them in worthless paper".
func (c *Finder) complainedOf(m *matcher, v int) (who []int) {
	s := m.g.S
	for _, k := range s.Kids(v) {
		if k < v || !under(s, k, "advcl") || s.Tokens[k].XPOS != "VBG" || !c.isClass("complaining", rule.Lemma(&s.Tokens[k])) {
			continue
		}
		for _, t := range s.Kids(k) {
			if !under(s, t, "ccomp") {
				continue
			}
			if n := s.Kid(t, "nsubj", "nsubj:pass"); n >= 0 {
				if a := m.actorOf(n); a >= 0 {
					who = append(who, a)
				}
			}
		}
	}
	return who
}

// aboutPoint returns whom a protest is about by a phrase beside its words:
// "withdrew their services over fines imposed by the ministry".
func (c *Finder) aboutPoint(m *matcher, v int) []int {
	for _, p := range m.g.Phrases(v, "obl", "nmod") {
		if !c.isClass("about_what", p.Prep) {
			continue
		}
		a := m.actorOf(p.Tok)
		if a < 0 {
			a, _ = m.inside(p.Tok, 0, "inside_preposition")
		}
		if a < 0 {
			a = m.doerOfAcl(p.Tok)
		}
		if a >= 0 && !m.d.Mentions[a].Place {
			return []int{a}
		}
	}
	return nil
}

// doerOfAcl returns by whom what a participle says of noun i was done: "fines
// imposed by the ministry".
func (m *matcher) doerOfAcl(i int) int {
	s := m.g.S
	for _, k := range s.Kids(i) {
		if !under(s, k, "acl") || s.Tokens[k].XPOS != "VBN" {
			continue
		}
		for _, p := range m.g.Phrases(k, "obl") {
			if p.Prep == "by" {
				if a := m.actorOf(p.Tok); a >= 0 {
					return a
				}
			}
		}
	}
	return -1
}

// rallyPoint returns before whose door something is done: "outside the embassy",
// "in front of the ministry".
func (c *Finder) rallyPoint(m *matcher, v int) []int {
	for _, p := range m.g.Phrases(v, "obl", "nmod") {
		ts := []int{p.Tok}
		if s := m.g.S; c.isClass("door", rule.Lemma(&s.Tokens[p.Tok])) {
			ts = s.Kids(p.Tok) // "in front of the ministry", "at the gate of the palace"
		} else if !c.isClass("outside", p.Prep) {
			continue
		}
		for _, t := range ts {
			a := m.actorOf(t)
			if a < 0 {
				a, _ = m.inside(t, 0, "inside_preposition")
			}
			if a >= 0 && !m.d.Mentions[a].Place {
				return []int{a}
			}
		}
	}
	return nil
}

// harmedBy returns who did something to those that a protest is about: "struck
// to mourn a boy shot by soldiers".
func (c *Finder) harmedBy(d *doc.Doc, i int) []int {
	ev := &d.Events[i]
	for k := range d.Events {
		if o := &d.Events[k]; k != i && o.Sent == ev.Sent && len(o.Actor) > 0 && c.sameAll(d, o.Recipient, ev.Recipient) {
			return o.Actor
		}
	}
	return nil
}

// answerableFor says whether a protest may be directed at the mention: a public
// party or a firm.
func (c *Finder) answerableFor(men *doc.Mention) bool {
	return c.public(men) || slices.ContainsFunc(men.Actors, func(a doc.Actor) bool {
		f := strings.Fields(a.Code)
		return len(f) > 1 && c.isClass("firm_sector", f[len(f)-1])
	})
}

// means gives what somebody does by way of something else the recipient of that:
// "imposed a blockade on Graustark by cutting the railways", "punished
// Graustark, closing the border".
func (c *Finder) means(d *doc.Doc) {
	for i := range d.Events {
		ev := &d.Events[i]
		s := &d.Sents[ev.Sent]
		v := ev.Head
		if s.Tokens[v].UPOS == "NOUN" && s.Is(v, "obj") && slices.Contains(ev.Trigger, s.Tokens[v].Head) {
			v = s.Tokens[v].Head
		}
		up := s.Tokens[v].Head
		if len(ev.Recipient) > 0 || len(ev.Actor) == 0 || up < 0 || !s.Is(v, "advcl") || s.Tokens[v].XPOS != "VBG" || s.Kid(v, "nsubj") >= 0 || !c.isClass("means_type", ev.Type) {
			continue
		}
		if k := s.Kid(v, "mark"); k >= 0 && !c.isClass("means", s.Tokens[k].Text) {
			continue
		}
		for k := range d.Events {
			o := &d.Events[k]
			if o.Sent != ev.Sent || k == i || len(o.Recipient) == 0 || !c.isClass("means_type", o.Type) || o.Head != up && !slices.Contains(o.Trigger, up) {
				continue
			}
			if slices.ContainsFunc(ev.Actor, func(a int) bool { return !c.same(d, o.Actor, a) }) {
				continue
			}
			ev.Recipient, ev.RecpWhy = o.Recipient, "to whom it was done by that"
			break
		}
	}
}

func (c *Finder) isClass(class, word string) bool {
	w, _ := c.book.Class(class)
	return w.Has(strings.ToLower(word))
}

// about says whether the noun is what the event is about: the object of its
// verb, or what "for" or "against" joins to its noun.
func (c *Finder) about(d *doc.Doc, ev *doc.Event, noun int) bool {
	s := &d.Sents[ev.Sent]
	h := s.Tokens[noun].Head
	if s.Tokens[noun].UPOS != "NOUN" || noun == ev.Head || !slices.Contains(ev.Trigger, h) && h != ev.Head {
		return false
	}
	switch {
	case s.Is(noun, "obj"), s.Is(noun, "nsubj:pass"):
		return true
	case s.Is(noun, "obl"), s.Is(noun, "nmod"):
		k := s.Kid(noun, "case")
		return k >= 0 && c.isClass("about_preposition", s.Tokens[k].Text)
	}
	return false
}

// answered says whether what the event is about is a definite noun of the
// class, or one that a relative clause tells of.
func (c *Finder) answered(d *doc.Doc, ev *doc.Event, words rule.Words) bool {
	s := &d.Sents[ev.Sent]
	for _, k := range s.Kids(ev.Head) {
		if _, ok := words.Match(s, k); !ok || !s.Is(k, "obj") && !s.Is(k, "nsubj:pass") {
			continue
		}
		if s.Kid(k, "nmod", "nmod:poss", "acl") >= 0 {
			return false // it names its author, or its own content
		}
		return c.definite(s, k)
	}
	if s.Tokens[ev.Head].Deprel != "acl:relcl" {
		return false
	}
	_, ok := words.Match(s, s.Tokens[ev.Head].Head)
	return ok
}

// akin says whether mention k stands for one of the actors or has a code of theirs.
func (c *Finder) akin(d *doc.Doc, actors []int, k int) bool {
	return c.same(d, actors, k) || slices.ContainsFunc(actors, func(a int) bool {
		return doc.Alike(d.Mentions[a].Actors, d.Mentions[k].Actors)
	})
}

// announced names those who tell of an act of their own by the words they tell
// it under: in "the rebels said they will leave" the rebels leave, and a record
// that says "they" is of no use to its reader. Only the pronoun that is the
// subject of the act is replaced, by the subject of the verb that reports it.
func (c *Finder) announced(d *doc.Doc, ev *doc.Event) {
	s := &d.Sents[ev.Sent]
	for i, k := range ev.Actor {
		men := &d.Mentions[k]
		if !men.Pronoun || men.Chain == 0 || men.Sent != ev.Sent || !s.Is(men.Head, "nsubj") {
			continue
		}
		act := s.Tokens[men.Head].Head
		if act < 0 || !s.Is(act, "ccomp") {
			continue
		}
		subj := s.Kid(s.Tokens[act].Head, "nsubj")
		if subj < 0 {
			continue
		}
		if by := d.MentionAt(ev.Sent, subj); by >= 0 && d.Mentions[by].First < men.First && d.Mentions[by].Chain == men.Chain && !d.Mentions[by].Pronoun {
			ev.Actor = slices.Clone(ev.Actor)
			ev.Actor[i] = by
			ev.ActorWhy = "who tells of it"
		}
	}
}

// retold gives a deed that a noun only refers back to ("the kidnapping") the
// victims of the last one told of in the report that is of its type and mode.
func (c *Finder) retold(d *doc.Doc) {
	for i := range d.Events {
		ev := &d.Events[i]
		s := &d.Sents[ev.Sent]
		c.before(d, i)
		if ev.Mode == "" || len(ev.Actor)+len(ev.Recipient) > 0 || c.apart(s, ev.Head) || s.Tokens[ev.Head].UPOS != "NOUN" || !c.isClass("retold_type", ev.Type) || !c.definite(s, ev.Head) {
			continue
		}
		for k := i - 1; k >= 0; k-- {
			if o := &d.Events[k]; o.Type == ev.Type && o.Mode == ev.Mode && len(o.Recipient) > 0 {
				ev.Recipient, ev.RecpWhy = o.Recipient, "as told before"
				break
			}
		}
	}
}

// before gives what became of "the talks", which name nobody, the parties of
// the talks that the sentence or the one before tells of: "talks between
// Ruritania and Graustark were planned, but the talks were put off".
func (c *Finder) before(d *doc.Doc, i int) {
	ev := &d.Events[i]
	if len(ev.Actor)+len(ev.Recipient) > 0 {
		return
	}
	s := &d.Sents[ev.Sent]
	for _, n := range ev.Trigger {
		if s.Tokens[n].UPOS != "NOUN" || n == ev.Head || !s.Is(n, "nsubj") && !s.Is(n, "nsubj:pass") || !c.definite(s, n) || s.Kid(n, "amod", "nmod", "nmod:poss", "compound", "acl", "acl:relcl") >= 0 {
			continue
		}
		for k := i - 1; k >= 0 && d.Events[k].Sent >= ev.Sent-1; k-- {
			o := &d.Events[k]
			if t := &d.Sents[o.Sent].Tokens[o.Head]; rule.Lemma(t) == rule.Lemma(&s.Tokens[n]) && len(o.Actor) > 0 {
				ev.Actor, ev.Recipient, ev.ActorWhy, ev.RecpWhy = o.Actor, o.Recipient, "as told before", "as told before"
				return
			}
		}
	}
}

// apart says whether an attribute tells a noun apart from those told of before:
// "the most recent kidnapping".
func (c *Finder) apart(s *doc.Sentence, n int) bool {
	return slices.ContainsFunc(s.Kids(n), func(k int) bool { return s.Is(k, "amod") && c.isClass("apart", rule.Lemma(&s.Tokens[k])) })
}

// hosts tells guest from host in meetings of a report that tells of a visit:
// after "the king flew to Strelsau" he is the actor of "the king met the
// chancellor", and the chancellor its recipient. Only meetings of exactly the
// two countries, that of the guest and that of the host, are taken for his.
//
// A "visiting president" is the guest of who tells or meets him.
func (c *Finder) hosts(d *doc.Doc) {
	visits, _ := c.book.Class("guest_mode")
	type trip struct{ guest, host string }
	var trips []trip
	told := map[int]int{} // visits whose host is told, and where among the trips
	for i := range d.Events {
		ev := &d.Events[i]
		if s := &d.Sents[ev.Sent]; visits.Has(ev.Mode) && len(ev.Recipient) == 0 && s.Is(ev.Head, "amod") {
			if k := c.host(s, s.Tokens[ev.Head].Head); k >= 0 {
				if a := d.MentionAt(ev.Sent, k); a >= 0 && len(d.Mentions[a].Actors) > 0 && c.oneCountry(d, []int{a}) != c.oneCountry(d, ev.Actor) {
					ev.Recipient, ev.RecpWhy = []int{a}, "host of the guest"
				}
			}
		}
		if !visits.Has(ev.Mode) || len(ev.Recipient) == 0 {
			continue
		}
		if t := (trip{c.oneCountry(d, ev.Actor), c.oneCountry(d, ev.Recipient)}); t.guest != "" && t.host != "" && t.guest != t.host {
			told[i] = len(trips)
			trips = append(trips, t)
		}
	}
	for i := range d.Events {
		if ev := &d.Events[i]; len(ev.Recipient) == 0 && (visits.Has(ev.Mode) || ev.Type == "CONSULT" && ev.Mode == "" && len(ev.Actor) == 1 && !d.Mentions[ev.Actor[0]].Group) {
			c.visited(d, i, told)
		}
	}
	for i := range d.Events {
		ev := &d.Events[i]
		if ev.Type != "CONSULT" || len(ev.Recipient) > 0 || len(ev.Actor) < 2 {
			continue
		}
		at := c.venue(d, ev)
		for _, t := range trips {
			if at != "" && at != t.host {
				continue // "met here", in neither's country
			}
			var guests, hosts, others []int
			for _, k := range ev.Actor {
				switch c.oneCountry(d, []int{k}) {
				case t.guest:
					guests = append(guests, k)
				case t.host:
					hosts = append(hosts, k)
				default:
					others = append(others, k)
				}
			}
			if len(guests) > 0 && len(hosts) > 0 && len(others) == 0 {
				ev.Actor, ev.Recipient = guests, hosts
				ev.RecpWhy = "host of the visit told of"
				break
			}
		}
	}
}

// visited gives a visit, or the guest's talks told of beside it, that name no host that of the visit which the report
// tells of the same guest, or of another of his country where it tells of no
// other: "arrived in Strelsau on Monday ... during his visit". What is no one
// visit ("her foreign trips") or names where else it led stays as it is.
func (c *Finder) visited(d *doc.Doc, i int, told map[int]int) {
	ev := &d.Events[i]
	s := &d.Sents[ev.Sent]
	for _, n := range ev.Trigger {
		if s.Tokens[n].XPOS == "NNS" || slices.ContainsFunc(s.Kids(n), func(k int) bool {
			p := s.Kid(k, "case")
			return s.Is(k, "nummod") || s.Is(k, "amod") && (c.isClass("apart", rule.Lemma(&s.Tokens[k])) || c.isClass("abroad_kind", rule.Lemma(&s.Tokens[k]))) ||
				p >= 0 && c.isClass("destination", s.Tokens[p].Text) || s.Is(k, "obj") && s.Tokens[k].UPOS == "PROPN" || s.Is(k, "amod") && strings.ToLower(s.Tokens[k].Text) != s.Tokens[k].Text
		}) || c.there(s, n) {
			return
		}
	}
	guest := c.oneCountry(d, ev.Actor)
	if guest == "" || slices.ContainsFunc(ev.Actor, func(k int) bool { return !d.Mentions[k].Person }) {
		return
	}
	best := -1
	for k := range d.Events {
		if _, ok := told[k]; ok && ev.Type == "CONSULT" && ev.Mode == "" && (max(ev.Sent-d.Events[k].Sent, d.Events[k].Sent-ev.Sent) > 2 || !c.sameAll(d, ev.Actor, d.Events[k].Actor)) {
			continue // talks far from the visit may be others
		}
		if _, ok := told[k]; !ok || c.oneCountry(d, d.Events[k].Actor) != guest || !slices.ContainsFunc(d.Events[k].Recipient, func(a int) bool { return d.Mentions[a].Place || c.public(&d.Mentions[a]) }) {
			continue
		}
		own := best >= 0 && c.sameAll(d, ev.Actor, d.Events[best].Actor)
		switch this := c.sameAll(d, ev.Actor, d.Events[k].Actor); {
		case best < 0, this && !own, this == own && k < i && d.Events[k].Sent >= d.Events[best].Sent:
			best = k
		}
	}
	if best < 0 {
		return
	}
	ev.Recipient, ev.RecpWhy = d.Events[best].Recipient, "host of the visit told of"
}

// there says whether the word belongs to a clause about a place, which is where
// the guest was: "Malaysia, where he was on a visit".
func (c *Finder) there(s *doc.Sentence, n int) bool {
	for k := n; k >= 0; k = s.Tokens[k].Head {
		if slices.ContainsFunc(s.Kids(k), func(a int) bool { return c.isClass("at_place", s.Tokens[a].Text) }) {
			return true
		}
		if strings.HasPrefix(s.Tokens[k].Deprel, "acl") || s.Is(k, "advcl") || s.Is(k, "ccomp") {
			return false
		}
	}
	return false
}

// sameAll says whether the mentions all stand for one of the others.
func (c *Finder) sameAll(d *doc.Doc, list, others []int) bool {
	return !slices.ContainsFunc(list, func(k int) bool { return !c.same(d, others, k) })
}

// host returns who receives the guest g: the subject of the verb that g is the
// object of ("told the visiting president", "held talks with the visiting
// president"), who is joined to the guest before it, or the owner of the noun ("his talks with"); -1 for none.
func (c *Finder) host(s *doc.Sentence, g int) int {
	if h := s.Tokens[g].Head; h >= 0 && s.Is(g, "conj") && s.Tokens[h].UPOS != "VERB" {
		return h // "the king and visiting President Geiern agreed"
	}
	if h := s.Tokens[g].Head; h >= 0 && s.Is(g, "nmod") {
		if k := s.Kid(h, "nmod:poss"); k >= 0 {
			return k
		}
		if !s.Is(h, "obj") {
			return -1
		}
		g = h
	}
	if v := s.Tokens[g].Head; v >= 0 && !c.beside(s, g) && (s.Is(g, "obj") || s.Is(g, "iobj") || s.Is(g, "obl")) {
		return s.Kid(v, "nsubj")
	}
	return -1
}

// venue returns the country that the clause of a meeting says it is held in, or "".
func (c *Finder) venue(d *doc.Doc, ev *doc.Event) string {
	s := &d.Sents[ev.Sent]
	for _, h := range ev.Trigger {
		for _, k := range s.Kids(h) {
			if !s.Is(k, "obl") && !s.Is(k, "nmod") && !c.isClass("here", s.Tokens[k].Text) {
				continue
			}
			if p := s.Kid(k, "case"); p >= 0 && !c.isClass("place_preposition", s.Tokens[p].Text) {
				continue
			}
			if a := d.MentionAt(ev.Sent, k); a >= 0 && d.Mentions[a].Place {
				if x := c.oneCountry(d, []int{a}); x != "" {
					return x
				}
			}
		}
	}
	return ""
}

// beside says whether a phrase only adds one to the subject: "along with
// visiting President Geiern".
func (c *Finder) beside(s *doc.Sentence, g int) bool {
	first, _ := s.Subtree(g)
	return c.isClass("together", s.Tokens[first].Text) || first > 0 && c.isClass("together", s.Tokens[first-1].Text)
}

// oneCountry returns the country that all the mentions are of, or "".
func (c *Finder) oneCountry(d *doc.Doc, mentions []int) string {
	one := ""
	for _, k := range mentions {
		for _, a := range d.Mentions[k].Actors {
			x := country(a.Code)
			if x == "---" || x == "" || one != "" && x != one {
				return ""
			}
			one = x
		}
	}
	return one
}
