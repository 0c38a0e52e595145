// Package prompts keeps what a city changed of the prompts: texts, recordings and readings, each
// as versions of which the latest counts.
package prompts

import (
	"context"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/errs"
	"hotline12345/internal/postgres/db"
	"hotline12345/ivr"
	"hotline12345/ivr/prompts"
)

// Store keeps prompts. It is a prompts.Store.
type Store struct{ db *db.DB }

var _ prompts.Store = (*Store)(nil)

// New returns the prompts of a database.
func New(d *db.DB) *Store { return &Store{db: d} }

const versionColumns = "key, language, rev, forms, recording, by, at"

func scanVersion(row pgx.CollectableRow) (v prompts.PromptVersion, err error) {
	err = row.Scan(&v.Key, &v.Language, &v.Rev, &v.Forms, &v.Recording, &v.By, &v.At)
	v.At = v.At.UTC()
	return v, err
}

// PromptVersions implements prompts.Store.
func (s *Store) PromptVersions(ctx context.Context) ([]prompts.PromptVersion, error) {
	rows, err := s.db.Query(ctx, "select distinct on (key, language) "+versionColumns+" from prompt_versions order by key, language, rev desc")
	if err != nil {
		return nil, db.Fault("read the prompts", err)
	}
	list, err := pgx.CollectRows(rows, scanVersion)
	return list, db.Fault("read the prompts", err)
}

// PromptHistory implements prompts.Store.
func (s *Store) PromptHistory(ctx context.Context, key string, l ivr.Language) ([]prompts.PromptVersion, error) {
	rows, err := s.db.Query(ctx, "select "+versionColumns+" from prompt_versions where key = $1 and language = $2 order by rev desc limit 200",
		db.Text(key), db.Text(string(l)))
	if err != nil {
		return nil, db.Fault("read a prompt's history", err)
	}
	list, err := pgx.CollectRows(rows, scanVersion)
	return list, db.Fault("read a prompt's history", err)
}

// SavePrompt implements prompts.Store.
func (s *Store) SavePrompt(ctx context.Context, v prompts.PromptVersion, sound []byte) error {
	by, err := db.Encode(v.By)
	if err != nil {
		return err
	}
	var forms, recording, sum any
	if len(v.Forms) > 0 {
		if forms, err = db.Encode(v.Forms); err != nil {
			return err
		}
	}
	if v.Recording != nil {
		sum = v.Recording.Sum
		if recording, err = db.Encode(v.Recording); err != nil {
			return err
		}
	}
	err = pgx.BeginFunc(ctx, s.db, func(tx pgx.Tx) error {
		if sound != nil {
			if _, err := tx.Exec(ctx, "insert into prompt_sounds (sum, sound) values ($1, $2) on conflict do nothing", sum, sound); err != nil {
				return err
			}
		}
		done, err := tx.Exec(ctx, `insert into prompt_versions (key, language, rev, forms, recording, sum, by, at, addr)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
			db.Text(v.Key), db.Text(string(v.Language)), v.Rev, forms, recording, sum, by, v.At, v.Addr)
		return changedMeanwhile(done.RowsAffected(), err)
	})
	return db.Fault("save a prompt", err)
}

// PromptSound implements prompts.Store.
func (s *Store) PromptSound(ctx context.Context, sum string) (sound []byte, err error) {
	err = s.db.QueryRow(ctx, "select sound from prompt_sounds where sum = $1", db.Text(sum)).Scan(&sound)
	return sound, db.Fault("read a recording", err)
}

// PromptReadings implements prompts.Store.
func (s *Store) PromptReadings(ctx context.Context) ([]prompts.WordReading, error) {
	rows, err := s.db.Query(ctx, "select distinct on (language, word) language, word, reading, rev, by, at from prompt_readings order by language, word, rev desc")
	if err != nil {
		return nil, db.Fault("read the readings", err)
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (r prompts.WordReading, err error) {
		err = row.Scan(&r.Language, &r.Word, &r.Reading, &r.Rev, &r.By, &r.At)
		return r, err
	})
	return list, db.Fault("read the readings", err)
}

// SavePromptReading implements prompts.Store.
func (s *Store) SavePromptReading(ctx context.Context, r prompts.WordReading) error {
	by, err := db.Encode(r.By)
	if err != nil {
		return err
	}
	done, err := s.db.Exec(ctx, "insert into prompt_readings (language, word, rev, reading, by, at, addr) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing",
		db.Text(string(r.Language)), db.Text(r.Word), r.Rev, db.Text(r.Reading), by, r.At, r.Addr)
	return db.Fault("save a reading", changedMeanwhile(done.RowsAffected(), err))
}

// PromptsHeard implements prompts.Store.
func (s *Store) PromptsHeard(ctx context.Context) ([]prompts.HeardVersion, error) {
	rows, err := s.db.Query(ctx, "select key, language, rev, by, at from prompt_hearings")
	if err != nil {
		return nil, db.Fault("read which prompts were heard", err)
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (h prompts.HeardVersion, err error) {
		err = row.Scan(&h.Key, &h.Language, &h.Rev, &h.By, &h.At)
		return h, err
	})
	return list, db.Fault("read which prompts were heard", err)
}

// SavePromptHeard implements prompts.Store.
func (s *Store) SavePromptHeard(ctx context.Context, h prompts.HeardVersion) error {
	by, err := db.Encode(h.By)
	if err != nil {
		return err
	}
	_, err = s.db.Exec(ctx, "insert into prompt_hearings (key, language, rev, by, at) values ($1, $2, $3, $4, $5) on conflict do nothing",
		db.Text(h.Key), db.Text(string(h.Language)), h.Rev, by, h.At)
	return db.Fault("note that a prompt was heard", err)
}

// changedMeanwhile returns ErrConflict where a version was there already.
func changedMeanwhile(added int64, err error) error {
	if err == nil && added == 0 {
		return errs.ErrConflict
	}
	return err
}
