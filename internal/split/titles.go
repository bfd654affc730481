package split

import (
	"strings"
	"unicode"

	"rapporteur/internal/doc"
)

// What makes the beginning of a sentence a title that a page puts before each
// of its pictures: how many words it has, and how often it comes. It has a
// label, as in "Photos: Flood in Zenda".
const (
	titleWords = 5
	titleTimes = 3
)

// offTitles cuts off titles that run into captions without a mark, "Photos: A
// day of grief: pictures of the attack in Zenda Police seal off the bridge",
// where several sentences of the paragraphs begin with the same one. Nothing in
// one such sentence tells where its title ends.
func offTitles(r []rune, paragraphs [][]doc.Span) {
	groups := map[string][]doc.Span{}
	for _, p := range paragraphs {
		for _, s := range p {
			if k := titleKey(r, s); k != "" {
				groups[k] = append(groups[k], s)
			}
		}
	}
	length := map[string]int{}
	for k, g := range groups {
		if len(g) >= titleTimes {
			length[k] = titleLength(r, g)
		}
	}
	if len(length) == 0 {
		return
	}
	for i, p := range paragraphs {
		var out []doc.Span
		for _, s := range p {
			if n := length[titleKey(r, s)]; n > 0 && s.Start+n < s.End {
				out = append(out, doc.Span{Start: s.Start, End: s.Start + n})
				s.Start, _ = trim(r, s.Start+n, s.End)
			}
			out = append(out, s)
		}
		paragraphs[i] = out
	}
}

// titleKey is the first words of a sentence that may begin with a title.
func titleKey(r []rune, s doc.Span) string {
	label := false
	i := s.Start
	for n := 0; n < titleWords; n++ {
		if i >= s.End {
			return ""
		}
		j := chunkEnd(r, i, s.End)
		label = label || n < titleWords-1 && r[j-1] == ':'
		for i = j; i < s.End && blank(r[i]); i++ {
		}
	}
	if !label {
		return ""
	}
	return strings.TrimSpace(string(r[s.Start:i]))
}

// titleLength is that of the longest beginning that all of the sentences have
// and after which all begin anew with a capital, or end; 0 for none.
func titleLength(r []rune, list []doc.Span) int {
	common := list[0].End - list[0].Start
	for _, s := range list[1:] {
		n := 0
		for n < common && s.Start+n < s.End && r[s.Start+n] == r[list[0].Start+n] {
			n++
		}
		common = n
	}
	for n := common; n > 0; n-- {
		ends := true
		for _, s := range list {
			e := s.Start + n
			if e == s.End {
				continue
			}
			k := e
			for k < s.End && blank(r[k]) {
				k++
			}
			if blank(r[e-1]) || k == e || k < s.End && !unicode.IsUpper(r[k]) && !opener(r[k]) {
				ends = false
				break
			}
		}
		if ends && titleKey(r, doc.Span{Start: list[0].Start, End: list[0].Start + n}) != "" {
			return n
		}
	}
	return 0
}
