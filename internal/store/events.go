package store

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"rapporteur"
	"rapporteur/internal/gather"
)

// disturb has the records that an article's records may be linked to gathered
// anew, and these themselves.
func (t *tx) disturb(article int64) error {
	keys := map[int64]bool{}
	if err := t.each(func(scan func(...any) error) error {
		var text string
		if err := scan(&text); err != nil {
			return err
		}
		ev, err := decode(text)
		for _, k := range eventKeys(ev) {
			keys[k] = true
		}
		return err
	}, "SELECT record FROM records WHERE article = $1", article); err != nil {
		return err
	}
	return in(slices.Sorted(maps.Keys(keys)), func(list string, args []any) error {
		_, err := t.exec("INSERT INTO pending (record) SELECT DISTINCT record FROM event_keys WHERE key IN "+list+" ON CONFLICT DO NOTHING", args...)
		return err
	})
}

// dissolve removes an event; its records are without one until they are
// gathered.
func (t *tx) dissolve(id string) error {
	for _, q := range []string{"UPDATE records SET event = NULL WHERE event = $1", "DELETE FROM claims WHERE event = $1", "DELETE FROM events WHERE id = $1"} {
		if _, err := t.exec(q, id); err != nil {
			return err
		}
	}
	return nil
}

// Pending is how many records are still to be gathered.
func (l *Ledger) Pending(ctx context.Context) (n int, err error) {
	err = l.view(ctx, func(t *tx) error {
		_, err := t.row([]any{&n}, "SELECT COUNT(*) FROM pending")
		return err
	})
	return n, err
}

// One transaction of Gather is this many records, and no longer than about
// turnTime, so that other writers have their turn.
const (
	turnRecords = 20_000
	turnTime    = 5 * time.Second
)

// Gather gathers the records that came, and those that they may change the
// events of. It works in turns, each a transaction; stopped between two of them,
// it goes on where it was. show is told how many records are left.
func (l *Ledger) Gather(ctx context.Context, stop <-chan struct{}, show func(left int)) error {
	for {
		left := 0
		if err := l.update(ctx, func(t *tx) error {
			g := &gatherer{tx: t, blocks: map[string][]int64{}, found: map[int64]*gather.Candidate{}, done: map[int64]bool{}, sketches: map[int64]*gather.Sketch{}}
			return g.turn(&left)
		}); err != nil {
			return err
		}
		if show != nil {
			show(left)
		}
		if left == 0 {
			return nil
		}
		select {
		case <-stop:
			return nil
		default:
		}
	}
}

// gatherer is one turn. What it has read is kept until the end of the turn.
type gatherer struct {
	*tx
	blocks   map[string][]int64
	found    map[int64]*gather.Candidate
	sketches map[int64]*gather.Sketch
	done     map[int64]bool // records whose links are all known
	settled  []int64        // records that are gathered
}

func (g *gatherer) turn(left *int) error {
	begun := time.Now()
	todo, err := column[int64](g.tx, "SELECT record FROM pending ORDER BY record LIMIT $1", turnRecords)
	if err != nil {
		return err
	}
	for _, n := range todo {
		if g.done[n] {
			continue
		}
		if time.Since(begun) > turnTime && len(g.done) > 0 {
			break
		}
		linked, err := g.linked(n)
		if err != nil {
			return err
		}
		if err := g.regroup(linked); err != nil {
			return err
		}
	}
	if err := in(g.settled, func(list string, args []any) error {
		_, err := g.exec("DELETE FROM pending WHERE record IN "+list, args...)
		return err
	}); err != nil {
		return err
	}
	_, err = g.row([]any{left}, "SELECT COUNT(*) FROM pending")
	return err
}

// linked are all records that hang together with this one by links.
func (g *gatherer) linked(n int64) ([]int64, error) {
	out := []int64{n}
	inside := map[int64]bool{n: true}
	for i := 0; i < len(out); i++ {
		c, err := g.candidate(out[i])
		if err != nil {
			return nil, err
		}
		seen := map[int64]bool{}
		for _, k := range c.Keys() {
			block, err := g.block(k)
			if err != nil {
				return nil, err
			}
			for _, m := range block {
				// of a record that is done all links are known, and this was none of them
				if inside[m] || seen[m] || g.done[m] {
					continue
				}
				seen[m] = true
				d, err := g.candidate(m)
				if err != nil {
					return nil, err
				}
				if c.Linked(d) {
					inside[m] = true
					out = append(out, m)
				}
			}
		}
	}
	for _, m := range out {
		g.done[m] = true
	}
	return out, nil
}

func (g *gatherer) block(key string) ([]int64, error) {
	if b, ok := g.blocks[key]; ok {
		return b, nil
	}
	b, err := column[int64](g.tx, "SELECT record FROM event_keys WHERE key = $1", keyNumber(key))
	g.blocks[key] = b
	return b, err
}

// maxFound bounds what a turn holds of records, each some kilobytes.
const maxFound = 12_000

