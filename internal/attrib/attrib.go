// Package attrib finds out with which status an event is presented (actual,
// future, hypothetical, negated) and on whose word it stands, from the outermost
// source to the innermost, with stance. Documents with candidate events go in;
// their Status, SaidBy and Type (a planned meeting is an agreement) are set, and
// Doc.Attributions. What words do to what they embed is the codebook's
// predicates.txt. The cost is linear in the sentence length for each event.
package attrib

import (
	"fmt"
	"slices"
	"strings"

	"rapporteur/internal/clause"
	"rapporteur/internal/doc"
	"rapporteur/internal/rule"
)

// Statuses of an event.
const (
	Actual       = "actual"
	Future       = "future"
	Hypothetical = "hypothetical"
	Negated      = "negated"
)

// Judge assigns status and sources. Safe for concurrent use on different documents.
type Judge struct{ book *rule.Book }

// New returns a Judge that reads the codebook's predicates.
func New(book *rule.Book) *Judge { return &Judge{book} }

// Assign sets status, sources and the resulting type of every event, drops
// events that a refusal takes back, and fills d.Attributions.
func (j *Judge) Assign(d *doc.Doc) {
	all, talks := make([][]embed, len(d.Sents)), make([][]embed, len(d.Sents))
	for i := range d.Sents {
		all[i] = j.speech(d, i)
		for _, e := range all[i] {
			if !e.aside {
				talks[i] = append(talks[i], e)
			}
		}
	}
	speakers := j.quotes(d, talks)
	j.record(d, all, speakers)
	kept := d.Events[:0]
	for _, ev := range d.Events {
		v := j.view(d, &ev)
		if v.dropped {
			continue
		}
		ev.Status, ev.Would = v.status, v.would && v.status == Hypothetical
		ev.Why = append(ev.Why, v.told())
		planned := ev
		planned.SaidBy = v.holders
		j.retype(&planned)
		ev.Type, ev.Mode, ev.CAMEO, ev.Why = planned.Type, planned.Mode, planned.CAMEO, planned.Why
		ev.SaidBy = j.sources(d, &ev, v, talks[ev.Sent], speakers[ev.Sent])
		kept = append(kept, ev)
	}
	d.Events = kept
}

// Settle looks at the events again once they have dates: what is dated after
// the publication has not happened yet.
func (j *Judge) Settle(d *doc.Doc) {
	if d.Published.IsZero() {
		return
	}
	pub := d.Published.Format("2006-01-02")
	for i := range d.Events {
		ev := &d.Events[i]
		if ev.Date < 0 || ev.Status != Actual && !ev.Would {
			continue
		}
		if info := j.book.TypeOf(ev.Type, ""); info != nil && info.Speech {
			continue // a speech act about the future is made now
		}
		if t := &d.Sents[ev.Sent].Tokens[ev.Head]; t.XPOS == "VBD" {
			continue // "met on 23 July" has happened, whatever year the date was taken for
		}
		day, _, _ := strings.Cut(d.Dates[ev.Date].Day, "/")
		if len(day) == 10 && day > pub {
			ev.Status = Future
			ev.Why = append(ev.Why, "status: future, dated after the publication")
			j.retype(ev)
		}
	}
}

// retype turns planned cooperative acts into what the codebook's types.tsv
// calls them. An act that somebody denies keeps its own type.
func (j *Judge) retype(ev *doc.Event) {
	if ev.Status != Future {
		return
	}
	for _, h := range ev.SaidBy {
		if h.Stance == "denies" {
			return
		}
	}
	info := j.book.TypeOf(ev.Type, "")
	if info == nil || info.Future == "" {
		return
	}
	ev.Why = append(ev.Why, fmt.Sprintf("type: a future %s is coded as %s", ev.Type, info.Future))
	ev.Type, ev.Mode, ev.CAMEO = info.Future, "", ""
}

// view is how the words around an event present it.
type view struct {
	status  string
	dropped bool
	why     []string
	holders []doc.Holder // outermost first
	would   bool         // hypothetical only by "would", which is the future of what is reported
}

// inWords tells what a status means.
var inWords = map[string]string{
	Actual:       "told as something that happened or is happening",
	Future:       "planned, promised or to come",
	Hypothetical: "wished, asked for, possible or feared",
	Negated:      "it did not or does not happen",
}

// told says the status and what it was read from in plain words.
func (v *view) told() string {
	why := "status: " + v.status + ", " + inWords[v.status]
	if len(v.why) > 0 {
		why += ": " + strings.Join(v.why, ", then ")
	}
	return why
}

