package web

import (
	"context"
	"errors"
	"sync"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets/org"
)

const (
	// accountFor is how long an account is believed before it is read
	// again: a disabled user or a changed role takes effect within it.
	accountFor = time.Minute
	// accountLimit is how long a request waits for that; the session's own
	// copy of the account serves while the database is away.
	accountLimit = 500 * time.Millisecond
)

// accountCache keeps signed-in users up to date.
type accountCache struct {
	users Users
	now   func() time.Time

	mu     sync.Mutex
	cached map[string]account // by login
}

type account struct {
	user  org.User
	gone  bool
	asked time.Time
}

// current returns a session's user as the directory has them now, or why they are out:
// the account is gone or disabled, or the session is of an earlier epoch.
func (a *accountCache) current(ctx context.Context, u org.User) (org.User, *httpapi.Problem) {
	a.mu.Lock()
	last, ok := a.cached[u.Login]
	a.mu.Unlock()
	if !ok {
		last = account{user: u}
	}
	if a.now().Sub(last.asked) >= accountFor {
		last = a.refresh(ctx, u.Login, last)
	}
	switch {
	case last.gone || last.user.ID != u.ID: // another person has that login now
		return org.User{}, httpapi.SignedOut()
	case last.user.Disabled:
		return org.User{}, httpapi.AccountOff()
	case last.user.Epoch != u.Epoch:
		return org.User{}, httpapi.SignedOut()
	}
	return last.user, nil
}

// refresh reads an account; the last state stands while the database is away.
func (a *accountCache) refresh(ctx context.Context, login string, last account) account {
	ctx, cancel := context.WithTimeout(ctx, accountLimit)
	defer cancel()
	u, err := a.users.UserByLogin(ctx, login)
	switch {
	case err == nil:
		last.user, last.gone = u, false
	case errors.Is(err, errs.ErrNotFound):
		last.gone = true
	}
	last.asked = a.now()
	a.store(login, last)
	return last
}

// update notes an account that was read or changed just now.
func (a *accountCache) update(u org.User) {
	a.store(u.Login, account{user: u, asked: a.now()})
}

// expireAll has every account read again before its next use.
func (a *accountCache) expireAll() {
	a.mu.Lock()
	defer a.mu.Unlock()
	for login, x := range a.cached {
		x.asked = time.Time{}
		a.cached[login] = x
	}
}

func (a *accountCache) store(login string, x account) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.cached[login] = x
}
