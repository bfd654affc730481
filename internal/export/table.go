package export

import (
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"rapporteur"
)

// Widths of the table in terminal cells.
const (
	minWidth  = 60  // narrower terminals get a table of this width
	wideWidth = 120 // from here every field has a column of its own
	maxWidth  = 200 // wider lines are hard to read
	gap       = 2   // cells between columns
	lines     = 4   // of the sentence, around the trigger
)

type tableSink struct {
	w     io.Writer
	width int
	color bool
	any   bool
}

// NewTable writes for each article a heading and a table of its events, fitted
// to a terminal of width cells; from 120 cells on every field has a column of
// its own, below that actor, recipient and source share one. With color,
// escape sequences set off triggers and headings.
func NewTable(w io.Writer, width int, color bool) Sink {
	return &tableSink{w: w, width: min(max(width, minWidth), maxWidth), color: color}
}

func (t *tableSink) Write(art rapporteur.Article, events []rapporteur.Event) error {
	var b strings.Builder
	if t.any {
		b.WriteString("\n")
	}
	t.any = true
	t.heading(&b, art, events)
	switch {
	case len(events) == 0:
		b.WriteString("No events.\n")
	case t.width >= wideWidth:
		b.WriteString(t.wide(events))
	default:
		b.WriteString(t.narrow(events))
	}
	_, err := io.WriteString(t.w, b.String())
	return err
}

func (t *tableSink) Close() error { return nil }

// heading names the article: its title, and in a second line where and when it
// appeared.
func (t *tableSink) heading(b *strings.Builder, art rapporteur.Article, events []rapporteur.Event) {
	id := art.ID
	if id == "" && len(events) > 0 {
		id = events[0].Article.ID
	}
	title := plain(art.Title)
	if title == "" { // its first words, then
		title = plain(beginning(art))
		if text.StringWidthWithoutEscSequences(title) > t.width-2 {
			title = strings.TrimSpace(text.Trim(title, t.width-2)) + " …"
		}
	}
	var facts []string
	for _, s := range []string{art.Agency, art.Publisher, art.Date, id} {
		if s = plain(s); s != "" {
			facts = append(facts, s)
		}
	}
	if title != "" {
		b.WriteString(t.paint(wrap(title, t.width), text.Bold))
		b.WriteString("\n")
	}
	if len(facts) > 0 {
		b.WriteString(t.paint(text.Trim(strings.Join(facts, " · "), t.width), text.Faint))
		b.WriteString("\n")
	}
}

// beginning is the start of the article's body, more of it than a line takes.
func beginning(art rapporteur.Article) string {
	r := []rune(strings.Join(art.Sentences, " "))
	if len(r) == 0 {
		r = []rune(art.Text)
		if len(art.Body) > 0 && art.Body[0].Start < len(r) {
			r = r[art.Body[0].Start:]
		}
	}
	return string(r[:min(len(r), 4*maxWidth)])
}

// wide gives every field its own column.
func (t *tableSink) wide(events []rapporteur.Event) string {
	rest := t.width - 6*gap
	date, kind, status := 14, 13, 12
	rest -= date + kind + status
	who := rest * 20 / 100
	source := rest * 16 / 100
	return t.render([]string{"date, place", "event", "actor", "recipient", "status", "on whose word", "words"},
		[]int{date, kind, who, who, status, source, rest - 2*who - source}, events,
		func(e *rapporteur.Event, width int) []string {
			return []string{t.when(e) + where(e), t.kind(e), t.entities(e.Actor, ""), t.entities(e.Recipient, ""), t.status(e.Status), t.sources(e.SaidBy, ""), t.sentence(e, width)}
		})
}

