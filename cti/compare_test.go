package cti_test

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"hotline12345/cti"
	"hotline12345/ivr"
)

// talking is a scene in which agent A talks to caller 1.
func talking(t *testing.T) *scene {
	t.Helper()
	s := newScene(t)
	s.handle(cti.TelephonyRestored{})
	s.agent("A", ivr.Mandarin)
	s.caller("1")
	s.talks("A", "1")
	return s
}

// given reports whether the last event led to a command.
func (s *scene) given(want cti.Command) bool {
	return slices.ContainsFunc(s.last, func(c cti.Command) bool { return reflect.DeepEqual(c, want) })
}

// looks lets time pass to the end while Asterisk is looked at every two seconds, as doubts
// have it, and returns all commands.
func (s *scene) looks(until time.Duration, found cti.TelephonyCompared) (all []cti.Command) {
	for end := s.now.Add(until); s.now.Before(end); {
		s.now = s.now.Add(2 * time.Second)
		s.handle(found)
		all = append(all, s.last...)
	}
	return all
}

func countOf(commands []cti.Command, want cti.Command) (n int) {
	for _, c := range commands {
		if reflect.DeepEqual(c, want) {
			n++
		}
	}
	return n
}

// without leaves out what pages are shown.
func withoutPages(commands []cti.Command) (rest []cti.Command) {
	for _, c := range commands {
		switch c.(type) {
		case cti.ShowDesk, cti.ShowQueues:
		default:
			rest = append(rest, c)
		}
	}
	return rest
}

// TestWhatIsWellIsLeftAlone: nothing is played, bridged or asked again. Music that somebody
// left in a talk is stopped; that of who holds or waits goes on.
func TestWhatIsWellIsLeftAlone(t *testing.T) {
	t.Parallel()
	s := talking(t)
	s.caller("2")
	s.handle(cti.CallArrived{Call: "3", Called: "12345"})
	well := cti.TelephonyCompared{Live: []cti.LiveChannel{
		{Call: "1", Answered: true, Bridged: true}, {Call: "1", Leg: 1, Answered: true, Bridged: true, RTP: "127.0.0.1:17000"},
		{Call: "2", Answered: true}, {Call: "3", Answered: true}}}
	stop := cti.StopMusic{Call: "1"}
	got := withoutPages(s.looks(20*time.Second, well))
	if n := countOf(got, stop); n == 0 || n != len(got) {
		t.Errorf("commands %#v, want %#v alone", got, stop)
	}
	s.handle(cti.HoldRequested{Agent: "A", Call: "1"})
	well.Live[0].Bridged = false
	s.handle(well)
	if got := withoutPages(s.last); len(got) > 0 {
		t.Errorf("on hold: commands %#v, want none", got)
	}
}

// TestALostRequestIsMended: each line is what Asterisk has after one request was lost, and
// what is asked again at the first look.
func TestALostRequestIsMended(t *testing.T) {
	t.Parallel()
	leg := cti.LiveChannel{Call: "1", Leg: 1, Answered: true, Bridged: true, RTP: "127.0.0.1:17000"}
	for name, c := range map[string]struct {
		before func(*scene)
		live   []cti.LiveChannel
		want   cti.Command
	}{
		"answer": {func(s *scene) { s.caller("2") }, []cti.LiveChannel{{Call: "1", Answered: true, Bridged: true}, leg, {Call: "2"}},
			cti.Answer{Call: "2"}},
		"citizen not in the bridge": {func(*scene) {}, []cti.LiveChannel{{Call: "1", Answered: true}, leg}, cti.BridgeAgent{Call: "1", Leg: 1}},
		"agent not in the bridge": {func(*scene) {}, []cti.LiveChannel{{Call: "1", Answered: true, Bridged: true}, {Call: "1", Leg: 1, Answered: true}},
			cti.BridgeAgent{Call: "1", Leg: 1}},
		"hold": {func(s *scene) { s.handle(cti.HoldRequested{Agent: "A", Call: "1"}) },
			[]cti.LiveChannel{{Call: "1", Answered: true, Bridged: true}, leg}, cti.HoldCaller{Call: "1"}},
		"hang-up": {func(s *scene) { s.handle(cti.HangUpRequested{Agent: "A", Call: "1"}) },
			[]cti.LiveChannel{{Call: "1", Answered: true}}, cti.HangUp{Call: "1", Cause: 16}},
		"hang-up of a call that is over": {func(s *scene) { s.handle(cti.CallerGone{Call: "1", Cause: 16}) },
			[]cti.LiveChannel{{Call: "1", Answered: true}}, cti.HangUp{Call: "1", Cause: 16}},
	} {
		s := talking(t)
		c.before(s)
		s.handle(cti.TelephonyCompared{Live: c.live})
		if !s.given(c.want) {
			t.Errorf("%s: commands %#v, want %#v", name, withoutPages(s.last), c.want)
		}
		busy := talking(t)
		c.before(busy)
		busy.handle(cti.TelephonyCompared{Live: c.live, Busy: []cti.CallID{"1", "2"}})
		if busy.given(c.want) {
			t.Errorf("%s: %#v is given while the call's commands are under way", name, c.want)
		}
	}
}

