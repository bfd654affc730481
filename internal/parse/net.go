package parse

import (
	"fmt"
	"math"
)

// network is the trained model, ready to run. But for the vocabulary it isn't
// changed after loading.
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
	grammar    grammar
	emb        []int8
	embScale   []float32
	conv       []convolution
	look       []attention
	lookAt     []int // per convolution: the number of the attention before it, from 1; 0 none
	heads      matrix
	rel        matrix
	part       [partCount + 1]int // where each part of heads' outputs starts
	arcRoot    []int16
	arcScale   float32
	labRoot    []float32
	labDist    []float32
	zero       []int16 // the vector beyond the ends
	nothing    []int32 // its sums
	vocabulary vocabulary
	bucket     []uint8 // bucket of the distance d, by |d|
	side       []uint8 // and of each distance to the left and right, pieceMax the word itself
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
	n.readClasses(r)
	rows := len(n.hash) + firstRow + n.Classes
	n.emb = r.int8s("emb", rows*dim)
	n.embScale = r.floats("emb.s", rows)
	// one more for rounding each element
	norm := math.Sqrt(float64(dim)) * (float64(n.Scale.X)*1.001 + 1)
	if norm > math.MaxInt16 {
		return nil, bad("activations of scale %v don't fit", n.Scale.X)
	}
	var err error
	if n.grammar, err = newGrammar(n.Labels); err != nil {
		return nil, err
	}
	n.setBuckets()
	n.zero = make([]int16, dim)
	n.nothing = make([]int32, dim)
	if err := n.readAttention(r, norm); err != nil {
		return nil, err
	}
	for i, d := range n.Dilations {
		read := r.convolution
		if i == 0 && n.lookAt[0] == 0 {
			read = r.firstConvolution
		}
		n.conv = append(n.conv, read(fmt.Sprintf("conv%d", i), dim, d, norm))
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
	n.labRoot = r.floats("lab.root", n.Lab)
	n.labDist = r.floats("lab.dist", buckets*n.Lab)
	n.rel = r.matrix("rel", n.Lab, len(n.Labels["rel"]), math.Sqrt(float64(n.Lab))*float64(n.Scale.LabLimit))
	return n, r.err
}

// setBuckets fills in the bucket of each distance from the buckets' lower edges.
func (n *network) setBuckets() {
	n.bucket = make([]uint8, pieceMax+1)
	for d, k := 1, 0; d <= pieceMax; d++ {
		for k+1 < len(n.Edges) && d >= n.Edges[k+1] {
			k++
		}
		n.bucket[d] = uint8(1 + k)
	}
	n.side = make([]uint8, 2*pieceMax+1)
	for d := 1; d <= pieceMax; d++ {
		n.side[pieceMax+d] = n.bucket[d]
		n.side[pieceMax-d] = n.bucket[d] + uint8(len(n.Edges))
	}
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
	word     word
	words    words
	rows     []uint32
	h        []float32 // [n][dim]
	q        []int16   // [n][dim]
	x        []int16   // [even n][3*dim]
	c        []int32   // sums
	out      []int32   // [even n][heads width]
	dep      []int16   // [even n][arc]
	head     []int16   // [n+1][arc]
	pack     []int16
	pairs    []pair
	singles  []pair
	float    []float32
	score    []float32 // [n][n+1], column 0 the root
	lab      []int16   // [even n][lab]
	forms    []string
	ends     []int
	pieces   []piece
	heads    []int
	rel      []int
	relScore []float32
	upos     []int
	tag      []int
	link     []bool // see linked
	group    []int
	last     []int
	lower    []byte
	tree     tree
	punct    punct
	vit      []float32
	back     []uint8
	labDep   []float32
	bias     []float32
	dist     [256]float32
	look     lookScratch
}

func grow[T any](s *[]T, n int) []T {
	if cap(*s) < n {
		*s = make([]T, n+n/2)
	}
	*s = (*s)[:n]
	return *s
}

// encode computes the vectors of the words of some pieces of text, which end at
// ends, and the output layer's sums (sc.out). The pieces don't see each other.
func (n *network) encode(sc *scratch, forms []string, ends []int) {
	N, dim := len(forms), n.Dim
	h := grow(&sc.h, N*dim)
	n.enter(sc, h, forms, ends)
	q := grow(&sc.q, even(N)*dim)
	clear(q[N*dim:])
	for l := range n.conv {
		if n.conv[l].single != nil {
			continue // done
		}
		n.normalize(q, h, N)
		if k := n.lookAt[l]; k > 0 {
			n.attend(sc, &n.look[k-1], h, q, ends)
			n.normalize(q, h, N)
		}
		n.convolve(sc, &n.conv[l], h, q, ends)
	}
	n.normalize(q, h, N)
	w := n.heads.width()
	gemm(grow(&sc.out, even(N)*w), q, even(N), n.heads.w, dim, w)
}

