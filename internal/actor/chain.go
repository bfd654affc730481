package actor

import (
	"fmt"
	"math"
	"sort"
	"strings"

	"rapporteur/internal/doc"
	"rapporteur/lexicon"
)

// How far back an antecedent is looked for: a pronoun's in sentences, a noun's
// in mentions, so that the cost stays linear in the length of the article.
const (
	reach = 3
	far   = 500
	often = 4 // mentions from which on an actor is no likelier antecedent
)

// recent lists the latest mentions, at most far of them.
func (w *work) recent() []*rec { return w.recs[max(0, len(w.recs)-far):] }

// plural reads phrases that gather actors named before: "both countries", "the
// two foreign ministers", "all parties", "the two".
func (w *work) plural(sc *scan, h int, n noun) *rec {
	s := sc.s
	t := s.Tokens[h]
	if _, ok := w.senseAt(sc, h); ok {
		return nil // "the two Freedonians"
	}
	two, all := false, false
	if w.reference(n, "two") && (t.UPOS == "NUM" || t.UPOS == "DET" || t.UPOS == "PRON" || t.UPOS == "NOUN") {
		if s.Kid(h, "det") < 0 && strings.EqualFold(t.Text, "two") {
			return nil
		}
		if s.Kid(h, "nmod") > h {
			return nil // "both of the men"
		}
		two = true
	} else if plural(t) {
		det := false
		for _, k := range s.Kids(h) {
			if k > h {
				continue
			}
			m := sc.nounAt(k)
			if w.reference(m, "two") {
				two = true
			}
			if w.reference(m, "all") {
				all = true
			}
			if s.Is(k, "det") && !w.reference(m, "two") && !w.reference(m, "all") {
				det = true
			}
			if _, ok := w.senseAt(sc, k); ok {
				return nil
			}
			if s.Tokens[k].Deprel == "nmod:poss" {
				return nil
			}
		}
		if two && s.Tokens[h].UPOS == "NOUN" && !det && !w.bothDet(sc, h) {
			return nil // "two ministers" are new
		}
		if !two && !all && !(det && w.sides(n)) {
			return nil
		}
	}
	if !two && !all && !plural(t) {
		return nil
	}
	if !two && !all && !w.sides(n) {
		return nil
	}
	state, both := w.reference(n, "state"), w.reference(n, "both") || w.sides(n) || t.UPOS != "NOUN"
	if !state && !both && !n.ok() {
		return nil
	}
	if all && !w.sides(n) {
		return nil
	}
	r := &rec{sc: sc, head: h, noun: n, lemma: lemma(t), subj: w.isSubject(sc, h), plural: true, def: true}
	r.first, r.last = w.span(sc, h, n)
	r.m.Group = true
	if w.sides(n) {
		if r.m.Actors = w.localParties(sc, h); r.m.Actors != nil {
			w.link(r, "", nil)
			return r
		}
		if k := sc.s.Kid(h, "nummod"); k < 0 || k > h || two {
			r.m.Actors = w.opponents(r, two)
		}
		if r.m.Actors == nil && (!w.isAgent(n) || w.involved(r, n)) {
			// somebody's sides, nobody knows whose
			r.m.Actors = []doc.Actor{{Code: "---", Ref: w.nounRef(n) + ": nobody named before"}}
			w.link(r, "", nil)
			return r
		}
		if r.m.Actors == nil {
			return nil
		}
		return r
	}
	pair := w.pair(sc, h, n, state, both)
	for _, f := range pair {
		for _, a := range f.m.Actors {
			if state && w.r.isCountry(a.Code) {
				a.Code = join(owner(a.Code), "GOV")
				a.Name, a.Role = "", ""
			}
			a.Ref = w.refTo(w.text(sc, r.first, r.last), f)
			if !hasCode(r.m.Actors, a) {
				r.m.Actors = append(r.m.Actors, a)
			}
		}
	}
	if len(r.m.Actors) < 2 {
		return nil
	}
	return r
}

// sides says whether the noun means people set against or beside each other.
func (w *work) sides(n noun) bool { return w.reference(n, "sides") || w.reference(n, "opponents") }

func (w *work) isAgent(n noun) bool { return len(n.agents) > 0 }

// involved says whether "parties" are those to a dispute, a treaty or talks and
// no political ones: nothing makes them political, and either a word says so
// ("the parties concerned") or the report has spoken of no political party.
func (w *work) involved(r *rec, n noun) bool {
	s := r.sc.s
	if !w.reference(n, "sides") || !r.plural || n.first != n.last || len(n.agents) == 0 || w.lex.Agents[n.agents[0]].Sector != "PTY" {
		return false
	}
	plain := true
	for _, k := range s.Kids(r.head) {
		m := r.sc.nounAt(k)
		switch {
		case w.reference(m, "involved"):
			return true
		case k > r.head:
			if base(s.Tokens[k].Deprel) == "nmod" && w.caseOf(r.sc, k) == "to" {
				return true // "the parties to the treaty"
			}
		case s.Is(k, "det"), s.Is(k, "nummod"), s.Is(k, "case"), s.Is(k, "punct"), s.Is(k, "cc"), w.reference(m, "all"), w.reference(m, "two"):
		default:
			plain = false
		}
	}
	if !plain || !r.def && !w.gathers(r) {
		return false
	}
	for k := range s.Tokens {
		if w.reference(r.sc.nounAt(k), "electoral") {
			return false
		}
	}
	for _, a := range w.recs {
		for _, x := range a.m.Actors {
			if strings.Contains(sectorOf(x.Code), "PTY") {
				return false
			}
		}
	}
	return true
}

// gathers says whether "all", "both" or the like stands before the noun.
func (w *work) gathers(r *rec) bool {
	for _, k := range r.sc.s.Kids(r.head) {
		if m := r.sc.nounAt(k); k < r.head && (w.reference(m, "all") || w.reference(m, "two") || r.sc.s.Is(k, "nummod")) {
			return true
		}
	}
	return false
}

// localParties reads "all parties in Ruritania": those of that country.
func (w *work) localParties(sc *scan, h int) []doc.Actor {
	for _, k := range sc.s.Kids(h) {
		if k > h && base(sc.s.Tokens[k].Deprel) == "nmod" && w.caseOf(sc, k) == "in" {
			if sn, ok := w.senseAt(sc, k); ok && sn.kind == lexicon.CountryName {
				x := w.fromSense(sc, sn)
				return []doc.Actor{{Code: owner(x.code), Ref: x.ref + " + " + w.text(sc, h, h)}}
			}
		}
	}
	return nil
}

