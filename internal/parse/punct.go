package parse

// Punctuation by rule. Universal Dependencies fixes where punctuation hangs
// (universaldependencies.org/u/dep/punct.html): brackets and quotation marks on
// the head of what they enclose; any other mark on the highest word of the unit
// it parts from the rest, without crossing arcs. The network knows this but
// doesn't see the finished tree. Its choice is kept wherever the rule allows it.

// punct is the scratch of the punctuation's rules.
type punct struct {
	mark        []bool  // the word is punctuation
	pair        []uint8 // 1 opens, 2 closes, 3 encloses no single phrase
	left, right []int   // the ends of a word's phrase, punctuation aside
}

const (
	pairOpens = 1 + iota
	pairCloses
	pairLoose
)

// closing returns the mark that closes what form opens, or "".
func closing(form string) string {
	switch form {
	case "(":
		return ")"
	case "-LRB-":
		return "-RRB-"
	case "[":
		return "]"
	case "{":
		return "}"
	case "\"", "'":
		return form
	case "“":
		return "”"
	case "‘":
		return "’"
	case "«":
		return "»"
	case "``":
		return "''"
	case "`":
		return "'"
	}
	return ""
}

func final(form string) bool { return form == "." || form == "?" || form == "!" }

// attach moves the punctuation of a tree; p.mark says which words are such,
// heads holds each word's head, -1 the root.
func (p *punct) attach(forms []string, heads []int) {
	n := len(heads)
	pair, left, right := grow(&p.pair, n), grow(&p.left, n), grow(&p.right, n)
	clear(pair)
	// nothing hangs on punctuation, unless that is the root
	for i := range heads {
		for heads[i] >= 0 && p.mark[heads[i]] && heads[heads[i]] >= 0 {
			heads[i] = heads[heads[i]]
		}
	}
	for i := range heads {
		left[i], right[i] = i, i
	}
	for i := range heads {
		if p.mark[i] {
			continue
		}
		for j := i; j >= 0; j = heads[j] {
			left[j], right[j] = min(left[j], i), max(right[j], i)
		}
	}
	for i := range heads {
		if p.mark[i] && pair[i] == 0 {
			p.enclose(forms, heads, i)
		}
	}
	for i, h := range heads {
		if p.mark[i] && h >= 0 && pair[i] != pairOpens && pair[i] != pairCloses && !(forms[i] == "." && h == i-1 && i < n-1) {
			p.part(forms, heads, i)
		}
	}
}

// enclose hangs the mark i, where it opens a pair, and its partner on the one
// head between them.
func (p *punct) enclose(forms []string, heads []int, i int) {
	end := closing(forms[i])
	if end == "" {
		return
	}
	j, depth := i+1, 0
	for ; j < len(heads); j++ {
		if !p.mark[j] {
			continue
		}
		if forms[j] == end {
			if depth == 0 {
				break
			}
			depth--
		} else if forms[j] == forms[i] {
			depth++
		}
	}
	if j >= len(heads) || j == i+1 {
		return
	}
	head := -1
	for k := i + 1; k < j; k++ {
		if h := heads[k]; !p.mark[k] && (h < i || h > j) {
			if head >= 0 {
				p.pair[i], p.pair[j] = pairLoose, pairLoose
				return
			}
			head = k
		}
	}
	p.pair[i], p.pair[j] = pairOpens, pairCloses
	for _, k := range [2]int{i, j} {
		if head >= 0 && heads[k] >= 0 {
			heads[k] = head
		}
	}
}

// part hangs a mark on the lower of the two highest words that are reached from
// its neighbours without crossing it. A head on the way to it stays.
func (p *punct) part(forms []string, heads []int, i int) {
	n := len(heads)
	l, r := i-1, i+1
	for ; l >= 0 && p.mark[l]; l-- {
		if p.pair[l] == pairOpens {
			l = -1
			break
		}
	}
	for ; r < n && p.mark[r]; r++ {
		if p.pair[r] == pairCloses {
			r = n
			break
		}
	}
	if final(forms[i]) {
		r = n
	}
	onLeft, onRight := false, false
	if l >= 0 {
		onLeft = heads[i] == l
		for heads[l] >= 0 && heads[l] < i && p.right[l] < i {
			l = heads[l]
			onLeft = onLeft || heads[i] == l
		}
	}
	if r < n {
		onRight = heads[i] == r
		for heads[r] > i && p.left[r] > i {
			r = heads[r]
			onRight = onRight || heads[i] == r
		}
	}
	switch {
	case l < 0 && r >= n:
	case r >= n || l >= 0 && below(heads, l, r):
		if !onLeft {
			heads[i] = l
		}
	case l < 0 || below(heads, r, l):
		if !onRight {
			heads[i] = r
		}
	default:
		if !onLeft && !onRight {
			heads[i] = r
		}
	}
}

// below says whether the word a stands somewhere under the word b.
func below(heads []int, a, b int) bool {
	for a = heads[a]; a >= 0; a = heads[a] {
		if a == b {
			return true
		}
	}
	return false
}
