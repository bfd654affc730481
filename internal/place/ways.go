package place

import (
	"fmt"
	"slices"
	"strings"

	"rapporteur/internal/doc"
)

// located returns the phrase of place among what hangs on token i. How says by what.
func (t *tree) located(i int) (phrase, string) {
	tok := &t.s.Tokens[i]
	best, how := none, ""
	take := func(x phrase, h string) {
		if x.first >= 0 && (best.first < 0 || best.place < 0 && x.place >= 0 || t.finer(x.place, best.place) || t.beyond(x, best)) {
			best, how = x, h
		}
	}
	for _, k := range t.s.Kids(i) {
		if k < t.start {
			continue
		}
		p := t.prep(k)
		if has("place preposition", p) && t.seat(i, k) {
			continue
		}
		switch {
		case t.words && t.verb(i) && (!t.is(k, "obl", "advmod") || t.about(i, k)):
		case t.is(k, "obl") && t.verb(i) && t.word("about", i) && t.about(i, k) && t.s.Kid(i, "obj") >= 0 && t.word("going on", t.s.Kid(i, "obj")): // "discussed the violence in Zenda"
		case t.is(k, "obl", "nmod") && (has("place preposition", p) || p == "on" && t.word("lain on", k)),
			t.is(k, "obl", "nmod") && (p == "to" || p == "into" || p == "toward" || p == "towards") && t.word("going", i),
			t.is(k, "obl", "nmod") && p == "from" && t.word("leaving", i),
			t.is(k, "nmod") && (p == "on" || p == "of" || p == "against") && t.word("done to a place", i):
			x := t.phrase(k)
			if has("place preposition", p) && x.place < 0 && !(t.words && x.first < 0 && k > i && (p == "at" || p == "over")) { // "protests at the fleet in Zenda" is made elsewhere
				switch y := t.within(k, 2); {
				case x.first < 0:
					x = y
				case y.first > x.last && y.first <= x.last+3: // "a house in Zenda"
					x.last, x.place = y.last, y.place
				}
			}
			take(x, fmt.Sprintf("with %q on %q", p, tok.Text))
		case t.is(k, "obl") && t.verb(i) && (p == "on" || p == "onto" || p == "into") && has("seen somewhere", t.ev.Type) && !t.words: // "fired on a crowd in Zenda"
			take(t.within(k, 2), fmt.Sprintf("with %q on %q", p, tok.Text))
		case t.is(k, "obj", "nsubj:pass") && t.verb(i) && t.word("done to a place", i) && !t.words && !t.describes(k):
			take(t.phrase(k), fmt.Sprintf("what %q was done to", tok.Text))
		case t.is(k, "obj") && t.verb(i) && t.word("leaving", i) && t.place(k) >= 0:
			take(t.phrase(k), fmt.Sprintf("what was left by %q", tok.Text))
		case t.is(k, "compound") && k < i && !t.verb(i) && t.place(k) >= 0 && t.named(k, i):
			take(t.phrase(k), fmt.Sprintf("named before %q", tok.Text))
		case t.is(k, "advmod") && t.place(k) >= 0:
			take(t.phrase(k), "it tells where")
		case t.is(k, "advmod") && t.word("here", k):
			if p := t.quotedHere(k); p >= 0 {
				take(phrase{k, k, p}, "the town spoken of, for somebody of the country who is quoted")
			} else if p := t.dateplace(); p >= 0 {
				take(phrase{k, k, p}, "the place of the dateline")
			} else {
				if !t.words {
					take(phrase{k, k, -1}, "the place that the report was written in, which it does not name")
				}
			}
		}
	}
	if best.first < 0 {
		take(t.moved(i))
	}
	if best.place >= 0 && t.verb(i) && t.word("going", i) {
		for _, k := range append(t.s.Kids(i), t.s.Kids(t.d.Places[best.place].Last)...) { // "going to Ruritania for a meeting in Zenda"
			if k <= best.last || !(t.is(k, "obl", "nmod") && t.prep(k) == "for" || t.is(k, "xcomp", "advcl") && t.s.Tokens[max(0, k-1)].Text == "to") {
				continue
			}
			x, h := t.located(k)
			if o := t.s.Kid(k, "obj"); x.first < 0 && o >= 0 {
				x, h = t.located(o)
			}
			take(x, h+fmt.Sprintf(", for which %q", tok.Text))
		}
	}
	return best, how
}

// seat says whether the place in phrase k is where a government has its seat,
// rather than where the event at i was: "fighting the regime in Strelsau".
func (t *tree) seat(i, k int) bool {
	if t.ev.Type == "CONSULT" || t.ev.Mode == "seize" {
		return false // who meets or topples a government is where it sits
	}
	n := t.s.Kid(k, "case") - 1
	if n < 1 || n <= t.start || n >= k || !t.word("sits", n) {
		return false
	}
	return i == n || t.head(n) == i && t.is(n, "obj", "obl", "nmod", "conj") || t.is(n, "conj") && t.s.Under(n, i)
}

