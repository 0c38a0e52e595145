// Package demo loads the demo city 云湾市: for a first impression, for trainings and for tests.
package demo

import (
	"bytes"
	"context"
	"embed"
	"encoding/csv"
	"fmt"
	"io/fs"
	"strings"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/postgres/db"
)

//go:embed *.csv history.json
var files embed.FS

// Files returns what the demo city is made of.
func Files() fs.FS { return files }

// Password is the password of every demo account. It need not be changed: a demo,
// a training and the tests share it, and it is printed for all to read. Nobody can
// choose it (tickets.CheckPassword).
const Password = "demo-12345"

// Hash returns the stored form of a password.
type Hash func(password string) (string, error)

// Seed loads the demo city: units, categories, users with one password, and a short
// history of calls and tickets. It may be repeated: what is there stays, as an
// administrator may have edited it.
func Seed(ctx context.Context, s Store, hash Hash) error {
	if err := SeedDirectory(ctx, s, hash); err != nil {
		return err
	}
	return seedHistory(ctx, s)
}

// Database begins transactions: a pool of connections.
type Database interface {
	Begin(ctx context.Context) (pgx.Tx, error)
}

// SeedDirectory loads units, categories, lines and users.
func SeedDirectory(ctx context.Context, d Database, hash Hash) error {
	hashed, err := hash(Password)
	if err != nil {
		return fmt.Errorf("seed: hash the demo password: %w", err)
	}
	for _, load := range []struct {
		file, sql string
		values    func(row map[string]string) []any
	}{
		{"units.csv", `insert into units (code, name, parent, level, centre, duty)
			values ($1, $2, nullif($3, ''), $4::int, $5 = 'true', $6) on conflict do nothing`,
			func(r map[string]string) []any {
				return []any{r["code"], r["name"], r["parent"], r["level"], r["centre"], r["duty"]}
			}},
		{categoryFile, insertCategory, category},
		{"lines.csv", `insert into rules (what, value) values ($1, jsonb_build_object('number', $2::text, 'name', $3::text,
			'name_en', $4::text, 'unit', $5::text, 'way', $6::text, 'since', $7::text)) on conflict do nothing`,
			func(r map[string]string) []any {
				return []any{"merged_line " + r["number"], r["number"], r["name"], r["name_en"], r["unit"], r["way"], r["since"]}
			}},
		{"users.csv", `insert into users (login, number, name, roles, unit, languages, queues, password_hash)
			values ($1, nullif($2, ''), $3, $4, $5, $6, $7, $8) on conflict do nothing`,
			func(r map[string]string) []any {
				return []any{r["login"], r["number"], r["name"], strings.Fields(r["roles"]), r["unit"],
					strings.Fields(r["languages"]), strings.Fields(r["queues"]), hashed}
			}},
	} {
		if err := loadCSV(ctx, d, load.file, load.sql, load.values); err != nil {
			return fmt.Errorf("seed %s: %w", load.file, err)
		}
	}
	return nil
}

const (
	categoryFile   = "categories.csv"
	insertCategory = `insert into categories (code, parent, name, name_en, type, unit, local, assist, time_limit, urgency)
		values ($1, nullif($2, ''), $3, $4, nullif($5, ''), nullif($6, ''), nullif($7, ''), $8, nullif($9, ''), nullif($10, ''))
		on conflict do nothing`
)

func category(r map[string]string) []any {
	return []any{r["code"], r["parent"], r["name"], r["name_en"], r["type"], r["unit"], r["local"],
		strings.Fields(r["assist"]), r["limit"], r["urgency"]}
}

// SeedCategories loads the categories alone, without units: what a real city begins with.
func SeedCategories(ctx context.Context, d Database) error {
	return loadCSV(ctx, d, categoryFile, insertCategory, func(r map[string]string) []any {
		r["unit"], r["local"], r["assist"] = "", "", ""
		return category(r)
	})
}

// Logins are the demo's accounts.
func Logins() ([]string, error) {
	rows, err := rowsOf("users.csv")
	var logins []string
	for _, r := range rows {
		logins = append(logins, r["login"])
	}
	return logins, err
}

// rowsOf returns the rows of a file by the names of their columns.
func rowsOf(file string) (named []map[string]string, err error) {
	raw, err := files.ReadFile(file)
	if err != nil {
		return nil, err
	}
	rows, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
	if err != nil {
		return nil, err
	}
	for _, row := range rows[1:] {
		r := map[string]string{}
		for i, column := range rows[0] {
			r[column] = row[i]
		}
		named = append(named, r)
	}
	return named, nil
}

// loadCSV runs one statement for each row of a file, all or nothing.
func loadCSV(ctx context.Context, d Database, file, sql string, values func(map[string]string) []any) error {
	rows, err := rowsOf(file)
	if err != nil {
		return err
	}
	var batch pgx.Batch
	for _, row := range rows {
		batch.Queue(sql, values(row)...)
	}
	err = pgx.BeginFunc(ctx, d, func(tx pgx.Tx) error { return tx.SendBatch(ctx, &batch).Close() })
	return db.Fault("insert rows", err)
}
