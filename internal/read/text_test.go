package read

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"rapporteur/internal/doc"
)

// bodyOf joins the body's stretches with " | ".
func bodyOf(a doc.Article) string {
	if a.Body == nil {
		return a.Text
	}
	r := []rune(a.Text)
	var out []string
	for _, s := range a.Body {
		out = append(out, string(r[s.Start:s.End]))
	}
	return strings.Join(out, " | ")
}

func TestText(t *testing.T) {
	for _, c := range []struct {
		name, in, body string
		want           doc.Article
	}{
		{"a clean report is all body", "Troops left Strelsau on Monday.\n\nThey may return.\n", "Troops left Strelsau on Monday.\n\nThey may return.\n", doc.Article{}},
		{"a page pasted as text",
			" date 2025-03-16 Ruritania’s envoy called on Graustark to “wait”.\n\nFirst exchange between the two courts\n\nIt was the first call.\n\nMore on the war at Strelsau Plus What next? The secret of the depots Envoy walks out\n\nHe will call again. (AFP)\n\nTo home page",
			"Ruritania’s envoy called on Graustark to “wait”.\n\nFirst exchange between the two courts\n\nIt was the first call. | He will call again.",
			doc.Article{Date: "2025-03-16", Agency: "AFP"}},
		{"headline, byline, dateline",
			"Ruritania and Graustark sign a treaty\n\nBy Jane Doe\n\nSTRELSAU, May 3, 2025 (Reuters) - The two states signed a treaty.\n\n(Reporting by Jane Doe; Editing by Max Mustermann)",
			"STRELSAU, May 3, 2025 (Reuters) - The two states signed a treaty.",
			doc.Article{Title: "Ruritania and Graustark sign a treaty", Date: "2025-05-03", Agency: "Reuters", Dateline: "STRELSAU"}},
		{"the label's date goes before the dateline's", "Published: 4 May 2025\n\nSTRELSAU, May 3, 2025 (Reuters) - The two states signed a treaty.", "STRELSAU, May 3, 2025 (Reuters) - The two states signed a treaty.",
			doc.Article{Date: "2025-05-04", Agency: "Reuters", Dateline: "STRELSAU"}},
		{"a crosshead stays", "The envoy left.\n\nA long way home\n\nHe will call again.", "The envoy left.\n\nA long way home\n\nHe will call again.", doc.Article{}},
		{"headlines below the report", "The envoy left. He did not speak.\n\nHe will call again.\n\nNobody knows when.\n\nGraustark closes its last bridge\nStrelsau waits for the queen\nWhy the depots burnt last night",
			"The envoy left. He did not speak.\n\nHe will call again.\n\nNobody knows when.", doc.Article{}},
		{"a list of headlines has no report to be cut from", "Graustark closes its last bridge\nStrelsau waits for the queen\nWhy the depots burnt last night", "Graustark closes its last bridge\nStrelsau waits for the queen\nWhy the depots burnt last night",
			doc.Article{}},
		{"wrapped lines are one line", "The envoy of Ruritania, who had come to talk about the\nbridge, left after an hour and did not\nread more: he was tired of it.", "The envoy of Ruritania, who had come to talk about the\nbridge, left after an hour and did not\nread more: he was tired of it.", doc.Article{}},
		{"nothing but furniture", "Share this article\n\nAdvertisement", "", doc.Article{}},
		{"carriage returns", "By Jane Doe\r\n\r\nThe envoy left.\r\n\r\nRead more: The bridge\r\n", "The envoy left.", doc.Article{}},
		{"agency as the credit of a picture does not sign the text", "The envoy left.\n\nThe envoy at the bridge. (Photo by Jane Doe/AFP)\n\nHe will be back.", "The envoy left. | He will be back.", doc.Article{}},
	} {
		a := doc.Article{Text: c.in}
		finish(&a, Options{})
		if a.Text != c.in {
			t.Errorf("%s: the text was changed to %q", c.name, a.Text)
		}
		if got := bodyOf(a); got != c.body {
			t.Errorf("%s: body\n%q\nwant\n%q", c.name, got, c.body)
		}
		if a.Title != c.want.Title || a.Date != c.want.Date || a.Agency != c.want.Agency || a.Dateline != c.want.Dateline {
			t.Errorf("%s: title %q date %q agency %q dateline %q", c.name, a.Title, a.Date, a.Agency, a.Dateline)
		}
	}
}

func TestSentencesAreKept(t *testing.T) {
	a, err := article([]byte(`{"publisher":"AFP","sentences":["STRELSAU, May 3, 2025 (AFP) - The envoy left.","Read more: The bridge"]}`))
	if err != nil {
		t.Fatal(err)
	}
	finish(&a, Options{})
	if a.Body != nil || len(a.Sentences) != 2 || a.Text != a.Sentences[0]+"\n"+a.Sentences[1] || a.Agency != "AFP" || a.Dateline != "STRELSAU" || a.Date != "2025-05-03" {
		t.Errorf("%+v", a)
	}
}

