package actor

import (
	"strings"

	"rapporteur/internal/doc"
	"rapporteur/lexicon"
)

// work is the state of one article.
type work struct {
	r     *Resolver
	lex   *lexicon.Lexicon
	d     *doc.Doc
	day   string // publication day, ISO, or empty
	scans []*scan

	recs      []*rec // all mentions so far, the title's among them, in the order they were read
	ents      int
	byName    map[string][]*entity // last atom of a name or an acronym -> entities
	byKey     map[string]*entity
	voice     []*rec // who says the latest quotation
	voicePara int    // and its paragraph

	main    string // the country that the article is about, or empty
	mainWhy string
	sole    bool           // the article hardly names another country
	names   map[string]int // how often each country is named, not counting people's names
	first   string         // the country named first of those named most
	most    int            // how often it is named
	ground  string         // the country in which most of the places lie that something is said to be in, three at least
	desk    string         // the country of the dateline, where none is named more
}

// rec is a mention with what coreference needs to know of it.
type rec struct {
	sc                *scan
	head, first, last int
	m                 doc.Mention
	ent               *entity
	noun              noun
	lemma             string // of the common noun at the head, small letters
	subj              bool
	plural            bool
	one               bool // the name of one state or body, though it may look plural: "the United States"
	pron              bool
	bare              bool   // a bare name of a state, city or organisation
	sort              string // of an organisation named by its name: "agency"
	def               bool   // definite: "the", a possessor, a name
	fromContext       bool
	scenic            bool // coded by where something happens
	described         bool // its apposition has been looked at
	named             bool // the title of a name
	outside           bool // of those who look at an organisation from outside
	unplaced          bool // a person of whom nothing is said
	index             int  // into the document's mentions, -1 for the title's
	owner             *rec // the possessor that the code would stand on, were it known
}

// entity is an actor that mentions share.
type entity struct {
	id     int
	atoms  []string   // of the fullest name
	names  [][]string // of all spellings
	actors []doc.Actor
	person bool
	gender byte // 'm', 'f' once a pronoun told
	count  int  // mentions so far
}

// place of a mention in the order of the text
func (r *rec) before(o *rec) bool {
	if r.sc != o.sc {
		return r.sc.i < o.sc.i
	}
	return r.first < o.first
}

// not the heads of noun phrases
var inner = map[string]bool{"det": true, "case": true, "mark": true, "cc": true, "punct": true, "aux": true, "cop": true, "flat": true,
	"fixed": true, "goeswith": true, "compound": true, "amod": true, "nummod": true, "advmod": true, "discourse": true, "expl": true, "reparandum": true}

func base(deprel string) string {
	b, _, _ := strings.Cut(deprel, ":")
	return b
}

// isHead says whether the token may head a noun phrase.
func (sc *scan) isHead(i int) bool {
	if sc.taken[i] {
		return false
	}
	switch sc.s.Tokens[i].UPOS {
	case "NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X", "":
	default:
		return false
	}
	top := i
	for n := 0; n < 50 && sc.s.Is(top, "conj") && sc.s.Tokens[top].Head >= 0; n++ {
		top = sc.s.Tokens[top].Head
	}
	rel := sc.s.Tokens[top].Deprel
	return !inner[base(rel)] && (rel != "nmod:desc" || top != i)
}

// sentence reads all mentions of one sentence.
func (w *work) sentence(sc *scan) {
	w.claim(sc)
	for i := range sc.s.Tokens {
		if sc.isHead(i) {
			w.resolve(sc, i)
		}
		w.here(sc, i)
	}
}

// here makes "here" beside a verb ("arrived here on Monday") a mention of the
// country that the report comes from: that of its dateline, else the one it is
// about.
func (w *work) here(sc *scan, i int) {
	if sc.i < 0 || !sc.s.Is(i, "advmod") || !w.reference(sc.nounAt(i), "here") {
		return
	}
	c, why := w.written(), "written in "+w.d.Dateline
	if c == "" {
		c, why = w.main, w.mainWhy
	}
	if c != "" {
		w.d.AddMention(doc.Mention{Sent: sc.i, Head: i, First: i, Last: i, Place: true, Actors: []doc.Actor{{Code: join(c, "GOV"), Ref: "here: " + why}}})
	}
}

