package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"rapporteur/internal/read"
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
	want := export(quiet)
	if !strings.Contains(want[0], `"id"`) {
		t.Fatal("no records")
	}

	ledger := filepath.Join(dir, "killed.ledger")
	rnd := rand.New(rand.NewPCG(1, 2))
	done := 0
	for n := 0; n < kills; n++ {
		cmd := program(t, "ingest", "--ledger", ledger, articles)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		// some before the first batch is stored, some between, some while gathering
		most := max(2*took/time.Duration(kills), 9*took/10)
		time.Sleep(startUp + time.Duration(rnd.Int64N(int64(most))))
		cmd.Process.Kill()
		if cmd.Wait() == nil {
			done++
		}
	}
	var stderr bytes.Buffer
	last := program(t, "ingest", "--ledger", ledger, articles)
	last.Stderr = &stderr
	if err := last.Run(); err != nil {
		t.Fatalf("%v: %s", err, stderr.String())
	}
	t.Logf("%d runs of which %d came to their end before the kill; then: %s", kills, done, strings.TrimSpace(stderr.String()))
	got := export(ledger)
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("export %d differs: %d bytes after %d kills, %d undisturbed", i, len(got[i]), kills, len(want[i]))
		}
	}
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
