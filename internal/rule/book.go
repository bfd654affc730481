// Package rule reads, checks and compiles the codebook: rule files, word
// classes, noun forms, support verbs, modes and embedding predicates, in the
// notation of codebook/FORMAT.md. It knows no event type and no word of its
// own. A Book is read-only after Load and safe for concurrent use.
package rule

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"sort"
	"strings"

	"rapporteur/internal/doc"
)

// Book is a compiled codebook.
type Book struct {
	Rules    []*Rule
	Support  Words // verbs that only carry a noun
	Modes    []ModeContent
	Codes    []ModeContent // CAMEO codes by content; Of: the mode they ask for
	Topics   Topics
	About    Topics               // the contexts, known by their words
	Kept     []string             // types, TYPE or TYPE/mode, and rules by their names that also a report set aside reports
	types    map[string]*TypeInfo // by "TYPE mode"
	scores   map[string]*float64  // Goldstein scores by CAMEO code
	preds    map[string][]*Predicate
	attrs    map[string][]*Predicate // those that only attribute
	verbs    map[string][]*Pattern   // by trigger lemma
	nouns    map[string][]*Pattern
	adjs     map[string][]*Pattern
	classes  map[string]*class // by name and part of speech
	forms    []nounForm
	sets     map[string][]int32 // the sets of phrasings that a word is in, or begins or ends an entry of; from setCount on the classes
	within   [][]int32          // the sets that name each class
	setCount int
	plain    map[string]Words // what Class gives
	hash     string
}

// Topic is what a report may be about, known by its words.
type Topic struct {
	Name  string
	Aside bool // outside politics
	Words Words
}

// Topics are topics with an index of their words.
type Topics struct {
	List []Topic
	at   map[string][]int // by the last word of an entry
}

// put adds a topic or replaces the one of its name.
func (ts *Topics) put(t Topic) {
	ts.List = append(slices.DeleteFunc(ts.List, func(o Topic) bool { return o.Name == t.Name }), t)
	ts.at = map[string][]int{}
	for i := range ts.List {
		ts.List[i].Words.heads(false, func(h string) {
			if at := ts.at[h]; len(at) == 0 || at[len(at)-1] != i {
				ts.at[h] = append(at, i)
			}
		})
	}
}

// At lists the topics that have token i among their words.
func (ts *Topics) At(s *doc.Sentence, i int) []int {
	var out []int
	for _, t := range ts.at[Lemma(&s.Tokens[i])] {
		if _, ok := ts.List[t].Words.Match(s, i); ok {
			out = append(out, t)
		}
	}
	return out
}

// Rule is one rule of the codebook.
type Rule struct {
	Name      string
	Type      string // PLOVER type, or "nothing"
	Mode      string
	ByContent bool // the mode follows from what is asked, refused or threatened
	Contexts  []string
	CAMEO     string
	Private   bool // `public: no`: private parties alone will do
	Because   string
	Patterns  []*Pattern
	Examples  []Example
	File      string
	Line      int
	Order     int // position in the codebook
	Folder    int // number of the folder given to Load, from 0
}

// Nothing is the type of rules that keep weaker ones from reading an event.
const Nothing = "nothing"

// Kind of an example line.
type Kind int

// The kinds of examples.
const (
	Yes Kind = iota
	No
	Todo
)

// Example is a sentence with the records it gives.
type Example struct {
	Kind   Kind
	Text   string
	Expect []Expect
	All    bool // Expect is the whole result, also when it is empty
	Line   int
}

// Expect is one record an example asks for. Fields left off at the end are not compared.
type Expect struct {
	Fields []string // actors, type and mode, recipients, date, status, said_by, place
	Line   int
}

// ModeContent tells which content gives a type its mode.
type ModeContent struct {
	Type, Mode string
	Words      Words
	Types      []string // nested event types
	Of         string   // of a CAMEO code: the mode it asks for
}

// Error is a fault in a codebook file, with the place to look at.
type Error struct {
	File      string
	Line, Col int // from 1; Col in characters, 0 for the whole line
	Msg       string
	Text      string // the line
}

func (e *Error) Error() string {
	if e.Col == 0 {
		return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Msg)
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Col, e.Msg)
}

