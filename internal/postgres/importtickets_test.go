package postgres

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/importing"
	"hotline12345/tickets/org"
)

const oldHeads = "原工单编号|来电时间|姓名|联系电话|诉求内容|诉求类型|分类|承办单位|状态|答复内容|答复时间|答复人|未答复原因"

func TestImportOfOldTickets(t *testing.T) {
	t.Parallel()
	s := migrated(t)
	ctx := context.Background()
	lines := []string{oldHeads, "旧-1|2025-3-2 9:15|王建军|13800138000|路灯不亮|求助||Y04|已归档|已修复|2025-3-4|李娜|", "旧-2|2025-3-2|||噪声|投诉|0601||未办结||||",
		"旧-3|2026-11-23 08:00|||𠮷|||市城管局|已归档||||联系不上"}
	wantOutcome(t, s, checked(t, s, importing.Tickets, lines...), "first", 3, 0, 0)
	wantOutcome(t, s, checked(t, s, importing.Tickets, lines...), "again", 0, 0, 3)
	if n := counted(t, s, "select count(*) from ticket_entries where move = 'import'"); n != 3 {
		t.Fatalf("%d entries", n)
	}
	old, err := s.Ticket(ctx, "250302800001")
	must(t, err)
	if old.OldNumber != "旧-1" || old.State != tickets.Archived || old.Answer.By.Name != "李娜" || old.Lead != "Y04" {
		t.Errorf("old ticket: %+v", old)
	}
	if last, err := s.LastNumber(ctx, "261123", tickets.ImportedFrom); err != nil || last != 0 {
		t.Errorf("the day's counter goes on from %d, %v", last, err)
	}
	open, err := s.Ticket(ctx, "250302800002")
	must(t, err)
	if n := counted(t, s, "select count(*) from river_job where kind = 'wake' and args->>'ticket' = $1", string(open.Number)); n != 1 {
		t.Errorf("%d looks of the clock at the open ticket", n)
	}
	lines[2] = "旧-2|2025-3-2|||噪声|投诉|0601||已归档|已处理|2025-3-5|李娜|"
	wantOutcome(t, s, checked(t, s, importing.Tickets, lines...), "closed there meanwhile", 0, 1, 2)
	again, err := s.Ticket(ctx, open.Number)
	must(t, err)
	if len(again.Entries) != 2 || again.State != tickets.Archived || again.Entries[0].To != tickets.Registered {
		t.Errorf("history: %+v", again.Entries)
	}
	list, err := s.List(ctx, tickets.Filter{Limit: 10})
	must(t, err)
	found, err := s.List(ctx, tickets.Filter{Text: "旧-1", Limit: 10})
	must(t, err)
	if len(found) != 1 || found[0].Number != old.Number {
		t.Errorf("found by the old number: %+v", found)
	}
	if len(list) != 3 || list[0].Number != "261123800001" {
		t.Errorf("list: %+v", list)
	}
}

func TestWhatWasHandledHereIsNotOverwritten(t *testing.T) {
	t.Parallel()
	s := migrated(t)
	ctx := context.Background()
	lines := []string{oldHeads, "旧-1|2025-3-2|||一|投诉|||未办结||||", "旧-2|2025-3-2|||二|投诉|||未办结||||"}
	wantOutcome(t, s, checked(t, s, importing.Tickets, lines...), "first", 2, 0, 0)
	have, err := s.Ticket(ctx, "250302800001")
	must(t, err)
	name := "王"
	moved, err := tickets.Apply(tickets.Case{Ticket: have, Now: importNow, Rules: tickets.DefaultRulebook(),
		By:      org.Actor{Person: importer.Person, Roles: []org.Role{org.RoleDispatcher, org.RoleAgent}},
		Request: tickets.Request{Move: tickets.MoveCorrect, Note: "x", Changes: &tickets.Changes{Name: &name}}})
	must(t, err)
	must(t, s.Append(ctx, moved))
	wantOutcome(t, s, checked(t, s, importing.Tickets, lines...), "the same", 0, 0, 2)
	lines[1] = "旧-1|2025-3-2|||一一|投诉|||未办结||||"
	out, err := s.ApplyImport(ctx, checked(t, s, importing.Tickets, append(lines, "旧-3|2025-3-2|||三|投诉|||未办结||||")...), act("differs"))
	must(t, err)
	if len(out.Faults) != 1 || out.Faults[0].Code != importing.MovedHere || out.Faults[0].Row != 2 {
		t.Errorf("faults: %+v", out.Faults)
	}
	if n := counted(t, s, "select count(*) from tickets"); n != 2 {
		t.Errorf("%d tickets: a part was kept", n)
	}
}

// TestManyOldTickets: a whole old register comes in within the time of a coffee,
// not of a night.
func TestManyOldTickets(t *testing.T) {
	t.Parallel()
	s := migrated(t)
	const many = 20_000
	lines := []string{oldHeads}
	for i := range many {
		called := importNow.AddDate(0, 0, -1-i%700)
		state := "|已归档|已修复，市民表示满意|" + called.AddDate(0, 0, 1).Format("2006-01-02 15:04") + "|李娜|"
		if i%40 == 0 {
			state = "|未办结||||"
		}
		lines = append(lines, fmt.Sprintf("旧-%d|%s|王建军|138%08d|%s|求助|0601|Y04%s", i, called.Format("2006/1/2 15:04"), i,
			strings.Repeat("临港路18号路灯不亮。", 8), state))
	}
	began := time.Now()
	b := checked(t, s, importing.Tickets, lines...)
	read := time.Since(began)
	wantOutcome(t, s, b, "first", many, 0, 0)
	took := time.Since(began)
	t.Logf("%d old tickets: checked in %v, stored in %v", many, read, took-read)
	if took > 3*time.Minute { // with the race detector, on a busy machine
		t.Errorf("took %v", took)
	}
	wantOutcome(t, s, checked(t, s, importing.Tickets, lines...), "again", 0, 0, many)
	t.Logf("the same again in %v", time.Since(began)-took)
}
