package sheet

import (
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"hotline12345/tickets/importing"
)

const oldHeads = "原工单编号,来电时间,来源,姓名,联系电话,诉求内容,诉求类型,状态,答复内容,答复时间,答复人"

const oldRow = "t1,2026-03-05 09:15,电话,李四,13800138000,路灯不亮,求助,已归档,已修复,2026-03-06 10:00,王五"

// TestTextAsProgramsWriteIt: one row comes out of each, and nothing is wrong with it.
func TestTextAsProgramsWriteIt(t *testing.T) {
	t.Parallel()
	plain := oldHeads + "\n" + oldRow + "\n"
	gb, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(plain))
	must(t, err)
	big5, err := traditionalchinese.Big5.NewEncoder().Bytes([]byte("原個案編號,來電時間,來源,姓名,聯絡電話,訴求內容,訴求類型,狀態,回覆內容,回覆時間,回覆人\r\nt1,2026-03-05 09:15,電話,李四,13800138000,路燈不亮,求助,已歸檔,已修復,2026-03-06 10:00,王五\r\n"))
	must(t, err)
	quoted := `"` + strings.NewReplacer(",", `","`, "\n", "\"\n\"").Replace(strings.TrimSpace(plain)) + `"`
	for name, file := range map[string]string{
		"plain":                    plain,
		"no line end":              strings.TrimSpace(plain),
		"CR LF":                    strings.ReplaceAll(plain, "\n", "\r\n"),
		"CR":                       strings.ReplaceAll(plain, "\n", "\r"),
		"a BOM":                    "\ufeff" + plain,
		"two BOMs":                 "\ufeff\ufeff" + plain,
		"two files put together":   "\ufeff" + oldHeads + "\r\n\ufeff" + oldHeads + "\r\n" + oldRow,
		"tabs":                     strings.ReplaceAll(plain, ",", "\t"),
		"semicolons":               strings.ReplaceAll(plain, ",", ";"),
		"pipes":                    strings.ReplaceAll(plain, ",", "|"),
		"the delimiter named":      "sep=;\r\n" + strings.ReplaceAll(plain, ",", ";"),
		"quotes around all":        quoted,
		"spaces behind the quotes": strings.ReplaceAll(quoted, `",`, `" ,`),
		"spaces":                   strings.ReplaceAll(plain, ",", " , "),
		"no-break spaces":          strings.ReplaceAll(plain, ",", "\u00a0,\u00a0"),
		"empty columns":            strings.ReplaceAll(plain, "\n", ",,,,\n"),
		"empty rows":               strings.Repeat(",,,,,,,,,,\n", 12) + strings.ReplaceAll(plain, "\n", "\n,,,,,,,,,,\n\n"),
		"titles":                   "云湾市历史工单,,,,,,,,,,\n导出时间：2026年\n" + plain,
		"a title with commas":      "云湾市,2026年\n" + strings.ReplaceAll(plain, ",", ";"),
		"Ctrl-Z at the end":        plain + "\x1a",
		"zeros at the end":         plain + "\x00\x00",
		"formulas around numbers":  strings.Replace(plain, "13800138000", `="13800138000"`, 1),
		"two lines of names":       strings.Replace(plain, "李四", "\"李四\n\"", 1),
		"quoted formulas":          strings.Replace(plain, "13800138000", `"=""13800138000"""`, 1),
		"apostrophes":              strings.Replace(plain, "13800138000", "'13800138000", 1),
		"a tab before numbers":     strings.Replace(plain, "13800138000", "\"\t13800138000\"", 1),
		"GB18030":                  string(gb),
		"Big5":                     string(big5),
		"UTF-16":                   "\xff\xfe" + utf16Of(plain, false),
		"UTF-16 without a BOM":     utf16Of(plain, false),
		"UTF-16 of big ends":       "\xfe\xff" + utf16Of(plain, true),
		"a sum below":              plain + "合计,1\n",
	} {
		table, b, faults := checked(t, []byte(file), importing.Choices{})
		if len(faults) > 0 || len(b.Tickets) != 1 || len(b.Warnings) > 0 || len(table.Ignored) > 0 {
			t.Errorf("%s: %d tickets, faults %v, warnings %v, ignored %v", name, len(b.Tickets), said(faults), said(b.Warnings), table.Ignored)
			continue
		}
		x := b.Tickets[0].Ticket
		if got := x.OldNumber + " " + x.Name + " " + x.Contact + " " + x.Answer.By.Name; got != "t1 李四 13800138000 王五" {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func utf16Of(s string, big bool) string {
	var out []byte
	for _, u := range utf16.Encode([]rune(s)) {
		if big {
			out = append(out, byte(u>>8), byte(u))
		} else {
			out = append(out, byte(u), byte(u>>8))
		}
	}
	return string(out)
}

// TestQuotesAndOddSigns: each fault names its row, and no row stands in another.
func TestQuotesAndOddSigns(t *testing.T) {
	t.Parallel()
	row := func(n, content string) string {
		return "r" + n + ",2026-03-05 09:15,电话,李四,13800138000," + content + ",求助,未办结,,,\n"
	}
	for name, c := range map[string]struct {
		rows             string
		want             int
		faults, warnings []string
		content          map[int]string // by row
	}{
		"inches":                   {row("1", `5" 管道漏水`) + row("2", "正常"), 2, nil, nil, map[int]string{0: `5" 管道漏水`}},
		"a quoted word":            {row("1", `"12345"热线没人接`) + row("2", "正常"), 2, nil, []string{"F2 odd_quote"}, map[int]string{0: `"12345"热线没人接`}},
		"quotes not doubled":       {row("1", `"他说"好"，走了"`) + row("2", "正常"), 2, nil, []string{"F2 odd_quote"}, map[int]string{0: `他说"好"，走了`}},
		"a number cut by Excel":    {strings.Replace(row("1", "正常"), "13800138000", "1.38E+10", 1) + strings.Replace(row("2", "正常"), "r2", `"2.02603E+17"`, 1), 2, []string{"A3 lost_digits", "E2 lost_digits"}, nil, nil},
		"a number with zeros":      {strings.Replace(row("1", "正常"), "r1", "202603050000012000", 1), 1, nil, []string{"A2 zero_digits"}, nil},
		"as MySQL writes quotes":   {row("1", `"他说\"好\",走了"`) + row("2", "正常"), 2, nil, nil, map[int]string{0: `他说"好",走了`}},
		"several lines":            {row("1", "\"第一行\n第二行，路灯\n第三行\"") + row("2", "正常"), 2, nil, nil, map[int]string{0: "第一行\n第二行，路灯\n第三行"}},
		"lines with a comma":       {row("1", "\"一,二\n三,四\"") + row("2", "正常"), 2, nil, nil, map[int]string{0: "一,二\n三,四"}},
		"never closed":             {row("1", `"紧急`) + row("2", "正常"), 2, []string{"row 2 open_quote"}, nil, nil},
		"closed in the next row":   {row("1", `"紧急`) + row("2", `水已修."`) + row("3", "正常"), 3, []string{"row 2 open_quote"}, nil, nil},
		"closed three rows below":  {row("1", `"紧急`) + row("2", "a") + row("3", "b") + row("4", `水已修"`) + row("5", "正常"), 5, []string{"row 2 open_quote"}, nil, nil},
		"opened in the last cell":  {strings.Replace(row("1", "x"), ",,,\n", ",,,\"王五\n", 1) + row("2", "a") + row("3", `好"`), 3, []string{"row 2 open_quote"}, nil, nil},
		"opened in the first cell": {`"` + row("1", "x") + row("2", "a") + row("3", `好"`), 3, []string{"row 2 open_quote"}, nil, nil},
		"a cell too many":          {row("1", "路灯,不亮") + row("2", "正常") + row("3", "正常"), 3, []string{"G2 unknown", "H2 unknown", "row 2 surplus_cells"}, nil, nil},
		"an odd byte":              {row("1", "路灯\xff不亮") + row("2", "正常"), 2, []string{"F2 odd_character"}, nil, nil},
		"half a character":         {row("1", "路灯\xe4\xb8") + row("2", "正常"), 2, []string{"F2 odd_character"}, nil, nil},
		"a zero":                   {row("1", "路灯\x00不亮") + row("2", "正常"), 2, []string{"F2 control_character"}, nil, nil},
		"a bell":                   {row("1", "路灯\a不亮") + row("2", "正常"), 2, []string{"F2 control_character"}, nil, nil},
		"NULL":                     {row("1", "正常") + strings.Replace(row("2", "正常"), "13800138000", "NULL", 1) + strings.Replace(row("3", "正常"), "李四", `\N`, 1), 3, nil, nil, nil},
	} {
		_, b, faults := checked(t, []byte(oldHeads+"\n"+c.rows), importing.Choices{})
		if diff := cmp.Diff(c.faults, said(faults)); diff != "" || b.Rows != c.want {
			t.Errorf("%s: %d rows, want %d; faults (-want +got):\n%s", name, b.Rows, c.want, diff)
		}
		if diff := cmp.Diff(c.warnings, said(b.Warnings)); diff != "" {
			t.Errorf("%s: warnings (-want +got):\n%s", name, diff)
		}
		for i, want := range c.content {
			if got := b.Tickets[i].Ticket.Content; got != want {
				t.Errorf("%s: content %q, want %q", name, got, want)
			}
		}
	}
}

// TestOddBytesOfGB: one of them is a fault of its cell; the private area is read, and said.
func TestOddBytesOfGB(t *testing.T) {
	t.Parallel()
	gb := func(s string) string {
		b, err := simplifiedchinese.GB18030.NewEncoder().String(s)
		must(t, err)
		return b
	}
	row := func(name string) string {
		return gb(oldHeads+"\nr1,2026-03-05 09:15,电话,李") + name + gb(",13800138000,路灯不亮,求助,未办结,,,\n")
	}
	for name, c := range map[string]struct {
		bytes, want      string
		faults, warnings []string
	}{
		"a character of 2005":     {"\xfe\x59", "李龴", nil, nil},
		"a character beyond":      {"\xfe\x51", "李𠂇", nil, nil},
		"a first private area":    {"\xaa\xa1", "李\ue000", nil, []string{"D2 private_character"}},
		"a second private area":   {"\xf8\xa1", "李\ue234", nil, []string{"D2 private_character"}},
		"a third private area":    {"\xa1\x40", "李\ue4c6", nil, []string{"D2 private_character"}},
		"its end":                 {"\xa7\xa0", "李\ue765", nil, []string{"D2 private_character"}},
		"the euro of old Windows": {"\x80", "李€", nil, nil},
		"no character":            {"\xff", "", []string{"D2 odd_character"}, nil},
		"four bytes":              {gb("𠮷"), "李𠮷", nil, nil},
	} {
		_, b, faults := checked(t, []byte(row(c.bytes)), importing.Choices{})
		if diff := cmp.Diff(c.faults, said(faults)); diff != "" {
			t.Errorf("%s: faults (-want +got):\n%s", name, diff)
		} else if diff := cmp.Diff(c.warnings, said(b.Warnings)); diff != "" {
			t.Errorf("%s: warnings (-want +got):\n%s", name, diff)
		} else if c.want != "" && b.Tickets[0].Ticket.Name != c.want {
			t.Errorf("%s: %q, want %q", name, b.Tickets[0].Ticket.Name, c.want)
		}
	}
}

// TestPagesAsTables: what systems write and call .xls.
func TestPagesAsTables(t *testing.T) {
	t.Parallel()
	page := `<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><style>td{color:red}</style></head><body><p>导出</p>
<table><tr><td colspan="6">云湾市</td></tr><tr><th>原工单编号<th>来电时间<th>姓名<th>诉求内容<th>状态<th>承办单位</tr>
<tr><td x:str>0012</td><td>2026-03-05 09:15</td><td rowspan=2>李&nbsp;四</td><td>路灯<br>不亮 &lt;3&gt;</td><td>处理中</td><td></td></tr>
<tr style="display: none"><td>0013</td><td>2026-03-05 09:15</td><td>路灯<table><tr><td>里</td></tr></table></td><td>处理中</td></tr></table></body></html>`
	_, b, faults := checked(t, []byte(page), importing.Choices{Hidden: importing.Take})
	if len(faults) > 0 || len(b.Tickets) != 2 {
		t.Fatalf("%d tickets, %v", len(b.Tickets), said(faults))
	}
	first, second := b.Tickets[0].Ticket, b.Tickets[1].Ticket
	if first.OldNumber != "0012" || first.Name != "李 四" || first.Content != "路灯\n不亮 <3>" || second.Name != "李 四" || second.OldNumber != "0013" {
		t.Errorf("first %+v, second %+v", first.Register, second.Register)
	}
	if diff := cmp.Diff([]string{"C4 merged"}, said(b.Warnings)); diff != "" {
		t.Errorf("warnings (-want +got):\n%s", diff)
	}
	_, _, faults = checked(t, []byte(page), importing.Choices{})
	if diff := cmp.Diff([]string{"row 4 hidden_row"}, said(faults)); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(strings.Replace(page, "utf-8", "gb2312", 1))
	must(t, err)
	if _, b, faults := checked(t, []byte(gb), importing.Choices{Hidden: importing.Leave}); len(faults) > 0 || b.Tickets[0].Ticket.Name != "李 四" || len(b.Tickets) != 1 {
		t.Errorf("in GB2312: %v, %+v", said(faults), b.Tickets)
	}
}
