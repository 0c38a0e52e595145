package main

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"testing"

	"hotline12345/cti"
)

// talkGoesOn: agent and citizen hear each other, and the call ends in order.
func (u *upgraded) talkGoesOn(ctx context.Context, t *testing.T, citizen *citizenOnLine) {
	agent := signIn(ctx, t, u.installation)
	defer agent.Close()
	call := cti.CallID(u.TalkingCall)
	if err := agent.Until(ctx, "the same call", func(d cti.Desk) bool { return talking(d) && d.Call.Call == call }); err != nil {
		t.Fatal(err)
	}
	select {
	case <-agent.Headset.Next():
	case <-ctx.Done():
		t.Fatal("the agent does not hear the citizen")
	}
	citizen.hears(ctx, t)
	say(ctx, t, agent, map[string]any{"type": "hang_up", "call": call})
	select {
	case <-citizen.Ended():
	case <-ctx.Done():
		t.Error("the citizen is not hung up on")
	}
	say(ctx, t, agent, map[string]any{"type": "wrap_up_done", "disposition": "registered"})
	if err := agent.Until(ctx, "the agent is free", func(d cti.Desk) bool { return d.State == cti.Available }); err != nil {
		t.Fatal(err)
	}
	eventually(ctx, t, "the whole call is stored", func() bool {
		var r cti.CallRecord
		u.read(t, "2001", "/api/calls/"+u.TalkingCall, &r)
		return r.EndReason == cti.EndedByAgent && r.Disposition == "registered" && len(r.Legs) == 2
	})
	if sound := u.ask(t, "2001", http.MethodGet, "/api/calls/"+u.TalkingCall+"/recording", nil, http.StatusOK); !bytes.HasPrefix(sound, []byte("RIFF")) {
		t.Error("the recording of the talk is no sound")
	}
}

// lostCallsEnd: who is no longer in Asterisk has a record with its end.
func (u *upgraded) lostCallsEnd(ctx context.Context, t *testing.T) {
	for _, call := range u.LostCalls {
		eventually(ctx, t, "the call "+call+" has ended", func() bool {
			var r cti.CallRecord
			u.read(t, "2001", "/api/calls/"+call, &r)
			return r.EndReason == cti.EndUnknown && !r.EndedAt.IsZero()
		})
	}
	if waiting := u.waiting(ctx); waiting != 0 {
		t.Errorf("%d callers in line, want none", waiting)
	}
}

// spoolIsDelivered: what was written while the database was away is stored, once.
func (u *upgraded) spoolIsDelivered(ctx context.Context, t *testing.T) {
	number := u.SpooledTicket.Number
	eventually(ctx, t, "the spool is empty", func() bool {
		left, err := filepath.Glob(filepath.Join(u.dir, "spool", "parcel-*"))
		return err == nil && len(left) == 0
	})
	if got := u.sql("select count(*), min(number) from tickets where call = '" + u.TalkingCall + "'"); got != "1|"+number {
		t.Errorf("tickets of the call: %q, want one, %s", got, number)
	}
	var ticket struct {
		State, Content string
		Stored         bool
		Entries        []struct{ Move string }
	}
	u.read(t, "2001", "/api/tickets/"+number, &ticket)
	if ticket.State != "dispatched" || ticket.Content != "数据库不可用时登记的诉求。" || !ticket.Stored || len(ticket.Entries) != 2 {
		t.Errorf("the ticket of the spool is %+v", ticket)
	}
	var draft struct{ Content string }
	u.read(t, "1002", "/api/calls/"+u.DraftCall+"/draft", &draft)
	if draft.Content != "通话中写到一半" {
		t.Errorf("the draft of the spool says %q", draft.Content)
	}
}

// grown gives the tables that the upgrade itself adds rows to, and how many: -1 is any
// number, swept that the service forgets rows by their age.
var grown = map[string]int{
	"tickets": 1, "ticket_entries": 2, "assignments": 1, // of the spool
	"journal": -1, "call_legs": -1, "journal_progress": -1, "access_log": -1,
	"sessions": swept, "login_attempts": swept,
}

const swept = -2

func (u *upgraded) noRowIsGone(t *testing.T, was map[string]int) {
	is := u.rows()
	for _, table := range slices.Sorted(maps.Keys(was)) {
		more, grows := is[table]-was[table], grown[table]
		if more != grows && (grows >= 0 || more < 0) && grows != swept {
			t.Errorf("%s: %d rows, was %d", table, is[table], was[table])
		}
	}
	if len(was) < 20 {
		t.Errorf("only %d tables were there before: %v", len(was), was)
	}
}

