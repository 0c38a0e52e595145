package web

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets/org"
)

// tenWrong passwords close a login at a place.
const tenWrong = 10

func TestSignInAndOut(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.browser(t)
	b.do("GET", "/api/session", "").want(401, "signed_out")
	in := b.do("POST", "/api/session", signInBody("agent", password)).want(200, "")
	if u := read[Session](in).User; u.Login != "agent" || u.Number != "1001" {
		t.Errorf("signed in as %+v", u)
	}
	b.do("GET", "/api/session", "").want(200, "")
	b.do("DELETE", "/api/session", "").want(204, "")
	b.do("GET", "/api/session", "").want(401, "signed_out")
	b.do("DELETE", "/api/session", "").want(401, "signed_out")
}

func TestWhoMaySignIn(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for login, pass := range map[string]string{
		"agent": "wrong", "Agent": password, "nobody": password, "disabled": "wrong", "unset": password,
		"": password, "unset ": "nobody", "nobody ": "nobody", // the stand-in's own password opens nothing
	} {
		o.browser(t).do("POST", "/api/session", signInBody(login, pass)).want(401, "wrong_password")
	}
	o.browser(t).do("POST", "/api/session", signInBody("disabled", password)).want(401, "account_off")
	if failed := len(o.people.tries); failed != 9 {
		t.Errorf("%d tries recorded, want all 9", failed)
	}
}

func TestLoginIsClosedAfterWrongPasswords(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.browser(t)
	for range tenWrong {
		b.do("POST", "/api/session", signInBody("agent", "wrong")).want(401, "wrong_password")
	}
	refused := b.do("POST", "/api/session", signInBody("agent", password)).want(429, "too_many_attempts")
	if got := refused.header.Get("Retry-After"); got != "900" {
		t.Errorf("Retry-After %q, want 900", got)
	}
	b.do("POST", "/api/session", signInBody("agent2", password)).want(200, "") // from the same place
	o.pass(org.FailureWindow - time.Minute)
	b.do("POST", "/api/session", signInBody("agent", password)).want(429, "too_many_attempts")
	o.pass(2 * time.Minute)
	b.do("POST", "/api/session", signInBody("agent", password)).want(200, "")
}

func TestRightPasswordForgivesWrongOnes(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.browser(t)
	for range 3 {
		for range tenWrong - 1 {
			b.do("POST", "/api/session", signInBody("agent", "wrong")).want(401, "wrong_password")
		}
		b.do("POST", "/api/session", signInBody("agent", password)).want(200, "")
	}
}

func TestAddressIsClosedAfterWrongPasswords(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.browser(t)
	from := func(addr string) []string { return []string{"X-Forwarded-For", "198.51.100.1, " + addr} }
	guesses := []string{"agent2", "numberless", "supervisor", "dispatcher", "unit_clerk", "a-clerk", "auditor"}
	for i := range 50 {
		b.do("POST", "/api/session", signInBody(guesses[i%len(guesses)], "wrong"), from("192.0.2.1")...).want(401, "wrong_password")
	}
	b.do("POST", "/api/session", signInBody("agent", password), from("192.0.2.1")...).want(429, "too_many_attempts")
	b.do("POST", "/api/session", signInBody("agent", password), from("192.0.2.2")...).want(200, "")
}

// TestAStrangerLocksNoAgentOut: however many wrong passwords somebody types elsewhere, who
// sits where they always sit signs in; and what strangers may try together is bounded.
func TestAStrangerLocksNoAgentOut(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	from := func(n int) []string { return []string{"X-Forwarded-For", fmt.Sprintf("198.51.100.%d", n)} }
	signIn := func(pass string, n int) reply {
		return o.browser(t).do("POST", "/api/session", signInBody("agent", pass), from(n)...)
	}
	signIn(password, 1).want(200, "") // at the office
	wrong := 0
	for n := 2; n < 60; n++ {
		for range tenWrong + 1 {
			if signIn("wrong", n).status == 401 {
				wrong++
			}
		}
	}
	if wrong != 300 {
		t.Errorf("strangers tried %d passwords, want 300", wrong)
	}
	signIn(password, 99).want(429, "too_many_attempts") // nobody knows that place
	signIn(password, 1).want(200, "")
	for i := range 50 { // of the same house
		others := []string{"numberless", "supervisor", "dispatcher", "unit_clerk", "a-clerk", "auditor"}
		o.browser(t).do("POST", "/api/session", signInBody(others[i%len(others)], "wrong"), from(1)...).want(401, "wrong_password")
	}
	signIn(password, 1).want(200, "")
	o.browser(t).do("POST", "/api/session", signInBody("agent2", password), from(1)...).want(429, "too_many_attempts")
	o.pass(org.FailureDay)
	signIn(password, 99).want(200, "")
}

