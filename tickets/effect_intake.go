package tickets

import (
	"slices"
	"time"
)

// verifyLimit is how long the duty room has to verify an emergency (S088).
const verifyLimit = 15 * time.Minute

func register(c Case, t *Ticket, e *Entry) {
	written := t.Register
	e.Written = &written
	if t.Channel == "" {
		t.Channel = ByCall
	}
	if t.Centre == "" {
		t.Centre = c.Rules.Tree.CentreFor(c.By.Unit)
	}
	t.Urgency = c.Rules.UrgencyOf(t.Category)
	if t.Urgency == Emergency {
		t.Emergency = &Emergent{RaisedAt: c.Now, VerifyBy: c.Now.Add(verifyLimit)}
	}
	_, promise := c.Rules.LimitsFor(t.Register, t.Urgency)
	c.Rules.promise(t, c.Now, promise)
	e.Promise = t.Promise
}

// promise starts the citizen's clock (S015).
func (b Rulebook) promise(t *Ticket, from time.Time, l Limit) {
	d := b.Deadline(from, l)
	t.PromiseFrom, t.PromiseLimit = from, l
	t.Promise, t.PromiseProvisional, t.PromiseReminded = d.At, d.Provisional, false
	t.PromiseAgain, t.PromiseReferred = time.Time{}, false
}

func decline(c Case, t *Ticket, e *Entry) {
	t.Declined = c.Request.Declined
	e.Declined, e.Refer = c.Request.Declined, c.Request.Refer
	answer(c, t, e)
}

func correct(c Case, t *Ticket, e *Entry) {
	changes := *c.Request.Changes
	e.Changes = &changes
	before := c.Rules.UrgencyOf(t.Category)
	t.Register, _ = corrected(t.Register, changes) // Apply has checked it

	if secret(t.Confidential, t.Type) || t.Contact == "" { // nobody can call who is hidden, or has no number
		for i := range t.Parts {
			t.Parts[i].dropContact()
		}
	}
	switch now := c.Rules.UrgencyOf(t.Category); {
	case now == before || t.Emergency != nil: // a person has decided already
	case now != Emergency:
		t.Urgency = now
	case slices.Contains(unanswered(), t.State): // as if it had been registered so (S088)
		raise(c, t, e)
	}
}

// merge leaves the handling to the first ticket. The promise to this citizen
// stays.
func merge(c Case, t *Ticket, e *Entry) {
	t.Into, e.Ticket = c.Request.Into, c.Request.Into
	for _, p := range t.Parts {
		t.Had = append(slices.Clone(t.Had), p.Unit)
	}
	t.Parts, t.Lead, t.Tell = nil, "", nil
	t.dropPleas(Plea.aboutWork)
}

func absorb(c Case, t *Ticket, e *Entry) {
	e.Ticket = c.Request.Into
	t.Absorbed = append(slices.Clone(t.Absorbed), c.Request.Into)
	if c.Other.Emergency.Ongoing() && !t.Emergency.Ongoing() { // what it brings is as urgent
		raise(c, t, e)
	}
}

func separate(_ Case, t *Ticket, e *Entry) {
	e.Ticket, t.Into = t.Into, ""
}

// letGo: the first ticket no longer answers for one that was merged into it.
func letGo(c Case, t *Ticket, e *Entry) {
	e.Ticket = c.Request.Into
	t.Absorbed = slices.DeleteFunc(slices.Clone(t.Absorbed), func(n Number) bool { return n == c.Request.Into })
}

// reopen takes the matter up again, with a new promise (S014).
func reopen(c Case, t *Ticket, e *Entry) {
	t.Parts, t.Lead, t.Answer, t.NoReply, t.Declined, t.Attempts, t.TryAt = nil, "", nil, "", "", nil, time.Time{}
	t.Instructed, t.Into = time.Time{}, ""
	if t.Urgency == Emergency && !t.Emergency.Ongoing() { // it ended with the archive; a new one is raised
		t.Urgency = Urgent
	}
	if !t.Dispute.Open() {
		t.Dispute = nil
	}
	t.dropPleas(Plea.aboutWork)
	t.Tell, t.Revisit = nil, nil // the ratings stay in the entries, and count
	_, promise := c.Rules.LimitsFor(t.Register, t.Urgency)
	c.Rules.promise(t, c.Now, promise)
	e.Promise = t.Promise
}
