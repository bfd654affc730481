package parse

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"rapporteur/internal/doc"
	"rapporteur/model"
)

func english(t testing.TB) *Parser {
	t.Helper()
	p, err := New(model.English)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func sentence(text string) *doc.Sentence {
	s := &doc.Sentence{}
	for _, w := range strings.Fields(text) {
		s.Tokens = append(s.Tokens, doc.Token{Text: w, Space: true})
	}
	return s
}

type reference struct {
	Forms []string
	UPOS  [][]float32
	Names [][]float32
	Arcs  [][]float32
	Heads []int
	Rel   [][]float32
}

// The integers of this package against the training program's floats.
func TestAgainstTrainer(t *testing.T) {
	b, err := os.ReadFile("testdata/reference.json")
	if err != nil {
		t.Fatal(err)
	}
	var refs []reference
	if err := json.Unmarshal(b, &refs); err != nil {
		t.Fatal(err)
	}
	p := english(t)
	n := p.net
	var sc scratch
	words, same := 0, 0
	var worst [4]float64
	for _, r := range refs {
		N := len(r.Forms)
		n.encode(&sc, r.Forms, []int{N})
		diff := func(k int, got, want float32) {
			worst[k] = max(worst[k], math.Abs(float64(got-want)))
		}
		for i := range r.Forms {
			for o, want := range r.UPOS[i] {
				diff(0, n.value(&sc, i, n.part[partUPOS]+o), want)
			}
			for o, want := range r.Names[i] {
				diff(1, n.value(&sc, i, n.part[partNames]+o), want)
			}
		}
		n.arcs(&sc, 0, N)
		for i := range r.Forms {
			row := sc.score[i*(N+1) : (i+1)*(N+1)]
			for j, want := range r.Arcs[i] {
				if j != i+1 {
					diff(2, row[j], want)
				}
			}
			words++
			if argmax(row) == r.Heads[i] {
				same++
			}
		}
		heads := make([]int, N)
		for i, h := range r.Heads {
			heads[i] = h - 1
		}
		n.labels(&sc, 0, heads, make([]int, N), p.root)
		for i := range heads {
			for o, want := range r.Rel[i] {
				diff(3, float32(float32(sc.c[i*n.rel.width()+o])*n.rel.scale[o])+n.rel.bias[o], want)
			}
		}
	}
	t.Logf("%d words, greatest difference: UPOS %.3f, names %.3f, arcs %.3f, relations %.3f", words, worst[0], worst[1], worst[2], worst[3])
	for k, limit := range []float64{0.1, 0.1, 0.15, 0.1} {
		if worst[k] > limit {
			t.Errorf("layer %d differs by %.3f from the trainer's", k, worst[k])
		}
	}
	if same < words*99/100 {
		t.Errorf("%d of %d heads are the trainer's", same, words)
	}
}

func TestParse(t *testing.T) {
	p := english(t)
	s := sentence("The foreign minister of Ruritania met two rebels on Monday .")
	p.Parse(s)
	var out []string
	for _, x := range s.Tokens {
		out = append(out, fmt.Sprintf("%s/%s/%s>%d", x.Lemma, x.UPOS, x.Deprel, x.Head))
	}
	got := strings.Join(out, " ")
	want := "the/DET/det>2 foreign/ADJ/amod>2 minister/NOUN/nsubj>5 of/ADP/case>4 Ruritania/PROPN/nmod>2 meet/VERB/root>-1 two/NUM/nummod>7 rebel/NOUN/obj>5 on/ADP/case>9 Monday/PROPN/obl>5 ./PUNCT/punct>5"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// Any words give one tree, whatever their number.
func TestTreeForAnyWords(t *testing.T) {
	p := english(t)
	p.Parse(&doc.Sentence{})
	for _, text := range []string{
		"x", ". . . .", "Yes", "\xff\xfe \x00 �", "a \"", strings.Repeat("the king of ", 400), strings.Repeat("word ", 251),
		strings.Repeat("Troops left , rebels came ; ", 90), strings.Repeat("( ", 60) + strings.Repeat(") ", 60),
	} {
		s := sentence(text)
		p.Parse(s)
		roots := 0
		for i, x := range s.Tokens {
			if x.Head < 0 {
				roots++
				if x.Deprel != "root" {
					t.Errorf("root by %q", x.Deprel)
				}
			} else if x.Deprel == "root" {
				t.Errorf("root below another word")
			}
			if u, r := slices.Index(p.net.Labels["upos"], x.UPOS), slices.Index(p.net.Labels["rel"], x.Deprel); x.Head >= 0 && x.Deprel != "parataxis" && !p.net.grammar.may[b2i(x.Head < i)][u][r] {
				t.Errorf("%s as %s in %.30q: relations.txt does not allow it", x.UPOS, x.Deprel, text)
			}
			if x.UPOS == "" || x.XPOS == "" || x.Lemma == "" || x.Deprel == "" {
				t.Fatalf("word %d of %.30q lacks something: %+v", i, text, x)
			}
			n := 0
			for j := i; j >= 0; j = s.Tokens[j].Head {
				if n++; n > len(s.Tokens) {
					t.Fatalf("cycle in %.30q", text)
				}
			}
		}
		if roots != 1 {
			t.Errorf("%d roots in %.30q", roots, text)
		}
		for k, m := range s.Names {
			for i := m.First; i <= m.Last; i++ {
				if s.Tokens[i].Name != k+1 {
					t.Errorf("name %d doesn't cover word %d", k, i)
				}
			}
		}
	}
}

// What the words decide is not left to the network: scores that prefer what the
// rules of relations.txt forbid.
func TestRelations(t *testing.T) {
	labels := map[string][]string{"upos": {"NOUN", "VERB", "PUNCT"}, "rel": {"root", "nsubj", "obj", "conj", "punct", "aux"}}
	g, err := newGrammar(labels)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		about string
		heads []int
		upos  []int
		score []float32 // a row for each word
		want  string
	}{
		{"punctuation is punct", []int{-1, 0}, []int{1, 2}, []float32{0, 0, 0, 0, 0, 0 /**/, 0, 9, 8, 7, 1, 6}, "root punct"},
		{"a verb is no auxiliary", []int{1, -1}, []int{1, 1}, []float32{0, 3, 1, 8, 1, 9 /**/, 0, 0, 0, 0, 0, 0}, "nsubj root"},
	} {
		var sc scratch
		g.choose(&sc, c.score, c.heads, c.upos, 0)
		var got []string
		for _, r := range sc.rel {
			got = append(got, labels["rel"][r])
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %s, want %s", c.about, s, c.want)
		}
	}
}

func TestDateline(t *testing.T) {
	for _, c := range []struct {
		text string
		end  int
	}{
		{"ZENDA , Nov. 2 ( RNA ) -- Troops left the town .", 8},
		{"ZENDA - Troops left the town .", 2},
		{"Zenda , Ruritania ( RNA ) — Troops left the town .", 7},
		{"Zenda - Troops left the town .", 0},
		{"Hentzau Castle , Ruritania - Troops left the town .", 5},
		{"Karl , Anton - and Rupert too .", 0},
		{"Zenda , March 11 - Troops left the town .", 5},
		{"Zenda , May 17 , RNA - Troops left the town .", 7},
		{"Troops left Zenda -- and came back to it .", 0},
		{"ZENDA ( RNA ) Troops left the town .", 0},
		{"ZENDA --", 0},
	} {
		if got := dateline(sentence(c.text).Tokens); got != c.end {
			t.Errorf("%q: %d, want %d", c.text, got, c.end)
		}
	}
	p := english(t)
	s := sentence("ZENDA , Nov. 2 ( RNA ) -- Troops left the town .")
	p.Parse(s)
	if x := s.Tokens[0]; s.Tokens[9].Head != -1 || x.Head != 9 || x.Deprel != "parataxis" {
		t.Errorf("%+v", s.Tokens)
	}
}

func TestParseConcurrently(t *testing.T) {
	p := english(t)
	text := "Police in Zenda said on Friday that they had arrested Rupert of Hentzau , who denies the charges ."
	want := sentence(text)
	p.Parse(want)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 20 {
				s := sentence(text)
				p.Parse(s)
				for i := range s.Tokens {
					if s.Tokens[i] != want.Tokens[i] {
						t.Errorf("word %d: %+v, want %+v", i, s.Tokens[i], want.Tokens[i])
					}
				}
			}
		})
	}
	wg.Wait()
}