// normalize writes each vector, divided by its root mean square, as int16.
func (n *network) normalize(q []int16, h []float32, N int) {
	dim := n.Dim
	limit := min(float32(math.Sqrt(float64(dim))*float64(n.Scale.X)), activation)
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

// values returns the outputs of one part for word i, in scratch.
func (n *network) values(sc *scratch, i, part int) []float32 {
	a, b := n.part[part], n.part[part+1]
	y := grow(&sc.float, b-a)
	affine(y, sc.out[i*n.heads.width()+a:], n.heads.scale[a:], n.heads.bias[a:])
	return y
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

// arcs fills sc.score[i*(N+1)+1+j] with the score of word at+j as the head of
// word at+i; column 0 is the root. A word's own column is far below all others.
func (n *network) arcs(sc *scratch, at, N int) {
	arc := n.Arc
	dep, head := grow(&sc.dep, even(N)*arc), grow(&sc.head, (N+1)*arc)
	clear(dep[N*arc:])
	copy(head, n.arcRoot)
	for i := 0; i < N; i++ {
		quantize(dep[i*arc:(i+1)*arc], n.values(sc, at+i, partArcDep), n.Scale.ArcDep, n.Scale.ArcLimit)
		quantize(head[(i+1)*arc:(i+2)*arc], n.values(sc, at+i, partArcHead), n.Scale.ArcHead, n.Scale.ArcLimit)
	}
	for i, v := range head {
		if v < 0 {
			head[i] = 0
		}
	}
	w := (N + 1 + lanes - 1) / lanes * lanes
	p := grow(&sc.pack, w*arc)
	pack(p, head, N+1, arc)
	c := grow(&sc.c, even(N)*w)
	gemm(c, dep, even(N), p, arc, w)
	score := grow(&sc.score, N*(N+1))
	for i := 0; i < N; i++ {
		row, bias := score[i*(N+1):(i+1)*(N+1)], grow(&sc.bias, N+1)
		copy(sc.dist[:], n.values(sc, at+i, partArcDist))
		n.spreadDist(bias, &sc.dist, i)
		scores(row, c[i*w:i*w+N+1], n.arcScale, bias)
		row[i+1] = impossible
	}
}

// spreadDist sets bias to what the distance from word i adds for each head: the
// root, then the words in their order; dist has a value for each bucket.
func (n *network) spreadDist(bias []float32, dist *[256]float32, i int) {
	bias[0] = dist[0]
	bias = bias[1:]
	for j, k := range n.side[pieceMax-i:][:len(bias)] {
		bias[j] = dist[k]
	}
}

// labels fills sc.rel with the relation of each of the words from at on to its
// head in heads (counted from there, -1 the root). A word under the root is
// root, and no other word is.
func (n *network) labels(sc *scratch, at int, heads, upos []int, root int) {
	N, lab := len(heads), n.Lab
	v := grow(&sc.lab, even(N)*lab)
	clear(v[N*lab:])
	w := n.heads.width()
	d0, h0 := n.part[partLabDep], n.part[partLabHead]
	f := grow(&sc.labDep, 2*lab)
	f, g := f[:lab], f[lab:]
	for i, hd := range heads {
		affine(f, sc.out[(at+i)*w+d0:], n.heads.scale[d0:], n.heads.bias[d0:])
		y := n.labRoot
		if hd >= 0 {
			y = g
			affine(g, sc.out[(at+hd)*w+h0:], n.heads.scale[h0:], n.heads.bias[h0:])
		}
		dist := n.labDist[n.dist(i, hd)*lab:][:lab]
		y = y[:lab]
		for k, x := range f {
			f[k] = max((x+y[k])+dist[k], 0)
		}
		quantize(v[i*lab:(i+1)*lab], f, n.Scale.Lab, n.Scale.LabLimit)
	}
	rw := n.rel.width()
	c := grow(&sc.c, even(N)*rw)
	gemm(c, v, even(N), n.rel.w, lab, rw)
	score := grow(&sc.relScore, N*n.rel.out)
	for i := range heads {
		affine(score[i*n.rel.out:(i+1)*n.rel.out], c[i*rw:], n.rel.scale, n.rel.bias)
	}
	n.grammar.choose(sc, score, heads, upos, root)
}
