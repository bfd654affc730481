package rule

import (
	"fmt"
	"path"
	"slices"
	"sort"
	"strings"
)

type class struct {
	name, pos string
	words     Words
	raw       []tok
	number    int // of its folder
	file      string
	line      int
	text      string
	earlier   *class // of the same name, from an earlier folder
	done      int    // 0 not yet, 1 being resolved, 2 resolved
}

type nounForm struct {
	verb  string
	nouns Words
	preps Words
}

// Predicate is a word that says, denies, wants or plans what it embeds.
type Predicate struct {
	Lemma       string
	POS         POS
	Complements []string // that, to, object, quote, or a preposition
	Effect      string   // asserts, denies, actual, future, hypothetical, negated, dropped, attributes
}

// Takes says whether the predicate embeds by the complement.
func (p *Predicate) Takes(complement string) bool {
	for _, c := range p.Complements {
		if c == complement {
			return true
		}
	}
	return false
}

// Effects of predicates.
var effects = []string{"asserts", "denies", "actual", "future", "hypothetical", "negated", "dropped", "attributes"}

// Predicate returns what the word does to what it embeds by the complement, or nil.
func (b *Book) Predicate(lemma string, pos POS, complement string) *Predicate {
	for _, p := range b.preds[lemma] {
		if p.POS == pos && p.Takes(complement) {
			return p
		}
	}
	return nil
}

// Attributes says whether somebody's words or attitude are reported with the
// word and the complement. Such words have no effect on events.
func (b *Book) Attributes(lemma string, pos POS, complement string) bool {
	return slices.ContainsFunc(b.attrs[lemma], func(p *Predicate) bool { return p.POS == pos && p.Takes(complement) })
}

type pending struct {
	pat        *Pattern
	text, file string
	line, col  int
	full       string
}

type loader struct {
	book    *Book
	errs    Errors
	seen    map[string]*Rule
	preps   Words
	adverbs Words
	modals  Words
	pending []pending
	sets    map[written]wordSet
	modes   []line
	codes   []line
	preds   []line
	nouns   []line
	number  int    // of the folder being read
	prefix  string // its name, before file names in messages
}

// written is how a phrasing writes a set of words, and the part of speech it asks for.
type written struct{ words, pos string }

// wordSet is words as a phrasing lists them.
type wordSet struct {
	words Words
	pos   string
}

type line struct {
	file string
	no   int
	text string
}

func (l *loader) fail(ln line, col int, format string, args ...any) {
	l.errs = append(l.errs, &Error{File: ln.file, Line: ln.no, Col: col, Msg: fmt.Sprintf(format, args...), Text: ln.text})
}

func (l *loader) folder(names []string, text map[string]string) {
	modes, codes, preds := l.modes, l.codes, l.preds
	l.modes, l.codes, l.preds = nil, nil, nil
	defer func() {
		l.modes, l.codes, l.preds = append(l.modes, modes...), append(l.codes, codes...), append(l.preds, preds...)
	}()
	for _, n := range names {
		lines := strings.Split(strings.ReplaceAll(text[n], "\r\n", "\n"), "\n")
		base := path.Base(n)
		n = l.prefix + n
		switch {
		case strings.HasSuffix(base, ".rule"):
			l.ruleFile(n, lines)
		case base == "types.tsv":
			l.typeFile(n, lines)
		case base == "goldstein.tsv":
			l.scoreFile(n, lines)
		case base == "words.txt" || base == "grammar.txt":
			l.each(n, lines, l.wordClass)
		case base == "topics.txt":
			l.each(n, lines, l.topic)
		case base == "contexts.txt":
			l.each(n, lines, l.context)
		case base == "support.txt":
			l.each(n, lines, func(ln line) {
				for _, t := range lex(ln.text, 1) {
					l.book.Support.add(t.text)
				}
			})
		case base == "nouns.txt":
			l.each(n, lines, func(ln line) { l.nouns = append(l.nouns, ln) })
		case base == "modes.txt":
			l.each(n, lines, func(ln line) { l.modes = append(l.modes, ln) })
		case base == "cameo.txt":
			l.each(n, lines, func(ln line) { l.codes = append(l.codes, ln) })
		case base == "predicates.txt" || base == "attributions.txt":
			l.each(n, lines, func(ln line) { l.preds = append(l.preds, ln) })
		}
	}
}

// each calls f for the lines that are neither empty nor comments; a line that
// begins with white space continues the one before.
func (l *loader) each(file string, lines []string, f func(line)) {
	var cur line
	flush := func() {
		if cur.no > 0 {
			f(cur)
		}
		cur = line{}
	}
	for i, s := range lines {
		switch t := strings.TrimSpace(s); {
		case t == "" || s[0] == '#':
		case (s[0] == ' ' || s[0] == '\t') && cur.no > 0:
			cur.text += " " + t
		default:
			flush()
			cur = line{file, i + 1, s}
		}
	}
	flush()
}