// claim marks the words of names that are not the name's head: they are no
// mentions of their own.
func (w *work) claim(sc *scan) {
	one := func(first, last int) {
		if last-first > 8 {
			return
		}
		top := -1
		for k := first; k <= last; k++ {
			if h := sc.s.Tokens[k].Head; h < first || h > last {
				if top < 0 || inner[base(sc.s.Tokens[top].Deprel)] && !inner[base(sc.s.Tokens[k].Deprel)] {
					top = k
				}
			}
		}
		for k := first; k <= last; k++ {
			if k != top && !sc.s.Is(k, "nmod:poss") {
				sc.taken[k] = true
			}
		}
	}
	for i := range sc.s.Names {
		sc.glue(i)
		if n := sc.s.Names[i]; n.First >= 0 && n.Last < len(sc.taken) {
			one(n.First, n.Last)
		}
	}
	for _, h := range sc.hits {
		if h.Last > h.First {
			one(h.First, h.Last)
		}
	}
}

// glue takes the rest of a hyphened word into a person's name that the tagger
// ended at the hyphen: "Karl Sapten-Helsing".
func (sc *scan) glue(i int) {
	n, t := &sc.s.Names[i], sc.s.Tokens
	for n.Type == doc.Person && n.First >= 0 && n.Last+1 < len(t) {
		k := n.Last + 1
		if t[n.Last].Text != "-" && t[k].Text == "-" && !t[n.Last].Space && !t[k].Space && k+1 < len(t) && (t[k+1].Name == 0 || t[k+1].Name == i+1 || sc.nameType(k+1) == doc.Person) && t[k+1].UPOS == "PROPN" {
			k++
		} else if t[n.Last].Text != "-" || t[n.Last].Space || t[k].UPOS != "PROPN" || t[k].Name != 0 && sc.nameType(k) != doc.Person {
			return
		}
		for j := n.Last + 1; j <= k; j++ {
			if x := t[j].Name; x > 0 && x != i+1 {
				sc.s.Names[x-1].First = min(k+1, sc.s.Names[x-1].Last)
			}
			t[j].Name = i + 1
		}
		n.Last = k
		sc.hang(n.First, n.Last)
	}
}

// hang puts the parts of a name that the parser hung elsewhere under its head.
func (sc *scan) hang(first, last int) {
	t, top := sc.s.Tokens, -1
	for k := first; k <= last; k++ {
		if h := t[k].Head; h >= first && h <= last {
			continue
		}
		switch {
		case top < 0:
			top = k
		case !sc.s.Under(top, k):
			t[k].Head, t[k].Deprel = top, "flat"
		}
	}
	sc.s.Reparsed()
}

// halved says whether the nationality that ends at last shares a noun with the
// one after "and": "Ruritanian and Graustark forces". It returns the noun's
// token, or -1.
func (w *work) halved(sc *scan, last int) (int, noun) {
	t := sc.s.Tokens
	if last+3 >= len(t) || t[last+1].UPOS != "CCONJ" || sc.hitAt[last+2] == 0 {
		return -1, noun{}
	}
	sn, ok := w.senseAt(sc, last+2)
	if !ok || sn.kind != lexicon.CountryAdj || sn.hit.First != last+2 {
		return -1, noun{}
	}
	for k := sn.hit.Last + 1; k < min(len(t), sn.hit.Last+5); k++ {
		if u := t[k].UPOS; u != "NOUN" && u != "ADJ" && u != "PROPN" || sc.hitAt[k] > 0 {
			break
		}
		if n := sc.nounAt(k); n.ok() && t[k].UPOS != "ADJ" {
			for n.last > k && k+1 < len(t) {
				k++
			}
			return k, sc.nounAt(k)
		}
	}
	return -1, noun{}
}

