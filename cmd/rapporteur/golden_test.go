package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"rapporteur"
	"rapporteur/internal/eval"
	"rapporteur/internal/export"
	"rapporteur/internal/read"
)

var update = flag.Bool("update", false, "rewrite the expected records and scores")

var coder = sync.OnceValues(func() (*rapporteur.Coder, error) { return rapporteur.New() })

// eachReport gives the articles of our own reports, file by file.
func eachReport(t *testing.T, do func(path string, arts []rapporteur.Article)) {
	files, err := os.ReadDir(reports)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, f := range files {
		path := filepath.Join(reports, f.Name())
		switch filepath.Ext(path) {
		case ".txt", ".html", ".jsonl":
		default:
			continue
		}
		var arts []rapporteur.Article
		for art, err := range read.Articles([]string{path}, read.Options{}) {
			if err != nil {
				t.Fatal(err)
			}
			arts = append(arts, art)
		}
		n++
		do(path, arts)
	}
	if n == 0 {
		t.Fatal("no reports")
	}
}

// golden compares with a file, or rewrites it under -update.
func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v\n`make update` writes it", err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("%s differs (- expected, + now); `make update` rewrites it, then read the diff\n%s", path, d)
	}
}

// Every report has its records beside it, in lines short enough to review:
// sentence | TYPE mode | status | actors | recipients | date | place | said_by |
// trigger | rule. Dates in brackets are the publication's.
func TestGoldenRecords(t *testing.T) {
	c, err := coder()
	if err != nil {
		t.Fatal(err)
	}
	eachReport(t, func(path string, arts []rapporteur.Article) {
		var b strings.Builder
		for _, art := range arts {
			evs, err := c.Code(context.Background(), art)
			if err != nil {
				t.Fatalf("%s: %v", path, err)
			}
			if len(arts) > 1 {
				fmt.Fprintf(&b, "# %s\n", art.ID)
			}
			for i := range evs {
				b.WriteString(short(&evs[i]) + "\n")
			}
		}
		golden(t, path+".records", b.String())
	})
}

func short(e *rapporteur.Event) string {
	codes := func(list []rapporteur.Entity) string {
		var out []string
		for _, x := range list {
			out = append(out, x.Code)
		}
		return strings.Join(out, "; ")
	}
	date, place := "", ""
	if e.Date != nil {
		date = e.Date.Value
		if e.Date.From != "text" {
			date = "(" + date + ")"
		}
	}
	if e.Place != nil {
		place = e.Place.Text
	}
	var said []string
	for _, s := range e.SaidBy {
		said = append(said, s.Code+" "+s.Stance)
	}
	return strings.Join([]string{fmt.Sprint(e.Sentence.Index), strings.TrimSpace(e.Type + " " + e.Mode), e.Status, codes(e.Actor), codes(e.Recipient),
		date, place, strings.Join(said, "; "), e.Trigger.Text, e.Rule}, " | ")
}

