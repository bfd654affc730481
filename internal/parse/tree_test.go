package parse

import (
	"math"
	"math/rand"
	"reflect"
	"testing"
)

// Contracting in place finds the trees that the algorithm in its plain form finds,
// of equal ones the same.
func TestArborescence(t *testing.T) {
	r := rand.New(rand.NewSource(7))
	var tr tree
	for round := 0; round < 600; round++ {
		n := 2 + r.Intn(12)
		if round%50 == 0 {
			n = 60
		}
		values := 1 + r.Intn(20) // few: many arcs are equal
		w := make([]float64, n*n)
		for i := range w {
			w[i] = float64(r.Intn(values))
			if r.Intn(3) == 0 {
				w[i] = r.NormFloat64()
			}
		}
		for i := 0; i < n; i++ {
			w[i*n+i] = impossible
		}
		root := r.Intn(n)
		want := recursive(w, n, root)
		got := make([]int, n)
		tr.arborescence(append([]float64(nil), w...), n, root, got)
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("round %d: %v, want %v", round, got, want)
		}
	}
}

// recursive is the algorithm as books have it, in O(n³) with a smaller graph for each
// cycle: w[d*n+h] is the weight of the arc from h to d. It returns each node's
// parent; the root's is -1.
func recursive(w []float64, n, root int) []int {
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
	sub := recursive(v, m, id[root])
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
