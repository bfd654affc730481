package date

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// A value is what an expression means.
type value struct {
	typ  string // DATE, TIME, DURATION, SET
	text string // TIMEX3 value
	p    period // the calendar period it names; unit "" where it names none
	day  string // reading for the record
	how  string // the anchor, in words
}

// A scene is what an expression is understood against.
type scene struct {
	now    time.Time // publication day; zero: unknown
	named  period    // the period named last before; unit "": none
	fiscal period    // the quarter or half-year named last
	lean   int       // -1 told as past, +1 as to come, present, 0 unknown
}

func calendar(p period, how string) (value, bool) {
	return value{typ: "DATE", text: p.timex(), p: p, day: p.reading(), how: how}, p.valid()
}

// unknown is a calendar time that can't be placed for want of a publication
// date.
func unknown(unit string) (value, bool) {
	s := map[string]string{day: "XXXX-XX-XX", week: "XXXX-WXX", weekend: "XXXX-WXX-WE", month: "XXXX-XX", quarter: "XXXX-QX", half: "XXXX-HX", season: "XXXX-XX"}[unit]
	if s == "" {
		s = "XXXX"
	}
	return value{typ: "DATE", text: s}, true
}

// counts are the `gives` of rules that build numbers; they are worked out
// while matching.
var counts = map[string]func(n *node, args []string) (int, bool){
	// sum: the slots added
	"sum": func(n *node, args []string) (int, bool) {
		s := 0
		for _, f := range n.fill {
			s += f.num
		}
		return s, true
	},
	// times N: the slots added, N times
	"times": func(n *node, args []string) (int, bool) {
		s := 0
		for _, f := range n.fill {
			s += f.num
		}
		return s * number(args), s < 100000
	},
	// hundreds: 100 of the first slot and the second
	"hundreds": func(n *node, args []string) (int, bool) {
		s := n.fill[0].num * 100
		for _, f := range n.fill[1:] {
			s += f.num
		}
		return s, s < 1000000
	},
	// just N
	"just": func(n *node, args []string) (int, bool) { return number(args), true },
	// minutes: a time of day from hour, minute and half of the day, in minutes after midnight
	"minutes": func(n *node, args []string) (int, bool) {
		h, m := n.fill[0].num, 0
		if a := n.arg("number2"); a != nil {
			m = a.num
		}
		if a := n.arg("twodigits"); a != nil {
			m = a.num
		}
		if h > 24 || m > 59 {
			return 0, false
		}
		if a := n.arg("half"); a != nil {
			if h > 12 {
				return 0, false
			}
			h, m = h%12, m+a.num
		}
		return h*60 + m, true
	},
}

func number(args []string) int {
	if len(args) == 0 {
		return 0
	}
	n, _ := strconv.Atoi(args[0])
	return n
}

// meanings are the `gives` of rules that build times; they are worked out left
// to right once the expressions of a sentence are chosen.
var meanings map[string]func(c *scene, n *node, args []string) (value, bool)

func init() {
	meanings = map[string]func(c *scene, n *node, args []string) (value, bool){
		"ref":        (*scene).ref,
		"word":       (*scene).word,
		"shift":      (*scene).shift,
		"ago":        (*scene).ago,
		"near":       (*scene).near,
		"calendar":   (*scene).calendar,
		"in":         (*scene).in,
		"length":     (*scene).length,
		"every":      (*scene).every,
		"same":       (*scene).same,
		"yearlier":   (*scene).yearEarlier,
		"end":        (*scene).end,
		"at":         (*scene).at,
		"to":         (*scene).to,
		"named":      (*scene).holiday,
		"weekday-of": (*scene).weekdayOf,
		"weekend":    (*scene).weekend,
		"decade":     (*scene).decade,
		"century":    (*scene).century,
		"latest":     (*scene).latest,
		"year-end":   (*scene).yearEnd,
		"week-of":    (*scene).weekOf,
		"half":       (*scene).half,
	}
}

