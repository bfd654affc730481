package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"rapporteur"
	"rapporteur/internal/gather"
	"rapporteur/internal/read"
)

// Entry is what becomes of one article: its records, or its withdrawal.
type Entry struct {
	Article rapporteur.Article // of a withdrawal the ID alone
	Hash    string             // see Hash
	MadeBy  string             // what coded it
	Events  []rapporteur.Event
	Sketch  gather.Sketch // of its text
}

// NewEntry is that of an article and its records.
func NewEntry(art rapporteur.Article, madeBy string, events []rapporteur.Event) Entry {
	return Entry{Article: art, Hash: Hash(art), MadeBy: madeBy, Events: events, Sketch: gather.NewSketch(body(art))}
}

// body is the text of an article without page furniture.
func body(art rapporteur.Article) string {
	if art.Sentences != nil {
		return strings.Join(art.Sentences, "\n")
	}
	if len(art.Body) == 0 {
		return art.Text
	}
	r := []rune(art.Text)
	var b strings.Builder
	for _, s := range art.Body {
		if s.Start >= 0 && s.Start <= s.End && s.End <= len(r) {
			b.WriteString(string(r[s.Start:s.End]))
			b.WriteString("\n")
		}
	}
	return b.String()
}

// Hash tells two versions of an article apart: all that was read counts. 32
// hexadecimal digits.
func Hash(art rapporteur.Article) string {
	h := sha256.New()
	read.Write(h, art) // a hash takes all
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// Change is what an entry did to the ledger.
type Change int

// Changes that an entry can make.
const (
	New       Change = iota // the ledger had no such article
	Corrected               // it supersedes another version of the article
	Recoded                 // the same version, coded by something else
	Unchanged               // it is there already
	Former                  // it is a version that was superseded or withdrawn before: nothing was done
	Withdrawn
	Unknown // to be withdrawn, and not there
)

// Stored says what Write would do with articles, whose events need not be known
// for that: Unchanged where this version stands, Former where another has
// superseded it or it was withdrawn, Recoded where it stands and something else
// has coded it, Corrected where another version stands, New where there is none.
// All are asked for together, which takes hardly longer than one.
func (l *Ledger) Stored(ctx context.Context, entries []Entry) ([]Change, error) {
	var out []Change
	if len(entries) == 0 {
		return nil, nil
	}
	err := l.view(ctx, func(t *tx) error {
		ids := t.idsOf(entries)
		has, err := t.know(ids)
		if err != nil {
			return err
		}
		for i, e := range entries {
			out = append(out, has[ids[i]].change(e.Hash, e.MadeBy))
		}
		return nil
	})
	return out, err
}

// known is what the ledger has and had of an article.
type known struct {
	n            int64 // of what stands; 0 where nothing does
	version      int
	hash, madeBy string
	copy         string
	former       []string // hashes of versions that stand no longer
	last         int      // the highest number of these
}

// add adds what is known of one version.
func (k *known) add(v known) {
	if v.n > 0 {
		v.former, v.last = k.former, k.last
		*k = v
	} else {
		k.former, k.last = append(k.former, v.hash), max(k.last, v.version)
	}
}

// change is what a version of the article would be.
func (k *known) change(hash, madeBy string) Change {
	switch {
	case k.n > 0 && k.hash == hash && k.madeBy == madeBy:
		return Unchanged
	case k.n > 0 && k.hash == hash:
		return Recoded
	case slices.Contains(k.former, hash):
		return Former
	case k.n > 0:
		return Corrected
	}
	return New
}

// Write stores a batch in one transaction and says what each entry did.
func (l *Ledger) Write(ctx context.Context, entries []Entry) ([]Change, error) {
	var out []Change
	err := l.update(ctx, func(t *tx) error {
		w := &writer{tx: t, now: time.Now().UTC().Format(time.RFC3339), dirty: map[string]bool{}}
		if err := w.begin(entries); err != nil {
			return err
		}
		for _, e := range entries {
			c, err := w.put(e)
			if err != nil {
				return fmt.Errorf("article %s: %w", rapporteur.ID(e.Article), err)
			}
			out = append(out, c)
		}
		if err := w.flush(); err != nil { // copies look at the records
			return err
		}
		return w.copies()
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// Withdraw withdraws articles: their records go into the history.
func (l *Ledger) Withdraw(ctx context.Context, ids []string) ([]Change, error) {
	entries := make([]Entry, len(ids))
	for i, id := range ids {
		entries[i].Article.ID = id
		entries[i].Article.Withdrawn = true
	}
	return l.Write(ctx, entries)
}

// writer writes one batch. What is asked of each article is asked for all
// together, and rows that nothing reads before the end of the batch are kept
// back and added together: questions and answers, one by one, take longer than
// the work.
type writer struct {
	*tx
	now      string
	article  int64 // the highest number given so far
	record   int64
	known    map[string]*known // articles of the batch, by id, until it changes them
	articles [][]any
	records  [][]any
	parties  [][]any
	dyads    [][]any
	keys     [][]any
	pending  [][]any
	dirty    map[string]bool    // copy groups that lost a member, by their key
	added    []*article         // those whose copies are to be found
	near     map[int64]*article // those whose texts are compared
}

func (w *writer) begin(entries []Entry) error {
	var err error
	if w.known, err = w.know(w.idsOf(entries)); err != nil {
		return err
	}
	_, err = w.row([]any{&w.article, &w.record}, "SELECT (SELECT COALESCE(MAX(n), 0) FROM articles), (SELECT COALESCE(MAX(n), 0) FROM records)")
	return err
}

// idsOf are the ids of the entries' articles as the database has them.
func (t *tx) idsOf(entries []Entry) []string {
	out := make([]string, len(entries))
	for i, e := range entries {
		out[i] = t.text(rapporteur.ID(e.Article))
	}
	return out
}

// know finds out what the ledger has of articles.
func (t *tx) know(ids []string) (map[string]*known, error) {
	out := map[string]*known{}
	for _, id := range ids {
		out[id] = &known{}
	}
	err := in(slices.Sorted(maps.Keys(out)), func(list string, args []any) error {
		return t.each(func(scan func(...any) error) error {
			var id string
			var v known
			if err := scan(&id, &v.n, &v.version, &v.hash, &v.madeBy, &v.copy); err != nil {
				return err
			}
			out[id].add(v)
			return nil
		}, "SELECT id, n, version, hash, made_by, copy FROM articles WHERE id IN "+list+
			" UNION ALL SELECT id, 0, version, hash, '', '' FROM former_articles WHERE id IN "+list, args...)
	})
	return out, err
}

func (w *writer) put(e Entry) (Change, error) {
	id := w.text(rapporteur.ID(e.Article))
	k := w.known[id]
	if k == nil { // this batch has changed it already
		if err := w.flush(); err != nil {
			return New, err
		}
		again, err := w.know([]string{id})
		if err != nil {
			return New, err
		}
		k = again[id]
		w.known[id] = k
	}
	if e.Article.Withdrawn {
		switch {
		case k.n > 0:
			return Withdrawn, w.end(id, k, "withdrawn")
		case k.last == 0:
			return Unknown, nil
		}
		return Unchanged, nil
	}
	change := k.change(e.Hash, e.MadeBy)
	version := k.last + 1
	switch change {
	case Unchanged, Former:
		return change, nil
	case Corrected:
		version = k.version + 1
		if err := w.end(id, k, "corrected"); err != nil {
			return change, err
		}
	case Recoded:
		version = k.version + 1
		if err := w.end(id, k, "recoded"); err != nil {
			return change, err
		}
	}
	return change, w.add(id, version, e)
}

// end moves what stands of an article into the history.
func (w *writer) end(id string, s *known, how string) error {
	delete(w.known, id)
	events, err := column[string](w.tx, "SELECT DISTINCT event FROM records WHERE article = $1 AND event IS NOT NULL", s.n)
	if err != nil {
		return err
	}
	numbers, err := column[int64](w.tx, "SELECT n FROM records WHERE article = $1", s.n)
	if err != nil {
		return err
	}
	if err := w.disturb(s.n); err != nil {
		return err
	}
	if err := w.dropKeys(s.n); err != nil {
		return err
	}
	const what = "hash, made_by, date, publisher, agency, url, title, characters, records, stored_at"
	for _, q := range []string{
		"INSERT INTO former_articles (id, version, ended, " + what + ", ended_at) SELECT id, version, $1, " + what + ", $2 FROM articles WHERE n = $3",
		"INSERT INTO former_records (article, version, seq, record) SELECT a.id, a.version, r.seq, r.record FROM records r JOIN articles a ON a.n = r.article WHERE a.n = $1",
	} {
		args := []any{how, w.now, s.n}
		if !strings.Contains(q, "$3") {
			args = args[2:]
		}
		if _, err := w.exec(q, args...); err != nil {
			return err
		}
	}
	for _, n := range numbers {
		for _, q := range []string{"DELETE FROM pending WHERE record = $1", "DELETE FROM parties WHERE record = $1", "DELETE FROM dyads WHERE record = $1"} {
			if _, err := w.exec(q, n); err != nil {
				return err
			}
		}
	}
	if _, err := w.exec("DELETE FROM records WHERE article = $1", s.n); err != nil {
		return err
	}
	for _, ev := range events { // one without it is made when it is gathered
		if err := w.dissolve(ev); err != nil {
			return err
		}
	}
	var packed []byte
	if _, err := w.row([]any{&packed}, "SELECT sketch FROM articles WHERE n = $1", s.n); err != nil {
		return err
	}
	var sketch gather.Sketch
	if err := sketch.UnmarshalBinary(packed); err != nil {
		return err
	}
	for _, k := range sketch.Keys() {
		if _, err := w.exec("DELETE FROM sketch_keys WHERE key = $1 AND article = $2", int64(k), s.n); err != nil {
			return err
		}
	}
	w.dirty[s.copy] = true
	for i := range w.added { // ended in the batch that began it
		if w.added[i].n == s.n {
			w.added = append(w.added[:i], w.added[i+1:]...)
			break
		}
	}
	_, err = w.exec("DELETE FROM articles WHERE n = $1", s.n)
	return err
}

// dropKeys removes the keys of an article's records.
func (w *writer) dropKeys(article int64) error {
	var rows [][2]int64
	if err := w.each(func(scan func(...any) error) error {
		var n int64
		var text string
		if err := scan(&n, &text); err != nil {
			return err
		}
		ev, err := decode(text)
		for _, k := range eventKeys(ev) {
			rows = append(rows, [2]int64{k, n})
		}
		return err
	}, "SELECT n, record FROM records WHERE article = $1", article); err != nil {
		return err
	}
	for _, r := range rows {
		if _, err := w.exec("DELETE FROM event_keys WHERE key = $1 AND record = $2", r[0], r[1]); err != nil {
			return err
		}
	}
	return nil
}

// add stores an article with its records.
func (w *writer) add(id string, version int, e Entry) error {
	art := e.Article
	w.article++
	packed, err := e.Sketch.MarshalBinary()
	if err != nil {
		return err
	}
	w.articles = append(w.articles, []any{w.article, id, version, e.Hash, e.MadeBy, art.Date, art.Publisher, art.Agency, art.URL, art.Title, length(art), len(e.Events), id, w.now, packed})
	w.added = append(w.added, &article{w.article, id, id, art.Date, e.Sketch})
	delete(w.known, id)
	for seq, ev := range e.Events {
		if err := w.addRecord(seq, ev); err != nil {
			return err
		}
	}
	return nil
}

func length(art rapporteur.Article) int {
	if art.Sentences != nil {
		return utf8.RuneCountInString(strings.Join(art.Sentences, "\n"))
	}
	return utf8.RuneCountInString(art.Text)
}

func (w *writer) addRecord(seq int, ev rapporteur.Event) error {
	text, err := marshal(ev)
	if err != nil {
		return err
	}
	w.record++
	n := w.record
	first, last := daysOf(ev.Date)
	var p rapporteur.Place
	if ev.Place != nil {
		p = *ev.Place
		if p.Name == "" {
			p.Name = p.Text
		}
	}
	w.records = append(w.records, []any{n, w.article, seq, ev.ID, ev.Type, ev.Mode, ev.Status, first, last, p.Name, p.Country, p.Admin1,
		ev.CAMEO, ev.Quad, ev.Goldstein, ev.Intensity, text})
	for i, a := range ev.Actor {
		w.parties = append(w.parties, []any{n, "actor", i, head(a.Code), a.Code, a.Name, a.Role, ""})
	}
	for i, a := range ev.Recipient {
		w.parties = append(w.parties, []any{n, "recipient", i, head(a.Code), a.Code, a.Name, a.Role, ""})
	}
	for i, s := range ev.SaidBy {
		w.parties = append(w.parties, []any{n, "source", i, head(s.Code), s.Code, s.Name, s.Role, s.Stance})
	}
	for _, d := range pairs(ev) {
		w.dyads = append(w.dyads, []any{head(d[0]), head(d[1]), ev.Type, first, n, d[0], d[1]})
	}
	for _, k := range eventKeys(ev) {
		w.keys = append(w.keys, []any{k, n})
	}
	w.pending = append(w.pending, []any{n})
	return nil
}

// flush adds the rows kept back.
func (w *writer) flush() error {
	for _, t := range []struct {
		table   string
		columns string
		rows    *[][]any
	}{
		{"articles", "n id version hash made_by date publisher agency url title characters records copy stored_at sketch", &w.articles},
		{"records", "n article seq id type mode status first_day last_day place place_country place_admin1 cameo quad goldstein intensity record", &w.records},
		{"parties", "record side pos head code name role stance", &w.parties},
		{"dyads", "actor recipient type first_day record actor_code recipient_code", &w.dyads},
		{"event_keys", "key record", &w.keys},
		{"pending", "record", &w.pending},
	} {
		if len(*t.rows) == 0 {
			continue
		}
		if err := w.dialect.insert(w.tx, t.table, strings.Fields(t.columns), *t.rows); err != nil {
			return err
		}
		*t.rows = (*t.rows)[:0]
	}
	return nil
}

// marshal writes a record as 'code' does.
func marshal(ev rapporteur.Event) (string, error) {
	if ev.Actor == nil {
		ev.Actor = []rapporteur.Entity{}
	}
	if ev.Recipient == nil {
		ev.Recipient = []rapporteur.Entity{}
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(ev); err != nil {
		return "", err
	}
	return strings.TrimSuffix(b.String(), "\n"), nil
}
