package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/postgres/db"
	"hotline12345/tickets/importing"
	"hotline12345/tickets/org"
)

// ImportMapping returns what is remembered for a shape of table; an empty one if nothing.
func (s *Store) ImportMapping(ctx context.Context, kind importing.Kind, shape string) (m importing.Mapping, err error) {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	var raw []byte
	err = s.DB.QueryRow(ctx, "select mapping from import_mappings where kind = $1 and shape = $2", kind, shape).Scan(&raw)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return m, nil
	case err == nil:
		err = json.Unmarshal(raw, &m)
	}
	return m, db.Fault("read the mapping of an import", err)
}

// KeepImportMapping remembers what the columns and words of a shape of table mean.
func (s *Store) KeepImportMapping(ctx context.Context, kind importing.Kind, shape string, m importing.Mapping, by org.Actor, at time.Time) error {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	mapping, err := db.Encode(m)
	if err != nil {
		return err
	}
	person, err := db.Encode(by.Person)
	if err != nil {
		return err
	}
	_, err = s.DB.Exec(ctx, `insert into import_mappings (kind, shape, mapping, at, person) values ($1, $2, $3, $4, $5)
		on conflict (kind, shape) do update set mapping = excluded.mapping, at = excluded.at, person = excluded.person`, kind, shape, mapping, at, person)
	return db.Fault("keep the mapping of an import", err)
}

// ImportWords returns the words that administrators added, by list and word.
func (s *Store) ImportWords(ctx context.Context) ([]importing.OwnWord, error) {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	rows, err := s.DB.Query(ctx, "select list, word, value from import_words order by list, key")
	if err != nil {
		return nil, db.Fault("list the words of imports", err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[importing.OwnWord])
	return list, db.Fault("list the words of imports", err)
}

// KeepImportWord adds a word, or gives it another value.
func (s *Store) KeepImportWord(ctx context.Context, w importing.OwnWord, by org.Actor, at time.Time) error {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	person, err := db.Encode(by.Person)
	if err != nil {
		return err
	}
	_, err = s.DB.Exec(ctx, `insert into import_words (list, key, word, value, at, person) values ($1, $2, $3, $4, $5, $6)
		on conflict (list, key) do update set word = excluded.word, value = excluded.value, at = excluded.at, person = excluded.person`,
		w.List, db.Text(w.Key()), db.Text(w.Word), w.Value, at, person)
	return db.Fault("keep a word of imports", err)
}

// DropImportWord takes a word away; one that is not there is no error.
func (s *Store) DropImportWord(ctx context.Context, w importing.OwnWord) error {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	_, err := s.DB.Exec(ctx, "delete from import_words where list = $1 and key = $2", w.List, db.Text(w.Key()))
	return db.Fault("drop a word of imports", err)
}
