package rapporteur

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/internal/actor"
	"rapporteur/internal/doc"
	"rapporteur/lexicon"
)

// Lookup is what the coder makes of a name, title or phrase on a day.
type Lookup struct {
	Asked    string       `json:"asked"`
	Date     string       `json:"date"`
	ReadAs   string       `json:"read_as,omitempty"` // with capital letters, where only that is known
	Readings []Reading    `json:"coded_as"`
	Entries  []Known      `json:"entries"`
	Offices  []Succession `json:"offices,omitempty"`
	Near     []string     `json:"near,omitempty"` // known spellings, where nothing is known under this one
}

// Reading is an actor that the phrase is coded as, and what that stands on.
type Reading struct {
	Text string `json:"text"`
	Code string `json:"code"`
	Name string `json:"name,omitempty"`
	Role string `json:"role,omitempty"`
	Why  string `json:"why,omitempty"`
}

// Known is an entry of the lexicon.
type Known struct {
	Words string `json:"words,omitempty"` // the words looked up that name it
	Whole bool   `json:"whole,omitempty"` // they are all the words
	Kind  string `json:"kind"`            // country, adjective, people, capital, seat, organisation, office, surname, place, noun, title, relation
	Code  string `json:"code,omitempty"`
	Name  string `json:"name,omitempty"`
	Role  string `json:"role,omitempty"`
	From  string `json:"from,omitempty"`
	To    string `json:"to,omitempty"`
	Held  bool   `json:"held,omitempty"` // an office, on the day
	File  string `json:"file"`
	Line  int    `json:"line"`
}

// Succession is who held an office one after another.
type Succession struct {
	Office string  `json:"office"`
	Of     string  `json:"of"` // country or organisation
	Terms  []Known `json:"terms"`
}

// Lookup looks a name, title or phrase up on an ISO day: how the coder codes
// it in a report of that day that says nothing else, and the lexicon's entries
// that it knows its words by.
func (c *Coder) Lookup(ctx context.Context, phrase, day string) (Lookup, error) {
	phrase = strings.Join(strings.Fields(phrase), " ")
	out, err := c.lookup(ctx, phrase, day)
	if err != nil || slices.ContainsFunc(out.Readings, func(r Reading) bool { return r.Code != "---" }) {
		return out, err
	}
	if name := capitals(phrase); name != phrase {
		// names are told from other words by their capital letters
		if as, err := c.lookup(ctx, name, day); err == nil && len(as.Entries) > 0 && as.Entries[0].Whole {
			as.Asked, as.ReadAs = phrase, name
			return as, nil
		}
	}
	if len(out.Entries) == 0 {
		out.Near = c.actors.Near(phrase, 5)
	}
	return out, nil
}

func (c *Coder) lookup(ctx context.Context, phrase, day string) (Lookup, error) {
	out := Lookup{Asked: phrase, Date: day, Readings: []Reading{}, Entries: []Known{}}
	// a sentence in which the phrase acts
	art := Article{ID: "lookup", Date: day, Sentences: []string{phrase + " said so."}, Language: "en"}
	end := utf8.RuneCountInString(phrase)
	work := func(ctx context.Context, d *doc.Doc) error {
		if err := c.parse(ctx, d); err != nil {
			return err
		}
		c.actors.Resolve(d)
		return nil
	}
	err := c.eachSection(ctx, art, work, func(d *doc.Doc) {
		if len(d.Sents) == 0 {
			return
		}
		out.Readings = append(out.Readings, readings(d, end)...)
		var words []lexicon.Word
		for _, t := range d.Sents[0].Tokens {
			if t.End <= end {
				words = append(words, lexicon.Word{Text: t.Text, Lemma: t.Lemma, Space: t.Space})
			}
		}
		for _, e := range c.actors.Lookup(words, day) {
			out.Entries = append(out.Entries, known(e))
		}
	})
	if err != nil {
		return out, fmt.Errorf("%q: %w", phrase, err)
	}
	out.Offices = c.successions(&out)
	return out, nil
}

// readings are the outermost actors of the first sentence's beginning.
func readings(d *doc.Doc, end int) []Reading {
	var spans []doc.Span
	for i := range d.Mentions {
		spans = append(spans, d.MentionSpan(i))
	}
	var out []Reading
	for i, m := range d.Mentions {
		inside := func(s doc.Span) bool { return s != spans[i] && s.End <= end && s.Contains(spans[i]) }
		if m.Sent != 0 || spans[i].End > end || slices.ContainsFunc(spans, inside) {
			continue
		}
		for _, a := range m.Actors {
			out = append(out, Reading{Text: d.Slice(spans[i]), Code: a.Code, Name: a.Name, Role: a.Role, Why: a.Ref})
		}
	}
	return out
}

// successions are the offices that the readings speak of, and those of people
// under their full name.
func (c *Coder) successions(l *Lookup) []Succession {
	var out []Succession
	add := func(code, office string) {
		of := actor.Owner(code)
		if office == "" || slices.ContainsFunc(out, func(s Succession) bool { return s.Office == office && s.Of == of }) {
			return
		}
		s := Succession{Office: office, Of: of}
		for _, t := range c.actors.Terms(code, office, l.Date) {
			s.Terms = append(s.Terms, known(t))
		}
		if len(s.Terms) > 0 {
			out = append(out, s)
		}
	}
	for _, r := range l.Readings {
		add(r.Code, r.Role)
	}
	for _, e := range l.Entries {
		if e.Kind == "office" || e.Kind == "surname" && slices.ContainsFunc(l.Readings, func(r Reading) bool { return r.Name == e.Name }) {
			add(e.Code, e.Role)
		}
	}
	return out
}

// capitals gives every word but the small ones of names a capital letter.
func capitals(phrase string) string {
	words := strings.Fields(phrase)
	for i, w := range words {
		if r, n := utf8.DecodeRuneInString(w); i == 0 || len(w) > 3 {
			words[i] = string(unicode.ToUpper(r)) + w[n:]
		}
	}
	return strings.Join(words, " ")
}

func known(e actor.Entry) Known {
	return Known{Words: e.Words, Whole: e.Whole, Kind: e.Kind, Code: e.Code, Name: e.Name, Role: e.Role, From: e.From, To: e.To, Held: e.Held, File: e.At.File, Line: e.At.Line}
}

// Known lists who is known under a code on an ISO day: a country with its
// capital and seats, organisations, holders of offices; with an office, in any
// wording, its holders alone, of all countries where the code is empty.
func (c *Coder) Known(code, office, day string) ([]Known, error) {
	if office != "" {
		key, ok := c.actors.Office(office)
		if !ok {
			return nil, fmt.Errorf("no office %q", office)
		}
		office = key
	}
	var out []Known
	for _, e := range c.actors.Known(code, office, day) {
		out = append(out, known(e))
	}
	return out, nil
}
