package lexicon

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// conflicts notes own entries that are at odds: one name with two codes at
// once, an entry that an earlier one of the same name shadows, and two people
// in one office at once.
func (o *own) conflicts() {
	byName := map[string][]*ownName{}
	for i := range o.names {
		n := &o.names[i]
		for _, e := range byName[n.fold] {
			if e.at == n.at || e.group == n.group && (e.Term == Term{}) != (n.Term == Term{}) {
				continue // a code for certain dates and one for all others
			}
			if e.office && n.office || !overlap(e.Term, n.Term) {
				continue
			}
			if e.code == n.code {
				if e.group != n.group {
					o.note(Remark, n.at, "%s is %s at %s already: this entry is never used for it", n.name, n.code, e.at)
				}
			} else {
				which := "the earlier one is used"
				if e.From != n.From {
					which = "the one that begins later is used"
				}
				o.note(AtOdds, n.at, "%s is %s here and %s at %s%s: %s", n.name, n.code, e.code, e.at, shared(e.Term, n.Term), which)
			}
			break
		}
		byName[n.fold] = append(byName[n.fold], n)
	}
	byOffice := map[[2]string][]*Office{}
	for i := range o.l.Offices {
		x := &o.l.Offices[i]
		if !x.At.Own || x.Office == "" {
			continue
		}
		k := [2]string{x.Code, x.Office}
		for _, e := range byOffice[k] {
			if e.Name != x.Name && overlap(e.Term, x.Term) {
				o.note(AtOdds, x.At, "%s is %s of %s while %s is (%s)%s: the title alone then names neither", x.Name, x.Office, x.Code, e.Name, e.At, shared(e.Term, x.Term))
				break
			}
		}
		byOffice[k] = append(byOffice[k], x)
	}
}

// overlap says whether two terms have more in common than the day on which the
// one ends and the other begins.
func overlap(a, b Term) bool {
	before := func(a, b Term) bool { // a is over when b begins
		n := min(len(a.To), len(b.From))
		return n > 0 && (a.To[:n] < b.From[:n] || a.To[:n] == b.From[:n])
	}
	return !before(a, b) && !before(b, a)
}

// shared words the time that two terms have in common.
func shared(a, b Term) string {
	from, to := max(a.From, b.From), a.To
	if to == "" || b.To != "" && b.To < to {
		to = b.To
	}
	switch {
	case from == "" && to == "":
		return ""
	case to == "":
		return " since " + from
	case from == "":
		return " to " + to
	}
	return fmt.Sprintf(" from %s to %s", from, to)
}

// finish sorts the notes and counts them.
func (o *own) finish(mine []ownFile) {
	place := map[string]int{}
	for i, f := range mine {
		if _, ok := place[f.name]; !ok {
			place[f.name] = i
		}
	}
	slices.SortStableFunc(o.rep.Notes, func(a, b Note) int {
		return cmp.Or(place[a.At.File]-place[b.At.File], a.At.Line-b.At.Line, strings.Compare(a.Msg, b.Msg))
	})
	o.rep.Notes = slices.Compact(o.rep.Notes)
	for _, n := range o.rep.Notes {
		o.rep.Files[place[n.At.File]].Notes[n.Kind]++
	}
}

// nounCode words what an agent's sector says, for a note.
func nounCode(sector string) string {
	if sector == "" {
		return "a noun without a sector"
	}
	return "a noun for " + sector
}

// name keeps an own entry's name for conflicts, and notes where a built-in
// entry of the name says something else. Own names are not yet indexed, but for
// those of tables while dictionaries are read.
func (o *own) name(n ownName) {
	o.names = append(o.names, n)
	words := asWords(n.name)
	if strings.HasPrefix(n.code, "a noun ") {
		if _, sector, whole := o.l.nounKind(n.name); whole && nounCode(sector) != n.code {
			o.note(Contrary, n.at, "%s is %s here and %s in the built-in lexicon", n.name, n.code, nounCode(sector))
		}
		return
	}
	hits := o.l.namesOf(pieces(words))
	if len(hits) != 1 || hits[0].First != 0 || hits[0].Last != len(words)-1 {
		return
	}
	said, at := "", Origin{}
	for _, r := range hits[0].Refs {
		code, from := o.builtin(r, &n)
		if code == n.code {
			return
		}
		if said == "" {
			said, at = code, from
		}
	}
	if said != "" {
		o.note(Contrary, n.at, "%s is %s here and %s in the built-in lexicon (%s)", n.name, n.code, said, at)
	}
}

// builtin is the code that a built-in entry gives to a name; the own one where
// that agrees with it, none where the two do not exclude each other.
func (o *own) builtin(r Ref, n *ownName) (code string, at Origin) {
	l := o.l
	if r.Own {
		return "", at
	}
	state := func(code string, agree ...string) string {
		if slices.Contains(agree, n.code) {
			return n.code
		}
		return code
	}
	switch r.Kind {
	case OrgName:
		return l.Organisations[r.Index].Code, l.Organisations[r.Index].At
	case CountryName, CountryCity, CountrySeat:
		c := &l.Countries[r.Index]
		if r.Only != "" {
			return "", at
		}
		return state(c.Code, c.Code, c.Code+" GOV"), c.At
	case CountryAdj, CountryPeople, PlaceName:
		if r.Kind == PlaceName {
			code, at = l.Places[r.Index].Country, l.Places[r.Index].At
		} else {
			code, at = l.Countries[r.Index].Code, l.Countries[r.Index].At
		}
		if head, _, _ := strings.Cut(n.code, " "); head == code {
			return n.code, at
		} else if _, ok := l.country[head]; !ok {
			return "", at
		}
		return code, at
	case HolderName:
		x := &l.Offices[r.Index]
		if n.office && x.Code != n.code || !overlap(x.Term, n.Term) {
			return "", at // somebody may hold two offices, or one after another
		}
		return x.Code, x.At
	}
	return "", at
}

// contraryOffice notes that the built-in lexicon has somebody else in an office,
// unless it has several there at once.
func (o *own) contraryOffice(x *Office) {
	var others []*Office
	for i := range o.l.Offices {
		e := &o.l.Offices[i]
		if e.At.Own || e.Code != x.Code || e.Office != x.Office || !overlap(e.Term, x.Term) {
			continue
		}
		if slices.ContainsFunc(append([]string{e.Name}, e.Aliases...), func(n string) bool { return Fold(n) == Fold(x.Name) }) {
			continue
		}
		if slices.ContainsFunc(others, func(f *Office) bool { return overlap(e.Term, f.Term) }) {
			return
		}
		others = append(others, e)
	}
	for _, e := range others {
		o.note(Contrary, x.At, "%s is %s of %s here and %s in the built-in lexicon (%s)%s", x.Name, x.Office, x.Code, e.Name, e.At, shared(e.Term, x.Term))
	}
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
