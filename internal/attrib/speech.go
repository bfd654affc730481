package attrib

import (
	"strings"

	"rapporteur/internal/clause"
	"rapporteur/internal/doc"
	"rapporteur/internal/rule"
)

// embed is a stretch of a sentence that somebody says outside the tree's
// complements: a quotation beside its verb, or what stands "according to" a source.
type embed struct {
	top     int // head of what is said
	more    []int
	except  int // the reporting words hang here and are not said; -1 for none
	cue     []int
	sources []int // heads of the source phrases
	stance  string
	tree    bool // the source is found by climbing the tree too
	wide    bool // set off by a comma it may go with the whole sentence
	last    bool // so set off at the end, where it goes with all that is said before
	aside   bool // of words that report without asserting: no event has its source here
}

// speech finds what is said in a sentence.
func (j *Judge) speech(d *doc.Doc, sent int) []embed {
	s := &d.Sents[sent]
	var out []embed
	var g *clause.Grammar
	grammar := func() *clause.Grammar {
		if g == nil {
			g = j.grammar(d, sent)
		}
		return g
	}
	for i := range s.Tokens {
		t := &s.Tokens[i]
		switch {
		case j.in("according", strings.ToLower(t.Text)):
			if e, ok := j.according(s, i); ok {
				j.widen(d, sent, &e)
				out = append(out, e)
			}
		case isVerb(t):
			p := j.book.Predicate(rule.Lemma(t), rule.Verb, "that")
			if p == nil {
				p = j.book.Predicate(rule.Lemma(t), rule.Verb, "quote")
			}
			stance, aside := "asserts", false
			switch {
			case p != nil && (p.Effect == "asserts" || p.Effect == "denies"):
				stance = p.Effect
			case p != nil && j.in("says_so", rule.Lemma(t)) && s.Tokens[i].Head < 0 && s.Kid(i, "ccomp") >= 0 && s.Kid(i, "ccomp") < i:
				// "Troops have shelled the town, the king warned"
			case j.book.Attributes(rule.Lemma(t), rule.Verb, "quote"):
				aside = true
			default:
				continue
			}
			f := grammar().Verb(i)
			said := -1
			var more []int // further parts of the same speech
			for _, c := range f.Comps {
				if ct := &s.Tokens[c.Tok]; ct.UPOS == "NOUN" && s.Kid(c.Tok, "cop") < 0 && c.Tok > i && !quotedAround(s, c.Tok) {
					continue // no clause
				}
				if c.Kind == "that" && !(s.Is(c.Tok, "parataxis") && c.Tok > i && !quotedAround(s, c.Tok)) || c.Kind == "ing" && s.Is(c.Tok, "ccomp") && quotedAround(s, c.Tok) {
					if said < 0 {
						said = c.Tok
					} else if s.Is(c.Tok, "ccomp") && quotedAround(s, c.Tok) {
						more = append(more, c.Tok)
					}
				}
			}
			sources := f.Subj
			before, behind := subjects(s, i)
			torn := said < 0 && behind >= 0
			if torn { // "Talks went on, said the minister", taken for two subjects
				said, sources = before, []int{behind}
			}
			if len(sources) == 0 && said < 0 && !f.Passive {
				sources = j.inverted(s, f, i)
			}
			loose := false
			if len(sources) == 0 && said < i && !f.Passive {
				sources = j.before(s, i)
				loose = said >= 0
			}
			if len(sources) == 0 {
				continue
			}
			switch h := t.Head; {
			case said >= 0:
				out = append(out, embed{top: said, more: more, except: -1, cue: []int{i}, sources: sources, stance: stance, tree: !s.Is(said, "parataxis") && !torn && !loose, aside: aside})
			case h >= 0 && !(f.Passive && j.in("thinks", rule.Lemma(t))) && j.appended(s, i, sources): // but not "the mission, known by its initials"
				out = append(out, embed{top: clauseTop(s, h), except: i, cue: []int{i}, sources: sources, stance: stance, aside: aside})
			}
		}
	}
	return out
}

// subjects returns the two subjects that a parser gives a verb of saying behind
// a comma, one on either side of it; -1 and -1 where it has not.
func subjects(s *doc.Sentence, v int) (before, behind int) {
	if v == 0 || s.Tokens[v-1].Text != "," && !isQuote(s.Tokens[v-1].Text) {
		return -1, -1
	}
	before, behind = -1, -1
	for _, k := range s.Kids(v) {
		switch {
		case !s.Is(k, "nsubj"):
		case k < v:
			before = k
		default:
			behind = k
		}
	}
	if before < 0 || behind < 0 || s.Tokens[before].UPOS != "NOUN" {
		return -1, -1
	}
	return before, behind
}

