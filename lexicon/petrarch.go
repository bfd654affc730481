package lexicon

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// dictionary reads the actor and agent dictionaries of TABARI and PETRARCH:
//
//	NAME_OF_ACTOR_ [CODE]            ; a comment, # too, <!-- and this -->
//	+ANOTHER_SPELLING_
//		[CODE 19910101-20001231] [CODE >20010101]
//	NOUN {PLURAL} [~CODE]
//	!PERSON! = MAN, WOMAN
type dictionary struct {
	o    *own
	file string
	sets map[string][]string // "!PERSON!" -> its words
	cur  item
	out  []item
}

// item is an entry of a dictionary, with the lines that belong to it.
type item struct {
	at     Origin
	names  []string
	codes  []dated
	faulty bool // a code that cannot be used was told
	// of agents
	agent   bool
	single  bool // {}: no plural
	plurals []string
}

// dated is a code with its restriction.
type dated struct {
	code string
	Term
	at Origin
}

// readPetrarch takes the entries of a dictionary up.
func (o *own) readPetrarch(i int, f *ownFile) error {
	d := dictionary{o: o, file: f.name, sets: map[string][]string{}}
	before := len(o.rep.Notes)
	d.read(f.text)
	if len(d.out) == 0 && !strings.Contains(f.text, "[") {
		o.rep.Notes = o.rep.Notes[:before]
		o.fault(&Error{f.name, 1, 1, "neither a table nor a PETRARCH dictionary: want a header line such as name, code (columns parted by tabs), or lines such as NAME_OF_ACTOR [CODE]", ""})
	}
	if o.cameo.codes == nil {
		var err error
		if o.cameo, err = o.l.readCAMEO(); err != nil {
			return err
		}
		o.lower, o.links = o.l.smallWords()
	}
	rep := &o.rep.Files[i]
	if known, unknown := o.cameo.heads(o.l, d.out); unknown >= 20 && unknown > 2*known {
		// the few that are known are so by chance: CHE, Chechens, is Switzerland elsewhere
		o.fault(&Error{f.name, 1, 1, fmt.Sprintf("%d of its %d codes begin with no country or owner that is known, as those of ethnic groups: nothing of the file is used; give each a country first (RUSCVL)", unknown, known+unknown), ""})
		return nil
	}
	for k := range d.out {
		it := &d.out[k]
		add := o.addActor
		if it.agent {
			add = o.addAgent
		}
		switch add(it) {
		case added:
			rep.Entries++
		case saidBefore:
			rep.Known++
		}
	}
	o.cameo.tell(o)
	return nil
}

func (d *dictionary) read(text string) {
	comment := false
	for line := 1; text != ""; line++ {
		var s string
		s, text, _ = strings.Cut(text, "\n")
		s, comment = uncomment(s, comment)
		if s = strings.TrimSpace(s); s == "" {
			continue
		}
		at := Origin{d.file, line, true}
		if strings.IndexByte(s, 0) >= 0 {
			d.o.note(Unused, at, "a zero byte: want text")
			continue
		}
		switch {
		case s[0] == '!' && strings.Contains(s, "="):
			d.set(s)
		case s[0] == '[':
			if len(d.cur.names) == 0 {
				d.o.note(Unused, at, "a code without a name: want the name on a line before it")
				continue
			}
			d.codes(at, s)
		case s[0] == '+':
			if len(d.cur.names) == 0 {
				d.o.note(Unused, at, "a synonym without an entry: want the entry's name on a line before it")
				continue
			}
			d.name(at, s[1:])
		default:
			if len(d.cur.codes) > 0 || d.cur.faulty {
				d.end()
			}
			if len(d.cur.names) == 0 {
				d.cur.at = at
			}
			d.name(at, s)
		}
	}
	d.end()
}

// uncomment takes comments off a line; open says whether one goes on.
func uncomment(s string, open bool) (string, bool) {
	var b strings.Builder
	for s != "" {
		if open {
			i := strings.Index(s, "-->")
			if i < 0 {
				return b.String(), true
			}
			s, open = s[i+3:], false
			continue
		}
		i := strings.IndexAny(s, "<#;[")
		if i < 0 {
			break
		}
		b.WriteString(s[:i])
		switch s = s[i:]; {
		case s[0] == '[':
			j := strings.IndexByte(s, ']')
			if j < 0 {
				j = len(s) - 1
			}
			b.WriteString(s[:j+1])
			s = s[j+1:]
		case s[0] == '#' || s[0] == ';':
			return b.String(), false
		case strings.HasPrefix(s, "<!--"):
			s, open = s[4:], true
		default:
			b.WriteByte('<')
			s = s[1:]
		}
	}
	b.WriteString(s)
	return b.String(), open
}

