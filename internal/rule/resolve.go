package rule

import (
	"slices"
	"strings"
)

// resolve compiles what needs the word classes: phrasings, noun forms, modes
// and predicates, and builds the indexes by trigger lemma.
func (l *loader) resolve() {
	b := l.book
	names := make([]string, 0, len(b.classes))
	for n := range b.classes {
		names = append(names, n)
	}
	slices.Sort(names)
	for _, n := range names {
		l.resolveClass(b.classes[n])
	}
	b.plain = map[string]Words{}
	for _, c := range b.classes {
		if one, ok := b.class(c.name, ""); ok {
			b.plain[c.name] = one.words
		}
	}
	if c, ok := b.class("preposition", "prep"); ok {
		l.preps = c.words
	}
	if c, ok := b.class("adverb", "adj"); ok {
		l.adverbs = c.words
	}
	if c, ok := b.class("phrasing_modal", "verb"); ok {
		l.modals = c.words
	}
	for _, ln := range l.nouns {
		l.nounForm(ln)
	}
	for _, p := range l.pending {
		l.compile(p)
	}
	live := b.Rules[:0]
	for _, r := range b.Rules {
		if r.Order >= 0 {
			r.Order = len(live)
			live = append(live, r)
		}
	}
	b.Rules = live
	// Among readings of the same score the first wins, so those of later folders come first.
	formsOf := map[string][]int{}
	for i, f := range b.forms {
		formsOf[f.verb] = append(formsOf[f.verb], i)
	}
	byFolder := slices.Clone(b.Rules)
	slices.SortStableFunc(byFolder, func(x, y *Rule) int { return y.Folder - x.Folder })
	for _, r := range byFolder {
		if r.Type == "" {
			continue
		}
		for _, p := range r.Patterns {
			b.index(p)
			if p.POS == Verb && !p.Not {
				var forms []int
				for e := range p.Trigger.all() {
					e.singles(func(w string) { forms = append(forms, formsOf[w]...) })
				}
				slices.Sort(forms)
				for _, i := range slices.Compact(forms) {
					if d := b.forms[i].derive(p); d != nil {
						b.index(d)
					}
				}
			}
		}
	}
	b.indexSets(l.sets)
	l.checkTypes()
	for _, ln := range l.modes {
		l.mode(ln)
	}
	for _, ln := range l.codes {
		l.code(ln)
	}
	for _, ln := range l.preds {
		l.predicate(ln)
	}
}

func (b *Book) index(p *Pattern) {
	p.asks = p.asked()
	m := b.verbs
	switch p.POS {
	case Noun:
		m = b.nouns
	case Adj:
		m = b.adjs
	}
	p.Trigger.heads(p.POS == Verb, func(h string) {
		if ps := m[h]; len(ps) == 0 || ps[len(ps)-1] != p {
			m[h] = append(ps, p)
		}
	})
}

// indexSets notes of each word in which of the sets that phrasings ask for it is,
// by way of the classes that a set names.
func (b *Book) indexSets(sets map[written]wordSet) {
	b.sets, b.setCount = make(map[string][]int32, 1<<13), len(sets)+1
	asked := make([]bool, len(sets)+1)
	for _, index := range []map[string][]*Pattern{b.verbs, b.nouns, b.adjs} {
		for _, ps := range index {
			for _, p := range ps {
				for _, set := range p.asks {
					asked[set] = true
				}
			}
		}
	}
	note := func(e *entries, number int32) {
		e.heads(true, func(w string) { b.sets[w] = append(b.sets[w], number) })
	}
	class := map[*entries]int{}
	for _, s := range sets {
		set := s.words.set
		if !asked[set] {
			continue
		}
		for e := range s.words.all() {
			if !e.class {
				note(e, set)
				continue
			}
			k, ok := class[e]
			if !ok {
				k = len(b.within)
				class[e] = k
				b.within = append(b.within, nil)
				note(e, int32(b.setCount+k))
			}
			b.within[k] = append(b.within[k], set)
		}
	}
}

func (l *loader) compile(p pending) {
	ln := line{p.file, p.line, p.full}
	c := &compiler{l: l, toks: lex(p.text, p.col), fail: func(col int, format string, args ...any) { l.fail(ln, col, format, args...) }}
	r := p.pat.Rule
	*p.pat = *c.pattern()
	p.pat.Rule, p.pat.Source, p.pat.Line = r, p.text, p.line
	if !c.bad && c.i < len(c.toks) {
		c.errorf("cannot read the phrasing from here on")
	}
	if !c.bad && p.pat.Trigger.Empty() {
		c.errorf("the phrasing has no trigger word")
	}
}

// nounForm reads `attack: attack assault / on against`.
func (l *loader) nounForm(ln line) {
	verb, rest, ok := strings.Cut(ln.text, ":")
	if !ok {
		l.fail(ln, 1, "expected `verb: nouns / prepositions of the object`")
		return
	}
	nouns, preps, _ := strings.Cut(rest, "/")
	for _, v := range strings.Fields(verb) {
		f := nounForm{verb: strings.ToLower(v)}
		for _, n := range strings.Fields(nouns) {
			f.nouns.add(n)
		}
		for _, p := range strings.Fields(preps) {
			f.preps.add(p)
		}
		if f.nouns.Empty() {
			l.fail(ln, len([]rune(verb))+2, "no noun is given for %q", v)
			return
		}
		l.book.forms = append(l.book.forms, f)
	}
}

