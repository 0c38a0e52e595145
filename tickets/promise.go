package tickets

import (
	"hotline12345/internal/text"
)

// guardPromise requires a reason where a person gives a unit longer than the citizen was
// promised: the promise then moves, and the citizen is told why, as with an extension (M50).
func guardPromise(c Case) IllegalCode {
	if c.Request.Limit == "" || !text.IsBlank(c.Request.Note) {
		return ""
	}
	if c.Rules.Deadline(c.Now, c.limit(&c.Ticket)).At.After(c.Ticket.Promise) {
		return OverPromise
	}
	return ""
}

// keepPromise moves the promise where a unit has longer than the citizen was promised: to
// the time that the office needs after the unit's limit. It reports whether it moved.
func (c Case) keepPromise(t *Ticket, e *Entry, a Assignment) bool {
	if t.Promise.IsZero() || !a.Due.After(t.Promise) {
		return false
	}
	c.promiseAfter(t, e, a)
	return true
}

// promiseAfter promises the citizen an answer when the office has had its time after a
// unit's limit, if that is later than what was promised. Counted from where the limit
// counts from, both move with the calendar.
func (c Case) promiseAfter(t *Ticket, e *Entry, a Assignment) {
	s := Span{a.Due, Limit{Days: promiseDays}}
	if a.Limit.Days > 0 {
		s = Span{a.From, Limit{Days: a.Limit.Days + promiseDays}}
	}
	if c.Rules.Deadline(s.From, s.Limit).At.After(t.Promise) {
		c.Rules.promise(t, s.From, s.Limit)
		e.Promise = t.Promise
	}
}
