package gather

import (
	"fmt"
	"math"
	"math/bits"
	"slices"
	"strings"

	"rapporteur"
)

// Threshold is the points from which on two records are taken for reports of
// one event. It was set so that of groups read nine in ten are pure: rather more
// events stay in two groups than two events come into one. docs/gather.md has
// the figures.
const Threshold = 40

// The points of the evidence. Their scale is arbitrary; what counts is what
// adds up to Threshold: the same named parties on both sides, say, or one of
// them, the same day by the text and some words.
const (
	sameDeath     = 40  // both tell that the same person, who is named, was killed: nobody dies twice
	sameName      = 22  // a person or body that both name, on the same side
	otherName     = -25 // both name somebody on that side, and nobody is the same; often a fault of reference, so no contradiction
	otherSpeaker  = -45 // the same of acts done in words: what the president rejects and what the prime minister does are two acts
	ownHead       = 12  // a body, and who holds an office of its: the FBI and its director
	sameCode      = 10  // the same country and sector
	plainCode     = 5   // the same country and sector, where the sector is civilians or not told: everybody is
	sameHead      = -4  // the same country, other sectors
	otherHead     = -30 // perpetrators on whom reports differ, where somebody is quoted for them
	unlikeSide    = -6  // both are described, in other words
	unlikeSpeaker = -20 // of acts done in words, whose actor every report knows
	otherWhole    = -10 // all the girls, and the 21
	otherOnes     = -30 // "thousands of other women", told of on one side only
	otherNumber   = -12 // "he" and "the 21 girls" suffered it
	otherRole     = -12 // the rebels were freed, and somebody was freed from the rebels
	otherArms     = -12 // fighters and schoolgirls did
	partyWord     = 6   // each word that describes a party in both, up to two

	sameDay    = 16 // the texts give the same day
	nearDay    = 4  // the texts' spans meet, and are of a week or less
	toldDay    = 5  // both are dated by publication alone, on the same day or the next
	dayAndTold = 5  // one text gives a day that goes with the publication of the other
	daysLater  = -6 // both are dated by publication alone, three days apart
	lateTold   = -8 // the two were published within days, but the event need not be of these days

	mistakenDay = -12 // what befalls somebody once is told with two days

	samePlace  = 14 // the same place below the country
	nearPlace  = 8  // within nearKm
	sameRegion = 2  // one is the country of the other, or both are the same country

	sameTrigger  = 4 // a stem of the trigger, and the stem's weight
	otherTrigger = -4
	sameMode     = 3
	sameMatter   = 8 // acts done in words that have two words in common of what they are about: "called for early elections"
	otherMode    = -10
	otherKind    = -16 // another mode, and by the words too: an inquiry, and a charge
	otherRule    = -2

	otherPhase   = -45 // the original inquiry, and the one that was reopened
	restarted    = -45 // one was reopened, and of the other nothing is said
	earlierThan  = -30 // "its earlier finding", and a finding
	otherGeneral = -20 // the worst shooting, and some of the worst shootings
	otherAny     = -12 // a town, and any town
	otherPlural  = -6  // an attack, and attacks

	maxWords     = 34  // for the words around the event
	sameSentence = 60  // word for word in two places: wire copies, and what a report takes from an earlier one
	oneLeak      = 20  // what papers tell on many, in articles on kindred topics
	oneTheme     = 18  // articles that share half of their telling words
	sameTheme    = 14  // articles that share a third of their telling words
	nearTheme    = 7   // a sixth
	otherTheme   = -12 // hardly any
	otherStatus  = -10 // one tells what happened, one that it did not (or a plan, a wish), and neither on anybody's word
	oneSentence  = -25 // two records of one sentence are mostly two events
	oneArticle   = -4  // an article has little reason to tell the same twice
	sameCount    = 2   // the same number, above two; two more for each doubling
	maxCount     = 16
	exactCount   = 6   // more where the numbers are equal
	farCount     = -12 // numbers of which one is more than three times the other; as much more for each doubling
	maxFar       = -48
	sameAge      = 12 // somebody's age
)

// What a link needs of the event's own: the same parties do the same again and
// again, and an article tells several of their acts.
const (
	ownElsewhere = 4 // of two articles
	ownHere      = 10
	// ownWording is needed beside the day where the triggers have no word in
	// common: on a day when somebody visits he does much else.
	ownWording = 4
	// ownDetail is needed of acts done in words where the parties agree on one
	// side only: one of them investigates, calls and meets many, and is blamed
	// by many.
	ownDetail = 8
	// fewMore points are needed where all that is told of the parties is who
	// acted, without a name, by reports of two days on no one topic.
	fewMore = 6
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
	own    int  // of these, points for what only this event has: its day, place, numbers and words
	day    int  // of these, for its day
	known  bool // a party agrees, if only by its country
	sides  int  // on which a party agrees
	names  int  // on which somebody named does
	sure   bool // the day, the place, a number or the sentence agrees
	victim int  // points for the recipient
	doubt  bool // the two may be of different times, or their articles on other topics
	theme  bool // the articles are on one topic
	nearly bool // less than a link, but see joinsNearly
	keep   bool
	notes  []kept
}

