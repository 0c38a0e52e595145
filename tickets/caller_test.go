package tickets_test

import (
	"slices"
	"strings"
	"testing"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

func TestWhoKnowsTheCitizen(t *testing.T) {
	t.Parallel()
	tree := cityRules().Tree
	actor := func(unit string, role org.Role) org.Actor {
		a := storetest.By(role)
		a.Unit = unit
		return a
	}
	for _, c := range []struct {
		unit          string
		role          org.Role
		knows, unmask string // of tickets of Y00, A-00
	}{
		{"Y00", org.RoleAgent, "yy", "--"}, {"A-00", org.RoleAgent, "-y", "--"}, {"A", org.RoleAgent, "--", "--"}, {"Y", org.RoleSupervisor, "yy", "--"}, {"Y", org.RoleLeader, "--", "yy"},
		{"A", org.RoleDutyOfficer, "--", "-y"}, {"A-00", org.RoleLeader, "--", "-y"}, {"Y04", org.RoleLeader, "--", "--"}, {"Y00", org.RoleUnitClerk, "--", "--"}, {"Y04", org.RoleClock, "yy", "--"},
	} {
		got, unmask := "", ""
		bit := func(b bool) string { return map[bool]string{true: "y", false: "-"}[b] }
		for _, centre := range []string{"Y00", "A-00"} {
			got += bit(tickets.KnowsCitizen(actor(c.unit, c.role), centre, tree))
			unmask += bit(tickets.MayUnmask(actor(c.unit, c.role), tickets.Ticket{Centre: centre}, tree))
		}
		if got != c.knows || unmask != c.unmask {
			t.Errorf("%s of %s knows %s, unmasks %s; want %s, %s", c.role, c.unit, got, unmask, c.knows, c.unmask)
		}
	}
	for _, c := range []struct {
		by      org.Actor
		units   []string
		centres string
		masked  bool
	}{
		{actor("Y00", org.RoleAgent), nil, "", false}, {actor("Y", org.RoleLeader), nil, "", true}, {actor("A-00", org.RoleAgent), []string{"A", "A-00", "A1"}, "A A-00 A1", true}, {actor("A", org.RoleLeader), []string{"A", "A-00"}, "", true},
		{actor("A-00", org.RoleAgent), []string{"Y00", "A-00"}, "A-00", true},
	} {
		if centres, masked := tickets.KnownCitizens(c.by, tree, c.units); strings.Join(centres, " ") != c.centres || masked != c.masked {
			t.Errorf("%v of %s knows those of %v, masked %v", c.by.Roles, c.by.Unit, centres, masked)
		}
	}
	x := tickets.Ticket{Centre: "Y00", CreatedBy: org.Person{Unit: "A1"}, Lead: "Y04", Had: []string{"Y08", "Y00"}, Assignments: []tickets.Assignment{{Unit: "Y04"}, {Unit: "A"}}}
	if got := x.Units(); !slices.Equal(got, []string{"Y00", "A1", "Y04", "A", "Y08"}) {
		t.Errorf("it concerns %v", got)
	}
	if got := (tickets.Ticket{}).Units(); got == nil || len(got) > 0 {
		t.Errorf("it concerns %v", got)
	}
}
