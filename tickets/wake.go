package tickets

import (
	"slices"
	"time"
)

// Wake returns when the clock has to act on a ticket next; zero for never.
func Wake(t Ticket) time.Time {
	var next time.Time
	for _, a := range alarms(t) {
		if next.IsZero() || a.at.Before(next) {
			next = a.at
		}
	}
	return next
}

// ClockMove returns what the clock does with a ticket now: one request at a time, until it
// returns false.
func ClockMove(t Ticket, now time.Time) (Request, bool) {
	for _, a := range alarms(t) {
		if !a.at.After(now) {
			return a.request, true
		}
	}
	return Request{}, false
}

// alarm is one thing that the clock has to do at a time.
type alarm struct {
	at      time.Time
	request Request
}

// alarms returns what the clock will have to do, the graver first.
func alarms(t Ticket) []alarm {
	var list []alarm
	reminder := func(at time.Time, what Alarm, unit string) {
		list = append(list, alarm{at, Request{Move: MoveRemind, What: what, Assignee: unit}})
	}
	if slices.Contains(append(atUnits(), Checking), t.State) {
		for _, a := range t.Assignments {
			if a.Open() {
				list = append(list, alarm{a.Due, Request{Move: MoveSupervise, Assignee: a.Unit}})
			}
		}
		for _, a := range t.Assignments {
			if a.State == ToSign && !a.SignReminded && !a.ForInformation {
				reminder(a.SignBy, AlarmSign, a.Unit)
			}
			if a.Open() && !a.Reminded {
				reminder(a.WarnAt, AlarmDue, a.Unit)
			}
			if a.awaitsContact() && !a.ContactReminded {
				reminder(a.ContactWarnAt, AlarmContact, a.Unit)
			}
		}
	}
	if t.State != Archived && t.Emergency.Unverified() && !t.Emergency.Reminded {
		reminder(t.Emergency.VerifyBy, AlarmVerify, "")
	}
	switch {
	case !t.State.Open():
	case !t.PromiseReminded:
		reminder(t.Promise, AlarmPromise, "")
	case !slices.Contains(atUnits(), t.State): // the office's own delay
		again := t.PromiseAgain
		if again.IsZero() { // reminded by a version that did so once
			again = t.Promise
		}
		reminder(again, AlarmPromise, "")
	}
	return list
}

// NeedsRecount reports whether a ticket's limits differ from what the rulebook says now.
func NeedsRecount(t Ticket, b Rulebook) bool {
	for _, a := range t.Assignments {
		d := b.dueWithin(t, a)
		if a.Open() && (!d.At.Equal(a.Due) || d.Provisional != a.Provisional || !b.signBy(a).Equal(a.SignBy)) {
			return true
		}
		if a.awaitsContact() && !b.contactBy(a).Equal(a.ContactBy) {
			return true
		}
	}
	d := b.Deadline(t.PromiseFrom, t.PromiseLimit)
	return !d.At.Equal(t.Promise) || d.Provisional != t.PromiseProvisional
}
