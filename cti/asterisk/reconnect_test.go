package asterisk_test

//hotline:faults

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"hotline12345/cti"
	"hotline12345/cti/asterisk/asterisktest"
)

// live is what TelephonyRestored told last, in an order that can be compared.
func live(e *edge, nth int) []string {
	e.t.Helper()
	var found []string
	for _, l := range e.restored(nth).Live {
		found = append(found, fmt.Sprintf("%s/%d/%t/%s", l.Call, l.Leg, l.Answered, l.RTP))
	}
	slices.Sort(found)
	return found
}

// TestConnectionLostWithFiftyCalls: calls go on, end and arrive meanwhile. After it
// each is told rightly, once.
func TestConnectionLostWithFiftyCalls(t *testing.T) {
	e, s := fake(t)
	var want []string
	for i := range 50 {
		id := fmt.Sprintf("c%02d", i)
		e.arrive(s, id)
		e.Execute(cti.Answer{Call: cti.CallID(id)})
		e.Execute(cti.OpenAgentLeg{Call: cti.CallID(id), Leg: 1})
		e.wait(cti.AgentLegReady{Call: cti.CallID(id), Leg: 1, RTP: "127.0.0.1:17004"})
		if i%5 != 0 {
			want = append(want, id+"/0/true/", id+"/1/true/127.0.0.1:17004")
		}
	}
	slices.Sort(want)
	from := len(e.told())
	s.Down(true)
	s.Cut()
	e.wait(cti.TelephonyLost{})
	for i := range 50 {
		if i%5 == 0 { // hang up without an event
			s.HangUp(fmt.Sprintf("c%02d", i), 16)
			s.HangUp(fmt.Sprintf("c%02d~agent~1", i), 16)
		}
	}
	s.Down(false)
	if got := live(e, 2); !slices.Equal(got, want) {
		t.Errorf("live %v\nwant %v", got, want)
	}
	for i := range 50 {
		s.Press(fmt.Sprintf("c%02d", i), "7")
		s.HangUp(fmt.Sprintf("c%02d", i), 16)
	}
	e.wait(cti.CallerGone{Call: "c49", Cause: 16})
	told := e.told()[from:]
	for i := range 50 {
		wanted := 1
		if i%5 == 0 {
			wanted = 0 // its absence in Live has told it
		}
		id := cti.CallID(fmt.Sprintf("c%02d", i))
		if n := count(told, cti.CallerGone{Call: id, Cause: 16}); n != wanted {
			t.Errorf("%s: gone %d times, want %d", id, n, wanted)
		}
		if n := count(told, cti.DigitPressed{Call: id, Digit: "7"}); n != wanted {
			t.Errorf("%s: %d digits, want %d", id, n, wanted)
		}
	}
	if len(told) != 2+2*40 {
		t.Errorf("%d events, want 82: %s", len(told), show(told))
	}
	if n := e.meter.reconnected.Load(); n != 1 {
		t.Errorf("%d broken connections counted, want 1", n)
	}
}

// TestArrivalInTheMomentOfReconnecting: the call is in Asterisk's list while its
// event is on the way. It is told as an arrival only, whenever the event comes.
func TestArrivalInTheMomentOfReconnecting(t *testing.T) {
	call := asterisktest.Call{ID: "new", Number: "13800138000", Called: "12345", Trunk: "trunk"}
	for name, f := range map[string]func(s *asterisktest.Server){
		"before the channels are listed": func(s *asterisktest.Server) {
			s.Strike(asterisktest.Fault{On: "GET /channels", Times: 1, Before: func() { s.Place(call) }})
		},
		"announced after the lists": func(s *asterisktest.Server) {
			s.Strike(asterisktest.Fault{On: "GET /channels", Times: 1, Before: func() { s.Enter(call) }})
			s.Strike(asterisktest.Fault{On: "GET /applications/hotline", Times: 1}) // before the websocket
			s.Strike(asterisktest.Fault{On: "GET /applications/hotline", Times: 1, Before: func() {
				time.AfterFunc(50*time.Millisecond, func() { s.Announce("new") }) // the pong overtakes it
			}})
		},
		"between the lists": func(s *asterisktest.Server) {
			s.Strike(asterisktest.Fault{On: "GET /applications/hotline", Times: 1})
			s.Strike(asterisktest.Fault{On: "GET /applications/hotline", Times: 1, Before: func() { s.Place(call) }})
		},
		"after the lists": func(s *asterisktest.Server) {
			s.Strike(asterisktest.Fault{On: "GET /bridges", Times: 1, Before: func() { s.Place(call) }})
		},
	} {
		t.Run(name, func(t *testing.T) {
			e, s := fake(t)
			e.arrive(s, "old")
			s.AddBridge("new~talk")
			f(s)
			s.Cut()
			if got := live(e, 2); !slices.Equal(got, []string{"old/0/false/"}) {
				t.Errorf("live %v, want the old call alone", got)
			}
			want := cti.CallArrived{Call: "new", Trunk: "trunk", Called: "12345", Caller: cti.Caller{Number: "13800138000", Raw: "13800138000"}}
			e.wait(want)
			s.Press("new", "1")
			e.wait(cti.DigitPressed{Call: "new", Digit: "1"})
			if n := count(e.told(), want); n != 1 {
				t.Errorf("%d arrivals, want 1", n)
			}
		})
	}
}