// set reads a substitution: "!PERSON! = MAN, MEN".
func (d *dictionary) set(s string) {
	key, words, _ := strings.Cut(s, "=")
	var list []string
	for _, w := range strings.Split(words, ",") {
		if w = strings.TrimSpace(w); w != "" {
			list = append(list, w)
		}
	}
	d.sets[strings.TrimSpace(key)] = list
}

// name reads a name with what follows it in its line.
func (d *dictionary) name(at Origin, s string) {
	var code string
	if i := strings.IndexByte(s, '['); i >= 0 {
		s, code = s[:i], s[i:]
	}
	if i := strings.IndexByte(s, '{'); i >= 0 {
		inside, _, closed := strings.Cut(s[i+1:], "}")
		if !closed {
			d.o.note(Unused, at, "want } after the plural")
		}
		d.cur.single = strings.TrimSpace(inside) == ""
		for _, p := range strings.Split(inside, ",") {
			if p = clean(p); p != "" {
				d.cur.plurals = append(d.cur.plurals, p)
			}
		}
		s = s[:i]
	}
	names := []string{s}
	for _, key := range slices.Sorted(maps.Keys(d.sets)) {
		words := d.sets[key]
		for i := 0; i < len(names); i++ {
			if before, after, ok := strings.Cut(names[i], key); ok {
				var all []string
				for _, w := range words {
					all = append(all, before+w+after)
				}
				names = slices.Replace(names, i, i+1, all...)
				i--
			}
		}
	}
	for _, n := range names {
		if n = clean(n); Fold(n) == "" {
			d.o.note(Unused, at, "no name: want one before the code")
		} else if i := strings.IndexByte(n, '!'); i >= 0 && strings.ContainsRune(n[i+1:], '!') {
			d.o.note(Unused, at, "%s: this substitution is not defined: want a line such as !PERSON! = MAN, WOMAN before it", n)
		} else {
			d.cur.names = append(d.cur.names, n)
		}
	}
	if code != "" {
		d.codes(at, code)
	}
}

// clean writes a name with blanks; what is in brackets is left out.
func clean(s string) string {
	for {
		i := strings.IndexByte(s, '(')
		j := strings.IndexByte(s[max(i, 0):], ')')
		if i < 0 || j < 0 {
			break
		}
		s = s[:i] + " " + s[i+j+1:]
	}
	return strings.Join(strings.Fields(strings.ReplaceAll(s, "_", " ")), " ")
}

// codes reads one or several codes in brackets.
func (d *dictionary) codes(at Origin, s string) {
	for {
		i := strings.IndexByte(s, '[')
		if i < 0 {
			return
		}
		inside, rest, closed := strings.Cut(s[i+1:], "]")
		if !closed {
			d.fault(at, "want ] after the code")
			return
		}
		s = rest
		f := strings.Fields(inside)
		n := 0 // a code of ours may have a blank
		for n < len(f) && strings.IndexFunc(f[n], func(r rune) bool { return unicode.IsDigit(r) || r == '<' || r == '>' }) != 0 {
			n++
		}
		c := dated{code: strings.ToUpper(strings.Join(f[:n], " ")), at: at}
		if n == 0 {
			d.fault(at, "[%s]: want a code, then the dates where they are limited", inside)
			continue
		}
		if strings.HasPrefix(c.code, "~") || strings.HasSuffix(c.code, "~") {
			d.cur.agent = true
			c.code = strings.TrimSpace(strings.Trim(c.code, "~"))
		}
		var err error
		if c.Term, err = restriction(strings.Join(f[n:], "")); err != nil {
			d.fault(at, "[%s]: %v", inside, err)
			continue
		}
		d.cur.codes = append(d.cur.codes, c)
	}
}

func (d *dictionary) fault(at Origin, format string, args ...any) {
	d.cur.faulty = true
	d.o.note(Unused, at, format, args...)
}

// restriction reads "19910101-20001231", "<910101" and ">20010101".
func restriction(s string) (t Term, err error) {
	if s == "" {
		return t, nil
	}
	switch from, to, span := strings.Cut(s, "-"); {
	case s[0] == '<':
		t.To, err = compactDay(s[1:])
	case s[0] == '>':
		t.From, err = compactDay(s[1:])
	case span:
		if t.From, err = compactDay(from); err == nil {
			t.To, err = compactDay(to)
		}
	default:
		err = fmt.Errorf("%q: want dates as 19910101-20001231, <19910101 or >20001231", s)
	}
	if n := min(len(t.From), len(t.To)); err == nil && n > 0 && t.From[:n] > t.To[:n] {
		err = fmt.Errorf("ends %s before it begins %s", t.To, t.From)
	}
	return t, err
}

