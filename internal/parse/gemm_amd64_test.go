//go:build !purego

package parse

// assemblies turns the assembly off step by step: all of it, then AVX2 alone.
func assemblies(f func(name string)) {
	a, s := avx2, sse2
	defer func() { avx2, sse2 = a, s }()
	if a {
		f("AVX2")
		avx2 = false
	}
	f("SSE2")
	sse2 = false
	f("Go")
}

func withoutAssembly(f func()) {
	a, s := avx2, sse2
	defer func() { avx2, sse2 = a, s }()
	avx2, sse2 = false, false
	f()
}
