package tickets_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/storetest"
)

// The promise broke while the unit was late; the office has the matter for a minute.
func TestOfficeIsEscalatedAtOnce(t *testing.T) {
	ticket, at := signed(t, nil)
	at = ticket.Promise.Add(time.Hour)
	ticket = ring(t, ticket, at)
	if !ticket.PromiseReminded || !ticket.Referred.IsZero() {
		t.Fatalf("set-up: reminded %v referred %v", ticket.PromiseReminded, ticket.Referred)
	}
	at = at.Add(5 * 24 * time.Hour)
	ticket = ring(t, ticket, at)
	ticket = moved(t, ticket, clerk("Y04"), at, tickets.Request{Move: tickets.MoveReport, Note: "已办", Result: tickets.Solved}, nil)
	n := len(ticket.Entries)
	ticket = ring(t, ticket, at)
	if !ticket.Referred.IsZero() {
		t.Errorf("in %s for zero minutes, and already before the leader; new entries: %d, what %s", ticket.State, len(ticket.Entries)-n, last(ticket).What)
	}
}

func TestPromiseRingsEachDayInOffice(t *testing.T) {
	ticket := in(tickets.Checking)
	at := ticket.Promise.Add(time.Hour)
	for range 10 {
		ticket = ring(t, ticket, at)
		at = at.Add(24 * time.Hour)
	}
	n := 0
	for _, e := range ticket.Entries {
		if e.What == tickets.AlarmPromise {
			n++
		}
	}
	if n != 8 { // the first, and one each working day after it
		t.Errorf("%d reminders in 10 days", n)
	}
}

// Confidential after signing: the unit cannot know the citizen's number.
func TestConfidentialStillAwaitsContact(t *testing.T) {
	ticket, at := signed(t, nil)
	yes := true
	ticket = moved(t, ticket, supervisor, at, tickets.Request{Move: tickets.MoveCorrect, Note: "诉求人要求保密", Changes: &tickets.Changes{Confidential: &yes}}, nil)
	seen := tickets.ForEyes(clerk("Y04"), ticket, rules().Tree)
	due := ticket.Parts[0].ContactBy
	warned := ring(t, ticket, due)
	n := 0
	for _, e := range warned.Entries {
		if e.What == tickets.AlarmContact {
			n++
		}
	}
	done := moved(t, warned, clerk("Y04"), due.Add(time.Hour), tickets.Request{Move: tickets.MoveReport, Note: "已办", Result: tickets.Solved}, nil)
	if n > 0 || last(done).FirstContact != "" {
		t.Errorf("the unit sees the number %q, is reminded %d times to call it, and is judged %q", seen.Contact, n, last(done).FirstContact)
	}
}

