package gather

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"rapporteur"
)

// fact is a record made ready to be compared.
type fact struct {
	rep     *Report
	typ     string
	side    [2][]party // actors and recipients; all are actors where the type does not tell sides apart
	day     days       // when, by the text
	told    int        // day of publication since 1970; noDay where the report has none
	back    bool       // told in retrospect, at a distance that gave no day: "came three days after gunmen snatched"
	place   *rapporteur.Place
	trigger []string        // stems
	words   map[string]int  // stems of the words around the event, with their weights; those of the trigger left out
	total   int             // sum of the weights
	named   map[string]bool // stems of the parties and the place, which are compared for themselves where both have them
	counts  []count
	wording uint64 // hash of the sentence's words; 0 for sentences of less than shortSentence
	speaker string // whom the record stands on: code and name of the innermost source
	stance  string // asserts or denies, of the event itself
	spoken  bool   // an act done in words
	phase   phase
	general bool     // many acts of a kind: "some of the deadliest mass shootings"
	anyOf   bool     // whatever there is: "have not entered any town"
	leak    bool     // told of papers that tell on many
	once    bool     // of what does not befall somebody twice in two weeks
	ends    bool     // of what ends a life
	from    bool     // the recipient is whom something was taken or freed from: "liberated from the rebels"
	age     string   // the only age that the sentence gives, of somebody without a name
	matter  []string // stems of what follows the trigger: "called for [early elections]"
	last    string   // of the trigger's words, where it is no party
	filled  bool     // all of it is there, not only what most keys are made of
}

//go:embed once.txt
var onceText string

var onceRules = sync.OnceValue(func() map[string]bool { return listOf(onceText) })

//go:embed leak.txt
var leakText string

var leakRules = sync.OnceValue(func() map[string]bool { return listOf(leakText) })

//go:embed ends.txt
var endsText string

var endsRules = sync.OnceValue(func() map[string]bool { return listOf(endsText) })

func endsLife(ev *rapporteur.Event) bool {
	return endsRules()[ev.Rule] || slices.ContainsFunc(strings.Fields(strings.ToLower(ev.Trigger.Text)), func(w string) bool { return endsRules()[ev.Rule+" "+w] })
}

// dead are the full names of those who were killed.
func (f *fact) dead() []string {
	if !f.ends {
		return nil
	}
	var out []string
	for _, p := range f.side[1] {
		if strings.Contains(p.name, " ") {
			out = append(out, p.name)
		}
	}
	return out
}

// oneDeath says whether the same person was killed by both accounts.
func oneDeath(a, b *fact) bool {
	theirs := b.dead()
	return slices.ContainsFunc(a.dead(), func(n string) bool { return slices.Contains(theirs, n) })
}

// onceReach is how many days after it what befalls somebody once may be told of
// without its day.
const onceReach = 14

// whom are the names of those to whom what befalls somebody once happened.
func (f *fact) whom() []string {
	if !f.once {
		return nil
	}
	list := f.side[1]
	if strings.HasPrefix(f.rep.Event.Rule, "retreat/resign") {
		list = f.side[0]
	}
	var out []string
	for _, p := range list {
		if p.name != "" {
			out = append(out, p.name)
		}
	}
	return out
}

// onceTo says whether the same befell one who is named in both, in the one
// perhaps only beside it: "there would be no charges over the minister's letters".
func onceTo(a, b *fact) bool {
	if !a.once || !b.once {
		return false
	}
	mine, theirs := a.whom(), b.whom()
	return slices.ContainsFunc(mine, func(n string) bool { return slices.Contains(theirs, n) }) ||
		len(mine) == 0 && len(theirs) > 0 && beside(a, b.side[1]) || len(theirs) == 0 && len(mine) > 0 && beside(b, a.side[1])
}

// days is a span of days since 1970-01-01.
type days struct {
	first, last int
	known       bool // the text says when
}

const noDay = -1 << 30

// toldReach is how many days after it an event may be told of without its day.
const toldReach = 3

