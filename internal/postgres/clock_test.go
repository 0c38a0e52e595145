package postgres

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/zap"

	"hotline12345/internal/breaker"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/org/directory"
	"hotline12345/tickets/service"
	"hotline12345/tickets/spool"
	"hotline12345/tickets/statistics"
	"hotline12345/tickets/storetest"
)

// town is a service over a real database whose time a test moves.
type town struct {
	*service.Service
	statistics *statistics.Service
	store      *Store
	ahead      atomic.Int64
	start      time.Time
}

func newTown(t testing.TB) *town {
	t.Helper()
	tn := &town{store: migrated(t), start: storetest.Start.Add(time.Hour)}
	tn.Service, tn.statistics = serviceOf(t, tn), statisticsOf(tn.store, tn.now)
	return tn
}

// serviceOf is a service of a town.
func serviceOf(t testing.TB, tn *town) *service.Service {
	t.Helper()
	folder, err := spool.Open(t.TempDir())
	must(t, err)
	counter, err := spool.OpenCounter(t.TempDir())
	must(t, err)
	return service.New(service.Config{Store: tn.store, Spool: folder, Counter: counter, Now: tn.now,
		Staff: tn.store, StatusTries: tn.store})
}

// statisticsOf counts over a store.
func statisticsOf(s *Store, now func() time.Time) *statistics.Service {
	b := breaker.New(now, nil)
	return statistics.New(s, directory.New(b, s.Units), breaker.NewCached(b, s.Categories), b)
}

// planned is what the jobs do.
type planned struct {
	*service.Service
	statistics *statistics.Service
}

// PublishDue implements jobs.Service.
func (planned) PublishDue(context.Context, string, int) (time.Duration, error) { return 0, nil }

// Publish implements jobs.Service.
func (p planned) Publish(ctx context.Context) error { return p.statistics.Publish(ctx) }

// jobs are those of a town.
func (tn *town) jobs() planned { return planned{tn.Service, statisticsOf(tn.store, tn.now)} }

func (tn *town) now() time.Time { return tn.start.Add(time.Duration(tn.ahead.Load())) }

// pass lets time go by.
func (tn *town) pass(d time.Duration) { tn.ahead.Add(int64(d)) }

// written is a ticket of a letter, moved.
func (tn *town) written(t *testing.T, origin string, moves ...tickets.Request) tickets.Ticket {
	t.Helper()
	a := service.Arrival{Origin: origin, Channel: tickets.ByLetter, Register: tickets.Register{Name: "王建军", UnitDeclined: true,
		Contact: "13800138000", Content: "物业服务差", Type: tickets.Complaint, Category: "0206", Place: "望海区"}}
	ticket, err := tn.Create(t.Context(), boss, a, tickets.Request{Move: tickets.MoveRegister})
	must(t, err)
	for _, r := range moves {
		ticket, err = tn.Move(t.Context(), boss, ticket.Number, r)
		must(t, err)
	}
	return ticket
}

// boss may do all, for every unit.
var boss = func() org.Actor {
	a := storetest.Agent
	a.Roles, a.Unit = org.Roles(), "Y"
	return a
}()

// work runs the worker until the test ends or stop is called.
func (tn *town) work(t *testing.T) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		NewWorker(tn.store, tn.jobs(), tn.now, zap.NewNop()).Run(ctx)
	}()
	stop = func() { cancel(); <-done }
	t.Cleanup(stop)
	return stop
}

// until reads the ticket until it is as wanted.
func (tn *town) until(t *testing.T, n tickets.Number, what string, is func(tickets.Ticket) bool) tickets.Ticket {
	t.Helper()
	deadline := time.Now().Add(time.Minute)
	for {
		ticket, err := tn.store.Ticket(t.Context(), n)
		must(t, err)
		if is(ticket) {
			return ticket
		}
		if time.Now().After(deadline) {
			t.Fatalf("%s never came; the last entries: %+v", what, ticket.Entries[len(ticket.Entries)-1])
		}
		select {
		case <-time.After(50 * time.Millisecond):
		case <-t.Context().Done():
		}
	}
}

func count(t tickets.Ticket, m tickets.Move, what tickets.Alarm) (n int) {
	for _, e := range t.Entries {
		if e.Move == m && (what == "" || e.What == what) {
			n++
		}
	}
	return n
}

