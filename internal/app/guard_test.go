package app

import (
	"errors"
	"testing"
	"time"
)

// TestAServiceKnowsWhetherItIsWatched: by what changes, never by a clock of another process.
func TestAServiceKnowsWhetherItIsWatched(t *testing.T) {
	t.Parallel()
	begun := time.Now()
	after := func(d time.Duration) time.Time { return begun.Add(d) }
	var g guard
	if err := g.fault(after(time.Hour)); err != nil {
		t.Errorf("before the first look: %v", err)
	}
	for _, c := range []struct {
		at   time.Duration
		text string
		ill  bool
	}{
		{0, "", false}, {15 * time.Second, "", false}, {20 * time.Second, "", true}, // it never came
		{25 * time.Second, "a0", false}, {30 * time.Second, "a1", false},
		{45 * time.Second, "a1", false}, {50 * time.Second, "a1", true}, // it died
		{55 * time.Second, "", false},                                    // Asterisk was restarted, and forgot
		{70 * time.Second, "b0", false}, {89 * time.Second, "b0", false}, // it is there again
	} {
		g.saw(c.text, after(c.at))
		if err := g.fault(after(c.at)); errors.Is(err, errUnwatched) != c.ill {
			t.Errorf("after %v with %q: %v", c.at, c.text, err)
		}
	}
}

// TestNobodyIsAccusedWhileAsteriskIsAway: what a watchdog says comes through Asterisk, so
// that its silence proves nothing then.
func TestNobodyIsAccusedWhileAsteriskIsAway(t *testing.T) {
	t.Parallel()
	now := time.Now()
	var well, missing guard
	well.saw("a", now)
	missing.saw("", now)
	now = now.Add(guardMissing)
	missing.saw("", now)
	well.saw("b", now)
	for range 30 {
		now = now.Add(guardEvery)
		well.blind(now)
		missing.blind(now)
	}
	if err := well.fault(now); err != nil {
		t.Errorf("Asterisk is away, and the watchdog is accused: %v", err)
	}
	if err := missing.fault(now); err == nil {
		t.Error("one that was missing is forgotten")
	}
	now = now.Add(guardMissing)
	well.saw("b", now)
	if err := well.fault(now); err == nil {
		t.Error("one that does not come back is not missed")
	}
}
