package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"rapporteur"
	"rapporteur/internal/gather"
)

// Gathered is an event with all that its reports tell.
type Gathered struct {
	ID        string
	Type      string
	Mode      string
	Status    string // actual as soon as a report has it so
	First     string // day; "" where it is not known
	Last      string
	Records   int
	Reports   int // articles
	Sources   int // independent ones
	Asserted  bool
	Denied    bool
	Goldstein *float64
	Intensity float64
	Group     gather.Group // members, fields, claims
	Lead      Row          // the first report, with what the event has of it
}

// Disputed says whether somebody denies the event. What only did not happen, as
// all who tell of it say, is no dispute.
func (g *Gathered) Disputed() bool { return g.Denied && (g.Asserted || g.Status != "negated") }

// Orders are those that events can come in: by their first days, which is the
// order without one, the last ones first, or those of most reports or independent
// sources first.
var Orders = []string{"day", "newest", "reports", "sources"}

// Events calls do for the events asked for, in the order asked for.
func (l *Ledger) Events(ctx context.Context, q Query, do func(*Gathered) error) error {
	return l.view(ctx, func(t *tx) error {
		from, c := q.events(false, false)
		order := map[string]string{"newest": "e.first_day DESC, ", "reports": "e.reports DESC, ", "sources": "e.sources DESC, "}[q.Order]
		text := "SELECT e.id" + from + c.String() + " ORDER BY " + order + "e.first_day, e.id"
		if q.Limit > 0 {
			text += " LIMIT " + c.param(q.Limit)
		}
		ids, err := column[string](t, text, c.args...)
		if err != nil {
			return err
		}
		for _, id := range ids {
			g, err := t.gathered(id)
			if err == nil && q.Standing {
				g.Lead.Standing, err = t.standingOf(id)
			}
			if err != nil {
				return err
			}
			if err := do(g); err != nil {
				return err
			}
		}
		return nil
	})
}

// gathered reads an event.
func (t *tx) gathered(id string) (*Gathered, error) {
	g := &Gathered{ID: id}
	var members string
	var lead int64
	var asserted, denied int
	found, err := t.row([]any{&g.Type, &g.Mode, &g.Status, &g.First, &g.Last, &lead, &g.Records, &g.Reports, &g.Sources, &asserted, &denied, &g.Goldstein, &g.Intensity, &members},
		"SELECT type, mode, status, first_day, last_day, lead, records, reports, sources, asserted, denied, goldstein, intensity, members FROM events WHERE id = $1", id)
	if err == nil && !found {
		err = fmt.Errorf("event %s is missing", id)
	}
	if err != nil {
		return nil, err
	}
	g.Asserted, g.Denied = asserted == 1, denied == 1
	if err := json.Unmarshal([]byte(members), &g.Group); err != nil {
		return nil, fmt.Errorf("event %s: %w", id, err)
	}
	g.Lead, err = t.record(lead)
	return g, err
}

// Shown is an event with its reports, for people.
type Shown struct {
	*Gathered
	Members []Row // in the order of Group.Members
}

// Show finds an event by the beginning of its id or of that of one of its
// records. Several that fit come as their ids; none is an error.
func (l *Ledger) Show(ctx context.Context, id string) (*Shown, []string, error) {
	var s *Shown
	var ids []string
	err := l.view(ctx, func(t *tx) (err error) {
		pattern := like(id, true) + "%"
		ids, err = column[string](t, `SELECT id FROM events WHERE id LIKE $1 ESCAPE '!'
			UNION SELECT event FROM records WHERE id LIKE $2 ESCAPE '!' AND event IS NOT NULL ORDER BY 1 LIMIT 20`, pattern, pattern)
		if err != nil || len(ids) > 1 {
			return err
		}
		if len(ids) == 0 {
			return l.unknown(t, id)
		}
		g, err := t.gathered(ids[0])
		if err != nil {
			return err
		}
		s = &Shown{Gathered: g}
		s.Members, err = t.members(g)
		return err
	})
	return s, ids, err
}

// unknown is the error for an id that no event has.
func (l *Ledger) unknown(t *tx, id string) error {
	var n int
	if _, err := t.row([]any{&n}, "SELECT COUNT(*) FROM records WHERE id = $1", id); err != nil {
		return err
	}
	if n > 0 {
		return &Error{Ledger: l.address, Msg: "record " + id + " is not gathered into an event yet", Hint: "'rapporteur ledger gather " + l.address + "' does it"}
	}
	if _, err := t.row([]any{&n}, "SELECT COUNT(*) FROM articles WHERE id = $1", id); err != nil {
		return err
	}
	if n > 0 {
		return &Error{Ledger: l.address, Msg: id + " is an article, and no event or record", Hint: "'rapporteur ledger history " + l.address + " " + id + "' shows it; 'rapporteur query --events --article " + id + "' lists its events"}
	}
	return &Error{Ledger: l.address, Msg: "no event or record with the id " + id, Hint: "'rapporteur query --events' lists events with their ids"}
}

// members reads the reports of an event in the order of its members.
func (t *tx) members(g *Gathered) ([]Row, error) {
	numbers, err := column[int64](t, "SELECT n FROM records WHERE event = $1 ORDER BY n", g.ID)
	if err != nil {
		return nil, err
	}
	rows := make([]Row, len(numbers))
	for i, n := range numbers {
		if rows[i], err = t.record(n); err != nil {
			return nil, err
		}
	}
	place := func(r Row) int {
		return slices.IndexFunc(g.Group.Members, func(m gather.Member) bool { return m.Report == r.Event.ID && m.Article == r.Article.ID })
	}
	slices.SortStableFunc(rows, func(a, b Row) int { return place(a) - place(b) })
	return rows, nil
}

// Codes are the codes of parties, each once.
func Codes(list []rapporteur.Entity) []string {
	var out []string
	for _, e := range list {
		if !slices.Contains(out, e.Code) {
			out = append(out, e.Code)
		}
	}
	return out
}
