package org

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/internal/text"
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

// longestShift bounds one person's duty.
const longestShift = 72 * time.Hour

// OnDuty returns the shifts at a moment, the leader's last: first the person who acts.
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

// Gap is a time without any person on duty.
type Gap struct {
	From  time.Time `json:"from"`
	Until time.Time `json:"until"`
}

// Gaps returns the times between from and to that no shift covers.
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

// MayKeepRoster reports whether an actor may write a unit's shifts: its own people and
// those above it, and its administrators.
func MayKeepRoster(by Actor, unit string, tree Tree) bool {
	if Administers(by, unit, tree) {
		return true
	}
	return by.Has(RosterKeepers()...) && tree.Within(tree.Current(unit), tree.Scope(tree.Current(by.Unit)))
}

// Check returns what is wrong with a shift.
func (s Shift) Check(tree Tree) []errs.FieldError {
	var wrong []errs.FieldError
	bad := func(field string, code errs.FieldCode) {
		wrong = append(wrong, errs.FieldError{Field: field, Code: code})
	}
	if !tree.Works(s.Unit) {
		bad("unit", errs.CodeUnknown)
	}
	if !s.From.Before(s.Until) || s.Until.Sub(s.From) > longestShift {
		bad("until", errs.CodeInvalid)
	}
	if strings.TrimSpace(s.Name) == "" || !text.Clean(s.Name, text.MaxName) {
		bad("name", errs.CodeRequired)
	}
	if !text.IsTelephone(s.Phone) {
		bad("phone", errs.CodeInvalid)
	}
	if !text.Clean(s.Note, text.MaxPlace) {
		bad("note", errs.CodeInvalid)
	}
	return wrong
}

// RosterKeepers returns the roles whose people keep the rosters of their unit and those
// below it.
func RosterKeepers() []Role {
	return []Role{RoleUnitClerk, RoleSupervisor, RoleDispatcher, RoleDutyOfficer}
}
