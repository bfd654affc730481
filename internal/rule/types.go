package rule

import (
	"slices"
	"strconv"
	"strings"
)

// TypeInfo is what types.tsv says of an event type and mode.
type TypeInfo struct {
	Type, Mode string
	Quad       string   // verbal cooperation, material cooperation, verbal conflict, material conflict
	CAMEO      string   // of records whose rule gives none; may be empty
	Goldstein  *float64 // score of that CAMEO code
	Intensity  float64  // PLOVER's conflict-cooperation score
	Future     string   // the type of a planned or promised one, empty: stays
	Speech     bool     // the act is done in words
	Public     bool     // takes at least one public party
}

// quads are PLOVER's quarters of the events.
var quads = []string{"verbal cooperation", "material cooperation", "verbal conflict", "material conflict"}

// TypeOf returns what is known of a type and mode; a mode that types.tsv does
// not list falls back to the bare type. nil: no such type.
func (b *Book) TypeOf(typ, mode string) *TypeInfo {
	if t := b.types[typ+" "+mode]; t != nil {
		return t
	}
	return b.types[typ+" "]
}

// CAMEOScore returns the Goldstein score of a CAMEO code, or of the code it
// belongs to ("0841" -> "084"), where goldstein.tsv lists it.
func (b *Book) CAMEOScore(code string) *float64 {
	for ; len(code) >= 2; code = code[:len(code)-1] {
		if g := b.scores[code]; g != nil {
			return g
		}
	}
	return nil
}

func (l *loader) typeFile(file string, lines []string) {
	for i, s := range lines {
		if s == "" || s[0] == '#' {
			continue
		}
		ln := line{file, i + 1, s}
		f := strings.Split(s, "\t")
		if f[0] == "type" { // the header
			continue
		}
		if len(f) < 6 || len(f) > 9 {
			l.fail(ln, 0, "expected 9 columns with tabs between them (type mode quad cameo goldstein intensity future speech public), found %d", len(f))
			continue
		}
		f = append(f, "", "", "")[:9] // editors drop tabs at the end of a line
		if !slices.Contains(quads, f[2]) {
			l.fail(ln, 0, "unknown quad %q; known: %s", f[2], strings.Join(quads, ", "))
		}
		t := &TypeInfo{Type: f[0], Mode: f[1], Quad: f[2], CAMEO: f[3], Future: f[6], Speech: f[7] == "yes", Public: f[8] == "yes"}
		if f[4] != "" {
			g, err := strconv.ParseFloat(f[4], 64)
			if err != nil {
				l.fail(ln, 0, "the Goldstein score %q is no number", f[4])
			}
			t.Goldstein = &g
		}
		var err error
		if t.Intensity, err = strconv.ParseFloat(f[5], 64); err != nil {
			l.fail(ln, 0, "the intensity %q is no number", f[5])
		}
		l.book.types[t.Type+" "+t.Mode] = t
	}
}

// scoreFile reads goldstein.tsv: the score of each CAMEO code.
func (l *loader) scoreFile(file string, lines []string) {
	for i, s := range lines {
		if s == "" || s[0] == '#' || strings.HasPrefix(s, "code\t") {
			continue
		}
		code, score, ok := strings.Cut(s, "\t")
		g, err := strconv.ParseFloat(score, 64)
		if !ok || err != nil {
			l.fail(line{file, i + 1, s}, 0, "expected a CAMEO code, a tab and its score")
			continue
		}
		l.book.scores[code] = &g
	}
}

// checkTypes reports rules whose type or mode types.tsv does not know.
func (l *loader) checkTypes() {
	for _, r := range l.book.Rules {
		if r.Type == Nothing || r.Type == "" {
			continue
		}
		if l.book.types[r.Type+" "+r.Mode] == nil {
			l.errs = append(l.errs, &Error{File: r.File, Line: r.Line, Msg: strings.TrimSpace("rule " + r.Name + " gives " + r.Type + " " + r.Mode), Text: ""})
			l.errs[len(l.errs)-1].Msg += ", which types.tsv does not list"
		}
	}
}
