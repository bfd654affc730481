package clause

import (
	"slices"
	"strings"

	"rapporteur/internal/doc"
	"rapporteur/internal/rule"
)

// Mend moves clauses that a parser hangs where grammar does not let them be,
// which small parsers do often:
//
//   - a finite verb coordinated with an infinitive belongs to the verb above it:
//     "refused to withdraw the tax but offered to meet the unions";
//   - what somebody is accused of belongs to the accusing, not to the accused:
//     "accused Kiev of shelling a village";
//   - what stands after the verb is no apposition to its subject but its object:
//     "Freedonia recognised Ruritania";
//   - a reporting clause at the end has its speaker before it and hangs on the
//     whole: "troops killed two men in Gaza, medics and witnesses said";
//   - a participle set off by a comma behind what somebody is said to be tells
//     what he does: "Freedonia was the main donor, sending grain to Ruritania";
//   - a sum of money without a preposition is the object: "gave around $5 million";
//   - a participle behind a reporting clause tells of what is reported: "rebels
//     overran a base, officials said, killing ten soldiers";
//   - "adding that ..." belongs to the verb of saying above it;
//   - what somebody is quoted as saying hangs on the saying, and who quotes him on
//     the quoting: "'We won,' he was quoted as saying by the Herald";
//   - "between" has two parties: "a war between the rebels and the government";
//   - a that-clause right after a noun that can have one completes the noun:
//     "denied an accusation that it was planning an attack";
//   - so it does behind whose words the noun means: "the account of the settlers
//     that they had been attacked";
//   - what has a copula is no passive: "Ruritania was satisfied with the answer",
//     and some participles tell a state: "Ruritania is committed to talks";
//   - an infinitive behind the object of a verb that makes somebody do something is
//     what he does: "led the bishop to denounce the raid";
//   - "neighbouring" and its like are attributes: "the government of neighbouring
//     Graustark" is no act of neighbouring;
//   - what somebody is accused of belongs to the verb: "accused the army of a raid";
//   - what somebody is stripped of belongs to the stripping: "stripped the members
//     of the council of their rights";
//   - a deed's noun at the beginning is no verb: "Fighting raged in Zenda";
//   - to whom something is given belongs to the giving: "returned a statue of a
//     king to Ruritania's ambassador";
//   - where somebody who is met is from belongs to him: "joined officials from
//     Graustark";
//   - with whom something is discussed belongs to the discussing: "discussed the
//     prevention of famine with President Geiern";
//   - what one fires at from somewhere is no part of there: "launched rockets from
//     Zenda at Strelsau";
//   - "by" behind the object of an active verb names whose deed that was;
//   - so is "visiting" before a title and a name: "told visiting President Geiern",
//     "talks with visiting President Geiern";
//   - such a guest may be joined to somebody else: "King Karl and visiting President
//     Geiern agreed";
//   - a participle right behind the object of such a verb is what is done to it:
//     "ordered four deputies jailed";
//   - a participle joined to the clause that another participle reports belongs with
//     that one: "saying talks must go on and calling on Ruritania to help";
//   - a second passive may leave out its form of be: "ten men were arrested and
//     guns found";
//   - what a deed results in is no attribute of the object: "shot dead four men";
//   - what stands between two finite verbs without anything that joins the second
//     to the first is its subject: "firms ignored the rules and mayors disregarded
//     the law";
//   - the first half of a verb is not its subject: "Ruritania test-fired a missile";
//   - whom one lets or makes do something is the object: "let the miners go";
//   - a clause with "while" completes no verb: "said it hoped so, while Ruritania
//     said it did not";
//   - a person is no part of the name of a country before the title, and what
//     stands before a name hangs on its head: "with US President Anton Geiern",
//     "in Sierra Leone";
//   - what stands between a preposition and its noun belongs to the noun: "from the
//     opposition Black Hand";
//   - the subject is the verb's, not its auxiliary's: "it did, however, agree";
//   - "as well as" adds to the object, or to the subject of a passive: "the king
//     was killed as well as his driver";
//   - "along with" adds to what stands right before it, or to the subject: "killed
//     four men along with a child", "the king was killed along with his driver";
//   - what stands before an infinitive with "for" is its subject: "for Ruritania not
//     to talk is a mistake";
//   - what is said of both is said of those they are: "Ruritania and Freedonia,
//     both opposed to the war";
//   - a verb has one subject: a title and the name behind it are one phrase, and
//     of a phrase that a pronoun takes up the pronoun is the subject: "Spokesman
//     of the mission Anton Geiern said", "Once a rebel, he left"; the first of
//     two subjects of a reporting clause at the end is that of what is reported:
//     "gunmen ambushed a convoy, police said";
//   - a name before a sum or "more" is no part of it: "lent Ruritania $2 billion",
//     "paid Ruritania 3 billion crowns", "granted Zenda more powers";
//   - "it" is somebody where only somebody can be what is said of it: "Ruritania
//     said it was willing to talk";
//   - who is due in a place is due: the place is no predicate;
//   - what one spends is the object: "spent Sunday in Zenda".
func Mend(s *doc.Sentence, book *rule.Book) {
	g := New(s, book, nil)
	changed := g.closing()
	move := func(i, head int, rel string) {
		for h := head; h >= 0; h = s.Tokens[h].Head {
			if h == i {
				return // would close a circle
			}
		}
		s.Tokens[i].Head = head
		if rel != "" {
			s.Tokens[i].Deprel = rel
		}
		s.Reparsed()
		changed = true
	}
	changed = g.deedNoun() || changed
	for i := range s.Tokens {
		t := &s.Tokens[i]
		h := t.Head
		if h < 0 || h >= len(s.Tokens) {
			continue
		}
		switch {
		case s.Is(i, "compound") && g.beforeSum(i, h):
			move(i, s.Tokens[h].Head, "iobj")
		case s.Is(i, "case") && i < h && i+1 < len(s.Tokens) && g.in("awaited_adj", lemma(s, i)) && s.Kid(h, "cop") >= 0 && s.Kid(h, "nsubj") >= 0 && s.Is(i+1, "case") && s.Tokens[i+1].Head == h:
			t.Head, t.Deprel, t.UPOS = s.Tokens[h].Head, s.Tokens[h].Deprel, "ADJ"
			for _, k := range s.Kids(h) { // but for the preposition and what stands between it and the place
				if k < i || k > h {
					s.Tokens[k].Head = i
				}
			}
			s.Tokens[h].Head, s.Tokens[h].Deprel = i, "obl"
			s.Reparsed()
			changed = true
		case t.Deprel == "obl:unmarked" && i == h+1 && g.in("spending", lemma(s, h)) && s.Kid(h, "obj") < 0:
			move(i, h, "obj")
		case s.Is(i, "expl") && g.in("disposed", lemma(s, h)) && s.Kid(h, "nsubj", "csubj") < 0:
			move(i, h, "nsubj")
		case (s.Is(i, "ccomp") || s.Is(i, "parataxis")) && s.Kid(i, "mark") < 0 && g.asSaying(h) >= 0 && g.asSaying(h) != i:
			move(i, g.asSaying(h), "ccomp")
		case s.Is(i, "parataxis") && h < i && isVerb(&s.Tokens[h]) && g.asSaying(i) >= 0 && s.Kid(g.asSaying(i), "ccomp") < 0:
			t.Head, t.Deprel = s.Tokens[h].Head, s.Tokens[h].Deprel
			s.Tokens[h].Head, s.Tokens[h].Deprel = g.asSaying(i), "ccomp"
			s.Reparsed()
			changed = true
		case s.Is(i, "obl") && i > h && g.ownPrep(i) == "by" && s.Tokens[h].Head >= 0 && g.asSaying(s.Tokens[h].Head) == h && s.Kid(s.Tokens[h].Head, "obl:agent") < 0:
			move(i, s.Tokens[h].Head, "obl:agent")
		case s.Is(i, "conj") && t.XPOS == "VBG" && h < i && s.Kid(i, "cc") >= 0 && s.Kid(i, "nsubj", "aux", "mark") < 0 && g.participle(h) >= 0:
			move(i, g.participle(h), "")
		case s.Is(i, "conj") && isVerb(t) && (t.XPOS == "VBD" || t.XPOS == "VBZ" || t.XPOS == "VBP") && s.Tokens[h].XPOS == "VB" && g.toInfinitive(h):
			up := s.Tokens[h].Head
			for up >= 0 && !(isVerb(&s.Tokens[up]) && g.Finite(up)) {
				up = s.Tokens[up].Head
			}
			if up >= 0 {
				move(i, up, "")
			}
		case t.Deprel == "acl:relcl" && isVerb(t) && s.Is(h, "obl") && s.Tokens[h].Head >= 0:
			if that := g.complementizer(i, h); that >= 0 {
				s.Tokens[that].Head, s.Tokens[that].Deprel = i, "mark"
				move(i, s.Tokens[h].Head, "ccomp")
			}
		case s.Is(i, "acl") && isVerb(t) && s.Is(h, "nmod") && i > h && g.account(i, h) >= 0:
			that, _ := s.Subtree(i)
			s.Tokens[that].UPOS, s.Tokens[that].Head, s.Tokens[that].Deprel = "SCONJ", i, "mark"
			move(i, g.account(i, h), "acl")
		case t.Deprel == "acl" && t.XPOS == "VBG" && (s.Is(h, "obj") || s.Is(h, "nsubj:pass")) && !g.in("guest", lemma(s, i)):
			v, m := s.Tokens[h].Head, s.Kid(i, "mark")
			if v >= 0 && m >= 0 && lemma(s, m) != "that" && g.book.Predicate(lemma(s, v), rule.Verb, lemma(s, m)) != nil {
				move(i, v, "advcl")
			}
		case t.Deprel == "acl" && t.XPOS == "VBN" && i > h && g.gapped(h) >= 0:
			n := g.gapped(h)
			v := s.Tokens[n].Head
			if s.Is(v, "nsubj:pass") {
				v = s.Tokens[v].Head
			}
			if k := s.Kid(n, "cc"); k >= 0 {
				s.Tokens[k].Head = i
			}
			s.Tokens[i].Head, s.Tokens[i].Deprel = v, "conj"
			s.Tokens[n].Head, s.Tokens[n].Deprel = i, "nsubj:pass"
			s.Reparsed()
			changed = true
		case t.Deprel == "acl" && t.XPOS == "VBG" && i > 0 && s.Tokens[i-1].Text == "," && s.Kid(h, "cop") >= 0 && s.Kid(h, "nsubj") >= 0:
			move(i, h, "advcl")
		case s.Is(i, "advcl") && t.XPOS == "VBG" && i > h && g.reporting(h) && g.fronted(h) >= 0 && s.Kid(i, "mark") < 0 && !g.reporting(i) && !g.in("speaking", lemma(s, i)):
			move(i, g.fronted(h), "")
		case t.Deprel == "obl" && t.UPOS == "SYM" && i > h && isVerb(&s.Tokens[h]) && g.Prep(i) == "" && s.Kid(h, "obj", "ccomp", "aux:pass") < 0:
			move(i, h, "obj")
		case s.Is(i, "advcl") && t.XPOS == "VBG" && i > h && g.reporting(i) && !g.reporting(h):
			for up := s.Tokens[h].Head; up >= 0; up = s.Tokens[up].Head {
				if g.reporting(up) {
					move(i, up, "")
					break
				}
			}
		case (s.Is(i, "appos") || s.Is(i, "conj") && s.Kid(i, "cc") < 0 || s.Is(i, "flat")) && i > h && nominal(t) && s.Is(h, "nsubj") && g.Prep(i) == "":
			v := s.Tokens[h].Head
			if v > h && v < i && isVerb(&s.Tokens[v]) && s.Kid(v, "obj", "ccomp", "xcomp") < 0 && g.Prep(h) == "" {
				move(i, v, "obj")
			}
		case t.Deprel == "acl" && s.Is(h, "obj") && i > h && s.Tokens[h].Head >= 0 && s.Tokens[h].Head < h && g.toInfinitive(i) && g.in("making", lemma(s, s.Tokens[h].Head)):
			move(i, s.Tokens[h].Head, "xcomp")
		case t.Deprel == "acl" && s.Is(h, "iobj") && i > h && s.Tokens[h].Head >= 0 && s.Tokens[h].Head < h && g.toInfinitive(i) && s.Kid(s.Tokens[h].Head, "obj", "xcomp", "ccomp") < 0:
			move(i, s.Tokens[h].Head, "xcomp") // "asked the police to explain"
		case i == h+1 && s.Is(h, "obj") && s.Tokens[h].Head >= 0 && g.in("turned_noun", strings.ToLower(s.Tokens[h].Text)) && g.in("noun_particle", strings.ToLower(t.Text)):
			move(i, s.Tokens[h].Head, "compound:prt") // "gave the thumbs down to"
		case s.Is(i, "obj") && i > h && s.Tokens[h].XPOS == "VBG" && s.Tokens[h].Head >= 0 && s.Kid(h, "mark") >= 0 && g.attributive(h, i):
			mark, up := s.Kid(h, "mark"), s.Tokens[h].Head
			rel := "nmod"
			if mark > 0 && nominal(&s.Tokens[mark-1]) && s.Under(mark-1, up) && !s.Under(mark-1, h) {
				up = mark - 1
			} else if isVerb(&s.Tokens[up]) {
				rel = "obl"
			}
			for _, k := range s.Kids(h) { // what hung on the participle hangs on what it hung on
				if k > i {
					s.Tokens[k].Head = s.Tokens[h].Head
				}
			}
			s.Tokens[h].Head, s.Tokens[h].Deprel = i, "amod"
			s.Tokens[mark].Head, s.Tokens[mark].Deprel = i, "case"
			t.Head, t.Deprel = up, rel
			s.Reparsed()
			changed = true
		case s.Is(i, "amod") && s.Is(h, "obj") && s.Tokens[h].Head == i-1 && i < h && g.resultative(i):
			move(i, i-1, "xcomp")
		case t.Deprel == "nsubj:pass" && s.Kid(h, "aux:pass") >= 0 && s.Kid(h, "obl:agent") < 0 && (s.Kid(h, "xcomp", "obl") >= 0 || g.toGerund(h)) && g.in("stative", lemma(s, h)):
			s.Tokens[s.Kid(h, "aux:pass")].Deprel = "cop"
			move(i, h, "nsubj")
		case t.Deprel == "nmod" && nominal(t) && g.enclosed(i) >= 0:
			move(i, g.enclosed(i), "compound")
		case (s.Is(i, "nsubj") || s.Is(i, "nsubj:pass")) && (s.Is(h, "aux") || s.Is(h, "cop")) && s.Tokens[h].Head > h && s.Kid(s.Tokens[h].Head, "nsubj", "nsubj:pass") < 0:
			move(i, s.Tokens[h].Head, "")
		case t.Deprel == "nsubj:pass" && s.Kid(h, "cop") >= 0 && s.Kid(h, "aux:pass") < 0:
			move(i, h, "nsubj")
		case t.Deprel == "nmod" && s.Is(h, "obj") && i > h && s.Tokens[h].Head >= 0 && s.Tokens[h].Head < h && g.charged(s.Tokens[h].Head, i):
			move(i, s.Tokens[h].Head, "obl")
		case t.Deprel == "nmod" && i > h && g.stripped(i, h) >= 0:
			move(i, g.stripped(i, h), "obl")
		case t.Deprel == "nmod" && i > h && g.aimed(i, h) >= 0:
			move(i, g.aimed(i, h), "obl")
		case (t.Deprel == "nmod" || s.Is(i, "obl")) && i > h && g.giver(i, h) >= 0:
			move(i, g.giver(i, h), "obl")
		case s.Is(i, "obl") && i > h && g.from(h, i) >= 0:
			move(i, g.from(h, i), "nmod")
		case t.Deprel == "nmod" && i > h && g.partner(i) >= 0:
			move(i, g.partner(i), "obl")
		case s.Is(i, "obl") && i > h && g.deed(h, i) >= 0:
			move(i, g.deed(h, i), "nmod")
		case t.XPOS == "VBG" && g.in("guest", lemma(s, i)) && g.joinedGuest(i) >= 0:
			n := g.joinedGuest(i)
			for _, k := range g.kids(i, "cc", "punct") {
				s.Tokens[k].Head = n
			}
			for _, k := range s.Kids(i) { // what hung on the participle hangs on what it hung on
				if k > n {
					s.Tokens[k].Head = h
				}
			}
			s.Tokens[n].Head, s.Tokens[n].Deprel = h, "conj"
			s.Reparsed()
			move(i, n, "amod")
		case t.XPOS == "VBG" && (s.Is(i, "advcl") || s.Is(i, "xcomp") || s.Is(i, "ccomp") || t.Deprel == "acl") && g.in("guest", lemma(s, i)):
			n, rel := g.guest(i)
			if n < 0 {
				continue
			}
			for _, k := range s.Kids(i) { // what hung on the participle hangs on what it hung on
				if k > n {
					s.Tokens[k].Head = h
				}
			}
			for _, k := range g.kids(i, "mark") {
				s.Tokens[k].Head, s.Tokens[k].Deprel = n, "case"
			}
			s.Tokens[n].Head, s.Tokens[n].Deprel = h, rel
			s.Reparsed()
			move(i, n, "amod")
		case s.Is(i, "advcl") && t.XPOS == "VBN" && g.ordered(h, i) >= 0:
			for _, k := range s.Kids(i) { // what only tells when it was ordered
				if s.Is(k, "mark") && k > i {
					s.Tokens[k].Deprel = "dep"
				}
			}
			move(i, g.ordered(h, i), "acl")
		case (s.Is(i, "conj") || s.Is(i, "advcl") || s.Is(i, "parataxis")) && g.nextSubject(i) >= 0:
			n := g.nextSubject(i)
			for _, k := range g.kids(n, "cc") {
				s.Tokens[k].Head = i
			}
			t.Deprel = "conj"
			move(n, i, "nsubj")
		case s.Is(i, "conj") && nominal(t) && i > h && isVerb(&s.Tokens[h]) && g.beside(i):
			if s.Kid(h, "obj") > h {
				move(i, s.Kid(h, "obj"), "")
			} else if n := s.Kid(h, "nsubj:pass"); n >= 0 && n < h {
				move(i, n, "")
			}
		case (s.Is(i, "obl") || t.Deprel == "nmod") && nominal(t) && g.along(i) >= 0 && g.alongside(i) >= 0:
			n, along := g.alongside(i), g.along(i)
			move(along, i, "cc")
			move(along+1, along, "fixed")
			move(i, n, "conj")
		case s.Is(i, "csubj") && h > i && g.toInfinitive(i) && s.Kid(i, "nsubj") < 0 && g.forSubject(i, h) >= 0:
			move(g.forSubject(i, h), i, "nsubj")
		case t.Deprel == "acl" && t.XPOS == "VBN" && (s.Is(h, "appos") || s.Is(h, "conj") && s.Kid(h, "cc") < 0) && s.Tokens[h].UPOS == "DET" && s.Tokens[h].Head >= 0 && g.in("distributive", lemma(s, h)):
			move(i, s.Tokens[h].Head, "")
		case s.Is(i, "flat") && h < i && g.begins(i, doc.Person) && s.Tokens[h].UPOS == "PROPN" && s.Tokens[h].Name > 0 && s.Tokens[h].Name != t.Name && s.Names[s.Tokens[h].Name-1].Type != doc.Person && s.Kid(i, "nmod:desc") >= 0:
			for _, k := range s.Kids(h) { // what hung on the country hangs on the person
				if k != i {
					s.Tokens[k].Head = i
				}
			}
			t.Head, t.Deprel = s.Tokens[h].Head, s.Tokens[h].Deprel
			s.Tokens[h].Head, s.Tokens[h].Deprel = i, "compound"
			s.Reparsed()
			changed = true
		case (s.Is(i, "xcomp") || s.Is(i, "ccomp")) && i > h && s.Kid(i, "nsubj") > h && s.Kid(i, "mark", "aux") < 0 && s.Kid(h, "obj") < 0 && (s.Kid(h, "nsubj", "mark", "aux") >= 0 || s.Is(h, "conj")) && g.in("bare_infinitive", lemma(s, h)):
			move(s.Kid(i, "nsubj"), h, "obj")
			t.Deprel = "xcomp"
			s.Reparsed()
		case g.prefixed(i, h):
			t.Deprel = "compound"
			s.Reparsed()
			changed = true
			if k := lastBefore(s, i); k >= 0 && s.Kid(h, "nsubj", "nsubj:pass") < 0 && (s.Is(k, "compound") || s.Is(k, "amod") || s.Is(k, "nmod:poss")) && nominal(&s.Tokens[k]) {
				for _, o := range s.Kids(i) {
					if o < k {
						s.Tokens[o].Head = k
					}
				}
				move(k, h, "nsubj")
			}
		case s.Is(i, "ccomp") && i > h && g.contrasted(i):
			t.Deprel = "advcl"
			s.Reparsed()
			changed = true
		case s.Is(i, "flat") && h < i && len(g.kids(i, "case", "det")) > 0:
			for _, k := range g.kids(i, "case", "det") {
				if k < h {
					move(k, h, "")
				}
			}
		case (s.Is(i, "advcl") || s.Is(i, "ccomp")) && isVerb(&s.Tokens[h]):
			if n := g.contentNoun(i, h); n >= 0 {
				move(i, n, "acl")
			}
		}
	}
	for i := range s.Tokens {
		if a := g.secondSubject(i); a >= 0 {
			if s.Tokens[i].UPOS == "PRON" {
				s.Tokens[a].Deprel = "dislocated"
			} else {
				s.Tokens[i].Head, s.Tokens[i].Deprel = a, "appos"
			}
			s.Reparsed()
			changed = true
		}
	}
	for i := range s.Tokens {
		if a, c := g.reported(i); a >= 0 {
			v := s.Tokens[a].Head
			s.Tokens[c].Head, s.Tokens[c].Deprel = v, "ccomp"
			s.Tokens[a].Head, s.Tokens[a].Deprel = c, "nsubj"
			if s.Tokens[c].XPOS == "VBN" {
				s.Tokens[c].XPOS = "VBD"
			}
			s.Reparsed()
			changed = true
		}
	}
	for i := range s.Tokens {
		if strings.EqualFold(s.Tokens[i].Text, "between") && s.Is(i, "case") && s.Tokens[i].Head > i {
			changed = g.between(s.Tokens[i].Head, move) || changed
		}
	}
	if changed {
		s.Reparsed()
	}
}

