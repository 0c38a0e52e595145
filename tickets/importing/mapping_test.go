package importing

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hotline12345/tickets"
)

// TestAMappingExplainsAFile: columns and words of another system, and what is left out.
func TestAMappingExplainsAFile(t *testing.T) {
	t.Parallel()
	lines := []string{"流水|登记|反映情况|进展情况|性质|科室|大类|备注|备注", "1|2026-03-05|路灯不亮|在跟|督办|城管|噪声|甲|乙"}
	open := func(m Mapping) (*Table, Batch, []Fault) {
		x := table(Tickets, lines...)
		x.Mapping = m
		b, faults := Check(x, existing())
		return x, b, faults
	}
	x, _, faults := open(Mapping{})
	wantFaults(t, faults, "1 old_number missing_column", "1 called_at missing_column", "1 content missing_column", "1 state missing_column")
	if len(x.Columns) != 9 || x.Columns[8].Key != "备注#2" || x.Columns[2].Sample[0] != "路灯不亮" {
		t.Errorf("columns %+v", x.Columns)
	}
	m := Mapping{Columns: map[string]string{"流水": "old_number", "登记": "called_at", "反映情况": "content", "进展情况": "state", "性质": "type", "科室": "handled_by", "大类": "category", "备注": LeftOut, "备注#2": "place"}}
	x, b, faults := open(m)
	wantFaults(t, faults, "2 type unknown", "2 category unknown_category", "2 handled_by unknown_unit", "2 state unknown")
	if len(x.Ignored) != 0 || len(b.Words) != 4 {
		t.Errorf("ignored %v, words %+v", x.Ignored, b.Words)
	}
	m.Words = map[string]map[string]string{"state": {"在跟": "open"}, "type": {"督办": "help"}, "handled_by": {"城管": "Y04"}, "category": {"噪声": "建筑施工噪声"}}
	x, b, faults = open(m)
	wantFaults(t, faults)
	if r := b.Tickets[0].Ticket; r.Type != tickets.Help || r.Category != "0601" || r.Place != "乙" || r.Entries[0].Unit != "Y04" {
		t.Errorf("ticket %+v", r)
	}
	if len(b.Words) != 4 || b.Words[0].Value == "" {
		t.Errorf("what the mapping explains cannot be changed any more: %+v", b.Words)
	}
	if again := table(Tickets, lines...); again.Shape() != x.Shape() || len(x.Shape()) != 24 {
		t.Errorf("shapes %s and %s", again.Shape(), x.Shape())
	}
	next := table(Tickets, "某系统导出表||||||||", lines[0], "2|2026-03-06|路灯|在跟|督办|城管|噪声|甲|乙|多一格", "3|2026-03-06|路灯|在跟|督办|城管|噪声|甲|乙")
	next.file.Sheets[0].Delimited = true
	if next.Shape() != x.Shape() {
		t.Errorf("a file with a title and a longer row has another shape: %+v", next.layouts[0])
	}
	if other := table(Tickets, lines[0]+"|另一列", lines[1]+"|x"); other.Shape() == x.Shape() {
		t.Error("another table has the same shape")
	}
	if !m.Valid(Tickets) || m.Valid(Units) || (Mapping{Columns: map[string]string{"a": "nothing"}}).Valid(Tickets) || (Mapping{Words: map[string]map[string]string{"-": {"a": "b"}}}).Valid(Tickets) {
		t.Error("a mapping of fields that are not there is valid, or a good one is not")
	}
	m.Words["type"]["督办"] = "nonsense" // a value that is no longer there
	_, _, faults = open(m)
	wantFaults(t, faults, "2 type unknown")
}

// TestPreviewsAreWhatIsStored.
func TestPreviewsAreWhatIsStored(t *testing.T) {
	t.Parallel()
	x := table(Tickets, "原工单编号|来电时间|来源|联系电话|诉求内容|状态|承办单位|保密", "1|2026年3月5日 下午3:05|微信|+86 138-1234-0001|路灯|处理中|市城管局|", "2|昨天|电话|x|路灯|处理中||")
	b, faults := Check(x, existing())
	wantFaults(t, faults, "3 contact bad_phone", "3 called_at bad_date")
	got := map[string]string{}
	for _, c := range b.Preview[0].Cells {
		got[c.Field] = c.Stored
	}
	want := map[string]string{"old_number": "1", "called_at": "2026-03-05 15:05:00", "channel": "web", "contact": "13812340001", "content": "路灯", "state": "open", "handled_by": "Y04 市城管局", "confidential": "no"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("preview (-want +got):\n%s", diff)
	}
	for _, c := range b.Preview[1].Cells {
		if wrong := c.Field == "contact" || c.Field == "called_at"; c.Wrong != wrong {
			t.Errorf("%s: wrong %v", c.Field, c.Wrong)
		}
	}
}

