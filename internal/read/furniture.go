package read

import (
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
)

//go:embed furniture.txt
var furnitureFile string

//go:embed datelines.txt
var datelineFile string

//go:embed agencies.tsv
var agencyFile string

// pattern is one stanza of furniture.txt or datelines.txt.
type pattern struct {
	file    string
	line    int // of the stanza in the file
	source  string
	re      *regexp.Regexp
	cuts    string
	where   string
	open    bool     // only lines that don't end like a sentence
	needs   []string // in small letters; the line must have one of them
	max     int      // longest line in bytes that is tried
	because string
	yes, no []string
}

// knowledge is the compiled pattern files.
type knowledge struct {
	agencies  map[string]string // every spelling -> name
	photo     map[string]bool   // names of picture agencies
	furniture []*pattern
	datelines []*pattern
}

// known compiles the embedded files once; that they compile is tested.
var known = sync.OnceValue(func() *knowledge {
	k, err := compile(furnitureFile, datelineFile, agencyFile)
	if err != nil {
		panic(err)
	}
	return k
})

func compile(furniture, datelines, agencies string) (*knowledge, error) {
	k := &knowledge{agencies: map[string]string{}, photo: map[string]bool{}}
	var news, all []string
	for i, l := range strings.Split(agencies, "\n") {
		if l == "" || strings.HasPrefix(l, "#") || strings.HasPrefix(l, "name\t") {
			continue
		}
		f := strings.Split(l, "\t")
		if len(f) != 5 {
			return nil, fmt.Errorf("agencies.tsv:%d: %d columns, expected 5", i+1, len(f))
		}
		names := []string{f[0]}
		if f[1] != "" {
			names = append(names, strings.Split(f[1], "|")...)
		}
		for _, n := range names {
			spellings := []string{n}
			if up := strings.ToUpper(n); len(n) > 4 && up != n {
				spellings = append(spellings, up)
			}
			for _, s := range spellings {
				if _, ok := k.agencies[s]; ok && k.agencies[s] != f[0] {
					return nil, fmt.Errorf("agencies.tsv:%d: %q is %s already", i+1, s, k.agencies[s])
				}
				k.agencies[s] = f[0]
				all = append(all, regexp.QuoteMeta(s))
				if f[3] == "news" {
					news = append(news, regexp.QuoteMeta(s))
				}
			}
		}
		k.photo[f[0]] = f[3] == "photo"
	}
	// Go's alternation takes the first that fits: longer names go first.
	longest := func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	}
	slices.SortFunc(news, longest)
	slices.SortFunc(all, longest)
	day := `(?:(?:` + weekdays + `),? )?(?:` + anyCase(months) + ` \d{1,2}(?:st|nd|rd|th)?|\d{1,2}(?:st|nd|rd|th)? ` + anyCase(months) + `)(?:,? \d{4})?`
	macros := strings.NewReplacer(
		"{agency}", `(?:`+strings.Join(news, "|")+`)`,
		"{credit}", `(?:`+strings.Join(all, "|")+`)`,
		"{CAPS}", `\p{Lu}[\p{Lu}'’.-]+(?:[ /]\p{Lu}[\p{Lu}'’.-]+){0,4}`,
		"{Place}", `\p{Lu}[\p{L}'’.-]+(?:[ /][\p{L}'’.-]+){0,3}`,
		"{Name}", `\p{Lu}[\p{L}'’.-]*(?: (?:\p{Lu}[\p{L}'’.-]*|de|da|di|van|von|der|den|al|el|bin|la|le)){1,4}`,
		"{day}", day,
		"{date}", `(?:(?:`+weekdays+`),? )?(?:\d{4}-\d{2}-\d{2}|`+anyCase(months)+` \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{1,2}(?:st|nd|rd|th)?(?: of)? `+anyCase(months)+`,? \d{4})`,
		"{time}", `\d{1,2}[:.h]\d{2}(?::\d{2})?(?: ?[AaPp]\.?[Mm]\.?)?(?: \(?[A-Z]{2,5}\)?)?(?: ?[+-]\d{1,2}:?\d{2})?`,
		"{dash}", `(?:--|\.?[-–—])`,
	)
	var err error
	if k.furniture, err = patterns("furniture.txt", furniture, macros); err != nil {
		return nil, err
	}
	if k.datelines, err = patterns("datelines.txt", datelines, macros); err != nil {
		return nil, err
	}
	return k, nil
}

// weekdays matches the English names of the days and their short forms.
var weekdays = func() string {
	var alt []string
	for d := time.Sunday; d <= time.Saturday; d++ {
		alt = append(alt, d.String(), d.String()[:3]+`\.?`)
	}
	return anyCase(strings.Join(alt, "|"))
}()

func anyCase(re string) string { return `(?i:` + re + `)` }

