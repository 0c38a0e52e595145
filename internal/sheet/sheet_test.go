package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"hotline12345/tickets/importing"
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// workbook is a real file with what fill writes into its first sheet.
func workbook(t testing.TB, fill func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	fill(f)
	out, err := f.WriteToBuffer()
	must(t, err)
	return out.Bytes()
}

// texts reads a file's rows as texts.
func texts(t testing.TB, file []byte) map[int][]string {
	t.Helper()
	read, err := Sheets{}.Read(file)
	must(t, err)
	got := map[int][]string{}
	for _, line := range read.Sheets[0].Lines {
		for _, c := range line.Cells {
			got[line.Number] = append(got[line.Number], c.Text)
		}
	}
	return got
}

func TestCellsAreText(t *testing.T) {
	t.Parallel()
	when := time.Date(2025, 3, 2, 9, 15, 0, 0, time.UTC)
	style := func(f *excelize.File, cell, format string) {
		id, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
		must(t, err)
		must(t, f.SetCellStyle("Sheet1", cell, cell, id))
	}
	file := workbook(t, func(f *excelize.File) {
		for cell, v := range map[string]any{"A1": 13800138000, "B1": "013800138000", "C1": 601, "D1": when, "E1": 0.1, "F1": 123456789012345,
			"G1": "1E5", "H1": "𠮷野家🙂", "I1": "1.10", "J1": true, "K1": 12345.0, "L1": "第一行\n第二行", "M1": 20250302, "N1": when, "A3": "三"} {
			must(t, f.SetCellValue("Sheet1", cell, v))
		}
		style(f, "C1", "0000")
		style(f, "D1", "yyyy/m/d h:mm")
		style(f, "K1", "#,##0.00")
		style(f, "N1", "d-mmm-yy")
	})
	got := texts(t, file)
	want := []string{"13800138000", "013800138000", "0601", "2025-03-02 09:15:00", "0.1", "123456789012345", "1E5", "𠮷野家🙂", "1.10",
		"1", "12345", "第一行\n第二行", "20250302", "2025-03-02 09:15:00"}
	if diff := cmp.Diff(want, got[1]); diff != "" {
		t.Errorf("row 1 (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"三"}, got[3]); diff != "" {
		t.Errorf("row 3 (-want +got):\n%s", diff)
	}
}

func TestDatesAreKnownAsDates(t *testing.T) {
	t.Parallel()
	when := time.Date(2025, 3, 2, 9, 15, 0, 0, time.UTC)
	for _, from1904 := range []bool{false, true} {
		file := workbook(t, func(f *excelize.File) {
			must(t, f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &from1904}))
			must(t, f.SetCellValue("Sheet1", "A1", when))
			must(t, f.SetCellValue("Sheet1", "B1", "2025-03-02"))
		})
		read, err := Sheets{}.Read(file)
		must(t, err)
		if cells := read.Sheets[0].Lines[0].Cells; !cells[0].Date.Equal(when) || !cells[1].Date.IsZero() {
			t.Errorf("from 1904 %v: %v, %v", from1904, cells[0].Date, cells[1].Date)
		}
	}
}

