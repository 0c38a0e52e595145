package tickets

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// paper is the number of the ticket's next document.
func (t *Ticket) paper() string {
	t.Papers++
	return fmt.Sprintf("%s-%d", t.Number, t.Papers)
}

// numbered is the ticket under a number, its documents too: the first move is made
// before there is one.
func (t Ticket) numbered(n Number) Ticket {
	t.Entries = slices.Clone(t.Entries)
	for i, e := range t.Entries {
		if of, ok := strings.CutPrefix(e.Serial, string(t.Number)+"-"); ok {
			t.Entries[i].Serial = string(n) + "-" + of
		}
	}
	t.Number = n
	return t
}

// copies are the units that see a supervision beside the addressee: all above
// it, and the centre.
func (b Rulebook) copies(t *Ticket, unit string) []string {
	to := b.Tree.Above(unit)
	if t.Centre != "" && t.Centre != unit && !slices.Contains(to, t.Centre) {
		to = append(to, t.Centre)
	}
	return to
}

// remind remembers what was reminded of, so that it is not done twice.
func remind(c Case, t *Ticket, e *Entry) {
	r := c.Request
	e.What, e.Part = r.What, r.Part
	if i := t.part(r.Part); i >= 0 {
		e.Due = t.Parts[i].Due
		switch r.What {
		case AlarmSign:
			t.Parts[i].SignReminded = true
			e.Due = t.Parts[i].SignBy
		case AlarmDue:
			t.Parts[i].Reminded = true
		case AlarmContact:
			t.Parts[i].ContactReminded = true
			e.Due = t.Parts[i].ContactBy
		}
	}
	switch r.What {
	case AlarmVerify:
		em := *t.Emergency
		em.Reminded = true
		t.Emergency = &em
		e.Due = em.VerifyBy
	case AlarmPromise:
		if t.PromiseReminded && !t.PromiseReferred && t.State != Merged { // reminded in vain: a level higher, once (M44)
			t.PromiseReferred = true
			if t.Referred.IsZero() {
				t.Referred = c.Now
			}
		}
		t.PromiseReminded = true
		c.Rules.remindAgain(t, c.Now)
		e.Promise = t.Promise
	}
}

// remindAgain plans the next reminder of a promise that is over: on the next working
// day; of a merged ticket, which waits for the first one, in a week.
func (b Rulebook) remindAgain(t *Ticket, now time.Time) {
	days := 1
	if t.State == Merged {
		days = 5
	}
	t.PromiseAgain = b.morningAfter(now, days)
}

// supervise is the written supervision: a numbered document with a new limit,
// copies upward (S097).
func supervise(c Case, t *Ticket, e *Entry) {
	p := &t.Parts[c.namedPart()]
	l, err := ParseLimit(c.Request.Limit)
	switch {
	case err == nil && !l.AtOnce():
	case p.Limit.Days == 0 && p.Limit.Clock > 0 && p.Supervised < 2:
		l = Limit{Clock: p.Limit.Clock}
	case p.Limit.Days == 0:
		l = Limit{Days: 1} // after the third one paper helps no more: it is the leader's now
	default:
		l = Limit{Days: supervisedDays}
	}
	e.Before, e.Part = p.Due, p.Unit
	p.Supervised++
	c.Rules.wind(p, c.Now, l)
	e.Limit, e.Due, e.Provisional, e.Serial = l.String(), p.Due, p.Provisional, t.paper()
	e.Copies = c.Rules.copies(t, p.Unit)
	if c.By.Has(RoleClock) {
		e.What = AlarmOverdue
		if p.Supervised > 1 && t.Referred.IsZero() { // supervised again: a level higher (M44)
			t.Referred = c.Now
		}
	}
}

