package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"sync"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"rapporteur"
	"rapporteur/internal/doc"
	"rapporteur/internal/language"
	"rapporteur/internal/parse"
	"rapporteur/internal/read"
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
		Args: func(cmd *cobra.Command, args []string) error {
			switch {
			case from != "text" && from != "conllu":
				return usage("parse takes plain text, or words as CoNLL-U; 'rapporteur read' reads the rest", "--from %s: unknown format; known: text, conllu", from)
			case len(args) > 1:
				return usage("run it once for each: for f in *.txt; do rapporteur parse -o $f.conllu $f; done", "parse takes one file, got %d", len(args))
			case len(args) == 0 && term.IsTerminal(int(os.Stdin.Fd())):
				return usage("'rapporteur parse --help' shows examples", "nothing to read: name a file, or - for standard input")
			}
			if err := suits(out, trees, "parse writes CoNLL-U: -o NAME.conllu"); err != nil {
				return err
			}
			return named(args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			name := "-"
			if len(args) > 0 {
				name = args[0]
			}
			in, err := openInput(cmd, name, "run it once for each file of the folder")
			if err != nil {
				return err
			}
			defer in.Close()
			var text string
			if from == "text" {
				if text, err = read.Plain(name, in); err != nil {
					hint := ""
					if errors.Is(err, read.ErrNotPlain) {
						hint = fmt.Sprintf("parse takes plain text: rapporteur read %s | jq -r .text | rapporteur parse -", name)
					}
					return &failure{status: exitFailed, err: err, hint: hint}
				}
				if l := rapporteur.Language(rapporteur.Article{Text: text}); l != language.English {
					complain(os.Stderr, fmt.Errorf("%s: in %s, not in English: its tags and trees are not to be trusted", inputName(name), language.Name(l)), "")
				}
			}
			p, err := loadParser()
			if err != nil {
				return &failure{status: exitFailed, err: err}
			}
			o, err := openOutput(out, name)
			if err != nil {
				return err
			}
			if from == "conllu" {
				err = parseCoNLLU(p, inputName(name), in, o.Writer)
			} else {
				parseText(p, text, o.Writer)
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
	cmd.Flags().StringVar(&from, "from", "text", "`format` of the input: text, conllu")
	cmd.RegisterFlagCompletionFunc("from", fixed("text", "conllu"))
	outputFlag(cmd, &out)
	return cmd
}

// parseText splits and parses a plain text.
func parseText(p *parse.Parser, text string, w *bufio.Writer) {
	d := doc.New("", "", text)
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
}
