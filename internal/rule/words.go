package rule

import (
	"iter"
	"slices"
	"strings"

	"rapporteur/internal/doc"
)

// Words is a set of lemmas. Entries of several words end in their head
// ("car_bomb"), those of verbs begin with it ("pull_out").
type Words struct {
	set int32 // number among the sets of the codebook's phrasings, from 1; 0 for others
	of  *entries
}

// entries are the words that a line of the codebook lists, and the classes it names:
// thousands of phrasings name the same classes, whose words are not copied.
type entries struct {
	few   []string // single words, as long as they are few
	one   map[string]bool
	many  map[string][][]string // by last word: the words before it
	lead  map[string][][]string // by first word: the words after it
	in    []*entries            // of the classes; these have none
	class bool
}

// all gives the entries themselves and those of the classes.
func (w Words) all() iter.Seq[*entries] {
	return func(yield func(*entries) bool) {
		if w.of == nil || !yield(w.of) {
			return
		}
		for _, e := range w.of.in {
			if !yield(e) {
				return
			}
		}
	}
}

// Empty says whether there are no words.
func (w Words) Empty() bool {
	for e := range w.all() {
		if len(e.few) > 0 || len(e.one) > 0 {
			return false
		}
	}
	return true
}

// Has says whether the single lemma is in the set.
func (w Words) Has(lemma string) bool {
	if w.of == nil {
		return false
	}
	if w.of.has(lemma) {
		return true
	}
	for _, e := range w.of.in {
		if e.has(lemma) {
			return true
		}
	}
	return false
}

func (e *entries) has(lemma string) bool { return slices.Contains(e.few, lemma) || e.one[lemma] }

func (w *Words) add(entry string) {
	if w.of == nil {
		w.of = &entries{}
	}
	w.of.add(entry)
}

func (e *entries) add(entry string) {
	entry = strings.ToLower(entry)
	if strings.IndexByte(entry, '_') < 0 && strings.IndexByte(entry, '-') < 0 {
		if entry != "" {
			e.single(entry)
		}
		return
	}
	switch parts := strings.FieldsFunc(entry, func(r rune) bool { return r == '_' || r == '-' }); len(parts) {
	case 0:
	case 1:
		e.single(parts[0])
	default:
		if e.many == nil {
			e.many, e.lead = map[string][][]string{}, map[string][][]string{}
		}
		last := len(parts) - 1
		e.many[parts[last]] = append(e.many[parts[last]], parts[:last])
		e.lead[parts[0]] = append(e.lead[parts[0]], parts[1:])
		e.single(strings.Join(parts, "-")) // a text may write it as one word: "re-establish", "car-bomb"
	}
}

// fewest is how many words are better looked through than looked up.
const fewest = 8

func (e *entries) single(word string) {
	switch {
	case e.one != nil:
		e.one[word] = true
	case len(e.few) < fewest:
		e.few = append(e.few, word)
	default:
		e.one = make(map[string]bool, 2*fewest)
		for _, w := range e.few {
			e.one[w] = true
		}
		e.one[word], e.few = true, nil
	}
}

// merge adds the words of another set.
func (w *Words) merge(o Words) {
	if w.of == nil {
		w.of = &entries{}
	}
	for e := range o.all() {
		e.singles(w.of.single)
		if e.many == nil {
			continue
		}
		if w.of.many == nil {
			w.of.many, w.of.lead = map[string][][]string{}, map[string][][]string{}
		}
		for h, list := range e.many {
			w.of.many[h] = append(w.of.many[h], list...)
		}
		for h, list := range e.lead {
			w.of.lead[h] = append(w.of.lead[h], list...)
		}
	}
}

// include has the set name a class.
func (w *Words) include(class Words) {
	if w.of == nil {
		w.of = &entries{}
	}
	w.of.in = append(w.of.in, class.of)
}

// heads gives the lemmas that entries end in and, where they are verbs, begin
// with; some of them twice.
func (w Words) heads(verb bool, yield func(string)) {
	for e := range w.all() {
		e.heads(verb, yield)
	}
}

func (e *entries) heads(verb bool, yield func(string)) {
	e.singles(yield)
	for k := range e.many {
		yield(k)
	}
	if verb {
		for k := range e.lead {
			yield(k)
		}
	}
}

func (e *entries) singles(yield func(string)) {
	for _, k := range e.few {
		yield(k)
	}
	for k := range e.one {
		yield(k)
	}
}

// list is the words in order, those of several words joined by underscores.
func (w Words) list() []string {
	var out []string
	for e := range w.all() {
		e.singles(func(k string) { out = append(out, k) })
		for h, list := range e.many {
			for _, before := range list {
				out = append(out, strings.Join(before, "_")+"_"+h)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// String is the same for sets of the same words.
func (w Words) String() string { return strings.Join(w.list(), "|") }

// Match says whether token i is one of the words, and from which token on. An
// entry of several words needs the words before the head, hyphens aside.
func (w Words) Match(s *doc.Sentence, i int) (first int, ok bool) {
	if w.of == nil {
		return i, false
	}
	lemma := Lemma(&s.Tokens[i])
	for e := range w.all() {
		for _, before := range e.many[lemma] {
			if first, ok := precede(s, i, before); ok {
				return first, true
			}
		}
	}
	return i, w.Has(lemma) || (s.Tokens[i].XPOS == "VBN" || s.Tokens[i].XPOS == "VBG") && w.Has(strings.ToLower(s.Tokens[i].Text)) // "satisfied" is tagged as a verb or not
}

// precede says whether the words stand before token i, and where they begin.
func precede(s *doc.Sentence, i int, before []string) (first int, ok bool) {
	j, k := i-1, len(before)-1
	for ; k >= 0 && j >= 0; j-- {
		t := &s.Tokens[j]
		if t.Text == "-" || t.Text == "‑" || t.Text == "–" {
			continue
		}
		if Lemma(t) != before[k] && strings.ToLower(t.Text) != before[k] {
			break
		}
		k--
		if k < 0 {
			return j, true
		}
	}
	return i, false
}

// Particle returns the last word of a verb of several words that begins at
// token i ("pull out", "called the talks off"), and whether there is one.
func (w Words) Particle(s *doc.Sentence, i int) (last int, ok bool) {
	if w.of == nil {
		return i, false
	}
	lemma := Lemma(&s.Tokens[i])
	for e := range w.all() {
		for _, after := range e.lead[lemma] {
			if last, ok := follow(s, i, after); ok {
				return last, true
			}
		}
	}
	return i, false
}

// follow says whether the words stand after token i, some way off where they hang on
// it, and where they end.
func follow(s *doc.Sentence, i int, after []string) (last int, ok bool) {
	k := 0
	for j := i + 1; j < len(s.Tokens) && j <= i+6; j++ {
		t := &s.Tokens[j]
		if strings.ToLower(t.Text) != after[k] && Lemma(t) != after[k] {
			if k > 0 {
				break
			}
			continue
		}
		h := t.Head
		if strings.EqualFold(t.Text, "not") && h > j {
			h = s.Tokens[h].Head // "found the minister not guilty"
		}
		if k == 0 && j > i+1 && (h != i || strings.EqualFold(s.Tokens[j-1].Text, "not")) { // apart from its verb it must hang on it
			break
		}
		k++
		if k == len(after) {
			return j, true
		}
	}
	return i, false
}

// Lemma is the token's lemma in lower case, or its form where it has none.
func Lemma(t *doc.Token) string {
	if t.Lemma == "" || t.Lemma == "_" {
		return strings.ToLower(t.Text)
	}
	return strings.ToLower(t.Lemma)
}
