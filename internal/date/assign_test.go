package date

import (
	"fmt"
	"math/rand"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"

	"rapporteur/internal/doc"
)

// tree builds a document of one sentence from "word/TAG/head/rel", heads
// counted from 1.
func tree(t testing.TB, lines string) *doc.Doc {
	var w []string
	s := doc.Sentence{}
	at := 0
	for _, f := range strings.Fields(lines) {
		c := strings.Split(f, "/")
		if len(c) != 4 {
			t.Fatalf("token %q", f)
		}
		head := 0
		fmt.Sscan(c[2], &head)
		n := len([]rune(c[0]))
		tok := doc.Token{Span: doc.Span{Start: at, End: at + n}, Text: c[0], Lemma: map[string]string{"held": "hold", "said": "say"}[c[0]], UPOS: c[1], Head: head - 1, Deprel: c[3]}
		if i := strings.Index(c[1], "."); i > 0 {
			tok.UPOS, tok.XPOS = c[1][:i], c[1][i+1:]
		}
		s.Tokens = append(s.Tokens, tok)
		w = append(w, c[0])
		at += n + 1
	}
	d := doc.New("x", "", strings.Join(w, " "))
	d.Published = published
	d.Sents = []doc.Sentence{s}
	return d
}

func TestAssign(t *testing.T) {
	f, err := New()
	if err != nil {
		t.Fatal(err)
	}
	const said = "He/PRON/2/nsubj said/VERB.VBD/0/root on/ADP/4/case Tuesday/PROPN/2/obl that/SCONJ/8/mark troops/NOUN/8/nsubj had/AUX.VBD/8/aux attacked/VERB.VBN/2/ccomp"
	const since = "The/DET/2/det call/NOUN/6/nsubj was/AUX.VBD/6/cop the/DET/6/det first/ADJ/6/amod exchange/NOUN/0/root since/SCONJ/9/mark he/PRON/9/nsubj came/VERB.VBD/6/advcl in/ADP/11/case December/PROPN/9/obl"
	const held = "They/PRON/2/nsubj held/VERB.VBD/0/root talks/NOUN/2/obj on/ADP/5/case Tuesday/PROPN/2/obl"
	const after = "They/PRON/2/nsubj fled/VERB.VBD/0/root after/SCONJ/5/mark rebels/NOUN/5/nsubj attacked/VERB.VBD/2/advcl on/ADP/7/case Tuesday/PROPN/5/obl"
	for _, c := range []struct {
		tree, status string
		trigger      int // from 1
		want         string
	}{
		{said, "", 2, "2023-03-14"},
		{said, "", 8, ""},
		{since, "", 6, ""},
		{held, "", 2, "2023-03-14"},
		{held, "", 3, "2023-03-14"},
		{after, "", 2, ""},
		{after, "", 5, "2023-03-14"},
		{"They/PRON/2/nsubj agreed/VERB.VBD/0/root Tuesday/PROPN/2/obl to/PART/5/mark withdraw/VERB.VB/2/xcomp", "future", 5, ""},
		{"They/PRON/2/nsubj began/VERB.VBD/0/root Tuesday/PROPN/2/obl to/PART/5/mark withdraw/VERB.VB/2/xcomp", "actual", 5, "2023-03-14"},
		{"last/ADJ/2/amod year/NOUN/4/nmod:poss 's/PART/2/case assault/NOUN/0/root on/ADP/6/case Zenda/PROPN/4/nmod", "", 4, "2022"},
		{"They/PRON/2/nsubj meet/VERB.VBP/0/root on/ADP/4/case Monday/PROPN/2/obl and/CCONJ/6/cc Tuesday/PROPN/4/conj", "", 2, "2023-03-13/2023-03-14"},
		{"He/PRON/2/nsubj said/VERB.VBD/0/root on/ADP/4/case Tuesday/PROPN/2/obl after/SCONJ/6/mark meeting/VERB.VBG/2/advcl her/PRON/6/obj", "CONSULT", 6, "2023-03-14"},
		{"He/PRON/2/nsubj said/VERB.VBD/0/root on/ADP/4/case Tuesday/PROPN/2/obl after/SCONJ/6/mark shelling/VERB.VBG/2/advcl it/PRON/6/obj", "", 6, ""},
		{"His/PRON/2/nmod:poss visit/NOUN/5/nsubj was/AUX.VBD/5/cop in/ADP/5/case 2005/NUM/0/root", "", 2, "2005"},
		{"Rebels/NOUN/2/nsubj killed/VERB.VBD/0/root him/PRON/2/obj in/ADP/7/case Monday/PROPN/7/nmod:poss 's/PART/5/case raid/NOUN/2/obl", "", 2, "2023-03-13"},
		{"They/PRON/2/nsubj recalled/VERB.VBD/0/root the/DET/4/det visit/NOUN/2/obj to/ADP/6/case Zenda/PROPN/4/nmod in/ADP/8/case 2005/NUM/6/nmod", "", 4, "2005"},
		{"The/DET/2/det king/NOUN/5/nsubj ,/PUNCT/2/punct Monday/PROPN/5/nsubj refused/VERB.VBD/0/root", "", 5, "2023-03-13"},
		{"Rebels/NOUN/2/nsubj kill/VERB.VBP/0/root him/PRON/2/obj and/CCONJ/5/cc wound/VERB.VBP/2/conj her/PRON/5/obj on/ADP/8/case Tuesday/PROPN/5/obl", "", 2, "2023-03-14"},
		{"They/PRON/2/nsubj unleash/VERB.VBP/0/root a/DET/4/det hail/NOUN/2/obj of/ADP/6/case bullets/NOUN/4/nmod on/ADP/8/case Tuesday/PROPN/2/obl", "", 6, "2023-03-14"},
		{"It/PRON/2/nsubj rained/VERB.VBD/0/root for/ADP/5/case three/NUM/5/nummod days/NOUN/2/obl", "", 2, ""},
	} {
		d := tree(t, c.tree)
		f.Find(d)
		d.Events = []doc.Event{{Head: c.trigger - 1, Trigger: []int{c.trigger - 1}, Status: c.status, Date: -1}}
		if c.status == "CONSULT" {
			d.Events[0].Type, d.Events[0].Status = c.status, "actual"
		}
		Assign(d)
		got, ev := "", d.Events[0]
		if ev.Date >= 0 {
			got = d.Dates[ev.Date].Day
			if len(ev.Why) != 1 || !strings.HasPrefix(ev.Why[0], "date: ") {
				t.Errorf("%s: why %q", d.Text, ev.Why)
			}
		}
		if got != c.want {
			t.Errorf("%s (%d): got %q %v, want %q", d.Text, c.trigger, got, ev.Why, c.want)
		}
	}
}

