// Package clause turns the dependency trees of sentences into frames: each
// predicate with its participants, whatever the wording. The codebook is matched
// on frames, and sources and status are read from them; that is why active,
// passive, relative clause, participle, infinitive, coordination and noun form
// need no rules of their own. It knows no words but the classes the codebook
// names (support verbs, control, negation).
package clause

import (
	"slices"
	"strings"

	"rapporteur/internal/doc"
	"rapporteur/internal/rule"
)

// A Frame is a predicate with its participants as the grammar gives them,
// whatever the wording: active, passive, relative, participle, infinitive,
// coordinated, or a noun. Subj is the doer, Obj the undergoer. All numbers are
// token indexes of one sentence; coordinated phrases are listed one by one.
type Frame struct {
	S         *doc.Sentence
	Head      int
	POS       rule.POS
	Passive   bool
	Subj      []int
	From      []int // of a noun: who it comes from, its doer unless "from" means the place left
	Weak      []int // doers that only the circumstances suggest ("he said during talks with ...")
	Obj       []int
	IObj      []int
	Obl       []Phrase
	Comps     []Comp
	Particles []int // particles
	Support   int   // the verb that carries a noun, or -1
	Finite    bool
	Neg       bool
}

// Doers returns the doers of a noun, who it comes from among them.
func (f *Frame) Doers() []int {
	if len(f.Subj) > 0 {
		return f.Subj
	}
	return f.From
}

// Phrase is a prepositional phrase: its preposition and the head of what follows.
type Phrase struct {
	Prep string
	Tok  int
}

// Comp is a clause that completes the predicate: "to", "that", "ing", or a direct "question".
type Comp struct {
	Kind string
	Tok  int
}

// Grammar builds the frames of one sentence and keeps them.
type Grammar struct {
	S       *doc.Sentence
	book    *rule.Book
	isActor func(tok int) bool
	frames  map[int]*Frame
	surf    map[int][]int
	depth   int
}

// New returns the grammar of a sentence. isActor says whether a token stands
// for an actor, so that "Russian" in "the Russian war" is read as its doer; nil: none does.
func New(s *doc.Sentence, book *rule.Book, isActor func(tok int) bool) *Grammar {
	if isActor == nil {
		isActor = func(int) bool { return false }
	}
	return &Grammar{S: s, book: book, isActor: isActor, frames: map[int]*Frame{}, surf: map[int][]int{}}
}

func lemma(s *doc.Sentence, i int) string { return rule.Lemma(&s.Tokens[i]) }

func isVerb(t *doc.Token) bool { return t.UPOS == "VERB" || t.UPOS == "AUX" }

func nominal(t *doc.Token) bool {
	return t.UPOS == "NOUN" || t.UPOS == "PROPN" || t.UPOS == "PRON" || t.UPOS == "NUM" || t.UPOS == "DET"
}

// conjuncts returns the phrase's head and those coordinated with it, in the order
// of the text; parsers hang the third of a list on the first or on the second.
func conjuncts(s *doc.Sentence, i int) []int {
	out := []int{i}
	for n := 0; n < len(out); n++ {
		for _, k := range s.Kids(out[n]) {
			if s.Is(k, "conj") && !isVerb(&s.Tokens[k]) {
				out = append(out, k)
			}
		}
	}
	slices.Sort(out[1:])
	return out
}

func (g *Grammar) kids(i int, rels ...string) []int {
	var out []int
	for _, k := range g.S.Kids(i) {
		for _, r := range rels {
			if g.S.Is(k, r) {
				out = append(out, k)
				break
			}
		}
	}
	return out
}

// relative says whether a token is a relative pronoun.
func relative(t *doc.Token) bool {
	return t.XPOS == "WDT" || t.XPOS == "WP" || t.XPOS == "WP$" || strings.Contains(t.Feats, "PronType=Rel")
}

// antecedent returns the noun that the relative clause of verb v modifies, or -1.
func (g *Grammar) antecedent(v int) int {
	for n := 0; n < 8 && v >= 0; n++ {
		t := &g.S.Tokens[v]
		if t.Deprel == "acl:relcl" {
			return t.Head
		}
		if !g.S.Is(v, "conj") && !g.S.Is(v, "xcomp") && !g.S.Is(v, "ccomp") && !g.S.Is(v, "advcl") {
			return -1
		}
		v = t.Head
	}
	return -1
}

// Fillers expands coordination and puts antecedents for relative pronouns.
func (g *Grammar) Fillers(v int, toks []int) []int {
	var out []int
	for _, k := range toks {
		if relative(&g.S.Tokens[k]) {
			if a := g.antecedent(v); a >= 0 && !g.asks(v, k) {
				out = append(out, g.antecedents(v, a)...)
			}
			continue
		}
		if names := g.members(k); len(names) > 1 {
			out = append(out, names...)
			continue
		}
		for _, c := range conjuncts(g.S, k) {
			if !slices.Contains(out, c) {
				out = append(out, g.examples(c)...)
			}
		}
	}
	return out
}

// antecedents returns whom the relative clause of verb v tells of: noun a, what
// spells it out, or all who are joined where the verb is one of several: "the king
// and the chancellor, who have agreed", "who met in Zenda".
func (g *Grammar) antecedents(v, a int) []int {
	s := g.S
	first := a
	for n := 0; n < 8 && s.Is(first, "conj") && s.Tokens[first].Head >= 0 && nominal(&s.Tokens[s.Tokens[first].Head]); n++ {
		first = s.Tokens[first].Head
	}
	all := slices.DeleteFunc(conjuncts(s, first), func(k int) bool { return k > v })
	if len(all) < 2 || s.Tokens[a].XPOS == "NNS" || s.Tokens[a].XPOS == "NNPS" || !g.several(v) {
		return g.members(a)
	}
	return all
}

// several says whether verb v tells of more than one doer, by its form or, without
// anybody else, by its sense.
func (g *Grammar) several(v int) bool {
	s := g.S
	form := append([]int{v}, g.kids(v, "aux", "aux:pass", "cop")...)
	for _, k := range form {
		if t := &s.Tokens[k]; t.XPOS == "VBP" || strings.EqualFold(t.Text, "were") {
			return true
		}
	}
	return g.in("mutual", lemma(s, v)) && s.Kid(v, "obj") < 0 && !slices.ContainsFunc(g.kids(v, "obl"), func(k int) bool { return g.ownPrep(k) == "with" })
}

