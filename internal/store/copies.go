package store

import (
	"cmp"
	"fmt"
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
			todo = append(todo, a)
		}
	}
	sharing, err := w.sharing(todo)
	if err != nil {
		return err
	}
	if err := w.enter(); err != nil {
		return err
	}
	all := map[int64]*article{}
	for _, a := range todo {
		all[a.n] = a
	}
	isNew := map[int64]bool{}
	for _, a := range w.added {
		isNew[a.n] = true
	}
	for len(todo) > 0 {
		// as many at once as have no more candidates than fit into memory
		some := 0
		near := map[int64]bool{}
		for ; some < len(todo) && (some == 0 || len(near) < maxNear); some++ {
			for _, k := range todo[some].sketch.Keys() {
				for _, n := range sharing[k] {
					near[n] = true
				}
			}
		}
		if err := w.approach(near, all); err != nil {
			return err
		}
		for _, a := range todo[:some] {
			if err := w.joinCopies(a, sharing); err != nil {
				return err
			}
			if isNew[a.n] { // from now on others find it
				for _, k := range a.sketch.Keys() {
					sharing[k] = append(sharing[k], a.n)
				}
			}
		}
		todo = todo[some:]
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

// sharing are the articles in the ledger that have keys of these, by key.
func (w *writer) sharing(list []*article) (map[uint64][]int64, error) {
	var keys []int64
	for _, a := range list {
		for _, k := range a.sketch.Keys() {
			keys = append(keys, int64(k))
		}
	}
	slices.Sort(keys)
	out := map[uint64][]int64{}
	err := in(slices.Compact(keys), func(list string, args []any) error {
		return w.each(func(scan func(...any) error) error {
			var key, n int64
			err := scan(&key, &n)
			out[uint64(key)] = append(out[uint64(key)], n)
			return err
		}, "SELECT key, article FROM sketch_keys WHERE key IN "+list, args...)
	})
	return out, err
}

// enter enters the keys of the articles that came.
func (w *writer) enter() error {
	var rows [][2]int64
	for _, a := range w.added {
		for _, k := range a.sketch.Keys() {
			rows = append(rows, [2]int64{int64(k), a.n})
		}
	}
	if len(rows) == 0 {
		return nil
	}
	// in their order in the index
	slices.SortFunc(rows, func(a, b [2]int64) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	rows = slices.Compact(rows)
	values := make([][]any, len(rows))
	for i, r := range rows {
		values[i] = []any{r[0], r[1]}
	}
	return w.dialect.insert(w.tx, "sketch_keys", []string{"key", "article"}, values)
}

// maxNear is how many articles are compared with those of a batch at once, each
// a kilobyte.
var maxNear = 4096

// approach reads the articles that some of all others are to be compared with.
func (w *writer) approach(near map[int64]bool, all map[int64]*article) error {
	w.near = maps.Clone(all)
	for n := range all {
		delete(near, n)
	}
	return in(slices.Sorted(maps.Keys(near)), func(list string, args []any) error {
		return w.each(func(scan func(...any) error) error {
			var a article
			var packed []byte
			if err := scan(&a.n, &a.copy, &a.date, &packed); err != nil {
				return err
			}
			w.near[a.n] = &a
			return a.sketch.UnmarshalBinary(packed)
		}, "SELECT n, copy, date, sketch FROM articles WHERE n IN "+list, args...)
	})
}

// joinCopies joins an article's group with those of its copies.
func (w *writer) joinCopies(a *article, sharing map[uint64][]int64) error {
	candidates := map[int64]bool{}
	for _, k := range a.sketch.Keys() {
		for _, n := range sharing[k] {
			candidates[n] = true
		}
	}
	delete(candidates, a.n)
	joined := map[string]bool{a.copy: true}
	least := a.copy
	for _, n := range slices.Sorted(maps.Keys(candidates)) {
		other := w.near[n]
		if other == nil {
			return fmt.Errorf("article %d, which shares keys with article %d, is missing", n, a.n)
		}
		if joined[other.copy] {
			continue
		}
		if gather.Copies(a.sketch, other.sketch, between(a.date, other.date)) {
			joined[other.copy] = true
			least = min(least, other.copy)
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
	a.copy = key
	if b := w.near[a.n]; b != nil {
		b.copy = key
	}
	return w.disturb(a.n)
}
