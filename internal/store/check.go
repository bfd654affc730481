package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"

	"rapporteur"
	"rapporteur/internal/gather"
)

// Fault is something that should not be in a ledger.
type Fault struct {
	What string // what is wrong, with the ids of the first few
	Hint string // what to do about it
}

// What to do about faults.
const (
	regather = "'rapporteur ledger gather --all' gathers the events anew from their records"
	restore  = "take a copy from before, or ingest the articles into a new ledger"
)

// rule is a statement that finds what breaks it.
type rule struct {
	what string
	sql  string // gives a name of each, as text
	hint string
}

// rules hold the tables to each other. What they find is shown, so each selects
// a text.
var rules = []rule{
	{"records that belong to no article", "SELECT r.id FROM records r WHERE NOT EXISTS (SELECT 1 FROM articles a WHERE a.n = r.article)", restore},
	{"articles with another number of records than they say", "SELECT a.id FROM articles a WHERE a.records <> (SELECT COUNT(*) FROM records r WHERE r.article = a.n)", restore},
	{"parties of records that there are not", "SELECT DISTINCT CAST(p.record AS TEXT) FROM parties p WHERE NOT EXISTS (SELECT 1 FROM records r WHERE r.n = p.record)", restore},
	{"dyads of records that there are not", "SELECT DISTINCT CAST(d.record AS TEXT) FROM dyads d WHERE NOT EXISTS (SELECT 1 FROM records r WHERE r.n = d.record)", restore},
	{"keys of records that there are not", "SELECT DISTINCT CAST(k.record AS TEXT) FROM event_keys k WHERE NOT EXISTS (SELECT 1 FROM records r WHERE r.n = k.record)", restore},
	{"records without a dyad", "SELECT r.id FROM records r WHERE NOT EXISTS (SELECT 1 FROM dyads d WHERE d.record = r.n)", restore},
	{"sketches of articles that there are not", "SELECT DISTINCT CAST(s.article AS TEXT) FROM sketch_keys s WHERE NOT EXISTS (SELECT 1 FROM articles a WHERE a.n = s.article)", restore},
	{"records that wait to be gathered and that there are not", "SELECT CAST(p.record AS TEXT) FROM pending p WHERE NOT EXISTS (SELECT 1 FROM records r WHERE r.n = p.record)", regather},
	{"records that have no event and wait for none", "SELECT r.id FROM records r WHERE r.event IS NULL AND NOT EXISTS (SELECT 1 FROM pending p WHERE p.record = r.n)", regather},
	{"records of an event that there is not", "SELECT r.id FROM records r WHERE r.event IS NOT NULL AND NOT EXISTS (SELECT 1 FROM events e WHERE e.id = r.event)", regather},
	{"events with another number of records than they say", "SELECT e.id FROM events e WHERE e.records <> (SELECT COUNT(*) FROM records r WHERE r.event = e.id)", regather},
	{"events with another number of reports than they say", "SELECT e.id FROM events e WHERE e.reports <> (SELECT COUNT(DISTINCT r.article) FROM records r WHERE r.event = e.id)", regather},
	{"events whose first report is of another", "SELECT e.id FROM events e WHERE NOT EXISTS (SELECT 1 FROM records r WHERE r.n = e.lead AND r.event = e.id)", regather},
	{"claims on events that there are not", "SELECT DISTINCT c.event FROM claims c WHERE NOT EXISTS (SELECT 1 FROM events e WHERE e.id = c.event)", regather},
	{"events that are asserted or denied otherwise than their claims say", `SELECT e.id FROM events e WHERE
		e.denied <> CASE WHEN EXISTS (SELECT 1 FROM claims c WHERE c.event = e.id AND c.stance = 'denies') THEN 1 ELSE 0 END OR
		e.asserted <> CASE WHEN EXISTS (SELECT 1 FROM claims c WHERE c.event = e.id AND c.stance = 'asserts') THEN 1 ELSE 0 END`, regather},
	{"versions of articles with another number of records than they had", `SELECT f.id || ' version ' || f.version FROM former_articles f WHERE
		f.records <> (SELECT COUNT(*) FROM former_records r WHERE r.article = f.id AND r.version = f.version)`, restore},
	{"articles that stand in a version that is over", "SELECT a.id FROM articles a WHERE EXISTS (SELECT 1 FROM former_articles f WHERE f.id = a.id AND f.version >= a.version)", restore},
}

