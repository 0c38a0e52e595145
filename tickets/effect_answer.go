package tickets

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// morning is the time of day at which the office is asked to do what is due that day.
const morning = 9*time.Hour + 30*time.Minute

// morningAfter is the morning of the nth working day after now.
func (b Rulebook) morningAfter(now time.Time, n int) time.Time {
	return b.Deadline(now, Limit{Days: n}).At.Add(morning - b.closing())
}

func (c Case) answer() *Answer {
	a := &Answer{By: c.By.Person, At: c.Request.AnsweredAt, Way: c.Request.Way, Text: c.Request.Note, Source: c.Request.Source}
	if a.At.IsZero() {
		a.At = c.Now
	}
	if a.Way == Letter {
		a.Address = strings.TrimSpace(c.Request.Address)
	}
	return a
}

func answer(c Case, t *Ticket, e *Entry) {
	e.Answer = c.answer()
	if e.Answer.Way == Letter {
		e.Serial = t.paper()
	}
	e.Call = c.Request.Call
	t.Answer = e.Answer
	t.Tell = nil
	c.planRevisit(t)
}

// pass: the unit's answer is as it should be.
func pass(c Case, t *Ticket, e *Entry) {
	note(c, t, e)
	t.Attempts, t.TryAt = nil, time.Time{} // those before were about something else
	if toldByUnit.Holds(c) {
		t.Tell = nil
		c.planRevisit(t)
	}
}

// planRevisit: what a unit handled is asked about on the next working day (M54).
func (c Case) planRevisit(t *Ticket) {
	t.Attempts, t.TryAt = nil, time.Time{}
	if t.Lead != "" {
		t.TryAt = c.Rules.morningAfter(c.Now, 1)
	}
}

func told(c Case, t *Ticket, e *Entry) {
	e.Way, e.Call = c.Request.Way, c.Request.Call
	t.Tell = nil
}

func attempt(c Case, t *Ticket, e *Entry) {
	e.Outcome, e.Call = c.Request.Outcome, c.Request.Call
	t.Attempts = append(t.Attempts, Attempt{At: c.Now, By: c.By.Person, Outcome: c.Request.Outcome, Call: c.Request.Call})
	t.TryAt = nextAttempt(c.Now, len(t.Attempts))
}

func revisit(c Case, t *Ticket, e *Entry) {
	rating := *c.Request.Revisit
	e.Revisit, e.Call, e.Part = &rating, c.Request.Call, cmp.Or(t.Lead, t.Centre)
	t.Revisit = &Revisit{Rating: rating, By: c.By.Person, At: c.Now, Unit: t.Lead}
	t.TryAt = time.Time{}
}

// revisitRedo: the unit handles the matter again; the second time under written
// supervision (M58).
func revisitRedo(c Case, t *Ticket, e *Entry) {
	again := t.disappointed(t.Lead)
	revisit(c, t, e)
	redo(c, t, e)
	if again {
		p := &t.Parts[t.lead()]
		p.Supervised++
		e.Supervised, e.Copies = true, c.Rules.copies(t, p.Unit)
	}
}

// excluded says whether a revisit's rating does not count (M57).
func (t *Ticket) excluded(seq int) bool {
	return slices.ContainsFunc(t.Entries, func(e Entry) bool { return e.Move == MoveGrant && e.Rated == seq })
}

// disappointed says whether a unit's work on this matter was called bad, through
// its own fault, before; what was handed down to it counts with it.
func (t *Ticket) disappointed(unit string) bool {
	for _, e := range slices.Backward(t.Entries) {
		switch {
		case e.Move == MoveReopen:
			return false
		case (e.Move == MoveHandDown || e.Move == MoveHandOver) && e.Unit == unit:
			unit = e.Part
		case e.Move == MoveRevisit && e.Revisit.UnitsFault && e.Part == unit && !t.excluded(e.Seq):
			return true
		}
	}
	return false
}

// redo sends the matter back to the unit with written demands and a new limit
// (S098).
func redo(c Case, t *Ticket, e *Entry) {
	l, _ := ParseLimit(c.Request.Limit) // guardNewLimit has read it
	p := &t.Parts[c.namedPart()]
	p.State, p.Redo, p.Report, p.DispatchedAt, p.CapFrom, p.Supervised = InHand, true, nil, c.Now, c.Now, 0
	c.Rules.wind(p, c.Now, l)
	e.Part, e.Limit, e.Due, e.Provisional, e.Serial = p.Unit, l.String(), p.Due, p.Provisional, t.paper()
	t.Attempts, t.TryAt = nil, time.Time{}
	if p.Role == Assist { // the matter stays where it is, in the check
		return
	}
	c.Rules.promise(t, c.Now, promiseFor(l))
	e.Promise = t.Promise
	t.Answer = nil // the citizen gets a new one
}

func archive(c Case, t *Ticket, e *Entry) {
	if t.State != Answered && t.State != Revisited { // what a unit told is no answer before the check
		e.Reason, t.NoReply = c.Request.Reason, c.Request.Reason
	}
	t.Tell, t.TryAt, t.Referred = nil, time.Time{}, time.Time{}
	if t.Emergency.Ongoing() {
		em := *t.Emergency
		em.EndedAt = c.Now
		t.Emergency = &em
	}
	if t.NoReply != "" { // units need not go on
		t.Parts = nil
		t.Lead = ""
	}
}
