package tickets_test

import (
	"slices"
	"testing"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

// No ticket is archived without an answer to the citizen (who, when, how) or a
// recorded reason. Beyond this path, the property test tries all others.
func TestInvariant1(t *testing.T) {
	t.Parallel()
	now := storetest.Start.Add(24 * time.Hour)
	for _, state := range tickets.States() {
		ticket := storetest.In(state)
		if ticket.Answer == nil && state != tickets.Archived {
			refused(t, ticket, now, supervisor, tickets.Request{Move: tickets.MoveArchive, Note: "x"}, tickets.NeedsAnswer)
		}
	}
	archived := run(t, storetest.In(tickets.Revisited), now, step{supervisor, storetest.Archive})
	if a := archived.Answer; a == nil || a.By.Name == "" || a.At.IsZero() || a.Way == "" {
		t.Errorf("archived with %+v", a)
	}
	withdrawn := run(t, storetest.In(tickets.Registered), now, step{supervisor,
		tickets.Request{Move: tickets.MoveArchive, Reason: tickets.Withdrawn, Note: "来电人撤回"}})
	if withdrawn.NoReply != tickets.Withdrawn || withdrawn.Entries[len(withdrawn.Entries)-1].Reason != tickets.Withdrawn {
		t.Errorf("archived without an answer: %+v", withdrawn)
	}
}

// All five register fields are present, and a later correction leaves them as
// they were first written. That the store itself refuses changes and deletions,
// and that the server sets the time, are tests of those.
func TestInvariant2(t *testing.T) {
	t.Parallel()
	for field, r := range map[string]tickets.Register{
		"name": {}, "unit": {Name: "x", CallerKind: tickets.CallerCompany}, "contact": {Name: "x", Unit: "x"}, "content": {Name: "x", Unit: "x", Contact: "110110"},
		"called_at": {Name: "x", Unit: "x", Contact: "110110", Content: "x", Type: tickets.Help},
	} {
		if !slices.ContainsFunc(tickets.Complete(r), func(e errs.FieldError) bool { return e.Field == field && e.Code == errs.CodeRequired }) {
			t.Errorf("a register without %s is complete", field)
		}
	}
}

// A dispatched ticket has a due time of seven working days by default.
func TestInvariant3(t *testing.T) {
	t.Parallel()
	ticket := storetest.In(tickets.Registered)
	ticket.Category = "" // nothing is known of it
	monday := time.Date(2026, 11, 23, 10, 0, 0, 0, tickets.Zone)
	after := run(t, ticket, monday, step{supervisor, tickets.Request{Move: tickets.MoveDispatch, Unit: "A", Assist: []string{"Y08"}}})
	want := time.Date(2026, 12, 2, 17, 30, 0, 0, tickets.Zone)
	for _, a := range after.Assignments {
		if !a.Due.Equal(want) || a.Provisional {
			t.Errorf("%s is due %v, want %v", a.Unit, a.Due.In(tickets.Zone), want)
		}
	}
	b := storetest.RulebookWithSubunit()
	b.Options.SeedRules = true // whatever the category says: 0601 has 24 hours
	seven, err := tickets.Apply(tickets.Case{Ticket: storetest.In(tickets.Registered), By: supervisor, Now: monday, Rules: b,
		Request: tickets.Request{Move: tickets.MoveDispatch, Unit: "A"}})
	must(t, err)
	if !seven.Assignments[0].Due.Equal(want) {
		t.Errorf("by the seed's rules: due %v, want %v", seven.Assignments[0].Due, want)
	}
}

// There is no extension without an approval on record, and no due time later
// than thirty working days after the dispatch.
func TestInvariant4(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 9, 18, 10, 0, 0, 0, tickets.Zone)
	ticket := storetest.In(tickets.Registered)
	ticket.Category = ""
	clerk := storetest.Clerk("Y04")
	ask := func(limit string) step {
		return step{clerk, tickets.Request{Move: tickets.MoveExtend, Note: "需要专家鉴定", Limit: limit}}
	}
	ticket = run(t, ticket, now, step{supervisor, storetest.Dispatch}, step{clerk, storetest.Sign})
	due := ticket.Assignments[0].Due
	asked := run(t, ticket, now, ask("10wd"))
	if !asked.Assignments[0].Due.Equal(due) || len(asked.UnitRequests) != 1 {
		t.Fatalf("asking alone moved the limit: %+v", asked.Assignments[0])
	}
	refusedPlea := run(t, asked, now, step{supervisor, tickets.Request{Move: tickets.MoveRefuse, Note: "不同意"}})
	if !refusedPlea.Assignments[0].Due.Equal(due) || len(refusedPlea.UnitRequests) != 0 {
		t.Fatalf("after the refusal: %+v", refusedPlea.Assignments[0])
	}
	granted := run(t, asked, now, step{supervisor, tickets.Request{Move: tickets.MoveGrant}})
	e := granted.Entries[len(granted.Entries)-1]
	if want := time.Date(2026, 10, 19, 17, 30, 0, 0, tickets.Zone); !granted.Assignments[0].Due.Equal(want) || !e.Before.Equal(due) || e.By.ID == "" {
		t.Fatalf("granted: due %v, want %v; entry %+v", granted.Assignments[0].Due.In(tickets.Zone), want, e)
	}
	if n := granted.Tell; len(n) == 0 || n[len(n)-1].What != tickets.MoveGrant || n[len(n)-1].Why != "需要专家鉴定" {
		t.Errorf("the citizen is not told of the new date and why: %+v", n)
	}
	if !granted.Promise.After(granted.Assignments[0].Due) {
		t.Errorf("promised %v, the unit has until %v", granted.Promise, granted.Assignments[0].Due)
	}
	refused(t, granted, now, clerk, ask("14wd").r, tickets.OverCap) // 7 + 10 + 14 > 30
	last := run(t, granted, now, ask("13wd"), step{supervisor, tickets.Request{Move: tickets.MoveGrant}})
	if want := time.Date(2026, 11, 5, 17, 30, 0, 0, tickets.Zone); !last.Assignments[0].Due.Equal(want) {
		t.Errorf("thirty working days end %v, want %v", last.Assignments[0].Due.In(tickets.Zone), want)
	}
	refused(t, ticket, due.Add(time.Second), clerk, ask("1wd").r, tickets.TooLate)
}

