package calls

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"hotline12345/cti"
	"hotline12345/internal/postgres/db"
	"hotline12345/ivr"
)

// CallsOfNumber returns the latest calls that a number made, newest first. Those that withheld
// it are not among them.
func (s *Store) CallsOfNumber(ctx context.Context, number string, limit int) ([]cti.CallRecord, error) {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	rows, err := s.db.Query(ctx, "select record, fallback from calls where number = $1 and direction = 'in' order by arrived_at desc limit $2", db.Text(number), limit)
	if err != nil {
		return nil, db.Fault("list the calls of a number", err)
	}
	list, err := pgx.CollectRows(rows, scanRecord)
	return list, db.Fault("list the calls of a number", err)
}

// CallerLanguage is the language in which a number made a call.
type CallerLanguage struct {
	Number   string
	Language ivr.Language
}

// CallerLanguages returns the languages of the latest calls since a time, newest first: a
// number may be there several times, one that was withheld is not.
func (s *Store) CallerLanguages(ctx context.Context, since time.Time, limit int) ([]CallerLanguage, error) {
	rows, err := s.db.Query(ctx, `select number, language from calls
		where arrived_at >= $1 and direction = 'in' and number <> '' and language <> '' order by arrived_at desc limit $2`, since, limit)
	if err != nil {
		return nil, db.Fault("read the languages of callers", err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[CallerLanguage])
	return list, db.Fault("read the languages of callers", err)
}
