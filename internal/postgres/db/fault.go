package db

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

// Fault returns err with the meaning that the domain knows, prefixed with what we were
// doing. Nil stays nil. An error that has a meaning already keeps it.
//
//	no row                            tickets.ErrNotFound
//	no answer, or "not now"           tickets.ErrUnavailable
//	a value or constraint is violated tickets.ErrRefused
func Fault(doing string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, pgx.ErrNoRows):
		return fmt.Errorf("%s: %w", doing, errs.ErrNotFound)
	case hasMeaning(err), errors.Is(err, context.Canceled):
		return fmt.Errorf("%s: %w", doing, told(err))
	}
	err = told(err)
	var pg *pgconn.PgError
	switch {
	case unanswered(err):
		return fmt.Errorf("%s: %w: %w", doing, errs.ErrUnavailable, err)
	case !errors.As(err, &pg):
	case notNow(pg.Code):
		return fmt.Errorf("%s: %w: %w", doing, errs.ErrUnavailable, err)
	case strings.HasPrefix(pg.Code, "22"), strings.HasPrefix(pg.Code, "23"):
		return fmt.Errorf("%s: %w: %w", doing, errs.ErrRefused, err)
	}
	return fmt.Errorf("%s: %w", doing, err)
}

// hasMeaning reports whether a store has given the error its meaning already.
func hasMeaning(err error) bool {
	for _, k := range []error{errs.ErrNotFound, errs.ErrConflict, tickets.ErrCommitted, tickets.ErrNumberTaken,
		errs.ErrTooBroad, errs.ErrRefused, errs.ErrUnavailable, org.ErrLastAdministrator} {
		if errors.Is(err, k) {
			return true
		}
	}
	return false
}

// unanswered reports whether the server gave no answer, as the connection failed or
// time ran out.
func unanswered(err error) bool {
	var connect *pgconn.ConnectError
	var network net.Error
	if errors.As(err, &connect) || errors.As(err, &network) || pgconn.Timeout(err) {
		return true
	}
	for _, k := range []error{io.EOF, io.ErrUnexpectedEOF, net.ErrClosed, context.DeadlineExceeded, pgconn.ErrConnClosed} {
		if errors.Is(err, k) {
			return true
		}
	}
	return false
}

// notNow reports whether a SQLSTATE means that the same may work later: connection
// (08), rolled back for another (40), resources (53), operator (57: shutdown, starting
// up, timeout), system (58), a lock that did not come (55P03), a standby (25006).
// Source: PostgreSQL, appendix A.
func notNow(code string) bool {
	switch code[:min(2, len(code))] {
	case "08", "40", "53", "57", "58":
		return true
	}
	return code == readOnlyState || code == "55P03"
}

// Violates reports whether an error is the violation of this unique constraint.
func Violates(err error, constraint string) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && pg.Code == "23505" && pg.ConstraintName == constraint
}
