// Package eval compares event records with annotated articles and counts how
// often they agree.
//
// An annotated article is one JSON line: {"id","date","publisher","title",
// "sentences":[...],"events":[{"sent","trigger","type","mode","actor":
// [{"text","code"}],"recipient","date","place","status","said_by":[{"text",
// "code","stance"}]}]}. An event with "optional": true counts neither way; "or"
// holds a second reading of some fields, and either is right.
//
// What is counted:
//
//   - what: same sentence and type, one to one; trigger, actor and recipient
//     decide between several.
//   - who-what-whom: what, and the sets of actor codes and of recipient codes
//     overlap by at least half (Jaccard), or are both empty.
//   - status, mode, place: right answers on the events matched by what.
//   - date, said_by: F1 on those events, so that invented ones cost.
//
// Codes are compared without the sector: the country, or the organisation with
// its abbreviation; a bare IGO, NGO or MNC agrees with any of its kind. All
// counts are integers, so the figures don't depend on any order.
package eval

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"rapporteur"
)

// Article is an annotated article.
type Article struct {
	ID        string   `json:"id"`
	Date      string   `json:"date"`
	Publisher string   `json:"publisher"`
	Title     string   `json:"title"`
	Sentences []string `json:"sentences"`
	Events    []Event  `json:"events"`
}

// Event is an annotated or predicted event.
type Event struct {
	Sent      int        `json:"sent"` // index into Article.Sentences
	Trigger   string     `json:"trigger"`
	Type      string     `json:"type"`
	Mode      string     `json:"mode"`
	Actor     []Party    `json:"actor"`
	Recipient []Party    `json:"recipient"`
	Date      string     `json:"date"`  // empty: the text gives none
	Place     string     `json:"place"` // as worded; empty: none
	Status    string     `json:"status"`
	SaidBy    []Party    `json:"said_by"`
	Optional  bool       `json:"optional,omitempty"`
	Or        *Alternate `json:"or,omitempty"`
}

// Party is an actor, a recipient or a source.
type Party struct {
	Text   string `json:"text"`
	Code   string `json:"code"`
	Stance string `json:"stance,omitempty"`
}

// Alternate is a second reading; fields that are nil have none.
type Alternate struct {
	Mode      *string  `json:"mode"`
	Actor     *[]Party `json:"actor"`
	Recipient *[]Party `json:"recipient"`
	Date      *string  `json:"date"`
	Place     *string  `json:"place"`
	Status    *string  `json:"status"`
	SaidBy    *[]Party `json:"said_by"`
}

// UnmarshalJSON keeps apart a field that is absent (no second reading) and one
// that is null (the second reading is that there is none).
func (a *Alternate) UnmarshalJSON(b []byte) error {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(b, &fields); err != nil {
		return err
	}
	for name, raw := range fields {
		var err error
		switch name {
		case "mode":
			a.Mode, err = reading[string](raw)
		case "actor":
			a.Actor, err = reading[[]Party](raw)
		case "recipient":
			a.Recipient, err = reading[[]Party](raw)
		case "date":
			a.Date, err = reading[string](raw)
		case "place":
			a.Place, err = reading[string](raw)
		case "status":
			a.Status, err = reading[string](raw)
		case "said_by":
			a.SaidBy, err = reading[[]Party](raw)
		}
		if err != nil {
			return fmt.Errorf("%q: %w", name, err)
		}
	}
	return nil
}

func reading[T any](raw json.RawMessage) (*T, error) {
	v := new(T)
	return v, json.Unmarshal(raw, v)
}

