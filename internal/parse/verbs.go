package parse

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed verbs.txt
var verbList string

// verbs maps every English verb's base form to itself, and irregular forms to
// their base form; those that are also a base form ("lay", "found") to that of
// which they are a form.
var verbs = sync.OnceValue(func() map[string]string {
	m := make(map[string]string, 12000)
	readVerbs(func(form, base string) { m[form] = base })
	return m
})

// twofold are the base forms that are also irregular forms of other verbs: an
// infinitive "to lay" is none of "lie".
var twofold = sync.OnceValue(func() map[string]bool {
	base, out := map[string]bool{}, map[string]bool{}
	readVerbs(func(form, of string) { base[form] = base[form] || form == of })
	readVerbs(func(form, of string) {
		if form != of && base[form] {
			out[form] = true
		}
	})
	return out
})

// readVerbs calls do for every line of the list.
func readVerbs(do func(form, base string)) {
	for line := range strings.Lines(verbList) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		form, base, ok := strings.Cut(line, " ")
		if !ok {
			base = form
		}
		do(form, base)
	}
}

// verbLemma puts a verb in the place of a guess that is none: the suffix rules
// learnt from a treebank take "blamed" for a form of "blam".
func verbLemma(form, guess string) string {
	if i := strings.LastIndexByte(form, '-'); i > 0 { // "re-established", "test-fired"
		return form[:i+1] + verbLemma(form[i+1:], guess[strings.LastIndexByte(guess, '-')+1:])
	}
	known := verbs()
	if known[guess] == guess {
		if n := len(guess); n >= 3 && (form == guess+"ed" || form == guess+"ing") && known[guess+"e"] == guess+"e" && !vowel(guess[n-1]) && guess[n-1] != 'w' && guess[n-1] != 'x' && vowel(guess[n-2]) && !vowel(guess[n-3]) && !strings.ContainsAny(guess[:n-2], "aeiou") {
			return guess + "e" // "fined", "pared": of "fin", "par" it would be "finned", "parred"
		}
		return guess
	}
	if base := known[form]; base != "" {
		return base
	}
	for _, end := range []string{"ed", "ing", "es", "s", "d"} {
		stem, ok := strings.CutSuffix(form, end)
		if !ok || len(stem) < 2 {
			continue
		}
		n := len(stem)
		for _, try := range []string{stem, stem + "e"} {
			if known[try] == try {
				return try
			}
		}
		if stem[n-1] == stem[n-2] && known[stem[:n-1]] == stem[:n-1] {
			return stem[:n-1]
		}
		if stem[n-1] == 'i' && known[stem[:n-1]+"y"] != "" {
			return stem[:n-1] + "y"
		}
	}
	return guess
}

func vowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }
