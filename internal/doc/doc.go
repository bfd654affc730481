// Package doc holds the working document that travels through the stages: the
// article's text, then what each stage adds to it. It is a leaf: it imports no
// other package of the project, and the stages know each other only through it.
//
// All positions are Unicode code points of Doc.Text, start inclusive, end
// exclusive. Positions of tokens within a sentence are indexes into
// Sentence.Tokens. A Doc is worked on by one goroutine at a time.
package doc

import (
	"fmt"
	"slices"
	"time"
	"unicode/utf8"
)

// Span is a half-open range of code points of the article's text.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Overlaps says whether the two spans share a character.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// Contains says whether o lies within s.
func (s Span) Contains(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// Token is a syntactic word in the sense of Universal Dependencies: "don't" is
// the two tokens "do" and "n't", "Ukraine's" is "Ukraine" and "'s".
type Token struct {
	Span
	Text   string // the characters of the span
	Lemma  string
	UPOS   string // universal part of speech
	XPOS   string // Penn Treebank tag
	Feats  string // UD features, "A=b|C=d", or empty
	Head   int    // index of the head in the sentence, -1 for the root
	Deprel string // UD relation with its subtype, "nsubj:pass"
	Name   int    // 1 + index into Sentence.Names, 0 outside names
	Space  bool   // white space follows the token
}

// Name types.
const (
	Person = "PERSON"
	Org    = "ORG"
	Loc    = "LOC"
)

// Name is a proper name found by the tagger.
type Name struct {
	First, Last int    // token indexes, both inclusive
	Type        string // Person, Org or Loc
}

// Sentence is one sentence of the body, or the title.
type Sentence struct {
	Span
	Index  int  // number among the body's sentences, from 0; -1 for the title and what is outside the body
	Para   int  // number of the paragraph, from 0; -1 for the title
	Cut    bool // goes on from the sentence before, with its index: the whole was too long to be analysed at once
	Line   int  // number of tokens of the dateline it begins with, its dash included
	Tokens []Token
	Names  []Name
	// Lexical is what the lexicon knows of the words (a *lexicon.Found), once
	// a stage has looked them up.
	Lexical any
	kids    [][]int
}

// Kids lists the dependents of token i in the order of the text.
func (s *Sentence) Kids(i int) []int {
	if s.kids == nil {
		n := len(s.Tokens)
		s.kids = make([][]int, n)
		count := make([]int, 2*n)
		all := count[n:n]
		count = count[:n]
		for j := range s.Tokens {
			if h := s.Tokens[j].Head; h >= 0 && h < n && h != j {
				count[h]++
			}
		}
		for i, k := range count {
			s.kids[i] = all[len(all) : len(all) : len(all)+k]
			all = all[:len(all)+k]
		}
		for j := range s.Tokens {
			if h := s.Tokens[j].Head; h >= 0 && h < n && h != j {
				s.kids[h] = append(s.kids[h], j)
			}
		}
	}
	return s.kids[i]
}

// Reparsed must be called after heads were changed, so that Kids is built anew.
func (s *Sentence) Reparsed() { s.kids = nil }

// Kid returns the first dependent of i with one of the relations (compared
// without subtype when the given relation has none), or -1.
func (s *Sentence) Kid(i int, rels ...string) int {
	for _, k := range s.Kids(i) {
		for _, r := range rels {
			if s.Is(k, r) {
				return k
			}
		}
	}
	return -1
}

// Is says whether token i hangs by the relation: "nsubj" also covers
// "nsubj:pass", "nsubj:pass" only itself.
func (s *Sentence) Is(i int, rel string) bool {
	d := s.Tokens[i].Deprel
	return d == rel || len(d) > len(rel) && d[:len(rel)] == rel && d[len(rel)] == ':'
}

// Subtree returns the first and last token index of what hangs under i.
func (s *Sentence) Subtree(i int) (first, last int) {
	first, last = i, i
	for _, k := range s.Kids(i) {
		f, l := s.Subtree(k)
		first, last = min(first, f), max(last, l)
	}
	return first, last
}

// Under says whether token i is or hangs below token top.
func (s *Sentence) Under(i, top int) bool {
	for n := 0; i >= 0 && n <= len(s.Tokens); n++ {
		if i == top {
			return true
		}
		i = s.Tokens[i].Head
	}
	return false
}

// SpanOf returns the characters from token first to token last.
func (s *Sentence) SpanOf(first, last int) Span {
	return Span{s.Tokens[first].Start, s.Tokens[last].End}
}

// Actor is who a mention stands for.
type Actor struct {
	Code string // PLOVER code: "CHN GOV", "IGO NATO", "---" for somebody named whose country is unknown
	Name string // full name of a person or organisation, where known: "Qin Gang"
	Role string // "foreign minister"
	Ref  string // what the code stands on, for why: a lexicon entry, an office, an earlier mention
}

// Alike says whether the two have a code in common; nobody is like one whose
// country is unknown.
func Alike(a, b []Actor) bool {
	return slices.ContainsFunc(a, func(x Actor) bool {
		return x.Code != "---" && slices.ContainsFunc(b, func(y Actor) bool { return x.Code == y.Code })
	})
}

// Mention is a noun phrase, name or pronoun that stands for an actor or may do
// so. Coordinated phrases are a mention each. A plural mention that stands for
// several actors ("the two ministers") has one Actor each.
type Mention struct {
	Sent        int // index into Doc.Sents
	Head        int // token index of the phrase's head
	First, Last int // token indexes of the phrase's words, without relative clauses
	Actors      []Actor
	Chain       int  // mentions of one article with the same number (from 1) are the same actor; 0: none
	Pronoun     bool // a bare pronoun
	Place       bool // names a place or country that may stand for its government
	Person      bool // a human being rather than a state, body or group
	Group       bool // a group of people
}

// Holder is somebody on whose word an event stands.
type Holder struct {
	Mention int // index into Doc.Mentions, or -1 when only Span is known
	Span    Span
	Actor   Actor
	Stance  string // "asserts" or "denies"
	Channel string
	Why     string
}

// Attribution is one piece of the text that somebody is the source of.
type Attribution struct {
	Source, Cue, Content []Span
	Inside               int // index of the attribution it is nested in, -1 for none
	Holder               Holder
}

// Date is a time expression. Type and Value are TimeML's TIMEX3.
type Date struct {
	Span
	Sent  int
	Type  string // DATE, TIME, DURATION, SET
	Value string // 1997-W15, PRESENT_REF, P2D ...
	Day   string // calendar reading for a record: ISO day, month, year, or span A/B; empty where there is none
	Why   string // the rule and its anchor
}

// Place is a place name with its gazetteer entry.
type Place struct {
	Span
	Sent, First, Last int // sentence and token range
	Name              string
	Country           string // ISO 3166-1 alpha-3
	Admin1            string
	Lat, Lon          float64
	Known             bool // found in the gazetteer
	Why               string
}

// Count is a number that belongs to an event. Min and Max are its bounds, -1
// where there is none; an exact number has both alike.
type Count struct {
	Span
	What     string // "killed"
	Min, Max int64
	About    bool     // rounded
	Unit     string   // ISO 4217 code of a currency
	SaidBy   []Holder // whose number it is, where not the event's sources
	Why      string
}

// Event is a candidate event as the stages fill it in.
type Event struct {
	Sent              int
	Trigger           []int // token indexes of the words that express it, ascending
	Head              int   // token index of its governing trigger word
	Type, Mode        string
	Contexts          []string
	Rule              string
	Negation          bool  // the phrasing itself is a negated one: "will not allow" is a refusal, made now
	Actor, Recipient  []int // indexes into Doc.Mentions
	Status            string
	Would             bool // hypothetical only by "would", which may be the future of what was arranged
	SaidBy            []Holder
	Date              int // index into Doc.Dates, -1 for none
	Place             int // index into Doc.Places, -1 for none
	PlacePhrase       Span
	PlaceIn           *Place // what contains the place, where no gazetteer has it
	Counts            []Count
	CAMEO             string
	Why               []string // how each field was found, in words
	ActorWhy, RecpWhy string
}

// Doc is one article on its way.
type Doc struct {
	ID        string
	Title     string
	Text      string
	Published time.Time // zero where unknown
	Agency    string
	Publisher string
	Dateline  string // the place of the dateline, where there is one

	Sents        []Sentence // body sentences in order
	TitleSent    *Sentence  // analysed title (offsets into Title), where there is one
	Mentions     []Mention
	Attributions []Attribution
	Dates        []Date
	Places       []Place
	Inner        []Place          // known places named within longer names, countries named by an adjective and places of the title (Sent -1): no places of the text
	States       map[string]Place // the countries spoken of, by code
	Events       []Event
	Aside        string // the topic outside politics that the report is about: "sport"; empty for others

	at map[[2]int]int
	ix []int32 // byte offset of every 64th code point; nil for ASCII text
	n  int     // code points
}

// New starts a document for a text.
func New(id, title, text string) *Doc {
	d := &Doc{ID: id, Title: title, Text: text, n: utf8.RuneCountInString(text)}
	if d.n != len(text) {
		k := 0
		for b := range text {
			if k%64 == 0 {
				d.ix = append(d.ix, int32(b))
			}
			k++
		}
	}
	return d
}

// Len is the number of code points of the text.
func (d *Doc) Len() int { return d.n }

// Byte turns a code point offset into a byte offset.
func (d *Doc) Byte(off int) int {
	switch {
	case off >= d.n:
		return len(d.Text)
	case d.ix == nil:
		return off
	}
	b := int(d.ix[off/64])
	for k := off % 64; k > 0; k-- {
		_, w := utf8.DecodeRuneInString(d.Text[b:])
		b += w
	}
	return b
}

// Slice returns the characters of the span.
func (d *Doc) Slice(s Span) string {
	if s.Start < 0 || s.End > d.n || s.Start > s.End {
		panic(fmt.Sprintf("doc: span %d:%d outside a text of %d characters", s.Start, s.End, d.n))
	}
	return d.Text[d.Byte(s.Start):d.Byte(s.End)]
}

// AddMention stores a mention and returns its index.
func (d *Doc) AddMention(m Mention) int {
	if d.at == nil {
		d.at = map[[2]int]int{}
	}
	d.Mentions = append(d.Mentions, m)
	d.at[[2]int{m.Sent, m.Head}] = len(d.Mentions) - 1
	return len(d.Mentions) - 1
}

// MentionAt returns the index of the mention whose head is the token, or -1.
func (d *Doc) MentionAt(sent, head int) int {
	if i, ok := d.at[[2]int{sent, head}]; ok {
		return i
	}
	return -1
}

// MentionSpan returns the characters of a mention.
func (d *Doc) MentionSpan(i int) Span {
	m := d.Mentions[i]
	return d.Sents[m.Sent].SpanOf(m.First, m.Last)
}