// Two or more units: exactly one leads, a unit or the hotline office itself, the
// others assist; each has its own assignment and answer.
func TestInvariant6(t *testing.T) {
	t.Parallel()
	now := storetest.Start.Add(time.Hour)
	y04, y08 := storetest.Clerk("Y04"), storetest.Clerk("Y08")
	ticket := run(t, storetest.In(tickets.Registered), now, step{supervisor, tickets.Request{Move: tickets.MoveDispatch, Unit: "Y04", Assist: []string{"Y08"}}},
		step{y04, tickets.Request{Move: tickets.MoveSign}}, step{y08, tickets.Request{Move: tickets.MoveSign}},
		step{y04, tickets.Request{Move: tickets.MoveReport, Result: tickets.Solved, Note: "主办意见"}})
	refused(t, ticket, now, supervisor, storetest.Pass, tickets.AssignmentsMissing)
	ticket = run(t, ticket, now, step{y08, tickets.Request{Move: tickets.MoveReport, Result: tickets.Explained, Note: "协办意见"}}, step{supervisor, storetest.Pass})
	if ticket.Assignments[0].Report.Text != "主办意见" || ticket.Assignments[1].Report.Text != "协办意见" || ticket.Assignments[1].Role != tickets.Assist {
		t.Errorf("assignments %+v", ticket.Assignments)
	}
	own := storetest.By(org.RoleDispatcher) // of Y00
	run(t, storetest.In(tickets.Registered), now, step{own, tickets.Request{Move: tickets.MoveDispatch, Unit: "Y00", Assist: []string{"Y04"}}},
		step{own, tickets.Request{Move: tickets.MoveSign}}, step{own, tickets.Request{Move: tickets.MoveReport, Result: tickets.Solved, Note: "由热线协调"}})
}

// A disagreement is a task for the leader; the clock keeps running; the decision
// binds, and is kept.
func TestInvariant7(t *testing.T) {
	t.Parallel()
	now := storetest.Start.Add(time.Hour)
	leader := storetest.By(org.RoleLeader)
	leader.ID, leader.Unit = "leader", "Y"
	before := storetest.In(tickets.Handling)
	open := run(t, before, now, step{storetest.Clerk("Y04"), tickets.Request{Move: tickets.MoveDispute, Note: "职责不清"}})
	if !open.Dispute.Open() || !slices.Contains(open.Marks(), tickets.MarkDispute) || !open.Assignments[0].Due.Equal(before.Assignments[0].Due) ||
		tickets.Wake(open).IsZero() {
		t.Fatalf("open dispute: %+v, assignments %+v", open.Dispute, open.Assignments)
	}
	refused(t, open, now, supervisor, tickets.Request{Move: tickets.MoveDecide, Note: "x"}, tickets.WrongRole)
	decided := run(t, open, now, step{leader, tickets.Request{Move: tickets.MoveDecide, Note: "由人社局主办", Unit: "Y08"}})
	if decided.Lead != "Y08" || decided.Dispute.Open() || decided.Dispute.Decision != "由人社局主办" || decided.Dispute.DecidedBy.ID != "leader" {
		t.Errorf("decided: lead %s, %+v", decided.Lead, decided.Dispute)
	}
	reported := run(t, open, now, step{storetest.Clerk("Y04"), storetest.Report})
	refused(t, reported, now, supervisor, storetest.Pass, tickets.StillPending)
}

