package main

import (
	"fmt"
	"runtime"

	"github.com/spf13/cobra"
)

func newVersionCommand() *cobra.Command {
	var add additions
	cmd := &cobra.Command{
		Use:   "version",
		Short: "Print what makes the records: program, codebook, lexicon and model",
		Long: `Print the made_by of the records: the program's version and the hashes of codebook,
lexicon and model. The same four give the same bytes on every machine.`,
		Example: `  rapporteur version
  rapporteur version --codebook my-rules/         with rules of your own
  rapporteur version --actors my-actors/          with actors of your own`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := add.coder(false)
			if err != nil {
				return err
			}
			fmt.Fprintln(cmd.OutOrStdout(), c.MadeBy())
			fmt.Fprintf(cmd.OutOrStdout(), "%s %s/%s\n", runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return nil
		},
	}
	add.flags(cmd)
	return cmd
}

func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usage("'"+cmd.CommandPath()+" --help' shows how it is used", "%s takes no arguments, got %q", cmd.Name(), args[0])
	}
	return nil
}
