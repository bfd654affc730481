package doc

// Article is a news report as it was read and as the coder takes it. Either
// Text or Sentences is given; with Sentences, the text is the sentences joined
// by a newline, and they are kept as they are. Offsets are code points of the
// text.
type Article struct {
	ID        string   `json:"id,omitempty"`
	Date      string   `json:"date,omitempty"` // publication date: ISO day or date-time
	Publisher string   `json:"publisher,omitempty"`
	Agency    string   `json:"agency,omitempty"` // "AFP"
	URL       string   `json:"url,omitempty"`
	Title     string   `json:"title,omitempty"`
	Language  string   `json:"language,omitempty"` // ISO 639-1 code; empty: to be found out. Only English ("en") is coded.
	Text      string   `json:"text,omitempty"`
	Sentences []string `json:"sentences,omitempty"`
	Dateline  string   `json:"dateline,omitempty"`  // the place the dateline names
	From      string   `json:"-"`                   // where it was read: the file, with the line where it holds several
	Withdrawn bool     `json:"withdrawn,omitempty"` // its publisher has withdrawn it: there is nothing to code
	Body      []Span   `json:"body,omitempty"`      // the stretches of Text that are the report itself; none: all of it. Outside them is page furniture.
}
