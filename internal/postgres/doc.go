// Package postgres keeps calls, journal, register, tickets, users and sessions
// in PostgreSQL. It is the only importer of pgx and tern. Errors that mean that
// the database is out of reach are tickets.ErrUnavailable.
package postgres
