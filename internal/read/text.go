package read

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/internal/doc"
)

// unit is a line of the text without the space around it, or a paragraph that
// is wrapped over several lines. Offsets are bytes.
type unit struct {
	start, end int
	gap        bool // an empty line stands before it
	kept       []doc.Span
	cut        bool // all of it is furniture or title
	list       bool // leads a list of headlines
}

// Where the edges of an article are, in lines: what a masthead and the small
// print below a report take up.
const (
	topLines  = 8
	footLines = 10
)

// cutsMax is how many pieces of furniture are taken off one line.
const cutsMax = 50

// finish finds what the text says about itself and which stretches of it are
// the report.
func finish(art *doc.Article, opt Options) {
	k := known()
	if art.Agency == "" {
		if a := k.agencies[strings.TrimSpace(art.Publisher)]; a != "" && !k.photo[a] {
			art.Agency = a
		}
	}
	switch {
	case len(art.Sentences) > 0:
		// Given sentences are the body, counted as given; only learn from them.
		probe := doc.Article{Text: art.Text, Date: art.Date, Agency: art.Agency, Dateline: art.Dateline, Title: art.Title}
		analyse(&probe, k)
		art.Date, art.Agency, art.Dateline = probe.Date, probe.Agency, probe.Dateline
	case art.Body != nil:
	default:
		analyse(art, k)
	}
	if art.Date == "" {
		art.Date = opt.Date
	}
	if art.Language == "" {
		art.Language = opt.Language
	}
}

// analyse fills title, date, agency, dateline and body where they are missing.
func analyse(art *doc.Article, k *knowledge) {
	text := art.Text
	us := units(text)
	ln := func(u *unit) string { return text[u.start:u.end] }
	var found struct{ date, datelineDate, dateline string }
	agencyRank := 0 // 1: named as contributor, 2: credit, 3: dateline
	learn := func(got map[string]string, rank int) {
		for _, g := range []string{"date", "day"} {
			if d, ok := wordDate(got[g]); ok {
				if rank == 3 && found.datelineDate == "" {
					found.datelineDate = d
				} else if rank < 3 && found.date == "" {
					found.date = d
				}
			}
		}
		if a := k.agencies[got["agency"]]; a != "" && !k.photo[a] && rank > agencyRank && art.Agency == "" {
			found.dateline, agencyRank = a, rank
		}
	}
	edge := func(i int) (top, foot bool) { return i < topLines, i >= len(us)-footLines }

	// Furniture, line by line.
	prose := false // a sentence of the report has been passed
	for i := range us {
		u := &us[i]
		top, foot := edge(i)
		for again, cuts := true, 0; again && !u.cut && cuts < cutsMax; cuts++ {
			again = false
			if u.start >= u.end {
				u.cut = true
				break
			}
			s := ln(u)
			lower := strings.ToLower(s)
			for _, p := range k.furniture {
				switch p.where {
				case "top":
					if !top {
						continue
					}
				case "foot":
					if !foot {
						continue
					}
				case "edge":
					if !top && !foot {
						continue
					}
				}
				from, to, got, ok := p.matchLower(s, lower)
				if !ok || p.cuts == "part" && within(u.kept, u.start+from, u.start+to) {
					continue
				}
				// Below the first sentence a credit is the report's only at the
				// end; elsewhere it is a picture's.
				if foot || top && !prose {
					if k.pictured(s[from:to]) {
						delete(got, "agency")
					}
					learn(got, rankOf(p))
				}
				switch {
				case from == 0 && to == len(s):
					u.cut, u.list = true, p.cuts == "list"
				case p.cuts == "start":
					u.start = skipSpace(text, u.start+to, u.end)
					again = true
				case p.cuts == "end":
					u.end = trimRight(text, u.start, u.start+from)
					again = true
				case p.cuts == "part":
					u.kept = append(u.kept, doc.Span{Start: u.start + from, End: u.start + to})
				}
				if again || u.cut {
					break
				}
			}
		}
		prose = prose || !u.cut && !open_(ln(u))
	}
	headlines(us, text)

	// Title and dateline: among the first lines that are left.
	first := -1
	for i := range us {
		if !us[i].cut {
			first = i
			break
		}
	}
	if first >= 0 {
		u := &us[first]
		if art.Title != "" {
			if same(ln(u), art.Title) && rest(us, first) {
				u.cut = true
			}
		} else if first < topLines && titled(us, first, text, k) {
			art.Title = strings.Join(strings.Fields(ln(u)), " ")
			u.cut = true
		}
		for i, n := first, 0; i < len(us) && n < 3; i++ {
			if us[i].cut {
				continue
			}
			n++
			if got := dateline(ln(&us[i]), k); got != nil {
				learn(got, 3)
				if art.Dateline == "" {
					place := strings.Trim(got["place"], " ,")
					if !strings.Contains(place, ",") {
						place = strings.TrimRight(place, ".")
					}
					art.Dateline = place
				}
				break
			}
		}
	}
	if art.Date == "" {
		if art.Date = found.date; art.Date == "" {
			art.Date = found.datelineDate
		}
	}
	if art.Agency == "" {
		art.Agency = found.dateline
	}
	art.Body = body(us, text)
}

