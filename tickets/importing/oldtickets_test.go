package importing

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hotline12345/internal/phone"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

const oldHeads = "原工单编号|来电时间|来源|姓名|联系电话|诉求内容|诉求类型|分类|受理人|承办单位|状态|答复内容|答复时间|答复人|答复方式|未答复原因"

func TestOldTickets(t *testing.T) {
	t.Parallel()
	_, faults := Check(table(Tickets, oldHeads,
		"旧-1|2025/3/2 9:15|电话|王建军|13800138000|路灯不亮\\n多日|求助|施工噪声x|王芳|市城管局|已归档|已修复|2025年3月4日 16:00|李娜|电话|",
	), existing())
	wantFaults(t, faults, "2 category unknown_category")
	b, faults := Check(table(Tickets, oldHeads,
		"旧-1|2025/3/2 9:15|电话|王建军|138-0013 8000|路灯不亮\\n多日|求助|建筑施工噪声|王芳|市城管局|已归档|已修复|2025年3月4日 16:00|李娜|电话|",
		"旧-2|20250302||||噪声|||||已办结|||||联系不上", "旧-3|2026-11-20 08:00:30|网站|||噪声||601|||办理中|||||"), existing())
	wantFaults(t, faults)
	got := b.Tickets
	called, answered := time.Date(2025, 3, 2, 1, 15, 0, 0, time.UTC), time.Date(2025, 3, 4, 8, 0, 0, 0, time.UTC)
	first := got[0].Ticket
	if first.State != tickets.Archived || first.OldNumber != "旧-1" || first.Origin != "import 旧-1" || !first.CreatedAt.Equal(called) ||
		first.Category != "0601" || first.Lead != "Y04" || first.CreatedBy.Name != "王芳" || first.Caller != "13800138000" || first.Centre != "Y00" {
		t.Errorf("first ticket: %+v", first)
	}
	want := &tickets.Answer{By: org.Person{Name: "李娜"}, At: answered, Way: tickets.Telephone, Text: "已修复"}
	if diff := cmp.Diff(want, first.Answer); diff != "" {
		t.Errorf("answer (-want +got):\n%s", diff)
	}
	if e := first.Entries; len(e) != 1 || e[0].Move != tickets.MoveImport || e[0].To != tickets.Archived || !e[0].At.Equal(now) || e[0].By.ID != "9" ||
		e[0].Written.Content != "路灯不亮\n多日" {
		t.Errorf("entries: %+v", e)
	}
	second, third := got[1].Ticket, got[2].Ticket
	if second.NoReply != tickets.Unreachable || second.Answer != nil || !second.ContactDeclined || second.Type != tickets.Other {
		t.Errorf("second ticket: %+v", second)
	}
	if third.State != tickets.Registered || third.Promise.Before(now) || third.Channel != tickets.ByWeb || third.Category != "0601" ||
		!third.CalledAt.Equal(time.Date(2026, 11, 20, 0, 0, 30, 0, time.UTC)) {
		t.Errorf("third ticket: %+v", third)
	}
}

func TestAllFaultsOfOldTicketsAtOnce(t *testing.T) {
	t.Parallel()
	_, faults := Check(table(Tickets, oldHeads,
		"|昨天|打雷|王|12|||0699||局|已归档|||||", "旧-2|2027-1-1||||x|唱歌||||半开|||||", "旧-3|2025-3-2||||x|||||已归档|好|2025-3-1||吼|",
		"旧-3|2025-3-2||||x|||||未办结|好||||", "旧-5|2025-2-30||||x|||||已归档|||||懒"), existing())
	wantFaults(t, faults, "2 old_number required", "2 channel unknown", "2 contact bad_phone", "2 called_at bad_date", "2 content required", "2 category unknown_category",
		"2 handled_by unknown_unit", "2 answer needs_answer", "2 answered_at needs_answer", "2 answered_by needs_answer",
		"3 called_at future", "3 type unknown", "3 state unknown",
		"4 way unknown", "4 answered_by needs_answer", "4 answered_at before_call",
		"5 answer not_archived", "5 old_number double",
		"6 called_at bad_date", "6 no_answer unknown", "6 answer needs_answer", "6 answered_at needs_answer", "6 answered_by needs_answer")
}

