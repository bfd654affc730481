package store

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
)

// The migrations in order: schema/0001.sql makes a ledger, each later file
// changes what those before it made. A file that was released is never edited.
//
//go:embed schema/*.sql
var migrations embed.FS

// dialect is what differs between the databases.
type dialect struct {
	name    string
	words   *strings.Replacer // fills in the migrations' {key}, {bytes}, {clustered}
	lock    string            // statement that has other writers wait; "" where a transaction does so
	reading *readOptions
	explain func(error) (msg, hint string)
	// insert adds rows to a table.
	insert func(t *tx, table string, columns []string, rows [][]any) error
	// join gives records their events.
	join func(t *tx, members []member) error
	// text makes a text one that the database can hold; nil where it holds all.
	// Where there is one the driver prepares statements itself.
	text func(string) string
	// exists finds out whether the database has anything in it, and a ledger.
	exists string
}

// scripts are the texts of the migrations; that of version 1 comes first.
func scripts() ([]string, error) {
	names, err := fs.Glob(migrations, "schema/*.sql")
	if err != nil {
		return nil, err
	}
	var out []string
	for i, name := range names { // sorted
		if want := fmt.Sprintf("schema/%04d.sql", i+1); name != want {
			return nil, fmt.Errorf("migration %s: expected %s", name, want)
		}
		text, err := migrations.ReadFile(name)
		if err != nil {
			return nil, err
		}
		out = append(out, string(text))
	}
	return out, nil
}

// Version is the version of the schema that this program writes.
func Version() int {
	s, err := scripts()
	if err != nil {
		panic(err) // the files are part of the program
	}
	return len(s)
}

// prepare brings the schema up to date, or finds out that it can be read.
func (l *Ledger) prepare(ctx context.Context, mode Mode) error {
	texts, err := scripts()
	if err != nil {
		return err
	}
	now := 0
	find := func(t *tx) error {
		now, err = l.version(t)
		return err
	}
	if err := l.view(ctx, find); err != nil {
		return err
	}
	switch {
	case now > len(texts):
		return &Error{Ledger: l.address, Msg: fmt.Sprintf("the ledger has version %d, which is newer than this program: it knows versions up to %d", now, len(texts)),
			Hint: "use a newer rapporteur"}
	case now == len(texts):
		return nil
	case now == 0 && mode != Create:
		return &Error{Ledger: l.address, Msg: "empty: no ledger has been made there yet", Hint: "'rapporteur ingest' makes one", Err: ErrNone}
	case mode == Read:
		return &Error{Ledger: l.address, Msg: fmt.Sprintf("the ledger has version %d, this program reads version %d", now, len(texts)),
			Hint: "'rapporteur ledger check' brings it up to date; it must be writable for that"}
	}
	return l.update(ctx, func(t *tx) error {
		if err := find(t); err != nil { // somebody else may have been quicker
			return err
		}
		for v := now; v < len(texts); v++ {
			if v == 0 {
				if err := t.script("CREATE TABLE ledger (name TEXT PRIMARY KEY, value TEXT NOT NULL); INSERT INTO ledger VALUES ('version', '0');"); err != nil {
					return err
				}
			}
			if err := t.script(l.dialect.words.Replace(texts[v])); err != nil {
				return fmt.Errorf("migration %d: %w", v+1, err)
			}
			if _, err := t.exec("UPDATE ledger SET value = $1 WHERE name = 'version'", strconv.Itoa(v+1)); err != nil {
				return err
			}
		}
		return nil
	})
}

// version is that of the schema; 0 where there is none.
func (l *Ledger) version(t *tx) (int, error) {
	var tables, ledger int
	if _, err := t.row([]any{&tables, &ledger}, l.dialect.exists); err != nil {
		return 0, err
	}
	switch {
	case tables == 0:
		return 0, nil
	case ledger == 0:
		return 0, &Error{Ledger: l.address, Msg: "a database, but no ledger: it has tables of something else", Hint: "name another one; the ledger needs a database of its own"}
	}
	var value string
	if _, err := t.row([]any{&value}, "SELECT value FROM ledger WHERE name = 'version'"); err != nil {
		return 0, err
	}
	v, err := strconv.Atoi(value)
	if err != nil || v < 1 {
		return 0, &Error{Ledger: l.address, Msg: fmt.Sprintf("a database, but no ledger that this program knows: its version is %q", value)}
	}
	return v, nil
}

// script runs the statements of a text. Semicolons stand at ends of lines only.
func (t *tx) script(text string) error {
	var b strings.Builder
	for line := range strings.Lines(text) {
		code, _, _ := strings.Cut(line, "--")
		b.WriteString(strings.TrimRight(code, " \n"))
		b.WriteString("\n")
	}
	for s := range strings.SplitSeq(b.String(), ";\n") {
		s = strings.TrimSuffix(strings.TrimSpace(s), ";")
		if s == "" {
			continue
		}
		for part := range strings.SplitSeq(s, "; ") {
			if _, err := t.tx.ExecContext(t.ctx, part); err != nil {
				return fmt.Errorf("%w in %s", err, part)
			}
		}
	}
	return nil
}
