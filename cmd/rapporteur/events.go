package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/jedib0t/go-pretty/v6/text"

	"rapporteur"
	"rapporteur/internal/export"
	"rapporteur/internal/gather"
	"rapporteur/internal/store"
)

// gathered writes events; the layouts of other systems get the first record of
// each.
func (f *queryFlags) gathered(ctx context.Context, l *store.Ledger, o *output) (n int, err error) {
	var write func(*store.Gathered) error
	var end func() error
	switch f.out.to {
	case export.Table:
		p := newEventPrinter(o, f.out.options(o))
		write, end = p.event, func() error { return nil }
	case export.JSONL:
		write, end = func(g *store.Gathered) error { return writeEvent(o, g) }, func() error { return nil }
	case export.CSV, export.Parquet:
		rows, err := export.NewRows(f.out.to, o, eventColumns, f.out.options(o))
		if err != nil {
			return 0, err
		}
		write, end = func(g *store.Gathered) error { return rows.Write(eventRow(g)...) }, rows.Close
	default:
		standing := map[string]known{}
		sink, err := f.sink(o, standing)
		if err != nil {
			return 0, err
		}
		write = func(g *store.Gathered) error {
			clear(standing)
			standing[g.Lead.Event.ID] = known{g.ID, g.Lead.Standing}
			return sink.Write(g.Lead.Article, []rapporteur.Event{g.Lead.Event})
		}
		end = func() error { return f.close(sink, nil) }
	}
	err = l.Events(ctx, f.q, func(g *store.Gathered) error {
		n++
		return write(g)
	})
	if err == nil {
		err = end()
	}
	return n, err
}

// jsonEvent is an event as JSON Lines have it; docs/ledger.md describes it.
type jsonEvent struct {
	ID         string      `json:"id"`
	Type       string      `json:"type"`
	Mode       string      `json:"mode,omitempty"`
	Status     string      `json:"status"`
	FirstDay   string      `json:"first_day,omitempty"`
	LastDay    string      `json:"last_day,omitempty"`
	Actor      []string    `json:"actor"`
	Recipient  []string    `json:"recipient"`
	Place      string      `json:"place,omitempty"`
	Country    string      `json:"place_country,omitempty"`
	CAMEO      string      `json:"cameo,omitempty"`
	Quad       string      `json:"quad"`
	Goldstein  *float64    `json:"goldstein,omitempty"`
	Intensity  float64     `json:"intensity"`
	Reports    int         `json:"reports"`
	Sources    int         `json:"sources"`
	Disputed   bool        `json:"disputed"`
	First      jsonFirst   `json:"first_report"`
	Fields     []jsonField `json:"fields,omitempty"`
	Claims     []jsonClaim `json:"claims"`
	Membership []jsonPart  `json:"records"`
}

type jsonFirst struct {
	Record    string `json:"record"`
	Article   string `json:"article"`
	Date      string `json:"date,omitempty"`
	Publisher string `json:"publisher,omitempty"`
	Agency    string `json:"agency,omitempty"`
	URL       string `json:"url,omitempty"`
	Title     string `json:"title,omitempty"`
	Sentence  string `json:"sentence"`
}

type jsonField struct {
	Name     string      `json:"name"`
	Disputed bool        `json:"disputed"`
	Values   []jsonValue `json:"values"`
}

type jsonValue struct {
	Value   string   `json:"value"`
	Sources int      `json:"sources"`
	Records []string `json:"records"`
}

type jsonClaim struct {
	Code    string   `json:"code"`
	Name    string   `json:"name,omitempty"`
	Stance  string   `json:"stance"`
	Since   string   `json:"since,omitempty"`
	Records []string `json:"records"`
}

type jsonPart struct {
	Record  string `json:"record"`
	Article string `json:"article"`
	Source  string `json:"source"`
}

