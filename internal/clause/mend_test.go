package clause_test

import (
	"math/rand"
	"testing"

	"rapporteur/codebook"
	"rapporteur/internal/clause"
	"rapporteur/internal/doc"
	"rapporteur/internal/rule"
)

// Whatever the tree, mending leaves a tree: one root, no circle.
func TestMendKeepsTrees(t *testing.T) {
	book, err := rule.Load(codebook.Files)
	if err != nil {
		t.Fatal(err)
	}
	words := []doc.Token{
		{Text: "said", Lemma: "say", UPOS: "VERB", XPOS: "VBD"}, {Text: "that", Lemma: "that", UPOS: "SCONJ", XPOS: "IN"}, {Text: ",", Lemma: ",", UPOS: "PUNCT", XPOS: ","},
		{Text: "accused", Lemma: "accuse", UPOS: "VERB", XPOS: "VBD"}, {Text: "minister", Lemma: "minister", UPOS: "NOUN", XPOS: "NN"}, {Text: "of", Lemma: "of", UPOS: "SCONJ", XPOS: "IN"},
		{Text: "adding", Lemma: "add", UPOS: "VERB", XPOS: "VBG"}, {Text: "Kiev", Lemma: "Kiev", UPOS: "PROPN", XPOS: "NNP"}, {Text: "claim", Lemma: "claim", UPOS: "NOUN", XPOS: "NN"},
		{Text: "go", Lemma: "go", UPOS: "VERB", XPOS: "VB"}, {Text: "to", Lemma: "to", UPOS: "PART", XPOS: "TO"}, {Text: ".", Lemma: ".", UPOS: "PUNCT", XPOS: "."},
	}
	rels := []string{"nsubj", "obj", "obl", "advcl", "ccomp", "acl", "acl:relcl", "conj", "appos", "mark", "nmod", "flat", "parataxis", "xcomp"}
	rnd := rand.New(rand.NewSource(1))
	for n := 0; n < 20000; n++ {
		s := doc.Sentence{}
		size := 2 + rnd.Intn(11)
		order := rnd.Perm(size) // each word hangs on one earlier in this order
		at := make([]int, size)
		for i, o := range order {
			at[o] = i
		}
		for i := 0; i < size; i++ {
			tok := words[rnd.Intn(len(words))]
			tok.Head, tok.Deprel = -1, "root"
			if at[i] > 0 {
				tok.Head, tok.Deprel = order[rnd.Intn(at[i])], rels[rnd.Intn(len(rels))]
			}
			s.Tokens = append(s.Tokens, tok)
		}
		clause.Mend(&s, book)
		roots := 0
		for i := range s.Tokens {
			if s.Tokens[i].Head < 0 {
				roots++
			}
			h := i
			for k := 0; h >= 0; k++ {
				if k > size {
					t.Fatalf("a circle at word %d of %+v", i, s.Tokens)
				}
				h = s.Tokens[h].Head
			}
		}
		if roots != 1 {
			t.Fatalf("%d roots in %+v", roots, s.Tokens)
		}
	}
}
