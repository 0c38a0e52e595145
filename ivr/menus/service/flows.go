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

// versionsShown is how many versions a page shows.
const versionsShown = 50

// Flow returns one flow as it is now, or errs.ErrNotFound.
func (s *Service) Flow(ctx context.Context, id string) (menus.Flow, error) {
	state, err := s.State(ctx)
	if err != nil {
		return menus.Flow{}, fmt.Errorf("read flow %s: %w", id, err)
	}
	return flowOf(state, id)
}

func flowOf(state menus.State, id string) (menus.Flow, error) {
	f, known := state.Flow(id)
	if !known {
		return f, fmt.Errorf("flow %s: %w", id, errs.ErrNotFound)
	}
	return f, nil
}

// SaveDraft keeps a draft; see menus.State.SaveDraft.
func (s *Service) SaveDraft(ctx context.Context, by Who, id string, body ivr.Flow, rev string) (menus.Flow, error) {
	return s.changeFlow(ctx, "save the draft of flow "+id, id, func(state menus.State) (menus.Change, error) {
		return state.SaveDraft(s.stamp(by), id, body, rev)
	})
}

// EndDraft throws a draft away; see menus.State.EndDraft.
func (s *Service) EndDraft(ctx context.Context, by Who, id, rev string) (menus.Flow, error) {
	return s.changeFlow(ctx, "end the draft of flow "+id, id, func(state menus.State) (menus.Change, error) {
		return state.EndDraft(s.stamp(by), id, rev)
	})
}

// Publish makes a draft live; see menus.State.Publish.
func (s *Service) Publish(ctx context.Context, by Who, id, rev, why string) (menus.Flow, error) {
	return s.changeFlow(ctx, "publish flow "+id, id, func(state menus.State) (menus.Change, error) {
		return state.Publish(s.stamp(by), id, rev, why, s.cfg.Check)
	})
}

// Schedule lets a draft go live at a time; see menus.State.Schedule.
func (s *Service) Schedule(ctx context.Context, by Who, id, rev, why string, at time.Time) (menus.Flow, error) {
	return s.changeFlow(ctx, "schedule flow "+id, id, func(state menus.State) (menus.Change, error) {
		return state.Schedule(s.stamp(by), id, rev, why, at.UTC().Truncate(time.Microsecond), s.cfg.Check)
	})
}

// Withdraw takes a scheduled version back; see menus.State.Withdraw.
func (s *Service) Withdraw(ctx context.Context, by Who, id string) (menus.Flow, error) {
	return s.changeFlow(ctx, "withdraw what flow "+id+" has scheduled", id, func(state menus.State) (menus.Change, error) {
		return state.Withdraw(s.stamp(by), id)
	})
}

// Rollback makes an older version live again; see menus.State.Rollback.
func (s *Service) Rollback(ctx context.Context, by Who, id string, n int, why string) (menus.Flow, error) {
	old, err := s.Version(ctx, id, n)
	if err != nil {
		return menus.Flow{}, err
	}
	return s.changeFlow(ctx, "roll flow "+id+" back", id, func(state menus.State) (menus.Change, error) {
		return state.Rollback(s.stamp(by), old, why, s.cfg.Check)
	})
}

// PublishDue makes a scheduled version live. early is how long it has to wait still; then
// nothing was done. A version with faults is not published, goes back to the draft and is
// reported.
func (s *Service) PublishDue(ctx context.Context, id string, n int) (early time.Duration, err error) {
	_, err = s.change(ctx, "publish what is due", func(_ context.Context, state menus.State) (menus.Change, error) {
		now := s.stamp(Who{Author: menus.Program()})
		c, err := state.PublishDue(now, id, n, s.cfg.Check)
		if f, _ := state.Flow(id); errors.Is(err, menus.ErrEarly) {
			early = f.Scheduled.PublishAt.Sub(now.At)
		}
		return c, err
	})
	var faulty *menus.Faulty
	switch {
	case errors.Is(err, menus.ErrEarly):
		return early, nil
	case errors.As(err, &faulty):
		s.cfg.Report(fmt.Sprintf("version %d of flow %s was to be published now and has faults; callers hear what they heard before", n, id), err)
		return 0, nil
	}
	return 0, err
}

// Validate returns all that is wrong with a flow as it would be published now.
func (s *Service) Validate(ctx context.Context, body ivr.Flow) (ivr.Faults, error) {
	state, err := s.State(ctx)
	if err != nil {
		return nil, fmt.Errorf("validate flow %s: %w", body.ID, err)
	}
	return s.cfg.Check(state, body), nil
}

// Versions lists the versions of a flow without their bodies, the newest first. below is the
// number to go on before, 0 for the newest.
func (s *Service) Versions(ctx context.Context, id string, below int) (list []menus.Version, err error) {
	err = s.cfg.Breaker.Do(ctx, func(ctx context.Context) (err error) {
		list, err = s.cfg.Store.MenuVersions(ctx, id, below, versionsShown)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list versions of flow %s: %w", id, err)
	}
	return list, nil
}

// Version returns one version whole, or errs.ErrNotFound.
func (s *Service) Version(ctx context.Context, id string, n int) (v menus.Version, err error) {
	err = s.cfg.Breaker.Do(ctx, func(ctx context.Context) (err error) {
		v, err = s.cfg.Store.MenuVersion(ctx, id, n)
		return err
	})
	if err != nil {
		return v, fmt.Errorf("version %d of flow %s: %w", n, id, err)
	}
	return v, nil
}

// changeFlow makes a change and returns the flow that it leads to.
func (s *Service) changeFlow(ctx context.Context, doing, id string, decide func(menus.State) (menus.Change, error)) (menus.Flow, error) {
	state, err := s.change(ctx, doing, func(_ context.Context, state menus.State) (menus.Change, error) { return decide(state) })
	if err != nil {
		return menus.Flow{}, err
	}
	return flowOf(state, id)
}
