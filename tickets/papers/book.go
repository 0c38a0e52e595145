package papers

import (
	"cmp"
	"slices"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

// Book is one day of the duty register book (值班登记簿, S073-S078). What was
// first written stays; corrections stand beside it.
type Book struct {
	Day   string     `json:"day"` // 2026-11-23, in China's time
	Lines []BookLine `json:"lines" nullable:"false"`
}

// BookLine is one row of the book: a register as it was first written.
type BookLine struct {
	Line     int              `json:"line"` // from 1
	Number   tickets.Number   `json:"number"`
	CalledAt time.Time        `json:"called_at"`
	Written  time.Time        `json:"written_at"`
	Channel  tickets.Channel  `json:"channel"`
	Name     string           `json:"name"` // empty: declined
	Unit     string           `json:"unit"`
	Personal bool             `json:"personal,omitempty"` // a person, who named no unit
	Contact  string           `json:"contact"`
	Content  string           `json:"content"`
	Place    string           `json:"place"`
	Type     tickets.Type     `json:"type"`
	Category string           `json:"category"`
	By       org.Person       `json:"by"`
	Masked   bool             `json:"masked,omitempty"`
	Changes  []BookCorrection `json:"corrections" nullable:"false"`
}

// BookCorrection is a later correction of a row.
type BookCorrection struct {
	At      time.Time       `json:"at"`
	By      org.Person      `json:"by"`
	Changes tickets.Changes `json:"changes"`
	Note    string          `json:"note,omitempty"`
}

// BookOf makes the book of a day from its tickets, in the order of the calls.
// Masked tickets stay masked.
func BookOf(day string, list []tickets.Ticket) Book {
	b := Book{Day: day, Lines: []BookLine{}}
	for _, t := range list {
		b.Lines = append(b.Lines, rowOf(t))
	}
	slices.SortStableFunc(b.Lines, func(x, y BookLine) int {
		return cmp.Or(x.CalledAt.Compare(y.CalledAt), cmp.Compare(x.Number, y.Number))
	})
	for i := range b.Lines {
		b.Lines[i].Line = i + 1
	}
	return b
}

func rowOf(t tickets.Ticket) BookLine {
	r := t.Register
	if len(t.Entries) > 0 && t.Entries[0].Written != nil {
		r = *t.Entries[0].Written
	}
	row := BookLine{Number: t.Number, CalledAt: t.CalledAt, Written: t.CreatedAt, Channel: t.Channel,
		Name: r.Name, Unit: r.Unit, Personal: r.Personal(), Contact: r.Contact, Content: r.Content, Place: r.Place, Type: r.Type,
		Category: r.Category, By: t.CreatedBy, Masked: t.Masked, Changes: []BookCorrection{}}
	for _, e := range t.Entries {
		if e.Changes != nil {
			row.Changes = append(row.Changes, BookCorrection{At: e.At, By: e.By, Changes: *e.Changes, Note: e.Note})
		}
	}
	return row
}
