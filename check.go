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
	Own CheckCounts // of these, the rules of the user's own folder
}

// CheckCounts counts rules and their examples.
type CheckCounts struct {
	Rules, Examples, Failed, Todo int
}

func (n *CheckCounts) add(rules, examples, failed, todo int) {
	n.Rules, n.Examples, n.Failed, n.Todo = n.Rules+rules, n.Examples+examples, n.Failed+failed, n.Todo+todo
}

// Check runs every example of the codebook through the whole coder and writes
// what fails, with file and line, to w; those of the user's own folder first.
// With such a folder a `todo` of the built-in codebook that works is not told,
// for it is not the user's to mend. The error is ctx's.
func (c *Coder) Check(ctx context.Context, w io.Writer) (CheckResult, error) {
	var res CheckResult
	rules := slices.Clone(c.book.Rules)
	slices.SortStableFunc(rules, func(a, b *rule.Rule) int { return b.Folder - a.Folder })
	own := len(rules) > 0 && rules[0].Folder > 0
	for _, r := range rules {
		count := func(rules, examples, failed, todo int) {
			res.add(rules, examples, failed, todo)
			if r.Folder > 0 {
				res.Own.add(rules, examples, failed, todo)
			}
		}
		count(1, 0, 0, 0)
		for _, ex := range r.Examples {
			count(0, 1, 0, 0)
			evs, err := c.Code(ctx, Article{ID: "example", Date: exampleDay, Text: ex.Text})
			if err != nil {
				return res, err
			}
			faults := checkExample(r, ex, evs)
			if ex.Kind == rule.Todo {
				count(0, 0, 0, 1)
				if len(faults) == 0 && own == (r.Folder > 0) {
					fmt.Fprintf(w, "%s:%d: %s: this `todo` works now; make it a `yes`\n  %s\n", r.File, ex.Line, r.Name, ex.Text)
				}
				continue
			}
			if len(faults) == 0 {
				continue
			}
			count(0, 0, 1, 0)
			fmt.Fprintf(w, "%s:%d: %s: %s\n", r.File, ex.Line, r.Name, ex.Text)
			for _, f := range faults {
				fmt.Fprintf(w, "  %s\n", f)
			}
		}
	}
	return res, nil
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
