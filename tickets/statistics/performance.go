package statistics

// Conduct is how a unit went about its matters in a period, by what happened in it.
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
	// Whether it was in touch with the citizen in time (M53): counted when the first
	// contact was made, or when the unit reported without one.
	ContactInTime int `json:"contact_in_time"`
	ContactMissed int `json:"contact_missed"`
}

// UnitConduct is the conduct of one unit.
type UnitPerformance struct {
	Unit string
	Performance
}

func (c *Performance) add(o Performance) {
	c.Returns += o.Returns
	c.Returned += o.Returned
	c.Improper += o.Improper
	c.Redone += o.Redone
	c.Supervised += o.Supervised
	c.Overdue += o.Overdue
	c.ContactInTime += o.ContactInTime
	c.ContactMissed += o.ContactMissed
}
