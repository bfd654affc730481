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
	quantityReach = 6
)

// phaseOf reads the trigger's own words, the last one that tells a phase, and
// then those before it, the nearest first. Words of a party, such as "the
// original owner", tell nothing of the act.
func phaseOf(trigger, before []word, party func(word) bool) phase {
	for i := len(trigger) - 1; i >= 0; i-- {
		if p := phaseWords()[trigger[i].stem]; p != noPhase {
			return p
		}
	}
	for i := len(before) - 1; i >= max(0, len(before)-phaseReach); i-- {
		if p := phaseWords()[before[i].stem]; p != noPhase && !party(before[i]) {
			return p
		}
	}
	return noPhase
}

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
