package web

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"hotline12345/internal/web/menuapi"
	"hotline12345/ivr/menus"
	menustore "hotline12345/ivr/menus/storetest"
	"hotline12345/tickets/org"
)

// draftBody is the request that saves a draft of a flow which leads to a queue.
func draftBody(t testing.TB, id, queue, rev string) string {
	t.Helper()
	raw, err := json.Marshal(map[string]any{"rev": rev, "body": menustore.Flow(id, queue)})
	must(t, err)
	return string(raw)
}

// TestAMenuIsEditedPublishedAndTakenBack by the addresses of the interface.
func TestAMenuIsEditedPublishedAndTakenBack(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	tel, auditor := o.as(t, "telecom_admin"), o.as(t, "auditor")
	was := read[menuapi.FlowDraft](auditor.do("GET", "/api/menus/main/draft", "").want(200, ""))
	if was.Live == nil || was.Live.N != 1 || was.Draft != nil || was.Rev == "" {
		t.Fatalf("at first %+v", was)
	}
	now := read[menuapi.FlowDraft](tel.do("PUT", "/api/menus/main/draft", draftBody(t, "main", "business", was.Rev)).want(200, ""))
	if now.Draft == nil || now.Draft.By.ID == "" || now.Draft.BasedOn != 1 {
		t.Fatalf("edited %+v", now)
	}
	tel.do("POST", "/api/menus/main/validate", `{}`).want(200, "")
	diff := string(tel.do("GET", "/api/menus/main/yaml", "").want(200, "").body)
	if !strings.Contains(diff, "queue: business") {
		t.Errorf("exported %s", diff)
	}
	tel.do("POST", "/api/menus/main/publish", fmt.Sprintf(`{"rev":%q,"why":"  "}`, now.Rev)).want(422, "invalid_fields")
	done := read[menuapi.FlowView](tel.do("POST", "/api/menus/main/publish", fmt.Sprintf(`{"rev":%q,"why":"firms"}`, now.Rev)).want(200, ""))
	if done.Live.N != 2 || done.Live.Why != "firms" || done.Draft != nil {
		t.Errorf("published %+v", done)
	}
	back := read[menuapi.FlowView](tel.do("POST", "/api/menus/main/rollback", `{"version":1,"why":"wrong calls"}`).want(200, ""))
	if back.Live.N != 3 || back.Live.Restores != 1 {
		t.Errorf("rolled back %+v", back)
	}
	list := read[[]menuapi.FlowVersion](auditor.do("GET", "/api/menus/main/versions", "").want(200, ""))
	if len(list) != 3 || list[0].State != "live" || list[1].State != "retired" || list[1].LiveTo == nil {
		t.Errorf("versions %+v", list)
	}
	two := read[menuapi.WholeVersion](auditor.do("GET", "/api/menus/main/versions/2", "").want(200, ""))
	if !strings.HasPrefix(two.Body.Version, "2-") || len(two.Body.Nodes) != 2 {
		t.Errorf("version 2 %+v", two)
	}
	auditor.do("GET", "/api/menus/main/versions/9", "").want(404, "not_found")
	auditor.do("GET", "/api/menus/other/draft", "").want(404, "not_found")
	changes := read[[]menuapi.MenuChange](auditor.do("GET", "/api/menu-changes", "").want(200, ""))
	if len(changes) != 9 || changes[0].What != "rolled_back" || changes[0].Why != "wrong calls" || changes[0].By.Name != "telecom_admin" {
		t.Errorf("changes %+v", changes)
	}
}