// pictured says whether a credit names a picture agency, so that it is a
// picture's and not the text's.
func (k *knowledge) pictured(credit string) bool {
	for name, of := range k.agencies {
		if k.photo[of] && strings.Contains(credit, name) {
			return true
		}
	}
	return false
}

// rankOf says how surely a furniture pattern names the agency the text is from.
func rankOf(p *pattern) int {
	if strings.Contains(p.source, "contributed") {
		return 1
	}
	return 2
}

// dateline returns what a line's dateline says, or nil.
func dateline(line string, k *knowledge) map[string]string {
	for _, p := range k.datelines {
		if _, _, got, ok := p.match(line); ok {
			return got
		}
	}
	return nil
}

// body joins what is left of the lines to spans of code points. Nothing cut:
// nil. Nothing left: one empty span, so that nothing is coded.
func body(us []unit, text string) []doc.Span {
	var bytes []doc.Span
	whole := true
	for i := range us {
		u := &us[i]
		if u.cut {
			whole = false
			continue
		}
		at := u.start
		for _, k := range u.kept {
			whole = false
			if end := trimRight(text, at, k.Start); end > at {
				bytes = append(bytes, doc.Span{Start: at, End: end})
			}
			at = skipSpace(text, k.End, u.end)
		}
		if at < u.end {
			bytes = append(bytes, doc.Span{Start: at, End: u.end})
		}
		if text[:u.start] != "" && i == 0 && strings.TrimSpace(text[:u.start]) != "" {
			whole = false
		}
	}
	// Lines that follow each other with nothing but space between them make one
	// span, so that the body of a clean report is all of it.
	var out []doc.Span
	for _, s := range bytes {
		if n := len(out); n > 0 && strings.TrimSpace(text[out[n-1].End:s.Start]) == "" {
			out[n-1].End = s.End
			continue
		}
		out = append(out, s)
	}
	if whole && len(out) == 1 && strings.TrimSpace(text[:out[0].Start]) == "" && strings.TrimSpace(text[out[0].End:]) == "" {
		return nil
	}
	if len(out) == 0 {
		return []doc.Span{{}}
	}
	// Bytes to code points, in one pass.
	n, at := 0, 0
	for i := range out {
		n += utf8.RuneCountInString(text[at:out[i].Start])
		at = out[i].Start
		out[i].Start = n
		n += utf8.RuneCountInString(text[at:out[i].End])
		at = out[i].End
		out[i].End = n
	}
	return out
}

// units divides the text into lines, and joins those of wrapped paragraphs.
func units(text string) []unit {
	var lines []unit
	gap := false
	for at := 0; at < len(text); {
		end, next := lineEnd(text, at)
		end -= at
		s := skipSpace(text, at, at+end)
		if e := trimRight(text, s, at+end); e > s {
			lines = append(lines, unit{start: s, end: e, gap: gap})
			gap = false
		} else {
			gap = true
		}
		at = next
	}
	var out []unit
	for i := 0; i < len(lines); {
		j := i + 1
		for j < len(lines) && !lines[j].gap {
			j++
		}
		if wrapped(lines[i:j], text) {
			out = append(out, unit{start: lines[i].start, end: lines[j-1].end, gap: lines[i].gap})
		} else {
			out = append(out, lines[i:j]...)
		}
		i = j
	}
	return out
}

