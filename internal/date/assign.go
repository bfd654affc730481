package date

import (
	"fmt"
	"strings"
	"time"

	"rapporteur/internal/doc"
)

// Assign gives each event the time expression that tells when it happened, by
// the way the expression hangs in the tree, and says so in Event.Why. Only
// expressions with a calendar reading count. An expression belongs to the word
// it modifies. An event takes that of its own trigger; else that of the clause
// it is the business of (subject, circumstance, carried object, infinitive,
// participle, coordinated verb). It never takes that of a clause that only
// tells of it: in "said on Thursday that troops had attacked" the attack is
// not dated; nor that of a clause set before or after it ("since he took
// office in December").
//
// Last, what is told again nearby without a day takes the day told there.
//
// It does nothing when the rules have a fault, which New reports.
func Assign(d *doc.Doc) {
	f, err := New()
	if err != nil {
		return
	}
	bySent := map[int][]int{}
	for i := range d.Dates {
		s := &d.Sents[d.Dates[i].Sent]
		if s.Line > 0 && d.Dates[i].Start < s.Tokens[s.Line-1].End {
			continue // a dateline says when it was written
		}
		if d.Dates[i].Day != "" {
			bySent[d.Dates[i].Sent] = append(bySent[d.Dates[i].Sent], i)
		}
	}
	sents := map[int]*clauses{}
	clausesOf := func(si int) *clauses {
		if t := sents[si]; t != nil {
			return t
		}
		t := &clauses{f: f, d: d, s: &d.Sents[si], on: map[int][]int{}, tops: map[int]int{}, events: map[int]bool{}}
		for k := range d.Events {
			if o := &d.Events[k]; o.Sent == si {
				t.events[o.Head] = true
				for _, i := range o.Trigger {
					t.events[i] = true
				}
			}
		}
		t.hang(bySent[si])
		sents[si] = t
		return t
	}
	for i := range d.Events {
		ev := &d.Events[i]
		ev.Date = -1
		if ev.Sent < 0 || ev.Sent >= len(d.Sents) || len(bySent[ev.Sent]) == 0 {
			continue
		}
		if ev.Head < 0 || ev.Head >= len(d.Sents[ev.Sent].Tokens) {
			continue
		}
		if k, how := clausesOf(ev.Sent).dateOf(ev); k >= 0 {
			ev.Date = k
			ev.Why = append(ev.Why, fmt.Sprintf("date: %q -> %s%s; %s", d.Slice(d.Dates[k].Span), d.Dates[k].Day, anchor(d.Dates[k].Why), how))
		}
	}
	var says []saying
	for i := range d.Attributions {
		if x, ok := f.said(d, &d.Attributions[i], bySent, clausesOf); ok {
			says = append(says, x)
		}
	}
	f.again(d, says, 4)
}

// anchor is the part of a date's Why behind the rule.
func anchor(why string) string {
	if _, how, ok := strings.Cut(why, "; "); ok {
		return ", " + how
	}
	return ""
}

// clauses is a sentence with its dates on the words they modify.
type clauses struct {
	f      *Finder
	d      *doc.Doc
	s      *doc.Sentence
	on     map[int][]int // token -> dates that modify it
	tops   map[int]int   // head of a date's words -> 1 + date
	events map[int]bool  // triggers
}

func (t *clauses) cue(list string, i int) bool {
	tok := &t.s.Tokens[i]
	words := t.f.g.cues[list]
	return words[strings.ToLower(tok.Text)] || tok.Lemma != "" && words[strings.ToLower(tok.Lemma)]
}

func (t *clauses) head(i int) int {
	if h := t.s.Tokens[i].Head; h >= 0 && h < len(t.s.Tokens) && h != i {
		return h
	}
	return -1
}

func (t *clauses) is(i int, rels ...string) bool {
	for _, r := range rels {
		if t.s.Is(i, r) {
			return true
		}
	}
	return false
}

// hang finds the word that each date modifies.
func (t *clauses) hang(dates []int) {
	for _, k := range dates {
		x := t.d.Dates[k]
		top := -1
		for i := range t.s.Tokens {
			tok := &t.s.Tokens[i]
			if tok.Start >= x.End || tok.End <= x.Start || tok.UPOS == "PUNCT" || tok.UPOS == "ADP" {
				continue
			}
			if h := t.head(i); h < 0 || t.s.Tokens[h].Start >= x.End || t.s.Tokens[h].End <= x.Start {
				top = i
				break
			}
		}
		if top < 0 {
			continue
		}
		t.tops[top] = k + 1
		if t.is(top, "obj") || t.is(top, "nsubj") && !t.second(top) {
			continue
		}
		bound := false
		for _, c := range t.s.Kids(top) {
			bound = bound || (t.is(c, "case", "mark") && t.cue("bound", c) && !t.clock(x)) // "shortly after ten on Sunday" is on Sunday
		}
		if g := t.head(top); !bound && g >= 0 {
			if t.is(top, "conj", "appos") && t.on[g] == nil && t.head(g) >= 0 && t.isDate(g, dates) {
				g = t.head(g) // "on Monday and Tuesday"
			}
			t.on[g] = append(t.on[g], k)
			if v := t.verbOf(top, g); v >= 0 {
				t.on[v] = append(t.on[v], k)
			}
		}
	}
}

