package postgres

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/importing"
	"hotline12345/tickets/org"
)

var importer = org.Actor{Person: org.Person{ID: "9", Name: "管理员", Unit: "Y00"}, Roles: []org.Role{org.RoleAdministrator}, From: "127.0.0.1"}

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
	rules.Tree, rules.Categories = org.NewTree(units), list
	b, faults := importing.Check(table, importing.Existing{Units: units, Categories: list, Users: users, Rules: rules, By: importer, Now: importNow})
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
	out.Details = nil // see TestImportOfUsers
	if diff := cmp.Diff(importing.Outcome{Added: added, Changed: changed, Unchanged: unchanged}, out); diff != "" {
		t.Fatalf("%s (-want +got):\n%s", id, diff)
	}
}

func counted(t testing.TB, s *Store, sql string, args ...any) (n int) {
	t.Helper()
	must(t, s.DB.QueryRow(context.Background(), sql, args...).Scan(&n))
	return n
}

func TestImportOfUnits(t *testing.T) {
	t.Parallel()
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
	if tree := org.NewTree(units); !tree.Within("Z-1-1", "Y") {
		t.Error("the village is not in the city")
	}
}

func TestImportOfCategories(t *testing.T) {
	t.Parallel()
	s := migrated(t)
	table := checked(t, s, importing.Categories, "code|name|诉求类型|承办单位|办理时限", "9901|甲|投诉|Y04|7wd", "99|新类|||", "0601|建筑施工噪声|投诉|Y04|48h")
	wantOutcome(t, s, table, "first", 2, 1, 0)
	wantOutcome(t, s, checked(t, s, importing.Categories, "code|name|诉求类型|承办单位|办理时限", "9901|甲|投诉|Y04|7wd", "99|新类|||"), "again", 0, 0, 2)
}

func TestImportOfUsers(t *testing.T) {
	t.Parallel()
	s := migrated(t)
	ctx := context.Background()
	lines := []string{"账号|姓名|工号|岗位|所属单位|语种|初始密码", "new1|王芳|7001|话务员|Y00|普通话、粤语|long-enough-1", "1001|林海|1002|话务员|Y00|zh yue en|",
		"1002|陈晓岚|1001|话务员|Y00|zh yue en|"}
	wantOutcome(t, s, checked(t, s, importing.Users, lines...), "first", 1, 2, 0)
	if n := counted(t, s, `select count(*) from rule_changes where change->>'note' like '%new1: [agent] Y00%1001: [agent] Y00 -> [agent] Y00%'`); n != 1 {
		t.Errorf("%d records say who may do what now", n)
	}
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
	if !u.MustChange || u.Rev != 2 || u.Epoch != 1 || old.MustChange || old.Rev != 2 {
		t.Errorf("passwords that an administrator chose: %+v, and not of %+v", u, old)
	}
	if n := counted(t, s, "select count(*) from user_changes where login = 'new1' and change->>'what' in ('added', 'reset')"); n != 2 {
		t.Errorf("%d changes of the new account on record, want that it was added and has another password", n)
	}
	if n := counted(t, s, "select count(*) from user_changes where login = '1001' and change->'before'->>'number' = '1001' and change->'after'->>'number' = '1002'"); n != 1 {
		t.Errorf("%d records of the number that changed", n)
	}
	last := checked(t, s, importing.Users, "账号|姓名|岗位|所属单位", "admin|系统管理员|审计员|Y00")
	if _, err := s.ApplyImport(ctx, last, act("the last administrator goes")); !errors.Is(err, org.ErrLastAdministrator) {
		t.Errorf("an import takes the last administrator away: %v", err)
	}
	b := checked(t, s, importing.Users, "账号|姓名|工号|岗位|所属单位", "new2|甲||领导|Y00")
	_, err = s.DB.Exec(ctx, "insert into users (login, name, roles, unit, password_hash) values ('new2', '乙', '{}', 'Y00', 'x')")
	must(t, err)
	if _, err := s.ApplyImport(ctx, b, act("late")); !errors.Is(err, errs.ErrConflict) {
		t.Errorf("an account that came meanwhile: %v", err)
	}
}

func TestAnImportIsWholeOrNothing(t *testing.T) {
	t.Parallel()
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

// TestADatabaseLostMidwayKeepsNothing: the connection is cut while the tickets are
// in and their entries wait.
func TestADatabaseLostMidwayKeepsNothing(t *testing.T) {
	t.Parallel()
	s := migrated(t)
	ctx := context.Background()
	lines := []string{oldHeads, "旧-1|2025-3-2|||一|投诉|||未办结||||", "旧-2|2025-3-2|||二|投诉|||未办结||||"}
	b := checked(t, s, importing.Tickets, lines...)
	must(t, pgx.BeginFunc(ctx, s.DB, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, "lock table ticket_entries in exclusive mode")
		must(t, err)
		failed := make(chan error)
		go func() {
			_, err := s.ApplyImport(ctx, b, act("cut"))
			failed <- err
		}()
		for cut := 0; cut == 0; {
			cut = counted(t, s, `select count(pg_terminate_backend(pid)) from pg_stat_activity
				where datname = current_database() and wait_event_type = 'Lock'`)
		}
		if err := <-failed; !errors.Is(err, errs.ErrUnavailable) {
			t.Errorf("cut off: %v", err)
		}
		return nil
	}))
	if n := counted(t, s, "select count(*) from tickets"); n != 0 {
		t.Errorf("%d tickets of half an import", n)
	}
	for held := 1; held > 0; { // a terminated backend reports its end before it releases its locks
		held = counted(t, s, "select count(*) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())")
	}
	wantOutcome(t, s, checked(t, s, importing.Tickets, lines...), "again", 2, 0, 0)
}

func TestOneImportAtATime(t *testing.T) {
	t.Parallel()
	s := migrated(t)
	ctx := context.Background()
	b := checked(t, s, importing.Units, "code|name|parent", "Z|新区|Y")
	must(t, pgx.BeginFunc(ctx, s.DB, func(tx pgx.Tx) error {
		must(t, alone(ctx, tx))
		if _, err := s.ApplyImport(ctx, b, act("second")); !errors.Is(err, importing.ErrRunning) {
			t.Errorf("a second import: %v", err)
		}
		return nil
	}))
	wantOutcome(t, s, b, "then", 1, 0, 0)
}
