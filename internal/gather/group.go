package gather

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
)

// Linked tells whether two records that share a key are alike enough to be of
// one event. Groups may still keep them apart, where each of them belongs to
// others that contradict each other.
func Linked(a, b Report) bool {
	f, g := factOf(&a), factOf(&b)
	return sharesKey(keysOf(f), keysOf(g)) && mayBeOne(f, g)
}

func sharesKey(a, b []string) bool {
	return slices.ContainsFunc(a, func(k string) bool {
		_, ok := slices.BinarySearch(b, k)
		return ok
	})
}

// link is a pair of facts with its points.
type link struct{ a, b, points int }

// sample is how many members of a group another record is compared with; a
// group of hundreds is known by its first ones.
const sample = 16

// meanLinked is what the records of two groups must have with each other on
// average, for the two to be joined.
const meanLinked = 2 * Threshold / 3

// leastLinked is what any two of their records must have.
const leastLinked = 5

// nearlyLinked is what the records of a deed must have with each other where
// their victim agrees, see joinsNearly.
const nearlyLinked = 34

// nearlyTold is the same where a report calls the victim by a pronoun, so that
// no word of his can agree, in articles on one topic.
const nearlyTold = 30

// markCount is a number that hardly two events of one type and day have.
const markCount = 10

// Groups gathers reports by event. Each report is in one group; a report that
// goes with no other is a group of its own. Groups come in the order of their
// first reports; no order of the reports given matters.
func Groups(reports []Report) []Group {
	list := make([]*Candidate, len(reports))
	for i, r := range reports {
		list[i] = Prepare(r)
	}
	return GroupsOf(list)
}

// GroupsOf is Groups of reports that are ready.
func GroupsOf(list []*Candidate) []Group {
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b *Candidate) int { return inOrder(&a.Report, &b.Report) })
	facts := make([]*fact, len(list))
	blocks := map[string][]int{}
	for i, c := range list {
		facts[i] = c.fact
		if len(list) == 1 {
			break
		}
		for _, k := range c.keys {
			blocks[k] = append(blocks[k], i)
		}
	}
	links := linksOf(list, blocks)
	member := make([]int, len(facts)) // group of each report, by its first member
	groups := make([][]int, len(facts))
	for i := range facts {
		member[i], groups[i] = i, []int{i}
	}
	refused := map[[2]int][2]int{} // pairs of groups that do not go together, with their sizes
	for _, l := range links {
		a, b := min(member[l.a], member[l.b]), max(member[l.a], member[l.b])
		pair, sizes := [2]int{a, b}, [2]int{len(groups[a]), len(groups[b])}
		if a == b || refused[pair] == sizes {
			continue
		}
		join := joins
		if l.points < Threshold {
			join = joinsNearly
		}
		if !join(facts, groups[a], groups[b]) {
			refused[pair] = sizes
			continue
		}
		for _, i := range groups[b] {
			member[i] = a
		}
		groups[a] = append(groups[a], groups[b]...)
		slices.Sort(groups[a])
		groups[b] = nil
	}
	var out []Group
	for _, g := range groups {
		if len(g) > 0 {
			out = append(out, groupOf(facts, g))
		}
	}
	return out
}

// inOrder is the order of reports everywhere: of publication, undated ones
// last, then of articles and records.
func inOrder(a, b *Report) int {
	da, db := a.Event.Article.Date, b.Event.Article.Date
	if (da == "") != (db == "") {
		return strings.Compare(db, da)
	}
	return cmp.Or(strings.Compare(da, db), strings.Compare(a.Article, b.Article), strings.Compare(a.ID, b.ID))
}

// maxLinks is how many later records a record is linked to: an event of which
// thousands tell hangs together by a part of their links.
const maxLinks = 200

// linksOf scores the pairs that share a key, each once, and gives the links,
// the surest first.
func linksOf(list []*Candidate, blocks map[string][]int) []link {
	var links []link
	seen := make([]int, len(list)) // the last report that this one was compared with
	for i := range seen {
		seen[i] = -1
	}
	for i, c := range list {
		found := 0
		for _, j := range later(i, c.keys, blocks, seen) {
			if e := score(c.fact, list[j].fact, false); e.linked() {
				links = append(links, link{i, j, e.points})
				if found++; found == maxLinks {
					break
				}
			}
		}
	}
	slices.SortFunc(links, func(x, y link) int {
		return cmp.Or(y.points-x.points, x.a-y.a, x.b-y.b)
	})
	return links
}

