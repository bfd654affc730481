package actor

import (
	"cmp"
	"slices"
	"strings"

	"rapporteur/lexicon"
)

// Entry is an entry of the lexicon under one of its names.
type Entry struct {
	Words      string // the words looked up that name it
	Whole      bool   // they are all the words
	Kind       string // country, adjective, people, capital, seat, organisation, office, surname, place, noun, title, relation
	Code       string // the whole code; of nouns and titles the sector, of places the country
	Name, Role string
	From, To   string // the term of an office; of a country's former name To is its validity
	Held       bool   // for offices: on the day asked for
	At         lexicon.Origin
}

var kindNames = map[lexicon.Kind]string{
	lexicon.CountryName: "country", lexicon.CountryAdj: "adjective", lexicon.CountryPeople: "people", lexicon.CountryCity: "capital",
	lexicon.CountrySeat: "seat", lexicon.OrgName: "organisation", lexicon.HolderName: "office", lexicon.HolderSurname: "surname",
	lexicon.PlaceName: "place", lexicon.AgentNoun: "noun", lexicon.RoleNoun: "title", lexicon.ReferenceNoun: "relation",
}

// Lookup lists what the lexicon knows of the words: names in the order of the
// text, then nouns; of one name first countries, then organisations, holders of
// offices and places; nothing that is part of a longer name or noun. day is an
// ISO day; without it no office counts as held.
func (r *Resolver) Lookup(words []lexicon.Word, day string) []Entry {
	found := r.lex.Find(words)
	hits := append(slices.Clip(found.Names), found.Nouns...)
	var out []Entry
	for i, h := range hits {
		if slices.ContainsFunc(hits, func(o lexicon.Hit) bool {
			return o.First <= h.First && h.Last <= o.Last && o.Last-o.First > h.Last-h.First
		}) || i >= len(found.Names) && slices.ContainsFunc(found.Names, func(n lexicon.Hit) bool { return n.First <= h.Last && h.First <= n.Last }) {
			continue
		}
		var text strings.Builder
		for k := h.First; k <= h.Last; k++ {
			text.WriteString(words[k].Text)
			if words[k].Space && k < h.Last {
				text.WriteByte(' ')
			}
		}
		for _, ref := range h.Refs {
			e := r.entry(ref, day)
			e.Words, e.Whole = text.String(), h.First == 0 && h.Last == len(words)-1
			out = append(out, e)
		}
	}
	return out
}

func (r *Resolver) entry(ref lexicon.Ref, day string) Entry {
	e := Entry{Kind: kindNames[ref.Kind]}
	switch ref.Kind {
	case lexicon.OrgName:
		o := r.lex.Organisations[ref.Index]
		e.Code, e.Name, e.At = o.Code, o.Name, o.At
	case lexicon.HolderName, lexicon.HolderSurname:
		x := termEntry(&r.lex.Offices[ref.Index], day)
		x.Kind = e.Kind
		return x
	case lexicon.PlaceName:
		p := r.lex.Places[ref.Index]
		e.Code, e.Name, e.At = p.Country, p.Name, p.At
	case lexicon.AgentNoun:
		a := r.lex.Agents[ref.Index]
		e.Code, e.Name, e.At = a.Sector, a.Words[0], a.At
	case lexicon.RoleNoun:
		o := r.lex.Roles[ref.Index]
		e.Code, e.Role, e.At = o.Sector, o.Office, o.At
		if ref.Only != "" {
			e.Code = ref.Only
		}
	case lexicon.ReferenceNoun:
		x := r.lex.References[ref.Index]
		e.Name, e.At = x.Kind, x.At
	default:
		c := r.lex.Countries[ref.Index]
		e.Code, e.Name, e.To, e.At = c.Code, c.Name, ref.Only, c.At
	}
	return e
}

func termEntry(o *lexicon.Office, day string) Entry {
	return Entry{Kind: "office", Code: o.Code, Name: o.Name, Role: o.Office, From: o.From, To: o.To, Held: day != "" && o.HeldAt(day), At: o.At}
}

// Owner is a code without its sector: the country or organisation.
func Owner(code string) string { return owner(code) }

// Terms lists who held an office, in the order of their terms. code is the
// actor code of the office, or of its country or organisation alone.
func (r *Resolver) Terms(code, office, day string) []Entry {
	var out []Entry
	for _, i := range r.office[officeKey{owner(code), office}] {
		out = append(out, termEntry(&r.lex.Offices[i], day))
	}
	slices.SortStableFunc(out, func(a, b Entry) int {
		return cmp.Or(strings.Compare(a.From, b.From), strings.Compare(a.To, b.To))
	})
	return out
}

// Known lists who is known under a code on a day: the country with its capital
// and seats, organisations, and who holds an office. An empty code means all;
// a code without a sector its sectors too. With an office only its holders.
func (r *Resolver) Known(code, office, day string) []Entry {
	fits := func(c string) bool {
		return code == "" || c == code || sectorOf(code) == "" && strings.HasPrefix(c, code+" ")
	}
	var out []Entry
	if office == "" {
		for _, c := range r.lex.Countries {
			if !fits(join(c.Code, "GOV")) {
				continue
			}
			add := func(kind string, names ...string) {
				for _, n := range names {
					out = append(out, Entry{Kind: kind, Code: join(c.Code, "GOV"), Name: n, At: c.At})
				}
			}
			add("country", c.Name)
			add("capital", c.Capital...)
			add("seat", c.Seats...)
		}
	}
	for i := range r.lex.Offices {
		if o := &r.lex.Offices[i]; fits(o.Code) && (office == "" || o.Office == office) && o.HeldAt(day) {
			out = append(out, termEntry(o, day))
		}
	}
	if office == "" {
		for _, o := range r.lex.Organisations {
			if fits(o.Code) {
				out = append(out, Entry{Kind: "organisation", Code: o.Code, Name: o.Name, At: o.At})
			}
		}
	}
	return out
}

// Office finds the key of an office by its key or a wording of it: "secretary
// of state" is "foreign minister".
func (r *Resolver) Office(words string) (string, bool) {
	want := lexicon.Fold(words)
	for pass := range 2 {
		for _, o := range r.lex.Roles {
			if pass == 0 && lexicon.Fold(o.Office) == want {
				return o.Office, true
			}
			for _, w := range o.Words {
				if pass == 1 && lexicon.Fold(w.Text) == want {
					return o.Office, true
				}
			}
		}
	}
	return "", false
}

// Near lists known names that are spelt or sound much like one that is not known.
func (r *Resolver) Near(name string, n int) []string {
	out := r.lex.Near(name, n)
	if s := sound(parts(name)); s != "" {
		for _, i := range r.spelt[s] {
			if o := &r.lex.Offices[i]; len(out) < n && !slices.Contains(out, o.Name) {
				out = append(out, o.Name)
			}
		}
	}
	return out
}
