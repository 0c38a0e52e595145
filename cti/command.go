package cti

import (
	"time"

	"hotline12345/ivr"
)

// Command is a decision of the Engine, in the imperative. Edges carry commands
// out in order per call; slow work comes back as an Event.
type Command interface{ command() }

// Commands to the telephone side (cti/asterisk). All of them tolerate a channel
// that has just hung up.
type (
	// Answer picks up the citizen's call.
	Answer struct {
		Call CallID `json:"call"`
	}
	// Play speaks prompts to the citizen, one after another without a gap.
	// PlaybackEnded follows with the same Playback.
	Play struct {
		Call     CallID       `json:"call"`
		Playback int          `json:"playback"`
		Prompts  []ivr.Prompt `json:"prompts"`
	}
	// StopPlay cuts a playback short.
	StopPlay struct {
		Call     CallID `json:"call"`
		Playback int    `json:"playback"`
	}
	// StartMusic and StopMusic: music on hold on the citizen's channel.
	// Music must be stopped before BridgeAgent.
	StartMusic struct {
		Call CallID `json:"call"`
	}
	StopMusic struct {
		Call CallID `json:"call"`
	}
	// RecordMessage gives a tone and records what the citizen says, until # is pressed,
	// nothing is heard for Silence, or Max is over. MessageEnded follows with the same Ask.
	// What was said until a hang-up is kept.
	RecordMessage struct {
		Call    CallID        `json:"call"`
		Ask     int           `json:"ask"`
		Max     time.Duration `json:"max"`     // nanoseconds
		Silence time.Duration `json:"silence"` // nanoseconds
	}
	// StopMessage ends it.
	StopMessage struct {
		Call CallID `json:"call"`
		Ask  int    `json:"ask"`
	}
	// OpenAgentLeg makes the channel that stands for the agent;
	// AgentLegReady or AgentLegLost follows.
	OpenAgentLeg struct {
		Call CallID `json:"call"`
		Leg  int    `json:"leg"`
	}
	// BridgeAgent joins the citizen and the agent's leg in the call's bridge.
	BridgeAgent struct {
		Call CallID `json:"call"`
		Leg  int    `json:"leg"`
	}
	// HoldCaller takes the citizen out of the bridge; the agent's leg stays.
	HoldCaller struct {
		Call CallID `json:"call"`
	}
	// CloseAgentLeg removes the agent's channel and the call's bridge.
	CloseAgentLeg struct {
		Call CallID `json:"call"`
		Leg  int    `json:"leg"`
	}
	// SendDigit sends a DTMF digit to the citizen's side.
	SendDigit struct {
		Call  CallID `json:"call"`
		Digit string `json:"digit"`
	}
	// RefreshSession asks the network by signalling whether the call still stands and
	// where its sound is (a re-INVITE, RFC 3261, section 14).
	RefreshSession struct {
		Call CallID `json:"call"`
	}
	// Dial calls a citizen or a unit; CitizenAnswered or CallerGone follows.
	Dial struct {
		Call   CallID `json:"call"`
		Number string `json:"number"`
		Trunk  string `json:"trunk"`
		// CallerID is the number that is shown to them; empty: the trunk's.
		CallerID string        `json:"caller_id,omitempty"`
		Timeout  time.Duration `json:"timeout"` // nanoseconds
	}
	// HangUp ends the citizen's channel. Cause is a Q.850 cause.
	HangUp struct {
		Call  CallID `json:"call"`
		Cause int    `json:"cause"`
	}
	// ReturnToDialplan sends a channel that the engine has no call for to the
	// dialplan's fallback, never to silence; an unknown agent leg is removed.
	ReturnToDialplan struct {
		Call CallID `json:"call"`
		Leg  int    `json:"leg,omitempty"`
	}
	// CompareTelephony asks what Asterisk has; TelephonyCompared follows, a moment
	// later, so that news that is on the way comes first.
	CompareTelephony struct{}
)

// Commands to the media gateway (cti/gateway).
type (
	// ConnectMedia joins an agent's headset to a leg, and records.
	ConnectMedia struct {
		Agent AgentID `json:"agent"`
		Call  CallID  `json:"call"`
		Leg   int     `json:"leg"`
		RTP   string  `json:"rtp"`
	}
	// Announce speaks prompts in the agent's place, heard by both sides, while
	// the citizen can already be heard.
	Announce struct {
		Call    CallID       `json:"call"`
		Leg     int          `json:"leg"`
		Prompts []ivr.Prompt `json:"prompts"`
	}
	// DisconnectMedia ends the leg's relay; RecordingSaved follows.
	DisconnectMedia struct {
		Agent AgentID `json:"agent"`
		Call  CallID  `json:"call"`
		Leg   int     `json:"leg"`
	}
)

// LookUpTicket asks where a ticket stands; TicketLookedUp follows with the same Ask. The
// PIN of Digits digits that the caller keyed in comes another way: it is in no journal.
type LookUpTicket struct {
	Call   CallID `json:"call"`
	Ask    int    `json:"ask"`
	Ticket string `json:"ticket"` // as it was keyed in
	Digits int    `json:"digits"`
	// Caller is the number that the call comes from, "" if nobody may know it.
	Caller string `json:"caller,omitempty"`
}

// Commands to the agents' pages and to the records.
type (
	// ShowDesk replaces what one agent's page shows.
	ShowDesk struct {
		Agent AgentID `json:"agent"`
		Desk  Desk    `json:"desk"`
	}
	// ShowQueues shows all pages how many callers wait; at most once a second.
	ShowQueues struct {
		Queues []DeskQueue `json:"queues"`
	}
	// Refuse answers one page's request that cannot be met with the reason.
	Refuse struct {
		Agent AgentID `json:"agent"`
		Code  Refusal `json:"code"`
	}
	// SaveCall brings the call's row up to date; the newest wins.
	SaveCall struct {
		Record CallRecord `json:"record"`
	}
)
