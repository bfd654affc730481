package lexicon

import (
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Error is a fault in a file, with its place.
type Error struct {
	File      string
	Line, Col int // from 1; columns count code points
	Msg       string
	Text      string // the line
}

func (e *Error) Error() string {
	text, col := []rune(e.Text), e.Col-1
	from := max(0, min(col, len(text))-20)
	text = text[from:min(len(text), from+100)]
	for i, r := range text {
		if r == '\t' {
			text[i] = ' '
		}
	}
	gap := fmt.Sprintf("  %d | ", e.Line)
	return fmt.Sprintf("%s:%d:%d: %s\n%s%s\n%*s^", e.File, e.Line, e.Col, e.Msg, gap, string(text), len(gap)+col-from, "")
}

// the most faults that are reported at once
const maxFaults = 20

// table is a kind of file: its columns, and what an entry of it does.
type table struct {
	file    string
	columns []string
	row     func(l *Lexicon, t *row)
}

// tables are in the order in which they are read: later ones refer to earlier ones.
var tables = []table{
	{"sectors.tsv", []string{"code", "name", "context", "side", "local", "source"}, (*Lexicon).readSector},
	{"owners.tsv", []string{"code", "name", "named", "source"}, (*Lexicon).readOwner},
	{"pronouns.tsv", []string{"words", "stands for", "possessive", "source"}, (*Lexicon).readPronouns},
	{"givennames.tsv", []string{"sex", "names", "source"}, (*Lexicon).readGivenNames},
	{"countries.tsv", []string{"code", "name", "aliases", "adjectives", "people", "capital", "seats", "former", "source"}, (*Lexicon).readCountry},
	{"organisations.tsv", []string{"name", "aliases", "code", "kind", "source"}, (*Lexicon).readOrganisation},
	{"agents.tsv", []string{"words", "sector", "kind", "source"}, (*Lexicon).readAgent},
	{"roles.tsv", []string{"office", "words", "sector", "source"}, (*Lexicon).readRole},
	{"offices.tsv", []string{"code", "office", "name", "aliases", "from", "to", "source"}, (*Lexicon).readOffice},
	{"places.tsv", []string{"name", "aliases", "country", "admin1", "lat", "lon", "population", "kind", "source"}, (*Lexicon).readPlace},
	{"references.tsv", []string{"words", "kind", "source"}, (*Lexicon).readReference},
}

// LoadFS reads a lexicon from the tables of a folder. A table that is missing
// is empty. Faults are reported together, each an *Error.
func LoadFS(fsys fs.FS) (*Lexicon, error) {
	l := &Lexicon{country: map[string]int{}, sector: map[string]int{}, role: map[string]int{}, owner: map[string]int{}, pronoun: map[string]int{}, given: map[string]byte{}}
	var faults []error
	texts, err := readTables(fsys)
	if err != nil {
		return nil, err
	}
	lines := func(file string) int { return strings.Count(texts[file], "\n") }
	l.Offices = make([]Office, 0, lines("offices.tsv"))
	l.Places = make([]Place, 0, lines("places.tsv"))
	l.Organisations = make([]Organisation, 0, lines("organisations.tsv"))
	for _, tab := range tables {
		if len(faults) < maxFaults {
			faults = append(faults, tab.read(l, texts[tab.file])...)
		}
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults[:min(len(faults), maxFaults)]...)
	}
	l.version = hash(texts)
	l.index()
	return l, nil
}

func (l *Lexicon) readSector(t *row) {
	s := Sector{Code: t.need(0), Name: t.f[1], Context: t.f[2] == "yes" || t.f[2] == "kin", Kin: t.f[2] == "kin", Sole: t.f[2] == "sole", Side: t.yes(3), Local: t.yes(4)}
	if t.f[2] != "" && !s.Context && !s.Sole {
		t.fault(2, "%q: want yes, kin, sole or nothing", t.f[2])
	}
	l.sector[s.Code] = len(l.Sectors)
	l.Sectors = append(l.Sectors, s)
}

func (l *Lexicon) readOwner(t *row) {
	o := Owner{Code: t.need(0), Name: t.f[1], Named: t.yes(2)}
	l.owner[o.Code] = len(l.Owners)
	l.Owners = append(l.Owners, o)
}

func (l *Lexicon) readPronouns(t *row) {
	t.need(0)
	p := Pronoun{Words: t.list(0), For: t.need(1), Possessive: t.yes(2)}
	for _, w := range p.Words {
		l.pronoun[strings.ToLower(w)] = len(l.Pronouns)
	}
	l.Pronouns = append(l.Pronouns, p)
}

func (l *Lexicon) readGivenNames(t *row) {
	sex := t.need(0)
	if sex != "female" && sex != "male" {
		t.fault(0, "%q: want female or male", sex)
		return
	}
	for _, n := range t.list(1) {
		l.given[Fold(n)] = sex[0]
	}
}

