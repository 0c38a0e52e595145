package service_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/service"
	"hotline12345/tickets/spool"
	"hotline12345/tickets/storetest"
)

func TestCommitNumbersAndMoves(t *testing.T) {
	t.Parallel()
	o, ctx := newOffice(t), t.Context()
	first := o.committed(t, "1.1", registerMove)
	second := o.committed(t, "1.2", tickets.Request{Move: tickets.MoveAnswer, Note: "可到街道办理"})
	third := o.committed(t, "1.3", tickets.Request{Move: tickets.MoveDispatch, Unit: "Y04"})
	if first.Number != "261123000001" || second.Number != "261123000002" || third.Number != "261123000003" {
		t.Errorf("numbers %s %s %s", first.Number, second.Number, third.Number)
	}
	if first.State != tickets.Registered || len(first.Entries) != 1 || !first.Stored || first.Caller != "13800138000" {
		t.Errorf("registered: %+v", first)
	}
	if a := second.Answer; second.State != tickets.Answered || len(second.Entries) != 2 || a == nil || a.Way != tickets.InCall || a.By.Number != "1001" {
		t.Errorf("answered at once: %+v", second)
	}
	if third.State != tickets.Dispatched || third.Lead != "Y04" || third.Entries[1].Addr != "127.0.0.1" {
		t.Errorf("dispatched: %+v", third)
	}
	again, err := o.Commit(ctx, storetest.Agent, "1.1", registerMove)
	must(t, err)
	if again.Number != first.Number {
		t.Errorf("the same commit again gave %s, want %s", again.Number, first.Number)
	}
	_, err = o.SaveDraft(ctx, storetest.Agent, fill("1.1", 2))
	wantErr(t, "type in a committed register", err, tickets.ErrCommitted)
	d, err := o.Draft(ctx, storetest.Agent, "1.1")
	must(t, err)
	if d.Ticket != first.Number {
		t.Errorf("the draft names ticket %q, want %s", d.Ticket, first.Number)
	}
}

func TestCommitRefuses(t *testing.T) {
	t.Parallel()
	o, ctx := newOffice(t), t.Context()
	field := func(call string, change func(d *tickets.Draft)) string {
		d, err := o.Draft(ctx, storetest.Agent, call)
		must(t, err)
		next := fill(call, d.Rev)
		change(&next)
		_, err = o.SaveDraft(ctx, storetest.Agent, next)
		must(t, err)
		_, err = o.Commit(ctx, storetest.Agent, call, registerMove)
		var invalid *errs.Invalid
		if !errors.As(err, &invalid) {
			return ""
		}
		return invalid.Fields[0].Field + " " + string(invalid.Fields[0].Code)
	}
	if got := field("1.1", func(d *tickets.Draft) { d.Name = "" }); got != "name required" {
		t.Errorf("no name: %q", got)
	}
	if got := field("1.1", func(d *tickets.Draft) { d.Category = "9999" }); got != "category unknown" {
		t.Errorf("no such category: %q", got)
	}
	if got := field("1.1", func(d *tickets.Draft) { d.Contact, d.ContactDeclined = "", true }); got != "contact not_declinable" {
		t.Errorf("contact declined though the number is known: %q", got)
	}
	if got := field("anon", func(d *tickets.Draft) { d.Contact, d.ContactDeclined = "", true }); got != "" {
		t.Errorf("an anonymous caller declines: %q, want a ticket", got)
	}
	_, err := o.SaveDraft(ctx, storetest.Agent, fill("1.2", 0))
	must(t, err)
	for _, r := range []tickets.Request{{Move: tickets.MoveArchive}, {Move: tickets.MoveDispatch}, {Move: tickets.MoveDispatch, Unit: "Z"},
		{Move: tickets.MoveAnswer}, {}} {
		_, err := o.Commit(ctx, storetest.Agent, "1.2", r)
		var illegal *tickets.Illegal
		if !errors.As(err, &illegal) {
			t.Errorf("commit with %+v: error %v, want Illegal", r, err)
		}
	}
	if next := o.committed(t, "1.3", registerMove); next.Number != "261123000002" {
		t.Errorf("refused commits used up numbers: next is %s", next.Number)
	}
}

