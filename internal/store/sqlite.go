package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

type readOptions = sql.TxOptions

// patience is how long a writer waits for another one, in milliseconds.
const patience = 10_000

var sqliteDialect = &dialect{
	name:    "sqlite",
	words:   strings.NewReplacer("{key}", "INTEGER PRIMARY KEY", "{bytes}", "BLOB", "{clustered}", "WITHOUT ROWID"),
	explain: explainSQLite,
	insert:  insertRows,
	join:    joinEach,
	exists:  "SELECT COUNT(*), COUNT(CASE WHEN name = 'ledger' THEN 1 END) FROM sqlite_master WHERE type = 'table'",
}

func openSQLite(ctx context.Context, path string, mode Mode) (*Ledger, error) {
	l := &Ledger{address: path, dialect: sqliteDialect}
	if err := l.look(path, mode); err != nil {
		return nil, err
	}
	// A commit is on the disk before it is reported: nothing that was committed
	// is lost, whatever happens to the machine.
	common := []string{"busy_timeout(" + fmt.Sprint(patience) + ")", "synchronous(FULL)", "foreign_keys(1)", "cache_size(-32000)", "temp_store(MEMORY)"}
	reader := url.Values{"mode": {"ro"}, "_pragma": common}
	if mode == Read {
		if still(path) {
			reader.Set("immutable", "1")
		}
	} else {
		writer := url.Values{"mode": {"rwc"}, "_pragma": append([]string{"journal_mode(WAL)"}, common...), "_txlock": {"immediate"}}
		db, err := sql.Open("sqlite", fileURI(path, writer))
		if err != nil {
			return nil, l.explain(err)
		}
		db.SetMaxOpenConns(1)
		l.write = db
		if err := db.PingContext(ctx); err != nil {
			db.Close()
			return nil, l.explain(err)
		}
	}
	db, err := sql.Open("sqlite", fileURI(path, reader))
	if err == nil {
		l.read = db
		if err = db.PingContext(ctx); err == nil {
			return l, nil
		}
	}
	l.Close()
	return nil, l.explain(err)
}

// look finds out what can be told of the file before a database is opened.
func (l *Ledger) look(path string, mode Mode) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && mode == Create:
		if dir, err := os.Stat(filepath.Dir(path)); err != nil || !dir.IsDir() {
			return &Error{Ledger: path, Msg: "the folder " + filepath.Dir(path) + " does not exist", Hint: "make it first", Err: ErrNone}
		}
		return nil
	case errors.Is(err, fs.ErrNotExist):
		return &Error{Ledger: path, Msg: "no such file", Hint: "'rapporteur ingest' makes a ledger", Err: ErrNone}
	case err != nil:
		return &Error{Ledger: path, Msg: plain(err), Err: err}
	case info.IsDir():
		return &Error{Ledger: path, Msg: "a folder: a ledger is a file", Hint: "name a file in it"}
	case !info.Mode().IsRegular():
		return &Error{Ledger: path, Msg: "no regular file: a ledger is a file", Hint: "name a file, or postgres://user@host/database"}
	}
	f, err := os.Open(path)
	if err != nil {
		return &Error{Ledger: path, Msg: plain(err), Hint: "make it readable for you", Err: err}
	}
	defer f.Close()
	head := make([]byte, 16)
	n, err := io.ReadFull(f, head)
	if n > 0 && (err != nil || string(head) != "SQLite format 3\x00") {
		return &Error{Ledger: path, Msg: "no ledger: it is no SQLite file", Hint: "name another file; nothing was changed"}
	}
	if mode != Read {
		w, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return &Error{Ledger: path, Msg: "cannot be written: " + plain(err), Hint: "make the file and its folder writable, or write to a copy of it", Err: err}
		}
		w.Close()
	}
	return nil
}

// still says whether the file is one that nobody can be writing to: a ledger on
// a read-only medium or in somebody else's folder, with nothing left in a log.
// SQLite reads such a file only if it is told so.
func still(path string) bool {
	if info, err := os.Stat(path + "-wal"); err == nil && info.Size() > 0 {
		return false
	}
	f, err := os.OpenFile(path+"-shm", os.O_RDWR, 0)
	if err == nil {
		f.Close()
		return false
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return true
	}
	probe, err := os.CreateTemp(filepath.Dir(path), ".ledger-*")
	if err != nil {
		return true
	}
	probe.Close()
	os.Remove(probe.Name())
	return false
}

func fileURI(path string, query url.Values) string {
	u := url.URL{Path: filepath.ToSlash(path)}
	return "file:" + u.EscapedPath() + "?" + query.Encode()
}

// plain is the error without the operation and the path.
func plain(err error) string {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err.Error()
	}
	return err.Error()
}

func explainSQLite(err error) (msg, hint string) {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err.Error(), ""
	}
	const again = "then run the command again: what is stored is skipped"
	switch e.Code() & 0xff {
	case lib.SQLITE_BUSY, lib.SQLITE_LOCKED:
		return fmt.Sprintf("locked: another process has been writing to it for %d seconds", patience/1000), "wait until it is done, " + again
	case lib.SQLITE_FULL:
		return "the disk is full; nothing that was stored is lost", "make room, " + again
	case lib.SQLITE_READONLY:
		return "cannot be written", "make the file and its folder writable, or write to a copy of it"
	case lib.SQLITE_CANTOPEN:
		return "cannot be opened, or its log beside it (" + e.Error() + ")", "the folder must be writable, too"
	case lib.SQLITE_CORRUPT:
		return "damaged (" + e.Error() + ")", "take a copy from before; 'rapporteur ledger check' tells more"
	case lib.SQLITE_NOTADB:
		return "no ledger: it is no SQLite file, or a damaged one", "name another file; nothing was changed"
	case lib.SQLITE_IOERR:
		return "reading or writing failed (" + e.Error() + "); nothing that was stored is lost", "see whether the disk is full or gone, " + again
	}
	return err.Error(), ""
}

// insertRows adds rows one at a time, which SQLite does quickest.
func insertRows(t *tx, table string, columns []string, rows [][]any) error {
	return runRows(t, "INSERT INTO "+table+" ("+strings.Join(columns, ", ")+") VALUES ("+slots(1, len(columns))+")", rows)
}

func joinEach(t *tx, members []member) error {
	rows := make([][]any, len(members))
	for i, m := range members {
		rows[i] = []any{m.event, m.record}
	}
	return runRows(t, "UPDATE records SET event = $1 WHERE n = $2", rows)
}

func runRows(t *tx, query string, rows [][]any) error {
	s, err := t.stmt(query)
	if err != nil {
		return err
	}
	for _, r := range rows {
		if _, err := s.ExecContext(t.ctx, r...); err != nil {
			return fmt.Errorf("%w in %s", err, query)
		}
	}
	return nil
}
