package sheet

import (
	"errors"
	"testing"

	"github.com/xuri/excelize/v2"

	"hotline12345/tickets/importing"
)

// FuzzRead: no file ends the service, and what cannot be read is reported as unreadable.
func FuzzRead(f *testing.F) {
	f.Add(workbook(f, func(x *excelize.File) { must(f, x.SetCellValue("Sheet1", "B2", 13800138000)) }))
	f.Add([]byte("编码,名称\nY01,\"a\nb\"\n"))
	f.Add([]byte{0xb1, 0xe0, 0xc2, 0xeb, ',', 0x81})
	f.Fuzz(func(t *testing.T, file []byte) {
		err := Sheets{}.Read(file, func(line int, cells []importing.Cell) bool {
			if line < 1 || len(cells) > maxWidth {
				t.Fatalf("line %d has %d cells", line, len(cells))
			}
			return line < 1000
		})
		if err != nil && !errors.Is(err, importing.ErrUnreadable) && !errors.Is(err, importing.ErrOldFormat) && !errors.Is(err, importing.ErrTooLarge) {
			t.Fatal(err)
		}
	})
}
