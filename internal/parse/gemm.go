package parse

import "unsafe"

// The products of the network are taken in integers, so that every processor
// gives the same bytes: int16 weights and activations, int32 sums. Whoever
// calls gemm must know that the sums fit (see the bounds in net.go); where they
// fit, their order doesn't matter. What is done in float32 is done one element
// at a time, each product rounded before it is added (the explicit conversions
// keep compilers from fusing the two), so it is the same everywhere as well.

// lanes is the number of outputs in a tile of packed weights.
const lanes = 16

// matrix is a weight matrix packed for the kernel: tile by tile of sixteen
// outputs, within a tile pairs of inputs, within a pair the sixteen outputs'
// two weights.
type matrix struct {
	in, out int // in is even; out is what is meant, the packed form is padded
	w       []int16
	scale   []float32 // per output: real value of a sum of one
	bias    []float32
}

func (m *matrix) tiles() int { return (m.out + lanes - 1) / lanes }

// width is the length of a row of sums: out rounded up to whole tiles.
func (m *matrix) width() int { return m.tiles() * lanes }

// pack lays out w, out rows of in weights.
func pack(dst, w []int16, out, in int) {
	pairs := in / 2
	for t := 0; t < (out+lanes-1)/lanes; t++ {
		tile := pairsOf(dst[t*lanes*in : (t+1)*lanes*in])
		for j := 0; j < lanes; j++ {
			o := t*lanes + j
			if o >= out {
				for p := 0; p < pairs; p++ {
					tile[p*lanes+j] = 0
				}
				continue
			}
			for p, pair := range pairsOf(w[o*in : o*in+2*pairs]) {
				tile[p*lanes+j] = pair
			}
		}
	}
}

// pairsOf sees pairs of values as one value each. x begins at an even place of its
// array, so that they are aligned.
func pairsOf(x []int16) []uint32 {
	if len(x) == 0 {
		return nil
	}
	return unsafe.Slice((*uint32)(unsafe.Pointer(&x[0])), len(x)/2)
}

// even rounds a number of rows up to what gemm takes.
func even(n int) int { return (n + 1) &^ 1 }

// gemm computes c = a * w: a holds rows of in values, rows an even number; c
// rows of width sums.
func gemm(c []int32, a []int16, rows int, w []int16, in, width int) {
	if rows == 0 {
		return
	}
	_, _, _ = c[rows*width-1], a[rows*in-1], w[width*in-1]
	if gemmWide(c, a, rows, w, in, width) {
		return
	}
	for t := 0; t < width/lanes; t++ {
		tile := w[t*lanes*in : (t+1)*lanes*in]
		for r := 0; r < rows; {
			k := rows - r
			switch {
			case k == 8: // better two fours than six and two
				k = 4
			case k > 6:
				k = 6
			}
			kernel(c[r*width+t*lanes:], width, a[r*in:], in, tile, k)
			r += k
		}
	}
}

// kernelGo computes two, four or six rows of sixteen sums. A multiplication of
// 64 bits does two of 16: with the weights of two outputs in its halves a sum
// is s + t<<32, and s, of less than 32 bits, can be taken away in the end.
func kernelGo(c []int32, width int, a []int16, in int, tile []int16, rows int) {
	for r := 0; r < rows; r += 2 {
		r0, r1 := a[r*in:(r+1)*in], a[(r+1)*in:(r+2)*in]
		for j := 0; j < lanes; j += 4 {
			var s00, s01, s10, s11 int64
			t := tile[2*j:]
			for p := 0; p+1 < len(r0) && p+1 < len(r1); p += 2 {
				b := (*[8]int16)(t)
				if len(t) >= 2*lanes {
					t = t[2*lanes:]
				}
				v0 := int64(b[0]) + int64(b[2])<<32
				v1 := int64(b[1]) + int64(b[3])<<32
				w0 := int64(b[4]) + int64(b[6])<<32
				w1 := int64(b[5]) + int64(b[7])<<32
				x, y := int64(r0[p]), int64(r0[p+1])
				s00 += x*v0 + y*v1
				s01 += x*w0 + y*w1
				x, y = int64(r1[p]), int64(r1[p+1])
				s10 += x*v0 + y*v1
				s11 += x*w0 + y*w1
			}
			for k, s := range [4]int64{s00, s01, s10, s11} {
				out := c[(r+k/2)*width+j+k%2*2:]
				out[0] = int32(s)
				out[1] = int32((s - int64(int32(s))) >> 32)
			}
		}
	}
}

// spreadGo and gatherGo are the two ends of a convolution, see conv.go.
func spreadGo(t *[4][]int16, x *[4][]int16) {
	for i, x0 := range x[0] {
		x1, x2, x3 := x[1][i], x[2][i], x[3][i]
		t[0][i], t[1][i], t[2][i], t[3][i] = x0-x2, x1+x2, x2-x1, x1-x3
	}
}

func gatherGo(c0, c1, c2, c3 []int32) {
	for i, m0 := range c0 {
		m1, m2 := c1[i], c2[i]
		c0[i] = m0 + (m1+m2)>>1
		c3[i] = (m1-m2)>>1 - c3[i]
	}
}

// sumSquaresGo adds the squares in eight lanes, then the lanes in a fixed order.
func sumSquaresGo(x []float32) float32 {
	var s [8]float32
	for i := 0; i+8 <= len(x); i += 8 {
		v := x[i : i+8]
		for j := range s {
			s[j] += float32(v[j] * v[j])
		}
	}
	return fold(&s)
}

func fold(s *[8]float32) float32 {
	return ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]))
}

// round is 1.5 * 2^23: adding and taking it away again rounds a float32 of
// less than 2^22 to the nearest whole number, ties to even.
const round = 12582912

// quantizeGo sets q = x*m rounded to even, held within ±limit.
func quantizeGo(q []int16, x []float32, m, limit float32) {
	for i, v := range x {
		v = float32(v * m)
		if v > limit {
			v = limit
		}
		if v < -limit {
			v = -limit
		}
		q[i] = int16(float32(v+round) - round)
	}
}

// addRowGo adds s*e to h.
func addRowGo(h []float32, e []int8, s float32) {
	for i := range h {
		h[i] += float32(s * float32(e[i]))
	}
}

// residualGo adds leaky(c*scale+bias) to h; slope is the slope below zero.
func residualGo(h []float32, c []int32, scale, bias []float32, slope float32) {
	c, scale, bias = c[:len(h)], scale[:len(h)], bias[:len(h)]
	for i := range h {
		y := float32(float32(c[i])*scale[i]) + bias[i]
		if z := float32(y * slope); y < z {
			y = z
		}
		h[i] += y
	}
}

// residual3Go sets h to e and what residual adds for the sum of three.
func residual3Go(h, e []float32, c0, c1, c2 []int32, scale, bias []float32, slope float32) {
	e, c0, c1, c2, scale, bias = e[:len(h)], c0[:len(h)], c1[:len(h)], c2[:len(h)], scale[:len(h)], bias[:len(h)]
	for i := range h {
		y := float32(float32(c0[i]+c1[i]+c2[i])*scale[i]) + bias[i]
		if z := float32(y * slope); y < z {
			y = z
		}
		h[i] = e[i] + y
	}
}

// affineGo sets y = c*scale+bias.
func affineGo(y []float32, c []int32, scale, bias []float32) {
	c, scale, bias = c[:len(y)], scale[:len(y)], bias[:len(y)]
	for i := range y {
		y[i] = float32(float32(c[i])*scale[i]) + bias[i]
	}
}
