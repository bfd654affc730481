package actor

import (
	"slices"
	"strings"

	"rapporteur/internal/doc"
	"rapporteur/lexicon"
)

// build reads the phrase headed by h.
func (w *work) build(sc *scan, h int) *rec {
	s := sc.s
	t := s.Tokens[h]
	if p, ok := w.pronounOf(t.Text); ok && (t.UPOS == "PRON" || t.UPOS == "DET" && p.who) {
		return w.pronoun(sc, h, p)
	}
	n := sc.nounAt(h)
	if r := w.plural(sc, h, n); r != nil {
		return r
	}
	if t.UPOS == "PRON" && !w.quantity(sc, h, n) {
		return nil
	}
	if !n.ok() && w.reference(n, "day") {
		if k := h - 1; k >= 0 && s.Tokens[k].Head == h && s.Tokens[k].UPOS == "PROPN" && !sc.busy[k] {
			return w.build(sc, k) // "Ruritania Friday dismissed ..."
		}
		return nil
	}
	if t.UPOS == "ADJ" && n.ok() && h+1 < len(s.Tokens) && (s.Tokens[h+1].UPOS == "NOUN" || s.Tokens[h+1].UPOS == "ADJ") {
		return nil // "an official visit"
	}
	if t.UPOS == "NOUN" && w.reference(n, "activity") && h+1 < len(s.Tokens) && s.Tokens[h+1].UPOS == "NOUN" && !sc.nounAt(h+1).ok() && t.Space {
		return nil // "law enforcement cooperation"
	}
	if sc.predicate(h, n) {
		return nil // "stood firm", "shot dead"
	}
	r := &rec{sc: sc, head: h, noun: n, lemma: lemma(t), subj: w.isSubject(sc, h), plural: plural(t)}
	r.first, r.last = w.span(sc, h, n)
	if w.reference(n, "document") && (t.Deprel == "nsubj" || w.caseOf(sc, h) == "according") && w.definite(sc, h) && s.Kid(h, "nmod:poss", "compound", "nmod") < 0 {
		if a := w.author(r); a != nil {
			// "the resolution urged ...": the body that passed it
			r.def, r.m.Group, r.ent, r.plural = true, true, a.ent, a.plural
			r.m.Actors = append(r.m.Actors, a.m.Actors...)
			for i := range r.m.Actors {
				r.m.Actors[i].Ref = w.refTo("by", a)
			}
			return r
		}
	}
	own := w.own(sc, h, n, r.first, r.last)
	r.def = w.definite(sc, h)

	nf, nl := w.personName(sc, h, r.first, own)
	if nf < 0 {
		if f, l, second := w.twoTitles(r, n, own); f >= 0 {
			// "the Ruritanian researcher and religion expert Jan Oster" is one person
			for k := h + 1; k <= l; k++ {
				sc.taken[k], sc.recs[k] = true, r
			}
			for r.last < l {
				r.last++
				own = append(own, true)
			}
			if s, ok := w.lex.Sector(w.sector(n, nil, sc, r, own)); (!ok || !s.Context) && len(w.sources(r, n, own, h)) == 0 {
				n = second // "journalist and lawmaker Jan Oster": who makes laws makes them here
			}
			return w.person(r, n, own, f, l)
		}
		sn, ok := w.senseAt(sc, h)
		if ok && (sn.kind < lexicon.HolderName || sn.kind == lexicon.PlaceName) && (!n.ok() || sn.hit.Last-sn.hit.First >= n.last-n.first) {
			return w.named(r, sn, own)
		}
	}
	// the title of a name: "French Foreign Minister Philippe Douste-Blazy"
	title := n
	for k := nf - 1; k >= r.first && !n.ok(); k-- {
		if !own[k-r.first] || sc.hitAt[k] > 0 {
			continue
		}
		tn := sc.nounAt(k)
		if !tn.ok() && !w.reference(tn, "colleague") {
			continue
		}
		if w.reference(tn, "rank") && tn.first > r.first {
			if t2 := sc.nounAt(tn.first - 1); t2.ok() && t2.last == tn.first-1 && own[t2.last-r.first] {
				tn = t2 // "police chief General Sapten"
			}
		}
		title = tn
		break
	}
	switch {
	case t.UPOS == "PROPN" && w.outletCalled(sc, h) != nil:
		return w.unknownOrg(r, own)
	case nf >= 0 && nl < h && !n.ok() && w.reference(n, "thing"):
		return nil // "Karl Sapten Airport"
	case nf >= 0 && w.medium(r, nf):
		return w.unknownOrg(r, own) // "Radio Ruritania"
	case nf >= 0:
		return w.person(r, title, own, nf, nl)
	case !n.ok() && (w.reference(n, "thing") || w.reference(n, "called")):
		return nil // "the Strelsau Treaty"
	case w.properBody(r, n):
		return w.unknownOrg(r, own)
	case n.ok() || w.reference(n, "colleague"):
		return w.common(r, n, own)
	case w.quantity(sc, h, n):
		return w.counted(r, own)
	case w.relates(n):
		return w.related(r, n, own)
	case w.playerName(r) > h:
		// "Ruritanian infielder Jan Oster", of a trade that the lexicon doesn't have
		_, l := w.nameSpan(sc, w.playerName(r))
		for k := h + 1; k <= l; k++ {
			sc.taken[k] = true
		}
		for r.last < l {
			r.last++
			own = append(own, true)
		}
		none := noun{sc: sc, first: h, last: h}
		w.person(r, none, own, h+1, l)
		if a := &r.m.Actors[0]; w.r.isCountry(a.Code) && sectorOf(a.Code) == "" {
			a.Code = join(a.Code, w.sector(none, nil, sc, r, own)) // "police sub-inspector Jan Oster"
		}
		return r
	case t.UPOS == "PROPN" && (w.outletBefore(sc, h) || site(t.Text)):
		return w.unknownOrg(r, own) // "local daily newspaper Outlook", "zendanews.com"
	case sc.nameType(h) == doc.Org || t.UPOS == "PROPN" && sc.nameType(h) == "" && w.known(sc, r.first, r.last) != nil:
		return w.unknownOrg(r, own)
	}
	return nil
}

// relates says whether the noun stands for somebody by a relation alone, as
// related reads it.
func (w *work) relates(n noun) bool {
	return w.reference(n, "world") || w.reference(n, "state") || w.reference(n, "place")
}

// playerName is the head of the personal name that stands right after a
// singular noun as its apposition, or -1.
func (w *work) playerName(r *rec) int {
	s, h := r.sc.s, r.head
	if k := h + 1; s.Tokens[h].UPOS == "NOUN" && !r.plural && r.last == h && k < len(s.Tokens) && s.Is(k, "appos") && s.Tokens[k].Head == h && r.sc.nameType(k) == doc.Person && r.sc.recs[k] == nil && !r.sc.busy[k] {
		if f, l := w.nameSpan(r.sc, k); f == k && l > k {
			return k
		}
	}
	return -1
}

