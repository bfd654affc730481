package parse

import (
	"math"
	"math/rand"
	"testing"
)

func TestExp(t *testing.T) {
	for x := float32(0); x >= -20; x -= 0.0007 {
		got, want := float64(exp(x)), math.Exp(float64(x))
		if math.Abs(got-want) > 2e-7*want {
			t.Fatalf("exp(%v) = %v, want %v", x, got, want)
		}
	}
	if exp(0) != 1 || exp(-1e9) != 0 || exp(float32(math.Inf(-1))) != 0 {
		t.Errorf("exp(0) %v, exp(-1e9) %v", exp(0), exp(-1e9))
	}
}

func TestWeigh(t *testing.T) {
	r := rand.New(rand.NewSource(3))
	for _, n := range []int{1, 2, 7, 250} {
		c, bias := make([]int32, n), make([]float32, n)
		x := make([]float32, (n+lanes-1)/lanes*lanes)
		sum := 1.0
		was := make([]float64, n)
		for i := range c {
			c[i], bias[i] = int32(r.NormFloat64()*4000), float32(r.NormFloat64())
			was[i] = float64(c[i])*0.001 + float64(bias[i])
			sum += math.Exp(was[i])
		}
		p := make([]int16, len(x))
		weigh(p, x, c, 0.001, bias)
		total := 0
		for i := range p {
			want := 0.0
			if i < n {
				want = math.Exp(was[i]) / sum * lookOne
			}
			if math.Abs(float64(p[i])-want) > 0.51 {
				t.Errorf("%d scores: weight %d is %d, want %.2f", n, i, p[i], want)
			}
			total += int(p[i])
		}
		if total >= 2*lookOne {
			t.Errorf("%d scores: weights add up to %d", n, total)
		}
	}
	// scores far below nothing leave nothing
	p := make([]int16, lanes)
	weigh(p, make([]float32, lanes), []int32{0, 0}, 1, []float32{-90, -1e9})
	if p[0] != 0 || p[1] != 0 {
		t.Errorf("weights %v", p)
	}
}

func TestPackColumns(t *testing.T) {
	r := rand.New(rand.NewSource(4))
	for _, N := range []int{1, 2, 5, 8} {
		const d = 32
		in := (N + 1) &^ 1
		v, turned := make([]int16, N*d), make([]int16, d*in)
		for i := 0; i < N; i++ {
			for j := 0; j < d; j++ {
				v[i*d+j] = int16(r.Intn(2000) - 1000)
				turned[j*in+i] = v[i*d+j]
			}
		}
		got, want := make([]int16, d*in), make([]int16, d*in)
		packColumns(got, v, N, d)
		pack(want, turned, d, in)
		for i := range want {
			if got[i] != want[i] {
				t.Fatalf("%d words: place %d holds %d, want %d", N, i, got[i], want[i])
			}
		}
	}
}

