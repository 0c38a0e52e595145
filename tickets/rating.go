package tickets

import (
	"time"

	"hotline12345/tickets/org"
)

// Rating is what a citizen said when asked afterwards (M54-M56).
type Rating struct {
	// Reached says that the citizen could be asked at all.
	Reached bool `json:"reached"`
	// Contacted: did the unit get in touch (响应)?
	Contacted bool `json:"contacted,omitempty"`
	// Solved: is the matter settled (解决)?
	Solved Solution `json:"solved,omitempty"`
	// Satisfied from 5, very satisfied, to 1, very dissatisfied; 0 is no
	// opinion (满意).
	Satisfied int `json:"satisfied,omitempty" minimum:"0" maximum:"5"`
	// UnitsFault: a citizen who is dissatisfied, or whose matter is not settled, has reason to
	// complain, so that the unit handles the matter again (M58).
	UnitsFault bool `json:"units_fault,omitempty"`
	// ByPhone: the hotline called by itself and the citizen pressed keys; nobody talked. What a
	// request says of it is ignored.
	ByPhone bool `json:"by_phone,omitempty"`
}

// Solution is the citizen's word on whether the matter is settled.
type Solution string

// The words.
const (
	SolvedYes    Solution = "yes"
	SolvedPartly Solution = "partly"
	SolvedNo     Solution = "no"
)

// Dissatisfied reports whether the citizen was not content.
func (r Rating) Dissatisfied() bool { return r.Reached && r.Satisfied > 0 && r.Satisfied <= 2 }

// valid reports whether the rating says something.
func (r Rating) valid() bool {
	if !r.Reached {
		return r == Rating{}
	}
	return r.Satisfied >= 0 && r.Satisfied <= 5 &&
		(r.Solved == SolvedYes || r.Solved == SolvedPartly || r.Solved == SolvedNo) &&
		(!r.UnitsFault || r.Dissatisfied() || r.Solved == SolvedNo)
}

// Revisit is a rating with its circumstances.
type Revisit struct {
	Rating
	By org.Person `json:"by"`
	At time.Time  `json:"at"`
	// Unit is the unit that led; empty if the hotline answered itself.
	Unit string `json:"unit,omitempty"`
	// Excluded from the rates after a review (剔除, M57).
	Excluded bool `json:"excluded,omitempty"`
}
