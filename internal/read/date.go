package read

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// layouts are the ways a publication date is written as metadata: ISO 8601 and
// RFC 3339, the compact form, and those of mail and feeds.
var layouts = []struct {
	layout string
	day    bool // no time of day in it
}{
	{"2006-01-02", true},
	{time.RFC3339Nano, false},
	{"2006-01-02T15:04Z07:00", false},
	{"2006-01-02T15:04:05.999999999Z0700", false},
	{"2006-01-02T15:04Z0700", false},
	{"2006-01-02T15:04:05.999999999", false},
	{"2006-01-02T15:04", false},
	{"2006-01-02 15:04:05.999999999Z07:00", false},
	{"2006-01-02 15:04:05.999999999 Z0700", false},
	{"2006-01-02 15:04:05.999999999", false},
	{"2006-01-02 15:04", false},
	{"20060102", true},
	{"20060102T150405Z", false},
	{"2006/01/02", true},
	{"2006/01/02 15:04:05", false},
	{time.RFC1123, false},
	{time.RFC1123Z, false},
	{"Mon, 2 Jan 2006 15:04:05 MST", false},
	{"Mon, 2 Jan 2006 15:04:05 -0700", false},
	{"2 Jan 2006 15:04:05 -0700", false},
	{"2 Jan 2006 15:04:05 MST", false},
}

// Date turns a publication date into an ISO 8601 day ("2023-03-16") or
// date-time with its offset as given ("2023-03-16T09:30:00+01:00"). It reads
// ISO forms, those of mail and feeds, and days in English words ("16 March
// 2023", "Mar. 16, 2023"). Days in figures whose order is open (03/04/2023) are
// refused.
func Date(s string) (string, error) {
	in := strings.TrimSpace(s)
	for _, l := range layouts {
		t, err := time.Parse(l.layout, in)
		if err != nil {
			continue
		}
		if t.Year() < 1000 {
			break
		}
		switch {
		case l.day:
			return t.Format("2006-01-02"), nil
		case strings.Contains(l.layout, "Z07") || strings.Contains(l.layout, "-07") || strings.HasSuffix(l.layout, "Z"):
			return t.Format(time.RFC3339), nil
		case strings.Contains(l.layout, "MST"):
			// Abbreviations of zones other than UTC have no certain offset.
			if n := t.Location().String(); n == "UTC" || n == "GMT" {
				return t.UTC().Format(time.RFC3339), nil
			}
			return t.Format("2006-01-02T15:04:05"), nil
		}
		return t.Format("2006-01-02T15:04:05"), nil
	}
	if d, ok := wordDate(in); ok {
		return d, nil
	}
	if m := figures.FindStringSubmatch(in); m != nil {
		return "", fmt.Errorf("date %q: day and month can be taken either way; expected YYYY-MM-DD", s)
	}
	return "", fmt.Errorf("date %q is no calendar day; expected YYYY-MM-DD or an ISO 8601 date-time", s)
}

var (
	figures  = regexp.MustCompile(`^\d{1,2}[/.-]\d{1,2}[/.-]\d{4}$`)
	dayMonth = regexp.MustCompile(`(?i)\b(\d{1,2})(?:st|nd|rd|th)?(?: of)? (` + months + `),? (\d{4})\b`)
	monthDay = regexp.MustCompile(`(?i)\b(` + months + `) (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b`)
	isoDay   = regexp.MustCompile(`\b(\d{4})-(\d{2})-(\d{2})\b`)
)

// months matches the English months and their abbreviations of three letters or
// more, which are the calendar's, not vocabulary: "Mar", "Mar.", "Sept.", "March".
var months = func() string {
	var alt []string
	for m := time.January; m <= time.December; m++ {
		name := m.String()
		for n := len(name); n >= 3; n-- {
			if n == len(name) || n <= 4 {
				alt = append(alt, name[:n])
			}
		}
	}
	return `(?:` + strings.Join(alt, "|") + `)\.?`
}()

// wordDate finds the first full date within a phrase.
func wordDate(s string) (string, bool) {
	y, m, d := 0, 0, 0
	if g := isoDay.FindStringSubmatch(s); g != nil {
		y, m, d = atoi(g[1]), atoi(g[2]), atoi(g[3])
	} else if g := dayMonth.FindStringSubmatch(s); g != nil {
		y, m, d = atoi(g[3]), month(g[2]), atoi(g[1])
	} else if g := monthDay.FindStringSubmatch(s); g != nil {
		y, m, d = atoi(g[3]), month(g[1]), atoi(g[2])
	} else {
		return "", false
	}
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if y < 1000 || t.Year() != y || int(t.Month()) != m || t.Day() != d {
		return "", false
	}
	return t.Format("2006-01-02"), true
}

func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

func month(s string) int {
	s = strings.ToLower(s[:3])
	for m := time.January; m <= time.December; m++ {
		if strings.ToLower(m.String()[:3]) == s {
			return int(m)
		}
	}
	return 0
}
