package desk

import (
	"encoding/json"
	"time"

	"hotline12345/cti"
)

// ServerMessage is a message to the page. On the wire it is its JSON with the type
// in front: {"type":"echo","on":true}.
type ServerMessage interface {
	serverType() string
}

// WelcomeMessage: the connection stands.
type WelcomeMessage struct {
	Version int `json:"version"`
	// Seq is the number that the desk messages count on from.
	Seq   uint64      `json:"seq"`
	Agent cti.AgentID `json:"agent"`
	Now   time.Time   `json:"now"`
	// Peer is as in headset.
	Peer string `json:"peer"`
}

// HeadsetMessage: which connection of the headset the server has now. A page that has
// another one makes a new RTCPeerConnection: an old one keeps its DTLS, and is deaf.
type HeadsetMessage struct {
	// Peer is empty if there is none.
	Peer string `json:"peer"`
}

// DeskMessage: all that the page shows, whole at each change.
type DeskMessage struct {
	// Seq rises by 1; after a gap the page reconnects.
	Seq  uint64    `json:"seq"`
	Now  time.Time `json:"now"`
	Desk cti.Desk  `json:"desk"`
}

// WebRTCAnswerMessage: the answer to webrtc_offer, with all candidates.
type WebRTCAnswerMessage struct {
	// ID is that of the offer.
	ID json.RawMessage `json:"id,omitempty" ts:"string"`
	// Peer names the connection that the answer is for.
	Peer string `json:"peer"`
	SDP  string `json:"sdp"`
}

// EchoMessage: the echo test was switched.
type EchoMessage struct {
	On bool `json:"on"`
}

// QualityMessage: the packets of both directions, once a second in a call.
type QualityMessage struct {
	FromBrowser  Flow `json:"from_browser"`
	FromAsterisk Flow `json:"from_asterisk"`
}

// Flow counts the packets of one direction since the call began.
type Flow struct {
	Packets uint64 `json:"packets"`
	// Lost packets are gaps in the sequence numbers.
	Lost uint64 `json:"lost"`
	// Gaps are pauses of over 100 ms between packets.
	Gaps     uint64  `json:"gaps"`
	JitterMS float64 `json:"jitter_ms"`
}

// ReplacedMessage: another page of the agent took over; this one is closed.
type ReplacedMessage struct{}

// ErrorMessage: a message was not understood or a request is refused.
type ErrorMessage struct {
	// Code is `malformed`, `unknown` (type), `version`, `webrtc`, or a refusal:
	// `headset_needed`, `in_call`, `call_over`, `number_invalid`,
	// `number_barred`, `telephony_away`.
	Code   string `json:"code"`
	Detail string `json:"detail,omitempty"`
}

// PongMessage: the answer to ping.
type PongMessage struct {
	// T is that of the ping.
	T json.RawMessage `json:"t,omitempty" ts:"number"`
}

func (WelcomeMessage) serverType() string      { return "welcome" }
func (HeadsetMessage) serverType() string      { return "headset" }
func (DeskMessage) serverType() string         { return "desk" }
func (WebRTCAnswerMessage) serverType() string { return "webrtc_answer" }
func (EchoMessage) serverType() string         { return "echo" }
func (QualityMessage) serverType() string      { return "quality" }
func (ReplacedMessage) serverType() string     { return "replaced" }
func (ErrorMessage) serverType() string        { return "error" }
func (PongMessage) serverType() string         { return "pong" }
