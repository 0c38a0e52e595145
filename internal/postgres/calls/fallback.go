package calls

import (
	"context"

	"github.com/jackc/pgx/v5"

	"hotline12345/cti"
	"hotline12345/internal/postgres/db"
)

// AddCall adds the row of a call that the engine never had; one that is there stays.
func (s *Store) AddCall(ctx context.Context, r cti.CallRecord) error {
	return s.Ship(ctx, "", nil, []cti.CallRecord{r})
}

// HandOver notes in a call's row that it went to the fallback; what was noted first stays.
// It reports whether there is a row.
func (s *Store) HandOver(ctx context.Context, call cti.CallID, f cti.Fallback) (bool, error) {
	raw, err := db.Encode(f)
	if err != nil {
		return false, err
	}
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	done, err := s.db.Exec(ctx, `update calls set fallback = coalesce(fallback, $2), end_reason = $3,
		ended_at = case when fallback is null then $4 else ended_at end where call = $1`,
		db.Text(string(call)), raw, cti.TakenByFallback, f.EndedAt)
	return done.RowsAffected() > 0, db.Fault("note that a call went to the fallback", err)
}

// scanRecord returns a call's row from its record and what the fallback did.
func scanRecord(row pgx.CollectableRow) (cti.CallRecord, error) {
	var r cti.CallRecord
	var f *cti.Fallback
	err := row.Scan(&r, &f)
	if f != nil {
		r = r.HandedOver(*f)
	}
	return r, err
}
