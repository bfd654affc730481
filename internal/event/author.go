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
