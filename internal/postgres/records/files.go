package records

import (
	"context"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/postgres/db"
	"hotline12345/tickets"
	"hotline12345/tickets/records"
)

// AddRecordFile implements records.Store.
func (s *Store) AddRecordFile(ctx context.Context, record string, f records.RecordFile) (records.RecordFile, error) {
	err := pgx.BeginFunc(ctx, s.db, func(tx pgx.Tx) error {
		var id string // files of one record come one after the other
		if err := tx.QueryRow(ctx, "select id from office_records where id = $1 for update", db.Text(record)).Scan(&id); err != nil {
			return err
		}
		rows, err := tx.Query(ctx, "select file || jsonb_build_object('n', n) from office_files where record = $1", id)
		if err != nil {
			return err
		}
		have, err := pgx.CollectRows(rows, pgx.RowTo[records.RecordFile])
		if err != nil {
			return err
		}
		for _, h := range have {
			if h.Sum == f.Sum {
				f = h
				return nil
			}
		}
		if len(have) >= tickets.MaxFiles {
			return records.ErrTooManyFiles
		}
		f.N = len(have) + 1
		raw, err := db.Encode(f)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, "insert into office_files (record, n, sum, file) values ($1, $2, $3, $4)", id, f.N, f.Sum, raw)
		return err
	})
	return f, db.Fault("add a file to a record of the office", err)
}
