package gather

import (
	"slices"
	"strconv"
	"time"

	"rapporteur"
)

// Keys name the blocks that an event's record belongs to: two records can be
// of one event only if they share a key. There are at most four parties or
// places to a record and seven keys to each, and one for its article:
//
//   - "E" and a day when it may have happened: the text's; where the text does
//     not say, the day of publication and the three days before;
//   - "M" and the month, where the text gives one;
//   - "P" and the day of publication, where the text gives a day also the one
//     before and the one after, so that reports of neighbouring days meet
//     whatever day the texts give;
//   - "O" and the month, with the name of somebody whom it does not befall twice in two weeks;
//   - "D" and the name of somebody who was killed;
//   - all of these also with "leak", of papers that tell on many;
//   - "A" and the article;
//   - "S" and the sentence, where no party or place is known: it meets its copies.
//
// So a block holds the records of one type and one country of a day to four,
// or those of a month that are told in retrospect, however large the ledger.
func Keys(ev rapporteur.Event) []string {
	return keysOf(outlineOf(&Report{Article: ev.Article.ID, Event: ev}))
}

// maxAnchors bounds the keys of a record that names many parties.
const maxAnchors = 4

func keysOf(f *fact) []string {
	var anchors []string
	add := func(a string) {
		if a != "" && len(anchors) < maxAnchors && !slices.Contains(anchors, a) {
			anchors = append(anchors, a)
		}
	}
	if f.leak {
		add("leak")
	}
	for _, side := range f.side {
		for _, p := range side {
			if p.head != "" {
				add(p.head)
			} else {
				add(p.name)
			}
		}
	}
	if f.place != nil {
		add(f.place.Country)
	}
	var out []string
	for _, a := range anchors {
		key := func(kind string, when string) {
			out = append(out, kind+"|"+f.typ+"|"+a+"|"+when)
		}
		day := func(kind string, first, last int) {
			for d := first; d <= last; d++ {
				key(kind, strconv.Itoa(d))
			}
		}
		switch {
		case f.day.exact():
			day("E", f.day.first, f.day.last)
		case !f.day.known && f.told != noDay:
			day("E", f.told-toldReach, f.told)
		}
		if f.day.known && f.day.last-f.day.first <= 31 {
			first, last := monthOf(f.day.first), monthOf(f.day.last)
			key("M", first)
			if last != first {
				key("M", last)
			}
		}
		if f.told != noDay && f.day.known {
			day("P", f.told-1, f.told+1)
		} else if f.told != noDay { // those without a day meet by E
			day("P", f.told, f.told)
		} else if !f.day.known { // nothing tells when: only words do
			for _, w := range f.rarest(3) {
				key("W", w)
			}
		}
	}
	for _, name := range f.whom() { // months that it may have happened in, however late it is told of
		key := func(day int) { out = append(out, "O|"+f.typ+"|"+name+"|"+monthOf(day)) }
		switch {
		case f.day.known && f.day.last-f.day.first <= 31:
			key(f.day.first)
			key(f.day.last)
		case !f.day.known && f.told != noDay:
			key(f.told - onceReach)
			key(f.told)
		}
	}
	for _, name := range f.dead() {
		out = append(out, "D|"+f.typ+"|"+name)
	}
	if len(anchors) == 0 {
		f.fill()
	}
	if len(anchors) == 0 && f.wording != 0 {
		out = append(out, "S|"+f.typ+"|"+strconv.FormatUint(f.wording, 36))
	}
	if f.rep.Article != "" {
		out = append(out, "A|"+f.typ+"|"+f.rep.Article)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func monthOf(day int) string {
	return time.Unix(int64(day)*86400, 0).UTC().Format("2006-01")
}

// rarest gives the n weightiest words around the event, of equal ones the
// first by the alphabet.
func (f *fact) rarest(n int) []string {
	f.fill()
	words := make([]string, 0, len(f.words))
	for w := range f.words {
		words = append(words, w)
	}
	slices.SortFunc(words, func(a, b string) int {
		if d := f.words[b] - f.words[a]; d != 0 {
			return d
		}
		if a < b {
			return -1
		}
		return 1
	})
	return words[:min(n, len(words))]
}
