// Package status says how the hotline is to those who run it: what was read of its parts becomes
// cards in words, and alarms that begin and end. The words themselves are the pages'; here are
// their codes and the values in them.
package status

import "time"

// Part is what a card is about.
type Part string

// The parts, in the order in which they are shown.
const (
	Asterisk    Part = "asterisk"
	Service     Part = "service"
	Database    Part = "database"
	Disk        Part = "disk"
	Prompts     Part = "prompts"
	Certificate Part = "certificate"
	Network     Part = "network"
)

// State is how a part is.
type State string

// The states, the better one first. Nothing is well that was not looked at.
const (
	Well      State = "well"
	Unchecked State = "unchecked"
	Soon      State = "soon" // well, but not for long
	Ill       State = "ill"
)

var severity = map[State]int{Well: 0, Unchecked: 1, Soon: 2, Ill: 3}

// Saying is a sentence: its code, and the values that stand in it. A value named day is a date
// (2026-12-09), one named at a time (RFC 3339), one named language a tag (BCP 47); the others
// stand as they are.
type Saying struct {
	Code   string            `json:"code"`
	Values map[string]string `json:"values,omitempty"`
}

// Card is how a part is: a sentence, and what else is known of it.
type Card struct {
	Part  Part     `json:"part" enum:"asterisk,service,database,disk,prompts,certificate,network"`
	State State    `json:"state" enum:"well,unchecked,soon,ill"`
	Says  Saying   `json:"says"`
	Notes []Saying `json:"notes" nullable:"false"`
}

// Alarm is something that is wrong, or will be soon.
type Alarm struct {
	Key   string    `json:"key" doc:"the same as long as it lasts"`
	Part  Part      `json:"part"`
	State State     `json:"state" enum:"soon,ill"`
	Says  Saying    `json:"says"`
	From  time.Time `json:"from"`
	To    time.Time `json:"to,omitzero" doc:"when it was over"`
}

// Staffing counts the agents whose page is open, and the citizens who wait for one.
type Staffing struct {
	Connected int `json:"connected"`
	Free      int `json:"free"`
	Busy      int `json:"busy" doc:"in a call, or in what has to be written after it"`
	Waiting   int `json:"waiting"`
	// Queues are those in which somebody waits.
	Queues []QueueWaits `json:"queues,omitempty"`
}

// QueueWaits is a queue in which somebody waits.
type QueueWaits struct {
	Queue   string `json:"queue"`
	Waiting int    `json:"waiting"`
	// OldestAt is since when the first of them waits.
	OldestAt time.Time `json:"oldest_at"`
}

// HourOfCalls are the calls that came within an hour. They add up: each is one of these, or
// still goes on, or ended in the menu.
type HourOfCalls struct {
	From      time.Time `json:"from"`
	Calls     int       `json:"calls"`
	Answered  int       `json:"answered"`
	Abandoned int       `json:"abandoned"`
	Failed    int       `json:"failed" doc:"lost to a fault of the system, or taken by the dialplan's fallback"`
}

// Report is how the hotline is.
type Report struct {
	At    time.Time `json:"at" doc:"when its parts were looked at last"`
	Since time.Time `json:"since" doc:"when this service began to look; of alarms before it knows nothing"`
	// Calling reports whether calls come to the service.
	Calling   bool     `json:"calling"`
	Staffing  Staffing `json:"staffing"`
	Cards     []Card   `json:"cards" nullable:"false"`
	Alarms    []Alarm  `json:"alarms" nullable:"false" doc:"those that last, the worst first"`
	Recovered []Alarm  `json:"recovered" nullable:"false" doc:"those of the last day that are over, the latest first"`
	// Hours are the last 24 hours, the oldest first.
	Hours   []HourOfCalls `json:"hours" nullable:"false"`
	HoursAt time.Time     `json:"hours_at,omitzero" doc:"when they were counted; never, if it is missing"`
}
