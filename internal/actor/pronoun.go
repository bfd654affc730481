package actor

import (
	"fmt"
	"strings"

	"rapporteur/internal/doc"
	"rapporteur/lexicon"
)

// pronoun is the grammar of a pronoun.
type pronoun struct {
	person int  // 1, 3; 0 for relatives
	many   bool // they
	human  byte // 'm', 'f', 'x' for any human being, 0 for none
	who    bool // relative
	thing  bool // it
	poss   bool
}

// pronounOf reads a word as a pronoun.
func (w *work) pronounOf(word string) (pronoun, bool) {
	x, ok := w.lex.Pronoun(word)
	if !ok {
		return pronoun{}, false
	}
	p := pronoun{person: 3, poss: x.Possessive}
	switch x.For {
	case "he":
		p.human = 'm'
	case "she":
		p.human = 'f'
	case "it":
		p.thing = true
	case "they":
		p.many = true
	case "speaker":
		p.person, p.human = 1, 'x'
	case "speakers":
		p.person, p.many = 1, true
	case "relative":
		p.person, p.who = 0, true
	}
	return p, true
}

// pronoun codes a pronoun by its antecedent; without one it is no mention.
func (w *work) pronoun(sc *scan, h int, p pronoun) *rec {
	s := sc.s
	if s.Is(h, "expl") || s.Is(h, "det") || s.Is(h, "mark") || s.Is(h, "compound") {
		return nil
	}
	poss := s.Is(h, "nmod:poss")
	if g := s.Tokens[h].Head; p.thing && !poss && g >= 0 && s.Kid(g, "cop") >= 0 && !w.reference(sc.nounAt(g), "willing") {
		return nil // "it would be difficult to"
	}
	r := &rec{sc: sc, head: h, first: h, last: h, pron: true, def: true, subj: w.isSubject(sc, h), plural: p.many, lemma: strings.ToLower(s.Tokens[h].Text)}
	r.m.Person, r.m.Group = p.human != 0, p.many
	var from []*rec
	switch {
	case w.gloss(sc, h) != nil:
		from = []*rec{w.gloss(sc, h)}
	case p.who:
		from = w.relative(sc, h)
		if len(from) == 0 {
			return nil
		}
	case p.person == 1:
		from = w.speaker(sc, h)
	case p.many && poss && w.reference(sc.nounAt(s.Tokens[h].Head), "mutual"):
		// "at their summit": of the two who are named last
		if r.m.Actors = w.opponents(r, true); len(r.m.Actors) == 2 {
			return r
		}
		r.m.Actors = nil
		from = w.antecedent(sc, h, p, poss)
	default:
		from = w.antecedent(sc, h, p, poss)
	}
	if len(from) == 0 {
		if p.human != 0 || p.person == 1 {
			return r // somebody, nobody knows who
		}
		return nil
	}
	a := from[0]
	r.plural = r.plural || a.plural || len(from) > 1
	r.m.Group = r.m.Group || a.m.Group
	r.m.Person = a.m.Person && !p.many
	r.noun = a.noun
	for _, f := range from {
		for _, x := range f.m.Actors {
			x.Ref = w.refTo(sc.s.Tokens[h].Text, f)
			if !hasCode(r.m.Actors, x) {
				r.m.Actors = append(r.m.Actors, x)
			}
		}
	}
	if len(from) == 1 {
		r.ent = a.ent
		if a.ent != nil && (p.human == 'm' || p.human == 'f') && a.ent.gender == 0 {
			a.ent.gender = p.human
		}
	}
	return r
}

// judged finds whom a verb praises, blames or punishes for something of theirs:
// "condemned Ruritania for its attack", "imposed sanctions on Ruritania over its
// refusal".
func (w *work) judged(sc *scan, h int) *rec {
	s := sc.s
	k := s.Tokens[h].Head
	if k < 0 || s.Kid(k, "case") < 0 || !w.reference(sc.nounAt(s.Kid(k, "case")), "reason") {
		return nil
	}
	reason := k
	for n := 0; n < 4 && s.Tokens[k].UPOS != "VERB"; n++ {
		if k = s.Tokens[k].Head; k < 0 {
			return nil
		}
	}
	if k > reason || !w.reference(sc.nounAt(k), "judges") || s.Kid(k, "aux:pass", "nsubj:pass") >= 0 {
		return nil
	}
	o := s.Kid(k, "obj")
	if o < k || o > h {
		return nil
	}
	if a := w.resolve(sc, o); a != nil && len(a.m.Actors) > 0 {
		return a
	}
	for _, up := range []int{o, k} { // "sanctions on Ruritania"
		for _, j := range s.Kids(up) {
			if c := w.caseOf(sc, j); j > o && j < h && (c == "on" || c == "against" || c == "upon") {
				if a := w.resolve(sc, j); a != nil && len(a.m.Actors) > 0 {
					return a
				}
			}
		}
	}
	return nil
}

