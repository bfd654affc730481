package split

import (
	"strings"
	"unicode"

	"rapporteur/internal/doc"
)

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
			n := k
			for n < b-1 && opener(r[n]) {
				n++
			}
			done = !stops(r[i:j]) || !unicode.IsLower(r[n])
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
// takes five words, so that the place of a dateline is none.
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
			if n >= 5 && unicode.IsUpper(r[i]) && small == letters-1 && !strings.ContainsRune(",;:-–—(/", r[end-1]) {
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
			return unicode.IsUpper(next) && (r[e-1] != '.' || e-i > 3 && unicode.IsLower(r[e-2]) && abbreviation(r[i:e]) == notAbbreviation && !placed(r, start, i))
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
		if !quoted && blank(r[e]) && r[e-1] != '…' && plainWord(r, i, e-1) && starter(r, n, b) {
			return true
		}
		return (!quoted && blank(r[e]) || r[k] == '(' && n == k+1) && e-1-w >= 3 && w == i && r[e-1] != '…' && abbreviation(r[i:e]) == notAbbreviation
	}
	starts := starter(r, n, b) || label(r[k:chunkEnd(r, k, b)])
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
	case abbrNumber: // "No." alone is an answer
		first, _ := trim(r, start, e)
		return starts || first >= i-1 && english.starter[strings.ToLower(string(r[i:e-1]))] && !digit(next)
	case abbrOpen:
		return starts || quoted && unicode.IsUpper(next)
	}
	return true
}

// placed says whether start..i is the place of a dateline: "LA CROSSE, Wisc. —".
func placed(r []rune, start, i int) bool {
	capitals := 0
	for start < i && !unicode.IsLower(r[start]) {
		if unicode.IsUpper(r[start]) {
			capitals++
		}
		start++
	}
	return start == i && capitals > 2
}

// plainWord says whether i..e ends as no name and no abbreviation does, in small
// letters or in capitals: "go", "SCAM", "(too)".
func plainWord(r []rune, i, e int) bool {
	for i < e && opener(r[i]) {
		i++
	}
	for e > i && (closer(r[e-1]) || terminalMark(r[e-1])) {
		e--
	}
	if e-i < 2 || abbreviation(r[i:e+1]) != notAbbreviation {
		return false
	}
	small, capital := 0, 0
	for _, c := range r[i:e] {
		switch {
		case unicode.IsLower(c):
			small++
		case unicode.IsUpper(c):
			capital++
		case !apostrophe(c) && c != '-':
			return false
		}
	}
	return small == 0 || capital == 0
}

// starter says whether the word at n is one that often begins sentences.
func starter(r []rune, n, b int) bool {
	w := n
	for w < b && w < n+20 && unicode.IsLetter(r[w]) {
		w++
	}
	return english.starter[strings.ToLower(string(r[n:w]))]
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