func TestTextTables(t *testing.T) {
	t.Parallel()
	plain := "编码,名称\nY01,\"市公安局,\n本部\"\n\nY02,市应急管理局\n"
	gb, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(plain))
	must(t, err)
	for name, file := range map[string][]byte{
		"UTF-8": []byte(plain), "with a mark": []byte("\ufeff" + plain), "GB18030": gb,
		"tabs": []byte(strings.ReplaceAll(plain, ",\n", "~\n")),
	} {
		if name == "tabs" {
			file = []byte("编码\t名称\nY01\t\"市公安局,\n本部\"\n\nY02\t市应急管理局\n")
		}
		want := map[int][]string{1: {"编码", "名称"}, 2: {"Y01", "市公安局,\n本部"}, 5: {"Y02", "市应急管理局"}}
		if diff := cmp.Diff(want, texts(t, file)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestWhatIsNoTable(t *testing.T) {
	t.Parallel()
	good := workbook(t, func(f *excelize.File) { must(t, f.SetCellValue("Sheet1", "A1", "x")) })
	half := unzipped(t, good)
	half["xl/worksheets/sheet1.xml"] = half["xl/worksheets/sheet1.xml"][:len(half["xl/worksheets/sheet1.xml"])-30]
	noSheet := unzipped(t, good)
	delete(noSheet, "xl/worksheets/sheet1.xml")
	for name, c := range map[string]struct {
		file []byte
		want error
	}{
		"nothing":                    {nil, importing.ErrEmptyFile},
		"spaces":                     {[]byte("\xef\xbb\xbf \r\n\r\n"), importing.ErrEmptyFile},
		"a picture":                  {[]byte("\x89PNG\r\n\x1a\n\x00\x00"), importing.ErrNoTable},
		"a PDF":                      {[]byte("%PDF-1.7\n"), importing.ErrNoTable},
		"a page without a table":     {[]byte("<html><body><p>x</p></body></html>"), importing.ErrNoTable},
		"neither encoding":           {[]byte("\xff\xff\xff,\x81\n"), importing.ErrUnreadable},
		"a program's bytes":          {bytes.Repeat([]byte("a\x00\x00b"), 100), importing.ErrUnreadable},
		"a workbook cut off":         {good[:len(good)/2], importing.ErrDamaged},
		"a sheet cut off":            {zipped(t, half), importing.ErrDamaged},
		"a sheet that is missing":    {zipped(t, noSheet), importing.ErrDamaged},
		"a zip of something":         {zipped(t, map[string]string{"a.txt": "a"}), importing.ErrArchive},
		"a letter":                   {zipped(t, map[string]string{"[Content_Types].xml": "", "_rels/.rels": "", "word/document.xml": "a"}), importing.ErrNoTable},
		"an OpenDocument table":      {zipped(t, map[string]string{"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "a"}), importing.ErrOpenDocument},
		"a binary workbook":          {zipped(t, map[string]string{"[Content_Types].xml": "", "xl/workbook.bin": "a"}), importing.ErrBinary},
		"a table of Numbers":         {zipped(t, map[string]string{"Index/Document.iwa": "a"}), importing.ErrOldFormat},
		"a packed archive":           {[]byte("Rar!\x1a\x07\x00"), importing.ErrArchive},
		"an old workbook":            {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), importing.ErrOldFormat},
		"a workbook of Excel 4":      {[]byte("\x09\x04\x06\x00\x00\x00\x10\x00"), importing.ErrOldFormat},
		"an XML spreadsheet":         {[]byte(`<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>`), importing.ErrOldFormat},
		"an encrypted workbook":      {append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), wide("EncryptedPackage")...), importing.ErrEncrypted},
		"a letter of an old program": {append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), wide("WordDocument")...), importing.ErrNoTable},
		"too many bytes":             {make([]byte, importing.MaxSize+1), importing.ErrTooLarge},
		"a bomb":                     {blown(t, good, maxUnzipped), importing.ErrTooLarge},
		"a small bomb":               {blown(t, good, harmless+1000), importing.ErrTooLarge},
	} {
		if _, err := (Sheets{}).Read(c.file); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

// blown adds a part to a workbook that unpacks to so many bytes.
func blown(t *testing.T, file []byte, size int) []byte {
	t.Helper()
	parts := unzipped(t, file)
	parts["xl/sharedStrings.xml"] = `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` + strings.Repeat("<si><t>a</t></si>", size/17) + "</sst>"
	return zipped(t, parts)
}

func unzipped(t testing.TB, file []byte) map[string]string {
	t.Helper()
	parts := map[string]string{}
	in, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	must(t, err)
	for _, f := range in.File {
		r, err := f.Open()
		must(t, err)
		var b bytes.Buffer
		_, err = b.ReadFrom(r)
		must(t, err)
		parts[f.Name] = b.String()
	}
	return parts
}

func zipped(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for name, text := range parts {
		f, err := w.Create(name)
		must(t, err)
		_, err = f.Write([]byte(text))
		must(t, err)
	}
	must(t, w.Close())
	return out.Bytes()
}

// opened reads a file as a table of a kind.
func opened(t testing.TB, k importing.Kind, file []byte) *importing.Table {
	t.Helper()
	read, err := Sheets{}.Read(file)
	must(t, err)
	table := importing.Open(k, read, importing.Choices{})
	table.Done()
	return table
}

// TestFarColumnsAreSeen: a table of the greatest width ends at its first row.
func TestFarColumnsAreSeen(t *testing.T) {
	t.Parallel()
	table := opened(t, importing.Units, workbook(t, func(f *excelize.File) {
		must(t, f.SetCellValue("Sheet1", "A1", "code"))
		must(t, f.SetCellValue("Sheet1", "XFD1", "far"))
	}))
	if len(table.Faults) == 0 || table.Faults[0].Code != importing.TooManyColumns {
		t.Errorf("faults: %+v", table.Faults)
	}
}

// TestTemplatesAreReadBack: what a template contains is what an import reads, and its
// example is no row.
func TestTemplatesAreReadBack(t *testing.T) {
	t.Parallel()
	for _, k := range importing.Kinds() {
		for _, language := range importing.Languages() {
			file, err := Sheets{}.Template(k, importing.Columns(k), language)
			must(t, err)
			table := opened(t, k, file)
			if len(table.Rows) != 0 || len(table.Ignored) != 0 || len(table.Faults) != 1 || table.Faults[0].Code != importing.Empty {
				t.Errorf("%s %s: rows %v, ignored %v, faults %v", k, language, table.Rows, table.Ignored, table.Faults)
			}
		}
	}
}
