package place

import (
	_ "embed"
	"fmt"
	"strings"

	"rapporteur/internal/doc"
)

//go:embed words.tsv
var wordsFile string

// words are the lists of words.tsv.
var words = func() map[string]map[string]bool {
	out := map[string]map[string]bool{}
	for n, line := range strings.Split(wordsFile, "\n") {
		list, ws, ok := strings.Cut(line, "\t")
		if n == 0 || !ok || strings.HasPrefix(line, "#") {
			continue
		}
		if out[list] == nil {
			out[list] = map[string]bool{}
		}
		for _, w := range strings.Split(ws, "|") {
			out[list][w] = true
		}
	}
	return out
}()

func has(list, w string) bool { return words[list][strings.ToLower(w)] }

// Assign tells where events happened: a phrase of place that hangs on the
// trigger ("met in Geneva", "attack on Ukraine", "entered Hobyo"), or on the
// verb that carries the trigger in the same clause. The place of a dateline
// and adjectives of countries are none. PlacePhrase is the phrase without its
// preposition; Place the place it names, where it names one.
func Assign(d *doc.Doc) {
	at := map[[2]int]int{} // sentence and token -> 1 + place
	for i, p := range d.Places {
		for t := p.First; t <= p.Last; t++ {
			at[[2]int{p.Sent, t}] = i + 1
		}
	}
	for i := range d.Events {
		ev := &d.Events[i]
		ev.Place, ev.PlacePhrase = -1, doc.Span{}
		if ev.Sent < 0 || ev.Sent >= len(d.Sents) || ev.Head < 0 || ev.Head >= len(d.Sents[ev.Sent].Tokens) {
			continue
		}
		t := tree{d: d, s: &d.Sents[ev.Sent], sent: ev.Sent, at: at}
		t.start = t.dateline()
		x, how := t.placeOf(ev)
		if x.first < 0 {
			continue
		}
		ev.PlacePhrase = t.s.SpanOf(x.first, x.last)
		if p := t.antecedent(x); p >= 0 {
			how += fmt.Sprintf(", %q", d.Slice(ev.PlacePhrase))
			x.place, ev.PlacePhrase = p, d.Places[p].Span
		}
		why := fmt.Sprintf("place: %q, %s", d.Slice(ev.PlacePhrase), how)
		if x.place >= 0 {
			ev.Place = x.place
			why += "; " + d.Places[x.place].Name + ", " + d.Places[x.place].Why
		}
		ev.Why = append(ev.Why, why)
	}
}

type tree struct {
	d     *doc.Doc
	s     *doc.Sentence
	sent  int
	start int // first token behind a dateline
	at    map[[2]int]int
}

// phrase is a phrase of place: its tokens and the place it names or -1.
type phrase struct{ first, last, place int }

var none = phrase{-1, -1, -1}

// dateline returns the token behind "NAIROBI, Nov. 2 (Xinhua) --", or 0.
func (t *tree) dateline() int {
	if t.s.Para > 2 {
		return 0
	}
	agency := false
	for i := 0; i < len(t.s.Tokens) && i < 16; i++ {
		switch w := t.s.Tokens[i].Text; {
		case w == ")":
			agency = true
		case has("dash", w) && (agency || i <= 4 && t.at[[2]int{t.sent, 0}] > 0):
			return i + 1
		}
	}
	return 0
}

func (t *tree) head(i int) int {
	if h := t.s.Tokens[i].Head; h >= 0 && h < len(t.s.Tokens) && h != i {
		return h
	}
	return -1
}

func (t *tree) word(list string, i int) bool {
	tok := &t.s.Tokens[i]
	return has(list, tok.Text) || tok.Lemma != "" && has(list, tok.Lemma)
}

func (t *tree) is(i int, rels ...string) bool {
	for _, r := range rels {
		if t.s.Is(i, r) {
			return true
		}
	}
	return false
}

func (t *tree) verb(i int) bool {
	u := t.s.Tokens[i].UPOS
	return u == "VERB" || u == "AUX" || t.s.Kid(i, "cop") >= 0
}

// prep returns the preposition of a phrase, "north of" as "of".
func (t *tree) prep(i int) string {
	p := ""
	for _, k := range t.s.Kids(i) {
		if t.is(k, "case") && k < i && t.s.Tokens[k].Text != "'s" {
			p = strings.ToLower(t.s.Tokens[k].Text)
			if has("place preposition", p) {
				return p
			}
		}
	}
	return p
}

