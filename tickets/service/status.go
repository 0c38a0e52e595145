package service

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/internal/phone"
	"hotline12345/internal/text"
	"hotline12345/tickets"
)

// StatusTries counts wrong tries to learn a ticket's status.
type StatusTries interface {
	// BeginStatusTry remembers a try before it is answered, so that many at once
	// cannot pass the limits together, and returns how many there were with it.
	BeginStatusTry(ctx context.Context, of StatusGuess) (StatusTry, error)
	// ForgetStatusTry takes back a try that was right, or that got no answer.
	ForgetStatusTry(ctx context.Context, id int64) error
}

// StatusGuess is a try to learn a ticket's status.
type StatusGuess struct {
	Ticket tickets.Number
	Place  string // an address, of IPv6 a /64
	Whole  bool   // with the whole telephone number, not with its last four digits
	At     time.Time
}

// StatusTry is a try that has begun, with the count of those like it: with four digits, or
// with the whole number.
type StatusTry struct {
	ID       int64
	OfTicket int // of this ticket within TriesWithin, of whole numbers within WholeWithin
	Here     int // of those from this place
	OfPlace  int // from this place within TriesWithin, of any ticket
}

const (
	// TriesWithin is how long a try counts, WholeWithin one with a whole number, of
	// which there are too many to be guessed.
	TriesWithin = 24 * time.Hour
	WholeWithin = 15 * time.Minute

	triesOfTicket, triesHere, triesOfPlace = 20, 5, 30
	wholeOfTicket, wholeHere, wholeOfPlace = 60, 10, 60
	// wholeGuessed is how many tries each place has while a ticket's number is guessed from
	// many: enough for its citizen, who must not be shut out, and for a robot 192 a day.
	wholeGuessed = 2
)

var (
	// ErrWholeNumber: somebody guessed too often. The citizen has the whole number, and
	// proves themselves by it.
	ErrWholeNumber = errors.New("the whole number is needed")
	// ErrTooManyTries: with the whole number too.
	ErrTooManyTries = errors.New("too many tries")
)

// refused returns why a try is not answered; nil if it is.
func (t StatusTry) refused(whole bool) error {
	switch {
	case !whole && (t.OfTicket > triesOfTicket || t.Here > triesHere || t.OfPlace > triesOfPlace):
		return ErrWholeNumber
	case whole && (t.Here > wholeHere || t.OfPlace > wholeOfPlace || t.OfTicket > wholeOfTicket && t.Here > wholeGuessed):
		return ErrTooManyTries
	}
	return nil
}

// Status returns a ticket as a citizen may see it, who knows the last four digits of their
// number, or the whole. ErrNotFound does not tell whether the ticket exists. Errors:
// ErrWholeNumber, ErrTooManyTries, ErrNotFound, ErrUnavailable.
func (s *Service) Status(ctx context.Context, n tickets.Number, known, place string) (tickets.PublicStatus, error) {
	ctx = context.WithoutCancel(ctx) // a try counts although its caller hangs up early
	whole := len(text.DigitsOf(known)) > 4
	var try StatusTry
	err := s.try(ctx, func(ctx context.Context) (err error) {
		try, err = s.cfg.StatusTries.BeginStatusTry(ctx, StatusGuess{Ticket: n, Place: place, Whole: whole, At: s.now()})
		return err
	})
	if err != nil {
		return tickets.PublicStatus{}, fmt.Errorf("count a try: %w", err)
	}
	if why := try.refused(whole); why != nil {
		return tickets.PublicStatus{}, errors.Join(why, s.forgetTry(ctx, try))
	}
	t, err := s.stored(ctx, n)
	switch {
	case err == nil && (!whole && matchesContact(t, known) || whole && s.isContact(t, known)):
		return tickets.Public(t), s.forgetTry(ctx, try)
	case err != nil && !errors.Is(err, errs.ErrNotFound):
		return tickets.PublicStatus{}, errors.Join(err, s.forgetTry(ctx, try))
	}
	return tickets.PublicStatus{}, errs.ErrNotFound
}

// isContact reports whether a text is the contact number, or one of several, however it is
// written, or the calling number where the citizen declined to leave one.
func (s *Service) isContact(t tickets.Ticket, typed string) bool {
	number := t.Contact
	if number == "" {
		number = t.Caller
	}
	got, ok := s.cfg.Plan.Dialled(typed)
	same := 0
	for _, n := range s.cfg.Plan.Numbers(number) {
		want, _ := s.cfg.Plan.Dialled(n)
		same |= subtle.ConstantTimeCompare([]byte(want), []byte(got))
	}
	return ok && same == 1
}

func (s *Service) forgetTry(ctx context.Context, try StatusTry) error {
	err := s.try(ctx, func(ctx context.Context) error { return s.cfg.StatusTries.ForgetStatusTry(ctx, try.ID) })
	if err != nil {
		return fmt.Errorf("take back a try: %w", err)
	}
	return nil
}

// matchesContact reports whether the digits are the last four of a contact number, of its
// extension, or of the calling number where the citizen declined to leave one.
func matchesContact(t tickets.Ticket, last4 string) bool {
	number := t.Contact
	if number == "" {
		number = t.Caller
	}
	last4 = text.DigitsOf(last4)
	matches := endsWith(text.DigitsOf(number), last4)
	for _, n := range (phone.Plan{}).Found(number) { // each is compared: how long it takes says nothing
		matches = endsWith(text.DigitsOf(n), last4) || matches
	}
	return matches
}

// endsWith reports whether digits end with the given four.
func endsWith(digits, last4 string) bool {
	if len(last4) != 4 || len(digits) < 4 {
		return false
	}
	return subtle.ConstantTimeCompare([]byte(digits[len(digits)-4:]), []byte(last4)) == 1
}
