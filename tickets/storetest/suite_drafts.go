package storetest

import (
	"fmt"
	"slices"
	"testing"

	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/service"
)

func draftIsComparedAndSet(t *testing.T, s Store) {
	ctx := t.Context()
	_, err := s.Draft(ctx, "call.1")
	wantErr(t, "read a draft that is not there", err, errs.ErrNotFound)
	d := tickets.Draft{Call: "call.1", Rev: 1, Register: tickets.Register{Name: "王", CalledAt: Start}, SavedAt: Start}
	must(t, s.SaveDraft(ctx, d))
	wantErr(t, "save the same revision again", s.SaveDraft(ctx, d), errs.ErrConflict)
	d.Rev, d.Content = 2, "噪声"
	must(t, s.SaveDraft(ctx, d))
	late := d
	late.Rev = 4
	wantErr(t, "skip a revision", s.SaveDraft(ctx, late), errs.ErrConflict)
	got, err := s.Draft(ctx, "call.1")
	must(t, err)
	wantSame(t, "draft", d, got)
	wantErr(t, "begin with revision 2", s.SaveDraft(ctx, tickets.Draft{Call: "other", Rev: 2, SavedAt: Start}), errs.ErrConflict)
}

func commitIsReadBackWhole(t *testing.T, s Store) {
	ctx := t.Context()
	name := "王建国"
	d, ticket := Written(1, "13800138000", Dispatch, Sign, Report, Pass, Answer, tickets.Request{Move: tickets.MoveCorrect,
		Note: "听错了", Changes: &tickets.Changes{Name: &name}}, Revisit, Archive)
	must(t, s.Commit(ctx, d, ticket))
	got, err := s.Ticket(ctx, ticket.Number)
	must(t, err)
	wantSame(t, "ticket", ticket, got)
	draft, err := s.Draft(ctx, d.Call)
	must(t, err)
	wantSame(t, "draft", d, draft)
	_, err = s.Ticket(ctx, "261123999999")
	wantErr(t, "read a ticket that is not there", err, errs.ErrNotFound)
}

func draftIsCommittedOnce(t *testing.T, s Store) {
	ctx := t.Context()
	d, ticket := Written(1, "13800138000")
	must(t, s.Commit(ctx, d, ticket))
	again := d
	again.Rev, again.Ticket = 2, "261123000002"
	second := ticket
	second.Number = "261123000002"
	wantErr(t, "commit a draft twice", s.Commit(ctx, again, second), tickets.ErrCommitted)
	again.Ticket = ""
	wantErr(t, "save a committed draft", s.SaveDraft(ctx, again), tickets.ErrCommitted)
	_, err := s.Ticket(ctx, "261123000002")
	wantErr(t, "read the refused ticket", err, errs.ErrNotFound)
}

func numberBelongsToOneTicket(t *testing.T, s Store) {
	ctx := t.Context()
	d, ticket := Written(1, "13800138000")
	must(t, s.Commit(ctx, d, ticket))
	d.Call, ticket.Call = "call.9", "call.9"
	wantErr(t, "commit with a taken number", s.Commit(ctx, d, ticket), tickets.ErrNumberTaken)
	_, err := s.Draft(ctx, "call.9")
	wantErr(t, "read the draft of the refused commit", err, errs.ErrNotFound)
	wantErr(t, "deliver with a taken number", s.Deliver(ctx, service.Parcel{Key: "call.9", Draft: &d, Ticket: &ticket}),
		tickets.ErrNumberTaken)
}

func entryIsAppendedOnce(t *testing.T, s Store) {
	ctx := t.Context()
	d, ticket := Written(1, "13800138000")
	must(t, s.Commit(ctx, d, ticket))
	first, second := Moved(ticket, Dispatch), Moved(ticket, Answer)
	must(t, s.Append(ctx, first))
	wantErr(t, "append where another was first", s.Append(ctx, second), errs.ErrConflict)
	got, err := s.Ticket(ctx, ticket.Number)
	must(t, err)
	wantSame(t, "ticket", first, got)
}

func anyWritingIsKept(t *testing.T, s Store) {
	ctx := t.Context()
	d, ticket := Written(1, "13800138000")
	long := make([]byte, 0, 100<<10)
	for len(long)+8 <= cap(long) {
		long = append(long, "𠮷😀"...)
	}
	ticket.Content, d.Content = string(long), string(long)
	ticket.Name, ticket.Place = `O'Brien \u0000 %s`, "a\tb\nc"
	must(t, s.Commit(ctx, d, ticket))
	got, err := s.Ticket(ctx, ticket.Number)
	must(t, err)
	wantSame(t, "ticket", ticket, got)
}

// File returns a photo whose content is the nth of the tests.
func File(name string, n int) *tickets.File {
	return &tickets.File{Kind: tickets.Photo, Name: name, Type: tickets.JPEG, Size: 1000, Sum: fmt.Sprintf("%064x", n)}
}

func filesAreKnown(t *testing.T, s Store) {
	ctx := t.Context()
	attach := tickets.Request{Move: tickets.MoveAttach, Attach: File("门口.jpg", 1)}
	d, ticket := Written(1, "13800138000", Dispatch, attach, tickets.Request{Move: tickets.MoveAttach, Attach: File("b.jpg", 2)})
	must(t, s.Commit(ctx, d, ticket))
	ticket = Moved(ticket, tickets.Request{Move: tickets.MoveWithdrawFile, File: 4, Note: "传错了"})
	must(t, s.Append(ctx, ticket))
	got, err := s.Ticket(ctx, ticket.Number)
	must(t, err)
	wantSame(t, "ticket with files", ticket, got)
	kept, err := s.Attached(ctx, []string{File("", 1).Sum, File("", 2).Sum, File("", 3).Sum})
	must(t, err)
	slices.Sort(kept)
	wantSame(t, "contents that tickets have, a withdrawn one too", []string{File("", 1).Sum, File("", 2).Sum}, kept)
	none, err := s.Attached(ctx, nil)
	must(t, err)
	if len(none) > 0 {
		t.Errorf("of nothing, %v is kept", none)
	}
}
