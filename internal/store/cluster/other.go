//go:build !unix

package cluster

import "testing"

// Schema skips the test.
func Schema(t testing.TB) string {
	t.Skip("no PostgreSQL is started on this system")
	return ""
}

// Exec skips the test.
func Exec(t testing.TB, address, query string) { t.Skip("no PostgreSQL is started on this system") }