// gloss finds whom brackets behind a pronoun say it means: "they (the rebels)".
func (w *work) gloss(sc *scan, h int) *rec {
	t := sc.s.Tokens
	if h+2 >= len(t) || t[h+1].Text != "(" {
		return nil
	}
	for k := h + 2; k < min(len(t), h+9) && t[k].Text != ")"; k++ {
		if u := t[k].UPOS; (u == "NOUN" || u == "PROPN") && (t[k].Head <= h+1 || t[t[k].Head].Text != ")" && t[k].Head > h+9) {
			if a := w.resolve(sc, k); a != nil && len(a.m.Actors) > 0 {
				return a
			}
		}
		if t[k].UPOS == "VERB" || t[k].UPOS == "AUX" {
			return nil // "(applause broke out)"
		}
	}
	return nil
}

func hasCode(as []doc.Actor, x doc.Actor) bool {
	for _, a := range as {
		if a.Code == x.Code && a.Name == x.Name {
			return true
		}
	}
	return false
}

func (w *work) refTo(word string, f *rec) string {
	where := "the title"
	if f.sc.i >= 0 {
		where = fmt.Sprintf("sentence %d", f.sc.i)
	}
	ref := ""
	if len(f.m.Actors) > 0 && !strings.Contains(f.m.Actors[0].Ref, " -> ") {
		ref = ": " + f.m.Actors[0].Ref
	}
	return fmt.Sprintf("%s -> %s (%s)%s", strings.ToLower(word), w.text(f.sc, f.first, f.last), where, ref)
}

// relative finds what "who" and "which" stand for: the noun that their clause
// hangs on.
func (w *work) relative(sc *scan, h int) []*rec {
	s := sc.s
	for k, n := s.Tokens[h].Head, 0; k >= 0 && n < 6; n++ {
		if d := s.Tokens[k].Deprel; d == "acl:relcl" || d == "acl" && n == 0 {
			g := s.Tokens[k].Head
			if g < 0 || g >= h {
				return nil
			}
			a := w.resolve(sc, g)
			if a != nil && a.m.Person && !a.plural && strings.EqualFold(s.Tokens[h].Text, "which") {
				// "a spokesman for the army, which ...": the army
				for j := h - 1; j > g; j-- {
					if o := sc.recs[j]; o != nil && !o.m.Person && len(o.m.Actors) > 0 {
						return []*rec{o}
					}
				}
				return nil
			}
			if a != nil && len(a.m.Actors) > 0 {
				return []*rec{a}
			}
			return nil
		}
		k = s.Tokens[k].Head
	}
	return nil
}

// speaker finds who says the words in which "we" or "I" stands: the subject of
// the nearest verb outside the quotation that governs them.
func (w *work) speaker(sc *scan, h int) []*rec {
	from := w.quoter(sc, h)
	switch {
	case len(from) > 0:
		w.voice, w.voicePara = from, sc.s.Para
	case sc.quote[h] && sc.i > 0 && (w.voicePara == sc.s.Para || w.voicePara == sc.s.Para-1 && sc.quote[0] && sc.quote[len(sc.quote)-1]):
		from = w.voice // the words go on
	}
	return from
}

