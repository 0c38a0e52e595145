package httpapi

import (
	"context"
)

// Turns lets a few in at once, and a limited number wait.
type Turns struct{ places, slots chan struct{} }

// NewTurns lets atOnce in at once, and soon wait.
func NewTurns(atOnce, soon int) Turns {
	return Turns{places: make(chan struct{}, atOnce+soon), slots: make(chan struct{}, atOnce)}
}

// Take waits for a turn; ok is false if too many wait already, or ctx ended.
func (t Turns) Take(ctx context.Context) (leave func(), ok bool) {
	select {
	case t.places <- struct{}{}:
	default:
		return nil, false
	}
	select {
	case t.slots <- struct{}{}:
		return func() { <-t.slots; <-t.places }, true
	case <-ctx.Done():
		<-t.places
		return nil, false
	}
}

// Taken returns how many are in or wait.
func (t Turns) Taken() int { return len(t.places) }
