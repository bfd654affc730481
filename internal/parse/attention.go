package parse

import (
	"fmt"
	"math"
)

// attention lets each word look at all words of its piece: products of integers
// as elsewhere, and between them a softmax in float32 that is computed one
// element after the other, so that it too is the same on every processor.
type attention struct {
	qkv, out matrix
	near     [][]float32 // [heads][2*pieceMax+1]: score of the word at a distance, pieceMax the word itself
	lookScale
}

// lookScale is how an attention's vectors become integers: a real value times q
// (k, v, o) is rounded and held within ±lookLimit.
type lookScale struct {
	Q float32 `json:"q"`
	K float32 `json:"k"`
	V float32 `json:"v"`
	O float32 `json:"o"`
}

const (
	lookLimit = 8000
	// lookOne is the integer that stands for a weight of one
	lookOne = 1 << 14
)

// Bounds: a head's vectors have lookHeadMax values at most, 32*8000² < 2^31; the
// weights of a word add up to one, with the rounding to less than 2*lookOne,
// and 2*lookOne*8000 < 2^31.
const lookHeadMax = 32

func (n *network) readAttention(r *reader, norm float64) error {
	n.lookAt = make([]int, len(n.Dilations))
	if len(n.Look) == 0 {
		return nil
	}
	h := &n.header
	if len(h.Look) > 64 || len(h.Attend) != len(h.Look) || h.LookHeads < 1 || h.LookWidth%16 != 0 || h.LookWidth < 16 || h.LookWidth > 1024 ||
		h.LookWidth%h.LookHeads != 0 || h.LookWidth/h.LookHeads > lookHeadMax || h.LookWidth/h.LookHeads%16 != 0 {
		return bad("attention of %d layers, width %d, %d heads", len(h.Look), h.LookWidth, h.LookHeads)
	}
	for i, at := range h.Attend {
		if at < 0 || at >= len(n.lookAt) || n.lookAt[at] != 0 {
			return bad("attention before layer %d", at)
		}
		s := h.Look[i]
		for _, v := range []float32{s.Q, s.K, s.V, s.O} {
			if !(v > 1e-9 && v < 1e9) {
				return bad("attention of scale %v", v)
			}
		}
		n.lookAt[at] = i + 1
		n.look = append(n.look, attention{
			qkv:       r.matrix(fmt.Sprintf("look%d.qkv", i), h.Dim, 3*h.LookWidth, norm),
			out:       r.matrix(fmt.Sprintf("look%d.out", i), h.LookWidth, h.Dim, math.Sqrt(float64(h.LookWidth))*lookLimit),
			near:      n.near(r.floats(fmt.Sprintf("look%d.dist", i), h.LookHeads*(2*len(h.Edges)+1))),
			lookScale: s,
		})
	}
	return r.err
}

// near spreads scores by bucket of distance, [heads][buckets], bucket 0 the word
// itself, out into scores by distance.
func (n *network) near(dist []float32) [][]float32 {
	var out [][]float32
	for hd := 0; hd < n.LookHeads; hd++ {
		at := hd * (2*len(n.Edges) + 1)
		row := make([]float32, 2*pieceMax+1)
		row[pieceMax] = dist[at]
		for d := 1; d <= pieceMax; d++ {
			row[pieceMax+d] = dist[at+int(n.bucket[d])]
			row[pieceMax-d] = dist[at+int(n.bucket[d])+len(n.Edges)]
		}
		out = append(out, row)
	}
	return out
}

// lookScratch is the working memory of attend.
type lookScratch struct {
	c, s    []int32
	a, v, p []int16
	w       []int16
	f, o    []float32
	back    []float32
}

// attend adds to each of the vectors h what its word finds by looking at the
// others of its piece; q are the normalised vectors, one row more where their
// number is odd. The pieces end at ends.
func (n *network) attend(sc *scratch, m *attention, h []float32, q []int16, ends []int) {
	ls := &sc.look
	width, heads, d, dim := n.LookWidth, n.LookHeads, n.LookWidth/n.LookHeads, n.Dim
	N := ends[len(ends)-1]
	w := m.qkv.width()
	c := grow(&ls.c, even(N)*w)
	gemm(c, q, even(N), m.qkv.w, dim, w)

	// queries, keys and values, [3][heads][E][d]; a piece may read a row too far
	E := N + 1
	a := grow(&ls.a, 3*E*width)
	f := grow(&ls.f, max(3*width, pieceMax+2*lanes))
	for i := 0; i < N; i++ {
		y := f[:3*width]
		affine(y, c[i*w:], m.qkv.scale, m.qkv.bias)
		for part, scale := range [3]float32{m.Q, m.K, m.V} {
			for hd := 0; hd < heads; hd++ {
				at := ((part*heads+hd)*E + i) * d
				quantize(a[at:at+d], y[(part*heads+hd)*d:(part*heads+hd+1)*d], scale, lookLimit)
			}
		}
	}
	o := grow(&ls.o, N*width)
	back := grow(&ls.back, 2*d) // scales and biases of zero
	clear(back)
	for j := range back[:d] {
		back[j] = 1 / float32(lookOne*m.V)
	}
	for hd := 0; hd < heads; hd++ {
		query, key, value := a[hd*E*d:][:E*d], a[(heads+hd)*E*d:][:E*d], a[(2*heads+hd)*E*d:][:E*d]
		start := 0
		for _, end := range ends {
			k := end - start
			s := n.look1(ls, m, hd, k, query[start*d:], key[start*d:end*d], value[start*d:end*d])
			for i := 0; i < k; i++ {
				affine(o[(start+i)*width+hd*d:(start+i)*width+(hd+1)*d], s[i*d:], back[:d], back[d:])
			}
			start = end
		}
	}
	v := grow(&ls.v, even(N)*width)
	clear(v[N*width:])
	for i := 0; i < N; i++ {
		quantize(v[i*width:(i+1)*width], o[i*width:(i+1)*width], m.O, lookLimit)
	}
	w = m.out.width()
	c = grow(&ls.c, even(N)*w)
	gemm(c, v, even(N), m.out.w, width, w)
	for i := 0; i < N; i++ {
		residual(h[i*dim:(i+1)*dim], c[i*w:], m.out.scale, m.out.bias, 1)
	}
}

