package date

import (
	"strconv"
	"strings"
	"unicode"

	"rapporteur/internal/doc"
)

// A piece is the smallest unit the rules see: a run of letters, a number or a
// sign. Pieces don't depend on how the tokenizer treats hyphens and dots.
type piece struct {
	text, low  string
	start, end int // code points, relative to what was cut
	tok        int // token of the sentence
	num        int // value of a number, else -1
	digits     int // how many digits it has
}

// cut splits a text into pieces, which it appends; spaces separate.
func cut(out []piece, s string) []piece {
	if letters(s) { // the usual word
		return append(out, piece{text: s, low: strings.ToLower(s), end: len(s), num: -1})
	}
	r := []rune(s)
	for i := 0; i < len(r); {
		j, p := i+1, piece{start: i, num: -1}
		switch {
		case unicode.IsSpace(r[i]):
			i++
			continue
		case unicode.IsDigit(r[i]) && r[i] < 128:
			for j < len(r) && (r[j] >= '0' && r[j] <= '9' || r[j] == ',' && thousands(r, i, j)) {
				j++
			}
			text := strings.ReplaceAll(string(r[i:j]), ",", "")
			p.digits = len(text)
			if j+1 < len(r) && r[j] == '.' && r[j+1] >= '0' && r[j+1] <= '9' { // a fraction is no count of days
				for j++; j < len(r) && r[j] >= '0' && r[j] <= '9'; {
					j++
				}
				p.digits = 0
			} else if n, err := strconv.Atoi(text); err == nil && len(text) < 8 {
				p.num = n
			}
		case unicode.IsLetter(r[i]):
			for j < len(r) && (unicode.IsLetter(r[j]) || unicode.IsMark(r[j])) {
				j++
			}
		}
		p.text, p.end = string(r[i:j]), j
		p.low = strings.ToLower(p.text)
		switch p.low {
		case "’", "‘", "`":
			p.low = "'"
		case "–", "—", "‐", "‑", "−":
			p.low = "-"
		}
		out = append(out, p)
		i = j
	}
	return out
}

// letters says whether the text is ASCII letters only.
func letters(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i] | 0x20; c < 'a' || c > 'z' {
			return false
		}
	}
	return s != ""
}

// thousands says whether the comma at j separates thousands of the number
// that starts at i.
func thousands(r []rune, i, j int) bool {
	if j-i > 3 && r[i+1] != ',' && r[min(i+2, j)] != ',' && r[min(i+3, j)] != ',' {
		return false
	}
	for k := 1; k <= 3; k++ {
		if j+k >= len(r) || r[j+k] < '0' || r[j+k] > '9' {
			return false
		}
	}
	return j+4 >= len(r) || r[j+4] < '0' || r[j+4] > '9'
}

// pieces cuts the tokens of a sentence.
func pieces(s *doc.Sentence) []piece {
	out := make([]piece, 0, len(s.Tokens)+8)
	for i := range s.Tokens {
		t := &s.Tokens[i]
		from := len(out)
		out = cut(out, t.Text)
		kept := out[:from]
		for _, p := range out[from:] {
			p.start, p.end, p.tok = p.start+t.Start, min(p.end+t.Start, t.End), i
			if p.start < p.end {
				kept = append(kept, p)
			}
		}
		out = kept
	}
	return out
}

// A node is something understood between two pieces: a word of a category or
// a rule with what fills its slots.
type node struct {
	cat  string
	end  int // first piece after it
	num  int
	code string
	rule *rule // nil for words
	fill []*node
	as   []string // names of the filled slots
	text int      // number of literal words, to prefer the more specific wording
}

func (n *node) arg(name string) *node {
	for i, a := range n.as {
		if a == name {
			return n.fill[i]
		}
	}
	return nil
}

const maxNodes = 64 // per starting piece; far above what text needs

