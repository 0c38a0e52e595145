package web

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets/org"
)

// tokenShelf keeps tokens in memory, by their sums.
type tokenShelf struct {
	mu   sync.Mutex
	kept map[string]org.MachineToken
}

func (s *tokenShelf) AddToken(_ context.Context, t org.MachineToken, hash string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, is := range s.kept {
		if is.Login == t.Login && is.Name == t.Name && is.RevokedAt.IsZero() {
			return &errs.Invalid{Fields: []errs.FieldError{{Field: "name", Code: errs.CodeTaken}}}
		}
	}
	s.kept[hash] = t
	return nil
}

func (s *tokenShelf) Tokens(context.Context) (list []org.MachineToken, _ error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, t := range s.kept {
		list = append(list, t)
	}
	return list, nil
}

func (s *tokenShelf) UseToken(_ context.Context, hash string, now time.Time) (org.MachineToken, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	t, ok := s.kept[hash]
	if !ok {
		return t, errs.ErrNotFound
	}
	t.UsedAt = now
	s.kept[hash] = t
	return t, nil
}

func (s *tokenShelf) RevokeToken(_ context.Context, id string, by org.Person, at time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for hash, t := range s.kept {
		if t.ID == id && t.RevokedAt.IsZero() {
			t.RevokedAt, t.RevokedBy = at, &by
			s.kept[hash] = t
			return nil
		}
	}
	return errs.ErrNotFound
}

// TestAMachinesToken does what its scopes are, as its account may, until it ends.
func TestAMachinesToken(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	admin := o.as(t, "administrator")
	for body, want := range map[string]int{
		`{"name":"","login":"unit_clerk","scopes":["tickets-read"],"days":30}`:      422,
		`{"name":"市民云","login":"nobody","scopes":["tickets-read"],"days":30}`:       422,
		`{"name":"市民云","login":"unit_clerk","scopes":[],"days":30}`:                 422,
		`{"name":"市民云","login":"unit_clerk","scopes":["everything"],"days":30}`:     422,
		`{"name":"市民云","login":"unit_clerk","scopes":["tickets-read"],"days":0}`:    422,
		`{"name":"市民云","login":"unit_clerk","scopes":["tickets-read"],"days":3650}`: 422,
	} {
		if got := admin.do("POST", "/api/tokens", body); got.status != want {
			t.Errorf("%s: %d", body, got.status)
		}
	}
	made := read[NewToken](admin.do("POST", "/api/tokens", `{"name":"市民云","login":"unit_clerk","scopes":["tickets-read"],"days":30}`).want(200, ""))
	if !strings.HasPrefix(made.Token, tokenMark) || len(made.Token) < 50 {
		t.Errorf("a token of %d letters", len(made.Token))
	}
	ask := func(method, path, token string) reply {
		return o.browser(t).do(method, path, "{}", "Authorization", "Bearer "+token)
	}
	ask("GET", "/api/tickets", made.Token).want(200, "")
	if !o.accessed("tickets", "") {
		t.Error("what a machine reads is not on record")
	}
	ask("POST", "/api/tickets", made.Token).want(403, "scope_missing")
	ask("GET", "/api/rates", made.Token).want(403, "scope_missing")
	ask("GET", "/api/session", made.Token).want(403, "scope_missing")
	ask("GET", "/api/tokens", made.Token).want(403, "scope_missing")
	ask("GET", "/api/desk", made.Token).want(403, "scope_missing")
	ask("GET", "/api/tickets", made.Token[:len(made.Token)-1]).want(401, "token_invalid")
	ask("GET", "/api/tickets", "").want(401, "signed_out")
	ask("GET", "/metrics", made.Token) // this machine's collector needs none
	o.people.change("unit_clerk", func(u *org.User) { u.MustChange = true })
	ask("GET", "/api/tickets", made.Token).want(200, "") // no program can choose a password
	o.people.change("unit_clerk", func(u *org.User) { u.Roles = []org.Role{org.RoleTelecomAdmin} })
	ask("GET", "/api/tickets", made.Token).want(403, "forbidden")
	o.people.change("unit_clerk", func(u *org.User) { u.Roles, u.Disabled = []org.Role{org.RoleUnitClerk}, true })
	ask("GET", "/api/tickets", made.Token).want(401, "account_off")
	o.people.change("unit_clerk", func(u *org.User) { u.Disabled = false })
	list := admin.do("GET", "/api/tokens", "").want(200, "")
	if v := read[TokensView](list); len(v.Tokens) != 1 || v.Tokens[0].UsedAt.IsZero() || len(v.Scopes) != len(scopes) || strings.Contains(string(list.body), made.Token) {
		t.Errorf("tokens %s", list.body)
	}
	admin.do("DELETE", "/api/tokens/"+made.Made.ID, "").want(200, "")
	ask("GET", "/api/tickets", made.Token).want(401, "token_invalid")
	admin.do("DELETE", "/api/tokens/"+made.Made.ID, "").want(404, "not_found")
	short := read[NewToken](admin.do("POST", "/api/tokens", `{"name":"短期","login":"unit_clerk","scopes":["tickets-read"],"days":1}`).want(200, ""))
	ask("GET", "/api/tickets", short.Token).want(200, "")
	o.pass(24 * time.Hour)
	ask("GET", "/api/tickets", short.Token).want(401, "token_invalid")
}

// TestScopesNameRoutes that there are, and none that an administrator alone has.
func TestScopesNameRoutes(t *testing.T) {
	t.Parallel()
	ops := operations(newOffice(t).web)
	for scope, ids := range scopes {
		for _, id := range ids {
			if r, there := ops[id]; !there || slices.Equal(r.Roles, httpapi.Administrators) {
				t.Errorf("%s: %s", scope, id)
			}
		}
	}
}
