// Package rapporteur reads news reports and keeps the record of who did what
// to whom, when, where, and on whose word.
//
// Most programs need two functions: New, which loads the analyser, the lexicon
// and the codebook once (about 0.1 s), and Coder.Code, which turns one article
// into its event records. A Coder is safe for concurrent use.
package rapporteur

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"rapporteur/codebook"
	"rapporteur/internal/actor"
	"rapporteur/internal/attrib"
	"rapporteur/internal/confidence"
	"rapporteur/internal/count"
	"rapporteur/internal/date"
	"rapporteur/internal/doc"
	"rapporteur/internal/event"
	"rapporteur/internal/language"
	"rapporteur/internal/parse"
	"rapporteur/internal/place"
	"rapporteur/internal/rule"
	"rapporteur/lexicon"
	"rapporteur/model"
)

// Version of the program, as it stands in every record.
const Version = "0.1.0"

// Article is a news report as the coder takes it.
type Article = doc.Article

// ErrNoText is returned for an article without any text, ErrNotEnglish for one
// in another language, ErrWithdrawn for the notice that one is withdrawn.
var (
	ErrNoText     = errors.New("the article has no text")
	ErrNotEnglish = errors.New("only English is coded")
	ErrWithdrawn  = errors.New("withdrawn: there is nothing to code, only a ledger acts on it")
)

// Notes is what there is to say of an article besides its events.
type Notes struct {
	Sentences int // of the body
	Cut       int // of them too long to be analysed whole; they were analysed in pieces
}

// Coder turns articles into event records.
type Coder struct {
	parser    *parse.Parser
	actors    *actor.Resolver
	book      *rule.Book
	events    *event.Finder
	judge     *attrib.Judge
	dates     *date.Finder
	places    *place.Gazetteer
	counts    *count.Counter
	trust     *confidence.Points
	codeTitle bool
	least     float64 // confidence of the records that are given out
	madeBy    string
	own       *lexicon.Report // of the user's own actor files, nil without
}

// Option changes how New builds a Coder.
type Option func(*settings)

type settings struct {
	codebook  string
	actors    []string
	codeTitle bool
	least     float64
}

// WithCodebook adds the rules of a folder to the built-in codebook; a rule of
// the same name replaces the built-in one.
func WithCodebook(dir string) Option { return func(s *settings) { s.codebook = dir } }

// WithActors adds actor files, or folders of them, to the built-in lexicon, as
// lexicon/FORMAT.md describes; their entries win over the built-in ones.
func WithActors(paths ...string) Option {
	return func(s *settings) { s.actors = append(s.actors, paths...) }
}

// WithTitle lets titles state events too.
func WithTitle() Option { return func(s *settings) { s.codeTitle = true } }

// WithConfidence leaves out records of less confidence than least, 0 to 1.
func WithConfidence(least float64) Option { return func(s *settings) { s.least = least } }

// New loads the model, the lexicon and the codebook. Faults in a codebook
// folder are reported all at once, each with file, line and column; what cannot
// be used of actor files is told by OwnActors, and is an error where nothing can.
func New(opts ...Option) (*Coder, error) {
	var set settings
	for _, o := range opts {
		o(&set)
	}
	folders := []fs.FS{rule.Folder{FS: codebook.Files, Name: "codebook"}}
	if set.codebook != "" {
		if info, err := os.Stat(set.codebook); err != nil {
			return nil, err
		} else if !info.IsDir() {
			return nil, fmt.Errorf("%s: a codebook is a folder of .rule files", set.codebook)
		}
		folders = append(folders, rule.Folder{FS: os.DirFS(set.codebook), Name: set.codebook})
	}
	// the four don't need each other
	loadBook := begin(func() (*rule.Book, error) { return rule.Load(folders...) })
	loadParser := begin(func() (*parse.Parser, error) { return parse.New(model.English) })
	loadDates := begin(date.New)
	lex, own, lexErr := loadLexicon(set.actors)
	book, err := loadBook()
	if errors.Is(err, rule.ErrNoFiles) {
		return nil, fmt.Errorf("%s: %w", set.codebook, err)
	}
	if err != nil {
		return nil, err // names the file
	}
	if lexErr != nil {
		return nil, lexErr // names the file
	}
	loadActors := begin(func() (*actor.Resolver, error) { return actor.New(lex), nil })
	places := place.New(lex)
	actors, _ := loadActors()
	parser, err := loadParser()
	if err != nil {
		return nil, fmt.Errorf("model: %w", err)
	}
	counts, err := count.New(lex, book)
	if err != nil {
		return nil, fmt.Errorf("counts: %w", err)
	}
	trust, err := confidence.Load(model.Confidence)
	if err != nil {
		return nil, fmt.Errorf("model/confidence.tsv: %w", err)
	}
	dates, err := loadDates()
	if err != nil {
		return nil, fmt.Errorf("dates: %w", err)
	}
	return &Coder{
		parser: parser, actors: actors, book: book, events: event.New(book, actors), judge: attrib.New(book, actors.ModifierActor), dates: dates, places: places, counts: counts, trust: trust,
		codeTitle: set.codeTitle, least: set.least, own: own,
		madeBy: fmt.Sprintf("rapporteur %s codebook %s lexicon %s%s model %s", Version, book.Hash(), lex.Version(), digest(own), model.Version()),
	}, nil
}

