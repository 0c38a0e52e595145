package accounts

import (
	"context"

	"hotline12345/tickets/org"
)

// Store keeps people's accounts and the record of their changes.
type Store interface {
	// UserByLogin returns ErrNotFound for no such user.
	UserByLogin(ctx context.Context, login string) (org.User, error)
	// ListUsers counts roles among those of f.Units.
	ListUsers(ctx context.Context, f org.UserFilter) (org.UserPage, error)
	// AddUser keeps a new account. Invalid: its login, in whatever letters, or
	// its number belongs to another.
	AddUser(ctx context.Context, u org.User, c org.UserChange) error
	// ChangeUser replaces the account whose Rev is u.Rev-1: else ErrConflict.
	// Invalid: another account has the number. ErrLastAdministrator: no
	// administrator of the whole would be left.
	ChangeUser(ctx context.Context, u org.User, c org.UserChange) error
	// UserChanges are those before a place, the latest first, of one login if
	// it is given, else of accounts in units (nil is all).
	UserChanges(ctx context.Context, login string, units []string, before org.Cursor, limit int) ([]org.UserChange, error)
}
