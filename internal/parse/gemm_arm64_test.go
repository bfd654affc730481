//go:build !purego

package parse

// assemblies turns the assembly off after the first call.
func assemblies(f func(name string)) {
	defer func() { neon = true }()
	f("NEON")
	neon = false
	f("Go")
}

func withoutAssembly(f func()) {
	defer func() { neon = true }()
	neon = false
	f()
}
