package export

import (
	"bytes"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"rapporteur"
)

type published struct {
	format, columns string
	header          bool
	missing         string
	fields          []field
}

// layouts are what the tests know of each layout: the columns in order, as
// those systems publish them, and how their files differ.
var layouts = []published{
	{PETRARCH2, "date,source,target,code,issues,sentence_ids,url,story_source,source_text,target_text,event_text", false, "", petrarchFields},
	{ICEWS, "Event ID,Event Date,Source Name,Source Sectors,Source Country,Event Text,CAMEO Code,Intensity,Target Name,Target Sectors,Target Country," +
		"Story ID,Sentence Number,Publisher,City,District,Province,Country,Latitude,Longitude", true, "", icewsFields},
	{POLECAT, "Event ID,Event Date,Event Type,Event Mode,Intensity,Quad Code,Contexts,Actor Name,Actor Country,Actor COW,Primary Actor Sector,Actor Sectors," +
		"Actor Title,Actor Name Raw,Wikipedia Actor ID,Recipient Name,Recipient Country,Recipient COW,Primary Recipient Sector,Recipient Sectors,Recipient Title," +
		"Recipient Name Raw,Wikipedia Recipient ID,Placename,City,District,Province,Country,Latitude,Longitude,GeoNames ID,Raw Placename,Feature Type,Source," +
		"Publication Date,Story People,Story Organizations,Story Locations,Language,Version", true, "None", polecatFields},
	{GDELT, "GLOBALEVENTID,SQLDATE,MonthYear,Year,FractionDate," +
		"Actor1Code,Actor1Name,Actor1CountryCode,Actor1KnownGroupCode,Actor1EthnicCode,Actor1Religion1Code,Actor1Religion2Code,Actor1Type1Code,Actor1Type2Code,Actor1Type3Code," +
		"Actor2Code,Actor2Name,Actor2CountryCode,Actor2KnownGroupCode,Actor2EthnicCode,Actor2Religion1Code,Actor2Religion2Code,Actor2Type1Code,Actor2Type2Code,Actor2Type3Code," +
		"IsRootEvent,EventCode,EventBaseCode,EventRootCode,QuadClass,GoldsteinScale,NumMentions,NumSources,NumArticles,AvgTone," +
		"Actor1Geo_Type,Actor1Geo_FullName,Actor1Geo_CountryCode,Actor1Geo_ADM1Code,Actor1Geo_ADM2Code,Actor1Geo_Lat,Actor1Geo_Long,Actor1Geo_FeatureID," +
		"Actor2Geo_Type,Actor2Geo_FullName,Actor2Geo_CountryCode,Actor2Geo_ADM1Code,Actor2Geo_ADM2Code,Actor2Geo_Lat,Actor2Geo_Long,Actor2Geo_FeatureID," +
		"ActionGeo_Type,ActionGeo_FullName,ActionGeo_CountryCode,ActionGeo_ADM1Code,ActionGeo_ADM2Code,ActionGeo_Lat,ActionGeo_Long,ActionGeo_FeatureID,DATEADDED,SOURCEURL", false, "", gdeltFields},
	{GDELTMentions, "GLOBALEVENTID,EventTimeDate,MentionTimeDate,MentionType,MentionSourceName,MentionIdentifier,SentenceID,Actor1CharOffset,Actor2CharOffset," +
		"ActionCharOffset,InRawText,Confidence,MentionDocLen,MentionDocTone,MentionDocTranslationInfo,Extras", false, "", mentionFields},
}

