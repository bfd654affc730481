package clause_test

import (
	"math/rand"
	"strconv"
	"strings"
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
		{Text: "said", Lemma: "say", UPOS: "VERB", XPOS: "VBD"}, {Text: "that", Lemma: "that", UPOS: "SCONJ", XPOS: "IN"}, {Text: ".", Lemma: ".", UPOS: "PUNCT", XPOS: "."}, {Text: "neighbouring", Lemma: "neighbour", UPOS: "VERB", XPOS: "VBG"}, {Text: "dead", Lemma: "dead", UPOS: "ADJ", XPOS: "JJ"}, {Text: "four", Lemma: "four", UPOS: "NUM", XPOS: "CD"},
		{Text: "accused", Lemma: "accuse", UPOS: "VERB", XPOS: "VBD"}, {Text: "minister", Lemma: "minister", UPOS: "NOUN", XPOS: "NN"}, {Text: "of", Lemma: "of", UPOS: "SCONJ", XPOS: "IN"},
		{Text: "adding", Lemma: "add", UPOS: "VERB", XPOS: "VBG"}, {Text: "Kiev", Lemma: "Kiev", UPOS: "PROPN", XPOS: "NNP"}, {Text: "claim", Lemma: "claim", UPOS: "NOUN", XPOS: "NN"},
		{Text: "go", Lemma: "go", UPOS: "VERB", XPOS: "VB"}, {Text: "to", Lemma: "to", UPOS: "PART", XPOS: "TO"}, {Text: ".", Lemma: ".", UPOS: "PUNCT", XPOS: "."}, {Text: "neighbouring", Lemma: "neighbour", UPOS: "VERB", XPOS: "VBG"}, {Text: "dead", Lemma: "dead", UPOS: "ADJ", XPOS: "JJ"}, {Text: "four", Lemma: "four", UPOS: "NUM", XPOS: "CD"},
	}
	rels := []string{"nsubj", "obj", "obl", "advcl", "ccomp", "acl", "acl:relcl", "conj", "appos", "mark", "nmod", "flat", "parataxis", "xcomp", "amod", "nsubj:pass"}
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

