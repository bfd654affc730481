package count

import (
	"fmt"
	"slices"
	"strings"

	"rapporteur/internal/clause"
	"rapporteur/internal/doc"
)

// arguments takes what the events' own words govern: those who march, the
// troops sent, the money given.
func (b *sentence) arguments() {
	for _, k := range b.c.data.kinds {
		for q := range b.all {
			x := &b.all[q]
			if b.counted(x) {
				continue
			}
			for _, e := range b.events {
				ev := &b.d.Events[e]
				if !slices.Contains(k.of, ev.Type) {
					continue
				}
				switch {
				case k.doerOf[ev.Type] && x.unit == "" && b.doer(ev, x) && b.fits(k, x):
					b.put(k, -1, []quantity{*x}, false, "who takes part")
				case b.thing(k, x) && b.governed(ev, x.np) && !k.has("not behind", b.g.Prep(x.np), nil):
					b.put(k, -1, []quantity{*x}, false, fmt.Sprintf("governed by %q", b.s.Tokens[ev.Head].Text))
				default:
					continue
				}
				break
			}
		}
	}
}

// counted says whether a predicate already told what the quantity counts.
func (b *sentence) counted(q *quantity) bool {
	sp := b.s.SpanOf(q.first, q.last)
	return slices.ContainsFunc(b.found, func(f found) bool { return f.count.Overlaps(sp) })
}

func (b *sentence) thing(k *kind, q *quantity) bool {
	for _, v := range k.words["things"] {
		switch {
		case v.lemma == "money":
			if q.unit != "" {
				return true
			}
		case q.unit != "" || q.noun < 0:
		default:
			w := strings.Fields(v.lemma)
			if t := &b.s.Tokens[q.noun]; (lemma(t) == w[len(w)-1] || strings.TrimSuffix(b.r.low[q.noun], "s") == w[len(w)-1]) && (len(w) == 1 || q.noun > 0 && lemma(&b.s.Tokens[q.noun-1]) == w[0]) {
				return true
			}
		}
	}
	return false
}

// doer says whether the quantity is the event's actor: the phrase of one of its
// actors, the subject of its trigger, or what a gathering is of.
func (b *sentence) doer(ev *doc.Event, q *quantity) bool {
	for _, a := range ev.Actor {
		m := &b.d.Mentions[a]
		if m.Sent == b.sent && (m.Head == q.np || m.Head == q.noun) {
			return true
		}
	}
	if ev.Head < 0 || ev.Head >= len(b.s.Tokens) {
		return false
	}
	if b.s.Tokens[ev.Head].UPOS == "VERB" {
		subj := b.g.Verb(ev.Head).Subj
		return slices.Contains(subj, q.np) || q.noun >= 0 && slices.Contains(subj, q.noun)
	}
	f := b.g.Noun(ev.Head)
	if slices.Contains(f.Doers(), q.np) {
		return true
	}
	return slices.ContainsFunc(b.g.Phrases(ev.Head, "nmod"), func(p clause.Phrase) bool { return p.Prep == "of" && p.Tok == q.np })
}

// bonds are the relations that tie a thing to the event whose argument it is.
var bonds = []string{"obj", "obl", "nmod", "nsubj", "conj", "compound", "iobj", "appos", "amod"}

// governed says whether a noun phrase is an argument of the event, or hangs on
// one without a clause between.
func (b *sentence) governed(ev *doc.Event, i int) bool {
	if i == ev.Head || slices.Contains(ev.Trigger, i) {
		return true
	}
	for n := 0; n < 4; n++ {
		t := &b.s.Tokens[i]
		if t.Head < 0 || !slices.ContainsFunc(bonds, func(r string) bool { return b.s.Is(i, r) }) {
			return false
		}
		if i = t.Head; i == ev.Head || slices.Contains(ev.Trigger, i) {
			return true
		}
		if b.s.Tokens[i].UPOS == "VERB" {
			return false
		}
	}
	return false
}

// give ties the counts to events.
func (b *sentence) give() {
	slices.SortStableFunc(b.found, func(x, y found) int { return x.first - y.first })
	for i := range b.found {
		f := &b.found[i]
		e, how := b.eventOf(f)
		if e < 0 {
			continue
		}
		f.to = e + 1
		ev := &b.d.Events[e]
		x := f.count
		x.What = b.called(f.kind, ev)
		x.SaidBy = b.sources(ev, f)
		if own := f.predicate == ev.Head || slices.Contains(ev.Trigger, f.predicate); !own && f.predicate >= 0 && len(x.SaidBy) == 0 && b.has(ev, f.kind) {
			f.to = 0
			continue // "arrested four, while two were captured elsewhere"
		}
		ev.Counts = append(ev.Counts, x)
		ev.Why = append(ev.Why, fmt.Sprintf("count: %s, %q, %s%s", Format(&x), b.d.Slice(x.Span), x.Why, how))
	}
	for _, e := range b.events {
		slices.SortStableFunc(b.d.Events[e].Counts, func(x, y doc.Count) int { return x.Start - y.Start })
	}
}

