package export

import (
	"strings"
	"time"
)

// days gives the first and the last day of a date as records have it: a day, a
// month, a year, or a span A/B of these; a date with time of day is its day.
func days(value string) (first, last time.Time, ok bool) {
	from, to, span := strings.Cut(value, "/")
	first, last, ok = period(from)
	if span && ok {
		_, last, ok = period(to)
	}
	return first, last, ok && !last.Before(first)
}

// period gives the first and the last day of one ISO 8601 day, month or year.
func period(value string) (first, last time.Time, ok bool) {
	day, _, _ := strings.Cut(value, "T")
	for _, unit := range []struct {
		layout      string
		years, mons int
	}{{time.DateOnly, 0, 0}, {"2006-01", 0, 1}, {"2006", 1, 0}} {
		if len(day) != len(unit.layout) {
			continue
		}
		first, err := time.Parse(unit.layout, day)
		if err != nil {
			return first, last, false
		}
		if unit.layout == time.DateOnly {
			return first, first, true
		}
		return first, first.AddDate(unit.years, unit.mons, -1), true
	}
	return first, last, false
}