// dissent reads "the president's critics": the opposition of his country.
func (w *work) dissent(r *rec, n noun) *doc.Actor {
	if !r.plural || !w.reference(n, "dissenter") {
		return nil
	}
	p := w.possessor(r.sc, r.head)
	for _, k := range r.sc.s.Kids(r.head) {
		if p == nil && k > r.head && base(r.sc.s.Tokens[k].Deprel) == "nmod" && w.caseOf(r.sc, k) == "of" {
			p = w.resolve(r.sc, k)
		}
	}
	if p == nil || !p.m.Person || p.plural || len(p.m.Actors) != 1 || !w.r.isCountry(p.m.Actors[0].Code) || sectorOf(p.m.Actors[0].Code) != "GOV" {
		return nil
	}
	return &doc.Actor{Code: join(owner(p.m.Actors[0].Code), "OPP"), Ref: w.nounRef(n) + " of " + w.text(p.sc, p.first, p.last) + " (" + p.m.Actors[0].Ref + ")"}
}

// author finds who made a document that the report has told of before: who is
// the subject of the verb of which it was the object ("parliament passed a
// resolution"), in which they speak ("said in a statement"), or whom a
// participle names ("a statement issued by the ministry").
func (w *work) author(r *rec) *rec {
	title := len(w.scans) - len(w.d.Sents)
	for i := r.sc.i; i >= max(0, r.sc.i-2*reach); i-- {
		sc := w.scans[i+title]
		s := sc.s
		for k := len(s.Tokens) - 1; k >= 0; k-- {
			if s.Tokens[k].UPOS != "NOUN" || lemma(s.Tokens[k]) != r.lemma || sc == r.sc && k >= r.first {
				continue
			}
			if o := sc.recs[k]; o != nil && len(o.m.Actors) > 0 && o.m.Group {
				return o // told of before
			}
			for _, c := range s.Kids(k) {
				if a := s.Kid(c, "obl"); s.Is(c, "acl") && a > c && w.caseOf(sc, a) == "by" && w.reference(sc.nounAt(c), "issues") {
					if o := w.resolve(sc, a); o != nil && !o.m.Place && len(o.m.Actors) > 0 {
						return o
					}
				}
			}
			v := s.Tokens[k].Head
			if v < 0 || s.Tokens[v].UPOS != "VERB" || !(s.Is(k, "obj") && w.reference(sc.nounAt(v), "issues") || s.Is(k, "obl") && w.caseOf(sc, k) == "in") {
				continue
			}
			for n := 0; n < 4 && v >= 0 && s.Kid(v, "nsubj") < 0; n++ {
				if !s.Is(v, "xcomp") && !s.Is(v, "conj") && !s.Is(v, "advcl") {
					break
				}
				v = s.Tokens[v].Head
			}
			if j := s.Kid(v, "nsubj"); j >= 0 && s.Tokens[j].Deprel == "nsubj" {
				if o := w.resolve(sc, j); o != nil && len(o.m.Actors) > 0 {
					return o
				}
			}
		}
	}
	return nil
}

// medium says whether a word before the name makes it that of a medium.
func (w *work) medium(r *rec, name int) bool {
	k := name - 1
	return k >= r.first && capital(r.sc.s.Tokens[k].Text) && w.reference(r.sc.nounAt(k), "medium") && r.sc.s.Tokens[k].UPOS == "PROPN" && r.sc.nounAt(k).last == k && r.sc.hitAt[name] > 0
}

// twoTitles finds the name of a person whose second title "and" joins to the
// first: both are singular, the second has no article and no country of its
// own, and the lexicon knows nobody else in the first office. -1: no such name.
func (w *work) twoTitles(r *rec, n noun, own []bool) (first, last int, second noun) {
	s, h := r.sc.s, r.head
	if person, _ := w.kind(n, r.plural); !person || !n.ok() || r.last != max(h, n.last) || s.Kid(h, "det", "nummod", "nmod:poss") >= 0 {
		return -1, -1, noun{}
	}
	c := -1
	for _, k := range s.Kids(h) {
		if s.Is(k, "conj") {
			if c >= 0 {
				return -1, -1, noun{}
			}
			c = k
		}
	}
	if c < 0 || r.last+2 >= len(s.Tokens) || !strings.EqualFold(s.Tokens[r.last+1].Text, "and") {
		return -1, -1, noun{}
	}
	m := r.sc.nounAt(c)
	f, l := w.span(r.sc, c, m)
	nf, nl := w.personName(r.sc, c, f, w.own(r.sc, c, m, f, l))
	if nf < 0 || f != r.last+2 || nf == f || nl != l || s.Kid(c, "det", "nummod", "nmod:poss") >= 0 {
		return -1, -1, noun{}
	}
	if t := r.sc.nounAt(nf - 1); !t.ok() {
		return -1, -1, noun{} // "President and Mrs Oster"
	} else if person, _ := w.kind(t, plural(s.Tokens[nf-1])); !person {
		return -1, -1, noun{}
	}
	for k := f; k < nf; k++ {
		if r.sc.hitAt[k] > 0 {
			return -1, -1, noun{}
		}
	}
	for _, x := range w.sources(r, n, own, h) {
		for _, key := range w.roleKeys(n, owner(x.code)) {
			if o := w.r.heldBy(owner(x.code), key, w.day); o != nil && !sameName(strings.Fields(lexicon.Fold(o.Name)), strings.Fields(lexicon.Fold(w.text(r.sc, nf, nl)))) {
				return -1, -1, noun{}
			}
		}
	}
	return nf, nl, r.sc.nounAt(nf - 1)
}

// own tells for each word of the phrase whether it is the phrase's own: not
// its possessor's and not its complement's.
func (w *work) own(sc *scan, h int, n noun, first, last int) []bool {
	out := make([]bool, last-first+1)
	for k := range out {
		out[k] = true
	}
	for _, k := range sc.s.Kids(h) {
		rel := sc.s.Tokens[k].Deprel
		if rel == "nmod:poss" || base(rel) == "nmod" && rel != "nmod:desc" && w.hasCase(sc, k) || base(rel) == "acl" || base(rel) == "conj" {
			f, l := sc.s.Subtree(k)
			if n.ok() && f > h && f <= n.last {
				continue // a name hung on the end of the title: "minister for foreign affairs X"
			}
			for j := max(f, first); j <= min(l, last); j++ {
				if j != h {
					out[j-first] = false
				}
			}
		}
	}
	return out
}

