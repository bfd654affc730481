package clause

import (
	"strings"

	"rapporteur/internal/doc"
)

// Quoted returns the stretches of a sentence that are quoted speech with words
// of the report beside them, as token ranges, end exclusive, quotation marks
// included: `"We will not leave," he said, "before May."` has two. Short quoted
// words within a phrase (his "complete understanding") are none; a sentence that
// is quoted from end to end has none either. open says whether a quotation
// is open where the sentence begins.
func Quoted(s *doc.Sentence, open bool) [][2]int {
	var out [][2]int
	start := -1
	if open {
		start = 0
	}
	outside := 0
	for i := range s.Tokens {
		t := s.Tokens[i].Text
		opens, closes := strings.ContainsAny(t, "“«„") || t == "``", t == "”" || t == "»"
		if straight(t) {
			opens, closes = start < 0, start >= 0
		}
		switch {
		case closes && start >= 0:
			end := i + 1
			if speechLike(s, start, end) {
				out = append(out, [2]int{start, end})
			} else {
				outside += end - start
			}
			start = -1
		case opens && start < 0:
			start = i
		case start < 0 && !punctuation(t):
			outside++
		}
	}
	if start > 0 { // goes on in the next sentence
		if speechLike(s, start, len(s.Tokens)) {
			out = append(out, [2]int{start, len(s.Tokens)})
		}
	}
	if outside == 0 {
		return nil
	}
	return out
}

// speechLike says whether the quoted tokens are a clause of their own: four words
// or more, and set off by punctuation inside or before the marks.
func speechLike(s *doc.Sentence, a, b int) bool {
	words := 0
	for i := a; i < b; i++ {
		if !punctuation(s.Tokens[i].Text) {
			words++
		}
	}
	if words < 4 {
		return false
	}
	before, last := "", ""
	if a > 0 {
		before = s.Tokens[a-1].Text
	}
	for i := b - 1; i > a; i-- {
		if t := s.Tokens[i].Text; !quote(t) {
			last = t
			break
		}
	}
	after := ""
	if b < len(s.Tokens) {
		after = s.Tokens[b].Text
	}
	setOff := before == "," || before == ":" || a == 0
	return setOff && (strings.ContainsAny(last, ",.?!") || strings.ContainsAny(after, ",.") || b == len(s.Tokens))
}

func punctuation(t string) bool {
	return strings.Trim(t, ".,:;?!-–—'\"`“”«»„()…") == ""
}

// OpenAfter says whether a quotation is open at the end of the sentence.
func OpenAfter(s *doc.Sentence, open bool) bool {
	for i := range s.Tokens {
		switch t := s.Tokens[i].Text; {
		case straight(t):
			open = !open
		case strings.ContainsAny(t, "“«„") || t == "``":
			open = true
		case t == "”" || t == "»":
			open = false
		}
	}
	return open
}

// straight says whether the mark opens and closes alike. Two apostrophes do so in
// the archives of some papers, and close in those that open with two accents.
func straight(t string) bool { return t == "\"" || t == "''" }
