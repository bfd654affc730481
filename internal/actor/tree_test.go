package actor

import (
	"math/rand/v2"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"rapporteur/internal/doc"
	"rapporteur/lexicon"
)

// sentence builds a sentence from words written "form/UPOS/head/relation",
// heads counted from 1; a form may end in "=PERSON" and the like for a name of
// one word.
func sentence(t testing.TB, start int, text string) (doc.Sentence, string) {
	t.Helper()
	s := doc.Sentence{}
	var b strings.Builder
	at := start
	for i, f := range strings.Fields(text) {
		p := strings.Split(f, "/")
		if len(p) != 4 {
			t.Fatalf("%q: want form/UPOS/head/relation", f)
		}
		form, name, _ := strings.Cut(p[0], "=")
		head, err := strconv.Atoi(p[2])
		if err != nil {
			t.Fatal(err)
		}
		if i > 0 {
			b.WriteByte(' ')
			at++
		}
		n := len([]rune(form))
		tok := doc.Token{Span: doc.Span{Start: at, End: at + n}, Text: form, Lemma: strings.ToLower(form), UPOS: p[1], Head: head - 1, Deprel: p[3], Space: true}
		if strings.HasSuffix(tok.Lemma, "s") && p[1] == "NOUN" {
			tok.Lemma, tok.Feats = strings.TrimSuffix(tok.Lemma, "s"), "Number=Plur"
		}
		if name != "" {
			s.Names = append(s.Names, doc.Name{First: i, Last: i, Type: name})
			tok.Name = len(s.Names)
		}
		b.WriteString(form)
		at += n
		s.Tokens = append(s.Tokens, tok)
	}
	s.Span = doc.Span{Start: start, End: at}
	return s, b.String()
}

func trees(t testing.TB, sents ...string) *doc.Doc {
	t.Helper()
	var list []doc.Sentence
	text := ""
	for i, x := range sents {
		if i > 0 {
			text += "\n"
		}
		s, words := sentence(t, len([]rune(text)), x)
		s.Index, s.Para = i, i
		list = append(list, s)
		text += words
	}
	d := doc.New("test", "", text)
	d.Sents = list
	d.Published = time.Date(2026, 3, 11, 0, 0, 0, 0, time.UTC)
	return d
}

func resolver(t testing.TB) *Resolver {
	t.Helper()
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	return New(lex)
}

// What the trees of the treebanks look like, independent of the parser.
func TestTrees(t *testing.T) {
	r := resolver(t)
	for _, c := range []struct {
		sents []string
		want  string // phrase: codes; ...
	}{
		{[]string{"Ruritanian/ADJ/2/amod President/PROPN/3/nmod:desc Rudolf=PERSON/PROPN/5/nsubj Elphberg=PERSON/PROPN/3/flat left/VERB/0/root"},
			"Ruritanian President Rudolf Elphberg: RUR GOV"},
		{[]string{"The/DET/2/det spokesman/NOUN/8/nsubj for/ADP/6/case the/DET/6/det Graustarkian/ADJ/6/amod army/NOUN/2/nmod has/AUX/8/aux left/VERB/0/root"},
			"the Graustarkian army: GRK MIL; The spokesman for the Graustarkian army: GRK MIL"},
		{[]string{"Ruritania/PROPN/4/nsubj and/CCONJ/3/cc Graustark/PROPN/1/conj agreed/VERB/0/root", "Both/DET/2/det countries/NOUN/3/nsubj waited/VERB/0/root"},
			"Ruritania: RUR GOV; Graustark: GRK GOV; Both countries: RUR GOV, GRK GOV"},
		{[]string{"rebels/NOUN/4/nsubj in/ADP/3/case Graustark/PROPN/1/nmod fled/VERB/0/root"}, "Graustark: GRK GOV; rebels: GRK REB"},
		{[]string{"a/DET/2/det delegate/NOUN/5/nsubj from/ADP/4/case Freedonia/PROPN/2/nmod spoke/VERB/0/root"}, "Freedonia: FRD GOV; a delegate: FRD"},
		{[]string{"it/PRON/3/expl is/AUX/3/cop late/ADJ/0/root"}, ""},
		{[]string{"nothing/PRON/2/nsubj happened/VERB/0/root"}, ""},
		// the first of two nationalities taken for a name of its own
		{[]string{"Ruritanian/PROPN/6/nsubj and/CCONJ/3/cc Graustarkian/ADJ/1/conj armed/ADJ/5/amod forces/NOUN/1/conj left/VERB/0/root"},
			"Ruritanian: RUR MIL; Graustarkian armed forces: GRK MIL"},
		// the subject of the saying taken for what is said
		{[]string{"\"/PUNCT/3/punct We/PRON/3/nsubj agree/VERB/5/ccomp \"/PUNCT/3/punct said/VERB/0/root Elphberg=PERSON/PROPN/5/ccomp"},
			"Elphberg: RUR GOV; We: RUR GOV"},
		// cut in two by the parser: the title hangs elsewhere
		{[]string{"Ruritanian=PERSON/PROPN/5/nsubj President/PROPN/3/nmod:desc Rudolf=PERSON/PROPN/5/nsubj Elphberg=PERSON/PROPN/3/flat left/VERB/0/root"},
			"Ruritanian President Rudolf Elphberg: RUR GOV"},
	} {
		d := trees(t, c.sents...)
		r.Resolve(d)
		var got []string
		for i, m := range d.Mentions {
			var as []string
			for _, a := range m.Actors {
				as = append(as, a.Code)
			}
			got = append(got, d.Slice(d.MentionSpan(i))+": "+strings.Join(as, ", "))
		}
		if g := strings.Join(got, "; "); g != c.want {
			t.Errorf("%s\n got %s\nwant %s", d.Text, g, c.want)
		}
	}
}

