package main

import (
	"context"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"rapporteur"
	"rapporteur/internal/export"
	"rapporteur/internal/store"
)

func newQueryCommand() *cobra.Command {
	var f queryFlags
	cmd := &cobra.Command{
		Use:   "query --ledger FILE",
		Short: "Ask a ledger: which records, which events, how many in which month",
		Long: `Print what a ledger has that fits all that is asked for. Without questions that is
everything, which exports the ledger.

Without more it prints records, one for each report, in the order of their articles'
dates and ids. --events prints events, once each, with the number of their reports, what
these agree on and dispute, and who asserts and who denies. --by counts events: the series
that statistics packages read, with sums and means of the Goldstein and intensity scores.
On a terminal a table is printed, elsewhere JSON Lines, or what --to or the ending of -o says.

Parties are asked for by code: a country or organisation ("CHN", "IGO NATO"), with a sector
("CHN MIL"), or a sector of any ("* REB"); 'rapporteur actors NAME' tells a code. An option
given several times, or with commas, asks for any of its values.

Events have the type, parties, day and place of their first report, and belong to the first
day of their date; --text and --article ask for any of their reports. --by counts what is
actual and somebody asserts; --status all, future ... counts others, --disputed and
--denied-by also what is only denied.`,
		Example: `  rapporteur query --ledger news.ledger --actor CHN --recipient UKR --type CONSULT --since 2023-01
  rapporteur query --ledger news.ledger --events --disputed
  rapporteur query --ledger news.ledger --events --denied-by "RUS GOV" --to csv -o denied.csv
  rapporteur query --ledger news.ledger --events --since 2026-03 --order reports --limit 10
  rapporteur query --ledger news.ledger --by dyad,type,month -o series.csv     for R and Excel
  rapporteur query --ledger news.ledger --by week --actor "* REB" --country SDN --fill
  rapporteur query --ledger news.ledger --events --to gdelt -o events.tsv`,
		Args: func(cmd *cobra.Command, args []string) error {
			if err := noArgs(cmd, args); err != nil {
				return err
			}
			return f.check()
		},
		RunE: func(cmd *cobra.Command, args []string) error { return f.run(context.Background()) },
	}
	fs := cmd.Flags()
	q := &f.q
	ledgerFlag(cmd, &f.ledger)
	fs.BoolVar(&f.events, "events", false, "events with their reports and claims, instead of records")
	fs.StringSliceVar(&f.by, "by", nil, "count events by these `keys`: "+strings.Join(store.Keys, ", "))
	fs.BoolVar(&f.fill, "fill", false, "with --by: also days, weeks, months or years without events, as zeros")
	fs.StringSliceVar(&q.Actor, "actor", nil, "`code` of an actor")
	fs.StringSliceVar(&q.Recipient, "recipient", nil, "`code` of a recipient")
	fs.StringSliceVar(&q.Source, "source", nil, "`code` of somebody on whose word it stands, or who denies it")
	fs.StringSliceVar(&q.Type, "type", nil, "event `type`, such as CONSULT")
	fs.StringSliceVar(&q.Mode, "mode", nil, "`mode` of the type")
	fs.StringSliceVar(&q.Status, "status", nil, "`status`: "+strings.Join(statuses, ", ")+", or all")
	fs.StringSliceVar(&q.Quad, "quad", nil, "`class`: "+strings.Join(quads, ", "))
	fs.StringSliceVar(&q.Context, "context", nil, "`context`, such as election")
	fs.StringSliceVar(&q.Place, "place", nil, "`name` of a place, its first-level division, or its country's code")
	fs.StringSliceVar(&q.Country, "country", nil, "`code` of the country where it happened")
	fs.StringVar(&q.Since, "since", "", "began on this `day`, month or year, or later")
	fs.StringVar(&q.Until, "until", "", "began on this `day`, month or year, or earlier")
	fs.StringSliceVar(&q.AssertedBy, "asserted-by", nil, "`code` of somebody who says that the event is so")
	fs.StringSliceVar(&q.DeniedBy, "denied-by", nil, "`code` of somebody who denies the event")
	fs.BoolVar(&q.Disputed, "disputed", false, "of events that somebody denies")
	fs.StringVar(&q.Text, "text", "", "`words` of the sentence")
	fs.StringVar(&q.Article, "article", "", "`id` of an article")
	fs.StringVar(&q.Event, "group", "", "`id` of an event: its reports")
	fs.IntVar(&q.Limit, "limit", 0, "`number` of records or events at most; 0: all")
	fs.StringVar(&q.Order, "order", "day", "`order` of events: "+strings.Join(store.Orders, ", ")+"; the last two with most first")
	fs.StringVar(&f.out.to, "to", "", "`format`: "+strings.Join(export.Formats, ", ")+"; of --by "+strings.Join(export.RowFormats, ", "))
	fs.StringVar(&f.out.bom, "bom", "auto", "`when` CSV begins with a byte order mark, as in 'code'")
	outputFlag(cmd, &f.out.out)
	cmd.MarkFlagsMutuallyExclusive("events", "by")
	cmd.RegisterFlagCompletionFunc("to", fixed(export.Formats...))
	cmd.RegisterFlagCompletionFunc("order", fixed(store.Orders...))
	cmd.RegisterFlagCompletionFunc("by", fixed(store.Keys...))
	cmd.RegisterFlagCompletionFunc("status", fixed(append(statuses, "all")...))
	cmd.RegisterFlagCompletionFunc("quad", fixed(quads...))
	return cmd
}

