// Package reminders keeps what people of units must read: who read it when, and what
// became of its mail.
package reminders

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/postgres/db"
	"hotline12345/internal/postgres/jobs"
	"hotline12345/tickets"
)

// Send mails one reminder to some addresses; see internal/mail. An error is why no server
// took it.
type Send func(ctx context.Context, r tickets.Reminder, to []string) error

// Store keeps reminders.
type Store struct {
	db      *db.DB
	planner *jobs.Planner
	send    Send
}

// New returns the reminders of a database. With a nil send none is mailed.
func New(d *db.DB, p *jobs.Planner, send Send) *Store { return &Store{db: d, planner: p, send: send} }

// Remind writes the reminders of a ticket's entries after the first n, and plans their
// mails, within the transaction that adds the entries.
func (s *Store) Remind(ctx context.Context, tx pgx.Tx, t tickets.Ticket, n int) error {
	for _, e := range t.Entries[n:] {
		for _, r := range t.Reminders(e) {
			done, err := tx.Exec(ctx, `insert into reminders (id, ticket, seq, unit, kind, due, at) values ($1, $2, $3, $4, $5, $6, $7)
				on conflict do nothing`, r.ID, r.Ticket, r.Seq, r.Unit, r.Kind, db.Moment(r.Due), r.At)
			if err != nil {
				return err
			}
			if s.send == nil || done.RowsAffected() == 0 {
				continue
			}
			if err := s.planner.Mail(ctx, tx, r.ID, r.At); err != nil {
				return err
			}
		}
	}
	return nil
}

// selectReminders lists reminders with their receipts; a where and an order may follow.
const selectReminders = `select r.id, r.ticket, r.seq, r.unit, r.kind, r.due, r.at, r.mailed_at, r.mailed_to, r.mail_fault,
	(select coalesce(jsonb_agg(jsonb_build_object('by', c.by, 'at', c.at) order by c.at), '[]') from reminder_receipts c where c.reminder = r.id)
	from reminders r `

func scan(row pgx.CollectableRow) (r tickets.Reminder, err error) {
	var due, mailed *time.Time
	err = row.Scan(&r.ID, &r.Ticket, &r.Seq, &r.Unit, &r.Kind, &due, &r.At, &mailed, &r.MailedTo, &r.MailFault, &r.Receipts)
	r.Due, r.MailedAt = db.TimeOf(due), db.TimeOf(mailed)
	return r, err
}

// stillMatters selects the reminders r about something that is still to be done: the matter
// waits for an answer, and where the reminder is about a unit's own work, that is not done.
const stillMatters = `exists (select from tickets t where t.number = r.ticket and t.is_open and t.state <> 'merged')
	and case when r.kind in ('sign', 'due', 'contact') then exists (select from assignments p where p.ticket = r.ticket and p.unit = r.unit
			and (p.state = 'to_sign' or p.state = 'in_hand' and r.kind <> 'sign'))
		when r.kind in ('urge', 'supervise') then not exists (select from assignments p where p.ticket = r.ticket and p.unit = r.unit
			and p.state = 'reported')
		else true end`

// UnreadReminders returns those of some scopes since a time that nobody has read and that
// still matter, the newest first.
func (s *Store) UnreadReminders(ctx context.Context, scopes []tickets.ReminderScope, since time.Time, limit int) ([]tickets.Reminder, error) {
	list := []tickets.Reminder{}
	for _, scope := range scopes {
		rows, err := s.db.Query(ctx, selectReminders+`where r.unit = any($1) and r.kind = any($2) and r.at > $3
			and not exists (select from reminder_receipts c where c.reminder = r.id) and `+stillMatters+` order by r.at desc, r.id limit $4`,
			scope.Units, scope.Kinds, since, limit)
		if err != nil {
			return nil, db.Fault("list reminders", err)
		}
		some, err := pgx.CollectRows(rows, scan)
		if err != nil {
			return nil, db.Fault("list reminders", err)
		}
		list = append(list, some...)
	}
	return list, nil
}

// RemindersOf returns the reminders of a ticket, the oldest first.
func (s *Store) RemindersOf(ctx context.Context, n tickets.Number) ([]tickets.Reminder, error) {
	rows, err := s.db.Query(ctx, selectReminders+"where r.ticket = $1 order by r.seq, r.unit limit 500", db.Text(string(n)))
	if err != nil {
		return nil, db.Fault("list the reminders of a ticket", err)
	}
	list, err := pgx.CollectRows(rows, scan)
	return list, db.Fault("list the reminders of a ticket", err)
}

// Reminder returns one; errs.ErrNotFound for none.
func (s *Store) Reminder(ctx context.Context, id string) (tickets.Reminder, error) {
	rows, err := s.db.Query(ctx, selectReminders+"where r.id = $1", db.Text(id))
	if err != nil {
		return tickets.Reminder{}, db.Fault("read a reminder", err)
	}
	r, err := pgx.CollectExactlyOneRow(rows, scan)
	return r, db.Fault("read a reminder", err)
}

// matters reports whether a reminder is about something that is still to be done.
func (s *Store) matters(ctx context.Context, id string) (yes bool, err error) {
	err = s.db.QueryRow(ctx, "select exists (select from reminders r where r.id = $1 and "+stillMatters+")", db.Text(id)).Scan(&yes)
	return yes, db.Fault("ask whether a reminder still matters", err)
}

// AddReceipt writes down who read a reminder; the first time counts.
func (s *Store) AddReceipt(ctx context.Context, id string, c tickets.Receipt) error {
	by, err := db.Encode(c.By)
	if err != nil {
		return err
	}
	_, err = s.db.Exec(ctx, `insert into reminder_receipts (reminder, person, by, at) values ($1, $2, $3, $4)
		on conflict do nothing`, db.Text(id), c.By.ID, by, c.At)
	return db.Fault("note that a reminder was read", err)
}
