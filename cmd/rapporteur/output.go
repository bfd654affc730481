package main

import (
	"bufio"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"rapporteur/internal/export"
	"rapporteur/internal/read"
)

// output is where a command writes: standard output, or a file that appears
// under its name only when it is complete.
type output struct {
	*bufio.Writer
	file    *os.File
	path    string        // "" for standard output and for devices, which are written directly
	written []os.FileInfo // the regular files that it writes or replaces
}

// openOutput opens the file, or standard output for "" and "-". It refuses to
// write over one of the inputs.
func openOutput(path string, inputs ...string) (*output, error) {
	if path == "" || path == "-" {
		o := &output{Writer: bufio.NewWriterSize(os.Stdout, 64<<10), file: os.Stdout}
		if info, err := os.Stdout.Stat(); err == nil && info.Mode().IsRegular() {
			for _, in := range inputs {
				if is, err := stat(in); err == nil && os.SameFile(is, info) {
					return nil, usage("write to another file", "%s is read and standard output goes to it", inputName(in))
				}
			}
			o.written = append(o.written, info)
		}
		return o, nil
	}
	mode := os.FileMode(0o666)
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return nil, usage("name a file in it", "%s is a folder", path)
	case err == nil && !info.Mode().IsRegular():
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return nil, usage("", "%s: %s", path, plain(err))
		}
		return &output{Writer: bufio.NewWriterSize(f, 64<<10), file: f}, nil
	case err == nil:
		mode = info.Mode().Perm()
		if real, err := filepath.EvalSymlinks(path); err == nil {
			path = real // keep a link a link
		}
	}
	if err := spares(path, inputs); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(partial(path), os.O_WRONLY|os.O_CREATE|os.O_TRUNC, mode)
	if err != nil {
		return nil, usage("the folder must exist and be writable", "%s: %s", path, plain(err))
	}
	o := &output{Writer: bufio.NewWriterSize(f, 64<<10), file: f, path: path}
	for _, p := range []string{path, partial(path)} {
		if info, err := os.Stat(p); err == nil {
			o.written = append(o.written, info)
		}
	}
	return o, nil
}

// foreign are the endings of files in formats that nothing here writes.
var foreign = map[string]string{
	".xlsx": "Excel", ".xls": "Excel", ".xlsm": "Excel", ".xlsb": "Excel", ".ods": "OpenDocument", ".numbers": "Numbers",
	".feather": "Arrow", ".arrow": "Arrow", ".xml": "XML", ".html": "HTML", ".htm": "HTML",
	".yaml": "YAML", ".yml": "YAML",
	".dta": "Stata", ".sav": "SPSS", ".rds": "R", ".rda": "R", ".rdata": "R", ".sqlite": "SQLite", ".db": "database", ".duckdb": "DuckDB",
	".pdf": "PDF", ".docx": "Word", ".doc": "Word", ".odt": "OpenDocument", ".rtf": "RTF",
	".gz": "compressed", ".bz2": "compressed", ".xz": "compressed", ".zst": "compressed", ".zip": "compressed",
}

// What the outputs are called in messages.
const (
	jsonLines   = "JSON Lines"
	commas      = "CSV"
	plainText   = "plain text"
	trees       = "CoNLL-U"
	parquetFile = "Parquet"
	tabs        = "tab-separated text"
)

// forms are what the formats of records are called.
var forms = map[string]string{export.JSONL: jsonLines, export.CSV: commas, export.Table: plainText, export.Parquet: parquetFile,
	export.PETRARCH2: tabs, export.ICEWS: tabs, export.POLECAT: tabs, export.GDELT: tabs, export.GDELTMentions: tabs}

// recordFiles tells how to name files of records.
const recordFiles = "records are written as CSV (-o NAME.csv, which Excel, R and Stata open), Parquet (-o NAME.parquet, for pandas, polars, R and DuckDB), JSON Lines (-o NAME.jsonl), or a table (--to table -o NAME.txt), or in the columns of another system (--to gdelt -o NAME.tsv)"

// formOf is what the ending of a file name says it holds; "" if nothing that is
// written here.
func formOf(path string) string {
	ending := strings.ToLower(filepath.Ext(path))
	switch ending {
	case ".conllu":
		return trees
	case ".tsv", ".tab":
		return tabs
	}
	return forms[export.Endings[ending]]
}

// suits refuses a file whose ending names another format than the one that is
// written to it, in words. An ending that names none suits any.
func suits(path, format, hint string) error {
	if path == "" || path == "-" {
		return nil
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return nil // a device has no format; a folder is told when it is opened
	}
	if of := foreign[strings.ToLower(filepath.Ext(path))]; of != "" {
		return usage(hint, "-o %s: no %s file is written, but %s", path, of, format)
	}
	if of := formOf(path); of != "" && of != format {
		return usage(hint, "-o %s is a name for %s, but %s is written", path, of, format)
	}
	return nil
}

// spares refuses an output file that would take the place of an input. One
// that lies in a folder of inputs may be replaced where it shows itself an
// earlier output, so that a command can be run again.
func spares(path string, inputs []string) error {
	for _, p := range []string{path, partial(path)} {
		in := read.Finds(inputs, p)
		switch {
		case in == "":
		case slices.Contains(inputs, in):
			return usage("write to another file", "-o %s would replace the input %s", path, inputName(in))
		case !earlierOutput(p):
			return usage("write to a new file, or outside the folders that are read", "-o %s would replace %s, which is read from its folder", path, in)
		}
	}
	return nil
}

// ours is how files of records and of layers begin.
var ours = regexp.MustCompile(`\A(\x{feff}?id,article_id,article_date,|\{"id":"[^"]*","layers":\{|\{"id":"[0-9a-f]{16}","type":"[^"]*",[^\n]*"made_by":"rapporteur |Event ID\tEvent Date\t)`)

// layouts is how files in the layouts without a header begin: PETRARCH2's, and
// GDELT's events and mentions. Days are lacking where reports have none.
var layouts = regexp.MustCompile(`\A((\d{8})?\t[A-Z-]+\t[A-Z-]+\t\d{2,4}\t|\d+\t((\d{8}\t\d{6}\t\d{4}\t\d{4}\.\d{4})|\t\t\t)\t[A-Z]*\t|\d+\t(\d{14})?\t(\d{14})?\t[12]\t)`)

// earlierOutput says whether the file is empty or holds records or layers.
// Articles as 'read' writes them are input as well, so they don't count.
func earlierOutput(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	line, _ := bufio.NewReaderSize(f, 1<<20).ReadSlice('\n')
	return len(line) == 0 || ours.Match(line) || layouts.Match(line)
}

// stat is os.Stat, of standard input for "-".
func stat(path string) (os.FileInfo, error) {
	if path == "-" {
		return os.Stdin.Stat()
	}
	return os.Stat(path)
}

// inputName is what messages call an input.
func inputName(path string) string {
	if path == "-" {
		return "standard input"
	}
	return path
}

// partial is the name a file has while it is being written.
func partial(path string) string { return path + ".partial" }

// finish flushes and, when complete, gives the file its name; else what was
// written stays under the name that partial returns.
func (o *output) finish(complete bool) error {
	err := o.Flush()
	if o.file == os.Stdout {
		return err
	}
	if e := o.file.Close(); err == nil {
		err = e
	}
	if err == nil && complete && o.path != "" {
		err = os.Rename(partial(o.path), o.path)
	}
	return err
}
