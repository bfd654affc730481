package rapporteur

import (
	"context"

	"rapporteur/internal/clause"
	"rapporteur/internal/doc"
	"rapporteur/internal/rule"
)

// batch is the number of sentences parsed together: enough to share the work,
// few enough for a cancelled context to be noticed within a long article.
const batch = 32

// parse analyses the sentences and the title.
func (c *Coder) parse(ctx context.Context, d *doc.Doc) error {
	open, para := false, -1
	for first := 0; first < len(d.Sents); first += batch {
		if err := ctx.Err(); err != nil {
			return err
		}
		sents := d.Sents[first:min(first+batch, len(d.Sents))]
		var speeches []speech
		whole := make([]*doc.Sentence, 0, len(sents))
		for i := range sents {
			s := &sents[i]
			if s.Para != para { // a quotation that runs over paragraphs opens anew in each
				open, para = false, s.Para
			}
			if quoted := clause.Quoted(s, open); len(quoted) > 0 {
				sp := newSpeech(s, quoted)
				speeches = append(speeches, sp)
				whole = append(whole, sp.frame)
			} else {
				whole = append(whole, s)
			}
			open = clause.OpenAfter(s, open)
		}
		c.parser.ParseAll(whole)
		c.parseSpeeches(speeches)
		for i := range sents {
			clause.Mend(&sents[i], c.book)
		}
	}
	if d.TitleSent != nil {
		c.parser.Parse(d.TitleSent)
	}
	return nil
}

// speech is a sentence with quoted speech, taken apart: a parser trained on other
// text often takes the speech and the words around it for one clause.
type speech struct {
	s      *doc.Sentence
	frame  *doc.Sentence // the words around the speech
	rest   []int         // their tokens
	quoted [][2]int
	parts  []*doc.Sentence // the speech, part by part
}

func newSpeech(s *doc.Sentence, quoted [][2]int) speech {
	sp := speech{s: s, quoted: quoted}
	i := 0
	for _, q := range quoted {
		for ; i < q[0]; i++ {
			sp.rest = append(sp.rest, i)
		}
		i = q[1]
	}
	for ; i < len(s.Tokens); i++ {
		sp.rest = append(sp.rest, i)
	}
	sp.frame = part(s, sp.rest)
	return sp
}

// part is some of a sentence's tokens as a sentence of their own.
func part(s *doc.Sentence, at []int) *doc.Sentence {
	p := &doc.Sentence{Span: s.Span, Tokens: make([]doc.Token, len(at))}
	for k, i := range at {
		p.Tokens[k] = s.Tokens[i]
	}
	return p
}

// parseSpeeches parses the quoted parts of sentences whose frames are parsed, and
// hangs each on the frame's reporting verb. Where there is none the sentence is
// parsed as a whole.
func (c *Coder) parseSpeeches(speeches []speech) {
	var next []*doc.Sentence
	verbs := make([]int, len(speeches))
	for k := range speeches {
		sp := &speeches[k]
		verbs[k] = c.reportingVerb(sp.frame)
		if verbs[k] < 0 {
			next = append(next, sp.s)
			continue
		}
		for _, q := range sp.quoted {
			p := part(sp.s, span(q))
			sp.parts = append(sp.parts, p)
			next = append(next, p)
		}
	}
	c.parser.ParseAll(next)
	for k, sp := range speeches {
		if verbs[k] < 0 {
			continue
		}
		sp.s.Names = nil
		putBack(sp.s, sp.frame, sp.rest, -1, "root")
		for i, q := range sp.quoted {
			putBack(sp.s, sp.parts[i], span(q), sp.rest[verbs[k]], "ccomp")
		}
		sp.s.Reparsed()
	}
}

// span lists the tokens from q[0] to q[1], that one not included.
func span(q [2]int) []int {
	at := make([]int, 0, q[1]-q[0])
	for i := q[0]; i < q[1]; i++ {
		at = append(at, i)
	}
	return at
}

// reportingVerb is the frame's verb that speech can hang on, or -1.
func (c *Coder) reportingVerb(frame *doc.Sentence) int {
	verb := -1
	for i, t := range frame.Tokens {
		if t.UPOS == "VERB" && c.book.Predicate(rule.Lemma(&t), rule.Verb, "quote") != nil && (verb < 0 || t.Head < 0) {
			verb = i
		}
	}
	return verb
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
