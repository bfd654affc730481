// Package store keeps the ledger: articles with their records, the versions of
// them that were superseded or withdrawn, and the events that several records
// report.
//
// A ledger is a SQLite file or a PostgreSQL database. In go coded articles (an
// Entry each), out come records, events, counts and explanations. Write stores
// a batch of articles in one transaction: an article and all its records are
// there together or not at all. Gather, which resumes where it was stopped,
// then gathers the records of one event; what comes out depends on the articles
// that stand and on nothing else, neither on their order nor on the batches.
//
// Cost: an article takes about a tenth of the time that coding it takes, its
// sketch and its part of gathering included. A Ledger may be used by several goroutines at once; writers wait for
// one another, also those of other processes.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
)

// Ledger is an open ledger.
type Ledger struct {
	address string
	dialect *dialect
	write   *sql.DB // nil: opened for reading
	read    *sql.DB
}

// Error tells what is wrong with a ledger and what to do about it.
type Error struct {
	Ledger string // its address, without a password
	Msg    string
	Hint   string // what to do next, where that is known
	Err    error  // the cause, where there is one
}

func (e *Error) Error() string { return e.Ledger + ": " + e.Msg }
func (e *Error) Unwrap() error { return e.Err }

// ErrNone is in the chain of errors of opening a ledger that does not exist.
var ErrNone = errors.New("no ledger")

// Mode says what a ledger is opened for.
type Mode int

// Modes of Open.
const (
	Read   Mode = iota // it must exist; nothing is changed
	Write              // it must exist
	Create             // it is made where there is none
)

// Open opens the ledger at an address: the name of a file, or
// postgres://user@host:port/database. A ledger of an older version is brought
// up to date when it is opened for writing, and can be read as it is.
func Open(ctx context.Context, address string, mode Mode) (*Ledger, error) {
	if address == "" {
		return nil, &Error{Ledger: "ledger", Msg: "no address", Hint: "name a file, or postgres://user@host/database"}
	}
	var l *Ledger
	var err error
	if IsPostgres(address) {
		l, err = openPostgres(ctx, address, mode)
	} else {
		l, err = openSQLite(ctx, address, mode)
	}
	if err != nil {
		return nil, err
	}
	if err := l.prepare(ctx, mode); err != nil {
		l.Close()
		return nil, err
	}
	return l, nil
}

// IsPostgres says whether the address is one of a PostgreSQL database.
func IsPostgres(address string) bool {
	return strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://")
}

// Address names the ledger as messages do, without a password.
func (l *Ledger) Address() string { return l.address }

// Close gives the ledger back. What was written is there already.
func (l *Ledger) Close() error {
	var errs []error
	if l.read != nil {
		errs = append(errs, l.read.Close())
	}
	if l.write != nil { // last, as only who may write can put SQLite's log into the file and remove it
		errs = append(errs, l.write.Close())
	}
	return errors.Join(errs...)
}

// explain turns an error of the database into one that says what to do.
func (l *Ledger) explain(err error) error {
	var known *Error
	switch {
	case err == nil || errors.As(err, &known) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded):
		return err
	}
	msg, hint := l.dialect.explain(err)
	return &Error{Ledger: l.address, Msg: msg, Hint: hint, Err: err}
}

// update runs do in a transaction that excludes other writers.
func (l *Ledger) update(ctx context.Context, do func(*tx) error) (err error) {
	conn, err := l.write.Conn(ctx)
	if err != nil {
		return l.explain(err)
	}
	defer conn.Close()
	t, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return l.explain(err)
	}
	defer t.Rollback()
	if l.dialect.lock != "" {
		if _, err := t.ExecContext(ctx, l.dialect.lock); err != nil {
			return l.explain(err)
		}
	}
	x := &tx{ctx: ctx, tx: t, conn: conn, dialect: l.dialect, prepared: map[string]*sql.Stmt{}}
	if err := do(x); err != nil {
		return l.explain(err)
	}
	return l.explain(t.Commit())
}

// view runs do in a transaction that sees one state of the ledger.
func (l *Ledger) view(ctx context.Context, do func(*tx) error) error {
	conn, err := l.read.Conn(ctx)
	if err != nil {
		return l.explain(err)
	}
	defer conn.Close()
	t, err := conn.BeginTx(ctx, l.dialect.reading)
	if err != nil {
		return l.explain(err)
	}
	defer t.Rollback()
	return l.explain(do(&tx{ctx: ctx, tx: t, conn: conn, dialect: l.dialect, prepared: map[string]*sql.Stmt{}}))
}

