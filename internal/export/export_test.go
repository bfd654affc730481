package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"rapporteur"
)

const body = "Strelsau, 11 March 2026 — Ruritania's foreign minister has called on Graustark and Freedonia to resume peace talks “as soon as possible”.\n\n" +
	"Graustark’s government said on Tuesday that Ruritanian troops had shelled the border village of Zenda, killing at least 17 people and wounding a number of others who had, according to the mayor, taken shelter in a school, a charge that Ruritania's army denied.\n\n" +
	"Both countries will sign an agreement next week."

var article = rapporteur.Article{ID: "rur-1", Date: "2026-03-11", Agency: "RNA", Title: "Ruritania calls for talks", Text: body}

// at finds words of the text, from the given sentence on.
func at(t testing.TB, words string) rapporteur.Words {
	i := strings.Index(body, words)
	if i < 0 {
		t.Fatalf("%q is not in the text", words)
	}
	start := utf8.RuneCountInString(body[:i])
	return rapporteur.Words{Text: words, Start: start, End: start + utf8.RuneCountInString(words)}
}

func sentence(t testing.TB, index int) rapporteur.Sentence {
	return rapporteur.Sentence{Index: index, Words: at(t, strings.Split(body, "\n\n")[index])}
}

func ptr[T any](x T) *T { return &x }

// records are made-up records of the article, with every field in use.
func records(t testing.TB) []rapporteur.Event {
	who := func(words, code string) rapporteur.Entity {
		return rapporteur.Entity{Words: at(t, words), Code: code}
	}
	origin := rapporteur.Origin{ID: "rur-1", Agency: "RNA", Date: "2026-03-11"}
	minister := who("Ruritania's foreign minister", "RUR GOV")
	minister.Name, minister.Role = "Rudolf Rassendyll", "foreign minister"
	return []rapporteur.Event{{
		ID: "e1", Type: "REQUEST", Mode: "meet", Contexts: []string{"diplomatic", "military"}, Status: "actual", Trigger: at(t, "called on"),
		Actor: []rapporteur.Entity{minister}, Recipient: []rapporteur.Entity{who("Graustark", "GRK GOV"), who("Freedonia", "FRD GOV")},
		Date: &rapporteur.Date{Value: "2026-03-11", From: "publication"}, CAMEO: "026", Quad: "verbal conflict", Goldstein: ptr(4.0),
		Sentence: sentence(t, 0), Article: origin, Rule: "request/call-on", MadeBy: "rapporteur",
	}, {
		ID: "e2", Type: "ASSAULT", Mode: "heavy-weapons", Status: "actual", Trigger: at(t, "shelled"),
		Actor: []rapporteur.Entity{who("Ruritanian troops", "RUR MIL")}, Recipient: []rapporteur.Entity{who("the border village of Zenda", "GRK CVL")},
		SaidBy: []rapporteur.Source{{Words: at(t, "Graustark’s government"), Code: "GRK GOV", Stance: "asserts"}, {Words: at(t, "Ruritania's army"), Code: "RUR MIL", Stance: "denies"}},
		Date:   &rapporteur.Date{Value: "2026-03-10", Text: "Tuesday", Start: ptr(1), End: ptr(2), From: "text"},
		Place:  &rapporteur.Place{Words: at(t, "Zenda"), Name: "Zenda", Country: "GRK", Lat: ptr(-9.25), Lon: ptr(19.0)},
		CAMEO:  "194", Quad: "material conflict", Goldstein: ptr(-10.0), Intensity: -9.5, Confidence: 0.63,
		Sentence: sentence(t, 1), Article: origin, Rule: "assault/shell", MadeBy: "rapporteur",
	}, {
		ID: "e3", Type: "AGREE", Status: "future", Trigger: at(t, "will sign"), Actor: []rapporteur.Entity{who("Both countries", "RUR"), who("Both countries", "---")},
		Date: &rapporteur.Date{Value: "2026-03-16/2026-03-22", Text: "next week", From: "text"}, Quad: "verbal cooperation",
		Sentence: sentence(t, 2), Article: origin, Rule: "agree/will-sign", MadeBy: "rapporteur",
	}}
}

func TestJSONLWritesOneRecordALine(t *testing.T) {
	var b bytes.Buffer
	s := NewJSONL(&b)
	if err := s.Write(article, records(t)); err != nil {
		t.Fatal(err)
	}
	if err := s.Write(rapporteur.Article{}, nil); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
	if len(lines) != 3 {
		t.Fatalf("%d lines, want 3", len(lines))
	}
	for _, l := range lines {
		var ev map[string]any
		if err := json.Unmarshal([]byte(l), &ev); err != nil {
			t.Fatal(err)
		}
		if ev["recipient"] == nil || ev["actor"] == nil {
			t.Errorf("nobody named must be an empty list: %s", l)
		}
	}
}

