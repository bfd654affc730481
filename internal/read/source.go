package read

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"rapporteur/internal/doc"
)

// peekBytes is how much of a file is looked at to tell its format.
const peekBytes = 4096

// file reads the reports of one file, in whatever format it turns out to have.
// size is that of the file on disk, -1 where unknown.
func file(name, format string, r io.Reader, size int64, opt Options, yield func(doc.Article, error) bool) bool {
	fail := func(msg string, cause error) bool {
		return yield(doc.Article{}, &Error{File: name, Msg: msg, Err: cause})
	}
	br, head, unpacked, e := unpack(name, r)
	if e != nil {
		return yield(doc.Article{}, e)
	}
	if unpacked {
		size = -1
	}
	switch {
	case format == Auto:
		format = sniff(head)
	case format == Text && opt.Format == Auto && tabular(head):
		format = CSV // Excel's tab-separated files are named .txt
	}
	switch format {
	case JSONL:
		return jsonLines(name, br, opt, yield)
	case CSV:
		return csvRows(name, br, opt, yield)
	}
	limit := opt.MaxBytes
	if format == HTML {
		limit *= 2 // the text is less than the page
	}
	if size > limit {
		return fail(tooLarge(limit), nil)
	}
	raw, err := io.ReadAll(io.LimitReader(br, limit+1))
	if err != nil {
		return fail(readFailure(err), err)
	}
	if int64(len(raw)) > limit {
		return fail(tooLarge(limit), nil)
	}
	var art doc.Article
	if format == HTML {
		text, err := decodeHTML(raw)
		if err != nil {
			return fail(err.Error(), err)
		}
		art, err = page(text)
		if err != nil {
			return fail(err.Error(), err)
		}
	} else {
		text, line, err := decode(raw)
		if err != nil {
			return yield(doc.Article{}, &Error{File: name, Line: line, Msg: err.Error(), Err: err})
		}
		art.Text = text
	}
	if strings.TrimSpace(art.Text) == "" {
		return fail("no text: expected a report", nil)
	}
	if err := opt.fits(art); err != nil {
		return fail(err.Error(), err)
	}
	art.From = name
	finish(&art, opt)
	return yield(art, nil)
}

// unpack undoes compression and UTF-16, and refuses what is empty or no text.
// head is the beginning of what br gives; unpacked says that its size is not
// that of r.
func unpack(name string, r io.Reader) (br *bufio.Reader, head []byte, unpacked bool, fault *Error) {
	fail := func(msg string, cause error) (*bufio.Reader, []byte, bool, *Error) {
		return nil, nil, false, &Error{File: name, Msg: msg, Err: cause}
	}
	br = bufio.NewReaderSize(r, 64<<10)
	head, err := br.Peek(peekBytes)
	if len(head) == 0 {
		if err != nil && err != io.EOF {
			return fail(plain(err), err)
		}
		return fail("empty: expected a report", nil)
	}
	if bytes.HasPrefix(head, []byte{0x1f, 0x8b}) {
		zr, err := gzip.NewReader(br)
		if err != nil {
			return fail("broken gzip file: "+err.Error(), err)
		}
		br, unpacked = bufio.NewReaderSize(zr, 64<<10), true
		head, err = br.Peek(peekBytes)
		if len(head) == 0 {
			if err != nil && err != io.EOF {
				return fail("broken gzip file: "+err.Error(), err)
			}
			return fail("empty: expected a report", nil)
		}
	}
	// UTF-16 is turned into UTF-8 at once, so that lines can be found in it.
	if order, ok := isUTF16(head); ok {
		dec := unicode.UTF16(order, unicode.UseBOM).NewDecoder()
		br, unpacked = bufio.NewReaderSize(transform.NewReader(br, dec), 64<<10), true
		head, _ = br.Peek(peekBytes)
	} else if bytes.HasPrefix(head, []byte("\xef\xbb\xbf")) {
		br.Discard(3)
		head, _ = br.Peek(peekBytes)
	}
	if kind := binary(head); kind != "" {
		return fail(kind+", not text: expected plain text, HTML, JSON Lines or CSV", nil)
	}
	return br, head, unpacked, nil
}

