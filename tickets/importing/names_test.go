package importing

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

// alike are a city with names that differ only in how they are written.
func alike() Existing {
	k := existing()
	k.Units = append(k.Units, org.Unit{Code: "Y07", Name: "云湾市台湾事务办公室", Parent: "Y", Level: 1}, org.Unit{Code: "Y08", Name: "云湾市ＡＢＣ中心（东区）", Parent: "Y", Level: 1},
		org.Unit{Code: "C-1", Name: "民 政办", Parent: "A-1", Level: 4}, org.Unit{Code: "D-1", Name: "臺办", Parent: "Y", Level: 1}, org.Unit{Code: "D-2", Name: "台办", Parent: "Y", Level: 1})
	k.Categories = append(k.Categories, tickets.Category{Code: "0602", Parent: "06", Name: "扬尘污染"}, tickets.Category{Code: "07", Name: "市容"}, tickets.Category{Code: "0701", Parent: "07", Name: "扬尘 污染"},
		tickets.Category{Code: "0603", Parent: "06", Name: "KTV噪声"})
	k.Rules.Tree, k.Rules.Categories = org.NewTree(k.Units), k.Categories
	return k
}

// TestNamesAreFoundHoweverTheyAreWritten: in another width, case, kind of characters, with spaces;
// as they stand first, and never by a guess.
func TestNamesAreFoundHoweverTheyAreWritten(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ unit, category, wantUnit, wantCategory string }{
		{"云湾市台湾事务办公室", "建筑施工噪声", "Y07", "0601"}, {"雲灣市臺灣事務辦公室", "建築施工噪聲", "Y07", "0601"}, {"云湾市 台湾事务　办公室", "建筑 施工噪声", "Y07", "0601"},
		{"云湾市abc中心(东区)", "ktv噪声", "Y08", "0603"}, {"雲灣市Ａbc中心（東區）", "ＫＴＶ噪聲", "Y08", "0603"}, {"y０7", "０６０１", "Y07", "0601"}, {" y07 ", "601", "Y07", "0601"},
		{"臺办", "扬尘污染", "D-1", "0602"}, {"台办", "扬尘 污染", "D-2", "0701"}, {"云湾⼈民", "", "", ""},
	} {
		b, faults := Check(table(Tickets, "原工单编号|来电时间|诉求内容|状态|承办单位|分类", "1|2026-03-05|x|处理中|"+c.unit+"|"+c.category), alike())
		if c.wantUnit == "" {
			wantFaults(t, faults, "2 handled_by unknown_unit")
			continue
		}
		wantFaults(t, faults)
		if got := b.Tickets[0].Ticket; got.Entries[0].Unit != c.wantUnit || got.Category != c.wantCategory {
			t.Errorf("%+v: %s %s", c, got.Entries[0].Unit, got.Category)
		}
	}
}

