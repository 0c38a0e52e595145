package service_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"hotline12345/internal/breaker"
	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/org/directory"
	"hotline12345/tickets/service"
	"hotline12345/tickets/spool"
	"hotline12345/tickets/statistics"
	"hotline12345/tickets/storetest"
)

// calls are the live calls of a test.
type calls map[string]service.CallFacts

func (c calls) CallFacts(_ context.Context, call string) (service.CallFacts, error) {
	f, ok := c[call]
	if !ok {
		return f, errs.ErrNotFound
	}
	if f.ArrivedAt.IsZero() {
		return f, errs.ErrUnavailable
	}
	return f, nil
}

// AgentNumbers: all agents of the tests work in the city's centre.
func (c calls) AgentNumbers(_ context.Context, units []string) (numbers []string, err error) {
	if slices.Contains(units, "Y00") {
		numbers = []string{"1001", "1002"}
	}
	return numbers, nil
}

// office is a service with all around it.
type office struct {
	*service.Service
	breaker    *breaker.Breaker
	directory  *directory.Directory
	categories *breaker.Cached[[]tickets.Category]
	store      *storetest.Memory
	calls      calls
	now        time.Time
	dir        string
	reports    []string
	ports      func(*service.Config) // what newOffice does not fill in; nil for nothing
}

// newOffice has a call of 13800138000 at Start, offered to 1002 and taken by
// 1001, and an anonymous one.
func newOffice(t *testing.T) *office {
	t.Helper()
	o := &office{store: storetest.NewMemory(), now: storetest.Start.Add(-time.Minute), dir: t.TempDir(), calls: calls{}}
	for _, call := range []string{"1.1", "1.2", "1.3", "1.4"} {
		o.calls[call] = service.CallFacts{Number: "13800138000", ArrivedAt: storetest.Start, Agents: []string{"1002", "1001"}}
	}
	o.calls["anon"] = service.CallFacts{ArrivedAt: storetest.Start, Agents: []string{"1001"}}
	o.restart(t)
	o.now = storetest.Start.Add(time.Minute)
	return o
}

// restart makes a new service over the same folder.
func (o *office) restart(t *testing.T) {
	t.Helper()
	folder, err := spool.Open(o.dir)
	must(t, err)
	counter, err := spool.OpenCounter(o.dir)
	must(t, err)
	now, report := func() time.Time { return o.now }, func(msg string, _ error) { o.reports = append(o.reports, msg) }
	o.breaker = breaker.New(now, report)
	o.directory = directory.New(o.breaker, o.store.Units)
	o.categories = breaker.NewCached(o.breaker, o.store.Categories)
	cfg := service.Config{Store: o.store, Breaker: o.breaker, Directory: o.directory, Categories: o.categories, Spool: folder, Counter: counter, Calls: o.calls,
		Now: now, Report: report}
	if o.ports != nil {
		o.ports(&cfg)
	}
	o.Service = service.New(cfg)
}

// with makes the service anew with more ports.
func (o *office) with(t *testing.T, ports func(*service.Config)) {
	t.Helper()
	o.ports = ports
	o.restart(t)
}

// back brings the store back, and time for the service to try it again.
func (o *office) back() {
	o.store.SetAway(false)
	o.now = o.now.Add(2 * time.Second)
}

func wantErr(t *testing.T, doing string, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Fatalf("%s: error %v, want %v", doing, err, want)
	}
}

// statistics counts over the same store.
func (o *office) statistics() *statistics.Service {
	return statistics.New(o.store, o.directory, o.categories, o.breaker)
}

// fill is a complete register for a call, based on a revision.
func fill(call string, rev int) tickets.Draft {
	r := written()
	r.CalledAt = time.Time{}
	return tickets.Draft{Call: call, Rev: rev, Register: r}
}

// committed is a ticket of a call.
func (o *office) committed(t *testing.T, call string, r tickets.Request) tickets.Ticket {
	t.Helper()
	_, err := o.SaveDraft(t.Context(), storetest.Agent, fill(call, 0))
	must(t, err)
	ticket, err := o.Commit(t.Context(), storetest.Agent, call, r)
	must(t, err)
	return ticket
}

var registerMove = tickets.Request{Move: tickets.MoveRegister}

// over is a service over another store.
func (o *office) over(t *testing.T, store service.Store) *service.Service {
	t.Helper()
	folder, err := spool.Open(o.dir)
	must(t, err)
	counter, err := spool.OpenCounter(o.dir)
	must(t, err)
	return service.New(service.Config{Store: store, Spool: folder, Counter: counter, Calls: o.calls,
		Now: func() time.Time { return time.Now() }})
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func isCode(err error, want tickets.IllegalCode) bool {
	var illegal *tickets.Illegal
	return errors.As(err, &illegal) && illegal.Code == want
}

func last(t tickets.Ticket) tickets.Entry { return t.Entries[len(t.Entries)-1] }

func moved(t *testing.T, tk tickets.Ticket, a org.Actor, now time.Time, r tickets.Request, o *tickets.Ticket) tickets.Ticket {
	t.Helper()
	out, err := tickets.Apply(tickets.Case{Ticket: tk, Request: r, By: a, Now: now, Rules: storetest.RulebookWithSubunit(), Other: o})
	if err != nil {
		t.Fatalf("%s in %s: %v", r.Move, tk.State, err)
	}
	return out
}

// written is a register that is complete.
func written() tickets.Register {
	_, t := storetest.Written(1, "13800138000")
	return t.Register
}