// phrase reads the phrase headed by token i as a place, or none.
func (t *tree) phrase(i int) phrase {
	if i < t.start {
		return none
	}
	x := phrase{i, i, t.at[[2]int{t.sent, i}] - 1}
	var grow func(i, depth int)
	grow = func(i, depth int) {
		for _, k := range t.s.Kids(i) {
			in := false
			switch {
			case k < t.start || depth > 4:
			case t.is(k, "det", "amod", "compound", "nummod", "nmod:poss", "flat"):
				in = true
			case t.is(k, "case"):
				in = depth > 0 && k > x.first // "of" within the phrase, 's
				if t.s.Tokens[k].Text == "'s" || t.s.Tokens[k].Text == "’s" {
					in = true
				}
			case t.is(k, "nmod"):
				in = t.prep(k) == "of" && (t.place(k) >= 0 || t.word("kind of place", k))
			case t.is(k, "conj"):
				in = t.place(k) >= 0 && depth == 0
			case t.is(k, "cc"):
				in = true
			case t.is(k, "appos"):
				in = t.place(k) >= 0 && k-i <= 3
			}
			if !in {
				continue
			}
			x.first, x.last = min(x.first, k), max(x.last, k)
			if p := t.place(k); p >= 0 && x.place < 0 && depth == 0 && t.is(k, "nmod", "appos", "flat", "conj") && !t.is(k, "nmod:poss") {
				x.place = p
			} else if p >= 0 && x.place < 0 && i == k+1 && t.is(k, "compound") && t.word("land", i) { // "Bihar state"
				x.place = p
			}
			if !t.is(k, "appos") { // what hangs on an apposition may be of the verb: "the capital Zenda Thursday"
				grow(k, depth+1)
			}
		}
	}
	grow(i, 0)
	if n := x.last + 1; x.place < 0 && t.word("kind of place", i) && n < len(t.s.Tokens) && t.place(n) >= 0 { // "the capital Zenda", however attached
		x.place = t.place(n)
		x.last = max(x.last, t.d.Places[x.place].Last)
	}
	if p := t.at[[2]int{t.sent, i}] - 1; p >= 0 { // the whole name
		x.first, x.last = min(x.first, t.d.Places[p].First), max(x.last, t.d.Places[p].Last)
		// "Valencia, Spain", however the comma is attached
		if n := p + 1; n < len(t.d.Places) && t.d.Places[n].Sent == t.sent && comma(t.s, t.d.Places[p].Last, t.d.Places[n].First) && t.d.Places[n].Known && t.s.Under(t.d.Places[n].First, i) {
			x.last = max(x.last, t.d.Places[n].Last)
		}
	}
	for x.first < i && (t.is(x.first, "cc", "punct") || t.is(x.first, "case")) {
		x.first++
	}
	for x.last > i && t.is(x.last, "cc", "punct") {
		x.last--
	}
	if x.place < 0 && (!t.word("kind of place", i) || t.s.Tokens[i].XPOS == "NNS") {
		return none
	}
	return x
}

func (t *tree) place(i int) int { return t.at[[2]int{t.sent, i}] - 1 }

// antecedent returns the place that "the town" points back to: the last one
// named in this sentence or the two before that may be one; else -1.
func (t *tree) antecedent(x phrase) int {
	capital := x.last >= 0 && t.s.Tokens[x.last].Text == "capital"
	if x.place >= 0 || x.last != x.first+1 || !t.word("points back", x.first) || !t.word("settlement", x.last) && !capital {
		return -1
	}
	for p := len(t.d.Places) - 1; p >= 0; p-- {
		q := t.d.Places[p]
		if q.Sent > t.sent || q.Sent == t.sent && q.First > x.first || q.Sent == t.sent && q.First < t.start {
			continue
		}
		if q.Sent < t.sent-2 && !capital {
			break
		}
		if capital && !strings.HasPrefix(q.Why, "capital") {
			continue
		}
		// Why begins with the gazetteer's kind
		if !q.Known || strings.HasPrefix(q.Why, "city") || strings.HasPrefix(q.Why, "capital") && (capital || t.s.Tokens[x.last].Text == "city") {
			return p
		}
	}
	return -1
}

// located returns the phrase of place among what hangs on token i. How says by what.
func (t *tree) located(i int) (phrase, string) {
	tok := &t.s.Tokens[i]
	best, how := none, ""
	take := func(x phrase, h string) {
		if x.first >= 0 && (best.first < 0 || best.place < 0 && x.place >= 0) {
			best, how = x, h
		}
	}
	for _, k := range t.s.Kids(i) {
		if k < t.start {
			continue
		}
		p := t.prep(k)
		switch {
		case t.is(k, "obl", "nmod") && has("place preposition", p),
			t.is(k, "obl", "nmod") && (p == "to" || p == "into" || p == "toward" || p == "towards") && t.word("going", i),
			t.is(k, "obl", "nmod") && p == "from" && t.word("leaving", i),
			t.is(k, "nmod") && (p == "on" || p == "of" || p == "against") && t.word("done to a place", i):
			take(t.phrase(k), fmt.Sprintf("with %q on %q", p, tok.Text))
		case t.is(k, "obj", "nsubj:pass") && t.verb(i) && t.word("done to a place", i):
			take(t.phrase(k), fmt.Sprintf("what %q was done to", tok.Text))
		case t.is(k, "advmod") && t.place(k) >= 0:
			take(t.phrase(k), "it tells where")
		case t.is(k, "advmod") && t.word("here", k):
			if p := t.dateplace(); p >= 0 {
				take(phrase{k, k, p}, "the place of the dateline")
			}
		}
	}
	if best.first < 0 {
		take(t.moved(i))
	}
	return best, how
}