// TestTwoEditOneFlow: the second is told what the first made of it, and by whom, whatever
// they do; nothing of either is lost.
func TestTwoEditOneFlow(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	a, b := o.as(t, "telecom_admin"), o.as(t, "telecom_admin")
	rev := read[menuapi.FlowDraft](a.do("GET", "/api/menus/main/draft", "").want(200, "")).Rev
	first := read[menuapi.FlowDraft](a.do("PUT", "/api/menus/main/draft", draftBody(t, "main", "business", rev)).want(200, ""))
	yaml, err := json.Marshal(map[string]string{"rev": rev, "yaml": "id: main\nstart: q\nnodes: {q: {kind: queue, queue: consult}}\n"})
	must(t, err)
	for _, late := range []reply{
		b.do("PUT", "/api/menus/main/draft", draftBody(t, "main", "consult", rev)),
		b.do("POST", "/api/menus/main/yaml", string(yaml)),
		b.do("DELETE", "/api/menus/main/draft?rev="+rev, ""),
		b.do("POST", "/api/menus/main/publish", `{"rev":"0123456789abcdef","why":"x"}`),
	} {
		p := late.want(409, "changed_meanwhile").problem()
		if p.Current == nil || p.Current.Rev != first.Rev || p.Current.By == nil || p.Current.By.Name != "telecom_admin" ||
			p.Current.Flow == nil || !strings.Contains(string(p.Current.Flow.Body), "business") {
			t.Errorf("the second is told %s", late.body)
		}
	}
	if now := read[menuapi.FlowDraft](b.do("GET", "/api/menus/main/draft", "").want(200, "")); now.Rev != first.Rev {
		t.Errorf("refused, and yet it is %+v", now)
	}
	b.do("PUT", "/api/menus/main/draft", draftBody(t, "main", "consult", first.Rev)).want(200, "") // seen, and meant
}

// TestAFlowWithFaultsIsRefusedWithAllOfThem.
func TestAFlowWithFaultsIsRefusedWithAllOfThem(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	tel := o.as(t, "telecom_admin")
	rev := read[menuapi.FlowDraft](tel.do("GET", "/api/menus/main/draft", "").want(200, "")).Rev
	faulty := `{"id":"main","start":"gone","nodes":{"m":{"kind":"menu","keys":{"1":"nowhere","A":"q"},"input_timeout":5000000000,"fallback":"q"},"q":{"kind":"queue","queue":"unknown"}}}`
	draft := read[menuapi.FlowDraft](tel.do("PUT", "/api/menus/main/draft", fmt.Sprintf(`{"rev":%q,"body":%s}`, rev, faulty)).want(200, ""))
	check := read[menuapi.FlowCheck](tel.do("POST", "/api/menus/main/validate", `{"body":`+faulty+`}`).want(200, ""))
	p := tel.do("POST", "/api/menus/main/publish", fmt.Sprintf(`{"rev":%q,"why":"x"}`, draft.Rev)).want(422, "flow_faulty").problem()
	if len(p.Faults) != 4 || check.Publishable || len(check.Faults) < 4 {
		t.Errorf("refused with %+v, checked %+v", p.Faults, check)
	}
	tel.do("POST", "/api/menus/main/schedule", fmt.Sprintf(`{"rev":%q,"why":"x","at":%q}`, draft.Rev, time.Now().Add(time.Hour).Format(time.RFC3339))).want(422, "flow_faulty")
	for _, misspelt := range []string{
		`{"id":"main","start":"q","nodes":{"q":{"kind":"queue","queue":"general","promts":["x"]}}}`,
		`{"id":"main","start":"q","node":{"x":1},"nodes":{"q":{"kind":"queue","queue":"general"}}}`,
		`{"id":"main","start":"q","nodes":{"q":{"kind":"quue","queue":"general"}}}`,
	} {
		if got := tel.do("PUT", "/api/menus/main/draft", fmt.Sprintf(`{"rev":%q,"body":%s}`, draft.Rev, misspelt)); got.status/100 != 4 {
			t.Errorf("%s: %d %s", misspelt, got.status, got.body)
		}
	}
	bad := tel.do("POST", "/api/menus/main/yaml", fmt.Sprintf(`{"rev":%q,"yaml":"id: main\nstart: q\nnodes:\n  q: {kind: queue, que: general}\n"}`, draft.Rev)).want(422, "flow_unreadable").problem()
	if !strings.Contains(bad.Detail, "line 4") {
		t.Errorf("a misspelt field: %s", bad.Detail)
	}
}

