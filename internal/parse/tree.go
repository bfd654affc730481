package parse

import "math"

// impossible is the score of an arc that can't be.
const impossible = -1e9

// tree is the scratch of the tree search.
type tree struct {
	score []float64
	state []uint8
	roots []int
	best  []int
	nodes []int
	mark  []int
	in    []bool
	into  []float64
	from  []float64
	undo  []contraction
}

// decode finds the heads (-1 the root) of the best tree with exactly one word
// under the root. score is [N][N+1], column 0 the root. Each word's best head
// is taken where that gives a tree; else Chu and Liu's and Edmonds' algorithm
// runs, once for each word that stood under the root.
func (t *tree) decode(score []float32, N int, heads []int) {
	for i := 0; i < N; i++ {
		heads[i] = argmax(score[i*(N+1):(i+1)*(N+1)]) - 1
	}
	t.roots = t.roots[:0]
	for i, h := range heads {
		if h < 0 {
			t.roots = append(t.roots, i)
		}
	}
	if len(t.roots) == 1 && t.isTree(heads) {
		return
	}
	if len(t.roots) == 0 {
		t.roots = append(t.roots, bestRoot(score, N))
	}
	if len(t.roots) > 4 {
		t.roots = t.roots[:4]
	}
	best := math.Inf(-1)
	t.best = append(t.best[:0], heads...)
	for _, r := range t.roots {
		total := t.edmonds(score, N, r, heads)
		if total > best {
			best = total
			copy(t.best, heads)
		}
	}
	copy(heads, t.best)
}

func bestRoot(score []float32, N int) int {
	best := 0
	for i := 1; i < N; i++ {
		if score[i*(N+1)] > score[best*(N+1)] {
			best = i
		}
	}
	return best
}

// isTree says whether no word is its own ancestor.
func (t *tree) isTree(heads []int) bool {
	s := grow(&t.state, len(heads))
	clear(s)
	for i := range heads {
		j := i
		for j >= 0 && s[j] == 0 {
			s[j] = 1
			j = heads[j]
		}
		if j >= 0 && s[j] == 1 {
			return false
		}
		for j = i; j >= 0 && s[j] == 1; j = heads[j] {
			s[j] = 2
		}
	}
	return true
}

// edmonds finds the best tree whose only word under the root is root, and its score.
func (t *tree) edmonds(score []float32, N, root int, heads []int) float64 {
	w := grow(&t.score, N*N) // w[d*N+h]
	for d := 0; d < N; d++ {
		for h := 0; h < N; h++ {
			w[d*N+h] = float64(score[d*(N+1)+h+1])
		}
	}
	t.arborescence(w, N, root, heads)
	total := float64(score[root*(N+1)])
	for d := 0; d < N; d++ {
		if d != root {
			total += float64(score[d*(N+1)+heads[d]+1])
		}
	}
	return total
}

// contraction is a cycle of best arcs that became one node, named by its first
// member's number.
type contraction struct {
	node    int
	members []int // the numbers of its nodes
	par     []int // their parents within the cycle
	outer   []int // the other nodes there were
	enter   []int // for each of them: the member that an arc from it enters at
	leave   []int // the member that an arc to it leaves from
}

// arborescence is Chu and Liu's and Edmonds' algorithm on a dense graph: w[d*n+h]
// is the weight of the arc from h to d; w is overwritten. heads becomes each
// node's parent, the root's is -1. Cycles are contracted one after the other and
// undone from the last. Of equal arcs the one from the node that is earlier in
// nodes is taken; contracted ones stand last.
func (t *tree) arborescence(w []float64, n, root int, heads []int) {
	nodes := t.nodes[:0]
	for i := 0; i < n; i++ {
		nodes = append(nodes, i)
	}
	mark, in := grow(&t.mark, n), grow(&t.in, n)
	best := func(d int) int {
		p := -1
		if d != root {
			for _, h := range nodes {
				if h != d && (p < 0 || w[d*n+h] > w[d*n+p]) {
					p = h
				}
			}
		}
		return p
	}
	par := heads
	for _, d := range nodes {
		par[d] = best(d)
	}
	done := 0 // contractions
	for {
		clear(mark)
		cycle := -1
		for k := 0; k < len(nodes) && cycle < 0; k++ {
			j := nodes[k]
			for j >= 0 && mark[j] == 0 {
				mark[j] = k + 1
				j = par[j]
			}
			if j >= 0 && mark[j] == k+1 {
				cycle = j
			}
		}
		if cycle < 0 {
			break
		}
		if done == len(t.undo) {
			t.undo = append(t.undo, contraction{})
		}
		u := &t.undo[done]
		done++
		u.members, u.par, u.outer, u.enter, u.leave = u.members[:0], u.par[:0], u.outer[:0], u.enter[:0], u.leave[:0]
		clear(in)
		for j := cycle; !in[j]; j = par[j] {
			in[j] = true
		}
		rest := nodes[:0]
		for _, j := range nodes {
			if in[j] {
				u.members, u.par = append(u.members, j), append(u.par, par[j])
			} else {
				rest = append(rest, j)
			}
		}
		c := u.members[0]
		u.node, u.outer = c, append(u.outer, rest...)
		t.into, t.from = t.into[:0], t.from[:0]
		for _, o := range rest {
			bestIn, bestOut, enter, leave := math.Inf(-1), math.Inf(-1), 0, 0
			for k, j := range u.members {
				if x := w[j*n+o] - w[j*n+u.par[k]]; x > bestIn {
					bestIn, enter = x, j
				}
				if x := w[o*n+j]; x > bestOut {
					bestOut, leave = x, j
				}
			}
			u.enter, u.leave = append(u.enter, enter), append(u.leave, leave)
			t.into, t.from = append(t.into, bestIn), append(t.from, bestOut)
		}
		for k, o := range rest {
			w[c*n+o], w[o*n+c] = t.into[k], t.from[k]
		}
		nodes = append(rest, c)
		for _, d := range rest {
			if par[d] >= 0 && in[par[d]] {
				par[d] = best(d)
			}
		}
		par[c] = best(c)
	}
	t.nodes = nodes
	for done > 0 {
		done--
		u := &t.undo[done]
		from := par[u.node]
		for k, o := range u.outer {
			if par[o] == u.node {
				par[o] = u.leave[k]
			}
		}
		for k, j := range u.members {
			par[j] = u.par[k]
		}
		for k, o := range u.outer {
			if o == from {
				par[u.enter[k]] = from
			}
		}
	}
}