// clock says whether the expression is a time of day with its day: what was
// after it was still on that day.
func (t *clauses) clock(x doc.Date) bool {
	_, hour, ok := strings.Cut(x.Value, "T")
	if !ok || hour == "" || hour[0] < '0' || hour[0] > '9' {
		return false
	}
	for i := range t.s.Tokens {
		if x.Overlaps(t.s.Tokens[i].Span) && strings.HasSuffix(strings.ToLower(t.s.Tokens[i].Text), "day") {
			return true
		}
	}
	return false
}

// second says whether a day that looks like a subject stands behind the subject:
// "the minister, on his way home, Monday refused to speak".
func (t *clauses) second(top int) bool {
	h := t.head(top)
	return h == top+1 && t.verb(h) && t.s.Tokens[top].UPOS == "PROPN" && t.s.Kid(h, "nsubj") < top
}

// verbOf returns the verb a date is likely to tell of when the tree has it on a
// noun g that is no event: a date with a preposition or bare ("on Tuesday",
// "last week") says when something was done, not which thing is meant, as
// "Tuesday's" and "the 2015" do. -1 where the date belongs to the noun.
func (t *clauses) verbOf(top, g int) int {
	if t.verb(g) || t.events[g] || t.is(top, "nmod:poss", "nummod", "amod") {
		return -1
	}
	if t.is(top, "compound") { // "On Tuesday troops fired"
		if top == 0 || !t.cue("day preposition", top-1) {
			return -1
		}
	}
	for n := 0; n < len(t.s.Tokens); n++ {
		if t.is(g, "acl", "advcl", "ccomp") || t.events[g] {
			return -1
		}
		if g = t.head(g); g < 0 {
			return -1
		}
		if t.verb(g) || t.events[g] { // "his visit to Zenda in April"
			return g
		}
	}
	return -1
}

func (t *clauses) isDate(i int, dates []int) bool {
	for _, k := range dates {
		if t.d.Dates[k].Overlaps(t.s.Tokens[i].Span) {
			return true
		}
	}
	return false
}

// best picks among the dates of a word: the most exact, then the nearest.
func (t *clauses) best(g, near int) int {
	best := -1
	rank := func(k int) (int, int) {
		x := t.d.Dates[k]
		dist := t.s.Tokens[near].Start - x.Start
		return map[int]int{10: 0, 21: 1, 7: 2}[len(x.Day)] + map[bool]int{true: 3}[len(x.Day) < 7], max(dist, -dist)
	}
	for _, k := range t.on[g] {
		if best < 0 {
			best = k
			continue
		}
		a, b := rank(k)
		c, e := rank(best)
		if a < c || a == c && b < e {
			best = k
		}
	}
	return best
}

func (t *clauses) verb(i int) bool {
	u := t.s.Tokens[i].UPOS
	return u == "VERB" || u == "AUX" || t.s.Kid(i, "cop") >= 0
}

func (t *clauses) dateOf(ev *doc.Event) (int, string) {
	say := func(k, g int) (int, string) {
		return k, fmt.Sprintf("it modifies %q", t.s.Tokens[g].Text)
	}
	own := append([]int{ev.Head}, ev.Trigger...)
	for _, i := range own {
		if i < 0 || i >= len(t.s.Tokens) {
			continue
		}
		if k := t.best(i, ev.Head); k >= 0 {
			if i != ev.Head && t.is(i, "xcomp") && t.ahead(k) {
				break // "promised to meet them next week" was promised before
			}
			return say(k, i)
		}
	}
	// "his last visit was in 2005"
	if h := t.head(ev.Head); h >= 0 && t.is(ev.Head, "nsubj") && t.tops[h] > 0 {
		return t.tops[h] - 1, "it is the predicate"
	}
	// what the event was part of: "killed in Monday's raid", "hurt during clashes on Tuesday"
	if t.verb(ev.Head) {
		for _, k := range t.s.Kids(ev.Head) {
			if t.is(k, "obl") && t.s.Tokens[k].UPOS == "NOUN" && t.marked(k, "part of") {
				if x := t.best(k, ev.Head); x >= 0 {
					return say(x, k)
				}
			}
		}
	}
	// a noun with a clause of its own: "talks held on Monday", "a war that began in May"
	for _, c := range t.s.Kids(ev.Head) {
		if !t.verb(ev.Head) && t.is(c, "acl") {
			if k := t.best(c, ev.Head); k >= 0 {
				return say(k, c)
			}
		}
	}
	// upwards, as long as the clause above tells of the same time
	i := ev.Head
	for n := 0; n < len(t.s.Tokens); n++ {
		h := t.head(i)
		if h < 0 || !t.shares(ev, i, h) {
			break
		}
		k := t.best(h, ev.Head)
		if subj := t.s.Kid(h, "nsubj"); k < 0 && subj >= 0 && t.is(i, "advcl") { // "a strike on Wednesday paralysed traffic as miners marched"
			k = t.best(subj, ev.Head)
		}
		if k >= 0 {
			k, how := say(k, h)
			return k, fmt.Sprintf("%s, whose time %q shares", how, t.s.Tokens[ev.Head].Text)
		}
		i = h
	}
	// what a toll is told with: "killed fifty people and wounded four hundred on Sunday"
	if t.cue("toll", ev.Head) {
		for _, c := range t.s.Kids(ev.Head) {
			if t.is(c, "conj") && c > ev.Head && t.cue("toll", c) && t.s.Kid(c, "nsubj", "nsubj:pass") < 0 {
				if k := t.best(c, ev.Head); k >= 0 {
					return say(k, c)
				}
			}
		}
	}
	// a clause at the same time: "no fighting as they entered the town Tuesday"
	for _, top := range []int{ev.Head, i} {
		for _, c := range t.s.Kids(top) {
			if t.is(c, "advcl") && t.marked(c, "same time") {
				if k := t.best(c, ev.Head); k >= 0 {
					return say(k, c)
				}
			}
		}
	}
	return -1, ""
}