// finer says whether place p is a town of region or country q, or a region of
// country q: "in Kingsland he was arrested in the city of Zenda".
func (t *tree) finer(p, q int) bool {
	if p < 0 || q < 0 || p == q {
		return false
	}
	a, b := &t.d.Places[p], &t.d.Places[q]
	return a.Known && b.Known && a.Country != "" && a.Country == b.Country && rank(a) > rank(b)
}

// quotedHere returns the town that a local means who says "here" in quotation marks:
// the last one that this sentence or the two before say something was in; else -1.
func (t *tree) quotedHere(k int) int {
	open := false
	for si := t.sent; si >= 0 && t.d.Sents[si].Para == t.s.Para; si-- {
		s := &t.d.Sents[si]
		for i := range s.Tokens {
			if w := s.Tokens[i].Text; (si < t.sent || i < k) && len(w) > 0 && strings.Contains("\"``\u201c''\u201d", w) && w != "'" && w != "`" {
				open = !open
			}
		}
	}
	if !open {
		return -1
	}
	town := -1
	for i := range t.d.Places {
		if p := &t.d.Places[i]; p.Known && rank(p) == 2 && p.Sent >= t.sent-nearBack && (p.Sent < t.sent || p.Sent == t.sent && p.First < k) && (t.stood(p) || t.seen(i)) {
			town = i
		}
	}
	if town < 0 {
		return -1
	}
	for i := range t.d.Attributions {
		a := &t.d.Attributions[i]
		c, _, _ := strings.Cut(a.Holder.Actor.Code, " ")
		if _, state := t.d.States[c]; state && c != t.d.Places[town].Country && slices.ContainsFunc(a.Content, func(x doc.Span) bool { return x.Contains(t.s.Tokens[k].Span) }) {
			return -1 // a guest speaks of where he is
		}
	}
	return town
}

// seen says whether an event told before was at the place.
func (t *tree) seen(p int) bool {
	return slices.ContainsFunc(t.d.Events, func(e doc.Event) bool { return e.Sent < t.sent && e.Place == p })
}

// describes says whether a country's name is joined to an adjective and says whose
// what follows is: "Ruritania and Graustarkian patrols".
func (t *tree) describes(k int) bool {
	n := k + 2
	return n < len(t.s.Tokens) && t.place(k) >= 0 && rank(&t.d.Places[t.place(k)]) == 0 && t.s.Tokens[k+1].UPOS == "CCONJ" && t.s.Tokens[n].UPOS == "ADJ" && t.s.Tokens[n].Text != strings.ToLower(t.s.Tokens[n].Text)
}

// beyond says whether x is the town told of where another, y, only sets the scene at
// the head of the sentence: "in Strelsau, gunmen fired at a house in Zenda".
func (t *tree) beyond(x, y phrase) bool {
	if x.place < 0 || y.place < 0 || !t.fronted(y) || x.first <= y.last || !has("seen somewhere", t.ev.Type) || t.words {
		return false
	}
	a, b := &t.d.Places[x.place], &t.d.Places[y.place]
	return a.Known && a.Country == b.Country && a.Name != b.Name && rank(a) == 2
}

// rank tells how small a place is by its kind: a country, a region, a town.
func rank(p *doc.Place) int {
	switch {
	case strings.HasPrefix(p.Why, "country"):
		return 0
	case strings.HasPrefix(p.Why, "region"):
		return 1
	}
	return 2
}

// about says whether the phrase k of an act in words may tell of what the act is
// about: it stands behind the verb's object, "deplored the violence in Zenda", or
// behind what is protested at or called for, "protested at the presence of ships in
// Zenda", "called for talks in Zenda".
func (t *tree) about(i, k int) bool {
	for _, o := range t.s.Kids(i) {
		if p := t.prep(o); t.is(o, "obl") && o > i && o < k && has("content", p) && t.is(k, "obl") && t.phrase(o).first < 0 && (has("protested at", p) || t.s.Tokens[o].UPOS == "NOUN" && t.d.MentionAt(t.sent, o) < 0) {
			return true
		}
	}
	o := t.s.Kid(i, "obj", "ccomp", "xcomp")
	return o >= 0 && o < k && t.is(k, "obl") && !t.word("carrying", i)
}

// within returns the phrase of place that hangs on a noun which is none: "at
// their home in Zenda", "in a field near Zenda".
func (t *tree) within(i, depth int) phrase {
	if u := t.s.Tokens[i].UPOS; depth == 0 || u != "NOUN" {
		return none
	}
	for _, k := range t.s.Kids(i) {
		if !t.is(k, "nmod", "obl") || k < i || !has("place preposition", t.prep(k)) {
			continue
		}
		if x := t.phrase(k); x.first >= 0 {
			return x
		}
		if x := t.within(k, depth-1); x.first >= 0 {
			return x
		}
	}
	return none
}

