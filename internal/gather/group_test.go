package gather

import (
	"fmt"
	"math/rand"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur"
)

// report writes a record in a line: article | date | type mode status |
// actors | recipients | sources | when | place | sentence with the [trigger].
// After the status may come the rule. An actor is CODE=words, CODE=words=name or
// CODE=words=name=role, a source has + (asserts) or -
// (denies) before its code. After that may come " # " with a count, and
// " = " with the key of a copy group.
func report(t *testing.T, line string) Report {
	t.Helper()
	line, group, _ := strings.Cut(line, " = ")
	line, number, _ := strings.Cut(line, " # ")
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
	article, agency, _ := strings.Cut(f[0], "@")
	ev := rapporteur.Event{
		ID: article + "/" + trigger, Type: kind[0], Mode: kind[1], Status: kind[2],
		Trigger:  rapporteur.Words{Text: trigger, Start: len([]rune(before)), End: len([]rune(before + trigger))},
		Sentence: rapporteur.Sentence{Words: rapporteur.Words{Text: sentence, End: len([]rune(sentence))}},
		Article:  rapporteur.Origin{ID: article, Agency: agency, Date: f[1]},
	}
	if ev.Mode == "-" {
		ev.Mode = ""
	}
	if len(kind) > 3 {
		ev.Rule = kind[3]
	}
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
				if len(p) > 3 {
					e.Role = p[3]
				}
				out = append(out, e)
			}
		}
		return out
	}
	switch ev.Type {
	case "ACCUSE":
		ev.Quad = "verbal conflict"
	case "CONCEDE", "REQUEST":
		ev.Quad = "verbal cooperation"
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
	if what, n, ok := strings.Cut(number, " "); ok {
		digits, least := strings.CutSuffix(n, "+")
		i, err := strconv.ParseInt(digits, 10, 64)
		if err != nil {
			t.Fatalf("%q: %v", number, err)
		}
		c := rapporteur.Count{What: what, N: &i}
		if least {
			c.N, c.Min = nil, &i
		}
		ev.Counts = []rapporteur.Count{c}
	}
	return Report{ID: ev.ID, Article: ev.Article.ID, Copy: group, Event: ev}
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
		{"numbers that differ, and two attacks of one day", `
a1 | 2026-03-10 | ASSAULT explosives actual | | RUR CVL=17 people | | 2026-03-09 | Strelsau RUR 48.6 14.5 | A bomb in a crowded tram [killed] 17 people in Strelsau on Monday. # killed 17
a2 | 2026-03-10 | ASSAULT explosives actual | | RUR CVL=at least 20 passengers | | 2026-03-09 | Strelsau RUR 48.6 14.5 | At least 20 passengers were [killed] when a bomb went off in a tram in Strelsau. # killed 20+
a3 | 2026-03-10 | ASSAULT explosives actual | | RUR CVL=a customs clerk | | 2026-03-09 | Zenda RUR 49.9 14.1 | A bomb under his car [killed] a customs clerk in Zenda on Monday. # killed 1
`, `
a1/killed a2/killed: killed 17; at least 20
a3/killed:
`},
		{"the same parties at it again", `
a1 | 2026-03-10 | ACCUSE disapprove actual | RUR PTY=Rupert Hentzau=Rupert Hentzau | RUR GOV=Chancellor Vossk=Anna Vossk | | | | Rupert Hentzau [mocked] Chancellor Vossk for a bridge that nobody crosses.
a2 | 2026-03-10 | ACCUSE disapprove actual | RUR PTY=Hentzau=Rupert Hentzau | RUR GOV=the chancellor=Anna Vossk | | | | Hentzau [criticised] the chancellor over the price of bread in the hill towns.
`, `
a1/mocked:
a2/criticised:
`},
		{"a death told of years later, and another of that name's bearer survived", `
a1 | 2026-03-10 | ASSAULT firearms actual assault/shoot | RUR UAF=gunmen | GRK ELI=former king Karl Sapten=Karl Sapten | | 2026-03-09 | Strelsau GRK 48.6 14.5 | Gunmen [shot dead] former king Karl Sapten in Strelsau on Monday.
a2 | 2028-11-20 | ASSAULT - actual assault/kill | | GRK ELI=Sapten=Karl Sapten | | | | Nobody has been charged with the [murder] of Sapten, whose widow leads the party.
a3 | 2028-11-20 | ASSAULT targeted actual assault/targeted | | GRK ELI=the former king=Karl Sapten | | 2026 | | The town has not forgotten 2026 and the [assassination] of the former king.
a4 | 2025-01-20 | ASSAULT firearms actual assault/shoot | | GRK ELI=Karl Sapten=Karl Sapten | | | | A poacher [shot] Karl Sapten in the leg.
a5 | 2028-11-20 | ASSAULT - hypothetical assault/kill | | GRK ELI=Sapten=Karl Sapten | | | | Letters spoke of a [killing] of Sapten.
`, `
a4/shot:
a1/shot dead a2/murder a3/assassination: mode firearms; targeted
a5/killing:
`},
		{"what is called for tells calls of one party apart", `
a1 | 2026-03-10 | REQUEST change actual request/call | RUR GOV=Chancellor Vossk=Anna Vossk | | | 2026-03-09 | | Chancellor Vossk [called] for early elections on Monday.
a2 | 2026-03-10 | REQUEST change actual request/call | RUR GOV=Vossk=Anna Vossk | | | | | Unrest spread in the harbour towns after Vossk's [call] for early parliamentary elections.
a3 | 2026-03-10 | REQUEST change actual request/call | RUR GOV=Vossk=Anna Vossk | | | | | The bakers were angered by Vossk's [call] for cheaper bread in school kitchens.
`, `
a1/called a2/call:
a3/call:
`},
		{"a meeting told from either side, by names with and without titles", `
a1 | 2026-03-10 | CONSULT visit actual | RUR GOV=Chancellor Vossk=Anna Vossk | GRK GOV=King Ruprecht=Ruprecht | | 2026-03-09 | | Chancellor Vossk [met] King Ruprecht on Monday over the toll on barley.
a2 | 2026-03-10 | CONSULT - actual | GRK GOV=the king=Ruprecht; RUR GOV=Mrs. Vossk=Mrs. Vossk | | | 2026-03-09 | | The king and Mrs. Vossk [talked] on Monday about barley and its toll.
`, `
a1/met a2/talked:
`},
		{"what is planned is not what happened, and another day another meeting", `
a1 | 2026-03-10 | CONSULT - actual | RUR GOV=Chancellor Vossk=Anna Vossk | GRK GOV=King Ruprecht=Ruprecht | | 2026-03-09 | | Chancellor Vossk [met] King Ruprecht on Monday over the toll on barley.
a2 | 2026-03-10 | CONSULT - hypothetical | RUR GOV=Chancellor Vossk=Anna Vossk | GRK GOV=King Ruprecht=Ruprecht | | | | Chancellor Vossk may [meet] King Ruprecht over the toll on barley.
a3 | 2026-03-12 | CONSULT - actual | RUR GOV=Chancellor Vossk=Anna Vossk | GRK GOV=King Ruprecht=Ruprecht | | 2026-03-12 | | Chancellor Vossk [met] King Ruprecht on Thursday over the toll on barley.
`, `
a1/met:
a2/meet:
a3/met:
`},
		{"an inquiry and its reopening", `
a1 | 2026-03-10 | ACCUSE investigate actual | RUR COP=the police=Ruritanian Police | RUR GOV=Chancellor Vossk=Anna Vossk | | | | The police found the letters while [investigating] Chancellor Vossk for the sale of barley.
a2 | 2026-03-11 | ACCUSE investigate actual | RUR COP=The police=Ruritanian Police | RUR GOV=Chancellor Vossk=Anna Vossk | | | | The police have [reopened the investigation] of Chancellor Vossk for the sale of barley.
a3 | 2026-03-11 | ACCUSE investigate actual | RUR COP=the police=Ruritanian Police | RUR GOV=Chancellor Vossk=Anna Vossk | | | | An aide blamed the police for [reopening the investigation] of Chancellor Vossk for the sale of barley.
`, `
a1/investigating:
a2/reopened the investigation a3/reopening the investigation:
`},
		{"one of many, and many", `
a1 | 2026-03-10 | ASSAULT firearms actual | | RUR CVL=Ruritania | | | | The shots in Zenda are one of the deadliest mass [shootings] in Ruritania since the siege of Hentzau.
a2 | 2026-03-11 | ASSAULT firearms actual | | RUR CVL=Ruritania | | | | It was the deadliest mass [shooting] in Ruritania since the siege of Hentzau.
a3 | 2026-03-11 | ASSAULT firearms actual | | RUR CVL=Ruritania | | | | Here are some of the deadliest mass [shootings] in Ruritania since the siege of Hentzau.
`, `
a1/shootings a2/shooting:
a3/shootings:
`},
		{"a town, and any town", `
a1 | 2026-03-10 | MOBILIZE troops negated | RUR MIL=Our troops | | +RUR GOV=the minister | | | "Our troops have not [entered any town] in the valley of the Bulga," the minister said.
a2 | 2026-03-11 | MOBILIZE troops actual | RUR MIL=troops | | | | | Behind the mayor's back troops [entered the town] in the valley of the Bulga.
a3 | 2026-03-11 | MOBILIZE troops actual | RUR MIL=troops | | | | | Farmers fled when troops [entered the town] in the valley of the Bulga.
`, `
a1/entered any town:
  2026-03-10 RUR GOV denies
a2/entered the town a3/entered the town:
`},
		{"a body and who heads it", `
a1 | 2026-03-10 | CONCEDE - actual concede/no-charges | RUR COP=The guard=Royal Guard | RUR GOV=Karl Sapten=Karl Sapten | | 2026-03-09 | | The guard said on Monday that Karl Sapten should not be [charged] over his letters.
a2 | 2026-03-10 | CONCEDE - actual concede/no-charges | RUR COP=Rudolf Tarlen=Rudolf Tarlen=royal guard director | RUR GOV=Sapten=Karl Sapten | | 2026-03-09 | | Rudolf Tarlen wrote on Monday that Sapten would not be [prosecuted].
a3 | 2026-03-10 | CONCEDE - actual concede/no-charges | RUR COP=Johann Bersonin=Johann Bersonin=harbour guard chief | RUR GOV=Sapten=Karl Sapten | | 2026-03-09 | | Johann Bersonin wrote on Monday that Sapten would not be [prosecuted].
`, `
a1/charged a2/prosecuted:
a3/prosecuted:
`},
		{"cleared once, and told of a week later", `
a1 | 2026-03-10 | CONCEDE - actual concede/clear | RUR COP=The guard=Royal Guard | RUR GOV=Karl Sapten=Karl Sapten | | 2026-03-09 | | The guard [cleared] Karl Sapten on Monday of wrongdoing over his letters to the bank.
a2 | 2026-03-17 | CONCEDE - actual concede/clear | RUR COP=the guard=Royal Guard | RUR GOV=Sapten=Karl Sapten | | | | Sapten has been smiling since the guard [cleared] him of wrongdoing over his letters.
a3 | 2026-04-07 | CONCEDE - actual concede/clear | RUR COP=the guard=Royal Guard | RUR GOV=Sapten=Karl Sapten | | | | Sapten smiles again after the guard [cleared] him of wrongdoing over other letters.
`, `
a1/cleared a2/cleared:
a3/cleared:
`},
		{"told of three days later", `
a1 | 2026-03-09 | COERCE arrest actual | | RUR CVL=the driver | | | | The driver of the tram that left its rails in Zenda was [arrested] by the guard, as a passenger saw.
a2 | 2026-03-12 | COERCE arrest actual | | RUR CVL=The tram driver | | | | The tram driver who was [arrested] by the guard when his tram left its rails in Zenda is free until May.
a3 | 2026-03-16 | COERCE arrest actual | | RUR CVL=The tram driver | | | | The tram driver who was [arrested] by the guard when his tram left its rails in Zenda is heard in May.
`, `
a1/arrested a2/arrested:
a3/arrested:
`},
		{"freed rebels, and freed from the rebels", `
a1 | 2026-03-10 | RETREAT release actual | | GRK REB=Captured hill rebels | | | | Captured hill rebels were [released] after months of bargaining in Strelsau.
a2 | 2026-03-10 | RETREAT release actual | | GRK REB=captured hill rebels | | | | A deal after months of bargaining in Strelsau [released] captured hill rebels.
a3 | 2026-03-10 | RETREAT release actual | | GRK REB=the hill rebels | | | | Months of bargaining in Strelsau [released] him from the hill rebels.
`, `
a1/released a2/released:
a3/released:
`},
		{"one report's plan is another's wish", `
a1 | 2026-03-10 | SANCTION withdraw future | RUR GOV=Ruritania | IGO=the Danube League=Danube League | | | | Millers and bakers blame dear barley on Ruritania's decision to [leave] the Danube League.
a2 | 2026-03-10 | SANCTION withdraw hypothetical | | IGO=the League=Danube League | | | | Barley grew dear after the vote to [leave] the League, bakers and millers say.
`, `
a1/leave a2/leave:
`},
		{"what else somebody did that day", `
a1 | 2026-03-10 | CONSULT visit actual | RUR GOV=Chancellor Vossk=Anna Vossk | | | 2026-03-10 | | Chancellor Vossk [toured] a hospital on Tuesday.
a2 | 2026-03-10 | CONSULT - actual | RUR GOV=Chancellor Vossk=Anna Vossk | GRK GOV=the envoy | | 2026-03-10 | | Chancellor Vossk held [talks] with the envoy on Tuesday.
`, `
a1/toured:
a2/talks:
`},
		{"others than those told of, fighters and girls, one and many", `
a1 | 2026-03-10 | ASSAULT abduct actual | RUR REB=the Black Band=Black Band | GRK CVL=the 20 schoolgirls of Ganlook | | | | The Black Band [abducted] the 20 schoolgirls of Ganlook from their dormitory.
a2 | 2026-03-11 | ASSAULT abduct actual | RUR REB=the Black Band=Black Band | GRK CVL=20 schoolgirls | | | | Ganlook mourns 20 schoolgirls whom the Black Band [abducted] from a dormitory.
a3 | 2026-03-11 | ASSAULT abduct actual | RUR REB=the Black Band=Black Band | GRK CVL=many more girls | | | | The Black Band has [abducted] many more girls than those of the dormitory in Ganlook.
a4 | 2026-03-11 | ASSAULT abduct actual | RUR REB=the Black Band=Black Band | GRK MIL=a corporal | | | | The Black Band [abducted] a corporal who guarded the dormitory in Ganlook.
a5 | 2026-03-11 | ASSAULT abduct actual | RUR REB=the Black Band=Black Band | GRK CVL=him | | | | A cook of Ganlook says the Black Band [abducted] him too.
`, `
a1/abducted a2/abducted:
a3/abducted:
a4/abducted:
a5/abducted:
`},
		{"a deed is known by whom it befell, where others tell more of it", `
a1 | 2026-03-10 | ASSAULT targeted actual | | RUR GOV=Duke Michael=Black Michael | | | | Bells rang at the old bridge in Strelsau for the [execution] of Duke Michael.
a2 | 2026-03-10 | ASSAULT targeted actual | | RUR GOV=Duke Michael=Black Michael | | | | Crowds left the old bridge in Strelsau after the [execution] of Duke Michael.
a3 | 2026-03-11 | ASSAULT targeted actual | | RUR GOV=Black Michael=Black Michael | | | | Freedonia calls the [execution] of Black Michael a shame.
`, `
a1/execution a2/execution a3/execution:
`},
		{"words are not", `
a1 | 2026-03-10 | ACCUSE disapprove actual | | RUR GOV=Duke Michael=Black Michael | | | | Bells and pamphlets at the old bridge in Strelsau [blamed] Duke Michael.
a2 | 2026-03-10 | ACCUSE disapprove actual | | RUR GOV=Duke Michael=Black Michael | | | | At the old bridge in Strelsau pamphlets [blamed] Duke Michael.
a3 | 2026-03-11 | ACCUSE disapprove actual | | RUR GOV=Black Michael=Black Michael | | | | A song [blamed] Black Michael.
`, `
a1/blamed a2/blamed:
a3/blamed:
`},
		{"one country alone is no party that agrees", `
a1 | 2026-03-10 | ACCUSE investigate actual | RUR PTY=Hentzau=Rupert Hentzau | RUR GOV=Duke Michael=Black Michael | | | | Hentzau opened an [inquiry] into Duke Michael.
a2 | 2026-03-10 | ACCUSE investigate actual | RUR=Ruritanians | RUR GOV=the duke=Black Michael | | | | Ruritanians ask for an [inquiry] into the duke.
`, `
a1/inquiry:
a2/inquiry:
`},
		{"all there are, and some", `
a1 | 2026-03-10 | RETREAT release actual | | GRK CVL=the ferrymen | | | | Graustark welcomed the [release] of the ferrymen from the fort at Zenda.
a2 | 2026-03-11 | RETREAT release actual | | GRK CVL=ferrymen | | | | The [release] of ferrymen from the fort at Zenda is a first step.
a3 | 2026-03-11 | RETREAT release actual | | GRK CVL=all ferrymen | | | | It is a step to the [release] of all ferrymen in the fort at Zenda.
`, `
a1/release a2/release:
a3/release:
`},
		{"the same is done three days before", `
a1 | 2026-03-10 | ASSAULT abduct actual | RUR UAF=gunmen | RUR CVL=clerks of the mill | | | | Gunmen in uniform [snatched] clerks of the mill from their boat.
a2 | 2026-03-10 | ASSAULT abduct actual | RUR UAF=gunmen | RUR CVL=bargemen | | | | The raid came three days after gunmen in uniform [snatched] bargemen from an inn.
a3 | 2026-03-11 | ASSAULT abduct actual | RUR UAF=the gunmen | RUR CVL=clerks of the mill | | | | The gunmen in uniform who [snatched] the clerks of the mill have let them go.
`, `
a1/snatched a3/snatched:
a2/snatched:
`},
		{"an aide's words are not his chief's", `
a1 | 2026-03-10 | ACCUSE disapprove actual | RUR PTY=Rupert Hentzau=Rupert Hentzau | RUR COP=the chief of police | | | | Rupert Hentzau [blamed] the chief of police for his defeat in the vote for mayor of Zenda.
a2 | 2026-03-10 | ACCUSE disapprove actual | RUR PTY=Hentzau=Rupert Hentzau | RUR COP=the police chief | | | | Hentzau has [blamed] the police chief for his defeat in Zenda.
a3 | 2026-03-10 | ACCUSE disapprove actual | ---=a bookish aide | RUR COP=the chief of police | | | | A bookish aide [blamed] the chief of police for the defeat of Rupert Hentzau in the vote for mayor of Zenda.
`, `
a1/blamed a2/blamed:
a3/blamed:
`},
		{"what two persons say is two acts", `
a1 | 2026-03-09 | ACCUSE disapprove actual | RUR GOV=Chancellor Vossk=Anna Vossk | GRK GOV=King Ruprecht=Ruprecht | | 2026-03-08 | | Chancellor Vossk on Sunday [mocked] King Ruprecht's idea of a conference on the price of barley.
a2 | 2026-03-09 | ACCUSE disapprove actual | RUR GOV=Vossk=Anna Vossk | GRK GOV=the king=Ruprecht | | | | Vossk [mocked] the king's idea of a conference on the price of barley.
a3 | 2026-03-10 | ACCUSE disapprove actual | RUR GOV=the speaker, Karim al-Zendi=Karim al-Zendi | GRK GOV=King Ruprecht=Ruprecht | | | | The speaker, Karim al-Zendi, is the latest who [mocked] King Ruprecht's idea of a conference on the price of barley.
`, `
a1/mocked a2/mocked:
a3/mocked:
`},
		{"an earlier finding, and a finding", `
a1 | 2026-03-10 | CONCEDE - actual concede/no-charges | RUR COP=The guard=Royal Guard | RUR GOV=Karl Sapten=Karl Sapten | | | | The guard [found no reason to charge] Karl Sapten over his letters to the bank.
a2 | 2026-03-10 | CONCEDE - actual concede/no-charges | RUR COP=the guard's=Royal Guard | RUR GOV=Karl Sapten=Karl Sapten | | | | Nobody doubts the guard's earlier [finding that there was no reason to charge] Karl Sapten over his letters to the bank.
a3 | 2026-03-10 | CONCEDE - actual concede/no-charges | RUR COP=its=Royal Guard | RUR GOV=Sapten=Karl Sapten | | | | It stood by its original finding, made in May, that Sapten should not be [charged] over his letters to the bank.
a4 | 2026-03-11 | CONCEDE - actual concede/no-charges | RUR COP=the guard=Royal Guard | RUR GOV=Sapten=Karl Sapten | | | | As a clerk said earlier, the guard [found no reason to charge] Sapten over letters to the bank.
`, `
a1/found no reason to charge a4/found no reason to charge:
a2/finding that there was no reason to charge a3/charged:
`},
		{"the same clear the same once, though a day is mistaken, but not when told of another month", `
a1 | 2026-03-10 | CONCEDE - actual concede/clear | RUR COP=The guard=Royal Guard | RUR GOV=Karl Sapten=Karl Sapten | | 2026-03-09 | | The guard [cleared] Karl Sapten on Monday, to the joy of bankers.
a2 | 2026-03-12 | CONCEDE - actual concede/clear | RUR COP=the guard=Royal Guard | RUR GOV=Sapten=Karl Sapten | | 2026-03-08 | | On Sunday, bankers recall with joy, the guard [cleared] Sapten.
a3 | 2026-03-12 | CONCEDE - actual concede/clear | RUR COP=the guard=Royal Guard | RUR GOV=Sapten=Karl Sapten | | | | In January word had come that the guard [cleared] Sapten.
`, `
a1/cleared a2/cleared: date 2026-03-09; 2026-03-08
a3/cleared:
`},
		{"gifts to a campaign, and a gift", `
a1 | 2026-03-10 | AID - actual | | RUR GOV=Chancellor Vossk=Anna Vossk | | | | Bakers and millers [raised] a million crowns for the ballots of Chancellor Vossk. # money 1000000
a2 | 2026-03-10 | AID - actual | | RUR GOV=Vossk=Anna Vossk | | | | Bakers and millers [raised] more than a thousand crowns for the ballots of Vossk. # money 1000+
a3 | 2026-03-11 | AID - actual | | RUR GOV=Anna Vossk=Anna Vossk | | | | Anna Vossk thanked bakers and millers who [raised] 1,200 crowns for her ballots. # money 1200
`, `
a1/raised:
a2/raised a3/raised:
`},
		{"nobody named goes back on two days", `
a1 | 2026-03-10 | RETREAT withdraw actual | GRK REB=The hill rebels | | | | | The hill rebels have [retreated] from their trenches and cursed the king.
a2 | 2026-03-11 | RETREAT withdraw actual | GRK REB=The hill rebels | | | | | The hill rebels [retreated] from the castle where the king was born.
`, `
a1/retreated:
a2/retreated:
`},
		{"an inquiry, and a tangle of them", `
a1 | 2026-03-10 | ACCUSE investigate actual | | RUR GOV=Chancellor Vossk=Anna Vossk | | | | Nobody knows how the [inquiry] into the letters of Chancellor Vossk on barley will end.
a2 | 2026-03-10 | ACCUSE investigate actual | | RUR GOV=Chancellor Vossk=Anna Vossk | | | | An [inquiry] into the letters of Chancellor Vossk on barley goes on.
a3 | 2026-03-10 | ACCUSE investigate actual | | RUR GOV=Chancellor Vossk=Anna Vossk | | | | There may be a tangle of new [inquiries] into the letters of Chancellor Vossk on barley.
`, `
a1/inquiry a2/inquiry:
a3/inquiries:
`},
		{"of two probes by one body nothing but its name and the word agrees", `
a1 | 2026-03-10 | ACCUSE investigate actual | RUR COP=the Guard=River Guard | | | | | The Guard opened an [inquiry] into the toll on barley in the city.
a2 | 2026-03-10 | ACCUSE investigate actual | RUR COP=the River Guard=River Guard | | | | | An [inquiry] by the River Guard looks into lewd letters from the city.
`, `
a1/inquiry:
a2/inquiry:
`},
		{"wire copies are one source, which is the agency", `
a1@AFP | 2026-03-10 | COERCE arrest actual | RUR COP=police | RUR LAB=two ferrymen | | 2026-03-09 | | Police [arrested] two ferrymen at Zenda bridge on Monday for smuggling tea. = c1
a2 | 2026-03-10 | COERCE arrest actual | RUR COP=police | RUR LAB=two ferrymen | | 2026-03-09 | | Police [arrested] two ferrymen at Zenda bridge on Monday for smuggling tea. = c1
a3 | 2026-03-11 | COERCE arrest actual | RUR COP=the police | RUR LAB=ferrymen | | 2026-03-09 | | The police [arrested] ferrymen who smuggled tea over Zenda bridge on Monday.
`, `
a1/arrested a2/arrested a3/arrested:
  from AFP, a3
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

func TestBecause(t *testing.T) {
	groups := Groups([]Report{
		report(t, `a1 | 2026-03-10 | ASSAULT heavy-weapons actual | RUR MIL=Ruritanian guns | GRK AGR=farmers | | 2026-03-09 | Ganlook GRK 47.4 13.7 | Ruritanian guns [shelled] farmers near Ganlook on Monday.`),
		report(t, `a2 | 2026-03-11 | ASSAULT heavy-weapons actual | RUR MIL=the army | GRK AGR=farmers | | 2026-03-09 | Ganlook GRK 47.4 13.7 | The army [shelled] farmers near Ganlook on Monday.`),
	})
	if len(groups) != 1 {
		t.Fatalf("%d groups", len(groups))
	}
	want := []Member{
		{"a1/shelled", "a1", "a1", "a2/shelled", 69, []string{"same day +16", "recipient GRK AGR farmer +16", "place Ganlook +14", "actor RUR MIL +10", "trigger shelled +9", "mode heavy-weapons +3", "words that many reports have +1"}},
		{"a2/shelled", "a2", "a2", "a1/shelled", 69, []string{"same day +16", "recipient GRK AGR farmer +16", "place Ganlook +14", "actor RUR MIL +10", "trigger shelled +9", "mode heavy-weapons +3", "words that many reports have +1"}},
	}
	if d := cmp.Diff(want, groups[0].Members); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
}

// summary writes a group in two or three lines: members and disputed fields,
// claims, and the sources where copies are among them.
func summary(groups []Group) string {
	var b strings.Builder
	for _, g := range groups {
		var ids, fields, claims, from []string
		for _, m := range g.Members {
			ids = append(ids, m.Report)
			if !slices.Contains(from, m.Source) {
				from = append(from, m.Source)
			}
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
		if len(from) < g.Articles {
			fmt.Fprintln(&b, "  from "+strings.Join(from, ", "))
		}
	}
	return strings.TrimSpace(b.String())
}

// TestPronoun: of a victim called by a pronoun nothing can agree but the topic
// of the articles.
func TestPronoun(t *testing.T) {
	var reports []Report
	for _, line := range []string{
		"a1 | 2026-03-10 | RETREAT release actual | | GRK CVL=the miners | | 2026-03-10 | | Bells rang over the old bridge in Strelsau at the [release] of the miners.",
		"a2 | 2026-03-10 | RETREAT release actual | | GRK CVL=the miners | | 2026-03-10 | | Crowds left the old bridge in Strelsau after the [release] of the miners.",
		"a3 | 2026-03-10 | RETREAT release actual | | GRK CVL=their | | | | Mothers who had waited at the gate wept at their [release].",
	} {
		reports = append(reports, report(t, line))
	}
	if n := len(Groups(reports)); n != 2 {
		t.Errorf("%d events in articles of unknown topic, want 2", n)
	}
	topic := NewSketch(envoys)
	for i := range reports {
		reports[i].Sketch = &topic
	}
	if n := len(Groups(reports)); n != 1 {
		t.Errorf("%d events in articles on one topic, want 1", n)
	}
}

// TestLeak: papers that tell on many are one leak in articles on one topic,
// whomever each report names.
func TestLeak(t *testing.T) {
	var reports []Report
	for _, line := range []string{
		"a1 | 2026-03-10 | ACCUSE allege actual accuse/named-in-leak | | RUR GOV=the chancellor | | | | The chancellor and his mill were [named in the Hentzau Papers].",
		"a2 | 2026-03-11 | ACCUSE allege actual accuse/named-in-leak | | GRK GOV=the king of Graustark | | | | Among those [named in the Hentzau Papers] is the king of Graustark.",
		"a3 | 2026-03-11 | ACCUSE allege actual accuse/named-in-leak | | | | | | Bankers [named in the Hentzau Papers] have hidden their barley.",
	} {
		reports = append(reports, report(t, line))
	}
	if n := len(Groups(reports)); n != 3 {
		t.Errorf("%d events in articles of unknown topic, want 3", n)
	}
	topic := NewSketch(envoys)
	for i := range reports {
		reports[i].Sketch = &topic
	}
	if groups := Groups(reports); len(groups) != 1 {
		t.Errorf("%d events in articles on one topic, want 1: %s", len(groups), summary(groups))
	}
}