// TestCallThatWasNeverAnnounced: it entered while Asterisk still believed in the
// old connection. It is reported as live, so that the engine handles it.
func TestCallThatWasNeverAnnounced(t *testing.T) {
	e, s := fake(t)
	s.Strike(asterisktest.Fault{On: "GET /applications/hotline", Times: 1})
	s.Strike(asterisktest.Fault{On: "GET /channels", Times: 1, Before: func() { s.Enter(asterisktest.Call{ID: "x"}) }})
	s.Cut()
	if got := live(e, 2); !slices.Equal(got, []string{"x/0/false/"}) {
		t.Errorf("live %v", got)
	}
}

// TestDialAnsweredInTheMomentOfReconnecting: it is in the list and told too. Were it
// left out, the engine would give the call up and the citizen would hear nothing.
func TestDialAnsweredInTheMomentOfReconnecting(t *testing.T) {
	e, s := fake(t)
	e.Execute(cti.Dial{Call: "out-1", Number: "1", Trunk: "trunk"})
	e.Execute(cti.Dial{Call: "out-2", Number: "1", Trunk: "trunk"})
	s.Dialled("out-2")
	s.Strike(asterisktest.Fault{On: "GET /channels", Times: 1, Before: func() { s.AnswerDial("out-1") }})
	s.Cut()
	if got := live(e, 2); !slices.Equal(got, []string{"out-1/0/true/", "out-2/0/false/"}) {
		t.Errorf("live %v", got)
	}
	e.wait(cti.CitizenAnswered{Call: "out-1"})
	s.HangUp("out-2", 17)
	e.wait(cti.CallerGone{Call: "out-2", Cause: 17, Status: 486})
}

// TestHangUpInTheMomentOfReconnecting is not lost, whether it comes before or after
// the list.
func TestHangUpInTheMomentOfReconnecting(t *testing.T) {
	e, s := fake(t)
	e.arrive(s, "early")
	e.arrive(s, "late")
	s.Strike(asterisktest.Fault{On: "GET /channels", Times: 1, Before: func() { s.HangUp("early", 16) }})
	s.Strike(asterisktest.Fault{On: "GET /bridges", Times: 1, Before: func() { s.HangUp("late", 16) }})
	s.Cut()
	if got := live(e, 2); !slices.Equal(got, []string{"late/0/false/"}) {
		t.Errorf("live %v", got)
	}
	e.wait(cti.CallerGone{Call: "late", Cause: 16})
	if n := count(e.told(), cti.CallerGone{Call: "early", Cause: 16}); n != 0 {
		t.Error("a call that is missing in Live is told again")
	}
}

// TestOrphanBridges: a bridge of ours without its citizen is removed; others are
// not ours to touch.
func TestOrphanBridges(t *testing.T) {
	e, s := fake(t)
	e.arrive(s, "c1")
	s.AddBridge("c1~talk", "c1")
	s.AddBridge("gone~talk")
	s.AddBridge("foreign")
	s.Cut()
	e.restored(2)
	for id, want := range map[string]bool{"c1~talk": true, "gone~talk": false, "foreign": true} {
		if _, ok := s.Bridge(id); ok != want {
			t.Errorf("bridge %s exists: %t", id, ok)
		}
	}
}

// TestReconcileIsTriedAgain when a request of it fails; nothing is told before it
// is whole.
func TestReconcileIsTriedAgain(t *testing.T) {
	for _, on := range []string{"GET /channels", "GET /applications/hotline", "GET /bridges"} {
		t.Run(on, func(t *testing.T) {
			e, s := fake(t)
			e.arrive(s, "c1")
			s.Strike(asterisktest.Fault{On: on, Times: 2, Status: 500})
			s.Cut()
			if got := live(e, 2); !slices.Equal(got, []string{"c1/0/false/"}) {
				t.Errorf("live %v", got)
			}
			if n := count(e.told(), cti.TelephonyLost{}); n != 1 {
				t.Errorf("lost %d times, want 1", n)
			}
		})
	}
}
