package asterisk_test

import (
	"os"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"testing"
	"time"

	"hotline12345/cti"
	"hotline12345/cti/asterisk"
	"hotline12345/cti/asterisk/asterisktest"
)

// compared waits for a look at Asterisk behind the first so many events.
func (e *edge) compared(from int) (found cti.TelephonyCompared) {
	e.t.Helper()
	e.until("a look at Asterisk", func(events []cti.Event) bool {
		for _, ev := range events[from:] {
			if c, ok := ev.(cti.TelephonyCompared); ok {
				found = c
				return true
			}
		}
		return false
	})
	return found
}

// TestALookAtAsterisk tells every channel of ours, whether it is answered and whether it
// stands in its call's bridge; calls with commands under way are busy. A bridge that was
// left empty is removed.
func TestALookAtAsterisk(t *testing.T) {
	e, s := fake(t)
	e.LookAfter(10 * time.Millisecond)
	e.arrive(s, "c1")
	e.arrive(s, "c2")
	e.Execute(cti.Answer{Call: "c1"})
	e.Execute(cti.OpenAgentLeg{Call: "c1", Leg: 1})
	e.wait(cti.AgentLegReady{Call: "c1", Leg: 1, RTP: "127.0.0.1:17004"})
	e.Execute(cti.BridgeAgent{Call: "c1", Leg: 1})
	e.settle(s, "c1", len(e.told()))
	s.AddBridge("c3~talk")
	s.AddBridge("c1~other")
	release := make(chan struct{})
	s.Strike(asterisktest.Fault{On: "POST /channels/c2/answer", Until: release})
	e.Execute(cti.Answer{Call: "c2"})
	s.Wait("POST /channels/c2/answer")
	from := len(e.told())
	e.Execute(cti.CompareTelephony{})
	want := cti.TelephonyCompared{Live: []cti.LiveChannel{
		{Call: "c1", Answered: true, Bridged: true}, {Call: "c1", Leg: 1, Answered: true, Bridged: true, RTP: "127.0.0.1:17004"}, {Call: "c2"},
	}, Busy: []cti.CallID{"c2"}}
	if got := e.compared(from); !reflect.DeepEqual(got, want) {
		t.Errorf("found %+v\nwant %+v", got, want)
	}
	close(release)
	for id, want := range map[string]bool{"c1~talk": true, "c1~other": true, "c3~talk": false} {
		if _, got := s.Bridge(id); got != want {
			t.Errorf("bridge %s exists: %v, want %v", id, got, want)
		}
	}
}

// TestAsteriskIsLookedAtRegularly and after a command that found its channel gone.
func TestAsteriskIsLookedAtRegularly(t *testing.T) {
	for name, ask := range map[string]func(*edge){
		"regularly":         func(e *edge) { e.LookEvery(50 * time.Millisecond) },
		"a channel is gone": func(e *edge) { e.Execute(cti.StopMusic{Call: "gone"}) },
	} {
		t.Run(name, func(t *testing.T) {
			leakFree(t)
			s := asterisktest.New(t)
			e := newEdge(t, configFor(s))
			e.LookAfter(10 * time.Millisecond)
			ask(e)
			e.start()
			e.compared(0)
		})
	}
}

// TestALookThatFails is repeated, and tells nothing until it is whole.
func TestALookThatFails(t *testing.T) {
	for _, on := range []string{"GET /channels", "GET /applications/hotline", "GET /bridges"} {
		e, s := fake(t)
		e.LookAfter(10 * time.Millisecond)
		e.arrive(s, "c1")
		s.Forget()
		s.Strike(asterisktest.Fault{On: on, Times: 1, Status: 500})
		e.Execute(cti.CompareTelephony{})
		if got := e.compared(0); !reflect.DeepEqual(got.Live, []cti.LiveChannel{{Call: "c1"}}) {
			t.Errorf("%s failed: found %+v", on, got)
		}
		asked := 0
		for _, r := range s.Requests() {
			if r.String() == "GET /channels" {
				asked++
			}
		}
		if asked != 2 {
			t.Errorf("%s failed: the channels were asked for %d times, want 2", on, asked)
		}
	}
}

// TestOrdersThatMayNotBeRepeated: a digit without a reply is not sent again, for the
// citizen's side would hear two; what Asterisk says it cannot make is not tried again.
func TestOrdersThatMayNotBeRepeated(t *testing.T) {
	for _, c := range []struct {
		cmd    cti.Command
		on     string
		status int
	}{
		{cti.SendDigit{Call: "c1", Digit: "5"}, "POST /channels/c1/dtmf", -1},
		{cti.SendDigit{Call: "c1", Digit: "5"}, "POST /channels/c1/dtmf", 503},
		{cti.OpenAgentLeg{Call: "c1", Leg: 2}, "POST /channels/externalMedia", 500},
		{cti.Dial{Call: "c1x", Number: "1", Trunk: "trunk"}, "POST /channels/create", 500},
	} {
		e, s := fake(t)
		e.arrive(s, "c1")
		s.Forget()
		s.Strike(asterisktest.Fault{On: c.on, Times: 1, Status: c.status, Message: "Allocation failed"})
		e.Execute(c.cmd)
		e.until("the failure", func(events []cti.Event) bool {
			return slices.ContainsFunc(events, func(ev cti.Event) bool { _, ok := ev.(cti.CommandFailed); return ok })
		})
		n := 0
		for _, r := range s.Requests() {
			if r.String() == c.on {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%#v: asked %d times, want once", c.cmd, n)
		}
	}
}

// TestARepeatThatFindsItMade: the reply was lost, and so was the answer to the question
// whether it exists. "Already exists" then means done.
func TestARepeatThatFindsItMade(t *testing.T) {
	e, s := fake(t)
	e.arrive(s, "c1")
	s.Strike(asterisktest.Fault{On: "POST /channels/externalMedia", Times: 1, Status: -1, Done: true})
	s.Strike(asterisktest.Fault{On: "GET /channels/c1~agent~1", Times: 1, Status: 500})
	e.Execute(cti.OpenAgentLeg{Call: "c1", Leg: 1})
	e.wait(cti.AgentLegReady{Call: "c1", Leg: 1, RTP: "127.0.0.1:17004"})
	for _, ev := range e.settle(s, "c1", 0) {
		switch ev.(type) {
		case cti.CommandFailed, cti.AgentLegLost:
			t.Errorf("told %T%+v", ev, ev)
		}
	}
}

// TestIdleConnectionsEndBeforeAsteriskEndsThem, with two seconds to spare.
func TestIdleConnectionsEndBeforeAsteriskEndsThem(t *testing.T) {
	t.Parallel()
	conf, err := os.ReadFile("../../asterisk-config/templates/http.conf")
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`(?m)^session_keep_alive = (\d+)$`).FindSubmatch(conf)
	if found == nil {
		t.Fatal("http.conf does not say how long a connection may be idle")
	}
	millis, err := strconv.Atoi(string(found[1]))
	if err != nil {
		t.Fatal(err)
	}
	if theirs := time.Duration(millis) * time.Millisecond; asterisk.IdleLimit > theirs-2*time.Second {
		t.Errorf("connections are kept for %v, Asterisk ends them after %v", asterisk.IdleLimit, theirs)
	}
}
