package service_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/internal/phone"
	"hotline12345/tickets"
	"hotline12345/tickets/service"
	"hotline12345/tickets/storetest"
)

// wrong remembers tries.
type wrong struct {
	mu   sync.Mutex
	last int64
	all  map[int64]wrongTry
}

type wrongTry struct {
	n    tickets.Number
	addr string
	at   time.Time
}

func (w *wrong) BeginStatusTry(_ context.Context, n tickets.Number, addr string, at, since time.Time) (service.StatusTry, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.all == nil {
		w.all = map[int64]wrongTry{}
	}
	w.last++
	w.all[w.last] = wrongTry{n, addr, at}
	try := service.StatusTry{ID: w.last}
	for _, x := range w.all {
		if x.at.Before(since) {
			continue
		}
		if x.n == n {
			try.OfTicket++
		}
		if x.addr == addr {
			try.FromAddr++
		}
	}
	return try, nil
}

func (w *wrong) ForgetStatusTry(_ context.Context, id int64) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.all, id)
	return nil
}

func TestTriesAreCountedPerTicketAndAddress(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	n := o.committed(t, "1.1", registerMove).Number
	w := new(wrong)
	o.with(t, func(c *service.Config) { c.StatusTries = w })
	ask := func(n tickets.Number, last4, addr string) error {
		_, err := o.Status(t.Context(), n, last4, addr)
		return err
	}
	for range 50 {
		must(t, ask(n, "8000", "a")) // a right try does not count
	}
	for i := range 5 {
		wantErr(t, "wrong digits", ask(n, "800"+string(rune('1'+i)), string(rune('a'+i))), errs.ErrNotFound)
	}
	for range 50 { // what is refused does not count: the door opens a day after the last answer
		wantErr(t, "right digits after five wrong ones", ask(n, "8000", "z"), service.ErrTooManyTries)
	}
	if len(w.all) != 5 {
		t.Errorf("%d tries are remembered, want the five wrong ones", len(w.all))
	}
	o.now = o.now.Add(25 * time.Hour)
	must(t, ask(n, "8000", "z"))
	for i := range 30 {
		other, err := tickets.MakeNumber("261122", i+1)
		must(t, err)
		wantErr(t, "no such ticket", ask(other, "8000", "robot"), errs.ErrNotFound)
	}
	wantErr(t, "an address that tries numbers", ask(n, "8000", "robot"), service.ErrTooManyTries)
	must(t, ask(n, "8000", "z"))
	for _, last4 := range []string{"", "000", "13800138000", "８００１"} {
		wantErr(t, "digits "+last4, ask(n, last4, "y"), errs.ErrNotFound)
	}
}

func TestTheContactNumberOpensTheStatusNotTheCallingOne(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.calls["1.1"] = service.CallFacts{Number: "13700137000", ArrivedAt: storetest.Start, Agents: []string{"1001"}}
	o.with(t, func(c *service.Config) { c.StatusTries = &wrong{} })
	n := o.committed(t, "1.1", registerMove).Number // its contact is 13800138000
	_, err := o.Status(t.Context(), n, "8000", "a")
	must(t, err)
	_, err = o.Status(t.Context(), n, "7000", "a")
	wantErr(t, "the digits of a telephone that others use too", err, errs.ErrNotFound)
}

func TestAnExtensionOrItsNumberOpensTheStatus(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.with(t, func(c *service.Config) { c.StatusTries, c.Plan = &wrong{}, phone.Plan{Area: "0757"} })
	_, err := o.SaveDraft(t.Context(), storetest.Agent, tickets.Draft{Call: "1.2", Register: tickets.Register{Name: "王", UnitDeclined: true, Type: tickets.Complaint,
		Contact: "8888 6666-8001", Content: "工地噪声"}})
	must(t, err)
	n, err := o.Commit(t.Context(), storetest.Agent, "1.2", registerMove)
	must(t, err)
	if n.Contact != "075788886666转8001" {
		t.Fatalf("the contact is %q", n.Contact)
	}
	for _, last4 := range []string{"6666", "8001", "８００１", " 66 66"} {
		_, err := o.Status(t.Context(), n.Number, last4, "a")
		must(t, err)
	}
	_, err = o.Status(t.Context(), n.Number, "6800", "a")
	wantErr(t, "digits of both", err, errs.ErrNotFound)
}

// TestANumberIsFoundHoweverItIsTyped: by its field and by the full-text search.
func TestANumberIsFoundHoweverItIsTyped(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.with(t, func(c *service.Config) { c.Plan = phone.Plan{Area: "0757"} })
	n := o.committed(t, "1.1", registerMove).Number
	for _, typed := range []string{"13800138000", "+86 138 0013 8000", "008613800138000", "１３８００１３８０００", "138-0013-8000", "tel:+8613800138000"} {
		for _, f := range []tickets.Filter{{Number: typed}, {Text: typed}} {
			list, err := o.List(t.Context(), storetest.Agent, f)
			must(t, err)
			if len(list) != 1 || list[0].Number != n {
				t.Errorf("%+v finds %+v", f, list)
			}
		}
	}
	list, err := o.List(t.Context(), storetest.Agent, tickets.Filter{Number: "13800138001"})
	must(t, err)
	if len(list) != 0 {
		t.Errorf("another number finds %+v", list)
	}
}
