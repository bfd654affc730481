package store

import (
	"context"
	"fmt"
	"strings"

	"rapporteur"
)

// Query says which records are wanted. Empty fields ask for nothing; of a list
// one has to hold.
type Query struct {
	Actor, Recipient []string // codes, or how they begin: "CHN", "CHN GOV"
	Type, Mode       []string
	Status           []string
	Since, Until     string // ISO day, month or year, both inclusive
	Place            string // ISO 3166-1 alpha-3 of its country, its name, or its first-order division
	Article          string
	Event            string
	Disputed         bool // of an event that somebody asserts and somebody denies
}

// Row is a record that was asked for, with what the ledger knows of its article.
type Row struct {
	Article rapporteur.Article // id, title, date, publisher, agency, url
	Event   rapporteur.Event
	Group   string // id of the event; empty until it is gathered
}

// clauses builds a condition whose parameters are counted.
type clauses struct {
	where []string
	args  []any
}

func (c *clauses) add(format string, values ...any) {
	for _, v := range values {
		c.args = append(c.args, v)
		format = strings.Replace(format, "?", fmt.Sprintf("$%d", len(c.args)), 1)
	}
	c.where = append(c.where, format)
}

func (c *clauses) oneOf(column string, values []string) {
	if len(values) == 0 {
		return
	}
	args := make([]any, len(values))
	for i, v := range values {
		args[i] = v
	}
	c.add(column+" IN ("+strings.TrimSuffix(strings.Repeat("?, ", len(values)), ", ")+")", args...)
}

// codes holds a party's code against the codes asked for; the head finds it by
// the index.
func (c *clauses) codes(side string, codes []string) {
	var alternatives []string
	for _, code := range codes {
		h := head(code)
		c.args = append(c.args, h)
		s := fmt.Sprintf("%s = $%d", side, len(c.args))
		if h != code {
			c.args = append(c.args, code, code+" ")
			n := len(c.args)
			s = fmt.Sprintf("(%s AND (%s_code = $%d OR substr(%s_code, 1, %d) = $%d))", s, side, n-1, side, len([]rune(code))+1, n)
		}
		alternatives = append(alternatives, s)
	}
	if len(alternatives) > 0 {
		c.where = append(c.where, "("+strings.Join(alternatives, " OR ")+")")
	}
}

func (c *clauses) String() string {
	if len(c.where) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(c.where, " AND ")
}

// numbers is the SELECT of the numbers of the records asked for.
func (q *Query) numbers() (string, []any) {
	var c clauses
	from := "records r"
	if len(q.Actor)+len(q.Recipient) > 0 {
		from = "dyads d JOIN records r ON r.n = d.record"
		c.codes("d.actor", q.Actor)
		c.codes("d.recipient", q.Recipient)
		c.oneOf("d.type", q.Type)
		if q.Until != "" {
			c.add("d.first_day <= ?", lastDay(q.Until))
		}
	} else {
		c.oneOf("r.type", q.Type)
		if q.Until != "" {
			c.add("r.first_day <= ?", lastDay(q.Until))
		}
	}
	c.oneOf("r.mode", q.Mode)
	c.oneOf("r.status", q.Status)
	if q.Since != "" {
		c.add("r.last_day >= ?", firstDay(q.Since))
	}
	if q.Until != "" {
		c.add("r.first_day <> ''")
	}
	if q.Place != "" {
		c.add("(r.place_country = ? OR lower(r.place) = lower(?) OR lower(r.place_admin1) = lower(?))", strings.ToUpper(q.Place), q.Place, q.Place)
	}
	if q.Article != "" {
		c.add("r.article IN (SELECT n FROM articles WHERE id = ?)", q.Article)
	}
	if q.Event != "" {
		c.add("r.event = ?", q.Event)
	}
	if q.Disputed {
		c.add("r.event IN (SELECT id FROM events WHERE asserted = 1 AND denied = 1)")
	}
	return "SELECT DISTINCT r.n FROM " + from + c.String(), c.args
}

// Records calls do for the records asked for, in the order of their articles'
// dates and ids, and of the text.
func (l *Ledger) Records(ctx context.Context, q Query, do func(Row) error) error {
	return l.view(ctx, func(t *tx) error {
		text, args := q.numbers()
		numbers, err := column[int64](t, "SELECT r.n FROM records r JOIN articles a ON a.n = r.article WHERE r.n IN ("+text+") ORDER BY a.date, a.id, r.seq", args...)
		if err != nil {
			return err
		}
		for _, n := range numbers {
			var r Row
			var record string
			a := &r.Article
			if _, err := t.row([]any{&record, &r.Group, &a.ID, &a.Title, &a.Date, &a.Publisher, &a.Agency, &a.URL},
				`SELECT r.record, COALESCE(r.event, ''), a.id, a.title, a.date, a.publisher, a.agency, a.url
				FROM records r JOIN articles a ON a.n = r.article WHERE r.n = $1`, n); err != nil {
				return err
			}
			if r.Event, err = decode(record); err != nil {
				return fmt.Errorf("a record of article %s: %w", a.ID, err)
			}
			if err := do(r); err != nil {
				return err
			}
		}
		return nil
	})
}

// Sizes counts what a ledger has.
type Sizes struct{ Articles, Records, Events, Pending, Former int }

// Sizes counts what the ledger has.
func (l *Ledger) Sizes(ctx context.Context) (s Sizes, err error) {
	err = l.view(ctx, func(t *tx) error {
		_, err := t.row([]any{&s.Articles, &s.Records, &s.Events, &s.Pending, &s.Former},
			"SELECT (SELECT COUNT(*) FROM articles), (SELECT COUNT(*) FROM records), (SELECT COUNT(*) FROM events), (SELECT COUNT(*) FROM pending), (SELECT COUNT(*) FROM former_articles)")
		return err
	})
	return s, err
}
