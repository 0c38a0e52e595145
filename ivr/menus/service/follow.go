package service

import (
	"context"
	"errors"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/ivr/menus"
)

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
	s.endBroadcasts()
	s.lookBeside(ctx)
	if !s.delivered {
		if err := s.deliver(ctx); err != nil {
			return err
		}
		s.delivered = true
	}
	now, err := s.generation(ctx)
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
	applied := s.inForce().Generation
	if now == applied {
		return nil
	}
	state, err := s.State(ctx)
	if err != nil {
		return err
	}
	s.mu.Lock()
	if state.Generation < s.applied.Generation && s.applied.Generation == applied {
		s.applied = menus.State{}
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
	for _, c := range state.Deliver(s.cfg.Breaker.Now(), s.cfg.Shipped) {
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
	for _, f := range s.inForce().Flows {
		if f.Scheduled == nil || s.cfg.Breaker.Now().Sub(f.Scheduled.PublishAt) < lateAfter {
			continue
		}
		if _, err := s.PublishDue(ctx, f.ID, f.Scheduled.N); err != nil {
			return err
		}
	}
	return nil
}
