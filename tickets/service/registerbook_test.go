package service_test

import (
	"testing"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

func TestTheBookIsWholeOrRefused(t *testing.T) {
	o, ctx := newOffice(t), t.Context()
	stored := o.committed(t, "1.1", registerMove)
	date := o.now.In(tickets.Zone).Format(time.DateOnly)
	o.store.SetAway(true)
	waiting := o.committed(t, "1.2", registerMove)
	_, err := o.RegisterBook(ctx, storetest.Agent, date)
	wantErr(t, "read the book while the store is away", err, errs.ErrUnavailable)
	o.back()
	list, err := o.RegisterBook(ctx, storetest.Agent, date)
	must(t, err)
	if len(list) != 2 || list[0].Number != stored.Number || list[1].Number != waiting.Number {
		t.Fatalf("the book with a ticket that waits: %+v", list)
	}
	o.Deliver(ctx)
	if list, err = o.RegisterBook(ctx, storetest.Agent, date); err != nil || len(list) != 2 {
		t.Fatalf("the book after the delivery: %d tickets, %v", len(list), err)
	}
	if looks := o.store.AccessRecords(); len(looks) != 2 || looks[0].What != "register-book" || looks[0].Key != date {
		t.Errorf("looks: %+v", looks)
	}
}

func TestTheBookOfAClerkIsTheUnitsOwn(t *testing.T) {
	o, ctx := newOffice(t), t.Context()
	o.committed(t, "1.1", tickets.Request{Move: tickets.MoveDispatch, Unit: "A-09"})
	o.committed(t, "1.2", tickets.Request{Move: tickets.MoveDispatch, Unit: "Y04"})
	clerk := by(org.RoleUnitClerk)
	clerk.Unit = "A"
	list, err := o.RegisterBook(ctx, clerk, o.now.In(tickets.Zone).Format(time.DateOnly))
	must(t, err)
	if len(list) != 1 || list[0].Lead != "A-09" {
		t.Errorf("a clerk of A reads %+v", list)
	}
	_, err = o.RegisterBook(ctx, by(org.RoleTelecomAdmin), "2026-11-23")
	wantErr(t, "read the book as an admin", err, errs.ErrForbidden)
	if _, err = o.RegisterBook(ctx, clerk, "2026-02-30"); err == nil {
		t.Error("the 30th of February has a book")
	}
}
