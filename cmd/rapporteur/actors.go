package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"rapporteur"
	"rapporteur/internal/export"
)

func newActorsCommand() *cobra.Command {
	var f actorsFlags
	cmd := &cobra.Command{
		Use:   "actors NAME...",
		Short: "Look up who a name, title or phrase is coded as, and why",
		Long: `Look names, titles and phrases up as the coder would in a report of that day that says
nothing else: the code, who holds the office, and the entries of the lexicon, with file
and line, that this stands on. Each NAME is one argument; quote those of several words.

--code lists who is known under a code on that day, --office who holds an office, of
one code or of all countries.`,
		Example: `  rapporteur actors "Chinese foreign minister" --date 2023-03-16
  rapporteur actors "Qin Gang" Kremlin "Ruritanian rebels"
  rapporteur actors --code "CHN GOV" --date 2010-05-01
  rapporteur actors --office "foreign minister" --date 2010-05-01`,
		Args: func(cmd *cobra.Command, args []string) error { return f.check(args) },
		RunE: func(cmd *cobra.Command, args []string) error { return f.run(args) },
	}
	fs := cmd.Flags()
	fs.StringVar(&f.date, "date", "", "the day `YYYY-MM-DD` to look up at, as if a report were published on it (default: today)")
	fs.StringVar(&f.to, "to", export.Table, "`format`: table or jsonl")
	fs.StringVar(&f.code, "code", "", "list who is known under this `code`, such as \"CHN GOV\" or CHN")
	fs.StringVar(&f.office, "office", "", "list who holds this `office`, such as \"foreign minister\"")
	f.add.actorsFlag(cmd)
	cmd.RegisterFlagCompletionFunc("to", fixed(export.Table, export.JSONL))
	cmd.RegisterFlagCompletionFunc("date", fixed())
	return cmd
}

type actorsFlags struct {
	date, to, code, office string
	add                    additions
}

func (f *actorsFlags) check(args []string) error {
	const hint = "'rapporteur actors --help' shows how it is used"
	list := f.code != "" || f.office != ""
	switch {
	case len(args) == 0 && !list:
		return usage(hint, "actors needs a name, --code or --office")
	case len(args) > 0 && list:
		return usage(hint, "actors looks names up or lists a code or office, not both")
	case f.to != export.Table && f.to != export.JSONL:
		return usage("", "--to %s: unknown format; known: %s, %s", f.to, export.Table, export.JSONL)
	}
	if slices.ContainsFunc(args, func(a string) bool { return strings.TrimSpace(a) == "" }) {
		return usage(hint, "an empty name")
	}
	if f.date == "" {
		f.date = time.Now().Format(time.DateOnly)
	}
	if _, err := time.Parse(time.DateOnly, f.date); err != nil {
		return usage("", "--date %s: expected an ISO day such as 2026-03-16", f.date)
	}
	return nil
}

func (f *actorsFlags) run(args []string) error {
	c, err := f.add.coder(false)
	if err != nil {
		return err
	}
	f.add.tellNotes(c)
	o, err := openOutput("")
	if err != nil {
		return err
	}
	if len(args) == 0 {
		if err := f.list(c, o); err != nil {
			return err
		}
		return ended(o, 0)
	}
	unknown := 0
	for i, name := range args {
		l, err := c.Lookup(context.Background(), name, f.date)
		if err != nil {
			return &failure{status: exitFailed, err: err}
		}
		if len(l.Entries) == 0 {
			unknown++
		}
		if f.to == export.JSONL {
			err = writeJSON(o, l)
		} else {
			if i > 0 {
				io.WriteString(o, "\n")
			}
			_, err = io.WriteString(o, lookupText(&l))
		}
		if err != nil {
			return &failure{status: exitFailed, err: err}
		}
	}
	return ended(o, unknown)
}

