package sheet

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// TestALongTable: a register of 20,000 matters is read in seconds.
func TestALongTable(t *testing.T) {
	const many = 20_000
	file := workbook(t, func(f *excelize.File) {
		w, err := f.NewStreamWriter("Sheet1")
		must(t, err)
		for i := 1; i <= many; i++ {
			cell, err := excelize.CoordinatesToCellName(1, i)
			must(t, err)
			must(t, w.SetRow(cell, []any{i, "旧-1", time.Date(2025, 3, 2, 9, 15, 0, 0, time.UTC), "王建军", 13800138000, "临港路18号路灯不亮，市民要求尽快修复。",
				"求助", "0601", "Y04", "已归档", "已修复", "2025-03-04", "李娜"}))
		}
		must(t, w.Flush())
	})
	began := time.Now()
	read, err := Sheets{}.Read(file)
	must(t, err)
	took, rows := time.Since(began), len(read.Sheets[0].Lines)
	for _, line := range read.Sheets[0].Lines {
		if line.Cells[4].Text != "13800138000" || line.Cells[2].Date.IsZero() {
			t.Fatalf("row %d: %v", line.Number, line.Cells)
		}
	}
	t.Logf("%d rows, %d KB, read in %v", rows, len(file)>>10, took)
	if rows != many || took > time.Minute {
		t.Errorf("%d rows in %v", rows, took)
	}
}

// TestEmptyRowsCostNothing: a million rows with a border and nothing in them cost no seconds;
// in the short form, a hundred thousand no tenths.
func TestEmptyRowsCostNothing(t *testing.T) {
	many := 100_000
	if os.Getenv("HOTLINE_CHAOS") == "long" {
		many = 1_000_000
	}
	parts := unzipped(t, workbook(t, func(f *excelize.File) { must(t, f.SetCellValue("Sheet1", "A1", "x")) }))
	var rows strings.Builder
	for i := 2; i < many; i++ {
		fmt.Fprintf(&rows, `<row r="%d" s="1" customFormat="1"><c r="A%d" s="1"/><c r="B%d" s="1"/></row>`, i, i, i)
	}
	fmt.Fprintf(&rows, `<row r="%d"><c r="A%d"><v>7</v></c></row>`, many, many)
	parts["xl/worksheets/sheet1.xml"] = strings.Replace(parts["xl/worksheets/sheet1.xml"], "</sheetData>", rows.String()+"</sheetData>", 1)
	file := zipped(t, parts)
	began := time.Now()
	got := texts(t, file)
	took := time.Since(began)
	t.Logf("%d KB, read in %v", len(file)>>10, took)
	if got[1][0] != "x" || got[many][0] != "7" || len(got) != 2 || took > time.Duration(many)*20*time.Microsecond+2*time.Second { // with the race detector, on a busy machine
		t.Errorf("%v in %v", got, took)
	}
}
