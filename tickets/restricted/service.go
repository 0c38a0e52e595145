package restricted

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"hotline12345/internal/breaker"
	"hotline12345/internal/errs"
	"hotline12345/internal/phone"
	"hotline12345/tickets/org"
)

// Store keeps restrictions, also those that are over. Nothing is changed or deleted.
type Store interface {
	// RestrictedNumbers are those that hold at a time, and then the latest that do not, at
	// most limit, the newest first.
	RestrictedNumbers(ctx context.Context, at time.Time, limit int) ([]Number, error)
	// RestrictedNumber returns errs.ErrNotFound for none.
	RestrictedNumber(ctx context.Context, id string) (Number, error)
	// Restrict keeps n and returns it. Where the number is restricted at n.Since already,
	// nothing is kept, and it returns that one with *Already.
	Restrict(ctx context.Context, n Number, addr string) (Number, error)
	// LiftRestriction ends one and returns it; what is over stays as it ended.
	// errs.ErrNotFound for none.
	LiftRestriction(ctx context.Context, id string, l Lifting, addr string) (Number, error)
}

// Already is the error for a number that is restricted already. It is an errs.ErrConflict.
type Already struct{ Now Number }

// Error implements error.
func (*Already) Error() string { return "this number is restricted already" }

// Unwrap makes it a conflict.
func (*Already) Unwrap() error { return errs.ErrConflict }

// Config is what a Service works with.
type Config struct {
	Store   Store
	Breaker *breaker.Breaker
	// Plan is the numbering of the city.
	Plan phone.Plan
	// Changed is called with what was restricted or lifted, before the page is answered: the
	// next call goes by it. nil: nobody is told.
	Changed func(Number)
}

// Service keeps the numbers.
type Service struct{ cfg Config }

// New returns the service.
func New(cfg Config) *Service {
	if cfg.Changed == nil {
		cfg.Changed = func(Number) {}
	}
	return &Service{cfg: cfg}
}

// Listed is how many numbers are shown; those that hold come first.
const Listed = 500

// List returns the numbers that are restricted now, and the latest of before.
func (s *Service) List(ctx context.Context) (list []Number, err error) {
	err = s.cfg.Breaker.Do(ctx, func(ctx context.Context) (err error) {
		list, err = s.cfg.Store.RestrictedNumbers(ctx, s.cfg.Breaker.Now(), Listed)
		return err
	})
	return list, err
}

// Request asks that a number be restricted.
type Request struct {
	Number string
	Why    string
	Until  time.Time
}

// Restrict leads the calls of a number to a message box from now on. The same twice is one.
// Errors: Invalid, Already, errs.ErrUnavailable.
func (s *Service) Restrict(ctx context.Context, by org.Actor, r Request, id string) (Number, error) {
	normal, err := Normal(s.cfg.Plan, r.Number)
	if err != nil {
		return Number{}, err
	}
	n := Number{ID: id, Number: normal, Why: strings.TrimSpace(r.Why), By: by.Person, Since: s.cfg.Breaker.Now(), Until: r.Until.UTC().Truncate(time.Microsecond)}
	if err := n.Check(); err != nil {
		return Number{}, err
	}
	wanted := n
	err = s.cfg.Breaker.Do(ctx, func(ctx context.Context) (err error) {
		n, err = s.cfg.Store.Restrict(ctx, wanted, by.From)
		return err
	})
	var already *Already
	if errors.As(err, &already) && already.Now.By.ID == wanted.By.ID && already.Now.Why == wanted.Why && already.Now.Until.Equal(wanted.Until) {
		n, err = already.Now, nil // sent again
	}
	if err != nil {
		return Number{}, fmt.Errorf("restrict a number: %w", err)
	}
	s.cfg.Changed(n)
	return n, nil
}

// Lift lets a number reach agents again; what is over stays as it ended. Errors: Invalid,
// errs.ErrNotFound, errs.ErrUnavailable.
func (s *Service) Lift(ctx context.Context, by org.Actor, id, why string) (n Number, err error) {
	if err := checkWhy(why); err != nil {
		return Number{}, err
	}
	l := Lifting{By: by.Person, At: s.cfg.Breaker.Now(), Why: strings.TrimSpace(why)}
	err = s.cfg.Breaker.Do(ctx, func(ctx context.Context) (err error) {
		n, err = s.cfg.Store.LiftRestriction(ctx, id, l, by.From)
		return err
	})
	if err != nil {
		return Number{}, fmt.Errorf("lift a restriction: %w", err)
	}
	s.cfg.Changed(n)
	return n, nil
}

// Find returns one restriction. Errors: errs.ErrNotFound, errs.ErrUnavailable.
func (s *Service) Find(ctx context.Context, id string) (n Number, err error) {
	err = s.cfg.Breaker.Do(ctx, func(ctx context.Context) (err error) {
		n, err = s.cfg.Store.RestrictedNumber(ctx, id)
		return err
	})
	return n, err
}
