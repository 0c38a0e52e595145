package importing

import (
	"strings"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

// OldTicket is a ticket of the previous system, with the row that it stands in.
type OldTicket struct {
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
		all = append(all, OldTicket{Line: r.row.Line, Head: r.head("old_number"), Ticket: tickets.Import(m, k.By, k.Now, k.Rules)})
	}
	return all
}

func (r *reader) matter(k Existing, units unitIndex, kinds categoryIndex) tickets.OldMatter {
	number := r.text("old_number")
	m := tickets.OldMatter{Number: number, Origin: originOf(number)}
	m.Channel = tickets.Channel(r.word("channel", channelWords, string(tickets.ByCall)))
	m.Register = tickets.Register{
		Name: r.text("name"), Unit: r.text("unit"), Contact: r.phone("contact"), CalledAt: r.time("called_at", k.Now),
		Content: r.text("content"), Type: tickets.Type(r.word("type", typeWords, string(tickets.Other))),
		Category: r.categoryOf(kinds), Place: r.text("place"), Confidential: r.yes("confidential"),
	}
	m.NameDeclined, m.UnitDeclined, m.ContactDeclined = m.Name == "", m.Register.Unit == "", m.Contact == ""
	m.TakenBy, m.Unit = r.text("taken_by"), r.unitOf("handled_by", units)
	switch r.word("state", stateWords, "") {
	case "archived":
		m.Archived = true
	case "open":
		if c, ok := k.Rules.Category(m.Category); ok && c.Ended {
			r.bad("category", EndedKind)
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
	m.Reason = tickets.NoAnswer(r.word("no_answer", reasonWords, ""))
	text, at, by := r.text("answer"), r.time("answered_at", k.Now), r.text("answered_by")
	way := tickets.Way(r.word("way", wayWords, string(tickets.Telephone)))
	if !m.Archived || m.Reason != "" && text == "" {
		return
	}
	for _, field := range []string{"answer", "answered_at", "answered_by"} {
		if r.row.cells[field].Text == "" {
			r.bad(field, NeedsAnswer)
		}
	}
	if !at.IsZero() && at.Before(m.CalledAt) {
		r.bad("answered_at", BeforeCall)
	}
	m.Reason = ""
	m.Answer = &tickets.Answer{By: org.Person{Name: by}, At: at, Way: way, Text: text}
}

// categoryIndex finds leaves by code or name.
type categoryIndex map[string][]string

func indexCategories(list []tickets.Category) categoryIndex {
	x := categoryIndex{}
	for _, c := range list {
		if len(c.Code) == 4 {
			x[c.Code] = []string{c.Code}
			x[c.Name] = append(x[c.Name], c.Code)
		}
	}
	return x
}

func (r *reader) categoryOf(x categoryIndex) string {
	s := r.text("category")
	if s == "" {
		return ""
	}
	codes := x[s]
	if codes == nil {
		codes = x[categoryCode(strings.TrimSpace(s))]
	}
	switch len(codes) {
	case 1:
		return codes[0]
	case 0:
		r.bad("category", UnknownKind)
	default:
		r.bad("category", Ambiguous)
	}
	return ""
}
