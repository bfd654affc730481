package attrib

import (
	"slices"
	"strings"

	"rapporteur/internal/clause"
	"rapporteur/internal/doc"
	"rapporteur/internal/rule"
)

// view is how the words around an event present it.
type view struct {
	status  string
	dropped bool
	why     []string
	holders []doc.Holder // outermost first
	would   bool         // hypothetical only by "would", which is the future of what is reported
}

// inWords tells what a status means.
var inWords = map[string]string{
	Actual:       "told as something that happened or is happening",
	Future:       "planned, promised or to come",
	Hypothetical: "wished, asked for, possible or feared",
	Negated:      "it did not or does not happen",
}

// told says the status and what it was read from in plain words.
func (v *view) told() string {
	why := "status: " + v.status + ", " + inWords[v.status]
	if len(v.why) > 0 {
		why += ": " + strings.Join(v.why, ", then ")
	}
	return why
}

// rank orders statuses by how far they are from what happened, so that an
// outer word does not turn a wish into a plan.
func (v *view) set(status, why string) {
	switch {
	case status == v.status:
		return
	case v.status == Negated && status == Negated:
	case v.status == Hypothetical && status == Future:
		return
	case v.status == Negated && (status == Future || status == Hypothetical):
		if status == Hypothetical {
			break
		}
		return
	}
	v.status = status
	v.why = append(v.why, why)
}

// grammar returns the grammar of a sentence that knows its actors.
func (j *Judge) grammar(d *doc.Doc, sent int) *clause.Grammar {
	return clause.New(&d.Sents[sent], j.book, func(tok int) bool {
		m := d.MentionAt(sent, tok)
		return m >= 0 && len(d.Mentions[m].Actors) > 0
	})
}

// view tells how the event is presented.
func (j *Judge) view(d *doc.Doc, ev *doc.Event) view {
	v := j.climb(d, ev)
	if v.status == Actual && !v.dropped {
		j.toCome(d, ev, &v)
	}
	return v
}

