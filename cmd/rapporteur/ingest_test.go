package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"rapporteur"
	"rapporteur/internal/store"
)

// Entries that come now quickly, now slowly are all stored, and closing leaves
// one file.
func TestBatches(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "test.ledger")
	l, err := store.Open(ctx, path, store.Create)
	if err != nil {
		t.Fatal(err)
	}
	var sum ingested
	b := newBatch(ctx, l, &sum)
	const n = 3*batchArticles + 1
	for i := range n {
		if err := b.add(store.NewEntry(rapporteur.Article{ID: fmt.Sprint(i), Text: "Talks."}, "test", nil)); err != nil {
			t.Fatal(err)
		}
		if i == n-2 { // the last but one is written for its age
			time.Sleep(batchAge + batchAge/10)
		}
	}
	if err := b.end(); err != nil || sum.n[store.New] != n {
		t.Errorf("%v of %d, %v", &sum, n, err)
	}
	if s, err := l.Sizes(ctx); err != nil || s.Articles != n {
		t.Errorf("%+v, %v", s, err)
	}
	if err := l.Close(); err != nil {
		t.Error(err)
	}
	for _, beside := range []string{"-wal", "-shm"} {
		if _, err := os.Stat(path + beside); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s stays: %v", beside, err)
		}
	}

	// an error comes back, and what follows is let go
	b = newBatch(ctx, l, &sum)
	for i := range 2 * n {
		err = b.add(store.NewEntry(rapporteur.Article{ID: fmt.Sprint("late", i), Text: "Talks."}, "test", nil))
	}
	if end := b.end(); err == nil || end == nil {
		t.Errorf("errors %v and %v", err, end)
	}
}
