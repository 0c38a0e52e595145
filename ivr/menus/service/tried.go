package service

import (
	"context"
	"fmt"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/ivr"
	"hotline12345/ivr/menus"
)

const (
	// triedCalls is how many calls of a day are tried at most, triedLimit how long their keys
	// are looked for.
	triedCalls = 5000
	triedLimit = 15 * time.Second
)

// TriedDay is what the calls of a day would have met.
type TriedDay struct {
	menus.Tried
	// Partly: the day had more calls, or their keys could not all be read in time.
	Partly bool
}

// Try leads the callers of a day (2026-11-28) through a flow and through the live one, by what
// is on record of them. The reading is not kept from those who edit, so it may take seconds.
func (s *Service) Try(ctx context.Context, id string, body ivr.Flow, day string) (TriedDay, error) {
	from, err := time.ParseInLocation(time.DateOnly, day, s.cfg.Zone)
	if err != nil || !from.Before(s.cfg.Breaker.Now()) {
		return TriedDay{}, &errs.Invalid{Fields: []errs.FieldError{{Field: "day", Code: errs.CodeInvalid}}}
	}
	state, err := s.State(ctx)
	if err != nil {
		return TriedDay{}, fmt.Errorf("try flow %s: %w", id, err)
	}
	f, err := flowOf(state, id)
	if err != nil {
		return TriedDay{}, err
	}
	if f.Live == nil {
		return TriedDay{}, fmt.Errorf("flow %s is not live: %w", id, errs.ErrNotFound)
	}
	limited, cancel := context.WithTimeout(ctx, triedLimit)
	defer cancel()
	calls, whole, err := s.cfg.Store.PastCalls(limited, from, from.AddDate(0, 0, 1), triedCalls)
	if err != nil {
		return TriedDay{}, fmt.Errorf("try flow %s on %s: %w", id, day, err)
	}
	var ours []menus.PastCall
	for _, c := range calls {
		if flow, _ := s.cfg.Route(c.Called); flow == id {
			ours = append(ours, c)
		}
	}
	moment := func(at time.Time) ivr.Moment { return state.Moment(at.In(s.cfg.Zone), nil) }
	arrival := func(called string) ivr.Arrival { _, came := s.cfg.Route(called); return came }
	return TriedDay{Tried: menus.Try(f.Live.Body, body, ours, moment, arrival, s.lengths()), Partly: !whole}, nil
}
