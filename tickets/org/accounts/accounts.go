// Package accounts serves the accounts of the people who work with the hotline: who may
// change which, under which rules, with a record of each change.
package accounts

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"

	"hotline12345/internal/breaker"
	"hotline12345/internal/errs"
	"hotline12345/tickets/org"
	"hotline12345/tickets/org/directory"
)

// Service keeps people's accounts.
type Service struct {
	store     Store
	directory *directory.Directory
	breaker   *breaker.Breaker
	languages []string
}

// New returns the service over a store; breaker stands before it. languages are those that
// callers can choose, and so agents speak.
func New(store Store, directory *directory.Directory, breaker *breaker.Breaker, languages []string) *Service {
	return &Service{store: store, directory: directory, breaker: breaker, languages: languages}
}

// Users returns a page of the accounts that an administrator has. Errors: ErrForbidden,
// ErrUnavailable.
func (s *Service) Users(ctx context.Context, by org.Actor, f org.UserFilter) (page org.UserPage, err error) {
	by, tree := s.directory.Current(ctx, by)
	if !by.Has(org.RoleAdministrator) {
		return page, fmt.Errorf("list users: %w", errs.ErrForbidden)
	}
	f.Units = org.AdministeredUnits(by, tree)
	f.Under = nil
	if f.Unit != "" {
		f.Under = tree.Serves(f.Unit)
	}
	err = s.breaker.Do(ctx, func(ctx context.Context) (err error) {
		page, err = s.store.ListUsers(ctx, f)
		return err
	})
	return page, err
}

// UserFor returns one account that the actor administers. Errors: ErrNotFound,
// ErrUnavailable.
func (s *Service) UserFor(ctx context.Context, by org.Actor, login string) (u org.User, err error) {
	by, tree := s.directory.Current(ctx, by)
	err = s.breaker.Do(ctx, func(ctx context.Context) (err error) {
		u, err = s.store.UserByLogin(ctx, login)
		return err
	})
	if err == nil && !org.Administers(by, u.Unit, tree) {
		err = fmt.Errorf("user %q: %w", login, errs.ErrNotFound)
	}
	return u, err
}

// AddUser makes an account; its PasswordHash is of a first password. Errors:
// Invalid, ErrForbidden, ErrUnavailable.
func (s *Service) AddUser(ctx context.Context, by org.Actor, u org.User) (org.User, error) {
	by, tree := s.directory.Current(ctx, by)
	u = org.Tidy(u)
	u.Rev, u.MustChange, u.Disabled = 1, true, false
	if wrong := u.Check(org.User{}, tree, s.languages); len(wrong) > 0 {
		return u, &errs.Invalid{Fields: wrong}
	}
	if !org.Administers(by, u.Unit, tree) {
		return u, fmt.Errorf("add a user of %s: %w", u.Unit, errs.ErrForbidden)
	}
	after := u.State()
	c := s.userChange(by, u.Login, org.UserAdded)
	c.After = &after
	return u, s.breaker.Do(ctx, func(ctx context.Context) error { return s.store.AddUser(ctx, u, c) })
}

// ChangeUser gives an account a new state and returns the account before and after. rev is
// the one that the administrator saw. Errors: Invalid, ErrNotFound, ErrForbidden,
// ErrConflict, ErrOwnAccount, ErrLastAdministrator, ErrUnavailable.
func (s *Service) ChangeUser(ctx context.Context, by org.Actor, login string, rev int, to org.UserState) (before, after org.User, err error) {
	if before, err = s.UserFor(ctx, by, login); err != nil {
		return before, after, err
	}
	by, tree := s.directory.Current(ctx, by)
	after = before
	after.Name, after.Number, after.Roles, after.Unit = to.Name, to.Number, to.Roles, to.Unit
	after.Languages, after.Queues, after.Disabled = to.Languages, to.Queues, to.Disabled
	after = org.Tidy(after)
	was, is := before.State(), after.State()
	switch wrong := after.Check(before, tree, s.languages); {
	case was.Same(is): // whoever made it so: an answer may have been lost
		return before, before, nil
	case before.Rev != rev:
		return before, after, fmt.Errorf("change user %s: %w", login, errs.ErrConflict)
	case len(wrong) > 0:
		return before, after, &errs.Invalid{Fields: wrong}
	case !org.Administers(by, after.Unit, tree):
		return before, after, fmt.Errorf("move user %s to %s: %w", login, after.Unit, errs.ErrForbidden)
	case before.ID == by.ID && locksOut(before, after, tree):
		return before, after, fmt.Errorf("change user %s: %w", login, org.ErrOwnAccount)
	}
	after.Rev++
	c := s.userChange(by, login, org.ActOf(&was, is))
	if c.Before, c.After = &was, &is; c.What == org.UserDeactivated {
		after.Epoch++ // ends also the sessions that are not in use now
	}
	return before, after, s.breaker.Do(ctx, func(ctx context.Context) error { return s.store.ChangeUser(ctx, after, c) })
}

