// Package tickets holds the rules of the register of calls and of the loop of
// tickets (工单): a Draft is typed during the call, committing it makes a Ticket that
// only ever grows, and one table says which move is legal in which state for which
// role. All of it is pure: given a Case, Apply returns the next Ticket, and nothing
// here reads a clock, a file or a database. Package service applies the rules over a
// store.
package tickets

import (
	"time"

	"hotline12345/tickets/org"
)

// Ticket is a committed register and what was done about it. Its Entries are
// the truth and only grow; the other fields follow from them.
type Ticket struct {
	Number  Number  `json:"number"`
	State   State   `json:"state"`
	Channel Channel `json:"channel"`
	// Call is the call that it came from; Caller is that call's number.
	Call   string `json:"call,omitempty"`
	Caller string `json:"caller,omitempty"`
	// Called is the number that was dialled (M22).
	Called string `json:"called,omitempty"`
	// Origin makes a ticket that came from no call unique: sent twice, it is the
	// same ticket.
	Origin string `json:"origin,omitempty"`
	// OldNumber is the number in the system that it was imported from.
	OldNumber string `json:"old_number,omitempty"`
	// Register as corrected so far; entry 1 keeps what was first written.
	Register
	// Protected says that the city has the type protect the caller, as reports do by
	// themselves; by the rules of the last move.
	Protected bool       `json:"protected,omitempty"`
	Urgency   Urgency    `json:"urgency"`
	CreatedAt time.Time  `json:"created_at"`
	CreatedBy org.Person `json:"created_by"`
	UpdatedAt time.Time  `json:"updated_at"`
	// Centre is the hotline centre or sub-centre that answers for the ticket;
	// it owns it whenever no unit has it.
	Centre string `json:"centre"`
	// Lead is the code of the leading unit, once dispatched.
	Lead        string       `json:"lead,omitempty"`
	Assignments []Assignment `json:"assignments,omitempty"`
	// Promise is when the citizen shall have an answer (S015): PromiseLimit
	// after PromiseFrom.
	Promise            time.Time `json:"promise"`
	PromiseFrom        time.Time `json:"promise_from"`
	PromiseLimit       Limit     `json:"promise_limit"`
	PromiseProvisional bool      `json:"promise_provisional,omitempty"`
	// PromiseReminded says that it is over; the office is reminded again at PromiseAgain.
	PromiseReminded bool      `json:"promise_reminded,omitempty"`
	PromiseAgain    time.Time `json:"promise_again,omitzero"`
	PromiseReferred bool      `json:"promise_referred,omitempty"` // put before the leader for it
	// Answer is the last answer that the citizen got.
	Answer       *Answer       `json:"answer,omitempty"`
	NoReply      NoAnswer      `json:"no_answer,omitempty"` // archived without one, because
	Declined     Declined      `json:"declined,omitempty"`
	UnitRequests []UnitRequest `json:"unit_requests,omitempty"` // those that wait for a decision
	Dispute      *Dispute      `json:"dispute,omitempty"`
	Emergency    *Emergent     `json:"emergency,omitempty"`
	Referred     time.Time     `json:"referred,omitzero"` // put before the leader, until instructed
	// Instructed is when the leader wrote an instruction that the office has
	// not passed on yet (S085).
	Instructed time.Time `json:"instructed,omitzero"`
	// Had are units whose assignment ended by a merge: they still see what became of it.
	Had      []string  `json:"had,omitempty"`
	Tell     []Notice  `json:"tell,omitempty"` // what the citizen must still be told
	Attempts []Attempt `json:"attempts,omitempty"`
	TryAt    time.Time `json:"try_at,omitzero"` // when to try again to reach the citizen
	Revisit  *Revisit  `json:"revisit,omitempty"`
	Papers   int       `json:"papers,omitempty"` // numbered documents so far
	Into     Number    `json:"into,omitempty"`   // merged into
	Absorbed []Number  `json:"absorbed,omitempty"`
	Files    []File    `json:"files,omitempty"`
	Entries  []Entry   `json:"entries"`
	// Stored is false while the ticket waits in the spool for the database.
	Stored bool `json:"stored"`
	// Masked says that the citizen's identity was taken out for this reader.
	Masked bool `json:"masked,omitempty"`
}

// Channel is how the citizen came.
type Channel string

// The channels.
const (
	ByCall     Channel = "call"
	ByFax      Channel = "fax"
	BySMS      Channel = "sms"
	ByQQ       Channel = "qq"
	ByWeb      Channel = "web"
	ByLetter   Channel = "letter"
	ByVisit    Channel = "visit"
	ByUnit     Channel = "unit"     // a unit took it down itself (S072)
	ByReferral Channel = "referral" // 110, another platform, from above
)

