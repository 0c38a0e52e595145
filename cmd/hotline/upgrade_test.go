package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/cookiejar"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestUpgrade starts this version on the database, the journal and the data folder
// that the version before it left behind when it was killed under live calls, with
// one of its citizens still on the line: the talk goes on, and everything is there.
func TestUpgrade(t *testing.T) {
	in := place(t)
	b := restore(t, in)
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	was := in.rows()
	pages := in.signedInBefore("1001", "3001")
	citizen := onTheLine(ctx, t, in, b.TalkingCall)
	in.start() // it brings the database up to date by itself
	eventually(ctx, t, "the database has this version's schema", func() bool {
		_, parts := in.health(ctx)
		return parts["database"].OK
	})
	u := &upgraded{installation: in, before: b, clients: map[string]*http.Client{}}

	t.Run("the talk goes on", func(t *testing.T) { u.talkGoesOn(ctx, t, citizen) })
	t.Run("sessions go on", func(t *testing.T) { sessionsGoOn(ctx, t, pages) })
	t.Run("lost calls end", func(t *testing.T) { u.lostCallsEnd(ctx, t) })
	t.Run("the spool is delivered", func(t *testing.T) { u.spoolIsDelivered(ctx, t) })
	t.Run("no row is gone", func(t *testing.T) { u.noRowIsGone(t, was) })
	for _, a := range b.settled() {
		t.Run(a.Login+" "+a.Path, func(t *testing.T) { u.sameAnswer(t, a) })
	}
	t.Run("accounts", u.accounts)
	t.Run("failed deliveries are sent again", func(t *testing.T) { u.failedDeliveries(ctx, t) })
	t.Run("menus are rows", u.menusAreRows)
	t.Run("numbers go on", u.numbersGoOn)

	in.stop(syscall.SIGTERM)
	in.decidesTheSame(t)
}

// decidesTheSame replays the journal of both versions. An end that nobody saw was a fault
// of the telephone side before; nothing else is decided otherwise.
func (in *installation) decidesTheSame(t *testing.T) {
	t.Helper()
	out, err := in.command("replay", filepath.Join(in.dir, "journal")).CombinedOutput()
	if _, decided := errors.AsType[*exec.ExitError](err); err != nil && !decided {
		t.Fatal(err)
	}
	if !strings.Contains(string(out), `"type":"Started"`) {
		t.Fatalf("nothing was replayed: %s", out)
	}
	const recorded, now = "    - recorded ", "    + now      "
	for line := range strings.Lines(string(out)) {
		anew := strings.HasPrefix(line, recorded) && strings.Contains(line, `"end_reason":"telephony_failed"`) ||
			strings.HasPrefix(line, now) && strings.Contains(line, `"end_reason":"unknown"`)
		if !anew && (strings.HasPrefix(line, recorded) || strings.HasPrefix(line, now)) {
			t.Errorf("decided otherwise: %s", line)
		}
	}
}

// upgraded is this version on what the one before left.
type upgraded struct {
	*installation
	before
	clients map[string]*http.Client
}

// as returns who is signed in; "" is the public.
func (u *upgraded) as(t *testing.T, login string) *http.Client {
	t.Helper()
	if u.clients[login] == nil {
		jar, err := cookiejar.New(nil)
		if err != nil {
			t.Fatal(err)
		}
		u.clients[login] = &http.Client{Jar: jar}
		if login != "" {
			u.ask(t, login, http.MethodPost, "/api/session", map[string]string{"login": login, "password": "demo-12345"}, http.StatusOK)
		}
	}
	return u.clients[login]
}

// ask sends a request and returns the reply's body.
func (u *upgraded) ask(t *testing.T, login, method, path string, body any, want int) []byte {
	t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(t.Context(), method, u.page+path, bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := u.as(t, login).Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	reply, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != want {
		t.Fatalf("%s %s as %s: status %d, want %d: %v %s", method, path, login, resp.StatusCode, want, err, reply)
	}
	return reply
}

// read reads a reply into a value.
func (u *upgraded) read(t *testing.T, login, path string, into any) {
	t.Helper()
	if err := json.Unmarshal(u.ask(t, login, http.MethodGet, path, nil, http.StatusOK), into); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

// eventually waits until a condition holds; it looks every 20 ms.
func eventually(ctx context.Context, t *testing.T, what string, holds func() bool) {
	t.Helper()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for !holds() {
		select {
		case <-tick.C:
		case <-ctx.Done():
			t.Fatalf("never: %s", what)
		}
	}
}

// sameAnswer asks what the version before was asked, and compares.
func (u *upgraded) sameAnswer(t *testing.T, a answer) {
	body := u.ask(t, a.Login, http.MethodGet, a.Path, nil, a.Status)
	if a.SHA256 != "" {
		if sum := sha256.Sum256(body); hex.EncodeToString(sum[:]) != a.SHA256 {
			t.Errorf("other %d bytes than before", len(body))
		}
		return
	}
	if a.Status != http.StatusOK {
		return
	}
	was, err := parse(a.JSON)
	if err != nil {
		t.Fatal(err)
	}
	is, err := parse(body)
	if err != nil {
		t.Fatal(err)
	}
	was, is = without(was, "call", u.openCalls()...), without(is, "call", u.openCalls()...)
	is = without(is, "number", u.SpooledTicket.Number)
	for _, fault := range missing("", was, is) {
		t.Error(fault)
	}
}
