// Package place finds place names in the text, looks them up in the gazetteer
// and tells where events happened.
//
// In: a document with tokens, and with tags, trees and names where there are
// any. Out: Doc.Places; Assign fills Event.Place and Event.PlacePhrase. What
// counts as a place word, a preposition of place or a verb of going is written
// in words.tsv. A Gazetteer may be used by several goroutines at once.
package place

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"unicode"

	"rapporteur/internal/doc"
	"rapporteur/lexicon"
)

// Gazetteer knows places by their names.
type Gazetteer struct {
	lex     *lexicon.Lexicon
	byName  map[string][]int    // folded name -> entries of lex.Places
	bySound map[string][]string // consonants of a folded name -> the names, for other spellings
	capital map[string][]int    // code -> the capitals, entries of lex.Places
	state   map[string]int      // code -> entry of lex.Countries
}

// New builds the gazetteer on the lexicon's places and countries.
func New(lex *lexicon.Lexicon) *Gazetteer {
	g := &Gazetteer{lex: lex, byName: map[string][]int{}, bySound: map[string][]string{}, capital: map[string][]int{}, state: map[string]int{}}
	for i := range lex.Countries {
		g.state[lex.Countries[i].Code] = i
	}
	for i := range lex.Places {
		p := &lex.Places[i]
		if p.Kind == "capital" {
			g.capital[p.Country] = append(g.capital[p.Country], i)
		}
		names := map[string]bool{}
		for _, n := range append([]string{p.Name}, p.Aliases...) {
			if k := lexicon.Fold(n); k != "" && !names[k] {
				names[k] = true
				if p.At.Own && len(g.byName[k]) > 0 && !lex.Places[g.byName[k][0]].At.Own {
					g.byName[k] = nil // a user's own place takes the name
				}
				g.byName[k] = append(g.byName[k], i)
			}
		}
	}
	for k := range g.byName {
		if len(k) >= alikeLetters {
			g.bySound[consonants(k)] = append(g.bySound[consonants(k)], k)
		}
	}
	for _, names := range g.bySound {
		slices.Sort(names)
	}
	return g
}

// entry is what a name may stand for.
type entry struct {
	name, country, admin1 string
	lat, lon              float64
	population            int
	kind                  string
}

// A name of at least alikeLetters letters that differs from another in alikeMost of
// them at most, and in vowels and double letters only, is that name in another
// spelling, or misspelled.
const alikeLetters, alikeMost = 6, 2

// consonants is a folded name without its vowels but the first letter, doubles once.
func consonants(k string) string {
	out := []byte{k[0]}
	for i := 1; i < len(k); i++ {
		if strings.IndexByte("aeiouyh' ", k[i]) < 0 && k[i] != out[len(out)-1] {
			out = append(out, k[i])
		}
	}
	return string(out)
}

// undoubled is a folded name with double letters and spaces once, or not at all.
func undoubled(k string) string {
	var out []byte
	for i := range len(k) {
		if k[i] != ' ' && (len(out) == 0 || k[i] != out[len(out)-1]) {
			out = append(out, k[i])
		}
	}
	return string(out)
}

// alike lists the entries that a name in another spelling may stand for, in the
// countries that the article speaks of.
func (g *Gazetteer) alike(name string, spoken map[string]bool) (out []entry) {
	k := lexicon.Fold(name)
	if len(k) < alikeLetters {
		return nil
	}
	for _, other := range g.bySound[consonants(k)] {
		if lexicon.Apart(k, other, alikeMost) > alikeMost {
			continue
		}
		for _, i := range g.byName[other] {
			p := &g.lex.Places[i]
			if has("vowels tell", p.Country) && undoubled(k) != undoubled(other) {
				continue // Xiuning is not Xining
			}
			if spoken[p.Country] && !slices.ContainsFunc(out, func(e entry) bool { return e.name == p.Name && e.country == p.Country }) {
				out = append(out, g.entry(i))
			}
		}
	}
	return out
}

// capitals are the capitals of a country; of several the largest is meant first.
func (g *Gazetteer) capitals(code string) (out []entry) {
	for _, i := range g.capital[code] {
		out = append(out, g.entry(i))
	}
	return out
}

// found is a name in the text with its candidates.
type found struct {
	sent, first, last int
	cands             []entry
	state             string // code, where the name is that of a country
}

