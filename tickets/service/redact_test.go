package service_test

import (
	"testing"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/service"
	"hotline12345/tickets/storetest"
)

// TestAScreenPopHidesWhatIsMasked: a sub-centre is called by someone whose
// confidential ticket the city's centre has given it.
func TestAScreenPopHidesWhatIsMasked(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	r := written()
	r.Confidential = true
	a := service.Arrival{Origin: "letter 1", Channel: tickets.ByLetter, Register: r}
	ticket, err := o.Create(t.Context(), storetest.By(org.RoleDispatcher), a, tickets.Request{Move: tickets.MoveDispatch, Unit: "A-00"})
	must(t, err)
	for unit, masked := range map[string]bool{"Y00": false, "A-00": true} {
		agent := storetest.By(org.RoleAgent)
		agent.Unit = unit
		pop, err := o.ScreenPop(t.Context(), agent, "1.2")
		must(t, err)
		if len(pop.Tickets) != 1 || pop.Tickets[0].Number != ticket.Number || pop.Tickets[0].Masked != masked {
			t.Errorf("%s: the pop has %+v", unit, pop.Tickets)
		}
		if named := pop.Name != ""; named == masked {
			t.Errorf("%s: the pop is named %q", unit, pop.Name)
		}
	}
}

// TestASubCentreFindsItsOwnMaskedCitizens: it knows who they are, so it may search for
// them. Where it only has an assignment of the city's centre, they stay hidden.
func TestASubCentreFindsItsOwnMaskedCitizens(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	r := written()
	r.Confidential = true
	sub := storetest.Of("A-00", org.RoleAgent)
	own, err := o.Create(t.Context(), sub, service.Arrival{Origin: "own", Channel: tickets.ByVisit, Register: r}, registerMove)
	must(t, err)
	_, err = o.Create(t.Context(), storetest.Of("Y00", org.RoleDispatcher), service.Arrival{Origin: "city", Channel: tickets.ByVisit, Register: r},
		tickets.Request{Move: tickets.MoveDispatch, Unit: "A-00"})
	must(t, err)
	for _, f := range []tickets.Filter{{Text: r.Name}, {Number: r.Contact}} {
		list, err := o.List(t.Context(), sub, f)
		must(t, err)
		if len(list) != 1 || list[0].Number != own.Number || list[0].Masked {
			t.Errorf("the sub-centre finds %+v by %+v", list, f)
		}
		if list, err = o.List(t.Context(), storetest.Of("Y00", org.RoleAgent), f); err != nil || len(list) != 2 {
			t.Errorf("the city's centre finds %d by %+v, %v", len(list), f, err)
		}
		if list, err = o.List(t.Context(), storetest.Of("A-00", org.RoleUnitClerk), f); err != nil || len(list) != 0 {
			t.Errorf("a clerk finds %d by %+v, %v", len(list), f, err)
		}
	}
}

// TestExclusionNotesHideTheCitizen: the list of exclusions shows of a unit's note what
// the ticket shows.
func TestExclusionNotesHideTheCitizen(t *testing.T) {
	t.Parallel()
	m := storetest.NewMemory()
	_, tk := storetest.Written(1, "13800138000")
	tk.Type = tickets.Report
	for _, r := range []tickets.Request{storetest.Dispatch, storetest.Sign, storetest.Report, storetest.Pass, storetest.Answer, storetest.Badly,
		{Move: tickets.MoveExclude, Note: "举报人王建军13800138000无理缠诉"}, {Move: tickets.MoveGrant, UnitRequest: tickets.ExclusionRequest}} {
		tk = storetest.Moved(tk, r)
	}
	must(t, m.Create(t.Context(), tk))
	out, err := m.Exclusions(t.Context(), []string{"Y04"}, storetest.Start, storetest.Start.AddDate(1, 0, 0), 9)
	must(t, err)
	shown := tickets.RedactFor(storetest.Clerk("Y04"), tk, storetest.RulebookWithSubunit().Tree)
	for i, e := range shown.Entries {
		if e.Move == tickets.MoveExclude && e.Note != tk.Entries[i].Note && out[0].Note == tk.Entries[i].Note {
			t.Errorf("in the ticket %q, in the rates %q", e.Note, out[0].Note)
		}
	}
}
