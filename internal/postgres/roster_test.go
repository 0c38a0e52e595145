package postgres

import (
	"testing"
	"time"

	"hotline12345/tickets"
)

func TestTheRosterKeepsWhatWasTakenAway(t *testing.T) {
	s, ctx := migrated(t), t.Context()
	shift := func(id, unit string, from time.Time) tickets.Shift {
		return tickets.Shift{ID: id, Unit: unit, From: from, Until: from.Add(8 * time.Hour), Name: "王值班", Phone: "13900139000",
			By: tickets.Person{ID: "1", Name: "经办员"}, At: arrived}
	}
	a, b := shift("a", "Y04", arrived), shift("b", "Y08", arrived.Add(8*time.Hour))
	must(t, s.AddShifts(ctx, []tickets.Shift{a, b}))
	if err := s.AddShifts(ctx, []tickets.Shift{shift("c", "Y04", arrived), a}); err == nil {
		t.Error("the same shift twice is taken")
	}
	names := func(units []string, from, to time.Time) (ids string) {
		t.Helper()
		list, err := s.Shifts(ctx, units, from, to)
		must(t, err)
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
	must(t, s.TakeShift(ctx, "a", a.By, arrived))
	if err := s.TakeShift(ctx, "a", a.By, arrived); !isNotFound(err) {
		t.Errorf("taken away twice: %v", err)
	}
	if _, err := s.Shift(ctx, "a"); !isNotFound(err) {
		t.Errorf("read what was taken away: %v", err)
	}
	if got := names(nil, arrived, arrived.Add(24*time.Hour)); got != "b" {
		t.Errorf("what is left %q", got)
	}
	if n := counted(t, s, "select count(*) from duty_shifts where taken_by->>'name' = '经办员'"); n != 1 {
		t.Errorf("%d shifts on record as taken away", n)
	}
}

// TestPeopleOfAUnit: those with the roles, without who is disabled.
func TestPeopleOfAUnit(t *testing.T) {
	s, ctx := seeded(t), t.Context()
	names := func(units ...string) (all string) {
		list, err := s.People(ctx, units, tickets.RosterKeepers())
		must(t, err)
		for _, p := range list {
			all += p.Name + " " + p.Unit + ";"
		}
		return all
	}
	if got := names("Y04", "Y11"); got != "城管局经办员 Y04;" {
		t.Errorf("who keeps the roster of Y04: %q", got)
	}
	if got := names(); got != "" {
		t.Errorf("of no unit: %q", got)
	}
	_, err := s.DB.Exec(ctx, "update users set disabled = true where login = 'y04clerk'")
	must(t, err)
	if got := names("Y04"); got != "" {
		t.Errorf("a disabled account is named: %q", got)
	}
}
