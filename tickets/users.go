package tickets

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
)

// AccountService keeps people's accounts.
type AccountService struct {
	store     Accounts
	directory *UnitDirectory
	breaker   *Breaker
}

// NewAccountService returns the service over a store; breaker stands before it.
func NewAccountService(store Accounts, directory *UnitDirectory, breaker *Breaker) *AccountService {
	return &AccountService{store: store, directory: directory, breaker: breaker}
}

// Users is a page of the accounts that an administrator has. Errors: ErrForbidden,
// ErrUnavailable.
func (s *AccountService) Users(ctx context.Context, by Actor, f UserFilter) (page UserPage, err error) {
	by, tree := s.directory.Current(ctx, by)
	if !by.Has(RoleAdministrator) {
		return page, fmt.Errorf("list users: %w", ErrForbidden)
	}
	f.Units = administered(by, tree)
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

// UserFor is one account that the actor administers. Errors: ErrNotFound,
// ErrUnavailable.
func (s *AccountService) UserFor(ctx context.Context, by Actor, login string) (u User, err error) {
	by, tree := s.directory.Current(ctx, by)
	err = s.breaker.Do(ctx, func(ctx context.Context) (err error) {
		u, err = s.store.UserByLogin(ctx, login)
		return err
	})
	if err == nil && !Administers(by, u.Unit, tree) {
		err = fmt.Errorf("user %q: %w", login, ErrNotFound)
	}
	return u, err
}

// AddUser makes an account; its PasswordHash is of a first password. Errors:
// Invalid, ErrForbidden, ErrUnavailable.
func (s *AccountService) AddUser(ctx context.Context, by Actor, u User) (User, error) {
	by, tree := s.directory.Current(ctx, by)
	u = tidyUser(u)
	u.Rev, u.MustChange, u.Disabled = 1, true, false
	if wrong := u.check(User{}, tree); len(wrong) > 0 {
		return u, &Invalid{Fields: wrong}
	}
	if !Administers(by, u.Unit, tree) {
		return u, fmt.Errorf("add a user of %s: %w", u.Unit, ErrForbidden)
	}
	after := u.State()
	c := s.userChange(by, u.Login, UserAdded)
	c.After = &after
	return u, s.breaker.Do(ctx, func(ctx context.Context) error { return s.store.AddUser(ctx, u, c) })
}

// ChangeUser gives an account a new state; rev is the one that the administrator
// saw. The account before and after come back. Errors: Invalid, ErrNotFound,
// ErrForbidden, ErrConflict, ErrOwnAccount, ErrLastAdministrator, ErrUnavailable.
func (s *AccountService) ChangeUser(ctx context.Context, by Actor, login string, rev int, to UserState) (before, after User, err error) {
	if before, err = s.UserFor(ctx, by, login); err != nil {
		return before, after, err
	}
	by, tree := s.directory.Current(ctx, by)
	after = before
	after.Name, after.Number, after.Roles, after.Unit = to.Name, to.Number, to.Roles, to.Unit
	after.Languages, after.Queues, after.Disabled = to.Languages, to.Queues, to.Disabled
	after = tidyUser(after)
	was, is := before.State(), after.State()
	switch wrong := after.check(before, tree); {
	case before.Rev != rev:
		return before, after, fmt.Errorf("change user %s: %w", login, ErrConflict)
	case len(wrong) > 0:
		return before, after, &Invalid{Fields: wrong}
	case !Administers(by, after.Unit, tree):
		return before, after, fmt.Errorf("move user %s to %s: %w", login, after.Unit, ErrForbidden)
	case before.ID == by.ID && locksOut(before, after, tree):
		return before, after, fmt.Errorf("change user %s: %w", login, ErrOwnAccount)
	case was.Same(is):
		return before, before, nil
	}
	after.Rev++
	c := s.userChange(by, login, ActOf(&was, is))
	if c.Before, c.After = &was, &is; c.What == UserDeactivated {
		after.Epoch++ // also those sessions that nobody uses at this moment
	}
	return before, after, s.breaker.Do(ctx, func(ctx context.Context) error { return s.store.ChangeUser(ctx, after, c) })
}

// locksOut says whether a change takes from an administrator what they have.
func locksOut(before, after User, tree Tree) bool {
	then, now := before.Actor(""), after.Actor("")
	return after.Disabled || !slices.Contains(after.Roles, RoleAdministrator) ||
		AdministersAll(then, tree) && !AdministersAll(now, tree)
}

// ResetPassword gives an account a new first password; its sessions end. Errors:
// ErrNotFound, ErrOwnAccount (whoever knows the old one changes it), ErrConflict,
// ErrUnavailable.
func (s *AccountService) ResetPassword(ctx context.Context, by Actor, login, hash string) (User, error) {
	u, err := s.UserFor(ctx, by, login)
	if err != nil {
		return u, err
	}
	if u.ID == by.ID {
		return u, fmt.Errorf("reset the password of %s: %w", login, ErrOwnAccount)
	}
	return s.newPassword(ctx, by, u, hash, UserReset)
}

// ChangePassword gives users the password that they chose; their other sessions
// end. Errors: ErrNotFound, ErrConflict, ErrUnavailable.
func (s *AccountService) ChangePassword(ctx context.Context, by Actor, u User, hash string) (User, error) {
	return s.newPassword(ctx, by, u, hash, UserPassword)
}

func (s *AccountService) newPassword(ctx context.Context, by Actor, u User, hash string, what UserAct) (User, error) {
	u.PasswordHash, u.MustChange = hash, what == UserReset
	u.Rev++
	u.Epoch++
	c := s.userChange(by, u.Login, what)
	return u, s.breaker.Do(ctx, func(ctx context.Context) error { return s.store.ChangeUser(ctx, u, c) })
}

func (s *AccountService) userChange(by Actor, login string, what UserAct) UserChange {
	return UserChange{ID: rand.Text(), At: s.breaker.Now(), By: by.Person, Addr: by.From, Login: login, What: what}
}

// userChangesShown is how many changes a page shows.
const userChangesShown = 100

// UserChanges says who changed which account, the latest first; of one login, or of
// all in the administrator's or the auditor's area.
func (s *AccountService) UserChanges(ctx context.Context, by Actor, login string, before Cursor) (list []UserChange, err error) {
	by, tree := s.directory.Current(ctx, by)
	var units []string
	switch {
	case by.Has(RoleAuditor) && whole(by.Unit, tree):
	case by.Has(RoleAuditor):
		units = tree.Serves(tree.Scope(by.Unit))
	case !by.Has(RoleAdministrator):
		return nil, fmt.Errorf("list changes of users: %w", ErrForbidden)
	case login != "":
		if _, err := s.UserFor(ctx, by, login); err != nil {
			return nil, err
		}
	default:
		units = administered(by, tree)
	}
	err = s.breaker.Do(ctx, func(ctx context.Context) (err error) {
		list, err = s.store.UserChanges(ctx, login, units, before, userChangesShown)
		return err
	})
	return list, err
}