// ErrNotPlain is the cause of an Error about a report that is no plain text.
var ErrNotPlain = errors.New("not plain text")

// Plain reads the whole of a plain text, whatever its size. A report in another
// format is an *Error with the cause ErrNotPlain; name tells where it comes from.
func Plain(name string, r io.Reader) (string, error) {
	br, head, _, fault := unpack(name, r)
	if fault != nil {
		return "", fault
	}
	format := formatOf(name)
	if format == Auto || format == Text {
		format = sniff(head)
	}
	if kind := map[string]string{HTML: "a web page", JSONL: "JSON", CSV: "a table"}[format]; kind != "" {
		return "", &Error{File: name, Msg: kind + ", not plain text", Err: ErrNotPlain}
	}
	raw, err := io.ReadAll(br)
	if err != nil {
		return "", &Error{File: name, Msg: readFailure(err), Err: err}
	}
	text, line, err := decode(raw)
	if err != nil {
		return "", &Error{File: name, Line: line, Msg: err.Error(), Err: err}
	}
	if strings.TrimSpace(text) == "" {
		return "", &Error{File: name, Msg: "no text: expected a report"}
	}
	return text, nil
}

// isUTF16 says whether the file is UTF-16: by its byte order mark, or since nearly
// every second byte is zero, as in Western text without one.
func isUTF16(head []byte) (unicode.Endianness, bool) {
	switch {
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}):
		return unicode.LittleEndian, true
	case bytes.HasPrefix(head, []byte{0xfe, 0xff}):
		return unicode.BigEndian, true
	case len(head) < 8:
		return unicode.LittleEndian, false
	}
	var zero [2]int
	for i, c := range head {
		if c == 0 {
			zero[i%2]++
		}
	}
	pairs := len(head) / 2
	switch {
	case zero[1]*10 > pairs*8 && zero[0]*20 < pairs:
		return unicode.LittleEndian, true
	case zero[0]*10 > pairs*8 && zero[1]*20 < pairs:
		return unicode.BigEndian, true
	}
	return unicode.LittleEndian, false
}

func tooLarge(limit int64) string {
	return fmt.Sprintf("larger than %d MB: a report of that size is not read; split it, or give one article a line as JSON Lines, or a row as CSV", limit>>20)
}

// fits refuses a text that is too large to be analysed in little memory.
func (opt *Options) fits(art doc.Article) error {
	if int64(len(art.Text)) > opt.MaxBytes {
		return fmt.Errorf("the text is larger than %d MB: a report of that size is not read", opt.MaxBytes>>20)
	}
	return nil
}

func readFailure(err error) string {
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, gzip.ErrChecksum) || errors.Is(err, gzip.ErrHeader) {
		return "broken gzip file: " + err.Error()
	}
	return plain(err)
}

// sniff tells the format by the first characters.
func sniff(head []byte) string {
	s := bytes.TrimLeft(head, " \t\r\n")
	low := strings.ToLower(string(s[:min(len(s), 1024)]))
	switch {
	case strings.HasPrefix(low, `{"`) || strings.HasPrefix(low, "[{") || strings.HasPrefix(low, "{}"),
		strings.HasPrefix(low, "{") && strings.HasPrefix(strings.TrimLeft(low[1:], " \t\r\n"), `"`),
		strings.HasPrefix(low, "[") && strings.HasPrefix(strings.TrimLeft(low[1:], " \t\r\n"), "{"):
		return JSONL
	case strings.HasPrefix(low, "<!doctype html"), strings.HasPrefix(low, "<html"), strings.HasPrefix(low, "<head"),
		strings.HasPrefix(low, "<body"), strings.HasPrefix(low, "<") && strings.Contains(low, "<html"):
		return HTML
	case tabular(head):
		return CSV
	}
	return Text
}

