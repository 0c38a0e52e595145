package accounts

import (
	"context"
	"time"

	"hotline12345/internal/postgres/db"
	"hotline12345/tickets/org"
)

// keepAttempts is how long tries to sign in are kept.
const keepAttempts = "90 days"

// RecordLogin remembers a try to sign in; a place is what tries are counted by.
func (s *Store) RecordLogin(ctx context.Context, login, addr, place string, ok bool) error {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	_, err := s.db.Exec(ctx, "insert into login_attempts (login, addr, place, ok) values ($1, $2, $3, $4)",
		db.Text(login), db.Text(addr), db.Text(place), ok)
	return db.Fault("record a login", err)
}

// FailedLogins counts the wrong passwords before now.
func (s *Store) FailedLogins(ctx context.Context, login, place string, now time.Time) (org.Failures, error) {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	var f org.Failures
	err := s.db.QueryRow(ctx, `
		with own as (select place, max(at) as at from login_attempts where login = $1 and ok and at >= $5 group by place),
		wrong as (select place, at from login_attempts where login = $1 and not ok and at >= $4)
		select
			(select count(*) from wrong where place = $2 and at >= $3
				and at > coalesce((select at from own where place = $2), '-infinity')),
			(select count(*) from wrong where place = $2),
			(select count(*) from login_attempts where place = $2 and not ok and at >= $3),
			(select count(*) from wrong where place not in (select place from own)),
			exists (select from own where place = $2)`,
		db.Text(login), db.Text(place), now.Add(-org.FailureWindow), now.Add(-org.FailureDay), now.Add(-org.PlaceKnown)).
		Scan(&f.Here, &f.HereToday, &f.OfPlace, &f.Strange, &f.Known)
	return f, db.Fault("count failed logins", err)
}

// RemoveOldLogins removes tries to sign in that are older than 90 days.
func (s *Store) RemoveOldLogins(ctx context.Context) error {
	_, err := s.db.Exec(ctx, "delete from login_attempts where at < now() - $1::interval", keepAttempts)
	return db.Fault("remove old login attempts", err)
}