// party says whether a mention can be one of the sides: a state, body, group or
// somebody who speaks for one; not a stretch of land, and not who brings the
// sides together.
func (w *work) party(a *rec) bool {
	if len(a.m.Actors) != 1 || a.pron && a.ent == nil || w.reference(a.noun, "broker") {
		return false
	}
	code := a.m.Actors[0].Code
	if sector := sectorOf(code); sector == "" {
		return owner(code) != "---" && !w.r.isCountry(code)
	} else {
		s, ok := w.lex.Sector(firstWord(sector))
		return ok && s.Context && sector != "CVL" && (s.Side || owner(code) != "---")
	}
}

// people says whether a mention is a people's bare name: "Ruritanians".
func (w *work) people(a *rec) bool {
	return !a.noun.ok() && !a.pron && a.plural && !a.m.Person && len(a.m.Actors) == 1 && sectorOf(a.m.Actors[0].Code) == "CVL" && w.r.isCountry(a.m.Actors[0].Code) && a.sc.hitAt[a.head] > 0 && a.last == a.first
}

// against says whether two codes can be each other's opponents or partners.
func (w *work) against(a, b string) bool {
	if owner(a) != owner(b) || owner(a) == "---" {
		return a != b
	}
	return w.side(sectorOf(a)) != w.side(sectorOf(b)) || w.side(sectorOf(a)) && sectorOf(a) != sectorOf(b)
}

// opponents finds whom "both sides" or "the parties" gathers: what was joined
// last ("X and Y"), what the latest clause sets against or beside its subject
// ("X ... with Y"), or a government and those who fight it. nil: nobody.
func (w *work) opponents(r *rec, two bool) []doc.Actor {
	sc := r.sc
	own := w.clause(sc, r.head)
	recs := append([]*rec(nil), w.recent()...)
	sort.SliceStable(recs, func(i, j int) bool { return recs[i].before(recs[j]) })
	fit := func(a *rec) bool {
		back := sc.i - a.sc.i
		if a.sc.i < 0 {
			back = sc.i + 1
		}
		if back > reach+1 || a.sc == sc && (a.first >= r.first || a.subj && w.clause(sc, a.head) == own) {
			return false
		}
		return w.party(a)
	}
	gather := func(list ...*rec) []doc.Actor {
		var out []doc.Actor
		for _, f := range list {
			for _, a := range f.m.Actors {
				if w.people(f) {
					a.Code = join(owner(a.Code), "GOV") // "between Ruritanians and Graustarkians"
				}
				a.Ref = w.refTo(w.text(sc, r.first, r.last), f)
				if !hasCode(out, a) {
					out = append(out, a)
				}
			}
		}
		return out
	}
	for i := len(recs) - 1; i >= 0; i-- {
		a := recs[i]
		if a.sc.i >= 0 && sc.i-a.sc.i <= reach+1 && len(a.m.Actors) == 2 && (a.sc != sc || a.first < r.first) && w.against(a.m.Actors[0].Code, a.m.Actors[1].Code) && !a.m.Place {
			return gather(a) // a phrase that gathered two before
		}
		if !fit(a) && !(w.people(a) && a.before(r) && sc.i-a.sc.i <= reach+1) {
			continue
		}
		code := a.m.Actors[0].Code
		// "X and Y", "between X and Y"
		if cc := a.first - 1; cc > 0 && a.sc.s.Tokens[cc].UPOS == "CCONJ" || a.sc.s.Is(a.head, "conj") {
			for j := i - 1; j >= 0 && recs[j].sc == a.sc; j-- {
				o := recs[j]
				joined := o.last == cc-1 && a.sc.s.Tokens[cc].UPOS == "CCONJ" || a.sc.s.Is(a.head, "conj") && a.sc.s.Tokens[a.head].Head == o.head && a.sc.s.Kid(a.head, "cc") >= 0 && w.onlyOne(a.sc, o.head)
				if !joined || !(fit(o) && fit(a) || w.people(o) && w.people(a)) || !w.against(o.m.Actors[0].Code, code) {
					continue
				}
				list := []*rec{o, a}
				if !two {
					for k := j - 1; k >= 0 && recs[k].sc == a.sc; k-- {
						if b := recs[k]; b.last+1 < o.first && a.sc.s.Tokens[b.last+1].Text == "," && a.sc.s.Under(a.head, b.head) && fit(b) {
							list = append([]*rec{b}, list...)
							o = b
						}
					}
				}
				return gather(list...)
			}
		}
		// "X ... with Y", "X attacked Y": the subject and what stands after
		if !fit(a) || a.subj || w.insideOther(a) || !w.r.isCountry(code) {
			continue // who urges the Security Council is not its opponent
		}
		c := w.clause(a.sc, a.head)
		for j := i - 1; j >= 0 && recs[j].sc == a.sc; j-- {
			if o := recs[j]; o.subj && fit(o) && w.r.isCountry(o.m.Actors[0].Code) && w.against(o.m.Actors[0].Code, code) && w.clause(o.sc, o.head) == c && w.bound(a) {
				return gather(o, a)
			}
		}
	}
	// those who were called so before
	for i := len(recs) - 1; i >= 0; i-- {
		if a := recs[i]; len(a.m.Actors) == 2 && a.before(r) && a.lemma == r.lemma && w.sides(a.noun) {
			return gather(a)
		}
	}
	// a government and those who fight it
	for i := len(recs) - 1; i >= 0; i-- {
		a := recs[i]
		if !w.party(a) || a.sc == sc && a.first >= r.first || !w.side(sectorOf(a.m.Actors[0].Code)) || !w.r.isCountry(a.m.Actors[0].Code) {
			continue
		}
		for j := len(recs) - 1; j >= 0; j-- {
			if o := recs[j]; w.party(o) && o.before(r) && owner(o.m.Actors[0].Code) == owner(a.m.Actors[0].Code) && sectorOf(o.m.Actors[0].Code) == "GOV" {
				x, y := gather(o), gather(a)
				x[0].Name, x[0].Role, y[0].Name, y[0].Role = "", "", "", ""
				return append(x, y...)
			}
		}
	}
	for _, k := range sc.s.Kids(r.head) {
		if w.reference(sc.nounAt(k), "all") {
			return nil // "all parties" may be more than the two states named last
		}
	}
	// two states
	var last *rec
	for i := len(recs) - 1; i >= 0; i-- {
		a := recs[i]
		if !fit(a) || !w.r.isCountry(a.m.Actors[0].Code) || sectorOf(a.m.Actors[0].Code) != "GOV" || w.insideOther(a) || !a.subj && !w.bound(a) {
			continue
		}
		if last != nil && owner(last.m.Actors[0].Code) != owner(a.m.Actors[0].Code) {
			return gather(a, last)
		}
		if last == nil {
			last = a
		}
	}
	return nil
}

