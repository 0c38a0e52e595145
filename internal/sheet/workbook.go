package sheet

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"hotline12345/tickets/importing"
)

// maxWidth bounds the columns that are read; importing refuses fewer. What stands
// beyond is put into the last of them.
const maxWidth = 300

// readWorkbook reads every row twice at the same time: as stored, where a
// telephone number is not 1.38E+10, and as shown, where 0601 has its zero and a
// date is no serial number.
func readWorkbook(file []byte, row func(int, []importing.Cell) bool) (err error) {
	defer func() {
		if r := recover(); r != nil { // a malicious workbook must not end the service
			err = fmt.Errorf("%w: %v", importing.ErrUnreadable, r)
		}
	}()
	if err := defused(file); err != nil {
		return err
	}
	book, err := excelize.OpenReader(bytes.NewReader(file), excelize.Options{UnzipSizeLimit: maxUnzipped, UnzipXMLSizeLimit: maxUnzipped / 16})
	if err != nil {
		return unopened(err)
	}
	defer book.Close() // removes its temporary files
	names := book.GetSheetList()
	if len(names) == 0 {
		return fmt.Errorf("%w: it has no sheet", importing.ErrUnreadable)
	}
	stored, err := book.Rows(names[0])
	if err != nil {
		return fmt.Errorf("%w: %w", importing.ErrUnreadable, err)
	}
	defer stored.Close()
	seen, err := book.Rows(names[0])
	if err != nil {
		return fmt.Errorf("%w: %w", importing.ErrUnreadable, err)
	}
	defer seen.Close()
	props, err := book.GetWorkbookProps()
	from1904 := err == nil && props.Date1904 != nil && *props.Date1904
	for line := 1; stored.Next() && seen.Next(); line++ {
		raw, err := stored.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return fmt.Errorf("%w: row %d: %w", importing.ErrUnreadable, line, err)
		}
		shown, err := seen.Columns()
		if err != nil {
			return fmt.Errorf("%w: row %d: %w", importing.ErrUnreadable, line, err)
		}
		if !row(line, cells(raw, shown, from1904)) {
			return nil
		}
	}
	if err := stored.Error(); err != nil {
		return fmt.Errorf("%w: %w", importing.ErrUnreadable, err)
	}
	return nil
}

func unopened(err error) error {
	if strings.Contains(err.Error(), "unzip size exceeds") {
		return fmt.Errorf("%w: %w", importing.ErrTooLarge, err)
	}
	return fmt.Errorf("%w: %w", importing.ErrUnreadable, err)
}

func cells(raw, shown []string, from1904 bool) []importing.Cell {
	list := make([]importing.Cell, min(len(raw), maxWidth))
	for i := range list {
		text := raw[i]
		if i < len(shown) {
			text = shown[i]
		}
		list[i] = cell(raw[i], text, from1904)
	}
	for _, beyond := range raw[len(list):] {
		if beyond != "" {
			list[maxWidth-1].Text = beyond
		}
	}
	return list
}
