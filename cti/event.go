package cti

import (
	"time"

	"hotline12345/ivr"
)

// Event is a fact from the world, in the past tense. Events are the only input
// of the Engine; each is written to the journal with the decisions it led to.
type Event interface{ event() }

// Events of the telephone side (cti/asterisk).
type (
	// CallArrived: a citizen's call entered the service, not yet answered.
	CallArrived struct {
		Call   CallID `json:"call"`
		Trunk  string `json:"trunk"`
		Caller Caller `json:"caller"`
		// Called is the dialled number, digits only: "12345", "1234511".
		Called string `json:"called"`
		// Language is the one of the caller's last call, "" if that is not known.
		Language ivr.Language `json:"language,omitempty"`
		// Restricted callers reach a message box only (M74, M75).
		Restricted bool `json:"restricted,omitempty"`
	}
	// CitizenAnswered: the citizen picked up a call that we dialled.
	CitizenAnswered struct {
		Call CallID `json:"call"`
	}
	// EarlyMediaBegan: the network speaks before a call that we dialled is answered: "the
	// number is not in use", a ringing tone.
	EarlyMediaBegan struct {
		Call CallID `json:"call"`
	}
	// DigitPressed: the citizen pressed a key: 0-9, * or #. A digit of a PIN is
	// ivr.HiddenDigit: the engine counts it and does not know it (Engine.Hides).
	DigitPressed struct {
		Call  CallID `json:"call"`
		Digit string `json:"digit"`
	}
	// PlaybackEnded: prompts sent by Play were heard to the end, or failed.
	// A playback that StopPlay ended is reported too; the engine ignores it.
	PlaybackEnded struct {
		Call     CallID `json:"call"`
		Playback int    `json:"playback"`
		Failed   bool   `json:"failed,omitempty"`
	}
	// AgentLegReady: the channel that OpenAgentLeg asked for stands in the
	// application; RTP is Asterisk's address for it, "127.0.0.1:17004".
	AgentLegReady struct {
		Call CallID `json:"call"`
		Leg  int    `json:"leg"`
		RTP  string `json:"rtp"`
	}
	// AgentLegLost: the agent's channel is gone, or could not be made.
	AgentLegLost struct {
		Call CallID `json:"call"`
		Leg  int    `json:"leg"`
	}
	// CallerGone: the citizen's channel is gone (hang-up, failed dial).
	CallerGone struct {
		Call CallID `json:"call"`
		// Cause is the Q.850 cause, 16 = normal clearing, 17 = busy.
		Cause int `json:"cause"`
		// Status is the SIP status that led to it, 0 if none is known: 486 = busy.
		Status int `json:"status,omitempty"`
	}
	// MessageEnded: the recording that RecordMessage number Ask of the call began is over.
	// Failed: nothing was recorded.
	MessageEnded struct {
		Call   CallID `json:"call"`
		Ask    int    `json:"ask"`
		Failed bool   `json:"failed,omitempty"`
	}
	// MessageKept: its sound is on disk; File is the name below the recordings folder, ""
	// if nobody spoke.
	MessageKept struct {
		Call      CallID `json:"call"`
		Ask       int    `json:"ask"`
		File      string `json:"file,omitempty"`
		StartedAt int64  `json:"started_at,omitempty"` // Unix milliseconds
		Millis    int64  `json:"millis,omitempty"`
	}
	// MessageRegistered: it has become a ticket; Ticket is "" if nobody spoke.
	MessageRegistered struct {
		Call   CallID `json:"call"`
		Ask    int    `json:"ask"`
		Ticket string `json:"ticket,omitempty"`
	}
	// TicketLookedUp answers LookUpTicket number Ask of the call.
	TicketLookedUp struct {
		Call    CallID        `json:"call"`
		Ask     int           `json:"ask"`
		Outcome LookUpOutcome `json:"outcome"`
		// Status names where the ticket stands when it is found: "received", "handled",
		// "answered", "closed". Due is the day of its promise, "2026-10-08", Days working days away; ""
		// when none runs.
		Status string `json:"status,omitempty"`
		Due    string `json:"due,omitempty"`
		Days   int    `json:"days,omitempty"`
	}
	// RevisitRequested: the citizen is to be called about their ticket, and asked by the
	// flow "revisit" (M54). The id is the asker's: the same one twice is one call.
	RevisitRequested struct {
		Call     CallID       `json:"call"`
		Number   string       `json:"number"`
		Ticket   string       `json:"ticket"`
		Language ivr.Language `json:"language"`
		// Called is the number that the citizen called about it, if they called, Unit the centre
		// that has it: whose number they see, and whose name they hear.
		Called string `json:"called,omitempty"`
		Unit   string `json:"unit,omitempty"`
	}
	// RevisitCancelled: that call is not wanted any more, if nobody has answered it yet.
	RevisitCancelled struct {
		Call CallID `json:"call"`
	}
	// CommandFailed: a telephone command was refused for a reason other
	// than "that channel has just gone", which is no failure.
	CommandFailed struct {
		Call    CallID `json:"call"`
		Command string `json:"command"`
		Detail  string `json:"detail"`
	}
	// TelephonyLost: the connection to Asterisk broke; calls may go on.
	TelephonyLost struct{}
	// TelephonyRestored: connected again; Live is everything that Asterisk
	// has in our application now. The engine compares and mends. Busy are calls with
	// commands under way, whose channels may be about to come.
	TelephonyRestored struct {
		Live []LiveChannel `json:"live"`
		Busy []CallID      `json:"busy,omitempty"`
	}
	// TelephonyCompared: what Asterisk has in our application, asked every minute
	// and after any doubt while the connection stands. The engine mends what
	// differs and leaves alone what is well. Busy are calls with commands under
	// way, of which nothing certain can be said.
	TelephonyCompared struct {
		Live []LiveChannel `json:"live"`
		Busy []CallID      `json:"busy,omitempty"`
	}
)

