package lexicon

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Kind says which column of which table a name stands in.
type Kind uint8

// The kinds of names and, from AgentNoun on, of common nouns.
const (
	CountryName   Kind = iota // a name of the state
	CountryAdj                // "Chinese"
	CountryPeople             // "Afghans"
	CountryCity               // the seat of government, "Kyiv"
	CountrySeat               // "Kremlin"
	OrgName
	HolderName    // full name of somebody in offices.tsv
	HolderSurname // his or her surname
	PlaceName     // an entry of places.tsv
	AgentNoun
	RoleNoun
	ReferenceNoun
)

// Ref points into a table: Countries, Organisations, Offices, Places, Agents,
// Roles or References, by the kind.
type Ref struct {
	Kind  Kind
	Own   bool // the entry is a user's own
	Dated bool // an own entry that holds for a time, see InForce
	Index int
	Only  string // for former names and restricted wordings: the bracket's content
}

// Hit is a name found in a text: the words First to Last, both inclusive, and
// all entries that have this name, in the order of kinds and tables.
type Hit struct {
	First, Last int
	Refs        []Ref
}

// atom is a piece of a word as names are compared: folded letters and digits.
type atom struct {
	text  string
	upper int8 // 0 small first letter, 1 capital first letter, 2 all capitals
}

// form is one spelling of one entry.
type form struct {
	atoms string // folded, joined by a blank
	n     int32
	next  int32 // the next form with the same first atom, 0 for none
	upper int8
	ref   Ref
}

// index finds forms by their first atom. Forms with one first atom are linked;
// the first form is unused, so that 0 ends a link.
type index struct {
	forms  []form
	first  map[string]int32
	sketch *sketch
	bit    uint8
}

func newIndex(n int, s *sketch, bit uint8) index {
	return index{make([]form, 1, n+1), make(map[string]int32, n/2), s, bit}
}

// sketch says which indexes may have a form with a first atom, as bits at its
// hash. Most words begin no name, and a look into so small a table shows it.
type sketch [1 << 15]uint8

// Bits of the indexes.
const (
	nameBit = 1 << iota
	agentBit
	titleBit
	refBit
)

func (s *sketch) at(atom string) *uint8 {
	h := uint32(2166136261)
	for i := 0; i < len(atom); i++ {
		h = (h ^ uint32(atom[i])) * 16777619
	}
	return &s[(h^h>>15)%uint32(len(s))]
}

func (x *index) add(ref Ref, name string) {
	f := form{ref: ref}
	head := ""
	if letters(name) {
		f.atoms = strings.ToLower(name)
		f.n = int32(strings.Count(name, " ")) + 1
		head, _, _ = strings.Cut(f.atoms, " ")
		f.upper = oneUpper(name[:len(head)])
	} else {
		var buf [12]atom
		as := atoms(buf[:0], name)
		if len(as) == 0 {
			return
		}
		parts := make([]string, len(as))
		for i, a := range as {
			parts[i] = a.text
		}
		f.atoms, f.n, f.upper, head = strings.Join(parts, " "), int32(len(as)), as[0].upper, as[0].text
	}
	if f.upper == 2 && f.n > 1 {
		f.upper = 1
	}
	*x.sketch.at(head) |= x.bit
	f.next = x.first[head]
	x.forms = append(x.forms, f)
	x.first[head] = int32(len(x.forms) - 1)
}

// letters says whether a name is plain words with one blank between them.
func letters(s string) bool {
	blank := true
	for i := 0; i < len(s); i++ {
		if s[i] == ' ' {
			if blank {
				return false
			}
			blank = true
			continue
		}
		if c := s[i] | 0x20; c < 'a' || c > 'z' {
			return false
		}
		blank = false
	}
	return !blank
}