// participle returns the participle that finite clause h completes; -1 for none.
func (g *Grammar) participle(h int) int {
	s := g.S
	up := s.Tokens[h].Head
	if up < 0 || !s.Is(h, "ccomp") || !g.Finite(h) && s.Kid(h, "cop") < 0 || s.Tokens[h].XPOS == "VBG" || s.Tokens[up].XPOS != "VBG" || up > h || g.Finite(up) {
		return -1
	}
	return up
}

// asSaying returns the participle that "as" ties to a verb of quoting: "quoted
// him as saying"; else -1.
func (g *Grammar) asSaying(v int) int {
	if !isVerb(&g.S.Tokens[v]) || !g.in("quoting", lemma(g.S, v)) {
		return -1
	}
	for _, k := range g.S.Kids(v) {
		if m := g.S.Kid(k, "mark"); k > v && g.S.Tokens[k].XPOS == "VBG" && m >= 0 && m < k && lemma(g.S, m) == "as" && g.reporting(k) {
			return k
		}
	}
	return -1
}

// nextSubject returns the noun right before verb i that was joined to the object
// of a verb before although it can only be the subject of i, since nothing else
// joins i to what is before it: "firms ignored the rules and mayors disregarded
// the law", "many died when troops fired on students and police made arrests";
// else -1.
func (g *Grammar) nextSubject(i int) int {
	s := g.S
	t := &s.Tokens[i]
	h := t.Head
	if !isVerb(t) || !g.Finite(i) || i < h || h < 0 || !isVerb(&s.Tokens[h]) || s.Kid(i, "nsubj", "nsubj:pass", "cc", "expl", "csubj", "mark") >= 0 {
		return -1
	}
	start := i
	for _, k := range s.Kids(i) { // auxiliaries and adverbs may stand between
		if k < i && (s.Is(k, "aux") || s.Is(k, "aux:pass") || s.Is(k, "advmod")) {
			start = min(start, k)
		} else if k < i {
			return -1
		}
	}
	for n := start - 1; n > h; n = s.Tokens[n].Head {
		o := s.Tokens[n].Head
		if o < 0 || o > n {
			return -1
		}
		v := s.Tokens[o].Head
		if s.Is(n, "conj") && nominal(&s.Tokens[n]) && s.Kid(n, "cc") >= 0 && (s.Is(o, "obj") || s.Is(o, "obl")) && v >= 0 && o > v && s.Under(v, h) && g.ownPrep(o) != "between" {
			if _, last := s.Subtree(n); last == start-1 {
				return n
			}
			return -1
		}
	}
	return -1
}

