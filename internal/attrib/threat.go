package attrib

import (
	"fmt"
	"slices"
	"strings"

	"rapporteur/internal/clause"
	"rapporteur/internal/doc"
)

// threatens turns a hostile act to come that hangs on a condition into the
// threat that it is: "said it would attack if the army did not leave". The
// threat is of who does it and says it; where the act names no doer, of who
// says it. Violence that its doer announces is one without a condition. What others say that somebody might do is a forecast.
func (j *Judge) threatens(d *doc.Doc, ev *doc.Event) bool {
	s := &d.Sents[ev.Sent]
	if !j.in("threatened_type", strings.ToLower(ev.Type)) || !isVerb(&s.Tokens[ev.Head]) || j.in("judged_mode", ev.Mode) || j.onCondition(s, ev.Head) < 0 && !j.ownViolence(d, ev) && !j.mayDo(d, ev) {
		return false
	}
	if slices.ContainsFunc(ev.SaidBy, func(h doc.Holder) bool { return h.Stance == "denies" }) || j.insideThreat(d, ev) {
		return false
	}
	said := len(ev.SaidBy) == 1
	switch {
	case ev.Status == Future:
	case ev.Status == Hypothetical && said && slices.ContainsFunc(s.Kids(ev.Head), func(k int) bool { return s.Is(k, "aux") && j.in("modal", strings.ToLower(s.Tokens[k].Text)) }):
	default:
		return false
	}
	if len(ev.Actor) == 0 {
		if !said || ev.SaidBy[0].Mention < 0 || slices.Contains(ev.Recipient, ev.SaidBy[0].Mention) {
			return false
		}
		ev.Actor, ev.ActorWhy = []int{ev.SaidBy[0].Mention}, "who says what will be done"
	} else if said && !j.speaksFor(d, ev, &ev.SaidBy[0]) || len(ev.SaidBy) > 1 {
		return false
	}
	threat, mode := j.threatOf(s, ev)
	ev.Why = append(ev.Why, fmt.Sprintf("type: %s to come, announced or under a condition, is a threat", strings.TrimSpace(ev.Type+" "+ev.Mode)))
	ev.Type, ev.Mode, ev.CAMEO, ev.Status, ev.Would = threat, mode, "", Future, false
	return true
}

// insideThreat says whether the act is what another record already threatens with:
// "warned that it would close the border if".
func (j *Judge) insideThreat(d *doc.Doc, ev *doc.Event) bool {
	s := &d.Sents[ev.Sent]
	return slices.ContainsFunc(d.Events, func(o doc.Event) bool {
		return o.Sent == ev.Sent && o.Head != ev.Head && j.in("threat_type", strings.ToLower(o.Type)) && s.Under(ev.Head, o.Head)
	})
}

// ownViolence says whether it is violence that its doer says he will do: "we
// will burn the town", "rebels said they would burn the town".
func (j *Judge) ownViolence(d *doc.Doc, ev *doc.Event) bool {
	return j.in("violent_type", strings.ToLower(ev.Type)) && ev.Status == Future && d.Sents[ev.Sent].Kid(ev.Head, "aux") >= 0 && len(ev.SaidBy) == 1 && j.isActor(d, ev, ev.SaidBy[0])
}

// mayDo says whether its doer says that he may do it to somebody of another
// country: "said it might cut off the gas to Kiev".
func (j *Judge) mayDo(d *doc.Doc, ev *doc.Event) bool {
	s := &d.Sents[ev.Sent]
	if !j.in("means_type", strings.ToLower(ev.Type)) || j.in("violent_type", strings.ToLower(ev.Type)) || ev.Status != Hypothetical || len(ev.SaidBy) != 1 || !j.isActor(d, ev, ev.SaidBy[0]) || len(ev.Recipient) == 0 {
		return false
	}
	k := s.Kid(ev.Head, "aux")
	if k < 0 || !j.in("menacing_modal", strings.ToLower(s.Tokens[k].Text)) {
		return false
	}
	of := func(m int) (out []string) {
		for _, a := range d.Mentions[m].Actors {
			c, _, _ := strings.Cut(a.Code, " ")
			out = append(out, c)
		}
		return out
	}
	for _, r := range ev.Recipient {
		for _, a := range ev.Actor {
			if slices.ContainsFunc(of(r), func(c string) bool { return c == "---" || slices.Contains(of(a), c) }) {
				return false
			}
		}
	}
	return true
}

