package sheet

import (
	"fmt"

	"github.com/xuri/excelize/v2"
)

// Write returns a workbook of one sheet with a line of headings. Every cell is text, so that
// nothing in it is taken for a formula.
func (Sheets) Write(name string, heads []string, rows [][]string) ([]byte, error) {
	book := excelize.NewFile()
	defer book.Close()
	text, err := book.NewStyle(&excelize.Style{NumFmt: 49, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}}) // "@"
	if err != nil {
		return nil, fmt.Errorf("write %s: %w", name, err)
	}
	bold, err := book.NewStyle(&excelize.Style{NumFmt: 49, Font: &excelize.Font{Bold: true}})
	if err != nil {
		return nil, fmt.Errorf("write %s: %w", name, err)
	}
	steps := []func() error{func() error { return book.SetSheetName("Sheet1", name) }}
	for c := range heads {
		column, _ := excelize.ColumnNumberToName(c + 1) // few columns
		steps = append(steps,
			func() error { return book.SetColStyle(name, column, text) },
			func() error { return book.SetColWidth(name, column, column, widthOf(c, rows)) },
			func() error { return book.SetCellStr(name, column+"1", heads[c]) },
			func() error { return book.SetCellStyle(name, column+"1", column+"1", bold) })
		for r, row := range rows {
			cell := fmt.Sprintf("%s%d", column, r+2)
			steps = append(steps, func() error { return book.SetCellStr(name, cell, row[c]) })
		}
	}
	steps = append(steps, func() error {
		return book.SetPanes(name, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
	})
	if err := firstOf(steps...); err != nil {
		return nil, fmt.Errorf("write %s: %w", name, err)
	}
	out, err := book.WriteToBuffer()
	if err != nil {
		return nil, fmt.Errorf("write %s: %w", name, err)
	}
	return out.Bytes(), nil
}

// widthOf returns a column's width: that of its longest text, from 12 to 80.
func widthOf(column int, rows [][]string) float64 {
	width := 12
	for _, row := range rows {
		width = max(width, len(row[column]))
	}
	return float64(min(width, 80))
}
