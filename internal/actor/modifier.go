package actor

import (
	"strings"

	"rapporteur/internal/doc"
	"rapporteur/lexicon"
)

// ModifierActor reads a word that stands before a noun or participle and names
// the actor behind it: "Russian" in "the Russian war", "UN" in "UN-sponsored",
// "rebel" in "rebel attacks", "Moscow" in "Moscow's attack". The mention covers
// that word or name; it is not stored. After Resolve only.
func (r *Resolver) ModifierActor(d *doc.Doc, sent, tok int) (doc.Mention, bool) {
	if sent < 0 || sent >= len(d.Sents) || tok < 0 || tok >= len(d.Sents[sent].Tokens) {
		return doc.Mention{}, false
	}
	if i := d.MentionAt(sent, tok); i >= 0 {
		return d.Mentions[i], len(d.Mentions[i].Actors) > 0
	}
	s := &d.Sents[sent]
	sc := r.scan(s, sent)
	day := ""
	if !d.Published.IsZero() {
		day = d.Published.Format("2006-01-02")
	}
	m := doc.Mention{Sent: sent, Head: tok, First: tok, Last: tok}
	sn, ok := r.senseAt(sc, tok, day)
	if ok {
		if p := sn.hit.First - 1; p > 0 && s.Tokens[p].Text == "-" && !s.Tokens[p].Space && sc.hitAt[p-1] == 0 {
			return m, false // "pro-Russian", "Ibero-American"
		}
		m.First, m.Last = sn.hit.First, sn.hit.Last
	} else if front, _, cut := strings.Cut(s.Tokens[tok].Text, "-"); cut && sc.hitAt[tok] == 0 {
		// "UN-sponsored" is one word
		one := r.scan(&doc.Sentence{Tokens: []doc.Token{{Text: front, UPOS: "PROPN", Head: -1, Deprel: "root"}}}, sent)
		sn, ok = r.senseAt(one, 0, day)
		sc = one
	}
	if ok {
		w := &work{r: r, lex: r.lex, d: d, day: day}
		if len(sn.hit.Refs) > 1 && (sn.kind == lexicon.PlaceName || sn.kind == lexicon.OrgName) {
			// of two of one name, the one whose country the report names
			w.names = map[string]int{}
			for i := range d.Mentions {
				for _, a := range d.Mentions[i].Actors {
					w.names[owner(a.Code)]++
				}
			}
			if sn.kind == lexicon.PlaceName {
				sn.country = w.placeOf(sc, sn)
			} else {
				sn.org = w.mostNamed(sn)
			}
		}
		src := w.fromSense(sc, sn)
		if owner(src.code) == "---" {
			return m, false
		}
		a := doc.Actor{Code: src.code, Name: src.name, Ref: src.ref}
		if h := s.Tokens[tok].Head; (sn.kind == lexicon.HolderName || sn.kind == lexicon.HolderSurname) && h >= 0 && capital(s.Tokens[h].Text) && w.reference(sc.nounAt(h), "thing") {
			return m, false // "Karl Sapten Airport"
		}
		switch sn.kind {
		case lexicon.PlaceName:
			m.Place = true
		case lexicon.HolderName, lexicon.HolderSurname:
			m.Person = true
		case lexicon.OrgName:
			m.Group = true
		default:
			a.Code = join(owner(src.code), "GOV")
			a.Ref += " for its government"
			m.Place = sn.kind == lexicon.CountryName || sn.kind == lexicon.CountryCity
		}
		m.Actors = []doc.Actor{a}
		m.Chain = chainOf(d, a)
		return m, true
	}
	n := sc.nounAt(tok)
	if len(n.agents) == 0 || s.Tokens[tok].UPOS == "ADJ" && (&work{lex: r.lex}).reference(n, "adjective") {
		return m, false // "national reconciliation", "an official visit"
	}
	if (&work{lex: r.lex}).reference(n, "activity") {
		return m, false // "law enforcement cooperation"
	}
	if k := n.first - 1; k > 0 && s.Tokens[k].Text == "-" && !s.Tokens[k].Space {
		return m, false // "six-party talks"
	}
	ag := r.lex.Agents[n.agents[0]]
	sector, ok := r.lex.Sector(firstWord(ag.Sector))
	if !ok || !sector.Context {
		return m, false
	}
	m.First, m.Group = min(n.first, tok), ag.Kind != "person"
	if k := m.First - 1; k >= 0 && (&work{lex: r.lex}).reference(sc.nounAt(k), "abroad") && s.Tokens[k].UPOS == "ADJ" {
		m.Actors = []doc.Actor{{Code: join("---", ag.Sector), Ref: "agent " + ag.Words[0] + ", " + strings.ToLower(s.Tokens[k].Text)}}
		return m, true // "the European foreign ministers' meeting"
	}
	// "Syrian government attacks": the country stands before
	if k := m.First - 1; k >= 0 {
		if sn, ok := r.senseAt(sc, k, day); ok && sn.country != "" && s.Tokens[k].Head == s.Tokens[tok].Head {
			m.Actors = []doc.Actor{{Code: join(sn.country, ag.Sector), Ref: "country " + sn.country + " + agent " + ag.Words[0]}}
			m.First = sn.hit.First
			m.Chain = chainOf(d, m.Actors[0])
			return m, true
		}
	}
	return r.ofContext(d, m, ag, sector)
}

