package export

import (
	"embed"
	"strconv"
	"strings"
	"sync"

	"rapporteur"
)

// What other systems call countries, organisations, sectors and events.
//
//go:embed countries.tsv events.tsv groups.tsv sectors.tsv
var tableFiles embed.FS

// country is a line of countries.tsv.
type country struct{ name, icews, cameo, gdelt, fips, cow string }

// group is a line of groups.tsv: an organisation with a CAMEO code.
type group struct {
	cameo, country, group string
	types                 []string
}

// sector is a line of sectors.tsv.
type sector struct {
	cameo string
	icews []string
}

// eventCode is a line of events.tsv; quad and scores are nil where it says nothing.
type eventCode struct {
	name         string
	quad         string
	mutual       bool
	gdelt, icews *float64
}

type tables struct {
	countries map[string]country
	groups    map[string]group
	sectors   map[string]sector
	events    map[string]eventCode
}

// readTables reads the embedded files, once; a test holds them to their form.
var readTables = sync.OnceValue(func() *tables {
	t := &tables{map[string]country{}, map[string]group{}, map[string]sector{}, map[string]eventCode{}}
	for _, f := range tableLines("countries.tsv") {
		t.countries[f[0]] = country{name: f[1], icews: f[2], cameo: f[3], gdelt: f[4], fips: f[5], cow: f[6]}
	}
	for _, f := range tableLines("groups.tsv") {
		t.groups[f[0]] = group{cameo: f[1], country: f[2], group: f[3], types: strings.Fields(f[4])}
	}
	for _, f := range tableLines("sectors.tsv") {
		s := sector{cameo: f[1]}
		if f[2] != "" {
			s.icews = strings.Split(f[2], "|")
		}
		t.sectors[f[0]] = s
	}
	for _, f := range tableLines("events.tsv") {
		t.events[f[0]] = eventCode{name: f[1], quad: f[2], mutual: f[3] == "yes", gdelt: score(f[4]), icews: score(f[5])}
	}
	return t
})

// tableLines are the fields of each line of a table, without header and comments.
func tableLines(file string) (out [][]string) {
	b, err := tableFiles.ReadFile(file)
	if err != nil {
		return nil
	}
	for i, l := range strings.Split(string(b), "\n") {
		if i > 0 && l != "" && l[0] != '#' {
			out = append(out, strings.Split(l, "\t"))
		}
	}
	return out
}

func score(s string) *float64 {
	x, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return nil
	}
	return &x
}

// event finds what is said of a CAMEO code: of itself, else of the codes that
// it belongs to (0841: 084, 08), which say what it leaves open.
func (t *tables) event(code string) eventCode {
	e := t.events[code]
	for n := len(code) - 1; n >= 2; n-- {
		up := t.events[code[:n]]
		if e.name == "" {
			e.name = up.name
		}
		if e.quad == "" {
			e.quad = up.quad
		}
		if e.gdelt == nil {
			e.gdelt = up.gdelt
		}
		if e.icews == nil {
			e.icews = up.icews
		}
		if n >= 3 {
			e.mutual = e.mutual || up.mutual
		}
	}
	return e
}

// actorCode is a record's code in the pieces of a CAMEO code.
type actorCode struct {
	owner   string   // of the record's code: a country, UNO, IGO ...; "" for nobody's
	sectors []string // of the record's code
	whole   string   // the CAMEO code, "---" where no country is known; "" where nobody is named
	country string   // country or region, group and types as GDELT has them
	group   string
	types   []string
	gdelt   string // the CAMEO code in GDELT's countries, without the dashes
}

// actor takes a record's code apart.
func (t *tables) actor(code string) actorCode {
	parts := strings.Fields(code)
	if len(parts) == 0 {
		return actorCode{}
	}
	a := actorCode{owner: parts[0]}
	rest := parts[1:]
	g, known := group{}, false
	for n := min(2, len(parts)); n > 0 && !known; n-- {
		if g, known = t.groups[strings.Join(parts[:n], " ")]; known {
			rest = parts[n:]
		}
	}
	named := false // an abbreviation may come first
	switch head, isType := t.sectors[parts[0]]; {
	case known:
		a.country, a.group, a.whole, a.gdelt = g.country, g.group, g.cameo, g.cameo
		a.types = append(a.types, g.types...)
	case parts[0] == "---":
		a.owner, a.whole = "", "---"
	case isType:
		a.whole, a.gdelt, named = head.cameo, head.cameo, true
		a.types = append(a.types, head.cameo)
	default:
		c := t.countries[parts[0]]
		a.whole = firstOf(c.cameo, parts[0])
		a.country = firstOf(c.gdelt, a.whole)
		a.gdelt = a.country
	}
	for i, p := range rest {
		s, isType := t.sectors[p]
		if !isType {
			if named && i == 0 || len(p) != 3 {
				continue // an organisation without a CAMEO code
			}
			s.cameo = p // a sector of the user's own
		}
		a.sectors = append(a.sectors, p)
		if s.cameo != "" {
			a.types = append(a.types, s.cameo)
			a.whole += s.cameo
			a.gdelt += s.cameo
		}
	}
	return a
}

// isCountry says whether an owner of codes is a country: none of the known
// organisations, and nothing like IGO.
func (t *tables) isCountry(owner string) bool {
	_, isSector := t.sectors[owner]
	_, isGroup := t.groups[owner]
	return owner != "" && !isSector && !isGroup
}

// fips is the FIPS 10-4 code of the country that a place lies in, or of the
// part of it that has one of its own.
func (t *tables) fips(p *rapporteur.Place) string {
	for _, part := range []string{p.Name, p.Admin1} {
		if c, ok := t.countries[p.Country+"/"+part]; ok {
			return c.fips
		}
	}
	return t.countries[p.Country].fips
}

// firstOf is the first that is not empty.
func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}
