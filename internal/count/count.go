// Package count finds the numbers that belong to events: how many were killed,
// arrested, displaced, how many marched, how much was given.
//
// In: a document with trees, dates, attributions and events. Out: Event.Counts.
// How numbers are worded and what they can be numbers of is written in
// quantities.tsv and counts.txt, see FORMAT.md. The cost is linear in the
// sentence length for each event. A Counter may be used by several goroutines
// at once.
package count

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"rapporteur/internal/clause"
	"rapporteur/internal/doc"
	"rapporteur/internal/rule"
	"rapporteur/lexicon"
)

// Counter finds counts.
type Counter struct {
	data   *data
	book   *rule.Book
	people map[string]bool // lemmas of nouns for people
}

// New reads what is counted. It fails when a data file has a fault, naming file
// and line.
func New(lex *lexicon.Lexicon, book *rule.Book) (*Counter, error) {
	d, err := load()
	if err != nil {
		return nil, err
	}
	c := &Counter{data: d, book: book, people: map[string]bool{}}
	for _, a := range lex.Agents {
		if a.Kind == "body" {
			continue
		}
		for _, w := range a.Words {
			f := strings.Fields(strings.ToLower(w))
			c.people[f[len(f)-1]] = true
			if a.Kind == "group" { // "loyalists", told of by the lemma
				c.people[strings.TrimSuffix(f[len(f)-1], "s")] = true
			}
		}
	}
	return c, nil
}

// Examples lists the examples of counts.txt.
func Examples() ([]Example, error) {
	d, err := load()
	if err != nil {
		return nil, err
	}
	var out []Example
	for _, k := range d.kinds {
		out = append(out, k.examples...)
	}
	return out, nil
}

// found is a count with the predicate that tells what it counts, or -1 where
// that is the event's own argument.
type found struct {
	kind      *kind
	count     doc.Count
	predicate int
	np        int
	first     int // its tokens
	last      int
	to        int  // 1 + event it was given to
	weak      bool // only the counted noun tells what it is: "80 refugees"
}

// Assign fills Event.Counts.
func (c *Counter) Assign(d *doc.Doc) {
	events := map[int][]int{}
	for i := range d.Events {
		d.Events[i].Counts = nil
		events[d.Events[i].Sent] = append(events[d.Events[i].Sent], i)
	}
	dates := map[int][]doc.Span{}
	for _, x := range d.Dates {
		dates[x.Sent] = append(dates[x.Sent], x.Span)
	}
	for si := range d.Sents {
		if len(events[si]) == 0 {
			continue
		}
		s := &d.Sents[si]
		r := newReader(c.data.words, s)
		all := r.all(func(i int) bool {
			return slices.ContainsFunc(dates[si], func(x doc.Span) bool { return x.Overlaps(s.Tokens[i].Span) })
		})
		b := sentence{c: c, d: d, s: s, sent: si, r: r, all: all, events: events[si], g: clause.New(s, c.book, nil)}
		b.find()
		b.give()
	}
}

// sentence is a sentence on its way through Assign.
type sentence struct {
	c      *Counter
	d      *doc.Doc
	s      *doc.Sentence
	sent   int
	r      reader
	all    []quantity
	events []int
	g      *clause.Grammar
	found  []found
}

// find lists the sentence's counts.
func (b *sentence) find() {
	for i := range b.s.Tokens {
		t := &b.s.Tokens[i]
		l := rule.Lemma(t)
		behind := func(rest string) bool { return b.behind(i, rest) }
		for _, k := range b.c.data.kinds {
			if t.UPOS == "VERB" || t.UPOS == "ADJ" || t.UPOS == "AUX" {
				if k.has("done to", l, behind) {
					if f := b.g.Verb(i); !f.Neg {
						b.add(k, i, f.Obj, fmt.Sprintf("what %q was done to", t.Text))
					}
				}
				if k.has("does", l, behind) {
					if f := b.g.Verb(i); !f.Neg {
						b.add(k, i, f.Subj, fmt.Sprintf("who %q", t.Text))
					}
				}
				if k.has("lives", l, nil) {
					for _, o := range b.g.Verb(i).Obj {
						if strings.HasPrefix(lemma(&b.s.Tokens[o]), "li") && b.r.low[o] == "lives" {
							b.add(k, i, []int{o}, fmt.Sprintf("lives that %q", t.Text))
						}
					}
				}
			}
			if k.has("is", l, nil) || k.has("is", b.r.low[i], nil) {
				b.beside(k, i)
			}
			if t.UPOS == "NOUN" && k.has("noun", l, nil) {
				b.noun(k, i)
			}
			if t.UPOS == "NOUN" && k.has("toll", l, func(before string) bool { return i > 0 && b.r.low[i-1] == before }) {
				b.toll(k, i)
			}
		}
	}
	b.arguments()
	b.once()
}