// climb climbs from the event's word to the root of the sentence.
func (j *Judge) climb(d *doc.Doc, ev *doc.Event) view {
	s := &d.Sents[ev.Sent]
	g := j.grammar(d, ev.Sent)
	v := view{status: Actual}
	cur := ev.Head
	if f := g.Noun(cur); !isVerb(&s.Tokens[cur]) && f.Support >= 0 && f.Support != cur {
		j.own(s, g, cur, &v, ev)
		cur = f.Support
		if p := j.book.Predicate(rule.Lemma(&s.Tokens[cur]), rule.Verb, "object"); p != nil && p.Effect != "asserts" && p.Effect != "denies" {
			j.apply(d, s, g, ev, cur, p, false, &v) // "planned an attack", "cancelled the visit"
		}
	}
	j.own(s, g, cur, &v, ev)
	if head := s.Tokens[cur].Head; !j.spoken(ev) && (j.bidding(s, cur) || s.Is(cur, "conj") && head >= 0 && s.Tokens[cur].XPOS == "VB" && s.Kid(cur, "nsubj", "aux", "mark") < 0 && j.bidding(s, head)) {
		v.dropped = true // "Burn their houses!" asks for it and tells of nothing
		return v
	}
	if j.standing(s, ev, cur) {
		v.dropped = true // "soldiers stationed in Zenda": they are there, nobody is told to have sent them
		return v
	}
	speechOnly := false
	decided, means := false, false
	known := j.presupposed(s, ev.Head) && !quotedAround(s, ev.Head) && cur == ev.Head // in quotation marks it is the speaker's to say, and "to offer his support" tells of no support there is
	for n := 0; n < len(s.Tokens); n++ {
		h := s.Tokens[cur].Head
		if h < 0 {
			break
		}
		if j.counted(s, ev, cur, h) {
			v.dropped = true
			return v
		}
		kinds := j.links(s, g, cur, h)
		p := j.predicate(s, h, kinds)
		if (known && j.in("known_type", strings.ToLower(ev.Type)) && v.status == Actual || decided) && p != nil && cur != ev.Head && (p.Effect == "asserts" || p.Effect == "denies") {
			p = nil // the report itself takes "the attack" for known, whoever speaks of it
		}
		if j.meanwhile(s, cur) {
			p = nil
		}
		rel := s.Tokens[cur].Deprel
		together := false
		if s.Is(cur, "xcomp") && !speechOnly && j.yet(s, h) {
			v.set(Negated, quoted(s, h)+" yet to")
		}
		if cur == ev.Head && (s.Is(cur, "obj") || s.Is(cur, "nmod") && j.in("stopped_preposition", g.Prep(cur))) && j.in("stopped_type", strings.ToLower(ev.Type)) && j.presupposed(s, cur) && j.in("stopping", rule.Lemma(&s.Tokens[h])) && !slices.Contains(ev.Trigger, h) {
			speechOnly, p = true, nil // "to stop the killing": it goes on
		}
		if !speechOnly && j.topical(s, g, ev, cur, h) {
			v.set(Hypothetical, "it is what something is about")
		}
		if s.Is(cur, "xcomp") && j.spoken(ev) && j.uttered(s, cur, h) {
			p, speechOnly = nil, true // "we want to condemn the raid" condemns it
		}
		if p != nil && p.Effect == Hypothetical && j.in("says_so", rule.Lemma(&s.Tokens[h])) && slices.Contains(kinds, "that") && j.happening(s, cur) {
			speechOnly = true // "warned that rebels had attacked"
		}
		if means && (p != nil && p.Effect == Negated || rel != "xcomp" && rel != "ccomp" && rel != "conj") {
			speechOnly = true // "failed to win the war by shelling towns", "took steps to win it by shelling them": they were shelled
		}
		if p != nil && p.Effect == Hypothetical && cur == ev.Head && s.Is(cur, "obj") && j.in("siding", rule.Lemma(&s.Tokens[h])) && j.spoken(ev) {
			p, speechOnly = nil, true // "to support calls for talks": the calls are there
		}
		// words of the event itself do not embed it
		if slices.Contains(ev.Trigger, h) && isVerb(&s.Tokens[h]) && p != nil && p.Effect != "dropped" {
			p = nil
		}
		if p != nil && p.Effect == "denies" && cur == ev.Head && j.book.Predicate(rule.Lemma(&s.Tokens[cur]), rule.Noun, "that") != nil {
			p = nil // to deny an accusation is to deny its content, not that it was made
		}
		if p != nil && p.Effect == "denies" && (s.Is(cur, "obj") || rel == "nsubj:pass") && j.in("turns_down", rule.Lemma(&s.Tokens[h])) && !j.in("accusation", rule.Lemma(&s.Tokens[cur])) && !j.in("written", rule.Lemma(&s.Tokens[cur])) {
			p = nil // to reject an agreement is not to deny that it was reached
		}
		if p != nil && (p.Effect == "asserts" || p.Effect == "denies") && slices.Contains(kinds, "object") {
			if known && cur == ev.Head && !g.Finite(h) || j.undone(s, g, h) {
				p = nil // "in reporting the killing": it is known without that; "refused to confirm an arrest"
			}
			speechOnly = true
		}
		if m := s.Kid(cur, "mark"); m >= 0 && !speechOnly && j.in("open_question", strings.ToLower(s.Tokens[m].Text)) {
			v.set(Hypothetical, quoted(s, m)) // "a decision whether to support"
		}
		switch {
		case p != nil:
			j.apply(d, s, g, ev, h, p, speechOnly, &v)
		case s.Is(cur, "advcl") && !speechOnly:
			if k := s.Kid(cur, "mark"); k >= 0 && s.Tokens[cur].XPOS == "VBG" && v.status == Actual && j.in("sequence", strings.ToLower(s.Tokens[k].Text)) {
				j.own(s, g, h, &v, ev) // "will meet the king before leaving for Zenda"
			}
			if k := s.Kid(cur, "mark"); k >= 0 && s.Tokens[cur].XPOS == "VBG" && v.status == Actual && j.in("means", strings.ToLower(s.Tokens[k].Text)) && s.Kid(cur, "nsubj") < 0 {
				j.own(s, g, h, &v, ev) // "could support him by sending troops", "plans to support him by sending troops"
				together, means = cur == ev.Head, cur == ev.Head
			}
			if j.awaited(s, g, cur, h, "mark") || j.comesFirst(s, cur, h) {
				v.set(Hypothetical, "it is waited for")
			}
			switch j.marker(s, g, cur) {
			case "condition":
				if known && j.in("stopped_type", strings.ToLower(ev.Type)) && j.beside(s, ev.Head) {
					speechOnly = true // "if convicted over the killings": they have happened
					break
				}
				v.set(Hypothetical, "it is a condition")
			case "purpose":
				if cur == ev.Head && (j.performed(s, ev) || j.in("on_the_way", rule.Lemma(&s.Tokens[h])) && j.in("appointed_type", strings.ToLower(ev.Type))) {
					j.own(s, g, h, &v, ev)
					together = true
				} else {
					v.set(Hypothetical, "it is a purpose")
				}
			case "without":
				v.set(Negated, "it is what was done without")
			}
		case rel == "acl" && slices.Contains(kinds, "to") && !speechOnly && s.Kid(cur, "aux:pass") >= 0 && slices.Contains(ev.Trigger, h):
			v.set(Future, "it follows "+quoted(s, h)+" with \"to be\"") // "the meeting to be held in May"
		case rel == "acl" && slices.Contains(kinds, "to") && !speechOnly && j.ranked(s, h):
			// "the first minister to visit Zenda": he has, or as the clause around tells
		case rel == "acl" && slices.Contains(kinds, "to") && !speechOnly:
			v.set(Hypothetical, "it follows "+quoted(s, h)+" with \"to\"")
		}
		if v.dropped {
			return v
		}
		if rel == "acl:relcl" && j.nobody(s, g, h) {
			v.set(Negated, quoted(s, h)+" is nobody") // "there has never been a rebel who attacked"
		}
		decided = decided || rel == "acl" && j.owned(s, h) && (p == nil || p.Effect != "asserts" && p.Effect != "denies")
		switch {
		case (rel == "acl" || rel == "acl:relcl") && j.remark(s, cur, h):
			return j.done(v)
		case s.Is(cur, "nsubj") && cur == ev.Head && !speechOnly && p == nil && isVerb(&s.Tokens[h]) && j.open(s, h) && j.indefinite(s, cur):
			v.set(Hypothetical, quoted(s, cur)+" is what might be") // "a war could draw in others"
			speechOnly = true
		case s.Is(cur, "conj"):
			// shares the head's place; a verb without auxiliaries shares them too
			if s.Tokens[h].XPOS == "VB" && s.Kid(h, "aux") < 0 && s.Kid(cur, "nsubj") >= 0 && g.Finite(cur) {
				speechOnly = true // "had to flee and police closed the road": the road is closed
			}
			if !speechOnly && isVerb(&s.Tokens[cur]) && s.Kid(cur, "nsubj", "aux") < 0 && !ownTense(s, cur, h) && isVerb(&s.Tokens[h]) && v.status == Actual {
				j.own(s, g, h, &v, ev)
			}
		case rel == "acl:relcl" && j.aside(s, cur) && !j.reportedBehind(s, cur), s.Is(cur, "advcl") && j.contrast(s, cur), j.meanwhile(s, cur), j.occasion(s, cur, h):
			return j.done(v) // the report's own remark about somebody, or about somebody else
		case together: // is as sure as what it is the purpose of
		case rel == "acl:relcl" || rel == "acl" && s.Tokens[cur].XPOS == "VBN" && p == nil || s.Is(cur, "advcl") && p == nil || s.Is(cur, "parataxis"):
			speechOnly = true
		case p == nil && s.Is(cur, "xcomp") && !speechOnly, p != nil && s.Is(cur, "xcomp") && !speechOnly && p.Effect != "asserts" && p.Effect != "denies":
			if p == nil || p.Effect == Hypothetical || !g.Negated(h) { // else the word's own negation is in what it made of the status
				j.own(s, g, h, &v, ev)
			}
		case p == nil && !speechOnly && j.awaited(s, g, cur, h, "case"):
			v.set(Hypothetical, "it is waited for")
			speechOnly = true
		case p == nil && !speechOnly && j.broughtAbout(s, g, cur, h):
			var w view
			w.status = Actual
			j.own(s, g, h, &w, ev)
			if w.status == Future {
				w.status = Hypothetical
			}
			v.set(w.status, quoted(s, h)+" brings it about")
		case p == nil && !isVerb(&s.Tokens[cur]) && isVerb(&s.Tokens[h]) && (s.Is(cur, "obj") || s.Is(cur, "nsubj") || s.Is(cur, "obl") && cur == ev.Head && known && j.in("reaction", g.Prep(cur))):
			speechOnly = true // "to voice anger over the arrest": it has happened
		}
		cur = h
	}
	return j.done(v)
}

