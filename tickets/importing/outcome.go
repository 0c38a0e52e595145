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
	// ErrUnreadable: a text in an encoding that is not known, or no text.
	ErrUnreadable = errors.New("not a readable table")
	// ErrDamaged: a workbook that was cut off or is not whole.
	ErrDamaged = errors.New("a damaged workbook")
	// ErrEmptyFile: there is nothing in it.
	ErrEmptyFile = errors.New("an empty file")
	// ErrOldFormat: an .xls of before 2007 or what else is saved as .xlsx by the program
	// that made it.
	ErrOldFormat = errors.New("a workbook of an old format")
	// ErrEncrypted: a workbook with a password.
	ErrEncrypted = errors.New("an encrypted workbook")
	// ErrOpenDocument: an .ods.
	ErrOpenDocument = errors.New("an OpenDocument workbook")
	// ErrBinary: an .xlsb.
	ErrBinary = errors.New("a binary workbook")
	// ErrArchive: files that are packed into one.
	ErrArchive = errors.New("an archive")
	// ErrNoTable: a picture, a letter, a PDF.
	ErrNoTable = errors.New("no table")
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