// begins says whether the token is the first of a name of that kind.
func (g *Grammar) begins(i int, kind string) bool {
	k := g.S.Tokens[i].Name
	return k > 0 && g.S.Names[k-1].First == i && g.S.Names[k-1].Type == kind
}

// prefixed says whether noun i is the first half of verb v, as in "test-fired".
func (g *Grammar) prefixed(i, v int) bool {
	t := g.S.Tokens
	return v == i+2 && t[i+1].Text == "-" && t[i].UPOS == "NOUN" && !t[i].Space && !t[i+1].Space && isVerb(&t[v]) && (g.Finite(v) || t[v].Head < 0) && !g.S.Is(v, "amod") &&
		(!g.S.Is(i, "compound") || lastBefore(g.S, i) >= 0 && g.S.Kid(v, "nsubj", "nsubj:pass") < 0)
}

// lastBefore returns the last of what hangs on token i before it, or -1.
func lastBefore(s *doc.Sentence, i int) int {
	last := -1
	for _, k := range s.Kids(i) {
		if k < i {
			last = max(last, k)
		}
	}
	return last
}

// contrasted says whether the clause begins with "while" or its like.
func (g *Grammar) contrasted(i int) bool {
	return slices.ContainsFunc(g.kids(i, "mark"), func(k int) bool { return g.in("contrast", lemma(g.S, k)) })
}

