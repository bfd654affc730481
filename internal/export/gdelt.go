package export

import (
	"fmt"
	"io"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"rapporteur"
)

// gdeltFields are the columns of GDELT 2.0's event table.
var gdeltFields = slices.Concat([]field{
	{"GLOBALEVENTID", asInteger, func(l *line) string { return l.number() }},
	{"SQLDATE", asDayNumber, func(l *line) string { return dated("20060102")(l.day()) }},
	{"MonthYear", asInteger, func(l *line) string { return dated("200601")(l.day()) }},
	{"Year", asInteger, func(l *line) string { return dated("2006")(l.day()) }},
	{"FractionDate", asDecimal, func(l *line) string {
		at, ok := l.day()
		if !ok {
			return ""
		}
		return fmt.Sprintf("%.4f", float64(at.Year())+float64((int(at.Month())-1)*30+at.Day())/365)
	}},
}, gdeltActor("Actor1", func(l *line) party { return l.actor }), gdeltActor("Actor2", func(l *line) party { return l.recipient }), []field{
	{"IsRootEvent", asInteger, func(l *line) string {
		if l.e.Sentence.Index <= 0 {
			return "1"
		}
		return "0"
	}},
	{"EventCode", asText, func(l *line) string { return l.e.CAMEO }},
	{"EventBaseCode", asText, func(l *line) string { return l.e.CAMEO[:min(3, len(l.e.CAMEO))] }},
	{"EventRootCode", asText, func(l *line) string { return l.e.CAMEO[:min(2, len(l.e.CAMEO))] }},
	{"QuadClass", asInteger, func(l *line) string { return l.code.quad }},
	{"GoldsteinScale", asDecimal, func(l *line) string {
		if l.code.gdelt == nil {
			return number(l.e.Goldstein)
		}
		return number(l.code.gdelt)
	}},
	{"NumMentions", asInteger, func(l *line) string { return amount(l.known.Mentions) }},
	{"NumSources", asInteger, func(l *line) string { return amount(l.known.Sources) }},
	{"NumArticles", asInteger, func(l *line) string { return amount(l.known.Articles) }},
	{"AvgTone", asDecimal, none},
}, gdeltNowhere("Actor1Geo"), gdeltNowhere("Actor2Geo"), []field{
	{"ActionGeo_Type", asInteger, func(l *line) string {
		us := l.e.Place != nil && l.e.Place.Country == "USA"
		switch where := l.where(); {
		case where == "country":
			return "1"
		case where == "region" && us:
			return "2"
		case where == "city" && us:
			return "3"
		case where == "city":
			return "4"
		case where == "region":
			return "5"
		}
		return "0"
	}},
	{"ActionGeo_FullName", asText, func(l *line) string {
		return place(l.e, func(p *rapporteur.Place) string {
			if l.where() == "" {
				return words(p.Text)
			}
			parts := []string{words(p.Name)}
			for _, s := range []string{words(p.Admin1), firstOf(l.t.countries[p.Country].name, p.Country)} {
				if s != "" && s != parts[len(parts)-1] {
					parts = append(parts, s)
				}
			}
			return strings.Join(parts, ", ")
		})
	}},
	{"ActionGeo_CountryCode", asText, func(l *line) string { return place(l.e, l.t.fips) }},
	{"ActionGeo_ADM1Code", asText, func(l *line) string {
		if l.where() != "country" {
			return ""
		}
		return place(l.e, l.t.fips)
	}},
	{"ActionGeo_ADM2Code", asText, none},
	{"ActionGeo_Lat", asDecimal, func(l *line) string {
		return place(l.e, func(p *rapporteur.Place) string { return number(p.Lat) })
	}},
	{"ActionGeo_Long", asDecimal, func(l *line) string {
		return place(l.e, func(p *rapporteur.Place) string { return number(p.Lon) })
	}},
	{"ActionGeo_FeatureID", asText, none},
	{"DATEADDED", asStamp, func(l *line) string { return l.added() }},
	{"SOURCEURL", asText, func(l *line) string {
		return words(firstOf(l.known.URL, l.e.Article.URL, l.e.Article.ID))
	}},
})

