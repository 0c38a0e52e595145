package web

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"hotline12345/internal/sheet"
	"hotline12345/internal/status"
	"hotline12345/internal/web/lineapi"
	"hotline12345/internal/web/menuapi"
	"hotline12345/internal/web/restrictedapi"
	"hotline12345/internal/web/rosterapi"
	"hotline12345/internal/web/ticketapi"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/records"
)

// makesNothing are the operations by POST that ask or show, or do again what they did; why.
var makesNothing = map[string]string{
	"sign-in": "a session more is no harm", "sign-in-code": "a code opens once", "propose-unit": "asks", "find-similar": "asks", "preview-rules": "asks", "public-status": "asks",
	"note-presence": "says the same again", "unmask-ticket": "shows, with a record of each look", "reveal-caller": "shows, with a record of each look",
	"test-webhook": "sends a test each time, as it is told", "import-table": "the same table again changes nothing (ApplyImport)",
	"resend-failed-deliveries": "what is sent again has failed no more", "reset-password": "the last one that was shown holds",
	"find-telling": "asks", "read-reminder": "the first reading is kept", "start-phone-revisit": "one that goes on is not begun again", "receive-record": "the first signature is kept", "sign-undertaking": "the first signature is kept",
	"begin-factor": "the last secret that was shown holds", "remove-factor": "what is gone stays gone", "order-legal-hold": "holds or is lifted already",
	"lift-restriction": "what is over stays as it ended",
	"check-status":     "looks; who asks during a look has that one (TestACheckIsSaidToBeWhose)",
	"validate-flow":    "asks", "simulate-flow": "asks", "try-flow": "asks", "try-schedule": "asks",
	"preview-prompt": "speaks", "preview-reading": "speaks", "preview-prompt-words": "asks", "record-prompt": "the same recording is the one that is used", "import-recording": "the same recording is the one that is used",
	"rotate-webhook-secret": "all of the last day sign (TestBothSecretsHoldForATime)",
}

