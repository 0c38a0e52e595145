package app

import (
	"strings"
	"testing"
	"time"
)

// TestRecordingTroubleIsTold for a minute after the last try that the disk refused.
func TestRecordingTroubleIsTold(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	for _, c := range []struct {
		name string
		last int64
		told bool
	}{
		{"never", 0, false},
		{"just now", now.Unix(), true},
		{"a minute ago", now.Add(-recordingTrouble).Unix(), true},
		{"longer ago", now.Add(-recordingTrouble - time.Second).Unix(), false},
	} {
		if err := recordingFault(c.last, now); (err != nil) != c.told {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// TestADatabaseThatTakesNothing is ill, though it answers.
func TestADatabaseThatTakesNothing(t *testing.T) {
	t.Parallel()
	if err := shippingFault(29 * time.Second); err != nil {
		t.Errorf("a slow moment: %v", err)
	}
	if err := shippingFault(31 * time.Second); err == nil || !strings.Contains(err.Error(), "pg_locks") {
		t.Errorf("half a minute: %v", err)
	}
}
