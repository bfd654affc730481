//go:build (!amd64 && !arm64) || purego

package parse

func kernel(c []int32, width int, a []int16, in int, tile []int16, rows int) {
	kernelGo(c, width, a, in, tile, rows)
}
