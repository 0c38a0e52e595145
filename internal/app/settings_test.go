package app

import (
	"slices"
	"strings"
	"testing"
	"time"

	"hotline12345/internal/phone"
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

func TestAHeadsetsLimitIsLongerThanItsSigns(t *testing.T) {
	for value, want := range map[string]time.Duration{"": 15 * time.Second, "6s": 6 * time.Second, "1m": time.Minute, "5s": 0, "-15s": 0, "0": 0, "long": 0} {
		t.Setenv("HOTLINE_HEADSET_LIMIT", value)
		s, err := ReadSettings()
		if (err == nil) != (want > 0) || err == nil && s.HeadsetLimit != want || err != nil && !strings.Contains(strings.ToLower(strings.ReplaceAll(err.Error(), "_", "")), "headsetlimit") {
			t.Errorf("%q: %v, error %v", value, s.HeadsetLimit, err)
		}
	}
}

func TestTheCitysNumbering(t *testing.T) {
	for value, ok := range map[string]bool{"": true, "0757": true, "010": true, "757": false, "07571": false, "Foshan": false} {
		t.Setenv("HOTLINE_AREA_CODE", value)
		if s, err := ReadSettings(); (err == nil) != ok || ok && s.Plan().Area != value {
			t.Errorf("area code %q: %v, error %v", value, s.AreaCode, err)
		}
	}
	t.Setenv("HOTLINE_AREA_CODE", "")
	for value, ok := range map[string]bool{"": true, "keep": true, "drop": true, "show": false} {
		t.Setenv("HOTLINE_WITHHELD", value)
		if _, err := ReadSettings(); (err == nil) != ok {
			t.Errorf("withheld %q: error %v", value, err)
		}
	}
}

// TestWhatIsBarredByDefault are the codes that the numbering knows.
func TestWhatIsBarredByDefault(t *testing.T) {
	s, err := ReadSettings()
	if err != nil || !slices.Equal(s.BarredNumbers, phone.Emergency()) {
		t.Errorf("barred are %v (%v), want %v", s.BarredNumbers, err, phone.Emergency())
	}
}
