package main

import (
	"bufio"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"rapporteur"
)

func newVersionCommand() *cobra.Command {
	var codebook string
	cmd := &cobra.Command{
		Use:   "version",
		Short: "Print what makes the records: program, codebook, lexicon and model",
		Long: `Print the made_by of the records: the program's version and the hashes of codebook,
lexicon and model. The same four give the same bytes on every machine.`,
		Example: `  rapporteur version
  rapporteur version --codebook my-rules/         with rules of your own`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := newCoder(codebook, false)
			if err != nil {
				return err
			}
			fmt.Fprintln(cmd.OutOrStdout(), c.MadeBy())
			fmt.Fprintf(cmd.OutOrStdout(), "%s %s/%s\n", runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return nil
		},
	}
	codebookFlag(cmd, &codebook)
	return cmd
}

// newCoder builds the coder that the flags ask for.
func newCoder(codebook string, codeTitle bool) (*rapporteur.Coder, error) {
	var opts []rapporteur.Option
	if codebook != "" {
		if info, err := os.Stat(codebook); err != nil {
			return nil, usage("name a folder that exists", "%s: %s", codebook, plain(err))
		} else if !info.IsDir() {
			return nil, usage("name the folder that it lies in", "%s is a file: a codebook is a folder of .rule files", codebook)
		}
		for _, name := range misnamed(codebook) {
			complain(os.Stderr, fmt.Errorf("%s holds rules and is not read: the names of rule files end in .rule", name), "rename it; Notepad and TextEdit add .txt unless told not to")
		}
		opts = append(opts, rapporteur.WithCodebook(codebook))
	}
	if codeTitle {
		opts = append(opts, rapporteur.WithTitle())
	}
	defer keepGarbage()()
	c, err := rapporteur.New(opts...)
	if err != nil {
		hint := ""
		if codebook != "" {
			hint = "docs/codebook.md shows how rules are written, codebook/FORMAT.md the whole notation"
		}
		return nil, usage(hint, "%w", err)
	}
	return c, nil
}

// misnamed lists the files of a codebook folder that begin like a rule file and
// are not named like one.
func misnamed(dir string) (names []string) {
	filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() || strings.HasSuffix(name, ".rule") {
			return nil // what cannot be read is told when the rules are
		}
		f, err := os.Open(name)
		if err != nil {
			return nil
		}
		defer f.Close()
		sc := bufio.NewScanner(f)
		for sc.Scan() {
			line := strings.TrimSpace(strings.TrimPrefix(sc.Text(), "\ufeff"))
			if line == "" || line[0] == '#' {
				continue
			}
			if strings.HasPrefix(line, "rule:") {
				names = append(names, name)
			}
			break
		}
		return nil
	})
	return names
}

func codebookFlag(cmd *cobra.Command, dir *string) {
	cmd.Flags().Var((*filled)(dir), "codebook", "add the rules of this `folder` to the built-in codebook; a rule of the same name replaces the built-in one")
	cmd.MarkFlagDirname("codebook")
}

func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usage("'"+cmd.CommandPath()+" --help' shows how it is used", "%s takes no arguments, got %q", cmd.Name(), args[0])
	}
	return nil
}