// look1 is one head over one piece of N words: it returns the sums of the words'
// values [N][d], each times its weight.
func (n *network) look1(ls *lookScratch, m *attention, hd, N int, query, key, value []int16) []int32 {
	d := n.LookWidth / n.LookHeads
	cols := (N + lanes - 1) / lanes * lanes
	pw := grow(&ls.w, max(cols, even(N))*d) // packed keys, then values
	s := grow(&ls.s, even(N)*max(cols, d))
	p := grow(&ls.p, even(N)*even(N)+lanes)
	clear(p)
	pack(pw[:cols*d], key, N, d)
	gemm(s[:even(N)*cols], query, even(N), pw[:cols*d], d, cols)
	scale := 1 / float32(float32(m.Q*m.K)*float32(math.Sqrt(float64(d))))
	x := ls.f[:cols]
	for i := 0; i < N; i++ {
		weigh(p[i*even(N):], x, s[i*cols:i*cols+N], scale, m.near[hd][pieceMax-i:])
	}
	packColumns(pw[:d*even(N)], value, N, d)
	gemm(s[:even(N)*d], p, even(N), pw[:d*even(N)], even(N), d)
	return s
}

// packColumns lays out the N rows v of d values, d a multiple of 16, as weights
// from N words (one more of zeros where N is odd) to d outputs.
func packColumns(dst, v []int16, N, d int) {
	in := (N + 1) &^ 1
	for t := 0; t < d/lanes; t++ {
		tile := dst[t*lanes*in : (t+1)*lanes*in]
		for p := 0; p < in; p += 2 {
			out := tile[p*lanes : (p+2)*lanes]
			x := v[p*d+t*lanes : p*d+(t+1)*lanes]
			if p+1 == N {
				for j := range x {
					out[2*j], out[2*j+1] = x[j], 0
				}
				continue
			}
			y := v[(p+1)*d+t*lanes : (p+1)*d+(t+1)*lanes]
			for j := range x {
				out[2*j], out[2*j+1] = x[j], y[j]
			}
		}
	}
}

// weigh turns the N scores c*scale+bias into weights that add up to lookOne or
// less: their softmax, with one score of 0 more, which stands for looking at
// nothing. x is scratch, N rounded up to whole lanes; of p as much is overwritten.
func weigh(p []int16, x []float32, c []int32, scale float32, bias []float32) {
	N := len(c)
	top := scores(x[:N], c, scale, bias)
	for j := N; j < len(x); j++ {
		x[j] = -1e9
	}
	sum := exp(-top) + exps(x, top)
	quantize(p[:len(x)], x, lookOne/sum, lookOne)
	clear(p[N:len(x)])
}

// scoresGo sets x = c*scale+bias and returns the greatest, or 0.
func scoresGo(x []float32, c []int32, scale float32, bias []float32) float32 {
	var top float32
	bias = bias[:len(x)]
	for j := range x {
		x[j] = float32(float32(c[j])*scale) + bias[j]
		top = max(top, x[j])
	}
	return top
}

// expsGo sets x = exp(x-top) and adds them up as sumSquares does; the length is
// a multiple of eight.
func expsGo(x []float32, top float32) float32 {
	var s [8]float32
	for i := 0; i+8 <= len(x); i += 8 {
		v := x[i : i+8]
		for j := range s {
			v[j] = exp(v[j] - top)
			s[j] += v[j]
		}
	}
	return fold(&s)
}

// exp is e to the x for x <= 0, to about 1e-7 of one; 0 below -20. Every step is
// rounded to float32.
func exp(x float32) float32 {
	if x < -20 {
		return 0
	}
	const (
		log2e = 1.44269504
		hi    = 0.693359375 // hi + lo is the logarithm of 2
		lo    = -2.12194440e-4
	)
	k := float32(float32(x*log2e)+round) - round
	r := float32(x - float32(k*hi))
	r = float32(r - float32(k*lo))
	// the coefficients of Cephes' expf
	y := float32(1.9875691500e-4)
	y = float32(y*r) + 1.3981999507e-3
	y = float32(y*r) + 8.3334519073e-3
	y = float32(y*r) + 4.1665795894e-2
	y = float32(y*r) + 1.6666665459e-1
	y = float32(y*r) + 5.0000001201e-1
	y = float32(float32(y*float32(r*r))+r) + 1
	return float32(y * math.Float32frombits(uint32(int32(k)+127)<<23))
}