// personName finds the personal name among the words, or -1.
func (w *work) personName(sc *scan, h, f int, own []bool) (first, last int) {
	at := -1
	// titles, nouns and countries that the tagger took for a name or into one
	skip := func(k int) bool {
		if t := sc.s.Tokens; w.lex.Sex(lexicon.Fold(t[k].Text)) != 0 && capital(t[k].Text) && k+1 < f+len(own) && t[k+1].UPOS == "PROPN" && sc.nameType(k) == doc.Person {
			return false // "premier Christian Seitz"
		}
		if k+1 < f+len(own) && sc.nameType(k+1) == doc.Person && sc.nounAt(k).ok() {
			return true
		}
		x := sc.s.Tokens[k].Name
		if x == 0 || x > len(sc.s.Names) {
			return false
		}
		last := sc.s.Names[x-1].Last
		if sc.nounAt(k).ok() {
			if k < last || plural(sc.s.Tokens[k]) {
				return true
			}
			for j := sc.s.Names[x-1].First; j < k; j++ {
				if sc.hitAt[j] == 0 && !sc.nounAt(j).ok() {
					return false
				}
			}
			return w.byPerson(sc.s.Tokens[k].Text) == nil
		}
		if n := sc.hitAt[k]; n > 0 && k == sc.s.Names[x-1].First && last-sc.hits[n-1].Last >= 2 {
			return sc.hits[n-1].Refs[0].Kind <= lexicon.CountryCity && sc.hits[n-1].Last < last
		}
		return false
	}
	for i, mine := range own {
		k := f + i
		if !mine || skip(k) || w.whose(sc, k, f+len(own)-1) {
			continue
		}
		if sn, ok := w.senseAt(sc, k); ok {
			if sn.kind == lexicon.HolderName || sn.kind == lexicon.HolderSurname && sc.nameType(k) != doc.Org {
				if !w.modifies(sc, k, h) {
					at = k
					break
				}
			}
			if k == h && (sn.kind == lexicon.CountryAdj || sn.kind == lexicon.CountryPeople || sn.kind == lexicon.PlaceName || sc.nameType(k) == doc.Person) && sn.hit.First == k && sn.hit.Last == k && sc.s.Kid(k, "det", "amod", "case") < 0 && !plural(sc.s.Tokens[k]) && w.byPerson(sc.s.Tokens[k].Text) != nil {
				at = k // "Breton said" after "Minister Thierry Breton"
				break
			}
			continue
		}
		repeated := false
		if u := sc.s.Tokens[k].UPOS; k == h && (u == "PROPN" || u == "NOUN") && capital(sc.s.Tokens[k].Text) {
			a, b := w.nameSpan(sc, k)
			repeated = w.byPerson(w.text(sc, a, b)) != nil
		}
		if (repeated || sc.nameType(k) == doc.Person) && !w.modifies(sc, k, h) {
			at = k
			break
		}
	}
	if at < 0 {
		return -1, -1
	}
	first, last = at, at
	if x := sc.hitAt[at]; x > 0 {
		first, last = sc.hits[x-1].First, sc.hits[x-1].Last
	}
	if x := sc.s.Tokens[at].Name; x > 0 && x <= len(sc.s.Names) && sc.s.Names[x-1].Type == doc.Person {
		last = max(last, sc.s.Names[x-1].Last)
	}
	// the tagger may leave out a particle: "al-", "de"
	t := sc.s.Tokens
	for first > f && own[first-1-f] && sc.hitAt[first-1] == 0 && (t[first-1].Text == "-" && !t[first-1].Space || t[first-1].UPOS == "PROPN" && !sc.nounAt(first-1).ok() && (t[first-1].Head == first || t[first].Head == first-1 || t[first].Text == "-" || t[first].Deprel == "flat" && t[first].Head == first-1)) {
		first--
	}
	for last+1 < f+len(own) && own[last+1-f] && (t[last+1].Text == "-" && !t[last].Space || t[last+1].Deprel == "flat" && t[last+1].UPOS == "PROPN") {
		last++
	}
	return first, last
}

// whose says whether token k is in the name of somebody to whom the person named
// after him belongs: "Elphberg spokeswoman Anna Oster". last is the phrase's end.
func (w *work) whose(sc *scan, k, last int) bool {
	t := sc.s.Tokens
	if t[k].UPOS != "PROPN" || !capital(t[k].Text) {
		return false
	}
	for n := 0; k < last && t[k].UPOS == "PROPN" && n < 4; n++ {
		k++
	}
	n := sc.nounAt(k)
	if !n.ok() || n.first != k || t[k].UPOS != "NOUN" || capital(t[k].Text) || n.last >= last {
		return false
	}
	person, _ := w.kind(n, plural(t[n.last]))
	next := t[n.last+1]
	return person && next.UPOS == "PROPN" && capital(next.Text) && sc.nameType(n.last+1) == doc.Person
}

// modifies says whether a name only describes the noun: "the Assad regime".
func (w *work) modifies(sc *scan, k, h int) bool {
	if k >= h || sc.s.Tokens[h].UPOS != "NOUN" {
		return false
	}
	for n := 0; k >= 0 && n < 20; n++ {
		if sc.s.Tokens[k].Head == h {
			rel := base(sc.s.Tokens[k].Deprel)
			return rel == "compound" || rel == "amod" || rel == "nmod"
		}
		k = sc.s.Tokens[k].Head
	}
	return true
}

// named codes a bare name of a country, city, people, organisation or place.
func (w *work) named(r *rec, sn sense, own []bool) *rec {
	sc, text := r.sc, w.text(r.sc, sn.hit.First, sn.hit.Last)
	r.def, r.bare = true, true
	switch sn.kind {
	case lexicon.OrgName:
		r.m.Group, r.one, r.sort = true, true, sn.org.Kind
		if e := w.byKey["short "+lexicon.Fold(text)]; e != nil && len(e.actors) > 0 && e.actors[0].Code != "---" {
			// an abbreviation that this report has introduced for something else
			r.ent, r.m.Actors = e, w.again(e)
			return r
		}
		if w.shared(sn) && owner(sn.org.Code) != w.main && w.chamber(sn) == nil {
			sn.org = w.nearest(sn)
		}
		if e := w.longer(sc, sn.hit.First, text); e != nil && sn.hit.First < sn.hit.Last {
			// "the Democratic Party" after "the Graustark Democratic Party"
			r.ent, r.m.Actors = e, w.again(e)
			return r
		}
		code, ref := sn.org.Code, "organisation "+sn.org.Name
		src := w.sources(r, noun{first: sn.hit.First, last: sn.hit.Last}, own, sn.hit.First)
		if c := w.society(sc, sn, src); c != "" {
			code, ref = c, ref+" of that country"
		} else if len(src) > 0 && w.r.isCountry(src[0].code) && w.r.isCountry(code) && owner(src[0].code) != owner(code) && (w.shared(sn) || sectorOf(code) == "PTY" || sectorOf(code) == "LEG") {
			// "the Ruritanian Labour Party": another body of that name
			code, ref = join(owner(src[0].code), sectorOf(code)), src[0].ref+" + "+ref
		} else if c := w.sameElsewhere(sc, sn); c != "" {
			code, ref = c, ref+" of the country that the report names most"
		} else if w.shared(sn) && sectorOf(code) == "PTY" && w.main != "" && w.names[owner(code)] == 0 {
			// the report names none of the countries whose Labour Party is known
			code, ref = join(w.main, "PTY"), ref+" of the country that the report names most"
		}
		r.m.Actors = []doc.Actor{{Code: code, Name: sn.org.Name, Ref: ref}}
		if code != sn.org.Code {
			r.m.Actors[0].Name = w.text(sc, r.first, sn.hit.Last)
		}
		w.link(r, "org "+code+" "+r.m.Actors[0].Name, nil)
		w.acronym(r)
		return r
	case lexicon.CountryAdj, lexicon.CountryPeople:
		if sc.s.Tokens[r.head].UPOS == "ADJ" && sn.kind == lexicon.CountryAdj && !r.hasDet() && sc.s.Kid(r.head, "nummod") < 0 {
			return nil // "it is Chinese", not "two Chinese"
		}
		if k, n := w.halved(sc, sn.hit.Last); k >= 0 {
			// "Ruritanian | and Graustark forces"
			sector := ""
			r.m.Person, r.m.Group = w.kind(n, plural(sc.s.Tokens[k]))
			if len(n.agents) > 0 || len(n.roles) > 0 {
				sector = w.sector(n, nil, sc, &rec{sc: sc, head: k, first: k, last: k}, []bool{true})
			}
			r.m.Actors = []doc.Actor{{Code: join(sn.country, sector), Ref: "country adjective " + text + " + " + w.nounRef(n)}}
			r.plural, r.bare, r.noun, r.lemma = plural(sc.s.Tokens[k]), false, n, lemma(sc.s.Tokens[k])
			w.link(r, "", nil)
			return r
		}
		if k := sn.hit.Last + 1; !r.hasDet() && k < len(sc.s.Tokens) && !plural(sc.s.Tokens[r.head]) && (sc.nounAt(k).ok() || sc.nameType(k) == doc.Person) {
			return nil // half of a phrase that the parser cut
		}
		r.m.Group, r.plural, r.bare = true, true, false
		sector, why := "CVL", "people of"
		if sn.kind == lexicon.CountryPeople && !plural(sc.s.Tokens[r.head]) && r.hasDet() {
			// "the Swede" is one of them
			r.m.Person, r.m.Group, r.plural = true, false, false
			r.m.Actors = []doc.Actor{{Code: join(sn.country, sector), Ref: why + " " + sn.country + " (" + text + ")"}}
			w.link(r, "", nil)
			return r
		}
		if r.hasDet() && sn.hit.First-r.first == 1 && !r.indefinite() {
			sector, why = "GOV", "the people for their state:"
		}
		r.m.Actors = []doc.Actor{{Code: join(sn.country, sector), Ref: why + " " + sn.country + " (" + text + ")"}}
		if sector == "GOV" {
			r.bare = true
			w.link(r, "state "+sn.country, nil)
		} else {
			w.link(r, "", nil)
		}
		return r
	case lexicon.PlaceName:
		r.m.Place = true
		x := w.fromSense(sc, sn)
		r.m.Actors = []doc.Actor{{Code: x.code, Ref: x.ref}}
		w.link(r, "place "+lexicon.Fold(text), nil)
		return r
	}
	what := map[lexicon.Kind]string{lexicon.CountryName: "country ", lexicon.CountryCity: "capital ", lexicon.CountrySeat: "seat "}[sn.kind]
	r.m.Place = sn.kind != lexicon.CountrySeat
	if w.part(sc, r.first, sn.hit.First) {
		// "southern Lebanon", "the capital Mogadishu": a stretch of land
		r.m.Actors = []doc.Actor{{Code: sn.country, Ref: "place in " + sn.country + " (" + text + ")"}}
		w.link(r, "place "+lexicon.Fold(text), nil)
		return r
	}
	r.one = true
	r.m.Actors = []doc.Actor{{Code: join(sn.country, "GOV"), Ref: what + text + " for its government"}}
	w.link(r, "state "+sn.country, nil)
	return r
}