// named says whether place k before the noun of an event tells where it was:
// "the Zenda bombing", and no party to it: "Zenda raids".
func (t *tree) named(k, i int) bool {
	if !t.word("named by place", i) || k+1 < i && !t.is(k+1, "compound", "amod") {
		return false
	}
	p := &t.d.Places[t.place(k)]
	if m := t.d.MentionAt(t.sent, k); m >= 0 && slices.Contains(t.ev.Actor, m) && len(t.ev.Actor) == 1 {
		return false
	}
	return p.Known && (strings.HasPrefix(p.Why, "city") || strings.HasPrefix(p.Why, "capital") || strings.HasPrefix(p.Why, "region"))
}

// clause returns the place of a relative clause that event word i stands in:
// "Ruritania, where troops fight rebels", "a visit to Zenda in which he met".
func (t *tree) clause() (phrase, string) {
	i := t.ev.Head
	for n := 0; n < 3 && (t.is(i, "conj") && t.verb(i)); n++ {
		if t.s.Kid(i, "nsubj") >= 0 && t.adverb(i) >= 0 {
			break
		}
		if i = t.head(i); i < 0 {
			return none, ""
		}
	}
	h := t.head(i)
	if h < 0 || !t.is(i, "acl", "advcl") {
		return none, ""
	}
	w := t.adverb(i)
	if w < 0 {
		return none, ""
	}
	if t.word("where", w) { // "in Zenda, where"
		if w >= 2 && t.s.Tokens[w-1].Text == "," || w >= 1 {
			for k := w - 1; k >= max(0, w-2); k-- {
				if t.place(k) < 0 && !t.word("kind of place", k) {
					continue
				}
				top := k
				for up := t.head(top); up >= 0 && up < w && !t.verb(up) && (t.is(top, "compound", "flat", "appos") || t.is(top, "nmod") && t.prep(top) == "of"); up = t.head(top) {
					top = up
				}
				if x := t.phrase(top); x.first >= 0 {
					return x, "the place of the clause with \"where\""
				}
			}
		}
		return none, ""
	}
	if x, how := t.located(h); x.first >= 0 && x.first > h && x.last < w {
		return x, how
	}
	return none, ""
}

// adverb returns the relative word of clause i, "where" or the "which" of "in which"; -1 for none.
func (t *tree) adverb(i int) int {
	for _, k := range t.s.Kids(i) {
		if k < i && (t.is(k, "advmod", "mark") && t.word("where", k) || t.is(k, "obl") && t.word("relative", k) && has("place preposition", t.prep(k))) {
			return k
		}
	}
	return -1
}

// dateplace returns the place that the report was sent from, of a summary of several
// reports that of the last one begun, or -1.
func (t *tree) dateplace() int {
	at := -1
	for p, q := range t.d.Places {
		s := &t.d.Sents[q.Sent]
		if s.Line == 0 || q.First >= s.Line || at >= 0 && (q.Sent > t.sent || q.Sent == t.d.Places[at].Sent) {
			continue
		}
		at = p
	}
	return at
}

// moved returns the phrase of place that hangs on what moves instead of on the
// moving: "the withdrawal of all troops from Zenda".
func (t *tree) moved(i int) (phrase, string) {
	going, leaving := t.word("going", i), t.word("leaving", i)
	if !going && !leaving {
		return none, ""
	}
	for _, k := range t.s.Kids(i) {
		if !t.is(k, "obj", "nsubj:pass") && !(t.is(k, "nmod") && t.prep(k) == "of") {
			continue
		}
		for _, j := range t.s.Kids(k) {
			p := t.prep(j)
			if t.is(j, "nmod") && (leaving && p == "from" || going && (p == "to" || p == "into")) {
				if x := t.phrase(j); x.first >= 0 && x.place >= 0 {
					return x, fmt.Sprintf("with %q on %q", p, t.s.Tokens[k].Text)
				}
			}
		}
	}
	return none, ""
}

// told returns the place in a clause that tells where noun k is or takes place:
// "the summit, which opened in Zenda", "a minister who arrived in Zenda".
func (t *tree) told(k int) (phrase, string) {
	for _, c := range t.s.Kids(k) {
		if t.is(c, "acl") && t.word("being somewhere", c) {
			if x, how := t.located(c); x.first >= 0 && x.place >= 0 {
				return x, how
			}
		}
	}
	return none, ""
}

// along returns the place told with a verb that goes on from the event's: "killed
// a man and wounded another in Zenda", "fired at a car, killing the driver, in Zenda".
func (t *tree) along() (phrase, string) {
	i := t.ev.Head
	if !t.verb(i) || t.words {
		return none, ""
	}
	for _, k := range t.s.Kids(i) {
		if !t.verb(k) || k < i || t.s.Kid(k, "nsubj", "mark", "aux") >= 0 || t.word("going", k) || t.word("telling", k) {
			continue
		}
		if t.is(k, "conj") || t.is(k, "advcl") && t.s.Tokens[k].XPOS == "VBG" {
			x, how := t.located(k)
			if o := t.s.Kid(k, "obj"); x.place < 0 && o >= 0 && has("done somewhere", t.ev.Type) {
				x, how = t.located(o)
			}
			if x.first >= 0 && x.place >= 0 {
				return x, how + fmt.Sprintf(", told with %q", t.s.Tokens[i].Text)
			}
		}
	}
	return none, ""
}
