// Package read turns news reports as they come (plain text, web pages, JSON
// Lines, tables as CSV) into articles: the text, what is known about it (title, publication
// date, publisher, agency, place of the dateline), and which stretches of it
// are the report itself rather than page furniture.
//
// The text of plain files and of JSON Lines keeps every character as given, so
// that offsets point into the user's own text; for web pages it is the
// extracted one, for tables the cell's. Furniture stays in the text and is left out of Article.Body.
// What furniture, datelines and agencies look like is written in
// furniture.txt, datelines.txt and agencies.tsv beside this file.
//
// Reading is streamed: one article is held at a time, plus what is read ahead
// of one JSON line or row. All functions may be used by several goroutines at once; one
// sequence belongs to one goroutine.
package read

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"rapporteur/internal/doc"
)

// Formats a report may come in; Auto looks at the name, then at the content.
const (
	Auto  = "auto"
	Text  = "text"
	HTML  = "html"
	JSONL = "jsonl"
	CSV   = "csv"
)

// Formats lists the values of Options.Format.
var Formats = []string{Auto, Text, HTML, JSONL, CSV}

// MaxBytes is the size above which the text of a single report is refused rather
// than analysed: 300,000 words are no news report, and the memory that an
// analysis takes grows with the text. A web page, a JSON line or a row of a
// table may have twice the size.
const MaxBytes = 2 << 20

// Options says how reports are read. The zero value reads any format.
type Options struct {
	Format   string    // one of Formats; "" is Auto
	Date     string    // publication date of reports that have none: ISO day or date-time
	Language string    // of reports that state none: ISO 639-1 code; "": to be found out
	Stdin    io.Reader // what the path "-" reads; nil: os.Stdin
	MaxBytes int64     // 0: MaxBytes
	// Written are the files that the reader's output goes to: they are left out
	// where a folder has them.
	Written []os.FileInfo
}

// Error says which report could not be read, and why. Reading goes on after it.
type Error struct {
	File string // path as given, "-" for standard input
	Line int    // from 1; 0 where the whole file is meant
	Msg  string // what is wrong and what was expected
	Err  error  // the cause, where there is one
}

func (e *Error) Error() string {
	file := e.File
	if file == "-" {
		file = "standard input"
	}
	if e.Line > 0 {
		return fmt.Sprintf("%s:%d: %s", file, e.Line, e.Msg)
	}
	return file + ": " + e.Msg
}

func (e *Error) Unwrap() error { return e.Err }

// extensions are the file names that a walk through a folder reads; ".gz" may
// follow each of them.
var extensions = map[string]string{
	".txt": Text, ".html": HTML, ".htm": HTML,
	".jsonl": JSONL, ".ndjson": JSONL, ".json": JSONL,
	".csv": CSV, ".tsv": CSV,
}

// formatOf tells the format by the file's name, or Auto.
func formatOf(path string) string {
	name := strings.ToLower(filepath.Base(path))
	name = strings.TrimSuffix(name, ".gz")
	if f, ok := extensions[filepath.Ext(name)]; ok {
		return f
	}
	return Auto
}

// Articles reads the reports of files, of folders (with all below them, in the
// order of their names; hidden files and other extensions are passed over) and
// of standard input ("-"). Each step yields either an article or an *Error, and
// after an error reading goes on with the next report.
func Articles(paths []string, opt Options) iter.Seq2[doc.Article, error] {
	if opt.MaxBytes <= 0 {
		opt.MaxBytes = MaxBytes
	}
	if opt.Stdin == nil {
		opt.Stdin = os.Stdin
	}
	return func(yield func(doc.Article, error) bool) {
		if err := opt.check(); err != nil {
			yield(doc.Article{}, err)
			return
		}
		for _, p := range paths {
			if !each(p, opt, yield) {
				return
			}
		}
	}
}

// check refuses options that no report can be read with, and normalises the date.
func (opt *Options) check() error {
	if opt.Format == "" {
		opt.Format = Auto
	}
	known := false
	for _, f := range Formats {
		known = known || f == opt.Format
	}
	if !known {
		return fmt.Errorf("unknown format %q; known: %s", opt.Format, strings.Join(Formats, ", "))
	}
	if opt.Date != "" {
		d, err := Date(opt.Date)
		if err != nil {
			return fmt.Errorf("publication date: %w", err)
		}
		opt.Date = d
	}
	return nil
}

