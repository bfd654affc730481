package actor

import (
	"slices"
	"strings"

	"rapporteur/internal/doc"
	"rapporteur/lexicon"
)

// source is one thing that tells which country or organisation somebody belongs to.
type source struct {
	code   string // "CHN", "CHN GOV", "IGO NATO"
	ref    string
	strong bool // its sector was said, not only assumed of a bare state name
	place  bool // a town or region
	name   string
}

// compose puts a code together: where from the sources, which part of society
// from the noun and what modifies it. It may set r.ent when the phrase goes
// back to an earlier one.
func (w *work) compose(r *rec, n noun, own []bool, src []source) []doc.Actor {
	sector := w.sector(n, src, r.sc, r, own)
	roles := w.roleKeys(n, "")
	if w.reference(n, "colleague") {
		if p := w.possessor(r.sc, r.head); p != nil && len(p.m.Actors) > 0 {
			roles, sector = []string{p.m.Actors[0].Role}, sectorOf(p.m.Actors[0].Code)
			if src = drop(src); len(src) == 0 && w.reference(n, "fellow") && owner(p.m.Actors[0].Code) != "---" {
				a := doc.Actor{Code: p.m.Actors[0].Code, Ref: w.nounRef(n) + " of " + w.text(p.sc, p.first, p.last) + " (" + p.m.Actors[0].Ref + ")"}
				return []doc.Actor{a} // "his colleagues"
			}
		} else if p := w.lastPerson(r); p != nil {
			roles, sector = []string{p.m.Actors[0].Role}, sectorOf(p.m.Actors[0].Code)
		}
		if len(src) == 0 {
			return nil
		}
	}
	if a := w.basedBefore(r, n); a != nil {
		r.ent = a.ent
		return w.backTo(a.ent, a)
	}
	former := w.former(r.sc, r.first, r.last, own)
	if person, _ := w.kind(n, r.plural); sector == "" && !person && !r.described {
		r.described = true
		if d := w.description(r.sc, r.head); d != nil {
			sector = sectorOf(d.Code)
			if len(src) == 0 {
				src = []source{{code: d.Code, ref: d.Ref, strong: true}}
			}
		}
	}
	if len(src) == 0 && len(n.roles) > 0 && n.roles[0].Only != "" && !r.unknownOwner() {
		// a title that only one country has: "secretary of state"
		only := n.roles[0].Only
		for _, ref := range n.roles {
			if ref.Only != only {
				only = ""
			}
		}
		if only != "" {
			src = []source{{code: only, ref: "title of " + only + " alone"}}
			sector = w.sector(n, src, r.sc, r, own)
		}
	}
	if sector == "" && len(src) > 0 && w.r.isCountry(src[0].code) && len(n.roles) == 0 {
		// "the Ruritanian branch of the Black Hand"
		sector = w.branch(r)
	}
	var out []doc.Actor
	for _, sr := range src {
		code := sr.code
		if w.r.isCountry(code) {
			code = join(owner(code), sector)
			if former && sectorOf(code) == "GOV" {
				code = join(owner(code), "ELI")
			}
		} else if sr.code == "---" {
			code = join("---", "")
		}
		a := doc.Actor{Code: code, Ref: sr.ref + " + " + w.nounRef(n)}
		if ks := w.roleKeys(n, owner(code)); len(ks) > 0 || len(roles) > 0 {
			if len(ks) == 0 {
				ks = roles
			}
			a.Role = ks[0]
			for _, k := range ks {
				if o := w.r.heldBy(owner(code), k, w.day); o != nil && !r.plural && !former && !r.indefinite() {
					a.Role, a.Name = k, o.Name
					a.Ref = "office: " + k + " of " + owner(code) + " held by " + o.Name + term(o) + "; " + a.Ref
					break
				}
			}
		}
		out = append(out, a)
	}
	if len(out) > 0 {
		return unique(out)
	}
	if a := w.nameBehind(r); a != nil {
		return []doc.Actor{*a}
	}
	if r.unknownOwner() && !w.ofThing(r) {
		if !w.reference(n, "other") || w.follower(r, n) {
			r.owner = w.possessor(r.sc, r.head)
		}
		return []doc.Actor{{Code: join("---", sector), Role: first(roles, ""), Ref: w.nounRef(n) + " of somebody unknown"}}
	}
	if r.plural && w.reference(n, "several") && !r.named && n.first-r.first <= b2i(r.hasDet()) && r.sc.s.Kid(r.head, "nmod", "nummod") < 0 {
		return []doc.Actor{{Code: join("---", sector), Ref: w.nounRef(n) + " of several countries"}}
	}
	if w.reference(n, "peacekeeper") && (r.def || r.plural) && !r.indefinite() {
		if a := w.peacekeepers(r); a != nil {
			return []doc.Actor{{Code: a.m.Actors[0].Code, Ref: w.refTo(w.text(r.sc, r.first, r.last), a)}}
		}
	}
	if a := w.allied(r, n, own, sector); a != nil {
		return []doc.Actor{*a}
	}
	if a := w.troopsBefore(r, n, sector); a != nil {
		return []doc.Actor{{Code: a.m.Actors[0].Code, Ref: w.refTo(w.text(r.sc, r.first, r.last), a)}}
	}
	// "the minister", "the rebels": somebody named before
	if w.abroad(r, own) && !w.reference(n, "body") {
		// "foreign forces"
	} else if e, from := w.earlier(r, n, roles, sector); e != nil && !r.named {
		r.ent = e
		return w.backTo(e, from)
	}
	if a := w.ofBody(r, n, own); a != nil {
		return []doc.Actor{{Code: a.m.Actors[0].Code, Role: first(roles, ""), Ref: "of " + w.text(a.sc, a.first, a.last) + " (" + a.m.Actors[0].Ref + ") + " + w.nounRef(n)}}
	}
	if (w.reference(n, "broker") || w.reference(n, "insider") && r.plural && r.hasDet() && !w.complemented(r)) && !r.indefinite() && !r.named {
		if a := w.broker(r); a != nil {
			return []doc.Actor{{Code: a.m.Actors[0].Code, Ref: w.refTo(w.text(r.sc, r.first, r.last), a)}}
		}
	}
	if w.reference(n, "voice") && sector == "" && (r.def || r.named) {
		// "his office said ... the spokesman": somebody of the latest speaker's
		if a := w.spokenFor(r); a != nil {
			return []doc.Actor{{Code: a.m.Actors[0].Code, Role: first(roles, ""), Ref: w.refTo(w.text(r.sc, r.first, r.last), a)}}
		}
	}
	if w.reference(n, "voice") && sector == "" && r.indefinite() && w.says(r.sc, r.head) {
		// "The army shelled Zenda, a spokesman said"
		for _, a := range w.recent() {
			if a.sc == r.sc && a.before(r) && a.subj && !a.pron && !a.m.Person && len(a.m.Actors) == 1 && owner(a.m.Actors[0].Code) != "---" && w.party(a) {
				return []doc.Actor{{Code: a.m.Actors[0].Code, Role: first(roles, ""), Ref: "speaks for " + w.text(a.sc, a.first, a.last) + " (" + a.m.Actors[0].Ref + ")"}}
			}
		}
	}
	if k := n.first - 1; k >= r.first && w.r.governing(r.sc, n.first) {
		if own[k-r.first] && r.sc.nameType(k) == doc.Person && !r.named {
			// "the Oster government", of whom nothing is known
			return []doc.Actor{{Code: join("---", sector), Role: first(roles, ""), Ref: w.nounRef(n) + " of somebody unknown"}}
		}
	}
	if r.plural && w.reference(n, "attender") && !r.named && !w.complemented(r) && !w.local(r) && !w.abroad(r, own) {
		// "Ministers agreed", in a report of a meeting of an organisation
		if a, words := w.meeting(r); a != nil {
			a.Ref = w.text(r.sc, r.first, r.last) + " -> of the meeting (" + words + "): " + a.Ref
			return []doc.Actor{*a}
		}
	}
	if s, ok := w.lex.Sector(first(strings.Fields(sector), "")); ok && !w.abroad(r, own) && !w.guest(r) {
		c, why := w.scene(r, s)
		if c == "" && s.Context {
			c, why = w.fronted(r)
		}
		r.scenic = c != ""
		if c == "" && (s.Context || w.local(r) || s.Sole && w.sole && !r.named) {
			c, why = w.context(r, sector)
		}
		if c != "" && r.named && !w.reference(n, "voice") && !w.free(c, roles) { // an army has several spokesmen
			c = "" // another holds that office there
		}
		if c != "" {
			r.fromContext = true
			a := doc.Actor{Code: join(c, sector), Role: first(roles, ""), Ref: why + " + " + w.nounRef(n)}
			if o := w.r.heldBy(c, a.Role, w.day); o != nil && r.def && !former {
				a.Name = o.Name
			}
			if former && sector == "GOV" {
				a.Code = join(c, "ELI")
			}
			return []doc.Actor{a}
		}
	}
	if former && sector == "GOV" {
		sector = "ELI"
	}
	return []doc.Actor{{Code: join("---", sector), Role: first(roles, ""), Ref: w.nounRef(n) + ", country unknown"}}
}

