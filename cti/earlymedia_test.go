package cti_test

import (
	"testing"
	"time"

	"hotline12345/cti"
	"hotline12345/ivr"
)

// speaking is a scene in which agent A dials and hears what the network says before the
// answer; it returns the call and Asterisk's channels.
func speaking(t *testing.T) (*scene, cti.CallID, []cti.LiveChannel) {
	t.Helper()
	s := newScene(t)
	s.handle(cti.TelephonyRestored{})
	s.agent("A", ivr.Mandarin)
	s.dial("13800138000")
	call := s.shown["A"].Call.Call
	s.handle(cti.EarlyMediaBegan{Call: call})
	s.handle(cti.AgentLegReady{Call: call, Leg: 1, RTP: "127.0.0.1:17001"})
	if !s.given(cti.BridgeAgent{Call: call, Leg: 1}) {
		t.Fatalf("what the network says is not heard: %#v", s.last)
	}
	return s, call, []cti.LiveChannel{{Call: call, Bridged: true}, {Call: call, Leg: 1, Answered: true, Bridged: true, RTP: "127.0.0.1:17001"}}
}

// TestALookLeavesEarlyMediaAlone: "no such number" is heard to its end.
func TestALookLeavesEarlyMediaAlone(t *testing.T) {
	t.Parallel()
	s, _, live := speaking(t)
	if got := withoutPages(s.looks(10*time.Second, cti.TelephonyCompared{Live: live})); len(got) > 0 {
		t.Errorf("commands %#v, want none", got)
	}
}

// TestEarlyMediaAfterACut of ARI is heard again.
func TestEarlyMediaAfterACut(t *testing.T) {
	t.Parallel()
	s, call, live := speaking(t)
	s.handle(cti.TelephonyLost{})
	s.handle(cti.TelephonyRestored{Live: live})
	if s.given(cti.HoldCaller{Call: call}) || !s.given(cti.BridgeAgent{Call: call, Leg: 1}) {
		t.Errorf("commands %#v, want the two bridged", withoutPages(s.last))
	}
}

// TestADialThatIsUnderWayDuringACut ends with its call: what it makes late must not ring.
func TestADialThatIsUnderWayDuringACut(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.handle(cti.TelephonyRestored{})
	s.agent("A", ivr.Mandarin)
	s.dial("13800138000")
	call := s.shown["A"].Call.Call
	s.handle(cti.TelephonyLost{})
	s.handle(cti.TelephonyRestored{})
	if !s.given(cti.HangUp{Call: call, Cause: 16}) {
		t.Errorf("commands %#v, want a hang-up of %s", withoutPages(s.last), call)
	}
}

// TestASilentTalkAfterTheClockWasPutBack: the network is asked every half minute all the same.
func TestASilentTalkAfterTheClockWasPutBack(t *testing.T) {
	t.Parallel()
	s := talking(t)
	s.handle(cti.CitizenSilent{Call: "1", Leg: 1})
	if !s.given(cti.RefreshSession{Call: "1"}) {
		t.Fatal("the network is not asked")
	}
	s.handle(cti.CitizenHeard{Call: "1", Leg: 1})
	s.handle(cti.ClockSet{By: -time.Hour})
	s.now = s.now.Add(-time.Hour + time.Minute)
	s.handle(cti.CitizenSilent{Call: "1", Leg: 1})
	if !s.given(cti.RefreshSession{Call: "1"}) {
		t.Error("the network is asked no more")
	}
}