// AgainstActor reads whom a word with "anti-" before a noun names: the government
// in "an anti-government rally", the United States in "anti-US protests". The
// mention covers that word; it is not stored. After Resolve only.
func (r *Resolver) AgainstActor(d *doc.Doc, sent, tok int) (doc.Mention, bool) {
	m := doc.Mention{Sent: sent, Head: tok, First: tok, Last: tok}
	anti, whom, ok := strings.Cut(d.Sents[sent].Tokens[tok].Text, "-")
	if !ok || !strings.EqualFold(anti, "anti") || whom == "" {
		return m, false
	}
	w := &work{r: r, lex: r.lex, d: d}
	if !d.Published.IsZero() {
		w.day = d.Published.Format("2006-01-02")
	}
	sc := r.scan(&doc.Sentence{Tokens: []doc.Token{{Text: whom, Lemma: strings.ToLower(whom), UPOS: "PROPN", Head: -1, Deprel: "root"}}}, sent)
	if sn, ok := r.senseAt(sc, 0, w.day); ok && sn.kind != lexicon.PlaceName && sn.kind != lexicon.HolderSurname {
		src := w.fromSense(sc, sn)
		if owner(src.code) == "---" {
			return m, false
		}
		m.Actors = []doc.Actor{{Code: src.code, Name: src.name, Ref: src.ref}}
		if sn.country != "" {
			m.Actors[0].Code, m.Actors[0].Ref = join(sn.country, "GOV"), src.ref+" for its government"
		}
		return m, true
	}
	n := sc.nounAt(0)
	if len(n.agents) == 0 {
		return m, false
	}
	ag := r.lex.Agents[n.agents[0]]
	sector, ok := r.lex.Sector(firstWord(ag.Sector))
	if !ok || !sector.Context {
		return m, false
	}
	m.Group = true
	for i := range d.Mentions { // of the country that the sentence begins with
		if o := &d.Mentions[i]; o.Sent == sent && len(o.Actors) == 1 && r.isCountry(owner(o.Actors[0].Code)) {
			c := owner(o.Actors[0].Code)
			m.Actors = []doc.Actor{{Code: join(c, ag.Sector), Ref: "agent " + ag.Words[0] + ", country from context: " + c + " in its sentence"}}
			return m, true
		}
	}
	return r.ofContext(d, m, ag, sector)
}

// ofContext gives the mention of an agent noun the country of the latest actor
// of its sector in the article so far, else of the country named most.
func (r *Resolver) ofContext(d *doc.Doc, m doc.Mention, ag lexicon.Agent, sector lexicon.Sector) (doc.Mention, bool) {
	for i := len(d.Mentions) - 1; i >= 0; i-- {
		o := d.Mentions[i]
		if o.Sent > m.Sent || o.Sent == m.Sent && o.First > m.Head || len(o.Actors) != 1 || o.Place || !r.isCountry(o.Actors[0].Code) {
			continue
		}
		if sectorOf(o.Actors[0].Code) == ag.Sector {
			m.Actors = []doc.Actor{{Code: o.Actors[0].Code, Ref: "agent " + ag.Words[0] + ", country from context: mention before"}}
			m.Chain = o.Chain
			return m, true
		}
	}
	if c := r.mostNamed(d); c != "" && (ag.Sector == "GOV" || sector.Side) { // "against government plans", "a rebel attack"
		m.Actors = []doc.Actor{{Code: join(c, ag.Sector), Ref: "agent " + ag.Words[0] + ", country from context: " + c + " is named most"}}
		return m, true
	}
	return m, false
}

// mostNamed returns the country that half or more of a report's mentions of any
// country are of, or "".
func (r *Resolver) mostNamed(d *doc.Doc) string {
	n, all, best := map[string]int{}, 0, ""
	for i := range d.Mentions {
		for _, a := range d.Mentions[i].Actors {
			if c := owner(a.Code); r.isCountry(c) {
				n[c]++
				all++
				if best == "" || n[c] > n[best] || n[c] == n[best] && c < best {
					best = c
				}
			}
		}
	}
	if 2*n[best] < all {
		return ""
	}
	return best
}

func firstWord(s string) string {
	for i := range s {
		if s[i] == ' ' {
			return s[:i]
		}
	}
	return s
}

// chainOf finds the chain of a state or body that was named before.
func chainOf(d *doc.Doc, a doc.Actor) int {
	for i := range d.Mentions {
		if m := &d.Mentions[i]; !m.Person && !m.Pronoun && len(m.Actors) == 1 && m.Actors[0].Code == a.Code && m.Actors[0].Name == a.Name {
			return m.Chain
		}
	}
	return 0
}