// chart finds everything the rules understand, by starting piece. It goes from
// right to left, so that all that starts further right is known.
func (g *grammar) chart(ps []piece) [][]*node {
	at := make([][]*node, len(ps)+1)
	for i := len(ps) - 1; i >= 0; i-- {
		if ps[i].num >= 0 {
			add(at, i, &node{cat: "number", end: i + 1, num: ps[i].num})
			switch ps[i].digits {
			case 2:
				add(at, i, &node{cat: "twodigits", end: i + 1, num: ps[i].num})
			case 4:
				add(at, i, &node{cat: "fourdigits", end: i + 1, num: ps[i].num})
			}
		}
		for _, w := range g.words[ps[i].low] {
			if e := w.match(ps, i); e > 0 {
				add(at, i, &node{cat: w.cat, end: e, num: w.num, code: w.code})
			}
		}
		for _, st := range g.first[ps[i].low] {
			if may(st.seq, 1, ps, at, i+1) {
				g.extend(ps, at, i, i+1, st, 1, &node{text: 1})
			}
		}
		for k := 0; k < len(at[i]); k++ { // grows while we go
			n := at[i][k]
			for _, st := range g.slots[n.cat] {
				if fits(st.seq[0], n) && may(st.seq, 1, ps, at, n.end) {
					g.extend(ps, at, i, n.end, st, 1, &node{fill: []*node{n}, as: []string{st.seq[0].as}, text: n.text})
				}
			}
		}
	}
	return at
}

// add enters a node at piece i, unless it is there.
func add(at [][]*node, i int, n *node) {
	if len(at[i]) >= maxNodes {
		return
	}
	for _, o := range at[i] {
		if o.cat == n.cat && o.end == n.end && o.rule == n.rule && o.num == n.num && o.code == n.code {
			return
		}
	}
	at[i] = append(at[i], n)
}

func (w *word) match(ps []piece, i int) int {
	for k, t := range w.texts {
		if i+k >= len(ps) || ps[i+k].low != t {
			return 0
		}
	}
	if w.caps && !unicode.IsUpper([]rune(ps[i].text)[0]) {
		return 0
	}
	e := i + len(w.texts)
	if w.dot {
		if e >= len(ps) || ps[e].low != "." || ps[e].start != ps[e-1].end {
			return 0
		}
		e++
	}
	return e
}

func fits(it item, n *node) bool {
	ok := it.slot == n.cat || it.slot == "time" && (n.cat == "day" || n.cat == "period")
	return ok && (it.lo == 0 && it.hi == 0 || n.num >= it.lo && n.num <= it.hi)
}

// may says whether item k can match at piece j: most wordings fail here, before
// anything is built.
func may(seq []item, k int, ps []piece, at [][]*node, j int) bool {
	if k == len(seq) {
		return true
	}
	if j >= len(ps) {
		return false
	}
	it := &seq[k]
	if it.slot == "" {
		return it.words[ps[j].low]
	}
	for _, n := range at[j] {
		if fits(*it, n) {
			return true
		}
	}
	return false
}

// extend matches the items from k on, at piece j.
func (g *grammar) extend(ps []piece, at [][]*node, i, j int, st start, k int, part *node) {
	if k == len(st.seq) {
		if !st.r.context(ps, at, i, j) {
			return
		}
		n := &node{cat: st.r.makes, end: j, rule: st.r, fill: part.fill, as: part.as, text: part.text}
		if f, ok := counts[st.r.op]; ok {
			if n.num, ok = f(n, st.r.args); !ok {
				return
			}
		}
		add(at, i, n)
		return
	}
	if j >= len(ps) {
		return
	}
	it := st.seq[k]
	if it.slot == "" {
		if it.words[ps[j].low] {
			g.extend(ps, at, i, j+1, st, k+1, &node{fill: part.fill, as: part.as, text: part.text + 1})
		}
		return
	}
	for _, n := range at[j] {
		if fits(it, n) {
			g.extend(ps, at, i, n.end, st, k+1, &node{fill: append(part.fill[:len(part.fill):len(part.fill)], n), as: append(part.as[:len(part.as):len(part.as)], it.as), text: part.text + n.text})
		}
	}
}

// context checks what stands before and after.
func (r *rule) context(ps []piece, at [][]*node, i, j int) bool {
	left := func(its []item) bool {
		for _, it := range its {
			switch {
			case it.slot == "number" && i > 0 && (ps[i-1].num >= 0 || ps[i-1].digits == 0 && ps[i-1].low[0] >= '0' && ps[i-1].low[0] <= '9'):
				return true
			case it.words["^"] && i == 0, i > 0 && it.words[ps[i-1].low]:
				return true
			}
		}
		return false
	}
	right := func(its []item) bool {
		for _, it := range its {
			if it.words["$"] && j == len(ps) || j < len(ps) && it.words[ps[j].low] {
				return true
			}
			if it.slot != "" && j < len(ps) {
				for _, n := range at[j] {
					if fits(it, n) {
						return true
					}
				}
			}
		}
		return false
	}
	return (r.after == nil || left(r.after)) && !left(r.notAfter) && (r.before == nil || right(r.before)) && !right(r.notBefore)
}
