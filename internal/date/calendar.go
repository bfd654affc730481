package date

import (
	"fmt"
	"time"
)

// A period is a stretch of the calendar of one of the units below, known by
// its first day.
type period struct {
	unit  string // a unit's code
	first time.Time
}

// Unit codes, as in words.tsv. The letters are those of ISO 8601 durations
// where it has one; "10Y" and "100Y" are multiples of one.
const (
	day     = "D"
	week    = "W"
	weekend = "WE"
	month   = "M"
	quarter = "Q"
	season  = "S"
	half    = "H"
	year    = "Y"
	decade  = "10Y"
	century = "100Y"
)

func civil(y, m, d int) (time.Time, bool) {
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	return t, y > 0 && y < 10000 && t.Year() == y && int(t.Month()) == m && t.Day() == d
}

// containing returns the period of the unit that holds the day.
func containing(unit string, t time.Time) period {
	y, m, d := t.Date()
	at := func(y int, m time.Month, d int) period {
		return period{unit, time.Date(y, m, d, 0, 0, 0, 0, time.UTC)}
	}
	switch unit {
	case week:
		return at(y, m, d-(int(t.Weekday())+6)%7)
	case weekend: // a weekend that has begun, else the one that ends the week
		return at(y, m, d-(int(t.Weekday())+6)%7+5)
	case month:
		return at(y, m, 1)
	case quarter:
		return at(y, (m-1)/3*3+1, 1)
	case half:
		return at(y, (m-1)/6*6+1, 1)
	case season: // winter counts to the year of its December, or of its January when spoken of in it
		if m < 3 {
			return at(y-1, 12, 1)
		}
		return at(y, m/3*3, 1)
	case year:
		return at(y, 1, 1)
	case decade:
		return at(y/10*10, 1, 1)
	case century:
		return at(y/100*100, 1, 1)
	}
	return at(y, m, d)
}

// plus moves the period by n of its units.
func (p period) plus(n int) period {
	f := p.first
	switch p.unit {
	case day:
		f = f.AddDate(0, 0, n)
	case week, weekend:
		f = f.AddDate(0, 0, 7*n)
	case month:
		f = f.AddDate(0, n, 0)
	case quarter, season:
		f = f.AddDate(0, 3*n, 0)
	case half:
		f = f.AddDate(0, 6*n, 0)
	case year:
		f = f.AddDate(n, 0, 0)
	case decade:
		f = f.AddDate(10*n, 0, 0)
	case century:
		f = f.AddDate(100*n, 0, 0)
	}
	return period{p.unit, f}
}

// last is the period's last day.
func (p period) last() time.Time {
	switch p.unit {
	case day:
		return p.first
	case weekend:
		return p.first.AddDate(0, 0, 1)
	}
	return p.plus(1).first.AddDate(0, 0, -1)
}

func (p period) valid() bool { return p.first.Year() > 0 && p.last().Year() < 10000 }

// timex is the period as TIMEX3 writes it.
func (p period) timex() string {
	y, m, d := p.first.Date()
	switch p.unit {
	case week, weekend:
		wy, w := p.first.ISOWeek()
		s := fmt.Sprintf("%04d-W%02d", wy, w)
		if p.unit == weekend {
			s += "-WE"
		}
		return s
	case month:
		return fmt.Sprintf("%04d-%02d", y, m)
	case quarter:
		return fmt.Sprintf("%04d-Q%d", y, (m-1)/3+1)
	case half:
		return fmt.Sprintf("%04d-H%d", y, (m-1)/6+1)
	case season:
		return fmt.Sprintf("%04d-%s", y, [...]string{"WI", "SP", "SU", "FA"}[m/3%4])
	case year:
		return fmt.Sprintf("%04d", y)
	case decade:
		return fmt.Sprintf("%03d", y/10)
	case century:
		return fmt.Sprintf("%02d", y/100)
	}
	return fmt.Sprintf("%04d-%02d-%02d", y, m, d)
}

// reading is the period as the record writes it: an ISO day, month or year, or
// a span A/B.
func (p period) reading() string {
	switch p.unit {
	case day, month, year:
		return p.timex()
	case decade, century:
		return fmt.Sprintf("%04d/%04d", p.first.Year(), p.last().Year())
	}
	return span(p.first, p.last())
}

func span(a, b time.Time) string {
	return a.Format(time.DateOnly) + "/" + b.Format(time.DateOnly)
}

// dayAfter is the day after an ISO day.
func dayAfter(iso string) string {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return ""
	}
	return t.AddDate(0, 0, 1).Format(time.DateOnly)
}
