//go:build !amd64 || purego

package parse

func gemmWide(c []int32, a []int16, rows int, w []int16, in, width int) bool { return false }

func spread(t *[4][]int16, x *[4][]int16) { spreadGo(t, x) }

func gather(c0, c1, c2, c3 []int32) { gatherGo(c0, c1, c2, c3) }

func sumSquares(x []float32) float32 { return sumSquaresGo(x) }

func quantize(q []int16, x []float32, m, limit float32) { quantizeGo(q, x, m, limit) }

func addRow(h []float32, e []int8, s float32) { addRowGo(h, e, s) }

func residual(h []float32, c []int32, scale, bias []float32, slope float32) {
	residualGo(h, c, scale, bias, slope)
}

func scores(x []float32, c []int32, scale float32, bias []float32) float32 {
	return scoresGo(x, c, scale, bias)
}

func exps(x []float32, top float32) float32 { return expsGo(x, top) }

func affine(y []float32, c []int32, scale, bias []float32) { affineGo(y, c, scale, bias) }

func residual3(h, e []float32, c0, c1, c2 []int32, scale, bias []float32, slope float32) {
	residual3Go(h, e, c0, c1, c2, scale, bias, slope)
}
