// Package event matches the codebook's rules on the trees: sentences with
// coded mentions go in, candidate events with trigger, actor and recipient
// come out. Status, sources, date and place are later stages' work. The cost
// is proportional to the words that can begin a rule's phrasing.
package event

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"rapporteur/internal/clause"
	"rapporteur/internal/doc"
	"rapporteur/internal/rule"
)

// Finder finds events with a codebook. Safe for concurrent use on different
// documents.
type Finder struct {
	book     *rule.Book
	modifier func(d *doc.Doc, sent, tok int) (doc.Mention, bool)
	against  func(d *doc.Doc, sent, tok int) (doc.Mention, bool)
	without  *rule.Rule // left out
}

// Without returns a Finder that leaves the rule out.
func (c *Finder) Without(r *rule.Rule) *Finder {
	less := *c
	less.without = r
	return &less
}

// Modifiers makes mentions of words before a noun that name an actor: "Russian"
// in "the Russian war", and the government in "anti-government protests".
type Modifiers interface {
	ModifierActor(d *doc.Doc, sent, tok int) (doc.Mention, bool)
	AgainstActor(d *doc.Doc, sent, tok int) (doc.Mention, bool)
}

// New returns a Finder. modifiers may be nil.
func New(book *rule.Book, modifiers Modifiers) *Finder {
	if modifiers == nil {
		return &Finder{book: book}
	}
	return &Finder{book: book, modifier: modifiers.ModifierActor, against: modifiers.AgainstActor}
}

// Find appends the document's candidate events in the order of the text.
func (c *Finder) Find(d *doc.Doc) {
	d.Aside = c.aside(d)
	for i := range d.Sents {
		c.sentence(d, i, d.Aside != "")
	}
	c.authorsOf(d)
	c.doersOf(d)
	c.accusedOf(d)
	c.grievances(d)
	c.facing(d)
	c.means(d)
	c.hosts(d)
	c.retold(d)
	c.shareModes(d)
	c.contexts(d)
}

// shareModes gives events without a mode that of an earlier one of their type
// whose parties' countries include theirs, where the mode is one that a report
// need not repeat.
func (c *Finder) shareModes(d *doc.Doc) {
	shared, _ := c.book.Class("report_mode")
	countries := func(ev *doc.Event) []string {
		var out []string
		for _, k := range append(slices.Clone(ev.Actor), ev.Recipient...) {
			for _, a := range d.Mentions[k].Actors {
				out = append(out, country(a.Code))
			}
		}
		return out
	}
	for i := range d.Events {
		ev := &d.Events[i]
		if ev.Mode != "" {
			continue
		}
		for j := i - 1; j >= 0; j-- {
			o := &d.Events[j]
			if o.Type != ev.Type || !shared.Has(o.Mode) {
				continue
			}
			theirs, mine := countries(o), countries(ev)
			if len(mine) > 0 && !slices.ContainsFunc(mine, func(x string) bool { return !slices.Contains(theirs, x) }) {
				ev.Mode = o.Mode
				ev.Why = append(ev.Why, "mode: "+o.Mode+", as said before")
				break
			}
		}
	}
}

func (c *Finder) sentence(d *doc.Doc, sent int, aside bool) {
	s := &d.Sents[sent]
	var m *matcher
	var all []*match
	var words rule.Vocabulary
	for i := range s.Tokens {
		if heads(d, sent, i) {
			continue
		}
		var best *match
		for _, x := range c.phrasings(s, i) {
			if m == nil {
				m, words = c.matcher(d, sent), c.book.Vocabulary(s)
			}
			if x.pos == rule.Noun && m.actorOf(i) >= 0 {
				continue // the word names somebody: "the opposition", "the Foreign Ministry"
			}
			f := m.frame(x.pos, i)
			for _, p := range x.pats {
				if p.Rule == c.without || !words.MayFit(p) {
					continue
				}
				if r, ok := m.try(p, f); ok && (best == nil || r.score > best.score) {
					best = r
				}
			}
		}
		if best != nil {
			all = append(all, best)
		}
	}
	if len(all) == 0 {
		return
	}
	kept := m.merge(c.settle(all))
	for _, r := range kept {
		m.deadly(r)
		m.unharmed(r)
	}
	from := len(d.Events)
	for _, r := range kept {
		if r.pat.Rule.Type != rule.Nothing && c.concerns(d, r) && (!aside || c.between(d, r)) && !c.refersBack(d, sent, r, kept) {
			ev := c.event(d, sent, m, r)
			c.announced(d, &ev)
			d.Events = append(d.Events, ev)
		}
	}
	c.modes(d, s, d.Events[from:], kept)
}

