package sheet

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hotline12345/tickets/importing"
)

const mainNS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

// handmade is a workbook of parts that are written by hand, as programs write them.
type handmade struct {
	sheets  []string // the XML of each
	names   []string // of the sheets, with what else stands in their tag
	strings string   // the XML of the shared texts
	formats []string // the codes of styles 1, 2 …
	pr      string   // attributes of workbookPr
}

func (h handmade) file(t testing.TB) []byte {
	t.Helper()
	sheets, rels, styles, codes := "", "", `<xf numFmtId="0"/>`, ""
	for i := range h.sheets {
		name := fmt.Sprintf(`name="表%d"`, i+1)
		if i < len(h.names) {
			name = h.names[i]
		}
		sheets += fmt.Sprintf(`<sheet %s sheetId="%d" r:id="rId%d"/>`, name, i+1, i+1)
		rels += fmt.Sprintf(`<Relationship Id="rId%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="/xl/worksheets/sheet%d.xml"/>`, i+1, i+1)
	}
	for i, code := range h.formats {
		codes += fmt.Sprintf(`<numFmt numFmtId="%d" formatCode="%s"/>`, 200+i, code)
		styles += fmt.Sprintf(`<xf numFmtId="%d" applyNumberFormat="1"/>`, 200+i)
	}
	parts := map[string]string{
		"[Content_Types].xml":        `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"_rels/.rels":                `<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            fmt.Sprintf(`<?xml version="1.0"?><workbook xmlns="%s" xmlns:r="x"><workbookPr %s/><sheets>%s</sheets></workbook>`, mainNS, h.pr, sheets),
		"xl/_rels/workbook.xml.rels": `<Relationships>` + rels + `<Relationship Id="s" Type="x/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="t" Type="x/styles" Target="styles.xml"/></Relationships>`,
		"xl/sharedStrings.xml":       fmt.Sprintf(`<sst xmlns="%s">%s</sst>`, mainNS, h.strings),
		"xl/styles.xml":              fmt.Sprintf(`<styleSheet xmlns="%s"><numFmts>%s</numFmts><cellXfs>%s</cellXfs></styleSheet>`, mainNS, codes, styles),
	}
	for i, s := range h.sheets {
		parts[fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1)] = s
	}
	return zipped(t, parts)
}

// sheetOf is a sheet's XML with rows and what stands beside them.
func sheetOf(before, rows, behind string) string {
	return fmt.Sprintf(`<?xml version="1.0"?><worksheet xmlns="%s">%s<sheetData>%s</sheetData>%s</worksheet>`, mainNS, before, rows, behind)
}

