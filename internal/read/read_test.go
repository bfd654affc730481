package read

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"rapporteur/internal/doc"
)

// write puts files into a fresh folder and returns it.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, data := range files {
		p := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// all reads everything: texts and error messages in order, without the folder.
func all(dir string, opt Options, paths ...string) (arts []doc.Article, got []string) {
	for art, err := range Articles(paths, opt) {
		if err != nil {
			got = append(got, strings.ReplaceAll(err.Error(), dir+string(filepath.Separator), ""))
			continue
		}
		arts = append(arts, art)
		got = append(got, art.Text)
	}
	return arts, got
}

func zip(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write([]byte(s))
	w.Close()
	return b.String()
}

func utf16le(s string) string {
	b := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return string(b)
}

func TestFolders(t *testing.T) {
	dir := write(t, map[string]string{
		"b.txt":        "Troops left Strelsau.\n",
		"a.jsonl":      `{"text":"Envoys met."}` + "\n" + `{"sentences":["One.","Two."]}`,
		"sub/c.txt.gz": zip("Ministers met."),
		".hidden.txt":  "no",
		".git/d.txt":   "no",
		"notes.doc":    "no",
		"e.HTML":       "<html><body><p>The court in Strelsau freed two men on Monday.</p></body></html>",
	})
	_, got := all(dir, Options{}, dir)
	want := []string{"Envoys met.", "One.\nTwo.", "Troops left Strelsau.\n", "The court in Strelsau freed two men on Monday.", "Ministers met."}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestErrorsNameFileAndLine(t *testing.T) {
	jsonl := strings.Join([]string{
		`{"text":"First."}`,
		`{"text":"broken`,
		`[1]`,
		`{"text":5}`,
		`{"headline":"x","body":[]}`,
		`{"text":"Second.","date":"2025-02-30"}`,
		`{"text":"Second.","date":"03/04/2025"}`,
		"{\"text\":\"caf\xe9\"}",
		`{"text":"   "}`,
		`{"sentences":"One."}`,
		`{"text":"a","sentences":["b"]}`,
		`{"text":"Last.","id":17,"date":"3 May 2025"}`,
	}, "\n")
	dir := write(t, map[string]string{
		"a.jsonl": jsonl, "empty.txt": "", "blank.txt": " \n\n", "pic.txt": "\x89PNG\r\n\x1a\n\x00\x00", "doc.txt": "%PDF-1.4\n%\xe2",
		"zero.txt": strings.Repeat("Text. ", 1000) + "\n\x00", "cut.txt.gz": zip("Ministers met.")[:20],
		"bad.txt": "One.\nA\x81B\n", "damaged.txt": "“One” – two\nthree “four”\nbroken\xe9 five – six\n", "none/readme.md": "x", "arr.json": "[\n{\"text\":\"In an array.\"},\n{\"text\":1},\n{\"text\":\"b\"", "ok.txt": "Fine.",
		"empty.jsonl": "\n\n", "page.html": "<html><head><title>x</title></head><body><script>1</script></body></html>",
	})
	var paths []string
	for _, n := range []string{"a.jsonl", "arr.json", "bad.txt", "blank.txt", "cut.txt.gz", "damaged.txt", "doc.txt", "empty.jsonl", "empty.txt", "missing.txt", "none", "page.html", "pic.txt", "zero.txt", "ok.txt"} {
		paths = append(paths, filepath.Join(dir, n))
	}
	_, got := all(dir, Options{}, paths...)
	want := []string{
		"First.",
		`a.jsonl:2: broken JSON: unexpected end of JSON input (byte 15 of the line)`,
		`a.jsonl:3: not an article: expected a JSON object with "text", found an array`,
		`a.jsonl:4: "text" is a number: expected a string`,
		`a.jsonl:5: no text: expected "text" or "sentences"; found "body", "headline"`,
		`a.jsonl:6: date "2025-02-30" is no calendar day; expected YYYY-MM-DD or an ISO 8601 date-time`,
		`a.jsonl:7: date "03/04/2025": day and month can be taken either way; expected YYYY-MM-DD`,
		`a.jsonl:8: invalid UTF-8 at byte 13 of the line: JSON is UTF-8`,
		`a.jsonl:9: no text: "text" is empty`,
		`a.jsonl:10: "sentences" is a string: expected an array of strings`,
		`a.jsonl:11: "text" and "sentences" differ: give one of them, or the sentences joined by a newline as text`,
		"Last.",
		"In an array.",
		`arr.json:3: "text" is a number: expected a string`,
		`arr.json:4: broken JSON, nothing after it is read: unexpected EOF`,
		`bad.txt:2: byte 0x81 is neither UTF-8 nor Windows-1252: expected UTF-8, UTF-16 with a byte order mark, or Windows-1252`,
		`blank.txt: no text: expected a report`,
		`cut.txt.gz: broken gzip file: unexpected EOF`,
		`damaged.txt:3: invalid UTF-8 (byte 0xe9); the rest is UTF-8, so the file is damaged there`,
		`doc.txt: a PDF file, not text: expected plain text, HTML, JSON Lines or CSV`,
		`empty.jsonl: no articles: expected one JSON object a line`,
		`empty.txt: empty: expected a report`,
		`missing.txt: no such file or directory`,
		`none: no reports in this folder; expected .txt, .html, .htm, .jsonl, .ndjson, .json, .csv or .tsv files, also with .gz`,
		`page.html: no report found in the page: expected paragraphs of text`,
		`pic.txt: a PNG image, not text: expected plain text, HTML, JSON Lines or CSV`,
		`zero.txt:2: a zero byte: expected text, not a binary file`,
		"Fine.",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	for _, err := range Articles([]string{filepath.Join(dir, "missing.txt")}, Options{}) {
		var re *Error
		if !errors.As(err, &re) || !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%T %v", err, err)
		}
	}
}

func TestSizes(t *testing.T) {
	long := strings.Repeat("Troops left Strelsau. ", 10)
	dir := write(t, map[string]string{"a.txt": long, "b.jsonl": `{"text":"` + long + `"}` + "\n" + `{"text":"Short."}`, "c.txt.gz": zip(long),
		"d.json": "[\n" + `{"text":"` + long + `"},` + "\n" + `{"text":"After."}]`, "e.jsonl": `{"text":"` + long[:110] + `"}`})
	_, got := all(dir, Options{MaxBytes: 100}, dir)
	msg := "larger than 0 MB: a report of that size is not read; split it, or give one article a line as JSON Lines, or a row as CSV"
	want := []string{"a.txt: " + msg, "b.jsonl:1: larger than 0 MB: an article of that size is not read", "Short.", "c.txt.gz: " + msg,
		"d.json:2: larger than 0 MB: an article of that size is not read", "After.", "e.jsonl:1: the text is larger than 0 MB: a report of that size is not read"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestEncodings(t *testing.T) {
	const text = "Zürich – “Strelsau”"
	for name, data := range map[string]string{
		"utf8.txt": text, "bom.txt": "\xef\xbb\xbf" + text, "utf16.txt": utf16le(text), "win.txt": "Z\xfcrich \x96 \x93Strelsau\x94",
		"utf16-nobom.txt": utf16le(text + strings.Repeat("\nTroops left.", 5))[2:],
		"utf16.jsonl":     utf16le(`{"text":"` + text + `"}`),
		"latin.html":      "<html><head><meta charset=\"windows-1252\"></head><body><p>Z\xfcrich \x96 \x93Strelsau\x94</p></body></html>",
	} {
		dir := write(t, map[string]string{name: data})
		if _, got := all(dir, Options{}, dir); len(got) != 1 || strings.TrimSuffix(got[0], strings.Repeat("\nTroops left.", 5)) != text {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestStandardInput(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Troops left Strelsau.", "Troops left Strelsau."},
		{`{"text":"A."}` + "\n" + `{"text":"B."}`, "A.|B."},
		{"[\n {\"text\":\"A.\"}]", "A."},
		{"{\n \"text\":\"A.\"}", "A."},
		{"{\n \"text\":\"A.\"}\n{\"text\":\"B\\\"}\\\\\"}", "A.|B\"}\\"},
		{"[\n {\"text\":\"A.\"} {\"text\":\"B.\"}]", "A.|standard input:2: broken JSON, nothing after it is read: expected a comma or the end of the array, found '{'"},
		{"[\n {\"text\":\"A.\"}]\n]", "A.|standard input:3: broken JSON, nothing after it is read: expected nothing after the array, found ']'"},
		{"[\n {\"text\":\"A.\"}, 12, null,\ntrue]", "A.|standard input:2: not an article: expected a JSON object with \"text\", found a number|" +
			"standard input:2: not an article: expected a JSON object with \"text\", found null|standard input:3: not an article: expected a JSON object with \"text\", found a truth value"},
		{"<!doctype html><p>Troops left Strelsau.</p>", "Troops left Strelsau."},
		{"", "standard input: empty: expected a report"},
	} {
		if _, got := all("", Options{Stdin: strings.NewReader(c.in)}, "-"); strings.Join(got, "|") != c.want {
			t.Errorf("%q gives %q, want %q", c.in, got, c.want)
		}
	}
}

func TestOptions(t *testing.T) {
	dir := write(t, map[string]string{"a.txt": "Troops left Strelsau."})
	if _, got := all(dir, Options{Format: "pdf"}, dir); len(got) != 1 || got[0] != `unknown format "pdf"; known: auto, text, html, jsonl, csv` {
		t.Error(got)
	}
	if _, got := all(dir, Options{Date: "soon"}, dir); len(got) != 1 || !strings.HasPrefix(got[0], `publication date: date "soon" is no calendar day`) {
		t.Error(got)
	}
	if arts, _ := all(dir, Options{Date: "2025-05-03"}, dir); arts[0].Date != "2025-05-03" {
		t.Error(arts)
	}
}

// TestWriteRead: what Write writes, Articles reads back unchanged.
func TestWriteRead(t *testing.T) {
	dir := write(t, map[string]string{
		"a.txt":   "date 2025-03-16 STRELSAU, March 16 (AFP) - Troops left “Zenda” <at night>.\n\nMore on Ruritania\n\nThey may return. (AFP)\n\nTo home page",
		"b.jsonl": `{"id":"x","date":"2025-05-03T10:00:00+02:00","publisher":"Strelsau Post","url":"http://a.example/?a=1&b=2","title":"T","sentences":["One.","Two."]}`,
	})
	arts, _ := all(dir, Options{}, dir)
	var b bytes.Buffer
	for _, a := range arts {
		if err := Write(&b, a); err != nil {
			t.Fatal(err)
		}
	}
	again, _ := all("", Options{Stdin: bytes.NewReader(b.Bytes())}, "-")
	where := map[string]bool{}
	for _, as := range [][]doc.Article{arts, again} {
		for i := range as {
			where[filepath.Base(as[i].From)] = true
			as[i].From = ""
		}
	}
	if d := cmp.Diff(arts, again); d != "" {
		t.Error(d)
	}
	if !where["a.txt"] || !where["b.jsonl:1"] || !where["-:2"] {
		t.Error("where they were read:", where)
	}
}

func TestDates(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"2023-03-16", "2023-03-16"}, {"20230316", "2023-03-16"}, {"2023-03-16T09:30:00+01:00", "2023-03-16T09:30:00+01:00"},
		{"2023-03-16T09:30:00.123Z", "2023-03-16T09:30:00Z"}, {"2023-03-16T09:30", "2023-03-16T09:30:00"}, {"2023-03-16 09:30:00", "2023-03-16T09:30:00"},
		{"2023-03-16T09:30:00+0100", "2023-03-16T09:30:00+01:00"}, {"Thu, 16 Mar 2023 09:30:00 GMT", "2023-03-16T09:30:00Z"},
		{"16 March 2023", "2023-03-16"}, {"Mar. 16, 2023", "2023-03-16"}, {"Thursday, March 16th, 2023", "2023-03-16"}, {"Sept. 3, 2023", "2023-09-03"},
		{"2023-02-29", ""}, {"31 April 2023", ""}, {"yesterday", ""}, {"2023", ""}, {"2023-03", ""}, {"16/03/2023", ""}, {"0000-01-01", ""}, {"", ""},
	} {
		if got, err := Date(c.in); got != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%q gives %q, %v; want %q", c.in, got, err, c.want)
		}
	}
}
