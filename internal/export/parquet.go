package export

import (
	"io"
	"strings"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"

	"rapporteur"
)

// Records are encoded in batches of one size, and written when a row group is
// full: the bytes then depend on the records alone, not on the articles that
// they come in. A reader works on whole row groups, so they must not be small.
const (
	batch    = 1_000
	rowGroup = 25 * batch
)

// row is a record as Parquet has it. Names are those of the CSV columns where
// the two agree; what CSV joins is a list here, and text is as the report has
// it. The lists that begin with the same word are of one length, and what an
// element lacks is null. Columns are only ever added, at the end; docs/export.md
// describes them. What can be null is a pointer: parquet-go 0.32 takes an empty
// string for a null only until the first one that is not empty.
type row struct {
	ID             string    `parquet:"id,plain"`
	ArticleID      string    `parquet:"article_id,dict"`
	ArticleDate    *string   `parquet:"article_date,optional,dict"`
	Agency         *string   `parquet:"agency,optional,dict"`
	Publisher      *string   `parquet:"publisher,optional,dict"`
	URL            *string   `parquet:"url,optional,dict"`
	Date           *string   `parquet:"date,optional,dict"`
	DateFirst      *int32    `parquet:"date_first,optional,date,dict"`
	DateLast       *int32    `parquet:"date_last,optional,date,dict"`
	DateFrom       *string   `parquet:"date_from,optional,dict"`
	DateText       *string   `parquet:"date_text,optional,dict"`
	DateStart      *int32    `parquet:"date_start,optional"`
	DateEnd        *int32    `parquet:"date_end,optional"`
	Type           string    `parquet:"type,dict"`
	Mode           *string   `parquet:"mode,optional,dict"`
	Contexts       []string  `parquet:"contexts,list" parquet-element:",dict"`
	Status         string    `parquet:"status,dict"`
	ActorCode      []string  `parquet:"actor_code,list" parquet-element:",dict"`
	ActorText      []string  `parquet:"actor_text,list" parquet-element:",dict"`
	ActorName      []*string `parquet:"actor_name,list" parquet-element:",optional,dict"`
	ActorRole      []*string `parquet:"actor_role,list" parquet-element:",optional,dict"`
	ActorStart     []int32   `parquet:"actor_start,list"`
	ActorEnd       []int32   `parquet:"actor_end,list"`
	RecipientCode  []string  `parquet:"recipient_code,list" parquet-element:",dict"`
	RecipientText  []string  `parquet:"recipient_text,list" parquet-element:",dict"`
	RecipientName  []*string `parquet:"recipient_name,list" parquet-element:",optional,dict"`
	RecipientRole  []*string `parquet:"recipient_role,list" parquet-element:",optional,dict"`
	RecipientStart []int32   `parquet:"recipient_start,list"`
	RecipientEnd   []int32   `parquet:"recipient_end,list"`
	SaidByCode     []string  `parquet:"said_by_code,list" parquet-element:",dict"`
	SaidByStance   []string  `parquet:"said_by_stance,list" parquet-element:",dict"`
	SaidByText     []string  `parquet:"said_by_text,list" parquet-element:",dict"`
	SaidByName     []*string `parquet:"said_by_name,list" parquet-element:",optional,dict"`
	SaidByRole     []*string `parquet:"said_by_role,list" parquet-element:",optional,dict"`
	SaidByChannel  []*string `parquet:"said_by_channel,list" parquet-element:",optional,dict"`
	SaidByStart    []int32   `parquet:"said_by_start,list"`
	SaidByEnd      []int32   `parquet:"said_by_end,list"`
	Place          *string   `parquet:"place,optional,dict"`
	PlaceName      *string   `parquet:"place_name,optional,dict"`
	PlaceCountry   *string   `parquet:"place_country,optional,dict"`
	PlaceAdmin1    *string   `parquet:"place_admin1,optional,dict"`
	Lat            *float64  `parquet:"lat,optional,dict"`
	Lon            *float64  `parquet:"lon,optional,dict"`
	PlaceStart     *int32    `parquet:"place_start,optional"`
	PlaceEnd       *int32    `parquet:"place_end,optional"`
	CAMEO          *string   `parquet:"cameo,optional,dict"`
	Quad           *string   `parquet:"quad,optional,dict"`
	Goldstein      *float64  `parquet:"goldstein,optional,dict"`
	Intensity      float64   `parquet:"intensity,dict"`
	Trigger        string    `parquet:"trigger,dict"`
	TriggerStart   int32     `parquet:"trigger_start"`
	TriggerEnd     int32     `parquet:"trigger_end"`
	SentenceIndex  int32     `parquet:"sentence_index"`
	SentenceStart  int32     `parquet:"sentence_start"`
	SentenceEnd    int32     `parquet:"sentence_end"`
	Sentence       string    `parquet:"sentence,dict"`
	Rule           string    `parquet:"rule,dict"`
	MadeBy         string    `parquet:"made_by,dict"`
	Counts         []count   `parquet:"counts,list"`
	Confidence     *float64  `parquet:"confidence,optional,dict"`
}

