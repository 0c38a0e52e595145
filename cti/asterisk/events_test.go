package asterisk_test

import (
	"bytes"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"hotline12345/cti"
	"hotline12345/cti/asterisk"
	"hotline12345/cti/asterisk/asterisktest"
)

func TestArrivingCall(t *testing.T) {
	for name, c := range map[string]struct {
		call asterisktest.Call
		want cti.CallArrived
	}{
		"number": {asterisktest.Call{ID: "a", Number: "+8613800138000", Called: "+8657112345", Trunk: "trunk"},
			cti.CallArrived{Call: "a", Trunk: "trunk", Called: "057112345", Caller: cti.Caller{Number: "13800138000", Raw: "+8613800138000"}}},
		"anonymous": {asterisktest.Call{ID: "a", Number: "anonymous", Called: "12345", Trunk: "t2"},
			cti.CallArrived{Call: "a", Trunk: "t2", Called: "12345", Caller: cti.Caller{Anonymous: true, Withheld: true, Raw: "anonymous"}}},
		"no number": {asterisktest.Call{ID: "a", Called: "1234511"},
			cti.CallArrived{Call: "a", Called: "1234511", Caller: cti.Caller{Anonymous: true}}},
		"asserted": {asterisktest.Call{ID: "a", Number: "anonymous", PAI: "sip:+8657188886666@10.0.0.1;user=phone", Called: "12345"},
			cti.CallArrived{Call: "a", Called: "12345", Caller: cti.Caller{Number: "057188886666", Withheld: true, Raw: "sip:+8657188886666@10.0.0.1;user=phone"}}},
	} {
		t.Run(name, func(t *testing.T) {
			e, s := fake(t)
			s.Place(c.call)
			e.wait(c.want)
		})
	}
}

// TestLifeOfACall: every fact is told once, in its order.
func TestLifeOfACall(t *testing.T) {
	e, s := fake(t)
	e.arrive(s, "c1")
	s.Press("c1", "1A*") // A is no key
	e.Execute(cti.Play{Call: "c1", Playback: 1})
	e.wait(cti.PlaybackEnded{Call: "c1", Playback: 1})
	e.Execute(cti.OpenAgentLeg{Call: "c1", Leg: 1})
	e.wait(cti.AgentLegReady{Call: "c1", Leg: 1, RTP: "127.0.0.1:17004"})
	s.Press("c1~agent~1", "5") // an agent's leg has no keys
	s.HangUp("c1~agent~1", 16)
	s.HangUp("c1", 44)
	e.wait(cti.CallerGone{Call: "c1", Cause: 44})
	want := []cti.Event{
		cti.DigitPressed{Call: "c1", Digit: "1"}, cti.DigitPressed{Call: "c1", Digit: "*"},
		cti.PlaybackEnded{Call: "c1", Playback: 1}, cti.AgentLegReady{Call: "c1", Leg: 1, RTP: "127.0.0.1:17004"},
		cti.AgentLegLost{Call: "c1", Leg: 1}, cti.CallerGone{Call: "c1", Cause: 44},
	}
	if told := e.told()[2:]; show(told) != show(want) {
		t.Errorf("told %s\nwant %s", show(told), show(want))
	}
}

func TestDials(t *testing.T) {
	e, s := fake(t)
	for i, end := range []cti.CallerGone{{Cause: 17, Status: 486}, {Cause: 19}, {Cause: 34}} {
		id := cti.CallID(fmt.Sprintf("out-%d", i))
		e.Execute(cti.Dial{Call: id, Number: "1", Trunk: "trunk"})
		s.Dialled(string(id))
		s.HangUp(string(id), end.Cause)
		end.Call = id
		e.wait(end)
	}
	e.Execute(cti.Dial{Call: "out-9", Number: "1", Trunk: "trunk"})
	s.Dialled("out-9")
	s.AnswerDial("out-9")
	e.wait(cti.CitizenAnswered{Call: "out-9"})
	e.Execute(cti.HangUp{Call: "out-9", Cause: 16})
	e.wait(cti.CallerGone{Call: "out-9", Cause: 16})
}

// TestFailedPlayback is told as such.
func TestFailedPlayback(t *testing.T) {
	e, s := fake(t)
	s.PlaybacksByHand()
	e.arrive(s, "c1")
	e.Execute(cti.Play{Call: "c1", Playback: 1})
	s.Wait("POST /channels/c1/play/c1~play~1")
	s.FinishPlayback("c1~play~1", "failed")
	e.wait(cti.PlaybackEnded{Call: "c1", Playback: 1, Failed: true})
}