// quoter is speaker within the sentence.
func (w *work) quoter(sc *scan, h int) []*rec {
	s := sc.s
	if !sc.quote[h] {
		return nil
	}
	for k, n := h, 0; k >= 0 && n < 30; n++ {
		if !sc.quote[k] && s.Tokens[k].UPOS == "VERB" {
			for _, j := range s.Kids(k) {
				if s.Is(j, "nsubj") && !sc.quote[j] {
					if a := w.resolve(sc, j); a != nil && len(a.m.Actors) > 0 {
						return []*rec{a}
					}
				}
			}
			// '"...," said X', where X was taken for what is said
			if j := w.after(sc, k); j > k {
				if a := w.resolve(sc, j); a != nil && a.m.Person && len(a.m.Actors) > 0 {
					return []*rec{a}
				}
			}
		}
		k = s.Tokens[k].Head
	}
	// the verb of saying may hang below the words that are said: "..., said X"
	for k := range s.Tokens {
		g := s.Tokens[k].Head
		if sc.quote[k] || g < 0 || !sc.quote[g] || s.Tokens[k].UPOS != "VERB" || !s.Under(h, g) {
			continue
		}
		if j := s.Kid(k, "nsubj"); j >= 0 && !sc.quote[j] {
			if a := w.resolve(sc, j); a != nil && len(a.m.Actors) > 0 {
				return []*rec{a}
			}
		}
	}
	for k := range s.Tokens {
		if sc.quote[k] || s.Tokens[k].UPOS != "VERB" || k == 0 || !sc.quote[k-1] {
			continue
		}
		if j := w.after(sc, k); j > k {
			if a := w.resolve(sc, j); a != nil && !a.m.Place && len(a.m.Actors) > 0 {
				return []*rec{a}
			}
		}
	}
	return nil
}

// after is the noun right after a verb of saying that has no subject, or -1.
func (w *work) after(sc *scan, verb int) int {
	s := sc.s
	if j := s.Kid(verb, "nsubj"); j >= 0 && !sc.quote[j] {
		return -1
	}
	for j := verb + 1; j < min(len(s.Tokens), verb+9) && !sc.quote[j]; j++ {
		switch s.Tokens[j].UPOS {
		case "NOUN", "PROPN":
			if sc.isHead(j) {
				return j
			}
		case "ADP", "VERB", "AUX", "SCONJ", "PUNCT", "PART":
			return -1
		}
	}
	return -1
}

// suits says whether a mention can be what the pronoun means.
func (w *work) suits(p pronoun, a *rec) bool {
	if len(a.m.Actors) == 0 {
		return false
	}
	switch {
	case p.human != 0:
		if !a.m.Person || a.plural {
			return false
		}
		return a.ent == nil || a.ent.gender == 0 || p.human == 'x' || a.ent.gender == p.human
	case p.thing:
		return !a.m.Person && (!a.plural || a.one) && !(a.m.Place && owner(a.m.Actors[0].Code) == a.m.Actors[0].Code)
	case p.many:
		if a.bare && a.m.Place && len(a.m.Actors) == 1 {
			return false // "the Netherlands" is one
		}
		return a.plural || a.m.Group || len(a.m.Actors) > 1
	}
	return false
}