// longer finds a body of another country whose name the text only shortens.
func (w *work) longer(sc *scan, first int, text string) *entity {
	recs := w.recent()
	for i := len(recs) - 1; i >= 0; i-- {
		a := recs[i]
		if a.ent == nil || a.m.Person || a.plural || a.sc == sc && a.first >= first || len(a.m.Actors) != 1 || owner(a.m.Actors[0].Code) == "---" {
			continue
		}
		if name := a.m.Actors[0].Name; len(name) > len(text) && strings.HasSuffix(name, " "+text) {
			return a.ent
		}
	}
	return nil
}

// part says whether a word before a country's name makes it a stretch of land.
func (w *work) part(sc *scan, first, name int) bool {
	for k := first; k < name; k++ {
		if n := sc.nounAt(k); w.reference(n, "part") || w.reference(n, "place") {
			return true
		}
	}
	return false
}

// person codes a phrase with a personal name.
func (w *work) person(r *rec, title noun, own []bool, nf, nl int) *rec {
	sc := r.sc
	r.m.Person, r.def, r.plural = true, true, false
	name := w.text(sc, nf, nl)
	for k := nf; k <= nl; k++ {
		sc.taken[k] = sc.taken[k] || k != r.head
	}
	ent := w.byPerson(name)
	roles := w.roleKeys(title, "")
	former := w.former(sc, r.first, r.last, own)
	src := w.sources(r, title, own, nf)

	// his or her office on the day
	sn, ok := w.senseAt(sc, nf)
	if ok = ok && len(sn.offices) > 0 && sn.hit.First == nf && sn.hit.Last >= nl; !ok && ent == nil {
		sn, ok = w.spelt(sc, nf, nl, title, src)
	}
	if ok {
		if ent == nil || len(ent.actors) == 0 || ent.actors[0].Code == "---" || sn.kind == lexicon.HolderName {
			if o, held := w.pickHolder(sn, title, src); o != nil {
				a := w.holder(o, held, former && !held)
				if !held && !title.ok() && !former {
					// "Karl Sapten, the defence minister": the office that the report gives outranks ours
					if x := w.description(sc, r.head); x != nil && (owner(x.Code) == owner(a.Code) || !w.r.isCountry(x.Code)) {
						a.Code, a.Role, a.Ref = x.Code, x.Role, x.Ref
					}
				}
				if len(src) == 0 || owner(src[0].code) == owner(a.Code) || !held || !w.r.isCountry(a.Code) {
					if !held && len(src) == 0 && has(w.roleKeys(title, owner(o.Code)), o.Office) && !former && !o.After(w.day) {
						a.Code, a.Role = o.Code, o.Office // the report knows better when the term began
					}
					if !held && title.ok() && len(src) > 0 && !former {
						a.Code = src[0].code
						if w.r.isCountry(a.Code) {
							a.Code = join(owner(a.Code), w.sector(title, src, sc, r, own))
						}
						a.Role = first(roles, "")
						a.Ref = src[0].ref + " + " + w.nounRef(title)
					} else if sector := w.sector(title, src, sc, r, own); !held && title.ok() && !former && sector != "" && w.r.isCountry(a.Code) {
						a.Code = join(owner(a.Code), sector) // the office that the report gives outranks ours
						a.Role = first(roles, "")
						a.Ref += " + " + w.nounRef(title)
					}
					r.m.Actors = []doc.Actor{a}
					w.linkPerson(r, ent, a.Name)
					return r
				}
			}
		}
	}
	if title.ok() || w.reference(title, "colleague") {
		code := *r
		code.named, code.noun = true, title
		code.lemma = lemma(sc.s.Tokens[title.last])
		r.lemma = code.lemma
		if c := w.compose(&code, title, own, src); len(c) > 0 && c[0].Code != "---" {
			x := w.titleTold(r, ent)
			if ent != nil && r.weak(&code) && len(ent.actors) > 0 && ent.actors[0].Code != "---" {
				r.m.Actors = w.again(ent)
			} else if x != nil && owner(c[0].Code) == "---" && has([]string{"", sectorOf(x.m.Actors[0].Code)}, sectorOf(c[0].Code)) {
				r.m.Actors, ent = []doc.Actor{{Code: x.m.Actors[0].Code, Name: name, Role: c[0].Role, Ref: w.refTo(name, x)}}, x.ent
			} else if d := w.description(sc, r.head); d != nil && owner(c[0].Code) == "---" && owner(d.Code) != "---" {
				// "Cardinal Jan Oster, head of Ruritania's largest church"
				r.m.Actors = []doc.Actor{{Code: d.Code, Name: name, Role: d.Role, Ref: d.Ref}}
			} else {
				for i := range c {
					c[i].Name = name
				}
				if former && sectorOf(c[0].Code) == "GOV" {
					c[0].Code = join(owner(c[0].Code), "ELI")
				}
				r.m.Actors = c[:1]
				r.fromContext = code.fromContext
			}
			w.linkPerson(r, ent, name)
			return r
		}
	}
	told := w.description(sc, r.head)
	switch {
	case ent != nil && len(ent.actors) > 0 && ent.actors[0].Code != "---" && (owner(ent.actors[0].Code) != "---" || told == nil || owner(told.Code) == "---"):
		if ent.actors[0].Name == "" && len(ent.actors) == 1 {
			// the chain began with the title alone
			ent.actors = append([]doc.Actor(nil), ent.actors...)
			ent.actors[0].Name = w.fullest(ent, name)
		}
		r.m.Actors = w.again(ent)
	default:
		a := doc.Actor{Code: "---", Name: name, Role: first(roles, ""), Ref: "unknown person"}
		if told != nil {
			a.Code, a.Role, a.Ref = told.Code, told.Role, told.Ref
		} else if len(src) > 0 {
			a.Code, a.Ref = src[0].code, src[0].ref
			if !src[0].strong {
				a.Code = owner(a.Code)
			}
		} else if x := w.leads(sc, r.head); x != nil {
			a.Code, a.Ref = x.m.Actors[0].Code, "leads "+w.text(sc, x.first, x.last)+" ("+x.m.Actors[0].Ref+")"
		} else if x := w.titleTold(r, ent); x != nil {
			a.Code, a.Role, a.Ref = x.m.Actors[0].Code, x.m.Actors[0].Role, w.refTo(name, x)
			ent = x.ent
		} else {
			r.unplaced = sc.nameType(nf) == doc.Person && !acronym(name)
		}
		r.m.Actors = []doc.Actor{a}
	}
	w.linkPerson(r, ent, name)
	return r
}