// allied reads "the coalition" and "coalition troops": the alliance of states with
// that word in its name that the report has named last, or names later. Parties in
// a coalition are none of those, and soldiers of one that the report doesn't name
// are nobody's rather than those of the country where they fight.
func (w *work) allied(r *rec, n noun, own []bool, sector string) *doc.Actor {
	said := false
	for k := r.first; k <= r.head; k++ {
		said = said || own[k-r.first] && w.reference(r.sc.nounAt(k), "coalition")
	}
	if !said || sector != "MIL" && n.first < n.last || sector != "MIL" && sector != "PTY" {
		return nil
	}
	var found *doc.Actor
	for _, sc := range w.scans {
		if found != nil && sc.i > r.sc.i {
			break
		}
		for _, h := range sc.hits {
			if sn, ok := w.senseAt(sc, h.First); ok && sn.kind == lexicon.OrgName && sn.org.Kind == "alliance" && strings.Contains(sn.org.Name, "coalition") {
				found = &doc.Actor{Code: sn.org.Code, Name: sn.org.Name, Ref: w.text(r.sc, r.first, r.last) + " -> organisation " + sn.org.Name}
			}
		}
	}
	if found == nil && sector == "MIL" {
		return &doc.Actor{Code: join("---", sector), Ref: w.nounRef(n) + " of a coalition that the report doesn't name"}
	}
	return found
}

// troopsBefore finds whose "the soldiers" are by another word for them that the
// sentences before have used: "NATO troops searched a house. The soldiers ...".
// Soldiers of two there leave it open.
func (w *work) troopsBefore(r *rec, n noun, sector string) (found *rec) {
	if sector != "MIL" || !r.plural || !r.def || r.named || n.first-r.first != 1 || len(n.agents) == 0 {
		return nil
	}
	for _, a := range w.recent() {
		if r.sc.i-a.sc.i > reach || a.sc.i < 0 || !a.before(r) || !a.plural || a.pron || len(a.noun.agents) == 0 || w.lex.Agents[a.noun.agents[0]].Sector != "MIL" || len(a.m.Actors) != 1 {
			continue
		}
		if a.lemma == r.lemma || a.fromContext || w.side(sectorOf(a.m.Actors[0].Code)) || owner(a.m.Actors[0].Code) == "---" || found != nil && found.m.Actors[0].Code != a.m.Actors[0].Code {
			return nil
		}
		found = a
	}
	return found
}

