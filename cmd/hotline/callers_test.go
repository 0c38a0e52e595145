package main

//hotline:faults

import (
	"context"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"hotline12345/bench/rig"
	"hotline12345/cmd/citizen/phone"
)

// rings dials from a number, keys behind the hotline's number, and waits for the first sound.
func (in *installation) rings(ctx context.Context, from, to string) *phone.Call {
	in.t.Helper()
	c, err := phone.Dial(ctx, phone.Options{To: to, From: from, Peer: in.sip, Speak: phone.Tone(rig.CitizenTone)})
	must(in.t, err)
	in.t.Cleanup(func() { _ = c.HangUp() })
	must(in.t, c.Until(ctx, "something is heard", func() bool { return !c.FirstSound().IsZero() }))
	return c
}

// languageOf calls from a number, says nothing, and returns the language of the call's row.
func (in *installation) languageOf(ctx context.Context, from, to string) string {
	in.t.Helper()
	rows := "select count(*) from calls where number = '" + from + "' and ended_at is not null and call like 'a-%'"
	before := in.sql(rows)
	must(in.t, in.rings(ctx, from, to).HangUp())
	eventually(ctx, in.t, "the call's row", func() bool { return in.sql(rows) != before })
	return in.sql("select language from calls where number = '" + from + "' order by arrived_at desc limit 1")
}

// speaking returns the files of messages that Asterisk records now, with at least two seconds
// of sound.
func (in *installation) speaking() (list []string) {
	in.t.Helper()
	found, err := filepath.Glob(filepath.Join(filepath.Dir(in.phones.MessagesDir), "recording", "*.alaw"))
	must(in.t, err)
	for _, path := range found {
		if info, err := os.Stat(path); err == nil && info.Size() >= 2*8000 {
			list = append(list, path)
		}
	}
	return list
}

// TestACallerIsKnownByTheirNumber: who chose Cantonese is spoken to in it the next time, also
// by a service that was killed between; a number that is restricted reaches a message box,
// from its next call on, until that is lifted.
func TestACallerIsKnownByTheirNumber(t *testing.T) {
	t.Parallel() // it mostly waits
	const known, other = "13800138000", "13012340001"
	in := install(t)
	in.run("prompts")
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	in.start()
	desk := in.menuDesk(ctx)
	if got := in.languageOf(ctx, known, "123452"); got != "yue" {
		t.Fatalf("who presses 2 speaks %q", got)
	}
	if got := in.languageOf(ctx, known, "12345"); got != "yue" {
		t.Errorf("the next time %q", got)
	}
	in.untilSQL(ctx, "t", `select count(*) > 0 from journal where event->>'type' = 'CallArrived' and event->'data'->>'language' = 'yue'
		and commands::text like '%"id": "welcome_short", "language": "yue"%'`) // it is greeted in it
	if got := in.languageOf(ctx, other, "12345"); got != "" {
		t.Errorf("who was never here speaks %q", got)
	}
	in.stop(syscall.SIGKILL)
	in.start()
	if got := in.languageOf(ctx, known, "12345"); got != "yue" {
		t.Errorf("after a kill %q", got)
	}

	var n struct{ ID string }
	desk.ask(http.MethodPost, "/api/restricted-numbers", map[string]any{"number": "+86 " + known, "why": "辱骂", "until": time.Now().Add(time.Hour)}, &n)
	caller := in.rings(ctx, known, "1234511")
	neighbour := in.rings(ctx, other, "1234511")
	eventually(ctx, t, "another caller waits for an agent", func() bool { return in.waiting(ctx) == 1 })
	eventually(ctx, t, "the restricted one speaks to the box", func() bool { return len(in.speaking()) == 1 })
	if got := in.waiting(ctx); got != 1 {
		t.Errorf("%d wait for an agent", got)
	}
	caller.Press("#")
	in.untilSQL(ctx, "1", "select count(*) from tickets where origin like 'message %' and caller = '"+known+"'")
	in.untilSQL(ctx, "", "select coalesce(string_agg(queue, ','), '') from calls where number = '"+known+"' and called = '1234511'")
	must(t, caller.HangUp())
	must(t, neighbour.HangUp())

	var evidence []struct{ Call string }
	status, raw := desk.do(ctx, http.MethodGet, "/api/restricted-numbers/"+n.ID+"/calls", "application/json", "")
	must(t, json.Unmarshal([]byte(raw), &evidence))
	if status != http.StatusOK || len(evidence) < 4 || !strings.HasPrefix(evidence[0].Call, "a-") {
		t.Errorf("the evidence: %d %s", status, raw)
	}
	eventually(ctx, t, "nobody waits", func() bool { return in.waiting(ctx) == 0 })
	desk.ask(http.MethodPost, "/api/restricted-numbers/"+n.ID+"/lift", map[string]string{"why": "道歉"}, &n)
	in.rings(ctx, known, "1234511")
	eventually(ctx, t, "who is restricted no longer waits for an agent", func() bool { return in.waiting(ctx) == 1 })
}
