package rapporteur

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"
)

// hostile are texts as nobody writes them and machines deliver them.
var hostile = []string{
	"Ruritania attacked Graustark.\x00 \x01\x02The\x7f army\u0085left Zenda\x1b[31m on Monday.",
	"Ruritania\u00ads army\u200b attacked\u200d Graustark\ufeff on\u2060 Monday\u200e, \u202ethe minister said\u202c.",
	"😀😀 👨‍👩‍👧 🇫🇷🇩🇪 Ruritania attacked 👍🏽 Graustark ❤️ on Monday!!! 🔥🔥",
	"Rurita\u0301nia\u0308 attacked e\u0301\u0302\u0303\u0304 Graustark\u0336 on Monday. \u0301\u0302",
	"قال الوزير The minister of Ruritania said שר הביטחון that 国防部长 had attacked Graustark on Monday, министр said.",
	"\ufeffRuritania attacked Graustark.\r\nThe army left.\rThe rebels came.\u2028Nobody spoke.\u2029\v\fIt ended.",
	"Ruritania attacked Graustark\xff\xfe on \xc3(Monday\xf0\x9f, the minister\x80 said.",
	"\xed\xa0\x80Ruritania attacked \U0010ffffGraustark\ufffe \U000e0001on Monday.",
	"Ruritania attacked " + strings.Repeat("the town of Zenda and ", 300) + "Graustark on Monday",
	"\"\"\"Ruritania \"attacked\" 'Graustark'\" on ``Monday'' ((([[[{{{ said \"he. \"\"\"",
	"Ruritania" + strings.Repeat("a", 5000) + " attacked Graustark" + strings.Repeat("-", 700) + " on Monday.",
	"Ruritania attacked Graustark " + strings.Repeat("( ", 400) + "on Monday" + strings.Repeat(" )", 300),
	strings.Repeat(". ", 300), strings.Repeat("\n", 300) + "x", "?", "Ruritania", "attacked", "-", "'s", "n't", "\u200d", "\u0301", "(AP)", "STRELSAU (AP) --", "On Monday",
	"Monday Tuesday 2026-13-45 99 March 00000 last next this ago 25:61 Q9 2026-W99 31 February 31-12 in 9999999999999999999 years",
}

// Every span of every layer returns its own text, and nothing panics.
func TestSpansReturnTheirText(t *testing.T) {
	c, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range hostile {
		spansHold(t, c, s)
	}
}

func FuzzMark(f *testing.F) {
	c, err := New()
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range hostile {
		f.Add(s[:min(len(s), 500)])
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) <= 1000 { // the fuzzer takes slow inputs for endless ones
			spansHold(t, c, s)
		}
	})
}

func spansHold(t *testing.T, c *Coder, s string) {
	t.Helper()
	for _, art := range []Article{
		{ID: "x", Date: "2026-03-11", Language: "en", Text: s, Title: s},
		{ID: "x", Language: "en", Sentences: strings.Split(s, "\n")},
	} {
		layers, err := c.Mark(context.Background(), art, nil)
		if strings.TrimSpace(s) == "" {
			if err != ErrNoText {
				t.Fatalf("%q: %v", s, err)
			}
			return
		}
		if err != nil {
			t.Fatalf("%q: %v", s, err)
		}
		if _, err := c.Explain(context.Background(), art); err != nil {
			t.Fatal(err)
		}
		b, err := json.Marshal(layers)
		if err != nil {
			t.Fatal(err)
		}
		var v any
		if err := json.Unmarshal(b, &v); err != nil {
			t.Fatal(err)
		}
		n := walk(t, "", v, []rune(s))
		if n == 0 && utf8.RuneCountInString(s) > 50 {
			t.Errorf("%q: no spans", s)
		}
	}
}

// walk checks all objects with text, start and end, and counts them.
func walk(t *testing.T, path string, v any, r []rune) int {
	n := 0
	switch v := v.(type) {
	case []any:
		last := 0.0
		for _, e := range v {
			n += walk(t, path, e, r)
			if m, ok := e.(map[string]any); ok && (path == "/sentences" || path == "/tokens") {
				if m["start"].(float64) < last {
					t.Fatalf("%s: %v begins before %v", path, m, last)
				}
				last = m["end"].(float64)
			}
		}
	case map[string]any:
		a, ok1 := v["start"].(float64)
		b, ok2 := v["end"].(float64)
		if text, ok := v["text"].(string); ok && ok1 && ok2 {
			n++
			if a < 0 || b < a || int(b) > len(r) {
				t.Fatalf("%s: span %v:%v of %d", path, a, b, len(r))
			}
			if got := string(r[int(a):int(b)]); got != text {
				t.Fatalf("%s: %v:%v is %q, the record has %q", path, a, b, got, text)
			}
		}
		for k, e := range v {
			n += walk(t, path+"/"+k, e, r)
		}
	}
	return n
}