// LiveChannel is one channel found in Asterisk.
type LiveChannel struct {
	Call CallID `json:"call"`
	// Leg is 0 for the citizen's channel, else the agent's leg.
	Leg int `json:"leg,omitempty"`
	// Answered is false while it still rings.
	Answered bool `json:"answered,omitempty"`
	// NotDialled is true of an outgoing channel that was made and of which nobody knows that
	// its call has gone out.
	NotDialled bool `json:"not_dialled,omitempty"`
	// Bridged is true when it stands in its call's bridge.
	Bridged bool `json:"bridged,omitempty"`
	// RTP is set on agent legs (see AgentLegReady).
	RTP string `json:"rtp,omitempty"`
}

// Events of the agents' pages (cti/desk).
type (
	// AgentConnected: the page of a signed-in agent opened its websocket.
	// A newer Connection replaces an older one (second tab takes over).
	AgentConnected struct {
		Agent      AgentID        `json:"agent"`
		Connection string         `json:"connection"`
		Name       string         `json:"name"`
		Languages  []ivr.Language `json:"languages"`
		Queues     []QueueID      `json:"queues"`
		// Unit is the one that the agent belongs to: its code in the unit tree.
		Unit string `json:"unit,omitempty"`
	}
	// AgentDisconnected: that websocket closed. Ignored when Connection is
	// not the newest.
	AgentDisconnected struct {
		Agent      AgentID `json:"agent"`
		Connection string  `json:"connection"`
	}
	// AgentSignedOut: the agent ended the shift.
	AgentSignedOut struct {
		Agent AgentID `json:"agent"`
	}
	// ReadyRequested, NotReadyRequested: the agent's own choice. Reason is one that
	// agents choose.
	ReadyRequested struct {
		Agent AgentID `json:"agent"`
	}
	NotReadyRequested struct {
		Agent  AgentID        `json:"agent"`
		Reason NotReadyReason `json:"reason"`
	}
	// AutoAnswerChosen: the page accepts offers by itself after a beep.
	AutoAnswerChosen struct {
		Agent AgentID `json:"agent"`
		On    bool    `json:"on"`
	}
	// OfferAccepted, OfferDeclined: the answer to an offer. Ignored when
	// the offer has ended.
	OfferAccepted struct {
		Agent AgentID `json:"agent"`
		Call  CallID  `json:"call"`
	}
	OfferDeclined struct {
		Agent AgentID `json:"agent"`
		Call  CallID  `json:"call"`
	}
	// HoldRequested, ResumeRequested, HangUpRequested: during a talk.
	HoldRequested struct {
		Agent AgentID `json:"agent"`
		Call  CallID  `json:"call"`
	}
	ResumeRequested struct {
		Agent AgentID `json:"agent"`
		Call  CallID  `json:"call"`
	}
	HangUpRequested struct {
		Agent AgentID `json:"agent"`
		Call  CallID  `json:"call"`
	}
	// DigitRequested: the agent pressed a key of the keypad during a talk.
	DigitRequested struct {
		Agent AgentID `json:"agent"`
		Call  CallID  `json:"call"`
		Digit string  `json:"digit"`
	}
	// DialRequested: the agent dials out to a citizen or a unit.
	DialRequested struct {
		Agent  AgentID `json:"agent"`
		Number string  `json:"number"`
		// Ticket is the ticket that the call is about, if any.
		Ticket string `json:"ticket,omitempty"`
	}
	// ReadOutRequested: the ticket number is to be read to the citizen.
	ReadOutRequested struct {
		Agent  AgentID `json:"agent"`
		Call   CallID  `json:"call"`
		Ticket string  `json:"ticket"`
	}
	// WrapUpExtended: the agent needs WrapUpStep more for the register.
	WrapUpExtended struct {
		Agent AgentID `json:"agent"`
	}
	// WrapUpFinished: the register is done; Disposition is the agent's verdict.
	WrapUpFinished struct {
		Agent       AgentID     `json:"agent"`
		Disposition Disposition `json:"disposition"`
	}
)

