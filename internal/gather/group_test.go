package gather

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur"
)

// report writes a record in a line: article | date | type mode status |
// actors | recipients | sources | when | place | sentence with the [trigger].
// An actor is CODE=words or CODE=words=name, a source has + (asserts) or -
// (denies) before its code.
func report(t *testing.T, line string) Report {
	t.Helper()
	f := strings.Split(line, "|")
	if len(f) != 9 {
		t.Fatalf("%q: nine fields were expected", line)
	}
	for i := range f {
		f[i] = strings.TrimSpace(f[i])
	}
	before, rest, _ := strings.Cut(f[8], "[")
	trigger, after, _ := strings.Cut(rest, "]")
	sentence := before + trigger + after
	kind := strings.Fields(f[2])
	ev := rapporteur.Event{
		ID: f[0] + "/" + trigger, Type: kind[0], Mode: kind[1], Status: kind[2],
		Trigger:  rapporteur.Words{Text: trigger, Start: len([]rune(before)), End: len([]rune(before + trigger))},
		Sentence: rapporteur.Sentence{Words: rapporteur.Words{Text: sentence, End: len([]rune(sentence))}},
		Article:  rapporteur.Origin{ID: f[0], Date: f[1]},
	}
	if ev.Mode == "-" {
		ev.Mode = ""
	}
	ev.Article.ID, ev.Article.Agency, _ = strings.Cut(f[0], "@")
	entities := func(s string) []rapporteur.Entity {
		var out []rapporteur.Entity
		for _, x := range strings.Split(s, ";") {
			if p := strings.Split(strings.TrimSpace(x), "="); len(p) > 1 {
				e := rapporteur.Entity{Words: rapporteur.Words{Text: p[1]}, Code: p[0]}
				if at := strings.Index(sentence, p[1]); at >= 0 {
					e.Start = len([]rune(sentence[:at]))
					e.End = e.Start + len([]rune(p[1]))
				}
				if len(p) > 2 {
					e.Name = p[2]
				}
				out = append(out, e)
			}
		}
		return out
	}
	ev.Actor, ev.Recipient = entities(f[3]), entities(f[4])
	for _, e := range entities(f[5]) {
		stance := map[byte]string{'+': "asserts", '-': "denies"}[e.Code[0]]
		ev.SaidBy = append(ev.SaidBy, rapporteur.Source{Words: e.Words, Code: e.Code[1:], Name: e.Name, Stance: stance})
	}
	if f[6] != "" {
		ev.Date = &rapporteur.Date{Value: f[6], From: "text"}
	} else if f[1] != "" {
		ev.Date = &rapporteur.Date{Value: f[1], From: "publication"}
	}
	if f[7] != "" {
		var lat, lon float64
		p := &rapporteur.Place{}
		if _, err := fmt.Sscanf(f[7], "%s %s %f %f", &p.Name, &p.Country, &lat, &lon); err != nil {
			t.Fatalf("%q: %v", f[7], err)
		}
		p.Text, p.Admin1, p.Lat, p.Lon = p.Name, "Region", &lat, &lon
		ev.Place = p
	}
	return Report{ID: ev.ID, Article: ev.Article.ID, Event: ev}
}

func TestGroups(t *testing.T) {
	tests := []struct{ name, reports, want string }{
		{"a claim and its denial", `
a1 | 2026-03-10 | ASSAULT heavy-weapons actual | RUR MIL=Ruritanian guns | GRK AGR=farmers | +GRK GOV=Graustark's chancellor=Anna Vossk | 2026-03-09 | Ganlook GRK 47.4 13.7 | Graustark's chancellor said Ruritanian guns [shelled] farmers near Ganlook on Monday.
a2 | 2026-03-11 | ASSAULT heavy-weapons actual | RUR MIL=his army | GRK AGR=Graustarkian farmers | -RUR GOV=Ruritania's defence minister=Karl Sapten | 2026-03-09 | Ganlook GRK 47.4 13.7 | Ruritania's defence minister denied that his army had [shelled] Graustarkian farmers near Ganlook on Monday.
a3 | 2026-03-11 | ASSAULT heavy-weapons negated | RUR MIL=the army | GRK AGR=the farmers | +RUR GOV=a spokesman | 2026-03-09 | Ganlook GRK 47.4 13.7 | "Nobody [shelled] the farmers at Ganlook on Monday, least of all the army," a spokesman said.
`, `
a1/shelled a2/shelled a3/shelled: status actual; denied; negated
  2026-03-10 Anna Vossk asserts; 2026-03-11 Karl Sapten denies; 2026-03-11 RUR GOV denies
`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var reports []Report
			for _, line := range strings.Split(strings.TrimSpace(test.reports), "\n") {
				reports = append(reports, report(t, line))
			}
			groups := Groups(reports)
			if d := cmp.Diff(strings.TrimSpace(test.want), summary(groups)); d != "" {
				t.Errorf("-want +got\n%s", d)
			}
			for seed := range int64(5) {
				shuffled := slices.Clone(reports)
				rand.New(rand.NewSource(seed)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
				if d := cmp.Diff(groups, Groups(shuffled)); d != "" {
					t.Errorf("another order, other groups:\n%s", d)
				}
			}
		})
	}
}

// summary writes a group in two lines: members and disputed fields, claims.
func summary(groups []Group) string {
	var b strings.Builder
	for _, g := range groups {
		var ids, fields, claims []string
		for _, m := range g.Members {
			ids = append(ids, m.Report)
		}
		for _, f := range g.Fields {
			var values []string
			for _, v := range f.Values {
				values = append(values, v.Value)
			}
			if f.Disputed {
				fields = append(fields, f.Name+" "+strings.Join(values, "; "))
			}
		}
		for _, c := range g.Claims {
			who := c.Name
			if who == "" {
				who = c.Code
			}
			if who != "" {
				claims = append(claims, c.Since+" "+who+" "+c.Stance)
			}
		}
		fmt.Fprintln(&b, strings.TrimSpace(strings.Join(ids, " ")+": "+strings.Join(fields, ", ")))
		if len(claims) > 0 {
			fmt.Fprintln(&b, "  "+strings.Join(claims, "; "))
		}
	}
	return strings.TrimSpace(b.String())
}