// leads finds the people that a name is said to lead: "a delegation of the Blue
// Party, led by Jan Oster".
func (w *work) leads(sc *scan, h int) *rec {
	s := sc.s
	v := s.Tokens[h].Head
	if v < 0 || !s.Is(h, "obl") || w.caseOf(sc, h) != "by" || !s.Is(v, "acl") || !w.reference(sc.nounAt(v), "led") {
		return nil
	}
	if g := w.resolve(sc, s.Tokens[v].Head); g != nil && g.m.Group && len(g.m.Actors) == 1 && owner(g.m.Actors[0].Code) != "---" {
		return g
	}
	return nil
}

// titleTold finds who a name without a title is when the sentence before has
// spoken of somebody by the title alone: "Ruritania's consul in Zenda called on
// Graustark. | Jan Oster urged ...".
func (w *work) titleTold(r *rec, ent *entity) *rec {
	if ent != nil || !r.subj || r.sc.i < 1 || !fullName(w.surface(r)) {
		return nil
	}
	var found *rec
	for _, a := range w.recent() {
		if a.sc.i != r.sc.i-1 && a.sc != r.sc || a == r || !a.before(r) {
			continue
		}
		if a.m.Person && !a.pron && len(a.m.Actors) == 1 && a.m.Actors[0].Name != "" && a.subj {
			return nil // somebody else is spoken of
		}
		if a.sc.i == r.sc.i-1 && a.subj && a.m.Person && !a.plural && !a.pron && a.noun.ok() && a.ent != nil && len(a.m.Actors) == 1 && a.m.Actors[0].Name == "" && owner(a.m.Actors[0].Code) != "---" {
			if found != nil {
				// "A sniper shot two soldiers, a witness said. | Jan Oster said ...": who spoke speaks on
				switch says := w.says(r.sc, r.head); {
				case says && w.says(a.sc, a.head) && !w.says(found.sc, found.head):
				case says && w.says(found.sc, found.head) && !w.says(a.sc, a.head):
					continue
				default:
					return nil
				}
			}
			found = a
		}
	}
	return found
}

// fullName says whether a name has several parts, be they joined by a hyphen:
// "Abdul-Rahman", but not "al-Samani".
func fullName(name string) bool {
	f := strings.Fields(name)
	if len(f) != 1 {
		return len(f) > 1
	}
	a, b, ok := strings.Cut(f[0], "-")
	return ok && capital(a) && capital(b)
}

// fullest is the longest spelling of a person's name in the article.
func (w *work) fullest(e *entity, name string) string {
	for _, r := range w.recs {
		if r.ent == e && len(r.m.Actors) == 1 && len(r.m.Actors[0].Name) > len(name) {
			name = r.m.Actors[0].Name
		}
	}
	return name
}

// description codes a person by what the sentence says of him or her:
// apposition ("X, a spokesman for Y") or predicate ("X is a spokesman of Y").
func (w *work) description(sc *scan, h int) *doc.Actor {
	s := sc.s
	try := func(k int) *doc.Actor {
		n := sc.nounAt(k)
		if !n.ok() {
			return nil
		}
		d := &rec{sc: sc, head: k, noun: n, lemma: lemma(s.Tokens[k]), described: true}
		d.first, d.last = w.span(sc, k, n)
		own := w.own(sc, k, n, d.first, d.last)
		src := w.sources(d, n, own, k+1)
		if len(src) == 0 {
			src = w.secondTitle(sc, k)
		}
		as := w.compose(d, n, own, src)
		if len(as) == 0 || owner(as[0].Code) == "---" {
			if g := w.worksIn(sc, k); g != nil && !w.abroad(d, own) {
				return &doc.Actor{Code: join(owner(g.code), w.sector(n, []source{*g}, sc, d, own)), Role: first(w.roleKeys(n, ""), ""), Ref: g.ref + " + " + w.nounRef(n)}
			}
		}
		if len(as) == 0 || as[0].Code == "---" {
			return nil
		}
		return &as[0]
	}
	for _, k := range s.Kids(h) {
		if k > h && s.Is(k, "appos") {
			if a := try(k); a != nil {
				return a
			}
		}
	}
	// the same by position, where the parser hung it elsewhere: "X, a delegate from Y"
	if _, l := w.nameSpan(sc, h); l+3 < len(s.Tokens) && s.Tokens[l+1].Text == "," {
		for k := l + 2; k < min(l+10, len(s.Tokens)); k++ {
			if u := s.Tokens[k].UPOS; u == "VERB" || u == "AUX" || u == "PUNCT" || u == "CCONJ" || u == "PRON" {
				break
			}
			if s.Tokens[k].UPOS == "NOUN" && sc.nounAt(k).ok() && !inner[base(s.Tokens[k].Deprel)] && (!s.Is(k, "nsubj") || w.closed(sc, k)) {
				if a := try(k); a != nil {
					return a
				}
				break
			}
		}
	}
	for _, k := range s.Kids(h) {
		// "Jan Oster, who heads the northern office of the Red Cross"
		if j := s.Kid(k, "obj"); s.Tokens[k].Deprel == "acl:relcl" && j > k && w.reference(sc.nounAt(k), "heads") && s.Kid(k, "nsubj") >= 0 && s.Kid(k, "nsubj") < k {
			g := w.worksIn(sc, j)
			if x := w.group(sc, j, "head of"); g == nil && len(x) > 0 {
				g = &x[0]
			}
			if g != nil {
				a := doc.Actor{Code: g.code, Ref: g.ref}
				if !g.strong {
					a.Code = owner(a.Code)
				}
				return &a
			}
		}
	}
	if g := s.Tokens[h].Head; g >= 0 && s.Is(h, "nsubj") && s.Kid(g, "cop") >= 0 {
		return try(g)
	}
	if k := w.titleBefore(sc, h); k >= 0 {
		return try(k)
	}
	if g := s.Tokens[h].Head; g >= 0 && s.Is(h, "appos") && s.Tokens[g].UPOS == "NOUN" {
		return try(g)
	}
	return nil
}