// TestAQueueInUseStays: who names it is named.
func TestAQueueInUseStays(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	tel := o.as(t, "telecom_admin")
	revs := map[string]string{}
	for _, q := range read[[]menuapi.WaitQueue](o.as(t, "agent").do("GET", "/api/queues", "").want(200, "")) {
		revs[q.ID] = q.Rev
	}
	o.menus.Accounts["consult"] = []string{"1001", "1002"}
	for _, q := range read[[]menuapi.WaitQueue](tel.do("GET", "/api/queues", "").want(200, "")) {
		if want := len(o.menus.Accounts[q.ID]); q.Agents != want {
			t.Errorf("%d agents take %s, want %d", q.Agents, q.ID, want)
		}
	}
	if p := tel.do("DELETE", "/api/queues/general?rev="+revs["general"], "").want(409, "still_used").problem(); fmt.Sprint(p.Uses.Flows) != "[main]" {
		t.Errorf("general is named by %+v", p.Uses)
	}
	if p := tel.do("DELETE", "/api/queues/consult?rev="+revs["consult"], "").want(409, "still_used").problem(); fmt.Sprint(p.Uses.Accounts) != "[1001 1002]" {
		t.Errorf("consult is named by %+v", p.Uses)
	}
	left := read[[]menuapi.WaitQueue](tel.do("DELETE", "/api/queues/business?rev="+revs["business"], "").want(200, ""))
	if len(left) != 3 {
		t.Errorf("left are %+v", left)
	}
	typhoon := `{"rev":"","names":{"zh":"台风","yue":"颱風","en":"typhoon"},"priority":3}`
	tel.do("PUT", "/api/queues/typhoon", typhoon).want(200, "")
	tel.do("PUT", "/api/queues/typhoon", typhoon).want(200, "")
	p := tel.do("PUT", "/api/queues/typhoon", `{"rev":"","names":{"zh":"风"}}`).want(409, "changed_meanwhile").problem()
	if p.Current.Queue == nil || p.Current.Queue.Names["en"] != "typhoon" {
		t.Errorf("told %+v", p.Current)
	}
	tel.do("PUT", "/api/queues/Ty", typhoon).want(422, "invalid_fields")
	tel.do("PUT", "/api/queues/x", `{"rev":"","names":{}}`).want(422, "invalid_fields")
}

// TestMenusOfTheWholeCity: the telecom administrator of a sub-centre reads, and changes
// nothing of what all callers hear.
func TestMenusOfTheWholeCity(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.people.change("telecom_admin", func(u *org.User) { u.Unit = "A" })
	tel := o.as(t, "telecom_admin")
	rev := read[menuapi.FlowDraft](tel.do("GET", "/api/menus/main/draft", "").want(200, "")).Rev
	tel.do("PUT", "/api/menus/main/draft", draftBody(t, "main", "business", rev)).want(403, "whole_city_only")
}

// TestMenusWhileTheDatabaseIsAway.
func TestMenusWhileTheDatabaseIsAway(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	tel := o.as(t, "telecom_admin")
	o.menus.SetAway(true)
	tel.do("GET", "/api/menus", "").want(503, "database_away")
	tel.do("POST", "/api/menus/main/publish", `{"rev":"x","why":"y"}`).want(503, "database_away")
	o.menus.SetAway(false)
	o.pass(2 * time.Second)
	tel.do("GET", "/api/menus", "").want(200, "")
}

// TestADraftIsComparedAndTried before it is published: what differs, and what a caller meets.
func TestADraftIsComparedAndTried(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	tel := o.as(t, "telecom_admin")
	rev := read[menuapi.FlowDraft](tel.do("GET", "/api/menus/main/draft", "").want(200, "")).Rev
	tel.do("PUT", "/api/menus/main/draft", draftBody(t, "main", "business", rev)).want(200, "")
	d := read[menuapi.FlowDifference](o.as(t, "auditor").do("GET", "/api/menus/main/diff", "").want(200, ""))
	if len(d.Changed) != 1 || d.Changed[0].Node != "queue" || len(d.Changed[0].Fields) != 1 || d.Changed[0].Fields[0].Old != "general" ||
		d.Changed[0].Fields[0].New != "business" || len(d.Added)+len(d.Removed)+len(d.Flow) > 0 {
		t.Errorf("the difference is %+v", d)
	}
	if same := read[menuapi.FlowDifference](tel.do("GET", "/api/menus/main/diff?from=1&to=live", "").want(200, "")); len(same.Changed) > 0 {
		t.Errorf("version 1 is live, and differs by %+v", same)
	}
	for inputs, want := range map[string]menuapi.SimulatedWay{
		`[{"at_ms":2000,"key":"1"},{"at_ms":9000,"agent":true}]`:  {End: "agent", Queue: "business", Keys: "1", TookMS: 9000, HeardMS: 5000},
		`[{"at_ms":4000,"hang_up":true}]`:                         {End: "lost", TookMS: 4000, HeardMS: 3000},
		`[{"at_ms":30000,"agent":true},{"at_ms":1000,"key":"7"}]`: {End: "agent", Queue: "business", TookMS: 30000, HeardMS: 0},
	} {
		got := read[menuapi.SimulatedWay](tel.do("POST", "/api/menus/main/simulate", `{"inputs":`+inputs+`}`).want(200, ""))
		if got.End != want.End || got.Queue != want.Queue || got.TookMS != want.TookMS || want.HeardMS > 0 && got.HeardMS != want.HeardMS || got.Keys != want.Keys ||
			len(got.Steps) < 2 || got.Steps[0].Input != "start" || len(got.Steps[0].Actions) == 0 || got.Steps[0].Actions[0].Prompts[0].ID != "menu_short" {
			t.Errorf("%s leads to %+v", inputs, got)
		}
	}
	live := read[menuapi.WholeVersion](tel.do("GET", "/api/menus/main/versions/1", "").want(200, ""))
	raw, err := json.Marshal(live.Body)
	must(t, err)
	sent := read[menuapi.SimulatedWay](tel.do("POST", "/api/menus/main/simulate", `{"keys":"1","inputs":[],"body":`+string(raw)+`}`).want(200, ""))
	if sent.End != "agent" || sent.Queue != "general" {
		t.Errorf("the flow sent leads to %+v", sent)
	}
}

