package tickets

import (
	"slices"

	"hotline12345/tickets/redaction"
)

// redactor redacts the parts of a ticket.
type redactor struct{ redaction.Redactor }

// redactorOf returns the redactor for a ticket's citizen: the names and numbers of the register, as
// first written and as corrected (M70, M71).
func redactorOf(t Ticket) redactor {
	c := saidOfCitizen(t)
	c.Texts = t.Said()
	for _, e := range t.Entries {
		c.Texts = append(c.Texts, e.Note, e.People)
		c.Staff = append(c.Staff, e.By.Name)
	}
	return redactor{redaction.New(c)}
}

// saidOfCitizen returns what the register says of the citizen, now and before.
func saidOfCitizen(t Ticket) (c redaction.Citizen) {
	registers := []Register{t.Register}
	for _, e := range t.Entries {
		if e.Written != nil {
			registers = append(registers, *e.Written)
		}
		if e.Answer != nil {
			c.Told = append(c.Told, e.Answer.Address)
		}
		if x := e.Changes; x != nil {
			registers = append(registers, Register{Name: value(x.Name), Unit: value(x.Unit), Contact: value(x.Contact)})
		}
	}
	if t.Answer != nil {
		c.Told = append(c.Told, t.Answer.Address)
	}
	for _, g := range registers {
		c.Names = append(c.Names, g.Name)
		c.Told = append(c.Told, g.Unit, g.Contact)
		c.Numbers = append(c.Numbers, g.Contact)
	}
	c.Told, c.Numbers = append(c.Told, t.Caller), append(c.Numbers, t.Caller, t.Contact)
	return c
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// Telling returns what of a register's content and place tells who the citizen is, as it is
// typed and each once: a unit would not read it if the matter is confidential.
func (r Register) Telling() []string {
	by := redactorOf(Ticket{Register: r})
	var list []string
	for _, said := range slices.Concat(by.Tells(r.Content), by.Tells(r.Place)) {
		if !slices.Contains(list, said) && len(list) < mostTelling {
			list = append(list, said)
		}
	}
	return list
}

// mostTelling bounds what a page shows.
const mostTelling = 8