func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// list writes who is known under a code or holds an office.
func (f *actorsFlags) list(c *rapporteur.Coder, o *output) error {
	code := strings.Join(strings.Fields(strings.ToUpper(f.code)), " ")
	all, err := c.Known(code, f.office, f.date)
	if err != nil {
		return usage("lexicon/roles.tsv lists the offices; 'rapporteur actors --code CHN' shows those of a country", "%w", err)
	}
	if len(all) == 0 {
		what := f.office
		if code != "" {
			what = strings.TrimSpace(what + " of " + code)
		}
		o.finish(false)
		return &failure{status: exitFailed, err: fmt.Errorf("nobody is known on %s: %s", f.date, strings.TrimPrefix(what, "of ")), hint: "docs/record.md lists the codes: a country (CHN) and a sector (CHN GOV), or an organisation (IGO NATO)"}
	}
	if f.to == export.JSONL {
		for _, k := range all {
			if err := writeJSON(o, k); err != nil {
				return &failure{status: exitFailed, err: err}
			}
		}
		return nil
	}
	var rows [][]string
	for _, k := range all {
		what := k.Kind
		if k.Kind == "office" {
			what = title(k.Role)
		}
		rows = append(rows, []string{k.Code, what, k.Name, span(k), at(k)})
	}
	fmt.Fprintf(o, "on %s\n", f.date)
	writeColumns(o, "", rows)
	return nil
}

// lookupText words a lookup for a reader.
func lookupText(l *rapporteur.Lookup) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, on %s\n", visible(l.Asked), l.Date)
	if l.ReadAs != "" {
		fmt.Fprintf(&b, "  looked up as %q: names are known by their capital letters\n", l.ReadAs)
	}
	if len(l.Entries) == 0 {
		unknown(&b, l)
		return b.String()
	}
	for _, r := range l.Readings {
		whole := ""
		if len(l.Readings) > 1 {
			whole = fmt.Sprintf("  (%q)", r.Text)
		}
		fmt.Fprintf(&b, "  coded as  %s%s\n", r.Code, whole)
		if r.Name != "" {
			fmt.Fprintf(&b, "  name      %s\n", r.Name)
		}
		if r.Role != "" {
			fmt.Fprintf(&b, "  role      %s\n", r.Role)
		}
		if r.Why != "" {
			fmt.Fprintf(&b, "  why       %s\n", r.Why)
		}
	}
	if len(l.Readings) == 0 {
		b.WriteString("  coded as  nobody: by itself this names no actor\n")
	}
	b.WriteString("  entries\n")
	writeColumns(&b, "    ", entryRows(l))
	for _, s := range l.Offices {
		fmt.Fprintf(&b, "  %s of %s\n", title(s.Office), s.Of)
		writeColumns(&b, "    ", termRows(&s, l))
	}
	if len(l.Readings) == 1 && strings.HasPrefix(l.Readings[0].Code, "---") {
		b.WriteString("  " + undecided(l) + "\n")
	}
	return b.String()
}

// undecided tells why a phrase whose words are known has no country.
func undecided(l *rapporteur.Lookup) string {
	people := map[string]bool{}
	for _, e := range l.Entries {
		if e.Kind == "office" || e.Kind == "surname" {
			people[e.Name] = true
		}
	}
	switch len(people) {
	case 0:
		return "By itself it belongs to nobody; a report that names the country or organisation tells whose it is (\"the Ruritanian minister\")."
	case 1:
		return "By itself it may be anybody's name; a report that gives title or country (\"Ruritania's former president ...\") tells that it is this person."
	}
	return fmt.Sprintf("%d people have this name; a report that gives the first name, title or country tells which.", len(people))
}

// unknown tells what to do about a name that is not known.
func unknown(b *strings.Builder, l *rapporteur.Lookup) {
	b.WriteString("  not known\n")
	if len(l.Near) > 0 {
		fmt.Fprintf(b, "  spelt alike: %s\n", strings.Join(l.Near, ", "))
	}
	if len(l.Readings) > 0 && l.Readings[0].Code != "---" {
		fmt.Fprintf(b, "  coded as  %s: %s\n", l.Readings[0].Code, l.Readings[0].Why)
		return
	}
	b.WriteString("  A report has to say who that is (\"the Ruritanian rebel leader ...\"); then it is coded by that.\n")
}

// the most entries that a table shows of one name
const mostEntries = 12

func entryRows(l *rapporteur.Lookup) [][]string {
	// of a name that many share, those in office first
	list := slices.Clone(l.Entries)
	slices.SortStableFunc(list, func(a, b rapporteur.Known) int {
		rank := func(k rapporteur.Known) int {
			switch {
			case !k.Whole:
				return 2
			case k.Kind == "office" && !k.Held, k.Kind == "surname" && !k.Held:
				return 1
			}
			return 0
		}
		return rank(a) - rank(b)
	})
	var rows [][]string
	for i, k := range list {
		if i == mostEntries {
			rows = append(rows, []string{fmt.Sprintf("... and %d more; --to jsonl shows all", len(list)-i)})
			break
		}
		rows = append(rows, []string{k.Words, entryWords(k), at(k)})
	}
	return rows
}

