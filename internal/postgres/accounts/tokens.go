package accounts

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/errs"
	"hotline12345/internal/postgres/db"
	"hotline12345/tickets/org"
)

// usedEvery is how exact the last use of a token is noted.
const usedEvery = time.Minute

const machineRows = `select token, expires_at, used_at, revoked_at, revoked_by,
	exists (select from users u where u.login = machine_tokens.login and not u.machine) from machine_tokens `

func scanToken(row pgx.CollectableRow) (t org.MachineToken, err error) {
	var used, revoked *time.Time
	err = row.Scan(&t, &t.ExpiresAt, &used, &revoked, &t.RevokedBy, &t.OfPerson)
	t.ExpiresAt, t.UsedAt, t.RevokedAt = t.ExpiresAt.UTC(), db.TimeOf(used), db.TimeOf(revoked)
	return t, err
}

// AddToken keeps a new token by the sum of its secret. An account has one of a name that is
// not revoked: pressed twice, the secret that was shown is the one that opens. The change is
// on record with it.
func (s *Store) AddToken(ctx context.Context, t org.MachineToken, hash string, c org.UserChange) error {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	raw, err := db.Encode(t)
	if err != nil {
		return err
	}
	c.Token = &t
	err = pgx.BeginFunc(ctx, s.db, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, "insert into machine_tokens (id, hash, login, token, expires_at) values ($1, $2, $3, $4, $5)",
			t.ID, hash, db.Text(t.Login), raw, t.ExpiresAt); err != nil {
			return err
		}
		return recordUser(ctx, tx, c)
	})
	if db.Violates(err, "machine_tokens_name") {
		return &errs.Invalid{Fields: []errs.FieldError{{Field: "name", Code: errs.CodeTaken}}}
	}
	return db.Fault("add a token", err)
}

// Tokens returns all tokens, the latest first.
func (s *Store) Tokens(ctx context.Context) ([]org.MachineToken, error) {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	rows, err := s.db.Query(ctx, machineRows+"order by token->>'created_at' desc limit 500")
	if err != nil {
		return nil, db.Fault("list tokens", err)
	}
	list, err := pgx.CollectRows(rows, scanToken)
	return list, db.Fault("list tokens", err)
}

// UseToken returns the token of a sum, and notes that it was used; ErrNotFound for none.
func (s *Store) UseToken(ctx context.Context, hash string, now time.Time) (org.MachineToken, error) {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	rows, err := s.db.Query(ctx, machineRows+"where hash = $1", hash)
	if err != nil {
		return org.MachineToken{}, db.Fault("look up a token", err)
	}
	t, err := pgx.CollectExactlyOneRow(rows, scanToken)
	if err != nil || now.Sub(t.UsedAt) < usedEvery {
		return t, db.Fault("look up a token", err)
	}
	_, err = s.db.Exec(ctx, "update machine_tokens set used_at = $2 where hash = $1", hash, now)
	return t, db.Fault("note the use of a token", err)
}

// RevokeToken ends a token, on record as a change of its account; ErrNotFound where there is
// none that holds.
func (s *Store) RevokeToken(ctx context.Context, id string, c org.UserChange) error {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	person, err := db.Encode(c.By)
	if err != nil {
		return err
	}
	err = pgx.BeginFunc(ctx, s.db, func(tx pgx.Tx) error {
		var t org.MachineToken
		err := tx.QueryRow(ctx, "update machine_tokens set revoked_at = $2, revoked_by = $3 where id = $1 and revoked_at is null returning token", id, c.At, person).Scan(&t)
		if err != nil {
			return err
		}
		c.Login, c.Token = t.Login, &t
		return recordUser(ctx, tx, c)
	})
	return db.Fault("revoke a token", err)
}