// TestACitizenWhoIsGone: a channel that Asterisk does not have is believed to be gone when
// an event that says so has had time to come. The row says what is known: the end lies
// between the last look that found it and now.
func TestACitizenWhoIsGone(t *testing.T) {
	t.Parallel()
	s := talking(t)
	leg := cti.LiveChannel{Call: "1", Leg: 1, Answered: true, Bridged: true}
	s.wait(time.Minute)
	seen := s.now
	s.handle(cti.TelephonyCompared{Live: []cti.LiveChannel{{Call: "1", Answered: true, Bridged: true}, leg}})
	s.wait(time.Minute)
	s.handle(cti.TelephonyCompared{Live: []cti.LiveChannel{leg}})
	if !s.given(cti.CompareTelephony{}) || s.shown["A"].State != cti.Talking {
		t.Fatalf("at the first look: %#v, the agent is %s", s.last, s.shown["A"].State)
	}
	first := s.now
	all := s.looks(20*time.Second, cti.TelephonyCompared{Live: []cti.LiveChannel{leg}})
	var row cti.CallRecord
	var ended int
	for _, c := range all {
		if save, ok := c.(cti.SaveCall); ok {
			row, ended = save.Record, ended+1
		}
	}
	if ended != 1 || row.EndReason != cti.EndUnknown || !row.EndedAt.Equal(seen) || !row.EndedBefore.Equal(first.Add(6*time.Second)) {
		t.Errorf("%d rows, the last %s between %v and %v; want unknown between %v and %v", ended, row.EndReason, row.EndedAt, row.EndedBefore, seen, first.Add(6*time.Second))
	}
	if l := row.Legs[0]; !l.To.Equal(seen) {
		t.Errorf("the talk lasted until %v, want %v", l.To, seen)
	}
	if s.shown["A"].State != cti.WrapUp || countOf(all, cti.CloseAgentLeg{Call: "1", Leg: 1}) != 1 {
		t.Errorf("the agent is %s", s.shown["A"].State)
	}
}

// TestLateNewsBeatsTheLook: an end whose event is three seconds late keeps its reason.
func TestLateNewsBeatsTheLook(t *testing.T) {
	t.Parallel()
	s := talking(t)
	s.looks(4*time.Second, cti.TelephonyCompared{Live: []cti.LiveChannel{{Call: "1", Leg: 1}}})
	s.handle(cti.CallerGone{Call: "1", Cause: 16})
	if end := s.shown["A"].Call.EndReason; end != cti.EndedByCitizen {
		t.Errorf("the page says %s", end)
	}
}

// TestAChannelOfNobody goes to the dialplan when its arrival has had time to be told; one
// that is told meanwhile is served.
func TestAChannelOfNobody(t *testing.T) {
	t.Parallel()
	for _, told := range []bool{false, true} {
		s := newScene(t)
		s.handle(cti.TelephonyRestored{})
		found := cti.TelephonyCompared{Live: []cti.LiveChannel{{Call: "9"}, {Call: "8", Leg: 2}}}
		all := s.looks(4*time.Second, found)
		if told {
			s.handle(cti.CallArrived{Call: "9", Called: "123451"})
		}
		all = append(all, s.looks(4*time.Second, found)...)
		want := 1
		if told {
			want = 0
		}
		if n := countOf(all, cti.ReturnToDialplan{Call: "9"}); n != want {
			t.Errorf("told %v: returned %d times, want %d", told, n, want)
		}
		if n := countOf(all, cti.ReturnToDialplan{Call: "8", Leg: 2}); n != 1 {
			t.Errorf("the leg of nobody was returned %d times, want 1", n)
		}
	}
}

// TestAnAgentsChannelThatIsGone is made again.
func TestAnAgentsChannelThatIsGone(t *testing.T) {
	t.Parallel()
	s := talking(t)
	all := s.looks(10*time.Second, cti.TelephonyCompared{Live: []cti.LiveChannel{{Call: "1", Answered: true, Bridged: true}}})
	if countOf(all, cti.OpenAgentLeg{Call: "1", Leg: 2}) != 1 {
		t.Errorf("commands %#v, want a second leg", withoutPages(all))
	}
}

