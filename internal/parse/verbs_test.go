package parse

import "testing"

func TestVerbLemma(t *testing.T) {
	for _, tt := range []struct{ form, guess, want string }{
		{"blamed", "blam", "blame"}, {"boycotted", "boycot", "boycott"}, {"boycotts", "boycotts", "boycott"}, {"denied", "deni", "deny"},
		{"withheld", "withheld", "withhold"}, {"shelled", "shel", "shell"}, {"barred", "barr", "bar"}, {"called", "call", "call"},
		{"fined", "fin", "fine"}, {"pared", "par", "pare"}, {"planned", "plan", "plan"}, {"opened", "open", "open"}, {"zorbled", "zorbl", "zorbl"}, {"making", "mak", "make"}, {"s", "s", "s"}, {"", "", ""},
	} {
		if got := verbLemma(tt.form, tt.guess); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.form, got, tt.want)
		}
	}
}

// A treebank's slip is no lemma: where the form is known the list of verbs wins.
func TestVerbLemmaOverTreebank(t *testing.T) {
	l := lemmas{words: map[string]string{"VERB VBD fled": "flead", "VERB VBD zorbled": "zorble"}}
	for form, want := range map[string]string{"fled": "flee", "zorbled": "zorble"} {
		if got, _ := l.lemma(form, "VERB", "VBD", nil); got != want {
			t.Errorf("%s: %s, want %s", form, got, want)
		}
	}
}
