// Package service applies the rules of package menus over a Store, and gives what is in force
// to the telephone: at each change, at the start, and when the database comes back.
package service

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"hotline12345/internal/breaker"
	"hotline12345/internal/errs"
	"hotline12345/ivr"
	"hotline12345/ivr/menus"
)

// Store keeps menus. Its errors are errs.ErrUnavailable while it is away.
type Store interface {
	// MenuGeneration returns State.Generation alone.
	MenuGeneration(ctx context.Context) (int64, error)
	// MenuState returns everything at one moment.
	MenuState(ctx context.Context) (menus.State, error)
	// MenuVersions lists the versions of a flow without their bodies, the newest first; below
	// is the number to go on before, 0 for the newest.
	MenuVersions(ctx context.Context, flow string, below, limit int) ([]menus.Version, error)
	// MenuVersion returns one version whole, or errs.ErrNotFound.
	MenuVersion(ctx context.Context, flow string, n int) (menus.Version, error)
	// ChangeMenus makes a change of the state with a generation, whole or not at all;
	// errs.ErrConflict if the state is another by now.
	ChangeMenus(ctx context.Context, generation int64, c menus.Change) error
	// MenuRecords lists who changed what, the newest first; before is the number of the
	// record to go on behind, 0 for the newest.
	MenuRecords(ctx context.Context, before int64, limit int) ([]menus.RecordRow, error)
	// QueueAccounts returns the logins of the accounts that take a queue.
	QueueAccounts(ctx context.Context, queue string) ([]string, error)
}

// Config is what a Service works with.
type Config struct {
	Store   Store
	Breaker *breaker.Breaker
	// Shipped are the flows that came with the program.
	Shipped []ivr.Flow
	// Check returns what is wrong with a flow.
	Check menus.Check
	// Apply puts a state in force: the telephone takes the next call by it. It is called with
	// one state after the other, each newer than the one before.
	Apply func(menus.State)
	// Report is told what an operator should see; nil is silent.
	Report func(msg string, err error)
}

// Service keeps menus.
type Service struct {
	cfg       Config
	delivered bool // what came with the program is in the store

	mu      sync.Mutex // held while a state is read and applied: an older one never comes after
	applied int64      // the generation that is in force; 0: none of the store's
	waits   []menus.Version
}

// New returns a service; see Run.
func New(cfg Config) *Service {
	if cfg.Report == nil {
		cfg.Report = func(string, error) {}
	}
	if cfg.Apply == nil {
		cfg.Apply = func(menus.State) {}
	}
	return &Service{cfg: cfg}
}

// tries is how often a change is decided anew where another was first by a moment.
const tries = 5

// change decides a change and makes it; what is in force afterwards goes to the telephone.
func (s *Service) change(ctx context.Context, doing string, decide func(context.Context, menus.State) (menus.Change, error)) (state menus.State, err error) {
	for range tries {
		state, err = s.tryChange(ctx, decide)
		if !errors.Is(err, errLost) {
			break
		}
	}
	if errors.Is(err, errLost) {
		err = errs.ErrConflict
	}
	if err != nil {
		return state, fmt.Errorf("%s: %w", doing, err)
	}
	return state, nil
}

// errLost says that another change was made between the reading and the writing.
var errLost = errors.New("another was first")

func (s *Service) tryChange(ctx context.Context, decide func(context.Context, menus.State) (menus.Change, error)) (menus.State, error) {
	state, err := s.State(ctx)
	if err != nil {
		return state, err
	}
	c, refused := decide(ctx, state)
	if c.Nothing() {
		return state, refused
	}
	err = s.cfg.Breaker.Do(ctx, func(ctx context.Context) error { return s.cfg.Store.ChangeMenus(ctx, state.Generation, c) })
	if errors.Is(err, errs.ErrConflict) {
		return state, errLost
	}
	if err != nil {
		return state, err
	}
	s.apply(state.After(c))
	return state.After(c), refused
}

