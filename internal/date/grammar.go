package date

import (
	"embed"
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"
)

//go:embed rules/*.rule words.tsv
var files embed.FS

// A rule says how a time expression is worded and what it means. It is written
// in the rule files, see rules/FORMAT.md.
type rule struct {
	name              string
	where             string // file:line
	order             int
	makes             string   // category of what it builds
	seqs              [][]item // wordings, optional words and alternatives written out
	op                string   // what it gives
	args              []string // arguments of op: slot names, numbers, keywords
	after, notAfter   []item
	before, notBefore []item
	yes, no           []string
}

// An item is one place of a wording: one of some words, or a slot.
type item struct {
	words  map[string]bool
	slot   string // category; empty for words
	as     string // name of the slot as the rule calls it
	lo, hi int    // range of a number slot, both 0 where there is none
}

// A word is an entry of words.tsv: what a word of a category stands for.
type word struct {
	cat   string
	num   int
	code  string
	texts []string // its pieces, lower case
	caps  bool     // written with a capital
	dot   bool     // ends in a full stop
}

type grammar struct {
	rules []*rule
	first map[string][]start // by first literal word
	slots map[string][]start // by the category of the first slot
	words map[string][]word  // by first piece
	cues  map[string]map[string]bool
}

type start struct {
	r   *rule
	seq []item
}

// loadGrammar reads the embedded files. All faults are reported at once.
func loadGrammar() (*grammar, error) {
	g := &grammar{first: map[string][]start{}, slots: map[string][]start{}, words: map[string][]word{}, cues: map[string]map[string]bool{}}
	var faults []string
	bad := func(where, format string, a ...any) {
		f := where + ": " + fmt.Sprintf(format, a...)
		if !slices.Contains(faults, f) {
			faults = append(faults, f)
		}
	}
	data, err := files.ReadFile("words.tsv")
	if err != nil {
		return nil, err
	}
	cats := map[string]bool{"number": true, "twodigits": true, "fourdigits": true}
	for n, line := range strings.Split(string(data), "\n") {
		if n == 0 || line == "" || line[0] == '#' {
			continue
		}
		where := fmt.Sprintf("words.tsv:%d", n+1)
		c := strings.Split(line, "\t")
		if len(c) != 4 {
			bad(where, "want 4 columns (category, number, code, words), got %d", len(c))
			continue
		}
		num := 0
		if c[1] != "" {
			if num, err = strconv.Atoi(c[1]); err != nil {
				bad(where, "not a number: %q", c[1])
			}
		}
		for _, w := range strings.Split(c[3], "|") {
			if strings.HasPrefix(c[0], "cue ") {
				if g.cues[c[0][4:]] == nil {
					g.cues[c[0][4:]] = map[string]bool{}
				}
				g.cues[c[0][4:]][w] = true
				continue
			}
			e := word{cat: c[0], num: num, code: c[2], caps: strings.ToLower(w) != w}
			for _, p := range cut(nil, w) {
				e.texts = append(e.texts, p.low)
			}
			if len(e.texts) == 0 {
				bad(where, "empty word")
				continue
			}
			if k := len(e.texts) - 1; k > 0 && e.texts[k] == "." {
				e.texts, e.dot = e.texts[:k], true
			}
			g.words[e.texts[0]] = append(g.words[e.texts[0]], e)
		}
		cats[c[0]] = true
	}
	entries, err := files.ReadDir("rules")
	if err != nil {
		return nil, err
	}
	for _, en := range entries {
		if data, err = files.ReadFile("rules/" + en.Name()); err != nil {
			return nil, err
		}
		g.read(en.Name(), string(data), bad)
	}
	for _, r := range g.rules {
		cats[r.makes] = true
	}
	for _, r := range g.rules {
		r.check(cats, bad)
		for _, s := range r.seqs {
			if len(s) == 0 {
				bad(r.where, "the wording may be empty")
				continue
			}
			if s[0].slot != "" {
				for _, c := range covers(s[0].slot) {
					g.slots[c] = append(g.slots[c], start{r, s})
				}
				continue
			}
			for w := range s[0].words {
				g.first[w] = append(g.first[w], start{r, s})
			}
		}
	}
	if len(faults) > 0 {
		sort.Strings(faults)
		return nil, fmt.Errorf("date: %s", strings.Join(faults, "\n"))
	}
	return g, nil
}

// covers lists the categories that fill a slot: <time> is any calendar time.
func covers(slot string) []string {
	if slot == "time" {
		return []string{"day", "period"}
	}
	return []string{slot}
}

func (g *grammar) read(file, text string, bad func(string, string, ...any)) {
	var r *rule
	for n, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		where := fmt.Sprintf("rules/%s:%d", file, n+1)
		key, val, ok := strings.Cut(line, ":")
		val = strings.TrimSpace(val)
		if !ok {
			bad(where, "want `key: text`")
			continue
		}
		if key == "rule" {
			r = &rule{name: val, where: where, order: len(g.rules)}
			g.rules = append(g.rules, r)
			continue
		}
		if r == nil {
			bad(where, "the file must start with `rule:`")
			continue
		}
		items := func() []item {
			it, err := parseItem(val)
			if err != nil {
				bad(where, "%v", err)
			}
			return it
		}
		switch key {
		case "says":
			seqs, err := parseWording(val)
			if err != nil {
				bad(where, "%v", err)
			}
			r.seqs = append(r.seqs, seqs...)
		case "makes":
			r.makes = val
		case "gives":
			f := strings.Fields(val)
			if len(f) > 0 {
				r.op, r.args = f[0], f[1:]
			}
		case "after":
			r.after = items()
		case "unless after":
			r.notAfter = items()
		case "before":
			r.before = items()
		case "unless before":
			r.notBefore = items()
		case "yes":
			r.yes = append(r.yes, val)
		case "no":
			r.no = append(r.no, val)
		case "because":
		default:
			bad(where, "unknown key %q; known: rule, says, makes, gives, after, unless after, before, unless before, because, yes, no", key)
		}
	}
}