// of each kind: how a cell that is not empty must look.
var looks = map[kind]*regexp.Regexp{
	asText: regexp.MustCompile(`^.+$`), asList: regexp.MustCompile(`^.+$`),
	asInteger: regexp.MustCompile(`^-?(0|[1-9][0-9]{0,15})$`), asDecimal: regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`),
	asDay: regexp.MustCompile(`^[0-9]{4}-[01][0-9]-[0-3][0-9]$`), asDayNumber: regexp.MustCompile(`^[0-9]{4}[01][0-9][0-3][0-9]$`),
	asStamp: regexp.MustCompile(`^[0-9]{4}[01][0-9][0-3][0-9][0-2][0-9][0-5][0-9][0-5][0-9]$`),
}

// readLayout reads a file as the strictest loader would and gives each line by
// column. It knows nothing of how the file was written.
func readLayout(t *testing.T, format string, file []byte) (rows []map[string]string) {
	t.Helper()
	l := layouts[slices.IndexFunc(layouts, func(l published) bool { return l.format == format })]
	columns := strings.Split(l.columns, ",")
	if !utf8.Valid(file) {
		t.Errorf("%s is not UTF-8", format)
	}
	if len(file) == 0 {
		return nil
	}
	body, ok := strings.CutSuffix(string(file), "\n")
	if !ok {
		t.Errorf("%s does not end in a newline", format)
	}
	for n, text := range strings.Split(body, "\n") {
		cells := strings.Split(text, "\t")
		if len(cells) != len(columns) {
			t.Fatalf("%s line %d has %d columns, want %d: %q", format, n+1, len(cells), len(columns), text)
		}
		if l.header && n == 0 {
			if d := cmp.Diff(columns, cells); d != "" {
				t.Errorf("%s: header, want -, got +:\n%s", format, d)
			}
			continue
		}
		row := map[string]string{}
		for k, c := range cells {
			if strings.ContainsFunc(c, unicode.IsControl) || strings.Contains(c, `"`) || strings.TrimSpace(c) != c {
				t.Errorf("%s line %d, %s: %q", format, n+1, columns[k], c)
			}
			if c == l.missing {
				c = ""
			}
			if kind := l.fields[k].kind; c != "" && !looks[kind].MatchString(c) {
				t.Errorf("%s line %d, %s: %q is no %s", format, n+1, columns[k], c, kind)
			}
			row[columns[k]] = c
		}
		rows = append(rows, row)
	}
	return rows
}

func writeLayout(t *testing.T, format string, known func(*rapporteur.Event) Known, events []rapporteur.Event) ([]byte, Omitted) {
	t.Helper()
	var s Sink
	file := written(t, func(b *bytes.Buffer) Sink {
		var err error
		if s, err = New(format, b, Options{Known: known}); err != nil {
			t.Fatal(err)
		}
		return s
	}, events)
	return file, s.(Selective).Omitted()
}

// happened are the records, as far as a layout has a place for them: one pair
// of two, one asserted by one and denied by another, one that both will do.
func happened(t *testing.T) []rapporteur.Event {
	evs := records(t)
	evs[1].Article.Date, evs[1].Article.URL, evs[1].Article.Publisher = "2026-03-11T23:30:00-02:00", "https://www.rna.example/a?b=c", "Ruritanian News"
	evs[0].Recipient[1].Text = "The Freedonia"
	evs[2].CAMEO, evs[2].Actor[1].Code = "0312", "KOS JRN"
	return evs
}

