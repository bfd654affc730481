package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"rapporteur"
)

// testdata/wordings.txt says of how many sentences, invented to word each type in
// many ways, a record of the type is made, and of how many with both parties. Of
// wordings-check.tsv only the totals are told: rules are not written from it.
func TestWordings(t *testing.T) {
	c, err := coder()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, name := range []string{"wordings-read.tsv", "wordings-check.tsv"} {
		data, err := os.ReadFile("../../testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		var order []string
		counts := map[string]*[3]int{} // sentences, with the type, with both parties too
		all := &[3]int{}
		for i, line := range strings.Split(strings.TrimRight(string(data), "\n"), "\n")[1:] {
			cells := strings.Split(line, "\t")
			if len(cells) != 4 {
				t.Fatalf("%s:%d: %d cells, expected 4", name, i+2, len(cells))
			}
			evs, err := c.Code(context.Background(), rapporteur.Article{ID: fmt.Sprint(i), Date: "2015-06-15", Sentences: cells[1:2]})
			if err != nil {
				t.Fatalf("%s:%d: %v", name, i+2, err)
			}
			n := counts[cells[0]]
			if n == nil {
				n = &[3]int{}
				counts[cells[0]] = n
				order = append(order, cells[0])
			}
			is, both := told(evs, cells[0], cells[2], cells[3])
			for _, x := range []*[3]int{n, all} {
				if x == all && cells[0] == "NONE" {
					continue
				}
				x[0]++
				x[1] += b2i(is)
				x[2] += b2i(both)
			}
		}
		fmt.Fprintln(&b, name)
		for _, typ := range order {
			if n := counts[typ]; typ == "NONE" {
				fmt.Fprintf(&b, "  no event: %d sentences, a record of %d\n", n[0], n[1])
			} else if name == "wordings-read.tsv" {
				fmt.Fprintf(&b, "  %-10s %3d sentences, type %.2f, both parties %.2f\n", typ, n[0], share(n[1], n[0]), share(n[2], n[0]))
			}
		}
		fmt.Fprintf(&b, "  all        %3d sentences, type %.3f, both parties %.3f\n", all[0], share(all[1], all[0]), share(all[2], all[0]))
	}
	golden(t, "../../testdata/wordings.txt", b.String())
}

// told says whether one of the records is of the type with a word of the doer or
// the other among its parties, and whether one has a word of both. For NONE any
// record counts.
func told(evs []rapporteur.Event, typ, doer, other string) (is, both bool) {
	if typ == "NONE" {
		return len(evs) > 0, false
	}
	for _, e := range evs {
		if e.Type != typ {
			continue
		}
		actor, recipient := names(e.Actor), names(e.Recipient)
		a, r := meets(actor, doer), meets(recipient, other)
		is = is || a || r || meets(actor, other) || meets(recipient, doer)
		both = both || a && (r || meets(actor, other)) || meets(actor, other) && meets(recipient, doer) && mutual(typ)
	}
	return is, both
}

// mutual says whether the sentences of the type may name the equals in either order.
func mutual(typ string) bool { return typ == "CONSULT" || typ == "COOPERATE" || typ == "AGREE" }

func names(list []rapporteur.Entity) map[string]bool {
	out := map[string]bool{}
	for _, x := range list {
		for _, w := range strings.FieldsFunc(strings.ToLower(x.Text), notLetter) {
			out[w] = true
		}
	}
	return out
}

// meets says whether one of the words of a phrase, articles and the like aside, is among the names.
func meets(names map[string]bool, phrase string) bool {
	for _, w := range strings.FieldsFunc(strings.ToLower(phrase), notLetter) {
		if len(w) > 2 && w != "the" && w != "and" && w != "for" && names[w] {
			return true
		}
	}
	return false
}

func notLetter(r rune) bool { return r < 128 && !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9') }

func share(n, of int) float64 { return float64(n) / float64(max(of, 1)) }
