package tickets

import (
	"context"
	"fmt"
	"time"
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

// Statistics count over many tickets for those who oversee them. A nil list of
// units is all.
type Statistics interface {
	// Loads are the units that have something, the most overdue first.
	Loads(ctx context.Context, units []string, now time.Time) ([]Load, error)
	// OpenMatters are the open tickets registered since then.
	OpenMatters(ctx context.Context, units []string, since time.Time) ([]OpenMatter, error)
	// Ratings are counted by unit and equal rating; to is not included.
	Ratings(ctx context.Context, units []string, from, to time.Time) ([]RatingGroup, error)
	// Exclusions are the ratings that do not count, newest first.
	Exclusions(ctx context.Context, units []string, from, to time.Time, limit int) ([]Exclusion, error)
	// Conduct counts by unit what entries of a period say of it; to is
	// not included.
	Conduct(ctx context.Context, units []string, from, to time.Time) ([]UnitConduct, error)
}

// Loads says what the units that an actor sees have in their hands; an
// administrator has to know it before a unit ends.
func (s *StatisticsService) Loads(ctx context.Context, by Actor) ([]Load, error) {
	units, err := s.directory.Visible(ctx, by)
	if by.Has(RoleAdministrator) {
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