// forSubject returns what stands before infinitive i with "for", as whose deed
// h speaks of it: "for Ruritania not to talk is a mistake"; else -1.
func (g *Grammar) forSubject(i, h int) int {
	for _, k := range g.kids(h, "nsubj") {
		if k < i && g.ownPrep(k) == "for" {
			return k
		}
	}
	return -1
}

// beside says whether the noun is joined by "as well as".
func (g *Grammar) beside(i int) bool {
	w, _ := g.book.Class("adding")
	return slices.ContainsFunc(g.kids(i, "cc"), func(k int) bool {
		for _, f := range g.kids(k, "fixed") {
			if _, ok := w.Match(g.S, f); ok {
				return true
			}
		}
		return false
	})
}

// along returns the first word of "along with" where that begins the phrase of noun i; else -1.
func (g *Grammar) along(i int) int {
	s := g.S
	k, _ := s.Subtree(i)
	for k < i && s.Tokens[k].UPOS == "PUNCT" {
		k++
	}
	if lemma(s, k) == "with" && k > 0 && lemma(s, k-1) == "along" { // taken for an adverb
		k--
	}
	if k < 1 || k+1 >= i || !g.in("together", lemma(s, k)) || lemma(s, k+1) != "with" || len(s.Kids(k)) > 0 {
		return -1
	}
	return k
}

