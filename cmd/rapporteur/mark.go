package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"rapporteur"
	"rapporteur/internal/language"
)

func newMarkCommand() *cobra.Command {
	var in inputs
	var layers []string
	var add additions
	var out string
	workers := runtime.GOMAXPROCS(0)
	cmd := &cobra.Command{
		Use:   "mark [FILE|DIR|-]...",
		Short: "Print the annotation layers of each article",
		Long: `Print the annotation layers of each article, one JSON object a line: {"id","layers"}.
The layers are ` + strings.Join(rapporteur.LayerNames, ", ") + `.
docs/record.md describes them. Offsets are Unicode code points of the article's text.`,
		Example: `  rapporteur mark --layers dates,names report.txt
  rapporteur mark --layers attributions --from jsonl - < articles.jsonl`,
		Args: func(cmd *cobra.Command, args []string) error {
			for _, l := range layers {
				if !slices.Contains(rapporteur.LayerNames, l) {
					return usage("", "--layers %s: unknown layer; known: %s", l, strings.Join(rapporteur.LayerNames, ", "))
				}
			}
			if workers < 1 {
				return usage("", "--workers %d: expected 1 or more", workers)
			}
			if err := suits(out, jsonLines, "mark writes JSON Lines: -o NAME.jsonl"); err != nil {
				return err
			}
			return in.args(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := add.coder(false)
			if err != nil {
				return err
			}
			add.tellNotes(c)
			args = in.paths(args)
			o, err := openOutput(out, args...)
			if err != nil {
				return err
			}
			stop, release := onInterrupt(func() {})
			defer release()
			failed, done := 0, 0
			mark := func(ctx context.Context, art rapporteur.Article) ([]byte, error) {
				l, err := c.Mark(ctx, art, layers)
				if err != nil {
					return nil, err
				}
				var b bytes.Buffer
				enc := json.NewEncoder(&b)
				enc.SetEscapeHTML(false)
				err = enc.Encode(struct {
					ID     string            `json:"id"`
					Layers rapporteur.Layers `json:"layers"`
				}{rapporteur.ID(art), l})
				return b.Bytes(), err
			}
			err = forEach(stop, in.articles(args, o), workers, mark, func(r result[[]byte]) error {
				if r.err != nil {
					failed++
					complain(os.Stderr, r.err, hintFor(r.err))
					return nil
				}
				if l := rapporteur.Language(r.art); l != language.English {
					complain(os.Stderr, fmt.Errorf("%s: in %s, not in English: only sentences and tokens are marked", nameOf(r.art), language.Name(l)), "")
				}
				done++
				_, err := o.Write(r.out)
				return err
			})
			if errors.Is(err, errStopped) {
				o.finish(false)
				return &failure{status: exitInterrupted, err: fmt.Errorf("stopped after %s", plural(done, "article"))}
			}
			if err != nil {
				o.finish(false)
				return &failure{status: exitFailed, err: err}
			}
			return ended(o, failed)
		},
	}
	in.flags(cmd)
	cmd.Flags().StringSliceVar(&layers, "layers", nil, "the `layers` wanted, separated by commas (default: all)")
	cmd.Flags().IntVar(&workers, "workers", workers, "`number` of articles worked on at once")
	cmd.RegisterFlagCompletionFunc("layers", fixed(rapporteur.LayerNames...))
	outputFlag(cmd, &out)
	add.flags(cmd)
	return cmd
}
