// Package actor finds who a report speaks of. It turns every noun phrase, name
// and pronoun that stands for an actor into a doc.Mention with coded actors,
// and gathers the mentions of one actor into a chain.
//
// In: a doc.Doc whose sentences are tagged, parsed (UD v2 English) and have
// their names marked; Doc.Published and Doc.Dateline where known. Out:
// Doc.Mentions. A Resolver is not changed by its work and may be used by many
// goroutines, a Doc by one at a time. The cost is linear in the length of the
// article but for the search for antecedents, which looks back a few sentences.
//
// Every Actor.Ref says in words what the code stands on. Where nothing is
// known, the code is "---" or the mention has no actor: a wrong country is
// worse than none.
package actor

import (
	"fmt"
	"sort"
	"strings"

	"rapporteur/internal/doc"
	"rapporteur/lexicon"
)

// Resolver codes the actors of articles with one lexicon.
type Resolver struct {
	lex     *lexicon.Lexicon
	holders map[string][]int          // folded name of a holder -> offices
	office  map[officeKey][]int       // country or organisation and office -> offices, in the order of the table
	spelt   map[string][]int          // sound of a holder's name -> offices
	middle  map[string]*lexicon.Place // the place that stands for a whole country
}

type officeKey struct{ owner, office string }

// New returns a Resolver over a lexicon.
func New(lex *lexicon.Lexicon) *Resolver {
	r := &Resolver{lex: lex, holders: make(map[string][]int, len(lex.Offices)), office: make(map[officeKey][]int, len(lex.Offices)), spelt: make(map[string][]int, len(lex.Offices))}
	for i, o := range lex.Offices {
		n := lexicon.Fold(o.Name)
		r.holders[n] = append(r.holders[n], i)
		if s := sound(parts(o.Name)); s != "" {
			r.spelt[s] = append(r.spelt[s], i)
		}
		if o.Office == "" {
			continue
		}
		k := officeKey{owner(o.Code), o.Office}
		r.office[k] = append(r.office[k], i)
	}
	r.middle = map[string]*lexicon.Place{}
	for i := range lex.Places {
		if p := &lex.Places[i]; p.Kind == "country" && r.middle[p.Country] == nil {
			r.middle[p.Country] = p
		}
	}
	return r
}

// Resolve fills d.Mentions.
func (r *Resolver) Resolve(d *doc.Doc) {
	w := &work{r: r, lex: r.lex, d: d, byName: map[string][]*entity{}, byKey: map[string]*entity{}}
	if !d.Published.IsZero() {
		w.day = d.Published.Format("2006-01-02")
	}
	if d.TitleSent != nil {
		w.scans = append(w.scans, r.scan(d.TitleSent, -1))
	}
	for i := range d.Sents {
		w.scans = append(w.scans, r.scan(&d.Sents[i], i))
	}
	w.quotes()
	w.weigh()
	for _, sc := range w.scans {
		w.sentence(sc)
	}
	w.lookBack()
}

// owner is the part of a code without the sector: "CHN" of "CHN GOV", the
// whole of "IGO NATO".
func owner(code string) string {
	head, rest, _ := strings.Cut(code, " ")
	switch head {
	case "IGO", "NGO", "MNC", "IMG", "ISM":
		if rest != "" {
			return code
		}
	}
	return head
}

// sectorOf is the other part: "GOV" of "CHN GOV", nothing of "IGO NATO".
func sectorOf(code string) string {
	return strings.TrimPrefix(strings.TrimPrefix(code, owner(code)), " ")
}

// isCountry says whether the code belongs to a country, not to an organisation or nobody.
func (r *Resolver) isCountry(code string) bool {
	_, ok := r.lex.Country(owner(code))
	return ok
}

func join(owner, sector string) string {
	if sector == "" {
		return owner
	}
	return owner + " " + sector
}

// term words the validity of an office for a Ref.
func term(o *lexicon.Office) string {
	switch {
	case o.From == "" && o.To == "":
		return ""
	case o.To == "":
		return " since " + o.From
	}
	return fmt.Sprintf(" %s..%s", o.From, o.To)
}

// heldBy finds who held an office of the owner on a day; a user's own entry
// outranks the built-in ones.
func (r *Resolver) heldBy(owner, office, day string) *lexicon.Office {
	if day == "" {
		return nil
	}
	var found *lexicon.Office
	several := false
	for _, i := range r.office[officeKey{owner, office}] {
		o := &r.lex.Offices[i]
		switch {
		case !o.HeldAt(day):
		case found == nil || o.At.Own && !found.At.Own:
			found, several = o, false
		case found.At.Own && !o.At.Own:
		default:
			several = several || found.Name != o.Name
			found = o
		}
	}
	if several {
		return nil // two at once (deputies, several ministers of one title): unknown which
	}
	return found
}

// officeAt picks the office of a person that counts on a day: one held then,
// else the one that ended last before. held tells which.
func (r *Resolver) officeAt(offices []int, day string) (best *lexicon.Office, held bool) {
	sort.Ints(offices)
	for _, i := range offices {
		o := &r.lex.Offices[i]
		h := day != "" && o.HeldAt(day)
		switch {
		case best == nil, h && !held:
			best, held = o, h
		case h != held:
		case h && o.At.Own != best.At.Own:
			if o.At.Own {
				best = o
			}
		case h && o.From > best.From, !h && day != "" && o.After(day) && (!best.After(day) || o.To > best.To), day == "" && (o.To == "" || best.To != "" && o.To > best.To):
			best = o
		}
	}
	return best, held
}
