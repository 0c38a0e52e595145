package tickets_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

func TestGuards(t *testing.T) {
	t.Parallel()
	boss, y04 := storetest.By(org.RoleSupervisor), storetest.Clerk("Y04")
	ask := func(m tickets.Move, more tickets.Request) tickets.Request { more.Move = m; return more }
	answer := storetest.Answer
	early, late := answer, answer
	early.AnsweredAt = storetest.Start.Add(-time.Hour)
	late.AnsweredAt = storetest.Start.Add(72 * time.Hour)
	empty := ""
	unhappy := tickets.Rating{Reached: true, Solved: tickets.SolvedNo, Satisfied: 1, UnitsFault: true}
	for _, c := range []struct {
		name string
		from tickets.State
		by   org.Actor
		r    tickets.Request
		want tickets.IllegalCode
	}{
		{"dispatch to no unit", tickets.Registered, boss, ask(tickets.MoveDispatch, tickets.Request{}), tickets.NeedsUnit},
		{"dispatch to an unknown unit", tickets.Registered, boss, ask(tickets.MoveDispatch, tickets.Request{Unit: "Z"}), tickets.UnknownUnit},
		{"lead and assist at once", tickets.Registered, boss, ask(tickets.MoveDispatch, tickets.Request{Unit: "Y04", Assist: []string{"Y04"}}), tickets.SameUnit},
		{"assist twice", tickets.Registered, boss, ask(tickets.MoveDispatch, tickets.Request{Unit: "Y04", Assist: []string{"Y08", "Y08"}}), tickets.SameUnit},
		{"a limit of 31 working days", tickets.Registered, boss, ask(tickets.MoveDispatch, tickets.Request{Unit: "Y04", Limit: "31wd"}), tickets.BadLimit},
		{"a limit of nothing", tickets.Registered, boss, ask(tickets.MoveDispatch, tickets.Request{Unit: "Y04", Limit: "now"}), tickets.BadLimit},
		{"re-dispatch to the same unit", tickets.Dispatched, boss, ask(tickets.MoveDispatch, tickets.Request{Unit: "Y04", Note: "x"}), tickets.SameUnit},
		{"re-dispatch without a reason", tickets.Dispatched, boss, ask(tickets.MoveDispatch, tickets.Request{Unit: "Y08"}), tickets.NeedsNote},
		{"decline for a reason of one's own", tickets.Registered, boss, ask(tickets.MoveDecline, tickets.Request{Declined: "lazy", Refer: "x", Note: "x", Way: tickets.InCall}), tickets.BadReason},
		{"decline and point nowhere", tickets.Registered, boss, ask(tickets.MoveDecline, tickets.Request{Declined: tickets.Litigation, Note: "x", Way: tickets.InCall}), tickets.NeedsRefer},
		{"decline and tell no one", tickets.Registered, boss, ask(tickets.MoveDecline, tickets.Request{Declined: tickets.Litigation, Refer: "法院", Note: "x"}), tickets.NeedsWay},
		{"answer nothing", tickets.Registered, boss, ask(tickets.MoveAnswer, tickets.Request{Way: tickets.InCall, Note: " \n"}), tickets.NeedsNote},
		{"answer, but how", tickets.Registered, boss, ask(tickets.MoveAnswer, tickets.Request{Note: "x"}), tickets.NeedsWay},
		{"answer by pigeon", tickets.Registered, boss, ask(tickets.MoveAnswer, tickets.Request{Way: "pigeon", Note: "x"}), tickets.NeedsWay},
		{"answer before the call", tickets.Registered, boss, early, tickets.BadTime},
		{"answer in the future", tickets.Registered, boss, late, tickets.BadTime},
		{"answer while a unit handles it", tickets.Handling, boss, answer, tickets.WrongState},
		{"archive without an answer", tickets.Registered, boss, ask(tickets.MoveArchive, tickets.Request{Note: "x"}), tickets.NeedsAnswer},
		{"archive a dispatched one", tickets.Dispatched, boss, ask(tickets.MoveArchive, tickets.Request{}), tickets.NeedsAnswer},
		{"archive with a reason of one's own", tickets.Registered, boss, ask(tickets.MoveArchive, tickets.Request{Reason: "lazy", Note: "x"}), tickets.BadReason},
		{"archive with a reason but no words", tickets.Registered, boss, ask(tickets.MoveArchive, tickets.Request{Reason: tickets.Withdrawn}), tickets.NeedsNote},
		{"unreachable, but never tried", tickets.Registered, boss, ask(tickets.MoveArchive, tickets.Request{Reason: tickets.Unreachable, Note: "x"}), tickets.NeedsAttempts},
		{"no contact, but there is one", tickets.Registered, boss, ask(tickets.MoveArchive, tickets.Request{Reason: tickets.NoContact, Note: "x"}), tickets.BadReason},
		{"a repeat that was never merged", tickets.Registered, boss, ask(tickets.MoveArchive, tickets.Request{Reason: tickets.Repeat, Note: "x"}), tickets.BadReason},
		{"a repeat whose first is not answered", tickets.Merged, boss, ask(tickets.MoveArchive, tickets.Request{Reason: tickets.Repeat, Note: "x"}), tickets.BadReason},
		{"archive without a revisit", tickets.Answered, boss, storetest.Archive, tickets.NeedsRevisit},
		{"control characters", tickets.Registered, boss, ask(tickets.MoveAnswer, tickets.Request{Way: tickets.InCall, Note: "a\x1b[2J"}), tickets.BadNote},
		{"more than 100 KB", tickets.Registered, boss, ask(tickets.MoveAnswer, tickets.Request{Way: tickets.InCall, Note: strings.Repeat("x", 100<<10+1)}), tickets.BadNote},
		{"correct nothing", tickets.Archived, boss, ask(tickets.MoveCorrect, tickets.Request{Note: "x", Changes: &tickets.Changes{}}), tickets.NeedsChange},
		{"correct without a reason", tickets.Archived, boss, ask(tickets.MoveCorrect, tickets.Request{Changes: &tickets.Changes{Place: &empty}}), tickets.NeedsNote},
		{"sign for another unit", tickets.Dispatched, storetest.Clerk("Y08"), storetest.Sign, tickets.NotYourUnit},
		{"sign for no unit", tickets.Dispatched, storetest.Clerk(""), storetest.Sign, tickets.NotYourUnit},
		{"sign twice", tickets.Handling, y04, ask(tickets.MoveSign, tickets.Request{}), tickets.WrongState},
		{"the office signs for a unit", tickets.Dispatched, boss, ask(tickets.MoveSign, tickets.Request{Assignee: "Y04"}), tickets.NotYourUnit},
		{"report before signing", tickets.Dispatched, y04, storetest.Report, tickets.WrongState},
		{"report without a result", tickets.Handling, y04, ask(tickets.MoveReport, tickets.Request{Note: "x"}), tickets.NeedsResult},
		{"return without a reason", tickets.Dispatched, y04, ask(tickets.MoveReturn, tickets.Request{}), tickets.NeedsNote},
		{"hand down to a neighbour", tickets.Dispatched, y04, ask(tickets.MoveHandDown, tickets.Request{Unit: "Y08"}), tickets.NotBelow},
		{"a department pushes its duty down to a street", tickets.Dispatched, y04, ask(tickets.MoveHandDown, tickets.Request{Unit: "A1"}), tickets.NotBelow},
		{"extend by hours", tickets.Handling, y04, ask(tickets.MoveExtend, tickets.Request{Note: "x", Limit: "24h"}), tickets.BadLimit},
		{"extend beyond 30 working days", tickets.Handling, y04, ask(tickets.MoveExtend, tickets.Request{Note: "x", Limit: "30wd"}), tickets.OverCap},
		{"pass what no unit answered", tickets.Handling, boss, storetest.Pass, tickets.WrongState},
		{"redo without demands", tickets.Checking, boss, ask(tickets.MoveRedo, tickets.Request{Limit: "3wd"}), tickets.NeedsNote},
		{"redo without a limit", tickets.Checking, boss, ask(tickets.MoveRedo, tickets.Request{Note: "x"}), tickets.BadLimit},
		{"grant what no unit asked for", tickets.Handling, boss, ask(tickets.MoveGrant, tickets.Request{}), tickets.NothingAsked},
		{"a rating that says nothing", tickets.Answered, boss, ask(tickets.MoveRevisit, tickets.Request{Revisit: &tickets.Rating{Reached: true}}), tickets.BadRating},
		{"not reached, but hardly tried", tickets.Answered, boss, ask(tickets.MoveRevisit, tickets.Request{Revisit: &tickets.Rating{}}), tickets.NeedsAttempts},
		{"the unit's fault without demands", tickets.Answered, boss, ask(tickets.MoveRevisit, tickets.Request{Revisit: &unhappy, Limit: "3wd"}), tickets.NeedsNote},
		{"supervise without words", tickets.Handling, boss, ask(tickets.MoveSupervise, tickets.Request{}), tickets.NeedsNote},
		{"the clock supervises too early", tickets.Handling, org.Clock(), ask(tickets.MoveSupervise, tickets.Request{}), tickets.TooEarly},
		{"decide without a dispute", tickets.Handling, storetest.By(org.RoleLeader), ask(tickets.MoveDecide, tickets.Request{Note: "x"}), tickets.NothingAsked},
		{"an investigation without people", tickets.Handling, boss, ask(tickets.MoveInvestigate, tickets.Request{Note: "x"}), tickets.NeedsPeople},
		{"merge into itself", tickets.Registered, boss, ask(tickets.MoveMerge, tickets.Request{Into: "261123000001"}), tickets.BadTicket},
		{"another unit's clerk reports progress", tickets.Handling, storetest.Clerk("Y08"), ask(tickets.MoveProgress, tickets.Request{Note: "x"}), tickets.NotYourUnit},
		{"register twice", tickets.Registered, boss, ask(tickets.MoveRegister, tickets.Request{}), tickets.WrongState},
		{"a move that is none", tickets.Registered, boss, ask("burn", tickets.Request{}), tickets.WrongState},
	} {
		_, err := apply(storetest.In(c.from), c.by, c.r)
		var illegal *tickets.Illegal
		if !errors.As(err, &illegal) || illegal.Code != c.want {
			t.Errorf("%s: error %v, want %s", c.name, err, c.want)
		}
	}
}

// TestTwoClerksSignTogether: one wins, the other is told.
func TestTwoClerksSignTogether(t *testing.T) {
	t.Parallel()
	before := storetest.In(tickets.Dispatched)
	seen := storetest.Sign
	seen.Seen = len(before.Entries)
	after, err := apply(before, storetest.Clerk("Y04"), seen)
	must(t, err)
	if _, err := apply(after, storetest.Clerk("Y04"), seen); !errors.Is(err, errs.ErrConflict) {
		t.Fatalf("the second signs what was signed meanwhile: error %v, want ErrConflict", err)
	}
}
