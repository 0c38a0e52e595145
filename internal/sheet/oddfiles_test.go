package sheet

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hotline12345/tickets/importing"
)

// few are the headings that a ticket needs, and a contact.
const few = "原工单编号,来电时间,诉求内容,状态,联系电话\n"

// TestOddFiles: what other systems and people make of a table is read rightly, or said by its cell.
func TestOddFiles(t *testing.T) {
	t.Parallel()
	cellsOf := func(s string) string {
		return "<td>" + strings.ReplaceAll(strings.TrimSpace(s), ",", "</td><td>") + "</td>"
	}
	page := func(before, rows string) string {
		return "<html><body><table>" + before + "<tr>" + cellsOf(few) + "</tr>" + rows + "</table></body></html>"
	}
	for name, c := range map[string]struct {
		file                    string
		rows                    int
		faults, warnings, notes []string
		stored                  string // of the first row, "field value"
	}{
		"totals and a footer": {few + "1,2026-10-08,x,处理中,\n合计：1,,,,\n本页小计,1,,,\n合计（件）,1,,,\n总计：12件,,,,\n共 12 条记录,,,,\n,,,总计,1\n制表人：张三,,,审核人：李四,\n导出时间：2026-03-07 10:00:00,,,,\n\n说明：本表由系统自动导出,,,,\n第 1 页 共 1 页,,,,\n",
			1, nil, nil, []string{"row 3 total_row", "row 4 total_row", "row 5 total_row", "row 6 total_row", "row 7 total_row", "row 8 total_row", "row 9 footer_row", "row : footer_row", "row < footer_row", "row = footer_row"}, ""},
		"what only looks like one":        {few + "合计-1,2026-10-08,x,处理中,\n注：1,2026-10-08,注：路灯不亮,处理中,\n", 2, nil, nil, nil, "old_number 合计-1"},
		"a column twice":                  {strings.Replace(few, "\n", ",联系电话,手机号\n", 1) + "1,2026-10-08,x,处理中,13800138000,13900139000,13700137000\n", 1, []string{"F1 double_column", "G1 double_column"}, nil, nil, "contact 13800138000"},
		"full-width commas":               {strings.ReplaceAll(few, ",", "，") + "1，2026-10-08，x，处理中，\n", 1, []string{"row 1 one_column"}, nil, nil, ""},
		"blanks between the cells":        {"原工单编号  来电时间    诉求内容  状态\nF-1     2026-03-05  路灯   处理中\n", 1, []string{"row 1 one_column"}, nil, nil, ""},
		"one day as another system":       {few + "1,20261008,x,处理中,\n", 1, nil, nil, nil, "called_at 2026-10-08"},
		"in words":                        {few + "1,2026年10月8日 下午3时5分,x,处理中,\n", 1, nil, nil, nil, "called_at 2026-10-08 15:05:00"},
		"in numerals":                     {few + "1,二〇二六年十月八日下午三时五分,x,处理中,\n", 1, nil, nil, nil, "called_at 2026-10-08 15:05:00"},
		"yesterday":                       {few + "1,昨天,x,处理中,\n", 1, []string{"B2 bad_date"}, nil, nil, "called_at 昨天"},
		"no year":                         {few + "1,10月8日,x,处理中,\n2,26-10-08,x,处理中,\n", 2, []string{"B2 bad_date", "B3 bad_date"}, nil, nil, ""},
		"a day's number":                  {few + "1,46303.6,x,处理中,\n2,46303,x,处理中,\n3,463030,x,处理中,\n", 3, []string{"B4 bad_date"}, []string{"B2 serial_date", "B3 serial_date"}, nil, "called_at 2026-10-08 14:24:00"},
		"apostrophes":                     {few + "'00123,'2026-10-08 09:15,‘12345’热线没人接,处理中,’13800138000\n", 1, nil, nil, nil, "content ‘12345’热线没人接"},
		"typographic apostrophes":         {few + "’00123,‘2026-10-08 09:15,x,处理中,’13800138000\n", 1, nil, nil, nil, "old_number 00123"},
		"a number without its end":        {few + "1,2026-10-08,x,处理中,1.38E+10\n2,2026-10-08,x,处理中,1.3801E10\n", 2, []string{"E2 lost_digits", "E3 lost_digits"}, nil, nil, ""},
		"a column too narrow":             {few + "####,########,x,处理中,#######\n", 1, []string{"A2 narrow_column", "B2 narrow_column", "E2 narrow_column"}, nil, nil, ""},
		"a full cell":                     {few + "1,2026-10-08," + strings.Repeat("水", 32_767) + ",处理中,\n2,2026-10-08," + strings.Repeat("水", 32_766) + ",处理中,\n", 2, nil, []string{"C2 full_cell"}, nil, ""},
		"a name as long":                  {"姓名," + few + strings.Repeat("水", 32_767) + ",1,2026-10-08,x,处理中,\n", 1, []string{"A2 too_long"}, []string{"A2 full_cell"}, nil, ""},
		"rows that are filled up":         {few + "1,2026-10-08,x,处理中,\n2,2026-10-08,x,处理中," + strings.Repeat(",", 200) + "\n3,2026-10-08,x,处理中,\n", 3, nil, nil, nil, ""},
		"a cell beyond the filled ones":   {few + "1,2026-10-08,x,处理中," + strings.Repeat(",", 200) + "y\n2,2026-10-08,x,处理中,\n", 2, []string{"row 2 surplus_cells"}, nil, nil, ""},
		"only headings":                   {few, 0, []string{"row 1 empty"}, nil, nil, ""},
		"a page":                          {page("", "<tr>"+cellsOf("1,2026-10-08,路灯<br>不亮 &amp; 漏水,处理中&nbsp;,13800138000")+"</tr>"), 1, nil, nil, nil, "content 路灯\n不亮 & 漏水"},
		"a page of Excel":                 {page("", `<tr><td>1<td>2026-10-08<td>x<td>处理中<td x:num="13800138000">1.38E+10</tr>`), 1, nil, nil, nil, "contact 13800138000"},
		"a page with a number's end lost": {page("", `<tr><td>1<td>2026-10-08<td>x<td>处理中<td>1.38E+10</tr>`), 1, []string{"E2 lost_digits"}, nil, nil, ""},
		"a page with hidden columns":      {page(`<col span=2><col style='display: none'><col width=0>`, "<tr>"+cellsOf("1,2026-10-08,x,处理中,")+"</tr>"), 1, []string{"C1 hidden_column", "D1 hidden_column"}, nil, nil, ""},
		"a page with hidden cells":        {page("", `<tr><td>1<td>2026-10-08<td style="display:none">x<td>处理中</tr>`), 1, []string{"C1 hidden_column"}, nil, nil, ""},
	} {
		table, b, faults := checked(t, []byte(c.file), importing.Choices{})
		if diff := cmp.Diff([][]string{c.faults, c.warnings, c.notes}, [][]string{said(faults), said(b.Warnings), said(table.Notes)}); diff != "" || b.Rows != c.rows {
			t.Errorf("%s: %d rows, want %d; faults, warnings, notes (-want +got):\n%s", name, b.Rows, c.rows, diff)
		}
		if c.stored != "" {
			stored := ""
			for _, cell := range b.Preview[0].Cells {
				if strings.HasPrefix(c.stored, cell.Field+" ") {
					stored = cell.Field + " " + cell.Stored
				}
			}
			if stored != c.stored {
				t.Errorf("%s: stored %q, want %q", name, stored, c.stored)
			}
		}
	}
}

