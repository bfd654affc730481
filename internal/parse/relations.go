package parse

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
)

//go:embed relations.txt
var relationRules string

// grammar is relations.txt for the labels of a model.
type grammar struct {
	may [2][][]bool // [head stands before][part of speech][relation]
}

func newGrammar(labels map[string][]string) (grammar, error) {
	rels, upos := labels["rel"], labels["upos"]
	g := grammar{}
	for k := range g.may {
		for range upos {
			row := make([]bool, len(rels))
			for r := range row {
				row[r] = true
			}
			g.may[k] = append(g.may[k], row)
		}
	}
	base := func(r int) string {
		b, _, _ := strings.Cut(rels[r], ":")
		return b
	}
	forbid := func(bad func(upos string, r int) bool, sides ...int) {
		for _, k := range sides {
			for u := range upos {
				for r := range rels {
					if bad(upos[u], r) {
						g.may[k][u][r] = false
					}
				}
			}
		}
	}
	for n, line := range strings.Split(relationRules, "\n") {
		key, rest, ok := strings.Cut(line, ":")
		if strings.HasPrefix(line, "#") || line == "" {
			continue
		}
		words := strings.Fields(rest)
		if !ok || len(words) == 0 {
			return g, fmt.Errorf("parse: relations.txt:%d: expected a key, a colon and words", n+1)
		}
		only, isOnly := strings.CutPrefix(key, "only ")
		switch {
		case isOnly:
			forbid(func(u string, r int) bool { return u == only && !slices.Contains(words, base(r)) }, 0, 1)
		case key == "after":
			forbid(func(_ string, r int) bool { return slices.Contains(words, base(r)) }, 0)
		case words[0] == "!":
			forbid(func(u string, r int) bool { return base(r) == key && slices.Contains(words[1:], u) }, 0, 1)
		default:
			forbid(func(u string, r int) bool { return base(r) == key && !slices.Contains(words, u) }, 0, 1)
		}
	}
	return g, nil
}

// choose fills sc.rel with the best relations that the grammar allows. score has
// a row of as many values as there are relations for each word; a word under the
// root is root, and no other is; upos are the words' parts of speech.
func (g *grammar) choose(sc *scratch, score []float32, heads, upos []int, root int) {
	R := len(g.may[0][0])
	rel := grow(&sc.rel, len(heads))
	for i, h := range heads {
		if h < 0 {
			rel[i] = root
			continue
		}
		may, row, at := g.may[b2i(h < i)][upos[i]], score[i*R:(i+1)*R], -1
		for r, x := range row {
			if r != root && may[r] && (at < 0 || x > row[at]) {
				at = r
			}
		}
		if at < 0 { // a model without the relations that its words may have
			at = argmax(row)
		}
		rel[i] = at
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