func TestTheDayOfANumberIsChinas(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.now = time.Date(2026, 12, 31, 15, 59, 59, 0, time.UTC)
	if n := o.committed(t, "1.1", registerMove).Number; n != "261231000001" {
		t.Errorf("a second before the new year: %s", n)
	}
	o.now = o.now.Add(time.Second)
	if n := o.committed(t, "1.2", registerMove).Number; n != "270101000001" {
		t.Errorf("at the new year: %s", n)
	}
	o.now = o.now.Add(-time.Second) // the clock is set back
	if n := o.committed(t, "1.3", registerMove).Number; n != "261231000002" {
		t.Errorf("after the clock went back: %s", n)
	}
}

func TestTheCounterLearnsFromTheStore(t *testing.T) {
	t.Parallel()
	o, ctx := newOffice(t), t.Context()
	d, other := storetest.Written(7, "13900139000")
	must(t, o.store.Commit(ctx, d, other))
	if n := o.committed(t, "1.1", registerMove).Number; n != "261123000008" {
		t.Errorf("number %s, want the next after the store's", n)
	}
	// Another process took the next numbers meanwhile.
	for n := 9; n < 20; n++ {
		d, other = storetest.Written(n, "13900139000")
		must(t, o.store.Commit(ctx, d, other))
	}
	if n := o.committed(t, "1.2", registerMove).Number; n != "261123000020" {
		t.Errorf("number %s, want one that is free", n)
	}
}

func TestNumbersWhenNothingIsKnown(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.store.SetAway(true)
	ticket := o.committed(t, "1.1", registerMove)
	if ticket.Number != "261123900001" || ticket.Stored {
		t.Errorf("number %s, want one of the reserve", ticket.Number)
	}
}

// TestADamagedCounterRepeatsNoNumber: a power cut left nothing of the counter, and tickets
// wait that the store knows nothing of; also a parcel was damaged, which holds up nobody.
func TestADamagedCounterRepeatsNoNumber(t *testing.T) {
	t.Parallel()
	for _, away := range []bool{false, true} {
		o := newOffice(t)
		o.committed(t, "1.1", registerMove)
		o.store.SetAway(true)
		waits := o.committed(t, "1.2", registerMove)
		counter := filepath.Join(o.dir, "counter.json")
		must(t, os.WriteFile(counter, nil, 0o600))
		must(t, os.WriteFile(filepath.Join(o.dir, "parcel-1.0.json"), nil, 0o600))
		folder, err := spool.Open(o.dir)
		must(t, err)
		fresh, err := spool.OpenCounter(o.dir)
		if err == nil {
			t.Error("a damaged counter is no error")
		}
		if !away {
			o.back()
		}
		o.now = o.now.Add(-time.Hour) // the call comes after the restart
		s := service.New(service.Config{Store: o.store, Spool: folder, Counter: fresh, Calls: o.calls, Now: func() time.Time { return o.now },
			Report: func(msg string, _ error) { o.reports = append(o.reports, msg) }})
		o.now = o.now.Add(time.Hour)
		_, err = s.SaveDraft(t.Context(), storetest.Agent, fill("1.3", 0))
		must(t, err)
		next, err := s.Commit(t.Context(), storetest.Agent, "1.3", registerMove)
		must(t, err)
		want := tickets.Number("261123000003")
		if away { // what the store has cannot be told
			want = "261123900001"
		}
		if waits.Number != "261123000002" || next.Number != want {
			t.Errorf("away %v: numbers %s and %s, want %s", away, waits.Number, next.Number, want)
		}
		o.back()
		s.Deliver(t.Context())
		if _, err := o.store.Ticket(t.Context(), waits.Number); err != nil || s.Pending() != 0 {
			t.Errorf("away %v: %d wait, error %v", away, s.Pending(), err)
		}
		if len(o.reports) == 0 {
			t.Error("the damaged parcel is not reported")
		}
	}
}