// resolve returns the mention headed by the token, reading it when this is
// asked for the first time; nil where the token stands for nobody.
func (w *work) resolve(sc *scan, h int) *rec {
	if r, ok := sc.recs[h]; ok {
		return r
	}
	if sc.busy[h] || len(sc.busy) > 40 {
		return nil
	}
	sc.busy[h] = true
	r := w.build(sc, h)
	delete(sc.busy, h)
	sc.recs[h] = r
	if r == nil {
		return nil
	}
	r.m.Sent, r.m.Head, r.m.First, r.m.Last, r.m.Pronoun = sc.i, h, r.first, r.last, r.pron
	if r.ent != nil {
		r.m.Chain = r.ent.id
		r.ent.count++
		w.acronym(r)
	}
	w.recs = append(w.recs, r)
	r.index = -1
	if sc.i >= 0 {
		r.index = len(w.d.Mentions)
		w.d.AddMention(r.m)
	}
	return r
}

// lookBack codes the mentions whose actor the report tells only later: "Sapten
// ... Karl Sapten, the leader of the Ruritanian opposition".
// Others of whom a report about one country says nothing belong to that country.
func (w *work) lookBack() {
	for _, r := range w.recs {
		if w.sole && r.unplaced && r.ent != nil && len(r.ent.actors) == 1 && owner(r.ent.actors[0].Code) == "---" {
			a := r.ent.actors[0]
			a.Code, a.Ref = join(w.main, sectorOf(a.Code)), "unknown person, from context: "+w.mainWhy
			r.ent.actors = []doc.Actor{a}
		}
	}
	for _, r := range w.recs {
		if r.index < 0 || len(r.m.Actors) != 1 || owner(r.m.Actors[0].Code) != "---" {
			continue
		}
		a := &w.d.Mentions[r.index].Actors[0]
		switch e := r.ent; {
		case e != nil && len(e.actors) == 1 && owner(e.actors[0].Code) != "---":
			*a = e.actors[0]
			if !strings.HasPrefix(a.Ref, "told of later: ") {
				a.Ref = "told of later: " + a.Ref
			}
		case r.owner != nil && r.owner.ent != nil && len(r.owner.ent.actors) == 1:
			if p := r.owner.ent.actors[0]; owner(p.Code) != "---" && w.r.isCountry(p.Code) {
				a.Code = join(owner(p.Code), sectorOf(a.Code))
				a.Ref += "; told of later: " + p.Ref
			}
		default:
			continue
		}
		r.m.Actors = w.d.Mentions[r.index].Actors
	}
}

// kids that belong to a noun phrase before its head
var before = map[string]bool{"det": true, "amod": true, "compound": true, "nmod": true, "nummod": true, "flat": true, "goeswith": true, "fixed": true}

