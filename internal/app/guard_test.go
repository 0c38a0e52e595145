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
