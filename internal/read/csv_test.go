package read

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/internal/doc"
)

func TestTable(t *testing.T) {
	dir := write(t, map[string]string{
		"a.csv": "\xef\xbb\xbf" + `"","ID",date,Title,text,url,publisher,language,score` + "\r\n" +
			`1,x-1,2026-03-11,"Troops, at last","Troops left ""Strelsau"".` + "\r\n\r\n" + `They came back.",http://a.example/1,Strelsau Post,en,7` + "\r\n" +
			"\r\n" + `2,x-2,NA,NA,Envoys met.,NA,NA,NA,` + "\r\n",
		"b.tsv":    "text\tid\nEnvoys, they say; met.\t1\n",
		"c.csv":    "id;text\n1;Envoys met, they say.",
		"d.csv.gz": zip("text\nEnvoys met."),
		"e.csv":    "id,text\n1,Z\xfcrich \x96 x\n2,Zürich\n",
		"f.csv":    utf16le("text\tid\r\nZürich\t1\r\n"),
	})
	arts, got := all(dir, Options{}, dir)
	want := []string{"Troops left \"Strelsau\".\n\nThey came back.", "Envoys met.", "Envoys, they say; met.", "Envoys met, they say.", "Envoys met.", "Zürich – x", "Zürich", "Zürich"}
	if d := cmp.Diff(want, got); d != "" {
		t.Fatal(d)
	}
	first := arts[0]
	first.Body = nil
	if d := cmp.Diff(doc.Article{ID: "x-1", Date: "2026-03-11", Title: "Troops, at last", Text: want[0], URL: "http://a.example/1", Publisher: "Strelsau Post", Language: "en",
		From: filepath.Join(dir, "a.csv") + ":2"}, first); d != "" {
		t.Error(d)
	}
	if a := arts[1]; a.ID != "x-2" || a.Date != "" || a.Title != "" || !strings.HasSuffix(a.From, "a.csv:6") {
		t.Errorf("%+v", a)
	}
}

func TestTableFaults(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"no text column", "doc_id,Body\n1,Troops left.\n", `1: no column "text" in the header: found "doc_id", "Body"; name the column that holds the reports "text"`},
		{"no header", "1;2026-03-11;" + strings.Repeat("Troops left. ", 4) + "\n", `1: no column "text" in the header: found "1", "2026-03-11", "Troops left. Troops left. Troo..."; name the column that holds the reports "text"`},
		{"twice", "text,Text,id\na,b,1\n", `1: 2 columns are named "text": expected one`},
		{"records", "id,article_id,article_date,text\n", "1: these are records, as 'code' writes them, and no articles"},
		{"nothing", "\n\n", `: no articles: expected a header with a column "text", and one article a row`},
		{"no rows", "text,id\n\n", ": no articles: the table has a header and no rows"},
		{"broken header", "text,\"id\" x\nA.,1\n", `1: no header: the quotation marks of a field don't match: those within it must be doubled`},
		{"too few and too many", "id,text\n1\n2,A.,x\n3,B.\n", "2: expected 2 columns as in the header, found 1|3: expected 2 columns as in the header, found 3|B."},
		{"empty and dates", "id,date,text\n1,,\n2,3/4/2026,A.\n3,soon,B.\n4,2026-03-11,C.\n",
			`2: no text: the column "text" is empty|3: date "3/4/2026": day and month can be taken either way; expected YYYY-MM-DD|4: date "soon" is no calendar day; expected YYYY-MM-DD or an ISO 8601 date-time|C.`},
		{"a mark within", "id,text\n1,A 5\" gun.\n2,B.\n", "2: a quotation mark within a field that does not begin with one: write the field in quotation marks and double those within|B."},
		{"marks not doubled", "id,text\n1,\"He said \"no\".\nThen, he left.\nAnd slept.\"\n2,B.\n3,C.\n", "2: the quotation marks of a field don't match: those within it must be doubled; lines 2 to 4 are passed over|B.|C."},
		{"not closed", "id,date,text\n1,2026-03-11,\"A.\n2,2026-03-12,\"B.\"\n3,2026-03-13,\"C.\nD.\"\n", "2: the quotation marks of a field don't match: those within it must be doubled|B.|C.\nD."},
		{"not closed at all", "id,text\n1,A.\n2,\"B.\n3,C.\n4,D.\n", "A.|3: a quotation mark opens a field, and none closes it|C.|D."},
		{"not closed, last", "id,text\n1,A.\n2,\"B.\nand so on", "A.|3: a quotation mark opens a field, and none closes it; lines 3 to 4 are passed over"},
		{"damaged", "id,text\n1,“A” – b\xe9 “c”\n2,B.\n", "2: invalid UTF-8 (byte 0xe9); the rest is UTF-8, so the file is damaged there|B."},
		{"too long", "id,text\n1," + strings.Repeat("A. ", 100) + "\n2,B.\n3,\"" + strings.Repeat("C.\n", 100) + "\"\n4," + strings.Repeat("D", 101) + "\n5,E.\n",
			"2: larger than 0 MB: an article of that size is not read|B.|4: larger than 0 MB: an article of that size is not read; lines 4 to 104 are passed over|105: the text is larger than 0 MB: a report of that size is not read|E."},
	} {
		dir := write(t, map[string]string{"t.csv": c.in})
		_, got := all(dir, Options{MaxBytes: 100}, filepath.Join(dir, "t.csv"))
		for i := range got {
			got[i] = strings.TrimPrefix(strings.Replace(got[i], "t.csv: ", "t.csv:: ", 1), "t.csv:")
		}
		if g := strings.Join(got, "|"); g != c.want {
			t.Errorf("%s gives\n%s\nwant\n%s", c.name, g, c.want)
		}
	}
}

