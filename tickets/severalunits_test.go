package tickets_test

import (
	"slices"
	"testing"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

// TestAnExtensionOfHours begins where they end; one of days is counted with them.
func TestAnExtensionOfHours(t *testing.T) {
	t.Parallel()
	for limit, want := range map[string]time.Time{"24h": china(26, 17, 30), "5wd": time.Date(2026, 12, 2, 17, 30, 0, 0, tickets.Zone)} {
		ticket := moved(t, dispatched(t, china(23, 10, 0), limit), storetest.Clerk("Y04"), china(23, 11, 0), tickets.Request{Move: tickets.MoveSign}, nil)
		ticket = moved(t, ticket, storetest.Clerk("Y04"), china(23, 12, 0), tickets.Request{Move: tickets.MoveExtend, Note: "需要检测", Limit: "2wd"}, nil)
		was := ticket.Assignments[0].Due
		ticket = moved(t, ticket, supervisor, china(23, 13, 0), tickets.Request{Move: tickets.MoveGrant}, nil)
		if p, e := ticket.Assignments[0], last(ticket); !p.Due.Equal(want) || !e.Before.Equal(was) || !e.Due.Equal(want) || e.Days != 2 {
			t.Errorf("%s and two days: due %v, want %v", limit, p.Due.In(tickets.Zone), want)
		}
		if end := storetest.RulebookWithSubunit().Deadline(want, tickets.Limit{Days: 3}).At; !ticket.Promise.Equal(end) {
			t.Errorf("%s and two days: promised by %v, want %v", limit, ticket.Promise.In(tickets.Zone), end.In(tickets.Zone))
		}
	}
}

// TestNothingPassesWhilePartsAreMissing, also where the unit told the citizen itself.
func TestNothingPassesWhilePartsAreMissing(t *testing.T) {
	t.Parallel()
	toldBy := tickets.Request{Move: tickets.MoveReport, Note: "已告知", Result: tickets.Explained, Way: tickets.Telephone}
	at := china(24, 9, 0)
	for _, direct := range []bool{true, false} {
		report, to := toldBy, tickets.Answered
		if !direct {
			report.Way, to = "", tickets.Answering
		}
		ticket := moved(t, storetest.In(tickets.Handling), storetest.Clerk("Y04"), at, report, nil)
		if passed := moved(t, ticket, supervisor, at, tickets.Request{Move: tickets.MovePass}, nil); passed.State != to || direct && !passed.TryAt.Equal(china(25, 9, 30)) {
			t.Errorf("told %v: %s, to be asked at %v", direct, passed.State, passed.TryAt.In(tickets.Zone))
		}
		for code, spoil := range map[tickets.IllegalCode]func(x *tickets.Ticket){
			tickets.AssignmentsMissing: func(x *tickets.Ticket) {
				x.Assignments = append(slices.Clone(x.Assignments), tickets.Assignment{Unit: "Y08", Role: tickets.Assist, State: tickets.InHand})
			},
			tickets.StillPending: func(x *tickets.Ticket) { x.Dispute = &tickets.Dispute{} },
		} {
			x := ticket
			spoil(&x)
			refused(t, x, at, supervisor, tickets.Request{Move: tickets.MovePass}, code)
		}
		elsewhere := supervisor
		elsewhere.Unit = "A-00"
		refused(t, ticket, at, elsewhere, tickets.Request{Move: tickets.MovePass}, tickets.NotYourCentre)
		for name, spoil := range map[string]func(x *tickets.Ticket){
			"told by another":       func(x *tickets.Ticket) { x.Answer.By.ID = "9" },
			"told before it had it": func(x *tickets.Ticket) { x.Answer.At = x.Assignments[0].DispatchedAt.Add(-1) },
			"the report is gone":    func(x *tickets.Ticket) { x.Assignments[0].Report = nil },
		} {
			if !direct {
				continue
			}
			x := ticket
			answer := *x.Answer
			x.Answer, x.Assignments = &answer, slices.Clone(x.Assignments)
			spoil(&x)
			if passed := moved(t, x, supervisor, at, tickets.Request{Move: tickets.MovePass}, nil); passed.State != tickets.Answering {
				t.Errorf("%s: %s", name, passed.State)
			}
		}
	}
	ticket := moved(t, storetest.In(tickets.Handling), supervisor, at, tickets.Request{Move: tickets.MoveAssist, Unit: "Y08"}, nil)
	ticket = moved(t, ticket, storetest.Clerk("Y08"), at, tickets.Request{Move: tickets.MoveSign}, nil)
	refused(t, ticket, at, storetest.Clerk("Y08"), tickets.Request{Move: tickets.MoveReport, Result: tickets.Solved}, tickets.NeedsNote)
	refused(t, ticket, at, storetest.Clerk("Y08"), tickets.Request{Move: tickets.MoveReport, Note: "x"}, tickets.NeedsResult)
	ticket = moved(t, ticket, storetest.Clerk("Y08"), at, tickets.Request{Move: tickets.MoveReport, Note: "x", Result: tickets.Solved}, nil)
	ticket = moved(t, ticket, storetest.Clerk("Y04"), at, tickets.Request{Move: tickets.MoveReport, Note: "x", Result: tickets.Solved}, nil)
	back := moved(t, ticket, supervisor, at.AddDate(0, 0, 7), tickets.Request{Move: tickets.MoveRedo, Assignee: "Y08", Note: "x", Limit: "2wd"}, nil)
	if !back.Promise.Equal(ticket.Promise) || back.State != tickets.Checking || last(back).Assignee != "Y08" {
		t.Errorf("an assistant's part goes back: %s, promised by %v, was %v", back.State, back.Promise, ticket.Promise)
	}
}

// TestWhoseAnswerCountsForARepeat: that of the ticket it was merged into, to the same
// citizen, once it was given and checked.
func TestWhoseAnswerCountsForARepeat(t *testing.T) {
	t.Parallel()
	merged := storetest.In(tickets.Merged)
	for name, c := range map[string]struct {
		change func(x, first *tickets.Ticket)
		ok     bool
	}{
		"answered": {func(x, first *tickets.Ticket) {}, true}, "revisited": {func(x, first *tickets.Ticket) { first.State = tickets.Revisited }, true}, "archived": {func(x, first *tickets.Ticket) { first.State = tickets.Archived }, true},
		"being checked": {func(x, first *tickets.Ticket) { first.State = tickets.Checking }, false}, "without an answer": {func(x, first *tickets.Ticket) { first.Answer = nil }, false},
		"another ticket": {func(x, first *tickets.Ticket) { first.Number = "261123000009" }, false}, "another citizen": {func(x, first *tickets.Ticket) { first.Contact = "13900139000" }, false},
		"nobody knows who": {func(x, first *tickets.Ticket) { x.Contact, first.Contact = "", "" }, false}, "not merged": {func(x, first *tickets.Ticket) { x.State = tickets.Answering }, false},
	} {
		x, first := merged, *storetest.Other()
		first.State, first.Answer = tickets.Answered, &tickets.Answer{Text: "x"}
		c.change(&x, &first)
		_, err := tickets.Apply(tickets.Case{Ticket: x, Other: &first, By: supervisor, Now: china(25, 9, 0), Rules: storetest.RulebookWithSubunit(), Request: tickets.Request{Move: tickets.MoveArchive, Reason: tickets.Repeat, Note: "x"}})
		if (err == nil) != c.ok || err != nil && !isCode(err, tickets.BadReason) {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := tickets.Apply(tickets.Case{Ticket: merged, By: supervisor, Now: china(25, 9, 0), Rules: storetest.RulebookWithSubunit(), Request: tickets.Request{Move: tickets.MoveArchive, Reason: tickets.Repeat, Note: "x"}})
	if !isCode(err, tickets.BadReason) {
		t.Errorf("of no ticket: %v", err)
	}
}

// TestWhatIsDecidedAndWhatIsLeft of disputes, emergencies and disappointments.
func TestWhatIsDecidedAndWhatIsLeft(t *testing.T) {
	t.Parallel()
	at := china(24, 9, 0)
	disputed := moved(t, storetest.In(tickets.Handling), storetest.Clerk("Y04"), at, tickets.Request{Move: tickets.MoveDispute, Note: "x"}, nil)
	if last(disputed).Assignee != "Y04" {
		t.Errorf("disputed by %q", last(disputed).Assignee)
	}
	disputed.UnitRequests = []tickets.UnitRequest{{Kind: tickets.ReturnRequest, Unit: "Y04"}, {Kind: tickets.ExtensionRequest, Unit: "Y04"}, {Kind: tickets.ReturnRequest, Unit: "Y08"}}
	decided := moved(t, disputed, storetest.By(org.RoleLeader), at, tickets.Request{Move: tickets.MoveDecide, Note: "x"}, nil)
	if len(decided.UnitRequests) != 2 || decided.UnitRequests[0].Kind != tickets.ExtensionRequest || decided.UnitRequests[1].Unit != "Y08" || !disputed.Dispute.Open() {
		t.Errorf("after the decision it is asked for %+v", decided.UnitRequests)
	}
	raised := moved(t, storetest.In(tickets.Handling), supervisor, at, tickets.Request{Move: tickets.MoveRaise, Note: "x"}, nil)
	reminded := moved(t, raised, org.Clock(), at.Add(time.Hour), tickets.Request{Move: tickets.MoveRemind, What: tickets.AlarmVerify}, nil)
	if !reminded.Emergency.Reminded || raised.Emergency.Reminded || !last(reminded).Due.Equal(at.Add(15*time.Minute)) {
		t.Errorf("reminded to verify: %+v, due %v", reminded.Emergency, last(reminded).Due)
	}
	revisited := storetest.In(tickets.Revisited)
	revisited.Emergency = &tickets.Emergent{RaisedAt: at, VerifiedAt: at}
	archived := moved(t, revisited, supervisor, at.Add(time.Hour), tickets.Request{Move: tickets.MoveArchive}, nil)
	if !archived.Emergency.EndedAt.Equal(at.Add(time.Hour)) || !revisited.Emergency.Ongoing() {
		t.Errorf("archived, and the emergency goes on: %+v", archived.Emergency)
	}
	once := moved(t, storetest.In(tickets.Answered), supervisor, at, storetest.Badly, nil)
	once.Entries = append(once.Entries, tickets.Entry{Seq: len(once.Entries) + 1, Move: tickets.MoveReopen})
	once.State, once.Answer = tickets.Answered, &tickets.Answer{}
	if again := moved(t, once, supervisor, at, storetest.Badly, nil); last(again).Supervised {
		t.Error("what was before the reopening counts as the first disappointment")
	}
	mixed := storetest.In(tickets.Handling)
	mixed.UnitRequests = []tickets.UnitRequest{{Kind: tickets.ExtensionRequest, Unit: "Y04", Days: 1}, {Kind: tickets.ExtensionRequest, Unit: "Y08", Days: 1}, {Kind: tickets.ReturnRequest, Unit: "Y08"}}
	refused(t, mixed, at, supervisor, tickets.Request{Move: tickets.MoveRefuse, Note: "x"}, tickets.WhichRequest)
	refused(t, mixed, at, supervisor, tickets.Request{Move: tickets.MoveRefuse, Note: "x", Assignee: "Y08"}, tickets.WhichRequest)
	refused(t, mixed, at, supervisor, tickets.Request{Move: tickets.MoveRefuse, Note: "x", UnitRequest: tickets.ExtensionRequest}, tickets.WhichRequest)
	if one := moved(t, mixed, supervisor, at, tickets.Request{Move: tickets.MoveRefuse, Note: "x", UnitRequest: tickets.ExtensionRequest, Assignee: "Y08"}, nil); len(one.UnitRequests) != 2 || last(one).UnitRequest != tickets.ExtensionRequest || last(one).Assignee != "Y08" {
		t.Errorf("refused: %+v, left %+v", last(one), one.UnitRequests)
	}
	for _, state := range tickets.States() {
		for _, actor := range []org.Actor{supervisor, storetest.Clerk("Y04"), storetest.By(org.Roles()...)} {
			legal := tickets.LegalMoves(storetest.In(state), actor, storetest.RulebookWithSubunit())
			sorted := slices.Sorted(slices.Values(legal))
			if len(slices.Compact(sorted)) != len(legal) || slices.Contains(legal, tickets.MoveAbsorb) || slices.Contains(legal, tickets.MoveLetGo) {
				t.Errorf("%s offers %v", state, legal)
			}
		}
	}
}