func TestLayoutsReadBackAsTheRecords(t *testing.T) {
	check := func(format string, i int, row map[string]string, want map[string]string) {
		t.Helper()
		for column, w := range want {
			if got, ok := row[column]; got != w || !ok {
				t.Errorf("%s row %d, %s: %q, want %q", format, i, column, got, w)
			}
		}
	}
	known := func(e *rapporteur.Event) Known {
		if e.ID != "e2" {
			return Known{}
		}
		return Known{ID: "group 7", Added: time.Date(2026, 3, 12, 1, 30, 0, 0, time.FixedZone("", 3600)), Mentions: 5, Sources: 2, Articles: 4, URL: "https://first.example/"}
	}
	for format, wants := range map[string][]map[string]string{
		PETRARCH2: {
			{"date": "20260311", "source": "RURGOV", "target": "GRKGOV", "code": "026", "sentence_ids": "rur-1_1", "url": "", "story_source": "RNA", "source_text": "Ruritania's foreign minister", "event_text": "called on"},
			{"source": "RURGOV", "target": "FRDGOV", "target_text": "The Freedonia"},
			{"date": "20260311", "source": "RURMIL", "target": "GRKCVL", "code": "194", "url": "https://first.example/", "story_source": "Ruritanian News", "sentence_ids": "rur-1_2"},
			{"source": "RUR", "target": "KSVMED", "code": "0312"},
			{"source": "KSVMED", "target": "RUR"},
		},
		ICEWS: {
			{"Event Date": "2026-03-11", "Source Name": "Rudolf Rassendyll", "Source Sectors": "Government", "Source Country": "RUR", "Event Text": "Appeal to others to meet or negotiate", "CAMEO Code": "026", "Intensity": "4", "Target Country": "GRK", "Sentence Number": "1", "Publisher": "RNA", "Latitude": ""},
			{"Target Name": "Freedonia (FRD)", "Target Country": "FRD"},
			{"Event Date": "2026-03-10", "Source Name": "Ruritanian troops (RUR)", "Source Sectors": "Military,Government", "Event Text": "fight with artillery and tanks", "Intensity": "-10", "Target Sectors": "General Population / Civilian / Social,Social", "City": "", "Province": "Zenda", "Country": "GRK", "Latitude": "-9.25", "Longitude": "19"},
			{"Event Date": "2026-03-16", "Source Name": "RUR", "Target Name": "Both countries (Kosovo)", "Target Country": "Kosovo", "Target Sectors": "Media,Social", "Event Text": "Express intent to cooperate militarily", "Intensity": "5.2"},
			{"Source Country": "Kosovo", "Target Country": "RUR"},
		},
		POLECAT: {
			{"Event ID": "e1", "Event Date": "2026-03-11", "Event Type": "REQUEST", "Event Mode": "meet", "Intensity": "0", "Quad Code": "VERBAL CONFLICT", "Contexts": "diplomatic;military", "Actor Name": "Rudolf Rassendyll", "Actor Title": "foreign minister", "Actor Country": "RUR", "Actor COW": "",
				"Recipient Country": "GRK;FRD", "Recipient Name Raw": "Graustark;The Freedonia", "Recipient Name": "", "Primary Recipient Sector": "GOV", "Recipient Sectors": "GOV", "Publication Date": "2026-03-11", "Language": "en", "Source": "RNA", "Placename": ""},
			{"Event ID": "group 7", "Actor Sectors": "MIL", "Placename": "Zenda", "Raw Placename": "Zenda", "Country": "GRK", "Latitude": "-9.25", "Publication Date": "2026-03-11"},
			{"Actor Country": "RUR;KOS", "Actor COW": "None;347", "Actor Sectors": "JRN", "Recipient Country": "", "Event Date": "2026-03-16", "Version": "rapporteur"},
		},
		GDELT: {
			{"SQLDATE": "20260311", "MonthYear": "202603", "Year": "2026", "FractionDate": "2026.1945", "Actor1Code": "RURGOV", "Actor1Name": "RUDOLF RASSENDYLL", "Actor1CountryCode": "RUR", "Actor1Type1Code": "GOV", "Actor1Type2Code": "", "Actor2Code": "GRKGOV", "Actor2Name": "GRAUSTARK",
				"IsRootEvent": "1", "EventCode": "026", "EventBaseCode": "026", "EventRootCode": "02", "QuadClass": "1", "GoldsteinScale": "4", "NumMentions": "1", "NumSources": "1", "NumArticles": "1", "AvgTone": "", "ActionGeo_Type": "0", "DATEADDED": "20260311000000", "SOURCEURL": "rur-1"},
			{"Actor2Code": "FRDGOV", "Actor2Name": "FREEDONIA"},
			{"SQLDATE": "20260310", "IsRootEvent": "0", "EventRootCode": "19", "QuadClass": "4", "NumMentions": "5", "NumSources": "2", "NumArticles": "4", "ActionGeo_Type": "5", "ActionGeo_FullName": "Zenda, GRK", "ActionGeo_Lat": "-9.25", "ActionGeo_Long": "19", "DATEADDED": "20260312003000", "SOURCEURL": "https://first.example/"},
			{"Actor1Code": "RUR", "Actor2Code": "KSVMED", "Actor2CountryCode": "KSV", "Actor2Type1Code": "MED", "EventCode": "0312", "EventBaseCode": "031", "QuadClass": "1", "GoldsteinScale": "5.2"},
			{"Actor1Code": "KSVMED", "Actor2Code": "RUR"},
		},
		GDELTMentions: {
			{"EventTimeDate": "20260311000000", "MentionTimeDate": "20260311000000", "MentionType": "2", "MentionSourceName": "RNA", "MentionIdentifier": "rur-1", "SentenceID": "1", "Actor1CharOffset": "26", "ActionCharOffset": "59", "InRawText": "1", "Confidence": "", "MentionDocLen": strconv.Itoa(utf8.RuneCountInString(body))},
			{},
			{"EventTimeDate": "20260312003000", "MentionTimeDate": "20260312013000", "MentionType": "1", "MentionSourceName": "rna.example", "MentionIdentifier": "https://www.rna.example/a?b=c", "SentenceID": "2", "Confidence": "63"},
			{},
			{},
		},
	} {
		evs := happened(t)
		file, omitted := writeLayout(t, format, known, evs)
		if omitted != (Omitted{}) {
			t.Errorf("%s leaves out %+v", format, omitted)
		}
		rows := readLayout(t, format, file)
		if len(rows) != len(wants) {
			t.Errorf("%s: %d rows, want %d", format, len(rows), len(wants))
			continue
		}
		for i, w := range wants {
			check(format, i, rows[i], w)
		}
	}
}

