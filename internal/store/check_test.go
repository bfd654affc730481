package store

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rapporteur"
)

// check is what Check finds, a line each.
func check(t *testing.T, l *Ledger) string {
	t.Helper()
	faults, err := l.Check(context.Background(), func(string, int, int) {})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, f := range faults {
		if f.Hint == "" {
			t.Errorf("%s: no hint", f.What)
		}
		out = append(out, f.What)
	}
	return strings.Join(out, "\n")
}

// A sound ledger has no faults, also after corrections and withdrawals; what is
// damaged in one place is found, and gathering anew mends events.
func TestCheck(t *testing.T) {
	ctx := context.Background()
	for _, c := range []struct {
		damage, want string
		mended       bool // by gathering anew
	}{
		{"UPDATE articles SET records = 7 WHERE id = 'd-talks'", "articles with another number of records than they say: d-talks", false},
		{"DELETE FROM dyads WHERE type = 'CONSULT'", "records without a dyad", false},
		{"UPDATE records SET type = 'AID' WHERE type = 'CONSULT'", "records that say something else than the columns beside them", false},
		{"UPDATE records SET record = '{' WHERE type = 'CONSULT'", "records that cannot be read", false},
		{"UPDATE articles SET copy = 'b-copy' WHERE copy = 'a-first'", "sets of copies that are not named for the first of them: b-copy", false},
		{"UPDATE records SET event = NULL WHERE type = 'CONSULT'", "records that have no event and wait for none", true},
		{"UPDATE events SET reports = 9 WHERE type = 'CONSULT'", "events with another number of reports than they say", true},
		{"UPDATE events SET denied = 0 WHERE denied = 1", "events that are asserted or denied otherwise than their claims say", true},
		{"UPDATE events SET members = '' WHERE type = 'CONSULT'", "events that cannot be read", true},
		{"DELETE FROM former_records", "versions of articles with another number of records than they had: 0-gone version 1, d-talks version 1", false},
	} {
		l := newLedger(t)
		write(t, l, entry(t, "d-talks", "2026-03-11", talks+" They will meet again."), entry(t, "0-gone", "2026-03-10", shelled))
		write(t, l, sample(t)...)
		if _, err := l.Withdraw(ctx, []string{"0-gone"}); err != nil {
			t.Fatal(err)
		}
		write(t, l)
		if got := check(t, l); got != "" {
			t.Fatalf("a sound ledger: %s", got)
		}
		sound := dump(t, l)
		if _, err := l.write.Exec(c.damage); err != nil {
			t.Fatal(err)
		}
		if got := check(t, l); !strings.Contains(got, c.want) {
			t.Errorf("%s: found %q, want %q", c.damage, got, c.want)
		}
		if !c.mended {
			continue
		}
		if err := l.Disband(ctx); err != nil {
			t.Fatal(err)
		}
		write(t, l)
		if got := check(t, l); got != "" || dump(t, l) != sound {
			t.Errorf("%s: gathered anew, the ledger is another: %s", c.damage, got)
		}
	}
}

func TestShow(t *testing.T) {
	ctx := context.Background()
	l := newLedger(t)
	write(t, l, sample(t)...)
	var event, record string
	if err := l.Events(ctx, Query{Disputed: true}, func(g *Gathered) error { event, record = g.ID, g.Group.Members[2].Report; return nil }); err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{event, event[:8], record} {
		s, _, err := l.Show(ctx, id)
		if err != nil || s == nil || s.ID != event || len(s.Members) != 4 {
			t.Fatalf("%s: %v", id, err)
		}
		for i, m := range s.Group.Members {
			if s.Members[i].Article.ID != m.Article || s.Members[i].Event.ID != m.Report {
				t.Errorf("report %d is that of %s", i, s.Members[i].Article.ID)
			}
		}
	}
	for id, want := range map[string]string{"d-talks": "is an article", "zzz": "no event or record", "%": "no event or record"} {
		if _, _, err := l.Show(ctx, id); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", id, err)
		}
	}
	if s, ids, err := l.Show(ctx, ""); err != nil || s != nil || len(ids) < 2 {
		t.Error(ids, err)
	}
}

func TestHistory(t *testing.T) {
	ctx := context.Background()
	l := newLedger(t)
	write(t, l, entry(t, "x", "2026-03-10", shelled))
	write(t, l, entry(t, "x", "2026-03-11", talks))
	if _, err := l.Write(ctx, []Entry{{Article: rapporteur.Article{ID: "x", Withdrawn: true}}}); err != nil {
		t.Fatal(err)
	}
	versions, err := l.History(ctx, "x")
	if err != nil || len(versions) != 2 {
		t.Fatal(versions, err)
	}
	if v := versions[0]; v.State != "corrected" || v.Article.Date != "2026-03-10" || len(v.Records) == 0 || v.Records[0].Type != "ASSAULT" || v.EndedAt == "" {
		t.Errorf("%+v", v)
	}
	if v := versions[1]; v.State != "withdrawn" || v.Records[0].Type != "CONSULT" {
		t.Errorf("%+v", v)
	}
	if _, err := l.History(ctx, "y"); err == nil {
		t.Error("an article that never was has a history")
	}
}

func TestCopies(t *testing.T) {
	ctx := context.Background()
	l := newLedger(t)
	entries := sample(t)
	entries[0].Article.Agency = "RNA"
	write(t, l, entries...)
	for _, article := range []string{"", "a-first", "b-copy"} {
		n := 0
		if err := l.Copies(ctx, article, func(s *CopySet) error {
			n++
			if s.Key != "a-first" || s.Agency != "RNA" || len(s.Articles) != 2 || s.Articles[0].ID != "a-first" {
				t.Errorf("%+v", s)
			}
			return nil
		}); err != nil || n != 1 {
			t.Errorf("%q: %d sets, %v", article, n, err)
		}
	}
	if err := l.Copies(ctx, "d-talks", func(*CopySet) error { t.Error("an article by itself has copies"); return nil }); err != nil {
		t.Error(err)
	}
	if err := l.Copies(ctx, "none", nil); err == nil {
		t.Error("an article that there is not has copies")
	}
}

// A file with a page overwritten is told to be damaged.
func TestCheckDamagedFile(t *testing.T) {
	l := newLedger(t)
	write(t, l, sample(t)...)
	path := l.address
	l.Close()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for page := 2; page < len(data)/4096; page += 5 {
		broken := slices.Clone(data)
		for i := range 4096 {
			broken[page*4096+i] = byte(i*7 + page)
		}
		name := filepath.Join(t.TempDir(), "broken.ledger")
		if err := os.WriteFile(name, broken, 0o600); err != nil {
			t.Fatal(err)
		}
		b, err := Open(context.Background(), name, Read)
		if err == nil {
			var faults []Fault
			if faults, err = b.Check(context.Background(), func(string, int, int) {}); len(faults) > 0 {
				found++
			}
			b.Close()
		}
		if err != nil {
			found++
			if !strings.Contains(err.Error(), "damaged") {
				t.Errorf("page %d: %v", page, err)
			}
		}
	}
	if pages := (len(data)/4096 - 3) / 5; found < pages {
		t.Errorf("damage found in %d of %d pages", found, pages+1)
	}
}
