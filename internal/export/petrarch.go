package export

import (
	"io"
	"strconv"
	"strings"

	"rapporteur"
)

// petrarchFields are those of PETRARCH2's evts files, with actor and event text.
var petrarchFields = []field{
	{"date", asDayNumber, func(l *line) string {
		if day, ok := l.published(); ok { // the story's, as PETRARCH2 has it
			return day.Format("20060102")
		}
		return dated("20060102")(l.day())
	}},
	{"source", asText, func(l *line) string { return l.actor.whole }},
	{"target", asText, func(l *line) string { return l.recipient.whole }},
	{"code", asText, func(l *line) string { return l.e.CAMEO }},
	{"issues", asList, func(*line) string { return "" }},
	{"sentence_ids", asList, func(l *line) string {
		return element(l.e.Article.ID) + "_" + strconv.Itoa(l.sentence())
	}},
	{"url", asText, func(l *line) string { return words(firstOf(l.known.URL, l.e.Article.URL)) }},
	{"story_source", asText, func(l *line) string { return l.publisher() }},
	{"source_text", asText, func(l *line) string { return l.actor.text() }},
	{"target_text", asText, func(l *line) string { return l.recipient.text() }},
	{"event_text", asText, func(l *line) string { return words(l.e.Trigger.Text) }},
}

// newPETRARCH2 writes what PETRARCH2 writes: no header, "---" for what there is
// not; but issues are never known, and the URL has its column always.
func newPETRARCH2(w io.Writer, known func(*rapporteur.Event) Known) Sink {
	fields := append([]field(nil), petrarchFields...)
	for i, f := range fields {
		if f.name != "date" && f.name != "issues" && f.name != "url" {
			fields[i].cell = func(l *line) string { return firstOf(clean(f.cell(l)), "---") }
		}
	}
	return newLayout(layout{fields: fields, cameo: true}, w, known)
}

// sentence counts the sentences of the body from 1; the title is 0.
func (l *line) sentence() int { return l.e.Sentence.Index + 1 }

// publisher is who published the report, else the agency.
func (l *line) publisher() string {
	return words(firstOf(l.e.Article.Publisher, l.e.Article.Agency))
}

// text is how the report names the party.
func (p party) text() string {
	if p.Entity == nil {
		return ""
	}
	return words(p.Text)
}

// bare is that without the article: "United States".
func (p party) bare() string {
	text := p.text()
	if len(text) > 4 && strings.EqualFold(text[:4], "the ") {
		return text[4:]
	}
	return text
}

// element is an element of a list that is joined by semicolons.
func element(s string) string { return strings.ReplaceAll(words(s), ";", ",") }
