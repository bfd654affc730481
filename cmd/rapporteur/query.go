package main

import (
	"context"
	"os"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"rapporteur"
	"rapporteur/internal/store"
)

func newQueryCommand() *cobra.Command {
	var f codeFlags
	var q store.Query
	var ledger string
	cmd := &cobra.Command{
		Use:   "query --ledger FILE",
		Short: "Ask a ledger: which records, of which events",
		Long: `Print the records of a ledger that fit all that is asked for, in the order of their
articles' dates and ids: as a table on a terminal, as JSON Lines otherwise. Without
questions it prints them all, which exports the ledger.`,
		Example: `  rapporteur query --ledger news.ledger --actor CHN --recipient UKR --type CONSULT --since 2023-01
  rapporteur query --ledger news.ledger --disputed --to csv -o disputed.csv`,
		Args: func(cmd *cobra.Command, args []string) error {
			if err := noArgs(cmd, args); err != nil {
				return err
			}
			if ledger == "" {
				return usage("--ledger FILE names it", "no ledger")
			}
			for _, d := range [][2]string{{"--since", q.Since}, {"--until", q.Until}} {
				if d[1] != "" && !isoDate.MatchString(d[1]) {
					return usage("write YYYY-MM-DD, YYYY-MM or YYYY", "%s %s: expected a day, month or year", d[0], d[1])
				}
			}
			for _, list := range []*[]string{&q.Actor, &q.Recipient, &q.Type} {
				for i, s := range *list {
					(*list)[i] = strings.ToUpper(strings.TrimSpace(s))
				}
			}
			f.workers, f.bom = 1, "auto"
			return f.check()
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := context.Background()
			l, err := store.Open(ctx, ledger, store.Read)
			if err != nil {
				return ledgerFailure(err)
			}
			defer l.Close()
			o, err := openOutput(f.out, ledger)
			if err != nil {
				return err
			}
			sink, err := f.sink(o)
			if err != nil {
				return err
			}
			var art rapporteur.Article
			var evs []rapporteur.Event
			give := func() error {
				if len(evs) == 0 {
					return nil
				}
				return sink.Write(art, evs)
			}
			err = l.Records(ctx, q, func(r store.Row) error {
				if r.Article.ID != art.ID {
					if err := give(); err != nil {
						return err
					}
					art, evs = r.Article, nil
				}
				evs = append(evs, r.Event)
				return nil
			})
			if err == nil {
				err = give()
			}
			if err == nil {
				err = sink.Close()
			}
			if err != nil {
				o.finish(false)
				return ledgerFailure(err)
			}
			return ended(o, 0)
		},
	}
	fs := cmd.Flags()
	ledgerFlag(cmd, &ledger)
	fs.StringSliceVar(&q.Actor, "actor", nil, "`code` of an actor or how it begins: CHN, \"CHN GOV\"")
	fs.StringSliceVar(&q.Recipient, "recipient", nil, "`code` of a recipient or how it begins")
	fs.StringSliceVar(&q.Type, "type", nil, "event `type`, such as CONSULT")
	fs.StringSliceVar(&q.Mode, "mode", nil, "`mode` of the type")
	fs.StringSliceVar(&q.Status, "status", nil, "`status`: actual, future, hypothetical, negated")
	fs.StringVar(&q.Since, "since", "", "events of this `day`, month or year, and later")
	fs.StringVar(&q.Until, "until", "", "events of this `day`, month or year, and earlier")
	fs.StringVar(&q.Place, "place", "", "`place`: a country's code, or a name")
	fs.StringVar(&q.Article, "article", "", "`id` of an article")
	fs.StringVar(&q.Event, "group", "", "`id` of an event: its reports")
	fs.BoolVar(&q.Disputed, "disputed", false, "events that somebody asserts and somebody denies")
	fs.StringVar(&f.to, "to", "", "`format` of the records, as in 'code'")
	outputFlag(cmd, &f.out)
	return cmd
}

var isoDate = regexp.MustCompile(`^\d{4}(-\d{2}(-\d{2})?)?$`)

func newLedgerCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "ledger", Short: "Look after a ledger", Args: noArgs, RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() }}
	cmd.AddCommand(&cobra.Command{
		Use: "gather FILE", Short: "Gather the records that a stopped ingest left without their events", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			l, err := store.Open(context.Background(), args[0], store.Write)
			if err != nil {
				return ledgerFailure(err)
			}
			defer l.Close()
			stop, release := onInterrupt(func() { os.Exit(exitInterrupted) })
			defer release()
			if err := l.Gather(context.Background(), stop, nil); err != nil {
				return ledgerFailure(err)
			}
			return nil
		},
	})
	return cmd
}