// asks says whether the pronoun of verb v asks rather than refers back: it
// stands behind the relative clause that it would belong to, "groups which want
// to know who was arrested".
func (g *Grammar) asks(v, pronoun int) bool {
	for n := 0; n < 8 && v >= 0; n++ {
		if g.S.Tokens[v].Deprel == "acl:relcl" {
			return pronoun > v
		}
		if g.S.Is(v, "conj") {
			return false // "a plan which is new and which the king opposes"
		}
		v = g.S.Tokens[v].Head
	}
	return false
}

// members returns the names that spell out a noun that only counts them: "two
// countries, Graustark and Ruritania, signed"; else the noun itself.
func (g *Grammar) members(k int) []int {
	s := g.S
	if s.Tokens[k].XPOS != "NNS" || !g.in("whole_noun", lemma(s, k)) {
		return []int{k}
	}
	var out []int
	var add func(i int)
	add = func(i int) {
		out = append(out, i)
		for _, c := range s.Kids(i) {
			if s.Is(c, "conj") && s.Tokens[c].UPOS == "PROPN" {
				add(c)
			}
		}
	}
	for _, m := range s.Kids(k) {
		if t := &s.Tokens[m]; m < k || t.UPOS != "PROPN" || !s.Is(m, "appos") && !s.Is(m, "conj") {
			continue
		}
		if len(out) == 0 { // the first stands right behind
			first, _ := s.Subtree(m)
			if s.Kid(m, "cc") >= 0 || m-k > 3 || first > k+1 && s.Tokens[k+1].UPOS != "PUNCT" {
				return []int{k}
			}
		}
		add(m)
	}
	if len(out) < 2 || slices.ContainsFunc(out, func(m int) bool { return !g.isActor(m) }) {
		return []int{k}
	}
	return out
}

// examples returns the names that are given for some of those whom a noun only
// counts: "countries like Graustark and Ruritania"; else the noun itself.
func (g *Grammar) examples(k int) []int {
	s := g.S
	if s.Tokens[k].XPOS != "NNS" || !g.in("whole_noun", lemma(s, k)) || g.isActor(k) && s.Kid(k, "amod", "compound", "nmod:poss") >= 0 {
		return []int{k}
	}
	j := k + 1
	if j < len(s.Tokens) && s.Tokens[j].Text == "," {
		j++
	}
	if j+1 >= len(s.Tokens) {
		return []int{k}
	}
	if !g.in("exemplifying", strings.ToLower(s.Tokens[j].Text)) || strings.EqualFold(s.Tokens[j].Text, "such") && s.Kid(j, "fixed") < 0 {
		return []int{k}
	}
	n := s.Tokens[j].Head
	if o := s.Kid(j, "obj"); isVerb(&s.Tokens[j]) && o > j { // "including", taken for a verb
		n = o
	}
	if n <= j || s.Tokens[n].UPOS != "PROPN" {
		return []int{k}
	}
	out := conjuncts(s, n)
	if slices.ContainsFunc(out, func(m int) bool { return !g.isActor(m) }) {
		return []int{k}
	}
	return out
}

func (g *Grammar) isPassive(v int) bool {
	s := g.S
	t := &s.Tokens[v]
	if s.Kid(v, "aux:pass") >= 0 {
		return t.UPOS != "ADJ" // "is prepared to help"
	}
	if s.Kid(v, "nsubj:pass", "csubj:pass") >= 0 { // with an object and no form of be a parse was misled
		return t.XPOS == "VBN" || s.Kid(v, "obj") < 0
	}
	if t.XPOS != "VBN" && !(t.XPOS == "VBD" && s.Is(v, "acl") && t.Deprel != "acl:relcl") {
		return false
	}
	for _, a := range g.kids(v, "aux") {
		if lemma(s, a) == "have" {
			return false
		}
	}
	switch {
	case s.Kid(v, "nsubj") >= 0:
		return false
	case t.Deprel == "acl" && g.in("stative", lemma(s, v)) && s.Kid(v, "obl:agent") < 0 && len(g.Phrases(v, "obl")) > 0 && g.Phrases(v, "obl")[0].Prep == "to":
		return false // "leaders opposed to the war"
	case t.Deprel == "acl" || s.Is(v, "advcl") || s.Is(v, "amod"):
		return s.Kid(v, "obj") < 0
	case s.Is(v, "conj") && t.Head >= 0 && isVerb(&s.Tokens[t.Head]):
		return s.Tokens[t.Head].XPOS == "VBN" && g.isPassive(t.Head)
	case s.Is(v, "xcomp"):
		return true
	}
	return s.Kid(v, "obj") < 0 && len(g.kids(v, "aux")) == 0
}

// Surface returns the grammatical subject of a verb or predicate, its own or
// the one it shares with the clause it depends on.
func (g *Grammar) Surface(v int) []int {
	if got, ok := g.surf[v]; ok {
		return got
	}
	if g.depth > 24 {
		return nil
	}
	g.depth++
	defer func() { g.depth-- }()
	g.surf[v] = nil // a cycle ends here
	got := g.findSurface(v)
	g.surf[v] = got
	return got
}

