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
	Words      []OwnWord
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
	// Words are those of the file that are to be explained, or that its mapping explains.
	Words []WordUse
	// Preview are the first rows as they will be stored.
	Preview []PreviewRow
}

// Check returns what a table means, and all that is wrong with it.
func Check(t *Table, k Existing) (Batch, []Fault) {
	t.Done()
	b := Batch{Kind: t.Kind, Rows: len(t.Rows)}
	r := newReader(t, k)
	r.doubts()
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
	r.preview.markWrong(r.faults)
	b.Warnings, b.Words, b.Preview = r.warned, r.words.list, r.preview.rows
	faults := slices.Concat(t.Faults, r.faults)
	order := map[string]int{}
	for i, s := range t.file.Sheets {
		order[s.Name] = i
	}
	inOrder := func(a, b Fault) int {
		return cmp.Or(cmp.Compare(order[a.Sheet], order[b.Sheet]), cmp.Compare(a.Row, b.Row))
	}
	slices.SortStableFunc(faults, inOrder)
	slices.SortStableFunc(b.Warnings, inOrder)
	return b, faults
}