func TestCorrectionWalksAround(t *testing.T) {
	o := newOffice(t)
	admin := by(tickets.RoleAdministrator)
	must(t, o.ChangeRules(t.Context(), admin, tickets.RuleChange{Options: &tickets.Options{Anonymous: tickets.AnonymousRefused}}))
	gas := tickets.Category{Code: "0698", Name: "旧类", Type: tickets.Complaint, Limit: "7wd", Urgency: tickets.Normal, Ended: true}
	if err := o.ChangeRules(t.Context(), admin, tickets.RuleChange{Category: &gas}); err != nil {
		t.Log("category:", err)
	}
	r := written()
	r.Name, r.NameDeclined, r.Contact, r.ContactDeclined, r.Type = "", true, "", true, tickets.Complaint
	tk, err := o.Create(t.Context(), storetest.Agent, tickets.Arrival{Origin: "x", Channel: tickets.ByLetter, Register: r}, registerMove)
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

func TestHandDownHidesAMissedContact(t *testing.T) {
	ticket, _ := signed(t, nil)
	at := ticket.Parts[0].ContactBy.Add(24 * time.Hour)
	ticket = ring(t, ticket, at)
	ticket = moved(t, ticket, clerk("Y04"), at, tickets.Request{Move: tickets.MoveHandDown, Unit: "Y04a", Note: "转办"}, nil)
	if !slices.ContainsFunc(ticket.Entries, func(e tickets.Entry) bool { return e.FirstContact != "" }) {
		t.Errorf("Y04 was not in touch within its limit, handed down a day later, and nothing says so: %+v", last(ticket))
	}
}

func TestBackdatedContact(t *testing.T) {
	ticket, _ := signed(t, nil)
	p := ticket.Parts[0]
	at := p.ContactBy.Add(48 * time.Hour)
	ticket = ring(t, ticket, at)
	ticket = moved(t, ticket, clerk("Y04"), at, tickets.Request{Move: tickets.MoveReport, Note: "已办", Result: tickets.Solved, Way: tickets.Telephone,
		AnsweredAt: p.DispatchedAt.Add(-time.Minute)}, nil)
	if last(ticket).FirstContact == tickets.ContactInTime {
		t.Errorf("said on %v that the citizen was called at %v, before the dispatch at %v: %s", at, ticket.Parts[0].ContactedAt, p.DispatchedAt, last(ticket).FirstContact)
	}
}

func TestEmergencyAndContact(t *testing.T) {
	ticket, at := signed(t, nil)
	was := ticket.Parts[0].ContactBy
	ticket = moved(t, ticket, supervisor, at, tickets.Request{Move: tickets.MoveRaise, Note: "险情"}, nil)
	if p := ticket.Parts[0]; p.ContactBy.After(p.Due) {
		t.Errorf("raised: contact by %v is after the answer by %v; stale %v", p.ContactBy, p.Due, tickets.Stale(ticket, rules()))
	}
	re, err := tickets.Apply(tickets.Case{Ticket: ticket, Request: tickets.Request{Move: tickets.MoveRecompute}, By: tickets.Clock(), Now: at, Rules: rules()})
	must(t, err)
	re = moved(t, re, supervisor, at.Add(time.Minute), tickets.Request{Move: tickets.MoveStandDown, Note: "误报"}, nil)
	if got := re.Parts[0].ContactBy; !got.Equal(was) {
		t.Errorf("stood down: contact by %v, was %v (due %v)", got, was, re.Parts[0].Due)
	}
}

func TestAccountHistoryPages(t *testing.T) {
	o := newOffice(t)
	a := storetest.NewAccounts()
	at := o.now
	for i := range 150 { // one import: one time for all, see recordImported
		u := tickets.User{Login: fmt.Sprintf("u%03d", i), Name: "某", Unit: "Y04", Roles: []tickets.Role{tickets.RoleUnitClerk}, Rev: 1}
		s := u.State()
		must(t, a.AddUser(t.Context(), u, tickets.UserChange{ID: fmt.Sprint(i), At: at, Login: u.Login, What: tickets.UserAdded, After: &s}))
	}
	admin := by(tickets.RoleAdministrator)
	n := 0
	for before := (tickets.Cursor{At: at.Add(time.Minute)}); ; {
		page, err := tickets.NewAccountService(a, o.directory, o.breaker).UserChanges(t.Context(), admin, "", before)
		must(t, err)
		if n += len(page); len(page) < 100 {
			break
		}
		before = tickets.Cursor{At: page[len(page)-1].At, ID: page[len(page)-1].ID}
	}
	if n != 150 {
		t.Errorf("paging shows %d of 150 changes", n)
	}
}

func TestAreaAuditorReadsNoAccountHistory(t *testing.T) {
	o := newOffice(t)
	auditor := by(tickets.RoleAuditor)
	auditor.Unit = "A-00"
	if _, err := tickets.NewAccountService(storetest.NewAccounts(), o.directory, o.breaker).UserChanges(t.Context(), auditor, "", tickets.Cursor{At: o.now}); err != nil {
		t.Errorf("%v", err)
	}
}

func TestSameFileAnotherKind(t *testing.T) {
	o := newOffice(t)
	tk := o.committed(t, "1.1", storetest.Dispatch)
	y := clerk("Y04")
	sum := fmt.Sprintf("%064d", 1)
	_, err := o.Attach(t.Context(), y, tk.Number, tickets.File{Kind: tickets.UnitDocument, Name: "a.pdf", Type: tickets.PDF, Size: 3, Sum: sum})
	must(t, err)
	got, err := o.Attach(t.Context(), y, tk.Number, tickets.File{Kind: tickets.CitizenLetter, Name: "来信.pdf", Type: tickets.PDF, Size: 3, Sum: sum})
	must(t, err)
	if !slices.ContainsFunc(got.Files, func(f tickets.File) bool { return f.Kind == tickets.CitizenLetter }) {
		t.Errorf("sent as a citizen's letter, acknowledged, kept only as %s", got.Files[0].Kind)
	}
}

// The second of a merge rings before the leader although the first is with a unit in
// its limit; the leader can neither instruct it nor is the mark taken off.
func TestMergedIsPutBeforeTheLeader(t *testing.T) {
	ticket := in(tickets.Merged)
	at := ticket.Promise.Add(time.Hour)
	n := len(ticket.Entries)
	for range 14 {
		ticket = ring(t, ticket, at)
		at = at.Add(24 * time.Hour)
	}
	_, err := tickets.Apply(tickets.Case{Ticket: ticket, Request: tickets.Request{Move: tickets.MoveInstruct, Note: "请速办"}, By: by(tickets.RoleLeader), Now: at, Rules: rules()})
	if !ticket.Referred.IsZero() && err != nil {
		t.Errorf("merged, %d reminders in 14 days, before the leader (marks %v), who may not: %v", len(ticket.Entries)-n, ticket.Marks(), err)
	}
}

func TestInstructedIsReferredAgainDaily(t *testing.T) {
	ticket := in(tickets.Checking)
	at := ticket.Promise.Add(time.Hour)
	again := 0
	for range 14 {
		was := ticket.Referred
		ticket = ring(t, ticket, at)
		if was.IsZero() && !ticket.Referred.IsZero() {
			again++
			ticket = moved(t, ticket, by(tickets.RoleLeader), at, tickets.Request{Move: tickets.MoveInstruct, Note: "请速办"}, nil)
		}
		at = at.Add(24 * time.Hour)
	}
	if again != 1 {
		t.Errorf("the leader instructed, and had it before them %d times in 14 days", again)
	}
}

// More days for the first contact: the preview says nothing, the recount writes into every ticket.
func TestPreviewOfContactDays(t *testing.T) {
	o := newOffice(t)
	tk := o.committed(t, "1.1", tickets.Request{Move: tickets.MoveDispatch, Unit: "Y04", Limit: "7wd"})
	_, err := o.Move(t.Context(), clerk("Y04"), tk.Number, storetest.Sign)
	must(t, err)
	one := 1
	c := tickets.RuleChange{Options: &tickets.Options{Closing: 1050, ContactDays: &one}}
	r, err := o.Rules(t.Context())
	must(t, err)
	c.Options.Closing, c.Options.SeedRules = r.Options.Closing, r.Options.SeedRules
	p, err := o.PreviewRules(t.Context(), by(tickets.RoleAdministrator), c, "")
	must(t, err)
	must(t, o.ChangeRules(t.Context(), by(tickets.RoleAdministrator), c))
	before, err := o.store.Ticket(t.Context(), tk.Number)
	must(t, err)
	must(t, o.Recompute(t.Context()))
	after, err := o.store.Ticket(t.Context(), tk.Number)
	must(t, err)
	if len(after.Entries) > len(before.Entries) && p.Moved == 0 && p.Looked == 0 {
		t.Errorf("the preview looked at %d tickets and moves %d; the change wrote %d entry, contact by %v -> %v; entry %+v", p.Looked, p.Moved,
			len(after.Entries)-len(before.Entries), before.Parts[0].ContactBy, after.Parts[0].ContactBy, last(after).Due)
	}
}

// A ticket that was reminded of its promise before this version has no PromiseAgain.
func TestOldRemindedTicketNeverWakes(t *testing.T) {
	ticket, at := signed(t, nil)
	ticket = moved(t, ticket, supervisor, at, tickets.Request{Move: tickets.MoveAssist, Unit: "Y08", Limit: "20wd"}, nil)
	ticket.PromiseReminded, ticket.PromiseAgain = true, time.Time{} // as stored by the version before
	ticket = moved(t, ticket, clerk("Y04"), at.Add(time.Hour), tickets.Request{Move: tickets.MoveReport, Note: "已办", Result: tickets.Solved}, nil)
	open := 0
	for _, p := range ticket.Parts {
		if p.Open() {
			open++
		}
	}
	if w := tickets.Wake(ticket); w.IsZero() {
		t.Errorf("in %s, %d assisting unit owes its answer by %v, and the clock never looks again (wake zero)", ticket.State, open, ticket.Parts[1].Due)
	}
}

// A plea that a rating does not count is asked for after the archive: no number says that it waits.
func TestExclusionAfterTheArchiveIsNotCounted(t *testing.T) {
	o := newOffice(t)
	ticket, at := in(tickets.Answered), storetest.Start.Add(20*time.Hour)
	rating := tickets.Rating{Reached: true, Contacted: true, Solved: tickets.SolvedNo, Satisfied: 1}
	ticket = moved(t, ticket, by(tickets.RoleAgent), at, tickets.Request{Move: tickets.MoveRevisit, Revisit: &rating, Note: "不满意"}, nil)
	ticket = moved(t, ticket, by(tickets.RoleAgent), at, tickets.Request{Move: tickets.MoveArchive}, nil)
	ticket = moved(t, ticket, clerk("Y04"), at, tickets.Request{Move: tickets.MoveExclude, Note: "诉求超出职责"}, nil)
	ticket.Stored = true
	must(t, o.store.Create(t.Context(), ticket))
	c, err := o.statistics().Counts(t.Context(), by(tickets.RoleSupervisor))
	must(t, err)
	list, err := o.List(t.Context(), by(tickets.RoleSupervisor), tickets.Filter{Mark: tickets.MarkExclusion, Limit: 10})
	must(t, err)
	if len(list) != c.Marks[tickets.MarkExclusion] {
		t.Errorf("%d exclusion waits in the list, the tab's number is %d", len(list), c.Marks[tickets.MarkExclusion])
	}
}
