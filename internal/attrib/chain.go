package attrib

import (
	"slices"
	"strings"

	"rapporteur/internal/doc"
	"rapporteur/internal/rule"
)

// sources joins what the tree, "according to" and quotation marks tell.
func (j *Judge) sources(d *doc.Doc, ev *doc.Event, v view, talks []embed, speaker *voice) []doc.Holder {
	s := &d.Sents[ev.Sent]
	chain := v.holders
	var outer, inner []doc.Holder
	for _, e := range nested(s, talks) {
		if e.tree || !s.Under(ev.Head, e.top) || e.except >= 0 && s.Under(ev.Head, e.except) {
			continue
		}
		now := j.named(d, ev.Sent, j.grammar(d, ev.Sent), e.cue[0], j.quotedBy(j.grammar(d, ev.Sent), e.cue[0]), "asserts")
		for _, src := range j.onePerson(d, ev.Sent, e.sources) {
			for _, h := range j.holders(d, ev.Sent, src) {
				h.Stance = e.stance
				h.Why = quoted(s, e.cue[0])
				now = append(now, h)
			}
		}
		now = append(now, j.cited(d, ev.Sent, e.cue[0])...)
		if _, last := s.Subtree(e.sources[0]); e.except == e.sources[0] && last+1 < len(s.Tokens) && s.Tokens[last+1].Head == e.top && j.in("quoting", rule.Lemma(&s.Tokens[last+1])) {
			now = append(now, j.cited(d, ev.Sent, e.top)...) // "according to the Herald, citing officials"
		}
		if !e.last && slices.ContainsFunc(talks, func(o embed) bool { return o.tree && o.holds(s, e.cue[0]) && o.holds(s, ev.Head) }) {
			inner = append(inner, now...) // "he said that according to the law"
		} else {
			outer = append(outer, now...)
		}
	}
	if speaker != nil {
		outer = append(append(slices.Clone(speaker.through), speaker.Holder), outer...)
	}
	chain = append(append(outer, chain...), inner...)
	chain = append(chain, j.denied(d, ev, chain)...)
	// the doer of an act done in words is its actor, not its source; nobody is named twice
	info := j.book.TypeOf(ev.Type, "")
	var out []doc.Holder
	for n, h := range chain {
		if n > 0 && j.speaker(d, h) {
			continue // "I heard that ...", a colleague said: one and the same
		}
		if info != nil && info.Speech && h.Stance == "asserts" && j.isActor(d, ev, h) {
			continue
		}
		again := false
		for _, o := range out {
			again = again || o.Span == h.Span && o.Actor.Code == h.Actor.Code
		}
		if k := len(out) - 1; k >= 0 && out[k].Stance == h.Stance && j.same(d, out[k], h) {
			again = true // "Sapten said he knew that"
			if j.speaker(d, out[k]) {
				out[k] = h
			}
		}
		if !again {
			out = append(out, h)
		}
	}
	for n := range out {
		if h := &out[n]; h.Actor.Code == "---" && j.bare(d, h) {
			for _, m := range ev.Actor { // "NATO troops raided a house, a spokesman said"
				if a := d.Mentions[m]; a.Sent == ev.Sent && !a.Person && len(a.Actors) > 0 && a.Actors[0].Code != "---" && m != h.Mention {
					h.Actor.Code = a.Actors[0].Code
					h.Actor.Ref = "speaks for " + d.Slice(d.MentionSpan(m))
					break
				}
			}
		}
	}
	return out
}

// nested puts talks in order, those within what another one says behind it.
func nested(s *doc.Sentence, talks []embed) []embed {
	depth := func(e embed) (n int) {
		for _, o := range talks {
			if !e.last && o.cue[0] != e.cue[0] && o.holds(s, e.cue[0]) && !e.holds(s, o.cue[0]) {
				n++
			}
		}
		return n
	}
	out := slices.Clone(talks)
	slices.SortStableFunc(out, func(a, b embed) int { return depth(a) - depth(b) })
	return out
}

// same says whether two sources are mentions of one actor.
func (j *Judge) same(d *doc.Doc, a, b doc.Holder) bool {
	return a.Mention >= 0 && b.Mention >= 0 && a.Mention != b.Mention && d.Mentions[a.Mention].Chain > 0 && d.Mentions[a.Mention].Chain == d.Mentions[b.Mention].Chain
}

// speaker says whether the source is the first person, who is named further out.
func (j *Judge) speaker(d *doc.Doc, h doc.Holder) bool {
	return h.Mention >= 0 && d.Mentions[h.Mention].Pronoun && j.in("first_person", strings.ToLower(d.Slice(h.Span)))
}

// bare says whether the source is a spokesman of nobody named.
func (j *Judge) bare(d *doc.Doc, h *doc.Holder) bool {
	f := strings.Fields(strings.ToLower(d.Slice(h.Span)))
	return len(f) > 0 && len(f) <= 2 && j.in("spokesman", f[len(f)-1])
}

// denied finds who denies in an aside what somebody asserts: "accused Kigali of
// arming the rebels, which Rwanda denies".
func (j *Judge) denied(d *doc.Doc, ev *doc.Event, chain []doc.Holder) []doc.Holder {
	if len(chain) == 0 {
		return nil
	}
	s := &d.Sents[ev.Sent]
	var out []doc.Holder
	for v := ev.Head + 1; v < len(s.Tokens); v++ {
		if !isVerb(&s.Tokens[v]) || s.Tokens[v].Deprel != "acl:relcl" && !s.Is(v, "advcl") || !j.aside(s, v) || s.Under(ev.Head, v) {
			continue
		}
		p := j.book.Predicate(rule.Lemma(&s.Tokens[v]), rule.Verb, "object")
		if p == nil || p.Effect != "denies" {
			continue
		}
		for _, k := range s.Kids(v) {
			if s.Is(k, "nsubj") && s.Tokens[k].XPOS != "WDT" && s.Tokens[k].XPOS != "WP" {
				if h, ok := j.holder(d, ev.Sent, k); ok {
					h.Stance, h.Why = "denies", quoted(s, v)
					out = append(out, h)
				}
			}
		}
	}
	return out
}

func (j *Judge) isActor(d *doc.Doc, ev *doc.Event, h doc.Holder) bool {
	if h.Mention < 0 {
		return false
	}
	for _, a := range ev.Actor {
		if a == h.Mention || d.Mentions[a].Chain > 0 && d.Mentions[a].Chain == d.Mentions[h.Mention].Chain {
			return true
		}
		if d.Mentions[a].Pronoun && h.Mention >= 0 && j.in("first_person", strings.ToLower(d.Slice(d.MentionSpan(a)))) {
			return true // "we promise", he said
		}
		if d.Mentions[a].Pronoun && len(d.Mentions[a].Actors) > 0 && d.Mentions[a].Actors[0].Code == h.Actor.Code {
			return true
		}
	}
	return false
}