// gdeltActor are the ten columns of an actor.
func gdeltActor(who string, of func(*line) party) []field {
	role := func(n int) func(*line) string {
		return func(l *line) string {
			if types := of(l).types; n < len(types) {
				return types[n]
			}
			return ""
		}
	}
	return []field{
		{who + "Code", asText, func(l *line) string { return of(l).gdelt }},
		{who + "Name", asText, func(l *line) string {
			p := of(l)
			if p.Entity == nil {
				return ""
			}
			name := firstOf(words(p.Name), p.bare())
			if p.Name == "" && l.t.isCountry(p.owner) && len(p.sectors) == 0 {
				name = firstOf(l.t.countries[p.owner].name, name)
			}
			return strings.ToUpper(name)
		}},
		{who + "CountryCode", asText, func(l *line) string { return of(l).country }},
		{who + "KnownGroupCode", asText, func(l *line) string { return of(l).group }},
		{who + "EthnicCode", asText, none},
		{who + "Religion1Code", asText, none},
		{who + "Religion2Code", asText, none},
		{who + "Type1Code", asText, role(0)},
		{who + "Type2Code", asText, role(1)},
		{who + "Type3Code", asText, role(2)},
	}
}

// gdeltNowhere are the eight columns of a place that records do not tell.
func gdeltNowhere(what string) []field {
	fields := []field{{what + "_Type", asInteger, func(*line) string { return "0" }}}
	for _, f := range []struct {
		name string
		kind kind
	}{{"FullName", asText}, {"CountryCode", asText}, {"ADM1Code", asText}, {"ADM2Code", asText}, {"Lat", asDecimal}, {"Long", asDecimal}, {"FeatureID", asText}} {
		fields = append(fields, field{what + "_" + f.name, f.kind, none})
	}
	return fields
}

// mentionFields are the columns of GDELT 2.0's table of mentions.
var mentionFields = []field{
	{"GLOBALEVENTID", asInteger, func(l *line) string { return l.number() }},
	{"EventTimeDate", asStamp, func(l *line) string { return l.added() }},
	{"MentionTimeDate", asStamp, func(l *line) string { return l.appeared() }},
	{"MentionType", asInteger, func(l *line) string {
		if l.e.Article.URL != "" {
			return "1" // the web
		}
		return "2" // a citation
	}},
	{"MentionSourceName", asText, func(l *line) string {
		if u, err := url.Parse(l.e.Article.URL); err == nil && u.Host != "" {
			return words(strings.TrimPrefix(u.Hostname(), "www."))
		}
		return l.publisher()
	}},
	{"MentionIdentifier", asText, func(l *line) string { return words(firstOf(l.e.Article.URL, l.e.Article.ID)) }},
	{"SentenceID", asInteger, func(l *line) string { return strconv.Itoa(l.sentence()) }},
	{"Actor1CharOffset", asInteger, func(l *line) string { return l.actor.offset() }},
	{"Actor2CharOffset", asInteger, func(l *line) string { return l.recipient.offset() }},
	{"ActionCharOffset", asInteger, func(l *line) string { return strconv.Itoa(l.e.Trigger.Start) }},
	{"InRawText", asInteger, func(*line) string { return "1" }},
	{"Confidence", asInteger, func(l *line) string {
		if l.e.Confidence == 0 {
			return ""
		}
		return strconv.Itoa(int(math.Round(100 * l.e.Confidence)))
	}},
	{"MentionDocLen", asInteger, func(l *line) string {
		n := utf8.RuneCountInString(l.art.Text)
		if len(l.art.Sentences) > 0 {
			n = utf8.RuneCountInString(strings.Join(l.art.Sentences, "\n"))
		}
		if n == 0 {
			return ""
		}
		return strconv.Itoa(n)
	}},
	{"MentionDocTone", asDecimal, none},
	{"MentionDocTranslationInfo", asText, none},
	{"Extras", asText, none},
}

// newGDELT writes the event table of GDELT 2.0, without a header as there.
func newGDELT(w io.Writer, known func(*rapporteur.Event) Known) Sink {
	return newLayout(layout{fields: gdeltFields, cameo: true}, w, known)
}

// newGDELTMentions writes the table of mentions of GDELT 2.0, a line for each
// line that newGDELT makes of the same record.
func newGDELTMentions(w io.Writer, known func(*rapporteur.Event) Known) Sink {
	return newLayout(layout{fields: mentionFields, cameo: true}, w, known)
}

// offset is where the report names the party; -1 where it names none.
func (p party) offset() string {
	if p.Entity == nil {
		return "-1"
	}
	return strconv.Itoa(p.Start)
}