func (r *rule) check(cats map[string]bool, bad func(string, string, ...any)) {
	if !cats[r.makes] || r.makes == "" {
		bad(r.where, "`makes:` is missing")
	}
	if len(r.seqs) == 0 {
		bad(r.where, "`says:` is missing")
	}
	_, eager := counts[r.op]
	_, lazy := meanings[r.op]
	if !eager && !lazy {
		bad(r.where, "unknown `gives: %s`", r.op)
	}
	for _, s := range r.seqs {
		for _, it := range s {
			if it.slot != "" && it.slot != "time" && !cats[it.slot] {
				bad(r.where, "unknown slot <%s>", it.slot)
			}
		}
	}
	for _, it := range append(append([]item{}, r.before...), r.notBefore...) {
		if it.slot != "" && it.slot != "time" && !cats[it.slot] {
			bad(r.where, "unknown slot <%s>", it.slot)
		}
	}
}

// parseItem reads alternatives such as `last|past|<unit>`; each slot becomes
// an item of its own, the words one.
func parseItem(s string) ([]item, error) {
	var out []item
	words := map[string]bool{}
	for _, a := range strings.Split(s, "|") {
		a = strings.TrimSpace(a)
		switch {
		case a == "":
			return nil, fmt.Errorf("empty alternative in %q", s)
		case a[0] == '<':
			if a[len(a)-1] != '>' {
				return nil, fmt.Errorf("slot %q has no end", a)
			}
			name, rng, has := strings.Cut(a[1:len(a)-1], " ")
			it := item{slot: strings.TrimRight(name, "0123456789"), as: name}
			if has {
				lo, hi, _ := strings.Cut(rng, "..")
				var e1, e2 error
				it.lo, e1 = strconv.Atoi(lo)
				it.hi, e2 = strconv.Atoi(hi)
				if e1 != nil || e2 != nil {
					return nil, fmt.Errorf("range %q: want 1..31", rng)
				}
			}
			out = append(out, it)
		default:
			words[a] = true
		}
	}
	if len(words) > 0 {
		out = append(out, item{words: words})
	}
	return out, nil
}

// parseWording writes a wording out into plain sequences: [x] may be left out,
// (a b|c) is one or the other, a|b one of two words.
func parseWording(s string) ([][]item, error) {
	seqs := [][]item{nil}
	cross := func(alts [][]item) {
		var out [][]item
		for _, a := range seqs {
			for _, b := range alts {
				out = append(out, append(append([]item{}, a...), b...))
			}
		}
		seqs = out
	}
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimSpace(s) {
		if open := s[0]; open == '[' || open == '(' {
			end, depth := -1, 0
			for i := range s {
				switch s[i] {
				case '[', '(':
					depth++
				case ']', ')':
					depth--
				}
				if depth == 0 {
					end = i
					break
				}
			}
			if end < 0 {
				return nil, fmt.Errorf("no end of %q", s)
			}
			var alts [][]item
			for _, part := range splitTop(s[1:end]) {
				in, err := parseWording(part)
				if err != nil {
					return nil, err
				}
				alts = append(alts, in...)
			}
			if open == '[' {
				alts = append(alts, nil)
			}
			cross(alts)
			s = s[end+1:]
			continue
		}
		// one item: up to the next space outside <>
		end, in := len(s), false
		for i := range s {
			if s[i] == '<' {
				in = true
			} else if s[i] == '>' {
				in = false
			} else if s[i] == ' ' && !in {
				end = i
				break
			}
		}
		its, err := parseItem(s[:end])
		if err != nil {
			return nil, err
		}
		var alts [][]item
		for _, it := range its {
			one := item{words: map[string]bool{}}
			for _, w := range sorted(it.words) { // may be cut into pieces: year-end, a.m.
				if p := cut(nil, w); len(p) == 1 {
					one.words[p[0].low] = true
				} else {
					var seq []item
					for _, p := range p {
						seq = append(seq, item{words: map[string]bool{p.low: true}})
					}
					alts = append(alts, seq)
				}
			}
			if it.slot == "" {
				if len(one.words) > 0 {
					alts = append(alts, []item{one})
				}
				continue
			}
			alts = append(alts, []item{it})
		}
		cross(alts)
		s = s[end:]
	}
	return seqs, nil
}

func sorted(m map[string]bool) []string {
	var out []string
	for w := range m {
		out = append(out, w)
	}
	sort.Strings(out)
	return out
}

// splitTop splits "a b|c [d|e]" at the bars outside brackets when the group
// has spaces or brackets in it.
func splitTop(s string) []string {
	var out []string
	depth, from := 0, 0
	for i := range s {
		switch s[i] {
		case '[', '(', '<':
			depth++
		case ']', ')', '>':
			depth--
		case '|':
			if depth == 0 {
				out = append(out, s[from:i])
				from = i + 1
			}
		}
	}
	return append(out, s[from:])
}
