package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"rapporteur"
)

func newCheckCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "check [DIR]",
		Short: "Run every example of the codebook",
		Long: `Run every example of the built-in codebook, and of the rules in a folder when one is
given, through the whole coder. What differs is printed with file and line; the rules
of the folder come first. docs/codebook.md tells how to write rules of your own.`,
		Example: `  rapporteur check
  rapporteur check my-codebook/`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usage("'rapporteur check --help' shows how it is used", "check takes one folder")
			}
			return named(args)
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return nil, cobra.ShellCompDirectiveFilterDirs
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			dir := ""
			if len(args) == 1 {
				dir = args[0]
			}
			c, err := newCoder(dir, false)
			if err != nil {
				return err
			}
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			stop, release := onInterrupt(func() {})
			defer release()
			go func() {
				<-stop
				cancel()
			}()
			o, err := openOutput("")
			if err != nil {
				return err
			}
			res, err := c.Check(ctx, o)
			if err != nil {
				o.finish(false)
				if ctx.Err() != nil {
					return &failure{status: exitInterrupted, err: fmt.Errorf("stopped after %s", plural(res.Examples, "example"))}
				}
				return &failure{status: exitFailed, err: err}
			}
			total := func(n rapporteur.CheckCounts) string {
				return fmt.Sprintf("%s, %s, %d failed, %d todo", plural(n.Rules, "rule"), plural(n.Examples, "example"), n.Failed, n.Todo)
			}
			if dir != "" {
				fmt.Fprintf(o, "%s: %s\nwith the built-in codebook: ", dir, total(res.Own))
			}
			fmt.Fprintln(o, total(res.CheckCounts))
			if dir == "" {
				fmt.Fprintf(o, "needed by one of their examples: %d of %s; overlaps: %d\n", res.Needed, plural(res.Rules, "rule"), res.Overlaps)
			}
			return ended(o, res.Failed)
		},
	}
	return cmd
}
