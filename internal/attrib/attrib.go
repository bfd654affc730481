// Package attrib finds out with which status an event is presented (actual,
// future, hypothetical, negated) and on whose word it stands, from the outermost
// source to the innermost, with stance. Documents with candidate events go in;
// their Status, SaidBy and Type (a planned meeting is an agreement) are set, and
// Doc.Attributions. What words do to what they embed is the codebook's
// predicates.txt. The cost is linear in the sentence length for each event.
package attrib

import (
	"fmt"
	"strings"

	"rapporteur/internal/doc"
	"rapporteur/internal/rule"
)

// Statuses of an event.
const (
	Actual       = "actual"
	Future       = "future"
	Hypothetical = "hypothetical"
	Negated      = "negated"
)

// A Modifier reads a word before a noun as an actor: "military" in "the military
// report".
type Modifier func(d *doc.Doc, sent, tok int) (doc.Mention, bool)

// Judge assigns status and sources. Safe for concurrent use on different documents.
type Judge struct {
	book     *rule.Book
	modifier Modifier
}

// New returns a Judge that reads the codebook's predicates.
func New(book *rule.Book, modifier Modifier) *Judge { return &Judge{book, modifier} }

// Assign sets status, sources and the resulting type of every event, drops
// events that a refusal takes back, and fills d.Attributions.
func (j *Judge) Assign(d *doc.Doc) {
	all, talks := make([][]embed, len(d.Sents)), make([][]embed, len(d.Sents))
	for i := range d.Sents {
		all[i] = j.speech(d, i)
		for _, e := range all[i] {
			if !e.aside {
				talks[i] = append(talks[i], e)
			}
		}
	}
	speakers := j.quotes(d, talks)
	j.record(d, all, speakers)
	kept := d.Events[:0]
	for _, ev := range d.Events {
		v := j.view(d, &ev)
		if v.dropped {
			continue
		}
		ev.Status, ev.Would = v.status, v.would && v.status == Hypothetical
		ev.Why = append(ev.Why, v.told())
		planned := ev
		planned.SaidBy = v.holders
		j.retype(&planned)
		ev.Type, ev.Mode, ev.CAMEO, ev.Why = planned.Type, planned.Mode, planned.CAMEO, planned.Why
		ev.SaidBy = j.sources(d, &ev, v, talks[ev.Sent], speakers[ev.Sent])
		if j.threatens(d, &ev) {
			ev.SaidBy = j.sources(d, &ev, v, talks[ev.Sent], speakers[ev.Sent])
		}
		if j.in("threat_type", strings.ToLower(ev.Type)) {
			j.toldTo(d, &ev)
		}
		kept = append(kept, ev)
	}
	d.Events = kept
}

// Settle looks at the events again once they have dates: what is dated after
// the publication has not happened yet.
func (j *Judge) Settle(d *doc.Doc) {
	if d.Published.IsZero() {
		return
	}
	pub := d.Published.Format("2006-01-02")
	for i := range d.Events {
		ev := &d.Events[i]
		if ev.Date < 0 || ev.Status != Actual && !ev.Would {
			continue
		}
		if info := j.book.TypeOf(ev.Type, ""); info != nil && info.Speech {
			continue // a speech act about the future is made now
		}
		word := &d.Sents[ev.Sent].Tokens[ev.Head]
		if word.XPOS == "VBD" {
			continue // "met on 23 July" has happened, whatever year the date was taken for
		}
		day, _, _ := strings.Cut(d.Dates[ev.Date].Day, "/")
		// "meets him in 2018", "when they meet next year", but not "has given money for next year"
		year := len(day) == 4 && (word.XPOS == "VBP" || word.XPOS == "VBZ")
		if (len(day) == 10 || len(day) == 7 || year) && (day > pub[:len(day)] || ev.Would && day == pub) {
			ev.Status = Future
			ev.Why = append(ev.Why, "status: future, dated after the publication")
			j.retype(ev)
		}
	}
}

// retype turns acts to come into what the codebook's types.tsv
// calls them. An act that somebody denies keeps its own type.
func (j *Judge) retype(ev *doc.Event) {
	if ev.Status != Future {
		return
	}
	for _, h := range ev.SaidBy {
		if h.Stance == "denies" {
			return
		}
	}
	info := j.book.TypeOf(ev.Type, ev.Mode)
	if info == nil || info.Future == "" {
		info = j.book.TypeOf(ev.Type, "") // what holds for all modes
	}
	if info == nil || info.Future == "" {
		return
	}
	ev.Why = append(ev.Why, fmt.Sprintf("type: a future %s is coded as %s", strings.TrimSpace(ev.Type+" "+ev.Mode), info.Future))
	ev.CAMEO = ""
	ev.Type, ev.Mode, _ = strings.Cut(info.Future, " ")
}
