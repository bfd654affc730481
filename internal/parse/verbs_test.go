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

// The infinitive of a verb is its own, though it may be another verb's past.
func TestTwofoldLemma(t *testing.T) {
	l := lemmas{words: map[string]string{"VERB VB found": "find"}}
	for tag, want := range map[string]string{"VB": "found", "VBD": "find"} {
		if got, _ := l.lemma("found", "VERB", tag, nil); got != want {
			t.Errorf("found %s: %s, want %s", tag, got, want)
		}
	}
	if got, _ := l.lemma("hold", "VERB", "VB", nil); got != "hold" {
		t.Errorf("hold: %s", got)
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

func TestMisread(t *testing.T) {
	for _, c := range [][3]string{{"leaned", "learn", "lean"}, {"hoping", "hope", "hope"}, {"stopped", "stop", "stop"}, {"found", "find", "find"}, {"lying", "lie", "lie"}} {
		if got := misread(c[0], c[1]); got != c[2] {
			t.Errorf("%s, %s: %s, want %s", c[0], c[1], got, c[2])
		}
	}
}