// atoms cuts a word or name into folded pieces: letters and digits stay, full
// stops and apostrophes vanish, anything else parts. A final 's is a piece of
// its own.
func atoms(out []atom, s string) []atom {
	if plain(s) {
		return append(out, oneAtom(s))
	}
	s = fold(s)
	start, up, low := -1, 0, 0
	var b []byte
	flush := func() {
		if start >= 0 && len(b) > 0 {
			a := atom{text: strings.ToLower(string(b))}
			if r, _ := utf8.DecodeRune(b); unicode.IsUpper(r) {
				a.upper = 1
				if low == 0 && up > 1 {
					a.upper = 2
				}
			}
			out = append(out, a)
		}
		start, up, low, b = -1, 0, 0, b[:0]
	}
	for i, r := range s {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if start < 0 {
				start = i
			}
			if unicode.IsUpper(r) {
				up++
			} else {
				low++
			}
			b = utf8.AppendRune(b, r)
		case r == '.':
		case r == '\'':
			if t := s[i+1:]; t == "s" || strings.HasPrefix(t, "s ") {
				flush()
				out = append(out, atom{text: "'s"})
				return atoms(out, strings.TrimPrefix(t, "s"))
			}
		default:
			flush()
		}
	}
	flush()
	return out
}

// plain says whether the word is one run of ASCII letters, the usual case.
func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i] | 0x20; c < 'a' || c > 'z' {
			return false
		}
	}
	return s != ""
}

func oneAtom(s string) atom { return atom{strings.ToLower(s), oneUpper(s)} }

// oneUpper is the upper of a run of ASCII letters.
func oneUpper(s string) int8 {
	if s[0] >= 'a' {
		return 0
	}
	for i := 1; i < len(s); i++ {
		if s[i] >= 'a' {
			return 1
		}
	}
	return int8(min(len(s), 2))
}

var folder = strings.NewReplacer("’", "'", "‘", "'", "ʼ", "'", "`", "'", "ø", "o", "Ø", "O", "ł", "l", "Ł", "L", "ı", "i", "đ", "d", "Đ", "D", "ß", "ss", "æ", "ae", "Æ", "Ae", "ð", "d", "þ", "th", "ə", "a", "Ə", "A", "Ð", "D", "Þ", "Th")

// fold takes diacritics and typographic apostrophes off.
func fold(s string) string {
	ascii := true
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	if ascii {
		return s
	}
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(r)
		}
	}
	return folder.Replace(b.String())
}

// Fold writes a name in the form in which names are compared: "Ja’afari" and
// "Jaafari" are both "jaafari", "Côte d'Ivoire" is "cote divoire".
func Fold(name string) string {
	if spaced(name) {
		return strings.ToLower(name)
	}
	var buf [12]atom
	as := atoms(buf[:0], name)
	parts := make([]string, len(as))
	for i, a := range as {
		parts[i] = a.text
	}
	return strings.Join(parts, " ")
}

// spaced says whether the name is words of ASCII letters, each one space after the
// last, as most are.
func spaced(name string) bool {
	for {
		word, rest, more := strings.Cut(name, " ")
		if !plain(word) || !more {
			return plain(word)
		}
		name = rest
	}
}

// Word is a word of a text in which names are looked for.
type Word struct {
	Text  string
	Lemma string
	Space bool // white space follows
}

// text is a sentence cut into atoms.
type piece struct {
	atom
	lemma       string
	word        int
	first, last bool // first, last piece of its word
}

func pieces(words []Word) []piece {
	out := make([]piece, 0, len(words)+4)
	var buf [8]atom
	for i, w := range words {
		as := atoms(buf[:0], w.Text)
		if len(as) == 0 {
			// a hyphen inside a word parts nothing; other marks do
			if glued := (w.Text == "-" || w.Text == "." || w.Text == "'") && i > 0 && !words[i-1].Space; !glued {
				out = append(out, piece{atom: atom{text: w.Text}, word: i, first: true, last: true})
			}
			continue
		}
		for k, a := range as {
			p := piece{atom: a, word: i, first: k == 0, last: k == len(as)-1}
			if len(as) == 1 && w.Lemma != "" {
				p.lemma = strings.ToLower(w.Lemma)
			}
			out = append(out, p)
		}
	}
	return out
}