func TestPage(t *testing.T) {
	p := strings.Repeat("<p>The envoy of Ruritania left Strelsau on Monday, after an hour of talks, and did not speak to anybody who waited.</p>\n", 6)
	src := `<!doctype html><html><head><title>Envoy leaves | Strelsau Post</title><meta property="og:site_name" content="Strelsau Post">
<link rel="canonical" href="https://post.example/1"><meta property="og:title" content="Envoy leaves">
<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","datePublished":"2025-05-03T10:00:00+02:00","author":{"name":"AFP"}}]}</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<article><h1>Envoy leaves</h1>` + p + `<figure><img src="a.jpg"><figcaption>The envoy kills time. Photo: AFP</figcaption></figure>
<aside><h3>Related</h3><ul><li><a href="/2">Graustark attacks bridge</a></li></ul></aside>
<p>Read more: <a href="/3">Graustark attacks depot</a></p><p>He will be back in June.</p></article>
<div class="newsletter"><form><p>Sign up for our newsletter</p></form></div><footer>Copyright 2025</footer></body></html>`
	a, err := page(src)
	if err != nil {
		t.Fatal(err)
	}
	finish(&a, Options{})
	if a.Title != "Envoy leaves" || a.Date != "2025-05-03T10:00:00+02:00" || a.Publisher != "Strelsau Post" || a.Agency != "AFP" || a.URL != "https://post.example/1" {
		t.Errorf("%q %q %q %q %q", a.Title, a.Date, a.Publisher, a.Agency, a.URL)
	}
	body := bodyOf(a)
	for _, s := range []string{"attacks", "kills", "newsletter", "Copyright", "Home"} {
		if strings.Contains(body, s) {
			t.Errorf("%q in the body:\n%s", s, body)
		}
	}
	if !strings.Contains(body, "waited.\n\nThe envoy") || !strings.Contains(body, "He will be back in June.") {
		t.Errorf("body:\n%s", body)
	}
}

// Lines end in a carriage return, in a line separator, or in both CR and LF.
func TestLineEnds(t *testing.T) {
	lines := []string{"Troops leave Zenda at last", "", "STRELSAU, March 16 (AFP) - Troops left Zenda on Monday.", "", "Share this"}
	for _, end := range []string{"\n", "\r\n", "\r", "\u2028"} {
		a := doc.Article{Text: strings.Join(lines, end)}
		finish(&a, Options{})
		if a.Title != lines[0] || a.Agency != "AFP" || bodyOf(a) != lines[2] {
			t.Errorf("%q: title %q, agency %q, body %q", end, a.Title, a.Agency, bodyOf(a))
		}
	}
}

func FuzzText(f *testing.F) {
	for _, p := range known().furniture {
		for _, y := range p.yes {
			f.Add("The envoy left.\n\n" + strings.ReplaceAll(y, " => ", "\n") + "\n\nHe “will” return.\r\n")
		}
	}
	for _, p := range known().datelines {
		f.Add(p.yes[0] + "\n\nRelated\nOne headline\nAnother\n")
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !validText(text) {
			t.Skip()
		}
		a := doc.Article{Text: text}
		finish(&a, Options{})
		spansHold(t, a)
		b := doc.Article{Text: text}
		finish(&b, Options{})
		if bodyOf(a) != bodyOf(b) {
			t.Fatal("two readings differ")
		}
	})
}

func FuzzJSONLines(f *testing.F) {
	f.Add([]byte(`{"text":"Troops left. (AFP)","date":"2025-05-03"}` + "\n{"))
	f.Add([]byte(`{"sentences":["a.","b"],"body":[{"start":0,"end":2}]}`))
	f.Add([]byte("[\n{\"text\":\"a\"},{\"text\":1}]"))
	f.Add([]byte("\xff\xfe{\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		n := 0
		for a, err := range Articles([]string{"-"}, Options{Format: JSONL, Stdin: bytes.NewReader(data), MaxBytes: 1 << 16}) {
			if n++; n > len(data)+2 {
				t.Fatal("more articles than bytes")
			}
			if err != nil {
				if err.Error() == "" {
					t.Fatal("empty message")
				}
				continue
			}
			spansHold(t, a)
			if _, err := json.Marshal(a); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func FuzzFiles(f *testing.F) {
	for _, s := range []string{
		"<html><head><title>Troops leave</title><meta property=article:published_time content=2026-03-11></head><body><nav>x</nav><article><h1>T</h1><p>Troops left.<br>Rebels\u00ad came.</p></article></body></html>",
		"\xff\xfeT\x00r\x00o\x00o\x00p\x00s\x00", "T\x00r\x00o\x00o\x00p\x00s\x00.\x00 \x00", "\xef\xbb\xbf{\"text\":\"a\\u0000b\\ud800\"}", "\x1f\x8b\x08\x00", "a\rb\x1b[31m\u202e\u2028c\x00",
		"Z\xfcrich \x96 x", "<!doctype html><p>\xe9<table><td>x<script>1<", "[{\"text\":\"a\"},", "{\n\"sentences\":[\"\",\"b\"]}\n{}",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, format := range Formats {
			for a, err := range Articles([]string{"-"}, Options{Format: format, Stdin: bytes.NewReader(data), MaxBytes: 1 << 16}) {
				if err != nil {
					if err.Error() == "" {
						t.Fatal("empty message")
					}
					continue
				}
				spansHold(t, a)
				if !utf8.ValidString(a.Text) || strings.TrimSpace(a.Text) == "" || a.From == "" {
					t.Fatalf("%s: text %q from %q", format, a.Text, a.From)
				}
			}
		}
	})
}

func validText(s string) bool { return strings.ToValidUTF8(s, "") == s && strings.TrimSpace(s) != "" }

// spansHold checks that the body is sorted, disjoint and within the text.
func spansHold(t *testing.T, a doc.Article) {
	t.Helper()
	end, n := 0, len([]rune(a.Text))
	for _, s := range a.Body {
		if s.Start < end || s.End < s.Start || s.End > n {
			t.Fatalf("span %v after %d in a text of %d: %q", s, end, n, a.Text)
		}
		end = s.End
	}
}

func BenchmarkText(b *testing.B) {
	text := "date 2025-03-16 " + strings.Repeat("Ruritania's envoy called on Graustark on Thursday to take up the talks again, his ministry said in Strelsau.\n\n", 20) + "More on the war\n\nTo home page\n"
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		a := doc.Article{Text: text}
		finish(&a, Options{})
	}
}
