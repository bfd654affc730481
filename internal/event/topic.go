package event

import (
	"slices"
	"strings"

	"rapporteur/internal/doc"
	"rapporteur/internal/rule"
)

// A report is set aside when at least asideWords of its words belong to one
// topic outside politics and outnumber those of politics more than asideTimes.
const (
	asideWords = 5
	asideTimes = 2
	// one word tells no more however often it comes
	asideRepeats = 4
)

// aside returns the topic that the report is about where that is something else
// than politics: sport, an accident, a film, a telescope.
func (c *Finder) aside(d *doc.Doc) string {
	n := count(d, &c.book.Topics)
	name, most, politics := "", 0, 0
	for t := range c.book.Topics.List {
		switch {
		case !c.book.Topics.List[t].Aside:
			politics += n[t]
		case n[t] > most:
			name, most = c.book.Topics.List[t].Name, n[t]
		}
	}
	if most < asideWords || most <= asideTimes*politics {
		return ""
	}
	return name
}

// count counts the document's words by topic.
func count(d *doc.Doc, topics *rule.Topics) []int {
	n := make([]int, len(topics.List))
	seen := make([]map[string]int, len(n))
	for t := range seen {
		seen[t] = map[string]int{}
	}
	for i := range d.Sents {
		s := &d.Sents[i]
		for k := range s.Tokens {
			for _, t := range topics.At(s, k) {
				if word := rule.Lemma(&s.Tokens[k]); seen[t][word] < asideRepeats {
					n[t]++
					seen[t][word]++
				}
			}
		}
	}
	return n
}

// aboutWords is how many words of a context make a whole report be about it.
const aboutWords = 5

// contexts adds to the events what their sentence or the whole report is about.
func (c *Finder) contexts(d *doc.Doc) {
	if len(d.Events) == 0 || len(c.book.About.List) == 0 {
		return
	}
	whole := count(d, &c.book.About)
	bySent := map[int][]string{}
	for i := range d.Events {
		ev := &d.Events[i]
		about, done := bySent[ev.Sent]
		if !done {
			in := make([]bool, len(c.book.About.List))
			for k := range d.Sents[ev.Sent].Tokens {
				for _, t := range c.book.About.At(&d.Sents[ev.Sent], k) {
					in[t] = true
				}
			}
			for t := range in {
				if in[t] || whole[t] >= aboutWords {
					about = append(about, c.book.About.List[t].Name)
				}
			}
			bySent[ev.Sent] = about
		}
		ev.Contexts = slices.Clone(ev.Contexts)
		for _, x := range about {
			if !slices.Contains(ev.Contexts, x) {
				ev.Contexts = append(ev.Contexts, x)
			}
		}
	}
}

// between says whether one public party does it to another, which is what is
// taken from a report set aside. The name of a country alone is a team there as
// often as a government.
func (c *Finder) between(d *doc.Doc, r *match) bool {
	if slices.ContainsFunc(c.book.Kept, func(k string) bool {
		kind, mode, _ := strings.Cut(k, "/")
		return k == r.pat.Rule.Name || kind == r.pat.Rule.Type && (mode == "" || mode == r.mode)
	}) {
		return true
	}
	doer := slices.ContainsFunc(r.actor, func(k int) bool { return !d.Mentions[k].Place && c.public(&d.Mentions[k]) })
	if reciprocal(r.pat) && len(r.recipient) == 0 {
		return doer && len(r.actor) > 1 && !slices.ContainsFunc(r.actor, func(k int) bool { return !c.public(&d.Mentions[k]) })
	}
	return doer && slices.ContainsFunc(r.recipient, func(k int) bool { return c.public(&d.Mentions[k]) })
}

// public says whether the mention stands for a state, an organisation or
// somebody of no private sector.
func (c *Finder) public(m *doc.Mention) bool {
	private, _ := c.book.Class("private_sector")
	bodies, _ := c.book.Class("public_body")
	for _, a := range m.Actors {
		f := strings.Fields(a.Code)
		switch {
		case len(f) == 0 || f[0] == "---" && len(f) == 1:
		case len(f) == 1:
			if !m.Person || m.Place || bodies.Has(strings.ToLower(f[0])) {
				return true
			}
		case !private.Has(strings.ToLower(f[len(f)-1])):
			return true
		}
	}
	return false
}
