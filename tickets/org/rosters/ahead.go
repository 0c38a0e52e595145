package rosters

import (
	"context"
	"slices"
	"time"

	"hotline12345/tickets/org"
)

const (
	// rosterAhead is how far ahead a roster should have no gap.
	rosterAhead = 7 * 24 * time.Hour
	// rosterSince is how far back a shift shows that a unit keeps a roster at all.
	rosterSince = 31 * 24 * time.Hour
)

// RosterAhead is what is missing in a unit's roster of the next seven days.
type RosterAhead struct {
	// Kept: the unit keeps a roster. One that never had any is not reminded of it.
	Kept bool      `json:"kept"`
	Gaps []org.Gap `json:"gaps" nullable:"false"`
	// Keepers should fill the gaps.
	Keepers []org.Person `json:"keepers" nullable:"false"`
}

// RosterAhead returns what is missing in a unit's roster, for those who may read it.
func (s *Service) RosterAhead(ctx context.Context, by org.Actor, unit string) (RosterAhead, error) {
	now := s.breaker.Now()
	shifts, err := s.Roster(ctx, by, unit, now.Add(-rosterSince), now.Add(rosterAhead))
	if err != nil {
		return RosterAhead{}, err
	}
	_, tree := s.directory.Current(ctx, by)
	chain := append([]string{unit}, tree.Above(unit)...)
	var keepers []org.Person
	err = s.breaker.Do(ctx, func(ctx context.Context) (err error) {
		keepers, err = s.people(ctx, chain, org.RosterKeepers())
		return err
	})
	return RosterAhead{Kept: len(shifts) > 0, Gaps: org.Gaps(shifts, now, now.Add(rosterAhead)), Keepers: nearest(chain, keepers)}, err
}

// nearest returns the people of the first unit of a chain that has any.
func nearest(chain []string, people []org.Person) []org.Person {
	for _, unit := range chain {
		at := slices.DeleteFunc(slices.Clone(people), func(p org.Person) bool { return p.Unit != unit })
		if len(at) > 0 {
			return at
		}
	}
	return []org.Person{}
}
