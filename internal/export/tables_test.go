package export

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"rapporteur"
	"rapporteur/lexicon"
)

func TestTablesAreWellFormed(t *testing.T) {
	for file, columns := range map[string][]string{
		"countries.tsv": {`[A-Z]{3}(/.+)?`, `.*`, `.*`, `([A-Z]{3})?`, `([A-Z]{3})?`, `([A-Z]{2})?`, `([1-9][0-9]{0,2})?`},
		"groups.tsv":    {`[A-Z0-9]+( [A-Z0-9]+)?`, `[A-Z]+`, `([A-Z]{3})?`, `[A-Z]{3}`, `[A-Z]{3}( [A-Z]{3})?`, `CAMEO .+`},
		"sectors.tsv":   {`[A-Z]{3}`, `([A-Z]{3})?`, `.*`},
		"events.tsv":    {`[0-9]{2,4}`, `.+`, `[1-4]?`, `(yes)?`, `(-?[0-9]+\.[0-9])?`, `(-?[0-9]+\.[0-9])?`},
	} {
		last := ""
		for _, f := range tableLines(file) {
			if len(f) != len(columns) {
				t.Errorf("%s: %q: %d fields, want %d", file, f, len(f), len(columns))
				continue
			}
			for i, c := range columns {
				if !regexp.MustCompile(`^(` + c + `)$`).MatchString(f[i]) {
					t.Errorf("%s: %q: field %d", file, f, i+1)
				}
			}
			if f[0] <= last {
				t.Errorf("%s: %s after %s: out of order or twice", file, f[0], last)
			}
			last = f[0]
		}
		if last == "" {
			t.Errorf("%s is empty", file)
		}
	}
}

// Every country, sector and head of a code that records can have is known.
func TestTablesCoverTheLexicon(t *testing.T) {
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	tab := readTables()
	for _, c := range lex.Countries {
		if got, ok := tab.countries[c.Code]; !strings.Contains("FRD GRK RUR", c.Code) && (!ok || got.name != c.Name) {
			t.Errorf("countries.tsv: %s is %q, in the lexicon %q", c.Code, got.name, c.Name)
		}
	}
	for _, s := range lex.Sectors {
		if _, ok := tab.sectors[s.Code]; !ok {
			t.Errorf("sectors.tsv: no %s", s.Code)
		}
	}
	for _, o := range lex.Owners {
		if tab.isCountry(o.Code) && o.Code != "---" {
			t.Errorf("%s is taken for a country", o.Code)
		}
	}
	for code := range tab.groups {
		if !slices.ContainsFunc(lex.Organisations, func(o lexicon.Organisation) bool { return o.Code == code }) {
			t.Errorf("groups.tsv: no organisation of the lexicon is %s", code)
		}
	}
}

func TestTablesCoverTheCodebook(t *testing.T) {
	b, err := os.ReadFile("../../codebook/types.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range strings.Split(string(b), "\n") {
		f := strings.Split(l, "\t")
		if len(f) < 4 || strings.HasPrefix(l, "#") || f[0] == "type" || f[3] == "" {
			continue
		}
		if e := readTables().event(f[3]); e.name == "" || e.quad == "" || e.gdelt == nil || e.icews == nil {
			t.Errorf("events.tsv: %s: %+v", f[3], e)
		}
	}
}

func TestEventCodesTakeFromTheCodeTheyBelongTo(t *testing.T) {
	for _, c := range []struct {
		code, name, quad string
		mutual           bool
		gdelt, icews     float64
	}{
		{"0841", "Return, release person(s)", "2", false, 7, 7}, {"022", "Appeal for diplomatic cooperation (such as policy support)", "1", false, 3.2, 3.4},
		{"164", "Halt negotiations", "4", false, -7, -6.5}, {"176", "Attack cybernetically", "4", false, -7, -7}, {"0871", "Declare truce, ceasefire", "2", true, 9, 9},
		{"0312", "Express intent to cooperate militarily", "1", true, 5.2, 5.2}, {"1213", "Reject judicial cooperation", "3", false, -4, -4}, {"190", "Use conventional military force", "4", true, -10, -10},
		{"0999", "INVESTIGATE", "3", false, -2, -2},
	} {
		e := readTables().event(c.code)
		if e.name != c.name || e.quad != c.quad || e.mutual != c.mutual || *e.gdelt != c.gdelt || *e.icews != c.icews {
			t.Errorf("%s: %+v %v %v", c.code, e, *e.gdelt, *e.icews)
		}
	}
}

