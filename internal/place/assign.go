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
		ev.Place, ev.PlacePhrase, ev.PlaceIn = -1, doc.Span{}, nil
		if ev.Sent < 0 || ev.Sent >= len(d.Sents) || ev.Head < 0 || ev.Head >= len(d.Sents[ev.Sent].Tokens) {
			continue
		}
		t := tree{d: d, s: &d.Sents[ev.Sent], ev: ev, sent: ev.Sent, at: at, words: inWords(ev), coarse: -1, other: map[int]bool{}}
		for k := range d.Events {
			if o := &d.Events[k]; k != i && o.Sent == ev.Sent && o.Head != ev.Head {
				t.other[o.Head] = true
			}
		}
		t.start = t.dateline()
		if t.word("advising", ev.Head) { // "advised its citizens against going to Zenda" was said elsewhere
			t.words = true
		}
		x, how := t.placeOf()
		if x.first < 0 {
			continue
		}
		if y, why := t.closer(x); y.first >= 0 {
			t.coarse = x.place
			x, how = y, why
		}
		if x.place < 0 && t.anyOf(x) {
			continue
		}
		ev.PlacePhrase = t.s.SpanOf(x.first, x.last)
		if p := t.antecedent(x); p >= 0 {
			how += fmt.Sprintf(", %q", d.Slice(ev.PlacePhrase))
			x.place, ev.PlacePhrase = p, d.Places[p].Span
		} else if p, why := t.containing(x); p >= 0 {
			x.place = p
			how += ", " + why
		}
		if p := t.nearer(x); p >= 0 {
			x.place = p
		}
		if x.place >= 0 && t.d.Places[x.place].Known && t.d.Places[x.place].Country == "" { // "the Southern Ocean territory of Zenda"
			if p, _ := t.attached(t.sent, x.last); p != nil && p.Country != "" {
				x.place, ev.PlaceIn = -1, p
				how += "; in " + p.Name + ", named behind it"
			}
		}
		why := fmt.Sprintf("place: %q, %s", d.Slice(ev.PlacePhrase), how)
		if x.place >= 0 {
			ev.Place = x.place
			why += "; " + d.Places[x.place].Name + ", " + d.Places[x.place].Why
		}
		if lacks := ev.PlaceIn == nil && (x.place < 0 || !d.Places[x.place].Known); lacks && t.coarse >= 0 {
			ev.PlaceIn = &d.Places[t.coarse]
			why += "; in " + ev.PlaceIn.Name + ", where it was too"
		} else if lacks {
			if p, in := t.container(x); p != nil {
				ev.PlaceIn = p
				why += "; in " + p.Name + ", " + in
			}
		}
		ev.Why = append(ev.Why, why)
	}
}

// closer returns the named place of what the verb was done to, where that is the
// finer of the two: "in Strelsau, soldiers raided the village of Zenda", "in
// nearby Zenda, schools in Hentzau district were closed".
func (t *tree) closer(x phrase) (phrase, string) {
	h := t.ev.Head
	if x.place < 0 || !t.d.Places[x.place].Known || t.words || !t.verb(h) || !has("seen somewhere", t.ev.Type) {
		return none, ""
	}
	for _, k := range t.s.Kids(h) {
		if !t.is(k, "obj", "nsubj:pass") || t.s.Tokens[k].UPOS == "PRON" || k >= x.first && k <= x.last {
			continue
		}
		y, how := none, ""
		if t.word("done to a place", h) {
			y, how = t.phrase(k), fmt.Sprintf("what %q was done to", t.s.Tokens[h].Text)
		}
		if !t.names(y) && t.s.Tokens[k].UPOS == "NOUN" && !t.other[k] && !t.scattered(k) {
			y, how = t.located(k)
		}
		if !t.names(y) || y.first <= x.last && y.last >= x.first {
			continue
		}
		if y.place < 0 || !t.d.Places[y.place].Known || t.finer(y.place, x.place) || t.beyond(y, x) {
			return y, how + ", the finer of two"
		}
	}
	return none, ""
}

// scattered says whether each of several things joined to k has a place of its own.
func (t *tree) scattered(k int) bool {
	for _, c := range t.s.Kids(k) {
		if x, _ := t.located(c); t.is(c, "conj") && x.first >= 0 {
			return true
		}
	}
	return false
}

// names says whether the phrase has a name in it, known or not, and is no country's.
func (t *tree) names(x phrase) bool {
	if x.first < 0 {
		return false
	}
	if x.place >= 0 {
		return rank(&t.d.Places[x.place]) > 0
	}
	n := x.last // "the village of Hentz"
	for n > x.first && t.s.Tokens[n].UPOS == "PROPN" {
		n--
	}
	return n < x.last && n > x.first && t.s.Tokens[n].Text == "of" && (t.word("settlement", n-1) || t.word("land", n-1) || t.word("part of a town", n-1))
}