// once leaves one reading of every number: not the one that only its noun tells,
// "80 refugees were killed"; else the one whose predicate stands nearer.
func (b *sentence) once() {
	far := func(f *found) int { return max(f.predicate-f.last, f.first-f.predicate) }
	var kept []found
	for i := range b.found {
		f := &b.found[i]
		lost := false
		for j := range b.found {
			if o := &b.found[j]; i != j && o.count.Span == f.count.Span && o.predicate >= 0 && f.predicate >= 0 {
				lost = lost || f.weak && !o.weak || f.weak == o.weak && (far(f) > far(o) || far(f) == far(o) && i > j)
			}
		}
		if !lost {
			kept = append(kept, *f)
		}
	}
	b.found = kept
}

// behind says whether the words stand right behind token i, or behind its object.
func (b *sentence) behind(i int, rest string) bool {
	for j := i + 1; j < len(b.s.Tokens) && j <= i+6; j++ {
		if (b.r.low[j] == rest || lemma(&b.s.Tokens[j]) == rest) && (j == i+1 || b.s.Tokens[j].Head == i || b.s.Kid(i, "obj") >= 0 && b.s.Under(j, b.s.Kid(i, "obj"))) {
			return true
		}
	}
	return false
}

// quantityAt returns the quantity whose phrase is headed by token i.
func (b *sentence) quantityAt(i int) (quantity, bool) {
	for _, q := range b.all {
		if q.unit == "" && (q.np == i || q.noun == i) {
			return q, true
		}
	}
	return quantity{}, false
}

// fits says whether the quantity may be one of the kind: people where people
// are counted.
func (b *sentence) fits(k *kind, q *quantity) bool {
	if !k.people || q.noun < 0 {
		return true
	}
	if b.s.Tokens[q.noun].UPOS == "PRON" {
		return true
	}
	if t := &b.s.Tokens[q.noun]; t.UPOS == "PROPN" || strings.HasSuffix(t.XPOS, "S") && unicode.IsUpper([]rune(t.Text + " ")[0]) && q.noun > 0 { // "17 Ruritanians"
		m := b.d.MentionAt(b.sent, q.noun)
		return m >= 0 && (b.d.Mentions[m].Person || b.d.Mentions[m].Group) || !q.single
	}
	l := lemma(&b.s.Tokens[q.noun])
	if b.r.t.has("body", l) {
		return false // "two worker groups"
	}
	if m := b.d.MentionAt(b.sent, q.noun); m >= 0 && !q.single && b.d.Mentions[m].Group && unicode.IsUpper([]rune(b.s.Tokens[q.noun].Text + " ")[0]) { // "105 Lebanese"
		return true
	}
	return b.c.people[l] || b.r.t.has("person", l) || b.r.t.has("person", b.r.low[q.noun])
}

// add takes the numbers of the phrases that fill a role of a predicate; several
// are added up.
func (b *sentence) add(k *kind, predicate int, args []int, how string) {
	var qs []quantity
	rest := false
	args = b.roles(b.listed(args, predicate), predicate)
	for _, a := range args {
		q, ok := b.quantityAt(a)
		if !ok && k.people {
			q, ok = b.r.single(a, false)
		}
		if ok && b.fits(k, &q) {
			qs = append(qs, q)
		}
	}
	if len(qs) == 0 {
		return
	}
	for _, a := range args { // what the others of the list add
		if slices.ContainsFunc(qs, func(q quantity) bool { return q.np == a || q.noun == a }) {
			continue
		}
		if q, ok := b.r.single(a, true); ok && b.fits(k, &q) {
			qs = append(qs, q)
		} else if t := &b.s.Tokens[a]; len(qs) == 1 && !qs[0].single && t.XPOS == "NNS" && b.s.Kid(a, "det", "nmod:poss") < 0 {
			continue // "148 men and boys"
		} else if t.UPOS != "PRON" && (!k.people || b.c.people[lemma(t)]) {
			rest = true
		}
	}
	b.put(k, predicate, qs, rest, how)
}

