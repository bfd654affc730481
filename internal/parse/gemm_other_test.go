//go:build (!amd64 && !arm64) || purego

package parse

func assemblies(f func(name string)) { f("Go") }

func withoutAssembly(f func()) { f() }
