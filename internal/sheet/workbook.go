package sheet

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"hotline12345/tickets/importing"
)

// book is a workbook that is being read.
type book struct {
	parts
	strings  []string // shared by its cells
	formats  []numberFormat
	from1904 bool
	show     *shower
	rows     int // read so far
	cells    int
}

// sheetPart is a sheet and where its rows are.
type sheetPart struct {
	importing.Sheet
	part string
}

func readWorkbook(file []byte) (importing.File, error) {
	p, err := unpack(file)
	if err != nil {
		return importing.File{}, err
	}
	b := &book{parts: p, show: newShower()}
	defer b.show.close()
	sheets, err := b.open()
	if err != nil {
		return importing.File{}, err
	}
	read := importing.File{Left: p.beside()}
	for i := range sheets {
		s := &sheets[i]
		if err := b.readSheet(s.part, &s.Sheet); err != nil {
			return importing.File{}, fmt.Errorf("sheet %q: %w", s.Name, err)
		}
		read.Sheets = append(read.Sheets, s.Sheet)
	}
	if len(read.Sheets) == 0 {
		return read, fmt.Errorf("%w: it has no sheet", importing.ErrDamaged)
	}
	return read, nil
}

// open reads what stands beside the sheets.
func (b *book) open() ([]sheetPart, error) {
	name := "xl/workbook.xml"
	if roots, err := b.relations(""); err == nil {
		for _, r := range roots {
			if r.kind == "officeDocument" {
				name = r.target
			}
		}
	}
	related, err := b.relations(name)
	if err != nil {
		return nil, err
	}
	var sheets []sheetPart
	err = b.each(name, func(t *tags) error {
		switch {
		case t.name == "workbookPr" && t.begin:
			b.from1904 = t.flag("date1904")
		case t.name == "sheet" && t.begin:
			to := related[t.attr("id")]
			if to.kind == "worksheet" { // not a chart
				s := sheetPart{part: to.target}
				s.Name, s.Hidden = t.attr("name"), strings.Contains(strings.ToLower(t.attr("state")), "hidden")
				sheets = append(sheets, s)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, r := range related {
		switch {
		case b.parts[strings.ToLower(r.target)] == nil: // some programs promise what they do not write
		case r.kind == "sharedStrings":
			err = errors.Join(err, b.readStrings(r.target))
		case r.kind == "styles":
			err = errors.Join(err, b.readFormats(r.target))
		}
	}
	return sheets, err
}

// readStrings reads the texts that cells share, without how they are spoken (rPh).
func (b *book) readStrings(part string) error {
	var whole strings.Builder
	spoken := false
	return b.each(part, func(t *tags) error {
		switch t.name {
		case "rPh":
			spoken = t.begin && !t.end
		case "t":
			if t.end && !t.begin && !spoken {
				whole.WriteString(t.content())
			}
		case "si":
			if t.end {
				b.strings = append(b.strings, whole.String())
				whole.Reset()
			}
		}
		return nil
	})
}

// reference reads a cell's name: B3 is column 1 and row 3. Zero values where there is none.
func reference(s string) (column, row int) {
	i := 0
	for ; i < len(s) && i < 4; i++ {
		c := s[i] | 0x20
		if c < 'a' || c > 'z' {
			break
		}
		column = column*26 + int(c-'a') + 1
	}
	row, _ = strconv.Atoi(strings.Trim(s[i:], "$")) // 0 if there is none
	return column - 1, row
}
