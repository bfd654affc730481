package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// Keys that a series can be counted by. A dyad is actor and recipient, both
// named. Of the units of time one may be asked for; it comes last in the order
// of rows. Without "-code" a party is the first word of its code: a country, or
// a kind of organisation.
var Keys = []string{"actor", "recipient", "dyad", "actor-code", "recipient-code", "dyad-code", "type", "mode", "status", "quad", "country", "day", "week", "month", "year"}

// keyColumns are the columns of the keys. An event without a first day has an
// empty time.
var keyColumns = map[string]string{
	"actor": "d.actor", "recipient": "d.recipient", "actor-code": "d.actor_code", "recipient-code": "d.recipient_code",
	"type": "e.type", "mode": "e.mode", "status": "e.status", "quad": "r.quad", "country": "r.place_country",
	"day": "e.first_day", "week": "e.first_day", "month": "substr(e.first_day, 1, 7)", "year": "substr(e.first_day, 1, 4)",
}

// Unit says whether a key is a unit of time.
func Unit(key string) bool { return key == "day" || key == "week" || key == "month" || key == "year" }

// Cell is one row of a series: counts of the events that share the keys. An
// event whose parties make several dyads counts in each of them.
type Cell struct {
	Keys      []string
	Events    int
	Disputed  int // of them
	Reports   int // articles that report them
	Goldstein float64
	Scored    int // events with a Goldstein score
	Intensity float64
}

func (c *Cell) add(d *Cell) {
	c.Events += d.Events
	c.Disputed += d.Disputed
	c.Reports += d.Reports
	c.Goldstein += d.Goldstein
	c.Scored += d.Scored
	c.Intensity += d.Intensity
}

// Series counts the events asked for, by keys; the names of the columns that
// these are come first. Only events that somebody asserts are counted, unless
// those that are denied are asked for. With fill each combination of the other
// keys has a cell for every unit of time between the first and the last one, or
// between Since and Until. Rows are in the order of their keys.
func (l *Ledger) Series(ctx context.Context, q Query, by []string, fill bool) ([]string, []Cell, error) {
	names, err := columnsOf(by)
	if err != nil {
		return nil, nil, err
	}
	cells := map[string]*Cell{}
	err = l.view(ctx, func(t *tx) error {
		text, args := q.series(by, names)
		return t.each(func(scan func(...any) error) error {
			c := &Cell{Keys: make([]string, len(names))}
			to := make([]any, 0, len(names)+6)
			for i := range c.Keys {
				to = append(to, &c.Keys[i])
			}
			if err := scan(append(to, &c.Events, &c.Disputed, &c.Reports, &c.Goldstein, &c.Scored, &c.Intensity)...); err != nil {
				return err
			}
			if i := slices.Index(names, "week"); i >= 0 {
				c.Keys[i] = week(c.Keys[i])
			}
			key := strings.Join(c.Keys, "\x00")
			if was := cells[key]; was != nil {
				was.add(c)
			} else {
				cells[key] = c
			}
			return nil
		}, text, args...)
	})
	if err != nil {
		return nil, nil, err
	}
	if at := slices.IndexFunc(names, Unit); fill && at >= 0 {
		q.fill(cells, names[at], at)
	}
	out := make([]Cell, 0, len(cells))
	for _, key := range slices.Sorted(maps.Keys(cells)) {
		out = append(out, *cells[key])
	}
	return names, out, nil
}

// columnsOf are the columns for keys, the unit of time last.
func columnsOf(by []string) ([]string, error) {
	var names, units []string
	for _, k := range by {
		parts := []string{k}
		if rest, ok := strings.CutPrefix(k, "dyad"); ok {
			parts = []string{"actor" + rest, "recipient" + rest}
		}
		for _, p := range parts {
			switch {
			case keyColumns[p] == "":
				return nil, fmt.Errorf("unknown key %q; known: %s", k, strings.Join(Keys, ", "))
			case slices.Contains(names, p) || slices.Contains(units, p):
				return nil, fmt.Errorf("%s is asked for twice", p)
			case Unit(p):
				units = append(units, p)
			default:
				names = append(names, p)
			}
		}
	}
	if len(units) > 1 {
		return nil, fmt.Errorf("%s: one unit of time at once", strings.Join(units, " and "))
	}
	return append(names, units...), nil
}

