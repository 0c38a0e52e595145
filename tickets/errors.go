package tickets

import (
	"errors"
	"fmt"

	"hotline12345/internal/errs"
)

// Errors that callers branch on.
var (
	// ErrCommitted: the draft has become a ticket and cannot change.
	ErrCommitted = errors.New("already committed")
	// ErrNumberTaken: a store has this ticket number for another ticket.
	ErrNumberTaken = errors.New("ticket number taken")
)

// The codes.
const (
	// CodeAnonymous: the city takes no report without a name or a number (M37).
	CodeAnonymous errs.FieldCode = "anonymous_report"
	// CodeNotDeclinable: the caller's number was shown, so that it is the contact.
	CodeNotDeclinable errs.FieldCode = "not_declinable"
)

// Taken reports that another matter was sent under an origin before, and which ticket it
// has become. It is ErrCommitted.
type Taken struct{ Number Number }

func (e *Taken) Error() string {
	return "ticket " + string(e.Number) + " was made of another matter under this origin"
}

// Is implements the matching of errors.Is.
func (e *Taken) Is(target error) bool { return target == ErrCommitted }

// IllegalCode is why a move is refused.
type IllegalCode string

// The codes.
const (
	WrongState         IllegalCode = "wrong_state"
	WrongRole          IllegalCode = "wrong_role"
	NotYourUnit        IllegalCode = "not_your_unit"
	NotYourCentre      IllegalCode = "not_your_centre"
	Decided            IllegalCode = "decided"
	NoContactThere     IllegalCode = "no_contact_there"
	NeedsUnit          IllegalCode = "needs_unit"
	UnknownUnit        IllegalCode = "unknown_unit" // or one that has ended
	SameUnit           IllegalCode = "same_unit"    // it has an assignment already
	NotBelow           IllegalCode = "not_below"    // a unit hands down only within its own area
	NoAssistant        IllegalCode = "no_assistant"
	AlreadySigned      IllegalCode = "already_signed"
	NotSigned          IllegalCode = "not_signed"
	AlreadyReported    IllegalCode = "already_reported"
	AssignmentsMissing IllegalCode = "assignments_missing" // a unit's answer is not there
	NeedsResult        IllegalCode = "needs_result"
	NeedsNote          IllegalCode = "needs_note"   // a reason or a text is missing
	BadNote            IllegalCode = "bad_note"     // too long, or control characters
	NeedsWay           IllegalCode = "needs_way"    // how the citizen was answered
	BadTime            IllegalCode = "bad_time"     // answered before the call or in the future
	NeedsAnswer        IllegalCode = "needs_answer" // S016
	NeedsAttempts      IllegalCode = "needs_attempts"
	NeedsRevisit       IllegalCode = "needs_revisit"
	NeedsRefer         IllegalCode = "needs_refer" // where the citizen should turn to
	NeedsPeople        IllegalCode = "needs_people"
	NeedsChange        IllegalCode = "needs_change"
	BadReason          IllegalCode = "bad_reason"
	BadOutcome         IllegalCode = "bad_outcome"
	BadRating          IllegalCode = "bad_rating"
	NotRated           IllegalCode = "not_rated"
	BadLimit           IllegalCode = "bad_limit"
	OverCap            IllegalCode = "over_cap"     // beyond 30 working days from the first dispatch (S093)
	NotLonger          IllegalCode = "not_longer"   // the leader's limit ends before the last day so far
	OverPromise        IllegalCode = "over_promise" // longer than the citizen was promised, without a reason
	TooLate            IllegalCode = "too_late"     // an extension must be asked for before the limit ends
	TooEarly           IllegalCode = "too_early"    // not overdue yet
	AlreadyAsked       IllegalCode = "already_asked"
	NothingAsked       IllegalCode = "nothing_asked"
	WhichRequest       IllegalCode = "which_request" // several unit requests wait: name one
	StillPending       IllegalCode = "still_pending"
	NothingToTell      IllegalCode = "nothing_to_tell"
	HasAbsorbed        IllegalCode = "has_absorbed"
	MergedWait         IllegalCode = "merged_wait" // tickets merged into it must be separated first
	BadTicket          IllegalCode = "bad_ticket"  // no such ticket to merge with
	TooManyFiles       IllegalCode = "too_many_files"
	BadFile            IllegalCode = "bad_file"
	NoSuchFile         IllegalCode = "no_such_file"
	NotYourFile        IllegalCode = "not_your_file"
	// The hotline does not call the citizen by itself for the revisit: it does so already, the
	// citizen's identity is protected, their number was withheld, is barred or cannot be dialled.
	RevisitRunning   IllegalCode = "revisit_running"
	RevisitProtected IllegalCode = "revisit_protected"
	RevisitWithheld  IllegalCode = "revisit_withheld"
	RevisitBarred    IllegalCode = "revisit_barred"
	RevisitNumber    IllegalCode = "revisit_number"
	// RevisitAnswered: there is nothing to give up, or the citizen answers already.
	RevisitAnswered IllegalCode = "revisit_answered"
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
