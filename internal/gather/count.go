package gather

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"rapporteur"
)

// count is a number of people that a record tells: from least to most.
type count struct {
	what        string
	least, most int
}

// unbounded is the most of "at least 80".
const unbounded = 1 << 40

func (c count) String() string {
	switch {
	case c.most == c.least:
		return strconv.Itoa(c.least)
	case c.most == unbounded:
		return strconv.Itoa(c.least) + "+"
	case c.least == 0:
		return "up to " + strconv.Itoa(c.most)
	}
	return strconv.Itoa(c.least) + "-" + strconv.Itoa(c.most)
}

func (c count) meets(d count) bool { return c.least <= d.most && d.least <= c.most }

//go:embed counts.tsv
var countsText string

//go:embed numbers.tsv
var numbersText string

// whats gives for the stem of a trigger what its number of people counts.
var whats = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for _, row := range rows(countsText) {
		for _, stem := range strings.Fields(row[1]) {
			out[stem] = row[0]
		}
	}
	return out
})

// numberWord is what a word says of a number: a number, a range, a factor, or
// words before it that make it a bound.
type numberWord struct{ least, most, factor int }

var numberWords = sync.OnceValue(func() map[string]numberWord {
	out := map[string]numberWord{}
	for _, row := range rows(numbersText) {
		var n numberWord
		var err error
		if f, ok := strings.CutPrefix(row[1], "x"); ok {
			n.factor, err = strconv.Atoi(f)
		} else if a, b, ok := strings.Cut(row[1], "-"); ok {
			if n.least, err = strconv.Atoi(a); err == nil {
				n.most, err = strconv.Atoi(b)
			}
		} else {
			n.least, err = strconv.Atoi(row[1])
			n.most = n.least
		}
		if err != nil {
			panic(fmt.Sprintf("numbers.tsv: %q: expected a number, a range a-b or a factor x100", row[1]))
		}
		out[row[0]] = n
	}
	return out
})

// rows are the rows of a table of two columns, its header and comments left
// out.
func rows(text string) [][2]string {
	var out [][2]string
	head := true
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if strings.HasPrefix(line, "#") || line == "" {
			continue
		}
		if head {
			head = false
			continue
		}
		a, b, ok := strings.Cut(line, "\t")
		if !ok {
			panic(fmt.Sprintf("%q: expected two columns", line))
		}
		out = append(out, [2]string{a, b})
	}
	return out
}

// countsOf reads the numbers of those acted on; where nobody is, those of the
// actors ("200 marched").
func countsOf(ev *rapporteur.Event, trigger []string) []count {
	what := ""
	for _, stem := range trigger {
		if w := whats()[stem]; w != "" {
			what = w
			break
		}
	}
	list := ev.Recipient
	if what == "" {
		what = "recipients"
		if len(list) == 0 {
			what, list = "actors", ev.Actor
		}
	}
	var out []count
	for i, e := range list {
		if i > 0 && e.Start == list[i-1].Start { // one phrase that stands for several
			continue
		}
		if c, ok := countIn(e.Text); ok {
			c.what = what
			if !slices.Contains(out, c) {
				out = append(out, c)
			}
		}
	}
	return out
}

// countIn reads the first number of a noun phrase: "at least 84 people",
// "twenty-one schoolgirls", "dozens of men", "1,200 troops". Numbers above
// eleven digits, and years of age before a hyphen, are none.
func countIn(text string) (count, bool) {
	words := wordsOf(text)
	for i, w := range words {
		n, last, ok := numberAt(words, i)
		if !ok {
			continue
		}
		if last+1 < len(words) && (words[last+1].text == "year" || words[last+1].text == "years") {
			continue
		}
		before := strings.ToLower(string([]rune(text)[:w.start]))
		switch {
		case hasSuffix(before, "at least ", "more than ", "over ", "no fewer than ", "no less than "):
			n.most = unbounded
		case hasSuffix(before, "up to ", "as many as ", "at most "):
			n.least = 0
		}
		return n, true
	}
	return count{}, false
}

func hasSuffix(s string, suffixes ...string) bool {
	return slices.ContainsFunc(suffixes, func(x string) bool { return strings.HasSuffix(s, x) })
}

// numberAt reads the number that begins at word i, and tells its last word.
func numberAt(words []word, i int) (n count, last int, ok bool) {
	for last = i; last < len(words); last++ {
		w := words[last].text
		known, isWord := numberWords()[w]
		switch {
		case isNumber(w):
			x, err := strconv.Atoi(w)
			if err != nil || len(w) > 11 || ok {
				return n, last - 1, ok
			}
			n.least, n.most, ok = x, x, true
		case isWord && known.factor > 0:
			if !ok {
				n.least, n.most, ok = 1, 1, true
			}
			if n.least > unbounded/known.factor {
				return n, last - 1, ok
			}
			n.least, n.most = n.least*known.factor, n.most*known.factor
		case isWord:
			if ok && (n.least%100 != 0 && (n.least < 20 || n.least%10 != 0 || known.least >= 10)) {
				return n, last - 1, ok
			}
			n.least, n.most, ok = n.least+known.least, n.most+known.most, true
		default:
			return n, last - 1, ok
		}
	}
	return n, last - 1, ok
}