// each reads one path; it says whether the reader wants more.
func each(path string, opt Options, yield func(doc.Article, error) bool) bool {
	if path == "-" {
		return file("-", opt.Format, opt.Stdin, -1, opt, yield)
	}
	info, err := os.Stat(path)
	if err != nil {
		return yield(doc.Article{}, &Error{File: path, Msg: plain(err), Err: err})
	}
	if !info.IsDir() {
		return open(path, opt, yield)
	}
	found := 0
	if !walk(path, opt, &found, yield) {
		return false
	}
	if found == 0 {
		return yield(doc.Article{}, &Error{File: path, Msg: "no reports in this folder; expected .txt, .html, .htm, .jsonl, .ndjson, .json, .csv or .tsv files, also with .gz"})
	}
	return true
}

// walk reads the reports of a folder and those below it in the order of their
// names, and counts the files and the faults it found. Only the names are held,
// so that a folder of a million reports takes little memory.
func walk(dir string, opt Options, found *int, yield func(doc.Article, error) bool) bool {
	names, err := namesIn(dir)
	if err != nil {
		*found++
		return yield(doc.Article{}, &Error{File: dir, Msg: plain(err), Err: err})
	}
	slices.Sort(names)
	for _, name := range names {
		if strings.HasPrefix(name, ".") {
			continue
		}
		p := filepath.Join(dir, name)
		info, err := os.Lstat(p)
		switch {
		case err != nil:
			*found++
			if !yield(doc.Article{}, &Error{File: p, Msg: plain(err), Err: err}) {
				return false
			}
		case info.IsDir():
			if !walk(p, opt, found, yield) {
				return false
			}
		case formatOf(p) != Auto && !opt.written(p):
			*found++
			if !open(p, opt, yield) {
				return false
			}
		}
	}
	return true
}

// written says whether the file is one of those being written.
func (opt *Options) written(path string) bool {
	if len(opt.Written) == 0 {
		return false
	}
	info, err := os.Stat(path)
	return err == nil && slices.ContainsFunc(opt.Written, func(w os.FileInfo) bool { return os.SameFile(w, info) })
}

// Finds returns the name under which Articles would read the file from the
// paths: one of them, or a path below one that is a folder. "" means that it
// would not. Only names are read, and what is behind those that may be the file.
func Finds(paths []string, file string) string {
	want, err := os.Stat(file)
	if err != nil {
		return ""
	}
	base := filepath.Base(file)
	if real, err := filepath.EvalSymlinks(file); err == nil {
		base = filepath.Base(real)
	}
	for _, p := range paths {
		info, err := os.Stat(p)
		if p == "-" {
			info, err = os.Stdin.Stat()
		}
		switch {
		case err != nil:
			continue
		case !info.IsDir():
			if os.SameFile(info, want) {
				return p
			}
			continue
		}
		found := ""
		fs.WalkDir(os.DirFS(p), ".", func(name string, e fs.DirEntry, err error) error {
			if err != nil || name == "." {
				return nil // what cannot be read is told when it is to be read
			}
			if strings.HasPrefix(e.Name(), ".") {
				if e.IsDir() {
					return fs.SkipDir
				}
				return nil
			}
			link := e.Type()&fs.ModeSymlink != 0
			if e.IsDir() || formatOf(name) == Auto || !link && !strings.EqualFold(e.Name(), base) {
				return nil
			}
			full := filepath.Join(p, filepath.FromSlash(name))
			if info, err := os.Stat(full); err == nil && os.SameFile(info, want) {
				found = full
				return fs.SkipAll
			}
			return nil
		})
		if found != "" {
			return found
		}
	}
	return ""
}

func namesIn(dir string) ([]string, error) {
	f, err := os.Open(dir)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return f.Readdirnames(-1)
}

func open(path string, opt Options, yield func(doc.Article, error) bool) bool {
	f, err := os.Open(path)
	if err != nil {
		return yield(doc.Article{}, &Error{File: path, Msg: plain(err), Err: err})
	}
	defer f.Close()
	size := int64(-1)
	if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
		size = info.Size()
	}
	format := opt.Format
	if format == Auto {
		format = formatOf(path)
	}
	return file(path, format, f, size, opt, yield)
}

// plain is the error without the operation and the path, which the message
// has already.
func plain(err error) string {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err.Error()
	}
	return err.Error()
}
