package tickets

import (
	"time"
)

// FirstContact is how a unit's first contact with the citizen came about (M53).
type FirstContact string

// The outcomes of a first contact.
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

// FirstContactDays returns the limit of the first contact in working days; 0 is none.
func (o Options) FirstContactDays() int {
	if o.ContactDays == nil {
		return usualContact
	}
	return *o.ContactDays
}

// awaitContact starts the clock of the first contact when the leading unit signs. There is
// none where the citizen left no number, or their name stays in the centre.
func (c Case) awaitContact(t *Ticket, a *Assignment) {
	if a.Role != Lead || !a.ContactedAt.IsZero() || t.Contact == "" || t.IdentityProtected() {
		return
	}
	c.Rules.windContact(a)
}

// windContact sets the limit of the first contact by the rulebook of now.
func (b Rulebook) windContact(a *Assignment) {
	a.ContactBy, a.ContactWarnAt = b.contactBy(*a), time.Time{}
	if !a.ContactBy.IsZero() {
		a.ContactWarnAt = b.warnAt(a.SignedAt, a.ContactBy)
	}
}

// contactBy returns when the first contact is due: never after the answer itself; zero
// without a limit.
func (b Rulebook) contactBy(a Assignment) time.Time {
	days := b.Options.FirstContactDays()
	if days == 0 {
		return time.Time{}
	}
	by := b.Deadline(a.SignedAt, Limit{Days: days}).At
	if by.After(a.Due) {
		return a.Due
	}
	return by
}

// awaitsContact reports whether the unit still has to be in touch with the citizen.
func (a Assignment) awaitsContact() bool {
	return a.State == InHand && a.ContactedAt.IsZero() && !a.ContactBy.IsZero()
}

// contacted notes that a unit was in touch with the citizen; the first time counts.
func (a *Assignment) contacted(e *Entry, at time.Time) {
	if !a.ContactedAt.IsZero() {
		return
	}
	a.ContactedAt = at
	switch {
	case a.ContactBy.IsZero():
	case at.After(a.ContactBy):
		e.FirstContact = ContactLate
	default:
		e.FirstContact = ContactInTime
	}
}

// uncontacted notes once that a unit reports without having been in touch, also if it
// handles the matter again.
func (a *Assignment) uncontacted(e *Entry) {
	if a.ContactedAt.IsZero() && !a.ContactBy.IsZero() {
		e.FirstContact = ContactNever
		a.dropContact()
	}
}

// dropContact stops the clock of the first contact.
func (a *Assignment) dropContact() {
	a.ContactBy, a.ContactWarnAt, a.ContactReminded = time.Time{}, time.Time{}, false
}

// recomputeContact counts the limit of a first contact again that is still awaited.
func (c Case) recomputeContact(a *Assignment) {
	if a.awaitsContact() {
		c.Rules.windContact(a)
		a.ContactReminded = a.ContactReminded && c.Now.After(a.ContactWarnAt)
	}
}
