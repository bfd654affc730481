package attrib

import (
	"slices"
	"strings"

	"rapporteur/internal/clause"
	"rapporteur/internal/doc"
	"rapporteur/internal/rule"
)

// hold puts the doer of predicate h in front of the chain of sources, and whoever
// quotes him in front of that.
func (j *Judge) hold(d *doc.Doc, sent int, g *clause.Grammar, h int, p *rule.Predicate, v *view, stance string) {
	var who, quotes []int
	switch {
	case p.POS == rule.Noun:
		if who, stance = j.behind(g, h, stance); len(who) == 0 {
			return
		}
	default:
		who, quotes = j.quoted(g, h)
		if len(quotes) == 0 {
			who = j.sayers(d, sent, g, h)
		}
	}
	now := j.named(d, sent, g, h, append(quotes, j.quotedBy(g, h)...), "asserts")
	now = append(now, j.named(d, sent, g, h, who, stance)...)
	now = append(now, j.cited(d, sent, h)...)
	v.holders = append(now, v.holders...)
}

// sayers returns who does a verb of saying. A participle that hangs on a thing
// that says nothing is said by the next subject further up that can speak:
// "gave no details, saying that", "cites a case when stones were found, saying".
func (j *Judge) sayers(d *doc.Doc, sent int, g *clause.Grammar, h int) []int {
	who := g.Verb(h).Doers()
	t := &g.S.Tokens[h]
	speaks := func(k int) bool { return j.speaks(d, sent, k) }
	if t.XPOS != "VBG" || !g.S.Is(h, "advcl") && t.Deprel != "acl" || len(who) == 0 || slices.ContainsFunc(who, speaks) {
		return who
	}
	for v := t.Head; v >= 0; v = g.S.Tokens[v].Head {
		if !isVerb(&g.S.Tokens[v]) {
			continue
		}
		subj := g.Verb(v).Subj
		if slices.ContainsFunc(subj, speaks) {
			return subj
		}
		if t.Deprel == "acl" && v == g.S.Tokens[t.Head].Head && g.S.Is(t.Head, "obj") && len(subj) > 0 {
			who = subj
		}
	}
	return who
}

// speaks says whether a phrase can be a source: an actor, a pronoun or what is written.
func (j *Judge) speaks(d *doc.Doc, sent, tok int) bool {
	t := &d.Sents[sent].Tokens[tok]
	return d.MentionAt(sent, tok) >= 0 || t.UPOS != "NOUN" || j.in("written", rule.Lemma(t)) || j.in("evidence", rule.Lemma(t))
}

// named makes sources of phrases. Of what only shows something or is thought,
// "the rise indicated that", "the worst has been knowing that", things that
// nobody wrote or said are none.
func (j *Judge) named(d *doc.Doc, sent int, g *clause.Grammar, h int, who []int, stance string) []doc.Holder {
	var out []doc.Holder
	for _, tok := range j.onePerson(d, sent, who) {
		if verb := rule.Lemma(&g.S.Tokens[h]); (j.in("shows", verb) || j.in("thinks", verb)) && !j.speaks(d, sent, tok) {
			continue
		}
		for _, hd := range j.holders(d, sent, tok) {
			hd.Stance = stance
			hd.Why = quoted(g.S, h)
			out = append(out, hd)
		}
	}
	return out
}

