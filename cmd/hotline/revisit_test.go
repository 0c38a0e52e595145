package main

//hotline:faults

import (
	"context"
	"encoding/json"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"hotline12345/cmd/citizen/phone"
	"hotline12345/cti"
)

// revisitDesk is a dispatcher who has citizens asked by telephone.
type revisitDesk struct {
	*page
	ctx context.Context
}

// revisitNow is what the interface tells of a revisit by telephone.
type revisitNow struct {
	Last *struct {
		State, Why, Call string
		Tries            int
		Answers          []struct {
			Question  string
			Score, Of int
		}
	}
	Talk, Refused string
}

func (d *revisitDesk) now(n string) (r revisitNow) {
	d.t.Helper()
	must(d.t, json.Unmarshal([]byte(d.make(http.MethodGet, "/api/tickets/"+n+"/phone-revisit", "")), &r))
	return r
}

// until waits for a state of the revisit.
func (d *revisitDesk) until(n, what string, holds func(revisitNow) bool) {
	d.t.Helper()
	eventually(d.ctx, d.t, what, func() bool { return holds(d.now(n)) })
}

// make sends a request that has to succeed.
func (d *revisitDesk) make(method, path, body string) string {
	d.t.Helper()
	status, answer := d.do(d.ctx, method, path, "application/json", body)
	eventually(d.ctx, d.t, "the database answers", func() bool { // on a machine with much to do
		if status == http.StatusServiceUnavailable {
			status, answer = d.do(d.ctx, method, path, "application/json", body)
		}
		return status != http.StatusServiceUnavailable
	})
	if status >= http.StatusBadRequest {
		d.t.Fatalf("%s %s: %d %s", method, path, status, answer)
	}
	return answer
}

// answered registers a letter and brings it to its answer, by a unit or without one.
func (d *revisitDesk) answered(origin, contact string, clerk *revisitDesk) string {
	d.t.Helper()
	var ticket struct{ Number string }
	must(d.t, json.Unmarshal([]byte(d.make(http.MethodPost, "/api/tickets", `{"origin":"`+origin+`","channel":"letter",
		"name":"李秀兰","name_declined":false,"unit":"","unit_declined":true,"contact":"`+contact+`","type":"complaint","category":"0302",
		"place":"望海区临港路9号","content":"路灯不亮。","confidential":false,"first":{"move":"register"}}`)), &ticket))
	n := ticket.Number
	moves := "/api/tickets/" + n + "/moves"
	if clerk != nil {
		d.make(http.MethodPost, moves, `{"move":"dispatch","unit":"Y04"}`)
		clerk.make(http.MethodPost, moves, `{"move":"sign"}`)
		clerk.make(http.MethodPost, moves, `{"move":"report","result":"solved","note":"已更换"}`)
		d.make(http.MethodPost, moves, `{"move":"pass"}`)
	}
	d.make(http.MethodPost, moves, `{"move":"answer","way":"telephone","note":"已答复"}`)
	return n
}

func (d *revisitDesk) ask(n string) {
	d.t.Helper()
	d.make(http.MethodPost, "/api/tickets/"+n+"/phone-revisit", "")
}

// rings makes a telephone behind the trunk.
func (d *revisitDesk) rings(b phone.Behaviour) *phone.Ring {
	d.t.Helper()
	b.Listen = netip.AddrPortFrom(netip.MustParseAddr("127.0.0.1"), uint16(d.phones.TrunkPort))
	ring, err := phone.Wait(d.ctx, b)
	must(d.t, err)
	return ring
}

// answersAt waits for the next call that a telephone answers.
func (d *revisitDesk) answersAt(ring *phone.Ring) *phone.Called {
	d.t.Helper()
	select {
	case c := <-ring.Calls:
		return c
	case <-d.ctx.Done():
		d.t.Fatalf("nobody is called: %s%s", d.sql("select revisit from phone_revisits"), d.sql("select record from calls"))
		return nil
	}
}

// plays reports whether a sentence of a call is spoken now, the nth of it.
func (d *revisitDesk) plays(call, nth string) bool {
	req, err := http.NewRequestWithContext(d.ctx, http.MethodGet, d.phones.ARIURL+"/playbacks/"+call+"~play~"+nth, nil)
	must(d.t, err)
	req.SetBasicAuth(d.phones.User, d.phones.Password)
	resp, err := http.DefaultClient.Do(req)
	must(d.t, err)
	defer resp.Body.Close()
	return resp.StatusCode == http.StatusOK
}

// press presses a key while the nth sentence is spoken, and waits for so many answers.
func (d *revisitDesk) press(n string, citizen *phone.Called, nth, key string, answers int) {
	d.t.Helper()
	call := d.now(n).Last.Call
	eventually(d.ctx, d.t, "sentence "+nth, func() bool { return d.plays(call, nth) })
	citizen.Press(key)
	if answers > 0 {
		d.until(n, "an answer", func(r revisitNow) bool { return len(r.Last.Answers) == answers })
	}
}

