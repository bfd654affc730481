package place

import (
	"strings"

	"rapporteur/internal/doc"
)

type tree struct {
	d      *doc.Doc
	s      *doc.Sentence
	ev     *doc.Event
	words  bool         // the event is an act in words
	other  map[int]bool // words of other events of the sentence
	sent   int
	start  int // first token behind a dateline
	coarse int // place that the sentence tells beside a finer one, or -1
	at     map[[2]int]int
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
	if n := i + 2; t.word("field", i) && n < len(t.s.Tokens) && t.s.Tokens[n-1].Text == "of" && t.s.Tokens[n].UPOS == "NOUN" && !t.kind(n) {
		return none // "in the area of defence"
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
				in = t.prep(k) == "of" && (t.place(k) >= 0 || t.kind(k) || t.s.Tokens[k].UPOS == "PROPN" && t.kind(i))
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
	if t.word("settlement", i) || t.word("land", i) { // "the Zenda Province town of Hentz": what it is called by "of"
		for _, k := range t.s.Kids(i) {
			if t.is(k, "nmod") && k > i && t.prep(k) == "of" {
				x.place = t.place(k)
			}
		}
	}
	if n := x.last + 1; x.place < 0 && t.kind(i) && n < len(t.s.Tokens) && t.place(n) >= 0 { // "the capital Zenda", however attached
		x.place = t.place(n)
		x.last = max(x.last, t.d.Places[x.place].Last)
	}
	if p := t.at[[2]int{t.sent, i}] - 1; p >= 0 { // the whole name
		x.first, x.last = min(x.first, t.d.Places[p].First), max(x.last, t.d.Places[p].Last)
		// "Valencia, Spain", however the comma is attached
		if n := p + 1; n < len(t.d.Places) && t.d.Places[n].Sent == t.sent && comma(t.s, t.d.Places[p].Last, t.d.Places[n].First) && t.d.Places[n].Known && !t.owner(t.d.Places[n].Last) && t.s.Under(t.d.Places[n].First, i) {
			x.last = max(x.last, t.d.Places[n].Last)
		}
	}
	for x.first < i && (t.is(x.first, "cc", "punct") || t.is(x.first, "case")) {
		x.first++
	}
	for x.last > i && t.is(x.last, "cc", "punct") {
		x.last--
	}
	if x.place < 0 { // "three Zenda hotels"
		for _, k := range t.s.Kids(i) {
			if p := t.place(k); t.is(k, "compound") && k < i && p >= 0 && t.kind(i) && !(t.word("of others", i) && strings.HasPrefix(t.d.Places[p].Why, "country")) { // "the Ruritania base" may be abroad
				x.place = p
			}
		}
	}
	if x.place < 0 && t.kind(i) { // "the mosque in Zenda"
		for _, k := range t.s.Kids(i) {
			if p := t.prep(k); t.is(k, "nmod") && k > i && (p == "in" || p == "near") && t.place(k) >= 0 && t.d.Places[t.place(k)].Known {
				x.place = t.place(k)
			}
		}
	}
	if x.place < 0 && (!t.kind(i) || t.s.Tokens[i].XPOS == "NNS" || i > 0 && t.s.Tokens[i-1].Text == "-" || x.first == x.last && t.s.Kid(i, "det", "nmod:poss") < 0) { // "in prison", "at sea"
		return none
	}
	return x
}

// owner says whether "'s" stands behind token i.
func (t *tree) owner(i int) bool {
	return i+1 < len(t.s.Tokens) && (t.s.Tokens[i+1].Text == "'s" || t.s.Tokens[i+1].Text == "’s")
}

// kind says whether the noun is a word for a place; shops, buses and offices are
// one for what is done to people there.
func (t *tree) kind(i int) bool {
	return t.word("kind of place", i) || has("done somewhere", t.ev.Type) && t.word("scene", i)
}

func (t *tree) place(i int) int { return t.at[[2]int{t.sent, i}] - 1 }

// farBack is how many sentences back "the town" points where only one town was
// named; nearBack where there are several, of which the last is meant.
const nearBack, farBack = 2, 8

// antecedent returns the place that "the town" points back to: the last one named
// in this sentence or the two before that may be one, or the only one named
// before; else -1.
func (t *tree) antecedent(x phrase) int {
	if n := x.last + 1; n < len(t.s.Tokens) && t.s.Tokens[n].Text == "of" {
		return -1 // "the village of Zenda", whose name is not known for a place
	}
	if x.place >= 0 || x.last == x.first || !t.word("points back", x.first) {
		return -1
	}
	noun := strings.ToLower(t.s.Tokens[x.last].Text)
	for i := x.first + 1; i < x.last; i++ {
		switch w := strings.ToLower(t.s.Tokens[i].Text); {
		case w == "capital" && i == x.last-1:
			noun = w // "the capital city"
		case has("plain", w), t.s.Tokens[i].XPOS == "VBN" && t.is(i, "amod"): // "the battered city"
		default:
			return -1
		}
	}
	if noun != "capital" && !t.word("settlement", x.last) {
		return -1
	}
	last := -1
	for p := len(t.d.Places) - 1; p >= 0; p-- {
		q := t.d.Places[p]
		if q.Sent > t.sent || q.Sent == t.sent && (q.First > x.first || q.First < t.start) || !fits(q, noun) && (q.Known && !t.there(q, noun) || noun == "capital" || !q.Known && t.part(q)) {
			continue
		}
		far := q.Sent < t.sent-nearBack && noun != "capital"
		switch {
		case q.Sent < t.sent-farBack, far && last >= 0 && t.d.Places[last].Sent >= t.sent-nearBack:
			return last
		case far && last >= 0 && t.d.Places[last].Name != q.Name:
			return -1 // several, and none of them near
		case !far && t.calledA(q, noun):
			return p // "the city of Zenda" before goes before the last place named
		}
		if last < 0 {
			last = p
		}
	}
	return last
}

// there says whether a capital is where the sentence before has something happen:
// "shots were heard in Strelsau. Troops are in the town".
func (t *tree) there(q doc.Place, noun string) bool {
	return noun == "town" && q.Sent == t.sent-1 && strings.HasPrefix(q.Why, "capital") && t.stood(&q)
}

// part says whether an unknown place is called a part of a town or land: "the Zenda
// district".
func (t *tree) part(q doc.Place) bool {
	s := &t.d.Sents[q.Sent]
	called := func(i int) bool {
		return i >= 0 && i < len(s.Tokens) && (has("part of a town", s.Tokens[i].Text) || has("land", s.Tokens[i].Text)) && !has("settlement", s.Tokens[i].Text)
	}
	return called(q.Last) || called(q.Last+1) || q.First >= 2 && s.Tokens[q.First-1].Text == "of" && called(q.First-2)
}

// fits says whether the place may be "the" noun, a capital or another town. Why
// begins with the gazetteer's kind.
func fits(q doc.Place, noun string) bool {
	is := func(kind string) bool { return strings.HasPrefix(q.Why, kind) }
	switch {
	case noun == "capital":
		return is("capital")
	case is("capital"):
		return noun == "city"
	}
	return is("city")
}

// containing returns what contains a place that no gazetteer has: of streets, squares
// and hospitals the one town named in this sentence and those before; of whatever
// is known to be a country's that country, where the report names it; of "the
// country" the one named in this sentence and the one before.
func (t *tree) containing(x phrase) (int, string) {
	if x.place >= 0 || t.word("here", x.last) { // without a dateline "here" may be anywhere
		return -1, ""
	}
	if n := x.last + 2; t.word("part of a town", x.last) && !(n < len(t.s.Tokens) && t.s.Tokens[n-1].UPOS == "ADP" && t.s.Tokens[n].UPOS == "PROPN") { // "a street in Zenda" is there, known or not
		if p := t.only(nearBack, false, "city", "capital"); p >= 0 {
			return p, "in the town named before"
		}
	}
	// who goes or sends somebody "to the country" does not stay in his own
	abroad := x.first > 0 && t.word("state", x.last) && t.word("to and from", x.first-1)
	for i := x.last; i >= x.first; i-- {
		m := t.d.MentionAt(t.sent, i)
		if m < 0 || len(t.d.Mentions[m].Actors) != 1 || !t.d.Mentions[m].Place {
			continue
		}
		country, _, _ := strings.Cut(t.d.Mentions[m].Actors[0].Code, " ")
		if abroad && t.doneBy(country) {
			continue
		}
		for p, q := range t.d.Places {
			if q.Country == country && q.Known && strings.HasPrefix(q.Why, "country") {
				return p, "in the country it is of"
			}
		}
	}
	if t.word("state", x.last) && t.word("points back", x.first) {
		if p := t.only(1, abroad, "country"); p >= 0 {
			return p, "the country named before"
		}
	}
	return -1, ""
}

// doneBy says whether somebody of the country does it.
func (t *tree) doneBy(country string) bool {
	for _, a := range t.ev.Actor {
		for _, x := range t.d.Mentions[a].Actors {
			if c, _, _ := strings.Cut(x.Code, " "); c == country {
				return true
			}
		}
	}
	return false
}

// only returns the place of one of these kinds, where this sentence and so many
// before it name one only, abroad not counting the doers' own; else -1.
func (t *tree) only(back int, abroad bool, kinds ...string) int {
	found := -1
	for p, q := range t.d.Places {
		if q.Sent > t.sent || q.Sent < t.sent-back || !q.Known || q.Sent == t.sent && q.First < t.start {
			continue
		}
		for _, k := range kinds {
			if !strings.HasPrefix(q.Why, k) || abroad && t.doneBy(q.Country) {
				continue
			}
			if found >= 0 && t.d.Places[found].Name != q.Name {
				return -1
			}
			found = p
		}
	}
	return found
}

// calledA says whether the place is named with the noun: "the town of Zenda",
// "the town Zenda", "Zenda town".
func (t *tree) calledA(q doc.Place, noun string) bool {
	s := &t.d.Sents[q.Sent]
	is := func(i int) bool { return i >= 0 && i < len(s.Tokens) && strings.EqualFold(s.Tokens[i].Text, noun) }
	return is(q.First-1) || is(q.Last+1) || q.First >= 2 && s.Tokens[q.First-1].Text == "of" && is(q.First-2)
}