// value works out what a node means.
func (c *scene) value(n *node) (value, bool) {
	f := meanings[n.rule.op]
	if f == nil {
		return value{}, false
	}
	return f(c, n, n.rule.args)
}

// slots reads arguments: name of a slot or literal.
func arg(n *node, args []string, i int) (*node, string) {
	if i >= len(args) {
		return nil, ""
	}
	return n.arg(args[i]), args[i]
}

// amount reads "-1", "+number", "-ordinal".
func amount(n *node, s string) (k int, vague, ok bool) {
	sign := 1
	if strings.HasPrefix(s, "-") {
		sign = -1
	}
	s = strings.TrimLeft(s, "+-")
	if a := n.arg(s); a != nil {
		return sign * a.num, a.code != "", true
	}
	if s == "X" {
		return 1, true, true
	}
	k, err := strconv.Atoi(s)
	return sign * k, false, err == nil
}

// ref VALUE [TYPE]: a value with no place in the calendar, as PAST_REF.
func (c *scene) ref(n *node, args []string) (value, bool) {
	v := value{typ: "DATE", text: args[0]}
	if len(args) > 1 {
		v.typ = args[1]
	}
	return v, true
}

// word SLOT [TYPE]: the code of the word in the slot.
func (c *scene) word(n *node, args []string) (value, bool) {
	a, _ := arg(n, args, 0)
	if a == nil {
		return value{}, false
	}
	return c.ref(n, append([]string{a.code}, args[1:]...))
}

// unitOf reads a unit: a slot's code or a literal.
func unitOf(n *node, args []string, i int) string {
	if a, lit := arg(n, args, i); a != nil {
		return a.code
	} else {
		return lit
	}
}

// shift UNIT N [named]: the period of the unit that lies N away from the one
// of the publication day, or from the one named last.
func (c *scene) shift(n *node, args []string) (value, bool) {
	unit := unitOf(n, args, 0)
	k, vague, ok := amount(n, args[1])
	if !ok || vague || strings.HasPrefix(unit, "T") || unit == "F" {
		return value{}, false
	}
	t, how := c.now, "the publication date"
	if len(args) > 2 && args[2] == "named" && c.named.unit != "" {
		t, how = c.named.first, "the date named before, "+c.named.reading()
		if k > 0 && c.named.unit != day {
			t = c.named.last()
		}
	}
	if t.IsZero() {
		return unknown(unit)
	}
	return calendar(containing(unit, t).plus(k), fmt.Sprintf("%+d from %s", k, how))
}

// ago NUMBER UNIT [named]: so long before (-NUMBER) or after (+NUMBER), told
// in the unit: days make a day, months a month.
func (c *scene) ago(n *node, args []string) (value, bool) {
	k, vague, ok := amount(n, args[0])
	if !ok {
		return value{}, false
	}
	unit := unitOf(n, args, 1)
	ref := "FUTURE_REF"
	if k < 0 || strings.HasPrefix(args[0], "-") {
		ref = "PAST_REF"
	}
	if vague {
		return value{typ: "DATE", text: ref}, true
	}
	switch unit {
	case decade, century:
		k *= map[string]int{decade: 10, century: 100}[unit]
		unit = year
	case "F":
		k, unit = 2*k, week
	case "TH", "TM", "TS":
		return value{typ: "TIME", text: ref}, true
	}
	return c.shift(n, append([]string{unit, strconv.Itoa(k)}, args[2:]...))
}

