package read

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"rapporteur/internal/doc"
)

// jsonLines reads one article a line. A file with one JSON value over several
// lines, an article or an array of articles, is read too.
func jsonLines(name string, br *bufio.Reader, opt Options, yield func(doc.Article, error) bool) bool {
	if head, _ := br.Peek(peekBytes); spreads(head) {
		return jsonValue(name, br, opt, yield)
	}
	found := 0
	for n := 1; ; n++ {
		line, err := readLine(br, 2*opt.MaxBytes)
		if err != nil && err != io.EOF && err != errLong {
			return yield(doc.Article{}, &Error{File: name, Line: n, Msg: readFailure(err), Err: err})
		}
		if err == errLong {
			found++
			if !yield(doc.Article{}, &Error{File: name, Line: n, Msg: tooLong(2 * opt.MaxBytes)}) {
				return false
			}
			continue
		}
		if s := bytes.TrimSpace(line); len(s) > 0 {
			found++
			art, aerr := article(s)
			if aerr == nil {
				aerr = opt.fits(art)
			}
			if aerr != nil {
				if !yield(doc.Article{}, &Error{File: name, Line: n, Msg: aerr.Error(), Err: aerr}) {
					return false
				}
			} else {
				art.From = fmt.Sprintf("%s:%d", name, n)
				finish(&art, opt)
				if !yield(art, nil) {
					return false
				}
			}
		}
		if err == io.EOF {
			break
		}
	}
	if found == 0 {
		return yield(doc.Article{}, &Error{File: name, Msg: "no articles: expected one JSON object a line"})
	}
	return true
}

var errLong = errors.New("line too long")

// readLine returns the next line. Of a line above the limit nothing is kept: it
// is read to its end, and errLong returned.
func readLine(br *bufio.Reader, limit int64) ([]byte, error) {
	var line []byte
	long := false
	for {
		part, err := br.ReadSlice('\n')
		if int64(len(line)+len(part)) > limit {
			long, line = true, nil
		}
		if !long {
			line = append(line, part...)
		}
		if err == bufio.ErrBufferFull {
			continue
		}
		if long && (err == nil || err == io.EOF) {
			return nil, errLong
		}
		return line, err
	}
}

// spreads says whether the file is one JSON value over many lines: an array, or
// an object whose first line ends after its opening brace or a comma.
func spreads(head []byte) bool {
	s := bytes.TrimLeft(head, " \t\r\n")
	if bytes.HasPrefix(s, []byte("[")) {
		return true
	}
	if !bytes.HasPrefix(s, []byte("{")) {
		return false
	}
	first, _, ok := bytes.Cut(s, []byte("\n"))
	if !ok {
		return false
	}
	first = bytes.TrimRight(first, " \t\r")
	return len(first) == 1 || first[len(first)-1] == ',' || first[len(first)-1] == '['
}

// jsonValue reads the articles of one JSON value over many lines, an array of
// objects or an object (several may follow one another).
func jsonValue(name string, br *bufio.Reader, opt Options, yield func(doc.Article, error) bool) bool {
	v := &values{br: br, line: 1, limit: 2 * opt.MaxBytes}
	found := 0
	for {
		raw, line, err := v.next()
		if err == io.EOF {
			break
		}
		found++
		var art doc.Article
		switch {
		case err == errLong:
			err = &Error{File: name, Line: line, Msg: tooLong(v.limit)}
		case err != nil:
			return yield(art, &Error{File: name, Line: v.line, Msg: "broken JSON, nothing after it is read: " + err.Error(), Err: err})
		default:
			if art, err = article(raw); err == nil {
				err = opt.fits(art)
			}
			if err != nil {
				err = &Error{File: name, Line: line, Msg: err.Error(), Err: err}
			}
		}
		if err != nil {
			if !yield(doc.Article{}, err) {
				return false
			}
			continue
		}
		art.From = fmt.Sprintf("%s:%d", name, line)
		finish(&art, opt)
		if !yield(art, nil) {
			return false
		}
	}
	if found == 0 {
		return yield(doc.Article{}, &Error{File: name, Msg: "no articles: the array is empty"})
	}
	return true
}

