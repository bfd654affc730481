package main

import (
	"os"
	"strings"
	"testing"
)

// TestLedgerGuide does what docs/ledger.md tells its reader to do: writes its
// articles, runs its commands in order and compares their output.
func TestLedgerGuide(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the program many times")
	}
	data, err := os.ReadFile("../../docs/ledger.md")
	if err != nil {
		t.Fatal(err)
	}
	g := guide{t: t, dir: t.TempDir()}
	lines := strings.Split(string(data), "\n")
	for i := 0; i < len(lines); i++ {
		at := i + 1
		info, ok := strings.CutPrefix(lines[i], "```")
		if !ok {
			continue
		}
		var block []string
		for i++; i < len(lines) && lines[i] != "```"; i++ {
			block = append(block, lines[i])
		}
		g.block(at, info, block)
	}
	if g.blocks < 8 {
		t.Errorf("%d blocks found", g.blocks)
	}
}
