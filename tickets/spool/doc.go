// Package spool keeps what the register must not lose on this machine's disk,
// while the database is away: a folder of parcels, and the counter of ticket
// numbers.
package spool