// Found is what the lexicon knows of the words of a sentence.
type Found struct {
	// Names are proper names: at each place the longest, and none within or
	// across another. Capital letters count: "turkey" and "us" are no countries.
	Names []Hit
	// Nouns are agent nouns, titles and words of reference, in singular or
	// plural, at each place the longest of each kind; they may overlap.
	Nouns []Hit
}

// Find looks the words of a sentence up.
func (l *Lexicon) Find(words []Word) *Found {
	ps := pieces(words)
	return &Found{l.namesOf(ps), l.nounsOf(ps)}
}

// Names is Find for proper names alone.
func (l *Lexicon) Names(words []Word) []Hit { return l.namesOf(pieces(words)) }

func (l *Lexicon) namesOf(ps []piece) []Hit {
	var out []Hit
	for i := 0; i < len(ps); {
		if *l.sketch.at(ps[i].text)&nameBit == 0 {
			i++
			continue
		}
		h, n := l.names.longest(ps, i, false)
		if n == 0 {
			i++
			continue
		}
		out = append(out, h)
		i += n
	}
	return out
}

func (l *Lexicon) nounsOf(ps []piece) []Hit {
	var out []Hit
	for i := range ps {
		p := &ps[i]
		bits := *l.sketch.at(p.text)
		if p.lemma != p.text {
			bits |= *l.sketch.at(p.lemma)
		}
		if s := singular(p.text); s != p.text && s != p.lemma {
			bits |= *l.sketch.at(s)
		}
		for _, x := range [...]*index{&l.agents, &l.titles, &l.refs} {
			if bits&x.bit == 0 {
				continue
			}
			if h, n := x.longest(ps, i, true); n > 0 {
				out = append(out, h)
			}
		}
	}
	return out
}

// longest returns the longest form that starts at piece i with all its
// entries, and the number of pieces it covers.
func (x *index) longest(ps []piece, i int, nouns bool) (Hit, int) {
	p := &ps[i]
	if !p.first {
		return Hit{}, 0
	}
	best, refs := x.try(p.text, ps, i, nouns, 0, nil)
	if nouns {
		if p.lemma != "" && p.lemma != p.text {
			best, refs = x.try(p.lemma, ps, i, nouns, best, refs)
		}
		if s := singular(p.text); s != p.text && s != p.lemma {
			best, refs = x.try(s, ps, i, nouns, best, refs) // lemmas are guessed, too
		}
	}
	if best == 0 {
		return Hit{}, 0
	}
	// links run from the last entry to the first
	if len(refs) > 1 {
		refs = ownFirst(refs, false)
		slices.SortStableFunc(refs, func(a, b Ref) int {
			return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Index, b.Index))
		})
	}
	return Hit{p.word, ps[i+best-1].word, refs}, best
}

// InForce leaves out of the entries of a name those of a user's own that do not
// hold on an ISO day; of those that do the one that began last wins, also over
// the built-in ones, but a built-in state stays where it says the same. Without
// a day all may hold.
func (l *Lexicon) InForce(refs []Ref, day string) []Ref {
	if !slices.ContainsFunc(refs, func(r Ref) bool { return r.Dated }) {
		return refs
	}
	out := slices.DeleteFunc(slices.Clone(refs), func(r Ref) bool { return r.Dated && day != "" && !l.termOf(r).HeldAt(day) })
	last := -1
	for i, r := range out {
		if r.Dated && r.Kind == OrgName && (last < 0 || l.termOf(r).From > l.termOf(out[last]).From) {
			last = i
		}
	}
	if last >= 0 {
		top := out[last]
		code, _, _ := strings.Cut(l.Organisations[top.Index].Code, " GOV")
		if slices.ContainsFunc(out, func(r Ref) bool { return !r.Own && r.Kind <= CountrySeat && l.Countries[r.Index].Code == code }) {
			return slices.DeleteFunc(out, func(r Ref) bool { return r.Own })
		}
		out = slices.DeleteFunc(out, func(r Ref) bool { return r.Own && r != top && (r.Kind <= OrgName) })
	}
	return ownFirst(out, true)
}

