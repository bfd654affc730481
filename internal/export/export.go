// Package export writes event records: as JSON Lines for programs, as CSV for
// spreadsheets and statistics packages, and as a table for people.
//
// A Sink takes the articles in order with their events and writes at once, so
// memory does not grow with the number of articles. The same articles and
// events give the same bytes. A Sink belongs to one goroutine.
package export

import (
	"bytes"
	"encoding/json"
	"io"

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
	Table = "table"
	JSONL = "jsonl"
	CSV   = "csv"
)

// Formats lists them.
var Formats = []string{Table, JSONL, CSV}

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
