package tickets

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"time"
)

// PublicStatus is what anyone learns who knows a ticket's number and the last
// four digits of its contact number: nothing that says who it is, nor what
// people wrote to each other.
type PublicStatus struct {
	Number Number `json:"number"`
	Stage  Stage  `json:"stage"`
	// Since is when the ticket was registered, Moved when it last moved.
	Since time.Time `json:"since"`
	Moved time.Time `json:"moved"`
	// Promise is when an answer is due, while there is none.
	Promise time.Time `json:"promise,omitzero"`
	// Answer is what the citizen was told already, but not where someone
	// asked for confidentiality or reported somebody.
	Answer     string    `json:"answer,omitempty"`
	AnsweredAt time.Time `json:"answered_at,omitzero"`
}

// Stage is a ticket's state in plain words.
type Stage string

// The stages.
const (
	StageReceived Stage = "received" // 已受理
	StageHandled  Stage = "handled"  // 办理中
	StageAnswered Stage = "answered" // 已答复
	StageClosed   Stage = "closed"   // 已办结
)

// Public is what of a ticket may be shown to whoever knows its number.
func Public(t Ticket) PublicStatus {
	p := PublicStatus{Number: t.Number, Stage: StageHandled, Since: t.CreatedAt, Moved: t.UpdatedAt}
	switch t.State {
	case Registered:
		p.Stage = StageReceived
	case Answered, Revisited:
		p.Stage = StageAnswered
	case Archived:
		p.Stage = StageClosed
	}
	if t.State.Open() {
		p.Promise = t.Promise
	}
	if t.Answer != nil && p.Stage != StageHandled { // what a unit said is checked first
		p.AnsweredAt = t.Answer.At
		if !t.Confidential && t.Type != Report {
			p.Answer = t.Answer.Text
		}
	}
	return p
}

// StatusTries counts wrong tries to learn a ticket's status.
type StatusTries interface {
	// BeginStatusTry remembers a try before it is answered, so that many at once
	// cannot slip by the limits together, and counts with it the tries since a
	// time: of this ticket over all addresses, and from this address.
	BeginStatusTry(ctx context.Context, n Number, addr string, at, since time.Time) (StatusTry, error)
	// ForgetStatusTry takes back a try that was right, or that was not answered.
	ForgetStatusTry(ctx context.Context, id int64) error
}

// StatusTry is a try that was begun, and what it is among others.
type StatusTry struct {
	ID       int64
	OfTicket int // it counts itself
	FromAddr int
}

const (
	triesOfTicket = 5
	triesFromAddr = 30
	triesWithin   = 24 * time.Hour
)

// ErrTooManyTries: this ticket, or this address, was tried too often.
var ErrTooManyTries = errors.New("too many tries")

// Status shows a ticket to a citizen. ErrNotFound says nothing of whether there
// is such a ticket.
func (s *Service) Status(ctx context.Context, n Number, last4, addr string) (PublicStatus, error) {
	ctx = context.WithoutCancel(ctx) // whoever goes away early has tried too
	var try StatusTry
	err := s.try(ctx, func(ctx context.Context) (err error) {
		try, err = s.cfg.StatusTries.BeginStatusTry(ctx, n, addr, s.now(), s.now().Add(-triesWithin))
		return err
	})
	if err != nil {
		return PublicStatus{}, fmt.Errorf("count a try: %w", err)
	}
	if try.OfTicket > triesOfTicket || try.FromAddr > triesFromAddr {
		return PublicStatus{}, errors.Join(ErrTooManyTries, s.forgetTry(ctx, try))
	}
	t, err := s.stored(ctx, n)
	switch {
	case err == nil && knows(t, last4):
		return Public(t), s.forgetTry(ctx, try)
	case err != nil && !errors.Is(err, ErrNotFound):
		return PublicStatus{}, errors.Join(err, s.forgetTry(ctx, try))
	}
	return PublicStatus{}, ErrNotFound
}

func (s *Service) forgetTry(ctx context.Context, try StatusTry) error {
	err := s.try(ctx, func(ctx context.Context) error { return s.cfg.StatusTries.ForgetStatusTry(ctx, try.ID) })
	if err != nil {
		return fmt.Errorf("take back a try: %w", err)
	}
	return nil
}

// knows says whether the digits are the last four of the contact number; of the
// number that called where the citizen declined to leave one.
func knows(t Ticket, last4 string) bool {
	number := t.Contact
	if number == "" {
		number = t.Caller
	}
	digits := onlyDigits(number)
	last4 = narrow(last4)
	if len(last4) != 4 || len(digits) < 4 {
		return false
	}
	return subtle.ConstantTimeCompare([]byte(digits[len(digits)-4:]), []byte(last4)) == 1
}