func (c *Finder) matcher(d *doc.Doc, sent int) *matcher {
	m := &matcher{d: d, sent: sent, c: c}
	m.g = clause.New(&d.Sents[sent], c.book, func(tok int) bool { return m.actorOf(tok) >= 0 || m.modifier(tok) >= 0 })
	return m
}

func (m *matcher) frame(pos rule.POS, i int) *clause.Frame {
	switch pos {
	case rule.Noun:
		return m.g.Noun(i)
	case rule.Adj:
		return m.g.Adjective(i)
	}
	return m.g.Verb(i)
}

// phrasings are those that a word may be the trigger of as one part of speech.
type phrasings struct {
	pats []*rule.Pattern
	pos  rule.POS
}

// phrasings returns the phrasings that the token may be the trigger of.
func (c *Finder) phrasings(s *doc.Sentence, i int) []phrasings {
	one := func(p []*rule.Pattern, pos rule.POS) []phrasings {
		if len(p) == 0 {
			return nil
		}
		return []phrasings{{p, pos}}
	}
	t := &s.Tokens[i]
	l := rule.Lemma(t)
	switch t.UPOS {
	case "VERB":
		if s.Is(i, "amod") && t.XPOS == "VBN" {
			return nil // "banned airlines", "Iran-backed" describe, they don't report
		}
		all := one(c.book.Verb(l), rule.Verb)
		if t.XPOS == "VBN" && s.Kid(i, "aux:pass", "cop") >= 0 { // "was satisfied with"
			all = append(all, one(c.book.Adj(strings.ToLower(t.Text)), rule.Adj)...)
		}
		return all
	case "NOUN":
		if t.Name != 0 {
			return nil // part of a name
		}
		if c.asPreposition(s, i) {
			return nil
		}
		all := one(c.book.Noun(l), rule.Noun)
		if s.Kid(i, "cop") >= 0 { // "is under pressure"
			all = append(all, one(c.book.Adj(l), rule.Adj)...)
		}
		return all
	case "PROPN": // headlines in capitals; "March" and "Battle Creek" are names
		if strings.ToUpper(t.Text) == t.Text && len(t.Text) > 4 {
			return one(c.book.Noun(l), rule.Noun)
		}
	case "ADJ":
		if p := c.book.Adj(l); len(p) > 0 && s.Kid(i, "cop", "aux:pass") >= 0 { // "is open", "is prepared"
			return one(p, rule.Adj)
		}
	}
	return nil
}

// heads says whether a verb is the first word of a name: "an official of Save
// the Children".
func heads(d *doc.Doc, sent, i int) bool {
	t := &d.Sents[sent].Tokens[i]
	return i > 0 && t.UPOS == "VERB" && t.Text != strings.ToLower(t.Text) && slices.ContainsFunc(d.Mentions, func(m doc.Mention) bool {
		return m.Sent == sent && m.First == i && m.Last > i && len(m.Actors) > 0 && m.Actors[0].Name != ""
	})
}