// toCome reads from the clause around its noun that a deed is still to come:
// "came ahead of the visit", "during his talks he will raise it", "the visit
// will strengthen ties". What a meeting in the future stands beside is then
// too, but for what is told to have been done or begun.
func (j *Judge) toCome(d *doc.Doc, ev *doc.Event, v *view) {
	s, g, cur := &d.Sents[ev.Sent], j.grammar(d, ev.Sent), ev.Head
	h := s.Tokens[cur].Head
	info := j.book.TypeOf(ev.Type, "")
	if h < 0 || isVerb(&s.Tokens[cur]) || info == nil || info.Future == "" || slices.Contains(ev.Trigger, h) {
		return
	}
	if k := s.Kid(cur, "case"); k >= 0 {
		ahead, _ := j.book.Class("ahead")
		if first, ok := ahead.Match(s, k); ok {
			if !j.longPast(d, s) {
				v.set(Future, "it comes after "+quoted(s, first))
			}
			return
		}
	}
	if !j.in("appointed_type", strings.ToLower(ev.Type)) || !isVerb(&s.Tokens[h]) {
		return
	}
	first, last := s.Subtree(cur)
	if s.Is(cur, "nsubj") {
		last = max(last, h-1)
	}
	if slices.ContainsFunc(s.Tokens[first:last+1], func(t doc.Token) bool { return t.UPOS == "VERB" && (t.XPOS == "VBD" || t.XPOS == "VBN") }) {
		return // "the talks held last week will help"
	}
	if s.Is(cur, "nsubj") || s.Is(cur, "obl") && j.in("at_once", g.Prep(cur)) {
		var w view
		w.status = Actual
		j.own(s, g, h, &w, ev)
		if w.status == Future || w.status == Hypothetical && w.would {
			v.set(Future, quoted(s, h)+" is to come")
		}
	}
}

