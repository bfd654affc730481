package gather

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"math/bits"
	"slices"
	"strings"
)

// The measures of a sketch. docs/gather.md shows what they give.
const (
	// shingle is the number of words in a row that are looked at together:
	// three words in a row survive the change of a word nearby, and two reports
	// written independently share few of them.
	shingle = 3
	// bins of the one-permutation MinHash, a byte each, so that one bin in
	// binValues agrees by chance: a resemblance of 0.1 is told to 0.013, one of
	// 0.5 to 0.02. Many small bins tell more than few large ones.
	bins, binValues = 640, 256
	// keyCount is the number of shingles that a text is looked up by: of two
	// texts of resemblance 0.2 all but one pair in a thousand share one, of
	// resemblance 0.05 four in five.
	keyCount = 32
	// rareShingle is the weight of the words (see weight) that make a shingle fit
	// to be a key: phrases that everybody uses would bring together everything.
	rareShingle = 10
	// minContained is the share of the shorter text's shingles that must stand
	// in the other one, minResembles the share of the shingles of both that must
	// be common: what is less than a twentieth of a long report would often not be
	// found, so it is never called a copy.
	minContained = 0.5
	minResembles = 0.05
	// minContainedGrown is the same of a short report and one of its day that it
	// may have grown into, rewritten on the way: less than half is left of it
	// word for word, but its numbers or its telling words are. Two reports of
	// one length with so much in common quote the same people, unless two thirds
	// of their telling words are the same: then one is the other reworded.
	minContainedGrown = 0.4
	// The same of reports of different days, which often share paragraphs of
	// background and are no copies for that: another statement, another seizure.
	// Newspapers print wire copy a day or more later, whole (minContainedLater), or
	// take it into a longer report of their own (minContainedTaken); what two of a
	// length share is mostly background, and what is shared after a month is mostly
	// quotation (minContainedLong).
	minContainedTaken = 0.6
	minContainedLater = 0.75
	minContainedLong  = 0.85
	week, month       = 7, 30
	// topicWords are kept of a text to tell what it is about.
	topicWords = 24
	// figureWords are kept of a text's numbers. Reports full of numbers (one to
	// figureEvery words) of which less than three fifths agree are one form that is
	// filled in every day, markets and weather, and no copies.
	figureWords = 24
	figureEvery = 16
)

// Sketch is what is kept of a report's text to find its copies and to tell
// whether another report is about the same topic: a one-permutation MinHash
// (Li, Owen and Zhang 2012) of its three-word shingles, densified as in
// Shrivastava 2017, its most telling words, and its numbers. The zero Sketch is
// that of an empty text, which is nobody's copy.
type Sketch struct {
	n       uint32     // different shingles
	mins    [bins]byte // end of the least hash in each bin; undefined where n is 0
	keys    []uint32   // see Keys
	topic   []uint32   // hashes of the most telling stems, sorted
	figures []uint32   // hashes of numbers, sorted, the least figureWords of them
}

// NewSketch makes the sketch of a report's text; page furniture is better left
// out of it. Letter case, punctuation and the digits of numbers do not matter.
// It takes time linear in the text, about a tenth of a second for 2 MB.
func NewSketch(text string) Sketch {
	words := wordsOf(text)
	s := Sketch{topic: topicOf(words), figures: figuresOf(words)}
	hashes, weights := make([]uint64, len(words)), make([]int, len(words))
	for i, w := range words {
		if w.number {
			hashes[i] = anyNumber
		} else {
			hashes[i], weights[i] = w.hash, w.weight
		}
	}
	var least [bins]uint64
	seen := make(map[uint64]bool, len(words))
	var rare, plain []uint64
	for i := range hashes {
		if i+shingle > len(hashes) && i > 0 { // a text of one or two words is one shingle
			break
		}
		h, sum := uint64(0), 0
		for j := i; j < min(i+shingle, len(hashes)); j++ {
			h, sum = mix(h^hashes[j]), sum+weights[j]
		}
		if seen[h] {
			continue
		}
		seen[h] = true
		if bin := binOf(h); least[bin] == 0 || h < least[bin] {
			least[bin] = h
		}
		if sum >= rareShingle {
			rare = append(rare, mix(h))
		} else {
			plain = append(plain, mix(h))
		}
	}
	s.n = uint32(len(seen))
	slices.Sort(rare)
	slices.Sort(plain)
	for _, h := range append(rare, plain...)[:min(len(seen), keyCount)] {
		s.keys = append(s.keys, uint32(h>>32))
	}
	if s.n == 0 {
		return s
	}
	for i := range s.mins {
		// An empty bin takes the value of another that is chosen by a hash, the
		// same for every text.
		j := uint64(i)
		for t := uint64(1); least[j] == 0; t++ {
			j = binOf(mix(uint64(i)<<32 | t))
		}
		s.mins[i] = byte(least[j])
	}
	return s
}

