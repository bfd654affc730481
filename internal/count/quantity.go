package count

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"rapporteur/internal/doc"
)

// quantity is a number of something in a sentence.
type quantity struct {
	first, last int // tokens of the number and the words that belong to it
	np          int // head of the noun phrase it counts or is
	noun        int // the noun that is counted, or -1: "17 were killed"
	low, high   float64
	noLow       bool // only a most is given
	noHigh      bool // only a least is given
	about       bool
	unit        string // currency
	single      bool   // "a guard"
}

var (
	figures = regexp.MustCompile(`^(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?$`)
	money   = regexp.MustCompile(`^(\p{L}{0,3}[$€£¥])?(\d[\d,]*(?:\.\d+)?)(m|mn|mln|bn|b|k)?$`)
)

// reader finds quantities in a sentence.
type reader struct {
	t   table
	s   *doc.Sentence
	low []string
}

func newReader(t table, s *doc.Sentence) reader {
	r := reader{t: t, s: s, low: make([]string, len(s.Tokens))}
	for i := range s.Tokens {
		r.low[i] = strings.ToLower(s.Tokens[i].Text)
	}
	return r
}

// number reads a number at token i: its value, whether that is only a least
// ("dozens"), and the token behind it.
func (r reader) number(i int) (v float64, least bool, next int) {
	next = i
	if p, ok := r.t.at("exact", r.low, i); ok {
		v, next = p.value, i+len(p.words)
	} else if p, ok := r.t.at("many", r.low, i); ok {
		v, least, next = p.value, true, i+len(p.words)
		if next+1 < len(r.low) && r.low[next] == "of" { // "tens of thousands"
			if m, ok := r.t.at("many", r.low, next+1); ok && m.value > v {
				v, next = v*m.value/2, next+1+len(m.words)
			}
		}
		return v, true, next
	} else if p, ok := r.t.at("few", r.low, i); ok {
		v, least, next = p.value, true, i+len(p.words)
	} else if p, ok := r.t.at("scale", r.low, i+2); ok && r.low[i] == "half" && r.low[i+1] == "a" && p.value >= 1000 { // "half a million"
		return p.value / 2, false, i + 2 + len(p.words)
	} else if i < len(r.low) && (r.low[i] == "a" || r.low[i] == "half") {
		if p, ok := r.t.at("scale", r.low, i+1); ok && r.low[i] == "a" && utf8.RuneCountInString(r.low[i+1]) > 2 {
			return p.value, false, i + 1 + len(p.words)
		}
		if p, ok := r.t.at("number", r.low, i); !ok {
			return 0, false, i
		} else {
			v, next = p.value, i+len(p.words)
		}
	} else {
		v, next = r.plain(i)
	}
	if next == i {
		return 0, false, i
	}
	for next < len(r.low) {
		j := next
		if r.low[j] == "-" && j+1 < len(r.low) {
			j++
		}
		if p, ok := r.t.at("scale", r.low, j); ok && (utf8.RuneCountInString(r.low[j]) > 1 || j == next) && p.value > 1 {
			v, next = v*p.value, j+len(p.words)
			if x, to := r.plain(next); to > next && x < p.value && v < 1e6 { // "two hundred fifty", "three thousand two hundred"
				if q, ok := r.t.at("scale", r.low, to); ok && q.value < p.value {
					x, to = x*q.value, to+len(q.words)
				}
				v, next = v+x, to
			}
			continue
		}
		break
	}
	return v, least, next
}

// plain reads figures or a number word up to ninety-nine.
func (r reader) plain(i int) (float64, int) {
	if i >= len(r.low) {
		return 0, i
	}
	w := r.low[i]
	if v, next := r.decimalComma(i); next > i {
		return v, next
	}
	if r.torn(i) {
		v, _ := strconv.ParseFloat(w+r.low[i+2], 64)
		return v, i + 3
	}
	if figures.MatchString(w) {
		v, err := strconv.ParseFloat(strings.ReplaceAll(w, ",", ""), 64)
		if err == nil {
			return v, i + 1
		}
	}
	if p, ok := r.t.at("number", r.low, i); ok {
		next := i + len(p.words)
		if p.value >= 20 && p.value < 100 { // "twenty one", "twenty-one"
			j := next
			if j < len(r.low) && r.low[j] == "-" {
				j++
			}
			if q, ok := r.t.at("number", r.low, j); ok && q.value < 10 && len(q.words) == 1 {
				return p.value + q.value, j + 1
			}
		}
		return p.value, next
	}
	if a, b, ok := strings.Cut(w, "-"); ok { // "twenty-one" as one token
		p, ok1 := r.t.at("number", []string{a}, 0)
		q, ok2 := r.t.at("number", []string{b}, 0)
		if ok1 && ok2 && p.value >= 20 && q.value < 10 {
			return p.value + q.value, i + 1
		}
	}
	return 0, i
}

