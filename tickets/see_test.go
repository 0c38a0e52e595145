package tickets_test

import (
	"encoding/json"
	"strings"
	"testing"

	"hotline12345/tickets"
	"hotline12345/tickets/storetest"
)

func TestIdentityIsMaskedOutsideTheCentre(t *testing.T) {
	secret := func(change func(r *tickets.Register)) tickets.Ticket {
		_, ticket := storetest.Written(1, "13800138000", storetest.Dispatch)
		name := "王建国"
		ticket = storetest.Moved(ticket, tickets.Request{Move: tickets.MoveCorrect, Note: "他叫王建国",
			Changes: &tickets.Changes{Name: &name}})
		ticket.Unit = "云湾船厂"
		change(&ticket.Register)
		return ticket
	}
	tree := tickets.NewTree(storetest.Units())
	for name, ticket := range map[string]tickets.Ticket{
		"confidential": secret(func(r *tickets.Register) { r.Confidential = true }),
		"a report":     secret(func(r *tickets.Register) { r.Type = tickets.Report }),
	} {
		seen := tickets.ForEyes(clerk("Y04"), ticket, tree)
		raw, err := json.Marshal(seen)
		if err != nil {
			t.Fatal(err)
		}
		for _, leak := range []string{"王建", "13800138000", "云湾船厂", "call.1"} {
			if strings.Contains(string(raw), leak) {
				t.Errorf("%s: a clerk reads %q in %s", name, leak, raw)
			}
		}
		if !seen.Masked || seen.Content != "工地噪声" || seen.Place == "" {
			t.Errorf("%s: masked %v, content %q: the clerk must still know the matter", name, seen.Masked, seen.Content)
		}
		if ticket.Entries[0].Written.Name != "王建军" || *ticket.Entries[2].Changes.Name != "王建国" {
			t.Error("masking changed the ticket itself")
		}
		for _, role := range []tickets.Role{tickets.RoleAgent, tickets.RoleSupervisor, tickets.RoleDispatcher, tickets.RoleAuditor} {
			if full := tickets.ForEyes(by(role), ticket, tree); full.Masked || full.Caller != "13800138000" {
				t.Errorf("%s: %s sees it masked", name, role)
			}
		}
		for _, role := range tickets.Roles() { // whatever the role, in the bureau it is about
			bureau := by(role)
			bureau.Unit = "Y04"
			if seen := tickets.ForEyes(bureau, ticket, tree); !seen.Masked || tickets.MayUnmask(bureau, ticket, tree) {
				t.Errorf("%s: a %s of the unit learns who it is", name, role)
			}
		}
		line := tickets.SummaryForEyes(clerk("Y04"), tickets.Summarise(ticket), tree)
		if !line.Masked || line.Name != "***" || line.Contact != "***" {
			t.Errorf("%s: a clerk's list shows %+v", name, line)
		}
	}
	_, open := storetest.Written(1, "13800138000", storetest.Dispatch)
	if seen := tickets.ForEyes(clerk("Y04"), open, tree); seen.Masked || seen.Contact != "13800138000" {
		t.Error("an ordinary ticket is masked: the unit could not call the citizen")
	}
}

func TestWhoMaySee(t *testing.T) {
	tree := tickets.NewTree(storetest.Units())
	for _, c := range []struct {
		role       tickets.Role
		unit, lead string
		want       bool
	}{
		{tickets.RoleAgent, "Y00", "", true}, {tickets.RoleAuditor, "Y00", "A", true},
		{tickets.RoleUnitClerk, "Y04", "Y04", true}, {tickets.RoleUnitClerk, "A", "A-09", true},
		{tickets.RoleUnitClerk, "A-09", "A", false}, {tickets.RoleUnitClerk, "Y04", "", false},
		{tickets.RoleUnitClerk, "", "", false}, {tickets.RoleTelecomAdmin, "Y00", "Y00", false},
		{tickets.RoleDispatcher, "A-00", "A1a", true}, {tickets.RoleDispatcher, "A-00", "Y04", false},
		{tickets.RoleLeader, "Y", "A1a", true}, {tickets.RoleLeader, "A", "Y04", false},
	} {
		a := by(c.role)
		a.Unit = c.unit
		if got := tickets.MaySee(a, tickets.Ticket{Lead: c.lead, Centre: "Y00"}, tree); got != c.want {
			t.Errorf("%s of %q sees a ticket of %q: %v", c.role, c.unit, c.lead, got)
		}
	}
}

// TestRepeatsAreOnlyThoseThatOneMaySee: a sub-centre does not learn who called the
// city's centre by asking for repeats of a number.
func TestRepeatsAreOnlyThoseThatOneMaySee(t *testing.T) {
	o := newOffice(t)
	n := o.committed(t, "1.1", registerMove).Number
	for unit, want := range map[string]int{"Y00": 1, "A-00": 0} {
		a := by(tickets.RoleDispatcher)
		a.Unit = unit
		list, err := o.Similar(t.Context(), a, tickets.Register{Contact: "13800138000"})
		must(t, err)
		if len(list) != want || want == 1 && list[0].Number != n {
			t.Errorf("a dispatcher of %s finds %+v, want %d repeats", unit, list, want)
		}
	}
}

func TestATreeWithACycleEnds(t *testing.T) {
	tree := tickets.NewTree([]tickets.Unit{{Code: "a", Parent: "b"}, {Code: "b", Parent: "a"}})
	if tree.Within("a", "c") || !tree.Within("a", "b") {
		t.Error("a cycle of units is read wrongly")
	}
}

// TestAUnitKeepsToItsOwnWhileTheTreeWasNeverLoaded: the service was started while the
// database was away.
func TestAUnitKeepsToItsOwnWhileTheTreeWasNeverLoaded(t *testing.T) {
	var none tickets.Tree
	ticket := tickets.Ticket{Centre: none.CentreFor("Y00"), CreatedBy: tickets.Person{Unit: "Y00"}, Register: tickets.Register{Confidential: true}}
	for unit, want := range map[string]bool{"Y00": true, "A-00": false, "Y04": false, "": false} {
		a := by(tickets.RoleSupervisor)
		a.Unit = unit
		if tickets.MaySee(a, ticket, none) != want || tickets.ForEyes(a, ticket, none).Masked == want {
			t.Errorf("a supervisor of %q: want %v", unit, want)
		}
	}
}

// TestSeeingIsOneRule: what says that a ticket may be seen says the same as the ticket.
func TestSeeingIsOneRule(t *testing.T) {
	o := newOffice(t)
	n := o.committed(t, "1.1", tickets.Request{Move: tickets.MoveDispatch, Unit: "A-09", Assist: []string{"Y08"}}).Number
	for _, role := range tickets.Roles() {
		for _, unit := range []string{"Y", "Y00", "Y04", "Y08", "A", "A-00", "A-09", "A1"} {
			a := of(unit, role)
			_, err := o.Ticket(t.Context(), a, n)
			if sees := o.Sees(t.Context(), a, n); (sees == nil) != (err == nil) {
				t.Errorf("a %s of %s: %v, but reading it %v", role, unit, sees, err)
			}
		}
	}
	wantErr(t, "no such ticket", o.Sees(t.Context(), of("Y00", tickets.RoleAgent), "261123999999"), tickets.ErrNotFound)
}