// behind returns who a noun of saying comes from, and with which stance: "the
// ministry's claim", "an accusation from Kiev", "said in a statement that". To
// deny an accusation is to deny what somebody else says; who denies
// responsibility denies the deed.
func (j *Judge) behind(g *clause.Grammar, h int, stance string) ([]int, string) {
	if who := g.Noun(h).Doers(); len(who) > 0 {
		return who, stance
	}
	up := g.S.Tokens[h].Head
	if up >= 0 && isVerb(&g.S.Tokens[up]) && g.S.Is(h, "obj") && (j.in("looks_into", rule.Lemma(&g.S.Tokens[up])) || g.Negated(up)) {
		return nil, stance // "will investigate the claims that", "did not take responsibility for"
	}
	if g.S.Is(h, "obl") && !j.in("said_in", g.Prep(h)) {
		return nil, stance // "faces scrutiny over charges that"
	}
	if up < 0 || !isVerb(&g.S.Tokens[up]) || g.S.Is(h, "nsubj") && !j.in("written", rule.Lemma(&g.S.Tokens[h])) { // "there is evidence that" has nobody behind it
		return nil, stance
	}
	for _, p := range append(g.Phrases(h, "nmod"), g.Phrases(up, "obl")...) { // a parser hangs "from Kiev" on the verb as often as on the noun
		if p.Prep == "from" && p.Tok > h && p.Tok <= h+4 {
			return []int{p.Tok}, stance
		}
	}
	p := j.book.Predicate(rule.Lemma(&g.S.Tokens[up]), rule.Verb, "object")
	if p == nil {
		p = j.book.Predicate(rule.Lemma(&g.S.Tokens[up]), rule.Verb, "that")
	}
	switch blame := j.in("blame", rule.Lemma(&g.S.Tokens[h])); {
	case p != nil && p.Effect == "denies" && !blame:
		return nil, stance
	case p != nil && p.Effect == "denies":
		return g.Verb(up).Subj, "denies"
	case blame && (p == nil || p.Effect != "asserts"):
		return nil, stance // "bears responsibility for" is not said by who bears it
	}
	return g.Verb(up).Subj, stance
}

// quoted returns, of a verb of saying that hangs on one of quoting, who says it
// and who quotes him: "the paper quoted the minister as saying", "he was quoted
// by the paper as saying".
func (j *Judge) quoted(g *clause.Grammar, h int) (who, quotes []int) {
	up := g.S.Tokens[h].Head
	if up < 0 || !isVerb(&g.S.Tokens[up]) || !j.in("quoting", rule.Lemma(&g.S.Tokens[up])) || !g.S.Is(h, "advcl") && !g.S.Is(h, "xcomp") && !g.S.Is(h, "acl") && !g.S.Is(h, "ccomp") {
		return nil, nil
	}
	f := g.Verb(up)
	if len(f.Obj) == 0 || len(f.Subj) == 0 {
		return nil, nil
	}
	return f.Obj, f.Subj
}

// quotedBy returns who quotes the subject of a verb of saying: "the minister
// said, quoted by the Herald".
func (j *Judge) quotedBy(g *clause.Grammar, h int) []int {
	var out []int
	said := slices.Clone(g.S.Kids(h))
	for _, k := range g.S.Kids(h) {
		if g.S.Is(k, "nsubj") {
			said = append(said, g.S.Kids(k)...) // "the minister, quoted by the Herald, said"
		}
	}
	for _, v := range said {
		if v > g.S.Tokens[v].Head && isVerb(&g.S.Tokens[v]) && g.S.Tokens[v].XPOS == "VBN" && g.S.Kid(v, "nsubj", "aux") < 0 && j.in("quoting", rule.Lemma(&g.S.Tokens[v])) {
			if k := g.S.Kid(v, "obl:agent"); k >= 0 {
				out = append(out, k)
			}
		}
	}
	return out
}

// cited returns whom the subject of a verb of saying gives as its own source:
// "the paper said, quoting officials".
func (j *Judge) cited(d *doc.Doc, sent, h int) []doc.Holder {
	s := &d.Sents[sent]
	var out []doc.Holder
	for v := range s.Tokens {
		if t := &s.Tokens[v]; t.XPOS != "VBG" || t.Head != h || !j.in("quoting", rule.Lemma(t)) || s.Kid(v, "mark", "nsubj") >= 0 {
			continue
		}
		for _, k := range s.Kids(v) {
			m := d.MentionAt(sent, k)
			if !s.Is(k, "obj") || m >= 0 && d.Mentions[m].Place || m < 0 && !j.in("written", rule.Lemma(&s.Tokens[k])) && !j.in("evidence", rule.Lemma(&s.Tokens[k])) {
				continue // "citing security reasons"
			}
			for _, hd := range j.holders(d, sent, k) {
				hd.Stance, hd.Why = "asserts", quoted(s, v)
				out = append(out, hd)
			}
		}
	}
	return out
}

