package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"sync"
	"time"

	"go.uber.org/zap"

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

// copyFor is how long the copy of an account is kept: longer than any session that needs
// it. It is written anew when a session more would not fit.
const copyFor = 2 * sessionLife

// Copies keep the last known state of accounts on this machine, where nobody else reads
// or makes it, for a service that starts while the store is away.
type Copies interface {
	Put(key string, data []byte, until time.Time) error
	Get(key string) (data []byte, until time.Time, found bool)
	All(prefix string) map[string][]byte
	Remove(key string) error
}

// copyKey begins the keys of accounts among Copies.
const copyKey = "account "

// accountCache keeps signed-in users up to date.
type accountCache struct {
	users  Users
	copies Copies // nil: none; then a session's own copy of the account is the last resort
	now    func() time.Time
	log    *zap.Logger

	mu     sync.Mutex
	cached map[string]account // by login
}

type account struct {
	user  org.User
	gone  bool
	asked time.Time
}

// current returns a session's user as the directory has them now, or why they are out:
// the account is gone or disabled, or the session is of an earlier epoch. While the store
// is away the last known state stands; one that is not known may have changed.
func (a *accountCache) current(ctx context.Context, u org.User) (org.User, *httpapi.Problem) {
	last, known := a.known(u)
	if a.now().Sub(last.asked) >= accountFor {
		last, known = a.refresh(ctx, u.Login, last, known)
	}
	switch {
	case !known:
		return org.User{}, httpapi.Away()
	case last.gone || last.user.ID != u.ID: // another person has that login now
		return org.User{}, httpapi.SignedOut()
	case last.user.Disabled:
		return org.User{}, httpapi.AccountOff()
	case last.user.Epoch != u.Epoch:
		return org.User{}, httpapi.SignedOut()
	}
	return last.user, nil
}

// known returns the last known state of a session's account.
func (a *accountCache) known(u org.User) (account, bool) {
	a.mu.Lock()
	last, ok := a.cached[u.Login]
	a.mu.Unlock()
	switch {
	case ok:
		return last, true
	case a.copies == nil:
		return account{user: u}, true
	}
	var c accountCopy
	raw, _, found := a.copies.Get(copyKey + u.Login)
	if !found || json.Unmarshal(raw, &c) != nil {
		return account{}, false
	}
	c.User.Epoch = c.Epoch
	return account{user: c.User}, true
}

// refresh reads an account; the last state stands while the store is away.
func (a *accountCache) refresh(ctx context.Context, login string, last account, known bool) (account, bool) {
	ctx, cancel := context.WithTimeout(ctx, accountLimit)
	defer cancel()
	u, err := a.users.UserByLogin(ctx, login)
	switch {
	case err == nil:
		last.user, last.gone, known = u, false, true
	case errors.Is(err, errs.ErrNotFound):
		last.gone, known = true, true
	case !known:
		return last, false // asked again at the next request
	}
	last.asked = a.now()
	a.store(login, last)
	if err == nil || last.gone {
		a.copyOut(login, last)
	}
	return last, known
}

// update notes an account that was read or changed just now.
func (a *accountCache) update(u org.User) {
	x := account{user: u, asked: a.now()}
	a.store(u.Login, x)
	a.copyOut(u.Login, x)
}

// doubt has an account read again before its next use. It is called before a change, so
// that no copy tells of the former state if the service ends in the middle.
func (a *accountCache) doubt(login string) {
	a.mu.Lock()
	if x, ok := a.cached[login]; ok {
		x.asked = time.Time{}
		a.cached[login] = x
	}
	a.mu.Unlock()
	a.copyOut(login, account{gone: true})
}

// doubtAll is doubt for every account.
func (a *accountCache) doubtAll() {
	a.mu.Lock()
	logins := slices.Collect(maps.Keys(a.cached))
	a.mu.Unlock()
	if a.copies != nil {
		logins = slices.AppendSeq(logins, maps.Keys(a.copies.All(copyKey)))
	}
	for _, login := range logins {
		a.doubt(login)
	}
}

func (a *accountCache) store(login string, x account) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.cached[login] = x
}

// accountCopy is the form of a copy. It has no password.
type accountCopy struct {
	User  org.User `json:"user"`
	Epoch int      `json:"epoch"`
}

// copyOut makes the copy of an account what is known of it now.
func (a *accountCache) copyOut(login string, x account) {
	if a.copies == nil {
		return
	}
	key := copyKey + login
	if x.gone {
		a.said(a.copies.Remove(key))
		return
	}
	raw, err := json.Marshal(accountCopy{x.user, x.user.Epoch})
	if err != nil {
		a.said(err)
		return
	}
	old, until, found := a.copies.Get(key)
	if !found || !bytes.Equal(old, raw) || until.Sub(a.now()) < copyFor-sessionLife+time.Hour {
		a.said(a.copies.Put(key, raw, a.now().Add(copyFor)))
	}
}

func (a *accountCache) said(err error) {
	if err != nil {
		a.log.Warn("the sealed copy of an account is not kept; after a restart without the database its page waits", zap.Error(err))
	}
}
