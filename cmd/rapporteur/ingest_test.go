package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
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
	const n = 2*batchMost + 1
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

// Articles are asked for many at once and given in their order, errors in their
// places; what has to wait for more input is given before.
func TestLookedUp(t *testing.T) {
	const n = 3 * askArticles
	bad := errors.New("cannot be read")
	more := make(chan struct{})
	articles := func(yield func(rapporteur.Article, error) bool) {
		for i := range n {
			art, err := rapporteur.Article{ID: fmt.Sprint(i), Withdrawn: i%10 == 1, Text: strings.Repeat("x", i*i)}, error(nil)
			if i%10 == 2 {
				art, err = rapporteur.Article{}, bad
			}
			if i == n-1 {
				<-more
			}
			if !yield(art, err) {
				return
			}
		}
	}
	asks := 0
	ask := func(arts []rapporteur.Article) ([]store.Change, error) {
		asks++
		var out []store.Change
		for _, a := range arts {
			c := store.New
			if strings.HasSuffix(a.ID, "3") {
				c = store.Unchanged
			}
			out = append(out, c)
		}
		return out, nil
	}
	i := 0
	for art, err := range lookedUp(articles, ask) {
		var there inLedger
		switch {
		case i%10 == 2:
			if err != bad {
				t.Errorf("article %d: %v, expected an error of reading", i, err)
			}
		case art.ID != fmt.Sprint(i):
			t.Errorf("article %s in place of %d", art.ID, i)
		case i%10 == 3:
			if !errors.As(err, &there) || store.Change(there) != store.Unchanged {
				t.Errorf("article %d: %v, expected one that is there", i, err)
			}
		case err != nil:
			t.Errorf("article %d: %v", i, err)
		}
		if i++; i == n-1 {
			close(more)
		}
		if i < n/2 {
			time.Sleep(time.Millisecond) // longer than reading takes
		}
	}
	if i != n || asks > n/4 {
		t.Errorf("%d of %d articles, asked for in %d questions", i, n, asks)
	}

	i = 0
	for _, err := range lookedUp(articles, func([]rapporteur.Article) ([]store.Change, error) { return nil, bad }) {
		var broken *unasked
		if i++; !errors.As(err, &broken) || broken.err != bad {
			t.Error(err)
		}
	}
	if i != 1 {
		t.Errorf("%d articles after an error of the ledger", i)
	}
}
