package rule

import (
	"fmt"
	"slices"
)

// Overlap is a pair of phrasings of different rules that read the same words in
// the same way. Only First can win: it stands first.
type Overlap struct {
	First, Second *Pattern
	Words         []string // the trigger words they share, sorted
	Conflict      bool     // their rules give different types or modes
	Shadowed      bool     // all of Second's trigger words are First's, so that it never wins
}

// Overlaps lists the phrasings that differ in their trigger words at most and
// share some of them, in the order of the codebook; a later folder stands first.
func (b *Book) Overlaps() []Overlap {
	byFolder := slices.Clone(b.Rules)
	slices.SortStableFunc(byFolder, func(x, y *Rule) int { return y.Folder - x.Folder })
	alike := map[string][]*Pattern{}
	var out []Overlap
	for _, r := range byFolder {
		for _, p := range r.Patterns {
			key := fmt.Sprint(p.POS, p.Not, p.Aux, p.Mods, p.Subject, p.Elems)
			for _, q := range alike[key] {
				if q.Rule == p.Rule {
					continue
				}
				words, all := p.Trigger.shared(q.Trigger)
				if len(words) > 0 {
					conflict := p.Rule.Type != q.Rule.Type || p.Rule.Mode != q.Rule.Mode
					out = append(out, Overlap{q, p, words, conflict, all})
				}
			}
			alike[key] = append(alike[key], p)
		}
	}
	return out
}

// shared lists the entries that both sets have, sorted, and says whether these
// are all of w's.
func (w Words) shared(o Words) (words []string, all bool) {
	mine, others := w.list(), o.list()
	for _, entry := range mine {
		if _, has := slices.BinarySearch(others, entry); has {
			words = append(words, entry)
		}
	}
	return words, len(words) == len(mine)
}