// asPreposition says whether a noun and "to" are as good as a preposition:
// "thanks to the tax", but not "expressed thanks to the king".
func (c *Finder) asPreposition(s *doc.Sentence, i int) bool {
	if !c.isClass("prepositional_noun", s.Tokens[i].Text) || i+1 >= len(s.Tokens) || !strings.EqualFold(s.Tokens[i+1].Text, "to") || s.Kid(i, "det", "nmod:poss", "amod") >= 0 {
		return false
	}
	h := s.Tokens[i].Head
	return h < 0 || !s.Is(i, "obj") || !c.isClass("thanking", rule.Lemma(&s.Tokens[h]))
}

// concerns says whether the parties make it an event: types that take a public
// party have one among them, others somebody of whom more is known than a name.
func (c *Finder) concerns(d *doc.Doc, r *match) bool {
	if len(r.actor)+len(r.recipient) == 0 {
		return true // the phrasing asks for nobody
	}
	info := c.book.TypeOf(r.pat.Rule.Type, "")
	for _, list := range [][]int{r.actor, r.recipient, r.about} {
		for _, k := range list {
			m := &d.Mentions[k]
			if info != nil && info.Public && !r.pat.Rule.Private {
				if c.public(m) {
					return true
				}
				continue
			}
			for _, a := range m.Actors {
				if a.Code != "" && a.Code != "---" || a.Code == "---" && m.Group && info != nil {
					return true
				}
			}
		}
	}
	return false
}

// settle keeps, where readings compete for a word, the one with the higher score.
func (c *Finder) settle(all []*match) []*match {
	order := slices.Clone(all)
	sort.SliceStable(order, func(i, j int) bool { return order[i].score > order[j].score })
	read, claimed := map[int]*match{}, map[int][]*match{} // the readings of words, the readings that words belong to
	var kept []*match
	for _, r := range order {
		if read[r.frame.Head] != nil || slices.ContainsFunc(claimed[r.frame.Head], func(by *match) bool { return !c.turnedDown(r, by) }) {
			continue
		}
		if slices.ContainsFunc(r.claimed, func(t int) bool { return read[t] != nil && !c.turnedDown(read[t], r) }) {
			continue // but two verbs may share an object: "attend a conference boycotted by Kiev"
		}
		read[r.frame.Head] = r
		if r.frame.Support >= 0 {
			read[r.frame.Support] = r
		}
		for _, t := range r.claimed {
			claimed[t] = append(claimed[t], r)
		}
		kept = append(kept, r)
	}
	sort.SliceStable(kept, func(i, j int) bool { return kept[i].frame.Head < kept[j].frame.Head })
	return kept
}

// turnedDown says whether the reading is what by turns down and was said by
// somebody else, with its content: "rejected the king's call for an election".
func (c *Finder) turnedDown(r, by *match) bool {
	return c.isClass("refusing_type", by.pat.Rule.Type) && c.isClass("asking_type", r.pat.Rule.Type) &&
		r.frame.POS == rule.Noun && r.frame.Support < 0 && len(r.frame.Obl)+len(r.frame.Comps) > 0 &&
		len(r.actor) > 0 && !slices.ContainsFunc(r.actor, func(k int) bool { return slices.Contains(by.actor, k) })
}