// rank orders statuses by how far they are from what happened, so that an
// outer word does not turn a wish into a plan.
func (v *view) set(status, why string) {
	switch {
	case status == v.status:
		return
	case v.status == Negated && status == Negated:
	case v.status == Hypothetical && status == Future:
		return
	case v.status == Negated && (status == Future || status == Hypothetical):
		if status == Hypothetical {
			break
		}
		return
	}
	v.status = status
	v.why = append(v.why, why)
}

// grammar returns the grammar of a sentence that knows its actors.
func (j *Judge) grammar(d *doc.Doc, sent int) *clause.Grammar {
	return clause.New(&d.Sents[sent], j.book, func(tok int) bool {
		m := d.MentionAt(sent, tok)
		return m >= 0 && len(d.Mentions[m].Actors) > 0
	})
}

// view climbs from the event's word to the root of the sentence.
func (j *Judge) view(d *doc.Doc, ev *doc.Event) view {
	s := &d.Sents[ev.Sent]
	g := j.grammar(d, ev.Sent)
	v := view{status: Actual}
	cur := ev.Head
	if f := g.Noun(cur); !isVerb(&s.Tokens[cur]) && f.Support >= 0 && f.Support != cur {
		j.own(s, g, cur, &v, ev)
		cur = f.Support
		if p := j.book.Predicate(rule.Lemma(&s.Tokens[cur]), rule.Verb, "object"); p != nil && p.Effect != "asserts" && p.Effect != "denies" {
			j.apply(d, s, g, ev, cur, p, false, &v) // "planned an attack", "cancelled the visit"
		}
	}
	j.own(s, g, cur, &v, ev)
	speechOnly := false
	decided := false
	known := j.presupposed(s, ev.Head) && !quotedAround(s, ev.Head) // in quotation marks it is the speaker's to say
	for n := 0; n < len(s.Tokens); n++ {
		h := s.Tokens[cur].Head
		if h < 0 {
			break
		}
		kinds := j.links(s, g, cur, h)
		p := j.predicate(s, h, kinds)
		if (known && v.status == Actual || decided) && p != nil && cur != ev.Head && (p.Effect == "asserts" || p.Effect == "denies") {
			p = nil // the report itself takes "the attack" for known, whoever speaks of it
		}
		rel := s.Tokens[cur].Deprel
		// words of the event itself do not embed it
		if slices.Contains(ev.Trigger, h) && isVerb(&s.Tokens[h]) && p != nil && p.Effect != "dropped" {
			p = nil
		}
		if p != nil && p.Effect == "denies" && cur == ev.Head && j.book.Predicate(rule.Lemma(&s.Tokens[cur]), rule.Noun, "that") != nil {
			p = nil // to deny an accusation is to deny its content, not that it was made
		}
		if p != nil && p.Effect == "denies" && s.Is(cur, "obj") && j.in("turns_down", rule.Lemma(&s.Tokens[h])) && !j.in("accusation", rule.Lemma(&s.Tokens[cur])) && !j.in("written", rule.Lemma(&s.Tokens[cur])) {
			p = nil // to reject an agreement is not to deny that it was reached
		}
		if m := s.Kid(cur, "mark"); m >= 0 && !speechOnly && j.in("open_question", strings.ToLower(s.Tokens[m].Text)) {
			v.set(Hypothetical, quoted(s, m)) // "a decision whether to support"
		}
		switch {
		case p != nil:
			j.apply(d, s, g, ev, h, p, speechOnly, &v)
		case s.Is(cur, "advcl") && !speechOnly:
			switch j.marker(s, g, cur) {
			case "condition":
				v.set(Hypothetical, "it is a condition")
			case "purpose":
				if cur == ev.Head && j.performed(s, ev) {
					j.own(s, g, h, &v, ev)
				} else {
					v.set(Hypothetical, "it is a purpose")
				}
			case "without":
				v.set(Negated, "it is what was done without")
			}
		case rel == "acl" && slices.Contains(kinds, "to") && !speechOnly:
			v.set(Hypothetical, "it follows "+quoted(s, h)+" with \"to\"")
		}
		if v.dropped {
			return v
		}
		decided = decided || rel == "acl" && j.owned(s, h) && (p == nil || p.Effect != "asserts" && p.Effect != "denies")
		switch {
		case (rel == "acl" || rel == "acl:relcl") && j.remark(s, cur, h):
			return j.done(v)
		case s.Is(cur, "nsubj") && cur == ev.Head && !speechOnly && p == nil && isVerb(&s.Tokens[h]) && j.open(s, h) && j.indefinite(s, cur):
			v.set(Hypothetical, quoted(s, cur)+" is what might be") // "a war could draw in others"
			speechOnly = true
		case s.Is(cur, "conj"):
			// shares the head's place; a verb without auxiliaries shares them too
			if !speechOnly && isVerb(&s.Tokens[cur]) && s.Kid(cur, "nsubj", "aux") < 0 && isVerb(&s.Tokens[h]) && v.status == Actual {
				j.own(s, g, h, &v, ev)
			}
		case rel == "acl:relcl" && j.aside(s, cur), s.Is(cur, "advcl") && j.contrast(s, cur):
			return j.done(v) // the report's own remark about somebody, or about somebody else
		case rel == "acl:relcl" || s.Is(cur, "advcl") && p == nil || s.Is(cur, "parataxis"):
			speechOnly = true
		case p == nil && s.Is(cur, "xcomp") && !speechOnly, p != nil && s.Is(cur, "xcomp") && !speechOnly && p.Effect != "asserts" && p.Effect != "denies":
			j.own(s, g, h, &v, ev)
		case p == nil && !isVerb(&s.Tokens[cur]) && isVerb(&s.Tokens[h]) && (s.Is(cur, "obj") || s.Is(cur, "nsubj")):
			speechOnly = true
		}
		cur = h
	}
	return j.done(v)
}

