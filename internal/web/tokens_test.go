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
	mu      sync.Mutex
	kept    map[string]org.MachineToken
	changes []org.UserChange
}

func (s *tokenShelf) AddToken(_ context.Context, t org.MachineToken, hash string, c org.UserChange) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, is := range s.kept {
		if is.Login == t.Login && is.Name == t.Name && is.RevokedAt.IsZero() {
			return &errs.Invalid{Fields: []errs.FieldError{{Field: "name", Code: errs.CodeTaken}}}
		}
	}
	s.kept[hash], s.changes = t, append(s.changes, c)
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

func (s *tokenShelf) RevokeToken(_ context.Context, id string, c org.UserChange) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for hash, t := range s.kept {
		if t.ID == id && t.RevokedAt.IsZero() {
			t.RevokedAt, t.RevokedBy = c.At, &c.By
			s.kept[hash], s.changes = t, append(s.changes, c)
			return nil
		}
	}
	return errs.ErrNotFound
}

// TestAMachinesToken does what its scopes are, as its account may, until it ends.
func TestAMachinesToken(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.people.change("unit_clerk", func(u *org.User) { u.Machine = true })
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
	if last := o.register.AccessLog()[len(o.register.AccessLog())-1]; last.By.Token != made.Made.ID || last.By.TokenName != "市民云" || last.By.Name != "unit_clerk" {
		t.Errorf("on record as %+v: not which program it was", last.By)
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
	shelf, _ := o.cfg.Tokens.(*tokenShelf)
	if c := shelf.changes; len(c) != 2 || c[0].What != org.UserTokenMade || c[0].Login != "unit_clerk" || c[1].What != org.UserTokenEnded || c[1].By.Name != "administrator" {
		t.Errorf("changes on record: %+v", c)
	}
	if v := read[TokensView](o.as(t, "auditor").do("GET", "/api/tokens", "").want(200, "")); len(v.Tokens) != 1 {
		t.Errorf("an auditor sees %+v", v)
	}
	o.as(t, "auditor").do("POST", "/api/tokens", `{"name":"x","login":"unit_clerk","scopes":["tickets-read"],"days":30}`).want(403, "forbidden")
	short := read[NewToken](admin.do("POST", "/api/tokens", `{"name":"短期","login":"unit_clerk","scopes":["tickets-read"],"days":1}`).want(200, ""))
	ask("GET", "/api/tickets", short.Token).want(200, "")
	o.pass(24 * time.Hour)
	ask("GET", "/api/tickets", short.Token).want(401, "token_invalid")
}

// TestAPersonsAccountHasNoToken: its access log would name the person. Tokens of before work
// until they expire, and are on record as what they are; nobody signs in with a program's
// account.
func TestAPersonsAccountHasNoToken(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	admin := o.as(t, "administrator")
	p := admin.do("POST", "/api/tokens", `{"name":"市民云","login":"unit_clerk","scopes":["tickets-read"],"days":30}`).want(422, "invalid_fields").problem()
	if len(p.Fields) != 1 || p.Fields[0].Field != "login" || p.Fields[0].Code != errs.CodeInvalid {
		t.Errorf("refused for %+v", p.Fields)
	}
	shelf, _ := o.cfg.Tokens.(*tokenShelf)
	shelf.kept[sumOf("hl12345_old")] = org.MachineToken{ID: "old", Name: "旧系统", Login: "unit_clerk", Scopes: []string{"tickets-read"}, ExpiresAt: o.now().Add(time.Hour)}
	o.browser(t).do("GET", "/api/tickets", "", "Authorization", "Bearer hl12345_old").want(200, "")
	if last := o.register.AccessLog()[len(o.register.AccessLog())-1]; last.By.Token != "old" || last.By.TokenName != "旧系统" {
		t.Errorf("on record as %+v", last.By)
	}
	o.as(t, "unit_clerk").do("GET", "/api/tickets", "").want(200, "")
	if last := o.register.AccessLog()[len(o.register.AccessLog())-1]; last.By.Token != "" {
		t.Errorf("the person is on record as %+v", last.By)
	}
	made := read[NewPassword](admin.do("POST", "/api/users", `{"login":"cloud","name":"市民云","roles":["unit_clerk"],"unit":"Y04","languages":[],"queues":[],"machine":true}`).want(200, ""))
	o.browser(t).do("POST", "/api/session", signInBody("cloud", made.Password)).want(403, "machine_account")
	o.browser(t).do("POST", "/api/session", signInBody("cloud", "wrong")).want(401, "wrong_password")
	admin.do("POST", "/api/tokens", `{"name":"市民云","login":"cloud","scopes":["tickets-read"],"days":30}`).want(200, "")
	for _, role := range []string{"agent", "administrator"} {
		admin.do("POST", "/api/users", `{"login":"x","name":"x","number":"77","roles":["`+role+`"],"unit":"Y00","languages":["zh"],"queues":[],"machine":true}`).want(422, "invalid_fields")
	}
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