func (g *Grammar) findSurface(v int) []int {
	s := g.S
	t := &s.Tokens[v]
	if k := g.kids(v, "nsubj"); len(k) > 0 {
		if len(k) > 1 && relative(&s.Tokens[k[0]]) { // "that" is the object: "the town that rebels attacked"
			k = k[1:]
		}
		return g.Fillers(v, k)
	}
	for _, k := range g.kids(v, "csubj") { // "Fighting broke out"
		if s.Tokens[k].XPOS == "VBG" && s.Kid(k, "obj", "ccomp", "xcomp") < 0 {
			return []int{k}
		}
	}
	h := t.Head
	if h < 0 {
		return nil
	}
	if who := g.forWhom(v); who >= 0 {
		return conjuncts(s, who)
	}
	switch {
	case s.Is(v, "conj"):
		if t.UPOS == "NOUN" && s.Kid(v, "cop") < 0 {
			return nil
		}
		return g.Surface(h)
	case (s.Is(v, "advcl") || s.Is(v, "xcomp")) && len(g.owners(v)) > 0:
		return g.owners(v)
	case g.othersGerund(v, h):
		return nil
	case s.Is(v, "xcomp"), s.Is(v, "ccomp") && !g.Finite(v):
		return g.controller(h, v)
	case s.Is(v, "advcl"):
		if g.toInfinitive(v) && isVerb(&s.Tokens[h]) && (g.in("object_control", lemma(s, h)) || g.book.Predicate(lemma(s, h), rule.Verb, "to") != nil) {
			return g.controller(h, v) // an infinitive that completes the verb, whatever the parser calls it
		}
		if g.Finite(v) && s.Kid(v, "mark") >= 0 && t.XPOS != "VBN" {
			return nil
		}
		if n := s.Kid(h, "obj"); n > h && s.Tokens[n+1].Head == v && g.toInfinitive(v) && g.in("others_infinitive", lemma(s, n)) && g.book.Support.Has(lemma(s, h)) && !g.isPassive(v) {
			return nil
		}
		if m := s.Kid(v, "mark"); m >= 0 && s.Tokens[m].UPOS != "PART" {
			if g.in("object_marker", lemma(s, m)) {
				if o := g.undergoer(h); len(o) > 0 {
					return o
				}
			}
		}
		return g.Surface(h)
	case t.Deprel == "acl:relcl":
		return g.antecedents(v, h)
	case s.Is(v, "acl"):
		if t.XPOS == "VBG" && g.in("charged_with", lemma(s, h)) && g.marked(v, "of") {
			return g.Accused(h) // "denied accusations of arming the rebels"
		}
		if t.XPOS == "VBG" || t.XPOS == "VBN" || t.XPOS == "VBD" {
			if k := s.Kid(h, "nsubj"); k >= 0 && s.Kid(h, "cop") >= 0 && g.in("membership", g.Prep(h)) && !g.isActor(h) { // "was among those arrested"
				return conjuncts(s, k)
			}
			return conjuncts(s, h)
		}
		if who := g.outstanding(h, v); len(who) > 0 {
			return who
		}
		f := g.Noun(h)
		others := g.in("others_infinitive", lemma(s, h)) && g.toInfinitive(v) && !g.isPassive(v)
		if g.in("object_control", lemma(s, h)) { // "pressure on Kiev to withdraw", "a call on Kiev to withdraw"
			for _, p := range f.Obl {
				if p.Tok < v && g.in("object_control_preposition", p.Prep) {
					return []int{p.Tok}
				}
			}
		}
		if others {
			return g.asked(h)
		}
		if who := f.Doers(); len(who) > 0 {
			return who
		}
		if g.book.Predicate(lemma(s, h), rule.Noun, "to") != nil { // "the decision of Kiev to withdraw"
			for _, p := range f.Obl {
				if p.Prep == "of" && p.Tok < v && g.isActor(p.Tok) {
					return []int{p.Tok}
				}
			}
		}
		if up := s.Tokens[h].Head; s.Is(h, "obj") && isVerb(&s.Tokens[up]) && g.in("own_undertaking", lemma(s, up)) && g.toInfinitive(v) && g.book.Predicate(lemma(s, h), rule.Noun, "to") != nil {
			return g.Surface(up) // "struck a deal to exchange prisoners"
		}
		return g.endeavoured(h)
	case s.Is(v, "parataxis"), s.Is(v, "amod"), s.Is(v, "compound"):
		if s.Is(v, "amod") {
			return []int{h}
		}
	}
	return nil
}

// forWhom returns the actor whom a phrase with "for" right before infinitive v says
// is to do it, on whatever a parser hangs the two: "an ultimatum for Ruritania to
// withdraw", "there is no reason for the king to resign"; but not where one goes:
// "left for Ruritania to meet the king". -1 for none.
func (g *Grammar) forWhom(v int) int {
	s := g.S
	m := s.Kid(v, "mark")
	if m < 3 || !g.toInfinitive(v) {
		return -1
	}
	if s.Kid(v, "advmod") == m-1 && g.Negated(v) { // "not to talk"
		m--
	}
	for k := m - 1; k >= 0; k = s.Tokens[k].Head {
		if _, last := s.Subtree(k); last != m-1 {
			return -1
		}
		if g.ownPrep(k) != "for" {
			continue
		}
		if up := s.Tokens[k].Head; up >= 0 && s.Tokens[k].Name > 0 && s.Tokens[up].Name == s.Tokens[k].Name {
			return -1 // "the Committee for Red Cross"
		}
		if up := s.Tokens[k].Head; !g.isActor(k) || up < 0 || s.Under(k, v) || isVerb(&s.Tokens[up]) && g.in("bound", lemma(s, up)) {
			return -1
		}
		return k
	}
	return -1
}

// owners returns whose noun it is that infinitive v stands right behind and
// tells the content of, wherever a parser hangs it: "in a bid to counter the
// opposition's threats to strike".
func (g *Grammar) owners(v int) []int {
	s := g.S
	m := s.Kid(v, "mark")
	if m < 2 || lemma(s, m) != "to" {
		return nil
	}
	n := m - 1
	if o := s.Tokens[n].Head; s.Is(n, "nmod") && o >= 0 && s.Is(o, "obj") && s.Tokens[o].Head == s.Tokens[v].Head && g.Prep(n) == "for" && g.in("object_control", lemma(s, o)) {
		return conjuncts(s, n) // "gave the order for the troops to open fire"
	}
	if s.Tokens[n].UPOS != "NOUN" || !s.Is(n, "obj") || !s.Under(n, s.Tokens[v].Head) || g.book.Predicate(lemma(s, n), rule.Noun, "to") == nil || g.in("others_infinitive", lemma(s, n)) {
		return nil
	}
	for _, k := range g.kids(n, "nmod:poss", "compound") {
		if t := &s.Tokens[k]; t.UPOS == "NOUN" && g.isActor(k) || t.Deprel == "nmod:poss" && t.UPOS == "PROPN" && g.isActor(k) {
			return conjuncts(s, k)
		}
	}
	return nil
}

