package parse

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// lemmas turns words into their dictionary forms: exceptions first, then the
// rule with the longest suffix. Keys are "UPOS XPOS suffix-or-word".
type lemmas struct {
	words map[string]string
	rules map[string]edit
}

type edit struct {
	cut int // letters to take off
	add string
}

// longestSuffix is the longest suffix a rule looks at, in letters.
const longestSuffix = 5

func readLemmas(text []byte) (lemmas, error) {
	l := lemmas{words: map[string]string{}, rules: map[string]edit{}}
	for n, line := range bytes.Split(text, []byte("\n")) {
		if len(line) == 0 {
			continue
		}
		f := bytes.Split(line, []byte("\t"))
		switch {
		case len(f) == 6 && string(f[0]) == "r":
			cut, err := strconv.Atoi(string(f[4]))
			if err != nil || cut < 0 {
				return l, bad("lemma rule %d: cut %q", n+1, f[4])
			}
			l.rules[string(f[1])+" "+string(f[2])+" "+string(f[3])] = edit{cut, string(f[5])}
		case len(f) == 5 && string(f[0]) == "w":
			l.words[string(f[1])+" "+string(f[2])+" "+string(f[3])] = string(f[4])
		default:
			return l, bad("lemma line %d", n+1)
		}
	}
	return l, nil
}

// lemma of a word with its tags; key is scratch.
func (l *lemmas) lemma(form, upos, xpos string, key []byte) (string, []byte) {
	key = append(append(append(append(key[:0], upos...), ' '), xpos...), ' ')
	pre := len(key)
	if upos == "PROPN" {
		key = append(key, form...)
	} else {
		for i := 0; i < len(form); {
			c, w := utf8.DecodeRuneInString(form[i:])
			if c == utf8.RuneError && w == 1 {
				key = append(key, form[i])
			} else {
				key = utf8.AppendRune(key, unicode.ToLower(c))
			}
			i += w
		}
	}
	if upos == "VERB" && xpos == "VB" && twofold()[string(key[pre:])] {
		return string(key[pre:]), key
	}
	if x, ok := l.words[string(key)]; ok {
		if upos == "VERB" && verbs()[x] == "" { // a slip of the treebank: "fled" of "flead", "leaned" of "leane"
			if base := verbs()[string(key[pre:])]; base != "" {
				x = base
			} else {
				x = verbLemma(string(key[pre:]), x)
			}
		} else if upos == "VERB" {
			x = misread(string(key[pre:]), x)
		}
		return x, key
	}
	word := key[pre:]
	// start of the suffix of k letters
	var at [longestSuffix + 1]int
	at[0] = len(word)
	k := 0
	for k < longestSuffix {
		_, w := utf8.DecodeLastRune(word[:at[k]])
		if w == 0 || at[k]-w <= 0 { // the whole word is no suffix
			break
		}
		at[k+1] = at[k] - w
		k++
	}
	var probe [64]byte
	for ; k >= 0; k-- {
		p := append(append(probe[:0], key[:pre]...), word[at[k]:]...)
		r, ok := l.rules[string(p)]
		if !ok {
			continue
		}
		if r.cut == 0 && r.add == "" {
			break
		}
		end := len(word)
		for n := r.cut; n > 0 && end > 0; n-- {
			_, w := utf8.DecodeLastRune(word[:end])
			end -= w
		}
		if end == 0 {
			break
		}
		guess := string(word[:end]) + r.add
		if upos == "VERB" {
			guess = verbLemma(string(word), guess)
		}
		return guess, key
	}
	if upos == "VERB" {
		return verbLemma(string(word), string(word)), key
	}
	if string(word) == form {
		return form, key
	}
	return string(word), key
}

// misread puts right a verb that the treebank takes for another, "leaned" for a
// form of "learn": the regular form of a verb, which shares no stem with the guess.
func misread(form, guess string) string {
	for _, end := range []string{"ed", "ing"} {
		if stem, ok := strings.CutSuffix(form, end); ok && len(guess) > 1 && verbs()[stem] == stem && verbs()[form] == "" && !strings.HasPrefix(form, guess[:len(guess)-1]) {
			return stem
		}
	}
	return guess
}
