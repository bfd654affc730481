// Package split cuts a text into paragraphs, sentences and tokens, as the
// English treebanks of Universal Dependencies have them: "don't" is "do" and
// "n't", "Ukraine's" is "Ukraine" and "'s", "all-girl" is three tokens, "U.S."
// is one.
//
// In goes a doc.Doc with its text, out come its sentences with their tokens;
// every token's span slices to its text. What is known about English words
// stands in english.tsv. The cost is linear in the text, about a microsecond a
// token; everything may be used by many goroutines at once.
package split

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/internal/doc"
)

// Text fills d.Sents from the parts of d.Text that body names (nil: all of it).
// Blank lines end a paragraph. So do single newlines, except where the text is
// hard-wrapped.
func Text(d *doc.Doc, body []doc.Span) {
	t := newText(d.Text)
	if body == nil {
		body = []doc.Span{{Start: 0, End: len(t.r)}}
	}
	d.Sents = segment(d.Sents[:0], t, body)
}

// Outside returns the sentences of what body leaves out of d.Text: the title
// where it stands in the text, and page furniture. Their Index is -1.
func Outside(d *doc.Doc, body []doc.Span) []doc.Sentence {
	if body == nil {
		return nil
	}
	t := newText(d.Text)
	var rest []doc.Span
	at := 0
	for _, s := range body {
		rest = append(rest, doc.Span{Start: at, End: s.Start})
		at = max(at, s.End)
	}
	out := segment(nil, t, append(rest, doc.Span{Start: at, End: len(t.r)}))
	for i := range out {
		out[i].Index, out[i].Para = -1, -1
	}
	return out
}

// segment appends the sentences of these stretches of the text.
func segment(out []doc.Sentence, t *text, stretches []doc.Span) []doc.Sentence {
	r := t.r
	para, index := 0, 0
	for _, s := range stretches {
		a, b := max(s.Start, 0), min(s.End, len(r))
		if a >= b {
			continue
		}
		var cut [][]doc.Span
		for _, p := range paragraphs(r, a, b) {
			cut = append(cut, sentences(r, p.Start, p.End))
		}
		offTitles(r, cut)
		for _, p := range cut {
			n := len(out)
			for _, x := range p {
				out = pieces(out, doc.Sentence{Span: x, Index: index, Para: para, Tokens: tokens(t, x.Start, x.End)})
				index++
			}
			if len(out) > n {
				para++
			}
		}
	}
	return out
}

// MaxTokens is the longest sentence in tokens. Longer ones come in pieces, cut
// at the best mark in their second half, so that no later stage meets a text
// without full stops in one. Newspapers' longest lists of names stay below it.
const MaxTokens = 250

// pieces appends the sentence, in pieces where it is too long. All have its
// index; all but the first say that they go on from the one before.
func pieces(out []doc.Sentence, s doc.Sentence) []doc.Sentence {
	t, end := s.Tokens, s.End
	for len(t) > MaxTokens {
		at, best := MaxTokens, 0
		for i := MaxTokens; i > MaxTokens/2; i-- {
			if x := weight(&t[i-1]); x > best {
				at, best = i, x
			}
		}
		s.End, s.Tokens = t[at-1].End, t[:at:at]
		out = append(out, s)
		t = t[at:]
		s.Start, s.Cut = t[0].Start, true
	}
	s.End, s.Tokens = end, t
	return append(out, s)
}

// weight says how good a place it is to cut a sentence after the token.
func weight(t *doc.Token) int {
	switch {
	case !t.Space:
		return 0
	case t.Text == "," || t.Text == ")":
		return 2
	case t.Text == ":" || t.Text == "--" || t.Text == "-" || t.Text == "–" || t.Text == "—":
		return 3
	case t.Text == ";" || t.Text == "|" || t.Text == "•":
		return 4
	}
	if c, _ := utf8.DecodeLastRuneInString(t.Text); terminal(c) {
		return 5
	}
	return 1
}

// Sentences fills d.Sents with the sentences given, one each even where one is
// empty; only those above MaxTokens come in pieces, which share their index.
// d.Text is the sentences joined by a newline.
func Sentences(d *doc.Doc, sents []string) {
	t := newText(d.Text)
	d.Sents = d.Sents[:0]
	at := 0
	for i, s := range sents {
		n := utf8.RuneCountInString(s)
		x := doc.Span{Start: min(at, len(t.r)), End: min(at+n, len(t.r))}
		d.Sents = pieces(d.Sents, doc.Sentence{Span: x, Index: i, Para: i, Tokens: tokens(t, x.Start, x.End)})
		at += n + 1
	}
}

