package tickets

import (
	"context"
	"slices"
	"time"
)

const (
	// rosterAhead is how far ahead a roster should have no gap.
	rosterAhead = 7 * 24 * time.Hour
	// rosterSince is how far back a shift shows that a unit keeps a roster at all.
	rosterSince = 31 * 24 * time.Hour
)

// RosterKeepers are the roles whose people keep the rosters of their unit and those
// below it.
func RosterKeepers() []Role {
	return []Role{RoleUnitClerk, RoleSupervisor, RoleDispatcher, RoleDutyOfficer}
}

// RosterAhead is what is missing in a unit's roster of the next seven days.
type RosterAhead struct {
	// Kept says that the unit keeps a roster: one that never had any is not
	// reminded of it.
	Kept bool  `json:"kept"`
	Gaps []Gap `json:"gaps" nullable:"false"`
	// Keepers should fill the gaps.
	Keepers []Person `json:"keepers" nullable:"false"`
}

// RosterAhead reads what is missing in a unit's roster, for those who may read it.
func (s *RosterService) RosterAhead(ctx context.Context, by Actor, unit string) (RosterAhead, error) {
	now := s.breaker.Now()
	shifts, err := s.Roster(ctx, by, unit, now.Add(-rosterSince), now.Add(rosterAhead))
	if err != nil {
		return RosterAhead{}, err
	}
	_, tree := s.directory.Current(ctx, by)
	chain := append([]string{unit}, tree.Above(unit)...)
	var keepers []Person
	err = s.breaker.Do(ctx, func(ctx context.Context) (err error) {
		keepers, err = s.people(ctx, chain, RosterKeepers())
		return err
	})
	return RosterAhead{Kept: len(shifts) > 0, Gaps: Gaps(shifts, now, now.Add(rosterAhead)), Keepers: nearest(chain, keepers)}, err
}

// nearest are the people of the first unit of a chain that has any.
func nearest(chain []string, people []Person) []Person {
	for _, unit := range chain {
		at := slices.DeleteFunc(slices.Clone(people), func(p Person) bool { return p.Unit != unit })
		if len(at) > 0 {
			return at
		}
	}
	return []Person{}
}
