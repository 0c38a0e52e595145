package postgres

//hotline:faults

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"hotline12345/internal/devstack"
	"hotline12345/internal/errs"
	"hotline12345/internal/postgres/dbtest"
	"hotline12345/internal/postgres/demo"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/service"
	"hotline12345/tickets/spool"
)

// line answers for live calls, as the engine does.
type line struct{ arrived time.Time }

func (l line) AgentNumbers(context.Context, []string) ([]string, error) { return nil, nil }

func (l line) CallFacts(_ context.Context, call string) (service.CallFacts, error) {
	return service.CallFacts{Call: call, Number: "13800138000", ArrivedAt: l.arrived, Agents: []string{"1001"}}, nil
}

var agent = org.Actor{Person: org.Person{ID: "1", Number: "1001", Name: "林海", Unit: "Y00"},
	Roles: []org.Role{org.RoleAgent}, From: "127.0.0.1"}

// cluster is a server of this test's own, which can be stopped.
func cluster(t *testing.T) (server *devstack.Postgres, stop, start func()) {
	t.Helper()
	name := "outage-" + strings.ToLower(rand.Text()[:8])
	run := func(port int) *devstack.Postgres {
		p, err := devstack.StartPostgres(context.Background(), devstack.PostgresOptions{Name: name, Port: port, Volatile: true})
		must(t, err)
		return p
	}
	server = run(0)
	t.Cleanup(func() { _ = server.Stop(); must(t, server.Remove()) })
	return server, func() { must(t, server.Stop()) }, func() { *server = *run(server.Port) }
}

func register(t *testing.T, store service.Store, dir string) *service.Service {
	t.Helper()
	folder, err := spool.Open(dir)
	must(t, err)
	counter, err := spool.OpenCounter(dir)
	must(t, err)
	return service.New(service.Config{Store: store, Spool: folder, Counter: counter,
		Calls: line{arrived: time.Now().Add(time.Second)}, Report: func(msg string, err error) { t.Log(msg, err) }})
}

func typed(call string, rev int, content string) tickets.Draft {
	return tickets.Draft{Call: call, Rev: rev, Register: tickets.Register{Name: "王建军", UnitDeclined: true,
		Contact: "13800138000", Content: content, Type: tickets.Complaint, Category: "0601", Place: "临港路18号"}}
}

// eventually polls until the condition holds.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !holds(); {
		if time.Now().After(end) {
			t.Fatalf("%s: not within 20 s", what)
		}
		<-time.After(20 * time.Millisecond)
	}
}

func TestTheDatabaseIsStoppedAndComesBack(t *testing.T) {
	s, stop, start := stoppable(t)
	ctx, dir := t.Context(), t.TempDir()
	desk := register(t, s, dir)
	later := time.Now().Add(time.Hour)
	must(t, s.Sessions().Commit("token", []byte("signed in"), later))
	must(t, s.Sessions().Commit("other", []byte("x"), later))
	before, err := desk.SaveDraft(ctx, agent, typed("call.0", 0, "零"))
	must(t, err)
	first, err := desk.Commit(ctx, agent, before.Call, tickets.Request{Move: tickets.MoveRegister})
	must(t, err)
	half, err := desk.SaveDraft(ctx, agent, typed("call.1", 0, "一"))
	must(t, err)

	stop()
	reloadWorks(t, s)
	must(t, s.Sessions().Commit("token", []byte("went on"), later))
	must(t, s.Sessions().Delete("other"))
	ticket := writtenWhileAway(t, desk, half, first.Number)
	desk = register(t, s, dir) // the service restarts meanwhile
	if waiting, err := desk.Ticket(ctx, agent, ticket.Number); err != nil || waiting.Content != "一二" {
		t.Fatalf("the waiting ticket after a restart: %+v, error %v", waiting, err)
	}

	start()
	eventually(t, "the spool is empty", func() bool { desk.Deliver(ctx); return desk.Pending() == 0 })
	must(t, s.upkeep(ctx))
	var data string
	must(t, s.DB.QueryRow(ctx, "select string_agg(convert_from(data, 'UTF8'), ' ') from sessions").Scan(&data))
	if data != "went on" {
		t.Fatalf("sessions stored after the outage: %q", data)
	}
	deliveredWhole(t, s, desk, ticket.Number)
}

// writtenWhileAway goes on with a draft after a reload of the page, commits it,
// and begins another.
func writtenWhileAway(t *testing.T, desk *service.Service, half tickets.Draft, stored tickets.Number) tickets.Ticket {
	t.Helper()
	ctx := t.Context()
	again, err := desk.Draft(ctx, agent, half.Call)
	must(t, err)
	if again.Rev != half.Rev || again.Content != half.Content {
		t.Fatalf("draft while the database is away: %+v", again)
	}
	_, err = desk.SaveDraft(ctx, agent, typed(half.Call, half.Rev, "一二"))
	must(t, err)
	ticket, err := desk.Commit(ctx, agent, half.Call, tickets.Request{Move: tickets.MoveDispatch, Unit: "Y04"})
	must(t, err)
	if ticket.Stored || ticket.Number <= stored || ticket.State != tickets.Dispatched {
		t.Fatalf("ticket while the database is away: %+v", ticket)
	}
	_, err = desk.SaveDraft(ctx, agent, typed("call.2", 0, "半句"))
	must(t, err)
	if _, err := desk.Ticket(ctx, agent, stored); !errors.Is(err, errs.ErrUnavailable) {
		t.Fatalf("read a stored ticket: error %v, want unavailable", err)
	}
	return ticket
}