// longPast says whether the sentence tells of a year before that of the report.
func (j *Judge) longPast(d *doc.Doc, s *doc.Sentence) bool {
	return !d.Published.IsZero() && slices.ContainsFunc(s.Tokens, func(t doc.Token) bool {
		return len(t.Text) == 4 && t.Text >= "1000" && t.Text < d.Published.Format("2006")
	})
}

func (j *Judge) done(v view) view {
	return v
}

// aside says whether the relative clause is set off by a comma and begins with
// "which", "who" or "whose": a remark that is not part of what anybody says.
func (j *Judge) aside(s *doc.Sentence, v int) bool {
	first, _ := s.Subtree(v)
	for i := first; i < v; i++ {
		if t := &s.Tokens[i]; t.XPOS == "WDT" || t.XPOS == "WP" || t.XPOS == "WP$" || t.XPOS == "WRB" {
			if i > 1 && s.Tokens[i-1].UPOS == "ADP" {
				i-- // ", in which"
			}
			return i > 0 && s.Tokens[i-1].Text == ","
		}
	}
	return false
}

// spoken says whether the event is an act done in words.
func (j *Judge) spoken(ev *doc.Event) bool {
	info := j.book.TypeOf(ev.Type, "")
	return info != nil && info.Speech
}

// yet says whether the verb is that of "has yet to agree".
func (j *Judge) yet(s *doc.Sentence, v int) bool {
	return j.in("having", rule.Lemma(&s.Tokens[v])) && slices.ContainsFunc(s.Kids(v), func(k int) bool { return s.Is(k, "advmod") && j.in("still_to_do", strings.ToLower(s.Tokens[k].Text)) })
}

// ranked says whether the noun is of who is the first or last to do something.
func (j *Judge) ranked(s *doc.Sentence, noun int) bool {
	return slices.ContainsFunc(s.Kids(noun), func(k int) bool { return k < noun && j.in("ranking", rule.Lemma(&s.Tokens[k])) })
}

// nobody says whether a noun is of what there is none of: "no rebel", "there has
// never been a rebel".
func (j *Judge) nobody(s *doc.Sentence, g *clause.Grammar, noun int) bool {
	if slices.ContainsFunc(s.Kids(noun), func(k int) bool { return s.Is(k, "det") && j.in("no_one", strings.ToLower(s.Tokens[k].Text)) }) {
		return true
	}
	for s.Is(noun, "nmod") { // a parser may hang the clause on a word of the phrase
		noun = s.Tokens[noun].Head
	}
	v := s.Tokens[noun].Head
	return v >= 0 && isVerb(&s.Tokens[v]) && s.Kid(v, "expl") >= 0 && rule.Lemma(&s.Tokens[v]) == "be" && g.Negated(v)
}

// performed says whether what is told as a purpose is done by the very act that
// has it: "marched to protest against the tax", "wrote to condemn the raid".
func (j *Judge) performed(s *doc.Sentence, ev *doc.Event) bool {
	return j.spoken(ev) || j.in("performed", rule.Lemma(&s.Tokens[ev.Head]))
}

