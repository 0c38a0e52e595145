package tickets

import "slices"

// informed returns an assignment that asks for no answer: no limit runs (S090).
func (c Case) informed(unit string, role AssignmentRole) Assignment {
	return Assignment{Unit: unit, Role: role, State: ToSign, DispatchedAt: c.Now, ForInformation: true}
}

// applyInform gives units the matter without asking for an answer; the office owes the
// citizen one at once. Units that assist and owe an answer are released with it.
func applyInform(c Case, t *Ticket, e *Entry) {
	r := c.Request
	t.Assignments, t.Lead = []Assignment{c.informed(r.Unit, Lead)}, r.Unit
	for _, unit := range r.Assist {
		t.Assignments = append(t.Assignments, c.informed(unit, Assist))
	}
	t.Answer = nil
	t.dropUnitRequests(UnitRequest.aboutWork)
	t.Tell = nil // the answer tells it
	e.Unit, e.Assist, e.ByPhone, e.ForInformation = r.Unit, r.Assist, r.ByPhone, true
}

// applyInformAssist gives one more unit the matter without asking for an answer.
func applyInformAssist(c Case, t *Ticket, e *Entry) {
	t.Assignments = append(slices.Clone(t.Assignments), c.informed(c.Request.Unit, Assist))
	e.Assist, e.ForInformation = []string{c.Request.Unit}, true
}
