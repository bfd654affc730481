package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"reflect"
	"strconv"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"
)

// Kind is what the cells of a column of Rows are.
type Kind int

// Kinds of columns.
const (
	Text    Kind = iota // string, or []string, which CSV and the table join by "; "
	Integer             // int
	Decimal             // float64, rounded to four places; NaN: missing
)

// Column is a column of Rows.
type Column struct {
	Name string
	Kind Kind
}

// RowFormats are those that Rows can be written in.
var RowFormats = []string{Table, JSONL, CSV, Parquet}

// Rows writes rows of columns that are not records, such as counts. The same
// rows give the same bytes.
type Rows interface {
	// Write writes a row: a value of the column's kind for each column.
	Write(cells ...any) error
	// Close writes what must stand at the end; it does not close the writer below.
	Close() error
}

// NewRows writes in one of the RowFormats.
func NewRows(format string, w io.Writer, columns []Column, o Options) (Rows, error) {
	switch format {
	case Table:
		return newTableRows(w, columns, o), nil
	case JSONL:
		return &jsonRows{w: w, columns: columns}, nil
	case CSV:
		return newCSVRows(w, columns, o.BOM)
	case Parquet:
		return newParquetRows(w, columns), nil
	}
	return nil, fmt.Errorf("unknown format %q; known: %s", format, strings.Join(RowFormats, ", "))
}

// places rounds what sums of scores, which have one or two, have too many.
func places(x float64) float64 { return math.Round(x*1e4) / 1e4 }

// cell is a value as CSV and the table have it.
func cell(v any) string {
	switch v := v.(type) {
	case string:
		return words(v)
	case []string:
		out := make([]string, len(v))
		for i, s := range v {
			out[i] = words(s)
		}
		return join(out)
	case int:
		return strconv.Itoa(v)
	case float64:
		if math.IsNaN(v) {
			return ""
		}
		return strconv.FormatFloat(places(v), 'f', -1, 64)
	}
	return fmt.Sprint(v)
}

type csvRows struct{ w *csv.Writer }

func newCSVRows(w io.Writer, columns []Column, bom bool) (Rows, error) {
	if bom {
		if _, err := io.WriteString(w, "\ufeff"); err != nil {
			return nil, err
		}
	}
	r := &csvRows{csv.NewWriter(w)}
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.Name
	}
	return r, r.w.Write(names)
}

func (r *csvRows) Write(cells ...any) error {
	row := make([]string, len(cells))
	for i, v := range cells {
		row[i] = cell(v)
	}
	return r.w.Write(row)
}

func (r *csvRows) Close() error {
	r.w.Flush()
	return r.w.Error()
}

type jsonRows struct {
	w       io.Writer
	columns []Column
	buf     bytes.Buffer
}

func (r *jsonRows) Write(cells ...any) error {
	r.buf.Reset()
	enc := json.NewEncoder(&r.buf)
	enc.SetEscapeHTML(false)
	for i, v := range cells {
		mark := byte(',')
		if i == 0 {
			mark = '{'
		}
		r.buf.WriteByte(mark)
		fmt.Fprintf(&r.buf, "%q:", r.columns[i].Name)
		if x, ok := v.(float64); ok {
			if v = places(x); math.IsNaN(x) {
				v = nil
			}
		}
		if err := enc.Encode(v); err != nil {
			return err
		}
		r.buf.Truncate(r.buf.Len() - 1)
	}
	r.buf.WriteString("}\n")
	_, err := r.w.Write(r.buf.Bytes())
	return err
}

func (r *jsonRows) Close() error { return nil }

// tableRows holds all rows, since the widest of them tells the width.
type tableRows struct {
	w       io.Writer
	columns []Column
	width   int
	paint   *tableSink
	rows    []table.Row
}

func newTableRows(w io.Writer, columns []Column, o Options) Rows {
	return &tableRows{w: w, columns: columns, width: max(o.Width, minWidth), paint: &tableSink{color: o.Color}}
}

func (r *tableRows) Write(cells ...any) error {
	row := make(table.Row, len(cells))
	for i, v := range cells {
		row[i] = cell(v)
		switch v := v.(type) {
		case string:
			row[i] = plain(v)
		case float64:
			if !math.IsNaN(v) {
				row[i] = strconv.FormatFloat(v, 'f', 1, 64)
			}
		}
	}
	r.rows = append(r.rows, row)
	return nil
}

