package accounts

import (
	"context"
	"time"

	"hotline12345/internal/postgres/db"
)

// keepAttempts is how long tries to sign in are kept.
const keepAttempts = "90 days"

// RecordLogin remembers a try to sign in.
func (s *Store) RecordLogin(ctx context.Context, login, addr string, ok bool) error {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	_, err := s.db.Exec(ctx, "insert into login_attempts (login, addr, ok) values ($1, $2, $3)", db.Text(login), db.Text(addr), ok)
	return db.Fault("record a login", err)
}

// FailedLogins returns the number of failed tries since a time: of this login since its
// last success, and from this address.
func (s *Store) FailedLogins(ctx context.Context, login, addr string, since time.Time) (byLogin, byAddr int, err error) {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	err = s.db.QueryRow(ctx, `select
		(select count(*) from login_attempts where login = $1 and at >= $3 and not ok and at > coalesce(
			(select max(at) from login_attempts where login = $1 and at >= $3 and ok), '-infinity')),
		(select count(*) from login_attempts where addr = $2 and at >= $3 and not ok)`,
		db.Text(login), db.Text(addr), since).Scan(&byLogin, &byAddr)
	return byLogin, byAddr, db.Fault("count failed logins", err)
}

// RemoveOldLogins removes tries to sign in that are older than 90 days.
func (s *Store) RemoveOldLogins(ctx context.Context) error {
	_, err := s.db.Exec(ctx, "delete from login_attempts where at < now() - $1::interval", keepAttempts)
	return db.Fault("remove old login attempts", err)
}
