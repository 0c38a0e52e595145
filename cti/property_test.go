package cti

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hotline12345/ivr"
)

// smallSettings has a menu, two queues and short limits.
func smallSettings() Settings {
	return Settings{
		Version: "test", Trunk: "trunk",
		Numbers: []InboundRoute{{Number: "12345", Flow: "m"}},
		Flows: map[string]ivr.Flow{"m": {ID: "m", Version: "1", Start: "a", Nodes: ivr.Nodes{
			"a": ivr.Menu{Prompts: []string{"menu"}, Keys: map[string]ivr.NodeID{"1": "q", "2": "r", "3": "bye"}, InputTimeout: 4 * time.Second, Fallback: "q"},
			"q": ivr.Queue{Prompts: []string{"to_agent"}, Queue: "general", Keys: map[string]ivr.NodeID{"2": "r"}}, "r": ivr.Queue{Queue: "complaint", Language: ivr.English},
			"bye": ivr.Goodbye{Prompts: []string{"goodbye"}},
		}}, "revisit": {ID: "revisit", Version: "1", Start: "ask", Entries: map[ivr.Entry]ivr.NodeID{ivr.EntryRevisit: "ask"}, Nodes: ivr.Nodes{
			"ask": ivr.Survey{Question: "solved", Prompts: []string{"revisit_q2"}, Answers: 3, Keys: map[string]ivr.NodeID{"9": "q"}, InputTimeout: 5 * time.Second, Next: "bye"},
			"q":   ivr.Queue{Queue: "general"}, "bye": ivr.Goodbye{Prompts: []string{"revisit_thanks"}},
		}}},
		Queues: []Queue{{ID: "general"}, {ID: "complaint", Priority: 1}},
		Barred: []string{"110"}, Times: DefaultTimes(),
	}
}

// randomEvent draws any event about one of a few calls and agents, sensible at
// that moment or not: hang-up races and late messages are the normal case.
func randomEvent(t *rapid.T, e *Engine) Event {
	calls := []CallID{"1", "2", "3", "4"}
	for id := range e.calls {
		calls = append(calls, id)
	}
	slices.Sort(calls)
	call := rapid.SampledFrom(calls).Draw(t, "call")
	agent := rapid.SampledFrom([]AgentID{"A", "B", "C"}).Draw(t, "agent")
	own := call
	if a := e.agents[agent]; a != nil && a.Call != "" && rapid.IntRange(0, 3).Draw(t, "own") > 0 {
		own = a.Call
	}
	playback, leg := 1, 1
	if c := e.calls[call]; c != nil {
		playback, leg = c.Playback-rapid.IntRange(0, 1).Draw(t, "late"), c.Leg
	}
	queues := []QueueID{"general", "complaint"}
	events := []Event{
		CallArrived{Call: call, Called: rapid.SampledFrom([]string{"12345", "123451", "123452"}).Draw(t, "called")},
		DigitPressed{Call: call, Digit: rapid.SampledFrom([]string{"1", "2", "3", "9"}).Draw(t, "digit")},
		PlaybackEnded{Call: call, Playback: playback}, PlaybackEnded{Call: call, Playback: playback},
		AgentLegReady{Call: call, Leg: leg, RTP: "x"}, AgentLegReady{Call: own, Leg: leg, RTP: "x"}, AgentLegLost{Call: call, Leg: leg},
		CallerGone{Call: call, Cause: 16}, CitizenAnswered{Call: call}, CitizenAnswered{Call: own},
		AgentConnected{Agent: agent, Connection: "x", Languages: []ivr.Language{"zh", "en"}, Queues: queues},
		AgentConnected{Agent: agent, Connection: "y", Languages: []ivr.Language{"zh"}, Queues: queues},
		AgentDisconnected{Agent: agent, Connection: "x"}, AgentSignedOut{Agent: agent},
		HeadsetConnected{Agent: agent}, HeadsetConnected{Agent: agent}, HeadsetLost{Agent: agent},
		ReadyRequested{Agent: agent}, ReadyRequested{Agent: agent}, NotReadyRequested{Agent: agent, Reason: ReasonBreak},
		OfferAccepted{Agent: agent, Call: own}, OfferAccepted{Agent: agent, Call: own}, OfferDeclined{Agent: agent, Call: own},
		HoldRequested{Agent: agent, Call: own}, ResumeRequested{Agent: agent, Call: own}, HangUpRequested{Agent: agent, Call: own},
		RevisitRequested{Call: call, Number: "13800138000", Ticket: "1", Language: "zh"}, RevisitCancelled{Call: call},
		DialRequested{Agent: agent, Number: "13800138000"}, WrapUpExtended{Agent: agent}, WrapUpFinished{Agent: agent, Disposition: DispositionAnswered},
		RecordingSaved{Call: call, Leg: leg}, TelephonyLost{}, Ticked{}, Started{},
		TelephonyRestored{Live: []LiveChannel{{Call: call, Answered: true}, {Call: own, Leg: leg, RTP: "x"}}},
		TelephonyCompared{Live: randomLive(t, calls, e)}, TelephonyCompared{Live: randomLive(t, calls, e), Busy: []CallID{call}},
		CommandFailed{Call: call, Command: rapid.SampledFrom([]string{"Answer", "Play", "BridgeAgent", "HangUp", "HoldCaller", "StartMusic"}).Draw(t, "failed")},
	}
	return rapid.SampledFrom(events).Draw(t, "event")
}

