package rapporteur

import (
	"context"

	"rapporteur/internal/clause"
	"rapporteur/internal/doc"
	"rapporteur/internal/rule"
)

// parse analyses the sentences and the title one by one, so that a cancelled
// context is noticed within a long article.
func (c *Coder) parse(ctx context.Context, d *doc.Doc) error {
	open, para := false, -1
	for i := range d.Sents {
		if err := ctx.Err(); err != nil {
			return err
		}
		s := &d.Sents[i]
		if s.Para != para { // a quotation that runs over paragraphs opens anew in each
			open, para = false, s.Para
		}
		if !c.parseSpeech(s, clause.Quoted(s, open)) {
			c.parser.Parse(s)
		}
		open = clause.OpenAfter(s, open)
		clause.Mend(s, c.book)
	}
	if d.TitleSent != nil {
		c.parser.Parse(d.TitleSent)
	}
	return nil
}

// parseSpeech parses quoted speech and the words around it apart and hangs the
// speech on its reporting verb: a parser trained on other text often takes the
// two for one clause. It says whether it did: there must be a reporting verb.
func (c *Coder) parseSpeech(s *doc.Sentence, quoted [][2]int) bool {
	if len(quoted) == 0 {
		return false
	}
	inside := make([]bool, len(s.Tokens))
	for _, q := range quoted {
		for i := q[0]; i < q[1]; i++ {
			inside[i] = true
		}
	}
	var rest []int
	for i := range s.Tokens {
		if !inside[i] {
			rest = append(rest, i)
		}
	}
	frame := c.parsePart(s, rest)
	verb := -1
	for i, t := range frame.Tokens {
		if t.UPOS == "VERB" && c.book.Predicate(rule.Lemma(&t), rule.Verb, "quote") != nil && (verb < 0 || t.Head < 0) {
			verb = i
		}
	}
	if verb < 0 {
		return false
	}
	s.Names = nil
	putBack(s, frame, rest, -1, "root")
	for _, q := range quoted {
		var part []int
		for i := q[0]; i < q[1]; i++ {
			part = append(part, i)
		}
		putBack(s, c.parsePart(s, part), part, rest[verb], "ccomp")
	}
	s.Reparsed()
	return true
}

// parsePart parses some of a sentence's tokens as a sentence of their own.
func (c *Coder) parsePart(s *doc.Sentence, part []int) *doc.Sentence {
	p := &doc.Sentence{Span: s.Span, Tokens: make([]doc.Token, len(part))}
	for k, i := range part {
		p.Tokens[k] = s.Tokens[i]
	}
	c.parser.Parse(p)
	return p
}

// putBack puts a parsed part back; its root hangs on head by rel.
func putBack(s, part *doc.Sentence, at []int, head int, rel string) {
	for k, t := range part.Tokens {
		if t.Head >= 0 {
			t.Head = at[t.Head]
		} else {
			t.Head, t.Deprel = head, rel
		}
		t.Name = 0
		s.Tokens[at[k]] = t
	}
	for _, n := range part.Names {
		if at[n.Last]-at[n.First] != n.Last-n.First {
			continue // not in one piece
		}
		s.Names = append(s.Names, doc.Name{First: at[n.First], Last: at[n.Last], Type: n.Type})
		for i := at[n.First]; i <= at[n.Last]; i++ {
			s.Tokens[i].Name = len(s.Names)
		}
	}
}