// secondTitle finds where somebody belongs of whom only the second title tells it:
// "Jan Oster, deputy prime minister and minister of science of Graustark".
func (w *work) secondTitle(sc *scan, k int) []source {
	if len(sc.nounAt(k).roles) == 0 {
		return nil
	}
	for _, c := range sc.s.Kids(k) {
		if !sc.s.Is(c, "conj") || len(sc.nounAt(c).roles) == 0 || plural(sc.s.Tokens[c]) {
			continue
		}
		if g := w.worksIn(sc, c); g != nil && w.r.isCountry(g.code) && strings.HasPrefix(g.ref, "of ") {
			return []source{*g}
		}
	}
	return nil
}

// worksIn finds where a post is that a phrase with "of", "in" or "at" names,
// however many offices stand between: "chief of emergency in the Ruritanian
// Ministry of Health". nil for nothing.
func (w *work) worksIn(sc *scan, k int) *source {
	for n := 0; n < 4; n++ {
		next := -1
		for _, j := range sc.s.Kids(k) {
			c := w.caseOf(sc, j)
			if j < k || base(sc.s.Tokens[j].Deprel) != "nmod" {
				continue
			}
			if c == "for" && next < 0 && n > 0 && capital(sc.s.Tokens[k].Text) {
				next = j // "the Institute for Peace in Strelsau"
			}
			if c == "of" || c == "in" || c == "at" || c == "with" {
				if r := w.resolve(sc, j); r != nil && len(r.m.Actors) == 1 && owner(r.m.Actors[0].Code) != "---" && (!r.m.Place || w.r.isCountry(r.m.Actors[0].Code)) {
					return &source{code: r.m.Actors[0].Code, ref: c + " " + w.text(sc, r.first, r.last) + " (" + r.m.Actors[0].Ref + ")", strong: !r.bare}
				}
				if next < 0 {
					next = j
				}
			}
		}
		if next < 0 {
			return nil
		}
		k = next
	}
	return nil
}

// titleBefore finds the title that a complement and a comma part from the
// name: "the ambassador in Strelsau, Fritz Tarlenheim, ..."; -1 for none.
func (w *work) titleBefore(sc *scan, h int) int {
	t := sc.s.Tokens
	f, l := w.nameSpan(sc, h)
	if f < 3 || t[f-1].Text != "," || l+1 < len(t) && t[l+1].UPOS == "CCONJ" || sc.nameType(h) != doc.Person {
		return -1
	}
	adp := false
	for k := f - 2; k >= max(0, f-8); k-- {
		switch n := sc.nounAt(k); {
		case t[k].UPOS == "ADP":
			adp = true
		case t[k].UPOS == "NOUN" && n.ok() && adp:
			if person, _ := w.kind(n, plural(t[k])); person && (k == 0 || t[k+1].UPOS == "ADP") {
				return k
			}
			return -1
		case t[k].UPOS != "PROPN" && t[k].UPOS != "DET" && t[k].UPOS != "ADJ" && t[k].UPOS != "NOUN":
			return -1
		}
	}
	return -1
}

// predicate says whether an agent noun that is an adjective too says what
// somebody is like instead of naming people, as in "the dead": "stood very firm".
func (sc *scan) predicate(h int, n noun) bool {
	t := sc.s.Tokens[h]
	if t.UPOS != "ADJ" || len(n.agents) == 0 || len(n.roles) > 0 || n.first < n.last || capital(t.Text) {
		return false
	}
	switch base(t.Deprel) {
	case "root", "xcomp", "ccomp", "advcl", "acl", "parataxis", "obl":
	case "obj":
		if sc.s.Kid(h, "advmod") < 0 {
			return false
		}
	default:
		return false
	}
	return sc.s.Kid(h, "det") < 0 && sc.s.Kid(h, "nummod") < 0 && sc.s.Kid(h, "amod") < 0 && sc.s.Kid(h, "nmod:poss") < 0
}

// closed says whether a comma ends the phrase headed by k.
func (w *work) closed(sc *scan, k int) bool {
	last := k
	for _, j := range sc.s.Kids(k) {
		if j > k {
			_, last = sc.s.Subtree(j)
		}
	}
	t := sc.s.Tokens
	return last > k && t[last].Text == "," || last+1 < len(t) && t[last+1].Text == ","
}

// holder words an office as an actor.
func (w *work) holder(o *lexicon.Office, held, former bool) doc.Actor {
	a := doc.Actor{Code: o.Code, Name: o.Name, Role: o.Office, Ref: "office: " + o.Office + " of " + owner(o.Code) + " held by " + o.Name + term(o)}
	if o.Office == "" {
		a.Ref = o.Name + " as " + o.Code + term(o) + " by " + o.At.String()
	}
	switch {
	case held || w.day == "" && !former:
	case former || o.After(w.day):
		if w.r.isCountry(o.Code) {
			a.Code = join(owner(o.Code), "ELI")
		}
		a.Role, a.Ref = "", "former "+a.Ref
	default: // before the office
		if w.r.isCountry(o.Code) {
			a.Code = owner(o.Code)
		}
		a.Role, a.Ref = "", "later "+a.Ref
	}
	return a
}

// pickHolder chooses among the people of one name: by nationality and title
// where the phrase tells them, by who is in office on the day, by who belongs
// to a country of the article.
func (w *work) pickHolder(sn sense, title noun, src []source) (*lexicon.Office, bool) {
	fits := func(test func(o *lexicon.Office) bool, in []int) []int {
		var out []int
		for _, i := range in {
			if test(&w.lex.Offices[i]) {
				out = append(out, i)
			}
		}
		return out
	}
	in := sn.offices
	if len(src) > 0 && w.r.isCountry(src[0].code) {
		if in = fits(func(o *lexicon.Office) bool { return owner(o.Code) == owner(src[0].code) || !w.r.isCountry(o.Code) }, in); len(in) == 0 {
			return nil, false
		}
	}
	titled := func(o *lexicon.Office) bool { return has(w.roleKeys(title, owner(o.Code)), o.Office) }
	if f := fits(titled, in); len(f) > 0 {
		in = f
	}
	one := func(in []int) bool {
		for _, i := range in {
			if w.lex.Offices[i].Name != w.lex.Offices[in[0]].Name {
				return false
			}
		}
		return len(in) > 0
	}
	if w.day != "" {
		if f := fits(func(o *lexicon.Office) bool { return o.HeldAt(w.day) }, in); len(f) > 0 {
			in = f
			if own := fits(func(o *lexicon.Office) bool { return o.At.Own }, in); len(own) > 0 && sn.kind == lexicon.HolderName {
				in = own
			}
		} else if sn.kind == lexicon.HolderSurname && len(title.roles) == 0 {
			return nil, false // a bare surname of somebody out of office may be anybody's
		} else if f := fits(func(o *lexicon.Office) bool { return titled(o) || w.atHome(o) }, in); len(f) > 0 {
			in = f
		} else {
			return nil, false
		}
	}
	if sn.kind == lexicon.HolderSurname && len(src) == 0 && len(title.roles) == 0 {
		if in = fits(w.atHome, in); len(in) == 0 {
			return nil, false // nor is that of a country which the report never names
		}
	}
	if heads := fits(func(o *lexicon.Office) bool { return w.lex.Refers(o.Office, "head") }, in); !one(in) && len(heads) > 0 {
		in = heads // "Obama" alone is the president, not his wife
	}
	if !one(in) {
		f := fits(func(o *lexicon.Office) bool { return owner(o.Code) == w.main }, in)
		if !one(f) {
			return nil, false
		}
		in = f
	}
	return w.r.officeAt(append([]int(nil), in...), w.day)
}

