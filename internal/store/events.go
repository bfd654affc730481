package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
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
			g := &gatherer{tx: t, blocks: map[int64][]int64{}, found: map[int64]*found{}, of: map[string][]int64{}, done: map[int64]bool{}, sketches: map[int64]*gather.Sketch{}}
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

// gatherer is one turn. What it has read is kept until the end of the turn, and
// so is what it writes, until it has to be read.
type gatherer struct {
	*tx
	blocks   map[int64][]int64 // records by key
	found    map[int64]*found
	of       map[string][]int64 // records that are kept, by event
	sketches map[int64]*gather.Sketch
	done     map[int64]bool // records whose links are all known
	settled  []any          // records that are gathered

	events, claims [][]any // rows to be written
	members        []member
}

// member is a record that has an event.
type member struct {
	event  string
	record int64
}

// found is a record that was read.
type found struct {
	*gather.Candidate
	event string // "" where it has none
}

func (g *gatherer) turn(left *int) error {
	begun := time.Now()
	todo, err := column[int64](g.tx, "SELECT record FROM pending ORDER BY record LIMIT $1", turnRecords)
	if err != nil {
		return err
	}
	for len(todo) > 0 {
		some := todo[:min(lookAhead, len(todo))]
		todo = todo[len(some):]
		if err := g.lookAhead(some); err != nil {
			return err
		}
		var sets []*set
		for i, n := range some {
			if i%readAtOnce == 0 { // where the memory did not last until here
				if err := g.read(some[i:min(i+readAtOnce, len(some))]); err != nil {
					return err
				}
			}
			if g.done[n] {
				continue
			}
			if time.Since(begun) > turnTime && len(g.done) > 0 {
				todo = nil
				break
			}
			s, err := g.linked(n)
			if err != nil {
				return err
			}
			sets = append(sets, s)
		}
		if err := shared(sets, (*set).gather); err != nil {
			return err
		}
		for _, s := range sets {
			if err := g.regroup(s); err != nil {
				return err
			}
		}
	}
	if err := g.flush(); err != nil {
		return err
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

// shared does the same for all of a list, on all processors.
func shared[T any](list []T, do func(T) error) error {
	var wait sync.WaitGroup
	var next atomic.Int64
	errs := make([]error, min(runtime.GOMAXPROCS(0), len(list)))
	for w := range errs {
		wait.Go(func() {
			for errs[w] == nil {
				i := int(next.Add(1)) - 1
				if i >= len(list) {
					return
				}
				errs[w] = do(list[i])
			}
		})
	}
	wait.Wait()
	return errors.Join(errs...)
}

// lookAhead reads what is asked for when these records are looked at one after
// another: them, and the others that share keys with them.
func (g *gatherer) lookAhead(numbers []int64) error {
	if err := g.read(numbers); err != nil {
		return err
	}
	var keys []string
	for _, n := range numbers {
		if c := g.found[n]; c != nil {
			keys = append(keys, c.Keys()...)
		}
	}
	near, err := g.block(keys)
	if err != nil {
		return err
	}
	near = slices.DeleteFunc(near, func(n int64) bool { return g.done[n] || g.found[n] != nil })
	return g.read(near[:min(len(near), max(0, maxFound-len(g.found)))])
}

// set are records that hang together by links, and with no others.
type set struct {
	numbers []int64
	reports []*gather.Candidate // in the order of numbers, each with an id of its own
	groups  []gather.Group
	texts   []string // of the groups
}

// gather gathers the records of a set.
func (s *set) gather() error {
	s.groups = gather.GroupsOf(s.reports)
	for _, gr := range s.groups {
		text, err := json.Marshal(gr)
		if err != nil {
			return err
		}
		s.texts = append(s.texts, string(text))
	}
	return nil
}

// linked are all records that hang together with this one by links.
func (g *gatherer) linked(n int64) (*set, error) {
	out := []int64{n}
	inside := map[int64]bool{n: true}
	for i := 0; i < len(out); i++ {
		c, err := g.candidate(out[i])
		if err != nil {
			return nil, err
		}
		block, err := g.block(c.Keys())
		if err != nil {
			return nil, err
		}
		// of a record that is done all links are known, and this was none of them
		block = slices.DeleteFunc(block, func(m int64) bool { return inside[m] || g.done[m] })
		for len(block) > 0 {
			some := block[:min(readAtOnce, len(block))]
			block = block[len(some):]
			if err := g.read(some); err != nil {
				return nil, err
			}
			for _, m := range some {
				d, err := g.candidate(m)
				if err != nil {
					return nil, err
				}
				if c.Linked(d.Candidate) {
					inside[m] = true
					out = append(out, m)
				}
			}
		}
	}
	slices.Sort(out)
	s := &set{numbers: out}
	ids := map[string]bool{}
	for _, m := range out {
		g.done[m] = true
		c, err := g.candidate(m)
		if err != nil {
			return nil, err
		}
		r := c.Candidate
		if ids[r.Report.ID] { // the same words, coded twice
			report := r.Report
			for ids[report.ID] {
				report.ID += "'"
			}
			r = gather.Prepare(report)
		}
		ids[r.Report.ID] = true
		s.reports = append(s.reports, r)
	}
	return s, nil
}

// block are the records that have any of the keys, in order, each once.
func (g *gatherer) block(keys []string) ([]int64, error) {
	var missing, out []int64
	for _, k := range keys {
		n := keyNumber(k)
		if b, ok := g.blocks[n]; ok {
			out = append(out, b...)
		} else {
			missing = append(missing, n)
			g.blocks[n] = nil
		}
	}
	if err := in(missing, func(list string, args []any) error {
		return g.each(func(scan func(...any) error) error {
			var key, n int64
			if err := scan(&key, &n); err != nil {
				return err
			}
			g.blocks[key] = append(g.blocks[key], n)
			out = append(out, n)
			return nil
		}, "SELECT key, record FROM event_keys WHERE key IN "+list, args...)
	}); err != nil {
		return nil, err
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// Records are looked at so many together, and, where others hang on them, read
// so many at once; so many are kept, each some kilobytes.
var (
	lookAhead  = 1024
	readAtOnce = 64
	maxFound   = 12_000
)

// read reads records that are not kept yet.
func (g *gatherer) read(numbers []int64) error {
	var missing []int64
	for _, n := range numbers {
		if g.found[n] == nil {
			missing = append(missing, n)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	if len(g.found)+len(missing) > maxFound {
		if err := g.flush(); err != nil { // so that the events of those read again are there
			return err
		}
		clear(g.found)
		clear(g.of)
		clear(g.sketches)
		missing = numbers
	}
	type row struct {
		n     int64
		text  []byte
		event string
		rep   gather.Report
		found *found
	}
	for piece := range slices.Chunk(missing, chunks[len(chunks)-1]) {
		var rows []*row
		if err := in(piece, func(list string, args []any) error {
			return g.each(func(scan func(...any) error) error {
				var r row
				var article int64
				var packed []byte
				if err := scan(&r.n, &r.text, &r.event, &article, &r.rep.Article, &r.rep.Copy, &packed); err != nil {
					return err
				}
				if r.rep.Sketch = g.sketches[article]; r.rep.Sketch == nil {
					r.rep.Sketch = &gather.Sketch{}
					if err := r.rep.Sketch.UnmarshalBinary(packed); err != nil {
						return err
					}
					g.sketches[article] = r.rep.Sketch
				}
				rows = append(rows, &r)
				return nil
			}, `SELECT r.n, r.record, COALESCE(r.event, ''), a.n, a.id,
				CASE WHEN EXISTS (SELECT 1 FROM articles b WHERE b.copy = a.copy AND b.n <> a.n) THEN a.copy ELSE '' END, a.sketch
				FROM records r JOIN articles a ON a.n = r.article WHERE r.n IN `+list, args...)
		}); err != nil {
			return err
		}
		if err := shared(rows, func(r *row) error {
			if err := json.Unmarshal(r.text, &r.rep.Event); err != nil {
				return fmt.Errorf("record %d: %w", r.n, err)
			}
			r.rep.ID = r.rep.Event.ID
			r.found = &found{Candidate: gather.Prepare(r.rep)}
			return nil
		}); err != nil {
			return err
		}
		for _, r := range rows {
			g.found[r.n] = r.found
			g.belongs(r.n, r.event)
		}
	}
	return nil
}

// belongs notes which event a record that is kept has.
func (g *gatherer) belongs(n int64, event string) {
	g.found[n].event = event
	if event != "" {
		g.of[event] = append(g.of[event], n)
	}
}

func (g *gatherer) candidate(n int64) (*found, error) {
	if c := g.found[n]; c != nil {
		return c, nil
	}
	if err := g.read([]int64{n}); err != nil {
		return nil, err
	}
	if c := g.found[n]; c != nil {
		return c, nil
	}
	return nil, fmt.Errorf("record %d is missing", n)
}

// regroup puts the events of a set in place of those that its records had.
func (g *gatherer) regroup(s *set) error {
	byID := map[string]int64{}
	was := map[string]bool{}
	for i, n := range s.numbers {
		c, err := g.candidate(n)
		if err != nil {
			return err
		}
		if c.event != "" {
			was[c.event] = true
		}
		byID[s.reports[i].Report.ID] = n
	}
	if len(was) > 0 {
		if err := g.flush(); err != nil {
			return err
		}
	}
	kept := map[string]bool{}
	for i, gr := range s.groups {
		if was[gr.ID] {
			var old string
			if _, err := g.row([]any{&old}, "SELECT members FROM events WHERE id = $1", gr.ID); err != nil {
				return err
			}
			kept[gr.ID] = old == s.texts[i]
		}
	}
	for _, id := range slices.Sorted(maps.Keys(was)) {
		if !kept[id] {
			if err := g.dissolve(id); err != nil {
				return err
			}
			for _, n := range g.of[id] {
				if g.found[n].event == id {
					g.belongs(n, "")
				}
			}
			delete(g.of, id)
		}
	}
	for i := range s.groups {
		if !kept[s.groups[i].ID] {
			if err := g.add(&s.groups[i], s.texts[i], byID); err != nil {
				return err
			}
		}
	}
	for _, n := range s.numbers {
		g.settled = append(g.settled, n)
	}
	if len(g.events) >= writeAtOnce {
		return g.flush()
	}
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
	g.events = append(g.events, []any{gr.ID, gr.Type, ev.Mode, status, first, last, lead, len(gr.Members), gr.Articles, gr.Sources, day(ev.Article.Date), asserted, denied, ev.Goldstein, ev.Intensity, text})
	for i, cl := range gr.Claims {
		g.claims = append(g.claims, []any{gr.ID, i, cl.Code, cl.Name, cl.Stance, day(cl.Since), len(cl.Reports)})
	}
	for _, m := range gr.Members {
		n := byID[m.Report]
		if _, err := g.candidate(n); err != nil {
			return err
		}
		g.belongs(n, gr.ID)
		g.members = append(g.members, member{gr.ID, n})
	}
	return nil
}

// writeAtOnce is how many events are written together.
const writeAtOnce = 1024

// flush writes the rows kept back.
func (g *gatherer) flush() error {
	if len(g.events) == 0 {
		return nil
	}
	if err := g.dialect.insert(g.tx, "events", strings.Fields("id type mode status first_day last_day lead records reports sources reported asserted denied goldstein intensity members"), g.events); err != nil {
		return err
	}
	if len(g.claims) > 0 {
		if err := g.dialect.insert(g.tx, "claims", strings.Fields("event pos code name stance since reports"), g.claims); err != nil {
			return err
		}
	}
	if err := g.dialect.join(g.tx, g.members); err != nil {
		return err
	}
	g.events, g.claims, g.members = g.events[:0], g.claims[:0], g.members[:0]
	return nil
}

// day is the day of a date-time.
func day(s string) string { return s[:min(len(s), 10)] }

// decode reads a record.
func decode(text string) (ev rapporteur.Event, err error) {
	err = json.Unmarshal([]byte(text), &ev)
	return ev, err
}
