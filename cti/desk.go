package cti

import (
	"time"

	"hotline12345/ivr"
)

// AgentState is where an agent is in the work of taking calls.
type AgentState string

// The states of an agent.
const (
	Offline   AgentState = "offline"
	NotReady  AgentState = "not_ready" // 示忙, with a reason
	Available AgentState = "available" // 空闲
	Offered   AgentState = "offered"   // 振铃
	Talking   AgentState = "talking"   // 通话, also while dialling out
	WrapUp    AgentState = "wrap_up"   // 话后处理
)

// NotReadyReason is why an agent takes no calls.
type NotReadyReason string

// Reasons that agents choose, then reasons that the system sets.
const (
	ReasonSignedIn NotReadyReason = "signed_in" // has not requested ready yet
	ReasonBreak    NotReadyReason = "break"
	ReasonMeal     NotReadyReason = "meal"
	ReasonTraining NotReadyReason = "training"
	ReasonMeeting  NotReadyReason = "meeting"
	ReasonPaper    NotReadyReason = "paperwork"
	ReasonDeclined NotReadyReason = "declined"     // declined an offer
	ReasonMissed   NotReadyReason = "missed_offer" // did not answer: loud banner
	ReasonHeadset  NotReadyReason = "headset_lost"
	ReasonLine     NotReadyReason = "line_failed"     // the agent could not be connected
	ReasonAway     NotReadyReason = "page_lost"       // page was away for AwayLimit in a call
	ReasonGone     NotReadyReason = "connection_lost" // page was away for Reconnect outside a call
)

// Disposition is the agent's verdict on a finished call (小结).
type Disposition string

// The dispositions.
const (
	DispositionAnswered   Disposition = "answered"   // answered at once
	DispositionRegistered Disposition = "registered" // a ticket was written
	DispositionNoNeed     Disposition = "no_need"    // nothing to do
	DispositionSilent     Disposition = "silent"     // no voice was heard
	DispositionNuisance   Disposition = "nuisance"   // harassment
	DispositionCut        Disposition = "cut"        // the call broke
	DispositionNone       Disposition = "none"       // wrap-up ran out
)

// Desk is all that one agent's page shows of the engine's state. It is sent
// whole at every change, so a lost update cannot leave the page wrong.
type Desk struct {
	Agent   AgentID        `json:"agent"`
	Name    string         `json:"name"`
	State   AgentState     `json:"state"`
	Reason  NotReadyReason `json:"reason,omitempty"` // of NotReady; in Offline, of what was before
	Since   time.Time      `json:"since"`
	Headset bool           `json:"headset"`
	// Next follows the call: not_ready, with its reason, if the agent requested
	// it meanwhile.
	Next       AgentState     `json:"next,omitempty"`
	NextReason NotReadyReason `json:"next_reason,omitempty"`
	AutoAnswer bool           `json:"auto_answer"`
	Telephony  bool           `json:"telephony"` // false: Asterisk is out of reach
	// Call is the one call of this agent: offered, talking or in wrap-up.
	Call *DeskCall `json:"call,omitempty"`
	// Queues are the agent's queues; the desk edge fills them in from the
	// last ShowQueues.
	Queues []DeskQueue `json:"queues"`
}

// DeskCall is a call as its agent sees it.
type DeskCall struct {
	Call      CallID       `json:"call"`
	Direction Direction    `json:"direction"`
	Phase     DeskPhase    `json:"phase"`
	Caller    Caller       `json:"caller"`
	Called    string       `json:"called"`
	Language  ivr.Language `json:"language"`
	// Keys are the citizen's keys in the menu: "11".
	Keys  string  `json:"keys"`
	Queue QueueID `json:"queue,omitempty"`
	// ArrivedAt is the register's time of call. The times after it go with the
	// clock of now, so that the page may count from them.
	ArrivedAt time.Time `json:"arrived_at"`
	// QueuedAt is the zero time until the call is queued.
	QueuedAt time.Time `json:"queued_at,omitzero"`
	// AnsweredAt is the zero time until an agent talks.
	AnsweredAt time.Time `json:"answered_at,omitzero"`
	// HeldAt is when the citizen began to hear music; the zero time unless the
	// phase is held or away.
	HeldAt time.Time `json:"held_at,omitzero"`
	// Until is the end of the offer or of the wrap-up.
	Until     time.Time `json:"until,omitzero"`
	EndReason EndReason `json:"end_reason,omitempty"` // in wrap-up
	// Digits are keys the citizen pressed during the talk.
	Digits string `json:"digits,omitempty"`
	// Silent: nothing of the citizen has arrived for two seconds of the talk.
	Silent bool `json:"silent,omitempty"`
	// Ticket is the ticket that an outgoing call is about.
	Ticket string `json:"ticket,omitempty"`
}

// Direction of a call.
type Direction string

// The directions.
const (
	Inbound  Direction = "in"
	Outbound Direction = "out"
)

// DeskPhase is the phase of the agent's call.
type DeskPhase string

// The phases.
const (
	PhaseOffered    DeskPhase = "offered"
	PhaseDialling   DeskPhase = "dialling"
	PhaseConnecting DeskPhase = "connecting" // accepted, audio about to flow
	PhaseTalking    DeskPhase = "talking"
	PhaseHeld       DeskPhase = "held"
	PhaseAway       DeskPhase = "away" // the headset is gone, the citizen hears music
	PhaseWrapUp     DeskPhase = "wrap_up"
)

// DeskQueue is one row of the agent's queue display.
type DeskQueue struct {
	Queue   QueueID `json:"queue"`
	Waiting int     `json:"waiting"`
	// OldestAt is the arrival in the queue of the longest-waiting caller.
	OldestAt time.Time `json:"oldest_at,omitzero"`
}

// Refusal is why the engine does not meet a page's request.
type Refusal string

// The refusals, which pages translate.
const (
	RefusedNoHeadset Refusal = "headset_needed" // take the headset first
	RefusedInCall    Refusal = "in_call"        // end the call first
	RefusedCallOver  Refusal = "call_over"      // that call or offer has ended
	RefusedNumber    Refusal = "number_invalid" // not a number one can dial
	RefusedBarred    Refusal = "number_barred"  // emergency numbers are never dialled out
	RefusedTelephony Refusal = "telephony_away" // Asterisk is out of reach
)
