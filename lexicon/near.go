package lexicon

import (
	"cmp"
	"slices"
	"strings"
)

// Near lists up to n spellings that are closest to a name of which the lexicon
// knows nothing: those that differ from it in few letters, the closest first.
func (l *Lexicon) Near(name string, n int) []string {
	want := Fold(name)
	most := min(3, (len(want)+1)/4)
	if most == 0 {
		return nil
	}
	type guess struct {
		form  *form
		apart int
	}
	var found []guess
	for _, x := range []*index{&l.names, &l.agents, &l.titles} {
		for i := 1; i < len(x.forms); i++ {
			f := &x.forms[i]
			if d := len(f.atoms) - len(want); d > most || -d > most {
				continue
			}
			if apart := distance(want, f.atoms, most); apart > 0 && apart <= most {
				found = append(found, guess{f, apart})
			}
		}
	}
	slices.SortStableFunc(found, func(a, b guess) int {
		return cmp.Or(a.apart-b.apart, cmp.Compare(a.form.ref.Kind, b.form.ref.Kind), strings.Compare(a.form.atoms, b.form.atoms))
	})
	var out []string
	for _, g := range found {
		if s := l.spelling(g.form); s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
		if len(out) == n {
			break
		}
	}
	return out
}

// spelling is a form as its table writes it; of a surname it is the full name.
func (l *Lexicon) spelling(f *form) string {
	for _, s := range l.spellings(f.ref) {
		if s, _ := bracket(s); Fold(s) == f.atoms {
			return s
		}
	}
	if f.ref.Kind == HolderSurname {
		return l.Offices[f.ref.Index].Name
	}
	return ""
}

// spellings are the names of an entry that are of the reference's kind.
func (l *Lexicon) spellings(r Ref) []string {
	switch r.Kind {
	case CountryName:
		c := &l.Countries[r.Index]
		return append(append([]string{c.Name}, c.Aliases...), c.Former...)
	case CountryAdj:
		return l.Countries[r.Index].Adjectives
	case CountryPeople:
		return l.Countries[r.Index].People
	case CountryCity:
		return l.Countries[r.Index].Capital
	case CountrySeat:
		return l.Countries[r.Index].Seats
	case OrgName:
		return append([]string{l.Organisations[r.Index].Name}, l.Organisations[r.Index].Aliases...)
	case HolderName:
		return append([]string{l.Offices[r.Index].Name}, l.Offices[r.Index].Aliases...)
	case PlaceName:
		return append([]string{l.Places[r.Index].Name}, l.Places[r.Index].Aliases...)
	case AgentNoun:
		return l.Agents[r.Index].Words
	case RoleNoun:
		var out []string
		for _, w := range l.Roles[r.Index].Words {
			out = append(out, w.Text)
		}
		return out
	}
	return nil
}

// Apart is the number of letters in which two folded spellings differ, or more than
// most.
func Apart(a, b string, most int) int { return distance(a, b, most) }

// distance is the number of letters to add, drop, change or swap with the next
// one to turn a into b, or more than most.
func distance(a, b string, most int) int {
	prev2, prev, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			d := prev[j-1]
			if a[i-1] != b[j-1] {
				d++
			}
			d = min(d, prev[j]+1, row[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, prev2[j-2]+1)
			}
			row[j] = d
			least = min(least, d)
		}
		if least > most {
			return most + 1
		}
		prev2, prev, row = prev, row, prev2
	}
	return prev[len(b)]
}