func TestActorCodes(t *testing.T) {
	for _, c := range []struct{ code, cameo, gdelt, pieces string }{
		{"RUS PTY OPP", "RUSPTYOPP", "RUSPTYOPP", "RUS||PTY OPP"}, {"RUS", "RUS", "RUS", "RUS||"}, {"", "", "", "||"},
		{"IGO NATO", "IGOWSTNAT", "IGOWSTNAT", "WST|NAT|IGO"}, {"IGO NATO MIL", "IGOWSTNATMIL", "IGOWSTNATMIL", "WST|NAT|IGO MIL"},
		{"UNO", "IGOUNO", "IGOUNO", "|UNO|IGO"}, {"EUR LEG", "IGOEUREECLEG", "IGOEUREECLEG", "EUR|EEC|IGO LEG"}, {"IGO WBK", "IGOUNODEVWBK", "IGOUNODEVWBK", "|WBK|IGO DEV"},
		{"IGO SCO", "IGO", "IGO", "||IGO"}, {"IGO SCO MIL", "IGOMIL", "IGOMIL", "||IGO MIL"}, {"NGO TI", "NGO", "NGO", "||NGO"}, {"ISM", "NGM", "NGM", "||NGM"}, {"IMG", "IMG", "IMG", "||IMG"},
		{"USA JRN", "USAMED", "USAMED", "USA||MED"}, {"USA MED", "USAHLH", "USAHLH", "USA||HLH"}, {"GEO PRE", "GEOSEP", "GEOSEP", "GEO||SEP"}, {"RUS UNK", "RUS", "RUS", "RUS||"},
		{"KOS GOV", "KSVGOV", "KSVGOV", "KSV||GOV"}, {"ROU GOV", "ROUGOV", "ROMGOV", "ROM||GOV"}, {"TLS", "TMP", "TMP", "TMP||"}, {"MNE", "MNE", "MTN", "MTN||"},
		{"--- MIL", "---MIL", "MIL", "||MIL"}, {"---", "---", "", "||"}, {"USA XYZ", "USAXYZ", "USAXYZ", "USA||XYZ"},
	} {
		a := readTables().actor(c.code)
		if pieces := a.country + "|" + a.group + "|" + strings.Join(a.types, " "); a.whole != c.cameo || a.gdelt != c.gdelt || pieces != c.pieces {
			t.Errorf("%q: %s, %s, %s; want %s, %s, %s", c.code, a.whole, a.gdelt, pieces, c.cameo, c.gdelt, c.pieces)
		}
	}
}

// Codes that lists of countries often have wrong.
func TestCountriesThatAreOftenTakenForOthers(t *testing.T) {
	for code, want := range map[string]string{
		"AUS": "AS 900", "AUT": "AU 305", "COD": "CG 490", "COG": "CF 484", "GIN": "GV 438", "GNB": "PU 404", "GNQ": "EK 411", "PNG": "PP 910", "MMR": "BM 775", "MOZ": "MZ 541",
		"USA": "US 2", "CYP": "CY 352", "KOS": "KV 347", "KGZ": "KG 703", "ZAF": "SF 560", "GTM": "GT 90", "GLP": "GP ", "SVN": "SI 349", "SLV": "ES 92", "SVK": "LO 317", "SWZ": "WZ 572",
		"CHE": "SZ 225", "CHN": "CH 710", "CHL": "CI 155", "NER": "NG 436", "NGA": "NI 475", "PRK": "KN 731", "KOR": "KS 732", "MNE": "MJ 341", "MNG": "MG 712", "SRB": "RI 345", "SSD": "OD 626",
		"SDN": "SU 625", "DEU": "GM 255", "VNM": "VM 816", "YEM": "YM 679", "IRQ": "IZ 645", "IRL": "EI 205", "ISL": "IC 395", "ISR": "IS 666", "PRT": "PO 235", "BRN": "BX 835", "TCA": "TK ", "TKL": "TL ", "COK": "CW ",
	} {
		if c := readTables().countries[code]; c.fips+" "+c.cow != want {
			t.Errorf("%s: %s %s, want %s", code, c.fips, c.cow, want)
		}
	}
	seen := map[string]string{}
	for code, c := range readTables().countries {
		for _, x := range []string{"fips " + c.fips, "cow " + c.cow} {
			if o := seen[x]; len(x) > 5 && o != "" && len(code) == 3 && len(o) == 3 && !strings.Contains("RUS SUN RUS SRB YUG SRB", code+" "+o) {
				t.Errorf("%s is %s's and %s's", x, code, o)
			}
			seen[x] = code
		}
	}
}

func TestPlaces(t *testing.T) {
	lat := 1.0
	for _, c := range []struct{ name, admin1, country, where, fips string }{
		{"Kyiv", "Kyiv", "UKR", "city", "UP"}, {"Crimea", "", "UKR", "region", "UP"}, {"Ukraine", "", "UKR", "country", "UP"}, {"Russia", "", "RUS", "country", "RS"},
		{"Gaza City", "", "PSE", "region", "GZ"}, {"Rafah", "Gaza", "PSE", "city", "GZ"}, {"Jenin", "West Bank", "PSE", "city", "WE"}, {"Palestine", "", "PSE", "country", ""}, {"Sahel", "", "", "region", ""},
	} {
		l := line{e: &rapporteur.Event{Place: &rapporteur.Place{Name: c.name, Admin1: c.admin1, Country: c.country, Lat: &lat}}, t: readTables()}
		if where, fips := l.where(), l.t.fips(l.e.Place); where != c.where || fips != c.fips {
			t.Errorf("%s: %s %s, want %s %s", c.name, where, fips, c.where, c.fips)
		}
	}
}
