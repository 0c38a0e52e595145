package org_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

func TestWhatIsWrongWithAShift(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(s *org.Shift)
		want   string
	}{
		"nothing":                 {func(*org.Shift) {}, ""},
		"a unit that is none":     {func(s *org.Shift) { s.Unit = "Q" }, "unit unknown"},
		"a unit that has ended":   {func(s *org.Shift) { s.Unit = "Z7" }, "unit unknown"},
		"72 hours":                {func(s *org.Shift) { s.Until = s.From.Add(72 * time.Hour) }, ""},
		"more than 72 hours":      {func(s *org.Shift) { s.Until = s.From.Add(72*time.Hour + 1) }, "until invalid"},
		"no time at all":          {func(s *org.Shift) { s.Until = s.From }, "until invalid"},
		"an end before the start": {func(s *org.Shift) { s.Until = s.From.Add(-1) }, "until invalid"},
		"a blank name":            {func(s *org.Shift) { s.Name = " " }, "name required"},
		"a control sign":          {func(s *org.Shift) { s.Name = "a\x1b" }, "name required"},
		"a telephone in words":    {func(s *org.Shift) { s.Phone = "ask" }, "phone invalid"},
		"a note that is no text":  {func(s *org.Shift) { s.Note = "a\x1b" }, "note invalid"},
		"everything":              {func(s *org.Shift) { *s = org.Shift{} }, "unit unknown, until invalid, name required, phone invalid"},
	} {
		s := storetest.Shift("张三", hour(0, 8), hour(0, 18))
		c.change(&s)
		var got []string
		for _, f := range s.Check(city()) {
			got = append(got, fmt.Sprint(f.Field, " ", f.Code))
		}
		if text := strings.Join(got, ", "); text != c.want {
			t.Errorf("%s: %q, want %q", name, text, c.want)
		}
	}
}

func TestWhoActsFirst(t *testing.T) {
	t.Parallel()
	boss := storetest.Shift("boss", hour(0, 0), hour(1, 0))
	boss.Leads = true
	var got []string
	for _, s := range org.OnDuty([]org.Shift{boss, storetest.Shift("later", hour(0, 8), hour(0, 18)), storetest.Shift("first", hour(0, 7), hour(0, 18))}, hour(0, 9)) {
		got = append(got, s.Name)
	}
	if want := []string{"first", "later", "boss"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	keepers := []org.Role{org.RoleUnitClerk, org.RoleSupervisor, org.RoleDispatcher, org.RoleDutyOfficer}
	if !slices.Equal(org.RosterKeepers(), keepers) {
		t.Errorf("rosters are kept by %v", org.RosterKeepers())
	}
}

// TestGapsAreWithinTheTime: what lies before or after it, or touches, is no gap.
func TestGapsAreWithinTheTime(t *testing.T) {
	t.Parallel()
	text := func(gaps []org.Gap) string {
		var s []string
		for _, g := range gaps {
			s = append(s, fmt.Sprintf("%d-%d", g.From.Hour(), g.Until.Hour()))
		}
		return strings.Join(s, " ")
	}
	for _, c := range []struct {
		shifts []org.Shift
		want   string
	}{
		{[]org.Shift{storetest.Shift("a", hour(0, 8), hour(0, 12)), storetest.Shift("b", hour(0, 12), hour(0, 20))}, ""},
		{[]org.Shift{storetest.Shift("before", hour(0, 1), hour(0, 4))}, "8-20"},
		{[]org.Shift{storetest.Shift("after", hour(0, 21), hour(0, 23))}, "8-20"},
		{[]org.Shift{storetest.Shift("end", hour(0, 20), hour(0, 23))}, "8-20"},
		{[]org.Shift{storetest.Shift("a", hour(0, 9), hour(0, 10)), storetest.Shift("b", hour(0, 22), hour(0, 23))}, "8-9 10-20"},
		{[]org.Shift{storetest.Shift("long", hour(0, 8), hour(0, 19)), storetest.Shift("within", hour(0, 9), hour(0, 10))}, "19-20"},
	} {
		if got := text(org.Gaps(c.shifts, hour(0, 8), hour(0, 20))); got != c.want {
			t.Errorf("%v: gaps %q, want %q", c.shifts, got, c.want)
		}
	}
}