// deliveredWhole finds the ticket and the draft of the outage in the database,
// and goes on with the draft.
func deliveredWhole(t *testing.T, s *Store, desk *service.Service, n tickets.Number) {
	t.Helper()
	ctx := t.Context()
	stored, err := s.Ticket(ctx, n)
	must(t, err)
	if stored.Content != "一二" || len(stored.Entries) != 2 || !stored.Stored {
		t.Fatalf("the delivered ticket: %+v", stored)
	}
	half, err := s.Draft(ctx, "call.2")
	must(t, err)
	if half.Content != "半句" {
		t.Fatalf("the delivered draft: %+v", half)
	}
	next, err := desk.SaveDraft(ctx, agent, typed("call.2", half.Rev, "整句"))
	must(t, err)
	third, err := desk.Commit(ctx, agent, next.Call, tickets.Request{Move: tickets.MoveRegister})
	must(t, err)
	if third.Number <= n || !third.Stored {
		t.Fatalf("ticket after the database is back: %+v", third)
	}
}

// reloadWorks: a page that is reloaded is still signed in.
func reloadWorks(t *testing.T, s *Store) {
	t.Helper()
	if data, found, err := s.Sessions().Find("token"); err != nil || !found || string(data) != "signed in" {
		t.Fatalf("session while the database is away: %q, found %v, error %v", data, found, err)
	}
	if _, err := s.UserByLogin(t.Context(), "1001"); !errors.Is(err, errs.ErrUnavailable) {
		t.Fatalf("sign in: error %v, want unavailable", err)
	}
}

// stoppable is a seeded store on a server that can be stopped.
func stoppable(t *testing.T) (s *Store, stop, start func()) {
	t.Helper()
	server, stop, start := cluster(t)
	s = open(t, server.URL("postgres"))
	must(t, s.Migrate(t.Context()))
	must(t, demo.Seed(t.Context(), s, dbtest.PlainHash))
	return s, stop, start
}

// TestAgentsWriteWhileTheDatabaseRestarts: twenty agents type and commit while
// the server is stopped and started under them. Every ticket that was reported
// as saved is there once.
func TestAgentsWriteWhileTheDatabaseRestarts(t *testing.T) {
	s, stop, start := stoppable(t)
	ctx := t.Context()
	desk := register(t, s, t.TempDir())
	running, end := context.WithCancel(ctx)
	delivering := make(chan struct{})
	go func() { defer close(delivering); desk.Run(running) }()

	const agents, callsEach = 20, 15
	told := make(chan tickets.Ticket, agents*callsEach)
	var work sync.WaitGroup
	for a := range agents {
		work.Go(func() {
			for c := range callsEach {
				ticket, err := wholeCall(ctx, desk, fmt.Sprintf("load.%d.%d", a, c))
				if err != nil {
					t.Error(err)
					return
				}
				told <- ticket
			}
		})
	}
	eventually(t, "a few tickets", func() bool { return len(told) > agents })
	stop()
	start()
	work.Wait()
	eventually(t, "the spool is empty", func() bool { return desk.Pending() == 0 })
	end()
	<-delivering
	close(told)

	seen := map[tickets.Number]string{}
	for ticket := range told {
		if other, ok := seen[ticket.Number]; ok {
			t.Fatalf("number %s was given to %s and %s", ticket.Number, other, ticket.Call)
		}
		seen[ticket.Number] = ticket.Call
		stored, err := s.Ticket(ctx, ticket.Number)
		must(t, err)
		if stored.Call != ticket.Call || stored.Content != "一二三" || len(stored.Entries) != 1 {
			t.Fatalf("ticket %s is stored as %+v, was told %+v", ticket.Number, stored, ticket)
		}
	}
	var stored int
	must(t, s.DB.QueryRow(ctx, "select count(*) from tickets where call like 'load.%'").Scan(&stored))
	if stored != agents*callsEach || len(seen) != stored {
		t.Fatalf("%d tickets stored, %d told, want %d", stored, len(seen), agents*callsEach)
	}
}

// wholeCall types a register in three steps and commits it.
func wholeCall(ctx context.Context, desk *service.Service, call string) (tickets.Ticket, error) {
	d := typed(call, 0, "")
	for _, content := range []string{"一", "一二", "一二三"} {
		d.Content = content
		saved, err := desk.SaveDraft(ctx, agent, d)
		if err != nil {
			return tickets.Ticket{}, fmt.Errorf("save %s: %w", call, err)
		}
		d.Rev = saved.Rev
		<-time.After(5 * time.Millisecond)
	}
	ticket, err := desk.Commit(ctx, agent, call, tickets.Request{Move: tickets.MoveRegister})
	if err != nil {
		return tickets.Ticket{}, fmt.Errorf("commit %s: %w", call, err)
	}
	return ticket, nil
}