// compactDay reads YYYYMMDD, YYMMDD (of 1931 to 2030, as PETRARCH has it) and YYYY.
func compactDay(s string) (string, error) {
	if len(s) == 6 {
		century := "20"
		if s > "309999" {
			century = "19"
		}
		s = century + s
	}
	day := s
	if len(s) == 8 {
		day = s[:4] + "-" + s[4:6] + "-" + s[6:]
	}
	if len(s) != 4 && len(s) != 8 || !isoDay(day) {
		return "", fmt.Errorf("%q is no date: want YYYYMMDD, YYMMDD or YYYY", s)
	}
	return day, nil
}

// end closes the entry in hand.
func (d *dictionary) end() {
	it := d.cur
	d.cur = item{}
	if len(it.names) == 0 {
		return
	}
	if it.faulty && len(it.codes) == 0 {
		return
	}
	if len(it.codes) == 0 {
		d.o.note(Unused, it.at, "%s: no code: want [CODE] after the name or on the lines below", it.names[0])
		return
	}
	d.out = append(d.out, it)
}

// What becomes of an item.
const (
	unusable   = iota // none of its codes is known
	saidBefore        // the built-in lexicon says the same
	added
)

// addActor takes an entry up: as names of a country, as a person with terms, or
// as an organisation.
func (o *own) addActor(it *item) int {
	l := o.l
	var codes []dated
	for _, c := range it.codes {
		if code, ok := o.cameo.translate(o, c.at, c.code); ok {
			c.code = code
			codes = append(codes, c)
		}
	}
	if len(codes) == 0 {
		return unusable
	}
	var names []string
	seen := map[string]bool{}
	for _, n := range it.names {
		n = o.written(n)
		if k := Fold(n); !seen[k] {
			seen[k] = true
			names = append(names, n)
		}
	}
	person := o.isPerson(it.names, len(codes) > 1 || codes[0].Term != Term{})
	slices.SortStableFunc(codes, func(a, b dated) int { // what holds at any other time comes last
		x, y := 0, 0
		if a.Term == (Term{}) {
			x = 1
		}
		if b.Term == (Term{}) {
			y = 1
		}
		return x - y
	})
	state := false // a name of a state is among them, so a bare code is its government
	for _, c := range codes {
		_, country := l.country[c.code]
		state = state || country && slices.ContainsFunc(names, func(n string) bool { return l.says(n, c.code) })
	}
	out := saidBefore
	for _, c := range codes {
		names := names
		if c.Term == (Term{}) {
			names = slices.DeleteFunc(slices.Clone(names), func(n string) bool { return l.says(n, c.code) })
		}
		if len(names) == 0 {
			continue
		}
		out = added
		for _, n := range names {
			o.name(ownName{Fold(n), n, c.code, false, it.at, c.Term, c.at})
		}
		_, country := l.country[c.code]
		switch {
		case country && c.Term == (Term{}) && !person:
			l.Countries = append(l.Countries, Country{Code: c.code, Name: names[0], Aliases: names[1:], At: it.at})
			continue
		case person:
			l.Offices = append(l.Offices, Office{Code: c.code, Name: names[0], Aliases: names[1:], Term: c.Term, At: c.at})
			continue
		case country && state:
			c.code += " GOV"
		}
		l.Organisations = append(l.Organisations, Organisation{Name: names[0], Aliases: names[1:], Code: c.code, Term: c.Term, At: c.at})
	}
	return out
}

// isPerson guesses whether an entry is somebody's name: it begins with a given
// name, or has codes by dates; and none of its words is a noun for a body, nor
// one that links the words of such names ("of", "for").
func (o *own) isPerson(names []string, dated bool) bool {
	l := o.l
	words := strings.Fields(names[0])
	if len(words) < 2 || len(words) > 5 || slices.ContainsFunc(words, func(w string) bool { return o.links[strings.ToLower(w)] }) {
		return false
	}
	for _, h := range l.nounsOf(pieces(asWords(strings.ToLower(names[0])))) {
		for _, r := range h.Refs {
			if r.Kind == AgentNoun && l.Agents[r.Index].Kind != "person" {
				return false
			}
		}
	}
	return dated || l.Sex(Fold(words[0])) != 0
}