// TestADraftIsTriedOnTheCallsOfADay.
func TestADraftIsTriedOnTheCallsOfADay(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	tel := o.as(t, "telecom_admin")
	day := o.now().Add(-24 * time.Hour).In(time.FixedZone("", 8*3600))
	noon := time.Date(day.Year(), day.Month(), day.Day(), 12, 0, 0, 0, day.Location())
	o.menus.Past = []menus.PastCall{
		{Call: "1.1", At: noon, Called: "12345", Keys: []menus.PastKey{{After: time.Second, Key: "1"}}, Answered: 9 * time.Second},
		{Call: "1.2", At: noon.AddDate(0, 0, -1), Called: "12345", Answered: 9 * time.Second}, // of another day
		{Call: "1.3", At: noon, Called: "12345", Ended: 2 * time.Second},
	}
	rev := read[menuapi.FlowDraft](tel.do("GET", "/api/menus/main/draft", "").want(200, "")).Rev
	tel.do("PUT", "/api/menus/main/draft", draftBody(t, "main", "business", rev)).want(200, "")
	body := fmt.Sprintf(`{"day":%q}`, day.Format(time.DateOnly))
	got := read[menuapi.TriedFlow](tel.do("POST", "/api/menus/main/tried", body).want(200, ""))
	if got.Calls != 2 || got.Unchanged != 1 || got.Partly || len(got.Elsewhere) != 1 || got.Elsewhere[0].To != "queue business" || fmt.Sprint(got.Elsewhere[0].IDs) != "[1.1]" {
		t.Errorf("tried: %+v", got)
	}
	tel.do("POST", "/api/menus/main/tried", fmt.Sprintf(`{"day":%q}`, o.now().AddDate(0, 0, 2).Format(time.DateOnly))).want(422, "invalid_fields")
	tel.do("POST", "/api/menus/main/tried", `{"day":"yesterday"}`).want(422, "invalid_request")
}