// State returns everything as it is now.
func (s *Service) State(ctx context.Context) (state menus.State, err error) {
	err = s.cfg.Breaker.Do(ctx, func(ctx context.Context) (err error) {
		state, err = s.cfg.Store.MenuState(ctx)
		return err
	})
	return state, err
}

// apply puts a state in force, unless a newer one is already.
func (s *Service) apply(state menus.State) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if state.Generation <= s.applied {
		return
	}
	s.applied, s.waits = state.Generation, nil
	for _, f := range state.Flows {
		if f.Scheduled != nil {
			s.waits = append(s.waits, *f.Scheduled)
		}
	}
	s.cfg.Apply(state)
}

// stamp is the time of now with who does something.
func (s *Service) stamp(by Who) menus.Stamp {
	return menus.Stamp{By: by.Person, Addr: by.Addr, At: s.cfg.Breaker.Now()}
}

// Who is who asks, from which network address.
type Who struct {
	menus.Person
	Addr string
}

// followEvery is how often the service looks whether the state is another than what is in
// force: it was changed by a command, the answer to a change was lost, or the database was
// put back.
const followEvery = time.Second

// lateAfter is when a scheduled version is published without its job, which was lost or
// given up.
const lateAfter = 10 * time.Second

// Run keeps what is in force equal to what is stored until ctx ends. While the store is away
// what was in force stays.
func (s *Service) Run(ctx context.Context) {
	tick := time.NewTicker(followEvery)
	defer tick.Stop()
	for said := false; ; {
		err := s.Follow(ctx)
		if err != nil && !said && ctx.Err() == nil && !errors.Is(err, errs.ErrUnavailable) {
			s.cfg.Report("menus cannot be read; what was in force stays", err)
		}
		said = err != nil
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// Follow brings what is in force up to date, once; the first time it delivers what came with
// the program. Run does so for ever.
func (s *Service) Follow(ctx context.Context) error {
	if !s.delivered {
		if err := s.deliver(ctx); err != nil {
			return err
		}
		s.delivered = true
	}
	var now int64
	err := s.cfg.Breaker.Do(ctx, func(ctx context.Context) (err error) {
		now, err = s.cfg.Store.MenuGeneration(ctx)
		return err
	})
	if err != nil {
		return err
	}
	if err := s.catchUp(ctx, now); err != nil {
		return err
	}
	return s.publishLate(ctx)
}

// catchUp applies what is stored if it is not what is in force. A smaller generation is a
// database of an earlier day.
func (s *Service) catchUp(ctx context.Context, now int64) error {
	s.mu.Lock()
	applied := s.applied
	s.mu.Unlock()
	if now == applied {
		return nil
	}
	state, err := s.State(ctx)
	if err != nil {
		return err
	}
	s.mu.Lock()
	if state.Generation < s.applied && s.applied == applied {
		s.applied = 0
	}
	s.mu.Unlock()
	s.apply(state)
	return nil
}

// deliver brings the flows and queues of the program into the store.
func (s *Service) deliver(ctx context.Context) error {
	state, err := s.State(ctx)
	if err != nil {
		return err
	}
	for _, c := range state.Deliver(s.cfg.Breaker.Now(), s.cfg.Shipped, menus.ShippedQueues()) {
		err := s.cfg.Breaker.Do(ctx, func(ctx context.Context) error { return s.cfg.Store.ChangeMenus(ctx, state.Generation, c) })
		if err != nil {
			return err // a conflict too: the next try reads anew
		}
		state = state.After(c)
	}
	s.apply(state)
	return nil
}

// publishLate publishes what no job did.
func (s *Service) publishLate(ctx context.Context) error {
	s.mu.Lock()
	waits := s.waits
	s.mu.Unlock()
	for _, v := range waits {
		if s.cfg.Breaker.Now().Sub(v.PublishAt) < lateAfter {
			continue
		}
		if _, err := s.PublishDue(ctx, v.Flow, v.N); err != nil {
			return err
		}
	}
	return nil
}