// basedBefore finds the organisation of no one country that is told of again by where
// it sits: "Amnesty International ... The London-based group".
func (w *work) basedBefore(r *rec, n noun) *rec {
	if !r.def || r.plural || !w.reference(n, "body") || n.first-2 < r.first || !w.reference(r.sc.nounAt(n.first-1), "based") {
		return nil
	}
	for i := len(w.recent()) - 1; i >= 0; i-- {
		a := w.recent()[i]
		if r.sc.i-a.sc.i > 2*reach || a.sc == r.sc && a.first >= r.first || a.ent == nil || !a.m.Group || len(a.m.Actors) != 1 || a.m.Actors[0].Name == "" {
			continue
		}
		if code := a.m.Actors[0].Code; !w.r.isCountry(code) && code != "UNO" && code != "EUR" && owner(code) != "---" {
			return a
		}
	}
	return nil
}

// meeting finds the organisation of states whose gatherings the report has told
// of most, then last, unless people of that noun have been told of as a
// country's since.
func (w *work) meeting(r *rec) (best *doc.Actor, words string) {
	title := len(w.scans) - len(w.d.Sents)
	told := map[string]int{}
	for i := -title; i <= r.sc.i; i++ {
		sc := w.scans[i+title]
		for k := range sc.s.Tokens {
			if sc == r.sc && k >= r.first {
				break
			}
			if o := sc.recs[k]; o != nil && o.lemma == r.lemma && o.plural && !o.fromContext && len(o.m.Actors) == 1 && w.r.isCountry(o.m.Actors[0].Code) {
				best, words = nil, ""
			}
			if !w.reference(sc.nounAt(k), "gathering") {
				continue
			}
			for _, h := range sc.hits {
				sn, ok := w.senseAt(sc, h.First)
				if !ok || sn.kind != lexicon.OrgName || sn.org.Kind != "igo" && sn.org.Kind != "alliance" && sn.org.Kind != "agency" || w.r.isCountry(sn.org.Code) || sn.org.Code == "UNO" || !sc.s.Under(h.Last, k) {
					continue
				}
				told[sn.org.Code]++
				if best == nil || told[sn.org.Code] >= told[best.Code] {
					best = &doc.Actor{Code: sn.org.Code, Name: sn.org.Name, Ref: "organisation " + sn.org.Name}
					words = w.text(sc, min(k, h.First), max(k, h.Last))
				}
			}
		}
	}
	return best, words
}

// free says whether the lexicon knows nobody in the office of a country on the
// day: a person of another name then cannot be its holder.
func (w *work) free(country string, roles []string) bool {
	for _, k := range roles {
		if w.r.heldBy(country, k, w.day) == nil {
			return true
		}
	}
	return len(roles) == 0
}

// branch is the sector of the body that a phrase is a part of.
func (w *work) branch(r *rec) string {
	for _, k := range r.sc.s.Kids(r.head) {
		if k > r.head && base(r.sc.s.Tokens[k].Deprel) == "nmod" && w.caseOf(r.sc, k) == "of" {
			if sn, ok := w.senseAt(r.sc, k); ok && sn.kind == lexicon.OrgName {
				if owner(sn.org.Code) == "IMG" {
					return "REB"
				}
				return sectorOf(sn.org.Code)
			}
		}
	}
	return ""
}

// scene is the country where the clause says that something happens, for
// people who belong to the place: "In Graustark, students threw stones".
func (w *work) scene(r *rec, s lexicon.Sector) (country, why string) {
	if r.named || !s.Local {
		return "", ""
	}
	c := w.clause(r.sc, r.head)
	if c < 0 {
		return "", ""
	}
	if r.def {
		return w.opened(r, c)
	}
	place := func(k int) (code, why string) {
		if !w.within(r.sc, k) {
			return "", ""
		}
		if sn, ok := w.senseAt(r.sc, k); ok {
			if sn.kind == lexicon.CountryName && w.caseOf(r.sc, k) == "at" {
				return "", "" // "fired rockets at Graustark"
			}
			if (sn.kind == lexicon.CountryName || sn.kind == lexicon.CountryCity || sn.kind == lexicon.PlaceName) && sn.country != "" {
				return sn.country, "where it happens: " + w.fromSense(r.sc, sn).ref
			}
		} else if w.reference(r.sc.nounAt(k), "place") {
			// "in the Ruritanian town of Zenda"
			if a := w.resolve(r.sc, k); a != nil && a.m.Place && len(a.m.Actors) == 1 && w.r.isCountry(a.m.Actors[0].Code) {
				return owner(a.m.Actors[0].Code), "where it happens: " + a.m.Actors[0].Ref
			}
		} else if n := r.sc.nounAt(k); !n.ok() && r.sc.s.Tokens[k].UPOS == "NOUN" {
			// "at the Strelsau airport"
			if in := w.sensesUnder(r.sc, k); len(in) == 1 && (in[0].kind == lexicon.CountryCity || in[0].kind == lexicon.PlaceName && w.names[in[0].country] > 0) {
				return in[0].country, "where it happens: " + w.fromSense(r.sc, in[0]).ref
			}
		}
		return "", ""
	}
	for n := 0; n < 3 && c >= 0; n++ {
		if country, why = w.sceneOf(r.sc, c, place); country != "" {
			return country, why
		}
		if country, why = w.ofWhere(r.sc, c); country != "" {
			return country, why
		}
		if k := r.sc.s.Kid(c, "ccomp"); n == 0 && k >= 0 && k < c && w.says(r.sc, r.head) && !w.local(r) {
			// "gunmen killed two men in Zenda, witnesses said"
			for _, v := range append([]int{k}, r.sc.s.Kids(k)...) {
				for _, j := range r.sc.s.Kids(v) {
					if !(v == k && r.sc.s.Is(j, "obl") || r.sc.s.Is(v, "obj") && r.sc.s.Is(j, "nmod")) {
						continue
					}
					if country, why = place(j); country != "" {
						return country, why
					}
				}
			}
		}
		if t := r.sc.s; !t.Is(c, "advcl") || t.Tokens[c].XPOS != "VBG" || t.Kid(c, "nsubj", "mark") >= 0 {
			break
		}
		c = r.sc.s.Tokens[c].Head // "a bomb exploded in Zenda, killing two people"
	}
	return "", ""
}

