package parse

import (
	"fmt"
	"math"
)

// network is the trained model, ready to run. It isn't changed after loading.
//
// Bounds. Activations are normalised: a vector of dim values has the Euclidean
// length sqrt(dim) at most, so as int16 (times scale.x) it is no longer than
// sqrt(dim)*scale.x plus rounding, and no element exceeds that either. A sum
// of products is at most that length (times sqrt(3) for three neighbouring
// words) times the length of the row of weights (Cauchy and Schwarz; the same
// holds for the part of a sum), and reader.matrix turns away a model whose rows
// are too long for 2^31. Arc vectors are held within ±arc_limit, and
// arc*arc_limit² is checked; label vectors within ±lab_limit.
type network struct {
	header
	features
	emb      []int8
	embScale []float32
	conv     []matrix
	look     []attention
	lookAt   []int // per convolution: the number of the attention before it, from 1; 0 none
	heads    matrix
	rel      matrix
	part     [partCount + 1]int // where each part of heads' outputs starts
	arcRoot  []int16
	arcScale float32
	labRoot  []float32
	labDist  []float32
	bucket   []uint8   // bucket of the distance d, by |d|
	move     []float32 // [tags+1][tags]: score of a name tag after another, row 0 at the start; nil none
}

// Parts of the combined output layer, in the order of the file.
const (
	partUPOS = iota
	partXPOS
	partFeats
	partNames
	partArcDep
	partArcHead
	partArcDist
	partLabDep
	partLabHead
	partCount
)

const eps = 1e-6

func newNetwork(r *reader) (*network, error) {
	n := &network{header: r.header}
	dim := n.Dim
	n.features = newFeatures(r.uints("hash"))
	rows := len(n.hash) + firstRow
	n.emb = r.int8s("emb", rows*dim)
	n.embScale = r.floats("emb.s", rows)
	// one more for rounding each element
	norm := math.Sqrt(float64(dim)) * (float64(n.Scale.X)*1.001 + 1)
	if norm > math.MaxInt16 {
		return nil, bad("activations of scale %v don't fit", n.Scale.X)
	}
	for i := range n.Dilations {
		n.conv = append(n.conv, r.matrix(fmt.Sprintf("conv%d", i), 3*dim, dim, math.Sqrt(3)*norm))
	}
	if err := n.readAttention(r, norm); err != nil {
		return nil, err
	}
	buckets := 2*len(n.Edges) + 1
	at := 0
	for i, k := range []int{len(n.Labels["upos"]), len(n.Labels["xpos"]), len(n.Labels["feats"]), len(n.Labels["names"]), n.Arc, n.Arc, buckets, n.Lab, n.Lab} {
		n.part[i] = at
		at += k
	}
	n.part[partCount] = at
	n.heads = r.matrix("heads", dim, at, norm)
	if float64(n.Arc)*float64(n.Scale.ArcLimit)*float64(n.Scale.ArcLimit) >= 1<<31 || n.Scale.ArcLimit > math.MaxInt16 || n.Scale.LabLimit > math.MaxInt16 || !(n.Scale.ArcDep > 0 && n.Scale.ArcHead > 0 && n.Scale.Lab > 0) {
		return nil, bad("arc and label vectors of %v, %v don't fit", n.Scale.ArcLimit, n.Scale.LabLimit)
	}
	n.arcRoot = make([]int16, n.Arc)
	quantizeGo(n.arcRoot, r.floats("arc.root", n.Arc), n.Scale.ArcHead, n.Scale.ArcLimit)
	n.arcScale = float32(1 / (float64(n.Scale.ArcDep) * float64(n.Scale.ArcHead) * math.Sqrt(float64(n.Arc))))
	if n.Chain {
		k := len(n.Labels["names"])
		n.move = r.floats("names.move", (k+1)*k)
	}
	n.labRoot = r.floats("lab.root", n.Lab)
	n.labDist = r.floats("lab.dist", buckets*n.Lab)
	n.rel = r.matrix("rel", n.Lab, len(n.Labels["rel"]), math.Sqrt(float64(n.Lab))*float64(n.Scale.LabLimit))
	n.bucket = make([]uint8, pieceMax+1)
	for d, k := 1, 0; d <= pieceMax; d++ {
		for k+1 < len(n.Edges) && d >= n.Edges[k+1] {
			k++
		}
		n.bucket[d] = uint8(1 + k)
	}
	return n, r.err
}