// ahead says whether the expression's day is after the publication.
func (t *clauses) ahead(k int) bool {
	day, _, _ := strings.Cut(t.d.Dates[k].Day, "/")
	return len(day) == 10 && !t.d.Published.IsZero() && day > t.d.Published.Format(time.DateOnly)
}

// marked says whether the clause is opened by a word of the list.
func (t *clauses) marked(i int, list string) bool {
	for _, c := range t.s.Kids(i) {
		if t.is(c, "mark", "advmod", "case") && c < i && t.cue(list, c) {
			return true
		}
	}
	return false
}

// shares says whether what happens at i happens at the time of h, its head.
func (t *clauses) shares(ev *doc.Event, i, h int) bool {
	open := ev.Status == "future" || ev.Status == "hypothetical" // a plan is not made on the day it is for
	switch {
	case t.is(i, "nsubj"):
		return t.verb(h) && !t.cue("telling", h)
	case t.is(i, "obj"):
		return t.cue("carrying", h)
	case t.is(i, "nmod"):
		return t.cue("light", h) // "unleashed a hail of bullets"
	case t.is(i, "obl") && t.marked(i, "just before") && t.cue("telling", h):
		return ev.Type == "CONSULT"
	case t.is(i, "obl"):
		return !open && !t.marked(i, "bound") && !t.marked(i, "telling of")
	case t.is(i, "xcomp"):
		return !open
	case t.is(i, "conj"):
		// the date of the first verb holds for the second unless it has a
		// subject of its own
		return t.verb(h) && t.verb(i) && t.s.Kid(i, "nsubj") < 0
	case t.is(i, "advcl") && t.marked(i, "just before") && t.cue("telling", h):
		return ev.Type == "CONSULT" // "said on Sunday after meeting the minister"
	case t.is(i, "advcl"):
		if t.marked(i, "bound") || open {
			return false
		}
		mark := t.s.Kid(i, "mark")
		return mark < 0 || t.marked(i, "same time")
	case t.is(i, "ccomp", "parataxis"):
		return t.f.g.cues["acts in words"][ev.Type] && t.speaks(ev, h) && !t.before(i)
	case t.is(i, "compound", "amod", "flat"):
		return !t.verb(h)
	}
	return false
}

// speaks says whether the event's actor is the subject of the verb, or somebody
// of the same government or party is.
func (t *clauses) speaks(ev *doc.Event, h int) bool {
	subj := t.s.Kid(h, "nsubj")
	if subj < 0 {
		return false
	}
	m := t.d.MentionAt(ev.Sent, subj)
	for _, a := range ev.Actor {
		if a < 0 || a >= len(t.d.Mentions) {
			continue
		}
		x := t.d.Mentions[a]
		if x.Sent == ev.Sent && x.Head == subj || m >= 0 && (x.Chain != 0 && x.Chain == t.d.Mentions[m].Chain || doc.Alike(x.Actors, t.d.Mentions[m].Actors)) {
			return true // "Beijing hopes ..., its foreign minister said on Thursday" is said then too
		}
	}
	return false
}

// before says whether what is told at i was before the telling: it is in the
// pluperfect or has an auxiliary of the past.
func (t *clauses) before(i int) bool {
	for _, c := range t.s.Kids(i) {
		if t.is(c, "aux") && (t.s.Tokens[c].XPOS == "VBD" || t.cue("past", c) && !t.cue("present", c)) {
			return true
		}
	}
	return false
}
