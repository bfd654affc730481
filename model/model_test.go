package model

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"strings"
	"testing"
)

// The file, its checksum and its description belong together.
func TestChecksum(t *testing.T) {
	sum := sha256.Sum256(English)
	want := hex.EncodeToString(sum[:])
	if SHA256 != want {
		t.Errorf("english.sha256 says %s, the file has %s", SHA256, want)
	}
	b, err := os.ReadFile("MODEL.md")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(b), want) {
		t.Errorf("MODEL.md doesn't name the checksum %s", want)
	}
	if n := len(English); n > 16<<20 {
		t.Errorf("the model has %d bytes, more than 16 MiB", n)
	}
}