// dist is the bucket of a head at head (-1 the root) for a dependent at dep.
func (n *network) dist(dep, head int) int {
	switch {
	case head < 0:
		return 0
	case head > dep:
		return int(n.bucket[head-dep])
	}
	return int(n.bucket[dep-head]) + len(n.Edges)
}

// scratch is the working memory of one parse; it grows to the longest sentence.
type scratch struct {
	word   word
	rows   []uint32
	h      []float32 // [n][dim]
	q      []int16   // [n][dim]
	x      []int16   // [n4][3*dim]
	c      []int32   // sums
	out    []int32   // [n4][heads width]
	dep    []int16   // [n4][arc]
	head   []int16   // [n+1][arc]
	pack   []int16
	float  []float32
	score  []float32 // [n][n+1], column 0 the root
	lab    []int16   // [n4][lab]
	forms  []string
	heads  []int
	rel    []int
	tag    []int
	lower  []byte
	tree   tree
	punct  punct
	vit    []float32
	back   []uint8
	labDep []float32
	look   lookScratch
}

func grow[T any](s *[]T, n int) []T {
	if cap(*s) < n {
		*s = make([]T, n+n/2)
	}
	*s = (*s)[:n]
	return *s
}

func up4(n int) int { return (n + 3) &^ 3 }

// encode computes the words' vectors and the output layer's sums (sc.out).
func (n *network) encode(sc *scratch, forms []string) {
	N, dim := len(forms), n.Dim
	h := grow(&sc.h, N*dim)
	clear(h)
	for i, f := range forms {
		sc.rows = n.features.rows(sc.rows[:0], &sc.word, f, i == 0)
		row := h[i*dim : (i+1)*dim]
		for _, r := range sc.rows {
			addRow(row, n.emb[int(r)*dim:int(r+1)*dim], n.embScale[r])
		}
	}
	q := grow(&sc.q, up4(N)*dim)
	x := grow(&sc.x, up4(N)*3*dim)
	clear(x[N*3*dim:])
	clear(q[N*dim:])
	for l := range n.conv {
		m, d := &n.conv[l], n.Dilations[l]
		n.normalize(q, h, N)
		if k := n.lookAt[l]; k > 0 {
			n.attend(sc, &n.look[k-1], h, q, N)
			n.normalize(q, h, N)
		}
		for i := 0; i < N; i++ {
			dst := x[i*3*dim : (i+1)*3*dim]
			if i >= d {
				copy(dst[:dim], q[(i-d)*dim:])
			} else {
				clear(dst[:dim])
			}
			copy(dst[dim:2*dim], q[i*dim:])
			if i+d < N {
				copy(dst[2*dim:], q[(i+d)*dim:])
			} else {
				clear(dst[2*dim:])
			}
		}
		w := m.width()
		c := grow(&sc.c, up4(N)*w)
		gemm(c, x, up4(N), m.w, m.in, w)
		for i := 0; i < N; i++ {
			residual(h[i*dim:(i+1)*dim], c[i*w:], m.scale, m.bias, n.Slope)
		}
	}
	n.normalize(q, h, N)
	w := n.heads.width()
	gemm(grow(&sc.out, up4(N)*w), q, up4(N), n.heads.w, dim, w)
}

// normalize writes each vector, divided by its root mean square, as int16.
func (n *network) normalize(q []int16, h []float32, N int) {
	dim := n.Dim
	limit := float32(math.Sqrt(float64(dim)) * float64(n.Scale.X))
	for i := 0; i < N; i++ {
		row := h[i*dim : (i+1)*dim]
		mean := float64(sumSquares(row)) / float64(dim)
		quantize(q[i*dim:(i+1)*dim], row, float32(float64(n.Scale.X)/math.Sqrt(mean+eps)), limit)
	}
}

// value is output o of word i as a real number.
func (n *network) value(sc *scratch, i, o int) float32 {
	return float32(float32(sc.out[i*n.heads.width()+o])*n.heads.scale[o]) + n.heads.bias[o]
}

