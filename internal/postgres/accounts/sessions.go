package accounts

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/internal/postgres/db"
)

// Sessions keeps the sessions of pages. While the database is away it answers
// from memory, so that a reload of the page works.
type Sessions struct {
	db   *db.DB
	mu   sync.Mutex
	seen map[string]session
}

type session struct {
	data   []byte
	expiry time.Time
	gone   bool // deleted while the database was away
	unsent bool // committed while the database was away
}

// NewSessions returns the sessions of a database.
func NewSessions(d *db.DB) *Sessions {
	return &Sessions{db: d, seen: map[string]session{}}
}

// sessionLimit is how long a request waits for the database before memory
// answers.
const sessionLimit = 2 * time.Second

// FindCtx returns the data of a session that has not expired.
func (x *Sessions) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	ctx, cancel := context.WithTimeout(ctx, sessionLimit)
	defer cancel()
	known, ok := x.recall(token)
	if ok && (known.gone || known.unsent) {
		return x.live(known)
	}
	var found session
	err := db.Fault("find session", x.db.QueryRow(ctx, "select data, expiry from sessions where token = $1", db.Text(token)).
		Scan(&found.data, &found.expiry))
	switch {
	case err == nil:
		x.remember(token, found)
		return x.live(found)
	case errors.Is(err, errs.ErrNotFound):
		x.forget(token)
		return nil, false, nil
	case ok && errors.Is(err, errs.ErrUnavailable):
		return x.live(known)
	}
	return nil, false, err
}

func (x *Sessions) live(s session) ([]byte, bool, error) {
	if s.gone || !s.expiry.After(time.Now()) {
		return nil, false, nil
	}
	return slices.Clone(s.data), true, nil
}

// CommitCtx stores a session; in memory only while the database is away.
func (x *Sessions) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	ctx, cancel := context.WithTimeout(ctx, sessionLimit)
	defer cancel()
	s := session{data: slices.Clone(data), expiry: expiry}
	_, err := x.db.Exec(ctx, `insert into sessions (token, data, expiry) values ($1, $2, $3)
		on conflict (token) do update set data = excluded.data, expiry = excluded.expiry`, db.Text(token), data, expiry)
	err = db.Fault("store session", err)
	if _, ok := x.recall(token); ok && errors.Is(err, errs.ErrUnavailable) {
		s.unsent, err = true, nil // a session that was signed in before goes on
	}
	if err == nil {
		x.remember(token, s)
	}
	return err
}

// DeleteCtx removes a session; signing out works at any time.
func (x *Sessions) DeleteCtx(ctx context.Context, token string) error {
	ctx, cancel := context.WithTimeout(ctx, sessionLimit)
	defer cancel()
	_, err := x.db.Exec(ctx, "delete from sessions where token = $1", db.Text(token))
	err = db.Fault("delete session", err)
	if errors.Is(err, errs.ErrUnavailable) {
		x.remember(token, session{gone: true, expiry: time.Now().Add(7 * 24 * time.Hour)})
		return nil
	}
	x.forget(token)
	return err
}

// Find is FindCtx, as scs.Store has it.
func (x *Sessions) Find(token string) ([]byte, bool, error) {
	return x.FindCtx(context.Background(), token)
}

// Commit is CommitCtx, as scs.Store has it.
func (x *Sessions) Commit(token string, data []byte, expiry time.Time) error {
	return x.CommitCtx(context.Background(), token, data, expiry)
}

// Delete is DeleteCtx, as scs.Store has it.
func (x *Sessions) Delete(token string) error { return x.DeleteCtx(context.Background(), token) }

func (x *Sessions) recall(token string) (session, bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	s, ok := x.seen[token]
	return s, ok
}

func (x *Sessions) remember(token string, s session) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.seen[token] = s
}

func (x *Sessions) forget(token string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	delete(x.seen, token)
}

// Sweep sends what waited for the database, and forgets what has expired.
func (x *Sessions) Sweep(ctx context.Context) error {
	x.mu.Lock()
	waiting, now := map[string]session{}, time.Now()
	for token, s := range x.seen {
		switch {
		case s.gone || s.unsent:
			waiting[token] = s
		case !s.expiry.After(now):
			delete(x.seen, token)
		}
	}
	x.mu.Unlock()
	for token, s := range waiting {
		var err error
		if s.gone {
			err = x.DeleteCtx(ctx, token)
		} else {
			err = x.CommitCtx(ctx, token, s.data, s.expiry)
		}
		if err != nil {
			return err
		}
	}
	_, err := x.db.Exec(ctx, "delete from sessions where expiry < now()")
	return db.Fault("remove expired sessions", err)
}