// called is what the number is recorded as: who is held in an abduction was
// abducted, but not the rebels that an army captures.
func (b *sentence) called(k *kind, ev *doc.Event) string {
	is := func(ms []int, sectors ...string) bool {
		return slices.ContainsFunc(ms, func(m int) bool {
			return slices.ContainsFunc(b.d.Mentions[m].Actors, func(a doc.Actor) bool {
				_, rest, _ := strings.Cut(a.Code, " ")
				sector, _, _ := strings.Cut(rest, " ")
				return slices.Contains(sectors, sector)
			})
		})
	}
	if is(ev.Actor, "GOV", "MIL", "COP", "SPY") || is(ev.Recipient, "REB", "CRM") {
		return k.name
	}
	for _, o := range b.c.data.kinds {
		if o.held[k.name+" "+ev.Type+" "+ev.Mode] {
			return o.name
		}
	}
	return k.name
}

// has says whether the event's own words tell a number of the kind.
func (b *sentence) has(ev *doc.Event, k *kind) bool {
	for i := range b.found {
		f := &b.found[i]
		if f.kind == k && f.to > 0 && &b.d.Events[f.to-1] == ev && (f.predicate == ev.Head || slices.Contains(ev.Trigger, f.predicate)) {
			return true
		}
	}
	return false
}

// eventOf returns the event that a count belongs to: the one whose trigger its
// predicate is, else the nearest in the tree among those of the kind's types.
func (b *sentence) eventOf(f *found) (int, string) {
	if f.predicate >= 0 {
		for _, e := range b.events {
			ev := &b.d.Events[e]
			if ev.Head == f.predicate || slices.Contains(ev.Trigger, f.predicate) {
				return e, ""
			}
		}
	}
	if b.running(f) {
		return b.tollOf(f)
	}
	if f.predicate >= 0 { // "17 dead and 30 wounded": where the number before it went
		for _, o := range b.found {
			if o.to > 0 && o.last < f.first && f.first-o.last <= 4 && slices.Contains(f.kind.of, b.d.Events[o.to-1].Type) && b.joined(o.last+1, f.first) {
				return o.to - 1, "; told with the number before it"
			}
		}
	}
	best, least := -1, 0
	for _, e := range b.events {
		ev := &b.d.Events[e]
		rank := slices.Index(f.kind.of, ev.Type)
		if rank < 0 || ev.Head < 0 {
			continue
		}
		far := 0
		if f.predicate >= 0 {
			if far = b.apart(f.predicate, ev.Head); far > 4 || b.aside(ev.Head, f.predicate) || b.contrasted(ev.Head, f.predicate) || b.apartClauses(ev.Head, f.predicate) || b.added(ev.Head, f.predicate) {
				continue
			}
		} else if far = b.apart(f.np, ev.Head); !b.governed(ev, f.np) && !b.doer(ev, &quantity{np: f.np, noun: f.np}) {
			continue
		}
		if far = far*10 + rank; best < 0 || far < least {
			best, least = e, far
		}
	}
	if best >= 0 && f.predicate >= 0 {
		return best, fmt.Sprintf("; a result of %q", b.s.Tokens[b.d.Events[best].Head].Text)
	}
	return best, ""
}

// running says whether the count is the value that a toll rose to, which may be
// made up of several events.
func (b *sentence) running(f *found) bool {
	if f.predicate < 0 || !f.kind.has("toll", lemma(&b.s.Tokens[f.predicate]), func(before string) bool {
		return f.predicate > 0 && b.r.low[f.predicate-1] == before
	}) {
		return false
	}
	h := b.s.Tokens[f.predicate].Head
	return h >= 0 && b.r.t.has("rising", lemma(&b.s.Tokens[h]))
}

// tollOf returns the event that a rising toll is of: "the toll of Monday's attack
// rose to 17", "an attack whose toll rose to 17". What made it rise, "the toll rose
// to 17 when a man was beaten to death", is one of several.
func (b *sentence) tollOf(f *found) (int, string) {
	for _, e := range b.events {
		ev := &b.d.Events[e]
		if slices.Contains(f.kind.of, ev.Type) && ev.Head >= 0 && ev.Head < len(b.s.Tokens) && (b.s.Under(ev.Head, f.predicate) || b.s.Under(f.predicate, ev.Head)) {
			return e, fmt.Sprintf("; the toll of %q", b.s.Tokens[ev.Head].Text)
		}
	}
	return -1, ""
}

// added says whether one of the two is told as something further: "six died in the
// firefight, he said, adding that four were arrested".
func (b *sentence) added(head, predicate int) bool {
	further := func(i, other int) bool {
		for n := 0; i >= 0 && n < len(b.s.Tokens); n++ {
			h := b.s.Tokens[i].Head
			if b.s.Is(i, "ccomp") && h >= 0 && b.s.Is(h, "advcl") {
				return !b.s.Under(other, i)
			}
			i = h
		}
		return false
	}
	return further(head, predicate) || further(predicate, head)
}