// series is the SELECT of a series.
func (q *Query) series(by, names []string) (string, []any) {
	var columns, keys []string
	dyads, records := false, false
	for i, n := range names {
		x := keyColumns[n]
		columns = append(columns, fmt.Sprintf("%s AS k%d", x, i+1))
		keys = append(keys, fmt.Sprintf("k%d", i+1))
		dyads = dyads || x[0] == 'd'
		records = records || x[0] == 'r'
	}
	from, c := q.events(dyads, records)
	if !q.Disputed && len(q.DeniedBy) == 0 {
		c.add("e.asserted = 1 OR e.status = 'negated'")
	}
	if slices.ContainsFunc(by, func(k string) bool { return strings.HasPrefix(k, "dyad") }) {
		c.add("d.actor <> '' AND d.recipient <> ''")
	}
	each := "SELECT "
	if dyads { // several codes of one country
		each += "DISTINCT e.id, "
	}
	each += strings.Join(append(columns, "CASE WHEN "+disputed+" THEN 1 ELSE 0 END AS disputed", "e.reports", "e.goldstein", "e.intensity"), ", ") + from + c.String()
	group := ""
	if len(keys) > 0 {
		group = " GROUP BY " + strings.Join(keys, ", ")
	}
	return "SELECT " + strings.Join(append(keys, "COUNT(*)", "COALESCE(SUM(disputed), 0)", "COALESCE(SUM(reports), 0)", "COALESCE(SUM(goldstein), 0)", "COUNT(goldstein)", "COALESCE(SUM(intensity), 0)"), ", ") +
		" FROM (" + each + ") x" + group, c.args
}

// week is the ISO 8601 week of a day: 2026-W11.
func week(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	y, w := t.ISOWeek()
	return fmt.Sprintf("%04d-W%02d", y, w)
}

// units are the names of the units of time from one day to another.
func units(unit, from, to string) []string {
	first, err := time.Parse(time.DateOnly, from)
	last, err2 := time.Parse(time.DateOnly, to)
	if err != nil || err2 != nil {
		return nil
	}
	var out []string
	for t := first; !t.After(last); t = t.AddDate(0, 0, 1) {
		name := t.Format(time.DateOnly)
		switch unit {
		case "week":
			name = week(name)
		case "month", "year":
			name = name[:len("2006-01")]
			if unit == "year" {
				name = name[:len("2006")]
			}
		}
		if len(out) == 0 || out[len(out)-1] != name {
			out = append(out, name)
		}
	}
	return out
}

// fill adds the cells without events.
func (q *Query) fill(cells map[string]*Cell, unit string, at int) {
	var least, most string
	others := map[string]bool{}
	for _, c := range cells {
		others[strings.Join(c.Keys[:at], "\x00")] = true
		if t := c.Keys[at]; t != "" {
			if least == "" || t < least {
				least = t
			}
			most = max(most, t)
		}
	}
	from, to := firstDay(least), lastDay(most)
	if unit == "week" {
		from, to = monday(least), monday(most)
	}
	if q.Since != "" {
		from = firstDay(q.Since)
	}
	if q.Until != "" {
		to = lastDay(q.Until)
	}
	times := units(unit, from, to)
	for o := range others {
		for _, t := range times {
			keys := []string{t}
			if at > 0 {
				keys = append(strings.Split(o, "\x00"), t)
			}
			if key := strings.Join(keys, "\x00"); cells[key] == nil {
				cells[key] = &Cell{Keys: keys}
			}
		}
	}
}

// monday is the first day of an ISO week.
func monday(name string) string {
	var y, w int
	if _, err := fmt.Sscanf(name, "%d-W%d", &y, &w); err != nil {
		return ""
	}
	fourth := time.Date(y, 1, 4, 0, 0, 0, 0, time.UTC) // always in week 1
	return fourth.AddDate(0, 0, (w-1)*7-(int(fourth.Weekday())+6)%7).Format(time.DateOnly)
}

// CheckKeys says what is wrong with the keys of a series.
func CheckKeys(by []string) error {
	_, err := columnsOf(by)
	return err
}