// TestInvariant5 (requirements 1.2): past due, a written supervision with a
// number and a new limit exists within minutes, without a human.
func TestInvariant5(t *testing.T) {
	t.Parallel()
	tn := newTown(t)
	ticket := tn.written(t, "1", tickets.Request{Move: tickets.MoveDispatch, Unit: "A-09"})
	stop := tn.work(t)
	tn.pass(ticket.Assignments[0].SignBy.Sub(tn.now()) + time.Second)
	tn.until(t, ticket.Number, "the reminder to sign", func(x tickets.Ticket) bool { return count(x, tickets.MoveRemind, tickets.AlarmSign) == 1 })
	tn.pass(ticket.Assignments[0].WarnAt.Sub(tn.now()) + time.Second)
	tn.until(t, ticket.Number, "the reminder before the limit", func(x tickets.Ticket) bool { return count(x, tickets.MoveRemind, tickets.AlarmDue) == 1 })
	stop() // the service is restarted
	tn.pass(ticket.Assignments[0].Due.Sub(tn.now()) + time.Second)
	tn.work(t)
	after := tn.until(t, ticket.Number, "the supervision", func(x tickets.Ticket) bool { return count(x, tickets.MoveSupervise, "") == 1 })
	e := after.Entries[len(after.Entries)-1]
	if e.Serial != string(ticket.Number)+"-1" || !e.Due.After(tn.now()) || !e.Before.Equal(ticket.Assignments[0].Due) || e.Assignee != "A-09" ||
		len(e.Copies) != 3 || e.Copies[0] != "A" || e.Copies[1] != "Y" {
		t.Errorf("supervision %+v", e)
	}
	if took := e.At.Sub(ticket.Assignments[0].Due); took > time.Minute {
		t.Errorf("supervised %v after the limit", took)
	}
	list, err := tn.List(t.Context(), boss, tickets.Filter{Mark: tickets.MarkSupervised})
	must(t, err)
	if len(list) != 1 {
		t.Errorf("%d supervised tickets in the list, want 1", len(list))
	}
}

// TestAJobRunTwiceChangesNothing: what the clock has done is written in the
// ticket, so a job that comes twice, or two at once, does it once.
func TestAJobRunTwiceChangesNothing(t *testing.T) {
	t.Parallel()
	tn := newTown(t)
	ticket := tn.written(t, "1", tickets.Request{Move: tickets.MoveDispatch, Unit: "A-09"})
	tn.pass(ticket.Assignments[0].Due.Sub(tn.now()) + time.Second)
	errs := make(chan error)
	for range 8 {
		go func() { errs <- tn.Wake(t.Context(), ticket.Number) }()
	}
	for range 8 {
		must(t, <-errs)
	}
	after, err := tn.store.Ticket(t.Context(), ticket.Number)
	must(t, err)
	if n := count(after, tickets.MoveSupervise, ""); n != 1 {
		t.Errorf("%d supervisions, want 1", n)
	}
	if n := count(after, tickets.MoveRemind, tickets.AlarmSign); n != 1 {
		t.Errorf("%d reminders to sign, want 1", n)
	}
}

// TestAJobIsPlannedWithTheMoveOrNotAtAll: what is rolled back has planned nothing.
func TestAJobIsPlannedWithTheMoveOrNotAtAll(t *testing.T) {
	t.Parallel()
	tn := newTown(t)
	planned := func() (n int) {
		must(t, tn.store.DB.QueryRow(t.Context(), "select count(*) from river_job where kind = 'wake'").Scan(&n))
		return n
	}
	ticket := tn.written(t, "1")
	before := planned()
	if before != 1 {
		t.Fatalf("%d jobs for the promise, want 1", before)
	}
	moved := storetest.Moved(ticket, tickets.Request{Move: tickets.MoveDispatch, Unit: "Y04"})
	stale := storetest.Moved(ticket, tickets.Request{Move: tickets.MoveDispatch, Unit: "Y08"})
	must(t, tn.store.Append(t.Context(), moved))
	if n := planned(); n != before+1 {
		t.Fatalf("%d jobs after the dispatch, want %d", n, before+1)
	}
	if err := tn.store.Append(t.Context(), stale); err == nil {
		t.Fatal("a stale move was taken")
	}
	if n := planned(); n != before+1 {
		t.Errorf("%d jobs after a refused move, want %d", n, before+1)
	}
}

