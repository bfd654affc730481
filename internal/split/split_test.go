package split

import (
	"strings"
	"testing"
	"time"

	"rapporteur/internal/doc"
)

func cut(text string) []string {
	d := doc.New("", "", text)
	Text(d, nil)
	var out []string
	for i := range d.Sents {
		var w []string
		for _, t := range d.Sents[i].Tokens {
			w = append(w, t.Text)
		}
		out = append(out, strings.Join(w, " "))
	}
	return out
}

// One line a case: the text, then the tokens with spaces, sentences apart by " | ".
func TestText(t *testing.T) {
	for _, c := range [][2]string{
		{"Troops left. Rebels came.", "Troops left . | Rebels came ."},
		{"He didn't go; they can't, won't and cannot.", "He did n't go ; they ca n't , wo n't and can not ."},
		{"Ruritania's king and the rebels' leader", "Ruritania 's king and the rebels ' leader"},
		{"It’s the king’s.", "It ’s the king ’s ."},
		{"The U.S. President met J. K. Rassendyll in the U.S. He left.", "The U.S. President met J. K. Rassendyll in the U.S. | He left ."},
		{"STRELSAU, Nov. 2 (RNA) -- Police arrested Mr. Hentzau.", "STRELSAU , Nov. 2 ( RNA ) -- Police arrested Mr. Hentzau ."},
		{"It happened in Nov. The trial began at 5 p.m. on Friday.", "It happened in Nov . | The trial began at 5 p.m. on Friday ."},
		{"The firm is Acme Inc. It makes tanks at Acme Inc.", "The firm is Acme Inc . | It makes tanks at Acme Inc ."},
		{"\"We will go.\" The minister said so.", "\" We will go . \" | The minister said so ."},
		{"\"Why?\" he asked. “No!” she said.", "\" Why ? \" he asked . | “ No ! ” she said ."},
		{"Prices rose 12.5% to $5 (US$5bn). See No. 10.", "Prices rose 12.5 % to $ 5 ( US$ 5 bn ) . | See No. 10 ."},
		{"A well-known, anti-war, Moscow-based 10-year-old group", "A well - known , anti-war , Moscow - based 10 - year - old group"},
		{"They voted 151-42 and/or left on 3/4/2021 at 7:30pm.", "They voted 151 - 42 and / or left on 3/4/2021 at 7:30 pm ."},
		{"Call 555-0199 or see http://example.org/a-b?c=1, or mail a.b@example.org.", "Call 555-0199 or see http://example.org/a-b?c=1 , or mail a.b@example.org ."},
		{"Well... he left. \"But ... \" Really?! Yes!!!", "Well ... he left . | \" But ... \" | Really ?! | Yes !!!"},
		{"The plan—if any—failed – again.", "The plan — if any — failed – again ."},
		{"1,200 troops, 18,19 and 20.5 tons", "1,200 troops , 18 , 19 and 20.5 tons"},
		{"In the '90s they told 'em.", "In the '90s they told 'em ."},
		{"The (first) draft [of 3] ended.[12] It was long.", "The ( first ) draft [ of 3 ] ended . [ 12 ] | It was long ."},
		{"A law was passed. [3] It failed.", "A law was passed . [ 3 ] | It failed ."},
		{"CRISIS DEEPENS\n\nTroops left.\nRebels came.", "CRISIS DEEPENS | Troops left . | Rebels came ."},
		{"- first\n- second", "- first | - second"},
		{"Strel\u00adsau\u200e. \u200fانوشے said. e\u0301. 👨‍👩‍👧 🇫🇷🇩🇪 👍🏽❤️", "Strel\u00adsau . | انوشے said . | e\u0301 . | 👨‍👩‍👧 🇫🇷 🇩🇪 👍🏽 ❤️"},
		{"Im glad :) Thats it. We cant:(", "I m glad :) | That s it . | We ca nt :("},
		{"\"Karl Hold\"<k.hold@example.org>", "\" Karl Hold \" < k.hold@example.org >"},
		{"Acme Inc.. Really...? No!.", "Acme Inc. . | Really ... ? | No !."},
		{"Many thanks,\nKarl", "Many thanks , | Karl"},
		{"The end. Best regards, Karl Hold", "The end . | Best regards , | Karl Hold"},
		{"He left . . . He came.", "He left . . . | He came ."},
		{"1. Free elections. 2015. The end.", "1. Free elections . | 2015 . | The end ."},
		{"Photos: Grief in Zenda: the attack at Hentzau Police shut the gate. Photos: Grief in Zenda: the attack at Hentzau A man prays. Photos: Grief in Zenda: the attack at Hentzau \"Why?\" she asks.", "Photos : Grief in Zenda : the attack at Hentzau | Police shut the gate . | Photos : Grief in Zenda : the attack at Hentzau | A man prays . | Photos : Grief in Zenda : the attack at Hentzau | \" Why ? \" she asks ."},
		{"Note: we ask that all leave. Note: we ask that all Zenda come. Note: we ask that all stay.", "Note : we ask that all leave . | Note : we ask that all Zenda come . | Note : we ask that all stay ."},
		{"", ""},
		{" \n \t ", ""},
	} {
		if got := strings.Join(cut(c[0]), " | "); got != c[1] {
			t.Errorf("%q\n got %s\nwant %s", c[0], got, c[1])
		}
	}
}

