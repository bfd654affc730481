package lexicon

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// loadOwn writes the files, name and content in turn, to a folder and loads them.
func loadOwn(t *testing.T, files ...string) (*Lexicon, *Report, error) {
	t.Helper()
	dir := t.TempDir()
	for i := 0; i < len(files); i += 2 {
		if err := os.WriteFile(filepath.Join(dir, files[i]), []byte(files[i+1]), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return LoadOwn([]string{dir})
}

func notes(rep *Report, kind NoteKind) []string {
	var out []string
	for _, n := range rep.Notes {
		if n.Kind == kind {
			s := n.String()
			for _, f := range rep.Files {
				s = strings.ReplaceAll(s, filepath.ToSlash(filepath.Dir(f.Name))+"/", "")
			}
			out = append(out, s)
		}
	}
	return out
}

// codesOn are the codes under which a whole name is known on a day, in the
// order in which they count.
func codesOn(l *Lexicon, name, day string) []string {
	var out []string
	ws := asWords(name)
	for _, h := range l.Names(ws) {
		if h.First != 0 || h.Last != len(ws)-1 {
			continue
		}
		for _, r := range l.InForce(h.Refs, day) {
			switch r.Kind {
			case OrgName:
				out = append(out, l.Organisations[r.Index].Code)
			case HolderName:
				if o := l.Offices[r.Index]; o.HeldAt(day) {
					out = append(out, o.Code)
				}
			case CountryName:
				out = append(out, l.Countries[r.Index].Code)
			}
		}
	}
	return out
}

func TestOwnTables(t *testing.T) {
	l, rep, err := loadOwn(t,
		"groups.tsv", "name\taliases\tcode\nZenda Guard\tZG|Guard of Zenda\tRUR MIL\nUnited Nations\t\tNGO UN\n",
		"people.txt", "# the columns may stand in any order\nfrom\tname\tcode\toffice\n2026-02\tMarlanx Quinnox\tGRK GOV\tforeign minister\n2020\tAdam Lorry\tGRK MIL\trealm marshal\n",
		"nouns.tsv", "words\tsector\nturnip farmer\tAGR\nminer\tBUS\n",
	)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"Zenda Guard": "RUR MIL", "Guard of Zenda": "RUR MIL", "United Nations": "NGO UN", "Marlanx Quinnox": "GRK GOV", "Adam Lorry": "GRK MIL"} {
		if got := strings.Join(codesOn(l, name, "2026-03-11"), ", "); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	if got := notes(rep, Unused); got != nil {
		t.Errorf("unused %q", got)
	}
	contrary := notes(rep, Contrary)
	for i, want := range []string{
		"groups.tsv:3: United Nations is NGO UN here and UNO in the built-in lexicon (lexicon/organisations.tsv:",
		"nouns.tsv:3: miner is a noun for BUS here and a noun for LAB in the built-in lexicon",
		"people.txt:3: Marlanx Quinnox is foreign minister of GRK GOV here and Grenfall Lorrik in the built-in lexicon (lexicon/offices.tsv:",
	} {
		if i >= len(contrary) || !strings.HasPrefix(contrary[i], want) {
			t.Errorf("contradictions %q, want %q", contrary, want)
		}
	}
	if got, want := notes(rep, Remark), []string{`people.txt:4: "realm marshal" is a new title, which roles.tsv does not have`}; !slices.Equal(got, want) {
		t.Errorf("remarks %q, want %q", got, want)
	}
}

// A line at fault, or a file, is told with its place and costs nothing else.
func TestOwnFaults(t *testing.T) {
	l, rep, err := loadOwn(t,
		"a.tsv", "name\tcode\nTarlenheim Watch\tXYZ MIL\nZenda Guard\tRUR MIL\nHentzau Lancers\n",
		"b.tsv", "who\twhat\nA\tB\n",
		"c.tsv", "code\tname\tadjectives\nru\tLower Ruritania\tLower Ruritanian\nQQQ\tUpper Ruritania\tUpper Ruritanian\n",
		"d.tsv", "code\toffice\tname\tfrom\tto\nRUR GOV\tkeeper of seals\tHugo Strofzin\t2020-13\t\nRUR GOV\tpresident\tIda Strofzin\t2031\t2030\n",
		"e.tsv", "name\tcode\tcolour\nZenda Choir\tRUR SOC\tred\n",
		"f.txt", "Some text about actors.\n",
		"g.txt", "",
		"h.txt", "A\x00B [RUR]\nZENDA_LANCERS_ [RURMIL]\n",
		"i.txt", "\x00\x00\x00\x00\x00",
	)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		`a.tsv:2:18: "XYZ MIL": "XYZ" is neither a country of countries.tsv nor a code of owners.tsv`,
		`a.tsv:4:1: 1 column, want at least 2, separated by tabs`,
		`b.tsv:1:1: no header that is known: want the columns code, office, name (offices)`,
		`c.tsv:2:1: "ru" is no country code: want three capital letters`,
		`d.tsv:2:39: "2020-13" is no date: want YYYY, YYYY-MM or YYYY-MM-DD`,
		`d.tsv:3:37: ends 2030 before it begins 2031`,
		`e.tsv:1:11: "colour" is no column of a table of organisations; known: name, aliases, code, kind, source`,
		`f.txt:1:1: neither a table nor a PETRARCH dictionary`,
		`g.txt:1:1: the file is empty`,
		`h.txt:1: a zero byte: want text`,
		`i.txt:1: no text file`,
	}
	got := notes(rep, Unused)
	for i, w := range want {
		if i >= len(got) || !strings.HasPrefix(strings.ToLower(got[i]), strings.ToLower(w)) {
			t.Errorf("note %d: %q\nwant %q", i, got[min(i, len(got)-1):], w)
			break
		}
	}
	for name, code := range map[string]string{"Zenda Guard": "RUR MIL", "Zenda Lancers": "RUR MIL", "Upper Ruritania": "QQQ", "Tarlenheim Watch": "", "Hugo Strofzin": "", "Lower Ruritania": ""} {
		if got := strings.Join(codesOn(l, name, "2026-03-11"), ", "); got != code {
			t.Errorf("%s: %q, want %q", name, got, code)
		}
	}
	for _, r := range l.Roles {
		if r.Office == "keeper of seals" {
			t.Error("the title of an entry that was not used stayed")
		}
	}
	if _, _, err := loadOwn(t, "a.tsv", "name\tcode\nTarlenheim Watch\tXYZ MIL\n"); !errors.Is(err, ErrNoActors) || !strings.Contains(err.Error(), `a.tsv:2:18: "XYZ MIL"`) {
		t.Errorf("nothing to use: %v", err)
	}
	if _, _, err := loadOwn(t, "notes.doc", ""); !errors.Is(err, ErrNoActors) {
		t.Errorf("a folder without actor files: %v", err)
	}
}

func TestPetrarchDictionaries(t *testing.T) {
	l, rep, err := loadOwn(t, "own.actors.txt", `# a comment
<!-- another,
HIDDEN_GUARD_ [RURMIL]
-->
ZENDA_LANCERS_ [RURMIL]   ; jap 14 Feb 2001
+LANCERS_OF_ZENDA_
TEMPLARS_OF_TARLENHEIM_
	[RURREB <19991231]
	[RURPTY >20000101]
BLACK_ANTOINE_STREL_ [RURELI]
	[RURGOV 20100101-20141231]
	[RURREB 150101-201231]
RIVER_BARONS_ [XQZREB]
WIDOW_GUILD_ [IGOUNO]
WATCH ZENDA! [RURSOC]
GAZETTE_ [RURMED  <20O1]
NO_CODE_
`, "own.agents.txt", "!PERSON! = MAN, WOMAN\nTURNIP_!PERSON! {} [~AGR]\nLAMPLIGHTER {LAMPLIGHTERZ} [~LAB]\nSOLDIER [~MIL]\n")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, day, want string }{
		{"Hidden Guard", "2026-03-11", ""},
		{"Zenda Lancers", "2026-03-11", "RUR MIL"},
		{"Lancers of Zenda", "2026-03-11", "RUR MIL"},
		{"Templars of Tarlenheim", "1999-12-31", "RUR REB"}, // the bounds belong to the term
		{"Templars of Tarlenheim", "2000-01-01", "RUR PTY"},
		{"Black Antoine Strel", "2009-12-31", "RUR ELI"},
		{"Black Antoine Strel", "2010-01-01", "RUR GOV, RUR ELI"},
		{"Black Antoine Strel", "2014-12-31", "RUR GOV, RUR ELI"},
		{"Black Antoine Strel", "2015-01-01", "RUR REB, RUR ELI"},
		{"Black Antoine Strel", "2020-12-31", "RUR REB, RUR ELI"},
		{"Black Antoine Strel", "2021-01-01", "RUR ELI"},
		{"River Barons", "2026-03-11", ""},
		{"Widow Guild", "2026-03-11", "UNO"},
		{"Watch Zenda", "2026-03-11", "RUR SOC"},
	} {
		if got := strings.Join(codesOn(l, c.name, c.day), ", "); got != c.want {
			t.Errorf("%s on %s: %q, want %q", c.name, c.day, got, c.want)
		}
	}
	want := []string{
		"own.actors.txt:13: XQZREB: XQZ is no country or owner that is known, so its entries are left out; a table with code, name and adjectives makes it one",
		`own.actors.txt:16: [RURMED  <20O1]: "20O1" is no date: want YYYYMMDD, YYMMDD or YYYY`,
		"own.actors.txt:17: NO CODE: no code: want [CODE] after the name or on the lines below",
	}
	if got := notes(rep, Unused); !slices.Equal(got, want) {
		t.Errorf("unused\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for words, sector := range map[string]string{"turnip man": "AGR", "turnip woman": "AGR", "lamplighterz": "LAB"} {
		found := false
		for _, h := range l.nounsOf(pieces(asWords(words))) {
			for _, r := range h.Refs {
				found = found || r.Own && r.Kind == AgentNoun && h.First == 0 && l.Agents[r.Index].Sector == sector
			}
		}
		if !found {
			t.Errorf("%s: no noun for %s", words, sector)
		}
	}
	if f := rep.Files[1]; f.Entries != 2 || f.Known != 1 {
		t.Errorf("agents: %d entries, %d known, want 2 and 1: the built-in lexicon has soldiers", f.Entries, f.Known)
	}
}

func TestOwnEntriesAtOdds(t *testing.T) {
	l, rep, err := loadOwn(t,
		"a.tsv", "name\tcode\nZenda Guard\tRUR MIL\nZenda Guard\tRUR REB\nZenda Guard\tRUR MIL\n",
		"b.tsv", "code\toffice\tname\tfrom\tto\nFRD GOV\tdefence minister\tPetra Rufford\t2020\t2024\nFRD GOV\tdefence minister\tNils Rufford\t2023\t\n",
		"c.txt", "LEAGUE_OF_EDELWEISS_\n\t[GRKOPP <20200101]\n\t[GRKGOV >20200101]\nLEAGUE_OF_EDELWEISS_ [GRKPTY 20200601-20210601]\n")
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"a.tsv:3: Zenda Guard is RUR REB here and RUR MIL at a.tsv:2: the earlier one is used",
		"b.tsv:3: Nils Rufford is defence minister of FRD GOV while Petra Rufford is (b.tsv:2) from 2023 to 2024: the title alone then names neither",
		"c.txt:4: League of Edelweiss is GRK PTY here and GRK GOV at c.txt:3 from 2020-06-01 to 2021-06-01: the one that begins later is used",
	}
	if got := notes(rep, AtOdds); !slices.Equal(got, want) {
		t.Errorf("at odds\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if got := codesOn(l, "Zenda Guard", "2026-03-11"); got[0] != "RUR MIL" {
		t.Errorf("the earlier one is not used: %q", got)
	}
}

// In a dictionary of ethnic groups a few codes are those of countries by chance.
func TestDictionaryOfOtherCodes(t *testing.T) {
	var b strings.Builder
	for c := 'A'; c <= 'Z'; c++ {
		b.WriteString("PEOPLE_" + string(c) + " [XQ" + string(c) + "]\n")
	}
	_, rep, err := loadOwn(t, "groups.txt", b.String()+"CHECHEN [CHE]\n", "guard.txt", "ZENDA_GUARD [RURMIL]\n")
	if err != nil {
		t.Fatal(err)
	}
	if got := notes(rep, Unused); len(got) != 1 || !strings.HasPrefix(got[0], "groups.txt:1:1: 26 of its 27 codes begin with no country or owner that is known") || rep.Files[0].Entries > 0 {
		t.Errorf("%q, %d entries", got, rep.Files[0].Entries)
	}
}

// A state keeps its names; only where a dictionary says something else for a
// time does that hold.
func TestOwnStatesWithDates(t *testing.T) {
	l, _, err := loadOwn(t, "a.txt", "RURITANIA_ [RUR]\n+RURITANNIA_\n\t[FRD 20000101-20041231]\n\t[RUR 20050101-20051231]\n")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, day, want string }{
		{"Ruritania", "1999-12-31", "RUR"},
		{"Ruritania", "2002-06-01", "FRD GOV"},
		{"Ruritania", "2005-06-01", "RUR"},
		{"Ruritannia", "1999-12-31", "RUR"},
		{"Ruritannia", "2005-06-01", "RUR GOV"},
		{"Ruritannia", "2006-06-01", "RUR"},
	} {
		if got := codesOn(l, c.name, c.day); len(got) != 1 || got[0] != c.want {
			t.Errorf("%s on %s: %q, want %s", c.name, c.day, got, c.want)
		}
	}
}