// merge joins readings of one type where the one only spells out the other:
// "two were killed in an attack by rebels", "marched to protest". The outer one
// takes over the parties it lacks.
func (m *matcher) merge(kept []*match) []*match {
	s := m.g.S
	gone, into := map[*match]bool{}, map[*match]*match{}
	for _, in := range kept {
		if in.pat.Rule.Type == rule.Nothing {
			continue
		}
		top := in.frame.Head
		if in.frame.Support >= 0 {
			top = in.frame.Support
		}
		if h := s.Tokens[top].Head; s.Is(top, "conj") && h >= 0 && in.frame.POS == rule.Noun && in.frame.Support < 0 && s.Tokens[h].UPOS != "VERB" && len(in.actor)+len(in.recipient) == 0 {
			top = h // "killed in bombings and shootings"
		}
		for light, _ := m.c.book.Class("light_noun"); s.Is(top, "nmod") && s.Tokens[top].Head >= 0 && light.Has(rule.Lemma(&s.Tokens[s.Tokens[top].Head])); {
			top = s.Tokens[top].Head // "killed in a string of bombings"
		}
		if m.besides(in, top, kept) {
			gone[in] = true
			continue
		}
		if out := m.struck(in, kept, into); out != nil {
			gone[in], into[in] = true, out
			continue
		}
		switch {
		case s.Is(top, "obl"), s.Is(top, "advcl"), s.Is(top, "xcomp"), s.Is(top, "nmod"):
		default:
			continue
		}
		for _, out := range kept {
			if out == in || s.Tokens[top].Head != out.frame.Head && s.Tokens[top].Head != out.frame.Support {
				continue
			}
			for into[out] != nil {
				out = into[out]
			}
			if out == in || gone[out] || out.pat.Rule.Type != in.pat.Rule.Type && (!m.absorbs(out, in) || m.told(top)) {
				continue
			}
			if reciprocal(in.pat) { // "hosted the king for talks"
				if all := appendNew(append([]int(nil), out.actor...), out.recipient); !m.within(in.actor, all) {
					continue
				}
			} else if !m.within(in.actor, out.actor) {
				continue
			} else if !m.within(in.recipient, out.recipient) && !(m.absorbs(out, in) && m.c.isClass("grieving_type", out.pat.Rule.Type)) && !(m.isToll(out) && len(out.actor) == 0 && (s.Is(top, "advcl") || s.Is(top, "obl"))) { // "were hurt when rebels attacked their home"
				continue
			}
			if len(out.actor) == 0 {
				out.actor = in.actor
			}
			if len(out.recipient) == 0 && !reciprocal(out.pat) {
				out.recipient = in.recipient
			}
			if out.mode == "" && out.pat.Rule.Type == in.pat.Rule.Type {
				out.mode = in.pat.Rule.Mode
			}
			gone[in] = true
			break
		}
	}
	var rest []*match
	for _, r := range kept {
		if !gone[r] {
			rest = append(rest, r)
		}
	}
	return rest
}

// told says whether the verb is that of a clause of its own: "when he visited
// Strelsau a year ago the two leaders agreed".
func (m *matcher) told(v int) bool {
	s := m.g.S
	return s.Is(v, "advcl") && m.g.Finite(v) && (s.Kid(v, "mark") >= 0 || slices.ContainsFunc(s.Kids(v), func(k int) bool { return s.Tokens[k].XPOS == "WRB" }))
}

// absorbs says whether the codebook counts the inner type as part of the outer:
// what a protest asks for, troops called out for the attack they make.
func (m *matcher) absorbs(out, in *match) bool {
	c, _ := m.c.book.Class("absorbed_by_" + strings.ToLower(out.pat.Rule.Type))
	return c.Has(strings.ToLower(in.pat.Rule.Type))
}

// besides says whether a reading that absorbs this one stands beside it with the
// same doers: "marched and called on the government".
func (m *matcher) besides(in *match, top int, kept []*match) bool {
	s := m.g.S
	for _, out := range kept {
		head := out.frame.Head
		if out.frame.Support >= 0 {
			head = out.frame.Support
		}
		beside := s.Is(top, "conj") && s.Tokens[top].Head == head || s.Is(head, "conj") && s.Tokens[head].Head == top
		if out != in && beside && m.absorbs(out, in) && len(in.actor) > 0 && m.within(in.actor, out.actor) {
			if len(out.recipient) == 0 {
				out.recipient = in.recipient
			}
			return true
		}
	}
	return false
}

// within says whether the parties are all among the others, or one of the lists is empty.
func (m *matcher) within(in, out []int) bool {
	if len(out) == 0 {
		return true
	}
	for _, k := range in {
		if !m.c.same(m.d, out, k) {
			return false
		}
	}
	return true
}

