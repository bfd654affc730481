package export

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"rapporteur"
)

// Known is what only a ledger knows of an event: how it stands there among all
// reports. The zero value is what one article by itself tells. Records with one
// ID make lines of one number where the codes of their parties agree, so that
// GDELT's mentions find their events.
type Known struct {
	ID       string    // of the event that the record was gathered under; "": the record's own
	Added    time.Time // when the event was first entered; zero: the publication date
	Mentions int       // of the event in reports; 0: 1
	Sources  int       // independent ones; 0: 1
	Articles int       // that report it, copies included; 0: 1
	URL      string    // of the first report; "": the article's own
}

// Omitted counts records that a layout has no place for. A reader of such a
// file takes each line for an event that happened.
type Omitted struct {
	Status int // negated, hypothetical, or future other than AGREE and CONCEDE, which are done in words
	Denied int // nobody asserts them, somebody denies
	NoCode int // of a type without a CAMEO code, where the layout needs one
}

// Selective is a Sink whose layout has no place for some records.
type Selective interface {
	Sink
	// Omitted counts the records that were left out so far.
	Omitted() Omitted
}

// kind is the type of a field, as a loader has to declare it.
type kind string

const (
	asText      kind = "text"
	asInteger   kind = "integer" // at most 53 bits
	asDecimal   kind = "decimal" // with a point, without exponent
	asDay       kind = "YYYY-MM-DD"
	asDayNumber kind = "YYYYMMDD"
	asStamp     kind = "YYYYMMDDHHMMSS" // UTC
	asList      kind = "list"           // text
)

// field is one column of a layout. Cells may hold anything; what they must not
// hold in the file is taken out when they are written.
type field struct {
	name string
	kind kind
	cell func(*line) string
}

// line is what a line of a layout is made of: an event, and of its parties one
// actor and one recipient where the layout has a line for each pair.
type line struct {
	e         *rapporteur.Event
	art       *rapporteur.Article
	known     Known
	t         *tables
	code      eventCode // of its CAMEO code
	actor     party
	recipient party
}

// party is an actor or recipient; nil where nobody is named.
type party struct {
	*rapporteur.Entity
	actorCode
}

// layout is the file format of another system: tab-separated, no quoting.
type layout struct {
	fields  []field
	header  bool
	missing string // stands in empty cells
	cameo   bool   // a line for each pair, events need a CAMEO code
}

type layoutSink struct {
	layout
	w       io.Writer
	buf     bytes.Buffer
	known   func(*rapporteur.Event) Known
	started bool
	omitted Omitted
}

func newLayout(l layout, w io.Writer, known func(*rapporteur.Event) Known) *layoutSink {
	if known == nil {
		known = func(*rapporteur.Event) Known { return Known{} }
	}
	return &layoutSink{layout: l, w: w, known: known}
}

func (s *layoutSink) Omitted() Omitted { return s.omitted }

func (s *layoutSink) Write(art rapporteur.Article, events []rapporteur.Event) error {
	s.buf.Reset()
	s.start()
	for i := range events {
		e := &events[i]
		if !s.takes(e) {
			continue
		}
		l := line{e: e, art: &art, known: s.known(e), t: readTables()}
		if !s.cameo {
			s.line(&l)
			continue
		}
		l.code = l.t.event(e.CAMEO)
		for _, p := range pairs(e, l.code.mutual) {
			l.actor, l.recipient = l.party(p[0]), l.party(p[1])
			s.line(&l)
		}
	}
	_, err := s.w.Write(s.buf.Bytes())
	return err
}

func (s *layoutSink) Close() error {
	s.buf.Reset()
	s.start()
	_, err := s.w.Write(s.buf.Bytes())
	return err
}

func (s *layoutSink) start() {
	if !s.started && s.header {
		for i, f := range s.fields {
			s.put(i, f.name)
		}
		s.buf.WriteByte('\n')
	}
	s.started = true
}

// takes says whether the layout has a place for the event, and counts it if not.
func (s *layoutSink) takes(e *rapporteur.Event) bool {
	denied := len(e.SaidBy) > 0
	for _, by := range e.SaidBy {
		denied = denied && by.Stance == "denies"
	}
	inWords := e.Type == "AGREE" || e.Type == "CONCEDE" || e.Type == "THREATEN"
	switch {
	case e.Status != "actual" && !(e.Status == "future" && inWords):
		s.omitted.Status++
	case denied:
		s.omitted.Denied++
	case s.cameo && e.CAMEO == "":
		s.omitted.NoCode++
	default:
		return true
	}
	return false
}