// TestSpokeThen dates what somebody does in words by when he is said to have spoken, and a deed told
// of as known by the one of its name before.
func TestSpokeThen(t *testing.T) {
	f, err := New()
	if err != nil {
		t.Fatal(err)
	}
	first := "Sapten/PROPN/2/nsubj said/VERB.VBD/0/root Tuesday/PROPN/2/obl that/SCONJ/6/mark Wednesday/PROPN/6/compound bombings/NOUN/2/obl"
	for _, c := range []struct {
		second, kind, want string
		trigger            int
	}{
		{"He/PRON/2/nsubj rejected/VERB.VBD/0/root it/PRON/2/obj", "REJECT", "2023-03-14", 2},
		{"He/PRON/3/nsubj had/AUX.VBD/3/aux rejected/VERB.VBN/0/root it/PRON/3/obj", "REJECT", "", 3},
		{"He/PRON/2/nsubj shelled/VERB.VBD/0/root it/PRON/2/obj", "ASSAULT", "", 2},
		{"The/DET/2/det bombings/NOUN/3/nsubj failed/VERB.VBD/0/root", "ASSAULT", "2023-03-15", 2},
		{"Two/NUM/2/nummod bombings/NOUN/3/nsubj failed/VERB.VBD/0/root", "ASSAULT", "", 2},
	} {
		d, second := tree(t, first), tree(t, c.second)
		n := d.Len() + 1
		s := second.Sents[0]
		for i := range s.Tokens {
			s.Tokens[i].Start, s.Tokens[i].End, s.Tokens[i].Lemma = s.Tokens[i].Start+n, s.Tokens[i].End+n, strings.TrimSuffix(s.Tokens[i].Text, "s")
		}
		for i := range d.Sents[0].Tokens {
			d.Sents[0].Tokens[i].Lemma = strings.TrimSuffix(d.Sents[0].Tokens[i].Text, "s")
		}
		all := doc.New("x", "", d.Text+" "+second.Text)
		all.Published = time.Date(2023, 3, 15, 0, 0, 0, 0, time.UTC)
		all.Sents = []doc.Sentence{d.Sents[0], s}
		all.Sents[0].Span, all.Sents[1].Span = doc.Span{End: n - 1}, doc.Span{Start: n, End: all.Len()}
		f.Find(all)
		me := []doc.Actor{{Code: "RUR GOV"}}
		all.AddMention(doc.Mention{Sent: 0, Actors: me, Chain: 1})
		he := all.AddMention(doc.Mention{Sent: 1, Actors: me, Chain: 1})
		all.Attributions = []doc.Attribution{{Cue: []doc.Span{all.Sents[0].Tokens[1].Span}, Holder: doc.Holder{Mention: 0, Span: all.Sents[0].Tokens[0].Span, Actor: me[0]}}}
		all.Events = []doc.Event{{Sent: 0, Head: 5, Trigger: []int{5}, Type: "ASSAULT", Status: "actual"}, {Sent: 1, Head: c.trigger - 1, Trigger: []int{c.trigger - 1}, Type: c.kind, Status: "actual", Actor: []int{he}}}
		Assign(all)
		got := ""
		if k := all.Events[1].Date; k >= 0 {
			got = all.Dates[k].Day
		}
		if got != c.want {
			t.Errorf("%s: got %q %v, want %q", all.Text, got, all.Events[1].Why, c.want)
		}
	}
}

