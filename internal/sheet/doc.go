// Package sheet reads and writes tables: Excel workbooks (.xlsx) and CSV. It is the
// only importer of excelize. It knows nothing of what a table means; package
// importing does.
package sheet

import (
	"bytes"
	"errors"

	"hotline12345/tickets/importing"
)

// Errors that callers branch on.
var (
	// ErrUnreadable: neither a workbook nor a text of a known encoding.
	ErrUnreadable = errors.New("not a readable table")
	// ErrOldFormat: an .xls of before 2007, or a workbook with a password.
	ErrOldFormat = errors.New("an old or encrypted workbook")
	// ErrTooLarge: larger than MaxSize, or than maxUnzipped once unpacked.
	ErrTooLarge = errors.New("the table is too large")
)

// MaxSize bounds a file, in bytes.
const MaxSize = 20 << 20

// maxUnzipped bounds what a workbook may unpack to; a bomb stops there.
const maxUnzipped = 256 << 20

// Sheets reads and writes tables.
type Sheets struct{}

// Read reads the first sheet, row by row. Errors: ErrUnreadable, ErrOldFormat,
// ErrTooLarge.
func (Sheets) Read(file []byte, row func(line int, cells []importing.Cell) bool) error {
	switch {
	case len(file) > MaxSize:
		return ErrTooLarge
	case bytes.HasPrefix(file, []byte("PK\x03\x04")):
		return readWorkbook(file, row)
	case bytes.HasPrefix(file, []byte("\xd0\xcf\x11\xe0")): // OLE: also around encrypted workbooks
		return ErrOldFormat
	}
	return readText(file, row)
}