func (s *layoutSink) line(l *line) {
	for i, f := range s.fields {
		s.put(i, firstOf(clean(f.cell(l)), s.missing))
	}
	s.buf.WriteByte('\n')
}

func (s *layoutSink) put(i int, cell string) {
	if i > 0 {
		s.buf.WriteByte('\t')
	}
	s.buf.WriteString(cell)
}

// clean keeps a cell on its line and in its column for every reader: white
// space and controls become one space, and a double quote, which many take for
// the beginning of a quoted cell, a single one.
func clean(cell string) string { return strings.ReplaceAll(plain(cell), `"`, "'") }

// pairs are an event's actors each with each recipient, one for each pair of
// codes. Where one side is empty, so is that half of the pair; but of a mutual
// event those who do it are each other's recipients.
func pairs(e *rapporteur.Event, mutual bool) (out [][2]*rapporteur.Entity) {
	seen := map[[2]string]bool{}
	add := func(a, r *rapporteur.Entity) {
		key := [2]string{codeOf(a), codeOf(r)}
		if !seen[key] {
			seen[key] = true
			out = append(out, [2]*rapporteur.Entity{a, r})
		}
	}
	actors, recipients := ends(e.Actor), ends(e.Recipient)
	if mutual && len(e.Recipient) == 0 {
		for _, a := range actors {
			for _, r := range actors {
				if codeOf(a) != codeOf(r) {
					add(a, r)
				}
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	for _, a := range actors {
		for _, r := range recipients {
			add(a, r)
		}
	}
	return out
}

// ends are the parties of one side, nil for an empty one.
func ends(list []rapporteur.Entity) (out []*rapporteur.Entity) {
	for i := range list {
		out = append(out, &list[i])
	}
	if len(out) == 0 {
		out = append(out, nil)
	}
	return out
}

func codeOf(e *rapporteur.Entity) string {
	if e == nil {
		return ""
	}
	return e.Code
}

func (l *line) party(e *rapporteur.Entity) party {
	return party{Entity: e, actorCode: l.t.actor(codeOf(e))}
}

// id is the event's, in the ledger or by itself.
func (l *line) id() string { return firstOf(l.known.ID, l.e.ID) }

// number is the line's id as an integer: of the event and the codes of the
// pair, so that events and their mentions find one another.
func (l *line) number() string {
	return number53(l.id(), codeOf(l.actor.Entity), codeOf(l.recipient.Entity))
}

// number53 hashes to an integer that a double holds exactly, as R and
// spreadsheets need it.
func number53(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return strconv.FormatUint(binary.BigEndian.Uint64(sum[:8])>>11, 10)
}

// day is the event's first day, else that of the report.
func (l *line) day() (time.Time, bool) {
	if l.e.Date != nil {
		if first, _, ok := days(l.e.Date.Value); ok {
			return first, true
		}
	}
	return l.published()
}

// published is the day of the report.
func (l *line) published() (time.Time, bool) {
	first, _, ok := days(l.e.Article.Date)
	return first, ok
}

// added is when the event was entered, else when the report appeared.
func (l *line) added() string {
	if l.known.Added.IsZero() {
		return l.appeared()
	}
	return stamp(l.known.Added)
}

// appeared is when the report appeared, at midnight if only the day is known.
func (l *line) appeared() string {
	if at, err := time.Parse(time.RFC3339, l.e.Article.Date); err == nil {
		return stamp(at)
	}
	if at, ok := l.published(); ok {
		return stamp(at)
	}
	return ""
}

func stamp(at time.Time) string { return at.UTC().Format("20060102150405") }

// dated is a day in the given form; "" without one.
func dated(form string) func(time.Time, bool) string {
	return func(at time.Time, ok bool) string {
		if !ok {
			return ""
		}
		return at.Format(form)
	}
}

// where tells what kind of place the event has: a country, a region of it, or
// a place in such a region. "" where the gazetteer does not know it.
func (l *line) where() string {
	p := l.e.Place
	switch {
	case p == nil || p.Lat == nil:
		return ""
	case p.Name == firstOf(l.t.countries[p.Country].name, p.Country):
		return "country"
	case p.Admin1 == "":
		return "region"
	}
	return "city"
}

// amount writes a count that is at least one.
func amount(n int) string { return fmt.Sprint(max(n, 1)) }
