package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/gob"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

// signedInBefore puts sessions into the database as earlier versions stored them, without
// what was added since, and returns their pages.
func (in *installation) signedInBefore(logins ...string) map[string]*page {
	in.t.Helper()
	pages := map[string]*page{}
	for _, login := range logins {
		user := in.sql(`select json_build_object('id', id::text, 'login', login, 'name', name, 'number', number, 'roles', roles,
			'unit', unit, 'unit_name', '', 'languages', languages, 'queues', queues) from users where login = '` + login + `'`)
		var data bytes.Buffer
		must(in.t, gob.NewEncoder(&data).Encode(struct {
			Deadline time.Time
			Values   map[string]any
		}{time.Now().Add(time.Hour).UTC(), map[string]any{"user": []byte(user)}}))
		token := rand.Text()
		hashed := sha256.Sum256([]byte(token))
		in.sql(fmt.Sprintf(`insert into sessions (token, data, expiry) values ('%s', '\x%s', now() + interval '1 hour')`,
			base64.RawURLEncoding.EncodeToString(hashed[:]), hex.EncodeToString(data.Bytes())))
		pages[login] = &page{in, &http.Client{Transport: cookie(token)}}
	}
	return pages
}

// cookie is a browser that has a session's token.
type cookie string

func (c cookie) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.AddCookie(&http.Cookie{Name: "hotline_session", Value: string(c)})
	return http.DefaultTransport.RoundTrip(r)
}

// sessionsGoOn: nobody has to sign in again after the upgrade.
func sessionsGoOn(ctx context.Context, t *testing.T, pages map[string]*page) {
	for login, p := range pages {
		status, body := p.do(ctx, http.MethodGet, "/api/session", "application/json", "")
		var session struct {
			User struct{ Login string }
		}
		if status != http.StatusOK || json.NewDecoder(strings.NewReader(body)).Decode(&session) != nil || session.User.Login != login {
			t.Errorf("the session of %s after the upgrade: %d %s", login, status, body)
		}
	}
}
