package rapporteur

import (
	"context"
	"os"
	"strings"
	"testing"

	"rapporteur/internal/rule"
)

// testdata/sentences.txt: what news does all the time, and the records it gives.
func TestSentences(t *testing.T) {
	c, err := New()
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile("testdata/sentences.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, block := range strings.Split(string(data), "\n\n") {
		ex := rule.Example{Kind: rule.Yes, All: true}
		todo := false
		for _, l := range strings.Split(block, "\n") {
			switch {
			case l == "" || l[0] == '#':
			case strings.HasPrefix(l, "=>") || strings.HasPrefix(l, "?"):
				todo = todo || l[0] == '?'
				if l == "?" {
					continue
				}
				var x rule.Expect
				for _, f := range strings.Split(strings.TrimLeft(l, "=>?"), "|") {
					x.Fields = append(x.Fields, strings.TrimSpace(f))
				}
				ex.Expect = append(ex.Expect, x)
			default:
				ex.Text += l + " "
			}
		}
		if ex.Text = strings.TrimSpace(ex.Text); ex.Text == "" {
			continue
		}
		evs, err := c.Code(context.Background(), Article{ID: "sentence", Date: exampleDay, Text: ex.Text})
		if err != nil {
			t.Fatal(err)
		}
		faults := checkExample(&rule.Rule{Type: rule.Nothing}, ex, evs)
		switch {
		case todo && len(faults) == 0:
			t.Errorf("%s\n  works now: write => instead of ?", ex.Text)
		case !todo && len(faults) > 0:
			t.Errorf("%s\n  %s", ex.Text, strings.Join(faults, "\n  "))
		}
	}
}
