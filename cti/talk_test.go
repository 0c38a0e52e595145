package cti_test

import (
	"slices"
	"testing"
	"time"

	"hotline12345/cti"
	"hotline12345/ivr"
)

// TestTheTimeOnHoldIsRecorded, that of each hold and no more.
func TestTheTimeOnHoldIsRecorded(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.agent("A", ivr.Mandarin)
	s.caller("1")
	s.talks("A", "1")
	for range 2 {
		s.handle(cti.HoldRequested{Agent: "A", Call: "1"})
		s.wait(10 * time.Second)
		s.handle(cti.ResumeRequested{Agent: "A", Call: "1"})
		s.wait(time.Minute)
	}
	s.handle(cti.CallerGone{Call: "1", Cause: 16})
	for _, c := range s.last {
		if save, ok := c.(cti.SaveCall); ok {
			if held := save.Record.Legs[0].HeldFor; held != 20000 {
				t.Errorf("held for %d ms, want 20000", held)
			}
			return
		}
	}
	t.Error("the call is not saved")
}

// TestAWaitForAnotherAgentIsNoHold: the headset is lost before the talk goes on, the
// citizen goes back to the queue, and the next agent has held nobody.
func TestAWaitForAnotherAgentIsNoHold(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	settings := modelSettings()
	settings.Times.AwayLimit = 30 * time.Second
	s.handle(cti.SettingsChanged{Settings: settings})
	s.agent("A", ivr.Mandarin)
	s.caller("1")
	s.talks("A", "1")
	s.handle(cti.CommandFailed{Call: "1", Command: cti.BridgeAgentCommand}) // a new leg is made, in silence
	s.handle(cti.HeadsetLost{Agent: "A"})
	s.wait(30 * time.Second)
	s.wait(time.Minute)
	s.agent("B", ivr.Mandarin)
	s.silent("1")
	s.talks("B", "1")
	s.wait(time.Minute)
	s.handle(cti.CallerGone{Call: "1", Cause: 16})
	for _, c := range s.last {
		if save, ok := c.(cti.SaveCall); ok {
			if legs := save.Record.Legs; len(legs) != 2 || legs[1].HeldFor != 0 {
				t.Errorf("the legs are %+v, want a second one without a hold", legs)
			}
			return
		}
	}
	t.Error("the call is not saved")
}

func TestWhichKeysAnAgentCanSend(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.agent("A", ivr.Mandarin)
	s.caller("1")
	s.talks("A", "1")
	for digit, want := range map[string]bool{"0": true, "9": true, "*": true, "#": true,
		"": false, "A": false, "/": false, ":": false, "12": false} {
		s.handle(cti.DigitRequested{Agent: "A", Call: "1", Digit: digit})
		got := slices.ContainsFunc(s.last, func(c cti.Command) bool { d, ok := c.(cti.SendDigit); return ok && d.Digit == digit })
		if got != want {
			t.Errorf("key %q is sent: %v, want %v", digit, got, want)
		}
	}
}
