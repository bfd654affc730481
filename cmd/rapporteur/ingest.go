package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/spf13/cobra"

	"rapporteur"
	"rapporteur/internal/store"
)

func newIngestCommand() *cobra.Command {
	var f ingestFlags
	cmd := &cobra.Command{
		Use:   "ingest [FILE|DIR|-]... --ledger FILE",
		Short: "Code reports and keep their records in a ledger, each report once",
		Long: `Code reports and keep them in a ledger: articles, records, and the events that several
records report. The ledger is one SQLite file, made on first use, or a PostgreSQL
database or schema of its own that exists, empty on first use.

An article that is in the ledger as it is, coded by the same program and codebook, is
skipped; one that was corrected, or is coded by something else now, supersedes its
records, which stay in the history. A version that was superseded or withdrawn before
is not taken again. Stopped at any moment and started again, an ingest ends with the
same ledger as one that ran undisturbed.`,
		Example: `  rapporteur ingest reports/ --ledger news.ledger
  zcat feed.jsonl.gz | rapporteur ingest --ledger news.ledger -
  rapporteur ingest --ledger postgres://rapporteur@db.example/news reports/
  rapporteur ingest --ledger news.ledger --withdraw afp-2026-0311
  echo '{"id":"afp-2026-0311","withdrawn":true}' | rapporteur ingest --from jsonl --ledger news.ledger -`,
		Args: func(cmd *cobra.Command, args []string) error {
			if f.ledger == "" {
				return usage("--ledger FILE names it; it is made where there is none", "no ledger")
			}
			if f.workers < 1 {
				return usage("", "--workers %d: expected 1 or more", f.workers)
			}
			if len(f.withdraw) > 0 && len(args) == 0 {
				return nil
			}
			return f.in.args(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error { return f.run(args) },
	}
	f.in.flags(cmd)
	ledgerFlag(cmd, &f.ledger)
	cmd.Flags().IntVar(&f.workers, "workers", runtime.GOMAXPROCS(0), "`number` of articles coded at once")
	cmd.Flags().BoolVar(&f.title, "code-title", false, "code the title too, not only the body")
	cmd.Flags().StringSliceVar(&f.withdraw, "withdraw", nil, "withdraw the article with this `id`; may be given several times")
	f.add.flags(cmd)
	f.add.leastFlag(cmd)
	return cmd
}

func ledgerFlag(cmd *cobra.Command, address *string) {
	cmd.Flags().Var((*filled)(address), "ledger", "the ledger: a `file`, or postgres://user@host/database")
}

type ingestFlags struct {
	in       inputs
	ledger   string
	workers  int
	add      additions
	title    bool
	withdraw []string
}

// ledgerFailure is the command's result for an error of the ledger.
func ledgerFailure(err error) error {
	var e *store.Error
	if errors.As(err, &e) {
		return &failure{status: exitFailed, err: err, hint: e.Hint}
	}
	return &failure{status: exitFailed, err: err}
}

func (f *ingestFlags) run(args []string) error {
	ctx := context.Background()
	l, err := store.Open(ctx, f.ledger, store.Create)
	if err != nil {
		return ledgerFailure(err)
	}
	defer l.Close()
	f.ledger = l.Address()
	var sum ingested
	if len(f.withdraw) > 0 {
		if err := sum.withdraw(ctx, l, f.withdraw); err != nil {
			return ledgerFailure(err)
		}
	}
	stop, release := onInterrupt(func() {})
	defer release()
	if len(f.withdraw) == 0 || len(args) > 0 {
		if err = f.ingest(ctx, l, f.in.paths(args), stop, &sum); err != nil && !errors.Is(err, errStopped) {
			return ledgerFailure(err)
		}
	}
	stopped := errors.Is(err, errStopped)
	if !stopped {
		if err := l.Gather(ctx, stop, nil); err != nil {
			return ledgerFailure(err)
		}
	}
	n, err := l.Sizes(ctx)
	if err != nil {
		return ledgerFailure(err)
	}
	fmt.Fprintf(os.Stderr, "%v; the ledger has %s, %s, %s in %s\n", &sum, plural(n.Articles, "article"), plural(n.Records, "record"), plural(n.Events, "event"), f.ledger)
	if n.Pending > 0 {
		fmt.Fprintf(os.Stderr, "rapporteur: %s not gathered into events yet\n  hint: 'rapporteur ledger gather %s' does it, or the next ingest\n", plural(n.Pending, "record"), f.ledger)
	}
	switch {
	case stopped:
		return &failure{status: exitInterrupted, err: errors.New("stopped; what is stored is skipped when the command is run again")}
	case sum.failed > 0:
		return &failure{status: exitFailed}
	}
	return nil
}

func (f *ingestFlags) ingest(ctx context.Context, l *store.Ledger, paths []string, stop <-chan struct{}, sum *ingested) error {
	c, err := f.add.coder(f.title)
	if err != nil {
		return err
	}
	madeBy := c.MadeBy()
	if f.title {
		madeBy += " with titles"
	}
	ask := func(arts []rapporteur.Article) ([]store.Change, error) {
		entries := make([]store.Entry, len(arts))
		for i, art := range arts {
			entries[i] = store.Entry{Article: art, Hash: store.Hash(art), MadeBy: madeBy}
		}
		return l.Stored(ctx, entries)
	}
	work := func(ctx context.Context, art rapporteur.Article) (store.Entry, error) {
		if art.Withdrawn {
			return store.Entry{Article: art}, nil
		}
		evs, err := c.Code(ctx, art)
		if err != nil {
			return store.Entry{}, err
		}
		return store.NewEntry(art, madeBy, evs), nil
	}
	bar := newProgress(false)
	defer bar.done()
	b := newBatch(ctx, l, sum)
	var n tally
	err = forEach(stop, lookedUp(f.in.articles(paths, &output{}), ask), f.workers, work, func(r result[store.Entry]) error {
		var there inLedger
		var broken *unasked
		switch {
		case errors.As(r.err, &broken):
			return broken.err
		case errors.As(r.err, &there):
			sum.mu.Lock()
			sum.n[there]++
			sum.mu.Unlock()
			n.articles++
			bar.show(n)
			return b.failure()
		case errors.Is(r.err, rapporteur.ErrNotEnglish):
			sum.foreign++
			complain(bar, r.err, "")
			return nil
		case r.err != nil:
			sum.failed++
			n.failed++
			complain(bar, r.err, hintFor(r.err))
			return nil
		}
		n.articles++
		n.events += len(r.out.Events)
		bar.show(n)
		return b.add(r.out)
	})
	if e := b.end(); e != nil && (err == nil || errors.Is(err, errStopped)) {
		err = e
	}
	return err
}

// inLedger marks an article that the ledger has already, or had.
type inLedger store.Change

func (inLedger) Error() string { return "in the ledger already" }

// unasked marks an error of the ledger among those of articles.
type unasked struct{ err error }

func (u *unasked) Error() string { return u.err.Error() }

// The ledger is asked for so many articles at once, of no more than so many
// bytes of text.
const (
	askArticles = 64
	askBytes    = 1 << 20
)

// lookedUp gives the articles in their order, with those that need not be coded
// as inLedger. They are read ahead while others are coded, and what was read by
// then is asked for together: none waits for articles that are still to come.
func lookedUp(articles iter.Seq2[rapporteur.Article, error], ask func([]rapporteur.Article) ([]store.Change, error)) iter.Seq2[rapporteur.Article, error] {
	type item struct {
		art  rapporteur.Article
		err  error
		gone func() // makes room for others
	}
	return func(yield func(rapporteur.Article, error) bool) {
		ahead, quit, room := make(chan item, askArticles-1), make(chan struct{}), newBudget(askBytes)
		defer close(quit)
		go func() {
			defer close(ahead)
			for art, err := range articles {
				select {
				case ahead <- item{art, err, room.take(len(art.Text))}:
				case <-quit:
					return
				}
			}
		}()
		for first := range ahead {
			items := []item{first}
			for range len(ahead) {
				items = append(items, <-ahead)
			}
			var arts []rapporteur.Article
			for _, it := range items {
				if it.err == nil && !it.art.Withdrawn {
					arts = append(arts, it.art)
				}
			}
			changes, err := ask(arts)
			for _, it := range items {
				if it.err == nil && !it.art.Withdrawn {
					if err != nil {
						yield(it.art, &unasked{err})
						return
					}
					if c := changes[0]; c == store.Unchanged || c == store.Former {
						it.err = inLedger(c)
					}
					changes = changes[1:]
				}
				if !yield(it.art, it.err) {
					return
				}
				it.gone()
			}
		}
	}
}

// A batch is written when it has so many articles, or is so old. Each full one
// makes the next twice as large, up to the most: a large batch takes less time an
// article, and with a small first one a run that is soon ended leaves something.
const (
	batchArticles = 64
	batchMost     = 256
	batchAge      = 2 * time.Second
)

// batch writes entries behind the back of the workers, one batch after another;
// while one is written the next one is collected.
type batch struct {
	in   chan store.Entry
	done chan struct{}
	err  atomic.Pointer[error]
}

func newBatch(ctx context.Context, l *store.Ledger, sum *ingested) *batch {
	b := &batch{in: make(chan store.Entry, batchMost), done: make(chan struct{})}
	go b.run(ctx, l, sum)
	return b
}

func (b *batch) run(ctx context.Context, l *store.Ledger, sum *ingested) {
	defer close(b.done)
	var entries []store.Entry
	var old <-chan time.Time
	size := batchArticles
	write := func() {
		if len(entries) > 0 && b.failure() == nil {
			changes, err := l.Write(ctx, entries)
			if err != nil {
				b.err.Store(&err)
			} else {
				sum.add(entries, changes)
			}
		}
		entries, old = nil, nil
	}
	for {
		select {
		case e, more := <-b.in:
			if !more {
				write()
				return
			}
			if entries = append(entries, e); old == nil {
				old = time.After(batchAge)
			}
			if len(entries) >= size {
				size = min(2*size, batchMost)
				write()
			}
		case <-old:
			write()
		}
	}
}

func (b *batch) failure() error {
	if err := b.err.Load(); err != nil {
		return *err
	}
	return nil
}

// add takes an entry; the error is that of a batch before.
func (b *batch) add(e store.Entry) error {
	b.in <- e
	return b.failure()
}

// end writes the rest and waits for it.
func (b *batch) end() error {
	close(b.in)
	<-b.done
	return b.failure()
}

// ingested counts what an ingest did.
type ingested struct {
	mu              sync.Mutex
	n               [store.Unknown + 1]int
	records         int
	failed, foreign int
}

func (s *ingested) add(entries []store.Entry, changes []store.Change) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, c := range changes {
		s.n[c]++
		switch c {
		case store.New, store.Corrected, store.Recoded:
			s.records += len(entries[i].Events)
		case store.Unknown:
			complain(os.Stderr, fmt.Errorf("article %s: to be withdrawn, but not in the ledger", entries[i].Article.ID), "")
		}
	}
}

func (s *ingested) withdraw(ctx context.Context, l *store.Ledger, ids []string) error {
	entries := make([]store.Entry, len(ids))
	for i, id := range ids {
		entries[i].Article = rapporteur.Article{ID: id, Withdrawn: true}
	}
	changes, err := l.Write(ctx, entries)
	if err == nil {
		s.add(entries, changes)
	}
	return err
}

func (s *ingested) String() string {
	out := fmt.Sprintf("%s new, %d corrected, %d unchanged, %s", plural(s.n[store.New], "article"), s.n[store.Corrected], s.n[store.Unchanged], plural(s.records, "record"))
	for _, x := range []struct {
		n    int
		what string
	}{{s.n[store.Recoded], "coded again"}, {s.n[store.Withdrawn], "withdrawn"}, {s.n[store.Former], "of a former version passed over"}, {s.n[store.Unknown], "to be withdrawn not found"}, {s.foreign, "not in English"}, {s.failed, "failed"}} {
		if x.n > 0 {
			out += fmt.Sprintf(", %d %s", x.n, x.what)
		}
	}
	return out
}