// span finds the words of the phrase headed by h: what stands before it, its
// name, and the complement that its code stands on.
func (w *work) span(sc *scan, h int, n noun) (first, last int) {
	s := sc.s
	first, last = h, h
	if n.first < first {
		first = n.first
	}
	if n.last > last {
		last = n.last
	}
	grow := func(f, l int) { first, last = min(first, f), max(last, l) }
	cover := func(k int) {
		if x := sc.hitAt[k]; x > 0 {
			grow(sc.hits[x-1].First, sc.hits[x-1].Last)
		}
		if x := s.Tokens[k].Name; x > 0 && x <= len(s.Names) {
			grow(s.Names[x-1].First, s.Names[x-1].Last)
		}
	}
	cover(h)
	for k := n.first; k <= n.last; k++ {
		sc.taken[k] = sc.taken[k] || k != h && n.ok()
	}
	kids := s.Kids(h)
	for _, k := range kids {
		rel := s.Tokens[k].Deprel
		if k < h && (before[base(rel)] && (rel == "nmod:desc" || !w.hasCase(sc, k)) || rel == "nmod:poss") {
			if f, _ := s.Subtree(k); f >= 0 && sc.quote[f] == sc.quote[h] {
				first = min(first, f)
			}
		}
		if k > h && (base(rel) == "flat" || base(rel) == "goeswith" || base(rel) == "fixed" || base(rel) == "compound" || base(rel) == "nummod" && s.Tokens[k].UPOS == "NUM" && k == last+1) {
			_, l := s.Subtree(k)
			for j := last + 1; j <= min(l, h+12); j++ {
				if u := s.Tokens[j].UPOS; u == "VERB" || u == "AUX" || u == "ADP" || u == "CCONJ" || s.Tokens[j].Text == "," {
					break
				}
				last = j
			}
			if k <= last {
				cover(k)
			}
		}
	}
	for first < h && (s.Tokens[first].UPOS == "PUNCT" || s.Tokens[first].UPOS == "ADP" && !(s.Tokens[first].Head > first && s.Tokens[first].Head < h) || s.Tokens[first].UPOS == "CCONJ") { // not "at" of "at least 12 miners"
		first++
	}
	// a title that the parser took for a phrase of its own: "the US Secretary of State | Antony Blinken"
	for k := max(first-1, 0); k < h && sc.nameType(h) == doc.Person && !n.ok() && core(s, h); k++ {
		if t := sc.nounAt(k); len(t.roles) > 0 && t.first < first && s.Tokens[k].Space {
			first = t.first
			for j := t.first; j <= k; j++ {
				if r := sc.recs[j]; r != nil && !r.plural && r.last <= k {
					first = min(first, r.first)
				}
			}
		}
	}
	// a nationality that the parser took for a phrase of its own: "Zimbabwean | President Robert Mugabe"
	if k := first - 1; k >= 0 && s.Tokens[k].Space && sc.nameType(h) == doc.Person && (s.Tokens[k].Head == s.Tokens[h].Head || s.Tokens[k].Head == first) {
		if sn, ok := w.senseAt(sc, k); ok && (sn.kind == lexicon.CountryAdj || sn.kind == lexicon.CountryPeople) && sn.hit.Last == k {
			first = sn.hit.First
		}
	}
	// the second of two nationalities of one noun: "Ruritanian and | Graustark forces"
	if k := first - 1; k > 1 && n.ok() && s.Tokens[k].Space && sc.hitAt[k] > 0 && s.Tokens[k].UPOS != "NOUN" {
		if sn, ok := w.senseAt(sc, k); ok && sn.kind == lexicon.CountryAdj && sn.hit.Last == k && sn.hit.First > 1 && s.Tokens[sn.hit.First-1].UPOS == "CCONJ" && !s.Under(h, k) {
			first = sn.hit.First
		}
	}
	// "leaders of the EU", "a spokesman for the government", "thousands of refugees"
	for _, k := range kids {
		if k <= last || base(s.Tokens[k].Deprel) != "nmod" {
			continue
		}
		c := w.caseOf(sc, k)
		joined := c == "from" && plural(s.Tokens[h]) && s.Kid(k, "conj") >= 0
		if c != "of" && c != "for" && !joined || !n.ok() && !w.quantity(sc, h, n) {
			continue
		}
		f, _ := s.Subtree(k)
		if f > last+1 {
			break
		}
		if f <= n.last && n.ok() {
			continue // the preposition belongs to the title: "minister of state"
		}
		if r := w.resolve(sc, k); r != nil && len(r.m.Actors) > 0 {
			last = max(last, r.last)
			for _, o := range s.Kids(k) { // "the leaders of Ruritania and Graustark"
				if x := w.resolve(sc, o); s.Is(o, "conj") && plural(s.Tokens[h]) && s.Tokens[o].UPOS == "PROPN" && x != nil && len(x.m.Actors) > 0 {
					last = max(last, x.last)
				}
			}
		} else if c == "of" && len(w.sensesUnder(sc, k)) > 0 {
			last = max(last, k)
		} else {
			break
		}
	}
	// a name directly after a common noun: "his colleague Dmytro Kuleba", "the secretary general, Antonio Guterres"
	if n.ok() || len(n.refs) > 0 {
		for _, k := range kids {
			if base(s.Tokens[k].Deprel) != "appos" || k <= h || !w.nameLike(sc, k) {
				continue
			}
			f, _ := s.Subtree(k)
			gap := true
			for j := last + 1; j < k; j++ {
				if u := s.Tokens[j].UPOS; u == "VERB" || u == "AUX" || u == "CCONJ" || s.Tokens[j].Text == "(" || s.Tokens[j].Text == "," && sc.nameType(k) != doc.Person {
					gap = false
				}
			}
			if !gap || f-last > 8 {
				break
			}
			_, l := w.nameSpan(sc, k)
			for j := f; j <= l; j++ {
				sc.taken[j] = true
			}
			last = max(last, l)
			break
		}
	}
	// the same by position: "Minister of State for Foreign Affairs al-Wasila al-Samani"
	at := last + 1
	if at+1 < len(s.Tokens) && s.Tokens[at].Text == "," && len(n.roles) > 0 && sc.nameType(at+1) == doc.Person {
		// "the Secretary of State, Hillary Clinton, ..."
		if x := s.Names[s.Tokens[at+1].Name-1].Last + 1; x < len(s.Tokens) && s.Tokens[x].Text == "," {
			at++
		}
	}
	if k := at; n.ok() && k < len(s.Tokens) && s.Tokens[k-1].Space && !plural(s.Tokens[h]) && s.Tokens[k].UPOS == "PROPN" && (s.Tokens[k].Head == s.Tokens[h].Head || !core(s, k)) {
		if person, _ := w.kind(n, false); person {
			l := k
			for l+1 < len(s.Tokens) && (s.Tokens[l+1].UPOS == "PROPN" || s.Tokens[l+1].Text == "-" || s.Tokens[l].Text == "-") && !s.Is(l+1, "nsubj") {
				l++
			}
			for j := k; j <= l; j++ {
				if sn, ok := w.senseAt(sc, j); sc.nameType(j) == doc.Person || ok && sn.kind == lexicon.HolderName {
					for ; l >= k; l-- {
						sc.taken[l] = true
						last = max(last, l)
					}
					break
				}
			}
		}
	}
	if end := w.portfolio(sc, n, h, last); end > last {
		for j := last + 1; j <= end; j++ {
			sc.taken[j] = true
		}
		last = end
	}
	// a day that the parser hung on the phrase: "the ministry | Sunday"
	for last > h && last > n.last && w.isDay(sc, last) {
		sc.taken[last] = true
		last--
	}
	for first < h && first < n.first && w.isDay(sc, first) {
		sc.taken[first] = true
		first++
	}
	// an abbreviation in brackets
	if last+3 < len(s.Tokens) && s.Tokens[last+1].Text == "(" && s.Tokens[last+3].Text == ")" && acronym(s.Tokens[last+2].Text) {
		sc.taken[last+2] = true
		last += 3
	}
	return first, last
}

