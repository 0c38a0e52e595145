package postgres

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"hotline12345/tickets"
	"hotline12345/tickets/importing"
)

var importer = tickets.Actor{Person: tickets.Person{ID: "9", Name: "管理员", Unit: "Y00"}, Roles: []tickets.Role{tickets.RoleAdministrator}, From: "127.0.0.1"}

// importNow is when the tests import.
var importNow = time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)

func act(id string) importing.Act { return importing.Act{ID: id, At: importNow, By: importer} }

// checked reads a table of lines with | between the cells.
func checked(t testing.TB, s *Store, k importing.Kind, lines ...string) importing.Batch {
	t.Helper()
	table := importing.NewTable(k)
	for i, l := range lines {
		var cells []importing.Cell
		for _, c := range strings.Split(l, "|") {
			cells = append(cells, importing.Cell{Text: c})
		}
		table.Add(i+1, cells)
	}
	ctx := context.Background()
	units, err := s.Units(ctx)
	must(t, err)
	list, err := s.Categories(ctx)
	must(t, err)
	users, err := s.EveryUser(ctx)
	must(t, err)
	rules := tickets.DefaultRulebook()
	rules.Tree, rules.Categories = tickets.NewTree(units), list
	b, faults := importing.Check(table, importing.Known{Units: units, Categories: list, Users: users, Rules: rules, By: importer, Now: importNow})
	if len(faults) > 0 {
		t.Fatalf("faults: %+v", faults)
	}
	for i := range b.Users {
		if b.Users[i].New || b.Users[i].Reset {
			b.Users[i].PasswordHash = "hash of " + b.Users[i].Password
		}
	}
	return b
}

func wantOutcome(t testing.TB, s *Store, b importing.Batch, id string, added, changed, unchanged int) {
	t.Helper()
	out, err := s.ApplyImport(context.Background(), b, act(id))
	must(t, err)
	if diff := cmp.Diff(importing.Outcome{Added: added, Changed: changed, Unchanged: unchanged}, out); diff != "" {
		t.Fatalf("%s (-want +got):\n%s", id, diff)
	}
}

func counted(t testing.TB, s *Store, sql string, args ...any) (n int) {
	t.Helper()
	must(t, s.pool.QueryRow(context.Background(), sql, args...).Scan(&n))
	return n
}

func TestImportOfUnits(t *testing.T) {
	s := migrated(t)
	lines := []string{"单位编码|单位名称|上级编码|层级|热线中心|单位电话", "Z-1-1|甲社区|Z-1||否|", "Z-1|甲街道|Z|3|否|", "Z|新区|Y|2|否|057188886666",
		"Y04|市城管局|Y|1|否|"}
	table := func() importing.Batch { return checked(t, s, importing.Units, lines...) }
	dry := act("dry")
	dry.DryRun = true
	out, err := s.ApplyImport(context.Background(), table(), dry)
	must(t, err)
	if out.Added != 3 || out.Unchanged != 1 || counted(t, s, "select count(*) from units where code like 'Z%'") != 0 {
		t.Fatalf("a dry run: %+v", out)
	}
	wantOutcome(t, s, table(), "first", 3, 0, 1)
	wantOutcome(t, s, table(), "again", 0, 0, 4)
	lines[2] = "Z-1|乙街道|Z|3|否|"
	wantOutcome(t, s, table(), "other name", 0, 1, 3)
	if n := counted(t, s, "select count(*) from rule_changes where change->>'note' like 'import units%'"); n != 2 {
		t.Errorf("%d imports are written down, want those that changed something", n)
	}
	units, err := s.Units(context.Background())
	must(t, err)
	if tree := tickets.NewTree(units); !tree.Within("Z-1-1", "Y") {
		t.Error("the village is not in the city")
	}
}

func TestImportOfCategories(t *testing.T) {
	s := migrated(t)
	table := checked(t, s, importing.Categories, "code|name|诉求类型|承办单位|办理时限", "9901|甲|投诉|Y04|7wd", "99|新类|||", "0601|建筑施工噪声|投诉|Y04|48h")
	wantOutcome(t, s, table, "first", 2, 1, 0)
	wantOutcome(t, s, checked(t, s, importing.Categories, "code|name|诉求类型|承办单位|办理时限", "9901|甲|投诉|Y04|7wd", "99|新类|||"), "again", 0, 0, 2)
}