// entry is what the i-th of the lexicon's places may be taken for.
func (g *Gazetteer) entry(i int) entry {
	p := &g.lex.Places[i]
	return entry{p.Name, p.Country, p.Admin1, p.Lat, p.Lon, p.Population, p.Kind}
}

// Find fills d.Places in the order of the text: the places the tagger names
// and, outside its names of people and organisations, the gazetteer's. A name
// that several places bear is decided by the country named beside it, then by
// the countries the article speaks of and by population.
func (g *Gazetteer) Find(d *doc.Doc) {
	d.Places, d.Inner, d.States = nil, nil, map[string]doc.Place{}
	var all, inner []found
	spoken := map[string]bool{} // countries the article speaks of
	people := surnames(d)
	for i := range d.Sents {
		out, in := g.names(d, &d.Sents[i], i, spoken, people)
		all, inner = append(all, out...), append(inner, in...)
	}
	regions := map[string]bool{} // regions that it speaks of
	for k := range all {
		if f := &all[k]; len(f.cands) > 0 {
			for _, e := range f.cands {
				if e.kind == "region" {
					regions[e.country+" "+e.name] = true
				}
			}
		}
	}
	for k := range all {
		f := &all[k]
		beside := ""
		if k+1 < len(all) && all[k+1].sent == f.sent && comma(&d.Sents[f.sent], f.last, all[k+1].first) {
			beside = d.Slice(d.Sents[f.sent].SpanOf(all[k+1].first, all[k+1].last))
			if all[k+1].state != "" {
				beside = all[k+1].state
			}
		}
		s := &d.Sents[f.sent]
		p := doc.Place{Span: s.SpanOf(f.first, f.last), Sent: f.sent, First: f.first, Last: f.last}
		p.Name = d.Slice(p.Span)
		if len(f.cands) == 0 {
			f.cands = g.alike(p.Name, spoken)
		}
		if e, why := choose(f.cands, beside, spoken, regions); e != nil {
			p = known(e, why, p)
		} else {
			p.Why = "named as a place, not in the gazetteer"
		}
		d.Places = append(d.Places, p)
		spoken[p.Country] = true
	}
	if d.TitleSent != nil {
		in, _ := g.names(d, d.TitleSent, -1, spoken, people)
		inner = append(inner, in...)
	}
	for _, f := range inner {
		if e, why := choose(f.cands, "", spoken, regions); e != nil {
			d.Inner = append(d.Inner, known(e, why, doc.Place{Sent: f.sent, First: f.first, Last: f.last}))
		}
	}
	for i := range d.Mentions {
		for _, a := range d.Mentions[i].Actors {
			code, _, _ := strings.Cut(a.Code, " ")
			spoken[code] = true
		}
	}
	for code := range spoken {
		if i, ok := g.state[code]; ok {
			e := g.country(&g.lex.Countries[i])
			d.States[code] = known(&e, "spoken of", doc.Place{Sent: -1})
		}
	}
}

// known is the place p with its entry.
func known(e *entry, why string, p doc.Place) doc.Place {
	p.Name, p.Country, p.Admin1, p.Lat, p.Lon, p.Known = e.name, e.country, e.admin1, e.lat, e.lon, true
	p.Why = fmt.Sprintf("%s, %s: %s", e.kind, e.country, why)
	return p
}

// surnames lists the last words of the names of people.
func surnames(d *doc.Doc) map[string]bool {
	out := map[string]bool{}
	for i := range d.Sents {
		s := &d.Sents[i]
		for _, n := range s.Names {
			if n.Type == doc.Person && n.First >= 0 && n.Last > n.First && n.Last < len(s.Tokens) {
				out[s.Tokens[n.Last].Text] = true
			}
		}
	}
	return out
}

// comma says whether the two names are parted by a comma alone.
func comma(s *doc.Sentence, last, first int) bool {
	return first == last+2 && s.Tokens[last+1].Text == ","
}

