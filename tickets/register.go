package tickets

import (
	"time"
)

// Draft is the register of one call while it is typed.
type Draft struct {
	Call string `json:"call"`
	// Rev rises by one with each save; a save must carry the Rev that it
	// was based on.
	Rev int `json:"rev"`
	Register
	SavedAt time.Time `json:"saved_at,omitzero"`
	// Ticket is the number once the draft is committed; then it is read-only.
	Ticket Number `json:"ticket,omitempty"`
}

// Register is what is written down of a call (S073-S078): five fields that must
// be there, then what the centre adds.
type Register struct {
	Name         string `json:"name"`
	NameDeclined bool   `json:"name_declined"`
	// CallerKind is who the caller speaks for; empty is a person, who needs no unit.
	CallerKind CallerKind `json:"caller_kind,omitempty"`
	// Unit is the caller's employer or organisation.
	Unit         string `json:"unit"`
	UnitDeclined bool   `json:"unit_declined"`
	Contact      string `json:"contact"`
	// ContactDeclined is possible only when the caller withheld the number.
	ContactDeclined bool `json:"contact_declined,omitempty"`
	// CalledAt is the server's (S076); what a page sends is ignored.
	CalledAt time.Time `json:"called_at,omitzero"`
	Content  string    `json:"content"`

	Type         Type   `json:"type"`
	Category     string `json:"category"` // code
	Place        string `json:"place"`
	Confidential bool   `json:"confidential"`
}

// CallerKind is who a caller speaks for (S002).
type CallerKind string

// The kinds; none is a person.
const (
	CallerPerson       CallerKind = "person"       // 个人
	CallerCompany      CallerKind = "company"      // 企业
	CallerOrganisation CallerKind = "organisation" // 其他组织
)

// CallerKinds returns all kinds.
func CallerKinds() []CallerKind {
	return []CallerKind{CallerPerson, CallerCompany, CallerOrganisation}
}

// needsUnit reports whether the caller speaks for a unit, whose name is asked for then
// (S074). A person needs none, and need not decline one.
func (k CallerKind) needsUnit() bool { return k == CallerCompany || k == CallerOrganisation }

// silentOnUnit reports whether a unit is missing that was asked for: the caller speaks for one
// and did not name it.
func (r Register) silentOnUnit() bool { return r.Unit == "" && r.CallerKind.needsUnit() }

// Personal reports whether a person speaks for themself: no unit, and none declined.
func (r Register) Personal() bool {
	return !r.CallerKind.needsUnit() && r.Unit == "" && !r.UnitDeclined
}
