package service_test

import (
	"testing"

	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

// TestRepeatsAreOnlyThoseThatOneMaySee: a sub-centre does not learn who called the
// city's centre by asking for repeats of a number.
func TestRepeatsAreOnlyThoseThatOneMaySee(t *testing.T) {
	o := newOffice(t)
	n := o.committed(t, "1.1", registerMove).Number
	for unit, want := range map[string]int{"Y00": 1, "A-00": 0} {
		a := storetest.By(org.RoleDispatcher)
		a.Unit = unit
		list, err := o.Similar(t.Context(), a, tickets.Register{Contact: "13800138000"})
		must(t, err)
		if len(list) != want || want == 1 && list[0].Number != n {
			t.Errorf("a dispatcher of %s finds %+v, want %d repeats", unit, list, want)
		}
	}
}

// TestSeeingIsOneRule: what says that a ticket may be seen says the same as the ticket.
func TestSeeingIsOneRule(t *testing.T) {
	o := newOffice(t)
	n := o.committed(t, "1.1", tickets.Request{Move: tickets.MoveDispatch, Unit: "A-09", Assist: []string{"Y08"}}).Number
	for _, role := range org.Roles() {
		for _, unit := range []string{"Y", "Y00", "Y04", "Y08", "A", "A-00", "A-09", "A1"} {
			a := storetest.Of(unit, role)
			_, err := o.Ticket(t.Context(), a, n)
			if sees := o.Sees(t.Context(), a, n); (sees == nil) != (err == nil) {
				t.Errorf("a %s of %s: %v, but reading it %v", role, unit, sees, err)
			}
		}
	}
	wantErr(t, "no such ticket", o.Sees(t.Context(), storetest.Of("Y00", org.RoleAgent), "261123999999"), errs.ErrNotFound)
}
