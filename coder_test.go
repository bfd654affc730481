package rapporteur

import (
	"bytes"
	"context"
	"os/exec"
	"strings"
	"testing"

	"rapporteur/internal/doc"
)

// Every example of the codebook, run through the whole coder.
func TestCodebook(t *testing.T) {
	c, err := New()
	if err != nil {
		t.Fatal(err)
	}
	var faults bytes.Buffer
	res, err := c.Check(context.Background(), &faults)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d rules, %d examples, %d todo", res.Rules, res.Examples, res.Todo)
	if res.Failed > 0 {
		t.Errorf("%d examples fail:\n%s", res.Failed, faults.String())
	}
}

// Whoever only reads, splits or dates does not link the model's megabytes.
func TestModelStaysApart(t *testing.T) {
	for _, pkg := range []string{"internal/read", "internal/split", "internal/date", "internal/rule", "internal/place", "internal/count", "internal/actor", "lexicon", "codebook"} {
		out, err := exec.Command("go", "list", "-deps", "./"+pkg).CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		for _, dep := range strings.Fields(string(out)) {
			if dep == "rapporteur/model" {
				t.Errorf("%s links the model", pkg)
			}
		}
	}
}

// Odd articles give records or an error, never a panic, and spans that hold.
func FuzzCode(f *testing.F) {
	c, err := New()
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{
		"Ruritania's president said on Monday that Graustark had attacked a village.", "“", "a", "\x00\xff\xfe", "AFP -- (AFP) --", strings.Repeat("and ", 700),
		"Who? Whom? “He said,” he said “that that that.”", "على مدار اليوم 中国 Ruritania attacked Graustark 🎉.", "of of of by by the the",
	} {
		f.Add(s, "2026-03-11")
	}
	f.Fuzz(func(t *testing.T, text, day string) {
		evs, err := c.Code(context.Background(), Article{Text: text, Date: day})
		if err != nil {
			return
		}
		runes := []rune(text)
		for _, e := range evs {
			for _, w := range append([]Words{e.Trigger, e.Sentence.Words}, entityWords(e)...) {
				if w.Start < 0 || w.End > len(runes) || w.Start >= w.End {
					t.Fatalf("span %d:%d of %q", w.Start, w.End, w.Text)
				}
				if got := string(runes[w.Start:w.End]); got != w.Text && strings.ToValidUTF8(text, "") == text {
					t.Fatalf("%d:%d is %q, not %q", w.Start, w.End, got, w.Text)
				}
			}
		}
	})
}

func entityWords(e Event) []Words {
	var out []Words
	for _, x := range append(append([]Entity{}, e.Actor...), e.Recipient...) {
		out = append(out, x.Words)
	}
	for _, s := range e.SaidBy {
		out = append(out, s.Words)
	}
	return out
}

func TestLanguage(t *testing.T) {
	french := "Le ministre de la défense a déclaré lundi que les troupes avaient quitté la ville."
	english := "The minister said on Monday that the troops had left the town."
	for _, x := range []struct {
		art  Article
		want string
	}{
		{Article{Text: english}, "en"},
		{Article{Text: french}, "fr"},
		{Article{Text: french, Language: "en-GB"}, "en"},
		{Article{Text: english, Language: "fr"}, "fr"},
		{Article{Text: french, Language: "und"}, "fr"},
		{Article{Sentences: []string{french, french}}, "fr"},
		{Article{Text: french + "\n" + english, Body: []doc.Span{{Start: 83, End: 83 + len(english)}}}, "en"},
		{Article{Text: french, Body: []doc.Span{{Start: 5, End: 500}, {Start: 9, End: 3}}}, "en"}, // nothing to tell by
	} {
		if got := Language(x.art); got != x.want {
			t.Errorf("%+v is in %s, want %s", x.art, got, x.want)
		}
	}
}

