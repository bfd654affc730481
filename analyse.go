package rapporteur

import (
	"context"
	"strings"

	"rapporteur/internal/clause"
	"rapporteur/internal/doc"
)

// parse analyses the sentences and the title one by one, so that a cancelled
// context is noticed within a long article.
func (c *Coder) parse(ctx context.Context, d *doc.Doc) error {
	for i := range d.Sents {
		if err := ctx.Err(); err != nil {
			return err
		}
		s := &d.Sents[i]
		c.parseAfter(s, dateline(s))
		clause.Mend(s, c.book)
	}
	if d.TitleSent != nil {
		c.parser.Parse(d.TitleSent)
	}
	return nil
}

// parseAfter parses a sentence without its first n tokens, which then hang on
// its root as what they are: no part of the sentence's grammar.
func (c *Coder) parseAfter(s *doc.Sentence, n int) {
	if n == 0 {
		c.parser.Parse(s)
		return
	}
	rest := doc.Sentence{Span: s.Span, Tokens: s.Tokens[n:]}
	c.parser.Parse(&rest)
	root := n
	for i := n; i < len(s.Tokens); i++ {
		if t := &s.Tokens[i]; t.Head >= 0 {
			t.Head += n
		} else {
			root = i
		}
	}
	s.Names = nil
	for _, nm := range rest.Names {
		s.Names = append(s.Names, doc.Name{First: nm.First + n, Last: nm.Last + n, Type: nm.Type})
	}
	for i := 0; i < n; i++ {
		t := &s.Tokens[i]
		t.Lemma, t.UPOS, t.XPOS, t.Head, t.Deprel = t.Text, "X", "FW", root, "dep"
		if strings.ContainsAny(t.Text, "-–—,.()") && len([]rune(t.Text)) <= 2 {
			t.UPOS, t.XPOS, t.Deprel = "PUNCT", ":", "punct"
		}
	}
	s.Reparsed()
}

// dateline returns the number of tokens of the dateline a sentence begins with,
// "NAIROBI, Nov. 2 (Xinhua) --", its dash included; 0 where there is none. A
// dateline has its town in capitals or its agency in brackets before the dash.
func dateline(s *doc.Sentence) int {
	if len(s.Tokens) < 4 || !capitals(s.Tokens[0].Text) && s.Tokens[0].Text != "(" && !title(s.Tokens[0].Text) {
		return 0
	}
	agency := false
	for i := 0; i < len(s.Tokens)-1 && i < 20; i++ {
		t := s.Tokens[i].Text
		switch {
		case t == "(":
			agency = true
		case t == "-" && !(i > 0 && s.Tokens[i-1].Space && s.Tokens[i].Space):
		case t == "--" || t == "-" || t == "–" || t == "—":
			if i > 0 && (agency || capitals(s.Tokens[0].Text) || s.Index == 0 && i <= 8) {
				return i + 1
			}
			return 0
		case !agency && strings.ToLower(t) == t && strings.ContainsAny(t, "abcdefghijklmnopqrstuvwxyz") && t != "and" && t != "of" && t != "de" && t != "al":
			return 0
		}
	}
	return 0
}

func capitals(w string) bool {
	return len([]rune(w)) > 1 && strings.ToUpper(w) == w && strings.ToLower(w) != w
}

func title(w string) bool { return len(w) > 1 && strings.ToUpper(w[:1]) == w[:1] }