// candidates lists the periods a recurring name may mean around a day: the
// one before, around, and after.
func candidates(a *node, dayNum int, t time.Time) []period {
	var out []period
	y := t.Year()
	switch a.cat {
	case "weekday":
		back := (int(t.Weekday()) - a.num + 7) % 7
		p := containing(day, t.AddDate(0, 0, -back))
		out = append(out, p.plus(-7), p, p.plus(7))
	case "month":
		for k := y - 1; k <= y+1; k++ {
			if dayNum > 0 {
				if f, ok := civil(k, a.num, dayNum); ok {
					out = append(out, period{day, f})
				}
			} else if f, ok := civil(k, a.num, 1); ok {
				out = append(out, period{month, f})
			}
		}
	case "season":
		for k := y - 1; k <= y+1; k++ {
			if f, ok := civil(k, a.num, 1); ok {
				out = append(out, period{season, f})
			}
		}
	case "holiday":
		for k := y - 1; k <= y+1; k++ {
			if f, ok := holiday(a.code, k); ok {
				out = append(out, period{day, f})
			}
		}
	default: // quarters and halves
		unit := quarter
		if a.code != "" && a.cat != "ordinal" {
			unit = a.code
		}
		for k := y - 1; k <= y+1; k++ {
			m := 3*a.num - 2
			if unit == half {
				m = 6*a.num - 5
			}
			if f, ok := civil(k, m, 1); ok {
				out = append(out, period{unit, f})
			}
		}
	}
	return out
}

// near SLOT [NUMBER] [before|after|from|last|next|this|named]: the day or period of
// that name in the direction the telling asks for. Without direction and with
// "last" and "next" see choose.
func (c *scene) near(n *node, args []string) (value, bool) {
	a, _ := arg(n, args, 0)
	if a == nil {
		return value{}, false
	}
	num, way := 0, ""
	for _, s := range args[1:] {
		if b := n.arg(s); b != nil {
			num = b.num
		} else {
			way = s
		}
	}
	if c.now.IsZero() {
		switch {
		case a.cat == "weekday":
			return value{typ: "DATE", text: fmt.Sprintf("XXXX-WXX-%d", (a.num+6)%7+1)}, true
		case a.cat == "month" && num > 0:
			return value{typ: "DATE", text: fmt.Sprintf("XXXX-%02d-%02d", a.num, num)}, num <= 31
		case a.cat == "month":
			return value{typ: "DATE", text: fmt.Sprintf("XXXX-%02d", a.num)}, true
		case a.cat == "season":
			return value{typ: "DATE", text: "XXXX-" + a.code}, true
		}
		return unknown(day)
	}
	t := c.now
	if way == "named" && c.named.unit != "" {
		t, way = c.named.first, "before"
	}
	cand := candidates(a, num, t)
	if len(cand) == 0 {
		return value{}, false
	}
	p, how := c.choose(cand, a.cat, num, way, t)
	return calendar(p, how)
}

// choose picks the period meant. A weekday, as news uses it, is the last one
// up to the publication day unless told as to come; a month or season the
// last begun one when told as past; a quarter the nearest
// one, a day with its month and a holiday too when it is within six weeks.
func (c *scene) choose(cand []period, cat string, num int, way string, t time.Time) (period, string) {
	upto, from := cand[0], cand[len(cand)-1]
	for _, p := range cand {
		if !p.first.After(t) {
			upto = p
		}
	}
	for i := len(cand) - 1; i >= 0; i-- {
		if !cand[i].last().Before(t) {
			from = cand[i]
		}
	}
	holds := !upto.last().Before(t)
	back := func(n int) period { return upto.plusYearOrWeek(-n, cat) }
	on := " on or before the publication date"
	switch way {
	case "last", "before":
		if holds {
			return back(1), "the one before the publication date"
		}
		return upto, "the last one before the publication date"
	case "next", "after":
		if !from.first.After(t) {
			return from.plusYearOrWeek(1, cat), "the one after the publication date"
		}
		return from, "the next one after the publication date"
	case "from":
		return from, "the first on or after the publication date"
	case "this":
		if cat == "weekday" {
			wk := containing(week, t)
			for _, p := range cand {
				if containing(week, p.first) == wk {
					return p, "that of the publication week"
				}
			}
		}
		for _, p := range cand {
			if p.first.Year() == t.Year() {
				return p, "that of the publication year"
			}
		}
	}
	switch {
	case c.lean == present, num > 0 && cat == "month", cat == "holiday", cat == "ordinal" && c.lean == 1: // below
	case c.lean == 1:
		return from, "told as to come: the first on or after the publication date"
	case cat == "weekday":
		return upto, "the one" + on
	case c.lean < 0:
		return upto, "told as past: the last" + on
	}
	best := cand[0]
	dist := func(p period) time.Duration {
		if p.first.After(t) {
			return p.first.Sub(t)
		}
		if !p.last().Before(t) {
			return 0
		}
		return t.Sub(p.last())
	}
	for _, p := range cand {
		if dist(p) < dist(best) {
			best = p
		}
	}
	if (num > 0 || cat == "holiday") && dist(best) > 45*24*time.Hour && (c.lean == 1 || c.lean < 0) {
		if c.lean == 1 {
			return from, "told as to come: the first on or after the publication date"
		}
		return upto, "told as past: the last on or before the publication date"
	}
	return best, "the nearest to the publication date"
}

