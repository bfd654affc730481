package main

import (
	"context"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"rapporteur"
)

func newWhyCommand() *cobra.Command {
	var in inputs
	var add additions
	var out string
	var title bool
	cmd := &cobra.Command{
		Use:   "why [FILE|DIR|-]...",
		Short: "Explain every record: the rule that made it and how each field was found",
		Long: `Print for each event its sentence, the sentence's tree, the rule that made it, and how
actor, recipient, date, place, status and source were found; for a sentence without
an event, the rules that came nearest.`,
		Example: `  rapporteur why report.txt
  echo "Ruritania expelled two diplomats." | rapporteur why -`,
		Args: func(cmd *cobra.Command, args []string) error {
			if err := in.args(cmd, args); err != nil {
				return err
			}
			return suits(out, plainText, "why writes plain text: -o NAME.txt")
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := add.coder(title)
			if err != nil {
				return err
			}
			add.tellNotes(c)
			args = in.paths(args)
			o, err := openOutput(out, args...)
			if err != nil {
				return err
			}
			stop, release := onInterrupt(func() { os.Exit(exitInterrupted) })
			defer release()
			failed, done := 0, 0
			explain := func(ctx context.Context, art rapporteur.Article) (string, error) { return c.Explain(ctx, art) }
			err = forEach(stop, in.articles(args, o), 1, explain, func(r result[string]) error {
				if r.err != nil {
					failed++
					complain(os.Stderr, r.err, hintFor(r.err))
					return nil
				}
				if done++; done > 1 {
					io.WriteString(o, "\n")
				}
				if s := r.out; s != "" && !strings.HasSuffix(s, "\n") {
					r.out += "\n"
				}
				if _, err := io.WriteString(o, r.out); err != nil {
					return err
				}
				return o.Flush()
			})
			if err != nil {
				o.finish(false)
				if err == errStopped {
					return &failure{status: exitInterrupted}
				}
				return &failure{status: exitFailed, err: err}
			}
			return ended(o, failed)
		},
	}
	in.flags(cmd)
	cmd.Flags().BoolVar(&title, "code-title", false, "code the title too, not only the body")
	outputFlag(cmd, &out)
	add.flags(cmd)
	return cmd
}
