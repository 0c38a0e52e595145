package tickets

// AsOf is the ticket as it was when the entry with this seq was written: who wrote
// what, and which unit led. A document that was sent is drawn again as it was; units
// and centres have their names of now.
func (t Ticket) AsOf(seq int) Ticket {
	t.Entries = t.Entries[:seq]
	t.Lead = ""
	for _, e := range t.Entries {
		if e.Written != nil {
			t.Register = *e.Written
		}
		if e.Changes != nil {
			t.Register, _ = corrected(t.Register, *e.Changes) // what was refused was never written
		}
		t.Lead = leadAfter(t.Lead, e)
	}
	return t
}

// leadAfter is the leading unit after an entry.
func leadAfter(lead string, e Entry) string {
	switch {
	case e.To == Registered, e.To == Merged:
		return "" // given back, reopened, or another ticket's
	case e.Move == MoveDispatch, e.Move == MoveHandDown, e.Move == MoveDecide && e.Unit != "",
		e.Move == MoveHandOver && e.Part == lead:
		return e.Unit
	case e.Move == MoveArchive && e.Reason != "":
		return ""
	}
	return lead
}