// ofBody finds the body that a word before the noun means, the last of that
// word: "a committee official" after "the UN Sanctions Committee".
func (w *work) ofBody(r *rec, n noun, own []bool) *rec {
	for k := r.first; k < n.first; k++ {
		m := r.sc.nounAt(k)
		if !own[k-r.first] || r.sc.s.Tokens[k].UPOS != "NOUN" || capital(r.sc.s.Tokens[k].Text) || !w.reference(m, "council") {
			continue
		}
		var best *rec
		for _, a := range w.recent() {
			if a.m.Group && !a.plural && a.before(r) && len(a.m.Actors) == 1 && a.m.Actors[0].Name != "" && owner(a.m.Actors[0].Code) != "---" && strings.EqualFold(lemma(a.sc.s.Tokens[a.head]), lemma(r.sc.s.Tokens[k])) && (best == nil || best.before(a)) {
				best = a
			}
		}
		return best
	}
	return nil
}

// fronted is the country of the capital that a report turns to before it lets
// somebody of a government speak: "In Strelsau, foreign ministry spokesman Jan
// Oster said".
func (w *work) fronted(r *rec) (country, why string) {
	t := r.sc.s.Tokens
	if r.sc.i < 1 || len(t) < 4 || t[0].Text != "In" || !w.says(r.sc, r.head) {
		return "", ""
	}
	sn, ok := w.senseAt(r.sc, 1)
	if ok && sn.hit.First == 1 && sn.kind == lexicon.CountryCity && sn.hit.Last+1 < len(t) && t[sn.hit.Last+1].Text == "," && r.first == sn.hit.Last+2 {
		return sn.country, "where somebody speaks: " + w.fromSense(r.sc, sn).ref
	}
	return "", ""
}

// opened finds the country that a clause says at its beginning it is about, to
// which definite people belong too: "In Graustark, the press attacked the king".
func (w *work) opened(r *rec, c int) (country, why string) {
	for _, k := range r.sc.s.Kids(c) {
		if k >= r.first || !r.sc.s.Is(k, "obl") || w.caseOf(r.sc, k) != "in" {
			continue
		}
		if sn, ok := w.senseAt(r.sc, k); ok && sn.kind == lexicon.CountryName {
			return sn.country, "where it happens: " + w.fromSense(r.sc, sn).ref
		}
	}
	return "", ""
}

// ofWhere finds the country of the place that a clause with "where" tells of:
// "Graustark, where violence has killed hundreds".
func (w *work) ofWhere(sc *scan, c int) (country, why string) {
	s := sc.s
	if s.Tokens[c].Deprel != "acl:relcl" || !slices.ContainsFunc(s.Kids(c), func(k int) bool { return k < c && strings.EqualFold(s.Tokens[k].Text, "where") }) {
		return "", ""
	}
	if sn, ok := w.senseAt(sc, s.Tokens[c].Head); ok && sn.country != "" && (sn.kind == lexicon.CountryName || sn.kind == lexicon.CountryCity || sn.kind == lexicon.PlaceName) {
		return sn.country, "where it happens: " + w.fromSense(sc, sn).ref
	}
	return "", ""
}

// sceneOf finds the country of the places that a clause's verb has.
func (w *work) sceneOf(sc *scan, c int, place func(k int) (code, why string)) (country, why string) {
	for _, k := range sc.s.Kids(c) {
		if sc.s.Is(k, "obl") {
			if country, why = place(k); country != "" {
				return country, why
			}
		}
	}
	// "opened fire at a car in a suburb": all places below the verb are in one country
	for k := c + 1; k < len(sc.s.Tokens); k++ {
		if h := sc.s.Tokens[k].Head; !sc.s.Under(k, c) || sc.s.Is(k, "nmod") && w.reference(sc.nounAt(h), "mutual") {
			continue // not "angry at the war in Graustark"
		}
		if x, y := place(k); x != "" {
			if country != "" && country != x {
				return "", ""
			}
			country, why = x, y
		}
	}
	return country, why
}

// within says whether the phrase's preposition says where something is.
func (w *work) within(sc *scan, h int) bool {
	for _, k := range sc.s.Kids(h) {
		if k < h && sc.s.Is(k, "case") && w.reference(sc.nounAt(k), "within") {
			return true
		}
	}
	return false
}

// local says whether a word ties the phrase to the country of the report:
// "local media".
func (w *work) local(r *rec) bool {
	for k := r.first; k <= r.head; k++ {
		if w.reference(r.sc.nounAt(k), "home") {
			return true
		}
	}
	return false
}

// spokenFor finds whose spokesman is meant: the latest state, body or office
// holder that is a subject.
func (w *work) spokenFor(r *rec) *rec {
	var best *rec
	for _, a := range w.recent() {
		if !a.subj || a.sc.i < 0 || r.sc.i-a.sc.i > reach || !a.before(r) || len(a.m.Actors) != 1 || owner(a.m.Actors[0].Code) == "---" || best != nil && !best.before(a) {
			continue
		}
		code := a.m.Actors[0].Code
		if s, ok := w.lex.Sector(firstWord(sectorOf(code))); !w.r.isCountry(code) || ok && s.Context && s.Code != "CVL" {
			best = a
		}
	}
	return best
}

