package place

import (
	"slices"
	"strconv"
	"strings"

	"rapporteur/internal/doc"
)

// container returns the known place that contains a phrase without an entry, or is
// next to it, and how the report tells it: from within the phrase and what is
// attached to it outwards to the article. What the report leaves open stays so.
func (t *tree) container(x phrase) (*doc.Place, string) {
	top := t.top(x)
	if n := x.last + 1; t.word("here", top) || n < len(t.s.Tokens) && t.word("here", n) {
		p, how := t.home(x)
		return t.onlyTown(p), how
	}
	if x.place >= 0 { // a name
		q := t.d.Places[x.place]
		if p := t.inside(t.sent, q.First, q.Last, false); p != nil {
			return p, "named within it"
		}
		if p, _ := t.attached(t.sent, q.Last); p != nil {
			return p, "named behind it"
		}
	}
	within := t.inside(t.sent, x.first, x.last, !t.word("of others", top))
	owner := within != nil && t.word("of others", top) && within.Last < top && strings.HasPrefix(within.Why, "country") // "the Ruritanian base at Zenda, Graustark"
	if t.ofParty(x) && (within == nil || strings.HasPrefix(within.Why, "country")) {                                    // "the headquarters of the Ruritanian Democracy Party"
		if p := t.townOf(within); p != nil {
			return p, "the town spoken of"
		}
		if within == nil {
			within = t.inside(t.sent, x.first, x.last, true)
		}
		if within != nil {
			return within, "whose party it is"
		}
	}
	if within != nil && !owner {
		return within, "named within it"
	}
	p, unknown := t.attached(t.sent, x.last)
	if p != nil {
		return p, "named behind it"
	}
	for i := range t.d.Places { // "a compound used as a camp in the Zenda district"
		if p := &t.d.Places[i]; p.Sent == t.sent && p.First > x.last && p.Known && p.Country != "" && t.stood(p) && t.s.Under(p.First, top) {
			return p, "named in what is told of it"
		}
	}
	for i := x.first; i <= x.last; i++ {
		if q := t.place(i); q >= 0 {
			unknown = append(unknown, q)
		}
	}
	for _, q := range unknown { // "Hentz" elsewhere in the report
		for _, o := range t.d.Places {
			if o.Name != t.d.Places[q].Name || o.Known || o.Sent == t.sent {
				continue
			}
			p := t.inside(o.Sent, o.First, o.Last, false)
			if p == nil {
				p, _ = t.attached(o.Sent, o.Last)
			}
			if p != nil {
				return p, "where the report names it too"
			}
		}
	}
	if t.nowhere(x, top) {
		return nil, ""
	}
	if t.word("of others", top) && (t.inside(t.sent, x.first, x.last, true) != nil || t.world(x)) {
		return nil, "" // "the Ruritanian embassy" may be anywhere
	}
	if p, is := t.body(top); is && !t.longer(x) {
		return p, "whose it is"
	}
	named := x.place >= 0 || t.s.Tokens[top].UPOS == "PROPN"
	back := !named && t.word("points back", x.first) && top == x.last
	if n := x.first + 2; n < x.last && t.word("points back", x.first) && t.word("land", n-1) && t.owner(n-1) {
		back = true // "the province's Hentz district"
	}
	if p := t.soCalled(x, top, back); p != nil {
		return p, "named before"
	}
	if has("direction", t.s.Tokens[top].Text) { // "the north" is that of a country
		if p, how := t.main(2); p != nil {
			return p, how
		}
	}
	if p, _ := t.near(t.sent, x, back); p != nil {
		return p, "named in the sentence"
	}
	for s := t.sent - 1; s >= 0 && s >= t.sent-farBack; s-- {
		p, several := t.near(s, x, back)
		if p == nil || !t.partOf(p.Country) {
			continue
		}
		if s < t.sent-nearBack && (!back || t.sent-s > 2*nearBack || strings.HasPrefix(p.Why, "country")) {
			break
		}
		// A village told of after a town is not in it, a street may be.
		in := back || t.word("part of a town", top) && !several
		if (!in || has("direction", t.s.Tokens[top].Text) || t.word("edge", top)) && (strings.HasPrefix(p.Why, "city") || strings.HasPrefix(p.Why, "capital")) {
			if land, ok := t.d.States[p.Country]; ok {
				p = &land
			}
		}
		return p, "named before"
	}
	if p := t.ownLand(x); p != nil {
		return t.town(p, top), "whose people they are"
	}
	if t.word("wide", top) && slices.ContainsFunc(t.ev.Trigger, func(i int) bool { return t.word("going", i) }) {
		return nil, "" // a tour of "the region" goes to several countries
	}
	if t.word("some", x.first) && slices.ContainsFunc(t.ev.Actor, t.stranger) {
		return nil, "" // what an officer of another country told of "a camp" may be anywhere
	}
	if p, how := t.main(2); p != nil {
		return t.town(p, top), how
	}
	if p, how := t.scene(); p != nil {
		return t.town(p, top), how
	}
	if t.word("of others", top) || t.word("wide", top) || t.word("field", top) || t.word("state", top) || top == x.last && t.word("land", top) {
		return nil, ""
	}
	p, how := t.foremost()
	return t.town(p, top), how
}

