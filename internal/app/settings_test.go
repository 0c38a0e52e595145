package app

import (
	"strings"
	"testing"
	"time"
)

func TestIdleIsATimeOrNever(t *testing.T) {
	for value, want := range map[string]time.Duration{"": 30 * time.Minute, "45m": 45 * time.Minute, "0": 0} {
		t.Setenv("HOTLINE_IDLE", value)
		if s, err := ReadSettings(); err != nil || s.Idle != want {
			t.Errorf("%q: %v, error %v; want %v", value, s.Idle, err, want)
		}
	}
	for _, value := range []string{"-1m", "soon"} {
		t.Setenv("HOTLINE_IDLE", value)
		if _, err := ReadSettings(); err == nil || !strings.Contains(strings.ToLower(err.Error()), "idle") {
			t.Errorf("%q: %v", value, err)
		}
	}
}
