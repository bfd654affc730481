package split

import (
	"os"
	"strings"
	"testing"
)

func TestNewswire(t *testing.T) {
	data, err := os.ReadFile("testdata/newswire.txt")
	if err != nil {
		t.Fatal(err)
	}
	text, n := "", 0
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		want, ok := strings.CutPrefix(line, "= ")
		switch {
		case ok && text != "":
			n++
			if got := strings.Join(cut(strings.ReplaceAll(text, `\n`, "\n")), " | "); got != want {
				t.Errorf("%s\n got %s\nwant %s", text, got, want)
			}
			text = ""
		case line != "" && line[0] != '#':
			text = line
		}
	}
	if n < 50 {
		t.Errorf("%d texts", n)
	}
}
