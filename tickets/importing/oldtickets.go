package importing

import (
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

// OldTicket is a ticket of the previous system, with the row that it stands in.
type OldTicket struct {
	Sheet  string
	Line   int
	Head   string // above its number
	Ticket tickets.Ticket
}

// originOf returns the origin that makes an old number unique here.
func originOf(number string) string { return tickets.ImportOrigin + number }

func (r *reader) tickets(k Existing) []OldTicket {
	units, kinds := indexUnits(k.Units), indexCategories(k.Categories)
	var all []OldTicket
	for _, r.row = range r.table.Rows {
		before := len(r.faults)
		m := r.matter(k, units, kinds)
		if r.once("old_number", m.Number); len(r.faults) > before {
			continue
		}
		all = append(all, OldTicket{Sheet: r.row.sheet.sheet, Line: r.row.Line, Head: r.head("old_number"), Ticket: tickets.Import(m, k.By, k.Now, k.Rules)})
	}
	return all
}

func (r *reader) matter(k Existing, units unitIndex, kinds categoryIndex) tickets.OldMatter {
	number := r.text("old_number")
	m := tickets.OldMatter{Number: number, Origin: originOf(number)}
	m.Channel = tickets.Channel(r.word("channel", string(tickets.ByCall)))
	m.Register = tickets.Register{
		Name: r.text("name"), Unit: r.text("unit"), Contact: r.phone("contact"), CalledAt: r.time("called_at", k.Now),
		Content: r.text("content"), Type: tickets.Type(r.word("type", string(tickets.Other))),
		Category: r.categoryOf(kinds), Place: r.text("place"), Confidential: r.yes("confidential"),
	}
	m.CallerKind = tickets.CallerKind(r.word("caller_kind", ""))
	m.NameDeclined, m.ContactDeclined = m.Name == "", m.Contact == ""
	m.TakenBy, m.Unit = r.text("taken_by"), r.unitOf("handled_by", units)
	switch r.word("state", "") {
	case "archived":
		m.Archived = true
	case "open":
		if c, ok := k.Rules.Category(m.Category); ok && c.Ended {
			r.bad("category", EndedKind)
		}
		if r.ended(m.Type) {
			r.bad("type", EndedType)
		}
		if k.Rules.RefusesAnonymous(m.Register, false) { // an archived one was accepted by the rules of its time
			r.bad("name", NeedsName)
		}
		for _, field := range []string{"answer", "no_answer"} {
			if r.text(field) != "" {
				r.bad(field, NotArchived)
			}
		}
		return m
	}
	r.answer(&m, k)
	return m
}

// answer reads who answered the citizen when and how, or why there was no answer (S016).
func (r *reader) answer(m *tickets.OldMatter, k Existing) {
	m.Reason = tickets.NoAnswer(r.word("no_answer", ""))
	text, when, by := r.text("answer"), r.moment("answered_at", k.Now), r.text("answered_by")
	way := tickets.Way(r.word("way", string(tickets.Telephone)))
	if !m.Archived || m.Reason != "" && text == "" {
		return
	}
	for _, field := range []string{"answer", "answered_at", "answered_by"} {
		if something(r.row.cell(field).Text, field == "answer") == "" {
			r.bad(field, NeedsAnswer)
		}
	}
	if when.day && sameDay(when.at, m.CalledAt) {
		when.at = m.CalledAt // the earliest time of that day at which it can have been
	}
	if !when.at.IsZero() && when.at.Before(m.CalledAt) {
		r.bad("answered_at", BeforeCall)
	}
	m.Reason = ""
	m.Answer = &tickets.Answer{By: org.Person{Name: by}, At: when.at, Way: way, Text: text}
}

// sameDay reports whether two times are of one day of the city.
func sameDay(a, b time.Time) bool {
	return a.In(tickets.Zone).Format(time.DateOnly) == b.In(tickets.Zone).Format(time.DateOnly)
}
