// Package postgres keeps all that lasts in PostgreSQL: it is the register of tickets, and
// joins it with the other aggregates, which have packages of their own below it. Only it
// and they import pgx, tern and River. Errors that mean that the database is out of reach
// are tickets.ErrUnavailable.
package postgres