// listed leaves out of phrases joined to the first those that only look so:
// "wounding three, among them a teenager", "killed 57 and injured hundreds".
func (b *sentence) listed(args []int, predicate int) []int {
	var out []int
	for _, a := range args {
		if (a < predicate) != (args[0] < predicate) {
			continue
		}
		if b.s.Is(a, "conj") {
			first := a
			for _, k := range b.s.Kids(a) {
				if f, _ := b.s.Subtree(k); !b.s.Is(k, "cc") && !b.s.Is(k, "punct") {
					first = min(first, f)
				}
			}
			if x := b.s.Tokens[first].XPOS; first < a && (x == "VBD" || x == "VBN" || x == "VBG") {
				continue
			}
			if first == 0 || b.s.Tokens[first-1].UPOS != "CCONJ" && b.s.Tokens[first-1].Text != "," && b.r.low[first-1] != "as" {
				continue
			}
		}
		if a != args[0] && b.among(a) {
			continue
		}
		if a > 0 && b.s.Kid(a, "case") >= 0 && b.r.low[b.s.Kid(a, "case")] == "including" {
			continue
		}
		out = append(out, a)
	}
	return out
}

// roles leaves out of a list what only names another role of the one person that
// it begins with: "a judge and lawmaker was killed", "Karl Oster, the minister and
// one of the founders of the party".
func (b *sentence) roles(args []int, predicate int) []int {
	if len(args) < 2 {
		return args
	}
	first := args[0]
	one := func(i int) bool { // said of one only
		t := &b.s.Tokens[i]
		return t.XPOS == "NN" && b.s.Kid(i, "nummod") < 0 || t.XPOS == "NNP" || t.XPOS == "CD" && b.r.low[i] == "one"
	}
	if !one(first) {
		return args
	}
	if b.isOne(predicate) && first < predicate && !slices.ContainsFunc(args, func(i int) bool { return !one(i) }) {
		return args[:1]
	}
	if b.s.Tokens[first].UPOS != "PROPN" {
		return args
	}
	_, end := b.s.Subtree(first)
	name := first
	for name < end && b.s.Tokens[name+1].UPOS == "PROPN" {
		name++
	}
	if name+1 >= len(b.s.Tokens) || b.r.low[name+1] != "," {
		return args
	}
	out := args[:1:1]
	for _, a := range args[1:] {
		and := a
		for and > name+1 && b.r.low[and] != "and" && b.r.low[and] != "," {
			and--
		}
		commas := 0
		for i := name + 1; i < and; i++ {
			if b.r.low[i] == "," {
				commas++
			}
		}
		if one(a) && (and == name+1 && b.s.Tokens[a].UPOS != "PROPN" || commas == 1 && b.r.low[and] == "and") {
			continue
		}
		out = append(out, a)
	}
	return out
}

// isOne says whether a passive or "be" is said of one only, "was killed".
func (b *sentence) isOne(predicate int) bool {
	for _, k := range b.s.Kids(predicate) {
		if w := b.r.low[k]; k < predicate && (b.s.Is(k, "aux") || b.s.Is(k, "aux:pass") || b.s.Is(k, "cop")) && (w == "was" || w == "is" || w == "has") {
			return true
		}
	}
	return false
}

// among says whether the phrase only tells of some of those counted before it:
// "five people were hurt, one of them badly", "two Spaniards, one a teacher".
func (b *sentence) among(a int) bool {
	if b.s.Is(a, "appos") {
		return true
	}
	for _, k := range b.s.Kids(a) {
		if b.s.Is(k, "nmod") && k > a && b.s.Tokens[k].UPOS == "PRON" {
			return true
		}
	}
	return a > 0 && b.r.low[a-1] == "," && b.s.Tokens[a].UPOS == "NUM"
}

// put stores the sum of quantities.
func (b *sentence) put(k *kind, predicate int, qs []quantity, rest bool, how string) {
	f := found{kind: k, predicate: predicate, np: qs[0].np}
	x := &f.count
	x.What = k.name
	first, last := len(b.s.Tokens), 0
	noLow, noHigh := false, rest
	var low, high float64
	for _, q := range qs {
		low, high = low+q.low, high+q.high
		noLow, noHigh = noLow || q.noLow, noHigh || q.noHigh
		x.About = x.About || q.about
		x.Unit = q.unit
		first, last = min(first, q.first), max(last, q.last)
		if q.noun > q.last && q.noun-q.last <= 7 {
			last = max(last, q.noun)
		}
	}
	x.Min, x.Max = int64(low), int64(high)
	if noHigh {
		x.Max = -1
	}
	if noLow {
		x.Min = -1
	}
	if x.Min < 0 && x.Max < 0 {
		return
	}
	if x.Min >= 0 && x.Max > x.Min || x.Min < 0 || x.Max < 0 {
		x.About = false // bounds say it
	}
	x.Span = b.s.SpanOf(first, last)
	f.first, f.last = first, last
	x.Why = how
	for _, o := range b.found {
		if o.kind == k && o.count.Overlaps(x.Span) {
			return
		}
	}
	b.found = append(b.found, f)
}

