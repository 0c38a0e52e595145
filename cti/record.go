package cti

import (
	"time"

	"hotline12345/ivr"
)

// CallRecord is the row of one call in the statistics and in the caller's
// history. It is rewritten whole at each milestone; Revision rises each time.
type CallRecord struct {
	Call      CallID       `json:"call"`
	Revision  int          `json:"revision"`
	Direction Direction    `json:"direction"`
	Trunk     string       `json:"trunk"`
	Caller    Caller       `json:"caller"` // the dialled party when outbound
	Called    string       `json:"called"`
	Language  ivr.Language `json:"language"`
	Keys      string       `json:"keys"`
	Queue     QueueID      `json:"queue,omitempty"`
	// Agent is the last agent who talked to the citizen.
	Agent     AgentID   `json:"agent,omitempty"`
	ArrivedAt time.Time `json:"arrived_at"`
	// PickedUpAt is when the citizen answered whom we called to ask about a ticket.
	PickedUpAt time.Time `json:"picked_up_at,omitzero"`
	QueuedAt   time.Time `json:"queued_at,omitzero"`
	AnsweredAt time.Time `json:"answered_at,omitzero"` // by a human
	EndedAt    time.Time `json:"ended_at,omitzero"`
	// EndedBefore is set when nobody saw the end: it lies between EndedAt, when the
	// call was last known to live, and EndedBefore.
	EndedBefore time.Time   `json:"ended_before,omitzero"`
	EndReason   EndReason   `json:"end_reason,omitempty"`
	Disposition Disposition `json:"disposition,omitempty"`
	// Ticket is the ticket that an outgoing call is about.
	Ticket string `json:"ticket,omitempty"`
	// Offers and Legs are the agents who were offered the call and who talked.
	Offers []OfferRecord `json:"offers,omitempty"`
	Legs   []LegRecord   `json:"legs,omitempty"`
	// Ratings are the citizen's answers to the survey, in order.
	Ratings []SurveyAnswer `json:"ratings,omitempty"`
	// Recordings are the pieces of the conversation, in order.
	Recordings []RecordingPiece `json:"recordings,omitempty"`
	// Fallback is set if the call was taken by, or handed to, the dialplan's fallback.
	Fallback *Fallback `json:"fallback,omitempty"`
}

// SurveyAnswer is an answer to one question of a survey.
type SurveyAnswer struct {
	Question string `json:"question"` // "service", see ivr.Survey
	Score    int    `json:"score"`    // 1 is best
	// Of is the worst score that could be given, 0 in older rows: 5.
	Of int       `json:"of,omitempty"`
	At time.Time `json:"at"`
}

// OfferRecord is one offer of the call to an agent; every offer ends once.
type OfferRecord struct {
	Agent   AgentID      `json:"agent"`
	At      time.Time    `json:"at"`
	EndedAt time.Time    `json:"ended_at,omitzero"`
	Outcome OfferOutcome `json:"outcome"`
}

// OfferOutcome is how an offer ended.
type OfferOutcome string

// The outcomes of an offer.
const (
	OutcomeOpen     OfferOutcome = "open"
	OutcomeAccepted OfferOutcome = "accepted"
	OutcomeDeclined OfferOutcome = "declined"
	OutcomeExpired  OfferOutcome = "expired" // ring on no answer
	OutcomeRevoked  OfferOutcome = "revoked" // the citizen or the page went away
)

// LegRecord is one agent's stretch of talk in a call.
type LegRecord struct {
	Leg     int       `json:"leg"`
	Agent   AgentID   `json:"agent"`
	From    time.Time `json:"from"`
	To      time.Time `json:"to,omitzero"`
	HeldFor int64     `json:"held_ms"`
}

// RecordingPiece is one file of a call's recording: stereo A-law WAV, citizen
// left, agent right.
type RecordingPiece struct {
	Leg       int       `json:"leg"`
	File      string    `json:"file"`
	StartedAt time.Time `json:"started_at"`
	Millis    int64     `json:"ms"`
}

// EndReason is why a call ended. Every call ends with exactly one.
type EndReason string

// The closed list of reasons.
const (
	EndedByCitizen   EndReason = "citizen_hung_up"    // after talking to an agent, or in a revisit
	EndedByAgent     EndReason = "agent_hung_up"      // after talking
	AbandonedInMenu  EndReason = "abandoned_in_menu"  // 放弃 before a queue
	AbandonedInQueue EndReason = "abandoned_in_queue" // 放弃 while waiting or ringing
	EndedBySystem    EndReason = "system"             // a flow's end, or the longest allowed time
	TelephonyFailed  EndReason = "telephony_failed"   // of older rows: what EndUnknown is now
	EndUnknown       EndReason = "unknown"            // nobody saw it, see EndedBefore
	DialBusy         EndReason = "dial_busy"          // outgoing: busy
	DialNoAnswer     EndReason = "dial_no_answer"     // outgoing: not picked up
	DialFailed       EndReason = "dial_failed"        // outgoing: the network failed
	DialCancelled    EndReason = "dial_cancelled"     // outgoing: who asked for it gave up
	DialNoNumber     EndReason = "dial_no_number"     // outgoing: no such number
	DialRefused      EndReason = "dial_refused"       // outgoing: our carrier, or we, do not let us call
	NoSound          EndReason = "no_sound"           // outgoing: picked up without a description of sound
	ConnectionLost   EndReason = "connection_lost"    // the other side no longer answers signalling
	TakenByFallback  EndReason = "fallback"           // the service was away; see Fallback
)

// NumberCount is how often a number was dialled in a period.
type NumberCount struct {
	Called   string `json:"called"`
	Calls    int    `json:"calls"`
	Answered int    `json:"answered"` // by an agent
	Tickets  int    `json:"tickets"`  // written of these calls
}

// HourCount are the calls that came in an hour.
type HourCount struct {
	From      time.Time
	Calls     int
	Answered  int // by an agent
	Abandoned int // by the citizen, before
	Failed    int // lost to a fault of ours, or taken by the dialplan's fallback
}
