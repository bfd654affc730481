package clause

import (
	"fmt"
	"strings"
	"testing"

	"rapporteur/internal/doc"
)

func TestQuoted(t *testing.T) {
	for _, c := range []struct {
		words      string
		open       bool
		want       string // token ranges of speech
		stillOpens bool
	}{
		{`" We will not leave Zenda , " he said .`, false, "[[0 8]]", false},
		{"`` We will not leave Zenda , '' he said .", false, "[[0 8]]", false},
		{`'' We will not leave Zenda , '' he said .`, false, "[[0 8]]", false},
		{`“ We will not leave Zenda , ” he said .`, false, "[[0 8]]", false},
		{`He said : " We will not leave Zenda .`, false, "[[3 10]]", true},
		{`We will stay till May , '' he said .`, true, "[[0 7]]", false},
		{`He spoke of " complete understanding " with Graustark .`, false, "[]", false},
		{`" We will not leave Zenda . "`, false, "[]", false},
	} {
		s := &doc.Sentence{}
		for _, w := range strings.Fields(c.words) {
			s.Tokens = append(s.Tokens, doc.Token{Text: w})
		}
		if got := fmt.Sprint(Quoted(s, c.open)); got != c.want {
			t.Errorf("%s: %s, want %s", c.words, got, c.want)
		}
		if got := OpenAfter(s, c.open); got != c.stillOpens {
			t.Errorf("%s: open afterwards: %v", c.words, got)
		}
	}
}
