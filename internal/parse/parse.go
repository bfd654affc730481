// Package parse gives the words of a sentence their tags, lemmas and features,
// builds the tree over them and finds names, with a small neural network whose
// weights are passed in (package model embeds the English ones).
//
// In goes a doc.Sentence with its Tokens' Text, out comes the same with Lemma,
// UPOS, XPOS, Feats, Head, Deprel and Name filled in, and Sentence.Names. A
// sentence costs about 20 microseconds a word on one core with AVX2; the model
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
	one := [1]*doc.Sentence{s}
	p.ParseAll(one[:])
}

// batch is the number of words from which on a batch is full. Larger ones are no
// faster, and need more memory.
const batch = 192

// piece is a part of a sentence that is parsed by itself: tokens a to b.
type piece struct {
	s    *doc.Sentence
	a, b int
	root int
}

// ParseAll fills in the tokens and names of many sentences, which is faster than
// one by one, with the same results.
func (p *Parser) ParseAll(sents []*doc.Sentence) {
	sc := p.pool.Get().(*scratch)
	defer p.pool.Put(sc)
	sc.pieces = sc.pieces[:0]
	done, words := 0, 0
	for _, s := range sents {
		s.Names = s.Names[:0]
		s.Reparsed()
		if len(s.Tokens) == 0 {
			continue
		}
		s.Line = dateline(s.Tokens)
		for a := 0; a < len(s.Tokens); {
			b := s.Line
			if a >= b {
				b = pieceEnd(s.Tokens, a)
			}
			sc.pieces = append(sc.pieces, piece{s, a, b, 0})
			words += b - a
			a = b
			if words >= batch {
				p.pieces(sc, sc.pieces[done:])
				done, words = len(sc.pieces), 0
			}
		}
	}
	p.pieces(sc, sc.pieces[done:])
	// a sentence has one root, that of the first piece after its dateline
	for i := 0; i < len(sc.pieces); {
		s, j := sc.pieces[i].s, i
		for ; j < len(sc.pieces) && sc.pieces[j].s == s; j++ {
		}
		first := i
		if s.Line > 0 {
			first++
		}
		for ; i < j; i++ {
			if i != first {
				t := &s.Tokens[sc.pieces[i].root]
				t.Head, t.Deprel = sc.pieces[first].root, "parataxis"
			}
		}
	}
	clear(sc.pieces) // the pool shall not hold the text
}

// datelineMax is the longest dateline, in words.
const datelineMax = 18

// dateline returns where the report begins after a dateline such as
// "NAIROBI, Nov. 2 (Xinhua) --", or 0. A dateline ends with a dash that stands
// alone, holds no word in lower case, and begins in capitals, ends with the
// agency (in brackets or in capitals) or a day, or is a town and a country. It is parsed apart: the treebanks have next to none, and
// the network would hang the whole sentence on the town.
func dateline(t []doc.Token) int {
	for i := 1; i < len(t)-2 && i <= datelineMax; i++ {
		switch t[i].Text {
		case "-", "--", "---", "—", "–", "_":
			if !t[i-1].Space || !t[i].Space {
				continue
			}
			if t[i-1].Text != ")" && !capitals(t[0].Text) && !capitals(t[i-1].Text) && !day(t[i-1].Text) && !(townAndCountry(t[:i]) && !lower(t[i+1].Text)) {
				return 0
			}
			return i + 1
		}
		if lower(t[i].Text) {
			return 0
		}
	}
	return 0
}

func lower(w string) bool {
	c, _ := utf8.DecodeRuneInString(w)
	return unicode.IsLower(c)
}

// townAndCountry says whether the words are two names with a comma between, as
// in "Strelsau, Ruritania -".
func townAndCountry(t []doc.Token) bool {
	comma := 0
	for i := range t {
		c, _ := utf8.DecodeRuneInString(t[i].Text)
		switch {
		case t[i].Text == "," && i > 0 && comma == 0:
			comma = i
		case !unicode.IsUpper(c):
			return false
		}
	}
	return comma > 0 && comma < len(t)-1 && len(t) <= 7
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

// pieces parses some pieces as one batch.
func (p *Parser) pieces(sc *scratch, all []piece) {
	sc.forms, sc.ends = sc.forms[:0], sc.ends[:0]
	for _, x := range all {
		for i := x.a; i < x.b; i++ {
			sc.forms = append(sc.forms, x.s.Tokens[i].Text)
		}
		sc.ends = append(sc.ends, len(sc.forms))
	}
	if len(sc.forms) == 0 {
		return
	}
	p.net.encode(sc, sc.forms, sc.ends)
	at := 0
	for i := range all {
		p.piece(sc, &all[i], at)
		at = sc.ends[i]
	}
	clear(sc.forms)
}

// piece fills in a piece's tokens from the outputs of the words from at on
func (p *Parser) piece(sc *scratch, x *piece, at int) {
	n, toks := p.net, x.s.Tokens[x.a:x.b]
	forms, upos := sc.forms[at:at+len(toks)], grow(&sc.upos, len(toks))
	for i := range toks {
		t := &toks[i]
		upos[i] = argmax(n.values(sc, at+i, partUPOS))
		t.UPOS = n.Labels["upos"][upos[i]]
		t.XPOS = n.Labels["xpos"][argmax(n.values(sc, at+i, partXPOS))]
		t.Feats = n.Labels["feats"][argmax(n.values(sc, at+i, partFeats))]
		t.Lemma, sc.lower = p.lemmas.lemma(t.Text, t.UPOS, t.XPOS, sc.lower)
		t.Name = 0
	}
	n.arcs(sc, at, len(toks))
	heads := grow(&sc.heads, len(toks))
	sc.tree.decode(sc.score, len(toks), heads)
	mark := grow(&sc.punct.mark, len(toks))
	for i := range toks {
		mark[i] = toks[i].UPOS == "PUNCT"
	}
	sc.punct.attach(forms, heads)
	n.labels(sc, at, heads, upos, p.root)
	for i, h := range heads {
		toks[i].Deprel = n.Labels["rel"][sc.rel[i]]
		toks[i].Head = h
		if h >= 0 {
			toks[i].Head += x.a
		} else {
			x.root = x.a + i
		}
	}
	p.names(sc, x.s, x.a, x.b, at)
}