// contrast says whether the clause tells of somebody else behind a comma: ",
// while Kiev said". What stands before a reporting clause at the end is all said.
func (j *Judge) contrast(s *doc.Sentence, v int) bool {
	if j.reportedBehind(s, v) || s.Kid(v, "nsubj") < 0 {
		return false
	}
	for _, k := range s.Kids(v) {
		if s.Is(k, "mark") && j.in("contrast", strings.ToLower(s.Tokens[k].Text)) {
			return k > 0 && s.Tokens[k-1].Text == ","
		}
	}
	return false
}

// reportedBehind says whether the clause that all of the sentence hangs on stands
// behind clause v: "The army left Zenda, which rebels attacked, the minister said".
func (j *Judge) reportedBehind(s *doc.Sentence, v int) bool {
	root := v
	for n := 0; s.Tokens[root].Head >= 0 && n < len(s.Tokens); n++ {
		root = s.Tokens[root].Head
	}
	return root > v
}

// presupposed says whether the event's noun is definite: "Moscow's attack",
// "the siege" are known to have happened, whoever speaks of them.
func (j *Judge) presupposed(s *doc.Sentence, i int) bool {
	if isVerb(&s.Tokens[i]) || s.Tokens[i].UPOS == "ADJ" {
		return false
	}
	for _, k := range s.Kids(i) {
		if s.Tokens[k].Deprel == "nmod:poss" || s.Is(k, "det") && j.in("definite", rule.Lemma(&s.Tokens[k])) {
			return true
		}
	}
	return false
}

// owned says whether the noun is somebody's: "Kiev's decision to withdraw" is
// known to have been taken, whoever speaks of it.
func (j *Judge) owned(s *doc.Sentence, i int) bool {
	k := s.Kid(i, "nmod:poss")
	return k >= 0 && s.Tokens[i].UPOS == "NOUN" && s.Tokens[k].UPOS != "PRON"
}

// ownTense says whether a verb joined to another has a tense of its own, so that
// what is told of the first is not told of it: "will leave and urges others",
// "did not leave but said".
func ownTense(s *doc.Sentence, v, first int) bool {
	t, f := s.Tokens[v].XPOS, s.Tokens[first].XPOS
	return t == "VBZ" && f != "VBZ" || t == "VBD" && f == "VB"
}

// uttered says whether verb v says what the first person wishes to say.
func (j *Judge) uttered(s *doc.Sentence, v, wish int) bool {
	return j.in("uttering", rule.Lemma(&s.Tokens[v])) && j.in("wishing", rule.Lemma(&s.Tokens[wish])) && slices.ContainsFunc(s.Kids(wish), func(k int) bool {
		return s.Is(k, "nsubj") && j.in("first_person", strings.ToLower(s.Tokens[k].Text))
	})
}

// happening says whether the clause is told in a tense of what has happened or
// is going on.
func (j *Judge) happening(s *doc.Sentence, v int) bool {
	now := s.Tokens[v].XPOS == "VBD"
	for _, k := range s.Kids(v) {
		if s.Is(k, "aux") || s.Is(k, "cop") {
			if w := rule.Lemma(&s.Tokens[k]); !j.in("having", w) {
				return false // "may attack", "would be ready"
			}
			now = true
		}
	}
	return now
}

// awaited says whether cur is what has to come before h is done at all: a clause
// (its mark) or a noun (its case) behind "until" or "before".
func (j *Judge) awaited(s *doc.Sentence, g *clause.Grammar, cur, h int, rel string) bool {
	k := s.Kid(cur, rel)
	if k < 0 || !isVerb(&s.Tokens[h]) || !j.in("awaiting", strings.ToLower(s.Tokens[k].Text)) {
		return false
	}
	return j.undone(s, g, h) || g.Negated(h) && j.ahead(s, h)
}

// ahead says whether the auxiliary of verb h tells of what is yet to be done.
func (j *Judge) ahead(s *doc.Sentence, h int) bool {
	k := s.Kid(h, "aux")
	if k < 0 {
		return false
	}
	word := strings.ToLower(s.Tokens[k].Text)
	return j.in("future_auxiliary", word) || j.in("modal", word)
}

// comesFirst says whether clause cur, in the present tense, tells what has to happen
// before the verb h that it hangs on, which is to come: "will free the miners once
// the rebels leave the town", "talks can begin only when the troops withdraw".
func (j *Judge) comesFirst(s *doc.Sentence, cur, h int) bool {
	if t := finiteTag(s, cur); t != "VBZ" && t != "VBP" || !isVerb(&s.Tokens[h]) || !j.ahead(s, h) {
		return false
	}
	word := func(k int) string { return strings.ToLower(s.Tokens[k].Text) }
	return slices.ContainsFunc(s.Kids(cur), func(k int) bool {
		return k < cur && (s.Is(k, "mark") || s.Is(k, "advmod")) && (j.in("first_then", word(k)) || k > 0 && j.in("first_only", word(k)) && j.in("nothing_but", word(k-1)))
	})
}

