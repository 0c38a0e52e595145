package postgres

import (
	"testing"
	"time"

	"hotline12345/internal/devstack"
	"hotline12345/internal/postgres/dbtest"
	"hotline12345/internal/postgres/rosters"
	"hotline12345/tickets/org"
)

// TestShiftsThatStoodTwiceStandOnce: an update from version 32, whose programs kept what was
// entered again. The first one stays, the others are on record; and what was entered then is
// not doubled now.
func TestShiftsThatStoodTwiceStandOnce(t *testing.T) {
	t.Parallel()
	url, ctx := devstack.TestPostgres(t), t.Context()
	dbtest.MigrateTo(t, url, 31)
	s := open(t, url)
	_, err := s.DB.Exec(ctx, `insert into units (code, name, level) values ('Y04', '市城管局', 1);
		insert into duty_shifts (id, unit, from_at, until_at, shift) select id, 'Y04', '2026-11-23T00:00:00Z', '2026-11-23T08:00:00Z',
			jsonb_build_object('id', id, 'unit', 'Y04', 'from', '2026-11-23T00:00:00Z', 'until', '2026-11-23T08:00:00Z', 'name', name, 'phone', phone,
				'by', '{"id":"1","name":"甲"}'::jsonb, 'at', at)
		from (values ('a', '王值班', '13900139000', '2026-11-20T01:00:00Z'), ('b', '王值班', '13900139000', '2026-11-20T01:00:01Z'),
			('c', '王 值班', '139-0013-9000', '2026-11-20T01:00:02Z'), ('d', '李值班', '13900139001', '2026-11-20T01:00:03Z')) as v (id, name, phone, at)`)
	must(t, err)
	must(t, s.Migrate(ctx))
	roster := rosters.New(s.DB)
	from := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	must(t, roster.AddShifts(ctx, []org.Shift{{ID: "e", Unit: "Y04", From: from, Until: from.Add(8 * time.Hour), Name: "王值班", Phone: "13900139000", At: from}}))
	list, err := roster.Shifts(ctx, []string{"Y04"}, from, from.Add(time.Hour))
	must(t, err)
	if len(list) != 2 || list[0].ID != "a" || list[1].ID != "d" {
		t.Errorf("after the update: %+v", list)
	}
	var kept int
	must(t, s.DB.QueryRow(ctx, "select count(*) from duty_shifts where taken_at is not null").Scan(&kept))
	if kept != 2 {
		t.Errorf("%d doubles are on record", kept)
	}
}
