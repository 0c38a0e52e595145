package service

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"hotline12345/ivr"
)

// Simulation is a call that nobody makes.
type Simulation struct {
	Flow    ivr.Flow
	Arrival ivr.Arrival
	// Called is the number that they call, whose line counts for all that Arrival.Line leaves open;
	// empty: none.
	Called string
	// At is when it comes; zero: now.
	At time.Time
	// Broadcasts are tried as if they alone were on; nil: those that are.
	Broadcasts []string
	Inputs     []ivr.Input
	// Answers says what comes of actions; nil: what comes of them on a day when all works.
	Answers func(ivr.Action) (ivr.Answer, time.Duration)
}

// Simulate leads a caller through a flow by the same session as live calls, with the
// schedules and broadcasts of now.
func (s *Service) Simulate(ctx context.Context, x Simulation) (ivr.Trace, error) {
	state, err := s.State(ctx)
	if err != nil {
		return ivr.Trace{}, fmt.Errorf("simulate flow %s: %w", x.Flow.ID, err)
	}
	if x.At.IsZero() {
		x.At = s.cfg.Breaker.Now()
	}
	if x.Called != "" {
		x.Arrival.Line = s.lineOf(x)
	}
	entry := ivr.Entry("")
	if x.Flow.ForRevisits() {
		entry = ivr.EntryRevisit
	}
	return ivr.Run(&x.Flow, x.Arrival, state.Moment(x.At.In(s.cfg.Zone), x.Broadcasts),
		ivr.Script{Entry: entry, Inputs: x.Inputs, Length: s.lengths(), Answers: x.Answers}), nil
}

// lineOf returns the line of a simulated call.
func (s *Service) lineOf(x Simulation) ivr.Line {
	_, came := s.cfg.Route(x.Called)
	line := came.Line
	line.Mode = cmp.Or(x.Arrival.Line.Mode, line.Mode)
	if len(x.Arrival.Line.Languages) > 0 {
		line.Languages = x.Arrival.Line.Languages
	}
	return line
}

// lengths returns how long each prompt is spoken now.
func (s *Service) lengths() func(ivr.Prompt) time.Duration {
	if s.cfg.Lengths == nil {
		return ivr.DefaultLength
	}
	return s.cfg.Lengths()
}