// decimals is a number with a comma for its decimal point.
var decimals = regexp.MustCompile(`^(\d{1,3}),(\d{1,2})$`)

// decimalComma reads "14,4 million", in one token or three: before a million there
// is no other comma with one or two figures behind it.
func (r reader) decimalComma(i int) (float64, int) {
	w, next := r.low[i], i+1
	if i+2 < len(r.low) && r.low[i+1] == "," && !r.s.Tokens[i].Space && !r.s.Tokens[i+1].Space {
		w, next = w+","+r.low[i+2], i+3
	}
	m := decimals.FindStringSubmatch(w)
	if p, ok := r.t.at("scale", r.low, next); m == nil || !ok || p.value < 1e6 {
		return 0, i
	}
	v, _ := strconv.ParseFloat(m[1]+"."+m[2], 64)
	return v, next
}

// torn says whether a number was written with a space behind its comma, "about
// 2, 875 soldiers", which only a word that goes before numbers makes plain.
func (r reader) torn(i int) bool {
	if i+2 >= len(r.low) || len(r.low[i]) > 3 || len(r.low[i+2]) != 3 || r.low[i+1] != "," || !figures.MatchString(r.low[i]) || !figures.MatchString(r.low[i+2]) {
		return false
	}
	p, ok := r.t.before("before", r.low, i)
	return ok && (p.what == "about" || p.what == "min" || p.what == "max")
}

// all lists the sentence's quantities; taken tokens are dates and no numbers.
func (r reader) all(taken func(i int) bool) []quantity {
	var out []quantity
	for i := 0; i < len(r.low); i++ {
		if taken(i) {
			continue
		}
		q, next := r.read(i)
		if next == i {
			if r.oneMore(i) {
				out = append(out, quantity{first: i, last: i, np: i, noun: -1, low: 1, high: 1, single: true})
			}
			continue
		}
		free := true
		for k := i; k < next; k++ {
			free = free && !taken(k)
		}
		if free && r.place(&q) && !(q.unit != "" && len(out) > 0 && r.converts(&out[len(out)-1], &q)) {
			out = append(out, q)
		}
		i = next - 1
	}
	return out
}

// oneMore says whether token i is "another" without a noun: "shot a man dead and
// wounded another".
func (r reader) oneMore(i int) bool {
	if r.low[i] != "another" || i > 0 && r.low[i-1] == "one" {
		return false
	}
	t := &r.s.Tokens[i]
	if h := t.Head; h > i && (r.s.Is(i, "det") || r.s.Is(i, "amod") || r.s.Is(i, "nummod") || r.s.Is(i, "compound")) {
		u := r.s.Tokens[h].UPOS
		return u == "VERB" || u == "ADJ" // "another wounded"
	}
	return true
}

// converts says whether the second amount gives the first in another currency:
// "15 million euros (20 million dollars)".
func (r reader) converts(a, b *quantity) bool {
	return a.unit != "" && b.first == a.last+2 && (r.low[a.last+1] == "(" || r.low[a.last+1] == "or" || r.low[a.last+1] == "," || r.low[a.last+1] == "-lrb-")
}

// read reads a quantity whose number begins at token i, with what belongs to it
// on either side; next is the token behind it, i where there is none.
func (r reader) read(i int) (quantity, int) {
	q := quantity{first: i, noun: -1}
	at := i
	if u, n := r.currency(i); n > i {
		q.unit, at = u, n
	}
	v, least, next := r.number(at)
	if next == at {
		return r.glued(i)
	}
	q.low, q.high, q.noHigh = v, v, least
	// a second number: "20 to 30", "between 20 and 30"
	if next < len(r.low) {
		between := i > 0 && r.low[i-1] == "between"
		joins := r.t.has("range", r.low[next]) && !(i > 0 && r.low[i-1] == "from") || between && r.low[next] == "and"
		if joins && !least {
			to := next + 1
			if u, n := r.currency(to); n > to && q.unit != "" && u == q.unit {
				to = n
			}
			if w, l2, n2 := r.number(to); n2 > to && !l2 {
				if v < w/1000 && w >= 1000 && !figures.MatchString(r.low[n2-1]) { // "20 to 30 thousand"
					for _, scale := range []float64{1e9, 1e6, 1e3} {
						if w >= scale && v < 1000 {
							v *= scale
							break
						}
					}
				}
				if v < w {
					q.low, q.high, next = v, w, n2
					if between {
						q.first--
					}
				}
			}
		}
	}
	q.last = next - 1
	if q.unit == "" {
		if u, n := r.currencyWord(next); n > next {
			q.unit, q.last, next = u, n-1, n
		}
	}
	r.modify(&q)
	if p, ok := r.t.at("after", r.low, next); ok {
		q.modify(p.what)
		q.last += len(p.words)
		next += len(p.words)
	}
	return q, next
}

