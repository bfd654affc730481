//go:build !amd64

package parse

func kernel(c []int32, width int, a []int16, in int, tile []int16) { kernelGo(c, width, a, in, tile) }

func sumSquares(x []float32) float32 { return sumSquaresGo(x) }

func quantize(q []int16, x []float32, m, limit float32) { quantizeGo(q, x, m, limit) }

func addRow(h []float32, e []int8, s float32) { addRowGo(h, e, s) }

func residual(h []float32, c []int32, scale, bias []float32, slope float32) {
	residualGo(h, c, scale, bias, slope)
}
