package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"hotline12345/tickets"
)

// columns are the values of a ticket's row, in the order of both statements.
func columns(t tickets.Ticket) ([]any, error) {
	t.Stored, t.Masked = true, false
	entries := t.Entries
	t.Entries = nil
	raw, err := encode(t)
	t.Entries = entries
	return []any{t.Number, t.State, t.Call, t.Caller, t.Name, t.Unit, t.Contact, t.CalledAt, t.Content, t.Type,
		t.Category, t.Place, t.Confidential, t.Lead, t.State.Open(), t.CreatedAt, t.UpdatedAt, raw}, err
}

func insertTicket(ctx context.Context, tx pgx.Tx, t tickets.Ticket) error {
	values, err := columns(t)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `insert into tickets (number, state, call, caller, name, unit, contact, called_at, content, type,
			category, place, confidential, lead, is_open, created_at, updated_at, ticket)
		values ($1, $2, nullif($3, ''), nullif($4, ''), $5, $6, $7, $8, $9, $10,
			$11, $12, $13, nullif($14, ''), $15, $16, $17, $18)`, values...)
	return err
}

// updateTicket brings the row up to its entries.
func updateTicket(ctx context.Context, tx pgx.Tx, t tickets.Ticket) error {
	values, err := columns(t)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `update tickets set state = $2, call = nullif($3, ''), caller = nullif($4, ''), name = $5,
			unit = $6, contact = $7, called_at = $8, content = $9, type = $10, category = $11, place = $12,
			confidential = $13, lead = nullif($14, ''), is_open = $15, created_at = $16, updated_at = $17, ticket = $18
		where number = $1`, values...)
	return err
}

// insertEntries adds the entries after the first n.
func insertEntries(ctx context.Context, tx pgx.Tx, t tickets.Ticket, n int) error {
	for _, e := range t.Entries[n:] {
		raw, err := encode(e)
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

// Ticket returns a ticket with its entries.
func (s *Store) Ticket(ctx context.Context, n tickets.Number) (tickets.Ticket, error) {
	var t tickets.Ticket
	var entries []tickets.Entry
	err := s.pool.QueryRow(ctx, `select ticket, (select jsonb_agg(entry order by seq) from ticket_entries where ticket = number)
		from tickets where number = $1`, text(string(n))).Scan(&t, &entries)
	t.Entries = entries
	return t, fault("read ticket", err)
}
