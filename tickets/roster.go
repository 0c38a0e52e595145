package tickets

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Shift is one person's duty for a unit (值班表): who is called there when it
// cannot wait.
type Shift struct {
	ID    string    `json:"id"`
	Unit  string    `json:"unit"`
	From  time.Time `json:"from"`
	Until time.Time `json:"until"` // not included
	Name  string    `json:"name"`
	Phone string    `json:"phone"`
	// Leads marks the leader on duty (带班领导).
	Leads bool   `json:"leads,omitempty"`
	Note  string `json:"note,omitempty"`
	// By entered it; TakenBy took it away again. Both stay on record.
	By      Person    `json:"by"`
	At      time.Time `json:"at"`
	Addr    string    `json:"-"`
	TakenBy *Person   `json:"taken_by,omitempty"`
	TakenAt time.Time `json:"taken_at,omitzero"`
}

// Rosters keeps the shifts of all units.
type Rosters interface {
	// Shifts are those of some units, nil is all, that touch a time; what was
	// taken away is left out.
	Shifts(ctx context.Context, units []string, from, to time.Time) ([]Shift, error)
	// Shift returns ErrNotFound for none.
	Shift(ctx context.Context, id string) (Shift, error)
	// AddShifts keeps all or none.
	AddShifts(ctx context.Context, shifts []Shift) error
	// TakeShift takes one away; ErrNotFound if it is gone already.
	TakeShift(ctx context.Context, id string, by Person, at time.Time) error
}

// longestShift bounds one person's duty.
const longestShift = 72 * time.Hour

// OnDuty are the shifts at a moment, the leader's last: first the person who acts.
func OnDuty(shifts []Shift, at time.Time) []Shift {
	var now []Shift
	for _, s := range shifts {
		if !at.Before(s.From) && at.Before(s.Until) {
			now = append(now, s)
		}
	}
	slices.SortStableFunc(now, func(a, b Shift) int {
		return cmp.Or(leads(a)-leads(b), a.From.Compare(b.From))
	})
	return now
}

func leads(s Shift) int {
	if s.Leads {
		return 1
	}
	return 0
}

// Gap is a time in which nobody is on duty.
type Gap struct {
	From  time.Time `json:"from"`
	Until time.Time `json:"until"`
}

// Gaps are the times between from and to that no shift covers.
func Gaps(shifts []Shift, from, to time.Time) []Gap {
	sorted := slices.SortedFunc(slices.Values(shifts), func(a, b Shift) int { return a.From.Compare(b.From) })
	gaps := []Gap{}
	for _, s := range sorted {
		if s.From.After(from) && from.Before(to) {
			gaps = append(gaps, Gap{from, earlier(s.From, to)})
		}
		if s.Until.After(from) {
			from = s.Until
		}
	}
	if from.Before(to) {
		gaps = append(gaps, Gap{from, to})
	}
	return gaps
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// MayKeepRoster says whether an actor may write a unit's shifts: its own people
// and those above it, and who administers it.
func MayKeepRoster(by Actor, unit string, tree Tree) bool {
	if Administers(by, unit, tree) {
		return true
	}
	return by.Has(RosterKeepers()...) && tree.Within(tree.Current(unit), tree.Scope(tree.Current(by.Unit)))
}

// check says what is wrong with a shift.
func (s Shift) check(tree Tree) []FieldError {
	var wrong []FieldError
	bad := func(field string, code FieldCode) { wrong = append(wrong, FieldError{field, code}) }
	if !tree.Works(s.Unit) {
		bad("unit", CodeUnknown)
	}
	if !s.From.Before(s.Until) || s.Until.Sub(s.From) > longestShift {
		bad("until", CodeInvalid)
	}
	if strings.TrimSpace(s.Name) == "" || !cleanText(s.Name, maxName) {
		bad("name", CodeRequired)
	}
	if !IsTelephone(s.Phone) {
		bad("phone", CodeInvalid)
	}
	if !cleanText(s.Note, maxPlace) {
		bad("note", CodeInvalid)
	}
	return wrong
}

// RosterService keeps the rosters of all units.
type RosterService struct {
	store     Rosters
	people    PeopleFinder
	directory *UnitDirectory
	breaker   *Breaker
}

// PeopleFinder finds who of some units has one of some roles.
type PeopleFinder func(ctx context.Context, units []string, roles []Role) ([]Person, error)

// NewRosterService returns the service over a store; breaker stands before it.
func NewRosterService(store Rosters, people PeopleFinder, directory *UnitDirectory, breaker *Breaker) *RosterService {
	return &RosterService{store: store, people: people, directory: directory, breaker: breaker}
}

// AddShifts enters shifts of units that the actor keeps. Errors: Invalid,
// ErrForbidden, ErrUnavailable.
func (s *RosterService) AddShifts(ctx context.Context, by Actor, shifts []Shift, id func() string) error {
	by, tree := s.directory.Current(ctx, by)
	for i := range shifts {
		x := &shifts[i]
		x.Name, x.Phone, x.Note = strings.TrimSpace(shown(x.Name)), strings.TrimSpace(narrow(x.Phone)), strings.TrimSpace(shown(x.Note))
		if wrong := x.check(tree); len(wrong) > 0 {
			return &Invalid{Fields: wrong}
		}
		if !MayKeepRoster(by, x.Unit, tree) {
			return fmt.Errorf("enter a shift of %s: %w", x.Unit, ErrForbidden)
		}
		x.ID, x.By, x.Addr, x.At = id(), by.Person, by.From, s.breaker.Now()
	}
	return s.breaker.Do(ctx, func(ctx context.Context) error { return s.store.AddShifts(ctx, shifts) })
}

// TakeShift takes a shift away; it stays on record.
func (s *RosterService) TakeShift(ctx context.Context, by Actor, id string) error {
	by, tree := s.directory.Current(ctx, by)
	return s.breaker.Do(ctx, func(ctx context.Context) error {
		x, err := s.store.Shift(ctx, id)
		if err != nil {
			return err
		}
		if !MayKeepRoster(by, x.Unit, tree) {
			return fmt.Errorf("take a shift of %s away: %w", x.Unit, ErrForbidden)
		}
		return s.store.TakeShift(ctx, id, by.Person, s.breaker.Now())
	})
}

// Roster are a unit's shifts that touch a time, for those who may see the unit or
// keep its roster; no unit means all that they see.
func (s *RosterService) Roster(ctx context.Context, by Actor, unit string, from, to time.Time) (list []Shift, err error) {
	by, tree := s.directory.Current(ctx, by)
	units, err := VisibleUnits(by, tree)
	if err != nil && !by.Has(RoleAdministrator) {
		return nil, fmt.Errorf("read the roster: %w", err)
	}
	if by.Has(RoleAdministrator) {
		units = administered(by, tree)
	}
	if unit != "" {
		if units != nil && !slices.Contains(units, unit) {
			return nil, fmt.Errorf("read the roster of %s: %w", unit, ErrForbidden)
		}
		units = []string{unit}
	}
	if to.Sub(from) > 62*24*time.Hour || !from.Before(to) {
		return nil, &Invalid{Fields: []FieldError{{"from", CodeInvalid}}}
	}
	err = s.breaker.Do(ctx, func(ctx context.Context) (err error) {
		list, err = s.store.Shifts(ctx, units, from, to)
		return err
	})
	return list, err
}
