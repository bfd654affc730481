package store

import (
	"context"

	"rapporteur"
)

// Past is one version of an article, as the ledger has or had it.
type Past struct {
	Number   int
	State    string             // stands, corrected, recoded, withdrawn
	Article  rapporteur.Article // id, title, date, publisher, agency, url
	MadeBy   string
	StoredAt string // RFC 3339
	EndedAt  string // empty while it stands
	Records  []rapporteur.Event
}

// History gives all versions of an article, the first one first. An id that the
// ledger never had is an error.
func (l *Ledger) History(ctx context.Context, id string) ([]Past, error) {
	var out []Past
	err := l.view(ctx, func(t *tx) error {
		if err := t.each(func(scan func(...any) error) error {
			var p Past
			a := &p.Article
			a.ID = id
			if err := scan(&p.Number, &p.State, &a.Title, &a.Date, &a.Publisher, &a.Agency, &a.URL, &p.MadeBy, &p.StoredAt, &p.EndedAt); err != nil {
				return err
			}
			out = append(out, p)
			return nil
		}, "SELECT version, state, title, date, publisher, agency, url, made_by, stored_at, ended_at FROM history WHERE id = $1 ORDER BY version", id); err != nil {
			return err
		}
		if len(out) == 0 {
			return &Error{Ledger: l.address, Msg: "no article with the id " + id + ", now or before", Hint: "'rapporteur query' shows each record with the id of its article"}
		}
		for i := range out {
			p := &out[i]
			query, args := "SELECT record FROM former_records WHERE article = $1 AND version = $2 ORDER BY seq", []any{id, p.Number}
			if p.State == "stands" {
				query, args = "SELECT r.record FROM records r JOIN articles a ON a.n = r.article WHERE a.id = $1 ORDER BY r.seq", []any{id}
			}
			texts, err := column[string](t, query, args...)
			if err != nil {
				return err
			}
			for _, text := range texts {
				ev, err := decode(text)
				if err != nil {
					return err
				}
				p.Records = append(p.Records, ev)
			}
		}
		return nil
	})
	return out, err
}

// CopySet are articles that are copies of each other.
type CopySet struct {
	Key      string
	Agency   string // the first that any of them names; "" where none does
	Articles []rapporteur.Article
}

// Copies calls do for each set of copies, the largest first, its articles in
// order of publication; with article only for the set that has this one.
func (l *Ledger) Copies(ctx context.Context, article string, do func(*CopySet) error) error {
	return l.view(ctx, func(t *tx) error {
		var keys []string
		query, args := "SELECT copy, COUNT(*) AS articles FROM articles GROUP BY copy HAVING COUNT(*) > 1 ORDER BY articles DESC, copy", []any(nil)
		if article != "" {
			var n int
			if _, err := t.row([]any{&n}, "SELECT COUNT(*) FROM articles WHERE id = $1", article); err != nil {
				return err
			}
			if n == 0 {
				return &Error{Ledger: l.address, Msg: "no article with the id " + article, Hint: "'rapporteur query' shows each record with the id of its article"}
			}
			query, args = "SELECT copy, COUNT(*) AS articles FROM articles WHERE copy = (SELECT copy FROM articles WHERE id = $1) GROUP BY copy HAVING COUNT(*) > 1", []any{article}
		}
		if err := t.each(func(scan func(...any) error) error {
			var key string
			var n int
			err := scan(&key, &n)
			keys = append(keys, key)
			return err
		}, query, args...); err != nil {
			return err
		}
		for _, key := range keys {
			s := CopySet{Key: key}
			if err := t.each(func(scan func(...any) error) error {
				var a rapporteur.Article
				err := scan(&a.ID, &a.Title, &a.Date, &a.Publisher, &a.Agency, &a.URL)
				s.Articles = append(s.Articles, a)
				return err
			}, "SELECT id, title, date, publisher, agency, url FROM articles WHERE copy = $1 ORDER BY date, id", key); err != nil {
				return err
			}
			for _, a := range s.Articles {
				if s.Agency = a.Agency; s.Agency != "" {
					break
				}
			}
			if err := do(&s); err != nil {
				return err
			}
		}
		return nil
	})
}
