package gather

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/kljensen/snowball/english"
)

// word is a word of a text, and where it begins and ends, in code points.
type word struct {
	*form
	start, end int
}

// form is what all words of the same letters have in common.
type form struct {
	text, stem string // in small letters
	weight     int    // of the stem
	hash       uint64 // of the text
	number     bool
}

// wordsOf cuts a text into its words: runs of letters and digits, with the
// apostrophes, points and commas inside numbers left out.
func wordsOf(text string) []word {
	out := make([]word, 0, len(text)/6+1)
	var lower []byte
	forms.RLock()
	defer forms.RUnlock()
	at := 0 // code points before i
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !isWordRune(r) {
			i += size
			at++
			continue
		}
		start, digits := at, unicode.IsDigit(r)
		lower = lower[:0]
		for isWordRune(r) || digits && (r == ',' || r == '.') && digitFirst(text[i+size:]) {
			switch {
			case r == ',':
			case 'A' <= r && r <= 'Z':
				lower = append(lower, byte(r)+'a'-'A')
			case r < utf8.RuneSelf:
				lower = append(lower, byte(r))
			default:
				lower = utf8.AppendRune(lower, unicode.ToLower(r))
			}
			i += size
			at++
			if i == len(text) {
				break
			}
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		if string(lower) != "s" { // of the genitive
			out = append(out, word{form: formOf(lower), start: start, end: at})
		}
	}
	return out
}

func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r)
}

// digitFirst tells whether a text begins with a digit.
func digitFirst(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsDigit(r)
}

// forms keeps the forms of words met, since news uses the same words again and
// again; it stops growing at a size that holds the words of a large archive.
var forms struct {
	sync.RWMutex
	of map[string]*form
}

const maxForms = 1 << 18

// formOf is the form of a word in small letters. forms is locked for reading.
func formOf(lower []byte) *form {
	if f := forms.of[string(lower)]; f != nil {
		return f
	}
	forms.RUnlock()
	defer forms.RLock()
	text := string(lower)
	f := &form{text: text, stem: text, hash: hashString(text), number: text[0] >= '0' && text[0] <= '9'}
	if !f.number {
		f.stem = english.Stem(text, false)
	}
	f.weight = weight(f.stem)
	forms.Lock()
	defer forms.Unlock()
	if forms.of == nil {
		forms.of = map[string]*form{}
	}
	if len(forms.of) < maxForms {
		forms.of[text] = f
	}
	return f
}

// maxWeight is the weight of a word that hardly any report has.
const maxWeight = 8

//go:embed frequency.tsv
var frequencyText string

var frequency = sync.OnceValue(func() map[string]int {
	out := map[string]int{}
	for line := range strings.Lines(frequencyText) {
		if strings.HasPrefix(line, "#") || strings.HasPrefix(line, "stem\t") {
			continue
		}
		stem, n, ok := strings.Cut(strings.TrimSpace(line), "\t")
		w, err := strconv.Atoi(n)
		if !ok || err != nil {
			panic(fmt.Sprintf("frequency.tsv: %q: expected a stem and a number", line))
		}
		out[stem] = w
	}
	return out
})

// weight tells how much a stem says about what a report is about: 0 for one
// that every fifth report has or more, up to maxWeight; one bit more for each
// halving of the reports that have it (frequency.tsv).
func weight(stem string) int {
	perMille, ok := frequency()[stem]
	if !ok {
		return maxWeight
	}
	w := 0
	for limit := 200; perMille < limit && w < maxWeight-1; limit /= 2 {
		w++
	}
	return w
}