// The words after the trigger refine the CAMEO code of the rule or the type.
func TestCAMEOByContent(t *testing.T) {
	c, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ text, want string }{
		{"Freedonia sent food to Ruritania.", "073"},
		{"Freedonia sent help to Ruritania.", "070"},
		{"Ruritania threatened to attack Graustark.", "1384"},
		{"Ruritania accused Graustark of war crimes.", "1124"},
		{"Ruritania accused Graustark of theft.", "1121"},
		{"Ruritania accused Graustark of rudeness.", "112"},
	} {
		evs, err := c.Code(context.Background(), Article{ID: "x", Date: exampleDay, Text: tt.text})
		if err != nil {
			t.Fatal(err)
		}
		if len(evs) == 0 || evs[0].CAMEO != tt.want {
			t.Errorf("%s: %+v, want CAMEO %s", tt.text, evs, tt.want)
		}
	}
}

// A day after the publication makes a plan of what is told in the present tense, not of what is told in the past tense.
func TestPastIsNoPlan(t *testing.T) {
	c, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"Ruritania's president met Graustark's chancellor on 23 July 2015.":       "CONSULT actual",
		"Ruritania's president will meet Graustark's chancellor on 23 July 2015.": "AGREE future",
	} {
		evs, err := c.Code(context.Background(), Article{Text: text, Date: "2015-06-15"})
		if err != nil || len(evs) != 1 {
			t.Fatalf("%s: %d events, %v", text, len(evs), err)
		}
		if got := evs[0].Type + " " + evs[0].Status; got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

// What no gazetteer has is placed by what the report says around it: a capital by
// its country, a hospital by the town named before, "the country" by its name.
func TestPlacesAround(t *testing.T) {
	c, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct{ text, words, name string }{
		{"Gunmen killed a teacher of Ruritania in the Graustarkian capital on Monday.", "the Graustarkian capital", "Edelweiss"},
		{"A bomb wounded two soldiers of Ruritania in Zenda on Monday. Ruritania's president visited them in a hospital.", "a hospital", "Zenda"},
		{"In Strelsau, Ruritania's soldiers raided the village of Hentz on Monday.", "the village of Hentz", "Strelsau"},
		{"In nearby Zenda, over 30 schools in Hentzau district were closed by Ruritania's police.", "Hentzau district", "Hentzau"},
		{"Ruritania's president is travelling to Graustark for a meeting in Edelweiss.", "Edelweiss", "Edelweiss"},
		{"Ruritania's rebels attacked the village of Zenda on Monday. \"They killed three farmers here,\" said Karl Oster, a villager.", "here", "Zenda"},
		{"Visiting Ruritanian premier Karl Oster met opposition leaders here on Monday. Ruritania wants peace. Ruritania also has a plan.", "here", ""},
		{"Police in Strelsau raided the headquarters of the Ruritanian Democracy Party on Monday.", "the headquarters of the Ruritanian Democracy Party", "Strelsau"},
		{"Graustark's soldiers raided the headquarters of the Ruritanian Democracy Party on Monday.", "the headquarters of the Ruritanian Democracy Party", "Ruritania"},
		{"Ruritania is poor. Graustark's police arrested three men at Great Ruritania.", "Great Ruritania", ""},
		{"The rebels are strong in Graustark. Freedonia sent troops to the country on Monday.", "the country", "Graustark"},
		{"Gunmen killed a teacher of Ruritania in Zenda. Two men were shot dead in a street of Hentz.", "a street", ""},
	} {
		evs, err := c.Code(context.Background(), Article{ID: "places", Date: exampleDay, Text: x.text})
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, e := range evs {
			if p := e.Place; p != nil && p.Text == x.words {
				if found = true; p.Name != x.name {
					t.Errorf("%s\n  %q is %q, want %q", x.text, p.Text, p.Name, x.name)
				}
			}
		}
		if !found && x.name != "" {
			t.Errorf("%s\n  no event at %q: %v", x.text, x.words, evs)
		}
	}
}
