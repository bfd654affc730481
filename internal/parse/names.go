package parse

import (
	"strings"

	"rapporteur/internal/doc"
)

// bio is one name tag taken apart.
type bio struct {
	begin, inside bool
	kind          string
}

// names finds the best sequence of name tags of tokens a..b, in which I follows
// only B or I of the same kind. A name is better by the model's link score for
// each pair of words in it that the tree holds together (linked), and so is no
// name at all; one that begins or ends between them is worse by as much.
func (p *Parser) names(sc *scratch, s *doc.Sentence, a, b, at int) {
	T, N := len(p.bio), b-a
	linked(sc, s.Tokens[a:b], a)
	cur := grow(&sc.vit, 2*T)
	prev, cur := cur[:T], cur[T:]
	back := grow(&sc.back, N*T)
	for i := 0; i < N; i++ {
		score := p.net.values(sc, at+i, partNames)
		var link float32
		if sc.link[i] {
			link = p.net.Link
		}
		for t := range p.bio {
			best, from := float32(impossible), 0
			if i == 0 {
				if !p.bio[t].inside {
					best = 0
				}
			} else {
				for u := range p.bio {
					x := prev[u]
					switch {
					case p.bio[t].inside && p.bio[u].kind != p.bio[t].kind:
						continue
					case p.bio[t].inside || p.bio[t].kind == "" && p.bio[u].kind == "":
						x += link
					default:
						x -= link
					}
					if x > best {
						best, from = x, u
					}
				}
			}
			cur[t] = best + score[t]
			back[i*T+t] = uint8(from)
		}
		prev, cur = cur, prev
	}
	tag := grow(&sc.tag, N)
	tag[N-1] = argmax(prev)
	for i := N - 1; i > 0; i-- {
		tag[i-1] = int(back[i*T+tag[i]])
	}
	for i := 0; i < N; {
		k := p.bio[tag[i]]
		if k.kind == "" {
			i++
			continue
		}
		j := i + 1
		for j < N && p.bio[tag[j]].inside {
			j++
		}
		s.Names = append(s.Names, doc.Name{First: a + i, Last: a + j - 1, Type: k.kind})
		for ; i < j; i++ {
			s.Tokens[a+i].Name = len(s.Names)
		}
	}
}

// linked sets sc.link for each word that hangs together with the word before as
// a part of one name: proper nouns joined by flat or compound, and the hyphens
// between them. first is the number of the first token in its sentence.
func linked(sc *scratch, toks []doc.Token, first int) {
	link, part, last := grow(&sc.link, len(toks)), grow(&sc.group, len(toks)), grow(&sc.last, len(toks))
	for i := range toks {
		link[i], part[i], last[i] = false, i, -1
	}
	find := func(i int) int {
		for part[i] != i {
			i = part[i]
		}
		return i
	}
	proper := func(i int) bool { return toks[i].XPOS == "NNP" || toks[i].XPOS == "NNPS" }
	for i := range toks {
		h := toks[i].Head - first
		if h < 0 || h >= len(toks) || !proper(i) || !proper(h) {
			continue
		}
		if r := toks[i].Deprel; strings.HasPrefix(r, "flat") || strings.HasPrefix(r, "compound") {
			part[find(i)] = find(h)
		}
	}
	for i := range toks {
		if !proper(i) {
			continue
		}
		g := find(i)
		j := last[g]
		last[g] = i
		if j < 0 {
			continue
		}
		between := true
		for k := j + 1; k < i; k++ {
			between = between && toks[k].XPOS == "HYPH"
		}
		for k := j + 1; between && k <= i; k++ {
			link[k] = true
		}
	}
}