// entryWords tells what an entry says of its words.
func entryWords(k rapporteur.Known) string {
	switch k.Kind {
	case "country":
		if k.To != "" {
			return fmt.Sprintf("former name (%s) of %s, %s", k.To, k.Name, k.Code)
		}
		return fmt.Sprintf("name of %s, %s", k.Name, k.Code)
	case "adjective", "people", "capital", "seat":
		what := map[string]string{"seat": "seat of power"}[k.Kind]
		if what == "" {
			what = k.Kind
		}
		return fmt.Sprintf("%s of %s, %s", what, k.Name, k.Code)
	case "organisation":
		return fmt.Sprintf("organisation %s, %s", k.Name, k.Code)
	case "office", "surname":
		who := ""
		if k.Kind == "surname" || k.Name != k.Words {
			who = k.Name + ": "
		}
		return fmt.Sprintf("%s%s of %s, %s", who, title(k.Role), k.Code, span(k))
	case "place":
		if k.Code == "" {
			return "place " + k.Name
		}
		return fmt.Sprintf("place %s in %s", k.Name, k.Code)
	case "noun":
		if k.Code == "" {
			return "noun for people or a body, of no sector"
		}
		return fmt.Sprintf("noun for people or a body, %s", k.Code)
	case "title":
		if k.Code == "" {
			return "title of the office " + k.Role
		}
		return fmt.Sprintf("title of the office %s, %s", k.Role, k.Code)
	}
	return "word that points at others: " + k.Name
}

func title(office string) string {
	if office == "" {
		return "known"
	}
	return office
}

// span words a term: "2022-12-30 to 2023-07-25", "since 2023-07-25".
func span(k rapporteur.Known) string {
	switch {
	case k.Kind != "office" && k.Kind != "surname", k.From == "" && k.To == "":
		return ""
	case k.To == "":
		return "since " + k.From
	case k.From == "":
		return "to " + k.To
	}
	return k.From + " to " + k.To
}

func at(k rapporteur.Known) string { return fmt.Sprintf("%s:%d", k.File, k.Line) }

// termRows are the terms of an office around the day and around those of the
// person asked for.
func termRows(s *rapporteur.Succession, l *rapporteur.Lookup) [][]string {
	asked := func(t rapporteur.Known) bool {
		return slices.ContainsFunc(l.Entries, func(e rapporteur.Known) bool { return e.Line == t.Line && e.File == t.File })
	}
	show := make([]bool, len(s.Terms))
	held, last := 0, -1 // last: the term that began last before the day
	for i, t := range s.Terms {
		if t.Held {
			held++
		}
		if t.From <= l.Date[:min(len(t.From), len(l.Date))] {
			last = i
		}
	}
	for i, t := range s.Terms {
		switch {
		case asked(t) || t.Held && held == 1:
			for k := max(0, i-1); k <= min(i+1, len(s.Terms)-1); k++ {
				show[k] = true
			}
		case t.Held, held == 0 && (i == last || i == last+1):
			show[i] = true
		}
	}
	var rows [][]string
	for i, t := range s.Terms {
		if !show[i] {
			continue
		}
		note := ""
		switch {
		case t.Held:
			note = "in office on " + l.Date
		case asked(t) && t.To != "" && t.To < l.Date:
			note = "no longer in office"
		case asked(t):
			note = "not yet in office"
		}
		rows = append(rows, []string{span(t), t.Name, note, at(t)})
	}
	if held == 0 {
		rows = append(rows, []string{"nobody known on " + l.Date})
	}
	return rows
}

// writeColumns writes rows as columns, each as wide as its widest cell.
func writeColumns(w io.Writer, indent string, rows [][]string) {
	var width []int
	for _, r := range rows {
		if len(r) == 1 {
			continue
		}
		for i, cell := range r {
			if i == len(width) {
				width = append(width, 0)
			}
			width[i] = max(width[i], len([]rune(cell)))
		}
	}
	for _, r := range rows {
		line := indent
		for i, cell := range r {
			line += visible(cell)
			if i < len(r)-1 && width[i] > 0 {
				line += strings.Repeat(" ", width[i]-len([]rune(cell))+2)
			}
		}
		fmt.Fprintln(w, strings.TrimRight(line, " "))
	}
}

// visible replaces control characters, which a terminal would obey.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 {
			return '\uFFFD'
		}
		return r
	}, s)
}
