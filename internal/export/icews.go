package export

import (
	"io"
	"strconv"
	"strings"

	"rapporteur"
)

// icewsFields are the columns of the ICEWS event files.
var icewsFields = []field{
	{"Event ID", asInteger, func(l *line) string { return l.number() }},
	{"Event Date", asDay, func(l *line) string { return dated("2006-01-02")(l.day()) }},
	{"Source Name", asText, func(l *line) string { return l.icewsName(l.actor) }},
	{"Source Sectors", asList, func(l *line) string { return l.icewsSectors(l.actor) }},
	{"Source Country", asText, func(l *line) string { return l.icewsCountry(l.actor.owner) }},
	{"Event Text", asText, func(l *line) string { return l.code.name }},
	{"CAMEO Code", asText, func(l *line) string { return l.e.CAMEO }},
	{"Intensity", asDecimal, func(l *line) string {
		if l.code.icews == nil {
			return number(l.e.Goldstein)
		}
		return number(l.code.icews)
	}},
	{"Target Name", asText, func(l *line) string { return l.icewsName(l.recipient) }},
	{"Target Sectors", asList, func(l *line) string { return l.icewsSectors(l.recipient) }},
	{"Target Country", asText, func(l *line) string { return l.icewsCountry(l.recipient.owner) }},
	{"Story ID", asInteger, func(l *line) string { return number53(l.e.Article.ID) }},
	{"Sentence Number", asInteger, func(l *line) string { return strconv.Itoa(l.sentence()) }},
	{"Publisher", asText, func(l *line) string { return l.publisher() }},
	{"City", asText, func(l *line) string { return l.city() }},
	{"District", asText, none},
	{"Province", asText, func(l *line) string { return l.province() }},
	{"Country", asText, func(l *line) string {
		return place(l.e, func(p *rapporteur.Place) string { return l.icewsCountry(p.Country) })
	}},
	{"Latitude", asDecimal, func(l *line) string {
		return place(l.e, func(p *rapporteur.Place) string { return number(p.Lat) })
	}},
	{"Longitude", asDecimal, func(l *line) string {
		return place(l.e, func(p *rapporteur.Place) string { return number(p.Lon) })
	}},
}

// newICEWS writes the columns of the ICEWS event files, with their header.
func newICEWS(w io.Writer, known func(*rapporteur.Event) Known) Sink {
	return newLayout(layout{fields: icewsFields, header: true, cameo: true}, w, known)
}

// icewsName is the actor in words: the name, a country's own, or what the
// report calls an actor, with the country as ICEWS has it in brackets.
func (l *line) icewsName(p party) string {
	if p.Entity == nil {
		return ""
	}
	if p.Name != "" {
		return words(p.Name)
	}
	of := l.icewsCountry(p.owner)
	name := firstOf(words(p.Role), p.bare())
	if of != "" && (len(p.sectors) == 0 && p.Role == "" || name == l.t.countries[p.owner].name) {
		return of
	}
	if of != "" {
		name += " (" + of + ")"
	}
	return name
}

func (l *line) icewsCountry(owner string) string {
	if !l.t.isCountry(owner) {
		return ""
	}
	c := l.t.countries[owner]
	return firstOf(c.icews, c.name, owner)
}

// icewsSectors are the sector words of the owner, where it is no country, and
// of the sectors.
func (l *line) icewsSectors(p party) string {
	var out []string
	seen := map[string]bool{}
	add := func(list []string) {
		for _, s := range list {
			if !seen[s] {
				seen[s] = true
				out = append(out, s)
			}
		}
	}
	for _, s := range p.sectors {
		add(l.t.sectors[s].icews)
	}
	if len(p.types) > 0 && !l.t.isCountry(p.owner) { // an organisation's first type is what it is
		add(l.t.sectors[p.types[0]].icews)
	}
	return strings.Join(out, ",")
}

// city is the name of the place, where it lies in a region.
func (l *line) city() string {
	if l.where() != "city" {
		return ""
	}
	return words(l.e.Place.Name)
}

// province is the first-level division of the place, or the place where it is
// one.
func (l *line) province() string {
	switch l.where() {
	case "city":
		return words(l.e.Place.Admin1)
	case "region":
		return words(l.e.Place.Name)
	}
	return ""
}
