// Package cti holds the rules of calls, queues and agents. Engine.Handle takes
// one Event and returns the Commands it leads to; there is no clock, no chance
// and no I/O inside, so a day of calls runs in a test in milliseconds, and the
// journal of a real day replays a fault on the developer's machine.
package cti

import (
	"maps"
	"strconv"
	"time"

	"hotline12345/ivr"
)

// Engine decides everything about calls. It is not safe for concurrent use: one
// goroutine owns it, because queueing is one decision over all callers and
// agents.
type Engine struct {
	now       time.Time
	upTo      time.Time // where now will be when all due deadlines have passed
	settings  Settings
	zone      *time.Location       // of the city's clock, from the settings
	flows     map[string]*ivr.Flow // by FlowKey; kept while a call is in it
	priority  map[QueueID]int
	calls     map[CallID]*call
	agents    map[AgentID]*agent
	waiting   map[lane][]*call
	idle      []*agent // available agents, the longest idle first
	deadlines deadlines
	timers    timers
	order     uint64 // deadlines armed so far
	serial    uint64 // turns and outgoing ids given so far
	run       string // Started.Journal: a serial may be given again by another run
	telephony bool
	unseen    time.Time     // since when Asterisk is out of reach; zero while it is in reach
	handling  time.Duration // moving average of talk and wrap-up
	boot      string        // of the machine, "" = not known
	bootAt    time.Time     // the engine's time at its beginning

	strays []stray // nobody's channels

	changed  []*agent
	doubtful bool // this event leaves a doubt about Asterisk
	out      []Command
}

// New returns an engine without settings: it takes calls after SettingsChanged.
func New() *Engine {
	return &Engine{
		flows:    map[string]*ivr.Flow{},
		priority: map[QueueID]int{},
		calls:    map[CallID]*call{},
		agents:   map[AgentID]*agent{},
		waiting:  map[lane][]*call{},
	}
}

// Handle takes one fact and returns what is to be done, in order. The slice is
// valid until the next call. Time never runs backwards: an earlier now counts
// as the latest one seen, until ClockSet says that the clock was put back.
func (e *Engine) Handle(now time.Time, ev Event) []Command {
	e.out, e.changed, e.doubtful = e.out[:0], e.changed[:0], false
	now = now.Round(0)
	e.upTo = now
	e.fireDue(now)
	if now.After(e.now) {
		e.now = now
	}
	e.handle(ev)
	if e.doubtful {
		e.emit(CompareTelephony{})
	}
	for _, a := range e.changed {
		e.emit(ShowDesk{Agent: a.ID, Desk: e.desk(a)})
	}
	return e.out
}

func (e *Engine) handle(ev Event) {
	switch ev := ev.(type) {
	case CallArrived:
		e.callArrived(ev)
	case DigitPressed:
		e.digitPressed(ev)
	case PlaybackEnded:
		e.playbackEnded(ev)
	case CitizenAnswered:
		e.citizenAnswered(ev)
	case EarlyMediaBegan:
		e.earlyMediaBegan(ev)
	case AgentLegReady:
		e.legReady(ev)
	case AgentLegLost:
		e.legLost(ev.Call, ev.Leg)
	case CallerGone:
		e.callerGone(ev)
	case TelephonyLost:
		e.telephonyLost()
	case TelephonyRestored:
		e.reconcile(ev)
	case TelephonyCompared:
		e.compare(ev)
	case HeadsetConnected:
		e.headsetConnected(ev.Agent)
	case HeadsetLost:
		e.headsetLost(ev.Agent)
	case CitizenSilent:
		e.citizenSilent(ev)
	case CitizenHeard:
		e.citizenHeard(ev)
	case RecordingSaved:
		e.recordingSaved(ev)
	case SettingsChanged:
		e.settingsChanged(ev.Settings)
	case Started:
		e.run = ev.Journal
		e.started(ev)
	case ClockSet:
		e.clockSet(ev)
	case TicketLookedUp:
		e.ticketLookedUp(ev)
	case MessageEnded:
		e.messageEnded(ev)
	case MessageKept:
		e.messageKept(ev)
	case MessageRegistered:
		e.messageRegistered(ev)
	case RevisitRequested:
		e.revisitRequested(ev)
	case RevisitCancelled:
		e.revisitCancelled(ev)
	case CommandFailed:
		e.commandFailed(ev)
	case Ticked:
		// Only moves the time.
	default:
		e.handleDesk(ev)
	}
}