// testdata/scores.txt says how well the coder does on the reports that are
// annotated, so that a change of the figures shows in review.
func TestScores(t *testing.T) {
	c, err := coder()
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Open("../../testdata/annotated.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	gold, err := eval.Read("annotated.jsonl", f)
	if err != nil {
		t.Fatal(err)
	}
	var pred [][]eval.Event
	for art, err := range goldArticles(gold) {
		if err != nil {
			t.Fatal(err)
		}
		evs, err := c.Code(context.Background(), art)
		if err != nil {
			t.Fatal(err)
		}
		pred = append(pred, eval.Predicted(evs))
	}
	var b strings.Builder
	eval.Of(gold, pred).Report(&b, true)
	golden(t, "../../testdata/scores.txt", b.String())
}

// Every record keeps to the schema, and every field that points at characters
// of the text holds those characters.
func TestRecordsKeepToTheSchema(t *testing.T) {
	sch, err := jsonschema.NewCompiler().Compile("../../docs/record.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	c, err := coder()
	if err != nil {
		t.Fatal(err)
	}
	seen, ids := map[string]bool{}, map[string]string{}
	eachReport(t, func(path string, arts []rapporteur.Article) {
		for _, art := range arts {
			evs, err := c.Code(context.Background(), art)
			if err != nil {
				t.Fatalf("%s: %v", path, err)
			}
			var b bytes.Buffer
			if err := export.NewJSONL(&b).Write(art, evs); err != nil {
				t.Fatal(err)
			}
			text := []rune(art.Text)
			for _, line := range strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n") {
				if line == "" {
					continue
				}
				rec, err := jsonschema.UnmarshalJSON(strings.NewReader(line))
				if err != nil {
					t.Fatal(err)
				}
				if err := sch.Validate(rec); err != nil {
					t.Errorf("%s: %v\n%s", path, err, line)
				}
				pointsIntoText(t, path, text, rec, seen)
				id := rec.(map[string]any)["id"].(string)
				if before, twice := ids[id]; twice {
					t.Errorf("%s: id %s twice:\n%s\n%s", path, id, before, line)
				}
				ids[id] = line
			}
		}
	})
	for _, field := range []string{"trigger", "actor", "recipient", "said_by", "date", "place", "sentence"} {
		if !seen[field] {
			t.Errorf("no record has a span in %q; the reports should show every field", field)
		}
	}
}

// pointsIntoText compares text[start:end] with "text" wherever all three are.
func pointsIntoText(t *testing.T, path string, text []rune, value any, seen map[string]bool) {
	switch v := value.(type) {
	case []any:
		for _, x := range v {
			pointsIntoText(t, path, text, x, seen)
		}
	case map[string]any:
		start, okS := v["start"].(json.Number)
		end, okE := v["end"].(json.Number)
		words, okT := v["text"].(string)
		if okS && okE && okT {
			i, _ := start.Int64()
			j, _ := end.Int64()
			if i < 0 || i >= j || j > int64(len(text)) || string(text[i:j]) != words {
				t.Errorf("%s: %d:%d is not %q", path, i, j, words)
			}
		}
		for key, x := range v {
			switch y := x.(type) {
			case map[string]any:
				seen[key] = seen[key] || y["start"] != nil
			case []any:
				seen[key] = seen[key] || len(y) > 0
			}
			pointsIntoText(t, path, text, x, seen)
		}
	}
}

// The record that docs/record.md explains, and the fields of it that the README
// shows, are what the coder makes.
func TestDocumentedRecord(t *testing.T) {
	c, err := coder()
	if err != nil {
		t.Fatal(err)
	}
	var made []byte
	for art, err := range read.Articles([]string{filepath.Join(reports, "border.txt")}, read.Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		evs, err := c.Code(context.Background(), art)
		if err != nil {
			t.Fatal(err)
		}
		for _, ev := range evs {
			if ev.Rule == "assault/shell" {
				if made, err = json.Marshal(ev); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	for _, path := range []string{"../../docs/record.md", "../../README.md"} {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		_, block, _ := strings.Cut(string(text), "```json\n")
		block, _, _ = strings.Cut(block, "```")
		var shown, got any
		if err := json.Unmarshal([]byte(block), &shown); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		if err := json.Unmarshal(made, &got); err != nil {
			t.Fatalf("no record of assault/shell: %v", err)
		}
		delete(shown.(map[string]any), "made_by")
		if d := cmp.Diff(shown, only(got, shown)); d != "" {
			t.Errorf("%s shows another record (- shown, + made)\n%s", path, d)
		}
	}
}

// only leaves in value the fields that shown has.
func only(value, shown any) any {
	switch s := shown.(type) {
	case map[string]any:
		out := map[string]any{}
		v, _ := value.(map[string]any)
		for key := range s {
			if x, ok := v[key]; ok {
				out[key] = only(x, s[key])
			}
		}
		return out
	case []any:
		v, _ := value.([]any)
		out := make([]any, len(v))
		for i := range v {
			if out[i] = v[i]; i < len(s) {
				out[i] = only(v[i], s[i])
			}
		}
		return out
	}
	return value
}