// onlyOne says whether a single phrase is joined to the token's.
func (w *work) onlyOne(sc *scan, h int) bool {
	n := 0
	for _, k := range sc.s.Kids(h) {
		if sc.s.Is(k, "conj") {
			n++
		}
	}
	return n == 1
}

// bound says whether a mention is an object, or hangs by a preposition that
// sets two beside or against each other.
func (w *work) bound(a *rec) bool {
	s := a.sc.s
	if s.Is(a.head, "obj") || s.Is(a.head, "iobj") {
		return true
	}
	for _, k := range s.Kids(a.head) {
		if k < a.head && s.Is(k, "case") && w.reference(a.sc.nounAt(k), "against") {
			return true
		}
	}
	return false
}

// bothDet says whether "both" or "the" stands before the noun.
func (w *work) bothDet(sc *scan, h int) bool {
	for _, k := range sc.s.Kids(h) {
		if k < h && (sc.s.Is(k, "det") || sc.s.Is(k, "cc:preconj")) {
			return true
		}
	}
	return false
}

// pair finds the two actors that a plural gathers: the last coordination of
// two, else the last two different ones.
func (w *work) pair(sc *scan, h int, n noun, state, both bool) []*rec {
	roles := w.roleKeys(n, "")
	own := w.clause(sc, h)
	ruler := w.reference(n, "ruler")
	fit := func(a *rec) bool {
		if len(a.m.Actors) != 1 || owner(a.m.Actors[0].Code) == "---" || sc.i-a.sc.i > reach+1 && a.sc.i >= 0 {
			return false
		}
		if ruler && !state && (!a.m.Person || a.plural) {
			return false // "the two leaders" are people
		}
		if a.sc == sc && (a.first >= h || w.clause(sc, a.head) == own && a.subj) {
			return false
		}
		switch {
		case state:
			return w.r.isCountry(a.m.Actors[0].Code)
		case n.ok() && !w.reference(n, "both") && !w.reference(n, "sides"):
			if len(roles) > 0 {
				return a.m.Person && (has(roles, a.m.Actors[0].Role) || titled(a, lemma(sc.s.Tokens[h])))
			}
			return a.lemma == lemma(sc.s.Tokens[h])
		}
		return !a.m.Place || sectorOf(a.m.Actors[0].Code) != ""
	}
	who := func(a *rec) string {
		if state {
			return owner(a.m.Actors[0].Code)
		}
		if a.m.Actors[0].Name != "" && !w.reference(n, "sides") {
			return a.m.Actors[0].Name
		}
		return a.m.Actors[0].Code
	}
	recs := append([]*rec(nil), w.recent()...)
	sort.SliceStable(recs, func(i, j int) bool { return recs[i].before(recs[j]) })
	// a coordination of two, or a phrase that gathered two before
	for i := len(recs) - 1; i >= 0; i-- {
		a := recs[i]
		if len(a.m.Actors) == 2 && (both || state) && (a.sc != sc || a.first < h) && sc.i-a.sc.i <= reach+1 && a.sc.i >= 0 &&
			owner(a.m.Actors[0].Code) != owner(a.m.Actors[1].Code) && w.r.isCountry(a.m.Actors[0].Code) && w.r.isCountry(a.m.Actors[1].Code) && !(a.sc == sc && a.subj && w.clause(sc, a.head) == own) {
			return []*rec{a}
		}
		if !fit(a) {
			continue
		}
		if a.sc.s.Is(a.head, "conj") {
			g := a.sc.s.Tokens[a.head].Head
			o := a.sc.recs[g]
			if o == nil || !fit(o) || who(o) == who(a) {
				continue
			}
			more := 0
			for _, c := range a.sc.s.Kids(g) {
				if a.sc.s.Is(c, "conj") {
					more++
				}
			}
			if more == 1 {
				return []*rec{o, a}
			}
			continue
		}
		// the same by position: "X and Y" with nobody before them
		if cc := a.first - 1; cc > 0 && a.sc.s.Tokens[cc].UPOS == "CCONJ" {
			for j := i - 1; j >= 0 && recs[j].sc == a.sc; j-- {
				if o := recs[j]; o.last == cc-1 && fit(o) && who(o) != who(a) && (o.first == 0 || a.sc.s.Tokens[o.first-1].Text != ",") {
					return []*rec{o, a}
				}
			}
		}
	}
	var out []*rec
	for i := len(recs) - 1; i >= 0; i-- {
		a := recs[i]
		if !fit(a) || !n.ok() && !state && w.insideOther(a) {
			continue
		}
		if len(out) == 0 || who(out[0]) != who(a) {
			out = append([]*rec{a}, out...)
		}
		if len(out) == 2 {
			return out
		}
	}
	return nil
}

// titled says whether a person's title is or ends in the word: "the minister"
// for a foreign minister.
func titled(a *rec, word string) bool {
	role := a.m.Actors[0].Role
	return role != "" && (role == word || strings.HasSuffix(role, " "+word))
}

// related codes a noun that points at a state or at nobody: "the country", "Western countries".
func (w *work) related(r *rec, n noun, own []bool) *rec {
	sc := r.sc
	src := w.sources(r, n, own, r.head)
	switch {
	case w.reference(n, "world"):
		r.m.Group, r.def = true, true
		r.m.Actors = []doc.Actor{{Code: "---", Ref: w.nounRef(n) + ": no one country"}}
		w.link(r, "world "+r.lemma, nil)
		return r
	case w.reference(n, "state"):
		if r.plural {
			r.m.Group = true
			if len(src) > 0 && owner(src[0].code) != "---" {
				// "EU countries", "the Baltic states"
				for _, x := range src {
					r.m.Actors = append(r.m.Actors, doc.Actor{Code: x.code, Ref: x.ref + " + " + w.nounRef(n)})
				}
				w.link(r, "", nil)
				return r
			}
			r.m.Actors = []doc.Actor{{Code: "---", Ref: w.nounRef(n) + ": no one country"}}
			w.link(r, "", nil)
			return r
		}
		if len(src) > 0 && w.r.isCountry(src[0].code) && !r.indefinite() {
			r.m.Place = true
			if src[0].place {
				// "West Darfur state"
				r.m.Actors = []doc.Actor{{Code: owner(src[0].code), Ref: src[0].ref + " + " + w.nounRef(n)}}
				w.link(r, "", nil)
				return r
			}
			r.m.Actors = []doc.Actor{{Code: join(owner(src[0].code), "GOV"), Ref: src[0].ref + " + " + w.nounRef(n)}}
			w.link(r, "state "+owner(src[0].code), nil)
			return r
		}
		if region := w.regionOf(r); region != nil && r.hasDet() && !r.indefinite() {
			return w.inRegion(r, region)
		}
		if !r.hasDet() || r.indefinite() || r.head-r.first > 1 {
			return nil
		}
		for i := len(w.recs) - 1; i >= 0 && sc.i-w.recs[i].sc.i <= reach; i-- {
			if a := w.recs[i]; a.bare && a.m.Place && a.ent != nil && (a.sc != sc || a.first < r.first) && sectorOf(a.m.Actors[0].Code) == "GOV" {
				r.m.Place = true
				r.ent = a.ent
				r.m.Actors = []doc.Actor{{Code: a.m.Actors[0].Code, Ref: w.refTo(w.text(sc, r.first, r.last), a)}}
				return r
			}
		}
		if w.main != "" {
			r.m.Place = true
			r.m.Actors = []doc.Actor{{Code: join(w.main, "GOV"), Ref: "from context: " + w.mainWhy + " + " + w.nounRef(n)}}
			w.link(r, "state "+w.main, nil)
			return r
		}
		return nil
	case w.reference(n, "place"):
		if len(src) > 0 && w.r.isCountry(src[0].code) {
			r.m.Place = true
			r.m.Actors = []doc.Actor{{Code: owner(src[0].code), Ref: src[0].ref + " + " + w.nounRef(n)}}
			w.link(r, "", nil)
			return r
		}
	}
	return nil
}

