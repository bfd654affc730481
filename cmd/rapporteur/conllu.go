package main

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"

	"rapporteur/internal/doc"
	"rapporteur/internal/parse"
)

// The ten columns of CoNLL-U.
const (
	colID = iota
	colForm
	colLemma
	colUPOS
	colXPOS
	colFeats
	colHead
	colDeprel
	colDeps
	colMisc
	columns
)

// parseCoNLLU reads CoNLL-U and writes it again with the sentences parsed.
// Comments, multiword lines, empty nodes, DEPS and MISC are kept.
func parseCoNLLU(p *parse.Parser, name string, in io.Reader, w *bufio.Writer) error {
	sc := bufio.NewScanner(in)
	sc.Buffer(nil, 16<<20)
	var lines []string   // of the sentence, as they came
	var words [][]string // columns of its words
	at := []int{}        // the word of each line, -1 for other lines
	flush := func() {
		if len(lines) == 0 {
			return
		}
		s := &doc.Sentence{Tokens: make([]doc.Token, len(words))}
		for i, c := range words {
			s.Tokens[i].Text = c[colForm]
		}
		p.Parse(s)
		for i, line := range lines {
			if k := at[i]; k >= 0 {
				c := words[k]
				fill(c, &s.Tokens[k])
				line = strings.Join(c, "\t")
			}
			w.WriteString(line)
			w.WriteByte('\n')
		}
		w.WriteByte('\n')
		lines, words, at = lines[:0], words[:0], at[:0]
	}
	n := 0
	for sc.Scan() {
		n++
		line := strings.TrimSuffix(sc.Text(), "\r")
		if line == "" {
			flush()
			continue
		}
		lines, at = append(lines, line), append(at, -1)
		if line[0] == '#' {
			continue
		}
		c := strings.Split(line, "\t")
		if len(c) != columns {
			return fmt.Errorf("%s:%d: %d columns, CoNLL-U has %d", name, n, len(c), columns)
		}
		if strings.ContainsAny(c[colID], "-.") {
			continue
		}
		if id, err := strconv.Atoi(c[colID]); err != nil || id != len(words)+1 {
			return fmt.Errorf("%s:%d: word number %q, expected %d", name, n, c[colID], len(words)+1)
		}
		at[len(at)-1] = len(words)
		words = append(words, c)
	}
	flush()
	if err := sc.Err(); err != nil {
		return fmt.Errorf("%s:%d: %w", name, n+1, err)
	}
	return nil
}

// fill sets the columns that the parser knows.
func fill(c []string, t *doc.Token) {
	c[colLemma], c[colUPOS], c[colXPOS], c[colFeats] = t.Lemma, t.UPOS, t.XPOS, t.Feats
	if t.Feats == "" {
		c[colFeats] = "_"
	}
	c[colHead], c[colDeprel] = strconv.Itoa(t.Head+1), t.Deprel
}

// writeSentence writes a sentence of a text, its names as Name= in MISC.
func writeSentence(w *bufio.Writer, s *doc.Sentence, id int, text string, newpar bool) {
	if newpar {
		w.WriteString("# newpar\n")
	}
	if s.Cut {
		w.WriteString("# cut = goes on from the sentence before\n")
	}
	fmt.Fprintf(w, "# sent_id = %d\n# text = %s\n", id, strings.Join(strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " "))
	for i := range s.Tokens {
		t := &s.Tokens[i]
		c := make([]string, columns)
		c[colID], c[colForm], c[colDeps], c[colMisc] = strconv.Itoa(i+1), t.Text, "_", "_"
		fill(c, t)
		var misc []string
		if t.Name > 0 {
			n := s.Names[t.Name-1]
			tag := "I-"
			if n.First == i {
				tag = "B-"
			}
			misc = append(misc, "Name="+tag+n.Type)
		}
		if !t.Space && i+1 < len(s.Tokens) {
			misc = append(misc, "SpaceAfter=No")
		}
		if len(misc) > 0 {
			c[colMisc] = strings.Join(misc, "|")
		}
		w.WriteString(strings.Join(c, "\t"))
		w.WriteByte('\n')
	}
	w.WriteByte('\n')
}
