package service_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/org/accounts"
	"hotline12345/tickets/service"
	"hotline12345/tickets/storetest"
)

func TestCorrectionWalksAround(t *testing.T) {
	o := newOffice(t)
	admin := storetest.By(org.RoleAdministrator)
	must(t, o.ChangeRules(t.Context(), admin, tickets.RuleChange{Options: &tickets.Options{Anonymous: tickets.AnonymousRefused}}))
	gas := tickets.Category{Code: "0698", Name: "旧类", Type: tickets.Complaint, Limit: "7wd", Urgency: tickets.Normal, Ended: true}
	if err := o.ChangeRules(t.Context(), admin, tickets.RuleChange{Category: &gas}); err != nil {
		t.Log("category:", err)
	}
	r := written()
	r.Name, r.NameDeclined, r.Contact, r.ContactDeclined, r.Type = "", true, "", true, tickets.Complaint
	tk, err := o.Create(t.Context(), storetest.Agent, service.Arrival{Origin: "x", Channel: tickets.ByLetter, Register: r}, registerMove)
	must(t, err)
	report := tickets.Report
	for _, code := range []string{"0698", "9999"} {
		got, err := o.Move(t.Context(), storetest.Agent, tk.Number, tickets.Request{Move: tickets.MoveCorrect, Note: "更正", Changes: &tickets.Changes{Category: &code}})
		if err == nil {
			t.Errorf("category %s by correction: taken (%s)", code, got.Category)
		} else {
			t.Log(err)
		}
	}
	tk, err = o.Move(t.Context(), storetest.Agent, tk.Number, tickets.Request{Move: tickets.MoveCorrect, Note: "更正", Changes: &tickets.Changes{Type: &report}})
	if err == nil {
		t.Errorf("an anonymous report by correction: taken (%s %q %q)", tk.Type, tk.Name, tk.Contact)
	}
}

func TestAccountHistoryPages(t *testing.T) {
	o := newOffice(t)
	a := storetest.NewAccounts()
	at := o.now
	for i := range 150 { // one import: one time for all, see recordImported
		u := org.User{Login: fmt.Sprintf("u%03d", i), Name: "某", Unit: "Y04", Roles: []org.Role{org.RoleUnitClerk}, Rev: 1}
		s := u.State()
		must(t, a.AddUser(t.Context(), u, org.UserChange{ID: fmt.Sprint(i), At: at, Login: u.Login, What: org.UserAdded, After: &s}))
	}
	admin := storetest.By(org.RoleAdministrator)
	n := 0
	for before := (org.Cursor{At: at.Add(time.Minute)}); ; {
		page, err := accounts.New(a, o.directory, o.breaker).UserChanges(t.Context(), admin, "", before)
		must(t, err)
		if n += len(page); len(page) < 100 {
			break
		}
		before = org.Cursor{At: page[len(page)-1].At, ID: page[len(page)-1].ID}
	}
	if n != 150 {
		t.Errorf("paging shows %d of 150 changes", n)
	}
}

func TestAreaAuditorReadsNoAccountHistory(t *testing.T) {
	o := newOffice(t)
	auditor := storetest.By(org.RoleAuditor)
	auditor.Unit = "A-00"
	if _, err := accounts.New(storetest.NewAccounts(), o.directory, o.breaker).UserChanges(t.Context(), auditor, "", org.Cursor{At: o.now}); err != nil {
		t.Errorf("%v", err)
	}
}

func TestSameFileAnotherKind(t *testing.T) {
	o := newOffice(t)
	tk := o.committed(t, "1.1", storetest.Dispatch)
	y := storetest.Clerk("Y04")
	sum := fmt.Sprintf("%064d", 1)
	_, err := o.Attach(t.Context(), y, tk.Number, tickets.File{Kind: tickets.UnitDocument, Name: "a.pdf", Type: tickets.PDF, Size: 3, Sum: sum})
	must(t, err)
	got, err := o.Attach(t.Context(), y, tk.Number, tickets.File{Kind: tickets.CitizenLetter, Name: "来信.pdf", Type: tickets.PDF, Size: 3, Sum: sum})
	must(t, err)
	if !slices.ContainsFunc(got.Files, func(f tickets.File) bool { return f.Kind == tickets.CitizenLetter }) {
		t.Errorf("sent as a citizen's letter, acknowledged, kept only as %s", got.Files[0].Kind)
	}
}

// More days for the first contact: the preview says nothing, the recount writes into every ticket.
func TestPreviewOfContactDays(t *testing.T) {
	o := newOffice(t)
	tk := o.committed(t, "1.1", tickets.Request{Move: tickets.MoveDispatch, Unit: "Y04", Limit: "7wd"})
	_, err := o.Move(t.Context(), storetest.Clerk("Y04"), tk.Number, storetest.Sign)
	must(t, err)
	one := 1
	c := tickets.RuleChange{Options: &tickets.Options{Closing: 1050, ContactDays: &one}}
	r, err := o.Rules(t.Context())
	must(t, err)
	c.Options.Closing, c.Options.SeedRules = r.Options.Closing, r.Options.SeedRules
	p, err := o.PreviewRules(t.Context(), storetest.By(org.RoleAdministrator), c, "")
	must(t, err)
	must(t, o.ChangeRules(t.Context(), storetest.By(org.RoleAdministrator), c))
	before, err := o.store.Ticket(t.Context(), tk.Number)
	must(t, err)
	must(t, o.Recompute(t.Context()))
	after, err := o.store.Ticket(t.Context(), tk.Number)
	must(t, err)
	if len(after.Entries) > len(before.Entries) && p.Moved == 0 && p.Looked == 0 {
		t.Errorf("the preview looked at %d tickets and moves %d; the change wrote %d entry, contact by %v -> %v; entry %+v", p.Looked, p.Moved,
			len(after.Entries)-len(before.Entries), before.Assignments[0].ContactBy, after.Assignments[0].ContactBy, last(after).Due)
	}
}

// An exclusion is asked for after the archive: it waits like any other.
func TestExclusionAfterTheArchiveIsNotCounted(t *testing.T) {
	o := newOffice(t)
	ticket, at := storetest.In(tickets.Answered), storetest.Start.Add(20*time.Hour)
	rating := tickets.Rating{Reached: true, Contacted: true, Solved: tickets.SolvedNo, Satisfied: 1}
	ticket = moved(t, ticket, storetest.By(org.RoleAgent), at, tickets.Request{Move: tickets.MoveRevisit, Revisit: &rating, Note: "不满意"}, nil)
	ticket = moved(t, ticket, storetest.By(org.RoleAgent), at, tickets.Request{Move: tickets.MoveArchive}, nil)
	ticket = moved(t, ticket, storetest.Clerk("Y04"), at, tickets.Request{Move: tickets.MoveExclude, Note: "诉求超出职责"}, nil)
	ticket.Stored = true
	must(t, o.store.Create(t.Context(), ticket))
	c, err := o.statistics().Counts(t.Context(), storetest.By(org.RoleSupervisor))
	must(t, err)
	list, err := o.List(t.Context(), storetest.By(org.RoleSupervisor), tickets.Filter{Mark: tickets.MarkExclusion, Limit: 10})
	must(t, err)
	if len(list) != c.Marks[tickets.MarkExclusion] {
		t.Errorf("%d exclusion waits in the list, the tab's number is %d", len(list), c.Marks[tickets.MarkExclusion])
	}
}
