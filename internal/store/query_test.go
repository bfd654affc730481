package store

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestQuestions(t *testing.T) {
	l := newLedger(t)
	write(t, l, sample(t)...)
	for _, c := range []struct {
		name            string
		q               Query
		records, events int
	}{
		{"country and sector", Query{Actor: []string{"RUR MIL"}}, 4, 1},
		{"a sector of any country", Query{Actor: []string{"* MIL"}}, 4, 1},
		{"one of two", Query{Actor: []string{"FRD", "GRK MIL"}}, 1, 1},
		{"no prefix of a code", Query{Actor: []string{"RU"}}, 0, 0},
		{"source", Query{Source: []string{"RUR"}}, 1, 1},
		{"source with sector", Query{Source: []string{"GRK GOV"}}, 2, 1},
		{"asserted", Query{AssertedBy: []string{"GRK"}}, 4, 1},
		{"denied by", Query{DeniedBy: []string{"RUR GOV"}}, 4, 1},
		{"denied by somebody else", Query{DeniedBy: []string{"GRK"}}, 0, 0},
		{"disputed", Query{Disputed: true}, 4, 1},
		{"type and day", Query{Type: []string{"ASSAULT"}, Since: "2026-03-09", Until: "2026-03-09"}, 4, 1},
		{"later", Query{Type: []string{"ASSAULT"}, Since: "2026-03-13"}, 0, 0},
		{"country", Query{Country: []string{"GRK"}, Type: []string{"ASSAULT"}}, 4, 1},
		{"place in small letters", Query{Place: []string{"ganlook"}}, 4, 1},
		{"quad", Query{Quad: []string{"verbal cooperation"}, Type: []string{"CONSULT"}}, 1, 1},
		{"context", Query{Context: []string{"diplomatic"}, Type: []string{"CONSULT"}}, 1, 1},
		{"a context that is none", Query{Context: []string{"diplo%"}}, 0, 0},
		{"words", Query{Text: "price of Grain"}, 1, 1},
		{"article", Query{Article: "e-more", Mode: []string{"heavy-weapons"}}, 1, 1}, // the first report is another
		{"words of the JSON are not of the sentence", Query{Text: `"start":`}, 0, 0},
		{"a pattern is only words", Query{Text: "pr_ce"}, 0, 0},
	} {
		n, m := 0, 0
		if err := l.Records(context.Background(), c.q, func(Row) error { n++; return nil }); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if err := l.Events(context.Background(), c.q, func(*Gathered) error { m++; return nil }); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if n != c.records || m != c.events {
			t.Errorf("%s: %d records and %d events, want %d and %d", c.name, n, m, c.records, c.events)
		}
	}
}

func TestEvents(t *testing.T) {
	l := newLedger(t)
	write(t, l, sample(t)...)
	var got []string
	if err := l.Events(context.Background(), Query{Disputed: true, Standing: true}, func(g *Gathered) error {
		for _, c := range g.Group.Claims {
			got = append(got, fmt.Sprint(c.Code, " ", c.Stance, " ", c.Since))
		}
		got = append(got, fmt.Sprint(g.Reports, " reports, ", g.Sources, " sources, first ", g.Lead.Article.ID, ", standing ", g.Lead.Articles))
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"GRK GOV asserts 2026-03-10", "RUR GOV denies 2026-03-11", " asserts 2026-03-11", "4 reports, 3 sources, first a-first, standing 4"}, got); d != "" {
		t.Error(d)
	}
}