// unsaid says whether the verb of saying is told as what must, may or could be said.
func (j *Judge) unsaid(g *clause.Grammar, h int) bool {
	k := g.S.Kid(h, "aux")
	return k >= 0 && isVerb(&g.S.Tokens[h]) && j.in("modal", strings.ToLower(g.S.Tokens[k].Text))
}

// onePerson leaves out one of two phrases that are one person: "the president's
// son and spokesman Karl Sapten", "Karl Sapten, president and CEO of Ruritanian Steel".
func (j *Judge) onePerson(d *doc.Doc, sent int, who []int) []int {
	s := &d.Sents[sent]
	known := func(tok int) bool {
		m := d.MentionAt(sent, tok)
		return m >= 0 && slices.ContainsFunc(d.Mentions[m].Actors, func(a doc.Actor) bool { return a.Code != "---" })
	}
	var out []int
	for n := 0; n < len(who); n++ {
		a := who[n]
		if n+1 == len(who) {
			out = append(out, a)
			break
		}
		b := who[n+1]
		first, _ := nounPhrase(s, b)
		m := d.MentionAt(sent, a)
		switch {
		case m >= 0 && d.Mentions[m].Person && d.Mentions[m].First <= b && b <= d.Mentions[m].Last: // "Deputy Prime Minister and Foreign Minister Karl Sapten"
			who = slices.Delete(slices.Clone(who), n+1, n+2)
			n--
			continue
		case twoSubjects(s, a, b):
			// one of them is the verb's: the nearer, but for "Ruritania Thursday said"
			if s.Tokens[b].UPOS == "PROPN" && known(a) && !known(b) {
				out = append(out, a)
				n++
			}
			continue
		case s.Tokens[a].XPOS == "NN" && first == a+1 && s.Tokens[b].UPOS == "PROPN": // "the website ZendaNet", "the network The Zenda"
			continue
		case s.Tokens[a].XPOS == "NN" && secondTitle(s, a, b):
			if known(a) && !known(b) {
				out = append(out, a)
				n++
			}
			continue
		case s.Tokens[a].UPOS == "PROPN" && secondTitleBehind(s, a, b):
			n++
		}
		out = append(out, a)
	}
	return out
}

// twoSubjects says whether a parser gave a verb the subject of what is said
// beside its own: "The rebels, beaten in March, had left, the minister said".
func twoSubjects(s *doc.Sentence, a, b int) bool {
	v := s.Tokens[a].Head
	return v > b && b > a && s.Tokens[b].Head == v && s.Tokens[a].Deprel == "nsubj" && s.Tokens[b].Deprel == "nsubj"
}

// secondTitle says whether b is another title of the person a, whose name
// follows: "party official and former deputy Karl Sapten".
func secondTitle(s *doc.Sentence, a, b int) bool {
	first := b
	for _, k := range s.Kids(b) {
		if k < b && !s.Is(k, "cc") {
			f, _ := s.Subtree(k)
			first = min(first, f)
		}
	}
	if !s.Is(b, "conj") || s.Tokens[b].Head != a || first != a+2 || s.Tokens[a+1].UPOS != "CCONJ" || s.Kid(b, "det") >= 0 {
		return false
	}
	if s.Tokens[b].UPOS == "PROPN" { // the name, with the title before it
		k := s.Kid(b, "nmod:desc")
		return k >= 0 && k < b && s.Kid(a, "det") < 0
	}
	name := s.Kid(a, "appos")
	if k := s.Kid(b, "flat", "appos"); name < 0 || k > b {
		name = k
	}
	return s.Tokens[b].XPOS == "NN" && name > b && s.Tokens[name].UPOS == "PROPN"
}