// ofParty says whether the phrase is of something that belongs to a party or
// movement by its name.
func (t *tree) ofParty(x phrase) bool {
	for i := x.first + 1; i <= x.last; i++ {
		if t.word("body of people", i) && upper(string([]rune(t.s.Tokens[i].Text)[:1])) && upper(string([]rune(t.s.Tokens[i-1].Text)[:1])) {
			return true
		}
	}
	return false
}

// townOf returns the last town that this sentence, or else the one before, says
// something was in; of the country, where one is given.
func (t *tree) townOf(country *doc.Place) *doc.Place {
	for s := t.sent; s >= max(0, t.sent-1); s-- {
		for i := len(t.d.Places) - 1; i >= 0; i-- {
			p := &t.d.Places[i]
			if p.Sent == s && p.Known && rank(p) == 2 && (country == nil || p.Country == country.Country) && t.stood(p) {
				return p
			}
		}
	}
	return nil
}

// town returns the one town of the country in which the article says that things were,
// where the noun is of something in a town; else the country.
func (t *tree) town(country *doc.Place, top int) *doc.Place {
	if country == nil || t.word("land", top) || t.word("wide", top) || t.word("edge", top) || has("direction", t.s.Tokens[top].Text) || !t.word("part of a town", top) && !t.word("scene", top) && !t.word("in a town", top) {
		return country
	}
	var out *doc.Place
	n := 0
	for i := range t.d.Places {
		p := &t.d.Places[i]
		if !p.Known || p.Country != country.Country || strings.HasPrefix(p.Why, "country") || !t.stood(p) {
			continue
		}
		if out != nil && out.Name != p.Name || strings.HasPrefix(p.Why, "region") {
			return country
		}
		out, n = p, n+1
	}
	for i := range t.d.Inner {
		if p := &t.d.Inner[i]; p.Sent < 0 && out != nil && p.Name == out.Name {
			n++
		}
	}
	if n < 2 {
		return country
	}
	return out
}

// nowhere says whether the phrase is of no one place: "five countries", "any town".
func (t *tree) nowhere(x phrase, top int) bool {
	if t.s.Tokens[top].XPOS == "NNS" && t.place(top) < 0 {
		return true
	}
	if t.word("state", top) || t.word("capital", top) {
		return !t.word("points back", x.first) && t.s.Kid(top, "nmod:poss") < 0
	}
	return t.word("any", x.first)
}

// top returns the token that heads the phrase.
func (t *tree) top(x phrase) int {
	for i := x.first; i <= x.last; i++ {
		if h := t.head(i); (h < x.first || h > x.last) && !t.is(i, "case", "punct", "det", "cc") {
			return i
		}
	}
	return x.last
}

