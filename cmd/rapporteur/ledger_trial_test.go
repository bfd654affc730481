package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"rapporteur/internal/read"
	"rapporteur/internal/store"
	"rapporteur/internal/store/cluster"
)

// The trials of ingest are short by themselves. With RAPPORTEUR_ARTICLES, a JSON
// Lines file of articles, they are long: 30 kills over all of its articles, three
// orders of 500 of them, and the rate against 'code'.
var longTrial = os.Getenv("RAPPORTEUR_ARTICLES")

// trialArticles are the lines of articles for a trial: n of RAPPORTEUR_ARTICLES,
// else m made of the project's example reports, told again under other ids and on
// other days.
func trialArticles(t *testing.T, n, m int) []string {
	t.Helper()
	if testing.Short() {
		t.Skip("starts the program many times")
	}
	if longTrial != "" {
		data, err := os.ReadFile(longTrial)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSpace(string(data)), "\n")
		return lines[:min(n, len(lines))]
	}
	var arts []map[string]string
	for a, err := range read.Articles([]string{reports}, read.Options{}) {
		if err == nil {
			arts = append(arts, map[string]string{"id": a.ID, "date": a.Date, "title": a.Title, "publisher": a.Publisher, "text": a.Text})
		}
	}
	if len(arts) == 0 {
		t.Fatal("no example reports")
	}
	var lines []string
	for i := range m {
		a := maps.Clone(arts[i%len(arts)])
		a["id"] += fmt.Sprint("-", i)
		if d, err := time.Parse(time.DateOnly, a["date"]); err == nil {
			a["date"] = d.AddDate(0, 0, i/len(arts)/2).Format(time.DateOnly)
		}
		line, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, string(line))
	}
	return lines
}

// writeLines writes a file of lines and gives back its name.
func writeLines(t *testing.T, lines []string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "articles.jsonl")
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// succeed runs the program, which must not fail, and gives back what it printed.
func succeed(t *testing.T, args ...string) (stdout, stderr string) {
	t.Helper()
	var out, said bytes.Buffer
	cmd := program(t, args...)
	cmd.Stdout, cmd.Stderr = &out, &said
	if err := cmd.Run(); err != nil {
		t.Fatalf("rapporteur %s: %v: %s", strings.Join(args, " "), err, said.String())
	}
	return out.String(), strings.TrimSpace(said.String())
}

// exported is all that 'query' tells of a ledger: records, events and claims,
// counts.
func exported(t *testing.T, ledger string) string {
	t.Helper()
	var all strings.Builder
	for _, more := range [][]string{nil, {"--events"}, {"--by", "dyad,type,month"}} {
		out, _ := succeed(t, append([]string{"query", "--to", "jsonl", "--ledger", ledger}, more...)...)
		if out == "" {
			t.Fatalf("query %s of %s gives nothing", strings.Join(more, " "), ledger)
		}
		all.WriteString(out)
	}
	return all.String()
}

// articlesIn is how many articles a ledger has; 0 where there is none.
func articlesIn(address string) int {
	l, err := store.Open(context.Background(), address, store.Read)
	if err != nil {
		return 0
	}
	defer l.Close()
	n, err := l.Sizes(context.Background())
	if err != nil {
		return 0
	}
	return n.Articles
}

// Killed at any moment and started again, an ingest ends with the ledger of one
// that was left alone, byte for byte.
func TestKilledIngest(t *testing.T) {
	articles := trialArticles(t, 2000, 160)
	kills := 5
	if longTrial != "" {
		kills = 30
	}
	want := ""
	t.Run("SQLite", func(t *testing.T) {
		dir, n := t.TempDir(), 0
		killed(t, articles, kills, &want, func() string {
			n++
			return filepath.Join(dir, fmt.Sprint(n, ".ledger"))
		})
	})
	t.Run("PostgreSQL", func(t *testing.T) {
		killed(t, articles, kills, &want, func() string { return cluster.Schema(t) })
	})
}

// killed kills ingests of articles so many times and lets the last one come to
// its end. want is what an undisturbed one exports; "": to be found out. fresh
// gives the address of a new ledger.
func killed(t *testing.T, articles []string, kills int, want *string, fresh func() string) {
	path, quiet := writeLines(t, articles), fresh()
	begun := time.Now()
	succeed(t, "ingest", "--ledger", quiet, path)
	took := time.Since(begun)
	if got := exported(t, quiet); *want == "" {
		*want = got
	} else if got != *want {
		t.Error("undisturbed, the ledger is another than in SQLite")
	}
	// All runs together take about twice as long as an undisturbed one, so that
	// kills come at all its stages; no run is so short that it stores nothing.
	ledger, most := fresh(), max(2*took/time.Duration(kills), 3*time.Second)
	rng := rand.New(rand.NewPCG(1, 2))
	tries, partly := 0, map[int]bool{}
	for n := 0; n < kills || len(partly) == 0; tries++ {
		if tries > 8*kills {
			t.Fatalf("%d runs, of which %d were killed before their end, and %d with articles stored", tries, n, len(partly))
		}
		cmd := program(t, "ingest", "--ledger", ledger, path)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(rng.Int64N(int64(most))))
		cmd.Process.Kill()
		if cmd.Wait() == nil { // it came to its end: again from the start, and sooner
			ledger, most = fresh(), most*2/3
			continue
		}
		n++
		if has := articlesIn(ledger); has > 0 && has < len(articles) {
			partly[has] = true
		} else if has == 0 && len(partly) == 0 { // the machine has become slower
			most += most / 2
		}
	}
	_, said := succeed(t, "ingest", "--ledger", ledger, path)
	t.Logf("undisturbed %.1f s; %d kills in %d runs; killed with so many articles stored: %d; then: %s",
		took.Seconds(), kills, tries, slices.Sorted(maps.Keys(partly)), said)
	if got := exported(t, ledger); got != *want {
		t.Errorf("the export differs: %d bytes after %d kills, %d undisturbed", len(got), kills, len(*want))
	}
	succeed(t, "ledger", "check", ledger)
}

