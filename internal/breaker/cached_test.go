package breaker_test

import (
	"context"
	"testing"
	"time"

	"hotline12345/internal/breaker"
)

// shelf is what a cached value is read from.
type shelf struct {
	value string
	err   error
	reads int
	while func() // happens while it is read
}

func (s *shelf) read(context.Context) (string, error) {
	s.reads++
	v := s.value
	if s.while != nil {
		s.while()
	}
	return v, s.err
}

func TestAValueIsReadOnceAMinute(t *testing.T) {
	t.Parallel()
	c, s := newClock(), &shelf{value: "a"}
	v := breaker.NewCached(breaker.New(func() time.Time { return c.now }, nil), s.read)
	want := func(doing, value string, reads int) {
		t.Helper()
		got, err := v.Get(t.Context())
		last, n := v.Last()
		if err != nil || got != value || last != value || s.reads != reads || n != reads {
			t.Errorf("%s: %q, last %q, %v; read %d times, counted %d, want %q and %d", doing, got, last, err, s.reads, n, value, reads)
		}
	}
	want("first", "a", 1)
	s.value = "b"
	c.pass(time.Minute - time.Microsecond)
	want("within the minute", "a", 1)
	c.pass(time.Microsecond)
	want("a minute later", "b", 2)
	s.value = "c"
	v.Forget()
	want("forgotten", "c", 3)
}

func TestTheLastValueServesWhileTheStoreIsAway(t *testing.T) {
	t.Parallel()
	c, s := newClock(), &shelf{err: errAway}
	v := breaker.NewCached(breaker.New(func() time.Time { return c.now }, nil), s.read)
	if got, err := v.Get(t.Context()); err == nil || got != "" {
		t.Errorf("never read: %q, %v", got, err)
	}
	c.pass(breaker.RetryAfter)
	s.value, s.err = "a", nil
	if got, err := v.Get(t.Context()); err != nil || got != "a" {
		t.Errorf("read: %q, %v", got, err)
	}
	s.err = errAway
	c.pass(time.Hour)
	v.Forget()
	if got, err := v.Get(t.Context()); err != nil || got != "a" {
		t.Errorf("away: %q, %v", got, err)
	}
}

// TestWhatWasReadBeforeAChangeIsNotBelieved: a read that began before the rules were
// changed, and ended after it, brings the former ones.
func TestWhatWasReadBeforeAChangeIsNotBelieved(t *testing.T) {
	t.Parallel()
	s := &shelf{value: "former"}
	v := breaker.NewCached(breaker.New(nil, nil), s.read)
	s.while = func() { s.value = "present"; v.Forget() }
	if _, err := v.Get(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.while = nil
	if got, err := v.Get(t.Context()); err != nil || got != "present" {
		t.Errorf("%q, %v", got, err)
	}
}
