package actor

import (
	"slices"
	"strings"

	"rapporteur/internal/doc"
	"rapporteur/lexicon"
)

// scan is a sentence with what the lexicon knows of its words.
type scan struct {
	s     *doc.Sentence
	i     int // index of the sentence, -1 for the title
	hits  []lexicon.Hit
	hitAt []int // per token 1 + index into hits
	nouns []lexicon.Hit
	quote []bool // token stands within quotation marks
	recs  map[int]*rec
	busy  map[int]bool
	taken []bool // the token belongs to a mention's name or apposition and is no mention of its own
}

func (r *Resolver) scan(s *doc.Sentence, i int) *scan {
	found, ok := s.Lexical.(*lexicon.Found)
	if !ok {
		words := make([]lexicon.Word, len(s.Tokens))
		for k := range s.Tokens {
			t := &s.Tokens[k]
			words[k] = lexicon.Word{Text: t.Text, Lemma: t.Lemma, Space: t.Space}
		}
		found = r.lex.Find(words)
		s.Lexical = found
	}
	n := len(s.Tokens)
	sc := &scan{s: s, i: i, hits: found.Names, nouns: found.Nouns, recs: map[int]*rec{}, busy: map[int]bool{}}
	sc.hits = r.named(sc)
	sc.hitAt, sc.taken, sc.quote = make([]int, n), make([]bool, n), make([]bool, n)
	for n, h := range sc.hits {
		for k := h.First; k <= h.Last; k++ {
			sc.hitAt[k] = n + 1
		}
		if t := &s.Tokens[h.First]; t.UPOS == "PRON" && len(t.Text) > 2 && t.Text == strings.ToUpper(t.Text) { // "the WHO": the lexicon has it in capitals only
			t.UPOS, t.XPOS, t.Feats = "PROPN", "NNP", ""
		}
	}
	return sc
}

// named keeps the names that may be somebody's. It leaves out the names of towns that a treaty, round of talks or
// the like is called after: nobody in Kyoto acts in "ratified the Kyoto
// Protocol". Words like "Sino" name somebody only before a hyphen.
func (r *Resolver) named(sc *scan) []lexicon.Hit {
	out := sc.hits[:0:0]
	t := sc.s.Tokens
	called := func(h lexicon.Hit) bool {
		for _, ref := range h.Refs {
			if ref.Kind != lexicon.CountryCity && ref.Kind != lexicon.PlaceName || ref.Own {
				return false
			}
		}
		for k := h.Last + 1; k < min(len(t), h.Last+5); k++ {
			n := sc.nounAt(k)
			for _, i := range n.refs {
				if r.lex.References[i].Kind == "called" {
					return true
				}
			}
			if u := t[k].UPOS; u != "NOUN" && u != "ADJ" && u != "PROPN" || len(n.agents) > 0 && t[k].UPOS == "NOUN" {
				return false
			}
		}
		return false
	}
	half := func(h lexicon.Hit) bool {
		for _, i := range sc.nounAt(h.Last).refs {
			if h.First == h.Last && r.lex.References[i].Kind == "half" {
				return h.Last+1 < len(t) && (t[h.Last].Space || t[h.Last+1].Text != "-")
			}
		}
		return false
	}
	torn := func(h lexicon.Hit) bool { // "anti- Syrian", broken at the end of a line, is no more Syrian than "anti-Syrian"
		k := h.First - 2
		return k >= 0 && t[k+1].Text == "-" && !t[k].Space && (strings.EqualFold(t[k].Text, "anti") || strings.EqualFold(t[k].Text, "pro"))
	}
	for _, h := range sc.hits {
		if !called(h) && !half(h) && !torn(h) {
			out = append(out, h)
		}
	}
	return out
}

// sense is how a name hit is read in its context.
type sense struct {
	hit     lexicon.Hit
	kind    lexicon.Kind
	country string // code of the country, for the country kinds and places
	org     *lexicon.Organisation
	offices []int // for holders
}

// senseAt reads the name that covers the token. The tagger decides between a
// person and a country of one name.
func (w *work) senseAt(sc *scan, tok int) (sense, bool) {
	sn, ok := w.r.senseAt(sc, tok, w.day)
	if ok && sn.kind == lexicon.PlaceName && len(sn.hit.Refs) > 1 {
		sn.country = w.placeOf(sc, sn)
	}
	if o := w.seated(sc, sn); ok && o != nil {
		return sense{hit: sn.hit, kind: lexicon.OrgName, org: o}, true
	}
	if o := w.chamber(sn); ok && o != nil {
		sn.org = o
		return sn, ok
	}
	if ok && sn.kind == lexicon.OrgName && w.main != "" && owner(sn.org.Code) != w.main {
		// of two bodies with one name, the one of the country that the article is about
		for _, ref := range sn.hit.Refs {
			if ref.Kind == lexicon.OrgName && owner(w.lex.Organisations[ref.Index].Code) == w.main {
				sn.org = &w.lex.Organisations[ref.Index]
				break
			}
		}
	}
	return sn, ok
}

