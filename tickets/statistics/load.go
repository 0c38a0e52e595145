package statistics

import (
	"context"
	"fmt"

	"hotline12345/tickets/org"
)

// Load is what one unit has in its hands.
type Load struct {
	Unit    string `json:"unit"`
	Open    int    `json:"open"` // not yet answered
	ToSign  int    `json:"to_sign"`
	DueSoon int    `json:"due_soon"` // the light is yellow
	Overdue int    `json:"overdue"`  // the light is red
	// Supervised are those of which a unit was supervised in writing (督办);
	// counted for the unit that leads.
	Supervised int `json:"supervised"`
}

// Loads returns what the units that an actor sees have in their hands. An administrator
// sees all: it must be known before a unit ends.
func (s *Service) Loads(ctx context.Context, by org.Actor) ([]Load, error) {
	units, err := s.directory.Visible(ctx, by)
	if by.Has(org.RoleAdministrator) {
		units, err = nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("count what units have: %w", err)
	}
	var loads []Load
	err = s.breaker.Do(ctx, func(ctx context.Context) (err error) {
		loads, err = s.store.Loads(ctx, units, s.breaker.Now())
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("count what units have: %w", err)
	}
	return loads, nil
}
