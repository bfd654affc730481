package eval

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// Tally counts annotated events, records, and those that agree.
type Tally struct{ Gold, Pred, Right int }

// PRF are precision, recall and their harmonic mean; 0 where nothing is to be
// divided.
func (t Tally) PRF() (p, r, f float64) {
	if t.Pred > 0 {
		p = float64(t.Right) / float64(t.Pred)
	}
	if t.Gold > 0 {
		r = float64(t.Right) / float64(t.Gold)
	}
	if p+r > 0 {
		f = 2 * p * r / (p + r)
	}
	return p, r, f
}

// Share counts right answers among questions.
type Share struct{ Right, Of int }

// Value is the part of right answers, 0 where nothing was asked.
func (s Share) Value() float64 { return float64(s.Right) / float64(max(s.Of, 1)) }

func (s *Share) add(right bool) {
	s.Of++
	if right {
		s.Right++
	}
}

// Score is how far records agree with annotated articles.
type Score struct {
	What, WhoWhatWhom   Tally
	Types               map[string]Tally // what, by type
	Statuses            map[string]Share // by the annotated status
	Actor, Recipient    Share            // on the events matched by what, as all that follow
	Status, Mode, Place Share
	Date, SaidBy        Tally
	Misses, FalseAlarms []Slip // in the order of the articles
	WrongOnMatched      []Slip
}

// Slip is an event that was missed, invented or coded with wrong fields.
type Slip struct {
	Article    string
	Sent       int
	Sentence   string
	Gold, Pred *Event
	Fields     []string // the fields that are wrong, of matched events
}

// Of compares the records of one article after another with the annotation;
// pred holds the records of gold[i] at i.
func Of(gold []Article, pred [][]Event) *Score {
	s := &Score{Types: map[string]Tally{}, Statuses: map[string]Share{}}
	for i := range gold {
		s.article(&gold[i], pred[i])
	}
	s.WhoWhatWhom.Gold, s.WhoWhatWhom.Pred = s.What.Gold, s.What.Pred
	return s
}

func (s *Score) article(a *Article, pred []Event) {
	slip := func(g, p *Event, fields ...string) Slip {
		sent := -1
		switch {
		case g != nil:
			sent = g.Sent
		case p != nil:
			sent = p.Sent
		}
		text := ""
		if sent >= 0 && sent < len(a.Sentences) {
			text = a.Sentences[sent]
		}
		return Slip{a.ID, sent, text, g, p, fields}
	}
	goldOf, predOf := make([]int, len(pred)), make([]int, len(a.Events))
	for j := range goldOf {
		goldOf[j] = -1
	}
	for i := range predOf {
		predOf[i] = -1
	}
	for _, m := range match(a.Events, pred) {
		goldOf[m.pred], predOf[m.gold] = m.gold, m.pred
	}
	count := func(typ string, f func(*Tally)) {
		t := s.Types[typ]
		f(&t)
		s.Types[typ] = t
	}
	for j := range pred {
		if g := goldOf[j]; g >= 0 && a.Events[g].Optional {
			continue
		}
		s.What.Pred++
		count(pred[j].Type, func(t *Tally) { t.Pred++ })
		if goldOf[j] < 0 {
			s.FalseAlarms = append(s.FalseAlarms, slip(nil, &pred[j]))
		}
	}
	for i := range a.Events {
		g := &a.Events[i]
		if g.Optional {
			continue
		}
		s.What.Gold++
		count(g.Type, func(t *Tally) { t.Gold++ })
		if predOf[i] < 0 {
			s.Misses = append(s.Misses, slip(g, nil))
			continue
		}
		p := &pred[predOf[i]]
		s.What.Right++
		count(g.Type, func(t *Tally) { t.Right++ })
		if wrong := s.fields(g, p); len(wrong) > 0 {
			s.WrongOnMatched = append(s.WrongOnMatched, slip(g, p, wrong...))
		}
	}
}

