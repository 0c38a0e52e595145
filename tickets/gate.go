package tickets

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

const (
	// storeLimit is the longest that a page waits for the store.
	storeLimit = 2 * time.Second
	// retryAfter is how long a store that is away is left alone, so that
	// not every page waits for it.
	retryAfter = time.Second
)

// gate remembers whether the store answers.
type gate struct {
	mu    sync.Mutex
	away  bool
	until time.Time
}

// turn is a change of the store's availability.
type turn int

const (
	noTurn turn = iota
	wentAway
	cameBack
)

func (g *gate) try(ctx context.Context, now func() time.Time, call func(context.Context) error) (error, turn) {
	if g.closed(now()) {
		return fmt.Errorf("tried a moment ago: %w", ErrUnavailable), noTurn
	}
	limited, cancel := context.WithTimeout(ctx, storeLimit)
	defer cancel()
	err := call(limited)
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
		err = fmt.Errorf("no answer within %v: %w", storeLimit, ErrUnavailable)
	}
	if ctx.Err() != nil {
		return err, noTurn // says nothing about the store
	}
	return err, g.note(errors.Is(err, ErrUnavailable), now())
}

func (g *gate) closed(now time.Time) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.away && now.Before(g.until)
}

func (g *gate) note(away bool, now time.Time) turn {
	g.mu.Lock()
	defer g.mu.Unlock()
	was := g.away
	g.away = away
	if away {
		g.until = now.Add(retryAfter)
	}
	switch {
	case away && !was:
		return wentAway
	case was && !away:
		return cameBack
	}
	return noTurn
}
