package tickets

import (
	"time"

	"hotline12345/tickets/org"
)

// AccessFilter selects access records (M72); empty fields hold for all.
type AccessFilter struct {
	// What and Key as in AccessRecord; Person is an id, a number or a name, of a person or of
	// a token.
	What, Key, Person string
	// Units are those whose people's records are asked for; nil is all.
	Units []string
	// Before and BeforeID are the last record of the page before: several may be of
	// the same microsecond. No id means strictly before the time.
	Before   time.Time
	BeforeID string
	Limit    int
}

// AccessRecord is one access to personal data: an entry of the access log.
type AccessRecord struct {
	ID   string     `json:"id"` // makes a repeated write harmless
	At   time.Time  `json:"at"`
	By   org.Person `json:"by"`
	Addr string     `json:"addr,omitempty"`
	// What was looked at: "ticket", "tickets", "search", "screen_pop", "draft",
	// "call", "recording", "file" ("261123000001/7"); Key says which one, or what was searched for.
	What string `json:"what"`
	Key  string `json:"key"`
	// Reason is given where a masked identity is shown.
	Reason string `json:"reason,omitempty"`
}
