package rapporteur

import (
	"context"
	"fmt"
	"io"
	"strings"

	"rapporteur/internal/rule"
)

// exampleDay is the publication date of the codebook's examples, a Wednesday.
const exampleDay = "2026-03-11"

// CheckResult counts what Check found.
type CheckResult struct {
	Rules, Examples, Failed, Todo int
}

// Check runs every example of the codebook through the whole coder and writes
// what fails, with file and line, to w. The error is ctx's.
func (c *Coder) Check(ctx context.Context, w io.Writer) (CheckResult, error) {
	var res CheckResult
	for _, r := range c.book.Rules {
		res.Rules++
		for _, ex := range r.Examples {
			res.Examples++
			evs, err := c.Code(ctx, Article{ID: "example", Date: exampleDay, Text: ex.Text})
			if err != nil {
				return res, err
			}
			faults := checkExample(r, ex, evs)
			if ex.Kind == rule.Todo {
				res.Todo++
				if len(faults) == 0 {
					fmt.Fprintf(w, "%s:%d: %s: this `todo` works now; make it a `yes`\n  %s\n", r.File, ex.Line, r.Name, ex.Text)
				}
				continue
			}
			if len(faults) == 0 {
				continue
			}
			res.Failed++
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
