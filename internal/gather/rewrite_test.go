package gather

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	sentenceEnd = regexp.MustCompile(`([.?!]["”]?)\s+|\n+`)
	figure      = regexp.MustCompile(`\b[0-9][0-9,.]*`)
	header      = regexp.MustCompile(`^[A-Z ,]+[^.]{0,25} (--?|–|—) `)
	// plain words, and what a subeditor puts in their place
	synonyms = strings.NewReplacer(" said", " stated", " told", " informed", " people", " persons", " because", " since", " while", " as", " near ", " close to ", " road", " highway", " ended", " finished", " letter", " note",
		" killed", " slain", " officials", " authorities", " president", " head of state", " after ", " following ", " government", " administration", " also ", " too ", " about ", " roughly ", " more than ", " over ")
)

// rewrite changes a report the way newsrooms do.
func rewrite(r *rand.Rand, sentences []string, kind string) string {
	s := append([]string(nil), sentences...)
	is := func(k string) bool { return kind == k || kind == "all" && k != "cut" && k != "reorder" }
	if is("cut") { // to three fifths
		s = s[:max(1, (len(s)*6+5)/10)]
	}
	if is("reorder") { // paragraphs of two
		var paragraphs []string
		for i := 0; i < len(s); i += 2 {
			paragraphs = append(paragraphs, strings.Join(s[i:min(i+2, len(s))], " "))
		}
		r.Shuffle(len(paragraphs), func(i, j int) { paragraphs[i], paragraphs[j] = paragraphs[j], paragraphs[i] })
		s = paragraphs
	}
	if is("drop") { // every fourth sentence, not the lead
		var left []string
		for i, x := range s {
			if i == 0 || r.Intn(4) > 0 {
				left = append(left, x)
			}
		}
		s = left
	}
	if is("paragraph") { // of one's own
		i := r.Intn(len(s) + 1)
		s = append(s[:i:i], append([]string{"Our reporter walked through the market of Hofbau at noon and found the stalls open, the talk quiet and nobody willing to guess. A cobbler who has kept his shop for forty years said he had seen worse."}, s[i:]...)...)
	}
	text := strings.Join(s, "\n")
	if is("numbers") { // every third
		text = figure.ReplaceAllStringFunc(text, func(n string) string {
			if r.Intn(3) == 0 {
				return fmt.Sprint(2 + r.Intn(998))
			}
			return n
		})
	}
	if is("header") {
		text = "FROM OUR CORRESPONDENT\n" + header.ReplaceAllString(text, "") + "\nAdditional reporting by our desk in Hofbau. All rights reserved. Follow the story on our pages."
	}
	if is("synonyms") {
		text = synonyms.Replace(text)
	}
	return text
}

var kinds = []string{"cut", "reorder", "drop", "paragraph", "numbers", "header", "synonyms", "all"}

// planted makes one rewrite of each kind of every text, looks them up among the
// originals, and counts those that are found, and pairs of a rewrite with
// another original that are taken for copies.
func planted(texts []string) (found map[string]int, wrong []string) {
	r := rand.New(rand.NewSource(7))
	var sentences [][]string
	var originals []Sketch
	by := map[uint64][]int{}
	for i, t := range texts {
		s := NewSketch(t)
		originals = append(originals, s)
		sentences = append(sentences, strings.Split(sentenceEnd.ReplaceAllString(strings.TrimSpace(t), "$1\n"), "\n"))
		for _, k := range s.Keys() {
			by[k] = append(by[k], i)
		}
	}
	found = map[string]int{}
	for i := range texts {
		for _, kind := range kinds {
			s := NewSketch(rewrite(r, sentences[i], kind))
			hit := map[int]bool{}
			for _, k := range s.Keys() {
				for _, j := range by[k] {
					if !hit[j] && Copies(s, originals[j], 0) {
						hit[j] = true
						if j != i && !Copies(originals[i], originals[j], 0) {
							wrong = append(wrong, fmt.Sprintf("%s of %d: %d", kind, i, j))
						}
					}
				}
			}
			if hit[i] {
				found[kind]++
			}
		}
	}
	return found, wrong
}

func TestRewritesAreFound(t *testing.T) {
	var texts []string
	names, err := filepath.Glob("../../testdata/reports/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if len(strings.Fields(string(data))) >= 100 {
			texts = append(texts, string(data))
		}
	}
	if len(texts) < 5 {
		t.Fatalf("%d reports of a hundred words or more were found in testdata/reports", len(texts))
	}
	found, wrong := planted(texts)
	for _, k := range kinds {
		if found[k]*10 < len(texts)*9 {
			t.Errorf("%s: %d of %d rewrites found", k, found[k], len(texts))
		}
	}
	if len(wrong) > 0 {
		t.Errorf("rewrites taken for copies of other reports: %v", wrong)
	}
}

// TestRewritesOf measures the same on the articles of a file of JSON Lines,
// where GATHER_REPORTS names one.
func TestRewritesOf(t *testing.T) {
	name := os.Getenv("GATHER_REPORTS")
	if name == "" {
		t.Skip("GATHER_REPORTS names no file of articles")
	}
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var texts []string
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<26)
	for lines.Scan() {
		var article struct{ Text string }
		if err := json.Unmarshal(lines.Bytes(), &article); err != nil {
			t.Fatal(err)
		}
		texts = append(texts, article.Text)
	}
	found, wrong := planted(texts)
	for _, k := range kinds {
		t.Logf("%s: %d of %d found", k, found[k], len(texts))
	}
	t.Logf("%d rewrites taken for copies of other reports: %v", len(wrong), wrong[:min(len(wrong), 40)])
}