// Channels are all channels.
func Channels() []Channel {
	return []Channel{ByCall, ByFax, BySMS, ByQQ, ByWeb, ByLetter, ByVisit, ByUnit, ByReferral}
}

// UnitRequest is something that a unit asked for and that the hotline has to decide:
// a return, an extension, or that a rating does not count.
type UnitRequest struct {
	Kind UnitRequestKind `json:"kind"`
	Unit string          `json:"unit"`
	By   org.Person      `json:"by"`
	At   time.Time       `json:"at"`
	Note string          `json:"note"`
	// Days are the working days of an extension.
	Days int `json:"days,omitempty"`
	// Rated is the entry of the revisit that shall be excluded.
	Rated int `json:"rated,omitempty"`
}

// aboutWork reports whether the request ends with the assignment that it is about, as a
// return or an extension does; whether a rating counts is still to be decided.
func (p UnitRequest) aboutWork() bool { return p.Kind != ExclusionRequest }

// Dispute is a disagreement that only the leader can settle (S099).
type Dispute struct {
	By        org.Person  `json:"by"`
	At        time.Time   `json:"at"`
	Note      string      `json:"note"`
	Decision  string      `json:"decision,omitempty"`
	DecidedBy *org.Person `json:"decided_by,omitempty"`
	DecidedAt time.Time   `json:"decided_at,omitzero"`
}

// Open reports whether the leader has not decided.
func (d *Dispute) Open() bool { return d != nil && d.DecidedAt.IsZero() }

// binds reports whether the leader has decided.
func (d *Dispute) binds() bool { return d != nil && !d.DecidedAt.IsZero() }

// Emergent is a matter that endangers life or property (S088).
type Emergent struct {
	RaisedAt   time.Time   `json:"raised_at"`
	VerifyBy   time.Time   `json:"verify_by"`
	VerifiedAt time.Time   `json:"verified_at,omitzero"`
	VerifiedBy *org.Person `json:"verified_by,omitempty"`
	Reminded   bool        `json:"reminded,omitempty"`
	EndedAt    time.Time   `json:"ended_at,omitzero"`
	// Was is the urgency before, Unhurried the promise to the citizen that it
	// shortened.
	Was       Urgency `json:"was,omitempty"`
	Unhurried *Span   `json:"unhurried,omitempty"`
}

// Ongoing reports whether it is an emergency still.
func (e *Emergent) Ongoing() bool { return e != nil && e.EndedAt.IsZero() }

// Unverified reports whether the duty room still has to verify.
func (e *Emergent) Unverified() bool { return e.Ongoing() && e.VerifiedAt.IsZero() }

// Notice is something that the citizen must be told (S083, M50).
type Notice struct {
	What Move      `json:"what"` // dispatch, assist, grant, prolong, supervise or redo
	At   time.Time `json:"at"`
	Unit string    `json:"unit,omitempty"`
	Due  time.Time `json:"due,omitzero"`
	Why  string    `json:"why,omitempty"`
	// Promise is when the citizen shall have the answer now, where that moved.
	Promise time.Time `json:"promise,omitzero"`
}

// Attempt is a try to reach the citizen that failed.
type Attempt struct {
	At      time.Time  `json:"at"`
	By      org.Person `json:"by"`
	Outcome Outcome    `json:"outcome"`
	Call    string     `json:"call,omitempty"`
}

// Answer is what the citizen was told: who, when, how (S016, S095, S096).
type Answer struct {
	By     org.Person `json:"by"`
	At     time.Time  `json:"at"`
	Way    Way        `json:"way"`
	Text   string     `json:"text"`
	Source string     `json:"source,omitempty"`
	// Address is where a letter was posted to; without one it is handed over.
	Address string `json:"address,omitempty"`
}

// Changes are the fields that a correction replaces; nil ones stay.
type Changes struct {
	Name         *string     `json:"name,omitempty"`
	CallerKind   *CallerKind `json:"caller_kind,omitempty"`
	Unit         *string     `json:"unit,omitempty"`
	Contact      *string     `json:"contact,omitempty"`
	Content      *string     `json:"content,omitempty"`
	Type         *Type       `json:"type,omitempty"`
	Category     *string     `json:"category,omitempty"`
	Place        *string     `json:"place,omitempty"`
	Confidential *bool       `json:"confidential,omitempty"`
}
