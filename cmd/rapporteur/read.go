package main

import (
	"errors"
	"io/fs"
	"iter"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"rapporteur"
	"rapporteur/internal/language"
	"rapporteur/internal/read"
)

func newReadCommand() *cobra.Command {
	var in inputs
	var out string
	cmd := &cobra.Command{
		Use:   "read [FILE|DIR|-]...",
		Short: "Read reports and print the articles as the coder sees them",
		Long: `Read reports in any format and print one article a line as JSON: text, title,
publication date, publisher, agency, and "body", the stretches of the text that are
the report itself. Offsets in records point into this text. "language" is given where
it is not English.`,
		Example: `  rapporteur read page.html                       the text that a web page gives
  rapporteur read reports/ > articles.jsonl       a folder of reports as JSON Lines
  rapporteur read reports/ | rapporteur code -    the same as coding the folder`,
		Args: func(cmd *cobra.Command, args []string) error {
			if err := in.args(cmd, args); err != nil {
				return err
			}
			return suits(out, jsonLines, "read writes JSON Lines: -o NAME.jsonl")
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			args = in.paths(args)
			o, err := openOutput(out, args...)
			if err != nil {
				return err
			}
			failed := 0
			for art, err := range in.articles(args, o) {
				if err != nil {
					failed++
					complain(os.Stderr, err, hintFor(err))
					continue
				}
				if l := rapporteur.Language(art); l != language.English {
					art.Language = l
				}
				if err := read.Write(o, art); err != nil {
					o.finish(false)
					return &failure{status: exitFailed, err: err}
				}
			}
			return ended(o, failed)
		},
	}
	in.flags(cmd)
	outputFlag(cmd, &out)
	return cmd
}

// inputs are the flags of every command that reads reports.
type inputs struct {
	from     string
	date     string
	language string
}

func (in *inputs) flags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&in.from, "from", read.Auto, "`format` of the input: "+strings.Join(read.Formats, ", "))
	cmd.Flags().StringVar(&in.date, "date", "", "publication date `YYYY-MM-DD` of reports that state none")
	cmd.Flags().StringVar(&in.language, "language", "", "ISO 639-1 `code` of the reports' language where they state none; en codes them whatever they look like (default: found out)")
	cmd.RegisterFlagCompletionFunc("from", fixed(read.Formats...))
	cmd.RegisterFlagCompletionFunc("date", fixed())
	cmd.RegisterFlagCompletionFunc("language", fixed("en"))
}

// args checks the flags and arguments before anything is read.
func (in *inputs) args(cmd *cobra.Command, args []string) error {
	if !slices.Contains(read.Formats, in.from) {
		return usage("", "--from %s: unknown format; known: %s", in.from, strings.Join(read.Formats, ", "))
	}
	if in.date != "" {
		if _, err := read.Date(in.date); err != nil {
			return usage("write the day as YYYY-MM-DD, for example 2026-03-11", "--date: %w", err)
		}
	}
	if err := named(args); err != nil {
		return err
	}
	if len(args) == 0 && term.IsTerminal(int(os.Stdin.Fd())) {
		return usage("'"+cmd.CommandPath()+" --help' shows examples", "nothing to read: name files or folders, or - for standard input")
	}
	if n := slices.Index(args, "-"); n >= 0 && slices.Contains(args[n+1:], "-") {
		return usage("", "standard input (-) can be read only once")
	}
	return nil
}

// paths are what is read: no argument means standard input.
func (in *inputs) paths(args []string) []string {
	if len(args) == 0 {
		return []string{"-"}
	}
	return args
}

// articles yields the reports of the paths, without what is being written.
func (in *inputs) articles(paths []string, o *output) iter.Seq2[rapporteur.Article, error] {
	return read.Articles(paths, read.Options{Format: in.from, Date: in.date, Language: in.language, Written: o.written})
}

// named refuses empty names among the arguments.
func named(args []string) error {
	if slices.Contains(args, "") {
		return usage("a variable that is not set gives such a name", "an empty name: expected that of a file or folder")
	}
	return nil
}

// openInput opens the one file that a command takes, standard input for "-".
func openInput(cmd *cobra.Command, path, folderHint string) (*os.File, error) {
	if path == "-" {
		return os.Stdin, nil
	}
	info, err := os.Stat(path)
	if err == nil && info.IsDir() {
		return nil, usage(folderHint, "%s is a folder: %s takes one file", path, cmd.Name())
	}
	f, err := os.Open(path)
	if err != nil {
		hint := "name a file that exists, or - for standard input"
		if errors.Is(err, os.ErrPermission) {
			hint = "make it readable for you"
		}
		return nil, usage(hint, "%s: %s", path, plain(err))
	}
	return f, nil
}

// filled is a flag that names a file or folder; an empty name is refused.
type filled string

func (f *filled) String() string { return string(*f) }
func (f *filled) Type() string   { return "name" }
func (f *filled) Set(name string) error {
	if name == "" {
		return errors.New("expected a name; a variable that is not set gives an empty one")
	}
	*f = filled(name)
	return nil
}

// plain is the error of a file operation without the operation's name and the
// path, which the message has already.
func plain(err error) string {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err.Error()
	}
	return err.Error()
}

// hintFor says what to do about a report that could not be read, where that is
// known.
func hintFor(err error) string {
	var e *read.Error
	switch {
	case !errors.As(err, &e):
		return ""
	case errors.Is(e.Err, os.ErrNotExist):
		return "name files or folders that exist, or - for standard input"
	case errors.Is(e.Err, os.ErrPermission):
		return "make it readable for you"
	}
	return ""
}

// ended closes the output and turns the number of failed articles into the
// command's result.
func ended(o *output, failed int) error {
	if err := o.finish(true); err != nil {
		return &failure{status: exitFailed, err: err}
	}
	if failed > 0 {
		return &failure{status: exitFailed}
	}
	return nil
}

func outputFlag(cmd *cobra.Command, path *string) {
	cmd.Flags().VarP((*filled)(path), "output", "o", "write to this `file`, which appears when it is complete")
}

// fixed completes a flag with these values, never with file names.
func fixed(values ...string) func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return values, cobra.ShellCompDirectiveNoFileComp
	}
}
