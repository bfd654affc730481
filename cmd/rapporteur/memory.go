package main

import (
	"os"
	"runtime"
	"runtime/debug"
)

// keepGarbage puts garbage collection off until the function it returns is
// called: nearly all that loading makes stays. From then on garbage is collected
// when the heap has trebled, but first at 120 MB: to go through all that was
// loaded takes half as long as loading it, which a few reports don't need. GOGC
// overrides it.
func keepGarbage() func() {
	if os.Getenv("GOGC") != "" {
		return func() {}
	}
	debug.SetGCPercent(-1)
	return func() {
		const usual, first = 200, 3000 // the least heap is 4 MB times the percentage
		runtime.AddCleanup(new([64]byte), func(percent int) { debug.SetGCPercent(percent) }, usual)
		debug.SetGCPercent(first)
	}
}

// limitMemory has garbage collected sooner where the heap nears what so many
// workers need for the largest reports; newswire never comes near it. One worker
// needs 40 MB for a text of 2 MB in which every sentence has an event, the rest
// is the lexicon, the rules and the network. GOMEMLIMIT overrides it.
func limitMemory(workers int) {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(int64(170+40*workers) << 20)
	}
}
