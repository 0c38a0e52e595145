package records_test

import (
	"testing"

	"hotline12345/tickets/org"
	"hotline12345/tickets/records"
	"hotline12345/tickets/storetest"
)

// TestWhoAddsFiles: whoever writes material, to material of their own area.
func TestWhoAddsFiles(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		kind records.Kind
		by   org.Actor
		may  bool
	}{
		"the office": {records.Material, storetest.Of("Y00", org.RoleDispatcher), true}, "its supervisor": {records.Material, storetest.Of("Y00", org.RoleSupervisor), true},
		"the duty officer": {records.Material, storetest.Of("Y00", org.RoleDutyOfficer), false}, "a leader": {records.Material, storetest.Of("Y", org.RoleLeader), false},
		"a sub-centre": {records.Material, storetest.Of("A-00", org.RoleSupervisor), false}, "a unit": {records.Material, storetest.Clerk("Y04"), false},
		"to a hand-over": {records.HandOver, storetest.Of("Y00", org.RoleSupervisor), false}, "to a spot check": {records.SpotCheck, storetest.Of("Y00", org.RoleSupervisor), false},
	} {
		if got := records.MayAttach(c.by, whole()[c.kind], tree); got != c.may {
			t.Errorf("%s: %v", name, got)
		}
	}
}