// inside returns the known place named among the tokens from first to last;
// adjectives says whether that of a country will do.
func (t *tree) inside(sent, first, last int, adjectives bool) *doc.Place {
	var best *doc.Place
	take := func(p *doc.Place) {
		if best == nil || strings.HasPrefix(best.Why, "country") || strings.HasPrefix(best.Why, "region") && strings.HasPrefix(p.Why, "city") {
			best = p
		}
	}
	for i := range t.d.Places {
		if p := &t.d.Places[i]; p.Known && p.Sent == sent && p.First >= first && p.Last <= last {
			take(p)
		}
	}
	if best != nil {
		return best
	}
	s := &t.d.Sents[sent]
	for i := range t.d.Inner {
		p := &t.d.Inner[i]
		if p.Sent != sent || p.First < first || p.Last > last || !adjectives && strings.HasPrefix(p.Why, "country") {
			continue
		}
		if n := p.Last + 1; n < len(s.Tokens) && has("edge", s.Tokens[n].Text) && !(n+1 <= last && has("settlement", s.Tokens[n+1].Text)) {
			continue // "a field near the Ruritanian border" may lie on either side
		}
		take(p)
	}
	return best
}

// farOff is from how many kilometres or miles on a place is not said to be at a town.
const farOff = 30

// attached returns the known place that what follows token last leads to: "a
// street in Hentz, 15 km north of Zenda", "the Hentz stronghold in southern
// Ruritania"; and the unknown places on the way.
func (t *tree) attached(sent, last int) (*doc.Place, []int) {
	s := &t.d.Sents[sent]
	var unknown []int
	led, far := false, false // by a preposition; by a distance
	for i := last + 1; i < len(s.Tokens) && i <= last+16; i++ {
		tok := &s.Tokens[i]
		w := strings.ToLower(tok.Text)
		if q := t.at[[2]int{sent, i}] - 1; q >= 0 {
			p := &t.d.Places[q]
			end := p.Last+1 >= len(s.Tokens) || !t.verbal(s, p.Last+1) && s.Tokens[p.Last+1].Text != "'s"
			switch {
			case !p.Known:
				unknown = append(unknown, q)
			case led && far && !strings.HasPrefix(p.Why, "country"):
				if land, ok := t.d.States[p.Country]; ok {
					return &land, unknown
				}
				return p, unknown
			case led && !far && t.narrower(p) != nil: // "in the West Bank city of Zenda"
				return t.narrower(p), unknown
			case led, end && i > last+1 && s.Tokens[i-1].Text == "," && (strings.HasPrefix(p.Why, "country") || strings.HasPrefix(p.Why, "region")):
				return p, unknown
			}
			i = max(i, p.Last)
			continue
		}
		switch {
		case w == "from" && i > 0 && (has("direction", s.Tokens[i-1].Text) || has("distance", s.Tokens[i-1].Text)):
			led = true
		case has("leading on", w):
			led = true
		case has("distance", w):
			for k := i - 1; k > last && k >= i-2; k-- {
				if n, err := strconv.ParseFloat(s.Tokens[k].Text, 64); err == nil {
					far = n >= farOff
				}
			}
		case i+1 < len(s.Tokens) && s.Tokens[i+1].Text == "-", s.Tokens[i-1].Text == "-": // "the rebel-held town"
		case has("direction", w), has("around it", w), tok.UPOS == "ADJ", tok.UPOS == "NUM", tok.UPOS == "PROPN", tok.UPOS == "DET", tok.UPOS == "ADV" && w != "where" && w != "when",
			has("kind of place", w), has("kind of place", tok.Lemma), has("settlement", tok.Lemma), has("land", tok.Lemma):
		default:
			return nil, unknown
		}
	}
	return nil, unknown
}

// narrower returns the region or town that the name of what contains it leads to:
// "Ruritania's Zenda province", "the Ruritania town of Zenda"; else nil.
func (t *tree) narrower(p *doc.Place) *doc.Place {
	s := &t.d.Sents[p.Sent]
	for i := p.Last + 1; i < len(s.Tokens) && i <= p.Last+5; i++ {
		if q := t.at[[2]int{p.Sent, i}] - 1; q >= 0 {
			if o := &t.d.Places[q]; i > p.Last+1 && o.Known && o.Country == p.Country && !strings.HasPrefix(o.Why, "country") {
				return o
			}
			return nil
		}
		w, u := s.Tokens[i].Text, s.Tokens[i].UPOS
		if !t.owner(i-1) && w != "'s" && w != "’s" && w != "of" && u != "ADJ" && u != "DET" && !has("settlement", s.Tokens[i].Lemma) && !has("land", s.Tokens[i].Lemma) {
			return nil
		}
	}
	return nil
}

