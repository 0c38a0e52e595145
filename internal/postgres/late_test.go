package postgres

import (
	"context"
	"testing"
	"time"

	"go.uber.org/zap"

	"hotline12345/internal/postgres/jobs"
	"hotline12345/tickets"
	"hotline12345/tickets/storetest"
)

// TestAJobThatComesEarlyComesAgain: jobs are taken by the database's clock, which may be
// ahead of ours. The job that came early is the only one for its time.
func TestAJobThatComesEarlyComesAgain(t *testing.T) {
	t.Parallel()
	tn := newTown(t)
	ticket := tn.written(t, "1", tickets.Request{Move: tickets.MoveDispatch, Unit: "A-09"})
	tn.pass(ticket.Assignments[0].SignBy.Sub(tn.now()) - 500*time.Millisecond)
	ctx, cancel := context.WithCancel(t.Context())
	done, early := make(chan struct{}), make(chan struct{}, 100)
	service := looked{tn.jobs(), early}
	go func() {
		defer close(done)
		NewWorker(tn.store, service, func() time.Time { return tn.now().Add(time.Second) }, zap.NewNop()).Run(ctx)
	}()
	t.Cleanup(func() { cancel(); <-done })
	<-early // too early, by our clock
	tn.until(t, ticket.Number, "the reminder to sign", func(x tickets.Ticket) bool {
		tn.pass(50 * time.Millisecond) // time goes on
		return count(x, tickets.MoveRemind, tickets.AlarmSign) == 1
	})
}

// looked receives each check of a ticket.
type looked struct {
	jobs.Service
	looks chan struct{}
}

func (l looked) Wake(ctx context.Context, n tickets.Number) error {
	defer func() { l.looks <- struct{}{} }()
	return l.Service.Wake(ctx, n)
}

// TestAClockWithoutAJobRingsAllTheSame: the job was given up, or lost.
func TestAClockWithoutAJobRingsAllTheSame(t *testing.T) {
	t.Parallel()
	tn := newTown(t)
	ticket := tn.written(t, "1", tickets.Request{Move: tickets.MoveDispatch, Unit: "A-09"})
	_, err := tn.store.DB.Exec(t.Context(), "delete from river_job")
	must(t, err)
	tn.pass(ticket.Assignments[0].Due.Sub(tn.now()) + 2*time.Minute)
	tn.work(t)
	tn.until(t, ticket.Number, "the supervision", func(x tickets.Ticket) bool { return count(x, tickets.MoveSupervise, "") == 1 })
}

// TestProvisionalLimitsAreCountedAgainAtTheStart: a new program brings the holidays of
// another year.
func TestProvisionalLimitsAreCountedAgainAtTheStart(t *testing.T) {
	t.Parallel()
	tn := newTown(t)
	d, ticket := storetest.Written(1, "13800138000", storetest.Dispatch)
	ticket.Assignments[0].Due, ticket.Assignments[0].Provisional = ticket.Assignments[0].Due.Add(48*time.Hour), true // as the old one counted
	must(t, tn.store.Commit(t.Context(), d, ticket))
	tn.work(t)
	tn.until(t, ticket.Number, "the new limit", func(x tickets.Ticket) bool {
		return count(x, tickets.MoveRecompute, "") == 1 && !x.Assignments[0].Provisional
	})
}