// appended says whether a reporting verb stands after or between what is
// said, set off by a comma or a quotation mark: "…, Qin said".
func (j *Judge) appended(s *doc.Sentence, v int, sources []int) bool {
	if s.Is(v, "parataxis") {
		return true
	}
	if s.Tokens[v].Head > v || !s.Is(v, "ccomp") && !s.Is(v, "conj") && !s.Is(v, "advcl") && !s.Is(v, "acl") && !s.Is(v, "appos") {
		return false
	}
	if s.Kid(v, "cc", "mark", "obj") >= 0 && s.Kid(v, "obj") != sources[0] {
		return false
	}
	first := v
	for _, x := range sources {
		if f, _ := nounPhrase(s, x); f < first {
			first = f
		}
	}
	return first > 0 && (s.Tokens[first-1].Text == "," || isQuote(s.Tokens[first-1].Text))
}

// inverted returns the subject of "…, said a spokesman": a noun after the verb
// that a parser may take for its object.
func (j *Judge) inverted(s *doc.Sentence, f *clause.Frame, v int) []int {
	if v == 0 || !(s.Tokens[v-1].Text == "," || isQuote(s.Tokens[v-1].Text)) {
		return nil
	}
	for _, k := range s.Kids(v) {
		if k > v && (s.Is(k, "obj") || s.Is(k, "obl") || s.Is(k, "dep") || s.Is(k, "xcomp")) && (s.Tokens[k].UPOS == "NOUN" || s.Tokens[k].UPOS == "PROPN") && s.Kid(k, "case") < 0 {
			return []int{k}
		}
	}
	return nil
}

// before returns the phrase right before the verb, set off by a comma, that a
// parser may hang elsewhere: "..., al-Samani said".
func (j *Judge) before(s *doc.Sentence, v int) []int {
	top := v - 1
	for top > 0 && s.Tokens[top].Text == ")" { // "the World Food Program (WFP) warned"
		for top--; top > 0 && s.Tokens[top].Text != "("; top-- {
		}
		top--
	}
	if top < 1 {
		return nil
	}
	if t := &s.Tokens[top]; t.UPOS != "NOUN" && t.UPOS != "PROPN" && t.UPOS != "PRON" {
		return nil
	}
	comma := top
	for comma > 0 && s.Tokens[comma].Text != "," && !isQuote(s.Tokens[comma].Text) {
		comma--
	}
	if comma == 0 {
		return nil
	}
	for h := s.Tokens[top].Head; h > comma && h < v; h = s.Tokens[top].Head {
		top = h
	}
	return []int{top}
}

func isQuote(t string) bool {
	return t == "\"" || t == "''" || t == "``" || strings.ContainsAny(t, openMarks+closeMarks)
}

// quotedAround says whether the token stands within quotation marks.
func quotedAround(s *doc.Sentence, i int) bool {
	before, after := false, false
	for k := range s.Tokens {
		if isQuote(s.Tokens[k].Text) {
			before = before || k < i
			after = after || k > i
		}
	}
	return before && after
}

// according reads "according to X": X is the source of the clause it hangs on.
func (j *Judge) according(s *doc.Sentence, i int) (embed, bool) {
	src := s.Tokens[i].Head
	if s.Is(i, "case") || s.Is(i, "mark") {
	} else if k := s.Kid(i, "obl", "nmod", "obj"); k >= 0 { // "according" tagged as a verb
		top := s.Tokens[i].Head
		if top < 0 {
			return embed{}, false
		}
		return embed{top: clauseTop(s, top), except: i, cue: []int{i}, sources: []int{k}, stance: "asserts"}, true
	}
	if src < 0 || s.Tokens[src].Head < 0 {
		return embed{}, false
	}
	e := embed{top: clauseTop(s, s.Tokens[src].Head), except: src, cue: []int{i}, sources: []int{src}, stance: "asserts"}
	if first, _ := s.Subtree(src); first == 0 || s.Tokens[first].Text == "," || s.Tokens[first-1].Text == "," {
		e.wide = true
	}
	return e, true
}

// widen lets ", according to X" at the end of a sentence go with all that its
// verb is joined to, and with what somebody says before it where X is a medium,
// which quotes him: "The minister said the army had left and would not return,
// according to the Herald".
func (j *Judge) widen(d *doc.Doc, sent int, e *embed) {
	s := &d.Sents[sent]
	src := e.sources[0]
	_, last := s.Subtree(src)
	if !e.wide || src < e.top || e.except < 0 {
		return
	}
	for k := last + 1; k < len(s.Tokens); k++ {
		if s.Tokens[k].UPOS != "PUNCT" {
			return
		}
	}
	e.last = true
	h, ok := j.holder(d, sent, src)
	paper := ok && medium(d, h)
	for n := 0; n < len(s.Tokens); n++ {
		h := s.Tokens[e.top].Head
		if h < 0 || !isVerb(&s.Tokens[h]) {
			return
		}
		p := j.book.Predicate(rule.Lemma(&s.Tokens[h]), rule.Verb, "that")
		switch {
		case s.Is(e.top, "conj") && (s.Kid(e.top, "nsubj") < 0 || j.adds(s, e.top)):
		case s.Is(e.top, "ccomp") && paper && h < e.top && p != nil && (p.Effect == "asserts" || p.Effect == "denies"):
		default:
			return
		}
		e.top = h
	}
}