func (c *Finder) event(d *doc.Doc, sent int, m *matcher, r *match) doc.Event {
	r.actor = once(d, r.actor)
	ev := doc.Event{Sent: sent, Head: r.frame.Head, Type: r.pat.Rule.Type, Mode: r.mode, Rule: r.pat.Rule.Name, Negation: r.pat.Not, CAMEO: r.pat.Rule.CAMEO,
		Contexts: r.pat.Rule.Contexts, Actor: r.actor, Date: -1, Place: -1, ActorWhy: r.actorWhy, RecpWhy: r.recpWhy}
	for _, k := range r.recipient {
		if !c.same(d, r.actor, k) && !m.ownHalf(r, k) {
			ev.Recipient = append(ev.Recipient, k)
		}
	}
	words := append([]int{r.frame.Head}, r.words...)
	for k := r.first; k < r.frame.Head; k++ {
		words = append(words, k)
	}
	if r.frame.Support >= 0 {
		words = append(words, r.frame.Support)
	}
	slices.Sort(words)
	words = slices.Compact(words)
	if words[len(words)-1]-words[0] > 7 { // too far apart to be quoted as one: the head and what touches it
		if d := r.denied; d > 0 { // rather "face charges" than "said"
			words = slices.DeleteFunc(words, func(w int) bool { return w < d || w > d+7 })
		} else {
			words = touching(words, r.frame.Head)
		}
	}
	ev.Trigger = words
	ev.Why = append(ev.Why, fmt.Sprintf("rule %s: %s", r.pat.Rule.Name, r.pat.Source))
	return ev
}

// once drops parties that name one actor a second time, word by word:
// "Syrian" and "government" in "Syrian government missiles".
func once(d *doc.Doc, mentions []int) []int {
	var out []int
	for _, k := range mentions {
		twice := false
		for _, o := range out {
			a, b := &d.Mentions[o], &d.Mentions[k]
			near := b.First-a.Last <= 1 && a.First-b.Last <= 1
			twice = twice || near && len(a.Actors) == 1 && len(b.Actors) == 1 && country(a.Actors[0].Code) == country(b.Actors[0].Code)
		}
		if !twice {
			out = append(out, k)
		}
	}
	return out
}

func country(code string) string {
	c, _, _ := strings.Cut(code, " ")
	return c
}

func touching(words []int, head int) []int {
	i := slices.Index(words, head)
	a, b := i, i
	for a > 0 && words[a-1] == words[a]-1 {
		a--
	}
	for b+1 < len(words) && words[b+1] == words[b]+1 {
		b++
	}
	return words[a : b+1]
}

// same says whether mention k is one of the actors again.
func (c *Finder) same(d *doc.Doc, actors []int, k int) bool {
	for _, a := range actors {
		if a == k || d.Mentions[a].Chain > 0 && d.Mentions[a].Chain == d.Mentions[k].Chain {
			return true
		}
	}
	return false
}

// modes gives events whose mode follows from their content the mode of it:
// the type of an event nested in it, else its words.
func (c *Finder) modes(d *doc.Doc, s *doc.Sentence, evs []doc.Event, kept []*match) {
	byHead := map[int]*match{}
	for _, r := range kept {
		byHead[r.frame.Head] = r
	}
	for i := range evs {
		r := byHead[evs[i].Head]
		if r.pat.Rule.ByContent {
			if mode := c.content(s, &evs[i], evs, r, c.book.Modes); mode != "" {
				evs[i].Mode = mode
			}
		}
		c.code(s, &evs[i], evs, r)
	}
}

// code refines the event's CAMEO code by its content.
func (c *Finder) code(s *doc.Sentence, ev *doc.Event, evs []doc.Event, r *match) {
	base := ev.CAMEO
	if info := c.book.TypeOf(ev.Type, ev.Mode); base == "" && info != nil {
		base = info.CAMEO
	}
	var fit []rule.ModeContent
	for _, x := range c.book.Codes {
		if x.Type == ev.Type && (x.Of == "" || x.Of == ev.Mode) && strings.HasPrefix(x.Mode, strings.TrimRight(base, "0")) {
			fit = append(fit, x)
		}
	}
	if len(fit) == 0 {
		return
	}
	if code := c.content(s, ev, evs, r, fit); code != "" {
		ev.CAMEO = code
	}
}

