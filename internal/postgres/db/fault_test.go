package db_test

import (
	"context"
	"errors"
	"io"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"hotline12345/internal/postgres/db"
	"hotline12345/tickets"
)

func TestErrorsMeanWhatTicketsKnows(t *testing.T) {
	t.Parallel()
	server := func(code string) error { return &pgconn.PgError{Code: code} }
	for _, c := range []struct {
		err  error
		want error // nil: none of ours
	}{
		{pgx.ErrNoRows, tickets.ErrNotFound},
		{io.ErrUnexpectedEOF, tickets.ErrUnavailable}, {context.DeadlineExceeded, tickets.ErrUnavailable},
		{&pgconn.ConnectError{}, tickets.ErrUnavailable}, {pgconn.ErrConnClosed, tickets.ErrUnavailable},
		{server("57P01"), tickets.ErrUnavailable}, {server("57P03"), tickets.ErrUnavailable}, {server("53300"), tickets.ErrUnavailable},
		{server("40001"), tickets.ErrUnavailable}, {server("57014"), tickets.ErrUnavailable}, {server("25006"), tickets.ErrUnavailable},
		{server("22001"), tickets.ErrRefused}, {server("23503"), tickets.ErrRefused},
		{server("42P01"), nil}, {errors.New("a fault of ours"), nil}, {context.Canceled, nil},
	} {
		got := db.Fault("try", c.err)
		if !errors.Is(got, c.err) && c.want != tickets.ErrNotFound {
			t.Errorf("%v: the cause is lost in %v", c.err, got)
		}
		for _, known := range []error{tickets.ErrNotFound, tickets.ErrUnavailable, tickets.ErrRefused} {
			if errors.Is(got, known) != (known == c.want) {
				t.Errorf("%v became %v, want %v", c.err, got, c.want)
			}
		}
	}
	if db.Fault("try", nil) != nil {
		t.Error("no error became one")
	}
}
