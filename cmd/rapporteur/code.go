package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"rapporteur"
	"rapporteur/internal/export"
	"rapporteur/internal/split"
)

func newCodeCommand() *cobra.Command {
	var f codeFlags
	cmd := &cobra.Command{
		Use:   "code [FILE|DIR|-]...",
		Short: "Code reports: who did what to whom, when, where, and on whose word",
		Long: `Code reports and write one record per event: as a table on a terminal, as JSON Lines
otherwise, or as --to says. Without arguments standard input is read.

Reports come as text, web pages, JSON Lines (one article a line) or CSV (one article a
row, under a header with a column "text"; "id", "date", "title", "publisher" and "url"
are read too).

Records come in the order of the input, and are the same bytes for any number of
workers. A report that cannot be read is told on stderr, and the rest is coded; the
exit status is then 1, and 2 when the command itself was wrong. A report that is not
in English is told on stderr too and passed over.

petrarch2, icews, polecat, gdelt (2.0 events) and gdelt-mentions are the tab-separated
layouts of these systems. They have no place for what did not happen: records that are
negated, hypothetical, planned or denied are left out there, and stderr says how many.`,
		Example: `  rapporteur code report.txt
  rapporteur code --to csv -o records.csv reports/ more.jsonl
  curl -s https://news.example/story.html | rapporteur code --from html -
  rapporteur code -o records.csv articles.csv     a table of articles, column "text"
  rapporteur code -o records.parquet reports/     for pandas, polars, R, DuckDB
  rapporteur code --to gdelt -o events.tsv reports/   in the columns of GDELT 2.0
  rapporteur code --date 2026-03-11 note.txt      when the report states no date
  rapporteur code --min-confidence 0.6 reports/   fewer records, and surer ones
  rapporteur code --codebook my-rules/ report.txt with rules of your own
  rapporteur code --actors my-actors/ report.txt  with actors of your own
  rapporteur code reports/ | jq -r 'select(.status=="actual") | .type' | sort | uniq -c`,
		Args: func(cmd *cobra.Command, args []string) error {
			if err := f.in.args(cmd, args); err != nil {
				return err
			}
			return f.check()
		},
		RunE: func(cmd *cobra.Command, args []string) error { return f.run(args) },
	}
	f.in.flags(cmd)
	fs := cmd.Flags()
	fs.StringVar(&f.to, "to", "", "`format` of the records: "+strings.Join(export.Formats, ", ")+" (default: that of the ending of -o NAME.csv or NAME.parquet, else table on a terminal and jsonl elsewhere)")
	fs.StringVar(&f.bom, "bom", "auto", "`when` CSV begins with a byte order mark, by which Excel knows UTF-8: yes, no, or auto for files written by -o")
	fs.IntVar(&f.workers, "workers", runtime.GOMAXPROCS(0), "`number` of articles coded at once")
	fs.BoolVar(&f.title, "code-title", false, "code the title too, not only the body")
	outputFlag(cmd, &f.out)
	f.add.flags(cmd)
	f.add.leastFlag(cmd)
	cmd.RegisterFlagCompletionFunc("to", fixed(export.Formats...))
	cmd.RegisterFlagCompletionFunc("bom", fixed("auto", "yes", "no"))
	cmd.RegisterFlagCompletionFunc("workers", fixed())
	return cmd
}

type codeFlags struct {
	in      inputs
	to, bom string
	out     string
	workers int
	add     additions
	title   bool
}

