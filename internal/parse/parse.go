// Package parse gives the words of a sentence their tags, lemmas and features,
// builds the tree over them and finds names, with a small neural network whose
// weights are passed in (package model embeds the English ones).
//
// In goes a doc.Sentence with its Tokens' Text, out comes the same with Lemma,
// UPOS, XPOS, Feats, Head, Deprel and Name filled in, and Sentence.Names. A
// sentence costs about 40 microseconds a word on one core with AVX2; the model
// about 12 MB of memory. A Parser may be used by many goroutines at once. The
// result depends on the words alone and is the same on every processor.
package parse

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"rapporteur/internal/doc"
)

// A longer sentence is cut into pieces of at most pieceMax words, which are
// parsed one by one.
const pieceMax = 250

// Parser is a loaded model.
type Parser struct {
	net    *network
	lemmas lemmas
	root   int // number of the relation "root"
	bio    []bio
	pool   sync.Pool
}

// bio is one name tag taken apart.
type bio struct {
	begin, inside bool
	kind          string
}

// New reads a model. The bytes are used in place and must not be changed
// afterwards. Errors wrap ErrModel.
func New(model []byte) (*Parser, error) {
	r, err := openModel(model)
	if err != nil {
		return nil, err
	}
	n, err := newNetwork(r)
	if err != nil {
		return nil, err
	}
	l, err := readLemmas(r.section("lemma", -1))
	if err != nil {
		return nil, err
	}
	if r.err != nil {
		return nil, r.err
	}
	p := &Parser{net: n, lemmas: l, root: -1}
	for i, x := range n.Labels["rel"] {
		if x == "root" {
			p.root = i
		}
	}
	if p.root < 0 {
		return nil, bad("no relation root")
	}
	for _, t := range n.Labels["names"] {
		b := bio{begin: strings.HasPrefix(t, "B-"), inside: strings.HasPrefix(t, "I-")}
		if b.begin || b.inside {
			b.kind = t[2:]
		} else if t != "O" {
			return nil, bad("name tag %q", t)
		}
		p.bio = append(p.bio, b)
	}
	p.pool.New = func() any { return new(scratch) }
	return p, nil
}

// Parse fills in the sentence's tokens and names. A sentence without tokens is
// left as it is.
func (p *Parser) Parse(s *doc.Sentence) {
	s.Names = s.Names[:0]
	s.Reparsed()
	N := len(s.Tokens)
	if N == 0 {
		return
	}
	sc := p.pool.Get().(*scratch)
	defer p.pool.Put(sc)
	root, line := -1, -1
	start := dateline(s.Tokens)
	s.Line = start
	if start > 0 {
		line = p.piece(sc, s, 0, start)
	}
	for a := start; a < N; {
		b := pieceEnd(s.Tokens, a)
		r := p.piece(sc, s, a, b)
		if root < 0 {
			root = r
		} else {
			s.Tokens[r].Head, s.Tokens[r].Deprel = root, "parataxis"
		}
		a = b
	}
	if line >= 0 {
		s.Tokens[line].Head, s.Tokens[line].Deprel = root, "parataxis"
	}
}

// datelineMax is the longest dateline, in words.
const datelineMax = 18

// dateline returns where the report begins after a dateline such as
// "NAIROBI, Nov. 2 (Xinhua) --", or 0. A dateline ends with a dash that stands
// alone, holds no word in lower case, and begins in capitals or ends with the
// agency in brackets. It is parsed apart: the treebanks have next to none, and
// the network would hang the whole sentence on the town.
func dateline(t []doc.Token) int {
	for i := 1; i < len(t)-2 && i <= datelineMax; i++ {
		switch t[i].Text {
		case "-", "--", "---", "—", "–", "_":
			if !t[i-1].Space || !t[i].Space {
				continue
			}
			if t[i-1].Text != ")" && !capitals(t[0].Text) && !day(t[i-1].Text) {
				return 0
			}
			return i + 1
		}
		if c, _ := utf8.DecodeRuneInString(t[i].Text); unicode.IsLower(c) {
			return 0
		}
	}
	return 0
}

// day says whether the word is the day or year that ends a dateline's date:
// "São Paulo, March 11 -".
func day(w string) bool {
	for _, c := range w {
		if c < '0' || c > '9' {
			return false
		}
	}
	return len(w) == 1 || len(w) == 2 || len(w) == 4
}