// seated returns the organisation that a capital stands for where it has its
// seat, in a report that names it more than the country and does not say that
// something is in the town: "Brussels rejected the plan".
func (w *work) seated(sc *scan, sn sense) *lexicon.Organisation {
	if sn.kind != lexicon.CountryCity || w.within(sc, sn.hit.Last) {
		return nil
	}
	for _, ref := range sn.hit.Refs {
		if ref.Kind != lexicon.OrgName {
			continue
		}
		if o := &w.lex.Organisations[ref.Index]; !w.r.isCountry(o.Code) && w.names[owner(o.Code)] > w.names[sn.country] {
			return o
		}
	}
	return nil
}

// seat says whether a capital may stand for an organisation as well as for its
// country.
func (w *work) seat(sn sense) bool {
	return sn.kind == lexicon.CountryCity && slices.ContainsFunc(sn.hit.Refs, func(ref lexicon.Ref) bool { return ref.Kind == lexicon.OrgName })
}

// placeOf picks among the countries that have a town of one name: the one
// named right after it ("Valencia, Spain"), the largest town's where the report
// names its country, else one that the report names.
func (w *work) placeOf(sc *scan, sn sense) string {
	has := func(country string) bool {
		for _, ref := range sn.hit.Refs {
			if ref.Kind == lexicon.PlaceName && w.lex.Places[ref.Index].Country == country {
				return true
			}
		}
		return false
	}
	if k := sn.hit.Last + 1; k+1 < len(sc.s.Tokens) && sc.s.Tokens[k].Text == "," {
		if next, ok := w.r.senseAt(sc, k+1, w.day); ok && (next.kind == lexicon.CountryName || next.kind == lexicon.PlaceName) && has(next.country) {
			return next.country
		}
	}
	if w.names[sn.country] > 0 {
		return sn.country
	}
	best := ""
	for _, ref := range sn.hit.Refs {
		if ref.Kind == lexicon.PlaceName {
			if c := w.lex.Places[ref.Index].Country; w.names[c] > w.names[best] {
				best = c
			}
		}
	}
	if best != "" {
		return best
	}
	return sn.country
}

func (r *Resolver) senseAt(sc *scan, tok int, day string) (sense, bool) {
	if tok < 0 || tok >= len(sc.hitAt) || sc.hitAt[tok] == 0 {
		return sense{}, false
	}
	h := sc.hits[sc.hitAt[tok]-1]
	tagged, whole := "", false
	if n := sc.s.Tokens[h.First].Name; n > 0 && n <= len(sc.s.Names) {
		nm := sc.s.Names[n-1]
		tagged, whole = nm.Type, nm.First >= h.First && nm.Last <= h.Last
	} else if n := sc.s.Tokens[h.Last].Name; n > 0 && n <= len(sc.s.Names) {
		tagged = sc.s.Names[n-1].Type
	}
	h.Refs = r.lex.InForce(h.Refs, day)
	out := sense{hit: h}
	best := 999
	for _, ref := range h.Refs {
		rank := 10 * int(ref.Kind)
		switch ref.Kind {
		case lexicon.HolderName:
			if tagged == doc.Person {
				rank = -2
			}
		case lexicon.HolderSurname:
			if (tagged == doc.Person || r.governing(sc, h.Last+1)) && whole || tagged == "" && r.governing(sc, h.Last+1) {
				rank = 10*int(lexicon.CountryCity) + 5 // a country or capital is likelier than somebody of its name
			} else if tagged != "" || !r.surnamePlace(sc, h) {
				continue
			}
		case lexicon.OrgName:
			if tagged == doc.Org && whole {
				rank = -1
			} else if (tagged == doc.Person || tagged == doc.Loc) && !whole && !ref.Own {
				continue
			}
		case lexicon.CountryName:
			if !within(ref.Only, day) {
				continue
			}
			fallthrough
		default:
			if nm := sc.s.Tokens[h.First].Name; tagged == doc.Person && !whole && ref.Kind == lexicon.CountryAdj && nm > 0 && sc.s.Names[nm-1].First == h.First && sc.s.Names[nm-1].Last-h.Last >= 2 {
				break // "Ruritanian Antoinette Maubanik"
			}
			if tagged == doc.Person && !whole && !(h.Last+1 < len(sc.s.Tokens) && sc.nounAt(h.Last+1).ok()) {
				continue // "Jordan" in "Michael Jordan", but not in "Jordanian King Abdullah"
			}
		}
		if rank > best {
			continue
		}
		if rank < best {
			best = rank
			out = sense{hit: h, kind: ref.Kind}
		}
		switch ref.Kind {
		case lexicon.HolderName, lexicon.HolderSurname:
			out.offices = append(out.offices, ref.Index)
		case lexicon.OrgName:
			if out.org == nil {
				out.org = &r.lex.Organisations[ref.Index]
			}
		case lexicon.PlaceName:
			p := &r.lex.Places[ref.Index]
			if out.country == "" || p.Population > r.placeSize(h, out.country) {
				out.country = p.Country
			}
		default:
			if out.country == "" {
				out.country = r.lex.Countries[ref.Index].Code
			}
		}
	}
	return out, best < 999
}