// finiteTag is the tag of the finite word of a verb: its first auxiliary or itself.
func finiteTag(s *doc.Sentence, v int) string {
	if k := s.Kid(v, "aux", "cop"); k >= 0 {
		return s.Tokens[k].XPOS
	}
	return s.Tokens[v].XPOS
}

// broughtAbout says whether the noun is what verb h brings about.
func (j *Judge) broughtAbout(s *doc.Sentence, g *clause.Grammar, noun, h int) bool {
	if isVerb(&s.Tokens[noun]) || !isVerb(&s.Tokens[h]) {
		return false
	}
	verb := rule.Lemma(&s.Tokens[h])
	return s.Is(noun, "obj") && j.in("bringing_about", verb) && !j.presupposed(s, noun) ||
		s.Is(noun, "obl") && j.in("bringing_to", verb) && j.in("bringing_preposition", g.Prep(noun))
}

// undone says whether verb h is what somebody refuses or fails to do.
func (j *Judge) undone(s *doc.Sentence, g *clause.Grammar, h int) bool {
	up := s.Tokens[h].Head
	if up < 0 {
		return false
	}
	p := j.predicate(s, up, j.links(s, g, h, up))
	return p != nil && (p.Effect == "dropped" || p.Effect == Negated)
}

// remark says whether clause v belongs to what is added behind a comma: "...,
// a decision hailed by Kiev".
func (j *Judge) remark(s *doc.Sentence, v, noun int) bool {
	if !s.Is(noun, "appos") || s.Tokens[v].XPOS == "VB" {
		return false
	}
	if p := j.book.Predicate(rule.Lemma(&s.Tokens[v]), rule.Verb, "that"); s.Tokens[v].XPOS == "VBG" && p != nil && p.Effect == "asserts" {
		return false // "refused to discuss two points - a ban and a treaty - insisting that": nobody but who refused
	}
	first, _ := nounPhrase(s, noun)
	return first > 0 && (s.Tokens[first-1].Text == "," || isDash(s.Tokens[first-1].Text))
}

func isDash(t string) bool { return t == "--" || t == "—" || t == "–" }

// meanwhile says whether clause v behind a comma tells of what happened as
// somebody spoke, whatever a parser makes of it: "'Go,' he said, as shots were
// fired".
func (j *Judge) meanwhile(s *doc.Sentence, v int) bool {
	m := s.Kid(v, "mark")
	return m > 0 && m < v && s.Is(v, "ccomp") && s.Tokens[v].Head < m && s.Tokens[m-1].Text == "," && j.in("meanwhile", strings.ToLower(s.Tokens[m].Text))
}

// occasion says whether clause v tells after what somebody announced what is to
// come: "said it would put the motion after the union had no common stand".
func (j *Judge) occasion(s *doc.Sentence, v, h int) bool {
	m, would := s.Kid(v, "mark"), s.Kid(h, "aux")
	return m >= 0 && v > h && s.Is(v, "advcl") && s.Is(h, "ccomp") && s.Tokens[h].Head < h && s.Tokens[v].XPOS == "VBD" && strings.EqualFold(s.Tokens[m].Text, "after") && would >= 0 && (j.in("reported_future", strings.ToLower(s.Tokens[would].Text)) || j.in("future_auxiliary", strings.ToLower(s.Tokens[would].Text)))
}

// beside says whether the noun is a phrase beside its verb or its noun, so that
// what the verb tells is not that it happens.
func (j *Judge) beside(s *doc.Sentence, i int) bool { return s.Is(i, "obl") || s.Is(i, "nmod") }

// open says whether an auxiliary leaves it open whether the verb happens.
func (j *Judge) open(s *doc.Sentence, v int) bool {
	k := s.Kid(v, "aux")
	return k >= 0 && j.in("open_modal", strings.ToLower(s.Tokens[k].Text))
}

// indefinite says whether nothing makes the noun one that is known.
func (j *Judge) indefinite(s *doc.Sentence, i int) bool {
	return s.Tokens[i].UPOS == "NOUN" && !j.presupposed(s, i) && s.Kid(i, "amod", "acl") < 0 || s.Tokens[i].UPOS == "NOUN" && s.Kid(i, "det") >= 0 && !j.presupposed(s, i)
}

func isVerb(t *doc.Token) bool { return t.UPOS == "VERB" || t.UPOS == "AUX" }