func (t *tree) verbal(s *doc.Sentence, i int) bool {
	u := s.Tokens[i].UPOS
	return u == "VERB" || u == "AUX"
}

// body returns the country of a state body that has its seat there, "the health
// ministry", and whether it is one.
func (t *tree) body(top int) (*doc.Place, bool) {
	m := t.d.MentionAt(t.sent, top)
	if m < 0 || len(t.d.Mentions[m].Actors) != 1 || t.word("of others", top) {
		return nil, false
	}
	country, sector, _ := strings.Cut(t.d.Mentions[m].Actors[0].Code, " ")
	if !has("seated", sector) {
		return nil, false
	}
	if p, ok := t.d.States[country]; ok {
		return &p, true
	}
	return nil, country == "---"
}

// longer says whether the phrase is a place's name that only has a country's in it,
// "Great Ruritania".
func (t *tree) longer(x phrase) bool {
	return x.place >= 0 && !t.d.Places[x.place].Known && t.d.Places[x.place].First < t.d.Places[x.place].Last
}

// world says whether the phrase names a body of no one country.
func (t *tree) world(x phrase) bool {
	for i := x.first; i <= x.last; i++ {
		if m := t.d.MentionAt(t.sent, i); m >= 0 && t.of(m, "IGO", "UNO", "EUR", "NGO", "MNC") {
			return true
		}
	}
	return false
}

// near returns the place where a sentence says something was, the last before the
// phrase, and whether it names several; for "the province" or "the island" one that
// may be so called.
func (t *tree) near(sent int, x phrase, back bool) (out *doc.Place, several bool) {
	for i := range t.d.Places {
		p := &t.d.Places[i]
		if p.Sent != sent || !p.Known || p.Country == "" || sent == t.sent && (p.Last >= x.first || !back && !t.over(p.First)) || !t.stood(p) {
			continue
		}
		if back && t.word("land", x.last) && !strings.HasPrefix(p.Why, "region") {
			continue
		}
		if out != nil && p.Country != out.Country && sent != t.sent {
			return nil, true
		}
		several = several || out != nil && out.Name != p.Name
		out = p
	}
	return out, several
}

// soCalled returns the region that "the island" or "the province" points back to:
// the only one named in the sentences before.
func (t *tree) soCalled(x phrase, top int, back bool) *doc.Place {
	if t.word("state", top) && t.word("points back", x.first) { // "insurgents in Ruritania attack all over the war-torn country"
		for i := len(t.d.Places) - 1; i >= 0; i-- {
			if p := &t.d.Places[i]; p.Sent == t.sent && p.Last < x.first && p.First > t.start && p.Known && strings.HasPrefix(p.Why, "country") && has("stood", t.s.Tokens[p.First-1].Text) {
				return p
			}
		}
	}
	if !back || !t.word("land", top) || t.word("settlement", top) {
		return nil
	}
	var out *doc.Place
	for i := range t.d.Places {
		p := &t.d.Places[i]
		if p.Sent > t.sent || p.Sent < t.sent-farBack || p.Sent == t.sent && p.First > x.first || !p.Known || p.Country == "" || !strings.HasPrefix(p.Why, "region") && !t.called(p, top) {
			continue
		}
		if out != nil && out.Name != p.Name {
			return nil
		}
		out = p
	}
	return out
}

// called says whether the report calls the place what noun top is: "Hentz province"
// is the province, whatever the gazetteer has of that name.
func (t *tree) called(p *doc.Place, top int) bool {
	tokens := t.d.Sents[p.Sent].Tokens
	n := p.Last + 1
	if n >= len(tokens) {
		return false
	}
	if strings.EqualFold(tokens[n].Text, t.s.Tokens[top].Text) {
		return true
	}
	for i := top - 1; i >= 0 && i >= top-3; i-- { // "the province's Hentz district"
		if strings.EqualFold(tokens[n].Text, t.s.Tokens[i].Text) && has("land", tokens[n].Text) {
			return true
		}
	}
	return false
}

