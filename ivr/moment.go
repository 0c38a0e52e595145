package ivr

import "time"

// Moment is what holds outside the flow when an input comes: the time, the
// switches of the city, the caller's number. The switches work at once and are no
// part of a flow's version.
type Moment struct {
	// At is in the city's zone.
	At time.Time
	// Schedules are the hours of services by name: {"office": ...}.
	Schedules map[string]Schedule
	// Broadcasts are the incident announcements that are switched on, by name.
	Broadcasts map[string]Broadcast
	// CallerEnds are the last four digits of the caller's number, "" when it is
	// withheld.
	CallerEnds string
}

// Broadcast is an incident announcement that is switched on: "typhoon".
type Broadcast struct {
	// Prompts are said instead of the node's own, if there are any.
	Prompts []string `json:"prompts,omitempty" yaml:"prompts,omitempty"`
}
