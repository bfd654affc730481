package rapporteur

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"rapporteur/internal/confidence"
	"rapporteur/internal/doc"
)

// ID is the article's own id, or a hash of its text where it has none; it is
// what records name the article by.
func ID(art Article) string {
	switch {
	case art.ID != "":
		return art.ID
	case art.Sentences != nil:
		return hash(strings.Join(art.Sentences, "\n"))
	}
	return hash(art.Text)
}

// open starts the working document of an article.
func open(art Article) (*doc.Doc, error) {
	text := art.Text
	if art.Sentences != nil {
		text = strings.Join(art.Sentences, "\n")
	}
	if art.Withdrawn {
		return nil, ErrWithdrawn
	}
	if strings.TrimSpace(text) == "" {
		return nil, ErrNoText
	}
	d := doc.New(ID(art), art.Title, text)
	d.Agency, d.Publisher, d.Dateline = art.Agency, art.Publisher, art.Dateline
	if art.Date != "" {
		day := art.Date
		if len(day) > 10 {
			day = day[:10]
		}
		t, err := time.Parse("2006-01-02", day)
		if err != nil {
			return nil, fmt.Errorf("publication date %q: expected an ISO day such as 2026-03-16", art.Date)
		}
		d.Published = t
	}
	return d, nil
}

// hash is the first 16 hexadecimal digits of the parts' SHA-256.
func hash(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:8])
}

// records assembles the public records of a document's events.
func (c *Coder) records(d *doc.Doc, art Article) []Event {
	out := make([]Event, 0, len(d.Events))
	for i := range d.Events {
		out = append(out, c.recordOf(d, art, &d.Events[i]))
	}
	return out
}

// titleRecords are the records of a title analysed by itself: their offsets
// count in the title, their sentence has index -1.
func (c *Coder) titleRecords(d *doc.Doc, art Article) []Event {
	out := c.records(d, art)
	for i := range out {
		out[i].Sentence.Index = -1
	}
	return out
}

func words(d *doc.Doc, sp doc.Span) Words {
	return Words{Text: d.Slice(sp), Start: sp.Start, End: sp.End}
}

func (c *Coder) recordOf(d *doc.Doc, art Article, ev *doc.Event) Event {
	s := &d.Sents[ev.Sent]
	info := c.book.TypeOf(ev.Type, ev.Mode)
	e := Event{
		Type: ev.Type, Mode: ev.Mode, Contexts: ev.Contexts, Status: ev.Status,
		Trigger:   words(d, triggerSpan(s, ev)),
		Actor:     entities(d, ev.Actor),
		Recipient: entities(d, ev.Recipient),
		CAMEO:     ev.CAMEO,
		Sentence:  Sentence{Index: s.Index, Words: words(d, s.Span)},
		Article:   Origin{ID: d.ID, Agency: d.Agency, Publisher: d.Publisher, Date: art.Date, URL: art.URL},
		Rule:      ev.Rule,
		MadeBy:    c.madeBy,
	}
	if info != nil {
		e.Quad, e.Intensity = info.Quad, info.Intensity
		if e.CAMEO == "" {
			e.CAMEO, e.Goldstein = info.CAMEO, info.Goldstein
		} else {
			e.Goldstein = c.book.CAMEOScore(e.CAMEO)
		}
	}
	e.SaidBy = sources(d, ev.SaidBy)
	switch {
	case ev.Date >= 0:
		x := d.Dates[ev.Date]
		e.Date = &Date{Value: x.Day, Text: d.Slice(x.Span), Start: &x.Start, End: &x.End, From: "text"}
	case !d.Published.IsZero():
		e.Date = &Date{Value: d.Published.Format("2006-01-02"), From: "publication"}
	}
	e.Place = placeOf(d, ev)
	for i := range ev.Counts {
		e.Counts = append(e.Counts, countOf(d, &ev.Counts[i]))
	}
	key := []string{d.ID, ev.Type, fmt.Sprint(e.Trigger.Start, e.Trigger.End)}
	for _, x := range e.Actor {
		key = append(key, fmt.Sprint("a", x.Start, x.End))
	}
	for _, x := range e.Recipient {
		key = append(key, fmt.Sprint("r", x.Start, x.End))
	}
	e.ID = hash(key...)
	e.Confidence = float64(c.trust.Of(confidence.Signs(d, ev))) / 100
	return e
}

// triggerSpan covers the trigger's words, which the stages keep close together.
func triggerSpan(s *doc.Sentence, ev *doc.Event) doc.Span {
	return s.SpanOf(ev.Trigger[0], ev.Trigger[len(ev.Trigger)-1])
}

func entities(d *doc.Doc, mentions []int) []Entity {
	out := []Entity{}
	for _, m := range mentions {
		w := words(d, d.MentionSpan(m))
		actors := d.Mentions[m].Actors
		if len(actors) == 0 {
			actors = []doc.Actor{{Code: "---"}}
		}
		for _, a := range actors {
			out = append(out, Entity{Words: w, Code: a.Code, Name: a.Name, Role: a.Role})
		}
	}
	return out
}

func sources(d *doc.Doc, holders []doc.Holder) []Source {
	var out []Source
	for _, h := range holders {
		out = append(out, Source{Words: words(d, h.Span), Code: h.Actor.Code, Name: h.Actor.Name, Role: h.Actor.Role, Stance: h.Stance, Channel: h.Channel})
	}
	return out
}

func countOf(d *doc.Doc, x *doc.Count) Count {
	out := Count{What: x.What, About: x.About, Unit: x.Unit, Words: words(d, x.Span), SaidBy: sources(d, x.SaidBy)}
	low, high := x.Min, x.Max
	switch {
	case low == high:
		out.N = &low
		return out
	case low >= 0:
		out.Min = &low
	}
	if high >= 0 {
		out.Max = &high
	}
	return out
}

func placeOf(d *doc.Doc, ev *doc.Event) *Place {
	if ev.Place < 0 && ev.PlacePhrase == (doc.Span{}) {
		return nil
	}
	var p doc.Place
	span := ev.PlacePhrase
	if ev.Place >= 0 {
		p = d.Places[ev.Place]
		if span == (doc.Span{}) {
			span = p.Span
		}
	}
	if ev.PlaceIn != nil {
		p = *ev.PlaceIn
	}
	out := &Place{Words: words(d, span)}
	if p.Known {
		out.Name, out.Country, out.Admin1 = p.Name, p.Country, p.Admin1
		lat, lon := p.Lat, p.Lon
		out.Lat, out.Lon = &lat, &lon
	}
	return out
}
