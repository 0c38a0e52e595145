// Package service applies the rules of package menus over a Store, and gives what is in force
// to the telephone: at each change, at the start, and when the database comes back.
package service

import (
	"context"
	"errors"
	"fmt"
	"slices"
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
	// QueueAgents returns how many agents take each queue, by the accounts that are not switched off.
	QueueAgents(ctx context.Context) (map[string]int, error)
	// PastCalls returns the calls that came to us in a period with the keys that were pressed,
	// the earliest first, at most limit. whole is whether these are all of them.
	PastCalls(ctx context.Context, from, to time.Time, limit int) (calls []menus.PastCall, whole bool, err error)
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
	// one state after the other, none older than the one before; with the same one when a
	// broadcast ends by itself. at is now.
	Apply func(state menus.State, at time.Time)
	// Zone is the city's; nil is China's.
	Zone *time.Location
	// Lengths returns how long prompts are spoken as their texts are now; nil is
	// ivr.DefaultLength for all.
	Lengths func() func(ivr.Prompt) time.Duration
	// Route returns the flow of a dialled number, its line and the keys dialled behind it; nil: all
	// is main's.
	Route func(called string) (flow string, came ivr.Arrival)
	// Around returns what called numbers need to know beside the state; nil: nothing.
	Around func(ctx context.Context) (menus.Around, error)
	// Beside changes when what Around returns may have changed; nil: it never does.
	Beside func(ctx context.Context) int
	// Report is told what an operator should see; nil is silent.
	Report func(msg string, err error)
}

// Service keeps menus.
type Service struct {
	cfg       Config
	delivered bool // what came with the program is in the store

	mu      sync.Mutex  // held while a state is read and applied: an older one never comes after
	applied menus.State // what is in force; generation 0: nothing of the store
	at      time.Time   // when it was put in force
	beside  int         // Config.Beside then
}

// New returns a service; see Run.
func New(cfg Config) *Service {
	if cfg.Report == nil {
		cfg.Report = func(string, error) {}
	}
	if cfg.Apply == nil {
		cfg.Apply = func(menus.State, time.Time) {}
	}
	if cfg.Route == nil {
		cfg.Route = func(string) (flow string, came ivr.Arrival) { return "main", came }
	}
	if cfg.Around == nil {
		cfg.Around = func(context.Context) (menus.Around, error) { return menus.Around{}, nil }
	}
	if cfg.Beside == nil {
		cfg.Beside = func(context.Context) int { return 0 }
	}
	if cfg.Zone == nil {
		cfg.Zone = time.FixedZone("", 8*60*60)
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

// State returns everything as it is now. What is in force is not read again while it is what
// is stored: its generation tells.
func (s *Service) State(ctx context.Context) (state menus.State, err error) {
	now, err := s.generation(ctx)
	if err != nil {
		return state, err
	}
	if state = s.inForce(); state.Generation == now && now > 0 {
		return state, nil
	}
	err = s.cfg.Breaker.Do(ctx, func(ctx context.Context) (err error) {
		state, err = s.cfg.Store.MenuState(ctx)
		return err
	})
	return state, err
}

func (s *Service) generation(ctx context.Context) (n int64, err error) {
	err = s.cfg.Breaker.Do(ctx, func(ctx context.Context) (err error) {
		n, err = s.cfg.Store.MenuGeneration(ctx)
		return err
	})
	return n, err
}

// apply puts a state in force, unless a newer one is already.
func (s *Service) apply(state menus.State) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if state.Generation > s.applied.Generation {
		s.put(state)
	}
}

// put puts a state in force; s.mu is held.
func (s *Service) put(state menus.State) {
	s.applied, s.at = state, s.cfg.Breaker.Now()
	s.cfg.Apply(state, s.at)
}

// inForce returns what is in force.
func (s *Service) inForce() menus.State {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.applied
}

// endBroadcasts puts what is in force in force again when a broadcast has ended by itself.
func (s *Service) endBroadcasts() {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.cfg.Breaker.Now()
	if slices.ContainsFunc(s.applied.Broadcasts, func(b menus.Broadcast) bool { return b.Heard(s.at) && !b.Heard(now) }) {
		s.put(s.applied)
	}
}

// lookBeside puts what is in force in force again when the unit tree may be another.
func (s *Service) lookBeside(ctx context.Context) {
	now := s.cfg.Beside(ctx)
	s.mu.Lock()
	defer s.mu.Unlock()
	if now != s.beside && s.applied.Generation > 0 {
		s.beside = now
		s.put(s.applied)
	}
}

// stamp is the time of now with who does something.
func (s *Service) stamp(by Who) menus.Stamp {
	return menus.Stamp{By: by.Author, Addr: by.Addr, At: s.cfg.Breaker.Now()}
}

// Who is who asks, from which network address.
type Who struct {
	ivr.Author
	Addr string
}