// anyNumber stands for every number: a changed one is no other text.
var anyNumber = hashString("0")

func binOf(h uint64) uint64 {
	bin, _ := bits.Mul64(h, bins)
	return bin
}

// Keys are what the sketch is looked up by: two reports can be copies only if
// they share a key. There are 32 of them, fewer for texts of less words: those
// of the text's shingles whose hashes are least, without phrases of common
// words as long as there are others. A key that thousands of articles have is
// one of page furniture, and may be left out.
func (s Sketch) Keys() []uint64 {
	out := make([]uint64, len(s.keys))
	for i, k := range s.keys {
		out[i] = uint64(k)
	}
	return out
}

// Copies tells whether two texts are copies of each other: the same wire
// report, whole or cut, with another lead or headline, lightly rewritten, with
// other numbers. days lie between their publications, 0 where a day is unknown.
// It is symmetric, and holds of a text and itself.
func Copies(a, b Sketch, days int) bool {
	resemblance, contained := compare(a, b)
	return contained >= leastContained(a, b, days) && resemblance >= minResembles && sameFigures(a, b)
}

// leastContained is how much of the shorter text must stand in the longer one.
func leastContained(a, b Sketch, days int) float64 {
	part := min(a.n, b.n)*5 <= max(a.n, b.n)*3
	switch {
	case days == 0 && (part && tellsTheSame(a, b) || reworded(a, b)):
		return minContainedGrown
	case days == 0:
		return minContained
	case days <= week && part:
		return minContainedTaken
	case days <= month:
		return minContainedLater
	}
	return minContainedLong
}

// tellsTheSame finds two or more numbers of the text with fewer in the other,
// and four fifths of all, or half of its telling words.
func tellsTheSame(a, b Sketch) bool {
	n := min(len(a.figures), len(b.figures))
	if n >= 2 && shared(a.figures, b.figures)*5 >= n*4 {
		return true
	}
	n = min(len(a.topic), len(b.topic))
	return n >= topicWords/2 && shared(a.topic, b.topic)*2 >= n
}

// reworded finds two thirds of the telling words of one text in the other.
func reworded(a, b Sketch) bool {
	n := min(len(a.topic), len(b.topic))
	return n >= topicWords/2 && shared(a.topic, b.topic)*3 >= n*2
}

// compare estimates the resemblance of two texts, the shingles of both over the
// shingles of either, and how much of the one with fewer stands in the other.
func compare(a, b Sketch) (resemblance, contained float64) {
	if a.n == 0 || b.n == 0 {
		return 0, 0
	}
	same := 0
	for i := range a.mins {
		if a.mins[i] == b.mins[i] {
			same++
		}
	}
	resemblance = max(0, (float64(same)/bins-1.0/binValues)/(1-1.0/binValues))
	common := resemblance / (1 + resemblance) * float64(a.n+b.n)
	return resemblance, min(1, common/float64(min(a.n, b.n)))
}

// sameFigures is false for two texts full of numbers of which too few agree.
func sameFigures(a, b Sketch) bool {
	if len(b.figures) < len(a.figures) {
		a, b = b, a
	}
	n := len(a.figures)
	return n < 4 || n*figureEvery < int(a.n) || shared(a.figures, b.figures)*5 >= n*3
}

