// Package sheet reads and writes tables: Excel workbooks (.xlsx, .xlsm), CSV and other
// delimited text in the encodings that offices use, and the HTML that some systems call
// .xls. It is the only importer of excelize and of x/net/html. It knows nothing of what a
// table means; package importing does.
//
// Workbooks are read by code of our own, and only what a number format shows is excelize's:
// its streaming reader does not tell a number from a text, a formula without a result from
// an empty cell, nor what is hidden or merged, and its other reader holds each styled empty
// cell in memory.
package sheet

import (
	"fmt"

	"hotline12345/tickets/importing"
)

// Sheets reads and writes tables.
type Sheets struct{}

// Read reads all sheets of a file. Errors: importing.ErrTooLarge, ErrUnreadable and those
// that name a format that is not read.
func (Sheets) Read(file []byte) (read importing.File, err error) {
	defer func() {
		if r := recover(); r != nil { // a malicious file must not end the service
			read, err = importing.File{}, fmt.Errorf("%w: %v", importing.ErrDamaged, r)
		}
	}()
	if len(file) > importing.MaxSize {
		return read, importing.ErrTooLarge
	}
	switch kind, err := formatOf(file); {
	case err != nil:
		return read, err
	case kind == workbookFile:
		return readWorkbook(file)
	case kind == htmlFile:
		return readHTML(file)
	}
	return readText(file)
}
