package attrib

import (
	"slices"
	"strings"

	"rapporteur/internal/clause"
	"rapporteur/internal/doc"
	"rapporteur/internal/rule"
)

// links names the ways in which cur completes h, most telling first.
func (j *Judge) links(s *doc.Sentence, g *clause.Grammar, cur, h int) []string {
	t := &s.Tokens[cur]
	mark := ""
	for _, k := range s.Kids(cur) {
		if s.Is(k, "mark") {
			mark = strings.ToLower(s.Tokens[k].Text)
			break
		}
	}
	switch {
	case t.XPOS == "VB" && s.Tokens[h].UPOS == "ADJ" && j.marks("about_to", s, h):
		return []string{"to"} // "is due to visit", where a parser makes a preposition of "due to"
	case s.Is(cur, "ccomp") || s.Is(cur, "csubj"):
		if g.Finite(cur) || s.Kid(cur, "nsubj") >= 0 {
			return []string{"that", "quote"}
		}
		if mark == "to" {
			return []string{"to"}
		}
		return []string{"ing", "that"}
	case s.Is(cur, "xcomp"):
		if mark == "to" {
			return []string{"to"}
		}
		return []string{"ing", "to"}
	case s.Is(cur, "advcl"):
		switch {
		case mark == "that":
			return []string{"that"}
		case mark == "to":
			return []string{"to"}
		case mark != "" && !g.Finite(cur):
			return []string{mark}
		}
		return nil
	case t.Deprel == "acl" || t.Deprel == "acl:relcl" && mark != "":
		if mark == "to" {
			return []string{"to"}
		}
		if g.Finite(cur) || mark == "that" {
			return []string{"that"}
		}
		if t.XPOS == "VBG" {
			return []string{mark, "ing"}
		}
		return []string{mark}
	case s.Is(cur, "obj"), t.Deprel == "nsubj:pass":
		return []string{"object"}
	case s.Is(cur, "obl") || s.Is(cur, "nmod"):
		if p := g.Prep(cur); p != "" {
			return []string{p}
		}
	case s.Is(cur, "parataxis"):
		return nil
	case s.Is(cur, "conj"):
		return nil
	}
	return nil
}

func (j *Judge) predicate(s *doc.Sentence, h int, kinds []string) *rule.Predicate {
	t := &s.Tokens[h]
	pos := rule.Noun
	switch t.UPOS {
	case "VERB", "AUX":
		pos = rule.Verb
	case "ADJ":
		pos = rule.Adj
	case "NOUN", "PROPN":
	default:
		return nil
	}
	word := rule.Lemma(t)
	if k := s.Kid(h, "compound:prt"); pos == rule.Verb && k >= 0 {
		word += "_" + strings.ToLower(s.Tokens[k].Text) // "rule_out"; else the verb alone
	}
	for _, w := range []string{word, rule.Lemma(t)} {
		for _, k := range kinds {
			if p := j.book.Predicate(w, pos, k); p != nil {
				return p
			}
		}
	}
	return nil
}

func (j *Judge) apply(d *doc.Doc, s *doc.Sentence, g *clause.Grammar, ev *doc.Event, h int, p *rule.Predicate, speechOnly bool, v *view) {
	why := quoted(s, h)
	switch p.Effect {
	case "asserts", "denies":
		if g.Negated(h) && p.Effect == "asserts" {
			return // "did not say that": nobody's word
		}
		if j.unsaid(g, h) || j.in("blaming", rule.Lemma(&s.Tokens[h])) && marked(s, h, "to") && s.Kid(h, "aux", "cop") >= 0 && s.Kid(h, "obj") < 0 {
			return // "who is to blame" is blamed
		}
		if v.would && v.status == Hypothetical && !speechOnly {
			v.status, v.would = Future, false
			v.why = append(v.why, "it is to come in the words that "+why+" reports")
		}
		j.hold(d, ev.Sent, g, h, p, v, map[string]string{"asserts": "asserts", "denies": "denies"}[p.Effect])
	case "dropped":
		if !speechOnly {
			v.dropped = true
		}
	case Negated:
		if speechOnly {
			return
		}
		switch {
		case g.Negated(h):
			v.set(Actual, why+" is negated")
			for _, k := range s.Kids(h) {
				if s.Is(k, "aux") && infinitive(s, h) { // "would not hesitate to fire", but what one will not stop doing goes on
					j.auxiliary(s, h, k, v, ev)
				}
			}
		case v.status == Negated:
			v.set(Actual, why+" denies it twice") // "failed to prevent the attack"
		case v.status == Hypothetical: // "failed to agree on a call to withdraw": it is still asked for
		default:
			v.set(Negated, why)
		}
	case Future, Hypothetical:
		if speechOnly {
			if j.in("says_so", rule.Lemma(&s.Tokens[h])) && !j.unsaid(g, h) {
				j.hold(d, ev.Sent, g, h, p, v, "asserts")
			}
			return
		}
		if g.Negated(h) && p.Effect == Future {
			v.set(Negated, why+" is negated")
			return
		}
		v.set(p.Effect, why)
		v.would = v.would && p.Effect != Hypothetical // "feared that it would"
		if j.in("says_so", rule.Lemma(&s.Tokens[h])) && !j.unsaid(g, h) {
			j.hold(d, ev.Sent, g, h, p, v, "asserts")
		}
	case Actual:
		if !speechOnly && g.Negated(h) {
			v.set(Negated, why+" is negated")
		}
	}
}

// infinitive says whether verb h is completed by "to" and a verb.
func infinitive(s *doc.Sentence, h int) bool {
	return slices.ContainsFunc(s.Kids(h), func(k int) bool { return s.Is(k, "xcomp") && marked(s, k, "to") })
}

func (j *Judge) marker(s *doc.Sentence, g *clause.Grammar, cur int) string {
	for _, k := range s.Kids(cur) {
		if !s.Is(k, "mark") && !s.Is(k, "case") && !s.Is(k, "cc") {
			continue
		}
		switch {
		case strings.EqualFold(s.Tokens[k].Text, "to"):
			return "purpose"
		case j.marks("condition", s, k):
			return "condition"
		case j.marks("without", s, k):
			return "without"
		}
	}
	return ""
}
