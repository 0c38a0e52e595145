package accounts

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/errs"
	"hotline12345/internal/postgres/db"
	"hotline12345/tickets/org"
)

// Factor returns the sealed secret of a user's second factor, confirmed or begun; ErrNotFound
// for none.
func (s *Store) Factor(ctx context.Context, user string) (f org.SecondFactor, err error) {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	err = s.db.QueryRow(ctx, "select secret, confirmed_at is not null from second_factors where user_id::text = $1", user).
		Scan(&f.Secret, &f.Confirmed)
	return f, db.Fault("read a second factor", err)
}

// HasFactors reports whether any secret is kept, confirmed or begun.
func (s *Store) HasFactors(ctx context.Context) (has bool, err error) {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	err = s.db.QueryRow(ctx, "select exists (select from second_factors)").Scan(&has)
	return has, db.Fault("look for second factors", err)
}

// BeginFactor keeps a secret that is not confirmed yet. ErrConflict: there is one that is.
func (s *Store) BeginFactor(ctx context.Context, user string, secret []byte, at time.Time) error {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	done, err := s.db.Exec(ctx, `insert into second_factors (user_id, secret, began_at) values ($1::bigint, $2, $3)
		on conflict (user_id) do update set secret = excluded.secret, began_at = excluded.began_at where second_factors.confirmed_at is null`, user, secret, at)
	if err == nil && done.RowsAffected() == 0 {
		err = errs.ErrConflict
	}
	return db.Fault("begin a second factor", err)
}

// ConfirmFactor makes the begun secret the user's second factor, by the step whose code was
// typed, with the sums of new recovery codes. ErrConflict: none was begun.
func (s *Store) ConfirmFactor(ctx context.Context, user string, step int64, codes []string, at time.Time) error {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	err := pgx.BeginFunc(ctx, s.db, func(tx pgx.Tx) error {
		done, err := tx.Exec(ctx, "update second_factors set confirmed_at = $3, step = $2 where user_id = $1::bigint and confirmed_at is null", user, step, at)
		if err == nil && done.RowsAffected() == 0 {
			err = errs.ErrConflict
		}
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, "delete from recovery_codes where user_id = $1::bigint", user); err != nil {
			return err
		}
		_, err = tx.Exec(ctx, "insert into recovery_codes (user_id, hash) select $1::bigint, unnest($2::text[])", user, codes)
		return err
	})
	return db.Fault("confirm a second factor", err)
}

// UseStep uses the code of a step, and reports whether it was the first use: neither this
// step nor a later one was used before.
func (s *Store) UseStep(ctx context.Context, user string, step int64) (bool, error) {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	done, err := s.db.Exec(ctx, "update second_factors set step = $2 where user_id = $1::bigint and step < $2 and confirmed_at is not null", user, step)
	return done.RowsAffected() == 1, db.Fault("use a code", err)
}

// UseRecovery uses a recovery code by its sum, and reports whether it was good.
func (s *Store) UseRecovery(ctx context.Context, user, hash string, at time.Time) (bool, error) {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	done, err := s.db.Exec(ctx, "update recovery_codes set used_at = $3 where user_id = $1::bigint and hash = $2 and used_at is null", user, hash, at)
	return done.RowsAffected() == 1, db.Fault("use a recovery code", err)
}

// RemoveFactor takes a user's second factor away, with its recovery codes.
func (s *Store) RemoveFactor(ctx context.Context, user string) error {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	err := pgx.BeginFunc(ctx, s.db, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, "delete from recovery_codes where user_id = $1::bigint", user); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, "delete from second_factors where user_id = $1::bigint", user)
		return err
	})
	return db.Fault("remove a second factor", err)
}
