package tickets

// Apply makes a move: the ticket with one more entry, or Illegal or Invalid. The
// ticket given is left as it was.
func Apply(c Case) (Ticket, error) {
	r, t := c.Request, c.Ticket
	rule, err := find(t.State, r.Move, c.By)
	if err != nil {
		return Ticket{}, err
	}
	refuse := func(code IllegalCode) (Ticket, error) {
		return Ticket{}, &Illegal{From: t.State, Move: r.Move, Code: code}
	}
	if !c.ownMatter(rule) {
		return refuse(NotYourUnit)
	}
	if !cleanText(r.Note, maxContent) {
		return refuse(BadNote)
	}
	for _, holds := range rule.Guards {
		if code := holds(c); code != "" {
			return refuse(code)
		}
	}
	if r.Move == MoveCorrect {
		if t.Register, err = corrected(t.Register, *r.Changes); err != nil {
			return Ticket{}, err
		}
	}
	e := c.entry(rule)
	t.Entries = append(append(make([]Entry, 0, len(t.Entries)+1), t.Entries...), e)
	t.State, t.UpdatedAt = e.To, c.Now
	if e.Unit != "" {
		t.Lead = e.Unit
	}
	if e.Answer != nil {
		t.Answer = e.Answer
	}
	if e.Reason != "" {
		t.NoReply = e.Reason
	}
	return t, nil
}

// ownMatter: someone whose only role in this rule is the clerk's must belong to
// the unit that leads, or to one above it.
func (c Case) ownMatter(r Rule) bool {
	for _, role := range r.Roles {
		if role != RoleUnitClerk && c.By.Has(role) {
			return true
		}
	}
	return c.Tree.Within(c.Ticket.Lead, c.By.Unit)
}

// entry writes the move down.
func (c Case) entry(rule Rule) Entry {
	r, t := c.Request, c.Ticket
	e := Entry{Seq: len(t.Entries) + 1, At: c.Now, Move: r.Move, From: t.State, To: rule.To,
		By: c.By.Person, Addr: c.By.From, Note: r.Note}
	if e.To == Same {
		e.To = t.State
	}
	switch r.Move {
	case MoveRegister:
		written := t.Register
		e.Written = &written
	case MoveDispatch:
		e.Unit = r.Unit
	case MoveAnswer:
		e.Answer = c.answer()
	case MoveClose:
		if r.Way != "" {
			e.Answer = c.answer()
		} else if t.Answer == nil {
			e.Reason = r.Reason
		}
	case MoveCorrect:
		changes := *r.Changes
		e.Changes = &changes
	}
	return e
}

func (c Case) answer() *Answer {
	a := &Answer{By: c.By.Person, At: c.Request.AnsweredAt, Way: c.Request.Way, Text: c.Request.Note}
	if a.At.IsZero() {
		a.At = c.Now
	}
	return a
}
