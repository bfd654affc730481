// Package gather finds out which reports tell the same: which texts are copies
// of each other, and which records are of one event.
//
// In: texts of reports, and their records. Out: Copies, and the Groups of
// records of one event with what the reports agree on, what they dispute, and
// who claims and who denies it. Nothing is read or stored: the ledger keeps
// the sketches, the keys and the groups.
//
// # Copies
//
// NewSketch makes of a text less than a kilobyte. Two reports can be copies
// only if their sketches share one of their Keys, and are if Copies says so.
// Copies of copies are one copy group; Report.Copy is its key.
//
// # Groups
//
// Two records can be of one event only if they share one of the Keys of their
// events, which name who takes part, the type, and the days when it may have
// happened. Linked weighs two records: who, what, whom, when, where and how it
// is told, and says whether they may be of one event. Groups joins what is
// linked, the surest first, and never where two records contradict each other. What becomes of some reports depends on
// those that they are linked to, directly or through others, and on nothing
// else: neither on their order nor on the other reports given. So a ledger
// that gets a new report fetches the reports that share a key with it, keeps
// those that are Linked to it, goes on with these, and gathers what it found
// anew.
//
// Time grows with the number of reports that share a key, which is that of the
// acts of one type by one country in a few days. All functions may be used by
// several goroutines at once.
package gather

import "rapporteur"

// Report is one record of one article: a report of an event.
type Report struct {
	ID      string  // of the record, unique among those given
	Article string  // the article that the record was made from
	Copy    string  // key of the article's copy group; empty for an article without copies
	Sketch  *Sketch // of the article's text, shared by its records; nil where it is not known
	Event   rapporteur.Event
}

// Group is one event with its reports.
type Group struct {
	ID      string   // the same as long as the first report is; 16 hexadecimal digits
	Type    string   // of the first report
	Members []Member // in order of publication, then of article and record
	First   string   // record of the first report

	Articles int // that report it
	Sources  int // independent ones, see Member.Source

	// Fields are what the reports say, each with its values, the one of most
	// independent sources first: "mode", "status", "date", "place", "actor",
	// "recipient", and numbers, named as in the records' counts ("killed").
	Fields []Field
	Claims []Claim // in order of their first publication
}

// Member is a report in its group.
type Member struct {
	Report  string // ID of the record
	Article string
	Source  string   // who stands behind it: the agency, else the publisher, else the copy group, else the article
	With    string   // the record it fits best; empty in a group of one
	Score   int      // how well, in points; Threshold and more links, and somewhat less what befell the same victim
	Because []string // the evidence for it, the weightiest first: "actor Jean Doe +25"
}

// Field is one thing that reports of an event tell.
type Field struct {
	Name     string
	Values   []Value
	Disputed bool // the values do not go together
}

// Value is what some of the reports say.
type Value struct {
	Value   string
	Reports []string // records that say so, in the group's order
	Sources int      // independent ones
}

// Claim is somebody's word on an event. Code and Name are empty for what
// articles say in their own voice.
type Claim struct {
	Code, Name string
	Stance     string   // "asserts" that it happened (or will, would), or "denies"
	Since      string   // publication date of the first report of it; empty if it has none
	Reports    []string // records, in the group's order
}
