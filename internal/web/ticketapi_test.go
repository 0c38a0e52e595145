package web

import (
	"slices"
	"strings"
	"testing"

	"hotline12345/internal/web/ruleapi"
	"hotline12345/internal/web/ticketapi"
	"hotline12345/tickets"
)

func TestTicketGoesItsWay(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	n := string(written(t, o, "1.1", `{"move":"dispatch","unit":"Y04"}`).Number)
	moves := "/api/tickets/" + n + "/moves"

	clerk, disp := o.as(t, "unit_clerk"), o.as(t, "dispatcher")
	step := func(b *browser, body string, want tickets.State) ticketapi.TicketView {
		t.Helper()
		got := read[ticketapi.TicketView](b.do("POST", moves, body).want(200, ""))
		if got.State != want {
			t.Fatalf("after %s: %s, want %s", body, got.State, want)
		}
		return got
	}
	clerk.do("POST", moves, `{"move":"archive"}`).want(409, "wrong_role")
	clerk.do("POST", moves, `{"move":"report","note":"已处理","result":"solved"}`).want(409, "wrong_state")
	step(clerk, `{"move":"sign"}`, tickets.Handling)
	clerk.do("POST", moves, `{"move":"report","note":"已处理"}`).want(409, "needs_result")
	step(clerk, `{"move":"report","note":"已处理","result":"solved"}`, tickets.Checking)
	corrected := step(disp, `{"move":"correct","note":"听错了","changes":{"place":"临港路81号"}}`, tickets.Checking)
	if corrected.Place != "临港路81号" {
		t.Errorf("corrected ticket %+v", corrected)
	}
	step(disp, `{"move":"pass"}`, tickets.Answering)
	answered := step(disp, `{"move":"answer","note":"已处理","way":"telephone"}`, tickets.Answered)
	if answered.Answer == nil || answered.Answer.By.Name != "dispatcher" {
		t.Errorf("answered ticket %+v", answered)
	}
	disp.do("POST", moves, `{"move":"archive"}`).want(409, "needs_revisit")
	step(disp, `{"move":"revisit","revisit":{"reached":true,"contacted":true,"solved":"yes","satisfied":4}}`, tickets.Revisited)
	step(disp, `{"move":"archive"}`, tickets.Archived)
	disp.do("POST", moves, `{"move":"archive"}`).want(409, "wrong_state")
	disp.do("POST", "/api/tickets/261123000099/moves", `{"move":"archive"}`).want(404, "not_found")

	whole := read[ticketapi.TicketView](o.as(t, "auditor").do("GET", "/api/tickets/"+n, "").want(200, ""))
	if len(whole.Entries) != 9 {
		t.Errorf("%d entries, want 9: %+v", len(whole.Entries), whole.Entries)
	}
	if whole.Entries[2].Addr != "127.0.0.1" {
		t.Errorf("the unit signed at %q", whole.Entries[2].Addr)
	}
	if !o.accessed("ticket", n) {
		t.Error("the access to a ticket is not logged")
	}
}

func TestAnAnswerMayBeEarlier(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	n := string(written(t, o, "1.1", registerMove).Number)
	b := o.as(t, "agent")
	b.do("POST", "/api/tickets/"+n+"/moves", `{"move":"answer","note":"x","way":"telephone","answered_at":"2001-01-01T00:00:00Z"}`).want(409, "bad_time")
	b.do("POST", "/api/tickets/"+n+"/moves", `{"move":"answer","note":"x","way":"telephone","answered_at":"yesterday"}`).want(422, "invalid_request")
	b.do("POST", "/api/tickets/"+n+"/moves", `{"move":"answer","note":"x","way":"telephone"}`).want(200, "")
}

func TestTicketsAreListed(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	first := written(t, o, "1.1", registerMove)
	second := written(t, o, "1.2", `{"move":"dispatch","unit":"Y04"}`)
	b := o.as(t, "agent")
	for query, want := range map[string][]tickets.Number{
		"":                                {second.Number, first.Number},
		"?number=&state=&limit=":          {second.Number, first.Number},
		"?limit=1":                        {second.Number},
		"?state=dispatched":               {second.Number},
		"?state=archived":                 {},
		"?number=" + string(first.Number): {first.Number},
		"?number=13800138000":             {second.Number, first.Number},
		"?number=%00%27--":                {},
	} {
		got := read[[]tickets.Summary](b.do("GET", "/api/tickets"+query, "").want(200, ""))
		if len(got) != len(want) || got == nil {
			t.Errorf("%q lists %d tickets, want %d", query, len(got), len(want))
			continue
		}
		for i := range want {
			if got[i].Number != want[i] {
				t.Errorf("%q lists %s at %d, want %s", query, got[i].Number, i, want[i])
			}
		}
	}
	for _, query := range []string{"?limit=x", "?limit=-1", "?limit=201", "?state=joke", "?number=" + strings.Repeat("1", 33)} {
		if p := b.do("GET", "/api/tickets"+query, "").want(422, "invalid_request").problem(); len(p.Fields) != 1 {
			t.Errorf("%q: wrong fields %v, want one", query, p.Fields)
		}
	}
}