func writeEvent(w io.Writer, g *store.Gathered) error {
	ev, a := &g.Lead.Event, &g.Lead.Article
	place, country := placeOf(ev)
	e := jsonEvent{ID: g.ID, Type: g.Type, Mode: g.Mode, Status: g.Status, FirstDay: g.First, LastDay: g.Last,
		Actor: append([]string{}, store.Codes(ev.Actor)...), Recipient: append([]string{}, store.Codes(ev.Recipient)...),
		Place: place, Country: country, CAMEO: ev.CAMEO, Quad: ev.Quad, Goldstein: g.Goldstein, Intensity: g.Intensity,
		Reports: g.Reports, Sources: g.Sources, Disputed: g.Disputed(),
		First: jsonFirst{ev.ID, a.ID, a.Date, a.Publisher, a.Agency, a.URL, a.Title, ev.Sentence.Text}}
	for _, x := range g.Group.Fields {
		field := jsonField{Name: x.Name, Disputed: x.Disputed}
		for _, v := range x.Values {
			field.Values = append(field.Values, jsonValue{v.Value, v.Sources, v.Reports})
		}
		e.Fields = append(e.Fields, field)
	}
	for _, c := range g.Group.Claims {
		e.Claims = append(e.Claims, jsonClaim{c.Code, c.Name, c.Stance, c.Since, c.Reports})
	}
	for _, m := range g.Group.Members {
		e.Membership = append(e.Membership, jsonPart{m.Report, m.Article, m.Source})
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(e); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}

// placeOf is the name of a record's place and the code of its country.
func placeOf(ev *rapporteur.Event) (name, country string) {
	if ev.Place == nil {
		return "", ""
	}
	if ev.Place.Name != "" {
		return ev.Place.Name, ev.Place.Country
	}
	return ev.Place.Text, ev.Place.Country
}

// eventColumns are the columns of events in CSV and Parquet. Columns are only
// ever added, at the end; docs/ledger.md describes them.
var eventColumns = []export.Column{
	{Name: "id"}, {Name: "type"}, {Name: "mode"}, {Name: "status"}, {Name: "first_day"}, {Name: "last_day"},
	{Name: "actor"}, {Name: "recipient"}, {Name: "place"}, {Name: "place_country"}, {Name: "cameo"}, {Name: "quad"},
	{Name: "goldstein", Kind: export.Decimal}, {Name: "intensity", Kind: export.Decimal},
	{Name: "reports", Kind: export.Integer}, {Name: "sources", Kind: export.Integer}, {Name: "disputed", Kind: export.Integer},
	{Name: "agreed_fields"}, {Name: "disputed_fields"}, {Name: "asserted_by"}, {Name: "denied_by"}, {Name: "denied_since"},
	{Name: "first_article"}, {Name: "first_date"}, {Name: "first_publisher"}, {Name: "first_agency"}, {Name: "first_url"}, {Name: "first_title"}, {Name: "first_sentence"},
}

func eventRow(g *store.Gathered) []any {
	ev, a := &g.Lead.Event, &g.Lead.Article
	place, country := placeOf(ev)
	goldstein, disputed := math.NaN(), 0
	if g.Goldstein != nil {
		goldstein = *g.Goldstein
	}
	if g.Disputed() {
		disputed = 1
	}
	var agreed, contested, asserted, denied []string
	since := ""
	for _, x := range g.Group.Fields {
		if x.Disputed {
			contested = append(contested, x.Name+": "+valuesOf(x))
		} else {
			agreed = append(agreed, x.Name+": "+x.Values[0].Value)
		}
	}
	for _, c := range g.Group.Claims {
		who := c.Code
		if c.Name != "" {
			who += " (" + c.Name + ")"
		}
		switch {
		case c.Stance == "denies":
			if who != "" {
				denied = append(denied, who)
			}
			if since == "" || c.Since < since {
				since = c.Since
			}
		case who != "":
			asserted = append(asserted, who)
		}
	}
	return []any{g.ID, g.Type, g.Mode, g.Status, g.First, g.Last, store.Codes(ev.Actor), store.Codes(ev.Recipient), place, country, ev.CAMEO, ev.Quad,
		goldstein, g.Intensity, g.Reports, g.Sources, disputed, agreed, contested, asserted, denied, since,
		a.ID, a.Date, a.Publisher, a.Agency, a.URL, a.Title, ev.Sentence.Text}
}

// valuesOf are the values of a field, with how many independent sources have
// each.
func valuesOf(x gather.Field) string {
	var out []string
	for _, v := range x.Values {
		out = append(out, fmt.Sprintf("%s (%s)", v.Value, plural(v.Sources, "source")))
	}
	return strings.Join(out, " / ")
}

// eventPrinter prints events for people.
type eventPrinter struct {
	w     io.Writer
	width int
	color bool
	any   bool
}

func newEventPrinter(w io.Writer, o export.Options) *eventPrinter {
	return &eventPrinter{w: w, width: min(max(o.Width, 60), 140), color: o.Color}
}

// paint colours a text that is not broken over lines afterwards.
func (p *eventPrinter) paint(s string, c ...text.Color) string {
	if !p.color || s == "" {
		return s
	}
	return text.Colors(c).Sprint(s)
}

// clean takes out what would move the cursor.
func clean(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)
	}), " ")
}

// labelled prints a text behind a label, broken over lines.
func (p *eventPrinter) labelled(b *strings.Builder, label, s string, c ...text.Color) {
	const margin, column = 2, 11
	for i, line := range strings.Split(text.WrapSoft(clean(s), p.width-margin-column), "\n") {
		if i > 0 {
			label = ""
		}
		fmt.Fprintf(b, "%s%s%s\n", strings.Repeat(" ", margin), p.paint(fmt.Sprintf("%-*s", column, label), text.Faint), p.paint(strings.TrimSpace(line), c...))
	}
}