// count is one of a record's counts. Those have sources of their own now and
// then, so they are a list of structures, not lists side by side.
type count struct {
	What   string  `parquet:"what,dict"`
	N      *int64  `parquet:"n,optional"`
	Min    *int64  `parquet:"min,optional"`
	Max    *int64  `parquet:"max,optional"`
	About  bool    `parquet:"about"`
	Unit   *string `parquet:"unit,optional,dict"`
	Text   string  `parquet:"text,dict"`
	Start  int32   `parquet:"start"`
	End    int32   `parquet:"end"`
	SaidBy []said  `parquet:"said_by,list"`
}

type said struct {
	Code    string  `parquet:"code,dict"`
	Stance  string  `parquet:"stance,dict"`
	Text    string  `parquet:"text,dict"`
	Name    *string `parquet:"name,optional,dict"`
	Role    *string `parquet:"role,optional,dict"`
	Channel *string `parquet:"channel,optional,dict"`
	Start   int32   `parquet:"start"`
	End     int32   `parquet:"end"`
}

type parquetSink struct {
	w    *parquet.GenericWriter[row]
	rows []row // fewer than a batch
	n    int   // records encoded
}

// NewParquet writes an Apache Parquet file: strings dictionary-encoded, lists as
// lists, pages compressed with zstd, a row group every 25,000 records. A file
// without records is a table without rows. What was written can be read only
// after Close.
func NewParquet(w io.Writer) Sink {
	return &parquetSink{w: parquet.NewGenericWriter[row](w,
		parquet.NewSchema("record", parquet.SchemaOf(row{})),
		parquet.CreatedBy("rapporteur", "1", "records"), // the version of the columns
		parquet.Compression(&zstd.Codec{}),
		parquet.DataPageVersion(1), // every reader has it
	)}
}