// ownLand returns the country of all who are party to violence or arrests, none of
// them soldiers, who may be abroad.
func (t *tree) ownLand(x phrase) *doc.Place {
	if !has("at home", t.ev.Type) {
		return nil
	}
	land, did := "", false
	for _, m := range t.ev.Actor {
		for _, x := range t.d.Mentions[m].Actors {
			did = did || !strings.HasPrefix(x.Code, "---")
		}
	}
	for _, m := range append(slices.Clone(t.ev.Actor), t.ev.Recipient...) {
		for _, x := range t.d.Mentions[m].Actors {
			c, sector, _ := strings.Cut(x.Code, " ")
			if strings.HasPrefix(sector, "MIL") || land != "" && c != land && c != "---" {
				return nil
			}
			if c != "---" {
				land = c
			}
		}
	}
	if slices.ContainsFunc(t.d.Inner, func(p doc.Place) bool {
		return p.Sent == t.sent && p.Country == land && p.First >= x.first && p.Last <= x.last
	}) {
		return nil // "near the Ruritanian border", who the people are may be read from that
	}
	if _, _, best := t.weigh(); !did && land != best {
		return nil // "two Ruritanians were abducted" may be told of travellers
	}
	if p, ok := t.d.States[land]; ok && t.partOf(land) {
		return &p
	}
	return nil
}

// scene returns the country that all is in of which the article says where it was.
func (t *tree) scene() (*doc.Place, string) {
	country, n := "", 0
	for i := range t.d.Places {
		p := &t.d.Places[i]
		if !p.Known || p.Country == "" || !t.stood(p) {
			continue
		}
		if country != "" && p.Country != country {
			return nil, ""
		}
		country, n = p.Country, n+1
	}
	if p, ok := t.d.States[country]; ok && n >= 2 {
		return &p, "where all of the article is"
	}
	return nil, ""
}

// over says whether the verb that has the place is the event's or one that the
// event's hangs on: not "told in Zenda of an attack on a village".
func (t *tree) over(i int) bool {
	for n := 0; n < len(t.s.Tokens) && i >= 0 && t.s.Tokens[i].UPOS != "VERB"; n++ {
		i = t.head(i)
	}
	h := t.ev.Head
	for n := 0; n < len(t.s.Tokens) && h >= 0; n++ {
		if h == i {
			return true
		}
		if up := t.head(h); up >= 0 && t.s.Tokens[up].UPOS == "VERB" && t.word("telling", up) {
			return false
		}
		h = t.head(h)
	}
	return false
}

// stood says whether something is or happens at the place by the words of its
// sentence: "in southern Zenda", but not "said in Zenda".
func (t *tree) stood(p *doc.Place) bool {
	s := &t.d.Sents[p.Sent]
	if p.First < s.Line || p.Sent == t.sent && p.First < t.start {
		return false
	}
	if n := p.Last + 1; n < len(s.Tokens) && strings.HasPrefix(s.Tokens[n].Text, "-") {
		return false // "the Zenda-led war"
	}
	if h := s.Tokens[p.Last].Head; h > p.Last && h < len(s.Tokens) && s.Is(p.Last, "compound") && !has("kind of place", s.Tokens[h].Lemma) && t.at[[2]int{p.Sent, h}] == 0 {
		return false // "at a Zenda patrol"
	}
	k := p.First - 1
	for ; k >= 0 && k >= p.First-6; k-- {
		w := s.Tokens[k].Text
		if has("stood", w) {
			break
		}
		if u := s.Tokens[k].UPOS; u != "ADJ" && u != "DET" && u != "PROPN" && !(u == "NOUN" && s.Is(k, "compound")) && w != "of" && w != "'s" && !has("kind of place", s.Tokens[k].Lemma) && !has("settlement", s.Tokens[k].Lemma) && !has("part of place", w) && !has("land", s.Tokens[k].Lemma) {
			return false
		}
	}
	if k < 0 || !has("stood", s.Tokens[k].Text) {
		return false
	}
	h := p.First
	for n := 0; n < 8; n++ {
		up := s.Tokens[h].Head
		if up < 0 || up >= len(s.Tokens) || up == h {
			break
		}
		h = up
		if s.Tokens[h].UPOS == "VERB" {
			if p.Sent != t.sent && s.Tokens[h].XPOS == "VBN" && s.Is(h, "acl") && s.Kid(h, "aux:pass", "aux") < 0 {
				return false // "men jailed in Zenda"
			}
			return !has("telling", s.Tokens[h].Lemma)
		}
	}
	return true
}

