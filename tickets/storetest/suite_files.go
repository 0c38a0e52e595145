package storetest

import (
	"fmt"
	"slices"
	"testing"

	"hotline12345/tickets"
)

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
