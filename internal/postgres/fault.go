package postgres

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"hotline12345/tickets"
)

// fault gives an error of pgx the meaning that tickets knows, and says what we
// were doing. nil stays nil.
func fault(doing string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, pgx.ErrNoRows):
		return fmt.Errorf("%s: %w", doing, tickets.ErrNotFound)
	case known(err):
		return fmt.Errorf("%s: %w", doing, err)
	case errors.Is(err, context.Canceled):
		return fmt.Errorf("%s: %w", doing, err)
	}
	var pg *pgconn.PgError
	switch {
	case cut(err):
		return fmt.Errorf("%s: %w: %w", doing, tickets.ErrUnavailable, err)
	case !errors.As(err, &pg):
	case away(pg.Code):
		return fmt.Errorf("%s: %w: %w", doing, tickets.ErrUnavailable, err)
	case strings.HasPrefix(pg.Code, "22"), strings.HasPrefix(pg.Code, "23"):
		return fmt.Errorf("%s: %w: %w", doing, tickets.ErrRefused, err)
	}
	return fmt.Errorf("%s: %w", doing, err)
}

// known errors carry their meaning already.
func known(err error) bool {
	for _, k := range []error{tickets.ErrNotFound, tickets.ErrConflict, tickets.ErrCommitted, tickets.ErrNumberTaken,
		tickets.ErrTooBroad, tickets.ErrRefused, tickets.ErrUnavailable, tickets.ErrLastAdministrator} {
		if errors.Is(err, k) {
			return true
		}
	}
	return false
}

// cut: the server gave no answer, as the connection failed or time ran out.
func cut(err error) bool {
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

// away: classes of SQLSTATE that mean "not now": connection (08), rolled back
// for another (40), resources (53), operator (57: shutdown, starting up,
// timeout), system (58), a lock that did not come (55P03), a standby (25006).
func away(code string) bool {
	switch code[:min(2, len(code))] {
	case "08", "40", "53", "57", "58":
		return true
	}
	return code == "25006" || code == "55P03"
}

// violates says whether an error is the violation of this constraint.
func violates(err error, constraint string) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && pg.Code == "23505" && pg.ConstraintName == constraint
}