// alongside returns the noun that "along with" joins noun i to: what stands right
// before, unless that is a deed ("condemned the raid along with the king"), else
// the subject of the verb, of a passive too; -1 for none.
func (g *Grammar) alongside(i int) int {
	s, along := g.S, g.along(i)
	n := along - 1
	if n > 0 && s.Tokens[n].Text == "," {
		n--
	}
	h := s.Tokens[i].Head
	for k := n; k >= 0 && k != h && !s.Under(k, i); k = s.Tokens[k].Head { // up to the phrase that ends there
		if _, last := s.Subtree(k); s.Tokens[k].Head >= 0 && nominal(&s.Tokens[k]) && last < along && (s.Is(k, "obj") || s.Is(k, "nsubj") || s.Is(k, "nsubj:pass")) {
			if s.Is(k, "obj") && len(g.book.Noun(lemma(s, k))) > 0 {
				break
			}
			return k
		}
	}
	if s.Is(i, "nmod") && h == n {
		return h
	}
	if h >= 0 && isVerb(&s.Tokens[h]) {
		return s.Kid(h, "nsubj", "nsubj:pass")
	}
	return -1
}

// gapped returns the noun, h or what counts it, that a parser joined to a
// passive verb or to its subject although it stands behind the verb, so that it
// is the subject of a second passive: "two were killed and [a number of guns]
// found"; else -1.
func (g *Grammar) gapped(h int) int {
	s := g.S
	n := h
	if s.Is(n, "nmod") && s.Tokens[n].Head >= 0 && s.Tokens[n].Head < n && g.in("quantity", lemma(s, s.Tokens[n].Head)) {
		n = s.Tokens[n].Head
	}
	v := s.Tokens[n].Head
	if !s.Is(n, "conj") || v < 0 || !nominal(&s.Tokens[n]) {
		return -1
	}
	if s.Is(v, "nsubj:pass") {
		v = s.Tokens[v].Head
	}
	if v < 0 || v > n || s.Tokens[v].XPOS != "VBN" || s.Kid(v, "aux:pass") < 0 || s.Kid(v, "nsubj:pass") < 0 {
		return -1
	}
	return n
}

// secondSubject returns the subject before token i of the same verb, where i is
// the pronoun that takes it up or the name of its bearer; else -1.
func (g *Grammar) secondSubject(i int) int {
	s := g.S
	t := &s.Tokens[i]
	if t.Head <= i || !strings.HasPrefix(t.Deprel, "nsubj") {
		return -1
	}
	first, _ := s.Subtree(i)
	for _, a := range s.Kids(t.Head) {
		if a >= i || !s.Is(a, "nsubj") || !nominal(&s.Tokens[a]) || s.Tokens[a].UPOS == "PRON" {
			continue
		}
		_, last := s.Subtree(a)
		switch {
		case t.UPOS == "PRON" && t.XPOS == "PRP" && (first == last+2 && s.Tokens[last+1].Text == "," || first == last+1 && s.Tokens[last].Text == ","):
			return a
		case t.UPOS == "PROPN" && first == last+1 && s.Tokens[a].XPOS == "NNS" && g.in("whole_noun", lemma(s, a)):
			return a
		case t.UPOS == "PROPN" && first == last+1 && s.Tokens[a].Name == 0 && t.Name > 0 && s.Names[t.Name-1].Type == doc.Person:
			return a
		}
	}
	return -1
}

// reported returns the first subject of a reporting verb whose second subject
// is token i behind a comma, and the verb that was hung on that first subject;
// -1 where there is no such thing.
func (g *Grammar) reported(i int) (subject, verb int) {
	s := g.S
	v := s.Tokens[i].Head
	if v <= i || !s.Is(i, "nsubj") || !g.reporting(v) || s.Kid(v, "ccomp", "obj") >= 0 {
		return -1, -1
	}
	first, _ := s.Subtree(i)
	if first == 0 || s.Tokens[first-1].Text != "," {
		return -1, -1
	}
	for _, a := range s.Kids(v) {
		if a >= first || !s.Is(a, "nsubj") {
			continue
		}
		for _, c := range s.Kids(a) {
			if t := &s.Tokens[c]; t.Deprel == "acl" && c > a && (t.XPOS == "VBD" || t.XPOS == "VBN") && s.Kid(c, "obl:agent", "nsubj") < 0 {
				return a, c
			}
		}
	}
	return -1, -1
}

// resultative says whether adjective i, behind a verb, tells the result: it
// stands before what no attribute stands before, or before a name.
func (g *Grammar) resultative(i int) bool {
	next := &g.S.Tokens[i+1]
	return g.in("resultative", lemma(g.S, i)) && (next.UPOS == "NUM" || next.UPOS == "DET" || next.UPOS == "PROPN")
}

// toGerund says whether the verb is completed by "to" and a gerund: "committed to
// opening the border".
func (g *Grammar) toGerund(v int) bool {
	return slices.ContainsFunc(g.S.Kids(v), func(k int) bool {
		m := g.S.Kid(k, "mark")
		return g.S.Is(k, "advcl") && m >= 0 && lemma(g.S, m) == "to"
	})
}

// ordered returns the object right before participle i of verb v, one of making
// somebody do something: "ordered four deputies jailed"; else -1.
func (g *Grammar) ordered(v, i int) int {
	s := g.S
	if !isVerb(&s.Tokens[v]) || v > i || !g.in("making", lemma(s, v)) {
		return -1
	}
	for _, o := range s.Kids(v) {
		if s.Is(o, "obj") && o < i && s.Under(i-1, o) && s.Tokens[i-1].UPOS != "PUNCT" {
			return o
		}
	}
	return -1
}

// attributive says whether the participle before noun i with its words can only
// be an attribute.
func (g *Grammar) attributive(participle, i int) bool {
	first, _ := g.S.Subtree(i)
	return g.in("attributive", lemma(g.S, participle)) && first == participle+1 && g.S.Kid(i, "det") < 0
}

// between joins the second of two parties to the first: "a war between the
// rebels and the government could ...". "between" needs two, so that what
// follows "and" is no new clause, and the noun before "between" is its subject.
func (g *Grammar) between(k int, move func(i, head int, rel string)) bool {
	s := g.S
	if s.Kid(k, "conj") >= 0 {
		return false
	}
	_, last := s.Subtree(k)
	if n := g.listed(k, last); n >= 0 {
		move(n, k, "conj")
		return true
	}
	and := last + 1
	if and < len(s.Tokens)-1 && s.Is(and, "punct") {
		and++
	}
	if and >= len(s.Tokens)-1 || s.Tokens[and].UPOS != "CCONJ" || lemma(s, and) != "and" {
		return false
	}
	n := and + 1
	for n < len(s.Tokens)-1 && s.Tokens[n].Head > n && s.Tokens[n].Head-n < 8 && !isVerb(&s.Tokens[s.Tokens[n].Head]) {
		n = s.Tokens[n].Head // climb to the phrase's head
	}
	if !nominal(&s.Tokens[n]) || s.Under(k, n) {
		return false
	}
	w, noun := s.Tokens[n].Head, s.Tokens[k].Head
	if w > n && s.Is(n, "nsubj") && noun >= 0 {
		if v := s.Tokens[noun].Head; v >= 0 && s.Is(noun, "obj") && s.Is(w, "conj") && s.Tokens[w].Head == v {
			move(noun, w, "nsubj")
			move(w, v, "ccomp")
		}
	}
	move(n, k, "conj")
	move(and, n, "cc")
	return true
}