// asked returns who is to do what noun h, a demand or pressure, wants: whoever
// is under it or answers it ("is under pressure to resign", "refused demands to
// withdraw"); nil where somebody else is.
func (g *Grammar) asked(h int) []int {
	s := g.S
	if s.Kid(h, "cop") >= 0 && g.in("undergone_preposition", g.Prep(h)) {
		return g.Surface(h)
	}
	up := s.Tokens[h].Head
	if up < 0 || !isVerb(&s.Tokens[up]) {
		return nil
	}
	if g.in("undergone_preposition", g.Prep(h)) || s.Is(h, "obj") && g.in("answering", lemma(s, up)) {
		return g.Surface(up)
	}
	return nil
}

// outstanding returns who is told to be the first, the last or the only one of
// those that noun h names to do infinitive v: "Ruritania was the first country to
// sign", "Ruritania, the only country to sign".
func (g *Grammar) outstanding(h, v int) []int {
	s := g.S
	if !g.toInfinitive(v) || !(g.in("outstanding", lemma(s, h)) || (g.isActor(h) || g.in("whole_noun", lemma(s, h))) && slices.ContainsFunc(g.kids(h, "amod"), func(k int) bool { return g.in("outstanding", lemma(s, k)) })) {
		return nil
	}
	if s.Is(h, "appos") && s.Tokens[h].Head < h {
		return conjuncts(s, s.Tokens[h].Head)
	}
	return g.Surface(h)
}

// othersGerund says whether gerund v is what somebody calls for or speaks against
// and leaves to others to do: "called for lifting the ban", "opposed sending troops".
func (g *Grammar) othersGerund(v, h int) bool {
	s := g.S
	if s.Tokens[v].XPOS != "VBG" || v < h || !s.Is(v, "advcl") && !s.Is(v, "xcomp") && !s.Is(v, "ccomp") {
		return false
	}
	if m := s.Kid(v, "mark"); m >= 0 {
		return g.in("others_gerund_for", lemma(s, h)) && g.in("others_gerund_marker", lemma(s, m)) && s.Kid(h, "obj") < 0
	}
	return !s.Is(v, "advcl") && g.in("others_gerund", lemma(s, h))
}

// endeavoured returns who makes the effort that noun h, a phrase beside a verb,
// tells of: "attacked patrols in a bid to topple the government".
func (g *Grammar) endeavoured(h int) []int {
	up := g.S.Tokens[h].Head
	if up < 0 || !isVerb(&g.S.Tokens[up]) || !g.S.Is(h, "obl") || !g.in("endeavour", lemma(g.S, h)) {
		return nil
	}
	return g.Surface(up)
}

// Finite says whether the verb is in a finite form, its auxiliaries included.
func (g *Grammar) Finite(v int) bool {
	switch g.S.Tokens[v].XPOS {
	case "VBD", "VBP", "VBZ", "MD":
		return true
	}
	for _, a := range g.S.Kids(v) {
		if g.S.Is(a, "aux") || g.S.Is(a, "cop") {
			switch g.S.Tokens[a].XPOS {
			case "VBD", "VBP", "VBZ", "MD":
				return true
			}
		}
	}
	return false
}

// undergoer returns the object of a verb, or the subject of a passive one.
func (g *Grammar) undergoer(v int) []int {
	if k := g.kids(v, "obj"); len(k) > 0 {
		return g.Fillers(v, k)
	}
	if g.isPassive(v) {
		return g.Surface(v)
	}
	return nil
}

// toInfinitive says whether the verb is marked by "to".
func (g *Grammar) toInfinitive(v int) bool { return g.marked(v, "to") }

// Marked says whether the clause of the verb begins with the word.
func (g *Grammar) Marked(v int, word string) bool { return g.marked(v, word) }

func (g *Grammar) marked(v int, word string) bool {
	m := g.S.Kid(v, "mark")
	return m >= 0 && lemma(g.S, m) == word
}

// controller returns who does the infinitive v that completes h: the object
// ("urged Kiev to withdraw", "called on Kiev to withdraw"), else the subject.
func (g *Grammar) controller(h, v int) []int {
	s := g.S
	ht := &s.Tokens[h]
	if !isVerb(ht) {
		return g.Surface(h)
	}
	for _, o := range g.kids(h, "obj") {
		if !g.in("object_control", lemma(s, o)) || o > v {
			continue
		}
		for _, p := range append(g.Phrases(o, "nmod"), g.Phrases(h, "obl")...) {
			if p.Tok > o && p.Tok < v && g.in("object_control_preposition", p.Prep) {
				return []int{p.Tok}
			}
		}
		if g.in("others_infinitive", lemma(s, o)) && g.book.Support.Has(lemma(s, h)) && !g.isPassive(v) {
			return nil // "put up pressure to free the prisoners": whoever holds them is to do it
		}
		return g.Surface(h)
	}
	if !g.in("subject_control", lemma(s, h)) {
		if o := g.kids(h, "obj", "iobj"); len(o) > 0 && o[len(o)-1] < v {
			return g.Fillers(h, o)
		}
		if !g.isPassive(h) {
			if g.in("object_control", lemma(s, h)) {
				for _, k := range g.kids(h, "obl") {
					if k < v {
						return g.Fillers(h, []int{k})
					}
				}
			}
		}
	}
	return g.Surface(h)
}

// Prep returns the preposition of a phrase, lower case; "" where there is none.
// Parsers hang it on the title before a name as often as on the name: "with
// President Karzai".
func (g *Grammar) Prep(i int) string {
	if p := g.ownPrep(i); p != "" {
		return p
	}
	for _, k := range g.S.Kids(i) {
		if k < i && (g.S.Tokens[k].Deprel != "nmod:poss" && g.S.Is(k, "nmod") || g.S.Is(k, "compound") || g.S.Is(k, "amod")) {
			if p := g.ownPrep(k); p != "" {
				return p
			}
		}
	}
	return ""
}

