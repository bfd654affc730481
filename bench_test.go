package rapporteur

import (
	"context"
	"runtime"
	"testing"
	"time"

	"rapporteur/internal/doc"
	"rapporteur/internal/split"
)

// sizes counts the sentences and tokens of the articles.
func sizes(arts []Article) (sentences, tokens int) {
	for _, a := range arts {
		d := doc.New("", "", a.Text)
		split.Text(d, nil)
		sentences += len(d.Sents)
		for i := range d.Sents {
			tokens += len(d.Sents[i].Tokens)
		}
	}
	return sentences, tokens
}

func benchmarkArticles(b *testing.B) (c *Coder, arts []Article) {
	b.Helper()
	c, err := New()
	if err != nil {
		b.Fatal(err)
	}
	for _, text := range reports(b) {
		arts = append(arts, Article{Text: text, Date: "2026-03-11"})
	}
	return c, arts
}

// rates reports what the rounds over all articles took, per token; cpu-ns is
// processor time, over all workers.
func rates(b *testing.B, arts []Article, rounds int, cpu time.Duration, before, after *runtime.MemStats) {
	sentences, tokens := sizes(arts)
	n := float64(rounds * tokens)
	b.ReportMetric(float64(cpu.Nanoseconds())/n, "cpu-ns/token")
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/n, "ns/token")
	b.ReportMetric(float64(after.Mallocs-before.Mallocs)/n, "allocs/token")
	b.ReportMetric(float64(rounds*sentences)/b.Elapsed().Seconds(), "sentences/s")
}

// All of our test reports, one after the other: the whole way from text to records.
func BenchmarkCode(b *testing.B) {
	c, arts := benchmarkArticles(b)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := cpuTime()
	for b.Loop() {
		for _, a := range arts {
			if _, err := c.Code(context.Background(), a); err != nil {
				b.Fatal(err)
			}
		}
	}
	runtime.ReadMemStats(&after)
	rates(b, arts, b.N, cpuTime()-start, &before, &after)
}

// The same by as many workers as -cpu says.
func BenchmarkCodeParallel(b *testing.B) {
	c, arts := benchmarkArticles(b)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := cpuTime()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			for _, a := range arts {
				if _, err := c.Code(context.Background(), a); err != nil {
					b.Error(err)
					return
				}
			}
		}
	})
	runtime.ReadMemStats(&after)
	rates(b, arts, b.N, cpuTime()-start, &before, &after)
}
