package gather

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"rapporteur"
)

// Threshold is the points from which on two records are taken for reports of
// one event. docs/audit/2026-11-groups.md has what it was set by: of groups
// read, nine in ten should be pure, and rather more events stay in two groups
// than two events come into one.
const Threshold = 45

// The points of the evidence. Their scale is arbitrary; what counts is what
// adds up to Threshold: the same named parties on both sides, say, or one of
// them, the same day by the text and some words.
const (
	sameName  = 22  // a person or body that both name, on the same side
	otherName = -18 // both name somebody on that side, and nobody is the same; often a fault of reference, so no contradiction
	sameCode  = 10  // the same country and sector
	plainCode = 5   // the same country and sector, where the sector is civilians or not told: everybody is
	sameHead  = 2   // the same country, other sectors
	otherHead = -30 // perpetrators on whom reports differ, where somebody is quoted for them
	partyWord = 6   // each word that describes a party in both, up to two

	sameDay    = 16 // the texts give the same day
	nearDay    = 4  // the texts' spans meet, and are of a week or less
	toldDay    = 5  // both are dated by publication alone, on the same day or the next
	dayAndTold = 5  // one text gives a day that goes with the publication of the other
	lateTold   = -8 // the two were published within days, but the event need not be of these days

	samePlace  = 14 // the same place below the country
	nearPlace  = 8  // within nearKm
	sameRegion = 2  // one is the country of the other, or both are the same country

	sameTrigger  = 10 // a stem of the trigger
	otherTrigger = -4
	sameMode     = 3
	otherMode    = -10
	otherRule    = -4

	maxWords    = 34  // for the words around the event
	sameTheme   = 14  // articles that share a third of their telling words
	nearTheme   = 7   // a sixth
	otherTheme  = -12 // hardly any
	oneSentence = -25 // two records of one sentence are mostly two events
	oneArticle  = -4  // an article has little reason to tell the same twice
	sameCount   = 6   // the same number of people, above two
	farCount    = -12 // numbers of which one is more than three times the other
)

const nearKm = 40

// kept is a piece of evidence, for Member.Because.
type kept struct {
	what   string
	points int
}

// evidence adds up; with a note kept of each piece if asked for.
type evidence struct {
	points int
	keep   bool
	notes  []kept
}

func (e *evidence) add(points int, format string, args ...any) {
	e.points += points
	if e.keep && points != 0 {
		e.notes = append(e.notes, kept{fmt.Sprintf(format, args...), points})
	}
}

// because writes the notes, the weightiest first.
func (e *evidence) because() []string {
	slices.SortStableFunc(e.notes, func(a, b kept) int { return b.points - a.points })
	out := make([]string, len(e.notes))
	for i, n := range e.notes {
		out[i] = fmt.Sprintf("%s %+d", n.what, n.points)
	}
	return out
}

// contradiction is the score of two records that cannot be of one event.
const contradiction = -1000

// score weighs two facts that share a key. It is symmetric.
func score(a, b *fact, keep bool) evidence {
	e := evidence{keep: keep}
	if a.typ != b.typ || !goTogether(a.rep.Event.Status, b.rep.Event.Status) {
		e.add(contradiction, "another type or status")
		return e
	}
	weighPlace(&e, a, b)
	weighDays(&e, a, b)
	weighParties(&e, a, b)
	if e.points <= contradiction/2 {
		return e
	}
	weighWording(&e, a, b)
	return e
}

// goTogether: what happened and what is denied are one event; what is planned
// or wished for is another than what happened.
func goTogether(a, b string) bool {
	real := func(s string) bool { return s == "actual" || s == "negated" }
	return a == b || real(a) && real(b)
}

func weighDays(e *evidence, a, b *fact) {
	near := a.told != noDay && b.told != noDay && abs(a.told-b.told) <= 2
	switch {
	case a.day.known && b.day.known:
		switch {
		case !a.day.meets(b.day):
			e.add(contradiction, "another day")
		case a.day.exact() && b.day.exact():
			e.add(sameDay, "same day")
		case max(a.day.last-a.day.first, b.day.last-b.day.first) <= 7:
			e.add(nearDay, "days meet")
		}
	case !a.day.known && !b.day.known:
		switch {
		case a.told == noDay || b.told == noDay:
		case abs(a.told-b.told) <= 1:
			e.add(toldDay, "published on the same day or the next")
		case !near:
			e.add(contradiction, "published on other days")
		}
	default:
		if b.day.known {
			a, b = b, a
		}
		if b.told == noDay {
			return
		}
		switch lag := b.told - a.day.first; {
		case a.day.exact() && lag >= -1 && lag <= 2:
			e.add(dayAndTold, "day goes with publication")
		case !a.day.exact() && a.day.meets(days{b.told - 2, b.told, true}):
		case near:
			e.add(lateTold, "one text gives another time than the day of publication")
		default:
			e.add(contradiction, "day and publication far apart")
		}
	}
}

func weighPlace(e *evidence, a, b *fact) {
	p, q := a.place, b.place
	if p == nil || q == nil {
		return
	}
	if p.Country != "" && q.Country != "" && p.Country != q.Country {
		e.add(contradiction, "another country")
		return
	}
	if p.Lat == nil || q.Lat == nil || p.Lon == nil || q.Lon == nil {
		if wide(p) || wide(q) {
			return
		}
		if strings.EqualFold(p.Text, q.Text) {
			e.add(nearPlace, "place %s", p.Text)
		}
		return
	}
	switch d := kilometres(*p.Lat, *p.Lon, *q.Lat, *q.Lon); {
	case wide(p) || wide(q):
		e.add(sameRegion, "country %s", p.Country)
	case p.Name == q.Name && d < 1:
		e.add(samePlace, "place %s", p.Name)
	case d <= nearKm:
		e.add(nearPlace, "places %.0f km apart", d)
	default:
		e.add(contradiction, "places %.0f km apart", d)
	}
}