// TestPasswordsAreNotShown: neither beside the columns nor in the preview.
func TestPasswordsAreNotShown(t *testing.T) {
	t.Parallel()
	x := table(Users, "账号|姓名|岗位|所属单位|初始密码", "a|甲|领导|Y00|long-enough-secret")
	b, faults := Check(x, existing())
	wantFaults(t, faults)
	if said := cmp.Diff([]any{x.Columns, b.Preview}, nil); strings.Contains(said, "long-enough-secret") {
		t.Error(said)
	}
}

// TestWordsOfOffices: those that the program knows, and those that were added, which come first.
func TestWordsOfOffices(t *testing.T) {
	t.Parallel()
	row := func(channel, kind, state string) string {
		return "1|2026-03-05|" + channel + "|x|" + kind + "|" + state + "|联系不上"
	}
	read := func(k Existing, line string) (tickets.Ticket, []Fault) {
		b, faults := Check(table(Tickets, "原工单编号|来电时间|来源|诉求内容|诉求类型|状态|未答复原因", line), k)
		if len(faults) > 0 {
			return tickets.Ticket{}, faults
		}
		return b.Tickets[0].Ticket, nil
	}
	for line, want := range map[string][2]string{
		row("微信", "求决", "办结"): {"web", "help"}, row("APP", "投诉举报", "已完成"): {"web", "report"}, row("ＡＰＰ", "求助类", "归档"): {"web", "help"}, row("市长信箱", "意见建议", "已结案"): {"web", "suggestion"},
		row("12345热线", " 投诉 ", "【办结】"): {"call", "complaint"}, row("来电（12345）", "感谢", "已办结"): {"call", "praise"},
	} {
		x, faults := read(existing(), line)
		wantFaults(t, faults)
		if string(x.Channel) != want[0] || string(x.Type) != want[1] || x.State != tickets.Archived {
			t.Errorf("%s: %s %s %s", line, x.Channel, x.Type, x.State)
		}
	}
	k := existing()
	k.Words = []OwnWord{{List: "channel", Word: "随手拍", Value: "web"}, {List: "type", Word: "投诉举报", Value: "complaint"}}
	x, faults := read(k, row("随手拍", "投诉举报", "办结"))
	wantFaults(t, faults)
	if x.Channel != tickets.ByWeb || x.Type != tickets.Complaint {
		t.Errorf("own words: %s %s", x.Channel, x.Type)
	}
	for _, w := range []OwnWord{{"type", "x", "nothing"}, {"nothing", "x", "help"}, {"type", " \u200b ", "help"}, {"type", "a\nb", "help"}, {"reset", "x", "reset"}} {
		if w.Valid(existing().Rules) {
			t.Errorf("%+v can be added", w)
		}
	}
}

// TestHeadingsInTwoRows: groups above, parts below, in the forms that merging leaves them in.
func TestHeadingsInTwoRows(t *testing.T) {
	t.Parallel()
	for name, lines := range map[string][]string{
		"groups above":       {"基本信息|||来电人||诉求", "原工单编号|来电时间|来源|姓名|联系电话|诉求内容|状态", "1|2026-03-05|电话|李四|13800138000|x|处理中"},
		"one row has more":   {"原工单编号|来电时间|来源|来电人||诉求内容|状态", "|||姓名|联系电话||", "1|2026-03-05|电话|李四|13800138000|x|处理中"},
		"named by the group": {"原工单编号|来电||来电人||诉求内容|状态", "|时间|渠道|姓名|电话||", "1|2026-03-05|电话|李四|13800138000|x|处理中"},
		"again on each page": {"原工单编号|来电时间|来源|姓名|联系电话|诉求内容|状态", "1|2026-03-05|电话|李四|13800138000|x|处理中", "原工单编号|来电时间|来源|姓名|联系电话|诉求内容|状态"},
	} {
		x := table(Tickets, lines...)
		b, faults := Check(x, existing())
		if len(faults) > 0 || len(b.Tickets) != 1 || len(x.Ignored) > 0 {
			t.Errorf("%s: %v, %d tickets, ignored %v", name, faultsOf(faults), len(b.Tickets), x.Ignored)
			continue
		}
		if r := b.Tickets[0].Ticket; r.Name != "李四" || r.Contact != "13800138000" || r.CalledAt.IsZero() {
			t.Errorf("%s: %+v", name, r.Register)
		}
	}
}

// TestColumnsWithoutHeadings are named by their letters.
func TestColumnsWithoutHeadings(t *testing.T) {
	t.Parallel()
	x := table(Units, "code|name|parent|||备注", "Z|新区|Y|x||y")
	_, faults := Check(x, existing())
	wantFaults(t, faults)
	if diff := cmp.Diff([]string{"D", "备注"}, x.Ignored); diff != "" {
		t.Errorf("ignored (-want +got):\n%s", diff)
	}
}
