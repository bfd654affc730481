package export

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"rapporteur"
)

// column is one column of the CSV output. Columns are only ever added, at the
// end, so that scripts that go by position stay right too.
type column struct {
	name string
	cell func(*rapporteur.Event) string
}

// columns are the CSV columns in order; docs/record.md describes them.
var columns = []column{
	{"id", func(e *rapporteur.Event) string { return e.ID }},
	{"article_id", func(e *rapporteur.Event) string { return words(e.Article.ID) }},
	{"article_date", func(e *rapporteur.Event) string { return words(e.Article.Date) }},
	{"agency", func(e *rapporteur.Event) string { return words(e.Article.Agency) }},
	{"publisher", func(e *rapporteur.Event) string { return words(e.Article.Publisher) }},
	{"url", func(e *rapporteur.Event) string { return words(e.Article.URL) }},
	{"date", func(e *rapporteur.Event) string {
		if e.Date == nil {
			return ""
		}
		return e.Date.Value
	}},
	{"date_from", func(e *rapporteur.Event) string {
		if e.Date == nil {
			return ""
		}
		return e.Date.From
	}},
	{"type", func(e *rapporteur.Event) string { return e.Type }},
	{"mode", func(e *rapporteur.Event) string { return e.Mode }},
	{"contexts", func(e *rapporteur.Event) string { return join(e.Contexts) }},
	{"status", func(e *rapporteur.Event) string { return e.Status }},
	{"actor_code", func(e *rapporteur.Event) string { return list(e.Actor, entityCode) }},
	{"actor_text", func(e *rapporteur.Event) string { return list(e.Actor, entityText) }},
	{"actor_name", func(e *rapporteur.Event) string { return list(e.Actor, entityName) }},
	{"actor_role", func(e *rapporteur.Event) string { return list(e.Actor, entityRole) }},
	{"recipient_code", func(e *rapporteur.Event) string { return list(e.Recipient, entityCode) }},
	{"recipient_text", func(e *rapporteur.Event) string { return list(e.Recipient, entityText) }},
	{"recipient_name", func(e *rapporteur.Event) string { return list(e.Recipient, entityName) }},
	{"recipient_role", func(e *rapporteur.Event) string { return list(e.Recipient, entityRole) }},
	{"said_by", func(e *rapporteur.Event) string {
		return list(e.SaidBy, func(s rapporteur.Source) string { return s.Code + ":" + s.Stance })
	}},
	{"said_by_text", func(e *rapporteur.Event) string {
		return list(e.SaidBy, func(s rapporteur.Source) string { return words(s.Text) })
	}},
	{"said_by_name", func(e *rapporteur.Event) string {
		return list(e.SaidBy, func(s rapporteur.Source) string { return words(s.Name) })
	}},
	{"place", func(e *rapporteur.Event) string {
		return place(e, func(p *rapporteur.Place) string { return words(p.Text) })
	}},
	{"place_name", func(e *rapporteur.Event) string {
		return place(e, func(p *rapporteur.Place) string { return words(p.Name) })
	}},
	{"place_country", func(e *rapporteur.Event) string {
		return place(e, func(p *rapporteur.Place) string { return p.Country })
	}},
	{"place_admin1", func(e *rapporteur.Event) string {
		return place(e, func(p *rapporteur.Place) string { return words(p.Admin1) })
	}},
	{"lat", func(e *rapporteur.Event) string {
		return place(e, func(p *rapporteur.Place) string { return number(p.Lat) })
	}},
	{"lon", func(e *rapporteur.Event) string {
		return place(e, func(p *rapporteur.Place) string { return number(p.Lon) })
	}},
	{"cameo", func(e *rapporteur.Event) string { return e.CAMEO }},
	{"quad", func(e *rapporteur.Event) string { return e.Quad }},
	{"goldstein", func(e *rapporteur.Event) string { return number(e.Goldstein) }},
	{"intensity", func(e *rapporteur.Event) string { return number(&e.Intensity) }},
	{"trigger", func(e *rapporteur.Event) string { return words(e.Trigger.Text) }},
	{"trigger_start", func(e *rapporteur.Event) string { return strconv.Itoa(e.Trigger.Start) }},
	{"trigger_end", func(e *rapporteur.Event) string { return strconv.Itoa(e.Trigger.End) }},
	{"sentence_index", func(e *rapporteur.Event) string { return strconv.Itoa(e.Sentence.Index) }},
	{"sentence_start", func(e *rapporteur.Event) string { return strconv.Itoa(e.Sentence.Start) }},
	{"sentence_end", func(e *rapporteur.Event) string { return strconv.Itoa(e.Sentence.End) }},
	{"sentence", func(e *rapporteur.Event) string { return words(e.Sentence.Text) }},
	{"rule", func(e *rapporteur.Event) string { return e.Rule }},
	{"made_by", func(e *rapporteur.Event) string { return e.MadeBy }},
	{"counts", func(e *rapporteur.Event) string { return list(e.Counts, countCell) }},
	{"confidence", confidence},
}

