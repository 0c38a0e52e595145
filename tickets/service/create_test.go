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
	t.Parallel()
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

func TestALetterAsTheFirstMoveHasItsNumber(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	r := storetest.Answer
	r.Way = tickets.Letter
	ticket, err := o.Create(t.Context(), storetest.By(org.RoleDispatcher), service.Arrival{Origin: "l1", Channel: tickets.ByLetter, Register: written()}, r)
	must(t, err)
	if serial := ticket.Entries[1].Serial; serial != string(ticket.Number)+"-1" {
		t.Errorf("the letter is number %q", serial)
	}
	r.Way = tickets.Letter
	called := o.committed(t, "1.1", r)
	if serial := called.Entries[1].Serial; serial != string(called.Number)+"-1" {
		t.Errorf("the letter of a call is number %q", serial)
	}
}

func TestNamesAndNumbersAsPeopleTypeThem(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	r := written()
	r.Contact, r.Name = "１３８００１３８０００", "\u200b\u202e"
	_, err := o.Create(t.Context(), storetest.By(org.RoleDispatcher), service.Arrival{Origin: "a", Channel: tickets.ByLetter, Register: r}, registerMove)
	if firstField(err) != "name" {
		t.Errorf("an invisible name: %v", err)
	}
	r.Name = "王建军"
	ticket, err := o.Create(t.Context(), storetest.By(org.RoleDispatcher), service.Arrival{Origin: "a", Channel: tickets.ByLetter, Register: r}, registerMove)
	must(t, err)
	if ticket.Contact != "13800138000" {
		t.Errorf("contact %q", ticket.Contact)
	}
	n := string(ticket.Number)
	for _, text := range []string{n, n[:4] + " " + n[4:8] + " " + n[8:], " " + n} {
		found, err := o.List(t.Context(), storetest.By(org.RoleDispatcher), tickets.Filter{Text: text})
		must(t, err)
		if len(found) != 1 || found[0].Number != ticket.Number {
			t.Errorf("search %q finds %v", text, found)
		}
	}
	for _, ours := range []string{tickets.ImportOrigin, tickets.MessageOrigin} {
		_, err = o.Create(t.Context(), storetest.By(org.RoleDispatcher), service.Arrival{Origin: ours + "99", Channel: tickets.ByLetter, Register: r}, registerMove)
		if firstField(err) != "origin" {
			t.Errorf("an origin of our own, %q: %v", ours, err)
		}
	}
}
