package main

import (
	"bufio"
	"os"
	"path/filepath"
)

// output is where a command writes: standard output, or a file that appears
// under its name only when it is complete.
type output struct {
	*bufio.Writer
	file *os.File
	path string // "" for standard output and for devices, which are written directly
}

// openOutput opens the file, or standard output for "" and "-".
func openOutput(path string) (*output, error) {
	if path == "" || path == "-" {
		return &output{Writer: bufio.NewWriterSize(os.Stdout, 64<<10), file: os.Stdout}, nil
	}
	mode := os.FileMode(0o666)
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return nil, usage("name a file in it", "%s is a folder", path)
	case err == nil && !info.Mode().IsRegular():
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return nil, usage("", "%w", err)
		}
		return &output{Writer: bufio.NewWriterSize(f, 64<<10), file: f}, nil
	case err == nil:
		mode = info.Mode().Perm()
		if real, err := filepath.EvalSymlinks(path); err == nil {
			path = real // keep a link a link
		}
	}
	f, err := os.OpenFile(partial(path), os.O_WRONLY|os.O_CREATE|os.O_TRUNC, mode)
	if err != nil {
		return nil, usage("the folder must exist and be writable", "%w", err)
	}
	return &output{Writer: bufio.NewWriterSize(f, 64<<10), file: f, path: path}, nil
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