// maxPortfolio is how many words lie between a title and its bearer's name.
const maxPortfolio = 16

// portfolio returns the last token of the name behind a title and all that its
// bearer is in charge of: "the Minister of Lands, Works and Housing | Anton
// Geiern". A parser makes such a list into phrases of their own. last where there
// is none.
func (w *work) portfolio(sc *scan, n noun, h, last int) int {
	s := sc.s
	if len(n.roles) == 0 || plural(s.Tokens[h]) || last+3 >= len(s.Tokens) {
		return last
	}
	if t := s.Tokens[last+1].Text; t != "of" && t != "for" {
		return last
	}
	for k := h; k <= last; k++ {
		if sc.nameType(k) == doc.Person {
			return last
		}
	}
	list := false // "Minister of Works Anton Geiern" is no list, and needs none
	for k := last + 1; k < len(s.Tokens) && k <= last+maxPortfolio; k++ {
		t := &s.Tokens[k]
		switch {
		case sc.nameType(k) == doc.Person && s.Tokens[k].Name > 0:
			x := s.Names[t.Name-1]
			if !list || x.Last <= x.First || s.Tokens[k-1].UPOS == "PUNCT" || s.Tokens[k-1].UPOS == "CCONJ" || s.Tokens[k-1].UPOS == "ADP" {
				return last
			}
			return x.Last
		case len(sc.nounAt(k).roles) > 0: // somebody else's title
			return last
		case t.Text == "," || t.Text == "and" || t.Text == "&":
			list = true
		case t.Text == "of" || t.Text == "for" || t.Text == "the":
		case !capital(t.Text) || t.UPOS == "VERB" || t.UPOS == "AUX":
			return last
		}
	}
	return last
}

// isDay says whether the token names a day: "Sunday", "yesterday".
func (w *work) isDay(sc *scan, k int) bool {
	return sc.hitAt[k] == 0 && w.reference(sc.nounAt(k), "day")
}

