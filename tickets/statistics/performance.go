package statistics

// Performance is how a unit handled its matters in a period (考核), counted from what
// happened in it.
type Performance struct {
	// Returns are those that it asked for; a refused one was improper (M43).
	Returns  int `json:"returns"`
	Returned int `json:"returned"` // granted
	Improper int `json:"improper"` // refused
	// Redone were handled again (S098), Supervised in writing (S097), Overdue among
	// those because the limit was over.
	Redone     int `json:"redone"`
	Supervised int `json:"supervised"`
	Overdue    int `json:"overdue"`
	// First contacts with the citizen (M53): counted when the contact was made, or when
	// the unit reported without one.
	ContactInTime int `json:"contact_in_time"`
	ContactMissed int `json:"contact_missed"`
}

// UnitPerformance is the performance of one unit.
type UnitPerformance struct {
	Unit string
	Performance
}

func (p *Performance) add(o Performance) {
	p.Returns += o.Returns
	p.Returned += o.Returned
	p.Improper += o.Improper
	p.Redone += o.Redone
	p.Supervised += o.Supervised
	p.Overdue += o.Overdue
	p.ContactInTime += o.ContactInTime
	p.ContactMissed += o.ContactMissed
}