// Caret returns the message with the line and a caret under the fault.
func (e *Error) Caret() string {
	if e.Text == "" || e.Col == 0 {
		return e.Error()
	}
	no := fmt.Sprintf("%4d | ", e.Line)
	pad := strings.Map(func(r rune) rune {
		if r == '\t' {
			return r
		}
		return ' '
	}, string([]rune(e.Text)[:min(e.Col-1, len([]rune(e.Text)))]))
	return fmt.Sprintf("%s\n%s%s\n%s%s^", e.Error(), no, e.Text, strings.Repeat(" ", len(no)-2)+"| ", pad)
}

// Errors are all faults of a codebook.
type Errors []*Error

func (es Errors) Error() string {
	parts := make([]string, len(es))
	for i, e := range es {
		parts[i] = e.Caret()
	}
	return strings.Join(parts, "\n")
}

// Folder is a folder of codebook files with the name that messages give it.
type Folder struct {
	fs.FS
	Name string
}

// ErrNoFiles is returned for a folder without any codebook file.
var ErrNoFiles = errors.New("no codebook file (NAME.rule, words.txt, types.tsv ...) in it")

// Load reads the codebook in the folders, in order. A rule, a word class or a
// type of a later folder replaces the one of the same name; a class may include
// the one it replaces. Modes and predicates of a later folder come before the
// earlier ones. The error is of type Errors when the files could be read but
// are wrong, or ErrNoFiles.
func Load(folders ...fs.FS) (*Book, error) {
	b := &Book{types: map[string]*TypeInfo{}, scores: map[string]*float64{}, preds: map[string][]*Predicate{}, attrs: map[string][]*Predicate{}, verbs: map[string][]*Pattern{}, nouns: map[string][]*Pattern{}, adjs: map[string][]*Pattern{}, classes: map[string]*class{}}
	l := &loader{book: b, seen: map[string]*Rule{}, sets: map[written]wordSet{}}
	var read []file
	for i, dir := range folders {
		l.number, l.prefix = i, ""
		if f, ok := dir.(Folder); ok {
			l.prefix = strings.TrimRight(f.Name, `/\`) + "/"
		}
		var names []string
		err := fs.WalkDir(dir, ".", func(p string, e fs.DirEntry, err error) error {
			if err == nil && !e.IsDir() && (strings.HasSuffix(p, ".rule") || strings.HasSuffix(p, ".txt") || strings.HasSuffix(p, ".tsv")) {
				names = append(names, p)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
		if len(names) == 0 {
			return nil, ErrNoFiles
		}
		sort.Strings(names)
		text := map[string]string{}
		for _, n := range names {
			data, err := fs.ReadFile(dir, n)
			if err != nil {
				return nil, err
			}
			text[n] = strings.TrimPrefix(string(data), "\ufeff") // as some editors save UTF-8
			read = append(read, file{n, data})
		}
		l.folder(names, text)
	}
	hash := make(chan string, 1)
	go func() { hash <- hashOf(read) }()
	l.resolve()
	if len(l.errs) > 0 {
		sort.SliceStable(l.errs, func(i, j int) bool {
			a, c := l.errs[i], l.errs[j]
			return a.File < c.File || a.File == c.File && a.Line < c.Line
		})
		return nil, l.errs
	}
	b.hash = <-hash
	return b, nil
}

// file is a codebook file as it was read.
type file struct {
	name string
	data []byte
}

func hashOf(files []file) string {
	sum := sha256.New()
	for _, f := range files {
		fmt.Fprintf(sum, "%s %d\n", f.name, len(f.data))
		sum.Write(f.data)
	}
	return hex.EncodeToString(sum.Sum(nil))[:6]
}

// Hash names this state of the codebook.
func (b *Book) Hash() string { return b.hash }

// Verb returns the phrasings that the verb may begin, in the order of the codebook.
func (b *Book) Verb(lemma string) []*Pattern { return b.verbs[lemma] }

// Noun returns the phrasings whose head is the noun.
func (b *Book) Noun(lemma string) []*Pattern { return b.nouns[lemma] }

// Adj returns the phrasings whose head is the adjective.
func (b *Book) Adj(lemma string) []*Pattern { return b.adjs[lemma] }

// Class returns a word class by name, and whether there is one.
func (b *Book) Class(name string) (Words, bool) {
	w, ok := b.plain[name]
	return w, ok
}