// atHome says whether the report names the country or organisation of an office.
func (w *work) atHome(o *lexicon.Office) bool {
	return w.names[owner(o.Code)] > 0 || len(w.names) == 0
}

// common codes a phrase with a common noun at its head.
func (w *work) common(r *rec, n noun, own []bool) *rec {
	r.m.Person, r.m.Group = w.kind(n, r.plural)
	src := w.sources(r, n, own, r.head)
	if w.reference(n, "other") {
		// "its arch rival Eritrea", "Assad's backer, Russia"
		for _, k := range r.sc.s.Kids(r.head) {
			if b := base(r.sc.s.Tokens[k].Deprel); k > r.head && (b == "appos" || b == "flat") {
				if o := w.resolve(r.sc, k); o != nil && len(o.m.Actors) > 0 && owner(o.m.Actors[0].Code) != "---" {
					r.m.Actors, r.ent, r.m.Person = w.backTo(o.ent, o), o.ent, o.m.Person
					return r
				}
			}
		}
	}
	if o := w.countedBefore(r, n); o == nil && len(src) == 0 && w.hurt(r, n) {
		n.agents = w.crowd() // "the toll rose to ten and twelve others were wounded"
		r.noun = n
	} else if o != nil && len(src) == 0 {
		r.m.Actors = append([]doc.Actor(nil), o.m.Actors...)
		for i := range r.m.Actors {
			r.m.Actors[i].Ref = w.refTo("like", o)
		}
		w.link(r, "", nil)
		return r
	}
	if a := w.dissent(r, n); a != nil {
		r.m.Actors = []doc.Actor{*a}
		w.link(r, "", nil)
		return r
	}
	if len(src) == 0 && r.outside {
		r.m.Actors = []doc.Actor{{Code: "---", Ref: w.nounRef(n) + " outside an organisation"}}
		w.link(r, "", nil)
		return r
	}
	if len(src) == 0 && w.involved(r, n) {
		r.m.Actors = []doc.Actor{{Code: "---", Ref: w.nounRef(n) + " to a matter, not political ones"}}
		w.link(r, "", nil)
		return r
	}
	r.m.Actors = w.compose(r, n, own, src)
	if r.m.Actors == nil {
		return nil
	}
	if r.ent != nil {
		return r // went back to an earlier mention
	}
	key := ""
	code := r.m.Actors[0].Code
	switch {
	case len(r.m.Actors) > 1 || code == "---":
		if r.def && code == "---" {
			key = "noun --- " + r.lemma
		}
	case !r.m.Person && !r.plural && sectorOf(code) == "GOV" && r.lemma == "government":
		key = "state " + owner(code)
	case r.m.Person && !r.plural && r.m.Actors[0].Role != "" && (r.def || len(src) > 0 && !r.indefinite()):
		key = "role " + owner(code) + " " + r.m.Actors[0].Role
	case r.def:
		key = "noun " + code + " " + r.lemma
	}
	w.link(r, key, nil)
	if !r.def && code != "---" {
		w.byKey["noun "+code+" "+r.lemma] = r.ent // "a rebel faction ... the faction"
	}
	return r
}

// throng says whether a quantity of nothing told means people: "thousands
// marched", "tens of thousands rallied".
func (w *work) throng(r *rec) bool {
	s := r.sc.s
	v := s.Tokens[r.head].Head
	if v < 0 || !s.Is(r.head, "nsubj") || !w.lex.Refers(lemma(s.Tokens[v]), "thronging") {
		return false
	}
	many := func(k int) bool { return w.lex.Refers(strings.ToLower(s.Tokens[k].Text), "throng") }
	k := s.Kid(r.head, "nmod")
	return many(r.head) && (k < 0 || many(k) && s.Kid(k, "nmod") < 0)
}

// crowd is the agent that "people" is.
func (w *work) crowd() []int {
	return []int{slices.IndexFunc(w.lex.Agents, func(a lexicon.Agent) bool { return slices.Contains(a.Words, "people") })}
}

// countedBefore finds those of whom "ten others" are more: "four soldiers were
// killed and ten others wounded".
func (w *work) countedBefore(r *rec, n noun) *rec {
	if !w.reference(n, "rest") || r.sc.s.Kid(r.head, "nummod") < 0 {
		return nil
	}
	recs := w.recent()
	for i := len(recs) - 1; i >= 0 && recs[i].sc == r.sc; i-- {
		o := recs[i]
		if o.first >= r.first || !o.noun.ok() || o.bare || o.m.Place || len(o.m.Actors) != 1 {
			continue
		}
		if o.sc.s.Kid(o.head, "nummod") >= 0 || o.m.Person && !o.plural && o.indefinite() {
			return o
		}
	}
	return nil
}

// hurt says whether "ten others", "dozens of others" are people to whom something
// was done that is done to people alone: who was killed or wounded is a person,
// though the sentence counts nobody before.
func (w *work) hurt(r *rec, n noun) bool {
	s, k := r.sc.s, r.head
	if !w.reference(n, "rest") {
		return false
	}
	if g := s.Tokens[k].Head; s.Is(k, "nmod") && g >= 0 && w.lex.Refers(strings.ToLower(s.Tokens[g].Text), "throng") {
		k = g
	} else if s.Kid(k, "nummod") < 0 {
		return false
	}
	v := s.Tokens[k].Head
	return v >= 0 && w.reference(r.sc.nounAt(v), "wounds") && (s.Is(k, "obj") || s.Is(k, "nsubj"))
}

// counted codes "thousands of refugees" by what is counted, and "thousands
// marched", where nothing is, as people.
func (w *work) counted(r *rec, own []bool) *rec {
	if w.throng(r) && len(r.noun.agents) == 0 {
		n := r.noun
		n.agents = w.crowd()
		if k := r.sc.s.Kid(r.head, "nmod"); k >= 0 {
			for r.last < k { // "tens of thousands"
				r.last++
				own = append(own, true)
			}
		}
		return w.common(r, n, own)
	}
	for _, k := range r.sc.s.Kids(r.head) {
		if k > r.head && base(r.sc.s.Tokens[k].Deprel) == "nmod" && w.caseOf(r.sc, k) == "of" {
			if o := w.resolve(r.sc, k); o != nil && len(o.m.Actors) > 0 && !o.m.Place {
				r.m.Actors = append([]doc.Actor(nil), o.m.Actors...)
				r.m.Group, r.plural, r.lemma, r.noun, r.ent = true, true, o.lemma, o.noun, o.ent
				return r
			}
		}
	}
	return nil
}