// regionOf finds the region of several states that stands before a noun for a
// state where nothing else names anybody: "the small West African nation".
func (w *work) regionOf(r *rec) (region *lexicon.Place) {
	for k := r.first; k < r.noun.first; k++ {
		if sn, ok := w.senseAt(r.sc, k); ok {
			if sn.kind != lexicon.PlaceName || sn.country != "" {
				return nil
			}
			for _, ref := range sn.hit.Refs {
				if ref.Kind == lexicon.PlaceName {
					region = &w.lex.Places[ref.Index]
				}
			}
			k = max(k, sn.hit.Last)
			continue
		}
		switch r.sc.s.Tokens[k].UPOS {
		case "DET", "ADJ", "ADV", "VERB", "PUNCT":
		default:
			return nil
		}
	}
	return region
}

// inRegion finds the state that "the West African nation" is: of those named
// just before and the one that the report is about, the last that lies in or
// about as near to the region as any.
func (w *work) inRegion(r *rec, region *lexicon.Place) *rec {
	const (
		far   = 32 // degrees; Argentina is 24 from the middle of South America
		alike = 12 // Pakistan is that much farther from the middle of South Asia than India
	)
	type state struct {
		code string
		from *rec // nil for that of the report
		away float64
	}
	var states []state
	least := float64(far)
	acting := "" // "Germany accused the Balkan republic": not Germany
	add := func(code string, from *rec) {
		if at := w.r.middle[code]; at != nil && code != acting {
			states = append(states, state{code, from, degrees(at, region)})
			least = min(least, states[len(states)-1].away)
		}
	}
	for i := len(w.recs) - 1; i >= 0 && r.sc.i-w.recs[i].sc.i <= reach; i-- {
		if a := w.recs[i]; a.bare && a.m.Place && a.ent != nil && (a.sc != r.sc || a.first < r.first) && sectorOf(a.m.Actors[0].Code) == "GOV" {
			if a.sc == r.sc && a.subj && w.clause(r.sc, a.head) == w.clause(r.sc, r.head) {
				acting = owner(a.m.Actors[0].Code)
			}
			add(owner(a.m.Actors[0].Code), a)
		}
	}
	add(w.main, nil)
	text := w.text(r.sc, r.first, r.last)
	for _, x := range states {
		if x.away > min(least+alike, far) {
			continue
		}
		r.m.Place = true
		if x.from == nil {
			r.m.Actors = []doc.Actor{{Code: join(x.code, "GOV"), Ref: text + " -> " + w.mainWhy}}
			w.link(r, "state "+x.code, nil)
			return r
		}
		r.ent = x.from.ent
		r.m.Actors = []doc.Actor{{Code: x.from.m.Actors[0].Code, Ref: w.refTo(text, x.from)}}
		return r
	}
	r.m.Place = true
	r.m.Actors = []doc.Actor{{Code: "---", Ref: text + ": no state of " + region.Name + " is named"}}
	w.link(r, "region "+region.Name, nil)
	return r
}

// degrees is about how far two places are apart, in degrees of latitude.
func degrees(a, b *lexicon.Place) float64 {
	east := math.Mod(math.Abs(a.Lon-b.Lon), 360)
	return math.Hypot(a.Lat-b.Lat, min(east, 360-east)*math.Cos((a.Lat+b.Lat)/2*math.Pi/180))
}

// earlier finds what a definite noun without a country goes back to: "the
// minister" after "the Chinese foreign minister".
func (w *work) earlier(r *rec, n noun, roles []string, sector string) (*entity, *rec) {
	if r.indefinite() || !r.def && !w.titleLike(r) {
		return nil, nil
	}
	for k := r.first; k < n.first; k++ {
		if r.sc.s.Tokens[k].UPOS == "PROPN" {
			return nil, nil // "the Assembly office chairman" is another than the chairman
		}
	}
	person, _ := w.kind(n, r.plural)
	var best *rec
	for _, a := range w.recent() {
		if len(a.m.Actors) != 1 || owner(a.m.Actors[0].Code) == "---" || a.pron || a.ent == nil || a.sc == r.sc && a.first >= r.first {
			continue
		}
		if person != a.m.Person || r.plural != a.plural || w.mentions(r, "government") && !w.mentions(a, "government") {
			continue
		}
		if w.side(sector) && sectorOf(a.m.Actors[0].Code) != sector && sectorOf(a.m.Actors[0].Code) != "GOV" && !person {
			continue // "the terrorist forces" are not "our forces"
		}
		same := a.lemma == r.lemma && a.noun.ok()
		switch {
		case person && len(roles) > 0:
			// a word that is also a plain noun, "leader", "head", asks for the same word
			whole := n.last > n.first // "the prime minister" is no deputy prime minister
			plain := !whole && len(n.agents) > 0 && w.lex.Agents[n.agents[0]].Sector == ""
			same = has(roles, a.m.Actors[0].Role) && (!plain || same || a.lemma == r.lemma) || !whole && titled(a, r.lemma)
			for _, k := range roles {
				same = same || !whole && strings.HasSuffix(a.m.Actors[0].Role, " "+k)
			}
		case person:
			same = same || titled(a, r.lemma)
		case !same && w.reference(n, "outlet") && r.def && r.sc.i-a.sc.i <= 2*reach && a.bare && a.m.Group && a.m.Actors[0].Name != "" && sectorOf(a.m.Actors[0].Code) == "JRN":
			same = true // "the newspaper" after "The New York Times"
		case !same && w.reference(n, "body") && r.def && r.sc.i-a.sc.i <= reach && a.bare && a.m.Group && a.m.Actors[0].Name != "" && sectorOf(a.m.Actors[0].Code) != "JRN":
			// "the group" after "the Graustark Liberation Army", "the agency" after "the FBI"
			same = sector == "" && (!w.reference(n, "council") || a.sort == r.lemma || strings.Contains(strings.ToLower(a.m.Actors[0].Name), r.lemma)) || sector != "" && sector == sectorOf(a.m.Actors[0].Code) || w.reference(n, "bloc") && !w.r.isCountry(a.m.Actors[0].Code)
		}
		if same && (best == nil || best.before(a) && !w.passing(r, a, best) || w.passing(r, best, a)) {
			best = a
		}
	}
	if best == nil && w.reference(n, "body") && r.def && !person && !r.plural && n.first-r.first <= 1 && !capital(r.sc.s.Tokens[n.first].Text) {
		best = w.inPhrase(r, n, sector)
	}
	if best == nil {
		return nil, nil
	}
	return best.ent, best
}

