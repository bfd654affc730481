// Package confidence says how far a record may be trusted: the share of records
// made in the same way whose event, type, actor and recipient a reader found to
// be right. It changes no record. What it looks at, the signs, is how a record
// was made and not what it says: the rule, the form of the trigger, how each
// party was found. Each sign gives points; they were learnt from records that
// readers judged (train/confidence.py), add up to the logarithm of the odds, and
// stand in model/confidence.tsv, where they can be read.
package confidence

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Scale is the points in model/confidence.tsv that make one unit of log-odds.
const Scale = 1000

// Start names the line that has the points every record begins with.
const Start = "(every record)"

// Points are what each sign gives. Safe for concurrent use.
type Points struct {
	start  int
	signs  map[string]int
	limits [98]int // limits[i] are the points from which on the confidence is (i+2)/100
}

// Load reads the table: a sign and its points on each line, parted by a tab,
// whatever else follows; "#" begins a comment, the first line is the header. An
// error names the line.
func Load(table string) (*Points, error) {
	p := &Points{signs: map[string]int{}}
	header := false
	for i, line := range strings.Split(table, "\n") {
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if !header {
			header = true
			continue
		}
		cells := strings.Split(line, "\t")
		if len(cells) < 2 {
			return nil, fmt.Errorf("line %d: expected a sign and its points, parted by a tab", i+1)
		}
		n, err := strconv.Atoi(cells[1])
		if err != nil {
			return nil, fmt.Errorf("line %d: points %q: expected a whole number", i+1, cells[1])
		}
		if cells[0] == Start {
			p.start = n
			continue
		}
		if _, twice := p.signs[cells[0]]; twice {
			return nil, fmt.Errorf("line %d: %s is there twice", i+1, cells[0])
		}
		p.signs[cells[0]] = n
	}
	for i := range p.limits {
		odds := (float64(i) + 1.5) / (98.5 - float64(i))
		p.limits[i] = int(math.Round(Scale * math.Log(odds)))
	}
	return p, nil
}

// Of returns the confidence in hundredths, 1 to 99, of a record with these signs.
// Points are added up as whole numbers, so it is the same on every processor.
func (p *Points) Of(signs []string) int {
	sum := p.start
	for _, s := range signs {
		sum += p.signs[s]
	}
	n, _ := slices.BinarySearch(p.limits[:], sum+1)
	return n + 1
}

// Weigh lists the signs that count most, for and against, at most n of each,
// the weightiest first, with their points in hundredths of log-odds.
func (p *Points) Weigh(signs []string, n int) (pro, con []string) {
	signs = slices.Clone(signs)
	slices.SortStableFunc(signs, func(a, b string) int { return abs(p.signs[b]) - abs(p.signs[a]) })
	for _, s := range slices.Compact(signs) {
		note := fmt.Sprintf("%s %+.2f", strings.Replace(s, "=", ": ", 1), float64(p.signs[s])/Scale)
		switch x := p.signs[s]; {
		case x > 0 && len(pro) < n:
			pro = append(pro, note)
		case x < 0 && len(con) < n:
			con = append(con, note)
		}
	}
	return pro, con
}

func abs(n int) int { return max(n, -n) }