// TestCellsAsTheyAreStored: what each form of a cell is read as, and what is doubtful of it.
func TestCellsAsTheyAreStored(t *testing.T) {
	t.Parallel()
	h := handmade{
		strings: `<si><t>文字</t></si><si><r><rPr><b/></rPr><t>粗</t></r><r><t xml:space="preserve"> 细</t></r><rPh sb="0" eb="1"><t>ほそ</t></rPh></si><si><t>一_x000D_二_x005F_</t></si><si><t/></si>`,
		formats: []string{"0000", "&quot;QA-&quot;0000", "[=1]&quot;已归档&quot;;[=0]&quot;未办结&quot;;General", ";;;", "yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;", "0.00E+00", "0%",
			"000-0000-0000", "#,##0.00", "@", "[$-409]h:mm AM/PM", "&quot;编号&quot;@", "[$-804]m&quot;月&quot;d&quot;日&quot;", "0_ ", "[红色]0"},
	}
	cells := []struct {
		xml   string
		text  string
		doubt importing.Code
	}{
		{`<c t="s"><v>0</v></c>`, "文字", ""},
		{`<c t="s"><v>1</v></c>`, "粗 细", ""},
		{`<c t="s"><v>2</v></c>`, "一\r二_", ""},
		{`<c t="s"><v>99</v></c>`, "#REF!", ""},
		{`<c t="inlineStr"><is><t>a &amp; b &lt;c&gt; &#20013;</t></is></c>`, "a & b <c> 中", ""},
		{`<c t="inlineStr"><is><t><![CDATA[a<b>&c]]></t></is></c>`, "a<b>&c", ""},
		{`<c t="str"><f>A1&amp;""</f><v>结果</v></c>`, "结果", ""},
		{`<c><f>A1</f><v></v></c>`, "", importing.NoValue},
		{`<c><f>A1</f></c>`, "", importing.NoValue},
		{`<c><f t="shared" si="0"/><v/></c>`, "", importing.NoValue},
		{`<c><f t="array" ref="A1:A2">SUM(1)</f><v>7</v></c>`, "7", ""},
		{`<c t="e"><f>A1</f><v>#REF!</v></c>`, "#REF!", ""},
		{`<c t="b"><v>1</v></c>`, "1", ""},
		{`<c t="d"><v>2026-03-05T09:15:00</v></c>`, "2026-03-05T09:15:00", ""},
		{`<c><v>1.3800138E+10</v></c>`, "13800138000", ""},
		{`<c><v>0.1</v></c>`, "0.1", ""},
		{`<c><v>0.10000000000000001</v></c>`, "0.1", ""},
		{`<c><v>123456789012345</v></c>`, "123456789012345", ""},
		{`<c><v>1234567890123456</v></c>`, "1234567890123456", importing.LostDigits},
		{`<c><v>2.026030500000124e+17</v></c>`, "202603050000012400", importing.LostDigits},
		{`<c s="1"><v>601</v></c>`, "0601", ""},
		{`<c s="2"><v>12</v></c>`, "QA-0012", importing.AsShown},
		{`<c s="3"><v>1</v></c>`, "已归档", importing.AsShown},
		{`<c s="3"><v>0</v></c>`, "未办结", importing.AsShown},
		{`<c s="3"><v>7</v></c>`, "7", ""},
		{`<c s="4"><v>5</v></c>`, "5", importing.HiddenValue},
		{`<c s="5"><v>46086.385416666664</v></c>`, "2026-03-05 09:15:00", ""},
		{`<c s="6"><v>13800138000</v></c>`, "13800138000", ""},
		{`<c s="7"><v>0.5</v></c>`, "50%", importing.AsShown},
		{`<c s="8"><v>13800138000</v></c>`, "138-0013-8000", ""},
		{`<c s="9"><v>12345.678</v></c>`, "12345.678", ""},
		{`<c s="10"><v>601</v></c>`, "601", ""},
		{`<c s="11"><v>46086.385416666664</v></c>`, "2026-03-05 09:15:00", ""},
		{`<c s="12" t="inlineStr"><is><t>7</t></is></c>`, "编号7", importing.AsShown},
		{`<c s="13"><v>46086</v></c>`, "2026-03-05 00:00:00", ""},
		{`<c s="14"><v>8001</v></c>`, "8001", ""},
		{`<c s="999"><v>8001</v></c>`, "8001", ""},
		{`<c t="inlineStr"><is><t>坏` + "\xff" + `字</t></is></c>`, "坏\ufffd字", ""},
		{`<c t="inlineStr"><is><t>x&#0;y` + "\x0b" + `</t></is></c>`, "x\ufffdy\x0b", ""},
		{`<x:c xmlns:x="` + mainNS + `" t="str"><x:v>别名</x:v></x:c>`, "别名", ""},
		{`<c t='str' s='1' ><v xml:space='preserve'>单引号</v></c >`, "单引号", ""},
	}
	rows := ""
	for i, c := range cells {
		rows += fmt.Sprintf(`<row r="%d">%s</row>`, i+1, c.xml)
	}
	h.sheets = []string{sheetOf("", rows, "")}
	read, err := Sheets{}.Read(h.file(t))
	must(t, err)
	got := map[int]importing.Cell{}
	for _, line := range read.Sheets[0].Lines {
		got[line.Number-1] = line.Cells[0]
	}
	for i, c := range cells {
		if got[i].Text != c.text || got[i].Doubt != c.doubt {
			t.Errorf("%s: %q %q, want %q %q", c.xml, got[i].Text, got[i].Doubt, c.text, c.doubt)
		}
	}
}

// ticketRows are headings and rows of old tickets, with their cells in a row's XML.
func ticketRows(rows ...string) string {
	heads := strings.Split("原工单编号,来电时间,姓名,诉求内容,状态", ",")
	out := "<row>"
	for _, h := range heads {
		out += `<c t="str"><v>` + h + `</v></c>`
	}
	return out + "</row>" + strings.Join(rows, "")
}

func ticketRow(attributes, number string) string {
	return fmt.Sprintf(`<row %s><c t="str"><v>%s</v></c><c t="str"><v>2026-03-05 09:15</v></c><c t="str"><v>李四</v></c><c t="str"><v>路灯不亮</v></c><c t="str"><v>处理中</v></c></row>`, attributes, number)
}