// lineEnd returns where the line at at ends and where the next one begins: lines
// end in a line feed, in a carriage return or in both, or as Unicode has it.
func lineEnd(text string, at int) (end, next int) {
	for i := at; i < len(text); i++ {
		switch text[i] {
		case '\n':
			return i, i + 1
		case '\r':
			if i+1 < len(text) && text[i+1] == '\n' {
				return i, i + 2
			}
			return i, i + 1
		case 0xe2: // U+2028, U+2029
			if strings.HasPrefix(text[i:], "\u2028") || strings.HasPrefix(text[i:], "\u2029") {
				return i, i + 3
			}
		}
	}
	return len(text), len(text)
}

// wrapped says whether the lines are one paragraph broken at a column: all but
// the last of about the same moderate length, and some going on in small letters.
func wrapped(ls []unit, text string) bool {
	if len(ls) < 2 {
		return false
	}
	small := false
	for i, l := range ls {
		if n := l.end - l.start; n > 110 || i < len(ls)-1 && n < 25 {
			return false
		}
		if i > 0 {
			r, _ := utf8.DecodeRuneInString(text[l.start:])
			small = small || unicode.IsLower(r)
		}
	}
	return small
}

// headlines cuts the headlines below a line that leads a list, and a run of at
// least three at the end of the text, below its last sentence.
func headlines(us []unit, text string) {
	prose := 0
	for i := range us {
		// A long line has its headlines on itself; below it the report goes on.
		if us[i].cut && us[i].list && us[i].end-us[i].start < 120 {
			for j := i + 1; j < len(us) && j <= i+15 && (us[j].cut || headline(text[us[j].start:us[j].end])); j++ {
				us[j].cut = true
			}
		}
		if !us[i].cut && !open_(text[us[i].start:us[i].end]) {
			prose++
		}
	}
	if prose < 3 {
		return
	}
	from, n := len(us), 0
	for i := len(us) - 1; i >= 0; i-- {
		if us[i].cut {
			continue
		}
		s := text[us[i].start:us[i].end]
		if !headline(s) || strings.Count(s, " ") < 3 {
			break
		}
		from = i
		n++
	}
	if n >= 3 {
		for i := from; i < len(us); i++ {
			us[i].cut = true
		}
	}
}

// headline says whether a line may be one: not long, beginning like a title
// and not ending like a sentence.
func headline(s string) bool {
	if len(s) > 160 || !open_(s) {
		return false
	}
	switch s[len(s)-1] {
	case ':', ';', ',':
		return false
	}
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, `"'“‘«[(`))
	return unicode.IsUpper(r) || unicode.IsDigit(r)
}

// open_ says whether a line does not end like a sentence. A question mark is
// left open: headlines have it too.
func open_(s string) bool {
	s = strings.TrimRight(s, " \"'”’»)]")
	return !strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "!") && !strings.HasSuffix(s, "…")
}

// titled says whether line i is the report's headline: a headline by its form,
// with the report set off below it.
func titled(us []unit, i int, text string, k *knowledge) bool {
	s := text[us[i].start:us[i].end]
	if !headline(s) || strings.Count(s, " ") < 2 || dateline(s, k) != nil || i+1 >= len(us) || len(us[i].kept) > 0 {
		return false
	}
	for j := i + 1; j < len(us); j++ {
		if us[j].cut {
			if j == i+1 {
				return rest(us, i)
			}
			continue
		}
		next := text[us[j].start:us[j].end]
		return us[i+1].gap || dateline(next, k) != nil || !open_(next) && len(next) > len(s)
	}
	return false
}

// rest says whether anything is left after line i.
func rest(us []unit, i int) bool {
	for j := i + 1; j < len(us); j++ {
		if !us[j].cut {
			return true
		}
	}
	return false
}

// same compares two titles by their letters and digits.
func same(a, b string) bool {
	return letters(a) == letters(b) && letters(a) != ""
}

func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

func within(cuts []doc.Span, from, to int) bool {
	for _, c := range cuts {
		if from < c.End && c.Start < to {
			return true
		}
	}
	return false
}

func skipSpace(text string, from, to int) int {
	for from < to {
		r, w := utf8.DecodeRuneInString(text[from:to])
		if !unicode.IsSpace(r) {
			break
		}
		from += w
	}
	return from
}

func trimRight(text string, from, to int) int {
	for to > from {
		r, w := utf8.DecodeLastRuneInString(text[from:to])
		if !unicode.IsSpace(r) {
			break
		}
		to -= w
	}
	return to
}
