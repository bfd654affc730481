package parse

import "math"

// convolution is one layer: a word's vector, and those of the words dilation to
// the left and right of it, times three square matrices.
//
// It is computed by Winograd's F(2,3), which does two words at a time with four
// products of a matrix instead of six. With x0 to x3 the vectors of the words
// i-d, i, i+d, i+2d, and g0, g1, g2 the matrices, the sums of the words i and
// i+d are
//
//	m0 + (m1+m2)/2   and   (m1-m2)/2 - m3, where
//	m0 = (x0-x2) g0            m1 = (x1+x2) (g0+g1+g2)
//	m3 = (x1-x3) g2            m2 = (x2-x1) (g0-g1+g2)
//
// In integers this is exact: m1+m2 and m1-m2 are even. What must hold for it is
// that the sums of vectors and of matrices fit 16 bits and the m 32; a layer for
// which that isn't sure is computed as it is written (direct).
type convolution struct {
	matrix
	dilation int
	fast     []int16 // the four matrices packed, one after the other; nil: direct
	single   []int16 // for a first layer that sees the words as they are: the three matrices, see known.go
}

// activation is the greatest element of a normalised vector, so that the sum of
// two fits 16 bits.
const activation = math.MaxInt16 / 2

// convolution reads the weights name.w, scales name.s and biases name.b. norm is
// the greatest length of a word's vector, at most activation in each element.
func (r *reader) convolution(name string, dim, dilation int, norm float64) convolution {
	c := convolution{dilation: dilation}
	var ok bool
	c.fast, ok = winograd(r.int16s(name+".w", 3*dim*dim), dim, norm)
	if !ok {
		c.matrix = r.matrix(name, 3*dim, dim, math.Sqrt(3)*norm)
		return c
	}
	c.in, c.out = 3*dim, dim
	c.scale, c.bias = r.floats(name+".s", dim), r.floats(name+".b", dim)
	return c
}

// firstConvolution reads a layer that nothing goes before.
func (r *reader) firstConvolution(name string, dim, dilation int, norm float64) convolution {
	c := convolution{matrix: r.matrix(name, 3*dim, dim, math.Sqrt(3)*norm), dilation: dilation}
	g := r.int16s(name+".w", 3*dim*dim)
	w := make([]int16, 3*dim*dim)
	for o := 0; o < dim; o++ {
		for k := 0; k < 3; k++ {
			copy(w[(k*dim+o)*dim:(k*dim+o+1)*dim], g[(o*3+k)*dim:])
		}
	}
	c.single = make([]int16, len(w))
	pack(c.single, w, 3*dim, dim)
	c.w = nil
	return c
}

// winograd packs the four matrices of a layer with the weights g, [output][input
// of the left, the middle and the right word], and says whether all sums fit.
func winograd(g []int16, dim int, norm float64) ([]int16, bool) {
	f := make([]int16, 4*dim*dim)
	for o := 0; o < dim; o++ {
		left, middle, right := g[o*3*dim:][:dim], g[(o*3+1)*dim:][:dim], g[(o*3+2)*dim:][:dim]
		f0, f1, f2, f3 := f[o*dim:][:dim], f[(dim+o)*dim:][:dim], f[(2*dim+o)*dim:][:dim], f[(3*dim+o)*dim:][:dim]
		var l0, l1, l2, l3, sum int // squares of the rows of the m, and of m1+m2 and m1-m2
		for i := range left {
			g0, g1, g2 := int(left[i]), int(middle[i]), int(right[i])
			plus, minus := g0+g1+g2, g0-g1+g2
			if plus != int(int16(plus)) || minus != int(int16(minus)) {
				return nil, false
			}
			f0[i], f1[i], f2[i], f3[i] = int16(g0), int16(plus), int16(minus), int16(g2)
			l0, l1, l2, l3 = l0+g0*g0, l1+plus*plus, l2+minus*minus, l3+g2*g2
			sum += 2 * (g1*g1 + (g0+g2)*(g0+g2))
		}
		if 2*norm*math.Sqrt(float64(max(l0, l1, l2, l3, sum))) >= math.MaxInt32 {
			return nil, false
		}
	}
	size := (dim + lanes - 1) / lanes * lanes * dim
	fast := make([]int16, 4*size)
	for k := 0; k < 4; k++ {
		pack(fast[k*size:(k+1)*size], f[k*dim*dim:(k+1)*dim*dim], dim, dim)
	}
	return fast, true
}