func (g *gatherer) candidate(n int64) (*gather.Candidate, error) {
	if c := g.found[n]; c != nil {
		return c, nil
	}
	if len(g.found) >= maxFound {
		clear(g.found)
		clear(g.sketches)
	}
	var text, id, copies string
	var article int64
	ok, err := g.row([]any{&text, &article, &id, &copies}, `SELECT r.record, a.n, a.id,
		CASE WHEN EXISTS (SELECT 1 FROM articles b WHERE b.copy = a.copy AND b.n <> a.n) THEN a.copy ELSE '' END
		FROM records r JOIN articles a ON a.n = r.article WHERE r.n = $1`, n)
	if err == nil && !ok {
		err = fmt.Errorf("record %d is missing", n)
	}
	if err != nil {
		return nil, err
	}
	rep := gather.Report{Article: id, Copy: copies, Sketch: g.sketches[article]}
	if err := json.Unmarshal([]byte(text), &rep.Event); err != nil {
		return nil, fmt.Errorf("record %d: %w", n, err)
	}
	rep.ID = rep.Event.ID
	if rep.Sketch == nil {
		var packed []byte
		if _, err := g.row([]any{&packed}, "SELECT sketch FROM articles WHERE n = $1", article); err != nil {
			return nil, err
		}
		rep.Sketch = &gather.Sketch{}
		if err := rep.Sketch.UnmarshalBinary(packed); err != nil {
			return nil, err
		}
		g.sketches[article] = rep.Sketch
	}
	c := gather.Prepare(rep)
	g.found[n] = c
	return c, nil
}

// regroup gathers records that hang together with no others.
func (g *gatherer) regroup(numbers []int64) error {
	byID := map[string]int64{}
	reports := make([]gather.Report, 0, len(numbers))
	for _, n := range numbers {
		c, err := g.candidate(n)
		if err != nil {
			return err
		}
		r := c.Report
		for ; byID[r.ID] != 0; r.ID += "'" { // the same words, coded twice
		}
		byID[r.ID] = n
		reports = append(reports, r)
	}
	was := map[string]bool{}
	if err := in(numbers, func(list string, args []any) error {
		ids, err := column[string](g.tx, "SELECT DISTINCT event FROM records WHERE event IS NOT NULL AND n IN "+list, args...)
		for _, id := range ids {
			was[id] = true
		}
		return err
	}); err != nil {
		return err
	}
	groups := gather.Groups(reports)
	kept := map[string]bool{}
	texts := make([]string, len(groups))
	for i, gr := range groups {
		text, err := json.Marshal(gr)
		if err != nil {
			return err
		}
		texts[i] = string(text)
		if was[gr.ID] {
			var old string
			if _, err := g.row([]any{&old}, "SELECT members FROM events WHERE id = $1", gr.ID); err != nil {
				return err
			}
			kept[gr.ID] = old == texts[i]
		}
	}
	for _, id := range slices.Sorted(maps.Keys(was)) {
		if !kept[id] {
			if err := g.dissolve(id); err != nil {
				return err
			}
		}
	}
	for i := range groups {
		if !kept[groups[i].ID] {
			if err := g.add(&groups[i], texts[i], byID); err != nil {
				return err
			}
		}
	}
	g.settled = append(g.settled, numbers...)
	return nil
}

// add stores an event. Its type, date and scores are those of its first report,
// its status actual as soon as a report that has it so.
func (g *gatherer) add(gr *gather.Group, text string, byID map[string]int64) error {
	lead := byID[gr.First]
	c, err := g.candidate(lead)
	if err != nil {
		return err
	}
	ev := c.Report.Event
	status := ev.Status
	first, last := daysOf(ev.Date)
	for _, m := range gr.Members {
		d, err := g.candidate(byID[m.Report])
		if err != nil {
			return err
		}
		if d.Report.Event.Status == "actual" {
			status = "actual"
		}
	}
	asserted, denied := 0, 0
	for _, cl := range gr.Claims {
		if cl.Stance == "denies" {
			denied = 1
		} else {
			asserted = 1
		}
	}
	if _, err := g.exec("INSERT INTO events (id, type, mode, status, first_day, last_day, lead, records, reports, sources, reported, asserted, denied, goldstein, intensity, members) VALUES ("+slots(1, 16)+")",
		gr.ID, gr.Type, ev.Mode, status, first, last, lead, len(gr.Members), gr.Articles, gr.Sources, day(ev.Article.Date), asserted, denied, ev.Goldstein, ev.Intensity, text); err != nil {
		return err
	}
	for i, cl := range gr.Claims {
		if _, err := g.exec("INSERT INTO claims (event, pos, code, name, stance, since, reports) VALUES ("+slots(1, 7)+")",
			gr.ID, i, cl.Code, cl.Name, cl.Stance, day(cl.Since), len(cl.Reports)); err != nil {
			return err
		}
	}
	for _, m := range gr.Members {
		if _, err := g.exec("UPDATE records SET event = $1 WHERE n = $2", gr.ID, byID[m.Report]); err != nil {
			return err
		}
	}
	return nil
}

// day is the day of a date-time.
func day(s string) string { return s[:min(len(s), 10)] }

// decode reads a record.
func decode(text string) (ev rapporteur.Event, err error) {
	err = json.Unmarshal([]byte(text), &ev)
	return ev, err
}
