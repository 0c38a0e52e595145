package status

import "time"

// Fault is what is wrong with a part: a code that the pages have words for, and where.
type Fault struct{ Code, Where string }

// Readings are what was read of the parts at one moment.
type Readings struct {
	Now     time.Time
	Started time.Time // the service

	// AsteriskFault is why Asterisk is out of reach; nil: it is connected.
	AsteriskFault   *Fault
	AsteriskVersion string // empty: it did not tell
	Staffing        Staffing

	// ServiceFaults are those of the service itself: its loop, its owner, its watchdog.
	ServiceFaults []Counted
	// Watched reports whether a watchdog watches; false while that is not known.
	Watched bool

	DatabaseFault *Fault
	DatabaseTook  time.Duration // to answer
	// Behind is how long the database has lacked a part of the journal.
	Behind  time.Duration
	Pending int // tickets and drafts that wait on this machine for the database

	DiskFaults []Counted
	// Free is the room on the data folder's disk in bytes, Size the whole; Size 0: it could not be read.
	Free, Size uint64
	// RecordedDaily is what recordings have taken of it a day, lately; 0: nothing, or it is not
	// known.
	RecordedDaily uint64
	PaceKnown     bool

	// Prompts are how many there are, by language; nil: not counted yet.
	Prompts   []PromptCount
	PromptsAt time.Time // when they were counted

	// Expires is when the pages' certificate ends; zero: the service has none.
	Expires time.Time
	// Exposed reports whether other machines reach the pages' port.
	Exposed bool

	Lines []Line
}

// Counted is a fault of which there are so many; 0: it is there or not.
type Counted struct {
	Code string
	N    int
}

// PromptCount is how many prompts a language has, and how many of them have no sound yet: they
// are made when they are played, unless the voice is mute.
type PromptCount struct {
	Language    string
	All, Unmade int
	Mute        bool
}

// Line is the sound between an agent's browser and the service in a call.
type Line struct {
	Agent         string
	Packets, Lost uint64
}