// part is what is looked at by itself, on a connection of its own.
type part struct {
	checker
	what string
	look func(*checker) error
}

const theFile = "the file"

// parts are all that Check looks at, what takes longest first. SQLite looks
// through its file in as many parts as there are tables: at each with its
// indexes, and at the structure of all.
func (l *Ledger) parts(ctx context.Context) ([]*part, error) {
	var out []*part
	if l.dialect == sqliteDialect {
		var tables []string
		if err := l.view(ctx, func(t *tx) (err error) {
			tables, err = column[string](t, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name = 'records' DESC, name = 'events' DESC, name")
			return err
		}); err != nil {
			return nil, err
		}
		for _, t := range tables {
			out = append(out, &part{what: theFile, look: damage("PRAGMA integrity_check('" + t + "')")})
		}
		out = append(out, &part{what: theFile, look: damage("PRAGMA quick_check(10)")})
	}
	out = append(out,
		&part{what: "the records", look: (*checker).records},
		&part{what: "the events", look: (*checker).events},
		&part{what: "the copies", look: (*checker).copies})
	for _, r := range rules {
		out = append(out, &part{what: "the tables", look: func(c *checker) error {
			names, err := column[string](c.tx, r.sql)
			c.found(r.what, r.hint, names)
			return err
		}})
	}
	return out, nil
}

// Check looks for what is wrong with a ledger: with the file (SQLite), with what
// the tables say of each other, with records, copies and events. It reads all of
// it, on all processors, and changes nothing. show is told what is looked at, and
// how much has been.
func (l *Ledger) Check(ctx context.Context, show func(what string, done, all int)) ([]Fault, error) {
	parts, err := l.parts(ctx)
	if err != nil {
		return nil, err
	}
	var mu sync.Mutex
	var now []string
	done, damaged := 0, false
	tell := func() { show(strings.Join(slices.Compact(slices.Sorted(slices.Values(now))), ", "), done, len(parts)) }
	err = shared(parts, func(p *part) error {
		mu.Lock()
		now = append(now, p.what)
		tell()
		skip := damaged
		mu.Unlock()
		var err error
		if !skip {
			err = l.view(ctx, func(t *tx) error {
				p.tx = t
				return p.look(&p.checker)
			})
		}
		mu.Lock()
		defer mu.Unlock()
		i := slices.Index(now, p.what)
		now = slices.Delete(now, i, i+1)
		done++
		tell()
		damaged = damaged || p.what == theFile && p.faults != nil
		return err
	})
	var faults []Fault
	for _, p := range parts {
		if damaged && p.faults != nil {
			return p.faults, nil // what else is found only follows from it
		}
		faults = append(faults, p.faults...)
	}
	return faults, err
}

type checker struct {
	*tx
	faults []Fault
}

// found notes a fault with the names of a few that have it.
func (c *checker) found(what, hint string, names []string) {
	const few = 3
	if len(names) == 0 {
		return
	}
	slices.Sort(names)
	text := what + ": " + strings.Join(names[:min(few, len(names))], ", ")
	if len(names) > few {
		text += fmt.Sprintf(" and %d more", len(names)-few)
	}
	c.faults = append(c.faults, Fault{text, hint})
}

// damage has SQLite look through its file.
func damage(pragma string) func(*checker) error {
	return func(c *checker) error {
		lines, err := column[string](c.tx, pragma)
		if err != nil {
			return err
		}
		lines = slices.DeleteFunc(lines, func(s string) bool { return s == "ok" })
		c.found("damage in the file", restore, lines)
		return nil
	}
}

// records compares each record with the columns that it is found by.
func (c *checker) records() error {
	var unreadable, other []string
	err := c.each(func(scan func(...any) error) error {
		var id, kind, mode, status, first, last, text string
		if err := scan(&id, &kind, &mode, &status, &first, &last, &text); err != nil {
			return err
		}
		ev, err := decode(text)
		f, l := daysOf(ev.Date)
		switch {
		case err != nil:
			unreadable = append(unreadable, id)
		case ev.ID != id || ev.Type != kind || ev.Mode != mode || ev.Status != status || f != first || l != last:
			other = append(other, id)
		}
		return nil
	}, "SELECT id, type, mode, status, first_day, last_day, record FROM records ORDER BY n")
	if err != nil {
		return err
	}
	var former []string
	err = c.each(func(scan func(...any) error) error {
		var id, text string
		var version int
		if err := scan(&id, &version, &text); err != nil {
			return err
		}
		var ev rapporteur.Event
		if json.Unmarshal([]byte(text), &ev) != nil {
			former = append(former, fmt.Sprintf("%s version %d", id, version))
		}
		return nil
	}, "SELECT article, version, record FROM former_records ORDER BY article, version, seq")
	c.found("records that cannot be read", restore, unreadable)
	c.found("records that say something else than the columns beside them", restore, other)
	c.found("versions with records that cannot be read", restore, former)
	return err
}

// copies holds the key of each copy group to the least id in it.
func (c *checker) copies() error {
	least := map[string]string{}
	if err := c.each(func(scan func(...any) error) error {
		var id, key string
		if err := scan(&id, &key); err != nil {
			return err
		}
		if was, ok := least[key]; !ok || id < was {
			least[key] = id
		}
		return nil
	}, "SELECT id, copy FROM articles"); err != nil {
		return err
	}
	var wrong []string
	for key, id := range least {
		if key != id {
			wrong = append(wrong, key)
		}
	}
	slices.Sort(wrong)
	c.found("sets of copies that are not named for the first of them", restore, wrong)
	return nil
}

// events holds the description of each event to its records and counts.
func (c *checker) events() error {
	members := map[string][]string{}
	if err := c.each(func(scan func(...any) error) error {
		var event, article string
		if err := scan(&event, &article); err != nil {
			return err
		}
		members[event] = append(members[event], article)
		return nil
	}, "SELECT r.event, a.id FROM records r JOIN articles a ON a.n = r.article WHERE r.event IS NOT NULL"); err != nil {
		return err
	}
	var unreadable, other []string
	err := c.each(func(scan func(...any) error) error {
		var id, kind, text string
		var records, reports, sources int
		if err := scan(&id, &kind, &records, &reports, &sources, &text); err != nil {
			return err
		}
		var g gather.Group
		if json.Unmarshal([]byte(text), &g) != nil {
			unreadable = append(unreadable, id)
			return nil
		}
		articles := make([]string, len(g.Members))
		for i, m := range g.Members {
			articles[i] = m.Article
		}
		slices.Sort(articles)
		slices.Sort(members[id])
		if g.ID != id || g.Type != kind || len(g.Members) != records || g.Articles != reports || g.Sources != sources || !slices.Equal(articles, members[id]) {
			other = append(other, id)
		}
		return nil
	}, "SELECT id, type, records, reports, sources, members FROM events ORDER BY id")
	c.found("events that cannot be read", regather, unreadable)
	c.found("events that are described with other reports than they have", regather, other)
	return err
}

// Disband lets all records wait to be gathered anew, which Gather then does.
func (l *Ledger) Disband(ctx context.Context) error {
	return l.update(ctx, func(t *tx) error {
		for _, q := range []string{"DELETE FROM pending", "UPDATE records SET event = NULL", "DELETE FROM claims", "DELETE FROM events", "INSERT INTO pending (record) SELECT n FROM records"} {
			if _, err := t.exec(q); err != nil {
				return err
			}
		}
		return nil
	})
}