func (l *Lexicon) termOf(r Ref) Term {
	if r.Kind == OrgName {
		return l.Organisations[r.Index].Term
	}
	return l.Offices[r.Index].Term
}

// ownFirst leaves, of a name that a user's own entry has, that entry; beside a
// person's also the built-in offices of the name, since terms add up. A surname
// that is only derived, and titles, take nothing away, nor does an entry with
// dates before it is known that they fit.
func ownFirst(refs []Ref, fit bool) []Ref {
	holder := func(r Ref) bool { return r.Kind == HolderName || r.Kind == HolderSurname }
	own, person := false, false
	for _, r := range refs {
		if r.Own && (fit || !r.Dated) && r.Kind != HolderSurname && r.Kind != RoleNoun {
			own, person = true, person || r.Kind == HolderName
		}
	}
	if !own {
		return refs
	}
	return slices.DeleteFunc(refs, func(r Ref) bool { return !r.Own && !(person && holder(r)) })
}

// try looks for forms with the first atom that are longer than best, or as long
// and not among refs.
func (x *index) try(first string, ps []piece, i int, nouns bool, best int, refs []Ref) (int, []Ref) {
	for fi := x.first[first]; fi != 0; fi = x.forms[fi].next {
		f := &x.forms[fi]
		n := int(f.n)
		if n < best || i+n > len(ps) || !ps[i+n-1].last {
			continue
		}
		if f.upper == 2 && ps[i].upper != 2 && !(nouns && ps[i].upper == 1) || !nouns && f.upper > 0 && ps[i].upper == 0 {
			continue
		}
		if n > 1 && !same(f.atoms[len(first)+1:], ps[i+1:i+n], nouns) {
			continue
		}
		if n > best {
			best, refs = n, nil
		}
		if !slices.Contains(refs, f.ref) {
			refs = append(refs, f.ref)
		}
	}
	return best, refs
}

func same(want string, ps []piece, nouns bool) bool {
	for _, p := range ps {
		var w string
		w, want, _ = strings.Cut(want, " ")
		if w != p.text && (!nouns || w != p.lemma && w != singular(p.text)) {
			return false
		}
	}
	return true
}

// singular takes the regular English plural ending off.
func singular(s string) string {
	switch {
	case len(s) < 4 || s[len(s)-1] != 's' || strings.HasSuffix(s, "ss"):
		return s
	case strings.HasSuffix(s, "ies"):
		return s[:len(s)-3] + "y"
	case strings.HasSuffix(s, "ches") || strings.HasSuffix(s, "shes") || strings.HasSuffix(s, "sses") || strings.HasSuffix(s, "xes"):
		return s[:len(s)-2]
	}
	return s[:len(s)-1]
}

// index enters all names.
func (l *Lexicon) index() {
	n := 8*len(l.Countries) + 3*len(l.Organisations) + 2*len(l.Offices) + 3*len(l.Places)/2
	s := &l.sketch
	l.names, l.agents = newIndex(n, s, nameBit), newIndex(8*len(l.Agents), s, agentBit)
	l.titles, l.refs = newIndex(8*len(l.Roles), s, titleBit), newIndex(64, s, refBit)
	l.indexFrom(sizes{})
}

// sizes are the numbers of entries of the tables that have names.
type sizes struct{ sectors, countries, organisations, offices, places, agents, roles, references int }

func (l *Lexicon) sizes() sizes {
	return sizes{len(l.Sectors), len(l.Countries), len(l.Organisations), len(l.Offices), len(l.Places), len(l.Agents), len(l.Roles), len(l.References)}
}

