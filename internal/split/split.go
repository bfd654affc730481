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
		for _, p := range paragraphs(r, a, b) {
			n := len(out)
			for _, x := range sentences(r, p.Start, p.End) {
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
	if n := heading(r, a, b); n > a {
		out = append(out, doc.Span{Start: a, End: n})
		start, _ = trim(r, n, b)
	}
	open := false // the last chunk ended a sentence, but for marks to come
	for i := start; i < b; {
		j := chunkEnd(r, i, b)
		if g := glued(r, i, j); g > 0 {
			out = append(out, doc.Span{Start: start, End: g})
			start, i, open = g, g, false
			continue
		}
		k := j
		for k < b && blank(r[k]) {
			k++
		}
		if k >= b {
			break
		}
		e := beforeClosers(r, i, j)
		var done bool
		switch {
		case open:
			done = !stops(r[i:j]) || !unicode.IsLower(r[k])
		case e > i && terminal(r[e-1]):
			done = endsAt(r, start, i, e, k, b)
		default:
			done = breaks(r, start, i, j, k, b)
		}
		// closing marks that stand alone belong to the sentence before, and so
		// do the dots of a spaced ellipsis and an emoticon
		if done && trailing(r, k, b) {
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

// heading returns the end of a headline in capitals that runs into the text
// without a mark ("KING TO VISIT GRAUSTARK AGAIN The palace said"), or a. It
// takes four words, so that the place of a dateline is none.
func heading(r []rune, a, b int) int {
	end, n := a, 0
	for i := a; i < b; {
		j := chunkEnd(r, i, b)
		letters, small := 0, 0
		for _, c := range r[i:j] {
			if unicode.IsLetter(c) {
				letters++
			}
			if unicode.IsLower(c) {
				small++
			}
		}
		if small > 0 {
			if n >= 4 && unicode.IsUpper(r[i]) && small == letters-1 && !strings.ContainsRune(",;:-–—(/", r[end-1]) {
				return end
			}
			return a
		}
		if letters > 1 {
			n++
		}
		if letters == 0 && !digit(r[i]) || terminal(r[j-1]) {
			return a // a dash, a bracket: a dateline, or the end is marked
		}
		end = j
		for i = j; i < b && blank(r[i]); i++ {
		}
	}
	return a
}

// trailing says whether the chunk at k belongs to the sentence that ends before it.
func trailing(r []rune, k, b int) bool {
	e := chunkEnd(r, k, b)
	return onlyClosers(r, k, b) && !opensQuote(r, k, e) || stops(r[k:e]) || emoticon(r[k:e])
}

// stops says whether it is one mark that ends sentences, standing alone.
func stops(s []rune) bool { return len(s) == 1 && terminal(s[0]) }

// glued returns where the next sentence begins within the chunk i..j, the space
// before it having been lost ("left.Rebels", "said.\"We"), or 0.
func glued(r []rune, i, j int) int {
	if j-i > chunkMax {
		return 0
	}
	if j-i >= 3 && r[i] == '.' && unicode.IsUpper(r[i+1]) && unicode.IsLower(r[i+2]) && !domain(r[i+1:j]) {
		return i + 1 // "left .Rebels"
	}
	for k := i + 2; k+2 < j; k++ {
		if !terminal(r[k]) || r[k] == '…' || !unicode.IsLower(r[k-1]) || !unicode.IsLetter(r[k-2]) && !apostrophe(r[k-2]) {
			continue
		}
		w := k
		for w > i && (unicode.IsLetter(r[w-1]) || r[w-1] == '.') {
			w--
		}
		if abbreviation(r[w:k+1]) != notAbbreviation {
			continue // "Dr.Rassendyll"
		}
		n := k + 1
		for n < j && closer(r[n]) && !(r[n] == '"' && opensQuote(r, n, n+1)) {
			n++
		}
		c := n
		for c < j && opener(r[c]) {
			c++
		}
		if c+1 < j && unicode.IsUpper(r[c]) && unicode.IsLower(r[c+1]) && !link(r[i:j]) && !domain(r[c:j]) {
			return n
		}
	}
	return 0
}

// domain says whether s goes on as the name of a host does: "Com", "Org/news".
func domain(s []rune) bool {
	n := 0
	for n < len(s) && unicode.IsLetter(s[n]) {
		n++
	}
	return english.domain[strings.ToLower(string(s[:n]))]
}

// breaks says whether the sentence that began at start ends with the chunk i..j
// though it ends in no full stop; the next chunk is at k.
func breaks(r []rune, start, i, j, k, b int) bool {
	next := chunkEnd(r, k, b)
	capital := unicode.IsUpper(r[k])
	switch {
	case emoticon(r[i:j]):
		return capital
	case capital && label(r[k:next]):
		return true
	case r[j-1] == ':': // a numbered list begins
		return next < b && next-k == 2 && r[k] == '1' && strings.ContainsRune(".)", r[k+1])
	case r[j-1] == ',':
		return capital && closing(r, start, j, k, b)
	}
	if scheme(r[i:j]) {
		return capital || scheme(r[k:next])
	}
	return capital && timestamp(r, start, i, j)
}

// label says whether s leads the credit of a picture: "Photo:".
func label(s []rune) bool {
	return len(s) > 4 && s[len(s)-1] == ':' && english.label[strings.ToLower(string(s[:len(s)-1]))]
}

// scheme says whether s is a web address: "http://...".
func scheme(s []rune) bool {
	for i := 3; i+3 < len(s) && i < 8; i++ {
		if s[i] == ':' {
			return s[i+1] == '/' && s[i+2] == '/'
		}
	}
	return false
}

// closing says whether start..j is the formula that ends a letter ("Best
// regards,"), with no more than a signature after it.
func closing(r []rune, start, j, k, b int) bool {
	if j-start > 24 || !english.closing[strings.ToLower(string(r[start:j-1]))] {
		return false
	}
	for n := 0; k < b; n++ {
		if n == 4 || unicode.IsLower(r[k]) {
			return false
		}
		k = chunkEnd(r, k, b)
		if terminal(r[k-1]) {
			return false
		}
		for k < b && blank(r[k]) {
			k++
		}
	}
	return true
}

// timestamp says whether a date in figures and a clock time end at j, as
// messages carry them: "03/15/2001 04:03 PM".
func timestamp(r []rune, start, i, j int) bool {
	if !(j-i == 2 && (r[i] == 'A' || r[i] == 'P') && r[j-1] == 'M') {
		return false
	}
	want := []string{"0:0", "0/0/0"}
	for _, w := range want {
		for i > start && blank(r[i-1]) {
			i--
		}
		e := i
		for i > start && !blank(r[i-1]) {
			i--
		}
		var shape strings.Builder
		for k := i; k < e; k++ {
			if !digit(r[k]) {
				shape.WriteRune(r[k])
			} else if k == i || !digit(r[k-1]) {
				shape.WriteByte('0')
			}
		}
		if s := shape.String(); s != w && s != w+":0" {
			return false
		}
	}
	return true
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
			return unicode.IsUpper(next) && (r[e-1] != '.' || e-i > 3 && unicode.IsLower(r[e-2]) && abbreviation(r[i:e]) == notAbbreviation)
		}
	}
	if strings.ContainsRune(",;:)]}%", next) {
		return false
	}
	if scheme(r[k:chunkEnd(r, k, b)]) {
		return true
	}
	if unicode.IsLower(next) && !camel(r, n, b) {
		// careless writing: "it is late. we must go"; a remark: "He left. (see the map)"
		w := e - 1
		for w > i && unicode.IsLower(r[w-1]) {
			w--
		}
		return (!quoted && blank(r[e]) || r[k] == '(' && n == k+1) && e-1-w >= 3 && w == i && r[e-1] != '…' && abbreviation(r[i:e]) == notAbbreviation
	}
	w := n
	for w < b && w < n+20 && unicode.IsLetter(r[w]) {
		w++
	}
	starts := english.starter[strings.ToLower(string(r[n:w]))] || w < b && label(r[n:w+1])
	switch {
	case r[e-1] != '.':
		return true
	case e-i >= 2 && r[e-2] == '.':
		return unicode.IsUpper(next) || quoted
	}
	for i < e && (opener(r[i]) || r[i] == '*') {
		i++
	}
	if first, _ := trim(r, start, e); first >= i-2 && e-i <= 6 && listMark(r[i:e-1]) {
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

// listMark says whether it numbers a list or a section: "1", "12", "a", "2.1".
func listMark(s []rune) bool {
	if len(s) == 1 && unicode.IsLetter(s[0]) {
		return true
	}
	n := 0
	for i, c := range s {
		switch {
		case digit(c):
			n++
		case c == '.' && n > 0 && i < len(s)-1:
			n = 0
		default:
			return false
		}
		if n > 2 {
			return false
		}
	}
	return n > 0
}

// camel says whether the word at n is a name with a small first letter: "iPhone", "eBay".
func camel(r []rune, n, b int) bool {
	for k := n + 1; k < b && k < n+12 && unicode.IsLetter(r[k]); k++ {
		if unicode.IsUpper(r[k]) {
			return true
		}
	}
	return false
}

// abbreviation says what kind of abbreviation s is; it includes the full stop.
func abbreviation(s []rune) kind {
	if len(s) < 2 || s[len(s)-1] != '.' {
		return notAbbreviation
	}
	for i := len(s) - 2; i > 0; i-- {
		if s[i] == '-' { // "Maj.-Gen."
			s = s[i+1:]
			break
		}
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
