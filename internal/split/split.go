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

	"rapporteur/internal/doc"
)

// Text fills d.Sents from the parts of d.Text that body names (nil: all of it).
// Blank lines end a paragraph. So do single newlines, except where the text is
// hard-wrapped.
func Text(d *doc.Doc, body []doc.Span) {
	r := runes(d.Text)
	if body == nil {
		body = []doc.Span{{Start: 0, End: len(r)}}
	}
	d.Sents = segment(d.Sents[:0], r, body)
}

// Outside returns the sentences of what body leaves out of d.Text: the title
// where it stands in the text, and page furniture. Their Index is -1.
func Outside(d *doc.Doc, body []doc.Span) []doc.Sentence {
	if body == nil {
		return nil
	}
	r := runes(d.Text)
	var rest []doc.Span
	at := 0
	for _, s := range body {
		rest = append(rest, doc.Span{Start: at, End: s.Start})
		at = max(at, s.End)
	}
	out := segment(nil, r, append(rest, doc.Span{Start: at, End: len(r)}))
	for i := range out {
		out[i].Index, out[i].Para = -1, -1
	}
	return out
}

// segment appends the sentences of these stretches of the text.
func segment(out []doc.Sentence, r []rune, stretches []doc.Span) []doc.Sentence {
	para := 0
	for _, s := range stretches {
		a, b := max(s.Start, 0), min(s.End, len(r))
		if a >= b {
			continue
		}
		for _, p := range paragraphs(r, a, b) {
			n := len(out)
			for _, x := range sentences(r, p.Start, p.End) {
				out = append(out, doc.Sentence{Span: x, Index: len(out), Para: para, Tokens: tokens(r, x.Start, x.End)})
			}
			if len(out) > n {
				para++
			}
		}
	}
	return out
}

// Sentences fills d.Sents with the sentences given, one each even where one is
// empty. d.Text is the sentences joined by a newline.
func Sentences(d *doc.Doc, sents []string) {
	r := runes(d.Text)
	d.Sents = d.Sents[:0]
	at := 0
	for i, s := range sents {
		n := len(runes(s))
		x := doc.Span{Start: min(at, len(r)), End: min(at+n, len(r))}
		d.Sents = append(d.Sents, doc.Sentence{Span: x, Index: i, Para: i, Tokens: tokens(r, x.Start, x.End)})
		at += n + 1
	}
}

// Title fills d.TitleSent from d.Title, as one sentence.
func Title(d *doc.Doc) {
	d.TitleSent = nil
	if strings.TrimSpace(d.Title) == "" {
		return
	}
	r := runes(d.Title)
	d.TitleSent = &doc.Sentence{Span: doc.Span{Start: 0, End: len(r)}, Index: -1, Para: -1, Tokens: tokens(r, 0, len(r))}
}

// runes is the text in code points, each byte that is not UTF-8 counting as one.
func runes(s string) []rune { return []rune(s) }

// trim narrows a..b to what isn't white space.
func trim(r []rune, a, b int) (int, int) {
	for a < b && blank(r[a]) {
		a++
	}
	for b > a && blank(r[b-1]) {
		b--
	}
	return a, b
}