// TestADialThatWasAnswered: its event was lost.
func TestADialThatWasAnswered(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.handle(cti.TelephonyRestored{})
	s.agent("A", ivr.Mandarin)
	s.dial("13800138000")
	call := s.shown["A"].Call.Call
	s.handle(cti.TelephonyCompared{Live: []cti.LiveChannel{{Call: call}}})
	if got := s.shown["A"].Call.Phase; got != cti.PhaseDialling {
		t.Errorf("while it rings the page shows %s", got)
	}
	s.handle(cti.TelephonyCompared{Live: []cti.LiveChannel{{Call: call, Answered: true}, {Call: call, Leg: 1, RTP: "127.0.0.1:17000"}}})
	if got := s.shown["A"].Call.Phase; got != cti.PhaseTalking {
		t.Errorf("when it is answered the page shows %s", got)
	}
}

// TestNoLookDecidesDuringAnOutage: the connection's return will say what is there.
func TestNoLookDecidesDuringAnOutage(t *testing.T) {
	t.Parallel()
	s := talking(t)
	s.handle(cti.TelephonyLost{})
	if got := withoutPages(s.looks(20*time.Second, cti.TelephonyCompared{Live: []cti.LiveChannel{{Call: "9"}}})); len(got) > 0 {
		t.Errorf("commands %#v, want none", got)
	}
}

// TestALegThatNeverComesBlocksNobody: neither an event nor a look tells of it. The citizen
// is at the head of the queue again within 12 seconds, and the agent is told why.
func TestALegThatNeverComesBlocksNobody(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	settings := modelSettings()
	settings.Times.LegSetup = 3 * time.Second
	s.handle(cti.SettingsChanged{Settings: settings})
	s.handle(cti.TelephonyRestored{})
	s.agent("A", ivr.Mandarin)
	s.handle(cti.CallArrived{Call: "1", Called: "123451"})
	s.handle(cti.OfferAccepted{Agent: "A", Call: "1"})
	s.caller("2")
	s.looks(10*time.Second, cti.TelephonyCompared{Live: []cti.LiveChannel{{Call: "1", Answered: true}, {Call: "2", Answered: true}}})
	if s.shown["A"].State != cti.Talking {
		t.Fatalf("after 10 s the agent is %s: a leg that is late is not waited for", s.shown["A"].State)
	}
	s.wait(2 * time.Second)
	if d := s.shown["A"]; d.State != cti.NotReady || d.Reason != cti.ReasonLine {
		t.Fatalf("after 12 s the agent is %s (%s)", d.State, d.Reason)
	}
	s.handle(cti.ReadyRequested{Agent: "A"})
	if d := s.shown["A"]; d.Call == nil || d.Call.Call != "1" {
		t.Errorf("the agent is shown %+v, want the citizen at the head", d.Call)
	}
}

// TestALateLegIsFoundByTheLook: its event never comes, and no second leg is made.
func TestALateLegIsFoundByTheLook(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	settings := modelSettings()
	settings.Times.LegSetup = 3 * time.Second
	s.handle(cti.SettingsChanged{Settings: settings})
	s.handle(cti.TelephonyRestored{})
	s.agent("A", ivr.Mandarin)
	s.caller("1")
	s.handle(cti.OfferAccepted{Agent: "A", Call: "1"})
	s.wait(3 * time.Second)
	if !s.given(cti.CompareTelephony{}) || s.given(cti.OpenAgentLeg{Call: "1", Leg: 2}) {
		t.Fatalf("when the leg is late: %#v", withoutPages(s.last))
	}
	s.handle(cti.TelephonyCompared{Live: []cti.LiveChannel{{Call: "1", Answered: true}, {Call: "1", Leg: 1, RTP: "127.0.0.1:17000"}}})
	if got := s.shown["A"].Call.Phase; got != cti.PhaseTalking {
		t.Errorf("the page shows %s", got)
	}
}

// TestAHangUpIsRepeatedUntilItIsConfirmed, for a minute at most.
func TestAHangUpIsRepeatedUntilItIsConfirmed(t *testing.T) {
	t.Parallel()
	for _, confirmed := range []bool{false, true} {
		s := talking(t)
		settings := modelSettings()
		settings.Times.Disconnected = 5 * time.Second
		s.handle(cti.SettingsChanged{Settings: settings})
		s.handle(cti.HangUpRequested{Agent: "A", Call: "1"})
		again, want := 0, 11
		for i := range 20 {
			if confirmed && i == 3 {
				s.handle(cti.CallerGone{Call: "1", Cause: 16})
				want = 3
			}
			s.wait(5 * time.Second)
			again += countOf(s.last, cti.HangUp{Call: "1", Cause: 16})
		}
		if again != want {
			t.Errorf("confirmed %v: repeated %d times, want %d", confirmed, again, want)
		}
	}
}
