package rapporteur

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rapporteur/internal/doc"
)

// reports are the texts of our own test reports.
func reports(t testing.TB) []string {
	t.Helper()
	names, err := filepath.Glob("testdata/reports/*.txt")
	if err != nil || len(names) == 0 {
		t.Fatalf("no test reports: %v", err)
	}
	var out []string
	for _, n := range names {
		b, err := os.ReadFile(n)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, string(b))
	}
	return out
}

// A long text gives, section by section, spans and numbers that hold in the whole.
func TestSections(t *testing.T) {
	was := sectionMax
	sectionMax = 1500
	defer func() { sectionMax = was }()
	c, err := New()
	if err != nil {
		t.Fatal(err)
	}
	text := "– " + strings.Join(reports(t), "\n\n– ")
	var sentences []string
	for _, s := range strings.SplitAfter(text, "\n") {
		if s = strings.TrimSpace(s); s != "" {
			sentences = append(sentences, s)
		}
	}
	n := len([]rune(text))
	for name, art := range map[string]Article{
		"text":      {Text: text},
		"body":      {Text: text, Body: []doc.Span{{Start: 0, End: 1000}, {Start: 1003, End: 4000}, {Start: 4000, End: n - 40}}},
		"sentences": {Sentences: sentences},
	} {
		art.Date = "2026-03-11"
		evs, err := c.Code(context.Background(), art)
		if err != nil {
			t.Fatal(err)
		}
		whole := []rune(text)
		if art.Sentences != nil {
			whole = []rune(strings.Join(sentences, "\n"))
		}
		if len(evs) < 20 {
			t.Errorf("%s: only %d events", name, len(evs))
		}
		index := map[int]Words{}
		at := 0
		for _, e := range evs {
			for _, w := range append(entityWords(e), e.Sentence.Words, e.Trigger) {
				if string(whole[w.Start:w.End]) != w.Text {
					t.Errorf("%s: %q is at %d:%d, not %q", name, string(whole[w.Start:w.End]), w.Start, w.End, w.Text)
				}
			}
			if w, ok := index[e.Sentence.Index]; ok && w != e.Sentence.Words {
				t.Errorf("%s: two sentences of number %d", name, e.Sentence.Index)
			}
			index[e.Sentence.Index] = e.Sentence.Words
			if art.Sentences != nil && sentences[e.Sentence.Index] != e.Sentence.Text {
				t.Errorf("sentence %d is %q", e.Sentence.Index, e.Sentence.Text)
			}
			if e.Sentence.Index < at {
				t.Errorf("%s: sentence %d after %d", name, e.Sentence.Index, at)
			}
			at = e.Sentence.Index
		}
		layers, err := c.Mark(context.Background(), art, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := layers["events"].([]EventMark); len(got) != len(evs) {
			t.Errorf("%s: mark has %d events, code %d", name, len(got), len(evs))
		}
		for _, w := range layers["tokens"].([]Words) {
			if string(whole[w.Start:w.End]) != w.Text {
				t.Fatalf("%s: token %q at %d:%d", name, w.Text, w.Start, w.End)
			}
		}
		for i, a := range layers["attributions"].([]AttributionMark) {
			if a.Inside != nil && (*a.Inside >= len(layers["attributions"].([]AttributionMark)) || *a.Inside == i) {
				t.Errorf("%s: attribution %d inside %d", name, i, *a.Inside)
			}
		}
		why, err := c.Explain(context.Background(), art)
		if err != nil || strings.Count(why, "published Wednesday") != 1 {
			t.Errorf("%s: explained as %d articles, %v", name, strings.Count(why, "published"), err)
		}
	}
}

// Four times the text takes about four times as long: 16 times would be a stage
// that looks at every pair of words.
func TestLinearTime(t *testing.T) {
	if testing.Short() {
		t.Skip("takes two seconds")
	}
	c, err := New()
	if err != nil {
		t.Fatal(err)
	}
	all := strings.Join(reports(t), "\n\n")
	fill := func(text string, n int) string { return strings.Repeat(text, n/len(text)+1)[:n] }
	for name, text := range map[string]string{
		"reports":          all + "\n\n",
		"one long list":    "Ruritania's president, Graustark's foreign minister, two rebels, 3 May 2004, Zenda, ",
		"clause in clause": "the minister said that the rebels denied that ",
		"short sentences":  "Ruritania's president said that he met rebels in Zenda. They agreed. ",
	} {
		cost := func(n int) time.Duration {
			best := time.Hour
			for range 2 {
				start := cpuTime()
				if _, err := c.Code(context.Background(), Article{Text: fill(text, n), Date: "2026-03-11"}); err != nil {
					t.Fatal(err)
				}
				best = min(best, cpuTime()-start)
			}
			return best
		}
		cost(1000)
		small, large := cost(10_000), cost(40_000)
		t.Logf("%s: 10 kB %v, 40 kB %v", name, small, large)
		if large > 9*small {
			t.Errorf("%s: four times the text takes %.1f times as long", name, float64(large)/float64(small))
		}
	}
}
