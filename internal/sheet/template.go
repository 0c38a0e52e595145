package sheet

import (
	"fmt"
	"slices"

	"github.com/xuri/excelize/v2"

	"hotline12345/tickets/importing"
)

// words of the template itself.
var (
	notesSheet = importing.Text{"填表说明", "填表說明", "Notes"}
	noteHeads  = [3]importing.Text{{"列", "欄", "Column"}, {"必填", "必填", "Required"}, {"说明", "說明", "Meaning"}}
	required   = importing.Text{"是", "是", "yes"}
	titles     = map[importing.Kind]importing.Text{
		importing.Units: {"单位", "單位", "Units"}, importing.Users: {"用户", "用戶", "Users"},
		importing.Categories: {"分类", "分類", "Categories"}, importing.Tickets: {"历史工单", "歷史個案", "Old tickets"},
	}
	exampleNote = importing.Text{"第二行是示例，导入时自动跳过。列的次序可以改变，非必填的列可以删除；删除的列不改变已有内容。",
		"第二行是示例，匯入時自動略過。欄的次序可以改變，非必填的欄可以刪除；刪除的欄不改變已有內容。",
		"The second row is an example, which an import skips. Columns may stand in any order; those that are not required may be taken out, and then leave what is there."}
)

// Template is an empty workbook for a kind of table with its columns: headings, an example, and
// notes on a second sheet. Every cell is text, so that the table program leaves
// numbers as they are typed.
func (Sheets) Template(k importing.Kind, columns []importing.Column, language string) ([]byte, error) {
	book := excelize.NewFile()
	defer book.Close()
	err := firstOf(
		func() error { return book.SetSheetName("Sheet1", titles[k].In(language)) },
		func() error { return writeHeadings(book, titles[k].In(language), columns, language) },
		func() error { return writeNotes(book, columns, language) },
	)
	if err != nil {
		return nil, fmt.Errorf("write template for %s: %w", k, err)
	}
	out, err := book.WriteToBuffer()
	if err != nil {
		return nil, fmt.Errorf("write template for %s: %w", k, err)
	}
	return out.Bytes(), nil
}

func firstOf(steps ...func() error) error {
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func writeHeadings(book *excelize.File, sheet string, columns []importing.Column, language string) error {
	text, err := book.NewStyle(&excelize.Style{NumFmt: 49}) // "@"
	if err != nil {
		return err
	}
	plain, err := book.NewStyle(&excelize.Style{NumFmt: 49, Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	must, err := book.NewStyle(&excelize.Style{NumFmt: 49, Font: &excelize.Font{Bold: true, Color: "B3261E"}})
	if err != nil {
		return err
	}
	for i, c := range columns {
		name, _ := excelize.ColumnNumberToName(i + 1) // few columns
		style := plain
		if c.Required {
			style = must
		}
		err := firstOf(
			func() error { return book.SetColStyle(sheet, name, text) },
			func() error { return book.SetColWidth(sheet, name, name, 18) },
			func() error { return book.SetCellStr(sheet, name+"1", c.Head.In(language)) },
			func() error { return book.SetCellStyle(sheet, name+"1", name+"1", style) },
			func() error { return book.SetCellStr(sheet, name+"2", c.Example) },
		)
		if err != nil {
			return err
		}
	}
	return book.SetPanes(sheet, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
}

func writeNotes(book *excelize.File, columns []importing.Column, language string) error {
	sheet := notesSheet.In(language)
	if _, err := book.NewSheet(sheet); err != nil {
		return err
	}
	rows := [][]string{{noteHeads[0].In(language), noteHeads[1].In(language), noteHeads[2].In(language)}}
	for _, c := range columns {
		must := ""
		if c.Required {
			must = required.In(language)
		}
		rows = append(rows, []string{c.Head.In(language), must, c.Note.In(language)})
	}
	rows = slices.Concat(rows, [][]string{{}, {exampleNote.In(language)}})
	for i, row := range rows {
		if err := book.SetSheetRow(sheet, fmt.Sprintf("A%d", i+1), &row); err != nil {
			return err
		}
	}
	return firstOf(
		func() error { return book.SetColWidth(sheet, "A", "B", 18) },
		func() error { return book.SetColWidth(sheet, "C", "C", 90) },
	)
}