// addOwn adds evidence that tells the event from others of the same parties.
func (e *evidence) addOwn(points int, format string, args ...any) {
	e.own += points
	e.add(points, format, args...)
}

func (e *evidence) add(points int, format string, args ...any) {
	e.points += points
	if e.keep && points != 0 {
		e.notes = append(e.notes, kept{fmt.Sprintf(format, args...), points})
	}
}

// mayBeOne tells whether two facts that share a key may be of one event.
func mayBeOne(a, b *fact) bool {
	e := score(a, b, false)
	return e.linked()
}

// linked tells whether the two may be of one event, by themselves or as members
// of their groups.
func (e *evidence) linked() bool { return e.points >= Threshold || e.nearly }

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
	if sa, sb := a.rep.Event.Status, b.rep.Event.Status; sa != sb && a.speaker == "" && b.speaker == "" {
		e.add(otherStatus, "told as %s and as %s, on nobody's word", min(sa, sb), max(sa, sb))
	}
	weighPlace(&e, a, b)
	weighDays(&e, a, b)
	weighParties(&e, a, b)
	if e.points <= contradiction/2 {
		return e
	}
	if oneDeath(a, b) {
		e.addOwn(sameDeath, "killed once")
	}
	weighPhase(&e, a, b)
	weighWording(&e, a, b)
	word := commonWord(a, b)
	least := ownElsewhere
	if oneText(a, b) {
		least = ownHere
	}
	if e.points < Threshold+fewMore && !a.spoken && !b.spoken && !(a.once && b.once) && e.sides == 1 && e.names == 0 && !e.sure && !e.theme && a.told != b.told && !a.day.known && !b.day.known && len(a.side[1])+len(b.side[1]) == 0 {
		e.add(-fewMore, "nobody named, and published on two days")
	}
	switch {
	case e.points >= Threshold && e.names == 2 && onceTo(a, b) && a.back == b.back: // the same did it to the same, which is done once
	case e.points < Threshold:
		nearly := nearlyLinked
		victim := e.victim >= sameName || e.victim >= plainCode+partyWord && word > 0
		if !victim && e.victim >= plainCode && word > 0 && e.theme && (all(a.side[1], pronoun) || all(b.side[1], pronoun)) {
			nearly, victim = nearlyTold, true
		}
		e.nearly = e.points >= nearly && !e.doubt && !a.spoken && !b.spoken && victim
	case !e.known && !e.sure, // words and topic alone
		e.own < least,
		e.sides < 2 && e.own < ownDetail && (a.spoken || b.spoken),
		e.own-e.day < ownWording && word == 0 && !(e.names == 2 && e.day > 0 && a.rep.Event.Rule == b.rep.Event.Rule):
		e.add(Threshold-1-e.points, "nothing that tells it from other acts of the same parties")
	}
	return e
}

// goTogether: what happened and what is denied are one event; what is planned
// or wished for is another than what happened, but one report's plan is
// another's wish.
func goTogether(a, b string) bool {
	real := func(s string) bool { return s == "actual" || s == "negated" }
	return real(a) == real(b)
}

