package read

import (
	"regexp"
	"strings"
	"testing"
)

var learnt = regexp.MustCompile(`(\w+)=`)

// fields reads "place=A, B agency=C".
func fields(s string) map[string]string {
	out := map[string]string{}
	at := learnt.FindAllStringSubmatchIndex(s, -1)
	for i, m := range at {
		end := len(s)
		if i+1 < len(at) {
			end = at[i+1][0]
		}
		out[s[m[2]:m[3]]] = strings.TrimSpace(s[m[1]:end])
	}
	return out
}

// TestFurnitureExamples runs the yes and no lines of furniture.txt against the
// pattern they stand under.
func TestFurnitureExamples(t *testing.T) {
	for _, p := range known().furniture {
		for _, y := range p.yes {
			in, left, _ := strings.Cut(y, " => ")
			in = strings.TrimSuffix(in, " =>")
			src, want, _ := strings.Cut(in, " | ")
			if strings.Contains(left, "| ") {
				left, want, _ = strings.Cut(left, "| ")
			}
			if !strings.Contains(want, "=") {
				src, want = in, ""
			}
			left = strings.TrimSpace(left)
			from, to, got, ok := p.match(src)
			if !ok {
				t.Errorf("%s:%d: does not fit its example %q", p.file, p.line, src)
				continue
			}
			if rest := strings.TrimSpace(strings.TrimRight(src[:from], " ") + src[to:]); rest != left {
				t.Errorf("%s:%d: %q leaves %q, want %q", p.file, p.line, src, rest, left)
			}
			for k, v := range fields(want) {
				if got[k] != v {
					t.Errorf("%s:%d: %q gives %s=%q, want %q", p.file, p.line, src, k, got[k], v)
				}
			}
		}
		for _, n := range p.no {
			if _, _, _, ok := p.match(n); ok {
				t.Errorf("%s:%d: fits %q, which it must not", p.file, p.line, n)
			}
		}
	}
}

// TestNearMissesStay: what one pattern must leave, the others leave too.
func TestNearMissesStay(t *testing.T) {
	k := known()
	for _, p := range k.furniture {
		for _, n := range p.no {
			for _, q := range k.furniture {
				if from, to, _, ok := q.match(n); ok && q.where == "any" && from == 0 && to == len(n) && strings.HasSuffix(n, ".") {
					t.Errorf("%s:%d: near miss %q is cut by line %d", p.file, p.line, n, q.line)
				}
			}
		}
	}
}

func TestDatelineExamples(t *testing.T) {
	k := known()
	for _, p := range k.datelines {
		for _, y := range p.yes {
			src, want, _ := strings.Cut(y, " => ")
			got := dateline(src, k)
			if got == nil {
				t.Errorf("%s:%d: no dateline in %q", p.file, p.line, src)
				continue
			}
			if _, _, _, ok := p.match(src); !ok {
				t.Errorf("%s:%d: does not fit its example %q", p.file, p.line, src)
			}
			for key, v := range fields(want) {
				g := strings.Trim(got[key], " ,.")
				switch key {
				case "date":
					g, _ = wordDate(g)
				case "agency":
					g = k.agencies[g]
				}
				if g != v {
					t.Errorf("%s:%d: %q gives %s=%q, want %q", p.file, p.line, src, key, g, v)
				}
			}
		}
		for _, n := range p.no {
			if got := dateline(n, k); got != nil {
				t.Errorf("%s:%d: dateline %v in %q", p.file, p.line, got, n)
			}
		}
	}
}

func TestAgenciesSorted(t *testing.T) {
	last := ""
	for _, l := range strings.Split(strings.TrimSpace(agencyFile), "\n") {
		if strings.HasPrefix(l, "#") || strings.HasPrefix(l, "name\t") {
			continue
		}
		if l <= last {
			t.Errorf("%q stands after %q", l, last)
		}
		last = l
	}
}