func (g *Grammar) ownPrep(i int) string {
	for _, k := range g.S.Kids(i) {
		if g.S.Is(k, "case") && g.S.Tokens[k].UPOS != "PART" && k < i {
			return strings.ToLower(g.S.Tokens[k].Text)
		}
	}
	return ""
}

// Phrases collects the prepositional phrases under i by the relations given.
func (g *Grammar) Phrases(i int, rels ...string) []Phrase {
	var out []Phrase
	for _, k := range g.kids(i, rels...) {
		p := g.Prep(k)
		if p == "" || g.S.Tokens[k].Deprel == "nmod:poss" {
			continue
		}
		for _, f := range g.Fillers(i, []int{k}) {
			q := p
			if f != k && !relative(&g.S.Tokens[k]) { // "the flood in which they were killed" is no flood "by" which, whatever stands before it
				if own := g.Prep(f); own != "" && !g.in("exemplifying", own) {
					q = own
				}
			}
			out = append(out, Phrase{q, f})
		}
	}
	if slices.Contains(rels, "obl") {
		for _, k := range g.kids(i, "advmod") {
			if g.in("here", lemma(g.S, k)) {
				out = append(out, Phrase{"in", k})
			} else if g.S.Tokens[k].UPOS == "ADV" { // "spoke highly of him"
				out = append(out, g.Phrases(k, "obl", "nmod")...)
			}
			if g.in("preposition", lemma(g.S, k)) { // "gave the island back to Kiev"
				out = append(out, g.Phrases(k, "obl")...)
			}
		}
	}
	return out
}

func (g *Grammar) complements(i int) []Comp {
	var out []Comp
	for _, k := range g.S.Kids(i) {
		s := g.S
		switch {
		case s.Is(k, "xcomp") || s.Is(k, "ccomp") || s.Is(k, "advcl") || s.Is(k, "csubj") || s.Tokens[k].Deprel == "acl" || s.Is(k, "parataxis"):
		case s.Tokens[k].Deprel == "acl:relcl" && g.marked(k, "that"):
		default:
			continue
		}
		kind := "ing"
		for _, m := range s.Kids(k) {
			if s.Is(m, "mark") && lemma(s, m) == "to" {
				kind = "to"
			}
		}
		if kind == "ing" && s.Is(k, "xcomp") && s.Kid(i, "obj") >= 0 && (s.Kid(i, "nsubj", "mark", "aux") >= 0 || s.Is(i, "conj")) && s.Tokens[k].XPOS != "VBG" && s.Tokens[k].XPOS != "VBN" && isVerb(&s.Tokens[k]) && g.in("bare_infinitive", lemma(s, i)) {
			kind = "to"
		}
		if kind != "to" && (s.Is(k, "ccomp") || s.Is(k, "parataxis") || g.marked(k, "that")) && (g.Finite(k) || s.Kid(k, "nsubj") >= 0) {
			kind = "that"
			if g.question(k) {
				kind = "question"
			}
		}
		if kind == "ing" && (s.Is(k, "parataxis") || s.Is(k, "advcl") && g.Finite(k) && (k < i || s.Kid(k, "nsubj", "nsubj:pass") >= 0)) { // "when he visited Zenda the two agreed", "stopped aid after a convoy was attacked"
			continue
		}
		out = append(out, Comp{kind, k})
		for _, c := range s.Kids(k) {
			if s.Is(c, "conj") && isVerb(&s.Tokens[c]) {
				out = append(out, Comp{kind, c})
			}
		}
	}
	return out
}

// question says whether the clause is asked directly: it tells nothing and asks
// nobody to do anything.
func (g *Grammar) question(i int) bool {
	return slices.ContainsFunc(g.kids(i, "punct"), func(k int) bool { return g.S.Tokens[k].Text == "?" })
}

// Negated says whether a word of the codebook's negation class hangs on the token.
func (g *Grammar) Negated(i int) bool {
	for _, k := range g.S.Kids(i) {
		if !g.S.Is(k, "advmod") && !g.S.Is(k, "det") && !g.S.Is(k, "cc") && !g.S.Is(k, "case") && !g.S.Is(k, "mark") {
			continue
		}
		if g.in("negation", strings.ToLower(g.S.Tokens[k].Text)) {
			return true
		}
		if c, _ := g.book.Class("no_longer"); g.S.Is(k, "advmod") {
			if _, ok := c.Match(g.S, k); ok {
				return true // "no longer recognises"
			}
		}
	}
	return false
}

