package retention

import "time"

// Recording is a call whose recordings' time is over.
type Recording struct {
	Call  string
	At    time.Time
	Class Class
	Files []string
	// Kept: a hold or an open ticket needs it.
	Kept bool
}

// Day is a day of a table that goes by days.
type Day struct {
	Begins time.Time
	Rows   int // go
	Held   int // stay, because of a hold
}

// Night is what a night did, or would have done.
type Night struct {
	At time.Time `json:"at"`
	// Dry: nothing was deleted.
	Dry     bool        `json:"dry"`
	Periods Periods     `json:"periods"`
	Parts   []NightPart `json:"parts" nullable:"false"`
	Failed  []string    `json:"failed" nullable:"false" doc:"what went wrong; the next night tries again"`
}

// NightPart is what a night did with one class.
type NightPart struct {
	Class Class `json:"class"`
	// Before: what is older goes; zero where all stays.
	Before time.Time `json:"before,omitzero"`
	// Items are calls or days, Count files or rows, and Bytes the room of files.
	Items int   `json:"items"`
	Count int   `json:"count"`
	Bytes int64 `json:"bytes,omitempty"`
	// Held are the items that stay, wholly or in part, because of a hold or an open ticket.
	Held int `json:"held"`
}
