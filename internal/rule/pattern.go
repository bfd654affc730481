package rule

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What a slot takes.
type Slot int

// The slots.
const (
	None      Slot = iota
	Actor          // must stand for an actor and joins the actors
	MayActor       // ACTOR?: joins the actors if it stands for one
	Recipient      // must stand for an actor and joins the recipients
	MayRecipient
	Something // anything
)

// Need is what a slot asks of its filler.
type Need struct {
	Slot    Slot
	Sectors []string // one of these PLOVER sectors; none: any
	Place   bool     // a place
	Two     bool     // of two countries or more, together
	Named   Words    // the filler's own words, for a subject named by them
}

// POS is the part of speech of a phrasing's trigger.
type POS int

// The parts of speech of triggers.
const (
	Verb POS = iota
	Noun
	Adj
)

// Pattern is a compiled phrasing.
type Pattern struct {
	Rule    *Rule
	Source  string
	POS     POS
	Not     bool
	Aux     Words // auxiliaries that must stand before the verb: "will not"
	Trigger Words
	Mods    []Words // words that must modify a noun trigger
	Subject Need    // slot None: no subject asked for
	Elems   []Elem
	Derived bool  // the noun form of a verb's phrasing
	Case    Words // the preposition before a noun that is said of somebody: "be under pressure"
	Line    int
	asks    []int32 // sets of which a sentence must have a word each
}

// Elem is one part of a phrasing after its trigger.
type Elem struct {
	Need
	Prep     Words   // prepositions; empty: the object
	Head     Words   // the filler's own words
	Mods     []Words // words that must modify the filler
	Particle Words
	Led      Words  // the particle right before the preposition: "out of"
	Inf      bool   // an infinitive; Head: its verbs
	Neg      bool   // the infinitive or clause is negated: "vote not to attend"
	Inner    []Elem // what belongs to the infinitive or the negated clause
	That     bool
	If       bool  // a clause with "if" or the like
	Or       bool  // what else happens: "told him to leave or be shot"; Head: its verbs or their auxiliaries
	Doer     Words // what the clause's doer is named by: "that <decision> <bad>"
	Aux      Words // auxiliaries or predicates of the clause: "that RECIPIENT must ..."
	Optional bool
	Bare     bool // the preposition may be missing: "(with) ACTOR"
}

type tok struct {
	text string
	col  int
}

func lex(s string, col int) []tok {
	out := make([]tok, 0, 8)
	start, at := -1, col // of the token at hand
	end := func(i int) {
		if start >= 0 {
			out = append(out, tok{s[start:i], at})
		}
		start = -1
	}
	for i, r := range s {
		switch {
		case unicode.IsSpace(r):
			end(i)
		case r == '(' || r == ')':
			end(i)
			out = append(out, tok{s[i : i+1], col})
		case start < 0:
			start, at = i, col
		}
		col++
	}
	end(len(s))
	return out
}

// compiler turns one phrasing into a pattern.
type compiler struct {
	l    *loader
	toks []tok
	i    int
	fail func(col int, format string, args ...any)
	bad  bool
}

func (c *compiler) peek() string {
	if c.i < len(c.toks) {
		return c.toks[c.i].text
	}
	return ""
}

func (c *compiler) errorf(format string, args ...any) {
	if !c.bad {
		col := 1
		if c.i < len(c.toks) {
			col = c.toks[c.i].col
		} else if len(c.toks) > 0 {
			last := c.toks[len(c.toks)-1]
			col = last.col + len([]rune(last.text))
		}
		c.fail(col, format, args...)
	}
	c.bad = true
}

// sectorClass is the kind of a class that names sectors, not words.
const sectorClass = "sector"