// TestWhatATableHides: rows, columns and sheets, however they are hidden, are asked about.
func TestWhatATableHides(t *testing.T) {
	t.Parallel()
	two := ticketRows(ticketRow("", "1"), ticketRow("", "2"))
	for name, c := range map[string]struct {
		h            handmade
		faults       []string
		taken, left  int // rows with each choice
		leftOfFaults []string
	}{
		"a row":             {handmade{sheets: []string{sheetOf("", ticketRows(ticketRow("", "1"), ticketRow(`hidden="1"`, "2")), "")}}, []string{"表1!row 3 hidden_row"}, 2, 1, nil},
		"a row of height 0": {handmade{sheets: []string{sheetOf("", ticketRows(ticketRow("", "1"), ticketRow(`ht="0" customHeight="1"`, "2")), "")}}, []string{"表1!row 3 hidden_row"}, 2, 1, nil},
		"the other rows":    {handmade{sheets: []string{sheetOf(`<sheetFormatPr zeroHeight="1"/>`, strings.Replace(ticketRows(ticketRow(`ht="15"`, "1"), ticketRow("", "2")), "<row>", `<row ht="15">`, 1), "")}}, []string{"表1!row 3 hidden_row"}, 2, 1, nil},
		"a column":          {handmade{sheets: []string{sheetOf(`<cols><col min="3" max="3" hidden="true"/></cols>`, two, "")}}, []string{"表1!C1 hidden_column"}, 2, 2, nil},
		"a narrow column":   {handmade{sheets: []string{sheetOf(`<cols><col min="3" max="16384" width="0"/></cols>`, two, "")}}, []string{"表1!C1 hidden_column", "表1!D1 hidden_column", "表1!E1 hidden_column"}, 2, 2, []string{"表1!row 1 content missing_column", "表1!row 1 state missing_column"}},
		"a sheet":           {handmade{sheets: []string{sheetOf("", two, ""), sheetOf("", ticketRows(ticketRow("", "3")), "")}, names: []string{`name="表1"`, `name="表2" state="hidden"`}}, []string{"表2!row 1 hidden_sheet"}, 2, 2, []string{"表2!row 1 hidden_sheet"}},
		"a sheet deeply":    {handmade{sheets: []string{sheetOf("", two, ""), sheetOf("", ticketRows(ticketRow("", "3")), "")}, names: []string{`name="表1"`, `name="表2" state="veryHidden"`}}, []string{"表2!row 1 hidden_sheet"}, 2, 2, []string{"表2!row 1 hidden_sheet"}},
		"a sheet of lists":  {handmade{sheets: []string{sheetOf("", two, ""), sheetOf("", `<row><c t="str"><v>求助</v></c></row>`, "")}, names: []string{`name="表1"`, `name="表2" state="hidden"`}}, nil, 2, 2, nil},
	} {
		file := c.h.file(t)
		_, _, faults := checked(t, file, importing.Choices{})
		if diff := cmp.Diff(c.faults, said(faults)); diff != "" {
			t.Errorf("%s: faults (-want +got):\n%s", name, diff)
		}
		for choice, want := range map[importing.Choice]int{importing.Take: c.taken, importing.Leave: c.left} {
			table, b, faults := checked(t, file, importing.Choices{Hidden: choice})
			wantFaults := c.leftOfFaults
			if choice == importing.Take && !strings.Contains(name, "sheet") {
				wantFaults = nil
			}
			if diff := cmp.Diff(wantFaults, said(faults)); diff != "" || b.Rows != want {
				t.Errorf("%s, %s: %d rows, want %d; faults (-want +got):\n%s", name, choice, b.Rows, want, diff)
			}
			if choice == importing.Leave && len(table.Notes) == 0 && len(c.faults) > 0 && !strings.Contains(name, "sheet") {
				t.Errorf("%s: what is left out is not said", name)
			}
		}
	}
}

// TestSheetsThatAreChosen: each is read that is ticked, hidden or not, and the others are named.
func TestSheetsThatAreChosen(t *testing.T) {
	t.Parallel()
	file := handmade{sheets: []string{sheetOf("", ticketRows(ticketRow("", "1")), ""), sheetOf("", ticketRows(ticketRow("", "2")), ""), sheetOf("", ticketRows(ticketRow("", "3")), "")},
		names: []string{`name="1月"`, `name="2月"`, `name="旧" state="hidden"`}}.file(t)
	table, b, faults := checked(t, file, importing.Choices{Sheets: []string{"2月", "旧"}})
	if len(faults) > 0 || len(b.Tickets) != 2 || b.Tickets[0].Ticket.OldNumber != "2" || b.Tickets[1].Sheet != "旧" {
		t.Errorf("%+v, faults %v", b.Tickets, said(faults))
	}
	if diff := cmp.Diff([]string{"1月!row 1 sheet_left"}, said(table.Notes)); diff != "" {
		t.Errorf("notes (-want +got):\n%s", diff)
	}
	// the same number in two sheets is a fault of the second
	double := handmade{sheets: []string{sheetOf("", ticketRows(ticketRow("", "1")), ""), sheetOf("", ticketRows(ticketRow("", "1")), "")}}.file(t)
	_, _, faults = checked(t, double, importing.Choices{})
	if diff := cmp.Diff([]string{"表2!A2 double"}, said(faults)); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
}

