package store

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur"
)

// has says whether one of the codes is asked for, as Code describes it.
func has(asked []string, codes ...string) bool {
	return len(asked) == 0 || slices.ContainsFunc(codes, func(code string) bool {
		return slices.ContainsFunc(asked, func(a string) bool {
			words, of := strings.Fields(a), strings.Fields(code)
			return (words[0] == "*" || len(of) > 0 && words[0] == of[0]) && !slices.ContainsFunc(words[1:], func(w string) bool { return !slices.Contains(of, w) })
		})
	})
}

// fits holds a record against a question without any SQL.
func fits(q *Query, ev *rapporteur.Event) bool {
	var sources []string
	for _, s := range ev.SaidBy {
		sources = append(sources, s.Code)
	}
	first, _ := daysOf(ev.Date)
	return slices.ContainsFunc(pairs(*ev), func(d [2]string) bool { return has(q.Actor, d[0]) && has(q.Recipient, d[1]) }) &&
		has(q.Source, sources...) &&
		(q.Type == nil || slices.Contains(q.Type, ev.Type)) &&
		(q.Status == nil || slices.Contains(q.Status, ev.Status)) &&
		(q.Since == "" || first >= q.Since) &&
		(q.Until == "" || first != "" && (first <= q.Until || strings.HasPrefix(first, q.Until)))
}

// What the database finds and counts is what one finds who reads all records.
func TestAgainstReading(t *testing.T) {
	ctx := context.Background()
	l := newLedger(t)
	made(t, l, 1500)
	var all []Row
	if err := l.Records(ctx, Query{}, func(r Row) error { all = append(all, r); return nil }); err != nil {
		t.Fatal(err)
	}
	var events []*Gathered
	if err := l.Events(ctx, Query{}, func(g *Gathered) error { events = append(events, g); return nil }); err != nil {
		t.Fatal(err)
	}
	if len(all) != 1500 || len(events) == 0 {
		t.Fatalf("%d records, %d events", len(all), len(events))
	}
	rng := rand.New(rand.NewPCG(3, 4))
	some := func(of ...string) []string {
		if rng.IntN(2) == 0 {
			return nil
		}
		return of[:1+rng.IntN(len(of))]
	}
	one := func(of ...string) string { return of[rng.IntN(len(of))] }
	found, counted := 0, 0
	for range 300 {
		q := Query{
			Actor: some(one("QAA", "QAB", "QAA MIL", "* REB"), "QAC"), Recipient: some(one("QAA", "QAB GOV", "* MIL"), "QAD"),
			Type: some("CONSULT", "ASSAULT", "ACCUSE"), Status: some(one("actual", "future")),
			Since: one("", "", "2018", "2019-06", "2020-02-29"), Until: one("", "", "2020", "2021-02", "2022-12-31"),
		}
		if rng.IntN(3) == 0 {
			q.Source = some("QAA", "* GOV")
		}
		var want, got []string
		for _, r := range all {
			if fits(&q, &r.Event) {
				want = append(want, r.Event.ID)
			}
		}
		if err := l.Records(ctx, q, func(r Row) error { got = append(got, r.Event.ID); return nil }); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Fatalf("%+v:\n%s", q, d)
		}
		found += len(got)

		q.Source = nil // of events it asks for claims
		counts := map[string]int{}
		for _, g := range events {
			ev := g.Lead.Event
			ev.Status = g.Status
			if !g.Asserted || !fits(&q, &ev) {
				continue
			}
			once := map[string]bool{}
			for _, d := range pairs(ev) {
				if has(q.Actor, d[0]) && has(q.Recipient, d[1]) && d[0] != "" && d[1] != "" {
					once[fmt.Sprint(head(d[0]), " ", head(d[1]), " ", ev.Type, " ", g.First[:min(7, len(g.First))])] = true
				}
			}
			for k := range once {
				counts[k]++
			}
		}
		_, cells, err := l.Series(ctx, q, []string{"dyad", "type", "month"}, false)
		if err != nil {
			t.Fatal(err)
		}
		series := map[string]int{}
		for _, c := range cells {
			series[strings.Join(c.Keys, " ")] = c.Events
			counted += c.Events
		}
		if !maps.Equal(counts, series) {
			t.Fatalf("%+v: %s", q, cmp.Diff(counts, series))
		}
	}
	if found < 1000 || counted < 1000 {
		t.Errorf("the questions find %d records and count %d events: too few to tell", found, counted)
	}
}