// passing says whether a body is only mentioned by the way, so that a bare noun
// goes back to another of its name, that of the country which the report is
// about: "the Ruritanian government asked the Graustark government to wait ...
// the government".
func (w *work) passing(r, a, home *rec) bool {
	if w.main == "" || a.m.Person || owner(home.m.Actors[0].Code) != w.main || owner(a.m.Actors[0].Code) == w.main {
		return false
	}
	return a.sc != r.sc && !a.subj && a.lemma == home.lemma
}

// inPhrase finds the body that stands within another phrase and that "the
// group" means: "Black Hand fighters ... the group".
func (w *work) inPhrase(r *rec, n noun, sector string) *rec {
	title := len(w.scans) - len(w.d.Sents) // the title's scan comes first
	for i := r.sc.i; i >= 0 && i >= r.sc.i-1; i-- {
		sc := w.scans[i+title]
		for k := len(sc.hits) - 1; k >= 0; k-- {
			h := sc.hits[k]
			sn, ok := w.senseAt(sc, h.First)
			if !ok || sn.kind != lexicon.OrgName || w.aside(sc, h) || sc == r.sc && h.Last >= r.first {
				continue
			}
			states := sn.org.Kind == "igo" || sn.org.Kind == "alliance"
			if states != w.reference(n, "bloc") || !states && sector != sectorOf(sn.org.Code) && !w.side(sectorOf(sn.org.Code)) && !(w.side(sector) && sn.org.Kind == "armed") {
				continue
			}
			o := &rec{sc: sc, head: h.Last, first: h.First, last: h.Last}
			o.m.Group = true
			o.m.Actors = []doc.Actor{{Code: sn.org.Code, Name: sn.org.Name, Ref: "organisation " + sn.org.Name}}
			w.link(o, "org "+sn.org.Code+" "+sn.org.Name, nil)
			return o
		}
	}
	return nil
}

// titleLike says whether a noun without an article stands like a title or in
// the short style of news: "Information Minister Jamah", "transitional government".
func (w *work) titleLike(r *rec) bool { return !r.plural }

func (w *work) backTo(e *entity, from *rec) []doc.Actor {
	out := append([]doc.Actor(nil), from.m.Actors...)
	for i := range out {
		out[i].Ref = w.refTo("as", from)
	}
	return out
}

// again gives the actors of an entity for a later mention.
func (w *work) again(e *entity) []doc.Actor {
	out := append([]doc.Actor(nil), e.actors...)
	for i := range out {
		if !strings.HasPrefix(out[i].Ref, "earlier mention") {
			out[i].Ref = "earlier mention: " + out[i].Ref
		}
	}
	return out
}

// context gives the country of a bare noun like "the government": that of an
// earlier phrase with the same noun, else the one that the article is about.
func (w *work) context(r *rec, sector string) (country, why string) {
	side := w.side(sector)
	s, ok := w.lex.Sector(firstWord(sector))
	var best *rec
	for _, a := range w.recent() {
		if len(a.m.Actors) != 1 || a.bare || a.pron || a.scenic && a.sc != r.sc || !w.r.isCountry(a.m.Actors[0].Code) || a.sc == r.sc && a.first >= r.first {
			continue
		}
		if !side && w.side(sectorOf(a.m.Actors[0].Code)) || w.mentions(r, "government") && !w.mentions(a, "government") {
			continue // "a Black Hand official" is not the officials' man, nor are "Graustarkian forces" the government's
		}
		if side && !w.side(sectorOf(a.m.Actors[0].Code)) && owner(a.m.Actors[0].Code) != w.main {
			continue // nor are "rebel forces" those of the state whose forces came to fight them
		}
		if a.lemma == r.lemma && a.noun.ok() || (side || ok && s.Kin && !a.m.Person && !r.m.Person) && sectorOf(a.m.Actors[0].Code) == sector || w.mentions(a, r.lemma) {
			if best == nil || best.before(a) && !w.passing(r, a, best) || w.passing(r, best, a) {
				best = a
			}
		}
	}
	if best != nil {
		return owner(best.m.Actors[0].Code), "from context: " + w.refTo("as", best)
	}
	if ok && side && sector != "OPP" && w.ground != "" && w.ground != w.main && w.troops(w.main) {
		return w.ground, "from context: soldiers of " + w.main + " are abroad, and most places named are in " + w.ground // "US troops fought insurgents in Iraq"
	}
	if c, why := w.opening(r, sector); c != "" {
		return c, why
	}
	if w.main != "" {
		return w.main, "from context: " + w.mainWhy
	}
	if ok {
		s.Local = true
		if c, why := w.scene(r, s); c != "" {
			return c, why
		}
	}
	if c, why := w.lead(r); c != "" {
		return c, why
	}
	if side {
		// "the Graustark government and the rebels"
		recs := w.recent()
		for i := len(recs) - 1; i >= 0; i-- {
			if a := recs[i]; a.sc == r.sc && a.first < r.first && !a.m.Place && len(a.m.Actors) == 1 && sectorOf(a.m.Actors[0].Code) == "GOV" && w.r.isCountry(a.m.Actors[0].Code) {
				return owner(a.m.Actors[0].Code), "from context: " + w.refTo("as", a)
			}
		}
	}
	return "", ""
}

// troops says whether the report has spoken of a country's soldiers.
func (w *work) troops(country string) bool {
	for _, a := range w.recent() {
		if len(a.m.Actors) == 1 && !a.fromContext && country != "" && a.m.Actors[0].Code == join(country, "MIL") {
			return true
		}
	}
	return false
}

