package store

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur"
	"rapporteur/internal/store/cluster"
)

var coder = sync.OnceValues(func() (*rapporteur.Coder, error) { return rapporteur.New() })

// entry codes an article of the invented world.
func entry(t *testing.T, id, date, text string) Entry {
	t.Helper()
	c, err := coder()
	if err != nil {
		t.Fatal(err)
	}
	art := rapporteur.Article{ID: id, Date: date, Text: text, Publisher: "Courier of " + id}
	evs, err := c.Code(context.Background(), art)
	if err != nil {
		t.Fatal(err)
	}
	return NewEntry(art, c.MadeBy(), evs)
}

func open(t *testing.T, path string, mode Mode) *Ledger {
	t.Helper()
	l, err := Open(context.Background(), path, mode)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

// onPostgres has new ledgers made there.
var onPostgres bool

func newLedger(t *testing.T) *Ledger {
	t.Helper()
	if onPostgres {
		return open(t, cluster.Schema(t), Create)
	}
	return open(t, filepath.Join(t.TempDir(), "test.ledger"), Create)
}

func write(t *testing.T, l *Ledger, entries ...Entry) []Change {
	t.Helper()
	changes, err := l.Write(context.Background(), entries)
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Gather(context.Background(), nil, nil); err != nil {
		t.Fatal(err)
	}
	return changes
}

// dump is all that a ledger says of what stands.
func dump(t *testing.T, l *Ledger) string {
	t.Helper()
	var b strings.Builder
	err := l.Records(context.Background(), Query{}, func(r Row) error {
		text, err := marshal(r.Event)
		fmt.Fprintln(&b, r.Group, text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := l.view(context.Background(), func(x *tx) error {
		for _, q := range []string{"SELECT id || ' ' || copy FROM articles ORDER BY id", "SELECT members FROM events ORDER BY id"} {
			lines, err := column[string](x, q)
			if err != nil {
				return err
			}
			fmt.Fprintln(&b, strings.Join(lines, "\n"))
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const (
	shelled = "The army of Ruritania shelled the Graustarkian town of Ganlook on Monday and killed at least 12 farmers, the mayor said. He called the attack the worst in ten years and asked the government in Edelweiss for help."
	denied  = "The Ruritanian government denied on Wednesday that its army had shelled the town of Ganlook on Monday."
	talks   = "The foreign ministers of Freedonia and Ruritania met in Strelsau on Tuesday to discuss the price of grain."
)

func sample(t *testing.T) []Entry {
	return []Entry{
		entry(t, "b-copy", "2026-03-10", shelled),
		entry(t, "a-first", "2026-03-10", shelled),
		entry(t, "c-denial", "2026-03-11", denied),
		entry(t, "d-talks", "2026-03-11", talks),
		entry(t, "e-more", "2026-03-11", "Ruritanian troops shelled Ganlook on Monday. Fourteen farmers were killed."),
	}
}

// How much is read at once and kept makes no difference.
func TestLimits(t *testing.T) {
	var entries []Entry
	for day := 11; day < 17; day++ {
		for n, e := range sample(t) {
			art := e.Article
			art.ID, art.Date = fmt.Sprintf("%d-%s", day, art.ID), fmt.Sprintf("2026-03-%d", day-n%2)
			entries = append(entries, entry(t, art.ID, art.Date, art.Text))
		}
	}
	l := newLedger(t)
	write(t, l, entries...)
	want := dump(t, l)
	defer func(a, b, c, d int) { lookAhead, readAtOnce, maxFound, maxNear = a, b, c, d }(lookAhead, readAtOnce, maxFound, maxNear)
	for _, n := range []int{1, 3, 7} {
		lookAhead, readAtOnce, maxFound, maxNear = n, 2, n+2, n
		l := newLedger(t)
		write(t, l, entries[:len(entries)/2]...)
		write(t, l, entries[len(entries)/2:]...)
		if got := dump(t, l); got != want {
			t.Errorf("limits of %d give another ledger: %s", n, cmp.Diff(want, got))
		}
	}
}

// Lists of any length come in pieces of few sizes, without a value more or less.
func TestIn(t *testing.T) {
	for _, n := range []int{0, 1, 2, 8, 9, 64, 65, 200, 255, 256, 400, 512, 513, 1100} {
		seen := map[int]bool{}
		values := make([]int, n)
		for i := range values {
			values[i] = i
		}
		asked := 0
		if err := in(values, func(list string, args []any) error {
			if !slices.Contains(chunks, len(args)) || !strings.HasSuffix(list, fmt.Sprintf("$%d)", len(args))) {
				t.Errorf("%d values: a piece of %d: %s", n, len(args), list)
			}
			asked++
			for _, a := range args {
				seen[a.(int)] = true
			}
			return nil
		}); err != nil || len(seen) != n {
			t.Errorf("%d values: %d were asked for, %v", n, len(seen), err)
		}
		if asked > n/64+2 {
			t.Errorf("%d values: %d pieces", n, asked)
		}
	}
}

// The same articles give the same ledger in any order and in any batches, also
// when some were corrected or withdrawn on the way.
func TestOrderOfArrival(t *testing.T) {
	entries := sample(t)
	l := newLedger(t)
	write(t, l, entries...)
	want := dump(t, l)
	if !strings.Contains(want, "b-copy a-first") {
		t.Error("a copy was not found")
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for n := range 6 {
		rng.Shuffle(len(entries), func(i, j int) { entries[i], entries[j] = entries[j], entries[i] })
		l := newLedger(t)
		if n%2 == 0 { // an early version, and an article that does not stay
			write(t, l, entry(t, entries[0].Article.ID, "2026-03-10", shelled+" He did not say more."), entry(t, "0-gone", "2026-03-10", shelled))
		}
		for i := range entries {
			write(t, l, entries[i:i+1]...)
		}
		if n%2 == 0 {
			if c, err := l.Withdraw(context.Background(), []string{"0-gone"}); err != nil || c[0] != Withdrawn {
				t.Fatal(c, err)
			}
			write(t, l)
		}
		if d := cmp.Diff(want, dump(t, l)); d != "" {
			t.Fatalf("order %d gives another ledger:\n%s", n, d)
		}
	}
}

// What an entry does, and what stays of what it ended.
func TestChanges(t *testing.T) {
	ctx := context.Background()
	l := newLedger(t)
	first, second := entry(t, "x", "2026-03-10", shelled), entry(t, "x", "2026-03-10", denied)
	recoded := second
	recoded.MadeBy = "another codebook"
	for i, c := range []struct {
		e    Entry
		want Change
	}{
		{first, New}, {first, Unchanged}, {second, Corrected}, {second, Unchanged}, {first, Former}, {recoded, Recoded}, {recoded, Unchanged},
		{Entry{Article: rapporteur.Article{ID: "x", Withdrawn: true}}, Withdrawn},
		{Entry{Article: rapporteur.Article{ID: "x", Withdrawn: true}}, Unchanged},
		{Entry{Article: rapporteur.Article{ID: "y", Withdrawn: true}}, Unknown},
		{recoded, Former},
		{entry(t, "x", "2026-03-10", talks), New},
	} {
		if !c.e.Article.Withdrawn {
			if said, err := l.Stored(ctx, []Entry{c.e, {Article: rapporteur.Article{ID: "z"}}, c.e}); err != nil || !slices.Equal(said, []Change{c.want, New, c.want}) {
				t.Errorf("step %d: %v are said to be stored, %v; want %d", i, said, err, c.want)
			}
		}
		if got := write(t, l, c.e); got[0] != c.want {
			t.Errorf("step %d: change %d, want %d", i, got[0], c.want)
		}
	}
	var states []string
	if err := l.view(ctx, func(x *tx) (err error) {
		states, err = column[string](x, "SELECT version || ' ' || state || ' ' || records FROM history WHERE id = 'x' ORDER BY version")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"corrected", "recoded", "withdrawn", "stands"} {
		if i >= len(states) || !strings.HasPrefix(states[i], fmt.Sprintf("%d %s ", i+1, want)) {
			t.Errorf("history %q: version %d should be %s", states, i+1, want)
		}
	}
}

func TestQuery(t *testing.T) {
	l := newLedger(t)
	write(t, l, sample(t)...)
	for _, c := range []struct {
		name string
		q    Query
		want int
	}{
		{"dyad", Query{Actor: []string{"RUR"}, Recipient: []string{"GRK"}, Type: []string{"ASSAULT"}}, 4},
		{"code", Query{Actor: []string{"RUR MIL"}, Type: []string{"ASSAULT"}, Since: "2026-03", Until: "2026-03-09"}, 4},
		{"no such day", Query{Actor: []string{"RUR"}, Since: "2026-04"}, 0},
		{"meeting in either direction", Query{Actor: []string{"RUR"}, Recipient: []string{"FRD"}}, 1},
		{"meeting in the other", Query{Actor: []string{"FRD"}, Recipient: []string{"RUR"}}, 1},
		{"article", Query{Article: "d-talks"}, 1},
		{"quotes do no harm", Query{Article: "' OR 1=1 --"}, 0},
	} {
		n := 0
		if err := l.Records(context.Background(), c.q, func(Row) error { n++; return nil }); err != nil || n != c.want {
			t.Errorf("%s: %d records, want %d (%v)", c.name, n, c.want, err)
		}
	}
}

// What cannot be a ledger is told, and left as it is.
func TestFaults(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for _, c := range []struct {
		path string
		mode Mode
		want string
	}{
		{filepath.Join(dir, "none"), Read, "no such file"},
		{filepath.Join(dir, "none", "x.ledger"), Create, "does not exist"},
		{dir, Create, "a folder"},
		{file("text", "id,type\n"), Create, "it is no SQLite file"},
		{file("empty", ""), Read, "no ledger has been made there yet"},
		{file("broken", "SQLite format 3\x00 and then something else"), Create, "no ledger"},
	} {
		_, err := Open(context.Background(), c.path, c.mode)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.path, err, c.want)
		}
	}
	open(t, filepath.Join(dir, "empty"), Create)
	l := newLedger(t)
	if _, err := l.write.Exec("UPDATE ledger SET value = '999'"); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(context.Background(), l.address, Write); err == nil || !strings.Contains(err.Error(), "newer than this program") {
		t.Errorf("newer version: %v", err)
	}
}

// A full disk ends a batch; what was stored before stays.
func TestFull(t *testing.T) {
	ctx := context.Background()
	l := newLedger(t)
	entries := sample(t)
	write(t, l, entries[0])
	want := dump(t, l)
	if _, err := l.write.Exec("PRAGMA max_page_count = 1"); err != nil { // no less than it has
		t.Fatal(err)
	}
	var err error
	for i := 0; i < 400 && err == nil; i++ {
		e := entries[3]
		e.Article.ID = fmt.Sprint("many", i)
		if _, err = l.Write(ctx, []Entry{e}); err == nil {
			want = ""
		}
	}
	if err == nil || !strings.Contains(err.Error(), "the disk is full") {
		t.Fatalf("error %v", err)
	}
	if want != "" && dump(t, l) != want {
		t.Error("something of the batch is there")
	}
	if _, err := l.write.Exec("PRAGMA max_page_count = 1000000"); err != nil {
		t.Fatal(err)
	}
	write(t, l, entries[3])
}

// Another writer is waited for, then told.
func TestLocked(t *testing.T) {
	l := newLedger(t)
	other := open(t, l.address, Write)
	if _, err := other.write.Exec("PRAGMA busy_timeout = 50"); err != nil {
		t.Fatal(err)
	}
	err := l.update(context.Background(), func(*tx) error {
		_, err := other.Write(context.Background(), nil)
		return err
	})
	if err == nil || !strings.Contains(err.Error(), "locked") {
		t.Errorf("error %v", err)
	}
}
