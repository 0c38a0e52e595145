package tickets

import (
	"slices"
	"time"
)

// limit is the limit of a dispatch: the request's, else the table's.
func (c Case) limit(t *Ticket) Limit {
	if l, err := ParseLimit(c.Request.Limit); err == nil && !l.AtOnce() {
		return l
	}
	l, _ := c.Rules.LimitsFor(t.Register, t.Urgency)
	return l
}

// dispatch names the leading unit and those who assist (S082, S086). Those who assist
// already stay with what they did; they are released by a move of its own.
func dispatch(c Case, t *Ticket, e *Entry) {
	r, l := c.Request, c.limit(t)
	lead := c.Rules.capped(t, c.Rules.newPart(r.Unit, Lead, c.Now, l))
	parts := []Part{lead}
	for _, p := range t.Parts {
		if p.Role == Assist && p.Unit != r.Unit {
			parts = append(parts, p)
		}
	}
	for _, unit := range r.Assist {
		if !slices.ContainsFunc(parts, func(p Part) bool { return p.Unit == unit }) {
			parts = append(parts, c.Rules.capped(t, c.Rules.newPart(unit, Assist, c.Now, l)))
		}
	}
	t.Parts, t.Lead = parts, r.Unit
	t.Answer = nil // what another unit told the citizen answers nothing now
	t.dropPleas(func(p Plea) bool { return p.aboutWork() && (t.part(p.Unit) < 0 || p.Kind == PleaReturn) })
	e.Unit, e.Assist, e.Limit, e.Due, e.Provisional = r.Unit, r.Assist, l.String(), lead.Due, lead.Provisional
	e.ByPhone = r.ByPhone
	t.tell(c, e, Notice{What: MoveDispatch, Unit: r.Unit, Due: lead.Due})
}

// tell notes what the citizen must still be told, unless it was said at once
// (S083).
func (t *Ticket) tell(c Case, e *Entry, n Notice) {
	if slices.Contains(Ways(), c.Request.Way) {
		e.Way = c.Request.Way
		return
	}
	if t.Contact == "" {
		return
	}
	n.At = c.Now
	t.Tell = append(slices.DeleteFunc(slices.Clone(t.Tell), func(o Notice) bool { return o.What == n.What }), n)
}

// handDown passes the lead to a unit below; the clock runs on.
func handDown(c Case, t *Ticket, e *Entry) {
	i := t.lead()
	p := t.Parts[i]
	t.dropPleas(func(plea Plea) bool { return plea.aboutWork() && plea.Unit == p.Unit })
	if j := t.part(c.Request.Unit); j >= 0 { // it assisted until now
		t.Parts = slices.Delete(t.Parts, j, j+1)
		i = t.lead()
	}
	fresh := c.Rules.newPart(c.Request.Unit, Lead, c.Now, p.Limit)
	if p.awaitsContact() && c.Now.After(p.ContactBy) { // it was late already
		e.FirstContact = ContactNever
	}
	e.Part = p.Unit
	p.Unit, p.State, p.SignBy, p.Sign, p.SignReminded = c.Request.Unit, ToSign, fresh.SignBy, fresh.Sign, false
	p.signInTime()
	p.dropContact()
	p.ContactedAt = time.Time{} // whoever handles it now talks to the citizen
	t.Parts[i], t.Lead = p, p.Unit
	e.Unit, e.Due = p.Unit, p.Due
}

func assist(c Case, t *Ticket, e *Entry) {
	l := c.limit(t)
	p := c.Rules.capped(t, c.Rules.newPart(c.Request.Unit, Assist, c.Now, l))
	t.Parts = append(t.Parts, p)
	e.Assist, e.Limit, e.Due, e.Provisional = []string{p.Unit}, l.String(), p.Due, p.Provisional
}

func release(c Case, t *Ticket, e *Entry) {
	e.Part = c.Request.Part
	t.removePart(c.Request.Part)
}

// removePart takes a unit's part away, with its pleas.
func (t *Ticket) removePart(unit string) {
	t.Parts = slices.DeleteFunc(t.Parts, func(p Part) bool { return p.Unit == unit })
	t.dropPleas(func(p Plea) bool { return p.aboutWork() && p.Unit == unit })
}

func (t *Ticket) dropPleas(drop func(Plea) bool) {
	t.Pleas = slices.DeleteFunc(slices.Clone(t.Pleas), drop)
}
