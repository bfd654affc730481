package parse

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"
)

func TestPunctuation(t *testing.T) {
	for _, c := range []struct{ words, marks, heads, want string }{
		// the comma belongs to the clause it parts off, the stop to the root
		{"When rebels came , troops left .", "...x..x", "2 2 5 5 5 -1 3", "2 2 5 2 5 -1 5"},
		// a head that the rule allows stays
		{"Zenda , a town , fell .", ".x..x.x", "5 3 3 0 3 -1 5", "5 3 3 0 3 -1 5"},
		// brackets hang on what they enclose
		{"Police ( and troops ) came", ".x..x.", "5 5 3 0 5 -1", "5 3 3 0 3 -1"},
		// the comma before a conjunct hangs on it
		{"He came , saw , won", "..x.x.", "1 -1 1 1 1 1", "1 -1 3 1 5 1"},
		// quotation marks around the whole
		{"\" Troops left \" , he said .", "x..xx..x", "6 2 6 6 6 6 -1 6", "2 2 6 2 2 6 -1 6"},
		// nothing but punctuation
		{". . .", "xxx", "-1 0 1", "-1 0 0"},
		{"( )", "xx", "-1 0", "-1 0"},
	} {
		forms := strings.Fields(c.words)
		heads := make([]int, len(forms))
		for i, f := range strings.Fields(c.heads) {
			fmt.Sscan(f, &heads[i])
		}
		var p punct
		for _, m := range c.marks {
			p.mark = append(p.mark, m == 'x')
		}
		p.attach(forms, heads)
		if got := strings.Trim(fmt.Sprint(heads), "[]"); got != c.want {
			t.Errorf("%s\ngot  %s\nwant %s", c.words, got, c.want)
		}
	}
}

// Whatever the tree, a tree with the same root comes out, and other words keep
// their heads unless these were punctuation.
func TestPunctuationKeepsTrees(t *testing.T) {
	r := rand.New(rand.NewSource(6))
	marks := []string{"(", ")", "\"", ",", ".", "“", "”", "'", "--"}
	var p punct
	var tr tree
	for round := 0; round < 3000; round++ {
		n := 1 + r.Intn(14)
		forms, heads, order := make([]string, n), make([]int, n), r.Perm(n)
		p.mark = make([]bool, n)
		for k, i := range order {
			heads[i] = -1
			if k > 0 {
				heads[i] = order[r.Intn(k)]
			}
			forms[i] = "w"
			if r.Intn(2) == 0 {
				forms[i], p.mark[i] = marks[r.Intn(len(marks))], true
			}
		}
		was := append([]int(nil), heads...)
		p.attach(forms, heads)
		if heads[order[0]] != -1 || !tr.isTree(heads) {
			t.Fatalf("%v %v became %v", forms, was, heads)
		}
		for i := range heads {
			if !p.mark[i] && heads[i] != was[i] && !p.mark[was[i]] {
				t.Fatalf("%v %v became %v", forms, was, heads)
			}
		}
	}
}
