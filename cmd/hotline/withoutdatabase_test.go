package main

//hotline:faults

import (
	"context"
	"fmt"
	"math"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"hotline12345/bench/rig"
	"hotline12345/cmd/citizen/phone"
	"hotline12345/cti"
	"hotline12345/cti/gateway"
)

// TestAServiceStartsWithoutTheDatabase, first of all before there is one, and later in
// the middle of a talk, when it was killed while the database hung: agent and citizen
// go on without music in between, who was signed in still is, and who was signed out or
// has another password by then is not, also when the database is back. The recording keeps
// its time over this and over a freeze.
func TestAServiceStartsWithoutTheDatabase(t *testing.T) {
	t.Parallel()
	in := place(t)
	g := in.gated()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	in.start()
	first := in.dial(ctx)
	must(t, first.Until(ctx, "a first prompt", func() bool { return !first.FirstSound().IsZero() }))
	must(t, first.HangUp())
	g.let(t)
	in.databaseIs(ctx, true)
	in.run("seed")

	w := &withoutDatabase{installation: in, gate: g, pages: map[string]*page{}}
	w.signIns(ctx)
	agent, citizen := w.talk(ctx)
	g.shutDown()
	in.databaseIs(ctx, false)
	w.signOut(ctx, "1004")

	began := w.journalled("StartMusic")
	g.hang(t)
	in.stop(syscall.SIGKILL)
	killed := time.Now()
	agent.Close()
	in.launch()
	var back *rig.Agent
	eventually(ctx, t, "the agent's page is back", func() bool {
		var err error
		back, err = agent.Again(ctx)
		return err == nil
	})
	defer back.Close()
	speak, quiet := context.WithCancel(ctx)
	defer quiet()
	go back.Headset.Speak(speak)
	bothHear(ctx, t, back, citizen)
	took := time.Since(killed)
	t.Logf("both hear each other %v after the kill; the citizen's longest gap is %v", took, citizen.LongestGap())
	if took > 8*time.Second {
		t.Errorf("both hear each other %v after the kill", took)
	}
	if music := w.journalled("StartMusic"); music != began && took < gateway.HeadsetGrace+time.Second {
		t.Errorf("music was started in the talk: %d times before the kill, %d after it", began, music)
	}
	w.whoIsSignedIn(ctx)
	w.freeze(ctx, back, citizen)
	g.shutDown()
	g.let(t)
	in.databaseIs(ctx, true)
	w.whoIsSignedIn(ctx)
	w.recorded(ctx)
}

type withoutDatabase struct {
	*installation
	gate  *gate
	pages map[string]*page
	call  cti.CallID
}

// databaseIs waits until the service has seen the database come or go.
func (in *installation) databaseIs(ctx context.Context, there bool) {
	in.t.Helper()
	eventually(ctx, in.t, "the database comes or goes", func() bool {
		_, parts := in.health(ctx)
		part, said := parts["database"]
		return said && part.OK == there
	})
}

// signIns: 3001 stays signed in, 1003 signs out, and 1005 gets another password.
func (w *withoutDatabase) signIns(ctx context.Context) {
	w.t.Helper()
	for _, login := range []string{"3001", "1003", "1004", "1005", "admin"} {
		w.pages[login] = w.signInPage(ctx, login)
	}
	w.signOut(ctx, "1003")
	eventually(ctx, w.t, "a new password for 1005", func() bool { // the database has just come back
		status, body := w.pages["admin"].do(ctx, http.MethodPost, "/api/users/1005/password", "application/json", "")
		if status != http.StatusOK && status != http.StatusServiceUnavailable {
			w.t.Fatalf("a new password for 1005: %d %s", status, body)
		}
		return status == http.StatusOK
	})
}

func (w *withoutDatabase) signOut(ctx context.Context, login string) {
	w.t.Helper()
	if status, body := w.pages[login].do(ctx, http.MethodDelete, "/api/session", "application/json", ""); status/100 != 2 {
		w.t.Fatalf("%s signs out: %d %s", login, status, body)
	}
}

// whoIsSignedIn: exactly those who were.
func (w *withoutDatabase) whoIsSignedIn(ctx context.Context) {
	w.t.Helper()
	for login, want := range map[string]int{"3001": http.StatusOK, "admin": http.StatusOK,
		"1003": http.StatusUnauthorized, "1004": http.StatusUnauthorized, "1005": http.StatusUnauthorized} {
		if status, body := w.pages[login].do(ctx, http.MethodGet, "/api/session", "application/json", ""); status != want {
			w.t.Errorf("the page of %s: %d %s, want %d", login, status, body, want)
		}
	}
}

func (w *withoutDatabase) talk(ctx context.Context) (*rig.Agent, *phone.Call) {
	w.t.Helper()
	agent := signIn(ctx, w.t, w.installation)
	say(ctx, w.t, agent, map[string]any{"type": "ready"})
	citizen := w.dial(ctx)
	call, _, err := agent.Offered(ctx, time.Now())
	must(w.t, err)
	w.call = call
	say(ctx, w.t, agent, map[string]any{"type": "accept", "call": call})
	bothHear(ctx, w.t, agent, citizen)
	return agent, citizen
}

// freeze stops the service for a while in the talk, and ends it.
func (w *withoutDatabase) freeze(ctx context.Context, agent *rig.Agent, citizen *phone.Call) {
	w.t.Helper()
	must(w.t, w.running.Process.Signal(syscall.SIGSTOP))
	thaw := time.NewTimer(2500 * time.Millisecond)
	select {
	case <-thaw.C:
	case <-ctx.Done():
	}
	must(w.t, w.running.Process.Signal(syscall.SIGCONT))
	bothHear(ctx, w.t, agent, citizen)
	say(ctx, w.t, agent, map[string]any{"type": "hang_up", "call": w.call})
	rates(ctx, w.t, agent, citizen)
}

// recorded: the recording lasts from when the agent's leg was connected until it ended.
func (w *withoutDatabase) recorded(ctx context.Context) {
	w.t.Helper()
	query := fmt.Sprintf(`with entries as (select at, event, commands::text as done from journal where event::text || commands::text like '%%%s%%')
		select (select (event->'data'->>'millis')::int from entries where event->>'type' = 'RecordingSaved'),
			extract(epoch from (select max(at) from entries where done like '%%DisconnectMedia%%') - (select min(at) from entries where done like '%%ConnectMedia%%')) * 1000`, w.call)
	var recorded, connected float64
	eventually(ctx, w.t, "the recording is on record", func() bool {
		n, _ := fmt.Sscanf(w.sql(query), "%g|%g", &recorded, &connected)
		return n == 2
	})
	w.t.Logf("recorded %g ms of %g ms", recorded, connected)
	if math.Abs(recorded-connected) > 700 {
		w.t.Errorf("the recording lasts %g ms, the leg was connected for %g ms", recorded, connected)
	}
}

// journalled counts how often the journal says a word.
func (w *withoutDatabase) journalled(word string) int {
	w.t.Helper()
	return strings.Count(w.journalText(), word)
}

// journalText returns the whole journal.
func (w *withoutDatabase) journalText() string {
	w.t.Helper()
	segments, err := filepath.Glob(filepath.Join(w.dir, "journal", "*.jsonl"))
	must(w.t, err)
	var all strings.Builder
	for _, name := range segments {
		raw, err := os.ReadFile(name)
		must(w.t, err)
		all.Write(raw)
	}
	return all.String()
}
