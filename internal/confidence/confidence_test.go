package confidence

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/model"
)

func TestOf(t *testing.T) {
	p, err := Load("# a comment\nsign\tpoints\tseen\n(every record)\t0\t9\na=b\t1000\t3\nc=d\t-3000\t3\ne=f\t90000\t1\ng=h\t-90000\t1\n")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		signs string
		want  int
	}{
		{"", 50}, // even odds
		{"unheard=of", 50},
		{"a=b", 73}, // e to 1
		{"c=d", 5},
		{"a=b c=d", 12},
		{"e=f", 99},
		{"g=h", 1},
	} {
		if got := p.Of(strings.Fields(c.signs)); got != c.want {
			t.Errorf("%s: %d, want %d", c.signs, got, c.want)
		}
	}
	pro, con := p.Weigh([]string{"a=b", "c=d", "e=f", "i=j"}, 1)
	if d := cmp.Diff([][]string{{"e: f +90.00"}, {"c: d -3.00"}}, [][]string{pro, con}); d != "" {
		t.Error(d)
	}
}

func TestFaultyTable(t *testing.T) {
	for table, want := range map[string]string{
		"sign\tpoints\nalone\n":           "line 2: expected a sign and its points",
		"sign\tpoints\na\tmany\n":         `line 2: points "many"`,
		"# c\nsign\tpoints\na\t1\na\t2\n": "line 4: a is there twice",
	} {
		if _, err := Load(table); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", table, err, want)
		}
	}
}

// The signs that the table knows are those that Signs gives: a sign that was
// given another name since would silently count no more.
func TestTable(t *testing.T) {
	p, err := Load(model.Confidence)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.signs) < 200 || p.start == 0 {
		t.Errorf("%d signs, %d points to begin with: not the table", len(p.signs), p.start)
	}
}