// sameTopic counts the telling words that two texts share, of topicWords; -1
// where one of them is too short to tell.
func sameTopic(a, b *Sketch) int {
	if a == nil || b == nil || len(a.topic) < topicWords/2 || len(b.topic) < topicWords/2 {
		return -1
	}
	return shared(a.topic, b.topic)
}

// shared counts the common elements of two sorted lists without repeats.
func shared(a, b []uint32) int {
	n, j := 0, 0
	for _, x := range a {
		for j < len(b) && b[j] < x {
			j++
		}
		if j < len(b) && b[j] == x {
			n++
		}
	}
	return n
}

// topicOf picks the words that tell most: often used here, rare elsewhere.
func topicOf(words []word) []uint32 {
	type use struct {
		*form
		n int
	}
	var uses []use
	place := map[string]int{}
	for _, w := range words {
		if w.weight < 3 || w.number {
			continue
		}
		i, met := place[w.stem]
		if !met {
			i = len(uses)
			place[w.stem] = i
			uses = append(uses, use{form: w.form})
		}
		uses[i].n++
	}
	value := func(u use) int { return u.weight * bits.Len(uint(u.n)) }
	slices.SortFunc(uses, func(a, b use) int {
		return cmp.Or(value(b)-value(a), strings.Compare(a.stem, b.stem))
	})
	var hashes []uint32
	for _, u := range uses[:min(len(uses), topicWords)] {
		hashes = append(hashes, uint32(hashString(u.stem)))
	}
	slices.Sort(hashes)
	return slices.Compact(hashes)
}

func figuresOf(words []word) []uint32 {
	var hashes []uint32
	for _, w := range words {
		if w.number {
			hashes = append(hashes, uint32(w.hash))
		}
	}
	slices.Sort(hashes)
	hashes = slices.Compact(hashes)
	return hashes[:min(len(hashes), figureWords)]
}

// sketchVersion is the first byte of a stored sketch.
const sketchVersion = 1

// MarshalBinary writes the sketch in at most 968 bytes.
func (s Sketch) MarshalBinary() ([]byte, error) {
	out := []byte{sketchVersion, byte(len(s.topic)), byte(len(s.figures)), byte(len(s.keys))}
	out = binary.LittleEndian.AppendUint32(out, s.n)
	for _, list := range [][]uint32{s.topic, s.figures, s.keys} {
		for _, x := range list {
			out = binary.LittleEndian.AppendUint32(out, x)
		}
	}
	if s.n > 0 {
		out = append(out, s.mins[:]...)
	}
	return out, nil
}

// UnmarshalBinary reads what MarshalBinary wrote. A sketch of another version
// is an error; make it again from the text.
func (s *Sketch) UnmarshalBinary(data []byte) error {
	const head = 8
	if len(data) < head || data[0] != sketchVersion {
		return fmt.Errorf("a sketch of version %d was expected; make it again from the report's text", sketchVersion)
	}
	topic, figures, keys := int(data[1]), int(data[2]), int(data[3])
	n := binary.LittleEndian.Uint32(data[4:])
	size := head + 4*(topic+figures+keys)
	if n > 0 {
		size += bins
	}
	if len(data) != size {
		return fmt.Errorf("a sketch of %d bytes was expected, these are %d; make it again from the report's text", size, len(data))
	}
	*s = Sketch{n: n}
	data = data[head:]
	list := func(length int) (out []uint32) {
		for ; length > 0; length, data = length-1, data[4:] {
			out = append(out, binary.LittleEndian.Uint32(data))
		}
		return out
	}
	s.topic, s.figures, s.keys = list(topic), list(figures), list(keys)
	copy(s.mins[:], data)
	return nil
}

// hashString is FNV-1a, which is the same everywhere and always.
func hashString(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return mix(h)
}

// mix is the finalizer of SplitMix64 (Steele, Lea and Flood 2014).
func mix(h uint64) uint64 {
	h += 0x9e3779b97f4a7c15
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}
