// Package records keeps what the office writes down beside its tickets.
package records

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/errs"
	"hotline12345/internal/postgres/db"
	"hotline12345/tickets/org"
	"hotline12345/tickets/records"
)

// Store keeps records. It is a records.Store.
type Store struct{ db *db.DB }

// New returns the records of a database.
func New(d *db.DB) *Store { return &Store{db: d} }

const selectRecords = `select r.record, c.by, c.at, (select jsonb_agg(f.file || jsonb_build_object('n', f.n) order by f.n) from office_files f where f.record = r.id)
	from office_records r left join office_receipts c on c.record = r.id `

func scan(row pgx.CollectableRow) (r records.Record, err error) {
	var at *time.Time
	var by *org.Person
	var files []records.RecordFile
	err = row.Scan(&r, &by, &at, &files)
	r.Files, r.ReceivedBy, r.ReceivedAt = files, by, db.TimeOf(at)
	return r, err
}

// Records implements records.Store.
func (s *Store) Records(ctx context.Context, kind records.Kind, units []string, before string, limit int) ([]records.Record, error) {
	rows, err := s.db.Query(ctx, selectRecords+`where r.kind = $1 and ($2::text[] is null or r.unit = any($2))
		and ($3 = '' or (r.at, r.id) < (select at, id from office_records where id = $3)) order by r.at desc, r.id desc limit $4`,
		kind, units, db.Text(before), limit)
	if err != nil {
		return nil, db.Fault("list records of the office", err)
	}
	list, err := pgx.CollectRows(rows, scan)
	return list, db.Fault("list records of the office", err)
}

// Record implements records.Store.
func (s *Store) Record(ctx context.Context, id string) (records.Record, error) {
	rows, err := s.db.Query(ctx, selectRecords+"where r.id = $1", db.Text(id))
	if err != nil {
		return records.Record{}, db.Fault("read a record of the office", err)
	}
	r, err := pgx.CollectExactlyOneRow(rows, scan)
	return r, db.Fault("read a record of the office", err)
}

// AddRecord implements records.Store.
func (s *Store) AddRecord(ctx context.Context, r records.Record) (records.Record, error) {
	raw, err := db.Encode(r)
	if err != nil {
		return r, err
	}
	done, err := s.db.Exec(ctx, "insert into office_records (id, kind, unit, at, record) values ($1, $2, $3, $4, $5) on conflict (id) do nothing", r.ID, r.Kind, r.Unit, r.At, raw)
	if err == nil && done.RowsAffected() == 0 {
		return s.Record(ctx, r.ID)
	}
	return r, db.Fault("write a record of the office", err)
}

// ReceiveRecord implements records.Store.
func (s *Store) ReceiveRecord(ctx context.Context, id string, by org.Person, at time.Time) error {
	raw, err := db.Encode(by)
	if err != nil {
		return err
	}
	done, err := s.db.Exec(ctx, "insert into office_receipts (record, by, at) values ($1, $2, $3) on conflict do nothing", db.Text(id), raw, at)
	if err == nil && done.RowsAffected() == 0 {
		return fmt.Errorf("sign for record %s: %w", id, errs.ErrConflict)
	}
	return db.Fault("sign for a record of the office", err)
}