// narrow puts the parties and the sources under each other.
func (t *tableSink) narrow(events []rapporteur.Event) string {
	rest := t.width - 3*gap
	date, kind := 12, 13
	rest -= date + kind
	who := rest * 48 / 100
	return t.render([]string{"date, place", "event", "actor → recipient", "words"},
		[]int{date, kind, who, rest - who}, events,
		func(e *rapporteur.Event, width int) []string {
			var parties []string
			for _, s := range []string{t.entities(e.Actor, ""), t.entities(e.Recipient, "→ "), t.sources(e.SaidBy, "says ")} {
				if s != "" {
					parties = append(parties, s)
				}
			}
			return []string{t.when(e) + where(e), t.kind(e) + "\n" + t.status(e.Status), strings.Join(parties, "\n"), t.sentence(e, width)}
		})
}

// where is a line with the event's place, as the report words it.
func where(e *rapporteur.Event) string {
	if e.Place == nil {
		return ""
	}
	return "\n" + plain(e.Place.Text)
}

func (t *tableSink) render(names []string, widths []int, events []rapporteur.Event, cells func(*rapporteur.Event, int) []string) string {
	tw := table.NewWriter()
	st := table.StyleLight
	st.Options = table.Options{SeparateHeader: true}
	st.Box.PaddingLeft, st.Box.PaddingRight = "", strings.Repeat(" ", gap)
	st.Format.Header = text.FormatDefault
	if t.color {
		st.Color.Header = text.Colors{text.Faint}
		st.Color.Separator = text.Colors{text.Faint}
	}
	tw.SetStyle(st)
	head := make(table.Row, len(names))
	config := make([]table.ColumnConfig, len(names))
	for i, n := range names {
		head[i] = n
		config[i] = table.ColumnConfig{Number: i + 1, WidthMin: widths[i], WidthMax: widths[i], WidthMaxEnforcer: wrap, VAlign: text.VAlignTop}
	}
	tw.AppendHeader(head)
	tw.SetColumnConfigs(config)
	for i := range events {
		var row table.Row
		for _, c := range cells(&events[i], widths[len(widths)-1]) {
			row = append(row, c)
		}
		if i > 0 {
			tw.AppendRow(table.Row{""}) // air between the events
		}
		tw.AppendRow(row)
	}
	var b strings.Builder
	for _, line := range strings.Split(tw.Render(), "\n") {
		b.WriteString(strings.TrimRight(text.Trim(line, t.width), " "))
		b.WriteString("\n")
	}
	return b.String()
}

// wrap breaks each line of a cell at spaces, so that none is wider than width.
// Escape sequences begin and end within a word, see paint.
func wrap(cell string, width int) string {
	var out []string
	for _, line := range strings.Split(cell, "\n") {
		indent := line[:len(line)-len(strings.TrimLeft(line, " "))]
		now, room := indent, width-len(indent)
		for _, word := range strings.Fields(line) {
			w := text.StringWidthWithoutEscSequences(word)
			if now != indent && w+1 <= room {
				now += " " + word
				room -= w + 1
				continue
			}
			if now != indent {
				out = append(out, now)
			}
			if room = width - len(indent); w > room { // break it, wherever
				parts := strings.Split(text.WrapHard(word, room), "\n")
				for _, p := range parts[:len(parts)-1] {
					out = append(out, indent+p)
				}
				word = parts[len(parts)-1]
				w = text.StringWidthWithoutEscSequences(word)
			}
			now = indent + word
			room -= w
		}
		out = append(out, now)
	}
	return strings.ReplaceAll(strings.Join(out, "\n"), hold, " ")
}

// when is the date of the event; where the text gives none, the day it was
// reported, and so marked.
func (t *tableSink) when(e *rapporteur.Event) string {
	if e.Date == nil {
		return ""
	}
	if e.Date.From == "publication" {
		return t.paint(e.Date.Value+"\nreported", text.Faint)
	}
	return strings.Replace(e.Date.Value, "/", "\n", 1)
}

func (t *tableSink) kind(e *rapporteur.Event) string {
	kind := t.paint(e.Type, text.Bold)
	if e.Mode != "" {
		kind += "\n" + e.Mode
	}
	return kind
}