// A redo has written demands and a new limit.
func TestInvariant8(t *testing.T) {
	t.Parallel()
	now := storetest.Start.Add(24 * time.Hour)
	for _, state := range []tickets.State{tickets.Checking, tickets.Answering, tickets.Answered, tickets.Revisited} {
		ticket := storetest.In(state)
		refused(t, ticket, now, supervisor, tickets.Request{Move: tickets.MoveRedo, Limit: "3wd"}, tickets.NeedsNote)
		refused(t, ticket, now, supervisor, tickets.Request{Move: tickets.MoveRedo, Note: "请到现场"}, tickets.BadLimit)
		after := run(t, ticket, now, step{supervisor, storetest.Redo})
		e := after.Entries[len(after.Entries)-1]
		if after.State != tickets.Redo || after.Answer != nil || e.Serial == "" || !e.Due.After(now) || !after.Assignments[0].Redo {
			t.Errorf("redo of %s: %+v", state, e)
		}
	}
	unhappy := tickets.Request{Move: tickets.MoveRevisit, Note: "未到现场", Limit: "3wd",
		Revisit: &tickets.Rating{Reached: true, Solved: tickets.SolvedNo, Satisfied: 1, UnitsFault: true}}
	once := run(t, storetest.In(tickets.Answered), now, step{supervisor, unhappy})
	if once.State != tickets.Redo || once.Assignments[0].Supervised != 0 {
		t.Fatalf("dissatisfied once: %s, %+v", once.State, once.Assignments[0])
	}
	twice := run(t, once, now, step{storetest.Clerk("Y04"), storetest.Report}, step{supervisor, storetest.Pass}, step{supervisor, storetest.Answer}, step{supervisor, unhappy})
	if twice.Assignments[0].Supervised != 1 || len(twice.Entries[len(twice.Entries)-1].Copies) == 0 {
		t.Errorf("dissatisfied twice is not supervised: %+v", twice.Assignments[0]) // M58
	}
}

// An emergency alerts the duty room at once, the time of verification is kept,
// and feedback may come at any time.
func TestInvariant9(t *testing.T) {
	t.Parallel()
	now := storetest.Start.Add(time.Hour)
	duty := storetest.By(org.RoleDutyOfficer)
	duty.ID, duty.Unit = "duty", "Y"
	raised := run(t, storetest.In(tickets.Dispatched), now, step{supervisor, tickets.Request{Move: tickets.MoveRaise, Note: "有人被困"}})
	if !slices.Contains(raised.Marks(), tickets.MarkUnverified) || raised.Urgency != tickets.Emergency ||
		raised.Assignments[0].Due.After(now.Add(3*time.Hour)) || raised.Assignments[0].SignBy.After(raised.Assignments[0].Due) || raised.Emergency.VerifyBy.Sub(now) > 20*time.Minute {
		t.Fatalf("raised: %+v, due %v", raised.Emergency, raised.Assignments[0].Due)
	}
	r, ok := tickets.ClockMove(raised, raised.Emergency.VerifyBy)
	if !ok || r.Move != tickets.MoveRemind {
		t.Fatalf("unverified: the clock does %+v", r)
	}
	verified := run(t, raised, now, step{duty, tickets.Request{Move: tickets.MoveVerify, Note: "已核实，消防到场"}},
		step{storetest.Clerk("Y04"), tickets.Request{Move: tickets.MoveProgress, Note: "续报：人员已救出"}},
		step{supervisor, tickets.Request{Move: tickets.MoveProgress, Note: "终报"}})
	if verified.Emergency.VerifiedAt.IsZero() || verified.Emergency.VerifiedBy.ID != "duty" || verified.Emergency.Unverified() {
		t.Errorf("verified: %+v", verified.Emergency)
	}
	gas := storetest.In(tickets.Unwritten)
	gas.Category = "0102"
	b := storetest.RulebookWithSubunit()
	b.Categories = append(b.Categories, tickets.Category{Code: "0102", Parent: "01", Urgency: tickets.Emergency, Limit: "2h"})
	written, err := tickets.Apply(tickets.Case{Ticket: gas, Request: tickets.Request{Move: tickets.MoveRegister}, By: storetest.By(org.RoleAgent), Now: now, Rules: b})
	must(t, err)
	if !written.Emergency.Unverified() {
		t.Error("a gas leak is written down and the duty room is not alerted")
	}
}
