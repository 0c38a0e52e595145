package tickets

import (
	"slices"
	"time"

	"hotline12345/tickets/org"
)

// AssignmentRole is what a unit does in a matter.
type AssignmentRole string

// The roles of units: exactly one leads (S086, M44).
const (
	Lead   AssignmentRole = "lead"   // 主办
	Assist AssignmentRole = "assist" // 协办
)

// AssignmentState is how far a unit is.
type AssignmentState string

// The states of an assignment.
const (
	ToSign   AssignmentState = "to_sign"  // 待签收
	InHand   AssignmentState = "in_hand"  // 办理中
	Reported AssignmentState = "reported" // 已反馈
)

// Assignment is one unit's share of a matter, with a clock and an answer of its own.
type Assignment struct {
	Unit  string          `json:"unit"` // code
	Role  AssignmentRole  `json:"role"`
	State AssignmentState `json:"state"`
	// DispatchedAt starts the clock (S090); a redo starts it anew (S098).
	DispatchedAt time.Time `json:"dispatched_at"`
	SignBy       time.Time `json:"sign_by"`
	// CapFrom is where the longest time of the matter counts from: its first dispatch,
	// or the leader's decision (S093).
	CapFrom  time.Time `json:"cap_from,omitzero"`
	SignedAt time.Time `json:"signed_at,omitzero"`
	// From is where Limit counts from: the dispatch, or a later new limit.
	From time.Time `json:"from"`
	// Due is the end of the unit's limit; Provisional while it depends on a
	// year whose holidays are not announced.
	Due         time.Time `json:"due"`
	Provisional bool      `json:"provisional,omitempty"`
	Limit       Limit     `json:"limit"`
	// Sign is the limit that SignBy is counted from.
	Sign Span `json:"sign,omitzero"`
	// Unhurried is the limit that an emergency shortened, given back when it
	// turns out to be none; a later limit takes its place.
	Unhurried *Span `json:"unhurried,omitempty"`
	// WarnAt is when the light turns yellow and a reminder goes out.
	WarnAt time.Time `json:"warn_at"`
	// ForInformation: no answer was asked for, so that no limit runs (S090). Once signed,
	// it is over.
	ForInformation bool `json:"for_information,omitempty"`
	// What the clock has done already.
	SignReminded bool        `json:"sign_reminded,omitempty"`
	Reminded     bool        `json:"reminded,omitempty"`
	Supervised   int         `json:"supervised,omitempty"` // written supervisions (S097)
	Redo         bool        `json:"redo,omitempty"`       // handled again (S098)
	Report       *UnitAnswer `json:"report,omitempty"`
	// ContactedAt is when the unit was in touch with the citizen first (M53);
	// ContactBy when it should have been, zero without a limit. From ContactWarnAt
	// on the ticket is marked.
	ContactedAt     time.Time `json:"contacted_at,omitzero"`
	ContactBy       time.Time `json:"contact_by,omitzero"`
	ContactWarnAt   time.Time `json:"contact_warn_at,omitzero"`
	ContactReminded bool      `json:"contact_reminded,omitempty"`
}

// Span is a limit and when it began.
type Span struct {
	From  time.Time `json:"from"`
	Limit Limit     `json:"limit"`
}

// Open reports whether the unit still owes its answer.
func (p Assignment) Open() bool { return p.State != Reported && !p.ForInformation }

// UnitAnswer is what a unit found and did (S091).
type UnitAnswer struct {
	By     org.Person `json:"by"`
	At     time.Time  `json:"at"`
	Result Result     `json:"result"`
	Text   string     `json:"text"`
}

// Result is what became of a matter (S070).
type Result string

// The results.
const (
	Solved    Result = "solved"     // 已解决
	Partly    Result = "partly"     // 部分解决
	Explained Result = "explained"  // 政策不符，已解释
	NotSolved Result = "not_solved" // 未解决
)

// Results are all results.
func Results() []Result { return []Result{Solved, Partly, Explained, NotSolved} }

// signLimit is how long a unit has to sign (M40).
var signLimit = Limit{Days: 1}

// newPart starts a unit's clock.
func (b Rulebook) newAssignment(unit string, role AssignmentRole, now time.Time, l Limit) Assignment {
	p := Assignment{Unit: unit, Role: role, State: ToSign, DispatchedAt: now, Sign: Span{now, signLimit}}
	if l.Days == 0 && l.Clock < 24*time.Hour {
		p.Sign.Limit = Limit{Clock: max(l.Clock/8, time.Minute)}
	}
	p.SignBy = b.Deadline(p.Sign.From, p.Sign.Limit).At
	b.wind(&p, now, l)
	return p
}

// signBy returns when an assignment has to be signed for, by the calendar of now.
func (b Rulebook) signBy(p Assignment) time.Time {
	if p.State != ToSign || p.Sign.From.IsZero() {
		return p.SignBy
	}
	p.SignBy = b.Deadline(p.Sign.From, p.Sign.Limit).At
	p.signInTime()
	return p.SignBy
}

// wind sets an assignment's clock to a limit that begins at from.
func (b Rulebook) wind(p *Assignment, from time.Time, l Limit) {
	d := b.Deadline(from, l)
	p.From, p.Limit, p.Due, p.Provisional, p.Reminded, p.Unhurried = from, l, d.At, d.Provisional, false, nil
	p.WarnAt = b.warnAt(from, p.Due)
	p.signInTime()
}

// signInTime ends the time to sign no later than the limit, also when that was
// shortened after the dispatch.
func (p *Assignment) signInTime() {
	if p.SignBy.After(p.Due) {
		p.SignBy = p.Due
	}
}

// warnAt: the last fifth of the limit is yellow, at most the last working day
// (M51).
func (b Rulebook) warnAt(from, due time.Time) time.Time {
	at := due.Add(-due.Sub(from) / 5)
	if day := due.Add(-24 * time.Hour); at.Before(day) {
		for !b.Calendar.Working(day) && day.After(from) {
			day = day.Add(-24 * time.Hour)
		}
		at = day
	}
	return at.Truncate(time.Microsecond)
}

// AssignmentIndex returns the index of a unit's assignment, or -1.
func (t Ticket) AssignmentIndex(unit string) int {
	return slices.IndexFunc(t.Assignments, func(p Assignment) bool { return p.Unit == unit })
}

// leadIndex returns the index of the leading unit's assignment, or -1.
func (t Ticket) leadIndex() int {
	return slices.IndexFunc(t.Assignments, func(p Assignment) bool { return p.Role == Lead })
}