func (l *Lexicon) readCountry(t *row) {
	c := Country{Code: t.need(0), Name: t.need(1), Aliases: t.list(2), Adjectives: t.list(3), People: t.list(4), Capital: t.list(5), Seats: t.list(6), Former: t.list(7), At: t.at()}
	if len(c.Code) != 3 || strings.ToUpper(c.Code) != c.Code {
		t.fault(0, "%q is no country code: want three capital letters", c.Code)
	}
	if _, twice := l.country[c.Code]; !twice {
		l.country[c.Code] = len(l.Countries)
	} else if !t.own {
		t.fault(0, "%q stands here twice", c.Code)
	}
	l.Countries = append(l.Countries, c)
}

func (l *Lexicon) readOrganisation(t *row) {
	o := Organisation{Name: t.need(0), Aliases: t.list(1), Code: t.need(2), Kind: t.f[3], At: t.at()}
	if !t.own {
		t.need(3)
	}
	l.checkCode(t, 2, o.Code)
	l.Organisations = append(l.Organisations, o)
}

func (l *Lexicon) readAgent(t *row) {
	t.need(0)
	a := Agent{Words: t.list(0), Sector: t.f[1], Kind: t.f[2], At: t.at()}
	if a.Kind == "" && t.own {
		a.Kind = "person"
	}
	if a.Kind != "person" && a.Kind != "body" && a.Kind != "group" {
		t.fault(2, "%q: want person, body or group", a.Kind)
	}
	l.checkSector(t, 1, a.Sector)
	l.Agents = append(l.Agents, a)
}

func (l *Lexicon) readRole(t *row) {
	r := Role{Office: t.need(0), Sector: t.f[2], At: t.at()}
	for _, w := range t.list(1) {
		text, only := bracket(w)
		if only != "" {
			l.checkCode(t, 1, only)
		}
		r.Words = append(r.Words, Wording{text, only})
	}
	l.checkSector(t, 2, r.Sector)
	if _, twice := l.role[r.Office]; !twice {
		l.role[r.Office] = len(l.Roles)
	} else if !t.own {
		t.fault(0, "%q stands here twice", r.Office)
	}
	l.Roles = append(l.Roles, r)
}

func (l *Lexicon) readOffice(t *row) {
	o := Office{Code: t.need(0), Office: t.need(1), Name: t.need(2), Aliases: t.list(3), Term: Term{t.f[4], t.f[5]}, At: t.at()}
	l.checkCode(t, 0, o.Code)
	if _, ok := l.role[o.Office]; !ok && t.own && o.Office != "" {
		l.newRole(t, &o)
	} else if !ok {
		t.fault(1, "%q is no office of roles.tsv", o.Office)
	}
	for c := 4; c <= 5; c++ {
		if !isoDay(t.f[c]) {
			t.fault(c, "%q is no date: want YYYY, YYYY-MM or YYYY-MM-DD", t.f[c])
		}
	}
	if n := min(len(o.From), len(o.To)); n > 0 && o.From[:n] > o.To[:n] {
		t.fault(5, "ends %s before it begins %s", o.To, o.From)
	}
	l.Offices = append(l.Offices, o)
}

func (l *Lexicon) readPlace(t *row) {
	p := Place{Name: t.need(0), Aliases: t.list(1), Country: t.f[2], Admin1: t.f[3], Kind: t.f[7], At: t.at()}
	p.Lat, p.Lon = t.degrees(4, 90), t.degrees(5, 180)
	if t.f[6] != "" {
		n, err := strconv.Atoi(t.f[6])
		if err != nil || n < 0 {
			t.fault(6, "%q: want a number of inhabitants", t.f[6])
		}
		p.Population = n
	}
	l.Places = append(l.Places, p)
}

func (l *Lexicon) readReference(t *row) {
	t.need(0)
	l.References = append(l.References, Reference{Words: t.list(0), Kind: t.need(1), At: t.at()})
}

func (l *Lexicon) checkCode(t *row, c int, code string) {
	head, rest, _ := strings.Cut(code, " ")
	if _, ok := l.owner[head]; ok || len(l.Owners) == 0 && len(l.Countries) == 0 {
		return
	}
	if _, ok := l.country[head]; ok || len(l.Countries) == 0 {
		l.checkSector(t, c, rest)
	} else {
		t.fault(c, "%q: %q is neither a country of countries.tsv nor a code of owners.tsv", code, head)
	}
}

func (l *Lexicon) checkSector(t *row, c int, sector string) {
	for _, s := range strings.Fields(sector) {
		if _, ok := l.sector[s]; !ok && len(l.Sectors) > 0 {
			t.fault(c, "%q is no sector of sectors.tsv", s)
		}
	}
}

