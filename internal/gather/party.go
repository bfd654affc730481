package gather

import (
	_ "embed"
	"math"
	"slices"
	"strings"
	"sync"

	"rapporteur"
)

// party is an actor or recipient.
type party struct {
	head   string // country, organisation or kind of organisation; empty for ---
	sector string // the rest of the code
	name   string
	text   string
	names  []string // stems of the name's words, without titles
	stems  []string // of its words that are no names of countries
}

//go:embed sideless.txt
var sidelessText string

// sideless are the types whose actor and recipient are told in either order.
var sideless = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for line := range strings.Lines(sidelessText) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			out[line] = true
		}
	}
	return out
})

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
		out = append(out, party{head: head, sector: sector, name: e.Name, text: e.Text})
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
	for _, w := range wordsOf(p.text) {
		if w.weight > 0 && !w.number {
			p.stems = append(p.stems, w.stem)
		}
	}
}

func weighParties(e *evidence, a, b *fact) {
	names := [2]string{"actor", "recipient"}
	if sideless()[a.typ] {
		names[0] = "party"
	}
	for i, what := range names {
		weighSide(e, what, a.side[i], b.side[i], i == 0 && !sideless()[a.typ] && a.speaker+b.speaker != "")
	}
}

// weighSide compares those who act, or those acted on. Whether quoted sources
// may differ about who it was is told by blame.
func weighSide(e *evidence, what string, a, b []party, blame bool) {
	if len(a) == 0 || len(b) == 0 {
		return
	}
	best, own, label := math.MinInt, 0, ""
	open := false // somebody of no known country is on a side
	for _, p := range a {
		for _, q := range b {
			points, o, l := weighParty(p, q)
			if points > best || points == best && o > own {
				best, own, label = points, o, l
			}
			open = open || p.head == "" || q.head == ""
		}
	}
	switch {
	case best > contradiction:
		e.own += own
		e.add(best, "%s %s", what, label)
	case open:
	case blame:
		e.add(otherHead, "another %s", what)
	default:
		e.add(contradiction, "another %s", what)
	}
}

// weighParty compares two parties. own is for the words that describe both.
func weighParty(p, q party) (points, own int, label string) {
	switch {
	case p.name == "" || q.name == "" || p.name != q.name && p.head != q.head:
	case p.name == q.name || oneName(p.names, q.names):
		return sameName, 0, p.name
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

// oneName: all words of the shorter name stand in the other. So "Chris
// Christie" and "Gov. Christie" are one, and "Congress of Peru" and "Peru's
// Congress".
func oneName(a, b []string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	return len(a) > 0 && !slices.ContainsFunc(a, func(w string) bool { return !slices.Contains(b, w) })
}
