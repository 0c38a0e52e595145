package tickets_test

import (
	"slices"
	"testing"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/storetest"
)

// TestAPersonNeedsNoUnit of work, and need not decline one; who speaks for a company or
// another organisation names it (S002, S074).
func TestAPersonNeedsNoUnit(t *testing.T) {
	t.Parallel()
	whole := tickets.Register{Name: "王建军", Contact: "13800138000", Content: "路灯不亮", Type: tickets.Help, CalledAt: storetest.Start}
	lacks := func(r tickets.Register, field string, code errs.FieldCode) bool {
		return slices.ContainsFunc(tickets.Complete(r), func(e errs.FieldError) bool { return e.Field == field && e.Code == code })
	}
	for _, c := range []struct {
		kind            tickets.CallerKind
		unit            string
		declined        bool
		wants, personal bool
	}{
		{"", "", false, false, true}, {tickets.CallerPerson, "", false, false, true}, {tickets.CallerPerson, "云湾机械厂", false, false, false},
		{"", "", true, false, false}, {tickets.CallerCompany, "", false, true, false}, {tickets.CallerOrganisation, " ", false, true, false},
		{tickets.CallerCompany, "云湾机械厂", false, false, false}, {tickets.CallerCompany, "", true, false, false},
	} {
		r := whole
		r.CallerKind, r.Unit, r.UnitDeclined = c.kind, c.unit, c.declined
		if lacks(r, "unit", errs.CodeRequired) != c.wants || r.Personal() != c.personal {
			t.Errorf("%+v: wants a unit %v, personal %v", c, !c.wants, r.Personal())
		}
	}
	robot := whole
	robot.CallerKind = "robot"
	if !lacks(robot, "caller_kind", errs.CodeUnknown) {
		t.Error("a robot calls")
	}
	company, name := tickets.CallerCompany, "云湾机械厂"
	ticket := storetest.In(tickets.Registered)
	at := ticket.CreatedAt.Add(time.Hour)
	after := moved(t, ticket, supervisor, at, tickets.Request{Move: tickets.MoveCorrect, Note: "代表企业", Changes: &tickets.Changes{CallerKind: &company, Unit: &name}}, nil)
	if after.CallerKind != company || after.Register.Unit != name || after.UnitDeclined {
		t.Errorf("corrected: %+v", after.Register)
	}
}