// TestTense reads the direction of weekdays and months off the tree.
func TestTense(t *testing.T) {
	f, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ tree, want string }{
		{"They/PRON/3/nsubj will/AUX.MD/3/aux meet/VERB.VB/0/root Monday/PROPN/3/obl", "2023-03-20"},
		{"They/PRON/2/nsubj met/VERB.VBD/0/root Monday/PROPN/2/obl", "2023-03-13"},
		{"They/PRON/2/nsubj met/VERB.VBD/0/root Thursday/PROPN/2/obl", "2023-03-16"},
		{"Talks/NOUN/0/root scheduled/VERB.VBN/1/acl for/ADP/4/case Monday/PROPN/2/obl", "2023-03-20"},
		{"They/PRON/2/nsubj met/VERB.VBD/0/root in/ADP/4/case May/PROPN/2/obl", "2022-05"},
	} {
		d := tree(t, c.tree)
		f.Find(d)
		if len(d.Dates) != 1 || d.Dates[0].Day != c.want {
			t.Errorf("%s: got %+v, want %s", d.Text, d.Dates, c.want)
		}
	}
}

// TestOddDays has publication days at the edges of the calendar.
func TestOddDays(t *testing.T) {
	f, err := New()
	if err != nil {
		t.Fatal(err)
	}
	text := "last week next week today yesterday two weeks ago Feb. 30 May 31 next year last Monday the 1990s Christmas in winter last winter the fourth quarter a year earlier in 0000 99/99/9999 2023-W53 week 53 the past 9999 years 9999 years ago 9999999 days ago December 31 this weekend the first week of March the 99th day of 2008"
	for _, y := range []int{-5, 0, 1, 2, 4, 1900, 2020, 2024, 9989, 9990, 9999, 12345} {
		for _, md := range [][2]int{{1, 1}, {2, 29}, {12, 31}} {
			d := find(t, f, text, time.Date(y, time.Month(md[0]), md[1], 23, 59, 0, 0, time.UTC))
			for _, x := range d.Dates {
				if strings.Contains(x.Day, "02-30") || x.Value == "" {
					t.Errorf("%d: %+v", y, x)
				}
			}
		}
	}
	// week 53 exists in 2020
	d := find(t, f, "They left last week.", time.Date(2021, 1, 5, 0, 0, 0, 0, time.UTC))
	if len(d.Dates) != 1 || d.Dates[0].Value != "2020-W53" || d.Dates[0].Day != "2020-12-28/2021-01-03" {
		t.Errorf("week 53: %+v", d.Dates)
	}
	// without a publication day nothing relative has a reading
	d = find(t, f, "On Tuesday, last week, in May and last year they met; in May 2008 too.", time.Time{})
	for _, x := range d.Dates {
		if x.Day != "" && x.Day != "2008-05" {
			t.Errorf("no publication day: %+v", x)
		}
	}
}

