package rapporteur

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"rapporteur/internal/count"
	"rapporteur/internal/doc"
)

// Every example of internal/count/counts.txt, run through the whole coder.
func TestCounts(t *testing.T) {
	c, err := New()
	if err != nil {
		t.Fatal(err)
	}
	examples, err := count.Examples()
	if err != nil {
		t.Fatal(err)
	}
	for _, ex := range examples {
		evs, err := c.Code(context.Background(), Article{ID: "x", Date: exampleDay, Text: ex.Text})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, e := range evs {
			for _, x := range e.Counts {
				if x.What == ex.What {
					got = append(got, shortCount(x))
				}
			}
		}
		if !slices.Equal(got, ex.Want) {
			t.Errorf("counts.txt:%d: %s\n  got  %v\n  want %v", ex.Line, ex.Text, got, ex.Want)
		}
	}
}

func shortCount(x Count) string {
	low, high := int64(-1), int64(-1)
	if x.N != nil {
		low, high = *x.N, *x.N
	}
	if x.Min != nil {
		low = *x.Min
	}
	if x.Max != nil {
		high = *x.Max
	}
	s := strings.TrimPrefix(count.Format(&doc.Count{Min: low, Max: high, About: x.About, Unit: x.Unit}), " ")
	for _, b := range x.SaidBy {
		s += fmt.Sprintf(" by %s", strings.Fields(b.Code)[0])
	}
	return s
}
