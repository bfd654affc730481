// Package date finds time expressions and reads them as calendar dates.
//
// In: a document with tokens and, where known, its publication day; tags and
// trees sharpen the reading of weekdays and months but are not needed. Out:
// Doc.Dates, each with its TIMEX3 type and value, a calendar reading for the
// record where there is one, and the rule and anchor it stands on. Assign then
// ties events to the dates that tell when they happened.
//
// What is understood is written in rules/*.rule and words.tsv, see
// rules/FORMAT.md; this package only matches and counts days. A sentence of 25
// words costs about a tenth of a millisecond. A Finder may be used by several
// goroutines at once.
package date

import (
	"fmt"
	"strings"
	"sync"

	"rapporteur/internal/doc"
)

// Finder finds time expressions.
type Finder struct{ g *grammar }

var load = sync.OnceValues(loadGrammar)

// New reads the rules. It fails when a rule file has a fault, naming file and
// line of each.
func New() (*Finder, error) {
	g, err := load()
	if err != nil {
		return nil, err
	}
	return &Finder{g}, nil
}

// whole lists the categories that are expressions of their own.
var whole = map[string]bool{"day": true, "period": true, "moment": true, "length": true, "ref": true, "set": true}

// Find fills d.Dates from the sentences' tokens and d.Published, in the order
// of the text. Without a publication day, expressions that count from it get
// no calendar reading.
func (f *Finder) Find(d *doc.Doc) {
	d.Dates = nil
	c := &scene{}
	if y := d.Published.Year(); !d.Published.IsZero() && y > 1 && y < 9990 {
		c.now = containing(day, d.Published).first
	}
	for i := range d.Sents {
		f.sentence(d, i, c)
	}
}

func (f *Finder) sentence(d *doc.Doc, si int, c *scene) {
	s := &d.Sents[si]
	ps := pieces(s)
	at := f.g.chart(ps)
	from := len(d.Dates)
	for i := 0; i < len(ps); {
		end := i + 1
		for _, n := range ranked(at[i]) {
			c.lean = f.lean(s, ps, i, n.end)
			v, ok := c.value(n)
			if !ok {
				continue
			}
			if personal(s, ps[i].tok, ps[n.end-1].tok) {
				continue
			}
			date := doc.Date{Span: doc.Span{Start: ps[i].start, End: ps[n.end-1].end}, Sent: si, Type: v.typ, Value: v.text, Day: v.day}
			date.Why = "rule " + n.rule.name
			if v.how != "" {
				date.Why += "; " + v.how
			}
			d.Dates = append(d.Dates, date)
			if v.p.unit != "" {
				c.named = v.p
				if (v.p.unit == quarter || v.p.unit == half) && n.rule.op != "yearlier" {
					c.fiscal = v.p
				}
			}
			end = n.end
			break
		}
		i = end
	}
	f.join(d, from, s, ps)
}

// personal says whether the tokens are part of a longer name of a person: "Jan Kavan".
func personal(s *doc.Sentence, first, last int) bool {
	k := s.Tokens[first].Name
	if k == 0 || k > len(s.Names) {
		return false
	}
	n := s.Names[k-1]
	return n.Type == doc.Person && n.First <= first && n.Last >= last && n.Last-n.First > last-first
}

// ranked lists the expressions that start at a piece: the longest first, then
// the one with more words of its own, then in the order of the rules.
func ranked(ns []*node) []*node {
	var out []*node
	for _, n := range ns {
		if !whole[n.cat] {
			continue
		}
		k := len(out)
		for k > 0 && better(n, out[k-1]) {
			k--
		}
		out = append(out, nil)
		copy(out[k+1:], out[k:])
		out[k] = n
	}
	return out
}

func better(a, b *node) bool {
	if a.end != b.end {
		return a.end > b.end
	}
	if a.text != b.text {
		return a.text > b.text
	}
	return a.rule.order < b.rule.order
}

// join gives two days said as one stretch ("from 3 May to 5 May", "on Monday
// and Tuesday") the reading of the whole stretch. The TIMEX3 values stay apart.
func (f *Finder) join(d *doc.Doc, from int, s *doc.Sentence, ps []piece) {
	for k := from; k+1 < len(d.Dates); k++ {
		a, b := &d.Dates[k], &d.Dates[k+1]
		if len(a.Day) != 10 || len(b.Day) != 10 || a.Day >= b.Day {
			continue
		}
		var between []string
		before := ""
		for _, p := range ps {
			if p.end <= a.Start {
				before = p.low
			}
			if p.start >= a.End && p.end <= b.Start {
				between = append(between, p.low)
			}
		}
		if len(between) != 1 || len(a.Value) != 10 || len(b.Value) != 10 {
			continue
		}
		w := between[0]
		if f.g.cues["to"][w] && (w == "-" || f.g.cues["from"][before]) || f.g.cues["and"][w] && (before == "between" || dayAfter(a.Day) == b.Day) {
			a.Day += "/" + b.Day
			b.Day = a.Day
			a.Why += "; one stretch with " + fmt.Sprintf("%q", d.Slice(b.Span))
			b.Why += "; one stretch with " + fmt.Sprintf("%q", d.Slice(a.Span))
		}
	}
}

