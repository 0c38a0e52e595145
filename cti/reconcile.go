package cti

import (
	"maps"
	"slices"
	"time"
)

// telephonyLost: the connection to Asterisk broke. Calls go on inside Asterisk;
// nothing is decided until it is back.
func (e *Engine) telephonyLost() {
	e.telephony = false
	e.lookAway()
	e.markAllChanged()
}

// lookAway notes since when nobody sees what happens in Asterisk.
func (e *Engine) lookAway() {
	if e.unseen.IsZero() {
		e.unseen = e.now
	}
}

// reconcile compares what the engine believes with what Asterisk has: calls that
// are gone end, sounds whose end may have been missed start again, agents are bridged
// again, and channels without a call of ours go back to the dialplan.
func (e *Engine) reconcile(ev TelephonyRestored) {
	e.telephony = true
	e.markAllChanged()
	unseen := e.unseen
	e.unseen, e.strays = time.Time{}, nil
	citizens, legs := map[CallID]LiveChannel{}, map[CallID]LiveChannel{}
	for _, l := range ev.Live {
		c := e.calls[l.Call]
		switch {
		case c != nil && l.Leg == 0 && !c.live():
			e.emit(HangUp{Call: l.Call, Cause: causeNormal})
		case !e.belongs(l):
			e.emit(ReturnToDialplan{Call: l.Call, Leg: l.Leg})
		case l.Leg > 0:
			legs[l.Call] = l
		default:
			citizens[l.Call] = l
		}
	}
	for _, id := range slices.Sorted(maps.Keys(e.calls)) {
		c := e.calls[id]
		if !c.live() {
			continue
		}
		switch citizen, there := citizens[id]; {
		case c.dialling() && (!there || citizen.NotDialled) && slices.Contains(ev.Busy, id):
			e.doubt() // its Dial is under way
		case c.dialling() && citizen.NotDialled:
			e.end(c, DialFailed, causeNormal) // the service died before anybody was rung
		case there:
			c.MissedAt, c.SeenAt = time.Time{}, e.stamp(c)
			e.reconcileCall(c, citizen, legs[id])
		default:
			if legs[id].Leg == 0 {
				c.LegOpen = false // nothing to close
			}
			if c.dialling() { // what its Dial makes must not ring
				e.emit(HangUp{Call: id, Cause: causeNormal})
			}
			e.channelLost(c, unseen.Add(-c.Clock))
		}
	}
}

// channelLost ends a call of which Asterisk no longer has the citizen's channel. Nobody
// saw the end: it lies between the last look and now. seen is that look, by the call's
// own clock.
func (e *Engine) channelLost(c *call, seen time.Time) {
	if c.Stage == ending {
		e.finish(c, c.Record.EndReason)
		return
	}
	seen = latest(seen, c.Record.ArrivedAt, c.Record.QueuedAt, c.Record.AnsweredAt)
	if c.Media {
		leg := &c.Record.Legs[len(c.Record.Legs)-1]
		seen = latest(seen, leg.From)
		if !c.HeldAt.IsZero() {
			leg.HeldFor += max(seen.Sub(c.HeldAt), 0).Milliseconds()
			c.HeldAt = time.Time{}
		}
		e.disconnectMedia(c)
		leg.To = seen
	}
	c.Record.EndReason, c.Record.EndedAt, c.Record.EndedBefore = EndUnknown, seen, e.stamp(c)
	offered := c.Stage == inOffer
	e.detach(c)
	if offered {
		o := &c.Record.Offers[len(c.Record.Offers)-1]
		o.EndedAt = latest(seen, o.At)
	}
	e.save(c)
	c.Stage = ending
	e.finish(c, EndUnknown)
}

func latest(times ...time.Time) time.Time { return slices.MaxFunc(times, time.Time.Compare) }

// reconcileCall brings one surviving call to where it should be.
func (e *Engine) reconcileCall(c *call, citizen, leg LiveChannel) {
	if c.Stage == ending {
		e.emit(HangUp{Call: c.ID, Cause: causeNormal})
		return
	}
	c.Doubtful = false
	e.mendHold(c, citizen)
	e.mendAnswer(c, citizen)
	e.reconcileLeg(c, leg)
	switch {
	case c.Sound != noSound:
		e.playPrompts(c, c.Sound, c.Prompts...)
	case c.Music:
		e.emit(StartMusic{Call: c.ID})
	}
}

func (e *Engine) reconcileLeg(c *call, leg LiveChannel) {
	switch {
	case leg.Leg == 0:
		e.legLost(c.ID, c.Leg)
	case !c.LegUp:
		e.legReady(AgentLegReady{Call: c.ID, Leg: leg.Leg, RTP: leg.RTP})
	default:
		if leg.RTP != "" {
			c.RTP = leg.RTP
		}
		if c.Media {
			c.Silent = false // the gateway tells it anew
			e.emit(ConnectMedia{Agent: c.Agent, Call: c.ID, Leg: c.Leg, RTP: c.RTP})
		}
		if c.talks() {
			e.emit(BridgeAgent{Call: c.ID, Leg: c.Leg})
		}
	}
}

// started: the service runs again. Pages and headsets are gone with the old
// process; calls are looked at when Asterisk is connected.
func (e *Engine) started(ev Started) {
	e.telephony = false
	e.lookAway()
	e.boot, e.bootAt = ev.Boot, time.Time{}
	if ev.Boot != "" {
		e.bootAt = e.now.Add(-ev.Uptime)
	}
	for _, id := range slices.Sorted(maps.Keys(e.agents)) {
		a := e.agents[id]
		a.Connection = ""
		a.Headset = true // so that the loss is handled like any other
		e.headsetLost(id)
		e.armAgent(a, timerReconnect, e.settings.Times.Reconnect)
	}
	e.queuesChanged() // the new process has shown nothing yet
}

func (e *Engine) markAllChanged() {
	for _, id := range slices.Sorted(maps.Keys(e.agents)) {
		if a := e.agents[id]; a.Connection != "" {
			e.markChanged(a)
		}
	}
}
