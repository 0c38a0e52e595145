package service_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/service"
	"hotline12345/tickets/storetest"
)

func messageOf(call string) tickets.Message {
	return tickets.Message{Call: call, Caller: "13800138000", Called: "12345", At: storetest.Start, Length: 42 * time.Second}
}

// TestAMessageIsOneTicket: however often it is taken, also by a service that starts anew; the
// register of its call is written then.
func TestAMessageIsOneTicket(t *testing.T) {
	t.Parallel()
	o, ctx := newOffice(t), t.Context()
	o.calls["m.1"] = service.CallFacts{Number: "13800138000", Called: "12345", ArrivedAt: storetest.Start}
	first, err := o.TakeMessage(ctx, messageOf("m.1"))
	must(t, err)
	o.restart(t)
	again, err := o.TakeMessage(ctx, messageOf("m.1"))
	must(t, err)
	if first.Number == "" || again.Number != first.Number {
		t.Errorf("taken twice: %q and %q", first.Number, again.Number)
	}
	if first.State != tickets.Registered || first.Call != "m.1" || first.Caller != "13800138000" || first.Contact != "13800138000" || first.Centre != "Y00" ||
		!first.CalledAt.Equal(storetest.Start) || first.Promise.IsZero() || !slices.Contains(first.Marks(), tickets.MarkMessage) {
		t.Errorf("ticket %+v", first)
	}
	d, err := o.store.Draft(ctx, "m.1")
	must(t, err)
	if d.Ticket != first.Number {
		t.Errorf("the call's register is %+v", d)
	}
	if wrong := tickets.Complete(first.Register); len(wrong) > 0 {
		t.Errorf("the register is not whole: %v", wrong)
	}
}

// TestAMessageBesideATalk: an agent's register of the same call stays theirs, whether it is
// begun, committed, or neither yet.
func TestAMessageBesideATalk(t *testing.T) {
	t.Parallel()
	o, ctx := newOffice(t), t.Context()
	_, err := o.SaveDraft(ctx, storetest.Agent, fill("1.2", 0))
	must(t, err)
	committed := o.committed(t, "1.3", registerMove)
	for _, call := range []string{"1.1", "1.2", "1.3"} {
		m, err := o.TakeMessage(ctx, messageOf(call))
		must(t, err)
		again, err := o.TakeMessage(ctx, messageOf(call))
		must(t, err)
		if m.Number != again.Number || m.Number == committed.Number || m.Call != "" || m.Entries[0].Call != call {
			t.Errorf("call %s: tickets %s and %s, %+v", call, m.Number, again.Number, m)
		}
		if call == "1.3" {
			continue
		}
		if written := o.committed(t, call, registerMove); written.Number == m.Number || written.Call != call {
			t.Errorf("call %s: the agent's ticket is %+v", call, written)
		}
	}
}

// TestAMessageOfAnUnknownCaller declines what nobody told, also where the city refuses
// anonymous reports.
func TestAMessageOfAnUnknownCaller(t *testing.T) {
	t.Parallel()
	o, ctx := newOffice(t), t.Context()
	o.calls["m.1"] = service.CallFacts{ArrivedAt: storetest.Start}
	m := messageOf("m.1")
	m.Caller = ""
	got, err := o.TakeMessage(ctx, m)
	must(t, err)
	if !got.NameDeclined || !got.ContactDeclined || got.Contact+got.Caller != "" || len(tickets.Complete(got.Register)) > 0 {
		t.Errorf("ticket %+v", got)
	}
}

// TestAMessageWaitsForTheStore: nothing is kept elsewhere, for the message stays where it is.
func TestAMessageWaitsForTheStore(t *testing.T) {
	t.Parallel()
	o, ctx := newOffice(t), t.Context()
	o.calls["m.1"] = service.CallFacts{Number: "13800138000", ArrivedAt: storetest.Start}
	o.store.SetAway(true)
	if _, err := o.TakeMessage(ctx, messageOf("m.1")); !errors.Is(err, errs.ErrUnavailable) || o.Pending() != 0 {
		t.Errorf("store away: %v, %d in the spool", err, o.Pending())
	}
	o.store.SetAway(false)
	o.now = o.now.Add(time.Minute)
	if _, err := o.TakeMessage(ctx, messageOf("m.1")); err != nil {
		t.Error(err)
	}
	if _, err := o.TakeMessage(ctx, messageOf("none")); !errors.Is(err, errs.ErrNotFound) {
		t.Errorf("a call without a row: %v", err)
	}
}
