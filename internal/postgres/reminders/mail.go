package reminders

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/errs"
	"hotline12345/internal/postgres/db"
	"hotline12345/internal/postgres/jobs"
	"hotline12345/tickets"
)

// Mailer returns what mails reminders for the worker of jobs; nil if nothing sends them.
func (s *Store) Mailer() jobs.Deliver {
	if s.send == nil {
		return nil
	}
	return s.MailReminder
}

// noAddress is the fault of a reminder for which no unit above its own has an address
// either.
const noAddress = "no mail address: neither the roster nor a unit up to the top has one"

// MailReminder tries to mail a reminder, by its id, and returns the pause after which it is
// to be tried again; 0 is never. One that somebody has read meanwhile, or whose matter is
// done, is not mailed. Only a fault of the database is an error.
func (s *Store) MailReminder(ctx context.Context, id string, now time.Time) (time.Duration, error) {
	r, err := s.Reminder(ctx, id)
	switch {
	case errors.Is(err, errs.ErrNotFound):
		return 0, nil
	case err != nil:
		return 0, err
	case !r.MailedAt.IsZero(), len(r.Receipts) > 0:
		return 0, nil
	}
	if yes, err := s.matters(ctx, id); err != nil || !yes {
		return 0, err
	}
	to, err := s.addresses(ctx, r.Unit, now)
	if err != nil {
		return 0, err
	}
	if len(to) == 0 {
		_, err := s.note(ctx, id, noAddress)
		return 0, err
	}
	failed := s.send(ctx, r, to)
	if failed == nil {
		_, err := s.db.Exec(ctx, "update reminders set mailed_at = $2, mailed_to = $3, mail_fault = '', tries = tries + 1 where id = $1", id, now, len(to))
		return 0, db.Fault("note a mail", err)
	}
	if ctx.Err() != nil {
		return 0, fmt.Errorf("mail %s: %w", id, ctx.Err())
	}
	tries, err := s.note(ctx, id, failed.Error())
	if err != nil {
		return 0, err
	}
	pause, _ := tickets.RetryPause(tries) // 0 after the last one
	return pause, nil
}

// note writes down why a try failed, and returns how many there were.
func (s *Store) note(ctx context.Context, id, fault string) (tries int, err error) {
	err = s.db.QueryRow(ctx, "update reminders set mail_fault = $2, tries = tries + 1 where id = $1 returning tries", id, db.Text(fault)).Scan(&tries)
	return tries, db.Fault("note a failed mail", err)
}

// deepest bounds the way up the tree.
const deepest = 12

// addresses returns where a unit's reminders go now: to those on duty who have an address,
// else to the unit's own, else to the next unit above that has any.
func (s *Store) addresses(ctx context.Context, unit string, now time.Time) ([]string, error) {
	for range deepest {
		rows, err := s.db.Query(ctx, `select distinct shift->>'mail' from duty_shifts where unit = $1 and taken_at is null
			and from_at <= $2 and until_at > $2 and coalesce(shift->>'mail', '') <> ''`, unit, now)
		if err != nil {
			return nil, db.Fault("find who is on duty", err)
		}
		to, err := pgx.CollectRows(rows, pgx.RowTo[string])
		if err != nil || len(to) > 0 {
			return to, db.Fault("find who is on duty", err)
		}
		var mail, above string
		err = s.db.QueryRow(ctx, `select mail, coalesce(case when ended then successor end, parent, '') from units where code = $1`, unit).Scan(&mail, &above)
		switch {
		case errors.Is(err, pgx.ErrNoRows):
			return nil, nil
		case err != nil:
			return nil, db.Fault("find a unit's mail address", err)
		case mail != "":
			return []string{mail}, nil
		}
		unit = above
	}
	return nil, nil
}