func (p *eventPrinter) event(g *store.Gathered) error {
	var b strings.Builder
	if p.any {
		b.WriteString("\n")
	}
	p.any = true
	p.block(&b, g)
	_, err := io.WriteString(p.w, b.String())
	return err
}

// block prints an event: what it is, and what its reports say of it.
func (p *eventPrinter) block(b *strings.Builder, g *store.Gathered) {
	ev, a := &g.Lead.Event, &g.Lead.Article
	day := g.First
	if g.Last != g.First {
		day += " to " + g.Last
	}
	if day == "" {
		day = "no date"
	}
	head := []string{p.paint(day, text.Bold), p.paint(strings.TrimSpace(g.Type+" "+g.Mode), text.Bold)}
	if g.Status != "actual" {
		head = append(head, p.paint(g.Status, text.FgYellow))
	}
	switch {
	case g.Disputed() && !g.Asserted:
		head = append(head, p.paint("only denied", text.FgYellow))
	case g.Disputed():
		head = append(head, p.paint("disputed", text.FgYellow))
	}
	head = append(head, p.paint(g.ID, text.Faint))
	fmt.Fprintln(b, strings.Join(head, "  "))
	p.labelled(b, "who", parties(ev), text.FgCyan)
	if place, country := placeOf(ev); place != "" {
		if country != "" && country != place {
			place += ", " + country
		}
		p.labelled(b, "where", place)
	}
	p.labelled(b, "words", "“"+ev.Sentence.Text+"”")
	reports := "1 report"
	if g.Reports > 1 {
		reports = fmt.Sprintf("%d reports, %s; the first", g.Reports, plural(g.Sources, "independent source"))
	}
	p.labelled(b, "reports", reports+": "+origin(a))
	var agreed, varied, contested []string
	for _, x := range g.Group.Fields {
		switch {
		case x.Disputed:
			contested = append(contested, x.Name+": "+valuesOf(x))
		case len(x.Values) > 1:
			varied = append(varied, x.Name+": "+valuesOf(x))
		case !slices.Contains([]string{"mode", "status", "date", "place", "actor", "recipient"}, x.Name):
			agreed = append(agreed, x.Name+": "+x.Values[0].Value)
		}
	}
	p.fields(b, "numbers", agreed)
	p.fields(b, "varying", varied)
	p.fields(b, "disputed", contested, text.FgYellow)
	var asserted, denied []string
	articles := map[string]string{} // of records
	for _, m := range g.Group.Members {
		articles[m.Report] = m.Article
	}
	for _, c := range g.Group.Claims {
		in := map[string]bool{}
		for _, r := range c.Reports {
			in[articles[r]] = true
		}
		n := ""
		if len(in) > 1 {
			n = fmt.Sprintf(" in %d reports", len(in))
		}
		who := c.Code
		if c.Name != "" {
			who = c.Name + " [" + c.Code + "]"
		}
		if c.Code == "" {
			who = "the reports themselves"
		}
		if c.Since != "" {
			n += " since " + c.Since[:min(10, len(c.Since))]
		}
		if c.Stance == "denies" {
			denied = append(denied, who+n)
		} else {
			asserted = append(asserted, who+n)
		}
	}
	if g.Disputed() || len(asserted) > 1 || g.Group.Claims[0].Code != "" {
		p.fields(b, "asserted", asserted)
	}
	if g.Disputed() || slices.ContainsFunc(g.Group.Claims, func(c gather.Claim) bool { return c.Stance == "denies" && c.Code != "" }) {
		p.fields(b, "denied", denied, text.FgYellow)
	}
}

func (p *eventPrinter) fields(b *strings.Builder, label string, list []string, c ...text.Color) {
	if len(list) > 0 {
		p.labelled(b, label, strings.Join(list, "; "), c...)
	}
}

// parties names who did it to whom.
func parties(ev *rapporteur.Event) string {
	side := func(list []rapporteur.Entity) string {
		var out []string
		for i, e := range list {
			if i > 0 && e.Words == list[i-1].Words { // "both ministers", with the code of each
				out[len(out)-1] += " [" + e.Code + "]"
				continue
			}
			out = append(out, e.Text+" ["+e.Code+"]")
		}
		if out == nil {
			return "nobody named"
		}
		return strings.Join(out, ", ")
	}
	if len(ev.Recipient) == 0 {
		return side(ev.Actor)
	}
	return side(ev.Actor) + " → " + side(ev.Recipient)
}

// origin names an article: who published it, when, its title and its id.
func origin(a *rapporteur.Article) string {
	who := a.Publisher
	switch {
	case who == "":
		who = a.Agency
	case a.Agency != "" && a.Agency != who:
		who += " (" + a.Agency + ")"
	}
	var out []string
	for _, s := range []string{who, a.Date, a.ID} {
		if s != "" {
			out = append(out, s)
		}
	}
	if a.Title != "" {
		out = append(out, "“"+a.Title+"”")
	}
	return strings.Join(out, ", ")
}