// handleDesk handles the events of the agents' pages.
func (e *Engine) handleDesk(ev Event) {
	switch ev := ev.(type) {
	case AgentConnected:
		e.agentConnected(ev)
	case AgentDisconnected:
		e.agentDisconnected(ev)
	case AgentSignedOut:
		e.agentSignedOut(ev.Agent)
	case ReadyRequested:
		e.readyRequested(ev.Agent)
	case NotReadyRequested:
		e.notReadyRequested(ev)
	case AutoAnswerChosen:
		e.autoAnswerChosen(ev)
	case OfferAccepted:
		e.offerAccepted(ev)
	case OfferDeclined:
		e.offerDeclined(ev)
	case HoldRequested:
		e.holdRequested(ev)
	case ResumeRequested:
		e.resumeRequested(ev)
	case HangUpRequested:
		e.hangUpRequested(ev)
	case DigitRequested:
		e.digitRequested(ev)
	case DialRequested:
		e.dialRequested(ev)
	case ReadOutRequested:
		e.readOutRequested(ev)
	case WrapUpExtended:
		e.wrapUpExtended(ev.Agent)
	case WrapUpFinished:
		e.wrapUpFinished(ev)
	}
}

func (e *Engine) emit(c Command) { e.out = append(e.out, c) }

// callDeadline handles a call's deadline that is due.
func (e *Engine) callDeadline(c *call, t timer) {
	switch t {
	case timerPrompt:
		e.promptOverdue(c)
	case timerKey:
		e.applyActions(c, c.Session.InputTimedOut(e.moment(c)))
	case timerOffer:
		e.offerExpired(c)
	case timerAnnounce:
		e.announcePosition(c)
	case timerLeg:
		e.legOverdue(c)
	case timerAway:
		e.awayTooLong(c)
	case timerRing:
		e.end(c, DialNoAnswer, causeNormal)
	case timerGone:
		e.goneOverdue(c)
	case timerDrop:
		e.retentionExpired(c)
	case timerLongest:
		e.end(c, EndedBySystem, causeNormal)
	case timerSilence:
		e.sayIfSilent(c)
	case timerAnswer:
		e.answerOverdue(c)
	}
}

func (e *Engine) agentDeadline(a *agent, t timer) {
	switch t {
	case timerWrapUp:
		e.wrapUpOver(a, DispositionNone)
	case timerReconnect:
		e.reconnectOverdue(a)
	}
}

// settingsChanged puts new settings in force. Calls keep the flow they entered with; flows
// that no call is in are forgotten.
func (e *Engine) settingsChanged(s Settings) {
	e.settings, e.zone = s, s.zone()
	maps.DeleteFunc(e.flows, func(key string, _ *ivr.Flow) bool {
		for _, c := range e.calls {
			if c.FlowKey == key {
				return false
			}
		}
		return true
	})
	e.priority = map[QueueID]int{}
	for _, q := range s.Queues {
		e.priority[q.ID] = q.Priority
	}
	if e.handling == 0 {
		e.handling = s.Times.TypicalTalk
	}
}

func (e *Engine) nextSerial() uint64 {
	e.serial++
	return e.serial
}

// newOutgoingID makes an id that no other call ever has: time, count and run. Time and
// count alone may repeat when a journal of an earlier day was put back.
func (e *Engine) newOutgoingID() CallID {
	id := "out-" + strconv.FormatInt(e.now.UnixMilli(), 10) + "-" + strconv.FormatUint(e.nextSerial(), 10)
	if e.run != "" {
		id += "-" + e.run
	}
	return CallID(id)
}
