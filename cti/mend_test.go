package cti_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"hotline12345/cti"
	"hotline12345/ivr"
)

func compared(live ...cti.LiveChannel) cti.TelephonyCompared {
	return cti.TelephonyCompared{Live: live}
}

var (
	citizen1 = cti.LiveChannel{Call: "1", Answered: true, Bridged: true}
	leg1     = cti.LiveChannel{Call: "1", Leg: 1, Answered: true, Bridged: true, RTP: "127.0.0.1:17000"}
)

// at handles a look so long after a moment.
func (s *scene) at(begun time.Time, after time.Duration, found cti.TelephonyCompared) []cti.Command {
	s.now = begun.Add(after)
	s.handle(found)
	return withoutPages(s.last)
}

// TestStraysAreKnownOneByOne: each has its own six seconds, and one that went away begins anew.
func TestStraysAreKnownOneByOne(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.handle(cti.TelephonyRestored{})
	begun := s.now
	x, y, z := cti.LiveChannel{Call: "x"}, cti.LiveChannel{Call: "y"}, cti.LiveChannel{Call: "x", Leg: 1}
	if got := s.at(begun, 0, compared(x)); len(got) != 1 || got[0] != (cti.CompareTelephony{}) {
		t.Errorf("at first sight %#v, want another look", got)
	}
	s.at(begun, 4*time.Second, compared(x, y, z))
	got := s.at(begun, 6*time.Second, compared(x, y, z))
	if countOf(got, cti.ReturnToDialplan{Call: "x"}) != 1 || countOf(got, cti.ReturnToDialplan{Call: "y"})+countOf(got, cti.ReturnToDialplan{Call: "x", Leg: 1}) != 0 {
		t.Errorf("after 6 s %#v", got)
	}
	s.at(begun, 8*time.Second, compared(z))
	got = s.at(begun, 11*time.Second, compared(y, z))
	if countOf(got, cti.ReturnToDialplan{Call: "x", Leg: 1}) != 1 || countOf(got, cti.ReturnToDialplan{Call: "y"}) != 0 {
		t.Errorf("y went away and came again: %#v", got)
	}
}

// TestTheLegOfACallThatIsOver is removed; the citizen, who is gone, is not hung up.
func TestTheLegOfACallThatIsOver(t *testing.T) {
	t.Parallel()
	s := talking(t)
	s.handle(cti.CallerGone{Call: "1", Cause: 16})
	all := s.looks(8*time.Second, compared(leg1))
	if countOf(all, cti.ReturnToDialplan{Call: "1", Leg: 1}) == 0 || countOf(all, cti.HangUp{Call: "1", Cause: 16}) > 0 {
		t.Errorf("after a look: %#v", withoutPages(all))
	}
	s = talking(t)
	s.handle(cti.CallerGone{Call: "1", Cause: 16})
	s.handle(cti.TelephonyRestored{Live: []cti.LiveChannel{leg1}})
	if !s.given(cti.ReturnToDialplan{Call: "1", Leg: 1}) || s.given(cti.HangUp{Call: "1", Cause: 16}) {
		t.Errorf("after an outage: %#v", withoutPages(s.last))
	}
}

// TestACallWithCommandsUnderWay is not judged, but looked at again soon if anything about
// it is in doubt.
func TestACallWithCommandsUnderWay(t *testing.T) {
	t.Parallel()
	busy := cti.TelephonyCompared{Busy: []cti.CallID{"1"}}
	for name, c := range map[string]struct {
		doubt func(*scene)
		want  bool
	}{
		"all is well":      {func(*scene) {}, false},
		"a command failed": {func(s *scene) { s.handle(cti.CommandFailed{Call: "1", Command: "HoldCaller"}) }, true},
		"a missed citizen": {func(s *scene) { s.handle(compared(leg1)) }, true},
		"a missed leg":     {func(s *scene) { s.handle(compared(citizen1)) }, true},
	} {
		s := talking(t)
		c.doubt(s)
		all := s.looks(20*time.Second, busy)
		if got := countOf(all, cti.CompareTelephony{}) > 0; got != c.want {
			t.Errorf("%s: looks again: %v, want %v", name, got, c.want)
		}
		if s.shown["A"].State != cti.Talking || countOf(all, cti.OpenAgentLeg{Call: "1", Leg: 2}) > 0 {
			t.Errorf("%s: it was judged: %#v", name, withoutPages(all))
		}
	}
	s := waitsForLeg(t)
	s.wait(3 * time.Second)
	s.handle(busy)
	if !s.given(cti.CompareTelephony{}) {
		t.Error("a leg is late, and nobody looks again")
	}
}