// patterns reads stanzas of "key: value" lines with empty lines between them.
func patterns(file, data string, macros *strings.Replacer) ([]*pattern, error) {
	var out []*pattern
	var p *pattern
	end := func() error {
		if p == nil {
			return nil
		}
		switch {
		case p.because == "":
			return fmt.Errorf("%s:%d: no because", file, p.line)
		case len(p.yes) == 0 || len(p.no) == 0:
			return fmt.Errorf("%s:%d: expected at least one yes and one no", file, p.line)
		}
		expr := macros.Replace(p.source)
		switch p.cuts {
		case "line", "list":
			expr = `^(?:` + expr + `)$`
		case "start", "nothing":
			expr = `^(?:` + expr + `)`
		case "end", "caption":
			expr = `(?:` + expr + `)$`
		case "part":
		default:
			return fmt.Errorf("%s:%d: unknown cuts: %s; known: line, list, start, end, caption, part, nothing", file, p.line, p.cuts)
		}
		re, err := regexp.Compile(expr)
		if err != nil {
			return fmt.Errorf("%s:%d: %w", file, p.line, err)
		}
		p.re = re
		out = append(out, p)
		p = nil
		return nil
	}
	for i, l := range strings.Split(data, "\n") {
		if l = strings.TrimRight(l, " \r"); l == "" {
			if err := end(); err != nil {
				return nil, err
			}
			continue
		}
		if strings.HasPrefix(l, "#") {
			continue
		}
		key, val, ok := strings.Cut(l, ": ")
		if !ok {
			return nil, fmt.Errorf("%s:%d: expected \"key: value\"", file, i+1)
		}
		if p == nil {
			p = &pattern{file: file, line: i + 1, where: "any", max: 300}
		}
		switch key {
		case "pattern":
			p.source = val
		case "cuts":
			p.cuts = val
		case "where":
			if p.where = val; val != "top" && val != "foot" && val != "edge" && val != "any" {
				return nil, fmt.Errorf("%s:%d: unknown where: %s; known: top, foot, edge, any", file, i+1, val)
			}
		case "ending":
			if p.open = val == "open"; !p.open {
				return nil, fmt.Errorf("%s:%d: unknown ending: %s; known: open", file, i+1, val)
			}
		case "upto":
			if p.max = atoi(val); p.max <= 0 {
				return nil, fmt.Errorf("%s:%d: upto: expected a number of bytes", file, i+1)
			}
		case "needs":
			p.needs = strings.Split(strings.ToLower(val), "|")
		case "because":
			p.because = val
		case "yes":
			p.yes = append(p.yes, val)
		case "no":
			p.no = append(p.no, val)
		default:
			return nil, fmt.Errorf("%s:%d: unknown key %s; known: pattern, cuts, where, ending, needs, upto, because, yes, no", file, i+1, key)
		}
	}
	return out, end()
}

// tail is how much of a line's end the patterns "end" and "caption" look at.
const tail = 160

// match tries the pattern on a line (trimmed) and returns the bytes it cuts and
// what its named groups caught.
func (p *pattern) match(line string) (from, to int, got map[string]string, ok bool) {
	return p.matchLower(line, strings.ToLower(line))
}

// matchLower is match for a line whose small letters are known already.
func (p *pattern) matchLower(line, lower string) (from, to int, got map[string]string, ok bool) {
	if p.open && !open_(line) {
		return 0, 0, nil, false
	}
	if p.needs != nil && !slices.ContainsFunc(p.needs, func(w string) bool { return strings.Contains(lower, w) }) {
		return 0, 0, nil, false
	}
	off := 0
	switch p.cuts {
	case "line", "list", "caption":
		if len(line) > p.max {
			return 0, 0, nil, false
		}
	}
	s := line
	switch p.cuts {
	case "end", "caption":
		if off = len(line) - tail; off > 0 {
			for off < len(line) && line[off]&0xc0 == 0x80 {
				off++
			}
			s = line[off:]
		} else {
			off = 0
		}
	case "start", "nothing":
		s = line[:min(len(line), 2*tail)]
	}
	m := p.re.FindStringSubmatchIndex(s)
	if m == nil {
		return 0, 0, nil, false
	}
	from, to = off+m[0], off+m[1]
	if i := p.re.SubexpIndex("cut"); i > 0 && m[2*i] >= 0 {
		from, to = off+m[2*i], off+m[2*i+1]
	}
	for i, n := range p.re.SubexpNames() {
		if n != "" && n != "cut" && m[2*i] >= 0 {
			if got == nil {
				got = map[string]string{}
			}
			got[n] = s[m[2*i]:m[2*i+1]]
		}
	}
	switch p.cuts {
	case "line", "list", "caption":
		from, to = 0, len(line)
	case "nothing":
		from, to = 0, 0
	}
	return from, to, got, true
}