// names lists the place names of a sentence, and apart from them what is named
// within other names or by the adjective of a country.
func (g *Gazetteer) names(d *doc.Doc, s *doc.Sentence, si int, spoken, people map[string]bool) (out, inner []found) {
	after := func(i int, list string) bool {
		return i+1 < len(s.Tokens) && (has(list, s.Tokens[i+1].Text) || has(list, s.Tokens[i+1].Lemma))
	}
	taken := make([]bool, len(s.Tokens))
	other := make([]bool, len(s.Tokens)) // names of bodies and people
	for _, h := range g.hits(s) {
		f := found{sent: si, first: h.First, last: h.Last}
		if i := g.part(s, h.First, h.Last); i >= 0 && isName(s, h.First, h.Last) { // "southeast Asia"
			f.first, f.cands = h.First-1, []entry{g.entry(i)}
			out = append(out, f)
			for k := f.first; k <= f.last; k++ {
				taken[k] = true
			}
			continue
		}
		adjective := false
		for _, r := range h.Refs {
			switch r.Kind {
			case lexicon.CountryName:
				c := &g.lex.Countries[r.Index]
				f.state = c.Code
				f.cands = append(f.cands, g.country(c))
				spoken[c.Code] = true
			case lexicon.CountryAdj, lexicon.CountryPeople:
				adjective = true
				code := g.lex.Countries[r.Index].Code
				spoken[code] = true
				if n := len(inner); n == 0 || inner[n-1].first != h.First {
					inner = append(inner, found{sent: si, first: h.First, last: h.Last, cands: []entry{g.country(&g.lex.Countries[r.Index])}})
				}
				if r.Kind == lexicon.CountryAdj && after(h.Last, "capital") && len(g.capital[code]) > 0 { // "the Ruritanian capital"
					out = append(out, found{sent: si, first: h.First, last: h.Last + 1, cands: g.capitals(code)})
				}
			case lexicon.CountryCity:
				spoken[g.lex.Countries[r.Index].Code] = true
			case lexicon.CountrySeat: // "at the White House" is in the capital
				if c := g.capitals(g.lex.Countries[r.Index].Code); len(c) > 0 && stands(s, h.First) {
					inner = append(inner, found{sent: si, first: h.First, last: h.Last, cands: c})
				}
			}
		}
		if f.state != "" && h.First > s.Line+1 && has("another name", s.Tokens[h.First-1].Text) && upper(string([]rune(s.Tokens[h.First-1].Text)[:1])) {
			out = append(out, found{sent: si, first: h.First - 1, last: h.Last}) // "Great Zimbabwe" is a place, not the country
			for i := h.First - 1; i <= h.Last; i++ {
				taken[i] = true
			}
			continue
		}
		text := make([]string, 0, 4)
		for i := h.First; i <= h.Last; i++ {
			text = append(text, s.Tokens[i].Text)
		}
		large := f.state != "" // a state or capital
		for _, i := range g.byName[lexicon.Fold(strings.Join(text, " "))] {
			p := &g.lex.Places[i]
			if p.Kind != "country" && (!adjective || f.state != "") {
				if f.state == p.Country && p.Kind == "region" && len(f.cands) == 1 && f.cands[0].kind == "country" && f.cands[0].name != p.Name {
					f.cands = nil // "the Gaza Strip", another name for the state, is a part of it
				}
				f.cands = append(f.cands, g.entry(i))
				large = large || p.Kind == "capital"
			}
		}
		if d.Aside == "sport" && f.state == "" && slices.ContainsFunc(f.cands, func(e entry) bool { return e.kind == "city" || e.kind == "capital" }) && club(s, h.First, h.Last) {
			f.cands = nil
		}
		if len(f.cands) > 0 && f.state == "" && s.Tokens[h.Last].UPOS == "ADJ" && !slices.ContainsFunc(f.cands, func(e entry) bool {
			return e.country != "" || lexicon.Fold(e.name) == lexicon.Fold(strings.Join(text, " "))
		}) { // "the South American leaders"
			inner = append(inner, f)
			f.cands = nil
		}
		switch last := s.Tokens[h.Last].Text; {
		case f.state == "" && team(s, h.First, h.Last), amount(s, h.First): // "Rudolf Rassendyll (Zenda)", "two billion US"
			f.cands = nil
		case after(h.Last, "document") && unicode.IsUpper([]rune(s.Tokens[h.Last+1].Text)[0]) && f.state == "": // "the Zenda Agenda"
			f.cands = nil
		case h.Last+1 < len(s.Tokens) && s.Tokens[h.Last+1].Text == "time" && h.First > 0 && !has("place preposition", s.Tokens[h.First-1].Text): // "at 10 o'clock Zenda time"
			f.cands = nil
		case after(h.Last, "currency") && s.Tokens[h.Last+1].UPOS != "VERB": // "US dollars"
			f.cands = nil
		case h.First == h.Last && !large && people[last] && (h.First == 0 || !has("place preposition", s.Tokens[h.First-1].Text)):
			f.cands = nil // Lindsay Davenport is spoken of
		case h.First == h.Last && f.state == "" && h.First > s.Line+1 && len(last) > 2 && strings.ToUpper(last) == last && h.Last+1 < len(s.Tokens) && strings.ToUpper(s.Tokens[h.First-1].Text) != s.Tokens[h.First-1].Text:
			f.cands = nil // "the ITU" is no Brazilian town
		}
		if n := h.Last + 2; h.First == h.Last && has("feature", s.Tokens[h.Last].Text) && n < len(s.Tokens) && s.Tokens[n-1].Text == "of" && upper(string([]rune(s.Tokens[n].Text + " ")[0])) {
			f.cands = nil // "the Gulf of Zenda" is another
		}
		if len(f.cands) == 0 {
			for i := h.First; i <= h.Last; i++ {
				other[i] = true
			}
		}
		if after(h.Last, "feature") && len(f.cands) > 0 && upper(string([]rune(s.Tokens[h.Last+1].Text)[0])) && isName(s, h.First, h.Last) { // "the Zenda River" is another thing
			f = found{sent: si, first: h.First, last: h.Last + 1}
			if i := g.byName[lexicon.Fold(strings.Join(append(text, s.Tokens[h.Last+1].Text), " "))]; len(i) > 0 {
				f.cands = []entry{g.entry(i[0])}
			}
			out = append(out, f)
			for i := f.first; i <= f.last; i++ {
				taken[i] = true
			}
			continue
		}
		if len(f.cands) > 0 && isName(s, h.First, h.Last) {
			out = append(out, f)
			for i := h.First; i <= h.Last; i++ {
				taken[i] = true
			}
		} else if f.state != "" && slices.ContainsFunc(s.Names, func(n doc.Name) bool {
			return n.Type == doc.Loc && n.First > h.First && n.Last == h.Last
		}) { // the tagger has "Republic of Ruritania" of "the People's Republic of Ruritania"
			out = append(out, f)
			for i := h.First; i <= h.Last; i++ {
				taken[i] = true
			}
		} else if len(f.cands) > 0 && slices.ContainsFunc(s.Names, func(n doc.Name) bool {
			return n.First <= f.first && f.last <= n.Last && n.Type != doc.Person && begins(s, n, f)
		}) {
			inner = append(inner, f)
		}
	}
	// names the tagger takes for places and the gazetteer doesn't have, or has
	// in part only
	for _, n := range s.Names {
		if n.Type != doc.Loc || n.First < 0 || n.Last >= len(s.Tokens) || n.First > n.Last {
			continue
		}
		n = trimmed(s, n)
		if other[n.First] && other[n.Last] || n.First == n.Last && people[s.Tokens[n.Last].Text] && !taken[n.First] && (n.First == 0 || !has("place preposition", s.Tokens[n.First-1].Text)) {
			continue
		}
		if general(s, n, other) {
			if e := g.half(d, s.Tokens[n.First].Text); e != nil && n.First == n.Last {
				out = append(out, found{sent: si, first: n.First, last: n.Last, cands: []entry{*e}})
			}
			continue
		}
		in, rest, firm := 0, false, after(n.Last, "company")
		for i := n.First; i <= n.Last; i++ {
			if taken[i] {
				in++
			} else if t := s.Tokens[i].Text; has("company", t) {
				firm = true
			} else if t != "," && t != "-" && t != "and" && !has("kind of place", t) && !has("part of place", t) { // "Ruritania-Graustark" are two
				rest = true
			}
		}
		if in == 0 && d.Aside == "sport" && club(s, n.First, n.Last) {
			continue
		}
		if in == 0 && noPlace(s, n) || firm && in == 0 || in > 0 && (!rest || in < n.Last-n.First+1 && hasComma(s, n)) {
			continue
		}
		if has("document", s.Tokens[n.Last].Text) || in > 0 && partOfName(s, n) { // "the Zenda Declaration" is nowhere
			out = slices.DeleteFunc(out, func(f found) bool { return f.first >= n.First && f.last <= n.Last })
			continue
		}
		if in > 0 { // "Golan" in "Golan Heights": the longer name is meant
			kept := out[:0]
			for _, f := range out {
				if f.last < n.First || f.first > n.Last {
					kept = append(kept, f)
				} else if len(f.cands) > 0 && begins(s, n, f) {
					inner = append(inner, f)
				}
			}
			out = kept
		}
		f := found{sent: si, first: n.First, last: n.Last}
		if k := n.First - 2; in == 0 && k >= 0 && n.First == n.Last && s.Tokens[k+1].Text == "of" && has("land", s.Tokens[k].Text) { // "the state of Hentz" is called Hentz State
			for _, i := range g.byName[lexicon.Fold(s.Tokens[n.First].Text+" "+s.Tokens[k].Text)] {
				f.cands = append(f.cands, g.entry(i))
			}
		}
		out = append(out, f)
	}
	sort.SliceStable(out, func(a, b int) bool { return out[a].first < out[b].first })
	return out, inner
}

