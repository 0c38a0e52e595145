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

// TestNobodyDeclinedAUnitThatNobodyAskedFor: on no way into the book is the unit of a person
// marked as declined; that of a company which does not name itself is.
func TestNobodyDeclinedAUnitThatNobodyAskedFor(t *testing.T) {
	t.Parallel()
	if r := (tickets.Message{Call: "1.1", At: storetest.Start}).Register(); r.UnitDeclined || len(tickets.Complete(r)) > 0 {
		t.Errorf("a message: %+v", r)
	}
	person, company, organisation, none, name := tickets.CallerPerson, tickets.CallerCompany, tickets.CallerOrganisation, "", "云湾机械厂"
	for what, c := range map[string]struct {
		was, unit string
		declined  bool
		changes   tickets.Changes
		want      bool
	}{
		"a person's unit is taken away":    {"", name, false, tickets.Changes{Unit: &none}, false},
		"that of a company":                {"company", name, false, tickets.Changes{Unit: &none}, true},
		"a company without a name":         {"", "", false, tickets.Changes{CallerKind: &company, Unit: &none}, true},
		"an organisation without a name":   {"", "", false, tickets.Changes{CallerKind: &organisation, Unit: &none}, true},
		"it was a person after all":        {"company", "", true, tickets.Changes{CallerKind: &person}, false},
		"it was another kind":              {"company", "", true, tickets.Changes{CallerKind: &organisation}, true},
		"a person's own word, other field": {"", "", true, tickets.Changes{Name: &name}, true},
	} {
		ticket := storetest.In(tickets.Registered)
		ticket.CallerKind, ticket.Register.Unit, ticket.UnitDeclined = tickets.CallerKind(c.was), c.unit, c.declined
		after := moved(t, ticket, supervisor, ticket.CreatedAt.Add(time.Hour), tickets.Request{Move: tickets.MoveCorrect, Note: "x", Changes: &c.changes}, nil)
		if after.UnitDeclined != c.want {
			t.Errorf("%s: %+v", what, after.Register)
		}
	}
}
