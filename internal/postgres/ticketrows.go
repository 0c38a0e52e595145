package postgres

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/postgres/db"
	"hotline12345/tickets"
)

// columns returns the values of a ticket's row, in the order of ticketColumns.
func (s *Store) columns(t tickets.Ticket) ([]any, error) {
	t.Stored, t.Masked = true, false
	summary := tickets.Summarise(t)
	rawSummary, err := db.Encode(summary)
	if err != nil {
		return nil, err
	}
	units, marks, tokens := t.Units(), summary.Marks, s.tokens(t)
	t.Entries = nil
	raw, err := db.Encode(t)
	return []any{t.Number, t.State, t.Call, t.Caller, t.Name, t.Unit, t.Contact, t.CalledAt, t.Content, t.Type,
		t.Category, t.Place, t.Confidential, t.Lead, t.State.Open(), t.CreatedAt, t.UpdatedAt, raw,
		t.Channel, t.Urgency, t.Centre, units, marks, db.Moment(summary.Due), db.Moment(t.Promise),
		db.Moment(tickets.Wake(t)), t.Origin, t.Into, t.State == tickets.Archived, rawSummary, db.Moment(t.TryAt), vector(tokens), wordsForm, texts(tickets.Contacts(t.Contact)), t.Protected}, err
}

// texts returns a list as the database takes it; nil is null.
func texts(list []string) []string {
	for i := range list {
		list[i] = db.Text(list[i])
	}
	return list
}

func (s *Store) insertTicket(ctx context.Context, tx db.Execer, t tickets.Ticket) error {
	values, err := s.columns(t)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, insertTicketSQL, values...)
	return err
}

// updateTicket brings the row up to its entries. It returns when the clock
// would have checked the ticket before.
func (s *Store) updateTicket(ctx context.Context, tx pgx.Tx, t tickets.Ticket) (wake time.Time, err error) {
	values, err := s.columns(t)
	if err != nil {
		return wake, err
	}
	var before *time.Time
	err = tx.QueryRow(ctx, updateTicketSQL, values...).Scan(&before)
	return db.TimeOf(before), err
}

// writeAssignments brings the rows of units up to the ticket.
func writeAssignments(ctx context.Context, tx db.Execer, t tickets.Ticket, fresh bool) error {
	if !fresh {
		if _, err := tx.Exec(ctx, "delete from assignments where ticket = $1", t.Number); err != nil {
			return err
		}
	}
	if !t.State.Open() {
		return nil
	}
	for _, p := range t.Assignments {
		_, err := tx.Exec(ctx, "insert into assignments (ticket, unit, role, state, due, warn_at) values ($1, $2, $3, $4, $5, $6)",
			t.Number, p.Unit, p.Role, p.State, limitOf(p, p.Due), limitOf(p, p.WarnAt))
		if err != nil {
			return err
		}
	}
	return nil
}

// noLimit stands where no limit runs.
var noLimit = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

// limitOf returns a time of an assignment's limit; one that asks for no answer has none.
func limitOf(p tickets.Assignment, at time.Time) time.Time {
	if p.ForInformation {
		return noLimit
	}
	return at
}

// insertEntries adds the entries after the first n.
func insertEntries(ctx context.Context, tx db.Execer, t tickets.Ticket, n int) error {
	for _, e := range t.Entries[n:] {
		raw, err := db.Encode(e)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `insert into ticket_entries (ticket, seq, at, move, person, entry)
			values ($1, $2, $3, $4, $5, $6)`, t.Number, e.Seq, e.At, e.Move, e.By.ID, raw)
		if err != nil {
			return err
		}
	}
	return nil
}

// addTicket writes a new ticket whole, and plans what the clock has to do.
func (s *Store) addTicket(ctx context.Context, tx pgx.Tx, t tickets.Ticket) error {
	if err := s.insertTicket(ctx, tx, t); err != nil {
		return err
	}
	if err := insertEntries(ctx, tx, t, 0); err != nil {
		return err
	}
	if err := writeAssignments(ctx, tx, t, true); err != nil {
		return err
	}
	if err := s.follow(ctx, tx, t, 0); err != nil {
		return err
	}
	return s.planner.Wake(ctx, tx, t, time.Time{})
}

// follow writes what follows from the entries after the first n: messages to webhooks, and
// reminders.
func (s *Store) follow(ctx context.Context, tx pgx.Tx, t tickets.Ticket, n int) error {
	if err := s.Note(ctx, tx, t, n); err != nil {
		return err
	}
	return s.Remind(ctx, tx, t, n)
}

// growTicket adds the entries after the first n.
func (s *Store) growTicket(ctx context.Context, tx pgx.Tx, t tickets.Ticket, n int) error {
	if err := insertEntries(ctx, tx, t, n); err != nil {
		return err
	}
	before, err := s.updateTicket(ctx, tx, t)
	if err != nil {
		return err
	}
	if err := writeAssignments(ctx, tx, t, false); err != nil {
		return err
	}
	if err := s.follow(ctx, tx, t, n); err != nil {
		return err
	}
	return s.planner.Wake(ctx, tx, t, before)
}

// ticketColumns are the columns of tickets in the order of Store.columns; number
// comes first.
var ticketColumns = []string{"number", "state", "call", "caller", "name", "unit", "contact", "called_at", "content", "type",
	"category", "place", "confidential", "lead", "is_open", "created_at", "updated_at", "ticket",
	"channel", "urgency", "centre", "units", "marks", "due", "promise", "wake_at", "origin", "merged_into",
	"archived", "summary", "try_at", "words", "words_form", "contacts", "protected"}

// nullable are the columns of tickets that hold null instead of an empty text.
var nullable = map[string]bool{"call": true, "caller": true, "lead": true, "origin": true, "merged_into": true}

var insertTicketSQL, updateTicketSQL = ticketStatements()

// ticketStatements write a ticket's row; the update returns when the clock would
// have checked the ticket before.
func ticketStatements() (insert, update string) {
	values, sets := make([]string, len(ticketColumns)), make([]string, len(ticketColumns))
	for i, column := range ticketColumns {
		values[i] = fmt.Sprintf("$%d", i+1)
		if nullable[column] {
			values[i] = fmt.Sprintf("nullif($%d, '')", i+1)
		}
		sets[i] = column + " = " + values[i]
	}
	insert = fmt.Sprintf("insert into tickets (%s) values (%s)", strings.Join(ticketColumns, ", "), strings.Join(values, ", "))
	update = "with before as (select wake_at from tickets where number = $1) update tickets set " + strings.Join(sets[1:], ", ") +
		" where number = $1 returning (select wake_at from before)"
	return insert, update
}