// TestAnyTree gives Assign trees at random, with cycles too.
func TestAnyTree(t *testing.T) {
	f, err := New()
	if err != nil {
		t.Fatal(err)
	}
	rnd := rand.New(rand.NewSource(1))
	words := []string{"Tuesday", "last", "week", "on", "and", "said", "talks", "since", "2008", "May", "3", "to"}
	rels := []string{"obl", "nmod", "case", "obj", "nsubj", "conj", "advcl", "xcomp", "root", "acl", "ccomp", "mark"}
	for n := 0; n < 3000; n++ {
		size := rnd.Intn(12)
		var w []string
		s := doc.Sentence{}
		at := 0
		for i := 0; i < size; i++ {
			x := words[rnd.Intn(len(words))]
			s.Tokens = append(s.Tokens, doc.Token{Span: doc.Span{Start: at, End: at + len(x)}, Text: x, UPOS: []string{"VERB", "NOUN", "ADP"}[rnd.Intn(3)], Head: rnd.Intn(size+1) - 1, Deprel: rels[rnd.Intn(len(rels))]})
			w = append(w, x)
			at += len(x) + 1
		}
		d := doc.New("x", "", strings.Join(w, " "))
		d.Published = published
		d.Sents = []doc.Sentence{s}
		f.Find(d)
		for i := -1; i <= size; i++ {
			d.Events = append(d.Events, doc.Event{Head: i, Trigger: []int{i}})
		}
		Assign(d)
	}
}

// recordDay is what the date of a record may look like: a day, month, year, or a span.
var recordDay = regexp.MustCompile(`^\d{4}(-\d{2}(-\d{2})?)?(/\d{4}(-\d{2}(-\d{2})?)?)?$`)

func FuzzFind(f *testing.F) {
	fd, err := New()
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{"On Feb. 29, 2023 at 25:99 p.m.", "from 3 to 5 May", "the ’80s — two-and-a-half-year", "Ünïcode Montag 2０２３", "the last last week of the last quarter of 0000",
		"They met on Monday, 31 February 2026, and again last Thursday.", "in the 1990s, 3000 BC, 99999999999 years ago", "2026-13-45 25:61 Q9 W99 00/00/0000", "between 1939 and 1945, 1945-39",
		"next last this every other second Monday week of the month of March year", "two hundred and twelve thousand days before the day before yesterday", "9999-12-31 next day", "half past 12 o'clock on Sept. 31st"} {
		f.Add(s, int64(0))
	}
	f.Fuzz(func(t *testing.T, text string, unix int64) {
		text = strings.ToValidUTF8(text, "?")
		if len(text) > 400 {
			return
		}
		on := time.Unix(unix%400000000000, 0).UTC()
		d := find(t, fd, text, on)
		end := 0
		for _, x := range d.Dates {
			if x.Start < end || x.End <= x.Start || d.Slice(x.Span) == "" || x.Value == "" || x.Why == "" {
				t.Fatalf("%+v after %d", x, end)
			}
			if x.Day != "" && !recordDay.MatchString(x.Day) {
				t.Fatalf("%q published %v: %q is the day %q", text, on, d.Slice(x.Span), x.Day)
			}
			end = x.End
		}
		again := find(t, fd, text, on)
		if fmt.Sprint(again.Dates) != fmt.Sprint(d.Dates) {
			t.Fatal("the same text gave another result")
		}
	})
}

// TestAlone keeps the model and the lexicon out of a program that only wants
// dates.
func TestAlone(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", ".").Output()
	if err != nil {
		t.Skip(err)
	}
	for _, p := range strings.Fields(string(out)) {
		if strings.HasPrefix(p, "rapporteur/") && p != "rapporteur/internal/doc" && p != "rapporteur/internal/date" {
			t.Errorf("links %s", p)
		}
	}
}

func BenchmarkFind(b *testing.B) {
	f, err := New()
	if err != nil {
		b.Fatal(err)
	}
	text := "The Ruritanian foreign minister said on Thursday that talks with Graustark , which began last month in the town of Zenda , would go on until 5 May ."
	d := find(b, f, text, published)
	n := len(d.Sents[0].Tokens)
	b.ReportAllocs()
	for b.Loop() {
		f.Find(d)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/token")
}
