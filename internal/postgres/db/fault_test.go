package db_test

import (
	"context"
	"errors"
	"io"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"hotline12345/internal/errs"
	"hotline12345/internal/postgres/db"
)

func TestErrorsMeanWhatTicketsKnows(t *testing.T) {
	t.Parallel()
	server := func(code string) error { return &pgconn.PgError{Code: code} }
	_, refused := pgconn.Connect(t.Context(), "postgres://hotline@127.0.0.1:1/hotline")
	for _, c := range []struct {
		err  error
		want error // nil: none of ours
	}{
		{pgx.ErrNoRows, errs.ErrNotFound},
		{io.ErrUnexpectedEOF, errs.ErrUnavailable}, {context.DeadlineExceeded, errs.ErrUnavailable},
		{refused, errs.ErrUnavailable}, {pgconn.ErrConnClosed, errs.ErrUnavailable},
		{server("57P01"), errs.ErrUnavailable}, {server("57P03"), errs.ErrUnavailable}, {server("53300"), errs.ErrUnavailable},
		{server("40001"), errs.ErrUnavailable}, {server("57014"), errs.ErrUnavailable}, {server("25006"), errs.ErrUnavailable},
		{server("22001"), errs.ErrRefused}, {server("23503"), errs.ErrRefused},
		{server("42P01"), nil}, {errors.New("a fault of ours"), nil}, {context.Canceled, nil},
	} {
		got := db.Fault("try", c.err)
		if !errors.Is(got, c.err) && !errors.Is(c.want, errs.ErrNotFound) {
			t.Errorf("%v: the cause is lost in %v", c.err, got)
		}
		for _, known := range []error{errs.ErrNotFound, errs.ErrUnavailable, errs.ErrRefused} {
			if errors.Is(got, known) != errors.Is(c.want, known) {
				t.Errorf("%v became %v, want %v", c.err, got, c.want)
			}
		}
	}
	if db.Fault("try", nil) != nil {
		t.Error("no error became one")
	}
}