// listed returns the noun behind a comma after "between" and its first party, k,
// with the last of whom "and" joins the rest, that a parser joined to the noun
// before "between": "talks between the king, the rebels and the UN"; else -1.
func (g *Grammar) listed(k, last int) int {
	s := g.S
	if last+2 >= len(s.Tokens) || s.Tokens[last+1].Text != "," {
		return -1
	}
	noun := s.Tokens[k].Head
	if noun < 0 {
		return -1
	}
	rest := g.kids(noun, "conj")
	if v := s.Tokens[noun].Head; v > k && s.Is(noun, "nsubj") { // taken for a second subject
		rest = append(rest, g.kids(v, "nsubj")...)
	}
	for _, n := range rest {
		first, _ := s.Subtree(n)
		if n > k && nominal(&s.Tokens[n]) && first > last && first <= last+2 && s.Kid(n, "cc") < 0 && slices.ContainsFunc(g.kids(n, "conj"), func(c int) bool { return s.Kid(c, "cc") >= 0 }) {
			return n
		}
	}
	return -1
}

// complementizer returns the "that" of a clause with a subject of its own that
// stands after a time or place, where the verb above wants such a clause:
// "denied on Monday that troops had crossed the border"; else -1.
func (g *Grammar) complementizer(i, h int) int {
	s := g.S
	v := s.Tokens[h].Head
	if !isVerb(&s.Tokens[v]) || s.Kid(v, "ccomp") >= 0 || !g.ownSubject(i) || g.book.Predicate(lemma(s, h), rule.Noun, "that") != nil || g.book.Predicate(lemma(s, v), rule.Verb, "that") == nil {
		return -1
	}
	first, _ := s.Subtree(i)
	if strings.ToLower(s.Tokens[first].Text) != "that" || first != h+1 || g.missing(i, first) {
		return -1
	}
	return first
}

// account returns the noun whose content the complete clause i with "that" is,
// though a parser took it for one about h, whose words the noun means: "accepted
// the account of the settlers that they had been attacked"; else -1.
func (g *Grammar) account(i, h int) int {
	s, n := g.S, g.S.Tokens[h].Head
	if n < 0 || n > h || g.ownPrep(h) != "of" || !g.ownSubject(i) || g.book.Predicate(lemma(s, n), rule.Noun, "that") == nil {
		return -1
	}
	first, _ := s.Subtree(i)
	if strings.ToLower(s.Tokens[first].Text) != "that" || first != h+1 || g.missing(i, first) || strings.HasPrefix(s.Tokens[first].Deprel, "nsubj") {
		return -1
	}
	return n
}

// tells says whether noun n has a clause with "that" behind k, whose words the
// clause then gives: "the account of the settlers that they had been attacked".
func (g *Grammar) tells(n, k int) bool {
	return g.book.Predicate(lemma(g.S, n), rule.Noun, "that") != nil && slices.ContainsFunc(g.S.Kids(n), func(c int) bool {
		return c > k && g.S.Is(c, "acl") && g.marked(c, "that")
	})
}

// missing says whether the clause lacks the object that a relative "that" would be.
func (g *Grammar) missing(i, that int) bool {
	return g.S.Is(that, "obj") && g.S.Kid(i, "ccomp", "xcomp") < 0 && len(g.kids(i, "obj")) < 2 && g.S.Kid(i, "obl") < 0 && !g.isPassive(i)
}

// fronted returns the verb of what is said where it stands before the verb of
// saying ("rebels overran a base, officials said"), or -1.
func (g *Grammar) fronted(v int) int {
	c := g.S.Kid(v, "ccomp", "parataxis")
	if c < 0 || c > v || !isVerb(&g.S.Tokens[c]) {
		return -1
	}
	return c
}

// reporting says whether the token is a verb of saying.
func (g *Grammar) reporting(i int) bool {
	if !isVerb(&g.S.Tokens[i]) {
		return false
	}
	p := g.book.Predicate(lemma(g.S, i), rule.Verb, "quote")
	return p != nil && p.Effect == "asserts"
}

// closing mends the reporting clause that ends a sentence, ", NP said.", and
// says whether it changed anything. The noun phrase must stand between the
// last comma or quotation mark and the verb, and hang elsewhere.
func (g *Grammar) closing() bool {
	s := g.S
	v := len(s.Tokens) - 1
	for v > 0 && (s.Tokens[v].UPOS == "PUNCT" || s.Tokens[v].UPOS == "SYM") {
		v--
	}
	for v > 1 && !isVerb(&s.Tokens[v]) && len(s.Tokens)-v < 6 { // "said on Monday", "said late Sunday"
		v--
	}
	if v < 3 || !g.reporting(v) || s.Kid(v, "nsubj", "obj", "aux:pass") >= 0 || s.Kid(v, "ccomp") > v || s.Tokens[v].XPOS != "VBD" && s.Tokens[v].XPOS != "VBZ" && s.Tokens[v].XPOS != "VBP" {
		return false
	}
	root := 0
	for n := 0; s.Tokens[root].Head >= 0 && n < len(s.Tokens); n++ {
		root = s.Tokens[root].Head
	}
	mark := v - 1
	for mark >= 0 && s.Tokens[mark].Text != "," && !quote(s.Tokens[mark].Text) {
		if isVerb(&s.Tokens[mark]) {
			return false
		}
		mark--
	}
	if mark <= 0 || mark == v-1 || root > mark && root != v {
		return false
	}
	subject := -1
	var loose []int // what hangs outside the phrase
	for i := mark + 1; i < v; i++ {
		t := &s.Tokens[i]
		if t.UPOS == "PUNCT" || t.Head > mark && t.Head < v {
			continue
		}
		loose = append(loose, i)
		if subject < 0 && nominal(t) {
			subject = i
		}
	}
	if subject < 0 {
		return false
	}
	for _, i := range loose {
		if t := &s.Tokens[i]; nominal(t) {
			t.Head, t.Deprel = subject, "conj"
		} else {
			t.Head = v
		}
	}
	s.Tokens[subject].Head, s.Tokens[subject].Deprel = v, "nsubj"
	if s.Tokens[v].Head >= 0 {
		s.Tokens[v].Head, s.Tokens[v].Deprel = root, "parataxis"
	}
	return true
}

func quote(t string) bool { return t == "\"" || t == "''" || t == "”" || t == "»" }