type csvSink struct {
	w       *csv.Writer
	below   io.Writer
	bom     bool
	started bool
}

// NewCSV writes a header line and one row per event, quoted as RFC 4180 says,
// with lines ended by a newline alone. Lists are joined by "; ". With bom the
// file begins with a byte order mark, without which Excel does not take it for
// UTF-8.
func NewCSV(w io.Writer, bom bool) Sink {
	return &csvSink{w: csv.NewWriter(w), below: w, bom: bom}
}

func (c *csvSink) start() error {
	if c.started {
		return nil
	}
	c.started = true
	if c.bom {
		if _, err := io.WriteString(c.below, "\ufeff"); err != nil {
			return err
		}
	}
	names := make([]string, len(columns))
	for i, col := range columns {
		names[i] = col.name
	}
	return c.w.Write(names)
}

func (c *csvSink) Write(_ rapporteur.Article, events []rapporteur.Event) error {
	if err := c.start(); err != nil {
		return err
	}
	row := make([]string, len(columns))
	for i := range events {
		for k, col := range columns {
			row[k] = col.cell(&events[i])
		}
		if err := c.w.Write(row); err != nil {
			return err
		}
	}
	c.w.Flush()
	return c.w.Error()
}

func (c *csvSink) Close() error {
	if err := c.start(); err != nil {
		return err
	}
	c.w.Flush()
	return c.w.Error()
}

// words prepares words of a report for a cell: white space and controls become
// one space, and a cell that a spreadsheet would run as a formula (it begins
// with = + - or @) gets an apostrophe before it. Codes and numbers, which the
// program makes itself, are written as they are: "---" is a code, -9.5 a number.
func words(s string) string {
	s = plain(s)
	if s != "" && strings.ContainsRune("=+-@", rune(s[0])) {
		return "'" + s
	}
	return s
}

func join(parts []string) string { return strings.Join(parts, "; ") }

// list joins one value of each element; elements without one leave their place
// empty, so that the n-th name belongs to the n-th code.
func list[T any](elements []T, value func(T) string) string {
	parts, some := make([]string, len(elements)), false
	for i, e := range elements {
		parts[i] = value(e)
		some = some || parts[i] != ""
	}
	if !some {
		return ""
	}
	return join(parts)
}

func entityCode(e rapporteur.Entity) string { return e.Code }
func entityText(e rapporteur.Entity) string { return words(e.Text) }
func entityName(e rapporteur.Entity) string { return words(e.Name) }
func entityRole(e rapporteur.Entity) string { return words(e.Role) }

// countCell writes "killed>=17", "protesters~400", "money=5000000 USD", and
// whose number it is where that isn't told by said_by.
func countCell(c rapporteur.Count) string {
	num := func(n *int64) string { return strconv.FormatInt(*n, 10) }
	s := c.What
	switch {
	case c.N != nil && c.About:
		s += "~" + num(c.N)
	case c.N != nil:
		s += "=" + num(c.N)
	case c.Min != nil && c.Max != nil:
		s += "=" + num(c.Min) + ".." + num(c.Max)
	case c.Min != nil:
		s += ">=" + num(c.Min)
	case c.Max != nil:
		s += "<=" + num(c.Max)
	}
	if c.Unit != "" {
		s += " " + c.Unit
	}
	for _, x := range c.SaidBy {
		s += " (" + x.Code + ":" + x.Stance + ")"
	}
	return s
}

func place(e *rapporteur.Event, value func(*rapporteur.Place) string) string {
	if e.Place == nil {
		return ""
	}
	return value(e.Place)
}

// confidence is empty for records of a ledger that are older than it.
func confidence(e *rapporteur.Event) string {
	if e.Confidence == 0 {
		return ""
	}
	return number(&e.Confidence)
}

// number writes a number with as many digits as it needs.
func number(x *float64) string {
	if x == nil {
		return ""
	}
	return strconv.FormatFloat(*x, 'f', -1, 64)
}
