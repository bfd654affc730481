package parse

import (
	"strings"
	"sync/atomic"
)

// A word's vector before the first layer depends on the word alone, and so do
// its products with that layer's three matrices, which are all there is to the
// layer but sums. For the words that come up again and again they are kept.
// They are what would be computed anew, to the last bit, so it makes no
// difference to the result which words were seen before.

// known is a word with what is computed from it alone. It isn't changed after
// it was put into a vocabulary.
type known struct {
	form  string
	first bool      // at the beginning of its piece
	h     []float32 // its vector
	sum   []int32   // its products with the first layer's matrices; nil if the layer needs the words around
}

// vocabulary holds up to vocabularyMax words. A word is taken up the second time
// it is seen, and stays. It may be used by many goroutines.
type vocabulary struct {
	n    atomic.Int32
	seen [1 << 10]atomic.Uint64 // a bit for each hash seen
	slot [2 * vocabularyMax]atomic.Pointer[known]
}

const (
	vocabularyMax = 1 << 12 // of 4 KB each for a network of width 256
	probes        = 8
)

func hashOf(form string, first bool) uint32 {
	h := uint32(2166136261)
	if first {
		h = 16777619
	}
	for i := 0; i < len(form); i++ {
		h = (h ^ uint32(form[i])) * 16777619
	}
	return h ^ h>>15
}

// find returns the word, or nil.
func (v *vocabulary) find(hash uint32, form string, first bool) *known {
	for k := uint32(0); k < probes; k++ {
		w := v.slot[(hash+k)%uint32(len(v.slot))].Load()
		if w == nil {
			return nil
		}
		if w.first == first && w.form == form {
			return w
		}
	}
	return nil
}

// wanted says whether a word that wasn't found should be added: it was seen before.
func (v *vocabulary) wanted(hash uint32) bool {
	if v.n.Load() >= vocabularyMax {
		return false
	}
	h := hash * 2654435769 >> 16
	bit := uint64(1) << (h % 64)
	return v.seen[h/64].Or(bit)&bit != 0
}

func (v *vocabulary) add(hash uint32, w *known) {
	for k := uint32(0); k < probes; k++ {
		if v.slot[(hash+k)%uint32(len(v.slot))].CompareAndSwap(nil, w) {
			v.n.Add(1)
			return
		}
	}
}

// words is the scratch of enter.
type words struct {
	of    []known // each word of the batch
	fresh []fresh // those that are not known
	h     []float32
	q     []int16
	sum   []int32
}

type fresh struct {
	at   int
	hash uint32
}

// enter sets the vectors h of the words of a batch, and where the first layer
// can be computed from the words alone adds its outputs.
func (n *network) enter(sc *scratch, h []float32, forms []string, ends []int) {
	dim := n.Dim
	ws := &sc.words
	of := grow(&ws.of, len(forms))
	ws.fresh = ws.fresh[:0]
	start := 0
	for _, end := range ends {
		for i := start; i < end; i++ {
			hash := hashOf(forms[i], i == start)
			if w := n.vocabulary.find(hash, forms[i], i == start); w != nil {
				of[i] = *w
				continue
			}
			of[i] = known{form: forms[i], first: i == start}
			ws.fresh = append(ws.fresh, fresh{i, hash})
		}
		start = end
	}
	n.compute(sc)
	m := &n.conv[0]
	start = 0
	for _, end := range ends {
		for i := start; i < end; i++ {
			row := h[i*dim : (i+1)*dim]
			if m.single == nil {
				copy(row, of[i].h)
				continue
			}
			left, right := n.nothing, n.nothing
			if i-m.dilation >= start {
				left = of[i-m.dilation].sum[:dim]
			}
			if i+m.dilation < end {
				right = of[i+m.dilation].sum[2*dim:]
			}
			residual3(row, of[i].h, left, of[i].sum[dim:2*dim], right, m.scale, m.bias, n.Slope)
		}
		start = end
	}
	clear(of) // the pool shall not hold the text
}

// compute fills in the fresh words.
func (n *network) compute(sc *scratch) {
	dim, ws := n.Dim, &sc.words
	F, of := len(ws.fresh), ws.of
	h := grow(&ws.h, F*dim)
	clear(h)
	for k, f := range ws.fresh {
		w := &of[f.at]
		w.h = h[k*dim : (k+1)*dim]
		sc.rows = n.features.rows(sc.rows[:0], &sc.word, w.form, w.first)
		for _, r := range sc.rows {
			addRow(w.h, n.emb[int(r)*dim:int(r+1)*dim], n.embScale[r])
		}
	}
	if n.conv[0].single != nil {
		q := grow(&ws.q, even(F)*dim)
		clear(q[F*dim:])
		n.normalize(q, h, F)
		sum := grow(&ws.sum, even(F)*3*dim)
		gemm(sum, q, even(F), n.conv[0].single, dim, 3*dim)
		for k, f := range ws.fresh {
			of[f.at].sum = sum[k*3*dim : (k+1)*3*dim]
		}
	}
	for _, f := range ws.fresh {
		if w := of[f.at]; n.vocabulary.wanted(f.hash) && n.vocabulary.find(f.hash, w.form, w.first) == nil {
			w.form = strings.Clone(w.form) // not the article it is from
			w.h = append([]float32(nil), w.h...)
			w.sum = append([]int32(nil), w.sum...)
			n.vocabulary.add(f.hash, &w)
		}
	}
}