// noPlace says whether a name that only the tagger takes for a place can be
// none: it has figures or no capital letter, is a title in quotation marks, an
// abbreviation, a club or the Earth.
func noPlace(s *doc.Sentence, n doc.Name) bool {
	capital := false
	for i := n.First; i <= n.Last; i++ {
		t := s.Tokens[i].Text
		capital = capital || unicode.IsUpper([]rune(t + " ")[0])
		if has("no place", t) || strings.ContainsAny(t, "0123456789") {
			return true
		}
	}
	if !capital {
		return true
	}
	if n.First > 0 && n.Last+1 < len(s.Tokens) && has("quotation mark", s.Tokens[n.First-1].Text) && has("quotation mark", s.Tokens[n.Last+1].Text) {
		return true
	}
	w := s.Tokens[n.First].Text
	return n.First == n.Last && n.First > 1 && len(w) > 2 && strings.ToUpper(w) == w
}

// trimmed is the name without the small words at its ends that the tagger takes
// into it, "united Ruritania"; directions stay.
func trimmed(s *doc.Sentence, n doc.Name) doc.Name {
	small := func(i int) bool {
		r := []rune(s.Tokens[i].Text + " ")[0]
		return unicode.IsLower(r) && !has("direction", s.Tokens[i].Text) && !strings.Contains(s.Tokens[i].Text, "-")
	}
	for n.First < n.Last && small(n.First) && s.Tokens[n.First+1].Text != "-" {
		n.First++
	}
	for n.First < n.Last && (has("article or of", s.Tokens[n.Last].Text)) {
		n.Last--
	}
	return n
}

