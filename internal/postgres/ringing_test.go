package postgres

import (
	"context"
	"fmt"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"go.uber.org/zap"

	"hotline12345/tickets"
	"hotline12345/tickets/storetest"
)

// TestAServiceThatWasKilledRingsAfterTheRestart: what it had begun is done by the
// next one at once, not when the job counts as stuck.
func TestAServiceThatWasKilledRingsAfterTheRestart(t *testing.T) {
	tn := newTown(t)
	ticket := tn.written(t, "1", tickets.Request{Move: tickets.MoveDispatch, Unit: "A-09"})
	killed := &frozen{began: make(chan struct{})}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { defer close(ended); NewWorker(tn.store, killed, tn.now, zap.NewNop()).Run(ctx) }()
	t.Cleanup(func() { cancel(); <-ended })
	tn.pass(ticket.Assignments[0].Due.Sub(tn.now()) + time.Second)
	<-killed.began // it has a job in its hands, and will never end it
	began := time.Now()
	tn.work(t)
	tn.until(t, ticket.Number, "the supervision", func(x tickets.Ticket) bool { return count(x, tickets.MoveSupervise, "") == 1 })
	if took := time.Since(began); took > 30*time.Second {
		t.Errorf("supervised %v after the restart", took)
	}
}

// frozen begins jobs and never ends them.
type frozen struct {
	began chan struct{}
	told  atomic.Bool
}

func (f *frozen) Wake(ctx context.Context, _ tickets.Number) error {
	if !f.told.Swap(true) {
		close(f.began)
	}
	<-ctx.Done()
	return ctx.Err()
}
func (f *frozen) Recompute(context.Context) error                { return nil }
func (f *frozen) HandOver(context.Context, string, string) error { return nil }
func (f *frozen) Publish(context.Context) error                  { return nil }
func (f *frozen) PublishDue(context.Context, string, int) (time.Duration, error) {
	return 0, nil
}

// TestRestartsInTheMiddleOfRinging: forty clocks ring at once while two services
// serve them, one of which is restarted again and again, and the database crashes.
// Each ticket is reminded and supervised once, with a number of its own.
func TestRestartsInTheMiddleOfRinging(t *testing.T) {
	s, crash := lasting(t)
	tn := &town{store: s, start: storetest.Start.Add(time.Hour)}
	tn.Service = serviceOf(t, tn)
	const all = 40
	var list []tickets.Ticket
	for i := range all {
		list = append(list, tn.written(t, fmt.Sprint(i), tickets.Request{Move: tickets.MoveDispatch, Unit: "A-09"}))
	}
	tn.pass(list[0].Assignments[0].Due.Sub(tn.now()) + time.Hour)
	stopFirst := tn.work(t)
	supervised := func() (n int) {
		err := s.DB.QueryRow(t.Context(), "select count(*) from ticket_entries where move = 'supervise'").Scan(&n)
		if err != nil {
			return 0 // the database is away
		}
		return n
	}
	other := &town{Service: serviceOf(t, tn), store: s, start: tn.start}
	other.ahead.Store(tn.ahead.Load())
	for _, far := range []int{1, 8, 16} {
		stop := other.work(t)
		eventually(t, "some supervisions", func() bool { return supervised() >= far })
		stop()
		if far == 8 {
			crash(syscall.SIGKILL)
		}
	}
	eventually(t, "all supervisions", func() bool {
		tn.pass(100 * time.Millisecond) // what failed is tried again a second later
		return supervised() >= all
	})
	stopFirst() // a reminder that comes while a ticket is compared with its row is no fault
	serials := map[string]bool{}
	for _, before := range list {
		after, err := s.Ticket(t.Context(), before.Number)
		must(t, err)
		whole(t, s, after)
		for what, n := range map[string]int{"supervisions": count(after, tickets.MoveSupervise, ""),
			"reminders to sign": count(after, tickets.MoveRemind, tickets.AlarmSign), "reminders of the limit": count(after, tickets.MoveRemind, tickets.AlarmDue)} {
			if n != 1 && (n > 1 || what == "supervisions") {
				t.Errorf("%s: %d %s", after.Number, n, what)
			}
		}
		for _, e := range after.Entries {
			if e.Serial != "" && serials[e.Serial] {
				t.Errorf("two documents have the number %s", e.Serial)
			}
			serials[e.Serial] = true
		}
	}
}