var aged = regexp.MustCompile(`\b(\d{1,2})-year-old\b|\baged (\d{1,2})\b|\p{L}, (\d{2}),`)

// ageIn is the age that a sentence gives somebody ("a 42-year-old man", "the
// driver, 42, from Zenda"); empty where it gives none or several.
func ageIn(sentence string) string {
	all := aged.FindAllStringSubmatch(sentence, -1)
	if len(all) != 1 {
		return ""
	}
	return all[0][1] + all[0][2] + all[0][3]
}

// exact spans are those of a day or two.
func (d days) exact() bool { return d.known && d.last-d.first <= 1 }

func (d days) meets(e days) bool { return d.first <= e.last && e.first <= d.last }

// reach is how many words on either side of the event's own words belong to
// it: a longer sentence tells several events.
const reach = 14

func factOf(r *Report) *fact {
	f := outlineOf(r)
	f.fill()
	return f
}

// outlineOf is a fact without anything that is made of words, which take nearly
// all of the time.
func outlineOf(r *Report) *fact {
	ev := &r.Event
	f := &fact{rep: r, typ: ev.Type, told: dayOf(ev.Article.Date), place: ev.Place}
	f.once, f.leak, f.ends = onceRules()[ev.Rule], leakRules()[ev.Rule], endsLife(ev)
	if ev.Date != nil && ev.Date.From == "text" {
		f.day = spanOf(ev.Date.Value)
	}
	f.side[0], f.side[1] = parties(ev.Actor), parties(ev.Recipient)
	if sideless()[ev.Type] {
		f.side[0], f.side[1] = append(f.side[0], f.side[1]...), nil
	}
	return f
}

// fill fills in the rest of an outline.
func (f *fact) fill() {
	if f.filled {
		return
	}
	f.filled = true
	ev := &f.rep.Event
	f.age = ageIn(ev.Sentence.Text)
	for _, side := range f.side {
		for i := range side {
			side[i].fill()
		}
	}
	for _, w := range wordsOf(ev.Trigger.Text) {
		f.trigger = append(f.trigger, w.stem)
	}
	f.named = map[string]bool{}
	for _, list := range [][]rapporteur.Entity{ev.Actor, ev.Recipient} {
		for _, e := range list {
			f.name(e.Text)
			f.name(e.Name)
		}
	}
	if ev.Place != nil {
		f.name(ev.Place.Text)
		f.name(ev.Place.Name)
	}
	f.spoken = strings.HasPrefix(ev.Quad, "verbal")
	f.stance = "asserts"
	if n := len(ev.SaidBy); n > 0 {
		f.speaker = ev.SaidBy[n-1].Code + "\t" + ev.SaidBy[n-1].Name
		f.stance = ev.SaidBy[n-1].Stance
	}
	if ev.Status == "negated" {
		f.stance = opposite[f.stance]
	}
	f.words = map[string]int{}
	f.context(ev)
	f.counts = countsOf(ev)
}

var opposite = map[string]string{"asserts": "denies", "denies": "asserts"}

func (f *fact) name(text string) {
	for _, w := range wordsOf(text) {
		f.named[w.stem] = true
	}
}

// shortSentence is the number of words below which one sentence in two reports
// may be chance: "The meeting was held on Monday."
const shortSentence = 8

