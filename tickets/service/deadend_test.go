package service_test

import (
	"errors"
	"testing"

	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/service"
	"hotline12345/tickets/statistics"
	"hotline12345/tickets/storetest"
)

func TestEveryRatingCounts(t *testing.T) {
	m := storetest.NewMemory()
	ticket := storetest.After(storetest.After(storetest.In(tickets.Answered), storetest.Badly), append(storetest.ReportAgain(), storetest.Revisit)...)
	must(t, m.Create(t.Context(), ticket))
	groups, err := m.Ratings(t.Context(), nil, storetest.Start, storetest.Start.AddDate(1, 0, 0))
	must(t, err)
	all, _ := statistics.CountRates(groups, nil, statistics.RateRules{})
	if all.Revisited != 2 || all.Satisfied != 1 || all.Rated != 2 {
		t.Errorf("a bad rating and a good one after the redo: %+v", all)
	}
}

func TestAnExclusionIsAboutTheRatingItWasAskedFor(t *testing.T) {
	ticket := storetest.After(storetest.In(tickets.Answered), storetest.Badly, tickets.Request{Move: tickets.MoveExclude, Note: "超出职责"})
	ticket = storetest.After(ticket, storetest.Report, tickets.Request{Move: tickets.MoveGrant, UnitRequest: tickets.ExclusionRequest}, storetest.Pass, storetest.Answer, storetest.Revisit)
	if ticket.Revisit.Excluded || ticket.Revisit.Satisfied == 1 {
		t.Errorf("the later rating is excluded: %+v", ticket.Revisit)
	}
	m := storetest.NewMemory()
	must(t, m.Create(t.Context(), ticket))
	out, err := m.Exclusions(t.Context(), nil, storetest.Start, storetest.Start.AddDate(1, 0, 0), 9)
	must(t, err)
	if len(out) != 1 || out[0].Satisfied != 1 || out[0].Note != "超出职责" {
		t.Errorf("exclusions %+v", out)
	}
}

func TestALetterAsTheFirstMoveHasItsNumber(t *testing.T) {
	o := newOffice(t)
	r := storetest.Answer
	r.Way = tickets.Letter
	ticket, err := o.Create(t.Context(), storetest.By(org.RoleDispatcher), service.Arrival{Origin: "l1", Channel: tickets.ByLetter, Register: written()}, r)
	must(t, err)
	if serial := ticket.Entries[1].Serial; serial != string(ticket.Number)+"-1" {
		t.Errorf("the letter is number %q", serial)
	}
	r.Way = tickets.Letter
	called := o.committed(t, "1.1", r)
	if serial := called.Entries[1].Serial; serial != string(called.Number)+"-1" {
		t.Errorf("the letter of a call is number %q", serial)
	}
}

func TestACentreEndsOnlyIntoACentre(t *testing.T) {
	for name, c := range map[string]struct {
		unit  org.Unit
		field string
	}{
		"the city's centre into a bureau":       {org.Unit{Code: "Y00", Name: "中心", Parent: "Y", Level: 1, Centre: true, Ended: true, Successor: "Y04"}, "centre"},
		"the city's centre is a centre no more": {org.Unit{Code: "Y00", Name: "中心", Parent: "Y", Level: 1}, "centre"},
		"a sub-centre into the city's":          {org.Unit{Code: "A-00", Name: "分中心", Parent: "A", Level: 2, Centre: true, Ended: true, Successor: "Y00"}, ""},
		"a sub-centre is a plain unit":          {org.Unit{Code: "A-00", Name: "分中心", Parent: "A", Level: 2}, ""},
	} {
		err := newOffice(t).ChangeRules(t.Context(), storetest.By(org.RoleAdministrator), tickets.RuleChange{Unit: &c.unit})
		if got := firstField(err); got != c.field {
			t.Errorf("%s: wrong field %q (%v), want %q", name, got, err, c.field)
		}
	}
}

func firstField(err error) string {
	var wrong *errs.Invalid
	if errors.As(err, &wrong) {
		return wrong.Fields[0].Field
	}
	return ""
}

// TestWorkFollowsAChainOfSuccessors: a unit ended, and its successor too, before
// the work was handed over; and one ticket that refuses holds up none of the others.
func TestWorkFollowsAChainOfSuccessors(t *testing.T) {
	o := newOffice(t)
	admin := storetest.By(org.RoleAdministrator)
	a := o.committed(t, "1.1", tickets.Request{Move: tickets.MoveDispatch, Unit: "A1a"})
	end := func(code, parent string, level int, to string) {
		t.Helper()
		must(t, o.ChangeRules(t.Context(), admin, tickets.RuleChange{Unit: &org.Unit{Code: code, Name: code, Parent: parent, Level: level, Ended: true, Successor: to}}))
	}
	end("A1a", "A1", 4, "A1")
	end("A1", "A", 3, "A-09")
	must(t, o.HandOver(t.Context(), "A1a", "A1"))
	got, err := o.Ticket(t.Context(), storetest.By(org.RoleSupervisor), a.Number)
	must(t, err)
	if got.Lead != "A-09" {
		t.Errorf("the work of the first unit is led by %q", got.Lead)
	}
}
