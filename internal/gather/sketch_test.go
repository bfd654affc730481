package gather

import (
	"bytes"
	"strings"
	"testing"
)

const envoys = `STRELSAU, March 11 - Two envoys of the Ruritanian king rode into the Graustarkian capital on Monday with a letter that nobody was allowed to read.
The chancellor received them for an hour and then told reporters at the gate that the border would stay shut until the harvest was in.
Farmers on both sides of the river Bulga have lost some 400 carts of barley since the bridge at Zenda was closed in February.
A clerk of the customs house said the envoys had asked for a truce of thirty days, which the chancellor neither granted nor refused.
The king's own ministers learnt of the journey from a newspaper.`

const (
	flash = `Floods on the river Bulga swept away the old bridge at Zenda on Monday and 27 carts with it, the mayor said. Some 400 people fled to the castle, and the road to Strelsau is cut off at two places. No rain is expected before Thursday.`
	grown = `The old bridge at Zenda was swept away on Monday by floods on the river Bulga, along with 27 carts of barley. Some 400 people fled to the castle, where the guard gave them soup and straw.
"Nobody remembers such water," said a ferryman who has lived on the bank for sixty years and lost his boat, his shed and all of his hens.
The mayor asked the king for tents and blankets. The road to Strelsau is cut off at two places by mud, and the mail goes over the pass on mules. No rain is expected before Thursday, when the weir will be inspected by an engineer from the capital.`
)

func TestSketchOfChangedText(t *testing.T) {
	a := NewSketch(envoys)
	for name, text := range map[string]string{
		"numbers":  `Two envoys of the Ruritanian king rode into the Graustarkian capital on Monday with a letter that nobody was allowed to read. The chancellor received them for an hour and then told reporters at the gate that the border would stay shut until the harvest was in. Farmers on both sides of the river Bulga have lost some 650 carts of barley since the bridge at Zenda was closed in February.`,
		"headline": "ENVOYS RIDE IN\n" + envoys,
	} {
		if b := NewSketch(text); !Copies(a, b, 0) || !Copies(b, a, 0) {
			t.Errorf("%s: no copy", name)
		}
	}
	other := NewSketch(`The Graustarkian chancellor met two envoys of Ruritania's king on Monday and kept the border closed, witnesses told a newspaper in Edelweiss. Barley rots on the banks of the Bulga while the bridge at Zenda is shut, and no truce is in sight, although one of thirty days was proposed.`)
	if Copies(a, other, 0) {
		t.Error("a report in other words is taken for a copy")
	}
	words := strings.Fields(envoys)
	later := NewSketch(strings.Join(words[len(words)*2/5:], " ") + ` No letter was read on Thursday, when the chancellor opened the harvest fair of Hentzau and spoke of plums, the weather and a new road over the pass, which is to be dug by convicts before the first snow.`)
	if !Copies(a, later, 0) || Copies(a, later, 3) {
		t.Error("three fifths of a report are a copy on the same day, and background days later")
	}
	if short, long := NewSketch(flash), NewSketch(grown); !Copies(short, long, 0) || Copies(short, long, 40) {
		t.Error("a flash that was rewritten as it grew is a copy on the same day, and a quotation weeks later")
	}
	if short, long := NewSketch(flash), NewSketch(strings.NewReplacer("400", "650", "Zenda", "Hentzau", "the Bulga", "the Sap", "castle", "barns").Replace(grown)); Copies(short, long, 0) {
		t.Error("a report of other numbers and places is taken for what the flash grew into")
	}
	if empty := NewSketch(" \n"); len(empty.Keys()) > 0 || Copies(empty, empty, 0) {
		t.Error("an empty text has copies")
	}
}

func TestSketchBytes(t *testing.T) {
	for _, text := range []string{"", "One.", envoys} {
		s := NewSketch(text)
		data, err := s.MarshalBinary()
		if err != nil || len(data) > 1000 {
			t.Fatalf("%d bytes, %v", len(data), err)
		}
		var back Sketch
		if err := back.UnmarshalBinary(data); err != nil {
			t.Fatal(err)
		}
		again, _ := back.MarshalBinary()
		if !bytes.Equal(data, again) || Copies(s, back, 0) != (text != "") {
			t.Errorf("%q: another sketch came back", text)
		}
		for _, bad := range [][]byte{nil, data[:len(data)-1], append([]byte{9}, data[1:]...)} {
			if new(Sketch).UnmarshalBinary(bad) == nil {
				t.Errorf("%q: %d wrong bytes are accepted", text, len(bad))
			}
		}
	}
}

func TestAgeIn(t *testing.T) {
	for s, want := range map[string]string{
		"A 42-year-old man from Zenda was arrested.":           "42",
		"The driver, 42, of Zenda, was arrested.":              "42",
		"A man aged 42 was arrested.":                          "42",
		"A 42-year-old man and a 19-year-old were arrested.":   "",
		"On May 3, 2016, four were arrested, 12 of the miners": "",
	} {
		if got := ageIn(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}