// opening is the state that the first sentence is about, for the part of its
// government that speaks right after: "Ruritania on Monday called the raid sad
// ... the foreign ministry said".
func (w *work) opening(r *rec, sector string) (country, why string) {
	if sector != "GOV" || r.sc.i < 1 || r.sc.i > reach || !w.says(r.sc, r.head) {
		return "", ""
	}
	for _, a := range w.recs {
		if a.sc.i == 0 && a.subj && a.bare && a.m.Place && len(a.m.Actors) == 1 && sectorOf(a.m.Actors[0].Code) == "GOV" && w.r.isCountry(a.m.Actors[0].Code) {
			if v := a.sc.s.Tokens[a.head].Head; v >= 0 && a.sc.s.Tokens[v].Head < 0 && a.sc.s.Tokens[a.head].Deprel == "nsubj" {
				return owner(a.m.Actors[0].Code), "from context: " + w.refTo("as", a)
			}
		}
	}
	return "", ""
}

// lead is the country of a report that names several equally often: the one
// where it was written, else the one named first, once a sentence is told.
func (w *work) lead(r *rec) (country, why string) {
	if w.desk != "" {
		return w.desk, "from context: written in " + w.d.Dateline + ", and no country is named more"
	}
	if w.first == "" || w.most < 2 && r.sc.i <= 0 {
		return "", "" // too early to tell
	}
	return w.first, fmt.Sprintf("from context: %s is named first among those named most (%d times)", w.first, w.most)
}

// written finds the country of the dateline's place.
func (w *work) written() string {
	var words []lexicon.Word
	for _, f := range strings.Fields(w.d.Dateline) {
		words = append(words, lexicon.Word{Text: strings.Trim(f, ","), Space: true})
	}
	for _, h := range w.lex.Names(words) {
		for _, ref := range h.Refs {
			switch ref.Kind {
			case lexicon.CountryName, lexicon.CountryCity:
				return w.lex.Countries[ref.Index].Code
			case lexicon.PlaceName:
				return w.lex.Places[ref.Index].Country
			}
		}
	}
	return ""
}

// mentions says whether the word stands in the phrase: "government" in "the Somali government forces".
func (w *work) mentions(a *rec, lem string) bool {
	for k := a.first; k <= a.last; k++ {
		if lemma(a.sc.s.Tokens[k]) == lem && a.sc.s.Tokens[k].UPOS == "NOUN" {
			return true
		}
	}
	return false
}

// weigh finds the country that the article is about: the one named most, the
// title counting twice, and the dateline's place not at all.
func (w *work) weigh() {
	n, towns := map[string]int{}, map[string]int{}
	w.names = map[string]int{}
	var order []string
	for _, sc := range w.scans {
		for i, h := range sc.hits {
			sn, ok := w.senseAt(sc, h.First)
			if !ok || sc.i == 0 && i == 0 && w.d.Dateline != "" && strings.EqualFold(w.text(sc, h.First, h.Last), w.d.Dateline) {
				continue
			}
			c := sn.country
			switch sn.kind {
			case lexicon.CountryCity, lexicon.PlaceName, lexicon.CountryName:
				if w.within(sc, h.Last) {
					towns[c]++
				}
			case lexicon.OrgName:
				if c = owner(sn.org.Code); sectorOf(sn.org.Code) == "JRN" || w.shared(sn) {
					continue
				}
			case lexicon.HolderName, lexicon.HolderSurname:
				if o, held := w.r.officeAt(append([]int(nil), sn.offices...), w.day); o != nil && held {
					c = owner(o.Code)
				}
			}
			if _, ok := w.lex.Country(c); !ok {
				if c != "" && sn.kind != lexicon.HolderSurname {
					w.names[c]++
				}
				continue
			}
			if n[c] == 0 {
				order = append(order, c)
			}
			n[c]++
			if sn.kind != lexicon.HolderSurname && !w.seat(sn) && (sn.kind != lexicon.OrgName || !w.commonplace(sc, sn)) {
				w.names[c]++
			}
			if sc.i < 0 {
				n[c]++
			}
		}
	}
	most, all := 0, 0
	for _, c := range order {
		all += n[c]
		if n[c] > most {
			w.main, most = c, n[c]
		} else if n[c] == most {
			w.main = "" // two alike: neither
		}
	}
	ground := 2
	for c, k := range towns {
		if _, ok := w.lex.Country(c); ok && k >= ground {
			if w.ground = ""; k > ground {
				w.ground, ground = c, k
			}
		}
	}
	w.most = most
	if c := w.written(); c != "" && n[c] == most {
		w.desk = c
	}
	for i := len(order) - 1; i >= 0; i-- {
		if n[order[i]] == most {
			w.first = order[i]
		}
	}
	w.sole = w.main != "" && most >= 3 && 3*most >= 2*all
	if w.main != "" {
		w.mainWhy = fmt.Sprintf("%s is named most (%d times)", w.main, n[w.main])
	}
}

// shared says whether bodies of several countries have the name: "Senate".
func (w *work) shared(sn sense) bool {
	for _, ref := range sn.hit.Refs {
		if ref.Kind == lexicon.OrgName && owner(w.lex.Organisations[ref.Index].Code) != owner(sn.org.Code) {
			return true
		}
	}
	return false
}

// chamber picks among legislatures of one name that of the country whose
// parliament the report has named last: "Japan's lower house ... The House of
// Representatives".
func (w *work) chamber(sn sense) *lexicon.Organisation {
	if sn.kind != lexicon.OrgName || sn.org == nil || sectorOf(sn.org.Code) != "LEG" || !w.shared(sn) {
		return nil
	}
	recs := w.recent()
	for i := len(recs) - 1; i >= 0; i-- {
		if len(recs[i].m.Actors) != 1 || recs[i].fromContext || recs[i].m.Person || sectorOf(recs[i].m.Actors[0].Code) != "LEG" {
			continue
		}
		for _, ref := range sn.hit.Refs {
			if ref.Kind == lexicon.OrgName && owner(w.lex.Organisations[ref.Index].Code) == owner(recs[i].m.Actors[0].Code) {
				return &w.lex.Organisations[ref.Index]
			}
		}
	}
	return nil
}

// commonplace says whether many states have a body of this name, though the
// lexicon knows only the best known: "the National Security Council".
func (w *work) commonplace(sc *scan, sn sense) bool {
	n := sc.nounAt(sn.hit.Last)
	return w.reference(n, "commonplace") && n.first == sn.hit.First && w.r.isCountry(sn.org.Code)
}