// A damaged model is an error, never a panic.
// A sentence's analysis does not depend on those beside it.
func TestParseAll(t *testing.T) {
	p := english(t)
	texts := []string{
		"The rebels denied on Friday that they had shelled the town .",
		"", "Why ?",
		"STRELSAU , March 4 ( RNA ) -- The minister resigned .",
		strings.Repeat("Miners marched and the police watched them , ", 70) + ".", // cut into pieces
		"He left .",
	}
	var all []*doc.Sentence
	for range 3 {
		for _, x := range texts {
			all = append(all, sentence(x))
		}
	}
	p.ParseAll(all)
	for i, got := range all {
		want := sentence(texts[i%len(texts)])
		p.Parse(want)
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%.60q: differs in a batch", texts[i%len(texts)])
		}
	}
}

func TestBadModel(t *testing.T) {
	b := model.English
	for _, n := range []int{0, 7, 15, 16, 100, 3000, len(b) / 2, len(b) - 5000} {
		if _, err := New(b[:n]); !errors.Is(err, ErrModel) {
			t.Errorf("a model cut at %d bytes: %v", n, err)
		}
	}
	for _, at := range []int{0, 9, 13, 20, 40, 120} {
		c := append([]byte(nil), b...)
		c[at] ^= 0x55
		New(c)
	}
}

