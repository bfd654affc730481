package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestActorsGuide does what docs/actors.md tells its reader to do, and holds its
// table of messages to what the program says.
func TestActorsGuide(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the program many times")
	}
	data, err := os.ReadFile("../../docs/actors.md")
	if err != nil {
		t.Fatal(err)
	}
	g := guide{t: t, dir: t.TempDir()}
	lines := strings.Split(string(data), "\n")
	for i := 0; i < len(lines); i++ {
		at := i + 1
		if info, ok := strings.CutPrefix(lines[i], "```"); ok {
			var block []string
			for i++; i < len(lines) && lines[i] != "```"; i++ {
				block = append(block, lines[i])
			}
			g.block(at, info, block)
		} else if row := cells(lines[i]); len(row) == 3 && strings.HasPrefix(row[0], "`") {
			g.tables++
			g.write("wrong/groups.tsv", "name\tcode\nHentzau Column\tRUR REB\n"+strings.Trim(row[0], "`")+"\n")
			if out := g.run("check", "--actors", "wrong"); !strings.Contains(out, "wrong/groups.tsv:3:") || !strings.Contains(out, row[1]) {
				t.Errorf("line %d: %s does not give %q:\n%s", at, row[0], row[1], out)
			}
		}
	}
	if g.blocks == 0 || g.tables == 0 {
		t.Errorf("%d blocks and %d rows of messages found", g.blocks, g.tables)
	}
}

// TestCodebookGuide does what docs/codebook.md tells its reader to do: writes
// the files it shows, runs its commands and compares their output, and holds
// its tables of sentences, messages and types to what the program does.
// In the guide's fences, "rule PATH" and "text PATH" are files, "rule" alone is
// a rule to be checked by itself and "console" a command with its output.
func TestCodebookGuide(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the program many times")
	}
	data, err := os.ReadFile("../../docs/codebook.md")
	if err != nil {
		t.Fatal(err)
	}
	g := guide{t: t, dir: t.TempDir()}
	lines := strings.Split(string(data), "\n")
	listed := map[string]bool{}
	for i := 0; i < len(lines); i++ {
		at := i + 1
		if info, ok := strings.CutPrefix(lines[i], "```"); ok {
			var block []string
			for i++; i < len(lines) && lines[i] != "```"; i++ {
				block = append(block, lines[i])
			}
			g.block(at, info, block)
			continue
		}
		if !strings.HasPrefix(lines[i], "|") {
			continue
		}
		var rows [][]string
		for ; i < len(lines) && strings.HasPrefix(lines[i], "|"); i++ {
			rows = append(rows, cells(lines[i]))
		}
		switch head := strings.Join(rows[0], ","); head {
		case "sentence,record":
			g.sentences(at, rows[2:])
		case "you write,message,do":
			g.messages(at, rows[2:])
		case "type,what":
			for _, r := range rows[2:] {
				listed[r[0]+" "] = true
			}
		case "type,mode,what":
			for _, r := range rows[2:] {
				listed[r[0]+" "+r[1]] = true
			}
		}
	}
	if g.blocks == 0 || g.tables == 0 {
		t.Errorf("%d blocks and %d tables found", g.blocks, g.tables)
	}
	types, err := os.ReadFile("../../codebook/types.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range strings.Split(string(types), "\n") {
		f := strings.Split(l, "\t")
		if len(f) < 2 || f[0] == "type" || l[0] == '#' {
			continue
		}
		if !listed[f[0]+" "+f[1]] {
			t.Errorf("the guide does not list %s %s", f[0], f[1])
		}
		delete(listed, f[0]+" "+f[1])
	}
	for name := range listed {
		t.Errorf("the guide lists %s, which types.tsv does not", name)
	}
}

// cells splits a row of a table.
func cells(row string) []string {
	const bar = "\x00"
	row = strings.ReplaceAll(row, `\|`, bar)
	var out []string
	for _, c := range strings.Split(strings.Trim(strings.TrimSpace(row), "|"), "|") {
		out = append(out, strings.TrimSpace(strings.ReplaceAll(c, bar, "|")))
	}
	return out
}

type guide struct {
	t              *testing.T
	dir            string // where its reader works
	blocks, tables int
}

func (g *guide) write(path, text string) {
	g.t.Helper()
	path = filepath.Join(g.dir, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		g.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		g.t.Fatal(err)
	}
}

// run runs the program and returns what it writes, errors last.
func (g *guide) run(args ...string) string {
	cmd := program(g.t, args...)
	var out, complaint bytes.Buffer
	cmd.Dir, cmd.Stdout, cmd.Stderr = g.dir, &out, &complaint
	cmd.Run() // a status other than 0 shows in the output
	return out.String() + complaint.String()
}

