package gather

import (
	"math"
	"strconv"

	"rapporteur"
)

// count is a number that a record tells: from least to most.
type count struct {
	what        string // with the currency, where there is one
	least, most int64
	text        string
}

// aboutPart: a rounded number may be off by one part in so many.
const aboutPart = 10

// countsOf makes the record's counts comparable: "some 400" goes with 380, "at
// least 17" with 20.
func countsOf(ev *rapporteur.Event) []count {
	var out []count
	for _, c := range ev.Counts {
		k := count{what: c.What, most: math.MaxInt64}
		if c.Unit != "" {
			k.what += " " + c.Unit
		}
		number := func(n *int64) string { return strconv.FormatInt(*n, 10) }
		switch {
		case c.N != nil && c.About:
			k.least, k.most, k.text = *c.N-*c.N/aboutPart, *c.N+*c.N/aboutPart, "about "+number(c.N)
		case c.N != nil:
			k.least, k.most, k.text = *c.N, *c.N, number(c.N)
		case c.Min != nil && c.Max != nil:
			k.least, k.most, k.text = *c.Min, *c.Max, number(c.Min)+"-"+number(c.Max)
		case c.Min != nil:
			k.least, k.text = *c.Min, "at least "+number(c.Min)
		case c.Max != nil:
			k.most, k.text = *c.Max, "up to "+number(c.Max)
		default:
			continue
		}
		out = append(out, k)
	}
	return out
}

func (c count) meets(d count) bool { return c.least <= d.most && d.least <= c.most }

// near tells whether two numbers that go together say so by themselves: "more
// than 100" goes with a thousand, but so do many numbers.
func (c count) near(d count) bool { return c.least/10 <= d.least && d.least/10 <= c.least }

// far numbers are too different for one event that is counted anew: one is more
// than three times the other, or more than thirty times what it is at least.
func (c count) far(d count) bool {
	return c.least/3 > d.most || d.least/3 > c.most || c.most == math.MaxInt64 && d.least/openTimes > c.least || d.most == math.MaxInt64 && c.least/openTimes > d.least
}

// openTimes is how many times "at least 20" it may have been.
const openTimes = 30

// ratio is how many times the one is the other, of the numbers nearest to each
// other; 0 where they meet.
func (c count) ratio(d count) int64 {
	switch {
	case c.least > d.most:
		return c.least / max(1, d.most)
	case d.least > c.most:
		return d.least / max(1, c.most)
	case c.far(d):
		return max(c.least, d.least) / max(1, min(c.least, d.least)) / (openTimes / 3)
	}
	return 0
}

// agree tells whether two records give any number for the same thing, and
// whether some two of these go together. Of a record that has several, by
// several sources, one will do.
func agree(a, b []count, what string) (both, meet bool) {
	for _, c := range a {
		for _, d := range b {
			if c.what == what && d.what == what {
				both = true
				meet = meet || c.meets(d)
			}
		}
	}
	return both, meet
}