// partOfName says whether a longer name with a place in it is that of a contest, club
// or firm: "the Zenda Olympics", "Zenda United", "CBT Ruritania".
func partOfName(s *doc.Sentence, n doc.Name) bool {
	for i := n.First; i <= n.Last; i++ {
		if has("no place", s.Tokens[i].Text) {
			return true
		}
	}
	w := s.Tokens[n.First].Text
	return n.First > s.Line+1 && len(w) > 2 && !strings.Contains(w, ".") && upper(w[:1]) && strings.ToUpper(w) == w && unicode.IsLower([]rune(s.Tokens[n.First-1].Text + " ")[0])
}

// stands says whether somebody or something is at the name that begins with token
// i: "at the White House".
func stands(s *doc.Sentence, i int) bool {
	for i--; i >= 0 && (s.Tokens[i].UPOS == "DET" || s.Tokens[i].UPOS == "ADJ" || has("part of place", s.Tokens[i].Text)); i-- {
	}
	return i >= 0 && has("place preposition", s.Tokens[i].Text)
}

// club says whether the name of a town in a report on sport is that of a club, or
// of a player: everywhere but where a preposition of place or what follows tells
// that the town is meant. "Zenda beat Hentzau in Strelsau".
func club(s *doc.Sentence, first, last int) bool {
	if first < s.Line {
		return false
	}
	at := func(list string, i int) bool {
		return i >= 0 && i < len(s.Tokens) && (has(list, s.Tokens[i].Text) || has(list, s.Tokens[i].Lemma))
	}
	if at("kind of place", last+1) || at("settlement", last+1) || at("kind of place", first-1) || at("of a town", last+1) {
		return false
	}
	if n := last + 2; n < len(s.Tokens) && s.Tokens[n-1].Text == "," && unicode.IsUpper([]rune(s.Tokens[n].Text + " ")[0]) && (s.Is(n, "appos") || s.Is(n, "nmod") || s.Is(n, "flat") || s.Is(n, "list")) && s.Tokens[n].Name > 0 {
		return false // "Zenda, Ruritania"
	}
	if h := s.Tokens[first].Head; h >= 0 && h < len(s.Tokens) && h != first {
		switch {
		case at("of a town", h), s.Is(first, "nsubj") && at("telling", h):
			return false // "Zenda will host"
		case s.Is(first, "conj") && h < first: // "in Zenda and Hentzau"
			return club(s, h, h)
		}
	}
	k := first - 1
	for k >= 0 && (s.Tokens[k].UPOS == "DET" || s.Tokens[k].UPOS == "ADJ" || at("part of place", k) && s.Tokens[k].Text != "of" || at("settlement", k)) {
		k--
	}
	if k < 0 {
		return true
	}
	w := strings.ToLower(s.Tokens[k].Text)
	if w == "of" && k > 0 && (at("settlement", k-1) || at("kind of place", k-1) || at("of a town", k-1)) {
		return false
	}
	if w == "of" || w == "over" || w == "above" || w == "under" {
		return true
	}
	possessed := last+1 < len(s.Tokens) && s.Tokens[last+1].Text == "'s"
	return !has("place preposition", w) && !(w == "from" && !possessed) && !(w == "to" && k > 0 && at("going", k-1))
}