// antecedent looks for what a pronoun of the third person means: the subject
// of a governing clause, then subjects of the sentences before.
func (w *work) antecedent(sc *scan, h int, p pronoun, poss bool) []*rec {
	s := sc.s
	own := w.clause(sc, h)
	group := func(a *rec) []*rec {
		out := []*rec{a}
		if !p.many || a.plural {
			return out
		}
		for _, c := range a.sc.s.Kids(a.head) {
			if a.sc.s.Is(c, "conj") {
				if o := a.sc.recs[c]; o != nil && len(o.m.Actors) > 0 {
					out = append(out, o)
				}
			}
		}
		return out
	}
	var voice []*rec // who speaks would say "I", not "he"
	if sc.quote[h] && p.person == 3 {
		if voice = w.quoter(sc, h); len(voice) == 0 {
			voice = w.spokenBefore(sc)
		}
	}
	g, ours := w.grammar(sc, h, own, poss), -1
	saying := !poss && w.says(sc, h)
	named := w.namedBelow(sc, h, own)
	ok := func(a *rec) bool {
		if a.first <= h && h <= a.last && a.sc == sc || g.bars(a) || w.hasName(a, named) {
			return false
		}
		for _, v := range voice {
			if v == a || a.ent != nil && v.ent == a.ent {
				return false
			}
		}
		if p.many && poss && !a.plural && len(a.m.Actors) == 1 && w.reference(sc.nounAt(s.Tokens[h].Head), "undergoes") {
			return false // "their release": people's, not the army's
		}
		if w.suits(p, a) {
			return true
		}
		return p.many && len(group(a)) > 1
	}
	if a := w.judged(sc, h); a != nil && poss && ok(a) {
		return group(a)
	}
	// up through the clauses of this sentence
	for k, n := own, 0; k >= 0 && n < 20; n++ {
		if saying && s.Is(own, "parataxis") {
			break // "..., he said"
		}
		if k != own || poss || s.Tokens[h].Text != "" && strings.HasSuffix(strings.ToLower(s.Tokens[h].Text), "self") {
			for _, j := range s.Kids(k) {
				if s.Is(j, "nsubj") && j != h && (j < h || !sc.quote[h]) && !s.Under(h, j) && sc.quote[j] == sc.quote[h] {
					if a := w.resolve(sc, j); a != nil && ok(a) {
						if p.many && s.Is(own, "conj") && s.Tokens[own].Head == k && w.ours(sc, j) {
							ours = j // "our troops beat the rebels and they retreated": not we
							continue
						}
						return group(a)
					}
					if p.thing && k != own && j < h && s.Tokens[j].UPOS != "PRON" {
						// a thing that is no actor is the better reading: "the bill ... it"
						if a := sc.recs[j]; a == nil {
							return nil
						}
					}
				}
			}
		}
		up := s.Tokens[k].Head
		if up < 0 {
			break
		}
		if g.object && k == own && s.Is(k, "conj") {
			// "found the rebels and arrested them"
			for i := len(s.Kids(up)) - 1; i >= 0; i-- {
				j := s.Kids(up)[i]
				if j > k || sc.quote[j] != sc.quote[h] || !s.Is(j, "obj") && (!s.Is(j, "obl") || s.Kid(up, "obj") >= 0) {
					continue
				}
				if a := w.resolve(sc, j); a != nil && ok(a) {
					return group(a)
				} else if a == nil && s.Is(j, "obj") && plural(s.Tokens[j]) == p.many && p.human == 0 {
					// "froze the assets of ten judges and banned them", "collected signatures and sent them"
					for _, c := range s.Kids(j) {
						if o := sc.recs[c]; c > j && s.Is(c, "nmod") && o != nil && !o.m.Place && ok(o) {
							return group(o)
						}
					}
					return nil
				}
			}
		}
		// "called on Graustark to withdraw its troops": who is called on withdraws
		if s.Kid(k, "nsubj") < 0 && w.infinitive(sc, k) {
			for i := len(s.Kids(up)) - 1; i >= 0; i-- {
				j := s.Kids(up)[i]
				if j < k && (s.Is(j, "obj") || s.Is(j, "iobj") || s.Is(j, "obl")) && (sc.quote[j] == sc.quote[h] || !sc.quote[j]) {
					if a := sc.recs[j]; a != nil && ok(a) {
						return group(a)
					}
				}
			}
		}
		k = up
		for n := 0; n < 20 && s.Tokens[k].Head >= 0 && !w.isClause(sc, k); n++ {
			k = s.Tokens[k].Head
		}
	}
	// earlier in this sentence, then backwards
	var best *rec
	bestScore := -1000
	for i := len(w.recs) - 1; i >= 0; i-- {
		a := w.recs[i]
		back := sc.i - a.sc.i
		if a.sc.i < 0 {
			back = sc.i + 1
		}
		if saying {
			back -= w.spoken(a.sc, sc)
		}
		if back > reach {
			break
		}
		if back < 0 || a.sc == sc && a.first >= h || !ok(a) {
			continue
		}
		if a.sc == sc && !poss && w.clause(sc, a.head) == own {
			continue
		}
		if w.caseOf(a.sc, a.head) == "as" && a.indefinite() {
			continue // "as a fierce fighter" tells what somebody is
		}
		if a.sc == sc && sc.quote[a.head] != sc.quote[h] {
			continue
		}
		score := -10 * back
		if a.subj {
			score += 6
			if c := w.clause(a.sc, a.head); c >= 0 && a.sc.s.Tokens[c].Head < 0 {
				score += 3
			}
		}
		if a.m.Place && p.thing {
			score -= 2
		}
		if p.thing && !a.subj && (back > 0 || !poss) || p.thing && back > 1 {
			continue
		}
		if p.thing && !poss && !w.isSubject(sc, h) {
			continue
		}
		if w.insideOther(a) {
			score -= 5
		}
		if saying && w.says(a.sc, a.head) {
			score += goesOn // who spoke last speaks on
		} else if saying && w.spoke(a) {
			score += goesOn - 1
		}
		if saying && a.sc == sc && s.Under(a.head, own) {
			score -= goesOn // of whom he speaks
		}
		if ours >= 0 && a.sc == sc && (a.head == ours || s.Under(a.head, ours)) {
			score -= 12
		}
		if a.ent != nil {
			score += min(a.ent.count, often) // who is spoken of more
		}
		if score > bestScore || score == bestScore && best != nil && best.before(a) {
			best, bestScore = a, score
		}
	}
	if best == nil {
		return nil
	}
	return group(best)
}