// values reads JSON values one at a time, those of an array or those that follow
// one another, and holds no more than one. What is in them is not checked.
type values struct {
	br     *bufio.Reader
	line   int   // of the next byte
	limit  int64 // of a value above it nothing is kept
	begun  bool
	array  bool
	behind bool // a value has been read, a comma may come
}

// next returns a value with the line where it begins. io.EOF is the end,
// errLong a value above the limit, which has been passed.
func (v *values) next() ([]byte, int, error) {
	for {
		c, err := v.byte()
		switch {
		case err == io.EOF && v.array:
			return nil, v.line, io.ErrUnexpectedEOF
		case err != nil:
			return nil, v.line, err
		case c == ' ' || c == '\t' || c == '\r' || c == '\n':
		case !v.begun && c == '[':
			v.begun, v.array = true, true
		case v.array && c == ']':
			v.array = false
			v.behind = false
			return nil, v.line, v.rest()
		case v.array && v.behind && c == ',':
			v.behind = false
		case v.array && v.behind:
			return nil, v.line, fmt.Errorf("expected a comma or the end of the array, found %q", c)
		default:
			v.begun, v.behind = true, true
			line := v.line
			raw, err := v.value(c)
			return raw, line, err
		}
	}
}

// rest looks that nothing follows the array.
func (v *values) rest() error {
	for {
		switch c, err := v.byte(); {
		case err != nil:
			return err
		case c != ' ' && c != '\t' && c != '\r' && c != '\n':
			return fmt.Errorf("expected nothing after the array, found %q", c)
		}
	}
}

func (v *values) byte() (byte, error) {
	c, err := v.br.ReadByte()
	if c == '\n' && err == nil {
		v.line++
	}
	return c, err
}

// value reads the value that begins with c to its end.
func (v *values) value(c byte) ([]byte, error) {
	var out []byte
	depth, quoted, escaped, n := 0, false, false, int64(0)
	for {
		if n++; n <= v.limit {
			out = append(out, c)
		} else {
			out = nil
		}
		switch {
		case escaped:
			escaped = false
		case quoted && c == '\\':
			escaped = true
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			depth--
		}
		if depth <= 0 && !quoted && !escaped {
			if ended := c == '}' || c == ']' || c == '"'; ended {
				break
			}
			// a number or a word: it ends before a mark or space
			p, err := v.br.Peek(1)
			if err != nil || bytes.IndexByte([]byte(",]} \t\r\n{[\""), p[0]) >= 0 {
				break
			}
		}
		var err error
		if c, err = v.byte(); err == io.EOF {
			return nil, io.ErrUnexpectedEOF
		} else if err != nil {
			return nil, err
		}
	}
	if n > v.limit {
		return nil, errLong
	}
	return out, nil
}

func tooLong(limit int64) string {
	return fmt.Sprintf("larger than %d MB: an article of that size is not read", limit>>20)
}