func (j *Judge) done(v view) view {
	return v
}

// aside says whether the relative clause is set off by a comma and begins with
// "which" or "who": a remark that is not part of what anybody says.
func (j *Judge) aside(s *doc.Sentence, v int) bool {
	first, _ := s.Subtree(v)
	for i := first; i < v; i++ {
		if t := &s.Tokens[i]; t.XPOS == "WDT" || t.XPOS == "WP" || t.XPOS == "WRB" {
			if i > 1 && s.Tokens[i-1].UPOS == "ADP" {
				i-- // ", in which"
			}
			return i > 0 && s.Tokens[i-1].Text == ","
		}
	}
	return false
}

// performed says whether what is told as a purpose is done by the very act that
// has it: "marched to protest against the tax", "wrote to condemn the raid".
func (j *Judge) performed(s *doc.Sentence, ev *doc.Event) bool {
	info := j.book.TypeOf(ev.Type, "")
	return info != nil && info.Speech || j.in("performed", rule.Lemma(&s.Tokens[ev.Head]))
}

// contrast says whether the clause tells of somebody else behind a comma: ",
// while Kiev said". What stands before a reporting clause at the end is all said.
func (j *Judge) contrast(s *doc.Sentence, v int) bool {
	root := v
	for n := 0; s.Tokens[root].Head >= 0 && n < len(s.Tokens); n++ {
		root = s.Tokens[root].Head
	}
	if root > v || s.Kid(v, "nsubj") < 0 {
		return false
	}
	for _, k := range s.Kids(v) {
		if s.Is(k, "mark") && j.in("contrast", strings.ToLower(s.Tokens[k].Text)) {
			return k > 0 && s.Tokens[k-1].Text == ","
		}
	}
	return false
}

// presupposed says whether the event's noun is definite: "Moscow's attack",
// "the siege" are known to have happened, whoever speaks of them.
func (j *Judge) presupposed(s *doc.Sentence, i int) bool {
	if isVerb(&s.Tokens[i]) || s.Tokens[i].UPOS == "ADJ" {
		return false
	}
	for _, k := range s.Kids(i) {
		if s.Tokens[k].Deprel == "nmod:poss" || s.Is(k, "det") && j.in("definite", rule.Lemma(&s.Tokens[k])) {
			return true
		}
	}
	return false
}

// owned says whether the noun is somebody's: "Kiev's decision to withdraw" is
// known to have been taken, whoever speaks of it.
func (j *Judge) owned(s *doc.Sentence, i int) bool {
	k := s.Kid(i, "nmod:poss")
	return k >= 0 && s.Tokens[i].UPOS == "NOUN" && s.Tokens[k].UPOS != "PRON"
}

// remark says whether clause v belongs to what is added behind a comma: "...,
// a decision hailed by Kiev".
func (j *Judge) remark(s *doc.Sentence, v, noun int) bool {
	if !s.Is(noun, "appos") || s.Tokens[v].XPOS == "VB" {
		return false
	}
	first, _ := nounPhrase(s, noun)
	return first > 0 && s.Tokens[first-1].Text == ","
}

