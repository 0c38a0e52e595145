package sheet

import (
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"hotline12345/tickets/importing"
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
	began, rows := time.Now(), 0
	must(t, Sheets{}.Read(file, func(line int, cells []importing.Cell) bool {
		if rows++; cells[4].Text != "13800138000" || cells[2].Date.IsZero() {
			t.Fatalf("row %d: %v", line, cells)
		}
		return true
	}))
	took := time.Since(began)
	t.Logf("%d rows, %d KB, read in %v", rows, len(file)>>10, took)
	if rows != many || took > time.Minute {
		t.Errorf("%d rows in %v", rows, took)
	}
}
