package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"hotline12345/cti"
	"hotline12345/cti/loop"
	"hotline12345/tickets"
)

// Store is the database. It is a tickets.Store and a loop.Store.
type Store struct{ pool *pgxpool.Pool }

var errTodo = errors.New("not built yet")

// Open returns a store for a URL such as
// postgres://hotline@127.0.0.1:5432/hotline. It does not connect: the service
// starts also while the database is away. See Ping.
func Open(ctx context.Context, url string) (*Store, error) { return nil, errTodo }

// Close gives all connections back.
func (s *Store) Close() {}

// Ping says whether the database answers.
func (s *Store) Ping(ctx context.Context) error { return errTodo }

// Migrate brings the schema to this version. It may be repeated and run by two
// processes at once.
func (s *Store) Migrate(ctx context.Context) error { return errTodo }

// SchemaVersion returns the schema's version and the version this program wants.
func (s *Store) SchemaVersion(ctx context.Context) (have, want int32, err error) {
	return 0, 0, errTodo
}

// SeedDemo loads the demo city 云湾市: units, categories, users with one
// password, and a short history of calls and tickets. It may be repeated. hash
// makes the stored form of a password.
func (s *Store) SeedDemo(ctx context.Context, hash func(password string) (string, error)) error {
	return errTodo
}

// EnsurePartitions makes the monthly partitions of this and the next months. It
// belongs at the start and once a day.
func (s *Store) EnsurePartitions(ctx context.Context, now time.Time) error { return errTodo }

// LastJournalSeq is how far a journal was shipped.
func (s *Store) LastJournalSeq(ctx context.Context, journal string) (uint64, error) {
	return 0, errTodo
}

// Ship stores entries and the rows of calls in one transaction; what is already
// there stays, and of two revisions of a call the newer wins.
func (s *Store) Ship(ctx context.Context, journal string, entries []loop.Entry, calls []cti.CallRecord) error {
	return errTodo
}

// Call returns the row of a call, or tickets.ErrNotFound.
func (s *Store) Call(ctx context.Context, call string) (cti.CallRecord, error) {
	return cti.CallRecord{}, errTodo
}

// RecentCalls returns the last calls, newest first. agent limits them to one
// agent's calls; empty is no limit.
func (s *Store) RecentCalls(ctx context.Context, agent string, limit int) ([]cti.CallRecord, error) {
	return nil, errTodo
}

// CallFacts is the part of tickets.Calls that the database knows.
func (s *Store) CallFacts(ctx context.Context, call string) (tickets.CallFacts, error) {
	return tickets.CallFacts{}, errTodo
}

// Facts is what the register needs of a call's row.
func Facts(r cti.CallRecord) tickets.CallFacts { return tickets.CallFacts{} }

// UserByLogin and User return tickets.ErrNotFound for no such user. While the
// database is away User returns the user as last seen.
func (s *Store) UserByLogin(ctx context.Context, login string) (tickets.User, error) {
	return tickets.User{}, errTodo
}

// User finds a user by id.
func (s *Store) User(ctx context.Context, id string) (tickets.User, error) {
	return tickets.User{}, errTodo
}

// Users returns all users, by login.
func (s *Store) Users(ctx context.Context) ([]tickets.User, error) { return nil, errTodo }

// RecordLogin remembers a try to sign in.
func (s *Store) RecordLogin(ctx context.Context, login, addr string, ok bool) error { return errTodo }

// FailedLogins counts the failed tries since a time: of this login since its
// last success, and from this address.
func (s *Store) FailedLogins(ctx context.Context, login, addr string, since time.Time) (byLogin, byAddr int, err error) {
	return 0, 0, errTodo
}

// Sessions returns the store of sessions; it fits scs.Store and scs.CtxStore.
func (s *Store) Sessions() *Sessions { return &Sessions{} }

// Sessions keeps the sessions of pages. While the database is away it answers
// from memory, so that a reload of the page works.
type Sessions struct{}

// Find returns the data of a session that has not expired.
func (x *Sessions) Find(token string) ([]byte, bool, error) { return nil, false, errTodo }

// Commit stores a session.
func (x *Sessions) Commit(token string, b []byte, expiry time.Time) error { return errTodo }

// Delete removes a session.
func (x *Sessions) Delete(token string) error { return errTodo }

// FindCtx is Find.
func (x *Sessions) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	return nil, false, errTodo
}

// CommitCtx is Commit.
func (x *Sessions) CommitCtx(ctx context.Context, token string, b []byte, expiry time.Time) error {
	return errTodo
}

// DeleteCtx is Delete.
func (x *Sessions) DeleteCtx(ctx context.Context, token string) error { return errTodo }
