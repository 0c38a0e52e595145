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
	t.dropPleas(func(p Plea) bool { return p.Kind == PleaReturn && p.Unit == t.Lead }) // it would go round the leader
}

func refer(c Case, t *Ticket, _ *Entry) { t.Referred = c.Now }

func instruct(c Case, t *Ticket, _ *Entry) { t.Referred, t.Instructed = time.Time{}, c.Now }

// raise makes the matter an emergency: the duty room is alerted, and units that
// still have longer get two hours (S088).
func raise(c Case, t *Ticket, e *Entry) {
	t.Emergency = &Emergent{RaisedAt: c.Now, VerifyBy: c.Now.Add(verifyLimit), Was: t.Urgency}
	t.Urgency = Emergency
	unit := Limit{Clock: 2 * time.Hour}
	for i := range t.Parts {
		p := &t.Parts[i]
		if p.Open() && p.Due.After(c.Now.Add(unit.Clock)) {
			before := Span{p.From, p.Limit}
			e.Before = p.Due
			c.Rules.wind(p, c.Now, unit)
			p.Unhurried = &before
			c.recomputeContact(p)
			e.Due, e.Limit = p.Due, unit.String()
		}
	}
	if promise := promiseFor(unit); t.Promise.After(c.Now.Add(promise.Clock)) {
		t.Emergency.Unhurried = &Span{t.PromiseFrom, t.PromiseLimit}
		c.Rules.promise(t, c.Now, promise)
		e.Promise = t.Promise
	}
}

func verify(c Case, t *Ticket, _ *Entry) {
	em, by := *t.Emergency, c.By.Person
	em.VerifiedAt, em.VerifiedBy = c.Now, &by
	t.Emergency = &em
}

// standDown ends the emergency: units that it hurried, and the promise, have again
// the limits of before.
func standDown(c Case, t *Ticket, e *Entry) {
	em := *t.Emergency
	em.EndedAt = c.Now
	t.Emergency = &em
	if t.Urgency = em.Was; t.Urgency == "" || t.Urgency == Emergency { // it was written down as one
		t.Urgency = Urgent
	}
	for i := range t.Parts {
		p := &t.Parts[i]
		if was := p.Unhurried; was != nil && p.Open() {
			e.Before = p.Due
			c.Rules.wind(p, was.From, was.Limit)
			c.recomputeContact(p)
			e.Due, e.Limit, e.Provisional = p.Due, was.Limit.String(), p.Provisional
		}
	}
	if was := em.Unhurried; was != nil {
		c.Rules.promise(t, was.From, was.Limit)
		e.Promise = t.Promise
	}
}
