// Package service applies the rules of package tickets over a Store: it reads, applies
// and stores, records accesses to personal data, and works on from a local Spool while
// the Store is away, so that nothing that was typed is lost.
package service

import (
	"context"
	"fmt"
	"hash/maphash"
	"sync"
	"time"

	"hotline12345/internal/breaker"
	"hotline12345/internal/phone"
	"hotline12345/tickets"
	"hotline12345/tickets/org/directory"
)

// Config is what a Service works with.
type Config struct {
	Store Store
	// Breaker stands before Store, Directory reads its units and Categories its
	// categories; other services share them. nil makes one.
	Breaker    *breaker.Breaker
	Directory  *directory.Directory
	Categories *breaker.Cached[[]tickets.Category]
	Spool      Spool
	Counter    Counter
	Calls      Calls
	// Plan is the numbering of the city.
	Plan phone.Plan
	// Staff is needed where units end, StatusTries where citizens ask for themselves;
	// a program that does neither leaves them nil.
	Staff       Staff
	StatusTries StatusTries
	// Now is the clock; nil means time.Now.
	Now func() time.Time
	// AccessLogged is told of each access record that was written for a request, or
	// is kept on this machine until the store is back; nil to do without.
	AccessLogged func(ctx context.Context, record tickets.AccessRecord)
	// Report is called with what an operator should see: the store went away, came
	// back, or refused a parcel. nil is silent.
	Report func(msg string, err error)
}

// Service applies the rules for the pages. One Service owns the drafts and the
// ticket numbers; while the Store is away it works on from the Spool.
type Service struct {
	cfg        Config
	breaker    *breaker.Breaker
	directory  *directory.Directory
	categories *breaker.Cached[[]tickets.Category]
	rules      *breaker.Cached[tickets.RuleSettings]
	started    time.Time
	seed       maphash.Seed
	locks      [64]sync.Mutex // by call; see lock

	mu         sync.Mutex
	waiting    map[string]Parcel // mirror of the spool
	faulty     map[string]bool   // parcels whose failed delivery was reported
	seeded     bool              // the counter was compared with the store
	book       tickets.Rulebook  // made of units, categories and rules
	bookOf     [3]int            // which reads of them
	drafts     *recent[tickets.Draft]
	facts      *recent[CallFacts]
	screenPops *recent[tickets.ScreenPop]
}

// remembered is how many calls are kept in memory for the time that the store
// is away: more than a day's calls of one centre in progress.
const remembered = 5000

// New returns the service, with what waits in the spool. It works while the store
// is away.
func New(cfg Config) *Service {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.AccessLogged == nil {
		cfg.AccessLogged = func(context.Context, tickets.AccessRecord) {}
	}
	if cfg.Report == nil {
		cfg.Report = func(string, error) {}
	}
	if cfg.Breaker == nil {
		cfg.Breaker = breaker.New(cfg.Now, cfg.Report)
	}
	if cfg.Directory == nil {
		cfg.Directory = directory.New(cfg.Breaker, cfg.Store.Units)
	}
	if cfg.Categories == nil {
		cfg.Categories = breaker.NewCached(cfg.Breaker, cfg.Store.Categories)
	}
	s := &Service{cfg: cfg, breaker: cfg.Breaker, directory: cfg.Directory, seed: maphash.MakeSeed(),
		categories: cfg.Categories, rules: breaker.NewCached(cfg.Breaker, cfg.Store.Rules),
		waiting: map[string]Parcel{}, faulty: map[string]bool{},
		drafts: newRecent[tickets.Draft](remembered), facts: newRecent[CallFacts](remembered), screenPops: newRecent[tickets.ScreenPop](remembered)}
	s.started = s.now()
	parcels, err := cfg.Spool.All()
	if err != nil { // one damaged file must keep neither the others nor calls waiting
		cfg.Report("a part of what waits for the database cannot be read: a person must look at it", err)
	}
	for _, p := range parcels {
		s.waiting[p.Key] = p
	}
	return s
}

// now returns the time cut to microseconds, as the store keeps times.
func (s *Service) now() time.Time { return s.breaker.Now() }

// lock lets one caller at a time work on a call's draft and ticket.
func (s *Service) lock(call string) (unlock func()) {
	m := &s.locks[maphash.String(s.seed, call)%uint64(len(s.locks))]
	m.Lock()
	return m.Unlock
}

// Pending returns how many parcels wait in the spool.
func (s *Service) Pending() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.waiting)
}

// pending returns the parcel with this key.
func (s *Service) pending(key string) (Parcel, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, ok := s.waiting[key]
	return p, ok
}

// spool keeps a parcel on disk until the store is back.
func (s *Service) spool(p Parcel) error {
	if err := s.cfg.Spool.Put(p); err != nil {
		return fmt.Errorf("keep %s until the store is back: %w", p.Key, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.waiting[p.Key] = p
	return nil
}

// try calls the store, unless it was found away a moment ago. A write goes on
// when the page that asked for it disappears.
func (s *Service) try(ctx context.Context, call func(context.Context) error) error {
	return s.breaker.Do(ctx, call)
}