// TestANameOfSeveralIsAQuestion: with all that it may mean, and answered by the mapping, also for
// the other ways to write it.
func TestANameOfSeveralIsAQuestion(t *testing.T) {
	t.Parallel()
	x := table(Tickets, "原工单编号|来电时间|诉求内容|状态|承办单位|分类", "1|2026-03-05|x|处理中|民政辦|揚塵污染", "2|2026-03-05|x|处理中|民政办|扬尘污染", "3|2026-03-05|x|处理中|臺辦|")
	b, faults := Check(x, alike())
	wantFaults(t, faults, "2 category ambiguous_category", "2 handled_by ambiguous_unit", "3 handled_by ambiguous_unit", "4 handled_by ambiguous_unit")
	got := map[string][]Candidate{}
	for _, w := range b.Words {
		got[w.Field+" "+w.Word] = w.Candidates
	}
	want := map[string][]Candidate{
		"category 揚塵污染":  {{"0602", "扬尘污染", "生态环境"}, {"0701", "扬尘 污染", "市容"}},
		"handled_by 民政辦": {{"A-1", "民政办", "云湾市"}, {"B-1", "民政办", "云湾市"}, {"C-1", "民 政办", "民政办"}},
		"handled_by 民政办": {{"A-1", "民政办", "云湾市"}, {"B-1", "民政办", "云湾市"}},
		"handled_by 臺辦":  {{"D-1", "臺办", "云湾市"}, {"D-2", "台办", "云湾市"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("candidates (-want +got):\n%s", diff)
	}
	x = table(Tickets, "原工单编号|来电时间|诉求内容|状态|承办单位|分类", "1|2026-03-05|x|处理中|民政辦|揚塵污染", "2|2026-03-05|x|处理中|民政 办|扬　尘污染")
	x.Mapping.Words = map[string]map[string]string{"handled_by": {"民政办": "B-1"}, "category": {"揚塵污染": "0701"}}
	b, faults = Check(x, alike())
	wantFaults(t, faults)
	for _, old := range b.Tickets {
		if old.Ticket.Category != "0701" || old.Ticket.Entries[0].Unit != "B-1" {
			t.Errorf("mapped: %+v", old.Ticket)
		}
	}
	x.Mapping.Words["handled_by"]["民政辦"] = "A-1" // two answers for one name: not this one's
	_, faults = Check(table2(x), alike())
	wantFaults(t, faults, "3 handled_by ambiguous_unit")
}

// table2 is the same table, to be read again.
func table2(x *Table) *Table {
	again := Open(x.Kind, x.file, x.Choices)
	again.Mapping = x.Mapping
	return again
}

// TestUnitsAreThoseThatAreThere: a code in another way to write it is no new unit; and a child names
// its parent by the name that the same table gives it.
func TestUnitsAreThoseThatAreThere(t *testing.T) {
	t.Parallel()
	b, faults := Check(table(Units, "单位编码|单位名称|上级编码", "ｙ０４|市城管委|雲灣市", "Y041|执法队|市城管委", "Y042|清扫队|市城管局"), existing())
	wantFaults(t, faults)
	got := map[string]string{}
	for _, u := range b.Units {
		got[u.Code] = u.Name + " " + u.Parent
	}
	if diff := cmp.Diff(map[string]string{"Y04": "市城管委 Y", "Y041": "执法队 Y04", "Y042": "清扫队 Y04"}, got); diff != "" {
		t.Errorf("units (-want +got):\n%s", diff)
	}
}

// TestTypesOfTheCity: those that the city added or renamed are understood before the program's own
// words, in each language and however they are written; nothing new comes under one that has ended.
func TestTypesOfTheCity(t *testing.T) {
	t.Parallel()
	k := existing()
	k.Rules.TypeNames = []tickets.TypeName{{Code: "consumer", Name: "消费投诉", NameHK: "消費者投訴", NameEN: "Consumer rights"}, {Code: tickets.Help, Name: "求决"}, {Code: "plain_help", Name: "求助"},
		{Code: "bygone", Name: "市长热线转办", Ended: true}}
	for word, want := range map[string]tickets.Type{"消费投诉": "consumer", "消費投訴": "consumer", "消費者投訴": "consumer", "consumer RIGHTS": "consumer", "consumer": "consumer", "求决": tickets.Help, "求決类": tickets.Help,
		"求助": "plain_help", "help": tickets.Help, "报修": tickets.Help, "投诉": tickets.Complaint, "": tickets.Other} {
		b, faults := Check(table(Tickets, "原工单编号|来电时间|诉求内容|状态|诉求类型", "1|2026-03-05|x|处理中|"+word), k)
		wantFaults(t, faults)
		if got := b.Tickets[0].Ticket.Type; got != want {
			t.Errorf("%s is %s, want %s", word, got, want)
		}
	}
	_, faults := Check(table(Tickets, "原工单编号|来电时间|诉求内容|状态|诉求类型|未答复原因", "1|2026-03-05|x|处理中|市长热线转办|", "2|2026-03-05|x|办结|市长热线转办|无需答复"), k)
	wantFaults(t, faults, "2 type ended_type")
	b, faults := Check(table(Categories, "分类编码|分类名称|诉求类型|办理时限", "0605|预付卡|消费投诉|7wd", "0606|转办件|市长热线转办|7wd"), k)
	wantFaults(t, faults)
	if b.Categories[0].Type != "consumer" || len(b.Warnings) != 1 || b.Warnings[0].Code != EndedType {
		t.Errorf("categories %+v, warnings %+v", b.Categories, b.Warnings)
	}
	mapped := table(Tickets, "原工单编号|来电时间|诉求内容|状态|诉求类型", "1|2026-03-05|x|处理中|甲类")
	mapped.Mapping.Words = map[string]map[string]string{"type": {"甲类": "consumer"}}
	b, faults = Check(mapped, k)
	wantFaults(t, faults)
	if b.Tickets[0].Ticket.Type != "consumer" || !(OwnWord{"type", "乙类", "consumer"}).Valid(k.Rules) || (OwnWord{"type", "乙类", "consumer"}).Valid(existing().Rules) {
		t.Errorf("mapped to %s", b.Tickets[0].Ticket.Type)
	}
	k.Words = []OwnWord{{"type", "消费投诉", "complaint"}}
	b, _ = Check(table(Tickets, "原工单编号|来电时间|诉求内容|状态|诉求类型", "1|2026-03-05|x|处理中|消费投诉"), k)
	if b.Tickets[0].Ticket.Type != tickets.Complaint {
		t.Error("an administrator's word does not come first")
	}
	for _, l := range ListsOf(k.Rules) {
		seen := map[string]string{}
		for _, w := range l.Words {
			for _, n := range append(append([]string{w.Value}, w.Text[:]...), w.Also...) {
				if other, ok := seen[plain(n)]; ok && other != w.Value {
					t.Errorf("%s: %q means %s and %s", l.Name, n, other, w.Value)
				}
				seen[plain(n)] = w.Value
			}
		}
	}
	if note := ColumnsOf(Categories, k.Rules)[3].Note; note[0] != "咨询、求决、投诉、举报、建议、表扬、其他、消费投诉、求助; 小类必填" {
		t.Errorf("the template says %q", note[0])
	}
}

// TestAUnitIsNoFooter: what begins like a remark below a table and has all that a row must have.
func TestAUnitIsNoFooter(t *testing.T) {
	t.Parallel()
	x := table(Units, "单位编码|单位名称|上级编码", "说明：1|统计科|Y", "备注：本表由系统导出||")
	b, faults := Check(x, existing())
	wantFaults(t, faults)
	if len(b.Units) != 1 || len(x.Notes) != 1 || x.Notes[0].Code != FooterRow || x.Notes[0].Row != 3 {
		t.Errorf("units %+v, notes %+v", b.Units, x.Notes)
	}
}