// Verb builds the frame of a verb, or of an adjective with a form of be.
func (g *Grammar) Verb(v int) *Frame {
	if f, ok := g.frames[v]; ok {
		return f
	}
	s := g.S
	f := &Frame{S: s, Head: v, Support: -1, Passive: g.isPassive(v), Finite: g.Finite(v), Neg: g.Negated(v)}
	g.frames[v] = f
	t := &s.Tokens[v]
	if t.UPOS == "ADJ" {
		f.POS = rule.Adj
	}
	surface := g.Surface(v)
	f.Obl = g.Phrases(v, "obl", "nmod")
	things, persons := g.kids(v, "obj"), g.kids(v, "iobj")
	if len(things) == 2 && len(persons) == 0 && !f.Passive && things[0] > v && g.isActor(things[0]) && !g.isActor(things[1]) { // "lent Senegal 200 million": a parse may call both objects
		things, persons = things[1:], things[:1]
	}
	objects := g.Fillers(v, things)
	f.IObj = g.Fillers(v, persons)
	if len(objects) == 0 {
		objects = g.Fillers(v, g.looseObject(v))
	}
	if len(objects) == 0 && len(persons) > 0 && !f.Passive && slices.ContainsFunc(g.kids(v, "xcomp", "advcl"), func(k int) bool { return k > persons[0] && g.toInfinitive(k) }) {
		objects, f.IObj = f.IObj, nil // "told two envoys to go": who is told is the only object
	}
	if len(objects) == 0 { // "let free two prisoners"
		for _, k := range g.kids(v, "xcomp") {
			if s.Tokens[k].UPOS == "ADJ" {
				objects = g.Fillers(v, g.kids(k, "obj"))
			}
		}
	}
	if f.Passive {
		if len(objects) > 0 {
			f.IObj = append(f.IObj, surface...)
			f.Obj = objects
		} else {
			f.Obj = surface
		}
		rest := f.Obl[:0]
		for _, p := range f.Obl {
			if p.Prep == "by" && g.byWhen(p.Tok) {
				continue
			}
			if p.Prep == "by" {
				f.Subj = append(f.Subj, p.Tok)
			} else {
				rest = append(rest, p)
			}
		}
		if len(f.Subj) == 0 { // "were released from captivity by the army": the doer may hang on what stands before it
			for _, p := range rest {
				for _, q := range g.Phrases(p.Tok, "nmod") {
					if q.Prep == "by" && g.isActor(q.Tok) {
						f.Subj = append(f.Subj, q.Tok)
					}
				}
			}
		}
		if len(f.Subj) == 0 {
			f.Subj = g.sharedDoer(v)
		}
		f.Obl = rest
	} else {
		f.Subj, f.Obj = surface, objects
		if t.Deprel == "acl:relcl" && len(f.Obj) == 0 && g.ownSubject(v) && !g.hasRelative(v) {
			f.Obj = []int{t.Head} // the gap of "the plan (that) Kiev rejected"
		}
		if len(f.Obj) == 0 && f.POS == rule.Verb {
			f.Obj = g.sharedObject(v)
		}
	}
	f.Comps = g.complements(v)
	for _, k := range s.Kids(v) {
		kt := &s.Tokens[k]
		if s.Is(k, "compound:prt") || (s.Is(k, "advmod") || s.Is(k, "obl")) && (kt.UPOS == "ADP" || kt.XPOS == "RP" || kt.XPOS == "IN" || k > v && k <= v+8 && g.in("preposition", lemma(s, k))) {
			f.Particles = append(f.Particles, k)
		}
	}
	return f
}

// ownSubject says whether the verb has a subject other than a relative pronoun.
func (g *Grammar) ownSubject(v int) bool {
	for _, k := range g.kids(v, "nsubj") {
		if !relative(&g.S.Tokens[k]) {
			return true
		}
	}
	return false
}

// looseObject returns a noun phrase without a preposition after the verb that a
// parser takes for a predicate or an adverbial: "blamed Kiev", "called off the talks".
func (g *Grammar) looseObject(v int) []int {
	s := g.S
	particle := s.Kid(v, "compound:prt") >= 0
	for _, k := range s.Kids(v) {
		t := &s.Tokens[k]
		if k < v || g.Prep(k) != "" || s.Kid(k, "cop", "mark", "nsubj") >= 0 || t.UPOS != "PROPN" && t.UPOS != "NOUN" {
			continue
		}
		if s.Is(k, "xcomp") && t.UPOS == "PROPN" || particle && t.Deprel == "obl" || t.Deprel == "obl:unmarked" && len(g.kids(v, "iobj")) > 0 { // "gave the army a week"
			return []int{k}
		}
	}
	return nil
}

// hasRelative says whether one of the verb's dependents other than its subject
// is the relative pronoun, so that no object is missing.
func (g *Grammar) hasRelative(v int) bool {
	for _, k := range g.S.Kids(v) {
		if relative(&g.S.Tokens[k]) && !g.S.Is(k, "mark") && !g.S.Is(k, "obj") && !g.S.Is(k, "nsubj") {
			return true
		}
		if g.S.Is(k, "obl") || g.S.Is(k, "advmod") {
			if relative(&g.S.Tokens[k]) {
				return true
			}
		}
	}
	return false
}

// sharedObject returns the object that a verb shares with one coordinated
// right after it: "condemned and rejected the plan".
func (g *Grammar) sharedObject(v int) []int {
	s := g.S
	for _, k := range s.Kids(v) {
		if s.Is(k, "conj") && isVerb(&s.Tokens[k]) && k-v <= 4 && s.Kid(k, "nsubj") < 0 && s.Kid(v, "ccomp", "xcomp", "obl") < 0 {
			if o := g.kids(k, "obj"); len(o) > 0 {
				return g.Fillers(k, o)
			}
		}
	}
	if h := s.Tokens[v].Head; s.Is(v, "conj") && h >= 0 && h < v && v-h <= 3 && isVerb(&s.Tokens[h]) && s.Kid(v, "nsubj", "nsubj:pass", "ccomp", "xcomp", "obl", "aux:pass") < 0 {
		if o := g.kids(h, "obj"); len(o) > 0 && o[0] > v { // a parser hangs it on the first: "named and shamed the king"
			return g.Fillers(h, o)
		}
	}
	return nil
}

// sharedDoer returns whom "by" names behind a passive that is coordinated with
// passive v and shares its form of be: "ten men were arrested and guns found by
// the police".
func (g *Grammar) sharedDoer(v int) []int {
	s := g.S
	var out []int
	for _, k := range s.Kids(v) {
		if k > v && (s.Is(k, "obl") || s.Is(k, "advmod") || s.Is(k, "xcomp")) {
			return nil // "were withdrawn in May and replaced by the police"
		}
		if !s.Is(k, "conj") || k < v || s.Tokens[k].XPOS != "VBN" || s.Kid(k, "aux", "aux:pass", "cop") >= 0 || !g.isPassive(k) {
			continue
		}
		for _, p := range g.Phrases(k, "obl") {
			if p.Prep == "by" && g.isActor(p.Tok) {
				out = append(out, p.Tok)
			}
		}
	}
	return out
}

// content returns the clause right behind an object or phrase, which a parser may hang on
// the verb: "kept to its finding that nobody was to blame".
func (g *Grammar) content(n int) []Comp {
	s := g.S
	h, m := s.Tokens[n].Head, n+1
	if m < len(s.Tokens) && s.Tokens[m].UPOS == "PUNCT" {
		m++
	}
	if h < 0 || !s.Is(n, "obj") && !s.Is(n, "obl") || m >= len(s.Tokens) || lemma(s, m) != "that" || !s.Is(m, "mark") {
		return nil
	}
	if c := s.Tokens[m].Head; s.Tokens[c].Head == h && s.Is(c, "ccomp") {
		return []Comp{{"that", c}}
	}
	return nil
}

