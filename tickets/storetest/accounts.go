package storetest

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"

	"hotline12345/internal/errs"
	"hotline12345/tickets/org"
)

// Accounts is an accounts.Store in memory for tests.
type Accounts struct {
	tree org.Tree

	mu      sync.Mutex
	away    bool
	users   map[string]org.User
	changes []org.UserChange // oldest first
}

// NewAccounts returns accounts without any, in the units of the tests.
func NewAccounts() *Accounts {
	return &Accounts{tree: org.NewTree(Units()), users: map[string]org.User{}}
}

// SetAway takes the accounts away, or brings them back.
func (a *Accounts) SetAway(away bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.away = away
}

// Put keeps an account as it is.
func (a *Accounts) Put(u org.User) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.users[u.Login] = u
}

// Remove takes an account away, as no administrator can.
func (a *Accounts) Remove(login string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.users, login)
}

// Every lists all accounts by login.
func (a *Accounts) Every() []org.User {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.sorted()
}

func (a *Accounts) sorted() []org.User {
	var list []org.User
	for _, u := range a.users {
		list = append(list, u)
	}
	slices.SortFunc(list, func(x, y org.User) int { return strings.Compare(x.Login, y.Login) })
	return list
}

// UserByLogin implements accounts.Store.
func (a *Accounts) UserByLogin(_ context.Context, login string) (org.User, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.away {
		return org.User{}, errs.ErrUnavailable
	}
	u, ok := a.users[login]
	if !ok {
		return u, errs.ErrNotFound
	}
	return u, nil
}

// ListUsers implements accounts.Store.
func (a *Accounts) ListUsers(_ context.Context, f org.UserFilter) (org.UserPage, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	page := org.UserPage{Users: []org.User{}, Roles: map[org.Role]int{}}
	if a.away {
		return page, errs.ErrUnavailable
	}
	for _, u := range a.sorted() {
		if f.Units != nil && !slices.Contains(f.Units, u.Unit) {
			continue
		}
		if !u.Disabled {
			for _, r := range u.Roles {
				page.Roles[r]++
			}
			if u.MustChange {
				page.Unchanged++
			}
		}
		if !selects(f, u) {
			continue
		}
		if page.Total++; page.Total > f.Offset && len(page.Users) < f.Limit {
			page.Users = append(page.Users, u)
		}
	}
	return page, nil
}

func selects(f org.UserFilter, u org.User) bool {
	has := func(s string) bool { return strings.Contains(strings.ToLower(s), strings.ToLower(f.Text)) }
	return (has(u.Login) || has(u.Name) || has(u.Number)) && (f.Under == nil || slices.Contains(f.Under, u.Unit)) &&
		(f.Role == "" || slices.Contains(u.Roles, f.Role)) && (f.Active == "" || u.Disabled == (f.Active == "no"))
}

// AddUser implements accounts.Store.
func (a *Accounts) AddUser(_ context.Context, u org.User, c org.UserChange) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.away {
		return errs.ErrUnavailable
	}
	for login := range a.users {
		if strings.EqualFold(login, u.Login) {
			return taken("login")
		}
	}
	if a.numberTaken(u) {
		return taken("number")
	}
	u.ID = "new " + u.Login
	a.users[u.Login], a.changes = u, append(a.changes, clone(c))
	return nil
}

// ChangeUser implements accounts.Store.
func (a *Accounts) ChangeUser(_ context.Context, u org.User, c org.UserChange) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	old, ok := a.users[u.Login]
	switch {
	case a.away:
		return errs.ErrUnavailable
	case !ok || old.Rev != u.Rev-1:
		return errs.ErrConflict
	case a.numberTaken(u):
		return taken("number")
	}
	had := a.administered()
	a.users[u.Login] = u
	if had && !a.administered() {
		a.users[u.Login] = old
		return org.ErrLastAdministrator
	}
	a.changes = append(a.changes, clone(c))
	return nil
}

func (a *Accounts) numberTaken(u org.User) bool {
	for _, o := range a.users {
		if u.Number != "" && o.Number == u.Number && o.Login != u.Login {
			return true
		}
	}
	return false
}

func (a *Accounts) administered() bool {
	for _, u := range a.users {
		if !u.Disabled && org.AdministersAll(u.Actor(""), a.tree) {
			return true
		}
	}
	return false
}

func taken(field string) error {
	return &errs.Invalid{Fields: []errs.FieldError{{Field: field, Code: errs.CodeTaken}}}
}

// UserChanges implements accounts.Store.
func (a *Accounts) UserChanges(_ context.Context, login string, units []string, before org.Cursor, limit int) ([]org.UserChange, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.away {
		return nil, errs.ErrUnavailable
	}
	var list []org.UserChange
	sorted := slices.Clone(a.changes)
	slices.SortFunc(sorted, func(a, b org.UserChange) int { return cmp.Or(b.At.Compare(a.At), cmp.Compare(b.ID, a.ID)) })
	for _, c := range sorted {
		if (c.At.Before(before.At) || c.At.Equal(before.At) && c.ID < before.ID) && (login == "" || c.Login == login) && len(list) < limit &&
			(units == nil || slices.Contains(units, a.users[c.Login].Unit)) {
			list = append(list, c)
		}
	}
	return list, nil
}