// bracket cuts "secretary of state (USA)" into its words and what is in brackets.
func bracket(s string) (text, in string) {
	if i := strings.LastIndex(s, " ("); i > 0 && strings.HasSuffix(s, ")") {
		return s[:i], s[i+2 : len(s)-1]
	}
	return s, ""
}

func isoDay(s string) bool {
	switch len(s) {
	case 0:
		return true
	case 4, 7, 10:
	default:
		return false
	}
	for i := 0; i < len(s); i++ {
		if i == 4 || i == 7 {
			if s[i] != '-' {
				return false
			}
		} else if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return (len(s) < 7 || s[5:7] >= "01" && s[5:7] <= "12") && (len(s) < 10 || s[8:] >= "01" && s[8:] <= "31")
}

// row is one line of a table while it is read.
type row struct {
	file   string
	origin string // what entries call the file
	own    bool   // the file is a user's own
	line   int
	text   string
	rest   string // what comes after the line
	f      []string
	faults *[]error
	// of a user's own table:
	raw   []string // the fields as they stand
	order []int    // which of them is which column, -1 for none
	note  func(kind NoteKind, at Origin, format string, args ...any)
}

func (t *row) fault(col int, format string, args ...any) {
	at, f := 1, t.f
	if t.order != nil {
		col, f = t.order[col], t.raw
	}
	for i := 0; i < col && i < len(f); i++ {
		at += utf8.RuneCountInString(f[i]) + 1
	}
	*t.faults = append(*t.faults, &Error{t.file, t.line, at, fmt.Sprintf(format, args...), t.text})
}

func (t *row) at() Origin { return Origin{t.origin, t.line, t.own} }

// need returns a field that must not be empty.
func (t *row) need(c int) string {
	if t.f[c] == "" {
		t.fault(c, "empty field")
	}
	return t.f[c]
}

// yes reads a field that is "yes" or empty.
func (t *row) yes(c int) bool {
	if t.f[c] != "" && t.f[c] != "yes" {
		t.fault(c, "%q: want yes or nothing", t.f[c])
	}
	return t.f[c] == "yes"
}

func (t *row) list(c int) []string {
	out := list(t.f[c])
	for _, s := range out {
		if s == "" || s[0] == ' ' || s[len(s)-1] == ' ' {
			t.fault(c, "%q: a part of the list is empty or has blanks around it", t.f[c])
			break
		}
	}
	return out
}

func (t *row) degrees(c int, most float64) float64 {
	if t.f[c] == "" {
		return 0
	}
	v, err := strconv.ParseFloat(t.f[c], 64)
	if err != nil || v < -most || v > most {
		t.fault(c, "%q: want degrees between -%g and %g", t.f[c], most, most)
	}
	return v
}

// readTables reads all files of tables.
func readTables(fsys fs.FS) (map[string]string, error) {
	names, err := fs.Glob(fsys, "*.tsv")
	if err != nil {
		return nil, fmt.Errorf("lexicon: %w", err)
	}
	out := make(map[string]string, len(names))
	for _, n := range names {
		b, err := fs.ReadFile(fsys, n)
		if err != nil {
			return nil, fmt.Errorf("lexicon: %w", err)
		}
		out[n] = string(b)
	}
	return out, nil
}

// read takes the entries of a built-in file up.
func (tab *table) read(l *Lexicon, text string) []error {
	var faults []error
	want, head := tab.columns, false
	t := &row{file: tab.file, origin: "lexicon/" + tab.file, faults: &faults, f: make([]string, 0, len(want))}
	for t.rest = text; t.next(); {
		if !head {
			head = true
			for i, w := range want {
				if i >= len(t.f) || t.f[i] != w {
					t.fault(i, "want the columns %s", strings.Join(want, ", "))
					return faults
				}
			}
			continue
		}
		if len(t.f) != len(want) {
			t.fault(min(len(t.f), len(want))-1, "%d fields, want %d: %s", len(t.f), len(want), strings.Join(want, ", "))
			continue
		}
		tab.row(l, t)
		if len(faults) >= maxFaults {
			break
		}
	}
	return faults
}

// next reads the next line that is not empty and no comment.
func (t *row) next() bool {
	for t.rest != "" {
		t.text, t.rest, _ = strings.Cut(t.rest, "\n")
		t.line++
		t.text = strings.TrimSuffix(t.text, "\r")
		if t.text == "" || t.text[0] == '#' {
			continue
		}
		t.f = t.f[:0]
		if !utf8.ValidString(t.text) {
			t.fault(0, "not UTF-8")
			continue
		}
		if t.own && strings.IndexByte(t.text, 0) >= 0 {
			t.fault(0, "a zero byte: want text")
			continue
		}
		for s, more := t.text, true; more; {
			var f string
			f, s, more = strings.Cut(s, "\t")
			t.f = append(t.f, f)
		}
		return true
	}
	return false
}