func (l *loader) wordClass(ln line) {
	head, body, ok := strings.Cut(ln.text, ":")
	name, pos, ok2 := strings.Cut(strings.TrimSpace(head), "(")
	pos = strings.TrimSuffix(strings.TrimSpace(pos), ")")
	name = strings.TrimSpace(name)
	if !ok || !ok2 || name == "" {
		l.fail(ln, 1, "expected `name (verb|noun|adj|prep|sector): words`")
		return
	}
	if !slices.Contains([]string{"verb", "noun", "adj", "prep", sectorClass}, pos) {
		l.fail(ln, len([]rune(name))+2, "a class is of verb, noun, adj, prep or sector, not %q", pos)
		return
	}
	key := name + " " + pos // <attack> may be both a noun and a verb
	if old := l.book.classes[key]; old != nil && old.number == l.number {
		l.fail(ln, 1, "a second class <%s> of the %s kind; the first is in %s, line %d", name, pos, old.file, old.line)
	}
	if strings.HasSuffix(ln.file, "grammar.txt") { // the program asks for these by their names alone
		for _, other := range []string{"verb", "noun", "adj", "prep"} {
			if old := l.book.classes[name+" "+other]; old != nil && other != pos && old.file == ln.file {
				l.fail(ln, 1, "a second class <%s>, which is known by its name alone; the first is in %s, line %d", name, old.file, old.line)
			}
		}
	}
	c := &class{name: name, pos: pos, raw: lex(body, len([]rune(head))+2), number: l.number, file: ln.file, line: ln.no, text: ln.text}
	if old := l.book.classes[key]; old != nil && old.number != l.number {
		c.earlier = old
	}
	l.book.classes[key] = c
}

// topic reads a line of topics.txt: `name (aside|politics): words`, or `kept
// (types): TYPES`. A later folder's line replaces the one of the same name.
func (l *loader) topic(ln line) {
	head, body, ok := strings.Cut(ln.text, ":")
	name, kind, ok2 := strings.Cut(strings.TrimSpace(head), "(")
	name, kind = strings.TrimSpace(name), strings.TrimSuffix(strings.TrimSpace(kind), ")")
	if !ok || !ok2 || name == "" || kind != "aside" && kind != "politics" && kind != "types" {
		l.fail(ln, 1, "expected `name (aside|politics): words` or `kept (types): TYPES`")
		return
	}
	if kind == "types" {
		l.book.Kept = strings.Fields(body)
		return
	}
	t := Topic{Name: name, Aside: kind == "aside"}
	for _, w := range strings.Fields(body) {
		t.Words.add(w)
	}
	l.book.Topics.put(t)
}

// context reads a line of contexts.txt, `name: words`.
func (l *loader) context(ln line) {
	name, body, ok := strings.Cut(ln.text, ":")
	if name = strings.TrimSpace(name); !ok || name == "" || strings.ContainsAny(name, " \t") {
		l.fail(ln, 1, "expected `context: words`")
		return
	}
	t := Topic{Name: name}
	for _, w := range strings.Fields(body) {
		t.Words.add(w)
	}
	l.book.About.put(t)
}

func (l *loader) resolveClass(c *class) {
	if c.done != 0 {
		if c.done == 1 {
			l.fail(line{c.file, c.line, c.text}, 1, "the class <%s> includes itself", c.name)
		}
		return
	}
	c.done = 1
	c.words.of = &entries{class: true}
	for _, t := range c.raw {
		if strings.HasPrefix(t.text, "<") {
			in, ok := l.book.class(strings.Trim(t.text, "<>"), c.pos)
			if in == c && c.earlier != nil {
				in = c.earlier
			}
			if !ok {
				l.fail(line{c.file, c.line, c.text}, t.col, "no word class %s", t.text)
				continue
			}
			l.resolveClass(in)
			c.words.merge(in.words)
			continue
		}
		c.words.add(t.text)
	}
	c.done = 2
}

// class finds a class by name, of the part of speech asked for where there are several.
func (b *Book) class(name, pos string) (*class, bool) {
	for _, p := range []string{pos, "noun", "verb", "adj", "prep"} {
		if c := b.classes[name+" "+p]; c != nil {
			return c, true
		}
	}
	return nil, false
}

// nearest suggests the class whose name begins alike.
func (l *loader) nearest(name string) string {
	var names []string
	for key := range l.book.classes {
		n, _, _ := strings.Cut(key, " ")
		if len(name) > 2 && len(n) > 2 && n[:3] == name[:3] {
			names = append(names, "<"+n+">")
		}
	}
	if len(names) == 0 {
		return ""
	}
	sort.Strings(names)
	names = slices.Compact(names)
	return "; known: " + strings.Join(names, " ")
}

