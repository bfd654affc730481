package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"rapporteur/internal/read"
	"rapporteur/internal/store"
	"rapporteur/internal/store/cluster"
)

// startUp is about what the program needs before it codes the first article.
const startUp = 300 * time.Millisecond

// Killed at any moment and started again, an ingest ends with the ledger of one
// that was left alone: the same records, events and claims, byte for byte.
//
// RAPPORTEUR_KILL_ARTICLES names a JSON Lines file of articles and
// RAPPORTEUR_KILLS how often to kill, for a longer trial than the short one.
func TestKilledIngest(t *testing.T) {
	dir := t.TempDir()
	n := 0
	killedIngest(t, func() string { n++; return filepath.Join(dir, fmt.Sprint(n, ".ledger")) })
}

// The same with PostgreSQL, held to an undisturbed ledger of SQLite.
func TestKilledIngestPostgres(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the program many times")
	}
	killedIngest(t, func() string { return cluster.Schema(t) })
}

// killedIngest kills ingests into new ledgers. One that comes to its end counts
// for nothing: it is compared, and another ledger begun.
func killedIngest(t *testing.T, newLedger func() string) {
	t.Helper()
	dir := t.TempDir()
	articles, kills := os.Getenv("RAPPORTEUR_KILL_ARTICLES"), 4
	if n, err := strconv.Atoi(os.Getenv("RAPPORTEUR_KILLS")); err == nil {
		kills = n
	}
	if articles == "" {
		articles = filepath.Join(dir, "articles.jsonl")
		writeReports(t, articles, 120)
	}
	export := func(ledger string) [3]string {
		t.Helper()
		var out [3]string
		for i, args := range [][]string{{"query"}, {"query", "--events"}, {"query", "--by", "dyad,type,month"}} {
			b, err := program(t, append(args, "--to", "jsonl", "--ledger", ledger)...).Output()
			if err != nil {
				t.Fatal(err)
			}
			out[i] = string(b)
		}
		return out
	}
	quiet := filepath.Join(dir, "quiet.ledger")
	begun := time.Now()
	if b, err := program(t, "ingest", "--ledger", quiet, articles).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, b)
	}
	took := time.Since(begun)
	want, whole := export(quiet), sizes(t, quiet)
	if !strings.Contains(want[0], `"id"`) {
		t.Fatal("no records")
	}

	compare := func(ledger string) {
		t.Helper()
		got := export(ledger)
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("export %d differs: %d bytes, %d undisturbed", i, len(got[i]), len(want[i]))
			}
		}
	}

	rnd := rand.New(rand.NewPCG(1, 2))
	ledger, ledgers := newLedger(), 1
	// some before the first batch is stored, some between, some while gathering
	most := 3 * took / time.Duration(kills)
	killed, halfway := 0, 0
	for killed < kills || halfway == 0 {
		if killed > 10*kills {
			t.Fatal("no kill fell between two batches")
		}
		cmd := program(t, "ingest", "--ledger", ledger, articles)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(startUp + time.Duration(rnd.Int64N(int64(most))))
		cmd.Process.Kill()
		if cmd.Wait() != nil {
			killed++
			if n := sizes(t, ledger); n.Articles > 0 && (n.Articles < whole.Articles || n.Pending > 0) {
				halfway++
			}
			continue
		}
		compare(ledger)
		ledger = newLedger()
		ledgers++
	}
	var stderr bytes.Buffer
	last := program(t, "ingest", "--ledger", ledger, articles)
	last.Stderr = &stderr
	if err := last.Run(); err != nil {
		t.Fatalf("%v: %s", err, stderr.String())
	}
	t.Logf("%d kills in %d ledgers, %d of them between batches; then: %s", killed, ledgers, halfway, strings.TrimSpace(stderr.String()))
	compare(ledger)
}

// sizes counts what a ledger has; one that was not made yet has nothing.
func sizes(t *testing.T, ledger string) store.Sizes {
	t.Helper()
	l, err := store.Open(context.Background(), ledger, store.Read)
	if errors.Is(err, store.ErrNone) {
		return store.Sizes{}
	}
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	n, err := l.Sizes(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// writeReports makes n articles of the project's example reports, each told
// again under other ids and on other days.
func writeReports(t *testing.T, path string, n int) {
	t.Helper()
	var arts []map[string]string
	for a, err := range read.Articles([]string{"../../testdata/reports"}, read.Options{}) {
		if err == nil {
			arts = append(arts, map[string]string{"id": a.ID, "date": a.Date, "title": a.Title, "text": a.Text})
		}
	}
	if len(arts) == 0 {
		t.Fatal("no example reports")
	}
	var b bytes.Buffer
	for i := range n {
		a := arts[i%len(arts)]
		line := map[string]string{}
		for k, v := range a {
			line[k] = v
		}
		line["id"] = fmt.Sprintf("%s-%d", a["id"], i)
		if d, err := time.Parse("2006-01-02", a["date"]); err == nil {
			line["date"] = d.AddDate(0, 0, i/len(arts)).Format("2006-01-02")
		}
		out, err := json.Marshal(line)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(append(out, '\n'))
	}
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}
