// Package export writes event records: as JSON Lines for programs, as CSV and
// Parquet for spreadsheets and statistics packages, as a table for people, and
// in the column layouts of PETRARCH2, ICEWS, POLECAT and GDELT 2.0.
//
// A Sink takes the articles in order with their events and writes them at once
// or in groups of a fixed size, so memory does not grow with their number. The
// same events give the same bytes. A Sink belongs to one goroutine.
package export

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"rapporteur"
)

// Sink writes the records of one article after another.
type Sink interface {
	// Write writes the events of an article, none included.
	Write(art rapporteur.Article, events []rapporteur.Event) error
	// Close writes what must stand at the end; it does not close the writer below.
	Close() error
}

// Formats that records can be written in.
const (
	Table   = "table"
	JSONL   = "jsonl"
	CSV     = "csv"
	Parquet = "parquet"

	// The layouts of other systems, tab-separated.
	PETRARCH2     = "petrarch2"
	ICEWS         = "icews"
	POLECAT       = "polecat"
	GDELT         = "gdelt"          // events of GDELT 2.0
	GDELTMentions = "gdelt-mentions" // its mentions of events
)

// Formats lists them.
var Formats = []string{Table, JSONL, CSV, Parquet, PETRARCH2, ICEWS, POLECAT, GDELT, GDELTMentions}

// Endings are those of file names that tell the format, in small letters.
var Endings = map[string]string{".jsonl": JSONL, ".ndjson": JSONL, ".json": JSONL, ".csv": CSV, ".parquet": Parquet}

// Options are what some of the formats let choose.
type Options struct {
	BOM   bool // CSV: begin with a byte order mark, without which Excel does not take it for UTF-8
	Width int  // Table: of the terminal, in cells
	Color bool // Table: set off triggers and headings

	// Known tells the layouts of other systems how an event stands in a ledger;
	// without one each record stands for itself.
	Known func(*rapporteur.Event) Known
}

// New writes in one of the Formats.
func New(format string, w io.Writer, o Options) (Sink, error) {
	switch format {
	case Table:
		return NewTable(w, o.Width, o.Color), nil
	case JSONL:
		return NewJSONL(w), nil
	case CSV:
		return NewCSV(w, o.BOM), nil
	case Parquet:
		return NewParquet(w), nil
	case PETRARCH2:
		return newPETRARCH2(w, o.Known), nil
	case ICEWS:
		return newICEWS(w, o.Known), nil
	case POLECAT:
		return newPOLECAT(w, o.Known), nil
	case GDELT:
		return newGDELT(w, o.Known), nil
	case GDELTMentions:
		return newGDELTMentions(w, o.Known), nil
	}
	return nil, fmt.Errorf("unknown format %q; known: %s", format, strings.Join(Formats, ", "))
}

type jsonl struct {
	w   io.Writer
	buf bytes.Buffer
}

// NewJSONL writes one record a line, in the form that docs/record.md describes.
func NewJSONL(w io.Writer) Sink { return &jsonl{w: w} }

func (j *jsonl) Write(_ rapporteur.Article, events []rapporteur.Event) error {
	j.buf.Reset()
	enc := json.NewEncoder(&j.buf)
	enc.SetEscapeHTML(false)
	for _, ev := range events {
		if ev.Actor == nil {
			ev.Actor = []rapporteur.Entity{} // nobody named is an empty list, not null
		}
		if ev.Recipient == nil {
			ev.Recipient = []rapporteur.Entity{}
		}
		if err := enc.Encode(ev); err != nil {
			return err
		}
	}
	_, err := j.w.Write(j.buf.Bytes())
	return err
}

func (j *jsonl) Close() error { return nil }
