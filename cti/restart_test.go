package cti

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hotline12345/ivr"
)

// anyEvent draws an event of any kind; those that randomEvent leaves out are rarer.
func anyEvent(t *rapid.T, e *Engine) Event {
	if rapid.IntRange(0, 5).Draw(t, "rare") > 0 {
		return randomEvent(t, e)
	}
	call := rapid.SampledFrom([]CallID{"1", "2", "3", "4"}).Draw(t, "call")
	agent := rapid.SampledFrom([]AgentID{"A", "B", "C"}).Draw(t, "agent")
	if a := e.agents[agent]; a != nil && a.Call != "" {
		call = a.Call
	}
	later := smallSettings()
	later.Times.Offer, later.Times.Announce, later.Queues[1].Priority = time.Minute, 0, 0
	leg := 1
	if c := e.calls[call]; c != nil {
		leg = c.Leg
	}
	return rapid.SampledFrom([]Event{
		DigitRequested{Agent: agent, Call: call, Digit: "5"}, ReadOutRequested{Agent: agent, Call: call, Ticket: "1"},
		AutoAnswerChosen{Agent: agent, On: true}, CommandFailed{Call: call, Command: BridgeAgentCommand},
		SettingsChanged{Settings: smallSettings()}, SettingsChanged{Settings: later},
		AgentLegLost{Call: call, Leg: leg}, CallerGone{Call: call, Cause: 17},
	}).Draw(t, "rare event")
}

// TestARestartChangesNoDecision: an engine that is written and read back after every
// event gives the same commands as one that runs on, to the end of all calls; and no
// state breaks a rule that the engine's code relies on.
func TestARestartChangesNoDecision(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		on, off := New(), New()
		now := morning
		handle := func(ev Event) {
			x, y := decisions(t, on.Handle(now, ev)), decisions(t, off.Handle(now, ev))
			if x != y {
				t.Fatalf("after %T %+v\none that runs on decides\n%s\none that was restarted\n%s", ev, ev, x, y)
			}
			raw, err := off.Snapshot()
			if err != nil {
				t.Fatal(err)
			}
			if off, err = Restore(raw); err != nil {
				t.Fatal(err)
			}
			if s := reliedOn(on); s != "" {
				t.Fatalf("after %T %+v: %s", ev, ev, s)
			}
		}
		handle(SettingsChanged{Settings: smallSettings()})
		handle(TelephonyRestored{})
		for _, id := range []AgentID{"A", "B"} {
			handle(AgentConnected{Agent: id, Connection: "x", Languages: []ivr.Language{"zh", "en"}, Queues: []QueueID{"general", "complaint"}})
			handle(HeadsetConnected{Agent: id})
			handle(ReadyRequested{Agent: id})
		}
		for range rapid.IntRange(1, 25).Draw(t, "steps") {
			now = now.Add(time.Duration(rapid.SampledFrom([]int{0, 0, 10, 1000, 4000, 11000, 31000}).Draw(t, "ms")) * time.Millisecond)
			handle(anyEvent(t, on))
		}
		for next := on.NextDeadline(); !next.IsZero() && next.Sub(now) < 2*time.Minute; next = on.NextDeadline() {
			now = next
			handle(Ticked{})
			if now.Sub(morning) > time.Hour {
				break
			}
		}
	})
}

func decisions(t *rapid.T, commands []Command) string {
	out := ""
	for _, c := range commands {
		raw, err := EncodeCommand(c)
		if err != nil {
			t.Fatal(err)
		}
		out += string(raw) + "\n"
	}
	return out
}

// reliedOn names the first rule of the state that is broken and on which the code
// relies without a check.
func reliedOn(e *Engine) string {
	for _, c := range e.calls {
		if s := reliedOnCall(e, c); s != "" {
			return fmt.Sprintf("call %s in %s/%s: %s", c.ID, c.Stage, c.Phase, s)
		}
	}
	for _, a := range e.agents {
		after := a.State == Offered || a.State == Talking || a.State == WrapUp
		switch {
		case !after && (a.Next != "" || a.NextReason != ""):
			return fmt.Sprintf("agent %s is %s and %s follows", a.ID, a.State, a.Next)
		case a.reachable() && !a.Timers[timerReconnect].IsZero():
			return fmt.Sprintf("agent %s is there and expected back", a.ID)
		case a.State == WrapUp && e.calls[a.Call] == nil:
			return fmt.Sprintf("agent %s wraps up nothing", a.ID)
		case a.State != WrapUp && !a.Timers[timerWrapUp].IsZero():
			return fmt.Sprintf("agent %s is %s with the limit of a wrap-up", a.ID, a.State)
		}
	}
	return broken(e)
}

func reliedOnCall(e *Engine, c *call) string {
	waits := c.Stage == inQueue || c.Stage == inOffer
	switch {
	case c.Stage == withAgent && (c.Phase == PhaseAway) == e.agents[c.Agent].Headset:
		return "a headset is there and away"
	case c.Stage == withAgent && !c.NoticeHeard && c.Sound != soundNotice:
		return "the notice is not heard and does not play"
	case (c.Stage == withAgent) != (c.Phase == PhaseTalking || c.Phase == PhaseHeld || c.Phase == PhaseAway || c.Phase == PhaseConnecting):
		return "its phase belongs to another stage"
	case c.Phase != PhaseHeld && c.Phase != PhaseAway && !c.HeldAt.IsZero():
		return "on hold without being held"
	case c.LegOpen && c.Stage != withAgent && c.Stage != inDial:
		return "a leg is open to no agent"
	case c.Stage != inMenu && !c.Timers[timerKey].IsZero():
		return "a key is expected"
	case !waits && !c.Timers[timerAnnounce].IsZero():
		return "a position is to be announced"
	case (c.Stage == ending || c.Stage == ended) && (c.Sound != noSound || c.Music):
		return "sounds though it has ended"
	case c.Phase != PhaseAway && !c.Timers[timerAway].IsZero():
		return "an agent is expected back"
	}
	return ""
}
