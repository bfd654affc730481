//go:build !purego

package parse

import "golang.org/x/sys/cpu"

// What the processor has; every one for amd64 has SSE2. Tests turn them off.
var vnni, avx2, sse2 = cpu.X86.HasAVX512F && cpu.X86.HasAVX512VNNI, cpu.X86.HasAVX2, true

//go:noescape
func kernelVNNI(c *int32, width int, a *int16, in int, tile *int16, rows, next, beside int)

//go:noescape
func kernelAVX2(c *int32, width int, a *int16, in int, tile *int16, rows int)

//go:noescape
func kernelSSE2(c *int32, width int, a *int16, in int, tile *int16)

//go:noescape
func spreadAVX2(t0, t1, t2, t3, x0, x1, x2, x3 *int16, n int)

//go:noescape
func gatherAVX2(c0, c1, c2, c3 *int32, n int)

//go:noescape
func lanesAVX2(s *[8]float32, x *float32, n int)

//go:noescape
func quantizeAVX2(q *int16, x *float32, n int, m, limit float32)

//go:noescape
func addRowAVX2(h *float32, e *int8, n int, s float32)

//go:noescape
func residualAVX2(h *float32, c *int32, scale, bias *float32, n int, slope float32)

//go:noescape
func scoresAVX2(top *[8]float32, x *float32, c *int32, bias *float32, n int, scale float32)

//go:noescape
func expsAVX2(s *[8]float32, x *float32, n int, top float32)

//go:noescape
func residual3AVX2(h, e *float32, c0, c1, c2 *int32, scale, bias *float32, n int, slope float32)

//go:noescape
func affineAVX2(y *float32, c *int32, scale, bias *float32, n int)

// gemmWide is gemm with instructions of AVX-512, two tiles at a time, where the
// processor has them.
func gemmWide(c []int32, a []int16, rows int, w []int16, in, width int) bool {
	if !vnni {
		return false
	}
	for t := 0; t < width; t += 2 * lanes {
		next, beside := 2*lanes*in, 4*lanes
		if t+lanes == width { // one is left: it is computed twice
			next, beside = 0, 0
		}
		for r := 0; r < rows; {
			k := 8
			for k > rows-r {
				k /= 2
			}
			kernelVNNI(&c[r*width+t], width, &a[r*in], in, &w[t*in], k, next, beside)
			r += k
		}
	}
	return true
}

func kernel(c []int32, width int, a []int16, in int, tile []int16, rows int) {
	if avx2 {
		kernelAVX2(&c[0], width, &a[0], in, &tile[0], rows)
		return
	}
	if sse2 {
		for r := 0; r < rows; r += 2 {
			kernelSSE2(&c[r*width], width, &a[r*in], in, &tile[0])
		}
		return
	}
	kernelGo(c, width, a, in, tile, rows)
}

func spread(t *[4][]int16, x *[4][]int16) {
	if n := len(x[0]); avx2 && n >= 16 && n%16 == 0 {
		spreadAVX2(&t[0][:n][0], &t[1][:n][0], &t[2][:n][0], &t[3][:n][0], &x[0][0], &x[1][:n][0], &x[2][:n][0], &x[3][:n][0], n)
		return
	}
	spreadGo(t, x)
}

func gather(c0, c1, c2, c3 []int32) {
	if n := len(c0); avx2 && n >= 8 && n%8 == 0 {
		gatherAVX2(&c0[0], &c1[:n][0], &c2[:n][0], &c3[:n][0], n)
		return
	}
	gatherGo(c0, c1, c2, c3)
}

func sumSquares(x []float32) float32 {
	if avx2 && len(x) >= 8 {
		var s [8]float32
		lanesAVX2(&s, &x[0], len(x))
		return fold(&s)
	}
	return sumSquaresGo(x)
}

func quantize(q []int16, x []float32, m, limit float32) {
	if avx2 && len(x) >= 16 && len(x)%16 == 0 {
		quantizeAVX2(&q[:len(x)][0], &x[0], len(x), m, limit)
		return
	}
	quantizeGo(q, x, m, limit)
}

func addRow(h []float32, e []int8, s float32) {
	if avx2 && len(h) >= 8 && len(h)%8 == 0 {
		addRowAVX2(&h[0], &e[:len(h)][0], len(h), s)
		return
	}
	addRowGo(h, e, s)
}

func residual(h []float32, c []int32, scale, bias []float32, slope float32) {
	if n := len(h); avx2 && n >= 8 && n%8 == 0 {
		residualAVX2(&h[0], &c[:n][0], &scale[:n][0], &bias[:n][0], n, slope)
		return
	}
	residualGo(h, c, scale, bias, slope)
}

func residual3(h, e []float32, c0, c1, c2 []int32, scale, bias []float32, slope float32) {
	if n := len(h); avx2 && n >= 8 && n%8 == 0 {
		residual3AVX2(&h[0], &e[:n][0], &c0[:n][0], &c1[:n][0], &c2[:n][0], &scale[:n][0], &bias[:n][0], n, slope)
		return
	}
	residual3Go(h, e, c0, c1, c2, scale, bias, slope)
}

func scores(x []float32, c []int32, scale float32, bias []float32) float32 {
	n := 0
	var top float32
	if avx2 && len(x) >= 8 {
		n = len(x) &^ 7
		var s [8]float32
		scoresAVX2(&s, &x[0], &c[:n][0], &bias[:n][0], n, scale)
		for _, v := range s {
			top = max(top, v)
		}
	}
	return max(top, scoresGo(x[n:], c[n:], scale, bias[n:]))
}

func exps(x []float32, top float32) float32 {
	if avx2 && len(x) >= 8 {
		var s [8]float32
		expsAVX2(&s, &x[0], len(x), top)
		return fold(&s)
	}
	return expsGo(x, top)
}

func affine(y []float32, c []int32, scale, bias []float32) {
	n := 0
	if avx2 && len(y) >= 8 {
		n = len(y) &^ 7
		affineAVX2(&y[0], &c[:n][0], &scale[:n][0], &bias[:n][0], n)
	}
	affineGo(y[n:], c[n:], scale[n:], bias[n:])
}