// later are the records after i that share a key with it, in order. seen keeps
// for each record the last one that it was found for.
func later(i int, keys []string, blocks map[string][]int, seen []int) []int {
	var out []int
	for _, k := range keys {
		for _, j := range blocks[k] {
			if j > i && seen[j] != i {
				seen[j] = i
				out = append(out, j)
			}
		}
	}
	slices.Sort(out)
	return out
}

// joins tells whether two groups may be one: no record of the one contradicts
// one of the other, and either they go together on the whole, or two of day,
// place and number are told by both: "the attack in Nice" and "84 people were
// killed" have little in common but that.
func joins(facts []*fact, a, b []int) bool {
	may, whole := together(facts, a, b)
	return may && (whole || marksInCommon(facts, a[:min(len(a), sample)], b[:min(len(b), sample)]) >= 2)
}

// joinsNearly tells whether two groups may be one that no link joins, but a
// deed of nearly as many points whose victim agrees: a deed is told in many
// ways, and known by whom it befell. Some record must be with another one
// already, and all of them must go together on the whole.
func joinsNearly(facts []*fact, a, b []int) bool {
	_, whole := together(facts, a, b)
	return len(a)+len(b) > 2 && whole
}

// together tells whether no record of the one group contradicts one of the
// other, and whether they go together on the whole.
func together(facts []*fact, a, b []int) (may, whole bool) {
	a, b = a[:min(len(a), sample)], b[:min(len(b), sample)]
	sum, least := 0, leastLinked
	for _, i := range a {
		for _, j := range b {
			p := score(facts[i], facts[j], false).points
			if p <= contradiction/2 {
				return false, false
			}
			sum += p
			least = min(least, p)
		}
	}
	return true, least >= leastLinked && sum >= meanLinked*len(a)*len(b)
}

// marksInCommon counts of day, place and a number of people what some record
// of each group tells alike.
func marksInCommon(facts []*fact, a, b []int) int {
	some := func(alike func(f, g *fact) bool) int {
		for _, i := range a {
			for _, j := range b {
				if alike(facts[i], facts[j]) {
					return 1
				}
			}
		}
		return 0
	}
	return some(func(f, g *fact) bool { return f.day.exact() && g.day.exact() && f.day.meets(g.day) }) +
		some(func(f, g *fact) bool {
			var e evidence
			weighPlace(&e, f, g)
			return e.own > 0
		}) +
		some(func(f, g *fact) bool {
			for _, c := range f.counts {
				for _, d := range g.counts {
					if c.what == d.what && c.least == d.least && c.least >= markCount {
						return true
					}
				}
			}
			return false
		})
}

func groupOf(facts []*fact, members []int) Group {
	first := facts[members[0]].rep
	sum := sha256.Sum256([]byte("event\x00" + first.Article + "\x00" + first.ID))
	g := Group{ID: hex.EncodeToString(sum[:8]), Type: first.Event.Type, First: first.ID}
	sources := sourcesOf(facts, members)
	articles := map[string]bool{}
	independent := map[string]bool{}
	for n, i := range members {
		r := facts[i].rep
		m := Member{Report: r.ID, Article: r.Article, Source: sources[n]}
		best := evidence{points: contradiction}
		for _, j := range members[:min(len(members), 4*sample)] {
			if j == i {
				continue
			}
			if e := score(facts[i], facts[j], false); e.points > best.points {
				best = score(facts[i], facts[j], true)
				m.With = facts[j].rep.ID
			}
		}
		if m.With != "" {
			m.Score, m.Because = best.points, best.because()
		}
		g.Members = append(g.Members, m)
		articles[r.Article] = true
		independent[sources[n]] = true
	}
	g.Articles, g.Sources = len(articles), len(independent)
	g.Fields = fieldsOf(facts, members, sources)
	g.Claims = claimsOf(facts, members)
	return g
}

// sourcesOf gives for each member who stands behind its article: copies have
// one source, which is the agency if any of them names one.
func sourcesOf(facts []*fact, members []int) []string {
	behind := map[string]string{} // copy group -> agency
	for _, i := range members {
		r := facts[i].rep
		if agency := r.Event.Article.Agency; r.Copy != "" && agency != "" && behind[r.Copy] == "" {
			behind[r.Copy] = agency
		}
	}
	out := make([]string, len(members))
	for n, i := range members {
		r := facts[i].rep
		switch o := r.Event.Article; {
		case behind[r.Copy] != "" && r.Copy != "":
			out[n] = behind[r.Copy]
		case o.Agency != "":
			out[n] = o.Agency
		case r.Copy != "":
			out[n] = "copy " + r.Copy
		case o.Publisher != "":
			out[n] = o.Publisher
		default:
			out[n] = r.Article
		}
	}
	return out
}
