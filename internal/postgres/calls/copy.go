package calls

import (
	"context"

	"github.com/jackc/pgx/v5"

	"hotline12345/cti"
	"hotline12345/internal/postgres/db"
)

// CopyCalls writes many new calls at once, without their legs and offers.
func (s *Store) CopyCalls(ctx context.Context, list []cti.CallRecord) error {
	rows := make([][]any, 0, len(list))
	for _, c := range list {
		if err := s.db.EnsureMonth(ctx, c.ArrivedAt); err != nil { // remembers those that are there
			return err
		}
		raw, err := db.Encode(c)
		if err != nil {
			return err
		}
		rows = append(rows, []any{c.Call, c.ArrivedAt, c.Revision, c.Direction, c.Caller.Number, c.Called, c.Language, c.Queue, c.Agent,
			db.Moment(c.QueuedAt), db.Moment(c.AnsweredAt), db.Moment(c.EndedAt), c.EndReason, c.Disposition, raw})
	}
	_, err := s.db.CopyFrom(ctx, pgx.Identifier{"calls"}, []string{"call", "arrived_at", "revision", "direction", "number",
		"called", "language", "queue", "agent", "queued_at", "answered_at", "ended_at", "end_reason", "disposition", "record"},
		pgx.CopyFromRows(rows))
	return db.Fault("copy calls", err)
}