// waitsForLeg is a scene in which agent A has accepted caller 1, whose leg may take 3 s.
func waitsForLeg(t *testing.T) *scene {
	t.Helper()
	s := newScene(t)
	settings := modelSettings()
	settings.Times.LegSetup = 3 * time.Second
	s.handle(cti.SettingsChanged{Settings: settings})
	s.handle(cti.TelephonyRestored{})
	s.agent("A", ivr.Mandarin)
	s.caller("1")
	s.handle(cti.OfferAccepted{Agent: "A", Call: "1"})
	return s
}

// TestALegThatIsMissed is lost after six seconds without it, no sooner.
func TestALegThatIsMissed(t *testing.T) {
	t.Parallel()
	second := cti.OpenAgentLeg{Call: "1", Leg: 2}
	s := talking(t)
	begun := s.now
	for _, step := range []struct {
		at    time.Duration
		there bool
		want  int
	}{{0, false, 0}, {4 * time.Second, false, 0}, {5 * time.Second, true, 0}, {7 * time.Second, false, 0}, {12 * time.Second, false, 0}, {13 * time.Second, false, 1}} {
		found := compared(citizen1)
		if step.there {
			found = compared(citizen1, leg1)
		}
		got := s.at(begun, step.at, found)
		if countOf(got, second) != step.want {
			t.Errorf("at %v: %#v", step.at, got)
		}
		if doubts := countOf(got, cti.CompareTelephony{}); !step.there && step.want == 0 && doubts != 1 {
			t.Errorf("at %v another look is asked for %d times, want once", step.at, doubts)
		}
		if countOf(got, cti.BridgeAgent{Call: "1", Leg: 1}) > 0 {
			t.Errorf("at %v a leg that is not there is bridged", step.at)
		}
	}
}

// TestALegThatWasAskedFor is not missed before its time.
func TestALegThatWasAskedFor(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.handle(cti.TelephonyRestored{})
	s.agent("A", ivr.Mandarin)
	s.caller("1")
	s.handle(cti.OfferAccepted{Agent: "A", Call: "1"})
	if got := withoutPages(s.looks(20*time.Second, compared(cti.LiveChannel{Call: "1", Answered: true}))); len(got) > 0 {
		t.Errorf("commands %#v, want none", got)
	}
	s.handle(compared(cti.LiveChannel{Call: "1", Answered: true}, leg1))
	if want := (cti.ConnectMedia{Agent: "A", Call: "1", Leg: 1, RTP: leg1.RTP}); !s.given(want) {
		t.Errorf("commands %#v, want %#v", withoutPages(s.last), want)
	}
}

// TestAHeldCitizenStaysOutOfTheBridge, also after an outage.
func TestAHeldCitizenStaysOutOfTheBridge(t *testing.T) {
	t.Parallel()
	s := talking(t)
	s.handle(cti.HoldRequested{Agent: "A", Call: "1"})
	out := citizen1
	out.Bridged = false
	if got := s.at(s.now, 0, compared(out, leg1)); len(got) > 0 {
		t.Errorf("commands %#v, want none", got)
	}
	s.handle(cti.TelephonyLost{})
	s.handle(cti.TelephonyRestored{Live: []cti.LiveChannel{citizen1, leg1}})
	if !s.given(cti.HoldCaller{Call: "1"}) || s.given(cti.BridgeAgent{Call: "1", Leg: 1}) {
		t.Errorf("after an outage in which the hold was lost: %#v", withoutPages(s.last))
	}
}