// TestAChangeOfTheCalendarMovesOpenLimits, with an entry of it.
func TestAChangeOfTheCalendarMovesOpenLimits(t *testing.T) {
	t.Parallel()
	tn := newTown(t)
	tn.start = time.Date(2026, 12, 25, 2, 0, 0, 0, time.UTC)
	ticket := tn.written(t, "1", tickets.Request{Move: tickets.MoveDispatch, Unit: "A-09"})
	done := tn.written(t, "2", storetest.Answer)
	if !ticket.Assignments[0].Provisional {
		t.Fatalf("a limit into 2027 is not provisional: %+v", ticket.Assignments[0])
	}
	tn.work(t)
	admin := boss
	must(t, tn.ChangeRules(t.Context(), admin, tickets.RuleChange{Year: &tickets.Year{Year: 2027, Off: []string{"2027-01-01"}, Work: []string{}}}))
	after := tn.until(t, ticket.Number, "the new limit", func(x tickets.Ticket) bool { return count(x, tickets.MoveRecompute, "") == 1 })
	e, p := after.Entries[len(after.Entries)-1], after.Assignments[0]
	if p.Provisional || !p.Due.Equal(ticket.Assignments[0].Due.AddDate(0, 0, 1)) {
		t.Errorf("due %v, provisional %v; before %v", p.Due, p.Provisional, ticket.Assignments[0].Due)
	}
	if !e.Before.Equal(ticket.Assignments[0].Due) || !e.Due.Equal(p.Due) || e.By.ID != "clock" {
		t.Errorf("entry %+v", e)
	}
	must(t, tn.Recompute(t.Context()))
	again, err := tn.store.Ticket(t.Context(), ticket.Number)
	must(t, err)
	if len(again.Entries) != len(after.Entries) {
		t.Error("a second run changed something")
	}
	old, err := tn.store.Ticket(t.Context(), done.Number)
	must(t, err)
	if len(old.Entries) != len(done.Entries) {
		t.Error("the limit of an answered ticket was counted again")
	}
}

// TestAUnitThatEndsHandsItsWorkOn with its clock.
func TestAUnitThatEndsHandsItsWorkOn(t *testing.T) {
	t.Parallel()
	tn := newTown(t)
	led := tn.written(t, "1", tickets.Request{Move: tickets.MoveDispatch, Unit: "A-09", Assist: []string{"Y08"}})
	assisted := tn.written(t, "2", tickets.Request{Move: tickets.MoveDispatch, Unit: "Y08", Assist: []string{"A-09"}})
	tn.work(t)
	unit := org.Unit{Code: "A-09", Name: "望海区市场监管局", Parent: "A", Level: 2, Ended: true, Successor: "Y08"}
	must(t, tn.ChangeRules(t.Context(), boss, tickets.RuleChange{Unit: &unit}))
	for _, before := range []tickets.Ticket{led, assisted} {
		after := tn.until(t, before.Number, "the hand-over", func(x tickets.Ticket) bool { return count(x, tickets.MoveHandOver, "") == 1 })
		if len(after.Assignments) != 1 || after.Lead != "Y08" || after.Assignments[0].Role != tickets.Lead || !after.Assignments[0].Due.Equal(before.Assignments[0].Due) {
			t.Errorf("after the hand-over: lead %s, parts %+v", after.Lead, after.Assignments)
		}
	}
	clerk := org.Actor{Person: org.Person{ID: "9", Name: "经办员", Unit: "A-09"}, Roles: []org.Role{org.RoleUnitClerk}}
	_, err := tn.Move(t.Context(), clerk, led.Number, tickets.Request{Move: tickets.MoveSign})
	if err != nil {
		t.Errorf("a clerk of the unit that ended signs for its successor: %v", err)
	}
	if _, err := tn.Move(t.Context(), boss, assisted.Number, tickets.Request{Move: tickets.MoveAssist, Unit: "A-09"}); err == nil {
		t.Error("a unit that has ended gets work")
	}
}
