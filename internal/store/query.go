package store

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"rapporteur"
)

// Query says which records or events are wanted. Empty fields ask for nothing,
// and of a list one has to hold.
//
// Of records all fields are their own. Events have the type, mode, days, parties,
// place and contexts of their first report, and are actual as soon as one report
// has it so; Source asks for their claims, Text and Article for any report.
type Query struct {
	Actor, Recipient []string // codes, see Code
	Source           []string // codes of those who vouch for it, or deny it
	Type, Mode       []string
	Status           []string
	Quad             []string
	Context          []string
	Place            []string // a country's code, or the name of a place or first-level division
	Country          []string // codes of the place's country
	Since, Until     string   // ISO day, month or year, both inclusive: when it began
	AssertedBy       []string // codes of those on whose word the event is so
	DeniedBy         []string
	Disputed         bool   // somebody denies the event, see Gathered.Disputed
	Text             string // in the sentence
	Article          string // id
	Event            string // id
	Limit            int    // 0: none
	Order            string // of events: one of Orders
	Standing         bool   // of records: Row.Standing is wanted
}

var codeForm = regexp.MustCompile(`^(\*|---|[A-Z]{3})( [A-Z0-9]+)*$`)

// Code says whether a text can be asked for as a code. A code asks for all that
// begin with its first word, which is a country or kind of organisation, and
// have its other words: "CHN GOV" finds "CHN GOV MIL" too. The first word "*" is
// any: "* REB".
func Code(s string) bool { return codeForm.MatchString(s) && s != "*" }

// Row is a record that was asked for, with what the ledger knows of its article.
type Row struct {
	Article rapporteur.Article // id, title, date, publisher, agency, url
	Event   rapporteur.Event
	Group   string // id of the event; empty until it is gathered
	Standing
}

// Standing is how the event of a record stands among all reports; zero where
// nobody asked for it, and until the record is gathered.
type Standing struct {
	Records, Sources, Articles int
	URL                        string // of the first report
	Added                      string // RFC 3339: when the ledger got the first of them
}

// clauses builds a condition whose parameters are counted.
type clauses struct {
	where []string
	args  []any
}

// param is the name of a new parameter.
func (c *clauses) param(v any) string {
	c.args = append(c.args, v)
	return fmt.Sprintf("$%d", len(c.args))
}

// add adds a condition, each of its "?" a parameter.
func (c *clauses) add(format string, values ...any) {
	for _, v := range values {
		format = strings.Replace(format, "?", c.param(v), 1)
	}
	c.where = append(c.where, format)
}

func (c *clauses) list(values []string) string {
	names := make([]string, len(values))
	for i, v := range values {
		names[i] = c.param(v)
	}
	return "(" + strings.Join(names, ", ") + ")"
}

func (c *clauses) oneOf(column string, values []string) {
	if len(values) > 0 {
		c.add(column + " IN " + c.list(values))
	}
}

// codes holds codes against those asked for. Where there is a column with their
// first words, an index may begin with it.
func (c *clauses) codes(head, code string, asked []string) {
	if s := c.anyCode(head, code, asked); s != "" {
		c.where = append(c.where, s)
	}
}

func (c *clauses) anyCode(head, code string, asked []string) string {
	var any []string
	for _, a := range asked {
		var all []string
		words := strings.Fields(a)
		if words[0] != "*" && head != "" {
			all = append(all, head+" = "+c.param(words[0]))
		} else if words[0] != "*" {
			all = append(all, "("+code+" = "+c.param(words[0])+" OR "+code+" LIKE "+c.param(words[0]+" %")+")")
		}
		for _, w := range words[1:] {
			all = append(all, "' ' || "+code+" || ' ' LIKE "+c.param("% "+w+" %"))
		}
		any = append(any, "("+strings.Join(all, " AND ")+")")
	}
	return strings.Join(any, " OR ")
}

func (c *clauses) String() string {
	if len(c.where) == 0 {
		return ""
	}
	return " WHERE (" + strings.Join(c.where, ") AND (") + ")"
}

