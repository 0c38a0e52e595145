package web

import (
	"strconv"
	"strings"
	"testing"

	"hotline12345/cti"
	"hotline12345/internal/web/ticketapi"
	"hotline12345/tickets"
)

// registerBody is a complete register, based on a revision.
func registerBody(rev int, change ...string) string {
	body := `{"rev":` + strconv.Itoa(rev) + `,"name":"王建军","name_declined":false,"unit":"","unit_declined":true,` +
		`"contact":"13800138000","content":"工地噪声","type":"complaint","category":"0601","place":"临港路18号","confidential":false}`
	return strings.NewReplacer(change...).Replace(body)
}

const registerMove = `{"move":"register"}`

// written is a ticket of a call, written by the agent.
func written(t *testing.T, o *office, call, move string, change ...string) ticketapi.TicketView {
	t.Helper()
	b := o.as(t, "agent")
	b.do("PUT", "/api/calls/"+call+"/draft", registerBody(0, change...)).want(200, "")
	return read[ticketapi.TicketView](b.do("POST", "/api/calls/"+call+"/ticket", move).want(200, ""))
}

// accessed reports whether an access to personal data is on record.
func (o *office) accessed(what, key string) bool {
	for _, l := range o.register.AccessLog() {
		if l.What == what && l.Key == key && l.By.ID != "" && l.Addr == "127.0.0.1" {
			return true
		}
	}
	return false
}

func TestFromDraftToTicket(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.as(t, "agent")
	fresh := read[tickets.Draft](b.do("GET", "/api/calls/1.1/draft", "").want(200, ""))
	if fresh.Rev != 0 || fresh.Contact != "13800138000" || fresh.CalledAt.IsZero() {
		t.Errorf("fresh draft %+v", fresh)
	}
	saved := read[tickets.Draft](b.do("PUT", "/api/calls/1.1/draft", registerBody(0)).want(200, ""))
	if saved.Rev != 1 || saved.Name != "王建军" || !saved.CalledAt.Equal(fresh.CalledAt) {
		t.Errorf("saved draft %+v", saved)
	}
	ticket := read[ticketapi.TicketView](b.do("POST", "/api/calls/1.1/ticket", registerMove).want(200, ""))
	if !ticket.Number.Valid() || ticket.State != tickets.Registered || ticket.Caller != "13800138000" {
		t.Errorf("ticket %+v", ticket)
	}
	again := read[ticketapi.TicketView](b.do("POST", "/api/calls/1.1/ticket", registerMove).want(200, ""))
	if again.Number != ticket.Number {
		t.Errorf("the same commit made %s and %s", ticket.Number, again.Number)
	}
	if d := read[tickets.Draft](b.do("GET", "/api/calls/1.1/draft", "").want(200, "")); d.Ticket != ticket.Number {
		t.Errorf("draft after the commit %+v", d)
	}
	b.do("PUT", "/api/calls/1.1/draft", registerBody(1, "工地", "别的")).want(409, "already_committed")

	pop := read[tickets.ScreenPop](b.do("GET", "/api/calls/1.2/screen-pop", "").want(200, ""))
	if pop.Number != "13800138000" || pop.Name != "王建军" || pop.OpenTickets != 1 || len(pop.Tickets) != 1 {
		t.Errorf("pop of the next call %+v", pop)
	}
	if !o.accessed("screen_pop", "1.2") {
		t.Errorf("the screen pop is not in the access log")
	}
}

func TestDraftIsRefused(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.as(t, "agent")
	b.do("PUT", "/api/calls/1.1/draft", registerBody(1)).want(409, "changed_meanwhile")
	b.do("PUT", "/api/calls/none/draft", registerBody(0)).want(404, "not_found")
	b.do("PUT", "/api/calls/1.5/draft", registerBody(0)).want(403, "forbidden") // 1002's call
	b.do("GET", "/api/calls/1.5/draft", "").want(403, "forbidden")
	b.do("GET", "/api/calls/1.5/screen-pop", "").want(403, "forbidden")
	b.do("POST", "/api/calls/1.5/ticket", registerMove).want(403, "forbidden")
	wrong := b.do("PUT", "/api/calls/1.1/draft", registerBody(0, "complaint", "joke")).want(422, "invalid_fields").problem()
	if len(wrong.Fields) != 1 || wrong.Fields[0].Field != "type" {
		t.Errorf("wrong fields %v, want the type", wrong.Fields)
	}
	empty := b.do("POST", "/api/calls/1.1/ticket", registerMove).want(422, "invalid_fields").problem()
	if len(empty.Fields) < 3 || empty.Request == "" || empty.Status != 422 {
		t.Errorf("committing an empty register: %+v", empty)
	}
	b.do("PUT", "/api/calls/1.1/draft", registerBody(0)).want(200, "")
	b.do("POST", "/api/calls/1.1/ticket", `{"move":"close"}`).want(409, "wrong_state")
	b.do("POST", "/api/calls/1.1/ticket", `{"move":"dispatch"}`).want(409, "needs_unit")
}

