package desk

import (
	"encoding/json"
	"time"

	"hotline12345/cti"
)

// Version of the protocol; a page of another version reloads itself.
const Version = 1

// toServer is any message of the page. Type selects which fields matter.
type toServer struct {
	Type        string             `json:"type"`
	Version     int                `json:"version"`
	Call        cti.CallID         `json:"call"`
	Reason      cti.NotReadyReason `json:"reason"`
	Disposition cti.Disposition    `json:"disposition"`
	Digit       string             `json:"digit"`
	Number      string             `json:"number"`
	Ticket      string             `json:"ticket"`
	On          bool               `json:"on"`
	ID          json.RawMessage    `json:"id"` // of a webrtc_offer, sent back as it came
	SDP         string             `json:"sdp"`
	T           json.RawMessage    `json:"t"` // of a ping, sent back as it came
}

// Messages to the page.
type (
	welcome struct {
		Type    string      `json:"type"`
		Version int         `json:"version"`
		Seq     uint64      `json:"seq"`
		Agent   cti.AgentID `json:"agent"`
		Now     time.Time   `json:"now"`
	}
	deskState struct {
		Type string    `json:"type"`
		Seq  uint64    `json:"seq"`
		Now  time.Time `json:"now"`
		Desk cti.Desk  `json:"desk"`
	}
	webrtcAnswer struct {
		Type string          `json:"type"`
		ID   json.RawMessage `json:"id,omitempty"`
		SDP  string          `json:"sdp"`
	}
	failure struct {
		Type   string `json:"type"`
		Code   string `json:"code"`
		Detail string `json:"detail,omitempty"`
	}
	switched struct { // echo
		Type string `json:"type"`
		On   bool   `json:"on"`
	}
	pong struct {
		Type string          `json:"type"`
		T    json.RawMessage `json:"t,omitempty"`
	}
	quality struct {
		Type         string `json:"type"`
		FromBrowser  Flow   `json:"from_browser"`
		FromAsterisk Flow   `json:"from_asterisk"`
	}
	bare struct { // replaced
		Type string `json:"type"`
	}
)

// Flow counts the packets of one direction since the call began.
type Flow struct {
	Packets  uint64  `json:"packets"`
	Lost     uint64  `json:"lost"`
	Gaps     uint64  `json:"gaps"`
	JitterMS float64 `json:"jitter_ms"`
}