// Read reads annotated articles, one a line. Errors name file and line.
func Read(name string, r io.Reader) ([]Article, error) {
	var arts []Article
	seen := map[string]int{}
	br := bufio.NewReader(r)
	for n := 1; ; n++ {
		line, err := br.ReadBytes('\n')
		if err != nil && err != io.EOF {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		if len(bytes.TrimSpace(line)) > 0 {
			var a Article
			if e := json.Unmarshal(line, &a); e != nil {
				return nil, fmt.Errorf("%s:%d: not an annotated article: %w", name, n, e)
			}
			if len(a.Sentences) == 0 {
				return nil, fmt.Errorf(`%s:%d: no "sentences": expected an annotated article`, name, n)
			}
			if at, twice := seen[a.ID]; twice {
				return nil, fmt.Errorf("%s:%d: article id %q stands in line %d already", name, n, a.ID, at)
			}
			seen[a.ID] = n
			for i, e := range a.Events {
				if e.Sent < 0 || e.Sent >= len(a.Sentences) {
					return nil, fmt.Errorf("%s:%d: event %d: there is no sentence %d among %d", name, n, i, e.Sent, len(a.Sentences))
				}
			}
			arts = append(arts, a)
		}
		if err == io.EOF {
			break
		}
	}
	if len(arts) == 0 {
		return nil, fmt.Errorf("%s: no annotated articles in it", name)
	}
	return arts, nil
}

// Predicted turns the coder's records of one article into the annotation's form.
// Only dates from the text count as dates.
func Predicted(events []rapporteur.Event) []Event {
	out := make([]Event, len(events))
	for i, e := range events {
		p := Event{Sent: e.Sentence.Index, Trigger: e.Trigger.Text, Type: e.Type, Mode: e.Mode, Status: e.Status,
			Actor: parties(e.Actor), Recipient: parties(e.Recipient)}
		if e.Date != nil && e.Date.From == "text" {
			p.Date = e.Date.Value
		}
		if e.Place != nil {
			p.Place = e.Place.Text
		}
		for _, s := range e.SaidBy {
			p.SaidBy = append(p.SaidBy, Party{s.Text, s.Code, s.Stance})
		}
		out[i] = p
	}
	return out
}

func parties(list []rapporteur.Entity) []Party {
	var out []Party
	for _, e := range list {
		out = append(out, Party{Text: e.Text, Code: e.Code})
	}
	return out
}

// head is a code without its sector.
func head(code string) string {
	p := strings.Fields(code)
	switch {
	case len(p) == 0:
		return "---"
	case ofKind(p[0]) && len(p) > 1:
		return p[0] + " " + p[1]
	}
	return p[0]
}

// ofKind says whether the first part of a code names a kind of organisation,
// to be followed by the organisation's own abbreviation.
func ofKind(first string) bool { return first == "IGO" || first == "NGO" || first == "MNC" }

func like(a, b string) bool {
	if a == b {
		return true
	}
	ka, na, _ := strings.Cut(a, " ")
	kb, nb, _ := strings.Cut(b, " ")
	return ka == kb && ofKind(ka) && (na == "" || nb == "")
}

// heads are the distinct codes without sectors.
func heads(list []Party) []string {
	var out []string
	for _, p := range list {
		if h := head(p.Code); !slices.Contains(out, h) {
			out = append(out, h)
		}
	}
	return out
}

func agree(gold [][]Party, pred []Party) bool {
	b := heads(pred)
	for _, reading := range gold {
		a := heads(reading)
		if len(a) == 0 || len(b) == 0 {
			if len(a) == len(b) {
				return true
			}
			continue
		}
		in := func(x []string, y []string) (n int) {
			for _, s := range x {
				if slices.ContainsFunc(y, func(t string) bool { return like(s, t) }) {
					n++
				}
			}
			return n
		}
		both := min(in(a, b), in(b, a))
		if 2*both >= len(a)+len(b)-both {
			return true
		}
	}
	return false
}

func (g *Event) actors() [][]Party {
	if g.Or != nil && g.Or.Actor != nil {
		return [][]Party{g.Actor, *g.Or.Actor}
	}
	return [][]Party{g.Actor}
}

func (g *Event) recipients() [][]Party {
	if g.Or != nil && g.Or.Recipient != nil {
		return [][]Party{g.Recipient, *g.Or.Recipient}
	}
	return [][]Party{g.Recipient}
}

// either lists the readings of a plain field.
func either(first string, or *Alternate, second func(*Alternate) *string) []string {
	if or != nil {
		if s := second(or); s != nil {
			return []string{first, *s}
		}
	}
	return []string{first}
}

func (g *Event) dates() []string {
	return either(g.Date, g.Or, func(a *Alternate) *string { return a.Date })
}

func (g *Event) places() []string {
	return either(g.Place, g.Or, func(a *Alternate) *string { return a.Place })
}

func (g *Event) modes() []string {
	return either(g.Mode, g.Or, func(a *Alternate) *string { return a.Mode })
}

func (g *Event) statuses() []string {
	return either(g.Status, g.Or, func(a *Alternate) *string { return a.Status })
}

// share says whether the two have a word in common, whatever its case.
func share(a, b string) bool {
	wb := strings.Fields(strings.ToLower(b))
	for _, w := range strings.Fields(strings.ToLower(a)) {
		if slices.Contains(wb, w) {
			return true
		}
	}
	return false
}

// pair is an annotated event and the record matched to it, as indexes.
type pair struct{ gold, pred int }

// match pairs annotated and predicted events of the same sentence and type, one
// to one. The best agreement goes first; of equal ones, the earlier annotated
// event, then the earlier record.
func match(gold, pred []Event) []pair {
	type candidate struct{ score, i, j int }
	var cand []candidate
	for i := range gold {
		g := &gold[i]
		for j := range pred {
			p := &pred[j]
			if g.Sent != p.Sent || g.Type != p.Type {
				continue
			}
			s := 0 // in halves, to stay with integers
			if share(g.Trigger, p.Trigger) {
				s += 4
			}
			if agree(g.actors(), p.Actor) {
				s += 2
			}
			if agree(g.recipients(), p.Recipient) {
				s += 2
			}
			if g.Optional {
				s--
			}
			cand = append(cand, candidate{s, i, j})
		}
	}
	slices.SortFunc(cand, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.i, b.i), cmp.Compare(a.j, b.j))
	})
	var pairs []pair
	gi, pj := map[int]bool{}, map[int]bool{}
	for _, c := range cand {
		if gi[c.i] || pj[c.j] {
			continue
		}
		gi[c.i], pj[c.j] = true, true
		pairs = append(pairs, pair{c.i, c.j})
	}
	return pairs
}

type holder struct{ code, stance string }

func holders(list []Party) map[holder]bool {
	out := map[holder]bool{}
	for _, p := range list {
		out[holder{head(p.Code), cmp.Or(p.Stance, "asserts")}] = true
	}
	return out
}
