package gather

import (
	_ "embed"
	"math"
	"slices"
	"strings"
	"sync"
	"unicode"

	"rapporteur"
)

// party is an actor or recipient.
type party struct {
	head   string // country, organisation or kind of organisation; empty for ---
	sector string // the rest of the code
	name   string
	text   string
	names  []string // stems of the name's words, without titles
	role   string
	office []string // stems of the role's words: "fbi director"
	stems  []string // of its words that are no names of countries
	whole  bool     // whoever there is: "all the girls"
	others bool     // those beside the ones told of before: "thousands of other women"
	number int      // one or many; 0 where the words do not tell
}

// What party.number tells.
const (
	one = 1 + iota
	many
	whole // as the first word
)

//go:embed others.txt
var othersText string

var otherWords = sync.OnceValue(func() map[string]bool { return listOf(othersText) })

//go:embed armed.txt
var armedText string

// armed are the sectors of those who bear arms.
var armed = sync.OnceValue(func() map[string]bool { return listOf(armedText) })

//go:embed sideless.txt
var sidelessText string

// sideless are the types whose actor and recipient are told in either order.
var sideless = sync.OnceValue(func() map[string]bool { return listOf(sidelessText) })

// listOf reads a list, one a line.
func listOf(text string) map[string]bool {
	out := map[string]bool{}
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			out[line] = true
		}
	}
	return out
}

func parties(list []rapporteur.Entity) []party {
	var out []party
	for _, e := range list {
		head, sector, _ := strings.Cut(e.Code, " ")
		switch head {
		case "---":
			head = ""
		case "IGO", "NGO", "MNC", "ISM", "IMG": // not one body but a kind of body
			switch org, rest, _ := strings.Cut(sector, " "); {
			case head == "IGO" && org != "", len(org) != 3 && org != "":
				head, sector = head+" "+org, rest
			case e.Name != "":
				head += " " + e.Name
			default:
				head = ""
			}
		}
		name := e.Name
		if last := name[strings.LastIndexByte(name, ' ')+1:]; strings.ContainsFunc(last, unicode.IsLower) && !strings.ContainsFunc(last, unicode.IsUpper) {
			name = "" // "Democratic nominee" is what somebody is, "Karim al-Strelsi" is a name
		}
		out = append(out, party{head: head, sector: sector, name: name, text: e.Text, role: e.Role})
	}
	return out
}

// fill fills in the stems.
func (p *party) fill() {
	for _, part := range strings.Fields(p.name) {
		if strings.HasSuffix(part, ".") { // "Mr.", "Gov.", an initial
			continue
		}
		for _, w := range wordsOf(part) {
			p.names = append(p.names, w.stem)
		}
	}
	for _, w := range wordsOf(p.role) {
		p.office = append(p.office, w.stem)
	}
	words := wordsOf(p.text)
	p.whole = len(words) > 0 && numberWords()[words[0].text] == whole
	p.others, p.number = tellsOthers(words), numberOf(words)
	for _, w := range words {
		if w.weight > 0 && !w.number {
			p.stems = append(p.stems, w.stem)
		}
	}
}

// tellsOthers: "more girls", "another probe", but not "more than 200 girls".
func tellsOthers(words []word) bool {
	for i, w := range words {
		if otherWords()[w.text] && (i+1 == len(words) || words[i+1].text != "than") {
			return true
		}
	}
	return false
}

//go:embed number.tsv
var numberText string

var numberWords = sync.OnceValue(func() map[string]int {
	out := map[string]int{}
	for line := range strings.Lines(numberText) {
		switch w, n, _ := strings.Cut(strings.TrimSpace(line), "\t"); n {
		case "one":
			out[w] = one
		case "many":
			out[w] = many
		case "all":
			out[w] = whole
		}
	}
	return out
})

// numberOf tells from the words of a party whether it is one or many: "he",
// "the 21 girls".
func numberOf(words []word) int {
	n := 0
	for _, w := range words {
		switch {
		case w.number && w.text != "1":
			n = many
		case n == 0 && numberWords()[w.text] != whole:
			n = numberWords()[w.text]
		}
	}
	return n
}

func weighParties(e *evidence, a, b *fact) {
	names := [2]string{"actor", "recipient"}
	if sideless()[a.typ] {
		names[0] = "party"
	}
	for i, what := range names {
		weighKind(e, what, a.side[i], b.side[i], i == 1)
		actor, unlike := i == 0 && !sideless()[a.typ], unlikeSide
		words := actor && a.spoken && b.spoken
		if words {
			unlike = unlikeSpeaker
		}
		before := e.points
		leak := i == 1 && a.leak && b.leak
		weighSide(e, what, a.side[i], b.side[i], leak || actor && a.speaker+b.speaker != "", words, unlike)
		if a.once && b.once && (len(a.side[i]) == 0 && beside(a, b.side[i]) || len(b.side[i]) == 0 && beside(b, a.side[i])) {
			e.sides++ // one record leaves open whom the other names, who is named beside it too
		}
		if i == 1 && a.from != b.from && len(a.side[1]) > 0 && len(b.side[1]) > 0 {
			e.add(otherRole, "from whom, and whom")
		}
		if i == 1 {
			e.victim = e.points - before
		}
	}
}