// TestGuessingIsSlowEverywhere: a house that a login never came from has thirty tries a day.
func TestGuessingIsSlowEverywhere(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	wrong := 0
	for range 96 { // quarters of an hour
		for n := range tenWrong + 1 {
			house := fmt.Sprintf("2001:db8:7:7::%x", n+1)
			if o.browser(t).do("POST", "/api/session", signInBody("agent", "wrong"), "X-Forwarded-For", house).status == 401 {
				wrong++
			}
		}
		o.pass(org.FailureWindow)
	}
	if wrong != 30 {
		t.Errorf("%d passwords were tried in a day, want 30", wrong)
	}
}

// TestManyTriesAtOnce: tries that are under way are counted too, all but those
// that are checked at the same moment.
func TestManyTriesAtOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	var all sync.WaitGroup
	for range 6 * tenWrong {
		all.Go(func() {
			r, err := http.Post(o.URL+"/api/session", "application/json", strings.NewReader(signInBody("agent", "wrong")))
			if err != nil {
				t.Error(err)
				return
			}
			r.Body.Close()
		})
	}
	all.Wait()
	o.people.mu.Lock()
	defer o.people.mu.Unlock()
	if n := len(o.people.tries); n < tenWrong || n >= tenWrong+checkedAtOnce {
		t.Errorf("%d passwords were checked, want %d or a little more", n, tenWrong)
	}
}

func TestTooManySignInsAreTurnedAway(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.web.passwords = httpapi.NewTurns(1, 0)
	leave, _ := o.web.passwords.Take(t.Context())
	busy := o.browser(t).do("POST", "/api/session", signInBody("agent", password)).want(503, "busy")
	if busy.header.Get("Retry-After") == "" {
		t.Error("no word on when to try again")
	}
	leave()
	o.as(t, "agent")
}

func TestPasswordsAreNeverLogged(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.browser(t)
	for _, body := range []string{
		signInBody("agent", "secret-1"), signInBody("secret-2", "secret-3"), signInBody("agent", "secret-4"+strings.Repeat("x", 300)),
		`{"login":"agent","password":{"secret-5":1}}`, `{"login":"agent","password":"secret-6"`,
		`{"login":"agent","password":"secret-7","secret-8":1}`,
	} {
		if got := b.do("POST", "/api/session", body); strings.Contains(string(got.body), "secret-") && got.code() != "invalid_request" {
			t.Errorf("the reply repeats a secret: %s", got.body)
		}
	}
	for _, line := range o.log.All() {
		if said := fmt.Sprint(line.Message, line.ContextMap()); strings.Contains(said, "secret-") {
			t.Errorf("logged: %s", said)
		}
	}
	o.log.TakeAll()
	b.do("POST", "/api/session", signInBody("agent", "wrong"))
	if lines := o.log.FilterMessage("sign-in").All(); len(lines) != 1 || lines[0].ContextMap()["login"] != "agent" {
		t.Errorf("a wrong password is not in the log: %v", lines)
	}
}

func TestSignInWithoutDatabase(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.away(true)
	got := o.browser(t).do("POST", "/api/session", signInBody("agent", password)).want(503, "database_away")
	if got.header.Get("Retry-After") != "5" {
		t.Errorf("Retry-After %q", got.header.Get("Retry-After"))
	}
}

func TestHashedPasswordsFit(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	h, err := HashPassword("öffne dich 芝麻开门")
	must(t, err)
	if !strings.HasPrefix(h, "$argon2id$") {
		t.Errorf("hash %q", h)
	}
	u := org.User{Login: "x", PasswordHash: h}
	if !o.web.passwordFits(u, true, "öffne dich 芝麻开门") || o.web.passwordFits(u, true, "öffne dich") {
		t.Error("the right password is refused or a wrong one is let in")
	}
	u.PasswordHash = "not a hash"
	if o.web.passwordFits(u, true, "not a hash") {
		t.Error("a broken hash lets in")
	}
}
