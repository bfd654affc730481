package read

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"rapporteur/internal/doc"
)

// separators are tried in this order on the header of a table; Excel writes
// semicolons where the comma is the decimal sign.
var separators = []byte{',', '\t', ';'}

// missing is how R writes an empty cell.
const missing = "NA"

// cell returns where a column goes in the article, nil for one that is not read.
func cell(art *doc.Article, column string) *string {
	switch column {
	case "id":
		return &art.ID
	case "date":
		return &art.Date
	case "publisher":
		return &art.Publisher
	case "agency":
		return &art.Agency
	case "url":
		return &art.URL
	case "title":
		return &art.Title
	case "text":
		return &art.Text
	case "dateline":
		return &art.Dateline
	case "language":
		return &art.Language
	}
	return nil
}

// header is the first row of a table.
type header struct {
	sep     byte
	given   []string
	columns []string // the same in small letters, without space around them
}

// count says how often the column is there.
func (h header) count(column string) (n int) {
	for _, c := range h.columns {
		if c == column {
			n++
		}
	}
	return n
}

// headerOf reads a line as a header, with the separator that gives a column
// "text", else with the one that gives most columns.
func headerOf(line []byte) (best header, err error) {
	for _, sep := range separators {
		given, e := fieldsOf(line, sep)
		if e != nil {
			if err == nil {
				err = e
			}
			continue
		}
		h := header{sep: sep, given: given}
		for _, c := range given {
			h.columns = append(h.columns, strings.ToLower(strings.TrimSpace(c)))
		}
		if h.count("text") > 0 {
			return h, nil
		}
		if len(given) > len(best.given) {
			best = h
		}
	}
	if best.given != nil {
		return best, nil
	}
	return best, err
}

// tabular says whether the text begins with the header of a table of articles:
// a column "text" and another that articles have.
func tabular(head []byte) bool {
	line, _, _ := bytes.Cut(bytes.TrimLeft(head, "\r\n"), []byte("\n"))
	if len(line) > 1000 {
		return false
	}
	h, err := headerOf(line)
	if err != nil || h.count("text") != 1 {
		return false
	}
	for _, c := range h.columns {
		if c != "text" && cell(new(doc.Article), c) != nil {
			return true
		}
	}
	return false
}

// fieldsOf splits one row as RFC 4180 says; its errors are rowErrors. Bytes outside UTF-8 are Windows-1252,
// as Excel writes them.
func fieldsOf(raw []byte, sep byte) ([]string, error) {
	text := string(raw)
	if !utf8.Valid(raw) {
		var err error
		if text, _, err = decode(raw); err != nil {
			return nil, rowError(err.Error())
		}
	}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord = rune(sep), -1
	row, err := r.Read()
	var pe *csv.ParseError
	switch {
	case err == nil:
		return row, nil
	case errors.As(err, &pe) && errors.Is(pe.Err, csv.ErrBareQuote):
		return nil, rowError(`a quotation mark within a field that does not begin with one: write the field in quotation marks and double those within`)
	case errors.As(err, &pe) && errors.Is(pe.Err, csv.ErrQuote):
		return nil, rowError(`the quotation marks of a field don't match: those within it must be doubled`)
	}
	return nil, rowError(err.Error())
}

// fault says why no articles can be read under the header, or "".
func (h header) fault() string {
	if len(h.columns) > 1 && h.columns[0] == "id" && h.columns[1] == "article_id" {
		return "these are records, as 'code' writes them, and no articles"
	}
	for _, c := range h.columns {
		if cell(new(doc.Article), c) != nil && h.count(c) > 1 {
			return fmt.Sprintf("%d columns are named %q: expected one", h.count(c), c)
		}
	}
	if h.count("text") > 0 {
		return ""
	}
	var found []string
	for i, c := range h.given {
		if i == 12 {
			found = append(found, "...")
			break
		}
		if r := []rune(c); len(r) > 30 {
			c = string(r[:30]) + "..."
		}
		found = append(found, fmt.Sprintf("%q", c))
	}
	return fmt.Sprintf("no column %q in the header: found %s; name the column that holds the reports %q", "text", strings.Join(found, ", "), "text")
}

// article fills an article from a row.
func (h header) article(row []string) (doc.Article, error) {
	var art doc.Article
	if len(row) != len(h.columns) {
		return art, fmt.Errorf("expected %d columns as in the header, found %d", len(h.columns), len(row))
	}
	for i, c := range h.columns {
		if to := cell(&art, c); to != nil && row[i] != missing {
			*to = row[i]
		}
	}
	if strings.TrimSpace(art.Text) == "" {
		return art, errors.New(`no text: the column "text" is empty`)
	}
	if art.Date = strings.TrimSpace(art.Date); art.Date != "" {
		d, err := Date(art.Date)
		if err != nil {
			return art, err
		}
		art.Date = d
	}
	return art, nil
}

// plausible says whether the row may be trusted to be one where quotation marks
// have gone wrong before it: the lines of a text have a space after a comma.
func (h header) plausible(row []string) bool {
	for _, c := range row[min(1, len(row)):] {
		if strings.HasPrefix(c, " ") {
			return false
		}
	}
	_, err := h.article(row)
	return err == nil
}

