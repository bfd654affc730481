package rapporteur

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rapporteur/model"
)

const confidenceReport = `Ruritania condemned Graustark on Monday. Its chancellor, who was asked whether the violence could have been prevented, said that he regretted it.`

// Every kind of sign that records have is one that the table of points knows:
// one that was given another name would silently count no more.
func TestSignsAreKnown(t *testing.T) {
	known := map[string]bool{}
	for line := range strings.Lines(model.Confidence) {
		sign, _, _ := strings.Cut(line, "=")
		known[sign] = true
	}
	c, err := New()
	if err != nil {
		t.Fatal(err)
	}
	l, err := c.Mark(context.Background(), Article{Text: confidenceReport, Date: "2026-03-11"}, []string{"events"})
	if err != nil {
		t.Fatal(err)
	}
	events := l["events"].([]EventMark)
	if len(events) < 2 {
		t.Fatalf("%d events, want two or more", len(events))
	}
	for _, e := range events {
		for _, s := range e.Signs {
			if kind, _, _ := strings.Cut(s, "="); !known[kind] {
				t.Errorf("%s: model/confidence.tsv has no sign of this kind", s)
			}
		}
	}
}

// The kinds of reason that codes stand on are told by words of the program's own
// notes: where such a note is worded anew, its kind would silently be another.
func TestReasonsAreFound(t *testing.T) {
	c, err := New()
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("testdata/reports/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	texts := []string{"Anton Geiern condemned Graustark. Geiern is the leader of the Ruritanian opposition."}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(text))
	}
	found := map[string]bool{}
	for _, text := range texts {
		l, err := c.Mark(context.Background(), Article{Text: text, Date: "2026-03-11"}, []string{"events"})
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range l["events"].([]EventMark) {
			for _, s := range e.Signs {
				if _, kind, ok := strings.Cut(s, " known by="); ok {
					found[kind] = true
				}
			}
		}
	}
	for _, kind := range []string{"what is told later", "the report's country", "nothing", "an earlier mention", "an office", "an organisation", "a state", "an adjective", "a place"} {
		if !found[kind] {
			t.Errorf("no party is known by %s", kind)
		}
	}
}

func TestWithConfidence(t *testing.T) {
	all, some := code(t, confidenceReport), code(t, confidenceReport, WithConfidence(0.8))
	if len(some) == 0 || len(some) == len(all) {
		t.Fatalf("%d of %d records are left, want some", len(some), len(all))
	}
	left := 0
	for _, e := range all {
		if e.Confidence < 0.01 || e.Confidence > 0.99 {
			t.Errorf("confidence %g", e.Confidence)
		}
		if e.Confidence >= 0.8 {
			left++
		}
	}
	if left != len(some) {
		t.Errorf("%d records are left, want the %d of 0.8 or more", len(some), left)
	}
}

func code(t *testing.T, text string, opts ...Option) []Event {
	t.Helper()
	c, err := New(opts...)
	if err != nil {
		t.Fatal(err)
	}
	evs, err := c.Code(context.Background(), Article{Text: text, Date: "2026-03-11"})
	if err != nil {
		t.Fatal(err)
	}
	return evs
}
