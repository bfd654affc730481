package main

import (
	"bufio"
	"fmt"
	"math/rand"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func TestParseCoNLLUKeepsWhatItDoesntKnow(t *testing.T) {
	p, err := loadParser()
	if err != nil {
		t.Fatal(err)
	}
	in := "# sent_id = 1\n# text = They don't.\n1\tThey\t_\t_\t_\t_\t_\t_\t_\t_\n2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n" +
		"2\tdo\t_\t_\t_\t_\t_\t_\t_\t_\n3\tn't\t_\t_\t_\t_\t_\t_\t_\t_\n3.1\tgo\t_\t_\t_\t_\t_\t_\t2:conj\t_\n4\t.\t_\t_\t_\t_\t_\t_\t_\tMine=1\r\n\n\n# only a comment\n\n"
	var out strings.Builder
	w := bufio.NewWriter(&out)
	if err := parseCoNLLU(p, "x", strings.NewReader(in), w); err != nil {
		t.Fatal(err)
	}
	w.Flush()
	lines := strings.Split(out.String(), "\n")
	for i, want := range map[int]string{
		1: "# text = They don't.",
		3: "2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No",
		4: "2\tdo\tdo\tAUX\tVBP\tMood=Ind|Number=Plur|Person=3|Tense=Pres|VerbForm=Fin\t0\troot\t_\t_",
		5: "3\tn't\tnot\tPART\tRB\tPolarity=Neg\t2\tadvmod\t_\t_",
		6: "3.1\tgo\t_\t_\t_\t_\t_\t_\t2:conj\t_",
		7: "4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\tMine=1",
		9: "# only a comment",
	} {
		if lines[i] != want {
			t.Errorf("line %d\n got %q\nwant %q", i, lines[i], want)
		}
	}
}

func TestParseCoNLLUErrors(t *testing.T) {
	p, err := loadParser()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range [][2]string{
		{"1\tx\n", "f:1: 2 columns, CoNLL-U has 10"},
		{"# c\n2\tx\t_\t_\t_\t_\t_\t_\t_\t_\n", `f:2: word number "2", expected 1`},
	} {
		err := parseCoNLLU(p, "f", strings.NewReader(c[0]), bufio.NewWriter(&strings.Builder{}))
		if err == nil || err.Error() != c[1] {
			t.Errorf("%q: %v, want %s", c[0], err, c[1])
		}
	}
}

// Whatever the text, the output is CoNLL-U: ten columns, none empty, words
// counted from 1, one root, heads within the sentence, no circle.
func TestParseWritesCoNLLU(t *testing.T) {
	p, err := loadParser()
	if err != nil {
		t.Fatal(err)
	}
	pieces := []string{"Rebels", "left", "Zenda", "(", ")", "\"", "“", "'s", "do", "n't", "12,000", "-", "--", ".", "?", "_", "#", "|", "=", "é", "🙂", "和平", "is", "that", "and", "THE", "said", ","}
	rnd := rand.New(rand.NewSource(4))
	for n := 0; n < 300; n++ {
		var in strings.Builder
		size := 1 + rnd.Intn(30)
		for i := 1; i <= size; i++ {
			fmt.Fprintf(&in, "%d\t%s\t_\t_\t_\t_\t_\t_\t_\t_\n", i, pieces[rnd.Intn(len(pieces))])
		}
		in.WriteString("\n")
		var out strings.Builder
		w := bufio.NewWriter(&out)
		if err := parseCoNLLU(p, "x", strings.NewReader(in.String()), w); err != nil {
			t.Fatal(err)
		}
		w.Flush()
		rows := strings.Split(strings.TrimSpace(out.String()), "\n")
		if len(rows) != size {
			t.Fatalf("%d rows for %d words", len(rows), size)
		}
		head, roots := make([]int, size+1), 0
		for i, row := range rows {
			c := strings.Split(row, "\t")
			if len(c) != 10 || slices.Contains(c, "") || c[0] != strconv.Itoa(i+1) {
				t.Fatalf("row %q", row)
			}
			if feats := strings.Split(c[5], "|"); !slices.IsSortedFunc(feats, func(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) }) {
				t.Errorf("features not sorted: %s", c[5])
			}
			h, err := strconv.Atoi(c[6])
			if err != nil || h < 0 || h > size || (h == 0) != (c[7] == "root") {
				t.Fatalf("head in %q", row)
			}
			head[i+1] = h
			roots += b2i(h == 0)
		}
		if roots != 1 {
			t.Errorf("%d roots in %q", roots, rows)
		}
		for i := range head {
			for n, j := 0, i; j > 0; j = head[j] {
				if n++; n > size {
					t.Fatalf("a circle in %q", rows)
				}
			}
		}
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