// open says whether an auxiliary leaves it open whether the verb happens.
func (j *Judge) open(s *doc.Sentence, v int) bool {
	k := s.Kid(v, "aux")
	return k >= 0 && j.in("open_modal", strings.ToLower(s.Tokens[k].Text))
}

// indefinite says whether nothing makes the noun one that is known.
func (j *Judge) indefinite(s *doc.Sentence, i int) bool {
	return s.Tokens[i].UPOS == "NOUN" && !j.presupposed(s, i) && s.Kid(i, "amod", "acl") < 0 || s.Tokens[i].UPOS == "NOUN" && s.Kid(i, "det") >= 0 && !j.presupposed(s, i)
}

func isVerb(t *doc.Token) bool { return t.UPOS == "VERB" || t.UPOS == "AUX" }

func quoted(s *doc.Sentence, i int) string { return "\"" + s.Tokens[i].Text + "\"" }

// own reads the modality of the word's own clause: auxiliaries, negation, adjectives.
func (j *Judge) own(s *doc.Sentence, g *clause.Grammar, i int, v *view, ev *doc.Event) {
	if ev.Negation && i == ev.Head {
		v.why = append(v.why, "to refuse is done now")
		return
	}
	negated := false
	for _, k := range s.Kids(i) {
		t := &s.Tokens[k]
		word := strings.ToLower(t.Text)
		switch {
		case s.Is(k, "aux") || s.Is(k, "cop"): // "is to meet" has its "is" as either
			switch {
			case rule.Lemma(t) == "be" && marked(s, i, "to"):
				v.set(Future, quoted(s, k)+" to")
			case j.in("future_auxiliary", word) || j.in("future_auxiliary", rule.Lemma(t)):
				v.set(Future, quoted(s, k))
			case j.in("modal", word) || j.in("modal", rule.Lemma(t)):
				v.would = v.status == Actual && j.in("reported_future", word)
				v.set(Hypothetical, quoted(s, k))
			}
		case s.Is(k, "advmod") && k < i && j.in("hedge", word):
			v.set(Hypothetical, quoted(s, k))
		case s.Is(k, "amod") || s.Is(k, "compound"):
			pos := rule.Adj
			if t.UPOS == "VERB" {
				pos = rule.Verb
			}
			if p := j.book.Predicate(rule.Lemma(t), pos, "noun"); p != nil && p.Effect != "asserts" {
				v.set(p.Effect, quoted(s, k))
			}
		}
	}
	if f := s.Tokens[i]; isVerb(&f) || f.UPOS == "ADJ" {
		negated = g.Negated(i)
	} else {
		negated = g.Negated(i) || s.Kid(i, "cop") >= 0 && g.Negated(i)
	}
	if negated && !slices.Contains(ev.Trigger, j.negator(s, g, i)) {
		if v.status == Negated {
			v.status = Actual
			v.why = append(v.why, "denied twice")
		} else {
			v.status = Negated
			v.why = append(v.why, quoted(s, i)+" is negated")
		}
	}
}

func marked(s *doc.Sentence, i int, word string) bool {
	m := s.Kid(i, "mark")
	return m >= 0 && rule.Lemma(&s.Tokens[m]) == word
}

func (j *Judge) negator(s *doc.Sentence, g *clause.Grammar, i int) int {
	for _, k := range s.Kids(i) {
		if j.in("negation", strings.ToLower(s.Tokens[k].Text)) {
			return k
		}
	}
	return -1
}

func (j *Judge) in(class, word string) bool {
	c, ok := j.book.Class(class)
	return ok && c.Has(word)
}

// marks says whether subordinator k is of the class, with the words that belong
// to it: "rather than".
func (j *Judge) marks(class string, s *doc.Sentence, k int) bool {
	if j.in(class, strings.ToLower(s.Tokens[k].Text)) {
		return true
	}
	c, _ := j.book.Class(class)
	return slices.ContainsFunc(s.Kids(k), func(f int) bool {
		_, ok := c.Match(s, f)
		return ok && s.Is(f, "fixed")
	})
}

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
		if j.unsaid(g, h) {
			return
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
		if j.in("says_so", rule.Lemma(&s.Tokens[h])) && !j.unsaid(g, h) {
			j.hold(d, ev.Sent, g, h, p, v, "asserts")
		}
	case Actual:
		if !speechOnly && g.Negated(h) {
			v.set(Negated, why+" is negated")
		}
	}
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