// secondTitleBehind says whether b is the second of two titles behind a name,
// joined to the name itself: "Karl Sapten, president and CEO of Ruritanian Steel".
func secondTitleBehind(s *doc.Sentence, a, b int) bool {
	first, _ := nounPhrase(s, b)
	title := s.Kid(a, "appos")
	det := s.Kid(b, "det")
	return title > a && s.Is(b, "conj") && s.Tokens[b].Head == a && s.Tokens[b].XPOS == "NN" && (det < 0 || len(s.Tokens[det].Text) <= 2) && title < first && first >= 2 && s.Tokens[first-1].UPOS == "CCONJ" && s.Under(first-2, title)
}

// holders makes sources of a phrase, one for each actor that it stands for.
func (j *Judge) holders(d *doc.Doc, sent, tok int) []doc.Holder {
	h, ok := j.holder(d, sent, tok)
	if !ok {
		return nil
	}
	out := []doc.Holder{h}
	if m := h.Mention; m >= 0 && len(d.Mentions[m].Actors) > 1 {
		for _, a := range d.Mentions[m].Actors {
			if !slices.ContainsFunc(out, func(o doc.Holder) bool { return within(o.Actor.Code, a.Code) }) {
				more := h
				more.Actor = a
				out = append(out, more)
			}
		}
	}
	return out
}

// within says whether all that one code says is in the other: "RUR OPP" and
// "RUR PTY OPP" are no two sources.
func within(a, b string) bool {
	f, g := strings.Fields(a), strings.Fields(b)
	if len(f) == 0 || len(g) == 0 || f[0] != g[0] || (len(f) == 1) != (len(g) == 1) {
		return false
	}
	has := func(list, in []string) bool {
		return !slices.ContainsFunc(list, func(s string) bool { return !slices.Contains(in, s) })
	}
	return has(f, g) || has(g, f)
}

// holder makes a source of a phrase: its mention, or bare words. What is written
// is on the word of who wrote it.
func (j *Judge) holder(d *doc.Doc, sent, tok int) (doc.Holder, bool) {
	s := &d.Sents[sent]
	h := doc.Holder{Mention: d.MentionAt(sent, tok), Actor: doc.Actor{Code: "---"}}
	if m := h.Mention; m >= 0 {
		h.Span = d.MentionSpan(m)
		if a := d.Mentions[m].Actors; len(a) > 0 {
			h.Actor = a[0]
		}
	} else {
		if t := &s.Tokens[tok]; t.UPOS != "NOUN" && t.UPOS != "PROPN" {
			if k := s.Kid(tok, "nmod", "obl"); k > tok { // "several of the residents"
				return j.holder(d, sent, k)
			}
			return doc.Holder{}, false
		}
		first, last := nounPhrase(s, tok)
		h.Span = s.SpanOf(first, last)
	}
	if (h.Actor.Code == "---" || strings.HasPrefix(h.Actor.Code, "--- ")) && s.Tokens[tok].UPOS == "NOUN" && (j.in("written", rule.Lemma(&s.Tokens[tok])) || j.in("evidence", rule.Lemma(&s.Tokens[tok]))) {
		if a, ok := j.author(d, sent, tok); ok {
			h.Actor = a
		}
	}
	return h, true
}