// TestMergedCells: over rows the value counts for each unless it is chosen otherwise; over
// columns it is said that it counts for the first.
func TestMergedCells(t *testing.T) {
	t.Parallel()
	rows := ticketRows(ticketRow("", "1"), strings.Replace(ticketRow("", "2"), "李四", "", 1), strings.Replace(ticketRow("", "3"), "李四", "", 1))
	file := handmade{sheets: []string{sheetOf("", rows, `<mergeCells count="2"><mergeCell ref="C2:C4"/><mergeCell ref="$D$3:$E$3"/><mergeCell ref="nonsense"/></mergeCells>`)}}.file(t)
	for choice, want := range map[importing.Choice]string{importing.Undecided: "李四 李四 李四", importing.Take: "李四 李四 李四", importing.Leave: "李四  "} {
		_, b, faults := checked(t, file, importing.Choices{Merged: choice})
		if len(faults) > 0 {
			t.Fatal(said(faults))
		}
		if got := b.Tickets[0].Ticket.Name + " " + b.Tickets[1].Ticket.Name + " " + b.Tickets[2].Ticket.Name; got != want {
			t.Errorf("%q: %q, want %q", choice, got, want)
		}
		warnings := []string{"表1!C3 merged", "表1!C4 merged", "表1!D3 merged_across"}
		if choice == importing.Leave {
			warnings = []string{"表1!C2 merged_left", "表1!D3 merged_across"}
		}
		if diff := cmp.Diff(warnings, said(b.Warnings)); diff != "" {
			t.Errorf("%q: warnings (-want +got):\n%s", choice, diff)
		}
	}
}

// TestWhatStandsBesideTheCells is named: comments and pictures are not read.
func TestWhatStandsBesideTheCells(t *testing.T) {
	t.Parallel()
	parts := unzipped(t, handmade{sheets: []string{sheetOf("", ticketRows(ticketRow("", "1")), "")}}.file(t))
	parts["xl/comments1.xml"], parts["xl/media/image1.png"] = "<comments/>", "x"
	delete(parts, "xl/sharedStrings.xml") // promised, and not written
	table, b, faults := checked(t, zipped(t, parts), importing.Choices{})
	if diff := cmp.Diff([]string{"row 1 comments_left", "row 1 pictures_left"}, said(table.Notes)); diff != "" || len(faults) > 0 || b.Rows != 1 {
		t.Errorf("%d rows, %v, notes (-want +got):\n%s", b.Rows, said(faults), diff)
	}
}

// TestSerialsOf1904: a workbook of an old Macintosh counts its days from another year.
func TestSerialsOf1904(t *testing.T) {
	t.Parallel()
	row := strings.Replace(ticketRow("", "1"), `<c t="str"><v>2026-03-05 09:15</v></c>`, `<c s="1"><v>44624.385416666664</v></c>`, 1)
	file := handmade{sheets: []string{sheetOf("", ticketRows(row), "")}, formats: []string{"yyyy-mm-dd hh:mm"}, pr: `date1904="1"`}.file(t)
	_, b, faults := checked(t, file, importing.Choices{})
	if len(faults) > 0 || !b.Tickets[0].Ticket.CalledAt.Equal(time.Date(2026, 3, 5, 1, 15, 0, 0, time.UTC)) {
		t.Errorf("%v, %+v", said(faults), b.Tickets)
	}
}

// TestATableThatIsTooWideForMemory is refused before it is there.
func TestATableThatIsTooWideForMemory(t *testing.T) {
	t.Parallel()
	row := `<row><c r="XFD1"><v>1</v></c></row>`
	file := handmade{sheets: []string{sheetOf("", strings.Repeat(row, maxCells/importing.MaxWidth+2), "")}}.file(t)
	if _, err := (Sheets{}).Read(file); !errors.Is(err, importing.ErrTooLarge) {
		t.Errorf("read: %v", err)
	}
}

// TestATableThatIsTooLong says where it begins to be.
func TestATableThatIsTooLong(t *testing.T) {
	t.Parallel()
	var rows strings.Builder
	for i := range importing.MaxLines + 10 {
		fmt.Fprintf(&rows, `<row r="%d"><c><v>%d</v></c></row>`, i+1, i)
	}
	read, err := Sheets{}.Read(handmade{sheets: []string{sheetOf("", rows.String(), "")}}.file(t))
	must(t, err)
	if s := read.Sheets[0]; len(s.Lines) != importing.MaxLines || s.Beyond != importing.MaxLines+1 {
		t.Errorf("%d lines, beyond %d", len(s.Lines), s.Beyond)
	}
	users := "账号,姓名,岗位,所属单位\n" + strings.Repeat("a,b,领导,Y00\n", importing.MaxUsers+10)
	table := opened(t, importing.Users, []byte(users))
	if last := table.Faults[len(table.Faults)-1]; len(table.Rows) != importing.MaxUsers || last.Code != importing.TooManyRows || last.Row != importing.MaxUsers+2 {
		t.Errorf("%d rows, %+v", len(table.Rows), last)
	}
}