// accounts: a disabled account stays out, and a first password still has to be changed.
func (u *upgraded) accounts(t *testing.T) {
	u.clients["gone"] = http.DefaultClient
	u.ask(t, "gone", http.MethodPost, "/api/session", map[string]string{"login": "gone", "password": "demo-12345"}, http.StatusUnauthorized)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	u.clients[u.Added.Login] = &http.Client{Jar: jar}
	reply := u.ask(t, u.Added.Login, http.MethodPost, "/api/session", map[string]string{"login": u.Added.Login, "password": u.Added.Password}, http.StatusOK)
	if !bytes.Contains(reply, []byte(`"must_change":true`)) {
		t.Errorf("the first password need not be changed: %s", reply)
	}
}

// failedDeliveries: the webhook gets a receiver again, which is sent what failed.
func (u *upgraded) failedDeliveries(ctx context.Context, t *testing.T) {
	var mu sync.Mutex
	got := map[string]int{}
	receiver := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		got[r.Header.Get("webhook-id")]++
	}))
	defer receiver.Close()
	var hooks, failed []struct{ ID string }
	u.read(t, "admin", "/api/webhooks", &hooks)
	u.read(t, "admin", "/api/dead-letters", &failed)
	if len(hooks) != 1 || len(failed) == 0 {
		t.Fatalf("webhooks %v, failed deliveries %v", hooks, failed)
	}
	var ids []string
	for _, f := range failed {
		ids = append(ids, f.ID)
	}
	u.ask(t, "admin", http.MethodPut, "/api/webhooks/"+url.PathEscape(hooks[0].ID),
		map[string]any{"url": receiver.URL + "/moves", "events": []string{}, "active": true}, http.StatusOK)
	u.ask(t, "admin", http.MethodPost, "/api/dead-letters/resend", map[string]any{"ids": ids}, http.StatusOK)
	eventually(ctx, t, "each failed delivery arrives once", func() bool {
		mu.Lock()
		defer mu.Unlock()
		return !slices.ContainsFunc(ids, func(id string) bool { return got[id] != 1 })
	})
}

// numbersGoOn: the next ticket of the day has the next number.
func (u *upgraded) numbersGoOn(t *testing.T) {
	reply := u.ask(t, "3001", http.MethodPost, "/api/tickets", map[string]any{
		"origin": "after-upgrade", "channel": "letter", "name": "李秀兰", "name_declined": false, "unit": "", "unit_declined": true,
		"contact": "13810009999", "type": "complaint", "category": "0302", "place": "望海区临港路9号", "content": "升级之后的来信。",
		"confidential": false, "first": map[string]any{"move": "register"},
	}, http.StatusOK)
	var next struct{ Number string }
	if err := json.Unmarshal(reply, &next); err != nil {
		t.Fatal(err)
	}
	last, err := strconv.Atoi(u.SpooledTicket.Number)
	if err != nil {
		t.Fatal(err)
	}
	if want := strconv.Itoa(last + 1); next.Number != want {
		t.Errorf("the next ticket is %s, want %s", next.Number, want)
	}
}

// menusAreRows: what stood in the program's code and files before can be edited now. The menu
// that came with this version is live, and every queue that an account names is there.
func (u *upgraded) menusAreRows(t *testing.T) {
	var flows []struct {
		ID   string
		Live struct {
			N  int
			By struct{ ID string }
		}
	}
	u.read(t, "admin", "/api/menus", &flows)
	if len(flows) != 2 || flows[0].ID != "main" || flows[1].ID != "revisit" {
		t.Errorf("the flows are %+v", flows)
	}
	for _, f := range flows {
		if f.Live.N != 1 || f.Live.By.ID != "program" {
			t.Errorf("flow %s is live as %+v", f.ID, f.Live)
		}
	}
	var queues []struct {
		ID    string
		Names map[string]string
	}
	u.read(t, "1001", "/api/queues", &queues)
	var ids []string
	for _, q := range queues {
		if len(q.Names) != 3 {
			t.Errorf("queue %s is called %v", q.ID, q.Names)
		}
		ids = append(ids, q.ID)
	}
	if want := []string{"business", "complaint", "consult", "general"}; !slices.Equal(ids, want) {
		t.Errorf("the queues are %v, want %v", ids, want)
	}
	if lost := u.sql("select distinct unnest(queues) from users except select id from menu_queues"); lost != "" {
		t.Errorf("accounts name the queues %s, which are gone", lost)
	}
	var version struct{ Body struct{ Start string } }
	u.read(t, "audit", "/api/menus/main/versions/1", &version)
	if version.Body.Start == "" {
		t.Errorf("version 1 is %+v", version)
	}
}
