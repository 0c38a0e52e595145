package main

//hotline:faults

import (
	"context"
	"encoding/json"
	"net/http"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"hotline12345/bench/rig"
	"hotline12345/cmd/citizen/phone"
)

// inquirer is a caller at the menu's key 3.
type inquirer struct {
	*phone.Call
	in    *installation
	id    string // of the call
	asked int    // how often a ticket was looked up
}

// inquire dials to where a ticket's number is asked for.
func (in *installation) inquire(ctx context.Context, from string) *inquirer {
	in.t.Helper()
	const newest = "select call from calls where call like 'a-%' order by arrived_at desc, call desc limit 1"
	before := in.sql(newest)
	q := &inquirer{Call: in.rings(ctx, from, "1234513"), in: in}
	eventually(ctx, in.t, "the call's row", func() bool { q.id = in.sql(newest); return q.id != before })
	return q
}

// outcomes returns what came of the look-ups of the call, in order.
func (q *inquirer) outcomes() string {
	return q.in.sql("select coalesce(string_agg(event->'data'->>'outcome', ' ' order by seq), '') from journal where event->>'type' = 'TicketLookedUp' and event->'data'->>'call' = '" + q.id + "'")
}

// asks keys in a ticket's number and four digits, and returns the outcome.
func (q *inquirer) asks(ctx context.Context, number, digits string) string {
	q.in.t.Helper()
	q.Press(number + "#" + digits)
	q.asked++
	var got []string
	eventually(ctx, q.in.t, "an answer", func() bool { got = strings.Fields(q.outcomes()); return len(got) == q.asked })
	return got[q.asked-1]
}

// TestWhereATicketStandsByTelephone: the number and the last four digits are keyed in, the state
// is said and the call ends; wrong digits count per ticket over all calls of a telephone, and the
// right ones are not taken any more behind them, but from another telephone. No digit is in the
// journal.
func TestWhereATicketStandsByTelephone(t *testing.T) {
	t.Parallel() // it mostly waits
	in := install(t)
	in.start()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	number := in.signInPage(ctx, "3001").letter(ctx, "a letter") // its contact ends with 9999
	const guesser, citizen = "13012340001", "13012340002"

	for range 2 {
		q := in.inquire(ctx, guesser)
		if one, two := q.asks(ctx, number, "0000"), q.asks(ctx, number, "1234"); one != "not_found" || two != "not_found" {
			t.Errorf("wrong digits: %s, %s", one, two)
		}
		in.untilSQL(ctx, "general", "select coalesce(queue, '') from calls where call = '"+q.id+"'") // an agent helps
		must(t, q.HangUp())
	}
	q := in.inquire(ctx, guesser)
	if got := q.asks(ctx, number, "5678"); got != "not_found" {
		t.Errorf("the fifth wrong digits: %s", got)
	}
	if got := q.asks(ctx, number, "9999"); got != "locked" {
		t.Errorf("the right digits behind five wrong ones: %s", got)
	}
	in.untilSQL(ctx, "general", "select coalesce(queue, '') from calls where call = '"+q.id+"'")
	must(t, q.HangUp())
	if got := in.sql("select count(*) from status_tries where ticket = '" + number + "'"); got != "5" {
		t.Errorf("%s wrong tries are counted", got)
	}

	q = in.inquire(ctx, citizen)
	before := len(q.Heard())
	if got := q.asks(ctx, number, "9999"); got != "found" {
		t.Fatalf("the citizen's own digits: %s", got)
	}
	select {
	case <-q.Ended():
	case <-ctx.Done():
		t.Fatal("the call does not end")
	}
	if spoken := time.Duration(len(q.Heard())-before) * time.Second / 8000; spoken < 8*time.Second || q.LastSound().Before(time.Now().Add(-5*time.Second)) {
		t.Errorf("the state is said for %v, last heard %v", spoken, q.LastSound())
	}
	in.untilSQL(ctx, "system", "select coalesce(end_reason, '') from calls where call = '"+q.id+"'")
	said := in.sql("select commands::text from journal where commands::text like '%ticket_status%' limit 1")
	if !strings.Contains(said, number) || !strings.Contains(said, "received") {
		t.Errorf("what is said: %s", said)
	}
	if got := in.sql("select count(*) from journal where event->>'type' = 'DigitPressed' and event->'data'->>'digit' = 'x'"); got != strconv.Itoa(4*7) {
		t.Errorf("%s digits are hidden, want those of seven tries", got)
	}
}

// leaves dials to the menu's box and speaks.
func (in *installation) leaves(ctx context.Context, from string) *phone.Call {
	in.t.Helper()
	before := len(in.speaking())
	c := in.rings(ctx, from, "12345181")
	eventually(ctx, in.t, "the message is recorded", func() bool { return len(in.speaking()) == before+1 })
	return c
}