func (p *parquetSink) Write(_ rapporteur.Article, events []rapporteur.Event) error {
	for i := range events {
		p.rows = append(p.rows, rowOf(&events[i]))
		if len(p.rows) == batch {
			if err := p.encode(); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *parquetSink) encode() error {
	if len(p.rows) == 0 {
		return nil
	}
	n, err := p.w.Write(p.rows)
	p.n += n
	clear(p.rows)
	p.rows = p.rows[:0]
	if err == nil && p.n%rowGroup == 0 {
		err = p.w.Flush()
	}
	return err
}

func (p *parquetSink) Close() error {
	if err := p.encode(); err != nil {
		return err
	}
	return p.w.Close()
}

func rowOf(e *rapporteur.Event) row {
	r := row{
		ID: e.ID, Type: e.Type, Mode: optional(e.Mode), Contexts: e.Contexts, Status: e.Status,
		ArticleID: valid(e.Article.ID), ArticleDate: optional(e.Article.Date), Agency: optional(e.Article.Agency),
		Publisher: optional(e.Article.Publisher), URL: optional(e.Article.URL),
		CAMEO: optional(e.CAMEO), Quad: optional(e.Quad), Goldstein: e.Goldstein, Intensity: e.Intensity,
		Trigger: valid(e.Trigger.Text), TriggerStart: int32(e.Trigger.Start), TriggerEnd: int32(e.Trigger.End),
		SentenceIndex: int32(e.Sentence.Index), SentenceStart: int32(e.Sentence.Start), SentenceEnd: int32(e.Sentence.End),
		Sentence: valid(e.Sentence.Text), Rule: e.Rule, MadeBy: e.MadeBy,
	}
	if e.Confidence != 0 {
		r.Confidence = &e.Confidence
	}
	r.ActorCode, r.ActorText, r.ActorName, r.ActorRole, r.ActorStart, r.ActorEnd = parties(e.Actor)
	r.RecipientCode, r.RecipientText, r.RecipientName, r.RecipientRole, r.RecipientStart, r.RecipientEnd = parties(e.Recipient)
	for _, s := range e.SaidBy {
		r.SaidByCode = append(r.SaidByCode, s.Code)
		r.SaidByStance = append(r.SaidByStance, s.Stance)
		r.SaidByText = append(r.SaidByText, valid(s.Text))
		r.SaidByName = append(r.SaidByName, optional(s.Name))
		r.SaidByRole = append(r.SaidByRole, optional(s.Role))
		r.SaidByChannel = append(r.SaidByChannel, optional(s.Channel))
		r.SaidByStart = append(r.SaidByStart, int32(s.Start))
		r.SaidByEnd = append(r.SaidByEnd, int32(s.End))
	}
	if d := e.Date; d != nil {
		r.Date, r.DateText, r.DateFrom = optional(d.Value), optional(d.Text), optional(d.From)
		r.DateStart, r.DateEnd = int32Of(d.Start), int32Of(d.End)
		if first, last, ok := days(d.Value); ok {
			r.DateFirst, r.DateLast = dayNumber(first), dayNumber(last)
		}
	}
	if p := e.Place; p != nil {
		r.Place, r.PlaceName, r.PlaceCountry, r.PlaceAdmin1 = optional(p.Text), optional(p.Name), optional(p.Country), optional(p.Admin1)
		r.Lat, r.Lon = p.Lat, p.Lon
		r.PlaceStart, r.PlaceEnd = int32Of(&p.Start), int32Of(&p.End)
	}
	for _, c := range e.Counts {
		n := count{What: c.What, N: c.N, Min: c.Min, Max: c.Max, About: c.About, Unit: optional(c.Unit), Text: valid(c.Text), Start: int32(c.Start), End: int32(c.End)}
		for _, s := range c.SaidBy {
			n.SaidBy = append(n.SaidBy, said{Code: s.Code, Stance: s.Stance, Text: valid(s.Text), Name: optional(s.Name), Role: optional(s.Role), Channel: optional(s.Channel), Start: int32(s.Start), End: int32(s.End)})
		}
		r.Counts = append(r.Counts, n)
	}
	return r
}

// parties gives the fields of entities, a list for each.
func parties(entities []rapporteur.Entity) (code, text []string, name, role []*string, start, end []int32) {
	for _, e := range entities {
		code = append(code, e.Code)
		text = append(text, valid(e.Text))
		name = append(name, optional(e.Name))
		role = append(role, optional(e.Role))
		start = append(start, int32(e.Start))
		end = append(end, int32(e.End))
	}
	return code, text, name, role, start, end
}

// optional is null for an empty string.
func optional(s string) *string {
	if s == "" {
		return nil
	}
	s = valid(s)
	return &s
}

func int32Of(n *int) *int32 {
	if n == nil {
		return nil
	}
	i := int32(*n)
	return &i
}

// dayNumber counts days since 1970, as Parquet's DATE does.
func dayNumber(day time.Time) *int32 {
	n := int32(day.Unix() / (24 * 60 * 60))
	return &n
}

// valid replaces what is not UTF-8, which some readers of Parquet refuse.
func valid(s string) string { return strings.ToValidUTF8(s, "\ufffd") }
