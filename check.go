package rapporteur

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"rapporteur/internal/rule"
)

// exampleDay is the publication date of the codebook's examples, a Wednesday.
const exampleDay = "2026-03-11"

// CheckResult counts what Check found in the whole codebook.
type CheckResult struct {
	CheckCounts
	Own      CheckCounts // of these, the rules of the user's own folder
	Overlaps int         // pairs of phrasings that read the same words alike
}

// CheckCounts counts rules and their examples. A rule is needed when one of its
// examples gives other records without it.
type CheckCounts struct {
	Rules, Needed, Examples, Failed, Todo int
}

// Check runs every example of the codebook through the whole coder and writes
// what fails, with file and line, to w; those of the user's own folder first.
// It also tells of rules that none of their examples needs, and of phrasings of
// two rules that read the same words alike, of which one never wins. With such a
// folder what is not the user's to mend is not told: a `todo` of the built-in
// codebook that works, its rules that are not needed. The error is ctx's.
func (c *Coder) Check(ctx context.Context, w io.Writer) (CheckResult, error) {
	var res CheckResult
	rules := slices.Clone(c.book.Rules)
	slices.SortStableFunc(rules, func(a, b *rule.Rule) int { return b.Folder - a.Folder })
	own := len(rules) > 0 && rules[0].Folder > 0
	for _, r := range rules {
		n := CheckCounts{Rules: 1}
		mine := own == (r.Folder > 0)
		without := *c
		without.events = c.events.Without(r)
		for _, ex := range r.Examples {
			n.Examples++
			evs, err := c.example(ctx, ex)
			if err != nil {
				return res, err
			}
			faults := checkExample(r, ex, evs)
			if ex.Kind == rule.Todo {
				n.Todo++
				if len(faults) == 0 && mine {
					fmt.Fprintf(w, "%s:%d: %s: this `todo` works now; make it a `yes`\n  %s\n", r.File, ex.Line, r.Name, ex.Text)
				}
				continue
			}
			if len(faults) > 0 {
				n.Failed++
				fmt.Fprintf(w, "%s:%d: %s: %s\n", r.File, ex.Line, r.Name, ex.Text)
				for _, f := range faults {
					fmt.Fprintf(w, "  %s\n", f)
				}
			}
			if n.Needed == 0 && ex.All {
				if evs, err = without.example(ctx, ex); err != nil {
					return res, err
				}
				if len(differences(ex, evs)) > 0 {
					n.Needed = 1
				}
			}
		}
		if n.Needed == 0 && mine {
			fmt.Fprintf(w, "%s:%d: %s: not needed: its examples give the same records without it\n", r.File, r.Line, r.Name)
		}
		res.add(n)
		if r.Folder > 0 {
			res.Own.add(n)
		}
	}
	for _, o := range c.book.Overlaps() {
		if own && o.First.Rule.Folder == 0 {
			continue
		}
		res.Overlaps++
		what := "both say"
		if o.Conflict {
			what = "conflict: other types for"
		}
		if o.Shadowed {
			what += " (never wins)"
		}
		fmt.Fprintf(w, "%s:%d: %s: %s %s, as %s (%s:%d): %s\n", o.Second.Rule.File, o.Second.Line, o.Second.Rule.Name, what, strings.Join(o.Words, ", "), o.First.Rule.Name, o.First.Rule.File, o.First.Line, o.Second.Source)
	}
	return res, nil
}

func (n *CheckCounts) add(m CheckCounts) {
	n.Rules, n.Needed, n.Examples, n.Failed, n.Todo = n.Rules+m.Rules, n.Needed+m.Needed, n.Examples+m.Examples, n.Failed+m.Failed, n.Todo+m.Todo
}

func (c *Coder) example(ctx context.Context, ex rule.Example) ([]Event, error) {
	return c.Code(ctx, Article{ID: "example", Date: exampleDay, Text: ex.Text})
}

func checkExample(r *rule.Rule, ex rule.Example, evs []Event) []string {
	var faults []string
	if ex.Kind == rule.No {
		for i := range evs {
			if evs[i].Rule == r.Name {
				faults = append(faults, "should make no record by this rule, but made "+line(&evs[i], 7))
			}
		}
		if !ex.All {
			return faults
		}
	}
	faults = append(faults, differences(ex, evs)...)
	if ex.Kind != rule.No && len(faults) == 0 && r.Type != rule.Nothing {
		for i := range evs {
			if evs[i].Rule == r.Name {
				return nil
			}
		}
		faults = append(faults, "right, but not by this rule: "+evs[0].Rule)
	}
	return faults
}

// differences lists the records that an example asks for and does not get, and
// those it gets beside them.
func differences(ex rule.Example, evs []Event) []string {
	var faults []string
	used := make([]bool, len(evs))
	for _, x := range ex.Expect {
		found := false
		for i := range evs {
			if !used[i] && agrees(x.Fields, &evs[i]) {
				used[i], found = true, true
				break
			}
		}
		if !found {
			faults = append(faults, "missing  "+strings.Join(x.Fields, " | "))
		}
	}
	for i := range evs {
		if !used[i] {
			faults = append(faults, "too many "+line(&evs[i], 7)+"   ["+evs[i].Rule+"]")
		}
	}
	return faults
}

// agrees compares the fields of an expected record with a made one.
func agrees(want []string, e *Event) bool {
	got := fields(e)
	for i, w := range want {
		if w == "*" || w == got[i] || i == 4 && w == "" && got[i] == "actual" {
			continue
		}
		if w != got[i] && !(strings.HasSuffix(w, " *") && strings.HasPrefix(got[i], strings.TrimSuffix(w, "*"))) {
			return false
		}
	}
	return len(want) > 4 || got[4] == "actual"
}

// fields are a record's fields as the codebook's examples write them: actors,
// type and mode, recipients, date, status, said_by, place.
func fields(e *Event) []string {
	who := func(list []Entity) string {
		var out []string
		for _, x := range list {
			out = append(out, x.Code)
		}
		return strings.Join(out, "; ")
	}
	var said []string
	for _, s := range e.SaidBy {
		said = append(said, s.Code+" "+s.Stance)
	}
	day, where := "", ""
	if e.Date != nil && e.Date.From == "text" {
		day = e.Date.Value
	}
	if e.Place != nil {
		where = e.Place.Text
	}
	return []string{who(e.Actor), strings.TrimSpace(e.Type + " " + e.Mode), who(e.Recipient), day, e.Status, strings.Join(said, "; "), where}
}

func line(e *Event, n int) string { return strings.Join(fields(e)[:n], " | ") }