// fronted says whether the phrase stands at the head of its sentence, "In Zenda,".
func (t *tree) fronted(x phrase) bool {
	return x.first <= t.start+2 && x.last+1 < len(t.s.Tokens) && t.s.Tokens[x.last+1].Text == ","
}

// anyOf says whether the phrase is of whatever country or town: "any town",
// "another country".
func (t *tree) anyOf(x phrase) bool {
	return t.word("any", x.first) && (t.word("state", x.last) || t.word("settlement", x.last)) && t.s.Kid(t.top(x), "nmod", "acl") < 0 && t.inside(t.sent, x.first, x.last, true) == nil
}

// inWords says whether the event is done in words, so that what its words are
// about need not be where it is. A planned visit, which is coded as AGREE, is not; a
// protest of diplomats, which is coded as ACCUSE, is.
func inWords(ev *doc.Event) bool {
	file, _, _ := strings.Cut(ev.Rule, "/")
	return has("acts in words", ev.Type) && (ev.Type == "ACCUSE" || !has("done somewhere", file)) || has("acts in words", file)
}

// placeOf goes through the ways in which a sentence tells where its event was,
// from the nearest to the event's own words outwards.
func (t *tree) placeOf() (phrase, string) {
	for _, way := range []func() (phrase, string){
		t.own, t.topic, t.clause, t.along, t.happening, t.party, t.doers, t.meanwhile, t.shared,
	} {
		if x, how := way(); x.first >= 0 {
			return x, how
		}
	}
	return none, ""
}

