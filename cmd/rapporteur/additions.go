package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"rapporteur"
	"rapporteur/lexicon"
)

// additions are the user's own rules and actors, which every command that codes
// takes.
type additions struct {
	codebook string
	actors   []string
	least    float64 // confidence of the records that are written
}

func (a *additions) flags(cmd *cobra.Command) {
	cmd.Flags().Var((*filled)(&a.codebook), "codebook", "add the rules of this `folder` to the built-in codebook; a rule of the same name replaces the built-in one")
	cmd.MarkFlagDirname("codebook")
	a.actorsFlag(cmd)
}

// leastFlag is for commands whose output is records.
func (a *additions) leastFlag(cmd *cobra.Command) {
	cmd.Flags().Float64Var(&a.least, "min-confidence", 0, "leave out records whose type and parties are right in less than this `share` of such records, 0 to 1")
	cmd.RegisterFlagCompletionFunc("min-confidence", fixed())
}

func (a *additions) actorsFlag(cmd *cobra.Command) {
	cmd.Flags().StringArrayVar(&a.actors, "actors", nil, "add the actors of this `file` or folder to the built-in lexicon: tables, or PETRARCH dictionaries; theirs win. May be given several times")
}

// coder builds the coder that the flags ask for.
func (a *additions) coder(codeTitle bool) (*rapporteur.Coder, error) {
	var opts []rapporteur.Option
	if a.codebook != "" {
		if info, err := os.Stat(a.codebook); err != nil {
			return nil, usage("name a folder that exists", "%s: %s", a.codebook, plain(err))
		} else if !info.IsDir() {
			return nil, usage("name the folder that it lies in", "%s is a file: a codebook is a folder of .rule files", a.codebook)
		}
		for _, name := range misnamed(a.codebook) {
			complain(os.Stderr, fmt.Errorf("%s holds rules and is not read: the names of rule files end in .rule", name), "rename it; Notepad and TextEdit add .txt unless told not to")
		}
		opts = append(opts, rapporteur.WithCodebook(a.codebook))
	}
	if len(a.actors) > 0 {
		if err := a.checkActors(); err != nil {
			return nil, err
		}
		opts = append(opts, rapporteur.WithActors(a.actors...))
	}
	if !(a.least >= 0 && a.least <= 1) {
		return nil, usage("", "--min-confidence %g: expected a share from 0 to 1", a.least)
	}
	if a.least > 0 {
		opts = append(opts, rapporteur.WithConfidence(a.least))
	}
	if codeTitle {
		opts = append(opts, rapporteur.WithTitle())
	}
	defer keepGarbage()()
	c, err := rapporteur.New(opts...)
	if err == nil {
		return c, nil
	}
	hint := ""
	switch {
	case errors.Is(err, lexicon.ErrNoActors) || a.codebook == "" && len(a.actors) > 0:
		hint = "docs/actors.md shows how actor files are written, lexicon/FORMAT.md all their columns"
	case a.codebook != "":
		hint = "docs/codebook.md shows how rules are written, codebook/FORMAT.md the whole notation"
	}
	return nil, usage(hint, "%w", err)
}

// checkActors refuses paths that lead nowhere, and tells of files in folders
// that are not read.
func (a *additions) checkActors() error {
	for _, p := range a.actors {
		if p == "" {
			return usage("a variable that is not set gives such a name", "--actors: an empty name: expected that of a file or folder")
		}
		info, err := os.Stat(p)
		if err != nil {
			return usage("name a file or folder that exists", "--actors %s: %s", p, plain(err))
		}
		if !info.IsDir() {
			if of := foreign[strings.ToLower(filepath.Ext(p))]; of != "" && of != "tab-separated" {
				return usage("save it as tab-delimited text (.txt or .tsv)", "--actors %s: no %s file is read", p, of)
			}
			continue
		}
		entries, err := os.ReadDir(p)
		if err != nil {
			return usage("", "--actors %s: %s", p, plain(err))
		}
		for _, e := range entries {
			if name := e.Name(); e.Type().IsRegular() && name[0] != '.' && !lexicon.IsActorFile(name) && !strings.EqualFold(filepath.Ext(name), ".md") {
				complain(os.Stderr, fmt.Errorf("%s is not read: actor files end in .tsv or .txt", filepath.Join(p, name)), "")
			}
		}
	}
	return nil
}

// tellNotes says on stderr what of the own actor files is not used or not sure.
func (a *additions) tellNotes(c *rapporteur.Coder) {
	rep := c.OwnActors()
	if rep == nil {
		return
	}
	any := false
	for _, f := range rep.Files {
		if f.Notes[lexicon.Unused]+f.Notes[lexicon.AtOdds] > 0 {
			complain(os.Stderr, errors.New(fileLine(&f)), "")
			any = true
		}
	}
	if any {
		fmt.Fprintf(os.Stderr, "  hint: 'rapporteur check --actors %s' lists them\n", strings.Join(a.actors, " --actors "))
	}
}

// fileLine tells in a line what became of an actor file.
func fileLine(f *lexicon.FileReport) string {
	s := f.Name + ": " + strings.Replace(plural(f.Entries, "entry"), "entrys", "entries", 1)
	if f.Known > 0 {
		s += fmt.Sprintf(", %d more that the built-in lexicon has", f.Known)
	}
	for kind, head := range noteHeads {
		switch n := f.Notes[kind]; {
		case n == 1:
			s += "; 1 " + head[1]
		case n > 1:
			s += fmt.Sprintf("; %d %s", n, head[0])
		}
	}
	return s
}

// noteHeads say what the kinds of notes are, for many and for one.
var noteHeads = [...][2]string{
	lexicon.Unused:   {"lines cannot be used", "line cannot be used"},
	lexicon.AtOdds:   {"contradict each other", "contradicts another"},
	lexicon.Contrary: {"contradict the built-in lexicon", "contradicts the built-in lexicon"},
	lexicon.Remark:   {"remarks", "remark"},
}

// writeNotes tells what became of actor files: of every kind of note the first
// few of each file, or all.
func writeNotes(w io.Writer, rep *lexicon.Report, all bool) (unused int) {
	const few = 10
	for kind := range noteHeads {
		shown := map[string]int{}
		for _, n := range rep.Notes {
			if n.Kind != lexicon.NoteKind(kind) {
				continue
			}
			if shown[n.At.File]++; all || shown[n.At.File] <= few {
				fmt.Fprintln(w, visible(n.String()))
			}
		}
		for _, f := range rep.Files {
			if more := f.Notes[kind] - few; more > 0 && !all {
				fmt.Fprintf(w, "%s: %d more like these; --all lists them\n", f.Name, more)
			}
		}
	}
	for i := range rep.Files {
		fmt.Fprintln(w, visible(fileLine(&rep.Files[i])))
		unused += rep.Files[i].Notes[lexicon.Unused]
	}
	return unused
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
