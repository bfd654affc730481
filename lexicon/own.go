package lexicon

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Report tells what became of a user's own actor files.
type Report struct {
	Files  []FileReport
	Notes  []Note // in the order of files and lines
	Digest string // a short hash over the bytes of the files in their order, not their names
}

// FileReport counts the entries of one file.
type FileReport struct {
	Name    string
	Entries int
	Known   int            // entries of a PETRARCH dictionary that say what the built-in lexicon says, and were left out
	Notes   [noteKinds]int // about this file, by kind
}

// NoteKind tells notes apart.
type NoteKind uint8

// The kinds of notes.
const (
	Unused   NoteKind = iota // a line, or a whole file, that cannot be used
	AtOdds                   // own entries that contradict each other
	Contrary                 // an own entry that contradicts a built-in one, and wins
	Remark                   // all else
	noteKinds
)

// Note is what there is to say of a line of an own file. The other lines are
// used whatever it says.
type Note struct {
	Kind NoteKind
	At   Origin
	Col  int // of the fault, from 1, in code points; 0 for the whole line
	Msg  string
}

func (n Note) String() string {
	if n.Col > 0 {
		return fmt.Sprintf("%v:%d: %s", n.At, n.Col, n.Msg)
	}
	return n.At.String() + ": " + n.Msg
}

// ErrNoActors is returned for a folder without actor files, and for files of
// which nothing can be used.
var ErrNoActors = errors.New("no actors: want tables (.tsv, .txt) with a header line, or PETRARCH dictionaries (.txt)")

// LoadOwn returns the built-in lexicon with a user's own actor files, and
// folders of them, over it: FORMAT.md, "Files of your own". An own entry wins
// over the built-in ones of its name, an earlier own one over a later. Lines and
// files that cannot be used are told in the report and cost nothing else; it is
// an error, with the first of them, where nothing can be used.
func LoadOwn(paths []string) (*Lexicon, *Report, error) {
	mine, err := ownFiles(paths)
	if err != nil {
		return nil, nil, err
	}
	l, err := LoadFS(files)
	if err != nil {
		return nil, nil, err
	}
	o := &own{l: l, rep: &Report{Files: make([]FileReport, len(mine))}}
	from := l.sizes()
	for _, tab := range tables { // tables first, since dictionaries may use their codes
		for i := range mine {
			if mine[i].table != nil && mine[i].table.file == tab.file {
				o.readTable(i, &mine[i])
			}
		}
	}
	l.indexFrom(from)
	from = l.sizes()
	for i := range mine {
		o.rep.Files[i].Name = mine[i].name
		switch f := &mine[i]; {
		case f.fault != nil:
			o.fault(f.fault)
		case f.table == nil:
			if err := o.readPetrarch(i, &mine[i]); err != nil {
				return nil, nil, err
			}
		}
	}
	l.indexFrom(from)
	o.conflicts()
	o.rep.Digest = digest(mine)
	o.finish(mine)
	for _, f := range o.rep.Files {
		if f.Entries+f.Known > 0 {
			return l, o.rep, nil
		}
	}
	return nil, nil, o.nothing(paths)
}

// nothing words that no line of the files can be used.
func (o *own) nothing(paths []string) error {
	faults := []error{fmt.Errorf("%s: %w", strings.Join(paths, ", "), ErrNoActors)}
	for _, n := range o.rep.Notes[:min(len(o.rep.Notes), maxFaults)] {
		if n.Kind == Unused {
			faults = append(faults, errors.New(n.String()))
		}
	}
	return errors.Join(faults...)
}

// own is the work of reading a user's own files.
type own struct {
	l     *Lexicon
	rep   *Report
	cameo cameoCodes
	names []ownName
	lower map[string]bool // words that the built-in names write small,
	links map[string]bool // those of names of bodies
}

// ownName is a name of an own entry, for finding conflicts.
type ownName struct {
	fold, name string
	code       string
	office     bool // several at once are no conflict
	group      Origin
	Term
	at Origin
}

func (o *own) note(kind NoteKind, at Origin, format string, args ...any) {
	o.rep.Notes = append(o.rep.Notes, Note{Kind: kind, At: at, Msg: fmt.Sprintf(format, args...)})
}

func (o *own) fault(e *Error) {
	o.rep.Notes = append(o.rep.Notes, Note{Unused, Origin{e.File, e.Line, true}, e.Col, e.Msg})
}

type ownFile struct {
	name  string
	text  string // UTF-8
	table *table // nil for a PETRARCH dictionary
	order []int  // for each column of the table the one of the file, -1 for none
	line  int    // of the header
	fault *Error // why nothing of it can be read
}

