package rapporteur

import (
	"context"

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
		c.parser.Parse(&d.Sents[i])
		clause.Mend(&d.Sents[i], c.book)
	}
	if d.TitleSent != nil {
		c.parser.Parse(d.TitleSent)
	}
	return nil
}