// check completes and checks the flags.
func (f *codeFlags) check() error {
	terminal := (f.out == "" || f.out == "-") && term.IsTerminal(int(os.Stdout.Fd()))
	if f.to == "" {
		f.to = export.Endings[strings.ToLower(filepath.Ext(f.out))]
		switch {
		case f.to != "":
		case f.out == "" && terminal:
			f.to = export.Table
		default:
			f.to = export.JSONL
		}
	}
	form, known := forms[f.to]
	if !known {
		return usage("", "--to %s: unknown format; known: %s", f.to, strings.Join(export.Formats, ", "))
	}
	if err := suits(f.out, form, recordFiles); err != nil {
		return err
	}
	if f.to == export.Parquet && terminal {
		return usage("-o NAME.parquet writes a file", "--to parquet is not for a terminal")
	}
	if !slices.Contains([]string{"auto", "yes", "no"}, f.bom) {
		return usage("", "--bom %s: expected auto, yes or no", f.bom)
	}
	if f.workers < 1 {
		return usage("", "--workers %d: expected 1 or more", f.workers)
	}
	return nil
}

// sink writes the records in the format asked for.
func (f *codeFlags) sink(o *output) (export.Sink, error) {
	return export.New(f.to, o, f.options(o))
}

func (f *codeFlags) options(o *output) export.Options {
	width, terminal := terminalWidth(o.file)
	return export.Options{
		BOM:   f.bom == "yes" || f.bom == "auto" && o.path != "",
		Width: width,
		Color: terminal && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb",
	}
}

// terminalWidth is the width of the terminal, else that of COLUMNS, else 100.
func terminalWidth(f *os.File) (width int, terminal bool) {
	terminal = term.IsTerminal(int(f.Fd()))
	if terminal {
		if w, _, err := term.GetSize(int(f.Fd())); err == nil && w > 0 {
			return w, true
		}
	}
	if w, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && w > 0 {
		return w, terminal
	}
	return 100, terminal
}

// result is what a worker makes of an article.
type result[T any] struct {
	art rapporteur.Article
	out T
	err error
}

func (f *codeFlags) run(paths []string) error {
	c, err := f.add.coder(f.title)
	if err != nil {
		return err
	}
	f.add.tellNotes(c)
	paths = f.in.paths(paths)
	o, err := openOutput(f.out, paths...)
	if err != nil {
		return err
	}
	sink, err := f.sink(o)
	if err != nil {
		return err
	}
	bar := newProgress(o.file == os.Stdout)
	stop, release := onInterrupt(bar.done)
	defer release()

	watched := term.IsTerminal(int(os.Stderr.Fd()))
	work := func(ctx context.Context, art rapporteur.Article) (coded, error) {
		evs, notes, err := c.CodeNoted(ctx, art)
		return coded{evs, notes}, err
	}
	var n tally
	err = forEach(stop, f.in.articles(paths, o), f.workers, work, func(r result[coded]) error {
		switch {
		case errors.Is(r.err, rapporteur.ErrNotEnglish):
			n.foreign++
			complain(bar, r.err, "")
			return nil
		case r.err != nil:
			n.failed++
			complain(bar, r.err, hintFor(r.err))
			return nil
		}
		n.articles++
		n.sentences += r.out.notes.Sentences
		if c := r.out.notes.Cut; c > 0 {
			complain(bar, fmt.Errorf("%s: %s longer than %d words, analysed in pieces", nameOf(r.art), plural(c, "sentence"), split.MaxTokens), "")
		}
		n.events += len(r.out.events)
		if r.art.Date == "" {
			n.undated++
		}
		bar.show(n)
		if err := sink.Write(r.art, r.out.events); err != nil {
			return err
		}
		if f.to == export.Table {
			return o.Flush() // somebody is watching
		}
		return nil
	})
	stopped := errors.Is(err, errStopped)
	if err == nil || stopped {
		if e := sink.Close(); e != nil {
			err = e
		}
	}
	bar.done()
	if s, ok := sink.(export.Selective); ok {
		tellOmitted(f.to, s.Omitted())
	}
	if n.undated > 0 {
		fmt.Fprintf(os.Stderr, "rapporteur: %s without a publication date: weekdays, \"last month\" and holders of offices cannot be told there\n  hint: --date YYYY-MM-DD gives one to reports that have none\n", plural(n.undated, "report"))
	}
	if n.foreign > 0 {
		fmt.Fprintf(os.Stderr, "rapporteur: %s not in English, not coded\n  hint: --language en codes reports whatever they look like\n", plural(n.foreign, "report"))
	}
	if e := o.finish(err == nil); e != nil && (err == nil || stopped) {
		err = e
	}
	switch {
	case errors.Is(err, errStopped):
		where := ""
		if o.path != "" {
			where = "; their records are in " + partial(o.path)
		}
		return &failure{status: exitInterrupted, err: fmt.Errorf("stopped after %s%s", plural(n.articles, "article"), where)}
	case err != nil:
		return &failure{status: exitFailed, err: fmt.Errorf("writing the records: %w", err)}
	}
	if watched {
		fmt.Fprintln(os.Stderr, n)
	}
	if n.failed > 0 {
		return &failure{status: exitFailed}
	}
	return nil
}