// tx is a transaction with its prepared statements.
type tx struct {
	ctx      context.Context
	tx       *sql.Tx
	conn     *sql.Conn
	dialect  *dialect
	prepared map[string]*sql.Stmt
}

// ask runs a query. Where the driver keeps prepared statements itself, they are
// left to it: its are kept from one transaction to the next.
func (t *tx) ask(query string, args []any) (*sql.Rows, error) {
	t.texts(args)
	if t.dialect.text != nil {
		return t.tx.QueryContext(t.ctx, query, args...)
	}
	s, err := t.stmt(query)
	if err != nil {
		return nil, err
	}
	return s.QueryContext(t.ctx, args...)
}

// texts has the texts among parameters be such as the database can hold.
func (t *tx) texts(args []any) {
	if t.dialect.text == nil {
		return
	}
	for i, a := range args {
		if s, ok := a.(string); ok {
			args[i] = t.dialect.text(s)
		}
	}
}

// text is a text as the database has it.
func (t *tx) text(s string) string {
	if t.dialect.text == nil {
		return s
	}
	return t.dialect.text(s)
}

func (t *tx) stmt(query string) (*sql.Stmt, error) {
	if s := t.prepared[query]; s != nil {
		return s, nil
	}
	s, err := t.tx.PrepareContext(t.ctx, query)
	if err != nil {
		return nil, fmt.Errorf("%w in %s", err, query)
	}
	t.prepared[query] = s
	return s, nil
}

// exec runs a statement, whose parameters are $1, $2 ...
func (t *tx) exec(query string, args ...any) (int, error) {
	t.texts(args)
	var r sql.Result
	var err error
	if t.dialect.text != nil {
		r, err = t.tx.ExecContext(t.ctx, query, args...)
	} else {
		var s *sql.Stmt
		if s, err = t.stmt(query); err == nil {
			r, err = s.ExecContext(t.ctx, args...)
		}
	}
	if err != nil {
		return 0, err
	}
	n, err := r.RowsAffected()
	return int(n), err
}

// row reads the one row of a query; found is false where there is none.
func (t *tx) row(to []any, query string, args ...any) (found bool, err error) {
	rows, err := t.ask(query, args)
	if err != nil {
		return false, err
	}
	defer rows.Close()
	if !rows.Next() {
		return false, rows.Err()
	}
	if err := rows.Scan(to...); err != nil {
		return false, err
	}
	return true, rows.Close()
}

// each calls do for every row of a query; do scans it.
func (t *tx) each(do func(scan func(...any) error) error, query string, args ...any) error {
	rows, err := t.ask(query, args)
	if err != nil {
		return err
	}
	return scanAll(rows, do)
}

func scanAll(rows *sql.Rows, do func(scan func(...any) error) error) error {
	defer rows.Close()
	for rows.Next() {
		if err := do(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

// column reads a query of one column.
func column[T any](t *tx, query string, args ...any) ([]T, error) {
	var out []T
	err := t.each(func(scan func(...any) error) error {
		var v T
		if err := scan(&v); err != nil {
			return err
		}
		out = append(out, v)
		return nil
	}, query, args...)
	return out, err
}

// slots are n parameters from number first on: "$3, $4, $5".
func slots(first, n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "$%d", first+i)
	}
	return b.String()
}

// chunks are how many values go into one IN (...): few texts of statements, so
// that prepared ones are found again, and a short one for the many single values.
var chunks = []int{1, 8, 64, 512}

// in calls do for the values in pieces, each filled up to one of chunks with its
// last value, and the text "($1, ..., $8)".
func in[T any](values []T, do func(list string, args []any) error) error {
	for len(values) > 0 {
		i := 0
		for i < len(chunks)-1 && len(values) > chunks[i] {
			i++
		}
		if i == len(chunks)-1 && len(values) < chunks[i]/2 { // more would be filled up than asked for
			i--
		}
		size := chunks[i]
		n := min(size, len(values))
		args := make([]any, size)
		for j := range args {
			args[j] = values[min(j, n-1)]
		}
		values = values[n:]
		if err := do("("+slots(1, size)+")", args); err != nil {
			return err
		}
	}
	return nil
}
