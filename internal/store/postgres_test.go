package store

import (
	"context"
	"errors"
	"net"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur"
	"rapporteur/internal/store/cluster"
)

// TestPostgres runs the tests of the ledger with PostgreSQL below.
func TestPostgres(t *testing.T) {
	cluster.Schema(t)
	onPostgres = true
	defer func() { onPostgres = false }()
	for _, test := range []struct {
		name string
		run  func(*testing.T)
	}{
		{"OrderOfArrival", TestOrderOfArrival},
		{"Limits", TestLimits},
		{"Changes", TestChanges},
		{"Query", TestQuery},
		{"Questions", TestQuestions},
		{"Events", TestEvents},
		{"Series", TestSeries},
		{"SeriesDenied", TestSeriesDenied},
		{"EventsInOrder", TestEventsInOrder},
		{"NegatedIsNoDispute", TestNegatedIsNoDispute},
		{"AgainstReading", TestAgainstReading},
		{"Views", TestViews},
		{"Check", TestCheck},
		{"Show", TestShow},
		{"History", TestHistory},
		{"Copies", TestCopies},
		{"OlderVersion", TestOlderVersion},
		{"NegatedIsNoDispute", TestNegatedIsNoDispute},
		{"AgainstReading", TestAgainstReading},
	} {
		t.Run(test.name, test.run)
	}
}

// Both databases say the same, in the same order.
func TestPostgresAsSQLite(t *testing.T) {
	p := open(t, cluster.Schema(t), Create)
	l := newLedger(t)
	entries := sample(t)
	for _, id := range []string{"B", "a", "Ä", "_", "zenda-1", "Zenda 1"} { // sorted otherwise by the rules of a language
		entries = append(entries, entry(t, id, "2026-03-12", talks))
	}
	write(t, p, entries...)
	write(t, l, entries...)
	if d := cmp.Diff(dump(t, l), dump(t, p)); d != "" {
		t.Error(d)
	}
}

// What PostgreSQL cannot hold does not stop an ingest.
func TestPostgresZeroBytes(t *testing.T) {
	ctx := context.Background()
	l := open(t, cluster.Schema(t), Create)
	e := entry(t, "with\x00zero", "2026-03-10", shelled)
	e.Article.Title, e.Article.Publisher = "A\x00B", "in Windows' letters: \xe9"
	e.Events[0].Place = &rapporteur.Place{Words: rapporteur.Words{Text: "Gan\x00look"}}
	write(t, l, e)
	if c, err := l.Stored(ctx, []Entry{e}); err != nil || c[0] != Unchanged {
		t.Error(c, err)
	}
	if got := check(t, l); got != "" {
		t.Error(got)
	}
}