// recompute counts all limits again by the calendar and the options as they are now.
func recompute(c Case, t *Ticket, e *Entry) {
	for i := range t.Parts {
		if p := &t.Parts[i]; p.Open() {
			c.recomputePart(p, e)
			before := p.ContactBy
			c.recomputeContact(p) // it never ends after the limit
			if e.Due.IsZero() && !p.ContactBy.Equal(before) {
				e.What, e.Part, e.Before, e.Due = AlarmContact, p.Unit, before, p.ContactBy
			}
		}
	}
	d := c.Rules.Deadline(t.PromiseFrom, t.PromiseLimit)
	if !d.At.Equal(t.Promise) {
		t.PromiseReminded = t.PromiseReminded && c.Now.After(d.At)
		e.Promise = d.At
	}
	t.Promise, t.PromiseProvisional = d.At, d.Provisional
}

func (c Case) recomputePart(p *Part, e *Entry) {
	d := c.Rules.Deadline(p.From, p.Limit)
	if d.At.Equal(p.Due) && d.Provisional == p.Provisional {
		p.SignBy = c.Rules.signBy(*p)
		return
	}
	if e.Due.IsZero() || p.Role == Lead {
		e.Before, e.Due, e.Provisional, e.Part = p.Due, d.At, d.Provisional, p.Unit
	}
	p.Reminded = p.Reminded && c.Now.After(c.Rules.warnAt(p.From, d.At))
	p.Due, p.Provisional, p.WarnAt = d.At, d.Provisional, c.Rules.warnAt(p.From, d.At)
	p.SignBy = c.Rules.signBy(*p)
	p.signInTime()
}

// recomputeContact counts the limit of a first contact again that is awaited still.
func (c Case) recomputeContact(p *Part) {
	if p.awaitsContact() {
		c.Rules.windContact(p)
		p.ContactReminded = p.ContactReminded && c.Now.After(p.ContactWarnAt)
	}
}

// Stale says whether a ticket's limits differ from what the calendar says now.
func Stale(t Ticket, b Rulebook) bool {
	for _, p := range t.Parts {
		d := b.Deadline(p.From, p.Limit)
		if p.Open() && (!d.At.Equal(p.Due) || d.Provisional != p.Provisional || !b.signBy(p).Equal(p.SignBy)) {
			return true
		}
		if p.awaitsContact() && !b.contactBy(p).Equal(p.ContactBy) {
			return true
		}
	}
	d := b.Deadline(t.PromiseFrom, t.PromiseLimit)
	return !d.At.Equal(t.Promise) || d.Provisional != t.PromiseProvisional
}

// handOver gives the work of a unit that ends to its successor, with its clock.
func handOver(c Case, t *Ticket, e *Entry) {
	from, to := c.Request.Part, c.Request.Unit
	e.Part, e.Unit = from, to
	if t.Centre == from {
		t.Centre = to
	}
	i, j := t.part(from), t.part(to)
	if i >= 0 && j >= 0 { // a return of one part is none of the other's
		t.dropPleas(func(p Plea) bool { return p.Kind == PleaReturn && (p.Unit == from || p.Unit == to) })
	}
	for k := range t.Pleas {
		if t.Pleas[k].Unit == from {
			t.Pleas = slices.Clone(t.Pleas)
			t.Pleas[k].Unit = to
		}
	}
	t.onePleaEach()
	if i < 0 {
		return
	}
	if j >= 0 { // it has a part already: the leading one stays, else the one that owes its answer
		keep := t.Parts[j]
		if t.Parts[i].Role == Lead || keep.Role != Lead && !keep.Open() {
			keep = t.Parts[i]
		}
		keep.Unit = to
		t.Parts[min(i, j)] = keep
		t.Parts = slices.Delete(t.Parts, max(i, j), max(i, j)+1)
	} else {
		t.Parts[i].Unit = to
	}
	if k := t.lead(); k >= 0 {
		t.Lead = t.Parts[k].Unit
	}
}

// onePleaEach keeps the newest of a unit's pleas of one kind: both units that
// became one had asked.
func (t *Ticket) onePleaEach() {
	var kept []Plea
	for i, p := range t.Pleas {
		if !slices.ContainsFunc(t.Pleas[i+1:], func(o Plea) bool { return o.Kind == p.Kind && o.Unit == p.Unit }) {
			kept = append(kept, p)
		}
	}
	t.Pleas = kept
}