// A table is known by its header where no file name tells.
func TestTableIsRecognised(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"id,text\n1,Troops left.\n", "Troops left."},
		{"Date;Text\n2026-03-11;Troops left.\n", "Troops left."},
		{"text,score\nTroops left.,1\n", "text,score\nTroops left.,1\n"},
		{"The date, the title, the text: nothing is known.\n", "The date, the title, the text: nothing is known.\n"},
		{"Text\nTroops left, they say.\n", "Text\nTroops left, they say.\n"},
	} {
		if _, got := all("", Options{Stdin: strings.NewReader(c.in)}, "-"); strings.Join(got, "|") != c.want {
			t.Errorf("%q gives %q", c.in, got)
		}
	}
	dir := write(t, map[string]string{"a.txt": utf16le("id\ttext\r\n1\tTroops left.\r\n"), "b.txt": "id,text\n1,Troops left.\n"})
	if _, got := all(dir, Options{}, dir); strings.Join(got, "|") != "Troops left.|Troops left." {
		t.Error(got)
	}
	if _, got := all(dir, Options{Format: Text}, filepath.Join(dir, "b.txt")); strings.Join(got, "|") != "id,text\n1,Troops left.\n" {
		t.Error(got)
	}
	if _, got := all("", Options{Format: CSV, Stdin: strings.NewReader("text,score\nTroops left.,1\n")}, "-"); len(got) != 1 || got[0] != "Troops left." {
		t.Error(got)
	}
}

// TestLargeTable: a table is read row by row, however long it is, and one quotation
// mark too many does not cost the rest.
func TestLargeTable(t *testing.T) {
	var b bytes.Buffer
	b.WriteString("id,text\n0,\"Troops left.\n")
	const n = 50_000
	for i := range n {
		fmt.Fprintf(&b, "%d,Troops left.\n", i+1)
	}
	arts, faults := 0, 0
	for _, err := range Articles([]string{"-"}, Options{Format: CSV, Stdin: &b}) {
		if err != nil {
			faults++
		} else {
			arts++
		}
	}
	if arts != n || faults != 1 {
		t.Errorf("%d articles, %d faults", arts, faults)
	}
}

func FuzzTable(f *testing.F) {
	f.Add([]byte("id,text\n1,\"a\n\"\"b\"\n2,\"c\" d\n\n3,e"))
	f.Add([]byte("text\tdate\n\"\t\"\t\n\xff\"\t2026-03-11\r\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		n := 0
		for a, err := range Articles([]string{"-"}, Options{Format: CSV, Stdin: bytes.NewReader(data), MaxBytes: 1 << 10}) {
			if n++; n > len(data)+2 {
				t.Fatal("more articles than bytes")
			}
			if err == nil {
				spansHold(t, a)
			} else if err.Error() == "" {
				t.Fatal("empty message")
			}
		}
	})
}