// Noun builds the frame of a noun that names an event.
func (g *Grammar) Noun(n int) *Frame {
	if f, ok := g.frames[n]; ok {
		return f
	}
	s := g.S
	f := &Frame{S: s, Head: n, POS: rule.Noun, Support: -1, Neg: g.Negated(n)}
	g.frames[n] = f
	for _, k := range s.Kids(n) {
		switch {
		case s.Tokens[k].Deprel == "nmod:poss":
			f.Subj = append(f.Subj, conjuncts(s, k)...)
		case s.Is(k, "amod") || s.Is(k, "compound") || s.Is(k, "nmod") && g.Prep(k) == "":
			if g.isActor(k) && !(s.Tokens[k].UPOS == "ADJ" && g.in("nobody", lemma(s, k))) {
				f.Subj = append(f.Subj, conjuncts(s, k)...)
			}
		case s.Tokens[k].Deprel == "acl" && s.Tokens[k].XPOS != "VBG" && s.Kid(k, "mark") < 0 && g.book.Support.Has(lemma(s, k)):
			v := g.Verb(k)
			f.Subj = append(f.Subj, v.Subj...)
			f.Obl = append(f.Obl, v.Obl...)
			f.Support = k
		}
	}
	if len(f.Subj) == 0 {
		f.Subj = g.leader(n)
	}
	for _, p := range g.Phrases(n, "nmod", "obl") {
		switch p.Prep {
		case "by":
			f.Subj = append(f.Subj, p.Tok)
		case "between", "among":
			f.Subj = append(f.Subj, p.Tok)
			f.Obl = append(f.Obl, p)
		case "of":
			if len(f.Subj) == 0 && g.tells(n, p.Tok) && g.isActor(p.Tok) {
				f.Subj = append(f.Subj, p.Tok)
			} else {
				f.Obl = append(f.Obl, p)
			}
		case "from":
			if g.isActor(p.Tok) && len(f.Subj) == 0 {
				f.From = append(f.From, p.Tok)
			}
			f.Obl = append(f.Obl, p)
		default:
			f.Obl = append(f.Obl, p)
		}
	}
	for _, p := range g.Phrases(n, "nmod", "obl") { // "a strike by teachers against the government": to whom it is done may hang on the doer or the place
		if p.Prep == "" || !g.isActor(p.Tok) {
			continue
		}
		for _, q := range g.Phrases(p.Tok, "nmod") {
			if g.in("foe_preposition", q.Prep) {
				f.Obl = append(f.Obl, q)
			}
		}
	}
	if len(f.Subj) == 0 { // "rejection of the deals by Congress", "an attack on a farm by rebels": the doer may hang on the victim
		for _, o := range f.Obl {
			if g.in("victim_preposition", o.Prep) {
				for _, p := range g.Phrases(o.Tok, "nmod") {
					if p.Prep == "by" {
						f.Subj = append(f.Subj, p.Tok)
					}
				}
			}
		}
	}
	f.Comps = append(g.complements(n), g.content(n)...)
	top := n
	for s.Is(top, "conj") && s.Tokens[top].Head >= 0 && !isVerb(&s.Tokens[s.Tokens[top].Head]) {
		top = s.Tokens[top].Head
	}
	h := s.Tokens[top].Head
	switch {
	case s.Kid(n, "cop") >= 0 && s.Kid(n, "nsubj") >= 0:
		if p := g.Prep(n); p != "" && !g.in("undergone_preposition", p) { // "is in talks with", but not "is under arrest"
			f.Subj = append(f.Subj, g.Surface(n)...)
		}
		f.Neg = f.Neg || g.Negated(n)
	case h < 0:
	case isVerb(&s.Tokens[h]) && (s.Is(top, "obj") || s.Is(top, "nsubj:pass")) && g.book.Support.Has(lemma(s, h)):
		v := g.Verb(h)
		f.Support = h
		if k := g.target(n, f.Subj); k >= 0 && len(v.Subj) > 0 {
			f.Subj = nil
			f.Obl = append(f.Obl, Phrase{"on", k})
		}
		if len(f.Subj) == 0 {
			f.Subj = append(f.Subj, v.Subj...)
		}
		for _, o := range v.IObj { // "gave Kiev its support", "was given a warning"
			f.Obl = append(f.Obl, Phrase{"to", o})
		}
		f.Obl = append(f.Obl, v.Obl...)
		for _, c := range v.Comps {
			if c.Kind != "ing" {
				f.Comps = append(f.Comps, c)
			}
		}
		f.Neg = f.Neg || v.Neg
	case s.Is(top, "obj") && s.Tokens[h].XPOS == "VBG" && g.in("sparking", lemma(s, h)): // "attacked the town, prompting clashes with the army"
		f.Weak = append(f.Weak, g.Surface(h)...)
	case isVerb(&s.Tokens[h]) && s.Is(top, "obl"):
		if g.in("occasion", g.Prep(top)) {
			v := g.Verb(h)
			f.Weak = append(f.Weak, v.Subj...)
		}
		if g.in("support_preposition", g.Prep(top)) && g.in("prepositional_support", lemma(s, h)) && len(f.Subj) == 0 {
			f.Subj = append(f.Subj, g.Verb(h).Subj...) // "engaged in talks", "met for talks"
		}
		if len(f.Subj) == 0 && g.stance(n) {
			f.Subj = append(f.Subj, g.Verb(h).Subj...)
		}
	case (s.Is(top, "obl") || s.Is(top, "nmod")) && len(f.Subj) == 0 && s.Kid(h, "cop") >= 0 && g.in("stay_place", g.Prep(h)) && g.in("stay_purpose", g.Prep(top)):
		f.Subj = append(f.Subj, g.Surface(h)...) // "is in Zenda for talks", "was in Zenda on a visit"
		f.Obl = append(f.Obl, Phrase{"to", h})
		f.Support = h
	case s.Is(top, "nmod") && len(f.Subj) == 0 && g.stance(n): // "his stance in opposition to the plan"
		f.Subj = append(f.Subj, g.Noun(h).Doers()...)
	}
	// "the attack the army launched": the noun is the object of a relative clause's support verb
	for _, k := range s.Kids(n) {
		if s.Tokens[k].Deprel == "acl:relcl" && g.book.Support.Has(lemma(s, k)) && len(f.Subj) == 0 && !g.Names(k) {
			v := g.Verb(k)
			for _, o := range v.Obj {
				if o == n {
					f.Subj = append(f.Subj, v.Subj...)
					f.Support = k
				}
			}
		}
	}
	return f
}

