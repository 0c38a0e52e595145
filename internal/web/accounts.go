package web

import (
	"context"
	"errors"
	"sync"
	"time"

	"hotline12345/tickets"
)

const (
	// accountFor is how long an account is believed before it is looked up
	// again: a disabled user or a changed role takes effect within it.
	accountFor = time.Minute
	// accountLimit is how long a request waits for that; the session's own
	// copy of the account serves while the database is away.
	accountLimit = 500 * time.Millisecond
)

// accounts keeps signed-in users up to date.
type accounts struct {
	users Users
	now   func() time.Time

	mu    sync.Mutex
	known map[string]account // by login
}

type account struct {
	user  tickets.User
	gone  bool
	asked time.Time
}

// current is a session's user as the directory has them now; false if the account
// is gone or disabled.
func (a *accounts) current(ctx context.Context, u tickets.User) (tickets.User, bool) {
	a.mu.Lock()
	last, ok := a.known[u.Login]
	a.mu.Unlock()
	if !ok {
		last = account{user: u}
	}
	if a.now().Sub(last.asked) >= accountFor {
		last = a.ask(ctx, u.Login, last)
	}
	if last.gone || last.user.ID != u.ID { // somebody else has that login now
		return tickets.User{}, false
	}
	return last.user, true
}

// ask looks an account up; the last state stands while the database is away.
func (a *accounts) ask(ctx context.Context, login string, last account) account {
	ctx, cancel := context.WithTimeout(ctx, accountLimit)
	defer cancel()
	u, err := a.users.UserByLogin(ctx, login)
	switch {
	case err == nil:
		last.user, last.gone = u, u.Disabled
	case errors.Is(err, tickets.ErrNotFound):
		last.gone = true
	}
	last.asked = a.now()
	a.keep(login, last)
	return last
}

// signedIn notes what signing in has just read.
func (a *accounts) signedIn(u tickets.User) {
	a.keep(u.Login, account{user: u, asked: a.now()})
}

func (a *accounts) keep(login string, x account) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.known[login] = x
}
