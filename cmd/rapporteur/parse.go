package main

import (
	"bufio"
	"io"
	"os"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"rapporteur/internal/doc"
	"rapporteur/internal/parse"
	"rapporteur/internal/split"
	"rapporteur/model"
)

// loadParser loads the embedded model once.
var loadParser = sync.OnceValues(func() (*parse.Parser, error) { return parse.New(model.English) })

func newParseCommand() *cobra.Command {
	var from, out string
	cmd := &cobra.Command{
		Use:   "parse [FILE|-]",
		Short: "Print the tags and trees of a text as CoNLL-U",
		Long: `Print the sentences of a plain text as CoNLL-U: words, lemmas, tags, features, heads
and relations as Universal Dependencies has them, and names in the last column.
With --from conllu the sentences and words are those of the file, and only the
columns LEMMA, UPOS, XPOS, FEATS, HEAD and DEPREL are filled in.`,
		Example: `  rapporteur parse report.txt
  echo "Troops left Zenda." | rapporteur parse -
  rapporteur parse --from conllu words.conllu > parsed.conllu`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if from != "text" && from != "conllu" {
				return usage("give text or conllu", "unknown format %q", from)
			}
			if err := suits(out, trees, "parse writes CoNLL-U: -o NAME.conllu"); err != nil {
				return err
			}
			if len(args) == 0 {
				args = []string{"-"}
			}
			in, name := io.ReadCloser(os.Stdin), "standard input"
			if args[0] != "-" {
				f, err := os.Open(args[0])
				if err != nil {
					return usage("", "%w", err)
				}
				in, name = f, args[0]
			}
			defer in.Close()
			p, err := loadParser()
			if err != nil {
				return &failure{status: exitFailed, err: err}
			}
			o, err := openOutput(out, args...)
			if err != nil {
				return err
			}
			if from == "conllu" {
				err = parseCoNLLU(p, name, in, o.Writer)
			} else {
				err = parseText(p, in, o.Writer)
			}
			if e := o.finish(err == nil); err == nil {
				err = e
			}
			if err != nil {
				return &failure{status: exitFailed, err: err}
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&from, "from", "text", "what the input is: text or conllu")
	cmd.Flags().StringVarP(&out, "output", "o", "", "write to this file instead of standard output")
	return cmd
}

// parseText splits and parses a plain text.
func parseText(p *parse.Parser, in io.Reader, w *bufio.Writer) error {
	b, err := io.ReadAll(in)
	if err != nil {
		return err
	}
	d := doc.New("", "", strings.ToValidUTF8(string(b), "\uFFFD"))
	split.Text(d, nil)
	const batch = 64 // sentences parsed together
	var next []*doc.Sentence
	for i := range d.Sents {
		if i%batch == 0 {
			next = next[:0]
			for k := i; k < min(i+batch, len(d.Sents)); k++ {
				next = append(next, &d.Sents[k])
			}
			p.ParseAll(next)
		}
		s := &d.Sents[i]
		writeSentence(w, s, i+1, d.Slice(s.Span), i == 0 || d.Sents[i-1].Para != s.Para)
	}
	return nil
}