// complemented says whether the noun has a complement with "of".
func (w *work) complemented(r *rec) bool {
	for _, k := range r.sc.s.Kids(r.head) {
		if k > r.head && r.sc.s.Is(k, "nmod") && w.caseOf(r.sc, k) == "of" {
			return true
		}
	}
	return false
}

// broker finds the body that a bare "the mediators" means: the latest that is
// no country's.
func (w *work) broker(r *rec) *rec {
	recs := w.recent()
	var best *rec
	for _, a := range recs {
		if len(a.m.Actors) == 1 && !w.r.isCountry(a.m.Actors[0].Code) && owner(a.m.Actors[0].Code) != "---" && owner(a.m.Actors[0].Code) != "IMG" && a.before(r) && (best == nil || best.before(a)) {
			best = a
		}
	}
	return best
}

// nameBehind is the body whose name stands right behind a noun as its apposition:
// "the newspaper Zenda Herald".
func (w *work) nameBehind(r *rec) *doc.Actor {
	s, k := r.sc.s, r.head+1
	if r.plural || k > r.last || s.Tokens[k].Head != r.head || base(s.Tokens[k].Deprel) != "appos" {
		return nil
	}
	sn, ok := w.senseAt(r.sc, k)
	if !ok || sn.kind != lexicon.OrgName {
		return nil
	}
	return &doc.Actor{Code: sn.org.Code, Name: sn.org.Name, Ref: "organisation " + sn.org.Name}
}