// locksOut reports whether a change takes from administrators what they have.
func locksOut(before, after org.User, tree org.Tree) bool {
	then, now := before.Actor(""), after.Actor("")
	return after.Disabled || !slices.Contains(after.Roles, org.RoleAdministrator) ||
		org.AdministersAll(then, tree) && !org.AdministersAll(now, tree)
}

// ResetPassword gives an account a new first password; its sessions end. Errors:
// ErrNotFound, ErrOwnAccount (users change their own with ChangePassword), ErrConflict,
// ErrUnavailable.
func (s *Service) ResetPassword(ctx context.Context, by org.Actor, login, hash string) (org.User, error) {
	u, err := s.UserFor(ctx, by, login)
	if err != nil {
		return u, err
	}
	if u.ID == by.ID {
		return u, fmt.Errorf("reset the password of %s: %w", login, org.ErrOwnAccount)
	}
	return s.newPassword(ctx, by, u, hash, org.UserReset)
}

// ChangePassword gives users the password that they chose; their other sessions
// end. Errors: ErrNotFound, ErrConflict, ErrUnavailable.
func (s *Service) ChangePassword(ctx context.Context, by org.Actor, u org.User, hash string) (org.User, error) {
	return s.newPassword(ctx, by, u, hash, org.UserPassword)
}

func (s *Service) newPassword(ctx context.Context, by org.Actor, u org.User, hash string, what org.UserAct) (org.User, error) {
	u.PasswordHash, u.MustChange, u.PasswordAt = hash, what == org.UserReset, s.breaker.Now()
	u.Rev++
	u.Epoch++
	c := s.userChange(by, u.Login, what)
	return u, s.breaker.Do(ctx, func(ctx context.Context) error { return s.store.ChangeUser(ctx, u, c) })
}

// NoteFactor records that users have a second factor now, or have none any more; their other
// sessions end. Errors: ErrNotFound, ErrConflict, ErrUnavailable.
func (s *Service) NoteFactor(ctx context.Context, by org.Actor, u org.User) (org.User, error) {
	u.Rev++
	u.Epoch++
	c := s.userChange(by, u.Login, org.UserFactor)
	return u, s.breaker.Do(ctx, func(ctx context.Context) error { return s.store.ChangeUser(ctx, u, c) })
}

// ResetFactor records that an administrator takes a second factor away, whose telephone is
// lost; the sessions of the account end. Errors: ErrNotFound, ErrOwnAccount, ErrConflict,
// ErrUnavailable.
func (s *Service) ResetFactor(ctx context.Context, by org.Actor, login string) (org.User, error) {
	u, err := s.UserFor(ctx, by, login)
	if err != nil {
		return u, err
	}
	if u.ID == by.ID {
		return u, fmt.Errorf("reset the second factor of %s: %w", login, org.ErrOwnAccount)
	}
	u.Rev++
	u.Epoch++
	c := s.userChange(by, u.Login, org.UserFactorReset)
	return u, s.breaker.Do(ctx, func(ctx context.Context) error { return s.store.ChangeUser(ctx, u, c) })
}

func (s *Service) userChange(by org.Actor, login string, what org.UserAct) org.UserChange {
	return org.UserChange{ID: rand.Text(), At: s.breaker.Now(), By: by.Person, Addr: by.From, Login: login, What: what}
}

// userChangesShown is how many changes a page shows.
const userChangesShown = 100

// UserChanges returns the changes of accounts, the latest first: of one login, or of all
// in the administrator's or the auditor's area.
func (s *Service) UserChanges(ctx context.Context, by org.Actor, login string, before org.Cursor) (list []org.UserChange, err error) {
	by, tree := s.directory.Current(ctx, by)
	var units []string
	switch {
	case by.Has(org.RoleAuditor) && org.OverseesAll(by.Unit, tree):
	case by.Has(org.RoleAuditor):
		units = tree.Serves(tree.Scope(by.Unit))
	case !by.Has(org.RoleAdministrator):
		return nil, fmt.Errorf("list changes of users: %w", errs.ErrForbidden)
	case login != "":
		if _, err := s.UserFor(ctx, by, login); err != nil {
			return nil, err
		}
	default:
		units = org.AdministeredUnits(by, tree)
	}
	err = s.breaker.Do(ctx, func(ctx context.Context) (err error) {
		list, err = s.store.UserChanges(ctx, login, units, before, userChangesShown)
		return err
	})
	return list, err
}

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
