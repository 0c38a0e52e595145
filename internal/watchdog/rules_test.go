package watchdog_test

import (
	"testing"
	"time"

	"hotline12345/internal/watchdog"
)

// looks are what a watchdog sees every half second; "" as a file is an unreadable one.
type look struct {
	file, asterisk string
	times          int
	want           watchdog.State // after the last of them
}

// TestWhenAServiceIsDead tells the states apart: what is sure, and what is not.
func TestWhenAServiceIsDead(t *testing.T) {
	const half = 500 * time.Millisecond
	for name, looks := range map[string][]look{
		"it lives":                        {{"a", "", 1, watchdog.Unsure}, {"b", "", 1, watchdog.Alive}, {"c", "", 1, watchdog.Alive}},
		"it dies":                         {{"a", "", 1, watchdog.Unsure}, {"b", "", 1, watchdog.Alive}, {"b", "", 5, watchdog.Alive}, {"b", "", 1, watchdog.Quiet}, {"b", "", 33, watchdog.Quiet}, {"b", "", 1, watchdog.Dead}},
		"it comes back":                   {{"a", "", 1, watchdog.Unsure}, {"b", "", 60, watchdog.Dead}, {"x", "", 1, watchdog.Alive}, {"x", "", 3, watchdog.Alive}},
		"no heartbeat at all":             {{"", "", 100, watchdog.Unsure}},
		"an old file, never beaten":       {{"a", "", 100, watchdog.Unsure}},
		"started beside a dead service":   {{"a", "1", 40, watchdog.Quiet}, {"a", "1", 1, watchdog.Dead}},
		"its folder is another":           {{"a", "1", 10, watchdog.Quiet}, {"a", "2", 1, watchdog.Alive}, {"a", "3", 30, watchdog.Quiet}, {"a", "4", 1, watchdog.Alive}},
		"the file is unreadable later":    {{"a", "", 1, watchdog.Unsure}, {"b", "", 10, watchdog.Quiet}, {"", "", 100, watchdog.Unsure}, {"b", "", 100, watchdog.Unsure}},
		"Asterisk knows an older beat":    {{"a", "9", 1, watchdog.Unsure}, {"b", "", 1, watchdog.Alive}, {"b", "10", 6, watchdog.Quiet}},
		"Asterisk hangs":                  {{"a", "", 1, watchdog.Unsure}, {"b", "", 1, watchdog.Alive}, {"b", "1", 2, watchdog.Alive}, {"b", "", 38, watchdog.Dead}},
		"Asterisk restarts and forgets":   {{"a", "", 1, watchdog.Unsure}, {"b", "", 1, watchdog.Alive}, {"b", "1", 2, watchdog.Alive}, {"b", "", 2, watchdog.Alive}, {"b", "1", 3, watchdog.Quiet}},
		"slow, but it beats now and then": {{"a", "", 1, watchdog.Unsure}, {"b", "", 39, watchdog.Quiet}, {"c", "", 39, watchdog.Quiet}, {"d", "", 1, watchdog.Alive}},
	} {
		t.Run(name, func(t *testing.T) {
			w := watchdog.Watch{Limits: watchdog.DefaultLimits()}
			for i, l := range looks {
				var got watchdog.State
				for range l.times {
					got = w.See(half, watchdog.Sight{File: l.file, Asterisk: l.asterisk})
				}
				if got != l.want {
					t.Errorf("step %d: %s after %v of silence, want %s", i, got, w.Silent(), l.want)
				}
			}
		})
	}
}

// TestAWatchdogThatStoodStill: a minute in which nobody watched is no minute of silence.
func TestAWatchdogThatStoodStill(t *testing.T) {
	w := watchdog.Watch{Limits: watchdog.DefaultLimits()}
	w.See(0, watchdog.Sight{File: "a"})
	w.See(time.Second, watchdog.Sight{File: "b"})
	if got := w.See(time.Minute, watchdog.Sight{File: "b"}); got != watchdog.Alive {
		t.Errorf("%s after a minute in which the machine slept, want alive", got)
	}
}
