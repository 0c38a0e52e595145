package breaker

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"hotline12345/internal/errs"
)

const (
	// answerLimit is the longest that a page waits for the store.
	answerLimit = 2 * time.Second
	// RetryAfter is how long a store that is away is left alone, so that
	// not every page waits for it.
	RetryAfter = time.Second
)

// Breaker stands before a store: after a call that found it away, the next ones
// fail at once for RetryAfter, so that not every page waits for it (the circuit
// breaker pattern).
type Breaker struct {
	now    func() time.Time
	report func(msg string, err error)

	mu     sync.Mutex
	opened bool // the store is away
	until  time.Time
}

// New returns a closed breaker: the store is taken to be there. now nil is
// time.Now. report is called when the store goes away and when it comes back; nil is
// silent.
func New(now func() time.Time, report func(msg string, err error)) *Breaker {
	if now == nil {
		now = time.Now
	}
	if report == nil {
		report = func(string, error) {}
	}
	return &Breaker{now: now, report: report}
}

// Now returns the time in UTC, cut to microseconds, as the store keeps times.
func (b *Breaker) Now() time.Time { return b.now().UTC().Truncate(time.Microsecond) }

// Do calls the store, unless it was found away a moment ago: ErrUnavailable. A call
// that gets no answer in time is ErrUnavailable too.
func (b *Breaker) Do(ctx context.Context, call func(context.Context) error) error {
	if b.isOpen(b.now()) {
		return fmt.Errorf("tried a moment ago: %w", errs.ErrUnavailable)
	}
	limited, cancel := context.WithTimeout(ctx, answerLimit)
	defer cancel()
	err := call(limited)
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
		err = fmt.Errorf("no answer within %v: %w", answerLimit, errs.ErrUnavailable)
	}
	if ctx.Err() == nil { // a caller who went away proves nothing about the store
		b.note(err)
	}
	return err
}

func (b *Breaker) isOpen(now time.Time) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.opened && now.Before(b.until)
}

// note keeps whether the store answered, and reports a change.
func (b *Breaker) note(err error) {
	away := errors.Is(err, errs.ErrUnavailable)
	b.mu.Lock()
	was := b.opened
	if b.opened = away; away {
		b.until = b.now().Add(RetryAfter)
	}
	b.mu.Unlock()
	switch {
	case away && !was:
		b.report("the database is away; the register is kept on this machine", err)
	case was && !away:
		b.report("the database is back", nil)
	}
}
