package service_test

import (
	"testing"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/service"
	"hotline12345/tickets/storetest"
)

func TestNamesAndNumbersAsPeopleTypeThem(t *testing.T) {
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
	_, err = o.Create(t.Context(), storetest.By(org.RoleDispatcher), service.Arrival{Origin: tickets.ImportOrigin + "99", Channel: tickets.ByLetter, Register: r}, registerMove)
	if firstField(err) != "origin" {
		t.Errorf("an origin of the import: %v", err)
	}
}
