package service

import (
	"context"
	"fmt"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/ivr"
	"hotline12345/ivr/menus"
)

// recordsShown is how many records a page shows.
const recordsShown = 100

// SetQueue keeps a queue; see menus.State.SetQueue.
func (s *Service) SetQueue(ctx context.Context, by Who, q menus.Queue, rev string) (menus.State, error) {
	return s.change(ctx, "change queue "+q.ID, func(_ context.Context, state menus.State) (menus.Change, error) {
		return state.SetQueue(s.stamp(by), q, rev)
	})
}

// EndQueue takes a queue away; see menus.State.EndQueue.
func (s *Service) EndQueue(ctx context.Context, by Who, id, rev string) (menus.State, error) {
	return s.change(ctx, "end queue "+id, func(ctx context.Context, state menus.State) (menus.Change, error) {
		var accounts []string
		err := s.cfg.Breaker.Do(ctx, func(ctx context.Context) (err error) {
			accounts, err = s.cfg.Store.QueueAccounts(ctx, id)
			return err
		})
		if err != nil {
			return menus.Change{}, err
		}
		return state.EndQueue(s.stamp(by), id, rev, accounts)
	})
}

// OrderQueues gives all queues their priorities anew; see menus.State.OrderQueues.
func (s *Service) OrderQueues(ctx context.Context, by Who, levels [][]menus.QueueRead) (menus.State, error) {
	return s.change(ctx, "order queues", func(_ context.Context, state menus.State) (menus.Change, error) {
		return state.OrderQueues(s.stamp(by), levels)
	})
}

// TryHours returns what opening hours make of a moment, zero for now; see menus.State.TryHours.
// hours are those of the schedule as they are edited.
func (s *Service) TryHours(ctx context.Context, id string, hours ivr.Schedule, at time.Time) (time.Time, menus.TriedHours, error) {
	if hours.Validate() != nil {
		return at, menus.TriedHours{}, &errs.Invalid{Fields: []errs.FieldError{{Field: "hours", Code: errs.CodeInvalid}}}
	}
	state, err := s.State(ctx)
	if err != nil {
		return at, menus.TriedHours{}, fmt.Errorf("try schedule %s: %w", id, err)
	}
	if at.IsZero() {
		at = s.cfg.Breaker.Now()
	}
	at = at.In(s.cfg.Zone)
	return at, state.TryHours(id, hours, at, ivr.Script{Length: s.lengths()}), nil
}

// SetSchedule keeps a schedule; see menus.State.SetSchedule.
func (s *Service) SetSchedule(ctx context.Context, by Who, x menus.NamedSchedule, rev string) (menus.State, error) {
	return s.change(ctx, "change schedule "+x.ID, func(_ context.Context, state menus.State) (menus.Change, error) {
		return state.SetSchedule(s.stamp(by), x, rev)
	})
}

// EndSchedule takes a schedule away; see menus.State.EndSchedule.
func (s *Service) EndSchedule(ctx context.Context, by Who, id, rev string) (menus.State, error) {
	return s.change(ctx, "end schedule "+id, func(_ context.Context, state menus.State) (menus.Change, error) {
		return state.EndSchedule(s.stamp(by), id, rev)
	})
}

// SetBroadcast keeps a broadcast; see menus.State.SetBroadcast. One that is on without words in
// a language is refused: *menus.Unsaid.
func (s *Service) SetBroadcast(ctx context.Context, by Who, b menus.Broadcast, rev string) (menus.State, error) {
	return s.change(ctx, "change broadcast "+b.ID, func(_ context.Context, state menus.State) (menus.Change, error) {
		c, err := state.SetBroadcast(s.stamp(by), b, rev)
		if err != nil || c.Nothing() {
			return c, err
		}
		if err := state.After(c).Sayable(*c.PutBroadcast, s.cfg.Check); err != nil {
			return menus.Change{}, err
		}
		return c, nil
	})
}

// EndBroadcast takes a broadcast away; see menus.State.EndBroadcast.
func (s *Service) EndBroadcast(ctx context.Context, by Who, id, rev string) (menus.State, error) {
	return s.change(ctx, "end broadcast "+id, func(_ context.Context, state menus.State) (menus.Change, error) {
		return state.EndBroadcast(s.stamp(by), id, rev)
	})
}

// Records lists who changed what, when and why, the newest first; before is the number to go
// on behind, 0 for the newest.
func (s *Service) Records(ctx context.Context, before int64) (list []menus.RecordRow, err error) {
	err = s.cfg.Breaker.Do(ctx, func(ctx context.Context) (err error) {
		list, err = s.cfg.Store.MenuRecords(ctx, before, recordsShown)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list changes of menus: %w", err)
	}
	return list, nil
}