func TestLoadQuickly(t *testing.T) {
	start := time.Now()
	english(t)
	if d := time.Since(start); d > 150*time.Millisecond {
		t.Logf("loading took %v", d)
	}
}

func TestDecode(t *testing.T) {
	// 0 and 1 prefer each other, 2 prefers 0; the root fits 1 best
	score := []float32{
		1, impossible, 9, 0,
		2, 9, impossible, 0,
		0, 5, 1, impossible,
	}
	var tr tree
	heads := make([]int, 3)
	tr.decode(score, 3, heads)
	if fmt.Sprint(heads) != "[1 -1 0]" {
		t.Errorf("heads %v", heads)
	}
}

// Every tree over five words is tried against the search.
func TestDecodeIsBest(t *testing.T) {
	const N = 5
	seed := uint32(7)
	rnd := func() float32 { seed = seed*1664525 + 1013904223; return float32(seed>>20) / 100 }
	var tr tree
	for round := 0; round < 40; round++ {
		score := make([]float32, N*(N+1))
		for i := range score {
			score[i] = rnd()
		}
		for i := 0; i < N; i++ {
			score[i*(N+1)+i+1] = impossible
		}
		root := round % N
		best := math.Inf(-1)
		h := make([]int, N)
		var try func(i int)
		try = func(i int) {
			if i == N {
				if tr.isTree(h) {
					sum := 0.0
					for d, x := range h {
						sum += float64(score[d*(N+1)+x+1])
					}
					best = max(best, sum)
				}
				return
			}
			if i == root {
				h[i] = -1
				try(i + 1)
				return
			}
			for j := 0; j < N; j++ {
				if j != i {
					h[i] = j
					try(i + 1)
				}
			}
		}
		try(0)
		heads := make([]int, N)
		if got := tr.edmonds(score, N, root, heads); math.Abs(got-best) > 1e-3 {
			t.Fatalf("round %d: tree of %v, best %v", round, got, best)
		}
		if !tr.isTree(heads) || heads[root] != -1 {
			t.Fatalf("round %d: %v is no tree under %d", round, heads, root)
		}
	}
}

// benchText is what the benchmarks parse.
const benchText = "The prime minister of Ruritania , who met rebel leaders in Zenda on Monday , said that his government would withdraw its troops from the border before the end of the year ."

// usage is what the process has used.
type usage struct {
	cpu    time.Duration
	allocs uint64
}

func used() usage {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return usage{cpuTime(), m.Mallocs}
}

// perToken reports what n tokens took; cpu-ns is processor time, over all workers.
func perToken(b *testing.B, n int, before usage) {
	now := used()
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(n), "ns/token")
	b.ReportMetric(float64(now.cpu-before.cpu)/float64(n), "cpu-ns/token")
	b.ReportMetric(float64(now.allocs-before.allocs)/float64(n), "allocs/token")
}

// A sentence of words that are known from earlier ones.
func BenchmarkParse(b *testing.B) {
	p := english(b)
	s := sentence(benchText)
	p.Parse(s)
	p.Parse(s)
	before := used()
	for b.Loop() {
		p.Parse(s)
	}
	perToken(b, b.N*len(s.Tokens), before)
}

// Sentences in a batch, one word in five of them new, as in newswire.
func BenchmarkParseAll(b *testing.B) {
	p := english(b)
	var all []*doc.Sentence
	words := 0
	for range 8 {
		s := sentence(benchText)
		all = append(all, s)
		words += len(s.Tokens)
	}
	p.ParseAll(all)
	p.ParseAll(all)
	known := p.net.vocabulary.n.Load()
	p.net.vocabulary.n.Store(vocabularyMax) // full: new words stay new
	for i, s := range all {
		for k := i % 5; k < len(s.Tokens); k += 5 {
			s.Tokens[k].Text += "ish"
		}
	}
	before := used()
	for b.Loop() {
		p.ParseAll(all)
	}
	perToken(b, b.N*words, before)
	p.net.vocabulary.n.Store(known)
}

// One sentence after another by as many workers as -cpu says.
func BenchmarkParseParallel(b *testing.B) {
	p := english(b)
	words := len(strings.Fields(benchText))
	before := used()
	b.RunParallel(func(pb *testing.PB) {
		s := sentence(benchText)
		for pb.Next() {
			p.Parse(s)
		}
	})
	perToken(b, b.N*words, before)
}

func BenchmarkNew(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := New(model.English); err != nil {
			b.Fatal(err)
		}
	}
}
