package cti_test

import (
	"fmt"
	"testing"
	"time"

	"hotline12345/cti"
	"hotline12345/ivr"
)

// BenchmarkWholeCall is one call from arrival to the end of wrap-up, through the
// menu, with 200 agents and 20 queues; the targets are 20 µs and 65 allocations.
func BenchmarkWholeCall(b *testing.B) {
	e, now := busyEngine(b, 200, 20)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		now = oneCall(b, e, now, cti.CallID(fmt.Sprint(i)))
	}
}

func busyEngine(b *testing.B, agents, queues int) (*cti.Engine, time.Time) {
	b.Helper()
	settings := demoSettings(b)
	var served []cti.QueueID
	for len(settings.Queues) < queues {
		settings.Queues = append(settings.Queues, cti.Queue{ID: cti.QueueID(fmt.Sprint("q", len(settings.Queues)))})
	}
	for _, q := range settings.Queues {
		served = append(served, q.ID)
	}
	e := cti.New()
	now := time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)
	e.Handle(now, cti.SettingsChanged{Settings: settings})
	for i := range agents {
		a := cti.AgentID(fmt.Sprint(1000 + i))
		e.Handle(now, cti.AgentConnected{Agent: a, Connection: "x", Queues: served, Languages: []ivr.Language{"zh", "yue", "en"}})
		e.Handle(now, cti.HeadsetConnected{Agent: a})
		e.Handle(now, cti.ReadyRequested{Agent: a})
	}
	return e, now
}

// oneCall plays the part of the world for one call.
func oneCall(b *testing.B, e *cti.Engine, now time.Time, id cti.CallID) time.Time {
	var agent cti.AgentID
	step := func(wait time.Duration, ev cti.Event) {
		now = now.Add(wait)
		for _, c := range e.Handle(now, ev) {
			if d, ok := c.(cti.ShowDesk); ok && d.Desk.Call != nil && d.Desk.Call.Call == id {
				agent = d.Agent
			}
		}
	}
	step(time.Second, cti.CallArrived{Call: id, Trunk: "trunk", Caller: cti.Caller{Number: "13800138000"}, Called: "12345"})
	step(time.Second, cti.DigitPressed{Call: id, Digit: "1"})
	step(time.Second, cti.DigitPressed{Call: id, Digit: "1"})
	step(4*time.Second, cti.PlaybackEnded{Call: id, Playback: 3})
	step(time.Second, cti.OfferAccepted{Agent: agent, Call: id})
	step(20*time.Millisecond, cti.AgentLegReady{Call: id, Leg: 1, RTP: "127.0.0.1:17000"})
	step(time.Minute, cti.HangUpRequested{Agent: agent, Call: id})
	step(time.Millisecond, cti.CallerGone{Call: id, Cause: 16})
	step(time.Millisecond, cti.RecordingSaved{Call: id, Leg: 1, File: "a.wav"})
	step(time.Second, cti.WrapUpFinished{Agent: agent, Disposition: cti.DispositionAnswered})
	if agent == "" {
		b.Fatal("no agent was offered the call")
	}
	return now
}
