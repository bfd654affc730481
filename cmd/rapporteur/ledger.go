package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"rapporteur"
	"rapporteur/internal/export"
	"rapporteur/internal/gather"
	"rapporteur/internal/store"
)

func newLedgerCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use: "ledger", Short: "Look after a ledger: check it, show events, copies and history",
		Example: `  rapporteur ledger check news.ledger
  rapporteur ledger show news.ledger dc649ba7       an event: its reports, and why they are together
  rapporteur ledger copies news.ledger
  rapporteur ledger history news.ledger afp-2026-0311`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newLedgerCheckCommand(), newLedgerShowCommand(), newLedgerCopiesCommand(), newLedgerHistoryCommand(), newLedgerGatherCommand())
	return cmd
}

// ledgerArgs wants a ledger and what else is named, some of it optional.
func ledgerArgs(least int, names ...string) cobra.PositionalArgs {
	names = append([]string{"a ledger"}, names...)
	return func(cmd *cobra.Command, args []string) error {
		if len(args) < least+1 || len(args) > len(names) {
			return usage("'"+cmd.CommandPath()+" --help' shows examples", "%s takes %s, got %s", cmd.Name(), strings.Join(names, " and "), plural(len(args), "name"))
		}
		if slices.Contains(args, "") {
			return usage("a variable that is not set gives such a name", "an empty name")
		}
		return nil
	}
}

func newLedgerCheckCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "check LEDGER",
		Short: "Find out whether a ledger is sound, and bring it up to date",
		Long: `Read all of a ledger and hold its parts to each other: the file, the version, that no
record is without its article and no event without its records, that counts are right, that
records say what they are found by, that events are described as they are. Faults are told
with what to do; then the exit status is 1. Nothing is changed, except that a ledger made by
an older version is brought up to date.`,
		Example: `  rapporteur ledger check news.ledger`,
		Args:    ledgerArgs(0),
		RunE:    func(_ *cobra.Command, args []string) error { return checkLedger(context.Background(), args[0]) },
	}
}

func checkLedger(ctx context.Context, address string) error {
	l, err := store.Open(ctx, address, store.Read)
	if err != nil && !errors.Is(err, store.ErrNone) {
		// perhaps it is old
		if l, err = store.Open(ctx, address, store.Write); err == nil {
			fmt.Fprintf(os.Stderr, "%s was brought up to date\n", l.Address())
		}
	}
	if err != nil {
		return ledgerFailure(err)
	}
	defer l.Close()
	address = l.Address() // without a password
	watched := term.IsTerminal(int(os.Stderr.Fd()))
	faults, err := l.Check(ctx, func(what string, done, all int) {
		if watched && done < all {
			fmt.Fprintf(os.Stderr, "\r\x1b[Kchecking %s, %d of %d parts done ...", what, done, all)
		}
	})
	if watched {
		fmt.Fprint(os.Stderr, "\r\x1b[K")
	}
	if err != nil {
		return ledgerFailure(err)
	}
	for _, f := range faults {
		complain(os.Stderr, fmt.Errorf("%s: %s", address, f.What), f.Hint)
	}
	if len(faults) > 0 {
		return &failure{status: exitFailed}
	}
	n, err := l.Sizes(ctx)
	if err != nil {
		return ledgerFailure(err)
	}
	fmt.Printf("%s is sound: version %d, %s, %s, %s, %s\n", address, store.Version(), plural(n.Articles, "article"), plural(n.Records, "record"), plural(n.Events, "event"), plural(n.Former, "former version"))
	if n.Pending > 0 {
		fmt.Printf("%s not gathered into events yet: 'rapporteur ledger gather %s' does it\n", plural(n.Pending, "record"), address)
	}
	return nil
}

func newLedgerShowCommand() *cobra.Command {
	return &cobra.Command{
		Use: "show LEDGER ID", Aliases: []string{"why"},
		Short: "Show an event with its reports, and why they are together",
		Long: `Show an event: what its reports agree on and dispute, who asserts and who denies it, and
for each report the one that it fits best, with the evidence in points. ID is that of the
event or of one of its records, or the beginning of one; 'query --events' lists events.`,
		Example: `  rapporteur ledger show news.ledger dc649ba7a3d8402a
  rapporteur ledger why news.ledger dc64`,
		Args: ledgerArgs(1, "the id of an event or record"),
		RunE: func(_ *cobra.Command, args []string) error {
			return withLedger(args[0], func(ctx context.Context, l *store.Ledger) error {
				s, ids, err := l.Show(ctx, args[1])
				if err != nil {
					return err
				}
				if s == nil {
					return &failure{status: exitFailed, err: fmt.Errorf("%s begins several: %s", args[1], strings.Join(ids, ", ")), hint: "give more of it"}
				}
				return stdoutPrinter().show(s)
			})
		},
	}
}

