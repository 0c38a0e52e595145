package tickets

import (
	"errors"
	"fmt"
	"strings"
)

// Errors that callers branch on.
var (
	// ErrNotFound: no such call, draft or ticket, or not for this actor's eyes.
	ErrNotFound = errors.New("not found")
	// ErrConflict: someone saved meanwhile; read again.
	ErrConflict = errors.New("changed meanwhile")
	// ErrCommitted: the draft has become a ticket and cannot change.
	ErrCommitted = errors.New("already committed")
	// ErrForbidden: the actor's role does not allow it.
	ErrForbidden = errors.New("not allowed")
	// ErrUnavailable: the store is out of reach; nothing was changed for sure.
	ErrUnavailable = errors.New("store unavailable")
	// ErrTooBroad: the store would look for this too long; narrow it.
	ErrTooBroad = errors.New("too broad")
	// ErrNumberTaken: a store has this ticket number for another ticket.
	ErrNumberTaken = errors.New("ticket number taken")
	// ErrOwnAccount: administrators would lock themselves out.
	ErrOwnAccount = errors.New("not with one's own account")
	// ErrLastAdministrator: nobody could administer the whole any more.
	ErrLastAdministrator = errors.New("the last administrator")
	// ErrRefused: the store will never take this, however often it is asked.
	ErrRefused = errors.New("store refuses")
)

// FieldCode says what is wrong with a field.
type FieldCode string

// The codes.
const (
	CodeRequired FieldCode = "required"
	CodeTooLong  FieldCode = "too_long"
	CodeControl  FieldCode = "control_character"
	CodeInvalid  FieldCode = "invalid"
	CodeUnknown  FieldCode = "unknown"
	CodeEnded    FieldCode = "ended" // it is not used any more
	// CodeAnonymous: the city takes no report without a name or a number (M37).
	CodeAnonymous FieldCode = "anonymous_report"
	CodeInUse     FieldCode = "in_use" // what is below it must end first
	// CodeNotDeclinable: the caller's number is known, so the contact is.
	CodeNotDeclinable FieldCode = "not_declinable"
	// CodeTaken: another account has it.
	CodeTaken FieldCode = "taken"
)

// FieldError is one wrong field: {"field":"name","code":"required"}.
type FieldError struct {
	Field string    `json:"field"`
	Code  FieldCode `json:"code"`
}

// Invalid lists all wrong fields of a register.
type Invalid struct{ Fields []FieldError }

func (e *Invalid) Error() string {
	parts := make([]string, len(e.Fields))
	for i, f := range e.Fields {
		parts[i] = f.Field + " " + string(f.Code)
	}
	return "invalid register: " + strings.Join(parts, ", ")
}

// Taken says that another matter was sent under an origin before, and which ticket
// it has become. It is ErrCommitted.
type Taken struct{ Number Number }

func (e *Taken) Error() string {
	return "ticket " + string(e.Number) + " was made of another matter under this origin"
}

// Is implements the matching of errors.Is.
func (e *Taken) Is(target error) bool { return target == ErrCommitted }

// IllegalCode says why a move is refused.
type IllegalCode string

// The codes.
const (
	WrongState      IllegalCode = "wrong_state"
	WrongRole       IllegalCode = "wrong_role"
	NotYourUnit     IllegalCode = "not_your_unit"
	NotYourCentre   IllegalCode = "not_your_centre"
	Decided         IllegalCode = "decided"
	NoContactThere  IllegalCode = "no_contact_there"
	NeedsUnit       IllegalCode = "needs_unit"
	UnknownUnit     IllegalCode = "unknown_unit" // or one that has ended
	SameUnit        IllegalCode = "same_unit"    // it has a part already
	NotBelow        IllegalCode = "not_below"    // a unit hands down only within its own area
	NoAssistant     IllegalCode = "no_assistant"
	AlreadySigned   IllegalCode = "already_signed"
	NotSigned       IllegalCode = "not_signed"
	AlreadyReported IllegalCode = "already_reported"
	PartsMissing    IllegalCode = "parts_missing" // a unit's answer is not there
	NeedsResult     IllegalCode = "needs_result"
	NeedsNote       IllegalCode = "needs_note"   // a reason or a text is missing
	BadNote         IllegalCode = "bad_note"     // too long, or control characters
	NeedsWay        IllegalCode = "needs_way"    // how the citizen was answered
	BadTime         IllegalCode = "bad_time"     // answered before the call or in the future
	NeedsAnswer     IllegalCode = "needs_answer" // S016
	NeedsAttempts   IllegalCode = "needs_attempts"
	NeedsRevisit    IllegalCode = "needs_revisit"
	NeedsRefer      IllegalCode = "needs_refer" // where the citizen should turn to
	NeedsPeople     IllegalCode = "needs_people"
	NeedsChange     IllegalCode = "needs_change"
	BadReason       IllegalCode = "bad_reason"
	BadOutcome      IllegalCode = "bad_outcome"
	BadRating       IllegalCode = "bad_rating"
	NotRated        IllegalCode = "not_rated"
	BadLimit        IllegalCode = "bad_limit"
	OverCap         IllegalCode = "over_cap"  // beyond 30 working days from dispatch (S093)
	TooLate         IllegalCode = "too_late"  // an extension is asked for before the limit ends
	TooEarly        IllegalCode = "too_early" // not overdue yet
	AlreadyAsked    IllegalCode = "already_asked"
	NothingAsked    IllegalCode = "nothing_asked"
	WhichPlea       IllegalCode = "which_plea" // several wait: say which
	StillPending    IllegalCode = "still_pending"
	NothingToTell   IllegalCode = "nothing_to_tell"
	HasAbsorbed     IllegalCode = "has_absorbed"
	MergedWait      IllegalCode = "merged_wait" // separate those first who were merged into it
	BadTicket       IllegalCode = "bad_ticket"  // no such ticket to merge with
	TooManyFiles    IllegalCode = "too_many_files"
	BadFile         IllegalCode = "bad_file"
	NoSuchFile      IllegalCode = "no_such_file"
	NotYourFile     IllegalCode = "not_your_file"
)

// Illegal is a move that the table of moves does not allow.
type Illegal struct {
	From State       `json:"from"`
	Move Move        `json:"move"`
	Code IllegalCode `json:"code"`
}

func (e *Illegal) Error() string {
	return fmt.Sprintf("move %q from state %q: %s", e.Move, e.From, e.Code)
}