// team says whether the name stands alone in brackets behind a person's, as that of
// his club does in a list.
func team(s *doc.Sentence, first, last int) bool {
	if first < 2 || last+1 >= len(s.Tokens) || s.Tokens[first-1].Text != "(" || s.Tokens[last+1].Text != ")" {
		return false
	}
	return slices.ContainsFunc(s.Names, func(n doc.Name) bool { return n.Type == doc.Person && n.Last == first-2 })
}

// amount says whether a sum of money stands before token i: "(two billion US)".
func amount(s *doc.Sentence, i int) bool {
	return i > 0 && has("amount", s.Tokens[i-1].Text)
}

// general says whether the name is a word for a direction or part alone, "Greater", or
// the adjective of a country and a common noun, "the former Ruritanian republic".
func general(s *doc.Sentence, n doc.Name, other []bool) bool {
	last := s.Tokens[n.Last].Text
	if n.First == n.Last {
		return has("part of place", last) || last == "Republic"
	}
	return other[n.First] && n.Last == n.First+1 && unicode.IsLower([]rune(last + " ")[0]) && s.Tokens[n.First].UPOS == "ADJ" && has("kind of place", last)
}

// half is the one of two countries that differ in their direction only, where the
// article speaks of both: "the North" and "the South" of Korea; else nil.
func (g *Gazetteer) half(d *doc.Doc, direction string) *entry {
	var out *entry
	spoken := map[string]bool{}
	for i := range d.Mentions {
		for _, a := range d.Mentions[i].Actors {
			code, _, _ := strings.Cut(a.Code, " ")
			spoken[code] = true
		}
	}
	for code := range spoken {
		i, ok := g.state[code]
		if !ok {
			continue
		}
		c := &g.lex.Countries[i]
		rest, ok := strings.CutPrefix(c.Name, direction+" ")
		if !ok {
			continue
		}
		for other := range spoken {
			if j, ok := g.state[other]; ok && other != code && has("direction", strings.SplitN(g.lex.Countries[j].Name, " ", 2)[0]) && strings.HasSuffix(g.lex.Countries[j].Name, " "+rest) {
				e := g.country(c)
				out = &e
			}
		}
	}
	return out
}

// part is the entry of the part of a land that is named with the direction before
// it, "southeast Asia", or -1.
func (g *Gazetteer) part(s *doc.Sentence, first, last int) int {
	if first == 0 || !has("direction", s.Tokens[first-1].Text) || !unicode.IsLower([]rune(s.Tokens[first-1].Text + " ")[0]) {
		return -1
	}
	text := make([]string, 0, 4)
	for i := first - 1; i <= last; i++ {
		text = append(text, s.Tokens[i].Text)
	}
	for _, i := range g.byName[lexicon.Fold(strings.Join(text, " "))] {
		if g.lex.Places[i].Kind == "region" {
			return i
		}
	}
	return -1
}

// hits are the names that the lexicon knows.
func (g *Gazetteer) hits(s *doc.Sentence) []lexicon.Hit {
	if f, ok := s.Lexical.(*lexicon.Found); ok {
		return f.Names
	}
	words := make([]lexicon.Word, len(s.Tokens))
	for i := range s.Tokens {
		t := &s.Tokens[i]
		words[i] = lexicon.Word{Text: t.Text, Lemma: t.Lemma, Space: t.Space}
	}
	return g.lex.Names(words)
}

