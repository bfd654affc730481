//go:build !purego

package parse

// Every processor for arm64 has NEON. Tests turn it off.
var neon = true

//go:noescape
func kernelNEON(c *int32, width int, a *int16, in int, tile *int16, rows int)

func kernel(c []int32, width int, a []int16, in int, tile []int16, rows int) {
	if !neon {
		kernelGo(c, width, a, in, tile, rows)
		return
	}
	for r := 0; r < rows; {
		k := min(rows-r, 4)
		kernelNEON(&c[r*width], width, &a[r*in], in, &tile[0], k)
		r += k
	}
}