func TestHardWrappedTextIsJoined(t *testing.T) {
	text := "STRELSAU HEADLINE\n" +
		"The parliament of Ruritania voted on Monday to reject the treaty that Mr.\n" +
		"Elphberg had signed in Zenda, and members of the opposition left the hall\n" +
		"in protest. The speaker, who is close to the king, said that the vote was\n" +
		"final.\n" +
		"Outside, a crowd of some two thousand people waited for the outcome of it."
	got := cut(text)
	if len(got) != 4 || got[0] != "STRELSAU HEADLINE" || !strings.HasSuffix(got[1], "in protest .") || !strings.HasSuffix(got[2], "was final .") {
		t.Errorf("%q", got)
	}
	d := doc.New("", "", text)
	Text(d, nil)
	if d.Sents[1].Para != d.Sents[2].Para || d.Sents[2].Para == d.Sents[3].Para {
		t.Error("paragraphs", d.Sents[1].Para, d.Sents[2].Para, d.Sents[3].Para)
	}
}

func TestBody(t *testing.T) {
	text := "Share this\nTroops left Zenda.\nRead more"
	d := doc.New("", "Troops  leave", text)
	Text(d, []doc.Span{{Start: 11, End: 29}})
	if len(d.Sents) != 1 || d.Slice(d.Sents[0].Span) != "Troops left Zenda." {
		t.Errorf("%+v", d.Sents)
	}
	var rest []string
	for _, s := range Outside(d, []doc.Span{{Start: 11, End: 29}}) {
		if s.Index != -1 || len(s.Tokens) != 2 {
			t.Errorf("%+v", s)
		}
		rest = append(rest, d.Slice(s.Span))
	}
	if got := strings.Join(rest, "|"); got != "Share this|Read more" {
		t.Error("outside the body:", got)
	}
	if Outside(d, nil) != nil {
		t.Error("nothing is outside the whole text")
	}
	Title(d)
	if s := d.TitleSent; s == nil || s.Index != -1 || len(s.Tokens) != 2 || s.Tokens[1].Start != 8 {
		t.Errorf("%+v", d.TitleSent)
	}
}

func TestGivenSentencesAreKept(t *testing.T) {
	sents := []string{"Zoë left. He stayed.", "", "  It’s late "}
	d := doc.New("", "", strings.Join(sents, "\n"))
	Sentences(d, sents)
	if len(d.Sents) != 3 || len(d.Sents[0].Tokens) != 6 || len(d.Sents[1].Tokens) != 0 || len(d.Sents[2].Tokens) != 3 {
		t.Fatalf("%+v", d.Sents)
	}
	for i, s := range sents {
		if d.Sents[i].Index != i || d.Slice(d.Sents[i].Span) != s {
			t.Errorf("sentence %d", i)
		}
	}
	check(t, d)
}

