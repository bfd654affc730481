package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"
)

var rowColumns = []Column{{"actor", Text}, {"claims", Text}, {"events", Integer}, {"goldstein_mean", Decimal}}

var someRows = [][]any{
	{"RUR", []string{"=1+1", "GRK \"GOV\""}, 12, -10.0 / 3},
	{"", []string(nil), 0, math.NaN()},
}

func writeRows(t *testing.T, format string) []byte {
	t.Helper()
	var b bytes.Buffer
	r, err := NewRows(format, &b, rowColumns, Options{Width: 80})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range someRows {
		if err := r.Write(row...); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestRows(t *testing.T) {
	records, err := csv.NewReader(bytes.NewReader(writeRows(t, CSV))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{{"actor", "claims", "events", "goldstein_mean"}, {"RUR", `'=1+1; GRK "GOV"`, "12", "-3.3333"}, {"", "", "0", ""}}
	if d := cmp.Diff(want, records); d != "" {
		t.Error(d)
	}

	dec := json.NewDecoder(bytes.NewReader(writeRows(t, JSONL)))
	var objects []map[string]any
	for {
		var o map[string]any
		if err := dec.Decode(&o); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		objects = append(objects, o)
	}
	if d := cmp.Diff([]map[string]any{
		{"actor": "RUR", "claims": []any{"=1+1", `GRK "GOV"`}, "events": 12.0, "goldstein_mean": -3.3333},
		{"actor": "", "claims": nil, "events": 0.0, "goldstein_mean": nil},
	}, objects); d != "" {
		t.Error(d)
	}

	if got := string(writeRows(t, Table)); !strings.Contains(got, "RUR    '=1+1") || !strings.Contains(got, "-3.3") {
		t.Error(got)
	}
}

// A table leaves out whole columns, never half of a number, and says so.
func TestRowsNarrow(t *testing.T) {
	var b bytes.Buffer
	columns := []Column{{"actor", Text}}
	row := []any{"RUR"}
	for i := range 12 {
		columns = append(columns, Column{fmt.Sprint("number_", i), Integer})
		row = append(row, 1234567)
	}
	r, err := NewRows(Table, &b, columns, Options{Width: 60})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Write(row...); err != nil {
		t.Fatal(err)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(b.String(), "\n")
	if d := cmp.Diff(append([]string{"RUR"}, slices.Repeat([]string{"1234567"}, 6)...), strings.Fields(lines[3])); d != "" {
		t.Error(d)
	}
	if !strings.Contains(lines[4], "not shown for want of room: number_6, number_7") {
		t.Error(b.String())
	}
}

// Columns keep their order in Parquet, and what is missing is null.
func TestRowsParquet(t *testing.T) {
	data := writeRows(t, Parquet)
	file, err := parquet.OpenFile(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range file.Schema().Fields() {
		names = append(names, f.Name())
	}
	if d := cmp.Diff([]string{"actor", "claims", "events", "goldstein_mean"}, names); d != "" {
		t.Error(d)
	}
	type row struct {
		Actor  *string  `parquet:"actor,optional"`
		Claims *string  `parquet:"claims,optional"`
		Events int64    `parquet:"events"`
		Mean   *float64 `parquet:"goldstein_mean,optional"`
	}
	got, err := parquet.Read[row](bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	actor, claims, mean := "RUR", `=1+1; GRK "GOV"`, -3.3333
	if d := cmp.Diff([]row{{&actor, &claims, 12, &mean}, {}}, got); d != "" {
		t.Error(d)
	}
}