// TestAnonymousReportsOfOldTickets (M37): each row that the city would not take is
// named; what was archived was accepted by the rules of its time.
func TestAnonymousReportsOfOldTickets(t *testing.T) {
	t.Parallel()
	k := existing()
	rows := table(Tickets, oldHeads, "旧-1|2025-3-2||||偷排|举报||||办理中|||||", "旧-2|2025-3-2|||13800138000|偷排|举报||||办理中|||||",
		"旧-3|2025-3-2||||偷排|投诉||||办理中|||||", "旧-4|2025-3-2||||偷排|举报||||已归档|||||无联系方式", "旧-5|2025-3-2||||偷排|举报||||办理中|||||")
	k.Rules.Options.Anonymous = tickets.AnonymousRefused
	_, faults := Check(rows, k)
	wantFaults(t, faults, "2 name anonymous_report", "6 name anonymous_report")
	k.Rules.Options.Anonymous = tickets.AnonymousAccepted
	_, faults = Check(rows, k)
	wantFaults(t, faults)
}

func TestDatesOfCells(t *testing.T) {
	t.Parallel()
	table := table(Tickets, "原工单编号|来电时间|诉求内容|状态")
	at := time.Date(2025, 3, 2, 9, 15, 0, 0, time.UTC)
	table.Add(2, []Cell{{Text: "1"}, {Text: "45718.385416667", Date: at}, {Text: "x"}, {Text: "open"}})
	b, faults := Check(table, existing())
	wantFaults(t, faults)
	if got := b.Tickets[0].Ticket.CalledAt; !got.Equal(at.Add(-8 * time.Hour)) {
		t.Errorf("called at %v", got)
	}
}

func TestReimport(t *testing.T) {
	t.Parallel()
	read := func(line string) tickets.Ticket {
		b, faults := Check(table(Tickets, oldHeads, line), existing())
		wantFaults(t, faults)
		return b.Tickets[0].Ticket
	}
	const open = "旧-1|2025-3-2||王|13800138000|x||||市城管局|open|||||"
	have := read(open)
	have.Number = "250302800001"
	if _, same, moved := tickets.Reimport(have, read(open)); !same || moved {
		t.Error("the same again is not the same")
	}
	done := read("旧-1|2025-3-2||王|13800138000|x||||市城管局|archived|y|2025-3-3|李||")
	grown, same, moved := tickets.Reimport(have, done)
	if same || moved || len(grown.Entries) != 2 || grown.State != tickets.Archived || grown.Number != have.Number ||
		grown.Entries[1].Seq != 2 || grown.Entries[1].From != tickets.Registered || len(have.Entries) != 1 {
		t.Errorf("grown: %v %v %+v", same, moved, grown)
	}
	handled := have
	handled.Entries = append(handled.Entries, tickets.Entry{Seq: 2, Move: tickets.MoveDispatch})
	if _, same, moved := tickets.Reimport(handled, read(open)); !same || moved {
		t.Error("the same again is not the same once it was moved here")
	}
	if _, same, moved := tickets.Reimport(handled, done); same || !moved {
		t.Error("what was handled here is overwritten")
	}
}

func TestOpenImportOfAnEndedCategory(t *testing.T) {
	t.Parallel()
	k := existing()
	k.Categories[1].Ended = true
	k.Rules.Categories = k.Categories
	_, faults := Check(table(Tickets, oldHeads, "旧-3|2026-11-20 08:00:30|网站|||噪声||601|||办理中|||||"), k)
	if len(faults) == 0 {
		t.Error("a new running ticket of a category that ended is taken")
	}
}