// randomLive draws what a look at Asterisk finds: some of the channels that should be
// there and some that should not, in any state.
func randomLive(t *rapid.T, calls []CallID, e *Engine) (live []LiveChannel) {
	for _, id := range calls {
		leg := 1
		if c := e.calls[id]; c != nil {
			leg = c.Leg
		}
		bits := rapid.IntRange(0, 31).Draw(t, "live")
		if bits&1 > 0 {
			live = append(live, LiveChannel{Call: id, Answered: bits&2 > 0, Bridged: bits&4 > 0})
		}
		if bits&8 > 0 {
			live = append(live, LiveChannel{Call: id, Leg: leg, Answered: true, Bridged: bits&16 > 0, RTP: "x"})
		}
	}
	return live
}

func TestNoCallIsEverLost(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		e := New()
		now := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
		e.Handle(now, SettingsChanged{Settings: smallSettings()})
		e.Handle(now, TelephonyRestored{})
		music := map[CallID]bool{}
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			now = now.Add(time.Duration(rapid.SampledFrom([]int{0, 10, 1000, 4000, 11000, 31000}).Draw(t, "ms")) * time.Millisecond)
			ev := randomEvent(t, e)
			for _, c := range e.Handle(now, ev) {
				if s := wrongOrder(music, c); s != "" {
					t.Fatalf("after %T %+v: %s", ev, ev, s)
				}
			}
			if s := broken(e); s != "" {
				t.Fatalf("after %T %+v: %s", ev, ev, s)
			}
		}
		everyCallEnds(t, e, now)
	})
}

// wrongOrder watches the commands of each call: music is never started twice,
// and a talk never begins over it.
func wrongOrder(music map[CallID]bool, c Command) string {
	switch c := c.(type) {
	case StartMusic:
		music[c.Call] = true
	case StopMusic:
		if !music[c.Call] {
			return fmt.Sprintf("StopMusic of %s without music", c.Call)
		}
		music[c.Call] = false
	case BridgeAgent:
		if music[c.Call] {
			return fmt.Sprintf("BridgeAgent of %s over music", c.Call)
		}
	case SaveCall:
		if !c.Record.EndedAt.IsZero() {
			delete(music, c.Record.Call)
		}
	}
	return ""
}

// everyCallEnds lets only time pass: every call must come to an end.
func everyCallEnds(t *rapid.T, e *Engine, now time.Time) {
	for range 20000 {
		next := e.NextDeadline()
		if next.IsZero() {
			break
		}
		e.Handle(next, Ticked{})
	}
	if len(e.calls) > 0 {
		for _, c := range e.calls {
			t.Fatalf("call %s never ends: %s/%s", c.ID, c.Stage, c.Phase)
		}
	}
}

// TestReplayDecidesTheSame runs the same events twice, once through a snapshot
// at every step, and compares the states.
func TestReplayDecidesTheSame(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a, b := New(), New()
		now := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
		a.Handle(now, SettingsChanged{Settings: smallSettings()})
		b.Handle(now, SettingsChanged{Settings: smallSettings()})
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			now = now.Add(time.Duration(rapid.IntRange(0, 12000).Draw(t, "ms")) * time.Millisecond)
			ev := randomEvent(t, a)
			a.Handle(now, ev)
			b.Handle(now, ev)
			raw, err := b.Snapshot()
			if err != nil {
				t.Fatal(err)
			}
			if b, err = Restore(raw); err != nil {
				t.Fatal(err)
			}
			x, _ := a.Snapshot()
			y, _ := b.Snapshot()
			if string(x) != string(y) {
				t.Fatalf("after %T %+v the states differ:\n%s\n%s", ev, ev, x, y)
			}
		}
	})
}