// What a report may hold must not tear a line apart for any reader.
func TestLayoutsHoldWhateverAReportHolds(t *testing.T) {
	nasty := "\"a\tb\r\nc;d\u2028e\x00'f'\x85g\u202e \xff\"\\"
	e := happened(t)[1]
	for _, s := range []*string{&e.Article.ID, &e.Article.URL, &e.Article.Publisher, &e.Article.Agency, &e.Trigger.Text, &e.Actor[0].Text, &e.Actor[0].Name, &e.Actor[0].Role,
		&e.Recipient[0].Text, &e.Recipient[0].Name, &e.Place.Text, &e.Place.Name, &e.Place.Admin1, &e.Mode, &e.MadeBy} {
		*s = nasty
	}
	bare := rapporteur.Event{ID: "x", Type: "ASSAULT", CAMEO: "190", Status: "actual"}
	for _, l := range layouts {
		file, _ := writeLayout(t, l.format, nil, []rapporteur.Event{e, bare})
		if rows := readLayout(t, l.format, file); len(rows) != 2 {
			t.Errorf("%s: %d rows", l.format, len(rows))
		}
	}
	e.Article.URL, e.Actor[0].Name = "=cmd|'/c calc'!A1", "-1+1"
	for format, columns := range map[string][]string{PETRARCH2: {"url"}, ICEWS: {"Source Name"}, POLECAT: {"Actor Name"}, GDELT: {"Actor1Name", "SOURCEURL"}, GDELTMentions: {"MentionIdentifier"}} {
		file, _ := writeLayout(t, format, nil, []rapporteur.Event{e})
		for _, c := range columns {
			if got := readLayout(t, format, file)[0][c]; !strings.HasPrefix(got, "'") {
				t.Errorf("%s, %s: a spreadsheet would run %q", format, c, got)
			}
		}
	}
	e.Actor[0].Name = nasty
	file, _ := writeLayout(t, POLECAT, nil, []rapporteur.Event{e})
	if got := readLayout(t, POLECAT, file)[0]["Actor Name"]; strings.Contains(got, ";") {
		t.Errorf("a semicolon in a name is not the list's: %q", got)
	}
}

func TestLayoutsLeaveOutWhatDidNotHappen(t *testing.T) {
	var evs []rapporteur.Event
	for _, c := range []struct{ kind, status, stances, cameo string }{
		{"ASSAULT", "actual", "", "190"}, {"AGREE", "future", "", "030"}, {"THREATEN", "future", "", "132"}, {"CONCEDE", "future", "asserts", "080"}, {"ASSAULT", "actual", "denies asserts", "190"},
		{"ASSAULT", "future", "", "190"}, {"AGREE", "hypothetical", "", "030"}, {"AGREE", "negated", "", "030"}, {"ASSAULT", "actual", "denies denies", "190"}, {"FEAST", "actual", "", ""},
	} {
		e := rapporteur.Event{Type: c.kind, Status: c.status, CAMEO: c.cameo}
		for _, s := range strings.Fields(c.stances) {
			e.SaidBy = append(e.SaidBy, rapporteur.Source{Stance: s})
		}
		evs = append(evs, e)
	}
	for _, l := range layouts {
		want, rows := Omitted{Status: 3, Denied: 1, NoCode: 1}, 5
		if l.format == POLECAT {
			want.NoCode, rows = 0, 6
		}
		file, omitted := writeLayout(t, l.format, nil, evs)
		if got := len(readLayout(t, l.format, file)); got != rows || omitted != want {
			t.Errorf("%s: %d rows, left out %+v; want %d, %+v", l.format, got, omitted, rows, want)
		}
	}
}