var (
	statuses = []string{"actual", "future", "hypothetical", "negated"}
	quads    = []string{"verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict"}
)

type queryFlags struct {
	ledger string
	q      store.Query
	events bool
	by     []string
	fill   bool
	out    codeFlags // to, bom, out
}

// check completes and checks the flags.
func (f *queryFlags) check() error {
	q := &f.q
	if f.ledger == "" {
		return usage("--ledger FILE names it", "no ledger")
	}
	for _, p := range []struct {
		flag  string
		codes []string
	}{{"--actor", q.Actor}, {"--recipient", q.Recipient}, {"--source", q.Source}, {"--asserted-by", q.AssertedBy}, {"--denied-by", q.DeniedBy}} {
		for i, s := range p.codes {
			code := strings.ToUpper(strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '+' }), " "))
			if !store.Code(code) {
				return usage(fmt.Sprintf("write CHN, \"CHN MIL\", \"IGO NATO\" or \"* REB\"; 'rapporteur actors %q' tells who that is", s), "%s %s: no code", p.flag, s)
			}
			p.codes[i] = code
		}
	}
	for _, list := range [][]string{q.Type, q.Country} {
		for i, s := range list {
			list[i] = strings.ToUpper(strings.TrimSpace(s))
		}
	}
	for _, s := range q.Country {
		if len(s) != 3 {
			return usage("write the three letters of ISO 3166, as UKR; --place takes names", "--country %s: no code", s)
		}
	}
	if slices.Contains(q.Status, "all") {
		q.Status = nil
	} else if len(f.by) > 0 && len(q.Status) == 0 {
		q.Status = []string{"actual"}
	}
	for _, s := range q.Status {
		if !slices.Contains(statuses, s) {
			return usage("", "--status %s: expected %s or all", s, strings.Join(statuses, ", "))
		}
	}
	for i, s := range q.Quad {
		if s = strings.ReplaceAll(s, " ", "-"); !slices.Contains(quads, s) {
			return usage("", "--quad %s: expected %s", s, strings.Join(quads, ", "))
		}
		q.Quad[i] = strings.ReplaceAll(s, "-", " ")
	}
	for _, d := range [][2]string{{"--since", q.Since}, {"--until", q.Until}} {
		if d[1] != "" && !isPeriod(d[1]) {
			return usage("write YYYY-MM-DD, YYYY-MM or YYYY", "%s %s: expected a day, month or year", d[0], d[1])
		}
	}
	if q.Since != "" && q.Until != "" && q.Until < q.Since && !strings.HasPrefix(q.Since, q.Until) {
		return usage("", "--since %s is after --until %s", q.Since, q.Until)
	}
	if !slices.Contains(store.Orders, q.Order) {
		return usage("", "--order %s: expected %s", q.Order, strings.Join(store.Orders, ", "))
	}
	if q.Order != "day" && !f.events {
		return usage("records come in the order of their articles", "--order is for --events")
	}
	if q.Limit < 0 {
		return usage("", "--limit %d: expected 0 or more", q.Limit)
	}
	f.out.workers = 1
	if err := f.out.check(); err != nil {
		return err
	}
	switch {
	case len(f.by) > 0:
		if err := store.CheckKeys(f.by); err != nil {
			return usage("", "--by %s: %s", strings.Join(f.by, ","), err)
		}
		if !slices.Contains(export.RowFormats, f.out.to) {
			return usage("", "--by is written as %s, not as %s", strings.Join(export.RowFormats, ", "), f.out.to)
		}
		if q.Limit > 0 {
			return usage("", "--limit is for records and events, not for --by")
		}
		if f.fill && !slices.ContainsFunc(f.by, store.Unit) {
			return usage("--by dyad,month --fill", "--fill needs a day, week, month or year in --by")
		}
	case f.fill:
		return usage("--by month --fill", "--fill is for --by")
	}
	return nil
}

// isPeriod says whether a text is a day, month or year that there is.
func isPeriod(s string) bool {
	for _, layout := range []string{time.DateOnly, "2006-01", "2006"} {
		if _, err := time.Parse(layout, s); err == nil {
			return true
		}
	}
	return false
}

