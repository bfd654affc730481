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
