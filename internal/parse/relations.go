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
	one [][]bool    // groups of relations of which a head has one
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
		case key == "one":
			group := make([]bool, len(rels))
			for r := range rels {
				group[r] = slices.Contains(words, base(r))
			}
			g.one = append(g.one, group)
		case key == "several":
			for _, group := range g.one {
				for r := range rels {
					group[r] = group[r] && !slices.Contains(words, rels[r])
				}
			}
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
	best := func(i int, but []bool) int {
		may, at := g.may[0][upos[i]], -1
		if heads[i] < i {
			may = g.may[1][upos[i]]
		}
		row := score[i*R : (i+1)*R]
		for r, x := range row {
			if r != root && may[r] && (but == nil || !but[r]) && (at < 0 || x > row[at]) {
				at = r
			}
		}
		if at < 0 { // a model without the relations that its words may have
			at = argmax(row)
		}
		return at
	}
	for i, h := range heads {
		rel[i] = root
		if h >= 0 {
			rel[i] = best(i, nil)
		}
	}
	kept := grow(&sc.kept, len(heads)) // by head: the word that has the relation
	for _, group := range g.one {
		for i := range kept {
			kept[i] = -1
		}
		margin := func(i int) float32 { return score[i*R+rel[i]] - score[i*R+best(i, group)] }
		for i, h := range heads {
			if h < 0 || !group[rel[i]] {
				continue
			}
			switch k := kept[h]; {
			case k < 0:
				kept[h] = i
			case margin(i) > margin(k):
				rel[k], kept[h] = best(k, group), i
			default:
				rel[i] = best(i, group)
			}
		}
	}
}