// Whatever the tree: no panic, spans within the sentence, heads within spans,
// codes that are never empty, the same result again.
func TestRandomTrees(t *testing.T) {
	r := resolver(t)
	forms := strings.Fields("the a Ruritanian Ruritania Strelsau minister foreign ministers of for from in , ( ) \" said it he they its who both two countries sides colleague his Rudolf Elphberg former rebels government UN - 's and Both We SNC people thousands that Secretary State General king")
	upos := strings.Fields("NOUN PROPN ADJ DET PRON NUM VERB AUX ADP PUNCT CCONJ PART X")
	rels := strings.Fields("nsubj obj obl nmod nmod:poss nmod:desc amod compound flat appos conj cc det case punct acl:relcl ccomp advcl parataxis xcomp nummod expl cop mark list dep")
	types := []string{doc.Person, doc.Org, doc.Loc}
	rng := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		var sents []string
		for range 1 + rng.IntN(3) {
			n := 1 + rng.IntN(14)
			var ws []string
			order := rng.Perm(n)
			head := make([]int, n)
			for i, k := range order {
				if i > 0 {
					head[k] = order[rng.IntN(i)] + 1
				}
			}
			for k := range n {
				rel := rels[rng.IntN(len(rels))]
				if head[k] == 0 {
					rel = "root"
				}
				ws = append(ws, forms[rng.IntN(len(forms))]+"/"+upos[rng.IntN(len(upos))]+"/"+strconv.Itoa(head[k])+"/"+rel)
			}
			sents = append(sents, strings.Join(ws, " "))
		}
		d := trees(t, sents...)
		for i := range d.Sents {
			s := &d.Sents[i]
			if n := len(s.Tokens); rng.IntN(2) == 0 && n > 1 {
				f := rng.IntN(n)
				l := min(n-1, f+rng.IntN(4))
				s.Names = append(s.Names, doc.Name{First: f, Last: l, Type: types[rng.IntN(3)]})
				for k := f; k <= l; k++ {
					s.Tokens[k].Name = len(s.Names)
				}
			}
		}
		if rng.IntN(3) == 0 {
			title := d.Sents[0]
			title.Index, title.Para = -1, -1
			d.TitleSent = &title
		}
		r.Resolve(d)
		for i, m := range d.Mentions {
			n := len(d.Sents[m.Sent].Tokens)
			if m.First < 0 || m.First > m.Head || m.Head > m.Last || m.Last >= n {
				t.Fatalf("%v: mention %d..%d..%d of %d words", sents, m.First, m.Head, m.Last, n)
			}
			if j := d.MentionAt(m.Sent, m.Head); j != i {
				t.Fatalf("%v: two mentions of one head", sents)
			}
			for _, a := range m.Actors {
				if a.Code == "" || a.Ref == "" || a.Code != strings.TrimSpace(a.Code) {
					t.Fatalf("%v: actor %+v", sents, a)
				}
			}
		}
		for i := range d.Sents {
			for k := range d.Sents[i].Tokens {
				if m, ok := r.ModifierActor(d, i, k); ok && (len(m.Actors) == 0 || m.Actors[0].Code == "" || m.First > m.Last) {
					t.Fatalf("%v: modifier %d: %+v", sents, k, m)
				}
			}
		}
		e := doc.New("test", "", d.Text)
		e.Sents, e.TitleSent, e.Published = d.Sents, d.TitleSent, d.Published
		r.Resolve(e)
		if !reflect.DeepEqual(d.Mentions, e.Mentions) {
			t.Fatalf("%v: another result at the second time", sents)
		}
	}
}

func TestSameName(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"al-Samani", "al-Wasila al-Samani", true},
		{"Samani", "al-Wasila al-Samani", true},
		{"Qin", "Qin Gang", true},
		{"Omer al-Bashir", "Omar al-Bashir", true},
		{"Rudolf Elphberg", "Flavia Elphberg", false},
		{"Michael", "Rupert Hentzov", false},
		{"", "Rupert Hentzov", false},
	} {
		if got := sameName(strings.Fields(lexicon.Fold(c.a)), strings.Fields(lexicon.Fold(c.b))); got != c.want {
			t.Errorf("%q and %q: %v", c.a, c.b, got)
		}
	}
}