// speaksFor says whether the source is one of the doers or of their country, or
// of none that is known.
func (j *Judge) speaksFor(d *doc.Doc, ev *doc.Event, h *doc.Holder) bool {
	if j.isActor(d, ev, *h) {
		return true
	}
	of, sector, _ := strings.Cut(h.Actor.Code, " ")
	return slices.ContainsFunc(ev.Actor, func(k int) bool {
		return slices.ContainsFunc(d.Mentions[k].Actors, func(a doc.Actor) bool {
			c, own, _ := strings.Cut(a.Code, " ")
			return c == of && (c != "---" || own == sector) || of == "---" && (sector == "GOV" || sector == own || sector == "")
		})
	})
}

// threatOf returns the type of a threat, and the mode that the first word of the
// trigger tells, else the type of the act.
func (j *Judge) threatOf(s *doc.Sentence, ev *doc.Event) (typ, mode string) {
	for _, mc := range j.book.Modes {
		if !j.in("threat_type", strings.ToLower(mc.Type)) {
			continue
		}
		for _, k := range ev.Trigger {
			if _, ok := mc.Words.Match(s, k); ok {
				return mc.Type, mc.Mode
			}
		}
		if typ == "" {
			typ = mc.Type
		}
		if mode == "" && slices.Contains(mc.Types, ev.Type) {
			mode = mc.Mode
		}
	}
	return typ, mode
}

// onCondition returns the clause with a subject of its own that begins with
// "if" or the like, or turns round "should", beside the verb or a verb that it
// completes, or -1: "faces prison if convicted" is no threat.
func (j *Judge) onCondition(s *doc.Sentence, v int) int {
	for n := 0; n < 4 && v >= 0; n++ {
		for _, k := range s.Kids(v) {
			if s.Is(k, "advcl") && s.Kid(k, "nsubj", "nsubj:pass", "expl") >= 0 && (j.proviso(s, k) || clause.Inverted(s, k)) {
				return k
			}
		}
		if s.Is(v, "advcl") || !s.Is(v, "xcomp") && !s.Is(v, "ccomp") && !s.Is(v, "conj") {
			return -1
		}
		v = s.Tokens[v].Head
	}
	return -1
}

// toldTo takes for the recipient of a threat that names none whoever the
// condition is for: "will attack the town if the army does not leave".
func (j *Judge) toldTo(d *doc.Doc, ev *doc.Event) {
	s := &d.Sents[ev.Sent]
	if len(ev.Recipient) > 0 {
		return
	}
	k := j.onCondition(s, ev.Head)
	if x := s.Kid(ev.Head, "xcomp"); k < 0 && x >= 0 { // "threatened to close the port if"
		k = j.onCondition(s, x)
	}
	for i := ev.Head + 1; k < 0 && i < len(s.Tokens); i++ { // the parse may hang it lower
		if s.Is(i, "advcl") && s.Under(i, ev.Head) && s.Kid(i, "nsubj", "nsubj:pass", "expl") >= 0 && (j.proviso(s, i) || clause.Inverted(s, i)) {
			k = i
		}
	}
	if k < 0 {
		return
	}
	n := s.Kid(k, "nsubj")
	if n < 0 {
		return
	}
	m := d.MentionAt(ev.Sent, n)
	if m < 0 || len(d.Mentions[m].Actors) == 0 || d.Mentions[m].Pronoun || slices.Contains(ev.Actor, m) || j.isActor(d, ev, doc.Holder{Mention: m}) {
		return
	}
	ev.Recipient, ev.RecpWhy = []int{m}, "for whom the condition is"
}
