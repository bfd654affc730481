package parse

import (
	"math/rand"
	"reflect"
	"testing"

	"rapporteur/internal/doc"
)

// The assembly and the plain Go give the same bits.
func TestKernelsAgree(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for _, in := range []int{2, 32, 96, 256, 768} {
		for _, out := range []int{1, 16, 51, 256} {
			width := (out + lanes - 1) / lanes * lanes
			rows := 2 * (1 + r.Intn(10))
			a := make([]int16, rows*in)
			for i := range a {
				a[i] = int16(r.Intn(4001) - 2000)
			}
			w := make([]int16, width*in)
			rows16 := make([]int16, out*in)
			for o := range out {
				for i := range in {
					rows16[o*in+i] = int16((o*7919+i*104729)%1001 - 500)
				}
			}
			pack(w, rows16, out, in)
			got, want := make([]int32, rows*width), make([]int32, rows*width)
			for t := 0; t < width/lanes; t++ {
				kernelGo(want[t*lanes:], width, a, in, w[t*lanes*in:(t+1)*lanes*in], rows)
			}
			assemblies(func(how string) {
				clear(got)
				gemm(got, a, rows, w, in, width)
				for i := range want {
					if got[i] != want[i] {
						t.Fatalf("%s, in %d out %d: sum %d is %d, plain Go %d", how, in, out, i, got[i], want[i])
					}
				}
			})
			var s int32
			for i := 0; i < in; i++ {
				s += int32(a[i]) * int32((((out-1)*7919+i*104729)%1001 - 500))
			}
			if got[out-1] != s {
				t.Fatalf("in %d out %d: %d, by hand %d", in, out, got[out-1], s)
			}
		}
	}
}

func TestElementwiseAgree(t *testing.T) {
	r := rand.New(rand.NewSource(2))
	for _, n := range []int{16, 96, 160, 256} {
		for k := 0; k < 50; k++ {
			x, h, scale, bias := make([]float32, n), make([]float32, n), make([]float32, n), make([]float32, n)
			e, c := make([]int8, n), make([]int32, n)
			for i := range x {
				x[i], h[i] = float32(r.NormFloat64()*20), float32(r.NormFloat64())
				scale[i], bias[i] = float32(r.NormFloat64()*1e-5), float32(r.NormFloat64())
				e[i], c[i] = int8(r.Intn(255)-127), int32(r.Uint32())
			}
			x[0], x[1], x[2] = 0.5, 1.5, -2.5 // ties go to even
			if got, want := sumSquares(x), sumSquaresGo(x); got != want {
				t.Fatalf("sum of squares %v, plain Go %v", got, want)
			}
			for _, m := range []float32{1, 100.3, 1e4} {
				q, w := make([]int16, n), make([]int16, n)
				quantize(q, x, m, 3600)
				quantizeGo(w, x, m, 3600)
				for i := range q {
					if q[i] != w[i] {
						t.Fatalf("quantize %v*%v: %d, plain Go %d", x[i], m, q[i], w[i])
					}
				}
			}
			g := append([]float32(nil), h...)
			addRow(g, e, scale[0]*1e4)
			residual(g, c, scale, bias, 0.125)
			residual3(g, h, c, c, c, scale, bias, 0.125)
			w := append([]float32(nil), h...)
			addRowGo(w, e, scale[0]*1e4)
			residualGo(w, c, scale, bias, 0.125)
			residual3Go(w, h, c, c, c, scale, bias, 0.125)
			for i := range g {
				if g[i] != w[i] {
					t.Fatalf("element %d: %v, plain Go %v", i, g[i], w[i])
				}
			}
		}
	}
}

func TestScoresAgree(t *testing.T) {
	r := rand.New(rand.NewSource(3))
	for _, n := range []int{1, 7, 8, 13, 51, 250} {
		c, scale, bias := make([]int32, n), make([]float32, n), make([]float32, n)
		for i := range c {
			c[i], scale[i], bias[i] = int32(r.NormFloat64()*1e6), float32(r.NormFloat64()*1e-5), float32(r.NormFloat64())
		}
		pad := (n + 7) &^ 7
		var want [2][]float32
		assemblies(func(how string) {
			y, x := make([]float32, n), make([]float32, pad)
			affine(y, c, scale, bias)
			top := scores(x[:n], c, 1e-5, bias)
			for i := n; i < pad; i++ {
				x[i] = -1e9
			}
			sum := exps(x, top)
			got := [2][]float32{y, append(x, top, sum)}
			if want[0] == nil {
				want = got
			} else if !reflect.DeepEqual(got, want) {
				t.Errorf("%d: %s gives %v, want %v", n, how, got, want)
			}
		})
	}
}

// A parse is the same, to the last bit of every score, however it is computed.
func TestParseWithoutAssembly(t *testing.T) {
	p := english(t)
	for _, text := range []string{
		"The rebels , led by Michael , denied on Friday that they had shelled the town of Zenda .",
		"HOSTAGES FREED IN EDELWEISS",
		"“ Ça va ? ” asked Zoë — 42 , from Graustark 's north - east …",
	} {
		var sc scratch
		var scores []float32
		var tree *doc.Sentence
		assemblies(func(how string) {
			s := sentence(text)
			p.Parse(s)
			var forms []string
			for _, x := range s.Tokens {
				forms = append(forms, x.Text)
			}
			p.net.encode(&sc, forms, []int{len(forms)})
			p.net.arcs(&sc, 0, len(forms))
			got := append(append([]float32(nil), sc.score...), sc.h...)
			if tree == nil {
				scores, tree = got, s
			} else if !reflect.DeepEqual(got, scores) || !reflect.DeepEqual(s, tree) {
				t.Errorf("%q differs with %s", text, how)
			}
		})
	}
}

func BenchmarkParseBy(b *testing.B) {
	assemblies(func(how string) { b.Run(how, BenchmarkParseAll) })
}

// The products of one matrix of a layer, for a batch.
func BenchmarkGemm(b *testing.B) {
	const rows, in, out = 48, 256, 256
	a, w, c := make([]int16, rows*in), make([]int16, out*in), make([]int32, rows*out)
	assemblies(func(how string) {
		b.Run(how, func(b *testing.B) {
			for b.Loop() {
				gemm(c, a, rows, w, in, out)
			}
			b.ReportMetric(float64(rows*in*out)/float64(b.Elapsed().Nanoseconds())*float64(b.N), "GMAC/s")
		})
	})
}
