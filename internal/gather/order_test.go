package gather

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur"
)

// TestOrder codes our own reports, each told again by another article the next
// day, and gathers them in three orders, and each component of linked records
// by itself, as the ledger does.
func TestOrder(t *testing.T) {
	names, err := filepath.Glob("../../testdata/reports/*.txt")
	if err != nil || len(names) < 5 {
		t.Fatalf("reports: %v, %v", names, err)
	}
	c, err := rapporteur.New()
	if err != nil {
		t.Fatal(err)
	}
	var reports []Report
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for day := 11; day <= 12; day++ {
			events, err := c.Code(context.Background(), rapporteur.Article{ID: fmt.Sprint(filepath.Base(name), day), Text: string(text), Date: fmt.Sprintf("2026-03-%d", day)})
			if err != nil {
				t.Fatal(err)
			}
			sketch := NewSketch(string(text))
			for _, ev := range events {
				reports = append(reports, Report{ID: ev.ID, Article: ev.Article.ID, Copy: filepath.Base(name), Sketch: &sketch, Event: ev})
			}
		}
	}
	groups := sameInAnyOrder(t, reports)
	together := 0
	for _, g := range groups {
		if g.Articles > 1 {
			together++
		}
	}
	if len(reports) < 60 || together < len(reports)/4 {
		t.Errorf("%d records, %d groups with both articles", len(reports), together)
	}
}

// TestOrderOf does the same with the records in a file, as code writes them,
// where GATHER_RECORDS names one.
func TestOrderOf(t *testing.T) {
	name := os.Getenv("GATHER_RECORDS")
	if name == "" {
		t.Skip("GATHER_RECORDS names no file of records")
	}
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var reports []Report
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<26)
	for lines.Scan() {
		var ev rapporteur.Event
		if err := json.Unmarshal(lines.Bytes(), &ev); err != nil {
			t.Fatal(err)
		}
		reports = append(reports, Report{ID: ev.ID, Article: ev.Article.ID, Event: ev})
	}
	t.Logf("%d records, %d groups", len(reports), len(sameInAnyOrder(t, reports)))
}

func sameInAnyOrder(t *testing.T, reports []Report) []Group {
	t.Helper()
	want := Groups(reports)
	for seed := range int64(3) {
		shuffled := slices.Clone(reports)
		rand.New(rand.NewSource(seed)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		if d := cmp.Diff(want, Groups(shuffled)); d != "" {
			t.Fatalf("order %d gives other groups:\n%s", seed, d)
		}
	}
	byID := map[string]Group{}
	for _, g := range want {
		byID[g.ID] = g
	}
	n := 0
	for _, part := range components(reports) {
		for _, g := range Groups(part) {
			n++
			if d := cmp.Diff(byID[g.ID], g); d != "" {
				t.Fatalf("%d linked records by themselves give another group:\n%s", len(part), d)
			}
		}
	}
	if n != len(want) {
		t.Fatalf("%d groups of components, %d of all", n, len(want))
	}
	return want
}

// components are the sets of records that hang together by links.
func components(reports []Report) [][]Report {
	blocks := map[string][]int{}
	facts := make([]*fact, len(reports))
	for i := range reports {
		facts[i] = factOf(&reports[i])
		for _, k := range keysOf(facts[i]) {
			blocks[k] = append(blocks[k], i)
		}
	}
	var out [][]Report
	seen := make([]bool, len(reports))
	for i := range reports {
		if seen[i] {
			continue
		}
		seen[i] = true
		todo := []int{i}
		for n := 0; n < len(todo); n++ {
			for _, k := range keysOf(facts[todo[n]]) {
				for _, j := range blocks[k] {
					if !seen[j] && mayBeOne(facts[todo[n]], facts[j]) {
						seen[j] = true
						todo = append(todo, j)
					}
				}
			}
		}
		var part []Report
		for _, j := range todo {
			part = append(part, reports[j])
		}
		out = append(out, part)
	}
	return out
}
