package postgres

import (
	"crypto/sha256"
	"encoding/base64"
	"testing"
	"time"

	"hotline12345/internal/devstack"
	"hotline12345/internal/postgres/dbtest"
)

// TestSessionsOfBeforeTokensWereHashed: an update from version 3, whose programs kept a
// session under its token itself. Who was signed in still is.
func TestSessionsOfBeforeTokensWereHashed(t *testing.T) {
	t.Parallel()
	url, ctx := devstack.TestPostgres(t), t.Context()
	dbtest.MigrateTo(t, url, 3)
	s := open(t, url)
	const token = "Zk3o7-_uQ1aXw0m9bR2cT5yV8eL4hN6pS0dF1gJ3iKs"
	_, err := s.DB.Exec(ctx, "insert into sessions (token, data, expiry) values ($1, 'signed in', $2)", token, time.Now().Add(time.Hour))
	must(t, err)
	must(t, s.Migrate(ctx))
	hashed := sha256.Sum256([]byte(token))
	data, found, err := s.Sessions().Find(base64.RawURLEncoding.EncodeToString(hashed[:]))
	if err != nil || !found || string(data) != "signed in" {
		t.Errorf("the session after the update: %q, found %v, error %v", data, found, err)
	}
	if _, found, err := s.Sessions().Find(token); found || err != nil {
		t.Errorf("the token itself still stands in the database (error %v)", err)
	}
}