func weighDays(e *evidence, a, b *fact) {
	later, death := onceTo(a, b), oneDeath(a, b)
	near := a.told != noDay && b.told != noDay && abs(a.told-b.told) <= 2
	switch {
	case a.day.known && b.day.known:
		switch {
		case !a.day.meets(b.day) && later && a.day.exact() && b.day.exact() && max(a.day.first, b.day.first)-min(a.day.last, b.day.last) <= toldReach:
			e.doubt = true
			e.add(mistakenDay, "days that differ, of what is done once")
		case !a.day.meets(b.day):
			e.add(contradiction, "another day")
		case a.day.exact() && b.day.exact():
			e.addOwn(sameDay, "same day")
			e.day, e.sure = sameDay, true
		case max(a.day.last-a.day.first, b.day.last-b.day.first) <= 7:
			e.add(nearDay, "days meet")
		}
	case !a.day.known && !b.day.known:
		switch {
		case a.told == noDay || b.told == noDay:
		case death:
		case near && a.back != b.back:
			e.doubt = true
			e.add(lateTold, "one is told in retrospect")
		case abs(a.told-b.told) <= 1:
			e.add(toldDay, "published on the same day or the next")
		case abs(a.told-b.told) == 2:
		case abs(a.told-b.told) <= toldReach, later && abs(a.told-b.told) <= onceReach:
			e.doubt = true
			e.add(daysLater, "published %d days apart", abs(a.told-b.told))
		default:
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
		case death && lag >= -1:
		case near && b.back:
			e.doubt = true
			e.add(lateTold, "one is told in retrospect")
		case a.day.exact() && lag >= -1 && lag <= 2:
			e.add(dayAndTold, "day goes with publication")
		case !a.day.exact() && a.day.meets(days{b.told - 2, b.told, true}):
		case later && a.day.exact() && lag > 0 && lag <= onceReach:
			e.doubt = true
			e.add(daysLater, "told %d days later", lag)
		case near:
			e.doubt = true
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
			e.addOwn(nearPlace, "place %s", p.Text)
		}
		return
	}
	switch d := kilometres(*p.Lat, *p.Lon, *q.Lat, *q.Lon); {
	case wide(p) || wide(q):
		e.add(sameRegion, "country %s", p.Country)
	case p.Name == q.Name && d < 1:
		e.sure = true
		e.addOwn(samePlace, "place %s", p.Name)
	case d <= nearKm:
		e.sure = true
		e.addOwn(nearPlace, "places %.0f km apart", d)
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

// oneText tells whether two records are of one article or of copies.
func oneText(a, b *fact) bool {
	return a.rep.Article != "" && a.rep.Article == b.rep.Article || a.rep.Copy != "" && a.rep.Copy == b.rep.Copy
}

// commonWord is the weight of the rarest stem that both triggers have.
func commonWord(a, b *fact) int {
	n := 0
	for _, s := range a.trigger {
		if slices.Contains(b.trigger, s) {
			n = max(n, weight(s))
		}
	}
	return n
}

func weighWording(e *evidence, a, b *fact) {
	ra, rb := &a.rep.Event, &b.rep.Event
	common := commonWord(a, b)
	switch {
	case common > 0:
		e.own += common
		e.add(sameTrigger+common, "trigger %s", ra.Trigger.Text)
	case ra.Rule != rb.Rule:
		e.add(otherTrigger+otherRule, "other wording")
	default:
		e.add(otherTrigger, "another trigger of the same rule")
	}
	if common > 0 && a.spoken && b.spoken {
		var both []string
		for _, w := range a.matter {
			if slices.Contains(b.matter, w) && !slices.Contains(both, w) {
				both = append(both, w)
			}
		}
		if len(both) > 1 {
			e.addOwn(sameMatter, "about %s", strings.Join(both, " "))
		}
	}
	switch {
	case ra.Mode == "" || rb.Mode == "":
	case ra.Mode == rb.Mode:
		e.add(sameMode, "mode %s", ra.Mode)
	case common == 0 && ra.Rule != rb.Rule && a.spoken:
		e.add(otherKind, "modes %s, %s, in other words", ra.Mode, rb.Mode)
	default:
		e.add(otherMode, "modes %s, %s", ra.Mode, rb.Mode)
	}
	for _, c := range a.counts {
		for _, d := range b.counts {
			switch {
			case c.what != d.what:
			case c.far(d):
				e.add(max(maxFar, farCount*bits.Len64(uint64(c.ratio(d)/3))), "%s %s, %s", c.what, c.text, d.text)
			case c.meets(d) && c.near(d) && max(c.least, d.least) > 2:
				points := min(maxCount, sameCount+2*bits.Len64(uint64(min(c.least, d.least))))
				if c.least == d.least {
					points += exactCount
				}
				e.sure = true
				e.addOwn(points, "%s %s, %s", c.what, c.text, d.text)
			}
		}
	}
	article := a.rep.Article != "" && a.rep.Article == b.rep.Article
	copied := !article && a.wording != 0 && a.wording == b.wording
	switch {
	case article && ra.Sentence.Start == rb.Sentence.Start && ra.Sentence.Index == rb.Sentence.Index,
		copied && !slices.Equal(a.trigger, b.trigger):
		e.add(oneSentence, "one sentence")
		return
	case copied:
		e.sure = true
		e.addOwn(sameSentence, "the same sentence")
		return
	}
	if a.age != "" && a.age == b.age {
		e.addOwn(sameAge, "aged %s", a.age)
	}
	if article {
		e.add(oneArticle, "one article")
	} else {
		switch n := sameTopic(a.rep.Sketch, b.rep.Sketch); {
		case n < 0:
		case n >= topicWords/2:
			e.theme = true
			e.add(oneTheme, "articles on one story (%d words)", n)
		case n >= topicWords/3:
			e.theme = true
			e.add(sameTheme, "articles on one topic (%d words)", n)
		case n >= topicWords/6:
			e.add(nearTheme, "articles on kindred topics (%d words)", n)
		case n <= 1:
			e.doubt = e.doubt || !e.sure
			e.add(otherTheme, "articles on other topics")
		}
		if n := sameTopic(a.rep.Sketch, b.rep.Sketch); a.leak && b.leak && n >= topicWords/6 {
			e.sure = true
			e.addOwn(oneLeak, "one leak")
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
	both, names := 0, 0
	var words []string
	for w, n := range small.words {
		if large.words[w] > 0 && !(small.named[w] && large.named[w]) {
			both += n
			if small.named[w] || large.named[w] {
				names += n
			}
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
	if len(words) == 0 && e.keep {
		words = []string{"that many reports have"}
	}
	slices.Sort(words)
	points = min(maxWords, points)
	e.own += points * (both - names) / both // who else is named is no more the event's own than its parties are
	e.add(points, "words %s", strings.Join(words, " "))
}

func abs(x int) int {
	if x < 0 {
		return -x
	}
	return x
}