// contentNoun returns the noun between verb h and the that-clause or infinitive
// i whose content the clause is, or -1. An infinitive stands right behind the
// noun and its doer: "alarmed by a decision of Ruritania to attack", "secured the
// commitment of both sides to talk".
func (g *Grammar) contentNoun(i, h int) int {
	s := g.S
	m := s.Kid(i, "mark")
	if m < 0 {
		return -1
	}
	kind := lemma(s, m)
	if kind != "that" && !(kind == "to" && s.Is(i, "advcl")) {
		return -1
	}
	for _, o := range s.Kids(h) {
		if o < m && o > h && (s.Is(o, "obj") || s.Is(o, "obl")) && g.book.Predicate(lemma(s, o), rule.Noun, kind) != nil {
			if _, last := s.Subtree(o); kind == "that" || last == m-1 && (s.Is(o, "obl") || g.bearer(o)) {
				return o
			}
		}
	}
	return -1
}

// bearer says whether noun i names with "of" who is to do what it is about: "the
// commitment of both sides".
func (g *Grammar) bearer(i int) bool {
	return slices.ContainsFunc(g.kids(i, "nmod"), func(k int) bool {
		return k > i && g.ownPrep(k) == "of" && (g.S.Tokens[k].UPOS == "PROPN" || g.S.Tokens[k].XPOS == "NNS")
	})
}

// charged says whether phrase i is what verb v, one of accusing, takes with its
// preposition.
func (g *Grammar) charged(v, i int) bool {
	return g.ownPrep(i) == "of" && isVerb(&g.S.Tokens[v]) && g.in("charging", lemma(g.S, v))
}

// deedNoun makes a noun of a first word that a parser took for a verb, where it
// is a deed's noun that a verb speaks of: "Fighting raged between the two".
func (g *Grammar) deedNoun() bool {
	s := g.S
	if len(s.Tokens) == 0 {
		return false
	}
	t := &s.Tokens[0]
	h := t.Head
	if t.XPOS != "VBG" || h < 1 || h >= len(s.Tokens) || !isVerb(&s.Tokens[h]) || !g.in("deed_noun", strings.ToLower(t.Text)) || s.Kid(0, "obj", "nsubj", "aux", "ccomp", "xcomp") >= 0 {
		return false
	}
	switch t.Deprel {
	case "nsubj", "nsubj:pass", "csubj", "csubj:pass":
	case "advcl":
		if s.Kid(h, "nsubj", "nsubj:pass", "csubj", "csubj:pass") >= 0 {
			return false
		}
	default:
		return false
	}
	t.UPOS, t.XPOS, t.Lemma, t.Deprel = "NOUN", "NN", strings.ToLower(t.Text), "nsubj"
	if s.Kid(h, "aux:pass") >= 0 {
		t.Deprel = "nsubj:pass"
	}
	for _, k := range g.kids(0, "obl") {
		s.Tokens[k].Deprel = "nmod"
	}
	s.Reparsed()
	return true
}

// stripped returns the verb of taking away whose object holds h, on which the
// parser hung what is taken, i, with "of": "stripped the members of the council
// of their rights"; -1 where there is none or the verb has such a phrase.
func (g *Grammar) stripped(i, h int) int {
	s := g.S
	if g.ownPrep(i) != "of" || !g.in("taken_away", lemma(s, i)) {
		return -1
	}
	last := h
	for up := s.Tokens[h].Head; up >= 0; last, up = up, s.Tokens[up].Head {
		if isVerb(&s.Tokens[up]) {
			if !s.Is(last, "obj") || last < up || !g.in("taking_away", lemma(s, up)) || slices.ContainsFunc(g.kids(up, "obl"), func(k int) bool { return g.ownPrep(k) == "of" }) {
				return -1
			}
			return up
		}
		if last < up || s.Tokens[last].Deprel != "nmod" {
			return -1
		}
	}
	return -1
}

// giver returns the verb of giving whose object holds h, on which the parser hung
// the phrase i with "to" although h takes no such phrase; -1 where there is none
// or the verb has such a phrase of its own.
func (g *Grammar) giver(i, h int) int {
	s := g.S
	if up := s.Tokens[h].Head; up >= 0 && isVerb(&s.Tokens[up]) && s.Is(h, "obl") && g.ownPrep(i) == "to" && g.in("giving_by", g.ownPrep(h)) && g.in("giving", lemma(s, up)) {
		if o := s.Kid(up, "obj"); o > up && o < h && s.Kid(up, "iobj") < 0 {
			return up // "pledged two million in aid to Graustark", "carried flour on horseback to the herders"
		}
	}
	if g.ownPrep(i) != "to" || g.takesTo(h) || s.Is(h, "obj") && s.Tokens[h].Head >= 0 && isVerb(&s.Tokens[s.Tokens[h].Head]) { // of the object itself the phrase is as good as the verb's
		return -1
	}
	last := h
	for up := s.Tokens[h].Head; up >= 0; last, up = up, s.Tokens[up].Head {
		if isVerb(&s.Tokens[up]) && s.Is(last, "obj") && last > up {
			if !g.in("giving", lemma(s, up)) || s.Kid(up, "iobj") >= 0 || slices.ContainsFunc(g.kids(up, "obl"), func(k int) bool { return g.ownPrep(k) == "to" }) {
				return -1
			}
			return up
		}
		if last > h || up > last || g.takesTo(up) {
			return -1
		}
	}
	return -1
}

// beforeSum says whether name i, taken for a part of the object h of the verb right
// before it, is who is given it: a sum, or more of something.
func (g *Grammar) beforeSum(i, h int) bool {
	s := g.S
	if v := s.Tokens[h].Head; s.Tokens[i].UPOS != "PROPN" || !s.Is(h, "obj") || v < 0 || v >= i || !isVerb(&s.Tokens[v]) || s.Kid(v, "iobj") >= 0 {
		return false
	}
	if first, _ := s.Subtree(h); first < s.Tokens[h].Head || first != i && s.Tokens[first].Head != i {
		return false
	}
	if s.Tokens[h].UPOS == "SYM" {
		return i == h-1
	}
	n := s.Kid(h, "nummod")
	return n > i && n < h || i+1 < h && g.in("more_of", lemma(s, i+1)) && s.Tokens[i+1].Head == h
}

// aimed returns the verb of firing whose target noun i is with "at", behind where
// the fire comes from: "launched rockets from Zenda at Strelsau"; else -1.
func (g *Grammar) aimed(i, h int) int {
	s := g.S
	if g.ownPrep(i) != "at" || g.ownPrep(h) != "from" {
		return -1
	}
	v := s.Tokens[h].Head
	if v >= 0 && s.Is(v, "obj") {
		v = s.Tokens[v].Head
	}
	if v < 0 || !isVerb(&s.Tokens[v]) || !g.in("firing", lemma(s, v)) {
		return -1
	}
	return v
}

// takesTo says whether the word may well have the phrase with "to" that the parser
// gave it: a noun that takes one, or a verb but for a participle right behind its noun.
func (g *Grammar) takesTo(i int) bool {
	if isVerb(&g.S.Tokens[i]) {
		return g.S.Tokens[i].XPOS != "VBN" || g.Finite(i) || g.in("giving", lemma(g.S, i))
	}
	return g.in("takes_to", lemma(g.S, i)) || slices.ContainsFunc(g.book.Noun(lemma(g.S, i)), func(p *rule.Pattern) bool {
		return slices.ContainsFunc(p.Elems, func(e rule.Elem) bool { return e.Prep.Has("to") })
	})
}