// loadLexicon loads the built-in lexicon, with a user's own files over it.
func loadLexicon(paths []string) (*lexicon.Lexicon, *lexicon.Report, error) {
	if len(paths) > 0 {
		return lexicon.LoadOwn(paths)
	}
	lex, err := lexicon.Load()
	if err != nil {
		err = fmt.Errorf("lexicon: %w", err)
	}
	return lex, nil, err
}

// digest names a user's own actor files, where there are any, in made_by.
func digest(own *lexicon.Report) string {
	if own == nil {
		return ""
	}
	return " actors " + own.Digest
}

// OwnActors tells what became of the actor files that WithActors added; it is
// nil without.
func (c *Coder) OwnActors() *lexicon.Report { return c.own }

// begin starts loading something and returns what waits for it.
func begin[T any](load func() (T, error)) func() (T, error) {
	var v T
	var err error
	done := make(chan struct{})
	go func() {
		defer close(done)
		v, err = load()
	}()
	return func() (T, error) {
		<-done
		return v, err
	}
}

// MadeBy names the program, codebook, lexicon and model that make the records.
func (c *Coder) MadeBy() string { return c.madeBy }

// Code returns the events that the article reports, in the order of the text.
// No event is a result, not an error. The error is ErrNoText, ErrNotEnglish, a bad
// date, or ctx's.
func (c *Coder) Code(ctx context.Context, art Article) ([]Event, error) {
	evs, _, err := c.CodeNoted(ctx, art)
	return evs, err
}

// CodeNoted is Code with notes about the article.
func (c *Coder) CodeNoted(ctx context.Context, art Article) ([]Event, Notes, error) {
	if l := Language(art); l != language.English {
		return nil, Notes{}, fmt.Errorf("in %s; %w", language.Name(l), ErrNotEnglish)
	}
	var evs []Event
	if c.codeTitle && strings.TrimSpace(art.Title) != "" {
		title := Article{ID: ID(art), Date: art.Date, Sentences: []string{art.Title}}
		if err := c.eachSection(ctx, title, c.work, func(d *doc.Doc) { evs = append(evs, c.titleRecords(d, art)...) }); err != nil {
			return nil, Notes{}, err
		}
	}
	var n Notes
	err := c.eachSection(ctx, art, c.work, func(d *doc.Doc) {
		evs = append(evs, c.records(d, art)...)
		n.add(d)
	})
	if err != nil {
		return nil, Notes{}, err
	}
	evs = slices.DeleteFunc(evs, func(e Event) bool { return e.Confidence < c.least })
	if evs == nil {
		evs = []Event{}
	}
	return evs, n, nil
}

func (n *Notes) add(d *doc.Doc) {
	for i := range d.Sents {
		switch {
		case !d.Sents[i].Cut:
			n.Sentences++
		case i == 0 || !d.Sents[i-1].Cut:
			n.Cut++
		}
	}
}

// Language is the ISO 639-1 code of the article's language: the one it states,
// else the one its body is in. Short texts are taken for English; "und" is a
// language that is not known.
func Language(art Article) string {
	if l := strings.ToLower(art.Language); l != "" && l != language.Unknown {
		if l, _, _ = strings.Cut(l, "-"); l == "eng" || l == "english" {
			l = language.English
		}
		return l
	}
	switch {
	case art.Sentences != nil:
		return language.Of(art.Sentences...)
	case art.Body == nil:
		return language.Of(art.Text)
	}
	d := doc.New("", "", art.Text)
	var parts []string
	for _, s := range art.Body {
		if s.Start >= 0 && s.Start <= s.End && s.End <= d.Len() {
			parts = append(parts, d.Slice(s))
		}
	}
	return language.Of(parts...)
}
