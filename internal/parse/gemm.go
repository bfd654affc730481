package parse

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
	for t := 0; t < (out+lanes-1)/lanes; t++ {
		tile := dst[t*lanes*in : (t+1)*lanes*in]
		for j := 0; j < lanes; j++ {
			o := t*lanes + j
			if o >= out {
				for p := 0; p < in; p += 2 {
					tile[p*lanes+2*j], tile[p*lanes+2*j+1] = 0, 0
				}
				continue
			}
			row := w[o*in : (o+1)*in]
			for p := 0; p < in; p += 2 {
				tile[p*lanes+2*j], tile[p*lanes+2*j+1] = row[p], row[p+1]
			}
		}
	}
}

// gemm computes c = a * w: a holds rows of in values, rows a multiple of four;
// c rows of width sums.
func gemm(c []int32, a []int16, rows int, w []int16, in, width int) {
	if rows == 0 {
		return
	}
	_, _, _ = c[rows*width-1], a[rows*in-1], w[width*in-1]
	for t := 0; t < width/lanes; t++ {
		tile := w[t*lanes*in : (t+1)*lanes*in]
		for r := 0; r < rows; r += 4 {
			kernel(c[r*width+t*lanes:], width, a[r*in:], in, tile)
		}
	}
}

// kernelGo computes four rows of sixteen sums.
func kernelGo(c []int32, width int, a []int16, in int, tile []int16) {
	for r := 0; r < 4; r++ {
		var s [lanes]int32
		row := a[r*in : r*in+in]
		for p := 0; p < in; p += 2 {
			x, y := int32(row[p]), int32(row[p+1])
			b := tile[p*lanes : p*lanes+2*lanes]
			for j := range s {
				s[j] += x*int32(b[2*j]) + y*int32(b[2*j+1])
			}
		}
		copy(c[r*width:r*width+lanes], s[:])
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
	for i := range h {
		y := float32(float32(c[i])*scale[i]) + bias[i]
		if z := float32(y * slope); y < z {
			y = z
		}
		h[i] += y
	}
}
