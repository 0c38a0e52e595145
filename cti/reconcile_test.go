package cti_test

import (
	"slices"
	"testing"
	"time"

	"hotline12345/cti"
	"hotline12345/ivr"
)

// TestADialIsAnsweredDuringAnOutage only if its channel is up afterwards.
func TestADialIsAnsweredDuringAnOutage(t *testing.T) {
	t.Parallel()
	for answered, want := range map[bool]cti.DeskPhase{false: cti.PhaseDialling, true: cti.PhaseConnecting} {
		s := newScene(t)
		s.handle(cti.TelephonyRestored{})
		s.agent("A", ivr.Mandarin)
		s.dial("13800138000")
		call := s.shown["A"].Call.Call
		s.handle(cti.TelephonyLost{})
		s.handle(cti.TelephonyRestored{Live: []cti.LiveChannel{{Call: call, Answered: answered}}})
		if got := s.shown["A"].Call.Phase; got != want {
			t.Errorf("answered meanwhile: %v: the page shows %s, want %s", answered, got, want)
		}
	}
}

// TestALegThatMovedIsFollowed: a restarted Asterisk has another port for it.
func TestALegThatMovedIsFollowed(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.agent("A", ivr.Mandarin)
	s.caller("1")
	s.talks("A", "1")
	const moved = "127.0.0.1:18000"
	s.handle(cti.TelephonyLost{})
	s.handle(cti.TelephonyRestored{Live: []cti.LiveChannel{{Call: "1", Answered: true}, {Call: "1", Leg: 1, RTP: moved}}})
	want := cti.ConnectMedia{Agent: "A", Call: "1", Leg: 1, RTP: moved}
	if !slices.ContainsFunc(s.last, func(c cti.Command) bool { m, ok := c.(cti.ConnectMedia); return ok && m == want }) {
		t.Errorf("the gateway gets %#v, want %#v", s.last, want)
	}
}

// TestADialOverARestart: a channel that was made and never dialled ends its call as a
// fault of ours, not as a citizen who was not reached; a Dial that is under way is left
// alone and looked at again; one whose channel never came and that nobody is at ends.
func TestADialOverARestart(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		live      []cti.LiveChannel
		busy      bool
		cancelled bool          // by the agent, before the connection was back
		want      cti.EndReason // "" goes on
	}{
		"made and not dialled":           {live: []cti.LiveChannel{{NotDialled: true}}, want: cti.DialFailed},
		"dialled, no ringing":            {live: []cti.LiveChannel{{}}},
		"being dialled":                  {live: []cti.LiveChannel{{NotDialled: true}}, busy: true},
		"being made":                     {busy: true},
		"rings, with commands under way": {live: []cti.LiveChannel{{}}, busy: true},
		"never made":                     {want: cti.EndUnknown},
		"answered, not yet seen":         {live: []cti.LiveChannel{{Answered: true}}},
		"cancelled while being made":     {live: []cti.LiveChannel{{NotDialled: true}}, cancelled: true, want: cti.DialCancelled},
	} {
		s := newScene(t)
		s.handle(cti.TelephonyRestored{})
		s.agent("A", ivr.Mandarin)
		s.dial("13800138000")
		call := s.shown["A"].Call.Call
		s.handle(cti.TelephonyLost{})
		var ends []cti.EndReason
		note := func() {
			for _, c := range s.last {
				if save, ok := c.(cti.SaveCall); ok && save.Record.EndReason != "" {
					ends = append(ends, save.Record.EndReason)
				}
			}
		}
		if test.cancelled {
			s.handle(cti.HangUpRequested{Agent: "A", Call: call})
			note()
		}
		restored := cti.TelephonyRestored{Live: test.live}
		for i := range restored.Live {
			restored.Live[i].Call = call
		}
		if test.busy {
			restored.Busy = []cti.CallID{call}
		}
		s.handle(restored)
		note()
		var want []cti.EndReason
		if test.want != "" {
			want = append(want, test.want)
		}
		hungUp := s.given(cti.HangUp{Call: call, Cause: 16})
		if !slices.Equal(ends, want) || hungUp != (test.want != "") {
			t.Errorf("%s: it ends as %q, hung up: %v; want %q", name, ends, hungUp, want)
		}
		underWay := test.busy && (len(test.live) == 0 || test.live[0].NotDialled)
		if asked := s.given(cti.CompareTelephony{}); asked != underWay {
			t.Errorf("%s: another look is asked for: %v, want %v", name, asked, underWay)
		}
	}
}

// TestACallerWhoHasGoneWithCommandsUnderWay is gone: only a dial's channel may still come.
func TestACallerWhoHasGoneWithCommandsUnderWay(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.handle(cti.TelephonyRestored{})
	s.caller("1")
	s.handle(cti.TelephonyLost{})
	s.handle(cti.TelephonyRestored{Busy: []cti.CallID{"1"}})
	if got := s.lastRow(t, "1").EndReason; got != cti.EndUnknown {
		t.Errorf("it ends as %q", got)
	}
}

// TestTheQueuesAreShownAfterAStart: a new process has shown nothing yet, although nothing
// has changed since the old one showed them.
func TestTheQueuesAreShownAfterAStart(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.handle(cti.TelephonyRestored{})
	s.caller("1")
	s.wait(2 * time.Second)
	s.handle(cti.Started{})
	s.wait(2 * time.Second)
	if !slices.ContainsFunc(s.last, func(c cti.Command) bool { _, is := c.(cti.ShowQueues); return is }) {
		t.Errorf("the queues are not shown: %#v", s.last)
	}
}
