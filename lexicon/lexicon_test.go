package lexicon

import (
	"errors"
	"io/fs"
	"sort"
	"strings"
	"testing"
	"testing/fstest"
)

func load0(t testing.TB) *Lexicon {
	t.Helper()
	l, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// The loader checks columns, codes and dates; order and repetition are for
// readers of the files.
func TestFilesAreSortedAndUnique(t *testing.T) {
	names, _ := fs.Glob(files, "*.tsv")
	for _, name := range names {
		b, err := fs.ReadFile(files, name)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(b), "\r") || len(b) > 0 && b[len(b)-1] != '\n' {
			t.Errorf("%s: want lines that end in a newline alone", name)
		}
		var rows []string
		for i, line := range strings.Split(strings.TrimSuffix(string(b), "\n"), "\n") {
			if strings.HasPrefix(line, "#") || i == 0 {
				continue
			}
			if n := len(rows); n > 0 && rows[n-1] == line {
				t.Errorf("%s:%d: stands twice: %s", name, i+1, line)
			}
			rows = append(rows, line)
		}
		if !sort.StringsAreSorted(rows) {
			for i := 1; i < len(rows); i++ {
				if rows[i] < rows[i-1] {
					t.Errorf("%s: not sorted at %q", name, rows[i])
					break
				}
			}
		}
	}
}

func TestNobodyHoldsAnOfficeTwiceAtOnce(t *testing.T) {
	l := load0(t)
	last := map[string]Office{}
	for _, o := range l.Offices {
		k := o.Code + "|" + o.Office + "|" + o.Name
		if p, ok := last[k]; ok && p.From == o.From && p.To == o.To {
			t.Errorf("%s stands twice from %s", k, o.From)
		}
		last[k] = o
	}
}

func TestFaults(t *testing.T) {
	head := map[string]string{
		"countries.tsv": "code\tname\taliases\tadjectives\tpeople\tcapital\tseats\tformer\tsource\n",
		"offices.tsv":   "code\toffice\tname\taliases\tfrom\tto\tsource\n",
		"roles.tsv":     "office\twords\tsector\tsource\nking\tking\tGOV\ttest\n",
		"sectors.tsv":   "code\tname\tcontext\tside\tlocal\tsource\nGOV\texecutive\tyes\t\t\ttest\n",
		"agents.tsv":    "words\tsector\tkind\tsource\n",
	}
	rur := "RUR\tRuritania\t\tRuritanian\tRuritanians\tStrelsau\t\t\ttest\n"
	for _, c := range []struct{ file, rows, want string }{
		{"countries.tsv", "RU\tRuritania\t\t\t\t\t\t\ttest\n", "countries.tsv:2:1: \"RU\" is no country code"},
		{"countries.tsv", rur + rur, "countries.tsv:3:1: \"RUR\" stands here twice"},
		{"countries.tsv", "RUR\t\t\t\t\t\t\t\ttest\n", "countries.tsv:2:5: empty field"},
		{"countries.tsv", "RUR\tRuritania\ttest\n", "countries.tsv:2:15: 3 fields, want 9"},
		{"countries.tsv", "RUR\tRuritania\ta||b\t\t\t\t\t\ttest\n", "countries.tsv:2:15: \"a||b\": a part"},
		{"offices.tsv", "RUR GOV\tqueen\tFlavia\t\t\t\ttest\n", "offices.tsv:2:9: \"queen\" is no office of roles.tsv"},
		{"offices.tsv", "RUR GOV\tking\tFlavia\t\t1894-13\t\ttest\n", "offices.tsv:2:22: \"1894-13\" is no date"},
		{"offices.tsv", "RUR GOV\tking\tFlavia\t\t1895\t1894-02\ttest\n", "offices.tsv:2:27: ends 1894-02 before it begins 1895"},
		{"offices.tsv", "RUX GOV\tking\tFlavia\t\t\t\ttest\n", "offices.tsv:2:1: \"RUX GOV\": \"RUX\" is neither a country"},
		{"agents.tsv", "herald\tHRL\tperson\ttest\n", "agents.tsv:2:8: \"HRL\" is no sector"},
		{"agents.tsv", "herald\tGOV\tman\ttest\n", "agents.tsv:2:12: \"man\": want person, body or group"},
		{"agents.tsv", "herald\xff\tGOV\tperson\ttest\n", "agents.tsv:2:1: not UTF-8"},
	} {
		fsys := fstest.MapFS{}
		for f, h := range head {
			if f == "countries.tsv" && c.file != f {
				h += rur
			}
			if f == c.file {
				h += c.rows
			}
			fsys[f] = &fstest.MapFile{Data: []byte(h)}
		}
		_, err := LoadFS(fsys)
		var e *Error
		if !errors.As(err, &e) || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%q\n got %v\nwant %s", c.rows, err, c.want)
		}
	}
	_, err := LoadFS(fstest.MapFS{"roles.tsv": {Data: []byte("office\twords\n")}})
	if err == nil || !strings.HasPrefix(err.Error(), "roles.tsv:1:14: want the columns") {
		t.Errorf("wrong columns: %v", err)
	}
	if l, err := LoadFS(fstest.MapFS{}); err != nil || len(l.Names([]Word{{Text: "Strelsau"}})) != 0 {
		t.Errorf("an empty lexicon is a lexicon: %v", err)
	}
}

func words(s string) []Word {
	var out []Word
	for _, f := range strings.Fields(s) {
		glued := strings.HasSuffix(f, "_")
		out = append(out, Word{Text: strings.TrimSuffix(f, "_"), Space: !glued})
	}
	return out
}

