package actor

import (
	"strings"

	"rapporteur/lexicon"
)

// sounds are the letters that transliterations write differently, longest first.
var sounds = strings.NewReplacer("tch", "c", "tsch", "c", "sch", "s", "sh", "s", "ch", "c", "kh", "h", "gh", "k", "dh", "d", "th", "t", "ph", "f", "zh", "z",
	"ck", "k", "g", "k", "q", "k", "w", "v", "x", "ks", "j", "y")

// sound is how a person's name sounds in any transliteration: the consonants
// of the surname after the first letter of the first name. "Muammar Gaddafi"
// and "Moammar Gadhafi" sound alike, middle names don't count. It is "" where
// too little is left to tell names apart.
func sound(atoms []string) string {
	if len(atoms) < 2 {
		return ""
	}
	last := consonants(atoms[len(atoms)-1])
	if len(last) < 2 {
		return ""
	}
	first := consonants(atoms[0])
	return first[:min(1, len(first))] + " " + last
}

// parts are the words of a name, folded: hyphened ones whole, "Ahmadi-Nejad",
// but without an article, "al-Assad".
func parts(name string) []string {
	words := strings.Fields(name)
	for i, x := range words {
		if front, rest, cut := strings.Cut(x, "-"); cut && len(front) <= 2 && rest != "" {
			x = rest
		}
		words[i] = strings.ReplaceAll(lexicon.Fold(x), " ", "")
	}
	return words
}

// consonants leaves the consonants of a name in one spelling, doubles once; a
// vowel at its beginning stays as "a".
func consonants(s string) string {
	s = sounds.Replace(s)
	var b []byte
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == 'y' && i > 0, strings.IndexByte("aeiou", c) >= 0 && i > 0, c == 'h' && i > 0:
		case strings.IndexByte("aeiou", c) >= 0:
			b = append(b, 'a')
		case len(b) == 0 || b[len(b)-1] != c:
			b = append(b, c)
		}
	}
	return string(b)
}

// spelt finds a holder of an office whose name the report spells in another
// way than the lexicon, or with middle names: only one with the title that the
// report gives, or in office and of a country that it names.
func (w *work) spelt(sc *scan, nf, nl int, title noun, src []source) (sense, bool) {
	atoms := parts(w.text(sc, nf, nl))
	out := sense{hit: lexicon.Hit{First: nf, Last: nl}, kind: lexicon.HolderName}
	name, whose := "", ""
	for _, i := range w.r.spelt[sound(atoms)] {
		o := &w.lex.Offices[i]
		titled := has(w.roleKeys(title, owner(o.Code)), o.Office)
		if !titled && !(w.day != "" && o.HeldAt(w.day) && w.names[owner(o.Code)] > 0 && near(atoms, parts(o.Name))) {
			continue
		}
		if len(src) > 0 && w.r.isCountry(src[0].code) && owner(src[0].code) != owner(o.Code) {
			continue
		}
		if titled && w.day != "" && !o.HeldAt(w.day) && !near(atoms, parts(o.Name)) {
			continue
		}
		if name != "" && name != o.Name && (!titled || whose != owner(o.Code)) {
			return sense{}, false // two of one title in one country, "President George Herbert Walker Bush", are told apart by the day
		}
		name, whose = o.Name, owner(o.Code)
		out.offices = append(out.offices, i)
	}
	return out, name != ""
}

// near says whether two names that sound alike differ little in their letters:
// the same surname, or the same first name and as long a surname.
func near(a, b []string) bool {
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	x, y := a[len(a)-1], b[len(b)-1]
	d := len(x) - len(y)
	return (x == y || d >= -2 && d <= 2) && consonants(a[0]) == consonants(b[0])
}
