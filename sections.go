package rapporteur

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"rapporteur/internal/date"
	"rapporteur/internal/doc"
	"rapporteur/internal/place"
	"rapporteur/internal/split"
)

// A text longer than sectionMax characters, some sixty pages, is worked on in
// sections, so that memory stays bounded and time grows as the text does: what
// "he" or "the minister" means is looked for in the section alone. No report is
// that long; a book or a whole archive in one file is.
var sectionMax = 200_000 // a variable for tests

// section is a stretch of an article: sentences where those are given, else parts
// of the text.
type section struct {
	from      int // code point where it begins
	sentences []string
	body      []doc.Span
}

// sections cuts an article; most have one.
func sections(d *doc.Doc, art Article) []section {
	if d.Len() <= sectionMax {
		return []section{{sentences: art.Sentences, body: art.Body}}
	}
	if art.Sentences != nil {
		return sectionsOf(art.Sentences)
	}
	body := art.Body
	if body == nil {
		body = []doc.Span{{Start: 0, End: d.Len()}}
	}
	var out []section
	size := sectionMax // of the last one; full
	for _, s := range body {
		s.Start, s.End = max(s.Start, 0), min(s.End, d.Len())
		for s.Start < s.End {
			if size >= sectionMax {
				out, size = append(out, section{from: s.Start}), 0
			}
			end := s.End
			if size+end-s.Start > sectionMax {
				end = cutAt(d, s.Start, s.Start+sectionMax-size)
			}
			last := &out[len(out)-1]
			last.body = append(last.body, doc.Span{Start: s.Start, End: end})
			size += end - s.Start
			if end < s.End {
				size = sectionMax
			}
			s.Start = end
		}
	}
	return out
}

func sectionsOf(sentences []string) []section {
	var out []section
	at, size := 0, sectionMax
	for i, s := range sentences {
		if size >= sectionMax {
			out, size = append(out, section{from: at, sentences: sentences[i:i:i]}), 0
		}
		last := &out[len(out)-1]
		last.sentences = append(last.sentences, s)
		n := utf8.RuneCountInString(s) + 1
		at, size = at+n, size+n
	}
	return out
}

// cutAt returns where to cut between from and to: at the last end of a paragraph
// in the second half, else of a line, of a sentence, of a word.
func cutAt(d *doc.Doc, from, to int) int {
	text := d.Slice(doc.Span{Start: from, End: to})
	for _, mark := range []string{"\n\n", "\n", ". ", " "} {
		if k := strings.LastIndex(text, mark); k > len(text)/2 {
			return from + utf8.RuneCountInString(text[:k+len(mark)])
		}
	}
	return to
}

// eachSection segments an article and works on it, and gives the document of each
// of its sections to do, in the order of the text. A fault of ours in one article
// is an error for that article, not the end of the run.
func (c *Coder) eachSection(ctx context.Context, art Article, work func(context.Context, *doc.Doc) error, do func(*doc.Doc)) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("article %s could not be coded: an internal fault, please report it: %v", ID(art), r)
		}
	}()
	whole, err := open(art)
	if err != nil {
		return err
	}
	sents, paras := 0, 0
	all := sections(whole, art)
	for _, x := range all {
		d := *whole
		if len(all) == 1 {
			segment(&d, x)
		} else {
			d.Sents = x.cut(whole, sents, paras)
			if n := len(d.Sents); n > 0 {
				sents, paras = d.Sents[n-1].Index+1, d.Sents[n-1].Para+1
			}
		}
		split.Title(&d)
		if err := work(ctx, &d); err != nil {
			return err
		}
		do(&d)
	}
	return nil
}

func segment(d *doc.Doc, x section) {
	if x.sentences != nil {
		split.Sentences(d, x.sentences)
	} else {
		split.Text(d, x.body)
	}
}

// cut returns the section's sentences, numbered from sents and paras on.
func (x section) cut(whole *doc.Doc, sents, paras int) []doc.Sentence {
	var part *doc.Doc
	if x.sentences != nil {
		part = doc.New("", "", strings.Join(x.sentences, "\n"))
	} else {
		part = doc.New("", "", whole.Slice(doc.Span{Start: x.from, End: x.body[len(x.body)-1].End}))
		body := make([]doc.Span, len(x.body))
		for i, s := range x.body {
			body[i] = doc.Span{Start: s.Start - x.from, End: s.End - x.from}
		}
		x.body = body
	}
	segment(part, x)
	for i := range part.Sents {
		s := &part.Sents[i]
		s.Index, s.Para = s.Index+sents, s.Para+paras
		s.Start, s.End = s.Start+x.from, s.End+x.from
		for k := range s.Tokens {
			t := &s.Tokens[k]
			t.Start, t.End = t.Start+x.from, t.End+x.from
		}
	}
	return part.Sents
}

// work is the way of an article after its segmentation: each step adds to the
// document.
func (c *Coder) work(ctx context.Context, d *doc.Doc) error {
	if err := c.parse(ctx, d); err != nil {
		return err
	}
	c.actors.Resolve(d)
	c.events.Find(d)
	c.judge.Assign(d)
	c.dates.Find(d)
	date.Assign(d)
	c.judge.Settle(d)
	c.places.Find(d)
	place.Assign(d)
	c.counts.Assign(d)
	return nil
}
