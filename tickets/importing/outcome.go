package importing

import (
	"errors"
	"time"

	"hotline12345/tickets/org"
)

// Errors that callers branch on.
var (
	// ErrRunning: another import is being carried out; one at a time.
	ErrRunning = errors.New("another import is running")
	// ErrUnreadable: neither a workbook nor a text in an encoding that can be read.
	ErrUnreadable = errors.New("not a readable table")
	// ErrOldFormat: an .xls of before 2007, or a workbook with a password.
	ErrOldFormat = errors.New("an old or encrypted workbook")
	// ErrTooLarge: larger than MaxSize, or far larger once unpacked.
	ErrTooLarge = errors.New("the table is too large")
)

// MaxSize bounds a file, in bytes.
const MaxSize = 20 << 20

// Act is one import: who imports what, and when; it is kept.
type Act struct {
	ID string
	At time.Time
	By org.Actor
	// DryRun tries everything and keeps nothing.
	DryRun bool
}

// Outcome is what an import did, or would do.
type Outcome struct {
	Added     int `json:"added"`
	Changed   int `json:"changed"`
	Unchanged int `json:"unchanged"`
	// Faults are the errors that only the store can see; with one, nothing is kept.
	Faults []Fault `json:"-"`
	// Details tell what became of each account, for the record: who may do what.
	Details []string `json:"-"`
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