func (g *guide) block(at int, info string, block []string) {
	kind, path, _ := strings.Cut(info, " ")
	text := strings.Join(block, "\n") + "\n"
	switch {
	case path != "":
		g.write(path, text)
	case kind == "rule":
		g.write("alone/a.rule", text)
		if out := g.run("check", "alone"); !regexp.MustCompile(`(?m)^alone: .* 0 failed`).MatchString(out) || strings.Contains(out, "make it a") {
			g.t.Errorf("line %d: the rule fails its examples:\n%s", at, out)
		}
	case kind == "console":
		command, ok := strings.CutPrefix(block[0], "$ rapporteur ")
		if !ok {
			g.t.Errorf("line %d: a command begins with `$ rapporteur`", at)
			return
		}
		out := g.run(arguments(command)...)
		if !shown(block[1:]).MatchString(out) {
			g.t.Errorf("line %d: %s gives\n%s\nnot\n%s", at, command, out, strings.Join(block[1:], "\n"))
		}
	default:
		return
	}
	g.blocks++
}

// arguments splits a command line at blanks, but for those in quotation marks.
func arguments(command string) []string {
	args := regexp.MustCompile(`"[^"]*"|\S+`).FindAllString(command, -1)
	for i, a := range args {
		args[i] = strings.Trim(a, `"`)
	}
	return args
}

// shown turns output that the guide shows into a pattern: "..." stands for
// anything, on a line by itself for any lines.
func shown(lines []string) *regexp.Regexp {
	var b strings.Builder
	b.WriteString(`(?s)\A`)
	for _, l := range lines {
		if l == "..." {
			b.WriteString(`(?:[^\n]*\n)*?`)
			continue
		}
		l = strings.ReplaceAll(regexp.QuoteMeta(l), `\.\.\.`, `[^\n]*`)
		b.WriteString(l + `\n`)
	}
	b.WriteString(`\z`)
	return regexp.MustCompile(b.String())
}

var (
	remark = regexp.MustCompile(`\s*\([^)]*\)$`)
	code   = regexp.MustCompile("`([^`]*)`")
)

// sentences checks that each sentence gives the records beside it, all of them.
func (g *guide) sentences(at int, rows [][]string) {
	g.tables++
	// A rule that nothing matches carries the sentences as its examples.
	var b strings.Builder
	b.WriteString("rule: guide/table\nsays: ACTOR xyzzy\ngives: nothing\nbecause: It carries the table's sentences.\n")
	for _, r := range rows {
		fmt.Fprintf(&b, "no: %s\n", remark.ReplaceAllString(r[0], ""))
		for _, rec := range code.FindAllStringSubmatch(r[1], -1) {
			fmt.Fprintf(&b, "  => %s\n", rec[1])
		}
	}
	g.write("my-codebook/table.rule", b.String())
	defer os.Remove(filepath.Join(g.dir, "my-codebook", "table.rule"))
	if out := g.run("check", "my-codebook"); !regexp.MustCompile(`(?m)^my-codebook: .* 0 failed`).MatchString(out) {
		g.t.Errorf("line %d: the table's sentences give something else:\n%s", at, out)
	}
}

// messages checks that each wrong line gives the message beside it.
func (g *guide) messages(at int, rows [][]string) {
	g.tables++
	g.write("broken/words.txt", "soft_missile (noun): egg\n")
	for i, r := range rows {
		wrong := strings.Trim(r[0], "`")
		key := wrong[:strings.IndexAny(wrong, ": ")]
		text := fmt.Sprintf("rule: broken/row-%d\nsays: ACTOR throw egg at RECIPIENT\ngives: PROTEST\nbecause: A reason.\nyes: A.\nno: B.\n", i)
		if line := regexp.MustCompile("(?m)^" + key + ":.*$"); line.MatchString(text) {
			text = line.ReplaceAllLiteralString(text, wrong)
		} else {
			text += wrong + "\n"
		}
		g.write(fmt.Sprintf("broken/row-%d.rule", i), text)
	}
	out := g.run("check", "broken")
	for i, r := range rows {
		found := false
		for _, l := range strings.Split(out, "\n") {
			found = found || strings.HasPrefix(strings.TrimPrefix(l, "rapporteur: "), fmt.Sprintf("broken/row-%d.rule:", i)) && strings.Contains(l, r[1])
		}
		if !found {
			g.t.Errorf("line %d: %s does not give %q:\n%s", at+2+i, r[0], r[1], out)
		}
	}
}
