package export

import (
	"bytes"
	"fmt"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/parquet-go/parquet-go"

	"rapporteur"
)

// recordOf makes the record again of which the row was made.
func recordOf(t testing.TB, r row) rapporteur.Event {
	words := func(text string, start, end int32) rapporteur.Words {
		return rapporteur.Words{Text: text, Start: int(start), End: int(end)}
	}
	value := func(s *string) string {
		if s == nil {
			return ""
		}
		if *s == "" {
			t.Error("an empty string where there is nothing: want null")
		}
		return *s
	}
	parties := func(code, text []string, name, role []*string, start, end []int32) (out []rapporteur.Entity) {
		for i := range code {
			out = append(out, rapporteur.Entity{Words: words(text[i], start[i], end[i]), Code: code[i], Name: value(name[i]), Role: value(role[i])})
		}
		return out
	}
	e := rapporteur.Event{
		ID: r.ID, Type: r.Type, Mode: value(r.Mode), Contexts: r.Contexts, Status: r.Status, Trigger: words(r.Trigger, r.TriggerStart, r.TriggerEnd),
		Actor:     parties(r.ActorCode, r.ActorText, r.ActorName, r.ActorRole, r.ActorStart, r.ActorEnd),
		Recipient: parties(r.RecipientCode, r.RecipientText, r.RecipientName, r.RecipientRole, r.RecipientStart, r.RecipientEnd),
		CAMEO:     value(r.CAMEO), Quad: value(r.Quad), Goldstein: r.Goldstein, Intensity: r.Intensity,
		Sentence: rapporteur.Sentence{Index: int(r.SentenceIndex), Words: words(r.Sentence, r.SentenceStart, r.SentenceEnd)},
		Article:  rapporteur.Origin{ID: r.ArticleID, Agency: value(r.Agency), Publisher: value(r.Publisher), Date: value(r.ArticleDate), URL: value(r.URL)},
		Rule:     r.Rule, MadeBy: r.MadeBy,
	}
	if r.Confidence != nil {
		e.Confidence = *r.Confidence
	}
	for i := range r.SaidByCode {
		e.SaidBy = append(e.SaidBy, rapporteur.Source{Words: words(r.SaidByText[i], r.SaidByStart[i], r.SaidByEnd[i]),
			Code: r.SaidByCode[i], Name: value(r.SaidByName[i]), Role: value(r.SaidByRole[i]), Stance: r.SaidByStance[i], Channel: value(r.SaidByChannel[i])})
	}
	if r.Date != nil {
		e.Date = &rapporteur.Date{Value: value(r.Date), Text: value(r.DateText), From: value(r.DateFrom)}
		if r.DateStart != nil {
			e.Date.Start, e.Date.End = ptr(int(*r.DateStart)), ptr(int(*r.DateEnd))
		}
	}
	for _, c := range r.Counts {
		n := rapporteur.Count{What: c.What, N: c.N, Min: c.Min, Max: c.Max, About: c.About, Unit: value(c.Unit), Words: words(c.Text, c.Start, c.End)}
		for _, s := range c.SaidBy {
			n.SaidBy = append(n.SaidBy, rapporteur.Source{Words: words(s.Text, s.Start, s.End), Code: s.Code, Name: value(s.Name), Role: value(s.Role), Stance: s.Stance, Channel: value(s.Channel)})
		}
		e.Counts = append(e.Counts, n)
	}
	if r.PlaceStart != nil {
		e.Place = &rapporteur.Place{Words: words(value(r.Place), *r.PlaceStart, *r.PlaceEnd), Name: value(r.PlaceName), Country: value(r.PlaceCountry), Admin1: value(r.PlaceAdmin1), Lat: r.Lat, Lon: r.Lon}
	}
	return e
}

