package main

import (
	"bufio"
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