func TestCallsAreTheirAgents(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.as(t, "agent")
	if r := read[cti.CallRecord](b.do("GET", "/api/calls/1.1", "").want(200, "")); r.Call != "1.1" || r.Agent != "1001" {
		t.Errorf("call %+v", r)
	}
	if !o.accessed("call", "1.1") {
		t.Error("the access to a call is not logged")
	}
	b.do("GET", "/api/calls/1.5", "").want(404, "not_found")
	b.do("GET", "/api/calls/none", "").want(404, "not_found")
	for login, want := range map[string]int{"agent": 5, "agent2": 1, "supervisor": 6, "auditor": 6, "numberless": 0} {
		got := read[[]cti.CallRecord](o.as(t, login).do("GET", "/api/calls", "").want(200, ""))
		if len(got) != want || got == nil {
			t.Errorf("%s sees %d calls, want %d", login, len(got), want)
		}
	}
	if !o.accessed("calls", "1001") || !o.accessed("calls", "") {
		t.Error("the accesses to lists of calls are not logged")
	}
	if got := read[[]cti.CallRecord](o.as(t, "supervisor").do("GET", "/api/calls?limit=2", "").want(200, "")); len(got) != 2 {
		t.Errorf("%d calls, want the 2 asked for", len(got))
	}
	o.as(t, "numberless").do("GET", "/api/calls/1.1", "").want(404, "not_found")
	o.as(t, "supervisor").do("GET", "/api/calls/1.5", "").want(200, "")
}

func TestWhileTheDatabaseIsAway(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.as(t, "agent")
	number := written(t, o, "1.1", registerMove).Number
	o.away(true)
	for _, path := range []string{"/api/tickets", "/api/tickets/" + string(number), "/api/calls/1.2/screen-pop"} {
		got := b.do("GET", path, "").want(503, "database_away")
		if got.header.Get("Retry-After") != "5" {
			t.Errorf("%s: Retry-After %q", path, got.header.Get("Retry-After"))
		}
	}
	b.do("POST", "/api/tickets/"+string(number)+"/moves", `{"move":"close","reason":"unwanted","note":"x"}`).want(503, "database_away")
	// the register goes on
	b.do("GET", "/api/calls/1.2/draft", "").want(200, "")
	b.do("PUT", "/api/calls/1.2/draft", registerBody(0)).want(200, "")
	ticket := read[ticketapi.TicketView](b.do("POST", "/api/calls/1.2/ticket", registerMove).want(200, ""))
	if !ticket.Number.Valid() || ticket.Stored {
		t.Errorf("ticket without a database %+v", ticket)
	}
	b.do("GET", "/api/tickets/"+string(ticket.Number), "").want(200, "")
	o.away(false)
	o.cfg.Tickets.Deliver(t.Context())
	if got := read[ticketapi.TicketView](b.do("GET", "/api/tickets/"+string(ticket.Number), "").want(200, "")); !got.Stored {
		t.Error("the ticket is still not in the database")
	}
}

// TestTheRegisterWarnsOfNamesInAConfidentialContent: what is asked is on no record.
func TestTheRegisterWarnsOfNamesInAConfidentialContent(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	got := read[[]string](o.as(t, "agent").do("POST", "/api/telling",
		`{"name":"王建国（邻居）","unit":"","contact":"13800138000","place":"湖心路","content":"王先生（王 建國）电话138****8000，邻居吵闹"}`).want(200, ""))
	if want := "王先生 王 建國 138****8000"; strings.Join(got, " ") != want {
		t.Errorf("told is %q, want %q", got, want)
	}
	if n := len(o.register.AccessLog()); n != 0 {
		t.Errorf("%d accesses are on record", n)
	}
}