// wide places are countries and larger: the gazetteer gives them no region,
// but neither does it to some towns.
func wide(p *rapporteur.Place) bool { return p.Lat != nil && p.Admin1 == "" }

// kilometres is the distance on the great circle, to a thousandth.
func kilometres(lat1, lon1, lat2, lon2 float64) float64 {
	rad := func(x float64) float64 { return x * math.Pi / 180 }
	s1, s2 := math.Sin(rad(lat2-lat1)/2), math.Sin(rad(lon2-lon1)/2)
	h := s1*s1 + math.Cos(rad(lat1))*math.Cos(rad(lat2))*s2*s2
	return 2 * 6371 * math.Asin(math.Sqrt(min(1, h)))
}

func weighParties(e *evidence, a, b *fact) {
	names := [2]string{"actor", "recipient"}
	if sideless[a.typ] {
		names[0] = "party"
	}
	for i, what := range names {
		weighSide(e, what, a.side[i], b.side[i], i == 0 && !sideless[a.typ] && a.speaker+b.speaker != "")
	}
}

// weighSide compares those who act, or those acted on. Whether quoted sources
// may differ about who it was is told by blame.
func weighSide(e *evidence, what string, a, b []party, blame bool) {
	if len(a) == 0 || len(b) == 0 {
		return
	}
	best, label := math.MinInt, ""
	open := false // somebody of no known country is on a side
	for _, p := range a {
		for _, q := range b {
			points, l := weighParty(p, q)
			if points > best {
				best, label = points, l
			}
			open = open || p.head == "" || q.head == ""
		}
	}
	switch {
	case best > contradiction:
		e.add(best, "%s %s", what, label)
	case open:
	case blame:
		e.add(otherHead, "another %s", what)
	default:
		e.add(contradiction, "another %s", what)
	}
}

func weighParty(p, q party) (int, string) {
	if p.name != "" && p.name == q.name {
		return sameName, p.name
	}
	points, label := 0, p.head
	switch {
	case p.head == "" || q.head == "":
		label = "---"
	case p.head != q.head:
		return contradiction, ""
	case p.sector == q.sector && (p.sector == "" || p.sector == "CVL"):
		points = plainCode
	case p.sector == q.sector:
		points, label = sameCode, strings.TrimSpace(p.head+" "+p.sector)
	case p.sector == "" || q.sector == "":
		points = plainCode
	default:
		points = sameHead
	}
	if p.name != "" && q.name != "" {
		points += otherName
	}
	n := 0
	for _, w := range p.stems {
		if slices.Contains(q.stems, w) && n < 2 {
			n++
			label += " " + w
		}
	}
	return points + n*partyWord, label
}

func weighWording(e *evidence, a, b *fact) {
	ra, rb := &a.rep.Event, &b.rep.Event
	switch {
	case slices.ContainsFunc(a.trigger, func(s string) bool { return weight(s) > 0 && slices.Contains(b.trigger, s) }):
		e.add(sameTrigger, "trigger %s", ra.Trigger.Text)
	case ra.Rule != rb.Rule:
		e.add(otherTrigger+otherRule, "other wording")
	default:
		e.add(otherTrigger, "another trigger of the same rule")
	}
	switch {
	case ra.Mode == "" || rb.Mode == "":
	case ra.Mode == rb.Mode:
		e.add(sameMode, "mode %s", ra.Mode)
	default:
		e.add(otherMode, "modes %s, %s", ra.Mode, rb.Mode)
	}
	for _, c := range a.counts {
		for _, d := range b.counts {
			switch {
			case c.what != d.what:
			case c.meets(d) && max(c.least, d.least) > 2:
				e.add(sameCount, "%s %s", c.what, c.text)
			case c.far(d):
				e.add(farCount, "%s %s, %s", c.what, c.text, d.text)
			}
		}
	}
	article := a.rep.Article != "" && a.rep.Article == b.rep.Article
	if article && ra.Sentence.Start == rb.Sentence.Start && ra.Sentence.Index == rb.Sentence.Index {
		e.add(oneSentence, "one sentence")
		return
	}
	if article {
		e.add(oneArticle, "one article")
	} else {
		switch n := sameTopic(a.rep.Sketch, b.rep.Sketch); {
		case n < 0:
		case n >= topicWords/3:
			e.add(sameTheme, "articles on one topic (%d words)", n)
		case n >= topicWords/6:
			e.add(nearTheme, "articles on kindred topics (%d words)", n)
		case n <= 1:
			e.add(otherTheme, "articles on other topics")
		}
	}
	weighWords(e, a, b)
}

// weighWords compares what is said around the event: the weight of the words
// that both have, less where most words are others.
func weighWords(e *evidence, a, b *fact) {
	small, large := a, b
	if len(b.words) < len(a.words) {
		small, large = b, a
	}
	both := 0
	var words []string
	for w, n := range small.words {
		if large.words[w] > 0 {
			both += n
			if e.keep && n >= 4 {
				words = append(words, w)
			}
		}
	}
	if both == 0 {
		return
	}
	cosine := float64(both) / math.Sqrt(float64(a.total)*float64(b.total))
	points := int(math.Round(float64(both) * min(1, 0.4+2*cosine)))
	slices.Sort(words)
	e.add(min(maxWords, points), "words %s", strings.Join(words, " "))
}

func abs(x int) int {
	if x < 0 {
		return -x
	}
	return x
}
