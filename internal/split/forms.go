package split

import (
	"strings"
	"unicode"
)

// What a chunk or its end is: an emoticon, an address, a number, a decade, an
// abbreviation.

// cluster lengthens the mark or symbol a..e by what is shown with it as one:
// accents, variants, skin colours, and the further parts of joined emoji and flags.
func (c *cutter) cluster(a, e, b int) int {
	for e < b {
		switch x := c.r[e]; {
		case unicode.IsMark(x), invisible(x), x >= 0x1f3fb && x <= 0x1f3ff:
		case c.r[e-1] == 0x200d && !word(x): // joined
		case flag(x) && flag(c.r[e-1]) && (e-a)%2 == 1:
		default:
			return e
		}
		e++
	}
	return e
}

// flag says whether the character is one of the two letters that make a flag.
func flag(x rune) bool { return x >= 0x1f1e6 && x <= 0x1f1ff }

// emoticon returns where an emoticon begins that ends at b, or b: the whole
// chunk, or what follows a word or a mark directly ("friends:)", "!!:-)").
func (c *cutter) emoticon(a, b int) int {
	if emoticon(c.r[a:b]) {
		return a
	}
	if c.r[b-1] != ')' && c.r[b-1] != '(' {
		return b
	}
	for i := max(a+1, b-3); i < b-1; i++ {
		if strings.ContainsRune(":;=", c.r[i]) && !digit(c.r[i-1]) && emoticon(c.r[i:b]) && !c.opened(a, i) {
			return i
		}
	}
	return b
}

// emoticon says whether s is one; each has a mark in it.
func emoticon(s []rune) bool {
	if len(s) < 2 || len(s) > emoticonMax {
		return false
	}
	for _, c := range s {
		if !unicode.IsLetter(c) && c != '.' && c != ',' && c != '\'' {
			return english.emoticon[string(s)]
		}
	}
	return false
}

// opened says whether a bracket is open in r[a:b].
func (c *cutter) opened(a, b int) bool {
	n := 0
	for ; a < b; a++ {
		switch c.r[a] {
		case '(':
			n++
		case ')':
			n--
		}
	}
	return n > 0
}

// keepsStop says whether the full stop at its end belongs to the word.
func keepsStop(s []rune) bool {
	for i := len(s) - 2; i >= 0; i-- {
		if !word(s[i]) && s[i] != '.' {
			s = s[i+1:]
			break
		}
	}
	if len(s) == 2 && !unicode.IsUpper(s[0]) {
		return english.abbreviation[string(s)] != notAbbreviation
	}
	if k := abbreviation(s); k == notAbbreviation {
		return false
	}
	return true
}

// folded is the word in lower case with plain apostrophes.
func folded(s []rune) string {
	var b strings.Builder
	for _, c := range s {
		if c == '’' {
			c = '\''
		}
		b.WriteRune(unicode.ToLower(c))
	}
	return b.String()
}

func (c *cutter) clitic(s string) bool {
	for _, x := range english.clitic {
		if s == x {
			return true
		}
	}
	return false
}

// link says whether it is a web or mail address or the name of a file.
func link(s []rune) bool {
	at, dots := false, 0
	for i, c := range s {
		switch {
		case c == '@' && i > 0 && i+1 < len(s):
			at = true
		case c == '.' && i > 0 && i+1 < len(s) && word(s[i-1]) && word(s[i+1]):
			dots++
		case c == ':' && i+2 < len(s) && s[i+1] == '/' && s[i+2] == '/':
			return true
		}
	}
	if at && dots > 0 {
		return true
	}
	if len(s) > 4 && strings.EqualFold(string(s[:4]), "www.") {
		return true
	}
	if dots > 0 {
		// a host with a path: "example.org/news"
		for i, c := range s {
			if c == '/' && i > 3 {
				d := false
				for _, x := range s[:i] {
					d = d || x == '.'
					if !word(x) && x != '.' && x != '-' {
						return false
					}
				}
				return d && unicode.IsLetter(s[i-1])
			}
		}
	}
	return false
}

// thousands says whether s goes on as a number does after a comma.
func thousands(s []rune) bool {
	n := 0
	for n < len(s) && digit(s[n]) {
		n++
	}
	return n == 3
}

// number says whether r[a:b] is a telephone number or a day in digits, which
// keep their hyphens.
func (c *cutter) number(a, b int) bool {
	var groups []int
	n := 0
	for i := a; i < b; i++ {
		switch {
		case digit(c.r[i]):
			n++
		case c.r[i] == '-':
			groups = append(groups, n)
			n = 0
		case c.r[i] == '/' && n == 3 && len(groups) == 0:
			n = 0 // an area code
		default:
			return false
		}
	}
	groups = append(groups, n)
	switch len(groups) {
	case 2:
		return (groups[0] == 3 || groups[0] == 5) && groups[1] == 4
	case 3:
		return groups[2] == 4 || groups[0] == 4
	}
	return len(groups) > 3
}

// decade says whether it is one: "60's", "1990's".
func decade(s string) bool {
	n, ok := strings.CutSuffix(s, "0's")
	if !ok || len(n) != 1 && len(n) != 3 {
		return false
	}
	for _, c := range n {
		if !digit(c) {
			return false
		}
	}
	return true
}