// article reads one article from its JSON object.
func article(line []byte) (doc.Article, error) {
	var art doc.Article
	if line[0] != '{' {
		return art, fmt.Errorf("not an article: expected a JSON object with \"text\", found %s", kindOf(line))
	}
	if i := firstInvalid(line); i < len(line) {
		return art, fmt.Errorf("invalid UTF-8 at byte %d of the line: JSON is UTF-8", i+1)
	}
	var in map[string]json.RawMessage
	if err := json.Unmarshal(line, &in); err != nil {
		return art, fmt.Errorf("broken JSON: %s", jsonMsg(err))
	}
	for _, f := range []struct {
		key string
		to  *string
	}{{"id", &art.ID}, {"date", &art.Date}, {"publisher", &art.Publisher}, {"agency", &art.Agency},
		{"url", &art.URL}, {"title", &art.Title}, {"text", &art.Text}, {"dateline", &art.Dateline}, {"language", &art.Language}} {
		raw, ok := in[f.key]
		if !ok || string(raw) == "null" {
			continue
		}
		if f.key == "id" && (raw[0] == '-' || raw[0] >= '0' && raw[0] <= '9') {
			art.ID = string(raw) // numbers serve as names too
			continue
		}
		if raw[0] != '"' {
			return art, fmt.Errorf("%q is %s: expected a string", f.key, kindOf(raw))
		}
		if err := json.Unmarshal(raw, f.to); err != nil {
			return art, fmt.Errorf("%q: %s", f.key, jsonMsg(err))
		}
	}
	if raw, ok := in["sentences"]; ok && string(raw) != "null" {
		if err := json.Unmarshal(raw, &art.Sentences); err != nil {
			return art, fmt.Errorf("\"sentences\" is %s: expected an array of strings", kindOf(raw))
		}
		joined := strings.Join(art.Sentences, "\n")
		if art.Text != "" && art.Text != joined && len(art.Sentences) > 0 {
			return art, errors.New(`"text" and "sentences" differ: give one of them, or the sentences joined by a newline as text`)
		}
		if len(art.Sentences) > 0 {
			art.Text = joined
		}
	}
	if raw, ok := in["withdrawn"]; ok && string(raw) == "true" {
		if art.ID == "" {
			return art, errors.New(`"withdrawn" without "id": expected the id of the article that is withdrawn`)
		}
		return doc.Article{ID: art.ID, Withdrawn: true}, nil
	}
	if strings.TrimSpace(art.Text) == "" {
		if _, ok := in["text"]; ok {
			return art, errors.New(`no text: "text" is empty`)
		}
		if _, ok := in["sentences"]; ok {
			return art, errors.New(`no text: "sentences" is empty`)
		}
		return art, fmt.Errorf(`no text: expected "text" or "sentences"; found %s`, keys(in))
	}
	if art.Date = strings.TrimSpace(art.Date); art.Date != "" {
		d, err := Date(art.Date)
		if err != nil {
			return art, err
		}
		art.Date = d
	}
	if raw, ok := in["body"]; ok && string(raw) != "null" {
		if err := json.Unmarshal(raw, &art.Body); err != nil {
			return art, fmt.Errorf(`"body" is %s: expected an array of {"start","end"}`, kindOf(raw))
		}
		end := 0
		n := utf8.RuneCountInString(art.Text)
		for _, s := range art.Body {
			if s.Start < end || s.End < s.Start || s.End > n {
				return art, fmt.Errorf(`"body" span %d:%d is out of order or outside the text of %d characters`, s.Start, s.End, n)
			}
			end = s.End
		}
	}
	return art, nil
}

func jsonMsg(err error) string {
	var syn *json.SyntaxError
	if errors.As(err, &syn) {
		return fmt.Sprintf("%s (byte %d of the line)", syn.Error(), syn.Offset)
	}
	return strings.TrimPrefix(err.Error(), "json: ")
}

func kindOf(raw []byte) string {
	switch raw[0] {
	case '{':
		return "an object"
	case '[':
		return "an array"
	case '"':
		return "a string"
	case 't', 'f':
		return "a truth value"
	case 'n':
		return "null"
	}
	if raw[0] == '-' || raw[0] >= '0' && raw[0] <= '9' {
		return "a number"
	}
	return "something that is no JSON"
}

func keys(in map[string]json.RawMessage) string {
	var ks []string
	for k := range in {
		ks = append(ks, fmt.Sprintf("%q", k))
	}
	if len(ks) == 0 {
		return "nothing"
	}
	slices.Sort(ks)
	if len(ks) > 12 {
		ks = append(ks[:12], "...")
	}
	return strings.Join(ks, ", ")
}

// Write writes the article as one JSON line, the form that Articles reads.
// Equal articles give equal bytes.
func Write(w io.Writer, art doc.Article) error {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(art); err != nil {
		return err
	}
	_, err := w.Write(buf.Bytes())
	return err
}
