package web

import (
	"testing"

	"hotline12345/cti"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

// TestASubCentreHearsOnlyItsOwnCalls: S040, M72.
func TestASubCentreHearsOnlyItsOwnCalls(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.people.change("supervisor", func(u *org.User) { u.Unit = "A-00" })
	o.people.change("agent2", func(u *org.User) { u.Unit = "A-00" }) // 1002
	supervisor, auditor := o.as(t, "supervisor"), o.as(t, "auditor")
	for _, path := range []string{"/api/calls/1.1", "/api/calls/1.1/recording"} { // 1001's
		supervisor.do("GET", path, "").want(404, "not_found")
		auditor.do("GET", path, "").want(200, "")
	}
	supervisor.do("GET", "/api/calls/1.5", "").want(200, "") // 1002's
	for _, c := range read[[]cti.CallRecord](supervisor.do("GET", "/api/calls", "").want(200, "")) {
		if c.Agent != "1002" {
			t.Errorf("the sub-centre's list has call %s of %s", c.Call, c.Agent)
		}
	}
	if all := read[[]cti.CallRecord](auditor.do("GET", "/api/calls", "").want(200, "")); len(all) < 2 {
		t.Errorf("the centre's list has %d calls", len(all))
	}
	if pop := read[tickets.ScreenPop](supervisor.do("GET", "/api/calls/1.5/screen-pop", "").want(200, "")); len(pop.Tickets) != 0 {
		t.Errorf("the pop of a sub-centre has the city's tickets %v", pop.Tickets)
	}
}
