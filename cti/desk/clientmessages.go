package desk

import (
	"encoding/json"

	"hotline12345/cti"
)

// ClientMessage is a message of the page.
type ClientMessage interface {
	clientType() string
}

// Messages of the connection itself.
type (
	// HelloMessage: the first message; another version has to reload the page.
	HelloMessage struct {
		Version int `json:"version"`
		// Tab names the page, as long as it is not loaded anew.
		Tab string `json:"tab,omitempty"`
		// Try counts the connections of the tab. An earlier one whose hello comes late,
		// out of a network that was away, does not take the place of a later one.
		Try int `json:"try,omitempty"`
	}
	// PingMessage: asks whether the connection still stands.
	PingMessage struct {
		// T comes back in the pong.
		T json.RawMessage `json:"t" ts:"number"`
	}
	// WebRTCOfferMessage: a new PeerConnection, or an ICE restart of one. Only the last
	// offer is answered; an ICE restart of a connection that is gone gets headset.
	WebRTCOfferMessage struct {
		// ID comes back in the answer.
		ID json.RawMessage `json:"id" ts:"string"`
		// Peer names the connection whose ICE is restarted.
		Peer string `json:"peer,omitempty"`
		SDP  string `json:"sdp"`
	}
	// EchoTestMessage: the agent hears their own voice while no call is up.
	EchoTestMessage struct {
		On bool `json:"on"`
	}
)

// Messages about the agent's state.
type (
	// ReadyMessage: the agent takes calls.
	ReadyMessage struct{}
	// NotReadyMessage: the agent takes no calls; during a call it takes effect after
	// the wrap-up.
	NotReadyMessage struct {
		// Reason is one of ChosenReasons.
		Reason cti.NotReadyReason `json:"reason"`
	}
	// AutoAnswerMessage: offers are accepted by the page after a beep.
	AutoAnswerMessage struct {
		On bool `json:"on"`
	}
	// SignOutMessage: the agent ends the shift.
	SignOutMessage struct{}
	// WrapUpExtendMessage: the agent needs more time for the register.
	WrapUpExtendMessage struct{}
	// WrapUpDoneMessage: the register is done.
	WrapUpDoneMessage struct {
		// Disposition is one of Dispositions.
		Disposition cti.Disposition `json:"disposition"`
	}
)

// Messages about the agent's call.
type (
	// AcceptMessage: accepts an offer.
	AcceptMessage struct {
		Call cti.CallID `json:"call"`
	}
	// DeclineMessage: declines an offer.
	DeclineMessage struct {
		Call cti.CallID `json:"call"`
	}
	// HoldMessage: the citizen hears music.
	HoldMessage struct {
		Call cti.CallID `json:"call"`
	}
	// ResumeMessage: ends the hold.
	ResumeMessage struct {
		Call cti.CallID `json:"call"`
	}
	// HangUpMessage: ends the call.
	HangUpMessage struct {
		Call cti.CallID `json:"call"`
	}
	// DigitMessage: sends a key (0-9, * or #) to the other side.
	DigitMessage struct {
		Call  cti.CallID `json:"call"`
		Digit string     `json:"digit"`
	}
	// DialMessage: calls a citizen or a unit.
	DialMessage struct {
		Number string `json:"number"`
		// Ticket is the number of the ticket that the call is about.
		Ticket string `json:"ticket,omitempty"`
	}
	// ReadOutMessage: reads the ticket's number to both sides.
	ReadOutMessage struct {
		Call   cti.CallID `json:"call"`
		Ticket string     `json:"ticket"`
	}
)

func (HelloMessage) clientType() string        { return "hello" }
func (PingMessage) clientType() string         { return "ping" }
func (WebRTCOfferMessage) clientType() string  { return "webrtc_offer" }
func (EchoTestMessage) clientType() string     { return "echo_test" }
func (ReadyMessage) clientType() string        { return "ready" }
func (NotReadyMessage) clientType() string     { return "not_ready" }
func (AutoAnswerMessage) clientType() string   { return "auto_answer" }
func (SignOutMessage) clientType() string      { return "sign_out" }
func (WrapUpExtendMessage) clientType() string { return "wrap_up_extend" }
func (WrapUpDoneMessage) clientType() string   { return "wrap_up_done" }
func (AcceptMessage) clientType() string       { return "accept" }
func (DeclineMessage) clientType() string      { return "decline" }
func (HoldMessage) clientType() string         { return "hold" }
func (ResumeMessage) clientType() string       { return "resume" }
func (HangUpMessage) clientType() string       { return "hang_up" }
func (DigitMessage) clientType() string        { return "digit" }
func (DialMessage) clientType() string         { return "dial" }
func (ReadOutMessage) clientType() string      { return "read_out" }
