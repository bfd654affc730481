package parse

import "testing"

func TestVerbLemma(t *testing.T) {
	for _, tt := range []struct{ form, guess, want string }{
		{"blamed", "blam", "blame"}, {"boycotted", "boycot", "boycott"}, {"boycotts", "boycotts", "boycott"}, {"denied", "deni", "deny"},
		{"withheld", "withheld", "withhold"}, {"shelled", "shel", "shell"}, {"barred", "barr", "bar"}, {"called", "call", "call"},
		{"zorbled", "zorbl", "zorbl"}, {"making", "mak", "make"}, {"s", "s", "s"}, {"", "", ""},
	} {
		if got := verbLemma(tt.form, tt.guess); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.form, got, tt.want)
		}
	}
}