// plusYearOrWeek moves a recurring day or period by its cycle.
func (p period) plusYearOrWeek(n int, cat string) period {
	if cat == "weekday" {
		return p.plus(7 * n)
	}
	if cat == "ordinal" && p.unit == quarter {
		return p.plus(4 * n)
	}
	return period{p.unit, p.first.AddDate(n, 0, 0)}
}

// calendar SLOT...: a date written out with its year.
func (c *scene) calendar(n *node, args []string) (value, bool) {
	y, m, d, unit := 0, 1, 1, ""
	a := n.arg(args[0])
	if a == nil {
		return value{}, false
	}
	y, unit = a.num, year
	if y < 100 && len(args) > 1 && args[len(args)-1] == "short" { // 5/6/98
		y += 1900
		if !c.now.IsZero() && y+50 < c.now.Year() || c.now.IsZero() && y < 1950 {
			y += 100
		}
	}
	for k, s := range args[1:] {
		b := n.arg(s)
		if b == nil {
			continue
		}
		switch {
		case b.cat == "season":
			m, unit = b.num, season
		case k == 0:
			m, unit = b.num, month
		default:
			d, unit = b.num, day
		}
	}
	t, ok := civil(y, m, d)
	if !ok {
		return value{}, false
	}
	return calendar(period{unit, t}, "as written")
}

// in ORDINAL UNIT TIME: the nth part of a period: "the third quarter of 1984",
// also in SEASON TIME.
func (c *scene) in(n *node, args []string) (value, bool) {
	a := n.arg(args[0])
	whole := n.arg("time")
	if a == nil || whole == nil {
		return value{}, false
	}
	v, ok := c.value(whole)
	if !ok || v.p.unit == "" {
		return v, ok
	}
	unit := unitOf(n, args, 1)
	if a.cat == "season" || a.cat == "month" {
		f, ok := civil(v.p.first.Year(), a.num, 1)
		u := map[string]string{"season": season, "month": month}[a.cat]
		if !ok {
			return value{}, false
		}
		return calendar(period{u, f}, "in "+v.p.timex())
	}
	k := a.num
	if a.num == 99 { // "last"
		if unit == week && v.p.unit == month {
			return calendar(containing(week, v.p.last()), "in "+v.p.timex())
		}
		return calendar(containing(unit, v.p.last()), "in "+v.p.timex())
	}
	p := containing(unit, v.p.first)
	if p.first.Before(v.p.first) {
		p = p.plus(1)
	}
	return calendar(p.plus(k-1), "in "+v.p.timex())
}

