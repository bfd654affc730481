package main

import (
	"errors"
	"iter"
	"os"
	"runtime"

	"github.com/spf13/cobra"

	"rapporteur"
	"rapporteur/internal/eval"
)

func newEvalCommand() *cobra.Command {
	var misses bool
	var add additions
	workers := runtime.GOMAXPROCS(0)
	cmd := &cobra.Command{
		Use:   "eval GOLD.jsonl",
		Short: "Score the coder against annotated articles",
		Long: `Code annotated articles and compare: precision, recall and F1 of events (same sentence
and type), of events with the right parties, and of the fields of the events found.
An annotated article is a JSON line {"id","date","publisher","title","sentences",
"events":[{"sent","trigger","type","mode","actor":[{"text","code"}],"recipient",
"date","place","status","said_by":[{"text","code","stance"}]}]}.
testdata/annotated.jsonl in the source is an example.`,
		Example: `  rapporteur eval testdata/annotated.jsonl
  rapporteur eval --misses gold.jsonl | less      what was missed and invented, with the sentences`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage("'rapporteur eval --help' describes it", "eval takes one file of annotated articles")
			}
			if workers < 1 {
				return usage("", "--workers %d: expected 1 or more", workers)
			}
			return named(args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			gold, err := readGold(cmd, args[0])
			if err != nil {
				return err
			}
			c, err := add.coder(false)
			if err != nil {
				return err
			}
			add.tellNotes(c)
			stop, release := onInterrupt(func() {})
			defer release()
			var pred [][]eval.Event
			failed := 0
			err = forEach(stop, goldArticles(gold), workers, c.Code, func(r result[[]rapporteur.Event]) error {
				if r.err != nil {
					failed++
					complain(os.Stderr, r.err, "")
				}
				pred = append(pred, eval.Predicted(r.out))
				return nil
			})
			if errors.Is(err, errStopped) {
				return &failure{status: exitInterrupted, err: errors.New("stopped, nothing was scored")}
			}
			score := eval.Of(gold, pred)
			o, err := openOutput("")
			if err != nil {
				return err
			}
			score.Report(o, true)
			if misses {
				score.ReportSlips(o)
			}
			return ended(o, failed)
		},
	}
	cmd.Flags().BoolVar(&misses, "misses", false, "list what was missed, invented and coded with wrong fields")
	cmd.Flags().IntVar(&workers, "workers", workers, "`number` of articles coded at once")
	add.flags(cmd)
	return cmd
}

func readGold(cmd *cobra.Command, path string) ([]eval.Article, error) {
	f, err := openInput(cmd, path, "join its files: cat FOLDER/*.jsonl | rapporteur eval -")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if path == "-" {
		path = "standard input"
	}
	gold, err := eval.Read(path, f)
	if err != nil {
		return nil, &failure{status: exitFailed, err: err, hint: "'rapporteur eval --help' describes the form"}
	}
	return gold, nil
}

// goldArticles gives the annotated articles to the coder, without their events.
func goldArticles(gold []eval.Article) iter.Seq2[rapporteur.Article, error] {
	return func(yield func(rapporteur.Article, error) bool) {
		for _, a := range gold {
			if !yield(rapporteur.Article{ID: a.ID, Date: a.Date, Publisher: a.Publisher, Title: a.Title, Sentences: a.Sentences}, nil) {
				return
			}
		}
	}
}
