package rule

import (
	"strings"
	"testing"

	"rapporteur/internal/doc"
)

func TestVocabulary(t *testing.T) {
	says := []string{"ACTOR hold <talks> (with ACTOR)", "ACTOR call off <talks>", "ACTOR refuse to <attack> RECIPIENT", "<talks> stop", "ACTOR meet ACTOR", "ACTOR hold red_cross|conference"}
	b, err := load(t, strings.Replace(one(says[0]), "says: "+says[0], "says: "+strings.Join(says, "\nsays: "), 1))
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"the king held a negotiation":      "yyn yyn",
		"the king called the talk off":     "yyn yyn",
		"they refuse to storm it":          "nny nyn",
		"they meet":                        "nnn nyn",
		"he held a Red Cross box":          "nnn nyy",
		"conferences are held":             "nnn nyn", // a lemma is asked for
		"it stops":                         "nnn nyn",
		"peace talk stops off the rampart": "yyn yyn",
	} {
		s := &doc.Sentence{}
		for _, w := range strings.Fields(text) {
			s.Tokens = append(s.Tokens, doc.Token{Text: w, Lemma: strings.ToLower(w)})
		}
		v := b.Vocabulary(s)
		got := ""
		for _, p := range b.Rules[0].Patterns {
			got += map[bool]string{true: "y", false: "n"}[v.MayFit(p)]
		}
		if want = strings.ReplaceAll(want, " ", ""); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}