// glued reads a number written as one token with its currency or what a hyphen
// ties to it: "$5m", "15,000-strong".
func (r reader) glued(i int) (quantity, int) {
	q := quantity{first: i, last: i, noun: -1}
	m := money.FindStringSubmatch(r.low[i])
	if m == nil || m[1] == "" && m[3] == "" {
		return q, i
	}
	v, err := strconv.ParseFloat(strings.ReplaceAll(m[2], ",", ""), 64)
	if err != nil {
		return q, i
	}
	if p, ok := r.t.at("scale", []string{m[3]}, 0); ok {
		v *= p.value
	}
	if m[1] != "" {
		p, ok := r.t.at("unit", []string{m[1]}, 0)
		if !ok {
			return q, i
		}
		q.unit = p.what
	} else if u, n := r.currencyWord(i + 1); n > i+1 {
		q.unit, q.last = u, n-1
	}
	next := q.last + 1
	if p, ok := r.t.at("scale", r.low, next); ok && m[3] == "" && q.unit != "" {
		v, q.last, next = v*p.value, next, next+1
	}
	q.low, q.high = v, v
	r.modify(&q)
	return q, next
}

// currency reads a sign of currency before a number: "$", "US$", "US $".
func (r reader) currency(i int) (string, int) {
	if i >= len(r.low) {
		return "", i
	}
	if i+1 < len(r.low) && !r.s.Tokens[i].Space && strings.ContainsAny(r.low[i+1], "$") {
		if p, ok := r.t.at("unit", []string{strings.ReplaceAll(r.low[i], ".", "") + r.low[i+1]}, 0); ok && len(r.low[i]) <= 4 {
			return p.what, i + 2
		}
	}
	if p, ok := r.t.at("unit", r.low, i); ok && len(p.words) == 1 && (strings.ContainsAny(r.low[i], "$€£¥") || len(r.low[i]) == 3 && r.low[i] != "won" && r.low[i] != "yen") {
		return p.what, i + 1
	}
	return "", i
}

// currencyWord reads the name of a currency behind a number: "US dollars".
func (r reader) currencyWord(i int) (string, int) {
	if i >= len(r.low) {
		return "", i
	}
	lemmas := make([]string, 0, 3)
	for k := i; k < len(r.low) && k < i+4; k++ {
		w := r.low[k]
		if l := strings.ToLower(r.s.Tokens[k].Lemma); l != "" && l != "_" {
			w = l
		}
		if r.low[k] == "u.s." || r.low[k] == "us" {
			w = "us"
		}
		if w != "us" && !strings.HasSuffix(w, "ss") {
			w = strings.TrimSuffix(w, "s")
		}
		lemmas = append(lemmas, w)
	}
	if p, ok := r.t.at("unit", lemmas, 0); ok {
		return p.what, i + len(p.words)
	}
	return "", i
}

// modify takes in the words before the number: "at least", "a total of some".
func (r reader) modify(q *quantity) {
	for n := 0; n < 3; n++ {
		p, ok := r.t.before("before", r.low, q.first)
		if !ok {
			break
		}
		q.modify(p.what)
		q.first -= len(p.words)
	}
	if q.first > 0 && q.first <= q.last && r.low[q.first-1] == "between" {
		q.first--
	}
}

func (q *quantity) modify(what string) {
	switch what {
	case "min":
		q.noHigh = true
	case "max":
		q.noLow = true
	case "about":
		q.about = true
	}
}

