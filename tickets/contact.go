package tickets

import (
	"time"
)

// FirstContact is how a unit's first contact with the citizen came about (M53).
type FirstContact string

// The ways that it ends.
const (
	ContactInTime FirstContact = "in_time" // 按时联系
	ContactLate   FirstContact = "late"    // 逾时联系
	ContactNever  FirstContact = "never"   // reported, or handed down late, without one
)

const (
	// usualContact is how many working days after signing the leading unit has to
	// be in touch with the citizen, where nothing else is set (M53).
	usualContact = 2
	// longestContact is the most that may be set.
	longestContact = 10
)

// contact is the limit of the first contact in working days; 0 is none.
func (o Options) FirstContactDays() int {
	if o.ContactDays == nil {
		return usualContact
	}
	return *o.ContactDays
}

// awaitContact starts the clock of the first contact when the leading unit signs.
// Nobody calls a citizen who left no number, or whose name stays in the centre.
func (c Case) awaitContact(t *Ticket, p *Assignment) {
	if p.Role != Lead || !p.ContactedAt.IsZero() || t.Contact == "" || identityProtected(t.Confidential, t.Type) {
		return
	}
	c.Rules.windContact(p)
}

// windContact sets the limit of the first contact by the rules of now.
func (b Rulebook) windContact(p *Assignment) {
	p.ContactBy, p.ContactWarnAt = b.contactBy(*p), time.Time{}
	if !p.ContactBy.IsZero() {
		p.ContactWarnAt = b.warnAt(p.SignedAt, p.ContactBy)
	}
}

// contactBy is when the first contact is due: never after the answer itself; zero
// without a limit.
func (b Rulebook) contactBy(p Assignment) time.Time {
	days := b.Options.FirstContactDays()
	if days == 0 {
		return time.Time{}
	}
	by := b.Deadline(p.SignedAt, Limit{Days: days}).At
	if by.After(p.Due) {
		return p.Due
	}
	return by
}

// awaitsContact says whether the unit still has to be in touch with the citizen.
func (p Assignment) awaitsContact() bool {
	return p.State == InHand && p.ContactedAt.IsZero() && !p.ContactBy.IsZero()
}

// contacted notes that a unit was in touch with the citizen; the first time counts.
func (p *Assignment) contacted(e *Entry, at time.Time) {
	if !p.ContactedAt.IsZero() {
		return
	}
	p.ContactedAt = at
	switch {
	case p.ContactBy.IsZero():
	case at.After(p.ContactBy):
		e.FirstContact = ContactLate
	default:
		e.FirstContact = ContactInTime
	}
}

// uncontacted notes that a unit reports without having been in touch; that is
// said once, also if it handles the matter again.
func (p *Assignment) uncontacted(e *Entry) {
	if p.ContactedAt.IsZero() && !p.ContactBy.IsZero() {
		e.FirstContact = ContactNever
		p.dropContact()
	}
}

// dropContact stops the clock of the first contact.
func (p *Assignment) dropContact() {
	p.ContactBy, p.ContactWarnAt, p.ContactReminded = time.Time{}, time.Time{}, false
}