// deed returns the noun of a deed, the object of verb v, that the phrase i with
// "by" names the doer of: "condemned the kidnapping of teachers by the rebels".
// -1 where v is passive or has no such object.
func (g *Grammar) deed(v, i int) int {
	if g.ownPrep(i) != "by" || !isVerb(&g.S.Tokens[v]) || g.isPassive(v) || g.S.Kid(v, "nsubj") < 0 && !g.toInfinitive(v) {
		return -1
	}
	if o := g.S.Kid(v, "obj"); o > v && o < i && g.S.Tokens[o].UPOS == "NOUN" && len(g.book.Noun(lemma(g.S, o))) > 0 {
		return o
	}
	return -1
}

// guest returns the noun that the participle i is an attribute of although the
// parser made it a clause, and what the noun is to the verb that the clause
// hung on: "[visiting President Geiern] said", "told [visiting President
// Geiern]". -1 where there is none.
func (g *Grammar) guest(i int) (noun int, rel string) {
	s := g.S
	h := s.Tokens[i].Head
	if h < 0 || s.Kid(i, "aux", "nsubj") >= 0 {
		return -1, ""
	}
	named := func(k int) bool { // a title and a name, without an article
		if k < 0 {
			return false
		}
		first, last := s.Subtree(k)
		return first == i+1 && last > first && s.Kid(k, "det") < 0 && (s.Kid(k, "flat", "nmod:desc", "appos") >= 0 || s.Tokens[k].UPOS == "PROPN" && s.Kid(k, "amod", "compound", "nmod:poss") >= 0)
	}
	o := s.Kid(i, "obj")
	if both := g.kids(i, "obj"); len(both) == 2 && both[0] == i+1 && s.Tokens[i+1].UPOS == "PROPN" && both[1] > i+1 { // "visiting [Ruritanian] [President Geiern]" taken for two objects
		s.Tokens[both[0]].Head, s.Tokens[both[0]].Deprel = both[1], "compound"
		s.Reparsed()
		o = both[1]
	}
	if s.Kid(i, "mark") >= 0 { // "along with visiting President Geiern"
		if !s.Is(i-1, "mark") || h >= i-1 || !named(o) || !g.in("guest_preposition", lemma(s, i-1)) {
			return -1, ""
		}
		if s.Is(i, "acl") {
			return o, "nmod"
		}
		return o, "obl"
	}
	if !isVerb(&s.Tokens[h]) || s.Is(i, "acl") {
		return -1, ""
	}
	for _, k := range g.kids(h, "iobj", "obj") {
		if i == h+1 && named(k) {
			return k, s.Tokens[k].Deprel
		}
	}
	switch k := s.Kid(h, "nsubj"); {
	case k > i && i < h && named(k):
		return k, "nsubj"
	case !named(o):
		return -1, ""
	case i < h && k < 0:
		return o, "nsubj"
	case i == h+1 && s.Kid(h, "obj") < 0:
		return o, "obj"
	}
	return -1, ""
}

// joinedGuest returns the title and name behind participle i where "and" joins
// the two to the noun that i hangs on: "King Karl and visiting President
// Geiern agreed"; else -1.
func (g *Grammar) joinedGuest(i int) int {
	s := g.S
	h := s.Tokens[i].Head
	if h < 0 || h > i || !nominal(&s.Tokens[h]) || s.Tokens[i-1].UPOS != "CCONJ" || !s.Is(i, "conj") && s.Tokens[i].Deprel != "acl" || s.Kid(i, "aux", "nsubj", "mark") >= 0 {
		return -1
	}
	named := append(g.kids(i, "obj"), g.kids(h, "appos")...)
	if v := s.Tokens[h].Head; v > i && s.Is(h, "nsubj") { // taken for a second subject
		for _, n := range g.kids(v, "nsubj") {
			if n > i {
				named = append(named, n)
			}
		}
	}
	for _, n := range named {
		if first, last := s.Subtree(n); first == i+1 && last > first && nominal(&s.Tokens[n]) && s.Kid(n, "det", "nmod:poss") < 0 {
			return n
		}
	}
	return -1
}

// enclosed returns the noun right behind noun i whose preposition stands before
// both, so that i is part of its phrase: "from the [opposition] Black Hand"; else -1.
func (g *Grammar) enclosed(i int) int {
	s := g.S
	if g.ownPrep(i) != "" || s.Kid(i, "nmod", "conj", "appos", "acl", "flat") >= 0 {
		return -1
	}
	for _, j := range s.Kids(s.Tokens[i].Head) {
		first, _ := s.Subtree(j)
		if c := s.Kid(j, "case"); j > i && j <= i+4 && s.Tokens[j].Deprel == "nmod" && c >= 0 && c < i && s.Tokens[c].UPOS == "ADP" && first <= c && !slices.ContainsFunc(s.Tokens[i+1:j], func(t doc.Token) bool { return t.UPOS == "PUNCT" || t.UPOS == "CCONJ" || t.UPOS == "VERB" }) {
			return j
		}
	}
	return -1
}

// from returns the object of verb h, somebody who is met or told something, that
// the phrase i right behind it tells where he is from: "joined officials from
// Graustark"; else -1.
func (g *Grammar) from(h, i int) int {
	s := g.S
	if g.ownPrep(i) != "from" || !isVerb(&s.Tokens[h]) || !g.in("welcoming", lemma(s, h)) {
		return -1
	}
	first, _ := s.Subtree(i)
	for _, o := range g.kids(h, "obj", "iobj") {
		if _, last := s.Subtree(o); last == first-1 && g.in("interlocutor", lemma(s, o)) {
			return o
		}
	}
	return -1
}

// partner returns the verb of talking that the phrase i with "with" names the
// other side of, though a parser hung it on what is talked about: "discussed the
// prevention of famine with President Geiern"; else -1.
func (g *Grammar) partner(i int) int {
	s := g.S
	if g.ownPrep(i) != "with" {
		return -1
	}
	person := s.Kid(i, "nmod:desc", "flat") >= 0 || g.in("interlocutor", lemma(s, i)) || s.Tokens[i].Name > 0 && s.Names[s.Tokens[i].Name-1].Type == doc.Person
	if !person {
		return -1
	}
	for k, n := s.Tokens[i].Head, 0; k >= 0 && n < 6; k, n = s.Tokens[k].Head, n+1 {
		if isVerb(&s.Tokens[k]) {
			if k < i && n > 0 && g.in("discussing", lemma(s, k)) && !slices.ContainsFunc(g.kids(k, "obl"), func(o int) bool { return g.ownPrep(o) == "with" }) {
				return k
			}
			return -1
		}
		if !s.Is(k, "nmod") && !s.Is(k, "conj") && !s.Is(k, "obj") && !s.Is(k, "obl") && !s.Is(k, "compound") {
			return -1
		}
	}
	return -1
}