// Events of the media gateway (cti/gateway).
type (
	// HeadsetConnected: the agent's PeerConnection is up and audio flows,
	// or flows again.
	HeadsetConnected struct {
		Agent AgentID `json:"agent"`
	}
	// HeadsetLost: no audio from the agent's browser for HeadsetGrace (2 s)
	// during a call, or the PeerConnection closed.
	HeadsetLost struct {
		Agent AgentID `json:"agent"`
	}
	// CitizenSilent: nothing of the citizen has arrived at a leg for two seconds;
	// CitizenHeard: something does again.
	CitizenSilent struct {
		Call CallID `json:"call"`
		Leg  int    `json:"leg"`
	}
	CitizenHeard struct {
		Call CallID `json:"call"`
		Leg  int    `json:"leg"`
	}
	// RecordingSaved: one piece of a conversation is on disk.
	RecordingSaved struct {
		Call CallID `json:"call"`
		Leg  int    `json:"leg"`
		// File is the name below the recordings folder.
		File      string `json:"file"`
		StartedAt int64  `json:"started_at"` // Unix milliseconds
		Millis    int64  `json:"millis"`
	}
)

// Events of the service itself.
type (
	// Started: the service runs again on the state of the journal; all pages
	// and headsets have to come back.
	//
	// Boot names the boot of the machine and Uptime is the time since then: with
	// them the next start knows how long the service was away, whatever the wall
	// clock says. Boot is "" where the machine does not tell.
	//
	// Journal names what is written from now on: each start has a name of its own, so
	// that a journal folder which was put back to an earlier day never claims numbers
	// that the database has already. Follows is the journal that it goes on from, and
	// After its last entry that was known. All are empty before format 3.
	Started struct {
		Boot    string        `json:"boot,omitempty"`
		Uptime  time.Duration `json:"uptime,omitempty"` // nanoseconds
		Journal string        `json:"journal,omitempty"`
		Follows string        `json:"follows,omitempty"`
		After   uint64        `json:"after,omitempty"`
	}
	// ClockSet: the wall clock was put forward, or back (By < 0), by more than a
	// second, or the service was away. The event's own time is still that of the
	// clock before; the next event's is that of the clock after.
	ClockSet struct {
		By time.Duration `json:"by"` // nanoseconds
		// Away is the part of By that really passed while no service ran.
		Away time.Duration `json:"away,omitempty"`
	}
	// Ticked: time has passed; due deadlines fire. Every event does this
	// too, Ticked only makes sure that it happens when all is quiet.
	Ticked struct{}
	// SettingsChanged: new numbers, flows, queues or times, from now on. Calls
	// keep the flow they entered with.
	SettingsChanged struct {
		Settings Settings `json:"settings"`
	}
)
