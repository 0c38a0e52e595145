package rosters

import (
	"errors"
	"testing"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/internal/postgres/dbtest"
	"hotline12345/tickets/org"
)

// arrived is when the first shift begins.
var arrived = time.Date(2026, 11, 23, 1, 2, 3, 0, time.UTC)

func TestTheRosterKeepsWhatWasTakenAway(t *testing.T) {
	t.Parallel()
	d, ctx := dbtest.Migrated(t), t.Context()
	s := New(d)
	shift := func(id, unit string, from time.Time) org.Shift {
		return org.Shift{ID: id, Unit: unit, From: from, Until: from.Add(8 * time.Hour), Name: "王值班", Phone: "13900139000",
			By: org.Person{ID: "1", Name: "经办员"}, At: arrived}
	}
	a, b := shift("a", "Y04", arrived), shift("b", "Y08", arrived.Add(8*time.Hour))
	dbtest.Must(t, s.AddShifts(ctx, []org.Shift{a, b}))
	other := shift("a", "Y04", arrived.Add(time.Hour)) // its id is taken
	if err := s.AddShifts(ctx, []org.Shift{shift("c", "Y04", arrived.Add(2*time.Hour)), other}); err == nil {
		t.Error("two shifts of one id are taken")
	}
	names := func(units []string, from, to time.Time) (ids string) {
		t.Helper()
		list, err := s.Shifts(ctx, units, from, to)
		dbtest.Must(t, err)
		for _, x := range list {
			ids += x.ID
		}
		return ids
	}
	if got := names(nil, arrived, arrived.Add(24*time.Hour)); got != "ab" {
		t.Errorf("all shifts %q, want ab: half of a refused batch is kept?", got)
	}
	if got := names([]string{"Y04"}, arrived, arrived.Add(24*time.Hour)); got != "a" {
		t.Errorf("those of Y04 %q", got)
	}
	if got := names(nil, arrived.Add(8*time.Hour), arrived.Add(9*time.Hour)); got != "b" {
		t.Errorf("after the first has ended %q", got)
	}
	dbtest.Must(t, s.TakeShift(ctx, "a", a.By, arrived))
	if err := s.TakeShift(ctx, "a", a.By, arrived); !errors.Is(err, errs.ErrNotFound) {
		t.Errorf("taken away twice: %v", err)
	}
	if _, err := s.Shift(ctx, "a"); !errors.Is(err, errs.ErrNotFound) {
		t.Errorf("read what was taken away: %v", err)
	}
	if got := names(nil, arrived, arrived.Add(24*time.Hour)); got != "b" {
		t.Errorf("what is left %q", got)
	}
	var n int
	dbtest.Must(t, d.QueryRow(ctx, "select count(*) from duty_shifts where taken_by->>'name' = '经办员'").Scan(&n))
	if n != 1 {
		t.Errorf("%d shifts on record as taken away", n)
	}
}

// TestTheSameShiftIsKeptOnce: however often and however near in time it is entered.
func TestTheSameShiftIsKeptOnce(t *testing.T) {
	t.Parallel()
	d, ctx := dbtest.Migrated(t), t.Context()
	s := New(d)
	shift := func(id, name, note string) org.Shift {
		return org.Shift{ID: id, Unit: "Y04", From: arrived, Until: arrived.Add(8 * time.Hour), Name: name, Phone: "139 0013 9000", Note: note, At: arrived}
	}
	results := make(chan error)
	for _, id := range []string{"a", "b", "c", "d"} {
		go func() {
			results <- s.AddShifts(ctx, []org.Shift{shift(id, "王值班", ""), shift(id+"2", "王 值班", "")})
		}()
	}
	for range 4 {
		dbtest.Must(t, <-results)
	}
	dbtest.Must(t, s.AddShifts(ctx, []org.Shift{shift("e", "王值班", "带车")}))
	list, err := s.Shifts(ctx, []string{"Y04"}, arrived, arrived.Add(time.Hour))
	dbtest.Must(t, err)
	if len(list) != 1 || list[0].Note != "带车" {
		t.Errorf("on duty %+v", list)
	}
	var n int
	dbtest.Must(t, d.QueryRow(ctx, "select count(*) from duty_shifts where unit = 'Y04' and from_at = $1", arrived).Scan(&n))
	if n != 2 { // the first, and the one with a note that took its place
		t.Errorf("%d shifts on record, want 2", n)
	}
	_, err = d.Exec(ctx, "insert into duty_shifts (id, unit, from_at, until_at, same, shift) select 'z', unit, from_at, until_at, same, shift from duty_shifts where taken_at is null")
	if err == nil {
		t.Error("the database itself takes a double")
	}
}
