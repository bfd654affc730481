package gather

import (
	"slices"
	"strings"

	"rapporteur"
)

// said is one value of a field, as one record gives it.
type said struct {
	value string
	n     int // of the member
}

// fieldsOf sets side by side what the reports tell.
func fieldsOf(facts []*fact, members []int, sources []string) []Field {
	var names []string
	values := map[string][]said{}
	put := func(name, value string, n int) {
		if value == "" {
			return
		}
		if _, ok := values[name]; !ok {
			names = append(names, name)
		}
		values[name] = append(values[name], said{value, n})
	}
	for n, i := range members {
		f := facts[i]
		ev := &f.rep.Event
		put("mode", ev.Mode, n)
		status := ev.Status
		if f.stance == "denies" && status == "actual" {
			status = "denied"
		}
		put("status", status, n)
		if f.day.known {
			put("date", ev.Date.Value, n)
		}
		if f.place != nil {
			name := f.place.Name
			if name == "" {
				name = f.place.Text
			}
			put("place", name, n)
		}
		put("actor", codes(ev.Actor), n)
		put("recipient", codes(ev.Recipient), n)
		for _, c := range f.counts {
			put(c.what, c.text, n)
		}
	}
	var out []Field
	for _, name := range fieldOrder(names) {
		f := Field{Name: name}
		bySource := map[string]map[string]bool{}
		for _, s := range values[name] {
			k := slices.IndexFunc(f.Values, func(v Value) bool { return v.Value == s.value })
			if k < 0 {
				k = len(f.Values)
				f.Values = append(f.Values, Value{Value: s.value})
				bySource[s.value] = map[string]bool{}
			}
			f.Values[k].Reports = append(f.Values[k].Reports, facts[members[s.n]].rep.ID)
			bySource[s.value][sources[s.n]] = true
		}
		for k := range f.Values {
			f.Values[k].Sources = len(bySource[f.Values[k].Value])
		}
		slices.SortStableFunc(f.Values, func(a, b Value) int {
			if d := b.Sources - a.Sources; d != 0 {
				return d
			}
			return len(b.Reports) - len(a.Reports)
		})
		f.Disputed = disputed(name, facts, members)
		out = append(out, f)
	}
	return out
}

// fieldOrder: the fields that every event has, then the numbers.
func fieldOrder(names []string) []string {
	first := []string{"mode", "status", "date", "place", "actor", "recipient"}
	var out []string
	for _, n := range first {
		if slices.Contains(names, n) {
			out = append(out, n)
		}
	}
	rest := slices.DeleteFunc(slices.Clone(names), func(n string) bool { return slices.Contains(first, n) })
	slices.Sort(rest)
	return append(out, rest...)
}

// disputed tells whether values of a field contradict each other, and not only
// say more or less.
func disputed(name string, facts []*fact, members []int) bool {
	var apart func(a, b *fact) bool
	switch name {
	case "mode":
		apart = func(a, b *fact) bool {
			p, q := a.rep.Event.Mode, b.rep.Event.Mode
			return p != "" && q != "" && p != q
		}
	case "status":
		apart = func(a, b *fact) bool { return a.stance != b.stance }
	case "date":
		apart = func(a, b *fact) bool { return a.day.known && b.day.known && !a.day.meets(b.day) }
	case "place":
		apart = func(a, b *fact) bool {
			var e evidence
			weighPlace(&e, a, b)
			return e.points < 0
		}
	case "actor", "recipient":
		side := 0
		if name == "recipient" {
			side = 1
		}
		apart = func(a, b *fact) bool {
			return len(a.side[side]) > 0 && len(b.side[side]) > 0 && !slices.ContainsFunc(a.side[side], func(p party) bool {
				return slices.ContainsFunc(b.side[side], func(q party) bool { return p.head == q.head || p.head == "" || q.head == "" })
			})
		}
	default:
		apart = func(a, b *fact) bool {
			both, meet := agree(a.counts, b.counts, name)
			return both && !meet
		}
	}
	for x, i := range members {
		for _, j := range members[:x] {
			if apart(facts[i], facts[j]) {
				return true
			}
		}
	}
	return false
}

// codes joins the codes of parties, sorted, each once.
func codes(list []rapporteur.Entity) string {
	var out []string
	for _, e := range list {
		out = append(out, e.Code)
	}
	slices.Sort(out)
	return strings.Join(slices.Compact(out), "; ")
}

// claimsOf lists on whose word the event stands. Of a chain of sources the
// innermost one makes the claim; the others pass it on.
func claimsOf(facts []*fact, members []int) []Claim {
	var out []Claim
	for _, i := range members {
		f := facts[i]
		code, name, _ := strings.Cut(f.speaker, "\t")
		k := slices.IndexFunc(out, func(c Claim) bool {
			return c.Code == code && c.Name == name && c.Stance == f.stance
		})
		if k < 0 {
			k = len(out)
			out = append(out, Claim{Code: code, Name: name, Stance: f.stance, Since: f.rep.Event.Article.Date})
		}
		out[k].Reports = append(out[k].Reports, f.rep.ID)
	}
	return out
}
