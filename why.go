package rapporteur

import (
	"context"
	"fmt"
	"strings"
	"unicode"

	"rapporteur/internal/confidence"
	"rapporteur/internal/doc"
	"rapporteur/internal/language"
	"rapporteur/internal/split"
)

// Explain tells for every event of the article how it was found: its
// sentence, the sentence's tree, the rule, and where actor, recipient, date,
// status, source and place come from. For a sentence without an event it names
// the rules that came nearest and what they lacked. The text is for a reader.
func (c *Coder) Explain(ctx context.Context, art Article) (string, error) {
	if l := Language(art); l != language.English {
		return fmt.Sprintf("%s\narticle %s\n\nThe article is in %s. Only English is coded.\n", c.madeBy, ID(art), language.Name(l)), nil
	}
	var b strings.Builder
	err := c.eachSection(ctx, art, c.work, func(d *doc.Doc) { c.explain(&b, d, art) })
	if err != nil {
		return "", err
	}
	return visible(b.String()), nil
}

// explain writes what Explain tells of one section.
func (c *Coder) explain(b *strings.Builder, d *doc.Doc, art Article) {
	if b.Len() == 0 {
		c.explainArticle(b, d)
	}
	recs := c.records(d, art)
	for i := range d.Sents {
		s := &d.Sents[i]
		if s.Cut {
			fmt.Fprintf(b, "\n(the sentence is longer than %d words and is analysed in pieces)", split.MaxTokens)
		}
		fmt.Fprintf(b, "\n[%d] %s\n", s.Index, strings.Join(strings.Fields(d.Slice(s.Span)), " "))
		n := 0
		for k := range d.Events {
			if d.Events[k].Sent == i {
				n++
				c.explainEvent(b, d, &d.Events[k], &recs[k])
			}
		}
		if n == 0 {
			b.WriteString("  no event\n")
			misses := c.events.Misses(d, i)
			if len(misses) == 0 {
				b.WriteString("    no rule has one of its verbs or nouns\n")
			}
			for _, miss := range misses {
				fmt.Fprintf(b, "    nearly: %s\n", miss)
			}
		}
		if len(s.Tokens) > 0 {
			tree(b, s)
		}
	}
}

func (c *Coder) explainArticle(b *strings.Builder, d *doc.Doc) {
	fmt.Fprintf(b, "%s\n", c.madeBy)
	fmt.Fprintf(b, "article %s", d.ID)
	if !d.Published.IsZero() {
		fmt.Fprintf(b, ", published %s", d.Published.Format("Monday 2006-01-02"))
	}
	if d.Agency != "" {
		fmt.Fprintf(b, ", %s", d.Agency)
	}
	b.WriteString("\n")
}

// visible replaces what a report may hold and a terminal would obey: control
// characters and marks that turn the direction of writing.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' || unicode.Is(unicode.Bidi_Control, r) {
			return '\uFFFD'
		}
		return r
	}, s)
}

func (c *Coder) explainEvent(b *strings.Builder, d *doc.Doc, ev *doc.Event, rec *Event) {
	fmt.Fprintf(b, "  * %s  (%s)\n", strings.TrimSpace(rec.Type+" "+rec.Mode), rec.Trigger.Text)
	who := func(label string, mentions []int, how string) {
		if len(mentions) == 0 {
			fmt.Fprintf(b, "    %s: nobody is named\n", label)
		}
		for _, m := range mentions {
			for _, a := range d.Mentions[m].Actors {
				fmt.Fprintf(b, "    %s: %q is %s", label, d.Slice(d.MentionSpan(m)), a.Code)
				if a.Name != "" {
					fmt.Fprintf(b, " (%s)", strings.TrimSpace(a.Role+" "+a.Name))
				}
				if a.Ref != "" {
					fmt.Fprintf(b, ": %s", a.Ref)
				}
				if how != "" {
					fmt.Fprintf(b, "; %s", how)
				}
				b.WriteString("\n")
			}
			if len(d.Mentions[m].Actors) == 0 {
				fmt.Fprintf(b, "    %s: %q is somebody unknown\n", label, d.Slice(d.MentionSpan(m)))
			}
		}
	}
	who("actor", ev.Actor, ev.ActorWhy)
	who("recipient", ev.Recipient, ev.RecpWhy)
	for _, w := range ev.Why {
		fmt.Fprintf(b, "    %s\n", w)
	}
	if ev.Date < 0 && rec.Date != nil {
		fmt.Fprintf(b, "    date: the text gives none for this event; the publication date %s stands in\n", rec.Date.Value)
	}
	pro, con := c.trust.Weigh(confidence.Signs(d, ev), 3)
	fmt.Fprintf(b, "    confidence: type, actor and recipient are right in %.0f of 100 such records; for it: %s; against it: %s\n", 100*rec.Confidence, list(pro), list(con))
	for n, h := range ev.SaidBy {
		who := h.Actor.Code
		if h.Actor.Ref != "" {
			who += ": " + h.Actor.Ref
		}
		fmt.Fprintf(b, "    on the word of: %q (%s), who %s it: %s", d.Slice(h.Span), who, h.Stance, h.Why)
		if len(ev.SaidBy) > 1 {
			fmt.Fprintf(b, " (source %d of %d, the outermost first)", n+1, len(ev.SaidBy))
		}
		b.WriteString("\n")
	}
	if len(ev.SaidBy) == 0 {
		b.WriteString("    on the word of: the report itself, which names no source for it\n")
	}
}

func list(notes []string) string {
	if len(notes) == 0 {
		return "nothing"
	}
	return strings.Join(notes, ", ")
}

// tree prints a dependency tree, one word a line, indented by its depth.
func tree(b *strings.Builder, s *doc.Sentence) {
	b.WriteString("    tree:\n")
	depth := func(i int) int {
		n := 0
		for h := s.Tokens[i].Head; h >= 0 && n < len(s.Tokens); h = s.Tokens[h].Head {
			n++
		}
		return n
	}
	for i := range s.Tokens {
		t := &s.Tokens[i]
		head := "root"
		if t.Head >= 0 {
			head = s.Tokens[t.Head].Text
		}
		fmt.Fprintf(b, "      %s%s  %s %s <- %s\n", strings.Repeat("  ", min(depth(i), 12)), t.Text, t.UPOS, t.Deprel, head)
	}
}
