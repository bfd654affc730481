// Command rapporteur reads news reports and records who did what to whom, when,
// where, and on whose word.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
)

// Exit statuses of every command.
const (
	exitDone        = 0   // everything was done
	exitFailed      = 1   // some of it failed; each failure was told on stderr
	exitUsage       = 2   // the command was called in a way that cannot work; nothing was done
	exitInterrupted = 130 // stopped by Ctrl-C, as shells number it
)

func main() {
	boundMemory()
	os.Exit(run(os.Args[1:]))
}

// softLimit is where the collector begins to work harder than usual, in bytes.
// With it a run stays below 300 MB, of which model, lexicon and codebook take 70,
// whatever the size of the input; above it memory is still given.
const softLimit = 200 << 20

// boundMemory sets the limit unless the user has set one.
func boundMemory() {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(softLimit)
	}
}

// run executes one command line and returns its exit status.
func run(args []string) int {
	root := newRootCommand()
	root.SetArgs(args)
	err := root.Execute()
	var f *failure
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &f):
		if f.err != nil {
			complain(os.Stderr, f.err, f.hint)
		}
		return f.status
	default: // from the command-line parser
		complain(os.Stderr, err, "")
		return exitUsage
	}
}

func newRootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "rapporteur",
		Short: "Record who did what to whom, when, where, and on whose word",
		Long: `Rapporteur reads news reports and keeps the record of who did what to whom, when,
where, and on whose word, as PLOVER events.`,
		Example: `  rapporteur code report.txt                      a table, on a terminal
  rapporteur code -o records.csv reports/         a folder of reports, for a spreadsheet
  zcat feed.jsonl.gz | rapporteur code --from jsonl - > records.jsonl
  rapporteur ingest reports/ --ledger news.ledger  into a ledger, copies and events found
  rapporteur query --ledger news.ledger --events --disputed
  rapporteur why report.txt                       how every field was found`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			hint := "'rapporteur --help' lists the commands"
			if s := cmd.SuggestionsFor(args[0]); len(s) > 0 {
				hint = "did you mean 'rapporteur " + s[0] + "'?"
			}
			return usage(hint, "unknown command %q", args[0])
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SuggestionsMinimumDistance = 2
	root.CompletionOptions.HiddenDefaultCmd = false
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usage("'"+cmd.CommandPath()+" --help' shows the flags", "%w", err)
	})
	root.AddCommand(
		newCodeCommand(),
		newIngestCommand(),
		newQueryCommand(),
		newLedgerCommand(),
		newReadCommand(),
		newMarkCommand(),
		newParseCommand(),
		newWhyCommand(),
		newActorsCommand(),
		newCheckCommand(),
		newEvalCommand(),
		newVersionCommand(),
	)
	return root
}

// failure ends a command with a status. Without err everything was said before.
type failure struct {
	status int
	err    error
	hint   string // what to do next, where that is known
}

func (f *failure) Error() string {
	if f.err == nil {
		return fmt.Sprintf("exit status %d", f.status)
	}
	return f.err.Error()
}

func (f *failure) Unwrap() error { return f.err }

// usage is a failure by wrong use.
func usage(hint, format string, args ...any) error {
	return &failure{status: exitUsage, err: fmt.Errorf(format, args...), hint: hint}
}

// complain prints an error, and a hint where there is one. Control characters,
// which a report may contain, don't reach the terminal.
func complain(w io.Writer, err error, hint string) {
	msg := "rapporteur: " + err.Error() + "\n"
	if hint != "" {
		msg += "  hint: " + hint + "\n"
	}
	io.WriteString(w, strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f || r >= 0x80 && r < 0xa0 {
			return '\uFFFD'
		}
		return r
	}, msg))
}