// own returns the phrase of place among what hangs on the event's own words.
func (t *tree) own() (phrase, string) {
	words := append([]int{t.ev.Head}, t.ev.Trigger...)
	if t.words {
		words = words[:1]
	}
	for _, i := range words {
		if i < 0 || i >= len(t.s.Tokens) {
			continue
		}
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
	return none, ""
}

// topic returns where the thing is that the event's verb tells of: "talks in
// Zenda collapsed".
func (t *tree) topic() (phrase, string) {
	h := t.ev.Head
	if !t.verb(h) || t.words {
		return none, ""
	}
	for _, k := range t.s.Kids(h) {
		m := t.d.MentionAt(t.sent, k)
		if (t.is(k, "nsubj") && !t.word("telling", h) || t.is(k, "obj") && t.word("carrying", h)) && (m < 0 || len(t.d.Mentions[m].Actors) == 0) && t.s.Tokens[k].UPOS == "NOUN" {
			if x, how := t.located(k); x.first >= 0 {
				return x, how
			}
		}
	}
	return none, ""
}

// party returns the place of a thing that the verb acts on, "create a base in
// Zenda", and of those who take part, where the event is of a kind that happens
// where people are: "meets the prime minister in Zenda", "the murder of a
// teacher in Zenda".
func (t *tree) party() (phrase, string) {
	h, somewhere := t.ev.Head, has("done somewhere", t.ev.Type)
	if t.word("telling", h) {
		return none, ""
	}
	for _, k := range t.s.Kids(h) {
		p := t.prep(k)
		switch {
		case t.words && !t.is(k, "obl"), t.other[k]:
			continue
		case t.is(k, "obj") && t.word("about", h):
			continue // "discussed the fighting in Zenda"
		case t.is(k, "obj") && t.verb(h) && (t.d.MentionAt(t.sent, k) < 0 || somewhere) && t.s.Tokens[k].UPOS == "NOUN":
		case somewhere && t.is(k, "obj", "obl", "nmod") && has("taking part", p), somewhere && !t.verb(h) && t.is(k, "nmod") && p == "of":
		case t.is(k, "obl") && p == "with":
		case t.is(k, "obj") && t.word("carrying", h):
		default:
			continue
		}
		deep := 0
		if somewhere {
			deep = 1
			if !t.verb(h) {
				deep = 2
			}
		}
		if x, how := t.around(k, deep); x.first >= 0 {
			return x, how
		}
	}
	return none, ""
}

// around returns where noun k is, or one coordinated with it; with deep 1 also
// the nouns that take part in it, "used bombs against rebels in Zenda", with 2
// those it is of too: "the rape of a girl by soldiers in Zenda".
func (t *tree) around(k, deep int) (phrase, string) {
	if x, how := t.located(k); x.first >= 0 && x.place >= 0 && !t.word("done to a place", k) {
		return x, how
	}
	if x, how := t.told(k); x.first >= 0 {
		return x, how
	}
	for _, c := range t.s.Kids(k) {
		if t.other[c] || t.verb(c) {
			continue
		}
		if t.is(c, "conj") || deep > 0 && t.is(c, "nmod") && (has("taking part", t.prep(c)) || deep > 1 && t.prep(c) == "of") {
			if x, how := t.around(c, deep); x.first >= 0 {
				return x, how
			}
		}
	}
	return none, ""
}

// doers returns where the people are who did it: "rebels in Zenda attacked a
// convoy".
func (t *tree) doers() (phrase, string) {
	if !has("done somewhere", t.ev.Type) || !t.verb(t.ev.Head) || t.words {
		return none, ""
	}
	for _, k := range t.s.Kids(t.ev.Head) {
		if !t.is(k, "nsubj") || t.s.Tokens[k].XPOS != "NNS" {
			continue
		}
		for _, c := range t.s.Kids(k) {
			if t.is(c, "nmod") && t.prep(c) == "in" {
				if x := t.phrase(c); x.first >= 0 && x.place >= 0 {
					return x, fmt.Sprintf("where the %s are", t.s.Tokens[k].Text)
				}
			}
		}
	}
	return none, ""
}

// meanwhile returns the place of a clause at the same time: "no fighting as
// rebels entered the town".
func (t *tree) meanwhile() (phrase, string) {
	if !has("seen somewhere", t.ev.Type) {
		return none, ""
	}
	for _, top := range []int{t.ev.Head, t.head(t.ev.Head)} {
		if top < 0 || t.word("telling", top) {
			continue
		}
		for _, c := range t.s.Kids(top) {
			m := t.s.Kid(c, "mark", "advmod")
			if !t.is(c, "advcl", "acl") || m < 0 || !t.word("same time", m) {
				continue
			}
			if t.word("same time of others", m) && t.s.Kid(c, "nsubj", "nsubj:pass") >= 0 {
				continue // "while two more were captured in Zenda" tells of others
			}
			if x, how := t.located(c); x.first >= 0 {
				return x, how
			}
		}
	}
	return none, ""
}

// happening returns where the verb has it that the event is its subject of: "the
// conference of the missions in Zenda went on here".
func (t *tree) happening() (phrase, string) {
	if h := t.head(t.ev.Head); h >= 0 && t.is(t.ev.Head, "nsubj") && t.shares(t.ev.Head, h) {
		if x, how := t.located(h); x.first >= 0 && (t.ev.Head < x.first || t.ev.Head > x.last) {
			return x, how + fmt.Sprintf(", whose place %q shares", t.s.Tokens[t.ev.Head].Text)
		}
	}
	return none, ""
}

// shared returns the place of the clause above, where the event is its business.
func (t *tree) shared() (phrase, string) {
	i := t.ev.Head
	for n := 0; n < len(t.s.Tokens); n++ {
		h := t.head(i)
		if h < 0 || !t.shares(i, h) {
			break
		}
		if k := t.s.Kid(h, "nsubj"); k >= 0 && t.is(i, "obl") && has("suffering", t.prep(i)) && has("seen somewhere", t.ev.Type) { // "the enclave shrank under fire"
			if x := t.phrase(k); x.first >= 0 {
				if y, _ := t.located(k); x.place < 0 && y.place >= 0 {
					x = y
				}
				return x, fmt.Sprintf("the subject of %q", t.s.Tokens[h].Text)
			}
		}
		target := t.is(i, "obl") && t.s.Kid(h, "obj") >= 0 && t.word("done to a place", h) // "attacked Zenda for its raids"
		if x, how := t.located(h); x.first >= 0 && (t.ev.Head < x.first || t.ev.Head > x.last) && !(target && x.first <= t.s.Kid(h, "obj") && t.s.Kid(h, "obj") <= x.last) {
			return x, how + fmt.Sprintf(", whose place %q shares", t.s.Tokens[t.ev.Head].Text)
		}
		i = h
	}
	return none, ""
}

// shares says whether what happens at i happens where h, its head, does.
func (t *tree) shares(i, h int) bool {
	switch {
	case t.is(i, "nsubj"):
		return t.verb(h) && !t.word("telling", h)
	case t.is(i, "obj"):
		return t.word("carrying", h)
	case t.is(i, "nmod"):
		return t.word("light", h) // "unleashed a hail of bullets"
	case t.words && t.is(i, "obl"):
		return false
	case t.is(i, "obl"):
		p := t.prep(i)
		if p == "after" || p == "following" { // "said in Zenda after talks with the minister"
			return t.ev.Type == "CONSULT" && t.word("telling", h)
		}
		return t.verb(h) && (p == "during" || p == "on" || p == "at" || p == "with" || p == "in" || p == "for" || has("suffering", p))
	case t.is(i, "xcomp"):
		return t.ev.Status != "future" && t.ev.Status != "hypothetical"
	case t.is(i, "advcl"): // "said in Zenda after meeting the minister"
		m := t.s.Kid(i, "mark")
		return m >= 0 && t.word("just before", m) && t.ev.Type == "CONSULT" && t.word("telling", h)
	case t.is(i, "compound"), t.is(i, "conj") && !t.verb(i): // "airstrikes and raids"
		return !t.verb(h)
	}
	return false
}
