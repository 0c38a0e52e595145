package tickets

import "time"

// dispute puts a disagreement before the leader; the clock runs on (S099).
func dispute(c Case, t *Ticket, e *Entry) {
	t.Dispute = &Dispute{By: c.By.Person, At: c.Now, Note: c.Request.Note}
	if p, ok := c.own(); ok {
		e.Part = p.Unit
	}
}

// decide ends the dispute; the decision binds. It may name another lead.
func decide(c Case, t *Ticket, e *Entry) {
	d := *t.Dispute
	by := c.By.Person
	d.Decision, d.DecidedBy, d.DecidedAt = c.Request.Note, &by, c.Now
	t.Dispute = &d
	if otherLead.Holds(c) {
		dispatch(c, t, e)
	}
}

func refer(c Case, t *Ticket, _ *Entry) { t.Referred = c.Now }

func instruct(c Case, t *Ticket, _ *Entry) { t.Referred, t.Instructed = time.Time{}, c.Now }

// raise makes the matter an emergency: the duty room is alerted, and units that
// still have longer get two hours (S088).
func raise(c Case, t *Ticket, e *Entry) {
	t.Urgency = Emergency
	t.Emergency = &Emergent{RaisedAt: c.Now, VerifyBy: c.Now.Add(verifyLimit)}
	unit := Limit{Clock: 2 * time.Hour}
	for i := range t.Parts {
		p := &t.Parts[i]
		if p.Open() && p.Due.After(c.Now.Add(unit.Clock)) {
			e.Before = p.Due
			c.Rules.wind(p, c.Now, unit)
			e.Due, e.Limit = p.Due, unit.String()
		}
	}
	if promise := promiseFor(unit); t.Promise.After(c.Now.Add(promise.Clock)) {
		c.Rules.promise(t, c.Now, promise)
		e.Promise = t.Promise
	}
}

func verify(c Case, t *Ticket, _ *Entry) {
	em, by := *t.Emergency, c.By.Person
	em.VerifiedAt, em.VerifiedBy = c.Now, &by
	t.Emergency = &em
}

// standDown ends the emergency: units that were hurried have again what the
// table gives them from their dispatch on, and so has the promise.
func standDown(c Case, t *Ticket, e *Entry) {
	em := *t.Emergency
	em.EndedAt = c.Now
	t.Emergency = &em
	t.Urgency = Urgent
	unit, promise := c.Rules.LimitsFor(t.Register, t.Urgency)
	for i := range t.Parts {
		p := &t.Parts[i]
		if p.Open() && c.Rules.Deadline(p.DispatchedAt, unit).At.After(p.Due) {
			e.Before = p.Due
			c.Rules.wind(p, p.DispatchedAt, unit)
			e.Due, e.Limit, e.Provisional = p.Due, unit.String(), p.Provisional
		}
	}
	from := t.CreatedAt
	if i := t.lead(); i >= 0 {
		from = t.Parts[i].DispatchedAt
	}
	if c.Rules.Deadline(from, promise).At.After(t.Promise) {
		c.Rules.promise(t, from, promise)
		e.Promise = t.Promise
	}
}
