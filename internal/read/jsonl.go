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
		line, err := readLine(br, opt.MaxBytes)
		if err != nil && err != io.EOF && err != errLong {
			return yield(doc.Article{}, &Error{File: name, Line: n, Msg: readFailure(err), Err: err})
		}
		if err == errLong {
			found++
			if !yield(doc.Article{}, &Error{File: name, Line: n, Msg: fmt.Sprintf("a line larger than %d MB: an article of that size is not read", opt.MaxBytes>>20)}) {
				return false
			}
			continue
		}
		if s := bytes.TrimSpace(line); len(s) > 0 {
			found++
			art, aerr := article(s)
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

// lineCounter counts the lines that a decoder has taken in, to say where an
// article starts.
type lineCounter struct {
	r     io.Reader
	off   int64
	lines []int64 // offsets of line ends that are still to be passed
	past  int     // line ends passed for good
}

func (c *lineCounter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	for i, b := range p[:n] {
		if b == '\n' {
			c.lines = append(c.lines, c.off+int64(i))
		}
	}
	c.off += int64(n)
	return n, err
}

// at returns the line of an offset; offsets must not go back.
func (c *lineCounter) at(off int64) int {
	i := 0
	for i < len(c.lines) && c.lines[i] < off {
		i++
	}
	c.past += i
	c.lines = c.lines[i:]
	return c.past + 1
}

func jsonValue(name string, br *bufio.Reader, opt Options, yield func(doc.Article, error) bool) bool {
	lc := &lineCounter{r: br}
	dec := json.NewDecoder(lc)
	fail := func(err error) bool {
		at := dec.InputOffset()
		var syn *json.SyntaxError
		switch {
		case errors.As(err, &syn):
			at = syn.Offset
		case errors.Is(err, io.ErrUnexpectedEOF):
			at = lc.off
		}
		return yield(doc.Article{}, &Error{File: name, Line: lc.at(at), Msg: "broken JSON, nothing after it is read: " + err.Error(), Err: err})
	}
	head, _ := br.Peek(peekBytes)
	array := bytes.HasPrefix(bytes.TrimLeft(head, " \t\r\n"), []byte("["))
	if array {
		if _, err := dec.Token(); err != nil {
			return fail(err)
		}
	}
	found := 0
	for {
		if array && !dec.More() {
			if _, err := dec.Token(); err != nil {
				return fail(err)
			}
			break
		}
		var raw json.RawMessage
		err := dec.Decode(&raw)
		if err == io.EOF && !array {
			break
		}
		if err != nil {
			return fail(err)
		}
		found++
		n := lc.at(dec.InputOffset() - int64(len(raw)))
		art, err := article(raw)
		if err != nil {
			if !yield(doc.Article{}, &Error{File: name, Line: n, Msg: err.Error(), Err: err}) {
				return false
			}
			continue
		}
		art.From = fmt.Sprintf("%s:%d", name, n)
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
