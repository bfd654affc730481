package store

import (
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strings"
	"time"

	"rapporteur"
	"rapporteur/internal/gather"
)

// head is the first word of a code: a country, or a kind of organisation.
func head(code string) string {
	h, _, _ := strings.Cut(code, " ")
	return h
}

// pairs are the codes of who did it to whom: each actor with each recipient,
// "" where nobody is named. Parties of an act of cooperation without a
// recipient did it with each other: each with each, in both directions.
func pairs(ev rapporteur.Event) [][2]string {
	var out [][2]string
	add := func(a, r string) {
		if p := [2]string{a, r}; !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	codes := func(list []rapporteur.Entity) []string {
		var out []string
		for _, e := range list {
			if !slices.Contains(out, e.Code) {
				out = append(out, e.Code)
			}
		}
		return out
	}
	actors, recipients := codes(ev.Actor), codes(ev.Recipient)
	if len(recipients) == 0 && len(actors) > 1 && strings.HasSuffix(ev.Quad, "cooperation") {
		for _, a := range actors {
			for _, b := range actors {
				if a != b {
					add(a, b)
				}
			}
		}
		return out
	}
	if len(actors) == 0 {
		actors = []string{""}
	}
	if len(recipients) == 0 {
		recipients = []string{""}
	}
	for _, a := range actors {
		for _, r := range recipients {
			add(a, r)
		}
	}
	return out
}

// daysOf are the first and the last day of a date, "" where there is none.
func daysOf(d *rapporteur.Date) (first, last string) {
	if d == nil {
		return "", ""
	}
	from, to, ok := strings.Cut(d.Value, "/")
	if !ok {
		to = from
	}
	return firstDay(from), lastDay(to)
}

// firstDay is the first day of a day, month or year.
func firstDay(s string) string {
	switch len(s) {
	case 4:
		return s + "-01-01"
	case 7:
		return s + "-01"
	}
	return s[:min(len(s), 10)]
}

// lastDay is the last day of a day, month or year.
func lastDay(s string) string {
	switch len(s) {
	case 4:
		return s + "-12-31"
	case 7:
		t, err := time.Parse("2006-01", s)
		if err != nil {
			return s
		}
		return t.AddDate(0, 1, -1).Format(time.DateOnly)
	}
	return s[:min(len(s), 10)]
}

// eventKeys are numbers for the keys of an event.
func eventKeys(ev rapporteur.Event) []int64 {
	var out []int64
	for _, k := range gather.Keys(ev) {
		if n := keyNumber(k); !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

// keyNumber stands for a key. Two keys with the same number have records
// compared that need not be, and nothing else.
func keyNumber(key string) int64 {
	sum := sha256.Sum256([]byte(key))
	return int64(binary.BigEndian.Uint64(sum[:8]))
}
