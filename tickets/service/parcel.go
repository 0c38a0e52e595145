package service

import (
	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

// Parcel is what waits in the spool for the store: the newest draft of a call,
// its ticket if it was committed meanwhile, or a record of an access to personal data.
type Parcel struct {
	// Key names the parcel; a newer one with the same key replaces it.
	Key    string                `json:"key"`
	Draft  *tickets.Draft        `json:"draft,omitempty"`
	Ticket *tickets.Ticket       `json:"ticket,omitempty"`
	Access *tickets.AccessRecord `json:"access_record,omitempty"`
	// Moves are those that were made while the ticket waited here. They are made again
	// if the ticket turns out to be stored, and moved there, already.
	Moves []Made `json:"moves,omitempty"`
}

// Made is a move that was made, as the entry with this Seq.
type Made struct {
	Seq     int             `json:"seq"`
	By      org.Actor       `json:"by"`
	Request tickets.Request `json:"request"`
}

// Common returns how many entries two histories of a ticket begin with alike.
func Common(a, b []tickets.Entry) int {
	n := 0
	for n < len(a) && n < len(b) && a[n].Move == b[n].Move && a[n].By.ID == b[n].By.ID && a[n].At.Equal(b[n].At) {
		n++
	}
	return n
}

// Spool keeps parcels safe on this machine, across a crash.
type Spool interface {
	// Put replaces the parcel with this key; it returns when it is on disk.
	Put(p Parcel) error
	// All returns every parcel that can be read. An error says which cannot.
	All() ([]Parcel, error)
	// Remove forgets a delivered parcel; SetAside keeps one that the store
	// refuses, for a person to look at.
	Remove(key string) error
	SetAside(key string) error
}

// Counter hands out the daily numbers of tickets, across a restart.
type Counter interface {
	// Next returns the day's next number and remembers it on disk.
	Next(day string) (int, error)
	// AtLeast raises the day's counter to n.
	AtLeast(day string, n int) error
	// Fresh reports whether nothing was remembered when the counter was opened, or nothing
	// that could be read.
	Fresh() bool
}