// derive makes the noun phrasing of a verb's phrasing: the object becomes a
// prepositional phrase, everything becomes optional. A phrasing that names its
// object or particle is about that object and has no noun form of its own.
func (f nounForm) derive(p *Pattern) *Pattern {
	d := *p
	d.POS, d.Trigger, d.Derived, d.Elems = Noun, f.nouns, true, nil
	for _, e := range p.Elems {
		switch {
		case !e.Particle.Empty(), !e.Optional && !e.Head.Empty() && !e.Inf:
			return nil
		case !e.Optional && e.Inf && !e.Head.Empty(),
			!e.Optional && e.Slot == Something && !e.Prep.Empty() && len(d.Elems) > 0: // to attack somebody for something is another thing than an attack
			d.Elems = append(d.Elems, e)
			continue
		case e.Prep.Empty() && !e.Inf && !e.That:
			if e.Slot == None {
				break
			}
			e.Prep = f.preps
			if e.Prep.Empty() {
				e.Prep.add("of")
			}
		}
		e.Optional = len(e.Sectors) == 0 // to attack a court in words is told from other attacks by the court
		d.Elems = append(d.Elems, e)
	}
	return &d
}

// mode reads `REQUEST meet: <talks> CONSULT`; several types with |.
func (l *loader) mode(ln line) {
	head, body, ok := strings.Cut(ln.text, ":")
	f := strings.Fields(head)
	if !ok || len(f) != 2 {
		l.fail(ln, 1, "expected `TYPE|TYPE mode: words <classes> TYPES`")
		return
	}
	m := ModeContent{Mode: f[1]}
	c := &compiler{l: l, toks: lex(body, len([]rune(head))+2), fail: func(col int, format string, args ...any) { l.fail(ln, col, format, args...) }}
	for ; c.i < len(c.toks); c.i++ {
		if t := c.peek(); isSlot(t) {
			m.Types = append(m.Types, t)
		} else {
			ws, _ := c.words(t, "noun")
			m.Words.merge(ws)
		}
	}
	for _, t := range strings.Split(f[0], "|") {
		m.Type = t
		l.book.Modes = append(l.book.Modes, m)
	}
}

// code reads `TYPE 071: words` or `TYPE/mode 0841: words`.
func (l *loader) code(ln line) {
	head, body, ok := strings.Cut(ln.text, ":")
	f := strings.Fields(head)
	if !ok || len(f) != 2 || len(f[1]) < 2 || len(f[1]) > 4 || strings.Trim(f[1], "0123456789") != "" {
		l.fail(ln, 1, "expected `TYPE code: words <classes>` or `TYPE/mode code: words <classes>`")
		return
	}
	m := ModeContent{Mode: f[1]}
	m.Type, m.Of, _ = strings.Cut(f[0], "/")
	if l.book.TypeOf(m.Type, m.Of) == nil {
		l.fail(ln, 1, "%s is not among the types and modes of types.tsv", f[0])
		return
	}
	c := &compiler{l: l, toks: lex(body, len([]rune(head))+2), fail: func(col int, format string, args ...any) { l.fail(ln, col, format, args...) }}
	for ; c.i < len(c.toks); c.i++ {
		ws, _ := c.words(c.peek(), "noun")
		m.Words.merge(ws)
	}
	l.book.Codes = append(l.book.Codes, m)
}

// predicate reads `say tell (verb) that|quote: asserts`.
func (l *loader) predicate(ln line) {
	head, effect, ok := strings.Cut(ln.text, ":")
	words, rest, ok2 := strings.Cut(head, "(")
	pos, comps, ok3 := strings.Cut(rest, ")")
	effect = strings.TrimSpace(effect)
	if !ok || !ok2 || !ok3 {
		l.fail(ln, 1, "expected `words (verb|noun|adj) complements: effect`")
		return
	}
	if !slices.Contains(effects, effect) {
		l.fail(ln, len([]rune(head))+3, "unknown effect %q; known: %s", effect, strings.Join(effects, " "))
		return
	}
	kind, known := map[string]POS{"verb": Verb, "noun": Noun, "adj": Adj}[pos]
	if !known {
		l.fail(ln, len([]rune(words))+2, "expected verb, noun or adj, found %q", pos)
		return
	}
	c := &compiler{l: l, toks: lex(words, 1), fail: func(col int, format string, args ...any) { l.fail(ln, col, format, args...) }}
	var ws Words
	for ; c.i < len(c.toks); c.i++ {
		w, _ := c.words(c.peek(), map[POS]string{Verb: "verb", Noun: "noun", Adj: "adj"}[kind])
		ws.merge(w)
	}
	for _, h := range ws.list() { // "rule_out": a verb with its particle
		in := l.book.preds
		if effect == "attributes" {
			in = l.book.attrs
		}
		in[h] = append(in[h], &Predicate{Lemma: h, POS: kind, Complements: strings.FieldsFunc(comps, func(r rune) bool { return r == '|' || r == ' ' }), Effect: effect})
	}
}