func (f *queryFlags) run(ctx context.Context) error {
	l, err := store.Open(ctx, f.ledger, store.Read)
	if err != nil {
		return ledgerFailure(err)
	}
	defer l.Close()
	f.ledger = l.Address()
	o, err := openOutput(f.out.out, f.ledger)
	if err != nil {
		return err
	}
	n, err := 0, error(nil)
	switch {
	case len(f.by) > 0:
		n, err = f.series(ctx, l, o)
	case f.events:
		n, err = f.gathered(ctx, l, o)
	default:
		n, err = f.records(ctx, l, o)
	}
	if err != nil {
		o.finish(false)
		return ledgerFailure(err)
	}
	if n == 0 {
		f.nothing(ctx, l)
	}
	return ended(o, 0)
}

// nothing tells that nothing was found.
func (f *queryFlags) nothing(ctx context.Context, l *store.Ledger) {
	what, hint := "record", "ask for less; 'rapporteur query --by actor' and the like count what there is"
	if f.events || len(f.by) > 0 {
		what = "event"
		if n, err := l.Sizes(ctx); err == nil && n.Pending > 0 {
			hint = fmt.Sprintf("%s not gathered yet: 'rapporteur ledger gather %s' does it", plural(n.Pending, "record"), l.Address())
		}
	}
	complain(os.Stderr, fmt.Errorf("no %s fits", what), hint)
}

// sink writes records; the layouts of other systems are told how each stands in
// the ledger.
func (f *queryFlags) sink(o *output, standing map[string]known) (export.Sink, error) {
	options := f.out.options(o)
	options.Known = func(ev *rapporteur.Event) export.Known {
		k := standing[ev.ID]
		if k.event == "" {
			return export.Known{} // not gathered: it stands for itself
		}
		added, _ := time.Parse(time.RFC3339, k.Added)
		return export.Known{ID: k.event, Added: added, Mentions: k.Records, Sources: k.Sources, Articles: k.Articles, URL: k.URL}
	}
	sink, err := export.New(f.out.to, o, options)
	_, f.q.Standing = sink.(export.Selective)
	return sink, err
}

// known is how the event of a record stands.
type known struct {
	event string
	store.Standing
}

// records writes records, those of an article together.
func (f *queryFlags) records(ctx context.Context, l *store.Ledger, o *output) (n int, err error) {
	standing := map[string]known{}
	sink, err := f.sink(o, standing)
	if err != nil {
		return 0, err
	}
	var art rapporteur.Article
	var evs []rapporteur.Event
	give := func() error {
		if len(evs) == 0 {
			return nil
		}
		defer clear(standing)
		return sink.Write(art, evs)
	}
	err = l.Records(ctx, f.q, func(r store.Row) error {
		n++
		if r.Article.ID != art.ID {
			if err := give(); err != nil {
				return err
			}
			art, evs = r.Article, nil
		}
		standing[r.Event.ID] = known{r.Group, r.Standing}
		evs = append(evs, r.Event)
		return nil
	})
	if err == nil {
		err = give()
	}
	return n, f.close(sink, err)
}

// close ends the writing of records.
func (f *queryFlags) close(sink export.Sink, err error) error {
	if err == nil {
		err = sink.Close()
	}
	if s, ok := sink.(export.Selective); ok && err == nil {
		tellOmitted(f.out.to, s.Omitted())
	}
	return err
}

// series writes counts of events.
func (f *queryFlags) series(ctx context.Context, l *store.Ledger, o *output) (int, error) {
	names, cells, err := l.Series(ctx, f.q, f.by, f.fill)
	if err != nil {
		return 0, err
	}
	var columns []export.Column
	for _, n := range names {
		columns = append(columns, export.Column{Name: strings.ReplaceAll(n, "-", "_")})
	}
	for _, n := range []string{"events", "disputed", "reports"} {
		columns = append(columns, export.Column{Name: n, Kind: export.Integer})
	}
	for _, n := range []string{"goldstein_sum", "goldstein_mean", "intensity_sum", "intensity_mean"} {
		columns = append(columns, export.Column{Name: n, Kind: export.Decimal})
	}
	rows, err := export.NewRows(f.out.to, o, columns, f.out.options(o))
	if err != nil {
		return 0, err
	}
	n := 0
	for _, c := range cells {
		n += c.Events
		var row []any
		for _, k := range c.Keys {
			row = append(row, k)
		}
		row = append(row, c.Events, c.Disputed, c.Reports, c.Goldstein, mean(c.Goldstein, c.Scored), c.Intensity, mean(c.Intensity, c.Events))
		if err := rows.Write(row...); err != nil {
			return n, err
		}
	}
	return n, rows.Close()
}

// mean is missing where there is nothing to take it of.
func mean(sum float64, n int) float64 {
	if n == 0 {
		return math.NaN()
	}
	return sum / float64(n)
}