// pairs adds what is asked of the parties, type and days of dyads.
func (q *Query) pairs(c *clauses) {
	c.codes("d.actor", "d.actor_code", q.Actor)
	c.codes("d.recipient", "d.recipient_code", q.Recipient)
	c.oneOf("d.type", q.Type)
	q.days(c, "d.first_day")
}

func (q *Query) days(c *clauses, column string) {
	if q.Since != "" {
		c.add(column+" >= ?", firstDay(q.Since))
	}
	if q.Until != "" {
		c.add(column+" <= ? AND "+column+" <> ''", lastDay(q.Until))
	}
}

func (q *Query) parties() bool { return len(q.Actor)+len(q.Recipient) > 0 }

// detailed says whether something is asked that only the record tells.
func (q *Query) detailed() bool {
	return len(q.Quad)+len(q.Context)+len(q.Place)+len(q.Country) > 0
}

// detail adds what is asked of the record r alone.
func (q *Query) detail(c *clauses) {
	c.oneOf("r.quad", q.Quad)
	c.oneOf("r.place_country", q.Country)
	if len(q.Place) > 0 {
		names := make([]string, len(q.Place))
		codes := make([]string, len(q.Place))
		for i, p := range q.Place {
			names[i], codes[i] = strings.ToLower(p), strings.ToUpper(p)
		}
		c.add("r.place_country IN " + c.list(codes) + " OR lower(r.place) IN " + c.list(names) + " OR lower(r.place_admin1) IN " + c.list(names))
	}
	// Keys of the JSON cannot stand within its texts, whose quotes are escaped.
	var any []string
	for _, x := range q.Context {
		any = append(any, "r.record LIKE "+c.param(`%"contexts":[%`+like(jsonText(x), true)+`%],"status":%`)+" ESCAPE '!'")
	}
	if any != nil {
		c.add(strings.Join(any, " OR "))
	}
}

// told adds what is asked of any report r of an event.
func (q *Query) told(c *clauses) {
	if q.Text != "" {
		c.add(`lower(r.record) LIKE ? ESCAPE '!'`, strings.ToLower(`%"sentence":{"index":%,"text":"%`+like(jsonText(q.Text), false)+`%","start":%},"article":{%`))
	}
	if q.Article != "" {
		c.add("r.article IN (SELECT n FROM articles WHERE id = ?)", q.Article)
	}
}

// jsonText is a text as records have it, with its quotes.
func jsonText(s string) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.Encode(s) // a string always can be
	return strings.TrimSuffix(b.String(), "\n")
}

// like escapes what LIKE takes for a pattern; without quotes the text may stand
// within a longer one.
func like(text string, quotes bool) string {
	if !quotes {
		text = strings.TrimSuffix(strings.TrimPrefix(text, `"`), `"`)
	}
	return strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(text)
}

// disputed is Gathered.Disputed of the event e.
const disputed = "e.denied = 1 AND (e.asserted = 1 OR e.status <> 'negated')"

// word adds what is asked of the claims of an event.
func (q *Query) word(c *clauses, event string) {
	claim := func(codes []string, stance string) {
		if len(codes) > 0 {
			c.add(event + " IN (SELECT event FROM claims WHERE code <> '' AND stance = " + c.param(stance) + " AND (" + c.anyCode("", "code", codes) + "))")
		}
	}
	claim(q.AssertedBy, "asserts")
	claim(q.DeniedBy, "denies")
	if q.Disputed {
		c.add(event + " IN (SELECT e.id FROM events e WHERE " + disputed + ")")
	}
	if q.Event != "" {
		c.add(event+" = ?", q.Event)
	}
}

