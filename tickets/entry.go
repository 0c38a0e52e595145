package tickets

import (
	"time"

	"hotline12345/tickets/org"
)

// AsOf returns the ticket as it was when the entry with this seq was written: who wrote
// what, and which unit led. A document that was sent is drawn again as it was; units
// and centres have their names of now.
func (t Ticket) AsOf(seq int) Ticket {
	t.Entries = t.Entries[:seq]
	t.Lead = ""
	for _, e := range t.Entries {
		if e.Written != nil {
			t.Register = *e.Written
		}
		if e.Changes != nil {
			t.Register, _ = corrected(t.Register, *e.Changes) // what was refused was never written
		}
		t.Lead = leadAfter(t.Lead, e)
	}
	return t
}

// leadAfter returns the leading unit after an entry.
func leadAfter(lead string, e Entry) string {
	switch {
	case e.To == Registered, e.To == Merged:
		return "" // given back, reopened, or another ticket's
	case e.Move == MoveDispatch, e.Move == MoveHandDown, e.Move == MoveDecide && e.Unit != "",
		e.Move == MoveHandOver && e.Assignee == lead:
		return e.Unit
	case e.Move == MoveArchive && e.Reason != "":
		return ""
	}
	return lead
}

// Entry is one line of a ticket's history; it is never changed.
type Entry struct {
	Seq  int        `json:"seq"` // from 1
	At   time.Time  `json:"at"`
	Move Move       `json:"move"`
	From State      `json:"from_state"`
	To   State      `json:"to_state"`
	By   org.Person `json:"by"`
	// Addr is where the person was: a network address.
	Addr string `json:"addr,omitempty"`
	// Unit is where the matter went, Assignee the unit whose assignment is meant;
	// both are codes.
	Unit     string   `json:"unit,omitempty"`
	Assignee string   `json:"assignee,omitempty"`
	Assist   []string `json:"assist,omitempty"`
	Note     string   `json:"note,omitempty"`
	ByPhone  bool     `json:"by_phone,omitempty"`
	// ForInformation: the units owe no answer (S090).
	ForInformation bool `json:"for_information,omitempty"`
	// Limit and Due are what the unit got; Before is the due time that Due
	// replaces.
	Limit       string    `json:"limit,omitempty"`
	Due         time.Time `json:"due,omitzero"`
	Before      time.Time `json:"before,omitzero"`
	Provisional bool      `json:"provisional,omitempty"`
	Promise     time.Time `json:"promise,omitzero"`
	// Bounds are within which all limits of units end from here on, where that is not
	// thirty working days from the first dispatch: what the leader decided, or what
	// another ticket brings along (S093).
	Bounds      []Span          `json:"bounds,omitempty"`
	Answer      *Answer         `json:"answer,omitempty"`
	Report      *UnitAnswer     `json:"report,omitempty"`
	Reason      NoAnswer        `json:"reason,omitempty"`
	Declined    Declined        `json:"declined,omitempty"`
	Refer       string          `json:"refer,omitempty"`
	UnitRequest UnitRequestKind `json:"unit_request,omitempty"`
	Days        int             `json:"days,omitempty"`
	Outcome     Outcome         `json:"outcome,omitempty"`
	Call        string          `json:"call,omitempty"`
	Way         Way             `json:"way,omitempty"`
	// FirstContact: with this the unit's first contact was settled (M53).
	FirstContact FirstContact `json:"first_contact,omitempty"`
	Revisit      *Rating      `json:"revisit,omitempty"`
	Ticket       Number       `json:"ticket,omitempty"` // merged with
	People       string       `json:"people,omitempty"`
	Media        string       `json:"media,omitempty"` // news media that were there (S100)
	Place        string       `json:"place,omitempty"`
	What         Alarm        `json:"what,omitempty"`
	// Serial is the number of the document that this entry is, Copies the
	// units that get one beside the addressee (S097).
	Serial string   `json:"serial,omitempty"`
	Copies []string `json:"copies,omitempty"`
	// Supervised: a redo that is a written supervision too (M58).
	Supervised bool `json:"supervised,omitempty"`
	// Rated is the revisit that an exclusion is about.
	Rated   int       `json:"rated,omitempty"`
	Changes *Changes  `json:"changes,omitempty"`
	Written *Register `json:"register,omitempty"` // entry 1: as committed
	// File was added or withdrawn.
	File *File `json:"file,omitempty"`
}