// addAgent takes a noun up.
func (o *own) addAgent(it *item) int {
	l := o.l
	sector, ok := o.cameo.sector(o, it.codes[0].at, it.codes[0].code)
	if !ok {
		return unusable
	}
	var words []string
	kind := ""
	for _, n := range append(slices.Clip(it.names), it.plurals...) {
		if n == strings.ToUpper(n) {
			n = strings.ToLower(n)
		}
		is, sec, known := l.nounKind(n)
		if kind == "" {
			kind = is
		}
		if known && sec == sector || slices.Contains(words, n) {
			continue
		}
		words = append(words, n)
	}
	if len(words) == 0 {
		return saidBefore
	}
	if kind == "" {
		kind = "person"
		if it.single {
			kind = "group"
		}
	}
	for _, n := range words {
		o.name(ownName{Fold(n), n, nounCode(sector), false, it.at, Term{}, it.at})
	}
	l.Agents = append(l.Agents, Agent{Words: words, Sector: sector, Kind: kind, At: it.at})
	return added
}

func asWords(s string) []Word {
	var ws []Word
	for _, w := range strings.Fields(s) {
		ws = append(ws, Word{Text: w, Space: true})
	}
	return ws
}

// nounKind is the kind of the built-in noun that the words are or end in, and
// the sector where they are it.
func (l *Lexicon) nounKind(words string) (kind, sector string, whole bool) {
	ws := asWords(words)
	for _, h := range l.nounsOf(pieces(ws)) {
		if h.Last != len(ws)-1 {
			continue
		}
		for _, r := range h.Refs {
			switch {
			case r.Own:
			case r.Kind == AgentNoun:
				if kind == "" {
					kind = l.Agents[r.Index].Kind
				}
				if h.First == 0 {
					sector, whole = l.Agents[r.Index].Sector, true
				}
			case r.Kind == RoleNoun && !whole:
				kind = "person"
				if h.First == 0 && r.Only == "" {
					sector, whole = l.Roles[r.Index].Sector, true
				}
			}
		}
	}
	return kind, sector, whole
}

// says tells whether the built-in lexicon reads a name as the code: under its
// name, or as a country's word with a noun.
func (l *Lexicon) says(name, code string) bool {
	ws := asWords(name)
	hits := l.namesOf(pieces(ws))
	if len(hits) == 0 || hits[0].First != 0 {
		return false
	}
	for _, r := range hits[0].Refs {
		if r.Own {
			continue
		}
		has, state := "", false
		switch {
		case r.Kind == OrgName:
			has = l.Organisations[r.Index].Code
		case r.Kind == PlaceName:
			has, state = l.Places[r.Index].Country, true
		case r.Kind <= CountrySeat:
			has, state = l.Countries[r.Index].Code, true
		default:
			continue
		}
		if hits[0].Last == len(ws)-1 {
			if has == code || state && has+" GOV" == code && (r.Kind == CountryName || r.Kind == CountryCity || r.Kind == CountrySeat) {
				return true
			}
		} else if rest := strings.ToLower(strings.Join(strings.Fields(name)[hits[0].Last+1:], " ")); r.Kind <= CountryAdj {
			if _, sector, whole := l.nounKind(rest); whole && strings.TrimSpace(has+" "+sector) == code {
				return true
			}
		}
	}
	return false
}

// written gives a name in capitals the letters that newswire writes: a capital
// at each word, small ones for the words that names write small. Up to three
// letters are initials.
func (o *own) written(name string) string {
	if name != strings.ToUpper(name) {
		return name
	}
	if letters := strings.ReplaceAll(name, ".", ""); utf8.RuneCountInString(letters) <= 3 {
		return letters
	}
	words := strings.Fields(strings.ToLower(name))
	for i, w := range words {
		if i > 0 && o.lower[w] {
			continue
		}
		b := []byte(w)
		up := !(i > 0 && strings.Contains(w, "-") && o.lower[w[:strings.IndexByte(w, '-')]])
		for k := range b {
			if up && b[k] >= 'a' && b[k] <= 'z' {
				b[k] -= 'a' - 'A'
			}
			up = b[k] == '-' || b[k] == '.'
		}
		words[i] = string(b)
	}
	return strings.Join(words, " ")
}

// smallWords are the words that names of the built-in lexicon write small, and
// those of them that more bodies than people have: "of" and "for", but not "al" and "bin".
func (l *Lexicon) smallWords() (all, links map[string]bool) {
	people, bodies := map[string]int{}, map[string]int{}
	take := func(name string, into map[string]int) {
		for i, w := range strings.Fields(name) {
			if w, _, _ = strings.Cut(w, "-"); i > 0 && len(w) <= 4 && letters(w) && small(w) {
				into[w]++
			}
		}
	}
	for i := range l.Offices {
		take(l.Offices[i].Name, people)
	}
	for i := range l.Organisations {
		take(l.Organisations[i].Name, bodies)
	}
	all, links = map[string]bool{}, map[string]bool{}
	for w := range people {
		all[w] = true
	}
	for w, n := range bodies {
		all[w] = true
		if n > people[w] {
			links[w] = true
		}
	}
	return all, links
}