// author returns who wrote the document: whoever it is of or by, "an ISAF
// statement", "a statement by the ministry", on whose website it stands, or what the report tells of the
// same document elsewhere; of "the statement" who was the last source in the
// three sentences before.
func (j *Judge) author(d *doc.Doc, sent, tok int) (doc.Actor, bool) {
	s := &d.Sents[sent]
	if a, ok := j.writer(d, sent, tok, tok, 0); ok {
		a.Ref, a.Role, a.Name = "the author of "+s.Tokens[tok].Text+": "+a.Ref, "", ""
		return a, true
	}
	if s.Kid(tok, "nmod:poss") >= 0 || !j.in("written", rule.Lemma(&s.Tokens[tok])) {
		return doc.Actor{}, false
	}
	det := s.Kid(tok, "det")
	definite := det >= 0 && j.in("definite", rule.Lemma(&s.Tokens[det]))
	for _, k := range s.Kids(tok) {
		if s.Is(k, "compound") && !j.in("written_kind", rule.Lemma(&s.Tokens[k])) {
			if definite {
				return j.lastNamed(d, sent, k)
			}
			return doc.Actor{}, false
		}
	}
	if s.Kid(tok, "nmod") >= 0 {
		return doc.Actor{}, false
	}
	if !definite {
		// "..., a statement said. | The statement, signed by the minister, ..."
		for i := sent + 1; det >= 0 && i < len(d.Sents) && i <= sent+3; i++ {
			if a, ok := j.sameDocument(d, sent, tok, i, len(d.Sents[i].Tokens)); ok {
				return a, true
			}
		}
		return doc.Actor{}, false
	}
	news := j.in("news_report", rule.Lemma(&s.Tokens[tok]))
	for i, end := sent, tok; i >= 0 && i >= sent-8 && !news; i-- {
		if a, ok := j.sameDocument(d, sent, tok, i, end); ok {
			return a, true
		}
		if i > 0 {
			end = len(d.Sents[i-1].Tokens)
		}
	}
	if s.Kid(tok, "acl") >= 0 {
		return doc.Actor{}, false
	}
	far := 3
	if news {
		far = 8 // "the report" of a paper that told all of it
	}
	from := d.Sents[max(0, sent-far)].Start
	for i := len(d.Attributions) - 1; i >= 0; i-- {
		h := &d.Attributions[i].Holder
		if news && !strings.Contains(h.Actor.Code, "JRN") {
			continue
		}
		if h.Span.End > from && h.Span.End <= s.Start && h.Actor.Code != "---" && h.Actor.Code != "" {
			return doc.Actor{Code: h.Actor.Code, Ref: "the last source before: " + d.Slice(h.Span)}, true
		}
	}
	return doc.Actor{}, false
}

// writer finds whom the words around a document name as its author. tok is the
// document, i the word of its phrase looked at.
func (j *Judge) writer(d *doc.Doc, sent, tok, i, depth int) (doc.Actor, bool) {
	s := &d.Sents[sent]
	kids := slices.Clone(s.Kids(i))
	slices.Reverse(kids) // "official Ruritanian figures" are Ruritania's
	for _, k := range kids {
		if k == tok || !s.Is(k, "compound") && !s.Is(k, "nmod") && !s.Is(k, "amod") && !(s.Is(k, "acl") && s.Tokens[k].XPOS == "VBN") && !s.Is(k, "obl") {
			continue
		}
		p := s.Kid(k, "case")
		phrase := (s.Is(k, "nmod") || s.Is(k, "obl")) && s.Tokens[k].Deprel != "nmod:poss"
		by := phrase && (p >= 0 && j.in("by_author", strings.ToLower(s.Tokens[p].Text)) || p < 0 && s.Tokens[k].Deprel == "obl:agent")
		paper := phrase && p >= 0 && i == tok && j.in("in_paper", strings.ToLower(s.Tokens[p].Text)) // "a report in the Herald"
		if phrase && p >= 0 && j.in("on_site", strings.ToLower(s.Tokens[p].Text)) && j.in("site", rule.Lemma(&s.Tokens[k])) {
			if a, ok := j.writer(d, sent, tok, k, 2); ok { // "posted on the rebels' website"
				return a, true
			}
		}
		if phrase && !by && !paper {
			continue
		}
		if m := d.MentionAt(sent, k); m >= 0 && len(d.Mentions[m].Actors) > 0 {
			if c := d.Mentions[m].Actors[0].Code; !strings.HasPrefix(c, "---") && (!paper || strings.HasSuffix(c, " JRN")) {
				return d.Mentions[m].Actors[0], true
			}
		} else if s.Is(k, "compound") || s.Is(k, "amod") {
			if m, ok := j.modifier(d, sent, k); ok && len(m.Actors) > 0 && !strings.HasPrefix(m.Actors[0].Code, "---") {
				return m.Actors[0], true // "the military report"
			}
		}
		if !paper && depth < 2 {
			if a, ok := j.writer(d, sent, tok, k, depth+1); ok {
				return a, true
			}
		}
	}
	return doc.Actor{}, false
}