// sameElsewhere is the code of a body of a commonplace name in a report about
// another state that does not name the state whose body is the best known.
func (w *work) sameElsewhere(sc *scan, sn sense) string {
	if w.main == "" || sn.kind != lexicon.OrgName || w.names[owner(sn.org.Code)] > 0 || !w.commonplace(sc, sn) {
		return ""
	}
	return join(w.main, sectorOf(sn.org.Code))
}

// society reads the name of a body that every country has its own of beside
// the international one: that of the country which the phrase names, else the
// international one where the report names it, else that of the one country
// that the report is about, if the lexicon has it.
func (w *work) society(sc *scan, sn sense, src []source) string {
	n := sc.nounAt(sn.hit.Last)
	if !w.reference(n, "society") || n.first > sn.hit.First || w.r.isCountry(sn.org.Code) {
		return ""
	}
	if len(src) > 0 && w.r.isCountry(src[0].code) {
		return join(owner(src[0].code), "SOC")
	}
	for _, o := range w.scans {
		for _, h := range o.hits {
			x, ok := w.r.senseAt(o, h.First, w.day)
			if !ok || x.kind != lexicon.OrgName || x.org != sn.org {
				continue
			}
			// "the ICRC", "the International Committee of the Red Cross"
			if n := o.nounAt(h.Last); !w.reference(n, "society") || n.first > h.First {
				return ""
			}
		}
	}
	if w.sole {
		for i := range w.lex.Organisations {
			if o := &w.lex.Organisations[i]; owner(o.Code) == w.main && strings.HasSuffix(o.Name, " "+w.text(sc, sn.hit.First, sn.hit.Last)) {
				return o.Code
			}
		}
	}
	return ""
}

// nearest picks among bodies of one name that of the country named last before,
// else most often in the report.
func (w *work) nearest(sn sense) *lexicon.Organisation {
	recs := w.recent()
	for i := len(recs) - 1; i >= 0; i-- {
		if len(recs[i].m.Actors) != 1 || recs[i].fromContext {
			continue
		}
		for _, ref := range sn.hit.Refs {
			if ref.Kind == lexicon.OrgName && owner(w.lex.Organisations[ref.Index].Code) == owner(recs[i].m.Actors[0].Code) {
				return &w.lex.Organisations[ref.Index]
			}
		}
	}
	return w.mostNamed(sn)
}

// mostNamed picks among bodies of one name that of the country which the report
// names most often.
func (w *work) mostNamed(sn sense) *lexicon.Organisation {
	best := sn.org
	for _, ref := range sn.hit.Refs {
		if ref.Kind != lexicon.OrgName {
			continue
		}
		if o := &w.lex.Organisations[ref.Index]; w.names[owner(o.Code)] > w.names[owner(best.Code)] {
			best = o
		}
	}
	return best
}

// quotes marks the words within quotation marks, from paragraph to paragraph.
func (w *work) quotes() {
	in, para := false, -2
	for _, sc := range w.scans {
		if sc.s.Para != para {
			in, para = false, sc.s.Para
		}
		for k, t := range sc.s.Tokens {
			switch t.Text {
			case "“", "„", "«", "``":
				in = true
			case "”", "»", "''":
				in = false
				sc.quote[k] = true
				continue
			case "\"":
				in = !in
				sc.quote[k] = true
				continue
			}
			sc.quote[k] = in
		}
	}
}

// link puts a mention into the chain of a key, or starts one.
func (w *work) link(r *rec, key string, atoms []string) {
	e := w.byKey[key]
	if key == "" || e == nil {
		w.ents++
		e = &entity{id: w.ents, person: r.m.Person, atoms: atoms}
		if key != "" {
			w.byKey[key] = e
		}
	}
	if len(e.actors) == 0 {
		e.actors = r.m.Actors
	}
	w.gender(r, e)
	if len(atoms) > 0 {
		w.byName[atoms[len(atoms)-1]] = append(w.byName[atoms[len(atoms)-1]], e)
	}
	r.ent = e
}

// gender notes what a word of the phrase tells of a person's sex: "Mrs", "spokesman".
func (w *work) gender(r *rec, e *entity) {
	if !r.m.Person || e.gender != 0 {
		return
	}
	for k := r.first; k <= r.head; k++ {
		if k < r.head && !inner[base(r.sc.s.Tokens[k].Deprel)] && !r.sc.s.Is(k, "nmod:desc") || r.sc.s.Tokens[k].Deprel == "nmod:poss" {
			continue
		}
		switch n := r.sc.nounAt(k); {
		case w.reference(n, "she"):
			e.gender = 'f'
		case w.reference(n, "he"):
			e.gender = 'm'
		}
	}
}

// linkPerson puts a named person into his or her chain.
func (w *work) linkPerson(r *rec, e *entity, name string) {
	atoms := strings.Fields(lexicon.Fold(name))
	if e == nil {
		e = w.byPerson(name)
	}
	if e == nil && len(r.m.Actors) > 0 && r.m.Actors[0].Role != "" {
		// "the Sudanese president" before "Omer al-Bashir"
		if x := w.byKey["role "+owner(r.m.Actors[0].Code)+" "+r.m.Actors[0].Role]; x != nil && len(x.atoms) == 0 {
			e = x
		}
	}
	if e == nil {
		w.ents++
		e = &entity{id: w.ents, person: true}
	}
	e.person = true
	w.gender(r, e)
	if len(atoms) > len(e.atoms) {
		e.atoms = atoms
	}
	if e.gender == 0 && len(e.atoms) > 1 {
		e.gender = w.lex.Sex(e.atoms[0])
	}
	if len(r.m.Actors) > 0 && (len(e.actors) == 0 || w.tells(r.m.Actors[0], e.actors[0])) {
		e.actors = r.m.Actors
	}
	for _, n := range [][]string{atoms, strings.Fields(lexicon.Fold(w.surface(r)))} {
		if len(n) == 0 {
			continue
		}
		e.names = append(e.names, n)
		w.enter(n[len(n)-1], e)
		if len(n) > 1 {
			w.enter(n[0], e)
		}
	}
	if len(r.m.Actors) > 0 && r.m.Actors[0].Role != "" && owner(r.m.Actors[0].Code) != "---" {
		k := "role " + owner(r.m.Actors[0].Code) + " " + r.m.Actors[0].Role
		if old := w.byKey[k]; old == nil || len(old.atoms) == 0 {
			w.byKey[k] = e
		}
	}
	r.ent = e
}

// tells says whether one reading of a person tells more than another.
func (w *work) tells(a, than doc.Actor) bool {
	if owner(than.Code) == "---" {
		return owner(a.Code) != "---" || sectorOf(than.Code) == "" && sectorOf(a.Code) != ""
	}
	return than.Code == owner(than.Code) && owner(a.Code) == than.Code && sectorOf(a.Code) != ""
}