// TestDigitFlood: nothing is dropped and nothing changes places.
func TestDigitFlood(t *testing.T) {
	e, s := fake(t)
	e.arrive(s, "c1")
	flood := strings.Repeat("0123456789", 100)
	s.Press("c1", flood)
	var got string
	e.until("1,000 digits", func(events []cti.Event) bool {
		got = ""
		for _, ev := range events {
			if d, ok := ev.(cti.DigitPressed); ok {
				got += d.Digit
			}
		}
		return len(got) == len(flood)
	})
	if got != flood {
		t.Errorf("digits came as %s", got)
	}
}

// TestStrangeEvents: what cannot be read is counted, and reading goes on.
func TestStrangeEvents(t *testing.T) {
	e, s := fake(t)
	strange := []string{
		``, `{`, `null`, `[]`, `17`, `"StasisStart"`, `{}`, `{"type":17}`, `{"type":"ChannelToneDetected","channel":{"id":"c1"}}`,
		`{"type":"NobodyKnowsThis"}`, `{"type":"StasisStart"}`, `{"type":"StasisStart","channel":7}`, `{"type":"StasisEnd"}`,
		`{"type":"ChannelDtmfReceived","digit":"1"}`, `{"type":"ChannelDestroyed","cause":"busy","channel":{"id":"c1"}}`,
		`{"type":"StasisStart","timestamp":"yesterday","args":["in"],"channel":{"id":"c2"}}`, "\xff\xfe",
	}
	for _, raw := range strange {
		s.Send(raw)
	}
	harmless := []string{
		`{"type":"PlaybackFinished"}`, `{"type":"PlaybackFinished","playback":{"id":"other","state":"done"}}`,
		`{"type":"ChannelVarset","variable":"X","value":"y"}`, `{"type":"ChannelDtmfReceived","digit":"","channel":{"id":"c1"}}`,
		`{"type":"StasisEnd","channel":{"id":"stranger"}}`, `{"type":"ChannelDestroyed","channel":{"id":"stranger~agent~1"}}`,
		`{"type":"PlaybackFinished","playback":{"id":"c1~play~x","state":"done"}}`,
	}
	for _, raw := range harmless {
		s.Send(raw)
	}
	e.arrive(s, "c1")
	if told := e.told(); len(told) != 2 {
		t.Errorf("told %s", show(told))
	}
	if n := e.meter.unknown.Load(); n != int64(len(strange)) {
		t.Errorf("%d strange events counted, want %d", n, len(strange))
	}
}

// TestChannelOfAnotherDialplan is given back to it, not kept in silence.
func TestChannelOfAnotherDialplan(t *testing.T) {
	e, s := fake(t)
	s.Send(`{"type":"StasisStart","args":["what"],"channel":{"id":"x1"}}`)
	s.Wait("POST /channels/x1/continue")
	if told := e.told(); len(told) != 1 {
		t.Errorf("told %s", show(told))
	}
}

// TestReplaced: another service owns the calls now; this one must not touch them,
// not even with what it has begun.
func TestReplaced(t *testing.T) {
	e, s := fake(t)
	release := make(chan struct{})
	s.Strike(asterisktest.Fault{On: "POST /channels/c1/answer", Until: release})
	e.arrive(s, "c1")
	e.arrive(s, "c2")
	e.Execute(cti.Answer{Call: "c1"})
	e.Execute(cti.StartMusic{Call: "c1"})
	s.Wait("POST /channels/c1/answer")
	s.Replace()
	<-e.done
	if !errors.Is(e.err, asterisk.ErrReplaced) {
		t.Errorf("Run returned %v", e.err)
	}
	e.Execute(cti.HangUp{Call: "c2"})
	e.Execute(cti.HangUp{Call: "c1"})
	close(release)
	waitFor(t, "the end of all work", func() bool {
		stacks := make([]byte, 1<<20)
		return !bytes.Contains(stacks[:runtime.Stack(stacks, true)], []byte("(*Client).workOn"))
	})
	for _, r := range s.Requests() {
		if r.Method == "DELETE" || strings.HasSuffix(r.Path, "/moh") {
			t.Errorf("a service that was replaced still commands: %s", r)
		}
	}
	if told := e.told(); len(told) != 3 {
		t.Errorf("told %s", show(told))
	}
}

// TestASecondService takes the application over by connecting.
func TestASecondService(t *testing.T) {
	first, s := fake(t)
	newEdge(t, configFor(s)).start()
	<-first.done
	if !errors.Is(first.err, asterisk.ErrReplaced) {
		t.Errorf("Run returned %v", first.err)
	}
}
