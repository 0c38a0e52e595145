// Package sheet reads and writes tables: Excel workbooks (.xlsx) and CSV. It is the
// only importer of excelize. It knows nothing of what a table means; package
// importing does.
package sheet

import (
	"bytes"

	"hotline12345/tickets/importing"
)

// Sheets reads and writes tables.
type Sheets struct{}

// Read reads the first sheet. row takes each row, its number from 1 and its cells,
// and returns false when it wants no more. Errors: importing.ErrUnreadable,
// ErrOldFormat, ErrTooLarge.
func (Sheets) Read(file []byte, row func(line int, cells []importing.Cell) bool) error {
	switch {
	case len(file) > importing.MaxSize:
		return importing.ErrTooLarge
	case bytes.HasPrefix(file, []byte("PK\x03\x04")):
		return readWorkbook(file, row)
	case bytes.HasPrefix(file, []byte("\xd0\xcf\x11\xe0")): // OLE: also around encrypted workbooks
		return importing.ErrOldFormat
	}
	return readText(file, row)
}