// TestTelephonesOfOldTickets: as other systems write them, with the city's area code where
// that is missing; several in a cell stay.
func TestTelephonesOfOldTickets(t *testing.T) {
	t.Parallel()
	k := existing()
	k.Rules.Plan = phone.Plan{Area: "0757"}
	for cell, want := range map[string]string{
		"１３８００１３８０００": "13800138000", "\u202d13800138000\u202c": "13800138000", "13800138000.0": "13800138000", "（0571）88886666": "057188886666",
		"0571—88886666": "057188886666", "+86 138 0013 8000": "13800138000", "8888-6666": "075788886666", "75788886666": "075788886666", "'13800138000": "13800138000",
		"0757-88886666转8001": "075788886666转8001", "138\u200b00138000": "13800138000", "852 2123 4567": "+85221234567", "13800138000,13900139000": "13800138000,13900139000", `13800138000\n0571 88886666`: "13800138000,057188886666", "13800138000/8888-6666": "13800138000,075788886666", "不详": "", "138****8000": "138****8000",
	} {
		b, faults := Check(table(Tickets, oldHeads, "旧-1|2025/3/2 9:15|电话|王建军|"+cell+"|路灯不亮|求助|建筑施工噪声|王芳|市城管局|已归档|已修复|2025年3月4日 16:00|李娜|电话|"), k)
		if len(faults) > 0 || b.Tickets[0].Ticket.Contact != want {
			t.Errorf("%q: %+v, faults %v, want %q", cell, b.Tickets, faultsOf(faults), want)
		}
	}
}

// TestWhoCalledOfOldTickets: a person is asked for no unit, a company that does not name its own
// is one that declined; and a file that was imported when every caller without a unit had
// declined it is still the same file.
func TestWhoCalledOfOldTickets(t *testing.T) {
	t.Parallel()
	const heads = "原工单编号|来电时间|诉求内容|状态|%s|来电人单位"
	for _, c := range []struct {
		head, word, unit string
		want             tickets.CallerKind
		declined         bool
	}{
		{"诉求人类别", "", "", "", false}, {"诉求人类别", "个人", "", tickets.CallerPerson, false}, {"主体类型", "市民", "云湾船厂", tickets.CallerPerson, false},
		{"诉求人类别", "企业", "", tickets.CallerCompany, true}, {"訴求人類別", "其他組織", "", tickets.CallerOrganisation, true},
		{"诉求人类型", "单位", "云湾小学", tickets.CallerOrganisation, false}, {"是否企业", "是", "云湾船厂", tickets.CallerCompany, false}, {"是否企业", "否", "", tickets.CallerPerson, false},
	} {
		b, faults := Check(table(Tickets, fmt.Sprintf(heads, c.head), "1|2026-03-05|x|处理中|"+c.word+"|"+c.unit), existing())
		wantFaults(t, faults)
		if r := b.Tickets[0].Ticket.Register; r.CallerKind != c.want || r.UnitDeclined != c.declined || r.Unit != c.unit || len(tickets.Complete(r)) > 0 {
			t.Errorf("%+v: %+v %v", c, r, tickets.Complete(r))
		}
	}
	_, faults := Check(table(Tickets, fmt.Sprintf(heads, "诉求人类别"), "1|2026-03-05|x|处理中|外星人|"), existing())
	wantFaults(t, faults, "2 caller_kind unknown")

	read := func() tickets.Ticket {
		b, faults := Check(table(Tickets, oldHeads, "旧-1|2025-3-2||||偷排|求助||||办理中|||||"), existing())
		wantFaults(t, faults)
		return b.Tickets[0].Ticket
	}
	former := read()
	written := *former.Entries[0].Written
	written.UnitDeclined = true // as a former version wrote it
	former.Number, former.Entries[0].Written = "250302800001", &written
	if _, same, moved := tickets.Reimport(former, read()); !same || moved {
		t.Errorf("the same file again: same %v, moved %v", same, moved)
	}
}
