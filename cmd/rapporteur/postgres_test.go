package main

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"rapporteur/internal/store/cluster"
)

// TestPostgresScripts runs the scripts about ledgers with a PostgreSQL database
// in the place of news.ledger.
func TestPostgresScripts(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the program many times")
	}
	dir := t.TempDir()
	for _, name := range []string{"ledger.txt", "query.txt"} {
		t.Run(name, func(t *testing.T) {
			u, err := url.Parse(cluster.Schema(t))
			if err != nil {
				t.Fatal(err)
			}
			settings := u.Query()
			u.RawQuery = "" // patterns hold the address
			text, err := os.ReadFile(filepath.Join("testdata", name))
			if err != nil {
				t.Fatal(err)
			}
			var lines []string
			for _, line := range strings.Split(string(text), "\n") {
				if !strings.Contains(line, "-o news.ledger") && !strings.Contains(line, "would replace the input") { // of files
					lines = append(lines, strings.ReplaceAll(line, "news.ledger", u.String()))
				}
			}
			script := filepath.Join(dir, name)
			if err := os.WriteFile(script, []byte(strings.Join(lines, "\n")), 0o600); err != nil {
				t.Fatal(err)
			}
			testscript.Run(t, testscript.Params{
				Files: []string{script},
				Setup: func(env *testscript.Env) error {
					env.Setenv("PGSSLMODE", settings.Get("sslmode"))
					env.Setenv("PGOPTIONS", "-c search_path="+settings.Get("search_path"))
					return nil
				},
				Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "hides": hides},
			})
		})
	}
}