// records is the SELECT of the numbers of the records asked for, in the order of
// their articles.
func (q *Query) records() (string, []any) {
	var c clauses
	if q.parties() {
		var d clauses
		q.pairs(&d)
		c.args = d.args
		c.add("r.n IN (SELECT d.record FROM dyads d" + d.String() + ")")
	} else {
		c.oneOf("r.type", q.Type)
		q.days(&c, "r.first_day")
	}
	c.oneOf("r.mode", q.Mode)
	c.oneOf("r.status", q.Status)
	if len(q.Source) > 0 {
		c.add("r.n IN (SELECT record FROM parties WHERE side = 'source' AND (" + c.anyCode("head", "code", q.Source) + "))")
	}
	q.detail(&c)
	q.told(&c)
	q.word(&c, "r.event")
	text := "SELECT r.n FROM records r JOIN articles a ON a.n = r.article" + c.String() + " ORDER BY a.date, a.id, r.seq"
	if q.Limit > 0 {
		text += " LIMIT " + c.param(q.Limit)
	}
	return text, c.args
}

// events is the FROM and WHERE of the events asked for: e, their first records
// r, and with dyads d the pairs of these.
func (q *Query) events(dyads, records bool) (string, *clauses) {
	c := &clauses{}
	from := " FROM events e"
	if records || q.detailed() {
		from += " JOIN records r ON r.n = e.lead"
	}
	switch {
	case dyads:
		from += " JOIN dyads d ON d.record = e.lead"
		q.pairs(c)
	case q.parties():
		d := clauses{args: c.args}
		q.pairs(&d)
		c.args = d.args
		c.add("e.lead IN (SELECT d.record FROM dyads d" + d.String() + ")")
	default:
		c.oneOf("e.type", q.Type)
		q.days(c, "e.first_day")
	}
	c.oneOf("e.mode", q.Mode)
	c.oneOf("e.status", q.Status)
	if len(q.Source) > 0 {
		c.add("e.id IN (SELECT event FROM claims WHERE code <> '' AND (" + c.anyCode("", "code", q.Source) + "))")
	}
	q.detail(c)
	m := clauses{args: c.args}
	if q.told(&m); m.where != nil {
		c.args = m.args
		c.add("EXISTS (SELECT 1 FROM records r" + m.String() + " AND r.event = e.id)")
	}
	q.word(c, "e.id")
	return from, c
}

// Records calls do for the records asked for, in the order of their articles'
// dates and ids, and of the text.
func (l *Ledger) Records(ctx context.Context, q Query, do func(Row) error) error {
	return l.view(ctx, func(t *tx) error {
		text, args := q.records()
		numbers, err := column[int64](t, text, args...)
		if err != nil {
			return err
		}
		for _, n := range numbers {
			r, err := t.record(n)
			if err != nil {
				return err
			}
			if q.Standing && r.Group != "" {
				if r.Standing, err = t.standingOf(r.Group); err != nil {
					return err
				}
			}
			if err := do(r); err != nil {
				return err
			}
		}
		return nil
	})
}

// record reads a record.
func (t *tx) record(n int64) (r Row, err error) {
	var text string
	a := &r.Article
	if _, err := t.row([]any{&text, &r.Group, &a.ID, &a.Title, &a.Date, &a.Publisher, &a.Agency, &a.URL},
		`SELECT r.record, COALESCE(r.event, ''), a.id, a.title, a.date, a.publisher, a.agency, a.url
		FROM records r JOIN articles a ON a.n = r.article WHERE r.n = $1`, n); err != nil {
		return r, err
	}
	if r.Event, err = decode(text); err != nil {
		return r, fmt.Errorf("a record of article %s: %w", a.ID, err)
	}
	return r, nil
}

// standingOf is how an event stands.
func (t *tx) standingOf(event string) (s Standing, err error) {
	_, err = t.row([]any{&s.Records, &s.Sources, &s.Articles, &s.URL, &s.Added}, `SELECT e.records, e.sources, e.reports, a.url,
		(SELECT MIN(b.stored_at) FROM records m JOIN articles b ON b.n = m.article WHERE m.event = e.id)
		FROM events e JOIN records r ON r.n = e.lead JOIN articles a ON a.n = r.article WHERE e.id = $1`, event)
	return s, err
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
