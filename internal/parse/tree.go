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
	// nodes 0..N-1 are the words; the root word is the arborescence's root
	w := grow(&t.score, N*N) // w[d*N+h]
	for d := 0; d < N; d++ {
		for h := 0; h < N; h++ {
			w[d*N+h] = float64(score[d*(N+1)+h+1])
		}
	}
	par := arborescence(w, N, root)
	total := float64(score[root*(N+1)])
	for d := 0; d < N; d++ {
		if d == root {
			heads[d] = -1
			continue
		}
		heads[d] = par[d]
		total += float64(score[d*(N+1)+par[d]+1])
	}
	return total
}

// arborescence is Chu and Liu's and Edmonds' algorithm on a dense graph, in
// O(n³): w[d*n+h] is the weight of the arc from h to d. It returns each node's
// parent; the root's is -1.
func arborescence(w []float64, n, root int) []int {
	par := make([]int, n)
	for d := 0; d < n; d++ {
		par[d] = -1
		if d == root {
			continue
		}
		for h := 0; h < n; h++ {
			if h != d && (par[d] < 0 || w[d*n+h] > w[d*n+par[d]]) {
				par[d] = h
			}
		}
	}
	// look for a cycle
	mark := make([]int, n)
	cycle := -1
	for i := 0; i < n && cycle < 0; i++ {
		j := i
		for j >= 0 && mark[j] == 0 {
			mark[j] = i + 1
			j = par[j]
		}
		if j >= 0 && mark[j] == i+1 {
			cycle = j
		}
	}
	if cycle < 0 {
		return par
	}
	in := make([]bool, n)
	for j := cycle; !in[j]; j = par[j] {
		in[j] = true
	}
	// contract it into the last node of a smaller graph
	old := make([]int, 0, n)
	id := make([]int, n)
	for i := 0; i < n; i++ {
		if !in[i] {
			id[i] = len(old)
			old = append(old, i)
		}
	}
	m := len(old) + 1
	c := m - 1
	v := make([]float64, m*m)
	enter := make([]int, m) // for each outer head: the cycle's node it enters at
	leave := make([]int, m) // for each outer dependent: the cycle's node it hangs on
	for i := range v {
		v[i] = math.Inf(-1)
	}
	for _, d := range old {
		for _, h := range old {
			if d != h {
				v[id[d]*m+id[h]] = w[d*n+h]
			}
		}
	}
	for k, o := range old {
		bestIn, bestOut := math.Inf(-1), math.Inf(-1)
		for j := 0; j < n; j++ {
			if !in[j] {
				continue
			}
			if x := w[j*n+o] - w[j*n+par[j]]; x > bestIn {
				bestIn, enter[k] = x, j
			}
			if x := w[o*n+j]; x > bestOut {
				bestOut, leave[k] = x, j
			}
		}
		v[c*m+k] = bestIn
		v[k*m+c] = bestOut
	}
	sub := arborescence(v, m, id[root])
	out := make([]int, n)
	for j := 0; j < n; j++ {
		out[j] = par[j]
	}
	for k, o := range old {
		switch {
		case o == root:
			out[o] = -1
		case sub[k] == c:
			out[o] = leave[k]
		default:
			out[o] = old[sub[k]]
		}
	}
	k := sub[c]
	out[enter[k]] = old[k]
	return out
}
