package service

import (
	"context"
	"errors"
	"fmt"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/ivr"
	"hotline12345/ivr/menus"
)

// recordsShown is how many records a page shows.
const recordsShown = 100

// changeItem is change for one thing. Of two who change it, the second is told who was first: what
// is the kind of record that this one left.
func (s *Service) changeItem(ctx context.Context, doing string, what menus.What, id string, decide func(context.Context, menus.State) (menus.Change, error)) (menus.State, error) {
	state, err := s.change(ctx, doing+" "+id, decide)
	s.nameWho(ctx, err, func(r menus.Record) bool { return r.ID == id && r.What == what })
	return state, err
}

// nameWho adds to a *menus.Stale who was first, and when: the latest whose record did it.
func (s *Service) nameWho(ctx context.Context, err error, did func(menus.Record) bool) {
	var stale *menus.Stale
	if !errors.As(err, &stale) || stale.Rev == "" {
		return
	}
	records, unread := s.Records(ctx, 0)
	if unread != nil {
		return // that it was changed is said, by whom is not
	}
	for _, r := range records {
		if did(r.Record) {
			stale.By, stale.At = &r.By, r.At
			return
		}
	}
}

// SetQueue keeps a queue; see menus.State.SetQueue.
func (s *Service) SetQueue(ctx context.Context, by Who, q menus.Queue, rev string) (menus.State, error) {
	return s.changeItem(ctx, "change queue", menus.QueueSet, q.ID, func(_ context.Context, state menus.State) (menus.Change, error) {
		return state.SetQueue(s.stamp(by), q, rev)
	})
}

// QueueAgents returns how many agents take each queue; whose callers nobody takes is not in it.
func (s *Service) QueueAgents(ctx context.Context) (agents map[string]int, err error) {
	err = s.cfg.Breaker.Do(ctx, func(ctx context.Context) (err error) {
		agents, err = s.cfg.Store.QueueAgents(ctx)
		return err
	})
	return agents, err
}

// EndQueue takes a queue away; see menus.State.EndQueue.
func (s *Service) EndQueue(ctx context.Context, by Who, id, rev string) (menus.State, error) {
	return s.changeItem(ctx, "end queue", menus.QueueSet, id, func(ctx context.Context, state menus.State) (menus.Change, error) {
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
	return s.changeItem(ctx, "change schedule", menus.ScheduleSet, x.ID, func(_ context.Context, state menus.State) (menus.Change, error) {
		return state.SetSchedule(s.stamp(by), x, rev)
	})
}

// EndSchedule takes a schedule away; see menus.State.EndSchedule.
func (s *Service) EndSchedule(ctx context.Context, by Who, id, rev string) (menus.State, error) {
	return s.changeItem(ctx, "end schedule", menus.ScheduleSet, id, func(_ context.Context, state menus.State) (menus.Change, error) {
		return state.EndSchedule(s.stamp(by), id, rev)
	})
}

// SetBroadcast keeps a broadcast; see menus.State.SetBroadcast. One that is on without words in
// a language is refused: *menus.Unsaid.
func (s *Service) SetBroadcast(ctx context.Context, by Who, b menus.Broadcast, rev string) (menus.State, error) {
	return s.changeItem(ctx, "change broadcast", menus.BroadcastSet, b.ID, func(_ context.Context, state menus.State) (menus.Change, error) {
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
	return s.changeItem(ctx, "end broadcast", menus.BroadcastSet, id, func(_ context.Context, state menus.State) (menus.Change, error) {
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