// spoken counts the sentences between two that somebody speaks from end to end:
// who says something behind them is no farther from who spoke them. Only a few
// are looked at.
func (w *work) spoken(from, to *scan) (n int) {
	title := len(w.scans) - len(w.d.Sents)
	for i := from.i + 1; i < to.i && i <= from.i+3*reach; i++ {
		sc, all := w.scans[max(i, 0)+title], true
		for k := range sc.s.Tokens {
			all = all && sc.quote[k]
		}
		if all && i >= 0 {
			n++
		}
	}
	return n
}

// goesOn is what it counts for a pronoun that says something that another
// speaker spoke before.
const goesOn = 8

// says says whether the token is the subject of a verb of saying.
func (w *work) says(sc *scan, h int) bool {
	v := sc.s.Tokens[h].Head
	return v >= 0 && sc.s.Tokens[h].Deprel == "nsubj" && w.reference(sc.nounAt(v), "says")
}

// spoke says whether a person is the subject of a verb of words, though not of saying.
func (w *work) spoke(a *rec) bool {
	v := a.sc.s.Tokens[a.head].Head
	return v >= 0 && a.m.Person && !a.pron && len(a.m.Actors) == 1 && a.m.Actors[0].Name != "" && a.sc.s.Tokens[a.head].Deprel == "nsubj" && w.reference(a.sc.nounAt(v), "speaks")
}

// barred is whom the grammar of its sentence keeps a pronoun from meaning.
type barred struct {
	object bool // the pronoun is an object
	recs   []*rec
}

func (b barred) bars(a *rec) bool {
	for _, r := range b.recs {
		if r == a || r.ent != nil && r.ent == a.ent {
			return true
		}
	}
	return false
}

// grammar finds whom a pronoun cannot mean: an object is never who does the
// act, wherever that stands ("the rebels attacked the town and burnt it"), and
// who asks or keeps somebody from an act is not who is to do it ("demanded that
// they disarm").
func (w *work) grammar(sc *scan, h, own int, poss bool) (b barred) {
	s := sc.s
	word := strings.ToLower(s.Tokens[h].Text)
	if poss && own >= 0 && w.another(sc, h, own) {
		for k, n := own, 0; k >= 0 && n < 4; k, n = s.Tokens[k].Head, n+1 {
			if j := s.Kid(k, "nsubj"); j >= 0 {
				if a := w.resolve(sc, j); a != nil {
					b.recs = append(b.recs, a)
				}
				break
			}
			if !s.Is(k, "conj") {
				break
			}
		}
		return b
	}
	if poss || own < 0 || strings.HasSuffix(word, "self") || strings.HasSuffix(word, "selves") {
		return b
	}
	b.object = (s.Is(h, "obj") || s.Is(h, "iobj")) && s.Tokens[h].Head == own
	bar := func(j int) {
		if a := w.resolve(sc, j); a != nil {
			b.recs = append(b.recs, a)
			for _, c := range s.Kids(j) {
				if o := sc.recs[c]; o != nil && s.Is(c, "conj") {
					b.recs = append(b.recs, o)
				}
			}
			if p, ok := w.pronounOf(s.Tokens[j].Text); ok && p.who {
				b.recs = append(b.recs, w.relative(sc, j)...)
			}
		}
	}
	curbs := b.object && w.reference(sc.nounAt(own), "curbs")
	doer := b.object                                             // still looking for who does the act of which the pronoun is the object
	asker := s.Tokens[h].Deprel == "nsubj" && s.Is(own, "ccomp") // or for who asks for the act whose doer it is
	for k, n := own, 0; k >= 0 && n < 8 && (doer || asker); n++ {
		if k != own || doer {
			if j := s.Kid(k, "nsubj"); j >= 0 && j != h && !s.Under(h, j) {
				if s.Tokens[j].Deprel != "nsubj:pass" || doer {
					bar(j)
				}
				return b
			}
		}
		up := s.Tokens[k].Head
		if up < 0 {
			return b
		}
		asks := w.reference(sc.nounAt(up), "asks") || w.reference(sc.nounAt(up), "curbs")
		switch {
		case k == own && asker:
			if !asks {
				return b
			}
			if j := s.Kid(up, "nmod:poss"); j >= 0 {
				bar(j) // "its demand that they disarm"
				return b
			}
		case doer && base(s.Tokens[k].Deprel) == "acl":
			bar(up) // "troops guarding them"
			return b
		case doer && w.infinitive(sc, k) && told(s, up, k) >= 0 && !s.Is(k, "advcl"):
			bar(told(s, up, k)) // "asked the police to arrest them"
			if doer = false; !curbs || !asks {
				return b
			}
			asker = true
		case !s.Is(k, "xcomp") && !s.Is(k, "conj") && !s.Is(k, "advcl"):
			return b
		}
		k = up
	}
	return b
}

