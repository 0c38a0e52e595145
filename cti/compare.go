package cti

import (
	"maps"
	"slices"
	"time"
)

// believeAfter is how long Asterisk must differ from what the engine knows until the
// engine believes it: an event that says the same may be on its way.
const believeAfter = 6 * time.Second

// stray is a channel that is nobody's.
type stray struct {
	Channel LiveChannel `json:"channel"`
	Since   time.Time   `json:"since"`
}

// compare mends what differs between the engine and Asterisk while both are connected:
// an event or a request was lost. What is well is not touched: no prompt is played
// again, no talk is bridged again.
func (e *Engine) compare(ev TelephonyCompared) {
	if !e.telephony {
		return // TelephonyRestored will say it
	}
	e.unseen = time.Time{}
	citizens, legs := map[CallID]LiveChannel{}, map[CallID]LiveChannel{}
	known := e.strays
	e.strays = nil
	for _, l := range ev.Live {
		c := e.calls[l.Call]
		switch {
		case slices.Contains(ev.Busy, l.Call):
		case c != nil && l.Leg == 0 && !c.live():
			e.emit(HangUp{Call: l.Call, Cause: causeNormal})
		case !e.belongs(l):
			e.foundStray(l, known)
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
		citizen, there := citizens[id]
		switch {
		case slices.Contains(ev.Busy, id):
			if c.uncertain() {
				e.doubt()
			}
		case there:
			c.MissedAt, c.SeenAt = time.Time{}, e.stamp(c)
			e.mend(c, citizen, legs[id])
		default:
			e.missed(c)
		}
	}
}

// uncertain reports whether the next look at Asterisk is to come soon.
func (c *call) uncertain() bool {
	return c.Doubtful || c.LegLate || !c.MissedAt.IsZero() || !c.LegMissedAt.IsZero()
}

// belongs reports whether a channel is one that its call uses.
func (e *Engine) belongs(l LiveChannel) bool {
	c := e.calls[l.Call]
	return c != nil && (l.Leg == 0 || l.Leg == c.Leg && c.LegOpen)
}

// foundStray returns a channel that has been nobody's for some time to the dialplan.
func (e *Engine) foundStray(l LiveChannel, known []stray) {
	found := stray{Channel: LiveChannel{Call: l.Call, Leg: l.Leg}, Since: e.now}
	if i := slices.IndexFunc(known, func(s stray) bool { return s.Channel == found.Channel }); i >= 0 {
		found.Since = known[i].Since
	}
	if e.now.Sub(found.Since) >= believeAfter {
		e.emit(ReturnToDialplan{Call: l.Call, Leg: l.Leg})
		return
	}
	e.strays = append(e.strays, found)
	e.doubt()
}

// missed ends a call whose channel has not been there for some time.
func (e *Engine) missed(c *call) {
	if c.MissedAt.IsZero() {
		c.MissedAt = e.stamp(c)
	}
	if e.stamp(c).Sub(c.MissedAt) >= believeAfter {
		e.channelLost(c, c.SeenAt)
		return
	}
	e.doubt()
}

// mend brings a call that lives to where it should be.
func (e *Engine) mend(c *call, citizen, leg LiveChannel) {
	switch {
	case c.Stage == ending:
		e.emit(HangUp{Call: c.ID, Cause: causeNormal})
		return
	case c.Doubtful:
		e.reconcileCall(c, citizen, leg)
		return
	}
	e.mendAnswer(c, citizen)
	e.mendLeg(c, leg)
	e.mendBridge(c, citizen, leg)
}

// mendAnswer answers a citizen who called, and notes that one answered whom we called.
func (e *Engine) mendAnswer(c *call, citizen LiveChannel) {
	switch {
	case citizen.Answered:
		e.citizenAnswered(CitizenAnswered{Call: c.ID})
	case c.Record.Direction == Inbound:
		e.emit(Answer{Call: c.ID})
	}
}

func (e *Engine) mendLeg(c *call, leg LiveChannel) {
	switch {
	case leg.Leg > 0:
		c.LegMissedAt = time.Time{}
		e.legReady(AgentLegReady{Call: c.ID, Leg: leg.Leg, RTP: leg.RTP})
	case !c.LegUp: // legOverdue decides
	case c.LegMissedAt.IsZero():
		c.LegMissedAt = e.stamp(c)
		e.doubt()
	case e.stamp(c).Sub(c.LegMissedAt) >= believeAfter:
		e.legLost(c.ID, c.Leg)
	default:
		e.doubt()
	}
}

func (e *Engine) mendBridge(c *call, citizen, leg LiveChannel) {
	e.mendHold(c, citizen)
	if c.Phase == PhaseTalking { // a watchdog that died may have left it playing
		e.emit(StopMusic{Call: c.ID})
	}
	if c.talks() && leg.Leg > 0 && (!citizen.Bridged || !leg.Bridged) {
		e.emit(BridgeAgent{Call: c.ID, Leg: c.Leg})
	}
}

// mendHold takes a citizen out of the bridge who should not be in it: nobody talks to
// them, and they would not hear what we play.
func (e *Engine) mendHold(c *call, citizen LiveChannel) {
	if citizen.Bridged && !c.talks() {
		e.emit(HoldCaller{Call: c.ID})
	}
}

// talks reports whether citizen and agent should hear each other.
func (c *call) talks() bool { return c.Phase == PhaseTalking || c.Stage == inDial && c.Media }

// doubt has the telephone side look what Asterisk has, when this event is handled.
func (e *Engine) doubt() { e.doubtful = true }
