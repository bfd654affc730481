package doc

import "testing"

func TestSliceCountsCodePoints(t *testing.T) {
	text := ""
	for i := 0; i < 40; i++ {
		text += "Zürich — “ja” "
	}
	for _, s := range []string{text, "plain ascii", ""} {
		d := New("x", "", s)
		r := []rune(s)
		if d.Len() != len(r) {
			t.Fatalf("Len %d, want %d", d.Len(), len(r))
		}
		for i := 0; i <= len(r); i += 3 {
			for j := i; j <= len(r); j += 7 {
				if got := d.Slice(Span{i, j}); got != string(r[i:j]) {
					t.Fatalf("%d:%d is %q, want %q", i, j, got, string(r[i:j]))
				}
			}
		}
	}
}

func TestRelations(t *testing.T) {
	s := Sentence{Tokens: []Token{{Head: 1, Deprel: "nsubj:pass"}, {Head: -1, Deprel: "root"}, {Head: 1, Deprel: "obj"}, {Head: 2, Deprel: "amod"}}}
	if s.Kid(1, "nsubj") != 0 || s.Kid(1, "obj") != 2 || s.Kid(1, "obl") != -1 || s.Is(0, "nsub") {
		t.Error("relations are compared without subtype, but whole")
	}
	if f, l := s.Subtree(2); f != 2 || l != 3 {
		t.Errorf("subtree %d..%d", f, l)
	}
	if !s.Under(3, 1) || s.Under(0, 2) {
		t.Error("Under")
	}
}