func TestLongSentencesAreCutAtMarks(t *testing.T) {
	clause := "the minister met rebels from Zenda and troops left the town "
	text := strings.Repeat(strings.TrimSpace(clause)+", ", 15) + strings.TrimSpace(clause) + "; " + strings.Repeat(clause, 20) + "end.\n\nIt was over."
	d := doc.New("", "", text)
	Text(d, nil)
	check(t, d)
	last := len(d.Sents) - 1
	for i, s := range d.Sents {
		if len(s.Tokens) > MaxTokens || s.Cut != (i > 0 && i < last) || s.Index != 0 && i < last {
			t.Errorf("piece %d: %d tokens, index %d, cut %v", i, len(s.Tokens), s.Index, s.Cut)
		}
	}
	if last != 2 || d.Sents[last].Index != 1 || !strings.HasSuffix(d.Slice(d.Sents[0].Span), "town;") {
		t.Errorf("%d pieces, the first ends %q", last, d.Slice(d.Sents[0].Span)[500:])
	}
	Sentences(d, strings.Split(text, "\n"))
	if n := len(d.Sents); n != 4 || d.Sents[n-1].Index != 2 || d.Sents[1].Index != 0 || !d.Sents[1].Cut {
		t.Errorf("%d given sentences", n)
	}
	Text(d, nil)
	d.Title = text
	if Title(d); len(d.TitleSent.Tokens) > MaxTokens {
		t.Error("title")
	}
}

// check looks that spans are in order, inside their sentence, and slice to their text.
func check(t *testing.T, d *doc.Doc) {
	t.Helper()
	at := 0
	for i := range d.Sents {
		s := &d.Sents[i]
		if s.Start < at || s.End < s.Start || s.End > d.Len() {
			t.Fatalf("sentence %d: %+v after %d", i, s.Span, at)
		}
		p := s.Start
		for _, x := range s.Tokens {
			if x.Start < p || x.End <= x.Start || x.End > s.End {
				t.Fatalf("token %+v after %d in %+v of %q", x, p, s.Span, d.Text)
			}
			if got := string([]rune(d.Slice(x.Span))); got != x.Text {
				t.Fatalf("token %q, its span holds %q", x.Text, got)
			}
			for _, c := range string([]rune(d.Text)[p:x.Start]) {
				if !blank(c) && !invisible(c) {
					t.Fatalf("%q between tokens of %q", c, d.Text)
				}
			}
			p = x.End
		}
		at = s.End
	}
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"Mr. X's \"plan\" -- 5% (U.S.) can't...", "a\r\nb\u2028c", "\xff.\xfe' 's-", "¿Qué? «Non!» …", "'90s 's 'em $5 -5 .5 #1 @x", "1.\n2.\n(a) [1]", "n't cannot d'you", strings.Repeat("word ", 50) + "\nline"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d := doc.New("", s, s)
		Text(d, nil)
		check(t, d)
		n := d.Len()
		Text(d, []doc.Span{{Start: n / 4, End: n / 2}, {Start: n / 2, End: n + 5}, {Start: -3, End: 0}})
		Title(d)
		check(t, d)
		for _, x := range Outside(d, []doc.Span{{Start: n / 4, End: n / 2}}) {
			if x.Start < 0 || x.End > n || x.Start < n/2 && x.End > n/4 {
				t.Fatalf("outside: %v", x.Span)
			}
		}
		sents := strings.Split(s, "\n")
		Sentences(d, sents)
		if len(d.Sents) < len(sents) || d.Sents[len(d.Sents)-1].Index != len(sents)-1 {
			t.Fatal("sentences were not kept")
		}
		check(t, d)
	})
}

// The time grows with the length, not with its square.
func TestLongText(t *testing.T) {
	if testing.Short() {
		t.Skip()
	}
	for _, s := range []string{"a", "a ", ". ", "\" ", "-", "'s", "x.\" ", "((", "a\n", "ab.Cd", "a:)", "<a", "😀\u200d", "Ab ", "AB ", "1. ", "http://a.b ", "\u00ad"} {
		start := time.Now()
		d := doc.New("", "", strings.Repeat(s, 50000))
		Text(d, nil)
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%q many times took %v", s, took)
		}
	}
}

func BenchmarkText(b *testing.B) {
	text := strings.Repeat("The prime minister of Ruritania, who met rebel leaders in Zenda on Nov. 2, said that his government's troops wouldn't leave. ", 20)
	d := doc.New("", "", text)
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		Text(d, nil)
		n = 0
		for i := range d.Sents {
			n += len(d.Sents[i].Tokens)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/token")
}