// capitals says whether the word has three letters or more, all capitals.
func capitals(w string) bool {
	n := 0
	for _, c := range w {
		if unicode.IsLower(c) {
			return false
		}
		if unicode.IsUpper(c) {
			n++
		}
	}
	return n >= 3
}

// pieceEnd returns the end of the piece that starts at a: the rest of the
// sentence where it is short enough, else after the last strong punctuation,
// or comma, or anywhere.
func pieceEnd(t []doc.Token, a int) int {
	if len(t)-a <= pieceMax {
		return len(t)
	}
	for _, marks := range []string{".;:!?", ",)-–—\"”"} {
		for b := a + pieceMax; b > a+pieceMax/2; b-- {
			if w := t[b-1].Text; w != "" && strings.Contains(marks, w) {
				return b
			}
		}
	}
	return a + pieceMax
}

// piece parses tokens a..b and returns its root.
func (p *Parser) piece(sc *scratch, s *doc.Sentence, a, b int) int {
	n, toks := p.net, s.Tokens[a:b]
	forms := grow(&sc.forms, len(toks))
	for i := range toks {
		forms[i] = toks[i].Text
	}
	n.encode(sc, forms)
	for i := range toks {
		t := &toks[i]
		t.UPOS = n.Labels["upos"][p.best(sc, i, partUPOS)]
		t.XPOS = n.Labels["xpos"][p.best(sc, i, partXPOS)]
		t.Feats = n.Labels["feats"][p.best(sc, i, partFeats)]
		t.Lemma, sc.lower = p.lemmas.lemma(t.Text, t.UPOS, t.XPOS, sc.lower)
		t.Name = 0
	}
	n.arcs(sc, len(toks))
	heads := grow(&sc.heads, len(toks))
	sc.tree.decode(sc.score, len(toks), heads)
	mark := grow(&sc.punct.mark, len(toks))
	for i := range toks {
		mark[i] = toks[i].UPOS == "PUNCT"
	}
	sc.punct.attach(forms, heads)
	n.labels(sc, heads, p.root)
	root := a
	for i, h := range heads {
		toks[i].Deprel = n.Labels["rel"][sc.rel[i]]
		toks[i].Head = h
		if h >= 0 {
			toks[i].Head += a
		} else {
			root = a + i
		}
	}
	p.names(sc, s, a, b)
	clear(forms) // the pool shall not hold the text
	return root
}

func (p *Parser) best(sc *scratch, i, part int) int {
	sc.float = p.net.values(sc.float[:0], sc, i, part)
	return argmax(sc.float)
}

// names finds the best sequence of name tags in which I follows only B or I of
// the same kind. The piece's scores are those of its words, and those of tags
// following each other where the model has them.
func (p *Parser) names(sc *scratch, s *doc.Sentence, a, b int) {
	T, N, move := len(p.bio), b-a, p.net.move
	cur := grow(&sc.vit, 2*T)
	prev, cur := cur[:T], cur[T:]
	back := grow(&sc.back, N*T)
	for i := 0; i < N; i++ {
		sc.float = p.net.values(sc.float[:0], sc, i, partNames)
		for t := range p.bio {
			best, at := float32(impossible), 0
			if i == 0 {
				if !p.bio[t].inside {
					best = 0
					if move != nil {
						best = move[t]
					}
				}
			} else {
				for u := range p.bio {
					if p.bio[t].inside && p.bio[u].kind != p.bio[t].kind {
						continue
					}
					x := prev[u]
					if move != nil {
						x += move[(u+1)*T+t]
					}
					if x > best {
						best, at = x, u
					}
				}
			}
			cur[t] = best + sc.float[t]
			back[i*T+t] = uint8(at)
		}
		prev, cur = cur, prev
	}
	tag := grow(&sc.tag, N)
	tag[N-1] = argmax(prev)
	for i := N - 1; i > 0; i-- {
		tag[i-1] = int(back[i*T+tag[i]])
	}
	for i := 0; i < N; {
		k := p.bio[tag[i]]
		if k.kind == "" {
			i++
			continue
		}
		j := i + 1
		for j < N && p.bio[tag[j]].inside {
			j++
		}
		s.Names = append(s.Names, doc.Name{First: a + i, Last: a + j - 1, Type: k.kind})
		for ; i < j; i++ {
			s.Tokens[a+i].Name = len(s.Names)
		}
	}
}