// written is what the sink makes of the articles.
func written(t testing.TB, sink func(*bytes.Buffer) Sink, articles ...[]rapporteur.Event) []byte {
	t.Helper()
	var b bytes.Buffer
	s := sink(&b)
	for _, events := range articles {
		if err := s.Write(article, events); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func toParquet(b *bytes.Buffer) Sink { return NewParquet(b) }

func readRows(t testing.TB, file []byte) []row {
	t.Helper()
	rows, err := parquet.Read[row](bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestParquetReadsBackAsTheRecords(t *testing.T) {
	want := records(t)
	want[0].SaidBy = []rapporteur.Source{{Words: at(t, "Graustark"), Code: "GRK GOV", Name: "A \"quoted\",\tname\n", Role: "king", Stance: "asserts", Channel: "radio"}}
	want[1].Counts = []rapporteur.Count{
		{What: "killed", Min: ptr(int64(17)), Words: at(t, "at least 17 people"), SaidBy: []rapporteur.Source{{Words: at(t, "the mayor"), Code: "GRK GOV", Stance: "asserts"}}},
		{What: "money", N: ptr(int64(0)), About: true, Unit: "USD", Words: at(t, "a number of others")},
	}
	want[1].Place.Lat = ptr(0.0) // a number like others, not a missing one
	rows := readRows(t, written(t, toParquet, want[:1], nil, want[1:]))
	var got []rapporteur.Event
	for _, r := range rows {
		got = append(got, recordOf(t, r))
	}
	if d := cmp.Diff(want, got, cmpopts.EquateEmpty()); d != "" {
		t.Errorf("want -, got +:\n%s", d)
	}
	day := func(n *int32) string { return time.Unix(int64(*n)*24*60*60, 0).UTC().Format(time.DateOnly) }
	if got := day(rows[2].DateFirst) + " " + day(rows[2].DateLast); got != "2026-03-16 2026-03-22" {
		t.Errorf("next week is %s", got)
	}
}

func TestParquetOfNothingIsATable(t *testing.T) {
	file := written(t, toParquet)
	if n := len(readRows(t, file)); n != 0 {
		t.Errorf("%d rows", n)
	}
}

// Every field of a record must come out, so that one added later is not
// forgotten: all fields are set, and none may be lost.
func TestParquetKeepsEveryField(t *testing.T) {
	var e rapporteur.Event
	n := 0
	var fill func(v reflect.Value)
	fill = func(v reflect.Value) {
		n++
		switch v.Kind() {
		case reflect.String:
			v.SetString(fmt.Sprintf("value %d", n))
		case reflect.Bool:
			v.SetBool(true)
		case reflect.Int, reflect.Int64:
			v.SetInt(int64(n))
		case reflect.Float64:
			v.SetFloat(float64(n) / 4)
		case reflect.Pointer:
			v.Set(reflect.New(v.Type().Elem()))
			fill(v.Elem())
		case reflect.Slice:
			v.Set(reflect.MakeSlice(v.Type(), 2, 2))
			fill(v.Index(0))
			fill(v.Index(1))
		case reflect.Struct:
			for i := range v.NumField() {
				fill(v.Field(i))
			}
		default:
			t.Fatalf("a field of kind %s: say here how to fill it", v.Kind())
		}
	}
	fill(reflect.ValueOf(&e).Elem())
	rows := readRows(t, written(t, toParquet, []rapporteur.Event{e}))
	if d := cmp.Diff(e, recordOf(t, rows[0])); d != "" {
		t.Errorf("want -, got +:\n%s", d)
	}
}

func TestParquetRowGroupsDependOnRecordsAlone(t *testing.T) {
	evs := records(t)
	var one, three [][]rapporteur.Event
	for i := range rowGroup/2 + 2 {
		evs[0].ID = fmt.Sprint(i)
		one = append(one, []rapporteur.Event{evs[0]}, []rapporteur.Event{evs[1]})
		three = append(three, []rapporteur.Event{evs[0], evs[1]})
	}
	a, b := written(t, toParquet, one...), written(t, toParquet, three...)
	if !bytes.Equal(a, b) {
		t.Error("the bytes differ with the articles that the records come in")
	}
	f, err := parquet.OpenFile(bytes.NewReader(a), int64(len(a)))
	if err != nil {
		t.Fatal(err)
	}
	if n := len(f.RowGroups()); n != 2 {
		t.Errorf("%d row groups of %d records, want 2", n, f.NumRows())
	}
}

func TestDays(t *testing.T) {
	for _, c := range []struct{ value, first, last string }{
		{"2026-03-11", "2026-03-11", "2026-03-11"}, {"2024-02", "2024-02-01", "2024-02-29"}, {"2026", "2026-01-01", "2026-12-31"},
		{"2026-03-16/2026-03-22", "2026-03-16", "2026-03-22"}, {"2025-12/2026-02", "2025-12-01", "2026-02-28"},
		{"2026-03-11T10:00:00Z", "2026-03-11", "2026-03-11"},
		{"", "", ""}, {"2026-W10", "", ""}, {"PRESENT_REF", "", ""}, {"2026-03-22/2026-03-16", "", ""}, {"2026-03-16/", "", ""},
	} {
		first, last, ok := days(c.value)
		if ok != (c.first != "") || ok && (first.Format(time.DateOnly) != c.first || last.Format(time.DateOnly) != c.last) {
			t.Errorf("%q: %v %v %v, want %s %s", c.value, first, last, ok, c.first, c.last)
		}
	}
}