// Title fills d.TitleSent from d.Title, as one sentence of at most MaxTokens.
func Title(d *doc.Doc) {
	d.TitleSent = nil
	if strings.TrimSpace(d.Title) == "" {
		return
	}
	t := newText(d.Title)
	whole := doc.Sentence{Span: doc.Span{Start: 0, End: len(t.r)}, Index: -1, Para: -1, Tokens: tokens(t, 0, len(t.r))}
	d.TitleSent = &pieces(nil, whole)[0]
}

// trim narrows a..b to what isn't white space.
func trim(r []rune, a, b int) (int, int) {
	for a < b && (blank(r[a]) || invisible(r[a])) {
		a++
	}
	for b > a && (blank(r[b-1]) || invisible(r[b-1])) {
		b--
	}
	return a, b
}

// blank says whether the character is white space or nothing to see.
func blank(c rune) bool {
	if c > ' ' && c < 0x7f {
		return false
	}
	return unicode.IsSpace(c) || c == '\u200b' || c == '\ufeff' || unicode.IsControl(c) || unicode.Is(unicode.Zs, c)
}

// invisible says whether the character only steers how others are shown: soft
// hyphens, joiners, marks of direction. Within a word it is the word's.
func invisible(c rune) bool { return c >= 0xad && unicode.Is(unicode.Cf, c) }

// wrapMax is the longest line of a hard-wrapped text.
const wrapMax = 130

// paragraphs cuts a..b.
func paragraphs(r []rune, a, b int) []doc.Span {
	type line struct {
		doc.Span
		gap bool // a blank line follows
	}
	var lines []line
	for i := a; i < b; {
		j := i
		for j < b && r[j] != '\n' && r[j] != '\r' && r[j] != '\u2028' && r[j] != '\u2029' {
			j++
		}
		if x, y := trim(r, i, j); x < y {
			lines = append(lines, line{Span: doc.Span{Start: x, End: y}})
		} else if len(lines) > 0 {
			lines[len(lines)-1].gap = true
		}
		if j+1 < b && r[j] == '\r' && r[j+1] == '\n' {
			j++
		}
		i = j + 1
	}
	// the width at which the text is wrapped, 0 if it isn't
	lens := make([]int, len(lines))
	long, goesOn := 0, false
	for i, l := range lines {
		lens[i] = l.End - l.Start
		if lens[i] > wrapMax {
			long++
		}
		goesOn = goesOn || i > 0 && !lines[i-1].gap && unicode.IsLower(r[l.Start])
	}
	sort.Ints(lens)
	width := 0
	if n := len(lens); n > 1 && long*10 < n && goesOn {
		width = lens[n-1]
		if n > 20 {
			width = lens[n*95/100]
		}
		if width < 40 || width > wrapMax {
			width = 0
		}
	}
	var out []doc.Span
	for i := range lines {
		if i > 0 && !lines[i-1].gap && joins(r, lines[i-1].Span, lines[i].Span, width) {
			out[len(out)-1].End = lines[i].End
			continue
		}
		out = append(out, lines[i].Span)
	}
	return out
}

// joins says whether line y goes on where line x ended.
func joins(r []rune, x, y doc.Span, width int) bool {
	if width == 0 {
		return false
	}
	first := r[y.Start]
	if strings.ContainsRune("-*•·–—", first) && y.Start+1 < y.End && blank(r[y.Start+1]) {
		return false // a list
	}
	w := y.Start
	for w < y.End && !blank(r[w]) {
		w++
	}
	if x.End-x.Start+1+w-y.Start > width {
		return true // the word didn't fit
	}
	return unicode.IsLower(first) && !ends(r, x)
}

// ends says whether the line ends as a sentence does.
func ends(r []rune, x doc.Span) bool {
	e := beforeClosers(r, x.Start, x.End)
	return e > x.Start && terminal(r[e-1])
}

func terminal(c rune) bool { return c == '.' || c == '!' || c == '?' || c == '…' }

func closer(c rune) bool { return strings.ContainsRune("\"'”’)]}»", c) }

func opener(c rune) bool { return strings.ContainsRune("\"'“‘„([{«", c) }

func digit(c rune) bool { return '0' <= c && c <= '9' }