// peacekeepers finds those of a body or country that the report has called so
// before: "UN peacekeeping troops ... the peacekeepers".
func (w *work) peacekeepers(r *rec) *rec {
	var best *rec
	for _, a := range w.recent() {
		if len(a.m.Actors) != 1 || owner(a.m.Actors[0].Code) == "---" || a.m.Place || a.pron || !a.before(r) || best != nil && !best.before(a) {
			continue
		}
		for k := a.first; k <= a.last; k++ {
			if w.reference(a.sc.nounAt(k), "peacekeeper") {
				best = a
				break
			}
		}
	}
	return best
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// unique drops actors that stand twice.
func unique(as []doc.Actor) []doc.Actor {
	out := as[:0:0]
	for _, a := range as {
		if !hasCode(out, a) {
			out = append(out, a)
		}
	}
	return out
}

// sector decides which part of society a noun with its modifiers stands for.
func (w *work) sector(n noun, src []source, sc *scan, r *rec, own []bool) string {
	head, person := "", false
	for _, i := range n.agents {
		head = w.lex.Agents[i].Sector
		person = w.lex.Agents[i].Kind == "person"
		break
	}
	if len(n.roles) > 0 {
		// a word that is a title for some and a plain noun for others ("leader",
		// "mediator") has the title's sector only with a country
		plain := len(n.agents) > 0 && (head == "" && len(src) == 0 || w.lex.Agents[n.agents[0]].At.Own)
		if s := w.lex.Roles[n.roles[0].Index].Sector; s != "" && !plain {
			head, person = s, true
		}
	}
	body := ""
	take := func(s string) {
		if s != "" && (body == "" || w.side(s) && !w.side(body)) {
			body = s
		}
	}
	for k := n.first - 1; k >= r.first; k-- {
		if !own[k-r.first] || w.asideNoun(sc, k) {
			continue
		}
		if m := sc.nounAt(k); len(m.agents) > 0 && m.last < n.first && !w.reference(m, "quality") {
			take(w.lex.Agents[m.agents[0]].Sector)
		}
	}
	for _, s := range src {
		if s.strong {
			take(sectorOf(s.code))
		}
	}
	switch {
	case body == "":
		if head == "" && w.reference(n, "ruler") && len(src) > 0 && w.r.isCountry(src[0].code) && !src[0].place && w.bareNational(sc, r, n.first, own) {
			return "GOV" // "the Ruritanian leader"
		}
		return head
	case head == "":
		return body
	case head == body:
		return head
	case w.side(body) && !w.side(head) && (head == "PTY" || head == "LEG"):
		return head + " " + body
	case w.side(body) && !w.side(head):
		if w.reference(n, "sufferer") {
			return head // "the rebels' hostages"
		}
		return body
	case person && head == "GOV":
		return body
	}
	return head
}

// bareNational says whether nothing but a country stands before the noun, and
// no ethnic or other word: not in "Graustark Ruritanian leaders".
func (w *work) bareNational(sc *scan, r *rec, noun int, own []bool) bool {
	names := 0
	for k := r.first; k < noun; k++ {
		switch x := sc.hitAt[k]; {
		case !own[k-r.first]:
		case x > 0:
			if sc.hits[x-1].First == k {
				names++
			}
		case sc.s.Tokens[k].UPOS == "ADJ" && capital(sc.s.Tokens[k].Text) && k > r.first, sc.s.Tokens[k].UPOS == "NOUN", sc.s.Tokens[k].UPOS == "PROPN":
			return false
		}
	}
	return names <= 1
}

// side says whether a sector tells whose side somebody is on.
func (w *work) side(sector string) bool {
	for _, x := range strings.Fields(sector) {
		if y, ok := w.lex.Sector(x); ok && y.Side {
			return true
		}
	}
	return false
}

// asideNoun is aside for common nouns: "pro-government forces".
func (w *work) asideNoun(sc *scan, k int) bool {
	t := sc.s.Tokens
	if k+2 < len(t) && t[k+1].Text == "-" && !t[k].Space && (t[k+2].UPOS == "VERB" || t[k+2].UPOS == "ADJ") {
		return true
	}
	return k >= 2 && t[k-1].Text == "-" && !t[k-1].Space
}

// sources finds where somebody belongs, but for those who only look at an
// organisation from outside: "EU hopefuls".
func (w *work) sources(r *rec, n noun, own []bool, stop int) []source {
	src := w.origins(r, n, own, stop)
	if w.reference(n, "outsider") && len(src) > 0 && !w.r.isCountry(src[0].code) {
		r.outside = src[0].code != "---"
		return nil
	}
	return src
}

// origins finds where somebody belongs: an origin ("from Qatar") first, then
// what stands before the noun from left to right, then its complement. stop
// is the first word that is no longer a modifier.
func (w *work) origins(r *rec, n noun, own []bool, stop int) []source {
	sc, s := r.sc, r.sc.s
	kids := append([]int(nil), s.Kids(r.head)...)
	person, people := w.kind(n, r.plural)
	if !n.ok() {
		person = true
	}
	human := len(n.roles) > 0 || len(n.agents) > 0 && w.lex.Agents[n.agents[0]].Kind == "person"
	// "a delegation from Qatar", but soldiers may be moved from where they are
	body := people && !human && n.ok() && has([]string{"", "GOV", "LEG", "PTY", "BUS", "SOC"}, w.sector(n, nil, sc, r, own))
	if person || people && human && !w.abroad(r, own) || body {
		for _, k := range kids {
			if k > r.head && (!body || k <= r.last+3) && base(s.Tokens[k].Deprel) == "nmod" && w.caseOf(sc, k) == "from" {
				if g := w.group(sc, k, "from"); len(g) > 0 {
					if b := w.bodyBefore(r, own); human && b.code != "" && w.r.isCountry(g[0].code) {
						return []source{b} // "a UN delegate from Ruritania"
					}
					return g
				}
			}
		}
	}
	poss := -1
	for _, k := range kids {
		if s.Tokens[k].Deprel == "nmod:poss" && k < r.head {
			poss = k
			break
		}
	}
	for k := r.first; k < stop && k <= r.last; k++ {
		if poss >= 0 {
			if f, l := s.Subtree(poss); k >= f && k <= l {
				if w.reference(n, "colleague") || w.reference(n, "other") && !w.follower(r, n) {
					k = l
					poss = -1
					continue
				}
				if g := w.group(sc, poss, "possessor"); len(g) > 0 {
					return g
				}
				k = l
				poss = -1
				continue
			}
		}
		if !own[k-r.first] {
			continue
		}
		if k >= n.first && k <= n.last && (n.ok() || len(n.refs) > 0) {
			// the body within a title: "UN envoy"
			if sn, ok := w.senseAt(sc, k); ok && n.ok() && k < r.head && sn.kind == lexicon.OrgName && sn.hit.Last < n.last && !w.r.isCountry(sn.org.Code) {
				return []source{w.fromSense(sc, sn)}
			}
			continue
		}
		if w.whose(sc, k, r.last) {
			// "Elphberg's aide" without the 's: whoever of that name the report knows
			if e := w.byPerson(s.Tokens[k].Text); e != nil && len(e.actors) == 1 && owner(e.actors[0].Code) != "---" {
				a := e.actors[0]
				return []source{{code: a.Code, ref: "of " + s.Tokens[k].Text + " (" + a.Ref + ")", strong: true}}
			}
		}
		sn, ok := w.senseAt(sc, k)
		if !ok {
			continue
		}
		if w.aside(sc, sn.hit) || sn.hit.Last >= stop {
			k = sn.hit.Last
			continue
		}
		g := []source{w.fromSense(sc, sn)}
		if human && w.r.isCountry(g[0].code) && !w.reference(n, "guest") {
			// "the Ruritanian UN official", "the Ruritanian head of the IAEA" work for these
			if next, ok := w.senseAt(sc, sn.hit.Last+1); ok && next.kind == lexicon.OrgName && !w.r.isCountry(next.org.Code) && next.hit.Last < stop && !w.aside(sc, next.hit) {
				if c := w.society(sc, next, g); c != "" {
					return []source{{code: c, ref: g[0].ref + " + organisation " + w.text(sc, next.hit.First, next.hit.Last), strong: true}}
				}
				return []source{w.fromSense(sc, next)}
			}
			for _, j := range kids {
				if c := w.caseOf(sc, j); j > r.head && base(s.Tokens[j].Deprel) == "nmod" && (c == "of" || c == "for") {
					if b := w.group(sc, j, c); len(b) > 0 && !w.r.isCountry(b[0].code) {
						return b
					}
				}
			}
		}
		// "Chinese and Russian officials", "Anglo-French forces"; but who is Ruritanian-Freedonian is Freedonia's
		for k = sn.hit.Last; ; {
			j := k + 1
			hyphen := j < len(s.Tokens) && s.Tokens[j].Text == "-" && !s.Tokens[j].Space && !s.Tokens[k].Space
			for j < stop && j < len(s.Tokens) && (s.Tokens[j].UPOS == "CCONJ" || s.Tokens[j].Text == "," || hyphen && j == k+1) {
				j++
			}
			if j == k+1 || j >= stop {
				break
			}
			next, ok := w.senseAt(sc, j)
			if !ok || w.aside(sc, next.hit) || next.hit.Last >= stop {
				break
			}
			if hyphen && capital(s.Tokens[r.head].Text) && !person {
				break // "the Ruritania-Graustark Friendship Association" is Ruritania's
			}
			if hyphen && (person || human) {
				g = nil
			}
			g = append(g, w.fromSense(sc, next))
			k = next.hit.Last
		}
		return g
	}
	for _, k := range kids {
		if k < r.head || base(s.Tokens[k].Deprel) != "nmod" {
			continue
		}
		c := w.caseOf(sc, k)
		if k >= n.first && k <= n.last {
			// "the Ministry of Health of Graustark"
			for _, j := range s.Kids(k) {
				if j > k && base(s.Tokens[j].Deprel) == "nmod" && w.caseOf(sc, j) == "of" {
					if g := w.group(sc, j, "of"); len(g) > 0 {
						return g
					}
				}
			}
			continue
		}
		if w.reference(n, "other") && c != "in" {
			// a rival of somebody is somebody else, but opponents of a government are its people
			if a := w.resolve(sc, k); c == "of" && r.plural && a != nil && !a.m.Place && len(a.m.Actors) == 1 && w.r.isCountry(a.m.Actors[0].Code) {
				return []source{{code: owner(a.m.Actors[0].Code), ref: "of " + w.text(sc, a.first, a.last) + " (" + a.m.Actors[0].Ref + ")"}}
			}
			continue
		}
		switch c {
		case "to":
			// "an adviser to the president", but an envoy to a country is not that country's
			if p := w.resolve(sc, k); p == nil || !p.m.Person || !person && !human || w.sector(n, nil, sc, r, own) != "" {
				continue
			}
		case "of", "for", "at", "with":
		case "in", "inside", "across", "around":
			// a delegation in Riyadh is not Riyadh's, rebels who sign in Abuja are not Nigeria's
			if w.abroad(r, own) {
				continue
			}
			if sector := w.sector(n, nil, sc, r, own); sector == "GOV" || sector == "MIL" || w.side(sector) {
				if sn, ok := w.senseAt(sc, k); !ok || sn.kind != lexicon.CountryName && !w.reference(n, "settled") || sector == "MIL" || sector == "GOV" && len(n.roles) == 0 && !w.reference(n, "settled") {
					continue
				}
			}
		default:
			continue
		}
		if (c == "for" || c == "with" && !human || c == "at") && !person { // but "sources with the ministry"
			continue
		}
		if g := w.group(sc, k, c); len(g) > 0 {
			return g
		}
	}
	// "a delegation headed by the Ruritanian foreign minister"
	if !person && n.ok() {
		for _, k := range kids {
			if k < r.head || !s.Is(k, "acl") || !w.reference(sc.nounAt(k), "led") {
				continue
			}
			for _, j := range s.Kids(k) {
				if j > k && s.Is(j, "obl") && w.caseOf(sc, j) == "by" {
					if g := w.group(sc, j, "led by"); len(g) > 0 {
						return g
					}
				}
			}
		}
	}
	// "the Ruritanian ministry and embassy"
	if g := s.Tokens[r.head].Head; n.ok() && g >= 0 && g < r.head && s.Is(r.head, "conj") && !r.hasDet() && r.first == n.first && poss < 0 && !w.abroad(r, own) {
		if a := w.resolve(sc, g); a != nil && a.noun.ok() && !a.fromContext && !a.m.Person && len(a.m.Actors) == 1 && a.m.Actors[0].Name == "" && w.r.isCountry(a.m.Actors[0].Code) && a.ent != nil && sc.hitAt[a.first]+sc.hitAt[min(a.first+1, a.head)] > 0 {
			return []source{{code: owner(a.m.Actors[0].Code), ref: "joined to " + w.text(sc, a.first, a.last) + " (" + a.m.Actors[0].Ref + ")"}}
		}
	}
	// a body that the parser took for a phrase of its own: "the Ruritanian Sports Union (RSU) | Director Sapten"
	if k := r.first - 1; n.ok() && k > 0 && n.first == r.first && capital(s.Tokens[r.first].Text) && s.Tokens[k].Space && s.Tokens[k].Text == ")" {
		for j := k - 1; j >= max(0, k-8); j-- {
			if a := sc.recs[j]; a != nil && a.last == k && a.m.Group && !a.plural && len(a.m.Actors) == 1 && owner(a.m.Actors[0].Code) != "---" {
				return []source{{code: a.m.Actors[0].Code, ref: a.m.Actors[0].Ref, strong: true, name: a.m.Actors[0].Name}}
			}
		}
	}
	return nil
}

// follower says whether those for or against a person are most likely of his
// country: "his supporters".
func (w *work) follower(r *rec, n noun) bool {
	p := w.possessor(r.sc, r.head)
	return p != nil && p.m.Person && w.reference(n, "follower") && r.sc.nameType(r.head) != doc.Person
}

// bodyBefore is the organisation of no one country that stands before the noun.
func (w *work) bodyBefore(r *rec, own []bool) source {
	for k := r.first; k < r.head; k++ {
		if sn, ok := w.senseAt(r.sc, k); ok && own[k-r.first] && sn.kind == lexicon.OrgName && !w.r.isCountry(sn.org.Code) && !w.aside(r.sc, sn.hit) {
			return w.fromSense(r.sc, sn)
		}
	}
	return source{}
}

// group reads a phrase and its conjuncts as sources.
func (w *work) group(sc *scan, k int, via string) []source {
	var out []source
	add := func(k int) {
		if r := w.resolve(sc, k); r != nil {
			for _, a := range r.m.Actors {
				if a.Code != "" && owner(a.Code) != "---" {
					out = append(out, source{code: a.Code, ref: via + " " + w.text(sc, r.first, r.last) + " (" + a.Ref + ")", strong: !r.bare || a.Name != "", name: a.Name})
				}
			}
			if len(r.m.Actors) > 0 {
				return
			}
		}
		for _, sn := range w.sensesUnder(sc, k) {
			x := w.fromSense(sc, sn)
			x.ref = via + " " + x.ref
			out = append(out, x)
			break
		}
	}
	add(k)
	for _, c := range sc.s.Kids(k) {
		if sc.s.Is(c, "conj") && len(out) > 0 {
			add(c)
		}
	}
	return out
}

// fromSense words a name hit as a source.
func (w *work) fromSense(sc *scan, sn sense) source {
	text := w.text(sc, sn.hit.First, sn.hit.Last)
	switch sn.kind {
	case lexicon.OrgName:
		if e := w.longer(sc, sn.hit.First, text); e != nil && len(e.actors) == 1 && sn.hit.First < sn.hit.Last {
			return source{code: e.actors[0].Code, ref: "earlier mention: " + e.actors[0].Ref, strong: true, name: e.actors[0].Name}
		}
		if c := w.sameElsewhere(sc, sn); c != "" {
			return source{code: c, ref: "organisation " + text + " of the country that the report names most", strong: true, name: text}
		}
		return source{code: sn.org.Code, ref: "organisation " + text, strong: true, name: sn.org.Name}
	case lexicon.HolderName, lexicon.HolderSurname:
		if c := w.governs(sc, sn); c != "" {
			return source{code: c, ref: "government of " + text + " in " + c}
		}
		if o, held := w.pickHolder(sn, noun{}, nil); o != nil {
			a := w.holder(o, held, false)
			return source{code: a.Code, ref: a.Ref, strong: true, name: o.Name}
		}
		return source{code: "---", ref: "unknown person " + text}
	case lexicon.PlaceName:
		if sn.country == "" {
			return source{code: "---", ref: "place " + text + " of no one country"}
		}
		return source{code: sn.country, ref: "place " + text + " in " + sn.country, place: true}
	case lexicon.CountryAdj:
		return source{code: sn.country, ref: "country adjective " + text}
	case lexicon.CountryPeople:
		return source{code: sn.country, ref: "people " + text}
	case lexicon.CountryCity:
		return source{code: sn.country, ref: "city " + text + " of " + sn.country}
	case lexicon.CountrySeat:
		return source{code: join(sn.country, "GOV"), ref: "seat " + text + " of " + sn.country, strong: true}
	}
	return source{code: sn.country, ref: "country " + text}
}

// governs is the country whose government bears somebody's name: "the Elphberg
// government". All holders of that name in office, else all ever, must be of one country.
func (w *work) governs(sc *scan, sn sense) string {
	if !w.r.governing(sc, sn.hit.Last+1) {
		return ""
	}
	one := func(today bool) (whose string, many bool) {
		for _, i := range sn.offices {
			o := &w.lex.Offices[i]
			if !w.r.isCountry(o.Code) || sectorOf(o.Code) != "GOV" || today && (w.day == "" || !o.HeldAt(w.day)) {
				continue
			}
			c := owner(o.Code)
			many = many || whose != "" && whose != c
			whose = c
		}
		return whose, many
	}
	whose, many := one(true)
	if whose == "" {
		whose, many = one(false)
	}
	if many {
		return ""
	}
	return whose
}

// roleKeys lists the offices that a title may mean, those of a wording that is
// bound to another country left out. An empty owner keeps only the free ones.
func (w *work) roleKeys(n noun, owner string) []string {
	var out []string
	for _, pass := range []bool{true, false} { // bound wordings first
		for _, ref := range n.roles {
			if (ref.Only != "") == pass && (ref.Only == "" || ref.Only == owner) {
				out = append(out, w.lex.Roles[ref.Index].Office)
			}
		}
	}
	return out
}

// kind tells whether a noun means a human being or a group.
func (w *work) kind(n noun, plural bool) (person, group bool) {
	if len(n.roles) > 0 {
		return !plural, plural
	}
	for _, i := range n.agents {
		switch w.lex.Agents[i].Kind {
		case "person":
			return !plural, plural
		default:
			return false, true
		}
	}
	return !plural, plural
}

func (w *work) nounRef(n noun) string {
	switch {
	case len(n.roles) > 0:
		return "title " + w.lex.Roles[n.roles[0].Index].Office
	case len(n.agents) > 0:
		if n.sc == nil {
			return "agent " + w.lex.Agents[n.agents[0]].Words[0]
		}
		return "agent " + n.words()
	case len(n.refs) > 0:
		return w.lex.References[n.refs[0]].Words[0]
	}
	return "name"
}

// guest says whether the noun is for people who are seldom at home where a
// report is about: "diplomats".
func (w *work) guest(r *rec) bool { return w.reference(r.sc.nounAt(r.head), "guest") }

// abroad says whether a word keeps the phrase from belonging to the country
// that the article is about: "foreign troops", "Western officials".
func (w *work) abroad(r *rec, own []bool) bool {
	for _, k := range r.sc.s.Kids(r.head) {
		// "governments around the world"
		if m := r.sc.nounAt(k); k > r.head && r.sc.s.Is(k, "nmod") && r.plural && (w.reference(m, "world") || w.reference(m, "everywhere")) {
			return true
		}
	}
	for k := r.first; k <= r.head; k++ {
		if m := r.sc.nounAt(k); !own[k-r.first] || !w.reference(m, "abroad") || w.reference(m, "home") {
			continue
		}
		if t := r.sc.s.Tokens; k+1 < len(t) && t[k+1].Text == "-" && !t[k].Space && !t[k+1].Space && !(k+2 < len(t) && w.reference(r.sc.nounAt(k+2), "owned")) {
			continue // "the Western-backed government" is at home, not "foreign-owned banks"
		}
		// not "foreign" in "foreign minister", which is what the office is about
		if k < r.noun.first || len(r.noun.roles) == 0 && len(r.noun.agents) > 0 && w.lex.Agents[r.noun.agents[0]].Sector != "GOV" {
			return true
		}
	}
	return false
}

// former says whether the office is over: "former president".
func (w *work) former(sc *scan, first, last int, own []bool) bool {
	for k := first; k <= last; k++ {
		if own[k-first] && w.reference(sc.nounAt(k), "former") {
			return true
		}
	}
	return false
}