// namedBelow lists the names that stand in the clause of a pronoun that is its
// subject: whoever has such a name is not meant, or the report would not name
// him or her again ("The king left before he answered Sapten": he is not Sapten).
func (w *work) namedBelow(sc *scan, h, own int) (out []rec) {
	s := sc.s
	if own < 0 || s.Tokens[h].Head != own || s.Tokens[h].Deprel != "nsubj" && s.Tokens[h].Deprel != "nsubj:pass" {
		return nil
	}
	for k := h + 1; k < len(s.Tokens); k++ {
		if s.Tokens[k].UPOS != "PROPN" || sc.quote[k] != sc.quote[h] || !s.Under(k, own) || !w.argument(sc, k, own) {
			continue
		}
		if sn, ok := w.senseAt(sc, k); ok && sn.hit.First == k {
			switch sn.kind {
			case lexicon.OrgName:
				out = append(out, rec{m: doc.Mention{Group: true, Actors: []doc.Actor{{Code: sn.org.Code, Name: sn.org.Name}}}})
				continue
			case lexicon.CountryName:
				out = append(out, rec{m: doc.Mention{Place: true, Actors: []doc.Actor{{Code: join(sn.country, "GOV")}}}})
				continue
			}
		}
		if f, l := w.nameSpan(sc, k); f == k && sc.nameType(k) == doc.Person {
			if e := w.byPerson(w.text(sc, f, l)); e != nil {
				out = append(out, rec{ent: e})
			}
		}
	}
	return out
}

// argument says whether a phrase is a subject, or what verb v is done to, or whose
// that is; where something is done, a report often names again ("Graustark said
// it held talks in Graustark's capital").
func (w *work) argument(sc *scan, k, v int) bool {
	s := sc.s
	if s.Tokens[k].Deprel == "nsubj" {
		return true
	}
	if s.Tokens[k].Deprel == "nmod:poss" || s.Is(k, "compound") {
		k = s.Tokens[k].Head
	}
	return s.Tokens[k].Head == v && (s.Is(k, "obj") || s.Is(k, "iobj") || s.Is(k, "obl") && !w.within(sc, k))
}

// hasName says whether a mention is of somebody of the list that namedBelow made.
func (w *work) hasName(a *rec, named []rec) bool {
	for _, n := range named {
		switch {
		case n.ent != nil:
			if a.ent == n.ent {
				return true
			}
		case len(a.m.Actors) == 1 && !a.m.Person && a.m.Actors[0].Code == n.m.Actors[0].Code && a.m.Actors[0].Name == n.m.Actors[0].Name && (n.m.Group || a.m.Place || a.pron):
			return true
		}
	}
	return false
}

