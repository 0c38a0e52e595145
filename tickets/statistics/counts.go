package statistics

import (
	"context"
	"fmt"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

// Counts are how much waits for the reader: the numbers on the tabs of the worklist.
type Counts struct {
	ToSign  int `json:"to_sign"`  // assignments of the reader's units
	InHand  int `json:"in_hand"`  // signed, not answered
	DueSoon int `json:"due_soon"` // the light is yellow
	Overdue int `json:"overdue"`  // the light is red
	// States and Marks count all open tickets that the reader may see.
	States map[tickets.State]int `json:"states"`
	Marks  map[tickets.Mark]int  `json:"marks"`
	// Raised is when the latest emergency that is not verified was raised: one
	// may come while another goes, and their number stays.
	Raised time.Time `json:"raised,omitzero"`
	// TryNow are citizens to be called again by now.
	TryNow int `json:"try_now"`
}

// Counts returns how much waits for an actor.
func (s *Service) Counts(ctx context.Context, by org.Actor) (Counts, error) {
	units, err := s.directory.Visible(ctx, by)
	if err != nil {
		return Counts{}, fmt.Errorf("count tickets: %w", err)
	}
	var c Counts
	err = s.breaker.Do(ctx, func(ctx context.Context) (err error) {
		c, err = s.store.Counts(ctx, units, s.breaker.Now())
		return err
	})
	if err != nil {
		return Counts{}, fmt.Errorf("count tickets: %w", err)
	}
	return c, nil
}
