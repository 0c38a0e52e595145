package importing

import (
	"errors"
	"time"

	"hotline12345/tickets"
)

// ErrRunning: another import is being carried out; one at a time.
var ErrRunning = errors.New("another import is running")

// Act is who imports what when; it is kept.
type Act struct {
	ID string
	At time.Time
	By tickets.Actor
	// DryRun tries everything and keeps nothing.
	DryRun bool
}

// Outcome is what an import did, or would do.
type Outcome struct {
	Added     int `json:"added"`
	Changed   int `json:"changed"`
	Unchanged int `json:"unchanged"`
	// Faults are those that only the store can see; with them nothing is kept.
	Faults []Fault `json:"-"`
}

// Count counts a row.
func (o *Outcome) Count(there, same bool) {
	switch {
	case !there:
		o.Added++
	case same:
		o.Unchanged++
	default:
		o.Changed++
	}
}