// convolve adds a layer's outputs to the vectors h; q are the vectors normalised,
// the pieces of text end at ends.
func (n *network) convolve(sc *scratch, m *convolution, h []float32, q []int16, ends []int) {
	if m.fast == nil {
		n.convolveDirect(sc, m, h, q, ends)
		return
	}
	dim, d := n.Dim, m.dilation
	// first the words with one to pair with, then the others
	pairs, singles := sc.pairs[:0], sc.singles[:0]
	start := 0
	for _, end := range ends {
		for b := start; b < end; b += 2 * d {
			for i := b; i < min(b+d, end); i++ {
				if i+d < end {
					pairs = append(pairs, pairOf(start, end, i, d))
				} else {
					singles = append(singles, pairOf(start, end, i, d))
				}
			}
		}
		start = end
	}
	sc.pairs, sc.singles = pairs, singles
	P, R := len(pairs), even(len(pairs)+len(singles))
	x := grow(&sc.x, 4*R*dim)
	zero := n.zero
	at := func(i int32) []int16 {
		if i < 0 {
			return zero
		}
		return q[int(i)*dim : (int(i)+1)*dim]
	}
	for k, list := range [2][]pair{pairs, singles} {
		for j, p := range list {
			if k == 1 {
				j += P
			}
			var t, v [4][]int16
			for k := range t {
				t[k] = x[(k*R+j)*dim : (k*R+j+1)*dim]
			}
			for k, i := range p {
				v[k] = at(i)
			}
			spread(&t, &v)
		}
	}
	w := m.width()
	c := grow(&sc.c, 4*R*w)
	for k := 0; k < 4; k++ {
		rows := R
		if k == 3 { // a word alone needs no m3
			rows = even(P)
		}
		gemm(c[k*R*w:], x[k*R*dim:], rows, m.fast[k*w*dim:(k+1)*w*dim], dim, w)
	}
	gather(c[:R*w], c[R*w:2*R*w], c[2*R*w:3*R*w], c[3*R*w:4*R*w])
	for j, p := range pairs {
		i := int(p[1])
		residual(h[i*dim:(i+1)*dim], c[j*w:], m.scale, m.bias, n.Slope)
		i = int(p[2])
		residual(h[i*dim:(i+1)*dim], c[(3*R+j)*w:], m.scale, m.bias, n.Slope)
	}
	for j, p := range singles {
		i := int(p[1])
		residual(h[i*dim:(i+1)*dim], c[(P+j)*w:], m.scale, m.bias, n.Slope)
	}
}

// pair is the four words i-d, i, i+d and i+2d; -1 where there is none.
type pair [4]int32

func pairOf(start, end, i, d int) pair {
	p := pair{int32(i - d), int32(i), int32(i + d), int32(i + 2*d)}
	if i-d < start {
		p[0] = -1
	}
	if i+d >= end {
		p[2] = -1
	}
	if i+2*d >= end {
		p[3] = -1
	}
	return p
}

func (n *network) convolveDirect(sc *scratch, m *convolution, h []float32, q []int16, ends []int) {
	dim, d, N := n.Dim, m.dilation, ends[len(ends)-1]
	x := grow(&sc.x, even(N)*3*dim)
	clear(x[N*3*dim:])
	start := 0
	for _, end := range ends {
		for i := start; i < end; i++ {
			for k, j := range [3]int{i - d, i, i + d} {
				dst := x[(i*3+k)*dim : (i*3+k+1)*dim]
				if j < start || j >= end {
					clear(dst)
				} else {
					copy(dst, q[j*dim:])
				}
			}
		}
		start = end
	}
	w := m.width()
	c := grow(&sc.c, even(N)*w)
	gemm(c, x, even(N), m.w, m.in, w)
	for i := 0; i < N; i++ {
		residual(h[i*dim:(i+1)*dim], c[i*w:], m.scale, m.bias, n.Slope)
	}
}