// length NUMBER UNIT [past|next]: a duration. With a direction its reading is
// the stretch up to, or from, the publication day.
func (c *scene) length(n *node, args []string) (value, bool) {
	k, vague, ok := amount(n, args[0])
	if !ok || len(args) < 2 {
		return value{}, false
	}
	unit := unitOf(n, args, 1)
	num := strconv.Itoa(k)
	if vague {
		num = "X"
	}
	mult, u, t := 1, unit, ""
	switch unit {
	case decade, century:
		mult, u = map[string]int{decade: 10, century: 100}[unit], "Y"
	case quarter:
		mult, u = 3, "M"
	case "TH", "TM", "TS":
		t, u = "T", unit[1:]
	case "F":
		mult, u = 2, "W"
	case season:
		mult, u = 3, "M"
	case half:
		mult, u = 6, "M"
	case weekend:
		u = "WE"
	}
	if !vague {
		num = strconv.Itoa(k * mult)
	} else if unit == quarter {
		u = "Q"
	}
	v := value{typ: "DURATION", text: "P" + t + num + u}
	if len(args) > 3 && args[2] == "and" && !vague { // two and a half years
		if h, low := map[string]string{"Y": "6M", "D": "T12H", "TH": "30M", "M": "15D"}[unit], args[3]; h != "" && low == "half" {
			v.text += h
		}
	}
	if len(args) > 2 && !vague && !c.now.IsZero() && t == "" && k > 0 {
		base := containing(day, c.now)
		step := func(s int) time.Time {
			switch u {
			case "Y":
				return base.first.AddDate(s*k*mult, 0, 0)
			case "M":
				return base.first.AddDate(0, s*k*mult, 0)
			case "D":
				return base.first.AddDate(0, 0, s*k*mult)
			}
			return base.first.AddDate(0, 0, 7*s*k*mult)
		}
		if a, b := step(-1), step(1); a.Year() > 0 && b.Year() < 10000 {
			switch args[2] {
			case "past":
				v.day, v.how = span(a, base.first), "up to the publication date"
			case "next":
				v.day, v.how = span(base.first, b), "from the publication date"
			}
		}
	}
	return v, true
}

// every NUMBER UNIT: a set. every WORD: of a weekday, month or season.
func (c *scene) every(n *node, args []string) (value, bool) {
	if a := n.arg(args[0]); a != nil && len(args) == 1 {
		switch a.cat {
		case "weekday", "weekdays":
			return value{typ: "SET", text: fmt.Sprintf("XXXX-WXX-%d", (a.num+6)%7+1)}, true
		case "month":
			return value{typ: "SET", text: fmt.Sprintf("XXXX-%02d", a.num)}, true
		case "part":
			return value{typ: "SET", text: "XXXX-XX-XX" + a.code}, true
		default:
			return value{typ: "SET", text: "XXXX-" + a.code}, true
		}
	}
	v, ok := c.length(n, args[:2])
	if unit := unitOf(n, args, 1); unit == quarter {
		v.text = "P" + strings.TrimLeft(args[0], "+-") + "Q"
		if a := n.arg(args[0]); a != nil {
			v.text = fmt.Sprintf("P%dQ", a.num)
		}
	}
	v.typ = "SET"
	return v, ok
}

// same [UNIT]: the period named last.
func (c *scene) same(n *node, args []string) (value, bool) {
	if c.named.unit == "" {
		return value{typ: "DATE", text: "PAST_REF"}, len(args) > 0
	}
	p := c.named
	if len(args) > 0 {
		p = containing(unitOf(n, args, 0), p.first)
	}
	return calendar(p, "the one named before")
}

// yearlier: what was named last, a year earlier, when it is part of a year;
// else the year before.
func (c *scene) yearEarlier(n *node, args []string) (value, bool) {
	if p := c.fiscal; p.unit != "" {
		return calendar(period{p.unit, p.first.AddDate(-1, 0, 0)}, "a year before "+p.timex())
	}
	if c.now.IsZero() {
		return unknown(year)
	}
	return calendar(containing(year, c.now).plus(-1), "the year before the publication date")
}