// adds says whether clause v is joined by "and" to what the same source tells
// before it: "Troops shelled the town and its people fled, according to the Herald".
func (j *Judge) adds(s *doc.Sentence, v int) bool {
	k := s.Kid(v, "cc")
	return k >= 0 && j.in("and", strings.ToLower(s.Tokens[k].Text))
}

// clauseTop climbs from a word to the verb of its clause, and from a reporting
// verb's parataxis to the whole: "…, Qin said, according to his ministry".
func clauseTop(s *doc.Sentence, i int) int {
	for n := 0; n < len(s.Tokens); n++ {
		t := &s.Tokens[i]
		if t.Head < 0 || isVerb(t) && !s.Is(i, "parataxis") {
			return i
		}
		i = t.Head
	}
	return i
}

// opening and closing quotation marks; the straight mark is either.
const (
	openMarks  = "“«„"
	closeMarks = "”»"
)

// quotes follows quotations over sentence borders: a sentence that lies
// within one takes the paragraph's speaker, whoever it speaks of itself. The
// result holds for each sentence the speaker, or nil.
func (j *Judge) quotes(d *doc.Doc, talks [][]embed) []*voice {
	out := make([]*voice, len(d.Sents))
	inside := make([]bool, len(d.Sents))
	open := false
	for i := range d.Sents {
		if i == 0 || d.Sents[i].Para != d.Sents[i-1].Para {
			open = false // a quotation that runs over paragraphs opens anew in each
		}
		inside[i], open = j.within(&d.Sents[i], open)
	}
	var last *voice
	lastPara := -2
	for i := range d.Sents {
		if para := d.Sents[i].Para; para != lastPara {
			if para != lastPara+1 {
				last = nil
			}
			lastPara = para
		}
		if !inside[i] {
			last = nil
			if h, ok := j.talker(d, i, talks[i]); ok {
				last = &h
			}
			continue
		}
		h, ok := voice{}, last != nil
		if ok {
			h = *last
		}
		for k := i + 1; !ok && k < len(d.Sents) && d.Sents[k].Para == d.Sents[i].Para; k++ {
			if !inside[k] {
				h, ok = j.talker(d, k, talks[k])
				break
			}
		}
		if ok {
			h.Why = "the quotation is that speaker's"
			out[i] = &h
		}
	}
	return out
}

// voice is whose a quotation is that goes on: who speaks, and the media that
// quote him.
type voice struct {
	doc.Holder
	through []doc.Holder
}

// talker returns who says what a sentence quotes: the source of the last of its
// reporting words that are quoted themselves by nobody, or whom these words
// quote where their source is a medium.
func (j *Judge) talker(d *doc.Doc, sent int, talks []embed) (voice, bool) {
	s := &d.Sents[sent]
	var out voice
	var by embed
	found := false
	for _, e := range talks {
		if len(e.sources) == 0 || found && quotedAround(s, e.cue[0]) {
			continue
		}
		if h, ok := j.holder(d, sent, e.sources[0]); ok {
			h.Stance = "asserts"
			out, by, found = voice{Holder: h}, e, true
		}
	}
	if !found {
		return out, false
	}
	if medium(d, out.Holder) {
		for _, e := range talks {
			if e.cue[0] == by.cue[0] || len(e.sources) == 0 || !by.holds(s, e.cue[0]) || e.holds(s, by.cue[0]) {
				continue
			}
			// "the minister told reporters that ..., the Herald reported"
			if h, ok := j.holder(d, sent, e.sources[0]); ok && h.Mention >= 0 && d.Mentions[h.Mention].Person {
				h.Stance, out.Why = "asserts", quoted(s, by.cue[0])
				out, by = voice{Holder: h, through: []doc.Holder{out.Holder}}, e
				break
			}
		}
	}
	g := j.grammar(d, sent)
	_, quotes := j.quoted(g, by.cue[0])
	for _, h := range j.named(d, sent, g, by.cue[0], append(quotes, j.quotedBy(g, by.cue[0])...), "asserts") {
		if medium(d, h) {
			out.through = append(out.through, h)
		}
	}
	return out, true
}

// medium says whether a source is one, and nobody who works for one.
func medium(d *doc.Doc, h doc.Holder) bool {
	return strings.HasSuffix(h.Actor.Code, " JRN") && h.Mention >= 0 && !d.Mentions[h.Mention].Person
}

// within says whether all words of the sentence are quoted, and whether the
// quotation is still open at its end.
func (j *Judge) within(s *doc.Sentence, open bool) (inside, next bool) {
	inside = true
	words := 0
	for i := range s.Tokens {
		t := &s.Tokens[i]
		switch {
		case strings.ContainsAny(t.Text, openMarks):
			open = true
		case strings.ContainsAny(t.Text, closeMarks):
			open = false
		case t.Text == `"` || t.Text == "''" || t.Text == "``":
			open = !open
		case t.UPOS != "PUNCT":
			words++
			inside = inside && open
		}
	}
	return inside && words > 0, open
}