// present is the lean of a clause in the present tense: the nearest day is meant.
const present = 2

// lean says whether the clause around the expression (pieces i to j) tells of
// the past (-1) or of what is to come (+1); 0 where it can't be told.
func (f *Finder) lean(s *doc.Sentence, ps []piece, i, j int) int {
	if i > 0 && f.g.cues["to come"][ps[i-1].low] {
		return 1
	}
	if ps[i].tok < len(s.Tokens) && s.Tokens[ps[i].tok].UPOS != "" {
		if l, ok := f.leanOfTree(s, ps[i].tok, ps[j-1].tok); ok {
			return l
		}
	}
	// Without a tree: the nearest word that tells, first to the left.
	cue := func(p piece) int {
		switch {
		case f.g.cues["future"][p.low]:
			return 1
		case f.g.cues["past"][p.low], len(p.low) > 3 && strings.HasSuffix(p.low, "ed") && !f.g.cues["not past"][p.low]:
			return -1
		}
		return 0
	}
	for k := i - 1; k >= 0 && k >= i-12; k-- {
		if l := cue(ps[k]); l != 0 {
			for m := k - 1; l < 0 && m >= 0 && m >= k-3; m-- { // "is expected", "will be signed"
				if f.g.cues["future"][ps[m].low] {
					return 1
				}
			}
			return l
		}
	}
	for k := j; k < len(ps) && k < j+10; k++ {
		if l := cue(ps[k]); l != 0 {
			return l
		}
	}
	return 0
}

// ahead is the lean of what is to come at token t: +1, or -1 where that was
// told of before something else in the past, "it had been due to end on Friday".
func (f *Finder) ahead(s *doc.Sentence, t int) int {
	for n := 0; n < 4 && t >= 0 && t < len(s.Tokens); n++ {
		if f.earlier(s, t, "aux") {
			return -1
		}
		if !s.Is(t, "xcomp") && !s.Is(t, "csubj") && !s.Is(t, "ccomp") {
			break
		}
		t = s.Tokens[t].Head
	}
	return 1
}

// leanOfTree climbs from the expression to the verb it hangs on.
func (f *Finder) leanOfTree(s *doc.Sentence, first, last int) (int, bool) {
	t := first
	for n := 0; n < len(s.Tokens); n++ { // out of the expression
		h := s.Tokens[t].Head
		if h < 0 || h >= len(s.Tokens) {
			break
		}
		t = h
		if t < first || t > last {
			break
		}
	}
	for n := 0; n < len(s.Tokens); n++ {
		tok := &s.Tokens[t]
		verb := tok.UPOS == "VERB" || tok.UPOS == "AUX" || s.Kid(t, "cop") >= 0
		low := strings.ToLower(tok.Text)
		if f.g.cues["future governor"][low] {
			return f.ahead(s, t), true
		}
		if verb {
			past, now := tok.XPOS == "VBD", tok.XPOS == "VBZ" || tok.XPOS == "VBP"
			for _, k := range s.Kids(t) {
				kid := strings.ToLower(s.Tokens[k].Text)
				if !s.Is(k, "aux") && !s.Is(k, "cop") && !(s.Is(k, "mark") && kid == "to") {
					continue
				}
				if f.g.cues["future"][kid] {
					return f.ahead(s, t), true
				}
				if s.Tokens[k].XPOS == "VBD" || f.g.cues["past"][kid] {
					past = true
				}
				now = now || s.Tokens[k].XPOS == "VBZ" || s.Tokens[k].XPOS == "VBP"
			}
			if past {
				return -1, true
			}
			if now {
				return present, true
			}
			if tok.XPOS == "VBN" && s.Is(t, "acl") && s.Kid(t, "aux") < 0 { // "the order issued Tuesday"
				return -1, true
			}
			if tok.XPOS != "VBN" && tok.XPOS != "VBG" && tok.XPOS != "VB" {
				return 0, true
			}
		}
		if tok.Head < 0 || tok.Head >= len(s.Tokens) {
			return 0, verb
		}
		t = tok.Head
	}
	return 0, false
}
