package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
	"time"

	"rapporteur"
	"rapporteur/internal/gather"
)

// TestLoad asks a ledger of a million records, made up, in the file or database
// that RAPPORTEUR_LOAD names; it is made there on first use, which takes minutes.
// RAPPORTEUR_LOAD_PLANS prints how each question is answered.
func TestLoad(t *testing.T) {
	address := os.Getenv("RAPPORTEUR_LOAD")
	if address == "" {
		t.Skip("RAPPORTEUR_LOAD names no file")
	}
	ctx := context.Background()
	l, err := Open(ctx, address, Read)
	if errors.Is(err, ErrNone) {
		l = open(t, address, Create)
		made(t, l, loadRecords)
		if _, err := l.write.Exec("ANALYZE"); err != nil { // which PostgreSQL does by itself after a while
			t.Fatal(err)
		}
		l.Close()
		l, err = Open(ctx, address, Read)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	explain := "EXPLAIN QUERY PLAN "
	if l.dialect == postgresDialect {
		explain = "EXPLAIN "
	}
	n, err := l.Sizes(ctx)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%+v", n)
	for _, c := range []struct {
		name string
		q    Query
		by   []string
		most time.Duration // warm; 0: only told
	}{
		{"dyad, a type, since", Query{Actor: []string{"QAA"}, Recipient: []string{"QAB"}, Type: []string{"CONSULT"}, Since: "2023-01", Status: []string{"actual"}}, nil, 0},
		{"dyad, a month", Query{Actor: []string{"QAA"}, Recipient: []string{"QAB"}, Since: "2023-01", Until: "2023-01"}, nil, 50 * time.Millisecond},
		{"usual dyad", Query{Actor: []string{"QAK"}, Recipient: []string{"QAM"}}, nil, 50 * time.Millisecond},
		{"usual dyad, a type", Query{Actor: []string{"QAF"}, Recipient: []string{"QAJ"}, Type: []string{"ASSAULT"}, Since: "2020"}, nil, 50 * time.Millisecond},
		{"dyad with a sector, a year", Query{Actor: []string{"QAA MIL"}, Recipient: []string{"QAB"}, Since: "2023", Until: "2023"}, nil, 0},
		{"disputed", Query{Disputed: true, Actor: []string{"QAD"}, Since: "2023", Until: "2023"}, nil, 0},
		{"denied by", Query{DeniedBy: []string{"QAD"}, Limit: 100}, nil, 0},
		{"source", Query{Source: []string{"QAU"}, Since: "2023-01", Until: "2023-03"}, nil, 0},
		{"country, a month", Query{Country: []string{"QAH"}, Since: "2023-01", Until: "2023-01"}, nil, 0},
		{"largest dyad by type and month", Query{Actor: []string{"QAA"}, Recipient: []string{"QAB"}, Status: []string{"actual"}}, []string{"dyad", "type", "month"}, 0},
		{"usual dyad by type and month", Query{Actor: []string{"QAK"}, Recipient: []string{"QAM"}, Status: []string{"actual"}}, []string{"dyad", "type", "month"}, 50 * time.Millisecond},
		{"all by type and month", Query{Status: []string{"actual"}}, []string{"type", "month"}, 0},
		{"all by dyad, type and month", Query{Status: []string{"actual"}}, []string{"dyad", "type", "month"}, 0},
		{"all by country and year", Query{Status: []string{"actual"}}, []string{"country", "year"}, 0},
		{"words", Query{Text: "words of day 77", Actor: []string{"QAK"}}, nil, 0},
	} {
		rows, events := 0, 0
		var times []time.Duration
		for range 4 { // the first one warms
			begun := time.Now()
			rows, events = 0, 0
			if c.by != nil {
				_, cells, err := l.Series(ctx, c.q, c.by, false)
				if err != nil {
					t.Fatal(err)
				}
				rows = len(cells)
				for _, x := range cells {
					events += x.Events
				}
			} else if err := l.Records(ctx, c.q, func(Row) error { rows++; return nil }); err != nil {
				t.Fatal(err)
			}
			times = append(times, time.Since(begun))
		}
		warm := slices.Min(times[1:])
		t.Logf("%-32s %7d rows %7d events  first %8.1f ms  warm %8.1f ms", c.name, rows, events, ms(times[0]), ms(warm))
		if c.most > 0 && warm > c.most {
			t.Errorf("%s takes %v, more than %v", c.name, warm, c.most)
		}
		if os.Getenv("RAPPORTEUR_LOAD_PLANS") != "" {
			text, args := c.q.records()
			if c.by != nil {
				names, err := columnsOf(c.by)
				if err != nil {
					t.Fatal(err)
				}
				text, args = c.q.series(c.by, names)
			}
			if err := l.view(ctx, func(x *tx) error {
				return x.each(func(scan func(...any) error) error {
					var id, parent, unused int
					var detail string
					if l.dialect == postgresDialect {
						err := scan(&detail)
						t.Log("    ", detail)
						return err
					}
					err := scan(&id, &parent, &unused, &detail)
					t.Log("    ", detail)
					return err
				}, explain+text, args...)
			}); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// loadRecords is how many records the ledger of TestLoad has.
const loadRecords = 1_000_000

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// made3 is the code of a country that there is not: QAA, QAB ...
func made3(n int) string { return string([]byte{'Q', byte('A' + n/26), byte('A' + n%26)}) }

// made fills a ledger with n records of articles with three each, over ten
// years. Few countries take part in much, most in little. Of events and claims
// there is what gathering makes of them, without the keys that it needs.
func made(t *testing.T, l *Ledger, n int) {
	rng := rand.New(rand.NewPCG(1, 1))
	zipf := rand.NewZipf(rng, 1.2, 3, 199)
	types := []string{"CONSULT", "ASSAULT", "ACCUSE", "SUPPORT", "AGREE", "REQUEST", "REJECT", "COOPERATE", "PROTEST", "COERCE", "SANCTION", "AID", "THREATEN", "MOBILIZE", "CONCEDE", "RETREAT"}
	sectors := []string{" GOV", " GOV", " MIL", "", " REB"}
	country := func() string { return made3(int(zipf.Uint64())) }
	record, article := int64(0), int64(0)
	var before []int64 // records that wait for their event
	var lead rapporteur.Event
	for int(record) < n {
		err := l.update(context.Background(), func(x *tx) error {
			var articles, records, parties, dyads, events, claims [][]any
			for range min(5_000, (n-int(record)+2)/3) {
				article++
				id := fmt.Sprintf("made-%07d", article)
				day := time.Date(2016, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rng.IntN(3650)).Format(time.DateOnly)
				articles = append(articles, []any{article, id, 1, "0", "made", day, "Paper " + country(), "", "https://news.example/" + id, "Title of " + id, 3000, 3, id, day + "T00:00:00Z", make([]byte, 660)})
				for seq := range 3 {
					record++
					kind := types[min(rng.IntN(16), rng.IntN(16))]
					ev := rapporteur.Event{ID: fmt.Sprintf("%016x", record), Type: kind, Status: "actual", Contexts: []string{"military"},
						Actor: []rapporteur.Entity{{Words: rapporteur.Words{Text: "the army of somewhere"}, Code: country() + sectors[rng.IntN(5)]}},
						Date:  &rapporteur.Date{Value: day, From: "publication"}, CAMEO: "190", Quad: "material conflict", Goldstein: new(float64), Intensity: -9,
						Sentence: rapporteur.Sentence{Words: rapporteur.Words{Text: fmt.Sprintf("Troops of one country shelled the town of another, the words of day %d said, and many lines of a usual sentence follow until it ends somewhere after two hundred characters of text, as most do.", rng.IntN(3650))}},
						Article:  rapporteur.Origin{ID: id, Publisher: "Paper", Date: day, URL: "https://news.example/" + id}, Rule: "assault/shell", MadeBy: "rapporteur 0.1.0 codebook 000000 lexicon 000000 model 000000"}
					*ev.Goldstein = -10
					if rng.IntN(4) > 0 {
						ev.Recipient = []rapporteur.Entity{{Words: rapporteur.Words{Text: "the town"}, Code: country() + sectors[rng.IntN(5)]}}
					}
					if rng.IntN(5) == 0 {
						ev.Status = "future"
					}
					if rng.IntN(3) == 0 {
						stance := "asserts"
						if rng.IntN(12) == 0 {
							stance = "denies"
						}
						ev.SaidBy = []rapporteur.Source{{Words: rapporteur.Words{Text: "the minister"}, Code: country() + " GOV", Stance: stance}}
					}
					place := country()
					text, err := marshal(ev)
					if err != nil {
						return err
					}
					if len(before) == 0 {
						lead = ev
					}
					before = append(before, record)
					event := lead.ID
					records = append(records, []any{record, article, seq, ev.ID, event, kind, "", ev.Status, day, day, "Town", place, "", ev.CAMEO, ev.Quad, ev.Goldstein, ev.Intensity, text})
					for i, a := range ev.Actor {
						parties = append(parties, []any{record, "actor", i, head(a.Code), a.Code, "", "", ""})
					}
					for i, a := range ev.Recipient {
						parties = append(parties, []any{record, "recipient", i, head(a.Code), a.Code, "", "", ""})
					}
					for i, s := range ev.SaidBy {
						parties = append(parties, []any{record, "source", i, head(s.Code), s.Code, "", "", s.Stance})
					}
					for _, d := range pairs(ev) {
						dyads = append(dyads, []any{head(d[0]), head(d[1]), kind, day, record, d[0], d[1]})
					}
					if rng.IntN(3) == 0 && seq < 2 { // the next one is of the same event
						continue
					}
					g := gather.Group{ID: event, Type: lead.Type, First: lead.ID, Articles: 1, Sources: 1}
					for _, m := range before {
						g.Members = append(g.Members, gather.Member{Report: fmt.Sprintf("%016x", m), Article: id, Source: "Paper", Because: []string{"same day +16", "words of day +12", "actor +10"}})
					}
					claim := gather.Claim{Stance: "asserts", Since: day, Reports: []string{lead.ID}}
					if lead.SaidBy != nil {
						claim.Code, claim.Stance = lead.SaidBy[0].Code, lead.SaidBy[0].Stance
					}
					g.Claims = []gather.Claim{claim}
					members, err := json.Marshal(g)
					if err != nil {
						return err
					}
					asserted, denied := 1, 0
					if claim.Stance == "denies" {
						asserted, denied = 0, 1
					}
					events = append(events, []any{event, lead.Type, "", lead.Status, lead.Date.Value, lead.Date.Value, before[0], len(before), 1, 1, day, asserted, denied, lead.Goldstein, lead.Intensity, string(members)})
					claims = append(claims, []any{event, 0, claim.Code, "", claim.Stance, day, 1})
					before = before[:0]
				}
			}
			for _, b := range []struct {
				table   string
				columns []string
				rows    [][]any
			}{
				{"articles", []string{"n", "id", "version", "hash", "made_by", "date", "publisher", "agency", "url", "title", "characters", "records", "copy", "stored_at", "sketch"}, articles},
				{"records", []string{"n", "article", "seq", "id", "event", "type", "mode", "status", "first_day", "last_day", "place", "place_country", "place_admin1", "cameo", "quad", "goldstein", "intensity", "record"}, records},
				{"parties", []string{"record", "side", "pos", "head", "code", "name", "role", "stance"}, parties},
				{"dyads", []string{"actor", "recipient", "type", "first_day", "record", "actor_code", "recipient_code"}, dyads},
				{"events", []string{"id", "type", "mode", "status", "first_day", "last_day", "lead", "records", "reports", "sources", "reported", "asserted", "denied", "goldstein", "intensity", "members"}, events},
				{"claims", []string{"event", "pos", "code", "name", "stance", "since", "reports"}, claims},
			} {
				if err := l.dialect.insert(x, b.table, b.columns, b.rows); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if record > 100_000 {
			fmt.Fprintf(os.Stderr, "\r%d records", record)
		}
	}
}