// beside says whether one of the parties is named in the words around a record.
func beside(f *fact, list []party) bool {
	return slices.ContainsFunc(list, func(p party) bool {
		return len(p.names) > 0 && !slices.ContainsFunc(p.names, func(w string) bool { return f.words[w] == 0 })
	})
}

// weighKind compares what is told of the parties of a side beside who they
// are: those of before or others, one or many, and of recipients whether they
// bear arms.
func weighKind(e *evidence, what string, a, b []party, acted bool) {
	if len(a) == 0 || len(b) == 0 {
		return
	}
	if a[0].whole != b[0].whole {
		e.add(otherWhole, "all %ss, and some", what)
	}
	if a[0].others != b[0].others {
		e.add(otherOnes, "other %ss than told of before", what)
	}
	if !acted {
		return
	}
	single, plural := func(p party) bool { return p.number == one }, func(p party) bool { return p.number == many }
	if all(a, single) && all(b, plural) || all(a, plural) && all(b, single) {
		e.add(otherNumber, "one %s and many", what)
	}
	bears, bare := func(p party) bool { return armed()[p.sector] }, func(p party) bool { return p.sector != "" && p.sector != "GOV" && !armed()[p.sector] }
	if all(a, bears) && all(b, bare) || all(a, bare) && all(b, bears) {
		e.add(otherArms, "armed %ss and others", what)
	}
}

func all(list []party, is func(party) bool) bool {
	return !slices.ContainsFunc(list, func(p party) bool { return !is(p) })
}

// weighSide compares those who act, or those acted on. Whether quoted sources
// may differ about who it was is told by blame, as whether a leak may expose
// others too; unlike is for two who are both
// described and have nothing in common, where the country of one is unknown. Of
// acts done in words each report knows whose words they were.
func weighSide(e *evidence, what string, a, b []party, blame, words bool, unlike int) {
	if len(a) == 0 || len(b) == 0 {
		return
	}
	best, own, label := math.MinInt, 0, ""
	named := false
	others := false // the best pair are two who are named otherwise
	open := false   // somebody of no known country is on a side
	for _, p := range a {
		for _, q := range b {
			points, o, l := weighParty(p, q)
			if points > best || points == best && o > own {
				best, own, label = points, o, l
				named = p.name != "" && q.name != "" && (points == sameName || points == ownHead)
				others = points == otherName
			}
			open = open || p.head == "" || q.head == ""
		}
	}
	switch {
	case best == 0 && all(a, described) && all(b, described):
		e.add(unlike, "another %s, it seems", what)
	case best > contradiction:
		e.own += own
		if best > 0 {
			e.known = true
		}
		if best >= sameCode {
			e.sides++
		}
		if named {
			e.names++
		}
		if others && words {
			best = otherSpeaker
		}
		e.add(best, "%s %s", what, label)
	case open:
	case blame && what == "recipient":
		e.add(sameHead, "others who are exposed")
	case blame:
		e.add(otherHead, "another %s", what)
	default:
		e.add(contradiction, "another %s", what)
	}
}

// pronoun is a party of which the words tell nothing: "their release".
func pronoun(p party) bool { return p.name == "" && len(p.stems) == 0 }

func described(p party) bool { return p.name != "" || len(p.stems) > 0 }

// weighParty compares two parties. own is for the words that describe both.
func weighParty(p, q party) (points, own int, label string) {
	switch {
	case p.name == "" || q.name == "" || p.name != q.name && p.head != q.head:
	case p.name == q.name || oneName(p.names, q.names):
		return sameName, 0, p.name
	case p.sector == q.sector && (speaksFor(p, q) || speaksFor(q, p)):
		return ownHead, 0, p.name + ", " + q.name
	default:
		return otherName, 0, p.name + ", " + q.name
	}
	label = p.head
	switch {
	case p.head == "" || q.head == "":
		label = "---"
	case p.head != q.head:
		return contradiction, 0, ""
	case p.sector == q.sector && (p.sector == "" || p.sector == "CVL"):
		points = plainCode
	case p.sector == q.sector:
		points, label = sameCode, strings.TrimSpace(p.head+" "+p.sector)
	case p.sector == "" || q.sector == "":
		points = plainCode
	default:
		points = sameHead
	}
	n := 0
	for _, w := range p.stems {
		if slices.Contains(q.stems, w) && n < 2 {
			n++
			own += weight(w)
			label += " " + w
		}
	}
	return points + n*partyWord, own, label
}

// speaksFor: p holds an office of q's, "FBI director James Comey". One report
// says that the body did it, another that its head did.
func speaksFor(p, q party) bool {
	return len(p.office) > 1 && len(q.names) > 0 && !slices.ContainsFunc(q.names, func(w string) bool { return !slices.Contains(p.office, w) })
}

// oneName: all words of the shorter name stand in the other. So "Chris
// Christie" and "Gov. Christie" are one, and "Congress of Peru" and "Peru's
// Congress".
func oneName(a, b []string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	return len(a) > 0 && !slices.ContainsFunc(a, func(w string) bool { return !slices.Contains(b, w) })
}