// begins says whether the longer name n is of something in place f: "Zenda Central
// Jail", "University of Zenda"; not a sea that is named after it, nor any name that
// has the same syllable in it.
func begins(s *doc.Sentence, n doc.Name, f found) bool {
	for i := n.First; i <= n.Last; i++ {
		if (i < f.first || i > f.last) && has("feature", s.Tokens[i].Text) {
			return false
		}
	}
	if f.first > n.First {
		w := s.Tokens[f.first-1].Text
		return w == "of" || w == "," || has("kind of place", w) || has("part of place", w)
	}
	return true
}

func hasComma(s *doc.Sentence, n doc.Name) bool {
	for i := n.First; i <= n.Last; i++ {
		if s.Tokens[i].Text == "," {
			return true
		}
	}
	return false
}

// country is the entry of a state, with coordinates where the gazetteer has it.
func (g *Gazetteer) country(c *lexicon.Country) entry {
	e := entry{name: c.Name, country: c.Code, kind: "country"}
	for _, i := range g.byName[lexicon.Fold(c.Name)] {
		if p := &g.lex.Places[i]; p.Kind == "country" && p.Country == c.Code {
			e.lat, e.lon, e.population = p.Lat, p.Lon, p.Population
		}
	}
	return e
}

// isName says whether the words can be a place name of their own, rather than
// part of the name of a person or body.
func isName(s *doc.Sentence, first, last int) bool {
	capital := first
	if w := s.Tokens[first].Text; first < last && (has("direction", w) || has("part of place", w) || strings.HasPrefix(w, "sub-")) { // "east Zenda"
		capital = last
	}
	if !unicode.IsUpper([]rune(s.Tokens[capital].Text + " ")[0]) {
		return false
	}
	for _, n := range s.Names {
		if n.Type == doc.Loc || n.Last < first || n.First > last {
			continue
		}
		// The tagger takes some places for people or bodies: what is entered or
		// lain in is a place all the same.
		same := n.First == first && n.Last == last
		before := first > 1 && s.Tokens[first-1].Text == "of" && has("settlement", s.Tokens[first-2].Lemma) || first > 0 && (has("place preposition", s.Tokens[first-1].Text) || has("done to a place", s.Tokens[first-1].Lemma) || has("kind of place", s.Tokens[first-1].Text))
		if !same || n.Type == doc.Person && !before {
			return false
		}
	}
	if tagged := s.Tokens[first].UPOS != ""; tagged {
		for i := first; i <= last; i++ {
			if s.Tokens[i].UPOS == "PROPN" || s.Tokens[i].Name > 0 {
				return true
			}
		}
		return false
	}
	// without tags: no capitalised word may touch it
	if last+1 < len(s.Tokens) && first > 0 && upper(s.Tokens[last+1].Text) && !has("kind of place", s.Tokens[last+1].Text) {
		return false
	}
	return true
}

func upper(w string) bool {
	for _, r := range w {
		return unicode.IsUpper(r)
	}
	return false
}

// regionWeight is what a region weighs of which the gazetteer tells no population:
// "Florida" is the state, not the town of Uruguay.
const regionWeight = 400_000

// choose decides which place is meant.
func choose(cands []entry, beside string, spoken, regions map[string]bool) (*entry, string) {
	if len(cands) == 0 {
		return nil, ""
	}
	best, most, why := -1, -1, ""
	for i := range cands {
		e := &cands[i]
		weight, how := e.population+1, "the only one of the name"
		if len(cands) > 1 {
			how = "the largest of the name"
		}
		switch e.kind {
		case "country":
			weight, how = weight+1<<40, "a country"
		case "capital":
			weight *= 3
		case "region":
			weight = max(weight, regionWeight)/4 + 1
		}
		if spoken[e.country] && e.kind != "country" && len(cands) > 1 {
			weight, how = weight*20, "the article speaks of "+e.country
		}
		if e.admin1 != "" && e.kind != "region" && len(cands) > 1 && regions[e.country+" "+e.admin1] {
			weight, how = weight*20, "the article speaks of "+e.admin1
		}
		if beside != "" && (beside == e.country || strings.EqualFold(beside, e.admin1)) {
			weight, how = weight+1<<50, "named beside "+beside
		}
		if weight > most {
			best, most, why = i, weight, how
		}
	}
	return &cands[best], why
}