// TestAMessageOutlivesTheService: the service is killed while callers speak to the menu's box, and
// killed again when it has just come back. Who hung up meanwhile, and who still speaks, has one
// ticket with the sound. Until then doctor names the messages.
func TestAMessageOutlivesTheService(t *testing.T) {
	t.Parallel() // it mostly waits
	in := install(t)
	in.start()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	hasty, patient := in.leaves(ctx, "13012340001"), in.leaves(ctx, "13012340002")
	in.stop(syscall.SIGKILL)
	must(t, hasty.HangUp())
	files := in.speaking()
	out, err := in.command("doctor").CombinedOutput()
	if err == nil || !strings.Contains(string(out), "2 messages of callers are no tickets yet") {
		t.Errorf("doctor: %v\n%s", err, out)
	}
	for _, f := range files {
		if !strings.Contains(string(out), filepath.Base(f)) {
			t.Errorf("doctor does not name %s:\n%s", f, out)
		}
	}
	in.launch()
	in.stop(syscall.SIGKILL)
	in.start()
	const messages = "select count(*) from tickets where origin like 'message %' and caller = "
	in.untilSQL(ctx, "1", messages+"'13012340001'")
	patient.Press("#")
	since := time.Now()
	in.untilSQL(ctx, "1", messages+"'13012340002'")
	measured(t, "a message is a ticket %.1f s after #", time.Since(since).Seconds())
	select {
	case <-patient.Ended(): // the number and the goodbye are said
	case <-ctx.Done():
		t.Fatal("who left a message is not let go")
	}
	eventually(ctx, t, "no file is left", func() bool { return len(in.speaking()) == 0 })
	in.stop(syscall.SIGTERM)
	in.start() // nothing is taken twice
	in.bothHeard(t)
	if got := in.sql(messages + "caller"); got != "2" {
		t.Errorf("%s tickets of two messages", got)
	}
	if out, _ := in.command("doctor").CombinedOutput(); !strings.Contains(string(out), "well  menus' messages") {
		t.Errorf("doctor afterwards:\n%s", out)
	}
}

// bothHeard looks at the messages as a supervisor does: each has the citizen's voice, from before
// the kill until its end.
func (in *installation) bothHeard(t *testing.T) {
	t.Helper()
	b := in.browse("2001")
	var list []struct{ Number string }
	must(t, json.Unmarshal(b.get("/api/tickets?mark=message"), &list))
	if len(list) != 2 {
		t.Fatalf("the supervisor sees %+v", list)
	}
	for _, entry := range list {
		var ticket struct{ Call string }
		must(t, json.Unmarshal(b.get("/api/tickets/"+entry.Number), &ticket))
		sound := b.get("/api/calls/" + ticket.Call + "/recording")
		left := make([]byte, 0, len(sound)/2)
		for i := 58; i < len(sound); i += 2 {
			left = append(left, sound[i])
		}
		if len(left) < 2*8000 || phone.Power(left, rig.CitizenTone) < 0.9 {
			t.Errorf("the sound of %s has %d samples, %.2f of it the citizen's tone", entry.Number, len(left), phone.Power(left, rig.CitizenTone))
		}
	}
}

// TestNightMode: where the hours "night" are over, every caller comes to the box, from the next
// call on; an agent takes them again when they are changed back (M64).
func TestNightMode(t *testing.T) {
	t.Parallel() // it mostly waits
	in := install(t)
	in.start()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	desk := in.menuDesk(ctx)
	hours := func(week map[string]any) {
		var all []struct{ ID, Rev string }
		status, raw := desk.do(ctx, http.MethodGet, "/api/schedules", "application/json", "")
		must(t, json.Unmarshal([]byte(raw), &all))
		rev := ""
		for _, s := range all {
			if s.ID == "night" {
				rev = s.Rev
			}
		}
		if status != http.StatusOK || rev == "" {
			t.Fatalf("the shipped hours: %d %s", status, raw)
		}
		desk.ask(http.MethodPut, "/api/schedules/night", map[string]any{"rev": rev, "names": map[string]string{"zh": "夜间", "yue": "夜間", "en": "night"}, "hours": map[string]any{"week": week}}, &all)
	}
	tomorrow := time.Now().In(time.FixedZone("", 8*3600)).Add(24 * time.Hour).Weekday()
	hours(map[string]any{strconv.Itoa(int(tomorrow)): []map[string]string{{"from": "08:00", "to": "23:00"}}})
	c := in.rings(ctx, "13012340001", "123452") // Cantonese
	eventually(ctx, t, "a message is recorded", func() bool { return len(in.speaking()) == 1 })
	c.Press("#")
	in.untilSQL(ctx, "1", "select count(*) from tickets where origin like 'message %'")
	in.untilSQL(ctx, "yue|", "select language, coalesce(queue, '') from calls where number = '13012340001' and end_reason = 'system'")
	always := map[string]any{}
	for day := range 7 {
		always[strconv.Itoa(day)] = []map[string]string{{"from": "00:00", "to": "24:00"}}
	}
	hours(always)
	in.rings(ctx, "13012340002", "1234511")
	eventually(ctx, t, "a caller waits for an agent", func() bool { return in.waiting(ctx) == 1 })
}