// context fills the words around the event.
func (f *fact) context(ev *rapporteur.Event) {
	words := wordsOf(ev.Sentence.Text)
	if len(words) >= shortSentence {
		f.wording = 1
		for _, w := range words {
			f.wording = mix(f.wording ^ w.hash)
		}
	}
	near := func(start, end int) (int, int) {
		first, last := -1, -1
		for i, w := range words {
			if w.start < end-ev.Sentence.Start && w.end > start-ev.Sentence.Start {
				if first < 0 {
					first = i
				}
				last = i
			}
		}
		return first, last
	}
	first, last := near(ev.Trigger.Start, ev.Trigger.End)
	f.back = !f.day.known && first >= 0 && (apart(words[max(0, first-backReach):first]) || inMonth(words[:first]))
	if first >= 0 {
		party := func(w word) bool {
			return slices.ContainsFunc(slices.Concat(ev.Actor, ev.Recipient), func(e rapporteur.Entity) bool {
				return w.start < e.End-ev.Sentence.Start && w.end > e.Start-ev.Sentence.Start
			})
		}
		f.phase = phaseOf(words[first:last+1], words[:first], party)
		for _, w := range words[first:min(len(words), last+2)] {
			f.anyOf = f.anyOf || w.text == "any" && !f.once // "would not be any charges" is one decision
		}
		for _, w := range words[last+1 : min(len(words), last+1+matterReach)] {
			if w.weight > 0 && !w.number && !party(w) {
				f.matter = append(f.matter, w.stem)
			}
		}
		if !party(words[last]) {
			f.last = words[last].text
		}
		switch q := quantity(words[:first], words[first], party); {
		case q == oneOf:
			f.last = strings.TrimSuffix(f.last, "s")
		case q != "":
			f.general = true
		}
	}
	if first < 0 {
		first, last = 0, len(words)-1
	}
	from, to := first-reach, last+reach
	for side, list := range [][]rapporteur.Entity{ev.Actor, ev.Recipient} {
		for _, e := range list {
			if a, b := near(e.Start, e.End); a >= 0 {
				from, to = min(from, a), max(to, b)
				f.from = f.from || side == 1 && a > 0 && words[a-1].text == "from"
			}
		}
	}
	for i := max(0, from); i <= min(to, len(words)-1); i++ {
		w := words[i]
		if w.number || slices.Contains(f.trigger, w.stem) {
			continue
		}
		if w.weight > 0 && f.words[w.stem] == 0 {
			f.words[w.stem] = w.weight
			f.total += w.weight
		}
	}
}

// matterReach is how many words after the trigger tell what it is about.
const matterReach = 6

// backReach is how many words before the trigger may tell how long before or
// after something else it happened.
const backReach = 8

//go:embed apart.txt
var apartText string

var apartWords = sync.OnceValue(func() map[string]bool { return listOf(apartText) })

// apart finds "days after" and the like.
func apart(words []word) bool {
	for i := 0; i+1 < len(words); i++ {
		if apartWords()[words[i].text+" "+words[i+1].text] {
			return true
		}
	}
	return false
}

// inMonth tells whether a sentence begins with a month, "In July, he had taken
// the step of ...", although the program found no date in it for the event.
func inMonth(words []word) bool {
	if len(words) < 2 || words[0].text != "in" {
		return false
	}
	for m := time.January; m <= time.December; m++ {
		if words[1].text == strings.ToLower(m.String()) {
			return true
		}
	}
	return false
}

// dayOf reads the day of an ISO date or date-time.
func dayOf(s string) int {
	if len(s) < 10 {
		return noDay
	}
	t, err := time.Parse("2006-01-02", s[:10])
	if err != nil {
		return noDay
	}
	return int(t.Unix() / 86400)
}

// spanOf reads a record's date: a day, month, year, or span A/B.
func spanOf(value string) days {
	a, b, span := strings.Cut(value, "/")
	first, last, ok := edges(a)
	if span && ok {
		var end int
		if _, end, ok = edges(b); end < first {
			ok = false
		} else {
			last = end
		}
	}
	if !ok {
		return days{}
	}
	return days{first: first, last: last, known: true}
}

func edges(s string) (first, last int, ok bool) {
	for _, form := range []struct {
		layout              string
		years, months, days int
	}{{"2006-01-02", 0, 0, 1}, {"2006-01", 0, 1, 0}, {"2006", 1, 0, 0}} {
		if t, err := time.Parse(form.layout, s); err == nil {
			end := t.AddDate(form.years, form.months, form.days)
			return int(t.Unix() / 86400), int(end.Unix()/86400) - 1, true
		}
	}
	return 0, 0, false
}