func quoted(s *doc.Sentence, i int) string { return "\"" + s.Tokens[i].Text + "\"" }

// own reads the modality of the word's own clause: auxiliaries, negation, adjectives.
func (j *Judge) own(s *doc.Sentence, g *clause.Grammar, i int, v *view, ev *doc.Event) {
	if ev.Negation && i == ev.Head {
		v.why = append(v.why, "to refuse is done now")
		return
	}
	negated := false
	for _, k := range s.Kids(i) {
		t := &s.Tokens[k]
		word := strings.ToLower(t.Text)
		switch {
		case s.Is(k, "aux") || s.Is(k, "cop"): // "is to meet" has its "is" as either
			j.auxiliary(s, i, k, v, ev)
		case k < i && s.Tokens[i].XPOS == "VB" && j.marks("about_to", s, k):
			v.set(Future, quoted(s, k)+" to")
		case s.Is(k, "advmod") && k < i && j.in("hedge", word):
			v.set(Hypothetical, quoted(s, k))
		case s.Is(k, "advcl") && k > i && v.status == Actual && slices.Contains(ev.Trigger, i) && (s.Tokens[i].XPOS == "VBZ" || s.Tokens[i].XPOS == "VBP") && s.Kid(k, "nsubj") < 0 && j.proviso(s, k):
			v.set(Hypothetical, "it hangs on a condition") // "faces prison if convicted"
		case t.Deprel == "acl" && t.XPOS == "VBN" && k > i && i == ev.Head && !isVerb(&s.Tokens[i]):
			if p := j.book.Predicate(rule.Lemma(t), rule.Verb, "noun"); p != nil && p.Effect == Future {
				v.set(Future, quoted(s, k)) // "a summit slated for Sunday"
			}
		case s.Is(k, "amod") || s.Is(k, "compound"):
			pos := rule.Adj
			if t.UPOS == "VERB" {
				pos = rule.Verb
			}
			if p := j.book.Predicate(rule.Lemma(t), pos, "noun"); p != nil && p.Effect != "asserts" {
				v.set(p.Effect, quoted(s, k))
			}
		}
	}
	if f := s.Tokens[i]; isVerb(&f) || f.UPOS == "ADJ" {
		negated = g.Negated(i)
	} else {
		negated = g.Negated(i) || s.Kid(i, "cop") >= 0 && g.Negated(i)
	}
	if negated && j.counterfactual(s, i) {
		negated = false // "without the sanctions he would arm": they are there
	}
	if negated && !slices.Contains(ev.Trigger, j.negator(s, g, i)) {
		if v.status == Negated {
			v.status = Actual
			v.why = append(v.why, "denied twice")
		} else {
			v.status = Negated
			v.why = append(v.why, quoted(s, i)+" is negated")
		}
	}
}

// counterfactual says whether what "without" stands before is there, since the
// clause tells what would be if it were not.
func (j *Judge) counterfactual(s *doc.Sentence, noun int) bool {
	k, v := s.Kid(noun, "case"), s.Tokens[noun].Head
	return k >= 0 && v >= 0 && j.in("lacking", strings.ToLower(s.Tokens[k].Text)) && slices.ContainsFunc(s.Kids(v), func(a int) bool {
		return s.Is(a, "aux") && j.in("reported_future", strings.ToLower(s.Tokens[a].Text))
	})
}

// auxiliary applies auxiliary k of verb i: "will", "would", "is to".
func (j *Judge) auxiliary(s *doc.Sentence, i, k int, v *view, ev *doc.Event) {
	t := &s.Tokens[k]
	word := strings.ToLower(t.Text)
	switch {
	case rule.Lemma(t) == "be" && t.XPOS == "VB" && marked(s, i, "to") && j.heldToBe(s, i): // "was said to be behind the attack"
	case rule.Lemma(t) == "be" && t.XPOS != "VBN" && marked(s, i, "to"): // but not "believed to have been shot"
		v.set(Future, quoted(s, k)+" to")
	case j.in("future_auxiliary", word) || j.in("future_auxiliary", rule.Lemma(t)):
		v.set(Future, quoted(s, k))
	case j.in("modal", word) || j.in("modal", rule.Lemma(t)):
		v.would = v.status == Actual && j.in("reported_future", word) && !(i != ev.Head && j.in("enabling", rule.Lemma(&s.Tokens[i])))
		v.set(Hypothetical, quoted(s, k))
	}
}

