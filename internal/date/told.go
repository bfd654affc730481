package date

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"rapporteur/internal/doc"
)

// again dates an event by another mention of it nearby: one of the same type
// with the same parties, or some of them, whose day is told. Only types whose
// events are told again and again in a report are listed for this in words.tsv;
// what was done "earlier" ("had refused") is another event.
func (f *Finder) again(d *doc.Doc, says []saying, near int) {
	found := make([]int, len(d.Events)) // 1 + event that gives the date
	for i := range d.Events {
		ev := &d.Events[i]
		if ev.Date >= 0 || ev.Sent < 0 || ev.Sent >= len(d.Sents) || !f.g.cues["told again"][ev.Type] || ev.Status != "actual" || f.before(&d.Sents[ev.Sent], ev.Head) {
			continue
		}
		if s := &d.Sents[ev.Sent]; f.g.cues["acts in words"][ev.Type] && inside(s, ev.Head) {
			continue // "its position of refusing them" is no speech of that day
		}
		mine := parties(d, ev)
		for j := range d.Events {
			o := &d.Events[j]
			gap := max(ev.Sent-o.Sent, o.Sent-ev.Sent)
			if o.Date < 0 || f.lasting(d, ev, d.Dates[max(o.Date, 0)].Day) || o.Type != ev.Type || o.Status != ev.Status || gap == 0 || gap > near || !recent(d, d.Dates[o.Date].Day) || !within(mine, parties(d, o)) {
				continue
			}
			if k := found[i] - 1; k < 0 || gap < max(ev.Sent-d.Events[k].Sent, d.Events[k].Sent-ev.Sent) {
				found[i] = j + 1
			}
		}
	}
	f.knownDeed(d, found)
	f.spokenThen(d, found, near)
	for i, j := range found {
		if j > 0 {
			ev, o := &d.Events[i], &d.Events[j-1]
			ev.Date = o.Date
			ev.Why = append(ev.Why, fmt.Sprintf("date: %s, that of %q in sentence %d, which tells of the same", d.Dates[o.Date].Day, trigger(d, o), o.Sent))
		}
	}
	f.spokeThen(d, says, near)
}

// spokenThen dates what somebody does in words, told without a day, by the dated
// talks or words of the same party that the report told of just before: who met
// on Sunday, urged, thanked and agreed then.
func (f *Finder) spokenThen(d *doc.Doc, found []int, near int) {
	words := f.g.cues["acts in words"]
	for i := range d.Events {
		ev := &d.Events[i]
		if found[i] > 0 || ev.Date >= 0 || ev.Sent < 0 || ev.Sent >= len(d.Sents) || !words[ev.Type] || ev.Status != "actual" || denied(ev) || f.before(&d.Sents[ev.Sent], ev.Head) || inside(&d.Sents[ev.Sent], ev.Head) {
			continue
		}
		who := codes(d, ev.Actor)
		for j := range d.Events {
			o := &d.Events[j]
			if gap := ev.Sent - o.Sent; gap < 0 || gap > near || o.Date < 0 || o.Status != "actual" || !words[o.Type] && !f.g.cues["told again"][o.Type] || !justNow(d, d.Dates[o.Date].Day) || f.lasting(d, ev, d.Dates[o.Date].Day) || !within(who, parties(d, o)) {
				continue
			}
			if k := found[i] - 1; k < 0 || o.Sent >= d.Events[k].Sent {
				found[i] = j + 1
			}
		}
	}
}

// denied says whether somebody denies the event.
func denied(ev *doc.Event) bool {
	return slices.ContainsFunc(ev.SaidBy, func(h doc.Holder) bool { return h.Stance == "denies" })
}

// justNow says whether the day is that of the publication or the one before.
func justNow(d *doc.Doc, iso string) bool {
	t, err := time.Parse(time.DateOnly, iso)
	gap := d.Published.Sub(t)
	return err == nil && !d.Published.IsZero() && gap >= 0 && gap <= 24*time.Hour
}