// spokenBefore finds who speaks a sentence that is quoted from end to end: the
// speaker of the sentence before, or nobody.
func (w *work) spokenBefore(sc *scan) []*rec {
	all := func(sc *scan) bool {
		for k := range sc.s.Tokens {
			if !sc.quote[k] {
				return false
			}
		}
		return true
	}
	if !all(sc) {
		return nil
	}
	title := len(w.scans) - len(w.d.Sents)
	for i := sc.i - 1; i >= 0 && i >= sc.i-reach; i-- {
		p := w.scans[i+title]
		if all(p) {
			continue
		}
		for k := range p.s.Tokens {
			if p.quote[k] || !w.reference(p.nounAt(k), "says") {
				continue
			}
			if j := p.s.Kid(k, "nsubj"); j >= 0 && !p.quote[j] {
				if a := p.recs[j]; a != nil && len(a.m.Actors) > 0 {
					return []*rec{a}
				}
			}
		}
		return nil
	}
	return nil
}

// another says whether the owner of what verb v is about can hardly be its
// subject: nobody demands his own resignation or fires at his own car.
func (w *work) another(sc *scan, h, v int) bool {
	s := sc.s
	n := s.Tokens[h].Head
	if n < 0 || s.Tokens[n].Head != v || n < v || s.Kid(v, "aux:pass", "nsubj:pass") >= 0 {
		return false
	}
	obj := s.Is(n, "obj") || s.Is(n, "obl") && s.Kid(n, "case") >= 0
	return obj && (w.reference(sc.nounAt(v), "harms") && (s.Is(n, "obj") || w.caseOf(sc, n) == "on" || w.caseOf(sc, n) == "at" || w.caseOf(sc, n) == "against") ||
		w.reference(sc.nounAt(n), "demanded") && w.asking(sc, v))
}

// asking says whether a verb, with its preposition, asks for something.
func (w *work) asking(sc *scan, v int) bool {
	return w.reference(sc.nounAt(v), "asks") || sc.s.Tokens[v].Lemma == "call"
}

// told is the object of a verb before its infinitive, or -1.
func told(s *doc.Sentence, verb, infinitive int) int {
	for _, rel := range []string{"iobj", "obj"} {
		if j := s.Kid(verb, rel); j >= 0 && j < infinitive {
			return j
		}
	}
	return -1
}

// ours says whether a phrase belongs to who speaks: "our forces".
func (w *work) ours(sc *scan, h int) bool {
	if j := sc.s.Kid(h, "nmod:poss"); j >= 0 {
		p, ok := w.pronounOf(sc.s.Tokens[j].Text)
		return ok && p.person == 1
	}
	return false
}

// infinitive says whether a clause is one with "to".
func (w *work) infinitive(sc *scan, k int) bool {
	for _, j := range sc.s.Kids(k) {
		if j < k && strings.EqualFold(sc.s.Tokens[j].Text, "to") && sc.s.Is(j, "mark") {
			return true
		}
	}
	return false
}

// insideOther says whether the mention is part of another's phrase: "Sudan" in
// "Sudan's president".
func (w *work) insideOther(a *rec) bool {
	for k, n := a.sc.s.Tokens[a.head].Head, 0; k >= 0 && n < 4; n++ {
		if o := a.sc.recs[k]; o != nil && o != a && o.first <= a.first && a.last <= o.last {
			return true
		}
		k = a.sc.s.Tokens[k].Head
	}
	return false
}

// clause is the verb or predicate that the token depends on.
func (w *work) clause(sc *scan, h int) int {
	k := sc.s.Tokens[h].Head
	for n := 0; n < 30 && k >= 0; n++ {
		if w.isClause(sc, k) {
			return k
		}
		if sc.s.Tokens[k].Head < 0 {
			return k
		}
		k = sc.s.Tokens[k].Head
	}
	return k
}

func (w *work) isClause(sc *scan, k int) bool {
	t := sc.s.Tokens[k]
	if sc.s.Kid(k, "nsubj", "csubj", "cop") >= 0 || t.Head < 0 {
		return true
	}
	switch base(t.Deprel) {
	case "ccomp", "xcomp", "advcl", "acl", "parataxis", "csubj":
		return true
	case "conj":
		return t.UPOS == "VERB"
	}
	return false
}

func (w *work) isSubject(sc *scan, h int) bool {
	for n := 0; n < 10 && sc.s.Is(h, "conj") && sc.s.Tokens[h].Head >= 0; n++ {
		h = sc.s.Tokens[h].Head
	}
	return sc.s.Is(h, "nsubj")
}