func TestEventsInOrder(t *testing.T) {
	l := newLedger(t)
	write(t, l, append(sample(t), entry(t, "f-may", "2026-05-20", "Ruritanian troops shelled the town of Ganlook on Tuesday."))...)
	for order, want := range map[string]string{"": "2026-03-09", "day": "2026-03-09", "newest": "2026-05-19", "reports": "2026-03-09", "sources": "2026-03-09"} {
		var days []string
		most := 0
		if err := l.Events(context.Background(), Query{Order: order, Type: []string{"ASSAULT", "CONSULT"}}, func(g *Gathered) error {
			days = append(days, g.First)
			if most == 0 {
				most = g.Reports
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		if len(days) < 3 || days[0] != want || order == "reports" && most != 4 {
			t.Errorf("%q: %v, %d reports", order, days, most)
		}
	}
}

func TestSeries(t *testing.T) {
	l := newLedger(t)
	write(t, l, append(sample(t), entry(t, "f-may", "2026-05-20", "Ruritanian troops shelled the town of Ganlook on Tuesday."))...)
	for _, c := range []struct {
		name string
		q    Query
		by   []string
		fill bool
		want string
	}{
		{"four reports are one event", Query{Type: []string{"ASSAULT"}, Actor: []string{"RUR"}}, []string{"dyad", "type", "month"}, false,
			"RUR GRK ASSAULT 2026-03: 1 events 1 disputed 4 reports -10.0 -9.5; RUR GRK ASSAULT 2026-05: 1 events 0 disputed 1 reports -10.0 -9.5"},
		{"empty months", Query{Type: []string{"ASSAULT"}, Actor: []string{"RUR"}}, []string{"month", "actor"}, true,
			"RUR 2026-03: 1 events 1 disputed 4 reports -10.0 -9.5; RUR 2026-04: 0 events 0 disputed 0 reports 0.0 0.0; RUR 2026-05: 1 events 0 disputed 1 reports -10.0 -9.5"},
		{"empty years asked for", Query{Type: []string{"ASSAULT"}, Actor: []string{"RUR"}, Since: "2025", Until: "2026"}, []string{"year"}, true,
			"2025: 0 events 0 disputed 0 reports 0.0 0.0; 2026: 2 events 1 disputed 5 reports -20.0 -19.0"},
		{"talks count for both, once", Query{Type: []string{"CONSULT"}}, []string{"dyad"}, false,
			"FRD RUR: 1 events 0 disputed 1 reports 1.0 2.5; RUR FRD: 1 events 0 disputed 1 reports 1.0 2.5"},
		{"and once in all", Query{Type: []string{"CONSULT"}}, []string{"quad"}, false, "verbal cooperation: 1 events 0 disputed 1 reports 1.0 2.5"},
		{"weeks", Query{Type: []string{"CONSULT"}}, []string{"week", "country"}, false, "RUR 2026-W11: 1 events 0 disputed 1 reports 1.0 2.5"},
		{"codes", Query{Type: []string{"ASSAULT"}, Until: "2026-03"}, []string{"dyad-code"}, false, "RUR MIL GRK: 1 events 1 disputed 4 reports -10.0 -9.5"},
	} {
		_, cells, err := l.Series(context.Background(), c.q, c.by, c.fill)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		var got []string
		for _, x := range cells {
			got = append(got, fmt.Sprintf("%s: %d events %d disputed %d reports %.1f %.1f", strings.Join(x.Keys, " "), x.Events, x.Disputed, x.Reports, x.Goldstein, x.Intensity))
		}
		if d := cmp.Diff(c.want, strings.Join(got, "; ")); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
	for _, by := range [][]string{{"who"}, {"day", "week"}, {"dyad", "actor"}} {
		if CheckKeys(by) == nil {
			t.Errorf("%v is taken", by)
		}
	}
}

// What only did not happen is no dispute, and is counted when it is asked for.
func TestNegatedIsNoDispute(t *testing.T) {
	l := newLedger(t)
	write(t, l, entry(t, "x", "2026-03-11", "Ruritania did not attack the town of Ganlook on Monday."))
	events := 0
	for _, q := range []Query{{}, {Disputed: true}} {
		if err := l.Events(context.Background(), q, func(g *Gathered) error {
			events++
			if !g.Denied || g.Disputed() {
				t.Errorf("%+v", g)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	if events != 1 {
		t.Errorf("%d events", events)
	}
	_, cells, err := l.Series(context.Background(), Query{Status: []string{"negated"}}, []string{"type"}, false)
	if err != nil || len(cells) != 1 || cells[0].Events != 1 || cells[0].Disputed != 0 {
		t.Error(cells, err)
	}
}

// An event that nobody asserts is not counted as one that happened.
func TestSeriesDenied(t *testing.T) {
	l := newLedger(t)
	write(t, l, entry(t, "x", "2026-03-11", denied))
	q := Query{Type: []string{"ASSAULT"}}
	if _, cells, err := l.Series(context.Background(), q, []string{"type"}, false); err != nil || len(cells) != 0 {
		t.Error(cells, err)
	}
	q.Disputed = true
	if _, cells, err := l.Series(context.Background(), q, []string{"type"}, false); err != nil || len(cells) != 1 {
		t.Error(cells, err)
	}
}

func TestWeeks(t *testing.T) {
	for _, d := range [][2]string{{"2026-01-01", "2026-W01"}, {"2021-01-03", "2020-W53"}, {"", ""}} {
		if got := week(d[0]); got != d[1] {
			t.Errorf("week of %q: %q", d[0], got)
		}
	}
	if got := monday("2020-W53"); got != "2020-12-28" {
		t.Error(got)
	}
	if got := strings.Join(units("week", "2020-12-30", "2021-01-12"), " "); got != "2020-W53 2021-W01 2021-W02" {
		t.Error(got)
	}
}

// The views that docs/ledger.md shows say what the questions say.
func TestViews(t *testing.T) {
	l := newLedger(t)
	write(t, l, sample(t)...)
	for query, want := range map[string]string{
		"SELECT COUNT(*) || ' ' || COUNT(DISTINCT event) FROM v_records WHERE mode = 'heavy-weapons'":                                            "4 1",
		"SELECT code || ' ' || stance || ' ' || since FROM v_claims WHERE code = 'RUR GOV'":                                                      "RUR GOV denies 2026-03-11",
		"SELECT reports || ' ' || sources || ' ' || disputed || ' ' || first_article || ' ' || place FROM v_events WHERE mode = 'heavy-weapons'": "4 3 1 a-first Ganlook",
		"SELECT COUNT(*) FROM v_reports v JOIN v_events e ON e.id = v.event WHERE e.mode = 'heavy-weapons'":                                      "4",
		"SELECT actor_code || ' ' || recipient_code || ' ' || month FROM v_dyads WHERE mode = 'heavy-weapons'":                                   "RUR MIL GRK 2026-03",
		"SELECT events || ' ' || reports FROM v_months WHERE type = 'ASSAULT'":                                                                   "1 4",
		"SELECT COUNT(*) FROM v_parties WHERE side = 'source' AND stance = 'denies'":                                                             "1",
		"SELECT COUNT(*) || ' ' || MIN(article) FROM v_copies":                                                                                   "2 a-first",
		"SELECT COUNT(*) FROM v_history WHERE state = 'stands'":                                                                                  "5",
	} {
		if err := l.view(context.Background(), func(x *tx) error {
			got, err := column[string](x, query)
			if len(got) != 1 || got[0] != want {
				t.Errorf("%s: %q, want %q", query, got, want)
			}
			return err
		}); err != nil {
			t.Error(err)
		}
	}
}
