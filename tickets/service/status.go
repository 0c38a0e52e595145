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
	// cannot pass the limits together. It returns with it how many there were since a
	// time: of this ticket over all addresses, and from this address.
	BeginStatusTry(ctx context.Context, n tickets.Number, addr string, at, since time.Time) (StatusTry, error)
	// ForgetStatusTry takes back a try that was right, or that got no answer.
	ForgetStatusTry(ctx context.Context, id int64) error
}

// StatusTry is a try that has begun, with the count of those like it.
type StatusTry struct {
	ID       int64
	OfTicket int // tries of this ticket, with this one
	FromAddr int // tries from this address, with this one
}

const (
	triesOfTicket = 5
	triesFromAddr = 30
	triesWithin   = 24 * time.Hour
)

// ErrTooManyTries: this ticket, or this address, was tried too often.
var ErrTooManyTries = errors.New("too many tries")

// Status returns a ticket as a citizen may see it. ErrNotFound does not tell whether the
// ticket exists. Errors: ErrTooManyTries, ErrNotFound, ErrUnavailable.
func (s *Service) Status(ctx context.Context, n tickets.Number, last4, addr string) (tickets.PublicStatus, error) {
	ctx = context.WithoutCancel(ctx) // a try counts although its caller hangs up early
	var try StatusTry
	err := s.try(ctx, func(ctx context.Context) (err error) {
		try, err = s.cfg.StatusTries.BeginStatusTry(ctx, n, addr, s.now(), s.now().Add(-triesWithin))
		return err
	})
	if err != nil {
		return tickets.PublicStatus{}, fmt.Errorf("count a try: %w", err)
	}
	if try.OfTicket > triesOfTicket || try.FromAddr > triesFromAddr {
		return tickets.PublicStatus{}, errors.Join(ErrTooManyTries, s.forgetTry(ctx, try))
	}
	t, err := s.stored(ctx, n)
	switch {
	case err == nil && matchesContact(t, last4):
		return tickets.Public(t), s.forgetTry(ctx, try)
	case err != nil && !errors.Is(err, errs.ErrNotFound):
		return tickets.PublicStatus{}, errors.Join(err, s.forgetTry(ctx, try))
	}
	return tickets.PublicStatus{}, errs.ErrNotFound
}

func (s *Service) forgetTry(ctx context.Context, try StatusTry) error {
	err := s.try(ctx, func(ctx context.Context) error { return s.cfg.StatusTries.ForgetStatusTry(ctx, try.ID) })
	if err != nil {
		return fmt.Errorf("take back a try: %w", err)
	}
	return nil
}

// matchesContact reports whether the digits are the last four of the contact number, or of
// the calling number where the citizen declined to leave one.
func matchesContact(t tickets.Ticket, last4 string) bool {
	number := t.Contact
	if number == "" {
		number = t.Caller
	}
	last4 = text.DigitsOf(last4)
	main, _ := phone.Plan{}.Dialled(number) // of the number or of its extension
	return endsWith(text.DigitsOf(number), last4) || endsWith(text.DigitsOf(main), last4)
}

// endsWith reports whether digits end with the given four.
func endsWith(digits, last4 string) bool {
	if len(last4) != 4 || len(digits) < 4 {
		return false
	}
	return subtle.ConstantTimeCompare([]byte(digits[len(digits)-4:]), []byte(last4)) == 1
}