// content returns the mode or code of the first word of the event's content that is among its words.
func (c *Finder) content(s *doc.Sentence, ev *doc.Event, evs []doc.Event, r *match, by []rule.ModeContent) string {
	first, last := s.Subtree(ev.Head)
	if r.frame.Support >= 0 {
		f, l := s.Subtree(r.frame.Support)
		first, last = min(first, f), max(last, l)
	}
	from := ev.Trigger[len(ev.Trigger)-1]
	if r.inner != nil {
		from = min(from, r.inner.Head-1)
	}
	if r.or > 0 {
		first, last = s.Subtree(r.or)
	}
	var at []int
	for _, k := range r.words { // a subject named by its words comes before the trigger
		if k < min(from, ev.Head) && r.or == 0 {
			at = append(at, k)
		}
	}
	start := max(first, min(from, ev.Head))
	if r.or > 0 {
		start = first
	}
	for k := start; k <= last; k++ {
		at = append(at, k)
	}
	for _, k := range at {
		for _, mc := range by {
			if mc.Type != ev.Type {
				continue
			}
			for i := range evs {
				if evs[i].Head == k && k != ev.Head && slices.Contains(mc.Types, evs[i].Type) {
					return mc.Mode
				}
			}
			if _, ok := mc.Words.Match(s, k); ok && !strings.EqualFold(s.Tokens[k].UPOS, "PROPN") {
				return mc.Mode
			}
		}
	}
	return ""
}

// Misses tells of a sentence without an event why the rules whose trigger word
// stands in it made none: those that read it as no event, then those that do
// not fit and what they lack. A rule is named once a word, a later folder's
// rules first; at most five, else in the order of the text.
func (c *Finder) Misses(d *doc.Doc, sent int) []string {
	s := &d.Sents[sent]
	m := c.matcher(d, sent)
	type miss struct {
		text   string
		fits   bool
		folder int
	}
	var all []miss
	for i := range s.Tokens {
		for _, x := range c.phrasings(s, i) {
			pats, pos := x.pats, x.pos
			if pos == rule.Noun && m.actorOf(i) >= 0 {
				continue
			}
			f := m.frame(pos, i)
			fits := map[*rule.Rule]bool{}
			var best *match
			for _, p := range pats {
				if r, ok := m.try(p, f); ok {
					fits[p.Rule] = true
					if best == nil || r.score > best.score {
						best = r
					}
				}
			}
			tell := func(p *rule.Pattern, lack string) {
				all = append(all, miss{fmt.Sprintf("%s (%q, %s): %s", p.Rule.Name, s.Tokens[i].Text, p.Source, lack), best != nil && p == best.pat, p.Rule.Folder})
			}
			switch {
			case best == nil:
			case best.pat.Rule.Type == rule.Nothing:
				tell(best.pat, "it fits, and says that this is no event")
			case !c.concerns(d, best):
				tell(best.pat, "it fits, but none of its parties is a state, a public body or a known group")
			}
			told := map[*rule.Rule]bool{}
			for _, p := range pats {
				if fits[p.Rule] || told[p.Rule] {
					continue
				}
				if _, ok := m.try(p, f); !ok && m.lack != "" {
					told[p.Rule] = true
					tell(p, m.lack)
				}
			}
		}
	}
	slices.SortStableFunc(all, func(a, b miss) int {
		if a.fits != b.fits {
			return b2i(b.fits) - b2i(a.fits)
		}
		return b.folder - a.folder
	})
	var out []string
	for _, x := range all[:min(5, len(all))] {
		out = append(out, x.text)
	}
	return out
}
