// Package lexicon holds what the coder knows by heart: countries and their
// words, named organisations, the nouns for people and bodies, titles, who
// held which office when, and places. The knowledge is in the tab-separated
// files of this folder (FORMAT.md tells their columns); this package reads
// and checks them and finds their names in text.
//
// Load is called once for the built-in files; LoadFS reads a user's own. A
// Lexicon is not changed after loading and may be used by many goroutines.
// The package imports nothing of the project.
package lexicon

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io"
	"io/fs"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"
)

//go:embed *.tsv
var files embed.FS

// Files gives the built-in files, for stages that read a table of their own.
func Files() fs.FS { return files }

// Origin is where an entry stands.
type Origin struct {
	File string
	Line int
	Own  bool // a user's own entry, which wins over the built-in ones
}

func (o Origin) String() string { return o.File + ":" + strconv.Itoa(o.Line) }

// Country is a state, present or dissolved, or a territory with a code.
type Country struct {
	Code       string // ISO 3166-1 alpha-3, KOS, or 3166-3 for dissolved states
	Name       string
	Aliases    []string
	Adjectives []string // "Chinese"
	People     []string // "Chinese", "Briton", "Britons"
	Capital    []string // names of the seat of government
	Seats      []string // "Kremlin"
	Former     []string // "Zaire (..1997)"
	At         Origin
}

// Organisation is a named body with its whole code.
type Organisation struct {
	Name    string
	Aliases []string
	Code    string // "IGO NATO", "UNO", "ISR LEG"
	Kind    string // igo, ngo, party, armed, agency, ministry, army, police, legislature, court, media, firm, movement, alliance
	Term           // when it had the code; only in a user's own dictionaries
	At      Origin
}

// Agent is a common noun for people or bodies.
type Agent struct {
	Words  []string // singular; several words allowed
	Sector string   // "GOV", "PTY OPP" or empty
	Kind   string   // person, body or group
	At     Origin
}

// Office says that somebody held an office for a time.
type Office struct {
	Code    string // actor code of the office: "CHN GOV", "UNO"
	Office  string // key of a Role; empty for somebody who had the code without an office that is known
	Name    string
	Aliases []string
	Term
	At Origin
}

// Term is a time for which something held.
type Term struct {
	From string // ISO day, month or year; empty: unknown
	To   string // empty: still
}

// HeldAt says whether the term covers an ISO day. A bound given as month or
// year includes the whole of it.
func (t Term) HeldAt(day string) bool { return !t.Before(day) && !t.After(day) }

// Before says whether the day lies before the term.
func (t Term) Before(day string) bool {
	return t.From != "" && day[:min(len(t.From), len(day))] < t.From
}

// After says whether the day lies after the term.
func (t Term) After(day string) bool {
	return t.To != "" && day[:min(len(t.To), len(day))] > t.To
}

// Role is the title of an office.
type Role struct {
	Office string
	Words  []Wording
	Sector string
	At     Origin
}

// Wording is one way of naming a role; with Only it holds for one code alone.
type Wording struct{ Text, Only string }

// Place is an entry of the gazetteer.
type Place struct {
	Name       string
	Aliases    []string
	Country    string
	Admin1     string
	Lat, Lon   float64 // WGS 84 degrees
	Population int
	Kind       string // city, capital, region, country
	At         Origin
}

// Sector is a code for a part of society.
type Sector struct {
	Code    string
	Name    string
	Context bool // a bare noun of this sector takes the country that the article is about
	Kin     bool // the same, but of the one of its sector named last: "The Ruritanian parliament ... the commission"
	Sole    bool // the same where the article hardly names another country
	Local   bool // belongs where something happens: "In Graustark, students threw stones"
	Side    bool // tells whose side somebody is on, so it outranks the sector of the noun it modifies ("rebel troops")
}

// Owner is what may stand at the head of a code in place of a country.
type Owner struct {
	Code  string // "IGO"
	Name  string
	Named bool // the abbreviation of the organisation may follow: "IGO NATO"
}

// Pronoun is a group of pronouns that can stand for the same.
type Pronoun struct {
	Words      []string
	For        string // he, she, it, they, speaker, speakers, relative
	Possessive bool
}

// Reference is a word that points at actors by a relation instead of naming
// them: "both countries", "colleague", "former".
type Reference struct {
	Words []string
	Kind  string // see FORMAT.md
	At    Origin
}

// Lexicon is the whole of the tables with the index of their names.
type Lexicon struct {
	Countries     []Country
	Organisations []Organisation
	Agents        []Agent
	Offices       []Office
	Roles         []Role
	Places        []Place
	Sectors       []Sector
	References    []Reference
	Owners        []Owner
	Pronouns      []Pronoun

	country map[string]int
	sector  map[string]int
	role    map[string]int
	owner   map[string]int
	pronoun map[string]int
	given   map[string]byte // folded given name -> 'f' or 'm'
	names   index
	agents  index
	titles  index
	refs    index
	sketch  sketch
	version string
}

var load = sync.OnceValues(func() (*Lexicon, error) { return LoadFS(files) })

// Load returns the built-in lexicon. It is read at the first call.
func Load() (*Lexicon, error) { return load() }

// Version is a short hash over the bytes of all files, for a record's made_by.
func (l *Lexicon) Version() string { return l.version }

// Country finds a country by its code.
func (l *Lexicon) Country(code string) (*Country, bool) {
	i, ok := l.country[code]
	if !ok {
		return nil, false
	}
	return &l.Countries[i], true
}

// Sector finds a sector by its code.
func (l *Lexicon) Sector(code string) (Sector, bool) {
	i, ok := l.sector[code]
	if !ok {
		return Sector{}, false
	}
	return l.Sectors[i], true
}

// Owner finds a code that stands in place of a country: "IGO", "UNO".
func (l *Lexicon) Owner(code string) (Owner, bool) {
	i, ok := l.owner[code]
	if !ok {
		return Owner{}, false
	}
	return l.Owners[i], true
}

// Sex is what a given name, folded, tells of its bearer: 'f', 'm', or 0 where
// it tells nothing.
func (l *Lexicon) Sex(given string) byte { return l.given[given] }

// Pronoun finds a pronoun, in small or capital letters.
func (l *Lexicon) Pronoun(word string) (*Pronoun, bool) {
	i, ok := l.pronoun[strings.ToLower(word)]
	if !ok {
		return nil, false
	}
	return &l.Pronouns[i], true
}

// Role finds a role by the key of its office.
func (l *Lexicon) Role(office string) (*Role, bool) {
	i, ok := l.role[office]
	if !ok {
		return nil, false
	}
	return &l.Roles[i], true
}

// Refers says whether the words are among those of a kind of references.tsv.
func (l *Lexicon) Refers(words, kind string) bool {
	return slices.ContainsFunc(l.References, func(r Reference) bool { return r.Kind == kind && slices.Contains(r.Words, words) })
}

// hash covers names and bytes of all tables in the order of their names.
func hash(texts map[string]string) string {
	names := make([]string, 0, len(texts))
	for n := range texts {
		names = append(names, n)
	}
	sort.Strings(names)
	h := sha256.New()
	for _, n := range names {
		io.WriteString(h, n+"\x00")
		io.WriteString(h, texts[n])
	}
	return hex.EncodeToString(h.Sum(nil))[:6]
}

func list(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "|")
}