// onlyTown returns the one town of a country that the article names as one where
// something was or somebody came; else the country.
func (t *tree) onlyTown(country *doc.Place) *doc.Place {
	if country == nil || !strings.HasPrefix(country.Why, "country") {
		return country
	}
	out := country
	for i := range t.d.Places {
		p := &t.d.Places[i]
		if !p.Known || p.Country != country.Country || strings.HasPrefix(p.Why, "country") {
			continue
		}
		s := &t.d.Sents[p.Sent]
		if strings.HasPrefix(p.Why, "region") || out != country && out.Name != p.Name {
			return country
		}
		if t.stood(p) || p.First > s.Line && has("coming to", s.Tokens[p.First-1].Text) {
			out = p
		}
	}
	return out
}

// receives returns the country of who meets somebody "here", the subject, where the
// article is about it: a guest would be said to have come.
func (t *tree) receives() *doc.Place {
	if t.ev.Type != "CONSULT" || !t.verb(t.ev.Head) || len(t.ev.Actor) == 0 {
		return nil
	}
	m := t.d.MentionAt(t.sent, t.s.Kid(t.ev.Head, "nsubj"))
	if m < 0 || !slices.Contains(t.ev.Actor, m) || len(t.d.Mentions[m].Actors) != 1 {
		return nil
	}
	land, _, _ := strings.Cut(t.d.Mentions[m].Actors[0].Code, " ")
	for i := t.d.Mentions[m].First; i <= t.d.Mentions[m].Last; i++ {
		if t.word("guest", i) {
			return nil
		}
	}
	if p, ok := t.d.States[land]; ok && t.partOf(land) {
		return &p
	}
	return nil
}

// home returns where "here" is in a report without a dateline: what its title or
// other sentences name as the one place where something is.
func (t *tree) home(x phrase) (*doc.Place, string) {
	var found *doc.Place
	for i := range t.d.Inner {
		p := &t.d.Inner[i]
		s := t.d.TitleSent
		if p.Sent >= 0 || s == nil || !p.Known || p.Country == "" {
			continue
		}
		host := p.Last+1 < len(s.Tokens) && s.Tokens[p.Last+1].Lemma == "host"
		if p.First == 0 && !host {
			continue
		}
		w := &s.Tokens[max(0, p.First-1)]
		if !host && w.Text != "in" && !has("visited", w.Lemma) {
			continue
		}
		if h := s.Tokens[p.Last].Head; w.Text == "in" && !host && h >= 0 && s.Is(h, "acl") {
			continue // "an official jailed in Zenda"
		}
		if found != nil && found.Country != p.Country {
			return nil, ""
		}
		found = p
	}
	if found != nil {
		return found, "as the title says"
	}
	if slices.ContainsFunc(append([]int{t.ev.Head}, t.ev.Trigger...), func(i int) bool { return t.word("arriving", i) }) {
		var goers []string // who arrives is not at home
		for _, m := range t.ev.Actor {
			for _, x := range t.d.Mentions[m].Actors {
				c, _, _ := strings.Cut(x.Code, " ")
				goers = append(goers, c)
			}
		}
		return t.main(2, goers...)
	}
	guests := t.guests()
	if p := t.receives(); p != nil && !guests[p.Country] {
		return p, "whose people receive"
	}
	if t.ev.Type == "PROTEST" { // who demonstrates is at home
		land := ""
		for _, m := range t.ev.Actor {
			for _, a := range t.d.Mentions[m].Actors {
				c, _, _ := strings.Cut(a.Code, " ")
				if land != "" && c != land {
					return nil, ""
				}
				land = c
			}
		}
		if p, ok := t.d.States[land]; ok {
			return &p, "whose people they are"
		}
	}
	p, how := t.main(3)
	if p != nil && guests[p.Country] {
		return nil, ""
	}
	if p != nil && t.word("of others", x.last) && t.ev.Type == "ASSAULT" { // "the bombing of the Ruritanian embassy here"
		return p, how
	}
	own := func(m int) bool { return p != nil && t.of(m, p.Country) }
	if !slices.ContainsFunc(t.ev.Actor, own) && !slices.ContainsFunc(t.ev.Recipient, own) || slices.ContainsFunc(t.ev.Actor, func(m int) bool { return t.of(m, "UNO", "IGO") }) {
		return nil, "" // nobody of the country, or a body that sits elsewhere, meets or arrests somebody
	}
	return p, how
}

