package parse

import (
	"unicode"
	"unicode/utf8"
)

// The features of a word are strings; the model knows each by its 32-bit
// FNV-1a hash. This file is train/data.py's norm, shape, keys and fnv1a over
// again: a change there is a change here.

// features finds the embedding rows of words.
type features struct {
	hash  []uint32 // of row i+2
	slots []uint32 // open addressing: row, 0 for empty
	mask  uint32
	class classes
}

// classes is what dictionaries say of words: for a word's hash the rows of up
// to classMax classes. The hashes are sorted; those of one bucket, by their
// upper 16 bits, stand from start on.
type classes struct {
	hash  []uint32
	rows  []uint16 // [len(hash)][classMax], 0 for none
	start []uint32
}

const classMax = 4

// readClasses reads them; a model without classes has none.
func (n *network) readClasses(r *reader) {
	if n.Classes == 0 {
		return
	}
	c := classes{hash: r.uints("class"), start: make([]uint32, 1<<16+1)}
	b := r.section("class.rows", 2*classMax*len(c.hash))
	first := len(n.hash) + firstRow
	c.rows = make([]uint16, len(b)/2)
	for i := range c.rows {
		c.rows[i] = uint16(b[2*i]) | uint16(b[2*i+1])<<8
		if v := int(c.rows[i]); v != 0 && (v < first || v >= first+n.Classes) && r.err == nil {
			r.err = bad("class %d in row %d of section class.rows", v, i/classMax)
		}
	}
	for i, h := range c.hash {
		if i > 0 && h <= c.hash[i-1] && r.err == nil {
			r.err = bad("section class is not sorted")
		}
		c.start[h>>16+1]++
	}
	for i := 1; i < len(c.start); i++ {
		c.start[i] += c.start[i-1]
	}
	if r.err == nil {
		n.class = c
	}
}

// of returns the rows of a word's classes, up to the first 0.
func (c *classes) of(h uint32) []uint16 {
	if c.start == nil {
		return nil
	}
	for i := c.start[h>>16]; i < c.start[h>>16+1]; i++ {
		if c.hash[i] == h {
			return c.rows[i*classMax : (i+1)*classMax]
		}
	}
	return nil
}

// Rows with a meaning of their own.
const (
	rowUnknown = 1
	firstRow   = 2
	maxKeys    = 10
)

func newFeatures(hash []uint32) features {
	n := 1024
	for n < 2*len(hash) {
		n *= 2
	}
	f := features{hash: hash, slots: make([]uint32, n), mask: uint32(n - 1)}
	for i, h := range hash {
		k := h & f.mask
		for f.slots[k] != 0 {
			k = (k + 1) & f.mask
		}
		f.slots[k] = uint32(i + firstRow)
	}
	return f
}

// row returns the row of a hash, 0 if the model doesn't know it.
func (f *features) row(h uint32) uint32 {
	for k := h & f.mask; ; k = (k + 1) & f.mask {
		r := f.slots[k]
		if r == 0 || f.hash[r-firstRow] == h {
			return r
		}
	}
}

func fnv(kind byte, s []byte) uint32 {
	h := (uint32(2166136261) ^ uint32(kind)) * 16777619
	for _, b := range s {
		h = (h ^ uint32(b)) * 16777619
	}
	return h
}

// word is the scratch of one word's features.
type word struct {
	norm  []byte
	start []int // byte offsets of norm's characters
	shape []byte
}

func (w *word) add(r rune) {
	w.start = append(w.start, len(w.norm))
	w.norm = utf8.AppendRune(w.norm, r)
}

func (w *word) set(form string) {
	w.norm, w.start, w.shape = w.norm[:0], w.start[:0], w.shape[:0]
	var k1, k2 rune // the last two kinds of the shape
	n := 0
	for _, c := range form {
		k := 'o'
		switch {
		case '0' <= c && c <= '9':
			w.add('0')
			k = 'd'
		case c < utf8.RuneSelf:
			switch {
			case 'a' <= c && c <= 'z':
				k = 'x'
			case 'A' <= c && c <= 'Z':
				k = 'X'
			default:
				k = c
				if c == 0x7f {
					k = 'o'
				}
			}
			switch {
			case c == '`':
				w.add('\'')
			case k == 'X':
				w.add(c + 'a' - 'A')
			default:
				w.add(c)
			}
		default:
			switch c {
			case '‘', '’', '´':
				w.add('\'')
			case '“', '”', '„', '«', '»':
				w.add('"')
			case '–':
				w.add('-')
			case '—':
				w.add('-')
				w.add('-')
			case '…':
				w.add('.')
				w.add('.')
				w.add('.')
			default:
				w.add(unicode.ToLower(c))
			}
			if unicode.IsUpper(c) {
				k = 'X'
			} else if unicode.IsLower(c) {
				k = 'x'
			}
		}
		if n < 10 && !(n >= 2 && k1 == k && k2 == k) {
			w.shape = append(w.shape, byte(k))
			k1, k2 = k2, k
			n++
		}
	}
}

// rows appends the word's rows: the word itself, suffixes, prefixes, shape, classes.
func (f *features) rows(dst []uint32, w *word, form string, first bool) []uint32 {
	w.set(form)
	add := func(kind byte, s []byte) {
		if r := f.row(fnv(kind, s)); r != 0 {
			dst = append(dst, r)
		}
	}
	if r := f.row(fnv('w', w.norm)); r != 0 {
		dst = append(dst, r)
	} else {
		dst = append(dst, rowUnknown)
	}
	n := len(w.start)
	for k := 1; k <= 4 && k < n; k++ {
		add('0'+byte(k), w.norm[w.start[n-k]:])
	}
	for k := 1; k <= 3 && k < n; k++ {
		add('a'+byte(k-1), w.norm[:w.start[k]])
	}
	add('S', w.shape)
	if first {
		add('F', w.shape)
	}
	for _, r := range f.class.of(fnv('k', w.norm)) {
		if r == 0 {
			break
		}
		dst = append(dst, uint32(r))
	}
	return dst
}
