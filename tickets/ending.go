package tickets

import (
	"context"
	"slices"
	"time"
)

// Ending is what a unit or a category that ends leaves behind, beside tickets.
type Ending struct {
	// To gets a unit's work; none for a category.
	To string `json:"to,omitempty"`
	// Users act for the successor at once.
	Users int `json:"users"`
	// Lines are telephone lines, by number; Directory and Categories count lines
	// of the directory and categories with the unit as lead or assistant. All of
	// these go to the successor. For a category, Directory and Limits count lines
	// that hold for nothing more.
	Lines      []string `json:"lines" nullable:"false"`
	Directory  int      `json:"directory"`
	Categories int      `json:"categories"`
	Limits     int      `json:"limits"`
	// Shifts are duties that are still to come. They stay on record with the unit
	// that ended; the successor's own roster holds.
	Shifts int `json:"shifts"`
	// Below are units that stay where they are, below the one that ended.
	Below int `json:"below"`
}

// Staff knows who works in the units.
type Staff interface {
	// EveryUser returns all accounts, also the disabled.
	EveryUser(ctx context.Context) ([]User, error)
	// Shifts are the duties of some units that touch a time.
	Shifts(ctx context.Context, units []string, from, to time.Time) ([]Shift, error)
}

// shiftsAhead is how far ahead the shifts of a unit that ends are counted.
const shiftsAhead = 366 * 24 * time.Hour

// ending is what ends with a change; nil if nothing does that had not ended.
func (s *Service) ending(ctx context.Context, now Rulebook, c RuleChange) (*Ending, error) {
	switch {
	case c.Unit != nil && c.Unit.Ended:
		if u, ok := now.Tree.Unit(c.Unit.Code); !ok || u.Ended {
			return nil, nil
		}
		e := now.unitLeaves(*c.Unit)
		return &e, s.try(ctx, func(ctx context.Context) error { return s.countPeople(ctx, &e, c.Unit.Code) })
	case c.Category != nil && c.Category.Ended:
		if x, ok := now.Category(c.Category.Code); !ok || x.Ended {
			return nil, nil
		}
		e := now.categoryLeaves(c.Category.Code)
		return &e, nil
	}
	return nil, nil
}

func (b Rulebook) unitLeaves(u Unit) Ending {
	e := Ending{To: b.Tree.Current(u.Successor), Lines: []string{}}
	for _, l := range b.Lines {
		if l.Unit == u.Code && !l.Ended {
			e.Lines = append(e.Lines, l.Number)
		}
	}
	for _, d := range b.Directory.Lines {
		if d.Unit == u.Code || slices.Contains(d.Assist, u.Code) {
			e.Directory++
		}
	}
	for _, c := range b.Categories {
		if !c.Ended && (c.Unit == u.Code || slices.Contains(c.Assist, u.Code)) {
			e.Categories++
		}
	}
	for _, below := range b.Tree.Below(u.Code) {
		if below != u.Code && b.Tree.Works(below) {
			e.Below++
		}
	}
	return e
}

func (b Rulebook) categoryLeaves(code string) Ending {
	e := Ending{Lines: []string{}}
	for _, d := range b.Directory.Lines {
		if d.Category != "" && within(d.Category, code) {
			e.Directory++
		}
	}
	for _, l := range b.Limits {
		if l.Category != "" && within(l.Category, code) {
			e.Limits++
		}
	}
	return e
}

// countPeople counts who belongs to a unit, and its duties to come.
func (s *Service) countPeople(ctx context.Context, e *Ending, unit string) error {
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
