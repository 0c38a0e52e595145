package storetest

import (
	"testing"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/service"
)

func parcelTwiceIsOneTicket(t *testing.T, s Store) {
	ctx := t.Context()
	d, ticket := Written(1, "13800138000", Dispatch)
	p := service.Parcel{Key: d.Call, Draft: &d, Ticket: &ticket}
	for range 2 {
		must(t, s.Deliver(ctx, p))
	}
	got, err := s.Ticket(ctx, ticket.Number)
	must(t, err)
	wantSame(t, "ticket", ticket, got)
	list, err := s.List(ctx, tickets.Filter{Limit: 10})
	must(t, err)
	if len(list) != 1 {
		t.Fatalf("%d tickets after a parcel came twice, want 1", len(list))
	}
	// A commit whose answer was lost, then the same from the spool.
	d2, second := Written(2, "13800138000")
	must(t, s.Commit(ctx, d2, second))
	must(t, s.Deliver(ctx, service.Parcel{Key: d2.Call, Draft: &d2, Ticket: &second}))
	list, err = s.List(ctx, tickets.Filter{Limit: 10})
	must(t, err)
	if len(list) != 2 {
		t.Fatalf("%d tickets, want 2", len(list))
	}
}

func parcelBringsLaterEntries(t *testing.T, s Store) {
	ctx := t.Context()
	d, ticket := Written(1, "13800138000")
	later := Moved(ticket, Dispatch)
	must(t, s.Commit(ctx, d, ticket))
	must(t, s.Deliver(ctx, service.Parcel{Key: d.Call, Draft: &d, Ticket: &later}))
	got, err := s.Ticket(ctx, ticket.Number)
	must(t, err)
	wantSame(t, "ticket", later, got)
	must(t, s.Deliver(ctx, service.Parcel{Key: d.Call, Draft: &d, Ticket: &ticket}))
	got, err = s.Ticket(ctx, ticket.Number)
	must(t, err)
	wantSame(t, "ticket after an old parcel", later, got)
}

// parcelOfAnotherHistory checks a ticket that was stored and moved by the clock there: the
// move that waits is neither lost nor taken for one that is stored.
func parcelOfAnotherHistory(t *testing.T, s Store) {
	ctx := t.Context()
	d, ticket := Written(1, "13800138000")
	must(t, s.Deliver(ctx, service.Parcel{Key: d.Call, Draft: &d, Ticket: &ticket}))
	rang, err := tickets.Apply(tickets.Case{Ticket: ticket, By: org.Clock(), Now: ticket.Promise.Add(time.Second), Rules: Rulebook(),
		Request: tickets.Request{Move: tickets.MoveRemind, What: tickets.AlarmPromise}})
	must(t, err)
	must(t, s.Append(ctx, rang))
	waits := Moved(ticket, Dispatch)
	wantErr(t, "deliver another history", s.Deliver(ctx, service.Parcel{Key: d.Call, Draft: &d, Ticket: &waits}), errs.ErrConflict)
	got, err := s.Ticket(ctx, ticket.Number)
	must(t, err)
	wantSame(t, "ticket", rang, got)
}

func parcelNeverTakesBack(t *testing.T, s Store) {
	ctx := t.Context()
	d := tickets.Draft{Call: "call.1", Rev: 1, Register: tickets.Register{Content: "一", CalledAt: Start}, SavedAt: Start}
	must(t, s.Deliver(ctx, service.Parcel{Key: d.Call, Draft: &d}))
	newer := d
	newer.Rev, newer.Content = 2, "二"
	must(t, s.SaveDraft(ctx, newer))
	must(t, s.Deliver(ctx, service.Parcel{Key: d.Call, Draft: &d}))
	got, err := s.Draft(ctx, d.Call)
	must(t, err)
	wantSame(t, "draft", newer, got)
	jump := d
	jump.Rev, jump.Content = 7, "七"
	must(t, s.Deliver(ctx, service.Parcel{Key: d.Call, Draft: &jump}))
	got, err = s.Draft(ctx, d.Call)
	must(t, err)
	wantSame(t, "draft after revisions that only the spool saw", jump, got)
}

func callHasOneTicket(t *testing.T, s Store) {
	ctx := t.Context()
	d, ticket := Written(1, "13800138000")
	must(t, s.Commit(ctx, d, ticket))
	ticket.Number = "261123000099"
	d.Rev, d.Ticket = 2, ticket.Number
	wantErr(t, "deliver a second ticket of a call", s.Deliver(ctx, service.Parcel{Key: d.Call, Draft: &d, Ticket: &ticket}),
		tickets.ErrCommitted)
	got, err := s.Draft(ctx, d.Call)
	must(t, err)
	if got.Ticket != "261123000001" {
		t.Fatalf("the draft names %s after a refused parcel", got.Ticket)
	}
}
