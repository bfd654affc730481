package gather

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/kljensen/snowball/english"
)

// phase tells an act from others of its kind that came before or after it.
type phase int

const (
	noPhase    phase = iota
	begunAgain       // of what had ended: "reopened the investigation"
	laterOne         // there was one before: "the latest probe"
	earlierOne       // there was one after: "the original inquiry"
)

//go:embed phase.tsv
var phaseText string

// phaseWords are stems of words that tell a phase.
var phaseWords = sync.OnceValue(func() map[string]phase {
	out := map[string]phase{}
	for line := range strings.Lines(phaseText) {
		w, tells, _ := strings.Cut(strings.TrimSpace(line), "\t")
		switch tells {
		case "restart":
			out[english.Stem(w, false)] = begunAgain
		case "later":
			out[english.Stem(w, false)] = laterOne
		case "earlier":
			out[english.Stem(w, false)] = earlierOne
		}
	}
	return out
})

//go:embed general.txt
var generalText string

var generalWords = sync.OnceValue(func() map[string]bool { return listOf(generalText) })

// What is looked at before the trigger, in words: what tells its phase, and
// what makes it many.
const (
	phaseReach    = 3
	nounReach     = 5 // from that "that", as in "its original findings, made in May, that"
	clauseReach   = 8 // to the "that" of "its original finding that nobody should be charged"
	quantityReach = 6
)

// phaseOf reads the trigger's own words, the last one that tells a phase, then
// those before it, the nearest first, and then those before the clause of what
// was found, said or decided: "its original finding that he should not be
// charged". Words of a party, such as "the
// original owner", tell nothing of the act.
func phaseOf(trigger, before []word, party func(word) bool) phase {
	for i := len(trigger) - 1; i >= 0; i-- {
		if p := phaseWords()[trigger[i].stem]; p != noPhase {
			return p
		}
	}
	if p := phaseBefore(before, phaseReach, party); p != noPhase {
		return p
	}
	for i := len(before) - 1; i > 0 && i >= len(before)-clauseReach; i-- {
		if before[i].text == "that" {
			return phaseBefore(before[:i], nounReach, party)
		}
	}
	return noPhase
}

// phaseBefore reads the last words before an act, the nearest first.
func phaseBefore(before []word, reach int, party func(word) bool) phase {
	for i := len(before) - 1; i >= max(0, len(before)-reach); i-- {
		switch p := phaseWords()[before[i].stem]; {
		case p == noPhase || party(before[i]):
		case before[i].text == "earlier" && !attribute(before[:i], before[i]):
		default:
			return p
		}
	}
	return noPhase
}

// attribute tells whether a word stands in front of a noun: "its earlier
// finding", "the guard's earlier finding", but not "said earlier".
func attribute(before []word, w word) bool {
	if len(before) == 0 {
		return false
	}
	last := before[len(before)-1]
	return determiners[last.text] || w.start-last.end == len("'s ")
}

var determiners = map[string]bool{"a": true, "an": true, "the": true, "this": true, "that": true, "my": true, "our": true, "your": true, "his": true, "her": true, "its": true, "their": true, "whose": true, "any": true, "no": true}

// quantity finds "some of" in "some of the deadliest shootings", right before
// the trigger, and nothing where it is told of a party: "some of the girls were
// killed".
func quantity(before []word, trigger word, party func(word) bool) string {
	next := trigger
	for i := len(before) - 1; i > 0 && i >= len(before)-quantityReach; i-- {
		if next.start-before[i].end > 1 || party(before[i]) { // a comma, or somebody
			return ""
		}
		next = before[i]
		if q := before[i-1].text + " " + before[i].text; q == oneOf || generalWords()[q] {
			return q
		}
	}
	return ""
}

// oneOf many is one.
const oneOf = "one of"

// plural tells whether the one's trigger is the other's with an -s: attacks,
// and an attack.
func plural(a, b *fact) bool {
	if len(a.trigger) == 0 || len(b.trigger) == 0 {
		return false
	}
	v, w := a.last, b.last
	return v+"s" == w || w+"s" == v
}

// weighPhase compares what tells two acts of a kind apart.
func weighPhase(e *evidence, a, b *fact) {
	switch p, q := min(a.phase, b.phase), max(a.phase, b.phase); {
	case p == q:
	case q == earlierOne && p != noPhase:
		e.add(otherPhase, "an earlier and a later one")
	case p == noPhase && q == begunAgain:
		e.add(restarted, "one begins again")
	case p == noPhase && q == earlierOne:
		e.add(earlierThan, "one was before")
	}
	if a.general != b.general {
		e.add(otherGeneral, "one is many of a kind")
	}
	if a.anyOf != b.anyOf {
		e.add(otherAny, "one is any whatever")
	}
	if plural(a, b) {
		e.add(otherPlural, "one and many")
	}
}