// properBody says whether a phrase with a body's noun is a name of its own:
// "the Arab League", "Syrian Negotiations Commission". Names that only spell a
// part of a state with capitals, "the Foreign Ministry", are none.
func (w *work) properBody(r *rec, n noun) bool {
	if len(n.agents) == 0 || len(n.roles) > 0 || r.plural || r.sc.nameType(r.head) == doc.Person {
		return false
	}
	a := w.lex.Agents[n.agents[0]]
	t := r.sc.s.Tokens[r.head]
	return a.Kind != "person" && a.Sector == "" && (t.UPOS == "PROPN" || r.sc.nameType(r.head) == doc.Org) && capital(t.Text) && r.head > r.first
}

// outletBefore says whether a noun for a medium stands before the name: "the
// newspaper Outlook".
func (w *work) outletBefore(sc *scan, h int) bool {
	k := sc.s.Kid(h, "nmod:desc", "compound")
	return k >= 0 && k < h && sc.s.Tokens[k].UPOS == "NOUN" && w.reference(sc.nounAt(k), "outlet")
}

// outletCalled finds the medium that the lexicon has under a name only together
// with a noun for one, "Dawn newspaper", where that noun stands before the name:
// "the newspaper Dawn".
func (w *work) outletCalled(sc *scan, h int) *lexicon.Organisation {
	if !w.outletBefore(sc, h) {
		return nil
	}
	k := sc.s.Kid(h, "nmod:desc", "compound")
	f, l := w.nameSpan(sc, h)
	if f <= k {
		return nil
	}
	words := strings.Fields(w.text(sc, f, l))
	for _, noun := range []string{sc.s.Tokens[k].Text, "newspaper"} {
		var list []lexicon.Word
		for _, x := range append(append([]string(nil), words...), noun) {
			list = append(list, lexicon.Word{Text: x, Space: true})
		}
		for _, hit := range w.lex.Names(list) {
			for _, ref := range hit.Refs {
				if hit.First == 0 && hit.Last == len(list)-1 && ref.Kind == lexicon.OrgName {
					return &w.lex.Organisations[ref.Index]
				}
			}
		}
	}
	return nil
}

// site says whether a word is the address of a website: "zendanews.com".
func site(s string) bool {
	dot := strings.LastIndexByte(s, '.')
	return dot > 2 && len(s)-dot > 2 && len(s)-dot < 6 && strings.ToLower(s[dot:]) == s[dot:] && strings.Trim(s[dot+1:], "abcdefghijklmnopqrstuvwxyz") == ""
}

func capital(s string) bool { return s != "" && s[0] >= 'A' && s[0] <= 'Z' }

// unknownOrg codes a name of a body that the lexicon doesn't have: by an
// earlier mention, by a country and a noun within the name, by its apposition.
func (w *work) unknownOrg(r *rec, own []bool) *rec {
	sc := r.sc
	r.def, r.m.Group = true, true
	nf, nl := w.nameSpan(sc, r.head)
	for nf > r.first && capital(sc.s.Tokens[nf-1].Text) && !sc.s.Is(nf-1, "det") && own[nf-1-r.first] {
		nf--
	}
	name := w.text(sc, nf, nl)
	e := w.known(sc, nf, nl)
	if e == nil && r.first < nf && sc.s.Is(r.first, "det") {
		e = w.longer(sc, nf, name) // "the Post" after "The Washington Post"
	}
	if e != nil {
		r.ent = e
		r.m.Person, r.m.Group = e.person, !e.person
		r.m.Actors = w.again(e)
		return r
	}
	if o := w.outletCalled(sc, r.head); o != nil {
		r.m.Actors = []doc.Actor{{Code: o.Code, Name: o.Name, Ref: "organisation " + o.Name}}
		w.link(r, "org "+o.Code+" "+o.Name, strings.Fields(lexicon.Fold(name)))
		return r
	}
	a := doc.Actor{Code: "---", Name: name, Ref: "unknown body"}
	country, sector := "", ""
	for k := nf; k <= nl; k++ {
		if w.reference(sc.nounAt(k), "medium") && capital(sc.s.Tokens[k].Text) {
			sector = "JRN"
		}
	}
	if w.outletBefore(sc, r.head) || site(sc.s.Tokens[r.head].Text) {
		sector = "JRN"
	}
	for k := r.first; k <= r.last; k++ {
		if sn, ok := w.senseAt(sc, k); ok && country == "" && !w.aside(sc, sn.hit) && (sn.kind != lexicon.PlaceName || w.names[sn.country] > 0 || len(w.names) == 0) {
			if x := w.fromSense(sc, sn); owner(x.code) != "---" {
				country, a.Ref = x.code, "name with "+x.ref
			}
		}
		if n := sc.nounAt(k); len(n.agents) > 0 && sector != "JRN" {
			if x := w.lex.Agents[n.agents[0]].Sector; x != "" {
				sector = x
			}
		}
	}
	for k := nf; k <= nl && country == "" && sector == "JRN"; k++ {
		// "Radio Ruritania", which the tagger takes for a person's name
		if x := sc.hitAt[k]; x > 0 {
			for _, ref := range sc.hits[x-1].Refs {
				if ref.Kind <= lexicon.CountryCity && country == "" {
					country = w.lex.Countries[ref.Index].Code
					a.Ref = "name with country " + country
				}
			}
		}
	}
	if country == "" {
		if p := w.possessor(sc, r.head); p != nil && len(p.m.Actors) > 0 && owner(p.m.Actors[0].Code) != "---" {
			country, a.Ref = owner(p.m.Actors[0].Code), "possessor "+p.m.Actors[0].Ref
		}
	}
	if country == "" {
		for _, k := range sc.s.Kids(r.head) {
			// "the Budget Committee in the Ruritanian Diet"
			if c := w.caseOf(sc, k); k > r.head && sc.s.Is(k, "nmod") && (c == "of" || c == "in" || c == "at") {
				if g := w.group(sc, k, c); len(g) > 0 {
					country, a.Ref = owner(g[0].code), g[0].ref
					if sector == "" && g[0].strong {
						sector = sectorOf(g[0].code)
					}
					break
				}
			}
		}
	}
	if d := w.description(sc, r.head); d != nil {
		if country == "" {
			country, a.Ref = owner(d.Code), d.Ref
		}
		if sectorOf(d.Code) != "" {
			sector = sectorOf(d.Code)
		}
	}
	if country == "" && sector == "JRN" && w.main != "" && (w.sole || w.local(r)) {
		country, a.Ref = w.main, "medium, from context: "+w.mainWhy
	}
	if country != "" {
		a.Code = country
		if w.r.isCountry(country) && sector != "" {
			a.Code = join(owner(country), sector)
		}
	}
	r.m.Actors = []doc.Actor{a}
	w.link(r, "body "+lexicon.Fold(name), strings.Fields(lexicon.Fold(name)))
	w.acronym(r)
	return r
}

func (w *work) text(sc *scan, first, last int) string {
	var b strings.Builder
	for k := first; k <= last; k++ {
		b.WriteString(sc.s.Tokens[k].Text)
		if k < last && sc.s.Tokens[k].Space {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

func lemma(t doc.Token) string {
	if t.Lemma != "" {
		return strings.ToLower(t.Lemma)
	}
	return strings.ToLower(t.Text)
}

func plural(t doc.Token) bool {
	return strings.Contains(t.Feats, "Number=Plur") || t.XPOS == "NNS" || t.XPOS == "NNPS"
}

func first(list []string, or string) string {
	if len(list) > 0 {
		return list[0]
	}
	return or
}

func has(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
