package tickets

import "time"

// Ticket is a committed register and what was done about it. Its Entries are
// the truth and only grow; the other fields follow from them.
type Ticket struct {
	Number Number `json:"number"`
	State  State  `json:"state"`
	// Call is the call that it came from; Caller is that call's number.
	Call   string `json:"call,omitempty"`
	Caller string `json:"caller,omitempty"`
	// Register as corrected so far; entry 1 keeps what was first written.
	Register
	CreatedAt time.Time `json:"created_at"`
	CreatedBy Person    `json:"created_by"`
	UpdatedAt time.Time `json:"updated_at"`
	// Lead is the code of the handling unit, once dispatched.
	Lead string `json:"lead,omitempty"`
	// Answer is the last answer that the citizen got.
	Answer  *Answer  `json:"answer,omitempty"`
	NoReply NoAnswer `json:"no_answer,omitempty"` // closed without one, because
	Entries []Entry  `json:"entries"`
	// Stored is false while the ticket waits in the spool for the database.
	Stored bool `json:"stored"`
	// Masked says that the citizen's identity was taken out for this reader.
	Masked bool `json:"masked,omitempty"`
}

// Entry is one line of a ticket's history; it is never changed.
type Entry struct {
	Seq  int       `json:"seq"` // from 1
	At   time.Time `json:"at"`
	Move Move      `json:"move"`
	From State     `json:"from_state"`
	To   State     `json:"to_state"`
	By   Person    `json:"by"`
	// Addr is where the person was: a network address.
	Addr    string    `json:"addr,omitempty"`
	Unit    string    `json:"unit,omitempty"`
	Note    string    `json:"note,omitempty"`
	Answer  *Answer   `json:"answer,omitempty"`
	Reason  NoAnswer  `json:"reason,omitempty"`
	Changes *Changes  `json:"changes,omitempty"`
	Written *Register `json:"register,omitempty"` // entry 1: as committed
}

// Answer is what the citizen was told: who, when, how (S016, S095, S096).
type Answer struct {
	By   Person    `json:"by"`
	At   time.Time `json:"at"`
	Way  Way       `json:"way"`
	Text string    `json:"text"`
}

// Changes are the fields that a correction replaces; nil ones stay.
type Changes struct {
	Name         *string `json:"name,omitempty"`
	Unit         *string `json:"unit,omitempty"`
	Contact      *string `json:"contact,omitempty"`
	Content      *string `json:"content,omitempty"`
	Type         *Type   `json:"type,omitempty"`
	Category     *string `json:"category,omitempty"`
	Place        *string `json:"place,omitempty"`
	Confidential *bool   `json:"confidential,omitempty"`
}

// Summary is a ticket in a list.
type Summary struct {
	Number       Number    `json:"number"`
	State        State     `json:"state"`
	Type         Type      `json:"type"`
	Category     string    `json:"category"`
	Name         string    `json:"name"`
	Contact      string    `json:"contact"`
	Place        string    `json:"place"`
	Content      string    `json:"content"` // its first 200 characters
	Confidential bool      `json:"confidential"`
	Lead         string    `json:"lead,omitempty"`
	CreatedAt    time.Time `json:"created_at"`
	UpdatedAt    time.Time `json:"updated_at"`
	Stored       bool      `json:"stored"`
	Masked       bool      `json:"masked,omitempty"`
}

// Filter selects tickets; zero fields select all.
type Filter struct {
	// Number is a ticket number, or the caller's or contact number.
	Number string
	State  State
	// Units limits to tickets led by one of these units; nil is no limit.
	Units []string
	Limit int // 1 to 200, 50 if zero
}
