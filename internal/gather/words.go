package gather

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"github.com/kljensen/snowball/english"
)

// word is a word of a text in small letters, with its stem and where it begins
// and ends, in code points.
type word struct {
	text, stem string
	start, end int
}

// wordsOf cuts a text into its words: runs of letters and digits, with the
// apostrophes, points and commas inside numbers left out.
func wordsOf(text string) []word {
	var out []word
	rs := []rune(text)
	for i := 0; i < len(rs); {
		if !isWordRune(rs[i]) {
			i++
			continue
		}
		j := i
		digits := unicode.IsDigit(rs[i])
		var b strings.Builder
		for j < len(rs) {
			switch {
			case isWordRune(rs[j]):
				b.WriteRune(unicode.ToLower(rs[j]))
			case digits && (rs[j] == ',' || rs[j] == '.') && j+1 < len(rs) && unicode.IsDigit(rs[j+1]):
				if rs[j] == '.' {
					b.WriteByte('.')
				}
			default:
				goto done
			}
			j++
		}
	done:
		w := b.String()
		if w != "s" { // of the genitive
			out = append(out, word{text: w, stem: stemOf(w), start: i, end: j})
		}
		i = j
	}
	return out
}

func isWordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r)
}

func isNumber(w string) bool { return w[0] >= '0' && w[0] <= '9' }

// stems keeps the stems of words met, since news uses the same words again and
// again; it stops growing at a size that holds the words of a large archive.
var stems struct {
	sync.RWMutex
	of map[string]string
}

const maxStems = 1 << 18

func stemOf(w string) string {
	if isNumber(w) {
		return w
	}
	stems.RLock()
	s, ok := stems.of[w]
	stems.RUnlock()
	if ok {
		return s
	}
	s = english.Stem(w, false)
	stems.Lock()
	if stems.of == nil {
		stems.of = map[string]string{}
	}
	if len(stems.of) < maxStems {
		stems.of[w] = s
	}
	stems.Unlock()
	return s
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