// guests are the countries of who is called a visitor: "visiting Ruritanian premier
// Karl Oster". They may be told of most and are not at home.
func (t *tree) guests() map[string]bool {
	out := map[string]bool{}
	for i := range t.d.Mentions {
		m := &t.d.Mentions[i]
		s := &t.d.Sents[m.Sent]
		if m.Place || m.Pronoun || m.First < 0 || m.Head >= len(s.Tokens) {
			continue
		}
		for k := max(0, m.First-1); k < m.Head; k++ {
			if strings.ToLower(s.Tokens[k].Text) != "visiting" || s.Tokens[k+1].UPOS == "DET" { // "visiting the king"
				continue
			}
			for _, a := range m.Actors {
				c, _, _ := strings.Cut(a.Code, " ")
				out[c] = true
			}
		}
	}
	return out
}

// weigh counts how often the article speaks of each country, most of all as where
// something was; except for some.
func (t *tree) weigh(except ...string) (weight map[string]int, sum int, best string) {
	weight = map[string]int{}
	add := func(country string, n int) {
		if country != "" && !slices.Contains(except, country) {
			weight[country] += n
			sum += n
		}
	}
	for i := range t.d.Places {
		p := &t.d.Places[i]
		switch {
		case !p.Known:
		case t.stood(p):
			add(p.Country, 3)
		default:
			add(p.Country, 1)
		}
	}
	for i := range t.d.Inner {
		add(t.d.Inner[i].Country, 1)
	}
	for c, n := range weight {
		if n > weight[best] || n == weight[best] && c < best {
			best = c
		}
	}
	return weight, sum, best
}

// partOf says whether the country is among those that the article is about.
func (t *tree) partOf(country string) bool {
	weight, _, best := t.weigh()
	return 2*weight[country] > weight[best]
}

// main returns the country that the article is about, where it speaks of it need
// times as much as of all others together but some, or of the victims' more than of others.
func (t *tree) main(need int, except ...string) (*doc.Place, string) {
	weight, sum, best := t.weigh(except...)
	if need == 2 && slices.ContainsFunc(t.ev.Recipient, func(m int) bool { return t.of(m, best) }) {
		need = 1
	}
	if p, ok := t.d.States[best]; ok && weight[best] >= 2 && weight[best]*(need+1) > sum*need {
		return &p, "which the article is about"
	}
	return nil, ""
}

// foremost returns the country that the article speaks of twice as much as of any
// other.
func (t *tree) foremost() (*doc.Place, string) {
	weight, _, best := t.weigh()
	for c, n := range weight {
		if c != best && 2*n > weight[best] {
			return nil, ""
		}
	}
	if p, ok := t.d.States[best]; ok && weight[best] >= 2 {
		return &p, "which the article speaks of most"
	}
	return nil, ""
}

// stranger says whether the mention is of a country that the article is not about.
func (t *tree) stranger(m int) bool {
	return slices.ContainsFunc(t.d.Mentions[m].Actors, func(x doc.Actor) bool {
		c, _, _ := strings.Cut(x.Code, " ")
		_, state := t.d.States[c]
		return state && !t.partOf(c)
	})
}

// of says whether the mention is of one of these countries or kinds of bodies.
func (t *tree) of(m int, countries ...string) bool {
	return slices.ContainsFunc(t.d.Mentions[m].Actors, func(x doc.Actor) bool {
		c, _, _ := strings.Cut(x.Code, " ")
		return slices.Contains(countries, c)
	})
}

// nearer returns the region or town that a phrase names beside the country taken
// for its place, "this city in Ruritania's Zenda Province"; else -1.
func (t *tree) nearer(x phrase) int {
	if x.place < 0 || !strings.HasPrefix(t.d.Places[x.place].Why, "country") {
		return -1
	}
	for i, p := range t.d.Places {
		if p.Sent == t.sent && p.First >= x.first && p.Last <= x.last && p.Known && p.Country == t.d.Places[x.place].Country && !strings.HasPrefix(p.Why, "country") {
			return i
		}
	}
	return -1
}
