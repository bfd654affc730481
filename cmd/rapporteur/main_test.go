package main

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"rapporteur": func() { os.Exit(run(os.Args[1:])) }})
}

// reports is the folder of our own reports.
const reports = "../../testdata/reports"

// TestScripts runs the commands as a person would; testdata/*.txt hold command
// lines, their input and what must come out.
func TestScripts(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the program many times")
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(env *testscript.Env) error {
			dir, err := filepath.Abs(reports)
			env.Setenv("REPORTS", dir)
			return err
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "hides": hides},
	})
}

// exits STATUS COMMAND... runs the command, which must end with that status.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits STATUS COMMAND...")
	}
	err := ts.Exec(args[1], args[2:]...)
	got := 0
	var ee *exec.ExitError
	if errors.As(err, &ee) {
		got = ee.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if want, _ := strconv.Atoi(args[0]); got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}

// hides FILE writes a file with a zero byte, which a script cannot hold.
func hides(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte("\x7fELF\x02\x01\x00\x00\x00text"), 0o600))
}

// program is the command under test, to be started by hand.
func program(t *testing.T, args ...string) *exec.Cmd {
	path, err := exec.LookPath("rapporteur")
	if err != nil {
		t.Skip(err)
	}
	return exec.Command(path, args...)
}

// The first Ctrl-C lets the article in hand be finished and keeps what was done,
// although more input may come.
func TestInterruptKeepsWhatWasDone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no SIGINT to send")
	}
	dir := t.TempDir()
	out := filepath.Join(dir, "out.txt")
	for _, c := range []struct {
		name, want string
		args       []string
	}{
		{"standard output", "stopped after 2 articles", []string{"code", "--from", "jsonl", "--to", "table", "--workers", "3", "-"}},
		{"file", "stopped after 2 articles; their records are in " + partial(out), []string{"code", "--from", "jsonl", "--to", "table", "-o", out, "-"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			cmd := program(t, c.args...)
			in, err := cmd.StdinPipe()
			if err != nil {
				t.Fatal(err)
			}
			var stderr bytes.Buffer
			cmd.Stderr = &stderr
			stdout, err := cmd.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			defer cmd.Process.Kill()
			defer time.AfterFunc(time.Minute, func() { cmd.Process.Kill() }).Stop()
			// The url is long, for the reader wants some thousand bytes to tell the format.
			url := strings.Repeat("x", 8192)
			io.WriteString(in, `{"id":"first","text":"Ruritania attacked Graustark.","url":"`+url+`"}`+"\n"+`{"id":"second","text":"Graustark attacked Ruritania."}`+"\n")
			if c.name == "file" {
				waitFor(t, func() bool { b, _ := os.ReadFile(partial(out)); return bytes.Contains(b, []byte("second")) })
			} else {
				for sc := bufio.NewScanner(stdout); sc.Scan() && !strings.Contains(sc.Text(), "second"); {
				}
			}
			if err := cmd.Process.Signal(os.Interrupt); err != nil {
				t.Fatal(err)
			}
			io.Copy(io.Discard, stdout)
			cmd.Wait()
			if cmd.ProcessState.ExitCode() != exitInterrupted || !strings.Contains(stderr.String(), c.want) {
				t.Errorf("exit status %d, stderr %q", cmd.ProcessState.ExitCode(), stderr.String())
			}
			if _, err := os.Stat(out); err == nil {
				t.Error("an incomplete file has the name of the complete one")
			}
		})
	}
}

func waitFor(t *testing.T, done func() bool) {
	for range 600 {
		if done() {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("it did not happen within 30 seconds")
}