// blank says whether the character is white space or nothing to see.
func blank(c rune) bool {
	return unicode.IsSpace(c) || c == '\u200b' || c == '\ufeff' || c == '\u00ad' || c < ' ' || c == 0x7f || unicode.Is(unicode.Zs, c)
}

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
	long := 0
	for i, l := range lines {
		lens[i] = l.End - l.Start
		if lens[i] > wrapMax {
			long++
		}
	}
	sort.Ints(lens)
	width := 0
	if n := len(lens); n > 1 && long*10 < n {
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

// sentences cuts a paragraph.
func sentences(r []rune, a, b int) []doc.Span {
	var out []doc.Span
	a, b = trim(r, a, b)
	start := a
	open := false // the last chunk ended a sentence, but for closing marks to come
	for i := a; i < b; {
		j := i
		for j < b && !blank(r[j]) {
			j++
		}
		k := j
		for k < b && blank(r[k]) {
			k++
		}
		if k >= b {
			break
		}
		e := j
		e = beforeClosers(r, i, e)
		done := false
		switch {
		case open && onlyClosers(r, i, b):
			done = true
		case e > i && terminal(r[e-1]):
			done = endsAt(r, start, i, e, k, b)
		}
		// closing marks that stand alone belong to the sentence before
		if done && onlyClosers(r, k, b) && !opensQuote(r, k, chunkEnd(r, k, b)) {
			open = true
			i = k
			continue
		}
		open = false
		if done {
			out = append(out, doc.Span{Start: start, End: j})
			start = k
		}
		i = k
	}
	if start < b {
		out = append(out, doc.Span{Start: start, End: b})
	}
	return out
}

// beforeClosers takes closing marks and the numbers of notes off the end of i..e.
func beforeClosers(r []rune, i, e int) int {
	for e > i && closer(r[e-1]) {
		e--
		if r[e] == ']' {
			k := e
			for k > i && digit(r[k-1]) {
				k--
			}
			if k < e && k > i && r[k-1] == '[' {
				e = k - 1
			}
		}
	}
	return e
}

func chunkEnd(r []rune, i, b int) int {
	for i < b && !blank(r[i]) {
		i++
	}
	return i
}

func onlyClosers(r []rune, i, b int) bool {
	e := chunkEnd(r, i, b)
	if e-i >= 3 && r[i] == '[' && digit(r[i+1]) && r[e-1] == ']' {
		return true // the number of a note
	}
	for k := i; k < e; k++ {
		if !closer(r[k]) {
			return false
		}
	}
	return e > i
}

// opensQuote says whether a lone straight quote i..j is an opening one: an even
// number of them stand before it in the line (2,000 characters are looked at).
func opensQuote(r []rune, i, j int) bool {
	if j-i != 1 || r[i] != '"' && r[i] != '\'' {
		return false
	}
	n := 0
	for k := i - 1; k >= max(0, i-2000) && r[k] != '\n'; k-- {
		if r[k] == r[i] {
			n++
		}
	}
	return n%2 == 0
}

// endsAt says whether the chunk i..e (closing marks taken off), which ends with
// a terminal, ends the sentence that began at start; the next chunk is at k.
func endsAt(r []rune, start, i, e, k, b int) bool {
	n := k
	for n < b && (opener(r[n]) || r[n] == '-' || r[n] == '—' || r[n] == '–') {
		n++
	}
	if n >= b || blank(r[n]) && n == k {
		return true
	}
	quoted := n > k
	next := r[n]
	if blank(next) { // an opening mark or dash alone
		for n < b && blank(r[n]) {
			n++
		}
		if n >= b {
			return true
		}
		next = r[n]
		if r[k] == '-' || r[k] == '—' || r[k] == '–' {
			return unicode.IsUpper(next) && r[e-1] != '.'
		}
	}
	if strings.ContainsRune(",;:)]}%", next) {
		return false
	}
	if unicode.IsLower(next) {
		// careless writing: "it is late. we must go"
		w := e - 1
		for w > i && unicode.IsLower(r[w-1]) {
			w--
		}
		return !quoted && e-1-w >= 3 && w == i && blank(r[e]) && abbreviation(r[i:e]) == notAbbreviation
	}
	w := n
	for w < b && w < n+20 && unicode.IsLetter(r[w]) {
		w++
	}
	starts := english.starter[strings.ToLower(string(r[n:w]))]
	switch {
	case r[e-1] != '.':
		return true
	case e-i >= 2 && r[e-2] == '.':
		return unicode.IsUpper(next) || quoted
	}
	for i < e && opener(r[i]) {
		i++
	}
	if first, _ := trim(r, start, e); first >= i-1 && e-i <= 3 && listMark(r[i:e-1]) {
		return false
	}
	switch abbreviation(r[i:e]) {
	case abbrTitle, abbrInner:
		return false
	case abbrNumber:
		return starts
	case abbrOpen:
		return starts || quoted && unicode.IsUpper(next)
	}
	return true
}

// listMark says whether it numbers a list: "1", "12", "a".
func listMark(s []rune) bool {
	if len(s) == 1 && unicode.IsLetter(s[0]) {
		return true
	}
	for _, c := range s {
		if !digit(c) {
			return false
		}
	}
	return len(s) > 0
}

// abbreviation says what kind of abbreviation s is; it includes the full stop.
func abbreviation(s []rune) kind {
	if len(s) < 2 || s[len(s)-1] != '.' {
		return notAbbreviation
	}
	if len(s) > 12 {
		return notAbbreviation
	}
	w := string(s)
	if k := english.abbreviation[w]; k != notAbbreviation {
		return k
	}
	// in capitals, or at the start of a sentence
	if unicode.IsUpper(s[0]) {
		l := strings.ToLower(w)
		if k := english.abbreviation[l]; k != notAbbreviation {
			return k
		}
		if len(s) > 3 {
			if k := english.abbreviation[strings.ToUpper(l[:1])+l[1:]]; k == abbrTitle || k == abbrNumber {
				return k
			}
		}
	}
	// initials: J. U.S. J.K.
	for i, c := range s {
		if i%2 == 0 && !unicode.IsLetter(c) || i%2 == 1 && c != '.' {
			return notAbbreviation
		}
	}
	if len(s) == 2 && !unicode.IsUpper(s[0]) {
		return notAbbreviation
	}
	return abbrOpen
}

func digit(c rune) bool { return '0' <= c && c <= '9' }
