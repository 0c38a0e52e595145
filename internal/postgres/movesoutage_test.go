package postgres

//hotline:faults

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"go.uber.org/zap"

	"hotline12345/internal/devstack"
	"hotline12345/internal/errs"
	"hotline12345/internal/postgres/dbtest"
	"hotline12345/internal/postgres/demo"
	"hotline12345/tickets"
	"hotline12345/tickets/service"
)

// lasting is a store on a server of this test's own that keeps what it has
// acknowledged, and that can be ended by a signal and started again.
func lasting(t *testing.T) (s *Store, crash func(syscall.Signal)) {
	t.Helper()
	name := "crash-" + strings.ToLower(rand.Text()[:8])
	server, err := devstack.StartPostgres(context.Background(), devstack.PostgresOptions{Name: name})
	must(t, err)
	t.Cleanup(func() { _ = server.Stop(); must(t, server.Remove()) })
	s = open(t, server.URL("postgres"))
	must(t, s.Migrate(t.Context()))
	must(t, demo.SeedDirectory(t.Context(), s, dbtest.PlainHash))
	return s, func(sig syscall.Signal) {
		server.Crash(sig)
		eventually(t, "the server starts again", func() bool {
			again, err := devstack.StartPostgres(context.Background(), devstack.PostgresOptions{Name: name, Port: server.Port})
			if err == nil {
				*server = *again
			}
			return err == nil
		})
	}
}

// done is a move whose success was reported to a clerk.
type done struct {
	number tickets.Number
	seq    int
	note   string
}

// crowd are clerks who work at the same tickets.
type crowd struct {
	desk   *service.Service
	enough chan struct{}

	mu      sync.Mutex
	told    []done
	letters map[string]tickets.Number // by origin: those whose success was reported
	tried   map[string]bool           // notes that may have been written, reported or not
}

// TestMovesWhileTheDatabaseCrashes: ten clerks move the same thirty tickets and
// write new ones while the server is ended at once, started, killed and started
// again. Each move that was reported as done is there exactly once; none is there
// twice; every job is planned that belongs to what is there, and no other.
func TestMovesWhileTheDatabaseCrashes(t *testing.T) {
	s, crash := lasting(t)
	ctx := t.Context()
	watchWakes(t, s)
	c := &crowd{desk: register(t, s, t.TempDir()), enough: make(chan struct{}), letters: map[string]tickets.Number{}, tried: map[string]bool{}}
	working, stop := context.WithCancel(ctx)
	jobs := make(chan struct{})
	go func() {
		defer close(jobs)
		NewWorker(s, planned{c.desk, statisticsOf(s, nil)}, nil, zap.NewNop()).Run(working)
	}()

	const clerks, shared = 10, 30
	for i := range shared {
		c.letter(ctx, t, fmt.Sprintf("shared %d", i))
	}
	numbers := c.numbers()
	var work sync.WaitGroup
	for k := range clerks {
		work.Go(func() { c.clerk(ctx, t, k, numbers) })
	}
	for i, sig := range []syscall.Signal{syscall.SIGQUIT, syscall.SIGKILL} {
		eventually(t, "moves", func() bool { return c.made() > 100*(i+1) })
		crash(sig)
	}
	eventually(t, "moves after the crashes", func() bool { return c.made() > 300 })
	close(c.enough)
	work.Wait()
	stop()
	<-jobs
	c.check(t, s)
	sameJobs(t, s)
}

func (c *crowd) made() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.told)
}

func (c *crowd) numbers() (list []tickets.Number) {
	for _, n := range c.letters {
		list = append(list, n)
	}
	return list
}

// letter writes a ticket; what is not answered is sent again, as the sender's key
// makes it the same.
func (c *crowd) letter(ctx context.Context, t *testing.T, origin string) {
	a := service.Arrival{Origin: origin, Channel: tickets.ByLetter, Register: typed("", 0, "物业服务差").Register}
	a.Category = "0206" // its limit is long: the clock checks it at another time after each move
	for ; ctx.Err() == nil; <-time.After(20 * time.Millisecond) {
		ticket, err := c.desk.Create(ctx, boss, a, tickets.Request{Move: tickets.MoveDispatch, Unit: "Y04"})
		if errors.Is(err, errs.ErrUnavailable) {
			continue
		}
		if err != nil {
			t.Errorf("write %s: %v", origin, err)
			return
		}
		c.mu.Lock()
		c.letters[origin] = ticket.Number
		c.mu.Unlock()
		return
	}
}

// clerk makes one move after another, until there are enough.
func (c *crowd) clerk(ctx context.Context, t *testing.T, k int, numbers []tickets.Number) {
	for i := 0; ; i++ {
		select {
		case <-c.enough:
			return
		case <-ctx.Done():
			return
		default:
		}
		if i%8 == 7 {
			c.letter(ctx, t, fmt.Sprintf("letter %d of %d", i, k))
			continue
		}
		ticket, err := c.desk.Ticket(ctx, boss, numbers[(k*7+i)%len(numbers)])
		if err == nil {
			c.move(ctx, t, ticket, fmt.Sprintf("%d of %d", i, k), i%2 == 0)
		} else if !errors.Is(err, errs.ErrUnavailable) {
			t.Errorf("read: %v", err)
			return
		}
		<-time.After(time.Millisecond)
	}
}

// onward is what comes next in the loop.
var onward = map[tickets.State]tickets.Request{
	tickets.Registered: {Move: tickets.MoveDispatch, Unit: "Y04"},
	tickets.Dispatched: {Move: tickets.MoveSign, Assignee: "Y04"},
	tickets.Handling:   {Move: tickets.MoveReport, Assignee: "Y04", Result: tickets.Solved},
	tickets.Checking:   {Move: tickets.MovePass},
	tickets.Answering:  {Move: tickets.MoveAnswer, Way: tickets.Telephone},
	tickets.Answered:   {Move: tickets.MoveReopen},
}

// move goes on with a ticket, or writes how it goes. A page that gets no answer
// sends the same again: it holds the revision that the clerk has seen, so it is never done twice.
func (c *crowd) move(ctx context.Context, t *testing.T, seen tickets.Ticket, note string, forward bool) {
	r := tickets.Request{Move: tickets.MoveProgress}
	if forward {
		r = onward[seen.State]
	}
	r.Note, r.Seen = note, len(seen.Entries)
	c.mu.Lock()
	c.tried[note] = true
	c.mu.Unlock()
	for ; ctx.Err() == nil; <-time.After(20 * time.Millisecond) {
		after, err := c.desk.Move(ctx, boss, seen.Number, r)
		switch {
		case errors.Is(err, errs.ErrUnavailable):
			continue
		case errors.Is(err, errs.ErrConflict): // another was first, or it was done and the reply was lost
			return
		case err != nil:
			t.Errorf("%s with %s %s: %v", r.Move, seen.State, seen.Number, err)
			return
		}
		c.mu.Lock()
		c.told = append(c.told, done{seen.Number, len(after.Entries), note})
		c.mu.Unlock()
		return
	}
}
