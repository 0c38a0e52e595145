package service_test

import (
	"testing"

	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

// merged makes two tickets of one caller, the second merged into the first, which a
// unit has in hand.
func (o *office) merged(t *testing.T) (first, second tickets.Number) {
	t.Helper()
	first, second = o.committed(t, "1.1", storetest.Dispatch).Number, o.committed(t, "1.2", registerMove).Number
	o.mustMove(t, second, tickets.Request{Move: tickets.MoveMerge, Into: first})
	return first, second
}

func (o *office) mustMove(t *testing.T, n tickets.Number, r tickets.Request) tickets.Ticket {
	t.Helper()
	got, err := o.Move(t.Context(), storetest.By(org.RoleSupervisor, org.RoleAgent), n, r)
	must(t, err)
	return got
}

// TestAReopenedMergedTicketIsMergedAgain: answered and reopened, it goes its own way.
func TestAReopenedMergedTicketIsMergedAgain(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	first, second := o.merged(t)
	o.mustMove(t, second, storetest.Answer)
	if again := o.mustMove(t, second, tickets.Request{Move: tickets.MoveReopen, Note: "又来电"}); again.Into != "" {
		t.Errorf("reopened, %s, but still merged into %s", again.State, again.Into)
	}
	o.mustMove(t, second, tickets.Request{Move: tickets.MoveMerge, Into: first})
}

func TestASeparatedTicketCanBeMergedAgain(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	first, second := o.committed(t, "1.1", registerMove), o.committed(t, "1.2", registerMove)
	boss := storetest.By(org.RoleSupervisor)
	move := func(n tickets.Number, r tickets.Request) {
		t.Helper()
		_, err := o.Move(t.Context(), boss, n, r)
		must(t, err)
	}
	for range 2 {
		move(second.Number, tickets.Request{Move: tickets.MoveMerge, Into: first.Number})
		move(second.Number, tickets.Request{Move: tickets.MoveSeparate, Note: "不是同一件事"})
	}
	got, err := o.Ticket(t.Context(), boss, first.Number)
	must(t, err)
	if len(got.Absorbed) != 0 || len(got.Entries) != 5 {
		t.Errorf("the first ticket has absorbed %v in %d entries", got.Absorbed, len(got.Entries))
	}
	_, err = o.Move(t.Context(), boss, first.Number, tickets.Request{Move: tickets.MoveLetGo, Into: second.Number})
	wantErr(t, "let go by hand", err, errs.ErrNotFound)
}

// TestTheFirstIsNotArchivedWhileAMergedOneWaits: the first caller takes the matter
// back, but those who were merged with it still want an answer.
func TestTheFirstIsNotArchivedWhileAMergedOneWaits(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	first, second := o.merged(t)
	withdrawn := tickets.Request{Move: tickets.MoveArchive, Reason: tickets.Withdrawn, Note: "来电人撤回"}
	if _, err := o.Move(t.Context(), storetest.By(org.RoleSupervisor), first, withdrawn); !isCode(err, tickets.MergedWait) {
		t.Errorf("archived while another waits for it: %v", err)
	}
	o.mustMove(t, second, tickets.Request{Move: tickets.MoveSeparate, Note: "仍要处理"})
	o.mustMove(t, first, withdrawn)
}
