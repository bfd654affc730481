package parse

import "golang.org/x/sys/cpu"

var avx2 = cpu.X86.HasAVX2

//go:noescape
func kernelAVX2(c *int32, width int, a *int16, in int, tile *int16)

//go:noescape
func lanesAVX2(s *[8]float32, x *float32, n int)

//go:noescape
func quantizeAVX2(q *int16, x *float32, n int, m, limit float32)

//go:noescape
func addRowAVX2(h *float32, e *int8, n int, s float32)

//go:noescape
func residualAVX2(h *float32, c *int32, scale, bias *float32, n int, slope float32)

func kernel(c []int32, width int, a []int16, in int, tile []int16) {
	if avx2 {
		kernelAVX2(&c[0], width, &a[0], in, &tile[0])
		return
	}
	kernelGo(c, width, a, in, tile)
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
