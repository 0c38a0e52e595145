// Package ownership keeps the claim of the service that owns the hotline.
package ownership

import (
	"context"
	"errors"

	"hotline12345/internal/errs"
	"hotline12345/internal/ownership"
	"hotline12345/internal/postgres/db"
)

// Claims is the database as a witness of who owns the hotline.
type Claims struct{ db *db.DB }

// New returns the claims of a database.
func New(d *db.DB) *Claims { return &Claims{db: d} }

var _ ownership.Witness = (*Claims)(nil)

// Read implements ownership.Witness.
func (s *Claims) Read(ctx context.Context) (c ownership.Claim, there bool, err error) {
	err = db.Fault("read who owns the hotline", s.db.QueryRow(ctx, "select epoch, instance, beat, displaced, who from service_owner").
		Scan(&c.Epoch, &c.Instance, &c.Beat, &c.Displaced, &c.Who))
	if errors.Is(err, errs.ErrNotFound) {
		return ownership.Claim{}, false, nil
	}
	return c, err == nil, err
}

// Write implements ownership.Witness: it compares and replaces in one statement.
func (s *Claims) Write(ctx context.Context, was, now ownership.Claim) error {
	tag, err := s.db.Exec(ctx, `insert into service_owner as o (epoch, instance, beat, displaced, who) values ($1, $2, $3, $4, $5)
		on conflict (one) do update set epoch = excluded.epoch, instance = excluded.instance, beat = excluded.beat,
			displaced = excluded.displaced, who = excluded.who, at = now()
		where o.epoch = $6 and o.instance = $7 and o.beat = $8`,
		now.Epoch, now.Instance, now.Beat, now.Displaced, db.Text(now.Who), was.Epoch, was.Instance, was.Beat)
	switch {
	case err != nil:
		return db.Fault("claim the database", err)
	case tag.RowsAffected() == 0:
		return ownership.ErrChanged
	}
	return nil
}