// signatures are the first bytes of files that people take for reports.
var signatures = []struct{ start, kind string }{
	{"%PDF-", "a PDF file"}, {"PK\x03\x04", "a ZIP file or office document"}, {"\xd0\xcf\x11\xe0", "an old office document"},
	{"\x89PNG", "a PNG image"}, {"\xff\xd8\xff", "a JPEG image"}, {"GIF8", "a GIF image"},
	{"SQLite format 3", "an SQLite database"}, {"PAR1", "a Parquet file"}, {"{\\rtf", "an RTF document"},
	{"\x28\xb5\x2f\xfd", "a Zstandard file"}, {"BZh", "a bzip2 file"}, {"\xfd7zXZ", "an xz file"},
}

// binary names what a file is that is no text, or returns "".
func binary(head []byte) string {
	for _, s := range signatures {
		if bytes.HasPrefix(head, []byte(s.start)) {
			return s.kind
		}
	}
	control := 0
	for _, c := range head {
		switch {
		case c == 0:
			return "a binary file"
		case c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != '\v' && c != 0x1b, c == 0x7f:
			control++
		}
	}
	if control*20 > len(head) {
		return "a binary file"
	}
	return ""
}

// decode turns the bytes of a text into a string: UTF-8 as it is, else
// Windows-1252, which Latin-1 text is read as too. The line of the first
// character that is neither goes with the error.
func decode(raw []byte) (text string, line int, err error) {
	if bytes.IndexByte(raw, 0) >= 0 {
		return "", 1 + bytes.Count(raw[:bytes.IndexByte(raw, 0)], []byte("\n")), errors.New("a zero byte: expected text, not a binary file")
	}
	if utf8.Valid(raw) {
		return string(raw), 0, nil
	}
	// Text with many correct multi-byte characters is damaged UTF-8, which
	// Windows-1252 would turn into nonsense.
	if bad, good := countUTF8(raw); good > 3*bad {
		at := firstInvalid(raw)
		return "", 1 + bytes.Count(raw[:at], []byte("\n")), fmt.Errorf("invalid UTF-8 (byte 0x%02x); the rest is UTF-8, so the file is damaged there", raw[at])
	}
	for i, c := range raw {
		switch c {
		case 0x81, 0x8d, 0x8f, 0x90, 0x9d:
			return "", 1 + bytes.Count(raw[:i], []byte("\n")), fmt.Errorf("byte 0x%02x is neither UTF-8 nor Windows-1252: expected UTF-8, UTF-16 with a byte order mark, or Windows-1252", c)
		}
	}
	out, err := charmap.Windows1252.NewDecoder().Bytes(raw)
	if err != nil {
		return "", 0, err
	}
	return string(out), 0, nil
}

func firstInvalid(raw []byte) int {
	for i := 0; i < len(raw); {
		r, w := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && w == 1 {
			return i
		}
		i += w
	}
	return len(raw)
}

// countUTF8 counts bytes outside UTF-8 and well-formed multi-byte characters.
func countUTF8(raw []byte) (bad, good int) {
	for i := 0; i < len(raw); {
		if raw[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, w := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && w == 1 {
			bad++
		} else {
			good++
		}
		i += w
	}
	return bad, good
}

// decodeHTML follows the page's own declaration of its encoding, unless the
// page is UTF-8 whatever it declares.
func decodeHTML(raw []byte) (string, error) {
	if utf8.Valid(raw) {
		return string(raw), nil
	}
	enc, name, _ := charset.DetermineEncoding(raw, "text/html")
	out, err := enc.NewDecoder().Bytes(raw)
	if err != nil {
		return "", fmt.Errorf("the page is not in the encoding %s that it seems to have: %w", name, err)
	}
	return string(out), nil
}