// Where an own entry's dates don't fit, the built-in one of its name stays.
func TestOwnDatesLeaveTheBuiltin(t *testing.T) {
	l, _, err := loadOwn(t, "a.txt", "UNITED_NATIONS_ [RURGOV 20200101-20201231]\n")
	if err != nil {
		t.Fatal(err)
	}
	for day, want := range map[string]string{"2019-12-31": "UNO", "2020-06-01": "RUR GOV", "2021-01-01": "UNO"} {
		if got := codesOn(l, "United Nations", day); len(got) != 1 || got[0] != want {
			t.Errorf("%s: %q, want %s", day, got, want)
		}
	}
}

func TestOwnFilesInOtherEncodings(t *testing.T) {
	utf16 := "\xff\xfe"
	for _, c := range "name\tcode\r\nZénda Guard\tRUR MIL\r\n" {
		utf16 += string([]byte{byte(c), byte(c >> 8)})
	}
	for _, text := range []string{utf16, "name\tcode\nZ\xe9nda Guard\tRUR MIL\n", "\ufeffname\tcode\n\"Zénda Guard\"\tRUR MIL\n"} {
		l, rep, err := loadOwn(t, "a.txt", text)
		if err != nil {
			t.Error(err)
			continue
		}
		if got := codesOn(l, "Zénda Guard", "2026-03-11"); len(got) != 1 || len(rep.Notes) > 0 {
			t.Errorf("%q: %q %v", text, got, rep.Notes)
		}
	}
}

func TestDigestFollowsTheBytesNotTheNames(t *testing.T) {
	table := "name\tcode\nZenda Guard\tRUR MIL\n"
	_, a, err := loadOwn(t, "a.tsv", table)
	_, b, err2 := loadOwn(t, "b.tsv", table)
	_, c, err3 := loadOwn(t, "a.tsv", table+"\n")
	if err := errors.Join(err, err2, err3); err != nil {
		t.Fatal(err)
	}
	if a.Digest != b.Digest || a.Digest == c.Digest {
		t.Errorf("digests %s, %s under another name, %s with another byte", a.Digest, b.Digest, c.Digest)
	}
}
