package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"rapporteur"
)

func newCheckCommand() *cobra.Command {
	var add additions
	var all bool
	cmd := &cobra.Command{
		Use:   "check [DIR]",
		Short: "Run every example of the codebook",
		Long: `Run every example of the built-in codebook, and of the rules in a folder when one is
given, through the whole coder. What differs is printed with file and line; the rules
of the folder come first. docs/codebook.md tells how to write rules of your own.

With --actors it first tells of the actor files which lines cannot be used and what they
should be, and which entries contradict each other or the built-in ones; the examples
then run with these actors. docs/actors.md tells how to write actor files.`,
		Example: `  rapporteur check
  rapporteur check my-codebook/
  rapporteur check --actors my-actors/`,
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
			add.codebook = dir
			c, err := add.coder(false)
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
			unused := 0
			if rep := c.OwnActors(); rep != nil {
				unused = writeNotes(o, rep, all)
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
			return ended(o, res.Failed+unused)
		},
	}
	add.actorsFlag(cmd)
	cmd.Flags().BoolVar(&all, "all", false, "list all that there is to say of --actors, not only the first of each kind")
	return cmd
}
