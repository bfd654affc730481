package rapporteur

import (
	"context"
	"fmt"
	"slices"

	"rapporteur/internal/doc"
	"rapporteur/internal/language"
	"rapporteur/internal/split"
)

// Layers are an article's annotations by layer name.
type Layers map[string]any

// LayerNames lists the layers that Mark knows.
var LayerNames = []string{"sentences", "tokens", "names", "dates", "actors", "attributions", "events"}

// SentenceMark is a sentence. Those outside the body are the title, where it
// stands in the text, and page furniture; nothing else is marked in them. Cut
// ones go on from the one before, the whole being too long for one analysis.
type SentenceMark struct {
	Words
	Outside bool `json:"outside,omitempty"`
	Cut     bool `json:"cut,omitempty"`
}

// NameMark is a proper name: PERSON, ORG or LOC.
type NameMark struct {
	Words
	Type string `json:"type"`
}

// DateMark is a time expression with its TIMEX3 type and value.
type DateMark struct {
	Words
	Type  string `json:"type"`
	Value string `json:"value"`
}

// ActorMark is a phrase with the actors it stands for; phrases of one chain
// are the same actor.
type ActorMark struct {
	Words
	Codes []string `json:"codes"`
	Name  string   `json:"name,omitempty"`
	Role  string   `json:"role,omitempty"`
	Chain int      `json:"chain,omitempty"`
}

// AttributionMark is a piece of text with its source; spans are start, end.
type AttributionMark struct {
	Source  [][2]int `json:"source"`
	Cue     [][2]int `json:"cue"`
	Content [][2]int `json:"content"`
	Code    string   `json:"code,omitempty"`
	Stance  string   `json:"stance,omitempty"`
	Inside  *int     `json:"inside,omitempty"` // index of the attribution it is nested in
}

// Mark returns the annotation layers asked for; none means all of LayerNames. Of
// an article in another language than English only sentences and tokens are
// marked.
func (c *Coder) Mark(ctx context.Context, art Article, layers []string) (Layers, error) {
	if len(layers) == 0 {
		layers = LayerNames
	}
	for _, l := range layers {
		if !slices.Contains(LayerNames, l) {
			return nil, fmt.Errorf("no layer %q; known: %v", l, LayerNames)
		}
	}
	analyse := c.analyse
	if !slices.ContainsFunc(layers, func(l string) bool { return l != "sentences" && l != "tokens" }) || Language(art) != language.English {
		analyse = func(_ context.Context, art Article) (*doc.Doc, error) { return segment(art) }
	}
	d, err := analyse(ctx, art)
	if err != nil {
		return nil, err
	}
	out := Layers{}
	for _, l := range layers {
		switch l {
		case "sentences":
			out[l] = sentenceMarks(d, allSentences(d, art))
		case "tokens":
			out[l] = tokenMarks(allSentences(d, art))
		case "names":
			out[l] = nameMarks(d)
		case "dates":
			out[l] = dateMarks(d)
		case "actors":
			out[l] = actorMarks(d)
		case "attributions":
			out[l] = attributionMarks(d)
		case "events":
			out[l] = c.records(d, art)
		}
	}
	return out, nil
}

// allSentences are those of the body and those outside it, in the order of the text.
func allSentences(d *doc.Doc, art Article) []doc.Sentence {
	if art.Sentences != nil {
		return d.Sents
	}
	all := append(split.Outside(d, art.Body), d.Sents...)
	slices.SortStableFunc(all, func(a, b doc.Sentence) int { return a.Start - b.Start })
	return all
}

func sentenceMarks(d *doc.Doc, sents []doc.Sentence) []SentenceMark {
	out := []SentenceMark{}
	for i := range sents {
		out = append(out, SentenceMark{words(d, sents[i].Span), sents[i].Index < 0, sents[i].Cut})
	}
	return out
}

func tokenMarks(sents []doc.Sentence) []Words {
	out := []Words{}
	for i := range sents {
		for _, t := range sents[i].Tokens {
			out = append(out, Words{t.Text, t.Start, t.End})
		}
	}
	return out
}

func nameMarks(d *doc.Doc) []NameMark {
	out := []NameMark{}
	for i := range d.Sents {
		s := &d.Sents[i]
		for _, n := range s.Names {
			out = append(out, NameMark{words(d, s.SpanOf(n.First, n.Last)), n.Type})
		}
	}
	return out
}

func dateMarks(d *doc.Doc) []DateMark {
	out := []DateMark{}
	for _, x := range d.Dates {
		out = append(out, DateMark{words(d, x.Span), x.Type, x.Value})
	}
	return out
}

func actorMarks(d *doc.Doc) []ActorMark {
	out := []ActorMark{}
	for i, m := range d.Mentions {
		a := ActorMark{Words: words(d, d.MentionSpan(i)), Codes: []string{}, Chain: m.Chain}
		for _, x := range m.Actors {
			a.Codes = append(a.Codes, x.Code)
			if a.Name == "" {
				a.Name, a.Role = x.Name, x.Role
			}
		}
		out = append(out, a)
	}
	slices.SortStableFunc(out, func(a, b ActorMark) int { return a.Start - b.Start })
	return out
}

func attributionMarks(d *doc.Doc) []AttributionMark {
	pairs := func(spans []doc.Span) [][2]int {
		out := [][2]int{}
		for _, s := range spans {
			out = append(out, [2]int{s.Start, s.End})
		}
		return out
	}
	out := []AttributionMark{}
	for _, a := range d.Attributions {
		m := AttributionMark{Source: pairs(a.Source), Cue: pairs(a.Cue), Content: pairs(a.Content), Code: a.Holder.Actor.Code, Stance: a.Holder.Stance}
		if a.Inside >= 0 {
			in := a.Inside
			m.Inside = &in
		}
		out = append(out, m)
	}
	return out
}
