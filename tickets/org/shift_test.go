package org_test

import (
	"testing"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

// hour is a moment of the last night of the year, in the city's time.
func hour(day, h int) time.Time { return time.Date(2026, 12, 30+day, h, 0, 0, 0, tickets.Zone) }

func TestWhoIsOnDutyOverMidnightAndTheNewYear(t *testing.T) {
	t.Parallel()
	boss := storetest.Shift("boss", hour(0, 8), hour(2, 8))
	boss.Leads = true
	all := []org.Shift{boss, storetest.Shift("day", hour(1, 8), hour(1, 18)), storetest.Shift("night", hour(1, 18), hour(2, 8))}
	for _, c := range []struct {
		at   time.Time
		want []string
	}{
		{hour(1, 8), []string{"day", "boss"}}, {hour(1, 18), []string{"night", "boss"}}, {hour(2, 0), []string{"night", "boss"}},
		{hour(2, 7), []string{"night", "boss"}}, {hour(2, 8), nil}, {hour(0, 9), []string{"boss"}},
	} {
		var got []string
		for _, s := range org.OnDuty(all, c.at) {
			got = append(got, s.Name)
		}
		if len(got) != len(c.want) || len(got) > 0 && got[0] != c.want[0] || len(got) > 1 && got[1] != c.want[1] {
			t.Errorf("at %s: %v, want %v", c.at, got, c.want)
		}
	}
}

func TestGapsOfARoster(t *testing.T) {
	t.Parallel()
	all := []org.Shift{storetest.Shift("late", hour(1, 18), hour(2, 8)), storetest.Shift("day", hour(1, 8), hour(1, 17)), storetest.Shift("also", hour(1, 9), hour(1, 12))}
	got := org.Gaps(all, hour(1, 0), hour(2, 12))
	want := []org.Gap{{From: hour(1, 0), Until: hour(1, 8)}, {From: hour(1, 17), Until: hour(1, 18)}, {From: hour(2, 8), Until: hour(2, 12)}}
	if len(got) != len(want) {
		t.Fatalf("gaps %v", got)
	}
	for i := range want {
		if !got[i].From.Equal(want[i].From) || !got[i].Until.Equal(want[i].Until) {
			t.Errorf("gap %d is %v, want %v", i, got[i], want[i])
		}
	}
	if full := org.Gaps([]org.Shift{storetest.Shift("all", hour(0, 0), hour(3, 0))}, hour(1, 0), hour(2, 0)); len(full) != 0 {
		t.Errorf("a person is there all day, but %v", full)
	}
	if none := org.Gaps(nil, hour(1, 0), hour(2, 0)); len(none) != 1 {
		t.Errorf("without shifts: %v", none)
	}
}

func TestWhoKeepsARoster(t *testing.T) {
	t.Parallel()
	tree := org.NewTree(storetest.Units())
	for name, c := range map[string]struct {
		by   org.Actor
		unit string
		may  bool
	}{
		"a clerk their own":             {storetest.Clerk("Y04"), "Y04", true},
		"a county its street's":         {storetest.Clerk("A"), "A1", true},
		"a street the county's":         {storetest.Clerk("A1"), "A", false},
		"a clerk another's":             {storetest.Clerk("Y08"), "Y04", false},
		"the centre everybody's":        {storetest.Of("Y00", org.RoleDispatcher), "A1", true},
		"a sub-centre its area's":       {storetest.Of("A-00", org.RoleDispatcher), "A1", true},
		"a sub-centre the city's":       {storetest.Of("A-00", org.RoleDispatcher), "Y04", false},
		"an agent":                      {storetest.Of("Y00", org.RoleAgent), "Y04", false},
		"an administrator everybody's":  {storetest.Of("Y00", org.RoleAdministrator), "A1", true},
		"a sub-centre's their area's":   {storetest.Of("A-00", org.RoleAdministrator), "A1", true},
		"a sub-centre's not the city's": {storetest.Of("A-00", org.RoleAdministrator), "Y04", false},
		"a duty officer of the city's":  {storetest.Of("Y", org.RoleDutyOfficer), "Y04", true},
		"a leader sees it, but no more": {storetest.Of("Y", org.RoleLeader), "Y04", false},
	} {
		if got := org.MayKeepRoster(c.by, c.unit, tree); got != c.may {
			t.Errorf("%s: %v", name, got)
		}
	}
}
