// Package importing takes over what a hotline had before: units, users,
// categories and the old system's tickets, from the rows of a table. It is pure:
// it returns what every row means and all that is wrong with it. Only a table without
// an error is carried out, and then whole.
package importing

import "slices"

// Kind is what a table holds.
type Kind string

// The kinds.
const (
	Units      Kind = "units"
	Users      Kind = "users"
	Categories Kind = "categories"
	Tickets    Kind = "tickets" // of the old system
)

// Kinds returns all kinds, in the order in which a new hotline needs them.
func Kinds() []Kind { return []Kind{Units, Categories, Users, Tickets} }

// Valid reports whether there is such a kind.
func (k Kind) Valid() bool { return slices.Contains(Kinds(), k) }

// MaxRows bounds one file.
const MaxRows = 50_000

// MaxUsers bounds one file of users: making a password's hash takes a core.
const MaxUsers = 5_000
