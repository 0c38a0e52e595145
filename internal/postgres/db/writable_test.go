package db_test

import (
	"errors"
	"strings"
	"testing"

	"hotline12345/internal/devstack"
	"hotline12345/internal/errs"
	"hotline12345/internal/postgres/db"
	"hotline12345/internal/postgres/dbtest"
	"hotline12345/internal/trouble"
)

// TestADatabaseThatOnlyReads answers, and health must not call that well: nothing is stored.
func TestADatabaseThatOnlyReads(t *testing.T) {
	t.Parallel()
	url, ctx := devstack.TestPostgres(t), t.Context()
	dbtest.Must(t, dbtest.Open(t, url).Writable(ctx))
	sign := "?"
	if strings.Contains(url, "?") {
		sign = "&"
	}
	reads, err := db.Open(ctx, url+sign+"default_transaction_read_only=on", db.Options{})
	dbtest.Must(t, err)
	defer reads.Close()
	dbtest.Must(t, reads.Ping(ctx))
	err = reads.Writable(ctx)
	told, ok := trouble.Find(err)
	if !errors.Is(err, errs.ErrUnavailable) || !ok || told.Kind != trouble.DatabaseReadOnly {
		t.Errorf("it only reads: %v, trouble %+v", err, told)
	}
}