// recent says whether the day lies within a week of publication: older events
// are background, seldom told again.
func recent(d *doc.Doc, iso string) bool {
	t, err := time.Parse(time.DateOnly, iso)
	gap := d.Published.Sub(t).Abs()
	return err == nil && !d.Published.IsZero() && gap <= 7*24*time.Hour
}

func trigger(d *doc.Doc, ev *doc.Event) string {
	if s := &d.Sents[ev.Sent]; ev.Head >= 0 && ev.Head < len(s.Tokens) {
		return s.Tokens[ev.Head].Text
	}
	return ""
}

// before says whether what the verb tells was before something else in the
// past: it is in the pluperfect, or "earlier".
func (f *Finder) before(s *doc.Sentence, i int) bool {
	return f.earlier(s, i, "aux") || f.earlier(s, i, "advmod")
}

// earlier says whether a word of a time before another hangs on token i in the
// relation; an auxiliary only in the past tense.
func (f *Finder) earlier(s *doc.Sentence, i int, rel string) bool {
	if i < 0 || i >= len(s.Tokens) {
		return false
	}
	return slices.ContainsFunc(s.Kids(i), func(k int) bool {
		t := &s.Tokens[k]
		return s.Is(k, rel) && (rel != "aux" || t.XPOS == "VBD") && f.g.cues["earlier"][strings.ToLower(t.Text)]
	})
}

// parties lists the codes of actors and recipients, without repeats.
func parties(d *doc.Doc, ev *doc.Event) []string {
	return codes(d, append(slices.Clone(ev.Actor), ev.Recipient...))
}

// codes lists the codes that mentions stand for, without repeats.
func codes(d *doc.Doc, mentions []int) []string {
	var out []string
	for _, m := range mentions {
		if m < 0 || m >= len(d.Mentions) {
			continue
		}
		for _, a := range d.Mentions[m].Actors {
			if a.Code != "" && !strings.HasPrefix(a.Code, "---") && !slices.Contains(out, a.Code) {
				out = append(out, a.Code)
			}
		}
	}
	return out
}

// within says whether one of the lists holds all of the other, which isn't
// empty.
func within(a, b []string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	for _, x := range a {
		if !slices.Contains(b, x) {
			return false
		}
	}
	return len(a) > 0
}

// lasting says whether the event is told in the present tense and the day is
// not that of publication: who "is unhappy" now need not have been so then.
func (f *Finder) lasting(d *doc.Doc, ev *doc.Event, iso string) bool {
	s := &d.Sents[ev.Sent]
	if ev.Head < 0 || ev.Head >= len(s.Tokens) || d.Published.IsZero() || iso == d.Published.Format(time.DateOnly) {
		return false
	}
	now := func(i int) bool { return s.Tokens[i].XPOS == "VBZ" || s.Tokens[i].XPOS == "VBP" }
	return now(ev.Head) || slices.ContainsFunc(s.Kids(ev.Head), func(k int) bool {
		return now(k) && (s.Is(k, "cop") || s.Is(k, "aux")) && !f.g.cues["present"][strings.ToLower(s.Tokens[k].Text)]
	})
}

// knownDeed dates a deed that is told of as known, "the bombings", by the one
// before it that has the same name and a day: "last Wednesday's bombings".
func (f *Finder) knownDeed(d *doc.Doc, found []int) {
	for i := range d.Events {
		ev := &d.Events[i]
		if found[i] > 0 || ev.Date >= 0 || ev.Sent < 0 || ev.Sent >= len(d.Sents) || ev.Status != "actual" || !f.definite(&d.Sents[ev.Sent], ev.Head) {
			continue
		}
		for j := range d.Events {
			if o := &d.Events[j]; o.Date >= 0 && o.Type == ev.Type && o.Status == ev.Status && o.Sent < ev.Sent && lemma(d, o) == lemma(d, ev) {
				found[i] = j + 1
			}
		}
	}
}