// ownFiles reads files, and the .tsv and .txt files of folders.
func ownFiles(paths []string) ([]ownFile, error) {
	var out []ownFile
	for _, p := range paths {
		info, err := os.Stat(p)
		if err != nil {
			return nil, err
		}
		names := []string{p}
		if info.IsDir() {
			if names, err = actorFiles(p); err != nil {
				return nil, err
			}
		}
		for _, n := range names {
			b, err := os.ReadFile(n)
			if err != nil {
				return nil, err
			}
			f := ownFile{name: filepath.ToSlash(n)}
			if f.text, err = decode(b); err != nil {
				f.fault = &Error{File: f.name, Line: 1, Msg: err.Error()}
			} else {
				f.fault = f.recognise()
			}
			out = append(out, f)
		}
	}
	return out, nil
}

func actorFiles(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir) // sorted by name
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range entries {
		if IsActorFile(e.Name()) && !e.IsDir() {
			names = append(names, filepath.Join(dir, e.Name()))
		}
	}
	if names == nil {
		return nil, fmt.Errorf("%s: %w", dir, ErrNoActors)
	}
	return names, nil
}

// IsActorFile says whether a file of a folder of actor files is read, by its name.
func IsActorFile(name string) bool {
	ext := strings.ToLower(filepath.Ext(name))
	return (ext == ".tsv" || ext == ".txt") && !strings.HasPrefix(name, ".")
}

// decode gives the text of a file in UTF-8, UTF-16 (as Excel's "Unicode text")
// or, where it is neither, Windows-1252.
func decode(b []byte) (string, error) {
	if bytes.Count(b, []byte{0}) > len(b)/4 || len(b) > 1 && (b[0] == 0xff && b[1] == 0xfe || b[0] == 0xfe && b[1] == 0xff) {
		out, _, err := transform.Bytes(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder(), b)
		if err != nil {
			return "", errors.New("neither UTF-8 nor UTF-16 text")
		}
		b = out
	}
	if bytes.Count(b, []byte{0}) > len(b)/100+1 { // a stray one costs its line
		return "", errors.New("no text file: save it as text, columns separated by tabs")
	}
	if !utf8.Valid(b) {
		b, _ = charmap.Windows1252.NewDecoder().Bytes(b)
	}
	return strings.TrimPrefix(string(b), "\ufeff"), nil
}

// headers are the columns by which a user's own table is known.
var headers = []struct {
	file string
	must []string
}{
	{"offices.tsv", []string{"code", "office", "name"}},
	{"roles.tsv", []string{"office", "words"}},
	{"agents.tsv", []string{"words", "sector"}},
	{"places.tsv", []string{"name", "country", "lat", "lon"}},
	{"countries.tsv", []string{"code", "name", "adjectives"}},
	{"sectors.tsv", []string{"code", "name", "context"}},
	{"organisations.tsv", []string{"name", "code"}},
}

// recognise finds out by its first line which table a file is.
func (f *ownFile) recognise() *Error {
	var faults []error
	t := row{rest: f.text, f: make([]string, 0, 16), faults: &faults}
	if !t.next() {
		return &Error{f.name, 1, 1, "the file is empty", ""}
	}
	var cols []string
	for _, c := range t.f {
		cols = append(cols, strings.ToLower(strings.TrimSpace(unquote(c))))
	}
	has := func(c string) bool { return slices.Contains(cols, c) }
	for _, h := range headers {
		if slices.ContainsFunc(h.must, func(c string) bool { return !has(c) }) {
			continue
		}
		tab := &tables[slices.IndexFunc(tables, func(t table) bool { return t.file == h.file })]
		for i, c := range cols {
			if c != "" && !slices.Contains(tab.columns, c) {
				return &Error{f.name, t.line, utf8.RuneCountInString(strings.Join(t.f[:i], "\t")) + min(i, 1) + 1, fmt.Sprintf("%q is no column of a table of %s; known: %s", c, strings.TrimSuffix(h.file, ".tsv"), strings.Join(tab.columns, ", ")), t.text}
			}
		}
		f.table, f.line = tab, t.line
		for _, c := range tab.columns {
			f.order = append(f.order, slices.Index(cols, c))
		}
		return nil
	}
	switch {
	case strings.EqualFold(filepath.Ext(f.name), ".tsv") || len(cols) > 1 && (has("name") || has("code") || has("words") || has("office")):
		return &Error{f.name, t.line, 1, "no header that is known: want the columns " + wanted(), t.text}
	case (strings.Contains(cols[0], "name") || strings.Contains(cols[0], "words")) && strings.ContainsAny(cols[0], ",;") && !strings.Contains(f.text, "["):
		return &Error{f.name, t.line, 1, "columns are separated by tabs: save the table as tab-delimited text", t.text}
	}
	return nil
}

func wanted() string {
	var out []string
	for _, h := range headers {
		out = append(out, strings.Join(h.must, ", ")+" ("+strings.TrimSuffix(h.file, ".tsv")+")")
	}
	return strings.Join(out, "; or ")
}

// unquote takes off what spreadsheets put around cells with quotation marks.
func unquote(s string) string {
	if len(s) > 1 && s[0] == '"' && s[len(s)-1] == '"' {
		return strings.ReplaceAll(s[1:len(s)-1], `""`, `"`)
	}
	return s
}