// place finds what the quantity counts in the tree; false where it counts no
// one: an age, a distance, a number that belongs to a name.
func (r reader) place(q *quantity) bool {
	s := r.s
	in := func(i int) bool { return i >= q.first && i <= q.last }
	top := -1
	for i := q.first; i <= q.last; i++ {
		if i+2 <= q.last && r.low[i+1] == "," {
			continue // "2, 875"
		}
		if h := s.Tokens[i].Head; (h < 0 || !in(h)) && s.Tokens[i].UPOS != "ADP" && s.Tokens[i].UPOS != "DET" && s.Tokens[i].UPOS != "PUNCT" || top < 0 && i == q.last {
			top = i
			if s.Tokens[i].UPOS == "NUM" || q.unit != "" {
				break
			}
		}
	}
	q.np = top
	h := s.Tokens[top].Head
	if q.unit != "" {
		if n := q.last + 1; n < len(r.low) && r.t.has("each", r.low[n]) {
			return false // "60 dollars per barrel" is a price
		}
		if p := q.first - 2; p >= 0 && r.low[q.first-1] == "(" && r.t.has("not", lemma(&s.Tokens[p])) {
			return false // "3 kilograms (7 pounds)"
		}
		return q.low >= 0
	}
	if q.last+1 < len(s.Tokens) && !s.Tokens[q.last].Space && (r.low[q.last+1] == "-" || r.low[q.last+1] == ":" || r.low[q.last+1] == "/") {
		return false // "17-year-old", "2-1"
	}
	if q.first > 0 && !s.Tokens[q.first-1].Space && (r.low[q.first-1] == "-" || r.low[q.first-1] == "/") {
		return false
	}
	// the counted noun: "17 people", "hundreds of people"
	switch {
	case h > q.last && h-q.last <= 7 && (s.Is(top, "nummod") || s.Is(top, "det") || s.Is(top, "amod") || s.Is(top, "compound") || s.Is(top, "advmod") && s.Tokens[h].UPOS == "NOUN"):
		q.noun, q.np = h, h
	case h >= 0 && h < q.first && s.Is(top, "nummod"):
		return false // "Flight 17"
	default:
		for i := q.first; i <= q.last && q.noun < 0 && q.last+1 < len(s.Tokens); i++ {
			for _, k := range s.Kids(i) {
				if !in(k) && s.Is(k, "nmod") && k > q.last && r.low[q.last+1] == "of" {
					q.noun = k
				}
			}
		}
	}
	if q.noun < 0 && q.last+1 < len(s.Tokens) { // a noun right behind, whatever the parse
		if t := &s.Tokens[q.last+1]; t.UPOS == "NOUN" && r.t.has("not", lemma(t)) {
			return false
		}
	}
	for n := 0; n < 3 && q.noun >= 0; n++ { // "2,000 more British troops"
		up := s.Tokens[q.noun].Head
		if u := s.Tokens[q.noun].UPOS; u == "NOUN" || u == "PROPN" || up <= q.noun || up-q.noun > 6 || s.Tokens[up].UPOS != "NOUN" {
			break
		}
		q.noun, q.np = up, up
	}
	if q.noun >= 0 {
		if r.t.has("not", lemma(&s.Tokens[q.noun])) || r.t.has("not", r.low[q.noun]) {
			return false
		}
		// "a total of 17 people": the phrase's head is the total
		for n := 0; n < 3; n++ {
			up := s.Tokens[q.np].Head
			if up < 0 || up > q.noun || !s.Is(q.np, "nmod") || !r.t.has("container", lemma(&s.Tokens[up])) {
				break
			}
			q.np = up
		}
	}
	return q.low >= 1 && q.low == math.Trunc(q.low)
}

func lemma(t *doc.Token) string {
	if t.Lemma == "" || t.Lemma == "_" {
		return strings.ToLower(t.Text)
	}
	return strings.ToLower(t.Lemma)
}

// single reads "a guard", "another soldier" as one; loose takes any singular
// phrase, "the mayor", a name, for one too.
func (r reader) single(i int, loose bool) (quantity, bool) {
	s := r.s
	t := &s.Tokens[i]
	q := quantity{first: i, last: i, np: i, noun: i, low: 1, high: 1, single: true}
	if t.UPOS == "PRON" {
		return q, loose && (r.low[i] == "he" || r.low[i] == "she" || r.low[i] == "him" || r.low[i] == "her")
	}
	if t.UPOS == "PROPN" {
		return q, loose && s.Kid(i, "nummod") < 0
	}
	if t.UPOS != "NOUN" || t.XPOS != "NN" || r.t.has("collective", lemma(t)) {
		return q, false
	}
	for _, k := range s.Kids(i) {
		if !s.Is(k, "det") || k > i {
			continue
		}
		if w := r.low[k]; w == "a" || w == "an" || w == "another" {
			q.first = k
			return q, true
		}
	}
	return q, loose
}