// beside takes the number that stands before a word of state: "17 dead", "30
// others wounded"; or what the word is said of: "17 people were missing".
func (b *sentence) beside(k *kind, i int) {
	for _, q := range b.all {
		end := max(q.last, q.noun)
		if q.unit != "" || q.noun == i {
			end = q.last
		}
		if end >= i || q.unit != "" || q.last >= i {
			continue
		}
		adverbs := true
		for j := end + 1; j < i; j++ {
			adverbs = adverbs && b.s.Tokens[j].UPOS == "ADV"
		}
		if adverbs && i-end <= 3 && b.fits2(k, &q, i) {
			b.put(k, i, append(b.joinedTo(k, &q), q), false, fmt.Sprintf("it stands before %q", b.s.Tokens[i].Text))
			return
		}
	}
	if t := &b.s.Tokens[i]; t.UPOS == "ADJ" && b.s.Kid(i, "cop") >= 0 {
		if f := b.g.Verb(i); !f.Neg {
			b.add(k, i, f.Subj, fmt.Sprintf("who is %q", t.Text))
		}
	}
}

// joinedTo returns the numbers of the phrases that the quantity is joined to by
// "and", all before one word of state: "30 rebels and four soldiers dead".
func (b *sentence) joinedTo(k *kind, q *quantity) []quantity {
	if q.noun < 0 || !b.s.Is(q.np, "conj") || q.first == 0 || b.r.low[q.first-1] != "and" {
		return nil
	}
	var out []quantity
	for _, c := range b.conjuncts(b.s.Tokens[q.np].Head) {
		if o, ok := b.quantityAt(c); ok && c != q.np && o.noun >= 0 && o.last < q.first && b.fits(k, &o) && !b.told(&o, q.first) {
			out = append(out, o)
		}
	}
	return out
}

// told says whether a word of state of its own stands behind the quantity before
// token end: "five people dead and one missing".
func (b *sentence) told(q *quantity, end int) bool {
	for i := max(q.last, q.noun) + 1; i < end; i++ {
		if slices.ContainsFunc(b.c.data.kinds, func(k *kind) bool {
			return k.has("is", lemma(&b.s.Tokens[i]), nil) || k.has("is", b.r.low[i], nil)
		}) {
			return true
		}
	}
	return false
}

// fits2 is fits for a number that a word of state follows; where that word is
// the counted noun itself ("17 dead") it fits.
func (b *sentence) fits2(k *kind, q *quantity, i int) bool {
	return q.noun == i || b.fits(k, q)
}

// noun takes "17 deaths" and "the deaths of 17 people".
func (b *sentence) noun(k *kind, i int) {
	text := b.s.Tokens[i].Text
	for _, q := range b.all {
		if q.noun == i && q.unit == "" {
			n := len(b.found)
			if b.put(k, i, []quantity{q}, false, fmt.Sprintf("it counts %q", text)); len(b.found) > n {
				b.found[n].weak = true
			}
			return
		}
	}
	for _, p := range b.g.Phrases(i, "nmod") {
		if p.Prep == "of" {
			b.add(k, i, b.conjuncts(p.Tok), fmt.Sprintf("%q of so many", text))
			return
		}
	}
}

func (b *sentence) conjuncts(i int) []int {
	out := []int{i}
	for _, k := range b.s.Kids(i) {
		if b.s.Is(k, "conj") {
			out = append(out, k)
		}
	}
	return out
}

// toll takes the number that a toll reaches: "the death toll rose to 17", "a
// toll of 17".
func (b *sentence) toll(k *kind, i int) {
	h := b.s.Tokens[i].Head
	for _, q := range b.all {
		if q.unit != "" || q.first <= i || q.first == 0 {
			continue
		}
		under := b.s.Under(q.np, i) || h >= 0 && b.s.Tokens[h].UPOS == "VERB" && (b.s.Tokens[q.np].Head == h || q.np == h) || h >= 0 && b.s.Tokens[q.np].Head == h
		if w := b.r.low[q.first-1]; under && (w == "to" || w == "at" || w == "of" || w == "is" || w == "was" || w == "reached" || w == "exceed" || w == "exceeded" || w == "passed") {
			b.put(k, i, []quantity{q}, false, fmt.Sprintf("the value of %q", b.s.Tokens[i].Text))
			return
		}
	}
}
