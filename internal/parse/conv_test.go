package parse

import (
	"math/rand"
	"testing"
)

// randomConvolution makes a layer with weights up to top, as it stands and for
// the fast way.
func randomConvolution(r *rand.Rand, dim, dilation, top int) (direct, fast convolution) {
	w := make([]int16, dim*3*dim)
	for i := range w {
		w[i] = int16(r.Intn(2*top+1) - top)
	}
	m := matrix{in: 3 * dim, out: dim, scale: make([]float32, dim), bias: make([]float32, dim)}
	for o := range m.scale {
		m.scale[o], m.bias[o] = float32(r.NormFloat64()*1e-7), float32(r.NormFloat64()*0.1)
	}
	direct = convolution{matrix: m, dilation: dilation}
	direct.w = make([]int16, m.width()*3*dim)
	pack(direct.w, w, dim, 3*dim)
	fast = convolution{matrix: m, dilation: dilation}
	var ok bool
	fast.fast, ok = winograd(w, dim, 1)
	if !ok {
		panic("weights too large")
	}
	return direct, fast
}

// Winograd's way gives the same bits as the sums written out, for pieces of any
// length, with and without assembly.
func TestConvolutionsAgree(t *testing.T) {
	r := rand.New(rand.NewSource(4))
	for _, dim := range []int{16, 48, 256} {
		for _, dilation := range []int{1, 2, 3, 8} {
			n := &network{}
			n.Dim, n.Slope, n.zero = dim, 0.125, make([]int16, dim)
			direct, fast := randomConvolution(r, dim, dilation, 1000)
			var ends []int
			N := 0
			for k := 0; k < 1+r.Intn(6); k++ {
				N += 1 + r.Intn(30)
				ends = append(ends, N)
			}
			q, h := make([]int16, (N+1)*dim), make([]float32, N*dim)
			for i := range q[:N*dim] {
				q[i] = int16(max(-activation, min(activation, r.NormFloat64()*1000)))
				h[i] = float32(r.NormFloat64())
			}
			for i := 0; i < dim && i < 40; i++ { // the greatest there can be
				q[i] = activation * int16(1-2*(i%2))
			}
			var sc scratch
			run := func(m *convolution) []float32 {
				out := append([]float32(nil), h...)
				n.convolve(&sc, m, out, q, ends)
				return out
			}
			want := run(&direct)
			check := func(how string) {
				t.Helper()
				for i, v := range run(&fast) {
					if v != want[i] {
						t.Fatalf("width %d, dilation %d, ends %v, %s: value %d is %v, want %v", dim, dilation, ends, how, i, v, want[i])
					}
				}
			}
			check("fast")
			withoutAssembly(func() { check("without assembly") })
		}
	}
}

// A layer whose sums might not fit is computed as it is written.
func TestConvolutionTooLarge(t *testing.T) {
	const dim = 16
	for _, c := range []struct {
		weight int16
		norm   float64
		ok     bool
	}{
		{4000, 16000, true},
		{11000, 1000, false},  // three of them don't fit 16 bits
		{10000, 16000, false}, // nor 16 of them times the vector 32
	} {
		w := make([]int16, 3*dim*dim)
		for i := range w {
			w[i] = c.weight
		}
		if _, ok := winograd(w, dim, c.norm); ok != c.ok {
			t.Errorf("weights %d, length %v: %v", c.weight, c.norm, ok)
		}
	}
}

// All layers of the model we ship go the fast way; export.py keeps the weights
// small enough.
func TestEnglishIsFast(t *testing.T) {
	for i, c := range english(t).net.conv {
		if c.fast == nil && c.single == nil {
			t.Errorf("layer %d is computed directly", i)
		}
	}
}

func TestSpreadDist(t *testing.T) {
	n := &network{}
	n.Edges = []int{1, 2, 4}
	n.setBuckets()
	dist := [256]float32{10, 11, 12, 13, 21, 22, 23}
	for _, N := range []int{1, 2, 7, 12} {
		for i := 0; i < N; i++ {
			bias := make([]float32, N+1)
			n.spreadDist(bias, &dist, i)
			for j := -1; j < N; j++ {
				if want := dist[n.dist(i, j)]; j != i && bias[j+1] != want {
					t.Errorf("%d words: head %d of %d is %v, want %v", N, j, i, bias[j+1], want)
				}
			}
		}
	}
}