func (r *Resolver) placeSize(h lexicon.Hit, country string) int {
	most := 0
	for _, ref := range h.Refs {
		if ref.Kind == lexicon.PlaceName {
			if p := &r.lex.Places[ref.Index]; p.Country == country && p.Population > most {
				most = p.Population
			}
		}
	}
	return most
}

// surnamePlace says whether an untagged surname stands where a person's name
// would: "May" is a name before a verb or with a possessive, not in "in May".
func (r *Resolver) surnamePlace(sc *scan, h lexicon.Hit) bool {
	t := sc.s.Tokens[h.Last]
	if sc.s.Tokens[h.First].UPOS != "PROPN" && t.UPOS != "PROPN" {
		return false
	}
	for _, rel := range []string{"nsubj", "nmod:poss", "obl:agent", "obj", "iobj", "flat", "conj", "root"} {
		if sc.s.Is(h.First, rel) || sc.s.Is(h.Last, rel) {
			return true
		}
	}
	return false
}

// governing says whether the noun at the token is for those who govern.
func (r *Resolver) governing(sc *scan, tok int) bool {
	if tok >= len(sc.s.Tokens) {
		return false
	}
	n := sc.nounAt(tok)
	return len(n.agents) > 0 && n.first == tok && r.lex.Agents[n.agents[0]].Sector == "GOV" && r.lex.Agents[n.agents[0]].Kind == "body"
}

// within says whether a former name was in use, written "(..1997)" or "(1989..)".
func within(span, day string) bool {
	from, to, ok := strings.Cut(span, "..")
	if !ok || day == "" {
		return true
	}
	// reports use a country's old name for years
	return from == "" || day[:min(len(from), len(day))] >= from || to != ""
}

// noun is how the common noun at a head is read.
type noun struct {
	sc          *scan // the sentence that it stands in
	first, last int
	agents      []int
	roles       []lexicon.Ref
	refs        []int
}

// words are the noun's words as they stand in the text, in small letters.
func (n noun) words() string {
	var out []string
	for k := n.first; k <= n.last; k++ {
		out = append(out, strings.ToLower(n.sc.s.Tokens[k].Text))
	}
	return strings.Join(out, " ")
}

func (n noun) ok() bool { return len(n.agents)+len(n.roles) > 0 }

// nounAt reads the common noun whose head is the token: "foreign minister" at
// "minister", "minister of foreign affairs" at "minister" too.
func (sc *scan) nounAt(tok int) noun {
	out := noun{sc: sc, first: tok, last: tok}
	var agent, role, refn lexicon.Hit
	for _, h := range sc.nouns {
		if tok < h.First || tok > h.Last || tok != h.Last && !sc.heads(h, tok) {
			continue
		}
		for _, ref := range h.Refs {
			b := &agent
			switch ref.Kind {
			case lexicon.RoleNoun:
				b = &role
			case lexicon.ReferenceNoun:
				b = &refn
			}
			if b.Refs == nil || h.Last-h.First > b.Last-b.First {
				*b = h
			}
		}
	}
	for _, h := range []lexicon.Hit{agent, role, refn} {
		if h.Refs != nil {
			out.first, out.last = min(out.first, h.First), max(out.last, h.Last)
		}
	}
	for _, ref := range agent.Refs {
		if ref.Kind == lexicon.AgentNoun {
			out.agents = append(out.agents, ref.Index)
		}
	}
	// a title that is part of a longer agent noun is not the title: "vice president's office"
	if agent.Refs == nil || role.Last-role.First >= agent.Last-agent.First {
		for _, ref := range role.Refs {
			if ref.Kind == lexicon.RoleNoun {
				out.roles = append(out.roles, ref)
			}
		}
	}
	for _, ref := range refn.Refs {
		if ref.Kind == lexicon.ReferenceNoun {
			out.refs = append(out.refs, ref.Index)
		}
	}
	return out
}

// heads says whether tok is the head of a wording that goes on after it: the
// next word is a preposition or a hyphen.
func (sc *scan) heads(h lexicon.Hit, tok int) bool {
	next := sc.s.Tokens[tok+1]
	if next.UPOS == "ADP" || next.Deprel == "case" {
		return true
	}
	if h.First == tok && h.Last == tok+1 && next.Head == tok && base(next.Deprel) == "appos" {
		return true // "Japan's consul | general", which a parser takes for two
	}
	// "Secretary-General", "commander-in-chief"
	return next.Text == "-" && sc.s.Tokens[tok].Head != tok && !sc.s.Under(tok, h.Last)
}

// reference says whether the noun is of a kind of references.tsv.
func (w *work) reference(n noun, kind string) bool {
	for _, i := range n.refs {
		if w.lex.References[i].Kind == kind {
			return true
		}
	}
	return false
}

// nameType is the tagger's type of the name at the token, or "".
func (sc *scan) nameType(tok int) string {
	if n := sc.s.Tokens[tok].Name; n > 0 && n <= len(sc.s.Names) {
		return sc.s.Names[n-1].Type
	}
	return ""
}