func TestPairs(t *testing.T) {
	who := func(codes string) (out []rapporteur.Entity) {
		for _, c := range strings.Fields(codes) {
			out = append(out, rapporteur.Entity{Code: c})
		}
		return out
	}
	for _, c := range []struct {
		actors, recipients string
		mutual             bool
		want               string
	}{
		{"A B", "C D", false, "A-C A-D B-C B-D"}, {"A B", "C", true, "A-C B-C"}, {"A A", "C", false, "A-C"}, {"A", "", false, "A-"}, {"", "C", false, "-C"}, {"", "", false, "-"},
		{"A B", "", false, "A- B-"}, {"A B C", "", true, "A-B A-C B-A B-C C-A C-B"}, {"A A", "", true, "A-"}, {"A", "", true, "A-"},
	} {
		var got []string
		for _, p := range pairs(&rapporteur.Event{Actor: who(c.actors), Recipient: who(c.recipients)}, c.mutual) {
			got = append(got, codeOf(p[0])+"-"+codeOf(p[1]))
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("%s to %s, mutual %v: %s, want %s", c.actors, c.recipients, c.mutual, g, c.want)
		}
	}
}

// Events and their mentions find one another by their number, and no two lines
// of a file have the same.
func TestNumbersTieMentionsToEvents(t *testing.T) {
	numbers := func(format, column string) (out []string) {
		file, _ := writeLayout(t, format, nil, happened(t))
		for _, r := range readLayout(t, format, file) {
			out = append(out, r[column])
		}
		return out
	}
	events := numbers(GDELT, "GLOBALEVENTID")
	for format, column := range map[string]string{GDELTMentions: "GLOBALEVENTID", ICEWS: "Event ID"} {
		if d := cmp.Diff(events, numbers(format, column)); d != "" {
			t.Errorf("%s: %s", format, d)
		}
	}
	slices.Sort(events)
	if len(slices.Compact(events)) != 5 {
		t.Errorf("numbers stand twice: %v", events)
	}
}

// In a ledger two reports of one event have one number.
func TestNumbersAreThoseOfTheLedger(t *testing.T) {
	a, b := happened(t)[1], happened(t)[1]
	b.ID, b.Article.ID = "e9", "rur-9"
	for _, known := range []func(*rapporteur.Event) Known{nil, func(*rapporteur.Event) Known { return Known{ID: "group 7"} }} {
		file, _ := writeLayout(t, GDELTMentions, known, []rapporteur.Event{a, b})
		rows := readLayout(t, GDELTMentions, file)
		if same := rows[0]["GLOBALEVENTID"] == rows[1]["GLOBALEVENTID"]; same != (known != nil) {
			t.Errorf("with a ledger %v: one number %v", known != nil, same)
		}
	}
}

func TestLayoutsOfNothing(t *testing.T) {
	for _, l := range layouts {
		file, _ := writeLayout(t, l.format, nil, nil)
		if rows := readLayout(t, l.format, file); len(rows) != 0 || l.header == (len(file) == 0) {
			t.Errorf("%s: %q", l.format, file)
		}
	}
}

func TestEveryColumnIsDocumented(t *testing.T) {
	b, err := os.ReadFile("../../docs/export.md")
	if err != nil {
		t.Fatal(err)
	}
	sections := strings.Split(string(b), "\n## ")
	for _, l := range layouts {
		i := slices.IndexFunc(sections, func(s string) bool { return strings.Contains(strings.SplitN(s, "\n", 2)[0], "`"+l.format+"`") })
		if i < 0 {
			t.Errorf("docs/export.md has no section of `%s`", l.format)
			continue
		}
		for k, f := range l.fields {
			short := strings.NewReplacer("Actor1", "ActorN", "Actor2", "ActorN").Replace(f.name)
			if !strings.Contains(sections[i], "`"+f.name+"`") && !strings.Contains(sections[i], "`"+short+"`") {
				t.Errorf("docs/export.md: %s: column %d, %s, is missing", l.format, k+1, f.name)
			}
		}
	}
}