// indexFrom enters the names of the entries from those numbers on.
func (l *Lexicon) indexFrom(from sizes) {
	for i := from.countries; i < len(l.Countries); i++ {
		c := &l.Countries[i]
		ref := func(k Kind) Ref { return Ref{Kind: k, Own: c.At.Own, Index: i} }
		l.names.add(ref(CountryName), c.Name)
		l.names.all(ref(CountryName), c.Aliases)
		for _, f := range c.Former {
			text, when := bracket(f)
			l.names.add(Ref{Kind: CountryName, Own: c.At.Own, Index: i, Only: when}, text)
		}
		l.names.all(ref(CountryAdj), c.Adjectives)
		l.names.all(ref(CountryPeople), c.People)
		l.names.all(ref(CountryCity), c.Capital)
		l.names.all(ref(CountrySeat), c.Seats)
	}
	for i := from.organisations; i < len(l.Organisations); i++ {
		o := &l.Organisations[i]
		ref := Ref{Kind: OrgName, Own: o.At.Own, Dated: o.Term != Term{}, Index: i}
		l.names.add(ref, o.Name)
		l.names.all(ref, o.Aliases)
	}
	for i := from.offices; i < len(l.Offices); i++ {
		o := &l.Offices[i]
		dated := o.Office == "" && o.Term != Term{}
		name, surname := Ref{Kind: HolderName, Own: o.At.Own, Dated: dated, Index: i}, Ref{Kind: HolderSurname, Own: o.At.Own, Dated: dated, Index: i}
		l.names.add(name, o.Name)
		l.names.all(surname, surnames(o.Name))
		for _, a := range o.Aliases {
			if !strings.Contains(a, " ") {
				l.names.add(surname, a)
				continue
			}
			l.names.add(name, a)
			l.names.all(surname, surnames(a))
		}
	}
	for i := from.places; i < len(l.Places); i++ {
		p := &l.Places[i]
		ref := Ref{Kind: PlaceName, Own: p.At.Own, Index: i}
		l.names.add(ref, p.Name)
		l.names.all(ref, p.Aliases)
	}
	for i := from.agents; i < len(l.Agents); i++ {
		a := &l.Agents[i]
		l.agents.all(Ref{Kind: AgentNoun, Own: a.At.Own, Index: i}, a.Words)
	}
	for i := from.roles; i < len(l.Roles); i++ {
		r := &l.Roles[i]
		for _, w := range r.Words {
			l.titles.add(Ref{Kind: RoleNoun, Own: r.At.Own, Index: i, Only: w.Only}, w.Text)
		}
	}
	for i := from.references; i < len(l.References); i++ {
		if l.References[i].Kind != "head" { // of offices, not of words in the text
			l.refs.all(Ref{Kind: ReferenceNoun, Index: i}, l.References[i].Words)
		}
	}
}

func (x *index) all(ref Ref, names []string) {
	for _, n := range names {
		x.add(ref, n)
	}
}

// surnames derives how a person is named in short: the last word with and
// without the small particles before it. "Staffan de Mistura": "de Mistura",
// "Mistura"; "Bashar al-Assad": "al-Assad", "Assad".
func surnames(name string) []string {
	words := strings.Fields(name)
	k := len(words) - 1
	if k < 1 || strings.Contains(name, " of ") || strings.Trim(words[k], "IVX") == "" {
		return nil // "Robin of Graustark" is never "Graustark", "Rudolf V" never "V"
	}
	out := []string{words[k]}
	if i := strings.IndexByte(words[k], '-'); i > 0 && i < len(words[k])-2 && small(words[k][:i]) {
		out = append(out, words[k][i+1:])
	}
	for k > 1 && small(words[k-1]) {
		k--
		out = append(out, strings.Join(words[k:], " "))
	}
	return out
}

func small(s string) bool { return strings.ToLower(s) == s }
