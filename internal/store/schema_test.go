package store

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"rapporteur/internal/store/cluster"
)

// A ledger of the first version is told when it is read, brought up to date
// when it is written to, and then says what a new one says.
func TestOlderVersion(t *testing.T) {
	ctx := context.Background()
	address, openAt := filepath.Join(t.TempDir(), "old.ledger"), openSQLite
	if onPostgres {
		address, openAt = cluster.Schema(t), openPostgres
	}
	texts, err := scripts()
	if err != nil {
		t.Fatal(err)
	}
	old, err := openAt(ctx, address, Create)
	if err != nil {
		t.Fatal(err)
	}
	if err := old.update(ctx, func(x *tx) error {
		return x.script("CREATE TABLE ledger (name TEXT PRIMARY KEY, value TEXT NOT NULL); INSERT INTO ledger VALUES ('version', '1');\n" + old.dialect.words.Replace(texts[0]))
	}); err != nil {
		t.Fatal(err)
	}
	write(t, old, sample(t)...)
	want := dump(t, old)
	old.Close()
	if _, err := Open(ctx, address, Read); err == nil || !strings.Contains(err.Error(), "the ledger has version 1, this program reads version") {
		t.Errorf("reading: %v", err)
	}
	l := open(t, address, Write)
	if got := dump(t, l); got != want {
		t.Error("it says something else after the migrations")
	}
	if got := check(t, l); got != "" {
		t.Error(got)
	}
	open(t, address, Read)
}
