package service_test

import (
	"errors"
	"testing"

	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/service"
	"hotline12345/tickets/storetest"
)

func TestAnOriginShowsNothingOfAnothersTicket(t *testing.T) {
	o := newOffice(t)
	a := service.Arrival{Origin: "letter 旧-77", Channel: tickets.ByLetter, Register: written()}
	mine, err := o.Create(t.Context(), storetest.By(org.RoleDispatcher), a, registerMove)
	must(t, err)
	again, err := o.Create(t.Context(), storetest.By(org.RoleDispatcher), a, registerMove)
	must(t, err)
	if again.Number != mine.Number {
		t.Error("sent twice, it is two tickets")
	}
	changed := a
	changed.Content += "，昨夜又响"
	var taken *tickets.Taken
	if _, err := o.Create(t.Context(), storetest.By(org.RoleDispatcher), changed, registerMove); !errors.As(err, &taken) || taken.Number != mine.Number {
		t.Errorf("what was typed after the first sending is lost in silence: %v", err)
	}
	got, err := o.Create(t.Context(), storetest.Clerk("Y04"), a, registerMove)
	var invalid *errs.Invalid
	if !errors.As(err, &invalid) || got.Content != "" {
		t.Errorf("the same key by another: ticket %q, error %v", got.Number, err)
	}
}

func TestASeparatedTicketCanBeMergedAgain(t *testing.T) {
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