func TestImportOfUsers(t *testing.T) {
	s := migrated(t)
	ctx := context.Background()
	lines := []string{"账号|姓名|工号|岗位|所属单位|语种|初始密码", "new1|王芳|7001|话务员|Y00|普通话、粤语|long-enough-1", "1001|林海|1002|话务员|Y00|zh yue en|",
		"1002|陈晓岚|1001|话务员|Y00|zh yue en|"}
	wantOutcome(t, s, checked(t, s, importing.Users, lines...), "first", 1, 2, 0)
	wantOutcome(t, s, checked(t, s, importing.Users, lines...), "again", 0, 0, 3)
	u, err := s.UserByLogin(ctx, "new1")
	must(t, err)
	old, err := s.UserByLogin(ctx, "1001")
	must(t, err)
	if u.PasswordHash != "hash of long-enough-1" || u.Number != "7001" || old.Number != "1002" || !strings.HasPrefix(old.PasswordHash, "hash of demo") {
		t.Errorf("new %+v, old %+v", u, old)
	}
	lines[1] = strings.ReplaceAll(lines[1], "long-enough-1", "重置")
	wantOutcome(t, s, checked(t, s, importing.Users, lines...), "a new password", 0, 1, 2)
	if u, err = s.UserByLogin(ctx, "new1"); err != nil || u.PasswordHash != "hash of " {
		t.Errorf("after a new password: %+v, %v", u, err)
	}
	b := checked(t, s, importing.Users, "账号|姓名|工号|岗位|所属单位", "new2|甲||领导|Y00")
	_, err = s.pool.Exec(ctx, "insert into users (login, name, roles, unit, password_hash) values ('new2', '乙', '{}', 'Y00', 'x')")
	must(t, err)
	if _, err := s.ApplyImport(ctx, b, act("late")); !errors.Is(err, tickets.ErrConflict) {
		t.Errorf("an account that came meanwhile: %v", err)
	}
}

const oldHeads = "原工单编号|来电时间|姓名|联系电话|诉求内容|诉求类型|分类|承办单位|状态|答复内容|答复时间|答复人|未答复原因"

func TestImportOfOldTickets(t *testing.T) {
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
	if last, err := s.LastNumber(ctx, "261123", tickets.ImportedFrom()); err != nil || last != 0 {
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
	s := migrated(t)
	ctx := context.Background()
	lines := []string{oldHeads, "旧-1|2025-3-2|||一|投诉|||未办结||||", "旧-2|2025-3-2|||二|投诉|||未办结||||"}
	wantOutcome(t, s, checked(t, s, importing.Tickets, lines...), "first", 2, 0, 0)
	have, err := s.Ticket(ctx, "250302800001")
	must(t, err)
	name := "王"
	moved, err := tickets.Apply(tickets.Case{Ticket: have, Now: importNow, Rules: tickets.DefaultRulebook(),
		By:      tickets.Actor{Person: importer.Person, Roles: []tickets.Role{tickets.RoleDispatcher, tickets.RoleAgent}},
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

func TestAnImportIsWholeOrNothing(t *testing.T) {
	s := migrated(t)
	ctx := context.Background()
	b := checked(t, s, importing.Tickets, oldHeads, "旧-1|2025-3-2|||一|投诉|||未办结||||", "旧-2|2025-3-2|||二|投诉|||未办结||||")
	b.Tickets[1].Ticket.Origin = b.Tickets[0].Ticket.Origin // what no check foresaw
	if _, err := s.ApplyImport(ctx, b, act("broken")); !errors.Is(err, tickets.ErrCommitted) {
		t.Errorf("broken: %v", err)
	}
	if n := counted(t, s, "select count(*) from tickets") + counted(t, s, "select count(*) from ticket_entries") + counted(t, s, "select count(*) from river_job"); n != 0 {
		t.Errorf("%d rows of a broken import were kept", n)
	}
}

func TestOneImportAtATime(t *testing.T) {
	s := migrated(t)
	ctx := context.Background()
	b := checked(t, s, importing.Units, "code|name", "Z|新区")
	must(t, pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		must(t, alone(ctx, tx))
		if _, err := s.ApplyImport(ctx, b, act("second")); !errors.Is(err, importing.ErrRunning) {
			t.Errorf("a second import: %v", err)
		}
		return nil
	}))
	wantOutcome(t, s, b, "then", 1, 0, 0)
}

// TestManyOldTickets: a whole old register comes in within the time of a coffee,
// not of a night.
func TestManyOldTickets(t *testing.T) {
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
	if took > 45*time.Second {
		t.Errorf("took %v", took)
	}
	wantOutcome(t, s, checked(t, s, importing.Tickets, lines...), "again", 0, 0, many)
	t.Logf("the same again in %v", time.Since(began)-took)
}