// fields compares the fields of a matched pair and returns the wrong ones.
func (s *Score) fields(g, p *Event) (wrong []string) {
	note := func(field string, right bool) bool {
		if !right {
			wrong = append(wrong, field)
		}
		return right
	}
	actor, recipient := note("actor", agree(g.actors(), p.Actor)), note("recipient", agree(g.recipients(), p.Recipient))
	s.Actor.add(actor)
	s.Recipient.add(recipient)
	if actor && recipient {
		s.WhoWhatWhom.Right++
	}

	ok := note("status", slices.Contains(g.statuses(), p.Status))
	s.Status.add(ok)
	st := s.Statuses[g.Status]
	st.add(ok)
	s.Statuses[g.Status] = st

	if g.Mode != "" {
		s.Mode.add(note("mode", slices.Contains(g.modes(), p.Mode)))
	}
	if g.Place != "" {
		s.Place.add(note("place", slices.ContainsFunc(g.places(), func(x string) bool { return share(x, p.Place) })))
	}

	// A date is due where every reading has one, or where the record gives one
	// of them; a record's date counts unless the annotation is silent in one
	// reading.
	dates := g.dates()
	stated := 0
	for _, d := range dates {
		if d != "" {
			stated++
		}
	}
	right := p.Date != "" && slices.Contains(dates, p.Date)
	if stated == len(dates) || right {
		s.Date.Gold++
	}
	if p.Date != "" && (stated > 0 || !slices.Contains(dates, p.Date)) {
		s.Date.Pred++
	}
	if right {
		s.Date.Right++
	}
	note("date", slices.Contains(dates, p.Date))

	// Sources that both readings have must be found; those of one reading may be.
	first, second, found := holders(g.SaidBy), holders(g.SaidBy), holders(p.SaidBy)
	if g.Or != nil && g.Or.SaidBy != nil {
		second = holders(*g.Or.SaidBy)
	}
	must, hit, counted := 0, 0, 0
	for h := range first {
		if second[h] {
			must++
			if found[h] {
				hit++
			}
		}
	}
	for h := range found {
		if first[h] == second[h] { // in both or in neither
			counted++
		}
	}
	s.SaidBy.Gold += must
	s.SaidBy.Pred += counted
	s.SaidBy.Right += hit
	note("said_by", hit == must && hit == counted)
	return wrong
}

// Report prints the figures: with detail also per type and status.
func (s *Score) Report(w io.Writer, detail bool) {
	if detail {
		for _, k := range slices.Sorted(maps.Keys(s.Types)) {
			t := s.Types[k]
			p, r, f := t.PRF()
			fmt.Fprintf(w, "  %-10s P %.2f R %.2f F1 %.2f  gold %d pred %d\n", k, p, r, f, t.Gold, t.Pred)
		}
		var parts []string
		for _, k := range slices.Sorted(maps.Keys(s.Statuses)) {
			parts = append(parts, fmt.Sprintf("%s %d of %d", k, s.Statuses[k].Right, s.Statuses[k].Of))
		}
		fmt.Fprintln(w, "  status recall:", strings.Join(parts, ", "))
	}
	line := func(name string, t Tally, after string) {
		p, r, f := t.PRF()
		fmt.Fprintf(w, "%-13s P %.3f R %.3f F1 %.3f%s\n", name, p, r, f, after)
	}
	fmt.Fprintf(w, "events gold %d pred %d\n", s.What.Gold, s.What.Pred)
	line("what", s.What, "")
	line("who-what-whom", s.WhoWhatWhom, "")
	fmt.Fprintf(w, "on matched events: actor %.3f recipient %.3f status %.3f mode %.3f (of %d) place %.3f (of %d)\n",
		s.Actor.Value(), s.Recipient.Value(), s.Status.Value(), s.Mode.Value(), s.Mode.Of, s.Place.Value(), s.Place.Of)
	line("date", s.Date, fmt.Sprintf(" (gold %d)", s.Date.Gold))
	line("said_by", s.SaidBy, fmt.Sprintf(" (gold %d)", s.SaidBy.Gold))
}

// ReportSlips prints what was missed, invented and coded with wrong fields, each
// with its sentence, in the order of the articles.
func (s *Score) ReportSlips(w io.Writer) {
	sections := []struct {
		title string
		slips []Slip
	}{{"missed", s.Misses}, {"false alarms", s.FalseAlarms}, {"found, with wrong fields", s.WrongOnMatched}}
	for _, sec := range sections {
		fmt.Fprintf(w, "\n%s: %d\n", sec.title, len(sec.slips))
		last := ""
		for _, x := range sec.slips {
			where := fmt.Sprintf("%s:%d", x.Article, x.Sent)
			if where != last {
				fmt.Fprintf(w, "\n%s  %s\n", where, x.Sentence)
				last = where
			}
			if x.Gold != nil {
				fmt.Fprintf(w, "    wanted  %s\n", x.Gold)
			}
			if x.Pred != nil {
				fmt.Fprintf(w, "    coded   %s\n", x.Pred)
			}
			if len(x.Fields) > 0 {
				fmt.Fprintf(w, "    wrong   %s\n", strings.Join(x.Fields, ", "))
			}
		}
	}
}

// String is the event in one line: trigger | TYPE mode | actors | recipients |
// status | date | place | said_by.
func (e *Event) String() string {
	list := func(ps []Party) string {
		var out []string
		for _, p := range ps {
			s := p.Code + " (" + p.Text + ")"
			if p.Stance != "" {
				s = p.Code + " " + p.Stance
			}
			out = append(out, s)
		}
		return strings.Join(out, "; ")
	}
	s := strings.Join([]string{e.Trigger, strings.TrimSpace(e.Type + " " + e.Mode), list(e.Actor), list(e.Recipient), e.Status, e.Date, e.Place, list(e.SaidBy)}, " | ")
	return strings.TrimRight(s, " |")
}
