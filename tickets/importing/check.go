package importing

import (
	"cmp"
	"slices"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

// Existing is what the hotline has before an import, by which its rows are checked, and who
// imports, and when.
type Existing struct {
	Units      []org.Unit
	Categories []tickets.Category
	Users      []org.User // for users only
	Rules      tickets.Rulebook
	By         org.Actor
	Login      string // of By
	Now        time.Time
}

// Batch is what a table without errors means: whole values, to be added or to replace what
// is there.
type Batch struct {
	Kind       Kind
	Rows       int
	Units      []org.Unit         // parents first
	Categories []tickets.Category // groups first
	Users      []NewUser
	Tickets    []OldTicket
	// Warnings are no errors: what the table says is carried out all the same.
	Warnings []Fault
}

// Check returns what a table means, and all that is wrong with it.
func Check(t *Table, k Existing) (Batch, []Fault) {
	t.Done()
	b := Batch{Kind: t.Kind, Rows: len(t.Rows)}
	r := newReader(t, k.Rules.Plan)
	switch t.Kind {
	case Units:
		b.Units = r.units(k)
	case Users:
		b.Users = r.users(k)
	case Categories:
		b.Categories = r.categories(k)
	case Tickets:
		b.Tickets = r.tickets(k)
	}
	b.Warnings = r.warned
	faults := append(t.Faults, r.faults...)
	slices.SortStableFunc(faults, func(a, b Fault) int { return cmp.Compare(a.Row, b.Row) })
	return b, faults
}
