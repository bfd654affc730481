package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"rapporteur/internal/store"
)

func newLedgerCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use: "ledger", Short: "Look after a ledger",
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newLedgerGatherCommand())
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

func newLedgerGatherCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "gather LEDGER",
		Short: "Gather the records that a stopped ingest left without their events",
		Long: `Gather records into events: those that a stopped ingest left. It can be stopped and run
again.`,
		Example: `  rapporteur ledger gather news.ledger`,
		Args:    ledgerArgs(0),
		RunE: func(_ *cobra.Command, args []string) error {
			ctx := context.Background()
			l, err := store.Open(ctx, args[0], store.Write)
			if err != nil {
				return ledgerFailure(err)
			}
			defer l.Close()
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
				return &failure{status: exitInterrupted, err: fmt.Errorf("stopped with %s left", plural(left, "record"))}
			}
			return nil
		},
	}
	return cmd
}
