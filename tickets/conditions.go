package tickets

// The conditions that tell apart two rules for one move.
var (
	ofLead = &Condition{"lead", func(c Case) bool {
		i := c.partIndex()
		return i < 0 || c.Ticket.Parts[i].Role == Lead
	}}
	ofAssist = &Condition{"assisting", func(c Case) bool {
		i := c.partIndex()
		return i >= 0 && c.Ticket.Parts[i].Role == Assist
	}}
	// assistsNamed: the request names a unit that only assists.
	assistsNamed = &Condition{"an assisting unit's part", func(c Case) bool {
		i := c.namedPart()
		return i >= 0 && c.Ticket.Parts[i].Role == Assist
	}}
	// returnOfLead: the leading unit need not handle the matter after all.
	returnOfLead = &Condition{"return of the lead", func(c Case) bool {
		p, ok := c.plea()
		return ok && p.Kind == PleaReturn && p.Unit == c.Ticket.Lead
	}}
	// exclusion: it is decided whether a rating counts, wherever the matter is by now.
	exclusion = &Condition{"exclusion of a rating", func(c Case) bool {
		p, ok := c.plea()
		return ok && p.Kind == PleaExclusion
	}}
	// toldByUnit: the unit answered the citizen itself (S096).
	toldByUnit = &Condition{"the unit told the citizen", func(c Case) bool {
		i := c.Ticket.lead()
		return i >= 0 && c.Ticket.Parts[i].Report != nil && c.Ticket.Answer != nil &&
			c.Ticket.Answer.By.ID == c.Ticket.Parts[i].Report.By.ID && !c.Ticket.Answer.At.Before(c.Ticket.Parts[i].DispatchedAt)
	}}
	// unitsFault: dissatisfied with reason (M58).
	unitsFault = &Condition{"dissatisfied through the unit's fault", func(c Case) bool {
		r := c.Request.Revisit
		return r != nil && r.UnitsFault && c.Ticket.Lead != ""
	}}
	otherLead = &Condition{"another unit shall lead", func(c Case) bool {
		return c.Request.Unit != "" && c.Request.Unit != c.Ticket.Lead
	}}
)

// partIndex is the part that the actor acts for: the one that the request
// names, else the actor's own, the leading one first; -1 if there is none.
func (c Case) partIndex() int {
	if c.Request.Part != "" {
		return c.Ticket.part(c.Request.Part)
	}
	own := -1
	for i, p := range c.Ticket.Parts {
		if !c.ofActor(p) {
			continue
		}
		if p.Role == Lead && c.leadActs() {
			return i
		}
		if own < 0 || !c.Ticket.Parts[own].Open() {
			own = i
		}
	}
	return own
}

// ofActor says whether a part is the actor's unit's, or of one below it; work that
// reached a unit after its end is its successor's.
func (c Case) ofActor(p Part) bool {
	return c.Rules.Tree.Within(p.Unit, c.By.Unit) || c.Rules.Tree.Within(c.Rules.Tree.Current(p.Unit), c.By.Unit)
}

// leadActs: the leading part is meant while it has something to do; then those
// below who assist.
func (c Case) leadActs() bool {
	i := c.Ticket.lead()
	if i < 0 {
		return false
	}
	p := c.Ticket.Parts[i]
	switch c.Request.Move {
	case MoveSign:
		return p.State == ToSign
	case MoveReport, MoveExtend:
		return p.State == InHand
	}
	return true
}

// plea is the plea that is granted or refused: the one of the kind and part
// that the request names, or the only one.
func (c Case) plea() (Plea, bool) {
	var found []Plea
	for _, p := range c.Ticket.Pleas {
		if (c.Request.Plea == "" || c.Request.Plea == p.Kind) && (c.Request.Part == "" || c.Request.Part == p.Unit) {
			found = append(found, p)
		}
	}
	if len(found) != 1 {
		return Plea{}, false
	}
	return found[0], true
}