func TestNames(t *testing.T) {
	l := load0(t)
	for _, c := range []struct{ text, want string }{
		{"they left Strelsau for Ruritania", "Strelsau Ruritania"},
		{"the Ruritanian Diet met", "Ruritanian Diet"},
		{"turkey for us and for chad", ""},
		{"Turkey , the US and Chad", "Turkey US Chad"},
		{"the U.S. and the U.N.", "U.S. U.N."},
		{"Bashar al_ -_ Assad said", "Bashar al - Assad"},
		{"Côte d’Ivoire", "Côte d’Ivoire"},
		{"Cote d'Ivoire", "Cote d'Ivoire"},
		{"Burkina , Faso", "Burkina"},
		{"the Graustark Liberation Army", "Graustark Liberation Army"},
		{"RURITANIA", "RURITANIA"},
	} {
		ws := words(c.text)
		var got []string
		for _, h := range l.Names(ws) {
			var p []string
			for k := h.First; k <= h.Last; k++ {
				p = append(p, ws[k].Text)
			}
			if len(h.Refs) == 0 {
				t.Errorf("%q: a hit without entries", c.text)
			}
			got = append(got, strings.Join(p, " "))
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("%q: got %q, want %q", c.text, g, c.want)
		}
	}
}

func TestNouns(t *testing.T) {
	l := load0(t)
	has := func(text string, kind Kind, first, last int) bool {
		for _, h := range l.Find(words(text)).Nouns {
			if h.First == first && h.Last == last {
				for _, r := range h.Refs {
					if r.Kind == kind {
						return true
					}
				}
			}
		}
		return false
	}
	for _, c := range []struct {
		text        string
		kind        Kind
		first, last int
	}{
		{"the foreign ministers", RoleNoun, 1, 2},
		{"the foreign ministries", AgentNoun, 1, 2},
		{"many soldiers", AgentNoun, 1, 1},
		{"both countries", ReferenceNoun, 1, 1},
		{"minister of foreign affairs", RoleNoun, 0, 3},
	} {
		if !has(c.text, c.kind, c.first, c.last) {
			t.Errorf("%q: no noun at %d..%d: %v", c.text, c.first, c.last, l.Find(words(c.text)).Nouns)
		}
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{"Ja’afari": "jaafari", "Erdoğan": "erdogan", "Łódź": "lodz", "Guinea-Bissau": "guinea bissau", "People's Front": "people 's front", "U.S.": "us", "": "", "—": ""} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestHeldAt(t *testing.T) {
	o := Office{Term: Term{"2020-03", "2021"}}
	for day, want := range map[string]bool{"2020-02-29": false, "2020-03-01": true, "2021-12-31": true, "2022-01-01": false} {
		if o.HeldAt(day) != want {
			t.Errorf("%s: held %v", day, !want)
		}
	}
}

func TestVersionFollowsTheBytes(t *testing.T) {
	a, _ := LoadFS(fstest.MapFS{"sectors.tsv": {Data: []byte("code\tname\tcontext\tside\tlocal\tsource\n")}})
	b, _ := LoadFS(fstest.MapFS{"sectors.tsv": {Data: []byte("code\tname\tcontext\tside\tlocal\tsource\n# x\n")}})
	if a.Version() == b.Version() || len(a.Version()) != 6 {
		t.Errorf("%q, %q", a.Version(), b.Version())
	}
}

func FuzzFold(f *testing.F) {
	f.Add("Omer al-Bashir’s")
	f.Fuzz(func(t *testing.T, s string) {
		if g := Fold(s); Fold(g) != g {
			t.Errorf("Fold(%q) = %q, folded again %q", s, g, Fold(g))
		}
	})
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := LoadFS(files); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkNames(b *testing.B) {
	l := load0(b)
	ws := words("The Ruritanian foreign minister met his colleagues from Graustark , Freedonia and the European Union in Strelsau on Monday , officials said .")
	for b.Loop() {
		l.Names(ws)
		l.Find(ws)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(ws)), "ns/token")
}

func TestSurnames(t *testing.T) {
	for name, want := range map[string]string{"Staffan de Mistura": "Mistura de Mistura", "Bashar al-Assad": "al-Assad Assad", "Rudolf V": "", "Pope Benedict XVI": "", "Robin of Graustark": ""} {
		if got := strings.Join(surnames(name), " "); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestPronounsAndOwners(t *testing.T) {
	l, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for word, want := range map[string]string{"They": "they", "i": "speaker", "whose": "relative", "the": ""} {
		got := ""
		if p, ok := l.Pronoun(word); ok {
			got = p.For
		}
		if got != want {
			t.Errorf("%s stands for %q, want %q", word, got, want)
		}
	}
	if o, ok := l.Owner("IGO"); !ok || !o.Named {
		t.Error("IGO carries the organisation's abbreviation")
	}
	if _, ok := l.Owner("USA"); ok {
		t.Error("USA is a country")
	}
}

// An abbreviation written in capitals is one only in capitals: "p.m." is no PM.
func TestAbbreviationsNeedCapitals(t *testing.T) {
	l := load0(t)
	for text, want := range map[string]bool{"PM": true, "P.M.": true, "p.m.": false, "pm": false} {
		got := false
		for _, h := range l.Find(words("at 2 " + text + " on Monday")).Nouns {
			got = got || h.First == 2
		}
		if got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}
