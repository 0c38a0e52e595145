package db

import (
	"errors"
	"net"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/tern/v2/migrate"

	"hotline12345/internal/trouble"
)

// told returns an error with what a person can do about it, where that is known.
func told(err error) error {
	var already *trouble.Trouble
	if err == nil || errors.As(err, &already) {
		return err
	}
	kind, where := kindOf(err), ""
	var connect *pgconn.ConnectError
	if errors.As(err, &connect) {
		where = address(connect.Config)
	}
	if kind == "" {
		return err
	}
	return trouble.New(kind, where, err)
}

// kindOf returns what went wrong; empty: nothing that an operator could mend.
func kindOf(err error) trouble.Kind {
	var pg *pgconn.PgError
	var newer migrate.BadVersionError
	var other *SchemaError
	var connect *pgconn.ConnectError
	switch {
	case errors.As(err, &pg):
		return kindOfState(pg.Code)
	case errors.As(err, &newer), errors.As(err, &other) && other.Newer():
		return trouble.DatabaseNewer
	case other != nil:
		return trouble.DatabaseSchema
	case strings.Contains(err.Error(), "server refused TLS"): // pgconn has no name for it
		return trouble.DatabaseNoTLS
	}
	if kind, ok := trouble.Database.Kind(err); ok {
		return kind
	}
	if errors.As(err, &connect) || errors.Is(err, pgconn.ErrConnClosed) {
		return trouble.DatabaseBroken
	}
	return ""
}

// readOnlyState is the SQLSTATE of a write in a transaction that only reads.
const readOnlyState = "25006"

// kindOfState returns the kind of a SQLSTATE. Source: PostgreSQL, appendix A.
func kindOfState(code string) trouble.Kind {
	switch code {
	case "28P01":
		return trouble.DatabasePassword
	case "28000":
		return trouble.DatabaseDenied
	case "3D000":
		return trouble.DatabaseMissing
	case "53300", "53400":
		return trouble.DatabaseConnections
	case "57P03":
		return trouble.DatabaseStarting
	case "57P01", "57P02":
		return trouble.DatabaseStopped
	case "42P01", "42703", "42883", "3F000":
		return trouble.DatabaseSchema
	case "42501":
		return trouble.DatabaseRights
	case "53100", "53200", "58030":
		return trouble.DatabaseDisk
	case readOnlyState:
		return trouble.DatabaseReadOnly
	}
	return ""
}

// address names the server that a connection was to: "127.0.0.1:5432", or a socket.
func address(c *pgconn.Config) string {
	if strings.HasPrefix(c.Host, "/") {
		return c.Host
	}
	return net.JoinHostPort(c.Host, strconv.Itoa(int(c.Port)))
}

// errAddress stands for what the library says of an address: that repeats it, and a password in
// it cannot always be found.
var errAddress = errors.New("it cannot be read")
