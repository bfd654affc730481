package confidence

import (
	"fmt"
	"slices"
	"strings"

	"rapporteur/internal/doc"
)

// Signs lists, as "name=value" and each once, what of an event's making may tell
// how far it can be trusted: its rule, the form of its trigger and where it
// stands, and of each side how many parties it has and how they were found. Of
// the report's words only the trigger's are signs.
func Signs(d *doc.Doc, ev *doc.Event) []string {
	s := &d.Sents[ev.Sent]
	t := &s.Tokens[ev.Head]
	var out []string
	add := func(name string, value ...any) { out = append(out, name+"="+fmt.Sprint(value...)) }

	add("rule", ev.Rule)
	add("type", ev.Type)
	add("mode", ev.Type, "/", ev.Mode)
	add("status", ev.Status)
	add("trigger", t.UPOS, " ", strings.ToLower(t.Lemma))
	add("trigger of type", t.UPOS, " ", ev.Type)
	add("trigger words", upTo(len(ev.Trigger), 1, 2, 3))
	add("trigger form", t.XPOS, " ", relation(s, ev.Head))
	add("trigger depth", upTo(depth(s, ev.Head), 0, 1, 2, 3, 4))
	add("word before", tagAt(s, ev.Head-1))
	add("word after", tagAt(s, ev.Head+1))
	if t.UPOS == "NOUN" {
		add("noun determined by", determiner(s, ev.Head))
		add("noun with", complement(s, ev))
	}
	add("sources", upTo(len(ev.SaidBy), 0, 1))
	add("dated by text", ev.Date >= 0)
	add("in quotation marks", quoted(s, ev.Head))
	add("sentence length", upTo(len(s.Tokens), 12, 20, 30, 40, 55))
	add("sentence number", upTo(s.Index, 0, 1, 3, 6, 10, 20))
	same, other := 0, 0
	for i := range d.Events {
		if o := &d.Events[i]; o.Sent == ev.Sent && o != ev {
			other++
			if o.Type == ev.Type {
				same++
			}
		}
	}
	add("others in sentence", upTo(other, 0, 1, 2))
	add("others of type", upTo(same, 0))
	add("events in ten sentences", upTo(10*len(d.Events)/len(d.Sents), 1, 2, 3, 5, 8, 12))
	add("parties", upTo(len(ev.Actor), 0, 1), "-", upTo(len(ev.Recipient), 0, 1))
	for _, x := range countries(d, ev.Actor) {
		if slices.Contains(countries(d, ev.Recipient), x) {
			add("within one country", ev.Type)
		}
	}
	out = append(out, side(d, ev, "actor", ev.Actor, ev.ActorWhy)...)
	out = append(out, side(d, ev, "recipient", ev.Recipient, ev.RecpWhy)...)
	slices.Sort(out)
	return slices.Compact(out)
}

// side lists the signs of one side's parties.
func side(d *doc.Doc, ev *doc.Event, name string, parties []int, why string) []string {
	s := &d.Sents[ev.Sent]
	var out []string
	add := func(sign string, value ...any) { out = append(out, name+" "+sign+"="+fmt.Sprint(value...)) }
	if why == "" {
		why = "the phrasing says"
	}
	add("found as", why)
	if len(parties) == 0 {
		add("missing", ev.Rule)
	}
	for _, k := range parties {
		m := &d.Mentions[k]
		add("is", wording(d, m))
		if m.Sent != ev.Sent {
			add("stands", "in another sentence")
		} else {
			add("stands", upTo(m.Head-ev.Head, -21, -11, -6, -3, -1, 2, 5, 10, 20), " ", s.Tokens[m.Head].Deprel)
			add("hangs", hanging(s, m.Head, ev))
		}
		for _, a := range m.Actors {
			country, sector, _ := strings.Cut(a.Code, " ")
			if country != "---" {
				country = "known"
			}
			add("code", country, " ", sector)
			add("of type", ev.Type, " ", sector)
			add("known by", reason(a.Ref))
		}
	}
	return out
}