// Names says whether verb v of a relative clause says what the noun before it is
// called: "the attack, which she called an outrage" is no attack of hers, nor a
// telephone call.
func (g *Grammar) Names(v int) bool {
	if !g.in("naming", lemma(g.S, v)) || g.S.Tokens[v].Deprel != "acl:relcl" {
		return false
	}
	return slices.ContainsFunc(g.S.Kids(v), func(k int) bool { return k < v && relative(&g.S.Tokens[k]) && !g.S.Is(k, "nsubj") }) &&
		slices.ContainsFunc(g.S.Kids(v), func(o int) bool {
			return o > v && (g.S.Is(o, "obj") || g.S.Is(o, "xcomp")) && !isVerb(&g.S.Tokens[o])
		})
}

// Accused returns who stands accused of what noun n names: whom a charge is
// against, who denies or faces it or is held, tried or jailed on it: "denied
// accusations of torture", "was arrested on charges of murder", "is on trial for
// the massacre", "was accused of complicity in the massacre".
func (g *Grammar) Accused(n int) []int {
	s := g.S
	for i := 0; i < 6; i++ {
		h, prep := s.Tokens[n].Head, g.Prep(n)
		charge := g.in("charged_with", lemma(s, n))
		if charge {
			for _, p := range g.Phrases(n, "nmod") {
				if p.Prep == "against" {
					return []int{p.Tok}
				}
			}
			if s.Kid(n, "cop") >= 0 && prep == "on" {
				return g.Surface(n) // "is on trial"
			}
		}
		if h < 0 {
			return nil
		}
		if isVerb(&s.Tokens[h]) {
			switch {
			case charge && s.Is(n, "obj") && g.in("charge_answered", lemma(s, h)):
				return g.Surface(h)
			case !s.Is(n, "obl"), s.Kid(h, "mark") >= 0 && g.in("proviso", lemma(s, s.Kid(h, "mark"))): // "if convicted over the killings"
				return nil
			case charge && g.in("on_charge", prep), g.in("charging", lemma(s, h)) && g.in("charge_preposition", prep), g.in("for_deed", lemma(s, h)) && prep == "for":
				if g.isPassive(h) || s.Kid(h, "obj") >= 0 {
					return g.undergoer(h)
				}
				return g.Surface(h)
			}
			return nil
		}
		of := g.in("charged_with", lemma(s, h)) && g.in("charge_noun_preposition", prep) || g.in("share", lemma(s, h)) && prep == "in" || charge && g.in("on_charge", prep)
		if !s.Is(n, "nmod") || !of {
			return nil
		}
		n = h // "charges of murder", "complicity in the massacre", "trial on charges"
	}
	return nil
}

// byWhen says whether what follows "by" is when something is to be done and not
// who does it: "will be signed by the end of the year".
func (g *Grammar) byWhen(n int) bool {
	t := &g.S.Tokens[n]
	return !g.isActor(n) && (g.in("by_when", strings.ToLower(t.Text)) || t.UPOS == "NUM" && len(t.Text) == 4)
}

// stance says whether noun n with "in" tells how somebody means what he does:
// "left in defiance of the sanctions", "closed the border in protest".
func (g *Grammar) stance(n int) bool {
	return g.Prep(n) == "in" && g.S.Kid(n, "det") < 0 && g.in("stance", lemma(g.S, n))
}

// leader returns whom an attribute of noun n names as its doer: "the
// Ruritanian-led invasion".
func (g *Grammar) leader(n int) []int {
	s := g.S
	for _, k := range g.kids(n, "amod") {
		if s.Tokens[k].XPOS != "VBN" && s.Tokens[k].XPOS != "VBD" || !g.in("leading", lemma(s, k)) || k < 2 || s.Tokens[k-1].Text != "-" {
			continue
		}
		for _, who := range s.Kids(k) {
			if who == k-2 && g.isActor(who) {
				return conjuncts(s, who)
			}
		}
	}
	return nil
}

// target returns the name before a noun that is not its doer where a verb with
// a subject of its own carries the noun: "resumed Zenda strikes". -1 for none.
func (g *Grammar) target(n int, subj []int) int {
	if len(subj) != 1 || subj[0] != n-1 || !g.S.Is(subj[0], "compound") || g.S.Tokens[subj[0]].UPOS != "PROPN" || !g.in("aimed", lemma(g.S, n)) {
		return -1
	}
	return subj[0]
}

// in says whether the word is of the class.
func (g *Grammar) in(class, word string) bool {
	c, ok := g.book.Class(class)
	return ok && c.Has(word)
}

// Adjective builds the frame of an adjective, or of a noun, with a form of be:
// "is open to talks", "is under pressure".
func (g *Grammar) Adjective(a int) *Frame {
	if g.S.Tokens[a].UPOS == "NOUN" { // which has a frame of its own as a noun
		own, ok := g.frames[a]
		delete(g.frames, a)
		defer func() {
			if delete(g.frames, a); ok {
				g.frames[a] = own
			}
		}()
	}
	f := g.Verb(a)
	if g.S.Tokens[a].UPOS == "VERB" || f.Passive { // "was disappointed", which has a frame of its own as a passive
		own := *f
		if own.Passive {
			own.Passive, own.Subj, own.Obj = false, g.Surface(a), nil
		}
		f = &own
	}
	f.POS = rule.Adj
	return f
}

// Inverted says whether clause k is a condition such as "should the army come".
func Inverted(s *doc.Sentence, k int) bool {
	a, n := s.Kid(k, "aux"), s.Kid(k, "nsubj", "nsubj:pass")
	return a >= 0 && n > a && lemma(s, a) == "should" && s.Kid(k, "mark") < 0
}
