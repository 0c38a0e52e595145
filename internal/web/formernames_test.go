package web

import (
	"strings"
	"testing"

	"hotline12345/internal/web/ruleapi"
	"hotline12345/internal/web/ticketapi"
	"hotline12345/tickets"
)

// Programs that were written against the version before send its names. They are
// understood; answers have the present names alone.

func TestMovesInFormerNamesAreMade(t *testing.T) {
	o := newOffice(t)
	n := string(written(t, o, "1.1", `{"move":"dispatch","unit":"Y04"}`).Number)
	moves := "/api/tickets/" + n + "/moves"
	clerk, disp := o.as(t, "unit_clerk"), o.as(t, "dispatcher")
	clerk.do("POST", moves, `{"move":"sign"}`).want(200, "")
	clerk.do("POST", moves, `{"move":"extend","limit":"5wd","note":"须跨部门会商"}`).want(200, "")
	clerk.do("POST", moves, `{"move":"return","note":"非本单位职责"}`).want(200, "")
	disp.do("POST", moves, `{"move":"refuse","note":"应由贵单位办理"}`).want(409, string(tickets.WhichRequest))

	raw := disp.do("POST", moves, `{"move":"refuse","plea":"return","part":"Y04","note":"应由贵单位办理"}`).want(200, "")
	got := read[ticketapi.TicketView](raw)
	if e := got.Entries[len(got.Entries)-1]; e.UnitRequest != tickets.ReturnRequest || e.Assignee != "Y04" {
		t.Errorf("a refusal in former names became %+v", e)
	}
	if len(got.UnitRequests) != 1 || got.UnitRequests[0].Kind != tickets.ExtensionRequest {
		t.Errorf("requests that wait: %+v", got.UnitRequests)
	}
	for _, name := range []string{`"plea"`, `"part"`, `"pleas"`, `"parts"`} {
		if strings.Contains(string(raw.body), name) {
			t.Errorf("an answer has the former name %s", name)
		}
	}

	many := `{"numbers":["` + n + `"],"request":{"move":"grant","plea":"extension","part":"Y04"}}`
	if r := read[[]ticketapi.BulkResult](disp.do("POST", "/api/tickets/moves", many).want(200, "")); len(r) != 1 || r[0].Code != "" {
		t.Errorf("a move of many in former names: %+v", r)
	}
}

// TestThePresentNameCounts where a request has both.
func TestThePresentNameCounts(t *testing.T) {
	o := newOffice(t)
	n := string(written(t, o, "1.1", `{"move":"dispatch","unit":"Y04"}`).Number)
	disp := o.as(t, "dispatcher")
	got := read[ticketapi.TicketView](disp.do("POST", "/api/tickets/"+n+"/moves", `{"move":"supervise","assignee":"Y04","part":"Y08","note":"请速办"}`).want(200, ""))
	if e := got.Entries[len(got.Entries)-1]; e.Assignee != "Y04" {
		t.Errorf("supervised %q, want Y04", e.Assignee)
	}
}

func TestListsAreFilteredByFormerNames(t *testing.T) {
	o := newOffice(t)
	n := written(t, o, "1.1", `{"move":"dispatch","unit":"Y04"}`).Number
	clerk := o.as(t, "unit_clerk")
	for query, want := range map[string]int{"part=to_sign": 1, "assignment=to_sign": 1, "part=in_hand": 0, "assignment=in_hand": 0, "assignment=to_sign&part=in_hand": 1} {
		list := read[[]tickets.Summary](clerk.do("GET", "/api/tickets?"+query, "").want(200, ""))
		if len(list) != want || want == 1 && list[0].Number != n {
			t.Errorf("%s lists %d tickets, want %d", query, len(list), want)
		}
	}
	records := read[[]tickets.AccessRecord](o.as(t, "auditor").do("GET", "/api/access-log?what=pop", "").want(200, ""))
	if len(records) != 1 || records[0].What != "screen_pop" {
		t.Errorf("what=pop asks for %+v", records)
	}
}

func TestRulesInFormerNamesAreChanged(t *testing.T) {
	o := newOffice(t, func(c *Config) { c.Imports = staffList{} })
	admin := o.as(t, "administrator")
	line := `{"number":"12333","name":"人社热线","unit":"Y08","way":"dual"}`
	admin.do("POST", "/api/rules/preview", `{"line":`+line+`}`).want(200, "")
	got := read[ruleapi.RulesView](admin.do("POST", "/api/rules", `{"line":`+line+`}`).want(200, ""))
	if len(got.MergedLines) != 1 || got.MergedLines[0].Name != "人社热线" {
		t.Errorf("merged lines %+v", got.MergedLines)
	}
	got = read[ruleapi.RulesView](admin.do("POST", "/api/rules", `{"merged_line":`+strings.Replace(line, "12333", "12345678", 1)+`}`).want(200, ""))
	if len(got.MergedLines) != 2 {
		t.Errorf("merged lines %+v", got.MergedLines)
	}
	for _, kind := range []string{"line", "merged_line"} {
		list := read[[]tickets.RuleChange](admin.do("GET", "/api/rules/changes?kind="+kind, "").want(200, ""))
		if len(list) != 2 || list[0].MergedLine == nil {
			t.Errorf("changes of kind %s: %+v", kind, list)
		}
	}
}
