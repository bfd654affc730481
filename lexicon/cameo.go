package lexicon

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"strings"
)

// cameoCodes translates CAMEO's codes, three letters a part and glued
// ("USAGOVMIL"), by cameo.tsv.
type cameoCodes struct {
	codes   map[string]cameoCode
	unknown map[string]*unknownCode
}

type cameoCode struct{ kind, gives, national string }

// unknownCode is a part of a code of which nothing is known.
type unknownCode struct {
	first   Origin
	in      string
	head    bool // so the entries are left out
	entries int
}

// readCAMEO reads cameo.tsv.
func (l *Lexicon) readCAMEO() (cameoCodes, error) {
	out := cameoCodes{codes: map[string]cameoCode{}, unknown: map[string]*unknownCode{}}
	b, err := files.ReadFile("cameo.tsv")
	if err != nil {
		return out, err
	}
	tab := table{"cameo.tsv", []string{"code", "kind", "gives", "national", "meaning", "source"}, func(l *Lexicon, t *row) {
		c := cameoCode{t.f[1], t.f[2], t.f[3]}
		switch c.kind {
		case "country", "owner", "organisation":
			l.checkCode(t, 2, t.need(2))
		case "sector", "group":
			l.checkSector(t, 2, c.gives)
		default:
			t.fault(1, "%q: want country, owner, organisation, sector or group", c.kind)
		}
		l.checkSector(t, 3, c.national)
		out.codes[t.need(0)] = c
	}}
	return out, errors.Join(tab.read(l, string(b))...)
}

// translate gives a code of an actor as ours. A code that is ours already, with
// a blank between its parts, stays. Parts that are not known are noted; where
// the first is not, there is no code.
func (c *cameoCodes) translate(o *own, at Origin, code string) (string, bool) {
	if strings.Trim(code, "-+#") == "" {
		return "---", true
	}
	l := o.l
	if strings.Contains(code, " ") {
		if err := l.codeFault(code); err != "" {
			o.note(Unused, at, "%s", err)
			return "", false
		}
		return code, true
	}
	head, rest := code[:min(3, len(code))], code[min(3, len(code)):]
	owner, national := "", ""
	switch x, ok := c.codes[head]; {
	case ok && x.kind == "country", ok && x.kind == "owner", ok && x.kind == "organisation":
		owner, national = x.gives, x.national
	case l.isCode(head):
		owner = head
	case ok: // a region, people or part of society of no one country
		owner, rest = "---", code
		if x.kind == "group" && x.gives == "" {
			rest = code[3:]
		}
	default:
		c.note(head, at, code, true)
		return "", false
	}
	sector, group, country := "", "", ""
	for ; rest != ""; rest = rest[min(3, len(rest)):] {
		part := rest[:min(3, len(rest))]
		switch x, ok := c.codes[part]; {
		case ok && x.kind == "sector":
			sector = l.secondSector(sector, x.gives)
		case ok && x.kind == "organisation":
			owner = x.gives
		case ok && x.kind == "group":
			group = cmp.Or(group, x.gives)
		case ok && x.kind == "country":
			country = cmp.Or(country, x.gives)
		case l.isCode(part):
			country = cmp.Or(country, part)
		default:
			c.note(part, at, code, false)
		}
	}
	if national != "" && country != "" {
		owner, sector = country, national
	}
	sector = cmp.Or(sector, group)
	if _, ok := l.country[owner]; (ok || owner == "---") && sector != "" {
		owner += " " + sector
	}
	return owner, true
}

// heads counts the codes of actors by whether what they begin with is known.
func (c *cameoCodes) heads(l *Lexicon, items []item) (known, unknown int) {
	for _, it := range items {
		for _, x := range it.codes {
			head := x.code[:min(3, len(x.code))]
			if _, ok := c.codes[head]; it.agent || strings.Trim(x.code, "-+#") == "" {
				continue
			} else if ok || l.isCode(head) {
				known++
			} else {
				unknown++
			}
		}
	}
	return known, unknown
}

// sector gives the code of an agent as a sector of ours.
func (c *cameoCodes) sector(o *own, at Origin, code string) (string, bool) {
	sector, group := "", ""
	for rest := code; rest != ""; rest = rest[min(3, len(rest)):] {
		part := rest[:min(3, len(rest))]
		switch x, ok := c.codes[part]; {
		case ok && x.kind == "sector":
			sector = o.l.secondSector(sector, x.gives)
		case ok && x.kind == "group":
			group = cmp.Or(group, x.gives)
		case ok && x.kind == "owner":
			group = cmp.Or(group, x.national)
		default:
			c.note(part, at, "~"+code, false)
		}
	}
	sector = cmp.Or(sector, group)
	return sector, sector != ""
}

// secondSector adds a sector to one: only whose side a party or parliament is
// on makes a second, as in "PTY OPP".
func (l *Lexicon) secondSector(first, then string) string {
	if first == "" {
		return then
	}
	if s, ok := l.Sector(then); ok && s.Side && (first == "PTY" || first == "LEG") {
		return first + " " + then
	}
	if s, ok := l.Sector(first); ok && s.Side && (then == "PTY" || then == "LEG") {
		return then + " " + first
	}
	return first
}

func (l *Lexicon) isCode(part string) bool {
	_, country := l.country[part]
	_, owner := l.owner[part]
	return country || owner
}

// codeFault says what is wrong with a code of ours, or "".
func (l *Lexicon) codeFault(code string) string {
	var faults []error
	l.checkCode(&row{faults: &faults}, 0, code)
	if len(faults) > 0 {
		return faults[0].(*Error).Msg
	}
	return ""
}

func (c *cameoCodes) note(part string, at Origin, code string, head bool) {
	key := part
	if head {
		key = "^" + part
	}
	u := c.unknown[key]
	if u == nil {
		u = &unknownCode{first: at, in: code, head: head}
		c.unknown[key] = u
	}
	u.entries++
}

// tell notes the parts of codes that were not known, each once.
func (c *cameoCodes) tell(o *own) {
	for _, key := range slices.Sorted(maps.Keys(c.unknown)) {
		u := c.unknown[key]
		times := ""
		if u.entries > 1 {
			times = " and in " + count(u.entries-1, "more code")
		}
		if u.head {
			o.note(Unused, u.first, "%s%s: %s is no country or owner that is known, so its entries are left out; a table with code, name and adjectives makes it one", u.in, times, key[1:])
		} else {
			o.note(Remark, u.first, "%s%s: %s is not known and left out", u.in, times, key)
		}
	}
	clear(c.unknown)
}
