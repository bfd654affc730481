//go:build unix

// Package cluster gives tests an empty PostgreSQL schema each: in the database
// that RAPPORTEUR_POSTGRES names (postgres://user@host/database), else in a
// private server that is started on a free port with the first one, from the
// programs of the system, and ends with the tests however they end. Starting
// takes some seconds. Where there is no PostgreSQL tests are skipped, and fail
// where CI is set.
package cluster

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// errNone says that no PostgreSQL is installed.
var errNone = errors.New("PostgreSQL is not installed: install the package postgresql, or name a database in RAPPORTEUR_POSTGRES")

var server = sync.OnceValues(func() (string, error) {
	if address := os.Getenv("RAPPORTEUR_POSTGRES"); address != "" {
		return address, nil
	}
	return start()
})

// Schema gives the address of a schema of its own, which is dropped after the
// test.
func Schema(t testing.TB) string {
	t.Helper()
	address, err := server()
	switch {
	case errors.Is(err, errNone) && os.Getenv("CI") == "":
		t.Skip(err)
	case err != nil:
		t.Fatal(err)
	}
	name := "rapporteur_" + strconv.FormatInt(time.Now().UnixNano(), 36)
	Exec(t, address, "CREATE SCHEMA "+name)
	t.Cleanup(func() { Exec(t, address, "DROP SCHEMA "+name+" CASCADE") })
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	q.Set("search_path", name)
	u.RawQuery = q.Encode()
	return u.String()
}

// Exec runs one statement.
func Exec(t testing.TB, address, query string) {
	t.Helper()
	ctx := context.Background()
	c, err := pgx.Connect(ctx, address)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(ctx)
	if _, err := c.Exec(ctx, query); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
}

// start starts a server and gives the address of its database.
func start() (string, error) {
	bin, err := programs()
	if err != nil {
		return "", err
	}
	dir, err := os.MkdirTemp("", "rapporteur-postgres-")
	if err != nil {
		return "", err
	}
	as, err := owner(dir)
	if err != nil {
		return "", err
	}
	data := filepath.Join(dir, "data")
	run := func(args ...string) ([]byte, error) {
		cmd := exec.Command(filepath.Join(bin, "initdb"), append([]string{"-D", data, "-U", "rapporteur", "-A", "trust", "--encoding=UTF8", "--no-sync"}, args...)...)
		cmd.Dir, cmd.SysProcAttr = dir, as
		return cmd.CombinedOutput()
	}
	// the order of letters of a language, where the server knows any: a ledger must not depend on it
	if _, err := run("--locale-provider=icu", "--icu-locale=en", "--locale=C"); err != nil {
		if out, err := run("--locale=C"); err != nil {
			return "", fmt.Errorf("initdb: %w: %s", err, out)
		}
	}
	port, err := freePort()
	if err != nil {
		return "", err
	}
	// The shell ends the server when its input ends, which it does with this process.
	cmd := exec.Command("sh", "-c", `"$1/postgres" -D "$2/data" -k "$2" -p "$3" -c listen_addresses=127.0.0.1 -c fsync=off -c shared_buffers=32MB >"$2/log" 2>&1 <&- & p=$!
		cat; kill -INT $p; wait $p; rm -rf "$2"`, "sh", bin, dir, strconv.Itoa(port))
	cmd.Dir, cmd.SysProcAttr = dir, as
	in, err := cmd.StdinPipe()
	if err != nil {
		return "", err
	}
	keep = in
	if err := cmd.Start(); err != nil {
		return "", err
	}
	address := fmt.Sprintf("postgres://rapporteur@127.0.0.1:%d/postgres?sslmode=disable", port)
	for begun := time.Now(); ; time.Sleep(50 * time.Millisecond) {
		c, err := pgx.Connect(context.Background(), address)
		if err == nil {
			return address, c.Close(context.Background())
		}
		if time.Since(begun) > time.Minute {
			log, _ := os.ReadFile(filepath.Join(dir, "log"))
			in.Close()
			return "", fmt.Errorf("the server did not start: %w\n%s", err, log)
		}
	}
}

// keep is what the server lives by: it stops when the pipe is closed, as it would
// be with the last reference gone.
//
//lint:ignore U1000 written only
var keep io.Closer

// programs is the folder of the newest PostgreSQL.
func programs() (string, error) {
	if path, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(path), nil
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	version := func(path string) int {
		n, _ := strconv.Atoi(strings.Split(path, "/")[4])
		return n
	}
	if len(found) == 0 {
		return "", errNone
	}
	return filepath.Dir(slices.MaxFunc(found, func(a, b string) int { return version(a) - version(b) })), nil
}

// owner is who runs the server and owns the folder: PostgreSQL refuses root, so
// it is the package's own user then.
func owner(dir string) (*syscall.SysProcAttr, error) {
	if os.Getuid() != 0 {
		return nil, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		u, err = user.Lookup("nobody")
	}
	if err != nil {
		return nil, err
	}
	uid, err := strconv.Atoi(u.Uid)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.Atoi(u.Gid)
	if err != nil {
		return nil, err
	}
	return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}, os.Chown(dir, uid, gid)
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}