func TestClerksSeeTheirOwn(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	here := written(t, o, "1.1", `{"move":"dispatch","unit":"Y04"}`, `"confidential":false`, `"confidential":true`)
	below := written(t, o, "1.2", `{"move":"dispatch","unit":"A-09"}`)
	report := written(t, o, "1.3", `{"move":"dispatch","unit":"A"}`, "complaint", "report")
	for login, want := range map[string]map[tickets.Number]bool{ // masked?
		"unit_clerk": {here.Number: true},
		"a-clerk":    {below.Number: false, report.Number: true},
	} {
		b := o.as(t, login)
		list := read[[]tickets.Summary](b.do("GET", "/api/tickets", "").want(200, ""))
		if len(list) != len(want) {
			t.Errorf("%s sees %d tickets, want %d", login, len(list), len(want))
		}
		for _, s := range list {
			if masked, there := want[s.Number]; !there || s.Masked != masked || masked && strings.Contains(s.Contact+s.Name, "1") {
				t.Errorf("%s sees %+v", login, s)
			}
		}
		for _, n := range []tickets.Number{here.Number, below.Number, report.Number} {
			got := b.do("GET", "/api/tickets/"+string(n), "")
			masked, there := want[n]
			if !there {
				got.want(404, "not_found")
				b.do("POST", "/api/tickets/"+string(n)+"/moves", `{"move":"answer","note":"x","way":"sms"}`).want(404, "not_found")
				continue
			}
			if got.want(200, ""); masked && (strings.Contains(string(got.body), "13800138000") || strings.Contains(string(got.body), "王建军")) {
				t.Errorf("%s reads who it was: %s", login, got.body)
			}
		}
	}
	if got := o.as(t, "dispatcher").do("GET", "/api/tickets/"+string(here.Number), "").want(200, ""); !strings.Contains(string(got.body), "王建军") {
		t.Error("the centre does not see who it was")
	}
}

func TestDirectoryIsThere(t *testing.T) {
	t.Parallel()
	b := newOffice(t).as(t, "telecom_admin")
	if u := read[[]ruleapi.UnitView](b.do("GET", "/api/units", "").want(200, "")); len(u) != 9 || u[2].Name != "市城管局" {
		t.Errorf("units %+v", u)
	}
	if c := read[[]ruleapi.CategoryView](b.do("GET", "/api/categories", "").want(200, "")); len(c) != 2 || c[1].Code != "0601" {
		t.Errorf("categories %+v", c)
	}
}

// TestTheButtonsAreTheTableOfMoves: a ticket comes with the moves that its reader
// may make, and no others.
func TestTheButtonsAreTheTableOfMoves(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	n := string(written(t, o, "1.1", `{"move":"dispatch","unit":"Y04"}`).Number)
	for login, want := range map[string][]tickets.Move{
		"agent": {tickets.MoveCorrect, tickets.MoveProgress, tickets.MoveRaise, tickets.MoveAttach},
		"unit_clerk": {tickets.MoveHandDown, tickets.MoveSign, tickets.MoveReturn, tickets.MoveProgress, tickets.MoveDispute,
			tickets.MoveRaise, tickets.MoveAttach},
		"leader":  {tickets.MoveInstruct, tickets.MoveProlong, tickets.MoveAttach},
		"auditor": {},
	} {
		got := read[ticketapi.TicketView](o.as(t, login).do("GET", "/api/tickets/"+n, "").want(200, "")).Moves
		if !slices.Equal(got, want) {
			t.Errorf("%s may %v, want %v", login, got, want)
		}
	}
}

// TestWhatIsLeftOfThirtyDays stands on the ticket and in lists; only the leader goes beyond.
func TestWhatIsLeftOfThirtyDays(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	n := string(written(t, o, "1.1", `{"move":"dispatch","unit":"Y04"}`).Number)
	dispatcher, leader := o.as(t, "dispatcher"), o.as(t, "leader")
	view := read[ticketapi.TicketView](dispatcher.do("GET", "/api/tickets/"+n, "").want(200, ""))
	list := read[[]tickets.Summary](dispatcher.do("GET", "/api/tickets", "").want(200, ""))
	if view.Longest == nil || view.Longest.DaysLeft != 30 || len(list) != 1 || list[0].Longest == nil || *list[0].Longest != *view.Longest || list[0].Bounds != nil {
		t.Fatalf("the ticket has %+v left, the list says %+v", view.Longest, list)
	}
	longer := `{"move":"prolong","limit":"30wd","note":"案情复杂"}`
	dispatcher.do("POST", "/api/tickets/"+n+"/moves", longer).want(409, "wrong_role")
	leader.do("POST", "/api/tickets/"+n+"/moves", longer).want(409, "not_longer")
	dispatcher.do("POST", "/api/tickets/"+n+"/moves", `{"move":"assist","unit":"Y08","limit":"20wd"}`).want(409, "over_promise")
}