// core says whether the token is a subject or object.
func core(s *doc.Sentence, k int) bool {
	return s.Is(k, "nsubj") || s.Is(k, "obj") || s.Is(k, "iobj")
}

// nameSpan is a name with the words that hang on it as flat.
func (w *work) nameSpan(sc *scan, k int) (first, last int) {
	first, last = k, k
	if x := sc.s.Tokens[k].Name; x > 0 && x <= len(sc.s.Names) {
		first, last = min(first, sc.s.Names[x-1].First), max(last, sc.s.Names[x-1].Last)
	}
	if x := sc.hitAt[k]; x > 0 {
		first, last = min(first, sc.hits[x-1].First), max(last, sc.hits[x-1].Last)
	}
	for _, j := range sc.s.Kids(k) {
		if rel := base(sc.s.Tokens[j].Deprel); rel == "flat" || rel == "compound" && sc.s.Tokens[j].UPOS == "PROPN" {
			f, l := sc.s.Subtree(j)
			first, last = min(first, f), max(last, l)
		}
	}
	return first, last
}

// nameLike says whether the token heads a proper name of a person or body, not a place.
func (w *work) nameLike(sc *scan, k int) bool {
	if sn, ok := w.senseAt(sc, k); ok {
		return sn.kind == lexicon.HolderName || sn.kind == lexicon.HolderSurname || sn.kind == lexicon.OrgName
	}
	if t := sc.nameType(k); t != "" {
		return t != doc.Loc
	}
	return sc.s.Tokens[k].UPOS == "PROPN" && len(sc.nounAt(k).agents)+len(sc.nounAt(k).roles) == 0
}

func acronym(s string) bool {
	return len(s) >= 2 && len(s) <= 8 && strings.ToUpper(s) == s && strings.ToLower(s) != s
}

// caseOf is the preposition of a noun phrase, small letters, or "".
func (w *work) caseOf(sc *scan, k int) string {
	for _, c := range sc.s.Kids(k) {
		if sc.s.Is(c, "case") && c < k {
			return strings.ToLower(sc.s.Tokens[c].Text)
		}
	}
	return ""
}

func (w *work) hasCase(sc *scan, k int) bool { return w.caseOf(sc, k) != "" }

// quantity says whether the head only counts what its "of" names: "thousands
// of refugees", "some of the ministers".
func (w *work) quantity(sc *scan, h int, n noun) bool {
	switch sc.s.Tokens[h].UPOS {
	case "NUM", "DET", "PRON":
		return true
	}
	return w.reference(n, "quantity")
}

// sensesUnder lists the names of countries and organisations among the words
// of the phrase headed by k, without its own complements.
func (w *work) sensesUnder(sc *scan, k int) []sense {
	var out []sense
	f, l := k, k
	for _, j := range sc.s.Kids(k) {
		if before[base(sc.s.Tokens[j].Deprel)] && j < k {
			a, _ := sc.s.Subtree(j)
			f = min(f, a)
		}
	}
	for j := f; j <= l; j++ {
		sn, ok := w.senseAt(sc, j)
		if !ok || w.aside(sc, sn.hit) {
			continue
		}
		out = append(out, sn)
		j = sn.hit.Last
	}
	return out
}

// aside says whether a name is only half of a compound adjective that tells
// something else than where its noun belongs: "US-led", "pro-Russian",
// "Israeli-occupied". What is based somewhere belongs there.
func (w *work) aside(sc *scan, h lexicon.Hit) bool {
	t := sc.s.Tokens
	if n := h.Last + 1; n+1 < len(t) && t[n].Text == "-" && !t[h.Last].Space && !t[n].Space {
		if w.reference(sc.nounAt(n+1), "led") && h.Refs[0].Kind == lexicon.OrgName && !w.r.isCountry(w.lex.Organisations[h.Refs[0].Index].Code) {
			return false // "NATO-led forces"
		}
		if w.reference(sc.nounAt(n+1), "based") {
			return false // "a Graustark-based group"
		}
		if sc.hitAt[n+1] == 0 {
			return true
		}
	}
	if p := h.First - 1; p > 0 && t[p].Text == "-" && !t[p].Space && !t[p-1].Space && sc.hitAt[p-1] == 0 {
		return true
	}
	return false
}
