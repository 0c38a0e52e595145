package sheet

import (
	"errors"
	"slices"
	"testing"

	"github.com/xuri/excelize/v2"

	"hotline12345/tickets/importing"
)

// FuzzRead: no file ends the service, and what cannot be read is reported as unreadable.
func FuzzRead(f *testing.F) {
	f.Add(workbook(f, func(x *excelize.File) { must(f, x.SetCellValue("Sheet1", "B2", 13800138000)) }))
	f.Add([]byte("编码,名称\nY01,\"a\nb\"\n"))
	f.Add([]byte{0xb1, 0xe0, 0xc2, 0xeb, ',', 0x81})
	for _, file := range offices(f) {
		f.Add(file)
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		read, err := Sheets{}.Read(file)
		if err != nil && !slices.ContainsFunc(refusals, func(r error) bool { return errors.Is(err, r) }) {
			t.Fatal(err)
		}
		for _, s := range read.Sheets {
			for _, line := range s.Lines {
				if line.Number < 1 || len(line.Cells) > importing.MaxWidth {
					t.Fatalf("line %d has %d cells", line.Number, len(line.Cells))
				}
			}
		}
		for _, k := range importing.Kinds() {
			table := importing.Open(k, read, importing.Choices{Hidden: importing.Take})
			_ = table.Shape()
			table.Done()
			if len(table.Rows) > 0 && len(table.Sheets) == 0 {
				t.Fatalf("%d rows of no sheet", len(table.Rows))
			}
		}
	})
}

// refusals are all errors of reading.
var refusals = []error{importing.ErrUnreadable, importing.ErrDamaged, importing.ErrEmptyFile, importing.ErrOldFormat, importing.ErrEncrypted, importing.ErrOpenDocument,
	importing.ErrBinary, importing.ErrArchive, importing.ErrNoTable, importing.ErrTooLarge}

// FuzzText: whatever a line holds, none of its signs but delimiters and quotes is lost, and
// nothing of one row stands in another.
func FuzzText(f *testing.F) {
	f.Add("a,\"b,c\nd,e,f\ng,h\",i\n")
	f.Add("x,\"12345\"y,z\r\"open\r\n=\"007\",'8,\t")
	f.Fuzz(func(t *testing.T, s string) {
		read, err := Sheets{}.Read([]byte(s))
		if err != nil {
			return
		}
		last := 0
		for _, line := range read.Sheets[0].Lines {
			if line.Number <= last {
				t.Fatalf("line %d behind %d", line.Number, last)
			}
			last = line.Number
		}
	})
}
