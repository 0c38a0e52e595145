package sheet_test

import (
	"testing"

	"hotline12345/internal/sheet"
)

// TestWrittenTablesAreRead: what is written is what is read, also what looks like a formula.
func TestWrittenTablesAreRead(t *testing.T) {
	t.Parallel()
	rows := [][]string{{"queue_next_yue.wav", "下一位就係你，請等等。"}, {"=1+1", ""}}
	raw, err := sheet.Sheets{}.Write("录音脚本 Script", []string{"文件名 File", "文字 Text"}, rows)
	if err != nil {
		t.Fatal(err)
	}
	read, err := sheet.Sheets{}.Read(raw)
	if err != nil {
		t.Fatal(err)
	}
	lines := read.Sheets[0].Lines
	if read.Sheets[0].Name != "录音脚本 Script" || len(lines) != 3 || lines[1].Cells[1].Text != rows[0][1] || lines[2].Cells[0].Text != "=1+1" {
		t.Errorf("%+v", read.Sheets[0])
	}
}
