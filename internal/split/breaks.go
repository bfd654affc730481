package split

import (
	"strings"
	"unicode"
)

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
	case (r[j-1] == ',' || r[j-1] == ':') && capital && greeting(r, start, j):
		return true
	case r[j-1] == ':': // a numbered list or an address begins
		return scheme(r[k:next]) || next < b && next-k == 2 && r[k] == '1' && strings.ContainsRune(".)", r[k+1])
	case r[j-1] == ',':
		return capital && closing(r, start, j, k, b)
	}
	if scheme(r[i:j]) {
		return capital || scheme(r[k:next])
	}
	switch {
	case rule(r[i:j]), rule(r[k:next]):
		return true
	case shape(r[k:next]) == "0/0/0" && !unicode.IsLower(r[i]): // a message's head: the name, then the time
		n := next
		for n < b && blank(r[n]) {
			n++
		}
		return clock(r[n:chunkEnd(r, n, b)])
	case capital && string(r[k:next]) != "AM" && string(r[k:next]) != "PM":
		return timestamp(r, start, i, j)
	}
	return false
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

// greeting says whether start..j is the one that begins a letter: "Dear Mr. Hold,".
func greeting(r []rune, start, j int) bool {
	e := chunkEnd(r, start, j)
	if j-start > 40 || !english.greeting[strings.ToLower(strings.TrimRight(string(r[start:e]), ",:"))] {
		return false
	}
	n := 0
	for k := e; k < j; k++ {
		if blank(r[k-1]) && !blank(r[k]) {
			if n++; unicode.IsLower(r[k]) {
				return false
			}
		}
	}
	return 1 <= n && n <= 4
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

// timestamp says whether a date in figures and a clock time end with the chunk
// i..j, as messages carry them: "03/15/2001 04:03 PM", "15/03/2001 16:03".
func timestamp(r []rune, start, i, j int) bool {
	back := func() {
		for j = i; j > start && blank(r[j-1]); j-- {
		}
		for i = j; i > start && !blank(r[i-1]); i-- {
		}
	}
	if w := string(r[i:j]); w == "AM" || w == "PM" {
		back()
	}
	if !clock(r[i:j]) {
		return false
	}
	back()
	return shape(r[i:j]) == "0/0/0"
}

func clock(s []rune) bool {
	x := shape(s)
	return x == "0:0" || x == "0:0:0"
}

// shape writes each run of digits as 0.
func shape(s []rune) string {
	if len(s) == 0 || len(s) > 10 || !digit(s[0]) {
		return ""
	}
	var b strings.Builder
	for k, c := range s {
		if !digit(c) {
			b.WriteRune(c)
		} else if k == 0 || !digit(s[k-1]) {
			b.WriteByte('0')
		}
	}
	return b.String()
}

// rule says whether s is a line drawn with marks: "-----", "*****".
func rule(s []rune) bool {
	if len(s) < 5 || !strings.ContainsRune("-_=*~#", s[0]) {
		return false
	}
	for _, c := range s {
		if c != s[0] {
			return false
		}
	}
	return true
}
