// Package language tells which language a text is in, so that a report in
// another one is not coded as if it were English.
//
// A text goes in and the ISO 639-1 code of its language comes out: by its
// script, else by its commonest words (words.tsv). English has the benefit of
// the doubt: a short text, a list of names, a table of results and an English
// report with quotations in another language are English. The cost is about
// a quarter of a microsecond a word, at most 3 ms a text; everything may be used by many
// goroutines at once.
package language

import (
	_ "embed"
	"math/bits"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// English is the code of the language that is coded, Unknown that of a text
// which is not in it but in none of those in words.tsv.
const (
	English = "en"
	Unknown = "und"
)

// enough is how much of a text is looked at, in bytes.
const enough = 1 << 16

// Below these numbers a text has the benefit of the doubt.
const (
	minLetters = 20 // of another script
	minWords   = 6  // in small letters, for a language of words.tsv
	minUnknown = 40 // in small letters, for any other
)

// Of names the language of a text that is given in parts.
func Of(parts ...string) string {
	var all, small count // words by language: all, and those in small letters
	letters, smallLetters := 0, 0
	scripts := map[string]int{}
	left := enough
	for _, p := range parts {
		if len(p) > left {
			p = p[:left]
		}
		left -= len(p)
		for start, i := -1, 0; i <= len(p); {
			r, w := utf8.DecodeRuneInString(p[i:])
			if w > 0 && (unicode.IsLetter(r) || unicode.IsMark(r) || r == '-' && start >= 0) {
				letters++
				if start < 0 {
					start = i
				}
				if r < 0x250 || unicode.Is(unicode.Latin, r) {
					if unicode.IsLower(r) {
						smallLetters++
					}
				} else if s := scriptOf(r); s != "" {
					scripts[s]++
				}
			} else if start >= 0 {
				word := p[start:i]
				first, _ := utf8.DecodeRuneInString(word)
				all.add(strings.ToLower(word))
				if !unicode.IsUpper(first) {
					small.add(word)
				}
				start = -1
			}
			if w == 0 {
				break
			}
			i += w
		}
	}
	foreign, most := 0, ""
	for s, n := range scripts {
		foreign += n
		if most == "" || n > scripts[most] || n == scripts[most] && s < most {
			most = s
		}
	}
	if foreign >= minLetters && foreign*2 > letters {
		if best, n := all.best(); n*10 >= all.words {
			return best
		}
		if scripts["Hiragana"]+scripts["Katakana"] > foreign/10 {
			most = "Hiragana" // with Chinese characters between
		}
		return data.scripts[most]
	}
	c := small
	if smallLetters*5 < letters*2 {
		c = all // in capitals throughout
	}
	best, n := c.best()
	english := c.of[0]
	switch {
	case c.words >= minWords && c.different(best) >= 3 && 5*n >= c.words && 10*n >= 20*english+c.words:
		return best
	case c.words >= minUnknown && english*20 < c.words:
		return Unknown
	}
	return English
}

// count counts words by language.
type count struct {
	words int
	of    [64]int
	seen  map[string]bool // those of some language
}

func (c *count) add(word string) {
	c.words++
	set := data.words[word]
	if set != 0 {
		if c.seen == nil {
			c.seen = map[string]bool{}
		}
		c.seen[word] = true
	}
	for ; set != 0; set &= set - 1 {
		c.of[bits.TrailingZeros64(set)]++
	}
}

// different is the number of different words that speak for the language.
func (c *count) different(code string) int {
	n := 0
	for w := range c.seen {
		if data.words[w]>>slices.Index(data.codes, code)&1 != 0 {
			n++
		}
	}
	return n
}

// best returns the language other than English that has most of the words.
func (c *count) best() (string, int) {
	b := 1
	for i := 2; i < len(data.codes); i++ {
		if c.of[i] > c.of[b] {
			b = i
		}
	}
	return data.codes[b], c.of[b]
}

// Name is the English name of a language by its code.
func Name(code string) string {
	if n := data.names[code]; n != "" {
		return n
	}
	if code == Unknown || code == "" {
		return "a language not known here"
	}
	return "language " + code
}

// scriptOf is the script of a letter, of those in scripts.tsv, or "".
func scriptOf(r rune) string {
	for i, t := range data.tables {
		if unicode.Is(t, r) {
			return data.scriptNames[i]
		}
	}
	return ""
}

//go:embed words.tsv
var wordsTSV string

//go:embed scripts.tsv
var scriptsTSV string

// data is the two files.
var data = load()

type knowledge struct {
	codes       []string          // English first
	words       map[string]uint64 // bits are indexes into codes
	names       map[string]string // by code
	scripts     map[string]string // code by script
	scriptNames []string
	tables      []*unicode.RangeTable
}

func load() *knowledge {
	k := &knowledge{words: map[string]uint64{}, names: map[string]string{}, scripts: map[string]string{}}
	for _, f := range rows(wordsTSV) {
		bit := uint64(1) << len(k.codes)
		k.codes = append(k.codes, f[0])
		k.names[f[0]] = f[1]
		for _, w := range strings.Fields(f[2]) {
			k.words[w] |= bit
		}
	}
	for _, f := range rows(scriptsTSV) {
		k.scripts[f[0]] = f[1]
		if k.names[f[1]] == "" {
			k.names[f[1]] = f[2]
		}
		k.scriptNames = append(k.scriptNames, f[0])
		k.tables = append(k.tables, unicode.Scripts[f[0]])
	}
	return k
}

// rows are the lines of a table of three columns below its heading.
func rows(tsv string) [][]string {
	var out [][]string
	heading := true
	for line := range strings.Lines(tsv) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" || line[0] == '#' {
			continue
		}
		if f := strings.Split(line, "\t"); len(f) == 3 && !heading {
			out = append(out, f)
		}
		heading = false
	}
	return out
}
