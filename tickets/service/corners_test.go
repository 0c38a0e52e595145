package service_test

import (
	"testing"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/service"
	"hotline12345/tickets/storetest"
)

// merged makes two tickets of one caller, the second merged into the first, which a
// unit has in hand.
func (o *office) merged(t *testing.T) (first, second tickets.Number) {
	t.Helper()
	first, second = o.committed(t, "1.1", storetest.Dispatch).Number, o.committed(t, "1.2", registerMove).Number
	o.moved(t, second, tickets.Request{Move: tickets.MoveMerge, Into: first})
	return first, second
}

func (o *office) moved(t *testing.T, n tickets.Number, r tickets.Request) tickets.Ticket {
	t.Helper()
	got, err := o.Move(t.Context(), storetest.By(org.RoleSupervisor, org.RoleAgent), n, r)
	must(t, err)
	return got
}

// A merged ticket that was answered and is reopened goes its own way, and can be merged
// again.
func TestAReopenedMergedTicketIsMergedAgain(t *testing.T) {
	o := newOffice(t)
	first, second := o.merged(t)
	o.moved(t, second, storetest.Answer)
	if again := o.moved(t, second, tickets.Request{Move: tickets.MoveReopen, Note: "又来电"}); again.Into != "" {
		t.Errorf("reopened, %s, but still merged into %s", again.State, again.Into)
	}
	o.moved(t, second, tickets.Request{Move: tickets.MoveMerge, Into: first})
}

// The first caller takes the matter back: those who were merged with it still wait, so
// it is not archived without an answer before they are told apart.
func TestNobodyIsLeftBehindWithTheFirst(t *testing.T) {
	o := newOffice(t)
	first, second := o.merged(t)
	withdrawn := tickets.Request{Move: tickets.MoveArchive, Reason: tickets.Withdrawn, Note: "来电人撤回"}
	if _, err := o.Move(t.Context(), storetest.By(org.RoleSupervisor), first, withdrawn); !isCode(err, tickets.MergedWait) {
		t.Errorf("archived while another waits for it: %v", err)
	}
	o.moved(t, second, tickets.Request{Move: tickets.MoveSeparate, Note: "仍要处理"})
	o.moved(t, first, withdrawn)
}

// A telephone number as people type it is found as the calls bring it.
func TestContactWithSigns(t *testing.T) {
	o := newOffice(t)
	r := written()
	r.Contact = "138-0013-8000"
	_, err := o.Create(t.Context(), storetest.By(org.RoleDispatcher), service.Arrival{Origin: "x1", Channel: tickets.ByLetter, Register: r}, tickets.Request{Move: tickets.MoveRegister})
	must(t, err)
	list, err := o.List(t.Context(), storetest.By(org.RoleSupervisor), tickets.Filter{Number: "13800138000"})
	must(t, err)
	if len(list) != 1 {
		t.Errorf("%d tickets of 13800138000, typed with hyphens", len(list))
	}
}

// A district's supervisor reads what an agent of the city types in a call that is none of theirs.
func TestADraftIsItsCentresBusiness(t *testing.T) {
	o := newOffice(t)
	_, err := o.SaveDraft(t.Context(), storetest.By(org.RoleAgent), fill("1.1", 0))
	must(t, err)
	far := org.Actor{Person: org.Person{ID: "77", Number: "7701", Name: "班长", Unit: "A-00"}, Roles: []org.Role{org.RoleSupervisor}}
	if d, err := o.Draft(t.Context(), far, "1.1"); err == nil {
		t.Errorf("a supervisor of A-00 reads the draft of a city call: %s %s", d.Name, d.Contact)
	}
}

// What a unit wrote about a masked citizen stands open in the list of exclusions.
func TestExclusionNotesHideTheCitizen(t *testing.T) {
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