// need reads a slot word such as ACTOR, RECIPIENT?, ACTOR:MIL|REB, ACTOR:<people>.
func (c *compiler) need(w string) (n Need, possessive, ok bool, err error) {
	name, rest, _ := strings.Cut(w, ":")
	if strings.HasSuffix(w, "'s") || strings.HasSuffix(w, "’s") {
		possessive = true
		name = strings.TrimSuffix(strings.TrimSuffix(name, "'s"), "’s")
		rest = strings.TrimSuffix(strings.TrimSuffix(rest, "'s"), "’s")
	}
	switch name {
	case "ACTOR", "ACTORS":
		n.Slot = Actor
	case "ACTOR?":
		n.Slot = MayActor
	case "RECIPIENT":
		n.Slot = Recipient
	case "RECIPIENT?":
		n.Slot = MayRecipient
	case "SOMETHING":
		n.Slot = Something
	default:
		if name != "" && strings.ToUpper(name) == name && strings.IndexFunc(name, unicode.IsLetter) >= 0 {
			return n, false, false, fmt.Errorf("unknown slot %s; known: ACTOR ACTOR? RECIPIENT RECIPIENT? SOMETHING", name)
		}
		return n, false, false, nil
	}
	for _, r := range strings.Split(rest, "|") {
		switch {
		case r == "":
		case r == "place":
			n.Place = true
		case r == "two":
			n.Two = true
		case strings.HasPrefix(r, "<") && strings.HasSuffix(r, ">"):
			group := c.l.book.classes[r[1:len(r)-1]+" "+sectorClass]
			if group == nil {
				return n, false, false, fmt.Errorf("no class %s of sectors", r)
			}
			for _, sector := range group.words.list() {
				n.Sectors = append(n.Sectors, strings.ToUpper(sector))
			}
		case strings.ToUpper(r) == r:
			n.Sectors = append(n.Sectors, r)
		default:
			return n, false, false, fmt.Errorf("%s is neither a sector in capitals, a class of sectors, nor \"place\" or \"two\"", r)
		}
	}
	return n, possessive, true, nil
}

// words reads "a|b|<class>" into a set, and the part of speech of its classes;
// want is the one to take where a class has several.
func (c *compiler) words(w, want string) (Words, string) {
	key := written{w, want}
	if known, ok := c.l.sets[key]; ok {
		return known.words, known.pos
	}
	var out Words
	pos := ""
	for p := range strings.SplitSeq(w, "|") {
		if strings.HasPrefix(p, "<") && strings.HasSuffix(p, ">") {
			name := p[1 : len(p)-1]
			cl, ok := c.l.book.class(name, want)
			if !ok {
				c.errorf("no word class <%s>%s", name, c.l.nearest(name))
				return out, pos
			}
			pos = cl.pos
			if "<"+name+">" == w { // a class alone: its words are shared
				out = cl.words
			} else {
				out.include(cl.words)
			}
			continue
		}
		if p == "" || strings.ContainsAny(p, "<>") {
			c.errorf("%q is not a word, a class in <...> or alternatives with |", w)
			return out, pos
		}
		out.add(p)
	}
	out.set = int32(len(c.l.sets)) + 1
	c.l.sets[key] = wordSet{out, pos}
	return out, pos
}

func (c *compiler) areAdverbs(w string) bool {
	return allIn(c.l.adverbs, w)
}

func (c *compiler) isPrep(w string) bool {
	return allIn(c.l.preps, w)
}

// allIn says whether all of "a|b" are in the set.
func allIn(set Words, w string) bool {
	for p := range strings.SplitSeq(w, "|") {
		if !set.Has(p) {
			return false
		}
	}
	return true
}

func isSlot(w string) bool {
	first, n := utf8.DecodeRuneInString(w)
	second, m := utf8.DecodeRuneInString(w[n:])
	return len(w) > n+m && unicode.IsUpper(first) && unicode.IsUpper(second)
}

var articles = []string{"the", "a", "an"}

