//go:build !purego

package parse

// assemblies turns the assembly off step by step: the widest, then the next.
func assemblies(f func(name string)) {
	v, a, s := vnni, avx2, sse2
	defer func() { vnni, avx2, sse2 = v, a, s }()
	if v {
		f("VNNI")
		vnni = false
	}
	if a {
		f("AVX2")
		avx2 = false
	}
	f("SSE2")
	sse2 = false
	f("Go")
}

func withoutAssembly(f func()) {
	v, a, s := vnni, avx2, sse2
	defer func() { vnni, avx2, sse2 = v, a, s }()
	vnni, avx2, sse2 = false, false, false
	f()
}
