package service

import (
	"context"
	"fmt"

	"hotline12345/internal/errs"
	"hotline12345/ivr"
	"hotline12345/ivr/lines"
	"hotline12345/ivr/menus"
)

// Lines are all called numbers with what they inherit from, at one moment.
type Lines struct {
	menus.State
	Plan  lines.Plan
	Known lines.Known
}

// Lines returns the called numbers as they are now.
func (s *Service) Lines(ctx context.Context) (l Lines, err error) {
	if l.State, err = s.State(ctx); err == nil {
		l, err = s.linesOf(ctx, l.State)
	}
	if err != nil {
		return l, fmt.Errorf("read called numbers: %w", err)
	}
	return l, nil
}

func (s *Service) linesOf(ctx context.Context, state menus.State) (Lines, error) {
	around, err := s.cfg.Around(ctx)
	return Lines{State: state, Plan: state.Plan(around), Known: state.Known(around)}, err
}

// SetNumber keeps a called number; see menus.State.SetNumber.
func (s *Service) SetNumber(ctx context.Context, by Who, n menus.LineNumber, rev string) (Lines, error) {
	return s.changeLines(ctx, "change number "+n.Number.Number, setNumber(n.Number.Number), func(state menus.State, around menus.Around) (menus.Change, error) {
		return state.SetNumber(s.stamp(by), n, rev, around)
	})
}

// EndNumber takes a called number away; see menus.State.EndNumber.
func (s *Service) EndNumber(ctx context.Context, by Who, number, rev string) (Lines, error) {
	return s.changeLines(ctx, "end number "+number, setNumber(number), func(state menus.State, around menus.Around) (menus.Change, error) {
		return state.EndNumber(s.stamp(by), number, rev, around)
	})
}

// SetNumbers keeps many numbers at once; see menus.State.SetNumbers.
func (s *Service) SetNumbers(ctx context.Context, by Who, list []menus.LineNumber, rev string) (Lines, error) {
	return s.changeLines(ctx, "change numbers", menus.Record.OfNumbers, func(state menus.State, around menus.Around) (menus.Change, error) {
		return state.SetNumbers(s.stamp(by), list, rev, around)
	})
}

// TryNumbers returns what SetNumbers would do, and does nothing. The numbers that it would change are
// in the change.
func (s *Service) TryNumbers(ctx context.Context, by Who, list []menus.LineNumber) (menus.Change, error) {
	state, err := s.State(ctx)
	if err != nil {
		return menus.Change{}, fmt.Errorf("try numbers: %w", err)
	}
	around, err := s.cfg.Around(ctx)
	if err != nil {
		return menus.Change{}, fmt.Errorf("try numbers: %w", err)
	}
	return state.SetNumbers(s.stamp(by), list, state.NumbersRev(), around)
}

// SetLineUnit keeps what a unit sets for its numbers; see menus.State.SetLineUnit.
func (s *Service) SetLineUnit(ctx context.Context, by Who, u menus.LineUnit, rev string) (Lines, error) {
	did := func(r menus.Record) bool { return r.ID == u.Unit && r.What == menus.LineUnitSet }
	return s.changeLines(ctx, "change the numbers' settings of unit "+u.Unit, did, func(state menus.State, around menus.Around) (menus.Change, error) {
		return state.SetLineUnit(s.stamp(by), u, rev, around)
	})
}

// setNumber returns whether a record is of a change of a number, alone or among many.
func setNumber(number string) func(menus.Record) bool {
	return func(r menus.Record) bool { return r.SetsNumber(menus.Tidy(number)) }
}

// changeLines is change for called numbers. Of two who change them, the second is told who was first: did
// reports whether a record is of a change of the same.
func (s *Service) changeLines(ctx context.Context, doing string, did func(menus.Record) bool, decide func(menus.State, menus.Around) (menus.Change, error)) (Lines, error) {
	state, err := s.change(ctx, doing, func(ctx context.Context, state menus.State) (menus.Change, error) {
		around, err := s.cfg.Around(ctx)
		if err != nil {
			return menus.Change{}, err
		}
		return decide(state, around)
	})
	s.nameWho(ctx, err, did)
	if err != nil {
		return Lines{}, err
	}
	return s.linesOf(ctx, state)
}

// Heard returns the way of a caller of a number, however it is written, who presses nothing, and the flow that leads them. language is
// the one of their last call, "" if there was none. errs.ErrNotFound: there is no such number.
func (s *Service) Heard(ctx context.Context, number string, language ivr.Language) (flow string, way ivr.Trace, err error) {
	l, err := s.Lines(ctx)
	if err != nil {
		return "", way, err
	}
	number = menus.Tidy(number)
	if _, there := l.Plan.Find(number); !there {
		return "", way, fmt.Errorf("number %s: %w", number, errs.ErrNotFound)
	}
	flow, came := s.cfg.Route(number)
	f, err := flowOf(l.State, flow)
	if err != nil {
		return flow, way, err
	}
	if f.Live == nil {
		return flow, way, fmt.Errorf("flow %s is not live: %w", flow, errs.ErrNotFound)
	}
	came.Language = language
	way, err = s.Simulate(ctx, Simulation{Flow: f.Live.Body, Arrival: came})
	return flow, way, err
}
