package store

import (
	"maps"
	"slices"
	"time"

	"rapporteur/internal/gather"
)

// article is one whose copies are looked for.
type article struct {
	n      int64
	id     string
	copy   string // key of its copy group as the ledger has it
	date   string // of publication, '' where unknown
	sketch gather.Sketch
}

// copies brings the copy groups up to date with the articles that came and went
// in this batch. A group is all that are copies of each other, directly or
// through others, and its key the least id among them; so it does not depend on
// the order in which they came.
func (w *writer) copies() error {
	members := map[int64]*article{}
	take := func(where string, arg any) error {
		return w.each(func(scan func(...any) error) error {
			var a article
			var packed []byte
			if err := scan(&a.n, &a.id, &a.copy, &a.date, &packed); err != nil {
				return err
			}
			members[a.n] = &a
			return a.sketch.UnmarshalBinary(packed)
		}, "SELECT n, id, copy, date, sketch FROM articles WHERE "+where, arg)
	}
	// groups that lost a member are put together from the start
	for _, key := range slices.Sorted(maps.Keys(w.dirty)) {
		if err := take("copy = $1", key); err != nil {
			return err
		}
	}
	alone := slices.SortedFunc(maps.Values(members), func(a, b *article) int { return int(a.n - b.n) })
	for _, a := range alone {
		if err := w.setCopy(a, a.id); err != nil {
			return err
		}
	}
	todo := alone
	for _, a := range w.added {
		if members[a.n] == nil {
			todo = append(todo, &article{a.n, a.id, a.id, a.date, a.sketch})
		}
	}
	for _, a := range todo {
		if err := w.joinCopies(a); err != nil {
			return err
		}
	}
	return nil
}

// between returns the days between two publications, 0 where one is unknown.
func between(a, b string) int {
	x, err := time.Parse(time.DateOnly, a[:min(len(a), len(time.DateOnly))])
	if err != nil {
		return 0
	}
	y, err := time.Parse(time.DateOnly, b[:min(len(b), len(time.DateOnly))])
	if err != nil {
		return 0
	}
	return int(x.Sub(y).Abs().Hours() / 24)
}

// joinCopies joins an article's group with those of its copies.
func (w *writer) joinCopies(a *article) error {
	if _, err := w.row([]any{&a.copy}, "SELECT copy FROM articles WHERE n = $1", a.n); err != nil {
		return err
	}
	keys := a.sketch.Keys()
	if len(keys) == 0 {
		return nil
	}
	candidates := map[int64]bool{}
	numbers := make([]int64, len(keys))
	for i, k := range keys {
		numbers[i] = int64(k)
	}
	if err := in(numbers, func(list string, args []any) error {
		found, err := column[int64](w.tx, "SELECT article FROM sketch_keys WHERE key IN "+list, args...)
		for _, n := range found {
			candidates[n] = true
		}
		return err
	}); err != nil {
		return err
	}
	if !candidates[a.n] { // not entered yet
		rows := make([][]any, len(numbers))
		for i, k := range numbers {
			rows[i] = []any{k, a.n}
		}
		if err := w.dialect.insert(w.tx, "sketch_keys", []string{"key", "article"}, rows); err != nil {
			return err
		}
	}
	delete(candidates, a.n)
	joined := map[string]bool{a.copy: true}
	least := a.copy
	for _, n := range slices.Sorted(maps.Keys(candidates)) {
		var key, date string
		var packed []byte
		if _, err := w.row([]any{&key, &date, &packed}, "SELECT copy, date, sketch FROM articles WHERE n = $1", n); err != nil {
			return err
		}
		if joined[key] {
			continue
		}
		var other gather.Sketch
		if err := other.UnmarshalBinary(packed); err != nil {
			return err
		}
		if gather.Copies(a.sketch, other, between(a.date, date)) {
			joined[key] = true
			least = min(least, key)
		}
	}
	if len(joined) == 1 {
		return nil
	}
	for _, key := range slices.Sorted(maps.Keys(joined)) {
		var err error
		var moved []*article
		if key == least {
			// its key stays, but it is one of several now; records of a single article had no copies
			moved, err = w.ofCopy(key)
			if err == nil && len(moved) == 1 {
				err = w.disturb(moved[0].n)
			}
		} else if moved, err = w.ofCopy(key); err == nil {
			for _, m := range moved {
				if err = w.setCopy(m, least); err != nil {
					break
				}
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// ofCopy are the articles of a copy group, without their sketches.
func (w *writer) ofCopy(key string) ([]*article, error) {
	var out []*article
	err := w.each(func(scan func(...any) error) error {
		a := &article{copy: key}
		out = append(out, a)
		return scan(&a.n, &a.id)
	}, "SELECT n, id FROM articles WHERE copy = $1", key)
	return out, err
}

// setCopy puts an article into a copy group.
func (w *writer) setCopy(a *article, key string) error {
	if _, err := w.exec("UPDATE articles SET copy = $1 WHERE n = $2", key, a.n); err != nil {
		return err
	}
	return w.disturb(a.n)
}
