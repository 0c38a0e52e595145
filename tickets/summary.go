package tickets

import (
	"cmp"
	"time"
)

// Summary is a ticket in a list.
type Summary struct {
	Number       Number    `json:"number"`
	State        State     `json:"state"`
	Channel      Channel   `json:"channel"`
	Type         Type      `json:"type"`
	Category     string    `json:"category"`
	Urgency      Urgency   `json:"urgency"`
	Name         string    `json:"name"`
	Contact      string    `json:"contact"`
	Place        string    `json:"place"`
	Content      string    `json:"content"` // its first 200 characters
	Confidential bool      `json:"confidential"`
	Protected    bool      `json:"protected,omitempty"`
	Centre       string    `json:"centre,omitempty"`
	Lead         string    `json:"lead,omitempty"`
	CreatedAt    time.Time `json:"created_at"`
	UpdatedAt    time.Time `json:"updated_at"`
	// Due is the end of the first limit that runs, WarnAt when its light
	// turns yellow; zero when no unit's clock runs.
	Due     time.Time `json:"due,omitzero"`
	WarnAt  time.Time `json:"warn_at,omitzero"`
	Promise time.Time `json:"promise,omitzero"`
	TryAt   time.Time `json:"try_at,omitzero"`
	Marks   []Mark    `json:"marks" nullable:"false"`
	// Longest is what is left of the thirty working days of units (S093).
	Longest *Longest `json:"longest,omitempty"`
	// Bounds is what Longest is counted from; only the store has it.
	Bounds []Span `json:"bounds,omitempty" hidden:"true"`
	Stored bool   `json:"stored"`
	Masked bool   `json:"masked,omitempty"`
	// Hidden is what readers see who may not know the citizen; only the store has it.
	Hidden *HiddenText `json:"hidden,omitempty" hidden:"true"`
}

// HiddenText are the texts of a summary without the citizen.
type HiddenText struct {
	Content string `json:"content"`
	Place   string `json:"place"`
}

// Mark is something about a ticket that people must notice in a list.
type Mark string

// The marks.
const (
	MarkReturn     Mark = "return"     // a return waits for a decision
	MarkExtension  Mark = "extension"  // an extension waits
	MarkExclusion  Mark = "exclusion"  // an exclusion waits
	MarkDispute    Mark = "dispute"    // the leader has to decide
	MarkReferred   Mark = "referred"   // put before the leader
	MarkEmergency  Mark = "emergency"  // goes on
	MarkUnverified Mark = "unverified" // the duty room has to verify
	MarkSupervised Mark = "supervised"
	MarkRedo       Mark = "redo"
	MarkTell       Mark = "tell" // the citizen must be told something
	MarkProvision  Mark = "provisional"
	MarkAbsorbed   Mark = "absorbed"   // other tickets were merged into it
	MarkPromise    Mark = "promise"    // the citizen should have been answered by now (S015)
	MarkInstructed Mark = "instructed" // the leader's instruction was not passed on yet (S085)
	MarkContact    Mark = "contact"    // the unit has not been in touch with the citizen (M53)
	MarkMessage    Mark = "message"    // a message on tape that nobody has written down yet (M64)
)

// Marks returns the ticket's marks.
func (t Ticket) Marks() []Mark {
	marks := []Mark{}
	for _, m := range []struct {
		on   bool
		mark Mark
	}{
		{t.hasUnitRequest(ReturnRequest), MarkReturn},
		{t.hasUnitRequest(ExtensionRequest), MarkExtension},
		{t.hasUnitRequest(ExclusionRequest), MarkExclusion},
		{t.Dispute.Open(), MarkDispute},
		{!t.Referred.IsZero(), MarkReferred},
		{t.Emergency.Ongoing(), MarkEmergency},
		{t.Emergency.Unverified(), MarkUnverified},
		{t.anyAssignment(func(a Assignment) bool { return a.Supervised > 0 && a.Open() }), MarkSupervised},
		{t.anyAssignment(func(a Assignment) bool { return a.Redo && a.Open() }), MarkRedo},
		{len(t.Tell) > 0, MarkTell},
		{t.State.Open() && (t.PromiseProvisional || t.anyAssignment(func(a Assignment) bool { return a.Provisional && a.Open() })), MarkProvision},
		{len(t.Absorbed) > 0, MarkAbsorbed},
		{t.State.Open() && t.PromiseReminded, MarkPromise},
		{!t.Instructed.IsZero(), MarkInstructed},
		{t.State.Open() && t.anyAssignment(func(a Assignment) bool { return a.awaitsContact() && a.ContactReminded }), MarkContact},
		{t.State == Registered && t.ofMessage(), MarkMessage},
	} {
		if m.on {
			marks = append(marks, m.mark)
		}
	}
	return marks
}

func (t Ticket) hasUnitRequest(kind UnitRequestKind) bool {
	for _, req := range t.UnitRequests {
		if req.Kind == kind {
			return true
		}
	}
	return false
}

func (t Ticket) anyAssignment(is func(Assignment) bool) bool {
	for _, a := range t.Assignments {
		if is(a) {
			return true
		}
	}
	return false
}

// first returns the open assignment whose limit ends first.
func (t Ticket) first() (Assignment, bool) {
	var first Assignment
	if !t.State.Open() {
		return first, false
	}
	for _, a := range t.Assignments {
		if a.Open() && (first.Unit == "" || a.Due.Before(first.Due)) {
			first = a
		}
	}
	return first, first.Unit != ""
}

// excerpt is how many characters of the content a list shows.
const excerpt = 200

// Summarise returns the ticket's row in a list.
func Summarise(t Ticket) Summary {
	s := Summary{Number: t.Number, State: t.State, Channel: t.Channel, Type: t.Type, Category: t.Category, Urgency: t.Urgency,
		Name: t.Name, Contact: t.Contact, Place: t.Place, Content: firstRunes(t.Content, excerpt),
		Confidential: t.Confidential, Protected: t.Protected, Centre: t.Centre, Lead: t.Lead, CreatedAt: t.CreatedAt, UpdatedAt: t.UpdatedAt,
		Promise: t.Promise, TryAt: t.TryAt, Marks: t.Marks(), Stored: t.Stored}
	if t.IdentityProtected() {
		r := redactorOf(t)
		s.Hidden = &HiddenText{firstRunes(r.Redact(t.Content), excerpt), r.Redact(t.Place)}
	}
	if t.State.Open() {
		s.Bounds = t.bounds()
	}
	if a, ok := t.first(); ok {
		s.Due, s.WarnAt = a.Due, a.WarnAt
	}
	return s
}

func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// NewestFirst orders lists by the time of registering, then by number.
func NewestFirst(a, b Summary) int {
	return cmp.Or(b.CreatedAt.Compare(a.CreatedAt), cmp.Compare(b.Number, a.Number))
}

// DueFirst orders lists by limit: the earliest first, those without one last, the newest
// of these first.
func DueFirst(a, b Summary) int {
	switch {
	case a.Due.IsZero() && b.Due.IsZero():
		return NewestFirst(a, b)
	case a.Due.IsZero():
		return 1
	case b.Due.IsZero():
		return -1
	}
	return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.Number, b.Number))
}
