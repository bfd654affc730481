package export

import (
	"io"
	"slices"
	"strings"

	"rapporteur"
)

// polecatFields are the columns of the POLECAT files.
var polecatFields = slices.Concat([]field{
	{"Event ID", asText, func(l *line) string { return l.id() }},
	{"Event Date", asDay, func(l *line) string { return dated("2006-01-02")(l.day()) }},
	{"Event Type", asText, func(l *line) string { return l.e.Type }},
	{"Event Mode", asText, func(l *line) string { return l.e.Mode }},
	{"Intensity", asDecimal, func(l *line) string { return number(&l.e.Intensity) }},
	{"Quad Code", asText, func(l *line) string { return strings.ToUpper(l.e.Quad) }},
	{"Contexts", asList, func(l *line) string { return strings.Join(l.e.Contexts, ";") }},
}, polecatParty("Actor", func(l *line) []rapporteur.Entity { return l.e.Actor }),
	polecatParty("Recipient", func(l *line) []rapporteur.Entity { return l.e.Recipient }), []field{
		{"Placename", asText, func(l *line) string {
			return place(l.e, func(p *rapporteur.Place) string { return words(p.Name) })
		}},
		{"City", asText, func(l *line) string { return l.city() }},
		{"District", asText, none},
		{"Province", asText, func(l *line) string { return l.province() }},
		{"Country", asText, func(l *line) string {
			return place(l.e, func(p *rapporteur.Place) string { return p.Country })
		}},
		{"Latitude", asDecimal, func(l *line) string {
			return place(l.e, func(p *rapporteur.Place) string { return number(p.Lat) })
		}},
		{"Longitude", asDecimal, func(l *line) string {
			return place(l.e, func(p *rapporteur.Place) string { return number(p.Lon) })
		}},
		{"GeoNames ID", asInteger, none},
		{"Raw Placename", asText, func(l *line) string {
			return place(l.e, func(p *rapporteur.Place) string { return words(p.Text) })
		}},
		{"Feature Type", asText, none},
		{"Source", asText, func(l *line) string { return l.publisher() }},
		{"Publication Date", asDay, func(l *line) string { return dated("2006-01-02")(l.published()) }},
		{"Story People", asList, none},
		{"Story Organizations", asList, none},
		{"Story Locations", asList, none},
		{"Language", asText, func(*line) string { return "en" }}, // nothing else is coded
		{"Version", asText, func(l *line) string { return l.e.MadeBy }},
	})

// polecatParty are the eight columns of the actors or the recipients. Lists
// have a place for each of them, so that the n-th name belongs to the n-th
// country; only the sectors are those of all together.
func polecatParty(who string, of func(*line) []rapporteur.Entity) []field {
	each := func(value func(*line, rapporteur.Entity) string) func(*line) string {
		return func(l *line) string {
			parts, some := []string{}, false
			for _, e := range of(l) {
				v := element(value(l, e))
				some = some || v != ""
				parts = append(parts, firstOf(v, "None"))
			}
			if !some {
				return ""
			}
			return strings.Join(parts, ";")
		}
	}
	sectors := func(l *line) (out []string) {
		for _, e := range of(l) {
			for _, s := range l.t.actor(e.Code).sectors {
				if !slices.Contains(out, s) {
					out = append(out, s)
				}
			}
		}
		return out
	}
	return []field{
		{who + " Name", asList, each(func(_ *line, e rapporteur.Entity) string { return e.Name })},
		{who + " Country", asList, each(func(l *line, e rapporteur.Entity) string { return l.t.actor(e.Code).owner })},
		{who + " COW", asList, each(func(l *line, e rapporteur.Entity) string { return l.t.countries[l.t.actor(e.Code).owner].cow })},
		{"Primary " + who + " Sector", asText, func(l *line) string { return append(sectors(l), "")[0] }},
		{who + " Sectors", asList, func(l *line) string { return strings.Join(sectors(l), ";") }},
		{who + " Title", asList, each(func(_ *line, e rapporteur.Entity) string { return e.Role })},
		{who + " Name Raw", asList, each(func(_ *line, e rapporteur.Entity) string { return e.Text })},
		{"Wikipedia " + who + " ID", asList, none},
	}
}

// newPOLECAT writes the columns of the POLECAT files, with their header and
// "None" for what there is not. They have a line for each event, not each pair.
func newPOLECAT(w io.Writer, known func(*rapporteur.Event) Known) Sink {
	return newLayout(layout{fields: polecatFields, header: true, missing: "None"}, w, known)
}

// none fills a column with nothing: records do not tell it.
func none(*line) string { return "" }
