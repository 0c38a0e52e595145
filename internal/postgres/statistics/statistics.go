// Package statistics counts tickets and what happened to them, and keeps the months
// that are published. It only reads the register.
package statistics

import "hotline12345/internal/postgres/db"

// Store counts in a database.
type Store struct{ db *db.DB }

// New returns the statistics of a database.
func New(d *db.DB) *Store { return &Store{db: d} }