func (c *compiler) pattern() *Pattern {
	p := &Pattern{}
	if len(c.toks) == 0 {
		c.errorf("a phrasing is missing")
		return p
	}
	w := c.peek()
	noun := false
	if isSlot(w) {
		n, poss, ok, err := c.need(w)
		if err == nil && !ok {
			err = fmt.Errorf("%q mixes a slot with words; a slot stands alone", w)
		}
		if err != nil {
			c.errorf("%v", err)
			return p
		}
		p.Subject, noun = n, poss
		c.i++
	} else if slices.Contains(articles, w) {
		noun = true
		c.i++
	}
	if c.modal(c.peek()) && c.i+1 < len(c.toks) && c.toks[c.i+1].text != "not" {
		p.Aux, _ = c.words(c.peek(), "verb")
		c.i++
	} else if c.i+1 < len(c.toks) && c.toks[c.i+1].text == "not" && c.peek() != "be" && !isSlot(c.peek()) && !(c.i+2 < len(c.toks) && c.toks[c.i+2].text == "to") {
		p.Aux, _ = c.words(c.peek(), "verb")
		c.i++
	}
	if c.peek() == "not" {
		p.Not = true
		c.i++
	}
	if c.peek() == "be" {
		p.POS = Adj
		c.i++
		if c.peek() == "not" {
			p.Not = true
			c.i++
		}
		if c.isPrep(c.peek()) && c.i+1 < len(c.toks) { // "be under pressure"
			p.Case, _ = c.words(c.peek(), "prep")
			c.i++
		}
	}
	if c.i >= len(c.toks) || isSlot(c.peek()) || c.peek() == "(" {
		c.errorf("expected the phrasing's verb or noun")
		return p
	}
	if noun {
		p.POS = Noun
		run := c.run()
		if len(run) > 0 {
			p.Trigger, p.Mods = run[len(run)-1], run[:len(run)-1]
		}
	} else {
		if p.Subject.Slot == None { // "<talks> collapse": the subject is named by its words
			p.Subject.Slot = Something
			p.Subject.Named, _ = c.words(c.peek(), "noun")
			c.i++
			if c.i >= len(c.toks) || isSlot(c.peek()) || c.peek() == "(" || c.isPrep(c.peek()) {
				c.errorf("expected the verb; a phrasing of a noun begins with ACTOR's or \"the\"")
				return p
			}
		}
		for c.areAdverbs(c.peek()) && c.wordFollows() { // "jointly launch"
			ws, _ := c.words(c.peek(), "adj")
			p.Mods = append(p.Mods, ws)
			c.i++
		}
		p.Trigger, _ = c.words(c.peek(), map[POS]string{Verb: "verb", Adj: "adj"}[p.POS])
		c.i++
	}
	p.Elems = c.elems(false)
	return p
}

// modal says whether a token of a phrasing is auxiliaries: "will|would".
func (c *compiler) modal(w string) bool {
	return allIn(c.l.modals, w)
}

// wordFollows says whether the token after this one is a word of the phrasing.
func (c *compiler) wordFollows() bool {
	if c.i+1 >= len(c.toks) {
		return false
	}
	next := c.toks[c.i+1].text
	return !isSlot(next) && next != "(" && next != ")" && next != "..." && next != "to" && next != "that" && next != "if" && !c.isPrep(next)
}

// run reads words up to a preposition, slot, bracket or the end.
func (c *compiler) run() []Words {
	var out []Words
	for c.i < len(c.toks) && !c.bad {
		w := c.peek()
		if isSlot(w) || w == "(" || w == ")" || w == "..." || w == "to" || w == "that" || w == "if" || w == "not" || c.isPrep(w) && len(out) > 0 {
			break
		}
		if slices.Contains(articles, w) {
			c.i++
			continue
		}
		ws, _ := c.words(w, "noun")
		out = append(out, ws)
		c.i++
	}
	return out
}

