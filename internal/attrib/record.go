package attrib

import (
	"slices"
	"strings"

	"rapporteur/internal/doc"
)

// record keeps what is said as attributions, for `mark`.
func (j *Judge) record(d *doc.Doc, talks [][]embed, speakers []*voice) {
	quotes := quotations(d)
	for i, es := range talks {
		s := &d.Sents[i]
		es = append(es, j.attitudes(d, i, es)...)
		first := len(d.Attributions)
		for n := range es {
			// a reader takes "..., according to the ministry" for the whole sentence; an event there may still be the report's own
			for es[n].wide && s.Tokens[es[n].top].Head >= 0 {
				es[n].top = s.Tokens[es[n].top].Head
			}
		}
		for n, e := range es {
			a := doc.Attribution{Inside: -1}
			for _, src := range e.sources {
				h, ok := j.holder(d, i, src)
				if given := j.in("according", strings.ToLower(s.Tokens[e.cue[0]].Text)); ok || given { // whatever a parser takes "exit polls" for
					f, l := s.Subtree(src)
					for f < src && (s.Tokens[f].UPOS == "PUNCT" && !isQuote(s.Tokens[f].Text) || s.Tokens[f].Head < src && s.Is(f, "fixed") || s.Tokens[f].Head == src && s.Is(f, "case")) {
						f++ // ", according to" is the cue's
					}
					a.Source = append(a.Source, s.SpanOf(f, l))
					if ok && a.Holder.Span == (doc.Span{}) {
						a.Holder = h
						a.Holder.Stance = e.stance
					}
				}
			}
			for _, c := range e.cue {
				a.Cue = append(a.Cue, s.Tokens[c].Span)
			}
			a.Content = whole(content(s, e), quotes, a.Cue[0])
			for k, o := range es {
				if k != n && o.holds(s, e.cue[0]) && (k < n || !e.holds(s, o.cue[0])) {
					a.Inside = first + k
				}
			}
			d.Attributions = append(d.Attributions, a)
		}
	}
	// sentences quoted from end to end belong to the speech before or after them
	for i, sp := range speakers {
		if sp == nil {
			continue
		}
		for k := len(d.Attributions) - 1; k >= 0; k-- {
			if a := &d.Attributions[k]; a.Inside < 0 && a.Holder.Span == sp.Span {
				a.Content = join(append(a.Content, d.Sents[i].Span))
				break
			}
		}
	}
	nest(d.Attributions)
}

// nest marks the attributions whose words stand within what another one says,
// in a sentence before or behind it.
func nest(as []doc.Attribution) {
	for i := range as {
		a := &as[i]
		for k := range as {
			if k == i || a.Inside >= 0 || as[k].Inside == i || len(a.Cue) == 0 {
				continue
			}
			for _, c := range as[k].Content {
				if c.Start <= a.Cue[0].Start && a.Cue[0].End <= c.End {
					a.Inside = k
				}
			}
		}
	}
}

// content returns the words of what is said, in one or several stretches.
func content(s *doc.Sentence, e embed) []doc.Span {
	var out []doc.Span
	start := -1
	var loose []int
	if e.aside {
		loose = looseEnds(s, e)
	}
	for i := 0; i <= len(s.Tokens); i++ {
		in := i < len(s.Tokens) && e.holds(s, i) && !slices.ContainsFunc(loose, func(k int) bool { return s.Under(i, k) })
		switch {
		case in && start < 0:
			start = i
		case !in && start >= 0:
			// a comma or stop at either end parts it from the rest
			f, l := start, i-1
			for f < l && s.Tokens[f].UPOS == "PUNCT" && !isQuote(s.Tokens[f].Text) {
				f++
			}
			if s.Tokens[l].UPOS != "PUNCT" || isQuote(s.Tokens[l].Text) || f < l {
				out = append(out, s.SpanOf(f, l))
			}
			start = -1
		}
	}
	return out
}

// looseEnds returns what hangs on the words said behind a comma but is the
// report's own: "endorsed the deal, although she had her doubts".
func looseEnds(s *doc.Sentence, e embed) []int {
	var out []int
	for k := range s.Tokens {
		if k <= e.top || !(s.Is(k, "advcl") || s.Is(k, "parataxis") || s.Tokens[k].Deprel == "acl" || s.Tokens[k].Deprel == "acl:relcl") || !e.holds(s, k) {
			continue
		}
		if first, _ := s.Subtree(k); first > e.top && (s.Tokens[first].Text == "," || first > 0 && s.Tokens[first-1].Text == ",") {
			out = append(out, k)
		}
	}
	return out
}

// holds says whether token i is among the words of what is said.
func (e *embed) holds(s *doc.Sentence, i int) bool {
	if e.except >= 0 && s.Under(i, e.except) {
		return false
	}
	return s.Under(i, e.top) || slices.ContainsFunc(e.more, func(m int) bool { return s.Under(i, m) })
}

// quotations returns the stretches between quotation marks, the marks included,
// in order; they may run over sentences of a paragraph.
func quotations(d *doc.Doc) []doc.Span {
	var out []doc.Span
	open, para, end := -1, -1, 0
	shut := func(at int) {
		if open >= 0 {
			out = append(out, doc.Span{Start: open, End: at})
			open = -1
		}
	}
	for i := range d.Sents {
		s := &d.Sents[i]
		if s.Para != para {
			shut(end) // a quotation that runs over paragraphs opens anew in each
			para = s.Para
		}
		for k := range s.Tokens {
			t := &s.Tokens[k]
			switch {
			case strings.ContainsAny(t.Text, openMarks):
				shut(t.Start)
				open = t.Start
			case strings.ContainsAny(t.Text, closeMarks):
				shut(t.End)
			case isQuote(t.Text) && open >= 0:
				shut(t.End)
			case isQuote(t.Text):
				open = t.Start
			}
			end = t.End
		}
	}
	shut(end)
	return out
}

// whole extends what is said in quotation marks to the whole quotation, which
// may begin sentences before the reporting words and end sentences after them.
// A quotation that the reporting words themselves stand in, and words quoted
// within what is said, change nothing.
func whole(spans, quotes []doc.Span, cue doc.Span) []doc.Span {
	var out []doc.Span
	for _, sp := range spans {
		for _, q := range quotes {
			if cue.Start >= q.Start && cue.End <= q.End || q.End <= sp.Start || q.Start >= sp.End || sp.Start <= q.Start && q.End <= sp.End {
				continue
			}
			sp = doc.Span{Start: min(sp.Start, q.Start), End: max(sp.End, q.End)}
		}
		if sp.Start < cue.End && cue.Start < sp.End {
			continue // the reporting words are no part of it
		}
		out = append(out, sp)
	}
	if len(out) == 0 {
		return spans
	}
	return join(out)
}

// join puts spans in order and those that overlap together.
func join(spans []doc.Span) []doc.Span {
	slices.SortFunc(spans, func(a, b doc.Span) int { return a.Start - b.Start })
	out := spans[:0]
	for _, s := range spans {
		if n := len(out); n > 0 && s.Start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}