// sameDocument finds, in sentence i before token end, the last document of the
// noun of token tok and who made it: whom its words name, who issued it, or who
// spoke in it.
func (j *Judge) sameDocument(d *doc.Doc, sent, tok, i, end int) (doc.Actor, bool) {
	s, noun := &d.Sents[i], rule.Lemma(&d.Sents[sent].Tokens[tok])
	told := func(a doc.Actor, how string) (doc.Actor, bool) {
		return doc.Actor{Code: a.Code, Ref: how + ": " + a.Ref}, !strings.HasPrefix(a.Code, "---") && a.Code != ""
	}
	for k := end - 1; k >= 0; k-- {
		if s.Tokens[k].UPOS != "NOUN" || rule.Lemma(&s.Tokens[k]) != noun {
			continue
		}
		if a, ok := j.writer(d, i, k, k, 0); ok {
			return told(a, "who wrote the "+noun)
		}
		v := s.Tokens[k].Head
		if v < 0 || !isVerb(&s.Tokens[v]) {
			continue
		}
		g := j.grammar(d, i)
		verb := rule.Lemma(&s.Tokens[v])
		p := j.book.Predicate(verb, rule.Verb, "that")
		if (s.Is(k, "obj") || s.Tokens[k].Deprel == "nsubj:pass") && j.in("issuing", verb) || s.Is(k, "obl") && j.in("said_in", g.Prep(k)) && p != nil && p.Effect == "asserts" {
			for _, w := range g.Verb(v).Subj {
				if m := d.MentionAt(i, w); m >= 0 && len(d.Mentions[m].Actors) > 0 {
					return told(d.Mentions[m].Actors[0], "who issued the "+noun)
				}
			}
		}
	}
	return doc.Actor{}, false
}

// lastNamed finds the body that the word before a document means, "the
// commission report": the last one before of which it is the head.
func (j *Judge) lastNamed(d *doc.Doc, sent, tok int) (doc.Actor, bool) {
	noun := rule.Lemma(&d.Sents[sent].Tokens[tok])
	for m := len(d.Mentions) - 1; m >= 0; m-- {
		x := &d.Mentions[m]
		if x.Sent < 0 || x.Sent > sent || x.Sent == sent && x.Head >= tok || x.Person || len(x.Actors) != 1 || strings.HasPrefix(x.Actors[0].Code, "---") {
			continue
		}
		if strings.EqualFold(d.Sents[x.Sent].Tokens[x.Head].Text, noun) {
			return doc.Actor{Code: x.Actors[0].Code, Ref: "of " + d.Slice(d.MentionSpan(m)) + ": " + x.Actors[0].Ref}, true
		}
	}
	return doc.Actor{}, false
}

// nounPhrase returns the words of a noun with what stands before it.
func nounPhrase(s *doc.Sentence, tok int) (first, last int) {
	first, last = tok, tok
	for _, k := range s.Kids(tok) {
		if s.Is(k, "det") || s.Is(k, "amod") || s.Is(k, "compound") || s.Is(k, "nmod:poss") || s.Is(k, "nummod") || s.Is(k, "flat") || s.Is(k, "case") && k > tok {
			f, l := s.Subtree(k)
			first, last = min(first, f), max(last, l)
		}
	}
	return first, last
}