// shortOpening returns a folder of prompts in which revisits begin with a word instead of ten
// seconds.
func shortOpening(t *testing.T) string {
	t.Helper()
	const name = "text.zh.json"
	raw, err := os.ReadFile("../../ivr/prompts/" + name)
	must(t, err)
	var texts map[string]any
	must(t, json.Unmarshal(raw, &texts))
	texts["revisit_open"], texts["revisit_agent"] = "您好。", "请听。"
	raw, err = json.Marshal(texts)
	must(t, err)
	dir := t.TempDir()
	must(t, os.WriteFile(filepath.Join(dir, name), raw, 0o600))
	return dir
}

// TestAskedByTelephone: a citizen answers two questions, the service dies, and the third goes
// on; dissatisfied, the matter goes back to its unit. The next one is busy, and given up; the
// third presses 0 and talks to an agent.
func TestAskedByTelephone(t *testing.T) {
	in := install(t).with("HOTLINE_REVISIT_HOURS=00:00-24:00", "HOTLINE_PROMPTS_DIR="+shortOpening(t))
	t.Cleanup(func() {
		in.stop(syscall.SIGTERM)
		if t.Failed() {
			t.Logf("the service's log:\n%s\nthe revisits: %s", &in.log, in.sql("select revisit from phone_revisits"))
		}
	})
	in.start()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	d := &revisitDesk{in.signInPage(ctx, "3001"), ctx}
	const busy = "13810008888"
	ring := d.rings(phone.Behaviour{Busy: busy})
	defer ring.Close()
	eventually(ctx, t, "the flow is there", func() bool { return strings.Contains(in.sql("select flow from menu_versions"), "revisit") })

	n := d.answered("revisit-1", "13810009999", &revisitDesk{in.signInPage(ctx, "y04clerk"), ctx})
	d.ask(n)
	citizen := d.answersAt(ring)
	if citizen.To != "13810009999" {
		t.Errorf("%s is called", citizen.To)
	}
	d.press(n, citizen, "2", "1", 1)
	d.press(n, citizen, "3", "3", 2)
	call := d.now(n).Last.Call
	eventually(ctx, t, "the third question", func() bool { return d.plays(call, "4") })
	in.stop(syscall.SIGKILL)
	in.start()
	d.press(n, citizen, "5", "5", 0) // the third question is asked again
	d.until(n, "the answers are the ticket's", func(r revisitNow) bool { return r.Last.State == "done" })
	select {
	case <-citizen.Ended():
	case <-ctx.Done():
		t.Error("the citizen is not hung up on")
	}
	if got := in.sql("select move, entry->>'to_state', entry->>'call' from ticket_entries where ticket = '" + n + "' order by seq desc limit 1"); strings.TrimSpace(got) != "revisit|redo|"+call {
		t.Errorf("the last entry is %s, want a redo of call %s", got, call)
	}

	n = d.answered("revisit-2", busy, nil)
	d.ask(n)
	d.until(n, "busy", func(r revisitNow) bool {
		return r.Last.State == "waiting" && r.Last.Why == "busy" && r.Last.Tries == 1
	})
	if got := in.sql("select entry->>'outcome' from ticket_entries where ticket = '" + n + "' and move = 'attempt'"); strings.TrimSpace(got) != "busy" {
		t.Errorf("attempts %q", got)
	}
	d.make(http.MethodDelete, "/api/tickets/"+n+"/phone-revisit", "")
	d.until(n, "given up", func(r revisitNow) bool { return r.Last.State == "cancelled" && r.Refused == "" })

	agent := in.agent(ctx, "1001")
	say(ctx, t, agent, map[string]any{"type": "ready"})
	n = d.answered("revisit-3", "13810007777", nil)
	d.ask(n)
	citizen = d.answersAt(ring)
	d.press(n, citizen, "2", "0", 0)
	offered, _, err := agent.Offered(ctx, time.Now())
	must(t, err)
	must(t, agent.Until(ctx, "the ticket", func(d cti.Desk) bool { return d.Call != nil && d.Call.Ticket == n }))
	say(ctx, t, agent, map[string]any{"type": "accept", "call": offered})
	must(t, agent.Until(ctx, "the talk", talking))
	d.until(n, "it is an agent's", func(r revisitNow) bool { return r.Talk == "talking" })
	say(ctx, t, agent, map[string]any{"type": "hang_up", "call": offered})
	d.until(n, "a person does it", func(r revisitNow) bool { return r.Last.State == "person" && r.Last.Why == "agent" })
}
