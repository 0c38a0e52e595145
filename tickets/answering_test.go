package tickets_test

import (
	"testing"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

func TestAnAnswerByTelephoneNeedsANumber(t *testing.T) {
	t.Parallel()
	ticket := storetest.In(tickets.Registered)
	ticket.Contact, ticket.Caller, ticket.Register.ContactDeclined = "", "", true
	if _, err := apply(ticket, storetest.By(org.RoleAgent), storetest.Answer); !isCode(err, tickets.NoContactThere) {
		t.Errorf("answered by telephone: %v", err)
	}
	r := storetest.Answer
	r.Way = tickets.Visit
	if _, err := apply(ticket, storetest.By(org.RoleAgent), r); err != nil {
		t.Errorf("answered in person: %v", err)
	}
}

// TestAttemptsByThePlan: two hours later, in the hours that people are called,
// then at other times of the next days; unreachable only after three on two days.
func TestAttemptsByThePlan(t *testing.T) {
	t.Parallel()
	ticket := storetest.In(tickets.Registered)
	unreachable := tickets.Request{Move: tickets.MoveArchive, Reason: tickets.Unreachable, Note: "多次联系未果"}
	at := time.Date(2026, 11, 23, 18, 30, 0, 0, tickets.Zone)
	for i, want := range []string{"11-24 09:00", "11-25 10:30", "11-26 18:00", "11-27 10:30"} {
		after, err := tickets.Apply(tickets.Case{Ticket: ticket, By: storetest.By(org.RoleAgent), Now: at, Rules: storetest.RulebookWithSubunit(),
			Request: tickets.Request{Move: tickets.MoveAttempt, Outcome: tickets.NoReply}})
		must(t, err)
		if got := after.TryAt.In(tickets.Zone).Format("01-02 15:04"); got != want {
			t.Errorf("attempt %d at %v: again at %s, want %s", i+1, at, got, want)
		}
		_, err = tickets.Apply(tickets.Case{Ticket: after, By: storetest.By(org.RoleAgent), Now: at, Rules: storetest.RulebookWithSubunit(), Request: unreachable})
		if (err == nil) != (i >= 2) {
			t.Errorf("after %d attempts: unreachable is %v", i+1, err)
		}
		ticket, at = after, after.TryAt
	}
}

func TestAReopenedMatterCanBeArchived(t *testing.T) {
	t.Parallel()
	ticket := storetest.In(tickets.Revisited)
	ticket.Revisit.Satisfied = 1
	ticket = storetest.After(ticket, tickets.Request{Move: tickets.MoveExclude, Note: "超出职责"}, tickets.Request{Move: tickets.MoveReopen, Note: "又发生了"},
		storetest.Answer, storetest.Archive)
	if ticket.State != tickets.Archived {
		t.Errorf("it is %s", ticket.State)
	}
}

// TestAReasonIsRecordedWhereTheAnswerWasNotChecked: the unit told the citizen, who
// withdraws during the check.
func TestAReasonIsRecordedWhereTheAnswerWasNotChecked(t *testing.T) {
	t.Parallel()
	told := tickets.Request{Move: tickets.MoveReport, Assignee: "Y04", Note: "已告知", Result: tickets.Explained, Way: tickets.Telephone}
	tk := storetest.After(storetest.In(tickets.Handling), told)
	tk, err := apply(tk, storetest.By(org.RoleSupervisor), tickets.Request{Move: tickets.MoveArchive, Reason: tickets.Withdrawn, Note: "撤回"})
	must(t, err)
	if last := tk.Entries[len(tk.Entries)-1]; last.Reason == "" {
		t.Errorf("archived from the check, unchecked, not revisited, and no reason is recorded: %+v", last)
	}
}

// TestRepeatNeedsACheckedAnswer: what the first ticket's unit told is not checked yet.
func TestRepeatNeedsACheckedAnswer(t *testing.T) {
	t.Parallel()
	first := storetest.After(*storetest.Other(), storetest.Sign, tickets.Request{Move: tickets.MoveReport, Assignee: "Y04", Note: "已告知", Result: tickets.Explained, Way: tickets.Telephone})
	m := storetest.In(tickets.Merged)
	_, err := tickets.Apply(tickets.Case{Ticket: m, Request: tickets.Request{Move: tickets.MoveArchive, Reason: tickets.Repeat, Note: "重复"},
		By: storetest.By(org.RoleAgent), Now: storetest.Start.Add(20 * time.Hour), Rules: storetest.RulebookWithSubunit(), Other: &first})
	if err == nil {
		t.Errorf("archived as answered in the first ticket, which is %s and may be redone", first.State)
	}
}
