package cti_test

import (
	"fmt"
	"time"

	"pgregory.net/rapid"

	"hotline12345/cti"
)

// The steps of the model test: each gives the same thing to the engine and the model.

func (x *against) arrives(t *rapid.T) {
	key := rapid.IntRange(1, len(lanes)).Draw(t, "key")
	x.calls++
	c := &modelCaller{id: cti.CallID(fmt.Sprint("c", x.calls)), queue: lanes[key-1].queue, language: lanes[key-1].language, entered: x.model.tick()}
	x.model.callers = append(x.model.callers, c)
	x.handle(cti.CallArrived{Call: c.id, Called: fmt.Sprint("12345", key)})
	x.model.enters(c)
}

func (x *against) hangsUp(t *rapid.T) {
	if len(x.model.callers) == 0 {
		t.Skip("no caller")
	}
	c := rapid.SampledFrom(x.model.callers).Draw(t, "caller")
	x.handle(cti.CallerGone{Call: c.id, Cause: 16})
	x.model.leaves(c)
}

func (x *against) ready(t *rapid.T) {
	a := x.agent(t, cti.NotReady, cti.Talking, cti.WrapUp)
	x.handle(cti.ReadyRequested{Agent: a.id})
	switch {
	case !a.headset: // refused
	case a.state == cti.NotReady:
		x.model.free(a)
	default:
		a.breakNext = false
	}
}

func (x *against) takesABreak(t *rapid.T) {
	a := x.agent(t, cti.Available, cti.Talking, cti.WrapUp)
	x.handle(cti.NotReadyRequested{Agent: a.id, Reason: cti.ReasonBreak})
	if a.state == cti.Available {
		a.state = cti.NotReady
		return
	}
	a.breakNext = true
}

// headset takes the headset off or puts it on again, without an offer or a call.
func (x *against) headset(t *rapid.T) {
	a := x.agent(t, cti.Available, cti.NotReady)
	if a.headset = !a.headset; !a.headset {
		x.handle(cti.HeadsetLost{Agent: a.id})
		return
	}
	x.handle(cti.HeadsetConnected{Agent: a.id})
	if a.state == cti.Available {
		x.model.offerNext(a)
	}
}

func (x *against) headsetFails(t *rapid.T) {
	a := x.agent(t, cti.Offered)
	x.handle(cti.HeadsetLost{Agent: a.id})
	x.model.unreachable(a)
}

func (x *against) accepts(t *rapid.T) {
	a := x.agent(t, cti.Offered)
	x.handle(cti.OfferAccepted{Agent: a.id, Call: a.caller.id})
	x.model.accepted(a)
}

func (x *against) declines(t *rapid.T) {
	a := x.agent(t, cti.Offered)
	x.handle(cti.OfferDeclined{Agent: a.id, Call: a.caller.id})
	x.model.refused(a)
}

func (x *against) timePasses(t *rapid.T) {
	x.pass(time.Duration(rapid.Int64Range(0, int64(offerLimit)).Draw(t, "time")))
}

// answers brings the agent's leg up and the recording notice to its end.
func (x *against) answers(t *rapid.T) {
	c := x.agent(t, cti.Talking).caller
	x.handle(cti.AgentLegReady{Call: c.id, Leg: x.legs[c.id], RTP: "127.0.0.1:17000"})
	x.handle(cti.PlaybackEnded{Call: c.id, Playback: x.played[c.id]})
	c.answered = true
}

func (x *against) legFails(t *rapid.T) {
	c := x.agent(t, cti.Talking).caller
	for range 3 {
		x.handle(cti.AgentLegLost{Call: c.id, Leg: x.legs[c.id]})
	}
	x.model.losesAgent(c)
}

func (x *against) wrapsUp(t *rapid.T) {
	a := x.agent(t, cti.WrapUp)
	x.handle(cti.WrapUpFinished{Agent: a.id, Disposition: cti.DispositionAnswered})
	x.model.free(a)
}

// asterisk is what a look at Asterisk finds when all is well, without one caller.
func (x *against) asterisk(but *modelCaller) cti.TelephonyCompared {
	var live []cti.LiveChannel
	for _, c := range x.model.callers {
		if c == but {
			continue
		}
		talks := c.agent != nil && c.agent.state == cti.Talking && c.answered
		live = append(live, cti.LiveChannel{Call: c.id, Answered: true, Bridged: talks})
		if talks {
			live = append(live, cti.LiveChannel{Call: c.id, Leg: x.legs[c.id], Answered: true, Bridged: true, RTP: "127.0.0.1:17000"})
		}
	}
	return cti.TelephonyCompared{Live: live}
}

// isCompared changes nothing for anybody.
func (x *against) isCompared(*rapid.T) { x.handle(x.asterisk(nil)) }

// vanishes ends a call without an event: two looks do not find it.
func (x *against) vanishes(t *rapid.T) {
	if len(x.model.callers) == 0 {
		t.Skip("no caller")
	}
	c := rapid.SampledFrom(x.model.callers).Draw(t, "caller")
	x.handle(x.asterisk(c))
	x.pass(6 * time.Second)
	x.handle(x.asterisk(c))
	x.model.leaves(c)
}