// readTable takes the entries of an own table up.
func (o *own) readTable(i int, f *ownFile) {
	var faults []error
	told := 0
	tell := func() (any bool) {
		for ; told < len(faults); told++ {
			o.fault(faults[told].(*Error))
			any = true
		}
		return any
	}
	defer tell()
	t := &row{file: f.name, origin: f.name, own: true, faults: &faults, f: make([]string, 0, 16), rest: f.text, note: o.note}
	cells := make([]string, len(f.order))
	for t.next() {
		if t.line <= f.line {
			continue
		}
		if !slices.ContainsFunc(t.f, func(s string) bool { return strings.TrimSpace(s) != "" }) {
			continue // a spreadsheet's empty row
		}
		need := 0
		for c, at := range f.order {
			cells[c] = ""
			if at >= 0 && at < len(t.f) {
				cells[c] = strings.TrimSpace(unquote(t.f[at]))
			}
			if slices.Contains(mustOf(f.table.file), f.table.columns[c]) {
				need = max(need, at+1)
			}
		}
		if len(t.f) < need {
			t.raw, t.order = t.f, nil
			t.fault(len(t.f)-1, "%s, want at least %d, separated by tabs", count(len(t.f), "column"), need)
			continue
		}
		t.raw, t.order = append(t.raw[:0], t.f...), f.order
		t.f = append(t.f[:0], cells...)
		before := o.l.sizes()
		f.table.row(o.l, t)
		if tell() {
			o.l.truncate(before)
			continue
		}
		o.rep.Files[i].Entries++
		o.take(f.table.file)
	}
}

// truncate takes back entries that turned out faulty, before they are indexed.
func (l *Lexicon) truncate(to sizes) {
	l.Sectors, l.Countries, l.Organisations = l.Sectors[:to.sectors], l.Countries[:to.countries], l.Organisations[:to.organisations]
	l.Offices, l.Places, l.Agents, l.Roles = l.Offices[:to.offices], l.Places[:to.places], l.Agents[:to.agents], l.Roles[:to.roles]
	maps.DeleteFunc(l.country, func(_ string, i int) bool { return i >= to.countries })
	maps.DeleteFunc(l.role, func(_ string, i int) bool { return i >= to.roles })
	maps.DeleteFunc(l.sector, func(_ string, i int) bool { return i >= to.sectors })
	for i, s := range l.Sectors { // a second one of its code stood for the first
		l.sector[s.Code] = i
	}
}

func mustOf(file string) []string {
	for _, h := range headers {
		if h.file == file {
			return h.must
		}
	}
	return nil
}

// take notes the names of the entry read last.
func (o *own) take(file string) {
	l := o.l
	add := func(at Origin, code string, term Term, office bool, names ...string) {
		for _, n := range names {
			o.name(ownName{Fold(n), n, code, office, at, term, at})
		}
	}
	switch file {
	case "organisations.tsv":
		x := &l.Organisations[len(l.Organisations)-1]
		add(x.At, x.Code, x.Term, false, append([]string{x.Name}, x.Aliases...)...)
	case "offices.tsv":
		x := &l.Offices[len(l.Offices)-1]
		add(x.At, x.Code, x.Term, true, x.Name)
		o.contraryOffice(x)
	case "agents.tsv":
		x := &l.Agents[len(l.Agents)-1]
		add(x.At, nounCode(x.Sector), Term{}, false, x.Words...)
	case "countries.tsv":
		x := &l.Countries[len(l.Countries)-1]
		add(x.At, x.Code, Term{}, false, slices.Concat([]string{x.Name}, x.Aliases, x.Capital, x.Seats)...)
	}
}

// newRole makes an office that an own table names and roles.tsv does not have:
// it is worded as it is called.
func (l *Lexicon) newRole(t *row, o *Office) {
	_, sector, _ := strings.Cut(o.Code, " ")
	if ow, ok := l.owner[strings.Fields(o.Code + " ")[0]]; ok && l.Owners[ow].Named {
		sector = ""
	}
	l.role[o.Office] = len(l.Roles)
	l.Roles = append(l.Roles, Role{Office: o.Office, Words: []Wording{{o.Office, ""}}, Sector: sector, At: t.at()})
	hint := ""
	for _, n := range l.nearRoles(o.Office) {
		hint = fmt.Sprintf("; did you mean %q?", n)
		break
	}
	t.note(Remark, t.at(), "%q is a new title, which roles.tsv does not have%s", o.Office, hint)
}

// nearRoles are the offices whose keys differ little from a word.
func (l *Lexicon) nearRoles(office string) (out []string) {
	for _, r := range l.Roles {
		if d := distance(office, r.Office, 2); d > 0 && d <= 2 {
			out = append(out, r.Office)
		}
	}
	return out
}

// digest covers the own files in their order, not their names, so that the same
// files give the same hash anywhere.
func digest(files []ownFile) string {
	h := sha256.New()
	for _, f := range files {
		fmt.Fprintf(h, "\x00%d\x00", len(f.text))
		io.WriteString(h, f.text)
	}
	return hex.EncodeToString(h.Sum(nil))[:6]
}
