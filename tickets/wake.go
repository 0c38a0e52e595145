package tickets

import (
	"slices"
	"time"
)

// Wake is when the clock has to look at a ticket next; zero for never.
func Wake(t Ticket) time.Time {
	var next time.Time
	for _, a := range alarms(t) {
		if next.IsZero() || a.at.Before(next) {
			next = a.at
		}
	}
	return next
}

// Ring is what the clock does with a ticket now: one request at a time, until it
// says false.
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

// alarms are what the clock will have to do, the graver first.
func alarms(t Ticket) []alarm {
	var list []alarm
	reminder := func(at time.Time, what Alarm, part string) {
		list = append(list, alarm{at, Request{Move: MoveRemind, What: what, Assignee: part}})
	}
	if slices.Contains(append(atUnits(), Checking), t.State) {
		for _, p := range t.Assignments {
			if p.Open() {
				list = append(list, alarm{p.Due, Request{Move: MoveSupervise, Assignee: p.Unit}})
			}
		}
		for _, p := range t.Assignments {
			if p.State == ToSign && !p.SignReminded {
				reminder(p.SignBy, AlarmSign, p.Unit)
			}
			if p.Open() && !p.Reminded {
				reminder(p.WarnAt, AlarmDue, p.Unit)
			}
			if p.awaitsContact() && !p.ContactReminded {
				reminder(p.ContactWarnAt, AlarmContact, p.Unit)
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
