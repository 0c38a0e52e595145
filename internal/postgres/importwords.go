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

// KeepImportMapping remembers what the columns and words of a shape of table mean, in the place of
// the version that was seen. Error: importing.Stale.
func (s *Store) KeepImportMapping(ctx context.Context, kind importing.Kind, shape string, m importing.Mapping, seen string, by org.Actor, at time.Time) error {
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
	err = s.aloneWithImportWords(ctx, func(tx pgx.Tx) error {
		now := importing.Stale{Mapping: &importing.Mapping{}}
		err := tx.QueryRow(ctx, "select mapping, person, at from import_mappings where kind = $1 and shape = $2", kind, shape).Scan(now.Mapping, &now.By, &now.At)
		if errors.Is(err, pgx.ErrNoRows) {
			now.Mapping, err = nil, nil
		} else if err == nil {
			now.Rev = now.Mapping.Rev()
		}
		switch {
		case err != nil:
			return err
		case !importing.Replaces(seen, now.Rev, m.Rev()):
			return &now
		}
		_, err = tx.Exec(ctx, `insert into import_mappings (kind, shape, mapping, at, person) values ($1, $2, $3, $4, $5)
			on conflict (kind, shape) do update set mapping = excluded.mapping, at = excluded.at, person = excluded.person`, kind, shape, mapping, at, person)
		return err
	})
	return db.Fault("keep the mapping of an import", err)
}

// aloneWithImportWords does work in a transaction while nobody else changes mappings or words: what
// it reads of them stays true, also that there is none.
func (s *Store) aloneWithImportWords(ctx context.Context, work func(tx pgx.Tx) error) error {
	return pgx.BeginFunc(ctx, s.DB, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, "select pg_advisory_xact_lock(hashtext('hotline import words'))"); err != nil {
			return err
		}
		return work(tx)
	})
}

// ImportWords returns the words that administrators added, by list and word.
func (s *Store) ImportWords(ctx context.Context) ([]importing.OwnWord, error) {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	rows, err := s.DB.Query(ctx, "select list, word, value from import_words order by list, key, at")
	if err != nil {
		return nil, db.Fault("list the words of imports", err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[importing.OwnWord])
	return list, db.Fault("list the words of imports", err)
}

// KeepImportWord adds a word, or gives the version of it that was seen another value. Error:
// importing.Stale.
func (s *Store) KeepImportWord(ctx context.Context, w importing.OwnWord, seen string, by org.Actor, at time.Time) error {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	person, err := db.Encode(by.Person)
	if err != nil {
		return err
	}
	err = s.aloneWithImportWords(ctx, func(tx pgx.Tx) error {
		now, keys, err := wordNow(ctx, tx, w)
		switch {
		case err != nil:
			return err
		case !importing.Replaces(seen, now.Rev, w.Rev()):
			return &now
		}
		if _, err := tx.Exec(ctx, "delete from import_words where list = $1 and key = any($2)", w.List, keys); err != nil {
			return err
		}
		_, err = tx.Exec(ctx, "insert into import_words (list, key, word, value, at, person) values ($1, $2, $3, $4, $5, $6)",
			w.List, db.Text(w.Key()), db.Text(w.Word), w.Value, at, person)
		return err
	})
	return db.Fault("keep a word of imports", err)
}

// DropImportWord takes away the version of a word that was seen; one that is not there is no
// error. Error: importing.Stale.
func (s *Store) DropImportWord(ctx context.Context, w importing.OwnWord, seen string) error {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	err := s.aloneWithImportWords(ctx, func(tx pgx.Tx) error {
		now, keys, err := wordNow(ctx, tx, w)
		switch {
		case err != nil:
			return err
		case !importing.Replaces(seen, now.Rev, ""):
			return &now
		}
		_, err = tx.Exec(ctx, "delete from import_words where list = $1 and key = any($2)", w.List, keys)
		return err
	})
	return db.Fault("drop a word of imports", err)
}

// wordNow returns what stands for a word, and the keys of its rows: a former version's key had
// less of the folding, so that one word may have several. The newest one counts.
func wordNow(ctx context.Context, tx pgx.Tx, w importing.OwnWord) (now importing.Stale, keys []string, err error) {
	rows, err := tx.Query(ctx, "select key, word, value, person, at from import_words where list = $1 order by at, key", w.List)
	if err != nil {
		return now, nil, err
	}
	var key string
	var by org.Person
	var at time.Time
	there := importing.OwnWord{List: w.List}
	_, err = pgx.ForEachRow(rows, []any{&key, &there.Word, &there.Value, &by, &at}, func() error {
		if there.Key() == w.Key() {
			word, person := there, by
			now, keys = importing.Stale{Word: &word, Rev: word.Rev(), By: &person, At: at}, append(keys, key)
		}
		return nil
	})
	return now, keys, err
}
