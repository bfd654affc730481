package split

import (
	_ "embed"
	"strings"
)

//go:embed english.tsv
var englishTSV string

// kind is what the splitter knows about an abbreviation.
type kind uint8

const (
	notAbbreviation kind = iota
	abbrTitle            // "Mr.": a name follows
	abbrNumber           // "Nov.": a number may follow
	abbrInner            // "vs.": the phrase goes on
	abbrOpen             // "Inc.": may end a sentence
)

// words is english.tsv. Abbreviations are keyed as written and lower-cased.
type words struct {
	abbreviation map[string]kind
	prefix       map[string]bool
	unit         map[string]bool
	starter      map[string]bool
	contraction  map[string][]int // where the word is cut, in code points
	clitic       []string
	elision      map[string]bool
	emoticon     map[string]bool
	closing      map[string]bool
	domain       map[string]bool
	label        map[string]bool
	greeting     map[string]bool
}

// emoticonMax is the longest emoticon in code points.
const emoticonMax = 5

var english = readWords(englishTSV)

func readWords(tsv string) *words {
	w := &words{abbreviation: map[string]kind{}, prefix: map[string]bool{}, unit: map[string]bool{}, starter: map[string]bool{}, contraction: map[string][]int{}, elision: map[string]bool{}, emoticon: map[string]bool{}, closing: map[string]bool{}, domain: map[string]bool{}, label: map[string]bool{}, greeting: map[string]bool{}}
	kinds := map[string]kind{"abbreviation-title": abbrTitle, "abbreviation-number": abbrNumber, "abbreviation-inner": abbrInner, "abbreviation-open": abbrOpen}
	for line := range strings.Lines(tsv) {
		line = strings.TrimRight(line, "\r\n")
		k, x, ok := strings.Cut(line, "\t")
		if !ok || line[0] == '#' || k == "kind" {
			continue
		}
		switch k {
		case "prefix":
			w.prefix[x] = true
		case "unit":
			w.unit[x] = true
		case "starter":
			w.starter[x] = true
		case "elision":
			w.elision[x] = true
		case "closing":
			w.closing[x] = true
		case "domain":
			w.domain[x] = true
		case "greeting":
			w.greeting[x] = true
		case "label":
			w.label[x] = true
		case "emoticon":
			w.emoticon[x] = true
		case "clitic":
			w.clitic = append(w.clitic, x)
		case "contraction":
			n := 0
			var cuts []int
			parts := strings.Split(x, "|")
			for _, p := range parts[:len(parts)-1] {
				n += len([]rune(p))
				cuts = append(cuts, n)
			}
			w.contraction[strings.Join(parts, "")] = cuts
		default:
			if a, ok := kinds[k]; ok {
				w.abbreviation[x] = a
			}
		}
	}
	return w
}