// end TIME: early, mid or late in it; the value is that of the whole.
func (c *scene) end(n *node, args []string) (value, bool) {
	for _, s := range []string{"time", "day", "period", "clock", "length", "ref"} {
		if a := n.arg(s); a != nil {
			return c.value(a)
		}
	}
	return value{}, false
}

// at TIME PART|CLOCK: a part of the day or a time of day. Without TIME the day
// is the publication day, or the one named last where that is a day.
func (c *scene) at(n *node, args []string) (value, bool) {
	v := value{typ: "DATE", text: "XXXX-XX-XX"}
	if a := n.arg("day"); a != nil {
		var ok bool
		if v, ok = c.value(a); !ok {
			return v, false
		}
	} else if len(args) > 1 && args[1] == "yesterday" {
		v, _ = c.shift(n, []string{day, "-1"})
	} else if c.named.unit == day && !(len(args) > 1 && args[1] == "today") {
		v, _ = calendar(c.named, "the day named before")
	} else if !c.now.IsZero() {
		v, _ = calendar(containing(day, c.now), "the publication date")
	}
	if v.p.unit != "" && v.p.unit != day || strings.Contains(v.text, "T") {
		return v, false
	}
	v.typ = "TIME"
	switch a := n.arg(args[0]); {
	case a == nil:
		v.text += args[0]
	case a.cat == "clock" && a.num%60 == 0 && a.text == 0:
		v.text += fmt.Sprintf("T%02d:00", a.num/60)
	case a.cat == "clock":
		v.text += fmt.Sprintf("T%02d:%02d", a.num/60, a.num%60)
	default:
		v.text += a.code
	}
	return v, true
}

// to TIME TIME2: a span of days.
func (c *scene) to(n *node, args []string) (value, bool) {
	m, a, b := n.arg("month"), n.arg("number"), n.arg("number2")
	if m == nil || a == nil || b == nil || a.num >= b.num {
		return value{}, false
	}
	var v [2]value
	for i, d := range []*node{a, b} {
		x := &node{fill: []*node{m, d}, as: []string{"month", "number"}}
		ok := false
		if y := n.arg("year"); y != nil {
			x.fill, x.as = append(x.fill, y), append(x.as, "year")
			v[i], ok = c.calendar(x, []string{"year", "month", "number"})
		} else {
			v[i], ok = c.near(x, []string{"month", "number"})
		}
		if !ok {
			return v[i], false
		}
	}
	out := v[0]
	if out.day != "" && v[1].day != "" {
		out.day = out.day + "/" + v[1].day
	}
	out.text += "/" + v[1].text
	return out, true
}

// named: a holiday, see holiday.
func (c *scene) holiday(n *node, args []string) (value, bool) {
	a := n.arg("holiday")
	if y := n.arg("year"); a != nil && y != nil {
		t, ok := holiday(a.code, y.num)
		if !ok {
			return value{}, false
		}
		return calendar(period{day, t}, "in the year given")
	}
	return c.near(n, []string{"holiday"})
}

// weekday-of N: a weekday of the week N away.
func (c *scene) weekdayOf(n *node, args []string) (value, bool) {
	a := n.arg("weekday")
	if a == nil || c.now.IsZero() {
		return unknown(day)
	}
	p := containing(week, c.now).plus(number(args))
	return calendar(period{day, p.first.AddDate(0, 0, (a.num+6)%7)}, fmt.Sprintf("%+d weeks from the publication date", number(args)))
}

// weekend: the last one that has begun, the coming one when told as to come.
func (c *scene) weekend(n *node, args []string) (value, bool) {
	if c.now.IsZero() {
		return unknown(weekend)
	}
	p := containing(weekend, c.now)
	if p.first.After(c.now) && c.lean <= 0 {
		p = p.plus(-1)
	}
	return calendar(p, "the one nearest the publication date in the direction of the telling")
}

