package rapporteur

import (
	"context"
	"fmt"
	"slices"

	"rapporteur/internal/confidence"
	"rapporteur/internal/doc"
	"rapporteur/internal/language"
	"rapporteur/internal/split"
)

// Layers are an article's annotations by layer name.
type Layers map[string]any

// LayerNames lists the layers that Mark knows.
var LayerNames = []string{"sentences", "tokens", "names", "dates", "places", "actors", "attributions", "events"}

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

// PlaceMark is a place name with its gazetteer entry, where it has one.
type PlaceMark struct {
	Words
	Name    string   `json:"name,omitempty"`
	Country string   `json:"country,omitempty"`
	Admin1  string   `json:"admin1,omitempty"`
	Lat     *float64 `json:"lat,omitempty"`
	Lon     *float64 `json:"lon,omitempty"`
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

// EventMark is a record with the signs that its confidence was told by.
type EventMark struct {
	Event
	Signs []string `json:"signs"`
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
	work := c.work
	if !slices.ContainsFunc(layers, func(l string) bool { return l != "sentences" && l != "tokens" }) || Language(art) != language.English {
		work = func(context.Context, *doc.Doc) error { return nil }
	}
	m := marks{[]SentenceMark{}, []Words{}, []NameMark{}, []DateMark{}, []PlaceMark{}, []ActorMark{}, []AttributionMark{}, []EventMark{}}
	chains, first := 0, true
	err := c.eachSection(ctx, art, work, func(d *doc.Doc) {
		for _, l := range layers {
			switch l {
			case "sentences", "tokens":
				sents := d.Sents
				if first && art.Sentences == nil { // what is outside the body too
					sents = append(split.Outside(d, art.Body), sents...)
				}
				if l == "tokens" {
					m.tokens = append(m.tokens, tokenMarks(sents)...)
				} else {
					m.sentences = append(m.sentences, sentenceMarks(d, sents)...)
				}
			case "names":
				m.names = append(m.names, nameMarks(d)...)
			case "dates":
				m.dates = append(m.dates, dateMarks(d)...)
			case "places":
				m.places = append(m.places, placeMarks(d)...)
			case "actors":
				m.actors = append(m.actors, actorMarks(d, chains)...)
			case "attributions":
				m.attributions = append(m.attributions, attributionMarks(d, len(m.attributions))...)
			case "events":
				for i, e := range c.records(d, art) {
					m.events = append(m.events, EventMark{e, confidence.Signs(d, &d.Events[i])})
				}
			}
		}
		for _, x := range m.actors {
			chains = max(chains, x.Chain)
		}
		first = false
	})
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(m.sentences, func(a, b SentenceMark) int { return a.Start - b.Start })
	slices.SortStableFunc(m.tokens, func(a, b Words) int { return a.Start - b.Start })
	all := Layers{"sentences": m.sentences, "tokens": m.tokens, "names": m.names, "dates": m.dates, "places": m.places, "actors": m.actors, "attributions": m.attributions, "events": m.events}
	out := Layers{}
	for _, l := range layers {
		out[l] = all[l]
	}
	return out, nil
}

// marks are the layers as they are gathered.
type marks struct {
	sentences    []SentenceMark
	tokens       []Words
	names        []NameMark
	dates        []DateMark
	places       []PlaceMark
	actors       []ActorMark
	attributions []AttributionMark
	events       []EventMark
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

func placeMarks(d *doc.Doc) []PlaceMark {
	out := []PlaceMark{}
	for i := range d.Places {
		p := placeOf(d, &doc.Event{Place: i})
		out = append(out, PlaceMark(*p))
	}
	return out
}

// actorMarks numbers the chains from chains+1 on.
func actorMarks(d *doc.Doc, chains int) []ActorMark {
	out := []ActorMark{}
	for i, m := range d.Mentions {
		a := ActorMark{Words: words(d, d.MentionSpan(i)), Codes: []string{}, Chain: m.Chain}
		if a.Chain > 0 {
			a.Chain += chains
		}
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

// attributionMarks numbers the attributions from before on.
func attributionMarks(d *doc.Doc, before int) []AttributionMark {
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
			in := a.Inside + before
			m.Inside = &in
		}
		out = append(out, m)
	}
	return out
}
