package split

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/internal/doc"
)

// cutter collects the tokens of one sentence.
type cutter struct {
	text *text
	r    []rune
	end  int // of the sentence
	out  []doc.Token
}

// text is a text in code points and as it came, with a place in both.
type text struct {
	r     []rune
	s     string
	valid bool
	at    int // code point
	byte  int // the same place in s
}

func newText(s string) *text { return &text{r: []rune(s), s: s, valid: utf8.ValidString(s)} }

// slice returns r[a:b] as a string, without a copy where the places asked for
// come in order and the text is UTF-8.
func (t *text) slice(a, b int) string {
	if !t.valid {
		return string(t.r[a:b])
	}
	if a < t.at {
		t.at, t.byte = 0, 0
	}
	for ; t.at < a; t.at++ {
		t.byte += utf8.RuneLen(t.r[t.at])
	}
	n := t.byte
	for i := a; i < b; i++ {
		n += utf8.RuneLen(t.r[i])
	}
	return t.s[t.byte:n]
}

// chunkMax is the longest stretch without white space that is looked at as one,
// so that the time stays linear in text that isn't prose.
const chunkMax = 300

// tokens cuts the sentence from a to b.
func tokens(t *text, a, b int) []doc.Token {
	r := t.r
	c := &cutter{text: t, r: r, end: b, out: make([]doc.Token, 0, (b-a)/5+2)}
	for i := a; i < b; {
		if blank(r[i]) {
			i++
			continue
		}
		j := chunkEnd(r, i, min(b, i+chunkMax))
		if x, y := trim(r, i, j); x < y {
			c.chunk(x, y)
		}
		i = j
	}
	return c.out
}

func (c *cutter) add(a, b int) {
	for a < b && invisible(c.r[a]) {
		a++
	}
	for a < b && invisible(c.r[b-1]) {
		b--
	}
	if a >= b {
		return
	}
	c.out = append(c.out, doc.Token{Span: doc.Span{Start: a, End: b}, Text: c.text.slice(a, b), Space: b < len(c.r) && blank(c.r[b])})
}

func word(c rune) bool {
	return unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c) || invisible(c)
}

func apostrophe(c rune) bool { return c == '\'' || c == '’' }

// run returns the end of the run of the same character that starts at i.
func (c *cutter) run(i, b int) int {
	j := i + 1
	for j < b && c.r[j] == c.r[i] {
		j++
	}
	return j
}

// chunk cuts r[a:b], which holds no white space: marks off both ends, then what
// is left in the middle.
func (c *cutter) chunk(a, b int) {
	r := c.r
	switch i := c.emoticon(a, b); {
	case i == a:
		c.add(a, b)
		return
	case i < b:
		c.chunk(a, i)
		c.add(i, b)
		return
	}
	if !c.plain(a, b) {
		return
	}
	for a < b && !word(r[a]) {
		if apostrophe(r[a]) && a+1 < b && word(r[a+1]) {
			e := a + 1
			for e < b && (word(r[e]) || apostrophe(r[e])) {
				e++
			}
			s := folded(r[a:e])
			if english.elision[s] || english.contraction[s] != nil || c.clitic(s) || e-a >= 3 && e-a <= 4 && digit(r[a+1]) && digit(r[a+2]) {
				break
			}
		}
		if (r[a] == '-' || r[a] == '+' || r[a] == '.') && a+1 < b && digit(r[a+1]) && (a == 0 || blank(r[a-1])) {
			break // a sign, or a decimal point
		}
		if (r[a] == '@' || r[a] == '#' || r[a] == '_') && a+1 < b && unicode.IsLetter(r[a+1]) {
			break
		}
		e := a + 1
		if strings.ContainsRune(".-!?*=_~…—<>'`’‘$+#|/\\^", r[a]) {
			e = c.marks(a, b)
		}
		e = c.cluster(a, e, b)
		c.add(a, e)
		a = e
	}
	// marks at the end, found from the right
	var tail [][2]int
	e := b
	for e > a && !word(r[e-1]) {
		if link(r[a:e]) && (r[e-1] == '/' || r[e-1] == '_' || r[e-1] == '-') {
			break
		}
		x := e - 1
		switch r[e-1] {
		case '.':
			x = c.stop(a, e)
			if e-x == 1 && (keepsStop(r[a:e]) && !c.last(e, r[a:e]) || len(c.out) == 0 && b == e && e < c.end && listMark(r[a:e-1])) {
				x = e
			}
		case '\'', '’':
			if english.elision[folded(r[a:e])] {
				x = e // "'n'"
			} else if x > a && r[x-1] == r[x] {
				x--
			}
		case '!', '?':
			x = c.stop(a, e)
		case '-', '*', '=', '~', '_', '<', '>', '+', '#', '$', '|', '/', '\\', '^':
			for x > a && r[x-1] == r[e-1] {
				x--
			}
		}
		if x == e {
			break
		}
		tail = append(tail, [2]int{x, e})
		e = x
	}
	c.middle(a, e)
	for i := len(tail) - 1; i >= 0; i-- {
		c.add(tail[i][0], tail[i][1])
	}
}

// last says whether a word that ends with a full stop at e ends the sentence.
// There the stop is the sentence's, unless the word is an initialism.
func (c *cutter) last(e int, s []rune) bool {
	for i := e; i < c.end; i++ {
		if !blank(c.r[i]) && !closer(c.r[i]) {
			return false
		}
	}
	dots := 0
	for _, x := range s {
		if x == '.' {
			dots++
		}
	}
	return dots == 1
}