// surface is the personal name of a mention as it is written.
func (w *work) surface(r *rec) string {
	own := w.own(r.sc, r.head, r.noun, r.first, r.last)
	if f, l := w.personName(r.sc, r.head, r.first, own); f >= 0 {
		return w.text(r.sc, f, l)
	}
	return ""
}

func (w *work) enter(atom string, e *entity) {
	for _, x := range w.byName[atom] {
		if x == e {
			return
		}
	}
	w.byName[atom] = append(w.byName[atom], e)
}

// byPerson finds the person of the article whose name the given one repeats or
// shortens.
func (w *work) byPerson(name string) *entity {
	a := strings.Fields(lexicon.Fold(name))
	if len(a) == 0 {
		return nil
	}
	var found *entity
	list := w.byName[a[len(a)-1]]
	for i := len(list) - 1; i >= 0; i-- {
		e := list[i]
		if !e.person {
			continue
		}
		for _, n := range e.names {
			if found == nil && sameName(a, n) {
				found = e
			}
		}
	}
	return found
}

// sameName says whether one name shortens the other: the same end ("al-Samani"
// and "al-Wasila al-Samani"), the first word alone ("Qin" and "Qin Gang"), or
// the same surname with first names that begin alike ("Omer", "Omar").
func sameName(a, b []string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) == 0 {
		return false
	}
	end := true
	for i := range a {
		if a[i] != b[len(b)-len(a)+i] {
			end = false
		}
	}
	switch {
	case end, len(a) == 1 && a[0] == b[0]:
		return true
	case len(a) > 1 && a[len(a)-1] == b[len(b)-1]:
		return a[0][0] == b[0][0]
	}
	return false
}

// known finds a body of the article by its name or abbreviation.
func (w *work) known(sc *scan, first, last int) *entity {
	a := strings.Fields(lexicon.Fold(w.text(sc, first, last)))
	if len(a) > 0 && a[0] == "the" {
		a = a[1:]
	}
	if len(a) == 0 {
		return nil
	}
	for _, e := range w.byName[a[len(a)-1]] {
		if strings.Join(e.atoms, " ") == strings.Join(a, " ") || len(a) == 1 && len(e.atoms) == 0 {
			return e
		}
	}
	if e := w.byKey["short "+strings.Join(a, " ")]; e != nil {
		return e
	}
	return nil
}

// acronym enters the abbreviation that a mention introduces in brackets.
func (w *work) acronym(r *rec) {
	t := r.sc.s.Tokens
	if r.last-2 <= r.head || t[r.last].Text != ")" || t[r.last-2].Text != "(" || r.ent == nil {
		return
	}
	short, e := t[r.last-1].Text, r.ent
	if r.m.Place {
		// "the UN mission in Ruritania (UNMIR)": the mission, not Ruritania
		f := r.first
		for f < r.last && (r.sc.s.Is(f, "case") || r.sc.s.Is(f, "det")) {
			f++
		}
		if !strings.EqualFold(t[f].Text[:1], short[:1]) {
			e = nil
			for k, n := t[r.head].Head, 0; k >= 0 && n < 6 && e == nil; n++ {
				if o := r.sc.recs[k]; o != nil && o != r && !o.m.Place {
					e = o.ent
				}
				k = t[k].Head
			}
		}
	}
	if e != nil {
		w.byKey["short "+lexicon.Fold(short)] = e
	}
}

// possessor is the mention that owns the phrase headed by h.
func (w *work) possessor(sc *scan, h int) *rec {
	for _, k := range sc.s.Kids(h) {
		if sc.s.Tokens[k].Deprel == "nmod:poss" && k < h {
			return w.resolve(sc, k)
		}
	}
	return nil
}

// drop takes a possessor's own country out of the sources.
func drop(src []source) []source {
	var out []source
	for _, s := range src {
		if !strings.HasPrefix(s.ref, "possessor") {
			out = append(out, s)
		}
	}
	return out
}

// lastPerson is the latest person with a role before r.
func (w *work) lastPerson(r *rec) *rec {
	var best *rec
	for _, a := range w.recent() {
		if a.m.Person && len(a.m.Actors) == 1 && a.m.Actors[0].Role != "" && a.before(r) && (best == nil || best.before(a)) {
			best = a
		}
	}
	return best
}

// weak says whether a code of this reading rests on the context alone.
func (r *rec) weak(o *rec) bool { return o.fromContext || o.ent != nil }

func (r *rec) hasDet() bool { return r.sc.s.Kid(r.head, "det") >= 0 }

// indefinite says whether the phrase brings in somebody new: "a", "another".
func (r *rec) indefinite() bool {
	for _, k := range r.sc.s.Kids(r.head) {
		t := r.sc.s.Tokens[k]
		if r.sc.s.Is(k, "det") && k < r.head && (strings.Contains(t.Feats, "Definite=Ind") || strings.Contains(t.Feats, "PronType=Ind") || len(t.Text) <= 2) {
			return true
		}
	}
	return false
}

// unknownOwner says whether the phrase has a possessor that stands for nobody known.
func (r *rec) unknownOwner() bool {
	for _, k := range r.sc.s.Kids(r.head) {
		if r.sc.s.Tokens[k].Deprel == "nmod:poss" && k < r.head {
			return true
		}
	}
	return false
}

// ofThing says whether the phrase's possessor is a thing and nobody: "the
// tram's driver" is as much of where it happens as "the driver of the tram" is.
func (w *work) ofThing(r *rec) bool {
	for _, k := range r.sc.s.Kids(r.head) {
		if t := r.sc.s.Tokens[k]; t.Deprel == "nmod:poss" && k < r.head {
			if t.XPOS == "WP$" { // "a tram whose driver was arrested"
				v := r.sc.s.Tokens[r.head].Head
				if v < 0 || r.sc.s.Tokens[v].Deprel != "acl:relcl" || r.sc.s.Tokens[v].Head < 0 {
					return false
				}
				k = r.sc.s.Tokens[v].Head
				t = r.sc.s.Tokens[k]
			}
			return t.UPOS == "NOUN" && w.resolve(r.sc, k) == nil
		}
	}
	return false
}

// definite says whether the phrase has "the", a demonstrative or a possessor.
func (w *work) definite(sc *scan, h int) bool {
	for _, k := range sc.s.Kids(h) {
		t := sc.s.Tokens[k]
		if k > h {
			break
		}
		if t.Deprel == "nmod:poss" || sc.s.Is(k, "det") && (strings.Contains(t.Feats, "Definite=Def") || strings.Contains(t.Feats, "PronType=Dem") || t.Feats == "" && len(t.Text) > 2) {
			return true
		}
	}
	return false
}