// withLedger opens a ledger for reading.
func withLedger(address string, do func(context.Context, *store.Ledger) error) error {
	ctx := context.Background()
	l, err := store.Open(ctx, address, store.Read)
	if err != nil {
		return ledgerFailure(err)
	}
	defer l.Close()
	err = do(ctx, l)
	var f *failure
	if err == nil || errors.As(err, &f) {
		return err
	}
	return ledgerFailure(err)
}

func stdoutPrinter() *eventPrinter {
	width, terminal := terminalWidth(os.Stdout)
	return newEventPrinter(os.Stdout, export.Options{Width: width, Color: terminal && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"})
}

// show prints an event with each of its reports.
func (p *eventPrinter) show(s *store.Shown) error {
	var b strings.Builder
	p.block(&b, s.Gathered)
	for i, m := range s.Group.Members {
		if i >= len(s.Members) {
			break
		}
		r := s.Members[i]
		fmt.Fprintf(&b, "\n%s  %s\n", p.paint(fmt.Sprintf("report %d", i+1), text.Bold), p.paint(m.Report, text.Faint))
		p.labelled(&b, "article", origin(&r.Article))
		p.labelled(&b, "source", m.Source)
		p.labelled(&b, "words", "“"+r.Event.Sentence.Text+"”")
		if word := onWhoseWord(&r.Event); word != "" {
			p.labelled(&b, "word of", word)
		}
		if m.With != "" {
			with := 1 + slices.IndexFunc(s.Group.Members, func(o gather.Member) bool { return o.Report == m.With })
			p.labelled(&b, "because", fmt.Sprintf("fits report %d, %d points: %s", with, m.Score, strings.Join(m.Because, ", ")))
		}
	}
	_, err := io.WriteString(p.w, b.String())
	return err
}

// onWhoseWord names the sources of a record.
func onWhoseWord(ev *rapporteur.Event) string {
	var out []string
	for _, s := range ev.SaidBy {
		out = append(out, fmt.Sprintf("%s [%s], who %s it", s.Text, s.Code, s.Stance))
	}
	return strings.Join(out, "; ")
}

func newLedgerCopiesCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "copies LEDGER [ARTICLE]",
		Short: "List the articles that are copies of each other",
		Long: `List sets of articles that are copies of each other, the largest first, with the agency
behind them: wire copies and light rewrites, which count as one source. With the id of an
article only its set.`,
		Example: `  rapporteur ledger copies news.ledger`,
		Args:    ledgerArgs(0, "the id of an article"),
		RunE: func(_ *cobra.Command, args []string) error {
			return withLedger(args[0], func(ctx context.Context, l *store.Ledger) error {
				p := stdoutPrinter()
				n, one := 0, ""
				if len(args) > 1 {
					one = args[1]
				}
				err := l.Copies(ctx, one, func(s *store.CopySet) error {
					n++
					return p.copies(s)
				})
				if err == nil && n == 0 {
					complain(os.Stderr, errors.New("no copies"), "")
				}
				return err
			})
		},
	}
}

func (p *eventPrinter) copies(s *store.CopySet) error {
	var b strings.Builder
	if p.any {
		b.WriteString("\n")
	}
	p.any = true
	behind := "no agency named"
	if s.Agency != "" {
		behind = s.Agency
	}
	fmt.Fprintf(&b, "%s  %s\n", p.paint(fmt.Sprintf("%d copies, %s", len(s.Articles), clean(behind)), text.Bold), p.paint(clean(s.Key), text.Faint))
	for i := range s.Articles {
		a := &s.Articles[i]
		who := a.Publisher
		if who == "" {
			who = a.Agency
		}
		day := a.Date[:min(10, len(a.Date))]
		rest := a.ID
		if a.Title != "" {
			rest += " “" + a.Title + "”"
		}
		p.labelled(&b, day, strings.TrimSpace(who+" "+rest))
	}
	_, err := io.WriteString(p.w, b.String())
	return err
}

func newLedgerHistoryCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "history LEDGER ARTICLE",
		Short: "Show all versions of an article, and what each was coded as",
		Long: `Show all versions of an article: when each was stored and ended, by a correction, by
another codebook or by withdrawal, and its records; + and - mark those that came and went.`,
		Example: `  rapporteur ledger history news.ledger afp-2026-0311`,
		Args:    ledgerArgs(1, "the id of an article"),
		RunE: func(_ *cobra.Command, args []string) error {
			return withLedger(args[0], func(ctx context.Context, l *store.Ledger) error {
				versions, err := l.History(ctx, args[1])
				if err != nil {
					return err
				}
				return stdoutPrinter().history(versions)
			})
		},
	}
}

func (p *eventPrinter) history(versions []store.Past) error {
	var b strings.Builder
	var before []string
	for i, v := range versions {
		if i > 0 {
			b.WriteString("\n")
		}
		state := p.paint(v.State, text.FgYellow)
		if v.State == "stands" {
			state = p.paint(v.State, text.FgGreen)
		}
		fmt.Fprintf(&b, "%s  %s\n", p.paint(fmt.Sprintf("version %d", v.Number), text.Bold), state)
		p.labelled(&b, "article", origin(&v.Article))
		p.labelled(&b, "stored", v.StoredAt)
		if v.EndedAt != "" {
			p.labelled(&b, "ended", v.EndedAt)
		}
		p.labelled(&b, "made by", v.MadeBy)
		now := make([]string, len(v.Records))
		for k := range v.Records {
			now[k] = recordLine(&v.Records[k])
		}
		left := slices.Clone(before)
		for _, line := range now {
			mark := " "
			if k := slices.Index(left, line); k >= 0 {
				left = slices.Delete(left, k, k+1)
			} else if i > 0 {
				mark = "+"
			}
			p.labelled(&b, "record "+mark, line)
		}
		if i > 0 {
			for _, line := range left {
				p.labelled(&b, "record -", line, text.Faint)
			}
		}
		if len(now) == 0 {
			p.labelled(&b, "record", "none")
		}
		before = now
	}
	_, err := io.WriteString(p.w, b.String())
	return err
}

// recordLine is a record in one line.
func recordLine(ev *rapporteur.Event) string {
	line := strings.TrimSpace(ev.Type + " " + ev.Mode)
	if ev.Status != "actual" {
		line += " (" + ev.Status + ")"
	}
	line += ": " + parties(ev)
	if ev.Date != nil {
		line += ", " + ev.Date.Value
	}
	if place, _ := placeOf(ev); place != "" {
		line += ", " + place
	}
	if word := onWhoseWord(ev); word != "" {
		line += "; " + word
	}
	return line
}

func newLedgerGatherCommand() *cobra.Command {
	var all bool
	cmd := &cobra.Command{
		Use:   "gather LEDGER",
		Short: "Gather the records that a stopped ingest left without their events",
		Long: `Gather records into events: those that a stopped ingest left, or with --all every one
anew, after a fault that 'check' found or with a version that gathers otherwise. It can be
stopped and run again.`,
		Example: `  rapporteur ledger gather news.ledger`,
		Args:    ledgerArgs(0),
		RunE: func(_ *cobra.Command, args []string) error {
			ctx := context.Background()
			l, err := store.Open(ctx, args[0], store.Write)
			if err != nil {
				return ledgerFailure(err)
			}
			defer l.Close()
			if all {
				if err := l.Disband(ctx); err != nil {
					return ledgerFailure(err)
				}
			}
			stop, release := onInterrupt(func() {})
			defer release()
			watched := term.IsTerminal(int(os.Stderr.Fd()))
			left := 0
			err = l.Gather(ctx, stop, func(n int) {
				if left = n; watched {
					fmt.Fprintf(os.Stderr, "\r\x1b[K%s left", plural(n, "record"))
				}
			})
			if watched {
				fmt.Fprint(os.Stderr, "\r\x1b[K")
			}
			if err != nil {
				return ledgerFailure(err)
			}
			if left > 0 {
				return &failure{status: exitInterrupted, err: fmt.Errorf("stopped with %s left", plural(left, "record")), hint: "run it again, without --all"}
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&all, "all", false, "gather every record anew")
	return cmd
}