func (l *loader) ruleFile(file string, lines []string) {
	var r *Rule
	var key string
	end := func() {
		if r == nil {
			return
		}
		ln := line{file, r.Line, lines[r.Line-1]}
		yes, no := 0, 0
		for _, e := range r.Examples {
			yes += b2i(e.Kind == Yes)
			no += b2i(e.Kind == No)
		}
		switch {
		case len(r.Patterns) == 0:
			l.fail(ln, 1, "rule %s has no `says` line", r.Name)
		case r.Type == "":
			l.fail(ln, 1, "rule %s has no `gives` line", r.Name)
		case r.Because == "":
			l.fail(ln, 1, "rule %s has no `because` line: a rule carries its reason", r.Name)
		case yes == 0 && r.Type != Nothing:
			l.fail(ln, 1, "rule %s has no `yes` example", r.Name)
		case no == 0:
			l.fail(ln, 1, "rule %s has no `no` example", r.Name)
		}
		if old := l.seen[r.Name]; old != nil {
			switch {
			case old.Folder != r.Folder: // replaces it
			case old.File == r.File:
				l.fail(ln, 1, "a second rule %s; the first is in line %d", r.Name, old.Line)
			default:
				l.fail(ln, 1, "a second rule %s; the first is in %s:%d", r.Name, old.File, old.Line)
			}
			*old = Rule{Name: old.Name, Order: -1}
		}
		l.seen[r.Name] = r
		r.Order = len(l.book.Rules)
		l.book.Rules = append(l.book.Rules, r)
		r = nil
	}
	for i, s := range lines {
		ln := line{file, i + 1, s}
		t := strings.TrimSpace(s)
		if t == "" {
			end()
			key = ""
			continue
		}
		if s[0] == '#' {
			continue
		}
		if s[0] == ' ' || s[0] == '\t' {
			if r == nil {
				l.fail(ln, 1, "a continuation line outside a rule")
				continue
			}
			l.more(r, key, ln, t)
			continue
		}
		k, v, ok := strings.Cut(s, ":")
		if !ok {
			l.fail(ln, 1, "expected `key: value`; keys: rule says gives context cameo public because yes no todo")
			continue
		}
		col := len([]rune(k)) + 2
		for strings.HasPrefix(v, " ") {
			v, col = v[1:], col+1
		}
		v = strings.TrimSpace(v)
		key = k
		if k == "rule" {
			end()
			r = &Rule{Name: v, File: file, Line: i + 1, Folder: l.number}
			if v == "" || strings.ContainsAny(v, " \t|") {
				l.fail(ln, col, "a rule's name is file/words-with-hyphens, without spaces")
			}
			continue
		}
		if r == nil {
			l.fail(ln, 1, "`%s` outside a rule; a rule begins with `rule: name`", k)
			continue
		}
		switch k {
		case "says":
			p := &Pattern{Rule: r, Source: v, Line: i + 1}
			r.Patterns = append(r.Patterns, p)
			l.pending = append(l.pending, pending{p, v, file, i + 1, col, s})
		case "gives":
			f := strings.Fields(v)
			switch {
			case len(f) == 0:
				l.fail(ln, col, "expected a type")
			case len(f) > 2:
				l.fail(ln, col, "expected a type and at most one mode")
			default:
				r.Type = f[0]
				if len(f) == 2 && f[1] == "by-content" {
					r.ByContent = true
				} else if len(f) == 2 {
					r.Mode = f[1]
				}
			}
		case "context":
			r.Contexts = strings.Fields(v)
		case "cameo":
			r.CAMEO = v
		case "public":
			if v != "no" {
				l.fail(ln, col, "expected `no`: private parties alone will do for this rule")
			}
			r.Private = true
		case "because":
			r.Because = v
		case "yes", "no", "todo":
			r.Examples = append(r.Examples, Example{Kind: map[string]Kind{"yes": Yes, "no": No, "todo": Todo}[k], Text: v, Line: i + 1})
		default:
			l.fail(ln, 1, "unknown key %q; keys: rule says gives context cameo public because yes no todo", k)
		}
	}
	end()
}

func (l *loader) more(r *Rule, key string, ln line, t string) {
	switch key {
	case "because":
		r.Because += " " + t
	case "yes", "no", "todo":
		ex := &r.Examples[len(r.Examples)-1]
		rec, ok := strings.CutPrefix(t, "=>")
		if !ok {
			if len(ex.Expect) > 0 {
				l.fail(ln, 1, "expected `=> actors | TYPE mode | recipients ...`")
			}
			ex.Text += " " + t
			return
		}
		ex.All = true
		if strings.TrimSpace(rec) == "" {
			return // no record at all
		}
		e := Expect{Line: ln.no}
		for _, f := range strings.Split(rec, "|") {
			e.Fields = append(e.Fields, strings.TrimSpace(f))
		}
		if len(e.Fields) < 2 || len(e.Fields) > 7 {
			l.fail(ln, strings.Index(ln.text, "=>")+1, "expected `=> actors | TYPE mode | recipients | date | status | said_by | place`")
			return
		}
		ex.Expect = append(ex.Expect, e)
	default:
		l.fail(ln, 1, "`%s` takes one line", key)
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