// heldToBe says whether the infinitive is what somebody is said or thought to be.
func (j *Judge) heldToBe(s *doc.Sentence, v int) bool {
	h := s.Tokens[v].Head
	if h < 0 || !isVerb(&s.Tokens[h]) {
		return false
	}
	p := j.book.Predicate(rule.Lemma(&s.Tokens[h]), rule.Verb, "to")
	return p != nil && p.Effect == "asserts"
}

// standing says whether the event's verb is a participle that only tells where
// somebody is.
func (j *Judge) standing(s *doc.Sentence, ev *doc.Event, v int) bool {
	return v == ev.Head && isVerb(&s.Tokens[v]) && s.Tokens[v].XPOS == "VBN" && j.in("stationing", rule.Lemma(&s.Tokens[v])) && len(s.Kids(v)) > 0 && s.Kid(v, "obj", "obl:agent") < 0 &&
		!slices.ContainsFunc(s.Kids(v), func(k int) bool { return s.Is(k, "aux") && (s.Tokens[k].XPOS == "MD" || s.Tokens[k].XPOS == "VBG") })
}

// counted says whether an act in words is only what a court tried somebody for:
// "convicted of insulting the judges".
func (j *Judge) counted(s *doc.Sentence, ev *doc.Event, cur, h int) bool {
	return cur == ev.Head && isVerb(&s.Tokens[cur]) && s.Tokens[cur].XPOS == "VBG" && j.spoken(ev) && isVerb(&s.Tokens[h]) && j.in("trying", rule.Lemma(&s.Tokens[h])) && s.Kid(cur, "mark") >= 0
}

// bidding says whether the verb is an imperative: nobody is told to have done it.
func (j *Judge) bidding(s *doc.Sentence, v int) bool {
	if s.Tokens[v].XPOS != "VB" || !isVerb(&s.Tokens[v]) || s.Kid(v, "nsubj", "aux", "mark", "cop", "case") >= 0 {
		return false
	}
	if r := s.Tokens[v].Deprel; r != "root" && r != "ccomp" && r != "parataxis" {
		return false
	}
	first, _ := s.Subtree(v)
	return !slices.ContainsFunc(s.Tokens[first:v], func(t doc.Token) bool {
		return t.UPOS != "PUNCT" && t.UPOS != "ADV" && t.UPOS != "INTJ" && t.UPOS != "CCONJ"
	})
}

// proviso says whether clause k begins with "if" or the like.
func (j *Judge) proviso(s *doc.Sentence, k int) bool {
	return slices.ContainsFunc(s.Kids(k), func(m int) bool {
		return s.Is(m, "mark") && j.in("proviso", strings.ToLower(s.Tokens[m].Text))
	})
}

// topical says whether the event is only what something is about: "regarding
// the recognition of Graustark", "its position on recognition", "views on
// improving relations". A deed that is known, "the attack", has happened.
func (j *Judge) topical(s *doc.Sentence, g *clause.Grammar, ev *doc.Event, cur, h int) bool {
	if cur != ev.Head || !j.in("topical_type", strings.ToLower(ev.Type)) {
		return false
	}
	if isVerb(&s.Tokens[cur]) {
		k := s.Kid(cur, "mark")
		return s.Tokens[cur].XPOS == "VBG" && k >= 0 && j.in("topic_preposition", strings.ToLower(s.Tokens[k].Text))
	}
	p := g.Prep(cur)
	return j.in("topic_preposition", p) && (p != "on" && p != "about" || s.Is(cur, "nmod") && s.Kid(cur, "det", "nmod:poss") < 0 && j.in("topic_noun", rule.Lemma(&s.Tokens[h])))
}

func marked(s *doc.Sentence, i int, word string) bool {
	m := s.Kid(i, "mark")
	return m >= 0 && rule.Lemma(&s.Tokens[m]) == word
}

func (j *Judge) negator(s *doc.Sentence, g *clause.Grammar, i int) int {
	for _, k := range s.Kids(i) {
		if j.in("negation", strings.ToLower(s.Tokens[k].Text)) {
			return k
		}
	}
	return -1
}

func (j *Judge) in(class, word string) bool {
	c, ok := j.book.Class(class)
	return ok && c.Has(word)
}

// marks says whether subordinator k is of the class, with the words that belong
// to it: "rather than".
func (j *Judge) marks(class string, s *doc.Sentence, k int) bool {
	if j.in(class, strings.ToLower(s.Tokens[k].Text)) {
		return true
	}
	c, _ := j.book.Class(class)
	return slices.ContainsFunc(s.Kids(k), func(f int) bool {
		_, ok := c.Match(s, f)
		return ok && s.Is(f, "fixed")
	})
}