func (t *tableSink) status(s string) string {
	if s == "actual" {
		return t.paint(s, text.Faint)
	}
	return t.paint(s, text.FgYellow)
}

// entities are named under each other, the mark before the first. Words that
// stand for several ("both governments") are followed by the code of each.
func (t *tableSink) entities(list []rapporteur.Entity, mark string) string {
	var parts []string
	for i, e := range list {
		if i > 0 && e.Words == list[i-1].Words {
			parts[len(parts)-1] += " " + t.code(e.Code)
			continue
		}
		parts = append(parts, mark+plain(e.Text)+" "+t.code(e.Code))
		mark = strings.Repeat(" ", utf8.RuneCountInString(mark))
	}
	return strings.Join(parts, "\n")
}

func (t *tableSink) sources(list []rapporteur.Source, asserts string) string {
	var parts []string
	for _, s := range list {
		stance := t.paint(asserts, text.Faint)
		if s.Stance == "denies" {
			stance = t.paint("denied by ", text.FgYellow)
		}
		parts = append(parts, stance+plain(s.Text)+" "+t.code(s.Code))
	}
	return strings.Join(parts, "\n")
}

// hold stands for a space at which no line is broken, until wrap has run.
const hold = "\ue000"

func (t *tableSink) code(s string) string {
	return t.paint("["+strings.ReplaceAll(plain(s), " ", hold)+"]", text.FgCyan)
}

// sentence is the sentence around the trigger, as much of it as a few lines of
// the column take.
func (t *tableSink) sentence(e *rapporteur.Event, width int) string {
	before, trigger, after := around(e.Sentence, e.Trigger, lines*width-width/2)
	return before + t.paint(trigger, text.Bold, text.Underline) + after
}

// around cuts a sentence to about room characters, at spaces, with the trigger
// inside and an ellipsis where something was left out.
func around(s rapporteur.Sentence, trigger rapporteur.Words, room int) (before, words, after string) {
	r := []rune(s.Text)
	i, j := trigger.Start-s.Start, trigger.End-s.Start
	if i < 0 || j > len(r) || i > j {
		i, j = 0, 0
	}
	left, right := 0, len(r)
	if len(r) > room {
		spare := max(room-(j-i), 0)
		left = max(i-spare/3, 0)
		right = min(j+spare-(i-left), len(r))
		left = max(right-room, 0)
		left = min(left, i)
		for left > 0 && left < i && !unicode.IsSpace(r[left-1]) {
			left++
		}
		for right < len(r) && right > j && !unicode.IsSpace(r[right]) {
			right--
		}
	}
	before, words, after = flat(string(r[left:i])), flat(string(r[i:j])), flat(string(r[j:right]))
	if left > 0 {
		before = "… " + strings.TrimLeft(before, " ")
	}
	if right < len(r) {
		after = strings.TrimRight(after, " ") + " …"
	}
	return before, words, after
}

// flat turns white space and control characters into single spaces, so that
// nothing in a report can move the cursor; it keeps a space at either end.
func flat(s string) string {
	var b strings.Builder
	space := false
	for _, r := range s {
		if unicode.IsSpace(r) || unicode.IsControl(r) || r == utf8.RuneError || unicode.Is(unicode.Bidi_Control, r) {
			space = true
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	if space {
		b.WriteByte(' ')
	}
	return b.String()
}

func plain(s string) string { return strings.TrimSpace(flat(s)) }

// paint colours each word by itself, so that a line may be broken between them.
func (t *tableSink) paint(s string, colors ...text.Color) string {
	if !t.color {
		return s
	}
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		words := strings.Split(l, " ")
		for k, w := range words {
			if w != "" {
				words[k] = text.Colors(colors).Sprint(w)
			}
		}
		lines[i] = strings.Join(words, " ")
	}
	return strings.Join(lines, "\n")
}