// TestHoursAreTriedWhileTheyAreEdited: the answer is the telephone's own; what is kept does not
// count, and is not changed.
func TestHoursAreTriedWhileTheyAreEdited(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	tel := o.as(t, "telecom_admin")
	tel.do("PUT", "/api/schedules/office", `{"rev":"","names":{"zh":"工作时间"},"hours":{"week":{"1":[{"from":"09:00","to":"17:30"}]}}}`).want(200, "")
	flow := `{"id":"main","start":"h","nodes":{"h":{"kind":"hours","schedule":"office","open":"q","closed":"bye","prompts":["afterhours"]},` +
		`"q":{"kind":"queue","prompts":["to_agent"],"queue":"general"},"bye":{"kind":"goodbye","prompts":["goodbye"]}}}`
	rev := read[menuapi.FlowDraft](tel.do("GET", "/api/menus/main/draft", "").want(200, "")).Rev
	rev = read[menuapi.FlowDraft](tel.do("PUT", "/api/menus/main/draft", fmt.Sprintf(`{"rev":%q,"body":%s}`, rev, flow)).want(200, "")).Rev
	tel.do("POST", "/api/menus/main/publish", fmt.Sprintf(`{"rev":%q,"why":"hours"}`, rev)).want(200, "")
	try := func(hours, at string) menuapi.TriedSchedule {
		return read[menuapi.TriedSchedule](tel.do("POST", "/api/schedules/office/try", `{"hours":`+hours+`,"at":"`+at+`"}`).want(200, ""))
	}
	const week = `{"week":{"1":[{"from":"09:00","to":"17:30"}]},"days":{"2026-11-30":[]}}`
	got := try(week, "2026-11-30T02:00:00Z") // Monday, 10:00
	if got.Open || !got.Special || got.Turns == nil || got.Turns.Format(time.RFC3339) != "2026-12-07T09:00:00+08:00" || len(got.Ways) != 1 ||
		got.Ways[0].To != "bye" || got.Ways[0].End != "goodbye" || len(got.Ways[0].Prompts) != 1 || got.Ways[0].Prompts[0].Args["from"] != "09:00" {
		t.Errorf("the holiday: %+v", got)
	}
	if got = try(week, "2026-12-07T02:00:00Z"); !got.Open || got.Special || got.Ways[0].To != "q" || got.Ways[0].Queue != "general" {
		t.Errorf("the Monday after it: %+v", got)
	}
	tel.do("POST", "/api/schedules/office/try", `{"hours":{"week":{"1":[{"from":"9","to":"17:30"}]}}}`).want(422, "invalid_fields")
	tel.do("POST", "/api/schedules/new/try", `{"hours":{}}`).want(200, "")
	list := read[[]menuapi.OpeningHours](tel.do("GET", "/api/schedules", "").want(200, ""))
	if len(list) != 1 || len(list[0].Hours.Days) > 0 || len(list[0].Uses) != 1 || !list[0].Uses[0].Live {
		t.Errorf("kept is %+v", list)
	}
}

// TestABroadcastWithNothingToSayIsRefused, and says who switched it on once it can be.
func TestABroadcastWithNothingToSayIsRefused(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	tel := o.as(t, "telecom_admin")
	on := `{"rev":"","names":{"zh":"断水"},"on":true%s}`
	p := tel.do("PUT", "/api/broadcasts/water", fmt.Sprintf(on, "")).want(422, "broadcast_unsaid").problem()
	if len(p.Faults) != 1 || p.Faults[0].Code != "missing" {
		t.Errorf("refused with %+v", p.Faults)
	}
	list := read[[]menuapi.BroadcastView](tel.do("PUT", "/api/broadcasts/water", fmt.Sprintf(on, `,"prompts":["typhoon"]`)).want(200, ""))
	for _, b := range list {
		if b.ID == "water" && (!b.On || b.Switched == nil || b.Switched.By.Name != "telecom_admin" || len(b.Said) != 1 || len(b.Uses) > 0) {
			t.Errorf("on: %+v", b)
		}
	}
	if len(list) == 0 || len(read[[]menuapi.BroadcastView](o.as(t, "administrator").do("GET", "/api/broadcasts", "").want(200, ""))) != len(list) {
		t.Errorf("they are %+v", list)
	}
}

// TestQueuesAreOrdered in one go; the second who does it by what they read is told.
func TestQueuesAreOrdered(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	tel := o.as(t, "telecom_admin")
	var levels [][]map[string]string
	for _, q := range read[[]menuapi.WaitQueue](tel.do("GET", "/api/queues", "").want(200, "")) {
		levels = append(levels, []map[string]string{{"id": q.ID, "rev": q.Rev}})
	}
	body, err := json.Marshal(map[string]any{"levels": levels})
	must(t, err)
	now := read[[]menuapi.WaitQueue](tel.do("PUT", "/api/queues", string(body)).want(200, ""))
	for i, q := range now {
		if q.ID != levels[i][0]["id"] || q.Priority != (len(levels)-1-i)*10 || (q.ID == "general") != (len(q.Uses) == 1) {
			t.Errorf("%d: %+v", i, q)
		}
	}
	tel.do("PUT", "/api/queues", string(body)).want(409, "changed_meanwhile")
}