// TestWhatIsSentAgainIsMadeOnce: every operation that makes something, four times at one moment
// and once more later, as by a button pressed again or an answer that was lost.
func TestWhatIsSentAgainIsMadeOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t, func(c *Config) { c.Sheets = sheet.Sheets{} })
	o.people.change("a-clerk", func(u *org.User) { u.Machine = true })
	n := written(t, o, "1.1", `{"move":"dispatch","unit":"Y04"}`).Number
	clerk, admin, disp, agent := o.as(t, "unit_clerk"), o.as(t, "administrator"), o.as(t, "dispatcher"), o.as(t, "agent")
	clerk.do("POST", "/api/tickets/"+string(n)+"/moves", `{"move":"sign"}`).want(200, "")
	agent.do("PUT", "/api/calls/1.2/draft", registerBody(0)).want(200, "")
	moves := "/api/tickets/" + string(n) + "/moves"
	said := func(note string) int {
		count := 0
		for _, e := range read[ticketapi.TicketView](disp.do("GET", "/api/tickets/"+string(n), "").want(200, "")).Entries {
			if e.Note == note {
				count++
			}
		}
		return count
	}
	list := func() int { return len(read[[]tickets.Summary](disp.do("GET", "/api/tickets", "").want(200, ""))) }
	tel := o.as(t, "telecom_admin")
	flows := func() int {
		all, err := o.menus.MenuRecords(context.Background(), 0, 1000)
		must(t, err)
		return len(all)
	}
	edited := func(id, queue string) string {
		return read[menuapi.FlowDraft](tel.do("PUT", "/api/menus/"+id+"/draft", draftBody(t, id, queue, "")).want(200, "")).Rev
	}
	plain := edited("plain", "consult")
	tel.do("POST", "/api/menus/plain/publish", `{"rev":"`+plain+`","why":"new"}`).want(200, "")
	again := read[menuapi.FlowDraft](tel.do("PUT", "/api/menus/plain/draft", draftBody(t, "plain", "business", plain)).want(200, "")).Rev
	tel.do("POST", "/api/menus/plain/publish", `{"rev":"`+again+`","why":"firms"}`).want(200, "")
	tests := map[string]struct {
		by         *browser
		path, body string
		made       func() int // how many there are
	}{
		"create-ticket": {disp, "/api/tickets", strings.Replace(strings.TrimSuffix(registerBody(0), "}"), `"rev":0`, `"origin":"letter 7","channel":"letter"`, 1) +
			`,"first":{"move":"register"}}`, list},
		"commit-ticket": {agent, "/api/calls/1.2/ticket", `{"move":"register"}`, list},
		"move-ticket":   {clerk, moves, `{"move":"progress","note":"已到现场"}`, func() int { return said("已到现场") }},
		"move-tickets": {disp, "/api/tickets/moves", `{"numbers":["` + string(n) + `"],"request":{"move":"progress","note":"请尽快"}}`,
			func() int { return said("请尽快") }},
		"add-file": {clerk, "/api/tickets/" + string(n) + "/files?kind=photo&name=a.txt", "路灯", func() int {
			return len(read[ticketapi.TicketView](disp.do("GET", "/api/tickets/"+string(n), "").want(200, "")).Files)
		}},
		"add-user": {admin, "/api/users", `{"login":"new","name":"新人","roles":["unit_clerk"],"unit":"Y04","languages":[],"queues":[]}`,
			func() int { return len(o.people.Every()) }},
		"change-rules": {admin, "/api/rules", `{"unit":{"code":"Y78","name":"新局","parent":"Y","level":1}}`, func() int {
			all, err := o.register.RuleChanges(context.Background(), tickets.ChangeFilter{Limit: 1000})
			must(t, err)
			return len(all)
		}},
		"add-record": {disp, "/api/records", `{"origin":"form 7","kind":"material","title":"会议纪要","text":"第三次协调会"}`, func() int {
			return len(read[[]records.Record](disp.do("GET", "/api/records?kind=material", "").want(200, "")))
		}},
		"add-record-file": {disp, material(t, disp, "附件") + "?name=a.txt", "路灯", func() int {
			n := 0
			for _, r := range read[[]records.Record](disp.do("GET", "/api/records?kind=material", "").want(200, "")) {
				n += len(r.Files)
			}
			return n
		}},
		"add-token": {admin, "/api/tokens", `{"name":"大屏","login":"a-clerk","scopes":["metrics"],"days":30}`, func() int {
			return len(read[TokensView](admin.do("GET", "/api/tokens", "").want(200, "")).Tokens)
		}},
		"add-webhook": {admin, "/api/webhooks", `{"url":"https://example.com/x","events":[],"active":true}`, func() int {
			all, err := o.cfg.Webhooks.Webhooks(context.Background())
			must(t, err)
			return len(all)
		}},
		"restrict-number": {tel, "/api/restricted-numbers", `{"number":"139 0013 9000","why":"abuse","until":"` + o.now().Add(48*time.Hour).UTC().Format(time.RFC3339) + `"}`,
			func() int {
				return len(read[restrictedapi.RestrictedNumbers](tel.do("GET", "/api/restricted-numbers", "").want(200, "")).Numbers)
			}},
		"acknowledge-alarm": {tel, "/api/admin/alarms/acknowledge", ackBody(read[status.Report](tel.do("GET", "/api/admin/status", "").want(200, "")).Alarms[0], "known"), func() int {
			return len(read[status.Report](tel.do("GET", "/api/admin/status", "").want(200, "")).Alarms[0].Acks)
		}},
		"publish-flow":   {tel, "/api/menus/fresh/publish", `{"rev":"` + edited("fresh", "consult") + `","why":"a new line"}`, flows},
		"schedule-flow":  {tel, "/api/menus/later/schedule", `{"rev":"` + edited("later", "consult") + `","why":"for the holidays","at":"` + o.now().Add(48*time.Hour).UTC().Format(time.RFC3339) + `"}`, flows},
		"roll-back-flow": {tel, "/api/menus/plain/rollback", `{"version":1,"why":"wrong calls"}`, flows},
		"import-flow":    {tel, "/api/menus/read/yaml", `{"rev":"","yaml":"id: read\nstart: q\nnodes: {q: {kind: queue, queue: general}}\n"}`, flows},
		"import-numbers": {tel, "/api/numbers/table?rev=" + read[lineapi.NumberList](tel.do("GET", "/api/numbers", "").want(200, "")).Rev, "number,unit\n12315,Y04\n", flows},
		"add-shifts": {clerk, "/api/roster", `{"shifts":[{"unit":"Y04","from":"2027-01-04T00:00:00Z","until":"2027-01-04T08:00:00Z","name":"王","phone":"13900139000"}]}`,
			func() int {
				return len(read[rosterapi.Roster](clerk.do("GET", "/api/roster?unit=Y04&from=2027-01-01T00:00:00Z&to=2027-01-09T00:00:00Z", "").want(200, "")).Shifts)
			}},
	}
	for _, r := range o.web.api.Routes() {
		c, makes := tests[r.ID]
		if r.Method != http.MethodPost {
			continue
		}
		if !makes {
			if makesNothing[r.ID] == "" {
				t.Errorf("POST %s: what if it is sent twice?", r.ID)
			}
			continue
		}
		kind := "application/json"
		if r.ID == "add-file" || r.ID == "add-record-file" || r.ID == "import-numbers" {
			kind = "application/octet-stream"
		}
		before := c.made()
		statuses := make(chan int)
		for range 4 {
			go func() { statuses <- c.by.do("POST", c.path, c.body, "Content-Type", kind).status }()
		}
		first := fmt.Sprint(<-statuses, <-statuses, <-statuses, <-statuses)
		last := c.by.do("POST", c.path, c.body, "Content-Type", kind)
		if got := c.made() - before; got != 1 || last.status >= 500 || !strings.Contains(first, "20") {
			t.Errorf("%s five times made %d; answers %s, %d %s", r.ID, got, first, last.status, last.code())
		}
	}
}
