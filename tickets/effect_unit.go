package tickets

import (
	"cmp"
	"slices"
)

// acting is the part that the actor acts for, to be changed.
func (c Case) acting(t *Ticket, e *Entry) *Part {
	p := &t.Parts[c.partIndex()]
	e.Part = p.Unit
	return p
}

func sign(c Case, t *Ticket, e *Entry) {
	p := c.acting(t, e)
	p.State, p.SignedAt = InHand, c.Now
	c.awaitContact(t, p)
	e.Due = p.Due
}

func report(c Case, t *Ticket, e *Entry) {
	p := c.acting(t, e)
	p.State = Reported
	p.Report = &UnitAnswer{By: c.By.Person, At: c.Now, Result: c.Request.Result, Text: c.Request.Note}
	e.Report, e.Due = p.Report, p.Due
	t.dropPleas(func(plea Plea) bool { return plea.Unit == p.Unit && plea.Kind != PleaExclusion })
	if c.Request.Way != "" && p.Role == Lead {
		e.Answer = c.answer()
		t.Answer = e.Answer
		at := e.Answer.At
		if at.Before(p.DispatchedAt) { // that was about something else
			at = c.Now
		}
		p.contacted(e, at)
	}
	p.uncontacted(e)
}

// plead puts a plea before the hotline; a unit's clock runs on meanwhile.
func (c Case) plead(t *Ticket, e *Entry, kind PleaKind, days int) {
	p := c.acting(t, e)
	e.Plea, e.Days = kind, days
	t.Pleas = append(t.Pleas, Plea{Kind: kind, Unit: p.Unit, By: c.By.Person, At: c.Now, Note: c.Request.Note, Days: days})
}

func askReturn(c Case, t *Ticket, e *Entry) { c.plead(t, e, PleaReturn, 0) }

func askExtension(c Case, t *Ticket, e *Entry) {
	l, _ := ParseLimit(c.Request.Limit) // guardDays has read it
	c.plead(t, e, PleaExtension, l.Days)
}

// askExclusion is about the rating of now; a later one counts whatever is decided.
func askExclusion(c Case, t *Ticket, e *Entry) {
	c.plead(t, e, PleaExclusion, 0)
	e.Rated = t.lastRevisit()
	t.Pleas[len(t.Pleas)-1].Rated = e.Rated
}

// lastRevisit is the entry of the rating of now; 0 if there is none.
func (t *Ticket) lastRevisit() int {
	for _, e := range slices.Backward(t.Entries) {
		if e.Move == MoveRevisit {
			return e.Seq
		}
	}
	return 0
}

// settle takes the plea off the list.
func (c Case) settle(t *Ticket, e *Entry) Plea {
	plea, _ := c.plea()
	e.Plea, e.Part, e.Days = plea.Kind, plea.Unit, plea.Days
	t.dropPleas(func(p Plea) bool { return p.Kind == plea.Kind && p.Unit == plea.Unit })
	return plea
}

// grantReturn: the hotline takes the matter back to dispatch it anew.
func grantReturn(c Case, t *Ticket, e *Entry) {
	c.settle(t, e)
	t.Parts, t.Lead = nil, ""
	t.dropPleas(Plea.aboutWork)
}

func grant(c Case, t *Ticket, e *Entry) {
	plea := c.settle(t, e)
	switch plea.Kind {
	case PleaReturn:
		t.removePart(plea.Unit)
	case PleaExtension:
		extend(c, t, e, plea)
	case PleaExclusion:
		e.Rated = cmp.Or(plea.Rated, t.lastRevisit()) // older pleas named none
		if t.Revisit != nil && t.lastRevisit() == e.Rated {
			r := *t.Revisit
			r.Excluded = true
			t.Revisit = &r
		}
	}
}

// extend prolongs a part's limit; the citizen is told the new date and why
// (S092, M50).
func extend(c Case, t *Ticket, e *Entry, plea Plea) {
	p := &t.Parts[t.part(plea.Unit)]
	e.Before = p.Due
	if p.Limit.Days > 0 {
		c.Rules.wind(p, p.From, Limit{Days: p.Limit.Days + plea.Days})
	} else {
		c.Rules.wind(p, p.Due, Limit{Days: plea.Days})
	}
	e.Due, e.Provisional, e.Limit = p.Due, p.Provisional, p.Limit.String()
	if p.Role != Lead {
		return
	}
	if later := (Limit{Days: promiseDays}); c.Rules.Deadline(p.Due, later).At.After(t.Promise) {
		c.Rules.promise(t, p.Due, later)
		e.Promise = t.Promise
	}
	t.tell(c, e, Notice{What: MoveGrant, Unit: p.Unit, Due: p.Due, Why: plea.Note})
}

func refuse(c Case, t *Ticket, e *Entry) { c.settle(t, e) }

// progress is a unit's first contact too where it says how the citizen was told
// (M53).
func progress(c Case, t *Ticket, e *Entry) {
	note(c, t, e)
	if i := t.part(e.Part); i >= 0 && e.Way != "" {
		t.Parts[i].contacted(e, c.Now)
	}
}

// note only writes down what the request says.
func note(c Case, _ *Ticket, e *Entry) {
	e.Way, e.People, e.Place = c.Request.Way, c.Request.People, c.Request.Place
	if p, ok := c.own(); ok && (c.By.Has(RoleUnitClerk) || p.Unit == c.By.Unit) {
		e.Part = p.Unit
	}
}