// definite says whether token i is a noun with "the" or "this" and nothing that
// tells it from others of its kind.
func (f *Finder) definite(s *doc.Sentence, i int) bool {
	if i < 0 || i >= len(s.Tokens) || s.Tokens[i].UPOS != "NOUN" || s.Kid(i, "nmod:poss", "nummod") >= 0 {
		return false
	}
	k := s.Kid(i, "det")
	return k >= 0 && f.g.cues["known"][strings.ToLower(s.Tokens[k].Text)]
}

func lemma(d *doc.Doc, ev *doc.Event) string {
	if s := &d.Sents[ev.Sent]; ev.Head >= 0 && ev.Head < len(s.Tokens) {
		return strings.ToLower(s.Tokens[ev.Head].Lemma)
	}
	return ""
}

// inside says whether token i stands in a clause or phrase that describes a noun.
func inside(s *doc.Sentence, i int) bool {
	for n := 0; i >= 0 && n <= len(s.Tokens); n++ {
		if s.Tokens[i].Deprel == "acl" || s.Tokens[i].Deprel == "acl:relcl" || s.Is(i, "advcl") && s.Tokens[i].XPOS != "VBG" {
			return true
		}
		i = s.Tokens[i].Head
	}
	return false
}

// saying is somebody's words told with a day.
type saying struct {
	sent int
	who  doc.Holder
	date int
}

// said returns the day of the reporting words of an attribution.
func (f *Finder) said(d *doc.Doc, a *doc.Attribution, bySent map[int][]int, clausesOf func(int) *clauses) (saying, bool) {
	if len(a.Cue) == 0 || a.Holder.Actor.Code == "" {
		return saying{}, false
	}
	si := slices.IndexFunc(d.Sents, func(s doc.Sentence) bool { return s.Contains(a.Cue[0]) })
	if si < 0 || len(bySent[si]) == 0 {
		return saying{}, false
	}
	t := clausesOf(si)
	i := slices.IndexFunc(t.s.Tokens, func(tok doc.Token) bool { return tok.Span == a.Cue[0] })
	if i < 0 {
		return saying{}, false
	}
	k := t.best(i, i)
	if k < 0 || !justNow(d, d.Dates[k].Day) {
		return saying{}, false
	}
	return saying{sent: si, who: a.Holder, date: k}, true
}

// spokeThen dates what somebody does in words, told without a day, by the day on
// which the same one is said to have spoken just before: who said something on
// Sunday, praised and rejected then.
func (f *Finder) spokeThen(d *doc.Doc, says []saying, near int) {
	for i := range d.Events {
		ev := &d.Events[i]
		if ev.Date >= 0 || ev.Sent < 0 || ev.Sent >= len(d.Sents) || !f.g.cues["acts in words"][ev.Type] || ev.Status != "actual" || denied(ev) {
			continue
		}
		if s := &d.Sents[ev.Sent]; f.before(s, ev.Head) || inside(s, ev.Head) {
			continue
		}
		for n := len(says) - 1; n >= 0; n-- {
			if x := &says[n]; x.sent < ev.Sent && ev.Sent-x.sent <= near && !f.lasting(d, ev, d.Dates[x.date].Day) && f.same(d, ev, &x.who) {
				ev.Date = x.date
				ev.Why = append(ev.Why, fmt.Sprintf("date: %s, when %q spoke in sentence %d", d.Dates[x.date].Day, d.Slice(x.who.Span), x.sent))
				break
			}
		}
	}
}

// same says whether the speaker is the event's only actor.
func (f *Finder) same(d *doc.Doc, ev *doc.Event, who *doc.Holder) bool {
	if len(ev.Actor) != 1 || ev.Actor[0] < 0 || ev.Actor[0] >= len(d.Mentions) {
		return false
	}
	m := &d.Mentions[ev.Actor[0]]
	if who.Mention >= 0 && m.Chain > 0 && d.Mentions[who.Mention].Chain == m.Chain {
		return true
	}
	return len(m.Actors) > 0 && who.Actor.Code != "---" && m.Actors[0].Code == who.Actor.Code
}
