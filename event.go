package rapporteur

// Event is one record: who did what to whom, when, where, with which status,
// and on whose word. Offsets are Unicode code points of the article's text,
// start inclusive, end exclusive. docs/record.md describes every field.
type Event struct {
	ID        string   `json:"id"`
	Type      string   `json:"type"`
	Mode      string   `json:"mode,omitempty"`
	Contexts  []string `json:"contexts,omitempty"`
	Status    string   `json:"status"`
	Trigger   Words    `json:"trigger"`
	Actor     []Entity `json:"actor"`
	Recipient []Entity `json:"recipient"`
	SaidBy    []Source `json:"said_by,omitempty"`
	Date      *Date    `json:"date,omitempty"`
	Place     *Place   `json:"place,omitempty"`
	Counts    []Count  `json:"counts,omitempty"`
	CAMEO     string   `json:"cameo,omitempty"`
	Quad      string   `json:"quad"`
	Goldstein *float64 `json:"goldstein,omitempty"`
	Intensity float64  `json:"intensity"`
	// Confidence is the share of records made in this way whose type, actor and
	// recipient are all right, 0.01 to 0.99; 0 where it was not told.
	Confidence float64  `json:"confidence,omitempty"`
	Sentence   Sentence `json:"sentence"`
	Article    Origin   `json:"article"`
	Rule       string   `json:"rule"`
	MadeBy     string   `json:"made_by"`
}

// Words is a piece of the text.
type Words struct {
	Text  string `json:"text"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// Entity is an actor or recipient as the text names it, with its PLOVER code.
type Entity struct {
	Words
	Code string `json:"code"`
	Name string `json:"name,omitempty"`
	Role string `json:"role,omitempty"`
}

// Source is somebody on whose word the event stands.
type Source struct {
	Words
	Code    string `json:"code"`
	Name    string `json:"name,omitempty"`
	Role    string `json:"role,omitempty"`
	Stance  string `json:"stance"` // asserts, denies
	Channel string `json:"channel,omitempty"`
}

// Date is when the event happened: an ISO 8601 day, month, year, or span A/B.
type Date struct {
	Value string `json:"value"`
	Text  string `json:"text,omitempty"`
	Start *int   `json:"start,omitempty"`
	End   *int   `json:"end,omitempty"`
	From  string `json:"from"` // text, publication
}

// Place is where the event happened. Without a gazetteer entry only the words
// are given.
type Place struct {
	Words
	Name    string   `json:"name,omitempty"`
	Country string   `json:"country,omitempty"` // ISO 3166-1 alpha-3
	Admin1  string   `json:"admin1,omitempty"`
	Lat     *float64 `json:"lat,omitempty"`
	Lon     *float64 `json:"lon,omitempty"`
}

// Count is a number that belongs to the event: N where the text gives one, exact
// or rounded, else Min, Max or both.
type Count struct {
	What string `json:"what"` // killed, arrested, protesters, money ...
	N    *int64 `json:"n,omitempty"`
	Min  *int64 `json:"min,omitempty"`
	Max  *int64 `json:"max,omitempty"`
	// About says that N is rounded: "some 400".
	About bool   `json:"about,omitempty"`
	Unit  string `json:"unit,omitempty"` // ISO 4217 code of a currency
	Words
	// SaidBy tells whose number it is, where it isn't that of the event's sources.
	SaidBy []Source `json:"said_by,omitempty"`
}

// Sentence is the sentence of the event's trigger.
type Sentence struct {
	Index int `json:"index"`
	Words
}

// Origin names the article.
type Origin struct {
	ID        string `json:"id"`
	Agency    string `json:"agency,omitempty"`
	Publisher string `json:"publisher,omitempty"`
	Date      string `json:"date,omitempty"`
	URL       string `json:"url,omitempty"`
}
