package service

import (
	"context"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

// Staff knows who works in the units.
type Staff interface {
	// EveryUser returns all accounts, also the disabled.
	EveryUser(ctx context.Context) ([]org.User, error)
	// Shifts are the duties of some units that touch a time.
	Shifts(ctx context.Context, units []string, from, to time.Time) ([]org.Shift, error)
}

// shiftsAhead is how far ahead the shifts of a unit that ends are counted.
const shiftsAhead = 366 * 24 * time.Hour

// impact returns what a unit or a category leaves behind that ends with a change; nil
// if none does, or it had ended before.
func (s *Service) impact(ctx context.Context, now tickets.Rulebook, c tickets.RuleChange) (*tickets.Impact, error) {
	switch {
	case c.Unit != nil && c.Unit.Ended:
		if u, ok := now.Tree.Unit(c.Unit.Code); !ok || u.Ended {
			return nil, nil
		}
		e := now.UnitImpact(*c.Unit)
		return &e, s.try(ctx, func(ctx context.Context) error { return s.countPeople(ctx, &e, c.Unit.Code) })
	case c.Category != nil && c.Category.Ended:
		if x, ok := now.Category(c.Category.Code); !ok || x.Ended {
			return nil, nil
		}
		e := now.CategoryImpact(c.Category.Code)
		return &e, nil
	}
	return nil, nil
}

// countPeople counts who belongs to a unit, and its duties to come.
func (s *Service) countPeople(ctx context.Context, e *tickets.Impact, unit string) error {
	users, err := s.cfg.Staff.EveryUser(ctx)
	if err != nil {
		return err
	}
	for _, u := range users {
		if u.Unit == unit && !u.Disabled {
			e.Users++
		}
	}
	now := s.now()
	shifts, err := s.cfg.Staff.Shifts(ctx, []string{unit}, now, now.Add(shiftsAhead))
	e.Shifts = len(shifts)
	return err
}