// decade SLOT: from its first year, in two or four figures.
func (c *scene) decade(n *node, args []string) (value, bool) {
	a, _ := arg(n, args, 0)
	if a == nil || a.num%10 != 0 {
		return value{}, false
	}
	y := a.num
	if y < 100 {
		y += 1900
	}
	t, ok := civil(y, 1, 1)
	if !ok {
		return value{}, false
	}
	return calendar(period{decade, t}, "as written")
}

// century SLOT: the nth.
func (c *scene) century(n *node, args []string) (value, bool) {
	a, _ := arg(n, args, 0)
	if a == nil || a.num < 2 || a.num > 30 {
		return value{}, false
	}
	t, _ := civil((a.num-1)*100, 1, 1)
	return calendar(period{century, t}, "as written")
}

// latest UNIT: the quarter or half-year spoken of, else the last one that has
// ended.
func (c *scene) latest(n *node, args []string) (value, bool) {
	if c.fiscal.unit != "" {
		return calendar(c.fiscal, "the one named before")
	}
	if c.now.IsZero() {
		return unknown(args[0])
	}
	return calendar(containing(args[0], c.now).plus(-1), "the last before the publication date")
}

// year-end: the last day of the publication year.
func (c *scene) yearEnd(n *node, args []string) (value, bool) {
	if c.now.IsZero() {
		return unknown(year)
	}
	return calendar(period{day, containing(year, c.now).last()}, "of the publication year")
}

// week-of: the week that holds the day.
func (c *scene) weekOf(n *node, args []string) (value, bool) {
	v, ok := c.value(n.arg("day"))
	if !ok || v.p.unit == "" {
		return v, ok
	}
	return calendar(containing(week, v.p.first), "the week of "+v.p.timex())
}

// half UNIT: half of it as a duration.
func (c *scene) half(n *node, args []string) (value, bool) {
	t := map[string]string{year: "P6M", decade: "P5Y", century: "P50Y", day: "PT12H", month: "P15D", "TH": "PT30M"}[unitOf(n, args, 0)]
	return value{typ: "DURATION", text: t}, t != ""
}

// holiday dates a holiday in a year: "12-25" a day of a month, "11 thu 4" the
// fourth Thursday of November, "5 mon -1" the last Monday of May, "11 tue 1
// +1"..., "easter -2" days from Easter Sunday.
func holiday(code string, y int) (time.Time, bool) {
	if y < 1 || y > 9998 {
		return time.Time{}, false
	}
	f := strings.Fields(code)
	switch {
	case len(f) == 1:
		ms, ds, _ := strings.Cut(code, "-")
		m, e1 := strconv.Atoi(ms)
		d, e2 := strconv.Atoi(ds)
		t, ok := civil(y, m, d)
		return t, ok && e1 == nil && e2 == nil
	case len(f) == 2 && f[0] == "easter":
		k, err := strconv.Atoi(f[1])
		return easter(y).AddDate(0, 0, k), err == nil
	case len(f) >= 3:
		m, e1 := strconv.Atoi(f[0])
		wd, e2 := strconv.Atoi(f[1])
		k, e3 := strconv.Atoi(f[2])
		if e1 != nil || e2 != nil || e3 != nil || m < 1 || m > 12 {
			return time.Time{}, false
		}
		first := time.Date(y, time.Month(m), 1, 0, 0, 0, 0, time.UTC)
		t := first.AddDate(0, 0, (wd-int(first.Weekday())+7)%7+7*(k-1))
		if k < 0 {
			last := first.AddDate(0, 1, -1)
			t = last.AddDate(0, 0, -(int(last.Weekday())-wd+7)%7)
		}
		if len(f) == 4 {
			d, err := strconv.Atoi(f[3])
			return t.AddDate(0, 0, d), err == nil
		}
		return t, true
	}
	return time.Time{}, false
}

// easter is Easter Sunday of the western churches (the anonymous Gregorian
// computus).
func easter(y int) time.Time {
	a, b, c := y%19, y/100, y%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return time.Date(y, time.Month(n/31), n%31+1, 0, 0, 0, 0, time.UTC)
}