// attend against the same sums in float64.
func TestAttend(t *testing.T) {
	const dim, width, heads, d = 32, 64, 2, 32
	r := rand.New(rand.NewSource(5))
	n := &network{}
	n.Dim, n.LookWidth, n.LookHeads, n.Edges = dim, width, heads, []int{1, 2, 4}
	n.Scale.X = 1024
	n.setBuckets()
	real := func(in, out int, unit float32) (matrix, []float64) {
		m := matrix{in: in, out: out, scale: make([]float32, out), bias: make([]float32, out)}
		w, f := make([]int16, out*in), make([]float64, out*in)
		for o := 0; o < out; o++ {
			m.scale[o] = 1e-4 * unit
			m.bias[o] = float32(r.NormFloat64() * 0.1)
			for i := 0; i < in; i++ {
				w[o*in+i] = int16(r.Intn(4001) - 2000)
				f[o*in+i] = float64(w[o*in+i]) * 1e-4
			}
		}
		m.w = make([]int16, m.width()*in)
		pack(m.w, w, out, in)
		return m, f
	}
	m := attention{lookScale: lookScale{Q: 1000, K: 1000, V: 1000, O: 1000}}
	var wq, wo []float64
	m.qkv, wq = real(dim, 3*width, 1.0/1024)
	m.out, wo = real(width, dim, 1.0/1000)
	dist := make([]float32, heads*7)
	for i := range dist {
		dist[i] = float32(r.NormFloat64())
	}
	m.near = n.near(dist)
	for _, N := range []int{1, 2, 5, 11} {
		q, x := make([]int16, even(N)*dim), make([]float64, N*dim)
		for i := range x {
			q[i] = int16(r.NormFloat64() * 1024)
			x[i] = float64(q[i]) / 1024
		}
		h := make([]float32, N*dim)
		var sc scratch
		n.attend(&sc, &m, h, q, []int{N})
		y := make([]float64, N*3*width)
		for i := 0; i < N; i++ {
			for o := 0; o < 3*width; o++ {
				s := float64(m.qkv.bias[o])
				for k := 0; k < dim; k++ {
					s += x[i*dim+k] * wq[o*dim+k]
				}
				y[i*3*width+o] = s
			}
		}
		for i := 0; i < N; i++ {
			v := make([]float64, width)
			for hd := 0; hd < heads; hd++ {
				sum, e := 1.0, make([]float64, N)
				for j := 0; j < N; j++ {
					s := 0.0
					for k := 0; k < d; k++ {
						s += y[i*3*width+hd*d+k] * y[j*3*width+width+hd*d+k]
					}
					b := 0
					if j > i {
						b = int(n.bucket[j-i])
					} else if j < i {
						b = int(n.bucket[i-j]) + 3
					}
					e[j] = math.Exp(s/math.Sqrt(d) + float64(dist[hd*7+b]))
					sum += e[j]
				}
				for j := 0; j < N; j++ {
					for k := 0; k < d; k++ {
						v[hd*d+k] += e[j] / sum * y[j*3*width+2*width+hd*d+k]
					}
				}
			}
			for o := 0; o < dim; o++ {
				want := float64(m.out.bias[o])
				for k := 0; k < width; k++ {
					want += v[k] * wo[o*width+k]
				}
				if got := float64(h[i*dim+o]); math.Abs(got-want) > 0.01 {
					t.Fatalf("%d words: word %d output %d is %v, want %v", N, i, o, got, want)
				}
			}
		}
	}
}

// A word's attention does not depend on what else is in the batch.
func TestAttendPieces(t *testing.T) {
	const dim, width, heads = 32, 64, 2
	r := rand.New(rand.NewSource(6))
	n := &network{}
	n.Dim, n.LookWidth, n.LookHeads, n.Edges = dim, width, heads, []int{1, 2, 4}
	n.setBuckets()
	random := func(in, out int) matrix {
		m := matrix{in: in, out: out, scale: make([]float32, out), bias: make([]float32, out)}
		m.w = make([]int16, m.width()*in)
		for i := range m.w {
			m.w[i] = int16(r.Intn(4001) - 2000)
		}
		for o := range m.scale {
			m.scale[o], m.bias[o] = 1e-7, float32(r.NormFloat64()*0.1)
		}
		return m
	}
	m := attention{qkv: random(dim, 3*width), out: random(width, dim), lookScale: lookScale{Q: 1000, K: 1000, V: 1000, O: 1000}}
	dist := make([]float32, heads*7)
	for i := range dist {
		dist[i] = float32(r.NormFloat64())
	}
	m.near = n.near(dist)
	ends := []int{1, 4, 21, 23, 40, 81}
	N := ends[len(ends)-1]
	q := make([]int16, (N+1)*dim)
	for i := range q[:N*dim] {
		q[i] = int16(r.NormFloat64() * 1024)
	}
	var sc scratch
	h := make([]float32, N*dim)
	n.attend(&sc, &m, h, q, ends)
	start := 0
	for _, end := range ends {
		k := end - start
		one, in := make([]float32, k*dim), make([]int16, even(k)*dim)
		copy(in, q[start*dim:end*dim])
		n.attend(&sc, &m, one, in, []int{k})
		for i, v := range one {
			if v != h[start*dim+i] {
				t.Fatalf("piece %d..%d: value %d is %v alone, %v among others", start, end, i, v, h[start*dim+i])
			}
		}
		start = end
	}
}

func BenchmarkAttend(b *testing.B) {
	p := english(b)
	if len(p.net.look) == 0 {
		b.Skip("the model has no attention")
	}
	const N = 28
	var sc scratch
	h, q := make([]float32, N*p.net.Dim), make([]int16, N*p.net.Dim)
	for i := range q {
		q[i] = int16(i%2048 - 1024)
	}
	b.ReportAllocs()
	for b.Loop() {
		p.net.attend(&sc, &p.net.look[0], h, q, []int{N})
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*N), "ns/token")
}
