package accounts

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
	"hotline12345/internal/postgres/db"
	"hotline12345/internal/sealed"
)

// Sessions keeps the sessions of pages. While the database is away it answers from
// memory, so that a reload of the page works, and after a restart from the sealed copy
// on this machine.
type Sessions struct {
	db    *db.DB
	shelf *sealed.Shelf
	log   *zap.Logger

	saving sync.Mutex // one copy is written at a time; held without mu while the disk works

	mu       sync.Mutex
	seen     map[string]session
	awayTill time.Time // until then the database is not asked again
}

// session is what is known of a session here.
type session struct {
	Data   []byte
	Expiry time.Time
	// Gone: it was deleted. It stays known for a while, also when the database has been
	// told: a query that was under way must not revive it.
	Gone bool
	// Unsent: the database has not been told.
	Unsent bool
	// At is when it was deleted.
	At time.Time
}

const (
	// sessionLimit is how long a request waits for the database.
	sessionLimit = 2 * time.Second
	// knownLimit is the same for a session that memory can answer: an agent who comes
	// back to a talk must not wait.
	knownLimit = 500 * time.Millisecond
	// restAfter is how long memory answers at once after the database gave no answer.
	restAfter = 5 * time.Second
	// goneFor is how long a deletion is tried again.
	goneFor = 7 * 24 * time.Hour
)

// shelfKey begins the keys of sessions on the shelf.
const shelfKey = "session "

// NewSessions returns the sessions of a database, with copies on a shelf; nil keeps
// none.
func NewSessions(d *db.DB, shelf *sealed.Shelf, log *zap.Logger) *Sessions {
	x := &Sessions{db: d, shelf: shelf, log: log, seen: map[string]session{}}
	for token, raw := range shelf.All(shelfKey) {
		var s session
		if json.Unmarshal(raw, &s) == nil {
			x.seen[token] = s
		}
	}
	return x
}

// Distrust forgets what is known here of sessions, but for those that were deleted: another
// service may have ended some meanwhile.
func (x *Sessions) Distrust() {
	x.mu.Lock()
	maps.DeleteFunc(x.seen, func(_ string, s session) bool { return !s.Gone })
	gone := slices.Collect(maps.Keys(x.seen))
	x.mu.Unlock()
	if err := x.shelf.Clear(); err != nil {
		x.log.Warn("copies of sessions cannot be removed", zap.Error(err))
	}
	for _, token := range gone {
		x.copyOut(token)
	}
}

// FindCtx returns the data of a session that has not expired.
func (x *Sessions) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	known, ok, resting := x.recall(token)
	if ok && (known.Gone || known.Unsent || resting) {
		return x.live(known)
	}
	limit := sessionLimit
	if ok {
		limit = knownLimit
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	var found session
	err := db.Fault("find session", x.db.QueryRow(ctx, "select data, expiry from sessions where token = $1", db.Text(token)).
		Scan(&found.Data, &found.Expiry))
	if errors.Is(err, errs.ErrUnavailable) {
		x.Rest()
	}
	switch {
	case err == nil:
		return x.live(x.remember(token, found))
	case errors.Is(err, errs.ErrNotFound):
		x.forget(token)
		return nil, false, nil
	case ok && errors.Is(err, errs.ErrUnavailable):
		return x.live(known)
	}
	return nil, false, err
}

func (x *Sessions) live(s session) ([]byte, bool, error) {
	if s.Gone || !s.Expiry.After(time.Now()) {
		return nil, false, nil
	}
	return slices.Clone(s.Data), true, nil
}

// CommitCtx stores a session; here only while the database is away. One that was deleted
// stays so.
func (x *Sessions) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	known, ok, _ := x.recall(token)
	if known.Gone {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, sessionLimit)
	defer cancel()
	s := session{Data: slices.Clone(data), Expiry: expiry}
	_, err := x.db.Exec(ctx, `insert into sessions (token, data, expiry) values ($1, $2, $3)
		on conflict (token) do update set data = excluded.data, expiry = excluded.expiry`, db.Text(token), data, expiry)
	err = db.Fault("store session", err)
	if ok && errors.Is(err, errs.ErrUnavailable) {
		s.Unsent, err = true, nil // a session that was signed in before goes on
	}
	if err == nil {
		x.remember(token, s)
	}
	return err
}

