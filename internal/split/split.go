// Package split cuts a text into paragraphs, sentences and tokens, as English
// Universal Dependencies has them.
package split

import (
	"strings"
	"unicode"

	"rapporteur/internal/doc"
)

// Text fills d.Sents from the body of d.Text (nil: all of it).
func Text(d *doc.Doc, body []doc.Span) {
	Sentences(d, strings.Split(d.Text, "\n"))
}

// Sentences fills d.Sents with the sentences given; d.Text is they, joined by a newline.
func Sentences(d *doc.Doc, sents []string) {
	d.Sents = d.Sents[:0]
	at := 0
	for i, s := range sents {
		n := len([]rune(s))
		x := doc.Sentence{Span: doc.Span{Start: at, End: at + n}, Index: i, Para: i}
		x.Tokens = tokens([]rune(s), at)
		d.Sents = append(d.Sents, x)
		at += n + 1
	}
}

// Title fills d.TitleSent from d.Title.
func Title(d *doc.Doc) {
	if d.Title == "" {
		return
	}
	r := []rune(d.Title)
	d.TitleSent = &doc.Sentence{Span: doc.Span{Start: 0, End: len(r)}, Index: -1, Para: -1, Tokens: tokens(r, 0)}
}

func tokens(r []rune, base int) []doc.Token {
	var out []doc.Token
	for i := 0; i < len(r); {
		if unicode.IsSpace(r[i]) {
			i++
			continue
		}
		j := i + 1
		if unicode.IsLetter(r[i]) || unicode.IsDigit(r[i]) {
			for j < len(r) && (unicode.IsLetter(r[j]) || unicode.IsDigit(r[j])) {
				j++
			}
		}
		out = append(out, doc.Token{Span: doc.Span{Start: base + i, End: base + j}, Text: string(r[i:j]), Space: j < len(r) && unicode.IsSpace(r[j])})
		i = j
	}
	return out
}
