package cti

import "time"

// DefaultTimes are the limits of the demo city. An offer of 10 s leaves room for
// one missed offer within the 15 s of GB/T 33358.
func DefaultTimes() Times {
	return Times{
		Offer:        10 * time.Second,
		Announce:     30 * time.Second,
		AwayLimit:    30 * time.Second,
		WrapUp:       30 * time.Second,
		WrapUpStep:   30 * time.Second,
		Reconnect:    30 * time.Second,
		DialRing:     45 * time.Second,
		LegSetup:     3 * time.Second,
		PromptLimit:  90 * time.Second,
		LongestCall:  4 * time.Hour,
		TypicalTalk:  4 * time.Minute,
		Disconnected: 5 * time.Second,
	}
}
