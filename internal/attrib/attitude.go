package attrib

import (
	"slices"
	"strings"

	"rapporteur/internal/doc"
	"rapporteur/internal/rule"
)

// attitudes finds what is reported of somebody's attitude or words other than
// assertions: "praised the deal", "called it a mistake", "vowed to go on",
// "critical of the plan". talks are what speech found; their words are passed over.
func (j *Judge) attitudes(d *doc.Doc, sent int, talks []embed) []embed {
	s := &d.Sents[sent]
	var out []embed
	for i := range s.Tokens {
		t := &s.Tokens[i]
		pos, ok := map[string]rule.POS{"VERB": rule.Verb, "NOUN": rule.Noun, "ADJ": rule.Adj}[t.UPOS]
		if !ok || slices.ContainsFunc(talks, func(e embed) bool { return slices.Contains(e.cue, i) }) {
			continue
		}
		lemma := rule.Lemma(t)
		var tops []int
		found := false
		for _, k := range s.Kids(i) {
			kind := complement(s, k)
			if kind == "" || k < i && kind != "that" {
				continue
			}
			if found = found || j.book.Attributes(lemma, pos, kind); found || j.content(kind) {
				tops = append(tops, k)
			}
		}
		if !found {
			continue
		}
		g := j.grammar(d, sent)
		e := embed{top: tops[0], more: tops[1:], except: -1, cue: []int{i}, stance: "asserts", aside: true}
		switch pos {
		case rule.Verb:
			if !j.in("raising", lemma) {
				e.sources = g.Verb(i).Subj
			}
		case rule.Noun:
			e.sources = g.Noun(i).Subj
		case rule.Adj:
			e.sources = g.Adjective(i).Subj
		}
		if len(e.sources) == 0 && (pos != rule.Verb || s.Kid(i, "aux:pass") < 0 && !j.in("raising", lemma)) {
			continue
		}
		out = append(out, e)
	}
	return out
}

// content says whether a complement of the kind belongs to what is reported, be
// it the one that the word asks for or not: "accused him of lying".
func (j *Judge) content(kind string) bool {
	return kind == "object" || kind == "that" || kind == "to" || j.in("content_preposition", kind)
}

// complement names the way in which token k completes its head, "" where it doesn't.
func complement(s *doc.Sentence, k int) string {
	mark := ""
	for _, m := range s.Kids(k) {
		if m < k && (s.Is(m, "case") || s.Is(m, "mark")) {
			mark = strings.ToLower(s.Tokens[m].Text)
			break
		}
	}
	switch t := &s.Tokens[k]; {
	case s.Is(k, "obj"):
		return "object"
	case s.Is(k, "ccomp"):
		return "that"
	case s.Is(k, "xcomp"):
		if mark == "" {
			return "object" // "called it a mistake"
		}
		return mark
	case t.Deprel == "obl:unmarked" || t.Deprel == "nmod:unmarked" || t.Deprel == "obl:agent" || t.Deprel == "nmod:poss":
		return ""
	case s.Is(k, "obl"), s.Is(k, "nmod"), s.Is(k, "advcl"), s.Is(k, "acl"):
		return mark
	}
	return ""
}
