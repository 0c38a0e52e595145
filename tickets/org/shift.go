package org

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"slices"
	"strings"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/internal/fold"
	"hotline12345/internal/phone"
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
	// Mail is where the unit's reminders go during the shift; empty is none.
	Mail string `json:"mail,omitempty"`
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

// Same names the person of a shift in one form, so that the same shift entered twice is one,
// however name and number were written.
func (s Shift) Same() string {
	return strings.Join(strings.Fields(fold.String(s.Name)), "") + " " + fold.Digits(phone.Plan{}.Tidy(s.Phone))
}

// Repeats reports whether a shift is another one again, with nothing new to it.
func (s Shift) Repeats(o Shift) bool {
	return s.replaces(o) && s.Leads == o.Leads && s.Note == o.Note && s.Mail == o.Mail
}

// replaces reports whether it is the same person's duty for the same unit at the same time.
func (s Shift) replaces(o Shift) bool {
	return s.Unit == o.Unit && s.From.Equal(o.From) && s.Until.Equal(o.Until) && s.Same() == o.Same()
}

// Enter returns what becomes of a roster when shifts are entered: those to be added, and those
// of the roster that they take the place of. What is there already, or named twice, is
// neither.
func Enter(roster, shifts []Shift) (add, replaced []Shift) {
	for _, s := range shifts {
		if slices.ContainsFunc(roster, s.Repeats) || slices.ContainsFunc(add, s.replaces) {
			continue
		}
		if i := slices.IndexFunc(roster, s.replaces); i >= 0 {
			replaced = append(replaced, roster[i])
		}
		add = append(add, s)
	}
	return add, replaced
}

// RosterRev is the version of a roster: a digest of which shifts it has.
func RosterRev(shifts []Shift) string {
	ids := make([]string, len(shifts))
	for i, s := range shifts {
		ids[i] = s.ID
	}
	slices.Sort(ids)
	sum := sha256.Sum256([]byte(strings.Join(ids, "\n")))
	return hex.EncodeToString(sum[:8])
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
	if text.IsBlank(s.Name) || !text.Clean(s.Name, text.MaxName) {
		bad("name", errs.CodeRequired)
	}
	if !text.IsTelephone(s.Phone) {
		bad("phone", errs.CodeInvalid)
	}
	if s.Mail != "" && !IsMail(s.Mail) {
		bad("mail", errs.CodeInvalid)
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

// mailForm is a mail address as offices have them: one address, no name, no line end.
var mailForm = regexp.MustCompile("^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+$")

// longestMail is the longest address that SMTP carries (RFC 5321, 4.5.3.1.3).
const longestMail = 254

// IsMail reports whether a text is one mail address: "duty@example.org".
func IsMail(s string) bool { return len(s) <= longestMail && mailForm.MatchString(s) }