func (c *compiler) elems(optional bool) []Elem {
	var out []Elem
	for c.i < len(c.toks) && !c.bad {
		w := c.peek()
		switch {
		case w == ")":
			if !optional {
				c.errorf("a bracket is closed that was not opened")
			}
			return out
		case w == "(" && c.bracketedPrep():
			ws, _ := c.words(c.toks[c.i+1].text, "prep")
			c.i += 3
			e := Elem{Prep: ws, Bare: true, Optional: optional}
			c.filler(&e)
			out = append(out, e)
		case w == "(":
			c.i++
			in := c.elems(true)
			if c.peek() != ")" {
				c.errorf("the bracket is not closed")
				return out
			}
			c.i++
			for _, e := range in {
				e.Optional = true
				out = append(out, e)
			}
		case w == "...":
			c.i++
		case w == "if":
			c.i++
			out = append(out, Elem{If: true, Optional: optional})
		case w == "or":
			c.i++
			e := Elem{Or: true, Optional: optional}
			if !c.clauseWord() {
				c.errorf("expected the verb after \"or\"")
				return out
			}
			e.Head, _ = c.words(c.peek(), "verb")
			c.i++
			out = append(out, e)
		case w == "that":
			c.i++
			e := Elem{That: true, Optional: optional}
			if isSlot(c.peek()) { // the doer of the clause: "demand that RECIPIENT ...", "say that RECIPIENT must ..."
				c.filler(&e)
				if next := c.peek(); next != "not" && c.clauseWord() {
					e.Aux, _ = c.words(next, "verb")
					c.i++
					switch { // the rest belongs to the clause
					case (e.Aux.Has("will") || e.Aux.Has("must")) && c.clauseWord() && c.peek() != "or": // "that RECIPIENT will <punish>"
						e.Head, _ = c.words(c.peek(), "verb")
						c.i++
						e.Inner = c.elems(optional)
					case c.clauseWord():
						e.Inner = c.elems(optional)
					}
				}
			} else if next := c.peek(); next != "not" && c.clauseWord() {
				c.i++
				if after := c.peek(); after != "not" && c.clauseWord() { // a doer that is a thing: "say that <decision> <bad>"
					e.Slot = MayRecipient
					e.Doer, _ = c.words(next, "noun")
					e.Aux, _ = c.words(after, "verb")
					c.i++
				} else {
					e.Head, _ = c.words(next, "verb") // the clause's verb
				}
			}
			if c.peek() == "not" { // "say that not <prosecute> RECIPIENT": the rest belongs to the clause
				c.i++
				if !c.clauseWord() {
					c.errorf("expected the verb of the clause after \"not\"")
					return out
				}
				e.Neg = true
				e.Head, _ = c.words(c.peek(), "verb")
				c.i++
				e.Inner = c.elems(optional)
			}
			out = append(out, e)
		case w == "to" && c.infinitive(), w == "not" && c.negatedInfinitive():
			e := Elem{Inf: true, Neg: w == "not", Optional: optional}
			if e.Neg {
				c.i++
			}
			c.i++
			if c.peek() == "..." {
				c.i++
			} else {
				e.Head, _ = c.words(c.peek(), "verb")
				c.i++
			}
			e.Inner = c.elems(optional)
			out = append(out, e)
			return out
		case c.isPrep(w):
			ws, _ := c.words(w, "prep")
			c.i++
			next := c.peek()
			e := Elem{Optional: optional}
			switch {
			case next == "..." || next == "that":
				c.i++
				e.Prep, e.Slot, e.Optional = ws, Something, true
			case next == "" || next == ")" || next == "(" || next == "if" || c.isPrep(next) || next == "to" && !isSlot(next):
				e.Particle = ws
			default:
				e.Prep = ws
				if n := len(out); n > 0 {
					e.Led = out[n-1].Particle
				}
				c.filler(&e)
			}
			out = append(out, e)
		default:
			e := Elem{Optional: optional}
			c.filler(&e)
			out = append(out, e)
		}
	}
	return out
}

// clauseWord says whether a word of a clause is at hand, no slot, bracket or preposition.
func (c *compiler) clauseWord() bool {
	w := c.peek()
	return w != "" && w != "if" && w != "..." && w != ")" && w != "(" && !isSlot(w) && !c.isPrep(w)
}

// bracketedPrep says whether "(preposition)" before a slot or word is at hand.
func (c *compiler) bracketedPrep() bool {
	if c.i+3 >= len(c.toks) || c.toks[c.i+2].text != ")" || !c.isPrep(c.toks[c.i+1].text) {
		return false
	}
	next := c.toks[c.i+3].text
	return next != "(" && next != ")" && next != "..." && next != "to" && !c.isPrep(next)
}

// infinitive says whether the "to" at hand begins an infinitive rather than a
// prepositional phrase.
func (c *compiler) infinitive() bool {
	if c.i+1 >= len(c.toks) {
		return false
	}
	next := c.toks[c.i+1].text
	if next == "..." {
		return true
	}
	if isSlot(next) || next == ")" || next == "(" || slices.Contains(articles, next) {
		return false
	}
	if strings.HasPrefix(next, "<") {
		if cl, ok := c.l.book.class(strings.Trim(strings.Split(next, "|")[0], "<>"), "verb"); ok {
			return cl.pos == "verb"
		}
	}
	return true
}

// negatedInfinitive says whether "not to ..." is at hand.
func (c *compiler) negatedInfinitive() bool {
	if c.i+1 >= len(c.toks) || c.toks[c.i+1].text != "to" {
		return false
	}
	c.i++
	defer func() { c.i-- }()
	return c.infinitive()
}

func (c *compiler) filler(e *Elem) {
	w := c.peek()
	if isSlot(w) {
		n, _, ok, err := c.need(w)
		if err == nil && !ok {
			err = fmt.Errorf("%q mixes a slot with words; a slot stands alone", w)
		}
		if err != nil {
			c.errorf("%v", err)
			return
		}
		e.Need = n
		c.i++
		return
	}
	run := c.run()
	if len(run) == 0 {
		c.errorf("expected a slot or a word here, found %q", w)
		c.i++
		return
	}
	e.Head, e.Mods, e.Slot = run[len(run)-1], run[:len(run)-1], Something
}