// TestOddFilesThatAreNoTable are refused with what to do.
func TestOddFilesThatAreNoTable(t *testing.T) {
	t.Parallel()
	for file, want := range map[string]error{
		`[{"原工单编号":"1"}]`: importing.ErrNoTable, "\ufeff{ \"a\": 1}\n{\"a\": 2}": importing.ErrNoTable, `<?xml version="1.0"?><rows><row no="1"/></rows>`: importing.ErrNoTable,
		"<html><body><h1>请重新登录</h1></body></html>": importing.ErrNoTable, "PK\x05\x06" + strings.Repeat("\x00", 18): importing.ErrArchive,
		"\xd0\xcf\x11\xe0" + string(wide("EncryptedPackage")): importing.ErrEncrypted, "\xd0\xcf\x11\xe0" + string(wide("Workbook")): importing.ErrOldFormat, "\xd0\xcf\x11\xe0" + string(wide("WordDocument")): importing.ErrNoTable,
		string(zipped(t, map[string]string{"a.csv": few})): importing.ErrArchive,
	} {
		if _, err := (Sheets{}).Read([]byte(file)); !errors.Is(err, want) {
			t.Errorf("%.40q: %v, want %v", file, err, want)
		}
	}
	if _, err := (Sheets{}).Read([]byte("[12345]热线,{x}\n1,2\n")); err != nil {
		t.Errorf("a table with brackets: %v", err)
	}
}

// TestWhatStandsBesideTheCellsIsNamed: text boxes, charts and files within a workbook.
func TestWhatStandsBesideTheCellsIsNamed(t *testing.T) {
	t.Parallel()
	const picture = `<xdr:wsDr xmlns:xdr="x"><xdr:pic/></xdr:wsDr>`
	for part, c := range map[string]struct {
		content string
		want    []importing.Code
	}{
		"xl/charts/chart1.xml":          {"<c/>", []importing.Code{importing.ObjectsLeft}},
		"xl/embeddings/oleObject1.bin":  {"x", []importing.Code{importing.ObjectsLeft}},
		"xl/drawings/drawing1.xml":      {`<xdr:wsDr xmlns:xdr="x"><xdr:sp><xdr:txBody><a:t>此表作废</a:t></xdr:txBody></xdr:sp></xdr:wsDr>`, []importing.Code{importing.ObjectsLeft}},
		"xl/drawings/drawing2.xml":      {picture, nil},
		"xl/drawings/vmlDrawing1.vml":   {"<xml/>", nil},
		"xl/media/image1.png":           {"x", []importing.Code{importing.PicturesLeft}},
		"xl/threadedComments/tc1.xml":   {"<x/>", []importing.Code{importing.CommentsLeft}},
		"xl/printerSettings/ps1.bin":    {"x", nil},
		"xl/drawings/drawing3.xml":      {"<xdr:wsDr", nil},
		"docProps/app.xml":              {"<x/>", nil},
		"xl/charts/style1.xml":          {"<x/>", nil},
		"xl/charts/colors1.xml":         {"<x/>", nil},
		"xl/drawings/_rels/d1.xml.rels": {"<x/>", nil},
	} {
		p, err := unpack(zipped(t, map[string]string{"xl/workbook.xml": "<workbook/>", part: c.content}))
		must(t, err)
		if diff := cmp.Diff(c.want, p.beside()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", part, diff)
		}
	}
}
