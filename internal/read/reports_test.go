package read

import (
	"strings"
	"testing"
)

// TestReports reads our own reports and checks what each says about itself,
// and that the headlines of other stories stay out of the body.
func TestReports(t *testing.T) {
	const dir = "../../testdata/reports/"
	for _, c := range []struct{ file, title, date, agency, dateline, in, out string }{
		{"wire-visit.txt", "Egyptian foreign minister in Ankara for talks on gas and Gaza", "2025-02-12", "AFP", "ANKARA", "of that year.", "jd/mm"},
		{"wire-un-vote.txt", "UN Security Council extends arms embargo on South Sudan", "2025-05-30", "Xinhua", "UNITED NATIONS", "since July 2018.", "Enditem"},
		{"coup-sahel-desk.txt", "", "2025-03-03", "AFP", "BISSAU", "BISSAU, March 3", "ATTENTION"},
		{"battle-front.txt", "", "2025-06-24", "dpa", "KYIV", "Moscow has not commented.", "crater"},
		{"protest-fuel.txt", "Thousands march in Nairobi as unions call second day of fuel strike", "", "Reuters", "NAIROBI", "of its loan.", "Reporting by"},
		{"court-case.txt", "", "", "AP", "MANILA, Philippines", "asylum in Canada.", "Copyright"},
		{"denial-in-accusation.txt", "Rwanda denies Congolese charge that it shelled refugee camp", "2024-07-05", "AFP", "", "whether he will come.", "– AFP"},
		{"aid-flood.txt", "Strong rains kill 38 in Mozambique; South Africa sends helicopters", "2025-01-28", "", "MAPUTO", "outbreak of cholera.", "Courier"},
		{"feature-river.txt", "A river that two capitals no longer share", "2025-09-09", "", "", "A promise made in winter", "ferrymen"},
		{"page-pasted.txt", "", "2024-10-22", "Reuters", "", "Second call within a week", "Israel strikes"},
		{"page-sanctions.html", "EU sanctions nine Belarusian officials after trial of journalists", "2025-11-18T16:42:00+01:00", "", "", "on trial.", "Morning Brief|balloons|spy case|attack a crowd|cookies"},
		{"no-event-weather.txt", "Warmest March week in Oslo for thirty years", "", "", "OSLO", "cherry trees", "Advertisement"},
		{"no-event-sport.txt", "", "2026-01-21", "Reuters", "MELBOURNE", "under the roof.", "sports desk"},
	} {
		for a, err := range Articles([]string{dir + c.file}, Options{}) {
			if err != nil {
				t.Fatal(err)
			}
			if a.Title != c.title || a.Date != c.date || a.Agency != c.agency || a.Dateline != c.dateline {
				t.Errorf("%s: title %q date %q agency %q dateline %q", c.file, a.Title, a.Date, a.Agency, a.Dateline)
			}
			body := bodyOf(a)
			if !strings.Contains(body, c.in) {
				t.Errorf("%s: %q is not in the body", c.file, c.in)
			}
			for _, s := range strings.Split(c.out, "|") {
				if strings.Contains(body, s) {
					t.Errorf("%s: %q is in the body", c.file, s)
				}
			}
		}
	}
}