// values appends the outputs of one part for word i.
func (n *network) values(dst []float32, sc *scratch, i, part int) []float32 {
	a, b := n.part[part], n.part[part+1]
	row := sc.out[i*n.heads.width():]
	for o := a; o < b; o++ {
		dst = append(dst, float32(float32(row[o])*n.heads.scale[o])+n.heads.bias[o])
	}
	return dst
}

func argmax(v []float32) int {
	best := 0
	for i, x := range v {
		if x > v[best] {
			best = i
		}
	}
	return best
}

// arcs fills sc.score[i*(N+1)+1+j] with the score of word j as the head of
// word i; column 0 is the root. A word's own column is far below all others.
func (n *network) arcs(sc *scratch, N int) {
	arc := n.Arc
	dep, head := grow(&sc.dep, up4(N)*arc), grow(&sc.head, (N+1)*arc)
	clear(dep[N*arc:])
	copy(head, n.arcRoot)
	for i := 0; i < N; i++ {
		sc.float = n.values(sc.float[:0], sc, i, partArcDep)
		quantize(dep[i*arc:(i+1)*arc], sc.float, n.Scale.ArcDep, n.Scale.ArcLimit)
		sc.float = n.values(sc.float[:0], sc, i, partArcHead)
		quantize(head[(i+1)*arc:(i+2)*arc], sc.float, n.Scale.ArcHead, n.Scale.ArcLimit)
	}
	for i, v := range head {
		if v < 0 {
			head[i] = 0
		}
	}
	w := (N + 1 + lanes - 1) / lanes * lanes
	p := grow(&sc.pack, w*arc)
	pack(p, head, N+1, arc)
	c := grow(&sc.c, up4(N)*w)
	gemm(c, dep, up4(N), p, arc, w)
	score := grow(&sc.score, N*(N+1))
	for i := 0; i < N; i++ {
		sc.float = n.values(sc.float[:0], sc, i, partArcDist)
		row := score[i*(N+1) : (i+1)*(N+1)]
		for j := range row {
			if j == i+1 {
				row[j] = impossible
				continue
			}
			row[j] = float32(float32(c[i*w+j])*n.arcScale) + sc.float[n.dist(i, j-1)]
		}
	}
}

// labels fills sc.rel with the relation of each word to its head in heads (-1
// the root). A word under the root is root, and no other word is.
func (n *network) labels(sc *scratch, heads []int, root int) {
	N, lab := len(heads), n.Lab
	v := grow(&sc.lab, up4(N)*lab)
	clear(v[N*lab:])
	w := n.heads.width()
	d0, h0 := n.part[partLabDep], n.part[partLabHead]
	f := grow(&sc.labDep, lab)
	for i, hd := range heads {
		dist := n.labDist[n.dist(i, hd)*lab:]
		dep := sc.out[i*w+d0:]
		ds, db := n.heads.scale[d0:], n.heads.bias[d0:]
		hs, hb := n.heads.scale[h0:], n.heads.bias[h0:]
		for k := range f {
			x := float32(float32(dep[k])*ds[k]) + db[k]
			var y float32
			if hd < 0 {
				y = n.labRoot[k]
			} else {
				y = float32(float32(sc.out[hd*w+h0+k])*hs[k]) + hb[k]
			}
			x = (x + y) + dist[k]
			if x < 0 {
				x = 0
			}
			f[k] = x
		}
		quantize(v[i*lab:(i+1)*lab], f, n.Scale.Lab, n.Scale.LabLimit)
	}
	rw := n.rel.width()
	c := grow(&sc.c, up4(N)*rw)
	gemm(c, v, up4(N), n.rel.w, lab, rw)
	rel := grow(&sc.rel, N)
	for i, hd := range heads {
		if hd < 0 {
			rel[i] = root
			continue
		}
		best, at := float32(math.Inf(-1)), 0
		for o := 0; o < n.rel.out; o++ {
			if o == root {
				continue
			}
			if x := float32(float32(c[i*rw+o])*n.rel.scale[o]) + n.rel.bias[o]; x > best {
				best, at = x, o
			}
		}
		rel[i] = at
	}
}