// csvRows reads one article a row, of a table whose header names the columns.
// What is wrong with a row is told, and the rest read. Where its quotation marks
// are wrong nobody knows where it ends: reading goes on with the next line that
// is a row by itself.
func csvRows(name string, br *bufio.Reader, opt Options, yield func(doc.Article, error) bool) bool {
	t := &table{br: br, limit: 2 * opt.MaxBytes}
	fail := func(line int, msg string, cause error) bool {
		return yield(doc.Article{}, &Error{File: name, Line: line, Msg: msg, Err: cause})
	}
	first, err := t.line()
	for err == nil && len(bytes.TrimSpace(first)) == 0 {
		first, err = t.line()
	}
	switch {
	case err == errLong:
		return fail(t.read, "no header: the line is "+tooLong(t.limit), err)
	case err == io.EOF:
		return fail(0, `no articles: expected a header with a column "text", and one article a row`, nil)
	case err != nil:
		return fail(t.read, readFailure(err), err)
	}
	h, err := headerOf(first)
	if err != nil {
		return fail(t.read, "no header: "+err.Error(), err)
	}
	if msg := h.fault(); msg != "" {
		return fail(t.read, msg, nil)
	}
	t.sep = h.sep
	for found := 0; ; found++ {
		row, err := t.row()
		at := t.begin
		if err == io.EOF {
			if found == 0 {
				return fail(0, "no articles: the table has a header and no rows", nil)
			}
			return true
		}
		var art doc.Article
		var broken rowError
		switch {
		case errors.As(err, &broken):
			if last := t.resume(h); last > at {
				err = fmt.Errorf("%w; lines %d to %d are passed over", err, at, last)
			}
		case err != nil:
			return fail(at, readFailure(err), err)
		default:
			if art, err = h.article(row); err == nil {
				err = opt.fits(art)
			}
		}
		if err != nil {
			if !fail(at, err.Error(), err) {
				return false
			}
			continue
		}
		art.From = fmt.Sprintf("%s:%d", name, at)
		finish(&art, opt)
		if !yield(art, nil) {
			return false
		}
	}
}

// rowError says that a row has no certain end.
type rowError string

func (e rowError) Error() string { return string(e) }

// table gives the rows of a table. It holds the lines of one row.
type table struct {
	br    *bufio.Reader
	limit int64 // of a row, in bytes
	sep   byte
	read  int      // number of the line that line returned last
	begin int      // number of the line where the last row begins
	lines [][]byte // of the last row
	back  [][]byte // lines to be read again, the next one last
}

// line returns the next line.
func (t *table) line() ([]byte, error) {
	t.read++
	if n := len(t.back); n > 0 {
		l := t.back[n-1]
		t.back = t.back[:n-1]
		return l, nil
	}
	l, err := readLine(t.br, t.limit)
	if err == io.EOF && len(l) > 0 {
		err = nil // the next call tells of the end
	}
	return l, err
}

// row returns the fields of the next row; io.EOF is the end, a rowError what is
// wrong with the row, any other error one of the file.
func (t *table) row() ([]string, error) {
	t.lines = nil
	line, err := t.line()
	for err == nil && len(bytes.TrimRight(line, "\r\n")) == 0 {
		line, err = t.line()
	}
	t.begin = t.read
	var raw []byte
	for open := false; ; line, err = t.line() {
		switch {
		case err == io.EOF && open:
			t.read--
			return nil, rowError("a quotation mark opens a field, and none closes it")
		case err == errLong || int64(len(raw)+len(line)) > t.limit:
			if err == nil {
				t.lines = append(t.lines, line)
			}
			return nil, rowError(tooLong(t.limit))
		case err != nil:
			return nil, err
		}
		t.lines = append(t.lines, line)
		raw = append(raw, line...)
		if open = leavesOpen(line, t.sep, open); !open {
			return fieldsOf(raw, t.sep)
		}
	}
}

// unread lets the lines of the last row be read again, from the n-th on.
func (t *table) unread(n int) {
	for i := len(t.lines) - 1; i >= n; i-- {
		t.back = append(t.back, t.lines[i])
		t.read--
	}
	t.lines = nil
}

// resume passes over the lines behind the first one of a broken row until one
// begins a row that may be trusted, and returns the number of the last of them.
func (t *table) resume(h header) int {
	for {
		t.unread(1)
		row, err := t.row()
		var broken rowError
		if err == nil && h.plausible(row) || err != nil && !errors.As(err, &broken) {
			t.unread(0)
			return t.begin - 1
		}
	}
}

// leavesOpen says whether a quoted field goes on behind the line. open says
// whether one goes on before it.
func leavesOpen(line []byte, sep byte, open bool) bool {
	for i := 0; i < len(line); {
		if !open && line[i] != '"' {
			j := bytes.IndexByte(line[i:], sep)
			if j < 0 {
				return false
			}
			i += j + 1
			continue
		}
		if !open {
			open = true
			i++
		}
		j := bytes.IndexByte(line[i:], '"')
		if j < 0 {
			return true
		}
		i += j + 1
		switch {
		case i < len(line) && line[i] == '"':
			i++
		case i < len(line) && line[i] == sep:
			open = false
			i++
		default: // the end of the line, or a fault that ends the row
			return false
		}
	}
	return open
}
