package eval

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"rapporteur"
)

// articles reads annotated articles, or records in the annotation's form, which
// have no sentences.
func articles(t *testing.T, path string) (out []Article) {
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	dec := json.NewDecoder(bytes.NewReader(b))
	for dec.More() {
		var a Article
		if err := dec.Decode(&a); err != nil {
			t.Fatal(err)
		}
		out = append(out, a)
	}
	return out
}

func report(gold, pred []Article) string {
	evs := make([][]Event, len(gold))
	for i, g := range gold {
		for _, p := range pred {
			if p.ID == g.ID {
				evs[i] = p.Events
			}
		}
	}
	var b strings.Builder
	Of(gold, evs).Report(&b, true)
	return b.String()
}

// The figures in testdata/report.txt were printed by the reference scorer.
func TestReportIsThatOfTheReferenceScorer(t *testing.T) {
	want, err := os.ReadFile("testdata/report.txt")
	if err != nil {
		t.Fatal(err)
	}
	got := report(articles(t, "testdata/gold.jsonl"), articles(t, "testdata/pred.jsonl"))
	if got != string(want) {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// With SCORER set to the path of the reference scorer, random annotations are
// scored by both.
func TestRandomArticlesAgainstTheReferenceScorer(t *testing.T) {
	scorer := os.Getenv("SCORER")
	if scorer == "" {
		t.Skip("SCORER is not set")
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not installed")
	}
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 1))
		dir := t.TempDir()
		write := func(name string, gold bool) string {
			var b bytes.Buffer
			for i := range 6 {
				n := r.IntN(9)
				evs := make([]map[string]any, n)
				for k := range evs {
					evs[k] = randomEvent(r, gold)
				}
				line, err := json.Marshal(map[string]any{"id": fmt.Sprint(i), "sentences": []string{"x", "y"}, "events": evs})
				if err != nil {
					t.Fatal(err)
				}
				b.Write(append(line, '\n'))
			}
			path := filepath.Join(dir, name)
			if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
			return path
		}
		gold, pred := write("gold.jsonl", true), write("pred.jsonl", false)
		want, err := exec.Command(python, scorer, gold, pred).CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, want)
		}
		if got := report(articles(t, gold), articles(t, pred)); got != string(want) {
			t.Fatalf("seed %d: got\n%swant\n%s", seed, got, want)
		}
	}
}

func pick[T any](r *rand.Rand, from ...T) T { return from[r.IntN(len(from))] }

func randomEvent(r *rand.Rand, gold bool) map[string]any {
	parties := func(stance bool) []map[string]any {
		out := []map[string]any{}
		for range r.IntN(3) {
			p := map[string]any{"text": "t", "code": pick(r, "RUR GOV", "RUR", "GRK MIL", "FRD", "---", "IGO", "IGO NATO", "IGO UNO", "NGO", "NGO MSF", "")}
			if stance && r.IntN(4) > 0 {
				p["stance"] = pick(r, "asserts", "denies")
			}
			out = append(out, p)
		}
		return out
	}
	date := func() any { return pick[any](r, nil, "2026-03-11", "2026-03", nil) }
	place := func() any { return pick[any](r, nil, "Strelsau", "in Strelsau", "Zenda") }
	e := map[string]any{"sent": r.IntN(2), "trigger": pick(r, "called on", "called", "Met", "met with"), "type": pick(r, "REQUEST", "CONSULT", "ASSAULT"),
		"mode": pick(r, "", "meet", "visit"), "actor": parties(false), "recipient": parties(false), "date": date(), "place": place(),
		"status": pick(r, "actual", "future", "negated"), "said_by": parties(true)}
	if gold {
		if r.IntN(5) == 0 {
			e["optional"] = true
		}
		or := map[string]any{}
		for _, second := range []struct {
			field string
			value func() any
		}{
			{"date", date}, {"place", place}, {"mode", func() any { return pick(r, "", "visit") }}, {"status", func() any { return "future" }},
			{"actor", func() any { return parties(false) }}, {"recipient", func() any { return parties(false) }}, {"said_by", func() any { return parties(true) }},
		} {
			if r.IntN(8) == 0 {
				or[second.field] = second.value()
			}
		}
		if len(or) > 0 {
			e["or"] = or
		}
	}
	return e
}

func TestReadTellsWhereItIsWrong(t *testing.T) {
	for in, want := range map[string]string{
		"":           "g: no annotated articles",
		"\n{\"id\":": "g:2: not an annotated article",
		`{"id":"a"}`: `g:1: no "sentences"`,
		`{"id":"a","sentences":["x"],"events":[{"sent":1}]}`:                   "g:1: event 0: there is no sentence 1 among 1",
		`{"id":"a","sentences":["x"]}` + "\n" + `{"id":"a","sentences":["x"]}`: `g:2: article id "a" stands in line 1 already`,
		`{"id":"a","sentences":["x"],"events":[{"or":{"date":3}}]}`:            "g:1: not an annotated article",
	} {
		_, err := Read("g", strings.NewReader(in))
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: %v, want %s", in, err, want)
		}
	}
}

func TestPredictedTakesOnlyDatesOfTheText(t *testing.T) {
	evs := []rapporteur.Event{
		{Type: "ASSAULT", Date: &rapporteur.Date{Value: "2026-03-11", From: "publication"}, Place: &rapporteur.Place{Words: rapporteur.Words{Text: "in Zenda"}}},
		{Type: "ASSAULT", Date: &rapporteur.Date{Value: "2026-03", From: "text"}, SaidBy: []rapporteur.Source{{Code: "RUR GOV", Stance: "denies"}}},
	}
	p := Predicted(evs)
	if p[0].Date != "" || p[0].Place != "in Zenda" || p[1].Date != "2026-03" || p[1].SaidBy[0] != (Party{"", "RUR GOV", "denies"}) {
		t.Errorf("%+v", p)
	}
}

func TestSlipsNameSentenceAndFields(t *testing.T) {
	gold, pred := articles(t, "testdata/gold.jsonl"), articles(t, "testdata/pred.jsonl")
	var b strings.Builder
	Of(gold, [][]Event{pred[0].Events, pred[1].Events, pred[2].Events}).ReportSlips(&b)
	for _, want := range []string{"missed: 1\n", "b:1  Police did not arrest anybody in Fredville.", "wanted  arrest | COERCE arrest",
		"false alarms: 2\n", "coded   happened | ASSAULT", "wrong   actor, recipient, place, said_by"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is missing in\n%s", want, b.String())
		}
	}
}