// dateplace returns the place that the report was sent from, or -1.
func (t *tree) dateplace() int {
	for p, q := range t.d.Places {
		if s := &t.d.Sents[q.Sent]; s.Line > 0 && q.First < s.Line {
			return p
		}
	}
	return -1
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

func (t *tree) placeOf(ev *doc.Event) (phrase, string) {
	own := append([]int{ev.Head}, ev.Trigger...)
	for _, i := range own {
		if i >= 0 && i < len(t.s.Tokens) {
			if h := t.head(i); h >= 0 && t.is(i, "case") && has("place preposition", t.s.Tokens[i].Text) {
				if x := t.phrase(h); x.first >= 0 { // "are now in the town"
					return x, fmt.Sprintf("with %q", t.s.Tokens[i].Text)
				}
			}
			if x, how := t.located(i); x.first >= 0 {
				return x, how
			}
			if !t.verb(i) {
				if x, how := t.told(i); x.first >= 0 {
					return x, how
				}
			}
		}
	}
	// what the verb is about: "talks in Geneva collapsed"
	if t.verb(ev.Head) {
		for _, k := range t.s.Kids(ev.Head) {
			if m := t.d.MentionAt(ev.Sent, k); (t.is(k, "nsubj") && !t.word("telling", ev.Head) || t.is(k, "obj") && t.word("carrying", ev.Head)) && (m < 0 || len(t.d.Mentions[m].Actors) == 0) && t.s.Tokens[k].UPOS == "NOUN" {
				if x, how := t.located(k); x.first >= 0 {
					return x, how
				}
			}
		}
	}
	// a thing the verb acts on, told where, "create a base in Zenda"; and who takes part, where the event is of a kind that happens
	// where people are: "meets the prime minister in Zenda", "a meeting with rebels in Zenda"
	somewhere := has("done somewhere", ev.Type)
	if !t.word("telling", ev.Head) {
		for _, k := range t.s.Kids(ev.Head) {
			m := t.d.MentionAt(ev.Sent, k)
			switch {
			case t.is(k, "obj") && t.verb(ev.Head) && (m < 0 || somewhere) && t.s.Tokens[k].UPOS == "NOUN":
			case somewhere && t.is(k, "obj", "obl", "nmod") && has("taking part", t.prep(k)):
			case t.is(k, "obl") && t.prep(k) == "with":
			case t.is(k, "obj") && t.word("carrying", ev.Head):
			default:
				continue
			}
			if x, how := t.located(k); x.first >= 0 && x.place >= 0 && !t.word("done to a place", k) {
				return x, how
			}
			if x, how := t.told(k); x.first >= 0 {
				return x, how
			}
		}
	}
	// a clause at the same time: "no fighting as rebels entered the town"
	if has("seen somewhere", ev.Type) {
		for _, top := range []int{ev.Head, t.head(ev.Head)} {
			if top < 0 || t.word("telling", top) {
				continue
			}
			for _, c := range t.s.Kids(top) {
				if m := t.s.Kid(c, "mark", "advmod"); t.is(c, "advcl", "acl") && m >= 0 && t.word("same time", m) {
					if x, how := t.located(c); x.first >= 0 {
						return x, how
					}
				}
			}
		}
	}
	i := ev.Head
	for n := 0; n < len(t.s.Tokens); n++ {
		h := t.head(i)
		if h < 0 || !t.shares(ev, i, h) {
			break
		}
		if k := t.s.Kid(h, "nsubj"); k >= 0 && t.is(i, "obl") && has("suffering", t.prep(i)) { // "the enclave shrank under fire"
			if x := t.phrase(k); x.first >= 0 {
				if y, _ := t.located(k); x.place < 0 && y.place >= 0 {
					x = y
				}
				return x, fmt.Sprintf("the subject of %q", t.s.Tokens[h].Text)
			}
		}
		if x, how := t.located(h); x.first >= 0 && (ev.Head < x.first || ev.Head > x.last) {
			return x, how + fmt.Sprintf(", whose place %q shares", t.s.Tokens[ev.Head].Text)
		}
		i = h
	}
	return none, ""
}

// shares says whether what happens at i happens where h, its head, does.
func (t *tree) shares(ev *doc.Event, i, h int) bool {
	switch {
	case t.is(i, "nsubj"):
		return t.verb(h) && !t.word("telling", h)
	case t.is(i, "obj"):
		return t.word("carrying", h)
	case t.is(i, "obl"):
		p := t.prep(i)
		return t.verb(h) && (p == "during" || p == "on" || p == "at" || p == "with" || p == "in" || p == "for" || has("suffering", p))
	case t.is(i, "xcomp"):
		return ev.Status != "future" && ev.Status != "hypothetical"
	case t.is(i, "compound"), t.is(i, "conj") && !t.verb(i): // "airstrikes and raids"
		return !t.verb(h)
	}
	return false
}