// tellOmitted says what the layout of another system has no place for.
func tellOmitted(layout string, o export.Omitted) {
	var parts []string
	for _, p := range []struct {
		n   int
		why string
	}{{o.Status, "negated, hypothetical or planned"}, {o.Denied, "denied"}, {o.NoCode, "without a CAMEO code"}} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.why))
		}
	}
	if parts != nil {
		fmt.Fprintf(os.Stderr, "rapporteur: %s left out, %s has no place for them: %s\n  hint: --to jsonl, csv and parquet write every record\n", plural(o.Status+o.Denied+o.NoCode, "event"), layout, strings.Join(parts, ", "))
	}
}

// forEach runs do on the articles with n workers and gives the results to emit
// in the order of the input; articles that could not be read come as errors in
// their place.
func forEach[T any](stop <-chan struct{}, articles iter.Seq2[rapporteur.Article, error], n int,
	do func(context.Context, rapporteur.Article) (T, error), emit func(result[T]) error) error {
	limitMemory(n)
	items := func(yield func(result[T]) bool) {
		for art, err := range articles {
			if !yield(result[T]{art: art, err: err}) {
				return
			}
		}
	}
	large := newBudget(largeAtOnce)
	return inOrder(stop, items, n, func(r result[T]) (res result[T]) {
		if r.err != nil {
			return r
		}
		defer large.take(len(r.art.Text))()
		defer func() { // one article must not end a run over many
			if p := recover(); p != nil {
				res.err = fmt.Errorf("%s: internal error, please report it with the article: %v", nameOf(r.art), p)
			}
		}()
		res.art = r.art
		res.out, res.err = do(context.Background(), r.art)
		if res.err != nil {
			res.err = fmt.Errorf("%s: %w", nameOf(r.art), res.err)
		}
		return res
	}, emit)
}

// largeAtOnce is how many bytes of text are worked on at once. It only makes
// workers wait for one another over texts of a megabyte: their analysis takes a
// hundred times the memory of the text.
const largeAtOnce = 1 << 20

// nameOf is what messages call an article: its id, else where it was read.
func nameOf(art rapporteur.Article) string {
	switch {
	case art.ID != "":
		return "article " + art.ID
	case strings.HasPrefix(art.From, "-"):
		return "standard input" + art.From[1:]
	case art.From != "":
		return art.From
	}
	return "article " + strconv.Quote(art.Title)
}

// coded is what becomes of an article.
type coded struct {
	events []rapporteur.Event
	notes  rapporteur.Notes
}

// tally counts what was done.
type tally struct{ articles, sentences, events, failed, foreign, undated int }

func (n tally) String() string {
	s := plural(n.articles, "article")
	if n.sentences > 0 {
		s += ", " + plural(n.sentences, "sentence")
	}
	s += ", " + plural(n.events, "event")
	if n.failed > 0 {
		s += fmt.Sprintf("; %d failed", n.failed)
	}
	return s
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