// A file that can grow no further ends an ingest with an error; what was stored
// stays, and the next run does the rest.
func TestIngestFull(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no ulimit")
	}
	articles := trialArticles(t, 300, 200)
	dir := t.TempDir()
	quiet, full := filepath.Join(dir, "quiet.ledger"), filepath.Join(dir, "full.ledger")
	succeed(t, "ingest", "--ledger", quiet, writeLines(t, articles))
	succeed(t, "ingest", "--ledger", full, writeLines(t, articles[:50]))
	info, err := os.Stat(full)
	if err != nil {
		t.Fatal(err)
	}
	all := writeLines(t, articles)
	for _, more := range []int64{8, 400} { // nearly at once, and later
		limit := fmt.Sprint((info.Size() + more*1024) / 512)
		ingest := program(t, "ingest", "--ledger", full, all)
		cmd := exec.Command("/bin/sh", append([]string{"-c", `ulimit -f "$0"; exec "$@"`, limit, ingest.Path}, ingest.Args[1:]...)...)
		out, err := cmd.CombinedOutput()
		if cmd.ProcessState.ExitCode() != exitFailed || !strings.Contains(string(out), "nothing that was stored is lost") || !strings.Contains(string(out), "hint: ") || strings.Contains(string(out), "goroutine") {
			t.Fatalf("%v: %s", err, out)
		}
		t.Logf("%s", out)
		succeed(t, "ledger", "check", full)
		if n := articlesIn(full); n < 50 || n >= len(articles) {
			t.Errorf("%d articles", n)
		}
	}
	succeed(t, "ingest", "--ledger", full, all)
	if exported(t, full) != exported(t, quiet) {
		t.Error("the ledger is another in the end")
	}
}

// The same articles give the same ledger in any order of arrival.
func TestIngestOrder(t *testing.T) {
	lines := trialArticles(t, 500, 60)
	rng := rand.New(rand.NewPCG(3, 4))
	want := ""
	for n := range 3 {
		rng.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
		ledger := filepath.Join(t.TempDir(), "order.ledger")
		half := len(lines) / 2 // gathered twice, so that groups change
		succeed(t, "ingest", "--ledger", ledger, writeLines(t, lines[:half]))
		_, said := succeed(t, "ingest", "--ledger", ledger, writeLines(t, lines[half:]))
		got := exported(t, ledger)
		if n == 0 {
			want = got
			t.Log(said)
		} else if got != want {
			t.Fatalf("order %d gives another ledger", n)
		}
	}
}

// TestIngestRate tells the rate of 'ingest' against that of 'code', and the size
// of the ledger, on the articles of RAPPORTEUR_ARTICLES.
func TestIngestRate(t *testing.T) {
	if longTrial == "" {
		t.Skip("RAPPORTEUR_ARTICLES names no file")
	}
	lines := trialArticles(t, 2000, 0)
	articles := writeLines(t, lines)
	dir := t.TempDir()
	var times [3][]time.Duration
	for n := range 3 { // in turns, for others use the machine too
		for i, args := range [][]string{
			{"code", "-o", filepath.Join(dir, fmt.Sprint(n, ".jsonl"))},
			{"ingest", "--ledger", filepath.Join(dir, fmt.Sprint(n, ".ledger"))},
			{"ingest", "--ledger", cluster.Schema(t)},
		} {
			begun := time.Now()
			cmd := program(t, append(args, articles)...)
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			times[i] = append(times[i], time.Since(begun))
			t.Logf("%s: %.2f s, processor %.2f s", []string{"code", "ingest, SQLite", "ingest, PostgreSQL"}[i],
				time.Since(begun).Seconds(), (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds())
		}
	}
	info, err := os.Stat(filepath.Join(dir, "0.ledger"))
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%.1f MB a thousand articles in SQLite", float64(info.Size())/1e6*1000/float64(len(lines)))
	for i, store := range []string{"SQLite", "PostgreSQL"} {
		ratio := slices.Min(times[0]).Seconds() / slices.Min(times[i+1]).Seconds()
		t.Logf("ingest with %s at %.2f of the rate of code", store, ratio)
		if ratio < 0.8 {
			t.Errorf("ingest with %s at %.2f of the rate of code, at least 0.8 is wanted", store, ratio)
		}
	}
}