// contrasted says whether the predicate stands in a clause about somebody else
// that the event is no part of: "three men died while shells wounded four others".
func (b *sentence) contrasted(head, predicate int) bool {
	i := predicate
	for n := 0; i >= 0 && n < len(b.s.Tokens); n++ {
		if m := b.s.Kid(i, "mark"); m >= 0 && b.s.Is(i, "advcl") && b.r.t.has("contrast", b.r.low[m]) && b.s.Kid(i, "nsubj") >= 0 {
			return !b.s.Under(head, i)
		}
		i = b.s.Tokens[i].Head
	}
	return false
}

// apartClauses says whether the two are told of different things: "an attack that
// left 16 people dead and another that killed eight".
func (b *sentence) apartClauses(head, predicate int) bool {
	of := func(i, other int) int { // what the clause is told of that holds i and not the other
		for n := 0; i >= 0 && n < len(b.s.Tokens); n++ {
			if b.s.Is(i, "acl") && b.s.Tokens[i].Head >= 0 && !b.s.Under(other, i) {
				return b.s.Tokens[i].Head
			}
			i = b.s.Tokens[i].Head
		}
		return -1
	}
	x, y := of(head, predicate), of(predicate, head)
	return x >= 0 && y >= 0 && x != y
}

// aside says whether an event is only what a predicate's time is told by:
// "murdered 200 prisoners after the siege".
func (b *sentence) aside(head, predicate int) bool {
	return b.s.Tokens[head].Head == predicate && b.s.Is(head, "obl") && b.r.t.has("aside", b.g.Prep(head))
}

// joined says whether there is nothing but "and", commas and words of state
// between two tokens.
func (b *sentence) joined(i, j int) bool {
	and := false
	for ; i < j; i++ {
		t := &b.s.Tokens[i]
		and = and || t.UPOS == "CCONJ" || t.Text == ","
		if t.UPOS != "CCONJ" && t.UPOS != "PUNCT" && t.UPOS != "ADJ" && t.XPOS != "VBN" && t.XPOS != "VBG" && t.XPOS != "VBD" {
			return false
		}
	}
	return and
}

// apart is the number of edges between two tokens in the tree.
func (b *sentence) apart(i, j int) int {
	up := map[int]int{}
	for n := 0; i >= 0 && n <= len(b.s.Tokens); n++ {
		if _, ok := up[i]; ok {
			break
		}
		up[i] = n
		i = b.s.Tokens[i].Head
	}
	for n := 0; j >= 0 && n <= len(b.s.Tokens); n++ {
		if k, ok := up[j]; ok {
			return n + k
		}
		j = b.s.Tokens[j].Head
	}
	return len(b.s.Tokens)
}

// sources returns on whose word the number stands where the event itself does
// not: those whose words hold the number and not the event's trigger.
func (b *sentence) sources(ev *doc.Event, f *found) []doc.Holder {
	sp := f.count.Span
	told := sp
	if f.predicate >= 0 {
		told = b.s.Tokens[f.predicate].Span
	}
	trigger := b.s.Tokens[ev.Head].Span
	holds := func(a *doc.Attribution, x doc.Span) bool {
		return slices.ContainsFunc(a.Content, func(c doc.Span) bool { return c.Contains(x) })
	}
	var out []doc.Holder
	for i := range b.d.Attributions {
		a := &b.d.Attributions[i]
		if !holds(a, sp) || !holds(a, told) || holds(a, trigger) || a.Holder.Span == (doc.Span{}) {
			continue
		}
		if slices.ContainsFunc(ev.SaidBy, func(h doc.Holder) bool { return h.Span == a.Holder.Span }) {
			continue
		}
		if slices.ContainsFunc(ev.Actor, func(m int) bool {
			x := a.Holder.Mention
			return b.d.MentionSpan(m) == a.Holder.Span || x >= 0 && b.d.Mentions[m].Chain > 0 && b.d.Mentions[m].Chain == b.d.Mentions[x].Chain
		}) {
			continue // who promises money says how much
		}
		out = append(out, a.Holder)
	}
	return out
}

// Format writes a count in short: "killed =17", "killed >=17", "killed 20..30",
// "killed ~400", "money =5000000 USD".
func Format(x *doc.Count) string {
	s := x.What + " " + Number(x.Min, x.Max, x.About)
	if x.Unit != "" {
		s += " " + x.Unit
	}
	return s
}

// Number writes bounds in short, -1 being none.
func Number(low, high int64, about bool) string {
	switch {
	case low < 0:
		return fmt.Sprintf("<=%d", high)
	case high < 0:
		return fmt.Sprintf(">=%d", low)
	case low != high:
		return fmt.Sprintf("%d..%d", low, high)
	case about:
		return fmt.Sprintf("~%d", low)
	}
	return fmt.Sprintf("=%d", low)
}