// upTo names the first limit that n does not exceed.
func upTo(n int, limits ...int) string {
	for _, l := range limits {
		if n <= l {
			return fmt.Sprint(l)
		}
	}
	return "more"
}

// relation is how a word hangs in the sentence; one beside another hangs as that.
func relation(s *doc.Sentence, i int) string {
	if t := &s.Tokens[i]; t.Deprel == "conj" && t.Head >= 0 {
		return "conj " + s.Tokens[t.Head].Deprel
	}
	return s.Tokens[i].Deprel
}

// hanging is how a party's head hangs on the trigger.
func hanging(s *doc.Sentence, i int, ev *doc.Event) string {
	switch t := &s.Tokens[i]; {
	case slices.Contains(ev.Trigger, t.Head), t.Deprel == "conj":
		return t.Deprel
	}
	return "elsewhere"
}

func depth(s *doc.Sentence, i int) int {
	n := 0
	for h := s.Tokens[i].Head; h >= 0 && n < len(s.Tokens); h = s.Tokens[h].Head {
		n++
	}
	return n
}

func tagAt(s *doc.Sentence, i int) string {
	if i < 0 || i >= len(s.Tokens) {
		return "none"
	}
	return s.Tokens[i].UPOS
}

func determiner(s *doc.Sentence, i int) string {
	if k := s.Kid(i, "det"); k >= 0 {
		return strings.ToLower(s.Tokens[k].Text)
	}
	if s.Kid(i, "nmod:poss") >= 0 {
		return "possessor"
	}
	return "nothing"
}

func complement(s *doc.Sentence, ev *doc.Event) string {
	switch {
	case slices.ContainsFunc(ev.Trigger, func(w int) bool { return s.Tokens[w].UPOS == "VERB" }):
		return "verb"
	case s.Kid(ev.Head, "nmod") >= 0:
		return "noun"
	case s.Kid(ev.Head, "acl") >= 0:
		return "clause"
	}
	return "nothing"
}

// quoted says whether an odd number of quotation marks stands before the word.
func quoted(s *doc.Sentence, i int) bool {
	n := 0
	for k := range i {
		switch s.Tokens[k].Text {
		case `"`, "“", "”", "``", "''":
			n++
		}
	}
	return n%2 == 1
}

func countries(d *doc.Doc, parties []int) []string {
	var out []string
	for _, k := range parties {
		for _, a := range d.Mentions[k].Actors {
			if c, _, _ := strings.Cut(a.Code, " "); c != "---" {
				out = append(out, c)
			}
		}
	}
	return out
}

// wording is what kind of phrase names a party; pronouns are themselves.
func wording(d *doc.Doc, m *doc.Mention) string {
	t := &d.Sents[m.Sent].Tokens[m.Head]
	switch {
	case m.Pronoun:
		return strings.ToLower(t.Text)
	case m.Place:
		return "place " + t.UPOS
	case m.Person:
		return "person " + t.UPOS
	case m.Group:
		return "group " + t.UPOS
	}
	return "other " + t.UPOS
}

// reasons are the kinds of what a code stands on, by words of doc.Actor.Ref; the
// first that has them counts.
var reasons = []struct{ words, kind string }{
	{"told of later", "what is told later"},
	{"from context", "the report's country"},
	{"unknown", "nothing"},
	{"->", "an earlier mention"},
	{"earlier mention", "an earlier mention"},
	{"office:", "an office"},
	{"organisation", "an organisation"},
	{"for its government", "a state"},
	{"adjective", "an adjective"},
	{"place in", "a place"},
	{" of ", "whose it is"},
}

func reason(ref string) string {
	for _, r := range reasons {
		if strings.Contains(ref, r.words) {
			return r.kind
		}
	}
	return "something else"
}
