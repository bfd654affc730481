package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
)

// Texts are compared byte by byte, as SQLite does, so that both give the same
// order. A ledger has a schema of its own: other writers of the same one wait.
var postgresDialect = &dialect{
	name:    "postgres",
	words:   strings.NewReplacer("{key}", "BIGINT PRIMARY KEY", "{bytes}", "BYTEA", "{clustered}", "", "TEXT", `TEXT COLLATE "C"`),
	lock:    "SELECT pg_advisory_xact_lock(hashtext('rapporteur'), hashtext(current_schema()))",
	reading: &readOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true},
	explain: explainPostgres,
	insert:  copyRows,
	join:    joinAll,
	exists:  "SELECT COUNT(*), COUNT(CASE WHEN tablename = 'ledger' THEN 1 END) FROM pg_tables WHERE schemaname = current_schema()",
	text:    postgresText,
}

// postgresSettings hold for every connection, unless the address says otherwise.
var postgresSettings = map[string]string{
	"application_name":                    "rapporteur",
	"client_encoding":                     "UTF8",
	"synchronous_commit":                  "on", // nothing that was committed is lost, whatever happens to the machine
	"lock_timeout":                        fmt.Sprint(patience),
	"idle_in_transaction_session_timeout": "0", // records are coded and gathered while a transaction is open
}

const (
	postgresReaders = 4
	postgresConnect = 10 * time.Second
)

func openPostgres(ctx context.Context, address string, mode Mode) (*Ledger, error) {
	shown := "the address of the ledger"
	if u, err := url.Parse(address); err == nil {
		shown = u.Redacted()
	}
	config, err := pgx.ParseConfig(address)
	if err != nil { // its text may hold the password
		return nil, &Error{Ledger: shown, Msg: "no address of a PostgreSQL database", Hint: "write postgres://user@host:port/database; a password belongs into ~/.pgpass or PGPASSWORD"}
	}
	for name, value := range postgresSettings {
		if _, given := config.RuntimeParams[name]; !given {
			config.RuntimeParams[name] = value
		}
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = postgresConnect
	}
	// a server that is gone without a word is found out within half a minute
	config.DialFunc = (&net.Dialer{Timeout: config.ConnectTimeout, KeepAliveConfig: net.KeepAliveConfig{Enable: true, Idle: 15 * time.Second, Interval: 5 * time.Second, Count: 3}}).DialContext
	l := &Ledger{address: shown, dialect: postgresDialect}
	if mode != Read {
		l.write = stdlib.OpenDB(*config)
		l.write.SetMaxOpenConns(1)
	}
	reading := config.Copy()
	reading.RuntimeParams["default_transaction_read_only"] = "on"
	l.read = stdlib.OpenDB(*reading)
	l.read.SetMaxOpenConns(postgresReaders)
	l.read.SetMaxIdleConns(postgresReaders)
	var encoding, schema string
	if err := l.read.QueryRowContext(ctx, "SELECT current_setting('server_encoding'), COALESCE(current_schema(), '')").Scan(&encoding, &schema); err != nil {
		err = l.explain(err)
		l.Close()
		return nil, err
	}
	switch {
	case encoding != "UTF8":
		l.Close()
		return nil, &Error{Ledger: shown, Msg: "the database is in " + encoding + ", which does not hold every letter", Hint: "make one with 'createdb --encoding UTF8 --template template0 NAME'"}
	case schema == "":
		l.Close()
		return nil, &Error{Ledger: shown, Msg: "the schema that search_path names does not exist", Hint: "make it with 'CREATE SCHEMA', or leave search_path out", Err: ErrNone}
	}
	return l, nil
}

// postgresText is a text as PostgreSQL can hold it: without zero bytes, in UTF-8.
func postgresText(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD")
}

func explainPostgres(err error) (msg, hint string) {
	const again = "then run the command again: what is stored is skipped"
	var e *pgconn.PgError
	var c *pgconn.ConnectError
	connecting := errors.As(err, &c)
	if !errors.As(err, &e) {
		switch {
		case connecting:
			return "no connection to the server (" + lastOf(c) + ")", "see whether the server runs at that host and port"
		case lost(err):
			return "the connection to the server was lost; nothing that was stored is lost", "see whether the server runs, " + again
		}
		return err.Error(), ""
	}
	switch {
	case e.Code == "55P03":
		return fmt.Sprintf("locked: another process has been writing to it for %d seconds", patience/1000), "wait until it is done, " + again
	case e.Code == "53100":
		return "the disk of the server is full; nothing that was stored is lost", "make room, " + again
	case e.Code == "53300":
		return "the server has too many connections already", "wait until some are closed, " + again
	case e.Code == "3D000":
		return "no such database (" + e.Message + ")", "make it with 'createdb'"
	case strings.HasPrefix(e.Code, "28"):
		return "the server refuses the user (" + e.Message + ")", "see the user's name in the address, and the password in ~/.pgpass or PGPASSWORD"
	case e.Code == "42501":
		return "not allowed (" + e.Message + ")", "the user must own the ledger's tables, or may only read them"
	case e.Code == "25006":
		return "cannot be written: the server or the user is for reading only", "name the main server, not a copy of it"
	case strings.HasPrefix(e.Code, "57P") || strings.HasPrefix(e.Code, "08"):
		return "the server closed the connection (" + e.Message + "); nothing that was stored is lost", "see whether the server runs, " + again
	case strings.HasPrefix(e.Code, "53"), strings.HasPrefix(e.Code, "58"):
		return "the server could not go on (" + e.Message + "); nothing that was stored is lost", "see the server's log, " + again
	case strings.HasPrefix(e.Code, "XX"):
		return "damaged (" + e.Message + ")", "take a copy from before; 'rapporteur ledger check' tells more"
	}
	return err.Error(), ""
}

// lost says whether an error means that there is no connection any more.
func lost(err error) bool {
	var n net.Error
	return errors.Is(err, pgconn.ErrConnClosed) || errors.Is(err, driver.ErrBadConn) || errors.Is(err, sql.ErrConnDone) ||
		errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed) || errors.As(err, &n)
}

// lastOf is the innermost error: what the system said.
func lastOf(err error) string {
	for {
		if many, ok := err.(interface{ Unwrap() []error }); ok && len(many.Unwrap()) > 0 {
			err = many.Unwrap()[0]
			continue
		}
		next := errors.Unwrap(err)
		if next == nil {
			return err.Error()
		}
		err = next
	}
}

// copyRows adds rows with COPY, on the connection of the transaction.
func copyRows(t *tx, table string, columns []string, rows [][]any) error {
	for _, r := range rows {
		t.texts(r)
	}
	return t.conn.Raw(func(c any) error {
		_, err := c.(*stdlib.Conn).Conn().CopyFrom(t.ctx, pgx.Identifier{table}, columns, pgx.CopyFromRows(rows))
		if err != nil {
			return fmt.Errorf("%s: %w", table, err)
		}
		return nil
	})
}

// joinAll gives all records their events in one statement.
func joinAll(t *tx, members []member) error {
	events, records := make([]string, len(members)), make([]int64, len(members))
	for i, m := range members {
		events[i], records[i] = m.event, m.record
	}
	_, err := t.tx.ExecContext(t.ctx, "UPDATE records SET event = m.event FROM unnest($1::text[], $2::bigint[]) AS m (event, n) WHERE records.n = m.n", events, records)
	return err
}
