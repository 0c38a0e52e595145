package cti

import (
	"time"

	"hotline12345/ivr"
)

// stage is where a call is. A call is in exactly one stage.
type stage string

const (
	inMenu    stage = "menu"
	inQueue   stage = "queue"
	inOffer   stage = "offer"   // rings at one agent; keeps its turn in the queue
	withAgent stage = "agent"   // see call.Phase
	inDial    stage = "dial"    // outgoing, not yet answered
	inRevisit stage = "revisit" // the same without an agent: a flow will ask
	ending    stage = "ending"  // hung up by us, Asterisk has not confirmed
	ended     stage = "ended"   // gone; kept for wrap-up and recordings
)

// sound is what the citizen hears from us; it decides what follows its end.
type sound string

const (
	noSound     sound = ""
	soundMenu   sound = "menu"
	soundNotice sound = "notice" // the recording notice, never cut short
	soundQueue  sound = "queue"
	soundHold   sound = "hold"
)

// call is the engine's state of one call. It holds values only, so that it can
// be written to a snapshot.
type call struct {
	ID      CallID      `json:"id"`
	Stage   stage       `json:"stage"`
	Phase   DeskPhase   `json:"phase,omitempty"`
	Session ivr.Session `json:"session"`
	// Offer and Announce are the limits of the number that was called; 0: those of all.
	Offer    time.Duration `json:"offer_limit,omitempty"`
	Announce time.Duration `json:"announce_limit,omitempty"`
	// FlowKey finds the Session's flow again: "main@3".
	FlowKey string     `json:"flow,omitempty"`
	Record  CallRecord `json:"record"`
	Timers  timers     `json:"timers"`
	// Clock is how far the wall clock was put forward since the call began.
	Clock time.Duration `json:"clock,omitempty"`

	Sound       sound        `json:"sound,omitempty"`
	Prompts     []ivr.Prompt `json:"prompts,omitempty"` // of Sound
	Playback    int          `json:"playback"`
	Music       bool         `json:"music,omitempty"`
	NoticeHeard bool         `json:"notice_heard,omitempty"`

	// Lane is the wait lane of the call, now or last.
	Lane lane `json:"lane"`
	// Turn orders the callers of a queue; First goes before all others.
	Turn         uint64       `json:"turn,omitempty"`
	First        bool         `json:"first,omitempty"`
	Intro        []ivr.Prompt `json:"intro,omitempty"` // played when the notice is over
	LastPosition int          `json:"last_position"`   // position last announced, -1 = none
	// Ahead are keys pressed while the recording notice played.
	Ahead string `json:"ahead,omitempty"`

	Agent AgentID `json:"agent,omitempty"`
	// Back is the state that an agent returns to when dialling fails.
	Back       AgentState     `json:"back,omitempty"`
	BackReason NotReadyReason `json:"back_reason,omitempty"`

	Leg     int    `json:"leg"` // the newest agent leg, 0 = none yet
	LegUp   bool   `json:"leg_up,omitempty"`
	LegOpen bool   `json:"leg_open,omitempty"` // asked for or up
	Fails   int    `json:"fails,omitempty"`    // legs that could not be made
	RTP     string `json:"rtp,omitempty"`
	Media   bool   `json:"media,omitempty"` // the headset is connected to Leg
	Greeted bool   `json:"greeted,omitempty"`
	// Held: the agent pressed hold, which outlives a reload of the page.
	Held   bool      `json:"held,omitempty"`
	HeldAt time.Time `json:"held_at,omitzero"`
	Digits string    `json:"digits,omitempty"`
	// Early: the network speaks before the dialled party has answered.
	Early bool `json:"early,omitempty"`
	// Silent: nothing of the citizen arrives at the leg, on hold or not.
	Silent      bool      `json:"silent,omitempty"`
	RefreshedAt time.Time `json:"refreshed_at,omitzero"`

	// Surveyed: the agent has hung up, and the flow's survey goes on with the citizen.
	Surveyed bool `json:"surveyed,omitempty"`
	// Asked counts what was asked for in the caller's name; the answer to the last counts.
	Asked int `json:"asked,omitempty"`
	// Recording: the last that was asked for is a message.
	Recording bool `json:"recording,omitempty"`

	// Doubtful: a command failed, so what Asterisk does for the call is not known.
	Doubtful bool `json:"doubtful,omitempty"`
	// LegLate: Asterisk was asked for the leg, which did not come in time.
	LegLate bool `json:"leg_late,omitempty"`
	// SeenAt is when Asterisk was last seen to have the citizen's channel, by the
	// call's own clock (see stamp). MissedAt and LegMissedAt are since when looks at
	// Asterisk have not found a channel that it should have.
	SeenAt      time.Time `json:"seen_at,omitzero"`
	MissedAt    time.Time `json:"missed_at,omitzero"`
	LegMissedAt time.Time `json:"leg_missed_at,omitzero"`
	// HangUps counts how often Asterisk was told to end the call without confirming it.
	HangUps int `json:"hang_ups,omitempty"`

	// Pieces are recordings that have begun and are not yet reported saved.
	Pieces int `json:"pieces,omitempty"`
}

// language returns the language to speak to the citizen.
func (c *call) language() ivr.Language {
	if c.Session.Language == "" {
		return ivr.Mandarin
	}
	return c.Session.Language
}

func (c *call) prompt(id string) ivr.Prompt {
	return ivr.Prompt{ID: id, Language: c.language()}
}

// live reports whether the call still has a channel in Asterisk.
func (c *call) live() bool { return c.Stage != ended }

func (e *Engine) disarm(c *call, kinds ...timer) {
	for _, t := range kinds {
		c.Timers[t] = time.Time{}
	}
}
