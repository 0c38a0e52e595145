package breaker_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"hotline12345/internal/breaker"
	"hotline12345/internal/errs"
)

// clock is a time that a test moves.
type clock struct{ now time.Time }

func (c *clock) pass(d time.Duration) { c.now = c.now.Add(d) }

func newClock() *clock {
	return &clock{time.Date(2026, 11, 23, 9, 0, 0, 123456789, time.FixedZone("CST", 8*3600))}
}

var errAway = fmt.Errorf("connect: %w", errs.ErrUnavailable)

func TestAnAbsentStoreIsLeftAlone(t *testing.T) {
	t.Parallel()
	c := newClock()
	var reports []string
	b := breaker.New(func() time.Time { return c.now }, func(msg string, err error) { reports = append(reports, fmt.Sprint(msg, ": ", err)) })
	calls, answer := 0, error(nil)
	do := func() error { return b.Do(t.Context(), func(context.Context) error { calls++; return answer }) }

	answer = errAway
	if err := do(); !errors.Is(err, errs.ErrUnavailable) {
		t.Errorf("the first call: %v", err)
	}
	c.pass(breaker.RetryAfter - 1)
	if err := do(); !errors.Is(err, errs.ErrUnavailable) || calls != 1 {
		t.Errorf("a moment later: %v, %d calls", err, calls)
	}
	c.pass(1)
	answer = errs.ErrNotFound // an answer, whatever it is
	if err := do(); !errors.Is(err, errs.ErrNotFound) || calls != 2 {
		t.Errorf("after the pause: %v, %d calls", err, calls)
	}
	if err := do(); err == nil || calls != 3 {
		t.Errorf("a store that is back is left alone: %v, %d calls", err, calls)
	}
	want := []string{"the database is away; the register is kept on this machine: " + errAway.Error(), "the database is back: <nil>"}
	if !slices.Equal(reports, want) {
		t.Errorf("reports %q", reports)
	}
}

func TestACallerWhoGivesUpProvesNothing(t *testing.T) {
	t.Parallel()
	b := breaker.New(nil, nil)
	ctx, cancel := context.WithCancel(t.Context())
	err := b.Do(ctx, func(ctx context.Context) error { cancel(); <-ctx.Done(); return errAway })
	if !errors.Is(err, errs.ErrUnavailable) {
		t.Errorf("the call: %v", err)
	}
	if err := b.Do(t.Context(), func(context.Context) error { return nil }); err != nil {
		t.Errorf("the next caller: %v", err)
	}
}

func TestTimesAreAsTheStoreKeepsThem(t *testing.T) {
	t.Parallel()
	c := newClock()
	got := breaker.New(func() time.Time { return c.now }, nil).Now()
	if want := time.Date(2026, 11, 23, 1, 0, 0, 123456000, time.UTC); got != want {
		t.Errorf("%v, want %v", got, want)
	}
}