func TestCSVReadsBack(t *testing.T) {
	evs := records(t)
	evs[2].Trigger.Text = "=cmd|'/c calc'!A1"
	evs[2].Sentence.Text = "“Both”, they\nsaid, \"will sign\"."
	evs[2].Article.ID = "-1"
	var b bytes.Buffer
	s := NewCSV(&b, true)
	if err := s.Write(article, evs); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	out, ok := strings.CutPrefix(b.String(), "\ufeff")
	if !ok {
		t.Error("no byte order mark")
	}
	rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 4 {
		t.Fatalf("%d rows, want a header and 3", len(rows))
	}
	cell := func(row int, name string) string {
		for i, n := range rows[0] {
			if n == name {
				return rows[row][i]
			}
		}
		t.Fatalf("no column %s", name)
		return ""
	}
	for _, c := range []struct {
		row        int
		name, want string
	}{
		{1, "contexts", "diplomatic; military"}, {1, "recipient_code", "GRK GOV; FRD GOV"}, {1, "recipient_name", ""},
		{1, "actor_name", "Rudolf Rassendyll"}, {1, "goldstein", "4"}, {1, "intensity", "0"}, {1, "place", ""}, {1, "date_from", "publication"},
		{2, "said_by", "GRK GOV:asserts; RUR MIL:denies"},
		{2, "lat", "-9.25"}, {2, "goldstein", "-10"}, {2, "intensity", "-9.5"},
		{3, "actor_code", "RUR; ---"}, {3, "trigger", "'=cmd|'/c calc'!A1"}, {3, "sentence", `“Both”, they said, "will sign".`},
		{3, "article_id", "'-1"}, {3, "date", "2026-03-16/2026-03-22"}, {3, "goldstein", ""},
	} {
		if got := cell(c.row, c.name); got != c.want {
			t.Errorf("row %d, %s: %q, want %q", c.row, c.name, got, c.want)
		}
	}
}

func TestCSVOfNothingHasAHeader(t *testing.T) {
	var b bytes.Buffer
	s := NewCSV(&b, false)
	s.Close()
	if !strings.HasPrefix(b.String(), "id,article_id,") || strings.Count(b.String(), "\n") != 1 {
		t.Errorf("%q", b.String())
	}
}

func TestTableFitsTheTerminal(t *testing.T) {
	for _, width := range []int{20, 60, 80, 100, 119, 120, 160, 400} {
		var b bytes.Buffer
		s := NewTable(&b, width, false)
		if err := s.Write(article, records(t)); err != nil {
			t.Fatal(err)
		}
		if err := s.Write(rapporteur.Article{ID: "quiet"}, nil); err != nil {
			t.Fatal(err)
		}
		limit := max(min(width, maxWidth), minWidth)
		for _, l := range strings.Split(b.String(), "\n") {
			if n := utf8.RuneCountInString(l); n > limit {
				t.Errorf("width %d: a line of %d: %q", width, n, l)
			}
		}
		for _, want := range []string{"Ruritania calls for talks", "2026-03-10", "ASSAULT", "RUR MIL", "future", "No events."} {
			if !strings.Contains(b.String(), want) {
				t.Errorf("width %d: %q is missing", width, want)
			}
		}
		if testing.Verbose() && (width == 80 || width == 160) {
			t.Log("\n" + b.String())
		}
	}
}

func TestTableKeepsControlCharactersOut(t *testing.T) {
	evs := records(t)[:1]
	evs[0].Actor[0].Text = "a\x1b[2Jb\u202e"
	var b bytes.Buffer
	NewTable(&b, 80, false).Write(rapporteur.Article{Title: "x\x1b]0;owned\ay\u009bz"}, evs)
	if strings.ContainsAny(b.String(), "\x1b\a\u202e\u009b") {
		t.Errorf("%q", b.String())
	}
}

func TestAroundKeepsTheTrigger(t *testing.T) {
	s := sentence(t, 1)
	for _, room := range []int{1, 10, 40, 80, 1000} {
		for _, w := range []string{"Graustark’s", "shelled", "denied."} {
			trigger := at(t, w)
			if w == "Graustark’s" {
				trigger.Start, trigger.End = s.Start, s.Start+11
			}
			before, words, after := around(s, trigger, room)
			if words != w {
				t.Errorf("room %d: trigger %q, want %q", room, words, w)
			}
			if n := utf8.RuneCountInString(before + words + after); n > room+len(w)+4 {
				t.Errorf("room %d: %d characters: %q", room, n, before+words+after)
			}
		}
	}
}
