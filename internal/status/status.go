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

// Parts are all of them.
func Parts() []Part {
	return []Part{Asterisk, Service, Database, Disk, Prompts, Certificate, Network}
}

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
	Key   string    `json:"key" doc:"the same as long as it lasts, and when it returns"`
	Part  Part      `json:"part" enum:"asterisk,service,database,disk,prompts,certificate,network"`
	State State     `json:"state" enum:"soon,ill"`
	Says  Saying    `json:"says"`
	From  time.Time `json:"from"`
	Seen  time.Time `json:"seen" doc:"when it was seen last"`
	To    time.Time `json:"to,omitzero" doc:"when it was seen to be over"`
	After time.Time `json:"after,omitzero" doc:"when it was seen last, where nobody looked for a while: it ended between after and to"`
	Acks  []Ack     `json:"acks,omitempty" doc:"who acknowledged it, the latest last"`
	Known bool      `json:"known" doc:"somebody acknowledged it, and it has not grown worse since"`
}

// Ack is a person's word that they know of an alarm.
type Ack struct {
	By   Operator  `json:"by"`
	At   time.Time `json:"at"`
	Note string    `json:"note,omitempty"`
	// State is what the alarm was then.
	State State `json:"state" enum:"soon,ill"`
}

// Operator is one who runs the hotline: the id of their account, and their name then.
type Operator struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Check is a look at all parts that somebody asked for.
type Check struct {
	By     Operator  `json:"by"`
	Began  time.Time `json:"began"`
	Ended  time.Time `json:"ended,omitzero"`
	Looked []Part    `json:"looked" nullable:"false" doc:"the parts that have been looked at"`
	Of     int       `json:"of" doc:"how many there are"`
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
	Since time.Time `json:"since" doc:"when this service began to look"`
	// Stored reports whether the alarms that the database keeps have been read.
	Stored bool `json:"stored" doc:"the alarms that the database keeps have been read; before that, some of earlier may be missing"`
	// Calling reports whether calls come to the service.
	Calling   bool     `json:"calling"`
	Staffing  Staffing `json:"staffing"`
	Cards     []Card   `json:"cards" nullable:"false"`
	Alarms    []Alarm  `json:"alarms" nullable:"false" doc:"those that last: of which nobody knows first, then the worst"`
	Recovered []Alarm  `json:"recovered" nullable:"false" doc:"those of the last day that are over, the latest first"`
	// Hours are the last 24 hours, the oldest first.
	Hours   []HourOfCalls `json:"hours" nullable:"false"`
	HoursAt time.Time     `json:"hours_at,omitzero" doc:"when they were counted; never, if it is missing"`
	// Check is the look that somebody asked for last.
	Check *Check `json:"check,omitempty"`
}

// PastAlarms are the alarms of the last 30 days that are over.
type PastAlarms struct {
	Alarms []Alarm `json:"alarms" nullable:"false" doc:"the latest first, at most 500"`
	Stored bool    `json:"stored" doc:"those that the database keeps have been read"`
}
