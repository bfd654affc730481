package main

import (
	"os"
	"runtime/debug"
)

// keepGarbage puts garbage collection off until the function it returns is
// called: nearly all that loading makes stays. GOGC overrides it.
func keepGarbage() func() {
	if os.Getenv("GOGC") != "" {
		return func() {}
	}
	was := debug.SetGCPercent(-1)
	return func() { debug.SetGCPercent(was) }
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