func terminalMark(c rune) bool { return c == '!' || c == '?' }

// marks returns the end of a run of the same mark, or of the marks that end a
// sentence mixed: "?!", "...?".
func (c *cutter) marks(a, b int) int {
	if !terminalMark(c.r[a]) && c.r[a] != '.' {
		return c.run(a, b)
	}
	for a < b && (terminalMark(c.r[a]) || c.r[a] == '.') {
		a++
	}
	return a
}

// stop returns where the mark begins that ends a word at e with full stops,
// question or exclamation marks: "..." and "?!" and ".?" are one mark, "...?"
// is two, and a stop that belongs to the word before ("Inc..") is left with it.
func (c *cutter) stop(a, e int) int {
	x := e - 1
	for x > a && (c.r[x-1] == '.' || terminalMark(c.r[x-1])) {
		x--
	}
	dots := x
	for dots < e && c.r[dots] == '.' {
		dots++
	}
	switch dots - x {
	case 0:
		return x
	case 1, 2:
		if (dots-x == 2) == (dots == e) && keepsStop(c.r[a:x+1]) {
			x++
		}
		return x
	}
	if dots < e {
		return dots
	}
	return x
}

// plain cuts a chunk that holds quotation marks or angle brackets within, such
// as the sender of a message ("Name"<name@example.org>), at these, and says
// whether there are none.
func (c *cutter) plain(a, b int) bool {
	i := a
	for i < b && !word(c.r[i]) {
		i++
	}
	for i++; i < b-1; i++ {
		switch c.r[i] {
		case '"', '“', '”', '<', '>', '|':
			if !word(c.r[i-1]) && !word(c.r[i+1]) {
				continue
			}
			e := c.run(i, b)
			c.chunk(a, i)
			c.add(i, e)
			if e < b {
				c.chunk(e, b)
			}
			return false
		}
	}
	return true
}

// middle cuts r[a:b], which begins and ends with a word's character.
func (c *cutter) middle(a, b int) {
	if a >= b {
		return
	}
	r := c.r
	if link(r[a:b]) || c.number(a, b) {
		c.add(a, b)
		return
	}
	start := a
	for i := a + 1; i < b-1; i++ {
		e := i // end of the mark that cuts here
		between := digit(r[i-1]) && digit(r[i+1])
		switch r[i] {
		case '(', ')', '[', ']', '{', '}', '"', '“', '”', ';', '<', '>', '|', '!', '?', '~', '→':
			e = i + 1
		case ',':
			if !between || !thousands(r[i+1:b]) {
				e = i + 1
			}
		case ':', '/':
			if !between {
				e = i + 1
			}
		case '°', 'º':
			e = i + 1
		case '…':
			e = c.run(i, b)
		case '—', '–':
			e = c.run(i, b)
		case '=':
			if word(r[i-1]) && word(r[i+1]) {
				e = i + 1
			}
		case '.':
			if r[i+1] == '.' {
				e = c.run(i, b)
			}
		case '-':
			if r[i+1] == '-' {
				e = c.run(i, b)
			} else if !c.keepsHyphen(start, i, b) {
				e = i + 1
			}
		case '$', '€', '£', '¥':
			if digit(r[i+1]) { // US$5: the letters stay with the sign
				c.part(start, i+1)
				start = i + 1
			}
		case '%':
			e = i + 1
		}
		if e > i && e < b {
			c.part(start, i)
			c.add(i, e)
			start = e
			i = e - 1
			// another mark may follow at once
			for start < b && !word(r[start]) && !apostrophe(r[start]) {
				c.add(start, start+1)
				start++
				i = start - 1
			}
		}
	}
	c.part(start, b)
}

// keepsHyphen says whether the hyphen at i stays within its word; the part
// before it began at start.
func (c *cutter) keepsHyphen(start, i, b int) bool {
	if !word(c.r[i-1]) && c.r[i-1] != '.' || !word(c.r[i+1]) {
		return false
	}
	if i-start > 1 && unicode.IsUpper(c.r[start+1]) {
		return false // "UN-backed"
	}
	return english.prefix[folded(c.r[start:i])]
}

// part cuts contractions and units off a word.
func (c *cutter) part(a, b int) {
	if a >= b {
		return
	}
	r := c.r
	if r[b-1] == '.' && b-a > 1 && b < len(r) && !blank(r[b]) && !keepsStop(r[a:b]) {
		c.part(a, b-1) // "ended.[12]"
		c.add(b-1, b)
		return
	}
	s := folded(r[a:b])
	if decade(s) {
		c.add(a, b)
		return
	}
	if cuts := english.contraction[s]; cuts != nil && (len(s) > 2 || unicode.IsLower(r[b-1])) {
		x := a
		for _, n := range cuts {
			c.add(x, a+n)
			x = a + n
		}
		c.add(x, b)
		return
	}
	for _, x := range english.clitic {
		n := len(x) // clitics are ASCII
		if b-a > n && strings.HasSuffix(s, x) {
			c.part(a, b-n)
			c.add(b-n, b)
			return
		}
	}
	if digit(r[a]) || (r[a] == '-' || r[a] == '+' || r[a] == '.') && a+1 < b && digit(r[a+1]) {
		e := a + 1
		for e < b && (digit(r[e]) || (r[e] == '.' || r[e] == ',' || r[e] == ':') && e+1 < b && digit(r[e+1])) {
			e++
		}
		if e < b && english.unit[folded(r[e:b])] && !(b-e == 1 && r[e] == 'G') {
			c.add(a, e)
			c.add(e, b)
			return
		}
	}
	c.add(a, b)
}