func TestPostgresFaults(t *testing.T) {
	ctx := context.Background()
	address := cluster.Schema(t)
	at := func(change func(*url.URL, url.Values)) string {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		q := u.Query()
		change(u, q)
		u.RawQuery = q.Encode()
		return u.String()
	}
	foreign := cluster.Schema(t)
	cluster.Exec(t, foreign, "CREATE TABLE accounts (n INTEGER)")
	for _, c := range []struct {
		name, address string
		mode          Mode
		want          string
	}{
		{"nothing there", address, Read, "no ledger has been made there yet"},
		{"nothing there to write to", address, Write, "no ledger has been made there yet"},
		{"tables of something else", foreign, Create, "it has tables of something else"},
		{"no database", at(func(u *url.URL, _ url.Values) { u.Path = "/none" }), Create, `no such database (database "none" does not exist)`},
		{"no schema", at(func(_ *url.URL, q url.Values) { q.Set("search_path", "none") }), Create, "search_path names does not exist"},
		{"no server", at(func(u *url.URL, _ url.Values) { u.Host = "127.0.0.1:1" }), Create, "connection refused"},
		{"no address", "postgres://user:secret@host:port:5/", Create, "no address of a PostgreSQL database"},
		{"no user", at(func(u *url.URL, _ url.Values) { u.User = url.UserPassword("nobody", "secret") }), Create, "nobody"},
	} {
		l, err := Open(ctx, c.address, c.mode)
		var e *Error
		if err == nil {
			l.Close()
		}
		if !errors.As(err, &e) || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "secret") || e.Hint == "" {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
	l := open(t, address, Create)
	cluster.Exec(t, address, "UPDATE ledger SET value = '999'")
	if _, err := Open(ctx, l.address, Write); err == nil || !strings.Contains(err.Error(), "newer than this program") {
		t.Errorf("newer version: %v", err)
	}
}

// Another writer is waited for, then told; who reads does not wait.
func TestPostgresLocked(t *testing.T) {
	ctx := context.Background()
	address := cluster.Schema(t)
	l := open(t, address, Create)
	other := open(t, address+"&lock_timeout=50", Write)
	err := l.update(ctx, func(*tx) error {
		if _, err := other.Sizes(ctx); err != nil {
			t.Error(err)
		}
		_, err := other.Write(ctx, sample(t))
		return err
	})
	if err == nil || !strings.Contains(err.Error(), "locked") {
		t.Errorf("error %v", err)
	}
	write(t, other, sample(t)...)
}

// Two that write the same articles at once store each of them once.
func TestPostgresTwoWriters(t *testing.T) {
	ctx := context.Background()
	address := cluster.Schema(t)
	one, two := open(t, address, Create), open(t, address, Write)
	entries := sample(t)
	var wg sync.WaitGroup
	var stored atomic.Int64
	for _, l := range []*Ledger{one, two} {
		wg.Go(func() {
			for i := range entries {
				changes, err := l.Write(ctx, entries[i:i+1])
				if err != nil {
					t.Error(err)
					return
				}
				if changes[0] == New {
					stored.Add(1)
				}
				if err := l.Gather(ctx, nil, nil); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	l := newLedger(t)
	write(t, l, entries...)
	if d := cmp.Diff(dump(t, l), dump(t, one)); d != "" || int(stored.Load()) != len(entries) {
		t.Errorf("%d stored: %s", stored.Load(), d)
	}
}

// A connection that breaks at any moment is told, leaves nothing half-written,
// and the same batch written again gives the same ledger.
func TestPostgresLostConnection(t *testing.T) {
	ctx := context.Background()
	entries := sample(t)
	l := newLedger(t)
	write(t, l, entries[:2]...)
	before := dump(t, l)
	if _, err := l.Write(ctx, entries[2:]); err != nil {
		t.Fatal(err)
	}
	written := dump(t, l)
	write(t, l)
	want := dump(t, l)
	told := 0
	for _, allowed := range []int64{2_000, 6_000, 12_000, 20_000, 30_000, 45_000, 60_000} {
		address := cluster.Schema(t)
		direct := open(t, address, Create)
		write(t, direct, entries[:2]...)
		p := newProxy(t, address)
		far := open(t, p.address, Write)
		p.left.Store(allowed)
		_, err := far.Write(ctx, entries[2:])
		if err == nil {
			err = far.Gather(ctx, nil, nil)
		}
		if err != nil {
			told++
			var e *Error
			if !errors.As(err, &e) || !strings.Contains(err.Error(), "connection") || e.Hint == "" {
				t.Errorf("after %d bytes: %v", allowed, err)
			}
		}
		if got := dump(t, direct); got != before && got != written && got != want {
			t.Errorf("after %d bytes something is half-written", allowed)
		}
		if got := check(t, direct); got != "" {
			t.Errorf("after %d bytes: %s", allowed, got)
		}
		write(t, direct, entries[2:]...)
		if d := cmp.Diff(want, dump(t, direct)); d != "" {
			t.Errorf("after %d bytes: %s", allowed, d)
		}
	}
	if told < 3 {
		t.Errorf("only %d connections broke", told)
	}
}

// proxy passes so many bytes on to a server and then breaks all connections.
type proxy struct {
	address string
	left    atomic.Int64
	mu      sync.Mutex
	open    []net.Conn
}

func newProxy(t *testing.T, address string) *proxy {
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	target := u.Host
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	u.Host = listener.Addr().String()
	p := &proxy{address: u.String()}
	p.left.Store(1 << 40)
	go func() {
		for {
			near, err := listener.Accept()
			if err != nil {
				return
			}
			far, err := net.Dial("tcp", target)
			if err != nil || p.left.Load() <= 0 {
				near.Close()
				continue
			}
			p.mu.Lock()
			p.open = append(p.open, near, far)
			p.mu.Unlock()
			go p.pass(far, near)
			go p.pass(near, far)
		}
	}()
	return p
}

func (p *proxy) pass(to, from net.Conn) {
	b := make([]byte, 512)
	for {
		n, err := from.Read(b)
		if p.left.Add(-int64(n)) <= 0 || err != nil {
			p.mu.Lock()
			for _, c := range p.open {
				c.Close()
			}
			p.mu.Unlock()
			return
		}
		if _, err := to.Write(b[:n]); err != nil {
			return
		}
	}
}
