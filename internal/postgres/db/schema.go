package db

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"hotline12345/internal/errs"
)

// SchemaError is returned where the database has another version of the schema than
// this program wants. It is an errs.ErrUnavailable: what has to be stored waits.
type SchemaError struct{ Have, Want int32 }

func (e *SchemaError) Error() string {
	if e.Newer() {
		return fmt.Sprintf("the database has version %d of the schema, made by a later program; this one knows %d: "+
			"start the later program, or put the database of before back", e.Have, e.Want)
	}
	return fmt.Sprintf("the database has version %d of the schema, this program wants %d: the service that owns it, or hotline migrate, brings it up to date",
		e.Have, e.Want)
}

// Unwrap makes it an errs.ErrUnavailable.
func (e *SchemaError) Unwrap() error { return errs.ErrUnavailable }

// Newer reports whether a later program made the schema; this one cannot change it.
func (e *SchemaError) Newer() bool { return e.Have > e.Want }

// wanted is the version of the schema that this program's migrations lead to.
var wanted = func() int32 {
	files, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil {
		panic(err) // the pattern is wrong
	}
	return int32(len(files))
}()

// undefinedTable is the SQLSTATE of a table that is not there.
const undefinedTable = "42P01"

// checkSchema returns a *SchemaError unless the database has this program's schema.
func checkSchema(ctx context.Context, conn *pgx.Conn) error {
	var have int32
	err := conn.QueryRow(ctx, "select version from "+versionTable).Scan(&have)
	var pg *pgconn.PgError
	switch {
	case errors.Is(err, pgx.ErrNoRows), errors.As(err, &pg) && pg.Code == undefinedTable:
		have = 0
	case err != nil:
		return err
	}
	if have != wanted {
		return &SchemaError{Have: have, Want: wanted}
	}
	return nil
}
