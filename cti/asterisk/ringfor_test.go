package asterisk

import (
	"testing"
	"time"
)

// TestHowLongADialRings: without a limit Asterisk must not take its own.
func TestHowLongADialRings(t *testing.T) {
	t.Parallel()
	for limit, want := range map[time.Duration]string{45 * time.Second: "45", 0: "0", -1: "0"} {
		if got := ringFor(limit); got != want {
			t.Errorf("a limit of %v is written %s, want %s", limit, got, want)
		}
	}
}