// TestAFailedSoundIsStartedAgain, once.
func TestAFailedSoundIsStartedAgain(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.handle(cti.TelephonyRestored{})
	s.caller("1")
	s.handle(cti.CommandFailed{Call: "1", Command: "StartMusic"})
	waits := cti.LiveChannel{Call: "1", Answered: true}
	if got := s.at(s.now, 0, compared(waits)); countOf(got, cti.StartMusic{Call: "1"}) != 1 {
		t.Errorf("commands %#v, want music", got)
	}
	if got := s.at(s.now, 0, compared(waits)); len(got) > 0 {
		t.Errorf("commands of the next look %#v, want none", got)
	}
}

// TestOnlyCitizensWhoCalledAreAnswered by us.
func TestOnlyCitizensWhoCalledAreAnswered(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.handle(cti.TelephonyRestored{})
	s.caller("1")
	s.agent("B", ivr.English)
	s.handle(cti.DialRequested{Agent: "B", Number: "13800138000"})
	out := s.shown["B"].Call.Call
	rings := []cti.LiveChannel{{Call: "1"}, {Call: out}, {Call: out, Leg: 1}}
	for _, ev := range []cti.Event{compared(rings...), cti.TelephonyRestored{Live: rings}} {
		s.handle(ev)
		if !s.given(cti.Answer{Call: "1"}) || s.given(cti.Answer{Call: out}) {
			t.Errorf("after %T: %#v", ev, withoutPages(s.last))
		}
	}
}

// TestAnOutgoingCallBearsTheRun, also behind a snapshot: a count may repeat.
func TestAnOutgoingCallBearsTheRun(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.handle(cti.Started{Journal: "run7"})
	s.handle(cti.TelephonyRestored{})
	reload(t, &s.engine)
	s.agent("A", ivr.Mandarin)
	s.dial("13800138000")
	if id := string(s.shown["A"].Call.Call); !strings.HasSuffix(id, "-run7") {
		t.Errorf("the call is %s, want one that ends with the run", id)
	}
}

// TestADialledCitizenInTheBridgeWithoutAnAgent is taken out: what we play would not be heard.
func TestADialledCitizenInTheBridgeWithoutAnAgent(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.handle(cti.TelephonyRestored{})
	s.agent("A", ivr.Mandarin)
	s.dial("13800138000")
	out := s.shown["A"].Call.Call
	for _, media := range []bool{false, true} {
		if media {
			s.handle(cti.AgentLegReady{Call: out, Leg: 1, RTP: leg1.RTP})
			s.handle(cti.EarlyMediaBegan{Call: out})
		}
		s.handle(compared(cti.LiveChannel{Call: out, Bridged: true}, cti.LiveChannel{Call: out, Leg: 1, Answered: true, Bridged: true, RTP: leg1.RTP}))
		if got := s.given(cti.HoldCaller{Call: out}); got == media {
			t.Errorf("with an agent to hear it: %v: taken out: %v", media, got)
		}
	}
}

// TestACitizenIsAskedToHoldOnce: one whom we called and who hears something already is not
// asked a second time when the agent's headset goes again.
func TestACitizenIsAskedToHoldOnce(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.handle(cti.TelephonyRestored{})
	s.agent("A", ivr.Mandarin)
	s.dial("13800138000")
	out := s.shown["A"].Call.Call
	s.handle(cti.CitizenAnswered{Call: out})
	for _, step := range []struct {
		hears string
		want  bool
	}{{"nothing", true}, {"the prompt", false}, {"music", false}} {
		if step.hears == "music" {
			s.handle(cti.PlaybackEnded{Call: out, Playback: s.played[out]})
		}
		s.handle(cti.HeadsetLost{Agent: "A"})
		asked := slices.ContainsFunc(s.last, func(c cti.Command) bool { p, is := c.(cti.Play); return is && p.Prompts[0].ID == "please_hold" })
		if asked != step.want {
			t.Errorf("hears %s: asked to hold: %v: %#v", step.hears, asked, withoutPages(s.last))
		}
		s.handle(cti.HeadsetConnected{Agent: "A"})
	}
}
