package web

import (
	"bytes"
	"context"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/alexedwards/scs/v2"

	"hotline12345/internal/web/httpapi"
)

const (
	// sessionLife is how long a session lasts, at work or not.
	sessionLife = 12 * time.Hour
	// sessionFresh is how long a session is answered from memory without asking
	// the store, so that a store that hangs does not slow every request.
	sessionFresh = 15 * time.Second
	// sweepEvery is how often expired sessions are forgotten.
	sweepEvery = time.Minute
)

// Sessions keeps sessions where a restart of the service finds them.
type Sessions interface {
	FindCtx(ctx context.Context, token string) (data []byte, found bool, err error)
	CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error
	DeleteCtx(ctx context.Context, token string) error
}

// manager returns scs with our cookie over a store with a memory.
func manager(cfg Config) *scs.SessionManager {
	m := scs.New()
	m.Store = &memory{store: cfg.Sessions, now: cfg.Now, seen: map[string]remembered{}}
	m.HashTokenInStore = true // who reads the database cannot take a session over
	m.Lifetime = sessionLife
	m.Cookie.Name = "hotline_session"
	m.Cookie.HttpOnly = true
	m.Cookie.SameSite = http.SameSiteLaxMode
	return m
}

// withSessions loads and stores the session of each request. A cookie that was set over
// TLS, here or at a proxy of ours, goes over nothing else.
func (s *Server) withSessions(next http.Handler) http.Handler {
	overTLS := *s.sessions // the same sessions, another cookie
	overTLS.Cookie.Secure = true
	plain, secure := s.sessions.LoadAndSave(next), overTLS.LoadAndSave(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if httpapi.RequestInfoOf(r.Context()).Secure {
			secure.ServeHTTP(w, r)
			return
		}
		plain.ServeHTTP(w, r)
	})
}

// memory stands in front of a store of sessions. It answers at once for a session
// that was seen lately, and at all while the store is away.
type memory struct {
	store Sessions
	now   func() time.Time

	mu    sync.Mutex
	seen  map[string]remembered
	swept time.Time
}

type remembered struct {
	data   []byte
	expiry time.Time
	asked  time.Time
	gone   bool // deleted; a query that was under way must not revive it
}

// FindCtx implements scs.CtxStore.
func (m *memory) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	m.mu.Lock()
	known, ok := m.seen[token]
	m.mu.Unlock()
	if ok && (known.gone || m.now().Sub(known.asked) < sessionFresh) {
		return m.live(known)
	}
	data, found, err := m.store.FindCtx(ctx, token)
	switch {
	case err != nil && ok:
		return m.live(known)
	case err != nil:
		return nil, false, err
	case !found:
		m.forget(token)
		return nil, false, nil
	}
	expiry, _, err := scs.GobCodec{}.Decode(data)
	if err != nil {
		return nil, false, nil // written by another version: sign in again
	}
	known = remembered{data: data, expiry: expiry, asked: m.now()}
	return m.live(m.remember(token, known))
}

func (m *memory) live(r remembered) ([]byte, bool, error) {
	if r.gone || !r.expiry.After(m.now()) {
		return nil, false, nil
	}
	return slices.Clone(r.data), true, nil
}

// CommitCtx implements scs.CtxStore. The same data again is not stored again.
func (m *memory) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	m.mu.Lock()
	known, ok := m.seen[token]
	m.mu.Unlock()
	if ok && !known.gone && bytes.Equal(known.data, data) {
		return nil
	}
	if err := m.store.CommitCtx(ctx, token, data, expiry); err != nil {
		return err
	}
	m.remember(token, remembered{data: slices.Clone(data), expiry: expiry, asked: m.now()})
	return nil
}

// DeleteCtx implements scs.CtxStore.
func (m *memory) DeleteCtx(ctx context.Context, token string) error {
	if err := m.store.DeleteCtx(ctx, token); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.seen[token] = remembered{gone: true, expiry: m.now().Add(sessionLife)}
	return nil
}

// remember keeps a session, unless it was deleted meanwhile, and returns the valid one.
func (m *memory) remember(token string, r remembered) remembered {
	m.mu.Lock()
	defer m.mu.Unlock()
	if now := m.now(); now.Sub(m.swept) > sweepEvery {
		m.swept = now
		for t, old := range m.seen {
			if !old.expiry.After(now) {
				delete(m.seen, t)
			}
		}
	}
	if last := m.seen[token]; last.gone {
		return last
	}
	m.seen[token] = r
	return r
}

func (m *memory) forget(token string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.seen[token].gone {
		delete(m.seen, token)
	}
}

// Find, Commit and Delete are what scs.Store wants; scs itself calls the ones
// above.
func (m *memory) Find(token string) ([]byte, bool, error) {
	return m.FindCtx(context.Background(), token)
}

// Commit is CommitCtx.
func (m *memory) Commit(token string, data []byte, expiry time.Time) error {
	return m.CommitCtx(context.Background(), token, data, expiry)
}

// Delete is DeleteCtx.
func (m *memory) Delete(token string) error { return m.DeleteCtx(context.Background(), token) }