// room is how many of the columns the width takes, whole; at least the first.
func (r *tableRows) room() int {
	left := r.width + gap
	for i, c := range r.columns {
		w := 0
		for _, part := range strings.Split(heading(c), "\n") {
			w = max(w, text.StringWidthWithoutEscSequences(part))
		}
		for _, row := range r.rows {
			w = max(w, text.StringWidthWithoutEscSequences(row[i].(string)))
		}
		if left -= w + gap; left < 0 && i > 0 {
			return i
		}
	}
	return len(r.columns)
}

// heading is what a column is called in a table; numbers are narrower than that.
func heading(c Column) string {
	if c.Kind == Text {
		return c.Name
	}
	return strings.ReplaceAll(c.Name, "_", "\n")
}

// Close writes the table. Columns that the width does not take are left out, and
// that is said: half a number would be a wrong one.
func (r *tableRows) Close() error {
	tw := table.NewWriter()
	st := table.StyleLight
	st.Options = table.Options{SeparateHeader: true}
	st.Box.PaddingLeft, st.Box.PaddingRight = "", strings.Repeat(" ", gap)
	st.Format.Header = text.FormatDefault
	if r.paint.color {
		st.Color.Header, st.Color.Separator = text.Colors{text.Faint}, text.Colors{text.Faint}
	}
	tw.SetStyle(st)
	n := r.room()
	head := make(table.Row, n)
	config := make([]table.ColumnConfig, n)
	for i, c := range r.columns[:n] {
		head[i] = heading(c)
		config[i] = table.ColumnConfig{Number: i + 1}
		if c.Kind != Text {
			config[i].Align, config[i].AlignHeader = text.AlignRight, text.AlignRight
		}
	}
	tw.AppendHeader(head)
	tw.SetColumnConfigs(config)
	for _, row := range r.rows {
		tw.AppendRow(row[:n])
	}
	var b strings.Builder
	for _, line := range strings.Split(tw.Render(), "\n") {
		b.WriteString(strings.TrimRight(text.Trim(line, r.width), " "))
		b.WriteString("\n")
	}
	if n < len(r.columns) {
		var names []string
		for _, c := range r.columns[n:] {
			names = append(names, c.Name)
		}
		b.WriteString(r.paint.paint("not shown for want of room: "+strings.Join(names, ", "), text.Faint) + "\n")
	}
	_, err := io.WriteString(r.w, b.String())
	return err
}

// parquetRows is parquet-go with a struct made for the columns, which keeps
// their order.
type parquetRows struct {
	w   *parquet.GenericWriter[any]
	row reflect.Type
}

func newParquetRows(w io.Writer, columns []Column) Rows {
	fields := make([]reflect.StructField, len(columns))
	for i, c := range columns {
		f := reflect.StructField{Name: fmt.Sprintf("C%d", i)}
		switch c.Kind {
		case Text:
			f.Type, f.Tag = reflect.TypeFor[*string](), reflect.StructTag(fmt.Sprintf(`parquet:"%s,optional,dict"`, c.Name))
		case Integer:
			f.Type, f.Tag = reflect.TypeFor[int64](), reflect.StructTag(fmt.Sprintf(`parquet:"%s"`, c.Name))
		default:
			f.Type, f.Tag = reflect.TypeFor[*float64](), reflect.StructTag(fmt.Sprintf(`parquet:"%s,optional"`, c.Name))
		}
		fields[i] = f
	}
	t := reflect.StructOf(fields)
	schema := parquet.SchemaOf(reflect.New(t).Interface())
	return &parquetRows{parquet.NewGenericWriter[any](w, schema, parquet.CreatedBy("rapporteur", "1", "rows"), parquet.Compression(&zstd.Codec{}), parquet.DataPageVersion(1)), t}
}

func (r *parquetRows) Write(cells ...any) error {
	row := reflect.New(r.row)
	for i, v := range cells {
		f := row.Elem().Field(i)
		switch v := v.(type) {
		case int:
			f.SetInt(int64(v))
		case float64:
			if !math.IsNaN(v) {
				x := places(v)
				f.Set(reflect.ValueOf(&x))
			}
		case []string:
			if s := join(v); s != "" {
				f.Set(reflect.ValueOf(&s))
			}
		case string:
			if v != "" {
				f.Set(reflect.ValueOf(&v))
			}
		}
	}
	_, err := r.w.Write([]any{row.Interface()})
	return err
}

func (r *parquetRows) Close() error { return r.w.Close() }