// One subject a verb, whatever the parser thinks: words as text/UPOS/XPOS/head/relation, heads from 1.
func TestSecondSubject(t *testing.T) {
	book, err := rule.Load(codebook.Files)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		words []string
		name  [2]int // first and last token of a person's name
		want  map[int]string
	}{
		{[]string{"Spokesman/NOUN/NN/6/nsubj", "of/ADP/IN/3/case", "Zenda/PROPN/NNP/1/nmod", "Anton/PROPN/NNP/6/nsubj", "Geiern/PROPN/NNP/4/flat", "spoke/VERB/VBD/0/root"},
			[2]int{3, 4}, map[int]string{0: "nsubj of spoke", 3: "appos of Spokesman"}},
		{[]string{"Zenda/PROPN/NNP/2/nsubj", "said/VERB/VBD/0/root", "it/PRON/PRP/5/expl", "was/AUX/VBD/5/cop", "willing/ADJ/JJ/2/ccomp", "to/PART/TO/7/mark", "talk/VERB/VB/5/xcomp"},
			[2]int{-1, -1}, map[int]string{2: "nsubj of willing"}},
		{[]string{"Zenda/PROPN/NNP/2/nsubj", "said/VERB/VBD/0/root", "it/PRON/PRP/5/expl", "was/AUX/VBD/5/cop", "late/ADJ/JJ/2/ccomp", "to/PART/TO/7/mark", "talk/VERB/VB/5/xcomp"},
			[2]int{-1, -1}, map[int]string{2: "expl of late"}},
		{[]string{"Karl/PROPN/NNP/5/nsubj", "was/AUX/VBD/5/cop", "due/ADJ/JJ/5/case", "in/ADP/IN/5/case", "Zenda/PROPN/NNP/7/ccomp", "he/PRON/PRP/7/nsubj", "said/VERB/VBD/0/root"},
			[2]int{-1, -1}, map[int]string{0: "nsubj of due", 1: "cop of due", 2: "ccomp of said", 3: "case of Zenda", 4: "obl of due"}},
		{[]string{"A/DET/DT/2/det", "rebel/NOUN/NN/5/nsubj", ",/PUNCT/,/5/punct", "he/PRON/PRP/5/nsubj", "left/VERB/VBD/0/root"},
			[2]int{-1, -1}, map[int]string{1: "dislocated of left", 3: "nsubj of left"}},
		{[]string{"gunmen/NOUN/NNS/7/nsubj", "ambushed/VERB/VBN/1/acl", "a/DET/DT/4/det", "convoy/NOUN/NN/2/obj", ",/PUNCT/,/1/punct", "police/NOUN/NN/7/nsubj", "said/VERB/VBD/0/root"},
			[2]int{-1, -1}, map[int]string{0: "nsubj of ambushed", 1: "ccomp of said", 5: "nsubj of said"}},
		{[]string{"the/DET/DT/2/det", "government/NOUN/NN/0/root", "of/SCONJ/IN/4/mark", "neighbouring/VERB/VBG/2/acl", "Graustark/PROPN/NNP/4/obj"},
			[2]int{-1, -1}, map[int]string{2: "case of Graustark", 3: "amod of Graustark", 4: "nmod of government"}},
		{[]string{"Rebels/NOUN/NNS/2/nsubj", "shot/VERB/VBD/0/root", "dead/ADJ/JJ/5/amod", "four/NUM/CD/5/nummod", "men/NOUN/NNS/2/obj"},
			[2]int{-1, -1}, map[int]string{2: "xcomp of shot", 4: "obj of shot"}},
		{[]string{"Zenda/PROPN/NNP/2/nsubj", "lent/VERB/VBD/0/root", "Ruritania/PROPN/NNP/4/compound", "$/SYM/$/2/obj", "2/NUM/CD/6/compound", "billion/NUM/CD/4/nummod"},
			[2]int{-1, -1}, map[int]string{2: "iobj of lent", 3: "obj of lent"}},
		{[]string{"Zenda/PROPN/NNP/2/nsubj", "asked/VERB/VBD/0/root", "police/NOUN/NNS/2/iobj", "to/PART/TO/5/mark", "explain/VERB/VB/3/acl"},
			[2]int{-1, -1}, map[int]string{4: "xcomp of asked"}},
		{[]string{"Rebels/NOUN/NNS/3/nsubj", "Zenda/PROPN/NNP/3/nsubj", "left/VERB/VBD/0/root"}, // nobody's name: left alone
			[2]int{-1, -1}, map[int]string{0: "nsubj of left", 1: "nsubj of left"}},
	} {
		s := doc.Sentence{}
		for _, w := range c.words {
			f := strings.Split(w, "/")
			head, err := strconv.Atoi(f[3])
			if err != nil {
				t.Fatal(err)
			}
			lemma := strings.ToLower(f[0])
			if base := map[string]string{"said": "say", "neighbouring": "neighbour"}[lemma]; base != "" {
				lemma = base
			}
			s.Tokens = append(s.Tokens, doc.Token{Text: f[0], Lemma: lemma, UPOS: f[1], XPOS: f[2], Head: head - 1, Deprel: f[4]})
		}
		if c.name[0] >= 0 {
			s.Names = []doc.Name{{First: c.name[0], Last: c.name[1], Type: doc.Person}}
			for i := c.name[0]; i <= c.name[1]; i++ {
				s.Tokens[i].Name = 1
			}
		}
		clause.Mend(&s, book)
		for i, want := range c.want {
			if got := s.Tokens[i].Deprel + " of " + s.Tokens[s.Tokens[i].Head].Text; got != want {
				t.Errorf("%s: %s, want %s", s.Tokens[i].Text, got, want)
			}
		}
	}
}