// DeleteCtx removes a session; signing out works at any time. It is noted here before the
// database is told: what was signed out stays so over a restart at any moment.
func (x *Sessions) DeleteCtx(ctx context.Context, token string) error {
	ctx, cancel := context.WithTimeout(ctx, sessionLimit)
	defer cancel()
	now := time.Now()
	gone := session{Gone: true, Unsent: true, Expiry: now.Add(goneFor), At: now}
	x.remember(token, gone)
	_, err := x.db.Exec(ctx, "delete from sessions where token = $1", db.Text(token))
	err = db.Fault("delete session", err)
	if errors.Is(err, errs.ErrUnavailable) {
		return nil
	}
	if err == nil {
		gone.Unsent = false
		x.remember(token, gone)
	}
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

// recall returns what is known of a session, and whether the database is not to be asked.
func (x *Sessions) recall(token string) (s session, known, resting bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	s, known = x.seen[token]
	return s, known, time.Now().Before(x.awayTill)
}

// Rest has memory answer for some seconds without asking the database, which gave no
// answer just now.
func (x *Sessions) Rest() {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.awayTill = time.Now().Add(restAfter)
}

// remember keeps a session, unless it was deleted meanwhile, and returns what is kept.
func (x *Sessions) remember(token string, s session) session {
	x.mu.Lock()
	last, known := x.seen[token]
	if last.Gone && !s.Gone || known && last.same(s) {
		x.mu.Unlock()
		return last
	}
	x.seen[token] = s
	x.mu.Unlock()
	x.copyOut(token)
	return s
}

func (s session) same(t session) bool {
	return s.Gone == t.Gone && s.Unsent == t.Unsent && s.Expiry.Equal(t.Expiry) && bytes.Equal(s.Data, t.Data)
}

func (x *Sessions) forget(token string) {
	x.mu.Lock()
	known, there := x.seen[token]
	if known.Gone {
		there = false
	}
	if there {
		delete(x.seen, token)
	}
	x.mu.Unlock()
	if there {
		x.copyOut(token)
	}
}

// copyOut makes the sealed copy of a session what is known of it now.
func (x *Sessions) copyOut(token string) {
	x.saving.Lock()
	defer x.saving.Unlock()
	x.mu.Lock()
	s, known := x.seen[token]
	x.mu.Unlock()
	var err error
	if !known {
		err = x.shelf.Remove(shelfKey + token)
	} else if raw, e := json.Marshal(s); e == nil {
		err = x.shelf.Put(shelfKey+token, raw, s.Expiry)
	}
	if err != nil {
		x.log.Warn("the sealed copy of a session is not kept; after a restart without the database its page waits", zap.Error(err))
	}
}

// Sweep sends what waited for the database, and forgets what has expired.
func (x *Sessions) Sweep(ctx context.Context) error {
	for token, s := range x.sweep(time.Now()) {
		var err error
		if s.Gone {
			err = x.DeleteCtx(ctx, token)
		} else {
			err = x.CommitCtx(ctx, token, s.Data, s.Expiry)
		}
		if err != nil {
			return err
		}
	}
	_, err := x.db.Exec(ctx, "delete from sessions where expiry < now()")
	return db.Fault("remove expired sessions", err)
}

// sweep forgets what has expired and returns what waits for the database.
func (x *Sessions) sweep(now time.Time) map[string]session {
	waiting := map[string]session{}
	var over []string
	x.mu.Lock()
	for token, s := range x.seen {
		switch {
		case s.Unsent:
			waiting[token] = s
		case !s.Expiry.After(now), s.Gone && now.Sub(s.At) > 2*sessionLimit:
			delete(x.seen, token)
			over = append(over, token)
		}
	}
	x.mu.Unlock()
	for _, token := range over {
		x.copyOut(token)
	}
	return waiting
}
