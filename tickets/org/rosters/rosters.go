// Package rosters serves the duty rosters (值班表) of all units: who may write which
// shifts, and what is missing in the days to come.
package rosters

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"hotline12345/internal/breaker"
	"hotline12345/internal/errs"
	"hotline12345/internal/text"
	"hotline12345/tickets/org"
	"hotline12345/tickets/org/directory"
)

// Store keeps the shifts of all units.
type Store interface {
	// Shifts are those of some units, nil is all, that touch a time; what was
	// taken away is left out.
	Shifts(ctx context.Context, units []string, from, to time.Time) ([]org.Shift, error)
	// Shift returns ErrNotFound for none.
	Shift(ctx context.Context, id string) (org.Shift, error)
	// AddShifts makes of a roster what org.Enter says, all of it or nothing, also where
	// the same come at one moment. What is replaced is on record as taken away.
	AddShifts(ctx context.Context, shifts []org.Shift) error
	// TakeShift takes one away; ErrNotFound if it is gone already.
	TakeShift(ctx context.Context, id string, by org.Person, at time.Time) error
}

// Service keeps the rosters of all units.
type Service struct {
	store     Store
	people    PeopleFinder
	directory *directory.Directory
	breaker   *breaker.Breaker
}

// PeopleFinder returns the people of some units who have one of some roles.
type PeopleFinder func(ctx context.Context, units []string, roles []org.Role) ([]org.Person, error)

// New returns the service over a store; breaker stands before it.
func New(store Store, people PeopleFinder, directory *directory.Directory, breaker *breaker.Breaker) *Service {
	return &Service{store: store, people: people, directory: directory, breaker: breaker}
}

// Seen is the roster that a form was filled in against.
type Seen struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
	Rev  string    `json:"rev" maxLength:"64"`
}

// Stale is the error for shifts that were made up against a roster that has changed since.
// It is an errs.ErrConflict.
type Stale struct {
	Rev    string
	Shifts []org.Shift // as they are now
}

// Error implements error.
func (*Stale) Error() string { return "the roster was changed meanwhile" }

// Unwrap makes it a conflict.
func (*Stale) Unwrap() error { return errs.ErrConflict }

// AddShifts enters shifts of units that the actor keeps; the same twice is one. Errors:
// Invalid, ErrForbidden, ErrUnavailable; Stale if the first shift's unit has another roster
// than was seen (nil: not compared), unless all of them are in it.
func (s *Service) AddShifts(ctx context.Context, by org.Actor, shifts []org.Shift, seen *Seen, id func() string) error {
	by, tree := s.directory.Current(ctx, by)
	for i := range shifts {
		x := &shifts[i]
		x.Name, x.Phone, x.Note = strings.TrimSpace(text.WithoutInvisible(x.Name)), strings.TrimSpace(text.HalfWidth(x.Phone)), strings.TrimSpace(text.WithoutInvisible(x.Note))
		x.Mail = strings.TrimSpace(text.HalfWidth(x.Mail))
		if wrong := x.Check(tree); len(wrong) > 0 {
			return &errs.Invalid{Fields: wrong}
		}
		if !org.MayKeepRoster(by, x.Unit, tree) {
			return fmt.Errorf("enter a shift of %s: %w", x.Unit, errs.ErrForbidden)
		}
		x.ID, x.By, x.Addr, x.At = id(), by.Person, by.From, s.breaker.Now()
	}
	if seen != nil && len(shifts) > 0 {
		now, err := s.Roster(ctx, by, shifts[0].Unit, seen.From, seen.To)
		if err != nil {
			return err
		}
		if add, _ := org.Enter(now, shifts); len(add) > 0 && org.RosterRev(now) != seen.Rev {
			return fmt.Errorf("enter shifts of %s: %w", shifts[0].Unit, &Stale{Rev: org.RosterRev(now), Shifts: now})
		}
	}
	return s.breaker.Do(ctx, func(ctx context.Context) error { return s.store.AddShifts(ctx, shifts) })
}

// TakeShift takes a shift away; it stays on record.
func (s *Service) TakeShift(ctx context.Context, by org.Actor, id string) error {
	by, tree := s.directory.Current(ctx, by)
	return s.breaker.Do(ctx, func(ctx context.Context) error {
		x, err := s.store.Shift(ctx, id)
		if err != nil {
			return err
		}
		if !org.MayKeepRoster(by, x.Unit, tree) {
			return fmt.Errorf("take a shift of %s away: %w", x.Unit, errs.ErrForbidden)
		}
		return s.store.TakeShift(ctx, id, by.Person, s.breaker.Now())
	})
}

// Roster returns a unit's shifts that touch a time, for those who may see the unit or keep
// its roster; no unit means all that they see.
func (s *Service) Roster(ctx context.Context, by org.Actor, unit string, from, to time.Time) (list []org.Shift, err error) {
	by, tree := s.directory.Current(ctx, by)
	units, err := org.VisibleUnits(by, tree)
	if err != nil && !by.Has(org.RoleAdministrator) {
		return nil, fmt.Errorf("read the roster: %w", err)
	}
	if by.Has(org.RoleAdministrator) {
		units = org.AdministeredUnits(by, tree)
	}
	if unit != "" {
		if units != nil && !slices.Contains(units, unit) {
			return nil, fmt.Errorf("read the roster of %s: %w", unit, errs.ErrForbidden)
		}
		units = []string{unit}
	}
	if to.Sub(from) > 62*24*time.Hour || !from.Before(to) {
		return nil, &errs.Invalid{Fields: []errs.FieldError{{Field: "from", Code: errs.CodeInvalid}}}
	}
	err = s.breaker.Do(ctx, func(ctx context.Context) (err error) {
		list, err = s.store.Shifts(ctx, units, from, to)
		return err
	})
	return list, err
}
